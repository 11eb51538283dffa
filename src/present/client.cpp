// See terminal.hpp. This file: the client's text. Only the packs' own words and dates; the practitioner keeps the verdict.
#include <algorithm>
#include <set>

#include "present/sentences.hpp"
#include "present/terminal.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

/// Each line once: several checks often tell the same.
class Lines {
 public:
  Lines(Page& page, std::string heading) : page_(page), heading_(std::move(heading)) {}
  void add(const std::string& text) {
    if (text.empty() || !seen_.insert(text).second) return;
    if (seen_.size() == 1) page_.heading(heading_);
    page_.bullet(2, text);
  }

 private:
  Page& page_;
  std::string heading_;
  std::set<std::string> seen_;
};

}  // namespace

std::string client_text(const eval::Decision& decision, const eval::Facts& facts, const PageOptions& options) {
  Page page(options);
  std::vector<std::string> names;
  for (const auto& t : decision.treatments) names.push_back(Sentences(facts, decision, t).title());
  page.paragraph(0, "Your appointment: " + list_words(names, "and") + ", " + long_day(decision.visit), Tone::strong);
  page.gap();

  const bool go = decision.verdict == eval::Verdict::go;
  // A new day is offered only when one day suits every treatment of the plan.
  time::DaySet days = time::DaySet::all();
  for (const auto& t : decision.treatments) days &= t.go;
  const auto new_day = days.first_on_or_after(decision.visit);
  if (go) {
    page.paragraph(0, "Thank you. We have what we need for this day.");
  } else if (new_day && *new_day < forever) {
    page.paragraph(0, "A later day suits your skin better: " + long_day(*new_day) + " or after. We will gladly find one with you.");
  } else {
    page.paragraph(0, "We would like to talk with you before we fix the day.");
  }

  Lines tell(page, "Good to know");
  for (const auto& t : decision.treatments) {
    const Sentences say(facts, decision, t);
    for (const auto& r : t.reasons) tell.add(say.client_reason(r));
    for (const auto& c : t.conditions) tell.add(c.source_check != nullptr ? c.source_check->tell : std::string());
    for (const auto& c : t.notes) tell.add(c.source_check != nullptr ? c.source_check->tell : std::string());
  }
  Lines ask(page, "Please tell us");
  for (const auto& t : decision.treatments) {
    const Sentences say(facts, decision, t);
    for (const auto& q : t.questions) ask.add(say.client_question(q.cause));
  }
  Lines before(page, "Before your visit");
  for (const auto& t : decision.treatments) {
    const Sentences say(facts, decision, t);
    // What a prescriber decides is never put as a last day to the client: the check's own `tell` speaks of it.
    for (const auto& l : t.care_before) before.add(say.care_line(l));
    for (const auto& line : pre_care_lines(t, decision.as_of)) {
      if (line.prescribed || !line.last_day) continue;
      before.add("Last day for " + line.what + ": " + day_words(*line.last_day) + (line.better ? ", better " + day_words(*line.better) : "") + ".");
    }
  }
  if (!decision.treatments.empty()) {
    Lines after(page, "After your visit");
    for (const auto& l : decision.aftercare) {
      const eval::TreatmentDecision* of = &decision.treatments.front();
      for (const auto& t : decision.treatments)
        if (t.treatment == l.treatment) of = &t;
      after.add(Sentences(facts, decision, *of).care_line(l));
    }
  }
  return page.take();
}

}  // namespace contra::present
