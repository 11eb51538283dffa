// Seeded random intake records, each one line of JSON, over any checked vocabulary and its packs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eval/facts.hpp"
#include "random.hpp"
#include "rules.hpp"

namespace contra::bulk_tests {

/// How clear the answers are, in per cent.
struct Style {
  int unclear = 0;     ///< answers that leave something open: absent, unsure, months, words, general terms, …
  int impossible = 0;  ///< answers that cannot be
  int odd = 0;         ///< records in another spelling: spaces, escapes, 1.50 for 1.5, another order
  int twice = 0;       ///< records with a key that stands twice
  int broken = 0;      ///< records that (mostly) are not of the schema
  int other_plan = 0;  ///< plans of several treatments, of unknown ones, without area or depth
  int more_forms = 0;  ///< records with older full forms, change forms, forms signed by the other person
  int clearances = 0;  ///< records with clearances
  int events = 25;     ///< lists with entries

  static Style exact();     ///< every answer exact, a full form and the practitioner's, one treatment
  static Style mixed();     ///< mostly exact, some of everything
  static Style unclear_();  ///< every answer may leave something open
  static Style nightly();   ///< what a chain's records are like: mostly exact, here and there an open answer
};

/// All of them, with the names that contra_records takes.
struct NamedStyle {
  const char* name;
  Style style;
};
inline std::vector<NamedStyle> styles() {
  return {{"exact", Style::exact()},
          {"nightly", Style::nightly()},
          {"mixed", Style::mixed()},
          {"unclear", Style::unclear_()}};
}

class RecordMaker {
 public:
  /// `programs` are all over one vocabulary and outlive this. Finds out by `eval::decide` which answers let a client
  /// pass, so that many exact records are GO.
  RecordMaker(const Programs& programs, Style style, std::uint64_t seed);

  /// Appends record `k`, without '\n'. The same for the same seed, style and rules, whatever was made before.
  void append(std::uint64_t k, std::string& out);

 private:
  struct AskedQuestion {
    const check::Question* question = nullptr;
    std::string key;                   // "pregnant":
    std::vector<std::string> options;  // each quoted
    std::vector<std::string> labels;
    std::vector<std::size_t> friendly;  // options that close nothing by themselves
    bool birth = false;                 // an age is counted from it
  };
  struct AskedList {
    const check::List* list = nullptr;
    std::string key;
    std::vector<check::TermId> leaves, general;
  };
  struct Form {
    Day signed_on;
    bool practitioner_signs = false;
    bool unclear = false;  // every answer may be
  };

  void learn(const Programs& programs);
  void find_friendly(const Programs& programs);
  void append_plain(std::string& out);
  void plan(std::string& out);
  void plan_item(std::string& out, const compile::Program& program);
  void forms(std::string& out);
  /// Appends the answers of one form: of the questions that `whose` answers, each with the given chance.
  void answers(std::string& out, const Form& form, bool client, bool practitioner, int each);
  bool question(std::string& out, const AskedQuestion& asked, const Form& form);  // false: left out
  bool list(std::string& out, const AskedList& asked, const Form& form);
  void list_entries(std::string& out, const AskedList& asked, const Form& form, bool open);
  void entry(std::string& out, const AskedList& asked, const Form& form, bool open);
  void timing(std::string& out, const check::List& list, const Form& form, bool open);
  void details(std::string& out, const check::List& list, check::TermId term, bool open);
  void value(std::string& out, const check::ValueType& type, const AskedQuestion* asked, bool open);
  void date(std::string& out, const Form& form, bool past, bool open);
  void worded_date(std::string& out, const Form& form, bool past, Day day);
  void clearances(std::string& out);
  void term_name(std::string& out, check::TermId id);
  void area_name(std::string& out, bool open);
  void areas(std::string& out, bool open);
  void number(std::string& out, std::int64_t thousandths);
  void state_word(std::string& out);
  void add_day(std::string& out, Day day);
  Day event_day(Day signed_on, bool past);

  const check::Vocabulary* vocabulary_ = nullptr;
  Programs programs_;
  Style style_;
  std::uint64_t seed_;
  Random random_{0};
  Day visit_;
  std::vector<AskedQuestion> questions_;
  std::vector<AskedList> lists_;
  std::vector<Step> steps_;
  std::vector<std::int32_t> ages_;  // months
  std::vector<std::string> states_;
  std::vector<std::vector<std::string>> term_names_;  // quoted; the name first
  std::vector<std::vector<std::string>> area_names_;
  std::vector<std::vector<std::string>> treatment_names_;
  struct Clearable {
    std::string check;
    std::vector<check::RoleId> roles;
  };
  std::vector<Clearable> clearable_;
  std::vector<std::size_t> chosen_;  // for each question of options: the option that an exact answer takes
  std::string scratch_;
};

/// `text` as a JSON text.
std::string json_text(std::string_view text);

}  // namespace contra::bulk_tests
