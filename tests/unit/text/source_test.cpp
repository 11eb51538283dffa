// Places, lines and slices of rule text.
#include "text/source.hpp"

#include <gtest/gtest.h>

namespace contra::text {
namespace {

TEST(Source, CountsLinesAndColumnsInCharacters) {
  SourceSet sources;
  const FileId id = sources.add("a.contra",
                                "ab\nc\xC3\xA9"
                                "d\r\n\n");
  EXPECT_EQ(sources.place(id, 0).line, 1u);
  EXPECT_EQ(sources.place(id, 0).column, 1u);
  EXPECT_EQ(sources.place(id, 2).column, 3u);  // the line end itself
  EXPECT_EQ(sources.place(id, 3).line, 2u);
  EXPECT_EQ(sources.place(id, 6).line, 2u);  // `d`, behind a character of two bytes
  EXPECT_EQ(sources.place(id, 6).column, 3u);
  EXPECT_EQ(sources.place(id, 9).line, 3u);
  EXPECT_EQ(sources.place(id, 10).line, 4u);
  EXPECT_EQ(sources.place(id, 10000).line, 4u);  // past the end is the end
}

TEST(Source, GivesLinesWithoutTheirEnds) {
  SourceSet sources;
  const FileId id = sources.add("a", "one\ntwo\r\n\nlast");
  EXPECT_EQ(sources.line(id, 1), "one");
  EXPECT_EQ(sources.line(id, 2), "two");
  EXPECT_EQ(sources.line(id, 3), "");
  EXPECT_EQ(sources.line(id, 4), "last");
  EXPECT_EQ(sources.line(id, 5), "");
  EXPECT_EQ(sources.line(id, 0), "");
}

TEST(Source, ByteOrderMarkIsNoColumn) {
  SourceSet sources;
  const FileId id = sources.add("a", "\xEF\xBB\xBFpack");
  EXPECT_EQ(sources.place(id, 3).column, 1u);
  EXPECT_EQ(sources.place(id, 4).column, 2u);
}

TEST(Source, SlicesStayInside) {
  SourceSet sources;
  const FileId id = sources.add("a", "abcdef");
  EXPECT_EQ(sources.slice({id, 1, 3}), "bc");
  EXPECT_EQ(sources.slice({id, 4, 100}), "ef");
  EXPECT_EQ(sources.slice({id, 100, 200}), "");
  EXPECT_EQ(sources.slice({-1, 0, 3}), "");
  EXPECT_EQ(join({id, 1, 2}, {id, 4, 6}), (Span{id, 1, 6}));
}

}  // namespace
}  // namespace contra::text
