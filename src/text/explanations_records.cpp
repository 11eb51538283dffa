// Pages of `contra explain` for what is meant: logic, packs and policies, lints, examples and tests, intake records.
#include "text/explanations.hpp"

namespace contra::text {

const std::vector<Page>& pages_of_meaning() {
  // clang-format off
  static const std::vector<Page> pages{
      // --- logic ---
      {Kind::one_answer_twice, "One `and` reads the same answer in two places. When that answer is unclear, each place is judged alone, and a client may wait although no answer would hold her back.",
       "wait while skin_type is at least IV and skin_type is at most V", "wait while skin_type is IV or V"},
      {Kind::within_before_waits, "`within … before visit` counts back from the visit and rounds so that it lets pass. Where it would end a wait that is the unsafe side.",
       "wait while any peel within 6 months before visit", "wait 6 months after last peel"},
      {Kind::within_beside_wait, "One condition wants the event to be recent, another check waits after it. See that a day is left on which both are content.",
       "check patch_test\n  ask again while no waxing within 7 days before visit\ncheck fresh_waxing\n  wait 10 days after last waxing", "check patch_test\n  ask again while no waxing within 30 days before visit\ncheck fresh_waxing\n  wait 10 days after last waxing"},
      {Kind::history_opens, "More history usually means more waiting. Under `no`, `not` or `unless` it can open a day. That may be meant; it is listed so that somebody looks.",
       "wait while no waxing", "wait 5 days after last waxing      # or leave it, when it is meant"},
      {Kind::dead_check, "No answer can make this hold. A check that never waits protects nobody.",
       "wait while skin_type is at least IV and skin_type is at most II", "wait while skin_type is at least IV"},
      {Kind::shadowed_check, "Another check waits at least as long in every case. This one is never the reason for anything.",
       "check a\n  wait 5 days after last peel\ncheck b\n  wait 9 days after last peel", "check b\n  wait 9 days after last peel"},

      {Kind::never_ends, "Once this holds it holds for good: an age only grows, and what has happened stays. No later day, no answer and nobody named here lets the client come, and the decision could only say WAIT.",
       "check capsules\n  wait while any isotretinoin\n  because \"the skin heals more slowly\"\n  cite house",
       "check capsules\n  wait 6 months after last isotretinoin\n  because \"the skin heals more slowly\"\n  cite house"},

      // --- packs, policies, sources ---
      {Kind::missing_source, "Every check says where it comes from. `house` is a source too: then it is known to be the clinic's own.",
       "check peel\n  wait 5 days after last peel", "source clinic \"Our own rule\" house\ncheck peel\n  wait 5 days after last peel\n  cite clinic"},
      {Kind::unknown_pack, "The file names a pack or a vocabulary that is not among the loaded files.",
       "pack brows 1.0.0 \"Brows\"\n  use skn 1", "pack brows 1.0.0 \"Brows\"\n  use skin 1"},
      {Kind::wrong_version, "Rules are written for one major version. Another one may have other questions and another meaning.",
       "pack brows 1.0.0 \"Brows\"\n  use skin 2        # loaded is skin 1.2.0", "pack brows 1.0.0 \"Brows\"\n  use skin 1"},
      {Kind::loosens_law, "What is cited as law cannot be loosened by a policy.",
       "policy \"Harbour Skin\" on needling 1\nloosen licensed: limit depth to 2.5 mm while hair is dark\n  because \"our staff is trained\"\n  approved by \"Dr Example\"\n  until 2027-01-01", "policy \"Harbour Skin\" on needling 1\ntighten licensed: limit depth to 1 mm while hair is dark"},
      {Kind::loosen_incomplete, "A loosening says why, who approved it, and until when.",
       "policy \"Harbour Skin\" on needling 1\nloosen sessions: wait 3 days after last needling", "policy \"Harbour Skin\" on needling 1\nloosen sessions: wait 3 days after last needling\n  because \"new study\"\n  approved by \"Dr Example\"\n  until 2027-01-01"},
      {Kind::tighten_looser, "`tighten` adds a wait beside the check. One that is not longer changes nothing, and reads as if it did.",
       "policy \"Harbour Skin\" on needling 1\ntighten sessions: wait 3 days       # the pack waits 5", "policy \"Harbour Skin\" on needling 1\ntighten sessions: wait 7 days"},
      {Kind::review_overdue, "The day by which somebody wanted to look at this again is past.", "review by 2025-01-01", "review by 2027-01-01"},
      {Kind::missing_because, "A check says why, for the practitioner who has to explain it.",
       "check peel\n  wait 5 days after last peel", "check peel\n  wait 5 days after last peel\n  because \"the skin is thin\""},
      {Kind::two_vocabularies, "A pack uses exactly one vocabulary, so that every name has one meaning.",
       "pack brows 1.0.0 \"Brows\"", "pack brows 1.0.0 \"Brows\"\n  use skin 1"},

      // --- lints that protect people ---
      {Kind::tells_to_stop, "Nobody but the prescriber may tell a client to stop, pause or skip a prescribed medicine.",
       "tell \"Please stop your blood thinner 3 days before.\"", "tell \"Please ask your prescriber before you change a medicine.\""},
      {Kind::alarming_words, "Words that frighten keep people from answering. Say what happens and what to do.",
       "tell \"This can be fatal!\"", "tell \"Please speak to your doctor first.\""},

      // --- examples and tests ---
      {Kind::unknown_example, "The test starts from an example that is not declared.", "test \"x\"\n  from healthy_adlt\n  expect go", "test \"x\"\n  from healthy_adult\n  expect go"},
      {Kind::no_expectation, "A test that expects nothing can never fail.", "test \"x\"\n  from healthy_adult", "test \"x\"\n  from healthy_adult\n  expect go"},
      {Kind::given_does_not_fit, "The given answer is not one that the question or the list can have.",
       "test \"x\"\n  from healthy_adult\n  given fever is not applicable\n  expect go", "test \"x\"\n  from healthy_adult\n  given fever is no\n  expect go"},

      // --- intake records ---
      {Kind::json_syntax, "The record is not JSON.", "{ \"visit\": 2026-03-16 }", "{ \"visit\": \"2026-03-16\" }"},
      {Kind::json_limit, "The record is over a limit: too long, too deep, or with too many entries.", "a record of 20 MB", "a record is about 1 to 10 KB"},
      {Kind::duplicate_key, "One key stands twice in one object. Which one counts would be a guess.",
       "{ \"pregnant\": \"yes\", \"pregnant\": \"no\" }", "{ \"pregnant\": \"yes\" }"},
      {Kind::unknown_field, "The record has a field that the format does not know. A misspelt field would be a lost answer.",
       "{ \"vist\": \"2026-03-16\" }", "{ \"visit\": \"2026-03-16\" }"},
      {Kind::unknown_question, "The form answers a question that the vocabulary does not ask.", "\"answers\": { \"pregnat\": \"no\" }", "\"answers\": { \"pregnant\": \"no\" }"},
      {Kind::missing_field, "The record lacks a field that it must have.", "{ \"record\": \"contra.intake/1\", \"forms\": [] }",
       "{ \"record\": \"contra.intake/1\", \"visit\": \"2026-03-16\", \"plan\": [], \"forms\": [] }"},
      {Kind::wrong_json_type, "The field has a value of another type.", "\"plan\": \"microneedling\"", "\"plan\": [ { \"treatment\": \"microneedling\" } ]"},
      {Kind::wrong_record_kind, "The record says that it is of another kind or version.", "\"record\": \"contra.intake/9\"", "\"record\": \"contra.intake/1\""},
      {Kind::unknown_value, "The field takes certain values only, and this is none of them.", "\"kind\": \"fulll\"", "\"kind\": \"full\""},
      {Kind::undeclared_detail, "An entry has a detail that its list does not declare.", "{ \"term\": \"peel\", \"colour\": \"red\" }", "{ \"term\": \"peel\", \"depth\": \"medium\" }"},
  };
  // clang-format on
  return pages;
}

}  // namespace contra::text
