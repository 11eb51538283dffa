// What an expectation finds wrong with a decision; see judge.hpp.
#include "trial/judge.hpp"

#include <algorithm>
#include <variant>

namespace contra::trial {
namespace {

using eval::Decision;
using eval::TreatmentDecision;
using What = syntax::Expectation::What;

std::string quoted(std::string_view name) { return "`" + std::string(name) + "`"; }

std::string joined(const std::vector<std::string>& parts, const std::string& none) {
  if (parts.empty()) return none;
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    out += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return out;
}

std::string day_or(const std::optional<Day>& day, const char* none) { return day ? to_iso(*day) : none; }

/// A decision as the expectations of a test see it: the plan as a whole.
class Seen {
 public:
  Seen(const Decision& decision, const check::Pack* pack, const check::Vocabulary& vocabulary)
      : decision_(decision), pack_(pack), v_(vocabulary) {
    const auto& all = decision.treatments;
    if (all.size() == 1) {
      earliest_ = all[0].earliest;
      renewed_ = all[0].earliest_renewed;
      preferred_ = all[0].preferred;
      holds_until_ = all[0].holds_until;
      return;
    }
    // A day of the whole plan is one on which every treatment is GO.
    time::DaySet days = time::DaySet::all(), without_renewal = days;
    for (const auto& t : all) {
      days &= t.go | t.renewed;
      without_renewal &= t.go;
      if (t.holds_until && (!holds_until_ || *t.holds_until < *holds_until_)) holds_until_ = t.holds_until;
    }
    earliest_ = days.first_on_or_after(decision.visit);
    if (earliest_ && *earliest_ >= forever) earliest_.reset();
    renewed_ = earliest_ && !without_renewal.contains(*earliest_);
    for (const auto& t : all) {
      if (!t.preferred) {
        preferred_.reset();
        break;
      }
      if (!preferred_ || *preferred_ < *t.preferred) preferred_ = t.preferred;
    }
  }

  std::string verdict() const {
    if (decision_.verdict == eval::Verdict::go) return "GO";
    if (!earliest_) return "WAIT with no day";
    return "WAIT until " + to_iso(*earliest_) + (renewed_ ? " once renewed" : "");
  }

  std::string reasons() const {
    std::vector<std::string> parts;
    for (const auto& t : decision_.treatments)
      for (const auto& r : t.reasons) {
        std::string part =
            quoted(r.check) + " (kind " + std::to_string(r.kind) + (r.message.empty() ? "" : ": " + r.message) + ")";
        if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(std::move(part));
      }
    return joined(parts, "no reason");
  }

  Dates dates() const { return {earliest_, preferred_, holds_until_, renewed_}; }

  /// What is wrong with an expectation, or nothing.
  std::string judge(const syntax::Expectation& e) const {
    const bool go = decision_.verdict == eval::Verdict::go;
    const Day day = e.day ? e.day->day : Day{};
    const auto expect_day = [&](const std::string& what, const std::optional<Day>& found,
                                const char* none) -> std::string {
      if (found == std::optional(day)) return {};
      return "expected " + what + " " + to_iso(day) + ", found " + day_or(found, none);
    };
    switch (e.what) {
      case What::go:
        return go ? "" : "expected GO, found " + verdict() + ", because " + reasons();
      case What::wait:
        return go ? "expected WAIT, found GO" : "";
      case What::wait_until:
        if (!go && earliest_ == std::optional(day)) return {};
        return "expected WAIT until " + to_iso(day) + ", found " + verdict() + (go ? "" : ", because " + reasons());
      case What::earliest:
        return expect_day("the earliest day", earliest_, "none") + because_if(earliest_ != std::optional(day));
      case What::never:
        return earliest_ ? "expected no day at all, found " + to_iso(*earliest_) + (renewed_ ? " once renewed" : "")
                         : "";
      case What::renewed:
        if (earliest_ && renewed_) return {};
        return "expected GO once renewed, found " + verdict() + (go ? "" : ", because " + reasons());
      case What::better:
        return expect_day("the better day", preferred_, "none");
      case What::no_better:
        return preferred_ ? "expected no better day, found " + to_iso(*preferred_) : "";
      case What::because:
        return because(e);
      case What::only_because:
        return only_because(e);
      case What::not_because:
        for (const auto& name : e.names)
          if (has_reason(name.text, std::nullopt))
            return "expected no reason " + quoted(name.text) + ", found " + reasons();
        return {};
      case What::with:
      case What::not_with:
        return with(e);
      case What::asks:
        return asks(e);
      case What::holds_until:
        return expect_day("GO until", holds_until_, go ? "no end" : "no GO");
      case What::limit:
        return limit(e);
      case What::clearance_by:
        return clearance_by(e);
    }
    return {};
  }

 private:
  std::string because_if(bool failed) const {
    return failed && decision_.verdict == eval::Verdict::wait ? ", because " + reasons() : "";
  }

  bool has_reason(const std::string& check, std::optional<std::int32_t> kind) const {
    for (const auto& t : decision_.treatments)
      for (const auto& r : t.reasons)
        if (r.check == check && (!kind || r.kind == *kind)) return true;
    return false;
  }

  std::string because(const syntax::Expectation& e) const {
    for (const auto& name : e.names)
      if (!has_reason(name.text, e.kind))
        return "expected " + quoted(name.text) + (e.kind ? " of kind " + std::to_string(*e.kind) : "") +
               " among the reasons, found " + verdict() +
               (decision_.verdict == eval::Verdict::go ? "" : ", because " + reasons());
    return {};
  }

  std::string only_because(const syntax::Expectation& e) const {
    std::vector<std::string> expected;
    for (const auto& name : e.names) expected.push_back(quoted(name.text));
    const std::string failure = "expected only " + joined(expected, "no reason") + ", found " + reasons();
    for (const auto& name : e.names)
      if (!has_reason(name.text, std::nullopt)) return failure;
    for (const auto& t : decision_.treatments)
      for (const auto& r : t.reasons)
        if (std::none_of(e.names.begin(), e.names.end(), [&](const auto& name) { return name.text == r.check; }))
          return failure;
    return {};
  }

  std::string with(const syntax::Expectation& e) const {
    std::vector<std::string> found;
    for (const auto& t : decision_.treatments)
      for (const auto* lines : {&t.conditions, &t.notes})
        for (const auto& line : *lines)
          if (std::find(found.begin(), found.end(), quoted(line.check)) == found.end())
            found.push_back(quoted(line.check));
    for (const auto& name : e.names) {
      const bool there = std::find(found.begin(), found.end(), quoted(name.text)) != found.end();
      if (there == (e.what == What::with)) continue;
      return std::string("expected ") + (e.what == What::with ? "" : "no ") + "condition or note " + quoted(name.text) +
             ", found " + joined(found, "none");
    }
    return {};
  }

  /// The question or list that an open point belongs to; empty for the plan's own.
  std::string asked_by(const eval::Cause& cause) const {
    using Cause = eval::Cause::What;
    const auto id = static_cast<std::size_t>(cause.id);
    if (cause.id < 0) return {};
    switch (cause.what) {
      case Cause::question:
        return id < v_.questions.size() ? v_.questions[id].name : "";
      case Cause::list:
      case Cause::entry_term:
      case Cause::entry_date:
      case Cause::entry_detail:
      case Cause::entry_exists:
        return id < v_.lists.size() ? v_.lists[id].name : "";
      case Cause::plan_area:
      case Cause::plan_depth:
      case Cause::clearance:
        return {};
    }
    return {};
  }

  std::string asks(const syntax::Expectation& e) const {
    std::vector<std::string> found;
    for (const auto& t : decision_.treatments)
      for (const auto* questions : {&t.questions, &t.better_questions})
        for (const auto& question : *questions) {
          const std::string name = asked_by(question.cause);
          if (!name.empty() && std::find(found.begin(), found.end(), quoted(name)) == found.end())
            found.push_back(quoted(name));
        }
    for (const auto& name : e.names)
      if (std::find(found.begin(), found.end(), quoted(name.text)) == found.end())
        return "expected a question about " + quoted(name.text) + ", found " +
               (found.empty() ? "none" : "questions about " + joined(found, ""));
    return {};
  }

  std::string limit(const syntax::Expectation& e) const {
    if (!e.value || pack_ == nullptr || !pack_->depth) return "expected a limit, and the pack has no depths";
    std::int64_t wanted = -1;
    std::string words;
    if (const auto* name = std::get_if<syntax::Name>(&*e.value)) {
      const auto& options = pack_->depth->type.options;
      const auto at = std::find(options.begin(), options.end(), name->text);
      if (at != options.end()) wanted = at - options.begin();
      words = name->text;
    } else {
      const auto& q = std::get<syntax::Quantity>(*e.value);
      wanted = q.thousandths;
      words = std::to_string(static_cast<double>(q.thousandths) / 1000.0).substr(0, 5) + " " + q.unit.text;
    }
    std::vector<std::string> found;
    for (const auto& t : decision_.treatments)
      for (const auto& promise : t.promises) {
        if (promise.edits.size() != 1 || promise.edits[0].what != eval::Edit::What::depth ||
            promise.verdict != eval::Verdict::go)
          continue;
        if (promise.edits[0].depth == wanted) return {};
        found.push_back(promise.edits[0].words);
      }
    return "expected GO at up to " + words + ", found " +
           (found.empty() ? "no smaller setting that is GO" : "GO at up to " + joined(found, "")) + because_if(true);
  }

  std::string clearance_by(const syntax::Expectation& e) const {
    std::vector<std::string> found;
    const auto role_name = [&](check::RoleId id) {
      return id >= 0 && static_cast<std::size_t>(id) < v_.roles.size() ? v_.roles[static_cast<std::size_t>(id)].name
                                                                       : std::string();
    };
    for (const auto& name : e.names) {
      const auto id = v_.role_ids.find(name.text);
      bool there = false;
      for (const auto& t : decision_.treatments)
        for (const auto& reason : t.reasons)
          for (const check::RoleId role : reason.cleared_by) {
            if (const std::string word = quoted(role_name(role));
                std::find(found.begin(), found.end(), word) == found.end())
              found.push_back(word);
            // A dermatologist may clear what a doctor may.
            if (id != v_.role_ids.end() && v_.roles[static_cast<std::size_t>(id->second)].counts_as.has(role))
              there = true;
          }
      if (!there)
        return "expected a clearance by " + quoted(name.text) + " to help, found " +
               (found.empty() ? "nothing that a clearance lifts" : "that " + joined(found, "") + " can");
    }
    return {};
  }

  const Decision& decision_;
  const check::Pack* pack_;
  const check::Vocabulary& v_;
  std::optional<Day> earliest_, preferred_, holds_until_;
  bool renewed_ = false;
};

}  // namespace

std::vector<Failure> judge(const Decision& decision, const check::Pack* pack, const check::Vocabulary& vocabulary,
                           const std::vector<syntax::Expectation>& expectations) {
  std::vector<Failure> out;
  const Seen seen(decision, pack, vocabulary);
  for (const auto& expectation : expectations)
    if (std::string message = seen.judge(expectation); !message.empty())
      out.push_back({expectation.span, std::move(message)});
  return out;
}

bool holds(const Decision& decision, const check::Pack* pack, const check::Vocabulary& vocabulary,
           const std::vector<syntax::Expectation>& expectations) {
  const Seen seen(decision, pack, vocabulary);
  return std::all_of(expectations.begin(), expectations.end(),
                     [&](const auto& expectation) { return seen.judge(expectation).empty(); });
}

Dates dates_of(const Decision& decision, const check::Pack* pack, const check::Vocabulary& vocabulary) {
  return Seen(decision, pack, vocabulary).dates();
}

}  // namespace contra::trial
