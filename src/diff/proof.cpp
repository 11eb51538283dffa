// See proof.hpp.
#include "diff/proof.hpp"

#include <algorithm>

#include "prove/prove.hpp"

namespace contra::diff {

namespace {

// So many questions for one pack. What is not asked is not proved, and is said to be.
constexpr std::size_t most_questions = 60;

// One that is not decided has taken long; it counts as so many more.
constexpr std::size_t undecided_costs = 9;

constexpr const char* vague_may_differ =
    "no client who answers everything exactly is judged otherwise, by a solver; a vague answer may be, because a rule "
    "reads one answer twice";

}  // namespace

Proofs::Proofs(Program a, Program b, const CompareOptions& options)
    : a_(std::move(a)), b_(std::move(b)), milliseconds_(options.milliseconds), left_(most_questions) {}

/// Whether one of these may judge a vague answer with more caution than each of its meanings. A check that is the same
/// in both versions does not matter: it judges a vague answer alike, whatever it says. And where one of the others
/// waits over a vague answer, it waits for one of its meanings; there the other version waits too, and so over the
/// whole.
bool Proofs::cautious(const std::set<std::string>& names) {
  if (!cautious_) {
    cautious_.emplace();
    for (const Program& program : {a_, b_})
      if (program)
        for (auto& check : prove::cautious_checks(*program)) cautious_->insert(std::move(check));
  }
  return std::any_of(names.begin(), names.end(), [&](const auto& name) { return cautious_->count(name) != 0; });
}

Settled Proofs::ask(const std::string& check, int way, bool vague_too, const std::string& what) {
  Settled out;
  if (milliseconds_ == 0 || !a_ || !b_) {
    out.words = "no such intake was found, and no solver was asked";
    return out;
  }
  if (left_ == 0) {
    out.words = "no such intake was found, and there were too many changes to ask a solver about each";
    return out;
  }
  --left_;
  prove::Compared compared;
  compared.check = check;
  compared.way = static_cast<prove::Compared::Way>(way);
  prove::Options options;
  options.milliseconds = milliseconds_;
  prove::Difference found = prove::differ(a_, b_, compared, options);
  switch (found.state) {
    case prove::State::proved:
      out.proved = vague_too;
      out.words = vague_too ? what : vague_may_differ;
      break;
    case prove::State::found:
      out.words = "a solver names a client whom the engine answers alike";
      if (found.witness) out.client = {found.witness->record_json, found.witness->visit, found.witness->words};
      break;
    case prove::State::not_decided:
      out.words = "no such intake was found, and no solver could decide: " + found.why;
      left_ -= std::min(left_, undecided_costs);
      break;
  }
  return out;
}

Settled Proofs::of_check(const std::string& name) {
  return ask(name, static_cast<int>(prove::Compared::Way::either), !cautious({name}),
             "this check answers every client as before, by a solver");
}

Settled Proofs::days_of_check(const std::string& name) {
  const bool exact = !cautious({name});
  for (const auto way : {prove::Compared::Way::only_a_waits, prove::Compared::Way::only_b_waits}) {
    Settled one =
        ask(name, static_cast<int>(way), exact, "this check closes the same days for every client, by a solver");
    if (!one.proved || way == prove::Compared::Way::only_b_waits) return one;
  }
  return {};
}

Settled Proofs::way_of_check(const std::string& name, Way way) {
  const bool later = way == Way::later;
  return ask(
      name, static_cast<int>(later ? prove::Compared::Way::only_b_waits : prove::Compared::Way::only_a_waits),
      !cautious({name}),
      later ? "this check makes nobody wait longer, by a solver" : "this check lets nobody come earlier, by a solver");
}

Settled Proofs::of_pack(const std::set<std::string>& changed) {
  return ask({}, static_cast<int>(prove::Compared::Way::either), !cautious(changed),
             "every client is answered as before, by a solver");
}

}  // namespace contra::diff
