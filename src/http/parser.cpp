// See parser.hpp.
#include "http/parser.hpp"

#include <algorithm>
#include <array>

namespace contra::http {

namespace http = boost::beast::http;

namespace {

/// A body up to this size is never refused because others hold much.
constexpr std::size_t always_held = 64 * 1024;

/// Of what chunk extensions and trailers say in all.
constexpr std::size_t chunk_words = 4 * 1024;
/// Of the lines between the parts of a chunked body, with the line ends and digits that chunk_words does not count.
constexpr std::size_t chunk_line = 8 * chunk_words;

/// Headers that are lists, and so may come in several lines. Any other one comes once: of two, one reader would take
/// the first and another the last.
constexpr std::array<std::string_view, 16> lists = {"accept",
                                                    "accept-charset",
                                                    "accept-encoding",
                                                    "accept-language",
                                                    "cache-control",
                                                    "connection",
                                                    "forwarded",
                                                    "if-match",
                                                    "if-none-match",
                                                    "pragma",
                                                    "te",
                                                    "upgrade",
                                                    "x-forwarded-for",
                                                    "via",
                                                    "warning",
                                                    "trailer"};

bool is_list(std::string_view name) {
  return std::any_of(lists.begin(), lists.end(), [&](std::string_view list) { return same_name(list, name); });
}

std::string_view plain(boost::beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::get;
    case http::verb::head:
      return Method::head;
    case http::verb::post:
      return Method::post;
    case http::verb::put:
      return Method::put;
    case http::verb::patch:
      return Method::patch;
    case http::verb::delete_:
      return Method::del;
    case http::verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

/// uri-host [":" port]: a name or an address, and nothing that could be taken for a path, a user or a list.
bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == ':' || c == '[' || c == ']';
  });
}

std::string_view text_of(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

bool names_version(std::string_view request_line) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (request_line.size() < 9) return false;
  const auto end = request_line.substr(request_line.size() - 9);
  return end.substr(0, 6) == " HTTP/" && is_digit(end[6]) && end[7] == '.' && is_digit(end[8]);
}

}  // namespace

HeadScan::Result HeadScan::look(std::string_view bytes) {
  while (at_ < bytes.size()) {
    const char c = bytes[at_];
    if (after_cr_) {
      if (c != '\n') return Result::bad;
      after_cr_ = false;
      ++at_;
      if (in_line_ == 0) return lines_ > 0 ? Result::whole : Result::bad;
      ++lines_;
      in_line_ = 0;
      continue;
    }
    if (c == '\r') {
      after_cr_ = true;
    } else if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) {
      return Result::bad;
    } else {
      if (in_line_ == 0 && (c == ' ' || c == '\t')) return Result::bad;
      ++in_line_;
    }
    ++at_;
  }
  return Result::more;
}

RequestParser::RequestParser(std::size_t body_bytes, std::size_t words, std::size_t held_bytes, HeldBytes& held)
    : chunk_words_(words), held_limit_(held_bytes), held_(held) {
  header_limit(UINT32_MAX);  // held by the connection, which sees every byte
  body_limit(body_bytes);
  eager(false);
}

RequestParser::~RequestParser() { held_.now -= held_here_; }

int RequestParser::refused_with(error_code error, std::string_view header) const {
  if (status_ != 0) return status_;
  if (error == http::error::body_limit) return 413;
  // Beast says bad_version of anything in its place.
  if (error == http::error::bad_version && names_version(header.substr(0, header.find('\r')))) return 505;
  return 400;
}

Request RequestParser::take() {
  // Readers of the body look beyond its end; they shall find zeros there.
  const std::size_t size = request_.body.size();
  request_.body.resize(size + body_padding);
  request_.body.resize(size);
  return std::move(request_);
}

void RequestParser::refuse(int status, error_code& error) {
  status_ = status;
  error = http::error::bad_value;
}

void RequestParser::on_request_impl(verb method, text, text target, int version, error_code& error) {
  request_.method = method_of(method);
  version_ = version;
  if (!decode_path(plain(target), request_.path, request_.query)) refuse(400, error);
}

void RequestParser::on_field_impl(field, text name_text, text value_text, error_code& error) {
  const auto name = plain(name_text), value = plain(value_text);
  // A trailer: nobody asked for it, and it must not pass for a header.
  if (header_done_) return spend_words(name.size() + value.size() + 4, error);
  if (!is_list(name))
    for (const auto& [other, ignored] : request_.headers)
      if (same_name(other, name)) return refuse(400, error);

  if (same_name(name, "content-length") &&
      !std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return refuse(400, error);
  if (same_name(name, "transfer-encoding")) {
    if (version_ < 11) return refuse(400, error);
    if (!same_name(value, "chunked")) return refuse(501, error);
  }
  if (same_name(name, "host") && !is_host(value)) return refuse(400, error);
  if (same_name(name, "expect")) {
    if (!same_name(value, "100-continue")) return refuse(417, error);
    expects_continue_ = version_ >= 11;
  }
  request_.headers.emplace_back(name, value);
}

void RequestParser::on_header_impl(error_code& error) {
  header_done_ = true;
  if (request_.header("host").empty()) refuse(400, error);
}

std::size_t RequestParser::on_body_impl(text piece, error_code& error) {
  if (request_.body.size() + piece.size() > always_held && held_.now + piece.size() > held_limit_) {
    refuse(503, error);
    return 0;
  }
  request_.body.append(piece.data(), piece.size());
  held_.now += piece.size();
  held_here_ += piece.size();
  return piece.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, text extensions, error_code& error) {
  spend_words(extensions.size(), error);
}

/// Nobody here understands a chunk extension or a trailer; some are let pass, as the standard wants.
void RequestParser::spend_words(std::size_t size, error_code& error) {
  if (size > chunk_words_) return refuse(400, error);
  chunk_words_ -= size;
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, text piece, error_code& error) {
  return on_body_impl(piece, error);
}

RequestReader::Result RequestReader::refuse(int status) {
  status_ = status;
  return Result::refused;
}

RequestReader::Result RequestReader::read(boost::beast::flat_buffer& bytes) {
  if (status_ != 0) return Result::refused;
  return parser_ ? read_body(bytes) : read_header(bytes);
}

RequestReader::Result RequestReader::read_header(boost::beast::flat_buffer& bytes) {
  if (!empty_line_skipped_) {
    // Old clients send an empty line after a body (RFC 9112, 2.2).
    if (bytes.size() == 0 || text_of(bytes) == "\r") return Result::more;
    if (text_of(bytes).substr(0, 2) == "\r\n") bytes.consume(2);
    empty_line_skipped_ = true;
  }
  switch (scan_.look(text_of(bytes))) {
    case HeadScan::Result::bad:
      return refuse(400);
    case HeadScan::Result::more:
      if (bytes.size() >= limits_.header_bytes) return refuse(scan_.past_first_line() ? 431 : 414);
      return Result::more;
    case HeadScan::Result::whole:
      if (scan_.size() > limits_.header_bytes) return refuse(431);
      break;
  }
  parser_.emplace(limits_.body_bytes, chunk_words, limits_.held_bytes, held_);
  boost::beast::error_code error;
  const std::string_view header = text_of(bytes).substr(0, scan_.size());
  const std::size_t used = parser_->put({header.data(), header.size()}, error);
  if (error) return refuse(parser_->refused_with(error, header));
  // INVARIANT: both saw the same end of the header.
  if (used != header.size() || !parser_->is_header_done()) return refuse(400);
  bytes.consume(used);
  parser_->eager(true);
  return parser_->is_done() ? Result::whole : Result::header;
}

RequestReader::Result RequestReader::read_body(boost::beast::flat_buffer& bytes) {
  // Beast 1.81 asserts that a last chunk that came in parts has five bytes when it looks again. No chunked body that is
  // not at its end has fewer to come, so it can wait for them.
  const std::size_t least = parser_->chunked() ? 5 : 1;
  while (bytes.size() >= least && !parser_->is_done()) {
    boost::beast::error_code error;
    bytes.consume(parser_->put(bytes.data(), error));
    if (error == http::error::need_more) {
      if (bytes.size() >= chunk_line) return refuse(400);  // a line that does not end
      break;
    }
    if (error) return refuse(parser_->refused_with(error, {}));
  }
  return parser_->is_done() ? Result::whole : Result::more;
}

}  // namespace contra::http
