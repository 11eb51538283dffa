// L3, order: the order of checks, entries, forms and clearances changes nothing. L7, replay: the same input gives the same bytes.
#include "laws/engine.hpp"
#include "present/decision_json.hpp"

namespace contra::laws {
namespace {

template <class T>
void shuffle(Tape& tape, std::vector<T>& of) {
  for (std::size_t i = of.size(); i > 1; --i) std::swap(of[i - 1], of[static_cast<std::size_t>(tape.below(static_cast<int>(i)))]);
}

void same(const Case& c, const eval::TreatmentDecision& a, const eval::TreatmentDecision& b, const std::map<std::string, std::string>& renamed, const std::string& what) {
  const auto name = [&](const std::string& n) {
    const auto at = renamed.find(n);
    return at == renamed.end() ? n : at->second;
  };
  if (!(a.go == b.go) || !(a.renewed == b.renewed)) broken(c, what + ": other days");
  if (a.verdict != b.verdict || a.earliest != b.earliest || a.preferred != b.preferred || a.holds_until != b.holds_until || a.recheck_by != b.recheck_by)
    broken(c, what + ": another verdict or earliest, preferred, holds-until or recheck-by day");
  std::vector<std::string> x, y;
  for (const auto& r : a.reasons) x.push_back(name(r.check) + text_of(r).substr(r.check.size()));
  for (const auto& r : b.reasons) y.push_back(text_of(r));
  for (const auto& l : a.conditions) x.push_back("condition " + name(l.check) + (l.sure ? " sure" : ""));
  for (const auto& l : b.conditions) y.push_back("condition " + l.check + (l.sure ? " sure" : ""));
  for (const auto& p : a.passed) x.push_back("passed " + name(p.check) + (p.vague ? " vague" : "") + (p.margin_days ? " " + std::to_string(*p.margin_days) : ""));
  for (const auto& p : b.passed) y.push_back("passed " + p.check + (p.vague ? " vague" : "") + (p.margin_days ? " " + std::to_string(*p.margin_days) : ""));
  if (renamed.empty() && x != y) {
    std::string both = what + ": other reasons\n";
    for (const auto& s : x) both += "  < " + s + "\n";
    for (const auto& s : y) both += "  > " + s + "\n";
    broken(c, both);
  }
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  if (x != y) {
    std::string both = what + ": other reasons\n";
    for (const auto& s : x) both += "  < " + s + "\n";
    for (const auto& s : y) both += "  > " + s + "\n";
    broken(c, both);
  }
}

TEST(L3, the_order_of_entries_forms_and_clearances_changes_nothing) {
  hold([](Tape& tape) {
    const Case c = make_case(tape, Scope{});
    Case other = c;
    for (auto& l : other.facts.lists) {
      // Named entries stand first; so each kind is shuffled by itself.
      std::vector<eval::Entry> named, unnamed;
      for (auto& e : l.entries) (e.named ? named : unnamed).push_back(e);
      shuffle(tape, named);
      shuffle(tape, unnamed);
      l.entries = named;
      l.entries.insert(l.entries.end(), unnamed.begin(), unnamed.end());
    }
    shuffle(tape, other.facts.clearances);
    if (other.facts.forms.size() == 2 && other.facts.forms[0].signed_on == other.facts.forms[1].signed_on) shuffle(tape, other.facts.forms);
    same(c, decide_one(c), decide_one(other), {}, "another order of entries, forms and clearances");
  });
}

TEST(L3, the_order_of_checks_and_parts_changes_nothing) {
  hold([](Tape& tape) {
    const Case c = make_case(tape, Scope{});
    Case other = deep_copy(c);
    std::vector<std::string> names;
    for (const auto& j : c.program->checks) names.push_back(j.name);
    std::vector<std::string> to = names;
    shuffle(tape, to);
    std::map<std::string, std::string> renamed;
    for (std::size_t i = 0; i < names.size(); ++i) renamed[names[i]] = to[i];
    for (auto& j : other.program->checks) {
      j.name = renamed[j.name];
      for (auto& part : j.parts) part.check.name = j.name;
    }
    for (auto& k : other.facts.clearances)
      if (renamed.count(k.check) != 0) k.check = renamed[k.check];
    std::sort(other.program->checks.begin(), other.program->checks.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    renamed["\n"] = "";  // never empty: reasons are compared as a set
    same(c, decide_one(c), decide_one(other), renamed, "other names of the checks");
  });
}

TEST(L7, the_same_input_gives_the_same_bytes) {
  hold(
      [](Tape& tape) {
        const Case c = make_case(tape, Scope{});
        const Case again = deep_copy(c);
        const std::string a = present::decision_json(decide(c, c.setting.asked, true), c.facts, "contra test");
        const std::string b = present::decision_json(decide(again, again.setting.asked, true), again.facts, "contra test");
        if (a != b) broken(c, "other bytes:\n" + a + "\n" + b);
      });
}

}  // namespace
}  // namespace contra::laws
