// contra: what was asked for, and the one file that answers it.
#include <csignal>
#include <exception>
#include <new>

#include "cli/commands.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"

namespace {

int run(const contra::cli::Options& options) {
  using namespace contra::cli;
  switch (options.command) {
    case Command::screen:
      return screen(options);
    case Command::check:
      return check(options);
    case Command::test:
      return test(options);
    case Command::eval:
      return eval(options);
    case Command::questions:
      return questions(options);
    case Command::explain:
      return explain(options);
    case Command::about:
      return about(options);
    case Command::schema:
      return schema(options);
    case Command::format:
      return format(options);
    case Command::prove:
      return prove(options);
    case Command::diff:
      return diff(options);
    case Command::why:
      return why(options);
    case Command::calendar:
      return calendar(options);
    case Command::book:
      return book(options);
    case Command::lsp:
      return lsp(options);
    case Command::create:
      return create(options);
    case Command::serve:
      return serve(options);
    case Command::records:
      return records(options);
    case Command::users:
      return users(options);
  }
  return exit_fault;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace contra::cli;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is then an error of write, and finish() is quiet about it
  // INVARIANT: 0 is returned only after an answer was worked out and written; whatever goes wrong on the way is a
  // fault.
  try {
    Options options;
    if (const auto done = read_options(argc, argv, options)) return *done;
    set_verbose(options.verbose);
    return finish(run(options));
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception&) {
    complain("something went wrong inside contra", "please report it with the command, not with the record");
  }
  return exit_fault;
}
