// What is only current: drafts, users, sessions, tokens; and the audit lines. See store.hpp.
#include "store/chain.hpp"
#include "store/rows.hpp"
#include "store/state.hpp"

namespace contra::store {

// --- drafts -----------------------------------------------------------------------------------------------------

std::optional<Draft> Store::draft(const std::string& appointment) {
  return state_->read([&](Connection& connection) -> std::optional<Draft> {
    Statement row =
        connection.query(std::string(draft_columns) + "WHERE appointment = ?1 AND body IS NOT NULL", appointment);
    if (!row.row()) return std::nullopt;
    Draft draft = draft_of(row);
    if (sum_of_draft(draft) != row.text(5))
      throw Error(Error::What::damaged,
                  "this draft is not what was written: nothing was changed; `contra records "
                  "verify` says what else is wrong; remove the draft and begin it anew");
    return draft;
  });
}

Draft Store::put_draft(const std::string& appointment, std::int64_t version, const std::string& body,
                       const std::string& by, const std::string& at) {
  return state_->write([&](Connection& connection) {
    if (!connection.query("SELECT 1 FROM appointments WHERE id = ?1", appointment).row())
      throw Error(Error::What::not_found, "there is no such appointment");
    std::int64_t seen = 0, last = 0;
    if (Statement row =
            connection.query("SELECT version, body IS NULL FROM drafts WHERE appointment = ?1", appointment);
        row.row()) {
      last = row.integer(0);
      seen = row.integer(1) != 0 ? 0 : last;
    }
    if (seen != version)
      throw Error(Error::What::conflict, "this draft was written elsewhere meanwhile: look at it, then write again");
    const Draft draft{appointment, body, at, by, last + 1};
    connection.run(
        "INSERT INTO drafts (appointment, body, at, by, version, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (appointment) DO UPDATE SET body = ?2, at = ?3, by = ?4, version = ?5, sum = ?6",
        appointment, body, at, by, draft.version, Blob{sum_of_draft(draft)});
    return draft;
  });
}

void Store::remove_draft(const std::string& appointment) {
  state_->write([&](Connection& connection) {
    connection.run("UPDATE drafts SET body = NULL WHERE appointment = ?1", appointment);
  });
}

// --- who may come in --------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view user_columns = "SELECT name, role, password, disabled, since FROM users ";
constexpr std::string_view token_columns = "SELECT id, secret_hash, user, name, scopes, since, until FROM tokens ";

User user_of(const Statement& row) { return {row.text(0), row.text(1), row.text(2), row.integer(3) != 0, row.text(4)}; }

Token token_of(const Statement& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)};
}

}  // namespace

std::vector<User> Store::users() {
  return state_->read([](Connection& connection) {
    Statement rows = connection.query(std::string(user_columns) + "ORDER BY name");
    std::vector<User> out;
    while (rows.row()) out.push_back(user_of(rows));
    return out;
  });
}

std::optional<User> Store::user(const std::string& name) {
  return state_->read([&](Connection& connection) -> std::optional<User> {
    Statement row = connection.query(std::string(user_columns) + "WHERE name = ?1", name);
    if (!row.row()) return std::nullopt;
    return user_of(row);
  });
}

void Store::put_user(const User& user) {
  state_->write([&](Connection& connection) {
    connection.run(
        "INSERT INTO users (name, role, password, disabled, since) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (name) DO UPDATE SET role = ?2, password = ?3, disabled = ?4, since = ?5",
        user.name, user.role, user.password, static_cast<std::int64_t>(user.disabled), user.since);
  });
}

void Store::put_session(const Session& session) {
  state_->write([&](Connection& connection) {
    connection.run(
        "INSERT INTO sessions (secret_hash, user, csrf, since, last_seen) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (secret_hash) DO UPDATE SET user = ?2, csrf = ?3, since = ?4, last_seen = ?5",
        session.secret_hash, session.user, session.csrf, session.since, session.last_seen);
  });
}

std::optional<Session> Store::session(const std::string& secret_hash) {
  return state_->read([&](Connection& connection) -> std::optional<Session> {
    Statement row = connection.query(
        "SELECT secret_hash, user, csrf, since, last_seen FROM sessions WHERE secret_hash = ?1", secret_hash);
    if (!row.row()) return std::nullopt;
    return Session{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
  });
}

void Store::remove_session(const std::string& secret_hash) {
  state_->write(
      [&](Connection& connection) { connection.run("DELETE FROM sessions WHERE secret_hash = ?1", secret_hash); });
}

void Store::remove_sessions_of(const std::string& user) {
  state_->write([&](Connection& connection) { connection.run("DELETE FROM sessions WHERE user = ?1", user); });
}

void Store::remove_sessions_before(const std::string& last_seen) {
  state_->write(
      [&](Connection& connection) { connection.run("DELETE FROM sessions WHERE last_seen < ?1", last_seen); });
}

std::vector<Token> Store::tokens() {
  return state_->read([](Connection& connection) {
    Statement rows = connection.query(std::string(token_columns) + "ORDER BY user, name, id");
    std::vector<Token> out;
    while (rows.row()) out.push_back(token_of(rows));
    return out;
  });
}

std::optional<Token> Store::token(const std::string& secret_hash) {
  return state_->read([&](Connection& connection) -> std::optional<Token> {
    Statement row = connection.query(std::string(token_columns) + "WHERE secret_hash = ?1", secret_hash);
    if (!row.row()) return std::nullopt;
    return token_of(row);
  });
}

void Store::put_token(const Token& token) {
  state_->write([&](Connection& connection) {
    connection.run(
        "INSERT INTO tokens (id, secret_hash, user, name, scopes, since, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        "ON CONFLICT (id) DO UPDATE SET secret_hash = ?2, user = ?3, name = ?4, scopes = ?5, since = ?6, until = ?7",
        token.id, token.secret_hash, token.user, token.name, token.scopes, token.since, token.until);
  });
}

void Store::remove_token(const std::string& id) {
  state_->write([&](Connection& connection) { connection.run("DELETE FROM tokens WHERE id = ?1", id); });
}

// --- audit ------------------------------------------------------------------------------------------------------

void Store::write_audit(const Audit& given) {
  state_->write([&](Connection& connection) {
    Audit line = given;
    line.number = 0;
    std::string before = no_hash();
    if (Statement last = connection.query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"); last.row()) {
      line.number = last.integer(0);
      before = last.text(1);
    }
    ++line.number;
    connection.run(
        "INSERT INTO audit (number, at, user, action, client, subject, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        line.number, line.at, line.user, line.action, line.client, line.subject, Blob{hash_of_audit(line, before)});
  });
}

std::vector<Audit> Store::audit(const std::string& client, std::size_t limit, std::int64_t before) {
  return state_->read([&](Connection& connection) {
    std::string sql = "SELECT number, at, user, action, client, subject FROM audit WHERE (?2 = 0 OR number < ?2)";
    sql += client.empty() ? " AND ?3 = ''" : " AND client = ?3";
    sql += " ORDER BY number DESC LIMIT ?1";
    Statement rows = connection.query(sql, static_cast<std::int64_t>(limit), before, client);
    std::vector<Audit> out;
    while (rows.row()) out.push_back(audit_of(rows));
    return out;
  });
}

}  // namespace contra::store
