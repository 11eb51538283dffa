// Random vocabularies, packs and programs; see cases.hpp.
#include <algorithm>

#include "laws/cases.hpp"

namespace contra::laws {

using check::Check;
using check::Condition;
using check::Form;
using check::IdSet;
using check::Vocabulary;
using syntax::ListRole;

namespace {

/// Short steps and those whose month arithmetic rounds.
Step make_step(Tape& tape, const Scope& scope) {
  static const std::vector<int> days{5, 1, 2, 7, 14, 28, 30}, months{1, 2, 3, 6, 12};
  switch (tape.weighted({60, 34, scope.compound_steps ? 6 : 0})) {
    case 0: return Step{0, tape.pick(days)};
    case 1: return Step{tape.pick(months), 0};
    default: return Step{tape.pick(months), tape.pick(days)};
  }
}

/// A longer step than `must`, for the better tier.
Step longer(Tape& tape, Step must) {
  if (must.days == 0) return Step{must.months * 2, 0};
  if (must.months == 0) return Step{0, must.days + tape.between(1, 9)};
  return Step{must.months + 1, must.days};
}

check::ValueType yes_or_no() {
  check::ValueType t;
  t.yes_no = true;
  t.options = t.labels = {"yes", "no"};
  return t;
}

check::ValueType levels(bool ordered) {
  check::ValueType t;
  t.ordered = ordered;
  t.options = t.labels = {"low", "medium", "high"};
  return t;
}

check::ValueType millimetres() {
  check::ValueType t;
  t.kind = check::ValueType::Kind::number;
  t.unit = "mm";
  t.from = 500;
  t.to = 3000;
  return t;
}

check::ValueType area_type() {
  check::ValueType t;
  t.kind = check::ValueType::Kind::area;
  return t;
}

void close_kinds(Vocabulary& v) {
  const std::size_t n = v.terms.size();
  for (std::size_t t = n; t-- > 0;) {
    v.terms[t].kinds.add(static_cast<check::TermId>(t));
    for (auto parent : v.terms[t].parents) v.terms[static_cast<std::size_t>(parent)].kinds |= v.terms[t].kinds;
  }
}

void add_areas(Vocabulary& v) {
  const std::vector<std::pair<std::string, check::AreaId>> made{{"body", -1}, {"face", 0}, {"cheek", 1}, {"arm", 0}};
  for (const auto& [name, part_of] : made) {
    check::Area a;
    a.name = a.title = name;
    if (part_of >= 0) a.part_of.push_back(part_of);
    v.area_ids[name] = static_cast<check::AreaId>(v.areas.size());
    v.area_by_words[name] = static_cast<check::AreaId>(v.areas.size());
    v.areas.push_back(std::move(a));
  }
  const std::vector<std::vector<int>> above{{0}, {0, 1}, {0, 1, 2}, {0, 3}};
  for (std::size_t a = 0; a < above.size(); ++a)
    for (int b : above[a]) {
      v.areas[a].touching.add(b);
      v.areas[static_cast<std::size_t>(b)].touching.add(static_cast<check::AreaId>(a));
    }
}

void add_roles(Vocabulary& v) {
  for (const std::string name : {"practitioner", "doctor", "dermatologist"}) {
    check::Role r;
    r.name = r.title = name;
    r.counts_as.add(static_cast<check::RoleId>(v.roles.size()));
    if (name == "dermatologist") {
      r.is_a.push_back(1);
      r.counts_as.add(1);
    }
    v.role_ids[name] = static_cast<check::RoleId>(v.roles.size());
    v.roles.push_back(std::move(r));
  }
}

void add_list(Tape& tape, const Scope& scope, Vocabulary& v, ListRole role, const std::string& name) {
  check::List l;
  l.name = name;
  l.question = name + "?";
  l.role = role;
  const int terms = static_cast<int>(v.terms.size());
  const int roots = tape.between(1, 2);
  for (int i = 0; i < roots; ++i) {
    const auto root = static_cast<check::TermId>(tape.below(terms));
    if (std::find(l.roots.begin(), l.roots.end(), root) != l.roots.end()) continue;
    l.roots.push_back(root);
    l.terms |= v.terms[static_cast<std::size_t>(root)].kinds;
  }
  const auto detail = [&](const std::string& called, check::ValueType type, IdSet terms_with = {}) {
    check::Detail d;
    d.name = called;
    d.type = std::move(type);
    d.for_terms = std::move(terms_with);
    l.details.push_back(std::move(d));
  };
  if (role != ListRole::allergies) {
    if (tape.chance(60)) {
      const auto& some = v.terms[static_cast<std::size_t>(tape.pick(l.terms.ids()))].kinds;
      detail("area", area_type(), scope.area_details && tape.chance(20) ? some : IdSet{});
    }
    if (tape.chance(50)) {
      // The depth of some of its terms is one of three, that of others a number; the rest have none.
      const auto& some = v.terms[static_cast<std::size_t>(l.terms.ids()[static_cast<std::size_t>(tape.below(static_cast<int>(l.terms.ids().size())))])].kinds;
      switch (tape.below(4)) {
        case 0: detail("depth", levels(true)); break;
        case 1: detail("depth", millimetres()); break;
        case 2: detail("depth", levels(true), some); break;
        default: {
          IdSet rest = l.terms;
          rest -= some;
          const auto others = rest.ids();
          detail("depth", levels(true), some);
          if (!others.empty()) {
            const IdSet& more = v.terms[static_cast<std::size_t>(others.front())].kinds;
            if (!more.meets(some)) detail("depth", millimetres(), more);
          }
        }
      }
    }
    if (tape.chance(30)) detail("prescribed", yes_or_no());
  }
  v.list_ids[name] = static_cast<check::ListId>(v.lists.size());
  v.lists.push_back(std::move(l));
}

void add_question(Vocabulary& v, const std::string& name, check::ValueType type) {
  check::Question q;
  q.name = name;
  q.question = name + "?";
  q.type = std::move(type);
  v.question_ids[name] = static_cast<check::QuestionId>(v.questions.size());
  v.questions.push_back(std::move(q));
}

check::ValueType day_type(bool past) {
  check::ValueType t;
  t.kind = past ? check::ValueType::Kind::past_day : check::ValueType::Kind::future_day;
  return t;
}

// --- conditions ---------------------------------------------------------------------------------------------

enum class Reads { last, any, taking, present, allergic, planned };

bool reads(Reads what, ListRole role) {
  switch (what) {
    case Reads::last:
    case Reads::any: return role != ListRole::allergies;
    case Reads::taking: return role == ListRole::exposures;
    case Reads::present: return role == ListRole::states;
    case Reads::allergic: return role == ListRole::allergies;
    case Reads::planned: return role == ListRole::to_come;
  }
  return false;
}

bool declares(const Vocabulary& v, const check::Subject& s, check::ListId list, const std::string& name, std::vector<std::int32_t>* where = nullptr) {
  const check::List& l = v.lists[static_cast<std::size_t>(list)];
  IdSet terms = l.terms;
  terms &= s.terms;
  bool any = false;
  for (std::size_t d = 0; d < l.details.size(); ++d) {
    if (l.details[d].name != name || (!l.details[d].for_terms.empty() && !l.details[d].for_terms.meets(terms))) continue;
    any = true;
    if (where != nullptr) where->push_back(static_cast<std::int32_t>(d));
  }
  return any;
}

bool all_declare(const Vocabulary& v, const check::Subject& s, const std::string& name) {
  if (s.lists.empty() || !s.days.empty()) return false;
  for (auto l : s.lists)
    if (!declares(v, s, l, name)) return false;
  return true;
}

/// A subject that reads lists of the right role, or nothing when the vocabulary has none.
std::optional<check::Subject> make_subject(Tape& tape, const Vocabulary& v, Reads what) {
  std::vector<check::ListId> lists;
  for (std::size_t l = 0; l < v.lists.size(); ++l)
    if (reads(what, v.lists[l].role)) lists.push_back(static_cast<check::ListId>(l));
  if (lists.empty()) return std::nullopt;
  check::Subject s;
  const check::List& first = v.lists[static_cast<std::size_t>(tape.pick(lists))];
  if (what == Reads::any && tape.chance(15)) {
    s.terms = first.terms;
    s.lists.push_back(v.list_ids.at(first.name));
    s.words = first.name;
    return s;
  }
  const int named = tape.chance(25) && what != Reads::present ? 2 : 1;  // `a or b is present` cannot be said
  for (int i = 0; i < named; ++i) {
    const auto term = tape.pick(first.terms.ids());
    const std::string& name = v.terms[static_cast<std::size_t>(term)].name;
    if (s.words.find(name) != std::string::npos) continue;
    s.terms |= v.terms[static_cast<std::size_t>(term)].kinds;
    s.words += (s.words.empty() ? "" : " or ") + name;
  }
  for (auto l : lists)
    if (v.lists[static_cast<std::size_t>(l)].terms.meets(s.terms)) s.lists.push_back(l);
  return s;
}

check::ValueTest test_of(Tape& tape, const check::ValueType& type) {
  check::ValueTest t;
  if (type.kind == check::ValueType::Kind::area) {
    t.area = true;
    t.areas.add(tape.below(4));
    return t;
  }
  if (type.kind == check::ValueType::Kind::options) {
    const int n = static_cast<int>(type.options.size());
    if (n == 2) {
      t.mask = tape.chance(30) ? 2 : 1;
    } else if (type.ordered && tape.chance(60)) {
      const int k = tape.below(n - 1);
      t.mask = tape.chance(50) ? (1u << (k + 1)) - 1 : 7u & ~((1u << (k + 1)) - 1);
    } else {
      t.mask = static_cast<std::uint64_t>(tape.between(1, 6));
    }
    return t;
  }
  static const std::vector<std::int64_t> bounds{1000, 1500, 2000};
  const auto b = tape.pick(bounds);
  switch (tape.below(3)) {
    case 0: t.ranges = {{b, type.to}}; break;
    case 1: t.ranges = {{type.from, b}}; break;
    default: t.ranges = {{type.from, b - 1}, {b + 1, type.to}}; break;
  }
  return t;
}

void add_where(Tape& tape, const Scope& scope, const Vocabulary& v, check::Subject& s) {
  for (const std::string name : {"prescribed", "depth", "area"}) {
    if (name == "area" && !scope.area_details) continue;
    if (!all_declare(v, s, name) || !tape.chance(35)) continue;
    // One sentence for all declarations; so they must be of one type.
    check::WhereTest w;
    w.detail = name;
    std::optional<check::ValueTest> test;
    bool one_type = true;
    const check::ValueType* type = nullptr;
    for (auto l : s.lists) {
      std::vector<std::int32_t> at;
      declares(v, s, l, name, &at);
      for (auto d : at) {
        const check::ValueType& t = v.lists[static_cast<std::size_t>(l)].details[static_cast<std::size_t>(d)].type;
        if (type == nullptr) {
          type = &t;
          test = test_of(tape, t);
        }
        one_type = one_type && t.kind == type->kind && t.options == type->options;
        w.cases.push_back({l, d, *test});
      }
    }
    if (one_type) s.where.push_back(std::move(w));
  }
}

Condition make_condition(Tape& tape, const Scope& scope, const Vocabulary& v, int depth, bool towards) {
  Condition c;
  c.towards_waiting = towards;
  const int n = scope.negatives ? 1 : 0;
  for (int tries = 0; tries < 4; ++tries) {
    switch (tape.weighted({30, 22, 9, 8, 6, 8, 6, 5, depth > 0 ? 14 : 0, depth > 0 ? 14 : 0, depth > 0 ? 7 * n : 0, 2 * n})) {
      case 0: {
        std::vector<check::QuestionId> fit;
        for (std::size_t q = 0; q < v.questions.size(); ++q) {
          const auto kind = v.questions[q].type.kind;
          if (kind == check::ValueType::Kind::options || kind == check::ValueType::Kind::number) fit.push_back(static_cast<check::QuestionId>(q));
        }
        if (fit.empty()) break;
        c.kind = Condition::Kind::question;
        c.question = tape.pick(fit);
        c.test = test_of(tape, v.questions[static_cast<std::size_t>(c.question)].type);
        return c;
      }
      case 1: {
        auto s = make_subject(tape, v, Reads::any);
        if (!s) break;
        c.kind = Condition::Kind::any;
        c.subject = *s;
        c.no = scope.negatives && tape.chance(25);
        c.towards_waiting = towards != c.no;
        add_where(tape, scope, v, c.subject);
        c.in_treated_area = tape.chance(25) && all_declare(v, c.subject, "area");
        c.started_by_visit = tape.chance(20);
        if (tape.chance(35)) {
          check::WithinVisit w{make_step(tape, scope), syntax::Side::after};
          if (!c.towards_waiting && tape.chance(60)) w.side = syntax::Side::before;
          c.within = w;
        }
        return c;
      }
      case 2:
      case 3:
      case 4:
      case 5: {
        static const std::vector<std::pair<Reads, Condition::Kind>> kinds{{Reads::taking, Condition::Kind::taking},
                                                                          {Reads::present, Condition::Kind::present},
                                                                          {Reads::allergic, Condition::Kind::allergic},
                                                                          {Reads::planned, Condition::Kind::planned}};
        const auto& [what, kind] = tape.pick(kinds);
        auto s = make_subject(tape, v, what);
        if (!s) break;
        c.kind = kind;
        c.subject = *s;
        add_where(tape, scope, v, c.subject);
        if (kind == Condition::Kind::present)  // `a where d is b or c is present` cannot be said
          for (const auto& w : c.subject.where)
            if (__builtin_popcountll(w.cases.front().test.mask) > 1) {
              c.subject.where.clear();
              break;
            }
        if (kind == Condition::Kind::present || kind == Condition::Kind::planned) c.in_treated_area = tape.chance(25) && all_declare(v, c.subject, "area");
        if (kind == Condition::Kind::planned && tape.chance(40)) c.within = check::WithinVisit{make_step(tape, scope), syntax::Side::after};
        return c;
      }
      case 6: {
        const auto birth = v.question_ids.find("birth_date");
        if (birth == v.question_ids.end()) break;
        c.kind = Condition::Kind::age;
        c.question = birth->second;
        switch (tape.below(3)) {
          case 0: c.age_months = {{0, 17 * 12 + 11}}; break;
          case 1: c.age_months = {{65 * 12, -1}}; break;
          default: c.age_months = {{0, 17 * 12 + 11}, {65 * 12, -1}}; break;  // `age is not 18 … 64`
        }
        return c;
      }
      case 7:
        c.kind = Condition::Kind::area;
        c.test.area = true;
        c.test.areas.add(tape.below(static_cast<int>(v.areas.size())));
        return c;
      case 8:
      case 9: {
        c.kind = tape.chance(50) ? Condition::Kind::or_ : Condition::Kind::and_;
        const int operands = tape.chance(20) ? 3 : 2;
        for (int i = 0; i < operands; ++i) c.of.push_back(make_condition(tape, scope, v, depth - 1, towards));
        return c;
      }
      case 10:
        c.kind = Condition::Kind::not_;
        c.of.push_back(make_condition(tape, scope, v, depth - 1, !towards));
        return c;
      default: c.kind = Condition::Kind::every_answer_no; return c;
    }
  }
  c.kind = Condition::Kind::area;
  c.test.area = true;
  c.test.areas.add(1);
  return c;
}

check::WaitAfter make_after(Tape& tape, const Scope& scope, const Vocabulary& v, bool tiers) {
  check::WaitAfter out;
  std::vector<check::QuestionId> days;
  for (std::size_t q = 0; q < v.questions.size(); ++q)
    if (v.questions[q].name != "birth_date" &&
        (v.questions[q].type.kind == check::ValueType::Kind::past_day || v.questions[q].type.kind == check::ValueType::Kind::future_day))
      days.push_back(static_cast<check::QuestionId>(q));
  auto subject = make_subject(tape, v, Reads::last);
  if (!subject) {
    subject = check::Subject{};
    if (days.empty()) {
      out.window.must = Step{0, 5};
      out.subject = *subject;
      return out;
    }
  }
  out.subject = *subject;
  if (!days.empty() && (out.subject.lists.empty() || tape.chance(20))) {
    const auto q = tape.pick(days);
    out.subject.days.push_back(q);
    out.subject.words += (out.subject.words.empty() ? "" : " or ") + v.questions[static_cast<std::size_t>(q)].name;
  } else {
    add_where(tape, scope, v, out.subject);
    out.in_treated_area = tape.chance(35) && all_declare(v, out.subject, "area");
  }
  bool table = tape.chance(45) && all_declare(v, out.subject, "depth");
  for (const auto& w : out.subject.where) table = table && w.detail != "depth";
  const auto window = [&] {
    check::Window w;
    w.must = make_step(tape, scope);
    if (tiers && tape.chance(35)) w.better = longer(tape, *w.must);
    return w;
  };
  if (!table) {
    out.window = window();
    if (tiers && tape.chance(8)) {
      out.window.better = out.window.must;
      out.window.must.reset();
    }
  } else {
    // Rows: low, medium-and-high for the three levels; up to a bound and above it for numbers.
    out.property = "depth";
    const auto bound = std::int64_t{1000} + 500 * tape.below(3);
    bool options = false, numbers = false;
    check::TableRow low, rest, shallow, deep;
    for (auto l : out.subject.lists) {
      std::vector<std::int32_t> at;
      declares(v, out.subject, l, "depth", &at);
      for (auto d : at) {
        const check::ValueType& type = v.lists[static_cast<std::size_t>(l)].details[static_cast<std::size_t>(d)].type;
        check::ValueTest test;
        if (type.kind == check::ValueType::Kind::options) {
          options = true;
          test.mask = 1;
          low.match.cases.push_back({l, d, test});
          test.mask = 6;
          rest.match.cases.push_back({l, d, test});
        } else {
          numbers = true;
          test.ranges = {{type.from, bound}};
          shallow.match.cases.push_back({l, d, test});
          test.ranges = {{bound + 1, type.to}};
          deep.match.cases.push_back({l, d, test});
        }
      }
    }
    const std::string mm = std::to_string(bound / 1000) + (bound % 1000 == 0 ? "" : ".5") + " mm";
    const auto add = [&](check::TableRow row, const std::string& words) {
      row.match.detail = "depth";
      row.words = words;
      row.window = window();
      out.rows.push_back(std::move(row));
    };
    if (options) {
      add(std::move(low), "low");
      add(std::move(rest), "medium or high");
    }
    if (numbers) {
      add(std::move(shallow), "up to " + mm);
      add(std::move(deep), "above");
    }
  }
  const bool better = out.window.better || std::any_of(out.rows.begin(), out.rows.end(), [](const auto& r) { return r.window.better.has_value(); });
  if (better && out.rows.empty() && out.window.must && tape.chance(20)) out.better_while = make_condition(tape, scope, v, 0, true);
  return out;
}

}  // namespace

std::shared_ptr<Vocabulary> make_vocabulary(Tape& tape, const Scope& scope) {
  auto v = std::make_shared<Vocabulary>();
  v->name = "skin";
  v->title = "Made up";
  v->version = "1.0.0";
  v->major = 1;
  add_areas(*v);
  add_roles(*v);
  const int terms = tape.between(3, 6);
  for (int t = 0; t < terms; ++t) {
    check::Term term;
    term.name = "t" + std::to_string(t);
    term.title = term.name;
    if (t > 0)
      for (int parents = tape.weighted({30, 50, 20}); parents > 0; --parents) {
        const auto p = static_cast<check::TermId>(tape.below(t));
        if (std::find(term.parents.begin(), term.parents.end(), p) == term.parents.end()) term.parents.push_back(p);
      }
    v->term_ids[term.name] = t;
    v->term_by_words[term.name] = t;
    v->terms.push_back(std::move(term));
  }
  close_kinds(*v);
  static const std::vector<ListRole> roles{ListRole::exposures, ListRole::to_come, ListRole::states, ListRole::allergies};
  add_list(tape, scope, *v, ListRole::exposures, "uses");
  add_list(tape, scope, *v, tape.pick(roles), "marks");
  if (tape.chance(40)) add_list(tape, scope, *v, tape.pick(roles), "plans");
  add_question(*v, "q0", yes_or_no());
  switch (tape.below(4)) {
    case 0: add_question(*v, "q1", levels(true)); break;
    case 1: add_question(*v, "q1", yes_or_no()); break;
    case 2: add_question(*v, "q1", levels(false)); break;
    default: add_question(*v, "q1", millimetres()); break;
  }
  if (tape.chance(50)) add_question(*v, "q2", day_type(tape.chance(70)));
  if (tape.chance(40)) add_question(*v, "birth_date", day_type(true));
  return v;
}

Check make_check(Tape& tape, const Scope& scope, const Vocabulary& v, const check::Pack& pack, const std::string& name) {
  Check c;
  c.name = name;
  c.title = name;
  const int limits = scope.limits && pack.depth ? 1 : 0;
  const int ask = scope.ask_again ? 1 : 0;
  switch (tape.weighted({30, 10, 14, 6, 9 * limits, 4, 6, 3, 7 * ask, 4})) {
    case 0:
      c.form = Form::wait_after;
      c.after = make_after(tape, scope, v, true);
      break;
    case 1: {
      c.form = Form::wait_from;
      auto s = make_subject(tape, v, Reads::last);
      if (s) c.from.subject = *s;
      add_where(tape, scope, v, c.from.subject);
      c.from.in_treated_area = tape.chance(25) && all_declare(v, c.from.subject, "area");
      if (tape.chance(75)) c.from.before = make_step(tape, scope);
      if (tape.chance(75)) c.from.after = make_step(tape, scope);
      break;
    }
    case 2: c.form = Form::wait_while; break;
    case 3:
      c.form = Form::wait_clearance;
      c.clearance_by = {1};
      break;
    case 4:
      c.form = Form::limit;
      if (pack.depth->type.kind == check::ValueType::Kind::options) {
        c.limit.value = tape.below(static_cast<int>(pack.depth->type.options.size()) - 1);
        c.limit.words = pack.depth->type.options[static_cast<std::size_t>(c.limit.value)];
      } else {
        c.limit.value = 1000 + 500 * tape.below(3);
        c.limit.words = c.limit.value == 1000 ? "1 mm" : c.limit.value == 1500 ? "1.5 mm" : "2 mm";
      }
      if (tape.chance(30)) {
        c.limit_by_window = true;
        c.after = make_after(tape, scope, v, false);
        c.after.rows.clear();
        c.after.property.clear();
        if (!c.after.window.must) c.after.window.must = Step{0, 7};
      }
      break;
    case 5: c.form = Form::not_device; break;
    case 6:
      c.form = Form::go_only;
      c.words = "only with " + name;
      break;
    case 7:
      c.form = Form::note;
      c.words = "note of " + name;
      break;
    case 8: c.form = Form::ask_again; break;
    default: c.form = Form::guarantee; break;
  }
  const bool window = c.form == Form::wait_after || c.form == Form::wait_from || c.limit_by_window;
  if (!window) c.condition = make_condition(tape, scope, v, 2, true);
  if (c.form == Form::wait_while && tape.chance(25)) c.words = "seen healed";
  const bool waits = c.form != Form::go_only && c.form != Form::note && c.form != Form::ask_again && c.form != Form::guarantee;
  if (scope.clearances && waits && c.form != Form::wait_clearance && c.words.empty()) {
    const bool must = c.form == Form::wait_from || (c.form == Form::wait_after && (c.after.window.must || !c.after.rows.empty()));
    if (tape.chance(30)) c.cleared_by = {tape.chance(30) ? 2 : 1};
    else if (must && tape.chance(20)) c.then_cleared_by = {1};
  }
  if (scope.negatives && c.form != Form::guarantee && tape.chance(15)) c.unless = make_condition(tape, scope, v, 1, false);
  return c;
}

std::shared_ptr<check::Pack> make_pack(Tape& tape, const Scope& scope, const Vocabulary& v) {
  auto p = std::make_shared<check::Pack>();
  p->name = "needling";
  p->title = "Made up";
  p->version = "1.0.0";
  p->major = 1;
  p->vocabulary = v.name;
  switch (tape.below(3)) {
    case 0: p->depth = check::DepthType{millimetres()}; break;
    case 1: p->depth = check::DepthType{levels(true)}; break;
    default: break;
  }
  const int checks = tape.between(1, scope.checks);
  for (int i = 0; i < checks; ++i) p->checks.push_back(make_check(tape, scope, v, *p, "c" + std::to_string(i)));
  if (scope.needs && tape.chance(15)) {
    check::Need n;
    if (tape.chance(50)) {
      n.question = tape.below(static_cast<int>(v.questions.size()));
    } else {
      n.list = tape.below(static_cast<int>(v.lists.size()));
      if (tape.chance(50)) n.term = tape.pick(v.lists[static_cast<std::size_t>(n.list)].terms.ids());
    }
    p->needs.push_back(n);
  }
  if (scope.validity && tape.chance(30)) p->validity.form_holds = make_step(tape, scope);
  if (scope.validity && tape.chance(15)) {
    p->validity.change_check_after = make_step(tape, scope);
    p->validity.change_check_within = make_step(tape, scope);
  }
  if (scope.clearances && tape.chance(30)) p->validity.clearance_holds = make_step(tape, scope);
  return p;
}

std::shared_ptr<compile::Program> make_program(Tape& tape, const Scope& scope, std::shared_ptr<const Vocabulary> vocabulary, std::shared_ptr<const check::Pack> pack, Day near) {
  auto out = std::make_shared<compile::Program>();
  out->vocabulary = vocabulary;
  out->pack = pack;
  for (const Check& c : pack->checks) {
    compile::JoinedCheck joined;
    joined.name = c.name;
    compile::Part part;
    part.check = c;
    if (scope.tightened && tape.chance(6)) part.counts_from = part.check.effective_from = Day{near.number + tape.between(-3, 12)};
    if (scope.tightened && tape.chance(6)) part.counts_until = part.check.effective_until = Day{near.number + tape.between(-3, 12)};
    joined.parts.push_back(std::move(part));
    if (scope.tightened && tape.chance(12)) {
      compile::Part further;
      further.check = make_check(tape, scope, *vocabulary, *pack, c.name);
      further.changed_by = "tightened by Harbour Skin";
      joined.parts.push_back(std::move(further));
    }
    out->checks.push_back(std::move(joined));
  }
  std::sort(out->checks.begin(), out->checks.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  out->needs = pack->needs;
  out->validities.push_back(pack->validity);
  if (scope.tightened && scope.validity && tape.chance(10)) {
    check::Validity policy;
    policy.form_holds = make_step(tape, scope);
    out->validities.push_back(policy);
  }
  out->identity.name = pack->name;
  out->identity.version = pack->version;
  return out;
}

}  // namespace contra::laws
