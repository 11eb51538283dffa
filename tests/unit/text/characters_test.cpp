// UTF-8 and the characters that mislead.
#include "text/characters.hpp"

#include <gtest/gtest.h>

namespace contra::text {
namespace {

TEST(Characters, DecodesEveryLength) {
  EXPECT_EQ(decode("a", 0).value, U'a');
  EXPECT_EQ(decode("\xC3\xA9", 0).value, U'é');
  EXPECT_EQ(decode("\xE2\x82\xAC", 0).value, U'€');
  EXPECT_EQ(decode("\xF0\x9F\x98\x80", 0).value, char32_t{0x1F600});
}

TEST(Characters, RefusesWhatIsNotUtf8) {
  EXPECT_FALSE(is_utf8("\x80"));              // a continuation alone
  EXPECT_FALSE(is_utf8("\xC3"));              // cut
  EXPECT_FALSE(is_utf8("\xC0\xAF"));          // overlong `/`
  EXPECT_FALSE(is_utf8("\xE0\x80\xAF"));      // overlong
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // past the last code point
  EXPECT_FALSE(is_utf8("\xFF"));
  EXPECT_TRUE(is_utf8("\xF4\x8F\xBF\xBF"));
  EXPECT_TRUE(is_utf8("\xEE\x80\x80"));
  EXPECT_TRUE(is_utf8(""));
  // Whatever the bytes, a step is at least one byte and stays inside.
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string two{static_cast<char>(first), static_cast<char>(second)};
      const CodePoint point = decode(two, 0);
      EXPECT_GE(point.bytes, 1);
      EXPECT_LE(point.bytes, 2);
    }
  }
}

std::vector<Diagnostic> odd(const std::string& text) {
  SourceSet sources;
  const FileId id = sources.add("a", text);
  std::vector<Diagnostic> found;
  report_odd_characters(sources, {id, 0, static_cast<std::uint32_t>(text.size())}, found);
  return found;
}

TEST(Characters, ReportsWhatMisleads) {
  EXPECT_TRUE(odd("\"déjà vu, naïve — “quoted” Ω and Ελληνικά\"").empty());
  ASSERT_EQ(odd("a\u202Eb").size(), 1u);
  EXPECT_EQ(odd("a\u202Eb")[0].kind, Kind::bidirectional_character);
  ASSERT_EQ(odd("a\u200Bb").size(), 1u);
  EXPECT_EQ(odd("a\u200Bb")[0].kind, Kind::control_character);
  EXPECT_EQ(odd(std::string("a\0b", 3))[0].kind, Kind::control_character);
  ASSERT_EQ(odd("the p\u0430tient").size(), 1u);  // Cyrillic a in a Latin word
  EXPECT_EQ(odd("the p\u0430tient")[0].kind, Kind::confusable_character);
  EXPECT_EQ(odd("the p\u0430tient")[0].fix->replacement, "a");
  EXPECT_EQ(odd("the p\u0430tient")[0].span, (Span{0, 5, 7}));
  EXPECT_TRUE(odd("\u043C\u0430\u043C\u0430").empty());  // a whole word of that script is what it looks like
  ASSERT_EQ(odd("a\xFF\xFE\xFD"
                "b")
                .size(),
            1u);  // one place, one report
  EXPECT_EQ(odd("a\xFF\xFE\xFD"
                "b")[0]
                .kind,
            Kind::bad_utf8);
  EXPECT_EQ(odd("a\xFF\xFE\xFD"
                "b")[0]
                .span,
            (Span{0, 1, 4}));
}

TEST(Characters, KnowWidths) {
  EXPECT_EQ(width(U'a'), 1);
  EXPECT_EQ(width(U'漢'), 2);
  EXPECT_EQ(width(0x0301), 0);  // combining acute accent
}

}  // namespace
}  // namespace contra::text
