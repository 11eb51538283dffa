// See plan_columns.hpp.
#include "bulk/plan_columns.hpp"

#include <algorithm>

namespace contra::bulk {

using check::IdSet;

namespace {

/// The same text for the same tests.
std::string key_of(const check::WhereTest& where) {
  std::string out = where.detail;
  for (const auto& one : where.cases) {
    out += " " + std::to_string(one.list) + "." + std::to_string(one.detail) + ":" + std::to_string(one.test.mask);
    for (const auto& [from, to] : one.test.ranges) out += "," + std::to_string(from) + "-" + std::to_string(to);
    if (one.test.area)
      for (const check::AreaId area : one.test.areas.ids()) out += "@" + std::to_string(area);
  }
  return out + ";";
}

std::string key_of(const check::Subject& subject) {
  std::string out;
  for (const check::ListId list : subject.lists) out += std::to_string(list) + " ";
  out += "|";
  for (const check::TermId term : subject.terms.ids()) out += std::to_string(term) + " ";
  out += "|";
  for (const check::QuestionId day : subject.days) out += std::to_string(day) + " ";
  return out;
}

bool nothing_satisfies(const check::ValueTest& test) { return test.mask == 0 && test.ranges.empty() && !test.area; }

}  // namespace

Columns::Columns(Plan& plan)
    : plan_(plan),
      v_(*plan.layout->vocabulary),
      lists_(v_.lists.size()),
      days_(plan.layout->days),
      sure_days_(plan.layout->days) {
  plan_.filters.emplace_back();
}

void Columns::read(const check::Subject& subject) {
  if (subject.terms.empty() && subject.lists.empty() && subject.days.empty()) return;
  subjects_.try_emplace(key_of(subject), &subject);
}

void Columns::read(const check::Condition& c) {
  for (const check::Condition& operand : c.of) read(operand);
  read(c.subject);
}

void Columns::read(const check::Check& check) {
  read(check.after.subject);
  read(check.from.subject);
  read(check.condition);
  if (check.unless) read(*check.unless);
}

void Columns::classify() {
  for (std::size_t l = 0; l < v_.lists.size(); ++l) {
    const auto list = static_cast<check::ListId>(l);
    std::vector<const check::Subject*> reading;
    for (const auto& [key, subject] : subjects_)
      if (std::find(subject->lists.begin(), subject->lists.end(), list) != subject->lists.end())
        reading.push_back(subject);
    std::map<std::vector<bool>, IdSet> by_reader;
    for (std::size_t t = 0; t < v_.terms.size(); ++t) {
      std::vector<bool> readers;
      bool any = false;
      for (const check::Subject* subject : reading) {
        readers.push_back(subject->terms.has(static_cast<check::TermId>(t)));
        any = any || readers.back();
      }
      if (any) by_reader[readers].add(static_cast<check::TermId>(t));
    }
    for (auto& [readers, terms] : by_reader) lists_[l].classes.push_back({std::move(terms), {}});
  }
}

FilterId Columns::filter(Filter f, const std::vector<check::WhereTest>& where) {
  std::string key = f.area ? "area " : "";
  for (const check::WhereTest& test : where) {
    f.where.push_back(&test);
    key += key_of(test);
  }
  if (f.table != nullptr) {
    for (const check::TableRow& row : f.table->rows) key += " row " + key_of(row.match);
    key += " of " + std::to_string(f.row);
  }
  if (key.empty()) return 0;
  const auto [found, fresh] = filters_.try_emplace(key, static_cast<FilterId>(plan_.filters.size()));
  if (fresh) plan_.filters.push_back(std::move(f));
  return found->second;
}

std::vector<std::uint32_t> Columns::possible(const check::Subject& subject, FilterId filter, Source source) {
  std::vector<std::uint32_t> out;
  for (const check::ListId list : subject.lists) {
    for (ClassColumns& one : lists_.at(static_cast<std::size_t>(list)).classes) {
      if (!one.terms.meets(subject.terms)) continue;
      const auto [found, fresh] = one.columns.try_emplace({filter, source}, 0);
      if (fresh) found->second = new_column();
      out.push_back(found->second);
    }
  }
  for (const check::QuestionId question : subject.days) {
    const std::int32_t day = plan_.layout->day.at(static_cast<std::size_t>(question));
    if (day < 0) throw Unsupported("a day from an answer that is no day");
    // A day that was asked for has no details: it may meet every filter.
    const auto [found, fresh] = days_[static_cast<std::size_t>(day)].try_emplace(source, 0);
    if (fresh) found->second = new_column();
    out.push_back(found->second);
  }
  return out;
}

std::uint32_t Columns::sure(const check::Subject& subject, FilterId filter, Source source) {
  const auto [found, fresh] = sure_.try_emplace({key_of(subject), filter, source}, 0);
  if (!fresh) return found->second;
  const std::uint32_t column = found->second = new_column();
  for (const check::ListId list : subject.lists)
    lists_.at(static_cast<std::size_t>(list)).sure.push_back({subject.terms, filter, {source, column}});
  if (!plan_.filters[filter].area) {
    for (const check::QuestionId question : subject.days) {
      const std::int32_t day = plan_.layout->day.at(static_cast<std::size_t>(question));
      if (day < 0) throw Unsupported("a day from an answer that is no day");
      sure_days_[static_cast<std::size_t>(day)].push_back({source, column});
    }
  }
  return column;
}

/// Whether each detail that the filter reads in this list belongs to all of `kinds` or to none of them.
bool Columns::uniform(check::ListId list, const IdSet& kinds, const Filter& filter) const {
  const auto& details = v_.lists.at(static_cast<std::size_t>(list)).details;
  const auto whole = [&](const check::Detail& detail) {
    return detail.for_terms.empty() || kinds.within(detail.for_terms) || !kinds.meets(detail.for_terms);
  };
  const auto test = [&](const check::WhereTest& where) {
    return std::all_of(where.cases.begin(), where.cases.end(), [&](const auto& one) {
      return one.list != list || whole(details.at(static_cast<std::size_t>(one.detail)));
    });
  };
  if (!std::all_of(filter.where.begin(), filter.where.end(), [&](const auto* where) { return test(*where); }))
    return false;
  if (filter.table != nullptr && !std::all_of(filter.table->rows.begin(), filter.table->rows.end(),
                                              [&](const auto& row) { return test(row.match); }))
    return false;
  return !filter.area || std::all_of(details.begin(), details.end(), [&](const check::Detail& detail) {
    return detail.type.kind != check::ValueType::Kind::area || whole(detail);
  });
}

/// Whether an entry of this list of which nothing but its terms is known meets the filter possibly, whatever its terms.
bool Columns::says_for_sets(check::ListId list, const Filter& filter) const {
  for (const check::WhereTest* where : filter.where)
    for (const auto& one : where->cases)
      if (one.list == list && nothing_satisfies(one.test)) return false;
  if (filter.table == nullptr) return true;
  // Rows that read different details of the list depend on the terms.
  std::vector<std::int32_t> first;
  for (std::size_t i = 0; i < filter.table->rows.size(); ++i) {
    std::vector<std::int32_t> read;
    for (const auto& one : filter.table->rows[i].match.cases) {
      if (one.list != list) continue;
      if (nothing_satisfies(one.test)) return false;
      read.push_back(one.detail);
    }
    std::sort(read.begin(), read.end());
    if (i == 0) first = read;
    if (read != first) return false;
  }
  return true;
}

/// A filter that is one test on one detail with options is a test of bits.
void Columns::simplify(check::ListId list, const IdSet& kinds, Touch& touch) const {
  const Filter& filter = plan_.filters[touch.filter];
  const auto& details = v_.lists.at(static_cast<std::size_t>(list)).details;
  // The one detail that the test reads and that the term has; none when there are more, or another type.
  const auto only = [&](const check::WhereTest& where, std::uint64_t& options) {
    std::int32_t found = check::none;
    for (const auto& one : where.cases) {
      const check::Detail& detail = details.at(one.list == list ? static_cast<std::size_t>(one.detail) : 0);
      if (one.list != list || (!detail.for_terms.empty() && !kinds.meets(detail.for_terms))) continue;
      if (found >= 0 || detail.type.kind != check::ValueType::Kind::options || one.test.mask == 0) return check::none;
      found = one.detail;
      options = one.test.mask;
    }
    return found;
  };
  if (filter.area || details.empty()) return;
  if (filter.table == nullptr) {
    if (filter.where.size() == 1) touch.detail = only(*filter.where.front(), touch.options);
    return;
  }
  if (!filter.where.empty()) return;
  std::int32_t detail = check::none;
  std::uint64_t own = 0, rows = 0;
  for (std::size_t i = 0; i < filter.table->rows.size(); ++i) {
    std::uint64_t options = 0;
    const std::int32_t read = only(filter.table->rows[i].match, options);
    if (read < 0 || (i > 0 && read != detail)) return;
    detail = read;
    rows |= options;
    if (i == filter.row) own = options;
  }
  touch.detail = detail;
  touch.options = own;
  touch.rows = rows;
}

TermTouches Columns::touches_of(check::ListId list, const IdSet& kinds) {
  std::map<FilterId, std::vector<Write>> by_filter;
  const ListColumns& columns = lists_[static_cast<std::size_t>(list)];
  for (const ClassColumns& one : columns.classes) {
    if (!one.terms.meets(kinds)) continue;
    for (const auto& [what, column] : one.columns) by_filter[what.first].push_back({what.second, column});
  }
  for (const SureColumn& one : columns.sure)
    if (kinds.within(one.terms)) by_filter[one.filter].push_back(one.write);
  TermTouches out;
  out.since_first = static_cast<std::uint32_t>(plan_.since_columns.size());
  for (auto& [filter, writes] : by_filter) {
    out.uniform = out.uniform && uniform(list, kinds, plan_.filters[filter]);
    if (filter == 0) {
      const auto rest = std::stable_partition(writes.begin(), writes.end(),
                                              [](const Write& one) { return one.source == Source::since; });
      for (auto one = writes.begin(); one != rest; ++one) plan_.since_columns.push_back(one->column);
      writes.erase(writes.begin(), rest);
      if (writes.empty()) continue;
    }
    Touch touch;
    touch.filter = filter;
    touch.writes = std::move(writes);
    if (filter != 0) simplify(list, kinds, touch);
    out.touches.push_back(std::move(touch));
  }
  out.since_last = static_cast<std::uint32_t>(plan_.since_columns.size());
  return out;
}

void Columns::finish() {
  plan_.lists.resize(v_.lists.size());
  for (std::size_t l = 0; l < v_.lists.size(); ++l) {
    const auto list = static_cast<check::ListId>(l);
    ListTouches& out = plan_.lists[l];
    out.by_term.assign(v_.terms.size(), check::none);
    for (std::size_t t = 0; t < v_.terms.size(); ++t) {
      TermTouches touches = touches_of(list, v_.terms[t].kinds);
      if (touches.touches.empty() && touches.since_first == touches.since_last) continue;
      out.by_term[t] = static_cast<std::int32_t>(plan_.term_touches.size());
      plan_.term_touches.push_back(std::move(touches));
    }
    for (const ClassColumns& one : lists_[l].classes) {
      std::map<FilterId, std::vector<Write>> by_filter;
      for (const auto& [what, column] : one.columns) by_filter[what.first].push_back({what.second, column});
      Class made{one.terms, {}};
      for (auto& [filter, writes] : by_filter) {
        out.sets = out.sets && says_for_sets(list, plan_.filters[filter]);
        Touch touch;
        touch.filter = filter;
        touch.writes = std::move(writes);
        made.touches.push_back(std::move(touch));
      }
      if (!made.touches.empty()) out.classes.push_back(std::move(made));
    }
    for (const SureColumn& one : lists_[l].sure) {
      out.sets = out.sets && says_for_sets(list, plan_.filters[one.filter]);
      SureSlot slot{one.terms, {}};
      slot.touch.filter = one.filter;
      slot.touch.writes.push_back(one.write);
      out.sure.push_back(std::move(slot));
    }
  }
  plan_.day_writes.resize(plan_.layout->days);
  for (std::size_t d = 0; d < plan_.layout->days; ++d) {
    for (const auto& [source, column] : days_[d]) plan_.day_writes[d].push_back({source, column});
    for (const Write& write : sure_days_[d]) plan_.day_writes[d].push_back(write);
  }
}

}  // namespace contra::bulk
