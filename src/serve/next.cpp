// See next.hpp.
//
// Answers only narrow what a record may mean, and so a day that a check surely closes stays closed, and one that it
// leaves open stays open. What can still change are the days in doubt: from the asked day to the day before the
// earliest one, without those that some check surely closes. A question matters there when a check that may wait on one
// of them reads it. Which questions to ask is told by the engine's own causes on those days.
#include "serve/next.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "eval/findings.hpp"
#include "present/decision_json.hpp"
#include "present/json_writer.hpp"
#include "present/sentences.hpp"
#include "serve/form.hpp"

namespace contra::serve {

namespace {

using eval::Cause;
using present::Sentences;
using time::DaySet;

/// Later days on which it is looked what keeps them in doubt: each costs an evaluation.
constexpr std::size_t most_days_looked_at = 12;

enum class Changes { verdict, date, note };
constexpr std::array<std::string_view, 3> changes_names = {"verdict", "date", "note"};

bool of_list(Cause::What what) { return what >= Cause::What::list && what <= Cause::What::entry_exists; }

struct Item {
  std::string name, pointer, text, state;
  Cause::What what = Cause::What::question;
  std::vector<std::string> checks;  // titles
  Changes changes = Changes::note;
  bool ask_first = false;
};

/// A question (its id) or a list (-1 - its id).
using Key = std::int32_t;
Key key_of_list(check::ListId id) { return -1 - id; }

/// Questions that say something about one another: a box and what it stands for, a question and what it opens.
class Clusters {
 public:
  explicit Clusters(const check::Vocabulary& vocabulary) {
    for (std::size_t i = 0; i < vocabulary.questions.size(); ++i) {
      const auto id = static_cast<Key>(i);
      for (const auto inner : vocabulary.questions[i].box_for) join(id, inner);
      opened(vocabulary.questions[i].asked_only, id);
    }
    for (std::size_t i = 0; i < vocabulary.lists.size(); ++i)
      opened(vocabulary.lists[i].asked_only, key_of_list(static_cast<check::ListId>(i)));
  }
  Key of(Key key) const {
    for (auto found = up_.find(key); found != up_.end(); found = up_.find(key)) key = found->second;
    return key;
  }

 private:
  void opened(const std::optional<check::AskedOnlyWhen>& when, Key key) {
    if (when && when->question >= 0) join(when->question, key);
  }
  void join(Key a, Key b) {
    a = of(a);
    b = of(b);
    if (a != b) up_[b] = a;
  }
  std::map<Key, Key> up_;
};

/// Whether the condition reads `every answer is no`: then it reads everything that the client is asked.
bool reads_all(const check::Condition& condition) {
  return condition.kind == check::Condition::Kind::every_answer_no ||
         std::any_of(condition.of.begin(), condition.of.end(), reads_all);
}
bool reads_all(const compile::JoinedCheck& joined) {
  return std::any_of(joined.parts.begin(), joined.parts.end(), [](const compile::Part& part) {
    return reads_all(part.check.condition) || (part.check.unless && reads_all(*part.check.unless)) ||
           (part.check.after.better_while && reads_all(*part.check.after.better_while));
  });
}

bool is_ask_again(const compile::JoinedCheck& joined) {
  return std::any_of(joined.parts.begin(), joined.parts.end(),
                     [](const compile::Part& part) { return part.check.form == check::Form::ask_again; });
}

/// Answers narrow: a GO stays one, and so does a check that surely waits and has nothing left to ask. A record that is
/// from a later day than the one asked about gets no older by answers.
bool stays(const eval::TreatmentDecision& t, Day asked) {
  return !t.program || t.verdict == eval::Verdict::go || asked < t.first ||
         std::any_of(t.reasons.begin(), t.reasons.end(), [](const eval::Reason& reason) {
           return reason.source_check != nullptr && reason.sure && reason.causes.empty();
         });
}

/// What one treatment still depends on.
class OfTreatment {
 public:
  OfTreatment(const eval::Decision& decision, const eval::Facts& record, const eval::TreatmentDecision& treatment)
      : t_(treatment),
        facts_(treatment.facts ? *treatment.facts : record),
        program_(*treatment.program),
        clusters_(*program_.vocabulary),
        reads_(program_),
        asked_(decision.visit),
        setting_{treatment.plan, decision.visit, decision.as_of},
        findings_(eval::evaluate(program_, facts_, setting_)) {
    for (std::size_t i = 0; i < program_.checks.size(); ++i) readers(i);
    find_doubt();
    find_relevant();
  }

  bool settled() const { return stays(t_, asked_); }
  bool may_be_go() const { return t_.earliest.has_value() || !doubt_.empty(); }
  bool relevant(Key key) const {
    return all_relevant_ || relevant_.count(clusters_.of(key)) != 0 || noted_.count(clusters_.of(key)) != 0;
  }
  bool date_matters(const Cause& cause) const {
    if (doubt_.empty()) return false;
    if (cause.what == Cause::What::question) return all_relevant_ || relevant_.count(clusters_.of(cause.id)) != 0;
    if (of_list(cause.what)) return all_relevant_ || relevant_.count(clusters_.of(key_of_list(cause.id))) != 0;
    return true;
  }
  const check::Vocabulary& vocabulary() const { return *program_.vocabulary; }
  const eval::Facts& facts() const { return facts_; }
  const Clusters& clusters() const { return clusters_; }

  /// What keeps days after the asked one in doubt, each with the checks.
  std::map<Cause, std::vector<std::string>> later_causes() const {
    std::map<Cause, std::vector<std::string>> out;
    std::set<Day> days;
    const DaySet later = doubt_ - DaySet::one(asked_);
    for (const auto& finding : findings_.checks) {
      const DaySet here = (finding.possibly - finding.surely) & later;
      if (here.empty()) continue;
      days.insert(*here.min());
      days.insert(*here.max());
    }
    std::size_t looked = 0;
    for (const Day day : days) {
      if (++looked > most_days_looked_at) break;
      eval::Setting setting = setting_;
      setting.asked = day;
      const eval::Findings findings = eval::evaluate(program_, facts_, setting);
      for (const auto& finding : findings.checks) {
        if (finding.at != eval::Holding::possibly) continue;
        for (const Cause& cause : finding.causes) {
          auto& checks = out[cause];
          const std::string& name = program_.checks[finding.check].name;
          if (std::find(checks.begin(), checks.end(), name) == checks.end()) checks.push_back(name);
        }
      }
    }
    return out;
  }

 private:
  void readers(std::size_t check) {
    for (const auto& [id, read] : reads_.questions)
      if (std::binary_search(read.checks.begin(), read.checks.end(), check)) read_by_[check].insert(clusters_.of(id));
    for (const auto& [id, read] : reads_.lists)
      if (std::binary_search(read.checks.begin(), read.checks.end(), check))
        read_by_[check].insert(clusters_.of(key_of_list(id)));
  }

  void find_doubt() {
    if (t_.verdict == eval::Verdict::go) return;
    const Day from = std::max(asked_, t_.first);
    const Day to = t_.earliest ? previous(*t_.earliest) : last_day;
    if (to < from) return;
    doubt_ = DaySet::between(from, to);
    for (const auto& finding : findings_.checks) {
      const compile::JoinedCheck& joined = program_.checks[finding.check];
      // A clearance that has run out may be renewed, and of two answers that contradict each other one may be put
      // right.
      const bool cleared = std::any_of(facts_.clearances.begin(), facts_.clearances.end(),
                                       [&](const eval::ClearanceFact& c) { return c.check == joined.name; });
      if (!cleared && !is_ask_again(joined)) doubt_ = doubt_ - finding.surely;
    }
  }

  void find_relevant() {
    for (const auto& finding : findings_.checks) {
      const compile::JoinedCheck& joined = program_.checks[finding.check];
      bool matters = !(finding.possibly & doubt_).empty();
      // Whether two answers contradict each other is open while one of them is: a day that is open may close by it.
      if (is_ask_again(joined) && !finding.applies.empty() && may_be_go()) matters = true;
      if (!matters) continue;
      all_relevant_ = all_relevant_ || reads_all(joined);
      const auto& read = read_by_[finding.check];
      relevant_.insert(read.begin(), read.end());
    }
    if (!doubt_.empty()) {
      for (const auto& [id, read] : reads_.questions)
        if (read.needed) relevant_.insert(clusters_.of(id));
      for (const auto& [id, read] : reads_.lists)
        if (read.needed) relevant_.insert(clusters_.of(key_of_list(id)));
    }
    if (!may_be_go()) return;
    for (const eval::OpenQuestion& open : t_.better_questions) {
      if (open.cause.what == Cause::What::question) noted_.insert(clusters_.of(open.cause.id));
      if (of_list(open.cause.what)) noted_.insert(clusters_.of(key_of_list(open.cause.id)));
    }
    const auto care = [&](const std::vector<eval::CareLine>& lines) {
      for (const eval::CareLine& line : lines) {
        if (!line.may) continue;
        for (const auto& [id, read] : reads_.questions)
          if (reads_item(read, line)) noted_.insert(clusters_.of(id));
        for (const auto& [id, read] : reads_.lists)
          if (reads_item(read, line)) noted_.insert(clusters_.of(key_of_list(id)));
      }
    };
    care(t_.care_before);
    care(t_.aftercare);
  }
  bool reads_item(const ReadBy& read, const eval::CareLine& line) const {
    return std::any_of(read.care.begin(), read.care.end(),
                       [&](std::size_t i) { return &program_.care[i] == line.item; });
  }

  const eval::TreatmentDecision& t_;
  const eval::Facts& facts_;
  const compile::Program& program_;
  Clusters clusters_;
  Reads reads_;
  Day asked_;
  eval::Setting setting_;
  eval::Findings findings_;
  std::map<std::size_t, std::set<Key>> read_by_;
  DaySet doubt_;  // days whose answer may still become GO
  bool all_relevant_ = false;
  std::set<Key> relevant_, noted_;  // clusters
};

/// Whether an answer is still to be given: then a further one only narrows what the record may mean.
template <class Fact>
bool is_open(const Fact& fact) {
  return !fact.by_condition && (fact.state == eval::State::not_asked || fact.state == eval::State::unsure ||
                                fact.state == eval::State::declined);
}

class Next {
 public:
  Next(const eval::Decision& decision, const eval::Facts& facts, std::string& out)
      : decision_(decision), facts_(facts), json_(out) {}

  void write() {
    for (const auto& t : decision_.treatments)
      if (t.program) parts_.emplace_back(decision_, facts_, t);
    std::size_t part = 0;
    for (const auto& t : decision_.treatments)
      if (t.program) ask(t, parts_[part++]);
    std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
      return std::make_tuple(!a.ask_first, a.changes) < std::make_tuple(!b.ask_first, b.changes);
    });
    json_.open('{').key("next").text("contra.next/1");
    json_.key("settled").truth(is_settled(decision_));
    json_.key("left").number(
        std::count_if(items_.begin(), items_.end(), [](const Item& i) { return i.changes != Changes::note; }));
    json_.key("ask").open('[');
    for (const Item& item : items_) write(item);
    json_.close(']').key("hidden").open('[');
    hidden();
    json_.close(']').close('}');
  }

 private:
  void ask(const eval::TreatmentDecision& t, const OfTreatment& part) {
    const Sentences say(facts_, decision_, t);
    const auto first = [&](const Cause& cause) {
      return std::find(t.ask_first.begin(), t.ask_first.end(), cause) != t.ask_first.end();
    };
    for (const eval::OpenQuestion& open : t.questions) {
      if (!part.settled())
        add(say, open.cause, open.checks, Changes::verdict, first(open.cause));
      else if (part.date_matters(open.cause))
        add(say, open.cause, open.checks, Changes::date, false);
    }
    for (const auto& [cause, checks] : part.later_causes())
      if (part.date_matters(cause)) add(say, cause, checks, Changes::date, false);
    if (!part.may_be_go()) return;
    for (const eval::OpenQuestion& open : t.better_questions) add(say, open.cause, open.checks, Changes::note, false);
  }

  void add(const Sentences& say, const Cause& cause, const std::vector<std::string>& checks, Changes changes,
           bool ask_first) {
    const std::string pointer = say.pointer(cause);
    // Of several treatments one and the same entry may have several indexes: its pointer tells.
    const auto key = std::make_tuple(cause.what, cause.id, cause.detail, pointer);
    const auto [place, fresh] = place_of_.emplace(key, items_.size());
    if (fresh) {
      Item item;
      item.what = cause.what;
      item.name = say.question_name(cause);
      item.pointer = pointer;
      item.text = say.question(cause, checks);
      item.state = say.question_state(cause);
      items_.push_back(std::move(item));
    }
    Item& item = items_[place->second];
    item.changes = fresh ? changes : std::min(item.changes, changes);
    item.ask_first = item.ask_first || ask_first;
    for (const std::string& check : checks) {
      std::string title = say.check_title(check);
      if (std::find(item.checks.begin(), item.checks.end(), title) == item.checks.end())
        item.checks.push_back(std::move(title));
    }
    if (cause.what == Cause::What::question) asked_.insert(cause.id);
    if (of_list(cause.what)) asked_.insert(key_of_list(cause.id));
  }

  void write(const Item& item) {
    json_.open('{');
    if (!item.name.empty()) json_.key(of_list(item.what) ? "list" : "question").text(item.name);
    if (!item.pointer.empty()) json_.key("pointer").text(item.pointer);
    json_.key("what").text(present::cause_name(item.what));
    json_.key("text").text(item.text);
    json_.key("state").text(item.state);
    json_.key("checks").open('[');
    for (const std::string& title : item.checks) json_.text(title);
    json_.close(']').key("changes").text(changes_names[static_cast<std::size_t>(item.changes)]);
    json_.key("group").text(item.ask_first ? "ask_first" : "other");
    json_.close('}');
  }

  /// Of what the form asks: open, and nothing that is open depends on it. An answer that could contradict another one
  /// is not among them.
  void hidden() {
    if (parts_.empty()) return;
    const check::Vocabulary& vocabulary = parts_.front().vocabulary();
    std::set<Key> in_form;
    for (const auto& t : decision_.treatments) {
      if (!t.program) continue;
      const Reads reads(*t.program);
      for (const auto& [id, read] : reads.questions) in_form.insert(id);
      for (const auto& [id, read] : reads.lists) in_form.insert(key_of_list(id));
    }
    // Questions that an answered one of their cluster could contradict.
    const Clusters& clusters = parts_.front().clusters();
    std::set<Key> answered;
    for (std::size_t i = 0; i < facts_.questions.size(); ++i)
      if (!is_open(facts_.questions[i])) answered.insert(clusters.of(static_cast<Key>(i)));
    for (std::size_t i = 0; i < facts_.lists.size(); ++i)
      if (!is_open(facts_.lists[i])) answered.insert(clusters.of(key_of_list(static_cast<check::ListId>(i))));

    const auto one = [&](Key key, const std::string& name, bool open) {
      if (!open || in_form.count(key) == 0 || asked_.count(key) != 0 || answered.count(clusters.of(key)) != 0) return;
      if (std::any_of(facts_.faults.begin(), facts_.faults.end(),
                      [&](const eval::AnswerFault& fault) { return fault.question == name; }))
        return;
      if (std::any_of(parts_.begin(), parts_.end(), [&](const OfTreatment& part) { return part.relevant(key); }))
        return;
      json_.text(name);
    };
    for (std::size_t i = 0; i < vocabulary.questions.size(); ++i)
      one(static_cast<Key>(i), vocabulary.questions[i].name, is_open(facts_.questions.at(i)));
    for (std::size_t i = 0; i < vocabulary.lists.size(); ++i)
      one(key_of_list(static_cast<check::ListId>(i)), vocabulary.lists[i].name, is_open(facts_.lists.at(i)));
  }

  const eval::Decision& decision_;
  const eval::Facts& facts_;
  present::JsonWriter json_;
  std::vector<OfTreatment> parts_;
  std::vector<Item> items_;
  std::map<std::tuple<Cause::What, std::int32_t, std::int32_t, std::string>, std::size_t> place_of_;
  std::set<Key> asked_;
};

}  // namespace

bool is_settled(const eval::Decision& decision) {
  return std::all_of(decision.treatments.begin(), decision.treatments.end(),
                     [&](const eval::TreatmentDecision& t) { return stays(t, decision.visit); });
}

std::string next_json(const eval::Decision& decision, const eval::Facts& facts) {
  std::string out;
  Next(decision, facts, out).write();
  return out;
}

}  // namespace contra::serve
