// Forms, clearances, decisions, overrides, sessions, replay.
#include <gtest/gtest.h>

#include "serve/practice.hpp"

using namespace contra_test;

namespace {

std::string at(std::int64_t decision) { return "/v1/decisions/" + std::to_string(decision); }

json retin_a(const std::string& last) {
  return {{"products", json::array({{{"term", "Retin-A"}, {"last", last}, {"area", {"face"}}}})}};
}

/// The built-in rules with one text in the place of another, wherever it stands.
contra::api::LoadedRules changed_rules(const std::vector<std::pair<std::string, std::string>>& changes) {
  contra::api::RulesWanted wanted;
  const std::string root = std::string(CONTRA_SOURCE_DIR) + "/rules";
  for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
    const std::string path = file.path().string();
    if (file.path().extension() != ".contra" || path.find("/tests/") != std::string::npos) continue;
    std::string text = slurp(path);
    for (const auto& [from, to] : changes)
      if (const auto found = text.find(from); found != std::string::npos) text.replace(found, from.size(), to);
    wanted.texts.push_back({path, text});
  }
  auto rules = contra::api::load_rules(std::move(wanted));
  EXPECT_EQ(3u, rules.programs.size());
  return rules;
}

bool says(const json& differences, const std::string& words) {
  for (const json& one : differences)
    if (one.get<std::string>().find(words) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST(Forms, AreJudgedBeforeTheyAreKept) {
  Practice practice;
  const std::string client = practice.client();
  const auto refuse = [&](const json& others) {
    json form = {{"kind", "full"}, {"signed", "2026-03-16"}, {"by", "client"}};
    form.update(others);
    return pointers(practice.form(client, form, 422));
  };
  EXPECT_EQ("/signed ", refuse({{"signed", "2026-03-17"}}));  // still to come
  EXPECT_EQ("/signed ", refuse({{"signed", "2026-03"}}));
  EXPECT_EQ("/kind ", refuse({{"kind", "half"}}));
  EXPECT_EQ("/by ", refuse({{"by", "nobody"}}));
  EXPECT_EQ("/nothing_changed ", refuse({{"nothing_changed", "yes"}}));
  EXPECT_EQ("/answers/pregnat ", refuse({{"answers", {{"pregnat", "no"}}}}));
  EXPECT_EQ("/answers/pregnant ", refuse({{"answers", {{"pregnant", true}}}}));
  EXPECT_EQ("/answers/products/1/lats ",
            refuse({{"answers", {{"products", {{{"term", "Retin-A"}}, {{"term", "AHA"}, {"lats", "x"}}}}}}}));
  EXPECT_EQ(0u, practice.get(of(client)).at("forms").size());
  // What was sent, with its places, not the record that it is read in.
  const json problem = practice.ask(Method::post, of(client) + "/forms", "{\"kind\":\"full\",\n\"by\":7}", 422);
  EXPECT_EQ(" /by ", pointers(problem));
  EXPECT_EQ(2, problem.at("errors")[1].at("line"));
  EXPECT_EQ(6, problem.at("errors")[1].at("column"));
  const json first_line =
      practice.ask(Method::post, of(client) + "/forms", R"({"kind":7,"signed":"2026-03-16","by":"client"})", 422);
  EXPECT_EQ(9, first_line.at("errors")[0].at("column"));
  // Nothing can break out of the form into the record.
  practice.ask(Method::post, of(client) + "/forms",
               R"({"kind":"full","signed":"2026-03-16","by":"client"}],"clearances":[{"check":"keloid"})", 400);
  practice.form("c-0000000000000000", {{"kind", "full"}, {"signed", "2026-03-16"}, {"by", "client"}}, 404);
}

TEST(Forms, AnswersThatCannotBeAreKeptAndAskedAgain) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10", {{"procedures", json::array({{{"term", "peel"}, {"on", "31 February"}}})}});
  const json line = practice.line(practice.appointment(client), "2026-03-16");
  EXPECT_EQ("WAIT", line.at("verdict"));
}

TEST(Forms, AreKeptByteForByteWithoutTheSpacesBetween) {
  Practice practice;
  const std::string client = practice.client();
  practice.ask(Method::post, of(client) + "/forms",
               "{ \"kind\" : \"full\",\n \"signed\":\"2026-03-16\", "
               "\"by\":\"client\",\"answers\":{\"smoker\":{\"unsure\":\"now  and then\"}}}",
               201);
  EXPECT_NE(
      std::string::npos,
      practice.answer(Method::get, of(client))
          .body.find(
              R"({"kind":"full","signed":"2026-03-16","by":"client","answers":{"smoker":{"unsure":"now  and then"}}})"));
}

TEST(Clearances, ClearUntilTheyAreWithdrawn) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10", {{"keloid_self", "yes"}});
  const std::string appointment = practice.appointment(client);
  EXPECT_EQ("WAIT", practice.line(appointment, "2026-03-16").at("verdict"));
  const json clearance = {{"check", "keloid"},
                          {"by", "dermatologist"},
                          {"name", "Dr Invented"},
                          {"on", "2026-03-12"},
                          {"until", "2026-09-12"}};
  const auto entry = practice.post(of(client) + "/clearances", clearance).at("entry").get<int>();
  EXPECT_EQ("GO", practice.line(appointment, "2026-03-16").at("verdict"));
  const json shown = practice.get(of(client)).at("clearances")[0];
  EXPECT_EQ(clearance, shown.at("clearance"));
  EXPECT_EQ("Keloid or thick scar, the client's own", shown.at("title"));
  EXPECT_FALSE(shown.at("withdrawn"));
  const auto decision = practice.decide(appointment);

  practice.del(of(client) + "/clearances/" + std::to_string(entry));
  practice.del(of(client) + "/clearances/" + std::to_string(entry));
  EXPECT_TRUE(practice.get(of(client)).at("clearances")[0].at("withdrawn"));
  EXPECT_EQ("WAIT", practice.line(appointment, "2026-03-16").at("verdict"));
  // What was decided stays decided.
  EXPECT_EQ("GO", practice.get(at(decision)).at("decision").at("verdict"));
  EXPECT_TRUE(practice.get(at(decision) + "/replay").at("same"));
  practice.del(of(client) + "/clearances/1", 404);
  practice.del(of(practice.client("Bruno Beispiel")) + "/clearances/" + std::to_string(entry), 404);
}

TEST(Clearances, ThatWouldClearNothingAreRefused) {
  Practice practice;
  const std::string client = practice.client();
  const auto refuse = [&](const json& others) {
    json body = {{"check", "anticoagulant"}, {"by", "prescriber"}, {"name", "Dr Invented"}, {"on", "2026-03-12"}};
    body.update(others);
    return pointers(practice.post(of(client) + "/clearances", body, 422));
  };
  EXPECT_EQ("/check ", refuse({{"check", "anticoagulants"}}));
  EXPECT_EQ("/by ", refuse({{"check", "keloid"}, {"by", "doctor"}}));  // a role, and not the one that it asks for
  // A dermatologist is a doctor; what is looked at, the practitioner clears for the day.
  for (const char* by : {"dermatologist", "practitioner"})
    practice.post(of(client) + "/clearances",
                  {{"check", "diabetes_poor"}, {"by", by}, {"name", "Dr Invented"}, {"on", "2026-03-12"}});
  EXPECT_EQ("/by ", refuse({{"by", "the neighbour"}}));
  EXPECT_EQ("/name ", refuse({{"name", ""}}));
  EXPECT_EQ("/on ", refuse({{"on", "2026-03-17"}}));
  EXPECT_EQ("/on ", refuse({{"on", "last week"}}));
  EXPECT_EQ("/until ", refuse({{"until", "2026-03-11"}}));
  EXPECT_EQ(" ", refuse({{"for", {"no such medicine"}}}));
  EXPECT_EQ("/for ", refuse({{"for", "apixaban"}}));
  EXPECT_EQ("/til ", refuse({{"til", "x"}}));
}

TEST(Decisions, AreKeptByteForByteAsTheCommandMakesThem) {
  Practice practice;
  practice.load(shipped_rules(), std::string("contra ") + CONTRA_VERSION_TEXT);
  const std::string client = practice.client();
  practice.forms(client, "2026-03-15", retin_a("2026-03-14"));
  const std::string appointment = practice.appointment(client);
  const json made = practice.post("/v1/appointments/" + appointment + "/decisions", json::object());
  const std::int64_t entry = made.at("entry");
  EXPECT_EQ("WAIT", made.at("decision").at("verdict"));
  const std::string body = practice.answer(Method::get, at(entry)).body;
  const std::string record =
      body.substr(body.find("\"record\":") + 9, body.find(",\"decision\":{") - body.find("\"record\":") - 9);
  const Ran ran = run_command(std::string(CONTRA_SOURCE_DIR), "screen --json -", record);
  EXPECT_EQ(1, ran.code);
  EXPECT_NE(std::string::npos, body.find("\"decision\":" + ran.out.substr(0, ran.out.size() - 1) + ",\"overrides\""));
  const json shown = json::parse(body);
  EXPECT_EQ("practitioner", shown.at("by"));
  EXPECT_EQ(appointment, shown.at("appointment"));
  EXPECT_EQ(client, shown.at("client"));
  EXPECT_EQ(made.at("hash"), shown.at("hash"));
  EXPECT_TRUE(shown.at("session").is_null());
  EXPECT_EQ(entry, practice.line(appointment, "2026-03-16").at("decision"));

  // Later forms and another plan do not touch it.
  practice.form(client, {{"kind", "change"},
                         {"signed", "2026-03-16"},
                         {"by", "client"},
                         {"answers", {{"products", "no"}}},
                         {"nothing_changed", "no"}});
  EXPECT_EQ(body, practice.answer(Method::get, at(entry)).body);
  practice.get(at(1), 404);  // an entry, and no decision
  practice.ask(Method::post, "/v1/appointments/" + appointment + "/decisions", R"({"verdict":"GO"})", 422);
}

TEST(Replay, GivesTheSameBytesOrSaysWhatDiffers) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-15", retin_a("2026-03-10"));
  const auto decision = practice.decide(practice.appointment(client));
  practice.day = "2027-01-01";  // the day of the replay is nothing to it
  json same = practice.get(at(decision) + "/replay");
  EXPECT_TRUE(same.at("same"));
  EXPECT_TRUE(same.at("differences").empty());

  practice.load(shipped_rules(), "contra 9.9.9");
  json now = practice.get(at(decision) + "/replay");
  EXPECT_FALSE(now.at("same"));
  ASSERT_EQ(1u, now.at("differences").size());
  EXPECT_EQ("The engine was contra test; now it is contra 9.9.9.", now.at("differences")[0]);

  const auto stricter =
      changed_rules({{"pack microneedling 1.0.0", "pack microneedling 1.1.0"},
                     {"wait 5 days after last prescription_retinoid in treated area, better 7 days",
                      "wait 10 days after last prescription_retinoid in treated area, better 12 days"}});
  practice.load(stricter);
  now = practice.get(at(decision) + "/replay");
  EXPECT_FALSE(now.at("same"));
  EXPECT_EQ("WAIT", now.at("now").at("verdict"));
  EXPECT_TRUE(
      says(now.at("differences"), "The rules of microneedling were version 1.0.0; now they are version 1.1.0."));
  EXPECT_TRUE(says(now.at("differences"), "The verdict was GO; now it is WAIT."));
  EXPECT_TRUE(says(now.at("differences"), "The earliest day was 2026-03-16; now it is 2026-03-20."));
  EXPECT_TRUE(says(now.at("differences"), "this reason has come: Prescription retinoid on the skin"));
  EXPECT_TRUE(says(now.at("differences"), "this note is gone"));

  const auto quiet = changed_rules({{"Retinoids thin the outer layer", "Retinoids make thinner the outer layer"}});
  practice.load(quiet);
  EXPECT_TRUE(says(practice.get(at(decision) + "/replay").at("differences"), "still call themselves version 1.0.0"));

  const auto without = changed_rules({{"ask smoker \"Do you smoke or vape?\"", "ask smokes \"Do you smoke or vape?\""},
                                      {"smoker is yes", "smokes is yes"}});
  practice.load(without);
  now = practice.get(at(decision) + "/replay");
  EXPECT_FALSE(now.at("same"));
  EXPECT_TRUE(now.at("now").is_null());
  EXPECT_TRUE(says(now.at("differences"), "cannot be read"));
  EXPECT_TRUE(says(now.at("differences"), "/forms/0/answers/smoker"));
  // And the day list fails closed.
  const std::string appointment = practice.get(at(decision)).at("appointment");
  const json line = practice.line(appointment, "2026-03-16");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_NE(std::string::npos, line.at("why").get<std::string>().find("cannot be read"));
}

TEST(Overrides, GoAgainstAWaitWithAReasonAndAName) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-15", retin_a("2026-03-14"));
  const std::string appointment = practice.appointment(client);
  const auto decision = practice.decide(appointment);
  const std::string before = practice.get(at(decision)).at("decision").dump();
  EXPECT_EQ("/reason ", pointers(practice.post(at(decision) + "/override",
                                               {{"reason", "too short"}, {"name", "K. Example"}}, 422)));
  EXPECT_EQ("/reason ", pointers(practice.post(at(decision) + "/override",
                                               {{"reason", "            "}, {"name", "K. Example"}}, 422)));
  EXPECT_EQ(" ", pointers(practice.post(at(decision) + "/override", {{"reason", "a good reason"}}, 422)));
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 409);
  practice.post(at(decision) + "/override", {{"reason", "a good reason"}, {"name", "K. Example"}});
  const json shown = practice.get(at(decision));
  ASSERT_EQ(1u, shown.at("overrides").size());
  EXPECT_EQ("a good reason", shown.at("overrides")[0].at("reason"));
  EXPECT_EQ("K. Example", shown.at("overrides")[0].at("name"));
  EXPECT_EQ("practitioner", shown.at("overrides")[0].at("by"));
  EXPECT_EQ(before, shown.at("decision").dump());
  EXPECT_EQ("WAIT", shown.at("decision").at("verdict"));
  json line = practice.line(appointment, "2026-03-16");
  EXPECT_TRUE(line.at("overridden"));
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_EQ("override", practice.get(of(client) + "/history").at("entries").back().at("kind"));
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}});
  // A new decision is not overridden by what was said of the one before.
  practice.decide(appointment);
  EXPECT_FALSE(practice.line(appointment, "2026-03-16").at("overridden"));
}

TEST(Overrides, OfAGoAreRefused) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10");
  const auto decision = practice.decide(practice.appointment(client));
  EXPECT_EQ("/problems/not-a-wait",
            practice.post(at(decision) + "/override", {{"reason", "a good reason"}, {"name", "K."}}, 409).at("type"));
}

TEST(Sessions, OfACancelledAppointmentAreRefused) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10");
  const std::string appointment = practice.appointment(client);
  const auto decision = practice.decide(appointment);
  practice.del("/v1/appointments/" + appointment);
  EXPECT_EQ("/problems/cancelled",
            practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 409).at("type"));
}

TEST(Sessions, EndOnTheDayAndCanBeCorrected) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10");
  const std::string appointment = practice.appointment(client);
  const auto decision = practice.decide(appointment);
  for (const char* ended : {"2026-03-16", "2026-03-16T24:00", "2026-03-16T1:00", "16.03.2026 15:00", "2026-03-16T10:13",
                            "2026-03-15T10:00"})
    EXPECT_EQ("/ended ", pointers(practice.post(at(decision) + "/session", {{"ended", ended}}, 422))) << ended;
  EXPECT_EQ("planned", practice.get("/v1/appointments/" + appointment).at("appointment").at("state"));
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 201, "s-1");
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 201, "s-1");
  EXPECT_EQ("done", practice.get("/v1/appointments/" + appointment).at("appointment").at("state"));
  EXPECT_EQ("2026-03-16T10:00", practice.get(at(decision)).at("session").at("ended"));
  EXPECT_EQ(Practice::needling(0.5), practice.get(at(decision)).at("session").at("done"));
  EXPECT_EQ(
      "/done/0/depth ",
      pointers(practice.post(
          at(decision) + "/session",
          {{"ended", "2026-03-16T10:05"}, {"done", {{{"treatment", "microneedling"}, {"depth", {{"mm", 9}}}}}}}, 422)));
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:05"}, {"done", Practice::needling(0.8)}});
  EXPECT_EQ("2026-03-16T10:05", practice.get(at(decision)).at("session").at("ended"));
  std::size_t sessions = 0;
  const json history = practice.get(of(client) + "/history");
  for (const json& entry : history.at("entries")) sessions += entry.at("kind") == "session";
  EXPECT_EQ(2u, sessions);  // the first stays
}

TEST(Sessions, NeedADecisionThatStillStands) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10");
  const std::string appointment = practice.appointment(client), path = "/v1/appointments/" + appointment;
  auto decision = practice.decide(appointment);
  EXPECT_TRUE(practice.line(appointment, "2026-03-16").at("decision_stands"));
  practice.form(client, {{"kind", "change"},
                         {"signed", "2026-03-16"},
                         {"by", "client"},
                         {"nothing_changed", "no"},
                         {"answers", {{"fever", "yes"}}}});
  EXPECT_FALSE(practice.line(appointment, "2026-03-16").at("decision_stands"));
  EXPECT_EQ("/problems/changed-since",
            practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 409).at("type"));

  const std::string other = practice.client("Bruno Beispiel");
  practice.forms(other, "2026-03-10");
  const std::string second = practice.appointment(other);
  decision = practice.decide(second);
  const json shown = practice.get("/v1/appointments/" + second).at("appointment");
  practice.put("/v1/appointments/" + second,
               {{"version", shown.at("version")}, {"day", "2026-03-16"}, {"plan", Practice::needling(1.5)}});
  EXPECT_FALSE(practice.line(second, "2026-03-16").at("decision_stands"));
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 409);
  decision = practice.decide(second);
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}});
}

TEST(Sessions, NeedADecisionAboutTheDayOfTheAppointment) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10");
  const std::string appointment = practice.appointment(client), path = "/v1/appointments/" + appointment;
  const auto decision = practice.decide(appointment);
  practice.form(
      client,
      {{"kind", "change"},
       {"signed", "2026-03-16"},
       {"by", "client"},
       {"nothing_changed", "no"},
       {"answers",
        {{"procedures",
          json::array(
              {{{"term", "needling"}, {"on", "2026-03-14"}, {"depth", {{"mm", 0.5}}}, {"area", {"face"}}}})}}}});
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 409);
  // Moved to a day that is a GO, the GO of today is no better.
  const json shown = practice.get(path).at("appointment");
  practice.put(path, {{"version", shown.at("version")}, {"day", "2026-04-05"}, {"plan", Practice::needling(0.5)}});
  const json line = practice.line(appointment, "2026-04-05");
  EXPECT_EQ("GO", line.at("verdict"));
  EXPECT_FALSE(line.at("decision_stands"));
  EXPECT_EQ("/problems/changed-since",
            practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 409).at("type"));
}

TEST(Sessions, AnOverrideIsOfTheReasonsThatWereThere) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10", {{"fever", "yes"}});
  const std::string appointment = practice.appointment(client);
  auto decision = practice.decide(appointment);
  const json reason = {{"reason", "a good reason"}, {"name", "K. Example"}};
  practice.post(at(decision) + "/override", reason);
  practice.form(
      client, {{"kind", "change"},
               {"signed", "2026-03-16"},
               {"by", "client"},
               {"nothing_changed", "no"},
               {"answers", {{"no_medicines", "no"}, {"medicines", {{{"term", "isotretinoin"}, {"ongoing", "yes"}}}}}}});
  EXPECT_EQ("/problems/changed-since",
            practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}}, 409).at("type"));
  decision = practice.decide(appointment);
  practice.post(at(decision) + "/override", reason);
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}});
}

namespace {

/// Form on `signed_on`, session of `mm` on 16 March, then the day list of a follow-up on `follow_up`.
struct Series {
  explicit Series(const std::string& signed_on, double mm = 0.5, const json& answers = json::object()) {
    client = practice.client();
    practice.forms(client, signed_on, answers);
    const std::string appointment = practice.appointment(client, "2026-03-16", Practice::needling(mm));
    const auto decision = practice.decide(appointment);
    if (practice.get(at(decision)).at("decision").at("verdict") == "WAIT")
      practice.post(at(decision) + "/override", {{"reason", "for the sake of the test"}, {"name", "K. Example"}});
    practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}});
  }
  json follow_up(const std::string& day, const std::string& today, double mm = 0.5) {
    practice.day = today;
    return practice.line(practice.appointment(client, day, Practice::needling(mm)), day);
  }
  json procedures(const std::string& appointment) {
    return practice.get("/v1/appointments/" + appointment)
        .at("record")
        .at("forms")
        .back()
        .at("answers")
        .at("procedures");
  }
  Practice practice;
  std::string client;
};

json change(const std::string& signed_on, const json& answers = json::object()) {
  json out = {
      {"kind", "change"}, {"signed", signed_on}, {"by", "client"}, {"nothing_changed", answers.empty() ? "yes" : "no"}};
  if (!answers.empty()) out["answers"] = answers;
  return out;
}

}  // namespace

TEST(DoneSessions, AreKnownToTheNextVisit) {
  for (const char* signed_on : {"2026-03-10", "2026-03-16"}) {  // before, and on the day of the session
    SCOPED_TRACE(signed_on);
    Series series(signed_on);
    json line = series.follow_up("2026-03-25", "2026-03-20");
    EXPECT_EQ("WAIT", line.at("verdict"));
    EXPECT_EQ("2026-03-30", line.at("earliest"));
    EXPECT_NE(std::string::npos, line.at("why").get<std::string>().find("16 March 2026"));
    EXPECT_EQ("GO", series.follow_up("2026-03-30", "2026-03-20").at("verdict"));
  }
}

TEST(DoneSessions, CountWithTheDepthThatWasDone) {
  Series series("2026-03-10", 1.0);
  EXPECT_EQ("2026-04-13", series.follow_up("2026-04-06", "2026-04-05").at("earliest"));
}

TEST(DoneSessions, AreNotHeldAgainstTheirOwnAppointment) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-16");
  const std::string appointment = practice.appointment(client);
  const auto decision = practice.decide(appointment);
  const json before = practice.line(appointment, "2026-03-16");
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}});
  for (const char* day : {"2026-03-16", "2026-03-20"}) {
    practice.day = day;
    json after = practice.line(appointment, "2026-03-16");
    EXPECT_EQ("done", after.at("appointment").at("state"));
    EXPECT_TRUE(after.at("decision_stands"));
    after["appointment"] = before.at("appointment");
    EXPECT_EQ(before, after);
  }
}

TEST(DoneSessions, CloseTheDayItself) {
  for (const char* signed_on : {"2026-03-10", "2026-03-16"}) {
    Series series(signed_on);
    EXPECT_EQ("WAIT", series.follow_up("2026-03-16", "2026-03-16").at("verdict")) << signed_on;
  }
}

TEST(DoneSessions, StandBesideWhatTheClientSaid) {
  // Answers with dates that count from the form's own signing keep the days that they mean.
  Series series(
      "2026-03-10", 0.5,
      {{"procedures",
        json::array(
            {{{"term", "peel"}, {"on", {{"about", "10 weeks ago"}}}, {"depth", "superficial"}, {"area", {"face"}}},
             {{"term", "Botox"}, {"on", "2026-02-01"}, {"area", {"forehead"}}},
             {{"term", "filler"}, {"on", "never"}}})}});
  const json line = series.follow_up("2026-04-02", "2026-03-30");
  EXPECT_EQ("GO", line.at("verdict"));
  const json answer = series.procedures(line.at("appointment").at("id"));
  ASSERT_EQ(4u, answer.at("entries").size());
  EXPECT_EQ("2025-12-26", answer.at("entries")[0].at("on").at("between")[0]);
  EXPECT_EQ("2026-01-03", answer.at("entries")[0].at("on").at("between")[1]);
  EXPECT_EQ("2026-02-01", answer.at("entries")[1].at("on"));
  EXPECT_EQ("never", answer.at("entries")[2].at("on"));
  EXPECT_EQ(R"({"area":["face"],"depth":{"mm":0.5},"on":"2026-03-16","term":"needling"})",
            answer.at("entries")[3].dump());
}

TEST(DoneSessions, LeaveOpenWhatWasOpen) {
  for (const json& open :
       {json("unsure"), json("declined"), json("yes"), json{{"entries", json::array()}, {"more", "unsure"}},
        json{{"asked", {"peel"}}, {"entries", "no"}}, json(nullptr)}) {
    SCOPED_TRACE(open.dump());
    Series series("2026-03-10", 0.5, {{"procedures", open}});
    const json line = series.follow_up("2026-04-02", "2026-03-30");
    EXPECT_EQ("WAIT", line.at("verdict"));
    EXPECT_LT(0, line.at("open_questions").get<int>());
  }
}

TEST(DoneSessions, AreNotForgottenByALaterForm) {
  Series series("2026-03-10");
  series.practice.day = "2026-03-24";
  // The client says on the day that there was nothing: the two stand against each other, and somebody has to ask.
  series.practice.form(series.client, change("2026-03-24", {{"procedures", "no"}}));
  json line = series.follow_up("2026-03-24", "2026-03-24");
  EXPECT_EQ("WAIT", line.at("verdict"));
  // Named, in the client's own words and about: it is the same session.
  series.practice.day = "2026-03-25";
  series.practice.form(series.client,
                       change("2026-03-25", {{"procedures", json::array({{{"term", "SkinPen"},
                                                                          {"on", {{"about", "1 week ago"}}},
                                                                          {"depth", {{"mm", 0.5}}},
                                                                          {"area", {"face"}}}})}}));
  line = series.follow_up("2026-04-08", "2026-03-25");
  EXPECT_EQ("GO", line.at("verdict"));
  EXPECT_EQ(4u, series.practice.get("/v1/appointments/" + line.at("appointment").at("id").get<std::string>())
                    .at("record")
                    .at("forms")
                    .size());
  // The day after a form that left it out, it counts again.
  Series other("2026-03-10");
  other.practice.day = "2026-03-24";
  other.practice.form(other.client, change("2026-03-24", {{"procedures", "no"}}));
  line = other.follow_up("2026-03-27", "2026-03-25");
  EXPECT_EQ("2026-03-30", line.at("earliest"));
}

TEST(DoneSessions, AShallowerMemoryDoesNotShortenTheWait) {
  Series series("2026-03-10", 1.0);
  series.practice.day = "2026-04-01";
  series.practice.form(series.client, change("2026-04-01", {{"procedures", json::array({{{"term", "microneedling"},
                                                                                         {"on", "2026-03-16"},
                                                                                         {"depth", {{"mm", 0.3}}},
                                                                                         {"area", {"face"}}}})}}));
  EXPECT_EQ("2026-04-13", series.follow_up("2026-04-03", "2026-04-02").at("earliest"));
}

TEST(DoneSessions, StayKnownWhenTheirAppointmentIsPlannedAnew) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2026-03-10");
  const std::string appointment = practice.appointment(client), path = "/v1/appointments/" + appointment;
  practice.post(at(practice.decide(appointment)) + "/session", {{"ended", "2026-03-16T10:00"}});
  practice.day = "2026-03-20";
  const json shown = practice.get(path).at("appointment");
  practice.put(path, {{"version", shown.at("version")},
                      {"day", "2026-03-25"},
                      {"plan", Practice::needling(0.5)},
                      {"state", "planned"}});
  const json line = practice.line(appointment, "2026-03-25");
  EXPECT_EQ("WAIT", line.at("verdict"));
  EXPECT_EQ("2026-03-30", line.at("earliest"));
  EXPECT_FALSE(line.at("decision_stands"));
}

TEST(DoneSessions, ASmallerAreaInMemoryDoesNotFreeTheRest) {
  Series series("2026-03-10");
  series.practice.day = "2026-03-20";
  series.practice.form(series.client, change("2026-03-20", {{"procedures", json::array({{{"term", "needling"},
                                                                                         {"on", "2026-03-16"},
                                                                                         {"depth", {{"mm", 0.5}}},
                                                                                         {"area", {"forehead"}}}})}}));
  json chin = Practice::needling(0.5);
  chin[0]["area"] = {"chin"};
  series.practice.day = "2026-03-22";
  const json line = series.practice.line(series.practice.appointment(series.client, "2026-03-25", chin), "2026-03-25");
  EXPECT_EQ("2026-03-30", line.at("earliest"));
}

TEST(DoneSessions, MendNoAnswerThatCannotBe) {
  // Said before it happened: on the day after the session the words would be possible.
  const json ahead =
      json::array({{{"term", "peel"}, {"on", "2026-03-14"}, {"depth", "superficial"}, {"area", {"face"}}}});
  for (const json& answer : {ahead, json{{"entries", "yes"}, {"more", "no"}}}) {
    SCOPED_TRACE(answer.dump());
    Series series("2026-03-10", 0.5, {{"procedures", answer}});
    EXPECT_EQ("WAIT", series.follow_up("2026-04-02", "2026-03-30").at("verdict"));
  }
}

TEST(DoneSessions, ChooseNoneOfTwoAnswersOfOneDay) {
  const auto needled = [](const char* on) {
    return json{
        {"asked", {"needling"}},
        {"entries", json::array({{{"term", "needling"}, {"on", on}, {"depth", {{"mm", 0.5}}}, {"area", {"face"}}}})}};
  };
  Series series("2026-03-10", 0.5, {{"procedures", needled("2026-01-05")}});
  series.practice.form(series.client, {{"kind", "practitioner"},
                                       {"signed", "2026-03-10"},
                                       {"by", "practitioner"},
                                       {"answers", {{"procedures", needled("2026-03-09")}}}});
  const json line = series.follow_up("2026-04-02", "2026-03-30");
  const json answer = series.procedures(line.at("appointment").at("id"));
  EXPECT_EQ(json::array(), answer.at("asked"));
  EXPECT_EQ(1u, answer.at("entries").size());
}

TEST(DoneSessions, DoNotRenewAnOldAnswer) {
  Practice practice;
  const std::string client = practice.client();
  practice.forms(client, "2024-12-01");
  practice.forms(client, "2026-03-10", {{"procedures", nullptr}});
  const std::string appointment = practice.appointment(client);
  const auto decision = practice.decide(appointment);
  practice.post(at(decision) + "/override", {{"reason", "for the sake of the test"}, {"name", "K. Example"}});
  practice.post(at(decision) + "/session", {{"ended", "2026-03-16T10:00"}});
  practice.day = "2026-03-30";
  EXPECT_EQ("WAIT", practice.line(practice.appointment(client, "2026-04-02"), "2026-04-02").at("verdict"));
}
