// What a rule means, written out with names instead of ids and with everything that has no meaning (order, layout,
// ways of writing one length) taken away: two rules with the same fields decide alike under the same vocabulary.
// Internal to the room.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "compile/program.hpp"
#include "diff/diff.hpp"

namespace contra::diff {

struct Field {
  std::string what;                  // "wait", "cleared by": what a person calls it
  std::string value;                 // canonical; equal exactly when the meaning is
  std::string shown;                 // for a person, when `value` is not fit to be read
  bool words = false;                // no decision depends on it
  std::vector<std::string> members;  // of a set: told by what was added and taken away
};
using Fields = std::vector<Field>;

/// The words that a rule may use. What `only_here` names is left out of what a rule reads: a term that the other
/// version does not have is a change of the vocabulary, and not of every check that reads it.
struct Lexicon {
  const check::Vocabulary& vocabulary;
  std::set<std::string> only_here;
};

/// A condition in canonical form: names, operands sorted.
std::string meaning(const check::Condition& condition, const Lexicon& lexicon);

Fields fields(const compile::Part& part, const Lexicon& lexicon, const text::SourceSet& sources);
Fields fields(const check::Term& term, const check::Vocabulary& vocabulary);
Fields fields(const check::Area& area, const check::Vocabulary& vocabulary);
Fields fields(const check::Role& role, const check::Vocabulary& vocabulary);
Fields fields(const check::List& list, const check::Vocabulary& vocabulary);
Fields fields(const check::Question& question, const check::Vocabulary& vocabulary);
Fields fields(const time::Tolerance& tolerance);
Fields fields(const check::Validity& validity);
Fields setting_fields(const compile::Program& program);
Fields fields(const check::CareItem& care, const text::SourceSet& sources);
Fields fields(const check::AboutSection& about);
/// What must be answered before any GO, each in words, sorted.
std::vector<std::string> needs(const compile::Program& program);

/// Whether both decide alike, whatever they are called.
bool same_meaning(const Fields& a, const Fields& b);
/// What differs, field by field; may be empty when the meaning differs only through what the words stand for.
std::vector<Change> differences(const Fields& a, const Fields& b);

}  // namespace contra::diff
