// The order of things: each thread takes the next chunk of lines, screens it, and hands it in; whoever hands in the one
// that is due writes it and those that wait behind it. A ring of slots bounds what is under way.
#include "stream/stream.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

#include "present/refusal_json.hpp"
#include "stream/result_lines.hpp"
#include "stream/splitter.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::stream {

Stop::Stop() {
  if (pipe(ends_) != 0) {
    ends_[0] = ends_[1] = -1;
    return;
  }
  for (const int end : ends_) fcntl(end, F_SETFD, FD_CLOEXEC);
  fcntl(ends_[1], F_SETFL, O_NONBLOCK);
}

Stop::~Stop() {
  for (const int end : ends_)
    if (end >= 0) close(end);
}

void Stop::ask() noexcept {
  asked_.store(true, std::memory_order_relaxed);
  const char byte = 0;
  if (ends_[1] >= 0 && write(ends_[1], &byte, 1) < 0) return;  // full: it is readable already
}

namespace {

std::string overlong_refusal(std::uint64_t line) {
  text::SourceSet sources;
  text::Diagnostic d;
  d.kind = text::Kind::json_limit;
  d.span = {sources.add({}, {}), 0, 0};
  d.message = "a record of more than " + std::to_string(limits::intake_bytes) + " bytes";
  d.help = "a record is 1 to 10 KB; is it one record a line?";
  return present::refusal_json({}, line, sources, {d}) + "\n";
}

class Pipeline {
 public:
  Pipeline(const bulk::Screener& screener, const std::vector<Input>& inputs, const Settings& settings, Stop& stop)
      : screener_(screener),
        settings_(settings),
        stop_(stop),
        splitter_(
            inputs,
            [&stop](const Input& input, std::optional<Fault>& fault) { return open_source(input, stop, fault); },
            splitter_options(settings)),
        ring_(settings.threads > 1 ? 2 * std::size_t{settings.threads} : 1) {
    outcome_.progress = settings.done;
  }

  Outcome run() {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < settings_.threads; ++i) {
      try {
        others.emplace_back([this] { work(); });
      } catch (const std::system_error&) {
        break;  // the machine gives no more threads; those that there are do the same work
      }
    }
    work();
    for (std::thread& thread : others) thread.join();
    if (broken_) std::rethrow_exception(broken_);
    outcome_.stopped = splitter_.stopped() && outcome_.write_error == 0;
    outcome_.fault = splitter_.fault();
    return std::move(outcome_);
  }

 private:
  struct Slot {
    Chunk chunk;
    std::string out;
    std::size_t kept = 0;  // bytes at the beginning of `out` that an earlier run has written
    Tally tally;
    bool done = false;
  };

  static Splitter::Options splitter_options(const Settings& settings) {
    Splitter::Options options;
    if (settings.flush) options.patience = 0;
    if (!settings.recount) options.skip = settings.done.lines.all();
    return options;
  }

  void work() noexcept {
    try {
      bulk::Worker worker(screener_);
      bulk::Counts counts;
      while (Slot* slot = take()) {
        screen(worker, *slot, counts);
        hand_in(*slot);
      }
      const std::lock_guard<std::mutex> lock(output_);
      outcome_.counts += counts;
    } catch (...) {
      const std::lock_guard<std::mutex> lock(output_);
      if (!broken_) broken_ = std::current_exception();
      give_up();
    }
  }

  Slot* take() {
    const std::lock_guard<std::mutex> input_lock(input_);
    Slot& slot = ring_[taken_ % ring_.size()];
    {
      std::unique_lock<std::mutex> lock(output_);
      room_.wait(lock, [&] { return gave_up_ || taken_ - written_ < ring_.size(); });
      if (gave_up_) return nullptr;
    }
    if (!splitter_.fill(slot.chunk)) return nullptr;  // and so for every thread that comes after
    ++taken_;
    return &slot;
  }

  void screen(bulk::Worker& worker, Slot& slot, bulk::Counts& counts) {
    const Chunk& chunk = slot.chunk;
    slot.out.clear();
    const auto overlong = [](std::string_view line) { return line.data() == nullptr; };
    std::uint64_t refused = 0;
    if (std::none_of(chunk.lines.begin(), chunk.lines.end(), overlong)) {
      worker.screen(chunk.lines, chunk.first_line, slot.out);
    } else {
      for (auto line = chunk.lines.begin(); line != chunk.lines.end();) {
        const auto number = chunk.first_line + static_cast<std::uint64_t>(line - chunk.lines.begin());
        if (overlong(*line)) {
          slot.out += overlong_refusal(number);
          ++refused;
          ++line;
          continue;
        }
        const auto end = std::find_if(line, chunk.lines.end(), overlong);
        worker.screen({line, end}, number, slot.out);
        line = end;
      }
    }
    bulk::Counts here = worker.take_counts();
    here.records += refused;
    here.refused += refused;
    slot.tally = {here.go, here.wait, here.refused};
    counts += here;
    const std::uint64_t before = chunk.first_line - 1, done = settings_.done.lines.all();
    const std::string_view fresh = done > before ? without_lines(slot.out, done - before) : std::string_view(slot.out);
    slot.kept = slot.out.size() - fresh.size();
    if (slot.kept > 0) slot.tally = tally(fresh);
  }

  void hand_in(Slot& slot) {
    const std::lock_guard<std::mutex> lock(output_);
    slot.done = true;
    for (; !gave_up_; ++written_) {
      Slot& due = ring_[written_ % ring_.size()];
      if (!due.done) break;
      due.done = false;
      write(due);
    }
    room_.notify_all();
  }

  void write(const Slot& slot) {
    const std::string_view fresh = std::string_view(slot.out).substr(slot.kept);
    if (fresh.empty()) return;
    outcome_.write_error = settings_.write(fresh);
    if (outcome_.write_error != 0) {
      give_up();
      return;
    }
    Progress& progress = outcome_.progress;
    progress.lines.go += slot.tally.go;
    progress.lines.wait += slot.tally.wait;
    progress.lines.refused += slot.tally.refused;
    progress.written += fresh.size();
    progress.read = slot.chunk.read;
    progress.input = slot.chunk.input;
    progress.line = slot.chunk.line;
    progress.byte = slot.chunk.byte;
    if (settings_.progress) settings_.progress(progress);
  }

  /// Nobody takes or writes anything more; whoever waits for input wakes up.
  void give_up() {
    gave_up_ = true;
    stop_.ask();
    room_.notify_all();
  }

  const bulk::Screener& screener_;
  const Settings& settings_;
  Stop& stop_;

  std::mutex input_;  // before output_
  Splitter splitter_;
  std::uint64_t taken_ = 0;

  std::mutex output_;
  std::condition_variable room_;
  std::vector<Slot> ring_;
  std::uint64_t written_ = 0;
  bool gave_up_ = false;
  std::exception_ptr broken_;
  Outcome outcome_;
};

}  // namespace

Outcome run(const bulk::Screener& screener, const std::vector<Input>& inputs, const Settings& settings, Stop& stop) {
  return Pipeline(screener, inputs, settings, stop).run();
}

}  // namespace contra::stream
