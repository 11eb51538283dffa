// Records made by hand mean what the same records mean as JSON.
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "support.hpp"

namespace contra::tests {
namespace {

using nlohmann::json;

/// samples/intakes/c-0417-every-form-once.json, made by hand.
Record every_form_once() {
  Record record(day("2026-03-16"), "c-0417");
  record.as_of(day("2026-03-16"));
  record.plan(Planned("microneedling").area({"face"}).depth(Answer::number(1.0, "mm")));
  record.plan(Planned("led").area({"face"}));
  record.form(
      Form::full(day("2026-02-20"))
          .answer("birth_date", When::month(1988, 5))
          .answer("nursing", Answer::no())
          .answer("pregnant", Answer::not_applicable())
          .answer("keloid_self", Answer::unsure())
          .answer("bleeding_disorder", Answer::declined())
          .answer("fever", Answer::not_asked())
          .answer("diabetes", Answer::yes())
          .answer("diabetes_control", Answer::unsure("usually okay, don't know my last value"))
          .answer("keloid_box", Answer::yes())
          .list("products", List::of({Entry::term("Retin-A").last(day("2026-02-18")).area({"face"}),
                                      Entry::term("retinol").ongoing(Answer::yes()).area({"neck"}),
                                      Entry::term("vitamin C").last(When::about("2 weeks ago")),
                                      Entry::term("scrub").last(When::never()),
                                      Entry::words("the green cream from Anna").last(When::unsure())}))
          .list("medicines",
                List::of({Entry::term("isotretinoin")
                              .last(When::between(day("2025-09-01"), day("2025-11-30")))
                              .said("last autumn"),
                          Entry::term("apixaban").ongoing(Answer::yes()).detail("prescribed", Answer::yes()),
                          Entry::term("doxycycline")
                              .start(day("2026-02-10"))
                              .end(day("2026-03-20"))
                              .detail("prescribed", Answer::yes())})
                    .asked({"isotretinoin", "blood thinner"}))
          .list("procedures", List::of({Entry::term("peel")
                                            .on(When::month(2025, 2))
                                            .detail("depth", Answer::words("superficial"))
                                            .area({"face"}),
                                        Entry::term("needling")
                                            .on(When::in_the_last("6 months"))
                                            .detail("depth", Answer::between(0.5, 1.5, "mm")),
                                        Entry::term("filler").on(When::words("a few days before Christmas")),
                                        Entry::term("surgery").on(When::not_in_the_last("12 months"))}))
          .list("cancer", List::of({Entry::term("chemotherapy").start(day("2026-04-20")).end(When::unsure())}))
          .list("planned_sun", List::of({Entry::term("beach holiday").start(day("2026-03-19")).end(day("2026-03-26"))}))
          .list("events", List::of({}).more(Answer::yes()))
          .list("allergies", List::yes())
          .list("marks", List::none()));
  record.form(Form::change(day("2026-03-12"), Answer::no()).answer("nursing", Answer::yes()));
  record.form(Form::practitioner(day("2026-03-16"))
                  .answer("skin_type", Answer::one_of({"III", "IV"}))
                  .answer("metal_patch_test", Answer::words("not done")));
  record.clearance(Clearance("anticoagulant", "prescriber", day("2026-03-10"))
                       .name("Dr Invented")
                       .until(day("2026-09-10"))
                       .for_terms({"apixaban"}));
  record.clearance(Clearance("cold_sore_now", "practitioner", day("2026-03-16")).name("K. Example"));
  return record;
}

/// With records that are quoted as text made objects: the order of their fields means nothing.
json plain(json value) {
  if (value.is_string() && value.get<std::string>().rfind("{", 0) == 0) return json::parse(value.get<std::string>());
  if (value.is_structured())
    for (json& item : value) item = plain(std::move(item));
  return value;
}

TEST(Record, MadeByHandIsTheRecordInTheFile) {
  const std::string file = read(root / "samples/intakes/c-0417-every-form-once.json");
  const Record record = every_form_once();
  EXPECT_EQ(json::parse(record.json()), json::parse(file)) << record.json();
  const Rules rules = built_in();
  const json by_hand = plain(json::parse(to_json(screen(*read_intake(rules, record)))));
  const json in_file = plain(json::parse(to_json(screen(*read_intake(rules, file)))));
  EXPECT_EQ(by_hand, in_file) << json::diff(by_hand, in_file).dump(1).substr(0, 1000);
}

/// A record with one answer to the list of products, or to a question.
Record with(const Form& form) {
  Record record(day("2026-03-16"));
  record.plan(Planned("microneedling"));
  record.form(form);
  return record;
}

json answer(const Answer& of) { return json::parse(of.json()); }
json when(const When& of) { return json::parse(of.json()); }

TEST(Record, WritesEveryAnswer) {
  EXPECT_EQ(answer(Answer::number(61, "kg")), json::parse(R"({"kg": 61})"));
  EXPECT_EQ(answer(Answer::number(-0.5, "mm")), json::parse(R"({"mm": -0.5})"));
  EXPECT_EQ(answer(Answer::number(0.1, "mm")), json::parse(R"({"mm": 0.1})"));
  EXPECT_EQ(answer(Answer::at_least(1.25, "mm")), json::parse(R"({"mm": {"from": 1.25}})"));
  EXPECT_EQ(answer(Answer::at_most(2, "mm")), json::parse(R"({"mm": {"to": 2.0}})"));
  EXPECT_EQ(answer(Answer(day("2026-01-04"))), json("2026-01-04"));
  EXPECT_EQ(when(When::year(2025)), json("2025"));
  EXPECT_EQ(when(When::one_of({day("2026-01-04"), day("2026-01-11")})),
            json::parse(R"({"one of": ["2026-01-04", "2026-01-11"]})"));
  EXPECT_EQ(when(When::between(When::month(2025, 9), When::year(2026))),
            json::parse(R"({"between": ["2025-09", "2026"]})"));
  EXPECT_EQ(json::parse(List::unsure().json()), json("unsure"));
  EXPECT_EQ(json::parse(List::declined().json()), json("declined"));
  EXPECT_EQ(json::parse(List::not_asked().json()), json());
  EXPECT_EQ(json::parse(List::yes().asked({"retinol"}).json()),
            json::parse(R"({"asked": ["retinol"], "entries": "yes"})"));
  EXPECT_EQ(json::parse(Planned("led").device("A lamp").json()),
            json::parse(R"({"treatment": "led", "device": "A lamp"})"));
}

TEST(Record, NumbersAreExactToAThousandthOrLieBetween) {
  for (int i = -5000; i <= 5000; ++i) {
    const json number = answer(Answer::number(i / 1000.0, "mm"))["mm"];
    EXPECT_EQ(number.get<double>(), i / 1000.0);
  }
  EXPECT_EQ(answer(Answer::number(1.23456, "mm")), json::parse(R"({"mm": 1.2345})"));
  EXPECT_EQ(answer(Answer::number(1.23499999, "mm")), json::parse(R"({"mm": 1.2345})"));
  EXPECT_EQ(answer(Answer::number(-1.23456, "mm")), json::parse(R"({"mm": -1.2345})"));
  EXPECT_EQ(answer(Answer::number(1e-9, "mm")), json::parse(R"({"mm": 0.0005})"));
  EXPECT_TRUE(answer(Answer::number(std::nan(""), "mm"))["mm"].is_string());
  EXPECT_TRUE(answer(Answer::number(std::numeric_limits<double>::infinity(), "mm"))["mm"].is_string());
  EXPECT_GE(answer(Answer::number(1e300, "mm"))["mm"].get<double>(), 1e9);
}

TEST(Record, TextsAreEscaped) {
  const std::string odd("quote \" backslash \\ line\nbreak tab\t nul\0 del\x7f ümlaut", 53);
  const auto intake = read_intake(built_in(), Record(day("2026-03-16"), odd).plan(Planned("led")));
  ASSERT_TRUE(intake);
  EXPECT_EQ(intake->id(), odd);
}

TEST(Record, WhatCannotBeIsRefusedOrAskedAgainAsInAFile) {
  const Rules rules = built_in();
  const auto refused = [&](const Record& record) { return !read_intake(rules, record); };
  EXPECT_TRUE(refused(Record(day("2026-03-16"))));                                            // no plan
  EXPECT_TRUE(refused(Record(forever).plan(Planned("led"))));                                 // no day
  EXPECT_TRUE(refused(Record(Day{-1000000}).plan(Planned("led"))));                           // before 1900
  EXPECT_TRUE(refused(Record(day("2026-03-16"), "\xff").plan(Planned("led"))));               // no UTF-8
  EXPECT_TRUE(refused(with(Form::full(forever))));                                            // no day
  EXPECT_TRUE(refused(with(Form::full(day("2026-03-10")).answer("no such", Answer::no()))));  // no such question
  EXPECT_TRUE(refused(with(
      Form::full(day("2026-03-10")).answer("pregnant", Answer::no()).answer("pregnant", Answer::yes()))));  // twice

  const auto faults = [&](const Record& record) {
    std::size_t count = 0;
    const Decision decision = screen(read_intake(rules, record).value());
    EXPECT_EQ(decision.verdict(), Verdict::wait);
    for (const Reason& reason : decision.treatments().front().reasons) count += reason.check == "answers" ? 1u : 0u;
    return count;
  };
  const Day signed_on = day("2026-03-10");
  const auto product = [&](const When& last) {
    return with(Form::full(signed_on).list("products", List::of({Entry::term("retinol").last(last)})));
  };
  EXPECT_EQ(faults(product(day("2026-03-09"))), 0U);
  EXPECT_EQ(faults(product(day("2026-03-12"))), 1U);      // after the signing
  EXPECT_EQ(faults(product(When::month(2026, 13))), 1U);  // no such month
  EXPECT_EQ(faults(product(When::about("0 days ago"))), 1U);
  // A number that is none is asked again; so is one out of range.
  const auto deep = [&](double mm) {
    return Record(day("2026-03-16")).plan(Planned("microneedling").depth(Answer::number(mm, "mm")));
  };
  EXPECT_EQ(faults(deep(1.0)), 0U);
  EXPECT_EQ(faults(deep(77.0)), 1U);
  EXPECT_TRUE(refused(deep(std::nan(""))) || faults(deep(std::nan(""))) == 1U);
  EXPECT_TRUE(refused(deep(1e300)));
}

}  // namespace
}  // namespace contra::tests
