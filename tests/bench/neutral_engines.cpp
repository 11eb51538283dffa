// See neutral_engines.hpp.
#include "neutral_engines.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "eval/findings.hpp"
#include "neutral_reader.hpp"

namespace contra::bench {

RuleNumbers::RuleNumbers(const compile::Program& program) {
  for (const auto& check : program.checks) {
    const auto rule = static_cast<std::uint32_t>(std::stoul(check.name.substr(1)));
    of_check.push_back(rule);
    if (asks.size() <= rule) asks.resize(rule + 1, false);
    asks[rule] = check.parts.front().check.title.rfind("ask:", 0) == 0;
  }
}

// --- the general evaluator ------------------------------------------------------------------------------------------

namespace {

std::vector<eval::DetailFact> open_details(const check::List& list) {
  std::vector<eval::DetailFact> out;
  for (const check::Detail& detail : list.details)
    out.emplace_back().options = (std::uint64_t{1} << detail.type.options.size()) - 1;
  return out;
}

eval::Timing any_time() {
  eval::Timing out;
  out.start = time::DaySet::between(first_day, last_day);
  out.end = time::DaySet::all();
  return out;
}

struct FactsSink {
  const check::Vocabulary& v;
  eval::Facts& out;

  eval::QuestionFact& fact(std::int32_t question) const {
    eval::QuestionFact& fact = out.questions[static_cast<std::size_t>(question)];
    fact.state = eval::State::value;
    fact.maybe_never = false;
    return fact;
  }
  void option(std::int32_t question, int index) const { fact(question).options = std::uint64_t{1} << index; }
  void number(std::int32_t question, std::int64_t value) const { fact(question).numbers = {{value, value}}; }
  void day(std::int32_t question, std::int64_t number) const {
    const Day day{static_cast<std::int32_t>(number)};
    eval::QuestionFact& one = fact(question);
    one.surely_never = day < first_day;
    one.days = one.surely_never ? time::DaySet{} : time::DaySet::one(day);
  }
  void answered(std::int32_t list) const {
    eval::ListFact& fact = out.lists[static_cast<std::size_t>(list)];
    fact.state = eval::State::value;
    fact.entries.clear();
    fact.covered = v.lists[static_cast<std::size_t>(list)].terms;
  }
  void event(std::int32_t list, const Event& event) const {
    const check::List& declared = v.lists[static_cast<std::size_t>(list)];
    eval::Entry entry;
    entry.term = event.term;
    entry.terms = event.term >= 0 ? v.terms[static_cast<std::size_t>(event.term)].kinds : declared.terms;
    entry.timing.kind = eval::Timing::Kind::point;
    entry.timing.start = time::DaySet::one(event.day);
    entry.dated = true;
    entry.details = open_details(declared);
    if (event.depth >= 0 && !entry.details.empty()) {
      entry.details[0].known = true;
      entry.details[0].options = std::uint64_t{1} << event.depth;
    }
    out.lists[static_cast<std::size_t>(list)].entries.push_back(std::move(entry));
  }
};

}  // namespace

General::General(std::shared_ptr<const compile::Program> program, const RuleNumbers& rules)
    : program_(std::move(program)), rules_(rules), reader_(*program_->vocabulary), writer_(rules.asks) {
  const check::Vocabulary& v = *program_->vocabulary;
  for (const check::Question& asked : v.questions) {
    eval::QuestionFact fact;
    const std::size_t options = asked.type.options.size();
    fact.options = options >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << options) - 1;
    fact.numbers = {{asked.type.from, asked.type.to}};
    fact.days = time::DaySet::between(first_day, last_day);
    fact.maybe_never = true;
    open_.questions.push_back(std::move(fact));
  }
  for (const check::List& list : v.lists) {
    eval::Entry entry;
    entry.named = entry.surely_there = false;
    entry.any_number = true;
    entry.terms = list.terms;
    entry.timing = any_time();
    entry.details = open_details(list);
    open_.lists.emplace_back().entries.push_back(std::move(entry));
  }
}

void General::read(const char* line, std::size_t length, Form& out) {
  out = open_;
  FactsSink sink{*program_->vocabulary, out};
  out.id = reader_.read(line, length, sink, out.visit);
  out.latest_signing = out.visit;
}

void General::fired(const Form& facts, std::vector<std::uint32_t>& out) const {
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

std::uint64_t General::evaluate(const std::vector<Form>& forms) {
  std::uint64_t sum = 0;
  for (const Form& form : forms) {
    fired(form, fired_);
    sum += fired_.size();
  }
  return sum;
}

void General::screen(const Input& input, std::string& out) {
  Form form;
  for (const auto& [at, length] : input.lines) {
    read(input.bytes.data() + at, length, form);
    fired(form, fired_);
    writer_.line(form.id, fired_.data(), fired_.data() + fired_.size(), out);
  }
}

// --- the fast program -----------------------------------------------------------------------------------------------

/// Writes answers into a row that starts as one with nothing answered. Days wait for the visit.
class Fast::Sink {
 public:
  Sink(Fast& fast, bulk::Row& row) : fast_(fast), row_(row) {}

  void option(std::int32_t question, int index) const {
    const Only& only =
        fast_.only_[fast_.layout_.bit[static_cast<std::size_t>(question)] + static_cast<std::uint32_t>(index)];
    std::uint64_t* const words = row_.possible.data() + only.word;
    words[0] &= only.keep;
    words[1] &= only.keep_next;
  }
  void number(std::int32_t question, std::int64_t value) const {
    const auto at = static_cast<std::size_t>(fast_.layout_.number[static_cast<std::size_t>(question)]);
    row_.low[at] = row_.high[at] = value;
  }
  void day(std::int32_t question, std::int64_t number) const {
    const auto at = static_cast<std::size_t>(fast_.layout_.day[static_cast<std::size_t>(question)]);
    fast_.question_days_[at] = static_cast<std::int32_t>(number);
  }
  void answered(std::int32_t list) const {
    row_.covered[static_cast<std::size_t>(list)].all = true;
    fast_.list_begin_ = row_.entries.size();
  }
  void event(std::int32_t list, const Event& event) const {
    bulk::RowEntry& entry = row_.entries.emplace_back();
    entry.list = list;
    entry.term = event.term;
    entry.index = static_cast<std::int32_t>(row_.entries.size() - 1 - fast_.list_begin_);
    entry.details = static_cast<std::uint32_t>(row_.details.size());
    if (const auto& details = fast_.layout_.vocabulary->lists[static_cast<std::size_t>(list)].details;
        !details.empty()) {
      bulk::RowDetail& detail = row_.details.emplace_back();
      detail.known = event.depth >= 0;
      if (detail.known) detail.options = std::uint64_t{1} << event.depth;
    }
    fast_.event_days_.push_back(event.day.number);
  }

 private:
  Fast& fast_;
  bulk::Row& row_;
};

namespace {

constexpr std::int32_t no_day = INT32_MIN;

/// An exact day, seen from `visit`.
void see_day(std::int32_t day, Day visit, bulk::Seen& seen) {
  const std::int32_t since = visit.number - day;
  seen = bulk::Seen{};
  if (since >= 0) {
    seen.since = seen.surely_since = bulk::distance(since);
    seen.going = true;
  }
  if (since <= 0) seen.ahead = seen.surely_ahead = bulk::distance(-since);
  seen.surely_going = since == 0;
  seen.kind = bulk::Seen::Kind::point;
  seen.start_first = seen.start_last = Day{day};
}

}  // namespace

Fast::Fast(std::shared_ptr<const compile::Program> program, const RuleNumbers& rules)
    : program_(std::move(program)),
      rules_(rules),
      reader_(*program_->vocabulary),
      writer_(rules.asks),
      layout_(*program_->vocabulary) {
  std::string why;
  plan_ = bulk::Plan::make(program_, layout_, why);
  if (!plan_) throw std::runtime_error("no fast program: " + why);
  block_ = std::make_unique<bulk::Block>(*plan_);
  general_ = std::make_unique<General>(program_, rules);

  const check::Vocabulary& v = *program_->vocabulary;
  open_.clear(layout_);
  open_.possible.assign(layout_.words + 2, 0);
  for (std::size_t i = 0; i < open_.origins.size(); ++i) open_.origins[i] = {1, static_cast<std::uint16_t>(i)};
  for (std::size_t i = 0; i < v.questions.size(); ++i) {
    const check::ValueType& type = v.questions[i].type;
    if (layout_.number[i] >= 0) {
      open_.low[static_cast<std::size_t>(layout_.number[i])] = type.from;
      open_.high[static_cast<std::size_t>(layout_.number[i])] = type.to;
    }
    if (type.kind != check::ValueType::Kind::options) continue;
    const auto first = layout_.bit[i], behind = first + static_cast<std::uint32_t>(type.options.size());
    only_.resize(std::max<std::size_t>(only_.size(), behind));
    for (std::uint32_t option = first; option < behind; ++option) {
      open_.possible[option / 64] |= std::uint64_t{1} << (option % 64);
      Only& only = only_[option];
      only.word = first / 64;
      for (std::uint32_t other = first; other < behind; ++other)
        if (other != option)
          (other / 64 == only.word ? only.keep : only.keep_next) &= ~(std::uint64_t{1} << (other % 64));
    }
  }
  question_days_.assign(layout_.days, no_day);
}

std::string_view Fast::read_row(const char* line, std::size_t length, bulk::Row& row) {
  // Nothing answered; the memory of the last record is kept.
  row.possible = open_.possible;
  row.low = open_.low;
  row.high = open_.high;
  row.answered = open_.answered;
  row.days.resize(layout_.days);
  row.age_low.resize(layout_.days);
  row.age_high.resize(layout_.days);
  row.covered = open_.covered;
  if (row.origins.size() != open_.origins.size()) row.origins = open_.origins;
  row.entries.clear();
  row.details.clear();
  event_days_.clear();
  std::fill(question_days_.begin(), question_days_.end(), no_day);

  Sink sink(*this, row);
  const std::string_view id = reader_.read(line, length, sink, row.visit);
  row.as_of = row.latest_signing = row.visit;
  for (std::size_t i = 0; i < row.entries.size(); ++i) see_day(event_days_[i], row.visit, row.entries[i].seen);
  for (std::size_t i = 0; i < row.days.size(); ++i) {
    bulk::RowDay& day = row.days[i];
    if (question_days_[i] == no_day) {
      day.any = true;
      day.surely_there = false;
      bulk::see(eval::Timing{eval::Timing::Kind::point, time::DaySet::between(first_day, last_day), {}, false, false},
                row.visit, day.seen);
      continue;
    }
    day.any = day.surely_there = question_days_[i] >= first_day.number;
    if (day.any) see_day(question_days_[i], row.visit, day.seen);
  }
  for (std::size_t i = 0; i < row.covered.size(); ++i) {
    if (row.covered[i].all) continue;
    bulk::RowEntry& entry = row.entries.emplace_back();
    entry.list = static_cast<check::ListId>(i);
    entry.surely_there = false;
    entry.details = static_cast<std::uint32_t>(row.details.size());
    row.details.resize(row.details.size() + layout_.vocabulary->lists[i].details.size());
    bulk::see(any_time(), row.visit, entry.seen);
  }
  return id;
}

void Fast::read(const char* line, std::size_t length, Form& out) {
  read_row(line, length, rows_.front());
  out.row = rows_.front();
}

/// Rules may have several checks, which follow each other.
void Fast::numbers_of(std::size_t row) {
  fired_.clear();
  for (const std::uint32_t check : block_->waits(row))
    if (const std::uint32_t rule = rules_.of_check[check]; fired_.empty() || fired_.back() != rule)
      fired_.push_back(rule);
}

std::uint64_t Fast::evaluate(const std::vector<Form>& forms) {
  std::uint64_t sum = 0;
  const auto finish = [&] {
    block_->run();
    for (std::size_t i = 0; i < block_->size(); ++i) {
      numbers_of(i);
      sum += fired_.size();
    }
    block_->clear();
  };
  // Ten thousand rows are more than the caches hold, and end to end none of them ever leaves it: fetch ahead.
  const auto fetch = [](const auto& values) {
    const char* at = reinterpret_cast<const char*>(values.data());
    for (std::size_t i = 0; i < values.size() * sizeof(values[0]); i += 64) __builtin_prefetch(at + i);
  };
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (i + 8 < forms.size())
      for (std::size_t part = 0; part < sizeof(Form); part += 64)
        __builtin_prefetch(reinterpret_cast<const char*>(&forms[i + 8]) + part);
    if (i + 4 < forms.size()) {
      const bulk::Row& row = forms[i + 4].row;
      fetch(row.entries);
      fetch(row.details);
      fetch(row.days);
      fetch(row.low);
      fetch(row.high);
      fetch(row.possible);
    }
    const Form& form = forms[i];
    if (block_->full()) finish();
    if (!block_->add(form.row)) throw std::runtime_error("a record that the fast program cannot judge");
  }
  finish();
  return sum;
}

void Fast::tell_reasons() {
  const check::Vocabulary& v = *program_->vocabulary;
  std::vector<std::string> pointers;
  for (const check::Question& question : v.questions) {
    // A fact that the host works out rests on a field: `derived: days since last LIST TERM`.
    std::istringstream words(question.question);
    std::vector<std::string> all;
    for (std::string word; words >> word;) all.push_back(word);
    const bool derived = all.size() > 2 && all.front() == "derived:";
    pointers.push_back("/" + (derived ? all[all.size() - (all.size() == 4 ? 1 : 2)] : question.question));
  }
  for (const check::List& list : v.lists) pointers.push_back("/" + list.question);
  texts_ = std::make_unique<const bulk::ReasonTexts>(program_, pointers);
  finder_ = std::make_unique<bulk::ReasonFinder>(*plan_, *texts_);
  rows_.resize(bulk::block_size);
}

/// Before the end of the line that has just been written.
void Fast::add_reasons(std::size_t row, std::string& out) {
  reasons_.clear();
  bool good = !block_->in_doubt(row) && finder_->take(rows_[row]);
  for (const std::uint32_t check : block_->waits(row)) good = good && finder_->find(check, reasons_);
  out.resize(out.size() - 2);
  out += ",\"reasons\":";
  if (good)
    bulk::write_reasons(reasons_, out);
  else
    out += "null";
  out += "}\n";
}

void Fast::flush(std::string& out) {
  block_->run();
  std::size_t begin = 0;
  for (std::size_t i = 0; i < block_->size(); ++i) {
    const std::string_view id = std::string_view(ids_).substr(begin, id_ends_[i] - begin);
    begin = id_ends_[i];
    if (block_->in_doubt(i)) {
      General::Form form;
      general_->read(lines_[i].first, lines_[i].second, form);
      general_->fired(form, fired_);
    } else {
      numbers_of(i);
    }
    writer_.line(id, fired_.data(), fired_.data() + fired_.size(), out);
    if (finder_) add_reasons(i, out);
  }
  block_->clear();
  ids_.clear();
  id_ends_.clear();
  lines_.clear();
}

void Fast::screen(const Input& input, std::string& out) {
  for (const auto& [at, length] : input.lines) {
    const char* line = input.bytes.data() + at;
    if (block_->full()) flush(out);
    bulk::Row& row = rows_[finder_ ? block_->size() : 0];
    const std::string_view id = read_row(line, length, row);
    if (block_->add(row)) {
      ids_ += id;
      id_ends_.push_back(ids_.size());
      lines_.emplace_back(line, length);
      continue;
    }
    flush(out);
    General::Form form;
    general_->read(line, length, form);
    general_->fired(form, fired_);
    writer_.line(form.id, fired_.data(), fired_.data() + fired_.size(), out);
    if (finder_) out.replace(out.size() - 2, 2, ",\"reasons\":null}\n");
  }
  flush(out);
}

}  // namespace contra::bench
