// Replays tests/cases/bad/syntax_*.contra: the drawn diagnostics must be exactly those in the `.expected` file beside
// each. CONTRA_UPDATE=1 writes them anew; look at the difference before you commit it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "read.hpp"

namespace contra::syntax {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

std::vector<fs::path> cases() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(fs::path(CONTRA_SOURCE_DIR) / "tests/cases/bad")) {
    const std::string name = entry.path().filename().string();
    if (name.compare(0, 7, "syntax_") == 0 && entry.path().extension() == ".contra") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Cases, AreDrawnAsExpected) {
  const char* update = std::getenv("CONTRA_UPDATE");
  std::set<std::string_view> seen;
  for (const fs::path& path : cases()) {
    SCOPED_TRACE(path.string());
    Read done = read(contents(path), path.filename().string());
    std::string drawn;
    for (const auto& diagnostic : done.diagnostics) {
      drawn += text::draw(diagnostic, *done.sources, {}) + "\n";
      seen.insert(text::info(diagnostic.kind).id);
    }
    fs::path expected = path;
    expected.replace_extension(".expected");
    if (update != nullptr && std::string(update) == "1") {
      std::ofstream(expected, std::ios::binary) << drawn;
    } else {
      EXPECT_EQ(drawn, contents(expected));
    }
  }
  // Every kind that this room reports has a case.
  for (const text::KindInfo& kind : text::all_kinds()) {
    const bool bytes = kind.id.substr(0, 3) == "C00" && kind.kind != text::Kind::unreadable_file &&
                       kind.kind != text::Kind::no_rules && kind.kind != text::Kind::file_too_large &&
                       kind.kind != text::Kind::too_many_diagnostics;
    if (bytes || kind.id.substr(0, 3) == "C01") {
      EXPECT_EQ(seen.count(kind.id), 1u) << kind.id << " " << kind.name << " has no case";
    }
  }
}

}  // namespace
}  // namespace contra::syntax
