// See sentences.hpp. This file: the answer, the reasons and the names; sentences_help.cpp has questions, promises and
// care.
#include "present/sentences.hpp"

#include <algorithm>

#include "present/words.hpp"

namespace contra::present {

using eval::Entry;
using eval::Evidence;
using eval::Reason;
using eval::State;
using eval::Timing;

namespace {

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

void first_subject(const check::Condition& condition, std::int32_t list, std::string& out) {
  if (!out.empty()) return;
  const auto& lists = condition.subject.lists;
  if (std::find(lists.begin(), lists.end(), list) != lists.end()) out = condition.subject.words;
  for (const auto& inner : condition.of) first_subject(inner, list, out);
}

/// A day that was given in full needs no "as given" beside it.
bool is_full_day(const std::string& json) { return json.size() == 12 && parse_iso_day(json.substr(1, 10)).has_value(); }

std::string lengths_needed(const std::vector<std::string>& windows) {
  if (windows.empty()) return {};
  const bool single = windows.size() == 1 && windows[0].rfind("1 ", 0) == 0;
  return list_words(windows, "or") + (single ? " is needed" : " are needed");
}

}  // namespace

bool only_unanswered(const Reason& reason) {
  if (reason.check == "needs") return true;
  return reason.kind == 4 && !reason.sure && !reason.causes.empty() &&
         std::none_of(reason.evidence.begin(), reason.evidence.end(),
                      [](const Evidence& e) { return e.entry >= 0 && !e.value.empty(); });
}

Having having(const check::List& list) {
  const std::string folded = check::fold_name(list.question);
  const auto has = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view w) { return folded.find(w) != std::string::npos; });
  };
  if (has({"take", "taking"})) return Having::taken;
  if (has({" use", "using", "appl", "put on"})) return Having::used;
  return Having::had;
}

std::string strength_words(syntax::Strength strength) {
  switch (strength) {
    case syntax::Strength::law:
      return "law";
    case syntax::Strength::label:
      return "label";
    case syntax::Strength::guideline:
      return "guideline";
    case syntax::Strength::study:
      return "study";
    case syntax::Strength::guidance:
      return "guidance";
    case syntax::Strength::house:
      return "house policy";
  }
  return {};
}

// --- names ----------------------------------------------------------------------------------------------------

const check::List* Sentences::list_at(std::int32_t id) const {
  const auto* v = vocabulary();
  return v != nullptr && id >= 0 && at(id) < v->lists.size() ? &v->lists[at(id)] : nullptr;
}

const check::Question* Sentences::question_at(std::int32_t id) const {
  const auto* v = vocabulary();
  return v != nullptr && id >= 0 && at(id) < v->questions.size() ? &v->questions[at(id)] : nullptr;
}

const Entry* Sentences::entry_at(std::int32_t list, std::int32_t entry) const {
  if (list < 0 || at(list) >= facts_.lists.size() || entry < 0) return nullptr;
  const auto& entries = facts_.lists[at(list)].entries;
  return at(entry) < entries.size() ? &entries[at(entry)] : nullptr;
}

const check::Check* Sentences::find_check(const std::string& name) const {
  if (!treatment_.program) return nullptr;
  for (const auto& joined : treatment_.program->checks)
    if (joined.name == name && !joined.parts.empty()) return &joined.parts.front().check;
  return nullptr;
}

std::string Sentences::check_title(const std::string& name) const {
  if (const auto* check = find_check(name); check != nullptr && !check->title.empty()) return capitalised(check->title);
  if (name == "form_validity") return "The form";
  if (name == "answers") return "Answers that cannot be";
  if (name == "needs") return "Answers that every GO needs";
  if (name == "rules") return "Rules";
  return capitalised(spaced(name));
}

std::string Sentences::entry_name(std::int32_t list, std::int32_t entry) const {
  const Entry* e = entry_at(list, entry);
  if (e == nullptr || !e->named) return {};
  const auto* v = vocabulary();
  if (e->term == check::none || v == nullptr || at(e->term) >= v->terms.size()) return quoted(e->words);
  const check::Term& term = v->terms[at(e->term)];
  if (e->words.empty()) return term.title;
  const std::string folded = check::fold_name(e->words);
  if (folded == check::fold_name(term.title) || folded == check::fold_name(term.name)) return term.title;
  return e->words + " (" + term.title + ")";
}

bool Sentences::prescribed(std::int32_t list, std::int32_t entry) const {
  const Entry* e = entry_at(list, entry);
  const check::List* l = list_at(list);
  const auto* v = vocabulary();
  if (e == nullptr || l == nullptr || v == nullptr) return false;
  if (e->term != check::none && at(e->term) < v->terms.size()) {
    if (v->terms[at(e->term)].prescribed) return true;
  } else {
    for (const auto id : e->terms.ids())
      if (at(id) < v->terms.size() && v->terms[at(id)].prescribed) return true;
  }
  for (std::size_t i = 0; i < l->details.size(); ++i) {
    const check::Detail& detail = l->details[i];
    if (detail.name != "prescribed" || (!detail.for_terms.empty() && !detail.for_terms.meets(e->terms))) continue;
    const bool known_no = i < e->details.size() && e->details[i].known && (e->details[i].options & 1u) == 0;
    if (!known_no) return true;
  }
  return false;
}

std::string Sentences::role(eval::RoleId id) const {
  const auto* v = vocabulary();
  return v != nullptr && id >= 0 && at(id) < v->roles.size() ? v->roles[at(id)].title : std::string("someone who may");
}

std::string Sentences::roles(const std::vector<eval::RoleId>& ids) const {
  std::vector<std::string> out;
  for (const auto id : ids) out.push_back(with_article(role(id)));
  return list_words(out, "or");
}

std::string Sentences::subject_words(const std::string& name, std::int32_t list) const {
  const check::Check* check = find_check(name);
  if (check == nullptr) return {};
  const auto reads = [&](const check::Subject& s) {
    return std::find(s.lists.begin(), s.lists.end(), list) != s.lists.end();
  };
  if ((check->form == check::Form::wait_after || check->limit_by_window) && reads(check->after.subject))
    return check->after.subject.words;
  if (check->form == check::Form::wait_from && reads(check->from.subject)) return check->from.subject.words;
  std::string out;
  first_subject(check->condition, list, out);
  return out;
}

std::string Sentences::entry_or_subject(std::int32_t list, std::int32_t entry, const std::string& check) const {
  std::string name = entry_name(list, entry);
  if (name.empty() && !check.empty()) name = subject_words(check, list);
  if (name.empty() && !check.empty()) name = check_title(check);
  return name.empty() ? std::string("it") : name;
}

// --- the answer -----------------------------------------------------------------------------------------------

std::string Sentences::title() const {
  if (!treatment_.program || treatment_.program->pack->title.empty()) return capitalised(spaced(treatment_.treatment));
  const std::string& title = treatment_.program->pack->title;
  return capitalised(title.substr(0, title.find(',')));
}

std::vector<std::string> Sentences::setting() const {
  std::vector<std::string> out;
  const auto& plan = treatment_.plan;
  const auto* v = vocabulary();
  std::vector<std::string> areas;
  if (plan.area_known && v != nullptr)
    for (const auto id : plan.areas)
      if (id >= 0 && at(id) < v->areas.size()) areas.push_back(without_article(v->areas[at(id)].title));
  out.push_back(areas.empty() ? "area not given" : list_words(areas, "and"));
  const check::Pack* pack = treatment_.program ? treatment_.program->pack.get() : nullptr;
  if (pack != nullptr && pack->depth) {
    std::vector<std::string> depths;
    if (plan.depth_known) {
      const auto& type = pack->depth->type;
      for (std::size_t i = 0; i < type.options.size(); ++i)
        if ((plan.depth_options >> i & 1u) != 0)
          depths.push_back(i < type.labels.size() ? type.labels[i] : type.options[i]);
      for (const auto& [from, to] : plan.depth_numbers)
        depths.push_back((from == to ? number_words(from) : number_words(from) + " to " + number_words(to)) + " " +
                         type.unit);
    }
    out.push_back(depths.empty() ? "depth not given" : list_words(depths, "or"));
  }
  if (!plan.device.empty()) out.push_back(plan.device);
  return out;
}

bool Sentences::headline_has_day() const {
  const auto& reasons = treatment_.reasons;
  return treatment_.verdict == eval::Verdict::wait && treatment_.program && treatment_.earliest &&
         !treatment_.earliest_renewed && !reasons.empty() &&
         std::all_of(reasons.begin(), reasons.end(), [](const Reason& r) { return r.kind == 1; });
}

std::string Sentences::headline() const {
  if (treatment_.verdict == eval::Verdict::go) return "GO";
  if (headline_has_day()) return "WAIT recommended until " + long_day(*treatment_.earliest);
  const auto& reasons = treatment_.reasons;
  if (treatment_.earliest_renewed && treatment_.earliest == asked_)
    return "WAIT recommended until form and clearances are renewed";
  const bool only_questions =
      !reasons.empty() && std::all_of(reasons.begin(), reasons.end(), [](const Reason& r) { return r.kind == 4; });
  return treatment_.program && only_questions ? "WAIT recommended until the answers are clear" : "WAIT recommended";
}

std::string Sentences::earliest() const {
  if (!treatment_.earliest) return "no day can be named yet";
  return long_day(*treatment_.earliest) + (treatment_.earliest_renewed ? ", once form and clearances are renewed" : "");
}

// --- evidence -------------------------------------------------------------------------------------------------

std::string Sentences::entry_details(const check::List& list, const Entry& entry) const {
  std::vector<std::string> parts;
  const auto* v = vocabulary();
  for (std::size_t i = 0; i < list.details.size() && i < entry.details.size(); ++i) {
    const check::Detail& detail = list.details[i];
    const eval::DetailFact& fact = entry.details[i];
    if (!fact.known || detail.name == "prescribed") continue;
    std::vector<std::string> values;
    if (detail.type.kind == check::ValueType::Kind::options && !detail.type.yes_no) {
      for (std::size_t o = 0; o < detail.type.options.size(); ++o)
        if ((fact.options >> o & 1u) != 0)
          values.push_back(o < detail.type.labels.size() ? detail.type.labels[o] : detail.type.options[o]);
    } else if (detail.type.kind == check::ValueType::Kind::number) {
      for (const auto& [from, to] : fact.numbers)
        values.push_back((from == to ? number_words(from) : number_words(from) + " to " + number_words(to)) + " " +
                         detail.type.unit);
    } else if (detail.type.kind == check::ValueType::Kind::area && v != nullptr) {
      for (const auto id : fact.areas.ids())
        if (at(id) < v->areas.size()) values.push_back(without_article(v->areas[at(id)].title));
    }
    if (!values.empty()) parts.push_back(list_words(values, "or"));
  }
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string Sentences::entry_event(const check::List& list, const Entry& entry, const std::string& name) const {
  const Timing& timing = entry.timing;
  const std::string details = entry_details(list, entry);
  std::string subject = name;
  if (!details.empty())
    subject = name.back() == ')' ? name.substr(0, name.size() - 1) + "; " + details + ")" : name + " (" + details + ")";
  if (list.role == syntax::ListRole::allergies || timing.kind == Timing::Kind::timeless)
    return "an allergy to " + subject + " was named";
  const bool open_start = timing.start.empty() || *timing.start.min() <= first_day;
  const bool may_go_on = timing.kind == Timing::Kind::period && timing.end.contains(forever);
  const bool goes_on = may_go_on && timing.end.min() && *timing.end.min() >= forever;
  if (list.role == syntax::ListRole::states && goes_on)
    return subject + " is present" +
           (open_start || !timing.start.is_one() ? "" : " since " + day_words(*timing.start.min()));
  const Having how = having(list);
  const bool ahead = !open_start && entry.dated && *timing.start.min() > entry.signed_on;
  if (entry.same_day) return subject + " is planned for the same day";
  if (list.role == syntax::ListRole::to_come || ahead) {
    if (timing.kind == Timing::Kind::point) return subject + " is planned " + when_words(timing.start);
    std::string out = subject + " is planned";
    if (timing.start.is_one() && timing.end.is_one() && !goes_on && *timing.start.min() < *timing.end.min())
      return out + " from " + range_words({*timing.start.min(), *timing.end.min()});
    if (!open_start)
      out +=
          timing.start.is_one() ? " from " + day_words(*timing.start.min()) : ", starting " + when_words(timing.start);
    if (timing.end.is_one() && !goes_on) return out + " to " + day_words(*timing.end.min());
    return out + ", with no end given";
  }
  if (timing.kind == Timing::Kind::point) {
    const bool unknown = open_start && timing.start.contains(entry.signed_on) && !entry.dated;
    if (unknown)
      return "it is not known when " + subject +
             (how == Having::taken  ? " was last taken"
              : how == Having::used ? " was last used"
                                    : " was");
    if (!timing.last_use) return subject + " was " + when_words(timing.start);
    const char* verb = how == Having::taken  ? " was last taken "
                       : how == Having::used ? " was last used "
                                             : " was last ";
    return subject + verb + when_words(timing.start);
  }
  if (goes_on)
    return subject + (how == Having::taken  ? " is still taken"
                      : how == Having::used ? " is still used"
                                            : " still goes on");
  if (may_go_on && !entry.dated)
    return "it is not known when " + subject +
           (how == Having::taken  ? " was last taken, or whether it still is"
            : how == Having::used ? " was last used, or whether it still is"
                                  : " was, or whether it goes on");
  const bool now = !timing.end.empty() && *timing.end.min() > entry.signed_on;
  std::string out = subject + (now ? (how == Having::taken  ? " is taken"
                                      : how == Having::used ? " is used"
                                                            : " goes on")
                                   : (how == Having::taken  ? " was taken"
                                      : how == Having::used ? " was used"
                                                            : " lasted"));
  if (timing.start.is_one() && timing.end.is_one() && !open_start && *timing.start.min() < *timing.end.min())
    return out + " from " + range_words({*timing.start.min(), *timing.end.min()});
  if (!open_start)
    out += timing.start.is_one() ? " from " + day_words(*timing.start.min()) : ", starting " + when_words(timing.start);
  if (may_go_on) return out + " and may still go on";
  if (timing.end.is_one()) return out + (open_start ? " until " : " to ") + day_words(*timing.end.min());
  return out + " and ended " + when_words(timing.end);
}

std::string Sentences::evidence(const Evidence& evidence) const { return evidence_text(evidence, {}); }

std::string Sentences::evidence_text(const Evidence& evidence, const std::string& check) const {
  if (const check::Question* q = question_at(evidence.question)) {
    const std::string asked = quoted(q->question);
    const State state = at(evidence.question) < facts_.questions.size() ? facts_.questions[at(evidence.question)].state
                                                                        : State::not_asked;
    if (evidence.value.empty() || state == State::not_asked) return asked + " has not been asked";
    if (state == State::declined) return asked + " was not answered (declined)";
    return asked + " was answered " + as_given(evidence.value);
  }
  if (const check::List* l = list_at(evidence.list)) {
    const Entry* e = entry_at(evidence.list, evidence.entry);
    if (e != nullptr && e->named) {
      std::string out = entry_event(*l, *e, entry_name(evidence.list, evidence.entry));
      // What was said is shown when the day had to be read out of it.
      const bool open = e->timing.kind == Timing::Kind::point ? !e->timing.start.is_one()
                                                              : !e->timing.start.is_one() || !e->timing.end.is_one();
      if (open && e->dated && !e->date_origin.given.empty() && !is_full_day(e->date_origin.given))
        out += " (as given: " + as_given(e->date_origin.given) + ")";
      return out;
    }
    const State state =
        at(evidence.list) < facts_.lists.size() ? facts_.lists[at(evidence.list)].state : State::not_asked;
    const std::string subject = check.empty() ? std::string() : subject_words(check, evidence.list);
    const std::string asked = quoted(l->question);
    if (state == State::not_asked || evidence.value.empty()) return asked + " has not been asked";
    if (state == State::declined) return asked + " was not answered (declined)";
    if (state == State::unsure) return asked + " was answered unsure";
    if (state == State::value)
      return asked + (subject.empty() ? " was not answered in full" : " leaves open whether there was any " + subject);
    return asked + " was answered " + as_given(evidence.value);
  }
  if (evidence.value.empty()) return evidence.pointer + " has not been given";
  return evidence.pointer + " is " + as_given(evidence.value);
}

std::string Sentences::evidence_list(const Reason& reason) const {
  std::vector<std::string> parts;
  // What is certain does not rest on what was left open.
  const bool only_firm = reason.sure && std::any_of(reason.evidence.begin(), reason.evidence.end(),
                                                    [](const Evidence& e) { return !e.vague; });
  for (const bool named : {true, false})  // what was named before what was left open
    for (const Evidence& e : reason.evidence) {
      const Entry* entry = entry_at(e.list, e.entry);
      const bool is_named = e.question >= 0 || (entry != nullptr && entry->named);
      if (is_named != named || (only_firm && e.vague)) continue;
      std::string text = evidence_text(e, reason.check);
      if (std::find(parts.begin(), parts.end(), text) == parts.end()) parts.push_back(std::move(text));
    }
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

// --- reasons --------------------------------------------------------------------------------------------------

std::string Sentences::reason_title(const Reason& reason) const {
  if (reason.source_check != nullptr && !reason.source_check->title.empty())
    return capitalised(reason.source_check->title);
  return check_title(reason.check);
}

std::string Sentences::needed(const Reason& reason) const {
  const check::Check* check = reason.source_check;
  if (check != nullptr && check->form == check::Form::wait_from) {
    const auto& from = check->from;
    const std::string start =
        from.before == Step{} ? "from its start" : "from " + step_words(from.before) + " before its start";
    const std::string end =
        from.after == Step{} ? " until its end" : " until " + step_words(from.after) + " after its end";
    return "no session " + start + end;
  }
  return lengths_needed(reason.windows);
}

std::string Sentences::reason(const Reason& reason) const {
  const std::string facts = evidence_list(reason);
  const std::string length = needed(reason);
  const std::string after = facts.empty() ? "." : ": " + closed(facts);
  std::string out;
  switch (reason.kind) {
    case 1:
      if (reason.until) {
        out = "WAIT recommended until " + long_day(*reason.until) + after;
      } else if (reason.not_before) {
        out = "WAIT recommended, not before " + long_day(*reason.not_before) + after;
      } else {
        out = "WAIT recommended, and no day can be named yet" + after;
      }
      break;
    case 2:
      out = reason.resolved_when.empty() ? "WAIT recommended while this lasts" + after
                                         : "WAIT recommended until " + reason.resolved_when + after;
      break;
    case 3:
      out = "WAIT recommended until " +
            (reason.cleared_by.empty() ? std::string("it is cleared") : roles(reason.cleared_by) + " clears it") +
            after;
      break;
    case 6:
      if (reason.same_day) {
        out = "WAIT recommended for both on one day" + after + " One of the two on another day";
        if (reason.windows.empty()) out += ".";
        else out += ": " + list_words(reason.windows, "or") + " apart.";
        return out;
      }
      if (!reason.limit_words.empty()) {
        out = "WAIT recommended at this depth, the limit here is " + reason.limit_words + after;
      } else {
        out = "WAIT recommended with this device" + after;
        if (!reason.instead.empty()) {
          std::vector<std::string> names;
          for (const auto& name : reason.instead) names.push_back(spaced(name));
          out += " Instead: " + list_words(names, "or") + ".";
        }
      }
      break;
    default:
      if (!reason.message.empty()) return "WAIT recommended. " + sentence(reason.message);
      out = "WAIT recommended until this is clear" + after;
      break;
  }
  if (!reason.message.empty()) out += " " + sentence(reason.message);
  if (!length.empty()) out += " " + sentence(length);
  if (reason.kind != 1 && reason.until && !reason.sure)
    out += " At the latest it is over on " + day_words(*reason.until) + ".";
  if (reason.kind != 1 && reason.not_before && *reason.not_before > asked_)
    out += " Not before " + day_words(*reason.not_before) + ".";
  return out;
}

std::string Sentences::client_reason(const Reason& reason) const {
  return reason.source_check != nullptr ? reason.source_check->tell : std::string();
}

std::string Sentences::ways_out(const Reason& reason) const {
  if (reason.kind == 3 || reason.cleared_by.empty()) return {};
  return capitalised(roles(reason.cleared_by)) + " may clear it.";
}

std::string Sentences::source(const check::SourceRef& source) const {
  std::string out = source.title.empty() ? spaced(source.id) : source.title;
  if (!source.part.empty()) out += ", " + quoted(source.part);
  return out + " (" + strength_words(source.strength) + ")";
}

std::string Sentences::condition(const eval::ConditionLine& line) const {
  const bool between_tiers = line.source_check != nullptr && line.source_check->form != check::Form::note &&
                             line.source_check->form != check::Form::go_only;
  if (between_tiers) {
    std::string out = "A later day is better for " + quoted(check_title(line.check));
    if (line.better_until) out += ", from " + long_day(*line.better_until);
    std::vector<std::string> facts;
    for (const Evidence& e : line.evidence) facts.push_back(evidence_text(e, line.check));
    std::string rest;
    for (const auto& fact : facts) rest += (rest.empty() ? ": " : "; ") + fact;
    return closed(out + rest);
  }
  std::string words = line.source_check != nullptr ? line.source_check->words : check_title(line.check);
  if (!line.sure) words = "May apply: " + words;
  return sentence(words);
}

std::string Sentences::passed(const eval::Passed& passed) const {
  std::string out = check_title(passed.check);
  if (passed.margin_days) out += ": " + count_words(*passed.margin_days, "day", "days") + " to spare";
  if (passed.vague)
    out += passed.margin_days ? ", although an answer is vague" : ": passes although an answer is vague";
  return out;
}

}  // namespace contra::present
