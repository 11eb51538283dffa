// contra_neutral: the neutral workload screened by contra's engine, in the words that the peers' comparison asks for.
//   --rules FILE --in FILE --out FILE --mode check|bench|one --n N --reps R [--engine fast|general]
// FILE of rules is what to_contra.py wrote; vocabulary.contra stands beside it. check: N result lines to --out. one:
// the same to standard output. bench: times itself and prints one line of JSON.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <memory>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"
#include "neutral_record.hpp"
#include "rules_loader.hpp"

namespace contra::bench {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Which rule each check belongs to.
struct RuleNumbers {
  std::vector<std::uint32_t> of_check;
  std::vector<bool> asks;  // by rule
  explicit RuleNumbers(const compile::Program& program) {
    for (const auto& check : program.checks) {
      const auto rule = static_cast<std::uint32_t>(std::stoul(check.name.substr(1)));
      of_check.push_back(rule);
      if (asks.size() <= rule) asks.resize(rule + 1, false);
      asks[rule] = check.parts.front().check.title.rfind("ask:", 0) == 0;
    }
  }
  std::size_t count() const { return asks.size() - 1; }
};

// --- the general evaluator ------------------------------------------------------------------------------------------

class General {
 public:
  using Form = eval::Facts;

  General(std::shared_ptr<const compile::Program> program, const RuleNumbers& rules)
      : program_(std::move(program)), rules_(rules), reader_(*program_->vocabulary), answers_(reader_.empty()) {
    open_ = everything_open();
  }

  void read(const char* line, std::size_t length, Form& out) {
    reader_.read(line, length, answers_);
    out = open_;
    out.id = answers_.id;
    out.visit = out.latest_signing = answers_.visit;
    const check::Vocabulary& v = *program_->vocabulary;
    for (std::size_t i = 0; i < v.questions.size(); ++i) {
      const std::int64_t value = answers_.values[i];
      if (value == missing) continue;
      eval::QuestionFact& fact = out.questions[i];
      fact.state = eval::State::value;
      fact.maybe_never = false;
      switch (v.questions[i].type.kind) {
        case check::ValueType::Kind::options:
          fact.options = std::uint64_t{1} << value;
          break;
        case check::ValueType::Kind::number:
          fact.numbers = {{value, value}};
          break;
        default: {
          const Day day{static_cast<std::int32_t>(value)};
          fact.surely_never = day < first_day;
          fact.days = fact.surely_never ? time::DaySet{} : time::DaySet::one(day);
          break;
        }
      }
    }
    for (std::size_t i = 0; i < v.lists.size(); ++i) {
      if (!answers_.answered[i]) continue;
      eval::ListFact& fact = out.lists[i];
      fact.state = answers_.events[i].empty() ? eval::State::no : eval::State::value;
      fact.entries.clear();
      fact.covered = v.lists[i].terms;
      for (const Event& event : answers_.events[i])
        fact.entries.push_back(entry_of(static_cast<std::int32_t>(i), event));
    }
  }

  void fired(const Form& facts, std::vector<std::uint32_t>& out) const {
    eval::Setting setting;
    setting.asked = setting.as_of = facts.visit;
    const eval::Findings findings = eval::evaluate(*program_, facts, setting);
    out.clear();
    for (std::size_t i = 0; i < findings.checks.size(); ++i) {
      if (!findings.checks[i].fault.empty()) throw std::runtime_error(findings.checks[i].fault);
      if (findings.checks[i].at == eval::Holding::never) continue;
      if (out.empty() || out.back() != rules_.of_check[i]) out.push_back(rules_.of_check[i]);
    }
  }
  static std::string_view id(const Form& facts) { return facts.id; }

 private:
  /// What is not answered is every value of its type, and a list that nobody answered may hold anything.
  eval::Facts everything_open() const {
    const check::Vocabulary& v = *program_->vocabulary;
    eval::Facts out;
    for (const check::Question& asked : v.questions) {
      eval::QuestionFact fact;
      fact.options =
          asked.type.options.size() >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << asked.type.options.size()) - 1;
      fact.numbers = {{asked.type.from, asked.type.to}};
      fact.days = time::DaySet::between(first_day, last_day);
      fact.maybe_never = true;
      out.questions.push_back(std::move(fact));
    }
    for (std::size_t i = 0; i < v.lists.size(); ++i) {
      eval::Entry entry;
      entry.named = entry.surely_there = false;
      entry.any_number = true;
      entry.terms = v.lists[i].terms;
      entry.timing.start = time::DaySet::between(first_day, last_day);
      entry.timing.end = time::DaySet::all();
      entry.details = open_details(v.lists[i]);
      out.lists.emplace_back().entries.push_back(std::move(entry));
    }
    return out;
  }

  static std::vector<eval::DetailFact> open_details(const check::List& list) {
    std::vector<eval::DetailFact> out;
    for (const check::Detail& detail : list.details)
      out.emplace_back().options = (std::uint64_t{1} << detail.type.options.size()) - 1;
    return out;
  }

  eval::Entry entry_of(std::int32_t list, const Event& event) const {
    const check::Vocabulary& v = *program_->vocabulary;
    const check::List& declared = v.lists[static_cast<std::size_t>(list)];
    eval::Entry out;
    if (event.kind >= 0) {
      out.term = reader_.terms_of(list)[static_cast<std::size_t>(event.kind)];
      out.terms = v.terms[static_cast<std::size_t>(out.term)].kinds;
    } else {
      out.terms = declared.terms;
    }
    out.timing.kind = eval::Timing::Kind::point;
    out.timing.start = time::DaySet::one(event.day);
    out.dated = true;
    out.details = open_details(declared);
    if (event.depth >= 0 && !out.details.empty()) {
      out.details[0].known = true;
      out.details[0].options = std::uint64_t{1} << event.depth;
    }
    return out;
  }

  std::shared_ptr<const compile::Program> program_;
  const RuleNumbers& rules_;
  Reader reader_;
  Answers answers_;
  eval::Facts open_;
};

// --- running --------------------------------------------------------------------------------------------------------

struct Options {
  std::string rules, in, out, mode = "check", engine = "general";
  std::size_t n = std::numeric_limits<std::size_t>::max();
  int reps = 1;
};

Options read_options(int argc, char** argv) {
  Options out;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--rules")
      out.rules = value;
    else if (name == "--in")
      out.in = value;
    else if (name == "--out")
      out.out = value;
    else if (name == "--mode")
      out.mode = value;
    else if (name == "--engine")
      out.engine = value;
    else if (name == "--n")
      out.n = std::stoul(value);
    else if (name == "--reps")
      out.reps = std::stoi(value);
    else
      throw std::runtime_error("no such option: " + name);
  }
  if (out.rules.empty() || out.in.empty() || (out.out.empty() && out.mode != "one"))
    throw std::runtime_error(
        "usage: contra_neutral --rules FILE --in FILE --out FILE --mode check|bench|one --n N --reps R");
  return out;
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

std::string numbers(const std::vector<double>& values) {
  std::string out = "[";
  char text[32];
  for (const double value : values) {
    std::snprintf(text, sizeof text, "%s%.6g", out.size() > 1 ? "," : "", value);
    out += text;
  }
  return out + "]";
}

template <class Engine>
int run(const Options& options) {
  const auto start = Clock::now();
  const std::filesystem::path pack = options.rules;
  const auto program = load_rules(rule_texts({pack, pack.parent_path() / "vocabulary.contra"})).at(0);
  const RuleNumbers rules(*program);
  Engine engine(program, rules);
  const double load_ms = seconds_since(start) * 1000;

  const Input input(options.in, options.n);
  const std::size_t n = input.lines.size();
  std::vector<std::uint32_t> fired;
  std::string out;
  const auto screen_all = [&] {
    out.clear();
    typename Engine::Form form;
    for (const auto& [at, length] : input.lines) {
      engine.read(input.bytes.data() + at, length, form);
      engine.fired(form, fired);
      write_line(Engine::id(form), fired, rules.asks, out);
    }
  };
  if (options.mode != "bench") {
    screen_all();
    if (options.mode == "one")
      std::cout << out;
    else
      write_file(options.out, out);
    return 0;
  }
  std::vector<double> eval_ns, e2e_us;
  std::uint64_t sum = 0;
  {
    std::vector<typename Engine::Form> forms(n);
    for (std::size_t i = 0; i < n; ++i)
      engine.read(input.bytes.data() + input.lines[i].first, input.lines[i].second, forms[i]);
    for (int rep = 0; rep <= options.reps; ++rep) {  // the first one warms up
      const auto t = Clock::now();
      for (const auto& form : forms) {
        engine.fired(form, fired);
        sum += fired.size();
      }
      if (rep > 0) eval_ns.push_back(seconds_since(t) / static_cast<double>(n) * 1e9);
    }
  }
  for (int rep = 0; rep <= options.reps; ++rep) {
    const auto t = Clock::now();
    screen_all();
    if (rep > 0) e2e_us.push_back(seconds_since(t) / static_cast<double>(n) * 1e6);
  }
  write_file(options.out, out);
  std::printf(
      "{\"engine\":\"ours\",\"version\":\"%s "
      "%s\",\"rules\":%zu,\"n\":%zu,\"load_ms\":%.4g,\"eval_ns\":%s,\"e2e_us\":%s,"
      "\"fired\":%.4f}\n",
      CONTRA_VERSION, options.engine.c_str(), rules.count(), n, load_ms, numbers(eval_ns).c_str(),
      numbers(e2e_us).c_str(), static_cast<double>(sum) / static_cast<double>(n) / (options.reps + 1));
  return 0;
}

}  // namespace
}  // namespace contra::bench

int main(int argc, char** argv) {
  using namespace contra::bench;
  try {
    const Options options = read_options(argc, argv);
    return run<General>(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "contra_neutral: %s\n", error.what());
    return 2;
  }
}
