// Subjects and conditions: which terms, lists and answers a sentence reads, and which way it points.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/resolver.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using syntax::ListRole;
using text::Kind;

std::string_view verb(Reads reads) {
  switch (reads) {
    case Reads::last:
      return "after last";
    case Reads::any:
      return "any";
    case Reads::taking:
      return "taking";
    case Reads::present:
      return "is present";
    case Reads::allergic:
      return "allergic to";
    case Reads::planned:
      return "planned";
  }
  return "any";
}

std::string_view roles_read(Reads reads) {
  switch (reads) {
    case Reads::last:
    case Reads::any:
      return "exposures, states and events to come";
    case Reads::taking:
      return "exposures";
    case Reads::present:
      return "states";
    case Reads::allergic:
      return "allergies";
    case Reads::planned:
      return "events to come";
  }
  return "exposures";
}

/// The way to read a term in a list of `role`.
std::string way_to_read(ListRole role, const std::string& name) {
  switch (role) {
    case ListRole::exposures:
      return "`taking " + name + "` or `any " + name + "`";
    case ListRole::states:
      return "`" + name + " is present`";
    case ListRole::allergies:
      return "`allergic to " + name + "`";
    case ListRole::to_come:
      return "`planned " + name + "`";
  }
  return {};
}

template <class T>
void add_once(std::vector<T>& to, T value) {
  if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

}  // namespace

bool reads_role(Reads reads, ListRole role) {
  switch (reads) {
    case Reads::last:
    case Reads::any:
      return role != ListRole::allergies;
    case Reads::taking:
      return role == ListRole::exposures;
    case Reads::present:
      return role == ListRole::states;
    case Reads::allergic:
      return role == ListRole::allergies;
    case Reads::planned:
      return role == ListRole::to_come;
  }
  return false;
}

std::vector<DetailUse> Resolver::uses_of(const Subject& subject, std::string_view name) const {
  std::vector<DetailUse> out;
  for (const ListId id : subject.lists) {
    const List& list = vocabulary_.lists[static_cast<std::size_t>(id)];
    for (std::size_t d = 0; d < list.details.size(); ++d) {
      const Detail& detail = list.details[d];
      if (detail.name != name) continue;
      IdSet terms = list.terms;
      terms &= subject.terms;
      if (!detail.for_terms.empty() && !detail.for_terms.meets(terms)) continue;
      out.push_back({id, static_cast<std::int32_t>(d)});
    }
  }
  return out;
}

bool Resolver::name_in_subject(const syntax::Name& name, Reads reads, Subject& out,
                               std::vector<std::pair<syntax::Name, TermId>>& terms, std::vector<ListId>& whole) {
  const auto& v = vocabulary_;
  if (const auto term_at = v.term_ids.find(name.text); term_at != v.term_ids.end()) {
    const Term& found = v.terms[static_cast<std::size_t>(term_at->second)];
    bool read = false;
    const List* elsewhere = nullptr;
    for (std::size_t i = 0; i < v.lists.size(); ++i) {
      const List& list = v.lists[i];
      if (!list.terms.meets(found.kinds)) continue;
      if (!reads_role(reads, list.role)) {
        elsewhere = &list;
        continue;
      }
      add_once(out.lists, static_cast<ListId>(i));
      read = true;
    }
    if (!read) {
      auto added = report_.add(Kind::unlisted_term, name.span,
                               "no list of " + std::string(roles_read(reads)) + " asks for " + ticked(name.text) +
                                   ", so `" + std::string(verb(reads)) + "` reads nothing");
      if (elsewhere != nullptr) {
        added.label(elsewhere->span, "asked for here, as one of the " + std::string(plural_of(elsewhere->role)));
        added.help("write " + way_to_read(elsewhere->role, name.text) +
                   ", or add the term to a list of the other role");
      } else {
        added.help("add it, or a term that it is a kind of, to a list of the vocabulary");
      }
      return false;
    }
    out.terms |= found.kinds;
    terms.emplace_back(name, term_at->second);
    out.words += (out.words.empty() ? "" : " or ") + found.title;
    return true;
  }
  if (const auto list_at = v.list_ids.find(name.text); list_at != v.list_ids.end()) {
    const List& list = v.lists[static_cast<std::size_t>(list_at->second)];
    if (reads != Reads::any && !reads_role(reads, list.role)) {
      report_
          .add(Kind::wrong_kind_of_name, name.span,
               ticked(name.text) + " is a list of " + std::string(plural_of(list.role)) + ", and `" +
                   std::string(verb(reads)) + "` reads " + std::string(roles_read(reads)))
          .label(list.span, "declared here")
          .help("write " + way_to_read(list.role, name.text));
      return false;
    }
    add_once(out.lists, list_at->second);
    add_once(whole, list_at->second);
    out.terms |= list.terms;
    out.words += (out.words.empty() ? "" : " or ") + spelled(name.text);
    return true;
  }
  if (reads == Reads::last) {
    if (const auto at = v.question_ids.find(name.text); at != v.question_ids.end()) {
      const Question& asked = v.questions[static_cast<std::size_t>(at->second)];
      if (asked.type.kind == ValueType::Kind::past_day || asked.type.kind == ValueType::Kind::future_day) {
        add_once(out.days, at->second);
        out.words += (out.words.empty() ? "" : " or ") + spelled(name.text);
        return true;
      }
      report_
          .add(Kind::wrong_kind_of_name, name.span,
               ticked(name.text) + " is a question answered by " + describe(asked.type) +
                   ", and a wait counts from a day")
          .label(asked.span, "declared here")
          .help("write `wait while " + name.text + " is …`");
      return false;
    }
    not_found(name, term_name | list_name | question_name);
    return false;
  }
  const bool question = v.question_ids.find(name.text) != v.question_ids.end();
  not_found(name, term_name | list_name,
            question ? "a question is tested with `" + name.text + " is …`" : std::string());
  return false;
}

void Resolver::unknown_detail(const syntax::Name& detail, const Subject& subject) {
  std::vector<std::string> candidates;
  for (const ListId id : subject.lists)
    for (const Detail& d : vocabulary_.lists[static_cast<std::size_t>(id)].details)
      if (d.name != detail.text && !uses_of(subject, d.name).empty()) add_once(candidates, d.name);
  std::vector<std::string> lists;
  for (const ListId id : subject.lists) lists.push_back(ticked(vocabulary_.lists[static_cast<std::size_t>(id)].name));
  auto added = report_.add(Kind::unknown_detail, detail.span,
                           (subject.lists.size() > 1 ? "the lists " : "list ") + joined(lists, " and ") +
                               (subject.lists.size() > 1 ? " do not ask for " : " does not ask for ") +
                               ticked(detail.text) + " of " + subject.words);
  std::string help;
  if (!candidates.empty()) help = "it asks for " + joined(candidates, " and ");
  report_.suggest(added, detail, candidates, help);
}

std::optional<WhereTest> Resolver::where(const syntax::Where& where, const Subject& subject) {
  if (where.detail.text.empty()) {
    report_.incomplete();
    return std::nullopt;
  }
  if (subject.lists.empty()) {
    report_.add(Kind::unknown_detail, where.detail.span, "a day has no " + ticked(where.detail.text) + " to test");
    return std::nullopt;
  }
  const auto uses = uses_of(subject, where.detail.text);
  if (uses.empty()) {
    unknown_detail(where.detail, subject);
    return std::nullopt;
  }
  WhereTest out;
  out.detail = where.detail.text;
  for (const DetailUse& use : uses) {
    const Detail& detail =
        vocabulary_.lists[static_cast<std::size_t>(use.list)].details[static_cast<std::size_t>(use.detail)];
    const auto test = resolve_test(detail.type, detail.name, where.test, *this);
    if (!test) return std::nullopt;  // the other declarations would only repeat it
    out.cases.push_back({use.list, use.detail, *test});
  }
  bool whole = true;
  for (const ListId id : subject.lists) {
    const bool asks = std::any_of(uses.begin(), uses.end(), [&](const DetailUse& use) { return use.list == id; });
    if (asks) continue;
    const List& list = vocabulary_.lists[static_cast<std::size_t>(id)];
    report_
        .add(Kind::unknown_detail, where.detail.span,
             "list " + ticked(list.name) + " asks for " + subject.words + " too, and not for its " +
                 ticked(where.detail.text) + ", so the answer would never be known")
        .label(list.span, "declared here")
        .help("add `detail " + where.detail.text + " …` to the list");
    whole = false;
  }
  if (!whole) return std::nullopt;
  return out;
}

void Resolver::require_area_detail(const Subject& subject, const syntax::Subject& written_subject) {
  if (!subject.days.empty()) {
    report_
        .add(Kind::unknown_detail, written_subject.span,
             "a day has no area, so `in treated area` cannot be known of it")
        .help("ask for it in a list with `detail area area`");
    return;
  }
  const auto uses = uses_of(subject, "area");
  for (const ListId id : subject.lists) {
    if (std::any_of(uses.begin(), uses.end(), [&](const DetailUse& use) { return use.list == id; })) continue;
    const List& list = vocabulary_.lists[static_cast<std::size_t>(id)];
    report_
        .add(Kind::unknown_detail, written_subject.span,
             "list " + ticked(list.name) + " does not ask for the area of " + subject.words +
                 ", so `in treated area` can never be known")
        .label(list.span, "declared here")
        .help("add `detail area area` to the list, or leave `in treated area` out");
  }
}

std::optional<Subject> Resolver::subject(const syntax::Subject& written_subject, Reads reads, bool in_treated_area) {
  const std::size_t before = report_.faults();
  Subject out;
  out.span = written_subject.span;
  out.terms = IdSet(vocabulary_.terms.size());
  std::vector<std::pair<syntax::Name, TermId>> terms;
  std::vector<ListId> whole;
  if (written_subject.names.empty()) report_.incomplete();
  for (const auto& name : written_subject.names) name_in_subject(name, reads, out, terms, whole);
  if (report_.faults() != before) return std::nullopt;
  std::sort(out.lists.begin(), out.lists.end());
  // Terms and whole lists are read together as one set of terms in one set of lists. Where a list that is read for a
  // term holds further terms of the whole list, reading them there too would be more than was written.
  if (!whole.empty() && !terms.empty()) {
    IdSet named(vocabulary_.terms.size());
    for (const auto& term : terms) named |= vocabulary_.terms[static_cast<std::size_t>(term.second)].kinds;
    IdSet further = out.terms;
    further -= named;
    for (const ListId id : out.lists) {
      if (std::find(whole.begin(), whole.end(), id) != whole.end()) continue;
      const List& list = vocabulary_.lists[static_cast<std::size_t>(id)];
      if (!list.terms.meets(further)) continue;
      report_
          .add(Kind::wrong_kind_of_name, written_subject.span,
               "a whole list and " + ticked(terms.front().first.text) + " cannot be read together: list " +
                   ticked(list.name) + " holds terms of both")
          .label(list.span, "declared here")
          .help("write two conditions, or two checks");
      break;
    }
  }
  for (const auto& test : written_subject.where)
    if (auto resolved = where(test, out)) out.where.push_back(std::move(*resolved));
  if (in_treated_area) require_area_detail(out, written_subject);
  if (report_.faults() != before) return std::nullopt;
  return out;
}

std::optional<WithinVisit> Resolver::within(const syntax::Within& within, bool towards_waiting) {
  const auto step = step_of(within.length, report_);
  if (within.side == syntax::Side::before && towards_waiting) {
    // Rounded down, as what lets a client pass must be; a wait counted so would end too early.
    report_
        .add(Kind::within_before_waits, within.span,
             "`within " + written(within.length) + " before visit` would end a wait here")
        .help("write the check as `wait " + written(within.length) +
              " after last …`; `within … before visit` belongs under `no`, `not` or `unless`");
    return std::nullopt;
  }
  if (!step) return std::nullopt;
  return WithinVisit{*step, within.side};
}

std::optional<Condition> Resolver::question_is(const syntax::QuestionIs& node) {
  const auto id = question(node.question);
  if (!id) return std::nullopt;
  const Question& asked = vocabulary_.questions[static_cast<std::size_t>(*id)];
  auto test = resolve_test(asked.type, asked.name, node.test, *this);
  if (!test) return std::nullopt;
  if (test->area) {
    report_
        .add(Kind::wrong_type, node.test.span,
             ticked(asked.name) + " is an area, and only areas of entries can be tested")
        .help("write `treated area touches …`, or ask for it as the `area` of a list");
    return std::nullopt;
  }
  Condition out;
  out.kind = Condition::Kind::question;
  out.question = *id;
  out.test = std::move(*test);
  return out;
}

std::optional<Condition> Resolver::age_is(const syntax::AgeIs& node, text::Span span) {
  Condition out;
  out.kind = Condition::Kind::age;
  const auto found = vocabulary_.question_ids.find("birth_date");
  if (found == vocabulary_.question_ids.end()) {
    if (ghosts_.count("birth_date") != 0)
      report_.incomplete();
    else
      report_
          .add(Kind::missing_declaration, span,
               "`age` is read from the question `birth_date`, and vocabulary " + ticked(vocabulary_.name) +
                   " does not ask it")
          .help("add `ask birth_date \"What is your date of birth?\" past day` to the vocabulary");
  } else {
    const Question& birth = vocabulary_.questions[static_cast<std::size_t>(found->second)];
    if (birth.type.kind != ValueType::Kind::past_day) {
      report_
          .add(Kind::wrong_type, span,
               "`age` is read from the question `birth_date`, and that is " + describe(birth.type))
          .label(birth.span, "declared here")
          .help("let it be a `past day`");
    } else {
      out.question = found->second;
    }
  }
  // Ages are counted in completed years, as people do: 18 from the eighteenth birthday until the day before the
  // nineteenth.
  std::vector<std::int32_t> years;
  for (const auto& value : node.test.values) {
    const auto* quantity = std::get_if<syntax::Quantity>(&value);
    if (quantity == nullptr) {
      report_
          .add(Kind::wrong_type, std::get<syntax::Name>(value).span,
               "`age` is a number of years, not " + ticked(written(value)))
          .help("write `age is under 18 years`");
    } else if (quantity->unit.text != "years" && quantity->unit.text != "year") {
      report_.add(Kind::wrong_unit, quantity->span, "`age` is counted in years, not in " + quantity->unit.text);
    } else if (quantity->thousandths % 1000 != 0) {
      report_.add(Kind::wrong_type, quantity->span, "`age` is counted in whole years");
    } else if (quantity->thousandths < 0 || quantity->thousandths > 150'000) {
      report_.add(Kind::out_of_range, quantity->span, "nobody is `" + written(*quantity) + "` old");
    } else {
      years.push_back(static_cast<std::int32_t>(quantity->thousandths / 1000));
    }
  }
  if (years.size() != node.test.values.size() || years.empty() || out.question == none) {
    if (node.test.values.empty()) report_.incomplete();
    return std::nullopt;
  }
  std::sort(years.begin(), years.end());
  const std::int32_t first = years.front();
  const auto between = [&](std::int32_t from, std::int32_t to) {  // completed years
    if (from <= to) out.age_months.emplace_back(from * 12, to * 12 + 11);
  };
  const auto from_on = [&](std::int32_t from) { out.age_months.emplace_back(from * 12, -1); };
  switch (node.test.comparison) {
    case syntax::Comparison::is:
      for (const auto y : years) between(y, y);
      break;
    case syntax::Comparison::is_not: {
      std::int32_t from = 0;
      for (const auto y : years) {
        between(from, y - 1);
        from = y + 1;
      }
      from_on(from);
      break;
    }
    case syntax::Comparison::at_least:
      from_on(first);
      break;
    case syntax::Comparison::above:
      from_on(first + 1);
      break;
    case syntax::Comparison::at_most:
    case syntax::Comparison::up_to:
      between(0, first);
      break;
    case syntax::Comparison::under:
      between(0, first - 1);
      break;
  }
  if (out.age_months.empty()) {
    report_.add(Kind::empty_range, node.test.span, "nobody's age passes this test");
    return std::nullopt;
  }
  return out;
}

std::optional<Condition> Resolver::resolve(const syntax::Condition& condition, bool towards_waiting) {
  Condition out;
  const auto reads = [&](Condition::Kind kind, const syntax::Subject& written_subject, Reads how,
                         bool in_treated_area) -> bool {
    auto resolved = subject(written_subject, how, in_treated_area);
    if (!resolved) return false;
    out.kind = kind;
    out.subject = std::move(*resolved);
    out.in_treated_area = in_treated_area;
    return true;
  };
  const auto all_of = [&](Condition::Kind kind, const std::vector<syntax::Condition>& operands, bool towards) -> bool {
    out.kind = kind;
    bool whole = true;
    for (const auto& operand : operands) {
      auto resolved = this->condition(operand, towards);
      if (resolved)
        out.of.push_back(std::move(*resolved));
      else
        whole = false;
    }
    return whole;
  };
  const auto timed = [&](const std::optional<syntax::Within>& modifier, bool started, bool towards) -> bool {
    out.started_by_visit = started;
    bool whole = true;
    if (modifier) {
      const auto step = within(*modifier, towards);
      if (step)
        out.within = *step;
      else
        whole = false;
    }
    if (!modifier && !started) return whole;
    for (const ListId id : out.subject.lists) {
      const List& list = vocabulary_.lists[static_cast<std::size_t>(id)];
      if (list.role != ListRole::allergies) continue;
      report_
          .add(Kind::wrong_type, modifier ? modifier->span : condition.span,
               "an allergy has no day, so " + ticked(list.name) + " cannot be read by day")
          .label(list.span, "declared here");
      whole = false;
    }
    return whole;
  };

  if (std::holds_alternative<syntax::Broken>(condition.node)) {
    report_.incomplete();
    return std::nullopt;
  }
  if (const auto* node = std::get_if<syntax::And>(&condition.node)) {
    if (!all_of(Condition::Kind::and_, node->operands, towards_waiting)) return std::nullopt;
  } else if (const auto* either = std::get_if<syntax::Or>(&condition.node)) {
    if (!all_of(Condition::Kind::or_, either->operands, towards_waiting)) return std::nullopt;
  } else if (const auto* negated = std::get_if<syntax::Not>(&condition.node)) {
    if (!all_of(Condition::Kind::not_, negated->operand, !towards_waiting)) return std::nullopt;
  } else if (const auto* question = std::get_if<syntax::QuestionIs>(&condition.node)) {
    auto resolved = question_is(*question);
    if (!resolved) return std::nullopt;
    out = std::move(*resolved);
  } else if (const auto* age = std::get_if<syntax::AgeIs>(&condition.node)) {
    auto resolved = age_is(*age, condition.span);
    if (!resolved) return std::nullopt;
    out = std::move(*resolved);
  } else if (const auto* any = std::get_if<syntax::Any>(&condition.node)) {
    // Under `no` the sentence "any …" points the other way, and its modifiers are judged as that sentence's.
    const bool towards = towards_waiting != any->no;
    const bool whole = reads(Condition::Kind::any, any->subject, Reads::any, any->in_treated_area);
    const bool in_time = timed(any->within, any->started_by_visit, towards);
    if (!whole || !in_time) return std::nullopt;
    out.no = any->no;
    out.towards_waiting = towards;
    out.span = condition.span;
    return out;
  } else if (const auto* taking = std::get_if<syntax::Taking>(&condition.node)) {
    if (!reads(Condition::Kind::taking, taking->subject, Reads::taking, false)) return std::nullopt;
  } else if (const auto* present = std::get_if<syntax::Present>(&condition.node)) {
    if (!reads(Condition::Kind::present, present->subject, Reads::present, present->in_treated_area))
      return std::nullopt;
  } else if (const auto* allergic = std::get_if<syntax::AllergicTo>(&condition.node)) {
    if (!reads(Condition::Kind::allergic, allergic->subject, Reads::allergic, false)) return std::nullopt;
  } else if (const auto* planned = std::get_if<syntax::Planned>(&condition.node)) {
    const bool whole = reads(Condition::Kind::planned, planned->subject, Reads::planned, planned->in_treated_area);
    const bool in_time = timed(planned->within, false, towards_waiting);
    if (!whole || !in_time) return std::nullopt;
  } else if (const auto* touches = std::get_if<syntax::AreaTouches>(&condition.node)) {
    out.kind = Condition::Kind::area;
    out.test.area = true;
    out.test.areas = IdSet(vocabulary_.areas.size());
    bool whole = !touches->areas.empty();
    if (!whole) report_.incomplete();
    for (const auto& name : touches->areas) {
      if (const auto id = area(name))
        out.test.areas.add(*id);
      else
        whole = false;
    }
    if (!whole) return std::nullopt;
  } else if (std::holds_alternative<syntax::EveryAnswerIsNo>(condition.node)) {
    out.kind = Condition::Kind::every_answer_no;
  }
  out.towards_waiting = towards_waiting;
  out.span = condition.span;
  return out;
}

std::optional<Condition> Resolver::condition(const syntax::Condition& condition, bool towards_waiting) {
  auto out = resolve(condition, towards_waiting);
  if (!out) return out;
  // INVARIANT of the model: `and` and `or` have two or more operands, `not` has one.
  if ((out->kind == Condition::Kind::and_ || out->kind == Condition::Kind::or_)) {
    if (out->of.empty()) {
      report_.incomplete();
      return std::nullopt;
    }
    if (out->of.size() == 1) {
      Condition only = std::move(out->of.front());
      return only;
    }
  }
  if (out->kind == Condition::Kind::not_ && out->of.size() != 1) {
    report_.incomplete();
    return std::nullopt;
  }
  return out;
}

void count_reads(const Vocabulary& vocabulary, const Condition& condition, std::map<std::int32_t, int>& reads) {
  for (const Condition& operand : condition.of) count_reads(vocabulary, operand, reads);
  const bool asks = condition.kind == Condition::Kind::question || condition.kind == Condition::Kind::age;
  if (asks) ++reads[condition.question];
  for (const QuestionId question : condition.subject.days) ++reads[question];
  for (const ListId list : condition.subject.lists) ++reads[-1 - list];
  if (condition.kind != Condition::Kind::every_answer_no) return;
  for (std::size_t i = 0; i < vocabulary.questions.size(); ++i)
    if (vocabulary.questions[i].answered_by == syntax::AnsweredBy::client && vocabulary.questions[i].type.yes_no)
      ++reads[static_cast<std::int32_t>(i)];
  for (std::size_t i = 0; i < vocabulary.lists.size(); ++i)
    if (vocabulary.lists[i].answered_by == syntax::AnsweredBy::client) ++reads[-1 - static_cast<std::int32_t>(i)];
}

}  // namespace contra::check
