// An answer of the intake record, as it was given, in plain words.
#include <nlohmann/json.hpp>

#include "present/words.hpp"

namespace contra::present {

namespace {

using Json = nlohmann::ordered_json;

std::string words_of(const Json& value);

std::string number_of(const Json& value) {
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (value.is_number_float()) {
    const double scaled = value.get<double>() * 1000.0;
    if (scaled > -1e15 && scaled < 1e15)
      return number_words(static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5)));
  }
  return value.dump();
}

std::vector<std::string> each(const Json& array) {
  std::vector<std::string> out;
  for (const Json& item : array) out.push_back(words_of(item));
  return out;
}

/// "Retin-A, last 2026-02-18, area face": an entry of a list, its name first.
std::string entry_of(const Json& object) {
  std::string name, rest;
  for (const auto& [key, value] : object.items()) {
    if (key == "said") continue;
    if (key == "term" || key == "text") {
      name = words_of(value);
    } else {
      rest += ", " + spaced(key) + " " + words_of(value);
    }
  }
  return name.empty() && rest.size() > 2 ? rest.substr(2) : name + rest;
}

std::string object_of(const Json& object) {
  if (object.size() == 1) {
    const std::string key = object.begin().key();
    const Json& value = object.begin().value();
    if (key == "about") return "about " + words_of(value);
    if (key == "in the last" || key == "not in the last") return key + " " + words_of(value);
    if (key == "words") return words_of(value);
    if (key == "unsure") return "unsure: " + words_of(value);
    if (key == "one of" && value.is_array()) return list_words(each(value), "or");
    if (key == "between" && value.is_array() && value.size() == 2)
      return "between " + words_of(value[0]) + " and " + words_of(value[1]);
    if (value.is_number()) return number_of(value) + " " + key;
    if (value.is_object() && value.size() == 2 && value.contains("from") && value.contains("to"))
      return words_of(value["from"]) + " to " + words_of(value["to"]) + " " + key;
  }
  if (object.contains("entries")) {
    std::string out = words_of(object["entries"]);
    if (object.contains("more") && object["more"] == "yes") out += object["entries"].empty() ? "" : ", and more";
    if (object["entries"].empty() && object.contains("more") && object["more"] == "yes") out = "yes, not named";
    if (object.contains("asked")) out += " (asked about: " + words_of(object["asked"]) + ")";
    return out;
  }
  return entry_of(object);
}

std::string words_of(const Json& value) {
  if (value.is_null()) return "not answered";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number()) return number_of(value);
  if (value.is_array()) return value.empty() ? "none" : list_words(each(value), "and");
  return object_of(value);
}

}  // namespace

std::string as_given(std::string_view json) {
  const Json value = Json::parse(json.begin(), json.end(), nullptr, false);
  return value.is_discarded() ? std::string(json) : words_of(value);
}

}  // namespace contra::present
