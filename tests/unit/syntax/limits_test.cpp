// Each limit at its bound and one past it, and text made to hurt: nothing crashes, hangs or overflows the stack.
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "dump.hpp"
#include "read.hpp"
#include "syntax/words.hpp"
#include "text/limits.hpp"

namespace contra::syntax {
namespace {

std::string repeat(const std::string& text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}
std::string joined(const std::string& text, const std::string& between, std::size_t times) {
  return text + repeat(between + text, times - 1);
}
/// Seconds that the work took; the bounds below are a hundred times what is needed, for slow machines.
template <typename F>
double seconds(F work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

TEST(Limits, FileSize) {
  const std::string head = "part of rules\n#";
  EXPECT_EQ(read(head + std::string(limits::rule_file_bytes - head.size(), 'x')).ids(), "");
  const Read over = read(head + std::string(limits::rule_file_bytes - head.size() + 1, 'x'));
  EXPECT_EQ(over.ids(), "C0005");
  EXPECT_TRUE(over.file.items.empty());
}

TEST(Limits, Depth) {
  const auto nested = [](std::size_t depth, const std::string& open, const std::string& close) {
    return read_items("check x wait while " + repeat(open, depth) + "a is yes" + repeat(close, depth) +
                      "\n  because \"b\"\ncheck y wait while a is yes");
  };
  EXPECT_EQ(nested(limits::condition_depth, "(", ")").ids(), "");
  EXPECT_EQ(nested(limits::condition_depth + 1, "(", ")").ids(), "C0107");
  EXPECT_EQ(nested(limits::condition_depth, "not ", "").ids(), "");
  const Read over = nested(limits::condition_depth + 1, "not ", "");
  EXPECT_EQ(over.ids(), "C0107");
  EXPECT_EQ(over.sources->slice(over.diagnostics.at(0).span), "not");
  EXPECT_EQ(dump(over.file.items.at(0)), "check x - because \"b\"");
  EXPECT_EQ(over.file.items.size(), 2u);
  EXPECT_EQ(nested(limits::condition_depth / 2, "not (", ")").ids(), "");
  EXPECT_EQ(nested(limits::condition_depth / 2 + 1, "not (", ")").ids(), "C0107");
  // Depth is counted in one condition, not over several.
  EXPECT_EQ(read_items("check x wait while " + joined("(a is yes)", " and ", 100)).ids(), "");
}

TEST(Limits, Operands) {
  for (const char* word : {" and ", " or "}) {
    const auto chain = [&](std::size_t count) {
      return read_items("check x wait while " + joined("a is yes", word, count));
    };
    EXPECT_EQ(chain(limits::condition_terms).ids(), "");
    EXPECT_EQ(chain(limits::condition_terms + 1).ids(), "C0108");
  }
  const auto list = [](std::size_t count) { return read_items("term x is a " + joined("k", ", ", count)); };
  EXPECT_EQ(list(limits::condition_terms).ids(), "");
  EXPECT_EQ(list(limits::condition_terms + 1).ids(), "C0108");
  EXPECT_EQ(list(20 * limits::condition_terms).ids(), "C0108");
  const auto values = [](std::size_t count) {
    return read_items("check x wait while a is " + joined("v", " or ", count));
  };
  EXPECT_EQ(values(limits::condition_terms).ids(), "");
  EXPECT_EQ(values(limits::condition_terms + 1).ids(), "C0108");
  const auto rows = [](std::size_t count) {
    return read_items("check x wait after last p by depth\n" + repeat("r 5 days\n", count));
  };
  EXPECT_EQ(rows(limits::condition_terms).ids(), "");
  EXPECT_EQ(rows(limits::condition_terms + 1).ids(), "C0108");
}

TEST(Limits, Numbers) {
  const auto wait = [](const std::string& number) {
    return read_items("check x wait " + number + " days after last p").ids();
  };
  EXPECT_EQ(wait(std::to_string(limits::length_amount)), "");
  EXPECT_EQ(wait(std::to_string(limits::length_amount + 1)), "C0110");
  EXPECT_EQ(wait(std::string(100000, '9')), "C0110");
  const auto limit = [](const std::string& number) {
    return read_items("check x limit depth to " + number + " mm while a is yes").ids();
  };
  EXPECT_EQ(limit("999999999.999"), "");
  EXPECT_EQ(limit("1000000000"), "C0110");
  EXPECT_EQ(limit("1.999"), "");
  EXPECT_EQ(limit("1.9999"), "C0110");
}

TEST(Hostile, MuchOfAnything) {
  for (const std::string& unit : {std::string("("),
                                  std::string(")"),
                                  std::string("((a is yes) and "),
                                  std::string("not "),
                                  std::string("\""),
                                  std::string("\"\n"),
                                  std::string("\\"),
                                  std::string(1, '\0'),
                                  std::string("\xFF"),
                                  std::string("\xE2\x80\xAE"),
                                  std::string("a "),
                                  std::string("a\n"),
                                  std::string("5 "),
                                  std::string("9"),
                                  std::string("check "),
                                  std::string("check\n"),
                                  std::string("check x\n"),
                                  std::string("or "),
                                  std::string("x or "),
                                  std::string("\n"),
                                  std::string("#\n"),
                                  std::string("{"),
                                  std::string("because\n"),
                                  std::string(", "),
                                  std::string("wait 5 "),
                                  std::string("\"a\" "),
                                  std::string("\xC3\xA9"),
                                  std::string("1-1-"),
                                  std::string("becuase\n"),
                                  std::string("check x wait while (\n"),
                                  std::string("  zzzz\n"),
                                  std::string("given a: "),
                                  std::string("x"),
                                  std::string("1,5 ")}) {
    for (const char* head : {"part of rules\n", "part of rules\ncheck x wait while ",
                             "part of rules\ntest \"t\"\n given a: b last ", ""}) {
      // Large enough that work that grows with the square of it is seen; the worst ones at the limit of a file.
      const bool worst = unit == "(" || unit == "\"" || unit == "a " || unit == "check x\n" || unit == "\xFF";
      const std::string text = head + repeat(unit, (worst ? limits::rule_file_bytes - 100 : 300000) / unit.size());
      Read done;
      EXPECT_LT(seconds([&] { done = read(text); }), 20.0) << unit;
      EXPECT_LE(done.diagnostics.size(), limits::diagnostics + 1) << unit;
      for (std::size_t i = 0; i < std::min<std::size_t>(3, done.diagnostics.size()); ++i) {
        EXPECT_LT(text::draw(done.diagnostics[i], *done.sources, {}).size(), 4000u) << unit;
      }
    }
  }
}

TEST(Hostile, EveryPrefixAndEveryMissingByte) {
  const std::string text =
      "pack n 1.0.0 \"N\"\n use skin 1\ncheck x \"X\"\n wait after last p in treated area by depth\n up to 0.5 mm 14 "
      "days, better 20 days\n above 42 days\n"
      " unless (a is yes or not b is at least c) and any d where e is f within 2 days before visit\n spread 1 day to 2 "
      "days\n review by 2026-02-28\n"
      "test \"t\"\n from e, visit 2026-03-16\n given l: a last about 2 weeks ago depth 1 mm, more\n given clearance "
      "for x by d on 2026-03-01\n"
      " expect wait until 2026-03-19, only because x kind 3 and y\n";
  ASSERT_EQ(read(text).ids(), "");
  for (std::size_t i = 0; i < text.size(); ++i) {
    read(text.substr(0, i));
    read(text.substr(0, i) + text.substr(i + 1));
    read(text.substr(0, i) + std::string(1, '\0') + text.substr(i));
    read(text.substr(0, i) + "\xFF" + text.substr(i + 1));
    read(text.substr(0, i) + "\"" + text.substr(i));
  }
}

TEST(Hostile, RandomWordsOfTheLanguage) {
  std::mt19937 random(20261125);
  const auto pick = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
  const std::vector<std::string> others{"x",  "\"t\"", "5", "1.5 mm",   "5 days", "2026-03-16", "2026-02-31",
                                        "\n", "\n  ",  "=", "\"open\n", "zzz",    "#c\n"};
  for (int run = 0; run < 3000; ++run) {
    std::string text = "part of rules\ncheck x\n";
    for (int i = 0; i < 40; ++i) {
      text += (pick(3) == 0 ? others[pick(others.size())] : std::string(all_words[pick(all_words.size())])) + " ";
    }
    const Read done = read(text);
    for (const auto& diagnostic : done.diagnostics) {
      EXPECT_LE(diagnostic.span.begin, diagnostic.span.end);
      EXPECT_LE(diagnostic.span.end, text.size());
      EXPECT_FALSE(diagnostic.message.empty());
      EXPECT_NE(diagnostic.message.back(), '.');
      EXPECT_EQ(text::draw(diagnostic, *done.sources, {}).back(), '\n');
    }
    // A tree without a fault has a header; whatever was not read has been told.
    if (done.diagnostics.empty()) {
      for (const Item& item : done.file.items)
        EXPECT_EQ(dump(item).find("broken"), std::string::npos) << text << dump(item);
    }
  }
}

TEST(Hostile, TheSameTextGivesTheSameDiagnostics) {
  const std::string text = "part of rules\ncheck x wait 5 dyas after last\nchekc y\n becuase \"x\"";
  EXPECT_EQ(read(text).drawn(), read(text).drawn());
}

TEST(Speed, TwoHundredKilobytesTakeMilliseconds) {
  std::string text = "part of rules\n";
  for (int i = 0; text.size() < 200000; ++i) {
    text += "check check_" + std::to_string(i) +
            " \"A check of the usual kind\"\n"
            "  wait 5 days after last prescription_retinoid or peptide where strength is high in treated area, better "
            "7 days\n"
            "  unless (a is yes or b is no) and any letter within 6 months before visit\n"
            "  because \"Retinoids thin the outer layer of the skin; needled too soon it stays red and sore\"\n"
            "  tell    \"Please let us know when you last used it.\"\n"
            "  cite    care \"Skincare Products\"\n";
  }
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    Read done;
    best = std::min(best, seconds([&] { done = read(text); }));
    ASSERT_EQ(done.ids(), "");
  }
  RecordProperty("milliseconds", std::to_string(best * 1000));
  EXPECT_LT(best, 0.5);  // 5 ms when optimised; the bound is for sanitizers
  std::cout << "200 KB: " << best * 1000 << " ms\n";
}

}  // namespace
}  // namespace contra::syntax
