// Lists of appointments: JSON and CSV, all of it or nothing, every fault by its row.
#include <gtest/gtest.h>

#include "serve/csv.hpp"
#include "serve/import_rows.hpp"
#include "serve/practice.hpp"

using namespace contra_test;
using contra::serve::read_csv;

namespace {

json import_csv(Practice& practice, const std::string& text, int status = 201, const std::string& key = {}) {
  return practice.ask(Method::post, "/v1/import", text, status, key, "text/csv; charset=utf-8");
}

std::string day_of(const std::string& words) {
  std::string why;
  const auto day = contra::serve::read_written_day(words, *contra::parse_iso_day("2026-03-10"), why);
  return day ? contra::to_iso(*day) : why;
}

}  // namespace

TEST(Csv, IsReadAsSpreadsheetsWriteIt) {
  const auto csv = read_csv(
      "\xEF\xBB\xBF"
      "a;b;\"c, \"\"d\"\"\r\nsecond line\"\r\n1; 2 ;3\r\n\r\n;;\n\"4\";\"\";6");
  ASSERT_EQ("", csv.fault);
  ASSERT_EQ(3u, csv.rows.size());
  EXPECT_EQ((std::vector<std::string>{"a", "b", "c, \"d\"\r\nsecond line"}), csv.rows[0].cells);
  EXPECT_EQ((std::vector<std::string>{"1", "2", "3"}), csv.rows[1].cells);
  EXPECT_EQ(3u, csv.rows[1].line);
  EXPECT_EQ(2u, csv.rows[1].number);
  EXPECT_EQ((std::vector<std::string>{"4", "", "6"}), csv.rows[2].cells);
  EXPECT_EQ(6u, csv.rows[2].line);
  EXPECT_EQ(5u, csv.rows[2].number);
  EXPECT_EQ(2u, read_csv("a\tb\n1,5\t2").rows[1].cells.size());
  EXPECT_EQ(2u, read_csv("a,b\r1,2\r").rows.size());
}

TEST(Csv, SaysWhatCannotBeRead) {
  EXPECT_NE("", read_csv("a,b\n\"open,2").fault);
  EXPECT_NE("", read_csv("a,b\n\"x\"y,2").fault);
  EXPECT_NE("", read_csv("a,b\nx\"y,2").fault);
  EXPECT_EQ(2u, read_csv("a,b\nx\"y,2").fault_line);
  EXPECT_NE(std::string::npos, read_csv("name\nM\xfcller").fault.find("UTF-8"));
}

TEST(ImportedDays, AreThoseThatCanBeReadInOneWay) {
  for (const char* words : {"2026-03-16", "16.03.2026", "16.3.2026", "16 March 2026", "16 Mar 2026", "March 16, 2026",
                            "Monday 16 March 2026", "16/03/2026", "03/16/2026", "16-03-2026"})
    EXPECT_EQ("2026-03-16", day_of(words)) << words;
  EXPECT_EQ("2026-03-03", day_of("03/03/2026"));
  EXPECT_EQ("this may be 2026-03-04 or 2026-04-03; write the one that is meant", day_of("03/04/2026"));
  for (const char* words :
       {"16.03.26", "tomorrow", "next Friday", "31.02.2026", "March 2026", "2026", "", "99999999", "20260316"})
    EXPECT_EQ(std::string::npos, day_of(words).find("2026-03-16;")) << words;
  for (const char* words : {"16.03.26", "tomorrow", "31.02.2026", "March 2026", "2026", ""})
    EXPECT_LT(10u, day_of(words).size()) << words;
}

TEST(ImportedTimes, AreHoursOfADay) {
  const auto time = [](const char* words) { return contra::serve::read_written_time(words).value_or("-"); };
  EXPECT_EQ("14:30", time("14:30"));
  EXPECT_EQ("09:05", time("9:05"));
  EXPECT_EQ("09:30", time("9.30"));
  EXPECT_EQ("14:30", time("2:30 PM"));
  EXPECT_EQ("00:15", time("12:15 am"));
  EXPECT_EQ("12:15", time("12:15pm"));
  EXPECT_EQ("09:00", time("9 am"));
  for (const char* words : {"24:00", "9", "9:5", "9:60", "13 pm", "0 am", "noon", "9:00:00", ":30", "-1:00"})
    EXPECT_EQ("-", time(words)) << words;
}

TEST(Import, TakesCsv) {
  Practice practice;
  const std::string known = practice.client("Anna Example");
  const json done = import_csv(practice,
                               "Name;Contact;Date;Time;Treatment;Area;Depth;Client ID\r\n"
                               "Bruno Beispiel;b@example.org;17.03.2026;9:30;Microneedling;face, neck;1,5 mm;\r\n"
                               ";;17 March 2026;2:30 pm;peel;forehead and chin;Medium;" +
                                   known +
                                   "\r\n"
                                   "Carla Invented;;2026-03-18;;led;face;;\r\n"
                                   "Carla Invented;;2026-03-18;;cryotherapy;;;\r\n");
  EXPECT_EQ(4, done.at("imported"));
  EXPECT_EQ(3, done.at("new_clients"));  // one row, one client: only ids say that two are one
  EXPECT_EQ((json{"2026-03-17", "2026-03-18"}), done.at("days"));
  const json day = practice.get("/v1/days/2026-03-17").at("appointments");
  ASSERT_EQ(2u, day.size());
  EXPECT_EQ("Bruno Beispiel", day[0].at("client_name"));
  EXPECT_EQ("09:30", day[0].at("appointment").at("time"));
  EXPECT_EQ(R"([{"area":["face","neck"],"depth":{"mm":1.5},"treatment":"microneedling"}])",
            day[0].at("appointment").at("plan").dump());
  EXPECT_EQ("Anna Example", day[1].at("client_name"));
  EXPECT_EQ("14:30", day[1].at("appointment").at("time"));
  EXPECT_EQ(R"([{"area":["forehead","chin"],"depth":"Medium","treatment":"peel"}])",
            day[1].at("appointment").at("plan").dump());
  const std::string bruno = day[0].at("appointment").at("client");
  EXPECT_EQ("b@example.org", practice.get(of(bruno)).at("client").at("contact"));
}

TEST(Import, TakesJson) {
  Practice practice;
  const std::string known = practice.client("Anna Example");
  const json rows = {{{"client", known}, {"day", "2026-03-17"}, {"treatment", "led"}, {"area", {"face", "neck"}}},
                     {{"name", "Bruno Beispiel"},
                      {"day", "2026-03-17"},
                      {"time", "09:00"},
                      {"treatment", "microneedling"},
                      {"depth", 0.5},
                      {"area", nullptr}}};
  EXPECT_EQ(2, practice.post("/v1/import", rows).at("imported"));
  EXPECT_EQ(2, practice.post("/v1/import", {{"appointments", rows}}).at("imported"));
  EXPECT_EQ(4u, practice.get("/v1/days/2026-03-17").at("appointments").size());
  EXPECT_EQ(
      "/1/time ",
      pointers(practice.post(
          "/v1/import", {rows[0], {{"name", "B"}, {"day", "2026-03-17"}, {"treatment", "led"}, {"time", 9}}}, 422)));
  EXPECT_EQ("/0/tretment ", pointers(practice.post("/v1/import", json::array({{{"tretment", "led"}}}), 422)));
  practice.ask(Method::post, "/v1/import", "[{]", 400);
  practice.ask(Method::post, "/v1/import", "x", 415, {}, "text/plain");
  EXPECT_EQ(0, practice.post("/v1/import", json::array()).at("imported"));
}

TEST(Import, IsAllOrNothingAndNamesEveryFault) {
  Practice practice;
  const std::string known = practice.client("Anna Example");
  const json problem = import_csv(practice,
                                  "name,day,time,treatment,area,depth,client id\n"
                                  "Bruno Beispiel,17.03.2026,09:00,led,,,\n"
                                  ",17.03.2026,09:00,led,,,\n"
                                  "Carla Invented,03/04/2026,25:00,microneedlin,,,\n"
                                  "Dana Placeholder,15.03.2026,,microneedling,elbow of nowhere,9 mm,\n"
                                  "Emil Sample,17.03.2026,,led,,,c-0000000000000000\n"
                                  "Emil Sample,17.03.2026,,led,,," +
                                      known +
                                      "\n"
                                      "Fiona Fictional,17.03.2026,,,,,,too,many\n",
                                  422);
  EXPECT_EQ("/6 /1/name /2/day /2/time /2/treatment /3/day /3/area /3/depth /6/treatment /4/client /5/client ",
            pointers(problem));
  for (const json& fault : problem.at("errors")) {
    if (fault.at("pointer") != "/2/day") continue;
    EXPECT_EQ(4, fault.at("line"));
    EXPECT_EQ(2, fault.at("column"));
    EXPECT_EQ("row 4, `day`: this may be 2026-03-04 or 2026-04-03; write the one that is meant", fault.at("detail"));
  }
  EXPECT_EQ(1, practice.store().verify().entries);  // nothing but Anna
  EXPECT_EQ(0u, practice.get("/v1/days/2026-03-17").at("appointments").size());
  // No client is named in what is said.
  for (const char* name : {"Bruno", "Carla", "Anna"}) EXPECT_EQ(std::string::npos, problem.dump().find(name)) << name;
}

TEST(Import, SaysWhatIsWrongWithTheHeader) {
  Practice practice;
  EXPECT_EQ(2u, import_csv(practice, "name,when,treatment\nA,17.03.2026,led\n", 422).at("errors").size());
  EXPECT_EQ(1u, import_csv(practice, "name,day,date,treatment\nA,17.03.2026,,led\n", 422).at("errors").size());
  EXPECT_EQ(1u, import_csv(practice, "name,day,treatment\nA,\"17.03.2026,led\n", 422).at("errors").size());
  import_csv(practice, "\n", 400);
  EXPECT_EQ(0, import_csv(practice, "name,day,treatment\n").at("imported"));
}

TEST(Import, HasItsLimits) {
  Practice practice;
  std::string many = "name,day,treatment\n";
  for (int i = 0; i < 1001; ++i) many += "A,17.03.2026,led\n";
  import_csv(practice, many, 413);
  import_csv(practice, "name,day,treatment\n" + std::string(std::size_t{1} << 20, '\n'), 413);
  EXPECT_EQ(0, practice.store().verify().entries);
}

TEST(Import, AKeyMakesARepeatedListHarmless) {
  Practice practice;
  const std::string list = "name,day,treatment\nA,17.03.2026,led\nB,17.03.2026,led\n";
  const json first = import_csv(practice, list, 201, "list-1");
  EXPECT_EQ(first, import_csv(practice, list, 201, "list-1"));
  EXPECT_EQ(4, practice.store().verify().entries);
  // The same key with another list is refused, and nothing of it is written.
  import_csv(practice, "name,day,treatment\nA,17.03.2026,led\nC,17.03.2026,led\nD,17.03.2026,led\n", 409, "list-1");
  EXPECT_EQ(4, practice.store().verify().entries);
}
