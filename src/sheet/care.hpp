// Inside the sheet room: which session a sheet is for, and the care around it with its days and times.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sheet/moment.hpp"
#include "sheet/sheet.hpp"

namespace contra::sheet {

struct Occasion {
  enum class Day_ {
    held,     ///< the session took place: its end is known
    stands,   ///< GO, or held against a recommendation with a reason that is on record
    renewed,  ///< it stands once forms and clearances are renewed
    later,    ///< another day is the first that suits every treatment of the plan
    open      ///< no day can be named yet
  } state = Day_::open;
  Day day;    ///< of the session; when open the day that was asked about
  Day today;  ///< when the sheet is made
  std::optional<Moment> end;
};
Occasion occasion_of(const Made& made, const Context& context);

/// A line of care for a client.
struct Care {
  using Verb = syntax::CareLine::Verb;
  Verb verb = Verb::avoid;
  std::string title, text;  ///< text: of the pack, without a verb
  std::string until_words;  ///< "the skin has healed"
  std::optional<Day> from, until, better;
  std::optional<std::int32_t> from_hours, hours, better_hours;  ///< the last two from the end of the session too
  std::optional<Moment> from_at, until_at, better_at;           ///< the same by the clock, once the end is known
  std::string treatment;                                        ///< title of the treatment
};
std::vector<Care> care_before(const Made& made, const Context& context, const Occasion& occasion);
std::vector<Care> care_after(const Made& made, const Context& context, const Occasion& occasion);

/// The last day for something that nobody prescribes, and a better one.
struct LastDay {
  std::string what;
  Day day;
  std::optional<Day> better;
};
/// Those that lie ahead, of what one plans; none when the day is not known.
std::vector<LastDay> last_days(const Made& made, const Occasion& occasion);

/// "Microneedling with a needling pen and LED light treatment of the skin"
std::string treatments_words(const Made& made);

}  // namespace contra::sheet
