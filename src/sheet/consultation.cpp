// The consultation record, for the file: the decision as it was recorded, byte for byte read back from its JSON, with
// every answer beside it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "present/decision_json.hpp"
#include "present/sentences.hpp"
#include "present/words.hpp"
#include "sheet/answers.hpp"
#include "sheet/care.hpp"
#include "sheet/model.hpp"

namespace contra::sheet {

namespace {

using Json = nlohmann::ordered_json;
using present::capitalised;
using present::list_words;
using present::sentence;

/// Reasons of the kind "nobody has asked" that are still told one by one.
constexpr std::ptrdiff_t unanswered_one_by_one = 4;

/// A check that was passed by more has nothing to do with this appointment.
constexpr int near_days = 90;

const Json& member(const Json& object, const char* key) {
  static const Json none;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : none;
}
std::string text(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}
/// A day of the decision with its weekday; empty when there is none.
Text day(const Json& object, const char* key) {
  const std::string iso = text(object, key);
  const auto found = parse_iso_day(iso);
  return found ? Text{present::long_day(*found), iso} : Text{};
}
std::string days(const Json& intervals) {
  time::DaySet set;
  for (const Json& pair : intervals) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string()) continue;
    const auto first = parse_iso_day(pair[0].get<std::string>());
    const auto last = pair[1].is_string() ? parse_iso_day(pair[1].get<std::string>()) : std::optional<Day>(forever);
    if (first && last) set |= time::DaySet::between(*first, *last);
  }
  return set.empty() ? std::string() : present::days_words(set, 6);
}
std::vector<std::string> texts(const Json& array) {
  std::vector<std::string> out;
  for (const Json& item : array)
    if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

class Consultation {
 public:
  Consultation(const Made& made, const Context& context) : made_(made), context_(context) {
    decision_ = Json::parse(made.decision_json.empty() ? present::decision_json(made.decision, made.facts, made.engine)
                                                       : std::string(made.decision_json),
                            nullptr, false);
  }

  Sheet sheet() {
    Sheet out;
    out.kind = Kind::consultation;
    out.title = "Consultation record";
    out.clinic = context_.clinic;
    out.subject = out.title;
    const std::string id = text(decision_, "id");
    for (const std::string& part : {context_.client_name.empty() ? id : context_.client_name,
                                    context_.entry.empty() ? std::string() : "entry " + context_.entry})
      if (!part.empty()) out.subject += " · " + part;
    head(out, id);
    overrides(out);
    const Json& treatments = member(decision_, "treatments");
    for (std::size_t i = 0; i < treatments.size(); ++i) out.sections.push_back(treatment(treatments[i], i));
    Section cleared = clearances_section(made_);
    if (!cleared.blocks.empty()) out.sections.push_back(std::move(cleared));
    out.sections.push_back(answers_section(made_));
    out.sections.push_back(rules());
    out.sections.push_back(signatures());
    out.foot.push_back("Decision support for the practitioner; not medical advice.");
    return out;
  }

 private:
  void head(Sheet& out, const std::string& id) const {
    Block& facts = out.facts;
    facts.what = Block::What::facts;
    add_fact(facts, "Client", {context_.client_name});
    add_fact(facts, "Client number", {id});
    Text visit = day(decision_, "visit");
    if (!context_.time.empty()) {
      visit.words += ", " + context_.time;
      if (const auto on = parse_iso_day(visit.date)) visit.date = to_iso(*on, context_.time);
    }
    add_fact(facts, "Appointment", visit);
    for (const Json& t : member(decision_, "treatments")) add_fact(facts, "Plan", {plan_words(t)});
    add_fact(facts, "Practitioner", {context_.practitioner});
    add_fact(facts, "Looked at as of", day(decision_, "as_of"));
    add_fact(facts, "Recorded", {context_.recorded_at});
    add_fact(facts, "Entry", {context_.entry});
    if (const auto end = read_moment(context_.session_end))
      add_fact(facts, "Session ended", {moment_name(*end, Day{}), to_iso(*end)});
    add_fact(facts, "What was done", {context_.done});
    if (context_.entry.empty()) {
      Block box;
      box.what = Block::What::notice;
      box.title = "Not in the record";
      box.texts.push_back({"This page was made from answers that were not kept. It is no record of a consultation."});
      out.lead.push_back(std::move(box));
    }
  }

  /// "Microneedling with a needling pen, face, 0.5 mm"
  std::string plan_words(const Json& treatment) const {
    std::string out = text(treatment, "title");
    for (const auto& t : made_.decision.treatments) {
      if (t.treatment != text(treatment, "treatment") || !t.program) continue;
      for (const auto& part : present::Sentences(made_.facts, made_.decision, t).setting()) out += ", " + part;
      return out;
    }
    return out;
  }

  void overrides(Sheet& out) const {
    for (const Override& o : context_.overrides) {
      Block box;
      box.what = Block::What::notice;
      box.tone = Block::Tone::override_;
      box.title = "Held against the recommendation to wait";
      box.texts.push_back({"Reason: " + o.reason});
      box.texts.push_back({"Decided by " + o.by + ", " + o.at + "."});
      out.lead.push_back(std::move(box));
    }
  }

  Section treatment(const Json& t, std::size_t number) {
    const std::string id = "treatment_" + std::to_string(number + 1);
    Section out{id, text(t, "title"), {}, {}};
    const bool go = text(t, "verdict") == "GO";
    Block verdict;
    verdict.what = Block::What::notice;
    verdict.tone = go ? Block::Tone::go : Block::Tone::wait;
    verdict.title = text(t, "headline");
    out.blocks.push_back(std::move(verdict));
    Block facts;
    facts.what = Block::What::facts;
    if (!go) {
      Text earliest = day(t, "earliest");
      if (earliest.words.empty()) earliest.words = "no day can be named yet";
      if (text(t, "earliest_kind") == "renewed") earliest.words += ", once form and clearances are renewed";
      add_fact(facts, "Earliest day", earliest);
    }
    // The day itself, or the earliest one, needs no second line.
    if (text(t, "preferred") != (go ? text(decision_, "visit") : text(t, "earliest")))
      add_fact(facts, "Better from", day(t, "preferred"));
    add_fact(facts, "GO days", {days(member(t, "go"))});
    add_fact(facts, "GO holds until", day(t, "holds_until"));
    add_fact(facts, "Forms and clearances hold until", day(t, "recheck_by"));
    std::vector<std::string> closed;
    for (const auto& name : texts(member(t, "closed_between"))) closed.push_back(title_of(name));
    if (!closed.empty()) add_fact(facts, "Earlier days are closed by", {list_words(closed, "and")});
    if (!facts.rows.empty()) out.blocks.push_back(std::move(facts));

    const Json& reasons = member(t, "reasons");
    if (!reasons.empty()) {
      out.sections.push_back(reasons_section(reasons, id + "_reasons"));
    }
    lines(out, t, "conditions", id + "_conditions", "Go only with");
    lines(out, t, "notes", id + "_notes", "Notes");
    item_list(out, id + "_policy", "Policy of the clinic", member(t, "loosened"),
              [&](const Json& l) { return title_of(text(l, "check")) + ": " + text(l, "text") + "."; });
    const auto question = [&](const Json& q) {
      const std::string state = text(q, "state");
      return text(q, "text") + (state.empty() ? "" : " (" + state + ")");
    };
    item_list(out, id + "_questions", "Open questions", member(t, "questions"), question);
    item_list(out, id + "_better_questions", "Open for a better day or a condition", member(t, "better_questions"),
              question);
    item_list(out, id + "_promises", "What would help", member(t, "promises"),
              [](const Json& p) { return text(p, "text"); });
    item_list(out, id + "_alternatives", "Instead", member(t, "alternatives"), [&](const Json& a) {
      const bool cleared = member(a, "if_cleared") == true;
      return (cleared ? "GO once cleared: " : "GO on this day: ") + pack_words(text(a, "text"));
    });
    passed(out, t, id);
    return out;
  }

  template <class Words>
  void item_list(Section& out, const std::string& id, const char* title, const Json& items, Words words) const {
    std::vector<Text> lines;
    for (const Json& item : items) lines.push_back({words(item)});
    if (!lines.empty()) out.sections.push_back({id, title, {list(std::move(lines))}, {}});
  }

  std::string title_of(const std::string& name) const {
    for (const auto& t : made_.decision.treatments) {
      const present::Sentences say(made_.facts, made_.decision, t);
      if (say.find_check(name) != nullptr) return say.check_title(name);
    }
    return capitalised(present::spaced(name));
  }

  /// "peel superficial": the pack by its title.
  std::string pack_words(const std::string& words) const {
    const std::string name = words.substr(0, words.find(' '));
    for (const auto& program : made_.programs)
      if (program->identity.name == name && !program->pack->title.empty()) {
        const std::string& title = program->pack->title;
        return title.substr(0, title.find(',')) + present::spaced(words.substr(name.size()));
      }
    return present::spaced(words);
  }

  std::string role_title(const std::string& name) const {
    for (const auto& program : made_.programs)
      for (const auto& role : program->vocabulary->roles)
        if (role.name == name) return present::with_article(role.title);
    return present::with_article(present::spaced(name));
  }

  static void sources(Block& facts, const Json& of, bool with_place = true) {
    for (const Json& s : member(of, "sources")) {
      std::string words = text(s, "title");
      if (const std::string part = text(s, "part"); !part.empty()) words += ", " + present::quoted(part);
      const std::string strength = text(s, "strength");
      words += " (" + (strength == "house" ? std::string("house policy") : strength) + ")";
      if (const std::string where = text(s, "at"); with_place && !where.empty()) words += ", " + where;
      add_fact(facts, "Source", {words});
    }
    if (const std::string spread = text(of, "spread"); !spread.empty())
      add_fact(facts, "Range of the sources", {spread});
  }

  /// Whether a reason only says that nobody has answered (see present::only_unanswered): it rests on no entry of a
  /// list.
  static bool only_unanswered(const Json& r) {
    if (text(r, "check") == "needs") return true;
    if (member(r, "kind") != 4 || member(r, "sure") == true || member(r, "questions").empty()) return false;
    const Json& evidence = member(r, "evidence");
    return std::none_of(evidence.begin(), evidence.end(), [](const Json& e) {
      const std::string pointer = text(e, "pointer");  // of an entry: "/forms/0/answers/products/3"
      return std::count(pointer.begin(), pointer.end(), '/') > 4;
    });
  }

  /// One by one; but when much has not been asked those are gathered in a table, what is known stands before them.
  Section reasons_section(const Json& reasons, const std::string& id) const {
    Section out{id, "Why to wait", {}, {}};
    const bool gather = std::count_if(reasons.begin(), reasons.end(), only_unanswered) > unanswered_one_by_one;
    Block open;
    open.what = Block::What::table;
    open.title = "Waits until this is asked";
    open.tone = Block::Tone::quiet;
    open.head = {"Check", "Reason", "Sources"};
    std::size_t n = 0;
    for (const bool sure : {true, false})  // what is certain first
      for (const Json& r : reasons) {
        if ((member(r, "sure") == true) != sure) continue;
        if (gather && only_unanswered(r)) {
          open.rows.push_back(gathered(r));
          continue;
        }
        ++n;
        Section one{id + "_" + std::to_string(n), std::to_string(n) + ". " + text(r, "title"), {}, {}};
        one.blocks = reason(r);
        out.sections.push_back(std::move(one));
      }
    if (!open.rows.empty()) out.sections.push_back({id + "_open", "Not answered yet", {std::move(open)}, {}});
    return out;
  }

  Row gathered(const Json& r) const {
    Cell why = cell(text(r, "text"));
    if (const std::string because = text(r, "because"); !because.empty()) why.lines.push_back({sentence(because)});
    if (const std::string changed = text(r, "changed_by"); !changed.empty()) why.lines.push_back({sentence(changed)});
    if (const std::string who = cleared_by(r); !who.empty()) why.lines.push_back({"May be cleared by " + who + "."});
    for (const Json& idle : member(r, "idle_clearances"))
      why.lines.push_back({"A clearance does not count. " + text(idle, "why")});
    return {{cell(text(r, "title")), std::move(why), source_cell(r, false)}, false};
  }

  std::string cleared_by(const Json& r) const {
    std::vector<std::string> roles;
    for (const auto& name : texts(member(r, "cleared_by"))) roles.push_back(role_title(name));
    return list_words(roles, "or");
  }

  static Cell source_cell(const Json& of, bool with_place) {
    Block facts;
    sources(facts, of, with_place);
    Cell out;
    for (const Row& row : facts.rows) {
      std::string joined = row.cells.front().lines.front().words == "Source" ? "" : "Range: ";
      for (const Text& line : row.cells.back().lines)
        joined += (&line == &row.cells.back().lines.front() ? "" : "; ") + line.words;
      out.lines.push_back({joined});
    }
    return out;
  }

  std::vector<Block> reason(const Json& r) const {
    std::vector<Block> out;
    out.push_back(paragraph(text(r, "text")));
    Block facts;
    facts.what = Block::What::facts;
    std::vector<std::string> seen;
    for (const Json& e : member(r, "evidence")) {
      const Json& value = member(e, "value");
      if (value.is_null()) continue;  // the reason says that it has not been asked
      std::string words = capitalised(dates_in_words(present::as_given(value.dump())));
      const std::string read = days(member(e, "days"));
      if (!read.empty() && member(e, "vague") == true) words += ", read as " + read;
      if (std::find(seen.begin(), seen.end(), words) != seen.end()) continue;
      seen.push_back(words);
      add_fact(facts, "Answer", {words});
    }
    add_fact(facts, "Time needed", {text(r, "window")});
    add_fact(facts, "Until", day(r, "until"));
    add_fact(facts, "Not before", day(r, "not_before"));
    if (const std::string when = text(r, "resolved_when"); !when.empty()) add_fact(facts, "Until", {capitalised(when)});
    add_fact(facts, "Limit", {text(r, "limit")});
    add_fact(facts, "May be cleared by", {capitalised(cleared_by(r))});
    for (const Json& idle : member(r, "idle_clearances"))
      add_fact(facts, "Clearance that does not count", {text(idle, "why")});
    if (const std::string because = text(r, "because"); !because.empty()) add_fact(facts, "Why", {sentence(because)});
    sources(facts, r);
    if (const std::string changed = text(r, "changed_by"); !changed.empty())
      add_fact(facts, "Policy", {sentence(changed)});
    if (!facts.rows.empty()) out.push_back(std::move(facts));
    return out;
  }

  void lines(Section& out, const Json& t, const char* key, const std::string& id, const char* title) const {
    const Json& all = member(t, key);
    if (all.empty()) return;
    Section section{id, title, {}, {}};
    Block table;
    table.what = Block::What::table;
    table.title = title;
    table.head = {"What", "Source"};
    for (const Json& c : all) {
      Cell what = cell(text(c, "text"));
      for (const Json& q : member(c, "questions")) what.lines.push_back({"Open: " + text(q, "text")});
      if (const std::string changed = text(c, "changed_by"); !changed.empty())
        what.lines.push_back({sentence(changed)});
      table.rows.push_back({{std::move(what), source_cell(c, true)}, false});
    }
    section.blocks.push_back(std::move(table));
    out.sections.push_back(std::move(section));
  }

  void passed(Section& out, const Json& t, const std::string& id) const {
    const Json& all = member(t, "passed");
    if (all.empty()) return;
    std::vector<std::string> names;
    std::size_t vague = 0;
    for (const Json& p : all) {
      std::string name = title_of(text(p, "check"));
      if (member(p, "margin_days").is_number_integer() && member(p, "margin_days") <= near_days)
        name += " (" + present::count_words(member(p, "margin_days").get<std::int64_t>(), "day", "days") + " to spare)";
      if (member(p, "vague") == true) ++vague;
      names.push_back(std::move(name));
    }
    std::string words =
        present::count_words(static_cast<std::int64_t>(all.size()), "check passes", "checks pass") + " on this day";
    if (vague > 0) words += ", " + std::to_string(vague) + " of them although an answer is vague";
    std::string joined;
    for (const auto& name : names) joined += (joined.empty() ? "" : "; ") + name;
    out.sections.push_back(
        {id + "_passed", "Passed", {paragraph(words + ": " + joined + ".", Block::Tone::quiet)}, {}});
  }

  Section rules() const {
    Section out{"rules", "Rules that were used", {}, {}};
    Block table;
    table.what = Block::What::table;
    table.title = "Packs, with the hash of every file they were made from";
    table.head = {"Pack", "Version", "Hash (SHA-256)", "Policies"};
    for (const Json& p : member(decision_, "packs")) {
      const std::vector<std::string> policies = texts(member(p, "policies"));
      table.rows.push_back({{cell(text(p, "name")), cell(text(p, "version")), cell(text(p, "hash")),
                             cell(policies.empty() ? "none" : list_words(policies, "and"))},
                            false});
    }
    if (!table.rows.empty()) out.blocks.push_back(std::move(table));
    Block facts;
    facts.what = Block::What::facts;
    add_fact(facts, "Decided by", {text(decision_, "engine")});
    add_fact(facts, "Hash of the entry", {context_.entry_hash});
    out.blocks.push_back(std::move(facts));
    return out;
  }

  Section signatures() const {
    Section out{"signatures", "Signatures", {}, {}};
    out.blocks.push_back(paragraph(
        "The answers are mine, and are true as far as I know. My questions have been answered. I will tell the "
        "practitioner when something changes."));
    const auto line = [](const std::string& who, const std::string& name) {
      Block blanks;
      blanks.what = Block::What::blanks;
      blanks.rows.push_back({{cell(who + (name.empty() ? "" : ": " + name))}, false});
      blanks.rows.push_back({{cell("Date")}, false});
      return blanks;
    };
    out.blocks.push_back(line("Client", context_.client_name));
    out.blocks.push_back(line("Practitioner", context_.practitioner));
    return out;
  }

  const Made& made_;
  const Context& context_;
  Json decision_;
};

}  // namespace

Sheet consultation_sheet(const Made& made, const Context& context) { return Consultation(made, context).sheet(); }

}  // namespace contra::sheet
