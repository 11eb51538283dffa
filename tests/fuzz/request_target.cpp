// HTTP requests: no crash; the bytes mean the same whether they come at once or one by one; and what is let through
// can be understood in one way only.
#include <string>
#include <vector>

#include "http/parser.hpp"
#include "target.hpp"

namespace contra::fuzz {

namespace {

using http::Request;
using http::RequestReader;

/// Every request that the bytes hold, and the status that ended them (0: they just end).
struct Reading {
  std::vector<Request> requests;
  int status = 0;
};

Reading read(std::string_view bytes, std::size_t at_once) {
  http::Limits limits;
  limits.header_bytes = 2000;
  limits.body_bytes = 500;
  http::HeldBytes held;
  Reading out;
  {
    std::optional<RequestReader> reader(std::in_place, limits, held);
    boost::beast::flat_buffer buffer;
    while (!bytes.empty()) {
      const std::size_t size = std::min(at_once, bytes.size());
      std::copy_n(bytes.data(), size, static_cast<char*>(buffer.prepare(size).data()));
      buffer.commit(size);
      bytes.remove_prefix(size);
      auto result = RequestReader::Result::header;
      while (result != RequestReader::Result::more) {
        result = reader->read(buffer);
        if (result == RequestReader::Result::refused) {
          out.status = reader->status();
          return out;
        }
        if (result == RequestReader::Result::whole) {
          out.requests.push_back(reader->take());
          reader.emplace(limits, held);
        }
      }
    }
  }
  require(held.now == 0, "what was held for bodies is given back");
  return out;
}

}  // namespace

void one_input(std::string_view bytes) {
  const auto whole = read(bytes, bytes.size());
  for (const auto& request : whole.requests) {
    require(!request.path.empty() && request.path[0] == '/', "a path begins with a slash");
    require(request.path.find('\0') == std::string::npos && request.path.find('\\') == std::string::npos &&
                (request.path + "/").find("/../") == std::string::npos &&
                (request.path + "/").find("/./") == std::string::npos,
            "a path stays below the root");
    require(request.body.size() <= 500, "a body keeps to its limit");
    require(request.body.capacity() >= request.body.size() + http::body_padding, "a body has its padding");
    int hosts = 0, framings = 0;
    for (const auto& [name, value] : request.headers) {
      if (http::same_name(name, "host")) ++hosts;
      if (http::same_name(name, "content-length") || http::same_name(name, "transfer-encoding")) ++framings;
      require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a header is one line");
    }
    require(hosts == 1, "a request has one Host");
    require(framings <= 1, "a request says once where it ends");
    require(request.body.empty() || framings == 1, "a body has a length");
  }
  for (const std::size_t at_once : {std::size_t{1}, std::size_t{7}}) {
    const auto pieces = read(bytes, at_once);
    // With which status, and when, may differ: Beast reads a chunk's extension again when more has come.
    require(pieces.requests.size() == whole.requests.size(), "bytes that come apart are the same requests");
    for (std::size_t i = 0; i < whole.requests.size(); ++i) {
      const auto &a = whole.requests[i], &b = pieces.requests[i];
      require(
          a.method == b.method && a.path == b.path && a.query == b.query && a.headers == b.headers && a.body == b.body,
          "bytes that come apart say the same");
    }
  }
}

}  // namespace contra::fuzz
