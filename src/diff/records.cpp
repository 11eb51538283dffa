// See records.hpp.
#include "diff/records.hpp"

#include <algorithm>
#include <set>

namespace contra::diff {

namespace {

using eval::Verdict;

/// Larger moves first; then by line, so that the order of coming does not count.
std::int64_t weight(const Move& move) {
  if (move.a.refused != move.b.refused) return std::int64_t{1} << 40;
  if (!move.days) return std::int64_t{1} << 39;
  return std::abs(std::int64_t{*move.days});
}
bool before(const Move& a, const Move& b) {
  const auto wa = weight(a), wb = weight(b);
  return wa != wb ? wa > wb : a.line < b.line;
}

Outcome outcome_of(const eval::TreatmentDecision& t) {
  return {false, t.verdict, t.earliest, t.earliest && t.earliest_renewed};
}
bool equal(const Outcome& a, const Outcome& b) {
  return a.verdict == b.verdict && a.earliest == b.earliest && a.renewed == b.renewed;
}

std::set<std::string> waiting(const eval::TreatmentDecision& t) {
  std::set<std::string> out;
  for (const auto& reason : t.reasons) out.insert(reason.check);
  return out;
}

Move move_of(const eval::TreatmentDecision& a, const eval::TreatmentDecision& b) {
  Move move;
  move.treatment = a.treatment;
  move.a = outcome_of(a);
  move.b = outcome_of(b);
  if (a.earliest && b.earliest) move.days = b.earliest->number - a.earliest->number;
  const std::set<std::string> in_a = waiting(a), in_b = waiting(b);
  std::set_symmetric_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(move.checks));
  if (move.checks.empty())
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(move.checks));
  return move;
}

}  // namespace

RecordsComparison::Side RecordsComparison::side(const Version& version) {
  Side out;
  out.programs = version.programs;
  out.vocabulary = version.programs.front()->vocabulary.get();
  for (const auto& program : version.programs) out.packs.push_back({program->identity.name, program->pack.get()});
  return out;
}

RecordsComparison::RecordsComparison(const Version& a, const Version& b, const eval::DecideOptions& options)
    : a_(side(a)), b_(side(b)), options_(options) {
  options_.promises = false;
}

std::optional<eval::Decision> RecordsComparison::decide(const Side& side, std::string_view record) const {
  text::SourceSet sources;
  const text::FileId file = sources.add({}, std::string(record));
  const auto read = eval::read_intake(sources, file, *side.vocabulary, side.packs);
  const auto* facts = std::get_if<eval::Facts>(&read);
  if (facts == nullptr) return std::nullopt;
  return eval::decide(side.programs, *facts, options_);
}

void RecordsComparison::keep(Move&& move) {
  for (const auto& check : move.checks) ++report_.checks[check];
  auto& moves = report_.moves;
  moves.push_back(std::move(move));
  // Cut now and then, not each time: the list is at most twice as long as it has to be.
  if (moves.size() < 2 * most_moves) return;
  std::nth_element(moves.begin(), moves.begin() + most_moves, moves.end(), before);
  moves.resize(most_moves);
}

void RecordsComparison::take(std::string_view record, std::uint64_t line) {
  ++report_.records;
  const auto a = decide(a_, record), b = decide(b_, record);
  if (!a && !b) {
    ++report_.refused_by_both;
    return;
  }
  if (!a || !b) {
    ++(a ? report_.refused_by_b : report_.refused_by_a);
    Move move;
    move.line = line;
    const eval::Decision& told = a ? *a : *b;
    move.id = told.id;
    if (!told.treatments.empty()) {
      move.treatment = told.treatments.front().treatment;
      (a ? move.a : move.b) = outcome_of(told.treatments.front());
    }
    (a ? move.b : move.a).refused = true;
    keep(std::move(move));
    return;
  }
  // The plan is the same in both; the treatment that moves farthest speaks for the record.
  std::optional<Move> farthest;
  for (std::size_t i = 0; i < a->treatments.size() && i < b->treatments.size(); ++i) {
    Move move = move_of(a->treatments[i], b->treatments[i]);
    if (equal(move.a, move.b)) continue;
    if (!farthest || weight(move) > weight(*farthest)) farthest = std::move(move);
  }
  if (!farthest) {
    ++report_.same;
    return;
  }
  Move& move = *farthest;
  move.line = line;
  move.id = a->id;
  if (move.days) ++report_.days[*move.days];
  if (move.a.verdict != move.b.verdict)
    ++(move.a.verdict == Verdict::go ? report_.go_to_wait : report_.wait_to_go);
  else if (!move.days)
    ++(move.a.earliest ? report_.lost : report_.gained);
  else if (*move.days == 0)
    ++report_.renewal;
  else
    ++(*move.days < 0 ? report_.earlier : report_.later);
  keep(std::move(move));
}

void RecordsComparison::add(const RecordsComparison& other) {
  RecordsReport& to = report_;
  const RecordsReport& from = other.report_;
  for (const auto member :
       {&RecordsReport::records, &RecordsReport::same, &RecordsReport::go_to_wait, &RecordsReport::wait_to_go,
        &RecordsReport::earlier, &RecordsReport::later, &RecordsReport::renewal, &RecordsReport::lost,
        &RecordsReport::gained, &RecordsReport::refused_by_a, &RecordsReport::refused_by_b,
        &RecordsReport::refused_by_both})
    to.*member += from.*member;
  for (const auto& [days, count] : from.days) to.days[days] += count;
  for (const auto& [check, count] : from.checks) to.checks[check] += count;
  to.moves.insert(to.moves.end(), from.moves.begin(), from.moves.end());
}

RecordsReport RecordsComparison::report() const {
  RecordsReport out = report_;
  std::sort(out.moves.begin(), out.moves.end(), before);
  if (out.moves.size() > most_moves) out.moves.resize(most_moves);
  return out;
}

}  // namespace contra::diff
