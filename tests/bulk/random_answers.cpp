// Answers, entries of lists, dates: exact ones, open ones and ones that cannot be.
#include <algorithm>
#include <cstdlib>

#include "random_records.hpp"

namespace contra::bulk_tests {

using TypeKind = check::ValueType::Kind;
using syntax::ListRole;

// --- small parts --------------------------------------------------------------------------------------------------

void RecordMaker::add_day(std::string& out, Day day) {
  const YearMonthDay d = date_of(day);
  const auto year = static_cast<unsigned>(d.year);
  const char text[] = {'"',
                       static_cast<char>('0' + year / 1000),
                       static_cast<char>('0' + year / 100 % 10),
                       static_cast<char>('0' + year / 10 % 10),
                       static_cast<char>('0' + year % 10),
                       '-',
                       static_cast<char>('0' + d.month / 10),
                       static_cast<char>('0' + d.month % 10),
                       '-',
                       static_cast<char>('0' + d.day / 10),
                       static_cast<char>('0' + d.day % 10),
                       '"'};
  out.append(text, sizeof text);
}

void RecordMaker::number(std::string& out, std::int64_t thousandths) {
  if (thousandths < 0) out += '-';
  const std::int64_t size = std::abs(thousandths);
  out += std::to_string(size / 1000);
  if (size % 1000 == 0) {
    if (random_.chance(50)) out += ".0";
    return;
  }
  std::string rest = std::to_string(1000 + size % 1000).substr(1);
  while (rest.back() == '0') rest.pop_back();
  out += '.';
  out += rest;
}

void RecordMaker::state_word(std::string& out) {
  std::string word = random_.pick(states_);
  if (random_.chance(20) && word[0] >= 'a') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  if (random_.chance(10)) word += '.';
  out += json_text(word);
}

void RecordMaker::term_name(std::string& out, check::TermId id) {
  const auto& names = term_names_[static_cast<std::size_t>(id)];
  if (random_.chance(60)) {
    out += names.front();
    return;
  }
  const std::string& name = random_.pick(names);
  if (random_.chance(90)) {
    out += name;
    return;
  }
  for (const char c : name) {  // otherwise written, and the same name
    if (c == ' ' && random_.chance(30))
      out += random_.chance(50) ? "-" : "  ";
    else if (c >= 'a' && c <= 'z' && random_.chance(40))
      out += static_cast<char>(c - 'a' + 'A');
    else
      out += c;
  }
}

void RecordMaker::area_name(std::string& out, bool open) {
  if (open && random_.chance(15)) {
    out += "\"where it hurts\"";
    return;
  }
  if (open && random_.chance(10)) {
    state_word(out);
    return;
  }
  const auto& names = area_names_[random_.below(area_names_.size())];
  out += random_.chance(70) ? names.front() : random_.pick(names);
}

void RecordMaker::areas(std::string& out, bool open) {
  if (open && random_.chance(10)) {
    out += random_.chance(50) ? "null" : "[]";
    return;
  }
  if (random_.chance(20)) {
    area_name(out, open);
    return;
  }
  out += '[';
  area_name(out, open);
  for (std::size_t more = random_.chance(20) ? 1 + random_.below(2) : 0; more > 0; --more) {
    out += ',';
    area_name(out, open);
  }
  out += ']';
}

Day RecordMaker::event_day(Day signed_on, bool past) {
  Day day;
  switch (random_.below(10)) {
    case 0:
    case 1:
    case 2: {
      const Step step = random_.pick(steps_);
      const Rounding rounding = random_.chance(50) ? Rounding::up : Rounding::down;
      day = past ? before(visit_, step, rounding) : after(visit_, step, rounding);
      day = Day{day.number + random_.between(-1, 1)};
      break;
    }
    case 3:
      day = Day{(past ? visit_.number : signed_on.number) + (past ? -1 : 1) * static_cast<int>(random_.below(40))};
      break;
    case 4: {  // an end of a month, a leap day
      const YearMonthDay from = date_of(visit_);
      const int year = from.year + (past ? -1 : 1) * static_cast<int>(random_.below(3));
      const auto month = static_cast<unsigned>(random_.chance(40) ? 2 : random_.between(1, 12));
      day = *day_of({year, month, days_in_month(year, month)});
      break;
    }
    default:
      day = Day{visit_.number + (past ? -1 : 1) * random_.between(past ? 300 : 30, past ? 3000 : 500)};
      break;
  }
  if (past && day > signed_on) day = signed_on;
  if (past && day > visit_ && !random_.chance(style_.impossible)) day = visit_;
  if (!past && day < signed_on) day = signed_on;
  if (!past && day.number > signed_on.number + 1800) day = Day{signed_on.number + 1800};  // no form plans farther
  return day;
}

// --- dates ----------------------------------------------------------------------------------------------------------

void RecordMaker::worded_date(std::string& out, const Form& form, bool past, Day day) {
  static const std::vector<std::string> units = {"day", "week", "month", "year"};
  static const std::vector<std::string> past_words = {"yesterday",
                                                      "last Tuesday",
                                                      "a few days before Christmas",
                                                      "last summer",
                                                      "early March",
                                                      "over a year ago",
                                                      "about two weeks ago",
                                                      "more than 6 months ago",
                                                      "3/4/2026",
                                                      "20 Nov 2025",
                                                      "a while back",
                                                      "still using it",
                                                      "last autumn",
                                                      "beginning of 2025"};
  static const std::vector<std::string> future_words = {"next Friday", "in 3 weeks", "tomorrow",     "in June",
                                                        "soon",        "next month", "around Easter"};
  const YearMonthDay d = date_of(day);
  const auto amount = [&] { return std::to_string(1 + random_.below(14)) + " " + random_.pick(units) + "s"; };
  switch (random_.below(past ? 11 : 8)) {
    case 0:
      out += "\"" + std::to_string(d.year) + "\"";
      break;
    case 1:
    case 2: {
      std::string month = std::to_string(100 + d.month).substr(1);
      out += "\"" + std::to_string(d.year) + "-" + month + "\"";
      break;
    }
    case 3: {
      const Day other{day.number + (past ? -1 : 1) * static_cast<int>(random_.below(120))};
      out += "{\"between\":[";
      add_day(out, std::min(day, other));
      out += ',';
      if (random_.chance(80))
        add_day(out, std::max(day, other));
      else
        out += "\"" + std::to_string(date_of(std::max(day, other)).year) + "\"";
      out += "]}";
      break;
    }
    case 4:
      if (random_.chance(50))
        state_word(out);
      else
        out += random_.chance(50) ? "{\"unsure\":\"some time\"}" : "{\"unsure\":null}";
      break;
    case 5:
      out += "{\"one of\":[";
      add_day(out, day);
      out += ',';
      if (random_.chance(20))
        out += "\"never\"";
      else
        add_day(out, Day{std::max(day.number - (past ? 7 : 0), first_day.number)});
      out += "]}";
      break;
    case 6:
      out += "{\"words\":" + json_text(random_.pick(past ? past_words : future_words)) + "}";
      break;
    case 7:
      out += json_text(random_.pick(past ? past_words : future_words));
      break;
    case 8:
      out += "{\"about\":\"" + amount() + (random_.chance(50) ? " ago" : "") + "\"}";
      break;
    case 9:
      out += "{\"in the last\":\"" + amount() + "\"}";
      break;
    default:
      out += "{\"not in the last\":\"" + amount() + "\"}";
      break;
  }
  (void)form;
}

void RecordMaker::date(std::string& out, const Form& form, bool past, bool open) {
  const Day day = event_day(form.signed_on, past);
  if (random_.chance(style_.impossible)) {
    static const std::vector<std::string> wrong = {
        "\"2026-02-31\"",        "\"2062-01-01\"",
        "\"1000 years ago\"",    "\"-3 days ago\"",
        "\"2025-13\"",           "\"1899-12-31\"",
        "\"31 February\"",       "{\"between\":[\"2026-02-01\",\"2026-01-01\"]}",
        "{\"about\":\"0 days\"}"};
    out += random_.pick(wrong);
  } else if (open) {
    worded_date(out, form, past, day);
  } else {
    add_day(out, day);
  }
}

// --- values ---------------------------------------------------------------------------------------------------------

void RecordMaker::value(std::string& out, const check::ValueType& type, const AskedQuestion* asked, bool open) {
  if (open) {
    switch (random_.below(8)) {
      case 0:
        out += "null";
        return;
      case 1:
        out += "\"unsure\"";
        return;
      case 2:
        out += "\"declined\"";
        return;
      case 3:
        out += random_.chance(50) ? "{\"unsure\":\"not so sure\"}" : "{\"unsure\":null}";
        return;
      case 4:
        state_word(out);
        return;
      case 5:
        out += random_.chance(50) ? "\"\"" : "\"something else\"";
        return;
      default:
        break;  // something of the type that leaves it open
    }
  }
  switch (type.kind) {
    case TypeKind::options: {
      const auto option = [&](std::size_t k) {
        if (asked != nullptr)
          out += random_.chance(80) ? asked->options[k] : asked->labels[k];
        else
          out += json_text(random_.chance(80) || k >= type.labels.size() ? type.options[k] : type.labels[k]);
      };
      const std::size_t n = type.options.size();
      if (open) {
        out += "{\"one of\":[";
        option(random_.below(n));
        if (random_.chance(80)) {
          out += ',';
          option(random_.below(n));
        }
        out += "]}";
      } else {
        option(asked != nullptr ? chosen_[static_cast<std::size_t>(asked - questions_.data())] : random_.below(n));
      }
      break;
    }
    case TypeKind::number: {
      const auto any = [&] {
        const auto steps = static_cast<std::size_t>((type.to - type.from) / 100);
        std::int64_t number = type.from + 100 * static_cast<std::int64_t>(random_.below(steps + 1));
        if (random_.chance(10)) number += static_cast<std::int64_t>(random_.below(100));
        if (random_.chance(5)) number = random_.chance(50) ? type.from : type.to;
        if (random_.chance(style_.impossible)) number = random_.chance(50) ? type.from - 1 : type.to + 1;
        return random_.chance(style_.impossible) ? number : std::min(number, type.to);
      };
      const std::string unit = json_text(type.unit);
      const std::int64_t a = any(), b = any();
      if (!open) {
        out += "{" + unit + ":";
        number(out, a);
        out += '}';
        break;
      }
      switch (random_.below(5)) {
        case 0:
          out += "{" + unit + ":{\"from\":";
          number(out, std::min(a, b));
          out += ",\"to\":";
          number(out, std::max(a, b));
          out += "}}";
          break;
        case 1:
          out += "{" + unit + ":{\"" + (random_.chance(50) ? "from" : "to") + "\":";
          number(out, a);
          out += "}}";
          break;
        case 2:
          out += '"';
          number(out, a);
          out += " " + type.unit + "\"";
          break;
        case 3:
          out += "{" + unit + ":";
          number(out, a);
          out += a % 1000 == 0 ? ".00004}" : "4321}";
          break;
        default:
          out += "{\"one of\":[{" + unit + ":";
          number(out, a);
          out += "},{" + unit + ":";
          number(out, b);
          out += "}]}";
          break;
      }
      break;
    }
    case TypeKind::area:
      areas(out, open);
      break;
    case TypeKind::text:
      out += open ? "\"é, ü and — 中 \\\"words\\\"\"" : "\"some words\"";
      break;
    default:
      out += "\"never\"";
      break;
  }
}

bool RecordMaker::question(std::string& out, const AskedQuestion& asked, const Form& form) {
  const bool open = form.unclear && random_.chance(style_.unclear);
  if (open && random_.chance(15)) return false;
  out += asked.key;
  const check::ValueType& type = asked.question->type;
  if (type.kind != TypeKind::past_day && type.kind != TypeKind::future_day) {
    value(out, type, &asked, open);
    return true;
  }
  if (open && random_.chance(20)) {
    static const std::vector<std::string> words = {"\"yes\"", "\"no\"", "null", "\"declined\"", "\"not applicable\"",
                                                   "\"\""};
    out += random_.pick(words);
    return true;
  }
  if (asked.birth && !open && !random_.chance(style_.impossible)) {
    Day born;
    if (!ages_.empty() && random_.chance(10)) {
      const std::int32_t months = random_.pick(ages_);
      born = Day{before(visit_, Step{months, 0}, random_.chance(50) ? Rounding::up : Rounding::down).number +
                 random_.between(-1, 1)};
    } else {
      born = Day{visit_.number - random_.between(8400, 25000)};
    }
    add_day(out, std::min(born, form.signed_on));
    return true;
  }
  if (!open && random_.chance(60))
    out += "\"never\"";
  else
    date(out, form, type.kind == TypeKind::past_day, open);
  return true;
}

// --- lists ----------------------------------------------------------------------------------------------------------

bool RecordMaker::list(std::string& out, const AskedList& asked, const Form& form) {
  const bool open = form.unclear && random_.chance(style_.unclear);
  if (open && random_.chance(15)) return false;
  out += asked.key;
  if (open) {
    switch (random_.below(10)) {
      case 0:
        out += "\"unsure\"";
        return true;
      case 1:
        out += random_.chance(50) ? "\"yes\"" : "\"declined\"";
        return true;
      case 2:
        out += random_.chance(50) ? "null" : "{\"unsure\":\"cannot say\"}";
        return true;
      case 3:
        state_word(out);
        return true;
      default:
        break;
    }
  } else if (!random_.chance(style_.events)) {
    out += random_.chance(70) ? "\"no\"" : "[]";
    return true;
  }
  const bool object = open && random_.chance(50);
  if (!object) {
    list_entries(out, asked, form, open);
    return true;
  }
  out += '{';
  if (random_.chance(40)) {
    out += "\"asked\":[";
    for (std::size_t n = random_.below(3), k = 0; k <= n; ++k) {
      if (k > 0) out += ',';
      term_name(out,
                random_.chance(50) || asked.general.empty() ? random_.pick(asked.leaves) : random_.pick(asked.general));
    }
    out += "],";
  }
  if (random_.chance(50)) {
    out += "\"more\":";
    static const std::vector<std::string> more = {"\"yes\"", "\"no\"", "\"unsure\"", "null", "\"a few\""};
    out += random_.pick(more);
    out += ',';
  }
  if (random_.chance(20)) out += "\"said\":\"as the client said\",";
  out += "\"entries\":";
  switch (random_.below(5)) {
    case 0:
      out += random_.chance(70) ? "\"no\"" : "\"yes\"";
      break;
    case 1:
      out += random_.chance(50) ? "\"unsure\"" : "null";
      break;
    default:
      list_entries(out, asked, form, open);
      break;
  }
  out += '}';
  return true;
}

void RecordMaker::list_entries(std::string& out, const AskedList& asked, const Form& form, bool open) {
  out += '[';
  const std::size_t n = random_.chance(75) ? 1 : 1 + random_.below(open ? 4 : 3);
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += ',';
    entry(out, asked, form, open && random_.chance(70));
  }
  out += ']';
}

void RecordMaker::entry(std::string& out, const AskedList& asked, const Form& form, bool open) {
  check::TermId term = asked.general.empty() || random_.chance(open ? 50 : 90) ? random_.pick(asked.leaves)
                                                                               : random_.pick(asked.general);
  out += '{';
  if (open && random_.chance(20)) {
    static const std::vector<std::string> words = {"\"the green cream\"", "\"some tablets\"", "\"crème à l'été\"",
                                                   "\"?\""};
    out += "\"text\":";
    out += random_.pick(words);
    term = check::none;
  } else {
    if (random_.chance(style_.impossible))  // perhaps of another list
      term = static_cast<check::TermId>(random_.below(term_names_.size()));
    out += open && random_.chance(15) ? "\"text\":" : "\"term\":";
    term_name(out, term);
  }
  timing(out, *asked.list, form, open);
  details(out, *asked.list, term, open);
  if (random_.chance(40))
    out += random_.chance(50) ? ",\"said\":\"since the spring\""
                              : ",\"said\":\"two or three times, I think; the one from the shop\"";
  out += '}';
}

void RecordMaker::timing(std::string& out, const check::List& list, const Form& form, bool open) {
  const auto field = [&](const char* name, bool past, bool unclear) {
    out += ",\"";
    out += name;
    out += "\":";
    date(out, form, past, unclear);
  };
  const auto ongoing = [&](const char* word) {
    out += ",\"ongoing\":\"";
    out += word;
    out += '"';
  };
  if (open) {
    if (random_.chance(15)) return;  // no date
    if (random_.chance(8)) {         // two ways at once
      field("on", true, false);
      field("last", true, random_.chance(50));
      return;
    }
    if (random_.chance(8)) {
      out += random_.chance(60) ? ",\"last\":\"never\"" : ",\"on\":\"never\"";
      return;
    }
    if (random_.chance(25)) {
      static const std::vector<const char*> words = {"unsure",      "declined", "yes",       "no",
                                                     "still using", "",         "perhaps so"};
      ongoing(random_.pick(words));
    }
  }
  const bool vague = open && random_.chance(70);
  switch (list.role) {
    case ListRole::allergies:
      if (open && random_.chance(20)) field("on", true, vague);
      break;
    case ListRole::states:
      if (random_.chance(30)) field(random_.chance(50) ? "start" : "on", true, vague);
      break;
    case ListRole::to_come:
      if (random_.chance(60)) {
        field("on", false, vague);
      } else {
        const Day start = event_day(form.signed_on, false);
        out += ",\"start\":";
        add_day(out, start);
        out += ",\"end\":";
        add_day(out, Day{start.number + static_cast<int>(random_.below(40))});
      }
      break;
    case ListRole::exposures:
      switch (random_.below(10)) {
        case 0:
        case 1:
        case 2:
        case 3:
          field("last", true, vague);
          break;
        case 4:
        case 5:
          field("on", true, vague);
          break;
        case 6: {
          Day a = event_day(form.signed_on, true), b = event_day(form.signed_on, true);
          if (b < a && !random_.chance(style_.impossible)) std::swap(a, b);
          out += ",\"start\":";
          add_day(out, a);
          out += ",\"end\":";
          add_day(out, b);
          break;
        }
        case 7:
          field("end", true, vague);
          break;
        case 8:
          if (random_.chance(50)) {
            const bool past = !list.planned_too || random_.chance(50);
            field("start", past, vague);
            if (!past) break;
          }
          if (!open) ongoing(random_.chance(50) ? "yes" : "no");
          break;
        default:
          field("last", true, vague);
          if (!open) ongoing("no");
          break;
      }
      break;
  }
}

void RecordMaker::details(std::string& out, const check::List& list, check::TermId term, bool open) {
  for (std::size_t i = 0; i < list.details.size(); ++i) {
    const check::Detail& detail = list.details[i];
    bool fits = detail.for_terms.empty();
    std::size_t fitting = 0;
    for (const check::Detail& other : list.details) {
      if (other.name != detail.name) continue;
      const bool meets =
          other.for_terms.empty() ||
          (term != check::none && other.for_terms.meets(vocabulary_->terms[static_cast<std::size_t>(term)].kinds));
      fitting += meets ? 1 : 0;
      if (&other == &detail) fits = meets;
    }
    if (!fits || fitting > 1 || !random_.chance(open ? 50 : 85)) continue;
    out += ",\"";
    out += detail.name;
    out += "\":";
    value(out, detail.type, nullptr, open && random_.chance(50));
  }
}

}  // namespace contra::bulk_tests
