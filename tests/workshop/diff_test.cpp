// contra diff: faults that are planted in a copy of the rules are found, each by one client; what a comparison states
// is what `contra screen` says of the record that it prints; what is the same in meaning is said to be.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "workshop/page.hpp"

namespace {

namespace fs = std::filesystem;
using contra_test::Folder;
using contra_test::Ran;
using contra_test::slurp;
using nlohmann::json;

const std::string root = CONTRA_SOURCE_DIR;

/// Two folders of rules: `a` as shipped, `b` with something changed.
class Versions {
 public:
  Versions() {
    for (const char* version : {"a", "b"}) {
      fs::copy(root + "/rules", folder_.path() + "/" + version, fs::copy_options::recursive);
    }
  }
  /// Writes `to` in the place of `from`, which stands once in the file.
  Versions& change(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = slurp(path(file));
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << file << " does not hold: " << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    folder_.write("b/" + file, text);
    return *this;
  }
  /// Takes everything from `from` up to `until` away.
  Versions& cut(const std::string& file, const std::string& from, const std::string& until) {
    const std::string text = slurp(path(file));
    const std::size_t begin = text.find(from);
    const std::size_t end = text.find(until, begin == std::string::npos ? 0 : begin + 1);
    EXPECT_TRUE(begin != std::string::npos && end != std::string::npos) << file;
    return change(file, text.substr(begin, end - begin), "");
  }
  std::string path(const std::string& file) const { return folder_.path() + "/b/" + file; }
  const Folder& folder() const { return folder_; }

  Ran run(const std::string& arguments) const { return contra_test::run_command(folder_.path(), arguments); }
  Ran diff(const std::string& more = {}) const { return run("diff a b " + more); }
  json report() const {
    const Ran ran = diff("--json");
    EXPECT_LE(ran.code, 1) << ran.err;
    return json::parse(ran.out);
  }

  /// Screens the record as it was printed under one version.
  json screen(const json& record, const std::string& rules) const {
    folder_.write("record.json", record.dump());
    const Ran ran = run("screen record.json --json " + rules);
    return ran.code == 2 ? json{{"refused", true}} : json::parse(ran.out);
  }

 private:
  Folder folder_;
};

/// Every item of a comparison that has an intake.
std::vector<json> items(const json& report) {
  std::vector<json> out;
  for (const char* part : {"vocabularies", "packs"})
    for (const json& one : report.at(part))
      for (const json& item : one.at("items")) out.push_back(item);
  return out;
}

json item(const json& report, const std::string& name) {
  for (const json& one : items(report))
    if (one.at("name") == name) return one;
  ADD_FAILURE() << "nothing is said of " << name << " in " << report.dump(1);
  return {{"reach", ""}, {"intakes", json::array()}, {"changes", json::array()}};
}

/// What a comparison says of a record is what `screen` says of it.
void expect_replays(const Versions& versions, const json& intake, const std::string& rules_a,
                    const std::string& rules_b) {
  for (const auto& [side, rules] : {std::pair<const char*, std::string>{"a", rules_a}, {"b", rules_b}}) {
    const json stated = intake.at(side);
    const json decision = versions.screen(intake.at("record"), rules);
    if (decision.contains("refused")) {
      EXPECT_EQ(stated.at("verdict"), "refused");
      continue;
    }
    json found;
    for (const json& treatment : decision.at("treatments"))
      if (treatment.at("treatment") == intake.at("treatment")) found = treatment;
    ASSERT_FALSE(found.is_null());
    for (const char* field : {"verdict", "earliest", "earliest_kind", "preferred", "go", "renewed"})
      EXPECT_EQ(stated.at(field), found.at(field)) << side << " " << field << " of " << intake.at("record");
    std::vector<std::string> reasons, known;
    for (const json& reason : stated.at("reasons")) reasons.push_back(reason.at("check"));
    for (const json& reason : found.at("reasons")) known.push_back(reason.at("check"));
    EXPECT_EQ(reasons, known);
  }
  EXPECT_NE(intake.at("a"), intake.at("b"));
}
void expect_all_replay(const Versions& versions, const json& report, const std::string& rules_a = "--pack a",
                       const std::string& rules_b = "--pack b") {
  std::size_t intakes = 0;
  for (const json& one : items(report))
    for (const json& intake : one.at("intakes")) {
      ++intakes;
      expect_replays(versions, intake, rules_a, rules_b);
    }
  EXPECT_GT(intakes, 0u);
}

constexpr const char* retinoid = "wait 5 days after last prescription_retinoid";

TEST(Diff, OneWindowChangedGivesOneSmallestIntake) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  EXPECT_EQ(versions.diff().code, 1);
  const json report = versions.report();
  EXPECT_EQ(report.at("reach"), "days");
  EXPECT_EQ(report.at("way"), "earlier");
  ASSERT_EQ(items(report).size(), 1u);
  const json found = item(report, "topical_retinoid");
  EXPECT_EQ(found.at("changes"), json::parse(R"([{"what":"wait","before":"5 days","after":"4 days","words":false}])"));
  ASSERT_EQ(found.at("intakes").size(), 1u);
  const json intake = found.at("intakes").at(0);
  EXPECT_EQ(intake.at("answers"), 1);
  EXPECT_EQ(intake.at("given"), json({"given products: prescription_retinoid on 2026-03-12 in face"}));
  EXPECT_EQ(intake.at("a").at("verdict"), "WAIT");
  EXPECT_EQ(intake.at("a").at("earliest"), "2026-03-17");
  EXPECT_EQ(intake.at("b").at("verdict"), "GO");
  EXPECT_EQ(intake.at("b").at("earliest"), "2026-03-16");
  expect_all_replay(versions, report);
}

TEST(Diff, TheLinesOfATestAreTheSameIntake) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid")
      .change("microneedling/procedures.contra", "  cleared by surgeon\n", "  cleared by dermatologist\n")
      .change("microneedling/skin.contra", "limit depth to 1.5 mm while skin_type",
              "limit depth to 1.0 mm while skin_type")
      .change("microneedling/microneedling.contra", "  form holds 12 months\n", "  form holds 11 months\n")
      .change("microneedling/microneedling.contra", "not older than 14 days", "not older than 13 days");
  // Each intake as a test of both versions, with what the comparison says of it.
  std::string tests[2] = {"tests for microneedling\n", "tests for microneedling\n"};
  int count = 0;
  for (const json& one : items(versions.report()))
    for (const json& intake : one.at("intakes")) {
      const std::string name = "\ntest \"difference " + std::to_string(++count) + "\"\n";
      for (int side = 0; side < 2; ++side) {
        const json answer = intake.at(side == 0 ? "a" : "b");
        tests[side] += name;
        for (const std::string line : intake.at("test")) tests[side] += "  " + line + "\n";
        const std::string earliest =
            answer.at("earliest").is_null() ? "never" : "earliest " + answer.at("earliest").get<std::string>();
        tests[side] +=
            std::string("  expect ") + (answer.at("verdict") == "GO" ? "go" : "wait") + ", " + earliest + "\n";
      }
    }
  EXPECT_GE(count, 5);
  versions.folder().write("a/microneedling/tests/diff.contra", tests[0]);
  versions.folder().write("b/microneedling/tests/diff.contra", tests[1]);
  for (const char* version : {"a", "b"}) {
    // The shipped tests of B fail where the change is tested; only the new ones are looked at.
    const Ran ran = versions.run("test " + std::string(version));
    EXPECT_EQ(ran.out.find("“difference"), std::string::npos)
        << ran.out << slurp(versions.folder().path() + "/" + version + "/microneedling/tests/diff.contra");
    EXPECT_NE(ran.out.find(" pass"), std::string::npos) << ran.out << ran.err;
  }
}

TEST(Diff, ASharedPolicyStandsOnBoth) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  // The policy waits 7 days all the same, so no day moves for its clients.
  const Ran ran = versions.diff("--json --policy '" + root + "/samples/policies/harbour_skin.contra'");
  ASSERT_LE(ran.code, 1) << ran.err;
  const json report = json::parse(ran.out);
  EXPECT_EQ(report.at("way"), "none") << report.dump(1);
  EXPECT_EQ(report.at("packs").at(1).at("a").at("policies"), json({"Harbour Skin"}));
}

TEST(Diff, AnotherRuleWithTheSameAnswersIsProved) {
  Versions versions;
  versions.change("led/led.contra", "while light_sensitive_condition or lupus is present",
                  "while light_sensitive_condition is present or lupus is present");
  const Ran ran = versions.diff();
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("No client's answer changes: proved"), std::string::npos) << ran.out;
}

TEST(Diff, ALaterWindowIsLater) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 6 days after last prescription_retinoid");
  const json report = versions.report();
  EXPECT_EQ(report.at("way"), "later");
  EXPECT_EQ(item(report, "topical_retinoid").at("intakes").at(0).at("way"), "later");
  expect_all_replay(versions, report);
}

TEST(Diff, MonthsAndDaysPartBothWays) {
  Versions versions;
  versions.change("microneedling/products.contra", "wait 6 months after last oral_retinoid",
                  "wait 183 days after last oral_retinoid");
  const json report = versions.report();
  EXPECT_EQ(report.at("reach"), "days");
  expect_all_replay(versions, report);
}

TEST(Diff, ACheckThatIsGoneLetsSomebodyThrough) {
  Versions versions;
  versions.cut("microneedling/procedures.contra", "check toxin", "check filler");
  const json report = versions.report();
  const json found = item(report, "toxin");
  EXPECT_EQ(found.at("fate"), "removed");
  EXPECT_EQ(found.at("intakes").at(0).at("way"), "earlier");
  expect_all_replay(versions, report);
}

TEST(Diff, ATermWithAnotherParentMovesTheChecksThatReadIt) {
  Versions versions;
  versions.change("skin/products.contra", "term hydroquinone is a harsh_product",
                  "term hydroquinone is a bland_product");
  const json report = versions.report();
  const json term = item(report, "hydroquinone");
  EXPECT_EQ(term.at("kind"), "term");
  EXPECT_EQ(term.at("reach"), "days");
  const bool reads = std::any_of(report.at("packs").begin(), report.at("packs").end(), [](const json& pack) {
    return std::any_of(pack.at("items").begin(), pack.at("items").end(), [](const json& one) {
      return one.at("kind") == "check" && one.dump().find("hydroquinone") != std::string::npos &&
             one.at("reach") == "days";
    });
  });
  EXPECT_TRUE(reads) << report.dump(1);
  expect_all_replay(versions, report);
}

TEST(Diff, AnAreaThatIsGoneMakesAPlanWait) {
  Versions versions;
  versions.change("skin/areas.contra", "area upper_lip \"the upper lip\" part of mouth_area\n", "");
  const json report = versions.report();
  const json area = item(report, "upper_lip");
  EXPECT_EQ(area.at("fate"), "removed");
  EXPECT_EQ(area.at("intakes").at(0).at("way"), "later");
  expect_all_replay(versions, report);
}

TEST(Diff, WhoMayClearMovesBothWays) {
  Versions versions;
  versions.change("microneedling/procedures.contra", "  cleared by surgeon\n", "  cleared by dermatologist\n");
  const json report = versions.report();
  EXPECT_EQ(report.at("way"), "both");
  const json found = item(report, "surgery");
  EXPECT_EQ(found.at("intakes").size(), 2u);
  expect_all_replay(versions, report);
}

TEST(Diff, AnInspectionThatNoLongerCountsMakesSomebodyWait) {
  Versions v;
  v.change("microneedling/skin.contra", ", until \"settled, seen by the practitioner\"", "");
  const Ran ran = v.diff();
  EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("the practitioner's inspection"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("given clearance for sunburn_now by practitioner"), std::string::npos) << ran.out;
}

TEST(Diff, AnotherTitleOfARoleIsAnotherWayToWriteIt) {
  Versions v;
  v.change("skin/skin.contra", "role dermatologist \"a dermatologist\"", "role dermatologist \"a skin specialist\"");
  EXPECT_EQ(v.diff().code, 1) << v.diff().out;
}

TEST(Diff, AVocabularyOfAnotherNameIsHeldAgainstTheOneBefore) {
  Versions v;
  for (const auto& entry : fs::recursive_directory_iterator(v.folder().path() + "/b")) {
    if (entry.path().extension() != ".contra") continue;
    std::string text = slurp(entry.path().string());
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"vocabulary skin ", "vocabulary hide "},
                                   {"part of skin\n", "part of hide\n"},
                                   {"use skin ", "use hide "}})
      if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
    std::ofstream(entry.path(), std::ios::binary) << text;
  }
  EXPECT_EQ(v.diff().code, 0) << v.diff().out;
  v.change("skin/skin.contra", "  weeks   4 days", "  weeks   20 days");
  const Ran ran = v.diff();
  EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("tolerance"), std::string::npos) << ran.out;
}

TEST(Diff, ANewQuestionIsTold) {
  Versions versions;
  versions.change("skin/skin.contra", "ask pregnant ",
                  "ask brittle_nails \"Are your nails brittle?\" yes or no\nask pregnant ");
  const json report = versions.report();
  const json found = item(report, "brittle_nails");
  EXPECT_EQ(found.at("fate"), "added");
  // Who answers it is not understood by the older version.
  EXPECT_EQ(found.at("intakes").at(0).at("a").at("verdict"), "refused");
  expect_all_replay(versions, report);
}

TEST(Diff, NotesAndConditionsAreToldWithoutADay) {
  Versions versions;
  versions.change("microneedling/products.contra", ", better 7 days", ", better 8 days");
  const json report = versions.report();
  EXPECT_EQ(report.at("reach"), "advice");
  EXPECT_EQ(report.at("way"), "none");
  EXPECT_EQ(versions.diff().code, 1);
  expect_all_replay(versions, report);
}

TEST(Diff, WordsAloneMoveNobody) {
  Versions versions;
  versions.change("microneedling/products.contra", "Retinoids thin the outer layer",
                  "Retinoids make the outer layer thin");
  const json report = versions.report();
  EXPECT_EQ(report.at("reach"), "words");
  EXPECT_EQ(versions.diff().code, 0);
  EXPECT_NE(report.at("text").get<std::string>().find("No client's answer changes"), std::string::npos);
}

TEST(Diff, AnUnchangedCopyChangesNoAnswer) {
  Versions versions;
  const Ran ran = versions.diff();
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("No client's answer changes"), std::string::npos);
}

TEST(Diff, OrderLayoutAndCommentsChangeNoAnswer) {
  Versions versions;
  // Files under other names, so in another order; items within a file turned round; spaces and comments put in.
  const std::string b = versions.folder().path() + "/b";
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(b))
    if (entry.path().extension() == ".contra") files.push_back(entry.path());
  int number = 0;
  for (const auto& file : files) {
    std::vector<std::string> parts(1);
    std::istringstream lines(slurp(file.string()));
    for (std::string line; std::getline(lines, line);) {
      const bool item = line.rfind("check ", 0) == 0 || line.rfind("term ", 0) == 0 || line.rfind("area ", 0) == 0;
      if (item) parts.emplace_back();
      if (line.rfind("  ", 0) == 0 && line.find('#') == std::string::npos)
        line = "      " + line.substr(2) + "   # as before";
      parts.back() += line + "\n";
    }
    std::reverse(parts.begin() + 1, parts.end());
    std::string text;
    for (const auto& part : parts) text += part;
    fs::remove(file);
    std::ofstream(file.parent_path() / ("z" + std::to_string(900 - number++) + ".contra"), std::ios::binary) << text;
  }
  const Ran ran = versions.diff();
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("No client's answer changes: both versions are the same in meaning and in words."),
            std::string::npos)
      << ran.out;
}

TEST(Diff, EqualLengthsAndTestsAreTheSame) {
  Versions versions;
  versions.change("microneedling/products.contra", "wait 6 months after last oral_retinoid, better 12 months",
                  "wait 6 months after last oral_retinoid, better 1 year");
  EXPECT_EQ(versions.diff().code, 0);
}

TEST(Diff, AChangedPackIsHeldAgainstTheOneBuiltIn) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  const Ran ran = versions.run("diff built-in b");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out.find("adapalene"), std::string::npos) << "the term that the rule names is the smallest";
}

// --- policies -------------------------------------------------------------------------------------------------

class Policies : public Versions {
 public:
  Policies() {
    const std::string text = slurp(root + "/samples/policies/harbour_skin.contra");
    folder().write("strict.contra", text);
    folder().write("mild.contra", text);
  }
  Policies& mild(const std::string& from, const std::string& to) {
    std::string text = slurp(folder().path() + "/mild.contra");
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    folder().write("mild.contra", text);
    return *this;
  }
};

TEST(Diff, APolicyThatLoosensIsFound) {
  Policies policies;
  const Ran ran = policies.run("diff built-in strict.contra --json");
  ASSERT_EQ(ran.code, 1) << ran.err;
  const json report = json::parse(ran.out);
  EXPECT_EQ(report.at("way"), "both");
  EXPECT_EQ(item(report, "filler").at("intakes").at(0).at("way"), "earlier");
  EXPECT_EQ(item(report, "topical_retinoid").at("intakes").at(0).at("way"), "later");
  EXPECT_EQ(item(report, "needs").at("reach"), "days");
  EXPECT_EQ(item(report, "validity").at("reach"), "days");
  expect_all_replay(policies, report, "", "--policy strict.contra");
}

TEST(Diff, TwoPoliciesOnOnePack) {
  Policies policies;
  policies.mild("loosen filler: wait 14 days", "loosen filler: wait 10 days");
  const Ran ran = policies.run("diff strict.contra mild.contra --json");
  ASSERT_EQ(ran.code, 1) << ran.err;
  const json report = json::parse(ran.out);
  EXPECT_EQ(report.at("way"), "earlier");
  ASSERT_EQ(items(report).size(), 1u);
  expect_all_replay(policies, report, "--policy strict.contra", "--policy mild.contra");
}

TEST(Diff, APolicyThatEndsEarlierIsFoundOnTheDayItEnds) {
  Policies policies;
  policies.mild("until 2026-12-31", "until 2026-06-30");
  const Ran ran = policies.run("diff strict.contra mild.contra --json");
  ASSERT_EQ(ran.code, 1) << ran.err;
  const json report = json::parse(ran.out);
  EXPECT_EQ(report.at("way"), "later");
  expect_all_replay(policies, report, "--policy strict.contra", "--policy mild.contra");
}

TEST(Diff, TheSamePolicyTwiceChangesNothing) {
  Policies policies;
  EXPECT_EQ(policies.run("diff strict.contra mild.contra").code, 0);
}

TEST(Diff, PoliciesStandOnThePackThatIsGiven) {
  Policies policies;
  policies.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  EXPECT_EQ(policies.run("diff strict.contra mild.contra --pack b").code, 0);
  EXPECT_EQ(policies.run("diff strict.contra strict.contra --pack nowhere").code, 2);
}

// --- real records ---------------------------------------------------------------------------------------------

TEST(DiffOnRecords, SaysWhoMovesAndByHowManyDays) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  const Ran ran = versions.diff("--json --on-records '" + root + "/samples/intakes'");
  ASSERT_EQ(ran.code, 1) << ran.err;
  const json records = json::parse(ran.out).at("records");
  EXPECT_EQ(records.at("moved"), 2);
  EXPECT_EQ(records.at("wait_to_go"), 1);
  EXPECT_EQ(records.at("earlier"), 1);
  EXPECT_EQ(records.at("refused_by_both"), 1);
  EXPECT_EQ(records.at("days"), json::parse(R"([{"days":-1,"records":2}])"));
  EXPECT_EQ(records.at("checks"), json::parse(R"({"topical_retinoid":2})"));
  // Each move is what `screen` says.
  for (const json& move : records.at("moves")) {
    const std::string id = move.at("id");
    std::string file;
    for (const auto& entry : fs::directory_iterator(root + "/samples/intakes"))
      if (entry.path().filename().string().rfind(id, 0) == 0) file = entry.path().string();
    for (const char* side : {"a", "b"}) {
      const json decision = json::parse(versions.run("screen '" + file + "' --json --pack " + side).out);
      EXPECT_EQ(decision.at("verdict"), move.at(side).at("verdict"));
      EXPECT_EQ(decision.at("treatments").at(0).at("earliest"), move.at(side).at("earliest"));
    }
  }
}

TEST(DiffOnRecords, ShowsNoAnswers) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  for (const char* form : {"", "--json", "--markdown"}) {
    const Ran ran = versions.run("diff a b --on-records '" + root + "/samples/pipelines/records.ndjson' " + form);
    EXPECT_LE(ran.code, 1) << ran.err;
    for (const char* answer : {"tretinoin", "Retin-A"})
      EXPECT_EQ((ran.out + ran.err).find(answer), std::string::npos) << form << answer;
  }
}

TEST(DiffOnRecords, ThreadsPipesAndPackedFilesChangeNothing) {
  Versions versions;
  versions.change("microneedling/products.contra", "wait 6 months after last oral_retinoid",
                  "wait 7 months after last oral_retinoid");
  std::string lines;
  for (int i = 0; i < 20; ++i)
    for (const auto& name : {"c-0105-isotretinoin-last-autumn.json", "c-0101-nothing-found.json"})
      lines += json::parse(slurp(root + "/samples/intakes/" + name)).dump() + "\n";
  versions.folder().write("lines.ndjson", lines);
  const Ran one = versions.run("diff a b --json --threads 1 --on-records lines.ndjson");
  EXPECT_EQ(json::parse(one.out).at("records").at("moved"), 20);
  EXPECT_EQ(versions.run("diff a b --json --threads 3 --on-records lines.ndjson").out, one.out);
  EXPECT_EQ(contra_test::run_command(versions.folder().path(), "diff a b --json --on-records -", lines).out, one.out);
  ASSERT_EQ(std::system(("gzip -k '" + versions.folder().path() + "/lines.ndjson'").c_str()), 0);
  EXPECT_EQ(versions.run("diff a b --json --on-records lines.ndjson.gz").out, one.out);
}

TEST(DiffOnRecords, RecordsThatCannotBeReadAreAFault) {
  Versions versions;
  EXPECT_EQ(versions.run("diff a b --on-records nowhere.ndjson").code, 2);
  versions.folder().write("empty.ndjson", "\n\n");
  EXPECT_EQ(versions.run("diff a b --on-records empty.ndjson").code, 2);
}

// --- pages ----------------------------------------------------------------------------------------------------

TEST(DiffPage, OneWindow) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  contra_test::hold_page("diff_window", versions.diff().out);
  contra_test::hold_page("diff_window_plain", versions.diff("--plain").out);
  contra_test::hold_page("diff_window_records", versions.diff("--on-records '" + root + "/samples/intakes'").out);
}

TEST(DiffPage, APolicy) {
  Policies policies;
  contra_test::hold_page("diff_policy", policies.run("diff built-in strict.contra").out);
}

TEST(DiffPage, Full) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  const Ran ran = versions.diff("--full");
  const std::size_t at = ran.out.find("\n{");
  ASSERT_NE(at, std::string::npos) << ran.out;
  EXPECT_LE(contra_test::widest(ran.out), 80u);
  EXPECT_EQ(json::parse(ran.out.substr(at)),
            item(versions.report(), "topical_retinoid").at("intakes").at(0).at("record"));
}

TEST(DiffPage, MarkdownForAReview) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  const std::string page = versions.diff("--markdown").out;
  EXPECT_NE(page.find("| A | WAIT until 17 March 2026, because of topical\\_retinoid |"), std::string::npos) << page;
  EXPECT_NE(page.find("B lets this client come earlier.\n"), std::string::npos);
  const std::size_t begin = page.find("```json\n");
  ASSERT_NE(begin, std::string::npos);
  const std::string record = page.substr(begin + 8, page.find("\n```", begin) - begin - 8);
  EXPECT_EQ(json::parse(record), item(versions.report(), "topical_retinoid").at("intakes").at(0).at("record"));
}

TEST(DiffPage, MarkdownTakesNoMarkupFromTheRules) {
  Versions versions;
  versions.change("microneedling/products.contra", "Retinoids thin the outer layer", "<script>|**Retinoids** `thin`");
  const Ran ran = versions.diff("--markdown");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out.find("<script>"), std::string::npos);
  EXPECT_EQ(ran.out.find("**Retinoids**"), std::string::npos);
}

TEST(Diff, FaultsAreFaults) {
  Versions versions;
  EXPECT_EQ(versions.run("diff a").code, 2);
  EXPECT_EQ(versions.run("diff a nowhere").code, 2);
  EXPECT_EQ(versions.run("diff a b --json --markdown").code, 2);
  EXPECT_EQ(versions.run("diff a b --on 2026-02-31").code, 2);
  versions.change("microneedling/products.contra", retinoid, "wait 5 apples after last prescription_retinoid");
  const Ran ran = versions.diff();
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
}

TEST(Diff, SaysTheSameEachTime) {
  Versions versions;
  versions.change("microneedling/products.contra", retinoid, "wait 4 days after last prescription_retinoid");
  EXPECT_EQ(versions.diff("--json").out, versions.diff("--json").out);
}

}  // namespace
