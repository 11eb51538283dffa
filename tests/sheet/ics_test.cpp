// The calendar by the letter of RFC 5545: line ends, folding, values, and UIDs that stay.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "sheet/fixture.hpp"
#include "text/characters.hpp"

namespace {

using contra_test::Decided;
using contra_test::sample;

/// The lines as they are folded; every line end must be CRLF.
std::vector<std::string> lines_of(const std::string& ics) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t end; (end = ics.find("\r\n", begin)) != std::string::npos; begin = end + 2)
    out.push_back(ics.substr(begin, end - begin));
  EXPECT_EQ(begin, ics.size()) << "the last line has no end";
  return out;
}

std::string unfolded(std::string ics) {
  for (std::size_t at; (at = ics.find("\r\n ")) != std::string::npos;) ics.erase(at, 3);
  return ics;
}

/// UID by summary.
std::map<std::string, std::string> uids(const std::string& ics) {
  std::map<std::string, std::string> out;
  std::string uid;
  for (const std::string& line : lines_of(unfolded(ics))) {
    if (line.rfind("UID:", 0) == 0) uid = line.substr(4);
    if (line.rfind("SUMMARY:", 0) == 0) out[line.substr(8)] = uid;
  }
  return out;
}

TEST(Calendar, FoldsBetweenCharacters) {
  Decided decided(sample("c-0101"));
  for (std::size_t shift = 0; shift < 4; ++shift) {
    decided.context.clinic = std::string(shift, 'x');
    for (int i = 0; i < 12; ++i) decided.context.clinic += "日本語の診療所";
    const std::string clinic = decided.context.clinic;
    decided.context.clinic += "; a, b \\ c\nd \xE2\x80\xAE";
    const std::string ics = decided.ics();
    for (const std::string& line : lines_of(ics)) {
      EXPECT_LE(line.size(), 75u) << line;
      EXPECT_TRUE(contra::text::is_utf8(line)) << line;
      EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos);
    }
    EXPECT_NE(unfolded(ics).find("LOCATION:" + clinic + "\\; a\\, b \\\\ c\\nd  \r\n"), std::string::npos) << shift;
  }
}

TEST(Calendar, KeepsItsUidsWhenItIsMadeAgain) {
  Decided decided(sample("c-0101"));
  const auto first = uids(decided.ics());
  decided.context.session_end = "2026-03-16T15:10";
  const auto later = uids(contra::sheet::ics(decided.made(), decided.context, "20260401T000000Z", "clinic.example"));
  std::size_t same = 0;
  std::set<std::string> all;
  for (const auto& [summary, uid] : later) {
    EXPECT_TRUE(all.insert(uid).second) << summary;
    if (const auto found = first.find(summary); found != first.end()) {
      EXPECT_EQ(found->second, uid) << summary;
      ++same;
    }
  }
  EXPECT_GT(same, 5u);
  EXPECT_EQ(later.begin()->second.substr(24), "@clinic.example");
  decided.context.entry = "13";
  EXPECT_NE(uids(decided.ics()).begin()->second, later.begin()->second) << "another decision";
}

TEST(Calendar, SaysNoReasonAndNoAnswer) {
  for (const std::string& number : contra_test::samples()) {
    Decided decided(sample(number));
    if (!decided.readable()) continue;
    decided.context.overrides.push_back({"", "K. Example", "A reason that nobody else reads"});
    const std::string ics = unfolded(decided.ics());
    for (const char* word : {"WAIT", "A reason", "c-0", "Anna", "Retin-A", "prescription retinoid"})
      EXPECT_EQ(ics.find(word), std::string::npos) << number << ": " << word;
    for (const auto& t : decided.decision().treatments)
      for (const auto& r : t.reasons)
        if (r.source_check != nullptr && !r.source_check->tell.empty()) {
          EXPECT_EQ(ics.find(r.source_check->tell), std::string::npos) << number;
        }
  }
}

TEST(Calendar, HoldsNoDayThatIsNotAgreedUpon) {
  const std::string later = Decided(sample("c-0102")).ics();
  EXPECT_NE(later.find("DTSTART;VALUE=DATE:20260319\r\n"), std::string::npos);
  EXPECT_EQ(later.find("Microneedling"), std::string::npos);
  EXPECT_EQ(uids(later).size(), 1u);
  EXPECT_EQ(Decided(sample("c-0109")).ics(), "") << "no day can be named";
}

TEST(Calendar, TakesNoHostThatIsNone) {
  Decided decided(sample("c-0101"));
  for (const auto& [host, is] : {std::pair{"", "contra"}, std::pair{"localhost:8080", "localhost"},
                                 std::pair{"a\r\nX-EVIL:1", "a"}, std::pair{"[::1]:8080", "contra"}}) {
    const std::string ics = contra::sheet::ics(decided.made(), decided.context, "20260316T091233Z", host);
    EXPECT_NE(ics.find("@" + std::string(is) + "\r\n"), std::string::npos) << host;
    EXPECT_EQ(ics.find("EVIL"), std::string::npos);
  }
}

}  // namespace
