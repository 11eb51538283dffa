// A case as text: the rules as rule text that the parser reads, the intake and the setting for people.
#pragma once

#include <string>

#include "laws/cases.hpp"

namespace contra::laws {

std::string vocabulary_text(const check::Vocabulary& vocabulary);
/// The pack alone, without what `make_program` adds to it. With `sources` each check cites one, as the checker asks.
std::string pack_text(const check::Vocabulary& vocabulary, const check::Pack& pack);
std::string condition_text(const check::Vocabulary& vocabulary, const check::Condition& condition);
std::string check_text(const check::Vocabulary& vocabulary, const check::Pack& pack, const check::Check& check);

std::string facts_text(const check::Vocabulary& vocabulary, const eval::Facts& facts);
/// Everything, with further parts, effective dates and the setting.
std::string show(const Case& c);

}  // namespace contra::laws
