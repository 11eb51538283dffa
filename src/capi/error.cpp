// Errors of the C door, the one free function, and what needs no handle.
#include "capi/handles.hpp"

namespace contra::capi {

namespace {

/// The error for when there is no memory for one. Its words fit into the strings themselves.
struct NoMemory {
  contra_error error{CONTRA_NO_MEMORY, "out of memory"};
  NoMemory() {
    error.json = "[]";
    error.constant = true;
  }
};

std::string words_of(const Refusal& refusal) {
  if (refusal.status == CONTRA_INTERNAL) return "a fault of the library: nothing was decided\n";
  if (refusal.diagnostics.empty()) return refusal.message + "\n";
  std::string out;
  for (const Diagnostic& diagnostic : refusal.diagnostics) out += to_text(diagnostic) + "\n";
  return out;
}

const Diagnostic* diagnostic_at(const contra_error* error, std::size_t index) {
  const contra_error* of = as(error, Kind::error);
  return of != nullptr && index < of->diagnostics.size() ? &of->diagnostics[index] : nullptr;
}

}  // namespace

std::string json_of(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += (out.empty() ? "" : ",") + to_json(diagnostic);
  return "[" + out + "]";
}

contra_status out_of_memory(contra_error** error) noexcept {
  static NoMemory no_memory;
  if (error != nullptr) *error = &no_memory.error;
  return CONTRA_NO_MEMORY;
}

contra_status refuse(Refusal&& refusal, contra_error** error) noexcept {
  const contra_status status = refusal.status;
  if (error == nullptr) return status;
  try {
    auto made = std::make_unique<contra_error>(status, words_of(refusal));
    made->json = json_of(refusal.diagnostics);
    made->diagnostics = std::move(refusal.diagnostics);
    *error = made.release();
    return status;
  } catch (...) {
    return out_of_memory(error);
  }
}

bool read_day(contra_text text, std::optional<Day>& out) {
  const auto words = take(text);
  if (!words) return false;
  if (!words->empty()) out = parse_iso_day(*words);
  return words->empty() || out.has_value();
}

Refusal no_day() { return misuse("a day is written as 2026-03-16, from 1900-01-01 to 2200-12-31"); }

}  // namespace contra::capi

using contra::capi::as;
using contra::capi::diagnostic_at;
using contra::capi::give;
using contra::capi::Kind;
using contra::capi::nothing;

contra_text contra_version(void) { return give(contra::version()); }

void contra_free(void* handle) {
  auto* object = static_cast<contra::capi::Object*>(handle);
  if (object == nullptr) return;
  if (object->kind == Kind::error && static_cast<contra_error*>(object)->constant) return;
  delete object;
}

contra_text contra_output_text(const contra_output* output) {
  const contra_output* of = as(output, Kind::output);
  return of != nullptr ? give(of->text) : nothing();
}

contra_status contra_error_status(const contra_error* error) {
  const contra_error* of = as(error, Kind::error);
  return of != nullptr ? of->status : CONTRA_OK;
}

contra_text contra_error_text(const contra_error* error) {
  const contra_error* of = as(error, Kind::error);
  return of != nullptr ? give(of->text) : nothing();
}

contra_text contra_error_json(const contra_error* error) {
  const contra_error* of = as(error, Kind::error);
  return of != nullptr ? give(of->json) : give("[]");
}

std::size_t contra_error_count(const contra_error* error) {
  const contra_error* of = as(error, Kind::error);
  return of != nullptr ? of->diagnostics.size() : 0;
}

contra_text contra_error_id(const contra_error* error, std::size_t diagnostic) {
  const auto* of = diagnostic_at(error, diagnostic);
  return of != nullptr ? give(of->id) : nothing();
}

contra_text contra_error_message(const contra_error* error, std::size_t diagnostic) {
  const auto* of = diagnostic_at(error, diagnostic);
  return of != nullptr ? give(of->message) : nothing();
}

contra_text contra_error_help(const contra_error* error, std::size_t diagnostic) {
  const auto* of = diagnostic_at(error, diagnostic);
  return of != nullptr ? give(of->help) : nothing();
}

contra_text contra_error_pointer(const contra_error* error, std::size_t diagnostic) {
  const auto* of = diagnostic_at(error, diagnostic);
  return of != nullptr ? give(of->pointer) : nothing();
}

unsigned contra_error_line(const contra_error* error, std::size_t diagnostic) {
  const auto* of = diagnostic_at(error, diagnostic);
  return of != nullptr ? of->where.line : 0;
}

unsigned contra_error_column(const contra_error* error, std::size_t diagnostic) {
  const auto* of = diagnostic_at(error, diagnostic);
  return of != nullptr ? of->where.column : 0;
}
