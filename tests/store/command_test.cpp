// contra records, as a person meets it.
#include <nlohmann/json.hpp>

#include "some_records.hpp"

namespace store_test {
namespace {

using contra_test::Ran;
using nlohmann::json;

class Command : public Records {
 protected:
  Command() {
    Store store(path());
    anna = put_client(store, "Anna Example").id;
    store.append(new_entry(Kind::form, anna, "{\"answer\":\"Invented\"}"));
    head = store.verify().head;
  }
  Ran records(const std::string& arguments) const {
    return contra_test::run_command(beside(""), "records " + arguments + " --data records");
  }
  std::string anna, head;
};

TEST_F(Command, VerifySaysThatAllIsThere) {
  const Ran run = records("verify");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out, "The records are whole: nothing was changed, nothing is missing.\n2 entries\nhead " + head + "\n");
  EXPECT_EQ(records("verify --head " + head).code, 0);
  const json out = json::parse(records("verify --json").out);
  EXPECT_EQ(out["entries"], 2);
  EXPECT_EQ(out["head"], head);
  EXPECT_EQ(out["whole"], true);
  EXPECT_EQ(out["faults"], json::array());
}

TEST_F(Command, VerifyFindsAndEndsInOne) {
  tamper(file(), "UPDATE clients SET note = 'x'");
  const Ran run = records("verify");
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("the details of client " + anna + " are not those of entry 1\n"), std::string::npos);
  EXPECT_EQ(run.out.find("Anna"), std::string::npos);
  EXPECT_LE(contra_test::widest(run.out), 80u);
  const json out = json::parse(records("verify --json").out);
  EXPECT_EQ(out["whole"], false);
  EXPECT_EQ(out["faults"][0]["entry"], 1);
  EXPECT_EQ(records("verify --head " + std::string(64, '0')).code, 1);
  for (const std::string& part : {std::string("''"), head.substr(0, 12)})  // an empty variable of a script
    EXPECT_EQ(records("verify --head " + part).code, 2) << part;
}

TEST_F(Command, WorksBesideAServer) {
  Store store(path());
  EXPECT_EQ(records("verify").code, 0);
  EXPECT_EQ(records("backup copy.contra").code, 0);
  for (const auto& action :
       {std::string("restore copy.contra"), "export " + anna, std::string("delete x --user A --reason B")}) {
    const Ran run = records(action);
    EXPECT_EQ(run.code, 2) << action;
    EXPECT_NE(run.err.find("is in use by another `contra`: nothing was changed"), std::string::npos) << run.err;
  }
}

TEST_F(Command, BackupAndRestore) {
  const Ran run = records("backup monday.contra");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out, "Copied to monday.contra, and the copy is whole.\n2 entries\nhead " + head + "\n");
  { put_client(*std::make_unique<Store>(path()), "Bert Example"); }
  const json out = json::parse(records("restore monday.contra --json").out);
  EXPECT_EQ(out["entries"], 2);
  EXPECT_EQ(out["kept"], "records/contra-replaced-1.db");
  EXPECT_EQ(records("verify --head " + head).code, 0);
  const Ran none = records("restore tuesday.contra");
  EXPECT_EQ(none.code, 2);
  EXPECT_EQ(none.err, "contra: there is no file tuesday.contra\n");
}

TEST_F(Command, ExportWritesAPrivateFileAndAnAuditLine) {
  const Ran run = records("export " + anna + " --output anna.json --user 'A. Example'");
  EXPECT_EQ(run.code, 0) << run.err;
  const json out = json::parse(contra_test::slurp(beside("anna.json")));
  EXPECT_EQ(out["client"]["name"], "Anna Example");
  EXPECT_EQ(out["entries"][1]["body"]["answer"], "Invented");
  EXPECT_EQ(std::filesystem::status(beside("anna.json")).permissions() & std::filesystem::perms(0077),
            std::filesystem::perms::none);
  EXPECT_EQ(json::parse(records("export " + anna).out)["audit"][0]["action"], "export client");
  EXPECT_EQ(Store(path()).audit(anna, 10).size(), 2u);
  EXPECT_EQ(records("export c-nobody").code, 2);
}

TEST_F(Command, DeleteNeedsAReasonAndAName) {
  EXPECT_EQ(records("delete " + anna).code, 2);
  EXPECT_EQ(records("delete " + anna + " --reason asked").code, 2);
  records("backup copy.contra");
  records("restore copy.contra");
  const Ran run = records("delete " + anna + " --reason 'asked for it' --user 'A. Example'");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("entry 3 says so"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("contra-replaced-1.db"), std::string::npos) << run.out;
  EXPECT_EQ(records("verify --head " + head).code, 0);
  const Ran again = records("export " + anna);
  EXPECT_EQ(again.code, 2);
  EXPECT_EQ(again.err, "contra: the data of this client were deleted\n");
}

TEST_F(Command, SaysWhatItCanDo) {
  for (const char* wrong : {"undo", "backup", "verify something"}) EXPECT_EQ(records(wrong).code, 2) << wrong;
  const Ran help = contra_test::run_command(beside(""), "records --help");
  EXPECT_EQ(help.code, 0);
  EXPECT_LE(contra_test::widest(help.out), 80u);
}

}  // namespace
}  // namespace store_test
