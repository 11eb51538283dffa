// The sheets for the client: whole, friendly, and nothing on them that is the practitioner's business.
#include <gtest/gtest.h>

#include <functional>

#include "eval/care.hpp"
#include "present/sentences.hpp"
#include "sheet/fixture.hpp"
#include "support/html_reader.hpp"

namespace {

using contra::parse_iso_day;
using contra::sheet::Kind;
using contra_test::Decided;
using contra_test::sample;
using contra_test::samples;

constexpr Kind client_kinds[] = {Kind::before, Kind::after, Kind::about};

std::string lower(std::string words) {
  for (char& c : words)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return words;
}

/// The words of a page, without its style.
std::string words_of(const std::string& html) {
  const contra_test::HtmlPage page = contra_test::read_html(html);
  for (const auto& fault : page.faults) ADD_FAILURE() << fault;
  return page.all("body").at(0)->text;
}

/// Each record as it is, ahead of the visit, after the session, and held against its decision.
void each(const std::function<void(const std::string&, Decided&)>& look) {
  for (const std::string& number : samples()) {
    Decided plain(sample(number));
    if (!plain.readable()) continue;
    look(number, plain);
    contra::eval::DecideOptions ahead;
    ahead.as_of = contra::Day{plain.decision().visit.number - 20};
    Decided early(sample(number), ahead);
    look(number + " ahead", early);
    plain.context.session_end = to_iso(plain.decision().visit) + "T23:50";
    look(number + " held", plain);
    plain.context.session_end.clear();
    plain.context.overrides.push_back({"Monday 16 March 2026, 14:20", "K. Example", "A reason that nobody else reads"});
    look(number + " against", plain);
  }
}

TEST(ClientSheets, HoldEachLineOfCare) {
  std::size_t seen = 0;
  each([&](const std::string& name, Decided& decided) {
    const std::string before = lower(words_of(decided.html(Kind::before))),
                      after = lower(words_of(decided.html(Kind::after)));
    for (const auto& t : decided.decision().treatments)
      for (const auto& line : t.care_before) {
        EXPECT_NE(before.find(lower(line.line->text)), std::string::npos) << name << ": " << line.line->text;
        ++seen;
      }
    for (const auto& line : decided.decision().aftercare) {
      if (line.line->verb == contra::syntax::CareLine::Verb::next_session) {
        EXPECT_NE(after.find("not before"), std::string::npos) << name;
        continue;
      }
      EXPECT_NE(after.find(lower(line.line->text)), std::string::npos) << name << ": " << line.line->text;
      if (!line.line->until.empty()) {
        EXPECT_NE(after.find(lower(line.line->until)), std::string::npos) << name << ": " << line.line->until;
      }
      ++seen;
    }
  });
  EXPECT_GT(seen, 2000u);
}

TEST(ClientSheets, HoldWhatTheTreatmentIs) {
  Decided decided(sample("c-0133"));
  const std::string about = words_of(decided.html(Kind::about));
  std::size_t paragraphs = 0;
  for (const auto& t : decided.decision().treatments)
    for (const auto& section : t.program->pack->about)
      for (const auto& paragraph : section.paragraphs) {
        EXPECT_NE(about.find(paragraph), std::string::npos) << paragraph;
        ++paragraphs;
      }
  EXPECT_GT(paragraphs, 10u);
  EXPECT_EQ(about.find("Anna Example"), std::string::npos) << "the sheet is for everybody";
}

TEST(ClientSheets, NeverAlarm) {
  const std::vector<std::string> alarming = {"recommended", "contraindicat", "danger",      "forbid",     "forbidden",
                                             "refuse",      "reject",        "unsafe",      "fatal",      "emergency",
                                             "must not",    "do not take",   "stop taking", "stop using", "verdict",
                                             "override",    "against the"};
  each([&](const std::string& name, Decided& decided) {
    for (const Kind kind : client_kinds) {
      const std::string words = words_of(decided.html(kind));
      EXPECT_EQ(words.find("WAIT"), std::string::npos) << name;
      EXPECT_EQ(words.find("GO "), std::string::npos) << name;
      const std::string small = lower(words);
      for (const auto& word : alarming)
        EXPECT_EQ(small.find(word), std::string::npos) << name << " " << kind_name(kind) << ": " << word;
      if (kind != Kind::about) {
        EXPECT_NE(small.find("just as your prescriber has told you"), std::string::npos) << name;
      }
    }
  });
}

TEST(ClientSheets, SayNothingThatIsThePractitioners) {
  each([&](const std::string& name, Decided& decided) {
    for (const Kind kind : client_kinds) {
      const std::string words = words_of(decided.html(kind));
      EXPECT_EQ(words.find("A reason that nobody else reads"), std::string::npos) << name;
      for (const auto& t : decided.decision().treatments) {
        const contra::present::Sentences say(decided.facts(), decided.decision(), t);
        for (const auto& r : t.reasons) {
          EXPECT_EQ(words.find(say.reason(r)), std::string::npos) << name << ": " << r.check;
          if (r.source_check == nullptr) continue;
          if (!r.source_check->because.empty()) {
            EXPECT_EQ(words.find(r.source_check->because), std::string::npos) << name << ": " << r.check;
          }
          for (const auto& source : r.source_check->sources) {
            EXPECT_EQ(words.find(source.title), std::string::npos) << name << ": " << source.title;
          }
        }
      }
    }
  });
}

TEST(ClientSheets, TellEachReasonThatIsKnownInThePacksWords) {
  Decided decided(sample("c-0110"));
  const std::string words = words_of(decided.html(Kind::before));
  for (const auto& t : decided.decision().treatments)
    for (const auto& r : t.reasons) {
      EXPECT_NE(words.find(r.source_check->tell), std::string::npos) << r.check;
    }
}

TEST(ClientSheets, NameTheDayThatSuitsWhenThisOneDoesNot) {
  Decided later(sample("c-0102"));
  EXPECT_NE(
      words_of(later.html(Kind::before)).find("A later day suits your skin better: Thursday 19 March 2026 or after."),
      std::string::npos);
  Decided open(sample("c-0109"));
  EXPECT_NE(words_of(open.html(Kind::before)).find("We would like to talk with you before we fix the day."),
            std::string::npos);
  Decided renew(sample("c-0121"));
  EXPECT_NE(words_of(renew.html(Kind::before)).find("go through your form with you once more"), std::string::npos);
}

TEST(ClientSheets, CountBackFromTheDay) {
  contra::eval::DecideOptions ahead;
  ahead.as_of = parse_iso_day("2026-03-05");
  Decided decided(sample("c-0101"), ahead);
  const std::string words = words_of(decided.html(Kind::before));
  for (const char* row : {"From now onStrong sun", "From Monday 9 March", "From Wednesday 11 MarchRetinol",
                          "From Sunday 15 MarchAlcohol"})
    EXPECT_NE(words.find(row), std::string::npos) << row;
  EXPECT_EQ(words.find("From Monday 2 March"), std::string::npos) << "a day that is over";
  decided.context.today = parse_iso_day("2026-03-12");
  EXPECT_NE(words_of(decided.html(Kind::before)).find("From now onRetinol"), std::string::npos) << "made a week later";
}

TEST(ClientSheets, NameTheLastDayOfWhatIsPlannedAndOfNothingThatIsPrescribed) {
  contra::eval::DecideOptions ahead;
  ahead.as_of = parse_iso_day("2025-06-01");
  Decided decided(sample("c-0101"), ahead);
  const std::string html = decided.html(Kind::before);
  const std::size_t begin = html.find("id=\"last_days\""), end = html.find("</section>", begin);
  ASSERT_NE(begin, std::string::npos);
  const std::string words = lower(html.substr(begin, end - begin));
  EXPECT_NE(words.find("botulinum toxin"), std::string::npos);
  // Isotretinoin is its prescriber's business; retinol and vitamin C are left out for longer than their checks wait.
  for (const char* word : {"retin", "vitamin", "medicine", "chemotherapy"})
    EXPECT_EQ(words.find(word), std::string::npos) << word;
}

TEST(ClientSheets, CountHoursFromTheEndByTheClockOnTheWall) {
  Decided decided(sample("c-0101"));
  decided.context.session_end = "2026-03-16T15:10";
  std::string words = words_of(decided.html(Kind::after));
  EXPECT_NE(words.find("Make-upTuesday 17 March, 15:10Wednesday 18 March, 15:10"), std::string::npos);
  EXPECT_NE(words.find("Touching the skinMonday 16 March, 23:10"), std::string::npos);
  EXPECT_NE(words.find("Not before Monday 30 March 2026."), std::string::npos);
  // Europe's clocks go forward in this night, those of the United States three weeks before.
  for (const auto& [end, until] :
       {std::pair{"2026-03-28T15:10", "Make-upSunday 29 March, 15:10Monday 30 March, 15:10"},
        std::pair{"2026-10-24T15:10", "Make-upSunday 25 October, 15:10Monday 26 October, 15:10"},
        std::pair{"2026-12-31T16:00", "Touching the skinFriday 1 January 2027, 00:00"}}) {
    decided.context.session_end = end;
    EXPECT_NE(words_of(decided.html(Kind::after)).find(until), std::string::npos) << end;
  }
}

TEST(ClientSheets, LeaveLinesToWriteOnWhileTheEndIsNotKnown) {
  Decided decided(sample("c-0101"));
  for (const char* end : {"", "2026-03-16", "2026-03-16T25:00", "2026-02-30T10:00", "yesterday"}) {
    decided.context.session_end = end;
    const std::string html = decided.html(Kind::after);
    EXPECT_NE(html.find("Your session ended at (clock time)"), std::string::npos) << end;
    EXPECT_NE(html.find("24 hours after the end:</p><p class=\"write\">"), std::string::npos) << end;
  }
}

TEST(ClientSheets, CountFromTheDayOfASessionThatWasHeldAgainstTheDecision) {
  Decided decided(sample("c-0102"));  // WAIT until 19 March
  decided.context.overrides.push_back({"Monday 16 March 2026, 14:20", "K. Example", "Invented"});
  decided.context.session_end = "2026-03-16T15:10";
  const std::string words = words_of(decided.html(Kind::after));
  EXPECT_NE(words.find("Direct sunThursday 19 March"), std::string::npos);
  EXPECT_NE(words.find("Not before Monday 30 March 2026."), std::string::npos);
}

TEST(Care, OfTheAskedDayIsThatOfTheDecision) {
  Decided decided(sample("c-0133"));
  const contra::eval::Decision same =
      contra::eval::with_care_for(decided.decision(), decided.facts(), decided.decision().visit);
  ASSERT_EQ(same.aftercare.size(), decided.decision().aftercare.size());
  for (std::size_t i = 0; i < same.aftercare.size(); ++i) {
    const auto &a = same.aftercare[i], &b = decided.decision().aftercare[i];
    EXPECT_EQ(a.line, b.line);
    EXPECT_EQ(a.until, b.until);
    EXPECT_EQ(a.from, b.from);
  }
  const contra::eval::Decision later = contra::eval::with_care_for(decided.decision(), decided.facts(),
                                                                   contra::Day{decided.decision().visit.number + 3});
  for (std::size_t i = 0; i < same.aftercare.size(); ++i)
    if (same.aftercare[i].until) {
      EXPECT_GT(later.aftercare[i].until->number, same.aftercare[i].until->number);
    }
}

}  // namespace
