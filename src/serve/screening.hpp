// A record that came as a body, read and decided: what the live answer, the calendar, the evidence and sheets start
// from.
#pragma once

#include <string>
#include <string_view>

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

/// The bytes of `contra screen --json` for one record, line end included: by the bulk reader.
struct ScreenedRecord {
  std::string decision;
  bool go = false;
};
ScreenedRecord screen_record(const api::LoadedRules& rules, const std::string& engine, std::string_view body,
                             const eval::DecideOptions& options);

}  // namespace contra::serve
