// contra book: the rule book of a pack as one page.
#include "book/book.hpp"

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "present/words.hpp"
#include "prove/prove.hpp"

namespace contra::cli {

namespace {

/// What the prover says of the guarantees, as the book tells it. Times are left out: the same rules give the same book.
book::Proofs proofs_of(const std::shared_ptr<const compile::Program>& program) {
  const prove::Report report = prove::prove_guarantees(program, {});
  book::Proofs out;
  for (const prove::Finding& finding : report.findings) {
    if (finding.asked == prove::Asked::reachable) out.go_possible = finding.good();
    if (finding.asked != prove::Asked::guarantee) continue;
    book::Proof proof;
    proof.guarantee = finding.name;
    proof.by = finding.by;
    const bool holds_for_nobody =
        std::any_of(report.findings.begin(), report.findings.end(), [&](const prove::Finding& other) {
          return other.asked == prove::Asked::guarded && other.name == finding.name &&
                 other.state == prove::State::proved;
        });
    switch (finding.state) {
      case prove::State::proved:
        proof.state = holds_for_nobody ? book::Proof::State::empty : book::Proof::State::proved;
        break;
      case prove::State::found:
        proof.state = book::Proof::State::broken;
        if (finding.witness) {
          for (const std::string& words : finding.witness->words) proof.words += words + "; ";
          proof.words += "visit on " + present::day_words(finding.witness->visit) + ", every other answer no";
        }
        break;
      case prove::State::not_decided:
        proof.words = finding.why;
        break;
    }
    out.guarantees.push_back(std::move(proof));
  }
  return out;
}

}  // namespace

int book(const Options& options) {
  Rules rules;
  if (!usable_rules({options.packs, options.policies, true, std::nullopt}, options, rules)) return exit_fault;
  const compile::Program* found = find_pack(rules, options.arguments.front());
  if (found == nullptr) return exit_fault;
  const auto program = *std::find_if(rules.programs.begin(), rules.programs.end(),
                                     [&](const auto& candidate) { return candidate.get() == found; });
  book::BookOptions look{engine_name(), std::nullopt};
  if (options.proofs) look.proofs = proofs_of(program);
  const std::string page = book::book_html(*program, *rules.checked, rules.sources, look);
  std::string why;
  if (!options.output) {
    print(page);
  } else if (!write_file(*options.output, page, why)) {
    complain("`" + *options.output + "` cannot be written: " + why);
    return exit_fault;
  }
  const bool hold = !look.proofs || (look.proofs->go_possible &&
                                     std::all_of(look.proofs->guarantees.begin(), look.proofs->guarantees.end(),
                                                 [](const auto& p) { return p.state == book::Proof::State::proved; }));
  if (hold) return exit_go;
  complain("a guarantee is not proved; the book says which", "`contra prove " + found->identity.name + "` shows more");
  return exit_wait;
}

}  // namespace contra::cli
