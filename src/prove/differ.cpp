// The smallest client on whom two programs differ. See prove.hpp.
#include "eval/findings.hpp"
#include "prove/session.hpp"

namespace contra::prove {

using Program = std::shared_ptr<const compile::Program>;

namespace {

const Encoded* named(const std::vector<Encoded>& checks, const std::string& name) {
  for (const Encoded& check : checks)
    if (check.name == name) return &check;
  return nullptr;
}

/// What the engine says of the check: whether it waits, applies, or would rather wait.
std::vector<bool> says(const compile::Program& program, const std::string& name, const Replayed& r) {
  const eval::Findings found = eval::evaluate(program, r.facts, r.setting);
  for (std::size_t i = 0; i < program.checks.size(); ++i)
    if (program.checks[i].name == name) {
      const eval::CheckFinding& check = found.checks[i];
      const bool waits = check.at != eval::Holding::never;
      const check::Form form = program.checks[i].parts.front().check.form;
      const bool line = form == check::Form::go_only || form == check::Form::note;
      return {waits, line && check.applies_at != eval::Holding::never, check.better.contains(r.setting.asked)};
    }
  return {false, false, false};
}

}  // namespace

Difference differ(const Program& a, const Program& b, const Compared& compared, const Options& options) {
  Difference out;
  const double begun = options.seconds ? options.seconds() : 0;
  if (!alike(*a->vocabulary, *b->vocabulary)) {
    out.why = "the two have different vocabularies";
    return out;
  }
  const bool depths = a->pack->depth.has_value() == b->pack->depth.has_value() &&
                      (!a->pack->depth || alike(a->pack->depth->type, b->pack->depth->type));
  if (!depths || a->identity.name != b->identity.name) {
    out.why = "the two are not of one treatment at one kind of depth";
    return out;
  }
  // A check alone needs the entries for that check; the whole verdict, those of every check that one side passes and of
  // one that the other waits for.
  const auto only = [&](const Program& program) {
    if (compared.check.empty()) return program;
    return without(program, [&](const compile::JoinedCheck& joined) { return joined.name != compared.check; });
  };
  const Program left = only(a), right = only(b);
  const check::Vocabulary& v = *a->vocabulary;
  Entries further(v.lists.size());
  if (compared.check.empty()) {
    further = most_entries(*left);
    further.at_least(most_entries(*right));
  } else {
    for (const Program& program : {left, right})
      for (const auto& joined : program->checks)
        for (const auto& part : joined.parts)
          for (const Saying saying : {Saying::waits, Saying::applies, Saying::better})
            for (const bool says_so : {true, false}) further += entries_of(v, part.check, saying, says_so);
  }
  Session session({left, right}, further, options);
  Formulas& f = session.formulas();
  Question question;
  const auto one_way = [&](Bool x, Bool y) {  // x and not y, y and not x, or either
    const Bool only_x = f.both(x, f.negation(y)), only_y = f.both(y, f.negation(x));
    return compared.way == Compared::Way::only_a_waits   ? only_x
           : compared.way == Compared::Way::only_b_waits ? only_y
                                                         : f.either(only_x, only_y);
  };
  if (compared.check.empty()) {
    const auto waits = [&](std::size_t side) {
      std::vector<Bool> of{f.negation(session.forms_hold(side))};
      for (const Encoded& check : session.checks(side)) of.push_back(check.said.waits);
      return f.any(std::move(of));
    };
    question.asked = {one_way(waits(0), waits(1))};
    question.confirms = [&](const Replayed& r) {
      const bool x = verdict(a, r) == eval::Verdict::wait, y = verdict(b, r) == eval::Verdict::wait;
      return compared.way == Compared::Way::only_a_waits   ? x && !y
             : compared.way == Compared::Way::only_b_waits ? y && !x
                                                           : x != y;
    };
  } else {
    const Encoded* x = named(session.checks(0), compared.check);
    const Encoded* y = named(session.checks(1), compared.check);
    const Said none{f.no(), f.no(), f.no()};
    const Said p = x == nullptr ? none : x->said, q = y == nullptr ? none : y->said;
    question.asked = {
        compared.way == Compared::Way::either
            ? f.any({one_way(p.waits, q.waits), one_way(p.applies, q.applies), one_way(p.better, q.better)})
            : one_way(p.waits, q.waits)};
    question.confirms = [&](const Replayed& r) {
      const std::vector<bool> s = says(*a, compared.check, r), t = says(*b, compared.check, r);
      return compared.way == Compared::Way::only_a_waits   ? s[0] && !t[0]
             : compared.way == Compared::Way::only_b_waits ? t[0] && !s[0]
                                                           : s != t;
    };
  }
  session.begin();
  question.name = a->identity.name + "-differ" + (compared.check.empty() ? "" : "-" + compared.check);
  question.sentence = "a complete intake and a day on which two versions of " + a->identity.name + " differ";
  question.smallest = true;
  Decided decided = session.decide(question);
  out.state = decided.state;
  out.why = std::move(decided.why);
  if (out.state == State::found) out.witness = std::move(decided.witness);
  out.seconds = options.seconds ? options.seconds() - begun : 0;
  return out;
}

}  // namespace contra::prove
