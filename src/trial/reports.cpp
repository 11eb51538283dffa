// See reports.hpp.
#include "trial/reports.hpp"

#include <map>

namespace contra::trial {

namespace {

/// For an attribute or text of XML 1.0: what it has no way to say is left out.
std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20U) out.push_back(c);
    }
  }
  return out;
}

std::string attribute(const char* name, std::string_view value) {
  return std::string(" ") + name + "=\"" + xml(value) + "\"";
}

std::string line_of(const text::SourceSet& sources, text::Span span) {
  return span.file < 0 ? std::string("0") : std::to_string(sources.place(span.file, span.begin).line);
}

}  // namespace

std::string junit_xml(const std::vector<Result>& results, const text::SourceSet& sources) {
  std::map<std::string, std::vector<const Result*>> by_file;
  std::size_t failed = 0;
  for (const Result& result : results) {
    by_file[result.file].push_back(&result);
    failed += result.passed ? 0U : 1U;
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "contra test") +
                    attribute("tests", std::to_string(results.size())) + attribute("failures", std::to_string(failed)) +
                    attribute("errors", "0") + ">\n";
  for (const auto& [file, tests] : by_file) {
    std::size_t failures = 0;
    for (const Result* test : tests) failures += test->passed ? 0U : 1U;
    out += "  <testsuite" + attribute("name", file) + attribute("tests", std::to_string(tests.size())) +
           attribute("failures", std::to_string(failures)) + attribute("errors", "0") + attribute("file", file) + ">\n";
    for (const Result* test : tests) {
      out += "    <testcase" + attribute("name", test->name) + attribute("classname", test->pack) +
             attribute("file", file) + attribute("line", line_of(sources, test->span));
      if (test->passed) {
        out += "/>\n";
        continue;
      }
      out += ">\n";
      for (const Failure& failure : test->failures)
        out += "      <failure" + attribute("type", "expectation") + attribute("message", failure.message) + ">" +
               xml(file + ":" + line_of(sources, failure.span)) + "</failure>\n";
      out += "    </testcase>\n";
    }
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

std::string lcov_trace(const Coverage& coverage, const text::SourceSet& sources) {
  struct Line {
    std::size_t shown = 0;
    std::vector<bool> branches;
  };
  std::map<std::string, std::map<std::uint32_t, Line>> files;
  for (const auto& check : coverage.checks)
    for (const auto& point : check.points) {
      if (point.span.file < 0 || !point.accepted.empty()) continue;
      Line& line = files[sources.file(point.span.file).name][sources.place(point.span.file, point.span.begin).line];
      const bool shown = !point.shown_by.empty();
      line.shown += shown ? 1U : 0U;
      if (point.aim != Aim::check) line.branches.push_back(shown);
    }
  std::string out;
  for (const auto& [file, lines] : files) {
    out += "TN:\nSF:" + file + "\n";
    std::size_t branches = 0, taken = 0, hit = 0;
    for (const auto& [number, line] : lines)
      for (std::size_t i = 0; i < line.branches.size(); ++i) {
        out +=
            "BRDA:" + std::to_string(number) + ",0," + std::to_string(i) + "," + (line.branches[i] ? "1" : "0") + "\n";
        ++branches;
        taken += line.branches[i] ? 1U : 0U;
      }
    out += "BRF:" + std::to_string(branches) + "\nBRH:" + std::to_string(taken) + "\n";
    for (const auto& [number, line] : lines) {
      out += "DA:" + std::to_string(number) + "," + std::to_string(line.shown) + "\n";
      hit += line.shown > 0 ? 1U : 0U;
    }
    out += "LF:" + std::to_string(lines.size()) + "\nLH:" + std::to_string(hit) + "\nend_of_record\n";
  }
  return out;
}

}  // namespace contra::trial
