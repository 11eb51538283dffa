// See screener.hpp. Plain lines are read straight into rows, others by the general reader; rows that the fast program
// can judge are gathered in blocks, and all others are decided one by one. The order of the lines is kept by one
// `Place` for each.
#include "bulk/screener.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "bulk/block.hpp"
#include "bulk/read_row.hpp"
#include "bulk/reasons.hpp"
#include "bulk/verdict_line.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "present/decision_json.hpp"
#include "present/refusal_json.hpp"

namespace contra::bulk {

struct Screener::Rules {
  explicit Rules(std::vector<std::shared_ptr<const compile::Program>> given, Options how)
      : programs(std::move(given)), options(std::move(how)), layout(*programs.front()->vocabulary) {
    for (const auto& program : programs) packs.push_back({program->identity.name, program->pack.get()});
    if (!fast()) return;
    for (const auto& program : programs) {
      std::string why;
      // A program over another vocabulary cannot judge these facts; the general evaluator says so.
      plans.push_back(program->vocabulary == programs.front()->vocabulary ? Plan::make(program, layout, why) : nullptr);
      names.emplace_back(*program);
      if (options.lines == Lines::reasons) texts.emplace_back(program);
    }
    tables = std::make_unique<const RowTables>(layout, packs);
  }

  /// Whether rows and plans are of use: whole decisions and counts come from the general evaluator.
  bool fast() const { return options.lines != Lines::full && !options.counts; }

  std::vector<std::shared_ptr<const compile::Program>> programs;
  Options options;
  Layout layout;
  std::vector<eval::KnownPack> packs;
  std::vector<std::unique_ptr<const Plan>> plans;  // by program; null: only the general evaluator can judge it
  std::vector<CheckNames> names;                   // by program, like `plans`: none when not fast()
  std::vector<ReasonTexts> texts;                  // by program, for lines with reasons
  std::unique_ptr<const RowTables> tables;
};

Screener::Screener(std::vector<std::shared_ptr<const compile::Program>> programs, Options options)
    : rules_(std::make_unique<const Rules>(std::move(programs), std::move(options))) {}
Screener::~Screener() = default;

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

struct Worker::State {
  explicit State(const Screener::Rules& given) : rules(given), rows(given.texts.empty() ? 1 : block_size) {
    if (rules.tables) reader.emplace(*rules.tables);
    for (std::size_t i = 0; i < rules.plans.size(); ++i) {
      const auto& plan = rules.plans[i];
      blocks.push_back(plan ? std::make_unique<Block>(*plan) : nullptr);
      if (!rules.texts.empty())
        finders.push_back(plan ? std::make_unique<ReasonFinder>(*plan, rules.texts[i]) : nullptr);
    }
  }

  /// Where the answer to one line comes from.
  struct Place {
    std::uint32_t line = 0;          // of the batch
    std::int32_t program = -1;       // in this program's block; below zero: as text
    std::uint32_t row = 0;           // in the block
    std::size_t begin = 0, end = 0;  // in `texts`, or of the id in `ids`
    Day visit;
    std::int32_t facts = -1;  // in `kept`
  };

  void screen(const std::vector<std::string_view>& lines, std::uint64_t first_line, std::string& out);
  bool place_plain(std::uint32_t line, std::string_view text);
  bool place_row(std::uint32_t line, const eval::Facts& facts);
  /// Of a row in a block, into `reasons`. False when only the general evaluator can tell them.
  bool find_reasons(const Place& place, const Block::Waits& waits, const OwnReasons& own);
  /// Adds `row` to the block of a program. False when the fast program cannot judge it.
  bool place(std::uint32_t line, std::size_t program, std::string_view id);
  /// Whatever the record is, by the general reader and evaluator.
  void decide(std::string_view line, std::uint64_t number, std::string& out);
  void answer(const eval::Facts& facts, std::uint64_t number, std::string& out);
  void refuse(eval::Refused& refused, const text::SourceSet& sources, std::uint64_t number, std::string& out);
  void count(const eval::Decision& decision);
  void flush(const std::vector<std::string_view>& lines, std::uint64_t first_line, std::string& out);

  const Screener::Rules& rules;
  Counts counts;
  std::vector<std::unique_ptr<Block>> blocks;
  std::vector<Place> places;
  std::string texts, ids;
  std::vector<Row> rows;  // the one at hand; with reasons, one for each place
  std::optional<RowReader> reader;
  std::vector<std::unique_ptr<ReasonFinder>> finders;  // by program
  Reasons reasons;
  std::vector<std::unique_ptr<const eval::Facts>> kept;  // what rows point into, until they are told of

  Row& row() { return rows[rows.size() == 1 ? 0 : places.size()]; }
};

void Worker::State::count(const eval::Decision& decision) {
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

void Worker::State::answer(const eval::Facts& facts, std::uint64_t number, std::string& out) {
  eval::DecideOptions options;
  options.on = rules.options.on;
  options.as_of = rules.options.as_of;
  options.promises = rules.options.lines == Lines::full;
  const eval::Decision decision = eval::decide(rules.programs, facts, options);
  ++(decision.verdict == eval::Verdict::go ? counts.go : counts.wait);
  if (rules.options.counts) count(decision);
  if (rules.options.lines == Lines::full) {
    out += present::decision_json(decision, facts, rules.options.engine);
    out += '\n';
  } else {
    write_verdict(decision, number, rules.texts.empty() ? nullptr : &rules.texts, out);
  }
}

namespace {

/// Facts weigh some 100 KB each.
constexpr std::size_t most_kept = 32;

using ReadRecord = std::variant<eval::Facts, eval::Refused>;

}  // namespace

void Worker::State::decide(std::string_view line, std::uint64_t number, std::string& out) {
  text::SourceSet sources;
  const text::FileId file = sources.add({}, std::string(line));
  ReadRecord read = eval::read_intake(sources, file, *rules.programs.front()->vocabulary, rules.packs);
  if (auto* refused = std::get_if<eval::Refused>(&read))
    refuse(*refused, sources, number, out);
  else
    answer(std::get<eval::Facts>(read), number, out);
}

void Worker::State::refuse(eval::Refused& refused, const text::SourceSet& sources, std::uint64_t number,
                           std::string& out) {
  ++counts.refused;
  text::tidy(refused.diagnostics);
  out += present::refusal_json({}, number, sources, refused.diagnostics);
  out += '\n';
}

bool Worker::State::place(std::uint32_t line, std::size_t program, std::string_view id) {
  Block* const block = blocks[program].get();
  if (block == nullptr) return false;
  Place place;
  place.line = line;
  place.program = static_cast<std::int32_t>(program);
  place.row = static_cast<std::uint32_t>(block->size());
  place.visit = row().visit;
  if (!block->add(row())) return false;
  place.begin = ids.size();
  ids += id;
  place.end = ids.size();
  places.push_back(place);
  return true;
}

bool Worker::State::place_plain(std::uint32_t line, std::string_view text) {
  RowHead head;
  return reader->read(text, rules.options.on, rules.options.as_of, row(), head) &&
         place(line, static_cast<std::size_t>(head.pack), head.id);
}

/// Puts the record into the block of its treatment, if the fast program can judge it.
bool Worker::State::place_row(std::uint32_t line, const eval::Facts& facts) {
  if (facts.plan.size() != 1) return false;
  const eval::PlanItem& plan = facts.plan.front();
  const auto program = std::find_if(rules.programs.begin(), rules.programs.end(),
                                    [&](const auto& p) { return p->identity.name == plan.treatment; });
  if (program == rules.programs.end()) return false;
  const auto index = static_cast<std::size_t>(program - rules.programs.begin());
  if (!blocks[index]) return false;
  const Day visit = rules.options.on.value_or(facts.visit);
  const Day as_of = rules.options.as_of ? *rules.options.as_of : facts.as_of.value_or(std::min(facts.visit, visit));
  return to_row(rules.layout, facts, {plan, visit, as_of}, row()) && place(line, index, facts.id);
}

bool Worker::State::find_reasons(const Place& place, const Block::Waits& waits, const OwnReasons& own) {
  reasons.clear();
  if (waits.empty() && !own.any()) return true;
  ReasonFinder& finder = *finders[static_cast<std::size_t>(place.program)];
  if (!finder.take(rows[static_cast<std::size_t>(&place - places.data())])) return false;
  return rules.names[static_cast<std::size_t>(place.program)].in_order(
      waits, own, [&](std::uint32_t check) { return finder.find(check, reasons); },
      [&](OwnReason reason) {
        return reason == OwnReason::answers ? finder.find_answers(reasons)
               : reason == OwnReason::needs ? finder.find_needs(reasons)
                                            : finder.find_form_validity(reasons);
      });
}

void Worker::State::flush(const std::vector<std::string_view>& lines, std::uint64_t first_line, std::string& out) {
  for (const auto& block : blocks)
    if (block && block->size() != 0) block->run();
  for (const Place& place : places) {
    if (place.program < 0) {
      out.append(texts, place.begin, place.end - place.begin);
      continue;
    }
    const auto index = static_cast<std::size_t>(place.program);
    const Block& block = *blocks[index];
    const Block::Waits waits = block.waits(place.row);
    const OwnReasons& own = block.own(place.row);
    const bool with_reasons = !finders.empty();
    if (block.in_doubt(place.row) || (with_reasons && !find_reasons(place, waits, own))) {
      if (place.facts >= 0)
        answer(*kept[static_cast<std::size_t>(place.facts)], first_line + place.line, out);
      else
        decide(lines[place.line], first_line + place.line, out);
      continue;
    }
    ++(waits.empty() && !own.any() ? counts.go : counts.wait);
    write_verdict(rules.names[index], std::string_view(ids).substr(place.begin, place.end - place.begin), place.visit,
                  waits, own, first_line + place.line, with_reasons ? &reasons : nullptr, out);
  }
  for (const auto& block : blocks)
    if (block) block->clear();
  places.clear();
  texts.clear();
  ids.clear();
  kept.clear();
}

void Worker::State::screen(const std::vector<std::string_view>& lines, std::uint64_t first_line, std::string& out) {
  counts.records += lines.size();
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (!rules.fast()) {
      decide(lines[i], first_line + i, out);
      continue;
    }
    if (places.size() == block_size || kept.size() == most_kept) flush(lines, first_line, out);
    if (place_plain(i, lines[i])) continue;
    text::SourceSet sources;
    const text::FileId file = sources.add({}, std::string(lines[i]));
    ReadRecord read = eval::read_intake(sources, file, *rules.programs.front()->vocabulary, rules.packs);
    eval::Facts* const facts = std::get_if<eval::Facts>(&read);
    if (facts != nullptr && place_row(i, *facts)) {
      if (finders.empty()) continue;
      places.back().facts = static_cast<std::int32_t>(kept.size());
      kept.push_back(std::make_unique<const eval::Facts>(std::move(*facts)));
      continue;
    }
    Place place;
    place.line = i;
    place.begin = texts.size();
    if (facts != nullptr)
      answer(*facts, first_line + i, texts);
    else
      refuse(std::get<eval::Refused>(read), sources, first_line + i, texts);
    place.end = texts.size();
    places.push_back(place);
  }
  flush(lines, first_line, out);
}

Worker::Worker(const Screener& screener) : state_(new State(*screener.rules_)) {}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void Worker::screen(const std::vector<std::string_view>& lines, std::uint64_t first_line, std::string& out) {
  state_->screen(lines, first_line, out);
}

Counts Worker::take_counts() { return std::exchange(state_->counts, {}); }

}  // namespace contra::bulk
