// decode_path(): what a target may be, and what it says.
#include <gtest/gtest.h>

#include "http/message.hpp"

namespace contra::http {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string path_of(std::string_view target) {
  std::string path;
  Fields query;
  return decode_path(target, path, query) ? path : "refused";
}

Fields query_of(std::string_view target) {
  std::string path;
  Fields query;
  if (!decode_path(target, path, query)) return {{"refused", ""}};
  return query;
}

TEST(Path, IsDecodedOnce) {
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/v1/days/2026-03-16"), "/v1/days/2026-03-16");
  EXPECT_EQ(path_of("/a%20b/c+d"), "/a b/c+d");
  EXPECT_EQ(path_of("/%C3%A9\xC3\xA9"), "/\xC3\xA9\xC3\xA9");
  EXPECT_EQ(path_of("/%252e%252e/x"), "/%2e%2e/x");
  EXPECT_EQ(path_of("/...") + path_of("/.a/..b/c.."), "/.../.a/..b/c..");
  EXPECT_EQ(path_of("/a/"), "/a/");
  EXPECT_EQ(path_of("/x?"), "/x");
}

TEST(Path, RefusesWhatCouldLeaveTheFolder) {
  for (const char* target :
       {"/.", "/..", "/./a", "/../a", "/a/.", "/a/..", "/a/../b", "/%2e", "/%2E%2e/a", "/a/.%2e", "/a/%2e./b",
        "/a/..%2fb", "/a%2Fb", "/%2f..", "/..\\a", "/a\\..\\b", "/%5c..%5C", "/a/..?x=1"})
    EXPECT_EQ(path_of(target), "refused") << target;
  EXPECT_EQ(query_of("/a?file=../x"), (Fields{{"file", "../x"}})) << "in a query it is a word as any other";
}

TEST(Path, RefusesWhatIsNoPath) {
  for (const char* target : {"",         "*",           "a",      "http://localhost/",
                             "//a\r\nb", "/a b",        "/a#b",   "/a\x01",
                             "/%00",     "/a%00b",      "/%0a",   "/%7f",
                             "/%",       "/%2",         "/%zz",   "/%-1",
                             "?x=1",     "/?x=%",       "/?x=%0", "/?%00=1",
                             "/?x=%00",  "localhost:80"})
    EXPECT_EQ(path_of(target), "refused") << target;
  EXPECT_EQ(path_of(std::string_view("/a\0b", 4)), "refused");
}

TEST(Path, RefusesBytesThatAreNotUtf8) {
  for (const char* target :
       {"/%FF", "/%C0%AE%C0%AE/", "/%C1%81", "/%E0%80%AE", "/%ED%A0%80", "/%F0%80%80%80", "/%F4%90%80%80",
        "/%F5%80%80%80", "/%C3", "/%E2%82", "/%80", "/\xC0\xAE", "/?x=%FF", "/?%C3=1", "/%C3%28"})
    EXPECT_EQ(path_of(target), "refused") << target;
  for (const char* target : {"/%C2%80", "/%E0%A0%80", "/%ED%9F%BF", "/%EE%80%80", "/%F0%90%80%80", "/%F4%8F%BF%BF"})
    EXPECT_NE(path_of(target), "refused") << target;
}

TEST(Path, ReadsTheQueryInOrder) {
  EXPECT_EQ(query_of("/form?treatment=a&treatment=b"), (Fields{{"treatment", "a"}, {"treatment", "b"}}));
  EXPECT_EQ(query_of("/?a=1+2%2B3&b&=c&&d=e=f&"), (Fields{{"a", "1 2+3"}, {"b", ""}, {"", "c"}, {"d", "e=f"}}));
  EXPECT_EQ(query_of("/?a=%26%3D%3F/?"), (Fields{{"a", "&=?/?"}}));
}

TEST(Path, ARefusalLeavesNothingBehind) {
  std::string path = "old";
  Fields query = {{"old", "old"}};
  EXPECT_FALSE(decode_path("/a?x=1&y=%", path, query));
  EXPECT_TRUE(path.empty());
  EXPECT_TRUE(query.empty());
}

TEST(RequestHeaders, CompareWithoutCase) {
  Request request;
  request.headers = {{"X-Token", "a"}, {"x-TOKEN", "b"}};
  request.query = {{"on", "1"}, {"on", "2"}};
  EXPECT_EQ(request.header("x-token"), "a");
  EXPECT_EQ(request.header("x-toke"), "");
  EXPECT_EQ(request.field("on"), "1");
  EXPECT_EQ(request.field("On"), "");
}

}  // namespace

}  // namespace contra::http
