// See diagnostics_sarif.hpp.
#include "present/diagnostics_sarif.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>

#include "present/json_writer.hpp"
#include "syntax/parse.hpp"
#include "text/characters.hpp"
#include "text/explanations.hpp"

namespace contra::present {

namespace {

using text::Diagnostic;
using text::KindInfo;
using text::SourceSet;
using text::Span;

constexpr std::string_view base_id = "%SRCROOT%";

std::string_view level_of(text::Severity severity) {
  return severity == text::Severity::error ? "error" : severity == text::Severity::warning ? "warning" : "note";
}

/// "mixed_and_or" is "MixedAndOr": the names of rules in SARIF are in Pascal case.
std::string pascal(std::string_view name) {
  std::string out;
  bool up = true;
  for (const char c : name) {
    if (c != '_') out += up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    up = c == '_';
  }
  return out;
}

/// "no term is called `x`" as a sentence. Braces are doubled: single ones would be places for arguments.
std::string sentence(std::string_view words) {
  std::string out;
  for (const char c : text::printable(words)) {
    out += c;
    if (c == '{' || c == '}') out += c;
  }
  if (out.empty()) return out;
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  if (out.back() != '.' && out.back() != '?' && out.back() != '!') out += '.';
  return out;
}

std::string percent_encoded(std::string_view path) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

/// Units of UTF-16; a byte that is not UTF-8 is read as one replacement character.
std::int64_t utf16_units(std::string_view text) {
  std::int64_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint point = text::decode(text, at);
    units += point.value > 0xFFFF ? 2 : 1;
    at += point.bytes;
  }
  return units;
}

/// What a fault is in, by names: "peel/check isotretinoin".
class Items {
 public:
  explicit Items(const SourceSet& sources) : sources_(sources), files_(sources.size()) {}

  std::string name_of(Span span) {
    if (span.file < 0) return {};
    const syntax::File& file = tree(span.file);
    std::string out;
    if (file.header) {
      // A policy is known by its own name; `name` is the pack that it is on.
      const bool policy = file.header->kind == syntax::Header::Kind::policy;
      out = policy && file.header->title ? file.header->title->text : file.header->name.text;
    }
    for (const syntax::Item& item : file.items)
      if (item.span.begin <= span.begin && span.begin < item.span.end) return out + "/" + first_words(item.span);
    return out;
  }

 private:
  const syntax::File& tree(text::FileId id) {
    auto& file = files_[static_cast<std::size_t>(id)];
    if (!file) {
      std::vector<Diagnostic> told;  // by the run whose diagnostics these are
      file = syntax::parse(sources_, id, told);
    }
    return *file;
  }

  /// `check peel`, `test "two days before"`: also of an item that could not be read.
  std::string first_words(Span item) const {
    const std::string_view text = sources_.slice(item);
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    std::size_t at = 0;
    while (at < text.size() && !is_space(text[at])) ++at;
    std::string out(text.substr(0, at));
    while (at < text.size() && is_space(text[at])) ++at;
    const std::size_t begin = at;
    const bool quoted = at < text.size() && text[at] == '"';
    if (quoted) ++at;
    while (at < text.size() && text[at] != '\n' && text[at] != ':' && (quoted ? text[at] != '"' : !is_space(text[at])))
      ++at;
    return out + " " + std::string(text.substr(begin, at - begin));
  }

  const SourceSet& sources_;
  std::vector<std::optional<syntax::File>> files_;
};

/// FNV-1a of 64 bits: a fingerprint is compared, not trusted.
std::string hashed(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += hex[hash >> static_cast<unsigned>(shift) & 15u];
  return out;
}

class Writer {
 public:
  Writer(const SourceSet& sources, const SarifOptions& options)
      : sources_(sources), options_(options), items_(sources), json_(out_) {}

  std::string run(const std::vector<Diagnostic>& diagnostics) {
    json_.open('{').key("version").text("2.1.0");
    json_.key("$schema").text("https://json.schemastore.org/sarif-2.1.0.json");
    json_.key("runs").open('[').open('{');
    driver();
    json_.key("invocations").open('[').open('{').key("executionSuccessful").truth(true);
    json_.close('}').close(']');
    json_.key("columnKind").text("utf16CodeUnits");
    json_.key("originalUriBaseIds").open('{').key(base_id).open('{');
    message("description", "The folder that contra ran in.");
    json_.close('}').close('}');
    json_.key("results").open('[');
    for (const Diagnostic& d : diagnostics) result(d);
    json_.close(']').close('}').close(']').close('}');
    return std::move(out_);
  }

 private:
  void message(std::string_view key, std::string_view text) {
    json_.key(key).open('{').key("text").text(text);
    json_.close('}');
  }

  /// Every kind that rule files can have; records of clients are not looked at here.
  void driver() {
    json_.key("tool").open('{').key("driver").open('{').key("name").text("contra");
    json_.key("version").text(options_.version);
    json_.key("semanticVersion").text(options_.version);
    json_.key("rules").open('[');
    for (const KindInfo& kind : text::all_kinds()) {
      if (kind.id >= "C0900") continue;
      rule_index_[kind.kind] = static_cast<std::int64_t>(rule_index_.size());
      const text::Page* page = text::page_of(kind.kind);
      json_.open('{').key("id").text(kind.id);
      json_.key("name").text(pascal(kind.name));
      message("shortDescription", sentence(kind.title));
      message("fullDescription", page != nullptr ? sentence(page->cause) : sentence(kind.title));
      if (page != nullptr) {
        json_.key("help").open('{').key("text").text(text::explanation(kind.kind));
        json_.key("markdown")
            .text(std::string(page->cause) + "\n\n**Wrong**\n\n```\n" + text::shown(page->wrong) +
                  "```\n\n**Right**\n\n```\n" + text::shown(page->right) + "```\n");
        json_.close('}');
      }
      json_.key("defaultConfiguration").open('{').key("level").text(level_of(kind.severity));
      json_.close('}').close('}');
    }
    json_.close(']').close('}').close('}');
  }

  /// Relative to the folder, with its base, when it lies below; else as a file of the machine.
  void artifact(text::FileId file) {
    namespace fs = std::filesystem;
    const std::string& name = sources_.file(file).name;
    std::string uri = name;
    bool relative = true;
    if (!options_.folder.empty()) {
      const std::string whole = (fs::path(options_.folder) / name).lexically_normal().generic_string();
      const std::string below = options_.folder + (options_.folder.back() == '/' ? "" : "/");
      relative = whole.compare(0, below.size(), below) == 0;
      uri = relative ? whole.substr(below.size()) : whole;
    }
    json_.key("artifactLocation").open('{');
    json_.key("uri").text((relative ? "" : "file://") + percent_encoded(uri));
    if (relative) json_.key("uriBaseId").text(base_id);
    json_.close('}');
  }

  std::int64_t column(text::FileId file, std::uint32_t line, std::uint32_t offset) const {
    const std::uint32_t start = sources_.file(file).line_starts.at(line - 1);
    std::string_view before = std::string_view(sources_.file(file).text).substr(start, offset - start);
    if (line == 1 && before.substr(0, 3) == "\xEF\xBB\xBF") before.remove_prefix(3);
    return utf16_units(before) + 1;
  }

  void region(std::string_view key, Span span) {
    const text::Place begin = sources_.place(span.file, span.begin), end = sources_.place(span.file, span.end);
    json_.key(key).open('{').key("startLine").number(begin.line);
    json_.key("startColumn").number(column(span.file, begin.line, span.begin));
    json_.key("endLine").number(end.line);
    json_.key("endColumn").number(column(span.file, end.line, span.end));
    json_.close('}');
  }

  void physical(Span span) {
    json_.key("physicalLocation").open('{');
    artifact(span.file);
    region("region", span);
    json_.close('}');
  }

  void result(const Diagnostic& d) {
    const KindInfo& kind = text::info(d.kind);
    json_.open('{').key("ruleId").text(kind.id);
    if (const auto index = rule_index_.find(d.kind); index != rule_index_.end())
      json_.key("ruleIndex").number(index->second);
    json_.key("level").text(level_of(kind.severity));
    message("message", sentence(d.message) + (d.help.empty() ? "" : " " + sentence(d.help)));
    json_.key("locations").open('[');
    if (d.span.file >= 0) {
      json_.open('{');
      physical(d.span);
      json_.close('}');
    }
    json_.close(']');
    related(d);
    json_.key("partialFingerprints").open('{').key("contraItem/v1").text(fingerprint(d));
    json_.close('}');
    if (d.fix && d.fix->span.file >= 0) fix(*d.fix);
    json_.close('}');
  }

  void related(const Diagnostic& d) {
    if (d.labels.empty()) return;
    json_.key("relatedLocations").open('[');
    std::int64_t id = 0;
    for (const text::Label& label : d.labels) {
      if (label.span.file < 0) continue;
      json_.open('{').key("id").number(++id);
      physical(label.span);
      message("message", sentence(label.text));
      json_.close('}');
    }
    json_.close(']');
  }

  void fix(const text::Fix& edit) {
    json_.key("fixes").open('[').open('{');
    message("description", edit.safe ? "What a person reads stays the same." : "A suggestion: see that it is meant.");
    json_.key("artifactChanges").open('[').open('{');
    artifact(edit.span.file);
    json_.key("replacements").open('[').open('{');
    region("deletedRegion", edit.span);
    json_.key("insertedContent").open('{').key("text").text(edit.replacement);
    json_.close('}').close('}').close(']').close('}').close(']');
    json_.key("properties").open('{').key("safe").truth(edit.safe);
    json_.close('}').close('}').close(']');
  }

  std::string fingerprint(const Diagnostic& d) {
    std::string written;  // another layout of the same words is the same fault
    for (const char c : sources_.slice(d.span)) {
      const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (!space) written += c;
      if (space && !written.empty() && written.back() != ' ') written += ' ';
    }
    if (written.size() > 200) written.resize(200);
    const bool whole_file = d.span.file >= 0 && sources_.file(d.span.file).text.empty();
    const std::string key = std::string(text::info(d.kind).id) + "\n" +
                            (whole_file ? sources_.file(d.span.file).name : items_.name_of(d.span)) + "\n" + written;
    const int before = told_[key]++;  // the second of its like in one item is another one
    return hashed(key) + ":" + std::to_string(before + 1);
  }

  const SourceSet& sources_;
  const SarifOptions& options_;
  Items items_;
  std::string out_;
  JsonWriter json_;
  std::map<text::Kind, std::int64_t> rule_index_;
  std::map<std::string, int> told_;
};

}  // namespace

std::string diagnostics_sarif(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources,
                              const SarifOptions& options) {
  return Writer(sources, options).run(diagnostics);
}

}  // namespace contra::present
