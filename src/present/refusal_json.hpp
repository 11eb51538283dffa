// Writes `contra.refusal/1`: what stands in the place of a decision when a record is not of the schema. Places, key names
// and words of the schema only: the messages of the intake reader hold no answers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace contra::present {

/// One JSON object, no line break in it. `where` is written as `file` when it is not empty, `line` (of a stream, from 1)
/// when it is not 0.
std::string refusal_json(std::string_view where, std::uint64_t line, const text::SourceSet& sources,
                         const std::vector<text::Diagnostic>& diagnostics);

}  // namespace contra::present
