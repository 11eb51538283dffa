// Looking names up, and saying what is wrong with one that does not fit.
#include <algorithm>

#include "check/resolver.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

template <class Map>
void add_names(const Map& map, std::vector<std::string>& out) {
  for (const auto& entry : map) out.push_back(entry.first);
}

std::string kinds_in_words(unsigned wanted) {
  std::vector<std::string> words;
  if ((wanted & term_name) != 0) words.emplace_back("term");
  if ((wanted & list_name) != 0) words.emplace_back("list");
  if ((wanted & question_name) != 0) words.emplace_back("question");
  if ((wanted & area_name) != 0) words.emplace_back("area");
  if ((wanted & role_name) != 0) words.emplace_back("role");
  return joined(words, " or ");
}

std::string with_article(const std::string& word) { return (word.front() == 'a' ? "an " : "a ") + word; }

}  // namespace

void Resolver::not_found(const syntax::Name& name, unsigned wanted, std::string help) {
  if (name.text.empty() || ghosts_.count(name.text) != 0) {
    report_.incomplete();
    return;
  }
  struct Other {
    const char* kind;
    text::Span span;
  };
  std::optional<Other> other;
  const auto& v = vocabulary_;
  const auto look = [&](unsigned kind, const char* word, const auto& ids, const auto& things) {
    if ((wanted & kind) != 0 || other) return;
    const auto found = ids.find(name.text);
    if (found != ids.end()) other = Other{word, things[static_cast<std::size_t>(found->second)].span};
  };
  look(term_name, "term", v.term_ids, v.terms);
  look(list_name, "list", v.list_ids, v.lists);
  look(question_name, "question", v.question_ids, v.questions);
  look(area_name, "area", v.area_ids, v.areas);
  look(role_name, "role", v.role_ids, v.roles);
  if (other) {
    auto added = report_.add(Kind::wrong_kind_of_name, name.span,
                             ticked(name.text) + " is " + with_article(other->kind) + ", and " +
                                 with_article(kinds_in_words(wanted)) + " is needed here");
    added.label(other->span, "declared here");
    if (!help.empty()) added.help(std::move(help));
    return;
  }
  // No name has other letters than these, and who read the file has said so.
  if (std::any_of(name.text.begin(), name.text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return report_.incomplete();
  std::vector<std::string> candidates;
  if ((wanted & term_name) != 0) add_names(v.term_ids, candidates);
  if ((wanted & list_name) != 0) add_names(v.list_ids, candidates);
  if ((wanted & question_name) != 0) add_names(v.question_ids, candidates);
  if ((wanted & area_name) != 0) add_names(v.area_ids, candidates);
  if ((wanted & role_name) != 0) add_names(v.role_ids, candidates);
  // Written as people say it ("Retin_A"): the other names of a term are sure where an edit distance is not.
  const std::string folded = fold_name(name.text);
  std::string sure;
  if ((wanted & term_name) != 0) {
    const auto found = v.term_by_words.find(folded);
    if (found != v.term_by_words.end()) sure = v.terms[static_cast<std::size_t>(found->second)].name;
  }
  if (sure.empty() && (wanted & area_name) != 0) {
    const auto found = v.area_by_words.find(folded);
    if (found != v.area_by_words.end()) sure = v.areas[static_cast<std::size_t>(found->second)].name;
  }
  auto added = report_.add(
      Kind::unknown_name, name.span,
      "no " + kinds_in_words(wanted) + " is called " + ticked(name.text) + " in vocabulary " + ticked(v.name));
  if (!sure.empty())
    added.help("that is another name of `" + sure + "`").fix(name.span, sure, true);
  else
    report_.suggest(added, name, candidates, std::move(help));
}

std::optional<TermId> Resolver::term(const syntax::Name& name) {
  const auto found = vocabulary_.term_ids.find(name.text);
  if (found != vocabulary_.term_ids.end()) return found->second;
  not_found(name, term_name);
  return std::nullopt;
}

std::optional<AreaId> Resolver::area(const syntax::Name& name) {
  const auto found = vocabulary_.area_ids.find(name.text);
  if (found != vocabulary_.area_ids.end()) return found->second;
  not_found(name, area_name);
  return std::nullopt;
}

std::optional<RoleId> Resolver::role(const syntax::Name& name) {
  const auto found = vocabulary_.role_ids.find(name.text);
  if (found != vocabulary_.role_ids.end()) return found->second;
  not_found(name, role_name);
  return std::nullopt;
}

std::optional<ListId> Resolver::list(const syntax::Name& name) {
  const auto found = vocabulary_.list_ids.find(name.text);
  if (found != vocabulary_.list_ids.end()) return found->second;
  not_found(name, list_name);
  return std::nullopt;
}

std::optional<QuestionId> Resolver::question(const syntax::Name& name) {
  const auto found = vocabulary_.question_ids.find(name.text);
  if (found != vocabulary_.question_ids.end()) return found->second;
  std::string help;
  if (vocabulary_.list_ids.find(name.text) != vocabulary_.list_ids.end()) {
    help = "a list is tested with `any " + name.text + "` or `no " + name.text + "`";
  } else if (vocabulary_.term_ids.find(name.text) != vocabulary_.term_ids.end()) {
    help =
        "a term is tested with `any " + name.text + "`, `taking " + name.text + "` or `" + name.text + " is present`";
  }
  not_found(name, question_name, help);
  return std::nullopt;
}

std::vector<RoleId> Resolver::roles(const std::vector<syntax::Name>& names) {
  std::vector<RoleId> out;
  for (const auto& name : names)
    if (const auto id = role(name)) out.push_back(*id);
  return out;
}

}  // namespace contra::check
