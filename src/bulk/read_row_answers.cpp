// Answers to questions, and the values in them; see read_row.hpp. Each function says in plain intervals what its sister
// in src/eval/intake_*.cpp says in sets of days, and gives up where the two could differ.
#include <algorithm>

#include "bulk/read_row_state.hpp"

namespace contra::bulk {

using check::ValueType;
using eval::reader::Word;
using Kind = ValueType::Kind;

// --- words ----------------------------------------------------------------------------------------------------

Word RowReader::State::word_of(std::string_view text) {
  if (text == "no") return Word::no;
  std::uint32_t found = t.states.find(text);
  if (found == Words::unknown) found = t.states.find(folder.words(text));
  return found == Words::unknown ? Word::other : static_cast<Word>(found);
}

std::uint32_t RowReader::State::find_name(const Words& written, const Words& folded, std::string_view text) {
  const std::uint32_t found = written.find(text);
  return found != Words::unknown ? found : folded.find(folder.name(text));
}

bool RowReader::State::is_unsure(Node node) {
  if (!tape.is_object(node)) return false;
  Members only(tape, node);
  std::string_view words;
  return only.only() && only.key == "unsure" && (tape.is_null(only.value) || tape.text(only.value, words));
}

// --- values ---------------------------------------------------------------------------------------------------

bool RowReader::State::read_option(Node node, const OptionWords& words, Meaning& out) {
  std::string_view text;
  if (tape.text(node, text)) {
    std::uint32_t found = text == "no" ? words.no : text == "yes" ? words.yes : words.words.find(text);
    if (found == Words::unknown) found = words.words.find(folder.words(text));
    if (found == Words::unknown) return false;
    out = words.meanings[found];
    return true;
  }
  if (is_unsure(node)) {
    out = Meaning{Meaning::Kind::unsure, 0};
    return true;
  }
  return false;
}

/// The number behind the next `"mm":` of the line. simdjson keeps a double, which cannot tell 1.5 from
/// 1.50000000000000000001; the bytes can. INVARIANT: every number of a plain line is read by this, in the order of the
/// line, and no other key of a plain line is a unit. A key that is written with an escape is not found, so that the
/// last number of its unit finds none.
bool RowReader::State::number_after(const std::string& unit_key, double value, std::int64_t& thousandths) {
  for (;;) {
    const std::size_t key = line.find(unit_key, number_at);
    if (key == std::string_view::npos) return false;
    std::size_t at = key + unit_key.size();
    number_at = at;
    const auto skip = [&] {
      while (at < line.size() && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r' || line[at] == '\n')) ++at;
    };
    skip();
    if (at >= line.size() || line[at] != ':') continue;  // a text with these words
    if (key > 0 && line[key - 1] == '\\') return false;  // the end of a longer key
    ++at;
    skip();
    const auto digit = [&] { return at < line.size() && line[at] >= '0' && line[at] <= '9'; };
    const bool negative = at < line.size() && line[at] == '-';
    if (negative) ++at;
    std::int64_t size = 0;
    std::size_t digits = 0;
    for (; digit(); ++at, ++digits) {
      if (digits == 9) return false;  // a thousand million is over the limit of a record
      size = size * 10 + (line[at] - '0');
    }
    if (digits == 0) return false;
    std::size_t decimals = 0;
    if (at < line.size() && line[at] == '.') {
      for (++at; digit(); ++at) {
        if (decimals < 3) {
          size = size * 10 + (line[at] - '0');
          ++decimals;
        } else if (line[at] != '0') {
          return false;  // between two thousandths
        }
      }
    }
    for (; decimals < 3; ++decimals) size *= 10;
    if (at >= line.size() || std::string_view(",}] \t\r\n").find(line[at]) == std::string_view::npos) return false;
    number_at = at;
    thousandths = negative ? -size : size;
    return static_cast<double>(thousandths) / 1000.0 == value;  // the same number that simdjson has read
  }
}

bool RowReader::State::read_number(Node node, const ValueType& type, const std::string& unit_key, Number& out,
                                   std::int64_t& thousandths) {
  std::string_view text;
  if (tape.text(node, text)) {
    switch (word_of(text)) {
      case Word::blank:
        out = Number::not_given;
        return true;
      case Word::unsure:
      case Word::declined:
        out = Number::unsure;
        return true;
      default:
        return false;
    }
  }
  if (!tape.is_object(node)) return false;
  Members only(tape, node);
  if (!only.only()) return false;
  if (only.key == "unsure" || only.key == "one of") {  // whatever the unit is called
    out = Number::unsure;
    return type.unit != only.key && is_unsure(node);
  }
  double value = 0;
  if (only.key != type.unit || !tape.number(only.value, value)) return false;
  out = Number::value;
  return number_after(unit_key, value, thousandths) && type.from <= thousandths && thousandths <= type.to;
}

bool RowReader::State::read_areas(Node node, AreaSet& areas, bool& known, bool& strange) {
  AreaSet found;
  bool state = false;
  strange = known = false;
  const auto one = [&](Node item) {
    std::string_view text;
    if (!tape.text(item, text)) return false;
    const std::uint32_t area = find_name(t.areas, t.folded_areas, text);
    if (area != Words::unknown) {
      found.add(static_cast<check::AreaId>(area));
      return true;
    }
    switch (word_of(text)) {
      case Word::blank:
      case Word::unsure:
      case Word::declined:
      case Word::not_applicable:
        state = true;
        break;
      default:
        strange = true;
        break;
    }
    return true;
  };
  if (tape.is_array(node)) {
    for (Items items(tape, node); items.next();)
      if (!one(items.value)) return false;
  } else if (!one(node)) {
    return false;
  }
  known = !state && !strange && !found.empty();
  if (known) areas = found;
  return true;
}

// --- dates ----------------------------------------------------------------------------------------------------

bool read_iso_day(std::string_view text, Day& day) {
  const auto read = parse_iso_day(text);
  if (read) day = *read;
  return read.has_value();
}

bool RowReader::State::read_date_text(std::string_view text, Span& days) const {
  const auto number = [&](std::size_t from, std::size_t count, int& out) {
    out = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (text[i] < '0' || text[i] > '9') return false;
      out = out * 10 + (text[i] - '0');
    }
    return true;
  };
  int year = 0, month = 1;
  if (text.size() == 10) {
    if (!read_iso_day(text, days.first)) return false;
    days.last = days.first;
    return true;
  }
  if (text.size() != 4 && !(text.size() == 7 && text[4] == '-')) return false;
  if (!number(0, 4, year) || (text.size() == 7 && !number(5, 2, month))) return false;
  const auto from = static_cast<unsigned>(month), to = text.size() == 7 ? from : 12u;
  const auto first = day_of({year, from, 1});
  if (!first) return false;
  days = {*first, *day_of({year, to, days_in_month(year, to)})};
  return true;
}

bool RowReader::State::cut(Span& days, const Form& form, Look look) const {
  if (look == Look::past) {
    if (days.first > form.signed_on || days.first > visit) return false;
    days.last = std::min(days.last, form.signed_on);
    return true;
  }
  // The exact day only where it matters: it is never sooner than this.
  constexpr std::int32_t least = eval::reader::planned_ahead.months * 28;
  if (days.first.number > form.signed_on.number + least &&
      days.first > after(form.signed_on, eval::reader::planned_ahead, Rounding::up))
    return false;
  if (look == Look::future) {
    if (days.last < form.signed_on) return false;
    days.first = std::max(days.first, form.signed_on);
  }
  return true;
}

bool RowReader::State::read_when(Node node, const Form& form, Look look, When& out) {
  std::string_view text;
  if (tape.text(node, text)) {
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      out.kind = When::Kind::days;
      return read_date_text(text, out.days) && cut(out.days, form, look);
    }
    switch (word_of(text)) {
      case Word::blank:
        out.kind = When::Kind::not_given;
        return true;
      case Word::unsure:
      case Word::declined:
        out.kind = When::Kind::vague;
        return true;
      case Word::never:
        out.kind = When::Kind::never;
        return true;
      case Word::ongoing:
        out.kind = When::Kind::ongoing;
        return true;
      default:
        return false;  // words: the general reader knows them
    }
  }
  if (tape.is_null(node)) {
    out.kind = When::Kind::not_given;
    return true;
  }
  if (is_unsure(node)) {
    out.kind = When::Kind::vague;
    return true;
  }
  if (!tape.is_object(node)) return false;
  Members only(tape, node);
  if (!only.only() || only.key != "between" || !tape.is_array(only.value)) return false;
  Items bounds(tape, only.value);
  Span from, to;
  std::string_view from_text, to_text;
  if (!bounds.next() || !tape.text(bounds.value, from_text)) return false;
  if (!bounds.only() || !tape.text(bounds.value, to_text)) return false;
  if (!read_date_text(from_text, from) || !cut(from, form, Look::either)) return false;
  if (!read_date_text(to_text, to) || !cut(to, form, Look::either)) return false;
  if (to.last < from.first) return false;
  out.kind = When::Kind::days;
  out.days = {from.first, to.last};
  return cut(out.days, form, look);
}

// --- questions ------------------------------------------------------------------------------------------------

void RowReader::State::answer(std::size_t id, const Form& form) {
  said[id] = Said::value;
  said_on[id] = form.signed_on;
  row->answered[id / 64] |= std::uint64_t{1} << (id % 64);
}

bool RowReader::State::read_day_question(Node node, std::size_t id, const Form& form) {
  const check::Question& question = t.vocabulary.questions[id];
  const bool past = question.type.kind == Kind::past_day;
  Span days{};
  When when;
  std::string_view text;
  if (tape.text(node, text) && !(!text.empty() && text[0] >= '0' && text[0] <= '9')) {
    switch (word_of(text)) {
      case Word::no:
      case Word::never:
        say_no(id, form.signed_on);
        return true;
      case Word::not_applicable:
        if (!question.not_applicable_is_no) return false;
        say_no(id, form.signed_on);
        return true;
      case Word::yes:
        days = past ? Span{first_day, form.signed_on} : Span{form.signed_on, last_day};
        answer(id, form);
        set_day(id, &days, true);
        return true;
      default:
        break;
    }
  }
  if (!read_when(node, form, past ? Look::past : Look::future, when)) return false;
  switch (when.kind) {
    case When::Kind::not_given:
      return true;
    case When::Kind::vague:
      said[id] = Said::unsure;
      return true;
    case When::Kind::days:
      answer(id, form);
      set_day(id, &when.days, true);
      return true;
    default:
      return false;
  }
}

bool RowReader::State::read_question(Node node, std::size_t id, const Form& form) {
  const check::Question& question = t.vocabulary.questions[id];
  switch (question.type.kind) {
    case Kind::options: {
      Meaning meaning;
      if (!read_option(node, t.option_words[t.question_options[id]], meaning)) return false;
      switch (meaning.kind) {
        case Meaning::Kind::value:
          answer(id, form);
          set_options(id, meaning.options);
          return true;
        case Meaning::Kind::no:
          say_no(id, form.signed_on);
          return true;
        case Meaning::Kind::unsure:
        case Meaning::Kind::declined:
          said[id] = Said::unsure;
          return true;
        case Meaning::Kind::blank:
          return true;
        case Meaning::Kind::not_applicable:
          if (!question.not_applicable_is_no) return false;
          say_no(id, form.signed_on);
          return true;
      }
      return false;
    }
    case Kind::number: {
      Number number = Number::not_given;
      std::int64_t value = 0;
      if (!read_number(node, question.type, t.unit_keys[id], number, value)) return false;
      if (number == Number::unsure) said[id] = Said::unsure;
      if (number != Number::value) return true;
      const auto i = static_cast<std::size_t>(t.layout.number[id]);
      answer(id, form);
      row->low[i] = row->high[i] = value;
      return true;
    }
    case Kind::past_day:
    case Kind::future_day:
      return read_day_question(node, id, form);
    case Kind::area: {
      AreaSet areas;
      bool known = false, strange = false;
      if (is_unsure(node)) {
        said[id] = Said::unsure;
        return true;
      }
      if (!read_areas(node, areas, known, strange) || !known) return false;
      answer(id, form);
      return true;
    }
    case Kind::text: {
      std::string_view text;
      if (is_unsure(node)) {
        said[id] = Said::unsure;
        return true;
      }
      if (!tape.text(node, text)) return false;
      switch (word_of(text)) {
        case Word::blank:
          return true;
        case Word::unsure:
        case Word::declined:
          said[id] = Said::unsure;
          return true;
        case Word::not_applicable:
          return false;
        case Word::no:
          say_no(id, form.signed_on);
          return true;
        default:
          answer(id, form);
          return true;
      }
    }
  }
  return false;
}

}  // namespace contra::bulk
