// The one door of the sheet room: what is printed, handed out or put into a calendar. A sheet is made from a decision
// and what the clinic has recorded beside it; the words for the client are the packs'.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compile/program.hpp"
#include "eval/decide.hpp"

namespace contra::sheet {

enum class Kind {
  consultation,  ///< answers, decision, reasons, sources, clearances, overrides, signature lines: for the file
  before,        ///< pre-care with dates, for the client
  after,  ///< aftercare, with clock times once the end of the session is known, and warning signs; for the client
  about   ///< the treatment explained, for the client
};
std::string_view kind_name(Kind kind);  ///< "consultation", "before", "after", "about"
std::optional<Kind> kind_of(std::string_view name);

struct Override {
  std::string at, by, reason;  ///< at: in words, local
};

/// What stands on a sheet beside the decision. Empty: left off, or a line to fill in by hand.
struct Context {
  std::string clinic, client_name, practitioner;
  std::string recorded_at;   ///< in words, local: "16 March 2026, 14:05"
  std::string entry;         ///< its number in the record; empty: nothing was recorded, and the sheet says so
  std::string entry_hash;    ///< hex
  std::string time;          ///< of the appointment, "14:30"
  std::string session_end;   ///< local, "2026-03-16T15:10"
  std::string done;          ///< what was done in the session, in words; empty: what was planned
  std::optional<Day> today;  ///< when the sheet is made; absent: the day that the decision looks at the record
  std::vector<Override> overrides;
  enum class Paper { a4, letter } paper = Paper::a4;
};

struct Made {
  const std::vector<std::shared_ptr<const compile::Program>>& programs;
  const eval::Decision& decision;
  const eval::Facts& facts;
  std::string_view record;  ///< the intake record, JSON
  std::string engine;
  /// The decision as it was recorded, byte for byte. The consultation record is made from it, so that it says what was
  /// recorded whatever the rules say since; empty: from `decision`. The other sheets are made from `decision`, and a
  /// decision by other rules than the recorded one must not be handed in for them when its verdict differs.
  std::string_view decision_json = {};
};

/// A complete HTML page by itself: no script, no request, print CSS.
struct Page {
  std::string html;
  std::string style_hash;  ///< of its one <style>, for a Content-Security-Policy: "sha256-…", base64
};
Page html(Kind kind, const Made& made, const Context& context);

/// The same as data for a page, `contra.sheet/1`.
std::string json(Kind kind, const Made& made, const Context& context);

/// RFC 5545: pre-care days, the appointment, aftercare and the next session, for the client's own calendar. No reason
/// and no answer stands in it. Clock times are local, without a zone. `stamp` is "20260316T091233Z"; `host` makes the
/// UIDs unique; they stay the same when the sheet is made again. Empty: nothing can be put into a calendar yet.
std::string ics(const Made& made, const Context& context, std::string_view stamp, std::string_view host);

}  // namespace contra::sheet
