// With options_author.cpp and options_clinic.cpp the one place that knows CLI11: it defines what can be said on the
// command line, and teaches it in the help.
#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "cli/option_groups.hpp"
#include "cli/output.hpp"
#include "text/diagnostic.hpp"

namespace contra::cli {

namespace {

constexpr const char* top_footer = R"help(Examples:
  contra screen client.json             GO or WAIT for one record, and why
  contra screen client.json --on 2026-04-01     the same for another day
  contra screen intakes/ --json         every record of a folder, one line each
  contra questions microneedling        what a treatment asks
  contra explain isotretinoin           a check, its window and its sources
  contra check rules/                   faults in rule files
  contra eval '2026-08-31 + 6 months'   a date as the rules reckon it

Exit code: 0 GO (or no fault), 1 WAIT (or a failed test), 2 the input or the
rules are at fault. `contra COMMAND --help` tells more about a command.
Decision support for practitioners; not medical advice.)help";

constexpr const char* screen_footer =
    R"help(FILE is an intake record (contra.intake/1), a folder (its *.json, sorted), a
.ndjson or .jsonl file (one record a line), or - for standard input.

Examples:
  contra screen client.json
  contra screen client.json --on 2026-04-01 --depth '1.5 mm' --area cheeks
  contra screen client.json --policy harbour.contra
  contra screen client.json --client        words for the client
  contra screen intakes/ --json | jq -r '[.id, .verdict] | @tsv'
  contra screen --stream < records.ndjson > verdicts.ndjson
  contra screen --stream --reasons records.ndjson > reasons.ndjson
  contra screen --stream records.ndjson.zst --output verdicts.ndjson --resume

With --stream each FILE holds one record a line (gzip and zstd too; a folder:
its *.ndjson, *.jsonl and *.json; none: standard input), and one line comes
out for each line that goes in, in their order: contra.verdict/1 (with
--reasons also why), contra.refusal/1 for a line that cannot be read, or with
--full contra.decision/1. A .json file is one record. SIGINT and SIGTERM end
a run cleanly, and with --output it can be taken up again by --resume.

Exit code: 0 GO, 1 WAIT, 2 a record or the rules are at fault; several
records: the worst. A record that is not of the schema is refused as a whole,
with every fault on standard error. --stream: 0 every line is GO, 1 some WAIT,
2 some line was refused or something failed, 130 or 143 ended by a signal.)help";

constexpr const char* check_footer =
    R"help(PATH is a rule file or a folder; none: the folder `rules` if there is one, else
the rules built in. All faults are shown in one run.

Examples:
  contra check rules/
  contra check my_pack.contra               (with the built-in vocabulary)
  contra check rules/ --brief               one line each, for editors
  contra check rules/ --format sarif        for code scanning in a review
  contra check rules/ --fix                 mend quotes, hidden characters

--fix makes only the edits after which a person reads the same as before. "Did
you mean" is shown, and is yours to decide.

Exit code: 0 no error (there may be warnings), 2 errors.)help";

constexpr const char* test_footer =
    R"help(Runs the tests that stand in rule files: each is an intake record in short, and
what is expected of the decision.

Examples:
  contra test rules/
  contra test rules/microneedling rules/skin
  contra test rules/ --coverage --only peel     what do its tests not show?
  contra test rules/ --suggest --only peel      tests for it, to be read
  contra test rules/ --mutate                   which changes go unnoticed?

What no test can show or notice stands in `unnoticed.txt` beside the tests,
with the reason.

Exit code: 0 all pass, 1 a test fails or something asked for is not shown,
2 the rules are at fault.)help";

constexpr const char* eval_footer = R"help(Expressions:
  2026-08-31 + 6 months                   a day; a month that has no such day
                                          rounds to the side that waits longer
  2026-08-31 + 6 months rounded down      … or as you say: up, down
  2026-08-31 - 2026-02-28                 days between two days
  2 weeks + 3 days                        a length
  2026-01-01 to 2026-02-01                an interval; also `from D`, `until D`
  not (from 2026-01-01) or 2026-03-01 to 2026-03-05
                                          sets of days: and, or, not
  about 2 weeks ago    in the last 6 months    not in the last 6 months
  "a few days before Christmas"           what people say, seen from --on
  2026-03-14 in (2026-03-01 to 2026-03-20)  yes or no
  pregnant is yes and taking isotretinoin a condition of the language, held
                                          against --intake

Grammar:
  set    = both { "or" both }             and/or mixed need parentheses
  both   = one { "and" one }
  one    = "not" one | "(" set ")" | sum [ "to" sum ] | "from" sum | "until" sum
  sum    = atom { ("+" | "-") atom } [ "rounded" ("up" | "down") ]
  atom   = YYYY-MM-DD | YYYY-MM | YYYY | N (day|week|month|year)[s] | "words"
         | "about" LENGTH "ago" | ["not"] "in the last" LENGTH | "today"

Without an expression they are read from standard input, one a line; with
--json each line is one JSON string, and each answer one JSON object.

Exit code: 0 all could be worked out, 2 one could not.)help";

constexpr const char* questions_footer = R"help(Examples:
  contra questions microneedling            as text
  contra questions microneedling --schema   as JSON Schema 2020-12)help";

constexpr const char* explain_footer = R"help(Examples:
  contra explain isotretinoin               a check: sentence, sources, tests
  contra explain microneedling.peel         … of one pack
  contra explain C0105                      a diagnostic: cause, wrong and right)help";

constexpr const char* schema_footer = R"help(Examples:
  contra schema decision                    what `contra screen --json` writes
  contra schema verdict                     what `contra screen --stream` writes
  contra schema intake                      what `contra screen` reads)help";

constexpr const char* with_stream = "With --stream";

void stream_options(CLI::App* sub, Options& options) {
  const auto only_there = [](CLI::Option* option) { option->group(with_stream); };
  sub->add_flag("--stream", options.stream, "One record a line in, one line out, on all cores");
  only_there(sub->add_flag("--reasons", options.reasons, "Say why each check waits, and until when"));
  only_there(
      sub->add_option("--output", options.output, "Write there; FILE.part until it is complete")->type_name("FILE"));
  only_there(sub->add_flag("--resume", options.resume, "Go on from FILE.part of --output"));
  only_there(sub->add_option("--threads", options.threads, "Threads, 1 to 1024 (default: one for each core)")
                 ->type_name("N")
                 ->check(CLI::Range(1, 1024).description("")));
  only_there(sub->add_flag("--flush", options.flush, "Answer what is there, wait for no more"));
  only_there(sub->add_flag("--summary", options.summary,
                           "Counts at the end, on standard error; or\n--summary=FILE, as JSON when it ends in .json"));
  only_there(sub->add_flag("--quiet", options.quiet, "No progress on the terminal"));
}

/// What goes together in `contra screen`. CLI11 could be told, and would say so behind each option in the help.
void check_screen(const CLI::App& sub, const Options& options) {
  if (options.arguments.empty() && !options.stream) throw CLI::RequiredError("FILE");
  for (const CLI::Option* option : sub.get_options())
    if (option->get_group() == with_stream && option->count() > 0 && !options.stream)
      throw CLI::ValidationError(option->get_name() + " goes with --stream only");
  if (options.reasons && options.full) throw CLI::ValidationError("--reasons does not go with --full");
  for (const char* name : {"--area", "--depth", "--client", "--plain"})
    if (options.stream && sub.count(name) > 0)
      throw CLI::ValidationError(std::string(name) + " does not go with --stream");
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  return out;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) out.push_back(sub->get_name());
  return out;
}

bool is_file(const std::string& path) { return std::ifstream(path).good(); }

/// The arguments are at fault: what was meant, where it can be guessed.
int complain(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  // A file may be called like a command (`scren records`): the first word is what was meant as one.
  const auto names = command_names(app);
  const bool no_command =
      argc > 1 && argv[1][0] != '-' && std::find(names.begin(), names.end(), argv[1]) == names.end();
  const auto chosen = no_command ? std::vector<CLI::App*>() : app.get_subcommands();
  const CLI::App& where = chosen.empty() ? app : *chosen.front();
  std::string message = error.what(), help;
  if (argc < 2) {
    message = "a command is missing";
  } else if (no_command) {
    message = "`" + std::string(argv[1]) + "` is no command";
    const std::string near = text::nearest(argv[1], names);
    if (!near.empty())
      help = "did you mean `" + near + "`?";
    else if (is_file(argv[1]))
      help = "did you mean `contra screen " + std::string(argv[1]) + "`?";
  } else if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    std::string extra;
    const auto rest = app.remaining(true);
    for (const std::string& word : rest)
      if (extra.empty() && !word.empty() && word[0] == '-') extra = word.substr(0, word.find('='));
    if (!extra.empty()) {
      message = "`" + extra + "` is no option of `contra" + (chosen.empty() ? "" : " " + where.get_name()) + "`";
      const std::string near = text::nearest(extra, option_names(where));
      if (!near.empty()) help = "did you mean `" + near + "`?";
    } else if (!rest.empty()) {
      message = "`" + rest.front() + "` is one argument too many";
    }
  }
  std::string out = "contra: " + message + "\n";
  if (!help.empty()) out += "  help: " + help + "\n";
  out += "  `contra" + (chosen.empty() ? std::string() : " " + where.get_name()) + " --help` shows what there is\n";
  std::fputs(out.c_str(), stderr);
  return exit_fault;
}

}  // namespace

std::optional<int> read_options(int argc, char** argv, Options& options) {
  CLI::App app("Contraindication checks for skin treatments: GO, or WAIT and why.", "contra");
  app.footer(top_footer);
  app.set_version_flag("--version", engine_name());
  app.get_formatter()->column_width(28);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_flag("-v,--verbose", options.verbose, "Say on standard error what is done");

  CLI::App* screen =
      add(app, options, Command::screen, "screen", "GO or WAIT for intake records, with reasons", screen_footer);
  screen->add_option("FILE", options.arguments, "Intake records")->type_name(" ");
  rules_options(screen, options, true);
  screen->add_option("--on", options.on, "The day to decide for (default: the record's visit)")->type_name("DAY");
  screen->add_option("--as-of", options.as_of, "The day the record is looked at")->type_name("DAY");
  screen->add_option("--area", options.areas, "Area instead of the plan's (repeatable)")
      ->type_name("AREA")
      ->delimiter(',')
      ->allow_extra_args(false);
  screen->add_option("--depth", options.depth, "Depth instead of the plan's: '1.5 mm', deep")->type_name("DEPTH");
  screen->add_flag("--json", options.json, "contra.decision/1, one object a line");
  screen->add_flag("--full", options.full, "Every reason by itself; care also with a WAIT");
  screen->add_flag("--client", options.client, "Words for the client, without a verdict");
  look_options(screen, options);
  stream_options(screen, options);

  CLI::App* check = add(app, options, Command::check, "check", "Faults in rule files, all in one run", check_footer);
  check->add_option("PATH", options.arguments, "Rule files and folders")->type_name(" ");
  check->add_option("--on", options.on, "Today, for reviews that are overdue")->type_name("DAY");
  check->add_flag("--brief", options.brief, "One line for each fault");
  check->add_flag("--json", options.json, "One JSON object for each fault");
  check->add_option("--format", options.format, "terminal, plain, json or sarif")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"terminal", "plain", "json", "sarif"}));
  check->add_flag("--fix", options.fix, "Apply the safe fixes to the files");
  check->add_flag("--openings", options.openings, "Note the conditions that more history can open");
  look_options(check, options);

  CLI::App* test = add(app, options, Command::test, "test", "Run the tests in rule files", test_footer);
  test->add_option("PATH", options.arguments, "Rule files and folders")->type_name(" ");
  test->add_option("--policy", options.policies, "Clinic policy to join (repeatable)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  test->add_flag("--coverage", options.coverage, "What the tests reach, check by check");
  test->add_flag("--mutate", options.mutate, "Change the rules bit by bit: which changes does no\ntest notice?");
  test->add_option("--allow", options.allow, "Percent of changes that may go unnoticed (default 0)")
      ->type_name("PERCENT")
      ->check(CLI::Range(0, 100).description(""));
  test->add_option("--only", options.only, "Coverage and changes of one pack or check")->type_name("NAME");
  test->add_flag("--suggest", options.suggest,
                 "Write tests for what no test shows or notices:\nread each before you keep it");
  test->add_flag("--watch", options.watch, "Run again whenever a file changes");
  test->add_option("--lcov", options.lcov, "Write coverage there, for LCOV")->type_name("FILE");
  test->add_flag("--json", options.json, "One JSON object for all of it");
  test->add_option("--junit", options.junit, "Write results there, as JUnit XML")->type_name("FILE");
  look_options(test, options);

  CLI::App* eval =
      add(app, options, Command::eval, "eval", "Work out dates, lengths, intervals and conditions", eval_footer);
  eval->add_option("EXPRESSION", options.arguments, "Expressions; none: from standard input")->type_name(" ");
  eval->add_option("--on", options.on, "What `ago` and `today` count from; the day of a\ncondition")->type_name("DAY");
  eval->add_option("--intake", options.intake, "Intake record that conditions are held against")->type_name("FILE");
  eval->add_flag("--json", options.json, "JSON strings in, JSON objects out");
  rules_options(eval, options, false);

  CLI::App* questions = add(app, options, Command::questions, "questions", "What a treatment asks", questions_footer);
  questions->add_option("PACK", options.arguments, "Name of the pack")->required()->expected(1)->type_name(" ");
  questions->add_flag("--schema", options.schema, "JSON Schema 2020-12 of the intake record");
  rules_options(questions, options, true);
  look_options(questions, options);

  CLI::App* explain =
      add(app, options, Command::explain, "explain", "A check or a diagnostic, in full", explain_footer);
  explain->add_option("CHECK|DIAGNOSTIC", options.arguments, "Name of a check, or an id such as C0105")
      ->required()
      ->expected(1)
      ->type_name(" ");
  rules_options(explain, options, true);
  look_options(explain, options);

  CLI::App* about = add(app, options, Command::about, "about", "A treatment, for the consultation",
                        "Example:\n  contra about microneedling");
  about->add_option("PACK", options.arguments, "Name of the pack")->required()->expected(1)->type_name(" ");
  rules_options(about, options, false);
  look_options(about, options);

  CLI::App* schema = add(app, options, Command::schema, "schema", "JSON Schema of what goes in and out", schema_footer);
  schema->add_option("RECORD", options.arguments, "decision, verdict or intake")
      ->required()
      ->expected(1)
      ->type_name(" ");
  rules_options(schema, options, false);

  author_commands(app, options);
  clinic_commands(app, options);

  try {
    app.parse(argc, argv);
    if (options.command == Command::screen) check_screen(*screen, options);
    if (options.summary == "true") options.summary = "-";  // CLI11's word for a flag without a value
  } catch (const CLI::Success&) {
    // --help and --version: CLI11 has put what was asked into the exception's kind; printing is ours.
    const auto chosen = app.get_subcommands();
    if (app.count("--version") != 0) {
      print(engine_name() + "\n");
    } else if (chosen.empty()) {
      print(app.help());
    } else {
      print(chosen.front()->help("contra"));
    }
    return finish(exit_go);
  } catch (const CLI::ParseError& error) {
    return complain(app, error, argc, argv);
  }
  return std::nullopt;
}

}  // namespace contra::cli
