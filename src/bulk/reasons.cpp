// See reasons.hpp. The sister of eval's checks.cpp and conditions.cpp, on one day at a time.
#include "bulk/reasons.hpp"

#include <algorithm>
#include <numeric>

#include "bulk/block.hpp"

namespace contra::bulk {

using check::Condition;
using check::Form;
using check::IdSet;
using check::ValueType;

namespace {

constexpr std::int32_t never = INT32_MAX;

Day same(Day day) { return day; }
Day last_before_end(Day event, Step step) { return previous(after(event, step, Rounding::up)); }

}  // namespace

ReasonFinder::ReasonFinder(const Plan& plan, const ReasonTexts& texts)
    : plan_(plan), texts_(texts), v_(*plan.layout->vocabulary), tests_(plan), common_(v_.terms.size()) {}

bool ReasonFinder::take(const Row& row) {
  row_ = &row;
  tests_.take(row);
  return row.origins_known;
}

// --- days -----------------------------------------------------------------------------------------------------

void ReasonFinder::change(const Days& days) {
  if (days.first > days.last) return;
  if (days.first > day_) next_ = std::min(next_, days.first.number);
  if (days.last >= day_ && days.last < last_day) next_ = std::min(next_, days.last.number + 1);
}

ReasonFinder::Held ReasonFinder::on(const Pair& days) {
  change(days.possibly);
  change(days.surely);
  return {days.surely.first <= day_ && day_ <= days.surely.last,
          days.possibly.first <= day_ && day_ <= days.possibly.last};
}

template <class Begin, class End>
ReasonFinder::Pair ReasonFinder::window(const Seen& seen, Begin begin, End end) {
  Pair out;
  if (seen.kind == Seen::Kind::timeless) return out;
  if (seen.gaps) failed_ = true;
  const bool period = seen.kind == Seen::Kind::period;
  const Day start = seen.start_first, start_last = seen.start_last;
  const Day last = period ? seen.end_last : start_last, soonest = period ? seen.end_first : start;
  out.possibly = {begin(start), end(last)};
  out.surely.first = start == start_last ? out.possibly.first : begin(start_last);
  out.surely.last = last == soonest ? out.possibly.last : end(soonest);
  return out;
}

// --- what it rests on -----------------------------------------------------------------------------------------

/// Where the answer to a question or list stands.
ToldEvidence ReasonFinder::evidence_of(std::size_t key) const {
  ToldEvidence evidence;
  const RowOrigin origin = row_->origins[key];
  evidence.form = texts_.forms() ? origin.form : 0;
  if (origin.form != 0) evidence.tail = texts_.tail(origin.key, false);
  return evidence;
}

void ReasonFinder::note_question(check::QuestionId question, bool bears) {
  if (!noting_) return;
  ToldEvidence& evidence = out_->evidence.emplace_back(evidence_of(static_cast<std::size_t>(question)));
  evidence.question = question;
  evidence.bears = bears;
}

void ReasonFinder::note(const Match& match, bool bears) {
  if (!noting_) return;
  if (match.entry == nullptr) return note_question(match.question, bears);
  const RowEntry& entry = *match.entry;
  ToldEvidence& evidence = out_->evidence.emplace_back();
  evidence.list = entry.list;
  evidence.entry = evidence.place = entry.index;
  evidence.bears = bears;
  const RowOrigin origin = row_->origins[v_.questions.size() + static_cast<std::size_t>(entry.list)];
  evidence.form = texts_.forms() ? origin.form : 0;
  if (origin.form != 0) evidence.tail = texts_.tail(origin.key, entry.index >= 0 && entry.within);
}

void ReasonFinder::note_window(const std::string& words) {
  if (!noting_) return;
  const auto begin = out_->windows.begin() + windows_from_;
  if (std::find(begin, out_->windows.end(), std::string_view(words)) == out_->windows.end())
    out_->windows.push_back(words);
}

// --- entries --------------------------------------------------------------------------------------------------

/// Calls `each` for whatever may be what the subject speaks of.
template <class Each>
void ReasonFinder::matches(const check::Subject& subject, bool in_treated_area, Each each) {
  for (const check::ListId list : subject.lists) {
    for (const RowEntry& entry : row_->entries) {
      if (entry.list != list) continue;
      Match match;
      match.entry = &entry;
      match.seen = &entry.seen;
      const IdSet& terms = tests_.terms_of(entry);
      // The terms of a subject are closed under kinds.
      bool inside = entry.term >= 0 && subject.terms.has(entry.term);
      if (!inside) {
        if (!terms.meets(subject.terms)) continue;
        inside = terms.within(subject.terms);
      }
      match.truth = inside ? 2 : 1;
      if (!entry.surely_there) match.truth = std::min(match.truth, 1);
      match.terms = &terms;
      if (!inside) {
        common_ = terms;
        common_ &= subject.terms;
        match.terms = &common_;
      }
      for (const check::WhereTest& where : subject.where)
        match.truth = std::min(match.truth, tests_.where(where, entry, *match.terms));
      if (in_treated_area) match.truth = std::min(match.truth, tests_.in_treated_area(entry, *match.terms));
      if (match.truth != 0) each(match);
    }
  }
  for (const check::QuestionId question : subject.days) {
    const RowDay& day = row_->days[static_cast<std::size_t>(plan_.layout->day[static_cast<std::size_t>(question)])];
    if (!day.any) continue;
    Match match;
    match.seen = &day.seen;
    match.question = question;
    match.truth = day.surely_there && !in_treated_area ? 2 : 1;
    each(match);
  }
}

// --- conditions -----------------------------------------------------------------------------------------------

ReasonFinder::Held ReasonFinder::question(const Condition& c) {
  const auto id = static_cast<std::size_t>(c.question);
  const check::ValueType& type = v_.questions[id].type;
  Truth truth = 1;
  if (type.kind == ValueType::Kind::options) {
    const std::uint32_t at = plan_.layout->bit[id];
    const std::size_t n = type.options.size();
    std::uint64_t possible = row_->possible[at / 64] >> (at % 64);
    if (at % 64 + n > 64) possible |= row_->possible[at / 64 + 1] << (64 - at % 64);
    if (n < 64) possible &= (std::uint64_t{1} << n) - 1;
    truth = test_options(possible, c.test.mask);
  } else {
    const auto at = static_cast<std::size_t>(plan_.layout->number[id]);
    truth = test_range(row_->low[at], row_->high[at], c.test.ranges);
  }
  note_question(c.question, truth != 0);
  return {truth == 2, truth != 0};
}

ReasonFinder::Held ReasonFinder::age(const Condition& c) {
  const RowDay& day = row_->days[static_cast<std::size_t>(plan_.layout->day[static_cast<std::size_t>(c.question)])];
  const Day first = day.any ? day.seen.start_first : first_day, last = day.any ? day.seen.start_last : row_->visit;
  const auto within = [&](std::int32_t from, std::int32_t to) {
    const Days days{from <= 0 ? first_day : after(first, Step{from, 0}, Rounding::up),
                    to < 0 ? forever : previous(after(last, Step{to + 1, 0}, Rounding::up))};
    change(days);
    return days.first <= day_ && day_ <= days.last;
  };
  bool possibly = false, fails = false;
  std::int32_t next_from = 0;
  for (const auto& [from, to] : c.age_months) {
    possibly = within(from, to) || possibly;
    if (next_from >= 0 && from > next_from) fails = within(next_from, from - 1) || fails;
    next_from = to < 0 ? -1 : to + 1;
  }
  if (next_from >= 0) fails = within(next_from, -1) || fails;
  note_question(c.question, possibly);
  return {possibly && !fails, possibly};
}

ReasonFinder::Held ReasonFinder::entries(const Condition& c) {
  using Kind = Condition::Kind;
  Held out;
  matches(c.subject, c.in_treated_area, [&](const Match& match) {
    const Seen& seen = *match.seen;
    const bool timeless = seen.kind == Seen::Kind::timeless;
    Pair days;
    if ((c.kind == Kind::taking || c.kind == Kind::present) && !timeless) {
      if (seen.kind == Seen::Kind::point) {
        // A dose on a day, or a last day of use that does not prove an end.
        days.possibly = {seen.start_first, forever};
        days.surely = {seen.start_last, seen.start_first};
      } else {
        days = window(seen, same, same);
      }
    } else if ((c.kind == Kind::any || c.kind == Kind::planned) && !timeless) {
      const bool wide = c.towards_waiting, within = c.within.has_value();
      const bool back = within && c.within->side == syntax::Side::before, ahead = within && !back;
      const Step step = within ? c.within->step : Step{};
      days = window(
          seen,
          [&](Day d) {
            Day begin = c.started_by_visit || back ? d : first_day;
            if (ahead) begin = std::max(begin, before(d, step, wide ? Rounding::down : Rounding::up));
            return begin;
          },
          [&](Day d) {
            Day end = c.kind == Kind::planned || ahead ? d : forever;
            if (back) end = std::min(end, after(d, step, wide ? Rounding::up : Rounding::down));
            return end;
          });
    } else if (timeless && (c.within || c.started_by_visit)) {
      days.surely = {forever, first_day};
    }
    Held held = on(days);
    note(match, held.possibly);
    if (match.truth != 2) held.surely = false;
    out.surely = out.surely || held.surely;
    out.possibly = out.possibly || held.possibly;
  });
  return out;
}

ReasonFinder::Held ReasonFinder::every_answer_no() const {
  Truth truth = 2;
  for (std::size_t i = 0; i < v_.questions.size(); ++i) {
    const check::Question& q = v_.questions[i];
    if (q.answered_by != syntax::AnsweredBy::client || !q.type.yes_no) continue;
    const auto bit = [&](std::uint32_t at) { return row_->possible[at / 64] >> (at % 64) & 1u; };
    const std::uint32_t at = plan_.layout->bit[i];
    truth = std::min(truth, bit(at) == 0 ? 2 : bit(at + 1) != 0 ? 1 : 0);
  }
  for (const RowEntry& entry : row_->entries)
    if (v_.lists[static_cast<std::size_t>(entry.list)].answered_by == syntax::AnsweredBy::client)
      truth = std::min(truth, entry.surely_there ? 0 : 1);
  return {truth == 2, truth != 0};
}

ReasonFinder::Held ReasonFinder::condition(const Condition& c) {
  using Kind = Condition::Kind;
  switch (c.kind) {
    case Kind::and_:
    case Kind::or_: {
      const bool conjunction = c.kind == Kind::and_;
      Held out{conjunction, conjunction};
      for (const Condition& operand : c.of) {
        const Held one = condition(operand);
        out.surely = conjunction ? out.surely && one.surely : out.surely || one.surely;
        out.possibly = conjunction ? out.possibly && one.possibly : out.possibly || one.possibly;
      }
      return out;
    }
    case Kind::not_: {
      const Held held = condition(c.of.front());
      return {!held.possibly, !held.surely};
    }
    case Kind::question:
      return question(c);
    case Kind::age:
      return age(c);
    case Kind::any:
    case Kind::taking:
    case Kind::present:
    case Kind::allergic:
    case Kind::planned: {
      const Held held = entries(c);
      return c.no ? Held{!held.possibly, !held.surely} : held;
    }
    case Kind::area: {
      if (!row_->area_known) return {false, true};
      bool touches = false;
      for (std::size_t a = 0; a < v_.areas.size(); ++a)
        touches = touches || (((a < 64 ? row_->areas.low : row_->areas.high) >> (a % 64) & 1u) != 0 &&
                              v_.areas[a].touching.meets(c.test.areas));
      return {touches, touches};
    }
    case Kind::every_answer_no:
      return every_answer_no();
  }
  return {false, true};
}

// --- checks ---------------------------------------------------------------------------------------------------

ReasonFinder::Held ReasonFinder::waits(Pair days, bool certain) {
  if (then_) {
    if (noting_) {
      in_window_ = in_window_ || (days.possibly.first <= day_ && day_ <= days.possibly.last);
      if (certain) sure_windows_.push_back(days.surely);
    }
    days.possibly.last = days.surely.last = forever;
  }
  return on(days);
}

/// The first day, from the asked one on, that no window surely covers.
void ReasonFinder::note_window_end() {
  if (!in_window_) {
    clearance_only_ = true;
    return;
  }
  Day day = day_;
  bool moved = true;
  while (moved && day < forever) {
    moved = false;
    for (const Days& days : sure_windows_) {
      if (days.first > day || day > days.last) continue;
      day = days.last >= last_day ? forever : next(days.last);
      moved = true;
    }
  }
  if (day > day_) window_until_ = day;
}

ReasonFinder::Held ReasonFinder::wait_after(const check::WaitAfter& form, const std::vector<std::string>& words) {
  const bool better_days = !noting_ || !form.better_while || condition(*form.better_while).possibly;
  Held out;
  matches(form.subject, form.in_treated_area, [&](const Match& match) {
    bool possibly = false, surely = true, better = false;
    all_rows_.resize(form.rows.size());
    std::iota(all_rows_.begin(), all_rows_.end(), 0u);
    const auto& rows = match.entry == nullptr || form.rows.empty()
                           ? all_rows_
                           : tests_.possible_rows(form, *match.entry, *match.terms);
    const auto take = [&](const check::Window& row, std::size_t index) {
      Held must;
      if (row.must) {
        const Step step = *row.must;
        must = waits(window(*match.seen, same, [step](Day e) { return last_before_end(e, step); }),
                     match.truth == 2 && (form.rows.empty() || rows.size() == 1));
        if (must.possibly) note_window(words[index]);
      }
      if (row.better && noting_ && better_days) {
        const Step step = *row.better;
        Days days = window(*match.seen, same, [step](Day e) { return last_before_end(e, step); }).possibly;
        if (then_) days.last = forever;
        better = better || (days.first <= day_ && day_ <= days.last);
      }
      possibly = possibly || must.possibly;
      surely = surely && must.surely;
    };
    if (form.rows.empty()) {
      take(form.window, 0);
    } else {
      for (const std::uint32_t row : rows) take(form.rows[row].window, row);
    }
    note(match, possibly || better);
    out.possibly = out.possibly || possibly;
    out.surely = out.surely || (surely && match.truth == 2);
  });
  return out;
}

ReasonFinder::Held ReasonFinder::wait_from(const check::WaitFrom& form, const std::vector<std::string>& words) {
  Held out;
  matches(form.subject, form.in_treated_area, [&](const Match& match) {
    const Held held = waits(window(
                                *match.seen, [&](Day s) { return before(s, form.before, Rounding::down); },
                                [&](Day e) { return form.after == Step{} ? e : last_before_end(e, form.after); }),
                            match.truth == 2);
    if (held.possibly) note_window(words.front());
    note(match, held.possibly);
    out.possibly = out.possibly || held.possibly;
    out.surely = out.surely || (held.surely && match.truth == 2);
  });
  return out;
}

ReasonFinder::Held ReasonFinder::part(const compile::Part& part, const std::vector<std::string>& words) {
  const check::Check& check = part.check;
  Held out;
  then_ = !check.then_cleared_by.empty();
  in_window_ = false;
  sure_windows_.clear();
  switch (check.form) {
    case Form::wait_after:
      out = wait_after(check.after, words);
      break;
    case Form::wait_from:
      out = wait_from(check.from, words);
      break;
    case Form::limit:
      out = check.limit_by_window ? wait_after(check.after, words) : condition(check.condition);
      break;
    default:
      out = condition(check.condition);
      break;
  }
  if (check.unless) {
    const Held lifted = condition(*check.unless);
    out.surely = out.surely && !lifted.possibly;
    out.possibly = out.possibly && !lifted.surely;
  }
  if (part.counts_from || part.counts_until) {
    const Days counts{part.counts_from.value_or(first_day), part.counts_until.value_or(forever)};
    change(counts);
    const bool count = counts.first <= day_ && day_ <= counts.last;
    out.surely = out.surely && count;
    out.possibly = out.possibly && count;
  }
  if (check.form == Form::go_only || check.form == Form::note) return {};
  if (check.form == Form::ask_again) {
    // Several of them may leave no answer open on a later day: what they close together is not seen from here.
    if (plan_.doubt != plan_.nothing) failed_ = true;
    out.possibly = out.surely;
  }
  if (check.form == Form::limit) {
    const bool all = row_->depth_known && row_->depth_low > check.limit.value;
    const bool some = !row_->depth_known || row_->depth_high > check.limit.value;
    out.surely = out.surely && all;
    out.possibly = out.possibly && some;
  }
  return out;
}

ReasonFinder::Held ReasonFinder::check(std::uint32_t index, std::size_t& waiting) {
  Held out;
  const auto& parts = plan_.program->checks[index].parts;
  int most = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Held held = part(parts[i], texts_.windows(index, i));
    const int waits = held.surely ? 2 : held.possibly ? 1 : 0;
    if (noting_ && then_ && waits > 0) note_window_end();
    if (waits > most) {
      most = waits;
      waiting = i;
    }
    out.surely = out.surely || held.surely;
    out.possibly = out.possibly || held.possibly;
  }
  out.possibly = out.possibly || out.surely;
  return out;
}

bool ReasonFinder::find(std::uint32_t index, Reasons& out) {
  out_ = &out;
  ToldReason told;
  told.evidence = static_cast<std::uint32_t>(out.evidence.size());
  told.windows = windows_from_ = static_cast<std::uint32_t>(out.windows.size());
  failed_ = clearance_only_ = false;
  window_until_ = forever;
  noting_ = true;
  day_ = row_->visit;
  next_ = never;
  std::size_t waiting = 0, ignored = 0;
  Held held = check(index, waiting);
  if (failed_ || !held.possibly) return false;
  settle_evidence(out, told.evidence);
  told.evidence_end = static_cast<std::uint32_t>(out.evidence.size());
  told.windows_end = static_cast<std::uint32_t>(out.windows.size());

  noting_ = false;
  const bool sure = held.surely;
  Day until = forever, bound = sure ? forever : day_;
  while (next_ <= last_day.number) {
    day_ = Day{next_};
    next_ = never;
    held = check(index, ignored);
    if (!held.surely && bound == forever) bound = day_;
    if (held.possibly) continue;
    until = day_;
    break;
  }
  if (failed_) return false;
  told.until = until;
  if (bound < forever && bound > row_->visit && bound != until) told.not_before = bound;
  const check::Check& check = plan_.program->checks[index].parts[waiting].check;
  const bool window_ends = window_until_ <= last_day;
  if (window_ends && sure && until == forever && (told.not_before == forever || told.not_before < window_until_))
    told.not_before = window_until_;
  told.kind = sure ? eval::reason_kind(check, bound < forever || window_ends, clearance_only_) : 4;
  told.text = &texts_.text(index, waiting);
  out.reasons.push_back(told);
  return true;
}

// --- the engine's own -----------------------------------------------------------------------------------------

/// Of what cannot be, and of days that the record cannot speak for, the row knows nothing more.
bool ReasonFinder::find_answers(Reasons&) const { return false; }

bool ReasonFinder::find_form_validity(Reasons& out) const {
  ToldReason told;
  told.evidence = told.evidence_end = static_cast<std::uint32_t>(out.evidence.size());
  told.windows = told.windows_end = static_cast<std::uint32_t>(out.windows.size());
  const auto held = forms_held_until(plan_, *row_);
  if (held && *held < first_day) return false;
  told.text = held ? &texts_.old_form() : &texts_.no_form();
  if (held) told.told = *held;
  out.reasons.push_back(told);
  return true;
}

bool ReasonFinder::find_needs(Reasons& out) const {
  for (const ReasonTexts::NeedText& one : texts_.needs()) {
    const check::Need& need = plan_.program->needs[one.need];
    if (need_met(plan_, need, *row_)) continue;
    ToldReason told;
    told.text = &one.text;
    told.windows = told.windows_end = static_cast<std::uint32_t>(out.windows.size());
    told.evidence = static_cast<std::uint32_t>(out.evidence.size());
    const ToldEvidence evidence =
        evidence_of(need.question >= 0 ? static_cast<std::size_t>(need.question)
                                       : v_.questions.size() + static_cast<std::size_t>(need.list));
    if (!evidence.tail.empty()) out.evidence.push_back(evidence);
    told.evidence_end = static_cast<std::uint32_t>(out.evidence.size());
    out.reasons.push_back(told);
  }
  return true;
}

}  // namespace contra::bulk
