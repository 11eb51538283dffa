// One symbolic intake with the programs that are asked about it, and the way from a question to a proof or a client.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "eval/decide.hpp"
#include "prove/encode.hpp"
#include "prove/prove.hpp"
#include "prove/solver.hpp"

namespace contra::prove {

/// A check of a program: what it says, and what each of its parts does.
struct Encoded {
  std::string name;
  Said said;
  std::vector<Said> parts;
};

/// What the engine makes of a record: the facts and the day.
struct Replayed {
  eval::Facts facts;
  eval::Setting setting;
};
/// Nothing when the record is refused, or has answers that cannot be.
std::optional<Replayed> replay(const compile::Program& program, const std::string& record);
/// The verdict of this program alone on the visit day.
eval::Verdict verdict(const std::shared_ptr<const compile::Program>& program, const Replayed& replayed);

/// The program without some of its checks.
std::shared_ptr<const compile::Program> without(const std::shared_ptr<const compile::Program>& program,
                                                const std::function<bool(const compile::JoinedCheck&)>& leave_out);

struct Question {
  std::string name;              ///< fit for a file
  std::string sentence;          ///< of what is looked for
  std::vector<Bool> asked;       ///< all of it; the core is told of these
  std::vector<Bool> of_clients;  ///< further, of a client who is shown: forms that hold
  bool expect_none = false;      ///< a proof is looked for first
  bool smallest = false;         ///< the client is shown: fewest unusual answers, nearest days
  /// Whether the engine says of the record what the solver said.
  std::function<bool(const Replayed&)> confirms;
};

struct Decided {
  State state = State::not_decided;
  std::vector<Bool> core;  ///< proved: those of `asked` that are needed; empty when it was proved day by day
  std::optional<Witness> witness;
  std::string why;
};

class Session {
 public:
  /// `further` beside what every check of the programs needs so that none of them waits.
  Session(const std::vector<std::shared_ptr<const compile::Program>>& programs, const Entries& further,
          const Options& options);

  Formulas& formulas() { return formulas_; }
  Intake& intake() { return intake_; }
  Calendar& calendar() { return calendar_; }
  Solver& solver() { return *solver_; }
  Encoder& encoder(std::size_t program) { return *encoders_[program]; }
  const std::vector<Encoded>& checks(std::size_t program) const { return checks_[program]; }
  Bool forms_hold(std::size_t program) const { return forms_hold_[program]; }

  /// After everything that questions speak about has been encoded.
  void begin();
  Decided decide(const Question& question);
  /// What holds of the turns of every day; after `begin`.
  Bool lemmas();
  /// What a record can say exactly; the visit on that day; and whether the rest can hold beside: for asking on from a
  /// solution.
  Bool statable() const { return statable_; }
  Bool on(Day day);
  Answer check(const std::vector<Bool>& assumed) { return solver_->check(assumed, options_.milliseconds); }
  /// A core that no member of can be left out.
  std::vector<Bool> smallest_core(std::vector<Bool> core, const std::vector<Bool>& beside);

 private:
  static Entries needed(const std::vector<std::shared_ptr<const compile::Program>>& programs, const Entries& further);
  Witness show(const std::vector<Bool>& assumed, bool smallest);
  void make_small(const std::vector<Bool>& assumed);
  void tell(const Question& question, const std::vector<Bool>& assumed, const char* status);

  Options options_;
  std::vector<std::shared_ptr<const compile::Program>> programs_;
  Formulas formulas_;
  Calendar calendar_;
  Intake intake_;
  std::vector<std::unique_ptr<Encoder>> encoders_;
  std::vector<std::vector<Encoded>> checks_;
  std::vector<Bool> forms_hold_;
  std::unique_ptr<Solver> solver_;
  Bool always_, statable_, over_, lemmas_;
  bool has_lemmas_ = false;
  std::vector<Day> days_;
};

}  // namespace contra::prove
