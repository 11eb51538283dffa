// The fast program: what a pack's checks say about one day, as formulas over facts in columns. Made from the compiled
// program, and held against the general evaluator by tests: one meaning, two speeds.
//
// A check waits on a day when it *possibly* holds there. Kleene's logic makes that easy: with every `not` pushed down
// to the atoms, "possibly holds" is a formula of `and` and `or` over "this atom possibly holds" and "this atom possibly
// does not". An unclear answer makes both true. So exact and unclear answers take the same way, and no worlds are
// tried.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bulk/row.hpp"
#include "compile/program.hpp"

namespace contra::bulk {

using NodeId = std::uint32_t;

/// What an entry is tested for beside its term: `where`, the treated area, one row of a table.
struct Filter {
  std::vector<const check::WhereTest*> where;
  const check::WaitAfter* table = nullptr;
  std::uint32_t row = 0;
  bool area = false;
};
using FilterId = std::uint32_t;  // 0: no test at all

/// A column of distances is the least, over the entries that count, of one of these.
enum class Source : std::uint8_t {
  since,
  ahead,
  going,
  exists,
  surely_since,
  surely_ahead,
  surely_going,
  surely_exists
};
constexpr bool is_sure(Source s) { return s >= Source::surely_since; }

struct Write {
  Source source = Source::since;
  std::uint32_t column = 0;
};
/// What an entry writes once it has passed a filter.
struct Touch {
  FilterId filter = 0;
  std::vector<Write> writes;
  /// For entries of one term, where the filter is one test on one detail with options: `detail` is its index in the
  /// list, and the filter is met when the option is in `options`. `rows` are the options of all rows, when it is the
  /// row of a table (what fits no row may be any of them); 0 when it is not.
  std::int32_t detail = check::none;
  std::uint64_t options = 0, rows = 0;
};
/// What entries of one term in one list write. `uniform`: every detail that a filter reads belongs to all of the kinds
/// of the term or to none of them, so the filter can be judged without the subject.
struct TermTouches {
  /// Columns of `since` without a filter, by far the most: a range of Plan::since_columns. `touches` are the others.
  std::uint32_t since_first = 0, since_last = 0;
  std::vector<Touch> touches;
  bool uniform = true;
};

/// What is written by entries that may be several terms.
struct Class {
  check::IdSet terms;
  std::vector<Touch> touches;
};
struct SureSlot {
  check::IdSet terms;
  Touch touch;
};
struct ListTouches {
  std::vector<std::int32_t> by_term;  ///< index into Plan::term_touches; none: nothing reads the term
  std::vector<Class> classes;
  std::vector<SureSlot> sure;
  bool sets =
      true;  ///< false: tables over this list treat terms differently; entries without a term go the general way
};

/// How near is near enough: a distance below it is inside the window.
struct Threshold {
  enum class Kind : std::uint8_t {
    before_end,  ///< v <  after(event, step)
    up_to_end,   ///< v <= after(event, step)
    from_begin   ///< v >= before(event, step)
  } kind = Kind::before_end;
  Step step;
  Rounding rounding = Rounding::up;
};

/// Where a column of numbers comes from.
struct NumberSource {
  enum class Kind : std::uint8_t { low, high, age_low, age_high, visit, depth_low, depth_high } kind = Kind::visit;
  std::uint32_t index = 0;
};

struct Op {
  enum class Kind : std::uint8_t { below, below_step, at_least, at_most, and_, or_, not_ } kind = Kind::and_;
  NodeId to = 0;
  std::uint32_t a = 0;  ///< column, or first child
  std::uint32_t b = 0;  ///< threshold, or one past the last child; not_: the node
  std::int32_t value = 0;
};

/// A bit of a record that is worked out when it is added.
struct Flag {
  enum class Kind : std::uint8_t { area_touches, area_touches_not, list_some, list_surely } kind = Kind::area_touches;
  AreaSet areas;  ///< planned areas that touch what is asked for
  check::ListId list = check::none;
};

/// Immutable, and safe to share. It points into the program and the layout.
struct Plan {
  std::shared_ptr<const compile::Program> program;
  const Layout* layout = nullptr;

  std::vector<Filter> filters;  ///< [0] tests nothing
  std::vector<ListTouches> lists;
  std::vector<TermTouches> term_touches;
  std::vector<std::uint32_t> since_columns;
  std::vector<std::vector<Write>> day_writes;  ///< by index of the day
  std::vector<AreaSet> touching;               ///< by AreaId: the areas that touch it
  std::size_t columns = 0;                     ///< of distances

  std::vector<Threshold> thresholds;  ///< that depend on the day; the others are values of operations
  std::vector<NumberSource> numbers;
  std::vector<Flag> flags;

  // Nodes: the options' bits, the flags, `never`, `always`, then one for each operation.
  NodeId first_flag = 0, nothing = 0, everything = 0, first_op = 0;
  std::vector<Op> ops;
  std::vector<NodeId> children;
  std::size_t nodes = 0;
  std::vector<NodeId> waits;  ///< by check of the program: it possibly waits
  NodeId doubt = 0;           ///< several `ask again` may leave no answer open: the general evaluator decides

  /// The fast program of `program`, or null, with the reason in `why`, when it uses something that only the general
  /// evaluator can say.
  static std::unique_ptr<const Plan> make(std::shared_ptr<const compile::Program> program, const Layout& layout,
                                          std::string& why);
};

}  // namespace contra::bulk
