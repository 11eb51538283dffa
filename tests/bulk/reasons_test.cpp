// Lines with reasons: those worked out from rows are, byte by byte, those of the general evaluator's decision, and say
// what `contra.decision/1` says. CONTRA_SEED sets the first seed, CONTRA_CASES how many.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bulk/reasons.hpp"
#include "bulk/verdict_line.hpp"
#include "counting_new.hpp"
#include "general.hpp"
#include "laws/cases.hpp"
#include "laws/show.hpp"
#include "present/decision_json.hpp"
#include "random_records.hpp"
#include "wide_rules.hpp"
#include "worker_door.hpp"

namespace contra::bulk_tests {
namespace {

using Json = nlohmann::json;

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

std::vector<bulk::ReasonTexts> texts_of(const Programs& programs) { return {programs.begin(), programs.end()}; }

std::multiset<std::string> pointers_of(const Json& reason) {
  std::multiset<std::string> out;
  for (const Json& evidence : reason["evidence"]) out.insert(evidence["pointer"].get<std::string>());
  return out;
}

/// What `contra.decision/1` says of the same: its reasons with the members that a line has.
void hold_against_decision(const std::string& line, const eval::Decision& decision, const eval::Facts& facts) {
  const Json told = Json::parse(line), whole = Json::parse(present::decision_json(decision, facts, "contra"));
  ASSERT_EQ(told["treatments"].size(), whole["treatments"].size());
  for (std::size_t t = 0; t < whole["treatments"].size(); ++t) {
    Json reasons = told["treatments"][t]["reasons"], expected = whole["treatments"][t]["reasons"];
    // The engine's own have an order of their own.
    for (Json* array : {&reasons, &expected})
      std::stable_sort(array->begin(), array->end(), [](const Json& a, const Json& b) {
        return a["check"] != b["check"] ? a["check"] < b["check"] : pointers_of(a) < pointers_of(b);
      });
    ASSERT_EQ(reasons.size(), expected.size()) << line;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      const Json &a = reasons[i], &b = expected[i];
      for (const char* same : {"check", "kind", "because", "client_text", "until", "not_before", "cleared_by"})
        EXPECT_EQ(a[same], b[same]) << same << " of " << line;
      for (const char* same : {"spread", "changed_by"}) EXPECT_EQ(a.value(same, ""), b.value(same, "")) << same;
      EXPECT_EQ(pointers_of(a), pointers_of(b)) << line;
      ASSERT_EQ(a["sources"].size(), b["sources"].size());
      for (std::size_t s = 0; s < a["sources"].size(); ++s)
        for (const char* same : {"id", "part", "strength"})
          EXPECT_EQ(a["sources"][s][same], b["sources"][s][same]) << same;
      EXPECT_EQ(a["windows"].empty(), b["window"].is_null());
      for (const Json& words : a["windows"])
        EXPECT_NE(b["window"].get<std::string>().find(words.get<std::string>()), std::string::npos);
    }
  }
}

struct Share {
  std::uint64_t lines = 0, waits = 0;
};

/// Every line of the worker against the decision's.
Share hold_lines(const Programs& programs, const std::vector<std::string>& lines, const bulk::Options& options,
                 const std::string& name) {
  const bulk::Screener screener(programs, options);
  bulk::Worker worker(screener);
  const Batch batch(lines);
  const auto results = screen(worker, batch, 1);
  Share share;
  if (!results) {
    ADD_FAILURE() << name << ": not one result for each line";
    return share;
  }
  const auto texts = texts_of(programs);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto facts = facts_of(programs, lines[i]);
    if (!facts) continue;
    eval::DecideOptions how;
    how.on = options.on;
    how.as_of = options.as_of;
    how.promises = false;
    const eval::Decision decision = eval::decide(programs, *facts, how);
    std::string expected;
    bulk::write_verdict(decision, i + 1, &texts, expected);
    expected.pop_back();
    ++share.lines;
    share.waits += decision.verdict == eval::Verdict::wait ? 1 : 0;
    if ((*results)[i] != expected) {
      ADD_FAILURE() << name << " line " << i << "\n"
                    << lines[i] << "\nthe worker: " << (*results)[i] << "\nthe general way: " << expected;
      return share;
    }
    if (i % 16 == 0) hold_against_decision((*results)[i], decision, *facts);
  }
  return share;
}

bulk::Options with_reasons() {
  bulk::Options options;
  options.lines = bulk::Lines::reasons;
  return options;
}

std::vector<std::string> records(const Programs& programs, const Style& style, std::uint64_t seed, std::uint64_t n) {
  std::vector<std::string> lines(n);
  RecordMaker maker(programs, style, seed);
  for (std::uint64_t k = 0; k < n; ++k) maker.append(k, lines[k]);
  return lines;
}

TEST(Reasons, of_random_records_are_those_of_the_decision) {
  const auto rules = load_shipped();
  const std::uint64_t seed = number_of("CONTRA_SEED", 1), n = number_of("CONTRA_CASES", 4000) / 4;
  for (const auto& [name, style] : styles()) {
    const Share share = hold_lines(rules->programs, records(rules->programs, style, seed, n), with_reasons(), name);
    std::cout << name << " seed " << seed << ": " << share.lines << " lines, " << share.waits << " WAIT\n";
    if (HasFailure()) return;
    EXPECT_GT(share.waits, n / 20);
  }
}

TEST(Reasons, over_another_vocabulary_and_on_given_days) {
  const auto wide = load({{"wide.contra", std::string(wide_vocabulary)}, {"pack.contra", std::string(wide_pack)}});
  const auto shipped = load_shipped();
  const std::uint64_t seed = number_of("CONTRA_SEED", 1) + 1, n = number_of("CONTRA_CASES", 4000) / 16;
  for (const auto& [name, style] : styles()) {
    hold_lines(wide->programs, records(wide->programs, style, seed, n), with_reasons(), std::string("wide ") + name);
    for (const int days : {-300, 0, 40, 400}) {
      bulk::Options options = with_reasons();
      options.on = Day{day_of({2026, 6, 1})->number + days};
      hold_lines(shipped->programs, records(shipped->programs, style, seed, n / 2), options,
                 std::string("on a day ") + name);
    }
    for (const auto& program : shipped->programs)
      hold_lines({program}, records(shipped->programs, style, seed, n / 4), with_reasons(), program->identity.name);
    if (HasFailure()) return;
  }
}

TEST(Reasons, of_the_samples) {
  const auto rules = load_shipped();
  std::vector<std::string> lines;
  for (const auto& file : std::filesystem::directory_iterator(CONTRA_SOURCE_DIR "/samples/intakes")) {
    if (file.path().extension() != ".json") continue;
    std::ifstream in(file.path());
    std::stringstream text;
    text << in.rdbuf();
    const Json json = Json::parse(text.str(), nullptr, false);
    if (!json.is_discarded()) lines.push_back(json.dump());
  }
  EXPECT_GT(hold_lines(rules->programs, lines, with_reasons(), "samples").waits, 10u);
}

TEST(Reasons, of_small_random_rules) {
  const std::uint64_t first = number_of("CONTRA_SEED", 1), cases = number_of("CONTRA_CASES", 4000);
  std::uint64_t told = 0, left = 0;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    laws::Tape tape = laws::tape_of(seed * 1000003u + 31u, 900);
    laws::Scope scope;
    const laws::Case c = laws::make_case(tape, scope);
    const bulk::Layout layout(*c.program->vocabulary);
    std::string why;
    const auto plan = bulk::Plan::make(c.program, layout, why);
    bulk::Row row;
    if (!plan || c.facts.plan.size() != 1 || !bulk::to_row(layout, c.facts, c.setting, row)) continue;
    bulk::Block block(*plan);
    if (!block.add(row)) continue;
    block.run();
    if (block.in_doubt(0)) continue;
    eval::DecideOptions options;
    options.on = c.setting.asked;
    options.as_of = c.setting.as_of;
    options.promises = false;
    const eval::Decision decision = eval::decide({c.program}, c.facts, options);
    const bulk::ReasonTexts texts(c.program);
    bulk::ReasonFinder finder(*plan, texts);
    // The pointers of these facts are none of a record: they are left out on both sides.
    row.origins_known = true;
    for (auto& origin : row.origins) origin = {};
    if (!finder.take(row)) continue;
    for (const std::uint32_t check : block.waits(0)) {
      bulk::Reasons found, expected;
      if (!finder.find(check, found)) {
        ++left;
        continue;
      }
      eval::TreatmentDecision one = decision.treatments.front();
      one.reasons.erase(std::remove_if(one.reasons.begin(), one.reasons.end(),
                                       [&](const eval::Reason& r) { return r.check != c.program->checks[check].name; }),
                        one.reasons.end());
      texts.tell(one, expected);
      for (auto* reasons : {&found, &expected}) {
        for (auto& evidence : reasons->evidence) {
          evidence.tail = {};
          evidence.form = 0;
          evidence.place = -1;
        }
      }
      std::string a, b;
      bulk::write_reasons(found, a);
      bulk::write_reasons(expected, b);
      ASSERT_EQ(a, b) << "CONTRA_SEED=" << seed << " CONTRA_CASES=1\n" << laws::show(c);
      ++told;
    }
  }
  std::cout << cases << " small rules and intakes: " << told << " reasons told from rows, " << left << " left\n";
  EXPECT_GT(told, cases / 10);
}

TEST(Reasons, allocate_nothing_once_it_is_warm) {
  const auto rules = load_shipped();
  const auto lines = records(rules->programs, Style::exact(), 7, 600);
  const Batch batch(lines);
  const bulk::Screener screener(rules->programs, with_reasons());
  bulk::Worker worker(screener);
  std::string out;
  worker.screen(batch.lines(), 1, out);
  worker.screen(batch.lines(), 1, out);  // and every place has held one of the largest rows
  std::uint64_t free = 0;
  for (const std::string_view line : batch.lines()) {
    const std::vector<std::string_view> one{line};
    out.clear();
    const std::uint64_t before = allocations;
    worker.screen(one, 1, out);
    free += allocations == before ? 1 : 0;
  }
  std::cout << free << " of " << lines.size() << " exact records cost no allocation\n";
  EXPECT_GT(free, lines.size() * 98 / 100);
}

}  // namespace
}  // namespace contra::bulk_tests
