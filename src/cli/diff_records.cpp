// See diff_records.hpp.
#include "cli/diff_records.hpp"

#include <mutex>
#include <system_error>
#include <thread>

#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "stream/splitter.hpp"

namespace contra::cli {

namespace {

unsigned thread_count(const Options& options) {
  if (options.threads > 0) return options.threads;
  const unsigned there = std::thread::hardware_concurrency();
  return there == 0 ? 1 : there;
}

}  // namespace

std::optional<contra::diff::RecordsReport> diff_records(const std::string& path, const contra::diff::Version& a,
                                                        const contra::diff::Version& b, const Options& options) {
  eval::DecideOptions decide;
  if (options.as_of && !(decide.as_of = read_day(*options.as_of, "--as-of"))) return std::nullopt;
  std::optional<stream::Fault> fault;
  const std::vector<stream::Input> inputs = stream::find_inputs({path}, fault);
  if (fault) {
    complain(fault->message, fault->help);
    return std::nullopt;
  }
  stream::Stop stop;
  stream::Splitter splitter(inputs,
                            [&](const stream::Input& input, std::optional<stream::Fault>& why) {
                              return stream::open_source(input, stop, why);
                            },
                            {});
  contra::diff::RecordsComparison all(a, b, decide);
  std::mutex reading, adding;
  const auto work = [&] {
    contra::diff::RecordsComparison mine(a, b, decide);
    stream::Chunk chunk;
    for (;;) {
      {
        const std::lock_guard<std::mutex> lock(reading);
        if (!splitter.fill(chunk)) break;
      }
      for (std::size_t i = 0; i < chunk.lines.size(); ++i) {
        const std::string_view line = chunk.lines[i];
        if (line.find_first_not_of(" \t\r") == std::string_view::npos && line.data() != nullptr) continue;
        mine.take(line, chunk.first_line + i);
      }
    }
    const std::lock_guard<std::mutex> lock(adding);
    all.add(mine);
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < thread_count(options); ++i) {
    try {
      others.emplace_back(work);
    } catch (const std::system_error&) {
      break;  // the machine gives no more threads; those that there are do the same work
    }
  }
  work();
  for (auto& thread : others) thread.join();
  if (splitter.fault()) {
    complain(splitter.fault()->message, splitter.fault()->help);
    return std::nullopt;
  }
  contra::diff::RecordsReport report = all.report();
  if (report.records == 0) {
    complain("there is no record in `" + path + "`");
    return std::nullopt;
  }
  return report;
}

}  // namespace contra::cli
