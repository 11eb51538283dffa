// See workspace.hpp.
#include "lsp/workspace.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "lsp/uri.hpp"
#include "text/limits.hpp"

namespace contra::lsp {

namespace fs = std::filesystem;

namespace {

/// A folder opened by mistake (`/`) must not be walked to its end.
constexpr std::size_t most_entries = 20000;

/// Rule files below a folder, hidden ones left out, sorted. Nothing when there are too many things below it.
std::optional<std::vector<std::string>> rule_files_below(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  std::size_t seen = 0;
  for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
       it != end && !error; it.increment(error)) {
    if (++seen > most_entries || out.size() > limits::rule_files) return std::nullopt;
    const std::string name = it->path().filename().string();
    std::error_code unknown;
    if (!name.empty() && (name[0] == '.' || name == "node_modules")) {
      if (it->is_directory(unknown)) it.disable_recursion_pending();
      continue;
    }
    if (it->path().extension() == ".contra" && it->is_regular_file(unknown))
      out.push_back(it->path().lexically_normal().generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool is_below(const std::string& path, const std::string& folder) {
  return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 &&
         (folder.back() == '/' || path[folder.size()] == '/');
}

std::string parent_of(const std::string& path) { return fs::path(path).parent_path().generic_string(); }

std::string without_last_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

const syntax::File* Reading::tree(text::FileId file) const {
  if (!rules.trees) return nullptr;
  for (const auto& tree : *rules.trees)
    if (tree.id == file) return &tree;
  return nullptr;
}

// --- folders and files --------------------------------------------------------------------------------------

void Workspace::add_folder(const std::string& path) {
  if (path.empty()) return;
  const std::string folder = without_last_slash(path);
  if (std::find(folders_.begin(), folders_.end(), folder) == folders_.end()) folders_.push_back(folder);
  find_sets();
}

void Workspace::remove_folder(const std::string& path) {
  folders_.erase(std::remove(folders_.begin(), folders_.end(), without_last_slash(path)), folders_.end());
  find_sets();
}

bool Workspace::is_of_a_folder(const std::string& path) const {
  return folders_.empty() ||
         std::any_of(folders_.begin(), folders_.end(), [&](const std::string& f) { return is_below(path, f); });
}

const Workspace::Listing& Workspace::below(const std::string& folder) const {
  const auto known = listings_.find(folder);
  return known != listings_.end() ? known->second : listings_.emplace(folder, rule_files_below(folder)).first->second;
}

const Workspace::OnDisk& Workspace::on_disk(const std::string& path) const {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  const std::int64_t stamp = error ? -1 : static_cast<std::int64_t>(written.time_since_epoch().count());
  const std::uintmax_t size = error ? 0 : fs::file_size(path, error);
  OnDisk& known = disk_[path];
  if (!known.readable || known.stamp != stamp || known.size != size) {
    std::string why;
    known.readable = api::read_file(path, limits::rule_file_bytes, known.text, why);
    known.stamp = stamp;
    known.size = size;
  }
  return known;
}

/// The folder whose rule files belong together with the one at `path`: the largest within its workspace folder in which
/// no pack and no vocabulary is declared twice. Empty: the file stands alone.
std::string Workspace::folder_of(const std::string& path) const {
  const std::string own = parent_of(path);
  std::string limit;
  for (const std::string& folder : folders_)
    if (is_below(path, folder) && folder.size() > limit.size()) limit = folder;
  if (limit.empty()) limit = fs::path(own).filename() == "tests" ? parent_of(own) : own;
  std::string found;
  for (std::string folder = own;; folder = parent_of(folder)) {
    const Listing& files = below(folder);
    if (!files) break;
    std::set<std::string> names;
    bool twice = false;
    for (const std::string& file : *files) {
      const Document* document = open_as(file);
      const std::string& text = document != nullptr ? document->text : on_disk(file).text;
      const std::string_view kind = api::first_word(text);
      if (kind != "pack" && kind != "vocabulary") continue;
      twice = twice || !names.insert(std::string(api::header_name(text))).second;
    }
    if (twice) break;
    found = folder;
    if (folder == limit || folder == parent_of(folder)) break;
  }
  return found;
}

std::string Workspace::set_for(const Document& document) {
  const bool is_file = !document.name.empty() && document.name[0] == '/';
  const std::string folder = is_file ? folder_of(document.name) : std::string();
  const std::string key = folder.empty() ? document.name : folder;
  const auto [at, fresh] = sets_.emplace(key, RuleSet{});
  RuleSet& set = at->second;
  set.key = key;
  if (fresh || set.stale) {
    set.paths.clear();
    if (!folder.empty()) set.paths = below(folder).value_or(std::vector<std::string>{});
  }
  set.stale = set.untold = true;
  return key;
}

void Workspace::find_sets() {
  for (auto& [key, set] : sets_) set.stale = set.untold = true;
  for (auto& [uri, document] : documents_) document.set = set_for(document);
}

// --- open texts ---------------------------------------------------------------------------------------------

void Workspace::open(const std::string& uri, std::int64_t version, std::string text) {
  Document& document = documents_[uri];
  document.uri = uri;
  document.name = path_of(uri);
  if (document.name.empty()) document.name = uri;
  document.version = version;
  document.text = std::move(text);
  document.lines = Lines(document.text);
  saved(document);
  // A file that says what it is may change which folder its neighbours belong to.
  find_sets();
}

void Workspace::saved(const Document& document) {
  const auto known = listings_.find(parent_of(document.name));
  if (known == listings_.end() || !known->second) return;
  if (std::binary_search(known->second->begin(), known->second->end(), document.name)) return;
  disk_changed();
}

void Workspace::close(const std::string& uri) {
  documents_.erase(uri);
  find_sets();
}

Document* Workspace::document(const std::string& uri) {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : &found->second;
}

const Document* Workspace::open_as(const std::string& name) const {
  for (const auto& [uri, document] : documents_)
    if (document.name == name) return &document;
  return nullptr;
}

void Workspace::changed(Document& document) {
  document.lines = Lines(document.text);
  const auto set = sets_.find(document.set);
  if (set == sets_.end()) return;
  set->second.stale = set->second.untold = true;
  set->second.test_faults.clear();
}

void Workspace::disk_changed() {
  listings_.clear();
  for (auto& [key, set] : sets_) set.test_faults.clear();
  find_sets();
}

// --- reading ------------------------------------------------------------------------------------------------

std::shared_ptr<const Reading> Workspace::read(const RuleSet& set,
                                               const std::map<std::string, std::string>& instead) const {
  api::RulesWanted wanted;
  wanted.tests = true;
  std::set<std::string> names;
  const auto add = [&](const std::string& name, const std::string& text) {
    const auto other = instead.find(name);
    if (names.insert(name).second) wanted.texts.push_back({name, other == instead.end() ? text : other->second});
  };
  for (const auto& [uri, document] : documents_)
    if (document.set == set.key) add(document.name, document.text);
  for (const std::string& path : set.paths) {
    if (names.count(path) != 0) continue;
    const OnDisk& file = on_disk(path);
    if (file.readable) add(path, file.text);
  }
  auto out = std::make_shared<Reading>();
  out->rules = api::load_rules(std::move(wanted));
  if (out->rules.trees) out->index = Index(*out->rules.trees);
  const auto count = static_cast<text::FileId>(out->rules.sources.size());
  for (text::FileId file = 0; file < count; ++file) {
    out->lines.emplace_back(out->text(file));
    out->built_in.push_back(names.count(out->name(file)) == 0);
    out->files.emplace(out->name(file), file);
  }
  return out;
}

RuleSet& Workspace::refreshed(RuleSet& set) {
  if (set.stale || !set.latest) {
    set.latest = read(set, {});
    set.stale = false;
    if (set.latest->rules.checked) set.sound = set.latest;
  }
  return set;
}

RuleSet& Workspace::set_of(const Document& document) { return refreshed(sets_[document.set]); }

}  // namespace contra::lsp
