// Harmed lines through bulk::Worker: one result line each, valid JSON, what the general way says of that line alone,
// and never a GO for what cannot be read.   fuzz_many_lines [--n 1000000] [--seed 7] [--full|--reasons]
#include <charconv>
#include <cstdio>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "general.hpp"
#include "mutate.hpp"
#include "present/decision_json.hpp"
#include "random_records.hpp"
#include "worker_door.hpp"

namespace {

using namespace contra;
using namespace contra::bulk_tests;

/// Ends the program with the line that broke a promise, kept in ./broken-line.
[[noreturn]] void broken(const std::string& what, std::uint64_t seed, std::uint64_t number, std::string_view line,
                         const std::string& more) {
  if (std::FILE* file = std::fopen("broken-line", "wb")) {
    std::fwrite(line.data(), 1, line.size(), file);
    std::fclose(file);
  }
  std::fprintf(stderr, "broken: %s\nseed %llu, line %llu; the line is in ./broken-line\n%s\n", what.c_str(),
               static_cast<unsigned long long>(seed), static_cast<unsigned long long>(number), more.c_str());
  std::exit(1);
}

bool is_json(std::string_view line) { return nlohmann::json::accept(line.begin(), line.end()); }

struct Tally {
  std::uint64_t lines = 0, go = 0, wait = 0, refused = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seed = 7, n = 20000;
  bool full = false, reasons = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    std::uint64_t* number = arg == "--n" ? &n : arg == "--seed" ? &seed : nullptr;
    if (number != nullptr && i + 1 < argc) {
      ++i;
      std::from_chars(argv[i], argv[i] + std::strlen(argv[i]), *number);
    } else if (arg == "--full") {
      full = true;
    } else if (arg == "--reasons") {
      reasons = true;
    } else {
      std::fputs("usage: fuzz_many_lines [--n N] [--seed S] [--full|--reasons]\n", stderr);
      return 2;
    }
  }

  const auto rules = load_shipped();
  RecordMaker exact(rules->programs, Style::exact(), seed), mixed(rules->programs, Style::mixed(), seed);
  bulk::Options options;
  options.counts = seed % 2 == 0;
  if (full) options.lines = bulk::Lines::full;
  if (reasons) options.lines = bulk::Lines::reasons;
  const bulk::Screener screener(rules->programs, options);
  bulk::Worker worker(screener);
  Random random(seed);
  std::map<Harm, Tally> tally;
  Tally all;

  for (std::uint64_t done = 0; done < n;) {
    std::vector<std::string> lines;
    std::vector<Harm> done_to;
    for (std::size_t size = 1 + random.below(48); size > 0 && done + lines.size() < n; --size) {
      std::string line, other;
      const std::uint64_t k = done + lines.size();
      (random.chance(60) ? exact : mixed).append(k, line);
      mixed.append(k + 1, other);
      done_to.push_back(harm(line, other, random));
      lines.push_back(std::move(line));
    }
    if (random.chance(1) && random.chance(2)) {  // over the limit of a record; rare, for it is slow
      lines.back().insert(lines.back().size() / 2, (8u << 20) - random.below(2) * lines.back().size(), ' ');
    }
    const Batch batch(lines);
    const auto results = screen(worker, batch, done + 1);
    if (!results) broken("a batch has as many result lines as lines", seed, done, lines.front(), "");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      const std::string& result = (*results)[i];
      const std::uint64_t k = done + i;
      Tally& of = tally[done_to[i]];
      ++of.lines;
      ++all.lines;
      bool refused = false, go = false;
      if (full) {
        const auto json = nlohmann::json::parse(result, nullptr, false);
        if (json.is_discarded()) broken("a result line is JSON", seed, k, line, result);
        const auto facts = facts_of(rules->programs, line);
        refused = json.value("record", "") == "contra.refusal/1";
        if (refused != !facts) broken("the same lines are refused", seed, k, line, result);
        go = json.value("verdict", "") == "GO";
        if (facts) {
          const auto decision = eval::decide(rules->programs, *facts, {});
          if (present::decision_json(decision, *facts, {}) != result)
            broken("a full line is what the general way writes", seed, k, line, result);
        }
      } else {
        std::uint64_t number = 0;
        const auto outcome = read_result(result, number);
        if (!outcome) broken("a result line is a verdict or a refusal, as JSON", seed, k, line, result);
        if (number != k + 1) broken("a result line has the number of its line", seed, k, line, result);
        const Outcome wanted = generally(rules->programs, line);
        if (!(*outcome == wanted))
          broken("the result is that of the general way", seed, k, line, show(*outcome) + "\nwanted:\n" + show(wanted));
        refused = outcome->refused;
        go = outcome->go;
      }
      if (!refused && !is_json(line)) broken("what is not JSON is refused", seed, k, line, result);
      if (refused && (go || result.find("\"GO\"") != std::string::npos))
        broken("a refused line is never GO", seed, k, line, result);
      for (Tally* t : {&of, &all}) ++(refused ? t->refused : go ? t->go : t->wait);
    }
    done += lines.size();
  }
  const auto row = [](const char* name, const Tally& t) {
    std::printf("%-14s %9llu lines %9llu refused %9llu WAIT %9llu GO\n", name, static_cast<unsigned long long>(t.lines),
                static_cast<unsigned long long>(t.refused), static_cast<unsigned long long>(t.wait),
                static_cast<unsigned long long>(t.go));
  };
  for (const auto& [harm, t] : tally) row(name_of(harm), t);
  row("all", all);
  return 0;
}
