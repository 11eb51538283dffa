// See verdict.hpp.
#include "serve/verdict.hpp"

#include <algorithm>
#include <set>

#include "present/sentences.hpp"
#include "serve/next.hpp"
#include "serve/problem.hpp"
#include "serve/screening.hpp"

namespace contra::serve {

namespace {

using eval::Decision;
using eval::Reason;
using eval::TreatmentDecision;

/// The first day on which every treatment is a GO, once forms and clearances are renewed where they must be.
std::optional<Day> earliest_of(const Decision& decision) {
  if (decision.treatments.size() == 1) return decision.treatments.front().earliest;
  time::DaySet days = time::DaySet::from(decision.visit);
  for (const TreatmentDecision& t : decision.treatments) days &= t.go | t.renewed;
  const auto first = days.min();
  return first && *first < forever ? first : std::nullopt;
}

/// The treatment that waits longest: without a day before one that has one.
const TreatmentDecision& slowest(const Decision& decision) {
  const auto rank = [](const TreatmentDecision& t) {
    return t.verdict == eval::Verdict::go ? Day{first_day.number - 1} : t.earliest.value_or(forever);
  };
  return *std::max_element(decision.treatments.begin(), decision.treatments.end(),
                           [&](const TreatmentDecision& a, const TreatmentDecision& b) { return rank(a) < rank(b); });
}

/// The reason that stands behind the headline: one that is sure and has no end, one that ends on the earliest day, any
/// that is sure, the first.
const Reason* main_reason(const TreatmentDecision& t) {
  const Reason* best = nullptr;
  int best_rank = -1;
  for (const Reason& reason : t.reasons) {
    const int rank = !reason.sure ? 0 : !reason.until ? 3 : reason.until == t.earliest ? 2 : 1;
    if (rank > best_rank) best = &reason, best_rank = rank;
  }
  return best;
}

}  // namespace

Verdict verdict_of(const api::LoadedRules& rules, std::string_view record) {
  eval::DecideOptions options;
  options.promises = false;
  Verdict out;
  DecidedRecord decided;
  try {
    decided = decide_record(rules, record, options);
  } catch (const Problem&) {
    out.settled = true;
    out.headline = "WAIT recommended";
    out.why = "The record cannot be read under the rules that are loaded now. The forms have to be gone through again.";
    return out;
  }
  const Decision& decision = decided.decision;
  out.go = decision.verdict == eval::Verdict::go;
  out.earliest = earliest_of(decision);

  std::set<std::string> open;
  for (const TreatmentDecision& t : decision.treatments) {
    const present::Sentences say(decided.facts, decision, t);
    for (const eval::OpenQuestion& q : t.questions)
      open.insert(say.question_name(q.cause) + say.pointer(q.cause) + std::to_string(static_cast<int>(q.cause.what)));
  }
  out.open_questions = open.size();
  out.settled = is_settled(decision);

  const TreatmentDecision& first = slowest(decision);
  const present::Sentences say(decided.facts, decision, first);
  out.headline = say.headline();
  if (const Reason* reason = main_reason(first)) {
    const std::string title = say.reason_title(*reason);
    out.why = (title.empty() ? "" : title + ": ") + say.reason(*reason);
  } else {
    for (const TreatmentDecision& t : decision.treatments)
      for (const eval::ConditionLine& line : t.conditions)
        if (line.sure && out.why.empty()) out.why = present::Sentences(decided.facts, decision, t).condition(line);
  }
  return out;
}

}  // namespace contra::serve
