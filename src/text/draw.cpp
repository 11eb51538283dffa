// How a diagnostic is drawn for a person: the author's own line, and carets under exactly what is meant.
#include <algorithm>
#include <array>
#include <string>

#include "text/characters.hpp"
#include "text/diagnostic.hpp"

namespace contra::text {
namespace {

constexpr int tab_stop = 4;
constexpr int widest_line = 160;  // columns of one drawn line; a longer one is shown round its mark

struct Palette {
  const char *severity = "", *bold = "", *gutter = "", *second = "", *help = "", *reset = "";
};

Palette palette(Severity severity, bool color) {
  if (!color) return {};
  Palette colors;
  colors.severity = severity == Severity::error     ? "\x1b[1;31m"
                    : severity == Severity::warning ? "\x1b[1;33m"
                                                    : "\x1b[1;36m";
  colors.bold = "\x1b[1m";
  colors.gutter = "\x1b[34m";
  colors.second = "\x1b[34m";
  colors.help = "\x1b[32m";
  colors.reset = "\x1b[0m";
  return colors;
}

const char* severity_word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

/// One character as it may safely go to a terminal, and its columns. `column` is where it stands, for tabs.
struct Drawn {
  std::string text;
  int columns = 0;
};

Drawn draw_character(std::string_view line, std::size_t at, const CodePoint& point, int column) {
  if (point.good && point.value == '\t') {
    const int columns = tab_stop - column % tab_stop;
    return {std::string(static_cast<std::size_t>(columns), ' '), columns};
  }
  if (!point.good) return {"?", 1};
  if (is_control(point.value) || is_bidirectional(point.value) || is_invisible(point.value)) {
    std::string shown = "<" + code_point_name(point.value) + ">";
    const int columns = static_cast<int>(shown.size());
    return {std::move(shown), columns};
  }
  return {std::string(line.substr(at, point.bytes)), width(point.value)};
}

struct Mark {
  Span span;
  std::string text;
  bool primary = false;
  std::uint32_t line = 0;
};

struct DrawnLine {
  std::string text;
  std::vector<int> columns;  // for each byte of the line, and one past it: the column where it is drawn
};

DrawnLine draw_line(std::string_view line) {
  DrawnLine drawn;
  drawn.columns.reserve(line.size() + 1);
  int column = 0;
  std::size_t at = line.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  drawn.columns.assign(at, 0);
  while (at < line.size()) {
    const CodePoint point = decode(line, at);
    const Drawn character = draw_character(line, at, point, column);
    drawn.text += character.text;
    drawn.columns.insert(drawn.columns.end(), point.bytes, column);
    column += character.columns;
    at += point.bytes;
  }
  drawn.columns.push_back(column);
  return drawn;
}

/// Cuts a long line to what stands round byte `focus`; `shift` is added to offsets of the whole line to get those here.
std::string_view window(std::string_view line, std::size_t focus, std::size_t& cut_before, bool& cut_after) {
  cut_before = 0;
  cut_after = false;
  if (line.size() <= static_cast<std::size_t>(widest_line)) return line;
  focus = std::min(focus, line.size());
  const auto is_inner = [&](std::size_t i) {
    return i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0u) == 0x80;
  };
  std::size_t begin = focus > 60 ? focus - 60 : 0;
  while (begin > 0 && is_inner(begin)) --begin;
  std::size_t end = std::min(line.size(), begin + static_cast<std::size_t>(widest_line));
  while (end < line.size() && is_inner(end)) ++end;
  cut_before = begin;
  cut_after = end < line.size();
  return line.substr(begin, end - begin);
}

/// A fault of a file as a whole: there is no line of it to show.
bool is_of_whole_file(Kind kind) {
  return kind == Kind::unreadable_file || kind == Kind::no_rules || kind == Kind::file_too_large;
}

class Drawer {
 public:
  Drawer(const Diagnostic& diagnostic, const SourceSet& sources, const DrawOptions& options)
      : diagnostic_(diagnostic),
        sources_(sources),
        options_(options),
        colors_(palette(info(diagnostic.kind).severity, options.color)) {}

  std::string run() {
    const KindInfo& kind = info(diagnostic_.kind);
    out_ += colors_.severity + std::string(severity_word(kind.severity)) + "[" + std::string(kind.id) + "]" +
            colors_.reset + colors_.bold + ": " + printable(diagnostic_.message) + colors_.reset + "\n";
    std::vector<Mark> marks;
    if (diagnostic_.span.file >= 0) marks.push_back({diagnostic_.span, "", true, 0});
    for (const Label& label : diagnostic_.labels) {
      if (label.span.file >= 0) marks.push_back({label.span, label.text, false, 0});
    }
    std::uint32_t last_line = 1;
    for (Mark& mark : marks) {
      mark.line = sources_.place(mark.span.file, mark.span.begin).line;
      last_line = std::max(last_line, mark.line);
    }
    gutter_ = std::to_string(last_line).size();
    if (marks.empty()) {
      if (!diagnostic_.pointer.empty())
        out_ += gutter_text(std::string(gutter_, ' ')) + "--> " + printable(diagnostic_.pointer) + "\n";
    } else if (is_of_whole_file(diagnostic_.kind)) {
      out_ +=
          gutter_text(std::string(gutter_, ' ') + "--> ") + printable(sources_.file(diagnostic_.span.file).name) + "\n";
      marks.clear();
    } else {
      const text::FileId home = marks.front().span.file;
      draw_file(home, marks, "--> ", marks.front().span.begin);
      std::vector<FileId> done{home};
      for (const Mark& mark : marks) {
        if (std::find(done.begin(), done.end(), mark.span.file) != done.end()) continue;
        done.push_back(mark.span.file);
        draw_file(mark.span.file, marks, "::: ", mark.span.begin);
      }
    }
    if (!diagnostic_.help.empty()) {
      if (!marks.empty()) out_ += bar() + "\n";
      out_ += std::string(gutter_ + 1, ' ') + colors_.gutter + "= " + colors_.reset + colors_.help +
              "help:" + colors_.reset + " " + printable(diagnostic_.help) + "\n";
    }
    return std::move(out_);
  }

 private:
  std::string gutter_text(const std::string& text) const { return colors_.gutter + text + colors_.reset; }
  const char* pipe() const { return options_.ascii ? "|" : "│"; }
  std::string bar() const { return colors_.gutter + std::string(gutter_ + 1, ' ') + pipe() + colors_.reset; }

  void draw_file(FileId id, const std::vector<Mark>& marks, const char* arrow, std::uint32_t offset) {
    const Place place = sources_.place(id, offset);
    out_ += gutter_text(std::string(gutter_, ' ') + arrow) + printable(sources_.file(id).name) + ":" +
            std::to_string(place.line) + ":" + std::to_string(place.column) + "\n";
    out_ += bar() + "\n";
    std::vector<std::uint32_t> lines;
    for (const Mark& mark : marks) {
      if (mark.span.file == id) lines.push_back(mark.line);
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    std::uint32_t previous = 0;
    for (const std::uint32_t line : lines) {
      if (previous != 0 && line == previous + 2) {
        draw_source(id, previous + 1, {});
      } else if (previous != 0 && line > previous + 1) {
        out_ += gutter_text(options_.ascii ? "..." : "…") + "\n";
      }
      std::vector<Mark> here;
      for (const Mark& mark : marks) {
        if (mark.span.file == id && mark.line == line) here.push_back(mark);
      }
      draw_source(id, line, here);
      previous = line;
    }
  }

  void draw_source(FileId id, std::uint32_t number, const std::vector<Mark>& marks) {
    const std::string_view whole = sources_.line(id, number);
    const std::uint32_t start = sources_.file(id).line_starts.at(number - 1);
    std::size_t cut_before = 0;
    bool cut_after = false;
    const std::string_view line =
        window(whole, marks.empty() ? 0 : marks.front().span.begin - start, cut_before, cut_after);
    const DrawnLine drawn = draw_line(line);
    const std::string dots = options_.ascii ? "..." : "…";
    const int shift = cut_before > 0 ? (options_.ascii ? 3 : 1) : 0;
    std::string label = std::to_string(number);
    label.insert(0, gutter_ - std::min(gutter_, label.size()), ' ');
    std::string shown = (cut_before > 0 ? dots : "") + drawn.text + (cut_after ? dots : "");
    while (!shown.empty() && shown.back() == ' ') shown.pop_back();
    out_ += gutter_text(label + " " + pipe()) + (shown.empty() ? "" : " " + shown) + "\n";
    for (const Mark& mark : marks) {
      const auto column_of = [&](std::uint32_t offset) {
        const std::size_t in_line = offset > start + cut_before ? offset - start - cut_before : 0;
        return drawn.columns[std::min(in_line, line.size())] + shift;
      };
      const int begin = column_of(mark.span.begin);
      const int end = std::max(column_of(mark.span.end), begin + 1);
      out_ += bar() + " " + std::string(static_cast<std::size_t>(begin), ' ') +
              (mark.primary ? colors_.severity : colors_.second) +
              std::string(static_cast<std::size_t>(end - begin), mark.primary ? '^' : '-');
      if (!mark.text.empty()) out_ += " " + printable(mark.text);
      out_ += std::string(colors_.reset) + "\n";
    }
  }

  const Diagnostic& diagnostic_;
  const SourceSet& sources_;
  const DrawOptions& options_;
  Palette colors_;
  std::string out_;
  std::size_t gutter_ = 1;
};

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    result += point.good && (point.value == '\t' || point.value == '\n') ? std::string(" ")
                                                                         : draw_character(text, at, point, 0).text;
    at += point.bytes;
  }
  return result;
}

std::string draw(const Diagnostic& diagnostic, const SourceSet& sources, const DrawOptions& options) {
  return Drawer(diagnostic, sources, options).run();
}

std::string plain(const Diagnostic& diagnostic, const SourceSet& sources) {
  const auto place = [&](Span span) {
    const Place at = sources.place(span.file, span.begin);
    return printable(sources.file(span.file).name) + ", line " + std::to_string(at.line) + ", column " +
           std::to_string(at.column);
  };
  const KindInfo& kind = info(diagnostic.kind);
  std::string result = std::string(severity_word(kind.severity)) + " " + std::string(kind.id);
  if (diagnostic.span.file >= 0)
    result += " in " + (is_of_whole_file(diagnostic.kind) ? printable(sources.file(diagnostic.span.file).name)
                                                          : place(diagnostic.span));
  else if (!diagnostic.pointer.empty())
    result += " at " + printable(diagnostic.pointer);
  result += ": " + printable(diagnostic.message) + ".\n";
  if (const std::string_view written = sources.slice(diagnostic.span); !written.empty())
    result += "written: " + printable(shortened(written)) + "\n";
  for (const Label& label : diagnostic.labels)
    if (label.span.file >= 0) result += place(label.span) + ": " + printable(label.text) + ".\n";
  if (!diagnostic.help.empty()) result += "help: " + printable(diagnostic.help) + "\n";
  return result;
}

std::string one_line(const Diagnostic& diagnostic, const SourceSet& sources) {
  std::string result;
  if (diagnostic.span.file >= 0) {
    const Place place = sources.place(diagnostic.span.file, diagnostic.span.begin);
    result = printable(sources.file(diagnostic.span.file).name) + ":" + std::to_string(place.line) + ":" +
             std::to_string(place.column) + ": ";
  } else if (!diagnostic.pointer.empty()) {
    result = printable(diagnostic.pointer) + ": ";
  }
  const KindInfo& kind = info(diagnostic.kind);
  return result + severity_word(kind.severity) + "[" + std::string(kind.id) + "]: " + printable(diagnostic.message);
}

}  // namespace contra::text
