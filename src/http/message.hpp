// A request and a response as plain values: what the handlers of the workbench see of HTTP.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace contra::http {

enum class Method { get, head, post, put, patch, del, options, other };

/// One request, whole. Names of headers compare without regard to case.
struct Request {
  Method method = Method::other;
  std::string path;                                          ///< percent-decoded and begins with '/'; see decode_path()
  std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  ///< as sent, in order
  std::string body;     ///< with `body_padding` readable bytes of capacity after its end
  std::string peer;     ///< address of the other end, without its port
  bool secure = false;  ///< came over TLS

  /// Of the first header of that name; empty when there is none.
  std::string_view header(std::string_view name) const;
  /// Of the first query field of that name; empty when there is none.
  std::string_view field(std::string_view name) const;
};

/// Bytes that a reader of `Request::body` may look at beyond its end.
inline constexpr std::size_t body_padding = 64;

struct Response {
  int status = 200;
  std::string type = "application/json";  ///< Content-Type; empty: none is sent
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// Whether two names of headers are one.
bool same_name(std::string_view a, std::string_view b);

/// Of a request's target. False, and nothing in `path` and `query`, when it does not begin with '/', and for bad
/// percent-encoding, bytes that are not UTF-8, a NUL, a fragment; in the path also a control character, a segment `.`
/// or `..` however written, an encoded slash, a backslash. In the query `+` is a space, and a name may stand more than
/// once.
bool decode_path(std::string_view target, std::string& path, std::vector<std::pair<std::string, std::string>>& query);

}  // namespace contra::http
