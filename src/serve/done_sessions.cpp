// Sessions that were done here, beside what the forms say: see form_of_sessions() in record.hpp.
#include <algorithm>
#include <map>
#include <variant>

#include "eval/intake.hpp"
#include "present/json_writer.hpp"
#include "serve/document.hpp"
#include "serve/record.hpp"
#include "serve/titles.hpp"

namespace contra::serve {

namespace {

using check::ListId;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

/// One treatment that was done, as an entry of a list.
struct Event {
  Day day;
  check::TermId term = check::none;
  ListId list = check::none;
  std::string json;
  eval::Entry entry;  // the same, read
};

bool has_detail(const check::List& list, check::TermId term, std::string_view name) {
  return std::any_of(list.details.begin(), list.details.end(), [&](const check::Detail& detail) {
    return detail.name == name && (detail.for_terms.empty() || detail.for_terms.has(term));
  });
}

std::vector<Event> events_of(const api::LoadedRules& rules, const DoneSession& session) {
  std::vector<Event> out;
  const check::Vocabulary& vocabulary = *rules.programs.front()->vocabulary;
  const Document done(session.done);
  if (done.root() == nullptr) return out;
  for (const Node& item : done.root()->items) {
    const Node* treatment = item.find("treatment");
    if (treatment == nullptr) continue;
    const compile::Program* program = find_treatment(rules, treatment->text);
    const check::TermId term = program == nullptr ? check::none : program->pack->performs;
    if (term < 0) continue;
    for (std::size_t l = 0; l < vocabulary.lists.size(); ++l) {
      const check::List& list = vocabulary.lists[l];
      if (list.role != syntax::ListRole::exposures || !list.terms.has(term)) continue;
      Event event{session.day, term, static_cast<ListId>(l), {}, {}};
      present::JsonWriter json(event.json);
      json.open('{').key("term").text(vocabulary.terms.at(at(term)).name);
      json.key("on").text(to_iso(session.day));
      for (const char* detail : {"area", "depth"}) {
        const Node* value = item.find(detail);
        if (value != nullptr && !value->is(Node::Kind::null) && has_detail(list, term, detail))
          json.key(detail).raw(done.compact(*value));
      }
      json.close('}');
      out.push_back(std::move(event));
    }
  }
  return out;
}

eval::Facts facts_of(const api::LoadedRules& rules, std::string record, bool& read) {
  std::vector<eval::KnownPack> packs;
  for (const auto& program : rules.programs) packs.push_back({program->identity.name, program->pack.get()});
  text::SourceSet sources;
  const text::FileId file = sources.add({}, std::move(record));
  auto facts = eval::read_intake(sources, file, *rules.programs.front()->vocabulary, packs);
  read = std::holds_alternative<eval::Facts>(facts);
  return read ? std::get<eval::Facts>(std::move(facts)) : eval::Facts{};
}

/// Reads the entry of an event as a form would give it. Under rules that no longer have such a detail or such a value,
/// the event stays without it: then it may have had any.
void read_entry(const api::LoadedRules& rules, Event& event) {
  const check::Vocabulary& vocabulary = *rules.programs.front()->vocabulary;
  for (int attempt = 0; attempt < 2; ++attempt) {
    std::string record;
    present::JsonWriter json(record);
    json.open('{').key("record").text("contra.intake/1");
    json.key("visit").text(to_iso(event.day));
    json.key("plan").open('[').open('{').key("treatment").text(rules.programs.front()->identity.name);
    json.close('}').close(']').key("forms").open('[').open('{').key("kind").text("practitioner");
    json.key("signed").text(to_iso(event.day));
    json.key("by").text("practitioner");
    json.key("answers").open('{');
    json.key(vocabulary.lists.at(at(event.list)).name).open('[').raw(event.json).close(']');
    json.close('}').close('}').close(']').close('}');
    bool read = false;
    eval::Facts facts = facts_of(rules, record, read);
    if (read && facts.faults.empty()) {
      event.entry = std::move(facts.lists.at(at(event.list)).entries.front());
      return;
    }
    event.json.clear();
    present::JsonWriter plain(event.json);
    plain.open('{').key("term").text(vocabulary.terms.at(at(event.term)).name);
    plain.key("on").text(to_iso(event.day));
    plain.close('}');
  }
}

/// Whether all of the area `inner` lies in one of `outer`.
bool lies_in(check::AreaId inner, const check::IdSet& outer, const check::Vocabulary& vocabulary) {
  const auto& wider = vocabulary.areas.at(at(inner)).part_of;
  return outer.has(inner) ||
         std::any_of(wider.begin(), wider.end(), [&](check::AreaId area) { return lies_in(area, outer, vocabulary); });
}

/// Whether what is known of the session is among what the entry may mean.
bool admits(const eval::DetailFact& entry, const eval::DetailFact& session, const check::Detail& detail,
            const check::Vocabulary& vocabulary) {
  if (!entry.known) return true;
  if (!session.known) return false;
  switch (detail.type.kind) {
    case check::ValueType::Kind::options:
      return (session.options & ~entry.options) == 0;
    case check::ValueType::Kind::number:
      return std::all_of(session.numbers.begin(), session.numbers.end(), [&](const eval::Range& range) {
        return std::any_of(entry.numbers.begin(), entry.numbers.end(),
                           [&](const eval::Range& r) { return r.first <= range.first && range.second <= r.second; });
      });
    case check::ValueType::Kind::area: {
      // Areas that only overlap will not do: a plan beside the entry's may still touch the session's.
      const auto areas = session.areas.ids();
      return std::all_of(areas.begin(), areas.end(),
                         [&](check::AreaId area) { return lies_in(area, entry.areas, vocabulary); });
    }
    default:
      return true;
  }
}

/// Whether an entry that somebody named may be this session.
bool named(const eval::ListFact& fact, const check::Vocabulary& vocabulary, const Event& event) {
  const check::List& list = vocabulary.lists.at(at(event.list));
  return std::any_of(fact.entries.begin(), fact.entries.end(), [&](const eval::Entry& entry) {
    if (!entry.named || entry.term < 0 || !entry.dated) return false;
    const bool kind = entry.terms.has(event.term) || vocabulary.terms.at(at(event.term)).kinds.has(entry.term);
    if (!kind || entry.timing.kind != eval::Timing::Kind::point || !entry.timing.start.contains(event.day))
      return false;
    for (std::size_t d = 0; d < list.details.size() && d < entry.details.size() && d < event.entry.details.size(); ++d)
      if (!admits(entry.details[d], event.entry.details[d], list.details[d], vocabulary)) return false;
    return true;
  });
}

bool is_absolute(const Node& date) {
  if (date.is(Node::Kind::object)) return date.find("between") != nullptr || date.find("one of") != nullptr;
  return date.is(Node::Kind::string) &&
         date.text.find_first_not_of("0123456789-") == std::string::npos;  // 2026, 2026-03, 2026-03-16
}

std::string days_json(const time::DaySet& days) {
  const auto first = days.min(), last = days.max();
  if (!first || !last || *last >= forever) return "\"unsure\"";
  if (*first == *last) return "\"" + to_iso(*first) + "\"";
  return R"({"between":[")" + to_iso(*first) + "\",\"" + to_iso(*last) + "\"]}";
}

/// An entry as it was given, with dates that count from the signing of its own form written as the days that they mean:
/// the form that it goes into is signed on another day.
std::string moved(const Document& answer, const Node& given, const eval::ListFact& fact) {
  if (!given.is(Node::Kind::object)) return answer.compact(given);
  const std::string end = "/" + given.pointer.substr(given.pointer.rfind('/') + 1);
  const eval::Entry* entry = nullptr;
  for (const eval::Entry& e : fact.entries) {
    const std::string& pointer = e.origin.pointer;
    if (e.named && pointer.size() > end.size() && pointer.compare(pointer.size() - end.size(), end.size(), end) == 0)
      entry = &e;
  }
  std::string out;
  present::JsonWriter json(out);
  json.open('{');
  for (const Node& member : given.items) {
    json.key(member.key);
    const bool begins = member.key == "on" || member.key == "last" || member.key == "start";
    const bool date = begins || member.key == "end";
    if (!date || is_absolute(member) || entry == nullptr || !entry->dated)
      json.raw(answer.compact(member));
    else
      json.raw(days_json(begins ? entry->timing.start : entry->timing.end));
  }
  json.close('}');
  return out;
}

/// What may be said anew of a list, on a later day than it was.
enum class Trust {
  whole,
  old,  ///< an answer that a newer full form has left out: dated anew it would hold longer than it does
  none  ///< cannot be: on another day what is wrong with it might be wrong no more
};

Trust trust_in(const eval::ListFact& fact, const std::string& name, const eval::Facts& facts) {
  for (const eval::AnswerFault& fault : facts.faults)
    if (fault.question == name) return Trust::none;
  if (fact.state == eval::State::not_asked) return Trust::none;
  const bool left_out = std::any_of(facts.forms.begin(), facts.forms.end(), [&](const eval::FormFact& form) {
    return form.kind == eval::FormFact::Kind::full && form.signed_on > fact.signed_on;
  });
  return left_out ? Trust::old : Trust::whole;
}

/// The answer that stands, with the entries beside it. What was open stays open, also for the terms of the entries:
/// nobody has said that there was no other.
std::string answer_with(const eval::ListFact& fact, Trust trust, const std::vector<const Event*>& events) {
  const Document answer(fact.origin.given);
  const Node* given = fact.origin.given.empty() || trust == Trust::none ? nullptr : answer.root();
  const Node* entries = given;
  std::vector<std::string> asked;
  std::string more;
  bool partial = trust == Trust::none;
  if (given != nullptr && given->is(Node::Kind::object)) {
    entries = given->find("entries");
    if (const Node* m = given->find("more")) more = answer.compact(*m);
    if (const Node* a = given->find("asked"); a != nullptr && a->is(Node::Kind::array)) {
      partial = true;
      for (const Node& name : a->items) asked.push_back(answer.compact(name));
    }
  }
  const bool listed = entries != nullptr && entries->is(Node::Kind::array);
  switch (fact.state) {
    case eval::State::no:
      break;
    case eval::State::value:
      // "yes": some, and nobody has said which, whatever stands under `more`.
      if (!listed) more = "\"yes\"";
      break;
    case eval::State::unsure:
    case eval::State::declined:
      more = "\"unsure\"";
      break;
    case eval::State::not_asked:
      break;
  }
  if (trust == Trust::old) more = "\"unsure\"";
  std::string out;
  present::JsonWriter json(out);
  json.open('{');
  if (partial) {
    json.key("asked").open('[');
    for (const std::string& name : asked) json.raw(name);
    json.close(']');
  }
  json.key("entries").open('[');
  if (listed && trust != Trust::none && fact.state == eval::State::value)
    for (const Node& entry : entries->items) json.raw(moved(answer, entry, fact));
  for (const Event* event : events) json.raw(event->json);
  json.close(']');
  if (!more.empty()) json.key("more").raw(more);
  json.close('}');
  return out;
}

}  // namespace

std::string form_of_sessions(const api::LoadedRules& rules, const std::vector<DoneSession>& sessions,
                             std::string_view record, Day as_of) {
  std::vector<Event> events;
  for (const DoneSession& session : sessions)
    if (session.day <= as_of)
      for (Event& event : events_of(rules, session)) events.push_back(std::move(event));
  if (events.empty()) return {};

  for (Event& event : events) read_entry(rules, event);
  const check::Vocabulary& vocabulary = *rules.programs.front()->vocabulary;
  bool read = false;
  const eval::Facts facts = facts_of(rules, std::string(record), read);
  if (!read) return {};  // it is refused as it is: nothing is decided on it

  std::map<ListId, std::vector<const Event*>> left_out;
  Day signed_on = first_day;
  for (const Event& event : events) {
    const eval::ListFact& fact = facts.lists.at(at(event.list));
    if (named(fact, vocabulary, event)) continue;
    left_out[event.list].push_back(&event);
    signed_on = std::max({signed_on, event.day, fact.origin.given.empty() ? first_day : fact.signed_on});
  }
  if (left_out.empty()) return {};
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("kind").text("practitioner");
  json.key("signed").text(to_iso(std::min(next(signed_on), as_of)));
  json.key("by").text("practitioner");
  json.key("answers").open('{');
  for (const auto& [list, missing] : left_out) {
    const eval::ListFact& fact = facts.lists.at(at(list));
    const std::string& name = vocabulary.lists.at(at(list)).name;
    json.key(name).raw(answer_with(fact, trust_in(fact, name, facts), missing));
  }
  json.close('}').close('}');
  return out;
}

}  // namespace contra::serve
