// See rules_text.hpp.
#include "present/rules_text.hpp"

#include <algorithm>

#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

using check::Form;

constexpr unsigned label_column = 12;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

std::string roles_of(const std::vector<check::RoleId>& ids, const check::Vocabulary& vocabulary) {
  std::vector<std::string> names;
  for (const auto id : ids)
    if (id >= 0 && at(id) < vocabulary.roles.size()) names.push_back(with_article(vocabulary.roles[at(id)].title));
  return list_words(names, "or");
}

std::string where(bool in_area) { return in_area ? " in the treated area" : ""; }

std::string window_words(const check::Window& window) {
  std::string out = window.must ? step_words(*window.must) : std::string();
  if (window.better) out += (out.empty() ? "better " : ", better ") + step_words(*window.better);
  return out;
}

std::string after_words(const check::WaitAfter& form, const text::SourceSet& sources) {
  std::string out = form.rows.empty() && form.window.must     ? "wait " + step_words(*form.window.must) + " after"
                    : form.rows.empty() && form.window.better ? "better " + step_words(*form.window.better) + " after"
                                                              : "wait after";
  out += " the last " + form.subject.words + where(form.in_treated_area);
  if (form.rows.empty() && form.window.must && form.window.better) out += ", better " + step_words(*form.window.better);
  if (form.better_while) out += " while " + condition_words(*form.better_while, sources);
  if (!form.rows.empty()) {
    out += ", by " + spaced(form.property) + ": ";
    for (std::size_t i = 0; i < form.rows.size(); ++i)
      out += (i > 0 ? "; " : "") + form.rows[i].words + " " + window_words(form.rows[i].window);
  }
  return out;
}

std::string form_words(const check::Check& c, const check::Vocabulary& v, const text::SourceSet& sources) {
  const std::string condition = c.limit_by_window ? std::string() : condition_words(c.condition, sources);
  switch (c.form) {
    case Form::wait_after:
      return after_words(c.after, sources);
    case Form::wait_from:
      return "wait from " + (c.from.before == Step{} ? std::string() : step_words(c.from.before) + " before ") +
             "the start of " + c.from.subject.words + where(c.from.in_treated_area) + " until " +
             (c.from.after == Step{} ? std::string() : step_words(c.from.after) + " after ") + "its end";
    case Form::wait_while:
      return "wait while " + condition + (c.words.empty() ? "" : ", until " + c.words);
    case Form::wait_clearance:
      return "wait for clearance by " + roles_of(c.clearance_by, v) + " while " + condition;
    case Form::limit:
      return "limit the depth to " + c.limit.words +
             (c.limit_by_window ? " for " + window_words(c.after.window) + " after the last " + c.after.subject.words +
                                      where(c.after.in_treated_area)
                                : " while " + condition);
    case Form::not_device: {
      std::vector<std::string> packs;
      for (const auto& name : c.instead) packs.push_back(spaced(name));
      return "not with this device while " + condition + (packs.empty() ? "" : ", instead " + list_words(packs, "or"));
    }
    case Form::go_only:
      return "go only with " + quoted(c.words) + " while " + condition;
    case Form::note:
      return "note " + quoted(c.words) + " while " + condition;
    case Form::ask_again:
      return "ask again while " + condition;
    case Form::guarantee:
      return "never go while " + condition;
  }
  return {};
}

}  // namespace

std::string condition_words(const check::Condition& condition, const text::SourceSet& sources) {
  std::string out;
  bool space = false, comment = false;
  for (const char c : sources.slice(condition.span)) {
    if (c == '#') comment = true;
    if (c == '\n') comment = false;
    if (comment || c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      space = !out.empty();
    } else {
      if (space) out += ' ';
      space = false;
      out += c;
    }
  }
  return out;
}

std::string check_sentence(const check::Check& check, const check::Vocabulary& vocabulary,
                           const text::SourceSet& sources) {
  std::string out = sentence(form_words(check, vocabulary, sources));
  if (check.unless) out += " Unless " + closed(condition_words(*check.unless, sources));
  if (!check.cleared_by.empty()) out += " " + capitalised(roles_of(check.cleared_by, vocabulary)) + " may clear it.";
  if (!check.then_cleared_by.empty())
    out += " After that, until " + roles_of(check.then_cleared_by, vocabulary) + " clears it.";
  return out;
}

std::string check_brief(const check::Check& c, const check::Vocabulary& v) {
  switch (c.form) {
    case Form::wait_after: {
      std::string out;
      for (const auto& row : c.after.rows)
        out += (out.empty() ? "" : "; ") + row.words + " " + window_words(row.window);
      if (c.after.rows.empty()) out = window_words(c.after.window);
      if (out.rfind("better", 0) != 0) out = "wait " + out;
      return c.then_cleared_by.empty() ? out : out + ", then until " + roles_of(c.then_cleared_by, v) + " clears it";
    }
    case Form::wait_from:
      return "from " +
             (c.from.before == Step{} ? std::string("its start") : step_words(c.from.before) + " before its start") +
             " until " + (c.from.after == Step{} ? "its end" : step_words(c.from.after) + " after its end");
    case Form::wait_while:
      return c.words.empty() ? "wait while it lasts" : "wait until " + c.words;
    case Form::wait_clearance:
      return "wait until " + roles_of(c.clearance_by, v) + " clears it";
    case Form::limit:
      return "depth up to " + c.limit.words +
             (c.limit_by_window ? " for " + window_words(c.after.window) : std::string());
    case Form::not_device: {
      std::vector<std::string> packs;
      for (const auto& name : c.instead) packs.push_back(spaced(name));
      return "not with this device" + (packs.empty() ? std::string() : ", instead " + list_words(packs, "or"));
    }
    case Form::go_only:
      return "go only with: " + c.words;
    case Form::note:
      return "note: " + c.words;
    case Form::ask_again:
      return "asked again";
    case Form::guarantee:
      return "never go";
  }
  return {};
}

std::vector<std::string> tests_of(const check::CheckedRules& rules, const std::string& pack, const std::string& check) {
  std::vector<std::string> out;
  for (const auto& test : rules.tests) {
    if (test.pack != pack || test.expectations == nullptr) continue;
    const bool names =
        std::any_of(test.expectations->begin(), test.expectations->end(), [&](const syntax::Expectation& e) {
          return std::any_of(e.names.begin(), e.names.end(), [&](const syntax::Name& n) { return n.text == check; });
        });
    if (names) out.push_back(test.name);
  }
  return out;
}

std::string check_page(const compile::Program& program, const compile::JoinedCheck& joined,
                       const std::vector<std::string>& tests, const text::SourceSet& sources,
                       const PageOptions& options) {
  Page page(options);
  bool first = true;
  for (const auto& part : joined.parts) {
    const check::Check& c = part.check;
    page.gap();
    if (first)
      page.paragraph(0,
                     capitalised(c.title.empty() ? spaced(c.name) : c.title) + (options.plain ? ", " : "  ·  ") +
                         program.identity.name + "." + joined.name,
                     Tone::strong);
    if (!part.changed_by.empty()) page.labelled(2, "policy", label_column, part.changed_by);
    page.labelled(2, "rule", label_column, check_sentence(c, *program.vocabulary, sources));
    if (part.counts_from || part.counts_until) {
      std::string days = part.counts_from ? "from " + day_words(*part.counts_from) : std::string();
      if (part.counts_until) days += (days.empty() ? "until " : " until ") + day_words(*part.counts_until);
      page.labelled(2, "counts", label_column, "for visits " + days);
    }
    if (!c.because.empty()) page.labelled(2, "because", label_column, sentence(c.because));
    if (!c.tell.empty()) page.labelled(2, "client", label_column, c.tell);
    for (std::size_t i = 0; i < c.sources.size(); ++i) {
      const auto& s = c.sources[i];
      std::string text = (s.title.empty() ? spaced(s.id) : s.title) + (s.part.empty() ? "" : ", " + quoted(s.part)) +
                         " (" + strength_words(s.strength) + ")";
      if (!s.at.empty()) text += ", " + s.at;
      page.labelled(2, i == 0 ? "source" : "and", label_column, text);
    }
    if (!c.spread.empty()) page.labelled(2, "range", label_column, "sources say " + c.spread);
    if (c.review_by) page.labelled(2, "review by", label_column, day_words(*c.review_by));
    if (c.span.file >= 0)
      page.labelled(
          2, "written in", label_column,
          sources.file(c.span.file).name + ":" + std::to_string(sources.place(c.span.file, c.span.begin).line));
    first = false;
  }
  for (std::size_t i = 0; i < tests.size(); ++i) page.labelled(2, i == 0 ? "tests" : "", label_column, tests[i]);
  return page.take();
}

std::string about_page(const compile::Program& program, const PageOptions& options) {
  Page page(options);
  page.paragraph(0, program.pack->title.empty() ? capitalised(spaced(program.pack->name)) : program.pack->title,
                 Tone::strong);
  for (const auto& section : program.pack->about) {
    page.heading(section.title.empty() ? capitalised(spaced(section.name)) : section.title);
    for (std::size_t i = 0; i < section.paragraphs.size(); ++i) {
      if (i > 0) page.gap();
      page.paragraph(2, section.paragraphs[i]);
    }
    for (const auto& s : section.sources) {
      page.paragraph(2,
                     "Source: " + (s.title.empty() ? spaced(s.id) : s.title) +
                         (s.part.empty() ? "" : ", " + quoted(s.part)) + " (" + strength_words(s.strength) + ")",
                     Tone::quiet);
    }
  }
  return page.take();
}

}  // namespace contra::present
