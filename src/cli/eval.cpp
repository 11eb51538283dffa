// contra eval: dates, lengths and intervals as the rules reckon them, and conditions held against a record.
#include <nlohmann/json.hpp>

#include <memory>

#include "check/check.hpp"
#include "cli/commands.hpp"
#include "cli/expression.hpp"
#include "cli/files.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "present/json_writer.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"
#include "syntax/parse.hpp"
#include "text/limits.hpp"

namespace contra::cli {

namespace {

/// A record and rules, for conditions.
struct Record {
  Rules rules;
  eval::Facts facts;
  eval::Setting setting;
};

struct Answer {
  std::string text, json;  ///< the JSON is the object without "expression"
  bool fault = false;
  std::size_t column = 1;  ///< of the fault
  std::string help;
};

void days_json(present::JsonWriter& json, const time::DaySet& days) {
  json.open('[');
  for (const auto& i : days.intervals()) {
    json.open('[');
    if (i.first <= first_day)
      json.null();
    else
      json.text(to_iso(i.first));
    if (i.last >= last_day)
      json.null();
    else
      json.text(to_iso(i.last));
    json.close(']');
  }
  json.close(']');
}

std::string days_text(const time::DaySet& days) { return days.empty() ? std::string("no day") : time::to_text(days); }

Answer of_value(const Value& value) {
  Answer out;
  present::JsonWriter json(out.json);
  json.open('{');
  if (const auto* day = std::get_if<Day>(&value)) {
    out.text = to_iso(*day);
    json.key("type").text("day");
    json.key("value").text(out.text);
  } else if (const auto* length = std::get_if<Length>(&value)) {
    out.text = present::step_words(length->step);
    json.key("type").text("length");
    json.key("value").text(out.text);
    json.key("months").number(length->step.months);
    json.key("days").number(length->step.days);
  } else if (const auto* difference = std::get_if<Difference>(&value)) {
    out.text = present::count_words(difference->days, "day", "days");
    json.key("type").text("difference");
    json.key("value").text(out.text);
    json.key("days").number(difference->days);
  } else if (const auto* days = std::get_if<time::DaySet>(&value)) {
    out.text = days_text(*days);
    json.key("type").text("days");
    json.key("value").text(out.text);
    json.key("intervals");
    days_json(json, *days);
  } else {
    const bool yes = std::get<bool>(value);
    out.text = yes ? "yes" : "no";
    json.key("type").text("truth");
    json.key("value").text(out.text);
  }
  json.close('}');
  return out;
}

Answer of_fault(const std::string& message, std::size_t column, const std::string& help = {}) {
  Answer out;
  out.fault = true;
  out.text = message;
  out.column = column;
  out.help = help;
  present::JsonWriter json(out.json);
  json.open('{').key("type").text("fault");
  json.key("message").text(message);
  json.key("column").number(static_cast<std::int64_t>(column));
  if (!help.empty()) json.key("help").text(help);
  json.close('}');
  return out;
}

Answer of_condition(const std::string& expression, const Record& record) {
  text::SourceSet sources;
  const text::FileId file = sources.add("expression", expression);
  std::vector<text::Diagnostic> diagnostics;
  const check::Vocabulary& vocabulary = *record.rules.programs.front()->vocabulary;
  std::optional<check::Condition> condition;
  if (const auto parsed = syntax::parse_condition(sources, file, diagnostics); parsed && !text::has_errors(diagnostics))
    condition = check::check_condition(vocabulary, *parsed, diagnostics);
  text::tidy(diagnostics);
  for (const auto& d : diagnostics)
    if (text::info(d.kind).severity == text::Severity::error)
      return of_fault(d.message, sources.place(file, d.span.begin).column, d.help);
  if (!condition) return of_fault("this is no condition", 1);

  const eval::ConditionValue value = eval::evaluate_condition(vocabulary, *condition, record.facts, record.setting);
  const Day day = record.setting.asked;
  const std::string truth = value.surely.contains(day) ? "yes" : value.possibly.contains(day) ? "maybe" : "no";
  // The sentences of a decision word the open questions; nothing is decided here.
  eval::Decision decision;
  decision.visit = day;
  eval::TreatmentDecision treatment;
  treatment.program = record.rules.programs.front();
  treatment.plan = record.setting.plan;
  const present::Sentences say(record.facts, decision, treatment);

  Answer out;
  out.text = truth + " on " + to_iso(day) + "\n  surely    " + days_text(value.surely) + "\n  possibly  " +
             days_text(value.possibly);
  for (const auto& cause : value.causes) out.text += "\n  ask       " + say.question(cause, {});
  present::JsonWriter json(out.json);
  json.open('{').key("type").text("condition");
  json.key("on").text(to_iso(day));
  json.key("value").text(truth);
  json.key("surely");
  days_json(json, value.surely);
  json.key("possibly");
  days_json(json, value.possibly);
  json.key("questions").open('[');
  for (const auto& cause : value.causes) json.text(say.question(cause, {}));
  json.close(']').close('}');
  return out;
}

class Evaluator {
 public:
  Evaluator(const Options& options, std::optional<Day> on, const Record* record) : options_(options), record_(record) {
    context_.on = on;
    if (record != nullptr) {
      context_.tolerance = record->rules.programs.front()->vocabulary->tolerance;
      context_.on = record->setting.asked;
    }
  }

  void text(const std::string& expression) { put(expression, answer(expression)); }

  /// One line of standard input: with --json a JSON string.
  void line(const std::string& line) {
    if (!options_.json) return text(line);
    const auto value = nlohmann::json::parse(line, nullptr, false);
    if (value.is_string()) return text(value.get<std::string>());
    put("", of_fault(value.is_discarded() ? "this line is not JSON" : "this line is no JSON string", 1,
                     "write each expression as one JSON string"));
  }

  int code() const { return fault_ ? exit_fault : exit_go; }

 private:
  Answer answer(const std::string& expression) const {
    if (!looks_like_days(expression)) {
      if (record_ == nullptr)
        return of_fault("a condition is held against a record", 1, "give it with `--intake FILE`");
      return of_condition(expression, *record_);
    }
    const Evaluation evaluation = evaluate_expression(expression, context_);
    return evaluation.value ? of_value(*evaluation.value)
                            : of_fault(evaluation.fault->message, evaluation.fault->column);
  }
  void put(const std::string& expression, const Answer& answer) {
    fault_ = fault_ || answer.fault;
    if (options_.json) {
      std::string out;
      present::JsonWriter json(out);
      json.open('{').key("expression").text(expression);
      out += "," + answer.json.substr(1) + "\n";
      print(out);
    } else if (answer.fault) {
      complain(answer.text + " (column " + std::to_string(answer.column) + " of `" + expression + "`)", answer.help);
    } else {
      print(answer.text + "\n");
    }
  }

  const Options& options_;
  const Record* record_;
  ExpressionContext context_;
  bool fault_ = false;
};

bool read_record(const Options& options, std::optional<Day> on, Record& out) {
  if (!usable_rules({options.packs, {}, false, std::nullopt}, options, out.rules)) return false;
  std::string text, why;
  if (!read_file(*options.intake, limits::intake_bytes, text, why)) {
    complain("`" + *options.intake + "` cannot be read: " + why);
    return false;
  }
  text::SourceSet sources;
  const text::FileId file = sources.add(*options.intake, std::move(text));
  std::vector<eval::KnownPack> packs;
  for (const auto& program : out.rules.programs) packs.push_back({program->identity.name, program->pack.get()});
  auto read = eval::read_intake(sources, file, *out.rules.programs.front()->vocabulary, packs);
  if (auto* refused = std::get_if<eval::Refused>(&read)) {
    text::tidy(refused->diagnostics);
    show_diagnostics(refused->diagnostics, sources, options, true);
    return false;
  }
  out.facts = std::move(std::get<eval::Facts>(read));
  if (!out.facts.plan.empty()) out.setting.plan = out.facts.plan.front();
  out.setting.asked = on.value_or(out.facts.visit);
  out.setting.as_of = out.facts.as_of.value_or(std::min(out.facts.visit, out.setting.asked));
  return true;
}

}  // namespace

int eval(const Options& options) {
  std::optional<Day> on;
  if (options.on && !(on = read_day(*options.on, "--on"))) return exit_fault;
  Record record;
  if (options.intake && !read_record(options, on, record)) return exit_fault;
  Evaluator evaluator(options, on, options.intake ? &record : nullptr);
  for (const std::string& expression : options.arguments) evaluator.text(expression);
  if (!options.arguments.empty()) return evaluator.code();
  std::string input, why;
  if (!read_file("-", std::size_t{1} << 30, input, why)) {
    complain("standard input cannot be read: " + why);
    return exit_fault;
  }
  for (std::size_t begin = 0; begin < input.size();) {
    std::size_t end = input.find('\n', begin);
    if (end == std::string::npos) end = input.size();
    std::string line = input.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos) evaluator.line(line);
    begin = end + 1;
  }
  return evaluator.code();
}

}  // namespace contra::cli
