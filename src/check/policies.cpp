// Policies: what a clinic adds to a pack, tightens, or loosens with a reason, an approval and an end.
#include <algorithm>

#include "check/lengths.hpp"
#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

/// Both absent or `a` surely no longer than `b`; no wait at all is the shortest.
bool tier_at_most(const std::optional<Step>& a, const std::optional<Step>& b) {
  return !a || (b && surely_at_most(*a, *b));
}
bool window_at_most(const Window& a, const Window& b) {
  // A better tier that is not given is the must tier.
  const auto better = [](const Window& w) { return w.better ? w.better : w.must; };
  return tier_at_most(a.must, b.must) && tier_at_most(better(a), better(b));
}
bool surely_shorter(const std::optional<Step>& a, const std::optional<Step>& b) {
  return a && b && surely_less(*a, *b);
}

bool meets(const ValueTest& a, const ValueTest& b) {
  if ((a.mask & b.mask) != 0) return true;
  for (const auto& x : a.ranges)
    for (const auto& y : b.ranges)
      if (x.first <= y.second && y.first <= x.second) return true;
  return false;
}

/// Whether some event may take both rows.
bool meets(const TableRow& a, const TableRow& b) {
  for (const auto& x : a.match.cases)
    for (const auto& y : b.match.cases)
      if (x.list == y.list && x.detail == y.detail && meets(x.test, y.test)) return true;
  return false;
}

bool same_subject(const WaitAfter& a, const WaitAfter& b) {
  return a.subject.terms == b.subject.terms && a.subject.lists == b.subject.lists && a.subject.days == b.subject.days &&
         a.subject.where.empty() && b.subject.where.empty() && a.in_treated_area == b.in_treated_area &&
         (a.rows.empty() || b.rows.empty() || a.property == b.property);
}

class PolicyReader {
 public:
  PolicyReader(PolicyWork& work, Context& context)
      : work_(work), context_(context), report_(context.report), policy_(*work.policy), on_(*work.on) {}

  void run() {
    head();
    read_sources({work_.file}, work_.sources, context_);
    declare();
    if (on_.vocabulary == nullptr) return;
    Resolver resolver(*on_.vocabulary->vocabulary, on_.vocabulary->ghosts, report_);
    CheckPlace place{resolver, context_, *on_.pack, work_.sources, &on_.sources};
    resolve_needs(*work_.header, resolver, policy_.needs);
    for (const auto& item : work_.file->items) {
      if (const auto* check = std::get_if<syntax::CheckItem>(&item.node)) {
        if (!declared_here(check->name)) continue;
        syntax::Outcome none_written;
        none_written.form = syntax::Broken{};
        if (check->outcome && std::holds_alternative<syntax::SameWait>(check->outcome->form)) {
          report_.add(Kind::missing_outcome, check->outcome->span, "this wait does not say after what")
              .help("write `wait … after last …`, or `tighten` a check of the pack");
          continue;
        }
        place.unread = report_.unread(item);
        auto resolved = resolve_check(check->name, check->title, check->outcome ? *check->outcome : none_written,
                                      check->clauses, Demand::because_and_cite, place);
        if (resolved) keep(check->name, std::move(*resolved));
      } else if (const auto* guarantee = std::get_if<syntax::GuaranteeItem>(&item.node)) {
        if (!declared_here(guarantee->name)) continue;
        if (auto resolved = resolve_guarantee(*guarantee, place)) keep(guarantee->name, std::move(*resolved));
      } else if (const auto* change = std::get_if<syntax::PolicyChange>(&item.node)) {
        this->change(*change, place);
      }
    }
  }

 private:
  void head() {
    const auto& header = *work_.header;
    policy_.name = header.title ? header.title->text : std::string();
    if (!header.title) report_.incomplete();
    policy_.pack = header.name.text;
    policy_.span = header.title ? header.title->span : header.name.span;
    policy_.files.push_back(work_.file->id);
    judge_review(header.review_by, context_);
    for (const auto& other : context_.policies) {
      if (other.get() == &work_) break;
      if (!other->header->title || other->header->title->text != policy_.name ||
          other->header->name.text != policy_.pack)
        continue;
      report_
          .add(Kind::declared_twice, policy_.span,
               "policy \"" + policy_.name + "\" on " + ticked(policy_.pack) + " is declared twice")
          .label(other->header->title->span, "first declared here");
      break;
    }
    if (header.version) {
      policy_.major = header.version->major;
      if (on_.header->version && policy_.major != on_.pack->major) {
        report_
            .add(Kind::wrong_version, header.version->span.file < 0 ? header.name.span : header.version->span,
                 "the policy is written for version " + std::to_string(policy_.major) + " of pack " +
                     ticked(policy_.pack) + ", and " + on_.pack->version + " is loaded")
            .label(on_.header->name.span, "loaded from here")
            .help("read what has changed in the pack, then change the number");
      }
    }
    policy_.validity = resolve_validity(header, report_);
    const Validity& own = policy_.validity;
    const Validity& base = on_.pack->validity;
    const auto longer = [&](const std::optional<Step>& mine, const std::optional<Step>& packs, const syntax::Length& at,
                            const char* what) {
      if (!mine || !packs || surely_at_most(*mine, *packs)) return;
      report_
          .add(Kind::tighten_looser, at.span,
               std::string(what) + " for longer than pack " + ticked(policy_.pack) + " allows")
          .label(on_.header->name.span, "see the head of the pack")
          .help("a policy only shortens it");
    };
    if (header.form_holds) longer(own.form_holds, base.form_holds, *header.form_holds, "the form holds");
    if (header.clearance_holds)
      longer(own.clearance_holds, base.clearance_holds, *header.clearance_holds, "a clearance holds");
    if (header.change_check) {
      longer(own.change_check_after, base.change_check_after, header.change_check->older_than,
             "the form goes without a change check");
      longer(own.change_check_within, base.change_check_within, header.change_check->not_older_than,
             "a change check holds");
    }
  }

  void declare() {
    for (const auto& item : work_.file->items) {
      const syntax::Name* name = nullptr;
      const auto* check = std::get_if<syntax::CheckItem>(&item.node);
      if (check != nullptr)
        name = &check->name;
      else if (const auto* guarantee = std::get_if<syntax::GuaranteeItem>(&item.node))
        name = &guarantee->name;
      if (name == nullptr) continue;
      if (name->text.empty()) {
        report_.incomplete();
        continue;
      }
      if (name_is_reserved_for_engine(name->text)) {
        report_
            .add(Kind::reserved_word, name->span, ticked(name->text) + " is the name of a reason that every pack has")
            .help("choose another name");
        continue;
      }
      if (const auto packs = on_.checks.find(name->text); packs != on_.checks.end()) {
        report_
            .add(Kind::declared_twice, name->span,
                 "pack " + ticked(policy_.pack) + " has a check " + ticked(name->text) + " already")
            .label(packs->second.span, "declared here")
            .help("choose another name, or write `tighten " + name->text + ": …`");
        continue;
      }
      const auto added = work_.checks.emplace(name->text, KnownCheck{name->span, check, none});
      if (!added.second) {
        report_.add(Kind::declared_twice, name->span, ticked(name->text) + " is declared twice")
            .label(added.first->second.span, "first declared here");
      }
    }
  }

  bool declared_here(const syntax::Name& name) const {
    const auto found = work_.checks.find(name.text);
    return found != work_.checks.end() && found->second.span == name.span;
  }

  void keep(const syntax::Name& name, Check check) {
    work_.checks.find(name.text)->second.index = static_cast<std::int32_t>(policy_.checks.size());
    policy_.checks.push_back(std::move(check));
  }

  void change(const syntax::PolicyChange& change, CheckPlace& place) {
    const std::size_t before = report_.faults();
    const std::string verb = change.loosen ? "loosen" : "tighten";
    const auto known = on_.checks.find(change.check.text);
    const Check* base = nullptr;
    const syntax::CheckItem* base_item = nullptr;
    if (known == on_.checks.end()) {
      unknown_check(change.check);
    } else if (known->second.item == nullptr) {
      report_
          .add(Kind::wrong_kind_of_name, change.check.span,
               ticked(change.check.text) + " is a guarantee, and nothing changes a guarantee")
          .label(known->second.span, "declared here");
    } else {
      base_item = known->second.item;
      if (known->second.index == none)
        report_.incomplete();
      else
        base = &on_.pack->checks[static_cast<std::size_t>(known->second.index)];
    }
    if (change.loosen) loosening(change, base);
    if (base_item == nullptr) return;
    if (!change.outcome) {
      report_.incomplete();
      return;
    }
    auto replacement = replace(change, *base_item, base, place);
    if (!replacement || base == nullptr) return;
    inherit(*replacement, *base, change);
    if (!change.loosen && comparable(change, *replacement, *base)) compare(*replacement, *base, *change.outcome);
    if (report_.faults() != before) return;
    Change out;
    out.loosen = change.loosen;
    out.check = base->name;
    out.because = change.clauses.because ? change.clauses.because->text : replacement->because;
    if (change.approved_by) out.approved_by = change.approved_by->text;
    if (change.until) out.until = change.until->day;
    out.replacement = std::move(*replacement);
    policy_.changes.push_back(std::move(out));
  }

  void unknown_check(const syntax::Name& name) {
    if (name.text.empty() || on_.ghosts.count(name.text) != 0) {
      report_.incomplete();
      return;
    }
    std::vector<std::string> candidates;
    for (const auto& check : on_.checks) candidates.push_back(check.first);
    auto added = report_.add(Kind::unknown_name, name.span,
                             "pack " + ticked(policy_.pack) + " has no check " + ticked(name.text));
    report_.suggest(added, name, candidates);
  }

  void loosening(const syntax::PolicyChange& change, const Check* base) {
    std::vector<std::string> missing;
    const auto blank = [](const std::optional<syntax::Text>& text) {
      return !text || text->text.find_first_not_of(' ') == std::string::npos;
    };
    if (blank(change.clauses.because)) missing.emplace_back("`because`");
    if (blank(change.approved_by)) missing.emplace_back("`approved by`");
    if (!change.until) missing.emplace_back("`until`");
    if (!missing.empty()) {
      report_
          .add(Kind::loosen_incomplete, change.check.span,
               "`loosen " + change.check.text + "` lacks " + joined(missing, " and "))
          .help("a loosening says why, who approved it, and until which day it counts");
    }
    const auto twice = loosened_.emplace(change.check.text, change.check.span);
    if (!twice.second) {
      report_.add(Kind::declared_twice, change.check.span, ticked(change.check.text) + " is loosened twice")
          .label(twice.first->second, "first here");
    }
    if (base == nullptr) return;
    for (const auto& source : base->sources) {
      if (source.strength != syntax::Strength::law) continue;
      auto added =
          report_.add(Kind::loosens_law, change.check.span,
                      ticked(change.check.text) + " rests on law (" + source.title + "), which no policy loosens");
      added.label(base->span, "declared here");
      break;
    }
  }

  std::optional<Check> replace(const syntax::PolicyChange& change, const syntax::CheckItem& base_item,
                               const Check* base, CheckPlace& place) {
    syntax::Name name = base_item.name;
    name.span = change.check.span;
    const auto* same = std::get_if<syntax::SameWait>(&change.outcome->form);
    if (same == nullptr)
      return resolve_check(name, base_item.title, *change.outcome, change.clauses, Demand::nothing, place);
    const auto* wait = base_item.outcome ? std::get_if<syntax::WaitAfter>(&base_item.outcome->form) : nullptr;
    if (wait == nullptr) {
      if (base == nullptr || !base_item.outcome || std::holds_alternative<syntax::Broken>(base_item.outcome->form)) {
        report_.incomplete();
      } else {
        report_
            .add(Kind::wrong_kind_of_name, change.check.span,
                 ticked(name.text) + " does not wait after a day, so it has no length to change")
            .label(base->span, "declared here")
            .help("write the whole outcome, such as `wait … after last …` or `wait while …`");
      }
      return std::nullopt;
    }
    if (base == nullptr) return std::nullopt;  // its own faults come first
    syntax::Outcome outcome;
    outcome.span = change.outcome->span;
    syntax::WaitAfter filled = *wait;
    filled.length = same->length;
    filled.table = same->table;
    filled.better = same->better;
    filled.better_only = false;
    outcome.form = std::move(filled);
    auto out = resolve_check(name, base_item.title, outcome, change.clauses, Demand::nothing, place);
    if (!out) return out;
    // The check's own form with other numbers: its clauses stay unless the policy gives its own.
    if (!change.clauses.cleared_by) out->cleared_by = base->cleared_by;
    if (!change.clauses.then_cleared_by) out->then_cleared_by = base->then_cleared_by;
    if (!change.clauses.unless) out->unless = base->unless;
    if (!change.clauses.effective_from) out->effective_from = base->effective_from;
    if (!change.clauses.effective_until) out->effective_until = base->effective_until;
    out->touches_prescribed = out->touches_prescribed || base->touches_prescribed;
    return out;
  }

  static void inherit(Check& check, const Check& base, const syntax::PolicyChange& change) {
    if (!change.clauses.because) check.because = base.because;
    if (!change.clauses.tell) check.tell = base.tell;
    if (change.clauses.cites.empty()) check.sources = base.sources;
    if (!change.clauses.spread) check.spread = base.spread;
  }

  /// Whether the length alone decides if this tightens: a clause of its own, or one that it leaves out, may tighten
  /// too.
  static bool comparable(const syntax::PolicyChange& change, const Check& replacement, const Check& base) {
    if (replacement.form != Form::wait_after || base.form != Form::wait_after) return false;
    const auto& clauses = change.clauses;
    if (clauses.cleared_by || clauses.then_cleared_by || clauses.unless || clauses.effective_from ||
        clauses.effective_until)
      return false;
    if (replacement.after.better_while || base.after.better_while) return false;
    if (std::holds_alternative<syntax::SameWait>(change.outcome->form)) return true;
    return base.cleared_by.empty() && !base.unless && !base.effective_from && !base.effective_until &&
           same_subject(replacement.after, base.after);
  }

  void compare(const Check& check, const Check& base, const syntax::Outcome& outcome) {
    const auto rows_of = [](const Check& c) {
      std::vector<TableRow> rows = c.after.rows;
      if (rows.empty()) {
        rows.emplace_back();
        rows.back().window = c.after.window;
      }
      return rows;
    };
    bool longer = false, said = false;
    for (const auto& row : rows_of(check)) {
      for (const auto& old : rows_of(base)) {
        const bool one_table = check.after.rows.empty() != base.after.rows.empty();
        const bool both_tables = !check.after.rows.empty() && !base.after.rows.empty();
        if (both_tables && !meets(row, old)) continue;
        if (!window_at_most(row.window, old.window)) longer = true;
        // One length beside a table may be shorter than some rows: both hold.
        if (one_table) continue;
        const bool shorter = surely_shorter(row.window.must, old.window.must) ||
                             (row.window.better && surely_shorter(row.window.better, old.window.better));
        if (!shorter) continue;
        said = true;
        report_
            .add(Kind::tighten_looser, both_tables ? row.span : outcome.span,
                 (both_tables ? "row `" + row.words + "`" : std::string("this")) +
                     " is shorter than what the pack waits, and a tightening cannot shorten")
            .label(both_tables ? old.span : base.span, "the pack waits this long")
            .help("the pack's wait holds beside it anyway; write its length, or a longer one");
      }
    }
    if (!longer && !said) {
      report_
          .add(Kind::tighten_looser, outcome.span,
               "this is nowhere longer than what " + ticked(base.name) + " waits already")
          .label(base.span, "declared here")
          .help(
              "write a longer wait, or take the line out; a shorter one needs `loosen` with its reason, approval and "
              "end");
    }
  }

  PolicyWork& work_;
  Context& context_;
  Reporter& report_;
  Policy& policy_;
  PackWork& on_;
  std::map<std::string, text::Span> loosened_;
};

}  // namespace

void build_policy(PolicyWork& work, Context& context) {
  work.policy = std::make_shared<Policy>();
  if (work.on == nullptr) return;
  PolicyReader(work, context).run();
}

}  // namespace contra::check
