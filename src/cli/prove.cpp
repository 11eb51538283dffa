// contra prove: what holds for every client that the vocabulary admits.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "present/json_writer.hpp"
#include "present/words.hpp"
#include "prove/prove.hpp"

namespace contra::cli {

namespace {

using prove::Asked;
using prove::Finding;
using prove::Report;
using prove::State;

const char* asked_name(Asked asked) {
  switch (asked) {
    case Asked::guarantee:
      return "guarantee";
    case Asked::guarded:
      return "guarded";
    case Asked::reachable:
      return "reachable";
    case Asked::alive:
      return "alive";
    case Asked::alone:
      return "alone";
    case Asked::clears:
      return "clears";
    case Asked::loosens:
      return "loosens";
    case Asked::tightens:
      return "tightens";
  }
  return "";
}

const char* state_name(State state) {
  return state == State::proved ? "proved" : state == State::found ? "found" : "not decided";
}

/// What is said of a finding that is not good, or that somebody should know.
std::string told(const Finding& f) {
  if (f.state == State::not_decided) {
    const char* what = f.asked == Asked::guarantee   ? "the guarantee "
                       : f.asked == Asked::guarded   ? "whether there is a client for the guarantee "
                       : f.asked == Asked::reachable ? "whether GO is possible"
                                                     : "the check ";
    return std::string("not decided: ") + what + f.name + ": " + f.why;
  }
  switch (f.asked) {
    case Asked::guarantee:
      return "does not hold by the checks: " + f.name + ". Only the guarantee itself stops it, in each decision.";
    case Asked::guarded:
      return "says nothing: " + f.name + ". Its condition holds for no client, so that its proof is empty.";
    case Asked::reachable:
      return "GO is possible for nobody, so that every proof is empty.";
    case Asked::alive:
      return "dead: " + f.name + ". It waits or says something for no client on no day.";
    case Asked::alone:
      if (f.by.empty()) return f.name + " never waits alone.";
      return f.name + " never waits alone: whenever it does, " + present::list_words(f.by, "or") +
             (f.by.size() == 1 ? " waits too." : " waits too, one or several of them.");
    case Asked::clears:
      return "no way out of " + f.name + " was found: no later day, clearance, inspection, other answer or setting.";
    case Asked::tightens:
      return "lets somebody through: the tightened " + f.name + ".";
    case Asked::loosens:
      return f.state == State::found ? "the loosened " + f.name + " lets this client through"
                                     : "the loosened " + f.name + " lets nobody through";
  }
  return {};
}

class Printer {
 public:
  explicit Printer(const Options& options) : options_(options), page_(page_options(options)) {}

  void report(const Report& report);
  void scope(const std::vector<Report>& reports);
  std::string take() {
    out_ += page_.take();
    return std::move(out_);
  }

 private:
  void client(const Finding& finding);
  void summary(const Report& report, Asked asked, const std::string& good);

  const Options& options_;
  present::Page page_;
  std::string out_;
};

void Printer::client(const Finding& finding) {
  if (!finding.witness) return;
  for (const std::string& words : finding.witness->words) page_.bullet(6, words);
  if (finding.witness->words.empty()) page_.bullet(6, "a healthy client who has said no to everything");
  page_.paragraph(6, "Visit on " + present::day_words(finding.witness->visit) + ", every other answer no.",
                  present::Tone::quiet);
}

void Printer::report(const Report& report) {
  std::string title = report.pack + " " + report.version;
  for (const std::string& policy : report.policies) title += " with " + present::quoted(policy);
  page_.gap();
  page_.heading(title);
  const auto of = [&](Asked asked) {
    std::vector<const Finding*> out;
    for (const Finding& f : report.findings)
      if (f.asked == asked) out.push_back(&f);
    return out;
  };
  for (const Finding* f : of(Asked::guarantee)) {
    if (f->state == State::proved) {
      page_.paragraph(2,
                      "proved: " + f->name +
                          (f->by.empty() ? std::string()
                                         : ", by the check" + std::string(f->by.size() > 1 ? "s " : " ") +
                                               present::list_words(f->by, "and")),
                      present::Tone::go);
      continue;
    }
    page_.paragraph(2, told(*f), present::Tone::wait);
    if (f->state == State::found) page_.paragraph(4, "Without it this client would be told GO:");
    client(*f);
    if (f->state == State::found && !options_.output) {
      page_.paragraph(4, "As a record, for `contra screen`:");
      out_ += page_.take() + "\n" + f->witness->record_json + "\n";
    }
  }
  for (const Asked asked : {Asked::guarded, Asked::reachable})
    for (const Finding* f : of(asked))
      if (!f->good()) page_.paragraph(2, told(*f), present::Tone::wait);
  for (const Finding* f : of(Asked::reachable))
    if (f->good()) page_.paragraph(2, "GO is possible, so that no proof is empty");
  const auto count = [](std::size_t n) {
    return present::count_words(static_cast<std::int64_t>(n), "check", "checks");
  };
  const std::vector<const Finding*> alive = of(Asked::alive), clears = of(Asked::clears), alone = of(Asked::alone);
  const auto good = [](const std::vector<const Finding*>& all) {
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const Finding* f) { return f->good(); }));
  };
  if (!alive.empty()) {
    const bool all = good(alive) == alive.size() && good(clears) == clears.size();
    if (all)
      page_.paragraph(2, count(alive.size()) + ", none dead; each of the " + std::to_string(clears.size()) +
                             " that wait can be lifted");
    else
      page_.paragraph(2,
                      std::to_string(good(alive)) + " of " + count(alive.size()) + " say something to somebody; " +
                          std::to_string(good(clears)) + " of the " + std::to_string(clears.size()) +
                          " that wait can be lifted",
                      present::Tone::wait);
  }
  for (const auto* findings : {&alive, &clears})
    for (const Finding* f : *findings)
      if (!f->good()) page_.bullet(4, told(*f), present::Tone::wait);
  for (const Finding* f : alone)
    if (f->state != State::found) page_.bullet(4, told(*f));
  for (const Finding* f : of(Asked::tightens))
    page_.paragraph(2, f->good() ? "proved: the tightened " + f->name + " lets nobody through" : told(*f),
                    f->good() ? present::Tone::go : present::Tone::wait);
  for (const Finding* f : of(Asked::loosens)) {
    page_.paragraph(2, told(*f), f->good() ? present::Tone::strong : present::Tone::wait);
    client(*f);
  }
  if (of(Asked::alive).empty()) return;
  if (report.cautious.empty())
    page_.paragraph(2, "an unclear answer waits only where one of its meanings does");
  else
    page_.paragraph(
        2, "an unclear answer waits only where one of its meanings does, but in " +
               present::list_words(report.cautious, "and") +
               (report.cautious.size() == 1 ? ", which reads one answer twice" : ", which read one answer twice"));
}

/// Of whom this holds, and why of nobody else it could not.
void Printer::scope(const std::vector<Report>& reports) {
  double seconds = 0;
  std::size_t asked = 0, bad = 0;
  for (const Report& report : reports) {
    seconds += report.seconds;
    asked += report.findings.size();
    bad += static_cast<std::size_t>(
        std::count_if(report.findings.begin(), report.findings.end(), [](const Finding& f) { return !f.good(); }));
  }
  page_.gap();
  page_.paragraph(
      0,
      "Of every complete intake over the vocabulary, and every visit day from 1900 to 2200. An unclear or missing "
      "answer waits where one of its meanings does, so what is proved of complete intakes holds of all. A client with "
      "more entries, clearances or treatments on one day than a proof looks at can be cut down to one that it does "
      "look at. Each client shown was decided again by the engine.",
      present::Tone::quiet);
  page_.gap();
  const auto tenths = static_cast<std::int64_t>(seconds * 10 + 0.5);
  page_.paragraph(0,
                  present::count_words(static_cast<std::int64_t>(asked), "question", "questions") + " in " +
                      std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s: " +
                      (bad == 0 ? std::string("all hold")
                                : present::count_words(static_cast<std::int64_t>(bad), "does", "do") + " not hold"),
                  bad == 0 ? present::Tone::go : present::Tone::wait);
}

std::string json_line(const Report& report, const Finding& f) {
  std::string out;
  present::JsonWriter json(out);
  const auto texts = [&](const char* key, const std::vector<std::string>& values) {
    json.key(key).open('[');
    for (const std::string& value : values) json.text(value);
    json.close(']');
  };
  json.open('{');
  json.key("pack").text(report.pack);
  json.key("version").text(report.version);
  texts("policies", report.policies);
  json.key("question").text(asked_name(f.asked));
  json.key("name").text(f.name);
  json.key("state").text(state_name(f.state));
  json.key("good").truth(f.good());
  if (!f.by.empty()) texts("by", f.by);
  if (!f.way_out.empty()) json.key("way_out").text(f.way_out);
  if (!f.why.empty()) json.key("why").text(f.why);
  json.key("milliseconds").number(static_cast<std::int64_t>(f.seconds * 1000));
  if (f.witness) {
    json.key("client").open('{');
    json.key("visit").text(to_iso(f.witness->visit));
    texts("words", f.witness->words);
    std::string record;  // on one line, as the rest
    for (const char c : f.witness->record_json)
      if (c != '\n') record += c;
    json.key("record").raw(record);
    json.close('}');
  }
  json.close('}');
  return out + "\n";
}

/// Clients are worth a file when they show what does not hold, or what a loosening does.
bool shows(const Finding& f) {
  return f.witness && (!f.good() || f.asked == Asked::loosens) && f.state == State::found;
}

std::string file_of(const Report& report, const Finding& f) {
  return report.pack + "-" + asked_name(f.asked) + (f.name.empty() ? "" : "-" + f.name);
}

/// `arguments` are names of packs, or rules where there is a file or folder of that name.
void sort_arguments(const std::vector<std::string>& arguments, std::vector<std::string>& packs,
                    std::vector<std::string>& paths) {
  for (const std::string& argument : arguments) {
    std::error_code error;
    const bool path = argument == "-" || argument.find('/') != std::string::npos ||
                      (argument.size() > 7 && argument.substr(argument.size() - 7) == ".contra") ||
                      std::filesystem::exists(argument, error);
    (path ? paths : packs).push_back(argument);
  }
}

bool make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return true;
  complain("the folder `" + folder + "` could not be made: " + error.message());
  return false;
}

}  // namespace

int prove(const Options& options) {
  std::vector<std::string> names;
  RulesWanted wanted{options.packs, options.policies, false, std::nullopt, true};
  sort_arguments(options.arguments, names, wanted.paths);
  Rules rules;
  if (!usable_rules(wanted, options, rules)) return exit_fault;
  for (const std::string& name : names)
    if (find_pack(rules, name) == nullptr) return exit_fault;
  for (const auto& folder : {options.smt2, options.output})
    if (folder && !make_folder(*folder)) return exit_fault;

  // Each pack, and each pack again with each policy that is among the rules.
  std::vector<std::shared_ptr<const compile::Program>> programs = rules.programs;
  for (const std::string& policy : rules.not_joined)
    for (auto& program : compile::compile(*rules.checked, rules.sources, {policy}))
      if (!program->identity.policies.empty()) programs.push_back(std::move(program));
  std::string why;
  prove::Options how;
  how.seconds = [] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  };
  std::vector<Report> reports;
  bool good = true, written = true, clients = false;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const std::string& pack = programs[i]->identity.name;
    if (!names.empty() && std::find(names.begin(), names.end(), pack) == names.end()) continue;
    const std::string before = i < rules.programs.size() ? std::string() : std::to_string(i) + "-";
    if (options.smt2)
      how.smt2 = [&](const std::string& name, const std::string& text) {
        written = written && write_file(*options.smt2 + "/" + before + name + ".smt2", text, why);
      };
    reports.push_back(prove::prove(programs[i], how));
    const Report& report = reports.back();
    good = good && report.good();
    for (const Finding& f : report.findings) {
      if (options.json) print(json_line(report, f));
      if (!shows(f)) continue;
      clients = true;
      if (options.output)
        written = written && write_file(*options.output + "/" + before + file_of(report, f) + ".json",
                                        f.witness->record_json, why);
    }
  }
  if (!options.json) {
    Printer printer(options);
    for (const Report& report : reports) printer.report(report);
    printer.scope(reports);
    print(printer.take());
    if (clients && !options.output) print("`--output FOLDER` writes each client as a record for `contra screen`.\n");
  }
  if (!written) {
    complain("a file could not be written: " + why);
    return exit_fault;
  }
  return good ? exit_go : exit_wait;
}

}  // namespace contra::cli
