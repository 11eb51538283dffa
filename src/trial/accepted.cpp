// See accepted.hpp.
#include "trial/accepted.hpp"

#include <algorithm>

#include "trial/mutants.hpp"

namespace contra::trial {

namespace {

constexpr std::string_view arrow = " -> ";
constexpr std::string_view because = "because ";

bool is_mutant(const Accepted& one) { return one.key.find(arrow) != std::string::npos; }

template <class Thing>
void put(Thing& thing, const std::string& pack, const std::string& key, std::vector<Accepted>& list) {
  for (Accepted& one : list) {
    if (one.key != key || std::find(one.packs.begin(), one.packs.end(), pack) == one.packs.end()) continue;
    thing.accepted = one.reason;
    one.used = true;
  }
}

}  // namespace

std::vector<Accepted> read_accepted(const std::string& file, std::string_view text,
                                    const std::vector<std::string>& packs, std::vector<AcceptedFault>& faults) {
  std::vector<Accepted> out;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    const std::string words = one_line(line);
    if (words.empty() || words.front() == '#') continue;
    if (line.front() != ' ' && line.front() != '\t') {
      out.push_back({words, {}, file, number, packs, false});
      continue;
    }
    if (out.empty()) {
      faults.push_back({file, number, "a reason without the thing that it is for"});
      continue;
    }
    std::string& reason = out.back().reason;
    reason += (reason.empty() ? "" : " ") + words;
  }
  for (auto& one : out) {
    if (one.reason.rfind(because, 0) == 0 && one.reason.size() > because.size()) continue;
    faults.push_back({file, one.line, "`" + one.key + "` lacks its reason: a line below it that begins with `because`"});
    one.packs.clear();  // accepts nothing
    one.used = true;
  }
  return out;
}

void accept(Coverage& coverage, std::vector<Accepted>& list) {
  for (auto& check : coverage.checks)
    for (auto& point : check.points)
      if (point.shown_by.empty()) put(point, check.pack, key_of(check, point), list);
}

void accept(Mutation& mutation, std::vector<Accepted>& list) {
  for (auto& mutant : mutation.mutants)
    if (mutant.noticed_by.empty()) put(mutant, mutant.pack, key_of(mutant), list);
}

std::vector<AcceptedFault> stale(const std::vector<Accepted>& list, bool points, bool mutants) {
  std::vector<AcceptedFault> out;
  for (const auto& one : list) {
    if (one.used || !(is_mutant(one) ? mutants : points)) continue;
    out.push_back({one.file, one.line,
                   "`" + one.key + "` is " + (is_mutant(one) ? "noticed" : "shown") +
                       " by a test, or is no more: take it off the list"});
  }
  return out;
}

}  // namespace contra::trial
