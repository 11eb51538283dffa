// A case as text; see show.hpp.
#include "laws/show.hpp"

#include <sstream>

#include "time/day_set.hpp"

namespace contra::laws {

using check::Check;
using check::Condition;
using check::Form;
using check::Vocabulary;

namespace {

std::string length(Step s) {
  std::string out;
  if (s.months != 0) out = std::to_string(s.months) + (s.months == 1 ? " month" : " months");
  if (s.days != 0 || out.empty()) out += (out.empty() ? "" : " and ") + std::to_string(s.days) + (s.days == 1 ? " day" : " days");
  return out;
}

std::string quantity(std::int64_t thousandths, const std::string& unit) {
  std::string out = std::to_string(thousandths / 1000);
  std::int64_t rest = thousandths % 1000;
  if (rest != 0) {
    std::string digits = std::to_string(1000 + rest).substr(1);
    while (digits.back() == '0') digits.pop_back();
    out += "." + digits;
  }
  return out + " " + unit;
}

std::string type_text(const check::ValueType& t) {
  switch (t.kind) {
    case check::ValueType::Kind::options: {
      if (t.yes_no) return "yes or no";
      std::string out = "one of ";
      for (std::size_t i = 0; i < t.options.size(); ++i) out += (i == 0 ? "" : ", ") + t.options[i];
      return out + (t.ordered ? " in order" : "");
    }
    case check::ValueType::Kind::number: {
      const std::string from = quantity(t.from, ""), to = quantity(t.to, "");
      return "number in " + t.unit + " from " + from + "to " + to;
    }
    case check::ValueType::Kind::past_day: return "past day";
    case check::ValueType::Kind::future_day: return "future day";
    case check::ValueType::Kind::area: return "area";
    case check::ValueType::Kind::text: return "text";
  }
  return "";
}

/// The terms of a set that are under no other term of it.
std::string tops(const Vocabulary& v, const check::IdSet& terms, const char* between) {
  std::string out;
  for (auto t : terms.ids()) {
    bool top = true;
    for (auto u : terms.ids())
      if (u != t && v.terms[static_cast<std::size_t>(u)].kinds.has(t) && v.terms[static_cast<std::size_t>(u)].kinds.within(terms)) top = false;
    if (top) out += (out.empty() ? "" : between) + v.terms[static_cast<std::size_t>(t)].name;
  }
  return out;
}

std::string test_text(const Vocabulary& v, const check::ValueType& type, const check::ValueTest& test) {
  if (test.area) {
    std::string areas;
    for (auto a : test.areas.ids()) areas += (areas.empty() ? "" : " or ") + v.areas[static_cast<std::size_t>(a)].name;
    return areas;
  }
  if (type.kind == check::ValueType::Kind::number) {
    if (test.ranges.size() == 2) return "not " + quantity(test.ranges.front().second + 1, type.unit);
    if (test.ranges.front().first == type.from) return "at most " + quantity(test.ranges.front().second, type.unit);
    return "at least " + quantity(test.ranges.front().first, type.unit);
  }
  std::string out;
  for (std::size_t o = 0; o < type.options.size(); ++o)
    if ((test.mask >> o & 1u) != 0) out += (out.empty() ? "" : " or ") + type.options[o];
  return out;
}

std::string subject_text(const Vocabulary& v, const check::Subject& s) {
  std::string out = s.words;
  for (const auto& w : s.where) {
    const auto& c = w.cases.front();
    const auto& type = v.lists[static_cast<std::size_t>(c.list)].details[static_cast<std::size_t>(c.detail)].type;
    out += " where " + w.detail + " is " + test_text(v, type, c.test);
  }
  return out;
}

std::string roles_text(const Vocabulary& v, const std::vector<check::RoleId>& roles) {
  std::string out;
  for (auto r : roles) out += (out.empty() ? "" : " or ") + v.roles[static_cast<std::size_t>(r)].name;
  return out;
}

std::string mods(const Condition& c) {
  std::string out;
  if (c.in_treated_area) out += " in treated area";
  if (c.started_by_visit) out += " started on or before visit";
  if (c.within) out += " within " + length(c.within->step) + (c.within->side == syntax::Side::before ? " before visit" : " after visit");
  return out;
}

std::string better_text(const Vocabulary& v, const check::WaitAfter& a, const check::Window& w) {
  if (!w.better || !w.must) return "";
  return ", better " + length(*w.better) + (a.better_while ? " while " + condition_text(v, *a.better_while) : "");
}

std::string after_text(const Vocabulary& v, const check::WaitAfter& a) {
  const std::string subject = "after last " + subject_text(v, a.subject) + (a.in_treated_area ? " in treated area" : "");
  if (!a.rows.empty()) {
    std::string out = "wait " + subject + " by depth";
    for (const auto& row : a.rows) out += "\n    " + row.words + " " + (row.window.must ? length(*row.window.must) : "") + better_text(v, a, row.window);
    return out;
  }
  if (!a.window.must) return "better " + length(*a.window.better) + " " + subject;
  return "wait " + length(*a.window.must) + " " + subject + better_text(v, a, a.window);
}

}  // namespace

std::string condition_text(const Vocabulary& v, const Condition& c) {
  switch (c.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_: {
      std::string out;
      for (const auto& k : c.of) out += (out.empty() ? "(" : c.kind == Condition::Kind::and_ ? ") and (" : ") or (") + condition_text(v, k);
      return out + ")";
    }
    case Condition::Kind::not_: return "not (" + condition_text(v, c.of.front()) + ")";
    case Condition::Kind::question: {
      const auto& q = v.questions.at(static_cast<std::size_t>(c.question));
      return q.name + " is " + test_text(v, q.type, c.test);
    }
    case Condition::Kind::age:
      if (c.age_months.size() == 2) {
        std::string out = "age is not 18 years";
        for (int years = 19; years < 65; ++years) out += " or " + std::to_string(years) + " years";
        return out;
      }
      return c.age_months.front().second < 0 ? "age is at least 65 years" : "age is under 18 years";
    case Condition::Kind::any: return (c.no ? "no " : "any ") + subject_text(v, c.subject) + mods(c);
    case Condition::Kind::taking: return "taking " + subject_text(v, c.subject);
    case Condition::Kind::present: return subject_text(v, c.subject) + " is present" + mods(c);
    case Condition::Kind::allergic: return "allergic to " + subject_text(v, c.subject);
    case Condition::Kind::planned: return "planned " + subject_text(v, c.subject) + mods(c);
    case Condition::Kind::area: {
      std::string out;
      for (auto a : c.test.areas.ids()) out += (out.empty() ? "" : " or ") + v.areas[static_cast<std::size_t>(a)].name;
      return "treated area touches " + out;
    }
    case Condition::Kind::every_answer_no: return "every answer is no";
  }
  return "";
}

std::string check_text(const Vocabulary& v, const check::Pack& pack, const Check& c) {
  std::string out = (c.form == Form::guarantee ? "guarantee " : "check ") + c.name + "\n  ";
  const auto when = [&] { return condition_text(v, c.condition); };
  switch (c.form) {
    case Form::wait_after: out += after_text(v, c.after); break;
    case Form::wait_from: {
      const auto& f = c.from;
      const auto zero = [](Step s) { return s.months == 0 && s.days == 0; };
      out += "wait from " + (zero(f.before) ? std::string() : length(f.before) + " before ") + "start of " + subject_text(v, f.subject) +
             (f.in_treated_area ? " in treated area" : "") + " until " + (zero(f.after) ? std::string() : length(f.after) + " after ") + "its end";
      break;
    }
    case Form::wait_while: out += "wait while " + when() + (c.words.empty() ? "" : ", until \"" + c.words + "\""); break;
    case Form::wait_clearance: out += "wait for clearance by " + roles_text(v, c.clearance_by) + " while " + when(); break;
    case Form::limit:
      out += "limit depth to " + c.limit.words;
      if (c.limit_by_window)
        out += " for " + length(*c.after.window.must) + " after last " + subject_text(v, c.after.subject) + (c.after.in_treated_area ? " in treated area" : "");
      else
        out += " while " + when();
      break;
    case Form::not_device: out += "not with this device while " + when(); break;
    case Form::go_only: out += "go only with \"" + c.words + "\" while " + when(); break;
    case Form::note: out += "note \"" + c.words + "\" while " + when(); break;
    case Form::ask_again: out += "ask again while " + when(); break;
    case Form::guarantee: out += "never go while " + when(); break;
  }
  if (!c.cleared_by.empty()) out += "\n  cleared by " + roles_text(v, c.cleared_by);
  if (!c.then_cleared_by.empty()) out += "\n  then cleared by " + roles_text(v, c.then_cleared_by);
  if (c.unless) out += "\n  unless " + condition_text(v, *c.unless);
  if (c.effective_from) out += "\n  effective from " + to_iso(*c.effective_from);
  if (c.effective_until) out += (c.effective_from ? " until " : "\n  effective until ") + to_iso(*c.effective_until);
  (void)pack;
  return out + "\n  because \"Made up\"\n  cite care\n";
}

std::string vocabulary_text(const Vocabulary& v) {
  std::ostringstream out;
  out << "vocabulary " << v.name << " " << v.version << " \"" << v.title << "\"\n";
  for (const auto& a : v.areas) {
    out << "area " << a.name;
    for (auto p : a.part_of) out << " part of " << v.areas[static_cast<std::size_t>(p)].name;
    out << "\n";
  }
  for (const auto& r : v.roles) {
    out << "role " << r.name;
    for (auto p : r.is_a) out << " is a " << v.roles[static_cast<std::size_t>(p)].name;
    out << "\n";
  }
  for (const auto& t : v.terms) {
    out << "term " << t.name;
    for (std::size_t i = 0; i < t.parents.size(); ++i) out << (i == 0 ? " is a " : ", ") << v.terms[static_cast<std::size_t>(t.parents[i])].name;
    out << "\n";
  }
  for (const auto& l : v.lists) {
    out << "list " << l.name << " \"" << l.question << "\"\n  of ";
    for (std::size_t i = 0; i < l.roots.size(); ++i) out << (i == 0 ? "" : ", ") << v.terms[static_cast<std::size_t>(l.roots[i])].name;
    static const char* const roles[] = {"exposures", "states", "allergies", "events to come"};
    out << "\n  records " << roles[static_cast<int>(l.role)] << "\n";
    for (const auto& d : l.details) {
      out << "  detail " << d.name << " " << type_text(d.type);
      if (!d.for_terms.empty()) out << " for " << tops(v, d.for_terms, ", ");
      out << "\n";
    }
  }
  for (const auto& q : v.questions) out << "ask " << q.name << " \"" << q.question << "\"\n  " << type_text(q.type) << "\n";
  return out.str();
}

std::string pack_text(const Vocabulary& v, const check::Pack& p) {
  std::ostringstream out;
  out << "pack " << p.name << " " << p.version << " \"" << p.title << "\"\n  use " << p.vocabulary << " 1\n";
  for (const auto& n : p.needs) {
    out << "  needs ";
    if (n.question != check::none) out << v.questions[static_cast<std::size_t>(n.question)].name;
    else out << v.lists[static_cast<std::size_t>(n.list)].name;
    if (n.term != check::none) out << " for " << v.terms[static_cast<std::size_t>(n.term)].name;
    out << "\n";
  }
  if (p.depth) {
    const std::string type = type_text(p.depth->type);
    out << "  depth " << (type.compare(0, 7, "number ") == 0 ? type.substr(7) : type) << "\n";
  }
  if (p.validity.form_holds) out << "  form holds " << length(*p.validity.form_holds) << "\n";
  if (p.validity.change_check_after)
    out << "  form older than " << length(*p.validity.change_check_after) << " needs change check not older than " << length(*p.validity.change_check_within) << "\n";
  if (p.validity.clearance_holds) out << "  clearance holds " << length(*p.validity.clearance_holds) << "\n";
  out << "source care \"Made up\" guidance\n";
  for (const auto& c : p.checks) out << check_text(v, p, c);
  return out.str();
}

std::string facts_text(const Vocabulary& v, const eval::Facts& f) {
  std::ostringstream out;
  static const char* const states[] = {"value", "no", "unsure", "declined", "not asked"};
  static const char* const kinds[] = {"full", "change", "practitioner"};
  out << "visit " << to_iso(f.visit) << "\n";
  for (const auto& form : f.forms) {
    out << "form " << kinds[static_cast<int>(form.kind)] << " signed " << to_iso(form.signed_on);
    if (form.nothing_changed) out << " nothing changed " << (*form.nothing_changed ? "yes" : "no");
    if (form.has_answers) out << " with answers";
    out << "\n";
  }
  const auto numbers = [&out](const std::vector<eval::Range>& ranges) {
    for (const auto& [from, to] : ranges) out << " " << from << ".." << to;
  };
  for (std::size_t i = 0; i < f.questions.size() && i < v.questions.size(); ++i) {
    const auto& q = f.questions[i];
    out << v.questions[i].name << ": " << states[static_cast<int>(q.state)];
    for (std::size_t o = 0; o < v.questions[i].type.options.size(); ++o)
      if ((q.options >> o & 1u) != 0) out << " " << v.questions[i].type.options[o];
    numbers(q.numbers);
    if (!q.days.empty()) out << " " << time::to_text(q.days);
    if (q.maybe_never) out << " or never";
    if (q.surely_never) out << " never";
    if (q.known_since != q.signed_on) out << " known since " << to_iso(q.known_since);
    out << "\n";
  }
  for (std::size_t i = 0; i < f.lists.size() && i < v.lists.size(); ++i) {
    out << v.lists[i].name << ": " << states[static_cast<int>(f.lists[i].state)] << "\n";
    for (const auto& e : f.lists[i].entries) {
      out << "  - " << (e.named ? "named" : "unnamed") << (e.surely_there ? "" : ", may be") << (e.any_number ? ", any number" : "") << " {";
      for (auto t : e.terms.ids()) out << " " << (static_cast<std::size_t>(t) < v.terms.size() ? v.terms[static_cast<std::size_t>(t)].name : "?");
      out << " }";
      switch (e.timing.kind) {
        case eval::Timing::Kind::timeless: out << " timeless"; break;
        case eval::Timing::Kind::point: out << " on " << time::to_text(e.timing.start) << (e.timing.last_use ? " (last use)" : ""); break;
        case eval::Timing::Kind::period: out << " from " << time::to_text(e.timing.start) << " until " << time::to_text(e.timing.end); break;
      }
      if (e.timing.surely_ended) out << " ended";
      if (!e.dated) out << " undated";
      for (std::size_t d = 0; d < e.details.size() && d < v.lists[i].details.size(); ++d) {
        const auto& x = e.details[d];
        if (!x.known) continue;
        out << "; " << v.lists[i].details[d].name;
        for (std::size_t o = 0; o < v.lists[i].details[d].type.options.size(); ++o)
          if ((x.options >> o & 1u) != 0) out << " " << v.lists[i].details[d].type.options[o];
        numbers(x.numbers);
        for (auto a : x.areas.ids()) out << " " << v.areas[static_cast<std::size_t>(a)].name;
      }
      if (e.known_since != e.signed_on) out << " known since " << to_iso(e.known_since);
      out << "\n";
    }
  }
  for (const auto& c : f.clearances) {
    out << "clearance of " << c.check << " by " << (c.role >= 0 ? v.roles[static_cast<std::size_t>(c.role)].name : "?") << " on " << (c.on ? to_iso(*c.on) : "?");
    if (c.until) out << " until " << to_iso(*c.until);
    if (c.for_given) out << " for {" << tops(v, c.for_terms, " ") << "}";
    if (c.unclear) out << " unclear";
    out << "\n";
  }
  for (const auto& x : f.faults) out << "fault: " << x.message << "\n";
  for (const auto& p : f.plan) {
    out << "plan " << p.treatment << " in";
    if (!p.area_known) out << " ?";
    for (auto a : p.areas) out << " " << v.areas[static_cast<std::size_t>(a)].name;
    out << " depth";
    if (!p.depth_known) out << " ?";
    if (p.depth_options != 0) out << " options " << p.depth_options;
    numbers(p.depth_numbers);
    out << "\n";
  }
  return out.str();
}

std::string show(const Case& c) {
  std::ostringstream out;
  out << vocabulary_text(*c.vocabulary) << "\n" << pack_text(*c.vocabulary, *c.pack);
  for (const auto& joined : c.program->checks)
    for (std::size_t i = 0; i < joined.parts.size(); ++i) {
      const auto& part = joined.parts[i];
      if (part.counts_from || part.counts_until)
        out << "# part " << i << " of " << joined.name << " counts " << (part.counts_from ? "from " + to_iso(*part.counts_from) : "") << (part.counts_until ? " until " + to_iso(*part.counts_until) : "") << "\n";
      if (i > 0) out << "# joined to it:\n" << check_text(*c.vocabulary, *c.pack, part.check);
    }
  for (std::size_t i = 1; i < c.program->validities.size(); ++i)
    if (c.program->validities[i].form_holds) out << "# a policy: form holds " << length(*c.program->validities[i].form_holds) << "\n";
  out << "\n" << facts_text(*c.vocabulary, c.facts) << "asked " << to_iso(c.setting.asked) << ", as of " << to_iso(c.setting.as_of) << "\n";
  return out.str();
}

}  // namespace contra::laws
