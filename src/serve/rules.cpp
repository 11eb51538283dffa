// The rules and what they say of a record that is sent: packs, form, screening, the calendar, the evidence, and all of
// it at once for the page. Nothing stored is read or written. See route.hpp.
#include <algorithm>

#include "api/embedded.hpp"
#include "bulk/screener.hpp"
#include "present/decision_json.hpp"
#include "present/evidence.hpp"
#include "present/json_writer.hpp"
#include "present/month_calendar.hpp"
#include "present/questions.hpp"
#include "present/words.hpp"
#include "serve/form.hpp"
#include "serve/metrics.hpp"
#include "serve/next.hpp"
#include "serve/openapi.hpp"
#include "serve/problem.hpp"
#include "serve/route.hpp"
#include "serve/screening.hpp"

namespace contra::serve {

namespace {

http::Response json(std::string body) {
  http::Response out;
  out.body = std::move(body);
  return out;
}

http::Response packs(Desk& desk, const Call&) {
  std::string out;
  present::JsonWriter json_out(out);
  json_out.open('{').key("packs").open('[');
  for (const auto& program : desk.rules.programs) {
    json_out.open('{').key("name").text(program->identity.name);
    json_out.key("title").text(program->pack->title.empty() ? present::spaced(program->pack->name)
                                                            : program->pack->title);
    json_out.key("version").text(program->identity.version);
    json_out.key("hash").text(program->identity.hash);
    json_out.key("policies").open('[');
    for (const auto& policy : program->identity.policies) json_out.text(policy);
    json_out.close(']').key("depth").raw(depth_json(*program->pack));
    json_out.key("about").open('[');
    for (const auto& section : program->pack->about) {
      json_out.open('{').key("title").text(section.title.empty() ? present::capitalised(present::spaced(section.name))
                                                                 : section.title);
      std::string text;
      for (const auto& paragraph : section.paragraphs) text += (text.empty() ? "" : "\n\n") + paragraph;
      json_out.key("text").text(text);
      json_out.key("sources").open('[');
      for (const auto& source : section.sources) {
        json_out.open('{').key("title").text(source.title.empty() ? present::spaced(source.id) : source.title);
        json_out.key("part").text(source.part);
        json_out.key("strength").text(present::strength_name(source.strength));
        json_out.close('}');
      }
      json_out.close(']').close('}');
    }
    json_out.close(']').close('}');
  }
  json_out.close(']').close('}');
  return json(std::move(out));
}

http::Response form(Desk& desk, const Call& call) {
  Programs wanted;
  bool named = false;
  for (const auto& [name, value] : call.request.query) {
    if (name != "treatment") continue;
    named = true;
    const auto program = std::find_if(desk.rules.programs.begin(), desk.rules.programs.end(),
                                      [&](const auto& p) { return p->identity.name == value; });
    if (program == desk.rules.programs.end()) throw not_found("There are no rules for one of the treatments.");
    if (std::find(wanted.begin(), wanted.end(), *program) == wanted.end()) wanted.push_back(*program);
  }
  if (!named) wanted = desk.rules.programs;
  const auto& vocabulary = wanted.front()->vocabulary;
  if (std::any_of(wanted.begin(), wanted.end(), [&](const auto& p) { return p->vocabulary != vocabulary; }))
    throw Problem{400, "query", "No common form", "These treatments are over different vocabularies.", {}};
  return json(form_json(wanted));
}

bool is_lines(const http::Request& request) {
  const std::string_view type = request.header("Content-Type");
  return type.substr(0, type.find(';')) == "application/x-ndjson";
}

/// How many records a batch may hold: a verdict costs some microseconds, a whole decision some milliseconds, and a
/// record that is made to be dear up to a second.
constexpr std::size_t most_lines = 20000, most_full_lines = 200;

http::Response screen_lines(Desk& desk, const Call& call) {
  bulk::Lines kind = bulk::Lines::verdict;
  const eval::DecideOptions days = days_asked(call.request);
  const std::string_view lines = call.request.field("lines");
  if (lines == "reasons") {
    kind = bulk::Lines::reasons;
  } else if (lines == "full") {
    kind = bulk::Lines::full;
  } else if (!lines.empty() && lines != "verdict") {
    throw Problem{400, "query", "Not a kind of line", "`lines` takes verdict, reasons or full.", {}};
  }
  const std::string_view body = call.request.body;
  std::vector<std::string_view> records;
  const std::size_t most = kind == bulk::Lines::full ? most_full_lines : most_lines;
  for (std::size_t begin = 0; begin < body.size();) {
    if (records.size() == most)
      throw Problem{413,
                    "too-large",
                    "Too many records",
                    "A batch is at most " + std::to_string(most) +
                        " records of this kind of line; `contra screen --stream` takes any number.",
                    {}};
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    records.push_back(body.substr(begin, end - begin));
    begin = end + 1;
  }
  const auto screener = desk.screeners.of(kind, days);
  bulk::Worker worker(*screener);
  http::Response out;
  out.type = "application/x-ndjson";
  worker.screen(records, 1, out.body);
  const bulk::Counts counts = worker.take_counts();
  desk.metrics.screened(counts.go, counts.wait, counts.refused);
  return out;
}

template <class Make>
http::Response counting_refusals(Desk& desk, Make make) {
  try {
    return make();
  } catch (const Problem& problem) {
    if (problem.status == 422) desk.metrics.screened(0, 0, 1);
    throw;
  }
}

http::Response screen(Desk& desk, const Call& call) {
  if (is_lines(call.request)) return screen_lines(desk, call);
  const eval::DecideOptions days = days_asked(call.request);
  return counting_refusals(desk, [&] {
    ScreenedRecord screened = screen_record(desk, call.request.body, days);
    desk.metrics.screened(screened.go ? 1 : 0, screened.go ? 0 : 1, 0);
    return json(std::move(screened.decision));
  });
}

time::DayInterval calendar_days(const http::Request& request, const eval::Decision& decision) {
  const std::string_view words = request.field("months");
  unsigned months = 2;
  if (!words.empty()) {
    months = 0;
    for (const char c : words) months = c >= '0' && c <= '9' && months < 100 ? months * 10 + unsigned(c - '0') : 100;
    if (months < 1 || months > 24) throw Problem{400, "query", "Not a number of months", "`months` takes 1 to 24.", {}};
  }
  return present::months_from(day_field(request, "from").value_or(decision.visit), months);
}

std::string calendar_of(Desk& desk, const Call& call, const DecidedRecord& record) {
  const time::DayInterval days = calendar_days(call.request, record.decision);
  return present::calendar_json(
      present::calendar_of(desk.rules.programs, record.decision, record.facts, days.first, days.last), record.decision,
      days, desk.options.engine);
}

http::Response calendar(Desk& desk, const Call& call) {
  const DecidedRecord record = decide_record(desk.rules, call.request.body, days_asked(call.request));
  return json(calendar_of(desk, call, record) + "\n");
}

http::Response why(Desk& desk, const Call& call) {
  const DecidedRecord record = decide_record(desk.rules, call.request.body, days_asked(call.request));
  const present::EvidenceOptions look{{}, std::string(call.request.field("only"))};
  if (!look.only.empty()) {
    bool known = false;
    for (const auto& treatment : record.decision.treatments) {
      if (treatment.program)
        for (const auto& joined : treatment.program->checks) known = known || joined.name == look.only;
      for (const auto& reason : treatment.reasons) known = known || reason.check == look.only;
    }
    if (!known) throw not_found("No treatment of the plan has this check.");
  }
  return json(present::evidence_json(record.decision, record.facts, desk.rules.sources, desk.options.engine, look) +
              "\n");
}

http::Response questions(Desk& desk, const Call& call) {
  const DecidedRecord record = decide_record(desk.rules, call.request.body, days_asked(call.request));
  return json(next_json(record.decision, record.facts));
}

http::Response live(Desk& desk, const Call& call) {
  return counting_refusals(desk, [&] {
    const DecidedRecord record = decide_record(desk.rules, call.request.body, days_asked(call.request));
    const bool go = record.decision.verdict == eval::Verdict::go;
    desk.metrics.screened(go ? 1 : 0, go ? 0 : 1, 0);
    std::string out = "{\"decision\":";
    out += present::decision_json(record.decision, record.facts, desk.options.engine);
    out += ",\"next\":" + next_json(record.decision, record.facts);
    out += ",\"calendar\":" + calendar_of(desk, call, record) + "}";
    return json(std::move(out));
  });
}

http::Response schema(Desk& desk, const Call& call) {
  const std::string_view which = call.parts.front();
  http::Response out;
  out.type = "application/schema+json";
  if (which == "decision") {
    out.body = api::embedded_decision_schema();
  } else if (which == "verdict") {
    out.body = api::embedded_verdict_schema();
  } else if (which == "form") {
    out.body = form_schema();
  } else if (which == "next") {
    out.body = next_schema();
  } else if (which == "export") {
    out.body = export_schema();
  } else if (which == "intake") {
    const auto& vocabulary = desk.rules.programs.front()->vocabulary;
    std::vector<const check::Pack*> over_it;
    for (const auto& program : desk.rules.programs)
      if (program->vocabulary == vocabulary) over_it.push_back(program->pack.get());
    out.body = present::intake_schema(*vocabulary, over_it);
  } else {
    throw not_found("There are schemas of intake, decision, verdict, form, next and export.");
  }
  return out;
}

}  // namespace

const std::vector<Route>& rule_routes() {
  using http::Method;
  static const std::vector<Route> routes = {
      {Method::get, "/v1/packs", Scope::screen, packs},
      {Method::get, "/v1/form", Scope::screen, form},
      {Method::post, "/v1/screen", Scope::screen, screen},
      {Method::post, "/v1/live", Scope::screen, live},
      {Method::post, "/v1/questions", Scope::screen, questions},
      {Method::post, "/v1/calendar", Scope::screen, calendar},
      {Method::post, "/v1/why", Scope::screen, why},
      {Method::get, "/v1/schemas/{which}", Scope::open, schema},
  };
  return routes;
}

}  // namespace contra::serve
