// A record that came as a body, read and decided: what the live answer, the calendar, the evidence and sheets start
// from.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "bulk/screener.hpp"
#include "eval/decide.hpp"
#include "serve/desk.hpp"
#include "serve/problem.hpp"

namespace contra::serve {

/// `?on=` and `?as_of=`, as the options of the command. Throws Problem 400 for what is no day.
eval::DecideOptions days_asked(const http::Request& request);

/// A query field that is a day; absent when it is not there. Throws Problem 400.
std::optional<Day> day_field(const http::Request& request, std::string_view name);

/// Throws Problem 422 with every fault of the record when it is not of contra.intake/1.
eval::Facts read_record(const api::LoadedRules& rules, std::string_view body);

struct DecidedRecord {
  eval::Facts facts;
  eval::Decision decision;
};
DecidedRecord decide_record(const api::LoadedRules& rules, std::string_view body, const eval::DecideOptions& options);

/// The rules made ready for the bulk reader. That takes longer than a screening, so each kind of line is made once,
/// when it is first asked for. Any number of threads.
class Screeners {
 public:
  Screeners(const api::LoadedRules& rules, const std::string& engine) : rules_(rules), engine_(engine) {}

  /// With days of its own, which a screener holds, one is made for the caller alone.
  std::shared_ptr<const bulk::Screener> of(bulk::Lines lines, const eval::DecideOptions& days);

 private:
  std::shared_ptr<const bulk::Screener> make(bulk::Lines lines, const eval::DecideOptions& days) const;

  struct Kept {
    std::once_flag once;
    std::shared_ptr<const bulk::Screener> screener;
  };
  const api::LoadedRules& rules_;
  const std::string& engine_;
  std::array<Kept, 3> kept_;  // by bulk::Lines
};

/// The bytes of `contra screen --json` for one record, line end included: by the bulk reader.
struct ScreenedRecord {
  std::string decision;
  bool go = false;
};
ScreenedRecord screen_record(Desk& desk, std::string_view body, const eval::DecideOptions& days);

}  // namespace contra::serve
