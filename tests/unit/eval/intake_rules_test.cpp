// The shipped vocabulary and the sample that shows every form of the record once: read without a refusal or a fault.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/rules.hpp"

namespace contra::eval {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream out;
  out << file.rdbuf();
  return out.str();
}

TEST(IntakeRules, TheSampleOfEveryFormIsRead) {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {"skin", "led"})
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(CONTRA_SOURCE_DIR) / "rules" / folder))
      if (file.path().extension() == ".contra") paths.push_back(file.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> files;
  for (const auto& path : paths) files.push_back(text_of(path));
  const support::Rules rules = support::load(files);
  ASSERT_TRUE(rules.checked);
  const auto sample = text_of(std::filesystem::path(CONTRA_SOURCE_DIR) / "samples/intakes/c-0417-every-form-once.json");
  ASSERT_FALSE(sample.empty());
  const Facts facts = support::facts_of(rules, sample);
  for (const AnswerFault& fault : facts.faults) ADD_FAILURE() << fault.origin.pointer << ": " << fault.message;
  const check::Vocabulary& vocabulary = *rules.checked->vocabularies.at(0);
  const ListFact& products = facts.lists.at(static_cast<std::size_t>(vocabulary.list_ids.at("products")));
  EXPECT_EQ(products.state, State::value);
  EXPECT_GE(products.entries.size(), 2u);
  for (const Entry& entry : products.entries) EXPECT_FALSE(entry.terms.empty());
}

}  // namespace
}  // namespace contra::eval
