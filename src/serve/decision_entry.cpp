// See decision_entry.hpp.
#include "serve/decision_entry.hpp"

#include "serve/document.hpp"
#include "serve/problem.hpp"

namespace contra::serve {

namespace {

std::string text_of(const Document& document, std::string_view member) {
  const Node* value = document.root() == nullptr ? nullptr : document.root()->find(member);
  return value == nullptr ? std::string{} : value->text;
}

}  // namespace

bool KeptDecision::go() const { return member_word(decision, "verdict") == "GO"; }

std::string decision_body(std::string_view record, std::string_view decision) {
  std::string out;
  present::JsonWriter json(out);
  json.open('{').key("record").raw(record);
  json.key("decision").raw(decision);
  json.close('}');
  return out;
}

KeptDecision kept_decision(const store::Entry& entry, const std::vector<store::Entry>& others) {
  KeptDecision out;
  out.entry = entry.number;
  out.at = entry.at;
  out.by = entry.by;
  out.hash = entry.hash;
  out.appointment = entry.subject;
  out.client = entry.client;
  out.record = std::string(member_bytes(*entry.body, "record"));
  out.decision = std::string(member_bytes(*entry.body, "decision"));
  const std::string number = std::to_string(entry.number);
  for (const store::Entry& later : others) {
    if (later.subject != number || !later.body) continue;
    if (later.kind == store::Kind::override_) {
      const Document said(*later.body);
      out.overrides.push_back({later.number, later.at, later.by, text_of(said, "name"), text_of(said, "reason")});
    } else if (later.kind == store::Kind::session) {
      out.session = {later.number, later.at, later.by, std::string(member_word(*later.body, "ended")),
                     std::string(member_bytes(*later.body, "done"))};
    }
  }
  return out;
}

KeptDecision read_decision(store::Store& store, std::int64_t number) {
  const store::Entry entry = store.entry(number);
  if (entry.kind != store::Kind::decision) throw not_found("There is no decision of this number.");
  if (!entry.body) throw Problem{410, "deleted", "Deleted", "The data of this client were deleted.", {}};
  return kept_decision(entry, store.about(std::to_string(number)));
}

void write_session(present::JsonWriter& json, const KeptDecision& decision) {
  if (!decision.session) {
    json.null();
    return;
  }
  json.open('{').key("entry").number(decision.session->entry);
  json.key("at").text(decision.session->at);
  json.key("by").text(decision.session->by);
  json.key("ended").text(decision.session->ended);
  json.key("done").raw(decision.session->done);
  json.close('}');
}

}  // namespace contra::serve
