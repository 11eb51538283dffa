// See rules.hpp.
#include "rules.hpp"

#include <cstdio>
#include <cstdlib>

#include "text/diagnostic.hpp"

namespace contra::bulk_tests {

namespace {

std::unique_ptr<const api::LoadedRules> loaded(api::RulesWanted wanted) {
  wanted.complete = false;
  auto out = std::make_unique<api::LoadedRules>(api::load_rules(std::move(wanted)));
  if (out->checked) return out;
  for (const auto& d : out->diagnostics) std::fprintf(stderr, "%s\n", text::one_line(d, out->sources).c_str());
  std::exit(3);
}

}  // namespace

std::unique_ptr<const api::LoadedRules> load(const std::vector<std::pair<std::string, std::string>>& texts) {
  api::RulesWanted wanted;
  for (const auto& [name, text] : texts) wanted.texts.push_back({name, text});
  return loaded(std::move(wanted));
}

std::unique_ptr<const api::LoadedRules> load_shipped() {
  api::RulesWanted wanted;
  wanted.paths = {std::string(CONTRA_SOURCE_DIR) + "/rules"};
  return loaded(std::move(wanted));
}

}  // namespace contra::bulk_tests
