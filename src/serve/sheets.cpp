// Sheets and calendars: of decisions that are recorded, and of records that are sent. See route.hpp.
#include "sheet/sheet.hpp"

#include "present/sentences.hpp"
#include "present/words.hpp"
#include "serve/decision_entry.hpp"
#include "serve/document.hpp"
#include "serve/reply.hpp"
#include "serve/route.hpp"
#include "serve/screening.hpp"

namespace contra::serve {

namespace {

using sheet::Kind;

/// What the query asks for: `?paper=a4|letter&format=html|json`.
struct Wanted {
  Kind kind = Kind::about;
  bool as_json = false;
  sheet::Context::Paper paper = sheet::Context::Paper::a4;
};

Wanted wanted(const http::Request& request, std::string_view name) {
  Wanted out;
  const auto kind = sheet::kind_of(name);
  if (!kind) throw not_found("There is no sheet of this name: consultation, before, after and about are there.");
  out.kind = *kind;
  const std::string_view format = request.field("format"), paper = request.field("paper");
  if (format != "" && format != "html" && format != "json")
    throw Problem{400, "query", "No such format", "`format` is html or json.", {}};
  if (paper != "" && paper != "a4" && paper != "letter")
    throw Problem{400, "query", "No such paper", "`paper` is a4 or letter.", {}};
  out.as_json = format == "json";
  if (paper == "letter") out.paper = sheet::Context::Paper::letter;
  return out;
}

http::Response reply(const Wanted& wanted, const sheet::Made& made, sheet::Context context) {
  context.paper = wanted.paper;
  if (wanted.as_json) return json_reply(sheet::json(wanted.kind, made, context));
  sheet::Page page = sheet::html(wanted.kind, made, context);
  return {200,
          "text/html; charset=utf-8",
          {{"Content-Security-Policy", "default-src 'none'; style-src '" + page.style_hash +
                                           "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}},
          std::move(page.html)};
}

/// "Monday 16 March 2026, 10:12"
std::string moment_words(const Options& options, const std::string& utc) {
  const std::string local = options.local ? options.local(utc) : std::string();
  const std::string& moment = local.empty() ? utc : local;
  const auto day = parse_iso_day(std::string_view(moment).substr(0, 10));
  if (!day || moment.size() < 16) return utc;
  return present::long_day(*day) + ", " + moment.substr(11, 5) + (local.empty() ? " UTC" : "");
}

/// The record with what was done in the place of what was planned: aftercare is for the depth that was needled.
std::string with_plan(const std::string& record, const std::string& plan) {
  std::string out = "{\"plan\":" + plan;
  for (const auto& [key, value] : members_of(record))
    if (key != "plan") out += ",\"" + std::string(key) + "\":" + std::string(value);
  return out + "}";
}

std::string plan_words(const DecidedRecord& decided) {
  std::string out;
  for (const auto& t : decided.decision.treatments) {
    const present::Sentences say(decided.facts, decided.decision, t);
    out += (out.empty() ? "" : "; ") + say.title();
    for (const auto& part : say.setting()) out += ", " + part;
  }
  return out;
}

/// A decision of the record, and the same made again from its bytes: the words of the packs are not in them.
struct Recorded {
  KeptDecision kept;
  std::string record;  ///< what the sheet is made from
  DecidedRecord decided;
  sheet::Context context;

  sheet::Made made(Desk& desk) const {
    return {desk.rules.programs, decided.decision, decided.facts, record, desk.options.engine, kept.decision};
  }
};

Problem rules_changed() {
  return {409,
          "rules-changed",
          "The rules have changed",
          "By the rules of today this decision would be another one, so its sheets for the client are not made. The "
          "consultation record is still there; decide again for new sheets.",
          {}};
}

/// `for_client`: the sheet says what the rules of today say, and so is refused when they decide otherwise than was
/// recorded. The consultation record says what was recorded, whatever the rules say.
Recorded recorded(Desk& desk, const Call& call, const std::string& action, bool for_client) {
  Recorded out;
  out.kept = read_decision(desk.store, entry_number(call.parts[0]));
  const KeptDecision& kept = out.kept;
  const store::Client client = desk.store.client(kept.client);
  audit(desk, call, action, kept.client, std::to_string(kept.entry));
  out.record = kept.record;
  const bool other_plan =
      kept.session && kept.session->done.size() > 2 && kept.session->done != member_bytes(kept.record, "plan");
  try {
    out.decided = decide_record(desk.rules, kept.record, {});
  } catch (const Problem&) {
    // The rules of today cannot read it; what was decided is in the bytes that were kept.
    if (for_client) throw rules_changed();
    out.decided = {};
  }
  if (for_client && (out.decided.decision.verdict == eval::Verdict::go) != kept.go()) throw rules_changed();
  sheet::Context& context = out.context;
  if (other_plan) {
    const std::string done = with_plan(kept.record, kept.session->done);
    try {
      DecidedRecord of_done = decide_record(desk.rules, done, {});
      context.done = plan_words(of_done);
      if (context.done == plan_words(out.decided)) context.done.clear();
      if (for_client) {
        out.decided = std::move(of_done);
        out.record = done;
      }
    } catch (const Problem&) {
      if (for_client) throw rules_changed();
    }
  }
  context.clinic = desk.options.clinic;
  context.client_name = client.name;
  context.practitioner = kept.by.substr(0, kept.by.find(" (token "));
  if (for_client && desk.options.single_user && context.practitioner == desk.options.user) context.practitioner.clear();
  context.recorded_at = moment_words(desk.options, kept.at);
  context.entry = std::to_string(kept.entry);
  context.entry_hash = kept.hash;
  context.today = call.now.today;
  if (kept.session) context.session_end = kept.session->ended;
  // The hour of an appointment that has moved to another day is not that of this decision.
  try {
    const store::Appointment appointment = desk.store.appointment(kept.appointment);
    if (to_iso(appointment.day) == member_word(kept.record, "visit")) context.time = appointment.time;
  } catch (const store::Error& error) {
    if (error.kind() != store::Error::What::not_found) throw;
  }
  for (const auto& over : kept.overrides)
    context.overrides.push_back({moment_words(desk.options, over.at), over.name, over.reason});
  return out;
}

http::Response of_decision(Desk& desk, const Call& call) {
  const Wanted want = wanted(call.request, call.parts[1]);
  const Recorded found = recorded(desk, call, "read sheet", want.kind != Kind::consultation);
  return reply(want, found.made(desk), found.context);
}

http::Response calendar(Desk& desk, const Call& call) {
  const Recorded found = recorded(desk, call, "read calendar", true);
  const std::string& utc = call.now.utc;  // "2026-03-16T09:12:33.123Z"
  std::string stamp;
  for (const char c : std::string_view(utc).substr(0, 19))
    if (c != '-' && c != ':') stamp += c;
  std::string out = sheet::ics(found.made(desk), found.context, stamp + "Z", call.request.header("Host"));
  if (out.empty())
    throw Problem{404,
                  "no-day",
                  "There is no day yet",
                  "No day can be named for this decision, so there is nothing to put into a calendar.",
                  {}};
  return {200,
          "text/calendar; charset=utf-8",
          {{"Content-Disposition", "attachment; filename=\"appointment.ics\""}},
          std::move(out)};
}

http::Response of_record(Desk& desk, const Call& call) {
  const Wanted want = wanted(call.request, call.parts[0]);
  const DecidedRecord decided = decide_record(desk.rules, call.request.body, days_asked(call.request));
  sheet::Context context;
  context.clinic = desk.options.clinic;
  return reply(want, {desk.rules.programs, decided.decision, decided.facts, call.request.body, desk.options.engine, {}},
               context);
}

}  // namespace

const std::vector<Route>& sheet_routes() {
  using http::Method;
  static const std::vector<Route> routes = {
      {Method::get, "/v1/decisions/{entry}/sheets/{kind}", Scope::read, of_decision},
      {Method::get, "/v1/decisions/{entry}/calendar.ics", Scope::read, calendar},
      {Method::post, "/v1/sheets/{kind}", Scope::screen, of_record},
  };
  return routes;
}

}  // namespace contra::serve
