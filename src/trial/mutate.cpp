// Makes the mutants of loaded rules and runs the tests against them; see mutate.hpp.
#include "trial/mutate.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>

#include "trial/candidates.hpp"
#include "trial/mutants.hpp"
#include "trial/variants.hpp"
#include "trial/workshop.hpp"

namespace contra::trial {

using check::Check;
using eval::Holding;
using syntax::Header;

namespace {

/// The tests of a target, those first that the check bears on.
std::vector<std::size_t> likely_first(const Target& target) {
  std::vector<std::size_t> out(target.candidates.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = i;
  const auto rank = [&](std::size_t i) {
    const eval::CheckFinding& f = target.base[i];
    if (f.at != Holding::never || f.applies_at != Holding::never) return 0;
    if (!f.possibly.empty() || !f.better.empty() || !f.applies.empty()) return 1;
    return 2;
  };
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return out;
}

/// The first test that fails under the change; empty when none does.
std::string noticed_by(const Target& target, const std::vector<std::size_t>& order, const Check& changed) {
  Variant variant(target, changed);
  for (const std::size_t i : order) {
    const Candidate& candidate = *target.candidates[i];
    const eval::CheckFinding& base = target.base[i];
    // A check that comes to the same days and never held on the asked one has no say in the decision. A limit is read
    // from what would be at other depths.
    const bool silent = base.at == Holding::never && base.applies_at == Holding::never &&
                        !base.better.contains(candidate.asked()) && !candidate.test->options.promises;
    if (silent && !differ(base, variant.finding(candidate))) continue;
    if (variant.fails(candidate)) return candidate.test->test->name;
  }
  return {};
}

// --- what a pack says of forms and needs -----------------------------------------------------------------------

using ProgramChange = std::function<void(compile::Program&)>;

Mutant under_program(const std::vector<Candidate>& candidates, Mutant mutant, const ProgramChange& change) {
  std::map<const Programs*, Programs> changed;
  for (const Candidate& candidate : candidates) {
    if (candidate.program->identity.name != mutant.pack) continue;
    if (!mutant.policy.empty() && candidate.test->policy != mutant.policy) continue;
    Programs& programs = changed[candidate.programs];
    if (programs.empty()) {
      programs = *candidate.programs;
      for (auto& program : programs)
        if (program->identity.name == mutant.pack) {
          auto copy = std::make_shared<compile::Program>(*program);
          change(*copy);
          program = std::move(copy);
        }
    }
    if (!passes(*candidate.test, programs)) {
      mutant.noticed_by = candidate.test->test->name;
      break;
    }
  }
  return mutant;
}

struct HeadEdit {
  Mutant mutant;
  ProgramChange change;
};

std::string step_text(Step step) {
  std::string out;
  if (step.months != 0) out = std::to_string(step.months) + (step.months == 1 ? " month" : " months");
  if (step.days != 0 || step.months == 0)
    out += (out.empty()     ? ""
            : step.days < 0 ? " less "
                            : " and ") +
           std::to_string(std::abs(step.days)) + (std::abs(step.days) == 1 ? " day" : " days");
  return out;
}

/// Changes of what a head says: the needs from `first_need` on, and the times of the `layer`-th validity of a program.
class HeadEdits {
 public:
  HeadEdits(Mutant base, std::size_t first_need, std::size_t layer)
      : base_(std::move(base)), need_(first_need), layer_(layer) {}

  void add(const Header& head, const std::vector<check::Need>& needs, const check::Validity& validity) {
    for (std::size_t i = 0; i < needs.size() && i < head.needs.size(); ++i) {
      const syntax::Need& need = head.needs[i];
      const std::size_t at = need_ + i;
      edit(need.question.span, "needs " + need.question.text + (need.for_term ? " for " + need.for_term->text : ""),
           "nothing", [at](compile::Program& p) {
             if (at < p.needs.size()) p.needs.erase(p.needs.begin() + static_cast<std::ptrdiff_t>(at));
           });
    }
    if (head.form_holds) step("form holds", head.form_holds->span, validity, &check::Validity::form_holds);
    if (head.change_check) {
      step("form older than", head.change_check->older_than.span, validity, &check::Validity::change_check_after);
      step("change check not older than", head.change_check->not_older_than.span, validity,
           &check::Validity::change_check_within);
    }
    if (head.clearance_holds)
      step("clearance holds", head.clearance_holds->span, validity, &check::Validity::clearance_holds);
  }

  /// The day on which a loosening ends, and the pack's own rule counts again.
  void add_end(const std::string& check, text::Span span, Day until) {
    for (const std::int32_t by : {-1, 1}) {
      const Day moved{until.number + by};
      edit(span, check + " until " + to_iso(until), check + " until " + to_iso(moved),
           [check, until, moved](compile::Program& p) {
             for (auto& joined : p.checks) {
               if (joined.name != check) continue;
               for (auto& part : joined.parts) {
                 if (part.loosens && part.counts_until == until) part.counts_until = moved;
                 if (!part.loosens && part.counts_from == next(until)) part.counts_from = next(moved);
               }
             }
           });
    }
  }

  std::vector<HeadEdit> take() { return std::move(out_); }

 private:
  void edit(text::Span span, std::string before, std::string after, ProgramChange change) {
    Mutant one = base_;
    one.span = span;
    one.before = std::move(before);
    one.after = std::move(after);
    out_.push_back({std::move(one), std::move(change)});
  }

  void step(const std::string& label, text::Span span, const check::Validity& validity,
            std::optional<Step> check::Validity::*member) {
    const std::optional<Step>& now = validity.*member;
    if (!now) return;
    for (const std::int32_t by : {-1, 1}) {
      const Step changed{now->months, now->days + by};
      const std::size_t layer = layer_;
      edit(span, label + " " + step_text(*now), label + " " + step_text(changed),
           [layer, member, changed](compile::Program& p) {
             if (layer < p.validities.size()) p.validities[layer].*member = changed;
           });
    }
  }

  Mutant base_;
  std::size_t need_, layer_;
  std::vector<HeadEdit> out_;
};

std::vector<HeadEdit> edits_of_pack(const check::CheckedRules& rules, const check::Pack& pack) {
  Mutant base;
  base.pack = base.check = pack.name;
  HeadEdits edits(base, 0, 0);
  for (const auto& file : *rules.files)
    if (file.header && file.header->kind == Header::Kind::pack && file.header->name.text == pack.name)
      edits.add(*file.header, pack.needs, pack.validity);
  return edits.take();
}

/// A test is under one policy at most: its layer is the second, its needs stand behind the pack's.
std::vector<HeadEdit> edits_of_policy(const check::CheckedRules& rules, const check::Policy& policy) {
  Mutant base;
  base.pack = policy.pack;
  base.check = base.policy = policy.name;
  const check::Pack* pack = rules.pack(policy.pack);
  HeadEdits edits(base, pack == nullptr ? 0 : pack->needs.size(), 1);
  for (const auto& file : *rules.files) {
    if (!file.header || file.header->kind != Header::Kind::policy || !file.header->title ||
        file.header->title->text != policy.name)
      continue;
    edits.add(*file.header, policy.needs, policy.validity);
    for (const auto& item : file.items)
      if (const auto* change = std::get_if<syntax::PolicyChange>(&item.node);
          change != nullptr && change->loosen && change->until)
        edits.add_end(change->check.text, change->until->span, change->until->day);
  }
  return edits.take();
}

}  // namespace

std::vector<Mutant> mutants_of(const Workshop& workshop, const Target& target, const check::Vocabulary& vocabulary,
                               const check::Pack* pack, const text::SourceSet& sources,
                               const std::set<std::string>* only, std::size_t& refused) {
  std::vector<Mutant> out;
  const auto place = workshop.place_of(target.check());
  if (!place) return out;
  const std::vector<std::size_t> order = likely_first(target);
  const auto item = Workshop::as_check(place->tree());
  std::vector<Edit> edits;
  if (item)
    edits = edits_of(*item, target.check(), vocabulary, pack, sources);
  else
    edits.push_back({target.check().span, "guarantee", "nothing", {}, [](Check& c) { c = never(c); }});
  std::vector<Mutant> mutants;
  for (const Edit& edit : edits) {
    Mutant mutant;
    mutant.pack = target.pack;
    mutant.check = target.check().name;
    mutant.policy = target.policy;
    mutant.span = edit.span;
    mutant.before = edit.before;
    mutant.after = edit.after;
    mutants.push_back(std::move(mutant));
  }
  const auto wanted = [&](std::size_t i) { return only == nullptr || only->count(key_of(mutants[i])) != 0; };
  std::vector<const syntax::CheckItem*> trees;
  for (std::size_t i = 0; i < edits.size(); ++i)
    if (!edits[i].model && wanted(i)) trees.push_back(&edits[i].tree);
  const auto read = workshop.read(*place, target.pack, trees);
  std::size_t next_tree = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!wanted(i)) continue;
    std::optional<Check> changed;
    if (edits[i].model) {
      changed = target.check();
      edits[i].model(*changed);
    } else {
      changed = read[next_tree++];
    }
    if (!changed) {
      ++refused;
      continue;
    }
    mutants[i].noticed_by = noticed_by(target, order, *changed);
    out.push_back(std::move(mutants[i]));
  }
  return out;
}

std::string key_of(const Mutant& mutant) { return mutant.check + ": " + mutant.before + " -> " + mutant.after; }

Mutation mutate(const check::CheckedRules& rules, const text::SourceSet& sources, const std::string& only,
                unsigned threads) {
  Bench bench(rules, sources);
  const std::vector<Prepared> tests = bench.prepare_all();
  const std::vector<Candidate> candidates = candidates_of(bench, tests);
  const std::vector<Target> targets = targets_of(bench, candidates);
  const Workshop workshop(rules, sources);

  struct Job {
    std::function<void(Job&)> run;
    std::vector<Mutant> mutants;
    std::size_t refused = 0;
  };
  std::vector<Job> jobs;
  for (const Target& target : targets) {
    if (!is_meant(rules, only, target)) continue;
    const check::Pack* pack = rules.pack(target.pack);
    const check::Vocabulary* vocabulary = pack == nullptr ? nullptr : rules.vocabulary(pack->vocabulary);
    if (vocabulary == nullptr) continue;
    jobs.push_back({[&workshop, &target, vocabulary, pack, &sources](Job& job) {
                      job.mutants = mutants_of(workshop, target, *vocabulary, pack, sources, nullptr, job.refused);
                    },
                    {},
                    0});
  }
  const auto add_heads = [&](std::vector<HeadEdit> edits) {
    for (HeadEdit& edit : edits)
      jobs.push_back({[&candidates, edit = std::move(edit)](Job& job) {
                        job.mutants.push_back(under_program(candidates, edit.mutant, edit.change));
                      },
                      {},
                      0});
  };
  for (const auto& pack : rules.packs)
    if (only.empty() || pack->name == only) add_heads(edits_of_pack(rules, *pack));
  for (const auto& policy : rules.policies) {
    const bool tried = std::any_of(candidates.begin(), candidates.end(),
                                   [&](const Candidate& c) { return c.test->policy == policy->name; });
    if (tried && (only.empty() || policy->pack == only)) add_heads(edits_of_policy(rules, *policy));
  }

  std::atomic<std::size_t> next{0};
  std::mutex guard;
  std::exception_ptr failed;  // of any thread; told when all have ended
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < jobs.size(); i = next++) jobs[i].run(jobs[i]);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(guard);
      failed = std::current_exception();
    }
  };
  const unsigned wanted = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < wanted; ++i) helpers.emplace_back(work);
  work();
  for (auto& helper : helpers) helper.join();
  if (failed) std::rethrow_exception(failed);

  Mutation out;
  for (Job& job : jobs) {
    out.refused += job.refused;
    for (Mutant& mutant : job.mutants) out.mutants.push_back(std::move(mutant));
  }
  std::stable_sort(out.mutants.begin(), out.mutants.end(),
                   [](const Mutant& a, const Mutant& b) { return a.span < b.span; });
  return out;
}

}  // namespace contra::trial
