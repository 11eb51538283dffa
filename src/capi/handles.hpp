// What the handles of the C door are, and the guard that every call that can fail goes through.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contra/contra.h"
#include "contra/contra.hpp"

namespace contra::capi {

enum class Kind : std::uint32_t { rules = 0x636F6E01, intake, decision, calendar, batch, output, error };

/// The common beginning of every handle: contra_free() needs no more. INVARIANT: a handle derives from this alone, so
/// that its address is the address of this.
struct Object {
  const Kind kind;
  explicit Object(Kind of) : kind(of) {}
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;
};

inline contra_text give(std::string_view text) { return {text.data(), text.size()}; }
inline contra_text nothing() { return {"", 0}; }

/// The text that a caller handed in; nothing when there cannot be such a text.
inline std::optional<std::string_view> take(contra_text text) {
  if (text.data == nullptr && text.size != 0) return std::nullopt;
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

/// A handle of the kind that it should be, or null.
template <class Handle>
auto* as(Handle* handle, Kind kind) {
  return handle != nullptr && handle->kind == kind ? handle : nullptr;
}

/// What a call is refused with.
struct Refusal {
  contra_status status;
  std::string message;
  std::vector<Diagnostic> diagnostics;
};
inline Refusal misuse(std::string message) { return {CONTRA_MISUSE, std::move(message), {}}; }
inline Refusal fault(std::vector<Diagnostic> diagnostics) { return {CONTRA_FAULT, {}, std::move(diagnostics)}; }

/// A JSON array.
std::string json_of(const std::vector<Diagnostic>& diagnostics);

/// Fills in `*error` when it is wanted, and gives the status. Never throws.
contra_status refuse(Refusal&& refusal, contra_error** error) noexcept;
contra_status out_of_memory(contra_error** error) noexcept;

/// Runs `make`, which gives nothing when all went well. Whatever is thrown ends here.
template <class Make>
contra_status guarded(contra_error** error, Make&& make) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    std::optional<Refusal> refusal = make();
    return refusal ? refuse(std::move(*refusal), error) : CONTRA_OK;
  } catch (const std::bad_alloc&) {
    return out_of_memory(error);
  } catch (const std::length_error&) {  // a text longer than memory can be
    return out_of_memory(error);
  } catch (...) {
    // What an exception says is not shown: it might quote a record.
    return refuse({CONTRA_INTERNAL, {}, {}}, error);
  }
}

/// The same for a call that makes a handle: `*out` is null unless all went well.
template <class Handle, class Make>
contra_status guarded(Handle** out, contra_error** error, Make&& make) noexcept {
  if (out != nullptr) *out = nullptr;
  return guarded(error, [&]() -> std::optional<Refusal> {
    if (out == nullptr) return misuse("`out` is NULL");
    return make();
  });
}

/// An empty text is no day, which is as good as none; a text that is no day is misuse.
bool read_day(contra_text text, std::optional<Day>& out);
Refusal no_day();

}  // namespace contra::capi

struct contra_rules final : contra::capi::Object {
  contra::Rules value;
  std::string warnings;
  contra_rules(contra::Rules rules, std::string json)
      : Object(contra::capi::Kind::rules), value(std::move(rules)), warnings(std::move(json)) {}
};

struct contra_intake final : contra::capi::Object {
  contra::Intake value;
  std::string visit;
  explicit contra_intake(contra::Intake intake)
      : Object(contra::capi::Kind::intake), value(std::move(intake)), visit(contra::to_iso(value.visit())) {}
};

struct contra_decision final : contra::capi::Object {
  struct Days {
    std::string earliest;
    std::vector<std::string> until;  // of each reason
  };
  contra::Decision value;
  std::string visit;
  std::vector<Days> days;  // of each treatment
  explicit contra_decision(contra::Decision decision);
};

struct contra_calendar final : contra::capi::Object {
  contra::Calendar value;
  std::vector<std::pair<std::string, std::string>> days;  // of each span
  std::string earliest;
  explicit contra_calendar(contra::Calendar calendar);
};

struct contra_batch final : contra::capi::Object {
  contra::Batch value;
  std::string out;
  explicit contra_batch(contra::Batch batch) : Object(contra::capi::Kind::batch), value(std::move(batch)) {}
};

struct contra_output final : contra::capi::Object {
  std::string text;
  explicit contra_output(std::string of) : Object(contra::capi::Kind::output), text(std::move(of)) {}
};

struct contra_error final : contra::capi::Object {
  contra_status status;
  std::vector<contra::Diagnostic> diagnostics;
  std::string text, json;
  bool constant = false;  // not from the heap: there was no memory for another
  contra_error(contra_status of, std::string words)
      : Object(contra::capi::Kind::error), status(of), text(std::move(words)) {}
};
