// See server.hpp.
#include "http/server.hpp"

#include <stdexcept>

namespace contra::http {

struct Server::State {};
Server::Server(const Options&, Handler) { throw std::runtime_error("not yet"); }
Server::~Server() = default;
std::uint16_t Server::port() const { return 0; }
void Server::run() {}
void Server::stop() {}
Counts Server::counts() const { return {}; }

}  // namespace contra::http
