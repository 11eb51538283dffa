// See book.hpp. This file: the cover, the contents, how to read, and the order of the parts.
#include "book/book.hpp"

#include <algorithm>
#include <functional>

#include "book/pages.hpp"
#include "book/style.hpp"
#include "book/window.hpp"
#include "present/rules_text.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::book {

namespace {

using present::capitalised;
using present::count_words;

std::string pack_title(const compile::Program& program) {
  return capitalised(program.pack->title.empty() ? present::spaced(program.pack->name) : program.pack->title);
}

class Book {
 public:
  Book(const compile::Program& program, const check::CheckedRules& rules, const text::SourceSet& sources,
       const BookOptions& options)
      : pages_{html_, program, rules, sources, options},
        program_(program),
        options_(options),
        groups_(groups_of(program, sources)),
        advice_(advice_of(program)),
        guarantees_(std::count_if(program.checks.begin(), program.checks.end(), [](const auto& joined) {
          return joined.parts.front().check.form == check::Form::guarantee;
        })) {}

  std::string write() {
    plan();
    html_.raw("<!DOCTYPE html>\n").open("html", {{"lang", "en"}}).line();
    head();
    html_.open("body").line();
    html_.element("a", {{"class", "skip"}, {"href", "#main"}}, "To the rules").line();
    html_.open("div", {{"class", "book"}}).line();
    cover();
    html_.open("div", {{"class", "columns"}}).line();
    contents();
    html_.open("main", {{"id", "main"}}).line();
    for (const Part& part : parts_) {
      html_.open("section", {{"id", part.id}, {"aria-labelledby", part.id + "-title"}}).line();
      html_.element("h2", {{"id", part.id + "-title"}}, part.title).line();
      part.write();
      html_.close().line();
    }
    html_.close().close().line();
    foot();
    return html_.take() + "\n";
  }

 private:
  struct Part {
    std::string id, title;
    std::function<void()> write;
  };

  void plan() {
    const auto part = [&](const char* id, const char* title, std::function<void()> write) {
      parts_.push_back({id, title, std::move(write)});
    };
    const check::Pack& pack = *program_.pack;
    const auto has_care = [&](bool before) {
      return std::any_of(program_.care.begin(), program_.care.end(),
                         [&](const check::CareItem& item) { return item.before == before; });
    };
    part("reading", "How to read this book", [&] { how_to_read(); });
    part("glance", "All checks at a glance", [&] { glance(); });
    part("checks", "The checks", [&] { checks_part(pages_, groups_); });
    if (guarantees_ > 0) part("guarantees", "Guarantees", [&] { guarantees_part(pages_); });
    if (!advice_.empty()) part("advice", "From the advice to the checks", [&] { advice_part(pages_, advice_); });
    part("needs", "What every GO needs", [&] { needs_part(pages_); });
    part("questions", "What is asked", [&] { questions_part(pages_); });
    if (has_care(true)) part("before", "Before the session", [&] { care_part(pages_, true); });
    if (has_care(false)) part("after", "After the session", [&] { care_part(pages_, false); });
    if (!pack.about.empty()) part("about", "About the treatment", [&] { about_part(pages_); });
    part("sources", "Sources", [&] { sources_part(pages_); });
    part("terms", "Index of terms", [&] { terms_part(pages_); });
  }

  void head() {
    html_.open("head").line();
    html_.empty("meta", {{"charset", "utf-8"}}).line();
    html_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).line();
    // Nothing is loaded and nothing runs.
    html_
        .empty("meta", {{"http-equiv", "Content-Security-Policy"},
                        {"content", "default-src 'none'; style-src 'unsafe-inline'"}})
        .line();
    html_.empty("meta", {{"name", "generator"}, {"content", options_.engine}}).line();
    html_.element("title", "Rule book: " + pack_title(program_) + ", " + program_.identity.version).line();
    html_.open("style").raw(style).close().line();
    html_.close().line();
  }

  void fact(std::string_view term, std::string_view words) { html_.element("dt", term).element("dd", words).line(); }

  void cover() {
    const compile::Identity& id = program_.identity;
    html_.open("header", {{"class", "cover"}}).line();
    html_.element("p", {{"class", "eyebrow"}}, "Rule book").line();
    html_.element("h1", pack_title(program_)).line();
    html_.open("dl").line();
    fact("Pack", id.name + " " + id.version);
    fact("Vocabulary", program_.vocabulary->name + " " + program_.vocabulary->version);
    fact("Clinic policies", id.policies.empty() ? "none" : present::list_words(id.policies, "and"));
    std::size_t checks = 0;
    for (const Group& group : groups_) checks += group.checks.size();
    fact("Holds", count_words(static_cast<std::int64_t>(checks), "check", "checks") + ", " +
                      count_words(guarantees_, "guarantee", "guarantees"));
    if (program_.pack->review_by) fact("To be reviewed by", present::day_words(*program_.pack->review_by));
    html_.element("dt", "Hash of the rules").open("dd").element("code", id.hash).close().line();
    html_.close().line();
    html_
        .element("p", {{"class", "notice"}},
                 "Decision support for the practitioner; not medical advice. A check recommends to wait. The "
                 "practitioner decides, together with the client.")
        .line();
    html_.close().line();
  }

  void contents() {
    html_.open("nav", {{"class", "contents"}, {"aria-labelledby", "contents-title"}}).line();
    html_.element("h2", {{"id", "contents-title"}}, "Contents").line();
    html_.open("ul").line();
    for (const Part& part : parts_) {
      html_.open("li").link(part.id, part.title);
      if (part.id == "checks" && groups_.size() > 1) {
        html_.open("ul");
        for (const Group& group : groups_) {
          html_.open("li").link(group.id, group.title);
          html_.text(" (" + std::to_string(group.checks.size()) + ")").close();
        }
        html_.close();
      }
      html_.close().line();
    }
    html_.close().close().line();
  }

  void how_to_read() {
    html_
        .element("p",
                 "The client answers a form, and the checks read the answers for one day. When no check waits, the "
                 "answer is GO. When one or more wait, the answer is WAIT, with the reason, the earliest day and who "
                 "can clear it.")
        .line();
    html_
        .element("p",
                 "All checks hold at once, and none can switch off another. What is not known never passes: an answer "
                 "that is missing or vague makes a check wait until it is clear, and the client is asked.")
        .line();
    html_
        .element(
            "p",
            "A window counts from the day of the event. Wait 5 days after 14 March means that the 18th still waits "
            "and the 19th is the first GO day. Where a month has no such day, the step is rounded to the side that "
            "waits longer.")
        .line();
    draw_key(html_);
    html_
        .element(
            "p",
            "Each check names its sources with their strength: law, label (what the maker of a device or a medicine "
            "says), guideline, study, guidance, or house policy (the default of this book, to be confirmed by a "
            "clinician). Where the sources differ, the spread says how far.")
        .line();
    html_
        .element(
            "p",
            "The words for the client are those that the client reads: no verdict, no source, and never a word to stop "
            "a medicine that somebody prescribed.")
        .line();
  }

  void glance() {
    html_.open("div", {{"class", "wide"}}).open("table", {{"class", "stack glance"}});
    html_.element("caption", "Every check, with what it does in a few words").line();
    html_.open("thead").open("tr");
    for (const char* title : {"Check", "What it does", "Strongest source"})
      html_.element("th", {{"scope", "col"}}, title);
    html_.close().close().line();
    html_.open("tbody");
    for (const Group& group : groups_) {
      for (const auto* joined : group.checks) {
        const check::Check& check = joined->parts.front().check;
        html_.open("tr").open("th", {{"scope", "row"}});
        check_link(pages_, *joined);
        html_.close();
        std::string brief = capitalised(present::check_brief(check, *program_.vocabulary));
        if (joined->parts.size() > 1) brief += " (changed by a policy)";
        html_.element("td", brief);
        html_.element("td", check.sources.empty() ? std::string() : strongest(check)).close().line();
      }
    }
    html_.close().close().close().line();
  }

  static std::string strongest(const check::Check& check) {
    const auto first = std::min_element(check.sources.begin(), check.sources.end(),
                                        [](const auto& a, const auto& b) { return a.strength < b.strength; });
    return present::strength_words(first->strength);
  }

  void foot() {
    const compile::Identity& id = program_.identity;
    html_.open("footer").line();
    html_.element("p", options_.engine + " · " + id.name + " " + id.version + " · " + id.hash.substr(0, 12)).line();
    html_.element("p", "Decision support for the practitioner; not medical advice.").line();
    html_.close().line();
  }

  Html html_;
  Pages pages_;
  const compile::Program& program_;
  const BookOptions& options_;
  const std::vector<Group> groups_;
  const std::vector<AdviceSource> advice_;
  const std::int64_t guarantees_;
  std::vector<Part> parts_;
};

}  // namespace

std::string book_html(const compile::Program& program, const check::CheckedRules& rules, const text::SourceSet& sources,
                      const BookOptions& options) {
  return Book(program, rules, sources, options).write();
}

}  // namespace contra::book
