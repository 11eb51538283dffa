// See fix.hpp.
#include "cli/fix.hpp"

#include <algorithm>
#include <map>

#include "cli/files.hpp"
#include "cli/output.hpp"
#include "present/words.hpp"
#include "syntax/parse.hpp"
#include "text/limits.hpp"

namespace contra::cli {

namespace {

// One mended fault can bring out another behind it, seldom a third.
constexpr int most_rounds = 10;

using Edits = std::map<text::FileId, std::vector<text::Fix>>;

Edits safe_edits(const std::vector<text::Diagnostic>& diagnostics) {
  Edits out;
  for (const auto& d : diagnostics)
    if (d.fix && d.fix->safe && d.fix->span.file >= 0) out[d.fix->span.file].push_back(*d.fix);
  for (auto& [file, edits] : out) {
    std::stable_sort(edits.begin(), edits.end(),
                     [](const text::Fix& a, const text::Fix& b) { return a.span < b.span; });
    // Of two edits that meet the first is made; the next round sees what is left of the other.
    std::vector<text::Fix> apart;
    for (const text::Fix& edit : edits)
      if (apart.empty() || apart.back().span.end <= edit.span.begin) apart.push_back(edit);
    edits = std::move(apart);
  }
  return out;
}

std::string edited(std::string text, const std::vector<text::Fix>& edits) {
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->replacement);
  return text;
}

/// Errors of bytes and syntax; what the names in the file mean is another matter, and no edit here touches it.
std::size_t faults_of_writing(const std::string& text) {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  syntax::parse(sources, sources.add("", text), diagnostics);
  return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(), [](const auto& d) {
    return text::info(d.kind).severity == text::Severity::error;
  }));
}

enum class Outcome { changed, left, failed };

Outcome fix_file(const text::SourceFile& file, const std::vector<text::Fix>& edits) {
  std::string now, why;
  // Rules that are built in have names too, and a file may have been saved in the meantime.
  if (!read_file(file.name, limits::rule_file_bytes, now, why) || now != file.text) {
    complain("`" + file.name + "` is not as it was read, so it was left as it is");
    return Outcome::left;
  }
  const std::string mended = edited(file.text, edits);
  if (faults_of_writing(mended) > faults_of_writing(file.text)) {
    complain("`" + file.name + "` would have more faults than before, so it was left as it is");
    return Outcome::left;
  }
  if (write_file(file.name, mended, why)) return Outcome::changed;
  complain("`" + file.name + "` cannot be written: " + why);
  return Outcome::failed;
}

}  // namespace

bool fix_files(const RulesWanted& wanted) {
  const bool from_input = std::find(wanted.paths.begin(), wanted.paths.end(), "-") != wanted.paths.end();
  if (wanted.paths.empty() || from_input) {
    complain(from_input ? "`--fix` changes files, and standard input is none" : "`--fix` needs files to change",
             "name rule files or folders");
    return false;
  }
  std::map<std::string, std::size_t> changed;
  std::vector<std::string> left;
  bool good = true;
  for (int round = 0; round < most_rounds && good; ++round) {
    const Rules rules = load_rules(wanted);
    bool progress = false;
    for (const auto& [id, edits] : safe_edits(rules.diagnostics)) {
      const text::SourceFile& file = rules.sources.file(id);
      if (std::find(left.begin(), left.end(), file.name) != left.end()) continue;
      const Outcome outcome = fix_file(file, edits);
      if (outcome == Outcome::left) left.push_back(file.name);
      if (outcome == Outcome::changed) changed[file.name] += edits.size();
      progress = progress || outcome == Outcome::changed;
      good = good && outcome != Outcome::failed;
    }
    if (!progress) break;
  }
  for (const auto& [name, edits] : changed)
    complain("mended " + present::count_words(static_cast<std::int64_t>(edits), "place", "places") + " in `" + name +
             "`");
  return good;
}

}  // namespace contra::cli
