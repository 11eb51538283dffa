// The two ways in which contra_neutral screens: by the fast program, as `contra screen --stream` does, and by the
// general evaluator, which says what everything means.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bulk/block.hpp"
#include "bulk/plan.hpp"
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

 private:
  std::string_view read_row(const char* line, std::size_t length, bulk::Row& row);
  void flush(std::string& out);
  void numbers_of(std::size_t row);

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
  bulk::Row open_, row_;
  std::string ids_;
  std::vector<std::size_t> id_ends_;
  std::vector<std::pair<const char*, std::size_t>> lines_;  // of the rows in the block
  std::vector<std::int32_t> event_days_, question_days_;
  std::vector<std::uint32_t> fired_;
};

}  // namespace contra::bench
