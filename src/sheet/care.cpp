// See care.hpp.
#include "sheet/care.hpp"

#include <algorithm>

#include "eval/care.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::sheet {

namespace {

const eval::TreatmentDecision* treatment_of(const eval::Decision& decision, const std::string& name) {
  for (const auto& t : decision.treatments)
    if (t.treatment == name) return &t;
  return nullptr;
}

Care care_of(const eval::CareLine& line, const Made& made, const eval::Decision& decision, const Occasion& occasion) {
  Care out;
  out.verb = line.line->verb;
  out.title = line.title;
  out.text = line.line->text;
  if (line.may) out.text = line.title + ", if this applies to you: " + out.text;
  out.until_words = line.line->until;
  out.from = line.from;
  out.until = line.until;
  out.better = line.better_until;
  out.from_hours = line.from_hours;
  const std::int32_t begins = line.from_hours.value_or(0);
  if (line.for_hours) out.hours = begins + *line.for_hours;
  if (line.better_hours) out.better_hours = begins + *line.better_hours;
  if (occasion.end) {
    const auto at = [&](const std::optional<std::int32_t>& hours) {
      return hours ? std::optional<Moment>(plus_hours(*occasion.end, *hours)) : std::nullopt;
    };
    out.from_at = at(out.from_hours);
    out.until_at = at(out.hours);
    out.better_at = at(out.better_hours);
  }
  if (const auto* t = treatment_of(decision, line.treatment))
    out.treatment = present::Sentences(made.facts, decision, *t).title();
  return out;
}

/// Whether it is something that is planned, as a treatment or a holiday is: what is used every day has care lines of
/// its own, which begin earlier than the check must wait.
bool may_be_planned(const eval::TreatmentDecision& treatment, const std::string& what) {
  for (const auto& care : treatment.pre_care) {
    if (care.what != what || care.source_check == nullptr) continue;
    const check::Check& check = *care.source_check;
    const check::Subject& subject = check.form == check::Form::wait_from ? check.from.subject : check.after.subject;
    for (const auto& list : treatment.program->vocabulary->lists)
      if (list.role == syntax::ListRole::to_come && list.terms.meets(subject.terms)) return true;
  }
  return false;
}

}  // namespace

Occasion occasion_of(const Made& made, const Context& context) {
  Occasion out;
  const eval::Decision& decision = made.decision;
  out.day = decision.visit;
  out.today = context.today.value_or(decision.as_of);
  if ((out.end = read_moment(context.session_end))) {
    out.state = Occasion::Day_::held;
    out.day = out.end->day;
    return out;
  }
  if (decision.verdict == eval::Verdict::go || !context.overrides.empty()) {
    out.state = Occasion::Day_::stands;
    return out;
  }
  // A new day is offered only when one day suits every treatment of the plan.
  time::DaySet go = time::DaySet::all(), renewed = time::DaySet::all();
  for (const auto& t : decision.treatments) {
    go &= t.go;
    renewed &= t.go | t.renewed;
  }
  if (renewed.contains(decision.visit)) {
    out.state = Occasion::Day_::renewed;
  } else if (const auto later = go.first_on_or_after(decision.visit); later && *later < forever) {
    out.state = Occasion::Day_::later;
    out.day = *later;
  }
  return out;
}

std::vector<Care> care_before(const Made& made, const Context&, const Occasion& occasion) {
  const eval::Decision decision = eval::with_care_for(made.decision, made.facts, occasion.day);
  std::vector<Care> out;
  for (const auto& t : decision.treatments)
    for (const auto& line : t.care_before) {
      Care care = care_of(line, made, decision, occasion);
      const bool same = std::any_of(out.begin(), out.end(), [&](const Care& c) {
        return c.verb == care.verb && c.text == care.text && c.from == care.from && c.until_words == care.until_words;
      });
      if (!same) out.push_back(std::move(care));
    }
  return out;
}

std::vector<Care> care_after(const Made& made, const Context&, const Occasion& occasion) {
  const eval::Decision decision = eval::with_care_for(made.decision, made.facts, occasion.day);
  std::vector<Care> out;
  for (const auto& line : decision.aftercare) out.push_back(care_of(line, made, decision, occasion));
  return out;
}

std::vector<LastDay> last_days(const Made& made, const Occasion& occasion) {
  std::vector<LastDay> out;
  if (occasion.state == Occasion::Day_::open || occasion.state == Occasion::Day_::held) return out;
  const eval::Decision decision = eval::with_care_for(made.decision, made.facts, occasion.day);
  for (const auto& t : decision.treatments)
    for (const auto& line : present::pre_care_lines(t, occasion.today)) {
      // What a prescriber decides is never put as a last day: the check's own words for the client speak of it.
      if (line.prescribed || !line.last_day || !may_be_planned(t, line.what)) continue;
      const auto same = std::find_if(out.begin(), out.end(), [&](const LastDay& l) { return l.what == line.what; });
      if (same == out.end()) {
        out.push_back({line.what, *line.last_day, line.better});
      } else {
        same->day = std::min(same->day, *line.last_day);
        if (line.better && (!same->better || *line.better < *same->better)) same->better = line.better;
      }
    }
  std::stable_sort(out.begin(), out.end(), [](const LastDay& a, const LastDay& b) { return a.day < b.day; });
  return out;
}

std::string treatments_words(const Made& made) {
  std::vector<std::string> names;
  for (const auto& t : made.decision.treatments)
    names.push_back(present::Sentences(made.facts, made.decision, t).title());
  return present::list_words(names, "and");
}

}  // namespace contra::sheet
