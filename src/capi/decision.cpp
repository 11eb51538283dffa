// Records, decisions and calendars through the C door.
#include "capi/handles.hpp"

using contra::capi::as;
using contra::capi::give;
using contra::capi::guarded;
using contra::capi::Kind;
using contra::capi::misuse;
using contra::capi::no_day;
using contra::capi::nothing;
using contra::capi::read_day;
using contra::capi::Refusal;
using contra::capi::take;

namespace {

std::string words_of(std::optional<contra::Day> day) { return day ? contra::to_iso(*day) : std::string(); }

contra_verdict verdict_of(contra::Verdict verdict) { return verdict == contra::Verdict::go ? CONTRA_GO : CONTRA_WAIT; }

contra_door door_of(contra::Door door) {
  return door == contra::Door::go        ? CONTRA_DOOR_GO
         : door == contra::Door::renewed ? CONTRA_DOOR_RENEWED
                                         : CONTRA_DOOR_WAIT;
}

const contra::TreatmentDecision* treatment_at(const contra_decision* decision, std::size_t index) {
  const contra_decision* of = as(decision, Kind::decision);
  return of != nullptr && index < of->value.treatments().size() ? &of->value.treatments()[index] : nullptr;
}

const contra::Reason* reason_at(const contra_decision* decision, std::size_t treatment, std::size_t index) {
  const contra::TreatmentDecision* of = treatment_at(decision, treatment);
  return of != nullptr && index < of->reasons.size() ? &of->reasons[index] : nullptr;
}

/// A text that is made from a decision.
template <class Write>
contra_status write(const contra_decision* decision, contra_output** out, contra_error** error, Write&& text) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    const contra_decision* of = as(decision, Kind::decision);
    if (of == nullptr) return misuse("this is no decision");
    *out = new contra_output(text(of->value));
    return std::nullopt;
  });
}

contra::TextOptions columns(unsigned width) {
  contra::TextOptions out;
  out.width = width;
  return out;
}

}  // namespace

// Values are made here, so that no accessor can fail.
contra_decision::contra_decision(contra::Decision decision)
    : Object(Kind::decision), value(std::move(decision)), visit(contra::to_iso(value.visit())) {
  for (const contra::TreatmentDecision& treatment : value.treatments()) {
    Days& own = days.emplace_back();
    own.earliest = words_of(treatment.earliest);
    for (const contra::Reason& reason : treatment.reasons) own.until.push_back(words_of(reason.until));
  }
}

contra_calendar::contra_calendar(contra::Calendar calendar)
    : Object(Kind::calendar), value(std::move(calendar)), earliest(words_of(value.earliest)) {
  for (const contra::CalendarSpan& span : value.spans)
    days.emplace_back(contra::to_iso(span.first), contra::to_iso(span.last));
}

contra_status contra_read_intake(const contra_rules* rules, contra_text json, contra_intake** out,
                                 contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    const contra_rules* of = as(rules, Kind::rules);
    if (of == nullptr) return misuse("these are no rules");
    const auto text = take(json);
    if (!text) return misuse("`json` has a size and no data");
    contra::Result<contra::Intake> intake = contra::read_intake(of->value, *text);
    if (!intake) return contra::capi::fault(intake.diagnostics());
    *out = new contra_intake(*std::move(intake));
    return std::nullopt;
  });
}

contra_text contra_intake_id(const contra_intake* intake) {
  const contra_intake* of = as(intake, Kind::intake);
  return of != nullptr ? give(of->value.id()) : nothing();
}

contra_text contra_intake_visit(const contra_intake* intake) {
  const contra_intake* of = as(intake, Kind::intake);
  return of != nullptr ? give(of->visit) : nothing();
}

contra_status contra_screen(const contra_intake* intake, contra_text on, contra_text as_of, contra_decision** out,
                            contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    const contra_intake* of = as(intake, Kind::intake);
    if (of == nullptr) return misuse("this is no intake");
    contra::ScreenOptions options;
    if (!read_day(on, options.on) || !read_day(as_of, options.as_of)) return no_day();
    *out = new contra_decision(contra::screen(of->value, options));
    return std::nullopt;
  });
}

contra_verdict contra_decision_verdict(const contra_decision* decision) {
  const contra_decision* of = as(decision, Kind::decision);
  return of != nullptr ? verdict_of(of->value.verdict()) : CONTRA_WAIT;
}

contra_text contra_decision_visit(const contra_decision* decision) {
  const contra_decision* of = as(decision, Kind::decision);
  return of != nullptr ? give(of->visit) : nothing();
}

contra_status contra_decision_json(const contra_decision* decision, contra_output** out, contra_error** error) {
  return write(decision, out, error, [](const contra::Decision& of) { return contra::to_json(of); });
}

contra_status contra_decision_page(const contra_decision* decision, unsigned width, contra_output** out,
                                   contra_error** error) {
  return write(decision, out, error, [&](const contra::Decision& of) { return contra::to_text(of, columns(width)); });
}

contra_status contra_decision_client_page(const contra_decision* decision, unsigned width, contra_output** out,
                                          contra_error** error) {
  return write(decision, out, error,
               [&](const contra::Decision& of) { return contra::to_client_text(of, columns(width)); });
}

std::size_t contra_decision_treatment_count(const contra_decision* decision) {
  const contra_decision* of = as(decision, Kind::decision);
  return of != nullptr ? of->value.treatments().size() : 0;
}

contra_text contra_decision_treatment_name(const contra_decision* decision, std::size_t treatment) {
  const auto* of = treatment_at(decision, treatment);
  return of != nullptr ? give(of->treatment) : nothing();
}

contra_verdict contra_decision_treatment_verdict(const contra_decision* decision, std::size_t treatment) {
  const auto* of = treatment_at(decision, treatment);
  return of != nullptr ? verdict_of(of->verdict) : CONTRA_WAIT;
}

contra_text contra_decision_headline(const contra_decision* decision, std::size_t treatment) {
  const auto* of = treatment_at(decision, treatment);
  return of != nullptr ? give(of->headline) : nothing();
}

contra_text contra_decision_earliest(const contra_decision* decision, std::size_t treatment) {
  return treatment_at(decision, treatment) != nullptr ? give(decision->days[treatment].earliest) : nothing();
}

int contra_decision_earliest_is_renewed(const contra_decision* decision, std::size_t treatment) {
  const auto* of = treatment_at(decision, treatment);
  return of != nullptr && of->earliest_renewed ? 1 : 0;
}

std::size_t contra_decision_reason_count(const contra_decision* decision, std::size_t treatment) {
  const auto* of = treatment_at(decision, treatment);
  return of != nullptr ? of->reasons.size() : 0;
}

contra_text contra_decision_reason_check(const contra_decision* decision, std::size_t treatment, std::size_t reason) {
  const auto* of = reason_at(decision, treatment, reason);
  return of != nullptr ? give(of->check) : nothing();
}

contra_text contra_decision_reason_text(const contra_decision* decision, std::size_t treatment, std::size_t reason) {
  const auto* of = reason_at(decision, treatment, reason);
  return of != nullptr ? give(of->text) : nothing();
}

contra_text contra_decision_reason_client_text(const contra_decision* decision, std::size_t treatment,
                                               std::size_t reason) {
  const auto* of = reason_at(decision, treatment, reason);
  return of != nullptr ? give(of->client_text) : nothing();
}

contra_text contra_decision_reason_until(const contra_decision* decision, std::size_t treatment, std::size_t reason) {
  return reason_at(decision, treatment, reason) != nullptr ? give(decision->days[treatment].until[reason]) : nothing();
}

contra_status contra_screen_days(const contra_intake* intake, contra_text first, contra_text last, contra_text as_of,
                                 contra_calendar** out, contra_error** error) {
  return guarded(out, error, [&]() -> std::optional<Refusal> {
    const contra_intake* of = as(intake, Kind::intake);
    if (of == nullptr) return misuse("this is no intake");
    std::optional<contra::Day> from, to, looked_at;
    if (!read_day(first, from) || !read_day(last, to) || !read_day(as_of, looked_at) || !from || !to) return no_day();
    *out = new contra_calendar(contra::calendar(of->value, *from, *to, looked_at));
    return std::nullopt;
  });
}

std::size_t contra_calendar_span_count(const contra_calendar* calendar) {
  const contra_calendar* of = as(calendar, Kind::calendar);
  return of != nullptr ? of->value.spans.size() : 0;
}

contra_span contra_calendar_span(const contra_calendar* calendar, std::size_t span) {
  const contra_calendar* of = as(calendar, Kind::calendar);
  if (of == nullptr || span >= of->value.spans.size()) return {nothing(), nothing(), CONTRA_DOOR_WAIT};
  return {give(of->days[span].first), give(of->days[span].second), door_of(of->value.spans[span].door)};
}

contra_text contra_calendar_earliest(const contra_calendar* calendar) {
  const contra_calendar* of = as(calendar, Kind::calendar);
  return of != nullptr ? give(of->earliest) : nothing();
}
