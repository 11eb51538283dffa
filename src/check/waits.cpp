// Waits counted from a day: windows, their tables, and the spread of the sources.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

std::string words_of(const syntax::Row& row) {
  switch (row.match) {
    case syntax::Row::Match::labels: {
      std::vector<std::string> labels;
      for (const auto& label : row.labels) labels.push_back(label.text);
      return joined(labels, " or ");
    }
    case syntax::Row::Match::up_to:
      return row.bound ? "up to " + written(*row.bound) : "up to";
    case syntax::Row::Match::above:
      return "above";
    case syntax::Row::Match::otherwise:
      return "otherwise";
  }
  return {};
}

/// Rows held against every declaration of the property that the subject reads: each value has exactly one row.
class TableReader {
 public:
  TableReader(const syntax::Table& table, const Subject& subject, CheckPlace& place)
      : table_(table),
        subject_(subject),
        vocabulary_(place.resolver.vocabulary()),
        resolver_(place.resolver),
        report_(place.context.report) {}

  std::optional<std::vector<TableRow>> run() {
    const std::size_t before = report_.faults();
    if (table_.property.text.empty() || table_.rows.empty()) {
      report_.incomplete();
      return std::nullopt;
    }
    if (!properties()) return std::nullopt;
    for (const auto& row : table_.rows) windows(row);
    order();
    for (std::size_t i = 0; i < table_.rows.size(); ++i) match(i);
    names_that_nothing_has();
    if (report_.faults() != before) return std::nullopt;  // what is left over cannot be told yet
    for (const auto& p : properties_) left_over(p);
    reached();
    if (report_.faults() != before) return std::nullopt;
    return std::move(rows_);
  }

 private:
  struct Property {
    DetailUse use;
    const Detail* detail = nullptr;
    std::uint64_t taken = 0;  // options that have a row
    std::int64_t next = 0;    // numbers below it have a row
  };

  bool properties() {
    for (const DetailUse& use : resolver_.uses_of(subject_, table_.property.text)) {
      const Detail& detail =
          vocabulary_.lists[static_cast<std::size_t>(use.list)].details[static_cast<std::size_t>(use.detail)];
      if (detail.type.kind != ValueType::Kind::options && detail.type.kind != ValueType::Kind::number) {
        report_
            .add(Kind::wrong_type, table_.property.span,
                 ticked(detail.name) + " is " + describe(detail.type) + ", and a table needs answers or a number")
            .label(detail.span, "declared here");
        return false;
      }
      properties_.push_back({use, &detail, 0, detail.type.from});
    }
    if (!properties_.empty()) return true;
    std::vector<std::string> candidates;
    for (const ListId id : subject_.lists)
      for (const Detail& d : vocabulary_.lists[static_cast<std::size_t>(id)].details)
        if (!resolver_.uses_of(subject_, d.name).empty() &&
            std::find(candidates.begin(), candidates.end(), d.name) == candidates.end())
          candidates.push_back(d.name);
    auto added = report_.add(Kind::unknown_detail, table_.property.span,
                             "no list asks for the " + ticked(table_.property.text) + " of " + subject_.words);
    report_.suggest(added, table_.property, candidates,
                    candidates.empty() ? std::string() : "it asks for " + joined(candidates, " and "));
    return false;
  }

  void windows(const syntax::Row& row) {
    TableRow out;
    out.words = words_of(row);
    out.span = row.span;
    out.match.detail = table_.property.text;
    std::optional<Step> must, better;
    if (row.length)
      must = step_of(*row.length, report_);
    else
      report_.incomplete();
    if (row.better) better = step_of(*row.better, report_);
    if (must && better) require_longer(*row.length, *must, *row.better, *better, report_);
    out.window = {must, better};
    rows_.push_back(std::move(out));
  }

  /// `above` and `otherwise` stand last, bounds rise.
  void order() {
    const syntax::Quantity* bound = nullptr;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const auto& row = table_.rows[i];
      const bool last = i + 1 == table_.rows.size();
      if ((row.match == syntax::Row::Match::above || row.match == syntax::Row::Match::otherwise) && !last) {
        report_
            .add(Kind::row_unreachable, table_.rows[i + 1].span,
                 "nothing is left for a row after `" + words_of(row) + "`")
            .label(row.span, "this row takes the rest")
            .help("put `" + words_of(row) + "` last");
        stop_ = i + 1;
        return;
      }
      if (row.match == syntax::Row::Match::above && bound == nullptr) {
        report_.add(Kind::row_unreachable, row.span, "`above` what? No row before it says `up to`")
            .help("write `otherwise`, or add a row `up to …` before it");
      }
      if (row.match != syntax::Row::Match::up_to || !row.bound) continue;
      if (bound != nullptr && bound->unit.text == row.bound->unit.text &&
          row.bound->thousandths <= bound->thousandths) {
        report_
            .add(Kind::row_unreachable, row.bound->span,
                 "no value is left for `up to " + written(*row.bound) + "` after `up to " + written(*bound) + "`")
            .label(bound->span, "this row takes them")
            .help("let the bounds rise from row to row");
        continue;
      }
      bound = &*row.bound;
    }
  }

  void match(std::size_t index) {
    if (index >= stop_) return;
    const auto& row = table_.rows[index];
    for (Property& p : properties_) {
      ValueTest test;
      const ValueType& type = p.detail->type;
      if (type.kind == ValueType::Kind::options) {
        if (row.match == syntax::Row::Match::labels)
          test.mask = labels(row, p);
        else if (row.match == syntax::Row::Match::otherwise)
          test.mask = all(type) & ~p.taken;
        p.taken |= test.mask;
      } else {
        std::optional<std::int64_t> to;
        if (row.match == syntax::Row::Match::up_to && row.bound)
          to = bound(row, type);
        else if (row.match == syntax::Row::Match::above || row.match == syntax::Row::Match::otherwise)
          to = type.to;
        if (to && p.next <= *to) {
          test.ranges.emplace_back(p.next, *to);
          p.next = *to + 1;
        }
      }
      rows_[index].match.cases.push_back({p.use.list, p.use.detail, std::move(test)});
    }
  }

  static std::uint64_t all(const ValueType& type) {
    return type.options.size() >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << type.options.size()) - 1;
  }

  std::uint64_t labels(const syntax::Row& row, const Property& p) {
    std::uint64_t mask = 0;
    for (const auto& label : row.labels) {
      const auto& options = p.detail->type.options;
      const auto at = std::find(options.begin(), options.end(), label.text);
      if (at == options.end()) continue;  // see names_that_nothing_has
      const std::uint64_t bit = std::uint64_t{1} << static_cast<std::size_t>(at - options.begin());
      if (((p.taken | mask) & bit) != 0) repeated(label);
      mask |= bit;
    }
    return mask;
  }

  void repeated(const syntax::Name& label) {
    // Several lists may declare the property with the same answers: say it once.
    if (std::find(said_.begin(), said_.end(), label.span) != said_.end()) return;
    said_.push_back(label.span);
    auto added = report_.add(Kind::row_repeated, label.span, ticked(label.text) + " has two rows");
    for (const auto& row : table_.rows)
      for (const auto& other : row.labels)
        if (other.text == label.text && !(other.span == label.span)) {
          added.label(other.span, "the other one");
          return;
        }
  }

  std::optional<std::int64_t> bound(const syntax::Row& row, const ValueType& type) {
    if (row.bound->unit.text != type.unit) return std::nullopt;  // see names_that_nothing_has
    const std::int64_t value = row.bound->thousandths;
    const bool told = std::find(said_.begin(), said_.end(), row.bound->span) != said_.end();
    if (value > type.to && !told) {
      said_.push_back(row.bound->span);
      report_.add(Kind::out_of_range, row.bound->span,
                  "`" + written(*row.bound) + "` is over the " + decimal(type.to) + " " + type.unit + " that " +
                      ticked(table_.property.text) + " goes up to");
    } else if (value < type.from && !told) {
      said_.push_back(row.bound->span);
      report_.add(Kind::row_unreachable, row.bound->span,
                  ticked(table_.property.text) + " begins at " + decimal(type.from) + " " + type.unit +
                      ", so no value is up to " + written(*row.bound));
    }
    return std::min(value, type.to);
  }

  /// Labels that no declaration offers, bounds whose unit none has.
  void names_that_nothing_has() {
    std::vector<std::string> options, units;
    for (const auto& p : properties_) {
      for (const auto& option : p.detail->type.options) options.push_back(option);
      if (p.detail->type.kind == ValueType::Kind::number) units.push_back(p.detail->type.unit);
    }
    for (const auto& row : table_.rows) {
      if (row.match == syntax::Row::Match::labels) {
        for (const auto& label : row.labels) {
          if (label.text.empty()) {
            report_.incomplete();
          } else if (options.empty()) {
            report_
                .add(Kind::wrong_type, label.span,
                     ticked(table_.property.text) + " of " + subject_.words + " is " +
                         describe(properties_.front().detail->type) + ", not `" + label.text + "`")
                .help("write rows `up to … " + properties_.front().detail->type.unit + "` and `above`");
          } else if (std::find(options.begin(), options.end(), label.text) == options.end()) {
            auto added = report_.add(Kind::unknown_option, label.span,
                                     ticked(table_.property.text) + " has no answer `" + label.text + "`");
            report_.suggest(added, label, options, "it is " + describe(properties_.front().detail->type));
          }
        }
      } else if (row.match == syntax::Row::Match::up_to) {
        if (!row.bound) {
          report_.incomplete();
        } else if (units.empty()) {
          report_.add(Kind::wrong_type, row.bound->span,
                      ticked(table_.property.text) + " of " + subject_.words + " is " +
                          describe(properties_.front().detail->type) + ", not a number");
        } else if (std::find(units.begin(), units.end(), row.bound->unit.text) == units.end()) {
          report_.add(Kind::wrong_unit, row.bound->span,
                      ticked(table_.property.text) + " is asked in " + joined(units, " or ") + ", not in " +
                          row.bound->unit.text);
        }
      }
    }
  }

  void left_over(const Property& p) {
    const ValueType& type = p.detail->type;
    std::vector<std::string> missing;
    if (type.kind == ValueType::Kind::options) {
      for (std::size_t i = 0; i < type.options.size(); ++i)
        if ((p.taken >> i & 1u) == 0) missing.push_back(ticked(type.options[i]));
    } else if (p.next <= type.to) {
      missing.push_back(p.next <= type.from ? "numbers in " + type.unit
                                            : "more than " + decimal(p.next - 1) + " " + type.unit);
    }
    if (missing.empty() || left_over_said_) return;
    left_over_said_ = true;
    report_.add(Kind::table_not_exhaustive, table_.property.span, "no row for " + joined(missing, " and "))
        .label(p.detail->span, "declared here")
        .help(type.kind == ValueType::Kind::options
                  ? "add " + std::string(missing.size() == 1 ? "a row" : "rows") + " for it, or `otherwise`"
                  : "add a row `above`, or `otherwise`");
  }

  /// Every row takes something.
  void reached() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      bool taken = false;
      for (const auto& c : rows_[i].match.cases)
        if (c.test.mask != 0 || !c.test.ranges.empty()) taken = true;
      if (taken) continue;
      report_.add(Kind::row_unreachable, table_.rows[i].span, "no value is left for row `" + rows_[i].words + "`")
          .help("take the row out");
    }
  }

  const syntax::Table& table_;
  const Subject& subject_;
  const Vocabulary& vocabulary_;
  Resolver& resolver_;
  Reporter& report_;
  std::vector<Property> properties_;
  std::vector<TableRow> rows_;
  std::vector<text::Span> said_;
  std::size_t stop_ = static_cast<std::size_t>(-1);
  bool left_over_said_ = false;
};

std::optional<Condition> condition_of(const syntax::Condition& written_condition, CheckPlace& place) {
  return place.resolver.condition(written_condition, true);
}

}  // namespace

std::optional<std::vector<TableRow>> resolve_rows(const syntax::Table& table, const Subject& subject,
                                                  CheckPlace& place) {
  return TableReader(table, subject, place).run();
}

std::optional<WaitAfter> resolve_wait_after(const syntax::WaitAfter& wait, CheckPlace& place) {
  Reporter& report = place.context.report;
  const std::size_t before = report.faults();
  WaitAfter out;
  out.in_treated_area = wait.in_treated_area;
  auto subject = place.resolver.subject(wait.subject, Reads::last, wait.in_treated_area);
  if (subject) out.subject = std::move(*subject);
  if (wait.length) {
    const auto step = step_of(*wait.length, report);
    if (step) (wait.better_only ? out.window.better : out.window.must) = *step;
    if (wait.better && !wait.better_only) {
      const auto better = step_of(wait.better->length, report);
      if (better) out.window.better = *better;
      if (step && better) require_longer(*wait.length, *step, wait.better->length, *better, report);
    }
  } else if (!wait.table) {
    report.incomplete();
  }
  if (wait.better && wait.better->condition) {
    if (auto condition = condition_of(*wait.better->condition, place)) out.better_while = std::move(*condition);
  }
  if (wait.table && subject) {
    out.property = wait.table->property.text;
    if (auto rows = resolve_rows(*wait.table, out.subject, place)) out.rows = std::move(*rows);
  }
  if (report.faults() != before) return std::nullopt;
  return out;
}

std::optional<WaitFrom> resolve_wait_from(const syntax::WaitFrom& wait, CheckPlace& place) {
  Reporter& report = place.context.report;
  const std::size_t before = report.faults();
  WaitFrom out;
  out.in_treated_area = wait.in_treated_area;
  if (auto subject = place.resolver.subject(wait.subject, Reads::last, wait.in_treated_area))
    out.subject = std::move(*subject);
  if (wait.before)
    if (const auto step = step_of(*wait.before, report)) out.before = *step;
  if (wait.after)
    if (const auto step = step_of(*wait.after, report)) out.after = *step;
  if (report.faults() != before) return std::nullopt;
  return out;
}

void judge_spread(const syntax::Spread& spread, const Check& check, Reporter& report) {
  if (!spread.from || !spread.to) return;
  // In hours where the source counts hours: a day is 24 of them.
  const auto bounds = [](const syntax::Length& length) {
    switch (length.unit) {
      case syntax::Unit::hour:
        return DayBounds{length.amount, length.amount};
      case syntax::Unit::day:
        return DayBounds{length.amount * 24LL, length.amount * 24LL};
      case syntax::Unit::week:
        return DayBounds{length.amount * 168LL, length.amount * 168LL};
      case syntax::Unit::month:
      case syntax::Unit::year:
        break;
    }
    const bool years = length.unit == syntax::Unit::year;
    const DayBounds days = day_bounds(Step{std::min<std::int32_t>(length.amount, 1200) * (years ? 12 : 1), 0});
    return DayBounds{days.least * 24, days.most * 24};
  };
  const DayBounds from = bounds(*spread.from), to = bounds(*spread.to);
  if (from.least > to.most) {
    report
        .add(Kind::empty_range, spread.span,
             "nothing lies between `" + written(*spread.from) + "` and `" + written(*spread.to) + "`")
        .help("write the shorter length first");
    return;
  }
  const auto judge = [&](const std::optional<Step>& step, const std::string& what, text::Span at) {
    if (!step) return;
    const DayBounds days = day_bounds(*step);
    const bool under = days.most * 24 < from.least, over = days.least * 24 > to.most;
    if (!under && !over) return;
    report
        .add(Kind::outside_spread, at,
             what + " is " + (under ? "shorter" : "longer") + " than anything in the spread of its sources")
        .label(spread.span, "the sources say this")
        .help("correct one of them; a stricter house rule has a source `house`, and the spread holds it too");
  };
  if (check.form == Form::wait_from) {
    const auto unless_none = [](Step step) { return step == Step{} ? std::nullopt : std::optional(step); };
    judge(unless_none(check.from.before), "the time before", check.span);
    judge(unless_none(check.from.after), "the time after", check.span);
    return;
  }
  if (check.form != Form::wait_after && !(check.form == Form::limit && check.limit_by_window)) return;
  const WaitAfter& after = check.after;
  if (after.rows.empty()) {
    judge(after.window.must, "the wait", check.span);
    judge(after.window.better, "the better wait", check.span);
    return;
  }
  for (const auto& row : after.rows) {
    judge(row.window.must, "the wait of row `" + row.words + "`", row.span);
    judge(row.window.better, "the better wait of row `" + row.words + "`", row.span);
  }
}

}  // namespace contra::check
