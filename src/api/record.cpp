// Writes the parts of an intake record. See contra/record.hpp.
#include "contra/record.hpp"

#include <cmath>
#include <cstdint>

namespace contra {

namespace {

/// A JSON text. Bytes that are no UTF-8 stay as they are: the reader refuses them here as it does in a file.
std::string quote(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string quote_all(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ",") + quote(text);
  return "[" + out + "]";
}

void add(std::string& fields, std::string_view name, std::string_view json) {
  if (!fields.empty()) fields += ',';
  fields += quote(name);
  fields += ':';
  fields += json;
}

std::string object(std::string_view name, std::string_view json) {
  std::string out;
  add(out, name, json);
  return "{" + out + "}";
}

/// A Day that is none is written as words that are no day either: the reader refuses them or asks again.
std::string day_json(Day day) {
  return quote(day < first_day || day > last_day ? "outside the calendar" : to_iso(day));
}

std::string padded(long number, std::size_t digits) {
  std::string out = std::to_string(number);
  if (out.size() < digits) out.insert(0, digits - out.size(), '0');
  return out;
}

/// Thousandths exactly. What lies between two of them is written as lying between them, which is how it is read.
std::string number_json(double value) {
  constexpr double too_large = 1e12;  // the reader refuses a thousand million: this is past it, and fits 64 bits
  if (!std::isfinite(value)) return quote("not a number");
  if (value > too_large) value = too_large;
  if (value < -too_large) value = -too_large;
  const double magnitude = std::fabs(value);
  auto thousandths = static_cast<std::int64_t>(std::llround(magnitude * 1000));
  bool between = false;
  if (static_cast<double>(thousandths) / 1000 != magnitude) {
    if (static_cast<double>(thousandths) / 1000 > magnitude) --thousandths;
    between = true;
  }
  std::string part = padded(static_cast<long>(thousandths % 1000), 3);
  if (between) {
    part += '5';
  } else {
    while (part.size() > 1 && part.back() == '0') part.pop_back();
  }
  return (value < 0 ? "-" : "") + std::to_string(thousandths / 1000) + "." + part;
}

}  // namespace

// --- When

When::When(Day day) : json_(day_json(day)) {}
When When::month(int year, unsigned month) {
  return {Json{}, quote(padded(year, 4) + "-" + padded(static_cast<long>(month), 2))};
}
When When::year(int year) { return {Json{}, quote(padded(year, 4))}; }
When When::between(const When& first, const When& last) {
  return {Json{}, object("between", "[" + first.json_ + "," + last.json_ + "]")};
}
When When::about(std::string_view distance) { return {Json{}, object("about", quote(distance))}; }
When When::in_the_last(std::string_view length) { return {Json{}, object("in the last", quote(length))}; }
When When::not_in_the_last(std::string_view length) { return {Json{}, object("not in the last", quote(length))}; }
When When::one_of(const std::vector<Day>& days) {
  std::string out;
  for (const Day day : days) out += (out.empty() ? "" : ",") + day_json(day);
  return {Json{}, object("one of", "[" + out + "]")};
}
When When::words(std::string_view words) { return {Json{}, object("words", quote(words))}; }
When When::never() { return {Json{}, quote("never")}; }
When When::unsure() { return {Json{}, quote("unsure")}; }

// --- Answer

Answer Answer::yes() { return {Json{}, quote("yes")}; }
Answer Answer::no() { return {Json{}, quote("no")}; }
Answer Answer::unsure() { return {Json{}, quote("unsure")}; }
Answer Answer::unsure(std::string_view words) { return {Json{}, object("unsure", quote(words))}; }
Answer Answer::declined() { return {Json{}, quote("declined")}; }
Answer Answer::not_asked() { return {Json{}, "null"}; }
Answer Answer::not_applicable() { return {Json{}, quote("not applicable")}; }
Answer Answer::words(std::string_view words) { return {Json{}, quote(words)}; }
Answer Answer::one_of(const std::vector<std::string>& options) {
  return {Json{}, object("one of", quote_all(options))};
}
Answer Answer::number(double value, std::string_view unit) { return {Json{}, object(unit, number_json(value))}; }
Answer Answer::between(double from, double to, std::string_view unit) {
  std::string ends;
  add(ends, "from", number_json(from));
  add(ends, "to", number_json(to));
  return {Json{}, object(unit, "{" + ends + "}")};
}
Answer Answer::at_least(double from, std::string_view unit) {
  return {Json{}, object(unit, object("from", number_json(from)))};
}
Answer Answer::at_most(double to, std::string_view unit) {
  return {Json{}, object(unit, object("to", number_json(to)))};
}

// --- Entry

Entry Entry::term(std::string_view name) { return Entry().field("term", quote(name)); }
Entry Entry::words(std::string_view words) { return Entry().field("text", quote(words)); }
Entry& Entry::field(std::string_view name, std::string_view json) {
  add(fields_, name, json);
  return *this;
}
Entry& Entry::on(const When& day) { return field("on", day.json()); }
Entry& Entry::last(const When& day) { return field("last", day.json()); }
Entry& Entry::start(const When& day) { return field("start", day.json()); }
Entry& Entry::end(const When& day) { return field("end", day.json()); }
Entry& Entry::ongoing(const Answer& answer) { return field("ongoing", answer.json()); }
Entry& Entry::area(const std::vector<std::string>& names) { return field("area", quote_all(names)); }
Entry& Entry::detail(std::string_view name, const Answer& answer) { return field(name, answer.json()); }
Entry& Entry::said(std::string_view words) { return field("said", quote(words)); }

// --- List

List List::none() { return List("[]"); }
List List::yes() { return List(quote("yes")); }
List List::unsure() { return List(quote("unsure")); }
List List::declined() { return List(quote("declined")); }
List List::not_asked() { return List("null"); }
List List::of(const std::vector<Entry>& entries) {
  std::string out;
  for (const Entry& entry : entries) out += (out.empty() ? "" : ",") + entry.json();
  return List("[" + out + "]");
}
List& List::more(const Answer& answer) {
  more_ = answer.json();
  return *this;
}
List& List::asked(const std::vector<std::string>& terms) {
  asked_ = quote_all(terms);
  return *this;
}
std::string List::json() const {
  if (more_.empty() && asked_.empty()) return entries_;
  std::string fields;
  if (!asked_.empty()) add(fields, "asked", asked_);
  add(fields, "entries", entries_);
  if (!more_.empty()) add(fields, "more", more_);
  return "{" + fields + "}";
}

// --- Form

namespace {
std::string form_head(std::string_view kind, Day signed_on, By by) {
  std::string out;
  add(out, "kind", quote(kind));
  add(out, "signed", day_json(signed_on));
  add(out, "by", quote(by == By::client ? "client" : "practitioner"));
  return out;
}
}  // namespace

Form Form::full(Day signed_on, By by) { return Form(form_head("full", signed_on, by)); }
Form Form::practitioner(Day signed_on) { return Form(form_head("practitioner", signed_on, By::practitioner)); }
Form Form::change(Day signed_on, const Answer& nothing_changed, By by) {
  Form out(form_head("change", signed_on, by));
  add(out.head_, "nothing_changed", nothing_changed.json());
  return out;
}
Form& Form::field(std::string_view name, std::string_view json) {
  add(answers_, name, json);
  return *this;
}
Form& Form::answer(std::string_view question, const Answer& answer) { return field(question, answer.json()); }
Form& Form::list(std::string_view list, const List& answer) { return field(list, answer.json()); }
std::string Form::json() const {
  return "{" + head_ + (answers_.empty() ? std::string() : ",\"answers\":{" + answers_ + "}") + "}";
}

// --- Planned, Clearance, Record

Planned::Planned(std::string_view treatment) { add(fields_, "treatment", quote(treatment)); }
Planned& Planned::area(const std::vector<std::string>& names) {
  add(fields_, "area", quote_all(names));
  return *this;
}
Planned& Planned::depth(const Answer& depth) {
  add(fields_, "depth", depth.json());
  return *this;
}
Planned& Planned::device(std::string_view name) {
  add(fields_, "device", quote(name));
  return *this;
}

Clearance::Clearance(std::string_view check, std::string_view role, Day on) {
  add(fields_, "check", quote(check));
  add(fields_, "by", quote(role));
  add(fields_, "on", day_json(on));
}
Clearance& Clearance::name(std::string_view who) {
  add(fields_, "name", quote(who));
  return *this;
}
Clearance& Clearance::until(Day day) {
  add(fields_, "until", day_json(day));
  return *this;
}
Clearance& Clearance::for_terms(const std::vector<std::string>& terms) {
  add(fields_, "for", quote_all(terms));
  return *this;
}

Record::Record(Day visit, std::string_view id) {
  add(head_, "record", quote("contra.intake/1"));
  if (!id.empty()) add(head_, "id", quote(id));
  add(head_, "visit", day_json(visit));
}
Record& Record::as_of(Day day) {
  add(head_, "as_of", day_json(day));
  return *this;
}
Record& Record::plan(const Planned& treatment) {
  plan_ += (plan_.empty() ? "" : ",") + treatment.json();
  return *this;
}
Record& Record::form(const Form& form) {
  forms_ += (forms_.empty() ? "" : ",") + form.json();
  return *this;
}
Record& Record::clearance(const Clearance& clearance) {
  clearances_ += (clearances_.empty() ? "" : ",") + clearance.json();
  return *this;
}
std::string Record::json() const {
  return "{" + head_ + ",\"plan\":[" + plan_ + "],\"forms\":[" + forms_ + "],\"clearances\":[" + clearances_ + "]}";
}

}  // namespace contra
