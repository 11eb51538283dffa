// See replay.hpp.
#include "serve/replay.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "present/decision_json.hpp"
#include "serve/problem.hpp"
#include "serve/screening.hpp"

namespace contra::serve {

namespace {

using nlohmann::json;

std::string text_of(const json& value, const char* key) {
  const auto found = value.find(key);
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string day_of(const json& treatment) {
  const std::string day = text_of(treatment, "earliest");
  return day.empty() ? "no day" : day + (text_of(treatment, "earliest_kind") == "renewed" ? " once renewed" : "");
}

/// The members of an array by a key of theirs, in order of it; a repeated key counts up.
std::map<std::string, const json*> by_key(const json& object, const char* array, const char* key) {
  std::map<std::string, const json*> out;
  const auto found = object.find(array);
  if (found == object.end()) return out;
  for (const json& item : *found) {
    const std::string name = text_of(item, key);
    std::string unique = name;
    for (int n = 2; out.count(unique) != 0; ++n) unique = name + " " + std::to_string(n);
    out[unique] = &item;
  }
  return out;
}

class Comparison {
 public:
  explicit Comparison(std::vector<std::string>& out) : out_(out) {}

  void decisions(const json& then, const json& now) {
    differs("The engine was", text_of(then, "engine"), text_of(now, "engine"));
    packs(then, now);
    differs("The verdict was", text_of(then, "verdict"), text_of(now, "verdict"));
    const auto before = by_key(then, "treatments", "treatment"), after = by_key(now, "treatments", "treatment");
    for (const auto& [name, treatment] : before)
      if (const auto found = after.find(name); found != after.end())
        compare(before.size() == 1 ? std::string() : text_of(*treatment, "title") + ": ", *treatment, *found->second);
  }

 private:
  void say(std::string words) { out_.push_back(std::move(words)); }
  void differs(const std::string& what, const std::string& then, const std::string& now) {
    if (then != now) say(what + " " + then + "; now it is " + now + ".");
  }

  void packs(const json& then, const json& now) {
    const auto before = by_key(then, "packs", "name"), after = by_key(now, "packs", "name");
    for (const auto& [name, pack] : before) {
      const auto found = after.find(name);
      if (found == after.end()) {
        say("There are no rules for " + name + " now.");
        continue;
      }
      const std::string version = text_of(*pack, "version"), new_version = text_of(*found->second, "version");
      if (version != new_version) {
        say("The rules of " + name + " were version " + version + "; now they are version " + new_version + ".");
      } else if (text_of(*pack, "hash") != text_of(*found->second, "hash")) {
        say("The rules of " + name + " have changed, and still call themselves version " + version +
            ": their hash was " + text_of(*pack, "hash").substr(0, 12) + ", now it is " +
            text_of(*found->second, "hash").substr(0, 12) + ".");
      }
      const std::string policy = text_of(*pack, "policy"), new_policy = text_of(*found->second, "policy");
      differs("The policies on " + name + " were", policy.empty() ? "none" : policy,
              new_policy.empty() ? "none" : new_policy);
    }
    for (const auto& [name, pack] : after)
      if (before.count(name) == 0) say("There were no rules for " + name + " then.");
  }

  void compare(const std::string& of, const json& then, const json& now) {
    if (!of.empty()) differs(of + "the verdict was", text_of(then, "verdict"), text_of(now, "verdict"));
    differs(of + (of.empty() ? "The" : "the") + " earliest day was", day_of(then), day_of(now));
    lines(of, "reason", by_key(then, "reasons", "check"), by_key(now, "reasons", "check"));
    lines(of, "condition", by_key(then, "conditions", "check"), by_key(now, "conditions", "check"));
    lines(of, "note", by_key(then, "notes", "check"), by_key(now, "notes", "check"));
  }

  void lines(const std::string& of, const std::string& what, const std::map<std::string, const json*>& then,
             const std::map<std::string, const json*>& now) {
    for (const auto& [check, line] : then) {
      const auto found = now.find(check);
      if (found == now.end())
        say(of + "this " + what + " is gone: " + words_of(check, *line));
      else if (text_of(*line, "text") != text_of(*found->second, "text"))
        say(of + "this " + what + " reads otherwise: " + words_of(check, *line) +
            " Now: " + text_of(*found->second, "text"));
    }
    for (const auto& [check, line] : now)
      if (then.count(check) == 0) say(of + "this " + what + " has come: " + words_of(check, *line));
  }

  static std::string words_of(const std::string& check, const json& line) {
    const std::string title = text_of(line, "title");
    return (title.empty() ? check : title) + ": " + text_of(line, "text");
  }

  std::vector<std::string>& out_;
};

}  // namespace

Replay replay(const api::LoadedRules& rules, const std::string& engine, std::string_view record,
              std::string_view decision) {
  Replay out;
  try {
    const DecidedRecord decided = decide_record(rules, record, {});
    out.now = present::decision_json(decided.decision, decided.facts, engine);
  } catch (const Problem& problem) {
    out.differences.push_back("The record cannot be read under the rules that are loaded now.");
    for (const PointedFault& fault : problem.errors) out.differences.push_back(fault.pointer + ": " + fault.detail);
    return out;
  }
  out.same = out.now == decision;
  if (out.same) return out;
  const json then = json::parse(decision, nullptr, false), now = json::parse(out.now, nullptr, false);
  if (then.is_discarded() || now.is_discarded()) {
    out.differences.push_back("The recorded decision cannot be read.");
    return out;
  }
  Comparison(out.differences).decisions(then, now);
  if (out.differences.empty())
    out.differences.push_back("Verdict, days and reasons are the same; other words of the decision differ.");
  return out;
}

}  // namespace contra::serve
