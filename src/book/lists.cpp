// See pages.hpp. This file: advice, needs, questions, care, about, sources and the index.
#include <algorithm>
#include <set>

#include "book/pages.hpp"
#include "present/questions.hpp"
#include "present/rules_text.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::book {

namespace {

using check::CareItem;
using check::SourceRef;
using present::capitalised;
using present::sentence;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

std::string care_title(const CareItem& item) {
  return capitalised(item.title.empty() ? present::spaced(item.name) : item.title);
}
std::string care_id(const CareItem& item) { return (item.before ? "before-" : "after-") + item.name; }

std::string about_title(const check::AboutSection& about) {
  return capitalised(about.title.empty() ? present::spaced(about.name) : about.title);
}

void begin_table(Html& html, const std::string& kind, const std::string& caption,
                 const std::vector<std::string>& columns) {
  html.open("div", {{"class", "wide"}}).open("table", {{"class", "stack " + kind}});
  html.element("caption", caption).line();
  html.open("thead").open("tr");
  for (const auto& column : columns) html.element("th", {{"scope", "col"}}, column);
  html.close().close().line();
  html.open("tbody").line();
}

void end_table(Html& html) { html.close().close().close().line(); }

/// Links one after the other.
class Links {
 public:
  explicit Links(Html& html) : html_(html) {}
  Html& next() { return count_++ > 0 ? html_.text(", ") : html_; }

 private:
  Html& html_;
  std::size_t count_ = 0;
};

void sources_line(Pages& pages, const std::vector<SourceRef>& sources) {
  if (sources.empty()) return;
  pages.html.open("p", {{"class", "kind"}}).text(sources.size() == 1 ? "Source: " : "Sources: ");
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (i > 0) pages.html.text("; ");
    source_line(pages, sources[i]);
  }
  pages.html.close().line();
}

// --- care ------------------------------------------------------------------------------------------------------------

/// " from 24 hours after the session, for 7 days, better 14 days": what follows the words of a line.
std::string care_when(const check::CareLine& line, bool before) {
  std::string out;
  if (line.from) out += " from " + line.from->words + (before ? " before the session" : " after the session");
  if (line.length) out += (line.from ? ", for " : " for ") + line.length->words;
  if (!line.until.empty()) out += (line.from ? ", until " : " until ") + line.until;
  if (line.better) out += ", better " + line.better->words;
  std::string rows;
  for (const auto& row : line.by_depth)
    rows += (rows.empty() ? "" : "; ") + row.words + " " + row.length.words +
            (row.better ? ", better " + row.better->words : std::string());
  return rows.empty() ? out : out + ", by depth: " + rows;
}

void care_item(Pages& pages, const CareItem& item) {
  using Verb = syntax::CareLine::Verb;
  Html& html = pages.html;
  const std::string id = care_id(item);
  html.open("article", {{"class", "item"}, {"id", id}, {"aria-labelledby", id + "-title"}}).line();
  html.element("h3", {{"id", id + "-title"}}, care_title(item)).line();
  if (item.condition)
    html.element("p", {{"class", "kind"}},
                 "Only while " + present::spaced(present::condition_words(*item.condition, pages.sources)) + ".")
        .line();
  html.open("ul");
  for (const check::CareLine& line : item.lines) {
    html.open("li");
    switch (line.verb) {
      case Verb::avoid:
        html.text("Avoid " + line.text);
        break;
      case Verb::do_:
        html.text(capitalised(line.text));
        break;
      case Verb::watch_for:
        html.text("Watch for " + line.text);
        break;
      case Verb::next_session:
        html.text("Next session: after the window of ");
        if (const auto* joined = find_check(pages.program, line.check))
          check_link(pages, *joined);
        else
          html.text(line.check);
        break;
    }
    html.text(care_when(line, item.before) + ".").close();
  }
  html.close().line();
  if (!item.because.empty()) html.element("p", sentence(item.because)).line();
  sources_line(pages, item.sources);
  html.close().line();
}

// --- terms -----------------------------------------------------------------------------------------------------------

void add_terms(const check::Subject& subject, check::IdSet& into) { into |= subject.terms; }

void add_terms(const check::Condition& condition, check::IdSet& into) {
  add_terms(condition.subject, into);
  for (const auto& inner : condition.of) add_terms(inner, into);
}

check::IdSet terms_of(const compile::JoinedCheck& joined) {
  check::IdSet out;
  for (const auto& part : joined.parts) {
    const check::Check& check = part.check;
    if (check.form == check::Form::wait_after || check.limit_by_window) {
      add_terms(check.after.subject, out);
      if (check.after.better_while) add_terms(*check.after.better_while, out);
    } else if (check.form == check::Form::wait_from) {
      add_terms(check.from.subject, out);
    } else {
      add_terms(check.condition, out);
    }
    if (check.unless) add_terms(*check.unless, out);
  }
  return out;
}

std::string validity_words(const check::Validity& validity) {
  std::vector<std::string> out;
  if (validity.form_holds) out.push_back("A form holds for " + present::step_words(*validity.form_holds) + ".");
  if (validity.change_check_after && validity.change_check_within)
    out.push_back("A form older than " + present::step_words(*validity.change_check_after) +
                  " needs a change check that is not older than " + present::step_words(*validity.change_check_within) +
                  ".");
  if (validity.clearance_holds)
    out.push_back("A clearance without an end of its own holds for " + present::step_words(*validity.clearance_holds) +
                  ".");
  std::string all;
  for (const auto& words : out) all += (all.empty() ? "" : " ") + words;
  return all;
}

}  // namespace

// --- from the advice to the checks -----------------------------------------------------------------------------------

std::vector<AdviceSource> advice_of(const compile::Program& program) {
  std::vector<AdviceSource> out;
  const auto source_at = [&](const SourceRef& source) -> AdviceSource* {
    const auto found =
        std::find_if(out.begin(), out.end(), [&](const AdviceSource& a) { return a.source.id == source.id; });
    return found == out.end() ? nullptr : &*found;
  };
  const auto advises = [&](const std::vector<SourceRef>& sources) {
    for (const SourceRef& source : sources)
      if (source.strength == syntax::Strength::guidance && !source.part.empty() && source_at(source) == nullptr)
        out.push_back({source, {}});
  };
  for (const CareItem& item : program.care) advises(item.sources);
  for (const auto& about : program.pack->about) advises(about.sources);

  const auto row = [&](const SourceRef& source) -> Advice* {
    AdviceSource* of = source.part.empty() ? nullptr : source_at(source);
    if (of == nullptr) return nullptr;
    const auto found =
        std::find_if(of->rows.begin(), of->rows.end(), [&](const Advice& a) { return a.part == source.part; });
    if (found != of->rows.end()) return &*found;
    of->rows.push_back({source.part, {}, {}, {}});
    return &of->rows.back();
  };
  for (const bool before : {true, false})
    for (const CareItem& item : program.care)
      if (item.before == before)
        for (const SourceRef& source : item.sources)
          if (Advice* of = row(source)) of->care.push_back(&item);
  for (const auto& about : program.pack->about)
    for (const SourceRef& source : about.sources)
      if (Advice* of = row(source)) of->about.push_back(&about);
  for (const auto& joined : program.checks)
    for (const SourceRef& source : joined.parts.front().check.sources)
      if (Advice* of = row(source))
        if (of->checks.empty() || of->checks.back() != &joined) of->checks.push_back(&joined);
  return out;
}

void advice_part(Pages& pages, const std::vector<AdviceSource>& sources) {
  Html& html = pages.html;
  html.element(
          "p",
          "What the published advice says, heading by heading, and where this book takes it up. Advice that gives no "
          "number is cited for what to do; the number then has a source of its own.")
      .line();
  for (const AdviceSource& advice : sources) {
    begin_table(html, "advice", advice.source.title.empty() ? present::spaced(advice.source.id) : advice.source.title,
                {"Heading", "Checks", "Care and information"});
    for (const Advice& row : advice.rows) {
      html.open("tr").element("th", {{"scope", "row"}}, row.part);
      html.open("td");
      Links checks(html);
      for (const auto* joined : row.checks) {
        checks.next();
        check_link(pages, *joined);
      }
      if (row.checks.empty()) html.text("–");
      html.close().open("td");
      Links care(html);
      for (const auto* item : row.care)
        care.next().link(care_id(*item), care_title(*item) + (item->before ? " (before)" : " (after)"));
      if (row.care.empty() && row.about.empty()) html.text("–");
      for (const auto* about : row.about) care.next().link("about-" + about->name, about_title(*about) + " (about)");
      html.close().close().line();
    }
    end_table(html);
  }
}

// --- the form --------------------------------------------------------------------------------------------------------

void needs_part(Pages& pages) {
  Html& html = pages.html;
  const check::Vocabulary& vocabulary = *pages.program.vocabulary;
  if (!pages.program.needs.empty()) {
    html.element("p", "These answers must be there before any GO. A refusal or a “not sure” does not do.").line();
    std::vector<std::string> said;
    html.open("ul");
    for (const check::Need& need : pages.program.needs) {
      std::string words = need.question >= 0 ? vocabulary.questions[at(need.question)].question
                                             : vocabulary.lists[at(need.list)].question;
      if (need.term >= 0) words += " In particular: " + vocabulary.terms[at(need.term)].title + ".";
      if (std::find(said.begin(), said.end(), words) != said.end()) continue;
      html.element("li", words);
      said.push_back(std::move(words));
    }
    html.close().line();
  }
  for (std::size_t i = 0; i < pages.program.validities.size(); ++i) {
    const std::string words = validity_words(pages.program.validities[i]);
    if (words.empty()) continue;
    const auto& policies = pages.program.identity.policies;
    html.element("p",
                 (i > 0 && i <= policies.size() ? "By the policy " + policies[i - 1] + ": " : std::string()) + words)
        .line();
  }
}

void questions_part(Pages& pages) {
  Html& html = pages.html;
  std::map<std::string, const compile::JoinedCheck*> by_title;
  for (const auto& joined : pages.program.checks) by_title.emplace(check_title(joined.parts.front().check), &joined);
  const auto asked = present::asked_questions(pages.program);
  for (const auto by : {syntax::AnsweredBy::client, syntax::AnsweredBy::practitioner}) {
    if (std::none_of(asked.begin(), asked.end(), [&](const auto& q) { return q.answered_by == by; })) continue;
    begin_table(html, "asked", by == syntax::AnsweredBy::client ? "The client answers" : "The practitioner answers",
                {"Question", "Answer", "Read by"});
    for (const auto& question : asked) {
      if (question.answered_by != by) continue;
      html.open("tr").element("th", {{"scope", "row"}}, question.question);
      std::string answer = capitalised(question.answer) + ".";
      if (!question.only.empty()) answer += " Asked " + question.only + ".";
      if (question.needed) answer += " Every GO needs it.";
      html.element("td", answer).open("td");
      Links links(html);
      for (const auto& title : question.checks) {
        const auto found = by_title.find(title);
        if (found != by_title.end())
          links.next(), check_link(pages, *found->second);
        else
          links.next().text(title);
      }
      html.close().close().line();
    }
    end_table(html);
  }
}

void care_part(Pages& pages, bool before) {
  for (const CareItem& item : pages.program.care)
    if (item.before == before) care_item(pages, item);
}

void about_part(Pages& pages) {
  Html& html = pages.html;
  for (const auto& about : pages.program.pack->about) {
    const std::string id = "about-" + about.name;
    html.open("article", {{"class", "item"}, {"id", id}, {"aria-labelledby", id + "-title"}}).line();
    html.element("h3", {{"id", id + "-title"}}, about_title(about)).line();
    for (const auto& paragraph : about.paragraphs) html.element("p", paragraph).line();
    sources_line(pages, about.sources);
    html.close().line();
  }
}

// --- sources and terms -----------------------------------------------------------------------------------------------

void sources_part(Pages& pages) {
  struct Used {
    SourceRef source;
    std::vector<const compile::JoinedCheck*> checks;
    std::size_t others = 0;
  };
  std::vector<Used> all;
  const auto used = [&](const SourceRef& source) -> Used& {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Used& u) { return u.source.id == source.id; });
    if (found != all.end()) return *found;
    all.push_back({source, {}, 0});
    return all.back();
  };
  for (const auto& joined : pages.program.checks)
    for (const auto& part : joined.parts)
      for (const SourceRef& source : part.check.sources) {
        Used& of = used(source);
        if (of.checks.empty() || of.checks.back() != &joined) of.checks.push_back(&joined);
      }
  for (const CareItem& item : pages.program.care)
    for (const SourceRef& source : item.sources) ++used(source).others;
  for (const auto& about : pages.program.pack->about)
    for (const SourceRef& source : about.sources) ++used(source).others;
  std::stable_sort(all.begin(), all.end(), [](const Used& a, const Used& b) {
    if (a.source.strength != b.source.strength) return a.source.strength < b.source.strength;
    return a.source.title < b.source.title;
  });
  Html& html = pages.html;
  for (const Used& one : all) {
    const std::string id = "source-" + one.source.id;
    html.open("article", {{"class", "item"}, {"id", id}, {"aria-labelledby", id + "-title"}}).line();
    html.element("h3", {{"id", id + "-title"}},
                 one.source.title.empty() ? present::spaced(one.source.id) : one.source.title)
        .line();
    html.open("p", {{"class", "kind"}});
    html.element("span", {{"class", "strength"}}, present::strength_words(one.source.strength));
    if (!one.source.at.empty()) html.text(" " + one.source.at);
    html.close().line();
    html.open("p");
    if (!one.checks.empty()) {
      html.text(one.checks.size() == 1 ? "Cited by the check " : "Cited by the checks ");
      Links links(html);
      for (const auto* joined : one.checks) links.next(), check_link(pages, *joined);
      html.text(".");
    }
    if (one.others > 0)
      html.text((one.checks.empty() ? "Cited by " : " Also by ") +
                present::count_words(static_cast<std::int64_t>(one.others), "part", "parts") +
                " of the care and information for clients.");
    html.close().close().line();
  }
}

void terms_part(Pages& pages) {
  const check::Vocabulary& vocabulary = *pages.program.vocabulary;
  std::vector<std::pair<const compile::JoinedCheck*, check::IdSet>> reads;
  for (const auto& joined : pages.program.checks) reads.emplace_back(&joined, terms_of(joined));
  std::vector<std::int32_t> ids;
  for (std::size_t i = 0; i < vocabulary.terms.size(); ++i) {
    const auto id = static_cast<std::int32_t>(i);
    if (std::any_of(reads.begin(), reads.end(), [&](const auto& r) { return r.second.has(id); })) ids.push_back(id);
  }
  const auto folded = [&](std::int32_t id) { return check::fold_name(vocabulary.terms[at(id)].title); };
  std::stable_sort(ids.begin(), ids.end(), [&](std::int32_t a, std::int32_t b) { return folded(a) < folded(b); });
  Html& html = pages.html;
  html.element("p",
               "What can be named in a form, with the other names that are understood, and the checks that read it. A "
               "check on a kind of thing reads everything of that kind.")
      .line();
  begin_table(html, "terms", "Terms of the vocabulary that this book reads", {"Term", "Also called", "Read by"});
  for (const auto id : ids) {
    const check::Term& term = vocabulary.terms[at(id)];
    html.open("tr").element("th", {{"scope", "row"}}, term.title);
    std::string also;
    for (const auto& name : term.also) also += (also.empty() ? "" : ", ") + name;
    if (term.prescribed) also += also.empty() ? "(prescribed)" : " (prescribed)";
    html.element("td", also).open("td");
    Links links(html);
    for (const auto& [joined, terms] : reads)
      if (terms.has(id)) links.next(), check_link(pages, *joined);
    html.close().close().line();
  }
  end_table(html);
}

}  // namespace contra::book
