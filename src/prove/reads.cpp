// See reads.hpp.
#include "prove/reads.hpp"

#include <algorithm>
#include <set>

#include "prove/prove.hpp"

namespace contra::prove {

using check::Check;
using check::Condition;
using check::Form;

Entries& Entries::operator+=(const Entries& other) {
  for (std::size_t i = 0; i < of_.size(); ++i) of_[i] += other.of_[i];
  return *this;
}

void Entries::at_least(const Entries& other) {
  for (std::size_t i = 0; i < of_.size(); ++i) of_[i] = std::max(of_[i], other.of_[i]);
}

Entries entries_of(const check::Vocabulary& vocabulary, const Condition& c, bool holds) {
  Entries out(vocabulary.lists.size());
  switch (c.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_:
      for (const Condition& operand : c.of) {
        const Entries one = entries_of(vocabulary, operand, holds);
        if ((c.kind == Condition::Kind::and_) == holds)
          out += one;
        else
          out.at_least(one);
      }
      break;
    case Condition::Kind::not_:
      return entries_of(vocabulary, c.of.at(0), !holds);
    case Condition::Kind::question:
    case Condition::Kind::age:
    case Condition::Kind::area:
      break;
    case Condition::Kind::every_answer_no:
      if (!holds)
        for (std::size_t i = 0; i < vocabulary.lists.size(); ++i)
          if (vocabulary.lists[i].answered_by == syntax::AnsweredBy::client)
            out.one_of({static_cast<check::ListId>(i)});
      break;
    default:
      if (holds != c.no) out.one_of(c.subject.lists);
      break;
  }
  return out;
}

namespace {

bool by_window(const Check& check) {
  return check.form == Form::wait_after || check.form == Form::wait_from ||
         (check.form == Form::limit && check.limit_by_window);
}

const check::Subject& window_subject(const Check& check) {
  return check.form == Form::wait_from ? check.from.subject : check.after.subject;
}

bool clearable(const Check& check) {
  return !check.cleared_by.empty() || !check.clearance_by.empty() || !check.then_cleared_by.empty() ||
         (check.form == Form::wait_while && !check.words.empty());
}

void subjects_in(const Condition& c, const std::function<void(const check::Subject&)>& take) {
  for (const Condition& operand : c.of) subjects_in(operand, take);
  switch (c.kind) {
    case Condition::Kind::any:
    case Condition::Kind::taking:
    case Condition::Kind::present:
    case Condition::Kind::allergic:
    case Condition::Kind::planned:
      take(c.subject);
      break;
    default:
      break;
  }
}

}  // namespace

Entries entries_of(const check::Vocabulary& vocabulary, const Check& check, Saying saying, bool says) {
  const bool advises = check.form == Form::go_only || check.form == Form::note;
  if ((saying == Saying::applies) != advises || (saying == Saying::better && check.form != Form::wait_after))
    return Entries(vocabulary.lists.size());
  Entries out(vocabulary.lists.size());
  if (by_window(check)) {
    if (says) out.one_of(window_subject(check).lists);
    if (saying == Saying::better && check.after.better_while) {
      const Entries one = entries_of(vocabulary, *check.after.better_while, says);
      if (says)
        out += one;
      else
        out.at_least(one);
    }
  } else {
    out = entries_of(vocabulary, check.condition, says);
    // That a clearance does not lift it is said of an entry that begins after the clearance.
    if (says && clearable(check)) subjects_in(check.condition, [&](const auto& s) { out.one_of(s.lists); });
  }
  if (check.unless) {
    const Entries one = entries_of(vocabulary, *check.unless, !says);
    if (says)
      out += one;
    else
      out.at_least(one);
  }
  return out;
}

Entries most_entries(const compile::Program& program) {
  const check::Vocabulary& v = *program.vocabulary;
  Entries out(v.lists.size());
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts)
      for (const Saying saying : {Saying::waits, Saying::applies, Saying::better})
        out.at_least(entries_of(v, part.check, saying, true));
  return out;
}

void each_condition(const Check& check, const std::function<void(const Condition&)>& take) {
  if (!by_window(check)) take(check.condition);
  if (check.unless) take(*check.unless);
  if (check.form == Form::wait_after && check.after.better_while) take(*check.after.better_while);
}

void each_subject(const Check& check, const std::function<void(const check::Subject&)>& take) {
  if (by_window(check)) take(window_subject(check));
  each_condition(check, [&](const Condition& c) { subjects_in(c, take); });
}

bool alike(const check::ValueType& a, const check::ValueType& b) {
  return a.kind == b.kind && a.yes_no == b.yes_no && a.ordered == b.ordered && a.options == b.options &&
         a.unit == b.unit && a.from == b.from && a.to == b.to;
}

namespace {

bool alike(const std::optional<check::AskedOnlyWhen>& a, const std::optional<check::AskedOnlyWhen>& b) {
  if (!a || !b) return !a && !b;
  return a->question == b->question && a->options == b->options && a->else_no == b->else_no;
}

template <class T, class Alike>
bool all_alike(const std::vector<T>& a, const std::vector<T>& b, Alike alike) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), alike);
}

}  // namespace

bool alike(const check::Vocabulary& a, const check::Vocabulary& b) {
  if (&a == &b) return true;
  const auto detail = [](const check::Detail& x, const check::Detail& y) {
    return x.name == y.name && alike(x.type, y.type) && x.for_terms == y.for_terms;
  };
  return all_alike(a.terms, b.terms,
                   [](const auto& x, const auto& y) { return x.name == y.name && x.kinds == y.kinds; }) &&
         all_alike(a.areas, b.areas,
                   [](const auto& x, const auto& y) { return x.name == y.name && x.touching == y.touching; }) &&
         all_alike(a.roles, b.roles,
                   [](const auto& x, const auto& y) { return x.name == y.name && x.counts_as == y.counts_as; }) &&
         all_alike(a.lists, b.lists,
                   [&](const auto& x, const auto& y) {
                     return x.name == y.name && x.terms == y.terms && x.role == y.role &&
                            x.planned_too == y.planned_too && x.answered_by == y.answered_by &&
                            x.looks_back == y.looks_back && all_alike(x.details, y.details, detail) &&
                            alike(x.asked_only, y.asked_only);
                   }) &&
         all_alike(a.questions, b.questions, [](const auto& x, const auto& y) {
           return x.name == y.name && alike(x.type, y.type) && x.box_for == y.box_for &&
                  x.answered_by == y.answered_by && alike(x.asked_only, y.asked_only);
         });
}

namespace {

/// Answers that a condition reads, and whether it reads one in two operands of an `and` or of an `or`, once `not` has
/// been pushed in.
struct Read {
  std::set<std::int32_t> answers;  // questions by id; lists by -1 - id
  bool everything = false;         // `every answer is no`
  bool and_twice = false, or_twice = false;
};

Read join(const std::vector<Read>& of, bool by_and) {
  Read out;
  for (const Read& r : of) {
    bool shared = (out.everything && (r.everything || !r.answers.empty())) || (r.everything && !out.answers.empty());
    for (const std::int32_t answer : r.answers) shared = shared || out.answers.count(answer) != 0;
    if (shared) (by_and ? out.and_twice : out.or_twice) = true;
    out.answers.insert(r.answers.begin(), r.answers.end());
    out.everything = out.everything || r.everything;
    out.and_twice = out.and_twice || r.and_twice;
    out.or_twice = out.or_twice || r.or_twice;
  }
  return out;
}

Read read_subject(const check::Subject& subject) {
  Read out;
  for (const check::ListId list : subject.lists) out.answers.insert(-1 - list);
  for (const check::QuestionId question : subject.days) out.answers.insert(question);
  return out;
}

Read read_condition(const Condition& c, bool negated) {
  switch (c.kind) {
    case Condition::Kind::and_:
    case Condition::Kind::or_: {
      std::vector<Read> of;
      for (const Condition& operand : c.of) of.push_back(read_condition(operand, negated));
      return join(of, (c.kind == Condition::Kind::and_) != negated);
    }
    case Condition::Kind::not_:
      return read_condition(c.of.at(0), !negated);
    case Condition::Kind::question:
    case Condition::Kind::age: {
      Read out;
      out.answers.insert(c.question);
      return out;
    }
    case Condition::Kind::area:
      return {};
    case Condition::Kind::every_answer_no: {
      Read out;
      out.everything = true;
      return out;
    }
    default:
      return read_subject(c.subject);
  }
}

Read read_check(const Check& check) {
  std::vector<Read> of{by_window(check) ? read_subject(window_subject(check)) : read_condition(check.condition, false)};
  if (check.form == Form::wait_after && check.after.better_while)
    of.push_back(read_condition(*check.after.better_while, false));
  if (check.unless) of.push_back(read_condition(*check.unless, true));
  return join(of, true);
}

}  // namespace

std::vector<std::string> cautious_checks(const compile::Program& program) {
  std::set<std::string> out;
  std::vector<Read> asks;
  std::vector<std::string> asking;
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts) {
      const Read read = read_check(part.check);
      const bool asks_again = part.check.form == Form::ask_again;
      if (asks_again ? read.or_twice : read.and_twice) out.insert(joined.name);
      if (!asks_again) continue;
      asks.push_back(read);
      asking.push_back(joined.name);
    }
  if (join(asks, false).or_twice) out.insert(asking.begin(), asking.end());
  return {out.begin(), out.end()};
}

}  // namespace contra::prove
