// See care_text.hpp.
#include "present/care_text.hpp"

#include <utility>

#include "present/sentences.hpp"

namespace contra::present {

void put_care(Page& page, const eval::Decision& decision, const eval::Facts& facts,
              const std::vector<eval::CareLine>& lines) {
  using Verb = syntax::CareLine::Verb;
  constexpr unsigned column = 11;  // "Watch for" and two spaces
  for (const auto& [verb, label] : {std::pair{Verb::avoid, "Avoid"}, std::pair{Verb::do_, "Do"},
                                    std::pair{Verb::watch_for, "Watch for"}, std::pair{Verb::next_session, "Next"}}) {
    bool first = true;
    for (const auto& line : lines) {
      if (line.line->verb != verb) continue;
      const eval::TreatmentDecision* of = &decision.treatments.front();
      for (const auto& t : decision.treatments)
        if (t.treatment == line.treatment) of = &t;
      const Sentences say(facts, decision, *of);
      if (page.plain()) {
        page.paragraph(0, say.care_line(line));
      } else {
        page.entry(2, first ? label : "", column,
                   (verb == Verb::next_session ? "session " : "") + say.care_short(line));
      }
      first = false;
    }
  }
}

}  // namespace contra::present
