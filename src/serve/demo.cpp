// An invented clinic day, to look around in: nobody in it exists. Every date counts from the day that it is now.
#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <utility>

#include "present/decision_json.hpp"
#include "serve/decision_entry.hpp"
#include "serve/intake_parts.hpp"
#include "serve/record.hpp"
#include "serve/screening.hpp"

namespace contra::serve {

namespace {

/// Answers by name, as JSON. `{-2}` stands for the day two days before today, `{0}` for today.
using Answers = std::map<std::string, std::string>;

constexpr const char* needling_05 = R"([{"treatment":"microneedling","area":["face"],"depth":{"mm":0.5}}])";
constexpr const char* needling_10 = R"([{"treatment":"microneedling","area":["face"],"depth":{"mm":1.0}}])";
constexpr const char* needling_15 = R"([{"treatment":"microneedling","area":["face"],"depth":{"mm":1.5}}])";
constexpr const char* light = R"([{"treatment":"led","area":["face"]}])";
constexpr const char* needling_then_light =
    R"([{"treatment":"microneedling","area":["face"],"depth":{"mm":0.5}},{"treatment":"led","area":["face"]}])";
constexpr const char* peel_superficial = R"([{"treatment":"peel","area":["face"],"depth":"superficial"}])";
constexpr const char* peel_medium = R"([{"treatment":"peel","area":["face"],"depth":"medium"}])";

struct Person {
  const char* name;
  const char* contact;
  const char* note;
  const char* time;
  const char* plan;
  int signed_on;  ///< days from today; `no_form`: nothing is signed yet
  Answers client, practitioner;
};
constexpr int no_form = 1000;

/// The list of the day, with what makes each of them worth looking at.
const std::vector<Person>& people() {
  static const std::vector<Person> all = {
      {"Anna Example", "anna@example.org", "Nothing in the way.", "09:00", needling_05, -7, {}, {}},
      {"Bruno Beispiel",
       "",
       "Tretinoin until the day before yesterday.",
       "09:20",
       needling_05,
       -1,
       {{"products", R"([{"term":"Retin-A","last":"{-2}","area":["face"]}])"}},
       {}},
      {"Carla Invented",
       "carla@example.org",
       "New; the form is half filled in.",
       "09:40",
       needling_05,
       no_form,
       {},
       {}},
      {"Dana Placeholder", "", "Expects a child.", "10:00", needling_05, -3, {{"pregnant", "\"yes\""}}, {}},
      {"Emil Sample",
       "+00 000 0001",
       "Isotretinoin, ended some months ago.",
       "10:20",
       needling_10,
       -5,
       {{"no_medicines", "\"no\""},
        {"medicines",
         R"([{"term":"Roaccutane","end":{"between":["{-150}","{-120}"]},"prescribed":"yes","said":"a few months ago"}])"}},
       {}},
      {"Fiona Fictional",
       "fiona@example.org",
       "Blood thinner, cleared by the prescriber.",
       "10:40",
       needling_05,
       -10,
       {{"no_medicines", "\"no\""}, {"medicines", R"([{"term":"apixaban","ongoing":"yes","prescribed":"yes"}])"}},
       {}},
      {"Georg Nobody",
       "",
       "A cold sore right now.",
       "11:00",
       needling_05,
       -1,
       {{"skin_now", R"([{"term":"cold sore","area":["upper lip"]}])"},
        {"skin_history", R"([{"term":"cold sore","last":"{-1}","area":["upper lip"]}])"}},
       {}},
      {"Hanna Testfall",
       "hanna@example.org",
       "Remembers roughly when.",
       "11:20",
       needling_05,
       -2,
       {{"products", R"([{"term":"Epiduo","last":{"about":"1 week ago"},"area":["face"]}])"},
        {"procedures",
         R"([{"term":"filler","on":{"words":"a few weeks ago"},"area":["cheeks"]},{"term":"peel","on":{"in the last":"6 months"},"area":["face"]}])"}},
       {}},
      {"Ivo Imaginary", "", "Comes again; the form is months old.", "11:40", needling_05, -110, {}, {}},
      {"Jana Madeup", "jana@example.org", "Third of a series.", "12:00", needling_10, -60, {}, {}},
      {"Karl Pretend", "", "Second of a series, booked too early.", "13:00", needling_15, -30, {}, {}},
      {"Lena Make-Believe",
       "lena@example.org",
       "Needling and light; the light has to wait.",
       "13:20",
       needling_then_light,
       -6,
       {{"no_medicines", "\"no\""},
        {"medicines", R"([{"term":"doxycycline","start":"{-30}","end":"{4}","prescribed":"yes"}])"}},
       {}},
      {"Milan Specimen",
       "",
       "Not sure about a scar.",
       "13:40",
       needling_05,
       -4,
       {{"keloid_self", R"({"unsure":"one scar on my shoulder stayed thick"})"}},
       {}},
      {"Nora Dummy",
       "",
       "Would rather not say.",
       "14:00",
       needling_05,
       -4,
       {{"bleeding_disorder", "\"declined\""}},
       {}},
      {"Otto Mockup", "+00 000 0002", "Peel on darker skin.", "14:20", peel_medium, -8, {}, {{"skin_type", "\"V\""}}},
      {"Paula Figment",
       "paula@example.org",
       "Nickel; light would do.",
       "14:40",
       needling_05,
       -9,
       {{"allergies", R"([{"term":"nickel"}])"}},
       {}},
      {"Quirin Quasi",
       "",
       "A cream without a name, and a beach holiday ahead.",
       "15:00",
       needling_05,
       -2,
       {{"products", R"([{"text":"the green cream from Anna","last":"unsure"}])"},
        {"planned_sun", R"([{"term":"beach holiday","start":"{3}","end":"{10}"}])"}},
       {}},
      {"Rosa Demo", "rosa@example.org", "Decided this week.", "15:20", light, -3, {}, {}},
      {"Stefan Stand-In",
       "",
       "No numbing cream.",
       "15:40",
       needling_05,
       -5,
       {{"allergies", R"([{"term":"Xylocaine"}])"}, {"smoker", "\"yes\""}},
       {}},
      {"Tilda Tryout",
       "tilda@example.org",
       "A medium peel six weeks ago, toxin last week.",
       "16:00",
       needling_05,
       -1,
       {{"procedures",
         R"([{"term":"TCA peel","on":"{-40}","depth":"medium","area":["face"]},{"term":"Botox","on":"{-6}","area":["forehead"]}])"}},
       {}},
  };
  return all;
}

Answers all_no() {
  Answers out = {{"birth_date", "\"{-13500}\""}, {"daily_sunscreen", "\"yes\""}, {"no_medicines", "\"yes\""}};
  for (const char* name : {"pregnant",
                           "trying_to_conceive",
                           "nursing",
                           "fever",
                           "keloid_self",
                           "keloid_family",
                           "bleeding_disorder",
                           "diabetes",
                           "smoker",
                           "products",
                           "marks",
                           "medicines",
                           "procedures",
                           "planned_procedures",
                           "skin_now",
                           "skin_history",
                           "planned_sun",
                           "sun",
                           "conditions",
                           "cancer",
                           "allergies",
                           "events"})
    out[name] = "\"no\"";
  return out;
}

Answers looked_at() {
  return {{"skin_type", "\"II\""},
          {"metal_patch_test", "\"not done\""},
          {"test_spot", "\"not done\""},
          {"consultation_done", "\"yes\""},
          {"inside_eye_rim", "\"no\""}};
}

/// Writes what happened in its order: first everything is noted with its day and hour, then all of it is written at
/// once.
class Demo {
 public:
  Demo(const api::LoadedRules& rules, store::Store& store, const Now& now, const std::string& engine)
      : rules_(rules), store_(store), now_(now), engine_(engine) {}

  void at(int day, const char* time, std::function<void()> what) {
    std::string moment = to_iso(Day{now_.today.number + day}) + "T" + time + ":00.000Z";
    moments_.emplace_back(std::min(moment, now_.utc), std::move(what));
  }

  void write() {
    std::stable_sort(moments_.begin(), moments_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    store_.together([&] {
      for (const auto& [moment, what] : moments_) {
        moment_ = moment;
        what();
      }
    });
  }

  // --- what can happen, at the moment that is being written
  void client(const std::string& name, const std::string& contact, const std::string& note) {
    clients_[name] = store_.put(store::Client{{}, name, contact, note, 0}, by_, moment_).id;
  }
  void appointment(const std::string& client, int day, const std::string& time, const std::string& plan) {
    store::Appointment wanted;
    wanted.client = clients_.at(client);
    wanted.day = Day{now_.today.number + day};
    wanted.time = time;
    wanted.plan = plan;
    appointments_[{client, day}] = store_.put(wanted, by_, moment_).id;
  }
  void form(const std::string& client, int signed_on, const std::string& kind, const Answers& answers) {
    std::string form = R"({"kind":")" + kind + R"(","signed":"{)" + std::to_string(signed_on) + R"(}","by":")" +
                       (kind == "practitioner" ? "practitioner" : "client") + R"(","answers":)" + object(answers) + "}";
    append(store::Kind::form, client, {}, dated(form));
  }
  void nothing_changed(const std::string& client, int signed_on) {
    append(store::Kind::form, client, {},
           dated(R"({"kind":"change","signed":"{)" + std::to_string(signed_on) +
                 R"(}","by":"client","nothing_changed":"yes"})"));
  }
  void clearance(const std::string& client, const std::string& json) {
    append(store::Kind::clearance, client, {}, dated(json));
  }
  void draft(const std::string& client, int day, const Answers& answers, const std::string& plan) {
    store_.put_draft(
        appointments_.at({client, day}), 0,
        R"({"forms":[{"kind":"full","by":"client","answers":)" + dated(object(answers)) + R"(}],"plan":)" + plan + "}",
        by_, moment_);
  }
  /// As of `as_of`, days from today.
  void decision(const std::string& client, int day, int as_of) {
    const store::Appointment appointment = store_.appointment(appointments_.at({client, day}));
    const std::string record =
        put_together(rules_, client_file(store_, appointment.client), appointment, Day{now_.today.number + as_of});
    const DecidedRecord decided = decide_record(rules_, record, {});
    decisions_[{client, day}] =
        append(store::Kind::decision, client, appointment.id,
               decision_body(record, present::decision_json(decided.decision, decided.facts, engine_)));
  }
  void override_(const std::string& client, int day, const std::string& reason) {
    append(store::Kind::override_, client, std::to_string(decisions_.at({client, day})),
           R"({"reason":")" + reason + R"(","name":"K. Example"})");
  }
  void session(const std::string& client, int day, const std::string& ended) {
    store::Appointment appointment = store_.appointment(appointments_.at({client, day}));
    append(store::Kind::session, client, std::to_string(decisions_.at({client, day})),
           R"({"ended":")" + to_iso(appointment.day) + "T" + ended + R"(","done":)" + appointment.plan + "}");
    appointment.state = store::Appointment::State::done;
    store_.put(appointment, by_, moment_);
  }

 private:
  std::int64_t append(store::Kind kind, const std::string& client, const std::string& subject,
                      const std::string& body) {
    return store_.append({kind, clients_.at(client), subject, by_, moment_, body, {}}).number;
  }
  static std::string object(const Answers& answers) {
    std::string out = "{";
    for (const auto& [name, answer] : answers) out += (out.size() > 1 ? ",\"" : "\"") + name + "\":" + answer;
    return out + "}";
  }
  std::string dated(const std::string& text) const {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t end = text.find('}', i);
      const std::string inner = text[i] == '{' && end != std::string::npos ? text.substr(i + 1, end - i - 1) : "";
      if (inner.empty() || inner.find_first_not_of("-0123456789") != std::string::npos) {
        out += text[i];
        continue;
      }
      out += to_iso(Day{now_.today.number + std::stoi(inner)});
      i = end;
    }
    return out;
  }

  const api::LoadedRules& rules_;
  store::Store& store_;
  const Now& now_;
  const std::string& engine_;
  const std::string by_ = "practitioner";
  std::string moment_;
  std::vector<std::pair<std::string, std::function<void()>>> moments_;
  std::map<std::string, std::string> clients_;
  std::map<std::pair<std::string, int>, std::string> appointments_;
  std::map<std::pair<std::string, int>, std::int64_t> decisions_;
};

Answers with(Answers answers, const Answers& others) {
  for (const auto& [name, answer] : others) answers[name] = answer;
  return answers;
}

void signs(Demo& demo, const std::string& name, int day, const Answers& client, const Answers& practitioner) {
  demo.at(day, "08:10", [=, &demo] {
    demo.form(name, day, "full", with(all_no(), client));
    demo.form(name, day, "practitioner", with(looked_at(), practitioner));
  });
}

/// Decided in the morning and done.
void comes(Demo& demo, const std::string& name, int day, const std::string& time, const std::string& ended,
           const std::string& plan) {
  demo.at(day - 5, "08:05", [=, &demo] { demo.appointment(name, day, time, plan); });
  demo.at(day, "08:30", [=, &demo] { demo.decision(name, day, day); });
  demo.at(day, "17:00", [=, &demo] { demo.session(name, day, ended); });
}

void the_day(Demo& demo) {
  for (const Person& person : people()) {
    const std::string name = person.name;
    const int begun = std::min(person.signed_on == no_form ? -2 : person.signed_on, -7) - 30;
    demo.at(begun, "08:00", [=, &demo] { demo.client(name, person.contact, person.note); });
    demo.at(-7, "08:20", [=, &demo] { demo.appointment(name, 0, person.time, person.plan); });
    if (person.signed_on != no_form) signs(demo, name, person.signed_on, person.client, person.practitioner);
  }
  demo.at(-1, "08:40", [&demo] {
    demo.draft("Carla Invented", 0,
               {{"birth_date", "\"{-11000}\""},
                {"pregnant", "\"no\""},
                {"nursing", "\"no\""},
                {"fever", "\"no\""},
                {"keloid_self", "\"unsure\""},
                {"products", R"([{"term":"retinol","last":{"about":"2 weeks ago"}}])"}},
               needling_05);
    demo.clearance("Fiona Fictional", R"({"check":"anticoagulant","by":"prescriber","name":"Dr Invented","on":"{-6}",)"
                                      R"("until":"{170}","for":["apixaban"]})");
  });
  // A series that keeps its distance, and one that does not.
  comes(demo, "Jana Madeup", -56, "12:00", "12:50", needling_10);
  comes(demo, "Jana Madeup", -28, "12:00", "12:45", needling_10);
  demo.at(-3, "08:50", [&demo] { demo.nothing_changed("Jana Madeup", -3); });
  comes(demo, "Karl Pretend", -20, "13:00", "13:55", needling_15);
  demo.at(-2, "08:50", [&demo] { demo.nothing_changed("Karl Pretend", -2); });
  demo.at(-1, "09:10", [&demo] {
    demo.decision("Karl Pretend", 0, -1);
    demo.override_("Karl Pretend", 0,
                   "Only the forehead, at 0.3 mm; talked through with the client and with Dr Invented.");
    demo.decision("Rosa Demo", 0, -1);
  });
}

/// The days before and after, so that there is something to turn the page to.
void days_beside(Demo& demo) {
  struct Beside {
    const char* name;
    int day;
    const char* time;
    const char* plan;
    int signed_on;
  };
  for (const Beside& one :
       {Beside{"Ulla Unreal", -1, "09:00", needling_05, -4}, Beside{"Viktor Vapour", -1, "10:00", light, -4},
        Beside{"Wilma Whatif", -1, "11:00", peel_superficial, -9}}) {
    const std::string name = one.name;
    demo.at(-40, "08:00", [=, &demo] { demo.client(name, "", ""); });
    signs(demo, name, one.signed_on, {}, {});
    comes(demo, name, one.day, one.time, std::string(one.time).substr(0, 3) + "45", one.plan);
  }
  for (const Beside& one :
       {Beside{"Xaver X. Ample", 1, "09:00", needling_05, -2},
        Beside{"Yvonne Yesterday", 1, "09:40", peel_superficial, -100},
        Beside{"Zoe Zero", 1, "10:20", needling_10, no_form}, Beside{"Abel Abstract", 2, "09:00", light, -12},
        Beside{"Bella Blank", 2, "10:00", needling_05, no_form}}) {
    const std::string name = one.name;
    demo.at(-120, "08:00", [=, &demo] { demo.client(name, "", ""); });
    if (one.signed_on != no_form) signs(demo, name, one.signed_on, {}, {});
    demo.at(-6, "08:25", [=, &demo] { demo.appointment(name, one.day, one.time, one.plan); });
  }
  demo.at(-1, "17:30", [&demo] {
    demo.appointment("Ulla Unreal", 13, "09:00", needling_05);
    demo.appointment("Ulla Unreal", 27, "09:00", needling_05);
    demo.appointment("Anna Example", 28, "09:00", needling_05);
  });
}

}  // namespace

void fill_demo(const api::LoadedRules& rules, store::Store& store, const Now& now, const std::string& engine) {
  if (!store.find_clients({}, 1).empty() || store.verify().entries != 0)
    throw std::runtime_error(
        "the demonstration is only put into an empty folder, and this one holds records: nothing was changed; start "
        "without --demo, or name another folder");
  Demo demo(rules, store, now, engine);
  the_day(demo);
  days_beside(demo);
  demo.write();
}

}  // namespace contra::serve
