// See decision_json.hpp. Keys stand in a fixed order; a key is never left out because its value is empty, except those
// that the format marks as optional.
#include "present/decision_json.hpp"

#include <nlohmann/json.hpp>

#include "present/json_writer.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

std::string_view strength_name(syntax::Strength strength) {
  switch (strength) {
    case syntax::Strength::law:
      return "law";
    case syntax::Strength::label:
      return "label";
    case syntax::Strength::guideline:
      return "guideline";
    case syntax::Strength::study:
      return "study";
    case syntax::Strength::guidance:
      return "guidance";
    case syntax::Strength::house:
      return "house";
  }
  return "house";
}

std::string_view cause_name(eval::Cause::What what) {
  using eval::Cause;
  switch (what) {
    case Cause::What::question:
      return "question";
    case Cause::What::list:
      return "list";
    case Cause::What::entry_term:
      return "entry_term";
    case Cause::What::entry_date:
      return "entry_date";
    case Cause::What::entry_detail:
      return "entry_detail";
    case Cause::What::entry_exists:
      return "entry_exists";
    case Cause::What::plan_area:
      return "plan_area";
    case Cause::What::plan_depth:
      return "plan_depth";
    case Cause::What::clearance:
      return "clearance";
  }
  return "question";
}

namespace {

using eval::Cause;
using eval::Edit;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

std::string_view verdict_name(eval::Verdict verdict) { return verdict == eval::Verdict::go ? "GO" : "WAIT"; }

std::string_view edit_name(Edit::What what) {
  switch (what) {
    case Edit::What::answer:
      return "answer";
    case Edit::What::list_no:
      return "list_no";
    case Edit::What::entry_date:
      return "entry_date";
    case Edit::What::entry_ended:
      return "entry_ended";
    case Edit::What::entry_detail:
      return "entry_detail";
    case Edit::What::entry_other:
      return "entry_other";
    case Edit::What::clearance:
      return "clearance";
    case Edit::What::renewal:
      return "renewal";
    case Edit::What::resolved:
      return "resolved";
    case Edit::What::depth:
      return "depth";
    case Edit::What::area:
      return "area";
  }
  return "answer";
}

/// Thousandths as a JSON number.
std::string json_number(std::int64_t thousandths) { return number_words(thousandths); }

class Writer {
 public:
  Writer(std::string& out, const eval::Decision& decision, const eval::Facts& facts, const std::string& engine)
      : json_(out), decision_(decision), facts_(facts), engine_(engine) {}

  void decision() {
    json_.open('{');
    field("record", "contra.decision/1");
    field("id", decision_.id);
    field("visit", to_iso(decision_.visit));
    field("as_of", to_iso(decision_.as_of));
    field("engine", engine_);
    json_.key("packs").open('[');
    for (const auto& t : decision_.treatments)
      if (t.program && first_with(t)) identity(t.program->identity);
    json_.close(']');
    field("verdict", verdict_name(decision_.verdict));
    json_.key("treatments").open('[');
    for (const auto& t : decision_.treatments) treatment(t);
    json_.close(']');
    json_.key("aftercare").open('[');
    for (const auto& line : decision_.aftercare) {
      const eval::TreatmentDecision* of = decision_.treatments.empty() ? nullptr : &decision_.treatments.front();
      for (const auto& t : decision_.treatments)
        if (t.treatment == line.treatment) of = &t;
      if (of != nullptr) care_line(Sentences(facts_, decision_, *of), line);
    }
    json_.close(']').close('}');
  }

 private:
  void field(std::string_view key, std::string_view value) { json_.key(key).text(value); }
  void field(std::string_view key, std::optional<Day> day) {
    json_.key(key);
    this->day(day);
  }
  void day(std::optional<Day> day) {
    if (!day || *day >= forever) {
      json_.null();
    } else {
      json_.text(to_iso(*day));
    }
  }
  void optional_text(std::string_view key, const std::string& value) {
    if (!value.empty()) field(key, value);
  }
  template <class Items, class Write>
  void array(std::string_view key, const Items& items, Write write) {
    json_.key(key).open('[');
    for (const auto& item : items) write(item);
    json_.close(']');
  }
  void texts(std::string_view key, const std::vector<std::string>& items) {
    array(key, items, [&](const std::string& item) { json_.text(item); });
  }
  void days(std::string_view key, const time::DaySet& set) {
    array(key, set.intervals(), [&](const time::DayInterval& i) {
      json_.open('[');
      day(i.first);
      day(i.last >= last_day ? std::optional<Day>() : i.last);
      json_.close(']');
    });
  }
  void as_given_json(const std::string& value) {
    if (value.empty()) {
      json_.null();
    } else if (nlohmann::json::accept(value)) {
      json_.raw(value);
    } else {
      json_.text(value);
    }
  }
  bool first_with(const eval::TreatmentDecision& treatment) const {
    for (const auto& t : decision_.treatments) {
      if (&t == &treatment) return true;
      if (t.program && t.program->identity.name == treatment.program->identity.name) return false;
    }
    return true;
  }

  void identity(const compile::Identity& id) {
    json_.open('{');
    field("name", id.name);
    field("version", id.version);
    field("hash", id.hash);
    if (!id.policies.empty()) {
      field("policy", list_words(id.policies, "and"));
      texts("policies", id.policies);
    }
    json_.close('}');
  }

  void setting(const eval::TreatmentDecision& t) {
    const auto& plan = t.plan;
    json_.key("setting").open('{');
    json_.key("area");
    if (plan.area_known && t.program) {
      json_.open('[');
      for (const auto id : plan.areas)
        if (id >= 0 && at(id) < t.program->vocabulary->areas.size())
          json_.text(t.program->vocabulary->areas[at(id)].name);
      json_.close(']');
    } else {
      json_.null();
    }
    json_.key("depth");
    const check::Pack* pack = t.program ? t.program->pack.get() : nullptr;
    if (plan.depth_known && pack != nullptr && pack->depth) {
      values(pack->depth->type, plan.depth_options, plan.depth_numbers);
    } else {
      json_.null();
    }
    optional_text("device", plan.device);
    json_.close('}');
  }

  /// A value as an intake record would give it: "superficial", {"mm": 1.5}, {"mm": {"from": 0.5, "to": 1.5}}, {"one
  /// of": […]}.
  void values(const check::ValueType& type, std::uint64_t options, const std::vector<eval::Range>& numbers) {
    std::vector<std::string> chosen;
    for (std::size_t i = 0; i < type.options.size(); ++i)
      if ((options >> i & 1u) != 0) chosen.push_back(type.options[i]);
    if (type.kind == check::ValueType::Kind::number && !numbers.empty()) {
      json_.open('{').key(type.unit);
      if (numbers.front().first == numbers.back().second) {
        json_.raw(json_number(numbers.front().first));
      } else {
        json_.open('{').key("from").raw(json_number(numbers.front().first));
        json_.key("to").raw(json_number(numbers.back().second));
        json_.close('}');
      }
      json_.close('}');
    } else if (chosen.size() == 1) {
      json_.text(chosen.front());
    } else if (chosen.empty()) {
      json_.null();
    } else {
      json_.open('{');
      texts("one of", chosen);
      json_.close('}');
    }
  }

  void treatment(const eval::TreatmentDecision& t) {
    const Sentences say(facts_, decision_, t);
    json_.open('{');
    field("treatment", t.treatment);
    field("title", say.title());
    setting(t);
    field("verdict", verdict_name(t.verdict));
    field("headline", say.headline());
    array("loosened", t.loosened, [&](const eval::TreatmentDecision::Loosened& l) {
      json_.open('{');
      field("check", l.check);
      field("text", l.words);
      json_.close('}');
    });
    field("earliest", t.earliest);
    json_.key("earliest_kind");
    if (t.earliest) {
      json_.text(t.earliest_renewed ? "renewed" : "go");
    } else {
      json_.null();
    }
    field("preferred", t.preferred);
    field("holds_until", t.holds_until);
    field("recheck_by", t.recheck_by);
    texts("closed_between", t.closed_between);
    days("go", t.go);
    days("renewed", t.renewed);
    array("reasons", t.reasons, [&](const eval::Reason& r) { reason(t, say, r); });
    array("conditions", t.conditions, [&](const eval::ConditionLine& c) { condition(say, c); });
    array("notes", t.notes, [&](const eval::ConditionLine& c) { condition(say, c); });
    array("questions", t.questions, [&](const eval::OpenQuestion& q) { question(say, q.cause, q.checks); });
    array("better_questions", t.better_questions,
          [&](const eval::OpenQuestion& q) { question(say, q.cause, q.checks); });
    array("ask_first", t.ask_first, [&](const Cause& c) { question(say, c, checks_of(t, c)); });
    array("ask_first_answers", t.ask_first_answers, [&](const Edit& e) { edit(t, say, e); });
    array("promises", t.promises, [&](const eval::Promise& p) { promise(t, say, p); });
    json_.key("alternatives").open('[');
    for (const auto& name : t.alternatives) alternative(name, false);
    for (const auto& name : t.alternatives_if_cleared) alternative(name, true);
    json_.close(']');
    array("passed", t.passed, [&](const eval::Passed& p) {
      json_.open('{');
      field("check", p.check);
      if (p.margin_days) json_.key("margin_days").number(*p.margin_days);
      if (p.vague) json_.key("vague").truth(true);
      json_.close('}');
    });
    array("pre_care", t.pre_care, [&](const eval::PreCare& p) {
      json_.open('{');
      field("check", p.check);
      field("what", p.what);
      field("last_day", p.last_day);
      json_.key("better").truth(p.better);
      field("for_day", std::optional<Day>(p.for_day));
      field("text", say.pre_care(p));
      json_.close('}');
    });
    array("care_before", t.care_before, [&](const eval::CareLine& l) { care_line(say, l); });
    array("aftercare", t.aftercare, [&](const eval::CareLine& l) { care_line(say, l); });
    json_.close('}');
  }

  static std::vector<std::string> checks_of(const eval::TreatmentDecision& t, const Cause& cause) {
    for (const auto& q : t.questions)
      if (q.cause == cause) return q.checks;
    return {};
  }

  void evidence(const std::vector<eval::Evidence>& items) {
    array("evidence", items, [&](const eval::Evidence& e) {
      json_.open('{');
      field("pointer", e.pointer);
      json_.key("value");
      as_given_json(e.value);
      if (!e.days.empty()) days("days", e.days);
      if (e.vague) json_.key("vague").truth(true);
      json_.close('}');
    });
  }

  void sources(const check::Check* check) {
    json_.key("sources").open('[');
    if (check != nullptr) {
      for (const auto& s : check->sources) source(s);
    }
    json_.close(']');
    if (check != nullptr) optional_text("spread", check->spread);
  }
  void source(const check::SourceRef& s) {
    json_.open('{');
    field("id", s.id);
    field("part", s.part);
    field("strength", strength_name(s.strength));
    field("title", s.title);
    optional_text("at", s.at);
    json_.close('}');
  }

  void reason(const eval::TreatmentDecision& t, const Sentences& say, const eval::Reason& r) {
    json_.open('{');
    field("check", r.check);
    field("title", say.reason_title(r));
    json_.key("kind").number(r.kind);
    json_.key("sure").truth(r.sure);
    field("text", say.reason(r));
    field("because", r.source_check != nullptr ? r.source_check->because : std::string());
    field("client_text", say.client_reason(r));
    evidence(r.evidence);
    json_.key("window");
    if (r.windows.empty()) {
      json_.null();
    } else {
      json_.text(list_words(r.windows, "or"));
    }
    field("until", r.until);
    field("not_before", r.not_before);
    array("cleared_by", r.cleared_by, [&](eval::RoleId id) {
      json_.text(t.program && id >= 0 && at(id) < t.program->vocabulary->roles.size()
                     ? t.program->vocabulary->roles[at(id)].name
                     : std::string());
    });
    sources(r.source_check);
    if (!r.idle_clearances.empty()) {
      array("idle_clearances", r.idle_clearances, [&](const eval::Reason::IdleClearance& c) {
        json_.open('{');
        field("pointer", c.pointer);
        field("value", c.given);
        field("why", c.why);
        json_.close('}');
      });
    }
    optional_text("changed_by", r.changed_by);
    optional_text("resolved_when", r.resolved_when);
    optional_text("limit", r.limit_words);
    if (!r.instead.empty()) texts("instead", r.instead);
    array("questions", r.causes, [&](const Cause& c) { question(say, c, {r.check}); });
    json_.close('}');
  }

  void condition(const Sentences& say, const eval::ConditionLine& c) {
    json_.open('{');
    field("check", c.check);
    field("text", say.condition(c));
    field("client_text", c.source_check != nullptr ? c.source_check->tell : std::string());
    json_.key("sure").truth(c.sure);
    if (c.better_until) field("better_until", c.better_until);
    evidence(c.evidence);
    sources(c.source_check);
    optional_text("changed_by", c.changed_by);
    array("questions", c.causes, [&](const Cause& cause) { question(say, cause, {c.check}); });
    json_.close('}');
  }

  void question(const Sentences& say, const Cause& cause, const std::vector<std::string>& checks) {
    json_.open('{');
    optional_text("pointer", say.pointer(cause));
    const std::string name = say.question_name(cause);
    if (!name.empty() || say.pointer(cause).empty()) field("question", name);
    field("what", cause_name(cause.what));
    field("text", say.question(cause, checks));
    optional_text("state", say.question_state(cause));
    texts("checks", checks);
    json_.close('}');
  }

  void edit(const eval::TreatmentDecision& t, const Sentences& say, const Edit& e) {
    json_.open('{');
    // Evidence and edits index the facts that the treatment was decided on.
    const eval::Facts& facts = t.facts ? *t.facts : facts_;
    const bool has_list = e.id >= 0 && at(e.id) < facts.lists.size();
    const bool some_named = e.what == Edit::What::list_no && has_list &&
                            std::any_of(facts.lists[at(e.id)].entries.begin(), facts.lists[at(e.id)].entries.end(),
                                        [](const eval::Entry& entry) { return entry.named; });
    field("edit", some_named ? "no_more" : edit_name(e.what));
    const check::Vocabulary* v = t.program ? t.program->vocabulary.get() : nullptr;
    const check::ValueType* type = nullptr;
    if (v != nullptr && e.what == Edit::What::answer && e.id >= 0 && at(e.id) < v->questions.size()) {
      field("question", v->questions[at(e.id)].name);
      type = &v->questions[at(e.id)].type;
    }
    const bool of_list = e.what >= Edit::What::list_no && e.what <= Edit::What::entry_other;
    if (v != nullptr && of_list && e.id >= 0 && at(e.id) < v->lists.size()) {
      field("list", v->lists[at(e.id)].name);
      if (e.entry >= 0 && has_list && at(e.entry) < facts.lists[at(e.id)].entries.size()) {
        json_.key("entry").number(e.entry);
        optional_text("pointer", facts.lists[at(e.id)].entries[at(e.entry)].origin.pointer);
        optional_text("term", say.entry_name(e.id, e.entry));
      }
      const auto& details = v->lists[at(e.id)].details;
      if (e.what == Edit::What::entry_detail && e.detail >= 0 && at(e.detail) < details.size()) {
        field("detail", details[at(e.detail)].name);
        type = &details[at(e.detail)].type;
      }
    }
    if (type != nullptr && (e.options != 0 || !e.numbers.empty())) {
      json_.key("is");
      values(*type, e.options, e.numbers);
    }
    if (e.never) json_.key("never").truth(true);
    if (e.day)
      field(e.what != Edit::What::entry_date && e.what != Edit::What::answer ? "on"
            : e.or_later                                                     ? "on_or_after"
                                                                             : "on_or_before",
            e.day);
    optional_text("check", e.check);
    if (!e.checks.empty()) texts("not_read_by", e.checks);
    if (v != nullptr && e.role >= 0 && at(e.role) < v->roles.size()) field("by", v->roles[at(e.role)].name);
    if (e.what == Edit::What::depth) field("up_to", e.words);
    if (e.what == Edit::What::area) field("area", e.words);
    json_.close('}');
  }

  void promise(const eval::TreatmentDecision& t, const Sentences& say, const eval::Promise& p) {
    json_.open('{');
    json_.key("if");
    if (p.edits.size() == 1) {
      edit(t, say, p.edits.front());
    } else {
      json_.open('{');
      array("all", p.edits, [&](const Edit& e) { edit(t, say, e); });
      json_.close('}');
    }
    field("text", say.promise(p));
    field("verdict", verdict_name(p.verdict));
    field("earliest", p.earliest);
    json_.key("earliest_kind");
    if (!p.earliest)
      json_.null();
    else
      json_.text(p.earliest_renewed ? "renewed" : "go");
    optional_text("about", p.about);
    json_.close('}');
  }

  void alternative(const std::string& name, bool cleared) {
    json_.open('{');
    field("treatment", name.substr(0, name.find(' ')));
    field("text", name);
    json_.key("if_cleared").truth(cleared);
    json_.close('}');
  }

  void care_line(const Sentences& say, const eval::CareLine& l) {
    using Verb = syntax::CareLine::Verb;
    json_.open('{');
    field("name", l.name);
    field("title", l.title);
    field("treatment", l.treatment);
    const Verb verb = l.line->verb;
    field("verb", verb == Verb::avoid       ? "avoid"
                  : verb == Verb::do_       ? "do"
                  : verb == Verb::watch_for ? "watch_for"
                                            : "next_session");
    field("what", verb == Verb::next_session ? l.line->check : l.line->text);
    field("text", say.care_line(l));
    field("from", l.from);
    field("until", l.until);
    field("better_until", l.better_until);
    hours("from_hours", l.from_hours);
    hours("for_hours", l.for_hours);
    hours("better_hours", l.better_hours);
    optional_text("until_words", l.line->until);
    if (l.may) json_.key("may").truth(true);
    optional_text("because", l.item != nullptr ? l.item->because : std::string());
    json_.key("sources").open('[');
    if (l.item != nullptr) {
      for (const auto& s : l.item->sources) source(s);
    }
    json_.close(']').close('}');
  }
  void hours(std::string_view key, std::optional<std::int32_t> hours) {
    json_.key(key);
    if (hours) {
      json_.number(*hours);
    } else {
      json_.null();
    }
  }

  JsonWriter json_;
  const eval::Decision& decision_;
  const eval::Facts& facts_;
  const std::string& engine_;
};

}  // namespace

std::string decision_json(const eval::Decision& decision, const eval::Facts& facts, const std::string& engine) {
  std::string out;
  out.reserve(4096);
  Writer(out, decision, facts, engine).decision();
  return out;
}

}  // namespace contra::present
