// What was asked for on the command line, as plain values. Only options.cpp knows CLI11.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace contra::cli {

/// What the process ends with. Several records: the worst, which is the highest. A stream that a signal ended: 128 and
/// the signal's number.
enum ExitCode { exit_go = 0, exit_wait = 1, exit_fault = 2 };

enum class Command {
  screen,
  check,
  test,
  eval,
  questions,
  explain,
  about,
  schema,
  format,
  prove,
  diff,
  why,
  calendar,
  book,
  lsp,
  create,
  serve,
  records,
  users
};

struct Options {
  Command command = Command::screen;
  std::vector<std::string> arguments;  ///< files, paths, expressions, a pack, a topic
  std::vector<std::string> packs;      ///< --pack: files or folders; none: the rules built in
  std::vector<std::string> policies;   ///< --policy
  std::vector<std::string> areas;      ///< --area
  std::optional<std::string> on, as_of, depth, intake;
  bool json = false, plain = false, client = false, schema = false, brief = false, full = false, verbose = false;
  std::string color = "auto";

  // contra screen --stream
  bool stream = false, reasons = false, flush = false, resume = false, quiet = false;
  unsigned threads = 0;                        ///< 0: as many as the machine has
  std::optional<std::string> output, summary;  ///< summary: a file; "-": standard error

  // the rule author's workshop
  std::optional<std::string> format;   ///< contra check: terminal, plain, json or sarif
  bool fix = false, openings = false;  ///< contra check
  bool only_check = false;             ///< contra format --check
  bool show_diff = false;              ///< contra format --diff
  bool coverage = false, mutate = false, suggest = false, watch = false;  ///< contra test
  std::optional<std::string> lcov, junit;                                 ///< contra test: files
  double allow = 0;                       ///< contra test: percent of changes that may go unnoticed
  std::optional<std::string> smt2;        ///< contra prove: folder
  bool markdown = false;                  ///< contra diff
  std::optional<std::string> on_records;  ///< contra diff: a file of intake records
  std::optional<std::string> from, only;  ///< contra calendar: a day; contra why: a check
  unsigned months = 2;                    ///< contra calendar
  bool proofs = false;                    ///< contra book: with the state of each proof

  // the practitioner's workbench: contra serve, contra records, contra users
  std::optional<std::string> data;  ///< folder of the records
  std::string address = "127.0.0.1";
  unsigned port = 8080;
  std::optional<std::string> certificate, key, clinic, today, user;
  std::vector<std::string> hosts;
  bool demo = false, single_user = false, behind_proxy = false;
  std::optional<std::string> role, reason, head;  ///< contra users, contra records
};

/// Fills `options`. A number when there is nothing left to do: help and version were printed, or the arguments are at
/// fault.
std::optional<int> read_options(int argc, char** argv, Options& options);

}  // namespace contra::cli
