// Lines that a bad exporter, a cut pipe or an attacker may send: changed copies of good ones.
#pragma once

#include <string>

#include "random.hpp"

namespace contra::bulk_tests {

/// What has been done to a line, for messages and counts.
enum class Harm {
  none,
  cut,
  bytes,
  bad_utf8,
  control,
  deep,
  huge_number,
  huge_text,
  brackets,
  members,
  doubled,
  respelled,
  glued,
  piece,
  several
};
inline constexpr int harms = static_cast<int>(Harm::several) + 1;
const char* name_of(Harm harm);

/// Changes `line`. `other` is another good line. The result holds no line end.
Harm harm(std::string& line, const std::string& other, Random& random);

}  // namespace contra::bulk_tests
