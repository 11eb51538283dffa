// Edits that the server offers: the one layout, and the fixes of diagnostics.
#include <algorithm>

#include "lsp/session.hpp"
#include "syntax/format.hpp"

namespace contra::lsp {

namespace {

/// What changes between two texts, as one edit of whole lines: marks and cursors outside of it stay.
text::Fix difference(text::FileId file, std::string_view before, std::string_view after) {
  std::size_t begin = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (begin < shorter && before[begin] == after[begin]) ++begin;
  while (begin > 0 && before[begin - 1] != '\n') --begin;
  std::size_t tail = 0;
  while (tail < shorter - begin && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  while (tail > 0 && before[before.size() - tail - (before.size() == tail ? 0 : 1)] != '\n') --tail;
  return {{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(before.size() - tail)},
          std::string(after.substr(begin, after.size() - tail - begin)),
          true};
}

std::string title_of(const Reading& reading, const text::Fix& fix) {
  const std::string written(reading.rules.sources.slice(fix.span));
  const auto one_line = [](std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text.size() > 40 ? text.substr(0, 37) + "..." : text;
  };
  if (written.empty()) return "Insert `" + one_line(fix.replacement) + "`";
  if (fix.replacement.empty()) return "Take out `" + one_line(written) + "`";
  return "Replace `" + one_line(written) + "` with `" + one_line(fix.replacement) + "`";
}

/// In order of place; of two edits of one place the first.
std::vector<text::Fix> without_overlaps(std::vector<text::Fix> fixes) {
  std::sort(fixes.begin(), fixes.end(), [](const text::Fix& a, const text::Fix& b) { return a.span < b.span; });
  std::vector<text::Fix> out;
  for (text::Fix& fix : fixes)
    if (out.empty() || out.back().span.end < fix.span.begin) out.push_back(std::move(fix));
  return out;
}

bool meets(Position begin, Position end, const Json& range) {
  const Position from = read_position(range.at("start")), to = read_position(range.at("end"));
  return !(to < begin) && !(end < from);
}

}  // namespace

Json formatting(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& reading = *spot.reading;
  text::SourceSet alone;
  const text::FileId file = alone.add(spot.document->name, spot.document->text);
  std::vector<text::Diagnostic> faults;
  const syntax::Formatted laid_out = syntax::format(alone, file, faults);
  if (laid_out.state == syntax::Formatted::State::wrong)
    throw RequestError(ErrorCode::request_failed,
                       "the layout of this file would not say the same, so it stays as it is");
  // A text with an error has no layout; its diagnostics say so already.
  if (laid_out.state != syntax::Formatted::State::good || laid_out.text == spot.document->text) return Json::array();
  const text::Fix edit = difference(spot.file, reading.text(spot.file), laid_out.text);
  return Json::array({{{"range", session.range(reading, edit.span)}, {"newText", edit.replacement}}});
}

Json code_actions(Session& session, const Json& params) {
  const Spot spot = session.spot(params);
  const Reading& reading = *spot.reading;
  const Json& range = params.at("range");
  // An editor asks for a kind and means every kind below it.
  const auto wanted = [&](std::string_view kind) {
    if (!params.contains("context") || !params.at("context").contains("only")) return true;
    const Json& only = params.at("context").at("only");
    return std::any_of(only.begin(), only.end(), [&](const Json& one) {
      const std::string& above = one.get_ref<const std::string&>();
      return above.empty() || kind == above || (kind.substr(0, above.size()) == above && kind[above.size()] == '.');
    });
  };
  const Lines& lines = reading.lines[static_cast<std::size_t>(spot.file)];
  const std::string_view text = reading.text(spot.file);
  const Json told = diagnostics_of(session, *spot.set, reading, spot.file);
  Json out = Json::array();
  std::vector<text::Fix> safe;
  for (const text::Diagnostic& d : reading.rules.diagnostics) {
    if (d.fix && d.fix->safe && d.fix->span.file == spot.file) safe.push_back(*d.fix);
    if (!wanted("quickfix") || d.span.file != spot.file || !d.fix || d.fix->span.file < 0) continue;
    if (reading.built_in[static_cast<std::size_t>(d.fix->span.file)]) continue;
    const Position begin = lines.position(text, d.span.begin, session.client.encoding);
    const Position end = lines.position(text, d.span.end, session.client.encoding);
    if (!meets(begin, end, range)) continue;
    Json action = {{"title", title_of(reading, *d.fix)},
                   {"kind", "quickfix"},
                   {"isPreferred", d.fix->safe},
                   {"edit", session.workspace_edit(reading, {*d.fix})}};
    for (const Json& one : told)
      if (one.value("code", "") == text::info(d.kind).id && one.at("range") == session.range(reading, d.span))
        action["diagnostics"] = Json::array({one});
    out.push_back(std::move(action));
  }
  // Only what leaves the reader's text as it was; everything else is the author's to decide.
  if (wanted("source.fixAll.contra") && !safe.empty())
    out.push_back({{"title", "Make every safe fix of this file"},
                   {"kind", "source.fixAll.contra"},
                   {"edit", session.workspace_edit(reading, without_overlaps(std::move(safe)))}});
  return out;
}

}  // namespace contra::lsp
