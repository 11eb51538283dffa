// contra check: every fault in rule files, in one run.
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "present/json_writer.hpp"
#include "present/words.hpp"

namespace contra::cli {

namespace {

std::string_view severity_name(text::Severity severity) {
  return severity == text::Severity::error ? "error" : severity == text::Severity::warning ? "warning" : "note";
}

void place_fields(present::JsonWriter& json, text::Span span, const text::SourceSet& sources) {
  if (span.file < 0) return;
  const text::Place begin = sources.place(span.file, span.begin), end = sources.place(span.file, span.end);
  json.key("file").text(sources.file(span.file).name);
  json.key("line").number(begin.line);
  json.key("column").number(begin.column);
  json.key("end_line").number(end.line);
  json.key("end_column").number(end.column);
}

std::string json_line(const text::Diagnostic& d, const text::SourceSet& sources) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("id").text(text::info(d.kind).id);
  json.key("severity").text(severity_name(text::info(d.kind).severity));
  place_fields(json, d.span, sources);
  json.key("message").text(d.message);
  if (!d.help.empty()) json.key("help").text(d.help);
  json.key("labels").open('[');
  for (const auto& label : d.labels) {
    json.open('{');
    place_fields(json, label.span, sources);
    json.key("text").text(label.text);
    json.close('}');
  }
  json.close(']');
  if (d.fix) {
    json.key("fix").open('{');
    place_fields(json, d.fix->span, sources);
    json.key("replacement").text(d.fix->replacement);
    json.close('}');
  }
  json.close('}');
  return out + "\n";
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return present::count_words(static_cast<std::int64_t>(count), one, many);
}

std::string summary(const Rules& rules, std::size_t errors, std::size_t warnings) {
  std::string out = counted(rules.sources.size(), "file", "files");
  if (rules.checked) {
    std::size_t checks = 0;
    for (const auto& pack : rules.checked->packs) checks += pack->checks.size();
    for (const auto& policy : rules.checked->policies) checks += policy->checks.size();
    out += ", " + counted(rules.checked->packs.size(), "pack", "packs") + ", " + counted(checks, "check", "checks") +
           ", " + counted(rules.checked->tests.size(), "test", "tests");
  }
  out += ": " + (errors == 0 ? std::string("no errors") : counted(errors, "error", "errors"));
  if (warnings > 0) out += ", " + counted(warnings, "warning", "warnings");
  return out + "\n";
}

}  // namespace

int check(const Options& options) {
  RulesWanted wanted{options.arguments, {}, true, std::nullopt};
  if (options.on && !(wanted.today = read_day(*options.on, "--on"))) return exit_fault;
  std::error_code error;
  if (wanted.paths.empty() && std::filesystem::is_directory("rules", error)) wanted.paths = {"rules"};
  const Rules rules = load_rules(wanted);
  std::size_t errors = 0, warnings = 0;
  const text::DrawOptions look{page_options(options).color, options.plain};
  for (const auto& d : rules.diagnostics) {
    const text::Severity severity = text::info(d.kind).severity;
    errors += severity == text::Severity::error ? 1u : 0u;
    warnings += severity == text::Severity::warning ? 1u : 0u;
    if (options.json)
      print(json_line(d, rules.sources));
    else if (options.brief)
      print(text::one_line(d, rules.sources) + "\n");
    else
      print(text::draw(d, rules.sources, look) + "\n");
  }
  if (!options.json && !options.brief) print(summary(rules, errors, warnings));
  return errors == 0 && rules.checked ? exit_go : exit_fault;
}

}  // namespace contra::cli
