// Each form of a check at its boundaries: a complete intake is pinned, and solver and engine must both say what is
// expected of it.
#include "unit/prove/rules.hpp"

namespace contra::prove::test {
namespace {

Day day(const std::string& iso) { return parse_iso_day(iso).value(); }

/// One check, one entry of each list at most, one visit day.
class Says : public ::testing::Test {
 protected:
  void begin(const std::string& body, const std::string& visit) {
    program_ = program(check("a", body));
    ASSERT_TRUE(program_);
    Entries entries(program_->vocabulary->lists.size());
    for (std::size_t l = 0; l < program_->vocabulary->lists.size(); ++l)
      entries.one_of({static_cast<check::ListId>(l)});
    session_ = std::make_unique<Session>(std::vector{program_}, entries, Options{});
    session_->begin();
    pinned_ = {session_->statable(), session_->on(day(visit))};
  }
  Formulas& f() { return session_->formulas(); }
  Intake& intake() { return session_->intake(); }
  void pin(Bool b) { pinned_.push_back(b); }
  void on(Int number, const std::string& iso) { pin(f().equal(number, Int{-1, day(iso).number})); }
  void answer(const std::string& question, std::size_t option) {
    pin(intake().question(program_->vocabulary->question_ids.find(question)->second).options.at(option));
  }
  const Slot& entry(const std::string& list, const std::string& term) {
    const check::ListId id = program_->vocabulary->list_ids.find(list)->second;
    for (const Slot& slot : intake().slots()) {
      if (slot.list != id) continue;
      pin(slot.there);
      const auto& kinds = intake().kinds(id);
      for (std::size_t k = 0; k < kinds.size(); ++k)
        for (const check::TermId t : kinds[k].terms)
          if (program_->vocabulary->terms[static_cast<std::size_t>(t)].name == term) pin(slot.is[k]);
      return slot;
    }
    throw std::logic_error("no entry of " + list);
  }
  void entry(const std::string& list, const std::string& term, const std::string& start, const std::string& end) {
    const Slot& slot = entry(list, term);
    on(slot.start, start);
    if (end.empty())
      pin(f().equal(slot.end, Int{-1, forever.number}));
    else
      on(slot.end, end);
    pin(f().negation(slot.goes_on));
  }
  void nothing_else() {
    for (const Slot& slot : intake().slots())
      if (std::find(pinned_.begin(), pinned_.end(), slot.there) == pinned_.end()) pin(f().negation(slot.there));
    pin(f().equal(intake().form(), session_->calendar().visit()));
    pin(f().equal(intake().seen(), session_->calendar().visit()));
  }
  void clear(const std::string& role, const std::string& when) {
    pin(intake().cleared("a", {program_->vocabulary->role_ids.find(role)->second}));
    on(intake().cleared_on("a"), when);
  }
  void no_clearance() {
    for (std::size_t role = 0; role < program_->vocabulary->roles.size(); ++role)
      pin(f().negation(intake().cleared("a", {static_cast<check::RoleId>(role)})));
  }
  /// Both say so.
  void expect(bool waits) {
    ASSERT_EQ(session_->check(pinned_), Answer::satisfiable);
    EXPECT_EQ(session_->solver().value(session_->checks(0)[0].said.waits), waits) << "the solver";
    const std::string record = intake().record(session_->solver(), *program_);
    const auto replayed = replay(*program_, record);
    ASSERT_TRUE(replayed) << record;
    const auto found = eval::evaluate(*program_, replayed->facts, replayed->setting).checks[0];
    EXPECT_EQ(found.at != eval::Holding::never, waits) << "the engine, of " << record;
    EXPECT_NE(found.at, eval::Holding::possibly) << record;
  }

  std::shared_ptr<const compile::Program> program_;
  std::unique_ptr<Session> session_;
  std::vector<Bool> pinned_;
};

struct OnDay {
  const char* visit;
  bool waits;
};

TEST_F(Says, a_wait_and_the_day_that_it_ends) {
  for (const OnDay d :
       {OnDay{"2026-03-14", true}, {"2026-03-18", true}, {"2026-03-19", false}, {"2026-03-20", false}}) {
    SCOPED_TRACE(d.visit);
    begin("wait 5 days after last retinoid", d.visit);
    entry("medicines", "tretinoin", "2026-03-14", "2026-03-14");
    nothing_else();
    expect(d.waits);
  }
}

TEST_F(Says, a_month_that_has_no_such_day) {
  for (const OnDay d : {OnDay{"2026-02-28", true}, {"2026-03-01", false}, {"2026-03-02", false}}) {
    SCOPED_TRACE(d.visit);
    begin("wait 6 months after last retinoid", d.visit);
    entry("medicines", "tretinoin", "2025-08-31", "2025-08-31");
    nothing_else();
    expect(d.waits);
  }
}

TEST_F(Says, both_sides_of_a_period) {
  for (const OnDay d : {OnDay{"2026-02-27", false},
                        {"2026-02-28", true},
                        {"2026-04-02", true},
                        {"2026-04-13", true},
                        {"2026-04-14", false}}) {
    SCOPED_TRACE(d.visit);
    begin("wait from 1 month before start of holiday until 14 days after its end", d.visit);
    entry("plans", "holiday", "2026-03-31", "2026-03-31");
    for (const Slot& slot : intake().slots())
      if (std::find(pinned_.begin(), pinned_.end(), slot.there) == pinned_.end()) pin(f().negation(slot.there));
    on(intake().form(), "2026-02-01");
    on(intake().seen(), "2026-02-01");
    pin(f().negation(intake().has_change_form()));
    expect(d.waits);
  }
}

TEST_F(Says, an_age_on_the_birthday) {
  for (const OnDay d : {OnDay{"2026-02-28", true}, {"2026-03-01", false}}) {
    SCOPED_TRACE(d.visit);
    begin("wait while age is under 18 years", d.visit);
    on(intake().question(program_->vocabulary->question_ids.find("birth_date")->second).day, "2008-02-29");
    nothing_else();
    expect(d.waits);
  }
}

TEST_F(Says, what_goes_on) {
  for (const bool ended : {false, true}) {
    begin("wait while taking isotretinoin", "2026-03-16");
    entry("medicines", "isotretinoin", "2026-01-01", ended ? "2026-03-15" : "");
    nothing_else();
    expect(!ended);
  }
}

TEST_F(Says, rows_of_a_table) {
  for (const std::size_t depth : {std::size_t{0}, std::size_t{1}}) {
    begin("wait after last peel by depth\n    light 14 days\n    deep 42 days", "2026-03-16");
    const Slot& slot = entry("procedures", "peel");
    on(slot.start, "2026-02-20");
    on(slot.end, "2026-02-20");
    pin(f().negation(slot.goes_on));
    pin(slot.details.at(1).options.at(depth));
    nothing_else();
    expect(depth == 1);
  }
}

TEST_F(Says, the_treated_area) {
  for (const auto& [planned, other, waits] : std::vector<std::tuple<const char*, const char*, bool>>{
           {"eyes", "face", true}, {"face", "eyes", true}, {"arm", "face", false}, {"arm", "body", true}}) {
    SCOPED_TRACE(std::string(planned) + " " + other);
    begin("wait 14 days after last laser in treated area", "2026-03-16");
    entry("procedures", "laser", "2026-03-10", "2026-03-10");
    const auto area = [&](const char* name) {
      return static_cast<std::size_t>(program_->vocabulary->area_ids.find(name)->second);
    };
    for (std::size_t a = 0; a < program_->vocabulary->areas.size(); ++a) {
      const Bool plan = intake().planned_area(static_cast<check::AreaId>(a));
      pin(a == area(planned) ? plan : f().negation(plan));
      for (const Slot& slot : intake().slots())
        if (program_->vocabulary->lists[static_cast<std::size_t>(slot.list)].name == "procedures") {
          const Bool there = slot.details.at(0).areas.at(a);
          pin(a == area(other) ? there : f().negation(there));
        }
    }
    nothing_else();
    expect(waits);
  }
}

TEST_F(Says, a_clearance_and_what_it_covers) {
  // The day of the clearance, and whether it had begun by then.
  for (const auto& [role, when, waits] : std::vector<std::tuple<const char*, const char*, bool>>{
           {"doctor", "2026-03-10", false}, {"doctor", "2026-03-09", true}, {"dermatologist", "2026-03-16", false}}) {
    SCOPED_TRACE(std::string(role) + " " + when);
    begin("wait 14 days after last laser\n  cleared by doctor or dermatologist", "2026-03-16");
    entry("procedures", "laser", "2026-03-10", "2026-03-10");
    nothing_else();
    clear(role, when);
    expect(waits);
  }
}

TEST_F(Says, an_inspection_counts_on_its_day_only) {
  for (const auto& [when, waits] :
       std::vector<std::pair<const char*, bool>>{{"2026-03-16", false}, {"2026-03-15", true}}) {
    SCOPED_TRACE(when);
    begin("wait while cold_sore is present, until \"healed\"", "2026-03-16");
    entry("health", "cold_sore", "2026-03-10", "");
    nothing_else();
    clear("practitioner", when);
    expect(waits);
  }
}

TEST_F(Says, a_clearance_after_the_window) {
  for (const auto& [visit, cleared, waits] : std::vector<std::tuple<const char*, bool, bool>>{
           {"2026-03-12", true, true}, {"2026-03-16", true, false}, {"2026-03-16", false, true}}) {
    SCOPED_TRACE(std::string(visit) + (cleared ? " cleared" : ""));
    begin("wait 5 days after last laser\n  then cleared by oncologist", visit);
    entry("procedures", "laser", "2026-03-10", "2026-03-10");
    nothing_else();
    if (cleared)
      clear("oncologist", "2026-03-11");
    else
      no_clearance();
    expect(waits);
  }
}

TEST_F(Says, two_answers_that_cannot_both_be_right) {
  for (const std::size_t smokes : {std::size_t{0}, std::size_t{1}}) {
    begin("ask again while smoker is no and any isotretinoin", "2026-03-16");
    answer("smoker", smokes);
    entry("medicines", "isotretinoin", "2026-01-01", "2026-02-01");
    nothing_else();
    expect(smokes == 1);
  }
}

TEST_F(Says, every_answer_no) {
  for (const bool entered : {true, false}) {
    begin("wait while every answer is no", "2026-03-16");
    for (const char* question : {"pregnant", "nursing", "smoker"}) answer(question, 1);
    if (entered) entry("medicines", "antiviral", "2026-01-01", "2026-02-01");
    nothing_else();
    expect(!entered);
  }
}

}  // namespace
}  // namespace contra::prove::test
