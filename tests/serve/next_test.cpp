// What to ask next, held as laws over the sample records and records made from them: what is hidden changes nothing,
// what is settled stays, and what is asked first settles.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "eval/decide.hpp"
#include "present/questions.hpp"
#include "serve/bench.hpp"
#include "serve/form.hpp"
#include "serve/next.hpp"
#include "serve/screening.hpp"

using namespace contra;
using namespace contra_test;
using nlohmann::json;
using serve::DecidedRecord;

namespace {

constexpr unsigned seed = 20260316;

/// Sample records that can be read, and as many again of each with answers taken out, made unsure or left open.
std::vector<json> records() {
  std::vector<json> out;
  std::mt19937 random(seed);
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  for (const auto& [name, text] : sample_records()) {
    json record = json::parse(text, nullptr, false);
    if (record.is_discarded()) continue;
    try {
      serve::read_record(shipped_rules(), text);
    } catch (const serve::Problem&) {
      continue;
    }
    out.push_back(record);
    for (int copy = 0; copy < 3; ++copy) {
      json edited = record;
      for (json& form : edited["forms"]) {
        if (!form.contains("answers")) continue;
        json answers = json::object();
        for (const auto& [question, answer] : form["answers"].items()) {
          if (chance(copy == 2 ? 85 : 25)) continue;
          answers[question] = chance(5)                         ? json("unsure")
                              : chance(4)                       ? json("declined")
                              : answer.is_array() && chance(20) ? json{{"entries", answer}, {"more", "unsure"}}
                                                                : answer;
        }
        if (chance(12) && form["by"] == "client") answers["pregnant"] = "yes";
        if (chance(12) && form["by"] == "client") answers["bleeding_disorder"] = "yes";
        form["answers"] = answers;
      }
      if (chance(20)) edited["plan"][0].erase("area");
      if (chance(20)) edited["plan"][0].erase("depth");
      if (chance(15)) edited["plan"].push_back({{"treatment", "led"}, {"area", {"face"}}});
      if (chance(10)) edited["plan"][0]["treatment"] = "peel", edited["plan"][0].erase("depth");
      out.push_back(edited);
    }
  }
  return out;
}

DecidedRecord decided(const json& record, bool promises = true) {
  eval::DecideOptions options;
  options.promises = promises;
  return serve::decide_record(shipped_rules(), record.dump(), options);
}

/// The plan's programs, each once.
serve::Programs programs_of(const eval::Decision& decision) {
  serve::Programs out;
  for (const auto& t : decision.treatments)
    if (t.program && std::find(out.begin(), out.end(), t.program) == out.end()) out.push_back(t.program);
  return out;
}

const json* find(const json& items, const std::string& name) {
  for (const json& item : items)
    if (item["name"] == name) return &item;
  return nullptr;
}

/// Answers of every kind to a question or a list of the form.
std::vector<json> answers_to(const json& form, const std::string& name, Day signed_on, std::mt19937& random) {
  const std::string today = to_iso(signed_on), before = to_iso(Day{signed_on.number - 12}),
                    ahead = to_iso(Day{signed_on.number + 9});
  std::vector<json> out = {"unsure", "declined"};
  if (const json* q = find(form["questions"], name)) {
    const std::string kind = (*q)["kind"];
    if (kind == "yes_no") out.insert(out.end(), {"yes", "no"});
    if (kind == "options") {
      for (const json& option : (*q)["options"]) out.push_back(option["value"]);
      out.push_back({{"one of", {(*q)["options"][0]["value"], (*q)["options"][1]["value"]}}});
    }
    if (kind == "number") out.insert(out.end(), {json{{(*q)["unit"], (*q)["from"]}}, json{{(*q)["unit"], (*q)["to"]}}});
    if (kind == "past_day") out.insert(out.end(), {before, "1980", "2010-05", json{{"about", "2 weeks ago"}}});
    if (kind == "future_day") out.insert(out.end(), {ahead, "never"});
    return out;
  }
  const json* list = find(form["lists"], name);
  if (list == nullptr) return {};
  out.insert(out.end(), {json::array(), "no", "yes"});
  const std::string dating = (*list)["dating"];
  std::vector<json> terms((*list)["terms"].begin(), (*list)["terms"].end());
  std::shuffle(terms.begin(), terms.end(), random);
  terms.resize(std::min<std::size_t>(terms.size(), 6));
  for (const json& asked : (*list)["asks_for"]) terms.push_back(asked);
  for (const json& term : terms) {
    json entry = {{"term", term}};
    const bool last = random() % 2 == 0;
    if (dating == "past" || dating == "past_or_planned") {
      if (last)
        entry["last"] = random() % 2 == 0 ? json(before) : json{{"about", "5 weeks ago"}};
      else
        entry["ongoing"] = random() % 2 == 0 ? "yes" : "unsure";
    }
    if (dating == "planned") entry["start"] = ahead;
    out.push_back(json::array({entry}));
    out.push_back({{"entries", json::array({entry})}, {"more", "unsure"}});
    out.push_back({{"asked", {term}}, {"entries", json::array()}});
  }
  out.push_back(json::array({json{{"text", "something from Anna"}}}));
  return out;
}

/// The record with the answer in the newest form that it can stand in; null when there is none.
std::optional<json> answered(const json& record, const DecidedRecord& as_is, const std::string& name,
                             const std::string& by, const json& answer) {
  json out = record;
  json* best = nullptr;
  for (json& form : out["forms"]) {
    if (form["by"] != by || (form["kind"] == "change" && form.value("nothing_changed", "") != "no")) continue;
    if (best == nullptr || (*best)["signed"] <= form["signed"]) best = &form;
  }
  if (best == nullptr && by == "practitioner") {
    out["forms"].push_back({{"kind", "practitioner"}, {"signed", to_iso(as_is.decision.as_of)}, {"by", by}});
    best = &out["forms"].back();
  }
  if (best == nullptr) return std::nullopt;
  for (const json& form : record["forms"])  // what a newer form says would stand
    if (form["signed"] > (*best)["signed"] && form.contains("answers") && form["answers"].contains(name))
      return std::nullopt;
  (*best)["answers"][name] = answer;
  return out;
}

struct Changed {
  bool verdict = false, earliest = false;
};
Changed compare(const eval::Decision& a, const eval::Decision& b) {
  Changed out;
  for (std::size_t i = 0; i < a.treatments.size(); ++i) {
    out.verdict = out.verdict || a.treatments[i].verdict != b.treatments[i].verdict;
    out.earliest = out.earliest || a.treatments[i].earliest != b.treatments[i].earliest;
  }
  return out;
}

bool contradicts(const DecidedRecord& now, const DecidedRecord& before) {
  if (now.facts.faults.size() > before.facts.faults.size()) return true;
  for (const auto& t : now.decision.treatments)
    for (const auto& reason : t.reasons)
      if (reason.source_check != nullptr && reason.source_check->form == check::Form::ask_again) return true;
  return false;
}

std::string by_of(const json& form, const std::string& name) {
  const json* item = find(form["questions"], name);
  if (item == nullptr) item = find(form["lists"], name);
  return (*item)["answered_by"];
}

}  // namespace

TEST(Next, WhatIsHiddenChangesNothing) {
  std::mt19937 random(seed);
  std::size_t tried = 0, hidden_names = 0;
  for (const json& record : records()) {
    const DecidedRecord as_is = decided(record);
    const serve::Programs programs = programs_of(as_is.decision);
    if (programs.empty()) continue;
    const json form = json::parse(serve::form_json(programs));
    const json next = json::parse(serve::next_json(as_is.decision, as_is.facts));
    json together = record;  // an answer to every one of them
    for (const std::string name : next["hidden"]) {
      ++hidden_names;
      std::vector<json> answers = answers_to(form, name, as_is.facts.latest_signing, random);
      std::shuffle(answers.begin(), answers.end(), random);
      if (!answers.empty())
        if (const auto edited = answered(together, as_is, name, by_of(form, name), answers.front())) together = *edited;
      if (answers.size() > 10) answers.resize(10);
      for (const json& answer : answers) {
        const auto edited = answered(record, as_is, name, by_of(form, name), answer);
        if (!edited) continue;
        const DecidedRecord then = decided(*edited, false);
        ++tried;
        const Changed changed = compare(as_is.decision, then.decision);
        ASSERT_FALSE(changed.verdict || changed.earliest) << name << " := " << answer.dump() << "\n"
                                                          << record.dump() << "\nnext: " << next.dump();
      }
    }
  }
  std::cout << hidden_names << " hidden, " << tried << " answers tried\n";
  EXPECT_LT(200u, hidden_names);
  EXPECT_LT(2000u, tried);
}

TEST(Next, WhatIsSettledStays) {
  std::mt19937 random(seed);
  std::size_t tried = 0, settled_records = 0, open_records = 0, changed_open = 0;
  for (const json& record : records()) {
    const DecidedRecord as_is = decided(record);
    const serve::Programs programs = programs_of(as_is.decision);
    if (programs.empty()) continue;
    const json form = json::parse(serve::form_json(programs));
    const json next = json::parse(serve::next_json(as_is.decision, as_is.facts));
    const bool settled = next["settled"];
    ++(settled ? settled_records : open_records);
    bool changed_here = false;
    const check::Vocabulary& vocabulary = *programs.front()->vocabulary;
    const auto open = [](const auto& fact) {
      return !fact.by_condition && (fact.state == eval::State::not_asked || fact.state == eval::State::unsure ||
                                    fact.state == eval::State::declined);
    };
    std::vector<std::string> names;
    for (std::size_t i = 0; i < vocabulary.questions.size(); ++i)
      if (open(as_is.facts.questions[i]) && find(form["questions"], vocabulary.questions[i].name) != nullptr)
        names.push_back(vocabulary.questions[i].name);
    for (std::size_t i = 0; i < vocabulary.lists.size(); ++i)
      if (open(as_is.facts.lists[i]) && find(form["lists"], vocabulary.lists[i].name) != nullptr)
        names.push_back(vocabulary.lists[i].name);
    for (const std::string& name : names) {
      std::vector<json> answers = answers_to(form, name, as_is.facts.latest_signing, random);
      std::shuffle(answers.begin(), answers.end(), random);
      answers.resize(std::min<std::size_t>(answers.size(), settled ? 8 : 4));
      for (const json& answer : answers) {
        const auto edited = answered(record, as_is, name, by_of(form, name), answer);
        if (!edited) continue;
        const DecidedRecord then = decided(*edited, false);
        if (contradicts(then, as_is)) continue;
        ++tried;
        const bool changed = compare(as_is.decision, then.decision).verdict;
        changed_here = changed_here || changed;
        ASSERT_FALSE(settled && changed) << name << " := " << answer.dump() << "\n"
                                         << record.dump() << "\nnext: " << next.dump();
      }
    }
    changed_open += changed_here ? 1 : 0;
  }
  std::cout << settled_records << " settled, " << open_records << " not, of which one answer turned " << changed_open
            << "; " << tried << " answers tried\n";
  EXPECT_LT(50u, settled_records);
  EXPECT_LT(50u, open_records);
  EXPECT_LE(3u, changed_open);
}

TEST(Next, WhatIsAskedFirstMakesItGo) {
  std::size_t with_first = 0;
  for (const json& record : records()) {
    const DecidedRecord as_is = decided(record);
    const json next = json::parse(serve::next_json(as_is.decision, as_is.facts));
    for (const auto& t : as_is.decision.treatments) {
      if (t.ask_first.empty()) continue;
      ++with_first;
      EXPECT_FALSE(next["settled"].get<bool>()) << record.dump();
      if (as_is.decision.treatments.size() != 1) continue;
      eval::Facts facts = eval::apply(as_is.facts, t.ask_first_answers, *t.program,
                                      {t.plan, as_is.decision.visit, as_is.decision.as_of});
      for (const eval::Edit& edit : t.ask_first_answers) {
        if (edit.what != eval::Edit::What::depth) continue;
        facts.plan[0].depth_known = true;
        facts.plan[0].depth_numbers = {{edit.depth, edit.depth}};
        facts.plan[0].depth_options = std::uint64_t{1} << static_cast<unsigned>(edit.depth % 64);
      }
      EXPECT_EQ(eval::Verdict::go, eval::decide(shipped_rules().programs, facts, {}).verdict) << record.dump();
      std::size_t said = 0;
      for (const json& item : next["ask"]) said += item["group"] == "ask_first" ? 1 : 0;
      EXPECT_EQ(t.ask_first.size(), said) << next.dump();
    }
  }
  EXPECT_LT(10u, with_first);
}

TEST(Next, AsksNothingThatIsHiddenAndCountsWhatItAsks) {
  for (const json& record : records()) {
    const DecidedRecord as_is = decided(record);
    const json next = json::parse(serve::next_json(as_is.decision, as_is.facts));
    std::set<std::string> hidden(next["hidden"].begin(), next["hidden"].end());
    std::size_t left = 0;
    std::string last = "ask_first";
    for (const json& item : next["ask"]) {
      const std::string name = item.value("question", item.value("list", ""));
      EXPECT_EQ(0u, hidden.count(name)) << name;
      EXPECT_NE("", item["text"]);
      left += item["changes"] != "note" ? 1 : 0;
      EXPECT_FALSE(last == "other" && item["group"] == "ask_first");
      last = item["group"];
      EXPECT_FALSE(next["settled"].get<bool>() && item["changes"] == "verdict");
    }
    EXPECT_EQ(left, next["left"]);
  }
}

namespace {

/// Everything answered, nothing found: a GO. `answers` take the place of the client's; null takes one out.
json with(const json& answers) {
  json record = json::parse(slurp(std::string(CONTRA_SOURCE_DIR) + "/samples/intakes/c-0101-nothing-found.json"));
  record["forms"][0]["answers"].merge_patch(answers);
  return record;
}
json next_of(const json& record) {
  const DecidedRecord as_is = decided(record);
  return json::parse(serve::next_json(as_is.decision, as_is.facts));
}
std::set<std::string> hidden_in(const json& record) {
  const json next = next_of(record);
  return std::set<std::string>(next["hidden"].begin(), next["hidden"].end());
}

}  // namespace

TEST(Next, AGoIsSettledAndHidesWhatNobodyNeeds) {
  const json next = next_of(with(json::object()));
  EXPECT_EQ(true, next["settled"]);
  EXPECT_EQ(0, next["left"]);
  EXPECT_EQ(json::array(), next["ask"]);
}

TEST(Next, AsksForBothOfTwoAnswersOfWhichNeitherSettles) {
  const json next = next_of(with({{"fever", nullptr}, {"smoker", nullptr}, {"bleeding_disorder", nullptr}}));
  EXPECT_EQ(false, next["settled"]);
  EXPECT_EQ(2, next["left"]);
  std::vector<std::string> asked, changes;
  for (const json& item : next["ask"]) asked.push_back(item["question"]), changes.push_back(item["changes"]);
  EXPECT_EQ((std::vector<std::string>{"fever", "bleeding_disorder", "smoker"}), asked);
  EXPECT_EQ((std::vector<std::string>{"verdict", "verdict", "note"}), changes);
}

TEST(Next, HidesTheRestOnceSomethingWaitsForGood) {
  const json next = next_of(with({{"pregnant", "yes"}, {"fever", nullptr}, {"procedures", nullptr}, {"sun", nullptr}}));
  EXPECT_EQ(true, next["settled"]);
  EXPECT_EQ(0, next["left"]);
  EXPECT_EQ((json{"fever", "procedures", "sun"}), next["hidden"]);
}

TEST(Next, AnAnswerThatMayContradictIsNotHidden) {
  const json one = {{{"term", "doxycycline"}, {"end", "2025-01"}}};
  EXPECT_EQ(1u,
            hidden_in(with({{"fever", "yes"}, {"pregnant", "yes"}, {"no_medicines", nullptr}, {"medicines", nullptr}}))
                .count("medicines"));
  EXPECT_EQ(0u, hidden_in(with({{"no_medicines", nullptr}, {"medicines", one}})).count("no_medicines"));
  // A box that says no, and one of what it stands for.
  EXPECT_EQ(
      0u,
      hidden_in(with({{"pregnant", "yes"}, {"keloid_box", "no"}, {"keloid_self", nullptr}, {"keloid_family", nullptr}}))
          .count("keloid_self"));
  EXPECT_EQ(1u, hidden_in(with({{"pregnant", "yes"}, {"keloid_self", nullptr}, {"keloid_family", nullptr}}))
                    .count("keloid_self"));
}

TEST(Next, AVagueDayThatIsSureNowMayChangeTheEarliestDay) {
  const json record =
      with({{"products",
             {{{"term", "tretinoin"}, {"last", {{"between", {"2026-03-07", "2026-03-09"}}}}, {"area", {"face"}}}}}});
  json on_thirteenth = record;
  on_thirteenth["visit"] = "2026-03-11";
  on_thirteenth["as_of"] = "2026-03-11";
  const json next = next_of(on_thirteenth);  // within five days of each of the three
  EXPECT_EQ(true, next["settled"]);
  ASSERT_EQ(1u, next["ask"].size()) << next.dump();
  EXPECT_EQ("date", next["ask"][0]["changes"]);
  EXPECT_EQ("products", next["ask"][0]["list"]);
  EXPECT_EQ("/forms/0/answers/products/0/last", next["ask"][0]["pointer"]);
}

TEST(Next, OneItemForWhatSeveralTreatmentsAsk) {
  json record = with({{"fever", nullptr}, {"birth_date", nullptr}});
  record["plan"].push_back({{"treatment", "led"}, {"area", {"face"}}});
  const json next = next_of(record);
  std::multiset<std::string> asked;
  for (const json& item : next["ask"]) asked.insert(item.value("question", item.value("list", "")));
  EXPECT_EQ(1u, asked.count("birth_date"));
}
