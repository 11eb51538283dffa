// See sentences.hpp. This file: questions, promises and care.
#include <algorithm>

#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

using eval::Cause;
using eval::Edit;
using eval::Entry;
using eval::State;
using eval::Timing;

namespace {

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

std::string options_of(const check::ValueType& type) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < type.options.size(); ++i)
    labels.push_back(i < type.labels.size() ? type.labels[i] : type.options[i]);
  return list_words(labels, "or");
}

std::string chosen(const check::ValueType& type, std::uint64_t options, const std::vector<eval::Range>& numbers) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < type.options.size(); ++i)
    if ((options >> i & 1u) != 0) values.push_back(i < type.labels.size() ? type.labels[i] : type.options[i]);
  for (const auto& [from, to] : numbers) {
    std::string text = from == to          ? number_words(from)
                       : from <= type.from ? "at most " + number_words(to)
                       : to >= type.to     ? "at least " + number_words(from)
                                           : number_words(from) + " to " + number_words(to);
    values.push_back(text + (type.unit.empty() ? "" : " " + type.unit));
  }
  return list_words(values, "or");
}

/// "the chemical peel", "Botox (botulinum toxin)", "“the green cream”"
std::string the(const std::string& name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && name != "it" ? "the " + name : name;
}

std::string by_day(const Edit& edit) {
  return (edit.or_later ? "on or after " : "on or before ") + day_words(*edit.day);
}

}  // namespace

// --- questions ------------------------------------------------------------------------------------------------

std::string Sentences::detail_question(const check::Detail& detail, const std::string& name) const {
  if (detail.name == "prescribed") return "Was " + name + " prescribed?";
  if (detail.type.kind == check::ValueType::Kind::area) return "Where was " + the(name) + "?";
  if (detail.type.yes_no) return capitalised(spaced(detail.name)) + ", for " + name + ": yes or no?";
  std::string out = "What was the " + spaced(detail.name) + " of " + the(name);
  if (detail.type.kind == check::ValueType::Kind::options) out += ": " + options_of(detail.type);
  if (detail.type.kind == check::ValueType::Kind::number) out += ", in " + detail.type.unit;
  return out + "?";
}

std::string Sentences::question(const Cause& cause, const std::vector<std::string>& checks) const {
  const check::List* list = list_at(cause.id);
  const Entry* entry = entry_at(cause.id, cause.entry);
  std::string name = entry_name(cause.id, cause.entry);
  std::vector<std::string> subjects;
  if (list != nullptr && cause.what >= Cause::What::list && cause.what <= Cause::What::entry_exists)
    for (const auto& check : checks) {
      std::string words = subject_words(check, cause.id);
      if (!words.empty() && std::find(subjects.begin(), subjects.end(), words) == subjects.end())
        subjects.push_back(std::move(words));
    }
  if (name.empty()) name = subjects.size() == 1 ? subjects.front() : std::string("it");
  const auto particular = [&](std::string text) {
    if (subjects.empty()) return text;
    const std::size_t shown = std::min<std::size_t>(subjects.size(), 4);
    std::vector<std::string> some(subjects.begin(), subjects.begin() + static_cast<std::ptrdiff_t>(shown));
    if (subjects.size() > shown) some.push_back(std::to_string(subjects.size() - shown) + " more");
    std::string named;
    for (const auto& one : some) named += (named.empty() ? "" : "; ") + one;
    return text + " In particular: " + named + ".";
  };
  switch (cause.what) {
    case Cause::What::question:
      if (const check::Question* q = question_at(cause.id)) return q->question;
      return "What is the answer?";
    case Cause::What::list:
      if (list == nullptr) return "What is the answer?";
      if (at(cause.id) < facts_.lists.size()) {
        const eval::ListFact& fact = facts_.lists[at(cause.id)];
        const bool some = std::any_of(fact.entries.begin(), fact.entries.end(),
                                      [](const Entry& e) { return !e.named && e.surely_there; });
        if (fact.state == State::value && some) return particular(list->question + " Which others?");
      }
      return particular(list->question);
    case Cause::What::entry_term:
      if (list == nullptr) return "What was it?";
      if (entry == nullptr || !entry->named) return particular(list->question);
      if (entry->term == check::none) return "What exactly is " + name + "?";
      return "Which kind of " + name + " was it?";
    case Cause::What::entry_date: {
      if (list == nullptr) return "When was it?";
      if (entry == nullptr || !entry->named) {
        if (subjects.size() != 1) return particular(list->question);
      }
      const bool taken = having(*list) == Having::taken, used = having(*list) == Having::used;
      if (list->role == syntax::ListRole::to_come) return "When does " + name + " begin, and when does it end?";
      if (list->role == syntax::ListRole::states) return "Since when has " + name + " been present, and is it still?";
      const bool open_end = entry != nullptr && entry->dated && entry->timing.kind == Timing::Kind::period &&
                            entry->timing.end.contains(forever);
      if (open_end)
        return std::string("Is ") + name +
               (taken  ? " still taken"
                : used ? " still used"
                       : " still going on") +
               ", and if not, when did it end?";
      if (taken && (entry == nullptr || entry->timing.kind == Timing::Kind::period))
        return "Is " + name + " still taken, and if not, when did it end?";
      if (taken) return "When was " + name + " last taken?";
      if (used) return "When was " + name + " last used?";
      return entry != nullptr && entry->named ? "When exactly was " + the(name) + "?"
                                              : "When was the last " + name + "?";
    }
    case Cause::What::entry_detail:
      if (list == nullptr || cause.detail < 0 || at(cause.detail) >= list->details.size())
        return "What are its details?";
      return detail_question(list->details[at(cause.detail)], name);
    case Cause::What::entry_exists:
      if (list == nullptr) return "Was there any?";
      if (entry != nullptr && entry->named) return "Was there ever any " + name + ", and when was the last?";
      return particular(list->question);
    case Cause::What::plan_area:
      return "Which area is to be treated?";
    case Cause::What::plan_depth:
      return "At which depth is the treatment planned?";
    case Cause::What::clearance: {
      std::string check = "this";
      if (cause.id >= 0 && at(cause.id) < facts_.clearances.size())
        check = quoted(check_title(facts_.clearances[at(cause.id)].check));
      return "Who cleared " + check + ", on which day, and for what?";
    }
  }
  return {};
}

std::string Sentences::question_state(const Cause& cause) const {
  const auto state_words = [](State state, const std::string& given) -> std::string {
    switch (state) {
      case State::not_asked:
        return "not asked yet";
      case State::declined:
        return "declined";
      case State::unsure:
        return given.empty() || given == "\"unsure\"" ? std::string("answered: unsure")
                                                      : "answered: " + as_given(given);
      default:
        return given.empty() ? std::string() : "answered: " + as_given(given);
    }
  };
  const std::string name = question_name(cause);
  const bool impossible = !name.empty() && cause.entry < 0 &&
                          std::any_of(facts_.faults.begin(), facts_.faults.end(),
                                      [&](const eval::AnswerFault& f) { return f.question == name; });
  if (impossible) return "what was answered cannot be";
  // What a long list answers is in the record; here it matters that it leaves something open.
  const auto list_state = [&](const eval::ListFact& fact) {
    return fact.state == State::value && fact.origin.given.size() > 60 ? std::string("answered in part")
                                                                       : state_words(fact.state, fact.origin.given);
  };
  switch (cause.what) {
    case Cause::What::question:
      if (cause.id < 0 || at(cause.id) >= facts_.questions.size()) return {};
      return state_words(facts_.questions[at(cause.id)].state, facts_.questions[at(cause.id)].origin.given);
    case Cause::What::list:
    case Cause::What::entry_exists: {
      if (cause.id < 0 || at(cause.id) >= facts_.lists.size()) return {};
      const Entry* entry = entry_at(cause.id, cause.entry);
      if (cause.what == Cause::What::entry_exists && entry != nullptr && entry->named)
        return entry->origin.given.empty() ? std::string() : "answered: " + as_given(entry->origin.given);
      return list_state(facts_.lists[at(cause.id)]);
    }
    case Cause::What::entry_term:
    case Cause::What::entry_date:
    case Cause::What::entry_detail: {
      const Entry* entry = entry_at(cause.id, cause.entry);
      if (entry == nullptr) return {};
      if (!entry->named) return list_state(facts_.lists[at(cause.id)]);
      if (cause.what == Cause::What::entry_date)
        return entry->date_origin.given.empty() ? std::string("no date given")
                                                : "answered: " + as_given(entry->date_origin.given);
      if (cause.what == Cause::What::entry_term)
        return entry->term == check::none ? std::string("no product of that name is known")
                                          : std::string("answered in general");
      if (cause.detail >= 0 && at(cause.detail) < entry->details.size()) {
        const auto& given = entry->details[at(cause.detail)].origin.given;
        return given.empty() ? std::string("not asked yet") : "answered: " + as_given(given);
      }
      return {};
    }
    case Cause::What::clearance:
      return "unclear";
    default:
      return {};
  }
}

std::string Sentences::client_question(const Cause& cause) const {
  if (cause.what == Cause::What::plan_area || cause.what == Cause::What::plan_depth ||
      cause.what == Cause::What::clearance)
    return {};
  if (cause.what == Cause::What::question) {
    const check::Question* q = question_at(cause.id);
    return q == nullptr || q->answered_by == syntax::AnsweredBy::practitioner ? std::string() : q->question;
  }
  const check::List* list = list_at(cause.id);
  if (list == nullptr || list->answered_by == syntax::AnsweredBy::practitioner) return {};
  const Entry* entry = entry_at(cause.id, cause.entry);
  return entry == nullptr || !entry->named ? list->question : question(cause, {});
}

std::string Sentences::question_name(const Cause& cause) const {
  switch (cause.what) {
    case Cause::What::question:
      if (const check::Question* q = question_at(cause.id)) return q->name;
      return {};
    case Cause::What::plan_area:
    case Cause::What::plan_depth:
    case Cause::What::clearance:
      return {};
    default:
      if (const check::List* list = list_at(cause.id)) return list->name;
      return {};
  }
}

std::string Sentences::pointer(const Cause& cause) const {
  const Entry* entry = entry_at(cause.id, cause.entry);
  const auto list_pointer = [&] {
    return cause.id >= 0 && at(cause.id) < facts_.lists.size() ? facts_.lists[at(cause.id)].origin.pointer
                                                               : std::string();
  };
  switch (cause.what) {
    case Cause::What::question:
      return cause.id >= 0 && at(cause.id) < facts_.questions.size() ? facts_.questions[at(cause.id)].origin.pointer
                                                                     : std::string();
    case Cause::What::list:
      return list_pointer();
    case Cause::What::entry_date:
      if (entry != nullptr && !entry->date_origin.pointer.empty()) return entry->date_origin.pointer;
      return entry != nullptr && entry->named ? entry->origin.pointer : list_pointer();
    case Cause::What::entry_detail:
      if (entry != nullptr && cause.detail >= 0 && at(cause.detail) < entry->details.size() &&
          !entry->details[at(cause.detail)].origin.pointer.empty())
        return entry->details[at(cause.detail)].origin.pointer;
      return entry != nullptr && entry->named ? entry->origin.pointer : list_pointer();
    case Cause::What::entry_term:
    case Cause::What::entry_exists:
      return entry != nullptr && entry->named ? entry->origin.pointer : list_pointer();
    case Cause::What::plan_area:
      return treatment_.plan.origin.pointer + "/area";
    case Cause::What::plan_depth:
      return treatment_.plan.origin.pointer + "/depth";
    case Cause::What::clearance:
      return cause.id >= 0 && at(cause.id) < facts_.clearances.size() ? facts_.clearances[at(cause.id)].origin.pointer
                                                                      : std::string();
  }
  return {};
}

// --- promises -------------------------------------------------------------------------------------------------

Sentences::Clause Sentences::clause(const Edit& edit, const std::string& about) const {
  const std::string name = entry_or_subject(edit.id, edit.entry, about);
  const Entry* entry = entry_at(edit.id, edit.entry);
  const std::string of_check = edit.check.empty() ? about : edit.check;
  switch (edit.what) {
    case Edit::What::answer: {
      const check::Question* q = question_at(edit.id);
      if (q == nullptr) return {"if", "the answer is another"};
      if (edit.never) return {"if", "the answer to " + quoted(q->question) + " is never"};
      if (edit.day) return {"if", "the answer to " + quoted(q->question) + " is " + by_day(edit)};
      std::string value = chosen(q->type, edit.options, edit.numbers);
      if (value.empty()) value = edit.words;
      return {"if", "the answer to " + quoted(q->question) + " is " + value};
    }
    case Edit::What::list_no: {
      const check::List* list = list_at(edit.id);
      if (list == nullptr) return {"if", "there is none"};
      const bool named = at(edit.id) < facts_.lists.size() &&
                         std::any_of(facts_.lists[at(edit.id)].entries.begin(), facts_.lists[at(edit.id)].entries.end(),
                                     [](const Entry& e) { return e.named; });
      if (named) return {"if", "there is nothing more to name in " + quoted(list->question)};
      return {"if", "the answer to " + quoted(list->question) + " is no"};
    }
    case Edit::What::entry_date: {
      if (edit.never || !edit.day) return {"if", "there was no " + name};
      const check::List* list = list_at(edit.id);
      const bool to_come = list != nullptr && list->role == syntax::ListRole::to_come;
      if (to_come) return {"if", name + (edit.or_later ? " begins " : " ends ") + by_day(edit)};
      if (edit.or_later) return {"if", the(name) + " was " + by_day(edit)};
      // A last day does not prove that a medicine has ended: the end itself has to be told.
      if (entry != nullptr && entry->timing.kind == Timing::Kind::period && list != nullptr &&
          having(*list) == Having::taken)
        return {"if", name + " ended " + by_day(edit)};
      if (entry != nullptr && entry->named && entry->term == check::none && list != nullptr &&
          having(*list) != Having::had)
        return {"if", name + (having(*list) == Having::taken ? " was last taken " : " was last used ") + by_day(edit)};
      if (entry != nullptr && entry->named && entry->timing.kind == Timing::Kind::point && !entry->timing.last_use)
        return {"if", the(name) + " was " + by_day(edit)};
      return {"if", "the last " + name + " was " + by_day(edit)};
    }
    case Edit::What::entry_ended: {
      const Day day = edit.day.value_or(as_of_);
      if (prescribed(edit.id, edit.entry)) return {"if", "your prescriber ends " + name + " by " + day_words(day)};
      return {"if", name + " ended " + (day == as_of_ ? "today (" + day_words(day) + ")" : "on " + day_words(day))};
    }
    case Edit::What::entry_detail: {
      const check::List* list = list_at(edit.id);
      if (list == nullptr || edit.detail < 0 || at(edit.detail) >= list->details.size())
        return {"if", name + " was " + edit.words};
      const check::Detail& detail = list->details[at(edit.detail)];
      std::string value = chosen(detail.type, edit.options, edit.numbers);
      if (value.empty()) value = edit.words;
      if (detail.type.kind == check::ValueType::Kind::area)
        return {"if", name + " was elsewhere" + (value.empty() ? "" : " (" + value + ")")};
      if (detail.name == "prescribed")
        return {"if", name + (value == "no" ? " was not prescribed" : " was prescribed")};
      return {"if", "the " + spaced(detail.name) + " of " + the(name) + " was " + value};
    }
    case Edit::What::entry_other: {
      if (edit.never) return {"if", "there was no " + name};
      std::vector<std::string> titles;
      for (const std::string& check : edit.checks) titles.push_back(quoted(check_title(check)));
      return {"if", name + " turns out to be nothing that " + (titles.empty() ? std::string("a check") : list_words(titles, "or")) + " reads"};
    }
    case Edit::What::clearance: {
      const std::string who = edit.role == check::none ? std::string("someone who may") : with_article(role(edit.role));
      return {"once", who + " clears " + quoted(check_title(of_check))};
    }
    case Edit::What::renewal:
      return {"once", "the form is signed again"};
    case Edit::What::resolved: {
      const check::Check* check = find_check(of_check);
      if (check != nullptr && check->form == check::Form::wait_while && !check->words.empty())
        return {"once", quoted(check_title(of_check)) + " is settled: " + check->words};
      return {"once", quoted(check_title(of_check)) + " no longer applies"};
    }
    case Edit::What::depth:
      return {"at", "up to " + edit.words};
    case Edit::What::area:
      return {"if", "the treated area is " + (edit.words.empty() ? std::string("another") : edit.words)};
  }
  return {"if", "it is otherwise"};
}

std::string Sentences::edits(const std::vector<Edit>& edits, const std::string& about) const {
  std::string out;
  for (const std::string_view joint : {"at", "if", "once"}) {
    std::vector<std::string> words;
    for (const Edit& edit : edits) {
      Clause c = clause(edit, about);
      if (c.joint == joint && std::find(words.begin(), words.end(), c.words) == words.end())
        words.push_back(std::move(c.words));
    }
    if (words.empty()) continue;
    if (!out.empty()) out += ", ";
    out += std::string(joint) + " " + list_words(words, "and");
  }
  return out;
}

std::string Sentences::promise(const eval::Promise& promise) const {
  const std::string way = edits(promise.edits, promise.about);
  if (promise.verdict == eval::Verdict::go) return "GO on " + day_words(asked_) + " " + way + ".";
  if (promise.earliest)
    return capitalised(way) + ": GO from " + day_words(*promise.earliest) +
           (promise.earliest_renewed ? ", once form and clearances are renewed." : ".");
  return capitalised(way) + ": WAIT is still recommended.";
}

// --- care -----------------------------------------------------------------------------------------------------

std::string Sentences::pre_care(const eval::PreCare& care) const {
  std::string out = capitalised(care.what) + ": ";
  if (!care.last_day) {
    out += "none before this session";
  } else {
    out += (care.better ? "better on or before " : "on or before ") + day_words(*care.last_day);
  }
  if (care.source_check != nullptr && care.source_check->touches_prescribed)
    out += "; if it is prescribed, only as the prescriber says";
  return out + ".";
}

std::vector<PreCareLine> pre_care_lines(const eval::TreatmentDecision& treatment, Day as_of) {
  std::vector<PreCareLine> lines;
  for (const auto& care : treatment.pre_care) {
    if (!care.last_day) continue;
    auto line = std::find_if(lines.begin(), lines.end(), [&](const PreCareLine& l) { return l.what == care.what; });
    if (line == lines.end()) line = lines.insert(line, PreCareLine{care.what, {}, {}, false});
    std::optional<Day>& day = care.better ? line->better : line->last_day;
    if (!day || *care.last_day < *day) day = care.last_day;  // of two checks on one thing the stricter
    line->prescribed = line->prescribed || (care.source_check != nullptr && care.source_check->touches_prescribed);
  }
  lines.erase(
      std::remove_if(lines.begin(), lines.end(),
                     [&](const PreCareLine& l) { return l.last_day ? *l.last_day < as_of : *l.better < as_of; }),
      lines.end());
  std::stable_sort(lines.begin(), lines.end(), [](const PreCareLine& a, const PreCareLine& b) {
    const Day x = a.last_day ? *a.last_day : *a.better, y = b.last_day ? *b.last_day : *b.better;
    return x != y ? x < y : a.what < b.what;
  });
  return lines;
}

std::string Sentences::care_short(const eval::CareLine& care) const {
  const check::CareLine& line = *care.line;
  if (line.verb == syntax::CareLine::Verb::next_session) return "from " + long_day(*care.from);
  const bool before = care.item != nullptr && care.item->before;
  // The year goes without saying in the year of the session.
  const auto day = [&](Day d) {
    const std::string words = day_words(d);
    return date_of(d).year == date_of(asked_).year ? words.substr(0, words.rfind(' ')) : words;
  };
  std::vector<std::string> parts;
  if (care.from_hours) parts.push_back("from " + hours_words(*care.from_hours) + (before ? " before" : ""));
  if (care.from) parts.push_back("from " + day(*care.from));
  if (care.for_hours) parts.push_back((care.from_hours ? "for " : "") + hours_words(*care.for_hours));
  if (care.until) parts.push_back("until " + day(*care.until));
  if (!line.until.empty()) parts.push_back("until " + line.until);
  std::string when;
  for (const auto& part : parts) when += (when.empty() ? "" : " ") + part;
  if (care.better_hours) when += ", better " + hours_words(*care.better_hours);
  if (care.better_until) when += ", better " + day(*care.better_until);
  if (care.may) when += when.empty() ? "may apply" : ", may apply";
  return when.empty() ? line.text : line.text + ": " + when;
}

std::string Sentences::care_line(const eval::CareLine& care) const {
  const check::CareLine& line = *care.line;
  using Verb = syntax::CareLine::Verb;
  std::string out;
  switch (line.verb) {
    case Verb::avoid:
      out = "Avoid " + line.text;
      break;
    case Verb::do_:
      out = capitalised(line.text);
      break;
    case Verb::watch_for:
      out = "Watch for " + line.text;
      break;
    case Verb::next_session:
      out = care.from ? "Next session from " + long_day(*care.from)
                      : std::string("Next session as planned with your practitioner");
      if (care.may) out += " (may apply)";
      return out + ".";
  }
  const bool before = care.item != nullptr && care.item->before;
  if (care.from_hours)
    out += " from " + hours_words(*care.from_hours) + (before ? " before the session" : " after the session");
  if (care.from) out += " from " + day_words(*care.from);
  if (care.for_hours)
    out += (care.from_hours ? ", for " : " for ") + hours_words(*care.for_hours) +
           (care.from_hours || before ? "" : " after the session");
  if (care.until) out += " until " + day_words(*care.until);
  if (!line.until.empty()) out += " until " + line.until;
  if (care.better_hours) out += ", better " + hours_words(*care.better_hours);
  if (care.better_until) out += ", better until " + day_words(*care.better_until);
  if (care.may) out += " (may apply)";
  return sentence(out);
}

}  // namespace contra::present
