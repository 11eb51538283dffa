// See client_words.hpp.
#include "sheet/client_words.hpp"

#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::sheet {

Sheet client_sheet(Kind kind, const std::string& title, const Made& made, const Context& context,
                   const Occasion& occasion) {
  Sheet sheet;
  sheet.kind = kind;
  sheet.title = title;
  sheet.clinic = context.clinic;
  sheet.subject = title;
  if (!context.client_name.empty()) sheet.subject += " · " + context.client_name;
  sheet.facts.what = Block::What::facts;
  add_fact(sheet.facts, "For", {context.client_name, {}});
  for (const auto& t : made.decision.treatments) {
    const present::Sentences say(made.facts, made.decision, t);
    std::string words = say.title();
    // The areas are the first part of the setting; the depth is the practitioner's business.
    if (t.plan.area_known && !t.plan.areas.empty()) words += ", " + say.setting().front();
    add_fact(sheet.facts, "Treatment", {words, {}});
  }
  if (occasion.end) {
    add_fact(sheet.facts, "Session ended", {moment_name(*occasion.end, Day{}), to_iso(*occasion.end)});
  } else if (occasion.state == Occasion::Day_::stands || occasion.state == Occasion::Day_::renewed) {
    add_fact(sheet.facts, "Appointment",
             {present::long_day(occasion.day) + (context.time.empty() ? "" : ", " + context.time),
              to_iso(occasion.day, context.time)});
  } else {
    add_fact(sheet.facts, "You asked for", {present::long_day(made.decision.visit), to_iso(made.decision.visit)});
  }
  add_fact(sheet.facts, "Practitioner", {context.practitioner, {}});
  return sheet;
}

Section medicines_section() {
  Section section{"medicines", "Your medicines", {}, {}};
  section.blocks.push_back(paragraph(
      "Please go on with everything that was prescribed for you, just as your prescriber has told you. If you "
      "have a question about it, ask your prescriber before you change anything."));
  return section;
}

Section contact_section(const std::string& words, bool urgent) {
  Section section{"contact", urgent ? "How to reach us" : "Questions?", {}, {}};
  section.blocks.push_back(paragraph(words));
  Block blanks;
  blanks.what = Block::What::blanks;
  blanks.rows.push_back({{cell("Telephone")}, false});
  blanks.rows.push_back({{cell("When we are there")}, false});
  section.blocks.push_back(std::move(blanks));
  if (urgent)
    section.blocks.push_back(paragraph(
        "If it cannot wait and you do not reach us, please call your doctor or the medical service on call."));
  return section;
}

}  // namespace contra::sheet
