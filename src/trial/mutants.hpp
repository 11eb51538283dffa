// Small changes of one rule, made in its tree. Internal to the room.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "syntax/tree.hpp"
#include "text/source.hpp"

namespace contra::trial {

/// A change. Most are made in the tree, so that the check room reads what they mean, or refuses them. A few have no
/// words in the language (6 months and a day) and are made in the model.
struct Edit {
  text::Span span;
  std::string before, after;
  syntax::CheckItem tree;
  std::function<void(check::Check&)> model;  ///< when there: applied to the check as it is, and `tree` is not used
};

/// Every change of `item`, whose meaning is `check`. A policy's change comes as an item too, with its outcome and
/// clauses.
std::vector<Edit> edits_of(const syntax::CheckItem& item, const check::Check& check,
                           const check::Vocabulary& vocabulary, const check::Pack* pack,
                           const text::SourceSet& sources);

/// "superficial", "1.5 mm"
std::string value_words(const syntax::Value& value);

/// Words of the rules on one line.
std::string one_line(std::string_view words);

}  // namespace contra::trial
