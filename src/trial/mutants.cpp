// See mutants.hpp. Each change is made in a working copy, copied out, and taken back.
#include "trial/mutants.hpp"

#include <algorithm>

#include "present/words.hpp"
#include "trial/variants.hpp"

namespace contra::trial {

std::string value_words(const syntax::Value& value) {
  if (const auto* name = std::get_if<syntax::Name>(&value)) return name->text;
  const auto& quantity = std::get<syntax::Quantity>(value);
  return present::number_words(quantity.thousandths) + " " + quantity.unit.text;
}

std::string one_line(std::string_view words) {
  std::string out;
  for (const char c : words) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

namespace {

using check::Check;
using check::Form;
using syntax::Comparison;
using syntax::Length;
using syntax::Unit;

std::string words_of(const Length& length) {
  static constexpr const char* units[] = {"hour", "day", "week", "month", "year"};
  return std::to_string(length.amount) + " " + units[static_cast<int>(length.unit)] + (length.amount == 1 ? "" : "s");
}

const char* words_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::is:
      return "is";
    case Comparison::is_not:
      return "is not";
    case Comparison::at_least:
      return "is at least";
    case Comparison::at_most:
      return "is at most";
    case Comparison::above:
      return "is above";
    case Comparison::under:
      return "is under";
    case Comparison::up_to:
      return "is up to";
  }
  return "is";
}

class Maker {
 public:
  Maker(const syntax::CheckItem& item, const Check& check, const check::Vocabulary& vocabulary, const check::Pack* pack,
        const text::SourceSet& sources)
      : work_(item), check_(check), vocabulary_(vocabulary), pack_(pack), sources_(sources) {}

  std::vector<Edit> run() {
    if (work_.outcome) outcome(*work_.outcome);
    clauses();
    return std::move(out_);
  }

 private:
  std::string slice(text::Span span) const { return span.file < 0 ? std::string() : one_line(sources_.slice(span)); }

  void emit(text::Span span, std::string before, std::string after) {
    out_.push_back({span, std::move(before), std::move(after), work_, {}});
  }
  void emit_model(text::Span span, std::string before, std::string after, std::function<void(Check&)> change) {
    out_.push_back({span, std::move(before), std::move(after), {}, std::move(change)});
  }
  /// The change of one place, made and taken back.
  template <class T>
  void put(T& place, T value, text::Span span, std::string before, std::string after) {
    std::swap(place, value);
    emit(span, std::move(before), std::move(after));
    std::swap(place, value);
  }

  // --- lengths

  using StepAt = std::function<Step*(Check&)>;

  /// A day more, a day less; months also a month more and a month less.
  void length(Length& place, const std::string& label, const StepAt& at) {
    const text::Span span = place.span;
    const std::string before = label + " " + words_of(place);
    const auto to = [&](std::int32_t amount, Unit unit) {
      Length changed = place;
      changed.amount = amount;
      changed.unit = unit;
      put(place, changed, span, before, label + " " + words_of(changed));
    };
    switch (place.unit) {
      case Unit::hour:
        return;
      case Unit::day:
      case Unit::week: {
        const std::int32_t days = place.amount * (place.unit == Unit::week ? 7 : 1);
        to(days - 1, Unit::day);
        to(days + 1, Unit::day);
        return;
      }
      case Unit::month:
      case Unit::year: {
        const std::int32_t months = place.amount * (place.unit == Unit::year ? 12 : 1);
        to(months - 1, Unit::month);
        to(months + 1, Unit::month);
        if (!at) return;
        for (const std::int32_t by : {-1, 1})
          emit_model(span, before, before + (by < 0 ? " less a day" : " and a day"), [at, by](Check& c) {
            if (Step* step = at(c)) step->days += by;
          });
      }
    }
  }

  static Step* step_of(std::optional<Step>& step) { return step ? &*step : nullptr; }

  // --- subjects

  void subject(syntax::Subject& place) {
    if (place.names.size() > 1)
      for (std::size_t i = 0; i < place.names.size(); ++i) {
        auto fewer = place.names;
        const syntax::Name dropped = fewer[i];
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        put(place.names, fewer, dropped.span, dropped.text, "nothing");
      }
    for (auto& name : place.names) {
      const auto id = vocabulary_.term_ids.find(name.text);
      if (id == vocabulary_.term_ids.end()) continue;
      const auto stands_already = [&](const std::string& other) {
        return std::any_of(place.names.begin(), place.names.end(), [&](const auto& n) { return n.text == other; });
      };
      const auto other_term = [&](check::TermId other) {
        const std::string& text = vocabulary_.terms.at(static_cast<std::size_t>(other)).name;
        if (stands_already(text)) return;
        put(name.text, text, name.span, name.text, text);
      };
      for (const check::TermId parent : vocabulary_.terms.at(static_cast<std::size_t>(id->second)).parents)
        other_term(parent);
      for (std::size_t t = 0; t < vocabulary_.terms.size(); ++t) {
        const auto& parents = vocabulary_.terms[t].parents;
        if (std::find(parents.begin(), parents.end(), id->second) != parents.end())
          other_term(static_cast<check::TermId>(t));
      }
    }
    for (std::size_t i = 0; i < place.where.size(); ++i) {
      auto fewer = place.where;
      const auto dropped = fewer[i];
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      put(place.where, fewer, dropped.span, slice(dropped.span), "nothing");
      test(place.where[i].test, dropped.detail.text);
    }
  }

  void treated_area(bool& place, text::Span span) {
    if (place) put(place, false, span, "in treated area", "nothing");
  }

  // --- tests on values

  std::vector<std::string> order_of(const std::string& option) const {
    for (const auto& question : vocabulary_.questions) {
      const auto& options = question.type.options;
      if (question.type.ordered && std::find(options.begin(), options.end(), option) != options.end()) return options;
    }
    return {};
  }

  void test(syntax::Test& place, const std::string& of) {
    const text::Span span = place.span;
    const auto words = [&] {
      std::string out = of + " " + words_of(place.comparison);
      for (std::size_t i = 0; i < place.values.size(); ++i)
        out += (i == 0 ? " " : " or ") + value_words(place.values[i]);
      return out;
    };
    const std::string before = words();
    const auto changed = [&](const auto& change) {
      const syntax::Test old = place;
      change();
      emit(span, before, words());
      place = old;
    };
    const auto comparison = [&](Comparison other) { changed([&] { place.comparison = other; }); };
    const auto moved = [&](int by) {
      if (place.values.size() != 1) return;
      if (auto* quantity = std::get_if<syntax::Quantity>(&place.values.front())) {
        const std::int64_t step = quantity->thousandths % 1000 == 0 ? 1000 : 100;
        changed([&] { std::get<syntax::Quantity>(place.values.front()).thousandths += by * step; });
        return;
      }
      auto& name = std::get<syntax::Name>(place.values.front());
      const auto options = order_of(name.text);
      const auto at = std::find(options.begin(), options.end(), name.text);
      const auto to = (at - options.begin()) + by;
      if (at == options.end() || to < 0 || to >= static_cast<std::ptrdiff_t>(options.size())) return;
      changed([&] { std::get<syntax::Name>(place.values.front()).text = options[static_cast<std::size_t>(to)]; });
    };
    switch (place.comparison) {
      case Comparison::is:
        comparison(Comparison::is_not);
        break;
      case Comparison::is_not:
        comparison(Comparison::is);
        break;
      case Comparison::at_least:
        comparison(Comparison::above);
        moved(-1);
        break;
      case Comparison::above:
        comparison(Comparison::at_least);
        moved(1);
        break;
      case Comparison::at_most:
      case Comparison::up_to:
        comparison(Comparison::under);
        moved(1);
        break;
      case Comparison::under:
        comparison(Comparison::at_most);
        moved(-1);
        break;
    }
    if (place.values.size() > 1)
      for (std::size_t i = 0; i < place.values.size(); ++i)
        changed([&] { place.values.erase(place.values.begin() + static_cast<std::ptrdiff_t>(i)); });
  }

  // --- conditions

  template <class Node>
  void operands(syntax::Condition& place, bool is_and) {
    // `place` is changed while its operands are walked: they are reached anew each time.
    const std::size_t count = std::get<Node>(place.node).operands.size();
    syntax::Condition whole = place;
    const std::string before = slice(place.span);
    {
      syntax::Condition other = place;
      if (is_and)
        other.node = syntax::Or{std::get<Node>(place.node).operands};
      else
        other.node = syntax::And{std::get<Node>(place.node).operands};
      put(place, other, place.span, before, is_and ? "the same with `or`" : "the same with `and`");
    }
    for (std::size_t i = 0; i < count; ++i) {
      syntax::Condition fewer = place;
      auto& left = std::get<Node>(fewer.node).operands;
      const text::Span span = left[i].span;
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
      if (left.size() == 1) {
        syntax::Condition only = left.front();
        fewer = only;
      }
      put(place, fewer, span, slice(span), "nothing");
    }
    for (std::size_t i = 0; i < count; ++i) condition(std::get<Node>(place.node).operands[i]);
  }

  /// The modifiers' lengths are found in the model by the place of their condition.
  StepAt within_at(text::Span span) const {
    return [span](Check& c) -> Step* {
      for (const check::Condition* one : conditions_of(c))
        if (one->span == span && one->within) return &const_cast<check::Condition*>(one)->within->step;
      return nullptr;
    };
  }

  void condition(syntax::Condition& place) {
    const text::Span span = place.span;
    if (std::holds_alternative<syntax::And>(place.node)) return operands<syntax::And>(place, true);
    if (std::holds_alternative<syntax::Or>(place.node)) return operands<syntax::Or>(place, false);
    if (std::holds_alternative<syntax::Not>(place.node)) {
      syntax::Condition inner = std::get<syntax::Not>(place.node).operand.front();
      put(place, inner, span, slice(span), slice(inner.span));
      return condition(std::get<syntax::Not>(place.node).operand.front());
    }
    if (auto* question = std::get_if<syntax::QuestionIs>(&place.node))
      return test(question->test, question->question.text);
    if (auto* age = std::get_if<syntax::AgeIs>(&place.node)) return test(age->test, "age");
    if (auto* any = std::get_if<syntax::Any>(&place.node)) {
      put(any->no, !any->no, span, any->no ? "no" : "any", any->no ? "any" : "no");
      treated_area(any->in_treated_area, span);
      if (any->started_by_visit) put(any->started_by_visit, false, span, "started on or before visit", "nothing");
      within(any->within, span);
      return subject(any->subject);
    }
    if (auto* taking = std::get_if<syntax::Taking>(&place.node)) return subject(taking->subject);
    if (auto* present = std::get_if<syntax::Present>(&place.node)) {
      treated_area(present->in_treated_area, span);
      return subject(present->subject);
    }
    if (auto* allergic = std::get_if<syntax::AllergicTo>(&place.node)) return subject(allergic->subject);
    if (auto* planned = std::get_if<syntax::Planned>(&place.node)) {
      treated_area(planned->in_treated_area, span);
      within(planned->within, span);
      return subject(planned->subject);
    }
    if (auto* touches = std::get_if<syntax::AreaTouches>(&place.node))
      if (touches->areas.size() > 1)
        for (std::size_t i = 0; i < touches->areas.size(); ++i) {
          auto fewer = touches->areas;
          const syntax::Name dropped = fewer[i];
          fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
          put(touches->areas, fewer, dropped.span, dropped.text, "nothing");
        }
  }

  void within(std::optional<syntax::Within>& place, text::Span span) {
    if (!place) return;
    put(place, std::optional<syntax::Within>{}, place->span, slice(place->span), "nothing");
    length(place->length, "within", within_at(span));
  }

  // --- outcomes

  /// The check says something, and nobody waits.
  void only_note(const syntax::Condition& condition, text::Span span, const char* before) {
    const syntax::CheckItem old = work_;
    syntax::NoteForm note{syntax::Text{"noted", span}, condition};
    work_.outcome->form = std::move(note);
    work_.clauses.cleared_by.reset();
    work_.clauses.then_cleared_by.reset();
    emit(span, before, "note");
    work_ = old;
  }

  void without(text::Span span, const char* before) {
    emit_model(span, before, "nothing", [](Check& c) { c = never(c); });
  }

  void outcome(syntax::Outcome& place) {
    const text::Span span = place.span;
    if (auto* after = std::get_if<syntax::WaitAfter>(&place.form)) {
      if (after->better_only) {
        without(span, "better");
      } else {
        wait_to_better(*after, span);
      }
      wait_after(std::get<syntax::WaitAfter>(work_.outcome->form), span);
    } else if (auto* from = std::get_if<syntax::WaitFrom>(&place.form)) {
      wait_from(*from, span);
    } else if (auto* waits = std::get_if<syntax::WaitWhile>(&place.form)) {
      only_note(waits->condition, span, "wait");
      auto& form = std::get<syntax::WaitWhile>(work_.outcome->form);
      if (form.until) put(form.until, std::optional<syntax::Text>{}, form.until->span, "until", "nothing");
      condition(form.condition);
    } else if (auto* clearance = std::get_if<syntax::WaitClearance>(&place.form)) {
      only_note(clearance->condition, span, "wait for clearance");
      {
        const syntax::CheckItem old = work_;
        syntax::Condition same = std::get<syntax::WaitClearance>(work_.outcome->form).condition;
        work_.outcome->form = syntax::WaitWhile{std::move(same), std::nullopt};
        emit(span, "wait for clearance", "wait");
        work_ = old;
      }
      roles(std::get<syntax::WaitClearance>(work_.outcome->form).roles);
      condition(std::get<syntax::WaitClearance>(work_.outcome->form).condition);
    } else if (std::holds_alternative<syntax::Limit>(place.form)) {
      limit(span);
    } else if (auto* device = std::get_if<syntax::NotDevice>(&place.form)) {
      only_note(device->condition, span, "not with this device");
      condition(std::get<syntax::NotDevice>(work_.outcome->form).condition);
    } else if (auto* go_only = std::get_if<syntax::GoOnly>(&place.form)) {
      without(span, "go only with");
      condition(go_only->condition);
    } else if (auto* note = std::get_if<syntax::NoteForm>(&place.form)) {
      without(span, "note");
      condition(note->condition);
    } else if (auto* again = std::get_if<syntax::AskAgain>(&place.form)) {
      only_note(again->condition, span, "ask again");
      condition(std::get<syntax::AskAgain>(work_.outcome->form).condition);
    } else if (auto* same = std::get_if<syntax::SameWait>(&place.form)) {
      same_wait(*same);
    }
  }

  void wait_to_better(const syntax::WaitAfter& after, text::Span span) {
    if (after.table || !after.length) {
      without(span, "wait");
      return;
    }
    const syntax::CheckItem old = work_;
    auto& form = std::get<syntax::WaitAfter>(work_.outcome->form);
    form.better_only = true;
    form.better.reset();
    work_.clauses.cleared_by.reset();
    work_.clauses.then_cleared_by.reset();
    emit(span, "wait", "better");
    work_ = old;
  }

  void table(syntax::Table& place) {
    for (std::size_t r = 0; r < place.rows.size(); ++r) {
      auto& row = place.rows[r];
      const std::string name = r < check_.after.rows.size() ? "row " + check_.after.rows[r].words : "row";
      if (row.length)
        length(*row.length, name,
               [r](Check& c) { return r < c.after.rows.size() ? step_of(c.after.rows[r].window.must) : nullptr; });
      if (row.better) {
        length(*row.better, name + ", better",
               [r](Check& c) { return r < c.after.rows.size() ? step_of(c.after.rows[r].window.better) : nullptr; });
        put(row.better, std::optional<Length>{}, row.better->span, name + ", better " + words_of(*row.better),
            name + ", nothing");
      }
      if (row.bound)
        for (const std::int64_t by : {-100, 100}) {
          syntax::Quantity moved = *row.bound;
          moved.thousandths += row.bound->thousandths % 1000 == 0 && row.bound->thousandths >= 10'000 ? by * 10 : by;
          put(row.bound, std::optional(moved), row.bound->span, "row up to " + value_words(*row.bound),
              "row up to " + value_words(moved));
        }
    }
  }

  void better(std::optional<syntax::Better>& place) {
    if (!place) return;
    length(place->length, "better", [](Check& c) { return step_of(c.after.window.better); });
    if (place->condition) {
      put(place->condition, std::optional<syntax::Condition>{}, place->condition->span,
          "while " + slice(place->condition->span), "nothing");
      condition(*place->condition);
    }
    put(place, std::optional<syntax::Better>{}, place->span, slice(place->span), "nothing");
  }

  void wait_after(syntax::WaitAfter& after, text::Span span) {
    if (after.length) {
      const bool only = after.better_only;
      length(*after.length, only ? "better" : "wait",
             [only](Check& c) { return step_of(only ? c.after.window.better : c.after.window.must); });
    }
    if (after.table) table(*after.table);
    better(after.better);
    treated_area(after.in_treated_area, after.subject.span.file >= 0 ? after.subject.span : span);
    subject(after.subject);
  }

  void wait_from(syntax::WaitFrom& from, text::Span span) {
    without(span, "wait");
    if (from.before)
      length(*from.before, "from", [](Check& c) { return &c.from.before; });
    else
      put(from.before, std::optional(Length{1, Unit::day, span}), span, "from start", "from 1 day before start");
    if (from.after)
      length(*from.after, "until", [](Check& c) { return &c.from.after; });
    else  // one day after its end is its end
      put(from.after, std::optional(Length{2, Unit::day, span}), span, "until its end", "until 2 days after its end");
    treated_area(from.in_treated_area, from.subject.span);
    subject(from.subject);
  }

  void limit(text::Span span) {
    auto& form = std::get<syntax::Limit>(work_.outcome->form);
    if (form.condition)
      only_note(*form.condition, span, "limit");
    else
      without(span, "limit");
    auto& place = std::get<syntax::Limit>(work_.outcome->form);
    const std::string before = "limit " + value_words(place.limit);
    if (auto* quantity = std::get_if<syntax::Quantity>(&place.limit)) {
      for (const std::int64_t by : {-100, 100}) {
        syntax::Quantity moved = *quantity;
        moved.thousandths += by;
        put(place.limit, syntax::Value(moved), quantity->span, before, "limit " + value_words(moved));
      }
    } else if (pack_ != nullptr && pack_->depth) {
      const auto name = std::get<syntax::Name>(place.limit);
      const auto& options = pack_->depth->type.options;
      const auto at = std::find(options.begin(), options.end(), name.text) - options.begin();
      for (const std::ptrdiff_t to : {at - 1, at + 1}) {
        if (to < 0 || to >= static_cast<std::ptrdiff_t>(options.size())) continue;
        syntax::Name moved = name;
        moved.text = options[static_cast<std::size_t>(to)];
        put(place.limit, syntax::Value(moved), name.span, before, "limit " + moved.text);
      }
    }
    if (place.condition) condition(*place.condition);
    if (place.window) wait_after(*place.window, span);
  }

  void same_wait(syntax::SameWait& same) {
    if (same.length) length(*same.length, "wait", [](Check& c) { return step_of(c.after.window.must); });
    if (same.table) table(*same.table);
    better(same.better);
  }

  // --- clauses

  /// The word of a wider role is enough; one of several roles is left out.
  void roles(std::vector<syntax::Name>& place) {
    for (auto& name : place) {
      const auto id = vocabulary_.role_ids.find(name.text);
      if (id == vocabulary_.role_ids.end()) continue;
      for (const check::RoleId wider : vocabulary_.roles.at(static_cast<std::size_t>(id->second)).is_a) {
        const std::string text = vocabulary_.roles.at(static_cast<std::size_t>(wider)).name;
        if (std::any_of(place.begin(), place.end(), [&](const auto& n) { return n.text == text; })) continue;
        put(name.text, text, name.span, "by " + name.text, "by " + text);
      }
    }
    if (place.size() < 2) return;
    for (std::size_t i = 0; i < place.size(); ++i) {
      auto fewer = place;
      const syntax::Name dropped = fewer[i];
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      put(place, fewer, dropped.span, "by " + dropped.text, "nothing");
    }
  }

  void cleared(std::optional<syntax::Roles>& place, const char* words) {
    if (!place) return;
    put(place, std::optional<syntax::Roles>{}, place->span, words, "nothing");
    roles(place->names);
  }

  void date(std::optional<syntax::DateLiteral>& place, const char* words) {
    if (!place) return;
    for (const std::int32_t by : {-1, 1}) {
      syntax::DateLiteral moved = *place;
      moved.day.number += by;
      put(place, std::optional(moved), place->span, words + to_iso(place->day), words + to_iso(moved.day));
    }
  }

  void clauses() {
    cleared(work_.clauses.cleared_by, "cleared by");
    cleared(work_.clauses.then_cleared_by, "then cleared by");
    if (work_.clauses.unless) {
      put(work_.clauses.unless, std::optional<syntax::Condition>{}, work_.clauses.unless->span,
          "unless " + slice(work_.clauses.unless->span), "nothing");
      condition(*work_.clauses.unless);
    }
    date(work_.clauses.effective_from, "effective from ");
    date(work_.clauses.effective_until, "effective until ");
  }

  syntax::CheckItem work_;
  const Check& check_;
  const check::Vocabulary& vocabulary_;
  const check::Pack* pack_;
  const text::SourceSet& sources_;
  std::vector<Edit> out_;
};

}  // namespace

std::vector<Edit> edits_of(const syntax::CheckItem& item, const Check& check, const check::Vocabulary& vocabulary,
                           const check::Pack* pack, const text::SourceSet& sources) {
  return Maker(item, check, vocabulary, pack, sources).run();
}

}  // namespace contra::trial
