// Every call of the store, one after the other.
#include <set>

#include "some_records.hpp"

namespace store_test {
namespace {

using What = Error::What;

class Calls : public Records {
 protected:
  Store store{path()};
};

TEST_F(Calls, IdsAreRandomAndPlain) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = new_id("c");
    ASSERT_EQ(id.size(), 18u);
    EXPECT_EQ(id.substr(0, 2), "c-");
    EXPECT_EQ(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", 2), std::string::npos) << id;
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 1000u);
}

TEST_F(Calls, KindsHaveNamesAndBack) {
  for (const Kind kind : {Kind::client, Kind::appointment, Kind::form, Kind::clearance, Kind::clearance_withdrawn,
                          Kind::decision, Kind::override_, Kind::session, Kind::correction, Kind::deletion})
    EXPECT_EQ(kind_of(kind_name(kind)), kind);
  EXPECT_EQ(kind_name(Kind::override_), "override");
  EXPECT_FALSE(kind_of("other"));
}

TEST_F(Calls, EntriesAreNumberedAndStay) {
  const Client client = put_client(store, "Anna Example");
  NewEntry wanted{Kind::form, client.id, "a-1", user, at, "{\"form\":1}", ""};
  const Entry form = store.append(wanted);
  EXPECT_EQ(form.number, 2);
  EXPECT_EQ(form.hash.size(), 64u);
  wanted.kind = Kind::decision;
  wanted.body = "{\n \"bytes\": \"as they \\u00e9 \xC3\xA9 are\" }\n";
  const Entry decision = store.append(wanted);

  const Entry again = store.entry(3);
  EXPECT_EQ(again.number, decision.number);
  EXPECT_EQ(again.kind, Kind::decision);
  EXPECT_EQ(again.client, client.id);
  EXPECT_EQ(again.subject, "a-1");
  EXPECT_EQ(again.by, user);
  EXPECT_EQ(again.at, at);
  EXPECT_EQ(again.body, wanted.body);
  EXPECT_EQ(again.hash, decision.hash);
  EXPECT_EQ(what_of([&] { store.entry(4); }), What::not_found);

  EXPECT_EQ(store.history(client.id).size(), 3u);
  ASSERT_EQ(store.about("a-1").size(), 2u);
  EXPECT_EQ(store.about("a-1").front().kind, Kind::form);
  EXPECT_TRUE(store.history("c-nobody").empty());

  EXPECT_EQ(what_of([&] { store.append(new_entry(Kind::form, "c-nobody", "{}")); }), What::not_found);
  EXPECT_EQ(store.append(new_entry(Kind::correction, "", "{}")).number, 4);
  EXPECT_THROW(store.append(new_entry(Kind::client, client.id, "{}")), std::invalid_argument);
}

TEST_F(Calls, ABodyKeepsItsBytes) {
  const Client client = put_client(store, "Anna Example");
  std::string body;
  for (int i = 0; i < 256; ++i) body += static_cast<char>(i);
  const Entry entry = store.append(new_entry(Kind::form, client.id, body));
  EXPECT_EQ(store.entry(entry.number).body, body);
  const Entry empty = store.append(new_entry(Kind::form, client.id, ""));
  EXPECT_EQ(store.entry(empty.number).body, "");
  EXPECT_TRUE(store.verify().faults.empty());
}

TEST_F(Calls, AKeyMakesARepeatedCallHarmless) {
  const Client client = put_client(store, "Anna Example");
  const Entry first = store.append(new_entry(Kind::form, client.id, "{\"a\":1}", "key-1"));
  NewEntry again = new_entry(Kind::form, client.id, "{\"a\":1}", "key-1");
  again.at = "2026-03-16T09:12:40.000Z";
  EXPECT_EQ(store.append(again).number, first.number);
  EXPECT_EQ(store.append(again).at, at);
  EXPECT_EQ(store.history(client.id).size(), 2u);

  NewEntry other = again;
  other.body = "{\"a\":2}";
  EXPECT_EQ(what_of([&] { store.append(other); }), What::conflict);
  other = again;
  other.kind = Kind::clearance;
  EXPECT_EQ(what_of([&] { store.append(other); }), What::conflict);
  other = again;
  other.client = put_client(store, "Bert Example").id;
  EXPECT_EQ(what_of([&] { store.append(other); }), What::conflict);
  other = again;
  other.by = "B. Example";  // somebody else's key is another key
  EXPECT_NE(store.append(other).number, first.number);
}

TEST_F(Calls, KeysOfClientsAndAppointments) {
  Client wanted;
  wanted.name = "Anna Example";
  const Client first = store.put(wanted, user, at, "key-1");
  const Client again = store.put(wanted, user, at, "key-1");
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.version, first.version);
  EXPECT_EQ(store.find_clients("").size(), 1u);
  wanted.name = "Bert Example";
  EXPECT_EQ(what_of([&] { store.put(wanted, user, at, "key-1"); }), What::conflict);

  Client changed = first;
  changed.note = "changed";
  const Client second = store.put(changed, user, at, "key-2");
  EXPECT_EQ(store.put(changed, user, at, "key-2").version, second.version);  // although the version has moved on

  Appointment plan;
  plan.client = first.id;
  plan.day = day("2026-03-16");
  plan.plan = "[]";
  const Appointment one = store.put(plan, user, at, "key-3");
  EXPECT_EQ(store.put(plan, user, at, "key-3").id, one.id);
  plan.time = "10:00";
  EXPECT_EQ(what_of([&] { store.put(plan, user, at, "key-3"); }), What::conflict);
}

TEST_F(Calls, ClientsChangeByVersion) {
  Client client = put_client(store, "Anna Example");
  EXPECT_EQ(client.version, 1);
  EXPECT_EQ(store.client(client.id).contact, "0123 Anna Example");
  client.note = "other";
  const Client second = store.put(client, user, at);
  EXPECT_EQ(second.version, 2);
  EXPECT_EQ(store.client(client.id).note, "other");
  EXPECT_EQ(what_of([&] { store.put(client, user, at); }), What::conflict);
  client.version = 0;  // whatever is there
  EXPECT_EQ(store.put(client, user, at).version, 3);
  client.id = "c-nobody";
  EXPECT_EQ(what_of([&] { store.put(client, user, at); }), What::not_found);
  EXPECT_EQ(what_of([&] { store.client("c-nobody"); }), What::not_found);
  EXPECT_EQ(store.history(second.id).size(), 3u);
}

TEST_F(Calls, NamesAreFoundWithoutCaseAndAccents) {
  for (const char* name : {"Émilie O'Brien", "Søren Łukasz Example", "Anna-Maria Weiß", "ANNA Example", "田中 花子"})
    put_client(store, name);
  const auto found = [&](const char* words) {
    std::string out;
    for (const Client& client : store.find_clients(words)) out += client.name + ";";
    return out;
  };
  EXPECT_EQ(found("emil"), "Émilie O'Brien;");
  EXPECT_EQ(found("ÉMI o’b"), "Émilie O'Brien;");
  EXPECT_EQ(found("obrien"), "Émilie O'Brien;");
  EXPECT_EQ(found("brien"), "Émilie O'Brien;");
  EXPECT_EQ(found("soren luk"), "Søren Łukasz Example;");
  EXPECT_EQ(found("weiss"), "Anna-Maria Weiß;");
  EXPECT_EQ(found("anna"), "ANNA Example;Anna-Maria Weiß;");
  EXPECT_EQ(found("maria anna"), "Anna-Maria Weiß;");
  EXPECT_EQ(found("nna"), "");
  EXPECT_EQ(found("花"), "田中 花子;");
  EXPECT_EQ(found("anna zzz"), "");
  EXPECT_EQ(found("%"), found(""));
  EXPECT_EQ(store.find_clients("").size(), 5u);
  EXPECT_EQ(store.find_clients("", 2).size(), 2u);
  // A changed name is found by its new words only.
  Client client = store.find_clients("weiss").front();
  client.name = "Anna Maria Schwarz";
  store.put(client, user, at);
  EXPECT_EQ(found("weiss"), "");
  EXPECT_EQ(found("schwarz"), "Anna Maria Schwarz;");
}

TEST_F(Calls, AppointmentsOfADayAndOfAClient) {
  const Client bert = put_client(store, "Bert Example"), anna = put_client(store, "Anna Example");
  const Appointment late = put_appointment(store, anna.id, "2026-03-16", "16:00");
  const Appointment second = put_appointment(store, bert.id, "2026-03-16", "09:00");
  const Appointment first = put_appointment(store, anna.id, "2026-03-16", "09:00");
  put_appointment(store, anna.id, "2026-03-15", "09:00");

  std::string order;
  for (const Appointment& one : store.appointments(day("2026-03-16"))) order += one.id + " ";
  EXPECT_EQ(order, first.id + " " + second.id + " " + late.id + " ");
  EXPECT_EQ(store.appointments_of(anna.id).size(), 3u);
  EXPECT_EQ(store.appointments_of(anna.id).front().day, day("2026-03-15"));
  EXPECT_TRUE(store.appointments(day("2026-03-17")).empty());

  Appointment changed = store.appointment(late.id);
  EXPECT_EQ(changed.plan, R"([{"treatment":"needling"}])");
  changed.state = Appointment::State::cancelled;
  changed.day = day("2026-03-17");
  changed.plan = " [ {\"b\":0.50, \"a\":1} ] ";
  const Appointment now = store.put(changed, user, at);
  EXPECT_GT(now.version, late.version);
  EXPECT_EQ(now.plan, R"([{"b":0.5,"a":1}])");
  EXPECT_EQ(store.appointment(late.id).state, Appointment::State::cancelled);
  EXPECT_EQ(store.appointment(late.id).plan, now.plan);
  EXPECT_EQ(what_of([&] { store.put(changed, user, at); }), What::conflict);
  changed = now;
  changed.client = bert.id;
  EXPECT_EQ(what_of([&] { store.put(changed, user, at); }), What::conflict);
  changed.client = "c-nobody";
  EXPECT_EQ(what_of([&] { store.put(changed, user, at); }), What::not_found);
  changed = now;
  for (const std::string& plan : {std::string("not json"), std::string("{}"), std::string(100000, '[')}) {
    changed.plan = plan;
    EXPECT_THROW(store.put(changed, user, at), std::invalid_argument);
  }
  changed = now;
  changed.day = contra::forever;
  EXPECT_THROW(store.put(changed, user, at), std::invalid_argument);
  EXPECT_EQ(what_of([&] { store.appointment("a-none"); }), What::not_found);
  EXPECT_TRUE(store.verify().faults.empty());
}

TEST_F(Calls, DraftsGoByVersion) {
  const Appointment appointment = put_appointment(store, put_client(store, "Anna Example").id);
  EXPECT_FALSE(store.draft(appointment.id));
  EXPECT_EQ(store.put_draft(appointment.id, 0, "{\"forms\":[]}", user, at).version, 1);
  EXPECT_EQ(store.put_draft(appointment.id, 1, "{}", user, at).version, 2);
  EXPECT_EQ(what_of([&] { store.put_draft(appointment.id, 1, "{\"lost\":1}", user, at); }), What::conflict);
  EXPECT_EQ(what_of([&] { store.put_draft(appointment.id, 0, "{\"lost\":1}", user, at); }), What::conflict);
  EXPECT_EQ(what_of([&] { store.put_draft("a-none", 0, "{}", user, at); }), What::not_found);
  EXPECT_EQ(store.draft(appointment.id)->body, "{}");
  store.remove_draft(appointment.id);
  EXPECT_FALSE(store.draft(appointment.id));
  // A page that slept meanwhile must not meet its own number again.
  EXPECT_EQ(store.put_draft(appointment.id, 0, "{}", user, at).version, 3);
}

TEST_F(Calls, UsersSessionsAndTokens) {
  EXPECT_TRUE(store.users().empty());
  EXPECT_FALSE(store.user("A. Example"));
  store.put_user({"B. Example", "practitioner", "hash", false, at});
  store.put_user({"A. Example", "manager", "hash", false, at});
  store.put_user({"A. Example", "manager", "other", true, at});
  ASSERT_EQ(store.users().size(), 2u);
  EXPECT_EQ(store.users().front().name, "A. Example");
  EXPECT_EQ(store.user("A. Example")->password, "other");
  EXPECT_TRUE(store.user("A. Example")->disabled);
  EXPECT_FALSE(store.user("a. example"));

  store.put_session({"h1", "A. Example", "csrf", at, "2026-03-16T09:00:00.000Z"});
  store.put_session({"h2", "A. Example", "csrf", at, "2026-03-16T10:00:00.000Z"});
  store.put_session({"h3", "B. Example", "csrf", at, "2026-03-16T10:00:00.000Z"});
  EXPECT_EQ(store.session("h1")->user, "A. Example");
  store.remove_sessions_before("2026-03-16T09:30:00.000Z");
  EXPECT_FALSE(store.session("h1"));
  store.remove_sessions_of("A. Example");
  EXPECT_FALSE(store.session("h2"));
  store.put_session({"h3", "B. Example", "csrf", at, "2026-03-16T11:00:00.000Z"});
  EXPECT_EQ(store.session("h3")->last_seen, "2026-03-16T11:00:00.000Z");
  store.remove_session("h3");
  EXPECT_FALSE(store.session("h3"));

  store.put_token({"t-1", "secret", "A. Example", "till", "screen read", at, ""});
  EXPECT_EQ(store.token("secret")->scopes, "screen read");
  EXPECT_EQ(store.tokens().size(), 1u);
  store.remove_token("t-1");
  EXPECT_FALSE(store.token("secret"));
}

TEST_F(Calls, AuditLinesNewestFirst) {
  for (int i = 0; i < 5; ++i) store.write_audit({0, at, user, "read client", i % 2 == 0 ? "c-1" : "c-2", ""});
  const auto all = store.audit("", 10);
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(all.front().number, 5);
  EXPECT_EQ(all.front().action, "read client");
  ASSERT_EQ(store.audit("c-1", 10).size(), 3u);
  ASSERT_EQ(store.audit("c-1", 10, 5).size(), 2u);
  EXPECT_EQ(store.audit("c-1", 1, 5).front().number, 3);
  EXPECT_EQ(store.audit("", 2).size(), 2u);
}

}  // namespace
}  // namespace store_test
