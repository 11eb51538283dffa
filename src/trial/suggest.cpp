// See suggest.hpp. For each check: records to try (sketch.cpp), what the engine answers to each as what the test
// expects, then the same coverage and the same mutants as for any test. Only those that show or notice something new
// are kept.
#include "trial/suggest.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "check/check.hpp"
#include "syntax/parse.hpp"
#include "trial/candidates.hpp"
#include "trial/judge.hpp"
#include "trial/mutants.hpp"
#include "trial/points.hpp"
#include "trial/record.hpp"
#include "trial/sketch.hpp"
#include "trial/workshop.hpp"

namespace contra::trial {

using syntax::Header;

namespace {

/// The example that most tests of a pack start from.
std::optional<Ground> ground_of(const check::CheckedRules& rules, const check::Pack& pack) {
  std::map<std::string, int> used;
  for (const auto& test : rules.tests)
    if (test.pack == pack.name && test.record != nullptr && test.record->from && !test.record->under_policy)
      ++used[test.record->from->text];
  const auto most =
      std::max_element(used.begin(), used.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::string name = most == used.end() ? std::string() : most->first;
  for (const auto& example : rules.examples) {
    if (example.pack != pack.name || example.record == nullptr) continue;
    if (name.empty()) name = example.name;
    if (example.name != name) continue;
    const Gathered gathered = gather(rules, *example.record, example.name, pack.name);
    if (!gathered.visit) return std::nullopt;
    Ground out;
    out.example = name;
    out.visit = *gathered.visit;
    out.policy = gathered.policy;
    if (!gathered.plans.empty()) {
      const syntax::PlanGiven& plan = *gathered.plans.front();
      for (const auto& area : plan.areas) out.areas.push_back(area.text);
      if (plan.depth) out.depth = value_words(*plan.depth);
    }
    return out;
  }
  return std::nullopt;
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : between) + part;
  return out;
}

/// What the engine answers, as expectations.
std::string expected(const eval::Decision& decision, const check::Check& check, const Prepared& test) {
  const Dates dates = dates_of(decision, test.pack, *test.vocabulary);
  std::vector<std::string> first, second;
  const bool go = decision.verdict == eval::Verdict::go;
  if (go)
    first.emplace_back("go");
  else if (dates.earliest && !dates.renewed)
    first.push_back("wait until " + to_iso(*dates.earliest));
  else
    first.emplace_back(dates.earliest ? "wait, renewed" : "wait, never");
  if (dates.preferred && dates.preferred != dates.earliest)
    first.push_back("better " + to_iso(*dates.preferred));
  else if (dates.preferred && go)
    first.push_back("better " + to_iso(*dates.preferred));
  else if (!dates.preferred && dates.earliest)
    first.emplace_back("no better");

  std::vector<std::string> reasons, asks, roles;
  bool line = false, limited = false;
  for (const auto& treatment : decision.treatments) {
    for (const auto& reason : treatment.reasons) {
      const std::string words = reason.check + " kind " + std::to_string(reason.kind);
      if (std::find(reasons.begin(), reasons.end(), words) == reasons.end()) reasons.push_back(words);
      if (reason.check != check.name) continue;
      for (const eval::RoleId role : reason.cleared_by)
        roles.push_back(test.vocabulary->roles.at(static_cast<std::size_t>(role)).name);
    }
    for (const auto* lines : {&treatment.conditions, &treatment.notes})
      for (const auto& one : *lines) line = line || one.check == check.name;
    for (const auto& promise : treatment.promises) {
      if (limited || promise.edits.size() != 1 || promise.edits[0].what != eval::Edit::What::depth ||
          promise.verdict != eval::Verdict::go)
        continue;
      first.push_back("limit " + promise.edits[0].words);
      limited = true;
    }
    for (const auto& question : treatment.questions) {
      using What = eval::Cause::What;
      const auto id = static_cast<std::size_t>(question.cause.id);
      if (question.cause.id < 0 ||
          std::find(question.checks.begin(), question.checks.end(), check.name) == question.checks.end())
        continue;
      std::string name;
      if (question.cause.what == What::question)
        name = test.vocabulary->questions.at(id).name;
      else if (question.cause.what != What::clearance)
        name = test.vocabulary->lists.at(id).name;
      if (!name.empty() && std::find(asks.begin(), asks.end(), name) == asks.end()) asks.push_back(name);
    }
  }
  if (!reasons.empty()) first.push_back("only because " + joined(reasons, " and "));
  if (check.form == check::Form::note || check.form == check::Form::go_only ||
      (check.form == check::Form::limit && line))
    second.push_back((line ? "with " : "not with ") + check.name);
  if (!asks.empty()) second.push_back("asks " + joined(asks, " and "));
  for (const auto& role : roles) second.push_back("clearance by " + role);
  std::string out = "  expect " + joined(first, ", ") + "\n";
  if (!second.empty()) out += "  expect " + joined(second, ", ") + "\n";
  return out;
}

/// The rules with other tests than their own.
struct Extended {
  text::SourceSet sources;
  std::optional<check::CheckedRules> rules;
};

class Suggester {
 public:
  Suggester(const check::CheckedRules& rules, const text::SourceSet& sources) : rules_(rules), sources_(sources) {
    for (const auto& file : *rules.files) {
      trees_.push_back(file);
      auto& items = trees_.back().items;
      items.erase(
          std::remove_if(items.begin(), items.end(),
                         [](const syntax::Item& i) { return std::holds_alternative<syntax::TestItem>(i.node); }),
          items.end());
    }
    for (const auto& test : rules.tests) names_.insert(test.name);
  }

  void run(const Target& target, const std::set<std::string>& points, const std::set<std::string>& mutants,
           std::vector<Suggestion>& out) {
    const check::Pack* pack = rules_.pack(target.pack);
    const check::Vocabulary* vocabulary = pack == nullptr ? nullptr : rules_.vocabulary(pack->vocabulary);
    if (vocabulary == nullptr) return;
    auto ground = ground_of(rules_, *pack);
    if (!ground) return;
    if (!target.policy.empty()) ground->policy = target.policy;
    std::vector<std::string> heads;
    for (const Sketch& sketch : sketches_of(target.check(), *pack, *vocabulary, *ground)) {
      std::string name = target.check().name + ": " + sketch.title;
      for (char& c : name)
        if (c == '"' || c == '\\') c = '\'';
      for (int i = 2; !names_.insert(name).second; ++i)
        name = target.check().name + ": " + sketch.title + " (" + std::to_string(i) + ")";
      heads.push_back("test \"" + name + "\"\n" + record_lines(sketch, *pack, *ground));
    }
    // First what the engine answers, then the tests that expect it.
    std::vector<std::string> asked, tests;
    std::vector<std::pair<std::size_t, std::string>> answered;  // by how many reasons there are
    const bool limits = target.check().form == check::Form::limit;
    for (const auto& head : heads)
      asked.push_back(head + (limits ? "  expect limit " + target.check().limit.words + "\n" : "  expect go\n"));
    const Extended first = extend(target.pack, asked);
    if (!first.rules) return;
    Bench bench(*first.rules, first.sources);
    for (const auto& test : first.rules->tests) {
      const Prepared prepared = bench.prepare(test);
      const auto head =
          std::find_if(heads.begin(), heads.end(), [&](const auto& h) { return name_in(h) == test.name; });
      if (!prepared.runs() || head == heads.end()) continue;
      try {
        const eval::Decision decision = decide(prepared, bench.programs(prepared.policy, *prepared.pack));
        std::size_t reasons = 0;
        bool impossible = false;
        for (const auto& treatment : decision.treatments)
          for (const auto& reason : treatment.reasons) {
            ++reasons;
            impossible = impossible || reason.check == "answers";
          }
        // An answer that cannot be says nothing of the rule.
        if (!impossible) answered.emplace_back(reasons, *head + expected(decision, target.check(), prepared));
      } catch (const std::exception&) {
        continue;
      }
    }
    // The plainest first: a client who waits for one reason tells more than one who waits for nine.
    std::stable_sort(answered.begin(), answered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& one : answered) tests.push_back(std::move(one.second));
    const Extended tried = extend(target.pack, tests);
    if (!tried.rules) return;
    keep(tried, target, points, mutants, tests, out);
  }

  /// What every GO needs: an answer that nobody asked for.
  void needs(const check::Pack& pack, const Mutation& mutation, std::vector<Suggestion>& out) {
    const auto ground = ground_of(rules_, pack);
    if (!ground) return;
    for (const Mutant& mutant : mutation.mutants) {
      if (mutant.pack != pack.name || mutant.check != pack.name || !mutant.noticed_by.empty() ||
          !mutant.accepted.empty() || mutant.before.rfind("needs ", 0) != 0)
        continue;
      const std::string name = mutant.before.substr(6);
      if (name.find(' ') != std::string::npos)
        continue;  // of one term of a list: the author says which others were asked
      std::vector<std::string> tests{"test \"" + pack.name + ": " + name + " is not asked\"\n  from " +
                                     ground->example + "\n  given " + name +
                                     " is not asked\n  expect wait, never, because needs kind 4\n"};
      const Extended tried = extend(pack.name, tests);
      if (!tried.rules || tried.rules->tests.empty()) continue;
      Bench bench(*tried.rules, tried.sources);
      const Prepared prepared = bench.prepare(tried.rules->tests.front());
      if (prepared.runs() && passes(prepared, bench.programs(prepared.policy, *prepared.pack)))
        out.push_back({pack.name, pack.name, tests.front(), {key_of(mutant)}});
    }
  }

 private:
  static std::string name_in(const std::string& test) {
    const auto from = test.find('"') + 1;
    return test.substr(from, test.find('"', from) - from);
  }

  /// The rules with `tests`, without those that the rules refuse: a sketch may ask for what no list has.
  Extended extend(const std::string& pack, std::vector<std::string>& tests) const {
    for (int round = 0; round < 4; ++round) {
      Extended out;
      out.sources = sources_;
      std::string text = "tests for " + pack + "\n\n";
      std::vector<std::size_t> ends;
      for (const auto& test : tests) {
        text += test;
        ends.push_back(text.size());
      }
      std::vector<text::Diagnostic> diagnostics;
      auto files = std::make_shared<std::vector<syntax::File>>(trees_);
      const text::FileId file = out.sources.add("suggested tests", text);
      files->push_back(syntax::parse(out.sources, file, diagnostics));
      out.rules = check::check(out.sources, files, {}, diagnostics);
      if (out.rules) return out;
      std::set<std::size_t, std::greater<>> refused;
      for (const auto& d : diagnostics)
        if (d.span.file == file && text::info(d.kind).severity == text::Severity::error)
          refused.insert(
              static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), d.span.begin) - ends.begin()));
      if (refused.empty()) return out;
      for (const std::size_t i : refused)
        if (i < tests.size()) tests.erase(tests.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return {};
  }

  void keep(const Extended& tried, const Target& target, const std::set<std::string>& points,
            const std::set<std::string>& mutants, const std::vector<std::string>& tests,
            std::vector<Suggestion>& out) const {
    Bench bench(*tried.rules, tried.sources);
    std::vector<Prepared> prepared;
    for (const auto& test : tried.rules->tests) prepared.push_back(bench.prepare(test));
    const std::vector<Candidate> candidates = candidates_of(bench, prepared);
    const std::vector<Target> targets = targets_of(bench, candidates, &target.check());
    if (targets.empty()) return;
    const check::Pack* pack = tried.rules->pack(target.pack);
    const check::Vocabulary* vocabulary = tried.rules->vocabulary(pack->vocabulary);
    std::map<std::string, std::vector<std::string>> closes;  // by name of the test
    if (!points.empty()) {
      CheckCoverage one;
      one.check = target.check().name;
      cover(targets.front(), *vocabulary, tried.sources, one.points);
      for (const Point& point : one.points)
        if (!point.shown_by.empty() && points.count(key_of(one, point)) != 0)
          closes[point.shown_by].push_back(key_of(one, point));
    }
    if (!mutants.empty()) {
      const Workshop workshop(*tried.rules, tried.sources);
      std::size_t refused = 0;
      for (const Mutant& mutant :
           mutants_of(workshop, targets.front(), *vocabulary, pack, tried.sources, &mutants, refused))
        if (!mutant.noticed_by.empty()) closes[mutant.noticed_by].push_back(key_of(mutant));
    }
    for (const auto& test : tests) {
      const auto found = closes.find(name_in(test));
      if (found == closes.end()) continue;
      out.push_back({target.pack, target.check().name, test, found->second});
    }
  }

  const check::CheckedRules& rules_;
  const text::SourceSet& sources_;
  std::vector<syntax::File> trees_;
  std::set<std::string> names_;
};

}  // namespace

std::vector<Suggestion> suggest(const check::CheckedRules& rules, const text::SourceSet& sources,
                                const Coverage& coverage, const Mutation& mutation) {
  std::vector<Suggestion> out;
  Bench bench(rules, sources);
  Suggester suggester(rules, sources);
  for (const Target& target : targets_of(bench, {})) {
    std::set<std::string> points, mutants;
    for (const auto& check : coverage.checks)
      if (check.span == target.check().span)
        for (const auto& point : check.points)
          if (point.shown_by.empty() && point.accepted.empty()) points.insert(key_of(check, point));
    for (const auto& mutant : mutation.mutants)
      if (mutant.check == target.check().name && mutant.pack == target.pack && mutant.policy == target.policy &&
          mutant.noticed_by.empty() && mutant.accepted.empty())
        mutants.insert(key_of(mutant));
    if (!points.empty() || !mutants.empty()) suggester.run(target, points, mutants, out);
  }
  for (const auto& pack : rules.packs) suggester.needs(*pack, mutation, out);
  return out;
}

}  // namespace contra::trial
