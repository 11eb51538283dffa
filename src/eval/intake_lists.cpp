// One form's answer to one list: entries with their terms, dates and details.
#include <algorithm>
#include <array>
#include <utility>

#include "eval/intake_reader.hpp"
#include "text/limits.hpp"

namespace contra::eval::reader {
namespace {

using syntax::ListRole;
using text::Kind;

const Node no_node;  // a null, for a field that is not there

bool meets_or_all(const check::Detail& detail, const IdSet& terms) {
  return detail.for_terms.empty() || detail.for_terms.meets(terms);
}

std::vector<std::string> term_names(const check::Vocabulary& vocabulary, const check::List& list) {
  std::vector<std::string> out;
  for (const TermId id : list.terms.ids()) {
    const check::Term& term = vocabulary.terms.at(static_cast<std::size_t>(id));
    out.push_back(term.name);
    out.insert(out.end(), term.also.begin(), term.also.end());
  }
  return out;
}

std::optional<TermId> term_of(const check::Vocabulary& vocabulary, const std::string& words) {
  const std::string folded = check::fold_name(words);
  const auto found = vocabulary.term_by_words.find(folded);
  if (found != vocabulary.term_by_words.end()) return found->second;
  const auto by_name = vocabulary.term_ids.find(words);
  if (by_name != vocabulary.term_ids.end()) return by_name->second;
  return std::nullopt;
}

class ListReader {
 public:
  ListReader(Context& context, const check::List& list, const FormContext& form, ListAnswer& answer)
      : context_(context),
        list_(list),
        form_(form),
        answer_(answer),
        covered_(context.vocabulary.terms.size()),
        never_(context.vocabulary.terms.size()) {}

  /// Nothing when the list was not asked.
  bool read(const Node& node);

 private:
  using Terms = IdSet;
  enum class More { no, maybe, yes };

  bool read_state(const Node& node, bool asked_given);
  void read_entries(const Node& array);
  void read_entry(const Node& node);
  void read_term(const Node& node, ListEntry& out, bool& known);
  void read_timing(const Node& node, ListEntry& out, bool& never);
  void read_details(const Node& node, ListEntry& out);
  void read_detail(const Node& member, ListEntry& out);
  DateRead date(const Node& entry, std::string_view field, Look look);
  std::optional<Word> ongoing(const Node& entry);
  More read_more(const Node& node);
  void finish(More more, const std::optional<Terms>& asked);
  void check_contradictions();

  void fault(What what, const Node& at, std::string message) { fault(what, context_.origin(at), std::move(message)); }
  void fault(What what, Origin origin, std::string message) {
    AnswerFault f;
    f.what = what;
    f.origin = std::move(origin);
    f.message = std::move(message);
    f.question = list_.name;
    answer_.faults.push_back(std::move(f));
  }
  ListEntry unnamed(const IdSet& terms, Timing timing, bool surely_there) const;

  Context& context_;
  const check::List& list_;
  const FormContext& form_;
  ListAnswer& answer_;
  Terms covered_, never_;
  std::vector<std::pair<Terms, Origin>> never_entries_;
};

ListEntry ListReader::unnamed(const IdSet& terms, Timing timing, bool surely_there) const {
  return make_unnamed(list_, terms, std::move(timing), surely_there, form_.signed_on, answer_.fact.origin);
}

bool ListReader::read(const Node& node) {
  answer_.fact.origin = context_.origin(node);
  if (node.is(Node::Kind::null)) return false;
  if (node.is(Node::Kind::string)) return read_state(node, false);
  if (node.is(Node::Kind::array)) {
    read_entries(node);
    finish(More::no, std::nullopt);
    return true;
  }
  if (!node.is(Node::Kind::object)) {
    std::string help;
    if (node.is(Node::Kind::boolean)) help = std::string("write \"") + (node.truth ? "yes" : "no") + "\"";
    context_.wrong_type(node, "an array of entries, or \"yes\", \"no\" or \"unsure\"", std::move(help));
    return false;
  }
  if (const Node* unsure = node.find("unsure")) {
    context_.check_fields(node, {"unsure"}, "an unsure answer");
    if (!unsure->is(Node::Kind::string) && !unsure->is(Node::Kind::null))
      context_.wrong_type(*unsure, "the client's words");
    answer_.fact.state = State::unsure;
    return true;
  }
  context_.check_fields(node, {"asked", "entries", "more", "said"}, "the answer to a list");
  context_.optional_text(node, "said");
  std::optional<Terms> asked;
  if (const Node* names = Context::given(node, "asked")) {
    asked.emplace(context_.vocabulary.terms.size());
    if (!names->is(Node::Kind::array)) {
      context_.wrong_type(*names, "an array of terms");
    } else {
      for (const Node& name : names->items) {
        if (!name.is(Node::Kind::string)) {
          context_.wrong_type(name, "the name of a term");
          continue;
        }
        const auto term = term_of(context_.vocabulary, name.text);
        const IdSet* kinds = term ? &context_.vocabulary.terms.at(static_cast<std::size_t>(*term)).kinds : nullptr;
        if (kinds == nullptr || !kinds->meets(list_.terms)) {
          context_.refuse(Kind::unknown_value, name,
                          kinds == nullptr ? "the vocabulary knows no " + quoted(name.text) : quoted(list_.name) + " does not ask for " + quoted(name.text),
                          kinds == nullptr ? [&] {
                            const std::string near = context_.suggestion(name.text, term_names(context_.vocabulary, list_));
                            return near.empty() ? std::string{} : "did you mean " + quoted(near) + "?";
                          }() : std::string{});
          continue;
        }
        *asked |= *kinds;
      }
    }
  }
  const More more = read_more(node);
  const Node* entries = node.find("entries");
  if (entries == nullptr) {
    if (!node.cut)
      context_.refuse(Kind::missing_field, node, "the answer to a list without `entries`",
                      "write \"entries\": [] when there is none");
    return false;
  }
  if (entries->is(Node::Kind::string)) {
    // A state for what was asked: {"asked": ["isotretinoin"], "entries": "no"}
    const Word word = word_of(entries->text);
    if (word == Word::no || word == Word::never) {
      finish(more, asked);
      return true;
    }
    if (word == Word::yes) {
      finish(More::yes, asked);
      return true;
    }
    return read_state(*entries, true);
  }
  if (entries->is(Node::Kind::null)) return false;
  if (!entries->is(Node::Kind::array)) {
    context_.wrong_type(*entries, "an array of entries");
    return false;
  }
  read_entries(*entries);
  finish(more, asked);
  return true;
}

bool ListReader::read_state(const Node& node, bool inner) {
  switch (word_of(node.text)) {
    case Word::blank:
      return false;
    case Word::unsure:
      answer_.fact.state = State::unsure;
      return true;
    case Word::declined:
      answer_.fact.state = State::declined;
      return true;
    case Word::no:
    case Word::never:
      finish(More::no, std::nullopt);
      return true;
    case Word::yes:
      finish(More::yes, std::nullopt);
      return true;
    default:
      break;
  }
  fault(What::unreadable, node,
        quoted(node.text) + " is no answer to a list: yes, no, unsure, declined or entries are.");
  answer_.fact.state = State::not_asked;
  (void)inner;
  return true;
}

ListReader::More ListReader::read_more(const Node& node) {
  const Node* more = Context::given(node, "more");
  if (more == nullptr) return More::no;
  if (!more->is(Node::Kind::string)) {
    context_.wrong_type(
        *more, "\"yes\", \"no\" or \"unsure\"",
        more->is(Node::Kind::boolean) ? std::string("write \"") + (more->truth ? "yes" : "no") + "\"" : "");
    return More::no;
  }
  switch (word_of(more->text)) {
    case Word::no:
    case Word::blank:
      return More::no;
    case Word::yes:
      return More::yes;
    case Word::unsure:
    case Word::declined:
      return More::maybe;
    default:
      break;
  }
  fault(What::unreadable, *more, quoted(more->text) + " does not say whether there is more: yes, no or unsure does.");
  return More::maybe;
}

void ListReader::read_entries(const Node& array) {
  if (array.items.size() > limits::list_entries) {
    context_.refuse(Kind::json_limit, array,
                    std::to_string(array.items.size()) + " entries in one list; at most " +
                        std::to_string(limits::list_entries) + " are read");
    return;
  }
  for (const Node& node : array.items) read_entry(node);
  check_contradictions();
}

void ListReader::read_entry(const Node& node) {
  if (!node.is(Node::Kind::object)) {
    std::string help;
    if (node.is(Node::Kind::string)) help = "write {\"term\": " + json::compact(node, context_.sources) + "}";
    context_.wrong_type(node, "an entry", std::move(help));
    return;
  }
  ListEntry out;
  out.entry.origin = context_.origin(node);
  out.entry.signed_on = out.entry.known_since = form_.signed_on;
  bool known = false, never = false;
  read_term(node, out, known);
  read_timing(node, out, never);
  read_details(node, out);
  if (never) {
    // "Never" is a `no` for the term and its kinds; words that name no term are covered by nothing.
    if (known) {
      never_ |= out.entry.terms;
      never_entries_.emplace_back(out.entry.terms, out.entry.origin);
    }
    return;
  }
  if (known) covered_ |= out.entry.terms;
  answer_.entries.push_back(std::move(out));
}

void ListReader::read_term(const Node& node, ListEntry& out, bool& known) {
  const std::string* term_words = context_.optional_text(node, "term");
  const std::string* free_words = context_.optional_text(node, "text");
  context_.optional_text(node, "said");
  const bool wrong = (Context::given(node, "term") != nullptr && term_words == nullptr) ||
                     (Context::given(node, "text") != nullptr && free_words == nullptr);
  const bool term_given = term_words != nullptr && word_of(*term_words) != Word::blank;
  const std::string* words = term_given ? term_words : free_words;
  if (term_given && free_words != nullptr && word_of(*free_words) != Word::blank)
    context_.refuse(Kind::unknown_value, *node.find("text"), "an entry that says in two ways what it is",
                    "keep `term` or `text`; `said` keeps the client's words beside a term");
  out.entry.terms = list_.terms;
  if (words == nullptr) {
    if (!wrong && !node.cut)
      context_.refuse(Kind::missing_field, node, "an entry without `term` or `text`",
                      "write {\"text\": …} with the client's words when the term is not known");
    return;
  }
  out.entry.words = *words;
  const auto term = term_of(context_.vocabulary, *words);
  if (!term) return;  // it may be any term of the list: it asks, and is never dropped
  const IdSet& kinds = context_.vocabulary.terms.at(static_cast<std::size_t>(*term)).kinds;
  if (kinds.within(list_.terms)) {
    out.entry.term = *term;
    out.entry.terms = kinds;
    known = true;
    return;
  }
  // A term that this list does not ask for. It may stand in the wrong list, or mean something else here: both stay
  // possible.
  out.entry.terms |= kinds;
  const Node* at = node.find(words == term_words ? "term" : "text");
  fault(What::unknown_term, *at,
        quoted(*words) + " is nothing that the list " + quoted(list_.name) +
            " asks for: which one is meant, or does it belong in another list?");
}

DateRead ListReader::date(const Node& entry, std::string_view field, Look look) {
  const Node* node = Context::given(entry, field);
  if (node == nullptr) return {};
  DateRead read = read_date(context_, *node, form_.signed_on, look);
  if (read.said == Said::fault) fault(read.what, *node, read.message);
  return read;
}

std::optional<Word> ListReader::ongoing(const Node& entry) {
  const Node* node = Context::given(entry, "ongoing");
  if (node == nullptr) return std::nullopt;
  if (!node->is(Node::Kind::string)) {
    context_.wrong_type(
        *node, "\"yes\", \"no\" or \"unsure\"",
        node->is(Node::Kind::boolean) ? std::string("write \"") + (node->truth ? "yes" : "no") + "\"" : "");
    return std::nullopt;
  }
  switch (word_of(node->text)) {
    case Word::blank:
      return std::nullopt;
    case Word::yes:
    case Word::ongoing:
      return Word::yes;
    case Word::no:
      return Word::no;
    case Word::unsure:
    case Word::declined:
      return Word::unsure;
    default:
      break;
  }
  fault(What::unreadable, *node, quoted(node->text) + " does not say whether it is ongoing: yes, no or unsure does.");
  return Word::unsure;
}

void ListReader::read_timing(const Node& node, ListEntry& out, bool& never) {
  const ListRole role = list_.role;
  const Day signed_on = form_.signed_on;
  const bool to_come = role == ListRole::to_come;
  const bool ahead = to_come || list_.planned_too;  // it may begin after the signing
  Timing& timing = out.entry.timing;
  timing = undated(list_, signed_on);

  const Look event = to_come ? Look::future : Look::past;
  const DateRead on = date(node, "on", event);
  const DateRead last = date(node, "last", to_come ? Look::either : Look::past);
  const DateRead start = date(node, "start", ahead ? Look::either : Look::past);
  const DateRead end = date(node, "end", Look::either);
  const std::optional<Word> going_on = ongoing(node);
  for (std::string_view field : {"on", "last", "start", "end", "ongoing"})
    if (const Node* given = Context::given(node, field)) {
      out.entry.date_origin = context_.origin(*given);
      break;
    }

  const auto there = [](const DateRead& d) { return d.said != Said::not_given && d.said != Said::refused; };
  const auto dated = [](const DateRead& d) { return d.said == Said::value && !d.never && !d.ongoing; };
  const auto at_field = [&](std::string_view field) -> const Node& {
    const Node* n = node.find(field);
    return n == nullptr ? node : *n;
  };
  const auto contradiction = [&](const Node& at, std::string message) {
    fault(What::contradiction, at, std::move(message));
  };

  // Which way it is dated: one of `on`, `last`, a period. Two ways may disagree, and which one counts cannot be known.
  const bool period_given = there(start) || there(end);
  if ((there(on) && (there(last) || period_given)) || (there(last) && there(start)) || (there(last) && there(end))) {
    contradiction(node, quoted(out.entry.words) + " is dated in two ways: give `on`, or `last`, or `start` and `end`.");
    return;
  }
  const bool not_ongoing = going_on == Word::no;
  const bool in_doubt = going_on == Word::unsure;  // it may still go on, whatever day is given
  if (on.never || last.never) {
    if (going_on == Word::yes || in_doubt) {
      contradiction(at_field("ongoing"), quoted(out.entry.words) + " is said " + (in_doubt ? "perhaps " : "") +
                                             "to be ongoing, and never to have been.");
      return;
    }
    never = true;
    return;
  }
  if (start.never) {
    contradiction(at_field("start"), quoted(out.entry.words) +
                                         " is named, and is said never to have begun: `last` says that it never was.");
    return;
  }
  if (end.never && not_ongoing) {
    contradiction(at_field("ongoing"), quoted(out.entry.words) + " is said never to end, and to be over.");
    return;
  }
  if (role == ListRole::allergies) return;  // an allergy has no time; its dates were read for faults only

  const DaySet past = DaySet::until(signed_on);
  const bool on_going_words = on.ongoing || last.ongoing || start.ongoing || end.ongoing;
  const bool is_ongoing = going_on == Word::yes || (on_going_words && !in_doubt);
  if (on_going_words && not_ongoing) {
    contradiction(at_field("ongoing"), quoted(out.entry.words) + " is said to be ongoing, and not to be.");
    return;
  }
  const bool maybe_never = on.maybe_never || last.maybe_never || start.maybe_never;

  // Explicitly unsure when: it may be over, also in a list of what is there now.
  const bool unsure_date = (there(on) && !dated(on)) || (there(last) && !dated(last)) ||
                           (there(end) && !dated(end) && !end.never && !end.ongoing) || in_doubt;
  if (unsure_date && role == ListRole::states) timing.end = DaySet::all();
  // A date that cannot be leaves the others in doubt: they were given together.
  for (const DateRead* read : {&on, &last, &start, &end})
    if (read->said == Said::fault) return;

  if (is_ongoing) {
    timing.kind = Timing::Kind::period;
    timing.start = past;
    timing.end = DaySet::one(forever);
    out.entry.dated = true;
    if (dated(start)) {
      timing.start = start.days & past;
      out.start_given = true;
      if (timing.start.empty()) {
        contradiction(at_field("start"),
                      quoted(out.entry.words) + " is said to be ongoing, and to begin after the form was signed.");
        timing = undated(list_, signed_on);
        out.start_given = out.entry.dated = false;
        return;
      }
    }
    if (dated(end)) {
      timing.end = end.days & DaySet::from(signed_on);
      timing.surely_ended = true;
      if (timing.end.empty()) {
        contradiction(at_field("end"), quoted(out.entry.words) +
                                           " is said to be ongoing, and to have ended before the form was signed.");
        timing = undated(list_, signed_on);
        out.start_given = out.entry.dated = false;
        return;
      }
    }
    return;
  }

  // The end that is given, or none.
  const auto leave_open = [&] {
    timing.end |= DaySet::one(forever);
    timing.surely_ended = false;
  };

  if (dated(on)) {
    out.entry.dated = out.start_given = true;
    out.entry.surely_there = !maybe_never;
    if (role == ListRole::states) {  // it began, and nothing says that it is over
      timing.start = on.days;
      timing.end = not_ongoing ? past : DaySet::from(*on.days.min());
      timing.surely_ended = not_ongoing;
    } else if (in_doubt) {
      timing.start = on.days;
      timing.end = DaySet::from(*on.days.min());
    } else {
      timing.kind = Timing::Kind::point;
      timing.start = on.days;
      timing.end = {};
      timing.surely_ended = not_ongoing;
    }
    return;
  }
  if (dated(last)) {
    out.entry.dated = true;
    out.entry.surely_there = !maybe_never;
    if (to_come) {  // its last day
      timing.end = last.days;
      timing.start = DaySet::between(signed_on, last_day);
      timing.surely_ended = true;
      if (*last.days.max() < signed_on) {
        fault(What::future_past_day, at_field("last"),
              quoted(out.entry.words) + " is planned, and its last day lies before the form was signed.");
        timing = undated(list_, signed_on);
        out.entry.dated = false;
      } else if (in_doubt) {
        leave_open();
      }
      return;
    }
    out.start_given = true;
    timing.start = last.days;
    if (in_doubt) {
      timing.end = DaySet::from(*last.days.min());
      return;
    }
    timing.kind = Timing::Kind::point;
    timing.end = {};
    timing.last_use = true;
    timing.surely_ended = not_ongoing;
    return;
  }

  // A period, or no date at all.
  const bool start_known = dated(start), end_known = dated(end);
  timing.kind = Timing::Kind::period;
  if (start_known) {
    timing.start = start.days;
    timing.end = DaySet::from(*start.days.min());
    out.start_given = out.entry.dated = true;
    out.entry.surely_there = !maybe_never;
  }
  if (end_known) {
    timing.end = end.days;
    timing.surely_ended = true;
    out.entry.dated = true;
    if (!start_known) timing.start = ahead ? DaySet::between(first_day, last_day) : past;
  }
  if (not_ongoing && !to_come) {
    out.entry.dated = true;
    timing.surely_ended = true;
    timing.end = end_known ? timing.end & past : past;
    if (timing.end.empty()) {
      contradiction(at_field("end"),
                    quoted(out.entry.words) + " is said to be over, and to end after the form was signed.");
      timing = undated(list_, signed_on);
      out.start_given = out.entry.dated = false;
      return;
    }
    if (!start_known) timing.start = past;
  }
  const auto give_up = [&] {
    timing = undated(list_, signed_on);
    out.start_given = out.entry.dated = false;
  };
  if (*timing.end.max() < *timing.start.min()) {
    fault(What::impossible_order, end_known ? at_field("end") : at_field("start"),
          quoted(out.entry.words) + " ends before it begins.");
    give_up();
    return;
  }
  if (to_come && *timing.end.max() < signed_on) {
    fault(What::future_past_day, at_field("end"),
          quoted(out.entry.words) + " is planned, and it ends before the form was signed.");
    give_up();
    return;
  }
  if (end_known && in_doubt) leave_open();
}

void ListReader::read_details(const Node& node, ListEntry& out) {
  for (const check::Detail& detail : list_.details) out.entry.details.push_back(unknown_detail(detail));
  static constexpr std::array<std::string_view, 8> own = {"term", "text",  "said", "on",
                                                          "last", "start", "end",  "ongoing"};
  for (const Node& member : node.items) {
    if (std::find(own.begin(), own.end(), member.key) != own.end()) continue;
    read_detail(member, out);
  }
}

void ListReader::read_detail(const Node& member, ListEntry& out) {
  std::vector<std::size_t> declared, fitting;
  for (std::size_t i = 0; i < list_.details.size(); ++i) {
    if (list_.details[i].name != member.key) continue;
    declared.push_back(i);
    if (meets_or_all(list_.details[i], out.entry.terms)) fitting.push_back(i);
  }
  if (declared.empty()) {
    std::vector<std::string> names = {"term", "text", "said", "on", "last", "start", "end", "ongoing"};
    for (const check::Detail& detail : list_.details) names.push_back(detail.name);
    context_.refuse_key(Kind::undeclared_detail, member,
                        "an entry of " + quoted(list_.name) + " has no " + quoted(member.key), {},
                        context_.suggestion(member.key, names));
    return;
  }
  if (fitting.empty()) {
    std::string for_what;
    for (const std::size_t i : declared)
      for (const TermId id : list_.details[i].for_terms.ids()) {
        // The declared terms only, not each of their kinds.
        const auto& parents = context_.vocabulary.terms.at(static_cast<std::size_t>(id)).parents;
        if (std::any_of(parents.begin(), parents.end(), [&](TermId p) { return list_.details[i].for_terms.has(p); }))
          continue;
        for_what +=
            (for_what.empty() ? "" : " and ") + quoted(context_.vocabulary.terms.at(static_cast<std::size_t>(id)).name);
      }
    context_.refuse_key(Kind::undeclared_detail, member,
                        quoted(member.key) + " is asked for " + for_what + ", not for " + quoted(out.entry.words), {},
                        {});
    return;
  }
  // The term may leave open which of several declarations is meant: each that can read the value takes it.
  std::vector<text::Diagnostic> before = std::move(context_.diagnostics);
  context_.diagnostics.clear();
  std::vector<text::Diagnostic> refusals;
  std::optional<ValueRead> wrong;
  bool taken = false;
  for (const std::size_t i : fitting) {
    const check::ValueType& type = list_.details[i].type;
    DetailFact& fact = out.entry.details[i];
    fact.origin = context_.origin(member);
    ValueRead read;
    if (type.kind == check::ValueType::Kind::past_day || type.kind == check::ValueType::Kind::future_day) {
      const DateRead day = read_date(context_, member, form_.signed_on,
                                     type.kind == check::ValueType::Kind::past_day ? Look::past : Look::future);
      read.said = day.said;
      read.what = day.what;
      read.message = day.message;
    } else {
      read = read_value(context_, member, type);
    }
    if (refusals.empty()) refusals = context_.diagnostics;
    context_.diagnostics.clear();
    switch (read.said) {
      case Said::value:
      case Said::no:
        taken = true;
        fact.known = true;
        if (read.options != 0) fact.options = read.options;
        if (!read.numbers.empty()) fact.numbers = std::move(read.numbers);
        for (const AreaId area : read.areas) fact.areas.add(area);
        break;
      case Said::unsure:
      case Said::declined:
      case Said::not_applicable:
      case Said::not_given:
        taken = true;
        break;  // unknown
      case Said::fault:
        // An area that nobody knows is an area all the same: it may be any.
        if (type.kind == check::ValueType::Kind::area)
          taken = true;
        else
          wrong = std::move(read);
        break;
      case Said::refused:
        break;
    }
  }
  context_.diagnostics = std::move(before);
  if (taken) return;
  if (wrong)
    fault(wrong->what, member, quoted(member.key) + ": " + wrong->message);
  else
    context_.diagnostics.insert(context_.diagnostics.end(), refusals.begin(), refusals.end());
}

void ListReader::check_contradictions() {
  for (const auto& [terms, origin] : never_entries_)
    for (const ListEntry& other : answer_.entries)
      if (other.entry.term != check::none && other.entry.surely_there && other.entry.terms.within(terms))
        fault(What::contradiction, origin, "One entry says never, another names " + quoted(other.entry.words) + ".");
}

void ListReader::finish(More more, const std::optional<Terms>& asked) {
  const Day signed_on = form_.signed_on;
  answer_.fact.state = answer_.entries.empty() && more == More::no ? State::no : State::value;

  Terms open(context_.vocabulary.terms.size());  // of the list, and not answered
  if (asked) {
    open = list_.terms;
    open -= *asked;
  }
  open -= never_;
  if (more == More::no) {
    answer_.fact.covered = list_.terms;
    answer_.fact.covered -= open;
    answer_.fact.covered |= covered_;
  } else {
    // Something is there that nobody named: only what was named is answered.
    answer_.fact.covered = covered_;
    answer_.fact.covered &= list_.terms;
  }
  answer_.fact.covered |= never_;

  if (more != More::no) {
    Terms any = list_.terms;
    any -= never_;
    if (!any.empty())
      answer_.entries.push_back(
          unnamed(any, more == More::yes ? undated(list_, signed_on) : any_time(list_.role), more == More::yes));
  }
  if (!open.empty()) answer_.entries.push_back(unnamed(open, any_time(list_.role), false));
  Terms closed = list_.terms;
  closed -= open;
  closed -= never_;
  for (ListEntry& entry : unasked_past(list_, closed, signed_on, answer_.fact.origin))
    answer_.entries.push_back(std::move(entry));
}

}  // namespace

std::optional<ListAnswer> read_list(Context& context, const Node& node, const check::List& list,
                                    const FormContext& form) {
  ListAnswer answer;
  answer.form = &form;
  answer.fact.signed_on = answer.fact.known_since = form.signed_on;
  ListReader reader(context, list, form, answer);
  if (!reader.read(node)) return std::nullopt;
  if (list.answered_by == syntax::AnsweredBy::practitioner && form.by == syntax::AnsweredBy::client) {
    AnswerFault fault;
    fault.what = What::wrong_person;
    fault.origin = answer.fact.origin;
    fault.message = "Only the practitioner can answer this, and it stands in a form signed by the client.";
    fault.question = list.name;
    answer.faults.push_back(std::move(fault));
    answer.fact.state = State::not_asked;
  }
  if (answer.fact.state == State::unsure || answer.fact.state == State::declined ||
      answer.fact.state == State::not_asked) {
    const Origin origin = answer.fact.origin;
    answer.fact = unknown_list(list, context, answer.fact.state);
    answer.fact.origin = origin;
    answer.fact.signed_on = answer.fact.known_since = form.signed_on;
    answer.entries.clear();
    for (Entry& entry : answer.fact.entries) {
      entry.origin = origin;
      answer.entries.push_back({std::move(entry), false, {}});
    }
    answer.fact.entries.clear();
  }
  for (ListEntry& item : answer.entries) {
    item.identity = identity_of(item);
    answer.identities.push_back(item.identity);
  }
  std::sort(answer.identities.begin(), answer.identities.end());
  answer.identities.erase(std::unique(answer.identities.begin(), answer.identities.end()), answer.identities.end());
  return answer;
}

}  // namespace contra::eval::reader
