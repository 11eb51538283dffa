// See intake.hpp.
#include "diff/intake.hpp"

#include <algorithm>
#include <set>

#include "present/words.hpp"

namespace contra::diff {

namespace {

using check::Question;
using check::ValueType;
using check::Vocabulary;

const Question* question_of(const Vocabulary& v, const std::string& name) {
  const auto found = v.question_ids.find(name);
  return found == v.question_ids.end() ? nullptr : &v.questions[static_cast<std::size_t>(found->second)];
}
const check::List* list_of(const Vocabulary& v, const std::string& name) {
  const auto found = v.list_ids.find(name);
  return found == v.list_ids.end() ? nullptr : &v.lists[static_cast<std::size_t>(found->second)];
}

bool by_practitioner(const Vocabulary& v, const std::string& name) {
  const Question* question = question_of(v, name);
  const check::List* list = list_of(v, name);
  const auto by = question != nullptr ? question->answered_by
                  : list != nullptr   ? list->answered_by
                                      : syntax::AnsweredBy::client;
  return by == syntax::AnsweredBy::practitioner;
}

bool is_day(const ValueType& type) {
  return type.kind == ValueType::Kind::past_day || type.kind == ValueType::Kind::future_day;
}

/// What `every other question no` says to a question; null when a no does not fit. Nobody was never born.
Json plain_no(const Question& question) {
  if (is_day(question.type)) return question.name == "birth_date" ? Json() : Json("never");
  const auto& options = question.type.options;
  return std::find(options.begin(), options.end(), "no") != options.end() ? Json("no") : Json();
}

std::string words_of(const Json& value);

std::string number_words(const Json& number, const std::string& unit) {
  std::string digits = number.dump();
  if (const auto dot = digits.find('.'); dot != std::string::npos) {
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return digits + " " + unit;
}

/// An answer in the words of a test.
std::string words_of(const Json& value) {
  if (value.is_null()) return "not asked";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object() && value.size() == 1) {
    const std::string key = value.begin().key();
    const Json& inner = value.begin().value();
    if (key == "one of") {
      std::string out;
      for (const auto& option : inner) out += (out.empty() ? "" : " or ") + words_of(option);
      return out;
    }
    if (key == "about" || key == "in the last" || key == "not in the last") return key + " " + words_of(inner);
    if (key == "between" && inner.size() == 2) return "between " + words_of(inner[0]) + " and " + words_of(inner[1]);
    if (key == "words") return "words \"" + words_of(inner) + "\"";
    if (inner.is_number()) return number_words(inner, key);
  }
  return value.dump();
}

std::string entry_words(const Json& entry) {
  std::string out;
  if (entry.contains("term")) out = entry["term"].get<std::string>();
  if (entry.contains("text")) out = "\"" + entry["text"].get<std::string>() + "\"";
  for (const auto& [key, value] : entry.items()) {
    if (key == "term" || key == "text") continue;
    if (key == "area") {
      out += " in ";
      for (std::size_t i = 0; i < value.size(); ++i) out += (i > 0 ? ", " : "") + words_of(value[i]);
    } else if (key == "ongoing" && value == "yes") {
      out += " ongoing";
    } else {
      out += " " + key + " " + words_of(value);
    }
  }
  return out;
}

}  // namespace

Json iso(Day day) { return to_iso(day); }

Edits Composer::needed(Edits edits) const {
  const auto said = [&](const Edit& edit) {
    switch (edit.what) {
      case Edit::What::area:
        return edit.value == healthy_.area;
      case Edit::What::depth:
        return edit.value == healthy_.depth;
      case Edit::What::visit:
        return edit.value == iso(healthy_.visit);
      case Edit::What::answer: {
        const auto found = healthy_.given.find(edit.name);
        return found != healthy_.given.end() && found->second == edit.value;
      }
      default:
        return false;
    }
  };
  edits.erase(std::remove_if(edits.begin(), edits.end(), said), edits.end());
  return edits;
}

Day Composer::visit(const Edits& edits) const {
  for (const Edit& edit : edits)
    if (edit.what == Edit::What::visit) return *parse_iso_day(edit.value.get<std::string>());
  return healthy_.visit;
}

std::string Composer::record(const Edits& edits, const std::string& id) const {
  using What = Edit::What;
  const Day day = visit(edits);
  Json area = healthy_.area.empty() ? Json() : Json::array({healthy_.area});
  Json treatment = healthy_.treatment;
  Json depth = healthy_.depth, signed_on = iso(day), seen_on = iso(day);
  Json plan = Json::array(), clearances = Json::array(), change_forms = Json::array();
  std::map<std::string, Json> answers = healthy_.given;
  std::map<std::string, Json> entries;
  for (const Edit& edit : edits) {
    switch (edit.what) {
      case What::answer:
        answers[edit.name] = edit.value;
        break;
      case What::entry:
        if (entries[edit.name].is_null()) entries[edit.name] = Json::array();
        entries[edit.name].push_back(edit.value);
        break;
      case What::treatment:
        treatment = edit.value;
        break;
      case What::area:
        area = Json::array({edit.value});
        break;
      case What::depth:
        depth = edit.value;
        break;
      case What::clearance:
        clearances.push_back(edit.value);
        break;
      case What::signed_on:
        signed_on = edit.value;
        break;
      case What::seen_on:
        seen_on = edit.value;
        break;
      case What::change_form:
        change_forms.push_back({{"kind", "change"},
                                {"signed", edit.value},
                                {"by", "client"},
                                {"nothing_changed", "yes"},
                                {"answers", Json::object()}});
        break;
      case What::visit:
      case What::also:
        break;
    }
  }
  Json item = {{"treatment", treatment}};
  if (!area.is_null()) item["area"] = area;
  if (!depth.is_null()) item["depth"] = depth;
  plan.push_back(std::move(item));
  for (const Edit& edit : edits) {
    if (edit.what != What::also) continue;
    Json other = {{"treatment", edit.name}};
    if (!area.is_null()) other["area"] = area;
    if (!edit.value.is_null()) other["depth"] = edit.value;
    plan.push_back(std::move(other));
  }
  for (auto& [list, given] : entries) answers[list] = std::move(given);

  // A box and its questions must not contradict each other: a box that is given leaves its questions open, and a
  // question that is given opens its box.
  const auto said = [&](const std::string& name) -> const Json* {
    const auto found = answers.find(name);
    return found == answers.end() ? nullptr : &found->second;
  };
  std::map<std::string, Json> no;
  for (const Question& question : a_.questions) {
    const Question* other = question_of(b_, question.name);
    if (said(question.name) != nullptr || other == nullptr) continue;
    Json answer = plain_no(question);
    if (answer != plain_no(*other)) answer = Json();
    if (answer.is_null()) continue;
    for (const Vocabulary* v : {&a_, &b_}) {
      for (const Question& box : v->questions)
        for (const auto member : box.box_for)
          if (v->questions[static_cast<std::size_t>(member)].name == question.name)
            if (const Json* given = said(box.name); given != nullptr && *given != "no") answer = Json();
      for (const auto member : (v == &a_ ? question : *other).box_for)
        if (const Json* given = said(v->questions[static_cast<std::size_t>(member)].name);
            given != nullptr && *given != "no" && !answer.is_null())
          answer = *given == "yes" ? Json("yes") : Json();
    }
    if (!answer.is_null()) no[question.name] = std::move(answer);
  }
  for (const check::List& list : a_.lists)
    if (said(list.name) == nullptr && list_of(b_, list.name) != nullptr) no[list.name] = "no";
  for (auto& [name, answer] : no) answers[name] = std::move(answer);

  Json client = Json::object(), practitioner = Json::object();
  for (auto& [name, answer] : answers) {
    if (answer.is_null()) continue;
    const bool known = question_of(a_, name) != nullptr || list_of(a_, name) != nullptr;
    (by_practitioner(known ? a_ : b_, name) ? practitioner : client)[name] = std::move(answer);
  }
  Json forms = Json::array();
  forms.push_back({{"kind", "full"}, {"signed", signed_on}, {"by", "client"}, {"answers", std::move(client)}});
  for (auto& form : change_forms) forms.push_back(std::move(form));
  if (!practitioner.empty())
    forms.push_back(
        {{"kind", "practitioner"}, {"signed", seen_on}, {"by", "practitioner"}, {"answers", std::move(practitioner)}});
  Json out = {{"record", "contra.intake/1"},
              {"id", id},
              {"visit", iso(day)},
              {"plan", std::move(plan)},
              {"forms", std::move(forms)}};
  if (!clearances.empty()) out["clearances"] = std::move(clearances);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string Composer::plan_line(const Edits& edits) const {
  std::string area = healthy_.area;
  Json depth = healthy_.depth;
  for (const Edit& edit : edits) {
    if (edit.what == Edit::What::area) area = edit.value.get<std::string>();
    if (edit.what == Edit::What::depth) depth = edit.value;
  }
  return "plan " + healthy_.treatment + (area.empty() ? "" : " in " + area) +
         (depth.is_null() ? "" : " depth " + words_of(depth));
}

std::string Composer::visit_line(const Edits& edits) const {
  std::string out = "visit " + to_iso(visit(edits));
  for (const Edit& edit : edits)
    if (edit.what == Edit::What::signed_on) out += " signed " + words_of(edit.value);
  return out;
}

std::vector<std::string> Composer::given(const Edits& edits) const {
  using What = Edit::What;
  std::vector<std::string> out, forms;
  std::map<std::string, std::string> entries;
  bool plan = false, visit = false;
  for (const Edit& edit : edits) {
    switch (edit.what) {
      case What::answer:
        out.push_back("given " + edit.name + " is " + words_of(edit.value));
        break;
      case What::entry:
        entries[edit.name] += (entries[edit.name].empty() ? "" : ", ") + entry_words(edit.value);
        break;
      case What::treatment:
        out.push_back("plan \"" + words_of(edit.value) + "\"");
        break;
      case What::area:
      case What::depth:
        plan = true;
        break;
      case What::visit:
      case What::signed_on:
        visit = true;
        break;
      case What::clearance: {
        std::string line = "given clearance for " + edit.value["check"].get<std::string>() + " by " +
                           edit.value["by"].get<std::string>() + " on " + edit.value["on"].get<std::string>();
        out.push_back(line);
        break;
      }
      case What::seen_on:
        forms.push_back("form practitioner signed " + words_of(edit.value));
        break;
      case What::change_form:
        forms.push_back("form change signed " + words_of(edit.value) + " nothing changed yes");
        break;
      case What::also:
        out.push_back("plan " + edit.name + (healthy_.area.empty() ? "" : " in " + healthy_.area) +
                      (edit.value.is_null() ? "" : " depth " + words_of(edit.value)));
        break;
    }
  }
  for (const auto& [list, words] : entries) out.push_back("given " + list + ": " + words);
  if (plan) out.insert(out.begin(), plan_line(edits));
  if (visit) out.insert(out.begin(), visit_line(edits));
  // What follows a form in a test is answered in it: forms come last.
  out.insert(out.end(), forms.begin(), forms.end());
  return out;
}

std::vector<std::string> Composer::test(const Edits& edits) const {
  std::vector<std::string> out = {visit_line(edits), plan_line(edits)}, last;
  const std::vector<std::string> said = given(edits);
  for (const auto& [name, answer] : healthy_.given) {
    const bool again = std::any_of(edits.begin(), edits.end(), [&, n = name](const Edit& e) {
      return e.what == Edit::What::answer && e.name == n;
    });
    if (!again) out.push_back("given " + name + " is " + words_of(answer));
  }
  out.push_back("given every other question no");
  for (const auto& line : said) {
    if (line.rfind("visit ", 0) == 0 || line.rfind("plan " + healthy_.treatment, 0) == 0) continue;
    out.push_back(line);
    if (line.rfind("form practitioner", 0) != 0) continue;
    // What the practitioner answers is in that form, all of it.
    const Json whole = Json::parse(record(edits, {}));
    for (const auto& form : whole["forms"])
      if (form["kind"] == "practitioner")
        for (const auto& [name, answer] : form["answers"].items())
          out.push_back("given " + name + " is " + words_of(answer));
  }
  return out;
}

namespace {

/// How far a base is from a GO in both versions.
std::size_t faults(const Judge& a, const Judge& b, const compile::Program* in_a, const compile::Program* in_b,
                   const Composer& composer) {
  const std::string record = composer.record({}, "base");
  std::size_t out = 0;
  for (const auto& [judge, program] : {std::pair{&a, in_a}, std::pair{&b, in_b}}) {
    if (program == nullptr) continue;
    const Answer answer = judge->answer(record, composer.healthy().treatment);
    out += answer.refused ? 1000 : answer.reasons.size();
  }
  return out;
}

Json lowest_depth(const compile::Program* in_a, const compile::Program* in_b) {
  const auto type = [](const compile::Program* p) {
    return p != nullptr && p->pack->depth ? &p->pack->depth->type : nullptr;
  };
  const ValueType* one = type(in_a);
  const ValueType* two = type(in_b);
  if (one == nullptr) std::swap(one, two);
  if (one == nullptr) return {};
  if (one->kind != ValueType::Kind::number) {
    for (const auto& option : one->options)
      if (two == nullptr || std::find(two->options.begin(), two->options.end(), option) != two->options.end())
        return option;
    return {};
  }
  const std::int64_t least = two == nullptr ? one->from : std::max(one->from, two->from);
  return {{one->unit, static_cast<double>(least) / 1000.0}};
}

/// Values of a question that a no does not answer.
std::vector<Json> values(const Question& question) {
  std::vector<Json> out;
  if (question.type.kind == ValueType::Kind::options) {
    for (const auto& option : question.type.options) out.emplace_back(option);
  } else if (question.type.kind == ValueType::Kind::number) {
    for (const std::int64_t value :
         {question.type.from, (question.type.from + question.type.to) / 2000 * 1000, question.type.to})
      if (value >= question.type.from && value <= question.type.to)
        out.push_back({{question.type.unit, static_cast<double>(value) / 1000.0}});
  }
  return out;
}

}  // namespace

Healthy find_healthy(const Judge& a, const Judge& b, const compile::Program* in_a, const compile::Program* in_b,
                     Day visit) {
  const Vocabulary& va = a.vocabulary();
  const Vocabulary& vb = b.vocabulary();
  Healthy best;
  best.treatment = (in_a != nullptr ? in_a : in_b)->identity.name;
  best.visit = visit;
  best.depth = lowest_depth(in_a, in_b);
  if (const Question* born = question_of(va, "birth_date");
      born != nullptr && is_day(born->type) && question_of(vb, "birth_date") != nullptr)
    best.given["birth_date"] = iso(before(visit, Step{35 * 12, 0}, Rounding::down));

  std::size_t least = faults(a, b, in_a, in_b, Composer(va, vb, best));
  // `fills`: what nobody has said yet is said, if nothing speaks against it.
  const auto keep = [&](Healthy&& other, bool fills) {
    const std::size_t now = faults(a, b, in_a, in_b, Composer(va, vb, other));
    if (fills ? now > least : now >= least) return false;
    least = now;
    best = std::move(other);
    return true;
  };
  // The area with the most parts that nothing speaks against: a face rather than a lip, and not the whole body.
  std::vector<std::pair<std::size_t, std::string>> areas;
  for (const auto& area : va.areas) {
    if (vb.area_ids.count(area.name) == 0) continue;
    const auto id = va.area_ids.at(area.name);
    const auto parts =
        static_cast<std::size_t>(std::count_if(va.areas.begin(), va.areas.end(), [&](const check::Area& other) {
          return std::find(other.part_of.begin(), other.part_of.end(), id) != other.part_of.end();
        }));
    // The whole of a body is no area to treat.
    areas.emplace_back((area.part_of.empty() ? 1000u : 0u) + 1000u - std::min<std::size_t>(parts, 1000), area.name);
  }
  std::sort(areas.begin(), areas.end());
  for (const auto& area : areas) {
    Healthy other = best;
    other.area = area.second;
    if (keep(std::move(other), best.area.empty()) && least == 0) break;
  }
  std::set<std::string> names;
  for (const auto& question : va.questions)
    if (question_of(vb, question.name) != nullptr) names.insert(question.name);
  for (const auto& name : names) {
    const Question& question = *question_of(va, name);
    if (question.type.yes_no || best.given.count(name) != 0) continue;
    for (const Json& value : values(question)) {
      Healthy other = best;
      other.given[name] = value;
      keep(std::move(other), best.given.count(name) == 0);
    }
  }
  // A pack may ask for a yes ("have you read the sheet?").
  for (const auto& name : names) {
    if (least == 0) break;
    if (!question_of(va, name)->type.yes_no) continue;
    Healthy other = best;
    other.given[name] = "yes";
    keep(std::move(other), false);
  }
  return best;
}

}  // namespace contra::diff
