// See scaffold.hpp.
#include "cli/scaffold.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "cli/output.hpp"
#include "present/words.hpp"
#include "text/characters.hpp"
#include "trial/trial.hpp"

namespace contra::cli {

namespace {

using check::Check;
using check::List;
using check::Pack;
using check::Question;
using check::Vocabulary;

// Days of the tests: any will do, they only have to lie apart as the window says.
constexpr Day event{20514};  // 2026-03-02
constexpr std::int32_t window = 7, better_window = 14;
constexpr std::size_t most_tries = 60;

const std::string warning =
    "# Made by `contra new`, and not a rule yet: every text that says " + std::string(placeholder) +
    ", and\n# every name and number that was put in for you, is yours to replace before anybody relies on it.\n";

std::string todo(const std::string& what) { return "\"" + std::string(placeholder) + ": " + what + "\""; }

std::string days(std::int32_t count) { return present::count_words(count, "day", "days"); }

std::string on(std::int32_t days_later) { return to_iso(Day{event.number + days_later}); }

/// A term that a list asks for, as an entry of it.
struct Entry {
  const List* list = nullptr;
  check::TermId id = check::none;
  std::string term, area;  // area: " in face", where entries of the list have one

  std::string given(const std::string& day) const {
    return "  given " + list->name + ": " + term + " on " + day + area + "\n";
  }
};

std::string area_of(const Vocabulary& v) {
  if (v.area_ids.count("face") != 0) return " in face";
  return v.areas.empty() ? std::string() : " in " + v.areas.front().name;
}

bool has_area(const List& list, check::TermId term) {
  return std::any_of(list.details.begin(), list.details.end(), [&](const check::Detail& d) {
    return d.type.kind == check::ValueType::Kind::area && (d.for_terms.empty() || d.for_terms.has(term));
  });
}

bool reads(const check::Condition& condition, check::TermId term) {
  return condition.subject.terms.has(term) ||
         std::any_of(condition.of.begin(), condition.of.end(), [&](const auto& part) { return reads(part, term); });
}

bool reads(const Check& check, check::TermId term) {
  return check.after.subject.terms.has(term) || check.from.subject.terms.has(term) || reads(check.condition, term);
}

bool named_in_tests(const Rules& rules, const std::string& term) {
  for (std::size_t id = 0; id < rules.sources.size(); ++id) {
    const std::string& text = rules.sources.file(static_cast<text::FileId>(id)).text;
    if (api::first_word(text) == "tests" && text.find(" " + term + " ") != std::string::npos) return true;
  }
  return false;
}

/// What a client can have had done or used, the simplest first: kinds of their own, in lists that hold nothing
/// prescribed, that no check of the pack reads and no test speaks of.
std::vector<Entry> entries(const Ground& ground, const Vocabulary& v, const Pack* pack) {
  std::vector<std::pair<int, Entry>> ranked;
  for (const List& list : v.lists) {
    if (list.role != syntax::ListRole::exposures || list.answered_by != syntax::AnsweredBy::client || list.asked_only ||
        list.planned_too)
      continue;
    const auto terms = list.terms.ids();
    const bool medicines = std::any_of(
        terms.begin(), terms.end(), [&](check::TermId id) { return v.terms[static_cast<std::size_t>(id)].prescribed; });
    for (const check::TermId id : terms) {
      const check::Term& term = v.terms[static_cast<std::size_t>(id)];
      if (term.prescribed || term.kinds.ids().size() != 1) continue;
      const bool known = pack != nullptr && std::any_of(pack->checks.begin(), pack->checks.end(),
                                                        [&](const Check& check) { return reads(check, id); });
      Entry entry{&list, id, term.name, has_area(list, id) ? area_of(v) : ""};
      ranked.emplace_back(
          (medicines ? 1 : 0) + (known ? 2 : 0) + (pack != nullptr && named_in_tests(ground.rules, term.name) ? 4 : 0),
          std::move(entry));
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Entry> out;
  for (auto& [rank, entry] : ranked) out.push_back(std::move(entry));
  return out;
}

/// A client with nothing to hold her back: every question answered, those that `no` does not answer by name.
std::string client(const std::string& name, const std::string& plan, const Vocabulary& v) {
  std::string out = "example " + name + " \"A healthy adult, every question answered\"\n  visit " + on(better_window) +
                    "\n  plan " + plan + "\n";
  for (const Question& q : v.questions) {
    if (q.asked_only) continue;
    if (q.type.kind == check::ValueType::Kind::past_day && q.name == "birth_date")
      out += "  given birth_date is 1988-05-04\n";
    if (q.type.kind == check::ValueType::Kind::options && !q.type.yes_no && q.type.ordered)
      out += "  given " + q.name + " is " + q.type.options.front() + "\n";
  }
  return out + "  given every other question no\n";
}

std::string plan_of(const std::string& pack, const std::optional<check::DepthType>& depth, const Vocabulary& v) {
  std::string out = pack + area_of(v);
  if (!depth) return out;
  const check::ValueType& type = depth->type;
  return out + " depth " +
         (type.kind == check::ValueType::Kind::number ? present::number_words(type.from) + " " + type.unit
                                                      : type.options.front());
}

struct TestNames {
  std::string example, title, check;
};

/// The last day of the wait, the first day after it, the next one, and a day that nobody knows.
std::string window_tests(const TestNames& names, const Entry& entry, std::int32_t wait, const std::string& under) {
  const auto test = [&](const std::string& what, std::int32_t visit, const std::string& day,
                        const std::string& expected) {
    return "\ntest \"" + names.title + ": " + what + "\"\n  from " + names.example + ", visit " + on(visit) + under +
           "\n" + entry.given(day) + "  expect " + expected + "\n";
  };
  return test("the last day of the wait, N-1", wait - 1, on(0),
              "wait until " + on(wait) + ", only because " + names.check) +
         test("the first day after it, N", wait, on(0), "go") + test("N+1", wait + 1, on(0), "go") +
         test("nobody knows the day", better_window, "unsure",
              "wait, because " + names.check + " kind 4, asks " + entry.list->name);
}

std::string window_check(const std::string& name, const Entry& entry, const std::string& source) {
  return "check " + name + " " + todo("what it is about, in a few words") + "\n  wait " + days(window) +
         " after last " + entry.term + (entry.area.empty() ? "" : " in treated area") + ", better " +
         days(better_window) + "\n  because " + todo("why, for the practitioner") + "\n  tell " +
         todo("what the client reads") + "\n  cite " + source + "\n";
}

std::set<std::string> failing(const Rules& rules, const std::string& pack) {
  std::set<std::string> out;
  for (const trial::Result& result : trial::run_all(*rules.checked, rules.sources))
    if (!result.passed && result.pack == pack) out.insert(result.name);
  return out;
}

/// Whether the new text is whole on its ground, its tests pass, and none of the pack's fails for it. `fault` is the
/// first thing that is wrong, `before` the tests that fail without it, once they are asked for.
bool tried(const Ground& ground, const std::string& pack, const Scaffold& scaffold,
           std::optional<std::set<std::string>>& before, std::string& fault) {
  api::RulesWanted wanted;
  wanted.paths = ground.paths;
  wanted.texts = {scaffold.rules, scaffold.tests};
  wanted.tests = true;
  const Rules rules = api::load_rules(std::move(wanted));
  const auto ours = [&](const std::string& file) { return file == scaffold.rules.name || file == scaffold.tests.name; };
  for (const auto& d : rules.diagnostics) {
    const bool error = text::info(d.kind).severity == text::Severity::error;
    if (!error && (d.span.file < 0 || !ours(rules.sources.file(d.span.file).name))) continue;
    fault = d.message;
    return false;
  }
  if (!rules.checked) return false;
  // Its own first, and the first of them as a rule tells: a pack may have a thousand.
  for (const auto& test : rules.checked->tests) {
    if (!ours(rules.sources.file(test.span.file).name)) continue;
    if (trial::run(*rules.checked, rules.sources, test).passed) continue;
    fault = "the test \"" + test.name + "\" does not hold";
    return false;
  }
  const std::set<std::string> now = failing(rules, pack);
  if (now.empty()) return true;
  if (!before) before = failing(ground.rules, pack);
  const auto broken = std::find_if(now.begin(), now.end(), [&](const auto& test) { return before->count(test) == 0; });
  if (broken != now.end()) fault = "the test \"" + *broken + "\" does not hold with it";
  return broken == now.end();
}

/// The first of the candidates that holds.
template <class Candidate>
std::optional<Scaffold> first_that_holds(const Ground& ground, const std::string& pack,
                                         const std::vector<Candidate>& candidates,
                                         const std::function<Scaffold(const Candidate&)>& make,
                                         const std::string& none) {
  std::string fault = none;
  std::optional<std::set<std::string>> before;
  for (std::size_t i = 0; i < candidates.size() && i < most_tries; ++i) {
    Scaffold scaffold = make(candidates[i]);
    if (tried(ground, pack, scaffold, before, fault)) return scaffold;
  }
  complain("there is nothing to begin with: " + fault, "`rules/README.md` shows how one is written by hand");
  return std::nullopt;
}

const Question* question_to_begin_with(const Vocabulary& v) {
  const auto usable = [](const Question& q) {
    return q.type.yes_no && q.box_for.empty() && !q.asked_only && q.answered_by == syntax::AnsweredBy::client;
  };
  const auto pregnant = v.question_ids.find("pregnant");
  if (pregnant != v.question_ids.end()) {
    const Question& q = v.questions[static_cast<std::size_t>(pregnant->second)];
    if (usable(q)) return &q;
  }
  const auto any = std::find_if(v.questions.begin(), v.questions.end(), usable);
  return any == v.questions.end() ? nullptr : &*any;
}

std::string pack_text(const std::string& name, const Vocabulary& v, const Entry& entry, const Question* question,
                      Day review) {
  std::string out = warning + "\npack " + name + " 0.1.0 " + todo("the treatment, in one line") + "\n  use " + v.name +
                    " " + std::to_string(v.major) + "\n  review by " + to_iso(review) + "\n  needs " +
                    (question != nullptr ? question->name + ", " : "") + entry.list->name +
                    "\n  form holds 12 months\n  clearance holds 12 months\n\nsource " + name + "_source " +
                    todo("where these rules come from") + " house\n\n";
  if (question != nullptr) {
    out += "guarantee never_while_" + question->name + " " + todo("what no change of the pack may let through") +
           "\n  never go while " + question->name + " is yes\n  because " + todo("why nobody can clear it") +
           "\n  cite " + name + "_source\n\ncheck " + question->name + " " + todo("what it is about, in a few words") +
           "\n  wait while " + question->name + " is yes, until " + todo("when it is over") + "\n  because " +
           todo("why, for the practitioner") + "\n  tell " + todo("what the client reads") + "\n  cite " + name +
           "_source\n\n";
  }
  return out + window_check(entry.term, entry, name + "_source");
}

}  // namespace

std::optional<Scaffold> new_pack(const Ground& ground, const std::string& name, Day today) {
  const Vocabulary& v = *ground.rules.checked->vocabularies.front();
  const Question* question = question_to_begin_with(v);
  YearMonthDay review = date_of(today);
  review = {review.year + 1, review.month, 1};
  return first_that_holds<Entry>(
      ground, name, entries(ground, v, nullptr),
      [&](const Entry& entry) {
        const std::string example = name + "_client";
        std::string tests = warning + "\ntests for " + name + "\n\n" + client(example, plan_of(name, {}, v), v) +
                            "\ntest \"nothing found\"\n  from " + example + "\n  expect go\n";
        if (question != nullptr) {
          tests += "\ntest \"" + question->name + ": yes\"\n  from " + example + "\n  given " + question->name +
                   " is yes\n  expect wait, never, because " + question->name + " kind 2\n\ntest \"" + question->name +
                   ": not sure\"\n  from " + example + "\n  given " + question->name +
                   " is unsure\n  expect wait, because " + question->name + " kind 4, asks " + question->name + "\n";
        }
        tests += window_tests({example, entry.term, entry.term}, entry, window, "");
        return Scaffold{{name + ".contra", pack_text(name, v, entry, question, *day_of(review))},
                        {"tests/" + name + ".contra", std::move(tests)},
                        entry.term};
      },
      "no list of the vocabulary asks for something used or done");
}

std::optional<Scaffold> new_check(const Ground& ground, const Pack& pack, const std::string& name) {
  const Vocabulary& v = *ground.rules.checked->vocabulary(pack.vocabulary);
  return first_that_holds<Entry>(
      ground, pack.name, entries(ground, v, &pack),
      [&](const Entry& entry) {
        const std::string example = name + "_client", source = name + "_source";
        return Scaffold{
            {name + ".contra", warning + "\npart of " + pack.name + "\n\nsource " + source + " " +
                                   todo("who says so, and where") + " house\n\n" + window_check(name, entry, source)},
            {"tests/" + name + ".contra", warning + "\ntests for " + pack.name + "\n\n" +
                                              client(example, plan_of(pack.name, pack.depth, v), v) +
                                              window_tests({example, name, name}, entry, window, "")},
            entry.term};
      },
      "no list of the vocabulary asks for something used or done");
}

std::optional<Scaffold> new_policy(const Ground& ground, const Pack& pack, const std::string& name,
                                   const std::string& file) {
  const Vocabulary& v = *ground.rules.checked->vocabulary(pack.vocabulary);
  struct Candidate {
    const Check* check;
    Entry entry;
    std::int32_t wait;
  };
  std::vector<Candidate> candidates;
  for (const Check& check : pack.checks) {
    const bool plain = check.form == check::Form::wait_after && check.after.rows.empty() && check.after.window.must &&
                       check.after.window.must->months == 0 && !check.unless && check.then_cleared_by.empty();
    if (!plain) continue;
    for (const Entry& entry : entries(ground, v, nullptr)) {
      if (!check.after.subject.terms.has(entry.id)) continue;
      candidates.push_back({&check, entry, 2 * check.after.window.must->days});
      break;
    }
  }
  return first_that_holds<Candidate>(
      ground, pack.name, candidates,
      [&](const Candidate& candidate) {
        const std::string example = file + "_client", source = file + "_house";
        const std::string under = "\n  under policy \"" + name + "\"";
        return Scaffold{
            {file + ".contra",
             warning + "\npolicy \"" + name + "\" on " + pack.name + " " + std::to_string(pack.major) + "\n\nsource " +
                 source + " " + todo("the house rules, and their day") +
                 " house\n\n# Both windows hold side by side, so this can only make clients wait longer.\ntighten " +
                 candidate.check->name + ": wait " + days(candidate.wait) + "\n  because " +
                 todo("why your clients wait longer") + "\n  cite " + source + "\n"},
            {"tests/" + file + ".contra",
             warning + "\ntests for " + pack.name + "\n\n" + client(example, plan_of(pack.name, pack.depth, v), v) +
                 window_tests({example, name, candidate.check->name}, candidate.entry, candidate.wait, under)},
            candidate.check->name};
      },
      "no check of the pack waits a number of days after something");
}

}  // namespace contra::cli
