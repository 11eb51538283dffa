// Gathers a test's record and writes it as `contra.intake/1`; see record.hpp.
#include "trial/record.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace contra::trial {
namespace {

using Json = nlohmann::ordered_json;
using syntax::DateAnswer;
using syntax::Given;

// An example may start from an example; the check room reports a round, and nothing here runs round one.
constexpr std::size_t longest_chain = 64;

std::string length_words(const syntax::Length& length) {
  static const char* units[] = {"hour", "day", "week", "month", "year"};
  return std::to_string(length.amount) + " " + units[static_cast<int>(length.unit)] + (length.amount == 1 ? "" : "s");
}

Json quantity(const syntax::Quantity& q) { return {{q.unit.text, static_cast<double>(q.thousandths) / 1000.0}}; }

Json value_json(const syntax::Value& value) {
  if (const auto* name = std::get_if<syntax::Name>(&value)) return name->text;
  return quantity(std::get<syntax::Quantity>(value));
}

Json date_json(const DateAnswer& date) {
  using Form = DateAnswer::Form;
  const auto length = [&] { return date.length ? length_words(*date.length) : std::string("unsure"); };
  switch (date.form) {
    case Form::day:
      return to_iso(date.first);
    case Form::month:
      return to_iso(date.first).substr(0, 7);
    case Form::year:
      return to_iso(date.first).substr(0, 4);
    case Form::between:
      return {{"between", {to_iso(date.first), to_iso(date.last)}}};
    case Form::about_ago:
      return {{"about", length() + " ago"}};
    case Form::in_the_last:
      return {{"in the last", length()}};
    case Form::not_in_the_last:
      return {{"not in the last", length()}};
    case Form::words:
      return {{"words", date.words.text}};
    case Form::never:
      return "never";
    case Form::unsure:
      return "unsure";
  }
  return "unsure";
}

Json names_json(const std::vector<syntax::Name>& names) {
  Json out = Json::array();
  for (const auto& name : names) out.push_back(name.text);
  return out;
}

Json entry_json(const syntax::EntryGiven& entry) {
  Json out = Json::object();
  if (entry.term) out["term"] = entry.term->text;
  if (entry.free_text) out["text"] = entry.free_text->text;
  if (entry.on) out["on"] = date_json(*entry.on);
  if (entry.last) out["last"] = date_json(*entry.last);
  if (entry.start) out["start"] = date_json(*entry.start);
  if (entry.end) out["end"] = date_json(*entry.end);
  if (entry.ongoing) out["ongoing"] = entry.ongoing->text;
  if (!entry.areas.empty()) out["area"] = names_json(entry.areas);
  for (const auto& [name, value] : entry.details) out[name.text] = value_json(value);
  return out;
}

/// The answer as the record spells it; nothing when it says that nobody asked.
std::optional<Json> answer_json(const Given& given) {
  if (given.state == Given::State::not_asked) return std::nullopt;
  if (given.state == Given::State::not_applicable) return Json("not applicable");
  switch (given.form) {
    case Given::Form::every_other_no:
      return std::nullopt;
    case Given::Form::date:
      return given.date ? date_json(*given.date) : Json("unsure");
    case Given::Form::entries: {
      Json entries = Json::array();
      for (const auto& entry : given.entries) entries.push_back(entry_json(entry));
      if (given.asked.empty() && !given.more) return entries;
      Json out = Json::object();
      if (!given.asked.empty()) out["asked"] = names_json(given.asked);
      out["entries"] = std::move(entries);
      if (given.more) out["more"] = "yes";
      return out;
    }
    case Given::Form::answer:
      break;
  }
  if (given.values.empty()) return Json("unsure");
  if (given.values.size() == 1) return value_json(given.values.front());
  Json options = Json::array();
  for (const auto& value : given.values) options.push_back(value_json(value));
  return Json{{"one of", std::move(options)}};
}

bool is_word(const Given& given, std::string_view word) {
  const auto* name = given.values.size() == 1 ? std::get_if<syntax::Name>(&given.values.front()) : nullptr;
  return given.form == Given::Form::answer && given.state == Given::State::value && name != nullptr &&
         name->text == word;
}

class Writer {
 public:
  explicit Writer(const Gathered& gathered) : g_(gathered), v_(gathered.vocabulary) {}

  Json write() {
    Json out = {{"record", "contra.intake/1"}, {"id", g_.id}};
    const Day visit = g_.visit.value_or(Day{});
    if (g_.visit) out["visit"] = to_iso(visit);
    if (g_.as_of) out["as_of"] = to_iso(*g_.as_of);
    out["plan"] = plan();

    // Answers given in any form of the record are given; the rest may be answered no by the first form.
    for (const auto* given : g_.first) given_.insert(given->question.text);
    for (const auto* form : g_.later_forms)
      for (const auto& given : form->givens) {
        given_.insert(given.question.text);
        if (form->kind == syntax::FormGiven::Kind::practitioner) in_practitioner_form_.insert(given.question.text);
      }

    Json first = Json::object(), practitioner = Json::object();
    for (const auto* given : g_.first) {
      const bool by_practitioner = answered_by_practitioner(given->question.text);
      // What a practitioner's form of the record says itself is not said a second time.
      if (by_practitioner && in_practitioner_form_.count(given->question.text) != 0) continue;
      if (auto answer = answer_json(*given))
        (by_practitioner ? practitioner : first)[given->question.text] = std::move(*answer);
    }
    if (g_.every_other_no) every_other_no(first, practitioner);

    Json forms = Json::array();
    // Without any form line the client's form is there, unanswered.
    if (g_.has_first || g_.later_forms.empty())
      forms.push_back({{"kind", "full"},
                       {"signed", to_iso(g_.first_signed.value_or(visit))},
                       {"by", "client"},
                       {"answers", std::move(first)}});
    for (const auto* form : g_.later_forms) forms.push_back(later_form(*form, visit, practitioner));
    if (!practitioner.empty())
      forms.push_back({{"kind", "practitioner"},
                       {"signed", to_iso(visit)},
                       {"by", "practitioner"},
                       {"answers", std::move(practitioner)}});
    out["forms"] = std::move(forms);

    if (!g_.clearances.empty()) out["clearances"] = clearances();
    return out;
  }

 private:
  Json plan() const {
    Json out = Json::array();
    for (const auto* plan : g_.plans) {
      Json item = {{"treatment", plan->treatment      ? plan->treatment->text
                                 : g_.pack != nullptr ? g_.pack->name
                                                      : std::string()}};
      if (!plan->areas.empty()) item["area"] = names_json(plan->areas);
      if (plan->depth) item["depth"] = value_json(*plan->depth);
      out.push_back(std::move(item));
    }
    if (out.empty()) out.push_back({{"treatment", g_.pack != nullptr ? g_.pack->name : std::string()}});
    return out;
  }

  bool answered_by_practitioner(const std::string& name) const {
    if (v_ == nullptr) return false;
    if (const auto found = v_->question_ids.find(name); found != v_->question_ids.end())
      return v_->questions[static_cast<std::size_t>(found->second)].answered_by == syntax::AnsweredBy::practitioner;
    if (const auto found = v_->list_ids.find(name); found != v_->list_ids.end())
      return v_->lists[static_cast<std::size_t>(found->second)].answered_by == syntax::AnsweredBy::practitioner;
    return false;
  }

  Json later_form(const syntax::FormGiven& form, Day visit, Json& practitioner) const {
    using Kind = syntax::FormGiven::Kind;
    static const char* kinds[] = {"full", "change", "practitioner"};
    Json out = {{"kind", kinds[static_cast<int>(form.kind)]},
                {"signed", to_iso(form.signed_on ? form.signed_on->day : visit)},
                {"by", form.kind == Kind::practitioner ? "practitioner" : "client"}};
    if (form.kind == Kind::change && form.nothing_changed) out["nothing_changed"] = form.nothing_changed->text;
    Json answers = Json::object();
    for (const auto& given : form.givens) {
      auto answer = answer_json(given);
      if (!answer) continue;
      const bool aside = form.kind != Kind::practitioner && answered_by_practitioner(given.question.text);
      (aside ? practitioner : answers)[given.question.text] = std::move(*answer);
    }
    out["answers"] = std::move(answers);
    return out;
  }

  void every_other_no(Json& first, Json& practitioner) const {
    if (v_ == nullptr) return;
    const auto put = [&](const std::string& name, syntax::AnsweredBy by, const char* answer) {
      (by == syntax::AnsweredBy::practitioner ? practitioner : first)[name] = answer;
    };
    for (const auto& question : v_->questions) {
      if (given_.count(question.name) != 0 || box_speaks_for(question)) continue;
      if (!question.box_for.empty()) {
        if (const auto answer = box_answer(question)) put(question.name, question.answered_by, *answer);
        continue;
      }
      switch (question.type.kind) {
        case check::ValueType::Kind::options:
          if (std::find(question.type.options.begin(), question.type.options.end(), "no") !=
              question.type.options.end())
            put(question.name, question.answered_by, "no");
          break;
        case check::ValueType::Kind::past_day:
        case check::ValueType::Kind::future_day:
          // Nobody was never born: a record without a birth date is one that does not say it.
          if (question.name != "birth_date") put(question.name, question.answered_by, "never");
          break;
        case check::ValueType::Kind::number:
        case check::ValueType::Kind::area:
        case check::ValueType::Kind::text:
          break;
      }
    }
    for (const auto& list : v_->lists)
      if (given_.count(list.name) == 0) put(list.name, list.answered_by, "no");
  }

  const Given* given_of(const std::string& name) const {
    for (const auto* given : g_.first)
      if (given->question.text == name) return given;
    for (const auto* form : g_.later_forms)
      for (const auto& given : form->givens)
        if (given.question.text == name) return &given;
    return nullptr;
  }

  /// A given box other than `no` leaves its members open: answering them `no` would contradict it.
  bool box_speaks_for(const check::Question& member) const {
    for (const auto& box : v_->questions)
      for (const check::QuestionId id : box.box_for)
        if (v_->questions[static_cast<std::size_t>(id)].name == member.name)
          if (const Given* given = given_of(box.name); given != nullptr && !is_word(*given, "no")) return true;
    return false;
  }

  /// A box follows its members: a `yes` among those that are given makes it yes, an unclear one leaves it open.
  std::optional<const char*> box_answer(const check::Question& box) const {
    const char* answer = "no";
    for (const check::QuestionId id : box.box_for) {
      const Given* given = given_of(v_->questions[static_cast<std::size_t>(id)].name);
      if (given == nullptr || is_word(*given, "no") || given->state == Given::State::not_applicable) continue;
      if (is_word(*given, "yes")) return "yes";
      answer = nullptr;
    }
    if (answer == nullptr) return std::nullopt;
    return answer;
  }

  Json clearances() const {
    Json out = Json::array();
    for (const auto* clearance : g_.clearances) {
      Json item = {{"check", clearance->check.text}, {"by", clearance->role.text}, {"on", to_iso(clearance->on.day)}};
      if (clearance->until) item["until"] = to_iso(clearance->until->day);
      if (!clearance->for_terms.empty()) item["for"] = names_json(clearance->for_terms);
      out.push_back(std::move(item));
    }
    return out;
  }

  const Gathered& g_;
  const check::Vocabulary* v_;
  std::set<std::string> given_, in_practitioner_form_;
};

}  // namespace

Gathered gather(const check::CheckedRules& rules, const syntax::RecordItem& record, const std::string& id,
                const std::string& pack) {
  Gathered out;
  out.id = id;
  out.pack = rules.pack(pack);
  if (out.pack != nullptr) out.vocabulary = rules.vocabulary(out.pack->vocabulary);

  std::vector<const syntax::RecordItem*> chain{&record};  // the nearest first
  while (chain.back()->from && chain.size() < longest_chain) {
    const syntax::RecordItem* next = nullptr;
    for (const auto& example : rules.examples)
      if (example.pack == pack && example.name == chain.back()->from->text) next = example.record;
    if (next == nullptr || std::find(chain.begin(), chain.end(), next) != chain.end()) break;
    chain.push_back(next);
  }
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    const syntax::RecordItem& item = **at;
    if (item.visit) out.visit = item.visit->day;
    if (item.as_of) out.as_of = item.as_of->day;
    if (item.under_policy) out.policy = item.under_policy->text;
    if (!item.plans.empty()) {
      out.plans.clear();
      for (const auto& plan : item.plans) out.plans.push_back(&plan);
    }
    for (std::size_t f = 0; f < item.forms.size(); ++f) {
      const syntax::FormGiven& form = item.forms[f];
      // The first form of a record is its full one: it changes the one that its example brought.
      if (f != 0 || form.kind != syntax::FormGiven::Kind::full) {
        out.later_forms.push_back(&form);
        continue;
      }
      out.has_first = true;
      if (form.signed_on) out.first_signed = form.signed_on->day;
      for (const auto& given : form.givens) {
        if (given.form == Given::Form::every_other_no) {
          out.every_other_no = true;
          continue;
        }
        const auto same = std::find_if(out.first.begin(), out.first.end(),
                                       [&](const Given* g) { return g->question.text == given.question.text; });
        if (same == out.first.end()) {
          out.first.push_back(&given);
        } else {
          *same = &given;
        }
      }
    }
    for (const auto& clearance : item.clearances) out.clearances.push_back(&clearance);
  }
  return out;
}

std::string to_json(const Gathered& gathered) {
  // Bad UTF-8 in a text is a diagnostic of the text room; here it must not throw.
  return Writer(gathered).write().dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace contra::trial
