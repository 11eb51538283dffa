// Examples and tests: every name in them resolves and every given answer fits its question. The records keep their
// syntax; the trial room turns them into intake records.
#include <algorithm>
#include <limits>

#include "check/room.hpp"
#include "check/words.hpp"

namespace contra::check {
namespace {

using text::Kind;

text::Span span_of_value(const syntax::Value& value) {
  if (const auto* name = std::get_if<syntax::Name>(&value)) return name->span;
  return std::get<syntax::Quantity>(value).span;
}

bool is_name(const syntax::Value& value, std::string_view text) {
  const auto* name = std::get_if<syntax::Name>(&value);
  return name != nullptr && name->text == text;
}

/// `unsure` and `declined` answer every question.
bool is_state(const syntax::Value& value) { return is_name(value, "unsure") || is_name(value, "declined"); }

class RecordReader {
 public:
  RecordReader(const PackWork& work, Context& context, CheckedRules& rules)
      : work_(work),
        context_(context),
        report_(context.report),
        rules_(rules),
        v_(*work.vocabulary->vocabulary),
        resolver_(v_, work.vocabulary->ghosts, report_) {}

  void run() {
    for (const auto* file : files()) {
      for (const auto& item : file->items) {
        const auto* example = std::get_if<syntax::ExampleItem>(&item.node);
        if (example == nullptr) continue;
        if (example->name.text.empty()) {
          report_.incomplete();
          continue;
        }
        const auto added = examples_.emplace(example->name.text, example);
        if (!added.second) {
          report_
              .add(Kind::declared_twice, example->name.span,
                   "example " + ticked(example->name.text) + " is declared twice")
              .label(added.first->second->name.span, "first declared here");
        }
      }
    }
    for (const auto* file : files()) {
      std::map<std::string, text::Span> tests;  // a failed test is told by its file and name
      for (const auto& item : file->items) {
        if (const auto* example = std::get_if<syntax::ExampleItem>(&item.node)) {
          record(example->record);
          rules_.examples.push_back({example->name.text, work_.pack->name, &example->record, example->name.span});
        } else if (const auto* test = std::get_if<syntax::TestItem>(&item.node)) {
          const auto added = tests.emplace(test->name.text, test->name.span);
          if (!added.second) {
            report_.add(Kind::declared_twice, test->name.span, "two tests are called \"" + test->name.text + "\"")
                .label(added.first->second, "the first");
          }
          this->test(*test);
          rules_.tests.push_back(
              {test->name.text, work_.pack->name, &test->record, &test->expectations, test->name.span});
        }
      }
    }
    rounds();
  }

 private:
  std::vector<const syntax::File*> files() const {
    std::vector<const syntax::File*> out = work_.files;
    out.insert(out.end(), work_.test_files.begin(), work_.test_files.end());
    for (const auto& policy : context_.policies)
      if (policy->on == &work_) out.push_back(policy->file);
    return out;
  }

  void rounds() {
    for (const auto& entry : examples_) {
      const syntax::ExampleItem* at = entry.second;
      for (std::size_t steps = 0; steps <= examples_.size() && at != nullptr && at->record.from; ++steps) {
        const auto next = examples_.find(at->record.from->text);
        at = next == examples_.end() ? nullptr : next->second;
        if (at == nullptr || at->name.text < entry.first) break;  // reported at the first of the round
        if (at != entry.second) continue;
        report_.add(Kind::circular_kinds, entry.second->record.from->span,
                    "example " + ticked(entry.first) + " starts from itself");
        break;
      }
    }
  }

  const syntax::ExampleItem* example(const syntax::Name& name) {
    const auto found = examples_.find(name.text);
    if (found != examples_.end()) return found->second;
    if (name.text.empty() || work_.ghosts.count(name.text) != 0) {
      report_.incomplete();
      return nullptr;
    }
    std::vector<std::string> candidates;
    for (const auto& entry : examples_) candidates.push_back(entry.first);
    auto added = report_.add(Kind::unknown_example, name.span,
                             "no example of pack " + ticked(work_.pack->name) + " is called " + ticked(name.text));
    report_.suggest(added, name, candidates);
    return nullptr;
  }

  /// The policies that a record names, its own or its example's.
  std::vector<const PolicyWork*> policies_of(const syntax::RecordItem& record) const {
    std::vector<const PolicyWork*> out;
    const syntax::RecordItem* at = &record;
    for (std::size_t steps = 0; steps <= examples_.size() && at != nullptr; ++steps) {
      if (at->under_policy) {
        for (const auto& policy : context_.policies)
          if (policy->on == &work_ && policy->header->title && policy->header->title->text == at->under_policy->text)
            out.push_back(policy.get());
      }
      if (!at->from) break;
      const auto next = examples_.find(at->from->text);
      at = next == examples_.end() ? nullptr : &next->second->record;
    }
    return out;
  }

  void record(const syntax::RecordItem& record) {
    if (record.from) example(*record.from);
    for (const auto& plan : record.plans) this->plan(plan);
    for (const auto& form : record.forms) {
      if (form.nothing_changed) {
        const auto& said = form.nothing_changed->text;
        if (said != "yes" && said != "no" && said != "unsure")
          report_.add(Kind::given_does_not_fit, form.nothing_changed->span,
                      "`nothing changed` is yes, no or unsure, not " + ticked(said));
      }
      for (const auto& given : form.givens) this->given(given);
    }
    for (const auto& clearance : record.clearances) this->clearance(clearance, record);
    if (record.under_policy) {
      bool found = false;
      std::vector<std::string> known;
      for (const auto& policy : context_.policies) {
        if (!policy->header->title) continue;
        if (policy->on == &work_) known.push_back("\"" + policy->header->title->text + "\"");
        if (policy->on == &work_ && policy->header->title->text == record.under_policy->text) found = true;
      }
      if (!found) {
        report_
            .add(Kind::unknown_name, record.under_policy->span,
                 "no policy on " + ticked(work_.pack->name) + " is called \"" + record.under_policy->text + "\"")
            .help(known.empty() ? "load the file of the policy as well" : "loaded: " + joined(known, " and "));
      }
    }
  }

  void plan(const syntax::PlanGiven& plan) {
    const Pack* pack = work_.pack.get();
    if (plan.treatment && plan.treatment->text != pack->name) {
      const PackWork* other = context_.pack(plan.treatment->text);
      judge_pack_name(*plan.treatment, context_);
      pack = other == nullptr ? nullptr : other->pack.get();
    }
    for (const auto& name : plan.areas) resolver_.area(name);
    if (!plan.depth || pack == nullptr) return;
    if (!pack->depth) {
      if (const PackWork* other = context_.pack(pack->name); other != nullptr && other->header->depth) {
        report_.incomplete();
        return;
      }
      report_.add(Kind::given_does_not_fit, span_of_value(*plan.depth), "pack " + ticked(pack->name) + " has no depths")
          .label(pack->span, "declared here");
      return;
    }
    resolve_value(pack->depth->type, "depth", *plan.depth, report_);
  }

  /// An answer of `type` in a record; several mean "one of".
  void value(const ValueType& type, const std::string& what, const syntax::Value& value) {
    if (is_state(value)) return;
    switch (type.kind) {
      case ValueType::Kind::options:
      case ValueType::Kind::number:
        resolve_value(type, what, value, report_);
        break;
      case ValueType::Kind::past_day:
      case ValueType::Kind::future_day:
        if (is_name(value, "never") || is_name(value, "no")) break;
        report_
            .add(Kind::given_does_not_fit, span_of_value(value),
                 ticked(what) + " is " + describe(type) + ", not `" + written(value) + "`")
            .help("write a date, `never` or `unsure`");
        break;
      case ValueType::Kind::area:
        if (const auto* name = std::get_if<syntax::Name>(&value))
          resolver_.area(*name);
        else
          report_.add(Kind::given_does_not_fit, span_of_value(value), ticked(what) + " is an area, not a number");
        break;
      case ValueType::Kind::text:
        break;
    }
  }

  void given(const syntax::Given& given) {
    if (given.form == syntax::Given::Form::every_other_no) return;
    const auto& name = given.question;
    const auto question = v_.question_ids.find(name.text);
    const auto list = v_.list_ids.find(name.text);
    if (question == v_.question_ids.end() && list == v_.list_ids.end()) {
      resolver_.not_found(name, question_name | list_name);
      return;
    }
    if (question != v_.question_ids.end()) {
      const Question& asked = v_.questions[static_cast<std::size_t>(question->second)];
      if (given.form == syntax::Given::Form::entries) {
        report_
            .add(Kind::given_does_not_fit, given.span.file < 0 ? name.span : given.span,
                 ticked(name.text) + " is a question and has no entries")
            .label(asked.span, "declared here")
            .help("write `given " + name.text + " is …`");
      } else {
        answer(given, asked);
      }
      return;
    }
    const List& known = v_.lists[static_cast<std::size_t>(list->second)];
    if (given.form == syntax::Given::Form::entries) {
      for (const auto& asked : given.asked) {
        const auto term = resolver_.term(asked);
        if (term && !v_.terms[static_cast<std::size_t>(*term)].kinds.meets(known.terms)) not_listed(asked, known);
      }
      for (const auto& entry : given.entries) this->entry(entry, known);
      return;
    }
    const bool whole = given.form == syntax::Given::Form::answer &&
                       (given.state != syntax::Given::State::value ||
                        (given.values.size() == 1 && (is_state(given.values[0]) || is_name(given.values[0], "no") ||
                                                      is_name(given.values[0], "yes"))));
    if (whole) return;
    report_
        .add(Kind::given_does_not_fit, given.span.file < 0 ? name.span : given.span, ticked(name.text) + " is a list")
        .label(known.span, "declared here")
        .help("write `given " + name.text + ": TERM …`, or `given " + name.text + " is no`");
  }

  void answer(const syntax::Given& given, const Question& asked) {
    const text::Span span = given.span.file < 0 ? given.question.span : given.span;
    const bool day = asked.type.kind == ValueType::Kind::past_day || asked.type.kind == ValueType::Kind::future_day;
    if (given.form == syntax::Given::Form::date) {
      if (!day) {
        report_
            .add(Kind::given_does_not_fit, given.date ? given.date->span : span,
                 ticked(asked.name) + " is " + describe(asked.type) + ", not a date")
            .label(asked.span, "declared here");
      } else if (given.date) {
        date(*given.date);
      }
      return;
    }
    if (given.state == syntax::Given::State::not_asked) return;
    if (given.state == syntax::Given::State::not_applicable) {
      if (!asked.not_applicable_is_no) {
        report_.add(Kind::given_does_not_fit, span, ticked(asked.name) + " does not take `not applicable`")
            .label(asked.span, "declared here")
            .help("add `not applicable counts as no` to the question where that is true");
      }
      return;
    }
    if (given.values.empty()) report_.incomplete();
    for (const auto& value : given.values) {
      if (given.values.size() > 1 && is_state(value)) {
        report_.add(Kind::given_does_not_fit, span_of_value(value),
                    ticked(written(value)) + " stands alone, not among answers");
        continue;
      }
      this->value(asked.type, asked.name, value);
    }
  }

  void date(const syntax::DateAnswer& date) {
    if (date.form == syntax::DateAnswer::Form::between && date.last < date.first) {
      report_
          .add(Kind::empty_range, date.span, "no day lies between " + to_iso(date.first) + " and " + to_iso(date.last))
          .help("write the earlier day first");
    }
  }

  void not_listed(const syntax::Name& term, const List& list) {
    std::vector<std::string> others;
    const auto id = v_.term_ids.find(term.text);
    for (const auto& other : v_.lists)
      if (id != v_.term_ids.end() && other.terms.has(id->second)) others.push_back(ticked(other.name));
    auto added = report_.add(Kind::given_does_not_fit, term.span,
                             "list " + ticked(list.name) + " does not ask for " + ticked(term.text));
    added.label(list.span, "declared here");
    if (!others.empty()) added.help("it is asked for in " + joined(others, " and "));
  }

  void entry(const syntax::EntryGiven& entry, const List& list) {
    TermId term = none;
    if (entry.term) {
      const auto id = resolver_.term(*entry.term);
      if (!id) return;
      if (!list.terms.has(*id)) {
        not_listed(*entry.term, list);
        return;
      }
      term = *id;
    } else if (entry.free_text) {
      const auto found = v_.term_by_words.find(fold_name(entry.free_text->text));
      if (found != v_.term_by_words.end() && list.terms.has(found->second)) term = found->second;
    } else {
      report_.incomplete();
      return;
    }
    const std::string what =
        term == none ? "\"" + entry.free_text->text + "\"" : v_.terms[static_cast<std::size_t>(term)].title;
    const syntax::DateAnswer* dates[] = {entry.on ? &*entry.on : nullptr, entry.last ? &*entry.last : nullptr,
                                         entry.start ? &*entry.start : nullptr, entry.end ? &*entry.end : nullptr};
    for (const auto* given_date : dates) {
      if (given_date == nullptr) continue;
      date(*given_date);
      if (list.role == syntax::ListRole::allergies) {
        report_.add(Kind::given_does_not_fit, given_date->span, "an allergy has no day")
            .label(list.span, "declared here");
      }
    }
    if (entry.ongoing) {
      const auto& said = entry.ongoing->text;
      if (said != "yes" && said != "no" && said != "unsure")
        report_.add(Kind::given_does_not_fit, entry.ongoing->span,
                    "`ongoing` is yes, no or unsure, not " + ticked(said));
      else if (list.role == syntax::ListRole::allergies)
        report_.add(Kind::given_does_not_fit, entry.ongoing->span, "an allergy is not ongoing or over")
            .label(list.span, "declared here");
    }
    for (const auto& name : entry.areas) {
      resolver_.area(name);
      if (detail_of(list, term, "area") == nullptr) no_detail({"area", name.span}, list, what, term);
    }
    for (const auto& given_detail : entry.details) {
      const Detail* detail = detail_of(list, term, given_detail.first.text);
      if (detail == nullptr)
        no_detail(given_detail.first, list, what, term);
      else
        value(detail->type, detail->name, given_detail.second);
    }
  }

  /// The declaration of a detail for a term; for an unknown term the first one.
  static const Detail* detail_of(const List& list, TermId term, std::string_view name) {
    for (const auto& detail : list.details)
      if (detail.name == name && (term == none || detail.for_terms.empty() || detail.for_terms.has(term)))
        return &detail;
    return nullptr;
  }

  void no_detail(const syntax::Name& name, const List& list, const std::string& what, TermId term) {
    if (name.text.empty()) {
      report_.incomplete();
      return;
    }
    std::vector<std::string> candidates;
    for (const auto& detail : list.details)
      if (detail_of(list, term, detail.name) != nullptr) candidates.push_back(detail.name);
    auto added = report_.add(Kind::given_does_not_fit, name.span,
                             "list " + ticked(list.name) + " does not ask for " + ticked(name.text) + " of " + what);
    added.label(list.span, "declared here");
    report_.suggest(added, name, candidates,
                    candidates.empty() ? std::string() : "it asks for " + joined(candidates, " and "));
  }

  /// A check of the pack, or of a policy that the record is under, or one of the engine's own reasons.
  const Check* check_named(const syntax::Name& name, const syntax::RecordItem& record, bool engine) {
    if (engine && name_is_reserved_for_engine(name.text)) return nullptr;
    const auto of = [](const auto& checks, const auto& known) -> const Check* {
      return known.index == none ? nullptr : &checks[static_cast<std::size_t>(known.index)];
    };
    if (const auto found = work_.checks.find(name.text); found != work_.checks.end()) {
      if (found->second.index == none) report_.incomplete();
      return of(work_.pack->checks, found->second);
    }
    for (const auto* policy : policies_of(record)) {
      if (const auto found = policy->checks.find(name.text); found != policy->checks.end()) {
        if (found->second.index == none) report_.incomplete();
        return of(policy->policy->checks, found->second);
      }
    }
    if (name.text.empty() || work_.ghosts.count(name.text) != 0) {
      report_.incomplete();
      return nullptr;
    }
    // A plan of several treatments brings the checks of their packs.
    for (const auto* treatment : treatments_of(record)) {
      if (const auto found = treatment->checks.find(name.text); found != treatment->checks.end())
        return of(treatment->pack->checks, found->second);
    }
    std::vector<std::string> candidates;
    for (const auto& check : work_.checks) candidates.push_back(check.first);
    std::string elsewhere;
    for (const auto& policy : context_.policies)
      if (policy->on == &work_ && policy->checks.count(name.text) != 0 && policy->header->title)
        elsewhere = "it is a check of policy \"" + policy->header->title->text + "\": add `under policy`";
    auto added = report_.add(Kind::unknown_name, name.span,
                             "pack " + ticked(work_.pack->name) + " has no check " + ticked(name.text));
    report_.suggest(added, name, candidates, elsewhere);
    return nullptr;
  }

  std::vector<const PackWork*> treatments_of(const syntax::RecordItem& record) const {
    std::vector<const PackWork*> out;
    const syntax::RecordItem* at = &record;
    for (std::size_t steps = 0; steps <= examples_.size() && at != nullptr; ++steps) {
      for (const auto& plan : at->plans)
        if (plan.treatment)
          if (const auto* pack = context_.pack(plan.treatment->text)) out.push_back(pack);
      if (!at->from) break;
      const auto next = examples_.find(at->from->text);
      at = next == examples_.end() ? nullptr : &next->second->record;
    }
    return out;
  }

  void clearance(const syntax::ClearanceGiven& clearance, const syntax::RecordItem& record) {
    check_named(clearance.check, record, false);
    resolver_.role(clearance.role);
    for (const auto& term : clearance.for_terms) resolver_.term(term);
    if (clearance.until && clearance.until->day < clearance.on.day) {
      report_
          .add(Kind::empty_range, clearance.until->span,
               "the clearance ends on " + to_iso(clearance.until->day) + ", before it was given")
          .label(clearance.on.span, "given here");
    }
  }

  void test(const syntax::TestItem& test) {
    if (test.expectations.empty()) {
      report_.add(Kind::no_expectation, test.name.span, "test \"" + test.name.text + "\" expects nothing")
          .help("add `expect go`, or `expect wait until …, because …`");
    }
    record(test.record);
    const syntax::RecordItem* at = &test.record;
    bool visit = false, known = true;
    for (std::size_t steps = 0; steps <= examples_.size() && at != nullptr; ++steps) {
      visit = visit || at->visit.has_value();
      if (!at->from) break;
      const auto next = examples_.find(at->from->text);
      known = known && next != examples_.end();
      at = next == examples_.end() ? nullptr : &next->second->record;
    }
    if (!visit && known) {
      report_.add(Kind::missing_declaration, test.name.span, "test \"" + test.name.text + "\" has no visit day")
          .help("add `visit` and a date, here or in its example");
    }
    for (const auto& expectation : test.expectations) expect(expectation, test.record);
  }

  void expect(const syntax::Expectation& e, const syntax::RecordItem& record) {
    using What = syntax::Expectation::What;
    switch (e.what) {
      case What::because:
      case What::only_because:
      case What::not_because:
        for (const auto& name : e.names) check_named(name, record, true);
        if (e.kind && (*e.kind < 1 || *e.kind > 6 || *e.kind == 5)) {
          report_.add(Kind::out_of_range, e.span, "no reason is of kind " + std::to_string(*e.kind))
              .help(
                  "1 until a day, 2 until resolved, 3 until cleared, 4 until answered or renewed, 6 not at this "
                  "setting or device");
        }
        break;
      case What::with:
      case What::not_with:
        for (const auto& name : e.names) {
          const Check* check = check_named(name, record, false);
          if (check == nullptr || check->form == Form::go_only || check->form == Form::note ||
              check->form == Form::limit)
            continue;
          report_.add(Kind::wrong_kind_of_name, name.span, ticked(name.text) + " is neither a condition nor a note")
              .label(check->span, "declared here")
              .help("write `because " + name.text + "`");
        }
        break;
      case What::asks:
        for (const auto& name : e.names) {
          if (v_.question_ids.count(name.text) != 0 || v_.list_ids.count(name.text) != 0) continue;
          resolver_.not_found(name, question_name | list_name);
        }
        break;
      case What::limit:
        if (!e.value) {
          report_.incomplete();
        } else if (!work_.pack->depth) {
          if (work_.header->depth)
            report_.incomplete();
          else
            report_
                .add(Kind::given_does_not_fit, span_of_value(*e.value),
                     "pack " + ticked(work_.pack->name) + " has no depths")
                .label(work_.pack->span, "declared here");
        } else {
          resolve_value(work_.pack->depth->type, "depth", *e.value, report_);
        }
        break;
      case What::clearance_by:
        for (const auto& name : e.names) resolver_.role(name);
        break;
      case What::go:
      case What::wait:
      case What::wait_until:
      case What::earliest:
      case What::never:
      case What::renewed:
      case What::better:
      case What::no_better:
      case What::holds_until:
        break;
    }
  }

  const PackWork& work_;
  Context& context_;
  Reporter& report_;
  CheckedRules& rules_;
  const Vocabulary& v_;
  Resolver resolver_;
  std::map<std::string, const syntax::ExampleItem*, std::less<>> examples_;
};

}  // namespace

void build_records(const PackWork& work, Context& context, CheckedRules& rules) {
  if (work.vocabulary == nullptr) return;
  RecordReader(work, context, rules).run();
}

}  // namespace contra::check
