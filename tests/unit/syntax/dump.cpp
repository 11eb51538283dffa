// Writes trees for tests: every member that is set appears.
#include "dump.hpp"

#include <type_traits>

namespace contra::syntax {
// Not in an unnamed namespace: templates find `str` by the namespace of its argument.

template <typename... F>
struct Overload : F... {
  using F::operator()...;
};
template <typename... F>
Overload(F...) -> Overload<F...>;

std::string str(const Name& name) { return name.text; }
std::string str(const Text& text) { return "\"" + text.text + "\""; }
std::string str(const Length& length) {
  return std::to_string(length.amount) + std::string(1, "hdwmy"[static_cast<int>(length.unit)]);
}
std::string str(const Quantity& q) { return std::to_string(q.thousandths) + "/1000" + q.unit.text; }
std::string str(const DateLiteral& date) { return to_iso(date.day); }
std::string str(const Value& value) {
  return std::visit([](const auto& v) { return str(v); }, value);
}
template <typename T>
std::string names(const std::vector<T>& list, const char* between = "|") {
  std::string result;
  for (const T& item : list) result += (result.empty() ? "" : between) + str(item);
  return result;
}
std::string str(const Test& test) {
  static constexpr const char* words[] = {"=", "!=", ">=", "<=", ">", "<", "upto"};
  return std::string(words[static_cast<int>(test.comparison)]) + names(test.values);
}
std::string str(const Subject& subject) {
  std::string result = names(subject.names);
  for (const Where& where : subject.where) result += "[" + where.detail.text + str(where.test) + "]";
  return result;
}
std::string str(const Within& within) {
  return std::string(" within ") + str(within.length) + (within.side == Side::before ? " before" : " after");
}
template <typename T>
std::string opt(const char* name, const std::optional<T>& value) {
  return value ? std::string(" ") + name + (*name ? " " : "") + str(*value) : std::string();
}
std::string opt_condition(const char* name, const std::optional<Condition>& value) {
  return value ? std::string(" ") + name + " " + dump(*value) : std::string();
}
template <typename T>
std::string all(const char* name, const std::vector<T>& list) {
  return list.empty() ? std::string() : std::string(" ") + name + (*name ? " " : "") + names(list, ",");
}
std::string flag(const char* name, bool set) { return set ? std::string(" ") + name : std::string(); }

std::string str(const Better& better) { return str(better.length) + opt_condition("while", better.condition); }
std::string str(const Row& row) {
  std::string result;
  switch (row.match) {
    case Row::Match::labels:
      result = names(row.labels);
      break;
    case Row::Match::up_to:
      result = "upto" + (row.bound ? str(*row.bound) : "?");
      break;
    case Row::Match::above:
      result = "above";
      break;
    case Row::Match::otherwise:
      result = "otherwise";
      break;
  }
  return result + ":" + (row.length ? str(*row.length) : "?") + opt("better", row.better);
}
std::string str(const Table& table) { return table.property.text + "{" + names(table.rows, "; ") + "}"; }
std::string str(const WaitAfter& wait) {
  return std::string(wait.better_only ? "better-after" : "wait-after") + opt("", wait.length) + " " +
         str(wait.subject) + flag("in-area", wait.in_treated_area) + opt("by", wait.table) + opt("better", wait.better);
}

std::string str(const Cite& cite) { return cite.source.text + (cite.part ? str(*cite.part) : ""); }
std::string str(const Roles& roles) { return names(roles.names); }
std::string str(const Spread& spread) {
  return spread.words ? str(*spread.words)
                      : (spread.from ? str(*spread.from) : "?") + ".." + (spread.to ? str(*spread.to) : "?");
}
std::string str(const Clauses& c) {
  return opt("cleared", c.cleared_by) + opt("then-cleared", c.then_cleared_by) + opt_condition("unless", c.unless) +
         opt("because", c.because) + opt("tell", c.tell) + all("cite", c.cites) + opt("spread", c.spread) +
         opt("review", c.review_by) + opt("from", c.effective_from) + opt("until", c.effective_until);
}

std::string str(const Option& option) { return option.name.text + (option.label ? str(*option.label) : ""); }
std::string str(const NumberIn& n) {
  return "number " + n.unit.text + " " + std::to_string(n.from) + ".." + std::to_string(n.to);
}
std::string str(const OneOf& o) { return "one-of " + names(o.options) + flag("ordered", o.in_order); }
std::string str(const AnswerType& type) {
  return std::visit(Overload{[](const Broken&) -> std::string { return "broken"; },
                             [](const YesNo& y) { return "yes-no" + all("any-of", y.for_any_of); },
                             [](const OneOf& o) { return str(o); }, [](const NumberIn& n) { return str(n); },
                             [](const PastDay&) -> std::string { return "past-day"; },
                             [](const FutureDay&) -> std::string { return "future-day"; },
                             [](const AreaType&) -> std::string { return "area"; },
                             [](const TextType&) -> std::string { return "text"; }},
                    type);
}
std::string str(const AskedOnly& a) { return a.question.text + "=" + str(a.value) + flag("else-no", a.else_no); }
std::string str(const DetailItem& d) { return d.name.text + ":" + str(d.type) + all("for", d.for_terms); }
std::string str(const std::pair<Name, Text>& code) { return code.first.text + str(code.second); }
std::string by(AnsweredBy who) { return flag("practitioner", who == AnsweredBy::practitioner); }

std::string str(const CareLine& line) {
  static constexpr const char* verbs[] = {"avoid", "do", "watch", "next"};
  return std::string("(") + verbs[static_cast<int>(line.verb)] +
         (line.verb == CareLine::Verb::next_session ? " " + line.check.text : " " + str(line.text)) +
         opt("from", line.from) + opt("for", line.length) + opt("better", line.better) + opt("until", line.until) +
         opt("by", line.by_depth) + ")";
}

std::string str(const DateAnswer& d) {
  using F = DateAnswer::Form;
  switch (d.form) {
    case F::day:
    case F::month:
    case F::year:
    case F::between:
      return to_iso(d.first) + ".." + to_iso(d.last);
    case F::about_ago:
      return "about" + opt("", d.length);
    case F::in_the_last:
      return "in-last" + opt("", d.length);
    case F::not_in_the_last:
      return "not-in-last" + opt("", d.length);
    case F::words:
      return "words" + str(d.words);
    case F::never:
      return "never";
    case F::unsure:
      return "unsure";
  }
  return "?";
}
std::string str(const EntryGiven& e) {
  std::string result = e.term ? e.term->text : e.free_text ? str(*e.free_text) : "?";
  result += opt("on", e.on) + opt("last", e.last) + opt("start", e.start) + opt("end", e.end) +
            opt("ongoing", e.ongoing) + all("in", e.areas);
  for (const auto& detail : e.details) result += " " + detail.first.text + "=" + str(detail.second);
  return result;
}
std::string str(const Given& g) {
  switch (g.form) {
    case Given::Form::every_other_no:
      return "every-other-no";
    case Given::Form::date:
      return g.question.text + opt("date", g.date);
    case Given::Form::entries:
      return g.question.text + all("asked", g.asked) + "{" + names(g.entries, "; ") + "}" + flag("more", g.more);
    case Given::Form::answer:
      if (g.state == Given::State::not_asked) return g.question.text + " not-asked";
      if (g.state == Given::State::not_applicable) return g.question.text + " not-applicable";
      return g.question.text + "=" + names(g.values) + opt("date", g.date);
  }
  return "?";
}
std::string str(const PlanGiven& p) {
  return "(plan" + opt("", p.treatment) + all("in", p.areas) + opt("depth", p.depth) + ")";
}
std::string str(const FormGiven& f) {
  static constexpr const char* kinds[] = {"full", "change", "practitioner"};
  return std::string("(") + kinds[static_cast<int>(f.kind)] + opt("signed", f.signed_on) +
         opt("unchanged", f.nothing_changed) + all(":", f.givens) + ")";
}
std::string str(const ClearanceGiven& c) {
  return "(clearance " + c.check.text + " " + c.role.text + " " + str(c.on) + opt("until", c.until) +
         all("for", c.for_terms) + ")";
}
std::string str(const RecordItem& r) {
  return opt("from", r.from) + opt("visit", r.visit) + opt("as-of", r.as_of) + opt("policy", r.under_policy) +
         all("", r.plans) + all("", r.forms) + all("", r.clearances);
}
std::string str(const Expectation& e) {
  static constexpr const char* words[] = {"go",          "wait",        "wait-until", "earliest", "never",
                                          "renewed",     "better",      "no-better",  "because",  "only-because",
                                          "not-because", "with",        "not-with",   "asks",     "holds-until",
                                          "limit",       "clearance-by"};
  std::string result = words[static_cast<int>(e.what)];
  if (!e.names.empty()) result += " " + names(e.names);
  if (e.kind) result += " kind" + std::to_string(*e.kind);
  return result + opt("", e.day) + opt("", e.value);
}
std::string str(const std::pair<Unit, Length>& row) {
  return std::string(1, "hdwmy"[static_cast<int>(row.first)]) + "~" + str(row.second);
}
std::string str(const Use& use) { return use.name.text + std::to_string(use.major); }
std::string str(const Need& need) { return need.question.text + opt("for", need.for_term); }
std::string str(const ChangeCheck& c) { return str(c.older_than) + "/" + str(c.not_older_than); }
std::string str(const Version& v) {
  return std::to_string(v.major) + "." + std::to_string(v.minor) + "." + std::to_string(v.patch);
}
std::string str(const DepthSetting& d) {
  return std::visit([](const auto& type) { return str(type); }, d.type);
}

std::string chain(const char* word, const std::vector<Condition>& operands) {
  std::string result = std::string("(") + word;
  for (const Condition& operand : operands) result += " " + dump(operand);
  return result + ")";
}

std::string dump(const Condition& condition) {
  return std::visit(
      Overload{
          [](const Broken&) -> std::string { return "broken"; }, [](const And& a) { return chain("and", a.operands); },
          [](const Or& o) { return chain("or", o.operands); }, [](const Not& n) { return chain("not", n.operand); },
          [](const QuestionIs& q) { return q.question.text + str(q.test); },
          [](const AgeIs& a) { return "age" + str(a.test); },
          [](const Any& a) {
            return std::string(a.no ? "(no " : "(any ") + str(a.subject) + flag("in-area", a.in_treated_area) +
                   flag("started", a.started_by_visit) + (a.within ? str(*a.within) : "") + ")";
          },
          [](const Taking& t) { return "(taking " + str(t.subject) + ")"; },
          [](const Present& p) { return "(present " + str(p.subject) + flag("in-area", p.in_treated_area) + ")"; },
          [](const AllergicTo& a) { return "(allergic " + str(a.subject) + ")"; },
          [](const Planned& p) {
            return "(planned " + str(p.subject) + flag("in-area", p.in_treated_area) +
                   (p.within ? str(*p.within) : "") + ")";
          },
          [](const AreaTouches& t) { return "(touches " + names(t.areas) + ")"; },
          [](const EveryAnswerIsNo&) -> std::string { return "every-no"; }},
      condition.node);
}

std::string dump(const Outcome& outcome) {
  return std::visit(
      Overload{[](const Broken&) -> std::string { return "broken"; },
               [](const WaitAfter& w) { return "(" + str(w) + ")"; },
               [](const WaitFrom& w) {
                 return "(wait-from" + opt("before", w.before) + " " + str(w.subject) +
                        flag("in-area", w.in_treated_area) + opt("after", w.after) + ")";
               },
               [](const WaitWhile& w) { return "(wait-while " + dump(w.condition) + opt("until", w.until) + ")"; },
               [](const WaitClearance& w) { return "(clearance " + names(w.roles) + " " + dump(w.condition) + ")"; },
               [](const Limit& l) {
                 return "(limit " + str(l.limit) + opt_condition("while", l.condition) +
                        (l.window ? " (" + str(*l.window) + ")" : "") + ")";
               },
               [](const NotDevice& n) { return "(not-device " + dump(n.condition) + all("instead", n.instead) + ")"; },
               [](const GoOnly& g) { return "(go-only " + str(g.with) + " " + dump(g.condition) + ")"; },
               [](const NoteForm& n) { return "(note " + str(n.text) + " " + dump(n.condition) + ")"; },
               [](const AskAgain& a) { return "(ask-again " + dump(a.condition) + ")"; },
               [](const SameWait& s) {
                 return "(same" + opt("", s.length) + opt("by", s.table) + opt("better", s.better) + ")";
               }},
      outcome.form);
}

std::string dump(const Item& item) {
  return std::visit(
      Overload{[](const Broken&) -> std::string { return "broken"; },
               [](const AreaItem& i) {
                 return "area " + i.name.text + opt("", i.title) + all("part-of", i.part_of) + all("also", i.also);
               },
               [](const RoleItem& i) { return "role " + i.name.text + opt("", i.title) + all("is", i.is_a); },
               [](const TermItem& i) {
                 return "term " + i.name.text + opt("", i.title) + all("is", i.is_a) + all("also", i.also) +
                        all("code", i.codes) + flag("prescribed", i.prescribed);
               },
               [](const ListItem& i) {
                 static constexpr const char* roles[] = {"exposures", "states", "allergies", "to-come"};
                 return "list " + i.name.text + " " + str(i.question) + all("of", i.roots) +
                        (i.role ? std::string(" records ") + roles[static_cast<int>(*i.role)] : "") +
                        all("detail", i.details) + by(i.answered_by) + opt("back", i.looks_back) +
                        opt("only-when", i.asked_only);
               },
               [](const AskItem& i) {
                 return "ask " + i.name.text + " " + str(i.question) + " " + str(i.type) +
                        flag("na-no", i.not_applicable_is_no) + by(i.answered_by) + opt("only-when", i.asked_only);
               },
               [](const ToleranceItem& i) { return "tolerance" + all("", i.rows); },
               [](const SourceItem& i) {
                 static constexpr const char* strengths[] = {"law", "label", "guideline", "study", "guidance", "house"};
                 return "source " + i.name.text + " " + str(i.title) + " " + strengths[static_cast<int>(i.strength)] +
                        opt("at", i.at);
               },
               [](const CheckItem& i) {
                 return "check " + i.name.text + opt("", i.title) + " " + (i.outcome ? dump(*i.outcome) : "-") +
                        str(i.clauses);
               },
               [](const GuaranteeItem& i) {
                 return "guarantee " + i.name.text + opt("", i.title) + " " + dump(i.condition) + str(i.clauses);
               },
               [](const CareItem& i) {
                 return std::string(i.before ? "precare " : "aftercare ") + i.name.text + opt("", i.title) +
                        all("", i.lines) + opt_condition("while", i.condition) + str(i.clauses);
               },
               [](const AboutItem& i) {
                 return "about " + i.name.text + " " + str(i.title) + all("say", i.paragraphs) + str(i.clauses);
               },
               [](const PolicyChange& i) {
                 return std::string(i.loosen ? "loosen " : "tighten ") + i.check.text + " " +
                        (i.outcome ? dump(*i.outcome) : "-") + str(i.clauses) + opt("approved", i.approved_by) +
                        opt("until!", i.until);
               },
               [](const ExampleItem& i) { return "example " + i.name.text + opt("", i.title) + str(i.record); },
               [](const TestItem& i) { return "test " + str(i.name) + str(i.record) + all("expect", i.expectations); }},
      item.node);
}

std::string dump(const Header& h) {
  static constexpr const char* kinds[] = {"vocabulary", "pack", "policy", "part", "tests"};
  return std::string(kinds[static_cast<int>(h.kind)]) + " " + h.name.text + opt("", h.version) + opt("", h.title) +
         all("use", h.uses) + opt("review", h.review_by) + all("needs", h.needs) + opt("depth", h.depth) +
         opt("form", h.form_holds) + opt("change", h.change_check) + opt("clearance", h.clearance_holds);
}

}  // namespace contra::syntax
