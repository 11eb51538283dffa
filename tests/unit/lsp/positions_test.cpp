// Places in the three encodings, there and back.
#include <gtest/gtest.h>

#include "lsp/positions.hpp"
#include "lsp/uri.hpp"

namespace contra::lsp {
namespace {

// "é" is two bytes and one unit, the emoji four bytes and two units of UTF-16, the combining accent two bytes and one.
const std::string odd = "a\u00e9\U0001F600e\u0301z";

TEST(Positions, EachEncodingCountsItsOwnUnits) {
  const std::string text = "first\n" + odd;
  const Lines lines(text);
  const std::size_t z = text.size() - 1;
  EXPECT_EQ(lines.position(text, z, Encoding::utf8).character, 10U);
  EXPECT_EQ(lines.position(text, z, Encoding::utf16).character, 6U);
  EXPECT_EQ(lines.position(text, z, Encoding::utf32).character, 5U);
  for (const Encoding e : {Encoding::utf8, Encoding::utf16, Encoding::utf32})
    EXPECT_EQ(lines.offset(text, lines.position(text, z, e), e), z);
}

TEST(Positions, TheMiddleOfACharacterIsItsBeginning) {
  const Lines lines(odd);
  EXPECT_EQ(lines.offset(odd, {0, 3}, Encoding::utf16), 3U);  // between the halves of the emoji
  EXPECT_EQ(lines.offset(odd, {0, 2}, Encoding::utf8), 1U);   // within é
  EXPECT_EQ(lines.offset(odd, {0, 5}, Encoding::utf8), 3U);
}

TEST(Positions, BehindTheEndIsTheEnd) {
  const std::string text = "ab\ncd\n";
  const Lines lines(text);
  EXPECT_EQ(lines.count(), 3U);
  EXPECT_EQ(lines.offset(text, {0, 99}, Encoding::utf16), 2U);
  EXPECT_EQ(lines.offset(text, {2, 0}, Encoding::utf16), 6U);
  EXPECT_EQ(lines.offset(text, {9, 9}, Encoding::utf16), 6U);
  EXPECT_EQ(lines.position(text, 99, Encoding::utf16), (Position{2, 0}));
}

TEST(Positions, EveryLineEndOfTheProtocolCounts) {
  const std::string text = "a\r\nb\rc\nd";
  const Lines lines(text);
  EXPECT_EQ(lines.count(), 4U);
  EXPECT_EQ(lines.position(text, text.find('c'), Encoding::utf16), (Position{2, 0}));
  EXPECT_EQ(lines.offset(text, {0, 5}, Encoding::utf16), 1U);
}

TEST(Positions, BytesThatAreNoTextCountOneEach) {
  const std::string text = "\xFF\xFEx";
  const Lines lines(text);
  for (const Encoding e : {Encoding::utf8, Encoding::utf16, Encoding::utf32}) {
    EXPECT_EQ(lines.position(text, 2, e).character, 2U);
    EXPECT_EQ(lines.offset(text, {0, 2}, e), 2U);
  }
}

TEST(Addresses, ThereAndBack) {
  for (const std::string path : {"/a/b.contra", "/with space/100%/#1.contra", "/p\u00e4ck/\U0001F600.contra", "/a?b=c"})
    EXPECT_EQ(path_of(uri_of(path)), path);
  EXPECT_EQ(uri_of("/a b"), "file:///a%20b");
  EXPECT_EQ(path_of("file:///a/../b/./c"), "/b/c");
  EXPECT_EQ(path_of("file://localhost/a"), "/a");
  EXPECT_EQ(path_of("file:///100%"), "/100%");
  EXPECT_EQ(path_of("file:///a%2"), "/a%2");
  EXPECT_EQ(path_of("untitled:Untitled-1"), "");
  EXPECT_EQ(path_of("file:///a%00b"), "");
  EXPECT_EQ(built_in_name(built_in_uri("rules/x.contra")), "rules/x.contra");
  EXPECT_EQ(built_in_name("contra:/rules/x.contra"), "rules/x.contra");
  EXPECT_EQ(built_in_name("file:///x"), "");
}

}  // namespace
}  // namespace contra::lsp
