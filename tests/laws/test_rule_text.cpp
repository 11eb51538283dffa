// The same cases through rule text: what parser, checker and compiler make of a pack decides as the pack does that the text was
// written from, and agrees with the oracle.
#include <map>

#include "check/check.hpp"
#include "compile/program.hpp"
#include "laws/compare.hpp"
#include "laws/engine.hpp"
#include "syntax/parse.hpp"

namespace contra::laws {
namespace {

struct Read {
  std::shared_ptr<const compile::Program> program;
  std::string faults;
};

Read read(const std::vector<std::pair<std::string, std::string>>& files_text) {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  auto files = std::make_shared<std::vector<syntax::File>>();
  for (const auto& [name, content] : files_text) {
    const text::FileId id = sources.add(name, content);
    files->push_back(syntax::parse(sources, id, diagnostics));
  }
  const auto rules = check::check(sources, files, check::CheckOptions{}, diagnostics);
  Read out;
  for (const auto& d : diagnostics)
    if (text::info(d.kind).severity == text::Severity::error) out.faults += text::one_line(d, sources) + "\n";
  if (!rules) return out;
  const auto programs = compile::compile(*rules, sources, {});
  if (programs.size() == 1) out.program = programs.front();
  return out;
}

/// Errors that a random pack may rightly have: it says something that cannot matter.
bool rightly_refused(const std::string& faults) {
  (void)faults;
  return false;
}

TEST(RuleText, decides_as_the_model_that_it_was_written_from) {
  int refused = 0, read_in = 0;
  std::map<std::string, int> why;
  hold(
      [&](Tape& tape) {
        Scope scope;
        scope.compound_steps = false;
        scope.tightened = false;
        Case c = make_case(tape, scope);
        const Read r = read({{"skin.contra", vocabulary_text(*c.vocabulary)}, {"needling.contra", pack_text(*c.vocabulary, *c.pack)}});
        if (!r.program) {
          if (!rightly_refused(r.faults)) {
            ++refused;
            if (++why[r.faults.substr(r.faults.find("error"), 60)] == 1) std::cout << r.faults << pack_text(*c.vocabulary, *c.pack);
          }
          return;
        }
        ++read_in;
        const auto model = eval::evaluate(*c.program, c.facts, c.setting);
        Case text = c;
        text.program = std::make_shared<compile::Program>(*r.program);
        text.vocabulary = std::make_shared<check::Vocabulary>(*r.program->vocabulary);
        text.pack = std::make_shared<check::Pack>(*r.program->pack);
        const auto found = eval::evaluate(*text.program, text.facts, text.setting);
        if (found.checks.size() != model.checks.size()) broken(c, "the text has another number of checks");
        for (std::size_t i = 0; i < found.checks.size(); ++i) {
          const auto &a = model.checks[i], &b = found.checks[i];
          if (!(a.surely == b.surely) || !(a.possibly == b.possibly) || !(a.better == b.better) || !(a.applies == b.applies))
            broken(c, "check " + c.program->checks[i].name + " read from text has other days: surely " + time::to_text(b.surely) + ", possibly " + time::to_text(b.possibly) +
                          " and not " + time::to_text(a.surely) + ", " + time::to_text(a.possibly) + "; better " + time::to_text(b.better) + " and not " +
                          time::to_text(a.better) + "; applies " + time::to_text(b.applies) + " and not " + time::to_text(a.applies));
        }
        const Oracle oracle(*text.program, text.facts, text.setting);
        compare_whole(text, decide_one(text), oracle, some_of(tape, telling_days(*text.program, text.facts, text.setting), oracle.first(), 2));
      },
      3000);
  for (const auto& [fault, times] : why) std::cout << times << " refused: " << fault << "\n";
  EXPECT_GT(read_in, 2 * refused) << "most packs should be read";
}

TEST(RuleText, the_order_of_items_and_files_changes_nothing) {
  hold(
      [](Tape& tape) {
        Scope scope;
        scope.compound_steps = false;
        scope.tightened = false;
        const Case c = make_case(tape, scope);
        const std::string vocabulary = vocabulary_text(*c.vocabulary), whole = pack_text(*c.vocabulary, *c.pack);
        const Read one = read({{"skin.contra", vocabulary}, {"needling.contra", whole}});
        if (!one.program) return;
        // The pack in two files, its checks in another order, before the vocabulary.
        check::Pack none = *c.pack, turned = *c.pack;
        none.checks.clear();
        std::string part = "part of needling\n";
        for (auto check = c.pack->checks.rbegin(); check != c.pack->checks.rend(); ++check) part += check_text(*c.vocabulary, *c.pack, *check);
        const Read other = read({{"b.contra", part}, {"needling.contra", pack_text(*c.vocabulary, none)}, {"skin.contra", vocabulary}});
        if (!other.program) broken(c, "refused in another order: " + other.faults);
        const auto a = eval::evaluate(*one.program, c.facts, c.setting), b = eval::evaluate(*other.program, c.facts, c.setting);
        if (a.checks.size() != b.checks.size()) broken(c, "another number of checks");
        for (std::size_t i = 0; i < a.checks.size(); ++i)
          if (!(a.checks[i].surely == b.checks[i].surely) || !(a.checks[i].possibly == b.checks[i].possibly)) broken(c, "other days in another order of items and files");
      },
      1000);
}

}  // namespace
}  // namespace contra::laws
