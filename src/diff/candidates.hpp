// Ways to meet a rule: from its own form, the answers under which it may wait, at each boundary of its windows. Nothing
// here is exact: the engine judges every one. Internal to the room.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "diff/intake.hpp"

namespace contra::diff {

struct Scene {
  Day visit;
  std::string area;  // of the plan; empty: none
};

/// What is worth a closer look, because it changed: by names.
struct Focus {
  std::set<std::string> terms, areas, roles;
  bool vague_dates = false;  // "about 2 weeks ago" too
};

class Candidates {
 public:
  Candidates(const compile::Program& program, Scene scene, Focus focus)
      : program_(program), v_(*program.vocabulary), scene_(std::move(scene)), focus_(std::move(focus)) {}

  /// Answers under which the check may do something.
  std::vector<Edits> of(const check::Check& check) const;
  /// Answers under which the condition may (not) hold.
  std::vector<Edits> of(const check::Condition& condition, bool holds) const;
  /// A form and a clearance at each boundary of how long they hold.
  std::vector<Edits> of(const check::Validity& validity) const;
  /// One answer at a time: every answer to every question, every term of every list.
  std::vector<Edits> singles() const;
  /// Those that a changed word of the vocabulary may move.
  std::vector<Edits> of_term(const std::string& term, const std::vector<std::string>& words) const;
  std::vector<Edits> of_area(const std::string& area) const;
  std::vector<Edits> of_list(const check::List& list) const;
  std::vector<Edits> of_question(const check::Question& question) const;
  std::vector<Edits> depths() const;

 private:
  /// A way to date an entry.
  struct When {
    Json fields = Json::object();
    std::int32_t gap = 0;
    bool vague = false;
    std::optional<Day> signed_on;  // a form signed earlier than the visit
  };

  std::vector<When> days_after(const std::vector<Step>& steps, bool to_come) const;
  std::vector<When> any_days(syntax::ListRole role, bool planned_too) const;
  std::vector<When> periods(Step before, Step after) const;
  void entries(const check::Subject& subject, bool in_area, const std::vector<When>& whens,
               const std::vector<std::pair<std::string, Json>>& details, std::vector<Edits>& out,
               std::int32_t farther = 0) const;
  void window(const check::WaitAfter& form, std::vector<Edits>& out) const;
  /// Each with how far it is from what the rule names.
  std::vector<std::pair<std::string, std::int32_t>> terms(const check::Subject& subject, const check::List& list) const;
  std::string elsewhere() const;
  Edits needed_first(const std::optional<check::AskedOnlyWhen>& when) const;
  std::vector<Edits> answers(const check::Question& question, const check::ValueTest& test, bool holds) const;
  std::vector<Edits> ages(const check::Condition& condition) const;
  Edits clearance(const std::string& check, check::RoleId role) const;

  const compile::Program& program_;
  const check::Vocabulary& v_;
  Scene scene_;
  Focus focus_;
};

/// Each of the one with each of the other, at most so many.
std::vector<Edits> product(const std::vector<Edits>& a, const std::vector<Edits>& b, std::size_t at_most);

}  // namespace contra::diff
