// contra format: one canonical layout for rule files.
#include <algorithm>
#include <filesystem>

#include "api/rule_files.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/line_diff.hpp"
#include "cli/output.hpp"
#include "present/words.hpp"
#include "syntax/format.hpp"
#include "text/limits.hpp"

namespace contra::cli {

namespace {

std::string counted(std::size_t count) {
  return present::count_words(static_cast<std::int64_t>(count), "file", "files");
}

class Formatter {
 public:
  explicit Formatter(const Options& options) : options_(options), color_(page_options(options).color) {}

  void file(const api::RuleText& rule) {
    ++all_;
    const bool piped = rule.name == "-";
    const std::string shown = piped ? "standard input" : rule.name;
    text::SourceSet sources;
    const text::FileId id = sources.add(rule.name, rule.text);
    std::vector<text::Diagnostic> diagnostics;
    const syntax::Formatted made = syntax::format(sources, id, diagnostics);
    if (made.state != syntax::Formatted::State::good) {
      ++faulty_;
      if (made.state == syntax::Formatted::State::syntax_error) {
        text::tidy(diagnostics);
        show_diagnostics(diagnostics, sources, options_, false);
      } else {
        complain("`" + shown + "` is left as it is: what the formatter made of it does not say the same",
                 "this is a fault of contra, not of the file; please report it with the file");
      }
      return;
    }
    const bool changes = made.text != rule.text;
    if (changes) ++changed_;
    if (options_.show_diff) {
      if (changes) print(unified_diff(rule.name, rule.text, made.text, color_));
    } else if (options_.only_check) {
      if (changes) print("not formatted: " + shown + "\n");
    } else if (piped) {
      print(made.text);
    } else if (changes) {
      std::string why = "it is no file on disk; `-` is for standard input";
      std::error_code error;
      if (std::filesystem::is_regular_file(rule.name, error) && write_file(rule.name, made.text, why)) {
        print("formatted: " + shown + "\n");
      } else {
        --changed_;
        ++faulty_;
        complain("`" + rule.name + "` could not be written, and is as it was: " + why);
      }
    }
  }

  int finish(bool piped) const {
    if (!piped && !options_.show_diff) print(summary());
    if (faulty_ > 0) return exit_fault;
    return options_.only_check && changed_ > 0 ? exit_wait : exit_go;
  }

 private:
  std::string summary() const {
    std::string out = counted(all_) + ": ";
    if (changed_ == 0) {
      out += faulty_ == 0 ? "all formatted" : "none changed";
    } else if (options_.only_check) {
      out += std::to_string(changed_) + " not formatted";
    } else {
      out += std::to_string(changed_) + " changed";
    }
    if (faulty_ > 0)
      out += ", " + std::to_string(faulty_) + " at fault and left as " + (faulty_ == 1 ? "it is" : "they are");
    return out + "\n";
  }

  const Options& options_;
  bool color_;
  std::size_t all_ = 0, changed_ = 0, faulty_ = 0;
};

}  // namespace

int format(const Options& options) {
  std::vector<std::string> paths = options.arguments;
  std::error_code error;
  if (paths.empty() && std::filesystem::is_directory("rules", error)) paths = {"rules"};
  if (paths.empty()) {
    complain("no rule files were named, and there is no folder `rules` here",
             "`contra format FILE`, or `-` for standard input");
    return exit_fault;
  }
  const bool piped = std::find(paths.begin(), paths.end(), "-") != paths.end();
  if (piped && paths.size() > 1) {
    complain("`-` stands alone: its text goes to standard output");
    return exit_fault;
  }
  Formatter formatter(options);
  if (piped) {
    api::RuleText rule{"-", {}};
    std::string why;
    if (!read_file("-", limits::rule_file_bytes, rule.text, why)) {
      complain("standard input cannot be read: " + why);
      return exit_fault;
    }
    formatter.file(rule);
    return formatter.finish(true);
  }
  text::SourceSet sources;
  std::vector<text::Diagnostic> unread;
  const std::vector<api::RuleText> rules = api::read_rule_paths(paths, true, sources, unread);
  show_diagnostics(unread, sources, options, false);
  for (const api::RuleText& rule : rules) formatter.file(rule);
  const int code = formatter.finish(false);
  return unread.empty() ? code : exit_fault;
}

}  // namespace contra::cli
