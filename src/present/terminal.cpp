// See terminal.hpp. This file: the practitioner's text.
#include "present/terminal.hpp"

#include <algorithm>
#include <set>

#include "present/care_text.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

constexpr unsigned label_column = 11;  // "Better GO" and two spaces
constexpr unsigned detail_column = 9;  // "sources"
constexpr unsigned day_column = 19;    // "28 September 2026"
constexpr std::size_t ranges_shown = 4;
constexpr std::size_t passed_shown = 3;
constexpr std::size_t unanswered_shown = 4;  // reasons of the kind "nobody has asked" that are still told one by one
constexpr std::size_t may_apply_shown = 3;
constexpr std::int32_t near_days = 90;  // a check that was passed by more has nothing to do with this appointment

class Text {
 public:
  Text(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine, const PageOptions& options)
      : decision_(decision), facts_(facts), engine_(engine), options_(options), page_(options) {}

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
    std::string first =
        decision_.id.empty() ? long_day(decision_.visit) : decision_.id + joint + long_day(decision_.visit);
    if (decision_.treatments.size() > 1)
      first += joint + (decision_.verdict == eval::Verdict::go ? "GO for the whole plan"
                                                               : "WAIT recommended for the whole plan");
    page_.paragraph(0, first, Tone::strong);
  }

  void treatment(const eval::TreatmentDecision& t) {
    const Sentences say(facts_, decision_, t);
    if (&t != &decision_.treatments.front() || page_.plain()) page_.gap();
    page_.rule();
    std::string title = say.title();
    for (const auto& part : say.setting()) title += (page_.plain() ? ", " : "  ·  ") + part;
    page_.paragraph(0, title, Tone::strong);
    page_.gap();
    answer(t, say);
    reasons(t, say);
    ask_first(t, say);
    promises(t, say);
    lines(t.conditions.size() == 1 && !t.conditions[0].sure ? "Go only with, if it applies" : "Go only with",
          t.conditions, say);
    lines("Notes", t.notes, say);
    loosened(t, say);
    alternatives(t);
    before(t);
    if (decision_.treatments.size() == 1 && decision_.aftercare.empty()) after(t.aftercare);
    passed(t, say);
  }

  void answer(const eval::TreatmentDecision& t, const Sentences& say) {
    const bool go = t.verdict == eval::Verdict::go;
    page_.paragraph(2, say.headline(), go ? Tone::go : Tone::wait);
    if (!t.program) return;
    const auto put = [&](std::string_view label, const std::string& text) {
      page_.labelled(2, label, label_column, text);
    };
    if (!go && !say.headline_has_day()) put("Earliest", say.earliest());
    if (!t.closed_between.empty()) {
      std::vector<std::string> names;
      for (const auto& name : t.closed_between) names.push_back(say.check_title(name));
      put("Between", "earlier days are closed by " + list_words(names, "and"));
    }
    if (t.preferred && *t.preferred != (go || !t.earliest ? decision_.visit : *t.earliest)) {
      put("Better", "from " + long_day(*t.preferred));
    } else if (!t.preferred && t.earliest) {
      put("Better", "no day can be named that keeps every preferred interval");
    }
    if (!t.go.empty()) put("GO days", days_words(t.go, ranges_shown));
    const time::DaySet once = t.renewed - t.go;
    if (!once.empty()) put("Renewed", days_words(once, ranges_shown) + ", once form and clearances are renewed");
    // What the ranges above show already is not said again.
    const bool runs_out = t.recheck_by && once.contains(next(*t.recheck_by));
    if (go && t.holds_until && !runs_out) put("Holds", "until " + long_day(*t.holds_until));
    if (t.recheck_by && !runs_out)
      put("Recheck", "by " + long_day(*t.recheck_by) + ": form and clearances hold until then");
  }

  bool gathers(const eval::TreatmentDecision& t) const {
    return !options_.full && std::count_if(t.reasons.begin(), t.reasons.end(), only_unanswered) >
                                 static_cast<std::ptrdiff_t>(unanswered_shown);
  }

  void reasons(const eval::TreatmentDecision& t, const Sentences& say) {
    const bool gather = gathers(t);
    std::vector<const eval::Reason*> shown;
    for (const bool sure : {true, false})  // what is certain first
      for (const auto& r : t.reasons)
        if (r.sure == sure && !(gather && only_unanswered(r))) shown.push_back(&r);
    if (shown.empty()) return;
    page_.heading(shown.size() == 1 ? "Why wait" : "Why wait (" + std::to_string(shown.size()) + ")");
    std::size_t number = 0;
    for (const auto* r : shown) {
      if (number > 0) page_.gap();
      page_.numbered(0, ++number, say.reason_title(*r));
      page_.paragraph(5, say.reason(*r));
      if (const std::string out = say.ways_out(*r); !out.empty()) page_.paragraph(5, out);
      if (!r->changed_by.empty()) page_.labelled(5, "policy", detail_column, r->changed_by, Tone::normal);
      for (const auto& idle : r->idle_clearances)
        page_.labelled(5, "cleared?", detail_column,
                       "the clearance at " + idle.pointer + " does not count. " + idle.why);
      details(r->source_check, r->evidence, say);
    }
  }

  void details(const check::Check* check, const std::vector<eval::Evidence>& evidence, const Sentences& say) {
    if (check != nullptr && !check->because.empty()) page_.labelled(5, "why", detail_column, sentence(check->because));
    if (check != nullptr && !check->sources.empty()) {
      std::string text;
      for (const auto& source : check->sources) text += (text.empty() ? "" : "; ") + say.source(source);
      page_.labelled(5, "source", detail_column, text);
    }
    if (check != nullptr && !check->spread.empty())
      page_.labelled(5, "range", detail_column, "sources say " + check->spread);
    std::vector<std::string> places;
    for (const auto& e : evidence)
      if (!e.pointer.empty() && std::find(places.begin(), places.end(), e.pointer) == places.end())
        places.push_back(e.pointer);
    if (!places.empty()) page_.labelled(5, "answer", detail_column, list_words(places, "and"), Tone::quiet);
  }

  void ask_first(const eval::TreatmentDecision& t, const Sentences& say) {
    if (t.questions.empty() && t.ask_first.empty()) return;
    const bool gather = gathers(t);
    const auto one = [&](const eval::Cause& cause, const std::vector<std::string>& checks) {
      std::string text = say.question(cause, gather ? std::vector<std::string>() : checks);
      if (const std::string state = say.question_state(cause); !state.empty()) text += " (" + state + ")";
      page_.bullet(2, text);
      if (gather) {
        std::string names;
        for (const auto& check : checks)
          names += (names.empty() ? "for: " : "; ") +
                   (check == "needs" ? std::string("every GO needs it") : say.check_title(check));
        page_.paragraph(4, names, Tone::quiet);
      }
    };
    if (!t.ask_first.empty()) {
      page_.heading("Ask first");
      for (const auto& cause : t.ask_first) one(cause, checks_of(t, cause));
      if (!t.ask_first_answers.empty()) page_.paragraph(4, go_if(t, say));
    }
    std::vector<const eval::OpenQuestion*> rest;
    for (const auto& q : t.questions)
      if (std::find(t.ask_first.begin(), t.ask_first.end(), q.cause) == t.ask_first.end()) rest.push_back(&q);
    if (rest.empty()) return;
    page_.heading((t.ask_first.empty() ? "Open questions" : "Also open") +
                  (rest.size() > 1 ? " (" + std::to_string(rest.size()) + ")" : std::string()));
    const bool sure = std::any_of(t.reasons.begin(), t.reasons.end(),
                                  [](const eval::Reason& r) { return r.sure && r.check != "needs"; });
    if (t.ask_first.empty() && sure)
      page_.paragraph(2, "No answer makes it GO on this day: a reason above is certain.", Tone::quiet);
    for (const auto* q : rest) one(q->cause, q->checks);
  }

  void loosened(const eval::TreatmentDecision& t, const Sentences& say) {
    if (t.loosened.empty()) return;
    page_.heading("Policy");
    for (const auto& l : t.loosened) page_.bullet(2, say.check_title(l.check) + ": " + l.words + ".");
  }

  void promises(const eval::TreatmentDecision& t, const Sentences& say) {
    std::vector<std::string> texts;
    const std::string said = t.ask_first_answers.empty() ? std::string() : go_if(t, say);
    for (const auto& p : t.promises) {
      // Where the pack says that only a clearance lifts a check, the end of a prescribed medicine is no way to propose.
      const check::Check* about = say.find_check(p.about);
      const bool ends = std::any_of(p.edits.begin(), p.edits.end(), [&](const eval::Edit& e) {
        return e.what == eval::Edit::What::entry_ended && say.prescribed(e.id, e.entry);
      });
      if (ends && about != nullptr && about->form == check::Form::wait_clearance) continue;
      std::string text = say.promise(p);
      // What "Ask first" has said already is not said again.
      if (text != said && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
    }
    if (texts.empty()) return;
    page_.heading(said.empty() ? "What would help" : "What else would help");
    for (const auto& text : texts) page_.bullet(2, text);
  }
  std::string go_if(const eval::TreatmentDecision& t, const Sentences& say) const {
    const std::string about = t.ask_first.size() == 1 && checks_of(t, t.ask_first[0]).size() == 1
                                  ? checks_of(t, t.ask_first[0])[0]
                                  : std::string();
    return "GO on " + day_words(decision_.visit) + " " + say.edits(t.ask_first_answers, about) + ".";
  }
  static std::vector<std::string> checks_of(const eval::TreatmentDecision& t, const eval::Cause& cause) {
    for (const auto& q : t.questions)
      if (q.cause == cause) return q.checks;
    return {};
  }

  void lines(std::string_view heading, const std::vector<eval::ConditionLine>& conditions, const Sentences& say) {
    const auto maybe = static_cast<std::size_t>(
        std::count_if(conditions.begin(), conditions.end(), [](const eval::ConditionLine& c) { return !c.sure; }));
    const bool leave_out = !options_.full && maybe > may_apply_shown;
    if (conditions.empty()) return;
    page_.heading(heading);
    for (const auto& c : conditions) {
      if (leave_out && !c.sure) continue;
      page_.bullet(2, say.condition(c));
      if (!c.sure)
        for (const auto& cause : c.causes)
          page_.paragraph(4, "Would lift it: " + say.question(cause, {c.check}), Tone::quiet);
      if (!c.changed_by.empty()) page_.paragraph(4, capitalised(c.changed_by) + ".", Tone::quiet);
      if (c.source_check != nullptr && !c.source_check->sources.empty())
        page_.paragraph(4, say.source(c.source_check->sources.front()), Tone::quiet);
    }
    if (leave_out)
      page_.bullet(2, std::to_string(maybe) + " more may apply; the open questions decide. `--full` shows them.",
                   Tone::quiet);
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
    if (!t.alternatives_if_cleared.empty())
      page_.bullet(2, "GO once cleared: " + named(t.alternatives_if_cleared) + ".");
  }

  void before(const eval::TreatmentDecision& t) {
    const Day day = t.verdict == eval::Verdict::go ? decision_.visit : t.earliest.value_or(decision_.visit);
    // Nobody can prepare for a session that is today; and without a day there is nothing to count back from.
    if (!options_.full && (day <= decision_.as_of || (t.verdict == eval::Verdict::wait && !t.earliest))) return;
    const std::vector<PreCareLine> last_days = pre_care_lines(t, decision_.as_of);
    if (last_days.empty() && t.care_before.empty()) return;
    page_.heading("Before the session on " + long_day(day));
    put_care(page_, decision_, facts_, t.care_before);
    if (last_days.empty()) return;
    page_.gap();
    page_.paragraph(2, "Last day for");
    bool medicine = false;
    for (const auto& line : last_days) {
      std::string text = line.what;
      if (line.better && line.last_day) text += ", better " + day_words(*line.better);
      if (line.prescribed) text += " *";
      medicine = medicine || line.prescribed;
      page_.labelled(4, day_words(line.last_day ? *line.last_day : *line.better), day_column,
                     line.last_day ? text : text + ", preferably", Tone::normal, Tone::normal);
    }
    if (medicine) page_.paragraph(4, "* What is prescribed: only as the prescriber says.", Tone::quiet);
  }

  void after(const std::vector<eval::CareLine>& lines) {
    // While the answer is WAIT there is no session to care after.
    if (lines.empty() || (decision_.verdict == eval::Verdict::wait && !options_.full)) return;
    page_.heading("After the session");
    put_care(page_, decision_, facts_, lines);
  }

  void aftercare() {
    if (!decision_.treatments.empty()) after(decision_.aftercare);
  }

  void passed(const eval::TreatmentDecision& t, const Sentences& say) {
    if (t.passed.empty()) return;
    page_.heading("Passed");
    std::vector<const eval::Passed*> near;
    std::size_t vague = 0;
    for (const auto& p : t.passed) {
      vague += p.vague ? 1u : 0u;
      if (p.margin_days && *p.margin_days <= near_days) near.push_back(&p);
    }
    std::string text =
        count_words(static_cast<std::int64_t>(t.passed.size()), "check passes", "checks pass") + " on this day";
    if (vague > 0) text += ", " + std::to_string(vague) + " of them although an answer is vague";
    page_.paragraph(2, text + ".");
    // The tightest: that is where a moved appointment would meet a window.
    std::stable_sort(near.begin(), near.end(),
                     [](const eval::Passed* a, const eval::Passed* b) { return *a->margin_days < *b->margin_days; });
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
    const std::string joint = page_.plain() ? ", " : " · ";
    text += joint + "as of " + to_iso(decision_.as_of);
    for (const auto& p : packs) text += joint + p;
    page_.paragraph(0, text, Tone::quiet);
    page_.paragraph(0, "Decision support for the practitioner; not medical advice.", Tone::quiet);
  }

  const eval::Decision& decision_;
  const eval::Facts& facts_;
  const std::string& engine_;
  const PageOptions& options_;
  Page page_;
};

}  // namespace

std::string decision_text(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine,
                          const PageOptions& options) {
  return Text(decision, facts, engine, options).take();
}

}  // namespace contra::present
