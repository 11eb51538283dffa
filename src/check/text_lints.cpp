// Lints that protect people: client texts beside prescribed medicines, and texts that frighten. See texts.hpp.
#include <algorithm>

#include "check/room.hpp"
#include "check/texts.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

/// The place of some words of a text; the whole text when it is not written in one piece.
text::Span span_in(const syntax::Text& text, const FoundWords& words) {
  if (text.span.end - text.span.begin != text.text.size() + 2) return text.span;
  const auto begin = text.span.begin + 1 + static_cast<std::uint32_t>(words.at);
  return {text.span.file, begin, begin + static_cast<std::uint32_t>(words.size)};
}

void judge_alarm(const syntax::Text& text, Reporter& report) {
  if (const auto words = alarms(text.text)) {
    report
        .add(Kind::alarming_words, span_in(text, *words),
             "\"" + words->words + "\" may frighten the client who reads it")
        .help("say what to do next; the reason for the practitioner is in `because`");
  }
}

void judge_stop(const syntax::Text& text, Reporter& report,
                std::optional<FoundWords> (*find)(std::string_view) = tells_to_stop) {
  if (const auto words = find(text.text)) {
    report
        .add(Kind::tells_to_stop, span_in(text, *words),
             "\"" + words->words + "\" tells a client to stop what may be prescribed")
        .help(
            "only the prescriber ends a prescribed medicine; write \"Ask your prescriber before you change or stop "
            "it\"");
  }
}

/// A prescribed term that the text names, by any of its names.
const Term* prescribed_term_in(const std::string& text, const Vocabulary& v) {
  std::string folded = fold_name(text);
  for (char& c : folded)
    if (c == ',' || c == '.' || c == ';' || c == ':' || c == '(' || c == ')' || c == '!' || c == '?' || c == '"')
      c = ' ';
  std::vector<std::string> words(1);
  for (const char c : folded) {
    if (c != ' ')
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string name;
    for (std::size_t j = i; j < words.size() && j < i + 6; ++j) {
      name += (name.empty() ? "" : " ") + words[j];
      const auto found = v.term_by_words.find(name);
      if (found == v.term_by_words.end()) continue;
      const Term& term = v.terms[static_cast<std::size_t>(found->second)];
      if (term.prescribed) return &term;
    }
  }
  return nullptr;
}

}  // namespace

void lint_check_texts(const Check& check, const syntax::Clauses& clauses, CheckPlace& place) {
  Reporter& report = place.context.report;
  if (!clauses.tell) return;
  judge_alarm(*clauses.tell, report);
  if (check.touches_prescribed) judge_stop(*clauses.tell, report);
}

void lint_outcome_texts(const Check& check, const syntax::Outcome& outcome, CheckPlace& place) {
  if (!check.touches_prescribed) return;
  Reporter& report = place.context.report;
  if (const auto* wait = std::get_if<syntax::WaitWhile>(&outcome.form)) {
    if (wait->until) judge_stop(*wait->until, report, asks_for_stopped);
  } else if (const auto* only = std::get_if<syntax::GoOnly>(&outcome.form)) {
    judge_stop(only->with, report, asks_for_stopped);
  } else if (const auto* note = std::get_if<syntax::NoteForm>(&outcome.form)) {
    judge_stop(note->text, report);
  }
}

void lint_care_texts(const syntax::CareItem& item, const CareItem& care, CheckPlace& place) {
  Reporter& report = place.context.report;
  const Vocabulary& v = place.resolver.vocabulary();
  const bool touches = care.condition && touches_prescribed(v, *care.condition);
  for (const auto& line : item.lines) {
    const std::string& text = line.text.text;
    // What to watch for is said as it is: "severe pain".
    if (line.verb == syntax::CareLine::Verb::watch_for || line.verb == syntax::CareLine::Verb::next_session) continue;
    judge_alarm(line.text, report);
    const Term* term = prescribed_term_in(text, v);
    if (line.verb == syntax::CareLine::Verb::avoid && (term != nullptr || speaks_of_medicine(text))) {
      if (speaks_of_prescriber(text) || leaves_prescribed_out(text)) continue;
      auto added = report.add(Kind::tells_to_stop, line.text.span,
                              "`avoid` tells a client to stop " + (term != nullptr ? term->title : "medicines") +
                                  ", which may be prescribed");
      if (term != nullptr) added.label(term->span, "declared `prescribed`");
      added.help(
          "name what is not prescribed, such as \"… that is not prescribed\", or send the client to the "
          "prescriber");
    } else if (touches || term != nullptr || speaks_of_medicine(text)) {
      judge_stop(line.text, report);
    }
  }
}

void lint_about_texts(const syntax::AboutItem& item, CheckPlace& place) {
  Reporter& report = place.context.report;
  for (const auto& paragraph : item.paragraphs)
    if (speaks_of_medicine(paragraph.text) ||
        prescribed_term_in(paragraph.text, place.resolver.vocabulary()) != nullptr)
      judge_stop(paragraph, report);
}

}  // namespace contra::check
