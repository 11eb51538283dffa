// The naive oracle; the door and the argument are in oracle.hpp.
#include "laws/oracle.hpp"

#include <algorithm>
#include <set>

#include "laws/naive_calendar.hpp"
#include "laws/worlds.hpp"

namespace contra::laws {

using check::Check;
using check::Condition;
using check::Form;
using Kind = Condition::Kind;

namespace {

using Mask = std::uint64_t;

/// A formula over sentences that are true or false in a world.
struct Node {
  enum class Op { truth, sentence, and_, or_, not_ } op = Op::truth;
  bool truth = false;
  int sentence = -1;
  std::vector<Node> of;
};

Node truth(bool value) {
  Node n;
  n.truth = value;
  return n;
}
Node conjunction(std::vector<Node> of) {
  Node n;
  n.op = Node::Op::and_;
  n.of = std::move(of);
  return n;
}
Node negation(Node of) {
  Node n;
  n.op = Node::Op::not_;
  n.of.push_back(std::move(of));
  return n;
}

bool holds(const Node& n, Mask world) {
  switch (n.op) {
    case Node::Op::truth: return n.truth;
    case Node::Op::sentence: return (world >> n.sentence & 1u) != 0;
    case Node::Op::not_: return !holds(n.of.front(), world);
    case Node::Op::and_:
      for (const Node& k : n.of)
        if (!holds(k, world)) return false;
      return true;
    case Node::Op::or_:
      for (const Node& k : n.of)
        if (holds(k, world)) return true;
      return false;
  }
  return false;
}

/// What one part of a check says in a world.
struct PartFormula {
  Node waits = truth(false), better = truth(false), applies = truth(false), asks = truth(false);
};

class Builder {
 public:
  std::vector<Sentence> sentences;

  Node condition(const Condition& c) {
    Node n;
    switch (c.kind) {
      case Kind::and_:
      case Kind::or_:
        n.op = c.kind == Kind::and_ ? Node::Op::and_ : Node::Op::or_;
        for (const Condition& k : c.of) n.of.push_back(condition(k));
        return n;
      case Kind::not_: return negation(condition(c.of.front()));
      case Kind::every_answer_no: {
        Sentence s;
        s.kind = Sentence::Kind::some_answer_not_no;
        s.condition = &c;
        return negation(sentence(s));
      }
      case Kind::question:
      case Kind::age:
      case Kind::area: {
        Sentence s;
        s.kind = c.kind == Kind::question ? Sentence::Kind::question : c.kind == Kind::age ? Sentence::Kind::age : Sentence::Kind::area;
        s.condition = &c;
        return sentence(s);
      }
      case Kind::any:
      case Kind::taking:
      case Kind::present:
      case Kind::allergic:
      case Kind::planned: {
        Sentence s;
        s.kind = Sentence::Kind::element;
        s.condition = &c;
        Node some = sentence(s);
        return c.no ? negation(std::move(some)) : some;
      }
    }
    return truth(true);
  }

  Node sentence(const Sentence& s) {
    Node n;
    n.op = Node::Op::sentence;
    n.sentence = static_cast<int>(sentences.size());
    sentences.push_back(s);
    if (sentences.size() > 64) throw TooManyWorlds{};
    return n;
  }
};

bool counts_on(const compile::Part& part, int day) {
  if (part.counts_from && day < part.counts_from->number) return false;
  if (part.counts_until && day > part.counts_until->number) return false;
  return true;
}

PartFormula formula_of(Builder& builder, const compile::JoinedCheck& joined, const compile::Part& part, const Clearing& clearing, int day) {
  const Check& c = part.check;
  PartFormula out;
  const auto window = [&](Sentence::Kind kind) {
    Sentence s;
    s.kind = kind;
    s.check = &c;
    s.joined = &joined;
    return builder.sentence(s);
  };
  const bool lifted = clearing.lifts_condition(joined.name, c, day);
  const auto unless_lifted = [&](Node n) { return lifted ? truth(false) : std::move(n); };
  switch (c.form) {
    case Form::wait_after:
      out.waits = window(Sentence::Kind::must_window);
      out.better = window(Sentence::Kind::better_window);
      if (c.after.better_while) out.better = conjunction({out.better, builder.condition(*c.after.better_while)});
      break;
    case Form::wait_from: out.waits = window(Sentence::Kind::from_window); break;
    case Form::wait_while:
    case Form::wait_clearance:
    case Form::not_device:
    case Form::guarantee: out.waits = unless_lifted(builder.condition(c.condition)); break;
    case Form::limit: {
      Node when = c.limit_by_window ? window(Sentence::Kind::must_window) : unless_lifted(builder.condition(c.condition));
      Sentence deep;
      deep.kind = Sentence::Kind::depth_above;
      deep.limit = c.limit.value;
      Node above = builder.sentence(deep);
      out.waits = conjunction({std::move(when), std::move(above)});
      break;
    }
    case Form::go_only:
    case Form::note: out.applies = unless_lifted(builder.condition(c.condition)); break;
    case Form::ask_again: out.asks = unless_lifted(builder.condition(c.condition)); break;
  }
  if (c.unless) {
    const Node passes = negation(builder.condition(*c.unless));
    for (Node* n : {&out.waits, &out.better, &out.applies, &out.asks})
      if (n->op != Node::Op::truth) *n = conjunction({*n, passes});
  }
  return out;
}

/// The answers that a formula reads, for exactness: questions, lists, the plan's area and depth.
constexpr int list_base = 10000, plan_area = 20000, plan_depth = 20001, everything = 20002;

struct Reading {
  std::set<int> read;
  bool and_shares = false, or_shares = false;
};

Reading join(const std::vector<Reading>& of, bool is_and) {
  Reading out;
  for (const Reading& r : of) {
    for (int v : r.read)
      if (out.read.count(v) != 0 || out.read.count(everything) != 0 || (v == everything && !out.read.empty())) (is_and ? out.and_shares : out.or_shares) = true;
    out.read.insert(r.read.begin(), r.read.end());
    out.and_shares = out.and_shares || r.and_shares;
    out.or_shares = out.or_shares || r.or_shares;
  }
  return out;
}

Reading reading(const Node& n, const std::vector<Sentence>& sentences, const eval::Setting& setting, bool negated) {
  if (n.op == Node::Op::truth) return {};
  if (n.op == Node::Op::not_) return reading(n.of.front(), sentences, setting, !negated);
  if (n.op == Node::Op::and_ || n.op == Node::Op::or_) {
    std::vector<Reading> of;
    for (const Node& k : n.of) of.push_back(reading(k, sentences, setting, negated));
    return join(of, (n.op == Node::Op::and_) != negated);
  }
  const Sentence& s = sentences[static_cast<std::size_t>(n.sentence)];
  Reading out;
  switch (s.kind) {
    case Sentence::Kind::question:
    case Sentence::Kind::age: out.read.insert(s.condition->question); return out;
    case Sentence::Kind::area:
      if (!setting.plan.area_known) out.read.insert(plan_area);
      return out;
    case Sentence::Kind::depth_above: out.read.insert(plan_depth); return out;
    case Sentence::Kind::some_answer_not_no: out.read.insert(everything); return out;
    default: break;
  }
  const check::Subject& subject = *subject_of(s);
  for (auto q : subject.days) out.read.insert(q);
  for (auto l : subject.lists) out.read.insert(list_base + l);
  if (in_treated_area(s) && !setting.plan.area_known) {
    // Every entry is held against the one planned area: an `or` over the entries, an `and` when turned round.
    out.read.insert(plan_area);
    (negated ? out.and_shares : out.or_shares) = true;
  }
  // One detail of one entry read twice.
  std::set<std::string> details;
  for (const auto& w : subject.where)
    if (!details.insert(w.detail).second) out.and_shares = out.or_shares = true;
  if (in_treated_area(s) && !details.insert("area").second) out.and_shares = out.or_shares = true;
  if (s.kind == Sentence::Kind::must_window || s.kind == Sentence::Kind::better_window)
    if (!s.check->after.rows.empty() && !details.insert(s.check->after.property).second) out.and_shares = out.or_shares = true;
  return out;
}

}  // namespace

struct Oracle::Inside {
  const compile::Program& program;
  const eval::Facts& facts;
  const eval::Setting& setting;
  Options options;

  /// Every set of true sentences that some world makes.
  std::set<Mask> worlds(const std::vector<Sentence>& sentences, const Clearing& clearing, int day) const {
    const WorldReader reader{program, facts, setting, options.all_days};
    std::set<Mask> out;
    bool reads_area = false, reads_depth = false, reads_all = false;
    std::set<int> questions, lists;
    for (const Sentence& s : sentences) {
      switch (s.kind) {
        case Sentence::Kind::question:
        case Sentence::Kind::age: questions.insert(s.condition->question); break;
        case Sentence::Kind::area: reads_area = true; break;
        case Sentence::Kind::depth_above: reads_depth = true; break;
        case Sentence::Kind::some_answer_not_no: reads_all = true; break;
        default: {
          const check::Subject& subject = *subject_of(s);
          questions.insert(subject.days.begin(), subject.days.end());
          lists.insert(subject.lists.begin(), subject.lists.end());
          if (in_treated_area(s)) reads_area = true;
        }
      }
    }
    if (reads_all) {
      for (std::size_t i = 0; i < facts.questions.size(); ++i) questions.insert(static_cast<int>(i));
      for (std::size_t i = 0; i < facts.lists.size(); ++i) lists.insert(static_cast<int>(i));
    }
    for (const PlanArea& area : reader.plan_areas(reads_area)) {
      std::set<Mask> reached{0};
      const auto add = [&](const std::set<Mask>& values, bool any_number) {
        std::set<Mask> further;
        for (Mask r : reached)
          for (Mask v : values) further.insert(r | v);
        reached = std::move(further);
        // One or many: what several of them make true together.
        while (any_number) {
          std::set<Mask> more = reached;
          for (Mask r : reached)
            for (Mask v : values) more.insert(r | v);
          if (more.size() == reached.size()) break;
          reached = std::move(more);
        }
        if (reached.size() > 20000) throw TooManyWorlds{};
      };
      Mask fixed = 0;
      for (std::size_t i = 0; i < sentences.size(); ++i)
        if (sentences[i].kind == Sentence::Kind::area && reader.touches(area, sentences[i].condition->test.areas)) fixed |= Mask{1} << i;
      add({fixed}, false);
      if (reads_depth) add(reader.depths(sentences), false);
      for (int q : questions) add(reader.question(q, sentences, clearing, day), false);
      for (int l : lists) {
        const auto& entries = facts.lists.at(static_cast<std::size_t>(l)).entries;
        for (std::size_t e = 0; e < entries.size(); ++e)
          add(reader.entry(l, static_cast<int>(e), area, sentences, clearing, day), entries[e].any_number);
      }
      out.insert(reached.begin(), reached.end());
    }
    return out;
  }

  struct Seen {
    bool some = false, every = true, some_consistent = false, better = false;
    bool applies = false, applies_every = true, applies_consistent = false, asks_every = true, any_ask = false, consistent = false;
  };

  Seen look(std::size_t index, const Clearing& clearing, int day) const {
    Builder builder;
    std::vector<PartFormula> parts, asks;
    for (const compile::Part& part : program.checks.at(index).parts)
      if (counts_on(part, day)) parts.push_back(formula_of(builder, program.checks[index], part, clearing, day));
    for (const compile::JoinedCheck& joined : program.checks)
      for (const compile::Part& part : joined.parts)
        if (part.check.form == Form::ask_again && counts_on(part, day)) asks.push_back(formula_of(builder, joined, part, clearing, day));
    Seen seen;
    std::vector<bool> ask_always(parts.size(), true);
    for (Mask world : worlds(builder.sentences, clearing, day)) {
      bool consistent = true;
      for (const PartFormula& a : asks) consistent = consistent && !holds(a.asks, world);
      bool waits = false, better = false, applies = false;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const PartFormula& p = parts[i];
        waits = waits || holds(p.waits, world);
        better = better || holds(p.better, world);
        applies = applies || holds(p.applies, world);
        if (!holds(p.asks, world)) ask_always[i] = false;
      }
      seen.some = seen.some || waits;
      seen.every = seen.every && waits;
      seen.better = seen.better || better;
      seen.applies = seen.applies || applies;
      seen.applies_every = seen.applies_every && applies;
      seen.consistent = seen.consistent || consistent;
      seen.some_consistent = seen.some_consistent || (consistent && waits);
      seen.applies_consistent = seen.applies_consistent || (consistent && applies);
    }
    // `ask again` waits when its condition surely holds, and then every world is inconsistent.
    for (bool always : ask_always)
      if (always) seen.some = seen.every = true;
    return seen;
  }

  bool relevant_clearance(std::size_t index) const {
    for (const auto& c : facts.clearances) {
      if (c.check == program.checks.at(index).name) return true;
      for (const auto& joined : program.checks)
        for (const auto& part : joined.parts)
          if (part.check.form == Form::ask_again && c.check == joined.name) return true;
    }
    return false;
  }
};

Oracle::Oracle(const compile::Program& program, const eval::Facts& facts, const eval::Setting& setting, Options options)
    : inside_(new Inside{program, facts, setting, options}) {}
Oracle::~Oracle() { delete inside_; }

Day Oracle::first() const { return std::max(inside_->facts.latest_signing, inside_->setting.as_of); }

CheckOnDay Oracle::check(std::size_t index, Day day) const {
  const Clearing waits_more{inside_->program, inside_->facts, Clearing::Reading::narrow, false};
  const auto more = inside_->look(index, waits_more, day.number);
  auto less = more, least = more, renewed = more, renewed_less = more;
  if (inside_->relevant_clearance(index)) {
    less = inside_->look(index, Clearing{inside_->program, inside_->facts, Clearing::Reading::wide, false}, day.number);
    least = inside_->look(index, Clearing{inside_->program, inside_->facts, Clearing::Reading::widest, false}, day.number);
    renewed_less = inside_->look(index, Clearing{inside_->program, inside_->facts, Clearing::Reading::wide, true}, day.number);
    renewed = inside_->look(index, Clearing{inside_->program, inside_->facts, Clearing::Reading::narrow, true}, day.number);
  }
  CheckOnDay out;
  out.some_world_waits = more.some;
  out.every_world_waits = more.every;
  out.some_consistent_world_waits = more.some_consistent;
  out.better_in_some_world = more.better;
  out.applies_in_some_world = more.applies;
  out.applies_in_every_world = more.applies_every;
  out.applies_in_some_consistent_world = more.applies_consistent;
  out.some_world_waits_renewed = renewed.some;
  out.some_world_waits_renewed_at_least = renewed_less.some;
  out.better_in_some_world_at_least = less.better;
  out.applies_in_some_world_at_least = less.applies;
  out.some_world_waits_at_least = less.some;
  out.every_world_waits_at_least = least.every;
  out.some_consistent_world_waits_at_least = less.some_consistent;
  out.any_consistent_world = more.consistent;
  return out;
}

Exactness Oracle::exactness(std::size_t index) const {
  Builder builder;
  std::vector<Reading> waits, better, applies, asks;
  const auto& joined = inside_->program.checks.at(index);
  const auto read = [&](const Node& n) { return reading(n, builder.sentences, inside_->setting, false); };
  for (const compile::Part& part : joined.parts) {
    // On no day in particular: built without clearances, for what it reads.
    eval::Facts bare = inside_->facts;
    bare.clearances.clear();
    const Clearing none{inside_->program, bare, Clearing::Reading::narrow, false};
    const PartFormula f = formula_of(builder, joined, part, none, first().number);
    waits.push_back(read(f.waits));
    better.push_back(read(f.better));
    applies.push_back(read(f.applies));
    asks.push_back(read(f.asks));
  }
  Exactness out;
  for (const auto& group : {waits, better, applies}) {
    const Reading r = join(group, false);
    out.possibly = out.possibly && !r.and_shares;
    out.surely = out.surely && !r.or_shares;
  }
  const Reading r = join(asks, false);
  out.possibly = out.possibly && !r.or_shares;  // what an `ask again` possibly waits on is what it surely waits on
  out.surely = out.surely && !r.or_shares;
  return out;
}

bool Oracle::asks_share() const {
  Builder builder;
  eval::Facts bare = inside_->facts;
  bare.clearances.clear();
  const Clearing none{inside_->program, bare, Clearing::Reading::narrow, false};
  std::vector<Reading> asks;
  for (const auto& joined : inside_->program.checks)
    for (const compile::Part& part : joined.parts)
      if (part.check.form == Form::ask_again) {
        const PartFormula f = formula_of(builder, joined, part, none, first().number);
        asks.push_back(reading(f.asks, builder.sentences, inside_->setting, false));
      }
  const Reading r = join(asks, false);
  return r.or_shares || r.and_shares;
}

bool Oracle::answered() const {
  const eval::Facts& facts = inside_->facts;
  if (!facts.faults.empty()) return false;
  const auto answered = [](eval::State s) { return s == eval::State::value || s == eval::State::no; };
  for (const check::Need& need : inside_->program.needs) {
    if (need.question != check::none && !answered(facts.questions.at(static_cast<std::size_t>(need.question)).state)) return false;
    if (need.list != check::none) {
      const auto& list = facts.lists.at(static_cast<std::size_t>(need.list));
      const auto& vocabulary = *inside_->program.vocabulary;
      const auto& wanted = need.term != check::none ? vocabulary.terms.at(static_cast<std::size_t>(need.term)).kinds
                                                    : vocabulary.lists.at(static_cast<std::size_t>(need.list)).terms;
      if (!answered(list.state)) return false;
      for (auto id : wanted.ids())
        if (vocabulary.lists.at(static_cast<std::size_t>(need.list)).terms.has(id) && !list.covered.has(id)) return false;
    }
  }
  return true;
}

namespace {

/// A change form counts when it says that nothing has changed, or that something has and what.
bool says_what_changed(const eval::FormFact& f) {
  return f.kind == eval::FormFact::Kind::change && f.nothing_changed && (*f.nothing_changed || f.has_answers);
}

}  // namespace

bool Oracle::has_full_form() const {
  for (const auto& f : inside_->facts.forms)
    if (f.kind == eval::FormFact::Kind::full) return true;
  return false;
}

bool Oracle::forms_hold(Day day) const {
  if (!has_full_form()) return false;
  int full = naive::first_number;
  for (const auto& f : inside_->facts.forms)
    if (f.kind == eval::FormFact::Kind::full) full = std::max(full, f.signed_on.number);
  // A newer form without answers renews nothing: the oldest answer in use dates the form.
  const auto& vocabulary = *inside_->program.vocabulary;
  int seen = naive::no_end;  // the oldest answer of a practitioner: no client's form renews it
  const auto date = [&](eval::State state, const eval::Origin& origin, Day signed_on, syntax::AnsweredBy by) {
    const bool given = state == eval::State::value || state == eval::State::no;
    if (!given || origin.pointer.empty()) return;
    int& oldest = by == syntax::AnsweredBy::client ? full : seen;
    oldest = std::min(oldest, signed_on.number);
  };
  for (std::size_t q = 0; q < inside_->facts.questions.size(); ++q)
    date(inside_->facts.questions[q].state, inside_->facts.questions[q].origin, inside_->facts.questions[q].signed_on, vocabulary.questions[q].answered_by);
  for (std::size_t l = 0; l < inside_->facts.lists.size(); ++l)
    date(inside_->facts.lists[l].state, inside_->facts.lists[l].origin, inside_->facts.lists[l].signed_on, vocabulary.lists[l].answered_by);
  int base = full;
  for (const auto& f : inside_->facts.forms)
    if (says_what_changed(f) && f.signed_on.number >= full) base = std::max(base, f.signed_on.number);
  for (const check::Validity& v : inside_->program.validities) {
    if (v.form_holds && day.number > naive::later(seen, v.form_holds->months, v.form_holds->days, false)) return false;
    if (v.form_holds && day.number > naive::later(base, v.form_holds->months, v.form_holds->days, false)) return false;
    if (!v.change_check_after || !v.change_check_within) continue;
    if (day.number <= naive::later(full, v.change_check_after->months, v.change_check_after->days, false)) continue;
    bool fresh = false;
    for (const auto& f : inside_->facts.forms)
      if (((f.kind == eval::FormFact::Kind::full && f.signed_on.number <= full) || says_what_changed(f)) &&
          day.number <= naive::later(f.signed_on.number, v.change_check_within->months, v.change_check_within->days, false))
        fresh = true;
    if (!fresh) return false;
  }
  return true;
}

Oracle::Whole Oracle::whole(Day day) const {
  Whole out;
  const bool ok = answered(), forms = forms_hold(day);
  bool some = false, at_least = false, consistent = true, renewed_waits = false, renewed_at_least = false;
  for (std::size_t i = 0; i < inside_->program.checks.size(); ++i) {
    const CheckOnDay c = check(i, day);
    const Exactness e = exactness(i);
    some = some || c.some_world_waits;
    at_least = at_least || c.some_consistent_world_waits_at_least;
    consistent = consistent && c.any_consistent_world;
    renewed_waits = renewed_waits || c.some_world_waits_renewed;
    renewed_at_least = renewed_at_least || c.some_world_waits_renewed_at_least;
    out.exact = out.exact && e.possibly;
  }
  out.must_wait = !ok || !forms || at_least || !consistent;
  out.may_go = ok && forms && !some;
  out.go_renewed = ok && has_full_form() && !renewed_waits;
  out.may_go_renewed = ok && has_full_form() && !renewed_at_least;
  return out;
}

}  // namespace contra::laws
