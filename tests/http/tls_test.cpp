// TLS: versions, a whole talk, refusals, and certificate files that cannot be used.
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "client.hpp"

namespace contra::http::test {

namespace {

namespace fs = std::filesystem;

/// A folder with certificates that were made for this test, for an hour.
class Files {
 public:
  Files() {
    std::string name = (fs::temp_directory_path() / "contra-tls-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    make("a", nullptr);
    make("b", nullptr);
    make("locked", "secret");
    write("words.pem", "these are words\n");
    write("empty.pem", "");
  }
  ~Files() { fs::remove_all(folder_); }
  std::string operator()(const std::string& name) const { return (folder_ / name).string(); }

 private:
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  void make(const std::string& name, const char* passphrase) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(certificate, subject);
    X509_sign(certificate, key, EVP_sha256());
    std::FILE* file = std::fopen((*this)(name + ".crt").c_str(), "wb");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen((*this)(name + ".key").c_str(), "wb");
    PEM_write_PKCS8PrivateKey(file, key, passphrase ? EVP_aes_256_cbc() : nullptr, nullptr, 0, nullptr,
                              const_cast<char*>(passphrase));
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }

  fs::path folder_;
};

class Tls : public testing::Test {
 protected:
  Files file;

  Options options(const std::string& certificate = "a.crt", const std::string& key = "a.key") {
    Options out;
    if (!certificate.empty()) out.certificate = file(certificate);
    if (!key.empty()) out.key = file(key);
    return out;
  }
};

Response echo(const Request& request) {
  Response out;
  out.body = (request.secure ? "secure " : "plain ") + request.body;
  return out;
}

/// A client's end of TLS over a Client's socket.
class Talk {
 public:
  explicit Talk(Client& client, int least = TLS1_2_VERSION, int most = TLS1_3_VERSION, const char* ciphers = nullptr)
      : context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_min_proto_version(context_, least);
    SSL_CTX_set_max_proto_version(context_, most);
    if (ciphers) SSL_CTX_set_cipher_list(context_, ciphers);
    ssl_ = SSL_new(context_);
    SSL_set_fd(ssl_, client.descriptor());
  }
  ~Talk() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
  }
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;
  bool handshake() {
    ERR_clear_error();
    return SSL_connect(ssl_) == 1;
  }
  bool send(const std::string& bytes) { return SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0; }
  /// Until that text has come, or the end; everything that came.
  std::string read_until(const std::string& text) {
    std::string got;
    char piece[16 * 1024];
    while (got.find(text) == got.npos) {
      const int size = SSL_read(ssl_, piece, sizeof piece);
      if (size <= 0) break;
      got.append(piece, static_cast<std::size_t>(size));
    }
    return got;
  }
  /// Whether the other end said that this is the end, and was not just cut.
  bool ended_well() {
    char byte = 0;
    const int size = SSL_read(ssl_, &byte, 1);
    return SSL_get_error(ssl_, size) == SSL_ERROR_ZERO_RETURN;
  }
  std::string version() const { return SSL_get_version(ssl_); }

 private:
  SSL_CTX* context_;
  SSL* ssl_ = nullptr;
};

TEST_F(Tls, Talks) {
  Running server(options(), echo);
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    Client client(server->port());
    Talk tls(client, version, version);
    ASSERT_TRUE(tls.handshake()) << version;
    for (int i = 0; i < 3; ++i) {
      ASSERT_TRUE(tls.send(post("/", "hello")));
      EXPECT_NE(tls.read_until("secure hello").find("200 OK"), std::string::npos);
    }
    const std::string big(3'000'000, 'x');
    ASSERT_TRUE(tls.send(post("/", big, "Connection: close\r\n")));
    EXPECT_NE(tls.read_until("secure " + big).find("200 OK"), std::string::npos);
    EXPECT_TRUE(tls.ended_well());
  }
}

TEST_F(Tls, RefusesOldVersionsAndWeakCiphers) {
  Running server(options(), echo);
  {
    Client client(server->port());
    EXPECT_FALSE(Talk(client, TLS1_VERSION, TLS1_1_VERSION).handshake());
  }
  for (const char* ciphers : {"AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA256", "aNULL", "eNULL"}) {
    Client client(server->port());
    EXPECT_FALSE(Talk(client, TLS1_2_VERSION, TLS1_2_VERSION, ciphers).handshake()) << ciphers;
  }
}

TEST_F(Tls, TellsRefusalsToo) {
  auto given = options();
  given.limits.header_time = std::chrono::milliseconds(300);
  given.limits.body_bytes = 1000;
  Running server(given, echo);
  {
    Client client(server->port());
    Talk tls(client);
    ASSERT_TRUE(tls.handshake());
    tls.send("GET / HTTP/1.1\r\n");
    EXPECT_NE(tls.read_until("\"status\":408").find("HTTP/1.1 408"), std::string::npos);
    EXPECT_TRUE(tls.ended_well());
  }
  {
    Client client(server->port());
    Talk tls(client);
    ASSERT_TRUE(tls.handshake());
    tls.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n");
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(tls.send(std::string(1'000'000, 'x'))) << i;
    EXPECT_NE(tls.read_until("\"status\":413").find("HTTP/1.1 413"), std::string::npos);
  }
}

TEST_F(Tls, ClosesIdleConnectionsWell) {
  auto given = options();
  given.limits.idle_time = std::chrono::milliseconds(200);
  Running server(given, echo);
  Client client(server->port());
  Talk tls(client);
  ASSERT_TRUE(tls.handshake());
  tls.send(get("/"));
  tls.read_until("secure");
  EXPECT_TRUE(tls.ended_well());
}

TEST_F(Tls, AHandshakeHasATimeLimitAndHoldsNobody) {
  auto given = options();
  given.limits.header_time = std::chrono::milliseconds(300);
  given.threads = 1;
  Running server(given, echo);
  Client silent(server->port()), plain(server->port());
  plain.send(get("/"));
  EXPECT_EQ(plain.answer().status, 0);
  Client client(server->port());
  Talk tls(client);
  ASSERT_TRUE(tls.handshake());
  EXPECT_TRUE(silent.closed_within(patience));
  EXPECT_EQ(server->counts().timeouts, 1U);
}

TEST_F(Tls, StopsWell) {
  Running server(options(), echo);
  Client client(server->port());
  Talk tls(client);
  ASSERT_TRUE(tls.handshake());
  tls.send(get("/"));
  tls.read_until("secure");
  server->stop();
  EXPECT_TRUE(tls.ended_well());
}

TEST_F(Tls, SaysWhichFileCannotBeUsed) {
  const auto why = [&](const std::string& certificate, const std::string& key) -> std::string {
    try {
      Server server(options(certificate, key), echo);
    } catch (const std::runtime_error& error) {
      std::string text = error.what();
      // Without the folder of this test.
      for (std::string folder = file(""); text.find(folder) != text.npos;) text.erase(text.find(folder), folder.size());
      return text;
    }
    return "fine";
  };
  EXPECT_EQ(why("a.crt", "a.key"), "fine");
  EXPECT_EQ(why("a.crt", ""), "TLS needs both a certificate and its key, as PEM files");
  EXPECT_EQ(why("", "a.key"), "TLS needs both a certificate and its key, as PEM files");
  EXPECT_EQ(why("none.crt", "a.key"), "the certificate none.crt cannot be read: No such file or directory");
  EXPECT_EQ(why("a.crt", "none.key"), "the key none.key cannot be read: No such file or directory");
  EXPECT_EQ(why(".", "a.key"), "the certificate . cannot be read: Is a directory");
  EXPECT_EQ(why("empty.pem", "a.key"), "the certificate empty.pem is empty");
  EXPECT_EQ(why("words.pem", "a.key").rfind("the certificate words.pem is no PEM certificate that can be used", 0), 0U);
  EXPECT_EQ(why("a.key", "a.key").rfind("the certificate a.key is no PEM certificate that can be used", 0), 0U);
  EXPECT_EQ(why("a.crt", "a.crt").rfind("the key a.crt is no PEM private key that can be used", 0), 0U);
  EXPECT_EQ(why("a.crt", "words.pem").rfind("the key words.pem is no PEM private key that can be used", 0), 0U);
  EXPECT_EQ(why("a.crt", "b.key"), "the key b.key does not belong to the certificate a.crt");
  EXPECT_EQ(why("locked.crt", "locked.key"), "the key locked.key is encrypted: store it without a passphrase");
}

}  // namespace

}  // namespace contra::http::test
