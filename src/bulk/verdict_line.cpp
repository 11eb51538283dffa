// See verdict_line.hpp.
#include "bulk/verdict_line.hpp"

#include <algorithm>

#include "present/json_writer.hpp"

namespace contra::bulk {

namespace {

std::string as_json(std::string_view text) {
  std::string out;
  present::JsonWriter(out).text(text);
  return out;
}

/// Most ids need no escape.
void append_text(std::string& out, std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F && c != '"' && c != '\\';
  });
  if (!plain) {
    out += as_json(text);
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

void begin_line(std::string& out, std::uint64_t line, std::string_view id, Day visit, bool go) {
  out += R"({"record":"contra.verdict/1","line":)";
  append_number(out, line);
  out += R"(,"id":)";
  append_text(out, id);
  out += R"(,"visit":")";
  out += to_iso(visit);
  out += R"(","verdict":)";
  out += go ? R"("GO")" : R"("WAIT")";
  out += R"(,"treatments":[)";
}

void begin_treatment(std::string& out, std::string_view treatment, bool go) {
  out += R"({"treatment":)";
  out += treatment;
  out += R"(,"verdict":)";
  out += go ? R"("GO","waits":[)" : R"("WAIT","waits":[)";
}

void end_treatment(const Reasons* reasons, std::string& out) {
  if (reasons != nullptr) {
    out += R"(,"reasons":)";
    write_reasons(*reasons, out);
  }
  out += '}';
}

}  // namespace

CheckNames::CheckNames(const compile::Program& program) : treatment_(as_json(program.identity.name)) {
  for (const compile::JoinedCheck& check : program.checks) {
    before_answers_ += check.name < "answers" ? 1u : 0u;
    before_forms_ += check.name < "form_validity" ? 1u : 0u;
    before_needs_ += check.name < "needs" ? 1u : 0u;
    checks_.push_back(as_json(check.name));
  }
}

void write_verdict(const CheckNames& names, std::string_view id, Day visit, const Block::Waits& waits,
                   const OwnReasons& own, std::uint64_t line, const Reasons* reasons, std::string& out) {
  const bool go = waits.empty() && !own.any();
  begin_line(out, line, id, visit, go);
  begin_treatment(out, names.treatment(), go);
  const std::size_t first = out.size();
  const auto name = [&](std::string_view json) {
    if (out.size() != first) out += ',';
    out += json;
  };
  names.in_order(
      waits, own, [&](std::uint32_t check) { return name(names.check(check)), true; },
      [&](OwnReason reason) {
        name(reason == OwnReason::answers ? R"("answers")"
             : reason == OwnReason::needs ? R"("needs")"
                                          : R"("form_validity")");
        return true;
      });
  out += ']';
  end_treatment(reasons, out);
  out += "]}\n";
}

void write_verdict(const eval::Decision& decision, std::uint64_t line, const std::vector<ReasonTexts>* texts,
                   std::string& out) {
  const bool go = decision.verdict == eval::Verdict::go;
  begin_line(out, line, decision.id, decision.visit, go);
  for (const eval::TreatmentDecision& treatment : decision.treatments) {
    if (&treatment != &decision.treatments.front()) out += ',';
    begin_treatment(out, as_json(treatment.treatment), treatment.verdict == eval::Verdict::go);
    const std::string* last = nullptr;
    for (const eval::Reason& reason : treatment.reasons) {  // sorted by check
      if (last != nullptr && *last == reason.check) continue;
      if (last != nullptr) out += ',';
      out += as_json(reason.check);
      last = &reason.check;
    }
    out += ']';
    if (texts == nullptr) {
      end_treatment(nullptr, out);
      continue;
    }
    Reasons reasons;
    const auto of = std::find_if(texts->begin(), texts->end(),
                                 [&](const ReasonTexts& t) { return &t.program() == treatment.program.get(); });
    if (of != texts->end())
      of->tell(treatment, reasons);
    else
      tell_without_rules(treatment, reasons);
    end_treatment(&reasons, out);
  }
  out += "]}\n";
}

}  // namespace contra::bulk
