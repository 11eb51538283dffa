// The registry, the order of diagnostics, and "did you mean".
#include "text/diagnostic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "text/explanations.hpp"
#include "text/limits.hpp"

namespace contra::text {
namespace {

TEST(Registry, IdsAreUniqueWellFormedAndFound) {
  std::set<std::string_view> ids;
  for (const KindInfo& kind : all_kinds()) {
    EXPECT_TRUE(ids.insert(kind.id).second) << kind.id;
    ASSERT_EQ(kind.id.size(), 5u);
    EXPECT_EQ(kind.id[0], 'C');
    EXPECT_EQ(find_kind(kind.id), &info(kind.kind));
    EXPECT_EQ(find_kind(kind.name), &info(kind.kind));
    EXPECT_FALSE(kind.title.empty());
    EXPECT_NE(kind.title.back(), '.');
  }
  EXPECT_EQ(find_kind("C9999"), nullptr);
  EXPECT_EQ(find_kind(""), nullptr);
}

TEST(Registry, EveryKindIsExplained) {
  for (const KindInfo& kind : all_kinds()) {
    const Page* page = page_of(kind.kind);
    ASSERT_NE(page, nullptr) << kind.name;
    EXPECT_GT(page->cause.size(), 20u) << kind.name;
    EXPECT_FALSE(page->wrong.empty()) << kind.name;
    EXPECT_FALSE(page->right.empty()) << kind.name;
    EXPECT_NE(page->wrong, page->right) << kind.name;
    const std::string_view text = explanation(kind.kind);
    EXPECT_EQ(text.substr(0, 5), kind.id);
    EXPECT_NE(text.find("\nWrong:\n"), std::string_view::npos);
    EXPECT_NE(text.find("\nRight:\n"), std::string_view::npos);
  }
  EXPECT_EQ(pages_of_writing().size() + pages_of_meaning().size(), all_kinds().size());
}

Diagnostic at(Kind kind, std::uint32_t begin, std::string message = "m") {
  return {kind, {0, begin, begin + 1}, std::move(message), {}, {}, {}, {}};
}

TEST(Tidy, SortsByPlaceAndDropsRepeats) {
  std::vector<Diagnostic> all{at(Kind::unexpected, 9), at(Kind::unexpected, 2), at(Kind::unexpected, 9),
                              at(Kind::unexpected, 9, "other"), at(Kind::unknown_name, 2)};
  tidy(all);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].kind, Kind::unexpected);
  EXPECT_EQ(all[1].kind, Kind::unknown_name);
  EXPECT_EQ(all[2].span.begin, 9u);
  std::vector<Diagnostic> again = all;
  tidy(again);
  EXPECT_EQ(again.size(), all.size());
}

TEST(Tidy, CutsAtTheLimitAndSaysSo) {
  const auto many = [](std::size_t count) {
    std::vector<Diagnostic> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(at(Kind::unexpected, static_cast<std::uint32_t>(i)));
    tidy(all);
    return all;
  };
  EXPECT_EQ(many(limits::diagnostics).size(), limits::diagnostics);
  EXPECT_EQ(many(limits::diagnostics).back().kind, Kind::unexpected);
  const auto over = many(limits::diagnostics + 1);
  ASSERT_EQ(over.size(), limits::diagnostics + 1);
  EXPECT_EQ(over.back().kind, Kind::too_many_diagnostics);
  EXPECT_EQ(over.back().message, "1 more fault is not shown");
  auto twice = over;
  tidy(twice);
  EXPECT_EQ(twice.size(), over.size());
  EXPECT_EQ(twice.back().message, "1 more fault is not shown");
}

TEST(Tidy, NeverCutsAnErrorForAWarning) {
  std::vector<Diagnostic> all;
  for (std::uint32_t i = 0; i < 2 * limits::diagnostics; ++i) all.push_back(at(Kind::unread_question, i));
  all.push_back(at(Kind::unexpected, 1000000));  // last by place
  tidy(all);
  EXPECT_TRUE(has_errors(all));
}

TEST(Tidy, HasErrorsLooksAtSeverity) {
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors({at(Kind::unread_question, 1), at(Kind::history_opens, 2)}));
  EXPECT_TRUE(has_errors({at(Kind::unread_question, 1), at(Kind::unexpected, 2)}));
}

TEST(Nearest, StaysWithinAThirdOfTheLength) {
  const std::vector<std::string> words{"while", "wait", "because", "until", "prescription_retinoid"};
  EXPECT_EQ(nearest("whiel", words), "while");  // a swap counts one
  EXPECT_EQ(nearest("wiat", words), "wait");
  EXPECT_EQ(nearest("becuase", words), "because");
  EXPECT_EQ(nearest("untl", words), "until");
  EXPECT_EQ(nearest("bcs", words), "");                                       // four away, one allowed
  EXPECT_EQ(nearest("wlx", {"wa"}), "");                                      // two away, one allowed
  EXPECT_EQ(nearest("ab", {"ac"}), "");                                       // too short for any slip
  EXPECT_EQ(nearest("abc", {"abd"}), "abd");                                  // 3 letters: one
  EXPECT_EQ(nearest("abcde", {"abcxy"}), "");                                 // 5 letters: still one
  EXPECT_EQ(nearest("abcdef", {"abcdxy"}), "abcdxy");                         // 6 letters: two
  EXPECT_EQ(nearest("prescripton_retinod", words), "prescription_retinoid");  // two
  EXPECT_EQ(nearest("abcdefghijklmnop", {"abcdefghijklwxyz"}), "");           // four are never allowed
  EXPECT_EQ(nearest("abcdefghijklmnop", {"abcdefghijklmxyz"}), "abcdefghijklmxyz");
  EXPECT_EQ(nearest("BECAUSE", words), "because");  // another case is one slip
  EXPECT_EQ(nearest("wait", words), "");            // the word itself is no suggestion
  EXPECT_EQ(nearest("", words), "");
  EXPECT_EQ(nearest(std::string(1000000, 'a'), words), "");
}

TEST(Nearest, PrefersTheNearerThenTheLikeBeginningThenTheName) {
  EXPECT_EQ(nearest("abcdefx", {"abcdyyx", "abcdefg"}), "abcdefg");
  EXPECT_EQ(nearest("VII", {"I", "II", "III", "IV", "V", "VI"}), "VI");
  EXPECT_EQ(nearest("abcx", {"abcz", "abca"}), "abca");
}

TEST(Nearest, DoesNotDependOnTheOrderOfCandidates) {
  std::vector<std::string> words{"abc", "abd", "xbc", "abcd", "ab", "Abx", "bac", "abx", "ABC"};
  std::sort(words.begin(), words.end());
  for (const std::string written : {"abe", "abC", "bbc", "abcx", "acb"}) {
    const std::string first = nearest(written, words);
    std::vector<std::string> order = words;
    do {
      ASSERT_EQ(nearest(written, order), first) << written;
    } while (std::next_permutation(order.begin(), order.end()) && order.front() < "abd");
  }
}

}  // namespace
}  // namespace contra::text
