// See line_diff.hpp.
#include "cli/line_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace contra::cli {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 3;
constexpr std::ptrdiff_t most_changes = 1500;  // past this the search costs more than a small difference is worth

/// Each line with its end.
Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    out.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return out;
}

/// Lines [a, a + gone) of the first text became lines [b, b + come) of the second.
struct Change {
  std::size_t a, gone, b, come;
};

/// The shortest way from one text to the other, as E. Myers found it: on each diagonal k (lines of `a` less lines of
/// `b`) how far d changes get.
std::vector<Change> changes_between(const Lines& a, const Lines& b) {
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const auto n = static_cast<std::ptrdiff_t>(a.size() - head - tail);
  const auto m = static_cast<std::ptrdiff_t>(b.size() - head - tail);
  if (n == 0 && m == 0) return {};
  const std::vector<Change> whole{{head, static_cast<std::size_t>(n), head, static_cast<std::size_t>(m)}};
  if (n == 0 || m == 0) return whole;
  const auto line_a = [&](std::ptrdiff_t x) { return a[head + static_cast<std::size_t>(x)]; };
  const auto line_b = [&](std::ptrdiff_t y) { return b[head + static_cast<std::size_t>(y)]; };
  const std::ptrdiff_t most = std::min(n + m, most_changes);
  std::vector<std::ptrdiff_t> reach(static_cast<std::size_t>(2 * most + 3), 0);
  const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& { return reach[static_cast<std::size_t>(k + most + 1)]; };
  std::vector<std::vector<std::ptrdiff_t>> steps;  // reach before each d, to walk back
  std::ptrdiff_t d = 0;
  bool found = false;
  for (; d <= most && !found; ++d) {
    steps.push_back({reach.begin() + (most + 1 - d - 1), reach.begin() + (most + 1 + d + 2)});
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && line_a(x) == line_b(x - k)) ++x;
      at(k) = x;
      if (x >= n && x - k >= m) {
        found = true;
        break;
      }
    }
  }
  if (!found) return whole;
  std::vector<Change> out;
  std::ptrdiff_t x = n, y = m;
  for (--d; d > 0; --d) {
    const std::vector<std::ptrdiff_t>& before = steps[static_cast<std::size_t>(d)];
    const auto was = [&](std::ptrdiff_t k) { return before[static_cast<std::size_t>(k + d + 1)]; };
    const std::ptrdiff_t k = x - y;
    const bool comes = k == -d || (k != d && was(k - 1) < was(k + 1));  // a line of `b`
    x = comes ? was(k + 1) : was(k - 1);
    y = x - (comes ? k + 1 : k - 1);
    const std::size_t line = head + static_cast<std::size_t>(x), other = head + static_cast<std::size_t>(y);
    if (!out.empty() && out.back().a == line + (comes ? 0u : 1u) && out.back().b == other + (comes ? 1u : 0u)) {
      Change& last = out.back();
      last = {line, last.gone + (comes ? 0u : 1u), other, last.come + (comes ? 1u : 0u)};
    } else {
      out.push_back({line, comes ? 0u : 1u, other, comes ? 1u : 0u});
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::string range(std::size_t first, std::size_t count) {
  return count == 1 ? std::to_string(first + 1)
                    : std::to_string(count == 0 ? first : first + 1) + "," + std::to_string(count);
}

}  // namespace

std::string unified_diff(const std::string& name, std::string_view before, std::string_view after, bool color) {
  const Lines a = lines_of(before), b = lines_of(after);
  const std::vector<Change> changes = changes_between(a, b);
  if (changes.empty()) return {};
  const auto painted = [&](const char* code, const std::string& text) {
    return color ? std::string(code) + text + "\x1b[0m" : text;
  };
  const auto line = [&](char sign, std::string_view text) {
    std::string out;
    const bool ended = !text.empty() && text.back() == '\n';
    if (ended) text.remove_suffix(1);
    const std::string whole = sign + std::string(text);
    out += sign == '-' ? painted("\x1b[31m", whole) : sign == '+' ? painted("\x1b[32m", whole) : whole;
    out += ended ? "\n" : "\n\\ No newline at end of file\n";
    return out;
  };
  std::string out = painted("\x1b[1m", "--- " + name) + "\n" + painted("\x1b[1m", "+++ " + name) + "\n";
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t last = i;
    while (last + 1 < changes.size() && changes[last + 1].a - (changes[last].a + changes[last].gone) <= 2 * context) {
      ++last;
    }
    const std::size_t lead = std::min(context, changes[i].a);
    const std::size_t end_a = changes[last].a + changes[last].gone, end_b = changes[last].b + changes[last].come;
    const std::size_t trail = std::min(context, a.size() - end_a);
    const std::size_t from_a = changes[i].a - lead, from_b = changes[i].b - lead;
    out += painted("\x1b[36m", "@@ -" + range(from_a, end_a + trail - from_a) + " +" +
                                   range(from_b, end_b + trail - from_b) + " @@") +
           "\n";
    std::size_t at = from_a;
    for (; i <= last; ++i) {
      for (; at < changes[i].a; ++at) out += line(' ', a[at]);
      for (; at < changes[i].a + changes[i].gone; ++at) out += line('-', a[at]);
      for (std::size_t k = 0; k < changes[i].come; ++k) out += line('+', b[changes[i].b + k]);
    }
    for (; at < end_a + trail; ++at) out += line(' ', a[at]);
  }
  return out;
}

}  // namespace contra::cli
