// See evidence.hpp. This file: the tree as text and as JSON.
#include <algorithm>

#include "present/decision_json.hpp"
#include "present/evidence.hpp"
#include "present/json_writer.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"

namespace contra::present {

namespace {

using eval::Holding;
using Group = CheckEvidence::Group;

struct Node {
  std::string text;
  Tone tone = Tone::normal;
  std::vector<Node> of;
};

std::string_view truth(Holding at) { return at == Holding::surely ? "yes" : at == Holding::possibly ? "may be" : "no"; }

Node answer_node(const AnswerEvidence& answer) {
  Node out{closed(capitalised(answer.sentence)), Tone::normal, {}};
  std::string place;
  if (answer.sentence.find(answer.pointer) == std::string::npos) place = answer.pointer;
  if (!answer.given.empty() && answer.sentence.find(answer.given) == std::string::npos)
    place += (place.empty() ? "given: " : ", given: ") + answer.given;
  if (!answer.days.empty() && !answer.days.is_one())
    place += (place.empty() ? "days: " : "; days: ") + days_words(answer.days, 3);
  if (!place.empty()) out.of.push_back({place, Tone::quiet, {}});
  for (const std::string& line : answer.arithmetic) out.of.push_back({line, Tone::strong, {}});
  return out;
}

Node operand_node(const Operand& operand) {
  Node out;
  out.text = std::string(truth(operand.at)) + ": ";
  if (operand.joint == "all of")
    out.text += "all of these";
  else if (operand.joint == "any of")
    out.text += "at least one of these";
  else if (operand.joint == "not")
    out.text += "not this";
  else
    out.text += operand.words;
  out.tone = operand.at == Holding::surely ? Tone::strong : Tone::normal;
  for (const Operand& inner : operand.of) out.of.push_back(operand_node(inner));
  for (const AnswerEvidence& answer : operand.answers) out.of.push_back(answer_node(answer));
  return out;
}

Node labelled(std::string_view label, Node node) {
  node.text = std::string(label) + " " + node.text;
  return node;
}

std::string source_words(const check::SourceRef& source) {
  return (source.title.empty() ? spaced(source.id) : source.title) +
         (source.part.empty() ? "" : ", " + quoted(source.part)) + " (" + strength_words(source.strength) + ")";
}

void put_evidence(const PartEvidence& part, std::vector<Node>& out) {
  if (!part.changed_by.empty()) out.push_back({"Policy: " + closed(part.changed_by), Tone::normal, {}});
  if (!part.counts.empty()) out.push_back({"Counts on visit days: " + closed(part.counts), Tone::normal, {}});
  for (const Operand& operand : part.conditions) out.push_back(labelled("Condition,", operand_node(operand)));
  for (const AnswerEvidence& answer : part.answers) out.push_back(answer_node(answer));
  for (const Operand& operand : part.better_while) out.push_back(labelled("Better while,", operand_node(operand)));
  for (const Operand& operand : part.unless) out.push_back(labelled("Unless,", operand_node(operand)));
}

void put_grounds(const PartEvidence& part, std::vector<Node>& out) {
  if (!part.check->because.empty()) out.push_back({"Because: " + sentence(part.check->because), Tone::normal, {}});
  std::string sources;
  for (const auto& source : part.check->sources) sources += (sources.empty() ? "" : "; ") + source_words(source);
  if (sources.empty()) return;
  sources += ".";
  if (!part.check->spread.empty()) sources += " Sources say " + closed(part.check->spread);
  out.push_back({"Source: " + sources, Tone::quiet, {}});
}

Node check_node(const CheckEvidence& check, bool folded) {
  Node out;
  out.text = check.title + " (" + check.name + ")";
  out.tone = Tone::strong;
  if (!check.message.empty()) out.of.push_back({check.message, Tone::normal, {}});
  for (const AnswerEvidence& answer : check.message_answers) out.of.push_back(answer_node(answer));
  const bool several = check.parts.size() > 1;
  if (!folded) {
    for (const PartEvidence& part : check.parts) {
      if (several) {
        Node rule{"Rule, " + std::string(truth(part.at)) + ": " + part.sentence, Tone::normal, {}};
        put_evidence(part, rule.of);
        put_grounds(part, rule.of);
        out.of.push_back(std::move(rule));
      } else {
        out.of.push_back({"Rule: " + part.sentence, Tone::normal, {}});
        put_evidence(part, out.of);
      }
    }
    for (const std::string& fact : check.facts) out.of.push_back({fact, Tone::normal, {}});
    for (const std::string& clearance : check.clearances) out.of.push_back({clearance, Tone::normal, {}});
  }
  for (const std::string& question : check.questions) out.of.push_back({"Ask: " + question, Tone::normal, {}});
  if (!folded && !several)
    for (const PartEvidence& part : check.parts) put_grounds(part, out.of);
  return out;
}

std::string group_words(Group group, std::size_t count) {
  const auto n = static_cast<std::int64_t>(count);
  switch (group) {
    case Group::record:
      return count_words(n, "reason", "reasons") + " in the record itself";
    case Group::waits:
      return count_words(n, "check waits", "checks wait") + ", whatever else is answered";
    case Group::may_wait:
      return count_words(n, "check may wait", "checks may wait") + ", until an answer settles it";
    case Group::cleared:
      return count_words(n, "check passes", "checks pass") + " because of a clearance";
    case Group::better:
      return count_words(n, "check says", "checks say") + " that a later day is better";
    case Group::applies:
      return count_words(n, "condition or note", "conditions or notes");
    case Group::may_apply:
      return count_words(n, "condition or note", "conditions or notes") + " that may apply";
    case Group::passes:
      return count_words(n, "check passes", "checks pass");
  }
  return {};
}

constexpr std::ptrdiff_t whole_shown = 3;  // of those that only an answer keeps open

constexpr Group groups[] = {Group::record, Group::waits,   Group::may_wait,  Group::cleared,
                            Group::better, Group::applies, Group::may_apply, Group::passes};

std::vector<Node> tree_of(const std::vector<CheckEvidence>& checks, const EvidenceOptions& options) {
  std::vector<Node> out;
  const bool all = options.page.full || !options.only.empty();
  for (const Group group : groups) {
    std::vector<const CheckEvidence*> members;
    for (const CheckEvidence& check : checks)
      if (check.group == group && (options.only.empty() || check.name == options.only)) members.push_back(&check);
    if (members.empty()) continue;
    Node node;
    node.text = group_words(group, members.size());
    node.tone = group <= Group::may_wait ? Tone::wait : Tone::heading;
    if (group == Group::passes && !all) {
      node.text += " on this day; `--full` shows each";
      node.tone = Tone::quiet;
    } else {
      // Many that wait for answers alone are told by their questions.
      const auto open = [&](const CheckEvidence* check) { return group == Group::may_apply || check->only_unanswered; };
      const bool many = std::count_if(members.begin(), members.end(), open) > whole_shown;
      for (const CheckEvidence* check : members) {
        const bool folded = !all && many && open(check);
        node.of.push_back(check_node(*check, folded));
      }
    }
    out.push_back(std::move(node));
  }
  return out;
}

class Writer {
 public:
  explicit Writer(Page& page) : page_(page) {}
  void put(const std::vector<Node>& nodes, const std::string& lead, const std::string& number) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      const bool last = i + 1 == nodes.size();
      if (page_.plain()) {
        const std::string own = number + std::to_string(i + 1);
        page_.paragraph(0, own + ". " + node.text);
        put(node.of, {}, own + ".");
        continue;
      }
      // Deep trees would leave no room for words: from there on the lines stay where they are.
      const bool deep = lead.size() > 60;
      const std::string further = lead + (last ? "   " : "│  ");
      page_.branch(lead + (last ? "└─ " : "├─ "), node.of.empty() ? further : further + "│  ", node.text, node.tone);
      put(node.of, deep ? lead : further, {});
    }
  }

 private:
  Page& page_;
};

void put_answer(JsonWriter& json, const AnswerEvidence& answer) {
  json.open('{').key("sentence").text(answer.sentence);
  if (!answer.pointer.empty()) json.key("pointer").text(answer.pointer);
  if (!answer.given.empty()) json.key("given").text(answer.given);
  if (!answer.days.empty()) {
    json.key("days").open('[');
    for (const auto& i : answer.days.intervals())
      json.open('[').text(to_iso(i.first)), json.text(to_iso(i.last)), json.close(']');
    json.close(']');
  }
  if (!answer.arithmetic.empty()) {
    json.key("dates").open('[');
    for (const auto& line : answer.arithmetic) json.text(line);
    json.close(']');
  }
  json.close('}');
}

void put_answers(JsonWriter& json, std::string_view key, const std::vector<AnswerEvidence>& answers) {
  if (answers.empty()) return;
  json.key(key).open('[');
  for (const auto& answer : answers) put_answer(json, answer);
  json.close(']');
}

void put_operand(JsonWriter& json, const Operand& operand) {
  json.open('{').key("words").text(operand.words);
  json.key("holds").text(operand.at == Holding::surely ? "yes" : operand.at == Holding::possibly ? "maybe" : "no");
  if (!operand.joint.empty()) {
    json.key(operand.joint == "all of" ? "all_of" : operand.joint == "any of" ? "any_of" : "not").open('[');
    for (const Operand& inner : operand.of) put_operand(json, inner);
    json.close(']');
  }
  put_answers(json, "answers", operand.answers);
  json.close('}');
}

void put_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.key(key).open('[');
  for (const auto& text : texts) json.text(text);
  json.close(']');
}

std::string_view group_name(Group group) {
  switch (group) {
    case Group::record:
      return "record";
    case Group::waits:
      return "waits";
    case Group::may_wait:
      return "may_wait";
    case Group::cleared:
      return "cleared";
    case Group::better:
      return "later_is_better";
    case Group::applies:
      return "applies";
    case Group::may_apply:
      return "may_apply";
    case Group::passes:
      return "passes";
  }
  return {};
}

void put_check(JsonWriter& json, const CheckEvidence& check) {
  json.open('{').key("check").text(check.name);
  json.key("title").text(check.title);
  json.key("state").text(group_name(check.group));
  if (!check.message.empty()) json.key("message").text(check.message);
  put_answers(json, "answers", check.message_answers);
  if (!check.parts.empty()) {
    json.key("rules").open('[');
    for (const PartEvidence& part : check.parts) {
      json.open('{').key("sentence").text(part.sentence);
      json.key("holds").text(part.at == Holding::surely ? "yes" : part.at == Holding::possibly ? "maybe" : "no");
      if (!part.changed_by.empty()) json.key("changed_by").text(part.changed_by);
      if (!part.counts.empty()) json.key("counts_on").text(part.counts);
      const auto tree = [&](std::string_view key, const std::vector<Operand>& operands) {
        if (operands.empty()) return;
        json.key(key);
        put_operand(json, operands.front());
      };
      tree("condition", part.conditions);
      put_answers(json, "answers", part.answers);
      tree("better_while", part.better_while);
      tree("unless", part.unless);
      if (!part.check->because.empty()) json.key("because").text(part.check->because);
      json.key("sources").open('[');
      for (const auto& source : part.check->sources) {
        json.open('{').key("id").text(source.id);
        json.key("title").text(source.title);
        if (!source.part.empty()) json.key("part").text(source.part);
        json.key("strength").text(strength_name(source.strength));
        json.close('}');
      }
      json.close(']');
      if (!part.check->spread.empty()) json.key("spread").text(part.check->spread);
      json.close('}');
    }
    json.close(']');
  }
  put_texts(json, "days", check.facts);
  put_texts(json, "clearances", check.clearances);
  put_texts(json, "ask", check.questions);
  json.close('}');
}

}  // namespace

std::string evidence_text(const eval::Decision& decision, const eval::Facts& facts, const text::SourceSet& sources,
                          const std::string& engine, const EvidenceOptions& options) {
  Page page(options.page);
  const std::string joint = page.plain() ? ", " : "  ·  ";
  page.paragraph(0, (decision.id.empty() ? "" : decision.id + joint) + long_day(decision.visit), Tone::strong);
  for (const auto& treatment : decision.treatments) {
    const std::vector<CheckEvidence> checks = evidence_of(decision, treatment, facts, sources);
    const bool named = std::any_of(checks.begin(), checks.end(), [&](const auto& c) { return c.name == options.only; });
    if (!options.only.empty() && !named) continue;
    const Sentences say(facts, decision, treatment);
    page.gap();
    std::string title = say.title();
    for (const auto& part : say.setting()) title += joint + part;
    page.paragraph(0, title, Tone::strong);
    page.paragraph(0, say.headline(), treatment.verdict == eval::Verdict::go ? Tone::go : Tone::wait);
    Writer(page).put(tree_of(checks, options), {}, {});
    std::string days;
    if (treatment.program && !say.headline_has_day() && treatment.verdict != eval::Verdict::go)
      days = "Earliest GO day: " + say.earliest() + ".";
    if (treatment.preferred && treatment.preferred != treatment.earliest)
      days += (days.empty() ? "" : " ") + std::string("Better from ") + long_day(*treatment.preferred) + " on.";
    if (!treatment.closed_between.empty()) {
      std::vector<std::string> names;
      for (const auto& name : treatment.closed_between) names.push_back(say.check_title(name));
      days += (days.empty() ? "" : " ") + std::string("Days between are closed by ") + list_words(names, "and") + ".";
    }
    if (!days.empty()) page.paragraph(0, days);
    for (const auto& loosened : treatment.loosened)
      page.paragraph(0, say.check_title(loosened.check) + ": " + closed(loosened.words));
  }
  page.gap();
  page.paragraph(0, engine + joint + "as of " + to_iso(decision.as_of), Tone::quiet);
  page.paragraph(0, "Decision support for the practitioner; not medical advice.", Tone::quiet);
  return page.take();
}

std::string evidence_json(const eval::Decision& decision, const eval::Facts& facts, const text::SourceSet& sources,
                          const std::string& engine, const EvidenceOptions& options) {
  std::string out;
  JsonWriter json(out);
  json.open('{').key("why").text("contra.why/1");
  json.key("engine").text(engine);
  json.key("id").text(decision.id);
  json.key("visit").text(to_iso(decision.visit));
  json.key("as_of").text(to_iso(decision.as_of));
  json.key("verdict").text(decision.verdict == eval::Verdict::go ? "GO" : "WAIT");
  json.key("treatments").open('[');
  for (const auto& treatment : decision.treatments) {
    json.open('{').key("treatment").text(treatment.treatment);
    json.key("verdict").text(treatment.verdict == eval::Verdict::go ? "GO" : "WAIT");
    json.key("earliest");
    treatment.earliest ? json.text(to_iso(*treatment.earliest)) : json.null();
    json.key("preferred");
    treatment.preferred ? json.text(to_iso(*treatment.preferred)) : json.null();
    json.key("checks").open('[');
    for (const CheckEvidence& check : evidence_of(decision, treatment, facts, sources))
      if (options.only.empty() || check.name == options.only) put_check(json, check);
    json.close(']').close('}');
  }
  json.close(']').close('}');
  return out;
}

}  // namespace contra::present
