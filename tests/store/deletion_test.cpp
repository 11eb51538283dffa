// A client's data are deleted: the tombstone stays, and nothing of them is left in any file of the folder.
#include <algorithm>
#include <cctype>

#include "some_records.hpp"

namespace store_test {
namespace {

using What = Error::What;
using Deletion = Records;

/// The files of the folder in which `needle` stands, in any case.
std::string files_with(const std::string& folder, const std::string& needle) {
  std::string out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::string bytes = contra_test::slurp(entry.path().string());
    std::transform(bytes.begin(), bytes.end(), bytes.begin(), [](unsigned char c) { return std::tolower(c); });
    if (bytes.find(needle) != std::string::npos) out += entry.path().filename().string() + " ";
  }
  return out;
}

/// A clinic in which much was written over and over, so that rows have moved about in the file. The one client's
/// texts all hold "zqxj".
Client fill(Store& store) {
  Client one;
  one.name = "Zqxja Example";
  one.contact = "zqxj-contact";
  one.note = "zqxj-note";
  one = store.put(one, user, at, "zqxj-key");
  for (int i = 0; i < 25; ++i) {
    const Client other = put_client(store, "Other Example " + std::to_string(i));
    put_appointment(store, other.id);
    store.append(new_entry(Kind::form, other.id, "{\"other\":\"" + std::string(500, 'o') + "\"}"));
    one.note = "zqxj-note " + std::string(static_cast<std::size_t>(i * 97 % 900), 'n') + " zqxj";
    one = store.put(one, user, at);
    Appointment appointment = put_appointment(store, one.id);
    appointment.plan = R"([{"treatment":"zqxj-plan"}])";
    store.put(appointment, user, at);
    for (int n = 0; n < 3; ++n)
      store.put_draft(appointment.id, n, "{\"zqxj\":\"" + std::string(static_cast<std::size_t>(n) * 700, 'd') + "\"}",
                      user, at);
    if (i % 2 == 0) store.remove_draft(appointment.id);
    // A body of several pages, and a short one.
    store.append(new_entry(Kind::decision, one.id, "{\"zqxj\":\"" + std::string(9000, 'z') + "zqxj\"}"));
    store.append(new_entry(Kind::form, one.id, "{\"zqxj\":true}", "zqxj-key-" + std::to_string(i)));
  }
  return one;
}

TEST_F(Deletion, LeavesNothingInAnyFile) {
  Store store(path());
  const Client one = fill(store);
  std::ofstream(path() + "/contra-before-2.db") << "zqxj";  // as a migration would have left it
  EXPECT_NE(files_with(path(), "zqxj").find("contra.db "), std::string::npos);
  EXPECT_NE(files_with(path(), "zqxj").find("contra.db-wal "), std::string::npos);
  const std::size_t entries = store.history(one.id).size();
  const std::string head = store.verify().head;

  const Entry tombstone = store.remove_client(one.id, user, at, "asked for it");
  EXPECT_EQ(tombstone.kind, Kind::deletion);
  EXPECT_EQ(tombstone.client, one.id);
  EXPECT_EQ(files_with(path(), "zqxj"), "");
  EXPECT_NE(files_with(path(), "other example"), "");

  const auto history = store.history(one.id);
  ASSERT_EQ(history.size(), entries + 1);
  for (const Entry& entry : history) EXPECT_EQ(entry.body.has_value(), entry.kind == Kind::deletion);
  EXPECT_EQ(history.back().body, "{\"reason\":\"asked for it\"}");
  const Verification verification = store.verify(head);
  EXPECT_TRUE(verification.faults.empty()) << verification.faults.front().message;
  EXPECT_EQ(verification.deleted, static_cast<std::int64_t>(entries));
}

TEST_F(Deletion, IsForGood) {
  Store store(path());
  const Client one = put_client(store, "Anna Example");
  const Appointment appointment = put_appointment(store, one.id);
  store.put_draft(appointment.id, 0, "{}", user, at);
  const NewEntry form = new_entry(Kind::form, one.id, "{}", "key-1");
  store.append(form);
  store.remove_client(one.id, user, at, "asked for it");

  EXPECT_EQ(what_of([&] { store.client(one.id); }), What::gone);
  EXPECT_EQ(what_of([&] { store.put(one, user, at); }), What::gone);
  EXPECT_EQ(what_of([&] { store.append(form); }), What::gone);
  EXPECT_EQ(what_of([&] { store.append(new_entry(Kind::form, one.id, "{}")); }), What::gone);
  EXPECT_EQ(what_of([&] { store.appointment(appointment.id); }), What::gone);
  EXPECT_EQ(what_of([&] { put_appointment(store, one.id); }), What::gone);
  EXPECT_EQ(what_of([&] { store.remove_client(one.id, user, at, "again"); }), What::gone);
  EXPECT_EQ(what_of([&] { store.remove_client("c-nobody", user, at, "who"); }), What::not_found);
  EXPECT_FALSE(store.draft(appointment.id));
  EXPECT_EQ(what_of([&] { store.put_draft(appointment.id, 0, "{}", user, at); }), What::not_found);
  EXPECT_TRUE(store.find_clients("anna").empty());
  EXPECT_TRUE(store.appointments(day("2026-03-16")).empty());
  EXPECT_TRUE(store.verify().faults.empty());
}

TEST_F(Deletion, IsFinishedByAskingAgainWhenAnotherProgramReads) {
  Store store(path());
  const Client one = fill(store);
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &reader), SQLITE_OK);
  sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM entries", nullptr, nullptr, nullptr);
  EXPECT_EQ(what_of([&] { store.remove_client(one.id, user, at, "asked for it"); }), What::locked);
  EXPECT_EQ(what_of([&] { store.client(one.id); }), What::gone);
  sqlite3_close(reader);
  EXPECT_EQ(what_of([&] { store.remove_client(one.id, user, at, "asked for it"); }), What::gone);
  EXPECT_EQ(files_with(path(), "zqxj"), "");
}

}  // namespace
}  // namespace store_test
