// Inside the bulk room: which columns of distances the formulas of a plan read, and which entries write them.
//
// Terms that every subject of the pack takes or leaves together are one class; a column belongs to a class, a filter
// and a source, and a subject reads the columns of its classes. (For what is *surely* so an entry must lie in the
// subject with all that it may be, which classes cannot say: those columns belong to the subject itself.)
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "bulk/plan.hpp"

namespace contra::bulk {

/// The pack says something that the fast program cannot.
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Columns {
 public:
  explicit Columns(Plan& plan);

  /// Every check is read first, then the classes are made, then columns are asked for.
  void read(const check::Check& check);
  void classify();

  FilterId filter(Filter filter, const std::vector<check::WhereTest>& where);
  std::vector<std::uint32_t> possible(const check::Subject& subject, FilterId filter, Source source);
  std::uint32_t sure(const check::Subject& subject, FilterId filter, Source source);

  /// Writes down what entries touch.
  void finish();

 private:
  struct ClassColumns {
    check::IdSet terms;
    std::map<std::pair<FilterId, Source>, std::uint32_t> columns;
  };
  struct SureColumn {
    check::IdSet terms;
    FilterId filter = 0;
    Write write;
  };
  struct ListColumns {
    std::vector<ClassColumns> classes;
    std::vector<SureColumn> sure;
  };

  void read(const check::Condition& condition);
  void read(const check::Subject& subject);
  std::uint32_t new_column() { return static_cast<std::uint32_t>(plan_.columns++); }
  bool uniform(check::ListId list, const check::IdSet& kinds, const Filter& filter) const;
  bool says_for_sets(check::ListId list, const Filter& filter) const;
  TermTouches touches_of(check::ListId list, const check::IdSet& kinds);
  void simplify(check::ListId list, const check::IdSet& kinds, Touch& touch) const;

  Plan& plan_;
  const check::Vocabulary& v_;
  std::map<std::string, const check::Subject*> subjects_;
  std::vector<ListColumns> lists_;
  std::vector<std::map<Source, std::uint32_t>> days_;
  std::vector<std::vector<Write>> sure_days_;
  std::map<std::string, FilterId> filters_;
  std::map<std::tuple<std::string, FilterId, Source>, std::uint32_t> sure_;
};

}  // namespace contra::bulk
