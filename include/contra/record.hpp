// An intake record made by hand. Each class writes its part of `contra.intake/1`, the record that read_intake() reads
// from JSON: there is one reader and one meaning, and what cannot be is told by the reader, never here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contra/date.hpp"
#include "contra/export.hpp"

// All classes here are plain values of text: copy and move freely; one object belongs to one thread at a time.
// Nothing is checked while a record is made; only std::bad_alloc is thrown.

namespace contra {

/// A day as somebody remembers it: one day or any of several. "ago" counts from the signing of the form it stands in.
class CONTRA_EXPORT When {
 public:
  When(Day day);  ///< exactly that day
  static When month(int year, unsigned month);
  static When year(int year);
  static When between(const When& first, const When& last);  ///< both included; days, months or years
  static When about(std::string_view distance);              ///< "2 weeks ago"
  static When in_the_last(std::string_view length);          ///< "6 months"
  static When not_in_the_last(std::string_view length);      ///< longer ago, or never
  static When one_of(const std::vector<Day>& days);
  static When words(std::string_view words);  ///< "a few days before Christmas"
  static When never();
  static When unsure();

  const std::string& json() const { return json_; }

 private:
  struct Json {};
  When(Json, std::string json) : json_(std::move(json)) {}
  std::string json_;
};

/// The answer to a question, or to a detail of an entry.
class CONTRA_EXPORT Answer {
 public:
  Answer(const When& day) : json_(day.json()) {}
  Answer(Day day) : Answer(When(day)) {}
  static Answer yes();
  static Answer no();
  static Answer unsure();
  static Answer unsure(std::string_view words);  ///< the client's words, kept and not read
  static Answer declined();
  static Answer not_asked();
  static Answer not_applicable();
  static Answer words(std::string_view words);  ///< an option by its name or label; a text; anything as it was written
  static Answer one_of(const std::vector<std::string>& options);
  /// Exact to a thousandth; one with more decimals stands for the range between its neighbours. Infinities and NaN are
  /// asked again.
  static Answer number(double value, std::string_view unit);
  static Answer between(double from, double to, std::string_view unit);  ///< both ends included
  static Answer at_least(double from, std::string_view unit);
  static Answer at_most(double to, std::string_view unit);

  const std::string& json() const { return json_; }

 private:
  struct Json {};
  Answer(Json, std::string json) : json_(std::move(json)) {}
  std::string json_;
};

/// An entry of a list: a product, a medicine, a treatment, an event. Each field may be given once.
class CONTRA_EXPORT Entry {
 public:
  static Entry term(std::string_view name);    ///< a term of the vocabulary, by any of its names
  static Entry words(std::string_view words);  ///< the client's words when no term is known: any term of the list

  // One way of dating: on; or last; or start and end. None: it may be going on.
  Entry& on(const When& day);
  Entry& last(const When& day);  ///< the last day of use
  Entry& start(const When& day);
  Entry& end(const When& day);
  Entry& ongoing(const Answer& answer);  ///< yes, no, unsure or declined
  Entry& area(const std::vector<std::string>& names);
  Entry& detail(std::string_view name, const Answer& answer);  ///< "depth", "prescribed", …
  Entry& said(std::string_view words);                         ///< kept, not read

  std::string json() const { return "{" + fields_ + "}"; }

 private:
  Entry() = default;
  Entry& field(std::string_view name, std::string_view json);
  std::string fields_;
};

/// The answer to a list.
class CONTRA_EXPORT List {
 public:
  static List none();  ///< none of what was asked
  static List yes();   ///< some, not named
  static List unsure();
  static List declined();
  static List not_asked();
  static List of(const std::vector<Entry>& entries);  ///< these and no others

  List& more(const Answer& answer);                    ///< yes: others too; unsure: perhaps others
  List& asked(const std::vector<std::string>& terms);  ///< only these terms and their kinds were asked

  std::string json() const;

 private:
  explicit List(std::string entries) : entries_(std::move(entries)) {}
  std::string entries_, more_, asked_;
};

enum class By { client, practitioner };

/// What was answered and signed on one day.
class CONTRA_EXPORT Form {
 public:
  static Form full(Day signed_on, By by = By::client);
  static Form practitioner(Day signed_on);
  /// A change check: what has changed since the forms before it.
  static Form change(Day signed_on, const Answer& nothing_changed, By by = By::client);

  Form& answer(std::string_view question, const Answer& answer);
  Form& list(std::string_view list, const List& answer);

  std::string json() const;

 private:
  explicit Form(std::string head) : head_(std::move(head)) {}
  Form& field(std::string_view name, std::string_view json);
  std::string head_, answers_;
};

/// A treatment of the plan. What is not given is not known.
class CONTRA_EXPORT Planned {
 public:
  explicit Planned(std::string_view treatment);

  Planned& area(const std::vector<std::string>& names);
  Planned& depth(const Answer& depth);  ///< Answer::number(1.0, "mm"), Answer::words("medium")
  Planned& device(std::string_view name);

  std::string json() const { return "{" + fields_ + "}"; }

 private:
  std::string fields_;
};

/// What somebody has cleared.
class CONTRA_EXPORT Clearance {
 public:
  Clearance(std::string_view check, std::string_view role, Day on);

  Clearance& name(std::string_view who);
  Clearance& until(Day day);
  Clearance& for_terms(const std::vector<std::string>& terms);  ///< without: for all that the check reads

  std::string json() const { return "{" + fields_ + "}"; }

 private:
  std::string fields_;
};

/// The whole record: one client, one planned session.
class CONTRA_EXPORT Record {
 public:
  /// `id` is repeated by the decision; it may be empty.
  explicit Record(Day visit, std::string_view id = {});

  Record& as_of(Day day);  ///< the day on which the record is looked at; without: the visit
  Record& plan(const Planned& treatment);
  Record& form(const Form& form);
  Record& clearance(const Clearance& clearance);

  /// `contra.intake/1`, compact, in one line.
  std::string json() const;

 private:
  std::string head_, plan_, forms_, clearances_;
};

}  // namespace contra

/* Example:
#include "contra/contra.hpp"

int main() {
  using namespace contra;
  const Day visit = *parse_iso_day("2026-03-16");
  Record record(visit, "c-1");
  record.plan(Planned("microneedling").area({"face"}).depth(Answer::number(1.0, "mm")));
  record.form(Form::full(*parse_iso_day("2026-03-09"))
                  .answer("pregnant", Answer::no())
                  .answer("birth_date", When::month(1988, 5))
                  .list("products", List::of({Entry::term("Retin-A").last(When::about("2 weeks ago")).area({"face"}),
                                              Entry::words("the green cream from \"Anna\"")})));

  const auto rules = load_built_in();
  if (!rules) return 1;
  const auto intake = read_intake(*rules, record);
  return intake && intake->id() == "c-1" && intake->visit() == visit ? 0 : 1;
}
*/
