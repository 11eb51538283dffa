// The fast reader against the general one: a line that it takes gives the row that the general reader's facts give, and
// no line is taken that the general reader refuses or finds a fault in.
#include "bulk/read_row.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "../fuzz/small_rules.hpp"
#include "counting_new.hpp"
#include "general.hpp"
#include "mutate.hpp"
#include "random_records.hpp"
#include "wide_rules.hpp"
#include "worker_door.hpp"

namespace contra::bulk_tests {
namespace {

using bulk::Row;
using bulk::RowHead;

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

// --- rows as text, so that a difference can be read --------------------------------------------------------------

std::string text(const bulk::Seen& s) {
  return " since " + std::to_string(s.since) + " ahead " + std::to_string(s.ahead) + " surely since " +
         std::to_string(s.surely_since) + " ahead " + std::to_string(s.surely_ahead) + (s.going ? " going" : "") +
         (s.surely_going ? " surely going" : "") + " kind " + std::to_string(static_cast<int>(s.kind)) +
         (s.gaps ? " gaps" : "") + " " + std::to_string(s.start_first.number) + " " +
         std::to_string(s.start_last.number) + " " + std::to_string(s.end_first.number) + " " +
         std::to_string(s.end_last.number);
}

std::string text(const check::IdSet& ids) {
  std::string out = " {";
  for (const auto id : ids.ids()) out += " " + std::to_string(id);
  return out + " }";
}

std::string text(const bulk::AreaSet& areas) {
  return " areas " + std::to_string(areas.low) + "," + std::to_string(areas.high);
}

std::string text(const bulk::Layout& layout, const Row& row) {
  const check::Vocabulary& v = *layout.vocabulary;
  std::string out = "visit " + to_iso(row.visit) + " as of " + to_iso(row.as_of) + " latest signing " +
                    to_iso(row.latest_signing) + (row.faulty ? " faulty" : "") + "\npossible";
  for (const auto word : row.possible) out += " " + std::to_string(word);
  out += "\nanswered";
  for (std::size_t i = 0; i < v.questions.size(); ++i)
    if ((row.answered[i / 64] >> (i % 64) & 1u) != 0) out += " " + v.questions[i].name;
  for (std::size_t i = 0; i < row.low.size(); ++i)
    out += "\nnumber " + std::to_string(row.low[i]) + " to " + std::to_string(row.high[i]);
  for (std::size_t i = 0; i < row.days.size(); ++i)
    out += std::string("\nday") + (row.days[i].any ? " any" : "") + (row.days[i].surely_there ? " surely" : "") +
           text(row.days[i].seen) + " months " + std::to_string(row.age_low[i]) + " to " +
           std::to_string(row.age_high[i]);
  std::vector<std::string> entries;
  for (const auto& e : row.entries) {
    const check::List& list = v.lists[static_cast<std::size_t>(e.list)];
    std::string one = "\nentry of " + list.name;
    if (e.term != check::none)
      one += " " + v.terms[static_cast<std::size_t>(e.term)].name;
    else
      one += text(e.terms != nullptr ? *e.terms : list.terms);
    one += (e.surely_there ? " surely" : " perhaps") + text(e.seen);
    one += " at " + std::to_string(e.index) + (e.within ? " within" : "");
    for (std::size_t d = 0; d < list.details.size(); ++d) {
      const bulk::RowDetail& detail = row.details.at(e.details + d);
      one += "; " + list.details[d].name;
      if (!detail.known) continue;
      if (list.details[d].type.kind == check::ValueType::Kind::area)
        one += text(detail.areas);
      else if (list.details[d].type.kind == check::ValueType::Kind::number)
        one += " " + std::to_string(detail.low) + " to " + std::to_string(detail.high);
      else
        one += " options " + std::to_string(detail.options);
    }
    entries.push_back(std::move(one));
  }
  std::sort(entries.begin(), entries.end());
  for (const auto& e : entries) out += e;
  for (std::size_t i = 0; i < row.origins.size(); ++i)
    out += "\norigin " + std::to_string(row.origins[i].form) + " " + std::to_string(row.origins[i].key);
  if (!row.origins_known) out += "\norigins not known";
  for (std::size_t i = 0; i < v.lists.size(); ++i) {
    const Row::Covered& c = row.covered.at(i);
    out += "\ncovered of " + v.lists[i].name +
           text(c.all                ? v.lists[i].terms
                : c.terms != nullptr ? *c.terms
                                     : check::IdSet{});
  }
  out += std::string("\nplan") + (row.area_known ? text(row.areas) : " anywhere");
  if (row.depth_known) out += " depth " + std::to_string(row.depth_low) + " to " + std::to_string(row.depth_high);
  for (const auto& f : row.forms)
    out += "\nform " + to_iso(f.signed_on) + (f.full ? " full" : "") + (f.change_check ? " change check" : "");
  if (row.oldest_client_known) out += "\noldest of the client " + to_iso(row.oldest_client);
  if (row.oldest_seen_known) out += "\noldest of the practitioner " + to_iso(row.oldest_seen);
  return out;
}

/// Both readers over one set of rules.
class Readers {
 public:
  explicit Readers(const Programs& programs)
      : programs_(programs),
        layout_(*programs.front()->vocabulary),
        packs_([&] {
          std::vector<eval::KnownPack> out;
          for (const auto& p : programs) out.push_back({p->identity.name, p->pack.get()});
          return out;
        }()),
        tables_(layout_, packs_),
        reader_(tables_) {}

  /// False when the fast reader leaves it. Fails the test when the two differ.
  bool hold(std::string_view line, std::optional<Day> on = {}, std::optional<Day> as_of = {}) {
    if (!reader_.read(line, on, as_of, row_, head_)) return false;
    const auto facts = facts_of(programs_, line);
    if (!facts) {
      ADD_FAILURE() << "taken, and refused by the general reader:\n" << line;
      return true;
    }
    if (facts->plan.size() != 1 || !facts->faults.empty() || !facts->clearances.empty()) {
      ADD_FAILURE() << "taken, with a fault, a clearance or another plan:\n" << line;
      return true;
    }
    EXPECT_EQ(std::string(head_.id), facts->id) << line;
    EXPECT_TRUE(head_.visit == facts->visit) << line;
    EXPECT_EQ(packs_.at(static_cast<std::size_t>(head_.pack)).name, facts->plan.front().treatment) << line;
    eval::Setting setting;
    setting.plan = facts->plan.front();
    setting.asked = on.value_or(facts->visit);
    setting.as_of = as_of ? *as_of : facts->as_of ? *facts->as_of : std::min(facts->visit, setting.asked);
    Row general;
    if (!bulk::to_row(layout_, *facts, setting, general)) {
      ADD_FAILURE() << "taken, and the facts are no row:\n" << line;
      return true;
    }
    const std::string fast = text(layout_, row_), slow = text(layout_, general);
    if (fast != slow) ADD_FAILURE() << line << "\nthe fast reader:\n" << fast << "\nthe general reader:\n" << slow;
    return true;
  }

  /// Through a buffer as the stream makes it.
  std::vector<bool> hold(const std::vector<std::string>& lines, std::optional<Day> on = {},
                         std::optional<Day> as_of = {}) {
    const Batch batch(lines);
    std::vector<bool> taken;
    for (const std::string_view line : batch.lines()) taken.push_back(hold(line, on, as_of));
    return taken;
  }
  bool hold_one(const std::string& line) { return hold(std::vector<std::string>{line}).front(); }

  bulk::RowReader& reader() { return reader_; }

 private:
  Programs programs_;
  bulk::Layout layout_;
  std::vector<eval::KnownPack> packs_;
  bulk::RowTables tables_;
  bulk::RowReader reader_;
  Row row_;
  RowHead head_;
};

std::unique_ptr<const api::LoadedRules> small_rules() {
  return load(
      {{"small.contra", std::string(fuzz::small_vocabulary)}, {"needling.contra", std::string(fuzz::small_pack)}});
}
std::unique_ptr<const api::LoadedRules> wide_rules() {
  return load({{"wide.contra", std::string(wide_vocabulary)}, {"pack.contra", std::string(wide_pack)}});
}

/// Per cent of the records that the fast reader takes.
double hold_records(const Programs& programs, const Style& style, std::uint64_t seed, std::uint64_t n,
                    const char* name) {
  Readers readers(programs);
  RecordMaker maker(programs, style, seed);
  std::uint64_t taken = 0;
  for (std::uint64_t done = 0; done < n && !::testing::Test::HasFailure();) {
    std::vector<std::string> lines;
    for (; lines.size() < 64 && done < n; ++done) {
      lines.emplace_back();
      maker.append(done, lines.back());
    }
    std::optional<Day> on, as_of;
    if (done % 256 == 0) on = Day{day_of({2026, 9, 1})->number + static_cast<int>(done % 700) - 300};
    if (done % 512 == 0) as_of = Day{on->number - 2};
    const auto each = readers.hold(lines, on, as_of);
    for (std::size_t i = 0; i < each.size(); ++i) {
      taken += each[i] ? 1 : 0;
      if (!each[i] && std::getenv("CONTRA_SHOW") != nullptr) std::cout << lines[i] << "\n";
    }
  }
  const double share = 100.0 * static_cast<double>(taken) / static_cast<double>(n);
  std::cout << name << " seed " << seed << ": " << share << " % of " << n << " taken\n";
  return share;
}

TEST(ReadRow, random_records_over_the_shipped_packs) {
  const auto rules = load_shipped();
  const std::uint64_t seed = number_of("CONTRA_SEED", 1), n = number_of("CONTRA_CASES", 20000) / 4;
  EXPECT_GT(hold_records(rules->programs, Style::exact(), seed, n, "exact"), 99.0);
  EXPECT_GT(hold_records(rules->programs, Style::nightly(), seed, n, "nightly"), 40.0);
  EXPECT_GT(hold_records(rules->programs, Style::mixed(), seed, n, "mixed"), 5.0);
  hold_records(rules->programs, Style::unclear_(), seed, n, "unclear");
}

TEST(ReadRow, random_records_over_other_vocabularies) {
  const std::uint64_t seed = number_of("CONTRA_SEED", 1), n = number_of("CONTRA_CASES", 20000) / 4;
  const auto small = small_rules(), wide = wide_rules();
  for (const auto* rules : {small.get(), wide.get()}) {
    EXPECT_GT(hold_records(rules->programs, Style::exact(), seed, n, "exact"), 70.0);
    EXPECT_GT(hold_records(rules->programs, Style::nightly(), seed, n, "nightly"), 30.0);
    EXPECT_GT(hold_records(rules->programs, Style::mixed(), seed, n, "mixed"), 3.0);
  }
}

TEST(ReadRow, harmed_lines) {
  const std::uint64_t seed = number_of("CONTRA_SEED", 1), n = number_of("CONTRA_CASES", 20000) * 2;
  const auto shipped = load_shipped();
  const auto wide = wide_rules();
  for (const auto* rules : {shipped.get(), wide.get()}) {
    Readers readers(rules->programs);
    Style style = Style::exact();
    style.unclear = 5;
    RecordMaker maker(rules->programs, style, seed);
    Random random(seed);
    std::uint64_t taken = 0;
    for (std::uint64_t k = 0; k < n / 2 && !HasFailure(); k += 16) {
      std::vector<std::string> lines(16);
      for (std::uint64_t i = 0; i < 16; ++i) {
        std::string other;
        maker.append(k + i, lines[i]);
        maker.append(k + i + 1, other);
        harm(lines[i], other, random);
      }
      for (const bool one : readers.hold(lines)) taken += one ? 1 : 0;
    }
    std::cout << taken << " of " << n / 2 << " harmed lines taken\n";
    EXPECT_GT(taken, n / 100);
  }
}

// --- by hand ------------------------------------------------------------------------------------------------------

std::string record(const std::string& answers, const std::string& more = {}) {
  return "{\"record\":\"contra.intake/"
         "1\",\"id\":\"r\",\"visit\":\"2026-03-16\",\"plan\":[{\"treatment\":\"wide_pack\",\"area\":"
         "[\"face\"],\"depth\":{\"mm\":1.5}}],\"forms\":[{\"kind\":\"full\",\"signed\":\"2026-03-10\",\"by\":"
         "\"client\","
         "\"answers\":{" +
         answers + "}}]" + more + "}";
}

TEST(ReadRow, takes_what_is_plain) {
  const auto rules = wide_rules();
  Readers readers(rules->programs);
  for (const char* answers :
       {"",
        "\"fever\":\"no\"",
        "\"fever\":\"Yes\"",
        "\"fever\":\" NOT_sure. \"",
        "\"fever\":null",
        "\"fever\":{\"unsure\":\"who knows\"}",
        "\"weight\":{\"kg\":61}",
        "\"weight\":{\"kg\":61.250}",
        "\"weight\":\"unsure\"",
        "\"birth_date\":\"1988-05-04\"",
        "\"birth_date\":\"1988-05\"",
        "\"birth_date\":\"1988\"",
        "\"birth_date\":{\"between\":[\"1980\",\"1988-05-04\"]}",
        "\"burn\":\"never\"",
        "\"burn\":\"yes\"",
        "\"trip\":\"2026-07\"",
        "\"trip\":\"no\"",
        "\"words\":\"some words\"",
        "\"words\":\"no\"",
        "\"place\":[\"face\",\"the neck\"]",
        "\"products\":\"no\"",
        "\"products\":[]",
        "\"products\":\"yes\"",
        "\"products\":\"can't remember\"",
        "\"products\":\"can\xE2\x80\x99t remember\"",
        "\"sun_had\":\"no\"",
        "\"sun_had\":\"yes\"",
        "\"products\":[{\"term\":\"Retin-A\",\"last\":\"2026-02-18\",\"area\":[\"face\"],\"said\":\"a \\\"tube\\\"\"}]",
        "\"products\":[{\"term\":\"RETIN  A\xC2\xAE\",\"ongoing\":\"still using\"}]",
        "\"products\":[{\"text\":\"the green cream\",\"on\":\"2026\",\"area\":\"who knows where\"}]",
        "\"products\":{\"entries\":[{\"term\":\"product\"}],\"more\":\"no\",\"said\":null}",
        "\"needlings\":[{\"term\":\"needling\",\"on\":\"2025-12-31\",\"depth\":{\"mm\":0.75}}]",
        "\"box\":\"no\"",
        "\"box\":\"yes\"",
        "\"self\":\"yes\",\"family\":\"no\"",
        "\"self\":\"no\",\"family\":\"no\"",
        "\"sugar\":\"no\"",
        "\"sugar\":\"yes\",\"control\":\"poor\"",
        "\"sugar\":\"not sure\"",
        "\"\\u0066ever\":\"n\\u006f\"",
        "\"words\":\"caf\\u00e9 \\n \\\\ \\/ caf\xC3\xA9\""})
    EXPECT_TRUE(readers.hold_one(record(answers))) << answers;
  EXPECT_TRUE(
      readers.hold_one(" \t{ \"visit\" :\r\"2026-03-16\" , \"plan\":[ {\"treatment\" : \"Wide Pack\"} "
                       "],\"record\":\"contra.intake/1\"} \r"));
}

TEST(ReadRow, leaves_what_is_not) {
  const auto rules = wide_rules();
  Readers readers(rules->programs);
  for (const char* answers : {"\"fever\":\"perhaps later\"",
                              "\"fever\":true",
                              "\"fever\":\"no\",\"fever\":\"no\"",
                              "\"fever\":\"no\",\"\\u0066ever\":\"yes\"",
                              "\"fever\":null,\"fever\":null",
                              "\"unheard\":\"no\"",
                              "\"weight\":{\"kg\":61.00001}",
                              "\"weight\":{\"kg\":61.2500000000000000000000001}",
                              "\"weight\":{\"kg\":6.1e1}",
                              "\"weight\":{\"kg\":10}",
                              "\"weight\":{\"kg\":1000000000}",
                              "\"weight\":{\"kg\":\"61\"}",
                              "\"weight\":61",
                              "\"weight\":{\"\\u006bg\":61}",
                              "\"weight\":{\"kg\":61,\"kg\":61}",
                              "\"weight\":{\"from\":61}",
                              "\"birth_date\":\"1988-02-30\"",
                              "\"birth_date\":\"2026-03-11\"",
                              "\"birth_date\":\"1899\"",
                              "\"birth_date\":\"last May\"",
                              "\"birth_date\":{\"between\":[\"1988\",\"1980\"]}",
                              "\"trip\":\"2026-03-09\"",
                              "\"trip\":\"2041\"",
                              "\"skin\":\"II\"",
                              "\"place\":\"somewhere\"",
                              "\"place\":{\"one of\":[\"face\"]}",
                              "\"products\":[{\"term\":\"needling\"}]",
                              "\"products\":[{\"last\":\"2026\"}]",
                              "\"products\":[{\"term\":\"product\",\"text\":\"x\"}]",
                              "\"products\":[{\"term\":\"product\",\"on\":\"2026-01-01\",\"last\":\"2026-01-01\"}]",
                              "\"products\":[{\"term\":\"product\",\"last\":\"never\"}]",
                              "\"products\":[{\"term\":\"product\",\"start\":\"2026-02\",\"end\":\"2026-01\"}]",
                              "\"products\":[{\"term\":\"product\",\"said\":1}]",
                              "\"products\":[{\"term\":\"product\",\"area\":[1]}]",
                              "\"products\":[{\"term\":\"product\",\"strength\":\"x\"}]",
                              "\"products\":\"a few\"",
                              "\"products\":{\"asked\":[\"product\"],\"entries\":[]}",
                              "\"products\":{\"entries\":[],\"more\":\"yes\"}",
                              "\"needlings\":[{\"term\":\"procedure\",\"depth\":\"medium\"}]",
                              "\"needlings\":[{\"term\":\"peel\",\"depth\":{\"mm\":1}}]",
                              "\"needlings\":[{\"term\":\"facial\",\"depth\":\"medium\"}]",
                              "\"box\":\"no\",\"self\":\"yes\"",
                              "\"sugar\":\"no\",\"control\":\"poor\"",
                              "\"words\":\"\\ud83d\\ude00\"",
                              "\"words\":\"\\udc00\"",
                              "\"words\":\"\xED\xA0\x80\"",
                              "\"words\":\"a\tb\""})
    EXPECT_FALSE(readers.hold_one(record(answers))) << answers;
  EXPECT_FALSE(readers.hold_one(record("", ",\"note\":1")));
  // Signed after the visit: what was in between lies ahead of the visit.
  std::string later = record("\"burn\":\"2026-03-18\"");
  later.replace(later.find("2026-03-10"), 10, "2026-03-20");
  EXPECT_FALSE(readers.hold_one(later));
  later.replace(later.find("2026-03-18"), 10, "2026-03-16");
  EXPECT_TRUE(readers.hold_one(later));
  EXPECT_FALSE(readers.hold_one(record("", ",\"visit\":\"2026-03-16\"")));
  EXPECT_FALSE(readers.hold_one(record("", ",\"clearances\":[{\"check\":\"x\",\"by\":\"doctor\"}]")));
  EXPECT_FALSE(readers.hold_one(record("") + "{}"));
  EXPECT_FALSE(readers.hold_one(record("").substr(0, 150)));
  EXPECT_FALSE(readers.hold_one(""));
  EXPECT_FALSE(readers.hold_one(record("\"words\":\"" + std::string(4097, 'x') + "\"")));
  EXPECT_TRUE(readers.hold_one(record("\"words\":\"" + std::string(4096, 'x') + "\"")));
  // Two numbers of one unit, the first with an escaped key: the bytes of the second must not stand for it.
  EXPECT_FALSE(
      readers.hold_one(record("\"needlings\":[{\"term\":\"needling\",\"depth\":{\"\\u006dm\":1.50000000000000000001}},"
                              "{\"term\":\"needling\",\"depth\":{\"mm\":1.5}}]")));
}

TEST(ReadRow, allocates_nothing_once_it_is_warm) {
  const auto rules = load_shipped();
  Readers readers(rules->programs);
  std::vector<std::string> lines;
  RecordMaker maker(rules->programs, Style::nightly(), 5);
  for (std::uint64_t k = 0; k < 500; ++k) {
    lines.emplace_back();
    maker.append(k, lines.back());
  }
  const Batch batch(lines);
  Row row;
  RowHead head;
  std::uint64_t taken = 0;
  for (int round = 0; round < 3; ++round) {
    const std::uint64_t before = allocations;
    for (const std::string_view line : batch.lines()) taken += readers.reader().read(line, {}, {}, row, head) ? 1 : 0;
    if (round > 0) {
      EXPECT_EQ(allocations - before, 0u);
    }
  }
  EXPECT_GT(taken, 300u);
}

}  // namespace
}  // namespace contra::bulk_tests
