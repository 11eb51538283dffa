// See form.hpp.
#include "serve/form.hpp"

#include <algorithm>
#include <set>

#include "present/json_writer.hpp"
#include "present/words.hpp"

namespace contra::serve {

namespace {

using check::Condition;
using check::ValueType;
using present::JsonWriter;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

void add(std::vector<std::size_t>& into, std::size_t what) {
  const auto place = std::lower_bound(into.begin(), into.end(), what);
  if (place == into.end() || *place != what) into.insert(place, what);
}

/// True when something was new.
bool join(ReadBy& into, const ReadBy& from) {
  const std::size_t before = into.checks.size() + into.care.size();
  for (const std::size_t check : from.checks) add(into.checks, check);
  for (const std::size_t item : from.care) add(into.care, item);
  return into.checks.size() + into.care.size() != before;
}

/// Walks what one check or care item reads.
class Walk {
 public:
  Walk(Reads& reads, const check::Vocabulary& vocabulary, std::size_t reader, bool care)
      : reads_(reads), vocabulary_(vocabulary), reader_(reader), care_(care) {}

  void check(const check::Check& c) {
    subject(c.after.subject);
    subject(c.from.subject);
    if (c.after.better_while) condition(*c.after.better_while);
    condition(c.condition);
    if (c.unless) condition(*c.unless);
  }
  void condition(const Condition& c) {
    if ((c.kind == Condition::Kind::question || c.kind == Condition::Kind::age) && c.question >= 0)
      note(reads_.questions[c.question]);
    subject(c.subject);
    for (const Condition& inner : c.of) condition(inner);
  }

 private:
  void note(ReadBy& read) { add(care_ ? read.care : read.checks, reader_); }
  void subject(const check::Subject& s) {
    for (const auto id : s.days) note(reads_.questions[id]);
    for (const auto id : s.lists) {
      ReadBy& read = reads_.lists[id];
      note(read);
      check::IdSet terms = s.terms;
      terms &= vocabulary_.lists[at(id)].terms;
      read.terms |= terms;
    }
  }

  Reads& reads_;
  const check::Vocabulary& vocabulary_;
  std::size_t reader_;
  bool care_;
};

}  // namespace

Reads::Reads(const compile::Program& program) {
  const check::Vocabulary& vocabulary = *program.vocabulary;
  for (std::size_t i = 0; i < program.checks.size(); ++i)
    for (const auto& part : program.checks[i].parts) Walk(*this, vocabulary, i, false).check(part.check);
  for (std::size_t i = 0; i < program.care.size(); ++i)
    if (program.care[i].condition) Walk(*this, vocabulary, i, true).condition(*program.care[i].condition);
  for (const auto& need : program.needs) {
    if (need.question >= 0) questions[need.question].needed = true;
    if (need.list < 0) continue;
    lists[need.list].needed = true;
    if (need.term >= 0) lists[need.list].terms |= vocabulary.terms[at(need.term)].kinds;
  }
  const auto opens = [&](const std::optional<check::AskedOnlyWhen>& when, const ReadBy& read) {
    return when && when->question >= 0 && join(questions[when->question], read);
  };
  for (bool more = true; more;) {
    more = false;
    for (std::size_t id = 0; id < vocabulary.questions.size(); ++id) {
      const check::Question& q = vocabulary.questions[id];
      for (const auto inner : q.box_for)
        if (const auto read = questions.find(inner); read != questions.end())
          more = join(questions[static_cast<check::QuestionId>(id)], ReadBy(read->second)) || more;
      if (const auto read = questions.find(static_cast<check::QuestionId>(id)); read != questions.end())
        more = opens(q.asked_only, ReadBy(read->second)) || more;
    }
    for (const auto& [id, read] : lists) more = opens(vocabulary.lists[at(id)].asked_only, read) || more;
  }
}

std::string check_title(const compile::JoinedCheck& joined) {
  const check::Check& check = joined.parts.front().check;
  return present::capitalised(check.title.empty() ? present::spaced(check.name) : check.title);
}

namespace {

std::string_view kind_name(const ValueType& type) {
  switch (type.kind) {
    case ValueType::Kind::options:
      return type.yes_no ? "yes_no" : "options";
    case ValueType::Kind::number:
      return "number";
    case ValueType::Kind::past_day:
      return "past_day";
    case ValueType::Kind::future_day:
      return "future_day";
    case ValueType::Kind::area:
      return "area";
    case ValueType::Kind::text:
      return "text";
  }
  return "text";
}

std::string_view dating_name(const check::List& list) {
  switch (list.role) {
    case syntax::ListRole::exposures:
      return list.planned_too ? "past_or_planned" : "past";
    case syntax::ListRole::states:
      return "now";
    case syntax::ListRole::allergies:
      return "none";
    case syntax::ListRole::to_come:
      return "planned";
  }
  return "none";
}

std::string_view role_name(const check::List& list) {
  switch (list.role) {
    case syntax::ListRole::exposures:
      return "exposures";
    case syntax::ListRole::states:
      return "states";
    case syntax::ListRole::allergies:
      return "allergies";
    case syntax::ListRole::to_come:
      return "to_come";
  }
  return "states";
}

std::string_view by_name(syntax::AnsweredBy by) {
  return by == syntax::AnsweredBy::practitioner ? "practitioner" : "client";
}

/// `kind` and what belongs to it.
void write_type(JsonWriter& json, const ValueType& type) {
  json.key("kind").text(kind_name(type));
  if (type.kind == ValueType::Kind::options && !type.yes_no) {
    json.key("options").open('[');
    for (std::size_t i = 0; i < type.options.size(); ++i) {
      json.open('{').key("value").text(type.options[i]);
      json.key("label").text(i < type.labels.size() ? type.labels[i] : type.options[i]);
      json.close('}');
    }
    json.close(']');
  }
  if (type.kind == ValueType::Kind::number) {
    json.key("unit").text(type.unit);
    json.key("from").raw(present::number_words(type.from));
    json.key("to").raw(present::number_words(type.to));
  }
}

void write_depth(JsonWriter& json, const check::Pack& pack) {
  if (!pack.depth) {
    json.null();
    return;
  }
  json.open('{');
  write_type(json, pack.depth->type);
  json.close('}');
}

class Form {
 public:
  Form(const Programs& programs, std::string& out)
      : programs_(programs), vocabulary_(*programs.front()->vocabulary), json_(out) {
    for (const auto& program : programs) reads_.emplace_back(*program);
  }

  void write() {
    json_.open('{').key("form").text("contra.form/1");
    json_.key("treatments").open('[');
    for (const auto& program : programs_) {
      json_.open('{').key("name").text(program->identity.name);
      json_.key("title").text(program->pack->title.empty() ? present::spaced(program->pack->name)
                                                           : program->pack->title);
      json_.key("depth");
      write_depth(json_, *program->pack);
      json_.close('}');
    }
    json_.close(']').key("questions").open('[');
    for (std::size_t i = 0; i < vocabulary_.questions.size(); ++i) question(static_cast<check::QuestionId>(i));
    json_.close(']').key("lists").open('[');
    for (std::size_t i = 0; i < vocabulary_.lists.size(); ++i) list(static_cast<check::ListId>(i));
    json_.close(']');
    terms();
    areas();
    roles();
    json_.close('}');
  }

 private:
  void texts(std::string_view key, const std::vector<std::string>& items) {
    json_.key(key).open('[');
    for (const auto& item : items) json_.text(item);
    json_.close(']');
  }
  std::vector<std::string> names(const check::IdSet& terms) const {
    std::vector<std::string> out;
    for (const auto id : terms.ids()) out.push_back(vocabulary_.terms[at(id)].name);
    return out;
  }
  /// Those of the set that are no kind of another in it.
  check::IdSet topmost(const check::IdSet& terms) const {
    check::IdSet out;
    for (const auto id : terms.ids()) {
      const auto& parents = vocabulary_.terms[at(id)].parents;
      if (std::none_of(parents.begin(), parents.end(), [&](auto parent) { return terms.has(parent); })) out.add(id);
    }
    return out;
  }
  template <class Of>
  bool read(Of of, ReadBy& out) const {
    bool any = false;
    for (const Reads& reads : reads_) {
      const ReadBy* found = of(reads);
      if (found == nullptr) continue;
      any = any || !found->checks.empty() || !found->care.empty() || found->needed;
      out.needed = out.needed || found->needed;
      out.terms |= found->terms;
    }
    return any;
  }
  /// The checks of all programs that read it; one name may be in several packs.
  template <class Of>
  void checks(Of of) {
    json_.key("checks").open('[');
    std::set<std::string> said;
    for (std::size_t p = 0; p < programs_.size(); ++p) {
      const ReadBy* found = of(reads_[p]);
      if (found == nullptr) continue;
      for (const std::size_t i : found->checks) {
        const compile::JoinedCheck& joined = programs_[p]->checks[i];
        if (!said.insert(joined.name).second) continue;
        json_.open('{').key("name").text(joined.name);
        json_.key("title").text(check_title(joined));
        json_.close('}');
      }
    }
    json_.close(']');
  }
  void only_when(const std::optional<check::AskedOnlyWhen>& when) {
    json_.key("only_when");
    if (!when || when->question < 0) {
      json_.null();
      return;
    }
    const check::Question& q = vocabulary_.questions[at(when->question)];
    json_.open('{').key("question").text(q.name);
    json_.key("is").open('[');
    for (std::size_t i = 0; i < q.type.options.size(); ++i)
      if ((when->options >> i & 1u) != 0) json_.text(q.type.options[i]);
    json_.close(']').key("else_no").truth(when->else_no);
    json_.close('}');
  }
  void question(check::QuestionId id) {
    const auto of = [&](const Reads& reads) -> const ReadBy* {
      const auto found = reads.questions.find(id);
      return found == reads.questions.end() ? nullptr : &found->second;
    };
    ReadBy all;
    if (!read(of, all)) return;
    const check::Question& q = vocabulary_.questions[at(id)];
    json_.open('{').key("name").text(q.name);
    json_.key("text").text(q.question);
    write_type(json_, q.type);
    json_.key("answered_by").text(by_name(q.answered_by));
    json_.key("box_for").open('[');
    for (const auto inner : q.box_for) json_.text(vocabulary_.questions[at(inner)].name);
    json_.close(']').key("not_applicable").truth(q.not_applicable_is_no);
    only_when(q.asked_only);
    json_.key("needed").truth(all.needed);
    checks(of);
    json_.close('}');
  }
  void list(check::ListId id) {
    const auto of = [&](const Reads& reads) -> const ReadBy* {
      const auto found = reads.lists.find(id);
      return found == reads.lists.end() ? nullptr : &found->second;
    };
    ReadBy all;
    if (!read(of, all)) return;
    const check::List& l = vocabulary_.lists[at(id)];
    terms_ |= l.terms;
    json_.open('{').key("name").text(l.name);
    json_.key("text").text(l.question);
    json_.key("role").text(role_name(l));
    json_.key("planned_too").truth(l.planned_too);
    json_.key("answered_by").text(by_name(l.answered_by));
    json_.key("looks_back");
    if (l.looks_back) {
      json_.text(present::step_words(*l.looks_back));
    } else {
      json_.null();
    }
    only_when(l.asked_only);
    json_.key("needed").truth(all.needed);
    texts("terms", names(l.terms));
    texts("asks_for", names(topmost(all.terms)));
    json_.key("dating").text(dating_name(l));
    json_.key("details").open('[');
    for (const auto& detail : l.details) {
      json_.open('{').key("name").text(detail.name);
      write_type(json_, detail.type);
      texts("for", names(topmost(detail.for_terms)));
      json_.close('}');
    }
    json_.close(']');
    checks(of);
    json_.close('}');
  }
  void terms() {
    json_.key("terms").open('[');
    for (const auto id : terms_.ids()) {
      const check::Term& term = vocabulary_.terms[at(id)];
      json_.open('{').key("name").text(term.name);
      json_.key("title").text(term.title);
      texts("also", term.also);
      json_.key("is_a").open('[');
      for (const auto parent : term.parents) json_.text(vocabulary_.terms[at(parent)].name);
      json_.close(']').key("prescribed").truth(term.prescribed);
      json_.close('}');
    }
    json_.close(']');
  }
  void areas() {
    json_.key("areas").open('[');
    for (const auto& area : vocabulary_.areas) {
      json_.open('{').key("name").text(area.name);
      json_.key("title").text(area.title);
      texts("also", area.also);
      json_.key("part_of").open('[');
      for (const auto whole : area.part_of) json_.text(vocabulary_.areas[at(whole)].name);
      json_.close(']').close('}');
    }
    json_.close(']');
  }
  void roles() {
    json_.key("roles").open('[');
    for (const auto& role : vocabulary_.roles) {
      json_.open('{').key("name").text(role.name);
      json_.key("title").text(role.title);
      json_.key("is_a").open('[');
      for (const auto general : role.is_a) json_.text(vocabulary_.roles[at(general)].name);
      json_.close(']').close('}');
    }
    json_.close(']');
  }

  const Programs& programs_;
  const check::Vocabulary& vocabulary_;
  std::vector<Reads> reads_;
  check::IdSet terms_;
  JsonWriter json_;
};

}  // namespace

std::string form_json(const Programs& programs) {
  std::string out;
  Form(programs, out).write();
  return out;
}

std::string depth_json(const check::Pack& pack) {
  std::string out;
  JsonWriter json(out);
  write_depth(json, pack);
  return out;
}

}  // namespace contra::serve
