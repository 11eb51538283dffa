// What verification finds when somebody has changed the file behind the store's back.
#include <sodium.h>

#include "some_records.hpp"

namespace store_test {
namespace {

std::string faults_of(const Verification& verification) {
  std::string out;
  for (const auto& fault : verification.faults) out += std::to_string(fault.number) + " " + fault.message + "\n";
  return out;
}

/// Entries: 1 client Anna, 2 client Bert, 3 appointment of Anna, 4 to 8 forms of Anna, 9 deletion of Bert.
class Verify : public Records {
 protected:
  Verify() {
    Store store(path());
    const Client anna = put_client(store, "Anna Example"), bert = put_client(store, "Bert Example");
    appointment = put_appointment(store, anna.id).id;
    for (int i = 4; i <= 8; ++i) store.append(new_entry(Kind::form, anna.id, "{\"form\":" + std::to_string(i) + "}"));
    store.remove_client(bert.id, user, at, "asked for it");
    for (int i = 0; i < 3; ++i) store.write_audit({0, at, user, "read client", anna.id, ""});
    client = anna.id;
    const Verification before = store.verify();
    EXPECT_EQ(faults_of(before), "");
    EXPECT_EQ(before.entries, 9);
    EXPECT_EQ(before.deleted, 1);
    head = before.head;
  }

  /// The faults after `sql`, done with the triggers out of the way and put back as they were.
  std::string faults_after(const std::string& sql, const std::string& noted = {}) {
    std::string drop, make;
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &row, nullptr);
    while (sqlite3_step(row) == SQLITE_ROW) {
      drop += std::string("DROP TRIGGER ") + reinterpret_cast<const char*>(sqlite3_column_text(row, 0)) + ";";
      make += std::string(reinterpret_cast<const char*>(sqlite3_column_text(row, 1))) + ";";
    }
    sqlite3_finalize(row);
    sqlite3_close(database);
    tamper(file(), drop + sql + ";" + make);
    return faults_of(Store(path(), Store::Open::read_only).verify(noted));
  }

  std::string client, appointment, head;
};

TEST_F(Verify, TheTriggersRefuseWhatIsNotADeletion) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
  for (
      const char* sql :
      {"UPDATE entries SET body = '{}' WHERE number = 4", "UPDATE entries SET at = 'x' WHERE number = 4",
       "UPDATE entries SET body = NULL, salt = NULL WHERE number = 4",  // her data were not deleted
       "UPDATE entries SET by = 'x', body = NULL, salt = NULL WHERE number = 2", "DELETE FROM entries WHERE number = 9",
       "DELETE FROM entries", "REPLACE INTO entries SELECT * FROM entries WHERE number = 4",
       "INSERT OR REPLACE INTO entries SELECT number, 'x', kind, client, subject, by, body, salt, body_hash, hash FROM "
       "entries WHERE number = 4",
       "INSERT INTO entries SELECT 11, at, kind, client, subject, by, body, salt, body_hash, hash FROM entries WHERE "
       "number = 4",
       "UPDATE audit SET user = 'x'", "DELETE FROM audit", "REPLACE INTO audit SELECT * FROM audit WHERE number = 2"})
    EXPECT_NE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  sqlite3_close(database);
  EXPECT_EQ(faults_of(Store(path(), Store::Open::read_only).verify(head)), "");
}

TEST_F(Verify, FindsAChangedBody) {
  EXPECT_EQ(faults_after("UPDATE entries SET body = '{\"form\":7}' WHERE number = 5"),
            "5 entry 5: what it says was changed\n");
}

TEST_F(Verify, FindsAnExchangedSalt) {
  EXPECT_EQ(faults_after("UPDATE entries SET salt = randomblob(32) WHERE number = 5"),
            "5 entry 5: what it says was changed\n");
}

TEST_F(Verify, FindsAChangedField) {
  int number = 4;
  for (const char* field : {"at = 'x'", "kind = 'session'", "subject = 'x'", "by = 'x'", "hash = randomblob(32)"})
    EXPECT_NE(faults_after("UPDATE entries SET " + std::string(field) + " WHERE number = " + std::to_string(number++))
                  .find("it, or the one before it, was changed"),
              std::string::npos)
        << field;
}

TEST_F(Verify, FindsAnEntryGivenToAnotherClient) {
  EXPECT_EQ(faults_after("UPDATE entries SET client = 'c-other' WHERE number = 6"),
            "6 entry 6: it, or the one before it, was changed\n");
}

TEST_F(Verify, FindsARemovedRow) {
  EXPECT_EQ(faults_after("DELETE FROM entries WHERE number = 5"), "5 entry 5 is missing\n");
}

TEST_F(Verify, FindsARowRemovedAndTheRestMovedUp) {
  EXPECT_NE(
      faults_after("DELETE FROM entries WHERE number = 5; UPDATE entries SET number = number - 1 WHERE number > 5")
          .find("5 entry 5: it, or the one before it, was changed"),
      std::string::npos);
}

TEST_F(Verify, FindsSwappedRows) {
  const std::string faults = faults_after(
      "UPDATE entries SET number = 100 WHERE number = 5; UPDATE entries SET number = 5 WHERE number = 6; "
      "UPDATE entries SET number = 6 WHERE number = 100");
  EXPECT_NE(faults.find("5 entry 5: it, or"), std::string::npos) << faults;
  EXPECT_NE(faults.find("6 entry 6: it, or"), std::string::npos) << faults;
}

TEST_F(Verify, FindsABodyTakenAway) {
  EXPECT_EQ(faults_after("UPDATE entries SET body = NULL, salt = NULL WHERE number = 5"),
            "5 entry 5: what it says is missing, and its client was not deleted\n");
}

TEST_F(Verify, ACutEndIsFoundByANotedHeadOnly) {
  {
    Store store(path());
    store.append(new_entry(Kind::form, client, "{}"));
    head = store.append(new_entry(Kind::form, client, "{}")).hash;
  }
  EXPECT_EQ(faults_after("DELETE FROM entries WHERE number > 9"), "");
  EXPECT_NE(faults_after("SELECT 1", head).find("0 no entry has the hash that was noted"), std::string::npos);
}

TEST_F(Verify, AHeadNotedEarlierIsFoundFurtherBack) {
  Store store(path());
  store.append(new_entry(Kind::form, client, "{}"));
  EXPECT_EQ(faults_of(store.verify(head)), "");
  EXPECT_NE(faults_of(store.verify(std::string(64, '0'))), "");
}

TEST_F(Verify, FindsCurrentStateThatTheChainDoesNotSay) {
  EXPECT_NE(faults_after("UPDATE clients SET note = 'x'").find("1 the details of client"), std::string::npos);
}

TEST_F(Verify, FindsASearchWordThatIsMissing) {
  EXPECT_NE(faults_after("DELETE FROM client_words WHERE word = 'anna'").find("1 the details of client"),
            std::string::npos);
}

TEST_F(Verify, FindsAChangedAppointment) {
  EXPECT_EQ(faults_after("UPDATE appointments SET state = 'cancelled'"),
            "3 appointment " + appointment + " is not as entry 3 says\n");
}

TEST_F(Verify, FindsAChangedDraft) {
  Store(path()).put_draft(appointment, 0, "{\"forms\":[]}", user, at);
  EXPECT_EQ(faults_after("UPDATE drafts SET body = '{}'"),
            "0 the draft of appointment " + appointment + " is not what was written\n");
  EXPECT_EQ(what_of([&] { Store(path()).draft(appointment); }), Error::What::damaged);
}

TEST_F(Verify, FindsAMissingAppointment) {
  EXPECT_EQ(faults_after("DELETE FROM appointments"), "3 appointment " + appointment + " is missing\n");
}

TEST_F(Verify, FindsAnInventedClient) {
  EXPECT_NE(faults_after("INSERT INTO clients VALUES ('c-x', 'X', 'x', '', '', 1)").find("of whom no entry says"),
            std::string::npos);
}

TEST_F(Verify, FindsAChangedAuditLine) {
  EXPECT_EQ(faults_after("UPDATE audit SET action = 'x' WHERE number = 2"),
            "0 audit line 2, or the one before it, was changed\n");
}

TEST_F(Verify, FindsARemovedAuditLine) {
  EXPECT_NE(faults_after("DELETE FROM audit WHERE number = 2").find("audit lines are missing after line 1"),
            std::string::npos);
}

TEST_F(Verify, FindsATriggerThatWasTakenAway) {
  tamper(file(), "DROP TRIGGER entries_stay");
  EXPECT_NE(faults_of(Store(path(), Store::Open::read_only).verify()).find("the rules that keep entries from being"),
            std::string::npos);
}

TEST_F(Verify, AChangedEntryIsNotHandedOut) {
  faults_after("UPDATE entries SET body = '{\"form\":7}' WHERE number = 5");
  Store store(path(), Store::Open::read_only);
  EXPECT_EQ(what_of([&] { store.entry(5); }), Error::What::damaged);
  EXPECT_EQ(what_of([&] { store.history(client); }), Error::What::damaged);
  EXPECT_EQ(store.entry(4).body, "{\"form\":4}");
}

/// The hash as chain.hpp describes it, made here by other code.
TEST_F(Verify, TheHashIsWhatThePageSays) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
  sqlite3_stmt* row = nullptr;
  sqlite3_prepare_v2(
      database, "SELECT number, at, kind, client, subject, by, body_hash, hash, salt, body FROM entries ORDER BY 1", -1,
      &row, nullptr);
  const auto text = [&](int column) {
    const void* bytes = sqlite3_column_blob(row, column);
    return std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
  };
  const auto sha256 = [](const std::string& bytes) {
    std::string out(32, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return out;
  };
  const auto field = [](const std::string& bytes) {
    std::string out(8, '\0');
    out[6] = static_cast<char>(bytes.size() / 256), out[7] = static_cast<char>(bytes.size() % 256);
    return out + bytes;
  };
  std::string before(32, '\0');
  int rows = 0;
  for (; sqlite3_step(row) == SQLITE_ROW; ++rows) {
    std::string all = field("contra.entry/1");
    for (int column = 0; column <= 6; ++column) all += field(text(column));
    all += field(before);
    before = sha256(all);
    EXPECT_EQ(before, text(7));
    if (sqlite3_column_type(row, 9) != SQLITE_NULL) {
      EXPECT_EQ(sha256(text(8) + text(9)), text(6));
    }
  }
  EXPECT_EQ(rows, 9);
  sqlite3_finalize(row);
  sqlite3_close(database);
}

}  // namespace
}  // namespace store_test
