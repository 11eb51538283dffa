// contra new: a pack, a check or a policy to begin with.
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/scaffold.hpp"
#include "syntax/parse.hpp"

namespace contra::cli {

namespace fs = std::filesystem;

namespace {

bool refuse(const std::string& message, const std::string& help = {}) {
  complain(message, help);
  return false;
}

/// A name as rule files have them, and none of the words that sentences are made of.
bool is_name(const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool well = !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
  if (!well)
    return refuse("`" + name + "` is no name: names are letters, digits and `_`, and begin with a letter",
                  "such as `chemical_peel`");
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  syntax::parse(sources, sources.add("", "part of x\nterm " + name + "\n"), diagnostics);
  return diagnostics.empty() ||
         refuse("`" + name + "` is a word of the language and cannot be a name", "such as `" + name + "_rule`");
}

/// "Harbour Skin" is harbour_skin.contra.
std::string file_of(const std::string& words) {
  std::string out;
  for (const char c : words) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9'))
      out += low;
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out.empty() || (out[0] >= '0' && out[0] <= '9') ? "policy_" + out : out;
}

/// What `--pack` says: files and folders with rules, and the name of a pack in them.
bool read_ground(const Options& options, Ground& ground, std::string& pack) {
  std::error_code error;
  for (const std::string& given : options.packs) {
    if (fs::exists(given, error))
      ground.paths.push_back(given);
    else if (pack.empty())
      pack = given;
    else
      return refuse("`--pack` names two packs, `" + pack + "` and `" + given + "`");
  }
  if (ground.paths.empty() && fs::is_directory("rules", error)) ground.paths = {"rules"};
  const RulesWanted wanted{ground.paths, {}, true, std::nullopt};
  ground.rules = load_rules(wanted);
  if (!ground.rules.checked) return usable_rules(wanted, options, ground.rules);  // tells why
  return ground.rules.checked->vocabularies.size() == 1 ||
         refuse("there are several vocabularies in the rules", "`--pack PATH` says which rules are meant");
}

/// The pack by its name, or the only one there is.
const check::Pack* pack_in(const Ground& ground, const std::string& name) {
  if (!name.empty()) {
    const compile::Program* program = find_pack(ground.rules, name);
    return program == nullptr ? nullptr : program->pack.get();
  }
  if (ground.rules.checked->packs.size() == 1) return ground.rules.checked->packs.front().get();
  complain("which pack is it for?", "`--pack NAME` says so");
  return nullptr;
}

bool has_name(const Ground& ground, const std::string& name) {
  const check::CheckedRules& rules = *ground.rules.checked;
  return (rules.pack(name) == nullptr && rules.vocabulary(name) == nullptr) ||
         refuse("there is a pack or vocabulary `" + name + "` already");
}

bool is_free(const check::Pack& pack, const std::string& name) {
  return std::none_of(pack.checks.begin(), pack.checks.end(), [&](const check::Check& c) { return c.name == name; }) ||
         refuse("`" + pack.name + "` has a check `" + name + "` already",
                "`contra explain " + pack.name + "." + name + "` shows it");
}

/// Beside the pack's own file when it is on disk, else here.
fs::path folder_for(const Options& options, const Ground& ground, const check::Pack* pack) {
  if (options.output) return *options.output;
  if (pack == nullptr || ground.paths.empty() || pack->span.file < 0) return ".";
  const fs::path file = ground.rules.sources.file(pack->span.file).name;
  std::error_code error;
  return fs::exists(file, error) && file.has_parent_path() ? file.parent_path() : fs::path(".");
}

bool write(const fs::path& folder, const Scaffold& scaffold) {
  for (const api::RuleText* text : {&scaffold.rules, &scaffold.tests}) {
    const fs::path file = (folder / text->name).lexically_normal();
    std::error_code error;
    if (fs::exists(fs::symlink_status(file, error)))
      return refuse("`" + file.generic_string() + "` is there already, and nothing was written",
                    "choose another name, or another folder with `--output`");
  }
  for (const api::RuleText* text : {&scaffold.rules, &scaffold.tests}) {
    const fs::path file = (folder / text->name).lexically_normal();
    std::error_code error;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
    std::string why = error ? error.message() : std::string();
    if (error || !write_file(file.string(), text->text, why)) {
      if (text == &scaffold.tests) fs::remove(folder / scaffold.rules.name, error);
      return refuse("`" + file.generic_string() + "` cannot be written: " + why);
    }
  }
  return true;
}

void tell_what_next(const Ground& ground, const fs::path& folder, const Scaffold& scaffold) {
  const auto path = [&](const api::RuleText& text) { return (folder / text.name).lexically_normal().generic_string(); };
  const std::string files = path(scaffold.rules) + " " + path(scaffold.tests);
  std::string where;
  bool among = false;
  for (const std::string& given : ground.paths) {
    const fs::path below = folder.lexically_normal().lexically_relative(fs::path(given).lexically_normal());
    among = among || (!below.empty() && *below.begin() != "..");
    where += given + " ";
  }
  where += among ? "" : files + " ";
  where.pop_back();
  print("wrote " + path(scaffold.rules) + "\nwrote " + path(scaffold.tests) +
        "\n\nIt checks and its tests pass, and it says nothing yet. Next:\n  1. Replace every text that says " +
        std::string(placeholder) + ", the name\n     `" + scaffold.subject +
        "` and the numbers; in the tests too.\n  2. contra check " + where + "\n  3. contra test " + where + "\n");
}

Day today() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Day{static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::hours>(since).count() / 24)};
}

}  // namespace

int create(const Options& options) {
  const std::string& kind = options.arguments.at(0);
  const std::string& name = options.arguments.at(1);
  Ground ground;
  std::string pack_name;
  const check::Pack* pack = nullptr;
  std::optional<Scaffold> made;
  if (kind == "pack") {
    if (!is_name(name) || !read_ground(options, ground, pack_name) || !has_name(ground, name)) return exit_fault;
    made = new_pack(ground, name, today());
  } else if (kind == "check") {
    if (!is_name(name) || !read_ground(options, ground, pack_name)) return exit_fault;
    if ((pack = pack_in(ground, pack_name)) == nullptr || !is_free(*pack, name)) return exit_fault;
    made = new_check(ground, *pack, name);
  } else if (kind == "policy") {
    if (name.find_first_of("\"\\\n") != std::string::npos || name.empty()) {
      complain("the name of a policy stands in quotes on one line: no `\"` and no `\\` in it");
      return exit_fault;
    }
    if (!read_ground(options, ground, pack_name)) return exit_fault;
    if ((pack = pack_in(ground, pack_name)) == nullptr) return exit_fault;
    made = new_policy(ground, *pack, name, file_of(name));
  } else {
    complain("`contra new` makes a `pack`, a `check` or a `policy`, not a `" + kind + "`",
             "contra new check NAME --pack PACK");
    return exit_fault;
  }
  if (!made) return exit_fault;
  const fs::path folder = folder_for(options, ground, kind == "check" ? pack : nullptr);
  if (!write(folder, *made)) return exit_fault;
  tell_what_next(ground, folder, *made);
  return exit_go;
}

}  // namespace contra::cli
