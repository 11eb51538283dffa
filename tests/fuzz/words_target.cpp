// Free-worded dates: no crash, and what is read lies within the calendar and the tense.
#include "target.hpp"
#include "time/words.hpp"

namespace contra::fuzz {

void one_input(std::string_view bytes) {
  using time::DaySet;
  static const Day signings[] = {first_day, Day{20528}, Day{20782}, last_day};
  for (const Day signed_on : signings)
    for (const time::Tense tense : {time::Tense::past, time::Tense::future}) {
      const auto read = time::read_worded_date(bytes, signed_on, tense, {});
      if (!read) continue;
      const DaySet possible =
          tense == time::Tense::past ? DaySet::until(signed_on) : DaySet::between(signed_on, last_day);
      require(read->days.subset_of(possible), "days lie on the side of the signing day that the tense names");
      require(read->never == read->days.empty(), "no day means never, and never means no day");
      require(!(read->never && (read->ongoing || read->unsure)), "never is neither ongoing nor unsure");
      require(!read->unsure || read->days == possible, "unsure rules out no day");
    }
  if (const auto step = time::read_worded_step(bytes))
    require(step->amount > 0 && step->step().months >= 0 && step->step().days >= 0, "a length is positive");
  if (const auto days = time::parse_partial_date(bytes))
    require(!days->empty() && days->intervals().size() == 1, "a date with parts missing is one run of days");
}

}  // namespace contra::fuzz
