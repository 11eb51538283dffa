// What is shown between the lines: the day that a window opens, how often a name is used, and a test to run.
#include <algorithm>

#include "lsp/arithmetic.hpp"
#include "lsp/meaning.hpp"
#include "lsp/session.hpp"
#include "present/words.hpp"
#include "trial/trial.hpp"

namespace contra::lsp {

namespace {

using present::day_words;

/// The exact last day of an entry; nothing for a vague one.
std::optional<Day> last_day_of(const syntax::EntryGiven& entry) {
  for (const auto* date : {&entry.end, &entry.last, &entry.on})
    if (*date && (*date)->form == syntax::DateAnswer::Form::day) return (*date)->first;
  return std::nullopt;
}

/// The check that keeps an entry out for longest, by its window alone.
struct Longest {
  const check::Check* check = nullptr;
  Opening opening;
};
Longest longest_wait(const check::Pack& pack, const check::Vocabulary& vocabulary, const syntax::EntryGiven& entry,
                     Day day) {
  Longest out;
  const auto term = vocabulary.term_ids.find(entry.term->text);
  if (term == vocabulary.term_ids.end()) return out;
  for (const check::Check& check : pack.checks) {
    if (check.form != check::Form::wait_after || !check.after.subject.terms.has(term->second)) continue;
    const auto opening = opening_after(check, day);
    if (!opening || !opening->first_go) continue;
    if (out.check == nullptr || *out.opening.first_go < *opening->first_go) out = {&check, *opening};
  }
  return out;
}

void hint_entry(const Session& session, const Spot& spot, const check::Pack& pack, const check::Vocabulary& vocabulary,
                const syntax::EntryGiven& entry, Json& out) {
  if (!entry.term) return;
  const auto day = last_day_of(entry);
  if (!day) return;
  const Longest longest = longest_wait(pack, vocabulary, entry, *day);
  if (longest.check == nullptr) return;
  const Opening& opening = longest.opening;
  std::string why = longest.check->name + ": " + opening.window + " after " + day_words(*day) + ". First GO day " +
                    day_words(*opening.first_go);
  if (opening.better) why += ", without a note from " + day_words(*opening.better);
  why += ".";
  if (!longest.check->after.rows.empty()) why += " By the longest row of its table.";
  if (longest.check->after.in_treated_area) why += " Where the areas overlap.";
  if (longest.check->unless || !longest.check->after.subject.where.empty()) why += " Where its conditions hold.";
  out.push_back({{"position", session.position(*spot.reading, spot.file, entry.span.end)},
                 {"label", "→ " + day_words(*opening.first_go)},
                 {"tooltip", why},
                 {"paddingLeft", true}});
}

Json command(const std::string& title, const std::string& name, Json arguments) {
  return {{"title", title}, {"command", name}, {"arguments", std::move(arguments)}};
}

/// A sound reading whose text of this file is the one that is open: places in it are places in the editor.
const Reading* sound_of(const Spot& spot) {
  return spot.set->sound && spot.set->sound == spot.set->latest ? spot.set->sound.get() : nullptr;
}

const check::Test* test_at(const Reading& reading, text::FileId file, std::string_view name) {
  for (const auto& test : reading.rules.checked->tests)
    if (test.span.file == file && test.name == name) return &test;
  return nullptr;
}

Json run_tests(Session& session, const Json& arguments) {
  const Spot spot = session.spot({{"textDocument", {{"uri", arguments.at(0)}}}});
  const Reading* reading = sound_of(spot);
  if (reading == nullptr)
    throw RequestError(ErrorCode::request_failed, "the rules are at fault, so no test can be run");
  std::vector<const check::Test*> tests;
  if (arguments.size() > 1) {
    const std::string name = arguments.at(1).get<std::string>();
    const check::Test* test = test_at(*reading, spot.file, name);
    if (test == nullptr) throw RequestError(ErrorCode::request_failed, "there is no test \"" + name + "\"");
    tests.push_back(test);
  } else {
    for (const auto& test : reading->rules.checked->tests)
      if (test.span.file == spot.file) tests.push_back(&test);
  }
  if (tests.empty()) throw RequestError(ErrorCode::request_failed, "there is no test in this file");
  std::vector<TestFault>& faults = spot.set->test_faults[spot.document->name];
  Json failures = Json::array();
  std::size_t failed = 0;
  std::string first;
  for (const check::Test* test : tests) {
    const trial::Result result = trial::run(*reading->rules.checked, reading->rules.sources, *test);
    // What an earlier run said of this test is over.
    const syntax::File* tree = reading->tree(spot.file);
    for (const syntax::Item& item : tree->items)
      if (item.span.begin <= test->span.begin && test->span.end <= item.span.end)
        faults.erase(
            std::remove_if(faults.begin(), faults.end(),
                           [&](const TestFault& f) { return f.begin >= item.span.begin && f.end <= item.span.end; }),
            faults.end());
    failed += result.passed ? 0u : 1u;
    for (const trial::Failure& failure : result.failures) {
      if (first.empty()) first = "\"" + test->name + "\": " + failure.message;
      faults.push_back({failure.message, failure.span.begin, failure.span.end});
      failures.push_back(
          {{"test", test->name}, {"message", failure.message}, {"range", session.range(*reading, failure.span)}});
    }
  }
  spot.set->untold = true;
  std::string message = tests.size() == 1
                            ? (failed == 0 ? "\"" + tests.front()->name + "\" holds" : first)
                            : present::count_words(static_cast<std::int64_t>(tests.size()), "test", "tests") + ": " +
                                  std::to_string(tests.size() - failed) + " hold" + (failed == 0 ? "" : "; " + first);
  session.notify("window/showMessage", {{"type", failed == 0 ? 3 : 1}, {"message", std::move(message)}});
  return {{"tests", tests.size()}, {"failed", failed}, {"failures", std::move(failures)}};
}

}  // namespace

Json inlay_hints(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading* reading = sound_of(spot);
  Json out = Json::array();
  if (reading == nullptr) return out;
  const FileScope& scope = reading->index.scope(spot.file);
  const check::Pack* pack = pack_of(*reading, scope.pack);
  const check::Vocabulary* vocabulary = pack == nullptr ? nullptr : vocabulary_of(*reading, pack->vocabulary);
  const syntax::File* tree = reading->tree(spot.file);
  if (vocabulary == nullptr || tree == nullptr) return out;
  const std::uint32_t from = session.offset(*reading, spot.file, params.at("range").at("start"));
  const std::uint32_t to = session.offset(*reading, spot.file, params.at("range").at("end"));
  for (const syntax::Item& item : tree->items) {
    if (item.span.end < from || item.span.begin > to) continue;
    const syntax::RecordItem* record = nullptr;
    if (const auto* test = std::get_if<syntax::TestItem>(&item.node)) record = &test->record;
    if (const auto* example = std::get_if<syntax::ExampleItem>(&item.node)) record = &example->record;
    if (record == nullptr) continue;
    for (const auto& form : record->forms)
      for (const auto& given : form.givens)
        for (const auto& entry : given.entries)
          if (entry.span.end >= from && entry.span.begin <= to)
            hint_entry(session, spot, *pack, *vocabulary, entry, out);
  }
  return out;
}

Json code_lenses(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& reading = *spot.reading;
  Json out = Json::array();
  bool has_test = false;
  for (const Occurrence& place : reading.index.all()) {
    if (place.span.file != spot.file || !place.declares) continue;
    const Symbol& symbol = reading.index.symbol(place.symbol);
    const Json range = session.range(reading, place.span);
    if (symbol.kind == NameKind::test) {
      has_test = true;
      out.push_back(
          {{"range", range}, {"command", command("Run test", "contra.runTest", {spot.document->uri, symbol.name})}});
    } else if (is_authors_own(symbol.kind)) {
      // How many there are is asked for when the line is seen.
      out.push_back({{"range", range}, {"data", {{"uri", spot.document->uri}, {"position", range.at("start")}}}});
    }
  }
  if (has_test) {
    const Json top = session.range(reading, {spot.file, 0, 0});
    out.push_back(
        {{"range", top},
         {"command", command("Run all tests of this file", "contra.runTests", Json::array({spot.document->uri}))}});
  }
  return out;
}

Json resolve_lens(Session& session, const Json& lens) {
  Json out = lens;
  const Json& data = lens.at("data");
  const Json locations =
      references(session, {{"textDocument", {{"uri", data.at("uri")}}}, {"position", data.at("position")}});
  const std::size_t count = locations.is_array() ? locations.size() : 0;
  out["command"] = command(count == 1 ? "1 reference" : std::to_string(count) + " references", "contra.showReferences",
                           {data.at("uri"), data.at("position"), locations});
  return out;
}

Json execute_command(Session& session, const Json& params) {
  const std::string name = params.at("command").get<std::string>();
  // An editor that does not know how to list references sends that here.
  if (name == "contra.showReferences") return nullptr;
  if (name != "contra.runTest" && name != "contra.runTests")
    throw RequestError(ErrorCode::invalid_params, "there is no command " + name);
  const Json& arguments = params.at("arguments");
  if (arguments.size() != (name == "contra.runTest" ? 2u : 1u))
    throw RequestError(ErrorCode::invalid_params, name + " takes the address of a file" +
                                                      (name == "contra.runTest" ? " and the name of a test" : ""));
  return run_tests(session, arguments);
}

}  // namespace contra::lsp
