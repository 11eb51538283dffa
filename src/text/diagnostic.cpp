// The registry of diagnostic kinds, their order, and the search for the name that was meant.
#include "text/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "text/characters.hpp"
#include "text/limits.hpp"

namespace contra::text {

const std::vector<KindInfo>& all_kinds() {
  static const std::vector<KindInfo> kinds{
#define CONTRA_DIAGNOSTIC(name, id, severity, title) KindInfo{Kind::name, id, #name, Severity::severity, title},
#include "text/diagnostic_kinds.def"
#undef CONTRA_DIAGNOSTIC
  };
  return kinds;
}

const KindInfo& info(Kind kind) { return all_kinds().at(static_cast<std::size_t>(kind)); }

const KindInfo* find_kind(std::string_view id) {
  for (const KindInfo& kind : all_kinds()) {
    if (kind.id == id || kind.name == id) return &kind;
  }
  return nullptr;
}

namespace {

bool before(const Diagnostic& a, const Diagnostic& b) {
  if (!(a.span == b.span)) return a.span < b.span;
  if (a.pointer != b.pointer) return a.pointer < b.pointer;
  if (a.kind != b.kind) return info(a.kind).id < info(b.kind).id;
  return a.message < b.message;
}

bool same(const Diagnostic& a, const Diagnostic& b) {
  return a.kind == b.kind && a.span == b.span && a.pointer == b.pointer && a.message == b.message;
}

}  // namespace

void tidy(std::vector<Diagnostic>& diagnostics) {
  const auto is_cut = [](const Diagnostic& d) { return d.kind == Kind::too_many_diagnostics; };
  // An earlier cut keeps its note, at the end, whatever is cut now.
  std::vector<Diagnostic> cuts;
  std::copy_if(diagnostics.begin(), diagnostics.end(), std::back_inserter(cuts), is_cut);
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), is_cut), diagnostics.end());

  std::stable_sort(diagnostics.begin(), diagnostics.end(), before);
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());

  if (diagnostics.size() > limits::diagnostics) {
    const std::size_t more = diagnostics.size() - limits::diagnostics;
    // INVARIANT: an error is never cut in favour of a warning; a set of diagnostics that held an error still does.
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return info(a.kind).severity < info(b.kind).severity;
    });
    diagnostics.resize(limits::diagnostics);
    std::stable_sort(diagnostics.begin(), diagnostics.end(), before);
    cuts.clear();
    cuts.push_back(
        {Kind::too_many_diagnostics,
         {},
         (more == 1 ? std::string("1 more fault is") : std::to_string(more) + " more faults are") + " not shown",
         {},
         "mend these first, then run again",
         {},
         {}});
  } else if (cuts.size() > 1) {
    cuts.resize(1);
  }
  diagnostics.insert(diagnostics.end(), cuts.begin(), cuts.end());
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return info(d.kind).severity == Severity::error; });
}

namespace {

/// Edits from `a` to `b`: insert, delete, replace, or swap two neighbours. More than `limit` is not told apart.
std::size_t edits(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::vector<std::size_t> two_up(b.size() + 1), up(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) up[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({up[j] + 1, row[j - 1] + 1, up[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], two_up[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    two_up.swap(up);
    up.swap(row);
  }
  return up[b.size()];
}

std::size_t common_beginning(std::string_view a, std::string_view b) {
  std::size_t length = 0;
  while (length < a.size() && length < b.size() && a[length] == b[length]) ++length;
  return length;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

std::string nearest(std::string_view written, const std::vector<std::string>& candidates) {
  // No name is this long; a stray text must not cost a table of its length squared.
  if (written.size() > 100) return {};
  const std::size_t limit = std::min<std::size_t>(3, written.size() / 3);
  const std::string written_lower = lower(written);
  std::size_t best = limit + 1;
  const std::string* found = nullptr;
  for (const std::string& candidate : candidates) {
    if (candidate == written) continue;
    // Another case of the same letters is one slip, however many letters it is.
    const std::size_t distance =
        lower(candidate) == written_lower
            ? 1
            : std::min(edits(written, candidate, limit), edits(written_lower, lower(candidate), limit) + 1);
    const bool allowed = distance <= limit || lower(candidate) == written_lower;
    if (!allowed) continue;
    // A slip is seldom at the beginning. What is alike in that too goes by name: the order of candidates says nothing.
    const auto nearer = [&] {
      const std::size_t mine = common_beginning(written, candidate), other = common_beginning(written, *found);
      return mine != other ? mine > other : candidate < *found;
    };
    if (found == nullptr || distance < best || (distance == best && nearer())) {
      best = distance;
      found = &candidate;
    }
  }
  return found == nullptr ? std::string() : *found;
}

}  // namespace contra::text
