// Clients, days, appointments and drafts: what is kept, what is refused, who wins when two write.
#include <gtest/gtest.h>

#include "serve/clinic.hpp"

using namespace contra_test;

namespace {

const std::string hostile =
    "<script>alert('x')</script> \"; DROP TABLE clients; -- ' OR 1=1 \\ %s {{7*7}} &amp; \u202d";
const std::string odd =
    "<script>alert('x')</script> \"; DROP TABLE clients; -- ' OR 1=1 \\ %s {{7*7}} &amp; Ærøskøbing 测试 🙂";

}  // namespace

TEST(Clients, AreKeptFoundAndChanged) {
  Clinic clinic;
  const json made = clinic.post("/v1/clients", {{"name", "Anna Example"}, {"contact", "a@example.org"}, {"note", "x"}});
  const std::string id = made.at("client").at("id");
  EXPECT_EQ("c-", id.substr(0, 2));
  EXPECT_EQ("a@example.org", made.at("client").at("contact"));
  clinic.client("Bruno Beispiel");

  json found = clinic.ask(Method::post, "/v1/clients/search", R"({"words":"exa an"})");
  ASSERT_EQ(1u, found.at("clients").size());
  EXPECT_EQ(id, found.at("clients")[0].at("id"));
  EXPECT_EQ(2u, clinic.ask(Method::post, "/v1/clients/search", "{}").at("clients").size());

  const auto version = made.at("client").at("version").get<int>();
  const json changed = clinic.put(of(id), {{"version", version}, {"name", "Anna Other"}});
  EXPECT_EQ("Anna Other", changed.at("client").at("name"));
  EXPECT_EQ("", changed.at("client").at("contact"));
  EXPECT_EQ("/problems/conflict", clinic.put(of(id), {{"version", version}, {"name", "Late"}}, 409).at("type"));
  EXPECT_EQ("Anna Other", clinic.get(of(id)).at("client").at("name"));
}

TEST(Clients, AreNotThereOrNotReadable) {
  Clinic clinic;
  for (const char* target : {"/v1/clients/c-0000000000000000", "/v1/clients/c-0000000000000000/history",
                             "/v1/clients/c-0000000000000000/export", "/v1/appointments/a-0000000000000000",
                             "/v1/appointments/a-0000000000000000/draft", "/v1/decisions/7", "/v1/decisions/x",
                             "/v1/decisions/0", "/v1/decisions/99999999999999999999", "/v1/decisions/7/replay"})
    EXPECT_EQ("/problems/not-found", clinic.get(target, 404).at("type")) << target;
  EXPECT_EQ("/name ", pointers(clinic.post("/v1/clients", {{"name", ""}}, 422)));
  EXPECT_EQ("/name ", pointers(clinic.post("/v1/clients", {{"name", "   "}}, 422)));
  EXPECT_EQ("/name ", pointers(clinic.post("/v1/clients", {{"name", 7}}, 422)));
  EXPECT_EQ("/name ", pointers(clinic.post("/v1/clients", {{"name", "a\nb"}}, 422)));
  EXPECT_EQ("/name ", pointers(clinic.post("/v1/clients", {{"name", std::string("a\0b", 3)}}, 422)));
  EXPECT_EQ("/name ", pointers(clinic.post("/v1/clients", {{"name", hostile}}, 422)));  // turns the reading round
  EXPECT_EQ("/name ", pointers(clinic.post("/v1/clients", {{"name", std::string(201, 'x')}}, 422)));
  EXPECT_EQ(" ", pointers(clinic.post("/v1/clients", json::object(), 422)));
  // Every fault at once.
  EXPECT_EQ("/nmae  /contact ", pointers(clinic.post("/v1/clients", {{"nmae", "x"}, {"contact", json::array()}}, 422)));
  EXPECT_EQ(0u, clinic.store().verify().entries);
}

TEST(Clients, BodiesAreReadStrictly) {
  Clinic clinic;
  const auto refuse = [&](const std::string& body, int status) {
    return clinic.ask(Method::post, "/v1/clients", body, status).at("type").get<std::string>();
  };
  EXPECT_EQ("/problems/json", refuse("", 400));
  EXPECT_EQ("/problems/json", refuse("[]", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":\"a\"", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":\"a\",\"name\":\"b\"}", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":\"\xff\"}", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":" + std::string(200, '[') + std::string(200, ']') + "}", 400));
  EXPECT_EQ("/problems/too-large", refuse("{\"name\":\"" + std::string(70000, 'x') + "\"}", 413));
  const json twice = clinic.ask(Method::post, "/v1/clients", "{\"name\":\"a\",\n \"name\":\"b\"}", 400);
  EXPECT_EQ("/name", twice.at("errors")[0].at("pointer"));
  EXPECT_EQ(2, twice.at("errors")[0].at("line"));
}

TEST(Clients, AKeyMakesARepeatedRequestHarmless) {
  Clinic clinic;
  const json body = {{"name", "Anna Example"}};
  const json first = clinic.post("/v1/clients", body, 201, "k-1"), again = clinic.post("/v1/clients", body, 201, "k-1");
  EXPECT_EQ(first, again);
  EXPECT_EQ(1, clinic.store().verify().entries);
  EXPECT_EQ("/problems/conflict", clinic.post("/v1/clients", {{"name", "Other"}}, 409, "k-1").at("type"));
  clinic.post("/v1/clients", body, 201, "k-2");
  EXPECT_EQ(2, clinic.store().verify().entries);
  clinic.post("/v1/clients", body, 400, std::string(256, 'k'));
  // The same key at another address is another key.
  const std::string id = first.at("client").at("id");
  clinic.form(id, {{"kind", "full"}, {"signed", "2026-03-16"}, {"by", "client"}});
  const json form = {{"kind", "change"}, {"signed", "2026-03-16"}, {"by", "client"}, {"nothing_changed", "yes"}};
  const json entry = clinic.post(of(id) + "/forms", form, 201, "k-1");
  EXPECT_EQ(entry, clinic.post(of(id) + "/forms", form, 201, "k-1"));
  EXPECT_EQ(2u, clinic.get(of(id)).at("forms").size());
}

TEST(Clients, WhatIsWrittenComesBackAsItWas) {
  Clinic clinic;
  const std::string id =
      clinic.post("/v1/clients", {{"name", odd}, {"contact", odd}, {"note", odd + "\n\t" + odd}}).at("client").at("id");
  const json client = clinic.get(of(id)).at("client");
  EXPECT_EQ(odd, client.at("name"));
  EXPECT_EQ(odd, client.at("contact"));
  EXPECT_EQ(odd + "\n\t" + odd, client.at("note"));
  EXPECT_EQ(1u, clinic.ask(Method::post, "/v1/clients/search", json({{"words", "DROP"}}).dump()).at("clients").size());
  EXPECT_EQ(
      0u,
      clinic.ask(Method::post, "/v1/clients/search", json({{"words", "' OR 1=1 --%_"}}).dump()).at("clients").size() >
          1);

  const std::string appointment = clinic.appointment(id);
  clinic.forms(id, "2026-03-10", {{"keloid_self", {{"unsure", odd}}}, {"products", json::array({{{"text", odd}}})}});
  const json shown = clinic.get("/v1/appointments/" + appointment);
  EXPECT_EQ(odd, shown.at("record").at("forms")[0].at("answers").at("keloid_self").at("unsure"));
  const json draft = {{"forms", json::array({{{"kind", odd}}})}, {odd, odd}};
  clinic.put("/v1/appointments/" + appointment + "/draft", {{"version", 0}, {"draft", draft}});
  EXPECT_EQ(draft, clinic.get("/v1/appointments/" + appointment + "/draft").at("draft"));
  const json line = clinic.line(appointment, "2026-03-16");
  EXPECT_EQ(odd, line.at("client_name"));
  const auto decision = clinic.decide(appointment);
  const std::string at = "/v1/decisions/" + std::to_string(decision);
  clinic.post(at + "/override", {{"reason", odd + "\n" + odd}, {"name", odd}});
  const json over = clinic.get(at).at("overrides")[0];
  EXPECT_EQ(odd, over.at("name"));
  EXPECT_EQ(odd + "\n" + odd, over.at("reason"));
  clinic.post(of(id) + "/clearances",
              {{"check", "keloid"}, {"by", "dermatologist"}, {"name", odd}, {"on", "2026-03-10"}});
  EXPECT_EQ(odd, clinic.get(of(id)).at("clearances")[0].at("clearance").at("name"));
  clinic.get(of(id) + "/history");
  clinic.get(of(id) + "/export");
  EXPECT_TRUE(clinic.store().verify().faults.empty());
}

TEST(Clients, LeaveATombstone) {
  Clinic clinic;
  const std::string id = clinic.client("Anna Example"), other = clinic.client("Bruno Beispiel");
  const std::string appointment = clinic.appointment(id);
  clinic.forms(id, "2026-03-10");
  const auto decision = clinic.decide(appointment);
  EXPECT_EQ(" ", pointers(clinic.ask(Method::del, of(id), "{}", 422)));
  const json gone = clinic.ask(Method::del, of(id), R"({"reason":"asked for it"})");
  EXPECT_EQ(64u, gone.at("hash").get<std::string>().size());
  for (const std::string& target : {of(id), of(id) + "/export"})
    EXPECT_EQ("/problems/deleted", clinic.get(target, 410).at("type"));
  clinic.get("/v1/decisions/" + std::to_string(decision), 410);
  clinic.get("/v1/decisions/" + std::to_string(decision) + "/replay", 410);
  EXPECT_EQ(0u, clinic.get("/v1/days/2026-03-16").at("appointments").size());
  clinic.form(id, {{"kind", "full"}, {"signed", "2026-03-16"}, {"by", "client"}}, 410);
  const json entries = clinic.get(of(id) + "/history").at("entries");
  ASSERT_EQ(6u, entries.size());
  for (const json& entry : entries)
    EXPECT_EQ(entry.at("kind") == "deletion", !entry.at("body").is_null()) << entry.dump();
  EXPECT_EQ("asked for it", entries.back().at("body").at("reason"));
  EXPECT_TRUE(clinic.store().verify().faults.empty());
  EXPECT_EQ("Bruno Beispiel", clinic.get(of(other)).at("client").at("name"));
}

TEST(Clients, AreExportedWhole) {
  Clinic clinic;
  const std::string id = clinic.client();
  const std::string appointment = clinic.appointment(id);
  clinic.forms(id, "2026-03-10");
  clinic.put("/v1/appointments/" + appointment + "/draft", {{"version", 0}, {"draft", {{"plan", json::array()}}}});
  clinic.decide(appointment);
  const json all = clinic.get(of(id) + "/export");
  EXPECT_EQ("contra.client/1", all.at("export"));
  EXPECT_EQ("Anna Example", all.at("client").at("name"));
  EXPECT_EQ(1u, all.at("appointments").size());
  EXPECT_EQ(json::array(), all.at("appointments")[0].at("draft").at("draft").at("plan"));
  EXPECT_EQ(5u, all.at("entries").size());
  EXPECT_EQ(clinic.get(of(id) + "/history").at("entries"), all.at("entries"));
  EXPECT_LT(3u, all.at("audit").size());
}

TEST(Clients, MayChangeOnceAFullFormStands) {
  Clinic clinic;
  const std::string id = clinic.client();
  EXPECT_FALSE(clinic.get(of(id)).at("may_change"));
  clinic.forms(id, "2026-03-10");
  EXPECT_TRUE(clinic.get(of(id)).at("may_change"));
  clinic.day = "2027-03-10";
  EXPECT_TRUE(clinic.get(of(id)).at("may_change"));
  clinic.day = "2027-03-11";
  EXPECT_FALSE(clinic.get(of(id)).at("may_change"));
}

TEST(Appointments, ArePlannedChangedAndCancelled) {
  Clinic clinic;
  const std::string client = clinic.client();
  const json plan = Clinic::needling(0.5);
  const json made =
      clinic.post("/v1/appointments", {{"client", client}, {"day", "2026-03-17"}, {"time", "09:00"}, {"plan", plan}});
  const std::string id = made.at("appointment").at("id"), at = "/v1/appointments/" + id;
  EXPECT_EQ("planned", made.at("appointment").at("state"));
  EXPECT_EQ(plan, made.at("appointment").at("plan"));
  EXPECT_EQ(1u, clinic.get(of(client)).at("appointments").size());
  EXPECT_EQ(0u, clinic.get("/v1/days/2026-03-16").at("appointments").size());

  const auto version = made.at("appointment").at("version").get<int>();
  json wanted = {{"version", version}, {"day", "2026-03-18"}, {"time", "10:00"}, {"plan", Clinic::needling(1.0)}};
  const json moved = clinic.put(at, wanted);
  EXPECT_EQ("2026-03-18", moved.at("appointment").at("day"));
  clinic.put(at, wanted, 409);
  EXPECT_EQ(1u, clinic.get("/v1/days/2026-03-18").at("appointments").size());
  wanted["version"] = moved.at("appointment").at("version");
  wanted["state"] = "gone";
  EXPECT_EQ("/state ", pointers(clinic.put(at, wanted, 422)));
  clinic.del(at);
  clinic.del(at);
  EXPECT_EQ("cancelled", clinic.get(at).at("appointment").at("state"));
  clinic.post(at + "/decisions", json::object(), 409);
}

TEST(Appointments, ThatCannotBeAreRefused) {
  Clinic clinic;
  const std::string client = clinic.client();
  const auto refuse = [&](const json& others, int status = 422) {
    json body = {{"client", client}, {"day", "2026-03-17"}, {"time", ""}, {"plan", Clinic::needling(0.5)}};
    body.update(others);
    return pointers(clinic.post("/v1/appointments", body, status));
  };
  EXPECT_EQ("/day ", refuse({{"day", "17.03.2026"}}));
  EXPECT_EQ("/day ", refuse({{"day", "2026-02-30"}}));
  for (const char* time : {"9:00", "24:00", "10:60", "ab:cd", "10.00"})
    EXPECT_EQ("/time ", refuse({{"time", time}})) << time;
  EXPECT_EQ("/plan ", refuse({{"plan", "microneedling"}}));
  EXPECT_EQ("/plan ", refuse({{"plan", json::array()}}));
  EXPECT_EQ("/plan/0/treatment ", refuse({{"plan", {{{"treatment", "microneedlin"}}}}}));
  EXPECT_EQ("/plan/0/area ", refuse({{"plan", {{{"treatment", "led"}, {"area", "elbow of nowhere"}}}}}));
  EXPECT_EQ("/plan/0/depth ", refuse({{"plan", {{{"treatment", "microneedling"}, {"depth", {{"mm", 9}}}}}}}));
  EXPECT_EQ("/plan/0/speed ", refuse({{"plan", {{{"treatment", "led"}, {"speed", "x"}}}}}));
  refuse({{"client", "c-0000000000000000"}}, 404);
  // A treatment that there are no rules for waits.
  const json made = clinic.post(
      "/v1/appointments", {{"client", client}, {"day", "2026-03-17"}, {"plan", {{{"treatment", "cryotherapy"}}}}});
  const json line = clinic.line(made.at("appointment").at("id"), "2026-03-17");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_NE("", line.at("why"));
}

TEST(Appointments, PutTheRecordTogether) {
  Clinic clinic;
  const std::string client = clinic.client();
  clinic.forms(client, "2026-03-10");
  clinic.post(of(client) + "/clearances",
              {{"check", "keloid"}, {"by", "dermatologist"}, {"name", "Dr Invented"}, {"on", "2026-03-10"}});
  const std::string ahead = clinic.appointment(client, "2026-03-20"), past = clinic.appointment(client, "2026-03-12");
  clinic.form(client, {{"kind", "change"}, {"signed", "2026-03-14"}, {"by", "client"}, {"nothing_changed", "yes"}});
  const json record = clinic.get("/v1/appointments/" + ahead).at("record");
  EXPECT_EQ("contra.intake/1", record.at("record"));
  EXPECT_EQ(client, record.at("id"));
  EXPECT_EQ("2026-03-20", record.at("visit"));
  EXPECT_EQ("2026-03-16", record.at("as_of"));
  EXPECT_EQ(3u, record.at("forms").size());
  EXPECT_EQ(1u, record.at("clearances").size());
  EXPECT_EQ(Clinic::needling(0.5), record.at("plan"));
  // As it was known then.
  const json then = clinic.get("/v1/appointments/" + past).at("record");
  EXPECT_EQ("2026-03-12", then.at("as_of"));
  EXPECT_EQ(2u, then.at("forms").size());
}

TEST(Days, SayTheVerdictInOneLine) {
  Clinic clinic;
  const std::string go = clinic.client("Anna Example"), wait = clinic.client("Bruno Beispiel"),
                    open = clinic.client("Carla Invented");
  clinic.forms(go, "2026-03-10");
  clinic.forms(wait, "2026-03-15",
               {{"products", json::array({{{"term", "Retin-A"}, {"last", "2026-03-14"}, {"area", {"face"}}}})}});
  const std::string a = clinic.appointment(go), b = clinic.appointment(wait), c = clinic.appointment(open);
  json line = clinic.line(a, "2026-03-16");
  EXPECT_EQ("GO", line.at("verdict"));
  EXPECT_EQ(0, line.at("open_questions"));
  EXPECT_TRUE(line.at("settled"));
  EXPECT_EQ("2026-03-16", line.at("earliest"));
  EXPECT_TRUE(line.at("decision").is_null());
  line = clinic.line(b, "2026-03-16");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_EQ("2026-03-19", line.at("earliest"));
  EXPECT_TRUE(line.at("settled"));
  EXPECT_NE(std::string::npos, line.at("why").get<std::string>().find("14 March 2026"));
  line = clinic.line(c, "2026-03-16");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_FALSE(line.at("settled"));
  EXPECT_LT(10, line.at("open_questions").get<int>());
  EXPECT_TRUE(line.at("earliest").is_null());
  // The list says what `contra screen` says of the record.
  for (const std::string& id : {a, b, c}) {
    const json record = clinic.get("/v1/appointments/" + id).at("record");
    const json decision = clinic.ask(Method::post, "/v1/screen", record.dump());
    line = clinic.line(id, "2026-03-16");
    EXPECT_EQ(decision.at("verdict"), line.at("verdict"));
    EXPECT_EQ(decision.at("treatments")[0].at("headline"), line.at("headline"));
    EXPECT_EQ(decision.at("treatments")[0].at("earliest"), line.at("earliest"));
  }
  clinic.get("/v1/days/16.03.2026", 400);
}

TEST(Drafts, AreKeptWhateverTheyHold) {
  Clinic clinic;
  const std::string id = clinic.appointment(clinic.client()), at = "/v1/appointments/" + id + "/draft";
  EXPECT_EQ(0, clinic.get(at).at("version"));
  EXPECT_TRUE(clinic.get(at).at("draft").is_null());
  // Nothing that the reader of records would take, and texts and depths over its limits.
  json deep = "x";
  for (int n = 0; n < 60; ++n) deep = json::array({deep});
  const std::string bytes = json({{"forms", "not yet"}, {"long", std::string(20000, 'x')}, {"deep", deep}}).dump(1);
  const json kept = clinic.ask(Method::put, at, "{\"version\":0,\"draft\":" + bytes + "}");
  EXPECT_EQ(1, kept.at("version"));
  EXPECT_NE(std::string::npos, clinic.answer(Method::get, at).body.find(bytes));
  EXPECT_TRUE(clinic.line(id, "2026-03-16").at("has_draft"));
  EXPECT_EQ("/problems/conflict", clinic.put(at, {{"version", 0}, {"draft", json::object()}}, 409).at("type"));
  EXPECT_EQ(2, clinic.put(at, {{"version", 1}, {"draft", json::object()}}).at("version"));
  clinic.ask(Method::put, at, R"({"version":2,"draft":{"a":"} \" ,\"version\":9"}})");
  EXPECT_EQ("} \" ,\"version\":9", clinic.get(at).at("draft").at("a"));
  for (const char* body :
       {R"({"version":3})", R"({"draft":{}})", R"({"version":3,"draft":[]})", R"({"version":"3","draft":{}})",
        R"({"version":-3,"draft":{}})", R"({"version":3,"draft":{},"x":1})", R"([{"version":3,"draft":{}}])",
        R"({"version":3,"draft":{},"draft":{"a":1}})"})
    clinic.ask(Method::put, at, body, 422);
  clinic.ask(Method::put, at, "{\"version\":3,\"draft\":{", 400);
  clinic.ask(Method::put, at, "{\"version\":3,\"draft\":{\"a\":\"\xff\"}}", 400);
  clinic.ask(Method::put, at, "{\"version\":3,\"draft\":{\"a\":\"" + std::string(600000, 'x') + "\"}}", 413);
  EXPECT_EQ(3, clinic.get(at).at("version"));
  clinic.del(at);
  EXPECT_EQ(0, clinic.get(at).at("version"));
  EXPECT_FALSE(clinic.line(id, "2026-03-16").at("has_draft"));
}

TEST(Audit, HasALineForEachReadingAndWriting) {
  Clinic clinic;
  const std::string client = clinic.client();
  const std::string appointment = clinic.appointment(client);
  clinic.forms(client, "2026-03-10");
  clinic.get(of(client));
  clinic.get(of(client) + "/history");
  clinic.get("/v1/appointments/" + appointment);
  const auto decision = clinic.decide(appointment);
  clinic.get("/v1/decisions/" + std::to_string(decision));
  clinic.get("/v1/decisions/" + std::to_string(decision) + "/replay");
  std::string actions;
  for (const auto& line : clinic.store().audit(client, 100)) {
    actions = line.action + "; " + actions;
    EXPECT_EQ("practitioner", line.user);
    EXPECT_EQ(std::string::npos, line.subject.find("Anna"));
  }
  EXPECT_EQ(
      "write client; write appointment; write form; write form; read client; read history; read appointment; "
      "write decision; read decision; replay decision; ",
      actions);
}
