// What lists leave open: entries without a date, entries that nobody named, lists that nobody answered.
#include <utility>

#include "eval/intake_reader.hpp"

namespace contra::eval::reader {

using syntax::ListRole;

Timing any_time(ListRole role) {
  Timing timing;
  if (role == ListRole::allergies) {
    timing.kind = Timing::Kind::timeless;
  } else {
    timing.start = DaySet::between(first_day, last_day);
    timing.end = DaySet::all();
  }
  return timing;
}

Timing undated(const check::List& list, Day signed_on) {
  Timing timing = any_time(list.role);
  switch (list.role) {
    case ListRole::exposures:  // it may still go on, and where planned ones are asked for it may be to come
      if (!list.planned_too) timing.start = DaySet::until(signed_on);
      break;
    case ListRole::states:  // it is there: that is what the list asks
      timing.start = DaySet::until(signed_on);
      timing.end = DaySet::one(forever);
      break;
    case ListRole::to_come:
      timing.start = DaySet::between(signed_on, last_day);
      timing.end = DaySet::from(signed_on);
      break;
    case ListRole::allergies:
      break;
  }
  return timing;
}

ListEntry make_unnamed(const check::List& list, const IdSet& terms, Timing timing, bool surely_there, Day signed_on,
                       const Origin& origin) {
  ListEntry out;
  out.entry.named = false;
  out.entry.surely_there = surely_there;
  out.entry.any_number = true;
  out.entry.terms = terms;
  out.entry.timing = std::move(timing);
  for (const check::Detail& detail : list.details) out.entry.details.push_back(unknown_detail(detail));
  out.entry.origin = origin;
  out.entry.signed_on = out.entry.known_since = signed_on;
  return out;
}

std::string identity_of(const ListEntry& item) {
  const Entry& e = item.entry;
  std::string out = e.named ? "named " : "unnamed ";
  if (!e.named)
    for (const TermId id : e.terms.ids()) out += std::to_string(id) + " ";
  else if (e.term != check::none)
    out += std::to_string(e.term);
  else
    out += "\"" + fold_words(e.words) + "\"";
  out += e.surely_there ? " there" : " perhaps";
  const Timing& t = e.timing;
  out += " kind " + std::to_string(static_cast<int>(t.kind)) + (t.last_use ? " last" : "") +
         (t.surely_ended ? " over" : "");
  if (item.start_given) out += " from " + time::to_text(t.start);
  out += " until " + time::to_text(t.end);
  for (const DetailFact& detail : e.details) {
    out += detail.known ? " detail " : " open ";
    out += std::to_string(detail.options);
    for (const Range& range : detail.numbers)
      out += " " + std::to_string(range.first) + "-" + std::to_string(range.second);
    for (const AreaId area : detail.areas.ids()) out += " area " + std::to_string(area);
  }
  return out;
}

DetailFact unknown_detail(const check::Detail& detail) {
  DetailFact fact;
  if (detail.type.kind == check::ValueType::Kind::options) fact.options = all_options(detail.type);
  if (detail.type.kind == check::ValueType::Kind::number) fact.numbers = {{detail.type.from, detail.type.to}};
  return fact;
}

ListFact unknown_list(const check::List& list, const Context& context, State state) {
  ListFact fact;
  fact.state = state;
  fact.signed_on = fact.known_since = context.latest_signing;
  fact.entries.push_back(make_unnamed(list, list.terms, any_time(list.role), false, context.latest_signing, {}).entry);
  return fact;
}

std::vector<ListEntry> unasked_past(const check::List& list, const IdSet& terms, Day signed_on, const Origin& origin) {
  std::vector<ListEntry> out;
  if (!list.looks_back || list.role != ListRole::exposures || terms.empty()) return out;
  const DaySet older = time::not_in_the_last(*list.looks_back, signed_on);
  if (older.empty()) return out;
  Timing timing;
  timing.kind = Timing::Kind::point;
  timing.start = older;
  timing.surely_ended = true;  // not within the time that was asked for: it no longer goes on
  out.push_back(make_unnamed(list, terms, std::move(timing), false, signed_on, origin));
  return out;
}

}  // namespace contra::eval::reader
