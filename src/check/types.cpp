// Types of answers and the tests on their values.
#include <algorithm>
#include <map>

#include "check/resolver.hpp"
#include "check/words.hpp"
#include "text/limits.hpp"

namespace contra::check {
namespace {

using text::Kind;
using Ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

text::Span span_of_value(const syntax::Value& value) {
  if (const auto* name = std::get_if<syntax::Name>(&value)) return name->span;
  const auto& quantity = std::get<syntax::Quantity>(value);
  return quantity.span;
}

std::uint64_t mask_from(std::size_t first, std::size_t past) {
  std::uint64_t mask = 0;
  for (std::size_t i = first; i < past; ++i) mask |= std::uint64_t{1} << i;
  return mask;
}

std::uint64_t option_mask(const ValueType& type, syntax::Comparison comparison,
                          const std::vector<std::int64_t>& values) {
  const std::size_t count = type.options.size();
  std::uint64_t named = 0;
  for (auto v : values) named |= std::uint64_t{1} << static_cast<std::size_t>(v);
  const auto value = static_cast<std::size_t>(values.front());
  switch (comparison) {
    case syntax::Comparison::is:
      return named;
    case syntax::Comparison::is_not:
      return mask_from(0, count) & ~named;
    case syntax::Comparison::at_least:
      return mask_from(value, count);
    case syntax::Comparison::above:
      return mask_from(value + 1, count);
    case syntax::Comparison::at_most:
    case syntax::Comparison::up_to:
      return mask_from(0, value + 1);
    case syntax::Comparison::under:
      return mask_from(0, value);
  }
  return 0;
}

Ranges number_ranges(const ValueType& type, syntax::Comparison comparison, std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  const std::int64_t value = values.front();
  Ranges out;
  const auto put = [&](std::int64_t from, std::int64_t to) {
    if (from <= to) out.emplace_back(from, to);
  };
  switch (comparison) {
    case syntax::Comparison::is:
      for (auto v : values) put(v, v);
      break;
    case syntax::Comparison::is_not: {
      std::int64_t from = type.from;
      for (auto v : values) {
        put(from, v - 1);
        from = v + 1;
      }
      put(from, type.to);
      break;
    }
    case syntax::Comparison::at_least:
      put(value, type.to);
      break;
    case syntax::Comparison::above:
      put(value + 1, type.to);
      break;
    case syntax::Comparison::at_most:
    case syntax::Comparison::up_to:
      put(type.from, value);
      break;
    case syntax::Comparison::under:
      put(type.from, value - 1);
      break;
  }
  return out;
}

bool orders(syntax::Comparison comparison) {
  return comparison != syntax::Comparison::is && comparison != syntax::Comparison::is_not;
}

}  // namespace

std::string describe(const ValueType& type) {
  switch (type.kind) {
    case ValueType::Kind::options:
      if (type.yes_no) return "yes or no";
      if (type.options.size() > 8) return "one of " + std::to_string(type.options.size()) + " answers";
      return "one of " + joined(type.options, " or ");
    case ValueType::Kind::number:
      return "a number in " + type.unit + " from " + decimal(type.from) + " to " + decimal(type.to);
    case ValueType::Kind::past_day:
      return "a past day";
    case ValueType::Kind::future_day:
      return "a future day";
    case ValueType::Kind::area:
      return "an area";
    case ValueType::Kind::text:
      return "free text";
  }
  return "an answer";
}

bool type_has_no(const ValueType& type) {
  if (type.kind == ValueType::Kind::past_day || type.kind == ValueType::Kind::future_day) return true;
  return type.kind == ValueType::Kind::options &&
         std::find(type.options.begin(), type.options.end(), "no") != type.options.end();
}

std::optional<ValueType> resolve_options(const syntax::OneOf& one_of, Reporter& report) {
  const std::size_t before = report.faults();
  ValueType type;
  type.kind = ValueType::Kind::options;
  type.ordered = one_of.in_order;
  std::map<std::string, text::Span> spoken;
  for (const auto& option : one_of.options) {
    if (option.name.text.empty()) {
      report.incomplete();
      continue;
    }
    const auto same = std::find(type.options.begin(), type.options.end(), option.name.text);
    if (same != type.options.end()) {
      const auto first = static_cast<std::size_t>(same - type.options.begin());
      report.add(Kind::declared_twice, option.name.span, "answer `" + option.name.text + "` is offered twice")
          .label(one_of.options[first].name.span, "first here");
      continue;
    }
    if (option.name.text == "unsure" || option.name.text == "declined") {
      report
          .add(Kind::reserved_word, option.name.span,
               "`" + option.name.text + "` is understood for every question and is not an answer of its own")
          .help("leave it out: anyone may be unsure of, or decline, any question");
      continue;
    }
    std::string label = option.label ? option.label->text : spelled(option.name.text);
    const auto said = spoken.emplace(fold_name(label), option.name.span);
    if (!said.second) {
      report
          .add(Kind::ambiguous_words, option.label ? option.label->span : option.name.span,
               "two answers read \"" + label + "\"")
          .label(said.first->second, "the other one");
      continue;
    }
    type.options.push_back(option.name.text);
    type.labels.push_back(std::move(label));
  }
  if (type.options.size() > limits::options_per_question) {
    report.add(Kind::too_many_operands, one_of.options.back().name.span,
               std::to_string(type.options.size()) + " answers are offered, and " +
                   std::to_string(limits::options_per_question) + " is the limit");
  }
  if (one_of.options.empty()) report.incomplete();
  if (report.faults() != before) return std::nullopt;
  return type;
}

std::optional<ValueType> resolve_number(const syntax::NumberIn& number, Reporter& report) {
  if (number.from > number.to) {
    report
        .add(Kind::empty_range, number.span,
             "no number lies between " + decimal(number.from) + " and " + decimal(number.to))
        .help("write the smaller number first");
    return std::nullopt;
  }
  ValueType type;
  type.kind = ValueType::Kind::number;
  type.ordered = true;
  type.unit = number.unit.text;
  type.from = number.from;
  type.to = number.to;
  return type;
}

std::optional<ValueType> resolve_type(const syntax::AnswerType& written_type, Reporter& report) {
  ValueType type;
  if (std::holds_alternative<syntax::YesNo>(written_type)) {
    type.yes_no = true;
    type.options = {"yes", "no"};
    type.labels = {"yes", "no"};
    return type;
  }
  if (const auto* one_of = std::get_if<syntax::OneOf>(&written_type)) return resolve_options(*one_of, report);
  if (const auto* number = std::get_if<syntax::NumberIn>(&written_type)) return resolve_number(*number, report);
  if (std::holds_alternative<syntax::PastDay>(written_type))
    type.kind = ValueType::Kind::past_day;
  else if (std::holds_alternative<syntax::FutureDay>(written_type))
    type.kind = ValueType::Kind::future_day;
  else if (std::holds_alternative<syntax::AreaType>(written_type))
    type.kind = ValueType::Kind::area;
  else if (std::holds_alternative<syntax::TextType>(written_type))
    type.kind = ValueType::Kind::text;
  else {
    report.incomplete();
    return std::nullopt;
  }
  return type;
}

std::optional<std::int64_t> resolve_value(const ValueType& type, const std::string& what, const syntax::Value& value,
                                          Reporter& report) {
  const text::Span span = span_of_value(value);
  if (type.kind == ValueType::Kind::options) {
    const auto* name = std::get_if<syntax::Name>(&value);
    if (name == nullptr) {
      report.add(Kind::wrong_type, span, ticked(what) + " is " + describe(type) + ", not a number");
      return std::nullopt;
    }
    if (name->text.empty()) {
      report.incomplete();
      return std::nullopt;
    }
    const auto at = std::find(type.options.begin(), type.options.end(), name->text);
    if (at != type.options.end()) return at - type.options.begin();
    auto added = report.add(Kind::unknown_option, span, ticked(what) + " has no answer `" + name->text + "`");
    if (name->text == "unsure" || name->text == "declined") {
      added.help("what is not known waits by itself; a condition tests answers only");
    } else {
      report.suggest(added, *name, type.options, "it is " + describe(type));
    }
    return std::nullopt;
  }
  if (type.kind == ValueType::Kind::number) {
    const auto* quantity = std::get_if<syntax::Quantity>(&value);
    if (quantity == nullptr) {
      report
          .add(Kind::wrong_type, span, ticked(what) + " is a number in " + type.unit + ", not `" + written(value) + "`")
          .help("write a number with its unit, such as `" + decimal(type.from) + " " + type.unit + "`");
      return std::nullopt;
    }
    if (quantity->unit.text != type.unit) {
      report.add(Kind::wrong_unit, quantity->unit.span.file < 0 ? span : quantity->unit.span,
                 ticked(what) + " is asked in " + type.unit + ", not in " + quantity->unit.text);
      return std::nullopt;
    }
    if (quantity->thousandths < type.from || quantity->thousandths > type.to) {
      report
          .add(Kind::out_of_range, span,
               "`" + written(*quantity) + "` is not between " + decimal(type.from) + " and " + decimal(type.to) + " " +
                   type.unit)
          .help(ticked(what) + " is " + describe(type));
      return std::nullopt;
    }
    return quantity->thousandths;
  }
  report.add(Kind::wrong_type, span, ticked(what) + " is " + describe(type) + " and cannot be tested with `is`");
  return std::nullopt;
}

std::optional<ValueTest> resolve_test(const ValueType& type, const std::string& what, const syntax::Test& test,
                                      Resolver& resolver) {
  Reporter& report = resolver.report();
  if (test.values.empty()) {
    report.incomplete();
    return std::nullopt;
  }
  ValueTest out;
  if (type.kind == ValueType::Kind::area && test.comparison == syntax::Comparison::is) {
    out.area = true;
    out.areas = IdSet(resolver.vocabulary().areas.size());
    bool whole = true;
    for (const auto& value : test.values) {
      const auto* name = std::get_if<syntax::Name>(&value);
      if (name == nullptr) {
        report.add(Kind::wrong_type, span_of_value(value), ticked(what) + " is an area, not a number");
        whole = false;
        continue;
      }
      if (const auto id = resolver.area(*name))
        out.areas.add(*id);
      else
        whole = false;
    }
    if (!whole) return std::nullopt;
    return out;
  }
  if (type.kind != ValueType::Kind::options && type.kind != ValueType::Kind::number) {
    auto added = report.add(Kind::wrong_type, test.span,
                            ticked(what) + " is " + describe(type) + " and cannot be tested with `" +
                                std::string(written(test.comparison)) + "`");
    if (what == "birth_date")
      added.help("write `age is …`");
    else if (type.kind == ValueType::Kind::past_day)
      added.help("write `wait … after last " + what + "`");
    if (type.kind == ValueType::Kind::future_day)
      added.help("write `wait from … before start of " + what + " until its end`");
    return std::nullopt;
  }
  bool whole = true;
  std::vector<std::int64_t> values;
  for (const auto& value : test.values) {
    const auto resolved = resolve_value(type, what, value, report);
    if (!resolved) {
      whole = false;
    } else if (std::find(values.begin(), values.end(), *resolved) != values.end()) {
      report.add(Kind::row_repeated, span_of_value(value), "`" + written(value) + "` stands twice in one test");
      whole = false;
    } else {
      values.push_back(*resolved);
    }
  }
  if (whole && orders(test.comparison) && !type.ordered) {  // a number has been told what it is compared with
    report
        .add(Kind::not_ordered, test.span,
             "the answers of " + ticked(what) + " have no order, so `" + std::string(written(test.comparison)) +
                 "` says nothing")
        .help(type.yes_no ? "write `is yes` or `is no`" : "write `is A or B`, or declare the answers `in order`");
    whole = false;
  }
  if (!whole) return std::nullopt;
  if (type.kind == ValueType::Kind::options) {
    out.mask = option_mask(type, test.comparison, values);
    if (out.mask == 0) {
      report.add(Kind::empty_range, test.span, "no answer to " + ticked(what) + " passes this test")
          .help("it is " + describe(type));
      return std::nullopt;
    }
  } else {
    out.ranges = number_ranges(type, test.comparison, values);
    if (out.ranges.empty()) {
      report.add(Kind::empty_range, test.span, "no answer to " + ticked(what) + " passes this test")
          .help("it is " + describe(type));
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace contra::check
