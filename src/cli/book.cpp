// contra book: the rule book of a pack as one page.
#include "book/book.hpp"

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"

namespace contra::cli {

int book(const Options& options) {
  Rules rules;
  if (!usable_rules({options.packs, options.policies, true, std::nullopt}, options, rules)) return exit_fault;
  const compile::Program* program = find_pack(rules, options.arguments.front());
  if (program == nullptr) return exit_fault;
  const std::string page = book::book_html(*program, *rules.checked, rules.sources, {engine_name(), std::nullopt});
  if (!options.output) {
    print(page);
    return exit_go;
  }
  std::string why;
  if (write_file(*options.output, page, why)) return exit_go;
  complain("`" + *options.output + "` cannot be written: " + why);
  return exit_fault;
}

}  // namespace contra::cli
