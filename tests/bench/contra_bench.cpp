// contra_bench: the steps of contra by themselves, with Google Benchmark: rule text to program, one record to a
// decision, lines to result lines, and how all of it grows from the shipped pack to 1,000 and 10,000 checks.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bulk/screener.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "present/decision_json.hpp"
#include "rules_loader.hpp"

namespace contra::bench {
namespace {

const std::filesystem::path rules_folder = std::filesystem::path(CONTRA_SOURCE_DIR) / "rules";
const std::filesystem::path made = CONTRA_BENCH_DATA;  // what gen_intakes.py and scale_pack.py have written

/// The packs by their number of checks; 0 is the shipped one.
const RuleTexts& texts_of(int size) {
  static std::map<int, RuleTexts> cache;
  auto& texts = cache[size];
  if (texts.empty()) {
    std::vector<std::filesystem::path> paths{rules_folder / "skin", rules_folder / "microneedling"};
    if (size > 0) paths.push_back(made / ("scaled_" + std::to_string(size) + ".contra"));
    texts = rule_texts(paths);
  }
  return texts;
}

const Programs& programs_of(int size) {
  static std::map<int, Programs> cache;
  auto& programs = cache[size];
  if (programs.empty()) programs = load_rules(texts_of(size));
  return programs;
}

/// Lines of a file, with the room behind them that the screener asks for.
struct Lines {
  std::string bytes;
  std::vector<std::string_view> lines;
  explicit Lines(const std::string& name) : bytes(read_file(made / name)) {
    const std::size_t size = bytes.size();
    bytes.append(bulk::line_padding, ' ');
    const std::string_view all = std::string_view(bytes).substr(0, size);
    for (std::size_t at = 0; at < size;) {
      const std::size_t end = std::min(all.find('\n', at), size);
      lines.push_back(all.substr(at, end - at));
      at = end + 1;
    }
  }
};

const Lines& lines_of(const std::string& kind) {
  static std::map<std::string, std::unique_ptr<Lines>> cache;
  auto& lines = cache[kind];
  if (!lines) lines = std::make_unique<Lines>(kind + ".ndjson");
  return *lines;
}

eval::Facts facts_of(const Programs& programs, std::string_view line) {
  text::SourceSet sources;
  const text::FileId file = sources.add("record", std::string(line));
  std::vector<eval::KnownPack> packs;
  for (const auto& program : programs) packs.push_back({program->identity.name, program->pack.get()});
  auto read = eval::read_intake(sources, file, *programs.front()->vocabulary, packs);
  if (std::holds_alternative<eval::Refused>(read)) throw std::runtime_error("a made record was refused");
  return std::get<eval::Facts>(std::move(read));
}

std::string label(int size) { return size == 0 ? "shipped" : std::to_string(size); }

// --- rule text to program -------------------------------------------------------------------------------------------

void parse(benchmark::State& state, int size) {
  const RuleTexts& texts = texts_of(size);
  for (auto _ : state) benchmark::DoNotOptimize(parse_rules(texts));
}

void check(benchmark::State& state, int size) {
  const Parsed parsed = parse_rules(texts_of(size));
  for (auto _ : state) {
    std::vector<text::Diagnostic> diagnostics = parsed.diagnostics;
    benchmark::DoNotOptimize(check::check(parsed.sources, parsed.files, {}, diagnostics));
  }
}

void compile(benchmark::State& state, int size) {
  Parsed parsed = parse_rules(texts_of(size));
  const check::CheckedRules checked = check_rules(parsed);
  for (auto _ : state) benchmark::DoNotOptimize(compile::compile(checked, parsed.sources, {}));
}

void load(benchmark::State& state, int size) {
  const RuleTexts& texts = texts_of(size);
  for (auto _ : state) benchmark::DoNotOptimize(load_rules(texts));
}

void make_screener(benchmark::State& state, int size) {
  const Programs& programs = programs_of(size);
  for (auto _ : state) {
    bulk::Screener screener(programs, {});
    benchmark::DoNotOptimize(&screener);
  }
}

// --- one record -----------------------------------------------------------------------------------------------------

void read_one(benchmark::State& state) {
  const Programs& programs = programs_of(0);
  const Lines& lines = lines_of("exact");
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(facts_of(programs, lines.lines[i++ % lines.lines.size()]));
}

void decide_one(benchmark::State& state, const std::string& kind, bool promises, bool json) {
  const Programs& programs = programs_of(0);
  std::vector<eval::Facts> facts;
  for (std::size_t i = 0; i < 64; ++i) facts.push_back(facts_of(programs, lines_of(kind).lines.at(i)));
  eval::DecideOptions options;
  options.promises = promises;
  std::size_t i = 0;
  for (auto _ : state) {
    const eval::Facts& one = facts[i++ % facts.size()];
    const eval::Decision decision = eval::decide(programs, one, options);
    benchmark::DoNotOptimize(&decision);
    if (json) benchmark::DoNotOptimize(present::decision_json(decision, one, "bench"));
  }
}

// --- many records ---------------------------------------------------------------------------------------------------

void stream(benchmark::State& state, const std::string& kind, bulk::Lines how, bool counts, int size,
            std::size_t limit) {
  static std::map<std::string, std::unique_ptr<bulk::Screener>> screeners;
  const std::string name = std::to_string(size) + (how == bulk::Lines::full ? " full" : "") + (counts ? " counts" : "");
  if (state.thread_index() == 0) {  // the others wait at the first turn of their loops
    auto& screener = screeners[name];
    if (!screener) {
      bulk::Options options;
      options.lines = how;
      options.counts = counts;
      options.engine = "bench";
      screener = std::make_unique<bulk::Screener>(programs_of(size), options);
    }
    lines_of(kind);
  }
  std::unique_ptr<bulk::Worker> worker;
  std::vector<std::string_view> lines;
  std::string out;
  std::int64_t records = 0, bytes = 0;
  for (auto _ : state) {
    if (!worker) {
      worker = std::make_unique<bulk::Worker>(*screeners.at(name));
      const auto& all = lines_of(kind).lines;
      lines.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size())));
    }
    out.clear();
    worker->screen(lines, 1, out);
    benchmark::DoNotOptimize(out.data());
    records += static_cast<std::int64_t>(lines.size());
  }
  for (const auto line : lines) bytes += static_cast<std::int64_t>(line.size());
  state.SetItemsProcessed(records);
  if (!lines.empty()) state.SetBytesProcessed(bytes * records / static_cast<std::int64_t>(lines.size()));
}

void register_all() {
  using benchmark::RegisterBenchmark;
  for (const int size : {0, 1000, 10000}) {
    const auto unit = size == 0 ? benchmark::kMicrosecond : benchmark::kMillisecond;
    const auto add = [&](const char* what, void (*run)(benchmark::State&, int)) {
      RegisterBenchmark((std::string(what) + "/" + label(size)).c_str(), run, size)->Unit(unit);
    };
    add("parse", parse);
    add("check", check);
    add("compile", compile);
    add("load", load);
    add("make_screener", make_screener);
  }
  RegisterBenchmark("one/read", read_one);
  for (const std::string kind : {"exact", "unclear"}) {
    RegisterBenchmark(("one/verdict/" + kind).c_str(), decide_one, kind, false, false);
    RegisterBenchmark(("one/full/" + kind).c_str(), decide_one, kind, true, false);
    RegisterBenchmark(("one/full_json/" + kind).c_str(), decide_one, kind, true, true);
  }
  for (const int size : {0, 1000, 10000}) {
    // A turn is a whole chunk of lines: fewer of them where each costs more.
    const std::size_t limit = size == 0 ? 2000 : size == 1000 ? 500 : 100;
    for (const std::string kind : {"exact", "unclear"}) {
      for (const bool full : {false, true}) {
        const std::string name = "stream/" + std::string(full ? "full" : "verdict") + "/" + kind + "/" + label(size);
        const auto how = full ? bulk::Lines::full : bulk::Lines::verdict;
        RegisterBenchmark(name.c_str(), stream, kind, how, false, size, limit)->Unit(benchmark::kMillisecond);
        if (kind == "exact" && !full && size == 0)
          RegisterBenchmark((name + "/all_cores").c_str(), stream, kind, how, false, size, limit)
              ->Unit(benchmark::kMillisecond)
              ->Threads(2)
              ->UseRealTime();
      }
    }
  }
  RegisterBenchmark("stream/verdict_and_counts/exact/shipped", stream, std::string("exact"), bulk::Lines::verdict, true,
                    0, std::size_t{2000})
      ->Unit(benchmark::kMillisecond);
}

// --- counting -------------------------------------------------------------------------------------------------------

/// `--count load SIZE TIMES` and `--count verdict|reasons|full SIZE exact|unclear RECORDS` do their work once, untimed,
/// so that instructions.sh can count the instructions of twice as much and take the difference. SIZE 0 is the shipped
/// pack.
int count(const std::vector<std::string>& words) {
  if (words.size() < 3) return 1;
  const int size = std::stoi(words[1]);
  if (words[0] == "load") {
    for (int i = 0; i < std::stoi(words[2]); ++i) benchmark::DoNotOptimize(load_rules(texts_of(size)));
    return 0;
  }
  if (words.size() != 4 || (words[0] != "verdict" && words[0] != "reasons" && words[0] != "full")) return 1;
  bulk::Options options;
  options.lines = words[0] == "full"      ? bulk::Lines::full
                  : words[0] == "reasons" ? bulk::Lines::reasons
                                          : bulk::Lines::verdict;
  options.engine = "bench";
  const bulk::Screener screener(programs_of(size), options);
  bulk::Worker worker(screener);
  std::vector<std::string_view> lines = lines_of(words[2]).lines;
  lines.resize(std::min(lines.size(), static_cast<std::size_t>(std::stoul(words[3]))));
  std::string out;
  worker.screen(lines, 1, out);
  benchmark::DoNotOptimize(out.data());
  return 0;
}

}  // namespace
}  // namespace contra::bench

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--count") {
    const int status = contra::bench::count({argv + 2, argv + argc});
    if (status != 0)
      std::fprintf(stderr,
                   "contra_bench --count: load SIZE TIMES, or verdict|reasons|full SIZE exact|unclear RECORDS\n");
    return status;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  contra::bench::register_all();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
