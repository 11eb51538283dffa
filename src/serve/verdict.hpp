// The verdict of an appointment in one line, for lists: made anew from the record each time, never kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "serve/desk.hpp"

namespace contra::serve {

struct Verdict {
  bool go = false;
  bool settled = false;            ///< no answer to an open question changes the verdict of the day
  std::size_t open_questions = 0;  ///< that keep the day from a GO
  std::string headline;            ///< of the treatment that holds the plan up longest
  std::string why;                 ///< one line: the reason that counts most; of a GO its first condition, or nothing
  std::optional<Day> earliest;     ///< first day on which the whole plan may be done
};

/// A record that cannot be read under the rules that are loaded waits, and says so.
Verdict verdict_of(const api::LoadedRules& rules, std::string_view record);

}  // namespace contra::serve
