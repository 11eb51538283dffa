// See import_rows.hpp.
#include "serve/import_rows.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "present/json_writer.hpp"
#include "serve/body.hpp"
#include "serve/csv.hpp"
#include "serve/intake_parts.hpp"
#include "serve/titles.hpp"
#include "time/words.hpp"

namespace contra::serve {

namespace {

constexpr std::array<std::string_view, 8> columns = {"name",      "contact", "day",   "time",
                                                     "treatment", "area",    "depth", "client"};

/// A row before it is understood: what was written, by the name of its column.
struct Written {
  std::map<std::string, std::string, std::less<>> cells;
  std::map<std::string, text::Place, std::less<>> places;  // of JSON: of the value; of CSV: line and number of the cell
  text::Place place;
  std::size_t index = 0, number = 0;  // from 0; as a person counts it
};

/// The column that a heading names; empty when it is none.
std::string column_of(std::string_view heading) {
  static const std::map<std::string, std::string, std::less<>> others = {
      {"client name", "name"}, {"phone", "contact"}, {"telephone", "contact"}, {"email", "contact"},
      {"e mail", "contact"},   {"date", "day"},      {"client id", "client"},  {"id", "client"}};
  const std::string folded = check::fold_name(heading);
  if (std::find(columns.begin(), columns.end(), folded) != columns.end()) return folded;
  const auto other = others.find(folded);
  return other == others.end() ? std::string{} : other->second;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_year(std::string_view words) {
  std::size_t run = 0;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    if (i < words.size() && is_digit(words[i])) {
      ++run;
    } else {
      if (run == 4) return true;
      run = 0;
    }
  }
  return false;
}

std::vector<std::string> split_areas(std::string_view words) {
  std::vector<std::string> out;
  std::string one;
  const auto end = [&] {
    const std::size_t begin = one.find_first_not_of(' ');
    if (begin != std::string::npos) out.push_back(one.substr(begin, one.find_last_not_of(' ') - begin + 1));
    one.clear();
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::string_view(",;/+&").find(words[i]) != std::string_view::npos) {
      end();
    } else if (words.substr(i, 5) == " and ") {
      end();
      i += 4;
    } else {
      one += words[i];
    }
  }
  end();
  return out;
}

/// A number of the treatment's unit, with or without it ("1", "1,5 mm"), as JSON; a word stays a text.
std::string depth_json(std::string_view words, const compile::Program* program) {
  std::string number, rest;
  std::size_t at = 0;
  while (at < words.size() && is_digit(words[at])) number += words[at++];
  if (!number.empty() && at + 1 < words.size() && (words[at] == '.' || words[at] == ',') && is_digit(words[at + 1])) {
    number += '.';
    for (++at; at < words.size() && is_digit(words[at]); ++at) number += words[at];
  }
  while (number.size() > 1 && number[0] == '0' && is_digit(number[1])) number.erase(0, 1);
  for (; at < words.size(); ++at)
    if (words[at] != ' ') rest += words[at];
  std::string out;
  present::JsonWriter json(out);
  const bool counted =
      program != nullptr && program->pack->depth && program->pack->depth->type.kind == check::ValueType::Kind::number;
  if (counted && !number.empty() && (rest.empty() || rest == program->pack->depth->type.unit)) {
    json.open('{').key(program->pack->depth->type.unit).raw(number);
    json.close('}');
  } else {
    json.text(words);
  }
  return out;
}

class Understanding {
 public:
  Understanding(const api::LoadedRules& rules, Day today, ImportList& out) : rules_(rules), today_(today), out_(out) {}

  void row(const Written& written) {
    written_ = &written;
    ImportRow row;
    row.pointer = "/" + std::to_string(written.index);
    row.number = written.number;
    row.line = written.place.line;
    row.client = text("client", {0, 100, false});
    row.name = text("name", {0, 200, false});
    row.contact = text("contact", {0, 500, true});
    if (row.client.empty() && row.name.find_first_not_of(' ') == std::string::npos)
      fault("name", "a new client needs a name, a known one the id");
    day(row);
    time(row);
    plan(row);
    out_.rows.push_back(std::move(row));
  }

 private:
  std::string text(std::string_view column, const TextRule& rule) {
    const auto cell = written_->cells.find(column);
    if (cell == written_->cells.end()) return {};
    const std::string wrong = text_fault(cell->second, rule);
    if (!wrong.empty()) fault(column, wrong);
    return wrong.empty() ? cell->second : std::string{};
  }

  void fault(std::string_view column, const std::string& words) {
    PointedFault out;
    out.pointer = "/" + std::to_string(written_->index) + "/" + std::string(column);
    out.detail = "row " + std::to_string(written_->number) + ", " + quoted_name(column) + ": " + words;
    const auto place = written_->places.find(column);
    const text::Place at = place == written_->places.end() ? written_->place : place->second;
    out.line = at.line;
    out.column = place == written_->places.end() ? 0 : at.column;
    out_.faults.push_back(std::move(out));
  }

  void day(ImportRow& row) {
    const std::string words = text("day", {0, 60, false});
    std::string why = "a day is missing";
    const auto read = words.empty() ? std::nullopt : read_written_day(words, today_, why);
    if (!read)
      fault("day", why);
    else if (*read < today_)
      fault("day", "this day has passed");
    else
      row.day = *read;
  }

  void time(ImportRow& row) {
    const std::string words = text("time", {0, 20, false});
    if (words.empty()) return;
    if (const auto read = read_written_time(words))
      row.time = *read;
    else
      fault("time", "no time of day such as 14:30 or 2:30 pm");
  }

  void plan(ImportRow& row) {
    const std::string treatment = text("treatment", {0, 200, false});
    if (treatment.find_first_not_of(' ') == std::string::npos) return fault("treatment", "a treatment is missing");
    const compile::Program* program = find_treatment(rules_, treatment);
    present::JsonWriter json(row.plan);
    json.open('[').open('{').key("treatment").text(program != nullptr ? program->identity.name : treatment);
    const auto areas = split_areas(text("area", {0, 500, false}));
    if (!areas.empty()) {
      json.key("area").open('[');
      for (const std::string& area : areas) json.text(area);
      json.close(']');
    }
    if (const std::string depth = text("depth", {0, 60, false}); !depth.empty())
      json.key("depth").raw(depth_json(depth, program));
    json.close('}').close(']');
    for (const PointedFault& found : plan_faults(rules_, row.plan))
      fault(found.pointer.find("/area") != std::string::npos    ? "area"
            : found.pointer.find("/depth") != std::string::npos ? "depth"
                                                                : "treatment",
            found.detail);
  }

  const api::LoadedRules& rules_;
  Day today_;
  ImportList& out_;
  const Written* written_ = nullptr;
};

std::vector<Written> rows_of_csv(std::string_view body, ImportList& out) {
  std::vector<Written> rows;
  const Csv csv = read_csv(body);
  if (!csv.fault.empty()) {
    out.faults.push_back({"", "line " + std::to_string(csv.fault_line) + ": " + csv.fault, {}, csv.fault_line, 0});
    return rows;
  }
  if (csv.rows.empty()) throw Problem{400, "csv", "An empty list", "A header row and a row for each appointment.", {}};
  std::vector<std::string> header;
  for (const std::string& heading : csv.rows.front().cells) {
    const auto cell = static_cast<unsigned>(header.size() + 1);
    header.push_back(column_of(heading));
    const bool again = !header.back().empty() && std::count(header.begin(), header.end(), header.back()) > 1;
    if (header.back().empty() || again)
      out.faults.push_back({"",
                            "the header row: " + quoted_name(heading) +
                                (again ? " stands twice" : " is no column of such a list") +
                                "; columns are name, contact, day, time, treatment, area, depth, client id",
                            {},
                            csv.rows.front().line,
                            cell});
  }
  for (const char* needed : {"day", "treatment"})
    if (std::find(header.begin(), header.end(), needed) == header.end())
      out.faults.push_back({"", "the header row: the column " + quoted_name(needed) + " is missing", {}, 1, 0});
  if (!out.faults.empty()) return rows;
  for (std::size_t i = 1; i < csv.rows.size(); ++i) {
    const CsvRow& row = csv.rows[i];
    Written written;
    written.index = i - 1;
    written.number = row.number;
    written.place.line = row.line;
    if (row.cells.size() > header.size())
      out.faults.push_back({"/" + std::to_string(i - 1),
                            "row " + std::to_string(row.number) + ": more cells than the header has columns",
                            {},
                            row.line,
                            static_cast<unsigned>(header.size() + 1)});
    for (std::size_t c = 0; c < row.cells.size() && c < header.size(); ++c) {
      written.cells[header[c]] = row.cells[c];
      written.places[header[c]] = {row.line, static_cast<std::uint32_t>(c + 1)};
    }
    rows.push_back(std::move(written));
  }
  return rows;
}

std::vector<Written> rows_of_json(std::string_view text) {
  std::vector<Written> rows;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool bare = first != std::string_view::npos && text[first] == '[';
  Body body(text, text.size(), bare ? Node::Kind::array : Node::Kind::object);
  const Node* list = &body.root();
  if (!bare) {
    body.known(body.root(), {"appointments"});
    list = body.member(body.root(), "appointments", Node::Kind::array);
    body.finish();
  }
  for (const Node& item : list->items) {
    Written written;
    written.index = rows.size();
    written.number = rows.size() + 1;
    written.place = body.document().place(item);
    if (!item.is(Node::Kind::object)) {
      body.fault(item, "an appointment is an object");
      continue;
    }
    body.known(item, {"name", "contact", "day", "time", "treatment", "area", "depth", "client"});
    for (const Node& member : item.items) {
      if (member.is(Node::Kind::null)) continue;
      std::string words = member.text;
      bool text_like = member.is(Node::Kind::string) || (member.key == "depth" && member.is(Node::Kind::number));
      if (member.key == "area" && member.is(Node::Kind::array)) {
        text_like = true;
        for (const Node& area : member.items) {
          text_like = text_like && area.is(Node::Kind::string);
          words += (words.empty() ? "" : ",") + area.text;
        }
      }
      if (!text_like) body.fault(member, "a text is expected");
      written.cells[member.key] = words;
      written.places[member.key] = body.document().place(member);
    }
    rows.push_back(std::move(written));
  }
  body.finish();
  return rows;
}

}  // namespace

std::optional<Day> read_written_day(std::string_view words, Day today, std::string& why) {
  if (!has_year(words)) {
    why = "no day with a year of four digits, such as 2026-03-16 or 16 March 2026";
    return std::nullopt;
  }
  time::DaySet days;
  for (const time::Tense tense : {time::Tense::past, time::Tense::future})
    if (const auto read = time::read_worded_date(words, today, tense, {})) days |= read->days;
  if (days.is_one()) return days.min();
  const auto first = days.min(), last = days.max();
  if (days.empty())
    why = "no such day can be read; write it as 2026-03-16 or 16 March 2026";
  else if (days.intervals().size() == 2 && last)
    why = "this may be " + to_iso(*first) + " or " + to_iso(*last) + "; write the one that is meant";
  else
    why = "more than one day; write the one that is meant as 2026-03-16";
  return std::nullopt;
}

std::optional<std::string> read_written_time(std::string_view words) {
  std::string text;
  for (const char c : words)
    if (c != ' ') text += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  int half = 0;
  if (text.size() > 2 && text.back() == 'm' && (text[text.size() - 2] == 'a' || text[text.size() - 2] == 'p')) {
    half = text[text.size() - 2] == 'a' ? 1 : 2;
    text.resize(text.size() - 2);
  }
  std::size_t at = 0;
  int hour = 0, minute = 0;
  while (at < text.size() && at < 2 && is_digit(text[at])) hour = hour * 10 + (text[at++] - '0');
  if (at == 0) return std::nullopt;
  if (at < text.size()) {
    if (text.size() != at + 3 || (text[at] != ':' && text[at] != '.') || !is_digit(text[at + 1]) ||
        !is_digit(text[at + 2]))
      return std::nullopt;
    minute = (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
  } else if (half == 0) {
    return std::nullopt;
  }
  if (half != 0 && (hour < 1 || hour > 12)) return std::nullopt;
  if (half != 0) hour = hour % 12 + (half == 2 ? 12 : 0);
  if (hour > 23 || minute > 59) return std::nullopt;
  const auto two = [](int n) { return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)}; };
  return two(hour) + ":" + two(minute);
}

ImportList read_import(const api::LoadedRules& rules, std::string_view body, bool csv, Day today) {
  ImportList out;
  const std::vector<Written> rows = csv ? rows_of_csv(body, out) : rows_of_json(body);
  if (rows.size() > most_import_rows)
    throw Problem{413,
                  "too-large",
                  "Too large",
                  "At most " + std::to_string(most_import_rows) + " appointments are read at once.",
                  {}};
  Understanding understanding(rules, today, out);
  for (const Written& row : rows) understanding.row(row);
  return out;
}

}  // namespace contra::serve
