// See settings.hpp.
#include "cli/settings.hpp"

#include <algorithm>

#include "cli/output.hpp"
#include "present/words.hpp"
#include "text/diagnostic.hpp"

namespace contra::cli {

namespace {

/// "1.5 mm" and "1.5mm" as thousandths and unit.
std::optional<std::pair<std::int64_t, std::string>> read_quantity(const std::string& words) {
  std::size_t i = 0;
  std::int64_t whole = 0, part = 0, scale = 100;
  bool digits = false;
  for (; i < words.size() && words[i] >= '0' && words[i] <= '9'; ++i, digits = true)
    if ((whole = whole * 10 + (words[i] - '0')) > 1'000'000) return std::nullopt;
  if (i < words.size() && words[i] == '.') {
    for (++i; i < words.size() && words[i] >= '0' && words[i] <= '9'; ++i, scale /= 10)
      part += (words[i] - '0') * scale;
  }
  if (!digits) return std::nullopt;
  while (i < words.size() && words[i] == ' ') ++i;
  return std::pair(whole * 1000 + part, words.substr(i));
}

/// Whether the depth fits the pack's; it is then in `plan`.
bool take_depth(const check::ValueType& type, const std::string& words, eval::PlanItem& plan) {
  if (type.kind == check::ValueType::Kind::number) {
    const auto quantity = read_quantity(words);
    if (!quantity || quantity->second != type.unit || quantity->first < type.from || quantity->first > type.to)
      return false;
    plan.depth_numbers = {{quantity->first, quantity->first}};
    plan.depth_options = 0;
  } else {
    const std::string folded = check::fold_name(words);
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < type.options.size(); ++i)
      if (folded == check::fold_name(type.options[i]) ||
          (i < type.labels.size() && folded == check::fold_name(type.labels[i])))
        mask = std::uint64_t{1} << i;
    if (mask == 0) return false;
    plan.depth_options = mask;
    plan.depth_numbers.clear();
  }
  plan.depth_known = true;
  return true;
}

std::string depth_words(const check::ValueType& type) {
  if (type.kind == check::ValueType::Kind::number)
    return present::number_words(type.from) + " to " + present::number_words(type.to) + " " + type.unit;
  return present::list_words(type.options, "or");
}

bool set_depth(const std::string& words, const std::vector<std::shared_ptr<const compile::Program>>& programs,
               eval::Facts& facts) {
  bool taken = false;
  std::string possible;
  for (eval::PlanItem& plan : facts.plan) {
    const auto program = std::find_if(programs.begin(), programs.end(),
                                      [&](const auto& p) { return p->identity.name == plan.treatment; });
    if (program == programs.end() || !(*program)->pack->depth) continue;
    const check::ValueType& type = (*program)->pack->depth->type;
    taken = take_depth(type, words, plan) || taken;
    possible += (possible.empty() ? "" : "; ") + plan.treatment + ": " + depth_words(type);
  }
  if (!taken)
    complain("`--depth " + words + "` fits no treatment of the plan",
             possible.empty() ? "none of them has a depth" : possible);
  return taken;
}

}  // namespace

std::optional<Day> read_day(const std::string& words, const std::string& option) {
  const auto day = parse_iso_day(words);
  if (!day)
    complain("`" + option + " " + words + "` is no day from 1900-01-01 to 2200-12-31", "write a day as 2026-03-16");
  return day;
}

bool override_setting(const std::vector<std::string>& areas, const std::optional<std::string>& depth,
                      const std::vector<std::shared_ptr<const compile::Program>>& programs, eval::Facts& facts) {
  if (!areas.empty()) {
    const check::Vocabulary& vocabulary = *programs.front()->vocabulary;
    std::vector<eval::AreaId> ids;
    for (const std::string& words : areas) {
      const std::string folded = check::fold_name(words);
      const auto found = vocabulary.area_by_words.find(folded);
      if (found == vocabulary.area_by_words.end()) {
        std::vector<std::string> names;
        for (const auto& [name, id] : vocabulary.area_by_words) names.push_back(name);
        const std::string near = text::nearest(folded, names);
        complain("there is no area `" + words + "`", near.empty() ? std::string() : "did you mean `" + near + "`?");
        return false;
      }
      ids.push_back(found->second);
    }
    for (eval::PlanItem& plan : facts.plan) {
      plan.area_known = true;
      plan.areas = ids;
    }
  }
  return !depth || set_depth(*depth, programs, facts);
}

}  // namespace contra::cli
