// A solution as an intake record, and what is unusual in it in words. The rest of an intake is in intake.cpp.
#include <algorithm>

#include "eval/state_words.hpp"
#include "present/json_writer.hpp"
#include "prove/intake.hpp"

namespace contra::prove {

using syntax::AnsweredBy;
using syntax::ListRole;
using TypeKind = check::ValueType::Kind;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  present::JsonWriter(out).text(text);
  return out;
}

std::string day_text(std::int64_t number) { return to_iso(Day{static_cast<std::int32_t>(number)}); }

/// Thousandths as a decimal: 1500 is 1.5.
std::string decimal(std::int64_t thousandths) {
  std::string out = std::to_string(thousandths / 1000);
  std::string rest = std::to_string(1000 + thousandths % 1000).substr(1);
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return rest.empty() ? out : out + "." + rest;
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : between) + part;
  return out;
}

}  // namespace

const Kind& Intake::kind_of(Solver& solver, const Slot& slot) const {
  const auto& kinds = kinds_[static_cast<std::size_t>(slot.list)];
  for (std::size_t k = 0; k < kinds.size(); ++k)
    if (solver.value(slot.is[k])) return kinds[k];
  return kinds.front();
}

std::string Intake::answer_json(Solver& solver, const check::ValueType& type, const Value& value) const {
  switch (type.kind) {
    case TypeKind::options:
      for (std::size_t o = 0; o < value.options.size(); ++o)
        if (solver.value(value.options[o])) return quoted(type.options[o]);
      return {};
    case TypeKind::number:
      return "{ " + quoted(type.unit) + ": " + decimal(solver.value(value.number)) + " }";
    case TypeKind::past_day:
    case TypeKind::future_day:
      return quoted(solver.value(value.never) ? "never" : day_text(solver.value(value.day)));
    case TypeKind::area: {
      std::vector<std::string> areas;
      for (std::size_t a = 0; a < value.areas.size(); ++a)
        if (solver.value(value.areas[a])) areas.push_back(quoted(vocabulary_->areas[a].name));
      return "[" + joined(areas, ", ") + "]";
    }
    case TypeKind::text:
      break;
  }
  return {};
}

std::string Intake::entry_json(Solver& solver, const Slot& slot) const {
  const check::List& list = vocabulary_->lists[static_cast<std::size_t>(slot.list)];
  const check::Term& term = vocabulary_->terms[static_cast<std::size_t>(kind_of(solver, slot).shown)];
  std::vector<std::string> fields{"\"term\": " + quoted(term.name)};
  const auto field = [&](std::string_view name, const std::string& json) {
    fields.push_back(quoted(name) + ": " + json);
  };
  if (list.role != ListRole::allergies) {
    const std::int64_t start = solver.value(slot.start), end = solver.value(slot.end);
    const std::string first = quoted(day_text(start));
    const bool begun = start <= solver.value(signed_on(list.answered_by));
    if (end >= forever.number) {
      field("start", first);
      if (begun) field("ongoing", quoted("yes"));
    } else if (start == end && list.role == ListRole::to_come && !(begun && start < solver.value(form_))) {
      field("on", first);
    } else if (start == end && list.role == ListRole::exposures && begun) {
      field("last", first);
      if (!solver.value(slot.goes_on)) field("ongoing", quoted("no"));
    } else {
      field("start", first);
      field("end", quoted(day_text(end)));
    }
  }
  std::vector<std::string> given;
  for (std::size_t d = 0; d < list.details.size(); ++d) {
    const check::Detail& detail = list.details[d];
    if (!detail.for_terms.empty() && !detail.for_terms.has(kind_of(solver, slot).shown)) continue;
    if (std::find(given.begin(), given.end(), detail.name) != given.end()) continue;
    given.push_back(detail.name);
    const std::string json = answer_json(solver, detail.type, slot.details[d]);
    if (!json.empty()) field(detail.name, json);
  }
  return "{ " + joined(fields, ", ") + " }";
}

std::string Intake::record(Solver& solver, const compile::Program& program, Unasked unasked) const {
  const check::Vocabulary& v = *vocabulary_;
  const std::string visit = day_text(solver.value(calendar_.visit()));
  using Lines = std::vector<std::string>;
  const auto add = [](Lines& lines, const std::string& name, const std::string& json) {
    if (!json.empty()) lines.push_back("\n        " + quoted(name) + ": " + json);
  };
  const auto answers_of = [](const Lines& lines) {
    return "\"answers\": {" + joined(lines, ",") + (lines.empty() ? "}" : "\n    }");
  };
  // What is not asked any more was answered on an older form; a plain no to it may stand beside the rest.
  std::map<std::pair<AnsweredBy, std::int64_t>, Lines> before;
  const auto answers = [&](AnsweredBy by) {
    Lines lines;
    for (std::size_t q = 0; q < v.questions.size(); ++q) {
      const check::Question& question = v.questions[q];
      if (question.answered_by != by) continue;
      const std::string json = answer_json(solver, question.type, questions_[q]);
      if (!solver.value(not_asked(question.asked_only)))
        add(lines, question.name, json);
      else if (solver.value(says_no(question.type, questions_[q])))
        add(lines, question.name, question.asked_only->else_no ? std::string() : json);
      else if (question.asked_only->else_no || unasked == Unasked::told)
        add(before[{by, solver.value(told_before(*question.asked_only))}], question.name, json);
    }
    for (std::size_t l = 0; l < v.lists.size(); ++l) {
      const check::List& list = v.lists[l];
      if (list.answered_by != by) continue;
      std::vector<std::string> entries;
      for (const Slot& slot : slots_)
        if (slot.list == static_cast<check::ListId>(l) && solver.value(slot.there))
          entries.push_back(entry_json(solver, slot));
      const std::string json = entries.empty() ? "[]" : "[ " + joined(entries, ",\n          ") + " ]";
      if (!solver.value(not_asked(list.asked_only)))
        add(lines, list.name, json);
      else if (entries.empty())
        add(lines, list.name, list.asked_only->else_no ? std::string() : json);
      else
        add(before[{by, solver.value(told_before(*list.asked_only))}], list.name, json);
    }
    return answers_of(lines);
  };
  const auto form = [&](const char* kind, std::int64_t day, const char* by, const std::string& rest) {
    return "\n    { \"kind\": " + quoted(kind) + ", \"signed\": " + quoted(day_text(day)) + ", \"by\": " + quoted(by) +
           ", " + rest + " }";
  };
  std::vector<std::string> forms{form("full", solver.value(form_), "client", answers(AnsweredBy::client))};
  if (solver.value(has_change_))
    forms.push_back(form("change", solver.value(change_), "client", "\"nothing_changed\": \"yes\""));
  if (practitioner_answers_)
    forms.push_back(form("practitioner", solver.value(seen_), "practitioner", answers(AnsweredBy::practitioner)));
  for (const auto& [told, lines] : before)
    forms.insert(forms.begin(), told.first == AnsweredBy::client
                                    ? form("full", told.second, "client", answers_of(lines))
                                    : form("practitioner", told.second, "practitioner", answers_of(lines)));
  std::vector<std::string> areas, clearances;
  for (std::size_t a = 0; a < plan_areas_.size(); ++a)
    if (solver.value(plan_areas_[a])) areas.push_back(quoted(v.areas[a].name));
  for (const Clearance& clearance : clearances_)
    if (solver.value(clearance.there))
      clearances.push_back("\n    { \"check\": " + quoted(clearance.check) +
                           ", \"by\": " + quoted(v.roles[static_cast<std::size_t>(clearance.role)].name) +
                           ", \"on\": " + quoted(day_text(solver.value(cleared_on_.at(clearance.check)))) + " }");
  std::string plan = "{ \"treatment\": " + quoted(program.identity.name) + ", \"area\": [" + joined(areas, ", ") + "]";
  if (has_depth_) plan += ", \"depth\": " + answer_json(solver, depth_type_, depth_);
  std::string out = "{\n  \"record\": \"contra.intake/1\",\n  \"id\": \"from-proof\",\n  \"visit\": " + quoted(visit) +
                    ",\n  \"plan\": [ " + plan + " } ],\n  \"forms\": [" + joined(forms, ",") + "\n  ]";
  if (!clearances.empty()) out += ",\n  \"clearances\": [" + joined(clearances, ",") + "\n  ]";
  return out + "\n}\n";
}

std::string Intake::answer_words(Solver& solver, const check::ValueType& type, const Value& value) const {
  switch (type.kind) {
    case TypeKind::options:
      for (std::size_t o = 0; o < value.options.size(); ++o)
        if (solver.value(value.options[o])) return type.labels[o];
      return {};
    case TypeKind::number:
      return decimal(solver.value(value.number)) + " " + type.unit;
    case TypeKind::past_day:
    case TypeKind::future_day:
      return solver.value(value.never) ? "never" : day_text(solver.value(value.day));
    case TypeKind::area: {
      std::vector<std::string> areas;
      for (std::size_t a = 0; a < value.areas.size(); ++a)
        if (solver.value(value.areas[a])) areas.push_back(vocabulary_->areas[a].title);
      return joined(areas, ", ");
    }
    case TypeKind::text:
      break;
  }
  return {};
}

std::string Intake::entry_words(Solver& solver, const Slot& slot) const {
  const check::List& list = vocabulary_->lists[static_cast<std::size_t>(slot.list)];
  const check::TermId shown = kind_of(solver, slot).shown;
  std::string out = vocabulary_->terms[static_cast<std::size_t>(shown)].title;
  if (list.role != ListRole::allergies) {
    const std::int64_t start = solver.value(slot.start), end = solver.value(slot.end);
    if (end >= forever.number)
      out += ", since " + day_text(start) + ", goes on";
    else if (start != end)
      out += ", " + day_text(start) + " to " + day_text(end);
    else
      out += (list.role == ListRole::exposures ? ", last " : ", on ") + day_text(start);
    if (solver.value(slot.goes_on)) out += " (not said to have ended)";
  }
  std::vector<std::string> said;
  for (std::size_t d = 0; d < list.details.size(); ++d) {
    const check::Detail& detail = list.details[d];
    if (!detail.for_terms.empty() && !detail.for_terms.has(shown)) continue;
    if (std::find(said.begin(), said.end(), detail.name) != said.end()) continue;
    said.push_back(detail.name);
    const std::string words = answer_words(solver, detail.type, slot.details[d]);
    out += ", " + (detail.type.kind == TypeKind::area ? "in " : detail.name + " ") + words;
  }
  return out;
}

std::vector<std::string> Intake::words(Solver& solver) const {
  std::vector<std::string> out;
  const check::Vocabulary& v = *vocabulary_;
  const std::int64_t visit = solver.value(calendar_.visit());
  for (std::size_t q = 0; q < v.questions.size(); ++q) {
    if (!v.questions[q].box_for.empty() || !solver.value(unusual(static_cast<check::QuestionId>(q)))) continue;
    const bool before = solver.value(not_asked(v.questions[q].asked_only));
    out.push_back(v.questions[q].name + ": " + answer_words(solver, v.questions[q].type, questions_[q]) +
                  (before ? " (answered before, on an older form)" : ""));
  }
  for (const Slot& slot : slots_)
    if (solver.value(slot.there))
      out.push_back(v.lists[static_cast<std::size_t>(slot.list)].name + ": " + entry_words(solver, slot) +
                    (solver.value(not_asked(v.lists[static_cast<std::size_t>(slot.list)].asked_only))
                         ? " (answered before, on an older form)"
                         : ""));
  for (const Clearance& clearance : clearances_)
    if (solver.value(clearance.there))
      out.push_back("clearance of " + clearance.check + " by " +
                    v.roles[static_cast<std::size_t>(clearance.role)].title + " on " +
                    day_text(solver.value(cleared_on_.at(clearance.check))));
  if (solver.value(form_) != visit) out.push_back("form signed on " + day_text(solver.value(form_)));
  if (practitioner_answers_ && solver.value(seen_) != visit)
    out.push_back("practitioner's form signed on " + day_text(solver.value(seen_)));
  if (solver.value(has_change_))
    out.push_back("change form of " + day_text(solver.value(change_)) + ": nothing changed");
  return out;
}

}  // namespace contra::prove
