// Small pieces of English that every sentence is made of: days, steps, numbers, lists, and answers as they were given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contra/date.hpp"
#include "time/day_set.hpp"

namespace contra::present {

/// "16 March 2026"
std::string day_words(Day day);
/// "Monday 16 March 2026"
std::string long_day(Day day);
/// "16 to 20 March 2026", "28 March to 2 April 2026", "from 3 May 2026 on", "until 3 May 2026"
std::string range_words(time::DayInterval days);
/// The first `at_most` ranges: "19 March to 2 April 2026, then from 20 May 2026 on"; "none" for no day. What is left
/// out is said
/// ("and 3 more").
std::string days_words(const time::DaySet& days, std::size_t at_most);
/// When an event was, out of the days that it may have been: "on 14 March 2026", "between 1 and 30 November 2025",
/// "on or before 3 March 2026", "on a day that is not known".
std::string when_words(const time::DaySet& days);

/// "6 months", "1 year", "1 month and 3 days"; "no time" for an empty step.
std::string step_words(Step step);
std::string hours_words(std::int32_t hours);
/// "1 day", "12 days"
std::string count_words(std::int64_t count, std::string_view one, std::string_view many);
/// A number of thousandths: 1500 is "1.5".
std::string number_words(std::int64_t thousandths);
/// "a", "a or b", "a, b or c"
std::string list_words(const std::vector<std::string>& items, std::string_view last_joint);
/// In curly quotation marks.
std::string quoted(std::string_view text);
/// With a capital first letter.
std::string capitalised(std::string text);
/// With a capital first letter and a closing period, unless it closes itself.
std::string sentence(std::string text);
/// With a closing period, unless it closes itself.
std::string closed(std::string text);
/// "a prescriber", "an oncologist"; a noun that has its article ("the prescriber") stays as it is.
std::string with_article(std::string_view noun);
std::string without_article(std::string_view noun);
/// A declared name as words: "blood_thinner" is "blood thinner".
std::string spaced(std::string_view name);

/// A JSON value of the intake record in plain words: `{"about":"2 weeks ago"}` is "about 2 weeks ago",
/// `{"mm":{"from":0.5,"to":1.5}}` is "0.5 to 1.5 mm". What is not JSON is given back as it is.
std::string as_given(std::string_view json);

}  // namespace contra::present
