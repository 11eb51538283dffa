// Checks and guarantees: the outcome form with its condition or wait, and the clauses beside it.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

text::Span span_of_value(const syntax::Value& value) {
  if (const auto* name = std::get_if<syntax::Name>(&value)) return name->span;
  return std::get<syntax::Quantity>(value).span;
}

class FormReader {
 public:
  FormReader(Check& check, CheckPlace& place) : check_(check), place_(place), report_(place.context.report) {}

  void operator()(const syntax::Broken&) { report_.incomplete(); }
  void operator()(const syntax::WaitAfter& wait) {
    check_.form = Form::wait_after;
    if (auto after = resolve_wait_after(wait, place_)) check_.after = std::move(*after);
  }
  void operator()(const syntax::WaitFrom& wait) {
    check_.form = Form::wait_from;
    if (auto from = resolve_wait_from(wait, place_)) check_.from = std::move(*from);
  }
  void operator()(const syntax::WaitWhile& wait) {
    check_.form = Form::wait_while;
    condition(wait.condition);
    if (wait.until) check_.words = wait.until->text;
  }
  void operator()(const syntax::WaitClearance& wait) {
    check_.form = Form::wait_clearance;
    condition(wait.condition);
    check_.clearance_by = place_.resolver.roles(wait.roles);
    if (wait.roles.empty()) report_.incomplete();
  }
  void operator()(const syntax::Limit& limit) {
    check_.form = Form::limit;
    depth(limit.limit);
    if (limit.window) {
      check_.limit_by_window = true;
      if (auto after = resolve_wait_after(*limit.window, place_)) check_.after = std::move(*after);
    } else if (limit.condition) {
      condition(*limit.condition);
    } else {
      report_.incomplete();
    }
  }
  void operator()(const syntax::NotDevice& device) {
    check_.form = Form::not_device;
    condition(device.condition);
    for (const auto& name : device.instead) {
      if (name.text == place_.pack.name) {
        report_.add(Kind::wrong_kind_of_name, name.span,
                    ticked(name.text) + " is this pack itself, and cannot stand instead of it");
        continue;
      }
      judge_pack_name(name, place_.context);
      check_.instead.push_back(name.text);
    }
  }
  void operator()(const syntax::GoOnly& only) {
    check_.form = Form::go_only;
    check_.words = only.with.text;
    condition(only.condition);
  }
  void operator()(const syntax::NoteForm& note) {
    check_.form = Form::note;
    check_.words = note.text.text;
    condition(note.condition);
  }
  void operator()(const syntax::AskAgain& again) {
    check_.form = Form::ask_again;
    condition(again.condition);
  }
  void operator()(const syntax::SameWait&) { report_.incomplete(); }  // filled in by the policy before it comes here

 private:
  void condition(const syntax::Condition& written_condition) {
    if (auto resolved = place_.resolver.condition(written_condition, true)) check_.condition = std::move(*resolved);
  }

  void depth(const syntax::Value& value) {
    const text::Span span = span_of_value(value);
    if (!place_.pack.depth) {
      const PackWork* work = place_.context.pack(place_.pack.name);
      if (work != nullptr && work->header->depth) {
        report_.incomplete();  // it says so, and the fault is there
      } else {
        report_
            .add(Kind::missing_declaration, span,
                 "pack " + ticked(place_.pack.name) + " does not say which depths it is done at")
            .label(place_.pack.span, "declared here")
            .help("add `depth in mm from … to …` or `depth one of … in order` to its head");
      }
      return;
    }
    const ValueType& type = place_.pack.depth->type;
    const auto resolved = resolve_value(type, "depth", value, report_);
    if (!resolved) return;
    const std::int64_t most =
        type.kind == ValueType::Kind::number ? type.to : static_cast<std::int64_t>(type.options.size()) - 1;
    if (*resolved == most) {
      report_
          .add(Kind::dead_check, span,
               "`" + written(value) + "` is the greatest depth of the pack, so nothing is limited")
          .label(place_.pack.span, "declared here");
    }
    check_.limit.value = *resolved;
    check_.limit.words =
        type.kind == ValueType::Kind::options ? type.labels[static_cast<std::size_t>(*resolved)] : written(value);
  }

  Check& check_;
  CheckPlace& place_;
  Reporter& report_;
};

std::string_view form_in_words(Form form) {
  switch (form) {
    case Form::wait_after:
      return "wait … after last";
    case Form::wait_from:
      return "wait from … until";
    case Form::wait_while:
      return "wait while";
    case Form::wait_clearance:
      return "wait for clearance";
    case Form::limit:
      return "limit depth";
    case Form::not_device:
      return "not with this device";
    case Form::go_only:
      return "go only with";
    case Form::note:
      return "note";
    case Form::ask_again:
      return "ask again";
    case Form::guarantee:
      return "never go";
  }
  return "wait";
}

void resolve_clauses(Check& check, const syntax::Clauses& clauses, const syntax::Name& name, CheckPlace& place) {
  Reporter& report = place.context.report;
  if (clauses.cleared_by) {
    check.cleared_by = place.resolver.roles(clauses.cleared_by->names);
    if (check.form == Form::wait_clearance || check.form == Form::ask_again) {
      report
          .add(Kind::unknown_clause, clauses.cleared_by->span,
               "`cleared by` has no meaning beside `" + std::string(form_in_words(check.form)) + "`")
          .help(check.form == Form::wait_clearance
                    ? "name every role after `wait for clearance by`"
                    : "answers that contradict each other are mended by asking again, not by a clearance");
    }
  }
  if (clauses.then_cleared_by) {
    check.then_cleared_by = place.resolver.roles(clauses.then_cleared_by->names);
    const bool waits =
        check.form == Form::wait_after || check.form == Form::wait_from || check.form == Form::wait_while;
    const bool better_only = check.form == Form::wait_after && check.after.rows.empty() && !check.after.window.must &&
                             check.after.window.better;
    if (!waits || better_only) {
      report
          .add(Kind::unknown_clause, clauses.then_cleared_by->span,
               "`then cleared by` needs a window that waits, and " + ticked(name.text) + " has none")
          .help("write `cleared by`, or make it a check of its own: `wait for clearance by … while …`");
    }
  }
  if (clauses.unless)
    if (auto unless = place.resolver.condition(*clauses.unless, false)) check.unless = std::move(*unless);
  if (clauses.because) check.because = clauses.because->text;
  if (clauses.tell) check.tell = clauses.tell->text;
  check.sources = resolve_cites(clauses.cites, place);
  if (clauses.spread) {
    const auto& spread = *clauses.spread;
    if (spread.words)
      check.spread = spread.words->text;
    else if (spread.from && spread.to)
      check.spread = written(*spread.from) + " to " + written(*spread.to);
    else
      report.incomplete();
    judge_spread(spread, check, report);
  }
  judge_review(clauses.review_by, place.context);
  if (clauses.review_by) check.review_by = clauses.review_by->day;
  if (clauses.effective_from) check.effective_from = clauses.effective_from->day;
  if (clauses.effective_until) check.effective_until = clauses.effective_until->day;
  if (check.effective_from && check.effective_until && *check.effective_until < *check.effective_from) {
    report
        .add(Kind::empty_range, clauses.effective_until->span,
             "the check ends on " + to_iso(*check.effective_until) + ", before it begins")
        .label(clauses.effective_from->span, "it begins here");
  }
}

}  // namespace

bool name_is_reserved_for_engine(std::string_view name) {
  return name == "answers" || name == "needs" || name == "rules" || name == "form_validity";
}

void read_sources(const std::vector<const syntax::File*>& files, Sources& sources, Context& context) {
  for (const auto* file : files) {
    for (const auto& item : file->items) {
      const auto* source = std::get_if<syntax::SourceItem>(&item.node);
      if (source == nullptr) continue;
      if (source->name.text.empty()) {
        context.report.incomplete();
        continue;
      }
      SourceRef ref{
          source->name.text, source->title.text, {}, source->strength, source->at ? source->at->text : std::string()};
      SourceUse use{std::move(ref), source->name.span, false};
      const auto added = sources.emplace(source->name.text, std::move(use));
      if (!added.second) {
        context.report
            .add(Kind::declared_twice, source->name.span, "source " + ticked(source->name.text) + " is declared twice")
            .label(added.first->second.span, "first declared here");
      }
    }
  }
}

std::vector<SourceRef> resolve_cites(const std::vector<syntax::Cite>& cites, CheckPlace& place) {
  std::vector<SourceRef> out;
  Reporter& report = place.context.report;
  for (const auto& cite : cites) {
    if (cite.source.text.empty()) {
      report.incomplete();
      continue;
    }
    SourceUse* use = nullptr;
    if (const auto own = place.sources.find(cite.source.text); own != place.sources.end()) use = &own->second;
    if (use == nullptr && place.more_sources != nullptr) {
      if (const auto packs = place.more_sources->find(cite.source.text); packs != place.more_sources->end())
        use = &packs->second;
    }
    if (use == nullptr) {
      const PackWork* work = place.context.pack(place.pack.name);
      if ((work != nullptr && work->ghosts.count(cite.source.text) != 0) ||
          place.context.ghosts.count(cite.source.text) != 0) {
        report.incomplete();
        continue;
      }
      std::vector<std::string> candidates;
      for (const auto& source : place.sources) candidates.push_back(source.first);
      if (place.more_sources != nullptr)
        for (const auto& source : *place.more_sources) candidates.push_back(source.first);
      auto added =
          report.add(Kind::unknown_source, cite.source.span, "no source is called " + ticked(cite.source.text));
      report.suggest(added, cite.source, candidates, "declare it with `source " + cite.source.text + " \"…\" house`");
      continue;
    }
    use->used = true;
    SourceRef source = use->source;
    if (cite.part) source.part = cite.part->text;
    out.push_back(std::move(source));
  }
  return out;
}

std::optional<Check> resolve_check(const syntax::Name& name, const std::optional<syntax::Text>& title,
                                   const syntax::Outcome& outcome, const syntax::Clauses& clauses, Demand demand,
                                   CheckPlace& place) {
  Reporter& report = place.context.report;
  const std::size_t before = report.faults();
  Check check;
  check.name = name.text;
  check.title = title ? title->text : spelled(name.text);
  check.span = name.span;
  std::visit(FormReader(check, place), outcome.form);
  resolve_clauses(check, clauses, name, place);
  const bool bare = demand == Demand::because_and_cite && (!clauses.because || clauses.cites.empty());
  if (bare && place.unread) {
    report.incomplete();  // what is missing may be what could not be read
  } else if (bare) {
    if (!clauses.because) {
      report.add(Kind::missing_because, name.span, "check " + ticked(name.text) + " does not say why")
          .help("add `because \"…\"`, one sentence for the practitioner");
    }
    if (clauses.cites.empty()) {
      report.add(Kind::missing_source, name.span, "check " + ticked(name.text) + " has no source")
          .help("add `cite` and a source; a rule of the house is a source of strength `house`");
    }
  }
  if (report.faults() != before) return std::nullopt;
  check.touches_prescribed = touches_prescribed(place.resolver.vocabulary(), check);
  lint_check_texts(check, clauses, place);
  lint_outcome_texts(check, outcome, place);
  return check;
}

std::optional<Check> resolve_guarantee(const syntax::GuaranteeItem& item, CheckPlace& place) {
  Reporter& report = place.context.report;
  const std::size_t before = report.faults();
  Check check;
  check.name = item.name.text;
  check.title = item.title ? item.title->text : spelled(item.name.text);
  check.span = item.name.span;
  check.form = Form::guarantee;
  if (auto condition = place.resolver.condition(item.condition, true)) check.condition = std::move(*condition);
  resolve_clauses(check, item.clauses, item.name, place);
  if (report.faults() != before) return std::nullopt;
  check.touches_prescribed = touches_prescribed(place.resolver.vocabulary(), check);
  lint_check_texts(check, item.clauses, place);
  return check;
}

}  // namespace contra::check
