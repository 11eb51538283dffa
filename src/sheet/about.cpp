// "Your treatment explained": what the packs say about their treatments. For the client, before booking or with it.
#include "present/sentences.hpp"
#include "present/words.hpp"
#include "sheet/client_words.hpp"
#include "sheet/model.hpp"

namespace contra::sheet {

Sheet about_sheet(const Made& made, const Context& context) {
  Sheet sheet;
  sheet.kind = Kind::about;
  sheet.title = "Your treatment explained";
  sheet.clinic = context.clinic;
  sheet.subject = sheet.title;
  sheet.facts.what = Block::What::facts;
  add_fact(sheet.facts, "Treatment", {treatments_words(made), {}});
  std::vector<std::string> seen;
  std::size_t number = 0;
  const bool several = made.decision.treatments.size() > 1;
  for (const auto& t : made.decision.treatments) {
    if (std::find(seen.begin(), seen.end(), t.treatment) != seen.end()) continue;
    seen.push_back(t.treatment);
    const std::string id = "treatment_" + std::to_string(++number);  // a plan may name what no pack knows
    std::vector<Section> parts;
    if (t.program)
      for (const auto& about : t.program->pack->about) {
        Section part{id + "_" + about.name, about.title, {}, {}};
        for (const auto& words : about.paragraphs) part.blocks.push_back(paragraph(words));
        parts.push_back(std::move(part));
      }
    const std::string title = present::Sentences(made.facts, made.decision, t).title();
    if (parts.empty()) {
      sheet.sections.push_back({id, title, {paragraph("We will gladly explain this treatment to you.")}, {}});
    } else if (several) {
      sheet.sections.push_back({id, title, {}, std::move(parts)});
    } else {
      for (auto& part : parts) sheet.sections.push_back(std::move(part));
    }
  }
  sheet.sections.push_back(
      contact_section("Please ask us whatever you would like to know. Nothing is too small.", false));
  return sheet;
}

}  // namespace contra::sheet
