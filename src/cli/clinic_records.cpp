// contra records: verify, back up, restore, export and delete, beside or without `contra serve`.
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/clock.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/output.hpp"
#include "serve/serve.hpp"
#include "store/store.hpp"

namespace contra::cli {

namespace {

using Json = nlohmann::ordered_json;
using store::Store;

int answer(const Options& options, const Json& json, const std::string& words, int code = exit_go) {
  print(options.json ? json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n" : words);
  return finish(code);
}

std::string counted(std::int64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

Json json_of(const char* action, const store::Verification& what) {
  return {{"records", "contra.records/1"},
          {"action", action},
          {"entries", what.entries},
          {"deleted", what.deleted},
          {"head", what.head}};
}

std::string words_of(const store::Verification& what) {
  std::string words = counted(what.entries, "entry", "entries");
  if (what.deleted != 0) words += ", " + std::to_string(what.deleted) + " without their text (deleted clients)";
  words += "\n";
  if (!what.head.empty()) words += "head " + what.head + "\n";
  return words;
}

int verify(const Options& options) {
  // An empty one would find any end of the records good.
  const std::string noted = options.head.value_or("");
  if (options.head && (noted.size() != 64 || noted.find_first_not_of("0123456789abcdef") != std::string::npos)) {
    complain("`--head` takes the whole hash that was noted", "64 hexadecimal digits, as verify and backup print them");
    return exit_fault;
  }
  const auto what = Store(*options.data, Store::Open::read_only).verify(noted);
  Json json = json_of("verify", what);
  json["whole"] = what.faults.empty();
  json["faults"] = Json::array();
  std::string words;
  for (const auto& fault : what.faults) {
    json["faults"].push_back(
        {{"entry", fault.number == 0 ? Json(nullptr) : Json(fault.number)}, {"message", fault.message}});
    words += fault.message + "\n";
  }
  if (what.faults.empty())
    words = "The records are whole: nothing was changed, nothing is missing.\n" + words_of(what);
  else
    words = "The records are not as they were written.\n\n" + words + "\n" + words_of(what) +
            "\nKeep this folder as it is. `contra records restore` puts a backup in its place\nand keeps what is "
            "there.\n";
  return answer(options, json, words, what.faults.empty() ? exit_go : exit_wait);
}

int backup(const Options& options, const std::string& file) {
  const auto what = Store(*options.data, Store::Open::read_only).backup(file);
  Json json = json_of("backup", what);
  json["file"] = file;
  return answer(options, json, "Copied to " + file + ", and the copy is whole.\n" + words_of(what));
}

int restore(const Options& options, const std::string& file) {
  const auto done = store::restore(file, *options.data);
  Json json = json_of("restore", done.what);
  json["kept"] = done.kept.empty() ? Json(nullptr) : Json(done.kept);
  std::string words = file + " is now the records of " + *options.data + ".\n" + words_of(done.what);
  if (!done.kept.empty()) words += "What was there is kept as " + done.kept + ".\n";
  return answer(options, json, words);
}

/// Reading a client's data leaves a line, here as on the pages.
void write_audit(Store& store, const Options& options, const char* action, const std::string& client) {
  store.write_audit({0, clock_of({})().utc, options.user.value_or("command line"), action, client, ""});
}

int export_one(const Options& options, const std::string& client) {
  Store store(*options.data, Store::Open::existing);
  const std::string id = store.client(client).id;  // before the line: who is not there was not read
  write_audit(store, options, "export client", id);
  const std::string text = serve::export_client(store, id, clock_of({})().utc, engine_name(), "") + "\n";
  if (!options.output) {
    print(text);
    return finish(exit_go);
  }
  std::string why;
  if (write_file(*options.output, text, why)) return exit_go;
  complain(*options.output + " cannot be written: " + why);
  return exit_fault;
}

/// What restore() kept may still hold the client's data; only a person can tell whether it is still needed.
std::vector<std::string> files_kept(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().filename().string().rfind("contra-replaced-", 0) == 0) out.push_back(entry.path().string());
  return out;
}

int delete_one(const Options& options, const std::string& client) {
  if (!options.reason || options.reason->empty() || !options.user || options.user->empty()) {
    complain("a deletion is kept with its reason and who did it", "add --reason WORDS and --user NAME");
    return exit_fault;
  }
  Store store(*options.data, Store::Open::existing);
  const store::Entry tombstone = store.remove_client(client, *options.user, clock_of({})().utc, *options.reason);
  write_audit(store, options, "delete client", client);
  const auto kept = files_kept(*options.data);
  Json json = {{"records", "contra.records/1"}, {"action", "delete"},     {"client", client},
               {"entry", tombstone.number},     {"head", tombstone.hash}, {"kept", kept}};
  std::string words = "The data of " + client + " are deleted; entry " + std::to_string(tombstone.number) +
                      " says so.\nBackups that were made before still hold them: delete those too.\n";
  for (const std::string& file : kept) words += "So may " + file + ", which a restore kept.\n";
  return answer(options, json, words);
}

}  // namespace

int records(const Options& options) {
  const std::string& action = options.arguments.front();
  const bool named = options.arguments.size() == 2;
  const std::string what = named ? options.arguments[1] : "";
  umask(077);  // what is written here holds health data
  try {
    if (action == "verify" && !named) return verify(options);
    if (action == "backup" && named) return backup(options, what);
    if (action == "restore" && named) return restore(options, what);
    if (action == "export" && named) return export_one(options, what);
    if (action == "delete" && named) return delete_one(options, what);
  } catch (const store::Error& error) {
    complain(error.what());
    return exit_fault;
  }
  complain("`contra records` does not know what to do",
           "say verify, backup FILE, restore FILE, export CLIENT or delete CLIENT");
  return exit_fault;
}

}  // namespace contra::cli
