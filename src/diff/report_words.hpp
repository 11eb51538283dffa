// Words that the text, the JSON and the Markdown of a comparison share. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "diff/diff.hpp"

namespace contra::diff {

std::string kind_word(Item::Kind kind);          ///< "check"
std::string fate_word(Item::Fate fate);          ///< "added"
std::string way_word(Way way);                   ///< "earlier"
std::string reach_word(Reach reach);             ///< "days"
std::string fate_words(const Item& item);        ///< "moved (peel is the other pack)"
std::string change_words(const Change& change);  ///< "wait: 5 days → 4 days"
std::string days_of(const Answer& answer);       ///< "GO days: from 17 March 2026 on"; empty when refused
/// Reasons, conditions, notes and questions that the other answer does not have, each in a line.
std::vector<std::string> advice_of(const Answer& answer, const Answer& other);
std::string moves_sentence(const Witness& witness);  ///< "lets this client come earlier"
std::string size_words(const Witness& witness);
std::string headline(const Report& report);
std::string identity_words(const PackReport& pack);  ///< "1.0.0 → 1.1.0"
std::string counts(const PackReport& pack);          ///< "1 check differs, 59 the same"

}  // namespace contra::diff
