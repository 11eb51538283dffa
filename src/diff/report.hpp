// A second door of the diff room: a comparison as text for a terminal, as JSON and as Markdown for a review.
#pragma once

#include <string>

#include "diff/diff.hpp"
#include "present/page.hpp"

namespace contra::diff {

/// Ends in a newline. `full` of the options adds each intake record as JSON.
std::string report_text(const Report& report, const present::PageOptions& options);
/// One object of `contra.diff/1`, in one line with its end; README.md of this room says what is in it. `records`: what
/// `records_json` gives, or empty.
std::string report_json(const Report& report, const std::string& records);
std::string report_markdown(const Report& report);

/// "WAIT until 17 March 2026, because of peel"
std::string answer_words(const Answer& answer, Day visit);

}  // namespace contra::diff
