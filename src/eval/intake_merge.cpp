// Several forms to one set of facts: the newest answer wins, question by question; two answers of one day that differ
// ask again. Then what answers say about other questions: boxes, and questions asked only when another has a certain
// answer.
#include <algorithm>
#include <functional>
#include <utility>

#include "eval/intake_reader.hpp"

namespace contra::eval::reader {
namespace {

using TypeKind = check::ValueType::Kind;

bool same_answer(const QuestionAnswer& a, const QuestionAnswer& b, const check::Question& question) {
  const QuestionFact& x = a.fact;
  const QuestionFact& y = b.fact;
  if (x.state != y.state || a.faults.empty() != b.faults.empty()) return false;
  if (!a.faults.empty() || question.type.kind == TypeKind::text || question.type.kind == TypeKind::area)
    return x.origin.given == y.origin.given;
  return x.options == y.options && x.numbers == y.numbers && x.days == y.days && x.maybe_never == y.maybe_never &&
         x.surely_never == y.surely_never;
}

bool has_entry(const ListAnswer& answer, const ListEntry& entry) {
  return std::binary_search(answer.identities.begin(), answer.identities.end(), entry.identity);
}

bool same_list(const ListAnswer& a, const ListAnswer& b) {
  if (a.fact.state != b.fact.state || !(a.fact.covered == b.fact.covered) || a.entries.size() != b.entries.size())
    return false;
  if (a.faults.empty() != b.faults.empty() || (!a.faults.empty() && a.fact.origin.given != b.fact.origin.given))
    return false;
  return a.identities == b.identities;
}

/// Answers of one question, newest day first; within a day in the order of the record.
template <class Answer>
std::vector<const Answer*> newest_first(const std::vector<Answer>& answers) {
  std::vector<const Answer*> out;
  for (const Answer& answer : answers) out.push_back(&answer);
  std::stable_sort(out.begin(), out.end(),
                   [](const Answer* a, const Answer* b) { return b->form->signed_on < a->form->signed_on; });
  return out;
}

AnswerFault two_answers(const Origin& first, const Origin& second, const std::string& question, Day day) {
  AnswerFault fault;
  fault.what = What::contradiction;
  fault.origin = second;
  fault.message = "Two forms signed on " + to_iso(day) + " answer this differently: " + shortened(first.given) +
                  " and " + shortened(second.given) + ".";
  fault.question = question;
  return fault;
}

/// Picks the answer that counts: of the newest day; contradicted when that day has two that differ.
template <class Answer, class Same>
const Answer* pick(const std::vector<const Answer*>& answers, const Same& same, const std::string& question,
                   Facts& facts, bool& contradicted) {
  contradicted = false;
  if (answers.empty()) return nullptr;
  const Answer* best = answers.front();
  for (const Answer* other : answers) {
    if (other->form->signed_on != best->form->signed_on) break;
    if (other != best && !same(*best, *other)) {
      if (!contradicted)
        facts.faults.push_back(two_answers(best->fact.origin, other->fact.origin, question, best->form->signed_on));
      contradicted = true;
    }
    facts.faults.insert(facts.faults.end(), other->faults.begin(), other->faults.end());
  }
  return best;
}

/// Signing day of the earliest form of the unbroken run, newest first, whose every answer is the one that counts.
template <class Answer, class Same>
Day run_begin(const std::vector<const Answer*>& answers, const Same& same) {
  Day since = answers.front()->form->signed_on;
  for (const Answer* answer : answers) {
    if (!same(*answer)) break;
    since = answer->form->signed_on;
  }
  // Two answers of the day that ends the run: it does not count when one of them differs.
  for (const Answer* answer : answers)
    if (answer->form->signed_on == since && !same(*answer)) {
      Day later = answers.front()->form->signed_on;
      for (const Answer* a : answers)
        if (a->form->signed_on > since) later = a->form->signed_on;
      return later;
    }
  return since;
}

class Merger {
 public:
  Merger(Context& context, Facts& facts) : context_(context), vocabulary_(context.vocabulary), facts_(facts) {}

  void questions(const std::vector<std::vector<QuestionAnswer>>& answers);
  void lists(const std::vector<std::vector<ListAnswer>>& answers);
  void consequences();

 private:
  QuestionFact& fact(QuestionId id) { return facts_.questions.at(static_cast<std::size_t>(id)); }
  const check::Question& question(QuestionId id) const {
    return vocabulary_.questions.at(static_cast<std::size_t>(id));
  }

  void forget(QuestionFact& fact, const check::Question& asked) {
    fact.state = State::not_asked;
    fact.by_condition = false;
    set_unknown(fact, asked, context_);
  }
  ListFact forgotten(const check::List& list, const Origin& origin) const {
    ListFact out = unknown_list(list, context_, State::not_asked);
    out.origin = origin;
    for (Entry& entry : out.entries) entry.origin = origin;
    return out;
  }
  void contradiction(const Origin& origin, const std::string& question, std::string message) {
    AnswerFault fault;
    fault.what = What::contradiction;
    fault.origin = origin;
    fault.message = std::move(message);
    fault.question = question;
    facts_.faults.push_back(std::move(fault));
  }
  /// Answered by nothing usable, and not by a fault: what a fault has left open stays open.
  static bool open(const QuestionFact& f) {
    return (f.state == State::not_asked && f.origin.given.empty()) || f.state == State::unsure ||
           f.state == State::declined;
  }
  /// Whether a statement of `day` about it counts: an explicit "unsure" or "declined" of a later day stands, and of the
  /// same day too unless `same_day_settles`.
  static bool settled_by(const QuestionFact& f, Day day, bool same_day_settles) {
    if (!open(f)) return false;
    return f.state == State::not_asked || f.signed_on < day || (same_day_settles && f.signed_on == day);
  }
  static bool yes(const QuestionFact& f) { return f.state == State::value && f.options == 1; }
  static bool no(const QuestionFact& f) { return f.state == State::no; }

  bool denies_itself(const std::vector<const QuestionAnswer*>& sorted, const check::Question& asked);
  bool boxes();
  bool box(QuestionId id);
  bool conditions();
  /// Surely none of the answers with which the other question is asked.
  bool surely_not_asked(const check::AskedOnlyWhen& when);
  /// Answers to what surely was not to be asked: they and what says so contradict each other.
  bool unasked_answers();

  Context& context_;
  const check::Vocabulary& vocabulary_;
  Facts& facts_;
  std::vector<QuestionId> faulted_boxes_;
};

void Merger::questions(const std::vector<std::vector<QuestionAnswer>>& answers) {
  facts_.questions.resize(vocabulary_.questions.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const check::Question& asked = vocabulary_.questions[i];
    QuestionFact& out = facts_.questions[i];
    const auto sorted = newest_first(answers[i]);
    const auto same = [&](const QuestionAnswer& a, const QuestionAnswer& b) { return same_answer(a, b, asked); };
    bool contradicted = false;
    const QuestionAnswer* best = pick(sorted, same, asked.name, facts_, contradicted);
    if (best == nullptr) {
      out.signed_on = out.known_since = context_.latest_signing;
      forget(out, asked);
      continue;
    }
    out = best->fact;
    if (!contradicted && best->form->nothing_changed.value_or(false)) contradicted = denies_itself(sorted, asked);
    if (contradicted)
      forget(out, asked);
    else
      out.known_since = run_begin(sorted, [&](const QuestionAnswer& a) { return same(a, *best); });
  }
}

void Merger::lists(const std::vector<std::vector<ListAnswer>>& answers) {
  facts_.lists.resize(vocabulary_.lists.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const check::List& list = vocabulary_.lists[i];
    ListFact& out = facts_.lists[i];
    const auto sorted = newest_first(answers[i]);
    bool contradicted = false;
    const ListAnswer* best = pick(sorted, same_list, list.name, facts_, contradicted);
    if (best == nullptr) {
      out = unknown_list(list, context_, State::not_asked);
      continue;
    }
    if (contradicted) {
      out = forgotten(list, best->fact.origin);
      continue;
    }
    out = best->fact;
    out.known_since = run_begin(sorted, [&](const ListAnswer& a) { return same_list(a, *best); });
    for (const ListEntry& entry : best->entries) {
      Entry e = entry.entry;
      e.known_since = run_begin(sorted, [&](const ListAnswer& a) { return has_entry(a, entry); });
      out.entries.push_back(std::move(e));
    }
  }
}

/// A change form that says that nothing has changed, and answers otherwise than the form before it.
bool Merger::denies_itself(const std::vector<const QuestionAnswer*>& sorted, const check::Question& asked) {
  const QuestionAnswer& now = *sorted.front();
  const auto definite = [](const QuestionFact& f) { return f.state == State::value || f.state == State::no; };
  if (asked.type.kind != TypeKind::options || !definite(now.fact)) return false;
  for (const QuestionAnswer* before : sorted) {
    if (before->form->signed_on == now.form->signed_on) continue;
    if (!definite(before->fact) || (before->fact.options & now.fact.options) != 0) return false;
    contradiction(now.fact.origin, asked.name,
                  "The form says that nothing has changed, and answers this otherwise than the form of " +
                      to_iso(before->form->signed_on) + ".");
    return true;
  }
  return false;
}

bool Merger::surely_not_asked(const check::AskedOnlyWhen& when) {
  if (when.question == check::none) return false;
  const QuestionFact& gate = fact(when.question);
  const check::ValueType& type = question(when.question).type;
  if (type.kind != TypeKind::options) return gate.state == State::no;
  if (gate.state == State::no && no_option(type) == 0) return true;
  return (gate.state == State::value || gate.state == State::no) && (gate.options & when.options) == 0;
}

bool Merger::unasked_answers() {
  std::vector<QuestionId> gates;
  const auto contradicts = [&](const auto& asked, const auto& f) {
    if (!asked.asked_only || !surely_not_asked(*asked.asked_only) || f.state != State::value) return false;
    const QuestionId id = asked.asked_only->question;
    const QuestionFact& gate = fact(id);
    // An older answer may have been right in its time.
    if (f.signed_on < gate.signed_on) return false;
    const bool same_day = f.signed_on == gate.signed_on;
    contradiction(f.origin, asked.name,
                  "This is answered, and " + quoted(question(id).name) +
                      (same_day ? " on the same day" : " before it") + " says that it does not arise.");
    if (std::find(gates.begin(), gates.end(), id) == gates.end()) {
      contradiction(gate.origin, question(id).name,
                    "This says that " + quoted(asked.name) + " does not arise, and that is answered" +
                        (same_day ? "." : " later."));
      gates.push_back(id);
    }
    return true;
  };
  for (std::size_t i = 0; i < vocabulary_.questions.size(); ++i)
    if (contradicts(vocabulary_.questions[i], facts_.questions[i]))
      forget(facts_.questions[i], vocabulary_.questions[i]);
  for (std::size_t i = 0; i < vocabulary_.lists.size(); ++i) {
    ListFact& f = facts_.lists[i];
    if (contradicts(vocabulary_.lists[i], f)) f = forgotten(vocabulary_.lists[i], f.origin);
  }
  for (const QuestionId gate : gates) forget(fact(gate), question(gate));
  return !gates.empty();
}

bool Merger::conditions() {
  bool changed = unasked_answers();
  for (std::size_t i = 0; i < vocabulary_.questions.size(); ++i) {
    const check::Question& asked = vocabulary_.questions[i];
    QuestionFact& f = facts_.questions[i];
    if (!asked.asked_only || !asked.asked_only->else_no || !surely_not_asked(*asked.asked_only)) continue;
    const QuestionFact gate = fact(asked.asked_only->question);
    if (settled_by(f, gate.signed_on, true)) {
      const Origin given = f.origin;
      set_no(f, asked);
      f.by_condition = true;
      f.origin = given.pointer.empty() ? gate.origin : given;
      f.signed_on = gate.signed_on;
      f.known_since = gate.known_since;
      changed = true;
    }
  }
  for (std::size_t i = 0; i < vocabulary_.lists.size(); ++i) {
    const check::List& list = vocabulary_.lists[i];
    ListFact& f = facts_.lists[i];
    if (!list.asked_only || !list.asked_only->else_no || !surely_not_asked(*list.asked_only)) continue;
    const QuestionFact& gate = fact(list.asked_only->question);
    const bool unanswered = f.state == State::not_asked && f.origin.given.empty();
    const bool vague = (f.state == State::unsure || f.state == State::declined) && f.signed_on <= gate.signed_on;
    if (!unanswered && !vague) continue;
    const Origin origin = f.origin.pointer.empty() ? gate.origin : f.origin;
    f = ListFact{};
    f.state = State::no;
    f.by_condition = true;
    f.covered = list.terms;
    f.origin = origin;
    f.signed_on = gate.signed_on;
    f.known_since = gate.known_since;
    for (ListEntry& entry : unasked_past(list, list.terms, gate.signed_on, origin)) {
      entry.entry.known_since = gate.known_since;
      f.entries.push_back(std::move(entry.entry));
    }
    changed = true;
  }
  return changed;
}

bool Merger::box(QuestionId id) {
  QuestionFact& whole = fact(id);
  const check::Question& asked = question(id);
  std::vector<QuestionId> are_open;
  std::size_t are_no = 0;
  bool newer_yes = false, any_yes = false;
  const QuestionFact* a_yes = nullptr;
  for (const QuestionId member : asked.box_for) {
    const QuestionFact& f = fact(member);
    if (yes(f)) {
      any_yes = true;
      newer_yes = newer_yes || f.signed_on > whole.signed_on;
      if (a_yes == nullptr || f.signed_on > a_yes->signed_on) a_yes = &f;
    } else if (no(f)) {
      ++are_no;
    } else {
      are_open.push_back(member);
    }
  }
  const bool all_no = are_no == asked.box_for.size();

  if (yes(whole)) {
    if (all_no) {
      contradiction(whole.origin, asked.name, "The box says yes, and every question that it stands for says no.");
      forget(whole, asked);
      faulted_boxes_.push_back(id);
      return true;
    }
    if (!any_yes && are_open.size() == 1) {  // the others are no: it must be this one
      QuestionFact& f = fact(are_open.front());
      if (!open(f)) return false;
      f.state = State::value;
      f.options = 1;
      f.origin = whole.origin;
      f.signed_on = whole.signed_on;
      f.known_since = whole.known_since;
      return true;
    }
    return false;
  }
  if (no(whole)) {
    bool changed = false;
    if (any_yes && !newer_yes) {
      contradiction(whole.origin, asked.name, "The box says no, and a question that it stands for says yes.");
      forget(whole, asked);
      faulted_boxes_.push_back(id);
      return true;
    }
    for (const QuestionId member : are_open) {
      QuestionFact& f = fact(member);
      if (!settled_by(f, whole.signed_on, false)) continue;
      const check::Question& part = question(member);
      set_no(f, part);
      f.origin = whole.origin;
      f.signed_on = whole.signed_on;
      f.known_since = whole.known_since;
      changed = true;
    }
    if (newer_yes) {  // since the box was answered, one of them has come: the others keep its no
      whole.state = State::value;
      whole.options = 1;
      whole.origin = a_yes->origin;
      whole.signed_on = whole.known_since = a_yes->signed_on;
      changed = true;
    }
    return changed;
  }
  if (!open(whole)) return false;
  if (any_yes) {
    whole.state = State::value;
    whole.options = 1;
    whole.origin = a_yes->origin;
    whole.signed_on = a_yes->signed_on;
    whole.known_since = a_yes->known_since;
    return true;
  }
  if (all_no && whole.state == State::not_asked) {
    set_no(whole, asked);
    whole.signed_on = whole.known_since = first_day;
    for (const QuestionId member : asked.box_for) {
      const QuestionFact& f = fact(member);
      if (whole.origin.pointer.empty()) whole.origin = f.origin;
      whole.signed_on = std::max(whole.signed_on, f.signed_on);
      whole.known_since = std::max(whole.known_since, f.known_since);
    }
    return true;
  }
  return false;
}

bool Merger::boxes() {
  bool changed = false;
  for (std::size_t i = 0; i < vocabulary_.questions.size(); ++i) {
    const auto id = static_cast<QuestionId>(i);
    if (vocabulary_.questions[i].box_for.empty() || !vocabulary_.questions[i].type.yes_no) continue;
    if (std::find(faulted_boxes_.begin(), faulted_boxes_.end(), id) != faulted_boxes_.end()) continue;
    changed = box(id) || changed;
  }
  return changed;
}

void Merger::consequences() {
  // Each step settles a question or faults a box, and neither is undone but by a fault: it ends. The bound guards that.
  const std::size_t most = 4 * (vocabulary_.questions.size() + vocabulary_.lists.size()) + 4;
  for (std::size_t n = 0; n < most; ++n) {
    const bool by_boxes = boxes();
    const bool by_conditions = conditions();
    if (!by_boxes && !by_conditions) break;
  }
}

}  // namespace

void merge(Context& context, const std::vector<std::vector<QuestionAnswer>>& questions,
           const std::vector<std::vector<ListAnswer>>& lists, Facts& facts) {
  Merger merger(context, facts);
  merger.questions(questions);
  merger.lists(lists);
  merger.consequences();
}

}  // namespace contra::eval::reader
