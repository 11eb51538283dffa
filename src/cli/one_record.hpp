// One intake record for a command that looks at a single client.
#pragma once

#include <optional>

#include "cli/load_rules.hpp"
#include "cli/options.hpp"
#include "eval/decide.hpp"

namespace contra::cli {

struct DecidedRecord {
  Rules rules;
  eval::Facts facts;
  eval::Decision decision;
};

/// Loads the rules, reads the one record of `options.arguments` and decides it for `--on` and `--as-of`. Nothing, with
/// a message on standard error, when that cannot be done.
std::optional<DecidedRecord> decide_record(const Options& options);

}  // namespace contra::cli
