// Aftercare and pre-care: lines with their hours, days and depths.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

class CareReader {
 public:
  CareReader(const syntax::CareItem& item, const PackWork& pack, CheckPlace& place)
      : item_(item), pack_(pack), place_(place), report_(place.context.report) {}

  std::optional<CareItem> run() {
    const std::size_t before = report_.faults();
    CareItem out;
    out.before = item_.before;
    out.name = item_.name.text;
    out.title = item_.title ? item_.title->text : spelled(item_.name.text);
    if (item_.lines.empty()) {
      report_.add(Kind::missing_declaration, item_.name.span, ticked(out.name) + " gives no advice")
          .help("add a line `avoid`, `do` or `watch for`");
    }
    for (const auto& written_line : item_.lines) line(written_line, out);
    if (item_.condition) {
      if (auto condition = place_.resolver.condition(*item_.condition, true)) out.condition = std::move(*condition);
    }
    out.sources = resolve_cites(item_.clauses.cites, place_);
    if (item_.clauses.because) out.because = item_.clauses.because->text;
    judge_review(item_.clauses.review_by, place_.context);
    if (report_.faults() != before) return std::nullopt;
    lint_care_texts(item_, out, place_);
    return out;
  }

 private:
  /// Hours bounds, to compare hours with days and months.
  static DayBounds hour_bounds(const CareLine::Amount& amount) {
    const DayBounds days = day_bounds(amount.step);
    return {days.least * 24 + amount.hours, days.most * 24 + amount.hours};
  }

  std::optional<CareLine::Amount> amount(const syntax::Length& length) {
    CareLine::Amount out;
    out.words = written(length);
    if (length.unit == syntax::Unit::hour && !item_.before) {
      if (length.amount == 0) {
        report_.add(Kind::zero_length, length.span, "`" + written(length) + "` is no time at all");
        return std::nullopt;
      }
      out.hours = length.amount;
      return out;
    }
    const auto step = step_of(length, report_);
    if (!step) return std::nullopt;
    out.step = *step;
    return out;
  }

  void better_longer(const syntax::Length& length, const CareLine::Amount& must, const syntax::Length& better_length,
                     const CareLine::Amount& better) {
    if (must.hours == 0 && better.hours == 0) {
      require_longer(length, must.step, better_length, better.step, report_);
    } else if (hour_bounds(better).least <= hour_bounds(must).most) {
      report_
          .add(Kind::better_not_longer, better_length.span,
               "better `" + written(better_length) + "` is not longer than `" + written(length) + "`")
          .label(length.span, "this is asked for already");
    }
  }

  void line(const syntax::CareLine& written_line, CareItem& out) {
    CareLine& line = out.lines.emplace_back();
    line.verb = written_line.verb;
    line.text = written_line.text.text;
    if (written_line.until) line.until = written_line.until->text;
    if (written_line.verb == syntax::CareLine::Verb::next_session) next_session(written_line, line);
    if (item_.before && (written_line.length || written_line.by_depth)) {
      report_
          .add(Kind::unknown_clause, written_line.span,
               "pre-care ends with the session, so it has no `for` and no `by depth`")
          .help("write `from … before`");
    }
    if (written_line.from) line.from = amount(*written_line.from);
    if (written_line.length) line.length = amount(*written_line.length);
    if (written_line.better) {
      line.better = amount(*written_line.better);
      if (line.length && line.better)
        better_longer(*written_line.length, *line.length, *written_line.better, *line.better);
    }
    if (written_line.by_depth) by_depth(*written_line.by_depth, line);
  }

  void next_session(const syntax::CareLine& written_line, CareLine& line) {
    const auto& name = written_line.check;
    if (item_.before) {
      report_.add(Kind::unknown_clause, written_line.span, "`next session by` stands in aftercare");
      return;
    }
    line.check = name.text;
    const auto known = pack_.checks.find(name.text);
    if (known == pack_.checks.end()) {
      if (name.text.empty() || pack_.ghosts.count(name.text) != 0) {
        report_.incomplete();
        return;
      }
      std::vector<std::string> candidates;
      for (const auto& check : pack_.checks) candidates.push_back(check.first);
      auto added = report_.add(Kind::unknown_name, name.span,
                               "pack " + ticked(pack_.pack->name) + " has no check " + ticked(name.text));
      report_.suggest(added, name, candidates);
    } else if (known->second.index == none) {
      report_.incomplete();
    } else if (pack_.pack->checks[static_cast<std::size_t>(known->second.index)].form != Form::wait_after) {
      report_
          .add(Kind::wrong_kind_of_name, name.span,
               ticked(name.text) + " does not wait after a day, so it cannot say when the next session is")
          .label(known->second.span, "declared here")
          .help("name a check `wait … after last …` of this treatment");
    }
  }

  void by_depth(const syntax::Table& table, CareLine& line) {
    if (table.rows.empty()) {
      report_.incomplete();
      return;
    }
    if (!place_.pack.depth) {
      if (pack_.header->depth) {
        report_.incomplete();
      } else {
        report_
            .add(Kind::missing_declaration, table.rows.front().span,
                 "pack " + ticked(place_.pack.name) + " does not say which depths it is done at")
            .label(place_.pack.span, "declared here")
            .help("add `depth in mm from … to …` or `depth one of … in order` to its head");
      }
      return;
    }
    const ValueType& type = place_.pack.depth->type;
    const std::int64_t first = type.kind == ValueType::Kind::number ? type.from : 0;
    const std::int64_t last =
        type.kind == ValueType::Kind::number ? type.to : static_cast<std::int64_t>(type.options.size()) - 1;
    std::int64_t next = first;
    const std::size_t before = report_.faults();
    bool rest = false;
    for (const auto& row : table.rows) {
      CareLine::DepthRow out;
      if (!row.length) report_.incomplete();
      if (row.length) {
        if (auto length = amount(*row.length)) out.length = std::move(*length);
      }
      if (row.better) {
        out.better = amount(*row.better);
        if (row.length && out.better) better_longer(*row.length, out.length, *row.better, *out.better);
      }
      if (rest) {
        report_.add(Kind::row_unreachable, row.span, "nothing is left for a row after `above` or `otherwise`");
        break;
      }
      std::optional<std::int64_t> to;
      switch (row.match) {
        case syntax::Row::Match::labels:
          to = labels(row, type, next, out.words);
          break;
        case syntax::Row::Match::up_to:
          if (!row.bound) {
            report_.incomplete();
            break;
          }
          out.words = "up to " + written(*row.bound);
          to = resolve_value(type, "depth", syntax::Value(*row.bound), report_);
          if (to && *to < next)
            report_.add(Kind::row_unreachable, row.bound->span, "no depth is left for `" + out.words + "`")
                .help("let the bounds rise from row to row");
          break;
        case syntax::Row::Match::above:
        case syntax::Row::Match::otherwise:
          rest = true;
          out.words = row.match == syntax::Row::Match::above ? "above" : "otherwise";
          if (next > last)
            report_.add(Kind::row_unreachable, row.span, "no depth is left for row `" + out.words + "`")
                .help("take the row out");
          break;
      }
      if (to) {
        out.up_to = *to;
        next = *to + 1;
      }
      line.by_depth.push_back(std::move(out));
    }
    if (rest || report_.faults() != before || next > last) return;
    std::vector<std::string> missing;
    if (type.kind == ValueType::Kind::options)
      for (auto i = next; i <= last; ++i) missing.push_back(ticked(type.options[static_cast<std::size_t>(i)]));
    else
      missing.push_back("more than " + decimal(next - 1) + " " + type.unit);
    report_
        .add(Kind::table_not_exhaustive, table.property.span.file < 0 ? table.rows.front().span : table.property.span,
             "no row for " + joined(missing, " and "))
        .help("add a row for it, or `otherwise`");
  }

  /// The greatest depth of a row of labels. Rows take the depths in their order, so that each is "up to" one.
  std::optional<std::int64_t> labels(const syntax::Row& row, const ValueType& type, std::int64_t next,
                                     std::string& words) {
    std::vector<std::string> said;
    std::vector<std::int64_t> values;
    bool whole = !row.labels.empty();
    if (!whole) report_.incomplete();
    for (const auto& label : row.labels) {
      said.push_back(label.text);
      const auto value = resolve_value(type, "depth", syntax::Value(label), report_);
      if (value)
        values.push_back(*value);
      else
        whole = false;
    }
    words = joined(said, " or ");
    if (!whole) return std::nullopt;
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] == next + static_cast<std::int64_t>(i)) continue;
      const std::string& name = type.options[static_cast<std::size_t>(values[i])];
      if (values[i] < next || (i > 0 && values[i] == values[i - 1])) {
        report_.add(Kind::row_repeated, row.span, ticked(name) + " has two rows");
      } else {
        report_
            .add(Kind::table_not_exhaustive, row.span,
                 "no row for " + ticked(type.options[static_cast<std::size_t>(next) + i]) + " before " + ticked(name))
            .help("write the rows in the order of the depths: " + joined(type.options, ", "));
      }
      return std::nullopt;
    }
    return values.back();
  }

  const syntax::CareItem& item_;
  const PackWork& pack_;
  CheckPlace& place_;
  Reporter& report_;
};

}  // namespace

std::optional<CareItem> resolve_care(const syntax::CareItem& item, const PackWork& pack, CheckPlace& place) {
  return CareReader(item, pack, place).run();
}

}  // namespace contra::check
