// See candidates.hpp.
#include "trial/candidates.hpp"

#include <algorithm>
#include <exception>

#include "trial/judge.hpp"

namespace contra::trial {

std::vector<Candidate> candidates_of(Bench& bench, const std::vector<Prepared>& tests) {
  std::vector<Candidate> out;
  for (const Prepared& test : tests) {
    if (!test.runs()) continue;
    const Programs& programs = bench.programs(test.policy, *test.pack);
    eval::Decision decision;
    try {
      decision = decide(test, programs);
      if (!holds(decision, test.pack, *test.vocabulary, *test.test->expectations)) continue;
    } catch (const std::exception&) {
      continue;
    }
    for (const eval::TreatmentDecision& treatment : decision.treatments) {
      if (treatment.program == nullptr || treatment.program->identity.name != test.pack->name) continue;
      Candidate candidate;
      candidate.test = &test;
      candidate.programs = &programs;
      candidate.program = treatment.program;
      candidate.neighbours = treatment.facts;
      candidate.facts = treatment.facts ? treatment.facts.get() : &*test.facts;
      candidate.setting = eval::Setting{treatment.plan, decision.visit, decision.as_of};
      out.push_back(std::move(candidate));
      break;
    }
  }
  return out;
}

namespace {

/// A program of one check with one part.
std::shared_ptr<const compile::Program> alone(const compile::Program& program, const compile::Part& part) {
  auto out = std::make_shared<compile::Program>();
  out->vocabulary = program.vocabulary;
  out->pack = program.pack;
  out->checks.push_back({part.check.name, {part}});
  out->checks.front().parts.front().loosens = false;
  out->validities = program.validities;
  out->identity.name = program.identity.name;
  return out;
}

const compile::Part* part_at(const compile::Program& program, const check::Check& check) {
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts)
      if (part.check.span == check.span && part.check.name == check.name) return &part;
  return nullptr;
}

}  // namespace

std::vector<Target> targets_of(Bench& bench, const std::vector<Candidate>& candidates, const check::Check* only) {
  std::vector<Target> out;
  const auto take = [&](const compile::Program& program, const std::string& policy) {
    for (const auto& joined : program.checks)
      for (const auto& part : joined.parts) {
        if (only != nullptr && !(part.check.span == only->span && part.check.name == only->name)) continue;
        const bool known = std::any_of(out.begin(), out.end(), [&](const Target& t) {
          return t.part.check.span == part.check.span && t.part.check.name == part.check.name;
        });
        if (!known)
          out.push_back({program.identity.name, part.changed_by.empty() ? std::string() : policy, part, {}, {}});
      }
  };
  for (const auto& pack : bench.rules().packs)
    for (const auto& program : bench.programs({}, *pack))
      if (program->pack == pack) take(*program, {});
  for (const Candidate& candidate : candidates) take(*candidate.program, candidate.test->policy);
  for (Target& target : out) {
    Variant own(target, target.check());
    for (const Candidate& candidate : candidates) {
      if (candidate.program->identity.name != target.pack || part_at(*candidate.program, target.check()) == nullptr)
        continue;
      target.candidates.push_back(&candidate);
      target.base.push_back(own.finding(candidate));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Target& a, const Target& b) { return a.part.check.span < b.part.check.span; });
  return out;
}

eval::CheckFinding Variant::finding(const Candidate& candidate) {
  Rules& rules = rules_[candidate.programs];
  if (rules.alone == nullptr) {
    compile::Part part = *part_at(*candidate.program, target_.check());
    if (part.counts_from == part.check.effective_from) part.counts_from = check_.effective_from;
    if (part.counts_until == part.check.effective_until) part.counts_until = check_.effective_until;
    part.check = check_;
    rules.alone = alone(*candidate.program, part);
  }
  return eval::evaluate(*rules.alone, *candidate.facts, candidate.setting).checks.front();
}

bool Variant::fails(const Candidate& candidate) {
  Rules& rules = rules_[candidate.programs];
  if (rules.all.empty()) rules.all = with_part(*candidate.programs, target_.pack, check_);
  return !passes(*candidate.test, rules.all);
}

bool is_meant(const check::CheckedRules& rules, const std::string& only, const Target& target) {
  if (only.empty()) return true;
  return only == (rules.pack(only) != nullptr ? target.pack : target.check().name);
}

bool differ(const eval::CheckFinding& a, const eval::CheckFinding& b) {
  return !(a.at == b.at && a.applies_at == b.applies_at && a.clearance_only == b.clearance_only &&
           a.possibly == b.possibly && a.surely == b.surely && a.better == b.better && a.applies == b.applies &&
           a.applies_surely == b.applies_surely && a.possibly_renewed == b.possibly_renewed);
}

}  // namespace contra::trial
