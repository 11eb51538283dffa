// Small changes of the shipped packs, by chance from a fixed seed: every client that a comparison shows replays, and
// when it says that nobody moves, none of the records of the packs' own tests does.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>
#include <sstream>

#include "check/check.hpp"
#include "diff/diff.hpp"
#include "diff/report.hpp"
#include "syntax/parse.hpp"
#include "trial/trial.hpp"
#include "unit/diff/rules.hpp"

namespace contra::diff {
namespace {

namespace fs = std::filesystem;

struct File {
  std::string name, text;
};

std::vector<File> shipped() {
  std::vector<File> out;
  for (const auto& entry : fs::recursive_directory_iterator(CONTRA_SOURCE_DIR "/rules")) {
    if (entry.path().extension() != ".contra") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out.push_back({entry.path().string(), text.str()});
  }
  std::sort(out.begin(), out.end(), [](const File& a, const File& b) { return a.name < b.name; });
  return out;
}

/// Null when the rules are at fault: not every change gives rules.
std::shared_ptr<Loaded> load(const std::vector<File>& files) {
  auto out = std::make_shared<Loaded>();
  auto trees = std::make_shared<std::vector<syntax::File>>();
  for (const File& file : files) {
    const text::FileId id = out->rules.sources.add(file.name, file.text);
    trees->push_back(syntax::parse(out->rules.sources, id, out->rules.diagnostics));
  }
  if (!text::has_errors(out->rules.diagnostics))
    out->rules.checked = check::check(out->rules.sources, trees, {}, out->rules.diagnostics);
  if (!out->rules.checked || text::has_errors(out->rules.diagnostics)) return nullptr;
  out->rules.programs = compile::compile(*out->rules.checked, out->rules.sources, {});
  out->version = {"version", &out->rules.sources, out->rules.programs, {}};
  return out;
}

/// Places in the rules where one word makes another rule, and what stands there then.
struct Spot {
  std::size_t file = 0, at = 0, length = 0;
  std::string to;
};
std::vector<Spot> spots(const std::vector<File>& files) {
  static const std::regex clause(
      R"(\n  (?:wait|limit|cleared by|then cleared by|unless|while|better|form holds|\s+\w+\s+\d+ days)[^\n"]*)");
  static const std::regex word(
      R"(\b(\d+)(?= (?:days|months|weeks))|\b(?:and|or)\b| in treated area|\bis yes\b|\bat least\b)");
  std::vector<Spot> out;
  for (std::size_t f = 0; f < files.size(); ++f) {
    const std::string& text = files[f].text;
    if (files[f].name.find("/tests/") != std::string::npos || files[f].name.find("/skin/") != std::string::npos)
      continue;
    for (std::sregex_iterator line(text.begin(), text.end(), clause), end; line != end; ++line) {
      const std::string words = line->str();
      for (std::sregex_iterator found(words.begin(), words.end(), word); found != end; ++found) {
        Spot spot{f, static_cast<std::size_t>(line->position() + found->position()), found->str().size(), {}};
        const std::string was = found->str();
        if ((*found)[1].matched)
          spot.to = std::to_string(std::stoi(was) + 1);
        else if (was == "and")
          spot.to = "or";
        else if (was == "or")
          spot.to = "and";
        else if (was == "is yes")
          spot.to = "is no";
        else if (was == "at least")
          spot.to = "above";
        out.push_back(std::move(spot));
      }
    }
  }
  return out;
}

/// Every record of the tests, decided by both: whether somebody's calendar moves.
bool somebody_moves(const Loaded& a, const Loaded& b) {
  for (const auto& test : a.rules.checked->tests) {
    const std::string record = trial::record_json(*a.rules.checked, test);
    const auto calendar = [&](const Loaded& side) {
      eval::DecideOptions options;
      options.promises = false;
      text::SourceSet sources;
      const text::FileId file = sources.add("record", record);
      std::vector<eval::KnownPack> packs;
      for (const auto& program : side.rules.programs) packs.push_back({program->identity.name, program->pack.get()});
      const auto read = eval::read_intake(sources, file, *side.rules.programs.front()->vocabulary, packs);
      std::string out;
      if (const auto* facts = std::get_if<eval::Facts>(&read))
        for (const auto& t : eval::decide(side.rules.programs, *facts, options).treatments)
          out += time::to_text(t.go) + " / " + time::to_text(t.renewed) + "\n";
      return out;
    };
    if (calendar(a) != calendar(b)) return true;
  }
  return false;
}

TEST(Mutants, WhatIsShownReplaysAndWhatIsSaidHolds) {
  const std::vector<File> files = shipped();
  const auto a = load(files);
  ASSERT_NE(a, nullptr);
  const std::vector<Spot> all = spots(files);
  ASSERT_GT(all.size(), 200u);
  std::mt19937 chance(20260316);
  std::size_t tried = 0, refused = 0, moved = 0;
  while (tried < 24 && refused < 300) {
    const Spot& spot = all[chance() % all.size()];
    std::vector<File> changed = files;
    changed[spot.file].text.replace(spot.at, spot.length, spot.to);
    const auto b = load(changed);
    if (!b) {
      ++refused;
      continue;
    }
    ++tried;
    const Compared compared = compare_versions(a, b);
    const std::string what = files[spot.file].name + ": …" +
                             files[spot.file].text.substr(spot.at > 40 ? spot.at - 40 : 0, 60) + "… → " + spot.to;
    const bool moves = compared.report.reach() == Reach::days;
    moved += moves ? 1u : 0u;
    EXPECT_FALSE(!moves && somebody_moves(*a, *b)) << what << "\n" << report_text(compared.report, {});
  }
  EXPECT_EQ(tried, 24u);
  EXPECT_GT(moved, 8u) << "too few changes move anybody";
}

}  // namespace
}  // namespace contra::diff
