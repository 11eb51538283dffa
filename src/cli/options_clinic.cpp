// The commands of the practitioner's workbench, and what they can be told. See options.cpp.
#include "cli/option_groups.hpp"

namespace contra::cli {

namespace {

constexpr const char* serve_footer = R"help(Examples:
  contra serve --data ~/clinic              on this machine, with users
  contra serve --data ~/clinic --single-user    no password: for one person
  contra serve --demo --data ~/demo         an invented clinic day
  contra serve --data ~/clinic --address 192.0.2.7 --host clinic.example
      --certificate chain.pem --key key.pem     in the clinic's network

The pages are at the address that is printed; everything they do is done by
the API under /v1 (its description: /v1/openapi.json). The first start asks
for the first user, unless --demo finds none: then no password is asked for.
At an address that other machines reach it starts with TLS alone, here or at a
proxy. Ctrl-C ends it once what is under way has been answered.

Exit code: 0 ended as asked, 2 it could not be started or had to stop.)help";

constexpr const char* records_footer = R"help(ACTION:
  verify            whether anything was changed or is missing; also while the
                    clinic is served
  backup FILE       a complete copy, verified; also while the clinic is served
  restore FILE      a copy takes the place of the records, once it is verified;
                    what was there is kept beside it
  export CLIENT     everything about one client, as one JSON object
  delete CLIENT     remove one client's data for good; that it was done stays.
                    Needs --reason and --user

CLIENT is the client's id, as the address of the client's page has it.

verify prints the hash of the last entry. Write it down, away from this
machine: whoever can write the file could cut off its end or make it all anew,
and only `--head` with a hash that was noted earlier finds that.

Examples:
  contra records verify --data ~/clinic
  contra records verify --data ~/clinic --head 5f0c…
  contra records backup monday.contra --data ~/clinic

Exit code: 0 done and nothing is wrong, 1 verify found something, 2 it could
not be done.)help";

constexpr const char* users_footer = R"help(ACTION:
  list
  add NAME               --role practitioner or manager; asks for a password
  password NAME          a new one; signs the user out everywhere
  disable NAME, enable NAME

Examples:
  contra users add "A. Example" --role manager --data ~/clinic

A password is asked for at the terminal, or read from the first line of
standard input when that is none.)help";

/// ACTION and what it is done to, both in `arguments`. Two positionals, because help writes a list of them as
/// "ACTION(1x)".
void action(CLI::App* sub, Options& options, const char* actions, const char* name, const char* what) {
  const auto next = [&options](const std::string& given) { options.arguments.push_back(given); };
  sub->add_option_function<std::string>("ACTION", next, actions)->required()->type_name(" ");
  sub->add_option_function<std::string>(name, next, what)->type_name(" ");
}

void data_option(CLI::App* sub, Options& options, bool required) {
  auto* data = sub->add_option("--data", options.data, "Folder of the records")->type_name("FOLDER");
  if (required) data->required();
}

}  // namespace

void clinic_commands(CLI::App& app, Options& options) {
  CLI::App* serve = add(app, options, Command::serve, "serve", "The practitioner's workbench", serve_footer);
  data_option(serve, options, true);
  serve->add_option("--port", options.port, "Port, 0 for any that is free (default: 8080)")
      ->type_name("N")
      ->check(CLI::Range(0, 65535).description(""));
  serve->add_option("--address", options.address, "Address to listen at (default: 127.0.0.1,\nthis machine alone)")
      ->type_name("IP");
  serve->add_option("--host", options.hosts, "Name under which browsers reach it (repeatable)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  serve->add_option("--certificate", options.certificate, "TLS: certificate chain, PEM")->type_name("FILE");
  serve->add_option("--key", options.key, "TLS: its key, PEM")->type_name("FILE");
  serve->add_flag("--behind-proxy", options.behind_proxy,
                  "A proxy does TLS and hands on the Host header;\nneeds --host");
  serve->add_option("--clinic", options.clinic, "Name of the clinic, for the sheets")->type_name("NAME");
  serve->add_flag("--single-user", options.single_user, "No password; only at an address of this machine");
  serve->add_option("--user", options.user, "With --single-user: the name in the record")->type_name("NAME");
  serve->add_flag("--demo", options.demo, "Fill an empty folder with an invented clinic day");
  serve->add_option("--today", options.today, "Take this day for today")->type_name("DAY");
  serve->add_option("--threads", options.threads, "Workers (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""));
  rules_options(serve, options, true);

  CLI::App* records = add(app, options, Command::records, "records", "The clinic's records", records_footer);
  action(records, options, "verify, backup, restore, export or delete", "WHAT", "A file, or the id of a client");
  data_option(records, options, true);
  records->add_option("--output", options.output, "export: write there instead of standard output")->type_name("FILE");
  records->add_option("--reason", options.reason, "delete: why")->type_name("WORDS");
  records->add_option("--user", options.user, "delete, export: who does it")->type_name("NAME");
  records->add_option("--head", options.head, "verify: this hash, noted earlier, must be in it")->type_name("HASH");
  records->add_flag("--json", options.json, "One JSON object");

  CLI::App* users = add(app, options, Command::users, "users", "Who may come in", users_footer);
  action(users, options, "list, add, password, disable or enable", "NAME", "Whom it is done to");
  data_option(users, options, true);
  users->add_option("--role", options.role, "practitioner or manager")
      ->type_name("ROLE")
      ->check(CLI::IsMember({"practitioner", "manager"}).description(""));
}

}  // namespace contra::cli
