// See questions.hpp. This file: the JSON Schema of an intake record. It says what a program should write; the reader
// also takes some common wordings ("y", "not sure") that a form filled in by hand may hold.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "present/questions.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

using Json = nlohmann::ordered_json;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

Json ref(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }
Json text() { return {{"type", "string"}}; }
Json constant(const std::string& value) { return {{"const", value}}; }

Json closed_object(Json properties, const std::vector<std::string>& required = {}) {
  Json out = {{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = required;
  out["additionalProperties"] = false;
  return out;
}

Json array_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Json any_of(std::vector<Json> forms) { return {{"anyOf", std::move(forms)}}; }

std::vector<std::string> option_words(const check::ValueType& type) {
  std::vector<std::string> words = type.options;
  for (const auto& label : type.labels)
    if (std::find(words.begin(), words.end(), label) == words.end()) words.push_back(label);
  return words;
}

double number(std::int64_t thousandths) { return static_cast<double>(thousandths) / 1000.0; }

/// A value of the type, without the states that every answer may have.
Json value_schema(const check::ValueType& type) {
  switch (type.kind) {
    case check::ValueType::Kind::options: {
      const Json one = {{"enum", option_words(type)}};
      return any_of(
          {one, closed_object({{"one of", {{"type", "array"}, {"items", one}, {"minItems", 1}}}}, {"one of"})});
    }
    case check::ValueType::Kind::number: {
      const Json one = {{"type", "number"}, {"minimum", number(type.from)}, {"maximum", number(type.to)}};
      const Json range = closed_object({{"from", one}, {"to", one}}, {"from", "to"});
      return any_of(
          {closed_object({{type.unit, any_of({one, range})}}, {type.unit}),
           {{"type", "string"},
            {"description", "a number with its unit: \"" + number_words(type.from) + " " + type.unit + "\""}}});
    }
    case check::ValueType::Kind::past_day:
    case check::ValueType::Kind::future_day:
      return ref("date");
    case check::ValueType::Kind::area:
      return ref("areas");
    case check::ValueType::Kind::text:
      return text();
  }
  return text();
}

Json answer_schema(const check::ValueType& type, bool not_applicable) {
  std::vector<Json> forms = {value_schema(type), ref("no_value")};
  if (type.kind == check::ValueType::Kind::options && !type.yes_no) forms.push_back(constant("no"));
  if (not_applicable) forms.push_back(constant("not applicable"));
  return any_of(std::move(forms));
}

Json entry_schema(const check::List& list) {
  Json properties = {{"term", text()}, {"text", text()}, {"said", text()}};
  if (list.role != syntax::ListRole::allergies) {
    for (const char* key : {"on", "last", "start", "end"}) properties[key] = ref("date");
    properties["ongoing"] = {{"enum", {"yes", "no", "unsure"}}};
  }
  for (const auto& detail : list.details) {
    Json one = answer_schema(detail.type, false);
    // One name may be declared for several terms, each with values of its own.
    if (properties.contains(detail.name)) {
      one = any_of({properties[detail.name], one});
    }
    properties[detail.name] = std::move(one);
  }
  return closed_object(std::move(properties));
}

Json list_schema(const check::List& list) {
  const Json entries = array_of(entry_schema(list));
  Json full =
      closed_object({{"asked", array_of(text())}, {"entries", entries}, {"more", {{"enum", {"yes", "no", "unsure"}}}}});
  Json out = any_of({constant("no"), constant("yes"), entries, std::move(full), ref("no_value")});
  out["description"] = list.question;
  return out;
}

Json definitions() {
  const Json date_text = {
      {"type", "string"},
      {"description", "2026-11-20, 2026-11, 2026, \"never\", or words such as \"about 2 weeks ago\""}};
  Json length = {{"type", "string"}, {"examples", {"2 weeks", "6 months"}}};
  Json date = any_of(
      {date_text,
       closed_object({{"between", {{"type", "array"}, {"items", date_text}, {"minItems", 2}, {"maxItems", 2}}}},
                     {"between"}),
       closed_object({{"about", length}}, {"about"}), closed_object({{"in the last", length}}, {"in the last"}),
       closed_object({{"not in the last", length}}, {"not in the last"}), closed_object({{"words", text()}}, {"words"}),
       closed_object({{"one of", {{"type", "array"}, {"items", ref("date")}, {"minItems", 1}}}}, {"one of"}),
       ref("no_value")});
  return {{"day", {{"type", "string"}, {"format", "date"}, {"pattern", "^\\d{4}-\\d{2}-\\d{2}$"}}},
          {"no_value",
           {{"description",
             "not sure, does not want to say, not asked: each of them may be any value, and only the remedy differs"},
            {"anyOf", {{{"enum", {"unsure", "declined", nullptr}}}, closed_object({{"unsure", text()}}, {"unsure"})}}}},
          {"date", std::move(date)},
          {"areas", any_of({text(), array_of(text())})}};
}

Json plan_schema(const std::vector<const check::Pack*>& packs) {
  std::vector<Json> depths;
  std::vector<std::string> names;
  for (const auto* pack : packs) {
    names.push_back(pack->name);
    if (!pack->depth) continue;
    Json depth = value_schema(pack->depth->type);
    if (std::find(depths.begin(), depths.end(), depth) == depths.end()) depths.push_back(std::move(depth));
  }
  depths.push_back(ref("no_value"));
  Json treatment = text();
  treatment["examples"] = names;
  Json area = any_of({ref("areas"), ref("no_value")});
  Json plan = array_of(closed_object(
      {{"treatment", treatment}, {"area", area}, {"depth", any_of(depths)}, {"device", text()}}, {"treatment"}));
  plan["minItems"] = 1;
  return plan;
}

Json form_schema(Json answers) {
  return closed_object({{"kind", {{"enum", {"full", "change", "practitioner"}}}},
                        {"signed", ref("day")},
                        {"by", {{"enum", {"client", "practitioner"}}}},
                        {"nothing_changed", {{"enum", {"yes", "no", "unsure", nullptr}}}},
                        {"answers", std::move(answers)}},
                       {"kind", "signed"});
}

}  // namespace

std::string intake_schema(const check::Vocabulary& vocabulary, const std::vector<const check::Pack*>& packs) {
  Json answers = Json::object();
  for (const auto& q : vocabulary.questions) {
    Json one = answer_schema(q.type, q.not_applicable_is_no);
    one["description"] = q.question;
    if (q.answered_by == syntax::AnsweredBy::practitioner) one["$comment"] = "answered by the practitioner";
    if (q.asked_only && q.asked_only->question >= 0)
      one["$comment"] = "asked only after " + vocabulary.questions[at(q.asked_only->question)].name;
    answers[q.name] = std::move(one);
  }
  for (const auto& l : vocabulary.lists) answers[l.name] = list_schema(l);

  std::vector<std::string> roles;
  for (const auto& role : vocabulary.roles) roles.push_back(role.name);
  Json by = text();
  by["examples"] = roles;
  const Json clearance = closed_object({{"check", text()},
                                        {"by", by},
                                        {"name", text()},
                                        {"on", ref("day")},
                                        {"until", ref("day")},
                                        {"for", any_of({text(), array_of(text())})}},
                                       {"check", "by", "on"});

  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "contra.intake/1 with the vocabulary " + vocabulary.name + " " + vocabulary.version},
                 {"type", "object"},
                 {"properties",
                  {{"record", constant("contra.intake/1")},
                   {"id", text()},
                   {"visit", ref("day")},
                   {"as_of", ref("day")},
                   {"plan", plan_schema(packs)},
                   {"forms", array_of(form_schema(closed_object(std::move(answers))))},
                   {"clearances", array_of(clearance)}}},
                 {"required", {"record", "visit", "plan", "forms"}},
                 {"additionalProperties", false},
                 {"$defs", definitions()}};
  return schema.dump(2) + "\n";
}

}  // namespace contra::present
