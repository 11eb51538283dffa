// Lines in, lines out; and one set of rules under several threads.
#include <cstring>
#include <thread>

#include "support.hpp"

namespace contra::tests {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    out.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) break;
    begin = end + 1;
  }
  return out;
}

std::string one_line(std::string json) {
  for (char& c : json)
    if (c == '\n') c = ' ';
  return json;
}

std::string all_samples() {
  std::string out;
  for (const Sample& sample : samples()) out += one_line(sample.json) + "\n";
  return out;
}

TEST(Batch, FullLinesAreTheDecisionsOneByOne) {
  const Rules rules = built_in();
  BatchOptions options;
  options.full = true;
  std::string out;
  Batch(rules, options).screen(all_samples(), out);
  const auto lines = lines_of(out);
  const auto all = samples();
  ASSERT_EQ(lines.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto intake = read_intake(rules, one_line(all[i].json));
    if (intake)
      EXPECT_EQ(lines[i], to_json(screen(*intake))) << all[i].name;
    else
      EXPECT_NE(lines[i].find("contra.refusal/1"), std::string::npos) << all[i].name;
  }
}

TEST(Batch, VerdictLinesSayWhatTheDecisionsSay) {
  const Rules rules = built_in();
  const Day later = day("2026-09-01");
  BatchOptions options;
  options.on = later;
  std::string out;
  Batch(rules, options).screen(all_samples(), out, 100);
  const auto lines = lines_of(out);
  const auto all = samples();
  ASSERT_EQ(lines.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_NE(lines[i].find("\"line\":" + std::to_string(100 + i)), std::string::npos) << lines[i];
    const auto intake = read_intake(rules, one_line(all[i].json));
    if (!intake) continue;
    ScreenOptions single;
    single.on = later;
    const bool go = screen(*intake, single).verdict() == Verdict::go;
    EXPECT_EQ(lines[i].find("\"verdict\":\"GO\",\"treatments\"") != std::string::npos, go) << lines[i];
  }
}

TEST(Batch, GivesALineForEachLineWhateverItHolds) {
  Batch batch(built_in());
  const auto count = [&](std::string_view lines) {
    std::string out = "kept\n";
    batch.screen(lines, out);
    EXPECT_EQ(out.rfind("kept\n", 0), 0U);
    EXPECT_EQ(out.find("GO\""), std::string::npos) << out;
    return std::count(out.begin(), out.end(), '\n') - 1;
  };
  EXPECT_EQ(count(""), 0);
  EXPECT_EQ(count("\n"), 1);
  EXPECT_EQ(count("\n\n"), 2);
  EXPECT_EQ(count("{}"), 1);
  EXPECT_EQ(count("{}\r\n{}\r\n"), 2);
  EXPECT_EQ(count(std::string_view("\0\n\xff\n{\"record\":", 14)), 3);
  EXPECT_EQ(count(std::string(1u << 20, '[') + "\n{"), 2);
  EXPECT_EQ(count(std::string(9u << 20, ' ') + "\n{}"), 2);
}

TEST(Batch, ACopyAnswersTheSameByItself) {
  Batch first(built_in());
  Batch second = first;
  Batch third(built_in());
  third = second;
  const Batch moved = std::move(first);
  std::string a, b;
  second.screen(all_samples(), a);
  third.screen(all_samples(), b);
  EXPECT_EQ(a, b);
  EXPECT_FALSE(a.empty());
}

TEST(Threads, ShareRulesIntakesAndDecisions) {
  const Rules rules = built_in();
  const auto all = samples();
  std::vector<std::string> expected;
  std::vector<Intake> intakes;
  std::vector<Decision> decisions;
  for (const Sample& sample : all) {
    const auto intake = read_intake(rules, sample.json);
    if (!intake) continue;
    intakes.push_back(*intake);
    decisions.push_back(screen(*intake));
    expected.push_back(to_json(decisions.back()));
  }
  const Batch batch(rules);
  const std::string lines = all_samples();
  std::vector<std::string> failures(2), batches(2);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      const Rules own = rules;
      for (std::size_t i = 0; i < intakes.size(); ++i) {
        const Intake again = read_intake(own, all.front().json).value();
        if (to_json(screen(intakes[i])) != expected[i]) failures[t] += std::to_string(i) + " ";
        // Both threads ask for the values of one decision first.
        if (decisions[i].treatments().empty()) failures[t] += "no treatment ";
        if (calendar(again, again.visit(), Day{again.visit().number + 9}).spans.empty()) failures[t] += "no span ";
      }
      Batch mine = batch;
      mine.screen(lines, batches[t]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, (std::vector<std::string>{"", ""}));
  EXPECT_EQ(batches[0], batches[1]);
}

}  // namespace
}  // namespace contra::tests
