// See sketch.hpp. A sketch need not be right: whatever it comes to is decided by the engine, and only those that show
// something are kept.
#include "trial/sketch.hpp"

#include <algorithm>
#include <functional>

#include "present/words.hpp"
#include "trial/variants.hpp"

namespace contra::trial {

using check::Check;
using check::Condition;
using check::Form;
using check::Subject;
using check::ValueType;

namespace {

using Sketches = std::vector<Sketch>;

Day moved(Day day, std::int32_t by) { return Day{day.number + by}; }

Sketch merged(const Sketch& a, const Sketch& b) {
  Sketch out = a;
  for (const auto& [question, answer] : b.answers) out.answers[question] = answer;
  for (const auto& [list, entries] : b.entries) {
    auto& to = out.entries[list];
    for (const auto& entry : entries)
      if (std::find(to.begin(), to.end(), entry) == to.end()) to.push_back(entry);
  }
  if (b.area) out.area = b.area;
  if (b.depth) out.depth = b.depth;
  if (b.visit) out.visit = b.visit;
  if (b.signed_on) out.signed_on = b.signed_on;
  out.clearances.insert(out.clearances.end(), b.clearances.begin(), b.clearances.end());
  out.title += (out.title.empty() || b.title.empty() ? "" : ", ") + b.title;
  return out;
}

/// Every one of `a` with the first of `b`, and the first of `a` with every other of `b`.
Sketches crossed(const Sketches& a, const Sketches& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  Sketches out;
  for (const Sketch& one : a) out.push_back(merged(one, b.front()));
  for (std::size_t i = 1; i < b.size(); ++i) out.push_back(merged(a.front(), b[i]));
  return out;
}

void append(Sketches& to, const Sketches& more) { to.insert(to.end(), more.begin(), more.end()); }

/// How an entry stands: exactly, or with one thing left out.
struct EntryForm {
  std::string when;  // " on 2026-03-14"
  bool in_area = true, elsewhere = false, with_details = true;
  std::map<std::string, std::string> details;  // "depth" -> "0.5 mm"
};

class Sketcher {
 public:
  Sketcher(const Check& check, const check::Pack& pack, const check::Vocabulary& vocabulary, const Ground& ground)
      : check_(check), pack_(pack), vocabulary_(vocabulary), ground_(ground) {}

  Sketches run() {
    Sketches out;
    if (check_.form == Form::wait_after || (check_.form == Form::limit && check_.limit_by_window))
      out = wait_after();
    else if (check_.form == Form::wait_from)
      out = wait_from();
    else
      out = while_condition();
    if (check_.unless && !out.empty()) {
      Sketches more;
      for (const auto& one : {holds(*check_.unless), fails(*check_.unless), open(*check_.unless)})
        for (const Sketch& sketch : one) more.push_back(merged(out.front(), sketch));
      append(out, more);
    }
    add_clearances(out);
    if (check_.form == Form::limit) add_depths(out);
    return out;
  }

 private:
  // --- entries

  const check::List& list(check::ListId id) const { return vocabulary_.lists.at(static_cast<std::size_t>(id)); }
  const check::Term& term(check::TermId id) const { return vocabulary_.terms.at(static_cast<std::size_t>(id)); }

  static std::string value_words(const ValueType& type, std::int64_t value) {
    return type.kind == ValueType::Kind::number ? present::number_words(value) + " " + type.unit
                                                : type.options.at(static_cast<std::size_t>(value));
  }

  /// Values of a detail on one side of a test.
  static std::vector<std::int64_t> values(const ValueType& type, const check::ValueTest& test, bool satisfying) {
    std::vector<std::int64_t> out;
    if (type.kind == ValueType::Kind::options) {
      for (std::size_t i = 0; i < type.options.size() && i < 64; ++i)
        if (((test.mask >> i & 1U) != 0) == satisfying) out.push_back(static_cast<std::int64_t>(i));
    } else if (type.kind == ValueType::Kind::number) {
      std::vector<std::int64_t> tried{type.from, type.to};
      for (const auto& [from, to] : test.ranges)
        for (const std::int64_t edge : {from, to})
          for (const std::int64_t by : {-1000, -100, -99, -1, 0, 1, 99, 100, 1000}) tried.push_back(edge + by);
      std::sort(tried.begin(), tried.end());
      tried.erase(std::unique(tried.begin(), tried.end()), tried.end());
      for (const std::int64_t value : tried) {
        if (value < type.from || value > type.to || value % 100 != 0) continue;
        const bool inside = std::any_of(test.ranges.begin(), test.ranges.end(),
                                        [&](const auto& r) { return r.first <= value && value <= r.second; });
        if (inside == satisfying) out.push_back(value);
      }
    }
    return out;
  }

  bool has_detail(const check::Detail& detail, check::TermId id) const {
    return detail.for_terms.empty() || term(id).kinds.meets(detail.for_terms);
  }

  const check::Detail* area_detail(check::ListId id, check::TermId of) const {
    for (const auto& detail : list(id).details)
      if (detail.type.kind == ValueType::Kind::area && has_detail(detail, of)) return &detail;
    return nullptr;
  }

  std::string elsewhere() const {
    for (std::size_t a = 0; a < vocabulary_.areas.size(); ++a) {
      const bool touches = std::any_of(ground_.areas.begin(), ground_.areas.end(), [&](const std::string& name) {
        const auto id = vocabulary_.area_ids.find(name);
        return id != vocabulary_.area_ids.end() && vocabulary_.areas[a].touching.has(id->second);
      });
      if (!touches) return vocabulary_.areas[a].name;
    }
    return {};
  }

  std::string entry(check::ListId id, check::TermId of, const Subject& subject, const EntryForm& form) const {
    std::string out = term(of).name + form.when;
    if (const auto* area = area_detail(id, of); area != nullptr) {
      if (form.elsewhere)
        out += " in " + elsewhere();
      else if (form.in_area && !ground_.areas.empty())
        out += " in " + ground_.areas.front();
    }
    auto details = form.details;
    for (const auto& where : subject.where)
      for (const auto& one : where.cases) {
        if (one.list != id || details.count(where.detail) != 0) continue;
        const auto& type = list(id).details.at(static_cast<std::size_t>(one.detail)).type;
        if (const auto fits = values(type, one.test, true); !fits.empty())
          details[where.detail] = value_words(type, fits.front());
      }
    if (form.with_details)
      for (const auto& [name, value] : details) out += " " + name + " " + value;
    return out;
  }

  /// The terms named by a subject in a list, its kinds next to it, and the kinds beside it that it does not mean.
  struct Terms {
    std::vector<check::TermId> named, kinds, beside, above;
  };
  Terms terms_of(check::ListId id, const Subject& subject) const {
    Terms out;
    check::IdSet in_list = list(id).terms;
    check::IdSet meant = subject.terms;
    meant &= in_list;
    for (const check::TermId one : meant.ids()) {
      const auto& parents = term(one).parents;
      const bool top = std::none_of(parents.begin(), parents.end(), [&](auto p) { return meant.has(p); });
      (top ? out.named : out.kinds).push_back(one);
    }
    for (const check::TermId named : out.named)
      for (const check::TermId parent : term(named).parents) {
        if (!in_list.has(parent)) continue;
        add_once(out.above, parent);
        std::size_t some = 0;
        for (const check::TermId beside : term(parent).kinds.ids())
          if (!meant.has(beside) && beside != parent && in_list.has(beside) && !term(beside).kinds.meets(meant) &&
              some++ < 3)
            add_once(out.beside, beside);
      }
    return out;
  }

  static void add_once(std::vector<check::TermId>& to, check::TermId id) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  }

  Sketch with_entry(check::ListId id, std::string text, std::string title) const {
    Sketch out;
    out.entries[list(id).name].push_back(std::move(text));
    out.title = std::move(title);
    return out;
  }

  Sketch with_answer(const std::string& question, const std::string& answer) const {
    Sketch out;
    out.answers[question] = answer;
    out.title = question + " " + answer;
    return out;
  }

  /// The ways in which a list can leave open whether it holds something of the subject.
  Sketches open_list(check::ListId id, const Subject& subject, const std::string& when,
                     const std::string& vague) const {
    Sketches out;
    const Terms terms = terms_of(id, subject);
    const std::string& name = list(id).name;
    const std::string in = subject.lists.size() > 1 ? name + ": " : std::string();
    const auto add = [&](std::string text, const std::string& title) {
      out.push_back(with_entry(id, std::move(text), in + title));
    };
    if (!terms.named.empty()) {
      const check::TermId first = terms.named.front();
      const std::string& term_name = term(first).name;
      if (!vague.empty())
        add(entry(id, first, subject, {vague, true, false, true, {}}), term_name + ", nobody knows when");
      if (area_detail(id, first) != nullptr)
        add(entry(id, first, subject, {when, false, false, true, {}}), term_name + ", nobody knows where");
      if (!subject.where.empty())
        add(entry(id, first, subject, {when, true, false, false, {}}),
            term_name + ", " + subject.where.front().detail + " not known");
    }
    for (const auto of : terms.above)
      add(entry(id, of, subject, {when, true, false, true, {}}), term(of).name + " may be one");
    const std::string area = ground_.areas.empty() ? std::string() : " in " + ground_.areas.front();
    const bool has_area = !terms.named.empty() && area_detail(id, terms.named.front()) != nullptr;
    out.push_back(with_entry(id, "\"something new\"" + when + (has_area ? area : ""),
                             name + ": something that nobody knows by name"));
    out.push_back(with_answer(name, "is unsure"));
    out.push_back(with_answer(name, "is not asked"));
    return out;
  }

  // --- waits

  /// A day whose step ends on `end`.
  std::optional<Day> start_of(Step step, Day end) const {
    const Day about = before(end, step, Rounding::down);
    for (std::int32_t by = 4; by >= -4; --by)
      if (after(moved(about, by), step, Rounding::up) == end) return moved(about, by);
    return std::nullopt;
  }

  Sketches wait_after() {
    Sketches out;
    const auto& form = check_.after;
    Sketch better;  // what the better tier depends on
    if (form.better_while)
      if (const auto held = holds(*form.better_while); !held.empty()) better = held.front();
    for (const check::ListId id : form.subject.lists) {
      const bool ahead = list(id).role == syntax::ListRole::to_come;
      const Terms terms = terms_of(id, form.subject);
      if (terms.named.empty()) continue;
      if (!ahead) windows(id, terms, better, out);
      const std::string at = ahead ? " on " + to_iso(ground_.visit) : " on " + to_iso(moved(ground_.visit, -1));
      append(out, open_list(id, form.subject, at, " on unsure"));
    }
    for (const check::QuestionId id : form.subject.days) {
      const std::string& name = vocabulary_.questions.at(static_cast<std::size_t>(id)).name;
      if (form.window.must)
        for (const std::int32_t by : {1, 0, -1})
          if (const auto day = start_of(*form.window.must, moved(ground_.visit, by)))
            out.push_back(with_answer(name, "is " + to_iso(*day)));
      out.push_back(with_answer(name, "is unsure"));
    }
    return out;
  }

  void windows(check::ListId id, const Terms& terms, const Sketch& better, Sketches& out) {
    const auto& form = check_.after;
    struct Tier {
      Step step;
      bool better;
      std::size_t row;
    };
    std::vector<Tier> tiers;
    const auto add = [&](const check::Window& window, std::size_t row) {
      if (window.must) tiers.push_back({*window.must, false, row});
      if (window.better) tiers.push_back({*window.better, true, row});
    };
    if (form.rows.empty()) add(form.window, 0);
    for (std::size_t r = 0; r < form.rows.size(); ++r) add(form.rows[r].window, r);
    const auto on = [](Day day) { return " on " + to_iso(day); };
    static const char* names[] = {"the day before the wait ends (N-1)", "the day it ends (N)", "the day after (N+1)"};
    static const char* better_names[] = {"the day before the better day (N-1)", "the better day (N)",
                                         "the day after the better day (N+1)"};
    for (const Tier& tier : tiers) {
      std::vector<std::string> row_values{""};
      std::vector<check::TermId> row_terms{terms.named.front()};
      if (!form.rows.empty()) {
        row_values.clear();
        row_terms.clear();
        for (const auto& one : form.rows[tier.row].match.cases) {
          if (one.list != id) continue;
          const auto& detail = list(id).details.at(static_cast<std::size_t>(one.detail));
          for (const auto named : terms.named)
            if (has_detail(detail, named))
              for (const std::int64_t value : values(detail.type, one.test, true)) {
                row_values.push_back(value_words(detail.type, value));
                row_terms.push_back(named);
              }
        }
      }
      for (std::size_t v = 0; v < row_values.size(); ++v)
        for (int n = 0; n < 3; ++n) {
          const auto day = start_of(tier.step, moved(ground_.visit, 1 - n));
          if (!day) continue;
          EntryForm entry_form{on(*day), true, false, true, {}};
          if (!row_values[v].empty()) entry_form.details[form.property] = row_values[v];
          Sketch sketch = with_entry(id, entry(id, row_terms[v], form.subject, entry_form),
                                     term(row_terms[v]).name + (row_values[v].empty() ? "" : " " + row_values[v]) +
                                         ", " + (tier.better ? better_names : names)[n]);
          // The day of the visit moves where months leave no such day.
          if (tier.better) {
            const std::string title = sketch.title;
            sketch = merged(sketch, better);
            sketch.title = title;
          }
          out.push_back(std::move(sketch));
        }
    }
    if (tiers.empty()) return;
    const Tier& first = tiers.front();
    const auto inside = start_of(first.step, moved(ground_.visit, 1));
    const Day day = inside.value_or(moved(ground_.visit, -1));
    const auto one = [&](check::TermId of, EntryForm entry_form, const std::string& title) {
      if (!form.rows.empty() && entry_form.details.empty())
        for (const auto& row_case : form.rows[first.row].match.cases) {
          const auto& detail = list(id).details.at(static_cast<std::size_t>(row_case.detail));
          if (row_case.list != id || !has_detail(detail, of)) continue;
          if (const auto fits = values(detail.type, row_case.test, true); !fits.empty())
            entry_form.details[form.property] = value_words(detail.type, fits.front());
        }
      Sketch sketch = with_entry(id, entry(id, of, form.subject, entry_form), title);
      out.push_back(first.better ? merged(sketch, better) : std::move(sketch));
    };
    for (const auto of : terms.named)
      one(of, {on(day), true, false, true, {}}, term(of).name + ", the day before the wait ends");
    for (const auto of : terms.kinds)
      one(of, {on(day), true, false, true, {}}, term(of).name + ", the day before the wait ends");
    for (const auto of : terms.beside) one(of, {on(day), true, false, true, {}}, term(of).name + " is something else");
    for (const auto of : terms.above) one(of, {on(day), true, false, true, {}}, term(of).name + " may be one");
    one(terms.named.front(), {on(day), true, true, true, {}}, term(terms.named.front()).name + " somewhere else");
    one(terms.named.front(), {" on between " + to_iso(moved(day, -3)) + " and " + to_iso(day), true, false, true, {}},
        term(terms.named.front()).name + " on one of four days");
    for (const auto& where : form.subject.where)
      for (const auto& test : where.cases) {
        if (test.list != id) continue;
        const auto& type = list(id).details.at(static_cast<std::size_t>(test.detail)).type;
        for (const bool fits : {true, false})
          for (const std::int64_t value : values(type, test.test, fits))
            one(terms.named.front(), {on(day), true, false, true, {{where.detail, value_words(type, value)}}},
                term(terms.named.front()).name + ", " + where.detail + " " + value_words(type, value));
      }
    if (form.better_while) {
      const auto& condition = *form.better_while;
      const Step step = form.window.better.value_or(Step{0, 1});
      if (const auto better_day = start_of(step, moved(ground_.visit, 1)))
        for (const auto& some : {holds(condition), fails(condition), open(condition)})
          for (const Sketch& sketch : some)
            out.push_back(merged(
                with_entry(id, entry(id, terms.named.front(), form.subject, {on(*better_day), true, false, true, {}}),
                           term(terms.named.front()).name + ", the day before the better day"),
                sketch));
    }
  }

  Sketches wait_from() {
    Sketches out;
    const auto& form = check_.from;
    for (const check::ListId id : form.subject.lists) {
      const bool ahead = list(id).role == syntax::ListRole::to_come;
      const Terms terms = terms_of(id, form.subject);
      if (terms.named.empty()) continue;
      const auto period = [&](check::TermId of, Day from, Day to, const std::string& title,
                              bool elsewhere_too = false) {
        EntryForm entry_form{" start " + to_iso(from) + " end " + to_iso(to), true, elsewhere_too, true, {}};
        Sketch sketch = with_entry(id, entry(id, of, form.subject, entry_form), title);
        // What is planned begins after the form that tells of it.
        if (ahead && from <= ground_.visit) sketch.signed_on = moved(from, -1);
        return sketch;
      };
      const check::TermId first = terms.named.front();
      static const char* before_names[] = {"the last day before it closes (N+1)", "the first closed day (N)",
                                           "the day after that (N-1)"};
      static const char* after_names[] = {"the last closed day (N-1)", "the first open day after it (N)",
                                          "the day after that (N+1)"};
      for (std::int32_t n = 0; n < 3; ++n) {
        // The first closed day is `visit + 1 - n`.
        Day from = after(moved(ground_.visit, 1 - n), form.before, Rounding::up);
        for (std::int32_t by = -4; by <= 4; ++by)
          if (before(moved(from, by), form.before, Rounding::down) == moved(ground_.visit, 1 - n)) {
            from = moved(from, by);
            break;
          }
        out.push_back(period(first, from, moved(from, 5), term(first).name + ", " + before_names[n]));
      }
      const Step behind = form.after == Step{} ? Step{0, 1} : form.after;
      for (std::int32_t n = 0; n < 3; ++n)
        if (const auto end = start_of(behind, moved(ground_.visit, 1 - n)))
          out.push_back(period(first, moved(*end, -3), *end, term(first).name + ", " + after_names[n]));
      const Day from = after(ground_.visit, form.before, Rounding::up);
      for (const auto& some : {terms.named, terms.kinds})
        for (const auto of : some)
          out.push_back(period(of, from, moved(from, 5), term(of).name + ", the first closed day"));
      for (const auto of : terms.beside)
        out.push_back(period(of, from, moved(from, 5), term(of).name + " is something else"));
      out.push_back(period(first, from, moved(from, 5), term(first).name + " somewhere else", true));
      append(out, open_list(id, form.subject, " on " + to_iso(ahead ? from : moved(ground_.visit, -1)), " on unsure"));
    }
    return out;
  }

  // --- conditions

  Sketches while_condition() {
    Sketches out = holds(check_.condition);
    append(out, fails(check_.condition));
    append(out, open(check_.condition));
    return out;
  }

  Sketches all_of(const std::vector<Condition>& operands, std::size_t without, bool hold) {
    Sketches out;
    for (std::size_t i = 0; i < operands.size(); ++i)
      if (i != without) out = crossed(out, hold ? holds(operands[i]) : fails(operands[i]));
    return out;
  }

  /// Each operand in its own way, with the others as they must be for it to decide.
  Sketches one_by_one(const Condition& c, bool others_hold, const std::function<Sketches(const Condition&)>& one) {
    Sketches out;
    for (std::size_t i = 0; i < c.of.size(); ++i) {
      const Sketches others = all_of(c.of, i, others_hold);
      Sketch ground;
      if (others_hold && !others.empty()) ground = others.front();
      for (const Sketch& sketch : one(c.of[i])) out.push_back(merged(ground, sketch));
    }
    return out;
  }

  Sketches holds(const Condition& c) {
    switch (c.kind) {
      case Condition::Kind::and_: {
        Sketches out;
        for (const Condition& operand : c.of) out = crossed(out, holds(operand));
        return out;
      }
      case Condition::Kind::or_:
        return one_by_one(c, false, [&](const Condition& o) { return holds(o); });
      case Condition::Kind::not_:
        return fails(c.of.front());
      default:
        return c.no ? leaf(c, false) : leaf(c, true);
    }
  }

  Sketches fails(const Condition& c) {
    switch (c.kind) {
      case Condition::Kind::and_:
        return one_by_one(c, true, [&](const Condition& o) { return fails(o); });
      case Condition::Kind::or_: {
        Sketches out;
        for (const Condition& operand : c.of) append(out, fails(operand));
        return out;
      }
      case Condition::Kind::not_:
        return holds(c.of.front());
      default:
        return c.no ? leaf(c, true) : leaf(c, false);
    }
  }

  Sketches open(const Condition& c) {
    switch (c.kind) {
      case Condition::Kind::and_:
        return one_by_one(c, true, [&](const Condition& o) { return open(o); });
      case Condition::Kind::or_:
        return one_by_one(c, false, [&](const Condition& o) { return open(o); });
      case Condition::Kind::not_:
        return open(c.of.front());
      case Condition::Kind::question: {
        const std::string& name = vocabulary_.questions.at(static_cast<std::size_t>(c.question)).name;
        return {with_answer(name, "is unsure"), with_answer(name, "is not asked")};
      }
      case Condition::Kind::age:
        return {with_answer("birth_date", "is not asked"), with_answer("birth_date", "is unsure"),
                with_answer("birth_date", "is " + std::to_string(date_of(ground_.visit).year - age_bound(c)))};
      case Condition::Kind::area:
        return {};
      case Condition::Kind::every_answer_no:
        return {};
      default: {
        Sketches out;
        for (const check::ListId id : c.subject.lists) append(out, open_list(id, c.subject, when(c, id), vague(c, id)));
        return out;
      }
    }
  }

  static std::int32_t age_bound(const Condition& c) {
    for (const auto& [from, to] : c.age_months) {
      if (to >= 0) return (to + 1) / 12;
      if (from > 0) return from / 12;
    }
    return 0;
  }

  std::string when(const Condition& c, check::ListId id) const {
    const auto role = list(id).role;
    if (role == syntax::ListRole::allergies || role == syntax::ListRole::states) return {};
    if (c.kind == Condition::Kind::taking) return " ongoing";
    if (c.within)
      return " on " +
             to_iso(c.within->side == syntax::Side::before ? moved(ground_.visit, -1) : moved(ground_.visit, 1));
    return " on " + to_iso(moved(ground_.visit, role == syntax::ListRole::to_come ? 3 : -30));
  }

  std::string vague(const Condition& c, check::ListId id) const {
    const auto role = list(id).role;
    if (role == syntax::ListRole::allergies) return {};
    if (c.kind == Condition::Kind::taking) return " last " + to_iso(moved(ground_.visit, -30));
    if (c.kind == Condition::Kind::present) return " end unsure";
    return c.within ? " on unsure" : std::string();
  }

  Sketches leaf(const Condition& c, bool hold) {
    switch (c.kind) {
      case Condition::Kind::question:
        return question(c, hold);
      case Condition::Kind::age: {
        Sketches out;
        const Day day = before(ground_.visit, Step{age_bound(c) * 12, 0}, Rounding::down);
        for (const std::int32_t by : {1, 0, -1})
          out.push_back(with_answer("birth_date", "is " + to_iso(moved(day, by))));
        if (hold != std::any_of(c.age_months.begin(), c.age_months.end(), [](const auto& r) { return r.first == 0; }))
          std::reverse(out.begin(), out.end());
        return out;
      }
      case Condition::Kind::area:
        return area(c, hold);
      case Condition::Kind::every_answer_no:
        return {};
      default:
        return hold ? has(c) : has_not(c);
    }
  }

  Sketches question(const Condition& c, bool hold) const {
    Sketches out;
    const check::Question& asked = vocabulary_.questions.at(static_cast<std::size_t>(c.question));
    for (const std::int64_t value : values(asked.type, c.test, hold))
      out.push_back(with_answer(asked.name, "is " + value_words(asked.type, value)));
    return out;
  }

  Sketches area(const Condition& c, bool hold) const {
    Sketches out;
    for (std::size_t a = 0; a < vocabulary_.areas.size() && out.size() < 3; ++a) {
      const bool touches = vocabulary_.areas[a].touching.meets(c.test.areas);
      if (touches != hold || (hold && !c.test.areas.has(static_cast<check::AreaId>(a)))) continue;
      Sketch sketch;
      sketch.area = vocabulary_.areas[a].name;
      sketch.title = "in " + *sketch.area;
      out.push_back(std::move(sketch));
    }
    return out;
  }

  /// Entries that satisfy a condition: each term, each bound of `within`.
  Sketches has(const Condition& c) const {
    Sketches out;
    for (const check::ListId id : c.subject.lists) {
      const Terms terms = terms_of(id, c.subject);
      const std::string in = c.subject.lists.size() > 1 ? list(id).name + ": " : std::string();
      for (const auto& some : {terms.named, terms.kinds})
        for (const auto of : some)
          out.push_back(
              with_entry(id, entry(id, of, c.subject, {when(c, id), true, false, true, {}}), in + term(of).name));
      if (c.within && !terms.named.empty())
        for (const std::int32_t by : {-1, 0}) out.push_back(at_bound(c, id, terms.named.front(), by));
    }
    return out;
  }

  Sketch at_bound(const Condition& c, check::ListId id, check::TermId of, std::int32_t by) const {
    const bool past = c.within->side == syntax::Side::before;
    const Day edge = past ? before(ground_.visit, c.within->step, Rounding::up)
                          : after(ground_.visit, c.within->step, Rounding::down);
    const Day day = moved(edge, past ? -by : by);
    const std::string title = by < 0 ? "one day inside" : by == 0 ? "the last day of it" : "one day too far";
    return with_entry(id, entry(id, of, c.subject, {" on " + to_iso(day), true, false, true, {}}),
                      (c.subject.lists.size() > 1 ? list(id).name + ": " : "") + term(of).name + ", " + title);
  }

  /// Entries near a condition that do not satisfy it.
  Sketches has_not(const Condition& c) const {
    Sketches out;
    for (const check::ListId id : c.subject.lists) {
      const Terms terms = terms_of(id, c.subject);
      const std::string in = c.subject.lists.size() > 1 ? list(id).name + ": " : std::string();
      if (terms.named.empty()) continue;
      const check::TermId first = terms.named.front();
      if (c.within) out.push_back(at_bound(c, id, first, 1));
      for (const auto of : terms.beside)
        out.push_back(with_entry(id, entry(id, of, c.subject, {when(c, id), true, false, true, {}}),
                                 in + term(of).name + " is something else"));
      if (c.in_treated_area)
        out.push_back(with_entry(id, entry(id, first, c.subject, {when(c, id), true, true, true, {}}),
                                 in + term(first).name + " somewhere else"));
      if (c.kind == Condition::Kind::taking)
        out.push_back(with_entry(
            id,
            entry(id, first, c.subject,
                  {" start " + to_iso(moved(ground_.visit, -60)) + " end " + to_iso(moved(ground_.visit, -30)),
                   true,
                   false,
                   true,
                   {}}),
            in + term(first).name + ", ended a month ago"));
      for (const auto& where : c.subject.where)
        for (const auto& test : where.cases) {
          if (test.list != id) continue;
          const auto& type = list(id).details.at(static_cast<std::size_t>(test.detail)).type;
          for (const std::int64_t value : values(type, test.test, false))
            out.push_back(
                with_entry(id,
                           entry(id, first, c.subject,
                                 {when(c, id), true, false, true, {{where.detail, value_words(type, value)}}}),
                           in + term(first).name + ", " + where.detail + " " + value_words(type, value)));
        }
    }
    return out;
  }

  // --- around the whole

  void add_clearances(Sketches& out) const {
    std::vector<std::string> roles;
    for (const auto* some : {&check_.cleared_by, &check_.clearance_by, &check_.then_cleared_by})
      for (const check::RoleId id : *some) roles.push_back(vocabulary_.roles.at(static_cast<std::size_t>(id)).name);
    if (check_.form == Form::wait_while && !check_.words.empty()) roles.emplace_back("practitioner");
    if (roles.empty() || out.empty()) return;
    const std::size_t count = std::min<std::size_t>(out.size(), check_.then_cleared_by.empty() ? 3 : 12);
    for (std::size_t i = 0; i < count; ++i)
      for (const std::string& role : roles) {
        Sketch sketch = out[i];
        sketch.clearances.push_back("clearance for " + check_.name + " by " + role + " on " +
                                    to_iso(sketch.visit.value_or(ground_.visit)));
        sketch.title += ", cleared by " + role;
        out.push_back(std::move(sketch));
      }
  }

  void add_depths(Sketches& out) const {
    if (!pack_.depth || out.empty()) return;
    const ValueType& type = pack_.depth->type;
    const bool number = type.kind == ValueType::Kind::number;
    const std::int64_t step = number ? 100 : 1;
    const std::int64_t above = check_.limit.value + step;
    const std::int64_t last = number ? type.to : static_cast<std::int64_t>(type.options.size()) - 1;
    const std::int64_t first = number ? type.from : 0;
    if (above > last) return;
    for (Sketch& sketch : out) {
      sketch.depth = value_words(type, above);
      sketch.title += ", " + *sketch.depth;
    }
    Sketches more;
    for (const std::int64_t value : {check_.limit.value - step, check_.limit.value})
      if (value >= first)
        for (std::size_t i = 0; i < std::min<std::size_t>(out.size(), 3); ++i) {
          Sketch sketch = out[i];
          sketch.depth = value_words(type, value);
          sketch.title += ", then " + *sketch.depth;
          more.push_back(std::move(sketch));
        }
    append(out, more);
  }

  const Check& check_;
  const check::Pack& pack_;
  const check::Vocabulary& vocabulary_;
  const Ground& ground_;
};

}  // namespace

std::vector<Sketch> sketches_of(const Check& check, const check::Pack& pack, const check::Vocabulary& vocabulary,
                                const Ground& ground) {
  return Sketcher(check, pack, vocabulary, ground).run();
}

std::string record_lines(const Sketch& sketch, const check::Pack& pack, const Ground& ground) {
  std::string out = "  from " + ground.example;
  if (sketch.visit) out += ", visit " + to_iso(*sketch.visit);
  if (sketch.signed_on) out += ", signed " + to_iso(*sketch.signed_on);
  out += "\n";
  if (!ground.policy.empty()) out += "  under policy \"" + ground.policy + "\"\n";
  if (sketch.area || sketch.depth) {
    out += "  plan " + pack.name;
    if (sketch.area)
      out += " in " + *sketch.area;
    else if (!ground.areas.empty())
      out += " in " + ground.areas.front();
    if (const std::string depth = sketch.depth.value_or(ground.depth); !depth.empty()) out += " depth " + depth;
    out += "\n";
  }
  for (const auto& [question, answer] : sketch.answers)
    if (sketch.entries.count(question) == 0) out += "  given " + question + " " + answer + "\n";
  for (const auto& [list, entries] : sketch.entries) {
    out += "  given " + list + ":";
    for (std::size_t i = 0; i < entries.size(); ++i) out += (i == 0 ? " " : ", ") + entries[i];
    out += "\n";
  }
  for (const auto& clearance : sketch.clearances) out += "  given " + clearance + "\n";
  return out;
}

}  // namespace contra::trial
