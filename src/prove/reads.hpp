// What programs read: their conditions and subjects, and how many entries of each list a question needs.
//
// An entry is needed only where a sentence says that there is one. Where a sentence says that there is none, taking
// entries away keeps it true. So if a question has an answer at all, it has one with as many entries in each list as
// sentences say "there is one" of that list; under `or` one side is enough.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "compile/program.hpp"

namespace contra::prove {

/// Entries needed, by list.
class Entries {
 public:
  explicit Entries(std::size_t lists) : of_(lists, 0) {}
  void one_of(const std::vector<check::ListId>& lists) {
    for (const check::ListId list : lists) ++of_[static_cast<std::size_t>(list)];
  }
  Entries& operator+=(const Entries& other);
  void at_least(const Entries& other);
  int of(std::size_t list) const { return of_[list]; }

 private:
  std::vector<int> of_;
};

/// For the condition to hold, or not to hold.
Entries entries_of(const check::Vocabulary& vocabulary, const check::Condition& condition, bool holds);

/// What of a part of a check a question may speak about.
enum class Saying { waits, applies, better };
/// For the part to say it, or not to.
Entries entries_of(const check::Vocabulary& vocabulary, const check::Check& check, Saying saying, bool says);

/// For any one part of a check to say anything.
Entries most_entries(const compile::Program& program);

void each_condition(const check::Check& check, const std::function<void(const check::Condition&)>& take);
void each_subject(const check::Check& check, const std::function<void(const check::Subject&)>& take);

/// Whether two vocabularies are the same in all that rules and answers can name.
bool alike(const check::Vocabulary& a, const check::Vocabulary& b);
bool alike(const check::ValueType& a, const check::ValueType& b);

}  // namespace contra::prove
