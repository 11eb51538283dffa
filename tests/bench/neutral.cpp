// contra_neutral: the neutral workload screened by contra's engine, in the words that the peers' comparison asks for.
//   --rules FILE --in FILE --out FILE --mode check|bench|one --n N --reps R [--engine fast|general] [--lines reasons]
// FILE of rules is what to_contra.py wrote; vocabulary.contra stands beside it. check: N result lines to --out. one:
// the same to standard output. bench: times itself and prints one line of JSON.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <memory>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "neutral_engines.hpp"
#include "rules_loader.hpp"

namespace contra::bench {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// --- running --------------------------------------------------------------------------------------------------------

struct Options {
  std::string rules, in, out, mode = "check", engine = "fast", lines = "fired";
  std::size_t n = std::numeric_limits<std::size_t>::max();
  int reps = 1;
};

Options read_options(int argc, char** argv) {
  Options out;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--rules")
      out.rules = value;
    else if (name == "--in")
      out.in = value;
    else if (name == "--out")
      out.out = value;
    else if (name == "--mode")
      out.mode = value;
    else if (name == "--engine")
      out.engine = value;
    else if (name == "--lines")
      out.lines = value;
    else if (name == "--n")
      out.n = std::stoul(value);
    else if (name == "--reps")
      out.reps = std::stoi(value);
    else
      throw std::runtime_error("no such option: " + name);
  }
  if (out.rules.empty() || out.in.empty() || (out.out.empty() && out.mode != "one"))
    throw std::runtime_error(
        "usage: contra_neutral --rules FILE --in FILE --out FILE --mode check|bench|one --n N --reps R");
  return out;
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

std::string numbers(const std::vector<double>& values) {
  std::string out = "[";
  char text[32];
  for (const double value : values) {
    std::snprintf(text, sizeof text, "%s%.6g", out.size() > 1 ? "," : "", value);
    out += text;
  }
  return out + "]";
}

template <class Engine>
int run(const Options& options) {
  const auto start = Clock::now();
  const std::filesystem::path pack = options.rules;
  const auto program = load_rules(rule_texts({pack, pack.parent_path() / "vocabulary.contra"})).at(0);
  const RuleNumbers rules(*program);
  Engine engine(program, rules);
  if (options.lines == "reasons") engine.tell_reasons();
  const double load_ms = seconds_since(start) * 1000;

  const Input input(options.in, options.n);
  const std::size_t n = input.lines.size();
  std::string out;
  if (options.mode != "bench") {
    engine.screen(input, out);
    if (options.mode == "one")
      std::cout << out;
    else
      write_file(options.out, out);
    return 0;
  }
  std::vector<double> eval_ns, e2e_us;
  std::uint64_t sum = 0;
  {
    std::vector<typename Engine::Form> forms(n);
    for (std::size_t i = 0; i < n; ++i)
      engine.read(input.bytes.data() + input.lines[i].first, input.lines[i].second, forms[i]);
    for (int rep = 0; rep <= options.reps; ++rep) {  // the first one warms up
      const auto t = Clock::now();
      sum += engine.evaluate(forms);
      if (rep > 0) eval_ns.push_back(seconds_since(t) / static_cast<double>(n) * 1e9);
    }
  }
  for (int rep = 0; rep <= options.reps; ++rep) {
    const auto t = Clock::now();
    out.clear();
    engine.screen(input, out);
    if (rep > 0) e2e_us.push_back(seconds_since(t) / static_cast<double>(n) * 1e6);
  }
  write_file(options.out, out);
  std::printf(
      "{\"engine\":\"ours\",\"version\":\"%s "
      "%s\",\"rules\":%zu,\"n\":%zu,\"load_ms\":%.4g,\"eval_ns\":%s,\"e2e_us\":%s,"
      "\"fired\":%.4f}\n",
      CONTRA_VERSION, options.engine.c_str(), rules.count(), n, load_ms, numbers(eval_ns).c_str(),
      numbers(e2e_us).c_str(), static_cast<double>(sum) / static_cast<double>(n) / (options.reps + 1));
  return 0;
}

}  // namespace
}  // namespace contra::bench

int main(int argc, char** argv) {
  using namespace contra::bench;
  try {
    const Options options = read_options(argc, argv);
    if (options.engine == "general") return run<General>(options);
    if (options.engine == "fast") return run<Fast>(options);
    throw std::runtime_error("no such engine: " + options.engine);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "contra_neutral: %s\n", error.what());
    return 2;
  }
}
