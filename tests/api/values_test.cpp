// Holds every value of a decision to the JSON of the same decision: what a program reads is what is written.
#include <nlohmann/json.hpp>

#include "support.hpp"

namespace contra::tests {
namespace {

using nlohmann::json;

json text_or_null(std::optional<Day> day) { return day ? json(to_iso(*day)) : json(); }

std::string joined(const std::vector<std::string>& items, const std::string& last_joint) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i)
    out += (i == 0 ? "" : i + 1 == items.size() ? " " + last_joint + " " : ", ") + items[i];
  return out;
}

void put_if_any(json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

json days(const std::vector<DayRange>& ranges) {
  json out = json::array();
  for (const DayRange& range : ranges)
    out.push_back({range.first == forever ? json() : json(to_iso(range.first)),
                   range.last == forever ? json() : json(to_iso(range.last))});
  return out;
}

template <class Items, class Write>
json all(const Items& items, Write write) {
  json out = json::array();
  for (const auto& item : items) out.push_back(write(item));
  return out;
}

std::string word(Verdict verdict) { return verdict == Verdict::go ? "GO" : "WAIT"; }

json number(std::int64_t thousandths) { return static_cast<double>(thousandths) / 1000; }

json of(const std::optional<Value>& value) {
  if (!value) return {};
  if (value->options.size() == 1) return value->options.front();
  if (!value->options.empty()) return {{"one of", value->options}};
  if (value->from == value->to) return {{value->unit, number(value->from)}};
  return {{value->unit, {{"from", number(value->from)}, {"to", number(value->to)}}}};
}

json of(const Source& source) {
  static const char* const strengths[] = {"law", "label", "guideline", "study", "guidance", "house"};
  json out = {{"id", source.id},
              {"part", source.part},
              {"strength", strengths[static_cast<int>(source.strength)]},
              {"title", source.title}};
  put_if_any(out, "at", source.at);
  return out;
}

json of(const Evidence& evidence) {
  json out = {{"pointer", evidence.pointer}};
  out["value"] = evidence.value.empty()         ? json()
                 : json::accept(evidence.value) ? json::parse(evidence.value)
                                                : json(evidence.value);
  if (!evidence.days.empty()) out["days"] = days(evidence.days);
  if (evidence.vague) out["vague"] = true;
  return out;
}

json of(const Question& question) {
  static const char* const about[] = {"question",     "list",      "entry_term", "entry_date", "entry_detail",
                                      "entry_exists", "plan_area", "plan_depth", "clearance"};
  json out = {{"what", about[static_cast<int>(question.about)]}, {"text", question.text}, {"checks", question.checks}};
  put_if_any(out, "pointer", question.pointer);
  if (!question.question.empty() || question.pointer.empty()) out["question"] = question.question;
  put_if_any(out, "state", question.state);
  return out;
}

json of(const Reason& reason) {
  json out = {{"check", reason.check},
              {"title", reason.title},
              {"kind", static_cast<int>(reason.kind)},
              {"sure", reason.sure},
              {"text", reason.text},
              {"because", reason.because},
              {"client_text", reason.client_text},
              {"window", reason.windows.empty() ? json() : json(joined(reason.windows, "or"))},
              {"until", text_or_null(reason.until)},
              {"not_before", text_or_null(reason.not_before)},
              {"cleared_by", reason.cleared_by}};
  const auto value = [](const auto& item) { return of(item); };
  out["evidence"] = all(reason.evidence, value);
  out["sources"] = all(reason.sources, value);
  put_if_any(out, "spread", reason.spread);
  if (!reason.idle_clearances.empty())
    out["idle_clearances"] = all(reason.idle_clearances, [](const Reason::IdleClearance& c) {
      return json{{"pointer", c.pointer}, {"value", c.value}, {"why", c.why}};
    });
  put_if_any(out, "changed_by", reason.changed_by);
  put_if_any(out, "resolved_when", reason.resolved_when);
  put_if_any(out, "limit", reason.limit);
  if (!reason.instead.empty()) out["instead"] = reason.instead;
  out["questions"] = all(reason.questions, value);
  return out;
}

json of(const Condition& condition) {
  const auto value = [](const auto& item) { return of(item); };
  json out = {{"check", condition.check},
              {"text", condition.text},
              {"client_text", condition.client_text},
              {"sure", condition.sure},
              {"evidence", all(condition.evidence, value)},
              {"sources", all(condition.sources, value)},
              {"questions", all(condition.questions, value)}};
  if (condition.better_until) out["better_until"] = to_iso(*condition.better_until);
  put_if_any(out, "spread", condition.spread);
  put_if_any(out, "changed_by", condition.changed_by);
  return out;
}

json of(const Edit& edit) {
  static const char* const kinds[] = {"answer",      "list_no",      "no_more",     "entry_date",
                                      "entry_ended", "entry_detail", "entry_other", "clearance",
                                      "renewal",     "resolved",     "depth",       "area"};
  static const char* const bounds[] = {"on", "on_or_before", "on_or_after"};
  json out = {{"edit", kinds[static_cast<int>(edit.kind)]}};
  put_if_any(out, "question", edit.question);
  put_if_any(out, "list", edit.list);
  if (edit.entry) out["entry"] = *edit.entry;
  put_if_any(out, "pointer", edit.pointer);
  put_if_any(out, "term", edit.term);
  put_if_any(out, "detail", edit.detail);
  if (edit.is) out["is"] = of(edit.is);
  if (edit.never) out["never"] = true;
  if (edit.day) out[bounds[static_cast<int>(edit.bound)]] = to_iso(*edit.day);
  put_if_any(out, "check", edit.check);
  if (!edit.not_read_by.empty()) out["not_read_by"] = edit.not_read_by;
  put_if_any(out, "by", edit.by);
  if (edit.kind == Edit::Kind::depth) out["up_to"] = edit.up_to;
  if (edit.kind == Edit::Kind::area) out["area"] = edit.area;
  return out;
}

json kind_of_day(std::optional<Day> day, bool renewed) { return !day ? json() : json(renewed ? "renewed" : "go"); }

json of(const Promise& promise) {
  json edits = all(promise.edits, [](const Edit& edit) { return of(edit); });
  json out = {{"if", edits.size() == 1 ? edits.front() : json{{"all", edits}}},
              {"text", promise.text},
              {"verdict", word(promise.verdict)},
              {"earliest", text_or_null(promise.earliest)},
              {"earliest_kind", kind_of_day(promise.earliest, promise.earliest_renewed)}};
  put_if_any(out, "about", promise.about);
  return out;
}

json of(const CareLine& line) {
  static const char* const verbs[] = {"avoid", "do", "watch_for", "next_session"};
  const auto hours = [](std::optional<std::int32_t> of) { return of ? json(*of) : json(); };
  json out = {{"name", line.name},
              {"title", line.title},
              {"treatment", line.treatment},
              {"verb", verbs[static_cast<int>(line.verb)]},
              {"what", line.what},
              {"text", line.text},
              {"from", text_or_null(line.from)},
              {"until", text_or_null(line.until)},
              {"better_until", text_or_null(line.better_until)},
              {"from_hours", hours(line.from_hours)},
              {"for_hours", hours(line.for_hours)},
              {"better_hours", hours(line.better_hours)},
              {"sources", all(line.sources, [](const Source& source) { return of(source); })}};
  put_if_any(out, "until_words", line.until_words);
  if (line.may) out["may"] = true;
  put_if_any(out, "because", line.because);
  return out;
}

json of(const Passed& passed) {
  json out = {{"check", passed.check}};
  if (passed.margin_days) out["margin_days"] = *passed.margin_days;
  if (passed.vague) out["vague"] = true;
  return out;
}

json of(const PreCare& care) {
  return {{"check", care.check},
          {"what", care.what},
          {"last_day", text_or_null(care.last_day)},
          {"better", care.better},
          {"for_day", to_iso(care.for_day)},
          {"text", care.text}};
}

json of(const Alternative& alternative) {
  return {{"treatment", alternative.treatment}, {"text", alternative.text}, {"if_cleared", alternative.if_cleared}};
}

json of(const TreatmentDecision& t) {
  const auto value = [](const auto& item) { return of(item); };
  json setting = {{"area", t.area ? json(*t.area) : json()}, {"depth", of(t.depth)}};
  put_if_any(setting, "device", t.device);
  return {{"treatment", t.treatment},
          {"title", t.title},
          {"setting", setting},
          {"verdict", word(t.verdict)},
          {"headline", t.headline},
          {"loosened", all(t.loosened,
                           [](const auto& l) {
                             return json{{"check", l.check}, {"text", l.text}};
                           })},
          {"earliest", text_or_null(t.earliest)},
          {"earliest_kind", kind_of_day(t.earliest, t.earliest_renewed)},
          {"preferred", text_or_null(t.preferred)},
          {"holds_until", text_or_null(t.holds_until)},
          {"recheck_by", text_or_null(t.recheck_by)},
          {"closed_between", t.closed_between},
          {"go", days(t.go)},
          {"renewed", days(t.renewed)},
          {"reasons", all(t.reasons, value)},
          {"conditions", all(t.conditions, value)},
          {"notes", all(t.notes, value)},
          {"questions", all(t.questions, value)},
          {"better_questions", all(t.better_questions, value)},
          {"ask_first", all(t.ask_first, value)},
          {"ask_first_answers", all(t.ask_first_answers, value)},
          {"promises", all(t.promises, value)},
          {"alternatives", all(t.alternatives, value)},
          {"passed", all(t.passed, value)},
          {"pre_care", all(t.pre_care, value)},
          {"care_before", all(t.care_before, value)},
          {"aftercare", all(t.aftercare, value)}};
}

json of(const Pack& pack) {
  json out = {{"name", pack.name}, {"version", pack.version}, {"hash", pack.hash}};
  if (pack.policies.empty()) return out;
  out["policy"] = joined(pack.policies, "and");
  out["policies"] = pack.policies;
  return out;
}

json of(const Decision& decision) {
  const auto value = [](const auto& item) { return of(item); };
  return {{"record", "contra.decision/1"},
          {"id", decision.id()},
          {"visit", to_iso(decision.visit())},
          {"as_of", to_iso(decision.as_of())},
          {"engine", "contra " + std::string(version())},
          {"packs", all(decision.packs(), value)},
          {"verdict", word(decision.verdict())},
          {"treatments", all(decision.treatments(), value)},
          {"aftercare", all(decision.aftercare(), value)}};
}

/// Where two documents first differ, so that a failure can be read.
std::string difference(const json& a, const json& b) { return json::diff(a, b).dump(1).substr(0, 2000); }

TEST(Values, AreThoseOfTheJson) {
  std::size_t compared = 0;
  for (const Rules& rules : {built_in(), with_policy()}) {
    for (const Sample& sample : samples()) {
      const auto intake = read_intake(rules, sample.json);
      if (!intake) continue;
      for (const int later : {0, 1, 9, 45, 400}) {
        ScreenOptions options;
        if (later != 0) options.on = Day{intake->visit().number + later};
        const Decision decision = screen(*intake, options);
        const json written = json::parse(to_json(decision)), read = of(decision);
        EXPECT_EQ(read, written) << sample.name << " + " << later << "\n" << difference(written, read);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 400U);
}

TEST(Values, OfRandomRecordsAreThoseOfTheJson) {
  const Rules rules = with_policy();
  std::size_t compared = 0;
  for (const Sample& sample : random_records()) {
    const auto intake = read_intake(rules, sample.json);
    if (!intake) continue;
    ++compared;
    const Decision decision = screen(*intake);
    const json written = json::parse(to_json(decision)), read = of(decision);
    EXPECT_EQ(read, written) << sample.name << "\n" << difference(written, read);
  }
  EXPECT_GT(compared, 150U);
}

TEST(Values, OfWhatTheSamplesDoNotHold) {
  // A device; a list that may hold more; a planned day; an area that nobody gave.
  Record record(day("2026-03-16"));
  record.plan(Planned("microneedling").device("A pen").depth(Answer::number(1.0, "mm")));
  record.form(Form::full(day("2026-03-10"))
                  .list("products", List::of({Entry::term("retinol").last(day("2026-03-01"))}).more(Answer::yes()))
                  .list("cancer", List::of({Entry::term("chemotherapy").start(When::unsure())})));
  const Decision decision = screen(*read_intake(built_in(), record));
  EXPECT_EQ(of(decision), json::parse(to_json(decision)));
  EXPECT_EQ(decision.treatments().front().device, "A pen");
  EXPECT_FALSE(decision.treatments().front().area);
}

TEST(Values, OfAListThatMayHoldMoreSayNoMore) {
  std::string text = read(root / "samples/intakes/c-0101-nothing-found.json");
  const std::string none = "\"products\": \"no\"";
  text.replace(text.find(none), none.size(),
               R"("products": {"entries": [{"term": "retinol", "last": "2025-01-01"}], "more": "yes"})");
  const Decision decision = screen(*read_intake(built_in(), text));
  EXPECT_EQ(of(decision), json::parse(to_json(decision)));
  const auto& answers = decision.treatments().front().ask_first_answers;
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers.front().kind, Edit::Kind::no_more);
  EXPECT_EQ(answers.front().list, "products");
}

TEST(Values, OfAVerdictAloneAreThoseOfItsJsonToo) {
  const Rules rules = built_in();
  ScreenOptions options;
  options.promises = false;
  for (const Sample& sample : samples()) {
    const auto intake = read_intake(rules, sample.json);
    if (!intake) continue;
    const Decision whole = screen(*intake), alone = screen(*intake, options);
    EXPECT_EQ(of(alone), json::parse(to_json(alone))) << sample.name;
    EXPECT_EQ(alone.verdict(), whole.verdict()) << sample.name;
    for (std::size_t i = 0; i < whole.treatments().size(); ++i) {
      EXPECT_EQ(alone.treatments()[i].go, whole.treatments()[i].go) << sample.name;
      EXPECT_TRUE(alone.treatments()[i].promises.empty()) << sample.name;
    }
  }
}

TEST(Values, StayWithTheHandle) {
  std::optional<Decision> kept;
  {
    const Rules rules = built_in();
    const auto intake = read_intake(rules, read(root / "samples/intakes/c-0110-several-windows.json"));
    kept = screen(*intake);
  }
  const Decision copy = *kept;
  kept.reset();
  EXPECT_EQ(copy.treatments().front().reasons.size(), 4U);
  EXPECT_EQ(copy.packs().front().name, "microneedling");
  EXPECT_NE(to_text(copy).find("WAIT"), std::string::npos);
  EXPECT_FALSE(to_client_text(copy).empty());
}

TEST(Values, OfATreatmentWithoutRulesWait) {
  const auto intake = read_intake(
      built_in(), R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{"treatment": "tattoo"}]})");
  const Decision decision = screen(intake.value());
  EXPECT_EQ(decision.verdict(), Verdict::wait);
  EXPECT_EQ(decision.treatments().front().reasons.front().check, "rules");
  EXPECT_EQ(of(decision), json::parse(to_json(decision)));
  EXPECT_TRUE(decision.packs().empty());
}

}  // namespace
}  // namespace contra::tests
