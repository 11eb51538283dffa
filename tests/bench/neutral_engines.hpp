// The two ways in which contra_neutral screens: by the fast program, as `contra screen --stream` does, and by the
// general evaluator, which says what everything means.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/block.hpp"
#include "bulk/plan.hpp"
#include "bulk/reasons.hpp"
#include "bulk/row.hpp"
#include "compile/program.hpp"
#include "eval/facts.hpp"
#include "neutral_record.hpp"

namespace contra::bench {

/// Which rule each check belongs to: check r00054_2 to rule 54.
struct RuleNumbers {
  explicit RuleNumbers(const compile::Program& program);
  std::vector<std::uint32_t> of_check;
  std::vector<bool> asks;  // by rule
  std::size_t count() const { return asks.size() - 1; }
};

/// Everything that a neutral record does not say: what is not answered is every value of its type, and a list that
/// nobody answered may hold anything.
class General {
 public:
  using Form = eval::Facts;

  General(std::shared_ptr<const compile::Program> program, const RuleNumbers& rules);

  void read(const char* line, std::size_t length, Form& out);
  /// The numbers of the rules that fire, ascending.
  void fired(const Form& facts, std::vector<std::uint32_t>& out) const;
  /// The sum of the rules that fire, for timing.
  std::uint64_t evaluate(const std::vector<Form>& forms);
  void screen(const Input& input, std::string& out);
  void tell_reasons() { throw std::runtime_error("reasons are told by the fast engine only"); }

 private:
  std::shared_ptr<const compile::Program> program_;
  const RuleNumbers& rules_;
  Reader reader_;
  Writer writer_;
  eval::Facts open_;
  std::vector<std::uint32_t> fired_;
};

class Fast {
 public:
  struct Form {
    bulk::Row row;
  };

  /// Throws std::runtime_error when the rules have no fast program.
  Fast(std::shared_ptr<const compile::Program> program, const RuleNumbers& rules);

  void read(const char* line, std::size_t length, Form& out);
  std::uint64_t evaluate(const std::vector<Form>& forms);
  void screen(const Input& input, std::string& out);
  /// From here on each line also has `reasons`, as a verdict line has them; null where only the general evaluator can
  /// tell them.
  void tell_reasons();

 private:
  std::string_view read_row(const char* line, std::size_t length, bulk::Row& row);
  void flush(std::string& out);
  void numbers_of(std::size_t row);
  void add_reasons(std::size_t row, std::string& out);

  /// What an answer leaves of the bits of its question: those of two words of a row.
  struct Only {
    std::uint32_t word = 0;
    std::uint64_t keep = ~std::uint64_t{0}, keep_next = ~std::uint64_t{0};
  };
  class Sink;

  std::shared_ptr<const compile::Program> program_;
  const RuleNumbers& rules_;
  Reader reader_;
  Writer writer_;
  bulk::Layout layout_;
  std::unique_ptr<const bulk::Plan> plan_;
  std::unique_ptr<bulk::Block> block_;
  std::unique_ptr<General> general_;  // for records that the fast program cannot judge
  std::vector<Only> only_;            // by bit of a row
  bulk::Row open_;
  std::vector<bulk::Row> rows_{1};  // the one at hand; with reasons, all of the block
  std::unique_ptr<const bulk::ReasonTexts> texts_;
  std::unique_ptr<bulk::ReasonFinder> finder_;
  bulk::Reasons reasons_;
  std::size_t list_begin_ = 0;  // the first entry of the list at hand
  std::string ids_;
  std::vector<std::size_t> id_ends_;
  std::vector<std::pair<const char*, std::size_t>> lines_;  // of the rows in the block
  std::vector<std::int32_t> event_days_, question_days_;
  std::vector<std::uint32_t> fired_;
};

}  // namespace contra::bench
