// The engine as the laws use it.
#pragma once

#include <algorithm>

#include "eval/decide.hpp"
#include "laws/law.hpp"

namespace contra::laws {

inline eval::Decision decide(const Case& c, Day asked, bool promises = false) {
  eval::DecideOptions options;
  options.on = asked;
  options.as_of = c.setting.as_of;
  options.promises = promises;
  return eval::decide({c.program}, c.facts, options);
}

inline eval::TreatmentDecision decide_one(const Case& c, Day asked, bool promises = false) {
  auto all = decide(c, asked, promises);
  if (all.treatments.size() != 1) broken(c, "not one treatment was decided");
  return std::move(all.treatments.front());
}
inline eval::TreatmentDecision decide_one(const Case& c) { return decide_one(c, c.setting.asked); }

inline bool asks_again(const compile::Program& program) {
  for (const auto& joined : program.checks)
    for (const auto& part : joined.parts)
      if (part.check.form == check::Form::ask_again) return true;
  return false;
}

/// A copy that shares nothing with the first.
inline Case deep_copy(const Case& c) {
  Case out = c;
  out.vocabulary = std::make_shared<check::Vocabulary>(*c.vocabulary);
  out.pack = std::make_shared<check::Pack>(*c.pack);
  out.program = std::make_shared<compile::Program>(*c.program);
  out.program->vocabulary = out.vocabulary;
  out.program->pack = out.pack;
  return out;
}

inline time::DaySet calendar_from(Day first) { return time::DaySet::between(first, last_day); }

/// What a reason says, for comparing decisions.
inline std::string text_of(const eval::Reason& r) {
  std::string out = r.check + " kind " + std::to_string(r.kind) + (r.sure ? " sure" : "");
  if (r.until) out += " until " + to_iso(*r.until);
  if (r.not_before) out += " not before " + to_iso(*r.not_before);
  for (const auto& e : r.evidence) out += " " + e.pointer;
  return out + " " + r.message;
}

}  // namespace contra::laws
