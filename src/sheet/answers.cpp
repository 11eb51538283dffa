// See answers.hpp.
#include "sheet/answers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::sheet {

namespace {

using Json = nlohmann::ordered_json;
using present::as_given;
using present::capitalised;
using present::list_words;
using present::number_words;

std::size_t at(std::int32_t id) { return static_cast<std::size_t>(id); }

/// One step of a JSON pointer.
std::string escaped_key(const std::string& key) {
  std::string out;
  for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string day_text(const std::string& iso) {
  const auto day = parse_iso_day(iso);
  return day ? present::day_words(*day) : iso;
}

}  // namespace

std::string dates_in_words(const std::string& words) {
  constexpr std::size_t length = 10;  // "2026-03-16"
  std::string out;
  for (std::size_t i = 0; i < words.size();) {
    const auto digit = [&](std::size_t at) { return at < words.size() && words[at] >= '0' && words[at] <= '9'; };
    const bool alone = (i == 0 || !digit(i - 1)) && !digit(i + length);
    const auto day = alone && digit(i) ? parse_iso_day(std::string_view(words).substr(i, length)) : std::nullopt;
    out += day ? present::day_words(*day) : words.substr(i, 1);
    i += day ? length : 1;
  }
  return out;
}

namespace {

class Answers {
 public:
  explicit Answers(const Made& made) : made_(made) {
    for (const auto& t : made.decision.treatments)
      if (t.program && asked_.program == nullptr) asked_.program = t.program;
    if (!asked_.program && !made.programs.empty()) asked_.program = made.programs.front();
  }

  Section section() {
    Section out{"answers", "Answers", {}, {}};
    const Json record = Json::parse(made_.record.begin(), made_.record.end(), nullptr, false);
    if (!record.is_object() || !record.contains("forms") || !record["forms"].is_array() || !asked_.program) return out;
    const Json& forms = record["forms"];
    for (std::size_t i = 0; i < forms.size(); ++i)
      if (forms[i].is_object()) form(forms[i], "/forms/" + std::to_string(i));
    // The vocabulary's order; of one question the newest first.
    std::stable_sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
      return a.order != b.order ? a.order < b.order : a.signed_on > b.signed_on;
    });
    table(out, false, "Asked of the client");
    table(out, true, "Answered by the practitioner");
    if (out.blocks.empty()) out.blocks.push_back(paragraph("No form has been signed."));
    return out;
  }

 private:
  struct Line {
    std::size_t order = 0;
    bool practitioner = false;
    std::string signed_on;
    Row row;
  };

  void form(const Json& form, const std::string& pointer) {
    const std::string by = text_of(form, "by"), day = text_of(form, "signed"), kind = text_of(form, "kind");
    Cell signature = cell(by.empty() ? std::string("not said") : by);
    signature.lines.push_back({day_text(day), day});
    if (kind == "change") signature.lines.push_back({"form of changes"});
    if (const auto changed = form.find("nothing_changed"); changed != form.end()) {
      Line line;
      line.signed_on = day;
      line.row.cells = {cell("Nothing has changed since the form before"), cell(as_given(changed->dump())), Cell(),
                        signature};
      lines_.push_back(std::move(line));
    }
    const auto answers = form.find("answers");
    if (answers == form.end() || !answers->is_object()) return;
    for (const auto& [key, value] : answers->items())
      answer(key, value, pointer + "/answers/" + escaped_key(key), day, signature);
  }

  void answer(const std::string& key, const Json& value, const std::string& pointer, const std::string& day,
              const Cell& signature) {
    const check::Vocabulary& v = *asked_.program->vocabulary;
    Line line;
    line.signed_on = day;
    std::string question = present::spaced(key);
    Cell read;
    if (const auto q = v.question_ids.find(key); q != v.question_ids.end()) {
      const check::Question& asked = v.questions[at(q->second)];
      line.order = 1 + at(q->second);
      line.practitioner = asked.answered_by == syntax::AnsweredBy::practitioner;
      question = asked.question;
      read = read_question(q->second, asked, pointer, line.row.quiet);
    } else if (const auto l = v.list_ids.find(key); l != v.list_ids.end()) {
      const check::List& asked = v.lists[at(l->second)];
      line.order = 1 + v.questions.size() + at(l->second);
      line.practitioner = asked.answered_by == syntax::AnsweredBy::practitioner;
      question = asked.question;
      read = read_list(l->second, pointer, line.row.quiet);
    }
    for (const auto& fault : made_.facts.faults)
      if (fault.origin.pointer == pointer || fault.origin.pointer.rfind(pointer + "/", 0) == 0)
        read.lines.push_back({present::sentence(fault.message)});
    line.row.cells = {cell(question), given(value), std::move(read), signature};
    lines_.push_back(std::move(line));
  }

  /// Entries each on a line, and the words of the client beside what was made of them.
  static Cell given(const Json& value) {
    Cell out;
    const Json* entries = value.is_array() ? &value : nullptr;
    if (value.is_object() && value.contains("entries") && value["entries"].is_array()) entries = &value["entries"];
    if (entries != nullptr && !entries->empty()) {
      for (const Json& entry : *entries) {
        std::string words = dates_in_words(as_given(entry.dump()));
        if (entry.is_object())
          if (const std::string said = text_of(entry, "said"); !said.empty()) words += " " + present::quoted(said);
        out.lines.push_back({std::move(words)});
      }
      if (entries != &value) {
        Json rest = value;
        rest.erase("entries");
        for (const auto& [key, more] : rest.items())
          out.lines.push_back({(key == "asked" ? "asked about" : present::spaced(key)) + ": " + as_given(more.dump())});
      }
      return out;
    }
    return cell(dates_in_words(as_given(value.dump())));
  }

  // --- how it was read
  Cell read_question(std::int32_t id, const check::Question& asked, const std::string& pointer, bool& quiet) const {
    if (at(id) >= made_.facts.questions.size()) return {};
    const eval::QuestionFact& fact = made_.facts.questions[at(id)];
    if (!asked.box_for.empty()) {
      std::vector<std::string> names;
      for (const auto of : asked.box_for)
        if (at(of) < asked_.program->vocabulary->questions.size())
          names.push_back(present::quoted(asked_.program->vocabulary->questions[at(of)].question));
      return cell("Counts for " + list_words(names, "and"));
    }
    if (fact.origin.pointer != pointer) {
      quiet = !fact.origin.pointer.empty();
      return quiet ? cell("Another answer counts") : Cell();
    }
    switch (fact.state) {
      case eval::State::unsure:
        return cell("Open: it may be any answer");
      case eval::State::declined:
        return cell("Open: the client would rather not say");
      case eval::State::not_asked:
        return cell("Open: not answered");
      default:
        break;
    }
    using Kind = check::ValueType::Kind;
    std::vector<std::string> values;
    if (asked.type.kind == Kind::options) {
      for (std::size_t i = 0; i < asked.type.options.size() && i < 64; ++i)
        if ((fact.options >> i & 1u) != 0)
          values.push_back(i < asked.type.labels.size() ? asked.type.labels[i] : asked.type.options[i]);
      return values.size() > 1 ? cell(capitalised(list_words(values, "or"))) : Cell();
    }
    if (asked.type.kind == Kind::number) {
      for (const auto& [from, to] : fact.numbers)
        if (from != to) values.push_back(number_words(from) + " to " + number_words(to) + " " + asked.type.unit);
      return values.empty() ? Cell() : cell("Any value from " + list_words(values, "or"));
    }
    if (asked.type.kind == Kind::past_day || asked.type.kind == Kind::future_day) {
      if (fact.surely_never || (fact.days.is_one() && !fact.maybe_never)) return {};
      std::string words = fact.days.empty() ? std::string() : "Any day: " + present::when_words(fact.days);
      if (fact.maybe_never) words += words.empty() ? "Perhaps never" : ", or never";
      return cell(words);
    }
    return {};
  }

  Cell read_list(std::int32_t id, const std::string& pointer, bool& quiet) const {
    if (at(id) >= made_.facts.lists.size()) return {};
    const eval::ListFact& fact = made_.facts.lists[at(id)];
    if (fact.origin.pointer != pointer) {
      quiet = !fact.origin.pointer.empty();
      return quiet ? cell("Another answer counts") : Cell();
    }
    if (fact.state == eval::State::unsure) return cell("Open: it may be anything that was asked");
    if (fact.state == eval::State::declined) return cell("Open: the client would rather not say");
    const present::Sentences say(made_.facts, made_.decision, asked_);
    Cell out;
    bool unnamed = false;
    for (std::size_t i = 0; i < fact.entries.size(); ++i) {
      const eval::Entry& entry = fact.entries[i];
      unnamed = unnamed || (!entry.named && entry.surely_there);
      if (!entry.named) continue;
      const bool point = entry.timing.kind == eval::Timing::Kind::point;
      const bool timeless = entry.timing.kind == eval::Timing::Kind::timeless;
      const bool sure = timeless || (entry.timing.start.is_one() && (point || entry.timing.end.is_one()));
      if (!sure) {
        eval::Evidence evidence;
        evidence.list = id;
        evidence.entry = static_cast<std::int32_t>(i);
        out.lines.push_back({capitalised(say.evidence(evidence))});
      }
      if (entry.term == check::none)
        out.lines.push_back(
            {capitalised(say.entry_name(id, static_cast<std::int32_t>(i))) + " may be anything of what was asked"});
    }
    if (unnamed) out.lines.push_back({"Others may be there that are not named"});
    return out;
  }

  void table(Section& out, bool practitioner, const char* title) const {
    Block table;
    table.what = Block::What::table;
    table.title = title;
    table.head = {"Question", "Answer", "Read as", "Signed by"};
    for (const Line& line : lines_)
      if (line.practitioner == practitioner) table.rows.push_back(line.row);
    if (!table.rows.empty()) out.blocks.push_back(std::move(table));
  }

  const Made& made_;
  eval::TreatmentDecision asked_;  // only its vocabulary is used
  std::vector<Line> lines_;
};

}  // namespace

Section answers_section(const Made& made) { return Answers(made).section(); }

Section clearances_section(const Made& made) {
  Section out{"clearances", "Clearances", {}, {}};
  if (made.facts.clearances.empty()) return out;
  Block table;
  table.what = Block::What::table;
  table.title = "Who has cleared what";
  table.head = {"Check", "Cleared by", "On", "Until", "For"};
  for (const auto& c : made.facts.clearances) {
    std::string title = capitalised(present::spaced(c.check)), role;
    std::vector<std::string> terms;
    for (const auto& t : made.decision.treatments) {
      if (!t.program) continue;
      const present::Sentences say(made.facts, made.decision, t);
      if (say.find_check(c.check) != nullptr) title = say.check_title(c.check);
      if (c.role != check::none) role = say.role(c.role);
      terms.clear();
      for (const auto id : c.for_terms.ids())
        if (at(id) < t.program->vocabulary->terms.size()) terms.push_back(t.program->vocabulary->terms[at(id)].title);
    }
    std::string who = c.name;
    if (!role.empty()) who += who.empty() ? role : ", " + role;
    Cell check_cell = cell(title);
    if (c.unclear) check_cell.lines.push_back({"unclear: clears nothing"});
    table.rows.push_back({{std::move(check_cell), cell(who.empty() ? "not given" : who),
                           c.on ? cell(present::day_words(*c.on), to_iso(*c.on)) : cell("not given"),
                           c.until ? cell(present::day_words(*c.until), to_iso(*c.until)) : Cell(),
                           cell(terms.empty() ? "all that the check reads" : list_words(terms, "and"))},
                          false});
  }
  out.blocks.push_back(std::move(table));
  return out;
}

}  // namespace contra::sheet
