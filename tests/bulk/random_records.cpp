// The record around the answers: learning from the rules, plan, forms, clearances. Answers are made in
// random_answers.cpp.
#include "random_records.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

#include "eval/intake_reader.hpp"
#include "general.hpp"
#include "respell.hpp"

namespace contra::bulk_tests {

using check::Condition;
using TypeKind = check::ValueType::Kind;

Style Style::exact() { return {}; }
Style Style::nightly() {
  Style s;
  s.unclear = 4;
  s.clearances = 5;
  s.more_forms = 5;
  return s;
}
Style Style::mixed() {
  Style s;
  s.unclear = 12;
  s.impossible = 1;
  s.odd = 15;
  s.twice = 1;
  s.broken = 3;
  s.other_plan = 15;
  s.more_forms = 25;
  s.clearances = 25;
  s.events = 40;
  return s;
}
Style Style::unclear_() {
  Style s = mixed();
  s.unclear = 60;
  s.impossible = 5;
  s.other_plan = 30;
  s.more_forms = 40;
  s.events = 60;
  return s;
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
  return out;
}

RecordMaker::RecordMaker(const Programs& programs, Style style, std::uint64_t seed) : style_(style), seed_(seed) {
  programs_ = programs;
  vocabulary_ = programs.front()->vocabulary.get();
  learn(programs);
  find_friendly(programs);
}

// --- learning ---------------------------------------------------------------------------------------------------

namespace {

void add_condition(const Condition& c, std::vector<Step>& steps, std::vector<std::int32_t>& ages,
                   std::set<check::QuestionId>& births) {
  for (const Condition& inner : c.of) add_condition(inner, steps, ages, births);
  if (c.within) steps.push_back(c.within->step);
  if (c.kind == Condition::Kind::age) {
    births.insert(c.question);
    for (const auto& [from, to] : c.age_months) {
      ages.push_back(from);
      if (to >= 0) ages.push_back(to + 1);
    }
  }
}

}  // namespace

void RecordMaker::learn(const Programs& programs) {
  std::set<check::QuestionId> births;
  const auto window = [&](const check::Window& w) {
    if (w.must) steps_.push_back(*w.must);
    if (w.better) steps_.push_back(*w.better);
  };
  for (const auto& program : programs) {
    treatment_names_.push_back({json_text(program->identity.name)});
    if (!program->pack->title.empty()) treatment_names_.back().push_back(json_text(program->pack->title));
    for (const auto& joined : program->checks) {
      Clearable clearable{joined.name, {}};
      for (const auto& part : joined.parts) {
        const check::Check& c = part.check;
        window(c.after.window);
        for (const auto& row : c.after.rows) window(row.window);
        if (c.form == check::Form::wait_from) {
          steps_.push_back(c.from.before);
          steps_.push_back(c.from.after);
        }
        add_condition(c.condition, steps_, ages_, births);
        if (c.unless) add_condition(*c.unless, steps_, ages_, births);
        if (c.after.better_while) add_condition(*c.after.better_while, steps_, ages_, births);
        for (const auto& roles : {c.clearance_by, c.cleared_by, c.then_cleared_by})
          clearable.roles.insert(clearable.roles.end(), roles.begin(), roles.end());
      }
      if (!clearable.roles.empty()) clearable_.push_back(std::move(clearable));
    }
    for (const auto& validity : program->validities)
      for (const auto& step : {validity.form_holds, validity.change_check_after, validity.change_check_within})
        if (step) steps_.push_back(*step);
  }
  if (steps_.empty()) steps_.push_back(Step{0, 7});
  const check::Vocabulary& v = *vocabulary_;
  for (std::size_t i = 0; i < v.questions.size(); ++i) {
    AskedQuestion asked;
    asked.question = &v.questions[i];
    asked.key = json_text(v.questions[i].name) + ":";
    for (std::size_t k = 0; k < v.questions[i].type.options.size(); ++k) {
      asked.options.push_back(json_text(v.questions[i].type.options[k]));
      asked.labels.push_back(k < v.questions[i].type.labels.size() ? json_text(v.questions[i].type.labels[k])
                                                                   : asked.options.back());
    }
    asked.birth = births.count(static_cast<check::QuestionId>(i)) != 0;
    questions_.push_back(std::move(asked));
  }
  for (const check::List& list : v.lists) {
    AskedList asked;
    asked.list = &list;
    asked.key = json_text(list.name) + ":";
    for (const check::TermId id : list.terms.ids()) {
      const bool leaf = v.terms[static_cast<std::size_t>(id)].kinds.ids().size() == 1;
      (leaf ? asked.leaves : asked.general).push_back(id);
    }
    if (asked.leaves.empty()) asked.leaves = asked.general;
    lists_.push_back(std::move(asked));
  }
  for (const check::Term& term : v.terms) {
    std::vector<std::string> names = {json_text(term.name)};
    if (!term.title.empty()) names.push_back(json_text(term.title));
    for (const std::string& also : term.also) names.push_back(json_text(also));
    term_names_.push_back(std::move(names));
  }
  for (const check::Area& area : v.areas) {
    std::vector<std::string> names = {json_text(area.name)};
    if (!area.title.empty()) names.push_back(json_text(area.title));
    for (const std::string& also : area.also) names.push_back(json_text(also));
    area_names_.push_back(std::move(names));
  }
  for (const auto& [words, state] : eval::reader::state_words())
    if (!words.empty()) states_.push_back(words);
  chosen_.assign(questions_.size(), 0);
}

/// The options that leave a client with nothing else to say with the fewest waits, one question after the other.
void RecordMaker::find_friendly(const Programs& programs) {
  const auto waits = [&] {
    std::string line = "{\"record\":\"contra.intake/1\",\"visit\":\"2026-03-16\",\"plan\":[";
    for (std::size_t i = 0; i < treatment_names_.size(); ++i)
      line += (i == 0 ? "" : ",") + std::string("{\"treatment\":") + treatment_names_[i].front() + "}";
    line += "],\"forms\":[{\"kind\":\"full\",\"by\":\"practitioner\",\"signed\":\"2026-03-14\",\"answers\":{";
    bool first = true;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      const AskedQuestion& asked = questions_[i];
      const auto& when = asked.question->asked_only;
      if (!asked.question->box_for.empty()) continue;
      if (when && (when->options >> chosen_[static_cast<std::size_t>(when->question)] & 1u) == 0) continue;
      std::string answer;
      if (asked.question->type.kind == TypeKind::options) answer = asked.options[chosen_[i]];
      if (asked.question->type.kind == TypeKind::past_day) answer = asked.birth ? "\"1986-02-03\"" : "\"never\"";
      if (asked.question->type.kind == TypeKind::future_day) answer = "\"no\"";
      if (answer.empty()) continue;
      line += (first ? "" : ",") + asked.key + answer;
      first = false;
    }
    for (const AskedList& asked : lists_) {
      line += (first ? "" : ",") + asked.key + "\"no\"";
      first = false;
    }
    line += "}}]}";
    std::size_t n = 0;
    const Outcome outcome = generally(programs, line);
    for (const auto& t : outcome.treatments) n += t.waits.size();
    return n;
  };
  for (std::size_t i = 0; i < questions_.size(); ++i)  // a plain no where there is one
    for (std::size_t k = 0; k < questions_[i].options.size(); ++k)
      if (questions_[i].options[k] == "\"no\"") chosen_[i] = k;
  for (int round = 0; round < 2; ++round)
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      AskedQuestion& asked = questions_[i];
      if (asked.options.size() < 2) continue;
      std::vector<std::size_t> counts;
      const std::size_t kept = chosen_[i];
      for (std::size_t k = 0; k < asked.options.size(); ++k) {
        chosen_[i] = k;
        counts.push_back(waits());
      }
      const std::size_t least = *std::min_element(counts.begin(), counts.end());
      asked.friendly.clear();
      for (std::size_t k = 0; k < counts.size(); ++k)
        if (counts[k] == least) asked.friendly.push_back(k);
      chosen_[i] = counts[kept] == least ? kept : asked.friendly.front();
    }
}

// --- a record ---------------------------------------------------------------------------------------------------

void RecordMaker::append(std::uint64_t k, std::string& out) {
  random_ = Random(Random(seed_).next() + k);
  const bool odd = random_.chance(style_.odd), twice = random_.chance(style_.twice),
             broken = random_.chance(style_.broken);
  if (!odd && !twice && !broken) {
    append_plain(out);
    return;
  }
  scratch_.clear();
  append_plain(scratch_);
  if (broken) break_member(scratch_, random_);
  if (twice) double_member(scratch_, random_);
  if (odd) respell(scratch_, random_);
  out += scratch_;
}

void RecordMaker::append_plain(std::string& out) {
  switch (random_.below(8)) {
    case 0: {  // an end of a month
      const int year = random_.between(2024, 2029);
      const auto month = static_cast<unsigned>(random_.between(1, 12));
      visit_ = *day_of({year, month, days_in_month(year, month) - static_cast<unsigned>(random_.below(2))});
      break;
    }
    case 1:  // about a leap day
      visit_ = Day{day_of({2028, 2, 29})->number + random_.between(-1, 1)};
      break;
    default:
      visit_ = Day{day_of({2026, 1, 1})->number + static_cast<int>(random_.below(700))};
      break;
  }
  char id[32];
  const int length = std::snprintf(id, sizeof id, "\"id\":\"r-%u\"", static_cast<unsigned>(random_.below(100000000)));
  out += "{\"record\":\"contra.intake/1\",";
  out.append(id, static_cast<std::size_t>(length));
  out += ",\"visit\":";
  add_day(out, visit_);
  if (random_.chance(20)) {
    out += ",\"as_of\":";
    add_day(out, Day{visit_.number - static_cast<int>(random_.below(4))});
  }
  out += ',';
  plan(out);
  out += ',';
  forms(out);
  clearances(out);
  out += '}';
}

void RecordMaker::plan(std::string& out) {
  out += "\"plan\":[";
  const bool other = random_.chance(style_.other_plan);
  const std::size_t items = other ? 1 + random_.below(3) : 1;
  for (std::size_t i = 0; i < items; ++i) {
    if (i > 0) out += ',';
    if (other && random_.chance(5))
      out += "{\"treatment\":\"tea and biscuits\",\"depth\":\"two\"}";
    else
      plan_item(out, *programs_[random_.below(programs_.size())]);
  }
  out += ']';
}

void RecordMaker::plan_item(std::string& out, const compile::Program& program) {
  const bool open = random_.chance(style_.other_plan);
  std::size_t at = 0;
  while (programs_[at].get() != &program) ++at;
  const auto& names = treatment_names_[at];
  out += "{\"treatment\":";
  out += random_.chance(90) ? names.front() : names.back();
  if (!vocabulary_->areas.empty() && !(open && random_.chance(25))) {
    out += ",\"area\":";
    areas(out, open);
  }
  if (program.pack->depth && !(open && random_.chance(25))) {
    out += ",\"depth\":";
    value(out, program.pack->depth->type, nullptr, open && random_.chance(40));
  } else if (open && random_.chance(5)) {
    out += ",\"depth\":\"medium\"";
  }
  if (random_.chance(20)) out += ",\"device\":\"Pen 3\"";
  out += '}';
}

void RecordMaker::forms(std::string& out) {
  out += "\"forms\":[";
  Form form;
  const bool more = random_.chance(style_.more_forms);
  // Near enough to hold, mostly; on the edges of how long a form holds now and then.
  const auto signing = [&] {
    if (random_.chance(70)) return Day{visit_.number - static_cast<int>(random_.below(15))};
    if (random_.chance(50)) return Day{visit_.number - random_.between(28, 33)};
    return event_day(visit_, true);
  };
  const auto head = [&](const char* kind, bool practitioner) {
    out += "{\"kind\":\"";
    out += kind;
    out += "\",\"signed\":";
    add_day(out, form.signed_on);
    out += practitioner ? ",\"by\":\"practitioner\"" : ",\"by\":\"client\"";
    form.practitioner_signs = practitioner;
  };
  form.signed_on = signing();
  if (more && random_.chance(5)) form.signed_on = Day{visit_.number + random_.between(1, 9)};
  const Day newest = form.signed_on;
  if (more && random_.chance(50)) {  // an older form, or one of the same day
    form.signed_on = random_.chance(25) ? newest : Day{newest.number - random_.between(1, 500)};
    form.unclear = true;
    head("full", random_.chance(10));
    out += ",\"answers\":{";
    answers(out, form, true, random_.chance(20), 60);
    out += "}},";
    form.signed_on = newest;
  }
  form.unclear = style_.unclear > 0;
  const bool one_form = more && random_.chance(25);
  const bool by_practitioner = one_form || (more && random_.chance(10));
  head("full", by_practitioner);
  out += ",\"answers\":{";
  answers(out, form, true, one_form || (more && random_.chance(5)), more ? 90 : 97);
  out += "}}";
  if (!one_form) {
    if (random_.chance(30)) form.signed_on = signing();
    out += ',';
    head("practitioner", true);
    out += ",\"answers\":{";
    answers(out, form, more && random_.chance(10), true, 97);
    out += "}}";
  }
  if (more && random_.chance(60)) {
    form.signed_on = random_.chance(20) ? newest : Day{newest.number + random_.between(0, 14)};
    out += ',';
    head("change", random_.chance(10));
    switch (random_.below(6)) {
      case 0:
      case 1:
      case 2:
        out += ",\"nothing_changed\":\"yes\"";
        break;
      case 3:
        out += ",\"nothing_changed\":\"no\"";
        break;
      case 4:
        out += ",\"nothing_changed\":\"unsure\"";
        break;
      default:
        break;
    }
    if (random_.chance(50)) {
      out += ",\"answers\":{";
      answers(out, form, true, random_.chance(10), 10);
      out += '}';
    }
    out += '}';
  }
  out += ']';
}

void RecordMaker::answers(std::string& out, const Form& form, bool client, bool practitioner, int each) {
  // What exact answers say, so that a question that another one closes is left out.
  const bool mess = form.unclear && random_.chance(style_.unclear);
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const AskedQuestion& asked = questions_[i];
    if (asked.options.empty()) continue;
    chosen_[i] = asked.friendly.empty() || random_.chance(4) ? random_.below(asked.options.size())
                                                             : random_.pick(asked.friendly);
  }
  const auto is_asked = [&](const auto& of) {
    if (!(of.answered_by == syntax::AnsweredBy::practitioner ? practitioner : client)) return mess && random_.chance(4);
    if (of.asked_only &&
        (of.asked_only->options >> chosen_[static_cast<std::size_t>(of.asked_only->question)] & 1u) == 0)
      return mess && random_.chance(20);
    return random_.chance(each);
  };
  // A box stands for its questions: it or they are answered.
  std::vector<bool> left(questions_.size(), false);
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const auto& members = questions_[i].question->box_for;
    if (members.empty()) continue;
    const bool by_box = random_.chance(15);
    if (mess && random_.chance(30)) continue;
    left[i] = !by_box;
    for (const auto member : members) left[static_cast<std::size_t>(member)] = by_box;
  }
  bool first = true;
  std::size_t offset = random_.chance(style_.odd) ? random_.below(questions_.size() + lists_.size()) : 0;
  const std::size_t all = questions_.size() + lists_.size();
  for (std::size_t n = 0; n < all; ++n) {
    const std::size_t i = (n + offset) % all;
    const std::size_t before = out.size();
    if (!first) out += ',';
    bool written = false;
    if (i < questions_.size()) {
      if (!left[i] && is_asked(*questions_[i].question)) written = question(out, questions_[i], form);
    } else if (is_asked(*lists_[i - questions_.size()].list)) {
      written = list(out, lists_[i - questions_.size()], form);
    }
    if (written)
      first = false;
    else
      out.resize(before);
  }
}

void RecordMaker::clearances(std::string& out) {
  if (clearable_.empty() || !random_.chance(style_.clearances)) return;
  out += ",\"clearances\":[";
  const std::size_t n = 1 + random_.below(3);
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += ',';
    const Clearable& clearable = random_.pick(clearable_);
    const bool open = random_.chance(style_.unclear);
    out += "{\"check\":\"" + clearable.check + "\",\"by\":";
    if (open && random_.chance(20)) {
      out += "\"my neighbour\"";
    } else {
      const auto& role = vocabulary_->roles[static_cast<std::size_t>(
          random_.chance(85) ? random_.pick(clearable.roles)
                             : static_cast<check::RoleId>(random_.below(vocabulary_->roles.size())))];
      out += json_text(random_.chance(70) || role.title.empty() ? role.name : role.title);
    }
    if (random_.chance(60)) out += ",\"name\":\"Dr. Example\"";
    const Day on =
        random_.chance(60) ? Day{visit_.number - static_cast<int>(random_.below(60))} : event_day(visit_, true);
    if (!(open && random_.chance(20))) {
      out += ",\"on\":";
      if (open && random_.chance(20))
        out += "\"2026-03\"";
      else
        add_day(out, on);
    }
    if (random_.chance(30)) {
      out += ",\"until\":";
      add_day(out, Day{visit_.number + random_.between(-2, 60)});
    }
    if (random_.chance(20) && !vocabulary_->terms.empty()) {
      out += ",\"for\":[";
      term_name(out, static_cast<check::TermId>(random_.below(vocabulary_->terms.size())));
      if (open && random_.chance(30)) out += ",\"nothing that is known\"";
      out += ']';
    }
    out += '}';
  }
  out += ']';
}

}  // namespace contra::bulk_tests
