// Rule text: no crash in reading, checking and compiling; every diagnostic points into a file; with an error nothing
// compiles. What can be read can be laid out, says the same then, and is laid out the same again.
#include <memory>

#include "check/check.hpp"
#include "compile/program.hpp"
#include "small_rules.hpp"
#include "syntax/format.hpp"
#include "syntax/parse.hpp"
#include "target.hpp"
#include "text/diagnostic.hpp"

namespace contra::fuzz {

namespace {

syntax::Formatted laid_out(std::string_view bytes) {
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  const text::FileId file = sources.add("input.contra", std::string(bytes));
  syntax::Formatted made = syntax::format(sources, file, diagnostics);
  require((made.state == syntax::Formatted::State::syntax_error) == text::has_errors(diagnostics),
          "the layout fails exactly with a syntax error");
  return made;
}

}  // namespace

void one_input(std::string_view bytes) {
  const syntax::Formatted made = laid_out(bytes);
  require(made.state != syntax::Formatted::State::wrong, "the layout says the same");
  if (made.state == syntax::Formatted::State::good)
    require(laid_out(made.text).text == made.text, "what is laid out stays as it is");
  text::SourceSet sources;
  std::vector<text::Diagnostic> diagnostics;
  auto files = std::make_shared<std::vector<syntax::File>>();
  files->push_back(syntax::parse(sources, sources.add("small.contra", std::string(small_vocabulary)), diagnostics));
  // What stands on a pack gets one.
  if (bytes.substr(0, 6) == "policy" || bytes.substr(0, 5) == "tests" || bytes.substr(0, 4) == "part")
    files->push_back(syntax::parse(sources, sources.add("pack.contra", std::string(small_pack)), diagnostics));
  require(!text::has_errors(diagnostics), "the small rules can be read");
  files->push_back(syntax::parse(sources, sources.add("input.contra", std::string(bytes)), diagnostics));
  const bool broken = text::has_errors(diagnostics);
  const auto rules = check::check(sources, files, {}, diagnostics);
  require(!broken || !rules, "what could not be read is not checked rules");
  require(rules.has_value() != text::has_errors(diagnostics), "checked rules come exactly without an error");
  for (const auto& d : diagnostics) {
    require(d.span.file >= 0 && static_cast<std::size_t>(d.span.file) < sources.size(),
            "a diagnostic belongs to a file");
    require(d.span.begin <= d.span.end && d.span.end <= sources.file(d.span.file).text.size(),
            "a diagnostic points into its file");
    require(!d.message.empty(), "a diagnostic says something");
    (void)text::draw(d, sources, {});
    (void)text::one_line(d, sources);
  }
  if (rules) {
    for (const auto& program : compile::compile(*rules, sources, {}))
      require(program && program->pack && program->vocabulary, "a program has its pack and vocabulary");
  }
}

}  // namespace contra::fuzz
