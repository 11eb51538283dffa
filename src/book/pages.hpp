// The parts of the book, one function each. Inside the book room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "book/book.hpp"
#include "present/html.hpp"

namespace contra::book {

using present::Html;

/// What the parts share.
struct Pages {
  Html& html;
  const compile::Program& program;
  const check::CheckedRules& rules;
  const text::SourceSet& sources;
  const BookOptions& options;
};

/// Checks that stand in one file of the pack, in its order.
struct Group {
  std::string title, id;
  std::vector<const compile::JoinedCheck*> checks;
};
/// The checks without the guarantees: the pack's files, then what policies add.
std::vector<Group> groups_of(const compile::Program& program, const text::SourceSet& sources);

std::string check_title(const check::Check& check);
const compile::JoinedCheck* find_check(const compile::Program& program, const std::string& name);
/// A link to a check or a guarantee, by its title.
void check_link(Pages& pages, const compile::JoinedCheck& joined);
/// Title, part and strength, with a link to the list of sources.
void source_line(Pages& pages, const check::SourceRef& source);

void checks_part(Pages& pages, const std::vector<Group>& groups);
void guarantees_part(Pages& pages);

/// A row of the table from advice to checks: a part of the source and what rests on it.
struct Advice {
  std::string part;
  std::vector<const check::CareItem*> care;
  std::vector<const check::AboutSection*> about;
  std::vector<const compile::JoinedCheck*> checks;
};
struct AdviceSource {
  check::SourceRef source;
  std::vector<Advice> rows;  ///< in the order of the pack: before, after, about, checks
};
/// The sources whose advice the pack passes on: guidance that its care or its about cites by part.
std::vector<AdviceSource> advice_of(const compile::Program& program);
void advice_part(Pages& pages, const std::vector<AdviceSource>& sources);

void needs_part(Pages& pages);
void questions_part(Pages& pages);
void care_part(Pages& pages, bool before);
void about_part(Pages& pages);
void sources_part(Pages& pages);
void terms_part(Pages& pages);

}  // namespace contra::book
