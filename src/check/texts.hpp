// What a text for clients must not say: words that tell somebody to stop a prescribed medicine, and words that
// frighten. Patterns over words, not understanding: a sentence that they catch can always be said in another way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace contra::check {

struct FoundWords {
  std::size_t at = 0, size = 0;  // bytes of the text
  std::string words;             // as written
};

/// "stop", "pause", "skip", "come off", "do not take" … unless the sentence says not to ("do not stop … without
/// asking"), routes it ("ask your prescriber before you change or stop"), leaves it to the prescriber, or only speaks
/// of it ("when you stop").
std::optional<FoundWords> tells_to_stop(std::string_view text);

/// For what has to be so before a visit ("until …", "go only with …"): also "the tablets paused", "stopped for a week".
std::optional<FoundWords> asks_for_stopped(std::string_view text);

/// "danger", "severe", "die", "risk of cancer" …
std::optional<FoundWords> alarms(std::string_view text);

/// Whether the text sends the client to somebody who prescribes, or speaks only of what is not prescribed.
bool speaks_of_prescriber(std::string_view text);
bool leaves_prescribed_out(std::string_view text);

/// "medicine", "tablets", "prescription" …
bool speaks_of_medicine(std::string_view text);

}  // namespace contra::check
