// A request to the workbench: the first line is the method and the target, the rest the body. Whatever comes, the
// answer is one that the API describes, never one that something broke (500), and a record that is answered live is
// told the same by every route.
#include <filesystem>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include "serve/serve.hpp"
#include "support/shipped_rules.hpp"
#include "target.hpp"

namespace contra::fuzz {
namespace {

/// Gone with the program.
struct Folder {
  std::string path = (std::filesystem::temp_directory_path() / ("contra-fuzz-" + std::to_string(getpid()))).string();
  Folder() { std::filesystem::remove_all(path); }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path, error);
  }
};

/// What one input wrote is there for the next.
serve::Workbench& workbench() {
  static const Folder folder;  // before the store, so that it goes after it
  static store::Store store(folder.path);
  static serve::Workbench made(contra_test::shipped_rules(), store, [] {
    serve::Options options;
    options.now = [] {
      return serve::Now{*parse_iso_day("2026-03-16"), "2026-03-16T10:12", "2026-03-16T09:12:33.123Z", 1000};
    };
    options.engine = "contra";
    options.single_user = true;
    options.port = 8080;
    return options;
  }());
  return made;
}

http::Response answer(http::Method method, std::string_view target, std::string_view body, const std::string& csrf) {
  http::Request request;
  request.method = method;
  if (!http::decode_path(target, request.path, request.query)) return {400, "", {}, ""};
  request.headers = {{"Host", "127.0.0.1:8080"}, {"Content-Type", "application/json"}, {"X-Contra-Token", csrf}};
  request.body.reserve(body.size() + http::body_padding);
  request.body = body;
  request.peer = "127.0.0.1";
  return workbench().answer(request);
}

}  // namespace

void one_input(std::string_view bytes) {
  using http::Method;
  static const std::string csrf = [] {
    const auto session = nlohmann::json::parse(answer(Method::get, "/v1/session", {}, {}).body);
    return session.value("csrf", "");
  }();
  const std::string_view head = bytes.substr(0, bytes.find('\n'));
  const std::string_view body = head.size() < bytes.size() ? bytes.substr(head.size() + 1) : std::string_view();
  const std::size_t space = head.find(' ');
  const std::string_view word = head.substr(0, space);
  const std::string_view target = space == std::string_view::npos ? std::string_view() : head.substr(space + 1);
  const Method method = word == "POST"     ? Method::post
                        : word == "PUT"    ? Method::put
                        : word == "PATCH"  ? Method::patch
                        : word == "DELETE" ? Method::del
                                           : Method::get;
  const http::Response got = answer(method, target, body, csrf);
  require(got.status >= 200 && got.status < 500 && got.status != 304, "an answer that says what is wrong");
  if (got.type == "application/json" || got.type == "application/problem+json")
    require(nlohmann::json::accept(got.body), "an answer that is JSON");

  const http::Response live = answer(Method::post, "/v1/live", body, csrf);
  require(live.status == 200 || live.status == 422, "a record is answered or refused");
  const http::Response screened = answer(Method::post, "/v1/screen", body, csrf);
  require(screened.status == live.status, "screen and live take the same records");
  if (live.status == 200)
    require(live.body.compare(0, 12 + screened.body.size(),
                              "{\"decision\":" + screened.body.substr(0, screened.body.size() - 1) + ",") == 0,
            "screen and live say the same");
}

}  // namespace contra::fuzz
