// A decision that was recorded, with what was said about it since. The decision itself never changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "present/json_writer.hpp"
#include "store/store.hpp"

namespace contra::serve {

struct KeptDecision {
  std::int64_t entry = 0;
  std::string at, by, hash, appointment, client;
  std::string record, decision;  ///< contra.intake/1 and contra.decision/1, the very bytes
  struct Override {
    std::int64_t entry = 0;
    std::string at, by, name, reason;
  };
  std::vector<Override> overrides;
  struct Session {
    std::int64_t entry = 0;
    std::string at, by, ended, done;  ///< ended: local, "2026-03-16T15:10"; done: as a plan
  };
  std::optional<Session> session;  ///< the last that was noted

  bool go() const;
};

/// The body of a decision's entry.
std::string decision_body(std::string_view record, std::string_view decision);

/// `entry` is a decision with its body; `others` holds all entries about it (and may hold more).
KeptDecision kept_decision(const store::Entry& entry, const std::vector<store::Entry>& others);
/// Throws Problem 404 when the entry is no decision, 410 when its client was deleted.
KeptDecision read_decision(store::Store& store, std::int64_t number);

/// Null when none was noted.
void write_session(present::JsonWriter& json, const KeptDecision& decision);

}  // namespace contra::serve
