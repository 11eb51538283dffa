// See questions.hpp. This file: the text.
#include "present/questions.hpp"

#include <algorithm>
#include <map>

#include "present/words.hpp"

namespace contra::present {

namespace {

using check::Condition;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

/// Who reads a question or a list, and what of the list.
struct Read {
  std::vector<std::string> checks;    // titles
  std::vector<std::string> subjects;  // of a list: "prescription retinoid"
  bool needed = false;
};

void add(std::vector<std::string>& into, const std::string& what) {
  if (!what.empty() && std::find(into.begin(), into.end(), what) == into.end()) into.push_back(what);
}

class Reads {
 public:
  explicit Reads(const compile::Program& program) {
    for (const auto& joined : program.checks)
      for (const auto& part : joined.parts) check(part.check);
    for (const auto& item : program.care)
      if (item.condition) condition(*item.condition, capitalised(item.title.empty() ? spaced(item.name) : item.title));
    for (const auto& need : program.needs) {
      if (need.question >= 0) questions[need.question].needed = true;
      if (need.list >= 0) lists[need.list].needed = true;
    }
    boxes(*program.vocabulary);
  }
  std::map<std::int32_t, Read> questions, lists;

 private:
  void check(const check::Check& c) {
    const std::string title = capitalised(c.title.empty() ? spaced(c.name) : c.title);
    if (c.form == check::Form::wait_after || c.limit_by_window) {
      subject(c.after.subject, title);
      if (c.after.better_while) condition(*c.after.better_while, title);
    } else if (c.form == check::Form::wait_from) {
      subject(c.from.subject, title);
    } else {
      condition(c.condition, title);
    }
    if (c.unless) condition(*c.unless, title);
  }
  void subject(const check::Subject& s, const std::string& title) {
    for (const auto id : s.lists) {
      add(lists[id].checks, title);
      add(lists[id].subjects, s.words);
    }
    for (const auto id : s.days) add(questions[id].checks, title);
  }
  void condition(const Condition& c, const std::string& title) {
    switch (c.kind) {
      case Condition::Kind::question:
      case Condition::Kind::age:
        if (c.question >= 0) add(questions[c.question].checks, title);
        break;
      case Condition::Kind::any:
      case Condition::Kind::taking:
      case Condition::Kind::present:
      case Condition::Kind::allergic:
      case Condition::Kind::planned:
        subject(c.subject, title);
        break;
      default:
        break;
    }
    for (const auto& inner : c.of) condition(inner, title);
  }
  /// A box answers the questions in it, and a question that opens another is asked too.
  void boxes(const check::Vocabulary& v) {
    for (std::size_t id = 0; id < v.questions.size(); ++id) {
      const auto self = static_cast<std::int32_t>(id);
      for (const auto inner : v.questions[id].box_for)
        if (questions.count(inner) != 0)
          for (const auto& title : questions[inner].checks) add(questions[self].checks, title);
    }
    const auto opened_by = [&](const std::optional<check::AskedOnlyWhen>& when, const Read& read) {
      if (when && when->question >= 0)
        for (const auto& title : read.checks) add(questions[when->question].checks, title);
    };
    const auto read_questions = questions;
    for (const auto& [id, read] : read_questions) opened_by(v.questions[at(id)].asked_only, read);
    for (const auto& [id, read] : lists) opened_by(v.lists[at(id)].asked_only, read);
  }
};

std::string type_words(const check::ValueType& type) {
  switch (type.kind) {
    case check::ValueType::Kind::options:
      return type.yes_no
                 ? std::string("yes or no")
                 : "one of " + list_words(type.labels.size() == type.options.size() ? type.labels : type.options, "or");
    case check::ValueType::Kind::number:
      return "a number in " + type.unit + ", " + number_words(type.from) + " to " + number_words(type.to);
    case check::ValueType::Kind::past_day:
      return "a day in the past; a month, a year or \"about 2 weeks ago\" will do";
    case check::ValueType::Kind::future_day:
      return "a day to come";
    case check::ValueType::Kind::area:
      return "an area";
    case check::ValueType::Kind::text:
      return "free text";
  }
  return {};
}

/// Titles have commas of their own.
std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : "; ") + item;
  return out;
}

std::string list_type(const check::List& list) {
  std::string out = "a list";
  switch (list.role) {
    case syntax::ListRole::exposures:
      out += ", each with the last day, or from when to when, or whether it goes on";
      break;
    case syntax::ListRole::states:
      out += " of what is there now";
      break;
    case syntax::ListRole::allergies:
      break;
    case syntax::ListRole::to_come:
      out += ", each with its first and last day";
      break;
  }
  std::vector<std::string> details;
  for (const auto& d : list.details) add(details, spaced(d.name));
  if (!details.empty()) out += "; " + list_words(details, "and");
  return out;
}

class Asked {
 public:
  explicit Asked(const compile::Program& program) : vocabulary_(*program.vocabulary), reads_(program) {}

  std::vector<AskedQuestion> all() {
    std::vector<AskedQuestion> out;
    for (const auto by : {syntax::AnsweredBy::client, syntax::AnsweredBy::practitioner}) side(by, out);
    return out;
  }

 private:
  std::string when(const std::optional<check::AskedOnlyWhen>& asked) const {
    if (!asked || asked->question < 0) return {};
    const check::Question& q = vocabulary_.questions[at(asked->question)];
    std::vector<std::string> values;
    for (std::size_t i = 0; i < q.type.options.size(); ++i)
      if ((asked->options >> i & 1u) != 0)
        values.push_back(i < q.type.labels.size() ? q.type.labels[i] : q.type.options[i]);
    return "only when " + quoted(q.question) + " is " + list_words(values, "or");
  }
  void side(syntax::AnsweredBy by, std::vector<AskedQuestion>& out) const {
    for (std::size_t id = 0; id < vocabulary_.questions.size(); ++id) {
      const auto found = reads_.questions.find(static_cast<std::int32_t>(id));
      const check::Question& q = vocabulary_.questions[id];
      if (found == reads_.questions.end() || q.answered_by != by ||
          (found->second.checks.empty() && !found->second.needed))
        continue;
      std::string type = type_words(q.type);
      if (!q.box_for.empty()) type += " (no: none of them; yes: at least one, and it is asked which)";
      if (q.not_applicable_is_no) type += "; \"not applicable\" counts as no";
      const Read& read = found->second;
      out.push_back({q.name, q.question, type, when(q.asked_only), read.subjects, read.checks, read.needed, by});
    }
    for (std::size_t id = 0; id < vocabulary_.lists.size(); ++id) {
      const auto found = reads_.lists.find(static_cast<std::int32_t>(id));
      const check::List& l = vocabulary_.lists[id];
      if (found == reads_.lists.end() || l.answered_by != by) continue;
      std::string only = when(l.asked_only);
      if (l.looks_back) only += (only.empty() ? "" : "; ") + std::string("about the last ") + step_words(*l.looks_back);
      const Read& read = found->second;
      out.push_back({l.name, l.question, list_type(l), only, read.subjects, read.checks, read.needed, by});
    }
  }

  const check::Vocabulary& vocabulary_;
  Reads reads_;
};

class Text {
 public:
  Text(const compile::Program& program, const PageOptions& options) : program_(program), page_(options) {}

  std::string take() {
    page_.paragraph(0, program_.pack->title.empty() ? spaced(program_.pack->name) : program_.pack->title, Tone::strong);
    const std::vector<AskedQuestion> asked = asked_questions(program_);
    side("The client answers", syntax::AnsweredBy::client, asked);
    side("The practitioner answers", syntax::AnsweredBy::practitioner, asked);
    setting();
    return page_.take();
  }

 private:
  void side(std::string_view heading, syntax::AnsweredBy by, const std::vector<AskedQuestion>& asked) {
    bool any = false;
    for (const AskedQuestion& q : asked) {
      if (q.answered_by != by) continue;
      if (!any) page_.heading(heading);
      any = true;
      page_.gap();
      page_.bullet(2, q.question, Tone::strong);
      page_.labelled(4, "key", 9, q.name);
      page_.labelled(4, "answer", 9, q.answer);
      if (!q.only.empty()) page_.labelled(4, "asked", 9, q.only);
      if (!q.subjects.empty()) page_.labelled(4, "reads", 9, joined(q.subjects));
      if (q.needed) page_.labelled(4, "needed", 9, "every GO needs this answer");
      if (!q.checks.empty()) page_.labelled(4, q.checks.size() == 1 ? "check" : "checks", 9, joined(q.checks));
    }
  }
  void setting() {
    page_.heading("The plan says");
    page_.bullet(2, "the area to be treated");
    if (program_.pack->depth) page_.bullet(2, "the depth: " + type_words(program_.pack->depth->type));
  }

  const compile::Program& program_;
  Page page_;
};

}  // namespace

std::vector<AskedQuestion> asked_questions(const compile::Program& program) { return Asked(program).all(); }

std::string questions_text(const compile::Program& program, const PageOptions& options) {
  return Text(program, options).take();
}

}  // namespace contra::present
