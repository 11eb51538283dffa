// See meaning.hpp.
#include "diff/meaning.hpp"

#include <algorithm>
#include <iterator>

#include "present/decision_json.hpp"
#include "present/rules_text.hpp"
#include "present/words.hpp"

namespace contra::diff {

namespace {

using check::Condition;
using check::Form;
using check::Vocabulary;
using Names = std::vector<std::string>;

template <class Things>
const auto& at(const Things& things, std::int32_t id) {
  return things.at(static_cast<std::size_t>(id));
}

Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string joined(const Names& names, std::string_view between) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? std::string() : std::string(between)) + name;
  return out;
}

std::string set(Names names) { return "{" + joined(sorted(std::move(names)), ", ") + "}"; }

Names role_titles(const std::vector<check::RoleId>& roles, const Vocabulary& v) {
  Names out;
  for (const auto id : roles) out.push_back(at(v.roles, id).title);
  return sorted(out);
}
Names role_names(const std::vector<check::RoleId>& roles, const Vocabulary& v) {
  Names out;
  for (const auto id : roles) out.push_back(at(v.roles, id).name);
  return out;
}
Names area_names(const check::IdSet& areas, const Lexicon& lexicon) {
  Names out;
  for (const auto id : areas.ids()) {
    if (static_cast<std::size_t>(id) >= lexicon.vocabulary.areas.size()) continue;
    const std::string& name = at(lexicon.vocabulary.areas, id).name;
    if (lexicon.only_here.count(name) == 0) out.push_back(name);
  }
  return sorted(out);
}

/// The names of the members, sorted, without those that only this version has.
Names term_names(const check::IdSet& terms, const Lexicon& lexicon) {
  Names out;
  for (const auto id : terms.ids()) {
    if (static_cast<std::size_t>(id) >= lexicon.vocabulary.terms.size()) continue;
    const std::string& name = at(lexicon.vocabulary.terms, id).name;
    if (lexicon.only_here.count(name) == 0) out.push_back(name);
  }
  return sorted(out);
}

std::string ranges(const std::vector<std::pair<std::int64_t, std::int64_t>>& numbers) {
  std::string out;
  for (const auto& [from, to] : numbers)
    out += (out.empty() ? "" : ", ") + present::number_words(from) + " to " + present::number_words(to);
  return out;
}

/// The options that are in the mask, by name.
std::string options(std::uint64_t mask, const check::ValueType& type) {
  Names names;
  for (std::size_t i = 0; i < type.options.size() && i < 64; ++i)
    if ((mask >> i & 1u) != 0) names.push_back(type.options[i]);
  return set(names);
}

std::string test(const check::ValueTest& test, const check::ValueType& type, const Lexicon& lexicon) {
  if (test.area) return "touches " + set(area_names(test.areas, lexicon));
  if (type.kind == check::ValueType::Kind::options) return options(test.mask, type);
  return "{" + ranges(test.ranges) + " " + type.unit + "}";
}

std::string where(const check::WhereTest& where, const Lexicon& lexicon) {
  const Vocabulary& v = lexicon.vocabulary;
  Names cases;
  for (const auto& c : where.cases) {
    const check::List& list = at(v.lists, c.list);
    const check::Detail& detail = at(list.details, c.detail);
    cases.push_back(list.name + " " + set(term_names(detail.for_terms, lexicon)) + ": " +
                    test(c.test, detail.type, lexicon));
  }
  return where.detail + " is " + set(cases);
}

std::string subject(const check::Subject& s, const Lexicon& lexicon) {
  const Vocabulary& v = lexicon.vocabulary;
  Names lists, days, tests;
  for (const auto id : s.lists) lists.push_back(at(v.lists, id).name);
  for (const auto id : s.days) days.push_back(at(v.questions, id).name);
  for (const auto& w : s.where) tests.push_back(where(w, lexicon));
  return set(term_names(s.terms, lexicon)) + " in " + set(lists) +
         (days.empty() ? "" : " or on the day of " + set(days)) + (tests.empty() ? "" : " where " + set(tests));
}

std::string step(const std::optional<Step>& step) { return step ? present::step_words(*step) : std::string(); }

std::string type_words(const check::ValueType& type) {
  using Kind = check::ValueType::Kind;
  switch (type.kind) {
    case Kind::options: {
      if (type.yes_no) return "yes or no";
      Names options;
      for (std::size_t i = 0; i < type.options.size(); ++i)
        options.push_back(type.options[i] + (i < type.labels.size() && type.labels[i] != type.options[i]
                                                 ? " “" + type.labels[i] + "”"
                                                 : ""));
      return "one of " + joined(type.ordered ? options : sorted(options), ", ") + (type.ordered ? " in order" : "");
    }
    case Kind::number:
      return "number in " + type.unit + " from " + present::number_words(type.from) + " to " +
             present::number_words(type.to);
    case Kind::past_day:
      return "past day";
    case Kind::future_day:
      return "future day";
    case Kind::area:
      return "area";
    case Kind::text:
      return "text";
  }
  return {};
}

std::string asked_only(const std::optional<check::AskedOnlyWhen>& when, const Vocabulary& v) {
  if (!when) return {};
  const check::Question& question = at(v.questions, when->question);
  return question.name + " is " + options(when->options, question.type) + (when->else_no ? ", else no" : "");
}

std::string answered_by(syntax::AnsweredBy by) {
  return by == syntax::AnsweredBy::practitioner ? "practitioner" : "client";
}

const Field* find_field(const Fields& fields, const std::string& what) {
  for (const Field& field : fields)
    if (field.what == what) return &field;
  return nullptr;
}

class Writer {
 public:
  /// What is empty is left out: a field that is not there is one that does not apply.
  void add(std::string what, std::string value, std::string shown = {}) {
    put({std::move(what), std::move(value), std::move(shown), false, {}});
  }
  void words(std::string what, std::string value) { put({std::move(what), std::move(value), {}, true, {}}); }
  void set_of(std::string what, Names members) {
    members = sorted(std::move(members));
    std::string value = joined(members, ", ");
    put({std::move(what), std::move(value), {}, false, std::move(members)});
  }
  Fields take() { return std::move(out_); }

 private:
  void put(Field field) {
    if (field.value.empty()) return;
    // A detail may be declared twice, for different terms; a section has several paragraphs.
    const std::string name = field.what;
    for (int n = 2; find_field(out_, field.what) != nullptr; ++n) field.what = name + " (" + std::to_string(n) + ")";
    out_.push_back(std::move(field));
  }
  Fields out_;
};

/// Every term that a condition reads.
void gather_terms(const Condition& c, check::IdSet& terms) {
  for (const Condition& part : c.of) gather_terms(part, terms);
  terms |= c.subject.terms;
}

void condition(Writer& out, const std::string& what, const Condition& c, const Lexicon& lexicon,
               const text::SourceSet& sources) {
  out.add(what, meaning(c, lexicon), present::condition_words(c, sources));
  check::IdSet terms;
  gather_terms(c, terms);
  out.set_of("terms that `" + what + "` reads", term_names(terms, lexicon));
}

void event(Writer& out, const std::string& what, const check::Subject& s, bool in_treated_area,
           const Lexicon& lexicon) {
  out.add(what, subject(s, lexicon), s.words);
  out.set_of("terms that it reads", term_names(s.terms, lexicon));
  if (in_treated_area) out.add("in the treated area", "only");
}

void window(Writer& out, const std::string& row, const check::Window& window) {
  out.add("wait" + row, step(window.must));
  out.add("better" + row, step(window.better));
}

void after(Writer& out, const check::WaitAfter& form, const Lexicon& lexicon, const text::SourceSet& sources) {
  event(out, "after the last", form.subject, form.in_treated_area, lexicon);
  if (form.rows.empty()) window(out, "", form.window);
  for (const auto& row : form.rows) {
    const std::string name = ", " + form.property + " " + row.words;
    out.add("for" + name, where(row.match, lexicon), row.words);
    window(out, name, row.window);
  }
  if (form.better_while) condition(out, "better while", *form.better_while, lexicon, sources);
}

std::string source(const check::SourceRef& s) {
  return (s.title.empty() ? s.id : s.title) + (s.part.empty() ? "" : ", “" + s.part + "”") + " (" +
         std::string(present::strength_name(s.strength)) + ")" + (s.at.empty() ? "" : ", " + s.at);
}

std::string sources_of(const std::vector<check::SourceRef>& sources) {
  Names out;
  for (const auto& s : sources) out.push_back(source(s));
  return joined(sorted(out), "; ");
}

std::string form_name(Form form) {
  switch (form) {
    case Form::wait_after:
      return "wait after";
    case Form::wait_from:
      return "wait around";
    case Form::wait_while:
      return "wait while";
    case Form::wait_clearance:
      return "wait for clearance";
    case Form::limit:
      return "limit the depth";
    case Form::not_device:
      return "not with this device";
    case Form::go_only:
      return "go only with";
    case Form::note:
      return "note";
    case Form::ask_again:
      return "ask again";
    case Form::guarantee:
      return "never go";
  }
  return {};
}

std::string amount(const check::CareLine::Amount& a) {
  if (!a.words.empty()) return a.words;
  return a.hours != 0 ? present::hours_words(a.hours) : present::step_words(a.step);
}

std::string care_line(const check::CareLine& line) {
  static const char* verbs[] = {"avoid", "do", "watch for", "next session by"};
  std::string out = verbs[static_cast<int>(line.verb)];
  out += " " + (line.verb == syntax::CareLine::Verb::next_session ? line.check : present::quoted(line.text));
  if (line.from) out += " from " + amount(*line.from);
  if (line.length) out += " for " + amount(*line.length);
  if (line.better) out += ", better " + amount(*line.better);
  if (!line.until.empty()) out += " until " + present::quoted(line.until);
  for (const auto& row : line.by_depth)
    out += "; " + row.words + " " + amount(row.length) + (row.better ? ", better " + amount(*row.better) : "");
  return out;
}

/// The words of a name as a record may give them, folded.
Names words_of(const std::map<std::string, std::int32_t, std::less<>>& by_words, std::int32_t id) {
  Names out;
  for (const auto& [words, other] : by_words)
    if (other == id) out.push_back(words);
  return sorted(out);
}

}  // namespace

std::string meaning(const Condition& c, const Lexicon& lexicon) {
  const Vocabulary& v = lexicon.vocabulary;
  using Kind = Condition::Kind;
  const auto within = [&] {
    if (!c.within) return std::string();
    return " within " + present::step_words(c.within->step) +
           (c.within->side == syntax::Side::before ? " before" : " after") +
           // Which way a month step that meets no such day is rounded; days need no rounding.
           (c.within->step.months == 0 ? ""
            : c.towards_waiting        ? " (towards waiting)"
                                       : " (towards passing)");
  };
  const auto flags = [&] {
    return std::string(c.in_treated_area ? " in the treated area" : "") + (c.started_by_visit ? " started" : "") +
           within();
  };
  switch (c.kind) {
    case Kind::and_:
    case Kind::or_: {
      // Kleene's `and` and `or` do not care for the order, the grouping or the repeating of what they join.
      Names parts;
      const auto gather = [&](const auto& self, const Condition& of) -> void {
        for (const Condition& part : of.of) {
          if (part.kind == c.kind)
            self(self, part);
          else
            parts.push_back(meaning(part, lexicon));
        }
      };
      gather(gather, c);
      return "(" + joined(sorted(parts), c.kind == Kind::and_ ? " and " : " or ") + ")";
    }
    case Kind::not_:
      return "not " + meaning(c.of.at(0), lexicon);
    case Kind::question: {
      const check::Question& question = at(v.questions, c.question);
      return question.name + " is " + test(c.test, question.type, lexicon);
    }
    case Kind::age: {
      std::string out = "age from " + at(v.questions, c.question).name + " in months";
      for (const auto& [from, to] : c.age_months)
        out += " " + std::to_string(from) + "-" + (to < 0 ? std::string() : std::to_string(to));
      return out;
    }
    case Kind::any:
      return (c.no ? "no " : "any ") + subject(c.subject, lexicon) + flags();
    case Kind::taking:
      return "taking " + subject(c.subject, lexicon) + flags();
    case Kind::present:
      return subject(c.subject, lexicon) + " is present" + flags();
    case Kind::allergic:
      return "allergic to " + subject(c.subject, lexicon) + flags();
    case Kind::planned:
      return "planned " + subject(c.subject, lexicon) + flags();
    case Kind::area:
      return "treated area touches " + set(area_names(c.test.areas, lexicon));
    case Kind::every_answer_no:
      return "every answer is no";
  }
  return {};
}

Fields fields(const compile::Part& part, const Lexicon& lexicon, const text::SourceSet& sources) {
  const Vocabulary& v = lexicon.vocabulary;
  const check::Check& c = part.check;
  Writer out;
  out.add("outcome", form_name(c.form));
  switch (c.form) {
    case Form::wait_after:
      after(out, c.after, lexicon, sources);
      break;
    case Form::wait_from:
      event(out, "around", c.from.subject, c.from.in_treated_area, lexicon);
      out.add("before its start", present::step_words(c.from.before));
      out.add("after its end", present::step_words(c.from.after));
      break;
    case Form::limit:
      out.add("depth at most", std::to_string(c.limit.value), c.limit.words);
      if (c.limit_by_window)
        after(out, c.after, lexicon, sources);
      else
        condition(out, "while", c.condition, lexicon, sources);
      break;
    default:
      condition(out, "while", c.condition, lexicon, sources);
  }
  if (c.form == Form::go_only)
    out.add("go only with", c.words);
  else
    out.words(c.form == Form::note ? "note" : "until", c.words);
  // With any `until "…"` the practitioner may see that it is over; without, only an answer lifts the check.
  if (c.form == Form::wait_while && !c.words.empty()) out.add("lifted for a visit by", "the practitioner's inspection");
  out.add("clearance by", joined(sorted(role_names(c.clearance_by, v)), ", "),
          joined(role_titles(c.clearance_by, v), ", "));
  out.add("cleared by", joined(sorted(role_names(c.cleared_by, v)), ", "), joined(role_titles(c.cleared_by, v), ", "));
  out.add("then cleared by", joined(sorted(role_names(c.then_cleared_by, v)), ", "),
          joined(role_titles(c.then_cleared_by, v), ", "));
  if (c.unless) condition(out, "unless", *c.unless, lexicon, sources);
  out.add("instead", joined(sorted(c.instead), ", "));
  if (part.counts_from) out.add("for visits from", to_iso(*part.counts_from));
  if (part.counts_until) out.add("for visits until", to_iso(*part.counts_until));
  if (part.loosens) out.add("in place of the pack's own rule", "yes");
  if (c.touches_prescribed) out.words("about a prescribed medicine", "yes");
  out.words("title", c.title);
  out.words("because", c.because);
  out.words("tell", c.tell);
  out.words("sources", sources_of(c.sources));
  out.words("spread", c.spread);
  if (c.review_by) out.words("review by", to_iso(*c.review_by));
  out.words("policy", part.changed_by);
  return out.take();
}

Fields fields(const check::Term& term, const Vocabulary& v) {
  Writer out;
  Names parents;
  for (const auto id : term.parents) parents.push_back(at(v.terms, id).name);
  out.add("is a", joined(sorted(parents), ", "));
  out.set_of("also written", words_of(v.term_by_words, v.term_ids.at(term.name)));
  if (term.prescribed) out.add("prescribed", "yes");
  out.words("title", term.title);
  for (const auto& [system, code] : term.codes) out.words("code " + system, code);
  return out.take();
}

Fields fields(const check::Area& area, const Vocabulary& v) {
  Writer out;
  Names wholes;
  for (const auto id : area.part_of) wholes.push_back(at(v.areas, id).name);
  out.add("part of", joined(sorted(wholes), ", "));
  out.set_of("also written", words_of(v.area_by_words, v.area_ids.at(area.name)));
  out.words("title", area.title);
  return out.take();
}

Fields fields(const check::Role& role, const Vocabulary& v) {
  Writer out;
  out.add("is a", joined(sorted(role_names(role.is_a, v)), ", "));
  // A record may name it either way.
  out.set_of("also written", {check::fold_name(role.name), check::fold_name(role.title)});
  out.words("title", role.title);
  return out.take();
}

namespace {

/// The terms of a set that no other of it stands above: how an author names it. What is under them is told by the terms
/// themselves.
std::string roots_of(const check::IdSet& terms, const Vocabulary& v) {
  Names out;
  for (const auto id : terms.ids()) {
    const check::Term& term = at(v.terms, id);
    if (std::none_of(term.parents.begin(), term.parents.end(), [&](check::TermId p) { return terms.has(p); }))
      out.push_back(term.name);
  }
  return joined(sorted(out), ", ");
}

}  // namespace

Fields fields(const check::List& list, const Vocabulary& v) {
  static const char* roles[] = {"exposures", "states", "allergies", "events to come"};
  Writer out;
  Names roots;
  for (const auto id : list.roots) roots.push_back(at(v.terms, id).name);
  out.add("of", joined(sorted(roots), ", "));
  out.add("records", std::string(roles[static_cast<int>(list.role)]) + (list.planned_too ? ", past or planned" : ""));
  for (const auto& detail : list.details)
    out.add("detail " + detail.name,
            type_words(detail.type) + (detail.for_terms.empty() ? "" : " for " + roots_of(detail.for_terms, v)));
  out.add("answered by", answered_by(list.answered_by));
  out.add("looks back", step(list.looks_back));
  out.add("asked only when", asked_only(list.asked_only, v));
  out.words("question", list.question);
  return out.take();
}

Fields fields(const check::Question& question, const Vocabulary& v) {
  Writer out;
  out.add("answers", type_words(question.type));
  Names members;
  for (const auto id : question.box_for) members.push_back(at(v.questions, id).name);
  out.add("for any of", joined(sorted(members), ", "));
  if (question.not_applicable_is_no) out.add("not applicable", "counts as no");
  out.add("answered by", answered_by(question.answered_by));
  out.add("asked only when", asked_only(question.asked_only, v));
  out.words("question", question.question);
  return out.take();
}

Fields fields(const time::Tolerance& t) {
  Writer out;
  out.add("days", present::step_words(t.days));
  out.add("weeks", present::step_words(t.weeks));
  out.add("months", present::step_words(t.months));
  out.add("years", present::step_words(t.years));
  return out.take();
}

Fields fields(const check::Validity& validity) {
  Writer out;
  out.add("a form holds", step(validity.form_holds));
  out.add("a change check is needed when the form is older than", step(validity.change_check_after));
  out.add("and must not be older than", step(validity.change_check_within));
  out.add("a clearance holds", step(validity.clearance_holds));
  return out.take();
}

Fields setting_fields(const compile::Program& program) {
  const check::Pack& pack = *program.pack;
  Writer out;
  if (pack.depth) out.add("depth", type_words(pack.depth->type));
  if (pack.performs >= 0) out.add("performs", at(program.vocabulary->terms, pack.performs).name);
  // A record may name the treatment by its title.
  out.add("title", check::fold_name(pack.title), pack.title);
  if (pack.review_by) out.words("review by", to_iso(*pack.review_by));
  return out.take();
}

Fields fields(const check::CareItem& care, const text::SourceSet& sources) {
  Writer out;
  for (std::size_t i = 0; i < care.lines.size(); ++i)
    out.words("line " + std::to_string(i + 1), care_line(care.lines[i]));
  if (care.condition) out.words("while", present::condition_words(*care.condition, sources));
  out.words("title", care.title);
  out.words("because", care.because);
  out.words("sources", sources_of(care.sources));
  return out.take();
}

Fields fields(const check::AboutSection& about) {
  Writer out;
  out.words("title", about.title);
  for (const auto& paragraph : about.paragraphs) out.words("paragraph", paragraph);
  out.words("sources", sources_of(about.sources));
  return out.take();
}

Names needs(const compile::Program& program) {
  const Vocabulary& v = *program.vocabulary;
  Names out;
  for (const auto& need : program.needs) {
    out.push_back(need.question >= 0
                      ? at(v.questions, need.question).name
                      : at(v.lists, need.list).name + (need.term >= 0 ? " for " + at(v.terms, need.term).name : ""));
  }
  return sorted(out);
}

namespace {

std::string some(const Names& names) {
  constexpr std::size_t most = 6;
  Names shown(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(most, names.size())));
  if (names.size() > most) shown.push_back(std::to_string(names.size() - most) + " more");
  return joined(shown, ", ");
}

Change change(const Field* a, const Field* b) {
  const Field& one = a != nullptr ? *a : *b;
  Change out;
  out.what = one.what;
  out.words = one.words;
  if (a != nullptr && b != nullptr && !one.members.empty()) {
    out.members = true;
    Names gone, come;
    std::set_difference(a->members.begin(), a->members.end(), b->members.begin(), b->members.end(),
                        std::back_inserter(gone));
    std::set_difference(b->members.begin(), b->members.end(), a->members.begin(), a->members.end(),
                        std::back_inserter(come));
    if (!gone.empty()) out.before = some(gone);
    if (!come.empty()) out.after = some(come);
    return out;
  }
  const auto shown = [](const Field* f) {
    if (f == nullptr) return std::string();
    if (!f->members.empty()) return some(f->members);
    return f->shown.empty() ? f->value : f->shown;
  };
  out.before = shown(a);
  out.after = shown(b);
  return out;
}

}  // namespace

bool same_meaning(const Fields& a, const Fields& b) {
  const auto told = [](const Fields& fields) {
    Names out;
    for (const Field& field : fields)
      if (!field.words) out.push_back(field.what + "=" + field.value);
    return sorted(out);
  };
  return told(a) == told(b);
}

std::vector<Change> differences(const Fields& a, const Fields& b) {
  std::vector<Change> out;
  const auto take = [&](const Field* one, const Field* two) {
    if (one != nullptr && two != nullptr && one->value == two->value) {
      // The same meaning in other words.
      if (one->shown != two->shown) out.push_back({one->what, one->shown, two->shown, true});
      return;
    }
    Change c = change(one, two);
    // The same words with another meaning: what they read has changed, and that is told by itself.
    if (c.before != c.after) out.push_back(std::move(c));
  };
  for (const Field& field : a) take(&field, find_field(b, field.what));
  for (const Field& field : b)
    if (find_field(a, field.what) == nullptr) take(nullptr, &field);
  return out;
}

}  // namespace contra::diff
