// Answers to lists: entries with their terms, dates and details; see read_row.hpp. The sister of eval's
// intake_lists.cpp, in plain intervals.
#include <algorithm>

#include "bulk/read_row_state.hpp"
#include "time/words.hpp"

namespace contra::bulk {

using check::ValueType;
using eval::reader::Word;
using syntax::ListRole;

// --- seen from a day ------------------------------------------------------------------------------------------

namespace {

Distance back(Day v, Day d) { return distance(v.number - d.number); }
Distance on(Day v, Day d) { return distance(d.number - v.number); }

}  // namespace

Seen see_timeless() {
  Seen seen;
  seen.since = seen.ahead = -farthest;
  seen.going = seen.surely_going = true;
  return seen;
}

Seen see_point(Span s, bool surely_ended, Day v) {
  Seen seen;
  seen.kind = surely_ended ? Seen::Kind::ended_point : Seen::Kind::point;
  seen.start_first = s.first;
  seen.start_last = s.last;
  if (s.first <= v) seen.since = back(v, std::min(s.last, v));
  if (s.last >= v) seen.ahead = on(v, std::max(s.first, v));
  if (s.last <= v) seen.surely_since = back(v, s.first);
  if (s.first >= v) seen.surely_ahead = on(v, s.last);
  // A day of use does not prove an end.
  seen.going = surely_ended ? s.first <= v && v <= s.last : s.first <= v;
  seen.surely_going = s.first == v && s.last == v;
  return seen;
}

bool see_period(Span start, Span end, Day v, Seen& seen) {
  seen = Seen{};
  if (start.first > end.last) return false;
  const Day start_latest = std::min(start.last, end.last), end_soonest = std::max(end.first, start.first);
  seen.kind = Seen::Kind::period;
  seen.start_first = start.first;
  seen.start_last = start_latest;
  seen.end_first = end_soonest;
  seen.end_last = end.last;
  if (start.first <= v) seen.since = back(v, end.last);
  if (end.last >= v) seen.ahead = on(v, start.first);
  if (start_latest <= v) seen.surely_since = back(v, end_soonest);
  if (v <= end_soonest) seen.surely_ahead = on(v, start_latest);
  seen.going = start.first <= v && v <= end.last;
  seen.surely_going = start_latest <= v && v <= end_soonest;
  return true;
}

// --- what is open -----------------------------------------------------------------------------------------------

namespace {

struct Period {
  Span start, end;
};

/// Whenever it may have been.
Period any_time() { return {{first_day, last_day}, {first_day, forever}}; }

/// Something that is there, without a date.
Period undated(const check::List& list, Day signed_on) {
  Period out = any_time();
  switch (list.role) {
    case ListRole::exposures:
      if (!list.planned_too) out.start.last = signed_on;
      break;
    case ListRole::states:
      out.start.last = signed_on;
      out.end = {forever, forever};
      break;
    case ListRole::to_come:
      out.start = {signed_on, last_day};
      out.end.first = signed_on;
      break;
    case ListRole::allergies:
      break;
  }
  return out;
}

}  // namespace

void RowReader::State::add_unnamed(std::size_t id, bool surely_there, Day signed_on, bool dated_by_form) {
  const check::List& list = t.vocabulary.lists[id];
  RowEntry entry;
  entry.list = static_cast<check::ListId>(id);
  entry.surely_there = surely_there;
  if (list.role == ListRole::allergies) {
    entry.seen = see_timeless();
  } else {
    const Period when = dated_by_form ? undated(list, signed_on) : any_time();
    see_period(when.start, when.end, row->visit, entry.seen);
  }
  entry.details = static_cast<std::uint32_t>(row->details.size());
  row->details.resize(row->details.size() + list.details.size());
  row->entries.push_back(entry);
}

/// The older past that a list which looks back leaves open.
void RowReader::State::add_unasked_past(std::size_t id, Day signed_on) {
  const check::List& list = t.vocabulary.lists[id];
  if (!list.looks_back || list.role != ListRole::exposures || list.terms.empty()) return;
  Past& past = pasts[id];
  if (past.signed_on != signed_on) past = {signed_on, before(signed_on, *list.looks_back, Rounding::up)};
  const Day last = past.last;
  RowEntry entry;
  entry.list = static_cast<check::ListId>(id);
  entry.surely_there = false;
  entry.seen = see_point({first_day, last}, true, row->visit);
  entry.details = static_cast<std::uint32_t>(row->details.size());
  row->details.resize(row->details.size() + list.details.size());
  row->entries.push_back(entry);
}

void RowReader::State::answer_list(std::size_t id, const Form& form) {
  row->covered[id].all = true;
  if (t.vocabulary.lists[id].looks_back) add_unasked_past(id, form.signed_on);
}

// --- lists ----------------------------------------------------------------------------------------------------

bool RowReader::State::read_state_of_list(std::string_view text, std::size_t id, const Form& form, bool& given) {
  Said& state = said[t.vocabulary.questions.size() + id];
  given = true;
  switch (word_of(text)) {
    case Word::blank:
      given = false;
      return true;
    case Word::unsure:
    case Word::declined:
      state = Said::unsure;
      return true;
    case Word::no:
    case Word::never:
      state = Said::no;
      answer_list(id, form);
      return true;
    case Word::yes:
      state = Said::value;
      add_unnamed(id, true, form.signed_on, true);
      add_unasked_past(id, form.signed_on);
      return true;
    default:
      return false;
  }
}

bool RowReader::State::read_list(Node node, std::size_t id, const Form& form) {
  std::string_view text;
  bool given = false;
  if (tape.text(node, text)) return read_state_of_list(text, id, form, given);
  if (tape.is_array(node)) return read_entries(node, id, form, false);
  if (is_unsure(node)) {
    said[t.vocabulary.questions.size() + id] = Said::unsure;
    return true;
  }
  // {"entries": […], "more": "no"} says what the array alone says. With more than these, or with the terms that were
  // asked, what is covered is a set of its own.
  if (!tape.is_object(node)) return false;
  Node entries;
  unsigned seen = 0;
  for (Members m(tape, node); m.next();) {
    const std::string_view key = m.key;
    const Node value = m.value;
    const unsigned field = key == "entries" ? 1u : key == "more" ? 2u : key == "said" ? 4u : 0u;
    if (field == 0 || (seen & field) != 0) return false;
    seen |= field;
    if (field == 1u) {
      if (!tape.is_array(value)) return false;
      entries = value;
    } else if (!tape.is_null(value)) {
      if (!tape.text(value, text)) return false;
      if (field == 2u && word_of(text) != Word::no && word_of(text) != Word::blank) return false;
    }
  }
  return (seen & 1u) != 0 && read_entries(entries, id, form, true);
}

bool RowReader::State::read_entries(Node entries, std::size_t id, const Form& form, bool within) {
  std::size_t n = 0;
  for (Items items(tape, entries); items.next();) {
    if (++n > limits::list_entries || !tape.is_object(items.value) || !read_entry(items.value, id, form)) return false;
    row->entries.back().index = static_cast<std::int32_t>(n) - 1;
    row->entries.back().within = within;
  }
  said[t.vocabulary.questions.size() + id] = n == 0 ? Said::no : Said::value;
  answer_list(id, form);
  return true;
}

bool RowReader::State::read_entry(Node node, std::size_t id, const Form& form) {
  const check::List& list = t.vocabulary.lists[id];
  const RowTables::Tables::ListTables& tables = t.lists[id];
  const bool to_come = list.role == ListRole::to_come;
  const bool ahead = to_come || list.planned_too;
  Dates dates;
  std::string_view term, text, said_words;
  bool has_term = false, has_text = false;
  std::uint64_t seen = 0;
  const auto once = [&seen](unsigned field) {
    const std::uint64_t bit = std::uint64_t{1} << field;
    const bool first = (seen & bit) == 0;
    seen |= bit;
    return first;
  };
  const auto words = [this](Node value, std::string_view& out, bool& has) {
    if (tape.is_null(value)) return true;
    has = true;
    return tape.text(value, out);
  };
  bool ignored = false;
  details.clear();
  for (Members m(tape, node); m.next();) {
    const std::string_view key = m.key;
    const Node value = m.value;
    bool good = true;
    if (key == "term")
      good = once(0) && words(value, term, has_term);
    else if (key == "text")
      good = once(1) && words(value, text, has_text);
    else if (key == "said")
      good = once(2) && words(value, said_words, ignored);
    else if (key == "on")
      good = once(3) && read_when(value, form, to_come ? Look::future : Look::past, dates.on);
    else if (key == "last")
      good = once(4) && read_when(value, form, to_come ? Look::either : Look::past, dates.last);
    else if (key == "start")
      good = once(5) && read_when(value, form, ahead ? Look::either : Look::past, dates.start);
    else if (key == "end")
      good = once(6) && read_when(value, form, Look::either, dates.end);
    else if (key == "ongoing") {
      std::string_view state;
      bool has = false;
      good = once(7) && words(value, state, has);
      if (good && has) switch (word_of(state)) {
          case Word::blank:
            break;
          case Word::yes:
          case Word::ongoing:
            dates.ongoing = 1;
            break;
          case Word::no:
            dates.ongoing = 2;
            break;
          case Word::unsure:
          case Word::declined:
            dates.ongoing = 3;
            break;
          default:
            good = false;
            break;
        }
    } else {
      const std::uint32_t name = tables.details.find(key);
      good = name < 48 && once(8 + name);
      if (good) details.emplace_back(name, value);
    }
    if (!good) return false;
  }

  RowEntry entry;
  entry.list = static_cast<check::ListId>(id);
  if (has_term == has_text) return false;
  const std::uint32_t found = find_name(t.terms, t.folded_terms, has_term ? term : text);
  if (found != Words::unknown) {
    if (!tables.within[found]) return false;  // of another list
    entry.term = static_cast<check::TermId>(found);
  } else if (has_term && word_of(term) == Word::blank) {
    return false;
  }
  if (!see_entry(dates, list, form, entry)) return false;
  entry.details = static_cast<std::uint32_t>(row->details.size());
  row->details.resize(row->details.size() + list.details.size());
  if (!details.empty() && !read_details(id, entry)) return false;
  row->entries.push_back(entry);
  return true;
}

bool RowReader::State::see_entry(const Dates& dates, const check::List& list, const Form& form, RowEntry& entry) {
  using K = When::Kind;
  const auto there = [](const When& w) { return w.kind != K::not_given; };
  const auto dated = [](const When& w) { return w.kind == K::days; };
  const ListRole role = list.role;
  const bool to_come = role == ListRole::to_come;
  const Day signed_on = form.signed_on, v = row->visit;
  const bool not_ongoing = dates.ongoing == 2, in_doubt = dates.ongoing == 3;

  // Dated in two ways, or never: what that says is judged elsewhere.
  const bool period_given = there(dates.start) || there(dates.end);
  if ((there(dates.on) && (there(dates.last) || period_given)) || (there(dates.last) && period_given)) return false;
  for (const When* w : {&dates.on, &dates.last, &dates.start, &dates.end})
    if (w->kind == K::never) return false;
  if (role == ListRole::allergies) {
    entry.seen = see_timeless();
    return true;
  }
  const Span past{first_day, signed_on};
  const bool going_words = dates.on.kind == K::ongoing || dates.last.kind == K::ongoing ||
                           dates.start.kind == K::ongoing || dates.end.kind == K::ongoing;
  const bool is_ongoing = dates.ongoing == 1 || (going_words && !in_doubt);
  if (going_words && not_ongoing) return false;

  Period when = undated(list, signed_on);
  const bool unsure_date = (there(dates.on) && !dated(dates.on)) || (there(dates.last) && !dated(dates.last)) ||
                           dates.end.kind == K::vague || in_doubt;
  if (unsure_date && role == ListRole::states) when.end = {first_day, forever};

  if (is_ongoing) {
    when = {past, {forever, forever}};
    if (dated(dates.start)) {
      when.start = {dates.start.days.first, std::min(dates.start.days.last, signed_on)};
      if (when.start.first > signed_on) return false;
    }
    if (dated(dates.end)) {
      when.end = {std::max(dates.end.days.first, signed_on), dates.end.days.last};
      if (when.end.last < signed_on) return false;
    }
    return see_period(when.start, when.end, v, entry.seen);
  }
  if (dated(dates.on) || (dated(dates.last) && !to_come)) {
    const bool on = dated(dates.on);
    const Span days = on ? dates.on.days : dates.last.days;
    if (on && role == ListRole::states)
      return see_period(days, not_ongoing ? past : Span{days.first, forever}, v, entry.seen);
    if (in_doubt) return see_period(days, {days.first, forever}, v, entry.seen);
    entry.seen = see_point(days, not_ongoing, v);
    return true;
  }
  if (dated(dates.last)) {  // the last day of something to come
    if (dates.last.days.last < signed_on || in_doubt) return false;
    return see_period({signed_on, last_day}, dates.last.days, v, entry.seen);
  }

  // A period, or no date at all.
  const bool start_known = dated(dates.start), end_known = dated(dates.end);
  if (end_known && in_doubt) return false;  // it has an end, or none: a set with a gap
  if (start_known) when = {dates.start.days, {dates.start.days.first, forever}};
  if (end_known) {
    when.end = dates.end.days;
    if (!start_known) when.start = to_come || list.planned_too ? Span{first_day, last_day} : past;
  }
  if (not_ongoing && !to_come) {
    when.end = end_known ? Span{when.end.first, std::min(when.end.last, signed_on)} : past;
    if (when.end.first > when.end.last) return false;
    if (!start_known) when.start = past;
  }
  if (when.end.last < when.start.first) return false;
  if (to_come && when.end.last < signed_on) return false;
  return see_period(when.start, when.end, v, entry.seen);
}

// --- details --------------------------------------------------------------------------------------------------

bool RowReader::State::read_details(std::size_t id, RowEntry& entry) {
  const RowTables::Tables::ListTables& tables = t.lists[id];
  for (const auto& [name, value] : details) {
    std::size_t fitting = 0, index = 0;
    for (const std::uint32_t declared : tables.named[name]) {
      const bool fits = entry.term != check::none ? tables.fits[declared][static_cast<std::size_t>(entry.term)]
                                                  : tables.fits_any[declared];
      if (!fits) continue;
      ++fitting;
      index = declared;
    }
    // Not asked for this term; or it leaves open which of several is meant.
    if (fitting != 1) return false;
    if (!tape.is_null(value) && !read_detail(value, id, index, row->details[entry.details + index])) return false;
  }
  return true;
}

bool RowReader::State::read_detail(Node node, std::size_t list, std::size_t index, RowDetail& out) {
  const check::ValueType& type = t.vocabulary.lists[list].details[index].type;
  const RowTables::Tables::ListTables& tables = t.lists[list];
  switch (type.kind) {
    case ValueType::Kind::options: {
      Meaning meaning;
      if (!read_option(node, t.option_words[tables.options[index]], meaning)) return false;
      out.known = meaning.kind == Meaning::Kind::value || meaning.kind == Meaning::Kind::no;
      out.options = meaning.options;
      return true;
    }
    case ValueType::Kind::number: {
      Number number = Number::not_given;
      std::int64_t value = 0;
      if (!read_number(node, type, tables.unit_keys[index], number, value)) return false;
      out.known = number == Number::value;
      out.low = out.high = value;
      return true;
    }
    case ValueType::Kind::area: {
      bool strange = false;  // an area that nobody knows may be any
      return is_unsure(node) || read_areas(node, out.areas, out.known, strange);
    }
    default:
      return false;
  }
}

}  // namespace contra::bulk
