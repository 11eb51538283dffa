// The page about the record for other programs tells the words that are read: it and the reader must agree.
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "eval/intake_reader.hpp"
#include "unit/eval/small_vocabulary.hpp"

namespace contra::eval {
namespace {

using reader::Word;

/// The words in `…` of the row of the page's table that begins with `| state |`.
std::set<std::string> words_on_page(const std::string& page, const std::string& state) {
  std::set<std::string> out;
  const std::size_t row = page.find("\n| " + state + " | `");
  if (row == std::string::npos) return out;
  std::string line = page.substr(row + 1, page.find('\n', row + 1) - row - 1);
  for (std::size_t at = line.find('`'); at != std::string::npos;) {
    const std::size_t end = line.find('`', at + 1);
    out.insert(line.substr(at + 1, end - at - 1));
    at = line.find('`', end + 1);
  }
  return out;
}

TEST(IntakeWords, ThePageTellsEveryOne) {
  std::ifstream file(CONTRA_SOURCE_DIR "/samples/intake-record.md");
  std::stringstream page;
  page << file.rdbuf();
  ASSERT_FALSE(page.str().empty());
  const std::map<std::string, std::set<Word>> rows = {{"yes", {Word::yes}},
                                                      {"no", {Word::no, Word::never}},
                                                      {"unsure", {Word::unsure}},
                                                      {"declined", {Word::declined}},
                                                      {"not applicable", {Word::not_applicable}},
                                                      {"ongoing", {Word::ongoing}}};
  for (const auto& [state, words] : rows) {
    std::set<std::string> read;
    for (const auto& [word, meaning] : reader::state_words())
      if (words.count(meaning) != 0) read.insert(word);
    EXPECT_EQ(words_on_page(page.str(), state), read) << state;
  }
}

}  // namespace
}  // namespace contra::eval
