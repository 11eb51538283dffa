// Sheets and calendars by address: of recorded decisions and of records that are sent.
#include <gtest/gtest.h>

#include "serve/bench.hpp"

namespace {

using contra_test::Bench;
using contra_test::bench_options;
using Json = nlohmann::json;

std::string header(const contra::http::Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

std::string record_of(const std::string& number) {
  for (const auto& [name, text] : contra_test::sample_records())
    if (name.rfind(number + "-", 0) == 0) return text;
  return {};
}

bool holds(const contra::http::Response& response, const std::string& words) {
  return response.body.find(words) != std::string::npos;
}

/// A client with the forms of a sample, an appointment on the sample's day, and its decision.
struct Visit {
  explicit Visit(Bench& bench, const std::string& number) {
    const Json record = Json::parse(record_of(number));
    const auto made = bench.post("/v1/clients", R"({"name":"Anna Example <b>","contact":"","note":""})");
    EXPECT_EQ(made.status, 201) << made.body;
    const Json answer = Json::parse(made.body);
    client = answer.contains("client") ? answer["client"].value("id", "") : answer.value("id", "");
    for (const Json& form : record["forms"]) {
      const auto kept = bench.post("/v1/clients/" + client + "/forms", form.dump());
      EXPECT_EQ(kept.status, 201) << kept.body;
    }
    const Json wanted = {{"client", client}, {"day", record["visit"]}, {"time", "14:30"}, {"plan", record["plan"]}};
    const auto planned = bench.post("/v1/appointments", wanted.dump());
    EXPECT_EQ(planned.status, 201) << planned.body;
    const Json appointment = Json::parse(planned.body);
    const std::string id =
        appointment.contains("appointment") ? appointment["appointment"].value("id", "") : appointment.value("id", "");
    const auto decided = bench.post("/v1/appointments/" + id + "/decisions", "");
    EXPECT_EQ(decided.status, 201) << decided.body;
    entry = std::to_string(Json::parse(decided.body).at("entry").get<int>());
  }
  std::string at(const std::string& rest) const { return "/v1/decisions/" + entry + rest; }
  std::string client, entry;
};

TEST(Sheets, OfADecisionArePages) {
  Bench bench;
  const Visit visit(bench, "c-0101");
  for (const char* kind : {"consultation", "before", "after", "about"}) {
    const auto page = bench.get(visit.at("/sheets/") + kind + "?paper=letter");
    ASSERT_EQ(page.status, 200) << kind << page.body;
    EXPECT_EQ(page.type, "text/html; charset=utf-8");
    const std::string policy = header(page, "Content-Security-Policy");
    EXPECT_EQ(policy.find("default-src 'none'; style-src 'sha256-"), 0u) << policy;
    EXPECT_EQ(policy.find("script-src"), std::string::npos);
    EXPECT_EQ(header(page, "Cache-Control"), "no-store");
    EXPECT_TRUE(holds(page, "size: letter"));
    EXPECT_TRUE(holds(page, "Example Clinic"));
    EXPECT_FALSE(holds(page, "Example <b>"));
    const auto data = bench.get(visit.at("/sheets/") + kind + "?format=json");
    ASSERT_EQ(data.status, 200);
    EXPECT_EQ(Json::parse(data.body).at("kind"), kind);
  }
  const auto record = bench.get(visit.at("/sheets/consultation"));
  EXPECT_TRUE(holds(record, "size: A4"));
  EXPECT_TRUE(holds(record, "Anna Example &lt;b&gt;"));
  EXPECT_TRUE(holds(record, "Monday 16 March 2026, 14:30"));
  EXPECT_TRUE(holds(record, "Monday 16 March 2026, 09:12 UTC")) << "no time zone is known here";
  const Json kept = Json::parse(bench.get(visit.at("")).body);
  EXPECT_TRUE(holds(record, kept.at("hash").get<std::string>()));
}

TEST(Sheets, SayMomentsWhereTheClinicIs) {
  auto options = bench_options();
  options.local = [](const std::string& utc) { return utc == "2026-03-16T09:12:33.123Z" ? "2026-03-16T10:12" : ""; };
  Bench bench(std::move(options));
  const Visit visit(bench, "c-0101");
  EXPECT_TRUE(holds(bench.get(visit.at("/sheets/consultation")), "Monday 16 March 2026, 10:12<"));
}

TEST(Sheets, KnowTheEndOfTheSessionAndWhatWasDone) {
  Bench bench;
  const Visit visit(bench, "c-0101");
  EXPECT_TRUE(holds(bench.get(visit.at("/sheets/after")), "Your session ended at (clock time)"));
  const auto ended = bench.post(
      visit.at("/session"),
      R"({"ended":"2026-03-16T09:40","done":[{"treatment":"microneedling","area":["face"],"depth":{"mm":2.0}}]})");
  ASSERT_EQ(ended.status, 201) << ended.body;
  const auto after = bench.get(visit.at("/sheets/after"));
  EXPECT_TRUE(holds(after, "Tuesday 17 March, 09:40")) << "24 hours without make-up";
  EXPECT_TRUE(holds(after, "Thursday 19 March, 09:40"))
      << "72 hours without hard exercise, for the depth that was done";
  const auto record = bench.get(visit.at("/sheets/consultation"));
  EXPECT_TRUE(holds(record, "What was done"));
  EXPECT_TRUE(holds(record, "Microneedling with a needling pen, face, 2 mm"));
  const auto calendar = bench.get(visit.at("/calendar.ics"));
  EXPECT_TRUE(holds(calendar, "DTEND:20260317T094000\r\n"));
}

TEST(Sheets, ShowAnOverrideAndKeepItFromTheClient) {
  Bench bench;
  const Visit visit(bench, "c-0102");
  EXPECT_TRUE(holds(bench.get(visit.at("/sheets/before")), "A later day suits your skin better"));
  const auto over =
      bench.post(visit.at("/override"), R"({"reason":"Invented reason: nothing was used","name":"K. Example"})");
  ASSERT_EQ(over.status, 201) << over.body;
  EXPECT_TRUE(holds(bench.get(visit.at("/sheets/consultation")), "Reason: Invented reason: nothing was used"));
  for (const char* kind : {"before", "after", "about"}) {
    const auto page = bench.get(visit.at("/sheets/") + kind);
    ASSERT_EQ(page.status, 200);
    EXPECT_FALSE(holds(page, "Invented reason")) << kind;
  }
  EXPECT_FALSE(holds(bench.get(visit.at("/sheets/before")), "A later day"));
}

TEST(Sheets, CalendarIsAFile) {
  Bench bench;
  const Visit visit(bench, "c-0101");
  const auto calendar = bench.get(visit.at("/calendar.ics"));
  ASSERT_EQ(calendar.status, 200);
  EXPECT_EQ(calendar.type, "text/calendar; charset=utf-8");
  EXPECT_EQ(header(calendar, "Content-Disposition"), "attachment; filename=\"appointment.ics\"");
  EXPECT_TRUE(holds(calendar, "DTSTAMP:20260316T091233Z\r\n"));
  EXPECT_TRUE(holds(calendar, "@127.0.0.1\r\n"));
  const Visit open(bench, "c-0109");
  EXPECT_EQ(bench.get(open.at("/calendar.ics")).status, 404) << "no day can be named";
}

TEST(Sheets, AreRefusedWhereThereAreNone) {
  Bench bench;
  const Visit visit(bench, "c-0101");
  for (const auto& [address, status] :
       {std::pair{visit.at("/sheets/nothing"), 404}, std::pair{visit.at("/sheets/before") + "?paper=a5", 400},
        std::pair{visit.at("/sheets/before") + "?format=pdf", 400},
        std::pair{std::string("/v1/decisions/9999/sheets/before"), 404},
        std::pair{std::string("/v1/decisions/1/sheets/before"), 404},
        std::pair{std::string("/v1/decisions/x/calendar.ics"), 404}})
    EXPECT_EQ(bench.get(address).status, status) << address;
}

TEST(Sheets, OfARecordThatIsSentKeepNothing) {
  Bench bench;
  const auto page = bench.post("/v1/sheets/before?as_of=2026-03-01", record_of("c-0101"));
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_TRUE(holds(page, "From Monday 2 March"));
  EXPECT_TRUE(holds(bench.post("/v1/sheets/consultation", record_of("c-0102")), "It is no record of a consultation."));
  EXPECT_EQ(Json::parse(bench.post("/v1/sheets/after?format=json", record_of("c-0133")).body).at("kind"), "after");
  EXPECT_EQ(bench.post("/v1/sheets/before", record_of("c-0143")).status, 422);
  EXPECT_EQ(bench.post("/v1/sheets/before?on=tomorrow", record_of("c-0101")).status, 400);
  EXPECT_EQ(bench.post("/v1/sheets/nothing", record_of("c-0101")).status, 404);
  EXPECT_EQ(bench.store().verify().entries, 0);
}

TEST(Sheets, ReadingOneWritesAnAuditLine) {
  Bench bench;
  const Visit visit(bench, "c-0101");
  const std::size_t before = bench.store().audit(visit.client, 1000).size();
  bench.get(visit.at("/sheets/consultation"));
  bench.get(visit.at("/calendar.ics"));
  const auto lines = bench.store().audit(visit.client, 1000);
  ASSERT_EQ(lines.size(), before + 2);
  EXPECT_EQ(lines.at(0).action, "read calendar");
  EXPECT_EQ(lines.at(1).action, "read sheet");
  EXPECT_EQ(lines.at(1).subject, visit.entry);
}

TEST(Sheets, ForTheClientAreNotMadeByRulesThatDecideOtherwise) {
  Bench bench;
  const Visit visit(bench, "c-0101");
  const auto kept = bench.store().entry(std::stoll(visit.entry));
  // As if other rules had said WAIT to the same record.
  std::string body = *kept.body;
  for (const std::string go = "\"verdict\":\"GO\""; body.find(go) != std::string::npos;)
    body.replace(body.find(go), go.size(), "\"verdict\":\"WAIT\"");
  const auto other = bench.store().append(
      {contra::store::Kind::decision, kept.client, kept.subject, "Anna", "2026-03-16T09:30:00.000Z", body, {}});
  const std::string at = "/v1/decisions/" + std::to_string(other.number);
  EXPECT_EQ(bench.get(at + "/sheets/after").status, 409);
  EXPECT_EQ(bench.get(at + "/calendar.ics").status, 409);
  EXPECT_EQ(bench.get(at + "/sheets/consultation").status, 200);
}

}  // namespace
