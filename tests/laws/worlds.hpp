// The worlds of one answer: which elementary sentences about a day each of its possible values makes true. Used by the
// oracle only; the argument why this is enough is in oracle.hpp.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"

namespace contra::laws {

/// A sentence that is true or false in a world, on the day that is asked about.
struct Sentence {
  enum class Kind {
    question,            // the answer satisfies the test
    age,                 // the age lies in the ranges
    area,                // the planned area touches one
    depth_above,         // the planned depth is above the limit
    some_answer_not_no,  // some yes-or-no question is not answered `no`, or some list has an entry
    element,             // some entry satisfies the condition's subject and what it says of days
    must_window,         // some event's must window holds the day (or, with `then cleared by`, is not cleared yet)
    better_window,       // some event's better window holds the day
    from_window          // some period's closed days hold the day (likewise)
  } kind = Kind::question;
  const check::Condition* condition = nullptr;  // question, age, area, element
  const check::Check* check = nullptr;          // the windows
  const compile::JoinedCheck* joined = nullptr;
  std::int64_t limit = 0;                       // depth_above
};

const check::Subject* subject_of(const Sentence& sentence);
bool in_treated_area(const Sentence& sentence);

/// When a clearance counts. Where the sentences of the language leave room, `narrow` lifts as little as any reading would
/// and `wide` as much; `widest` also what only some worlds would let it lift (for what surely waits).
struct Clearing {
  enum class Reading { narrow, wide, widest };
  const compile::Program& program;
  const eval::Facts& facts;
  Reading reading = Reading::narrow;
  bool renewed = false;  ///< as if every clearance that has run out had been renewed

  /// What an event is in the world at hand.
  struct Occurrence {
    int term = check::none, start = 0;
  };
  bool clears_entry(const std::string& check, const std::vector<check::RoleId>& roles, const eval::Entry& entry, const Occurrence& event, int day) const;
  bool clears_day_answer(const std::string& check, const std::vector<check::RoleId>& roles, const eval::QuestionFact& fact, const Occurrence& event, int day) const;
  bool lifts_condition(const std::string& name, const check::Check& check, int day) const;

 private:
  bool counts(const eval::ClearanceFact& clearance, const std::string& check, const std::vector<check::RoleId>& roles, int day) const;
  bool covers_entry(const eval::ClearanceFact& clearance, const eval::Entry& entry, const Occurrence* event) const;
  bool covers_day_answer(const eval::ClearanceFact& clearance, const eval::QuestionFact& fact, const Occurrence* event) const;
  bool covers_condition(const std::vector<const eval::ClearanceFact*>& clearances, const check::Condition& condition, bool negated, bool only_given) const;
};

/// What area is planned in a world: the areas of the plan; or, not being known, one area, everywhere or nowhere that has a name.
struct PlanArea {
  enum class Kind { known, everywhere, elsewhere } kind = Kind::known;
  std::vector<std::int32_t> areas;
};

struct WorldReader {
  const compile::Program& program;
  const eval::Facts& facts;
  const eval::Setting& setting;
  bool all_days = false;

  using Mask = std::uint64_t;

  std::vector<PlanArea> plan_areas(bool matters) const;
  bool touches(const PlanArea& plan, const check::IdSet& areas) const;

  std::set<Mask> depths(const std::vector<Sentence>& sentences) const;
  std::set<Mask> question(int id, const std::vector<Sentence>& sentences, const Clearing& clearing, int day) const;
  std::set<Mask> entry(int list, int index, const PlanArea& plan, const std::vector<Sentence>& sentences, const Clearing& clearing, int day) const;
};

}  // namespace contra::laws
