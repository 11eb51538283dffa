// See terminal.hpp. This file: the practitioner's text.
#include "present/terminal.hpp"

#include <algorithm>
#include <set>

#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

constexpr unsigned label_column = 11;   // "Better GO" and two spaces
constexpr unsigned detail_column = 9;   // "sources"
constexpr unsigned day_column = 19;     // "28 September 2026"
constexpr std::size_t ranges_shown = 4;
constexpr std::size_t passed_shown = 3;

class Text {
 public:
  Text(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine, const PageOptions& options)
      : decision_(decision), facts_(facts), engine_(engine), page_(options) {}

  std::string take() {
    top();
    for (const auto& t : decision_.treatments) treatment(t);
    aftercare();
    foot();
    return page_.take();
  }

 private:
  void top() {
    const std::string joint = page_.plain() ? ", " : "  ·  ";
    std::string first = decision_.id.empty() ? long_day(decision_.visit) : decision_.id + joint + long_day(decision_.visit);
    if (decision_.treatments.size() > 1)
      first += joint + (decision_.verdict == eval::Verdict::go ? "GO for the whole plan" : "WAIT recommended for the whole plan");
    page_.paragraph(0, first, Tone::strong);
  }

  void treatment(const eval::TreatmentDecision& t) {
    const Sentences say(facts_, decision_, t);
    page_.gap();
    page_.rule();
    std::string title = say.title();
    for (const auto& part : say.setting()) title += (page_.plain() ? ", " : "  ·  ") + part;
    page_.paragraph(0, title, Tone::strong);
    page_.gap();
    answer(t, say);
    reasons(t, say);
    ask_first(t, say);
    promises(t, say);
    lines("Conditions", t.conditions, say);
    lines("Notes", t.notes, say);
    alternatives(t);
    before(t, say);
    if (decision_.treatments.size() == 1 && decision_.aftercare.empty()) after(t.aftercare);
    passed(t, say);
  }

  void answer(const eval::TreatmentDecision& t, const Sentences& say) {
    const bool go = t.verdict == eval::Verdict::go;
    page_.paragraph(2, say.headline(), go ? Tone::go : Tone::wait);
    if (!t.program) return;
    if (!go) page_.labelled(2, "Earliest", label_column, say.earliest());
    if (!t.closed_between.empty()) {
      std::vector<std::string> names;
      for (const auto& name : t.closed_between) names.push_back(say.check_title(name));
      page_.labelled(2, "Between", label_column, "days before that are closed again by " + list_words(names, "and"));
    }
    if (t.preferred && (!t.earliest || *t.preferred != (go ? decision_.visit : *t.earliest))) {
      page_.labelled(2, "Better", label_column, "from " + long_day(*t.preferred));
    } else if (!t.preferred && t.earliest) {
      page_.labelled(2, "Better", label_column, "no day can be named that satisfies every preferred interval");
    }
    if (!t.go.empty()) page_.labelled(2, "GO days", label_column, days_words(t.go, ranges_shown));
    const time::DaySet once = t.renewed - t.go;
    if (!once.empty()) page_.labelled(2, "Renewed", label_column, days_words(once, ranges_shown) + " (GO once the form or clearance is renewed)");
    if (go && t.holds_until) page_.labelled(2, "Holds", label_column, "until " + long_day(*t.holds_until));
    if (t.recheck_by) page_.labelled(2, "Recheck", label_column, "by " + long_day(*t.recheck_by) + ": form and clearances hold until then");
  }

  void reasons(const eval::TreatmentDecision& t, const Sentences& say) {
    if (t.reasons.empty()) return;
    page_.heading(t.reasons.size() == 1 ? "Why wait" : "Why wait (" + std::to_string(t.reasons.size()) + ")");
    std::size_t number = 0;
    for (const auto& r : t.reasons) {
      if (number > 0) page_.gap();
      page_.numbered(2, ++number, say.reason_title(r));
      page_.paragraph(5, say.reason(r));
      if (const std::string out = say.ways_out(r); !out.empty()) page_.paragraph(5, out);
      // Questions of a reason stand once, under "Ask first"; only those that are not there are repeated here.
      if (t.ask_first.empty() && t.questions.empty())
        for (const auto& c : r.causes) page_.labelled(5, "ask", detail_column, say.question(c, {r.check}));
      if (!r.changed_by.empty()) page_.labelled(5, "policy", detail_column, r.changed_by, Tone::normal);
      details(r.source_check, r.evidence, say);
    }
  }

  void details(const check::Check* check, const std::vector<eval::Evidence>& evidence, const Sentences& say) {
    if (check != nullptr && !check->because.empty()) page_.labelled(5, "why", detail_column, sentence(check->because));
    if (check != nullptr) {
      for (std::size_t i = 0; i < check->sources.size(); ++i) page_.labelled(5, i == 0 ? "source" : "and", detail_column, say.source(check->sources[i]));
      if (!check->spread.empty()) page_.labelled(5, "range", detail_column, "sources say " + check->spread);
    }
    std::vector<std::string> places;
    for (const auto& e : evidence)
      if (!e.pointer.empty() && std::find(places.begin(), places.end(), e.pointer) == places.end()) places.push_back(e.pointer);
    if (!places.empty()) page_.labelled(5, "answer", detail_column, list_words(places, "and"), Tone::quiet);
  }

  void ask_first(const eval::TreatmentDecision& t, const Sentences& say) {
    if (t.questions.empty() && t.ask_first.empty()) return;
    const auto checks_of = [&](const eval::Cause& cause) {
      for (const auto& q : t.questions)
        if (q.cause == cause) return q.checks;
      return std::vector<std::string>();
    };
    const auto one = [&](const eval::Cause& cause, const std::vector<std::string>& checks) {
      std::string text = say.question(cause, checks);
      if (const std::string state = say.question_state(cause); !state.empty()) text += " (" + state + ")";
      page_.bullet(2, text);
    };
    if (!t.ask_first.empty()) {
      page_.heading("Ask first");
      for (const auto& cause : t.ask_first) one(cause, checks_of(cause));
      if (!t.ask_first_answers.empty())
        page_.paragraph(4, "GO on " + day_words(decision_.visit) + " " + say.edits(t.ask_first_answers, {}) + ".", Tone::quiet);
    }
    std::vector<const eval::OpenQuestion*> rest;
    for (const auto& q : t.questions)
      if (std::find(t.ask_first.begin(), t.ask_first.end(), q.cause) == t.ask_first.end()) rest.push_back(&q);
    if (rest.empty()) return;
    page_.heading(t.ask_first.empty() ? "Open questions" : "Also open");
    const bool sure = std::any_of(t.reasons.begin(), t.reasons.end(), [](const eval::Reason& r) { return r.sure; });
    if (t.ask_first.empty() && sure) page_.paragraph(2, "No answer makes it GO on this day: a reason above is certain.", Tone::quiet);
    for (const auto* q : rest) one(q->cause, q->checks);
  }

  void promises(const eval::TreatmentDecision& t, const Sentences& say) {
    if (t.promises.empty()) return;
    page_.heading("What would help");
    for (const auto& p : t.promises) page_.bullet(2, say.promise(p));
  }

  void lines(std::string_view heading, const std::vector<eval::ConditionLine>& conditions, const Sentences& say) {
    if (conditions.empty()) return;
    page_.heading(heading);
    for (const auto& c : conditions) {
      std::string text = say.condition(c);
      if (c.source_check != nullptr && !c.source_check->sources.empty()) text += " [" + say.source(c.source_check->sources.front()) + "]";
      page_.bullet(2, text);
      if (!c.sure)
        for (const auto& cause : c.causes) page_.paragraph(4, "Would lift it: " + say.question(cause, {c.check}), Tone::quiet);
      if (!c.changed_by.empty()) page_.paragraph(4, c.changed_by, Tone::quiet);
    }
  }

  void alternatives(const eval::TreatmentDecision& t) {
    if (t.alternatives.empty() && t.alternatives_if_cleared.empty()) return;
    page_.heading("Instead");
    const auto named = [](const std::vector<std::string>& names) {
      std::vector<std::string> words;
      for (const auto& n : names) words.push_back(spaced(n));
      return list_words(words, "and");
    };
    if (!t.alternatives.empty()) page_.bullet(2, "GO on this day: " + named(t.alternatives) + ".");
    if (!t.alternatives_if_cleared.empty()) page_.bullet(2, "GO once cleared: " + named(t.alternatives_if_cleared) + ".");
  }

  void before(const eval::TreatmentDecision& t, const Sentences& say) {
    const std::vector<PreCareLine> last_days = pre_care_lines(t, decision_.as_of);
    if (last_days.empty() && t.care_before.empty()) return;
    std::string heading = "Before the session";
    if (!t.pre_care.empty()) heading += " on " + day_words(t.pre_care.front().for_day);
    page_.heading(heading);
    for (const auto& l : t.care_before) page_.bullet(2, say.care_line(l));
    if (last_days.empty()) return;
    page_.paragraph(2, "Last day to have, where it is wanted at all:");
    bool medicine = false;
    for (const auto& line : last_days) {
      std::string text = line.what;
      if (line.better && line.last_day) text += ", better " + day_words(*line.better);
      if (line.prescribed) text += " *";
      medicine = medicine || line.prescribed;
      page_.labelled(2, day_words(line.last_day ? *line.last_day : *line.better), day_column, line.last_day ? text : text + " (preferred)");
    }
    if (medicine) page_.paragraph(2, "* If it is prescribed, only as the prescriber says.", Tone::quiet);
  }

  void after(const std::vector<eval::CareLine>& lines) {
    if (lines.empty()) return;
    page_.heading("After the session");
    for (const auto& l : lines) {
      const eval::TreatmentDecision* of = &decision_.treatments.front();
      for (const auto& t : decision_.treatments)
        if (t.treatment == l.treatment) of = &t;
      const Sentences say(facts_, decision_, *of);
      page_.bullet(2, say.care_line(l));
    }
  }

  void aftercare() {
    if (!decision_.treatments.empty()) after(decision_.aftercare);
  }

  void passed(const eval::TreatmentDecision& t, const Sentences& say) {
    if (t.passed.empty()) return;
    page_.heading("Passed");
    std::string text = count_words(static_cast<std::int64_t>(t.passed.size()), "check passes", "checks pass") + " on this day.";
    std::vector<const eval::Passed*> near;
    for (const auto& p : t.passed)
      if (p.margin_days || p.vague) near.push_back(&p);
    // The tightest first: that is where a moved appointment would meet a window.
    std::stable_sort(near.begin(), near.end(), [](const eval::Passed* a, const eval::Passed* b) {
      const std::int32_t x = a->margin_days.value_or(INT32_MAX), y = b->margin_days.value_or(INT32_MAX);
      return x < y;
    });
    page_.paragraph(2, text);
    for (std::size_t i = 0; i < near.size() && i < passed_shown; ++i) page_.bullet(2, say.passed(*near[i]) + ".");
  }

  void foot() {
    page_.gap();
    page_.rule();
    std::set<std::string> packs;
    for (const auto& t : decision_.treatments) {
      if (!t.program) continue;
      const auto& id = t.program->identity;
      std::string text = id.name + " " + id.version;
      if (!id.hash.empty()) text += " (" + id.hash.substr(0, 12) + ")";
      for (const auto& policy : id.policies) text += ", policy " + policy;
      packs.insert(text);
    }
    std::string text = engine_;
    for (const auto& p : packs) text += (page_.plain() ? ", " : " · ") + p;
    text += (page_.plain() ? ", " : " · ") + std::string("as of ") + to_iso(decision_.as_of);
    page_.paragraph(0, text, Tone::quiet);
    page_.paragraph(0, "Decision support for the practitioner; not medical advice.", Tone::quiet);
  }

  const eval::Decision& decision_;
  const eval::Facts& facts_;
  const std::string& engine_;
  Page page_;
};

}  // namespace

std::string decision_text(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine, const PageOptions& options) {
  return Text(decision, facts, engine, options).take();
}

}  // namespace contra::present
