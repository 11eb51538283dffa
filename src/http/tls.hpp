// The server's side of TLS: versions, ciphers, and the certificate's files.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

namespace contra::http {

/// TLS 1.2 and later, ciphers with forward secrecy and authentication only. Throws std::runtime_error with words for a
/// person when a file cannot be used.
boost::asio::ssl::context tls_context(const std::string& certificate_file, const std::string& key_file);

}  // namespace contra::http
