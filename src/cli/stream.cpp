// contra screen --stream: many records, one result line each.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

#include "bulk/screener.hpp"
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "cli/stream_file.hpp"
#include "cli/stream_progress.hpp"
#include "cli/stream_summary.hpp"
#include "stream/stream.hpp"

#include <sys/stat.h>

namespace contra::cli {

namespace {

stream::Stop* stop_on_signal = nullptr;
volatile std::sig_atomic_t signal_caught = 0;

extern "C" void on_signal(int number) {
  signal_caught = number;
  std::signal(SIGINT, SIG_DFL);  // a second one ends at once
  std::signal(SIGTERM, SIG_DFL);
  if (stop_on_signal != nullptr) stop_on_signal->ask();
}

/// While it lives, SIGINT and SIGTERM ask `stop`.
class Signals {
 public:
  explicit Signals(stream::Stop& stop) {
    stop_on_signal = &stop;
    for (const int number : {SIGINT, SIGTERM})
      if (std::signal(number, on_signal) == SIG_IGN) std::signal(number, SIG_IGN);  // nohup, or a shell's `&`
  }
  ~Signals() {
    for (const int number : {SIGINT, SIGTERM}) std::signal(number, SIG_DFL);
    stop_on_signal = nullptr;
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
};

std::string records_words(std::uint64_t count) { return grouped(count) + (count == 1 ? " record" : " records"); }

std::string hexadecimal(std::uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

RunIdentity identity_of(const Rules& rules, const bulk::Options& options, std::size_t files,
                        const stream::InputSizes& sizes) {
  RunIdentity out;
  out.engine = engine_name();
  out.inputs =
      std::to_string(files) + " files " + std::to_string(sizes.bytes) + " bytes " + hexadecimal(sizes.fingerprint);
  for (const auto& program : rules.programs) {
    out.rules += (out.rules.empty() ? "" : ", ") + program->identity.name + " " + program->identity.version + " " +
                 program->identity.hash;
    for (const std::string& policy : program->identity.policies) out.rules += " with " + policy;
  }
  std::replace(out.rules.begin(), out.rules.end(), '\n', ' ');
  out.options = options.lines == bulk::Lines::full      ? "full"
                : options.lines == bulk::Lines::reasons ? "reasons"
                                                        : "verdict";
  if (options.on) out.options += " on " + to_iso(*options.on);
  if (options.as_of) out.options += " as of " + to_iso(*options.as_of);
  return out;
}

/// The file that results go to must not be one that records come from: it would be gone in the end.
bool is_an_input(const std::string& output, const std::vector<stream::Input>& inputs) {
  struct stat target {
  }, source{};
  if (output.empty() || stat(output.c_str(), &target) != 0 || !S_ISREG(target.st_mode)) return false;
  return std::any_of(inputs.begin(), inputs.end(), [&](const stream::Input& input) {
    return stat(input.path.c_str(), &source) == 0 && source.st_dev == target.st_dev && source.st_ino == target.st_ino;
  });
}

bool write_summary(const std::string& where, const bulk::Counts& counts, bool complete) {
  const std::string_view json = ".json";
  const bool as_json = where.size() >= json.size() && where.compare(where.size() - json.size(), json.size(), json) == 0;
  const std::string text = as_json ? summary_json(counts, complete) : summary_text(counts, complete);
  if (where == "-") {
    std::fwrite(text.data(), 1, text.size(), stderr);
    return true;
  }
  // Whole or not at all, unless it is a device.
  struct stat about {};
  const bool device = stat(where.c_str(), &about) == 0 && !S_ISREG(about.st_mode);
  const std::string fresh = device ? where : where + ".part";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file && (device || std::rename(fresh.c_str(), where.c_str()) == 0)) return true;
  complain("the summary could not be written to `" + where + "`: " + std::strerror(errno));
  return false;
}

/// "(`records.ndjson` line 12,345, up to byte 15,678,901)"
std::string place_words(const stream::Progress& progress, const std::vector<stream::Input>& inputs) {
  if (progress.line == 0) return {};
  const std::string& path = inputs[progress.input].path;
  return " (" + (path == "-" ? std::string("standard input") : "`" + path + "`") + " line " + grouped(progress.line) +
         ", up to byte " + grouped(progress.byte) + ")";
}

int code_of(const stream::Tally& lines) {
  if (lines.all() == 0 || lines.refused > 0) return exit_fault;
  return lines.wait > 0 ? exit_wait : exit_go;
}

}  // namespace

int stream(const Options& options) {
  bulk::Options screening;
  if (options.on && !(screening.on = read_day(*options.on, "--on"))) return exit_fault;
  if (options.as_of && !(screening.as_of = read_day(*options.as_of, "--as-of"))) return exit_fault;
  screening.lines = options.full ? bulk::Lines::full : options.reasons ? bulk::Lines::reasons : bulk::Lines::verdict;
  screening.counts = options.summary.has_value();
  screening.engine = engine_name();
  const std::string output = options.output.value_or("");
  if (options.resume && output.empty()) {
    complain("--resume needs --output FILE", "only a file can be gone on with");
    return exit_fault;
  }

  std::optional<stream::Fault> fault;
  const std::vector<stream::Input> inputs = stream::find_inputs(options.arguments, fault);
  if (fault) {
    complain(fault->message, fault->help);
    return exit_fault;
  }
  if (is_an_input(output, inputs)) {
    complain("`" + output + "` is an input too", "give --output another name");
    return exit_fault;
  }
  const stream::InputSizes sizes = stream::measure(inputs, !output.empty());
  if (options.resume && !sizes.known) {
    complain(sizes.file_that_is_a_pipe + " is a pipe: whether it is the same again cannot be known",
             "--resume needs files on disk");
    return exit_fault;
  }

  Rules rules;
  if (!usable_rules({options.packs, options.policies, false, std::nullopt}, options, rules)) return exit_fault;
  const RunIdentity identity = identity_of(rules, screening, inputs.size(), sizes);
  const bulk::Screener screener(rules.programs, screening);
  log_step("made the rules ready for many records");

  stream::Settings settings;
  settings.threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  settings.flush = options.flush;
  settings.recount = options.summary.has_value();
  ResultFile file;
  if (!file.open(output, options.resume, identity, settings.done)) return exit_fault;
  if (options.resume && settings.done.lines.all() > 0 && !options.quiet)
    complain("going on after " + records_words(settings.done.lines.all()));
  ProgressLine line(options, sizes.known ? sizes.bytes : 0, !output.empty());
  settings.write = [&](std::string_view lines) { return file.write(lines); };
  settings.progress = [&](const stream::Progress& progress) {
    file.note(progress);
    line.show(progress);
  };

  stream::Stop stop;
  const Signals signals(stop);  // to the end: what is complete becomes FILE, whoever wants to go
  stream::Outcome outcome = stream::run(screener, inputs, settings, stop);
  line.clear();
  log_step("screened");
  const stream::Progress& progress = outcome.progress;
  outcome.counts.go = progress.lines.go;
  outcome.counts.wait = progress.lines.wait;
  outcome.counts.refused = progress.lines.refused;

  if (outcome.write_error != 0) {
    const std::string left = file.leave(progress);
    if (outcome.write_error != EPIPE)
      complain(std::string("the results could not be written: ") + std::strerror(outcome.write_error) + "; " +
                   records_words(progress.lines.all()) + " were",
               left.empty() || !sizes.known ? "" : "make room, then go on with the same command and --resume");
    return exit_fault;
  }
  if (outcome.fault) {
    file.leave(progress);
    complain(outcome.fault->message + "; the " + records_words(progress.lines.all()) + " before were answered" +
                 place_words(progress, inputs),
             outcome.fault->help);
    if (options.summary) write_summary(*options.summary, outcome.counts, false);
    return exit_fault;
  }
  if (outcome.stopped) {
    const std::string left = file.leave(progress);
    const char* const name = signal_caught == SIGINT ? "SIGINT" : "SIGTERM";
    complain(std::string("ended by ") + name + " after " + records_words(progress.lines.all()) +
                 place_words(progress, inputs),
             left.empty()   ? "with --output FILE a run can be gone on with"
             : !sizes.known ? "`" + left + "` holds them; input from a pipe cannot be gone on with"
                            : "`" + left + "` holds them; go on with the same command and --resume");
    if (options.summary) write_summary(*options.summary, outcome.counts, false);
    return 128 + static_cast<int>(signal_caught);
  }
  if (progress.lines.all() == 0) complain("there is no record to screen");
  if (!file.complete()) return exit_fault;
  if (options.summary && !write_summary(*options.summary, outcome.counts, true)) return exit_fault;
  return code_of(progress.lines);
}

}  // namespace contra::cli
