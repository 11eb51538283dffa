// How a law that does not hold in a case is told.
#pragma once

#include <stdexcept>
#include <string>

#include "laws/cases.hpp"
#include "laws/show.hpp"

namespace contra::laws {

/// A law that does not hold in a case; the text says where.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] inline void broken(const Case& c, const std::string& how) { throw Broken(how + "\n\n" + show(c)); }

}  // namespace contra::laws
