// A test's record, gathered from the examples it starts from, and written as an intake record. Internal to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/model.hpp"

namespace contra::trial {

/// A record with everything that its examples bring. Pointers lead into the syntax trees.
struct Gathered {
  std::string id;
  const check::Pack* pack = nullptr;
  const check::Vocabulary* vocabulary = nullptr;
  std::optional<Day> visit, as_of;
  std::string policy;                           // empty: none
  std::vector<const syntax::PlanGiven*> plans;  // of the nearest record that has any
  std::optional<Day> first_signed;              // of the first, full form
  bool every_other_no = false;
  bool has_first = false;
  std::vector<const syntax::Given*> first;            // its answers, one for each question: the nearest record's counts
  std::vector<const syntax::FormGiven*> later_forms;  // in order: an example's before those of what starts from it
  std::vector<const syntax::ClearanceGiven*> clearances;
};

Gathered gather(const check::CheckedRules& rules, const syntax::RecordItem& record, const std::string& id,
                const std::string& pack);

/// The record as JSON text. Names that the vocabulary does not know are written as they are: the reader refuses them.
std::string to_json(const Gathered& gathered);

}  // namespace contra::trial
