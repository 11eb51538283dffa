// See tls.hpp.
#include "http/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>

namespace contra::http {

namespace ssl = boost::asio::ssl;

namespace {

/// OpenSSL says of a missing file only "No such file" and of a folder nothing that helps; so it is opened here first.
void require_readable(const std::string& file, const char* what) {
  std::FILE* opened = std::fopen(file.c_str(), "rb");
  char byte = 0;
  const bool read = opened && std::fread(&byte, 1, 1, opened) == 1;
  const int why = errno;
  const bool failed = !opened || std::ferror(opened);
  if (opened) std::fclose(opened);
  if (read) return;
  throw std::runtime_error(std::string("the ") + what + " " + file + " " +
                           (failed ? "cannot be read: " + std::generic_category().message(why) : "is empty"));
}

/// Only HTTP/1.1 is spoken here; a client that asks for others alone goes on without.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in,
                    unsigned in_length, void*) {
  static const unsigned char ours[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_length, ours, sizeof ours - 1, in, in_length) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

ssl::context tls_context(const std::string& certificate_file, const std::string& key_file) {
  if (certificate_file.empty() || key_file.empty())
    throw std::runtime_error("TLS needs both a certificate and its key, as PEM files");
  require_readable(certificate_file, "certificate");
  require_readable(key_file, "key");

  ssl::context context(ssl::context::tls_server);
  SSL_CTX* native = context.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL");
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  // An idle connection keeps no buffers.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);

  boost::system::error_code error;
  // Never ask at the terminal for the words that open an encrypted key.
  bool asked = false;
  context.set_password_callback(
      [&asked](std::size_t, ssl::context::password_purpose) {
        asked = true;
        return std::string();
      },
      error);
  context.use_certificate_chain_file(certificate_file, error);
  if (error)
    throw std::runtime_error("the certificate " + certificate_file +
                             " is no PEM certificate that can be used: " + error.message());
  context.use_private_key_file(key_file, ssl::context::pem, error);
  if (error && asked) throw std::runtime_error("the key " + key_file + " is encrypted: store it without a passphrase");
  if (error && ERR_GET_REASON(static_cast<unsigned long>(error.value())) == X509_R_KEY_VALUES_MISMATCH)
    throw std::runtime_error("the key " + key_file + " does not belong to the certificate " + certificate_file);
  if (error)
    throw std::runtime_error("the key " + key_file + " is no PEM private key that can be used: " + error.message());
  if (SSL_CTX_check_private_key(native) != 1) {
    ERR_clear_error();
    throw std::runtime_error("the key " + key_file + " does not belong to the certificate " + certificate_file);
  }
  context.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); }, error);
  return context;
}

}  // namespace contra::http
