// See terminal.hpp. This file: the client's text. Only the packs' own words and dates; the practitioner keeps the
// verdict.
#include <algorithm>
#include <set>

#include "present/care_text.hpp"
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

void before(Page& page, const eval::Decision& decision, const eval::Facts& facts, const eval::TreatmentDecision& t,
            Day session, bool full) {
  if (session <= decision.as_of && !full) return;  // nobody can prepare for a visit that is today
  std::vector<PreCareLine> last_days = pre_care_lines(t, decision.as_of);
  // What a prescriber decides is never put as a last day to the client: the check's own `tell` speaks of it.
  last_days.erase(std::remove_if(last_days.begin(), last_days.end(),
                                 [](const PreCareLine& l) { return l.prescribed || !l.last_day; }),
                  last_days.end());
  if (last_days.empty() && t.care_before.empty()) return;
  page.heading("Before your visit" + (session == decision.visit ? std::string() : " on " + long_day(session)));
  put_care(page, decision, facts, t.care_before);
  if (last_days.empty()) return;
  page.gap();
  page.paragraph(2, "Last day for");
  for (const auto& line : last_days)
    page.labelled(4, day_words(*line.last_day), 19,
                  line.what + (line.better ? ", better " + day_words(*line.better) : ""), Tone::normal, Tone::normal);
}

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
    page.paragraph(0, "A later day is better: " + long_day(*new_day) + " or after. We will gladly find one with you.");
  } else {
    page.paragraph(0, "We would like to talk with you before we fix the day.");
  }

  Lines tell(page, "Good to know");
  for (const auto& t : decision.treatments) {
    const Sentences say(facts, decision, t);
    // A question that is still open is asked below; its answer may well be that all is fine, so nothing is told about
    // it.
    for (const auto& r : t.reasons)
      if (!only_unanswered(r)) tell.add(say.client_reason(r));
    for (const auto* lines : {&t.conditions, &t.notes})
      for (const auto& c : *lines)
        if (c.sure && c.source_check != nullptr) tell.add(c.source_check->tell);
  }
  Lines ask(page, "Please tell us");
  for (const auto& t : decision.treatments) {
    const Sentences say(facts, decision, t);
    for (const auto& q : t.questions) ask.add(say.client_question(q.cause));
  }
  const Day session = go ? decision.visit : new_day.value_or(forever);
  if (session >= forever) return page.take();
  for (const auto& t : decision.treatments) before(page, decision, facts, t, session, options.full);
  if (go || options.full) {
    page.heading("After your visit");
    put_care(page, decision, facts, decision.aftercare);
  }
  return page.take();
}

}  // namespace contra::present
