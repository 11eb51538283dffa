// What every reader of intake records shares: the words that tell the state of an answer ("no", "not sure", "rather not
// say"), and how far ahead a form may plan.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "check/model.hpp"
#include "contra/date.hpp"

namespace contra::eval::reader {

/// How far ahead of its signing day a form may plan. A planned day beyond it ("2062" for "2026") cannot be meant.
inline constexpr Step planned_ahead{60, 0};

/// What a word says about the state of an answer, whatever the question.
enum class Word { other, blank, yes, no, unsure, declined, not_applicable, never, ongoing };

/// Folded for comparison: check::fold_name, typographic apostrophes made plain, closing `.` and `!` dropped.
std::string fold_words(std::string_view words);
/// The same into `out`, whose memory is used again. `words` is not a part of it.
void fold_words(std::string_view words, std::string& out);
Word word_of(std::string_view words);
/// Every word that is read, folded. samples/intake-record.md lists them for people; a test holds the two together.
const std::map<std::string, Word, std::less<>>& state_words();

/// Of a type of options: a bit for each.
std::uint64_t all_options(const check::ValueType& type);
/// The bit of the option that is a plain `no`, or 0.
std::uint64_t no_option(const check::ValueType& type);

}  // namespace contra::eval::reader
