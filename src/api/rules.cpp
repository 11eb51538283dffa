// Loading rules through the C++ surface. See contra/pack.hpp.
#include "contra/pack.hpp"

#include <algorithm>

#include "api/access.hpp"
#include "api/embedded.hpp"
#include "present/questions.hpp"

namespace contra {

namespace {

void take(const std::vector<RuleText>& given, std::vector<api::RuleText>& out) {
  for (const RuleText& rule : given) out.push_back({rule.name, rule.text});
}

/// What keeps checked rules from being used to screen.
void unusable(api::LoadedRules& loaded) {
  text::Diagnostic d;
  if (loaded.programs.empty()) {
    d.kind = text::Kind::no_rules;
    d.message = "there is no pack in the rules";
    d.help = "a vocabulary alone screens nothing: load a pack with it";
  } else if (std::any_of(loaded.programs.begin(), loaded.programs.end(), [&](const auto& program) {
               return program->vocabulary != loaded.programs.front()->vocabulary;
             })) {
    // An intake record is read under one vocabulary; a pack over another could not judge it.
    d.kind = text::Kind::two_vocabularies;
    d.message = "the packs are over several vocabularies";
    d.help = "load those of each vocabulary by themselves";
  } else {
    return;
  }
  loaded.diagnostics.push_back(std::move(d));
  text::tidy(loaded.diagnostics);
}

Result<Rules> load(api::RulesWanted wanted, const LoadOptions& options) {
  wanted.complete = options.complete;
  wanted.policies = options.policy_files;
  take(options.policy_texts, wanted.policy_texts);
  wanted.policy_names = options.policies;
  wanted.today = options.today;
  if (options.log) wanted.log = [&](const std::string& what) { options.log(what); };
  auto impl = std::make_shared<api::RulesImpl>();
  impl->loaded = api::load_rules(std::move(wanted));
  if (impl->loaded.checked) unusable(impl->loaded);
  std::vector<Diagnostic> diagnostics = api::to_values(impl->loaded.diagnostics, impl->loaded.sources, true);
  if (!impl->loaded.checked || text::has_errors(impl->loaded.diagnostics)) return diagnostics;
  for (const auto& program : impl->loaded.programs) {
    impl->known.push_back({program->identity.name, program->pack.get()});
    const compile::Identity& id = program->identity;
    impl->packs.push_back({id.name, program->pack->title, id.version, id.hash, id.policies});
  }
  return {api::Access::make(std::move(impl)), std::move(diagnostics)};
}

}  // namespace

Result<Rules> load_files(const std::vector<std::string>& paths, const LoadOptions& options) {
  api::RulesWanted wanted;
  wanted.paths = paths;
  return load(std::move(wanted), options);
}

Result<Rules> load_texts(const std::vector<RuleText>& texts, const LoadOptions& options) {
  api::RulesWanted wanted;
  take(texts, wanted.texts);
  return load(std::move(wanted), options);
}

Result<Rules> load_built_in(const LoadOptions& options) {
  api::RulesWanted wanted;
  wanted.built_in = true;
  return load(std::move(wanted), options);
}

std::string decision_schema() { return std::string(api::embedded_decision_schema()); }

std::string_view version() { return CONTRA_VERSION; }

const std::vector<Pack>& Rules::packs() const { return impl_->packs; }

const Pack* Rules::pack(std::string_view name) const {
  for (const Pack& pack : impl_->packs)
    if (pack.name == name) return &pack;
  return nullptr;
}

const std::vector<std::string>& Rules::policies() const { return impl_->loaded.policies; }
const std::vector<std::string>& Rules::policies_left_out() const { return impl_->loaded.not_joined; }

std::string Rules::intake_schema() const {
  std::vector<const check::Pack*> packs;
  for (const auto& program : impl_->loaded.programs) packs.push_back(program->pack.get());
  return present::intake_schema(impl_->vocabulary(), packs);
}

namespace api {
std::string engine_name() { return "contra " + std::string(version()); }
}  // namespace api

}  // namespace contra
