// Errors as RFC 9457 problem details (application/problem+json).
#pragma once

#include <string>
#include <vector>

#include "http/message.hpp"
#include "text/diagnostic.hpp"

namespace contra::serve {

/// One fault inside what was sent.
struct PointedFault {
  std::string pointer;  ///< JSON pointer into the body
  std::string detail;
  std::string id;                 ///< of a diagnostic kind, "C0601"; may be empty
  unsigned line = 0, column = 0;  ///< 0: none
};

/// What a handler throws. `type` is the last part of the problem's URI reference: "/problems/not-found". `detail` never
/// repeats an answer of a client.
struct Problem {
  int status = 400;
  std::string type, title, detail;
  std::vector<PointedFault> errors;
};

http::Response problem_response(const Problem& problem);

Problem not_found(const std::string& what);

/// Line and column, 0 when it stands nowhere: "12 more faults are not shown" does not.
text::Place place_of(const text::Diagnostic& diagnostic, const text::SourceSet& sources);

/// 422 for a record that is not of contra.intake/1: a fault for each diagnostic. Their messages name places, keys and
/// words of the format, as `contra screen --json` gives them.
Problem refused_record(const std::vector<text::Diagnostic>& diagnostics, const text::SourceSet& sources);

}  // namespace contra::serve
