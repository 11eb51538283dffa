// The commands for who writes rules, and what they can be told. See options.cpp.
#include "cli/option_groups.hpp"

namespace contra::cli {

/// One sub-command with its help.
CLI::App* add(CLI::App& app, Options& options, Command command, const char* name, const char* description,
              const char* footer) {
  CLI::App* sub = app.add_subcommand(name, description);
  sub->footer(footer);
  sub->callback([&options, command] { options.command = command; });
  return sub;
}

void rules_options(CLI::App* sub, Options& options, bool policy) {
  sub->add_option("--pack", options.packs, "Rule file or folder instead of the built-in rules\n(repeatable)")
      ->type_name("PATH")
      ->allow_extra_args(false);
  if (policy)
    sub->add_option("--policy", options.policies, "Clinic policy to join (repeatable)")
        ->type_name("FILE")
        ->allow_extra_args(false);
}

void look_options(CLI::App* sub, Options& options) {
  sub->add_flag("--plain", options.plain, "No lines or symbols, for screen readers");
  sub->add_option("--color", options.color, "auto, always or never (NO_COLOR counts)")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

namespace {

constexpr const char* format_footer = R"help(Examples:
  contra format rules/                      rewrite every file in its place
  contra format rules/ --check              say which files are not formatted
  contra format - < my_pack.contra          from standard input

Exit code: 0 done (or all are formatted), 1 --check found one that is not,
2 a file is at fault.)help";

constexpr const char* prove_footer = R"help(Examples:
  contra prove                              every pack that is built in
  contra prove microneedling                one of them
  contra prove rules/ --smt2 proofs/        also as files for another solver
  contra prove --policy clinic.contra       what a policy lets through

Exit code: 0 everything holds, 1 something does not or was not decided,
2 the rules are at fault.)help";

constexpr const char* diff_footer = R"help(A and B are rule files or folders, or `built-in`. A file or folder that holds
only policies is joined to the rules built in, or to those of --pack. What is
the same in meaning is not told: layout, order and comments do not count. For
each change there is the smallest intake found whose decision moves, with what
A and B say about it.

Examples:
  contra diff old_rules/ rules/
  contra diff built-in rules/ --markdown    for a review
  contra diff strict.contra mild.contra     two policies on one pack
  contra diff old_rules/ rules/ --on-records clients.ndjson

Exit code: 0 no decision moves, 1 one does or nobody could rule it out, 2 the
rules or the records are at fault.)help";

constexpr const char* why_footer = R"help(Examples:
  contra why client.json
  contra why client.json --only peel --on 2026-04-01

Exit code: 0 GO, 1 WAIT, 2 the record or the rules are at fault.)help";

constexpr const char* calendar_footer = R"help(Examples:
  contra calendar client.json
  contra calendar client.json --from 2026-04-01 --months 3

Exit code: that of the asked day: 0 GO, 1 WAIT, 2 the record or the rules
are at fault.)help";

constexpr const char* book_footer = R"help(Examples:
  contra book microneedling > microneedling.html
  contra book microneedling --output book.html --proofs

Exit code: 0 written, 1 written and --proofs found a guarantee that is not
proved, 2 the rules are at fault or the file could not be written.)help";

constexpr const char* lsp_footer = R"help(Speaks the Language Server Protocol 3.17 over standard input and output; an
editor starts it.)help";

constexpr const char* new_footer = R"help(Examples:
  contra new pack dermaplaning --output rules/dermaplaning
  contra new check cupping_marks --pack microneedling
  contra new policy "Harbour Skin" --pack microneedling)help";

void record_options(CLI::App* sub, Options& options) {
  sub->add_option("FILE", options.arguments, "Intake record; - for standard input")
      ->required()
      ->expected(1)
      ->type_name(" ");
  rules_options(sub, options, true);
  sub->add_option("--on", options.on, "The day to decide for (default: the record's visit)")->type_name("DAY");
  sub->add_option("--as-of", options.as_of, "The day the record is looked at")->type_name("DAY");
}

}  // namespace

void author_commands(CLI::App& app, Options& options) {
  CLI::App* format = add(app, options, Command::format, "format", "One layout for rule files", format_footer);
  format->add_option("PATH", options.arguments, "Rule files and folders; - for standard input")->type_name(" ");
  format->add_flag("--check", options.only_check, "Change nothing; say which files would change");
  format->add_flag("--diff", options.show_diff, "Change nothing; show what would change");
  look_options(format, options);

  CLI::App* prove = add(app, options, Command::prove, "prove", "What holds for every client", prove_footer);
  prove->add_option("PACK|PATH", options.arguments, "Name of a pack, or rule files and folders")->type_name(" ");
  prove->add_flag("--json", options.json, "One JSON object for each question");
  prove->add_option("--output", options.output, "Write each client found there, as an intake record")
      ->type_name("FOLDER");
  prove->add_option("--smt2", options.smt2, "Write each question there, in SMT-LIB 2")->type_name("FOLDER");
  rules_options(prove, options, true);
  look_options(prove, options);

  CLI::App* diff = add(app, options, Command::diff, "diff", "What changed in meaning", diff_footer);
  for (const char* side : {"A", "B"})
    diff->add_option_function<std::string>(
            side, [&options](const std::string& path) { options.arguments.push_back(path); },
            "Rule file or folder, or `built-in`")
        ->required()
        ->type_name(" ");
  rules_options(diff, options, true);
  diff->add_option("--on", options.on, "Visit day of the intakes that are made up\n(default: 2026-03-16)")
      ->type_name("DAY");
  diff->add_option("--on-records", options.on_records,
                   "Real intake records, one a line, or a folder; -\nfor standard input: who moves, by how many days")
      ->type_name("FILE");
  diff->add_option("--threads", options.threads, "For the records, 1 to 1024 (default: one for\neach core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""));
  diff->add_flag("--full", options.full, "With each intake record as JSON");
  diff->add_flag("--json", options.json, "One JSON object");
  diff->add_flag("--markdown", options.markdown, "For a review");
  look_options(diff, options);

  CLI::App* why = add(app, options, Command::why, "why", "The evidence of a decision, as a tree", why_footer);
  record_options(why, options);
  why->add_option("--only", options.only, "One check, with everything it rests on")->type_name("CHECK");
  why->add_flag("--full", options.full, "Every check, those that pass too");
  why->add_flag("--json", options.json, "One JSON object");
  look_options(why, options);

  CLI::App* calendar = add(app, options, Command::calendar, "calendar", "The days of a client", calendar_footer);
  record_options(calendar, options);
  calendar->add_option("--from", options.from, "First month (default: that of the asked day)")->type_name("DAY");
  calendar->add_option("--months", options.months, "How many months, 1 to 24")
      ->type_name("N")
      ->check(CLI::Range(1, 24).description(""));
  calendar->add_flag("--json", options.json, "One JSON object");
  look_options(calendar, options);

  CLI::App* book = add(app, options, Command::book, "book", "The rule book of a pack as one HTML page", book_footer);
  book->add_option("PACK", options.arguments, "Name of the pack")->required()->expected(1)->type_name(" ");
  book->add_option("--output", options.output, "Write there instead of standard output")->type_name("FILE");
  book->add_flag("--proofs", options.proofs, "Prove the guarantees now, and show what came out");
  rules_options(book, options, true);

  CLI::App* lsp = add(app, options, Command::lsp, "lsp", "Language server for editors", lsp_footer);
  lsp->add_flag_callback(
      "--stdio", [] {}, "Accepted, since some editors say it");

  CLI::App* create = add(app, options, Command::create, "new", "A pack, check or policy to begin with", new_footer);
  const auto add_argument = [&options](const std::string& word) { options.arguments.push_back(word); };
  create->add_option_function<std::string>("KIND", add_argument, "pack, check or policy")->required()->type_name(" ");
  create->add_option_function<std::string>("NAME", add_argument, "Its name")->required()->type_name(" ");
  create->add_option("--output", options.output, "Write there (default: beside the pack, or here)")
      ->type_name("FOLDER");
  rules_options(create, options, false);
}

}  // namespace contra::cli
