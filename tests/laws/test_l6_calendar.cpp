// L6: a day is in the GO set exactly when deciding for that day says GO, and `earliest` is the first such day on or after the asked
// one. L11: every promise, replayed, is true.
#include "laws/engine.hpp"

namespace contra::laws {
namespace {

using eval::DaySet;

TEST(L6, the_calendar_is_what_each_day_decides) {
  hold([](Tape& tape) {
    Scope scope;
    scope.faults = true;
    const Case c = make_case(tape, scope);
    const auto t = decide_one(c);
    const Day first = std::max(c.facts.latest_signing, c.setting.as_of);
    if (t.first != first) broken(c, "the calendar starts on " + to_iso(t.first));
    if (!(t.go | t.renewed).subset_of(calendar_from(first))) broken(c, "a day outside the calendar is GO");
    if (!(t.go & t.renewed).empty()) broken(c, "a day is both GO and GO once renewed");
    std::vector<Day> days = some_of(tape, telling_days(*c.program, c.facts, c.setting), c.setting.asked, 4);
    days.push_back(previous(first));
    for (const auto& i : t.go.intervals()) {
      days.push_back(i.first);
      days.push_back(i.last);
      if (days.size() > 8) break;
    }
    const auto found = eval::evaluate(*c.program, c.facts, c.setting);
    DaySet better;
    for (const auto& f : found.checks) better |= f.better;
    for (Day d : days) {
      const auto on = decide_one(c, d);
      const std::string what = "decided for " + to_iso(d) + ": ";
      if (!(on.go == t.go) || !(on.renewed == t.renewed)) broken(c, what + "another calendar");
      if ((on.verdict == eval::Verdict::go) != t.go.contains(d)) broken(c, what + "not what the calendar of another day says");
      const auto go = t.go.first_on_or_after(d), either = (t.go | t.renewed).first_on_or_after(d);
      if (on.earliest != either) broken(c, what + "earliest is " + (on.earliest ? to_iso(*on.earliest) : "none") + " and the calendar says " + (either ? to_iso(*either) : "none"));
      if (on.earliest && on.earliest_renewed != t.renewed.contains(*on.earliest)) broken(c, what + "earliest is of the other kind");
      const auto run = t.go.run_at(d);
      const std::optional<Day> holds = run && run->last < last_day ? std::optional<Day>(run->last) : std::nullopt;
      if (on.holds_until != holds) broken(c, what + "holds until " + (on.holds_until ? to_iso(*on.holds_until) : "no end") + " and not " + (holds ? to_iso(*holds) : "no end"));
      const auto preferred = ((t.go | t.renewed) - better).first_on_or_after(d);
      if (on.preferred && (!preferred || *on.preferred < *preferred)) broken(c, what + "preferred is " + to_iso(*on.preferred) + ", and a better window may be open or it is no GO");
      if (!on.preferred && preferred) broken(c, what + "no preferred day, and it is " + to_iso(*preferred));
      if (on.preferred && preferred && *on.preferred != *preferred) broken(c, what + "preferred is " + to_iso(*on.preferred) + " and not the first, " + to_iso(*preferred));
      if ((on.verdict == eval::Verdict::wait) != !on.reasons.empty()) broken(c, what + (on.reasons.empty() ? std::string("WAIT without a reason") : "GO with a reason: " + text_of(on.reasons.front())));
      for (const auto& r : on.reasons)
        for (std::size_t i = 0; i < c.program->checks.size(); ++i) {
          if (c.program->checks[i].name != r.check) continue;
          if (!found.checks[i].possibly.contains(d)) broken(c, what + r.check + " is a reason and passes");
          if (r.sure != found.checks[i].surely.contains(d)) broken(c, what + r.check + " is sure or not, and the sets say the other");
          if (r.until && (*r.until < d || found.checks[i].surely.contains(*r.until))) broken(c, what + "until " + to_iso(*r.until) + " is not left open by " + r.check);
        }
      (void)go;
    }
  });
}

std::string words_of(const eval::Promise& p) {
  std::string out = "promise";
  static const char* const whats[] = {"answer", "list_no", "entry_date", "entry_ended", "entry_detail", "entry_other", "clearance", "renewal", "resolved", "depth", "area"};
  for (const auto& e : p.edits) {
    out += std::string(" [") + whats[static_cast<int>(e.what)] + " id " + std::to_string(e.id) + " entry " + std::to_string(e.entry) + " options " + std::to_string(e.options);
    if (e.day) out += " day " + to_iso(*e.day) + (e.or_later ? " or later" : "");
    if (e.never) out += " never";
    if (!e.check.empty()) out += " check " + e.check;
    out += " depth " + std::to_string(e.depth) + "]";
  }
  return out + " says " + (p.verdict == eval::Verdict::go ? "GO" : "WAIT") + (p.earliest ? " earliest " + to_iso(*p.earliest) : "");
}

/// The case after the edits.
Case edited(const Case& c, const std::vector<eval::Edit>& edits) {
  Case out = c;
  out.facts = eval::apply(c.facts, edits, *c.program, c.setting);
  auto& plan = out.facts.plan.front();
  for (const auto& e : edits) {
    // The setting is an argument of the decision, not an answer.
    if (e.what != eval::Edit::What::depth) continue;
    plan.depth_known = true;
    plan.depth_options = 0;
    plan.depth_numbers.clear();
    if (c.pack->depth && c.pack->depth->type.kind == check::ValueType::Kind::options) plan.depth_options = std::uint64_t{1} << e.depth;
    else plan.depth_numbers = {{e.depth, e.depth}};
  }
  out.setting.plan = plan;
  return out;
}

/// Whether the day of the edit is one of the days that the answer leaves possible.
bool may_be(const Case& c, const eval::Edit& e) {
  if (e.what == eval::Edit::What::answer) return c.facts.questions.at(static_cast<std::size_t>(e.id)).days.contains(*e.day);
  const auto& timing = c.facts.lists.at(static_cast<std::size_t>(e.id)).entries.at(static_cast<std::size_t>(e.entry)).timing;
  if (timing.kind != eval::Timing::Kind::period) return timing.start.contains(*e.day);
  // A begin after every possible end, or an end before every possible begin, is no answer.
  if (e.or_later) return timing.start.contains(*e.day) && *e.day <= *timing.end.max();
  return timing.end.contains(*e.day) && *e.day >= *timing.start.min();
}

void is_true(const Case& c, const eval::Promise& p) {
  const Case after = edited(c, p.edits);
  const auto t = decide_one(after);
  if (t.verdict != p.verdict) broken(c, words_of(p) + "; decided again it is the other\n\nafter:\n" + facts_text(*c.vocabulary, after.facts));
  if (t.earliest != p.earliest) broken(c, words_of(p) + "; decided again earliest is " + (t.earliest ? to_iso(*t.earliest) : "none") + "\n\nafter:\n" + facts_text(*c.vocabulary, after.facts));
  if (p.verdict == eval::Verdict::go) {
    const Oracle oracle(*after.program, after.facts, after.setting);
    if (oracle.whole(c.setting.asked).must_wait) broken(c, words_of(p) + "; after it a consistent world waits\n\nafter:\n" + facts_text(*c.vocabulary, after.facts));
  }
}

TEST(L11, every_promise_is_true) {
  Scope scope;
  scope.checks = 3;
  hold([scope](Tape& tape) {
    const Case c = make_case(tape, scope);
    const auto t = decide_one(c, c.setting.asked, true);
    for (const auto& p : t.promises) {
      is_true(c, p);
      // A day "or earlier" ("or later") is a promise for each of those days.
      for (std::size_t i = 0; i < p.edits.size(); ++i) {
        const auto& e = p.edits[i];
        if (p.verdict != eval::Verdict::go || !e.day || e.never) continue;
        const bool ranged = e.what == eval::Edit::What::entry_date || e.what == eval::Edit::What::answer;
        if (!ranged) continue;
        for (int away : {1, 2, 30, 400}) {
          eval::Promise other = p;
          other.edits[i].day = Day{e.day->number + (e.or_later ? away : -away)};
          if (!may_be(c, other.edits[i])) continue;
          const Case after = edited(c, other.edits);
          if (decide_one(after).verdict != eval::Verdict::go)
            broken(c, words_of(p) + "; on " + to_iso(*other.edits[i].day) + " it is not\n\nafter:\n" + facts_text(*c.vocabulary, after.facts));
        }
      }
    }
    // Asking first: the answers given make the day GO.
    if (!t.ask_first_answers.empty()) {
      const Case after = edited(c, t.ask_first_answers);
      if (decide_one(after).verdict != eval::Verdict::go) broken(c, "what to ask first does not lead to GO\n\nafter:\n" + facts_text(*c.vocabulary, after.facts));
    }
    // A bound: nothing that is known better gives a GO before it.
    for (const auto& r : t.reasons)
      if (r.not_before && *r.not_before < c.setting.asked) broken(c, "not before a day that has passed");
  });
}

}  // namespace
}  // namespace contra::laws
