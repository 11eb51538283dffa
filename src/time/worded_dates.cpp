// Dates in free words, whole: what people write around a date ("I think it was …", "not sure", "still using it"), and
// the cut at the signing day. The dates themselves are read by date_reader.hpp; the door is words.hpp.
#include <algorithm>
#include <functional>
#include <utility>

#include "time/date_reader.hpp"
#include "time/words.hpp"

namespace contra::time {
namespace {

// Each group says that nothing is known, and takes the rest of the words with it: "not sure, maybe in March" is unsure.
constexpr std::string_view unsure_phrases[] = {"not sure",
                                               "im not sure",
                                               "not too sure",
                                               "not really sure",
                                               "not quite sure",
                                               "not entirely sure",
                                               "not 100 sure",
                                               "unsure",
                                               "not certain",
                                               "uncertain",
                                               "dont know",
                                               "do not know",
                                               "dont really know",
                                               "didnt know",
                                               "dont recall",
                                               "do not recall",
                                               "dont remember",
                                               "do not remember",
                                               "dont really remember",
                                               "cant remember",
                                               "cannot remember",
                                               "can not remember",
                                               "cant recall",
                                               "cannot recall",
                                               "couldnt say",
                                               "couldnt tell you",
                                               "couldnt remember",
                                               "cant say",
                                               "cant really remember",
                                               "cant quite remember",
                                               "forgot",
                                               "forgotten",
                                               "i forget",
                                               "no idea",
                                               "no clue",
                                               "idk",
                                               "dunno",
                                               "unknown",
                                               "not known",
                                               "unclear",
                                               "hard to say",
                                               "who knows",
                                               "?",
                                               "maybe",
                                               "perhaps",
                                               "possibly",
                                               "might have been",
                                               "may have been",
                                               "could have been",
                                               "might be",
                                               "could be",
                                               "may be",
                                               "a while ago",
                                               "a while back",
                                               "quite a while ago",
                                               "some time ago",
                                               "sometime ago",
                                               "ages ago",
                                               "long ago",
                                               "not long ago",
                                               "not so long ago",
                                               "a long time ago",
                                               "a very long time ago",
                                               "a long while ago",
                                               "quite some time ago",
                                               "a short while ago",
                                               "a little while ago",
                                               "recently",
                                               "quite recently",
                                               "fairly recently",
                                               "not recently",
                                               "lately",
                                               "the other day",
                                               "the other week",
                                               "the other night",
                                               "the other month",
                                               "sometime",
                                               "some time",
                                               "some point",
                                               "at some point",
                                               "once",
                                               "once before",
                                               "way back",
                                               "way back when",
                                               "years and years ago",
                                               "donkeys years ago",
                                               "yonks ago",
                                               "sometimes",
                                               "occasionally",
                                               "now and then",
                                               "now and again",
                                               "from time to time",
                                               "as needed",
                                               "when needed",
                                               "as required",
                                               "when i need it",
                                               "on and off",
                                               "off and on",
                                               "soon"};

constexpr std::string_view unsure_company[] = {
    "i",        "im",   "am",    "ive",  "sorry", "but",  "when", "exactly", "it",     "was", "is",
    "the",      "date", "exact", "of",   "how",   "long", "ago",  "about",   "which",  "day", "really",
    "honestly", "now",  "well",  "hmm",  "um",    "have", "to",   "be",      "honest", "my",  "last",
    "time",     "used", "had",   "that", "one",   "for",  "if",   "there",   "a"};

constexpr std::string_view ongoing_marks[] = {
    "still",        "currently",     "current",    "ongoing",   "on going",     "on - going",  "continuing",
    "continuous",   "continuously",  "constantly", "always",    "all the time", "regularly",   "now",
    "right now",    "at the moment", "at present", "presently", "to date",      "to this day", "these days",
    "daily",        "nightly",       "weekly",     "monthly",   "fortnightly",  "most days",   "most nights",
    "most weeks",   "using",         "taking",     "applying",  "on it",        "on them",     "am on",
    "im on",        "present",       "until now",  "till now",  "up to now",    "not stopped", "havent stopped",
    "never stopped"};

constexpr std::string_view ongoing_company[] = {
    "i",     "im",    "am",     "ive",    "yes",   "it",        "its",    "them",       "this",
    "that",  "these", "the",    "do",     "a",     "treatment", "course", "medication", "tablets",
    "cream", "have",  "has",    "been",   "being", "is",        "are",    "and",        "use",
    "take",  "apply", "having", "on",     "in",    "at",        "before", "bed",        "usually",
    "every", "each",  "one",    "in the", "with",  "as",        "we",     "speak",      "-"};

constexpr std::string_view never_marks[] = {
    "never",    "never ever",      "not ever",     "have not ever", "havent ever",   "have never", "ive never",
    "none",     "not yet",         "no never",     "never have",    "never had",     "never used", "not planned",
    "no plans", "nothing planned", "none planned", "not booked",    "nothing booked"};
constexpr std::string_view never_company[] = {"no",   "i",     "have",   "ive",       "had",       "used", "taken",
                                              "done", "tried", "it",     "one",       "any",       "that", "this",
                                              "them", "these", "before", "a",         "treatment", "at",   "all",
                                              "been", "to",    "my",     "knowledge", "life",      "in"};

// Said before a date without changing it.
constexpr std::string_view past_openers[] = {"i",
                                             "it",
                                             "was",
                                             "ive",
                                             "have",
                                             "had",
                                             "has",
                                             "used",
                                             "did",
                                             "done",
                                             "took",
                                             "taken",
                                             "applied",
                                             "my",
                                             "stopped",
                                             "finished",
                                             "ended",
                                             "completed",
                                             "it was",
                                             "last used",
                                             "last time",
                                             "last dose",
                                             "last had",
                                             "last took",
                                             "last use",
                                             "last treatment",
                                             "last session",
                                             "last one",
                                             "last taken",
                                             "last did",
                                             "last was",
                                             "last applied",
                                             "last application",
                                             "last done",
                                             "last date",
                                             "last day",
                                             "the last time",
                                             "the last dose",
                                             "the last one",
                                             "the last treatment",
                                             "the last session",
                                             "the last use",
                                             "the last was",
                                             "most recently",
                                             "the most recent",
                                             "most recent",
                                             "dose",
                                             "time",
                                             "treatment",
                                             "session",
                                             "one",
                                             "them",
                                             "that was",
                                             "this was",
                                             "on me",
                                             "so",
                                             "only",
                                             "well",
                                             "hmm",
                                             "um",
                                             "yes",
                                             "date",
                                             "must be"};
constexpr std::string_view future_openers[] = {"i",
                                               "will",
                                               "be",
                                               "ill",
                                               "am",
                                               "im",
                                               "it",
                                               "is",
                                               "its",
                                               "have",
                                               "booked",
                                               "planned",
                                               "planning",
                                               "scheduled",
                                               "due",
                                               "for",
                                               "going",
                                               "to",
                                               "get",
                                               "having",
                                               "starting",
                                               "starts",
                                               "start",
                                               "my",
                                               "the",
                                               "session",
                                               "holiday",
                                               "flying",
                                               "leaving",
                                               "away",
                                               "travelling",
                                               "trip",
                                               "treatment",
                                               "it is",
                                               "yes",
                                               "next session",
                                               "next one",
                                               "next treatment",
                                               "next appointment",
                                               "appointment",
                                               "we",
                                               "are",
                                               "fly",
                                               "go",
                                               "leave",
                                               "date",
                                               "hopefully",
                                               "expected",
                                               "off",
                                               "out"};
// Said before or after a date, making it a little less sure: "I think …".
constexpr std::string_view hedges[] = {"i think",
                                       "i believe",
                                       "i guess",
                                       "i reckon",
                                       "i suppose",
                                       "i would say",
                                       "id say",
                                       "i d say",
                                       "probably",
                                       "prob",
                                       "most likely",
                                       "likely",
                                       "think",
                                       "must have been",
                                       "it must have been",
                                       "would have been",
                                       "should have been",
                                       "i imagine",
                                       "from memory",
                                       "if i remember correctly",
                                       "if i remember right",
                                       "if i remember rightly",
                                       "if i recall correctly",
                                       "as far as i remember",
                                       "as far as i can remember",
                                       "as far as i know",
                                       "i want to say",
                                       "guessing",
                                       "ish",
                                       "- ish",
                                       "or so",
                                       "or thereabouts",
                                       "give or take",
                                       "roughly",
                                       "approximately",
                                       "approx",
                                       "more or less",
                                       "or something",
                                       "or something like that",
                                       "or around then",
                                       "or around there",
                                       "around then"};
constexpr std::string_view negations[] = {"not",
                                          "havent",
                                          "have not",
                                          "ive not",
                                          "i havent",
                                          "i have not",
                                          "hasnt",
                                          "has not",
                                          "no",
                                          "none",
                                          "never",
                                          "nothing",
                                          "didnt",
                                          "did not",
                                          "not used",
                                          "not had",
                                          "not taken",
                                          "not done",
                                          "havent used",
                                          "havent had",
                                          "havent taken",
                                          "havent done",
                                          "have not used",
                                          "have not had",
                                          "have not taken",
                                          "ive not used",
                                          "ive not had",
                                          "ive not taken",
                                          "i havent used",
                                          "i havent had",
                                          "i havent taken",
                                          "i have not used",
                                          "i have not had",
                                          "i have not taken",
                                          "hasnt been",
                                          "not been",
                                          "havent been",
                                          "didnt use",
                                          "did not use",
                                          "none used",
                                          "no use"};
constexpr std::string_view negation_openers[] = {"i", "it", "well", "no", "so", "ive"};
constexpr std::string_view negation_objects[] = {"it",  "one",   "any",    "that", "this", "them",    "used",
                                                 "had", "taken", "at all", "been", "to",   "anything"};

// Every place that can be reached from `from` by reading any number of these phrases.
Ends reachable(const Phrase& phrase, std::size_t from, Words phrases) {
  Ends out{from};
  for (std::size_t k = 0; k < out.size(); ++k)
    for (const std::size_t end : phrase.any(out[k], phrases))
      if (std::find(out.begin(), out.end(), end) == out.end()) out.push_back(end);
  return out;
}

// The same with up to one mark: whether everything from `from` is company, with at least one mark among it. With
// `prefix`, the places after a mark at which something else may follow.
Ends marked(const Phrase& phrase, std::size_t from, Words marks, Words company,
            const std::function<Ends(std::size_t)>& more_marks) {
  Ends plain{from}, seen;
  for (std::size_t k = 0; k < plain.size(); ++k) {
    for (const std::size_t end : phrase.any(plain[k], company))
      if (std::find(plain.begin(), plain.end(), end) == plain.end()) plain.push_back(end);
    for (const std::size_t end : phrase.any(plain[k], marks))
      if (std::find(seen.begin(), seen.end(), end) == seen.end()) seen.push_back(end);
    for (const std::size_t end : more_marks(plain[k]))
      if (std::find(seen.begin(), seen.end(), end) == seen.end()) seen.push_back(end);
  }
  for (std::size_t k = 0; k < seen.size(); ++k) {
    Ends ends = phrase.any(seen[k], company);
    for (const std::size_t end : phrase.any(seen[k], marks)) ends.push_back(end);
    for (const std::size_t end : more_marks(seen[k])) ends.push_back(end);
    for (const std::size_t end : ends)
      if (std::find(seen.begin(), seen.end(), end) == seen.end()) seen.push_back(end);
  }
  return seen;
}

// "every night", "twice a day", "3 times a week", "2x daily"
Ends frequencies(const Phrase& phrase, std::size_t i) {
  Ends out;
  for (const std::size_t every : phrase.any(
           i, {"every", "each", "every other", "every second", "every single", "nearly every", "almost every"})) {
    for (const std::size_t end :
         phrase.any(every, {"day", "night", "morning", "evening", "week", "month", "weekend", "few days", "few weeks",
                            "couple of days", "couple of weeks", "monday", "tuesday", "wednesday", "thursday", "friday",
                            "saturday", "sunday"}))
      out.push_back(end);
    for (const auto& [end, length] : phrase.lengths(every)) out.push_back(end);
  }
  Ends counts = phrase.any(i, {"once", "twice", "once or twice", "a few times", "several times", "a couple of times"});
  for (const auto& [end, number] : phrase.cardinals(i))
    for (const std::size_t times : phrase.any(end, {"times", "x", "time"})) counts.push_back(times);
  for (const auto& [end, number] : phrase.cardinals(i))
    for (const std::size_t joint : phrase.any(end, {"-", "to", "or"}))
      for (const auto& [second, other] : phrase.cardinals(joint))
        for (const std::size_t times : phrase.any(second, {"times", "x"})) counts.push_back(times);
  for (const std::size_t count : counts) {
    for (const std::size_t end : phrase.any(count, {"daily", "nightly", "weekly", "monthly"})) out.push_back(end);
    for (const std::size_t per : phrase.any(count, {"a", "per", "each", "every", "/"}))
      for (const std::size_t end : phrase.any(per, {"day", "night", "week", "month", "fortnight", "year"}))
        out.push_back(end);
  }
  return out;
}

class Whole {
 public:
  Whole(std::vector<Token> tokens, Day signed_on, Tense tense, const Tolerance& tolerance)
      : tokens_(tokens),
        reader_(std::move(tokens), signed_on, tense, tolerance),
        signed_(signed_on),
        tense_(tense),
        tolerance_(tolerance) {}

  std::optional<WordedDate> read() const {
    if (tokens_.empty()) return std::nullopt;
    if (auto found = plain()) return found;
    return unsure();
  }

 private:
  const Phrase& phrase() const { return reader_.phrase(); }
  bool ends(std::size_t i) const { return i == phrase().size(); }

  DaySet possible() const {
    return tense_ == Tense::past ? DaySet::until(signed_) : DaySet::between(signed_, last_day);
  }

  std::optional<WordedDate> plain() const {
    WordedDate out;
    bool read = false;
    // Distances in the other direction, and days past the signing day, are no readings of this answer.
    const auto take = [&](const DaySet& days) {
      const DaySet cut = days & possible();
      if (cut.empty()) return;
      out.days |= cut;
      read = true;
    };
    for (const auto& [begin, hedged, opened] : openings()) {
      for (const auto& [end, meaning] : reader_.dates(begin, 2)) {
        // "6 months" alone says when; "used it 6 months" says how long.
        if (opened && meaning.bare) continue;
        DaySet days = reader_.days_of(meaning);
        if (hedged) days = DateReader::widened(days, meaning.slack);
        if (ends(end)) take(days);
        for (const std::size_t hedge : reachable(phrase(), end, hedges))
          if (hedge != end && ends(hedge)) take(DateReader::widened(days, meaning.slack));
      }
    }
    if (read) return out;
    const auto frequent = [&](std::size_t i) {
      Ends found = frequencies(phrase(), i);
      for (const std::size_t since : phrase().any(i, {"since", "ever since", "from", "starting"}))
        for (const auto& [end, meaning] : reader_.dates(since, 1))
          if (phrase().is(since - 1, "since")) found.push_back(end);
      return found;
    };
    for (const std::size_t end : marked(phrase(), 0, never_marks, never_company, [](std::size_t) { return Ends(); }))
      if (ends(end)) {
        out.never = true;
        return out;
      }
    if (tense_ == Tense::past)
      for (const std::size_t begin : reachable(phrase(), 0, negation_openers))
        for (const std::size_t negation : phrase().any(begin, negations))
          for (const std::size_t object : reachable(phrase(), negation, negation_objects))
            for (const auto& [end, days] : reader_.not_since(object))
              if (ends(end)) {
                take(days);
                out.maybe_never = true;
              }
    if (read) return out;
    for (const std::size_t end : marked(phrase(), 0, ongoing_marks, ongoing_company, frequent)) {
      bool whole = ends(end);
      if (!whole) {
        // "daily until March" has a last day; "every night, last used yesterday" still goes on.
        for (const std::size_t begin : reachable(phrase(), end, past_openers))
          for (const auto& [date_end, meaning] : reader_.dates(begin, 1)) {
            if (!ends(date_end)) continue;
            if (phrase().is_one_of(begin, {"until", "till", "til", "up"})) {
              take(reader_.days_of(meaning));
            } else {
              whole = true;
            }
          }
        if (read) return out;
      }
      if (!whole) continue;
      out.ongoing = true;
      out.days = tense_ == Tense::past ? DaySet::until(signed_) : DaySet::one(signed_);
      return out;
    }
    return std::nullopt;
  }

  struct Opening {
    std::size_t at;
    bool hedged;  // "I think" stands before it
    bool opened;  // other words do
    friend bool operator==(const Opening& a, const Opening& b) {
      return a.at == b.at && a.hedged == b.hedged && a.opened == b.opened;
    }
  };
  // Where a date may begin.
  std::vector<Opening> openings() const {
    std::vector<Opening> out{{0, false, false}};
    const auto add = [&](const Opening& opening) {
      if (std::find(out.begin(), out.end(), opening) == out.end()) out.push_back(opening);
    };
    for (std::size_t k = 0; k < out.size(); ++k) {
      const Opening from = out[k];
      for (const std::size_t end :
           phrase().any(from.at, tense_ == Tense::past ? Words(past_openers) : Words(future_openers)))
        add({end, from.hedged, true});
      for (const std::size_t end : phrase().any(from.at, hedges)) add({end, true, from.opened});
    }
    return out;
  }

  // Takes out every phrase that says "I do not know". What is left has to be understood too.
  std::optional<WordedDate> unsure() const {
    std::vector<Token> left;
    bool found = false;
    for (std::size_t i = 0; i < tokens_.size();) {
      const Ends taken = phrase().any(i, unsure_phrases);
      if (taken.empty()) {
        left.push_back(tokens_[i++]);
      } else {
        found = true;
        i = *std::max_element(taken.begin(), taken.end());
      }
    }
    if (!found) return std::nullopt;
    const Phrase rest(left);
    bool understood = false;
    for (const std::size_t end : reachable(rest, 0, unsure_company)) understood = understood || end == rest.size();
    for (const std::size_t begin : reachable(rest, 0, unsure_company)) {
      if (understood) break;
      const std::vector<Token> tail(left.begin() + static_cast<std::ptrdiff_t>(begin), left.end());
      understood = Whole(tail, signed_, tense_, tolerance_).plain().has_value();
    }
    if (!understood) return std::nullopt;
    WordedDate out;
    out.unsure = true;
    out.maybe_never = true;
    out.days = possible();
    return out;
  }

  std::vector<Token> tokens_;
  DateReader reader_;
  Day signed_;
  Tense tense_;
  Tolerance tolerance_;
};

}  // namespace

std::optional<WordedDate> read_worded_date(std::string_view words, Day signed_on, Tense tense,
                                           const Tolerance& tolerance) {
  return Whole(tokens_of(words), signed_on, tense, tolerance).read();
}

std::optional<WordedStep> read_worded_step(std::string_view words) {
  const Phrase phrase(tokens_of(words));
  for (const auto& [end, length] : phrase.lengths(0)) {
    if (end != phrase.size() || length.open || length.loose || !(length.low == length.high)) continue;
    const Step step = length.low;
    if (step.months != 0 && step.days != 0) continue;
    if (step.months == 0 && step.days == 0) continue;
    // In the unit that was written where it divides, so that "2 weeks" has the tolerance of weeks.
    switch (length.unit) {
      case Unit::year:
        if (step.months % 12 == 0 && step.days == 0) return WordedStep{step.months / 12, Unit::year};
        break;
      case Unit::week:
        if (step.days % 7 == 0 && step.months == 0) return WordedStep{step.days / 7, Unit::week};
        break;
      case Unit::month:
      case Unit::day:
        break;
    }
    return step.months != 0 ? WordedStep{step.months, Unit::month} : WordedStep{step.days, Unit::day};
  }
  return std::nullopt;
}

}  // namespace contra::time
