// See pages.hpp. This file: the checks and the guarantees.
#include <algorithm>

#include "book/pages.hpp"
#include "book/window.hpp"
#include "present/rules_text.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::book {

namespace {

using check::Check;
using check::Form;
using present::capitalised;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

std::string_view kind_words(const Check& check) {
  switch (check.form) {
    case Form::wait_after:
      return check.after.rows.empty() && !check.after.window.must ? "Advice: a later day is better" : "Waiting time";
    case Form::wait_from:
      return "Days around an event";
    case Form::wait_while:
      return "Waits while it lasts";
    case Form::wait_clearance:
      return "Needs a clearance";
    case Form::limit:
      return "Limit of the setting";
    case Form::not_device:
      return "Not with this device";
    case Form::go_only:
      return "Condition of a GO";
    case Form::note:
      return "Note";
    case Form::ask_again:
      return "Asked again";
    case Form::guarantee:
      return "Guarantee";
  }
  return {};
}

/// The file's own name: "rules/microneedling/products.contra" is "Products".
std::string file_title(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  name = name.substr(0, name.find('.'));
  return capitalised(present::spaced(name));
}

std::string role_words(const std::vector<check::RoleId>& roles, const check::Vocabulary& vocabulary) {
  std::vector<std::string> names;
  for (const auto id : roles)
    if (id >= 0 && at(id) < vocabulary.roles.size())
      names.push_back(present::with_article(vocabulary.roles[at(id)].title));
  return present::list_words(names, "or");
}

void term(Pages& pages, std::string_view word) { pages.html.element("dt", word); }

void fact(Pages& pages, std::string_view word, const std::string& words) {
  if (words.empty()) return;
  term(pages, word);
  pages.html.element("dd", words).line();
}

void facts(Pages& pages, const compile::Part& part) {
  const Check& check = part.check;
  const check::Vocabulary& vocabulary = *pages.program.vocabulary;
  fact(pages, "Because", present::sentence(check.because));
  fact(pages, "For the client", check.tell);
  if (!check.cleared_by.empty()) fact(pages, "Cleared by", capitalised(role_words(check.cleared_by, vocabulary)) + ".");
  if (!check.clearance_by.empty())
    fact(pages, "Cleared by", capitalised(role_words(check.clearance_by, vocabulary)) + ".");
  if (!check.then_cleared_by.empty())
    fact(pages, "Then cleared", "By " + role_words(check.then_cleared_by, vocabulary) + ", after the window.");
  if (part.counts_from || part.counts_until)
    fact(pages, "Counts for",
         "Visits " +
             present::range_words({part.counts_from.value_or(first_day), part.counts_until.value_or(last_day)}) + ".");
  if (!check.sources.empty()) {
    term(pages, check.sources.size() == 1 ? "Source" : "Sources");
    pages.html.open("dd").open("ul");
    for (const auto& source : check.sources) {
      pages.html.open("li");
      source_line(pages, source);
      pages.html.close();
    }
    pages.html.close().close().line();
  }
  // Beside a drawing its caption has said it.
  if (!has_window(check)) fact(pages, "Sources say", present::sentence(check.spread));
  if (check.review_by) fact(pages, "Review by", present::day_words(*check.review_by) + ".");
}

void tests(Pages& pages, const std::string& name) {
  const std::vector<std::string> names = present::tests_of(pages.rules, pages.program.identity.name, name);
  term(pages, "Tests");
  if (names.empty()) {
    pages.html.element("dd", "No test names this check.").line();
    return;
  }
  pages.html.open("dd").open("details");
  pages.html.element("summary", present::count_words(static_cast<std::int64_t>(names.size()), "test", "tests"));
  pages.html.open("ul");
  for (const std::string& test : names) pages.html.element("li", test);
  pages.html.close().close().close().line();
}

std::string sentence_of(Pages& pages, const Check& check) {
  return present::spaced(present::check_sentence(check, *pages.program.vocabulary, pages.sources));
}

void article(Pages& pages, const compile::JoinedCheck& joined) {
  const Check& check = joined.parts.front().check;
  const std::string id = "check-" + joined.name;
  Html& html = pages.html;
  html.open("article", {{"class", "check"}, {"id", id}, {"aria-labelledby", id + "-title"}}).line();
  html.element("h4", {{"id", id + "-title"}}, check_title(check)).line();
  html.open("p", {{"class", "kind"}}).text(std::string(kind_words(check)) + " · ").element("code", joined.name).close();
  html.line();
  for (std::size_t i = 0; i < joined.parts.size(); ++i) {
    const compile::Part& part = joined.parts[i];
    const bool inner = i > 0;
    if (inner) html.open("div", {{"class", "part"}}).line();
    if (!part.changed_by.empty()) html.element("p", present::sentence(part.changed_by)).line();
    html.element("p", {{"class", "rule"}}, sentence_of(pages, part.check)).line();
    if (has_window(part.check)) draw_window(html, part.check, id + "-window-" + std::to_string(i + 1));
    html.open("dl", {{"class", "facts"}}).line();
    facts(pages, part);
    if (!inner) tests(pages, joined.name);
    html.close().line();
    if (inner) html.close().line();
  }
  html.close().line();
}

}  // namespace

std::string check_title(const Check& check) {
  return capitalised(check.title.empty() ? present::spaced(check.name) : check.title);
}

const compile::JoinedCheck* find_check(const compile::Program& program, const std::string& name) {
  const auto found = std::find_if(program.checks.begin(), program.checks.end(),
                                  [&](const compile::JoinedCheck& joined) { return joined.name == name; });
  return found == program.checks.end() ? nullptr : &*found;
}

void check_link(Pages& pages, const compile::JoinedCheck& joined) {
  pages.html.link("check-" + joined.name, check_title(joined.parts.front().check));
}

void source_line(Pages& pages, const check::SourceRef& source) {
  Html& html = pages.html;
  html.link("source-" + source.id, source.title.empty() ? present::spaced(source.id) : source.title);
  if (!source.part.empty()) html.text(", " + present::quoted(source.part));
  html.text(" ").element("span", {{"class", "strength"}}, present::strength_words(source.strength));
}

std::vector<Group> groups_of(const compile::Program& program, const text::SourceSet& sources) {
  const auto& files = program.pack->files;
  std::map<std::pair<std::string, text::FileId>, Group> by_file;
  Group added{"Added by a policy", "group-policy", {}};
  for (const auto& joined : program.checks) {
    const Check& check = joined.parts.front().check;
    if (check.form == Form::guarantee) continue;
    const text::FileId file = check.span.file;
    if (std::find(files.begin(), files.end(), file) == files.end()) {
      added.checks.push_back(&joined);
      continue;
    }
    Group& group = by_file[{sources.file(file).name, file}];
    group.checks.push_back(&joined);
  }
  std::vector<Group> out;
  for (auto& [file, group] : by_file) {
    group.title = by_file.size() == 1 ? "Checks of the pack" : file_title(file.first);
    group.id = "group-" + std::to_string(out.size() + 1);
    std::sort(group.checks.begin(), group.checks.end(), [](const auto* a, const auto* b) {
      return a->parts.front().check.span.begin < b->parts.front().check.span.begin;
    });
    out.push_back(std::move(group));
  }
  if (!added.checks.empty()) out.push_back(std::move(added));
  return out;
}

void checks_part(Pages& pages, const std::vector<Group>& groups) {
  for (const Group& group : groups) {
    pages.html.open("section", {{"id", group.id}, {"aria-labelledby", group.id + "-title"}}).line();
    pages.html.element("h3", {{"id", group.id + "-title"}}, group.title).line();
    for (const auto* joined : group.checks) article(pages, *joined);
    pages.html.close().line();
  }
}

void guarantees_part(Pages& pages) {
  Html& html = pages.html;
  html.element(
          "p",
          "A guarantee says: for every client whom the form can describe, and on every day, there is no GO while its "
          "condition holds. The proof shows that the other checks alone bring this about.")
      .line();
  if (pages.options.proofs)
    html.element("p",
                 pages.options.proofs->go_possible
                     ? "The proofs were run for this copy of the book. GO is possible, so no proof is empty."
                     : "The proofs were run for this copy of the book. That GO is possible for anybody could not be "
                       "shown, so a proof may be empty.")
        .line();
  for (const auto& joined : pages.program.checks) {
    const Check& check = joined.parts.front().check;
    if (check.form != Form::guarantee) continue;
    const std::string id = "check-" + joined.name;
    html.open("article", {{"class", "check"}, {"id", id}, {"aria-labelledby", id + "-title"}}).line();
    html.element("h3", {{"id", id + "-title"}}, check_title(check)).line();
    html.open("p", {{"class", "kind"}}).text("Guarantee · ").element("code", joined.name).close().line();
    html.element("p", {{"class", "rule"}}, sentence_of(pages, check)).line();
    html.open("dl", {{"class", "facts"}}).line();
    term(pages, "Proof");
    html.open("dd");
    const Proof* proof = nullptr;
    if (pages.options.proofs)
      for (const Proof& one : pages.options.proofs->guarantees)
        if (one.guarantee == joined.name) proof = &one;
    const auto state = [&](std::string_view words) { html.element("span", {{"class", "state"}}, words); };
    if (proof == nullptr) {
      state("Not run for this copy of the book.");
      html.text(" ").element("code", "contra prove " + pages.program.identity.name).text(" proves it.");
    } else if (proof->state == Proof::State::proved) {
      state("Proved.");
      if (!proof->by.empty()) {
        html.text(" Held by ");
        for (std::size_t i = 0; i < proof->by.size(); ++i) {
          if (i > 0) html.text(i + 1 == proof->by.size() ? " and " : ", ");
          if (const auto* by = find_check(pages.program, proof->by[i]))
            check_link(pages, *by);
          else
            html.text(proof->by[i]);
        }
        html.text(".");
      }
    } else {
      state(proof->state == Proof::State::broken  ? "Does not hold by the checks."
            : proof->state == Proof::State::empty ? "Says nothing: its condition holds for no client."
                                                  : "Not decided.");
      if (proof->state == Proof::State::broken)
        html.text(" Only the guarantee itself stops this client, in each decision.");
      if (!proof->words.empty()) html.text(" " + present::sentence(proof->words));
    }
    html.close().line();
    facts(pages, joined.parts.front());
    tests(pages, joined.name);
    html.close().close().line();
  }
}

}  // namespace contra::book
