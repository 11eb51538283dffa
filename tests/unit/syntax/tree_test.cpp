// Every form of the grammar gives exactly its tree.
#include <gtest/gtest.h>

#include "dump.hpp"
#include "read.hpp"

namespace contra::syntax {
namespace {

std::string condition_of(const std::string& text) {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  const auto condition = parse_condition(sources, sources.add("c", text), diagnostics);
  std::string result = condition ? dump(*condition) : "none";
  for (const auto& diagnostic : diagnostics) result += " " + std::string(text::info(diagnostic.kind).id);
  return result;
}

std::string item_of(const std::string& text) {
  const Read done = read_items(text);
  std::string result;
  for (const Item& item : done.file.items) result += (result.empty() ? "" : "\n") + dump(item);
  return result + done.drawn();
}

std::string policy_item_of(const std::string& text) {
  const Read done = read("policy \"P\" on needling 1\n" + text);
  return (done.file.items.empty() ? "" : dump(done.file.items.front())) + done.drawn();
}

std::string header_of(const std::string& text) {
  const Read done = read(text);
  return (done.file.header ? dump(*done.file.header) : "none") + done.drawn();
}

std::string outcome_of(const std::string& text) { return item_of("check x " + text).substr(8); }

TEST(Conditions, Atoms) {
  EXPECT_EQ(condition_of("pregnant is yes"), "pregnant=yes");
  EXPECT_EQ(condition_of("pregnant is no"), "pregnant=no");
  EXPECT_EQ(condition_of("skin_type is not III"), "skin_type!=III");
  EXPECT_EQ(condition_of("skin_type is III or IV"), "skin_type=III|IV");
  EXPECT_EQ(condition_of("skin_type is not III or IV"), "skin_type!=III|IV");
  EXPECT_EQ(condition_of("skin_type is at least IV"), "skin_type>=IV");
  EXPECT_EQ(condition_of("skin_type is at most IV"), "skin_type<=IV");
  EXPECT_EQ(condition_of("d is above 1.5 mm"), "d>1500/1000mm");
  EXPECT_EQ(condition_of("d is under 0.05 mm"), "d<50/1000mm");
  EXPECT_EQ(condition_of("d is up to 2 mm"), "dupto2000/1000mm");
  EXPECT_EQ(condition_of("age is under 18 years"), "age<18000/1000years");
  EXPECT_EQ(condition_of("any peel"), "(any peel)");
  EXPECT_EQ(condition_of("no peel or laser"), "(no peel|laser)");
  EXPECT_EQ(condition_of("any peel where depth is at least medium where x is yes in treated area"),
            "(any peel[depth>=medium][x=yes] in-area)");
  EXPECT_EQ(condition_of("any peel started on or before visit within 6 months before visit"),
            "(any peel started within 6m before)");
  EXPECT_EQ(condition_of("no peel within 2 weeks after visit"), "(no peel within 2w after)");
  EXPECT_EQ(condition_of("taking a or b where prescribed is yes"), "(taking a|b[prescribed=yes])");
  EXPECT_EQ(condition_of("cold_sore is present"), "(present cold_sore)");
  EXPECT_EQ(condition_of("cold_sore or eczema where where_ is face is present in treated area"),
            "(present cold_sore|eczema[where_=face] in-area)");
  EXPECT_EQ(condition_of("allergic to latex or lidocaine"), "(allergic latex|lidocaine)");
  EXPECT_EQ(condition_of("planned sun in treated area within 3 days before visit"),
            "(planned sun in-area within 3d before)");
  EXPECT_EQ(condition_of("treated area touches face or neck"), "(touches face|neck)");
  EXPECT_EQ(condition_of("every answer is no"), "every-no");
}

TEST(Conditions, ConnectivesAndParentheses) {
  EXPECT_EQ(condition_of("a is yes and b is no and not c is yes"), "(and a=yes b=no (not c=yes))");
  EXPECT_EQ(condition_of("a is yes or b is no or c is yes"), "(or a=yes b=no c=yes)");
  EXPECT_EQ(condition_of("(a is yes or b is no) and c is yes"), "(and (or a=yes b=no) c=yes)");
  EXPECT_EQ(condition_of("not (not a is yes)"), "(not (not a=yes))");
  EXPECT_EQ(condition_of("((a is yes))"), "a=yes");
}

TEST(Conditions, OrBelongsToWhatCanTakeIt) {
  EXPECT_EQ(condition_of("a is x or y or b is z"), "(or a=x|y b=z)");
  EXPECT_EQ(condition_of("taking a or b or c is present"), "(or (taking a|b) (present c))");
  EXPECT_EQ(condition_of("any a or b is yes"), "(or (any a) b=yes)");
  EXPECT_EQ(condition_of("a is yes or no medicine"), "(or a=yes (no medicine))");
  EXPECT_EQ(condition_of("a is yes or no"), "a=yes|no");
  EXPECT_EQ(condition_of("a is yes or any b or c"), "(or a=yes (any b|c))");
  EXPECT_EQ(condition_of("a is x or not b is y"), "(or a=x (not b=y))");
  EXPECT_EQ(condition_of("taking a where d is x or y or b is z"), "(or (taking a[d=x|y]) b=z)");
  EXPECT_EQ(condition_of("treated area touches a or b or c is yes"), "(or (touches a|b) c=yes)");
}

TEST(Conditions, MixedConnectivesAreReadAndFirstAndTold) {
  EXPECT_EQ(condition_of("a is yes and b is yes or c is yes"), "none C0105");
  const Read done = read_items("check x wait while a is yes or b is yes and c is yes or d is yes");
  EXPECT_EQ(done.ids(), "C0105");
  EXPECT_EQ(dump(done.file.items.at(0)), "check x (wait-while (or a=yes (and b=yes c=yes) d=yes))");
}

TEST(Outcomes, EveryForm) {
  EXPECT_EQ(outcome_of("wait 5 days after last retinoid"), "(wait-after 5d retinoid)");
  EXPECT_EQ(outcome_of("wait 5 days after last a or b where d is x in treated area, better 1 week while c is yes"),
            "(wait-after 5d a|b[d=x] in-area better 1w while c=yes)");
  EXPECT_EQ(outcome_of("wait after last peel in treated area by depth\n superficial or light 14 days\n medium 42 days, "
                       "better 50 days\n otherwise 3 months"),
            "(wait-after peel in-area by depth{superficial|light:14d; medium:42d better 50d; otherwise:3m})");
  EXPECT_EQ(outcome_of("wait after last needling by depth up to 0.5 mm 14 days up to 1.5 mm 28 days above 42 days"),
            "(wait-after needling by depth{upto500/1000mm:14d; upto1500/1000mm:28d; above:42d})");
  EXPECT_EQ(outcome_of("better 7 days after last coffee in treated area"), "(better-after 7d coffee in-area)");
  EXPECT_EQ(outcome_of("wait from 28 days before start of chemo until 1 month after its end"),
            "(wait-from before 28d chemo after 1m)");
  EXPECT_EQ(outcome_of("wait from start of chemo in treated area until its end"), "(wait-from chemo in-area)");
  EXPECT_EQ(outcome_of("wait while fever is yes"), "(wait-while fever=yes)");
  EXPECT_EQ(outcome_of("wait while fever is yes, until \"gone\""), "(wait-while fever=yes until \"gone\")");
  EXPECT_EQ(outcome_of("wait for clearance by doctor or nurse while taking x"), "(clearance doctor|nurse (taking x))");
  EXPECT_EQ(outcome_of("limit depth to 1.5 mm while a is yes"), "(limit 1500/1000mm while a=yes)");
  EXPECT_EQ(outcome_of("limit depth to superficial for 6 months after last x in treated area"),
            "(limit superficial (wait-after 6m x in-area))");
  EXPECT_EQ(outcome_of("not with this device while a is yes, instead led or peel"),
            "(not-device a=yes instead led,peel)");
  EXPECT_EQ(outcome_of("go only with \"no cream\" while a is yes"), "(go-only \"no cream\" a=yes)");
  EXPECT_EQ(outcome_of("note \"look\" while a is yes"), "(note \"look\" a=yes)");
  EXPECT_EQ(outcome_of("ask again while a is yes"), "(ask-again a=yes)");
  EXPECT_EQ(outcome_of("\n  ask again while a is yes"), "(ask-again a=yes)");
}

TEST(Items, Clauses) {
  EXPECT_EQ(item_of("check x \"Title\"\n wait while a is yes\n cleared by d or e\n then cleared by f\n unless b is "
                    "yes\n because \"one\" \"two\"\n"
                    " tell \"t\"\n cite s \"p\" cite q\n spread 12 hours to 30 days\n review by 2027-06-01\n effective "
                    "from 2026-01-01 until 2026-12-31"),
            "check x \"Title\" (wait-while a=yes) cleared d|e then-cleared f unless b=yes because \"one two\" tell "
            "\"t\" cite s\"p\",q spread 12h..30d "
            "review 2027-06-01 from 2026-01-01 until 2026-12-31");
  EXPECT_EQ(
      item_of("check x because \"first\" wait while a is yes effective until 2026-12-31 spread \"none to 12 months\""),
      "check x (wait-while a=yes) because \"first\" spread \"none to 12 months\" until 2026-12-31");
  EXPECT_EQ(item_of("guarantee g \"G\" never go while a is yes because \"b\" cite s"),
            "guarantee g \"G\" a=yes because \"b\" cite s");
}

TEST(Items, Vocabulary) {
  EXPECT_EQ(item_of("area cheek \"Cheek\"\n  part of face, head\n  also \"cheeks\", \"jowl\""),
            "area cheek \"Cheek\" part-of face,head also \"cheeks\",\"jowl\"");
  EXPECT_EQ(item_of("role dermatologist \"D\" is a doctor, specialist"),
            "role dermatologist \"D\" is doctor,specialist");
  EXPECT_EQ(
      item_of("term t \"T\" is an a, b is a c also \"x\" \"y\", \"z\" code atc \"D1\" code snomed \"2\" prescribed"),
      "term t \"T\" is a,b,c also \"x y\",\"z\" code atc\"D1\",snomed\"2\" prescribed");
  EXPECT_EQ(item_of("list l \"Q?\" of a, b records exposures detail depth one of s \"S\", d in order for peel, laser "
                    "detail area area\n"
                    " detail prescribed yes or no answered by practitioner looks back 6 months asked only when q is "
                    "yes, else no"),
            "list l \"Q?\" of a,b records exposures detail depth:one-of s\"S\"|d ordered for "
            "peel,laser,area:area,prescribed:yes-no practitioner back 6m "
            "only-when q=yes else-no");
  EXPECT_EQ(item_of("list l \"Q?\" of a records states"), "list l \"Q?\" of a records states");
  EXPECT_EQ(item_of("list l \"Q?\" of a records allergies answered by client"), "list l \"Q?\" of a records allergies");
  EXPECT_EQ(item_of("list l \"Q?\" of a records events to come"), "list l \"Q?\" of a records to-come");
  EXPECT_EQ(item_of("ask a \"Q?\" yes or no, for any of b, c\n not applicable counts as no"),
            "ask a \"Q?\" yes-no any-of b,c na-no");
  EXPECT_EQ(item_of("ask a \"Q?\" answered by practitioner one of I, II asked only when b is 3 mm"),
            "ask a \"Q?\" one-of I|II practitioner only-when b=3000/1000mm");
  EXPECT_EQ(item_of("ask a \"Q?\" number in cm from 50 to 250.5"), "ask a \"Q?\" number cm 50000..250500");
  EXPECT_EQ(item_of("ask a \"Q?\" past day"), "ask a \"Q?\" past-day");
  EXPECT_EQ(item_of("ask a \"Q?\" future day"), "ask a \"Q?\" future-day");
  EXPECT_EQ(item_of("ask a \"Q?\" area"), "ask a \"Q?\" area");
  EXPECT_EQ(item_of("ask a \"Q?\"\n  area\nask b \"Q?\"\n  text"), "ask a \"Q?\" area\nask b \"Q?\" text");
  EXPECT_EQ(item_of("tolerance\n  days 1 day\n  weeks 4 days\n  months 10 days\n  years 2 months"),
            "tolerance d~1d,w~4d,m~10d,y~2m");
}

TEST(Items, SourcesAndTexts) {
  EXPECT_EQ(item_of("source s \"T\" law"), "source s \"T\" law");
  EXPECT_EQ(item_of("source s \"T\" house at \"https://x\""), "source s \"T\" house at \"https://x\"");
  for (const char* strength : {"law", "label", "guideline", "study", "guidance", "house"}) {
    EXPECT_EQ(item_of("source s \"T\" " + std::string(strength)), "source s \"T\" " + std::string(strength));
  }
  EXPECT_EQ(item_of("about x \"X\"\n say \"a\" \"b\"\n say \"c\"\n cite s"), "about x \"X\" say \"a b\",\"c\" cite s");
  EXPECT_EQ(item_of("aftercare a \"A\"\n avoid \"sun\" from 2 hours for 24 hours, better 48 hours\n do \"rest\" until "
                    "\"healed\"\n watch for \"pus\"\n"
                    " next session by previous\n avoid \"x\" by depth up to 0.5 mm 1 day above 2 days, better 3 days\n "
                    "while a is yes because \"b\" cite s"),
            "aftercare a \"A\" (avoid \"sun\" from 2h for 24h better 48h),(do \"rest\" until \"healed\"),(watch "
            "\"pus\"),(next previous),"
            "(avoid \"x\" by depth{upto500/1000mm:1d; above:2d better 3d}) while a=yes because \"b\" cite s");
  EXPECT_EQ(item_of("precare p avoid \"retinol\" from 5 days before until \"told\" do \"sleep\""),
            "precare p (avoid \"retinol\" from 5d until \"told\"),(do \"sleep\")");
}

TEST(Items, Policy) {
  EXPECT_EQ(policy_item_of("tighten c: wait 7 days, better 9 days while a is yes because \"x\""),
            "tighten c (same 7d better 9d while a=yes) because \"x\"");
  EXPECT_EQ(policy_item_of("tighten c: wait by depth superficial 20 days otherwise 4 months"),
            "tighten c (same by depth{superficial:20d; otherwise:4m})");
  EXPECT_EQ(policy_item_of("tighten c: wait 7 days after last x"), "tighten c (wait-after 7d x)");
  EXPECT_EQ(policy_item_of("tighten c : wait while a is yes"), "tighten c (wait-while a=yes)");
  EXPECT_EQ(policy_item_of("loosen c: wait 3 days because \"x\" approved by \"Dr\" until 2026-12-31"),
            "loosen c (same 3d) because \"x\" approved \"Dr\" until! 2026-12-31");
}

TEST(Items, Records) {
  EXPECT_EQ(item_of("example e \"E\"\n from base, visit 2026-03-16\n as of 2026-03-01\n under policy \"P\"\n plan "
                    "needling in face, neck depth 1.0 mm\n plan depth light\n plan"),
            "example e \"E\" from base visit 2026-03-16 as-of 2026-03-01 policy \"P\" (plan needling in face,neck "
            "depth 1000/1000mm),(plan depth light),(plan)");
  EXPECT_EQ(item_of("example e\n given a is yes\n signed 2026-02-01\n form change signed 2026-03-12 nothing changed "
                    "no\n given b is no\n form practitioner\n given c is III or IV\n form full nothing changed unsure"),
            "example e (full signed 2026-02-01 : a=yes),(change signed 2026-03-12 unchanged no : b=no),(practitioner : "
            "c=III|IV),(full unchanged unsure)");
  EXPECT_EQ(item_of("example e\n form full signed 2026-02-01\n given a is yes, b is no"),
            "example e (full signed 2026-02-01 : a=yes,b=no)");
  EXPECT_EQ(item_of("example e\n given every other question no\n given a is unsure\n given b is declined\n given c is "
                    "not asked\n given d is not applicable\n given f is 1.0 mm"),
            "example e (full : every-other-no,a=unsure,b=declined,c not-asked,d not-applicable,f=1000/1000mm)");
  EXPECT_EQ(
      item_of("example e\n given a is 1988-05\n given b is 1988\n given c is 2026-03-14\n given d is between "
              "2025-09-01 and 2025-11-30\n"
              " given f is about 2 weeks ago\n given g is in the last 6 months\n given h is not in the last 1 year\n "
              "given i is words \"before Christmas\"\n given j is never"),
      "example e (full : a date 1988-05-01..1988-05-31,b date 1988-01-01..1988-12-31,c date 2026-03-14..2026-03-14,d "
      "date 2025-09-01..2025-11-30,"
      "f date about 2w,g date in-last 6m,h date not-in-last 1y,i date words\"before Christmas\",j=never date never)");
  EXPECT_EQ(item_of("example e\n given l: a last 2026-03-14, b on 2025-02 depth medium in face in neck, \"green "
                    "cream\" last unsure, c ongoing, d ongoing no,\n"
                    " f start 2026-02-10 end never, g size 3 mm ongoing unsure, more"),
            "example e (full : l{a last 2026-03-14..2026-03-14; b on 2025-02-01..2025-02-28 in face,neck depth=medium; "
            "\"green cream\" last unsure; c ongoing yes; "
            "d ongoing no; f start 2026-02-10..2026-02-10 end never; g ongoing unsure size=3000/1000mm} more)");
  EXPECT_EQ(item_of("example e given l asked a, b: more\n given m: x"), "example e (full : l asked a,b{} more,m{x})");
  EXPECT_EQ(item_of("example e given clearance for c by d on 2026-03-10 until 2026-09-10 for t, u"),
            "example e (clearance c d 2026-03-10 until 2026-09-10 for t,u)");
  EXPECT_EQ(item_of("example e given clearance is yes"), "example e (full : clearance=yes)");
}

TEST(Items, Expectations) {
  EXPECT_EQ(item_of("test \"t\" from e expect go expect wait, earliest 2026-03-19, never"),
            "test \"t\" from e expect go,wait,earliest 2026-03-19,never");
  EXPECT_EQ(item_of("test \"t\" expect wait until 2026-03-19, better 2026-03-21, because a"),
            "test \"t\" expect wait-until 2026-03-19,better 2026-03-21,because a");
  EXPECT_EQ(item_of("test \"t\" expect renewed, no better, only because a and b, not because c, with d, not with f, "
                    "asks g and h, holds until 2026-04-01"),
            "test \"t\" expect renewed,no-better,only-because a|b,not-because c,with d,not-with f,asks g|h,holds-until "
            "2026-04-01");
  EXPECT_EQ(item_of("test \"t\" expect limit 1.5 mm, limit light, clearance by doctor"),
            "test \"t\" expect limit 1500/1000mm,limit light,clearance-by doctor");
  // A kind belongs to its own name.
  EXPECT_EQ(item_of("test \"t\" expect because a kind 3 and b and c kind 1"),
            "test \"t\" expect because b,because a kind3,because c kind1");
  EXPECT_EQ(item_of("test \"t\" expect only because a kind 3 and b"),
            "test \"t\" expect only-because a|b,because a kind3");
}

TEST(Headers, EveryKind) {
  EXPECT_EQ(header_of("vocabulary skin 1.2.3 \"Skin\""), "vocabulary skin 1.2.3 \"Skin\"");
  EXPECT_EQ(header_of("pack needling 1.0.0 \"N\"\n use skin 1\n review by 2027-06-01\n needs born, medicines for "
                      "isotretinoin, x\n depth in mm from 0.1 to 3\n"
                      " form holds 12 months\n form older than 30 days needs change check not older than 14 days\n "
                      "clearance holds 6 months"),
            "pack needling 1.0.0 \"N\" use skin1 review 2027-06-01 needs born,medicines for isotretinoin,x depth "
            "number mm 100..3000 form 12m change 30d/14d clearance 6m");
  EXPECT_EQ(header_of("pack peel 1.0.0 \"P\" depth one of superficial, medium \"mid\", deep in order"),
            "pack peel 1.0.0 \"P\" depth one-of superficial|medium\"mid\"|deep ordered");
  EXPECT_EQ(header_of("policy \"Harbour Skin\" on microneedling 1 form holds 6 months"),
            "policy microneedling 1.0.0 \"Harbour Skin\" form 6m");
  EXPECT_EQ(header_of("part of skin"), "part skin");
  EXPECT_EQ(header_of("tests for microneedling"), "tests microneedling");
}

TEST(Text, EscapesAndNeighbours) {
  EXPECT_EQ(item_of("about x \"a \\\"b\\\" \\\\ c\" # comment \"not read\"\n  \"d\"\n say \"#no comment\""),
            "about x \"a \"b\" \\ c d\" say \"#no comment\"");
}

TEST(Spans, AreThePlacesOfTheParts) {
  const std::string text =
      "part of rules\n  check peel \"P\"\n  wait 5 days after last a or b, better 7 days\n  because \"one\"\n    "
      "\"two\"\n  # end\n";
  const Read done = read(text);
  ASSERT_EQ(done.ids(), "");
  const auto slice = [&](Span span) { return std::string(done.sources->slice(span)); };
  const Item& item = done.file.items.at(0);
  EXPECT_EQ(slice(item.span),
            "check peel \"P\"\n  wait 5 days after last a or b, better 7 days\n  because \"one\"\n    \"two\"");
  const auto& check = std::get<CheckItem>(item.node);
  EXPECT_EQ(slice(check.name.span), "peel");
  EXPECT_EQ(slice(check.title->span), "\"P\"");
  EXPECT_EQ(slice(check.outcome->span), "wait 5 days after last a or b, better 7 days");
  const auto& wait = std::get<WaitAfter>(check.outcome->form);
  EXPECT_EQ(slice(wait.length->span), "5 days");
  EXPECT_EQ(slice(wait.subject.span), "a or b");
  EXPECT_EQ(slice(wait.better->span), "better 7 days");
  EXPECT_EQ(slice(check.clauses.because->span), "\"one\"\n    \"two\"");
  EXPECT_EQ(slice(done.file.header->span), "part of rules");

  const Read other =
      read_items("check x wait while (a is not b or c) and any d where e is f within 3 days before visit");
  const auto& condition = std::get<WaitWhile>(std::get<CheckItem>(other.file.items.at(0).node).outcome->form).condition;
  const auto part = [&](Span span) { return std::string(other.sources->slice(span)); };
  EXPECT_EQ(part(condition.span), "(a is not b or c) and any d where e is f within 3 days before visit");
  const auto& operands = std::get<And>(condition.node).operands;
  EXPECT_EQ(part(operands.at(0).span), "(a is not b or c)");
  EXPECT_EQ(part(std::get<QuestionIs>(operands.at(0).node).test.span), "not b or c");
  EXPECT_EQ(part(operands.at(1).span), "any d where e is f within 3 days before visit");
  EXPECT_EQ(part(std::get<Any>(operands.at(1).node).within->span), "within 3 days before visit");
  EXPECT_EQ(part(std::get<Any>(operands.at(1).node).subject.where.at(0).span), "where e is f");
}

TEST(Layout, LinesAndIndentationDoNotMatter) {
  const std::string spread_out = item_of("check x\nwait 5 days\n  after last\npeel\nbecause \"b\"");
  EXPECT_EQ(spread_out, "check x (wait-after 5d peel) because \"b\"");
  EXPECT_EQ(item_of("check x wait 5 days after last peel because \"b\""), spread_out);
  EXPECT_EQ(item_of("\t  check x\r\n\twait 5 days after last peel\r\n\t because \"b\"\r\n"), spread_out);
  EXPECT_EQ(item_of("check x wait 5 days after last peel because \"b\""),
            item_of("check x # c\n wait # c\n 5 days after last peel # c\n because \"b\" # c"));
}

TEST(Layout, WordsOfItemsMayBeNamesWithinALine) {
  EXPECT_EQ(item_of("term source is a list\nterm check"), "term source is list\nterm check");
}

}  // namespace
}  // namespace contra::syntax
