// See texts.hpp.
#include "check/texts.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace contra::check {
namespace {

struct Word {
  std::string text;  // lower case, straight apostrophe; "," for a comma or dash
  std::size_t at = 0, size = 0;
};
using Sentence = std::vector<Word>;

std::vector<Sentence> sentences(std::string_view text) {
  std::vector<Sentence> out(1);
  std::string word;
  std::size_t begin = 0;
  const auto end_word = [&](std::size_t at) {
    if (!word.empty()) out.back().push_back({word, begin, at - begin});
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (text.substr(i, 3) == "\xE2\x80\x99") {  // ’
      word += '\'';
      i += 3;
      continue;
    }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' ||
                        c == '-' || (c >= 0xC3 && c < 0xE2) || (c >= 0x80 && c < 0xC0);
    if (letter) {
      if (word.empty()) begin = i;
      word += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      ++i;
      continue;
    }
    end_word(i);
    if (c == '.' || c == '!' || c == '?' || c == ';' || c == ':' || c == '\n')
      out.emplace_back();
    else if (c == ',' || c == '(' || c == ')' || c >= 0xE2)
      out.back().push_back({",", i, 1});
    i += c >= 0xE2 ? 3 : 1;
  }
  end_word(text.size());
  return out;
}

bool any_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), std::string_view(word)) != words.end();
}

bool is_stop_verb(const std::string& w) {
  return any_of(w,
                {"stop",          "stopping",   "pause",    "pausing",     "skip",      "skipping",     "discontinue",
                 "discontinuing", "cease",      "ceasing",  "halt",        "halting",   "quit",         "quitting",
                 "suspend",       "suspending", "withhold", "withholding", "interrupt", "interrupting", "omit",
                 "omitting",      "wean",       "weaning",  "taper",       "tapering"});
}

/// "stopped", "paused": says that it is done; whether that is asked for is judged by what stands before.
bool is_stop_participle(const std::string& w) {
  return any_of(w, {"stopped", "paused", "skipped", "discontinued", "ceased", "halted", "quit", "suspended", "withheld",
                    "interrupted", "omitted", "weaned", "tapered", "dropped"});
}

bool is_medicine(const std::string& w) {
  return any_of(
      w, {"medicine",     "medicines", "medication",    "medications",    "tablet",    "tablets",    "capsule",
          "capsules",     "pill",      "pills",         "dose",           "doses",     "drug",       "drugs",
          "cream",        "creams",    "gel",           "ointment",       "injection", "injections", "treatment",
          "prescription", "thinner",   "thinners",      "retinoid",       "retinoids", "antibiotic", "antibiotics",
          "isotretinoin", "tretinoin", "anticoagulant", "anticoagulants", "course"});
}

bool is_change_verb(const std::string& w) {
  return is_stop_verb(w) || any_of(w, {"change",   "changing", "start",     "starting", "end",      "ending", "reduce",
                                       "reducing", "lower",    "lowering",  "halve",    "halving",  "come",   "coming",
                                       "leave",    "leaving",  "take",      "taking",   "use",      "using",  "apply",
                                       "applying", "switch",   "switching", "adjust",   "adjusting"});
}

bool is_negator(const std::string& w) {
  return any_of(w, {"not", "never", "without", "nor", "neither", "no", "nothing", "cannot"}) ||
         (w.size() > 3 && w.compare(w.size() - 3, 3, "n't") == 0);
}

bool is_prescriber(const std::string& w) {
  if (any_of(w, {"prescriber", "prescribers", "doctor", "doctors", "gp", "physician", "pharmacist", "specialist",
                 "surgeon", "nurse", "psychiatrist", "obstetrician", "midwife"}))
    return true;
  static constexpr std::string_view ologist = "ologist";
  return w.size() > ologist.size() && w.compare(w.size() - ologist.size(), ologist.size(), ologist) == 0;
}

bool has_prescriber(const Sentence& s) {
  return std::any_of(s.begin(), s.end(), [](const Word& w) { return is_prescriber(w.text); });
}

bool has_ask(const Sentence& s) {
  return std::any_of(s.begin(), s.end(), [](const Word& w) {
    return any_of(
        w.text, {"ask", "asking", "talk", "talking", "speak", "speaking", "check", "checking", "consult", "consulting",
                 "see", "seeing", "contact", "contacting", "call", "discuss", "discussing", "word"});
  });
}

/// One stop pattern: words [first, last] of the sentence; the verb that safety is judged at is `first`.
struct Pattern {
  std::size_t first = 0, last = 0;
  bool own_negation = false;
};

std::vector<Pattern> patterns(const Sentence& s) {
  std::vector<Pattern> out;
  const auto word = [&](std::size_t i) -> const std::string& {
    static const std::string nothing;
    return i < s.size() ? s[i].text : nothing;
  };
  for (std::size_t i = 0; i < s.size(); ++i) {
    const std::string& w = word(i);
    const std::string& next = word(i + 1);
    // A medicine within the next words: "your blood thinner", "your morning dose".
    const auto medicine_at = [&](std::size_t from) {
      std::size_t j = from;
      while (j < from + 3 && j < s.size() && word(j) != "," && !is_medicine(word(j))) ++j;
      return is_medicine(word(j)) ? j : std::size_t{0};
    };
    const bool of_yours = any_of(next, {"your", "the", "any", "all", "this", "that", "these"});
    if (is_stop_verb(w)) {
      out.push_back({i, i});
    } else if (is_stop_participle(w)) {
      // "must be stopped", "need to have stopped", "should already be paused"
      for (std::size_t j = i; j-- > 0 && j + 6 >= i;) {
        if (any_of(word(j), {"must", "should", "need", "needs", "have", "has", "ought"}) &&
            (word(j) == "must" || word(j) == "should" || word(j + 1) == "to" || word(j) == "needs")) {
          out.push_back({j, i});
          break;
        }
        if (!any_of(word(j), {"be", "been", "to", "have", "already", "taking", "using", "it", "also", "then"})) break;
      }
    } else if (any_of(w, {"be", "been", "being"}) && next == "off" &&
               any_of(word(i + 2), {"your", "the", "all", "any", "it", "them", "this", "these"})) {
      out.push_back({i, i + 1});
    } else if (any_of(w,
                      {"drop", "hold", "holding", "delay", "delaying", "postpone", "postponing", "miss", "missing"}) &&
               ((of_yours && medicine_at(i + 2) != 0) || (w == "drop" && any_of(next, {"it", "them"})))) {
      out.push_back({i, i + 1});
    } else if (any_of(w, {"halve", "halving", "cut", "cutting", "reduce", "reducing", "lower", "lowering"}) &&
               any_of(next, {"it", "them"}) && any_of(word(i + 2), {"to", "by", "for", "before", "down", "out"})) {
      out.push_back({i, i + 2});
    } else if (w == "cut" && any_of(next, {"out", "down"})) {
      out.push_back({i, i + 1});
    } else if (w == "no" && medicine_at(i + 1) != 0 &&
               any_of(word(medicine_at(i + 1) + 1), {"for", "before", "within", "in", "until", "from", "on"})) {
      out.push_back({i, medicine_at(i + 1), true});
    } else if (w == "without" && (of_yours || any_of(next, {"taking", "using"})) && medicine_at(i + 2) != 0) {
      out.push_back({i, medicine_at(i + 2), true});
    } else if (w == "take" && any_of(next, {"your", "the"}) && any_of(word(i + 2), {"last", "final"}) &&
               medicine_at(i + 3) != 0) {
      out.push_back({i, medicine_at(i + 3)});
    } else if (any_of(w, {"come", "coming", "go", "going", "get", "getting", "stay", "staying", "keep"}) &&
               next == "off") {
      out.push_back({i, i + 1});
    } else if (any_of(w, {"hold", "holding"}) && next == "off") {
      out.push_back({i, i + 1});
    } else if (any_of(w, {"give", "giving"}) && next == "up") {
      out.push_back({i, i + 1});
    } else if (any_of(w, {"put", "putting"}) || any_of(w, {"leave", "leaving", "set"})) {
      // "leave it out", "put your tablets on hold"
      for (std::size_t j = i + 1; j < s.size() && j <= i + 6; ++j) {
        if (word(j) == ",") break;
        if (any_of(word(j), {"aside", "out", "off"}) && w != "put") {
          out.push_back({i, j});
          break;
        }
        if (word(j) == "on" && word(j + 1) == "hold") {
          out.push_back({i, j + 1});
          break;
        }
      }
    } else if (any_of(w, {"take", "taking", "have"}) && next == "a" && any_of(word(i + 2), {"break", "pause"})) {
      out.push_back({i, i + 2});
    } else if (any_of(w, {"refrain", "abstain"}) && next == "from") {
      out.push_back({i, i + 1});
    } else if (any_of(w, {"avoid", "avoiding"}) &&
               any_of(next, {"taking", "using", "applying", "your", "it", "them", "this", "these"})) {
      // "avoid your usual sunbathing" is no medicine; "avoid taking", "avoid your tablets" is.
      if (next != "your" || any_of(word(i + 2), {"medicine", "medicines", "medication", "tablet", "tablets", "capsule",
                                                 "capsules", "cream", "gel", "prescription", "dose", "retinoid"}))
        out.push_back({i, i + 1});
    } else if (any_of(w, {"reduce", "reducing", "lower", "lowering", "halve", "halving", "decrease", "decreasing",
                          "miss", "missing"}) &&
               (any_of(next, {"your", "the", "a"}) &&
                any_of(word(i + 2), {"dose", "doses", "medicine", "medication", "tablets"}))) {
      out.push_back({i, i + 2});
    } else if (is_negator(w) && w != "no" && w != "without") {
      std::size_t j = i + 1;
      while (any_of(word(j), {"be", "to", "longer", "please", "simply", "just"})) ++j;
      if (any_of(word(j), {"take", "taking", "use", "using", "apply", "applying", "continue", "continuing"}) &&
          word(j + 1) != "a")
        out.push_back({i, j, true});
    } else if (w == "no" && next == "longer" && any_of(word(i + 2), {"take", "use", "apply"})) {
      out.push_back({i, i + 2, true});
    }
  }
  return out;
}

bool speaks_of_something_else(const Sentence& s, const Pattern& p) {
  bool other = false;
  for (std::size_t i = p.first + 1; i < s.size() && i <= p.last + 4; ++i) {
    const std::string& w = s[i].text;
    if (any_of(w, {"it", "them", "medicine", "medicines", "medication", "tablet", "tablets", "capsule", "capsules",
                   "cream", "dose", "doses", "prescription", "retinoid", "treatment"}))
      return false;
    if (any_of(w, {"make-up", "makeup", "sun", "sunbathing", "sunbed", "sunbeds", "coffee", "alcohol", "sport",
                   "exercise", "sauna", "shaving", "waxing", "smoking", "vaping", "soap"}))
      other = true;
  }
  return other;
}

/// "do not change, pause or stop", "without stopping", "no need to stop", "rather than stopping"
bool negated(const Sentence& s, std::size_t verb) {
  for (std::size_t i = verb; i-- > 0;) {
    const std::string& w = s[i].text;
    if (is_negator(w)) return s[i + 1].text != ",";  // "if not, stop it" denies something else
    if (w == "than" && i > 0 && s[i - 1].text == "rather") return true;
    if (w == "of" && i > 0 && s[i - 1].text == "instead") return true;
    const bool filler =
        is_change_verb(w) || any_of(w, {"or",   "and",  ",",     "ever", "just",   "simply",  "suddenly", "yourself",
                                        "to",   "need", "needs", "have", "please", "any",     "be",       "should",
                                        "must", "ask",  "tell",  "want", "asked",  "advised", "you",      "that"});
    if (!filler) return false;
  }
  return false;
}

/// "never go without your tablets": the denial of a denial
bool negated_before(const Sentence& s, std::size_t at) {
  const std::size_t from = at > 4 ? at - 4 : 0;
  return std::any_of(s.begin() + static_cast<std::ptrdiff_t>(from), s.begin() + static_cast<std::ptrdiff_t>(at),
                     [](const Word& w) { return is_negator(w.text); });
}

/// "before you change or stop it", with somebody to ask in the same sentence
bool asked_before(const Sentence& s, std::size_t verb) {
  if (!has_prescriber(s) || !has_ask(s)) return false;
  for (std::size_t i = verb; i-- > 0;) {
    const std::string& w = s[i].text;
    if (any_of(w, {"before", "whether", "about", "if"})) return true;
    const bool filler = is_change_verb(w) || is_medicine(w) ||
                        any_of(w, {"you", "or", ",", "ever", "to", "can", "may", "should", "could", "must", "it",
                                   "they", "your", "the", "be", "blood", "anything"});
    if (!filler) return false;
  }
  return false;
}

/// "your prescriber may stop it", "if your doctor tells you to pause it"
bool left_to_prescriber(const Sentence& s, std::size_t verb) {
  std::size_t p = verb;
  while (p > 0 && !is_prescriber(s[p - 1].text)) --p;
  if (p == 0) return false;
  if (p < verb && any_of(s[p].text, {"you", "and", ",", "then", "but"})) return false;
  for (std::size_t i = p; i < verb; ++i) {
    if (is_change_verb(s[i].text) ||
        any_of(s[i].text, {"tells",   "tell",    "told",  "asks",    "ask",    "asked",  "says",  "say",     "said",
                           "advises", "advised", "wants", "decides", "decide", "may",    "can",   "will",    "might",
                           "could",   "would",   "has",   "should",  "you",    "to",     "that",  "whether", "if",
                           "when",    "how",     "or",    "it",      "them",   "agrees", "alone", "only"}))
      continue;
    return false;
  }
  return true;
}

/// "stop it only if your prescriber agrees", "only stop after talking to your doctor"
bool only_with_prescriber(const Sentence& s, const Pattern& p) {
  if (!has_prescriber(s)) return false;
  const std::size_t from = p.first > 4 ? p.first - 4 : 0;
  for (std::size_t i = from; i < s.size() && i <= p.last + 4; ++i) {
    if (s[i].text != "only") continue;
    for (std::size_t j = i + 1; j < s.size(); ++j)
      if (any_of(s[j].text, {"if", "after", "when", "once", "with", "on"})) return true;
  }
  return false;
}

/// "we leave it out", "we will pause": the practitioner does, not the client
bool done_by_us(const Sentence& s, std::size_t verb) {
  if (verb > 0 && s[verb - 1].text == "we") return true;
  return verb > 1 && s[verb - 2].text == "we" &&
         any_of(s[verb - 1].text, {"will", "can", "may", "might", "must", "would", "always", "shall"});
}

/// "when you stop", "did you stop", "the day you stop"
bool only_spoken_of(const Sentence& s, std::size_t verb) {
  if (verb < 2) return false;
  const std::string& one = s[verb - 1].text;
  const std::string& two = s[verb - 2].text;
  if (one == "you" && any_of(two, {"when", "if", "did", "day", "date", "whether", "case"})) return true;
  return one == "to" && any_of(two, {"when", "whether"}) && has_prescriber(s);
}

bool asks_first(const Sentence& s) {
  const auto without = std::find_if(s.begin(), s.end(), [](const Word& w) {
    return w.text == "without" || w.text == "until" || w.text == "unless" || w.text == "before";
  });
  if (without == s.end()) return false;
  return has_ask(Sentence(without, s.end())) || has_prescriber(Sentence(without, s.end()));
}

/// "stopped by your doctor", "paused for you": somebody else's doing
bool done_by_prescriber(const Sentence& s, std::size_t participle) {
  for (std::size_t i = participle + 1; i < s.size() && i <= participle + 5; ++i)
    if (is_prescriber(s[i].text)) return true;
  return false;
}

FoundWords found(std::string_view text, const Word& first, const Word& last) {
  const std::size_t size = last.at + last.size - first.at;
  return {first.at, size, std::string(text.substr(first.at, size))};
}

}  // namespace

std::optional<FoundWords> tells_to_stop(std::string_view text) {
  for (const Sentence& s : sentences(text)) {
    for (const Pattern& p : patterns(s)) {
      if (speaks_of_something_else(s, p)) continue;
      // "do not take" is itself the negation; it may still be "do not take more without asking".
      const bool denied = p.own_negation ? asks_first(s) || negated_before(s, p.first) : negated(s, p.first);
      if (denied) continue;
      if (done_by_us(s, p.first) || asked_before(s, p.first) || left_to_prescriber(s, p.first) ||
          only_with_prescriber(s, p) || only_spoken_of(s, p.first) ||
          (is_stop_participle(s[p.last].text) && done_by_prescriber(s, p.last)))
        continue;
      return found(text, s[p.first], s[p.last]);
    }
  }
  return std::nullopt;
}

std::optional<FoundWords> asks_for_stopped(std::string_view text) {
  if (auto words = tells_to_stop(text)) return words;
  for (const Sentence& s : sentences(text))
    for (std::size_t i = 0; i < s.size(); ++i)
      if (is_stop_participle(s[i].text) && !has_prescriber(s) && !negated(s, i)) return found(text, s[i], s[i]);
  return std::nullopt;
}

std::optional<FoundWords> alarms(std::string_view text) {
  for (const Sentence& s : sentences(text)) {
    for (std::size_t i = 0; i < s.size(); ++i) {
      const std::string& w = s[i].text;
      if (any_of(w, {"danger",       "dangers",      "dangerous",
                     "dangerously",  "severe",       "severely",
                     "die",          "dies",         "died",
                     "dying",        "death",        "deadly",
                     "fatal",        "lethal",       "kill",
                     "kills",        "killed",       "disfigure",
                     "disfigured",   "disfiguring",  "disfigurement",
                     "catastrophic", "horrible",     "horrific",
                     "terrible",     "terribly",     "nightmare",
                     "ruin",         "ruined",       "ruins",
                     "destroy",      "destroys",     "destroyed",
                     "poison",       "poisonous",    "toxic",
                     "irreversible", "irreversibly", "life-threatening"}))
        return found(text, s[i], s[i]);
      const auto next = [&](std::size_t n) { return i + n < s.size() ? s[i + n].text : std::string(); };
      if (w == "cancer" && any_of(next(1), {"risk", "risks"})) return found(text, s[i], s[i + 1]);
      if (any_of(w, {"risk", "cause", "causes"}) && next(1) == "cancer") return found(text, s[i], s[i + 1]);
      if (w == "risk" && next(1) == "of" && next(2) == "cancer") return found(text, s[i], s[i + 2]);
      if (any_of(w, {"permanent", "permanently"}) &&
          any_of(next(1), {"damage", "damaged", "scarred", "scarring", "scars", "harm"}))
        return found(text, s[i], s[i + 1]);
    }
  }
  return std::nullopt;
}

bool speaks_of_prescriber(std::string_view text) {
  for (const Sentence& s : sentences(text))
    if (has_prescriber(s)) return true;
  return false;
}

bool leaves_prescribed_out(std::string_view text) {
  for (const Sentence& s : sentences(text)) {
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (any_of(s[i].text, {"over-the-counter", "non-prescription", "non-prescribed", "unprescribed"})) return true;
      if (!any_of(s[i].text, {"prescribed", "prescription"})) continue;
      for (std::size_t j = i; j-- > 0 && j + 3 >= i;)
        if (is_negator(s[j].text) || any_of(s[j].text, {"nobody", "none"})) return true;
    }
  }
  return false;
}

bool speaks_of_medicine(std::string_view text) {
  for (const Sentence& s : sentences(text))
    for (const Word& w : s)
      if (any_of(w.text, {"medicine", "medicines", "medication", "medications", "tablet", "tablets", "capsule",
                          "capsules", "prescription", "prescribed", "antibiotic", "antibiotics"}))
        return true;
  return false;
}

}  // namespace contra::check
