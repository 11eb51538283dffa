// contra prove: what holds for every client that the vocabulary admits.
#include <chrono>
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "prove/prove.hpp"

namespace contra::cli {

int prove(const Options& options) {
  RulesWanted wanted{options.packs, options.policies, false, std::nullopt};
  Rules rules;
  if (!usable_rules(wanted, options, rules)) return exit_fault;
  prove::Options how;
  how.seconds = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
  for (const auto& program : rules.programs) {
    const auto report = prove::prove(program, how);
    print(report.pack + " " + std::to_string(report.seconds) + "\n");
    for (const auto& f : report.findings) {
      print("  " + std::to_string(int(f.asked)) + " " + f.name + " state " + std::to_string(int(f.state)) + (f.good() ? "" : " BAD") + " " + std::to_string(f.seconds) + " " + f.why + " " + f.way_out);
      for (auto& b : f.by) print(" by " + b);
      print("\n");
      if (f.witness && (!f.good()||f.asked==prove::Asked::loosens)) print(f.witness->record_json);
    }
    for (auto& c: report.cautious) print("cautious " + c + "\n");
  }
  return exit_go;
}

}  // namespace contra::cli
