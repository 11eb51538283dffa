// A small vocabulary made by hand, with every type of question and every role of a list, so that the reader is tested
// without the parser and the checker; and a record around the answers of a test.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "check/model.hpp"
#include "eval/intake.hpp"

namespace contra::eval::small {

using check::ValueType;
using syntax::AnsweredBy;
using syntax::ListRole;

inline ValueType yes_no() {
  ValueType t;
  t.yes_no = true;
  t.options = t.labels = {"yes", "no"};
  return t;
}
inline ValueType one_of(std::vector<std::string> options, std::vector<std::string> labels, bool ordered = false) {
  ValueType t;
  t.options = std::move(options);
  t.labels = std::move(labels);
  t.ordered = ordered;
  return t;
}
inline ValueType number(std::string unit, std::int64_t from, std::int64_t to) {
  ValueType t;
  t.kind = ValueType::Kind::number;
  t.unit = std::move(unit);
  t.from = from;
  t.to = to;
  return t;
}
inline ValueType plain(ValueType::Kind kind) {
  ValueType t;
  t.kind = kind;
  return t;
}

class Builder {
 public:
  check::Vocabulary vocabulary;

  check::TermId term(const std::string& name, std::initializer_list<const char*> parents,
                     std::vector<std::string> also = {}) {
    check::Term t;
    t.name = name;
    for (const char* p : parents) t.parents.push_back(vocabulary.term_ids.at(p));
    t.also = std::move(also);
    const auto id = static_cast<check::TermId>(vocabulary.terms.size());
    vocabulary.term_ids[name] = id;
    vocabulary.term_by_words[check::fold_name(name)] = id;
    for (const std::string& other : t.also) vocabulary.term_by_words[check::fold_name(other)] = id;
    vocabulary.terms.push_back(std::move(t));
    return id;
  }
  void area(const std::string& name, std::initializer_list<const char*> part_of) {
    check::Area a;
    a.name = name;
    for (const char* p : part_of) a.part_of.push_back(vocabulary.area_ids.at(p));
    const auto id = static_cast<check::AreaId>(vocabulary.areas.size());
    vocabulary.area_ids[name] = id;
    vocabulary.area_by_words[check::fold_name(name)] = id;
    vocabulary.areas.push_back(std::move(a));
  }
  void role(const std::string& name, const std::string& title) {
    check::Role r;
    r.name = name;
    r.title = title;
    vocabulary.role_ids[name] = static_cast<check::RoleId>(vocabulary.roles.size());
    vocabulary.roles.push_back(std::move(r));
  }
  check::Question& ask(const std::string& name, ValueType type) {
    check::Question q;
    q.name = name;
    q.question = name + "?";
    q.type = std::move(type);
    vocabulary.question_ids[name] = static_cast<check::QuestionId>(vocabulary.questions.size());
    vocabulary.questions.push_back(std::move(q));
    return vocabulary.questions.back();
  }
  check::List& list(const std::string& name, std::initializer_list<const char*> roots, ListRole role_of_list) {
    check::List l;
    l.name = name;
    l.question = name + "?";
    l.role = role_of_list;
    for (const char* r : roots) l.roots.push_back(vocabulary.term_ids.at(r));
    vocabulary.list_ids[name] = static_cast<check::ListId>(vocabulary.lists.size());
    vocabulary.lists.push_back(std::move(l));
    return vocabulary.lists.back();
  }
  void detail(check::List& l, const std::string& name, ValueType type,
              std::initializer_list<const char*> for_terms = {}) {
    check::Detail d;
    d.name = name;
    d.type = std::move(type);
    for (const char* t : for_terms) d.for_terms.add(vocabulary.term_ids.at(t));
    l.details.push_back(std::move(d));
  }
  /// Kinds of terms, terms of lists, touching areas.
  void close() {
    const std::size_t n = vocabulary.terms.size();
    for (std::size_t i = 0; i < n; ++i) {
      vocabulary.terms[i].kinds = check::IdSet(n);
      vocabulary.terms[i].kinds.add(static_cast<check::TermId>(i));
    }
    for (std::size_t i = n; i-- > 0;)  // kinds are declared after what they are kinds of
      for (const check::TermId p : vocabulary.terms[i].parents)
        vocabulary.terms[static_cast<std::size_t>(p)].kinds |= vocabulary.terms[i].kinds;
    for (check::List& l : vocabulary.lists) {
      l.terms = check::IdSet(n);
      for (const check::TermId r : l.roots) l.terms |= vocabulary.terms[static_cast<std::size_t>(r)].kinds;
      for (check::Detail& d : l.details)
        for (const check::TermId t : d.for_terms.ids())
          d.for_terms |= vocabulary.terms[static_cast<std::size_t>(t)].kinds;
    }
  }
};

inline check::Vocabulary make_vocabulary() {
  Builder b;
  b.area("head", {});
  b.area("face", {"head"});
  b.area("chin", {"face"});
  b.area("neck", {});
  b.role("practitioner", "practitioner");
  b.role("prescriber", "the prescriber");
  b.role("dermatologist", "dermatologist");

  b.term("skin_product", {});
  b.term("retinoid", {"skin_product"});
  b.term("tretinoin", {"retinoid"}, {"Retin-A"});
  b.term("retinol", {"retinoid"});
  b.term("vitamin_c", {"skin_product"});
  b.term("scrub", {"skin_product"});
  b.term("medicine", {});
  b.term("isotretinoin", {"medicine"});
  b.term("blood_thinner", {"medicine"});
  b.term("apixaban", {"blood_thinner"});
  b.term("doxycycline", {"medicine"});
  b.term("procedure", {});
  b.term("peel", {"procedure"});
  b.term("tca_peel", {"peel"});
  b.term("needling", {"procedure"});
  b.term("filler", {"procedure"});
  b.term("surgery", {"procedure"});
  b.term("cancer_treatment", {});
  b.term("chemotherapy", {"cancer_treatment"});
  b.term("sun_exposure", {});
  b.term("beach_holiday", {"sun_exposure"});
  b.term("occasion", {});
  b.term("wedding", {"occasion"});
  b.term("allergen", {});
  b.term("nickel", {"allergen"});
  b.term("skin_mark", {});
  b.term("cold_sore", {"skin_mark"});
  b.term("everything", {});  // no list asks for it

  auto& v = b.vocabulary;
  b.ask("birth_date", plain(ValueType::Kind::past_day));
  b.ask("last_sunburn", plain(ValueType::Kind::past_day)).not_applicable_is_no = true;
  b.ask("wedding_day", plain(ValueType::Kind::future_day));
  b.ask("pregnant", yes_no()).not_applicable_is_no = true;
  b.ask("nursing", yes_no());
  b.ask("fever", yes_no());
  b.ask("bleeding_disorder", yes_no());
  b.ask("keloid_self", yes_no());
  b.ask("keloid_family", yes_no());
  b.ask("keloid_box", yes_no()).box_for = {v.question_ids.at("keloid_self"), v.question_ids.at("keloid_family")};
  b.ask("diabetes", yes_no());
  b.ask("diabetes_control", one_of({"good", "poor"}, {"well controlled", "not well controlled"})).asked_only =
      check::AskedOnlyWhen{v.question_ids.at("diabetes"), 1, true};
  b.ask("diabetes_wounds", yes_no()).asked_only = check::AskedOnlyWhen{v.question_ids.at("diabetes"), 1, true};
  b.ask("diabetes_years", yes_no()).asked_only = check::AskedOnlyWhen{v.question_ids.at("diabetes"), 1, false};
  b.ask("weight", number("kg", 30000, 300000));
  b.ask("sore_area", plain(ValueType::Kind::area));
  b.ask("remarks", plain(ValueType::Kind::text));
  b.ask("skin_type", one_of({"I", "II", "III", "IV", "V", "VI"}, {"I", "II", "III", "IV", "V", "VI"}, true))
      .answered_by = AnsweredBy::practitioner;
  b.ask("metal_patch_test", one_of({"clear", "reaction", "not_done"}, {"clear", "a reaction", "not done"}))
      .answered_by = AnsweredBy::practitioner;

  const auto area_type = plain(ValueType::Kind::area);
  b.detail(b.list("products", {"skin_product"}, ListRole::exposures), "area", area_type);
  b.detail(b.list("medicines", {"medicine"}, ListRole::exposures), "prescribed", yes_no());
  check::List& procedures = b.list("procedures", {"procedure"}, ListRole::exposures);
  b.detail(procedures, "area", area_type);
  b.detail(procedures, "depth", one_of({"superficial", "medium", "deep"}, {"superficial", "medium", "deep"}, true),
           {"peel"});
  b.detail(procedures, "depth", number("mm", 100, 3000), {"needling"});
  b.list("cancer", {"cancer_treatment"}, ListRole::exposures).planned_too = true;
  b.list("sun", {"sun_exposure"}, ListRole::exposures).looks_back = Step{3, 0};
  b.list("planned_sun", {"sun_exposure"}, ListRole::to_come);
  b.list("events", {"occasion"}, ListRole::to_come);
  b.list("allergies", {"allergen"}, ListRole::allergies);
  b.detail(b.list("marks", {"skin_mark"}, ListRole::states), "area", area_type);
  check::List& wounds = b.list("wounds", {"skin_mark"}, ListRole::states);
  wounds.asked_only = check::AskedOnlyWhen{v.question_ids.at("diabetes"), 1, true};
  b.list("findings", {"skin_mark"}, ListRole::states).answered_by = AnsweredBy::practitioner;
  b.close();
  return std::move(b.vocabulary);
}

inline const check::Vocabulary& vocabulary() {
  static const check::Vocabulary v = make_vocabulary();
  return v;
}

inline const std::vector<KnownPack>& packs() {
  static const check::Pack needling = [] {
    check::Pack p;
    p.name = "microneedling";
    p.title = "Microneedling with a pen";
    p.depth = check::DepthType{number("mm", 100, 3000)};
    return p;
  }();
  static const check::Pack peel = [] {
    check::Pack p;
    p.name = "peel";
    p.title = "Chemical peel";
    p.depth = check::DepthType{one_of({"superficial", "medium", "deep"}, {"superficial", "medium", "deep"}, true)};
    return p;
  }();
  static const check::Pack led = [] {
    check::Pack p;
    p.name = "led";
    p.title = "LED light";
    return p;
  }();
  static const std::vector<KnownPack> all = {{"microneedling", &needling}, {"peel", &peel}, {"led", &led}};
  return all;
}

inline Day day(const char* iso) {
  const auto d = parse_iso_day(iso);
  EXPECT_TRUE(d) << iso;
  return d.value_or(Day{});
}
inline time::DaySet days(const char* from, const char* to) { return time::DaySet::between(day(from), day(to)); }
inline time::DaySet until(const char* to) { return time::DaySet::until(day(to)); }
inline time::DaySet from(const char* first) { return time::DaySet::from(day(first)); }
inline time::DaySet on_day(const char* iso) { return time::DaySet::one(day(iso)); }

struct Read {
  std::variant<Facts, Refused> result;
  text::SourceSet sources;

  bool refused() const { return std::holds_alternative<Refused>(result); }
  std::vector<text::Diagnostic> diagnostics() const {
    return refused() ? std::get<Refused>(result).diagnostics : std::vector<text::Diagnostic>{};
  }
  std::string shown() const {
    std::string out;
    for (const auto& d : diagnostics())
      out += text::one_line(d, sources) + " @" + d.pointer + (d.help.empty() ? "" : " | " + d.help) + "\n";
    return out;
  }
  const Facts& facts() const {
    static const Facts none;
    EXPECT_FALSE(refused()) << shown();
    return refused() ? none : std::get<Facts>(result);
  }
  const QuestionFact& question(const char* name) const {
    static const QuestionFact none;
    return refused() ? (ADD_FAILURE() << shown(), none)
                     : facts().questions.at(static_cast<std::size_t>(vocabulary().question_ids.find(name)->second));
  }
  const ListFact& list(const char* name) const {
    static const ListFact none;
    return refused() ? (ADD_FAILURE() << shown(), none)
                     : facts().lists.at(static_cast<std::size_t>(vocabulary().list_ids.find(name)->second));
  }
  const Entry& entry(const char* list_name, std::size_t index = 0) const {
    static const Entry none;
    const ListFact& l = list(list_name);
    if (index >= l.entries.size()) {
      ADD_FAILURE() << list_name << " has " << l.entries.size() << " entries";
      return none;
    }
    return l.entries[index];
  }
  /// The only fault; fails when there is another number of them.
  AnswerFault fault() const {
    EXPECT_EQ(facts().faults.size(), 1u);
    for (std::size_t i = 1; i < facts().faults.size(); ++i) ADD_FAILURE() << facts().faults[i].message;
    return facts().faults.empty() ? AnswerFault{} : facts().faults.front();
  }
};

inline Read read(const std::string& record) {
  Read out;
  const auto file = out.sources.add("record.json", record);
  out.result = read_intake(out.sources, file, vocabulary(), packs());
  return out;
}

/// A record of the visit on 2026-03-16 around forms.
inline std::string with_forms(const std::string& forms) {
  return R"({"record": "contra.intake/1", "visit": "2026-03-16", "plan": [{"treatment": "led"}], "forms": [)" + forms +
         "]}";
}
inline std::string form(const char* kind, const char* signed_on, const char* by, const std::string& answers) {
  return std::string("{\"kind\": \"") + kind + "\", \"signed\": \"" + signed_on + "\", \"by\": \"" + by +
         "\", \"answers\": {" + answers + "}}";
}
/// One full form of the client, signed on 2026-02-20.
inline Read answered(const std::string& answers) {
  return read(with_forms(form("full", "2026-02-20", "client", answers)));
}

inline check::IdSet terms(std::initializer_list<const char*> names) {
  check::IdSet out;
  for (const char* name : names) out.add(vocabulary().term_ids.find(name)->second);
  return out;
}
inline const check::IdSet& kinds(const char* name) {
  return vocabulary().terms[static_cast<std::size_t>(vocabulary().term_ids.find(name)->second)].kinds;
}
inline const check::IdSet& terms_of(const char* list_name) {
  return vocabulary().lists[static_cast<std::size_t>(vocabulary().list_ids.find(list_name)->second)].terms;
}

}  // namespace contra::eval::small
