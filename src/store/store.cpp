// See store.hpp.
#include "store/store.hpp"

namespace contra::store {

namespace {
[[noreturn]] void not_yet() { throw Error(Error::What::io, "not yet"); }
}  // namespace

struct Store::State {};
Store::Store(const std::string&, Open) {}
Store::~Store() = default;
std::string_view kind_name(Kind) { not_yet(); }
std::optional<Kind> kind_of(std::string_view) { not_yet(); }
void restore(const std::string&, const std::string&) { not_yet(); }
std::string new_id(std::string_view prefix) { return std::string(prefix); }
Entry Store::append(const NewEntry&) { not_yet(); }
Entry Store::entry(std::int64_t) { not_yet(); }
std::vector<Entry> Store::history(const std::string&) { not_yet(); }
std::vector<Entry> Store::about(const std::string&) { not_yet(); }
Verification Store::verify() { not_yet(); }
Client Store::put(Client, const std::string&, const std::string&, const std::string&) { not_yet(); }
Client Store::client(const std::string&) { not_yet(); }
std::vector<Client> Store::find_clients(std::string_view, std::size_t) { not_yet(); }
Appointment Store::put(Appointment, const std::string&, const std::string&, const std::string&) { not_yet(); }
Appointment Store::appointment(const std::string&) { not_yet(); }
std::vector<Appointment> Store::appointments(Day) { not_yet(); }
std::vector<Appointment> Store::appointments_of(const std::string&) { not_yet(); }
Entry Store::remove_client(const std::string&, const std::string&, const std::string&, const std::string&) {
  not_yet();
}
std::optional<Draft> Store::draft(const std::string&) { not_yet(); }
Draft Store::put_draft(const std::string&, std::int64_t, const std::string&, const std::string&, const std::string&) {
  not_yet();
}
void Store::remove_draft(const std::string&) { not_yet(); }
std::vector<User> Store::users() { not_yet(); }
std::optional<User> Store::user(const std::string&) { not_yet(); }
void Store::put_user(const User&) { not_yet(); }
void Store::put_session(const Session&) { not_yet(); }
std::optional<Session> Store::session(const std::string&) { not_yet(); }
void Store::remove_session(const std::string&) { not_yet(); }
void Store::remove_sessions_of(const std::string&) { not_yet(); }
void Store::remove_sessions_before(const std::string&) { not_yet(); }
std::vector<Token> Store::tokens() { not_yet(); }
std::optional<Token> Store::token(const std::string&) { not_yet(); }
void Store::put_token(const Token&) { not_yet(); }
void Store::remove_token(const std::string&) { not_yet(); }
void Store::write_audit(const Audit&) { not_yet(); }
std::vector<Audit> Store::audit(const std::string&, std::size_t, std::int64_t) { not_yet(); }
void Store::backup(const std::string&) { not_yet(); }

}  // namespace contra::store
