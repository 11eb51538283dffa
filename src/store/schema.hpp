// The tables, and how a file of an older version becomes one of this.
#pragma once

#include <string>
#include <vector>

#include "store/sqlite.hpp"

namespace contra::store {

/// What stands in the file's header ("CTRA"), so that another program's file is not taken for ours.
inline constexpr std::int64_t application_id = 0x43545241;

struct Migration {
  std::int64_t version;  ///< that the file has afterwards, one more than before
  const char* sql;
};
const std::vector<Migration>& migrations();  ///< by version, from 1

/// Throws Error damaged (not ours) or newer. The version of the file, 0 when it is empty.
std::int64_t version_of(Connection& connection, const std::vector<Migration>& known);

/// Brings the file to the newest version within one transaction. `copy` is called first when records are in it.
template <typename Copy>
void migrate(Connection& connection, const std::vector<Migration>& known, const Copy& copy);
void migrate_from(Connection& connection, const std::vector<Migration>& known, std::int64_t version);

/// Each table, index and trigger as "name: text", sorted.
std::vector<std::string> schema_of(Connection& connection);

// ---

template <typename Copy>
void migrate(Connection& connection, const std::vector<Migration>& known, const Copy& copy) {
  const std::int64_t version = version_of(connection, known);
  if (version == known.back().version) return;
  if (version != 0) copy(known.back().version);
  migrate_from(connection, known, version);
}

}  // namespace contra::store
