// What kind of name belongs behind half a sentence, and which words of the language.
#include <gtest/gtest.h>

#include <algorithm>

#include "lsp/place.hpp"
#include "syntax/parse.hpp"

namespace contra::lsp {
namespace {

std::string kinds(const std::string& before) {
  const Wanted wanted = wanted_at(before);
  if (wanted.in_text) return "text";
  std::vector<std::string> out;
  for (const NameKind kind : wanted.kinds) out.emplace_back(kind_word(kind));
  for (const std::string& of : wanted.options_of) out.push_back("option of " + of);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::string text;
  for (const auto& one : out) text += (text.empty() ? "" : ", ") + one;
  return text;
}

TEST(Place, OfAName) {
  const std::string check = "pack p 1.0.0 \"P\"\n\ncheck c \"C\"\n  ";
  const std::string test = "tests for p\n\ntest \"t\"\n  ";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", ""},
      {"part of ", "pack, vocabulary"},
      {"tests for ", "pack"},
      {"policy \"H\" on ", "pack"},
      {"pack p 1.0.0 \"P\"\n  use ", "vocabulary"},
      {"pack p 1.0.0 \"P\"\n  needs ", "list, question"},
      {"pack p 1.0.0 \"P\"\n  needs pregnant, ", "list, question"},
      {"pack p 1.0.0 \"P\"\n  needs medicines for ", "term"},
      {"pack p 1.0.0 \"P\"\n  performs ", "term"},
      {"term t \"T\" is a ", "term"},
      {"term t is a retinoid, ", "term"},
      {"role r \"R\" is a ", "role"},
      {"area a \"A\"\n  part of ", "area"},
      {"list l \"L\"\n  of ", "term"},
      {"list l \"L\"\n  of product, ", "term"},
      {"list l \"L\"\n  detail depth number in mm from 1 to 3 for ", "term"},
      {"ask q \"Q\"\n  yes or no, for any of ", "question"},
      {"ask q \"Q\"\n  asked only when ", "question"},
      {"ask q \"Q\"\n  asked only when diabetes is ", "option of diabetes"},
      {check + "wait 5 days after last ", "list, question, term"},
      {check + "wait 5 days after last retinoid or ", "list, question, term"},
      {check + "wait 5 days after last retinoid where ", "detail"},
      {check + "wait 5 days after last retinoid where strength is ", "option of strength"},
      {check + "wait after last peel by ", "detail"},
      {check + "wait from 7 days before start of ", "list, question, term"},
      {check + "wait while ", "question, term"},
      {check + "wait while pregnant is ", "option of pregnant"},
      {check + "wait while skin_type is III or ", "option of skin_type, question"},
      {check + "wait while skin_type is at least ", "option of skin_type"},
      {check + "wait while skin_type is not ", "option of skin_type"},
      {check + "wait while a is yes and ", "question, term"},
      {check + "wait while (", "question, term"},
      {check + "wait while taking ", "list, question, term"},
      {check + "wait while allergic to ", "term"},
      {check + "wait while treated area touches ", "area"},
      {check + "wait for clearance by ", "role"},
      {check + "wait for clearance by doctor or ", "role"},
      {check + "cleared by ", "role"},
      {check + "limit depth to ", "option of depth"},
      {check + "not with this device while x is yes, instead ", "pack"},
      {check + "cite ", "source"},
      {check + "unless ", "question, term"},
      {check + "because \"half a te", "text"},
      {check + "# in a comment ", "text"},
      {check + "because \"whole\" ", ""},
      {"policy \"H\" on p 1\n\ntighten ", "check"},
      {"pack p 1.0.0 \"P\"\naftercare a \"A\"\n  next session by ", "check"},
      {test + "from ", "example"},
      {test + "given ", "list, question"},
      {test + "given products: ", "term"},
      {test + "given products: retinol last 2026-03-01, ", "term"},
      {test + "given products: retinol in ", "area"},
      {test + "given pregnant is ", "option of pregnant"},
      {test + "plan ", "pack"},
      {test + "plan p in ", "area"},
      {test + "plan p in face depth ", "option of depth"},
      {test + "given clearance for ", "check"},
      {test + "given clearance for c by ", "role"},
      {test + "expect wait, because ", "check"},
      {test + "expect wait, only because a and ", "check"},
      {test + "expect wait, asks ", "list, question"},
      {test + "expect wait, clearance by ", "role"},
  };
  for (const auto& [before, wanted] : cases) EXPECT_EQ(kinds(before), wanted) << before;
}

std::vector<std::string> words(const std::string& before) {
  text::SourceSet sources;
  const text::FileId file = sources.add("x.contra", before);
  return syntax::expected_at_end(sources, file).words;
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(Expected, WordsByTheGrammar) {
  EXPECT_EQ(words(""), (std::vector<std::string>{"pack", "part", "policy", "tests", "vocabulary"}));
  EXPECT_EQ(words("part "), std::vector<std::string>{"of"});
  const std::string check = "part of p\n\ncheck c \"C\"\n  ";
  EXPECT_EQ(words(check + "wait 5 "), (std::vector<std::string>{"days", "hours", "months", "weeks", "years"}));
  EXPECT_EQ(words(check + "wait 5 days "), std::vector<std::string>{"after"});
  EXPECT_EQ(words(check + "wait 5 days after "), std::vector<std::string>{"last"});
  EXPECT_EQ(words(check + "go "), std::vector<std::string>{"only"});
  const auto behind = words(check + "wait 5 days after last x ");
  for (const char* word : {"in", "or", "where", "because", "cite"}) EXPECT_TRUE(has(behind, word)) << word;
  const auto clauses = words(check);
  for (const char* word : {"wait", "because", "cite", "check", "term", "then", "limit"})
    EXPECT_TRUE(has(clauses, word)) << word;
  EXPECT_FALSE(has(clauses, "after"));
  EXPECT_FALSE(has(words("tests for p\n\n"), "check"));
  EXPECT_TRUE(has(words("tests for p\n\n"), "test"));
  const auto conditions = words(check + "wait while ");
  for (const char* word : {"any", "not", "taking", "every"}) EXPECT_TRUE(has(conditions, word)) << word;
  const auto unfinished = words(check + "wait 5 days\n  ");
  EXPECT_TRUE(has(unfinished, "after") && has(unfinished, "because"));
}

TEST(Expected, WhateverStandsBefore) {
  // Every beginning of a text has an answer, and none of them a fault.
  const std::string text =
      "part of p\ncheck c \"C \xF0\x9F\x98\x80\"\n  wait 5 days after last (x) , better 7 days\n\"open\n ask again "
      "while";
  for (std::size_t end = 0; end <= text.size(); ++end) words(text.substr(0, end));
}

TEST(Reserved, Words) {
  for (const char* word : {"wait", "is", "because", "last"}) EXPECT_TRUE(syntax::is_reserved(word)) << word;
  for (const char* word : {"retinol", "waiting", "", "depth"}) EXPECT_FALSE(syntax::is_reserved(word)) << word;
}

}  // namespace
}  // namespace contra::lsp
