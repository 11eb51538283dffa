// A Response as the bytes that go out.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace contra::http {

/// An answer of the server itself: problem+json that says no more than the status does.
Response problem(int status);

struct Framing {
  bool head_only = false;  ///< answers HEAD: the length is told, the body is not sent
  bool keep_alive = true;
  bool http_1_0 = false;
};

/// The status line and the headers with their empty line. Headers of the response that the server sets itself are left
/// out. A status or a header that would break the message makes `response` problem(500) first.
std::string head_of(Response& response, const Framing& framing, std::string_view date);

/// Whether a response of that status has a body.
bool has_body(int status);

}  // namespace contra::http
