// See response_text.hpp.
#include "http/response_text.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>

namespace contra::http {

namespace {

std::string_view reason_of(int status) {
  const auto reason =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  return {reason.data(), reason.size()};
}

bool set_by_server(std::string_view name) {
  static constexpr std::array<std::string_view, 6> names = {
      "content-length", "transfer-encoding", "connection", "keep-alive", "date", "content-type"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view own) { return same_name(own, name); });
}

bool is_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; });
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool can_be_sent(const Response& response) {
  return response.status >= 200 && response.status <= 599 && is_value(response.type) &&
         std::all_of(response.headers.begin(), response.headers.end(),
                     [](const auto& header) { return is_name(header.first) && is_value(header.second); });
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool has_body(int status) { return status != 204 && status != 304; }

Response problem(int status) {
  Response out;
  out.status = status;
  out.type = "application/problem+json";
  out.headers.emplace_back("Cache-Control", "no-store");
  if (status == 503) out.headers.emplace_back("Retry-After", "1");
  out.body = R"({"type":"about:blank","title":")" + std::string(reason_of(status)) + R"(","status":)" +
             std::to_string(status) + "}\n";
  return out;
}

std::string head_of(Response& response, const Framing& framing, std::string_view date) {
  if (!can_be_sent(response)) response = problem(500);
  std::string out;
  out.reserve(512);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason_of(response.status)).append("\r\n");
  add(out, "Date", date);
  if (has_body(response.status)) {
    if (!response.type.empty()) add(out, "Content-Type", response.type);
    add(out, "Content-Length", std::to_string(response.body.size()));
  } else {
    response.body.clear();
  }
  for (const auto& [name, value] : response.headers)
    if (!set_by_server(name)) add(out, name, value);
  if (!framing.keep_alive)
    add(out, "Connection", "close");
  else if (framing.http_1_0)
    add(out, "Connection", "keep-alive");
  out.append("\r\n");
  if (framing.head_only) response.body.clear();
  return out;
}

}  // namespace contra::http
