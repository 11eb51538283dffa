// contra screen: GO or WAIT for intake records.
#include <algorithm>
#include <array>

#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/records.hpp"
#include "cli/settings.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "present/decision_json.hpp"
#include "present/refusal_json.hpp"
#include "present/terminal.hpp"
#include "present/words.hpp"

namespace contra::cli {

namespace {

class Screening {
 public:
  Screening(const Options& options, const Rules& rules, const eval::DecideOptions& decide, bool several)
      : options_(options), rules_(rules), decide_(decide), several_(several), page_(page_options(options)) {
    for (const auto& program : rules.programs) packs_.push_back({program->identity.name, program->pack.get()});
  }

  void record(RecordText&& record) {
    const int code = answer(std::move(record));
    ++counts_[static_cast<std::size_t>(code)];
    worst_ = std::max(worst_, code);
  }

  int finish_all() {
    const std::size_t all = counts_[0] + counts_[1] + counts_[2];
    if (all == 0) {
      complain("there is no record to screen");
      return exit_fault;
    }
    if (all > 1 && !options_.json && !options_.client)
      print("\n" + present::count_words(static_cast<std::int64_t>(all), "record", "records") + ": " +
            std::to_string(counts_[0]) + " GO, " + std::to_string(counts_[1]) + " WAIT recommended, " +
            std::to_string(counts_[2]) + " refused\n");
    return worst_;
  }

 private:
  int answer(RecordText&& record) {
    if (!record.unreadable.empty()) {
      complain("`" + record.name + "` cannot be read: " + record.unreadable);
      return exit_fault;
    }
    text::SourceSet sources;
    const text::FileId file = sources.add(record.name, std::move(record.text));
    auto read = eval::read_intake(sources, file, *rules_.programs.front()->vocabulary, packs_);
    if (auto* refused = std::get_if<eval::Refused>(&read)) {
      text::tidy(refused->diagnostics);
      show_diagnostics(refused->diagnostics, sources, options_, true);
      if (options_.json) print(present::refusal_json(record.name, 0, sources, refused->diagnostics) + "\n");
      return exit_fault;
    }
    eval::Facts& facts = std::get<eval::Facts>(read);
    if (!override_setting(options_.areas, options_.depth, rules_.programs, facts)) return exit_fault;
    const eval::Decision decision = eval::decide(rules_.programs, facts, decide_);
    if (options_.json) {
      print(present::decision_json(decision, facts, engine_name()) + "\n");
    } else {
      if (printed_) print("\n\n");
      if (several_) print(record.name + "\n");
      print(options_.client ? present::client_text(decision, facts, page_)
                            : present::decision_text(decision, facts, engine_name(), page_));
      printed_ = true;
    }
    return decision.verdict == eval::Verdict::go ? exit_go : exit_wait;
  }

  const Options& options_;
  const Rules& rules_;
  const eval::DecideOptions& decide_;
  bool several_;
  present::PageOptions page_;
  std::vector<eval::KnownPack> packs_;
  std::array<std::size_t, 3> counts_{};
  int worst_ = exit_go;
  bool printed_ = false;
};

}  // namespace

int screen(const Options& options) {
  if (options.stream) return stream(options);
  eval::DecideOptions decide;
  if (options.on && !(decide.on = read_day(*options.on, "--on"))) return exit_fault;
  if (options.as_of && !(decide.as_of = read_day(*options.as_of, "--as-of"))) return exit_fault;
  if (options.json && options.client) {
    complain("--json and --client do not go together", "the JSON holds the client's words as `client_text`");
    return exit_fault;
  }
  Rules rules;
  if (!usable_rules({options.packs, options.policies, false, std::nullopt}, options, rules)) return exit_fault;
  Screening screening(options, rules, decide, may_be_several(options.arguments));
  each_record(options.arguments, [&](RecordText&& record) { screening.record(std::move(record)); });
  log_step("screened");
  return screening.finish_all();
}

}  // namespace contra::cli
