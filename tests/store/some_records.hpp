// A folder of records for a test, and short ways to put plainly invented things into it.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

#include "store/store.hpp"
#include "support/command.hpp"

namespace store_test {

using namespace contra::store;
using contra::Day;

inline constexpr const char* at = "2026-03-16T09:12:33.123Z";
inline constexpr const char* user = "A. Example";

inline Day day(const std::string& iso) { return *contra::parse_iso_day(iso); }

inline Client put_client(Store& store, const std::string& name) {
  Client client;
  client.name = name;
  client.contact = "0123 " + name;
  client.note = "note on " + name;
  return store.put(client, user, at);
}

inline Appointment put_appointment(Store& store, const std::string& client, const std::string& iso = "2026-03-16",
                                   const std::string& time = "14:30") {
  Appointment appointment;
  appointment.client = client;
  appointment.day = day(iso);
  appointment.time = time;
  appointment.plan = R"([{"treatment":"needling"}])";
  return store.put(appointment, user, at);
}

inline NewEntry new_entry(Kind kind, const std::string& client, const std::string& body, const std::string& key = {}) {
  return {kind, client, "", user, at, body, key};
}

/// The kind of the Error that `call` throws.
template <typename Call>
Error::What what_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error::What::io;
}

/// SQL by another program, behind the back of the store.
inline void tamper(const std::string& file, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_free(message);
  sqlite3_close(database);
}

/// A folder with nothing in it yet; records go into `path()`.
class Records : public testing::Test {
 protected:
  std::string path() const { return folder_.path() + "/records"; }
  std::string file() const { return path() + "/contra.db"; }
  std::string beside(const std::string& name) const { return folder_.path() + "/" + name; }

 private:
  contra_test::Folder folder_;
};

}  // namespace store_test
