// See session.hpp.
#include "prove/session.hpp"

#include <algorithm>

#include "eval/intake.hpp"
#include "text/source.hpp"

namespace contra::prove {

namespace {

/// Where visit days are looked for first. Any day would do; clients who are shown should not seem to come from 1900.
const Day usual_visit = *day_of({2026, 3, 16});

/// Above this many unusual answers the fewest are no longer looked for.
constexpr std::int64_t most_deviations = 10;

/// On how many days a client is looked for among those whom no record says exactly, before it is given up.
constexpr int most_unsaid = 40;

}  // namespace

std::optional<Replayed> replay(const compile::Program& program, const std::string& record) {
  text::SourceSet sources;
  const text::FileId file = sources.add("record", record);
  auto read = eval::read_intake(sources, file, *program.vocabulary, {{program.identity.name, program.pack.get()}});
  if (!std::holds_alternative<eval::Facts>(read)) return std::nullopt;
  Replayed out{std::get<eval::Facts>(std::move(read)), {}};
  if (!out.facts.faults.empty() || out.facts.plan.empty()) return std::nullopt;
  out.setting.plan = out.facts.plan.front();
  out.setting.asked = out.setting.as_of = out.facts.visit;
  return out;
}

eval::Verdict verdict(const std::shared_ptr<const compile::Program>& program, const Replayed& replayed) {
  eval::DecideOptions options;
  options.promises = false;
  return eval::decide({program}, replayed.facts, options).verdict;
}

std::shared_ptr<const compile::Program> without(const std::shared_ptr<const compile::Program>& program,
                                                const std::function<bool(const compile::JoinedCheck&)>& leave_out) {
  auto out = std::make_shared<compile::Program>(*program);
  out->checks.erase(std::remove_if(out->checks.begin(), out->checks.end(), leave_out), out->checks.end());
  return out;
}

Entries Session::needed(const std::vector<std::shared_ptr<const compile::Program>>& programs, const Entries& further) {
  Entries out = further;
  for (const auto& program : programs)
    for (const auto& joined : program->checks)
      for (const auto& part : joined.parts) out += entries_of(*program->vocabulary, part.check, Saying::waits, false);
  return out;
}

namespace {

std::vector<const compile::Program*> plain(const std::vector<std::shared_ptr<const compile::Program>>& programs) {
  std::vector<const compile::Program*> out;
  for (const auto& program : programs) out.push_back(program.get());
  return out;
}

}  // namespace

Session::Session(const std::vector<std::shared_ptr<const compile::Program>>& programs, const Entries& further,
                 const Options& options)
    : options_(options),
      programs_(programs),
      calendar_(formulas_),
      intake_(formulas_, calendar_, plain(programs), needed(programs, further)) {
  for (const auto& program : programs) {
    encoders_.push_back(std::make_unique<Encoder>(formulas_, calendar_, intake_, *program));
    Encoder& encoder = *encoders_.back();
    checks_.emplace_back();
    for (const compile::JoinedCheck& joined : program->checks) {
      Encoded encoded{joined.name, {formulas_.no(), formulas_.no(), formulas_.no()}, {}};
      for (const compile::Part& part : joined.parts) {
        const Said said = encoder.part(joined.name, part);
        encoded.said.waits = formulas_.either(encoded.said.waits, said.waits);
        encoded.said.applies = formulas_.either(encoded.said.applies, said.applies);
        encoded.said.better = formulas_.either(encoded.said.better, said.better);
        encoded.parts.push_back(said);
      }
      encoded.said.better = formulas_.both(encoded.said.better, formulas_.negation(encoded.said.waits));
      checks_.back().push_back(std::move(encoded));
    }
    forms_hold_.push_back(encoder.forms_hold());
  }
}

void Session::begin() {
  solver_ = make_solver(formulas_);
  always_ = intake_.always();
  statable_ = intake_.statable();
  std::vector<Bool> over;
  for (const Slot& slot : intake_.slots()) over.push_back(formulas_.negation(slot.goes_on));
  over_ = formulas_.all(std::move(over));
  solver_->add(always_);
}

Bool Session::lemmas() {
  if (!has_lemmas_) lemmas_ = calendar_.lemmas();
  has_lemmas_ = true;
  return lemmas_;
}

Bool Session::on(Day day) { return calendar_.on(day); }

void Session::tell(const Question& question, const std::vector<Bool>& assumed, const char* status) {
  if (!options_.smt2) return;
  std::vector<Bool> of{always_};
  of.insert(of.end(), assumed.begin(), assumed.end());
  options_.smt2(question.name, to_smt2(formulas_, of, question.sentence, status));
}

std::vector<Bool> Session::smallest_core(std::vector<Bool> core, const std::vector<Bool>& beside) {
  for (std::size_t i = 0; i < core.size();) {
    std::vector<Bool> fewer = beside;
    for (std::size_t j = 0; j < core.size(); ++j)
      if (j != i) fewer.push_back(core[j]);
    if (check(fewer) == Answer::unsatisfiable) {
      const std::vector<Bool> again = solver_->core();
      std::vector<Bool> kept;
      for (const Bool b : core)
        if (!(b == core[i]) && std::find(again.begin(), again.end(), b) != again.end()) kept.push_back(b);
      // Those before `i` were found to be needed and stay so.
      core = std::move(kept);
    } else {
      ++i;
    }
  }
  return core;
}

/// The solution at hand made small: fewest unusual answers; then what is easier to read; then the nearest days.
void Session::make_small(const std::vector<Bool>& assumed) {
  std::vector<Bool> fixed = assumed;
  const auto holds_with = [&](Bool further) {
    std::vector<Bool> of = fixed;
    of.push_back(further);
    return check(of) == Answer::satisfiable;
  };
  std::vector<Bool> deviations = intake_.deviations();
  std::int64_t found = 0;
  for (const Bool b : deviations) found += solver_->value(b) ? 1 : 0;
  for (std::int64_t many = 0; many < std::min(found, most_deviations); ++many)
    if (holds_with(formulas_.at_most(deviations, many))) found = many;
  fixed.push_back(formulas_.at_most(deviations, found));  // also when there were no fewer: the next solution is another
  if (check(fixed) != Answer::satisfiable) return;
  for (const Bool b : deviations) fixed.push_back(solver_->value(b) ? b : formulas_.negation(b));
  const std::vector<Bool> wishes = intake_.wishes(*solver_);
  for (const Bool wish : wishes)
    if (holds_with(wish)) fixed.push_back(wish);
  if (check(fixed) != Answer::satisfiable) return;
  for (const Intake::Near& near : intake_.nearest(*solver_)) {
    std::int64_t best = solver_->value(near.day);
    const std::int64_t visit = solver_->value(calendar_.visit());
    std::int64_t bound = visit;  // no better than the visit itself
    while (best != bound) {
      // Halving towards the visit: `best` is possible, what lies beyond `bound` is not wanted.
      const std::int64_t middle = near.late ? best + (bound - best + 1) / 2 : best - (best - bound + 1) / 2;
      const Int at{-1, middle};
      if (holds_with(
              near.late
                  ? formulas_.both(formulas_.less_equal(at, near.day), formulas_.less_equal(near.day, Int{-1, visit}))
                  : formulas_.both(formulas_.less_equal(near.day, at), formulas_.less_equal(Int{-1, visit}, near.day))))
        best = solver_->value(near.day);
      else
        bound = near.late ? middle - 1 : middle + 1;
      if (near.late ? bound < best : bound > best) break;
    }
    fixed.push_back(formulas_.equal(near.day, Int{-1, best}));
    if (check(fixed) != Answer::satisfiable) return;
  }
}

Witness Session::show(const std::vector<Bool>& assumed, bool smallest) {
  if (smallest) make_small(assumed);
  Witness out;
  out.visit = Day{static_cast<std::int32_t>(solver_->value(calendar_.visit()))};
  out.record_json = intake_.record(*solver_, *programs_.front(), Intake::Unasked::left_out);
  out.words = intake_.words(*solver_);
  return out;
}

Decided Session::decide(const Question& question) {
  Decided out;
  bool unknown = false;
  const auto with = [&](std::initializer_list<Bool> further) {
    std::vector<Bool> of = question.asked;
    of.insert(of.end(), further.begin(), further.end());
    return of;
  };
  // Nobody, on any day: by what holds of the turns of every day.
  const auto prove_it = [&] {
    const std::vector<Bool> of = with({lemmas()});
    const Answer answer = check(of);
    unknown = unknown || answer == Answer::unknown;
    if (answer != Answer::unsatisfiable) return false;
    out.state = State::proved;
    for (const Bool b : solver_->core())
      if (std::find(question.asked.begin(), question.asked.end(), b) != question.asked.end()) out.core.push_back(b);
    tell(question, of, "unsat");
    return true;
  };
  // Somebody, on this day, as a record can say: first with every use said to be over or to go on, then with a last day
  // that leaves it open.
  const auto find_on = [&](Day day) {
    for (const Bool further : {over_, formulas_.yes()}) {
      std::vector<Bool> of = with({statable_, on(day), further});
      of.insert(of.end(), question.of_clients.begin(), question.of_clients.end());
      const Answer answer = check(of);
      unknown = unknown || answer == Answer::unknown;
      if (answer != Answer::satisfiable) continue;
      Witness witness = show(of, question.smallest);
      const auto confirmed = [&] {
        const std::optional<Replayed> replayed = replay(*programs_.front(), witness.record_json);
        return replayed && question.confirms(*replayed);
      };
      bool one = confirmed();
      if (!one) {  // where what need not be answered matters
        witness.record_json = intake_.record(*solver_, *programs_.front(), Intake::Unasked::told);
        one = confirmed();
      }
      if (one) {
        out.why.clear();
        out.state = State::found;
        out.witness = std::move(witness);
        tell(question, of, "sat");
        return true;
      }
      // The engine calls possible what the language leaves open; a client must not rest on one of its meanings.
      if (further == formulas_.yes() || intake_.leaves_open()) continue;
      out.why = "the engine does not say of the client found what the solver said: a fault of the prover, not a proof";
      out.witness = std::move(witness);
      return false;
    }
    return false;
  };
  if (question.expect_none && prove_it()) return out;
  if (find_on(usual_visit)) return out;
  if (!question.expect_none && prove_it()) return out;
  // Day by day: one for each constellation of the calendar.
  if (days_.empty()) days_ = calendar_.days(usual_visit);
  int somebody = 0;
  for (const Day day : days_) {
    if (unknown || somebody > most_unsaid) break;
    const Answer answer = check(with({on(day)}));
    unknown = unknown || answer == Answer::unknown;
    if (answer != Answer::satisfiable) continue;
    ++somebody;
    if (find_on(day)) return out;
    if (out.witness) break;
  }
  if (!unknown && somebody == 0 && !out.witness) {
    out.state = State::proved;
    if (options_.smt2) {
      std::vector<Bool> on_one_of_them;
      for (const Day day : days_) on_one_of_them.push_back(on(day));
      tell(question, with({formulas_.any(std::move(on_one_of_them))}), "unsat");
    }
    return out;
  }
  if (out.why.empty())
    out.why = unknown
                  ? "not proved in " + std::to_string(options_.milliseconds / 1000) + " s"
                  : "it would take what no record says exactly, such as a term that has kinds of its own, a last day "
                    "of use that is not the end, or another treatment on the same day";
  return out;
}

}  // namespace contra::prove
