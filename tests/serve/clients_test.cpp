// Clients, days, appointments and drafts: what is kept, what is refused, who wins when two write.
#include <gtest/gtest.h>

#include "serve/practice.hpp"

using namespace contra_test;

namespace {

const std::string hostile =
    "<script>alert('x')</script> \"; DROP TABLE clients; -- ' OR 1=1 \\ %s {{7*7}} &amp; \u202d";
const std::string odd =
    "<script>alert('x')</script> \"; DROP TABLE clients; -- ' OR 1=1 \\ %s {{7*7}} &amp; Ærøskøbing 测试 🙂";

}  // namespace

TEST(Clients, AreKeptFoundAndChanged) {
  Practice practice;
  const json made =
      practice.post("/v1/clients", {{"name", "Anna Example"}, {"contact", "a@example.org"}, {"note", "x"}});
  const std::string id = made.at("client").at("id");
  EXPECT_EQ("c-", id.substr(0, 2));
  EXPECT_EQ("a@example.org", made.at("client").at("contact"));
  practice.client("Bruno Beispiel");

  json found = practice.ask(Method::post, "/v1/clients/search", R"({"words":"exa an"})");
  ASSERT_EQ(1u, found.at("clients").size());
  EXPECT_EQ(id, found.at("clients")[0].at("id"));
  EXPECT_EQ(2u, practice.ask(Method::post, "/v1/clients/search", "{}").at("clients").size());

  const auto version = made.at("client").at("version").get<int>();
  const json changed = practice.put(of(id), {{"version", version}, {"name", "Anna Other"}});
  EXPECT_EQ("Anna Other", changed.at("client").at("name"));
  EXPECT_EQ("", changed.at("client").at("contact"));
  EXPECT_EQ("/problems/conflict", practice.put(of(id), {{"version", version}, {"name", "Late"}}, 409).at("type"));
  EXPECT_EQ("Anna Other", practice.get(of(id)).at("client").at("name"));
}

TEST(Clients, AreNotThereOrNotReadable) {
  Practice practice;
  for (const char* target : {"/v1/clients/c-0000000000000000", "/v1/clients/c-0000000000000000/history",
                             "/v1/clients/c-0000000000000000/export", "/v1/appointments/a-0000000000000000",
                             "/v1/appointments/a-0000000000000000/draft", "/v1/decisions/7", "/v1/decisions/x",
                             "/v1/decisions/0", "/v1/decisions/99999999999999999999", "/v1/decisions/7/replay"})
    EXPECT_EQ("/problems/not-found", practice.get(target, 404).at("type")) << target;
  EXPECT_EQ("/name ", pointers(practice.post("/v1/clients", {{"name", ""}}, 422)));
  EXPECT_EQ("/name ", pointers(practice.post("/v1/clients", {{"name", "   "}}, 422)));
  EXPECT_EQ("/name ", pointers(practice.post("/v1/clients", {{"name", 7}}, 422)));
  EXPECT_EQ("/name ", pointers(practice.post("/v1/clients", {{"name", "a\nb"}}, 422)));
  EXPECT_EQ("/name ", pointers(practice.post("/v1/clients", {{"name", std::string("a\0b", 3)}}, 422)));
  EXPECT_EQ("/name ", pointers(practice.post("/v1/clients", {{"name", hostile}}, 422)));  // turns the reading round
  EXPECT_EQ("/name ", pointers(practice.post("/v1/clients", {{"name", std::string(201, 'x')}}, 422)));
  EXPECT_EQ(" ", pointers(practice.post("/v1/clients", json::object(), 422)));
  // Every fault at once.
  EXPECT_EQ("/nmae  /contact ",
            pointers(practice.post("/v1/clients", {{"nmae", "x"}, {"contact", json::array()}}, 422)));
  EXPECT_EQ(0u, practice.store().verify().entries);
}

TEST(Clients, BodiesAreReadStrictly) {
  Practice practice;
  const auto refuse = [&](const std::string& body, int status) {
    return practice.ask(Method::post, "/v1/clients", body, status).at("type").get<std::string>();
  };
  EXPECT_EQ("/problems/json", refuse("", 400));
  EXPECT_EQ("/problems/json", refuse("[]", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":\"a\"", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":\"a\",\"name\":\"b\"}", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":\"\xff\"}", 400));
  EXPECT_EQ("/problems/json", refuse("{\"name\":" + std::string(200, '[') + std::string(200, ']') + "}", 400));
  EXPECT_EQ("/problems/too-large", refuse("{\"name\":\"" + std::string(70000, 'x') + "\"}", 413));
  const json twice = practice.ask(Method::post, "/v1/clients", "{\"name\":\"a\",\n \"name\":\"b\"}", 400);
  EXPECT_EQ("/name", twice.at("errors")[0].at("pointer"));
  EXPECT_EQ(2, twice.at("errors")[0].at("line"));
}

TEST(Clients, AKeyMakesARepeatedRequestHarmless) {
  Practice practice;
  const json body = {{"name", "Anna Example"}};
  const json first = practice.post("/v1/clients", body, 201, "k-1"),
             again = practice.post("/v1/clients", body, 201, "k-1");
  EXPECT_EQ(first, again);
  EXPECT_EQ(1, practice.store().verify().entries);
  EXPECT_EQ("/problems/conflict", practice.post("/v1/clients", {{"name", "Other"}}, 409, "k-1").at("type"));
  practice.post("/v1/clients", body, 201, "k-2");
  EXPECT_EQ(2, practice.store().verify().entries);
  practice.post("/v1/clients", body, 400, std::string(256, 'k'));
  // The same key at another address is another key.
  const std::string id = first.at("client").at("id");
  practice.form(id, {{"kind", "full"}, {"signed", "2026-03-16"}, {"by", "client"}});
  const json form = {{"kind", "change"}, {"signed", "2026-03-16"}, {"by", "client"}, {"nothing_changed", "yes"}};
  const json entry = practice.post(of(id) + "/forms", form, 201, "k-1");
  EXPECT_EQ(entry, practice.post(of(id) + "/forms", form, 201, "k-1"));
  EXPECT_EQ(2u, practice.get(of(id)).at("forms").size());
}

TEST(Clients, WhatIsWrittenComesBackAsItWas) {
  Practice practice;
  const std::string id = practice.post("/v1/clients", {{"name", odd}, {"contact", odd}, {"note", odd + "\n\t" + odd}})
                             .at("client")
                             .at("id");
  const json client = practice.get(of(id)).at("client");
  EXPECT_EQ(odd, client.at("name"));
  EXPECT_EQ(odd, client.at("contact"));
  EXPECT_EQ(odd + "\n\t" + odd, client.at("note"));
  EXPECT_EQ(1u,
            practice.ask(Method::post, "/v1/clients/search", json({{"words", "DROP"}}).dump()).at("clients").size());
  EXPECT_EQ(
      0u,
      practice.ask(Method::post, "/v1/clients/search", json({{"words", "' OR 1=1 --%_"}}).dump()).at("clients").size() >
          1);

  const std::string appointment = practice.appointment(id);
  practice.forms(id, "2026-03-10", {{"keloid_self", {{"unsure", odd}}}, {"products", json::array({{{"text", odd}}})}});
  const json shown = practice.get("/v1/appointments/" + appointment);
  EXPECT_EQ(odd, shown.at("record").at("forms")[0].at("answers").at("keloid_self").at("unsure"));
  const json draft = {{"forms", json::array({{{"kind", odd}}})}, {odd, odd}};
  practice.put("/v1/appointments/" + appointment + "/draft", {{"version", 0}, {"draft", draft}});
  EXPECT_EQ(draft, practice.get("/v1/appointments/" + appointment + "/draft").at("draft"));
  const json line = practice.line(appointment, "2026-03-16");
  EXPECT_EQ(odd, line.at("client_name"));
  const auto decision = practice.decide(appointment);
  const std::string at = "/v1/decisions/" + std::to_string(decision);
  practice.post(at + "/override", {{"reason", odd + "\n" + odd}, {"name", odd}});
  const json over = practice.get(at).at("overrides")[0];
  EXPECT_EQ(odd, over.at("name"));
  EXPECT_EQ(odd + "\n" + odd, over.at("reason"));
  practice.post(of(id) + "/clearances",
                {{"check", "keloid"}, {"by", "dermatologist"}, {"name", odd}, {"on", "2026-03-10"}});
  EXPECT_EQ(odd, practice.get(of(id)).at("clearances")[0].at("clearance").at("name"));
  practice.get(of(id) + "/history");
  practice.get(of(id) + "/export");
  EXPECT_TRUE(practice.store().verify().faults.empty());
}

TEST(Clients, LeaveATombstone) {
  Practice practice;
  const std::string id = practice.client("Anna Example"), other = practice.client("Bruno Beispiel");
  const std::string appointment = practice.appointment(id);
  practice.forms(id, "2026-03-10");
  const auto decision = practice.decide(appointment);
  EXPECT_EQ(" ", pointers(practice.ask(Method::del, of(id), "{}", 422)));
  const json gone = practice.ask(Method::del, of(id), R"({"reason":"asked for it"})");
  EXPECT_EQ(64u, gone.at("hash").get<std::string>().size());
  for (const std::string& target : {of(id), of(id) + "/export"})
    EXPECT_EQ("/problems/deleted", practice.get(target, 410).at("type"));
  practice.get("/v1/decisions/" + std::to_string(decision), 410);
  practice.get("/v1/decisions/" + std::to_string(decision) + "/replay", 410);
  EXPECT_EQ(0u, practice.get("/v1/days/2026-03-16").at("appointments").size());
  practice.form(id, {{"kind", "full"}, {"signed", "2026-03-16"}, {"by", "client"}}, 410);
  const json entries = practice.get(of(id) + "/history").at("entries");
  ASSERT_EQ(6u, entries.size());
  for (const json& entry : entries)
    EXPECT_EQ(entry.at("kind") == "deletion", !entry.at("body").is_null()) << entry.dump();
  EXPECT_EQ("asked for it", entries.back().at("body").at("reason"));
  EXPECT_TRUE(practice.store().verify().faults.empty());
  EXPECT_EQ("Bruno Beispiel", practice.get(of(other)).at("client").at("name"));
}

TEST(Clients, AreExportedWhole) {
  Practice practice;
  const std::string id = practice.client();
  const std::string appointment = practice.appointment(id);
  practice.forms(id, "2026-03-10");
  practice.put("/v1/appointments/" + appointment + "/draft", {{"version", 0}, {"draft", {{"plan", json::array()}}}});
  practice.decide(appointment);
  const json all = practice.get(of(id) + "/export");
  EXPECT_EQ("contra.client/1", all.at("export"));
  EXPECT_EQ("Anna Example", all.at("client").at("name"));
  EXPECT_EQ(1u, all.at("appointments").size());
  EXPECT_EQ(json::array(), all.at("appointments")[0].at("draft").at("draft").at("plan"));
  EXPECT_EQ(5u, all.at("entries").size());
  EXPECT_EQ(practice.get(of(id) + "/history").at("entries"), all.at("entries"));
  EXPECT_LT(3u, all.at("audit").size());
}

TEST(Clients, MayChangeOnceAFullFormStands) {
  Practice practice;
  const std::string id = practice.client();
  EXPECT_FALSE(practice.get(of(id)).at("may_change"));
  practice.forms(id, "2026-03-10");
  EXPECT_TRUE(practice.get(of(id)).at("may_change"));
  practice.day = "2027-03-10";
  EXPECT_TRUE(practice.get(of(id)).at("may_change"));
  practice.day = "2027-03-11";
  EXPECT_FALSE(practice.get(of(id)).at("may_change"));
}

TEST(Appointments, ArePlannedChangedAndCancelled) {
  Practice practice;
  const std::string client = practice.client();
  const json plan = Practice::needling(0.5);
  const json made =
      practice.post("/v1/appointments", {{"client", client}, {"day", "2026-03-17"}, {"time", "09:00"}, {"plan", plan}});
  const std::string id = made.at("appointment").at("id"), at = "/v1/appointments/" + id;
  EXPECT_EQ("planned", made.at("appointment").at("state"));
  EXPECT_EQ(plan, made.at("appointment").at("plan"));
  EXPECT_EQ(1u, practice.get(of(client)).at("appointments").size());
  EXPECT_EQ(0u, practice.get("/v1/days/2026-03-16").at("appointments").size());

  const auto version = made.at("appointment").at("version").get<int>();
  json wanted = {{"version", version}, {"day", "2026-03-18"}, {"time", "10:00"}, {"plan", Practice::needling(1.0)}};
  const json moved = practice.put(at, wanted);
  EXPECT_EQ("2026-03-18", moved.at("appointment").at("day"));
  practice.put(at, wanted, 409);
  EXPECT_EQ(1u, practice.get("/v1/days/2026-03-18").at("appointments").size());
  wanted["version"] = moved.at("appointment").at("version");
  wanted["state"] = "gone";
  EXPECT_EQ("/state ", pointers(practice.put(at, wanted, 422)));
  wanted["state"] = "done";  // only a session says so
  EXPECT_EQ("/state ", pointers(practice.put(at, wanted, 422)));
  practice.del(at);
  practice.del(at);
  EXPECT_EQ("cancelled", practice.get(at).at("appointment").at("state"));
  practice.post(at + "/decisions", json::object(), 409);
}

TEST(Appointments, ThatCannotBeAreRefused) {
  Practice practice;
  const std::string client = practice.client();
  const auto refuse = [&](const json& others, int status = 422) {
    json body = {{"client", client}, {"day", "2026-03-17"}, {"time", ""}, {"plan", Practice::needling(0.5)}};
    body.update(others);
    return pointers(practice.post("/v1/appointments", body, status));
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
  const json made = practice.post(
      "/v1/appointments", {{"client", client}, {"day", "2026-03-17"}, {"plan", {{{"treatment", "cryotherapy"}}}}});
  const json line = practice.line(made.at("appointment").at("id"), "2026-03-17");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_NE("", line.at("why"));
}

TEST(Appointments, PutTheRecordTogether) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10");
  practice.post(of(client) + "/clearances",
                {{"check", "keloid"}, {"by", "dermatologist"}, {"name", "Dr Invented"}, {"on", "2026-03-10"}});
  const std::string ahead = practice.appointment(client, "2026-03-20"),
                    past = practice.appointment(client, "2026-03-12");
  practice.form(client, {{"kind", "change"}, {"signed", "2026-03-14"}, {"by", "client"}, {"nothing_changed", "yes"}});
  const json record = practice.get("/v1/appointments/" + ahead).at("record");
  EXPECT_EQ("contra.intake/1", record.at("record"));
  EXPECT_EQ(client, record.at("id"));
  EXPECT_EQ("2026-03-20", record.at("visit"));
  EXPECT_EQ("2026-03-16", record.at("as_of"));
  EXPECT_EQ(3u, record.at("forms").size());
  EXPECT_EQ(1u, record.at("clearances").size());
  EXPECT_EQ(Practice::needling(0.5), record.at("plan"));
  // As it was known then.
  const json then = practice.get("/v1/appointments/" + past).at("record");
  EXPECT_EQ("2026-03-12", then.at("as_of"));
  EXPECT_EQ(2u, then.at("forms").size());
}

TEST(Days, SayTheVerdictInOneLine) {
  Practice practice;
  const std::string go = practice.client("Anna Example"), wait = practice.client("Bruno Beispiel"),
                    open = practice.client("Carla Invented");
  practice.forms(go, "2026-03-10");
  practice.forms(wait, "2026-03-15",
                 {{"products", json::array({{{"term", "Retin-A"}, {"last", "2026-03-14"}, {"area", {"face"}}}})}});
  const std::string a = practice.appointment(go), b = practice.appointment(wait), c = practice.appointment(open);
  json line = practice.line(a, "2026-03-16");
  EXPECT_EQ("GO", line.at("verdict"));
  EXPECT_EQ(0, line.at("open_questions"));
  EXPECT_TRUE(line.at("settled"));
  EXPECT_EQ("2026-03-16", line.at("earliest"));
  EXPECT_TRUE(line.at("decision").is_null());
  line = practice.line(b, "2026-03-16");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_EQ("2026-03-19", line.at("earliest"));
  EXPECT_TRUE(line.at("settled"));
  EXPECT_NE(std::string::npos, line.at("why").get<std::string>().find("14 March 2026"));
  line = practice.line(c, "2026-03-16");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_FALSE(line.at("settled"));
  EXPECT_LT(10, line.at("open_questions").get<int>());
  EXPECT_TRUE(line.at("earliest").is_null());
  // The list says what `contra screen` says of the record.
  for (const std::string& id : {a, b, c}) {
    const json record = practice.get("/v1/appointments/" + id).at("record");
    const json decision = practice.ask(Method::post, "/v1/screen", record.dump());
    line = practice.line(id, "2026-03-16");
    EXPECT_EQ(decision.at("verdict"), line.at("verdict"));
    EXPECT_EQ(decision.at("treatments")[0].at("headline"), line.at("headline"));
    EXPECT_EQ(decision.at("treatments")[0].at("earliest"), line.at("earliest"));
  }
  practice.get("/v1/days/16.03.2026", 400);
}

TEST(Drafts, AreKeptWhateverTheyHold) {
  Practice practice;
  const std::string id = practice.appointment(practice.client()), at = "/v1/appointments/" + id + "/draft";
  EXPECT_EQ(0, practice.get(at).at("version"));
  EXPECT_TRUE(practice.get(at).at("draft").is_null());
  // Nothing that the reader of records would take, and texts and depths over its limits.
  json deep = "x";
  for (int n = 0; n < 60; ++n) deep = json::array({deep});
  const std::string bytes = json({{"forms", "not yet"}, {"long", std::string(20000, 'x')}, {"deep", deep}}).dump(1);
  const json kept = practice.ask(Method::put, at, "{\"version\":0,\"draft\":" + bytes + "}");
  EXPECT_EQ(1, kept.at("version"));
  EXPECT_NE(std::string::npos, practice.answer(Method::get, at).body.find(bytes));
  EXPECT_TRUE(practice.line(id, "2026-03-16").at("has_draft"));
  EXPECT_EQ("/problems/conflict", practice.put(at, {{"version", 0}, {"draft", json::object()}}, 409).at("type"));
  EXPECT_EQ(2, practice.put(at, {{"version", 1}, {"draft", json::object()}}).at("version"));
  practice.ask(Method::put, at, R"({"version":2,"draft":{"a":"} \" ,\"version\":9"}})");
  EXPECT_EQ("} \" ,\"version\":9", practice.get(at).at("draft").at("a"));
  for (const char* body :
       {R"({"version":3})", R"({"draft":{}})", R"({"version":3,"draft":[]})", R"({"version":"3","draft":{}})",
        R"({"version":-3,"draft":{}})", R"({"version":3,"draft":{},"x":1})", R"([{"version":3,"draft":{}}])",
        R"({"version":3,"draft":{},"draft":{"a":1}})"})
    practice.ask(Method::put, at, body, 422);
  practice.ask(Method::put, at, "{\"version\":3,\"draft\":{", 400);
  practice.ask(Method::put, at, "{\"version\":3,\"draft\":{\"a\":\"\xff\"}}", 400);
  practice.ask(Method::put, at, "{\"version\":3,\"draft\":{\"a\":\"" + std::string(600000, 'x') + "\"}}", 413);
  EXPECT_EQ(3, practice.get(at).at("version"));
  practice.del(at);
  EXPECT_EQ(0, practice.get(at).at("version"));
  EXPECT_FALSE(practice.line(id, "2026-03-16").at("has_draft"));
}

TEST(Audit, HasALineForEachReadingAndWriting) {
  Practice practice;
  const std::string client = practice.client();
  const std::string appointment = practice.appointment(client);
  practice.forms(client, "2026-03-10");
  practice.get(of(client));
  practice.get(of(client) + "/history");
  practice.get("/v1/appointments/" + appointment);
  const auto decision = practice.decide(appointment);
  practice.get("/v1/decisions/" + std::to_string(decision));
  practice.get("/v1/decisions/" + std::to_string(decision) + "/replay");
  std::string actions;
  for (const auto& line : practice.store().audit(client, 100)) {
    actions = line.action + "; " + actions;
    EXPECT_EQ("practitioner", line.user);
    EXPECT_EQ(std::string::npos, line.subject.find("Anna"));
  }
  EXPECT_EQ(
      "write client; write appointment; write form; write form; read client; read history; read appointment; "
      "write decision; read decision; replay decision; ",
      actions);
}
