// Holds every #include of src and include against the table of rooms in src/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path root(CONTRA_SOURCE_DIR);

struct Room {
  std::set<std::string> doors, rooms, libraries;
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::set<std::string> names_in(const std::string& cell) {
  std::set<std::string> out;
  static const std::regex name("`([^`]+)`");
  for (std::sregex_iterator i(cell.begin(), cell.end(), name), end; i != end; ++i) out.insert((*i)[1]);
  return out;
}

/// The table under "## Rooms".
std::map<std::string, Room> rooms() {
  std::map<std::string, Room> out;
  std::istringstream lines(read(root / "src/README.md"));
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    std::vector<std::string> cells;
    std::istringstream parts(line.substr(1));
    for (std::string cell; std::getline(parts, cell, '|');) cells.push_back(cell);
    if (cells.size() < 5) continue;
    out[*names_in(cells[0]).begin()] = {names_in(cells[2]), names_in(cells[3]), names_in(cells[4])};
  }
  return out;
}

std::vector<fs::path> sources(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".cpp" || extension == ".hpp" || extension == ".h" || extension == ".def")
      out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Include {
  std::string name;
  bool quoted = false;
};

std::vector<Include> includes(const fs::path& file) {
  std::vector<Include> out;
  static const std::regex include("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
  std::istringstream lines(read(file));
  for (std::string line; std::getline(lines, line);)
    if (std::smatch found; std::regex_search(line, found, include)) out.push_back({found[2], found[1] == "\""});
  return out;
}

bool is_standard(const std::string& name) {
  // Standard headers have neither a folder nor an ending.
  return name.find('/') == std::string::npos && name.find('.') == std::string::npos;
}

std::string first_part(const std::string& name) { return name.substr(0, name.find('/')); }

/// Without comments and the contents of strings, roughly: enough to look for names of functions.
std::string code_of(const fs::path& file) {
  const std::string text = read(file);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "//") == 0) {
      while (i < text.size() && text[i] != '\n') ++i;
    } else if (text[i] == '"' && (i == 0 || text[i - 1] != '\'')) {
      for (++i; i < text.size() && text[i] != '"' && text[i] != '\n'; ++i)
        if (text[i] == '\\') ++i;
      continue;
    }
    if (i < text.size()) out += text[i];
  }
  return out;
}

TEST(Architecture, EveryFolderIsARoomOfTheTable) {
  const auto table = rooms();
  ASSERT_GE(table.size(), 8U);
  for (const auto& entry : fs::directory_iterator(root / "src"))
    if (entry.is_directory()) {
      EXPECT_EQ(table.count(entry.path().filename().string()), 1U) << entry.path();
    }
  for (const auto& [name, room] : table)
    for (const auto& door : room.doors)
      EXPECT_TRUE(fs::exists(root / "src" / name / door)) << name << " has no door " << door;
}

TEST(Architecture, RoomsIncludeOnlyWhatTheTableAllows) {
  const auto table = rooms();
  for (const auto& [name, room] : table) {
    if (!fs::exists(root / "src" / name)) continue;
    for (const auto& file : sources(root / "src" / name))
      for (const auto& include : includes(file)) {
        const std::string where = fs::relative(file, root).string() + " includes " + include.name;
        const std::string from = first_part(include.name);
        if (from == name || from == "contra" || is_standard(include.name)) continue;
        if (const auto other = table.find(from); other != table.end()) {
          EXPECT_EQ(room.rooms.count(from), 1U) << where << ": the room may not";
          EXPECT_EQ(other->second.doors.count(include.name.substr(from.size() + 1)), 1U)
              << where << ": that is no door";
          EXPECT_TRUE(include.quoted) << where << ": our own headers stand in quotes";
          continue;
        }
        EXPECT_TRUE(room.libraries.count(from) == 1 || room.libraries.count(include.name) == 1)
            << where << ": no such library for this room";
      }
  }
}

TEST(Architecture, TheTableHasNoRoomAboveItself) {
  const auto table = rooms();
  for (const auto& [name, room] : table)
    for (const auto& below : room.rooms) {
      ASSERT_EQ(table.count(below), 1U) << name << " may include " << below << ", which is no room";
      EXPECT_EQ(table.at(below).rooms.count(name), 0U) << name << " and " << below << " include one another";
    }
}

TEST(Architecture, InstalledHeadersNeedTheStandardLibraryOnly) {
  static const std::set<std::string> of_c = {"stddef.h", "stdint.h", "stdio.h", "string.h"};
  for (const auto& file : sources(root / "include"))
    for (const auto& include : includes(file)) {
      const bool c_door = file.extension() == ".h" && of_c.count(include.name) == 1;
      EXPECT_TRUE(c_door || is_standard(include.name) || first_part(include.name) == "contra")
          << file << " includes " << include.name;
    }
}

TEST(Architecture, CoreRoomsReadNoClockAndKeepToTheOlderStandardLibrary) {
  static const std::regex clock(
      "system_clock|steady_clock|high_resolution_clock|\\btime\\s*\\(\\s*(nullptr|NULL|0|&)|\\bstd::time\\s*\\(|"
      "localtime|gmtime|clock_gettime|gettimeofday|"
      "__DATE__|__TIME__|\\brandom_device\\b|\\bstd::bit_cast\\b");
  static const std::set<std::string> missing = {"ranges",          "format",    "source_location",
                                                "memory_resource", "coroutine", "stop_token"};
  for (const auto& [name, room] : rooms()) {
    if (name == "cli" || name == "http" || !fs::exists(root / "src" / name)) continue;
    for (const auto& file : sources(root / "src" / name)) {
      std::smatch found;
      const std::string code = code_of(file);
      EXPECT_FALSE(std::regex_search(code, found, clock)) << fs::relative(file, root) << " uses " << found.str();
      for (const auto& include : includes(file))
        EXPECT_EQ(missing.count(include.name), 0U) << fs::relative(file, root) << " includes " << include.name;
    }
  }
}

TEST(Architecture, FilesSayWhatTheyAreAndStayShort) {
  for (const auto& [name, room] : rooms()) {
    if (!fs::exists(root / "src" / name)) continue;
    for (const auto& file : sources(root / "src" / name)) {
      const std::string text = read(file);
      EXPECT_EQ(text.rfind("//", 0), 0U) << fs::relative(file, root)
                                         << " does not begin with a comment that says what it is";
      EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 900) << fs::relative(file, root);
    }
  }
}

}  // namespace
