// Records to try for a rule, as the words of a test: what makes it hold, what does not, and what leaves it open.
// Internal to the room.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/model.hpp"

namespace contra::trial {

/// What a test changes of the example that it starts from.
struct Sketch {
  std::string title;                                        ///< "procedures unsure"
  std::map<std::string, std::string> answers;               ///< "pregnant" -> "is yes"
  std::map<std::string, std::vector<std::string>> entries;  ///< "products" -> "tretinoin on 2026-03-14 in face"
  std::optional<std::string> area, depth;
  std::optional<Day> visit, signed_on;
  std::vector<std::string> clearances;
};

/// The example that tests of a pack start from, as far as a sketch needs it.
struct Ground {
  std::string example;
  Day visit;
  std::vector<std::string> areas;  ///< as planned
  std::string depth;               ///< "0.5 mm"; empty: none
  std::string policy;
};

/// Records worth trying for `check`, the plainest first.
std::vector<Sketch> sketches_of(const check::Check& check, const check::Pack& pack, const check::Vocabulary& vocabulary,
                                const Ground& ground);

/// The lines of the record, without its name and what it expects.
std::string record_lines(const Sketch& sketch, const check::Pack& pack, const Ground& ground);

}  // namespace contra::trial
