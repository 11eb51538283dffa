// Many records, one on each line: one result line each, valid JSON, what the general way says of that line alone, and
// never a GO for a line that cannot be read.
#include <nlohmann/json.hpp>
#include <variant>

#include "bulk/screener.hpp"
#include "eval/decide.hpp"
#include "eval/intake.hpp"
#include "small_programs.hpp"
#include "target.hpp"
#include "text/diagnostic.hpp"

namespace contra::fuzz {
namespace {

const bulk::Screener& screener() {
  static const bulk::Screener made(small_programs(), bulk::Options{});
  return made;
}

/// The checks that wait, of every treatment; nothing for a refused line.
std::optional<std::vector<std::vector<std::string>>> generally(std::string_view line) {
  text::SourceSet sources;
  const text::FileId file = sources.add({}, std::string(line));
  const compile::Program& program = *small_programs().front();
  const auto read = eval::read_intake(sources, file, *program.vocabulary, {{program.pack->name, program.pack.get()}});
  const auto* facts = std::get_if<eval::Facts>(&read);
  if (facts == nullptr) return std::nullopt;
  eval::DecideOptions options;
  options.promises = false;
  std::vector<std::vector<std::string>> out;
  for (const auto& t : eval::decide(small_programs(), *facts, options).treatments) {
    out.emplace_back();
    for (const auto& reason : t.reasons)
      if (out.back().empty() || out.back().back() != reason.check) out.back().push_back(reason.check);
  }
  return out;
}

}  // namespace

void one_input(std::string_view bytes) {
  std::vector<std::string_view> wanted;
  for (std::size_t at = 0; at <= bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    wanted.push_back(bytes.substr(at, end - at));
    at = end + 1;
  }
  // Exactly as much behind the last line as the door asks for, so that a sanitizer sees a read beyond it.
  std::vector<char> buffer(bytes.size() + bulk::line_padding, '}');
  std::copy(bytes.begin(), bytes.end(), buffer.begin());
  std::vector<std::string_view> lines;
  for (const std::string_view line : wanted)
    lines.emplace_back(buffer.data() + (line.data() - bytes.data()), line.size());

  static bulk::Worker worker(screener());  // used again and again: nothing of one record stays for the next
  std::string out;
  worker.screen(lines, 1, out);
  std::size_t at = 0;
  for (const std::string_view line : wanted) {
    const std::size_t end = out.find('\n', at);
    require(end != std::string::npos, "each line has a result line");
    const auto json = nlohmann::json::parse(out.begin() + static_cast<std::ptrdiff_t>(at),
                                            out.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    at = end + 1;
    require(json.is_object(), "a result line is JSON");
    const auto general = generally(line);
    require((json.at("record") == "contra.refusal/1") == !general, "the same lines are refused");
    require(general || !json.contains("verdict"), "a refused line has no verdict");
    require(!general || nlohmann::json::accept(line.begin(), line.end()), "what is decided is JSON");
    if (!general) continue;
    require(json.at("treatments").size() == general->size(), "the treatments of the plan are decided");
    bool go = !general->empty();
    for (std::size_t i = 0; i < general->size(); ++i) {
      const auto& t = json["treatments"][i];
      require(t.at("waits").get<std::vector<std::string>>() == (*general)[i], "the same checks wait");
      require((t.at("verdict") == "GO") == (*general)[i].empty(), "the same verdict");
      go = go && (*general)[i].empty();
    }
    require((json.at("verdict") == "GO") == go, "the plan is GO when every treatment is");
  }
  require(at == out.size(), "there are no more result lines than lines");
}

}  // namespace contra::fuzz
