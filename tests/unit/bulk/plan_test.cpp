// The fast program of the shipped packs, its loops, and its answers to the samples.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "bulk/block.hpp"
#include "bulk/months.hpp"
#include "bulk/screener.hpp"
#include "support/rules.hpp"

namespace contra::bulk {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const support::Rules& shipped() {
  static const support::Rules rules = [] {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(CONTRA_SOURCE_DIR) / "rules"))
      if (entry.path().extension() == ".contra") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> files;
    for (const fs::path& path : paths) files.push_back(read(path));
    return support::load(files);
  }();
  return rules;
}

/// Those that can be read.
std::vector<std::string> samples() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(CONTRA_SOURCE_DIR) / "samples/intakes"))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const fs::path& path : paths) {
    std::string text = read(path);
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (path.filename().string().find("not-a-record") == std::string::npos) out.push_back(text);
  }
  return out;
}

TEST(Plan, TheShippedPacksHaveFastPrograms) {
  ASSERT_GE(shipped().programs.size(), 3U);
  const Layout layout(*shipped().programs.front()->vocabulary);
  for (const auto& program : shipped().programs) {
    std::string why;
    EXPECT_TRUE(Plan::make(program, layout, why)) << program->identity.name << ": " << why;
  }
}

TEST(Plan, MostSamplesHaveARow) {
  const Layout layout(*shipped().programs.front()->vocabulary);
  Row row;
  std::size_t rows = 0, all = 0;
  for (const std::string& text : samples()) {
    const eval::Facts facts = support::facts_of(shipped(), text);
    for (const eval::PlanItem& plan : facts.plan) {
      ++all;
      rows += to_row(layout, facts, {plan, facts.visit, facts.visit}, row) ? 1 : 0;
    }
  }
  EXPECT_GT(rows * 10, all * 8) << rows << " of " << all;
}

/// Lines with the padding that a screener asks for.
struct Lines {
  std::string bytes;
  std::vector<std::string_view> lines;
  explicit Lines(const std::vector<std::string>& texts) {
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (const std::string& text : texts) {
      places.emplace_back(bytes.size(), text.size());
      bytes += text + "\n";
    }
    bytes.append(line_padding, ' ');
    for (const auto& [at, size] : places) lines.push_back(std::string_view(bytes).substr(at, size));
  }
};

TEST(Screener, SaysOfTheSamplesWhatTheGeneralEvaluatorSays) {
  const std::vector<std::string> texts = samples();
  const Lines lines(texts);
  for (const std::optional<Day> on : {std::optional<Day>{}, parse_iso_day("2026-06-01")}) {
    Options options;
    options.on = on;
    const Screener screener(shipped().programs, options);
    Worker worker(screener);
    std::string out;
    worker.screen(lines.lines, 1, out);
    std::istringstream answers(out);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::string line;
      ASSERT_TRUE(std::getline(answers, line));
      const eval::Facts facts = support::facts_of(shipped(), texts[i]);
      eval::DecideOptions how;
      how.on = on;
      how.promises = false;
      const eval::Decision decision = eval::decide(shipped().programs, facts, how);
      std::string expected = R"({"record":"contra.verdict/1","line":)" + std::to_string(i + 1) + R"(,"id":")" +
                             decision.id + R"(","visit":")" + to_iso(decision.visit) + R"(","verdict":")" +
                             (decision.verdict == eval::Verdict::go ? "GO" : "WAIT") + R"(","treatments":[)";
      for (const auto& t : decision.treatments) {
        expected += (&t == &decision.treatments.front() ? "" : ",") + std::string(R"({"treatment":")") + t.treatment +
                    R"(","verdict":")" + (t.verdict == eval::Verdict::go ? "GO" : "WAIT") + R"(","waits":[)";
        std::string last;
        for (const auto& reason : t.reasons) {
          if (reason.check == last) continue;
          expected += (last.empty() ? "\"" : ",\"") + reason.check + "\"";
          last = reason.check;
        }
        expected += "]}";
      }
      EXPECT_EQ(line, expected + "]}");
    }
    EXPECT_EQ(worker.take_counts().records, texts.size());
  }
}

TEST(Screener, GivesARefusalInThePlaceOfALineThatCannotBeRead) {
  const std::string good = samples().front();
  const Lines lines({good, "{\"record\":", "", "{}", good});
  const Screener screener(shipped().programs, {});
  Worker worker(screener);
  std::string out;
  worker.screen(lines.lines, 10, out);
  std::istringstream answers(out);
  std::vector<std::string> got;
  for (std::string line; std::getline(answers, line);) got.push_back(line);
  ASSERT_EQ(got.size(), 5U);
  for (const std::size_t i : {0U, 4U}) EXPECT_NE(got[i].find("contra.verdict/1"), std::string::npos) << got[i];
  for (const std::size_t i : {1U, 2U, 3U}) EXPECT_NE(got[i].find("contra.refusal/1"), std::string::npos) << got[i];
  EXPECT_NE(got[2].find("\"line\":12"), std::string::npos) << got[2];
  EXPECT_EQ(worker.take_counts().refused, 3U);
}

TEST(Kernels, AllVariantsGiveTheSameBits) {
  std::mt19937 random(7);
  alignas(64) static Distance column[block_size], values[block_size];
  alignas(64) static std::int32_t numbers[block_size];
  static Mask masks[4];
  std::size_t count = 0;
  const Kernels* const* all = all_kernels(count);
  for (int round = 0; round < 50; ++round) {
    for (std::size_t i = 0; i < block_size; ++i) {
      column[i] = static_cast<Distance>(random() % 3 == 0 ? nowhere : static_cast<int>(random() % 64000) - 32000);
      values[i] = static_cast<Distance>(static_cast<int>(random() % 64000) - 32000);
      if (random() % 4 == 0) values[i] = column[i];
      numbers[i] = static_cast<std::int32_t>(random() % 3 == 0 ? 5000 : random());
    }
    for (Mask& mask : masks)
      for (auto& word : mask.words) word = (static_cast<std::uint64_t>(random()) << 32) | random();
    const std::uint32_t ids[] = {0, 2, 3, 1};
    for (std::size_t k = 1; k < count; ++k) {
      const auto same = [&](const char* what, auto&& run) {
        Mask a, b;
        run(*all[0], a);
        run(*all[k], b);
        EXPECT_TRUE(std::equal(a.words, a.words + mask_words, b.words)) << what << " " << all[k]->name;
      };
      same("below", [&](const Kernels& with, Mask& out) { with.below(column, values[0], out); });
      same("below_each", [&](const Kernels& with, Mask& out) { with.below_each(column, values, out); });
      same("at_least", [&](const Kernels& with, Mask& out) { with.at_least(numbers, 5000, out); });
      same("at_most", [&](const Kernels& with, Mask& out) { with.at_most(numbers, 5000, out); });
      for (const std::size_t n : {1U, 2U, 4U}) {
        same("all", [&](const Kernels& with, Mask& out) { with.all(masks, ids, ids + n, out); });
        same("some", [&](const Kernels& with, Mask& out) { with.some(masks, ids, ids + n, out); });
      }
    }
  }
  Mask bits;
  for (std::size_t i = 0; i < block_size; ++i) column[i] = static_cast<Distance>(i);
  for (std::size_t k = 0; k < count; ++k) {
    all[k]->below(column, 100, bits);
    for (std::size_t i = 0; i < block_size; ++i)
      ASSERT_EQ(bits.words[i / 64] >> (i % 64) & 1u, i < 100 ? 1u : 0u) << all[k]->name << " " << i;
  }
}

TEST(Kernels, TransposingPutsBitIOfWordJIntoBitJOfWordI) {
  std::mt19937_64 random(11);
  std::uint64_t before[64], after[64];
  for (int i = 0; i < 64; ++i) before[i] = after[i] = random();
  transpose64(after);
  for (int i = 0; i < 64; ++i)
    for (int j = 0; j < 64; ++j) ASSERT_EQ(after[i] >> j & 1u, before[j] >> i & 1u);
}

TEST(Months, CompletedMonthsAreWhatTheStepsOfTheLanguageSay) {
  std::mt19937 random(3);
  for (int round = 0; round < 20000; ++round) {
    const Day birth{static_cast<std::int32_t>(random() % 30000) - 15000};
    const Day day{birth.number + static_cast<std::int32_t>(random() % 12000)};
    const std::int32_t months = completed_months(birth, day);
    if (months > 0) {
      ASSERT_LE(after(birth, Step{months, 0}, Rounding::up), day) << to_iso(birth) << " " << to_iso(day);
    }
    ASSERT_GT(after(birth, Step{months + 1, 0}, Rounding::up), day) << to_iso(birth) << " " << to_iso(day);
  }
  EXPECT_EQ(completed_months(*parse_iso_day("2008-02-29"), *parse_iso_day("2026-02-28")), 215);
  EXPECT_EQ(completed_months(*parse_iso_day("2008-02-29"), *parse_iso_day("2026-03-01")), 216);
}

}  // namespace
}  // namespace contra::bulk
