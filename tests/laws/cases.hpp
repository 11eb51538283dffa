// Random cases for the laws: a small vocabulary, a pack whose checks share few answers, an intake that answers them more or
// less well, a setting. Made as model values; show.hpp writes them as rule text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compile/program.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"
#include "laws/tape.hpp"

namespace contra::laws {

/// What a case may hold; a law switches off what it does not speak about.
struct Scope {
  int checks = 3;              ///< at most
  bool ask_again = true;
  bool clearances = true;
  bool validity = true;
  bool needs = true;
  bool tightened = true;       ///< several parts of one check, effective dates
  bool negatives = true;       ///< `no`, `not`, `unless`, `every answer is no`
  bool limits = true;
  bool compound_steps = true;  ///< steps of months and days, which no rule text can say
  bool small_sets = false;     ///< no set of more than a few days
  bool faults = false;
  bool area_details = true;    ///< `where area is …`, and areas that only some terms of a list have
};

struct Case {
  std::shared_ptr<check::Vocabulary> vocabulary;
  std::shared_ptr<check::Pack> pack;
  std::shared_ptr<compile::Program> program;
  eval::Facts facts;
  eval::Setting setting;
};

std::shared_ptr<check::Vocabulary> make_vocabulary(Tape& tape, const Scope& scope);
/// A check with the given name that reads what `vocabulary` asks.
check::Check make_check(Tape& tape, const Scope& scope, const check::Vocabulary& vocabulary, const check::Pack& pack, const std::string& name);
std::shared_ptr<check::Pack> make_pack(Tape& tape, const Scope& scope, const check::Vocabulary& vocabulary);
/// The program of a pack; with `tightened`, further parts and effective dates.
std::shared_ptr<compile::Program> make_program(Tape& tape, const Scope& scope, std::shared_ptr<const check::Vocabulary> vocabulary, std::shared_ptr<const check::Pack> pack, Day near);

/// An intake near the day `visit`.
eval::Facts make_facts(Tape& tape, const Scope& scope, const compile::Program& program, Day visit);
eval::Entry make_entry(Tape& tape, const Scope& scope, const compile::Program& program, check::ListId list, Day signed_on, Day visit);
/// The entry that may be there although nobody named it.
eval::Entry unnamed_entry(const check::Vocabulary& vocabulary, check::ListId list, Day signed_on);
/// The fact of a question that says nothing, in one of the three states that say so.
eval::QuestionFact unanswered(const check::Vocabulary& vocabulary, check::QuestionId question, eval::State state, Day signed_on);

Case make_case(Tape& tape, const Scope& scope);
Day tricky_day(Tape& tape);

}  // namespace contra::laws
