// See intake_parts.hpp.
#include "serve/intake_parts.hpp"

#include <algorithm>
#include <variant>

#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "serve/titles.hpp"

namespace contra::serve {

namespace {

/// A record with one part in it, read; faults of the record itself are told at `prefix` and what lies in it.
class PartReader {
 public:
  /// `before` and `after` hold no line end.
  PartReader(const api::LoadedRules& rules, const std::string& before, std::string_view part, const std::string& after,
             std::string prefix)
      : before_(before.size()), prefix_(std::move(prefix)) {
    std::vector<eval::KnownPack> packs;
    for (const auto& program : rules.programs) packs.push_back({program->identity.name, program->pack.get()});
    text::SourceSet sources;
    const text::FileId file = sources.add({}, before + std::string(part) + after);
    auto read = eval::read_intake(sources, file, *rules.programs.front()->vocabulary, packs);
    if (auto* facts = std::get_if<eval::Facts>(&read)) {
      facts_ = std::move(*facts);
      return;
    }
    for (const text::Diagnostic& d : std::get<eval::Refused>(read).diagnostics) {
      text::Place place = place_of(d, sources);
      if (place.line == 1) place.column -= std::min(place.column - 1, static_cast<std::uint32_t>(before_));
      faults_.push_back({within(d.pointer), d.help.empty() ? d.message : d.message + "; " + d.help,
                         std::string(text::info(d.kind).id), place.line, place.column});
    }
  }

  std::string within(const std::string& pointer) const {
    return pointer.compare(0, prefix_.size(), prefix_) == 0 ? pointer.substr(prefix_.size()) : std::string{};
  }
  const eval::Facts& facts() const { return facts_; }
  std::vector<PointedFault>& faults() { return faults_; }

 private:
  std::size_t before_;
  std::string prefix_;
  eval::Facts facts_;
  std::vector<PointedFault> faults_;
};

std::string head(Day day) { return R"({"record":"contra.intake/1","visit":")" + to_iso(day) + "\","; }

std::string some_plan(const api::LoadedRules& rules) {
  return R"("plan":[{"treatment":")" + rules.programs.front()->identity.name + "\"}]";
}

}  // namespace

std::vector<PointedFault> plan_faults(const api::LoadedRules& rules, std::string_view plan) {
  PartReader read(rules, head(Day{}) + "\"plan\":", plan, "}", "/plan");
  for (const eval::AnswerFault& fault : read.facts().faults)
    if (fault.what == eval::AnswerFault::What::bad_setting)
      read.faults().push_back({read.within(fault.origin.pointer), fault.message, {}, 0, 0});
  std::vector<std::string> names;
  for (const auto& program : rules.programs) names.push_back(program->identity.name);
  for (const eval::PlanItem& item : read.facts().plan) {
    if (find_treatment(rules, item.treatment) != nullptr) continue;
    const std::string near = text::nearest(check::fold_name(item.treatment), names);
    if (!near.empty())
      read.faults().push_back({read.within(item.origin.pointer) + "/treatment",
                               "there is no treatment of this name; did you mean " + quoted_name(near) + "?",
                               {},
                               0,
                               0});
  }
  return read.faults();
}

std::string read_plan(Body& body, const api::LoadedRules& rules, const Node& object, std::string_view field) {
  const Node* plan = body.member(object, field, Node::Kind::array);
  if (plan == nullptr) return {};
  std::string out = body.document().compact(*plan);
  for (PointedFault& fault : plan_faults(rules, out)) {
    fault.pointer = plan->pointer + fault.pointer;
    fault.line = fault.column = 0;  // of the text without its white space
    body.fault(std::move(fault));
  }
  return out;
}

std::vector<PointedFault> form_faults(const api::LoadedRules& rules, std::string_view form, Day today) {
  PartReader read(rules, head(today) + some_plan(rules) + ",\"forms\":[", form, "]}", "/forms/0");
  if (read.faults().empty() && read.facts().forms.front().signed_on > today)
    read.faults().push_back({"/signed", "the form is signed on a day that is still to come", {}, 0, 0});
  return read.faults();
}

namespace {

/// A practitioner's word may clear what has to be looked at, on its own day.
bool may_clear(const api::LoadedRules& rules, const std::string& check, check::RoleId role) {
  const check::Vocabulary& vocabulary = *rules.programs.front()->vocabulary;
  const check::IdSet& counts_as = vocabulary.roles.at(static_cast<std::size_t>(role)).counts_as;
  const auto practitioner = vocabulary.role_ids.find("practitioner");
  if (practitioner != vocabulary.role_ids.end() && counts_as.has(practitioner->second)) return true;
  for (const auto& program : rules.programs)
    for (const compile::JoinedCheck& joined : program->checks)
      for (const compile::Part& part : joined.parts) {
        const auto roles = eval::clearing_roles(part.check);
        if (joined.name == check &&
            std::any_of(roles.begin(), roles.end(), [&](check::RoleId asked) { return counts_as.has(asked); }))
          return true;
      }
  return false;
}

}  // namespace

std::vector<PointedFault> clearance_faults(const api::LoadedRules& rules, std::string_view clearance, Day today) {
  PartReader read(rules, head(today) + some_plan(rules) + ",\"clearances\":[", clearance, "]}", "/clearances/0");
  if (!read.faults().empty()) return read.faults();
  const eval::ClearanceFact& fact = read.facts().clearances.front();
  const auto fault = [&](const char* pointer, std::string detail) {
    read.faults().push_back({pointer, std::move(detail), {}, 0, 0});
  };
  if (find_check(rules, fact.check) == nullptr) {
    std::vector<std::string> names;
    for (const auto& program : rules.programs)
      for (const compile::JoinedCheck& check : program->checks) names.push_back(check.name);
    const std::string near = text::nearest(fact.check, names);
    fault("/check", "no pack that is loaded has a check " + quoted_name(fact.check) +
                        (near.empty() ? "" : "; did you mean " + quoted_name(near) + "?"));
  }
  if (fact.role < 0)
    fault("/by", "the vocabulary knows no such role");
  else if (read.faults().empty() && !may_clear(rules, fact.check, fact.role))
    fault("/by", "this role clears no check of this name");
  if (fact.on && *fact.on > today) fault("/on", "the clearance was given on a day that is still to come");
  if (fact.unclear && fact.role >= 0 && read.faults().empty())
    fault("", "it would clear nothing: a day or a term in it cannot be read, or it ends before it begins");
  return read.faults();
}

}  // namespace contra::serve
