// Intake records made up for a comparison: a healthy client with every question answered no, and what is said beside
// that. By names, so that one record can be read by two versions. Internal to the room.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "check/model.hpp"
#include "diff/answer.hpp"

namespace contra::diff {

using Json = nlohmann::ordered_json;

/// One thing that is said beside the healthy client.
struct Edit {
  enum class What {
    answer,       // of a question or of a whole list; null: not asked
    entry,        // of a list
    treatment,    // of the plan, by another name
    area,         // of the plan
    depth,        // of the plan
    clearance,    // value: an object of the record
    visit,        // value: a day
    signed_on,    // value: the day on which the first form was signed
    seen_on,      // value: the day on which the practitioner signed
    change_form,  // value: the day of a form that says that nothing changed
    also          // name: another treatment, planned for the same day
  } what = What::answer;
  std::string name;
  Json value;
  std::int32_t gap = 0;  // days between the visit and the date that it gives, either way
  bool vague = false;    // an answer that is not exact
  std::int32_t far = 0;  // not what the rule itself names, but a kind of it
};
using Edits = std::vector<Edit>;

/// What the records start from.
struct Healthy {
  std::string treatment;
  Day visit;
  std::string area;                   // empty: none
  Json depth;                         // null: none
  std::map<std::string, Json> given;  // what a `no` cannot answer: the birth date, the skin type
};

class Composer {
 public:
  Composer(const check::Vocabulary& a, const check::Vocabulary& b, Healthy healthy)
      : a_(a), b_(b), healthy_(std::move(healthy)) {}

  /// `contra.intake/1`, compact; keys of answers by name. What only one version asks stays unanswered unless it is
  /// said.
  std::string record(const Edits& edits, const std::string& id) const;
  /// What the edits say, each as a line of a test.
  std::vector<std::string> given(const Edits& edits) const;
  /// The whole record as the lines of a test.
  std::vector<std::string> test(const Edits& edits) const;

  /// Without what the healthy client says already.
  Edits needed(Edits edits) const;
  Day visit(const Edits& edits) const;
  const Healthy& healthy() const { return healthy_; }

 private:
  std::string plan_line(const Edits& edits) const;
  std::string visit_line(const Edits& edits) const;

  const check::Vocabulary& a_;
  const check::Vocabulary& b_;
  Healthy healthy_;
};

/// Looks for a client whom both versions let through, as far as there is one. `programs`: the pack in both versions,
/// null where it is not there.
Healthy find_healthy(const Judge& a, const Judge& b, const compile::Program* program_a,
                     const compile::Program* program_b, Day visit);

Json iso(Day day);

}  // namespace contra::diff
