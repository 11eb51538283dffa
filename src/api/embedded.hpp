// What is built into the library: the shipped rules and the schema of a decision.
#pragma once

#include <string_view>
#include <vector>

namespace contra::api {

struct EmbeddedFile {
  std::string_view name, text;
};
/// rules/**/*.contra as they were when the library was built, sorted by name.
const std::vector<EmbeddedFile>& embedded_rules();
std::string_view embedded_decision_schema();
std::string_view embedded_verdict_schema();

}  // namespace contra::api
