// contra explain, contra about: rules and diagnostics in full.
#include <algorithm>
#include <cctype>

#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "present/rules_text.hpp"
#include "present/words.hpp"
#include "text/explanations.hpp"

namespace contra::cli {

namespace {

bool is_diagnostic_id(const std::string& topic) {
  return topic.size() == 5 && (topic[0] == 'C' || topic[0] == 'c') &&
         std::all_of(topic.begin() + 1, topic.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int explain_diagnostic(std::string topic, const Options& options) {
  topic[0] = 'C';
  const text::KindInfo* kind = text::find_kind(topic);
  if (kind == nullptr) {
    std::vector<std::string> ids;
    for (const auto& info : text::all_kinds()) ids.emplace_back(info.id);
    const std::string near = text::nearest(topic, ids);
    complain("there is no diagnostic `" + topic + "`", near.empty() ? std::string() : "did you mean `" + near + "`?");
    return exit_fault;
  }
  present::Page page(page_options(options));
  page.paragraph(0, std::string(kind->id) + ": " + std::string(kind->title), present::Tone::strong);
  const text::Page* explained = text::page_of(kind->kind);
  if (explained != nullptr) {
    page.gap();
    page.paragraph(0, explained->cause);
  }
  print(page.take());
  // Examples stay as they would be written, line by line.
  if (explained != nullptr)
    print("\nWrong:\n" + text::shown(explained->wrong, "    ") + "\nRight:\n" + text::shown(explained->right, "    "));
  return exit_go;
}

}  // namespace

int explain(const Options& options) {
  const std::string& topic = options.arguments.front();
  if (is_diagnostic_id(topic)) return explain_diagnostic(topic, options);
  Rules rules;
  if (!usable_rules({options.packs, options.policies, true, std::nullopt}, options, rules)) return exit_fault;
  const std::size_t dot = topic.find('.');
  const std::string pack = dot == std::string::npos ? std::string() : topic.substr(0, dot);
  const std::string name = dot == std::string::npos ? topic : topic.substr(dot + 1);
  std::vector<std::string> names;
  bool found = false;
  for (const auto& program : rules.programs) {
    if (!pack.empty() && program->identity.name != pack) continue;
    for (const auto& joined : program->checks) {
      names.push_back(joined.name);
      if (joined.name != name) continue;
      if (found) print("\n");
      print(present::check_page(*program, joined, present::tests_of(*rules.checked, program->identity.name, name),
                                rules.sources, page_options(options)));
      found = true;
    }
  }
  if (found) return exit_go;
  if (!pack.empty() && names.empty()) {
    find_pack(rules, pack);
    return exit_fault;
  }
  const std::string near = text::nearest(name, names);
  complain("there is no check `" + name + "`",
           near.empty() ? "`contra questions PACK` names the checks of a pack" : "did you mean `" + near + "`?");
  return exit_fault;
}

int about(const Options& options) {
  Rules rules;
  if (!usable_rules({options.packs, {}, false, std::nullopt}, options, rules)) return exit_fault;
  const compile::Program* program = find_pack(rules, options.arguments.front());
  if (program == nullptr) return exit_fault;
  if (program->pack->about.empty()) {
    complain("the pack `" + program->identity.name + "` has no page about its treatment");
    return exit_fault;
  }
  print(present::about_page(*program, page_options(options)));
  return exit_go;
}

}  // namespace contra::cli
