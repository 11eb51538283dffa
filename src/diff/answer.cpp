// See answer.hpp.
#include "diff/answer.hpp"

#include <algorithm>

#include "present/words.hpp"

namespace contra::diff {

namespace {

std::string question_name(const eval::Cause& cause, const check::Vocabulary& v) {
  using What = eval::Cause::What;
  switch (cause.what) {
    case What::plan_area:
      return "area of the plan";
    case What::plan_depth:
      return "depth of the plan";
    case What::clearance:
      return "clearance";
    case What::question:
      return v.questions.at(static_cast<std::size_t>(cause.id)).name;
    default:
      return v.lists.at(static_cast<std::size_t>(cause.id)).name;
  }
}

Answer::Because because(const eval::Reason& reason, const check::Vocabulary& v) {
  Answer::Because out;
  out.check = reason.check;
  out.kind = reason.kind;
  out.sure = reason.sure;
  out.until = reason.until;
  out.limit = reason.limit_words;
  for (const auto role : reason.cleared_by) out.cleared_by.push_back(v.roles.at(static_cast<std::size_t>(role)).title);
  std::sort(out.cleared_by.begin(), out.cleared_by.end());
  out.detail = (reason.until ? to_iso(*reason.until) : "") + "/" +
               (reason.not_before ? to_iso(*reason.not_before) : "") + "/" + present::list_words(out.cleared_by, "or") +
               "/" + out.limit + "/" + present::list_words(reason.instead, "or") + (reason.same_day ? "/same day" : "");
  return out;
}

}  // namespace

Judge::Judge(const Version& version, const check::Vocabulary* vocabulary) : vocabulary_(vocabulary) {
  for (const auto& program : version.programs) {
    if (program->vocabulary.get() != vocabulary) continue;
    programs_.push_back(program);
    packs_.push_back({program->identity.name, program->pack.get()});
  }
}

Answer Judge::answer(std::string_view record, const std::string& treatment) const {
  Answer out;
  text::SourceSet sources;
  const text::FileId file = sources.add("record", std::string(record));
  auto read = eval::read_intake(sources, file, *vocabulary_, packs_);
  if (const auto* refused = std::get_if<eval::Refused>(&read)) {
    out.refused = true;
    for (const auto& d : refused->diagnostics) out.refusals.push_back(d.message);
    return out;
  }
  eval::DecideOptions options;
  options.promises = false;
  const eval::Decision decision = eval::decide(programs_, std::get<eval::Facts>(read), options);
  for (const eval::TreatmentDecision& t : decision.treatments) {
    if (t.treatment != treatment && &t != &decision.treatments.back()) continue;
    out.verdict = t.verdict;
    out.earliest = t.earliest;
    out.earliest_renewed = t.earliest_renewed;
    out.preferred = t.preferred;
    out.go = t.go;
    out.renewed = t.renewed;
    for (const auto& reason : t.reasons) out.reasons.push_back(because(reason, *vocabulary_));
    for (const auto& line : t.conditions)
      out.conditions.emplace_back(line.check, line.source_check == nullptr ? std::string() : line.source_check->words);
    for (const auto& line : t.notes)
      out.notes.emplace_back(line.check,
                             line.better_until ? "better from " + to_iso(*line.better_until) : std::string());
    for (const auto& question : t.questions) out.questions.push_back(question_name(question.cause, *vocabulary_));
    if (t.program) {
      const eval::Facts& facts = t.facts ? *t.facts : std::get<eval::Facts>(read);
      const eval::Findings findings = eval::evaluate(*t.program, facts, {t.plan, decision.visit, decision.as_of});
      for (const auto& finding : findings.checks)
        if (!finding.possibly.empty()) out.waits[t.program->checks.at(finding.check).name] = finding.possibly;
    }
    std::sort(out.questions.begin(), out.questions.end());
    out.questions.erase(std::unique(out.questions.begin(), out.questions.end()), out.questions.end());
    break;
  }
  return out;
}

Way way_of(const Answer& a, const Answer& b) {
  if (a.refused || b.refused) return a.refused == b.refused ? Way::none : Way::both;
  if (a.go == b.go && a.renewed == b.renewed) return Way::none;
  const time::DaySet open_a = a.go | a.renewed, open_b = b.go | b.renewed;
  if (a.go.subset_of(b.go) && open_a.subset_of(open_b)) return Way::earlier;
  if (b.go.subset_of(a.go) && open_b.subset_of(open_a)) return Way::later;
  return Way::both;
}

Reach difference(const Answer& a, const Answer& b) {
  if (way_of(a, b) != Way::none) return Reach::days;
  if (a.refused) return Reach::same;
  const auto equal = [](const Answer::Because& x, const Answer::Because& y) {
    return x.check == y.check && x.kind == y.kind && x.sure == y.sure && x.detail == y.detail;
  };
  const bool same = a.preferred == b.preferred && a.conditions == b.conditions && a.notes == b.notes &&
                    a.questions == b.questions && a.reasons.size() == b.reasons.size() &&
                    std::equal(a.reasons.begin(), a.reasons.end(), b.reasons.begin(), equal);
  return same ? Reach::same : Reach::advice;
}

namespace {

time::DaySet closed_by(const Answer& answer, const std::string& check) {
  const auto found = answer.waits.find(check);
  return found == answer.waits.end() ? time::DaySet{} : found->second;
}

bool has_reason(const Answer& answer, std::string_view check) {
  return std::any_of(answer.reasons.begin(), answer.reasons.end(), [&](const auto& r) { return r.check == check; });
}

}  // namespace

Way way_of(const std::string& check, const Answer& a, const Answer& b) {
  if (a.refused || b.refused) return Way::none;
  const time::DaySet before = closed_by(a, check), now = closed_by(b, check);
  if (before == now) return Way::none;
  time::DaySet others;
  for (const auto& [name, days] : a.waits)
    if (name != check) others |= days;
  const bool opens = !((before - now - others) & (b.go | b.renewed)).empty();
  const bool closes = !((now - before - others) & (a.go | a.renewed)).empty();
  return opens && closes ? Way::both : opens ? Way::earlier : closes ? Way::later : Way::none;
}

std::set<std::string> origins(const Answer& a, const Answer& b) {
  std::set<std::string> out;
  if (a.refused || b.refused) {
    if (a.refused != b.refused) out.insert("refused");
    return out;
  }
  for (const auto& [one, two] : {std::pair{&a, &b}, std::pair{&b, &a}})
    for (const auto& [name, days] : one->waits)
      if (closed_by(*two, name) != days) out.insert(name);
  for (const char* own : {"answers", "needs", "rules"})
    if (has_reason(a, own) != has_reason(b, own)) out.insert(own);
  // What is left of a difference is how long forms hold.
  if (out.empty() && way_of(a, b) != Way::none) out.insert("form_validity");
  return out;
}

bool differs_in(const std::string& check, const Answer& a, const Answer& b) {
  const auto part = [&](const Answer& answer) {
    std::string out;
    for (const auto& r : answer.reasons)
      if (r.check == check) out += std::to_string(r.kind) + (r.sure ? "!" : "?") + r.detail + "\n";
    for (const auto* lines : {&answer.conditions, &answer.notes})
      for (const auto& [name, words] : *lines)
        if (name == check) out += "+" + words + "\n";
    return out;
  };
  return part(a) != part(b);
}

}  // namespace contra::diff
