// The door of the intake reader: the record itself, its plan, forms and clearances. Answers are read in
// intake_answers.cpp and intake_lists.cpp, and put together in intake_merge.cpp.
#include "eval/intake.hpp"

#include <algorithm>
#include <utility>

#include "eval/intake_reader.hpp"
#include "text/limits.hpp"

namespace contra::eval {
namespace {

using json::Node;
using reader::Context;
using reader::did_you_mean;
using reader::FormContext;
using reader::quoted;
using reader::Said;
using reader::Word;
using text::Kind;
using What = AnswerFault::What;

constexpr std::string_view record_kind = "contra.intake/1";

class RecordReader {
 public:
  RecordReader(Context& context, Facts& facts) : context_(context), facts_(facts) {}
  void read(const Node& record);

 private:
  /// A change form that leaves open what has changed: a fault unless a newer form mends it.
  struct IncompleteChange {
    AnswerFault fault;
    std::size_t form = 0;
    Day signed_on;
    bool changed = false;  // it says that something has
  };

  void read_header(const Node& record);
  void read_plan(const Node& record);
  void read_plan_item(const Node& node);
  void read_depth(const Node& node, const check::Pack& pack, PlanItem& item);
  void read_forms(const Node& record);
  void read_form(const Node& node, std::size_t index);
  void read_answers(const Node& node, const FormContext& form, FormFact& fact);
  bool mended(const IncompleteChange& change) const;
  void read_clearances(const Node& record);
  void read_clearance(const Node& node);

  /// A full day that must be there: its absence or any other spelling is refused.
  std::optional<Day> full_day(const Node& object, std::string_view field, std::string_view of_what);
  const Node* array(const Node& record, std::string_view field, std::size_t most);
  const check::Pack* pack_of(const std::string& treatment, std::string& name) const;
  std::optional<RoleId> role_of(const std::string& words) const;
  static AnswerFault fault_of(What what, Origin origin, std::string message) {
    AnswerFault f;
    f.what = what;
    f.origin = std::move(origin);
    f.message = std::move(message);
    return f;
  }
  void fault(What what, const Node& at, std::string message) {
    facts_.faults.push_back(fault_of(what, context_.origin(at), std::move(message)));
  }

  Context& context_;
  Facts& facts_;
  std::vector<std::pair<const Node*, FormContext>> forms_;
  std::vector<std::vector<reader::QuestionAnswer>> questions_;
  std::vector<std::vector<reader::ListAnswer>> lists_;
  std::vector<IncompleteChange> incomplete_;
};

void RecordReader::read(const Node& record) {
  if (!record.is(Node::Kind::object)) {
    context_.wrong_type(record, "a record");
    return;
  }
  // Another kind of record has other fields: no further fault can be judged.
  if (const std::string* kind = context_.required_text(record, "record", "a record");
      kind != nullptr && *kind != record_kind) {
    context_.refuse(Kind::wrong_record_kind, *record.find("record"), "this is a record of the kind " + quoted(*kind),
                    "an intake record says \"record\": \"contra.intake/1\"");
    return;
  }
  context_.check_fields(record, {"record", "id", "visit", "as_of", "plan", "forms", "clearances"}, "a record");
  read_header(record);
  read_forms(record);
  read_plan(record);
  read_clearances(record);
}

std::optional<Day> RecordReader::full_day(const Node& object, std::string_view field, std::string_view of_what) {
  const Node* node = object.find(field);
  if (node == nullptr) {
    if (!object.cut) context_.refuse(Kind::missing_field, object, std::string(of_what) + " without " + quoted(field));
    return std::nullopt;
  }
  if (!node->is(Node::Kind::string)) {
    context_.wrong_type(*node, "a day as a text", "write it as \"YYYY-MM-DD\"");
    return std::nullopt;
  }
  const auto day = reader::read_full_day(*node);
  if (!day)
    context_.refuse(Kind::unknown_value, *node, quoted(node->text) + " is no full day of the calendar",
                    "write it as YYYY-MM-DD, from 1900 to 2200");
  return day;
}

void RecordReader::read_header(const Node& record) {
  if (const std::string* id = context_.optional_text(record, "id")) facts_.id = *id;
  if (const auto visit = full_day(record, "visit", "a record")) facts_.visit = *visit;
  if (Context::given(record, "as_of") != nullptr) facts_.as_of = full_day(record, "as_of", "a record");
  context_.visit = facts_.visit;
}

const Node* RecordReader::array(const Node& record, std::string_view field, std::size_t most) {
  const Node* node = record.find(field);
  if (node == nullptr) return nullptr;
  if (!node->is(Node::Kind::array)) {
    context_.wrong_type(*node, "an array");
    return nullptr;
  }
  if (node->items.size() > most) {
    context_.refuse(Kind::json_limit, *node,
                    std::to_string(node->items.size()) + " entries in " + quoted(field) + "; at most " +
                        std::to_string(most) + " are read");
    return nullptr;
  }
  return node;
}

// --- plan -----------------------------------------------------------------------------------------------------

const check::Pack* RecordReader::pack_of(const std::string& treatment, std::string& name) const {
  const std::string folded = check::fold_name(treatment);
  for (const KnownPack& known : context_.packs) {
    const bool by_title =
        known.pack != nullptr && !known.pack->title.empty() && check::fold_name(known.pack->title) == folded;
    if (check::fold_name(known.name) != folded && !by_title) continue;
    name = known.name;
    return known.pack;
  }
  return nullptr;
}

void RecordReader::read_plan(const Node& record) {
  if (record.find("plan") == nullptr) {
    if (!record.cut)
      context_.refuse(Kind::missing_field, record, "a record without `plan`",
                      "it says what is to be done: [{\"treatment\": …}]");
    return;
  }
  const Node* plan = array(record, "plan", limits::plan_items);
  if (plan == nullptr) return;
  if (plan->items.empty() && !plan->cut)
    context_.refuse(Kind::unknown_value, *plan, "a plan without a treatment",
                    "a GO is a GO for something: [{\"treatment\": …}]");
  for (const Node& item : plan->items) read_plan_item(item);
}

void RecordReader::read_plan_item(const Node& node) {
  if (!node.is(Node::Kind::object)) {
    context_.wrong_type(node, "a treatment, {\"treatment\": …}");
    return;
  }
  context_.check_fields(node, {"treatment", "area", "depth", "device"}, "a treatment of the plan");
  PlanItem item;
  item.origin = context_.origin(node);
  const check::Pack* pack = nullptr;
  if (const std::string* treatment = context_.required_text(node, "treatment", "an entry of the plan")) {
    item.treatment = *treatment;
    pack = pack_of(*treatment, item.treatment);
  }
  if (const std::string* device = context_.optional_text(node, "device")) item.device = *device;
  if (const Node* area = Context::given(node, "area")) {
    reader::AreasRead areas = reader::read_areas(context_, *area);
    item.area_known = areas.read;
    item.areas = std::move(areas.areas);
    if (!areas.unknown.empty() && areas.said != Said::refused)
      fault(What::bad_setting, *area,
            quoted(areas.unknown) + " is no area that the vocabulary knows" +
                did_you_mean(areas.unknown, reader::area_names(context_.vocabulary)) + ".");
  }
  if (const Node* depth = Context::given(node, "depth")) {
    if (pack != nullptr && pack->depth) {
      read_depth(*depth, *pack, item);
    } else if (pack != nullptr) {
      fault(What::bad_setting, *depth, quoted(item.treatment) + " has no depth to set.");
    } else if (!depth->is(Node::Kind::object) && !depth->is(Node::Kind::string)) {
      context_.wrong_type(*depth, "a depth, {\"mm\": 1.0} or a text");  // no rules for it: its unit is not known
    }
  }
  facts_.plan.push_back(std::move(item));
}

void RecordReader::read_depth(const Node& node, const check::Pack& pack, PlanItem& item) {
  reader::ValueRead read = reader::read_value(context_, node, pack.depth->type);
  switch (read.said) {
    case Said::value:
    case Said::no:
      item.depth_known = true;
      item.depth_options = read.options;
      item.depth_numbers = std::move(read.numbers);
      break;
    case Said::fault:
      fault(What::bad_setting, node, read.message);
      break;
    case Said::not_applicable:
      fault(What::bad_setting, node, "`not applicable` is no depth.");
      break;
    default:
      break;  // not known
  }
}

// --- forms ----------------------------------------------------------------------------------------------------

void RecordReader::read_forms(const Node& record) {
  questions_.resize(context_.vocabulary.questions.size());
  lists_.resize(context_.vocabulary.lists.size());
  const Node* forms = array(record, "forms", limits::forms);
  if (forms != nullptr) {
    // Every signing day first: what is not asked is bounded by the latest of them, whichever form comes first.
    std::optional<Day> earliest, latest;
    for (const Node& form : forms->items) {
      const Node* node = form.find("signed");
      const auto day = node == nullptr ? std::nullopt : reader::read_full_day(*node);
      if (!day) continue;
      if (!earliest || *day < *earliest) earliest = day;
      if (!latest || *day > *latest) latest = day;
    }
    context_.earliest_signing = earliest.value_or(facts_.visit);
    context_.latest_signing = latest.value_or(facts_.visit);
    forms_.reserve(forms->items.size());  // answers point into it
    for (std::size_t i = 0; i < forms->items.size(); ++i) read_form(forms->items[i], i);
  } else {
    context_.earliest_signing = context_.latest_signing = facts_.visit;
  }
  facts_.latest_signing = context_.latest_signing;
  for (IncompleteChange& change : incomplete_)
    if (!mended(change)) facts_.faults.push_back(std::move(change.fault));
  std::stable_sort(facts_.forms.begin(), facts_.forms.end(),
                   [](const FormFact& a, const FormFact& b) { return a.signed_on < b.signed_on; });
  reader::merge(context_, questions_, lists_, facts_);
}

void RecordReader::read_form(const Node& node, std::size_t index) {
  if (!node.is(Node::Kind::object)) {
    context_.wrong_type(node, "a form");
    return;
  }
  FormContext form;
  form.index = index;
  FormFact fact;
  fact.origin.pointer = node.pointer;  // its value is the whole form: nobody wants to read it in a reason
  const auto one_of = [&](std::string_view field, const std::string& written, std::vector<std::string> values,
                          std::size_t& at) {
    const auto found = std::find(values.begin(), values.end(), written);
    if (found != values.end()) {
      at = static_cast<std::size_t>(found - values.begin());
      return;
    }
    std::string list;
    for (std::size_t i = 0; i < values.size(); ++i)
      list += (i == 0 ? "" : i + 1 == values.size() ? " or " : ", ") + quoted(values[i]);
    const std::string near = text::nearest(written, values);
    context_.refuse(Kind::unknown_value, *node.find(field), quoted(written) + " is no " + quoted(field) + " of a form",
                    near.empty() ? "it is " + list : "did you mean " + quoted(near) + "?");
  };
  if (const std::string* kind = context_.required_text(node, "kind", "a form")) {
    std::size_t at = 0;
    one_of("kind", *kind, {"full", "change", "practitioner"}, at);
    fact.kind = form.kind = static_cast<FormFact::Kind>(at);
  }
  const bool change = fact.kind == FormFact::Kind::change;
  if (change)
    context_.check_fields(node, {"kind", "signed", "by", "answers", "nothing_changed"}, "a form");
  else
    context_.check_fields(
        node, {"kind", "signed", "by", "answers"},
        "a form of the kind " + std::string(fact.kind == FormFact::Kind::full ? "full" : "practitioner"));
  if (const std::string* by = context_.required_text(node, "by", "a form")) {
    std::size_t at = 0;
    one_of("by", *by, {"client", "practitioner"}, at);
    form.by = at == 0 ? syntax::AnsweredBy::client : syntax::AnsweredBy::practitioner;
  }
  const auto signed_on = full_day(node, "signed", "a form");
  form.signed_on = fact.signed_on = signed_on.value_or(facts_.visit);

  bool is_incomplete = false;
  const auto incomplete = [&](What what, Origin origin, std::string message) {
    is_incomplete = true;
    incomplete_.push_back({fault_of(what, std::move(origin), std::move(message)), index, form.signed_on,
                           fact.nothing_changed.has_value()});
  };
  if (const std::string* changed = change ? context_.optional_text(node, "nothing_changed") : nullptr) {
    const Node& at = *node.find("nothing_changed");
    switch (reader::word_of(*changed)) {
      case Word::yes:
        fact.nothing_changed = true;
        break;
      case Word::no:
        fact.nothing_changed = false;
        break;
      case Word::blank:
        break;
      case Word::unsure:
      case Word::declined:
        incomplete(What::incomplete_change, context_.origin(at), "Whether something has changed is not known.");
        break;
      default:
        incomplete(What::unreadable, context_.origin(at),
                   quoted(*changed) + " does not say whether something has changed: yes, no or unsure does.");
        break;
    }
  }
  form.nothing_changed = fact.nothing_changed;
  forms_.emplace_back(&node, form);
  if (const Node* answers = Context::given(node, "answers")) read_answers(*answers, forms_.back().second, fact);
  const Node* changed = node.find("nothing_changed");
  if (change && !fact.has_answers && fact.nothing_changed.has_value() && !*fact.nothing_changed)
    incomplete(What::incomplete_change, context_.origin(*changed),
               "Something has changed, and the form does not say what.");
  else if (change && !fact.has_answers && !fact.nothing_changed && !is_incomplete)
    incomplete(What::incomplete_change, changed != nullptr ? context_.origin(*changed) : fact.origin,
               "The form does not say whether something has changed.");
  facts_.forms.push_back(std::move(fact));
}

/// Mended by a newer change form that says it, or when everything answered by then has been answered anew.
bool RecordReader::mended(const IncompleteChange& change) const {
  for (const FormFact& newer : facts_.forms) {
    if (newer.kind != FormFact::Kind::change || newer.signed_on <= change.signed_on || !newer.nothing_changed) continue;
    // "Nothing since" tells what has changed only where it may have been nothing.
    if (*newer.nothing_changed ? !change.changed : newer.has_answers) return true;
  }
  bool any = false;
  const auto anew = [&](const auto& answers) {
    bool older = false, newer = false;
    for (const auto& answer : answers) {
      if (answer.form->signed_on > change.signed_on)
        newer = true;
      else if (answer.form->index != change.form)
        older = true;
    }
    any = any || older;
    return newer || !older;
  };
  return std::all_of(questions_.begin(), questions_.end(), anew) && std::all_of(lists_.begin(), lists_.end(), anew) &&
         any;
}

void RecordReader::read_answers(const Node& node, const FormContext& form, FormFact& fact) {
  if (!node.is(Node::Kind::object)) {
    context_.wrong_type(node, "the answers, an object");
    return;
  }
  const check::Vocabulary& vocabulary = context_.vocabulary;
  for (const Node& answer : node.items) {
    const auto question = vocabulary.question_ids.find(answer.key);
    const auto list = vocabulary.list_ids.find(answer.key);
    if (question != vocabulary.question_ids.end()) {
      const auto id = static_cast<std::size_t>(question->second);
      if (auto read = reader::read_question(context_, answer, vocabulary.questions.at(id), form)) {
        fact.has_answers = true;
        questions_.at(id).push_back(std::move(*read));
      }
    } else if (list != vocabulary.list_ids.end()) {
      const auto id = static_cast<std::size_t>(list->second);
      if (auto read = reader::read_list(context_, answer, vocabulary.lists.at(id), form)) {
        fact.has_answers = true;
        lists_.at(id).push_back(std::move(*read));
      }
    } else {
      std::vector<std::string> names;
      for (const auto& [name, id] : vocabulary.question_ids) names.push_back(name);
      for (const auto& [name, id] : vocabulary.list_ids) names.push_back(name);
      context_.refuse_key(Kind::unknown_question, answer, "the vocabulary asks no " + quoted(answer.key), {},
                          context_.suggestion(answer.key, names));
    }
  }
}

// --- clearances -----------------------------------------------------------------------------------------------

std::optional<RoleId> RecordReader::role_of(const std::string& words) const {
  const std::string folded = check::fold_name(words);
  for (std::size_t i = 0; i < context_.vocabulary.roles.size(); ++i) {
    const check::Role& role = context_.vocabulary.roles[i];
    if (check::fold_name(role.name) == folded || check::fold_name(role.title) == folded) return static_cast<RoleId>(i);
  }
  return std::nullopt;
}

void RecordReader::read_clearances(const Node& record) {
  const Node* clearances = array(record, "clearances", limits::clearances);
  if (clearances == nullptr) return;
  for (const Node& node : clearances->items) read_clearance(node);
}

void RecordReader::read_clearance(const Node& node) {
  if (!node.is(Node::Kind::object)) {
    context_.wrong_type(node, "a clearance");
    return;
  }
  context_.check_fields(node, {"check", "by", "name", "on", "until", "for"}, "a clearance");
  ClearanceFact out;
  out.origin = context_.origin(node);
  if (const std::string* check = context_.required_text(node, "check", "a clearance")) out.check = *check;
  if (const std::string* by = context_.required_text(node, "by", "a clearance")) {
    if (const auto role = role_of(*by))
      out.role = *role;
    else
      out.unclear = true;
  }
  if (const std::string* name = context_.optional_text(node, "name")) out.name = *name;
  // Only full days count: a clearance whose first or last day is not known clears nothing, and is asked about.
  const auto day = [&](std::string_view field) -> std::optional<Day> {
    const Node* at = Context::given(node, field);
    if (at == nullptr) return std::nullopt;
    if (!at->is(Node::Kind::string)) {
      context_.wrong_type(*at, "a day as a text");
      return std::nullopt;
    }
    const auto read = reader::read_full_day(*at);
    if (!read) out.unclear = true;
    return read;
  };
  out.on = day("on");
  out.until = day("until");
  if (!out.on) out.unclear = true;
  if (out.on && out.until && *out.until < *out.on) out.unclear = true;
  if (const Node* terms = node.find("for")) {
    out.for_given = true;
    out.for_terms = IdSet(context_.vocabulary.terms.size());
    if (!terms->is(Node::Kind::array)) {
      context_.wrong_type(*terms, "an array of terms");
    } else {
      if (terms->items.empty()) out.unclear = true;
      for (const Node& term : terms->items) {
        if (!term.is(Node::Kind::string)) {
          context_.wrong_type(term, "the name of a term");
          continue;
        }
        const auto found = context_.vocabulary.term_by_words.find(check::fold_name(term.text));
        if (found != context_.vocabulary.term_by_words.end())
          out.for_terms |= context_.vocabulary.terms.at(static_cast<std::size_t>(found->second)).kinds;
        else
          out.unclear = true;
      }
    }
  }
  if (out.unclear) out.on.reset();
  facts_.clearances.push_back(std::move(out));
}

}  // namespace

std::variant<Facts, Refused> read_intake(const text::SourceSet& sources, text::FileId file,
                                         const check::Vocabulary& vocabulary, const std::vector<KnownPack>& packs) {
  Context context{sources, vocabulary, packs, {}, Day{}, Day{}, Day{}};
  Facts facts;
  const auto record = json::read_document(sources, file, context.diagnostics);
  if (record) {
    RecordReader(context, facts).read(*record);
  } else if (context.diagnostics.empty()) {
    // INVARIANT: what was not read has been reported. Without a report it is refused all the same.
    context.diagnostics.push_back(
        {text::Kind::json_syntax, text::Span{file, 0, 0}, "the record cannot be read", {}, {}, {}, {}});
  }
  if (!context.diagnostics.empty()) {
    text::tidy(context.diagnostics);
    return Refused{std::move(context.diagnostics)};
  }
  return facts;
}

}  // namespace contra::eval
