// The parts of the fast reader, private to read_row*.cpp.
#pragma once

#include <array>

#include "bulk/json_tape.hpp"
#include "bulk/read_row_tables.hpp"

namespace contra::bulk {

/// A set of days without a gap. Kept as the general reader keeps it: within the calendar, and never empty.
struct Span {
  Day first, last;
};

/// What was read where a date may stand.
struct When {
  enum class Kind : std::uint8_t { not_given, days, vague, never, ongoing } kind = Kind::not_given;
  Span days{};
};

/// Which days a date may mean; see eval's reader of dates.
enum class Look : std::uint8_t { past, future, either };

struct RowReader::State {
  explicit State(const RowTables::Tables& tables);

  // INVARIANT of all that returns bool here, unless it says otherwise: false means "not plain", and ends the line.
  bool read(std::string_view line, std::optional<Day> on, std::optional<Day> as_of, Row& row, RowHead& head);

  struct Form {
    Day signed_on;
    bool full = false, by_client = false, has_answers = false;
    Node answers;
  };

  // --- the record ---
  bool read_plan(Node plan);
  bool read_depth(Node node, std::size_t pack);
  bool read_forms(Node given);
  bool read_answers(Node answers, const Form& form);
  bool read_question(Node node, std::size_t id, const Form& form);
  bool read_day_question(Node node, std::size_t id, const Form& form);
  bool finish(Day as_of);
  bool settle_boxes();
  bool settle_conditions();

  // --- lists ---
  bool read_list(Node node, std::size_t id, const Form& form);
  bool read_state_of_list(std::string_view text, std::size_t id, const Form& form, bool& given);
  bool read_entries(Node entries, std::size_t id, const Form& form, bool within);
  bool read_entry(Node node, std::size_t id, const Form& form);
  struct Dates {
    When on, last, start, end;
    std::uint8_t ongoing = 0;  // 0 not given, 1 yes, 2 no, 3 unsure
  };
  bool see_entry(const Dates& dates, const check::List& list, const Form& form, RowEntry& entry);
  bool read_details(std::size_t id, RowEntry& entry);
  bool read_detail(Node node, std::size_t list, std::size_t index, RowDetail& out);
  void add_unnamed(std::size_t id, bool surely_there, Day signed_on, bool undated);
  void add_unasked_past(std::size_t id, Day signed_on);
  void answer_list(std::size_t id, const Form& form);

  // --- values ---
  bool read_when(Node node, const Form& form, Look look, When& out);
  bool read_date_text(std::string_view text, Span& days) const;
  bool cut(Span& days, const Form& form, Look look) const;
  bool read_option(Node node, const OptionWords& words, Meaning& out);
  /// {"mm": 1.5} within the range of the type.
  enum class Number : std::uint8_t { not_given, unsure, value };
  bool read_number(Node node, const check::ValueType& type, const std::string& unit_key, Number& said,
                   std::int64_t& thousandths);
  bool number_after(const std::string& unit_key, double value, std::int64_t& thousandths);
  /// Known areas only; `known` is false when it says nothing, or words that name none (then `strange`).
  bool read_areas(Node node, AreaSet& areas, bool& known, bool& strange);
  bool is_unsure(Node node);  // {"unsure": …}; false: it is something else
  eval::reader::Word word_of(std::string_view text);
  std::uint32_t find_key(std::string_view key, std::uint32_t& expected);
  std::uint32_t find_name(const Words& written, const Words& folded, std::string_view text);

  // --- answers in the row ---
  void set_options(std::size_t id, std::uint64_t options);
  std::uint64_t options_of(std::size_t id) const;
  void answer(std::size_t id, const Form& form);  // it counts as answered
  void say_no(std::size_t id, Day signed_on);     // a plain no, whatever its type
  void note_age(syntax::AnsweredBy by, Day signed_on);
  void set_day(std::size_t id, const Span* days, bool surely_there);

  const RowTables::Tables& t;
  simdjson::dom::parser parser;
  simdjson::dom::document document;
  JsonTape tape;
  Folder folder;

  // of the line at hand
  std::string_view line;
  std::size_t number_at = 0;  // where the next number may begin
  Row* row = nullptr;
  RowHead* head = nullptr;
  Day visit;
  Span signings{};  // first and last
  std::vector<Form> forms;

  enum class Said : std::uint8_t { nothing, value, no, unsure };
  std::vector<Said> said;              // by QuestionId, then by ListId
  std::vector<Day> said_on;            // likewise
  std::vector<std::uint32_t> seen_in;  // likewise: the form that last had the key, from 1
  std::uint32_t form_number = 0;
  std::vector<std::uint32_t> next_key;  // by key: the one that followed it last time, which most often follows again
  struct Past {
    Day signed_on{INT32_MIN}, last{};
  };
  std::vector<Past> pasts;  // by ListId: what a list that looks back leaves open, for the last signing day
  std::vector<std::pair<std::uint32_t, Node>> details;  // of the entry at hand: name and value
};

/// `point` and `period` seen from `day`; as `see` does for sets of days.
Seen see_point(Span days, bool surely_ended, Day day);
/// False when it ends before it begins.
bool see_period(Span start, Span end, Day day, Seen& seen);
Seen see_timeless();

/// `YYYY-MM-DD`, as parse_iso_day reads it.
bool read_iso_day(std::string_view text, Day& day);

}  // namespace contra::bulk
