// See screener.hpp.
#include "bulk/screener.hpp"

#include <set>
#include <utility>

#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "present/decision_json.hpp"
#include "present/json_writer.hpp"
#include "present/refusal_json.hpp"

namespace contra::bulk {

Counts& Counts::operator+=(const Counts& other) {
  records += other.records;
  go += other.go;
  wait += other.wait;
  refused += other.refused;
  no_day += other.no_day;
  for (const auto& [name, n] : other.by_check) by_check[name] += n;
  for (const auto& [name, n] : other.by_question) by_question[name] += n;
  for (const auto& [days, n] : other.days_to_go) days_to_go[days] += n;
  for (const auto& [day, n] : other.soonest) soonest[day] += n;
  return *this;
}

struct Screener::Rules {
  std::vector<std::shared_ptr<const compile::Program>> programs;
  std::vector<eval::KnownPack> packs;
  Options options;
};

Screener::Screener(std::vector<std::shared_ptr<const compile::Program>> programs, Options options) {
  auto rules = std::make_unique<Rules>();
  rules->programs = std::move(programs);
  for (const auto& program : rules->programs) rules->packs.push_back({program->identity.name, program->pack.get()});
  rules->options = std::move(options);
  rules_ = std::move(rules);
}
Screener::~Screener() = default;

struct Worker::State {
  const Screener::Rules& rules;
  Counts counts;

  void screen_line(std::string_view line, std::uint64_t number, std::string& out);
  void count(const eval::Decision& decision);
};

namespace {

void write_verdict(const eval::Decision& decision, std::uint64_t line, std::string& out) {
  const auto word = [](eval::Verdict v) { return v == eval::Verdict::go ? "GO" : "WAIT"; };
  present::JsonWriter json(out);
  json.open('{').key("record").text("contra.verdict/1");
  json.key("line").number(static_cast<std::int64_t>(line));
  json.key("id").text(decision.id);
  json.key("visit").text(to_iso(decision.visit));
  json.key("verdict").text(word(decision.verdict));
  json.key("treatments").open('[');
  for (const eval::TreatmentDecision& treatment : decision.treatments) {
    json.open('{').key("treatment").text(treatment.treatment);
    json.key("verdict").text(word(treatment.verdict));
    json.key("waits").open('[');
    const std::string* last = nullptr;
    for (const eval::Reason& reason : treatment.reasons) {  // sorted by check
      if (last == nullptr || *last != reason.check) json.text(reason.check);
      last = &reason.check;
    }
    json.close(']').close('}');
  }
  json.close(']').close('}');
}

}  // namespace

void Worker::State::count(const eval::Decision& decision) {
  ++(decision.verdict == eval::Verdict::go ? counts.go : counts.wait);
  std::set<std::string> checks, questions;
  std::optional<Day> earliest;
  bool never = false;
  for (const eval::TreatmentDecision& t : decision.treatments) {
    for (const eval::Reason& reason : t.reasons) checks.insert(reason.check);
    if (!t.earliest) never = true;
    if (t.earliest && (!earliest || *earliest < *t.earliest)) earliest = t.earliest;
    if (!t.program) continue;
    const check::Vocabulary& vocabulary = *t.program->vocabulary;
    for (const eval::OpenQuestion& open : t.questions) {
      using What = eval::Cause::What;
      const auto id = static_cast<std::size_t>(open.cause.id);
      switch (open.cause.what) {
        case What::question:
          questions.insert(vocabulary.questions.at(id).name);
          break;
        case What::plan_area:
          questions.insert("plan area");
          break;
        case What::plan_depth:
          questions.insert("plan depth");
          break;
        case What::clearance:
          questions.insert("clearances");
          break;
        default:
          questions.insert(vocabulary.lists.at(id).name);
          break;
      }
    }
  }
  for (const std::string& name : checks) ++counts.by_check[name];
  for (const std::string& name : questions) ++counts.by_question[name];
  if (never || !earliest) {
    ++counts.no_day;
    return;
  }
  ++counts.days_to_go[earliest->number - decision.visit.number];
  if (decision.verdict == eval::Verdict::wait) ++counts.soonest[*earliest];
}

void Worker::State::screen_line(std::string_view line, std::uint64_t number, std::string& out) {
  ++counts.records;
  text::SourceSet sources;
  const text::FileId file = sources.add({}, std::string(line));
  auto read = eval::read_intake(sources, file, *rules.programs.front()->vocabulary, rules.packs);
  if (auto* refused = std::get_if<eval::Refused>(&read)) {
    ++counts.refused;
    text::tidy(refused->diagnostics);
    out += present::refusal_json({}, number, sources, refused->diagnostics);
    return;
  }
  const eval::Facts& facts = std::get<eval::Facts>(read);
  eval::DecideOptions options;
  options.on = rules.options.on;
  options.as_of = rules.options.as_of;
  options.promises = rules.options.lines == Lines::full;
  const eval::Decision decision = eval::decide(rules.programs, facts, options);
  if (rules.options.counts) count(decision);
  if (rules.options.lines == Lines::full)
    out += present::decision_json(decision, facts, rules.options.engine);
  else
    write_verdict(decision, number, out);
}

Worker::Worker(const Screener& screener) : state_(new State{*screener.rules_, {}}) {}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void Worker::screen(const std::vector<std::string_view>& lines, std::uint64_t first_line, std::string& out) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    state_->screen_line(lines[i], first_line + i, out);
    out += '\n';
  }
}

Counts Worker::take_counts() { return std::exchange(state_->counts, {}); }

}  // namespace contra::bulk
