// See bench.hpp.
#include "trial/bench.hpp"

#include <algorithm>
#include <exception>

#include "eval/intake.hpp"
#include "trial/judge.hpp"
#include "trial/record.hpp"

namespace contra::trial {

namespace {

void read_record(const check::CheckedRules& rules, Prepared& out) {
  const check::Test& test = *out.test;
  const auto fault = [&](std::string message) { out.faults.push_back({test.span, std::move(message)}); };
  if (test.record == nullptr || test.expectations == nullptr || test.expectations->empty())
    return fault("the test expects nothing");
  const Gathered gathered = gather(rules, *test.record, test.name, test.pack);
  if (gathered.pack == nullptr || gathered.vocabulary == nullptr) return fault("no pack `" + test.pack + "` is loaded");
  if (!gathered.visit) return fault("the test has no visit day");
  out.pack = gathered.pack;
  out.vocabulary = gathered.vocabulary;
  out.policy = gathered.policy;

  text::SourceSet record;
  const text::FileId file = record.add("the record of the test", to_json(gathered));
  std::vector<eval::KnownPack> known;
  for (const auto& pack : rules.packs)
    if (pack->vocabulary == gathered.pack->vocabulary) known.push_back({pack->name, pack.get()});
  auto read = eval::read_intake(record, file, *gathered.vocabulary, known);
  if (const auto* refused = std::get_if<eval::Refused>(&read)) {
    for (const auto& diagnostic : refused->diagnostics)
      fault("the record was refused: " + diagnostic.message +
            (diagnostic.pointer.empty() ? "" : " (at " + diagnostic.pointer + ")"));
    if (refused->diagnostics.empty()) fault("the record was refused");
    return;
  }
  // Only a limit is read from the promises; they are most of the work.
  out.options.promises = std::any_of(test.expectations->begin(), test.expectations->end(),
                                     [](const auto& e) { return e.what == syntax::Expectation::What::limit; });
  out.facts = std::move(std::get<eval::Facts>(read));
}

}  // namespace

Prepared Bench::prepare(const check::Test& test) const {
  Prepared out;
  out.test = &test;
  try {
    read_record(rules_, out);
  } catch (const std::exception& e) {
    out.facts.reset();
    out.faults.push_back({test.span, std::string("the test could not be run: ") + e.what()});
  }
  return out;
}

std::vector<Prepared> Bench::prepare_all() const {
  std::vector<Prepared> out;
  out.reserve(rules_.tests.size());
  for (const auto& test : rules_.tests) out.push_back(prepare(test));
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.test->span < b.test->span; });
  return out;
}

const Programs& Bench::programs(const std::string& policy, const check::Pack& pack) {
  const auto [found, added] = programs_.try_emplace({policy, pack.vocabulary});
  if (added) {
    const std::vector<std::string> policies = policy.empty() ? std::vector<std::string>{} : std::vector{policy};
    for (auto& program : compile::compile(rules_, sources_, policies))
      if (program->pack->vocabulary == pack.vocabulary) found->second.push_back(std::move(program));
  }
  return found->second;
}

eval::Decision decide(const Prepared& test, const Programs& programs) {
  return eval::decide(programs, *test.facts, test.options);
}

bool passes(const Prepared& test, const Programs& programs) {
  if (!test.runs()) return false;
  try {
    return holds(decide(test, programs), test.pack, *test.vocabulary, *test.test->expectations);
  } catch (const std::exception&) {
    return false;
  }
}

Programs with_part(const Programs& programs, const std::string& pack, const check::Check& replacement) {
  Programs out = programs;
  for (auto& program : out) {
    if (program->identity.name != pack) continue;
    auto changed = std::make_shared<compile::Program>(*program);
    for (auto& joined : changed->checks)
      for (auto& part : joined.parts)
        if (part.check.span == replacement.span && part.check.name == replacement.name) {
          // The days for which a part counts are its own, unless a loosening has moved them.
          if (part.counts_from == part.check.effective_from) part.counts_from = replacement.effective_from;
          if (part.counts_until == part.check.effective_until) part.counts_until = replacement.effective_until;
          part.check = replacement;
        }
    program = std::move(changed);
  }
  return out;
}

}  // namespace contra::trial
