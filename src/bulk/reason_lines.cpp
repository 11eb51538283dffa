// See reason_lines.hpp.
#include "bulk/reason_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <tuple>

#include "present/decision_json.hpp"
#include "present/json_writer.hpp"

namespace contra::bulk {

using check::Form;

namespace {

std::string as_json(std::string_view text) {
  std::string out;
  present::JsonWriter(out).text(text);
  return out;
}

/// Without its quotation marks.
std::string inside_json(std::string_view text) {
  const std::string out = as_json(text);
  return out.substr(1, out.size() - 2);
}

std::string head_of(std::string_view check) { return R"({"check":)" + as_json(check) + R"(,"kind":)"; }

std::string body_of(const check::Check* check, const std::string& changed_by, const std::string& message,
                    const check::Vocabulary* vocabulary, const std::vector<check::RoleId>& cleared_by) {
  std::string out = ",";
  present::JsonWriter json(out);
  const auto field = [&](std::string_view key, std::string_view value) { json.key(key).text(value); };
  field("because", check != nullptr ? check->because : std::string());
  if (!message.empty()) field("text", message);
  field("client_text", check != nullptr ? check->tell : std::string());
  json.key("cleared_by").open('[');
  for (const check::RoleId role : cleared_by) json.text(vocabulary->roles.at(static_cast<std::size_t>(role)).name);
  json.close(']');
  json.key("sources").open('[');
  if (check != nullptr) {
    for (const check::SourceRef& source : check->sources) {
      json.open('{');
      field("id", source.id);
      field("part", source.part);
      field("strength", present::strength_name(source.strength));
      json.close('}');
    }
  }
  json.close(']');
  if (check != nullptr && !check->spread.empty()) field("spread", check->spread);
  if (!changed_by.empty()) field("changed_by", changed_by);
  json.key("evidence").open('[');
  return out;
}

ReasonText own_text(const char* check, const std::string& message) {
  return {head_of(check), body_of(nullptr, {}, message, nullptr, {}), {}};
}

/// Sorted by check; the messages of one check by themselves, for the general order also knows answers as given.
std::vector<const eval::Reason*> in_order(const std::vector<eval::Reason>& reasons) {
  std::vector<const eval::Reason*> out;
  for (const eval::Reason& reason : reasons) out.push_back(&reason);
  std::stable_sort(out.begin(), out.end(), [](const eval::Reason* a, const eval::Reason* b) {
    return std::tie(a->check, a->message) < std::tie(b->check, b->message);
  });
  return out;
}

void append_day_or_null(std::string& out, Day day) {
  if (day >= forever) {
    out += "null";
    return;
  }
  out += '"';
  out += to_iso(day);
  out += '"';
}

bool evidence_before(const ToldEvidence& a, const ToldEvidence& b) {
  return std::tie(a.question, a.list, a.entry) < std::tie(b.question, b.list, b.entry);
}
bool same_evidence(const ToldEvidence& a, const ToldEvidence& b) {
  return std::tie(a.question, a.list, a.entry) == std::tie(b.question, b.list, b.entry);
}

/// What every reason of a decision has.
void tell_common(const eval::Reason& reason, ToldReason told, Reasons& out) {
  told.kind = reason.kind;
  told.until = reason.until.value_or(forever);
  told.not_before = reason.not_before.value_or(forever);
  told.evidence = static_cast<std::uint32_t>(out.evidence.size());
  for (const eval::Evidence& evidence : reason.evidence) {
    ToldEvidence one;
    one.question = evidence.question;
    one.list = evidence.list;
    one.entry = evidence.entry;
    out.strings.push_back(inside_json(evidence.pointer));
    one.tail = out.strings.back();
    out.evidence.push_back(one);
  }
  settle_evidence(out, told.evidence);
  told.evidence_end = static_cast<std::uint32_t>(out.evidence.size());
  told.windows = static_cast<std::uint32_t>(out.windows.size());
  for (const std::string& words : reason.windows) {
    out.strings.push_back(as_json(words));
    out.windows.push_back(out.strings.back());
  }
  told.windows_end = static_cast<std::uint32_t>(out.windows.size());
  out.reasons.push_back(told);
}

/// A reason of the engine's own, or one whose message says more than the check does.
void tell_alone(const eval::Reason& reason, const check::Vocabulary* vocabulary, Reasons& out) {
  ReasonText& text = out.texts.emplace_back();
  text.head = head_of(reason.check);
  text.body = body_of(reason.source_check, reason.changed_by, reason.message, vocabulary, reason.cleared_by);
  ToldReason told;
  told.text = &text;
  tell_common(reason, told, out);
}

}  // namespace

void append_number(std::string& out, std::uint64_t number) {
  if (number < 10) {
    out += static_cast<char>('0' + number);
    return;
  }
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void Reasons::clear() {
  reasons.clear();
  evidence.clear();
  windows.clear();
  if (!strings.empty()) strings.clear();
  if (!texts.empty()) texts.clear();
}

ReasonTexts::ReasonTexts(std::shared_ptr<const compile::Program> program, const std::vector<std::string>& pointers)
    : program_(std::move(program)), forms_(pointers.empty()) {
  const check::Vocabulary& vocabulary = *program_->vocabulary;
  for (const compile::JoinedCheck& joined : program_->checks) {
    auto& parts = parts_.emplace_back();
    for (const compile::Part& part : joined.parts) {
      const check::Check& check = part.check;
      PartText& text = parts.emplace_back();
      text.text.head = head_of(joined.name);
      text.text.body = body_of(&check, part.changed_by, {}, &vocabulary, eval::clearing_roles(check));
      if (check.form == Form::wait_from) {
        text.windows.push_back(as_json(eval::window_words(check.from)));
      } else {
        const auto add = [&](const check::Window& window, const std::string& row) {
          text.windows.push_back(window.must ? as_json(eval::window_words(*window.must, row)) : std::string());
        };
        if (check.after.rows.empty()) add(check.after.window, {});
        for (const check::TableRow& row : check.after.rows) add(row.window, row.words);
      }
    }
  }
  no_form_ = own_text("form_validity", eval::no_form_message);
  old_form_ =
      own_text("form_validity", std::string(eval::old_form_message) + eval::old_form_until + eval::old_form_end);
  const std::size_t day = old_form_.body.find(eval::old_form_until) + std::strlen(eval::old_form_until);
  old_form_.rest = old_form_.body.substr(day);
  old_form_.body.resize(day);
  for (std::size_t i = 0; i < program_->needs.size(); ++i) {
    std::string message = eval::need_message(program_->needs[i], vocabulary);
    ReasonText text = own_text("needs", message);
    needs_.push_back({i, std::move(message), std::move(text)});
  }
  std::stable_sort(needs_.begin(), needs_.end(),
                   [](const NeedText& a, const NeedText& b) { return a.message < b.message; });
  const auto add = [&](const std::string& name) {
    tails_.push_back(inside_json(forms_ ? "/answers/" + name : pointers.at(tails_.size())));
    within_.push_back(tails_.back() + "/entries");
  };
  for (const check::Question& question : vocabulary.questions) add(question.name);
  for (const check::List& list : vocabulary.lists) add(list.name);
}

void ReasonTexts::tell(const eval::TreatmentDecision& decision, Reasons& out) const {
  for (const eval::Reason* one : in_order(decision.reasons)) {
    const eval::Reason& reason = *one;
    const auto found = std::lower_bound(
        program_->checks.begin(), program_->checks.end(), reason.check,
        [](const compile::JoinedCheck& joined, const std::string& name) { return joined.name < name; });
    const ReasonText* text = nullptr;
    if (reason.source_check != nullptr && reason.message.empty() && found != program_->checks.end()) {
      const auto index = static_cast<std::size_t>(found - program_->checks.begin());
      for (std::size_t part = 0; part < found->parts.size(); ++part)
        if (&found->parts[part].check == reason.source_check) text = &this->text(index, part);
    }
    if (text == nullptr) {
      tell_alone(reason, program_->vocabulary.get(), out);
      continue;
    }
    ToldReason told;
    told.text = text;
    tell_common(reason, told, out);
  }
}

void tell_without_rules(const eval::TreatmentDecision& decision, Reasons& out) {
  for (const eval::Reason* reason : in_order(decision.reasons)) tell_alone(*reason, nullptr, out);
}

void settle_evidence(Reasons& out, std::size_t first) {
  const auto begin = out.evidence.begin() + static_cast<std::ptrdiff_t>(first);
  auto end = out.evidence.end();
  if (end - begin < 2) return;
  if (std::any_of(begin, end, [](const ToldEvidence& e) { return e.bears; }))
    end = std::remove_if(begin, end, [](const ToldEvidence& e) { return !e.bears; });
  // A handful: by insertion, which keeps equal ones in order and asks for no memory.
  for (auto i = begin; i != end; ++i)
    for (auto j = i; j != begin && evidence_before(*j, *(j - 1)); --j) std::swap(*j, *(j - 1));
  out.evidence.erase(std::unique(begin, end, same_evidence), out.evidence.end());
}

void write_reasons(const Reasons& reasons, std::string& out) {
  out += '[';
  for (const ToldReason& reason : reasons.reasons) {
    if (&reason != &reasons.reasons.front()) out += ',';
    out += reason.text->head;
    append_number(out, static_cast<std::uint64_t>(reason.kind));
    out += reason.text->body;
    if (reason.told < forever) {
      out += to_iso(reason.told);
      out += reason.text->rest;
    }
    for (std::uint32_t i = reason.evidence; i != reason.evidence_end; ++i) {
      const ToldEvidence& evidence = reasons.evidence[i];
      if (i != reason.evidence) out += ',';
      out += R"({"pointer":")";
      if (evidence.form != 0) {
        out += "/forms/";
        append_number(out, evidence.form - 1u);
      }
      out += evidence.tail;
      if (evidence.place >= 0) {
        out += '/';
        append_number(out, static_cast<std::uint64_t>(evidence.place));
      }
      out += R"("})";
    }
    out += R"(],"windows":[)";
    for (std::uint32_t i = reason.windows; i != reason.windows_end; ++i) {
      if (i != reason.windows) out += ',';
      out += reasons.windows[i];
    }
    out += R"(],"until":)";
    append_day_or_null(out, reason.until);
    out += R"(,"not_before":)";
    append_day_or_null(out, reason.not_before);
    out += '}';
  }
  out += ']';
}

}  // namespace contra::bulk
