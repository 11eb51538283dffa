// Who is kept out: callers without the right, forged pages, names that point here from elsewhere, guessers, and text
// that would be something else. The same against a running server: attack.py.
#include <set>

#include "http/message.hpp"
#include "serve/clinic.hpp"

namespace {

using namespace contra_test;
using contra::serve::Access;
using contra::serve::Route;
using contra::serve::Scope;

bool changes(const Route& route) { return route.method != Method::get; }

/// What cannot be asked without changing who asks.
bool signs_in_or_out(const Route& route) { return route.pattern == "/v1/session" && changes(route); }

// --- without the right

TEST(Attack, NobodyGetsMoreThanTheOpenRoutes) {
  Clinic clinic;
  Browser nobody(clinic);
  std::set<std::string> open;
  for (const Route& route : all_routes()) {
    const Response answer = nobody.send(route.method, address_of(route), "{}");
    if (route.scope == Scope::open)
      open.insert(name_of(route));
    else
      EXPECT_EQ(answer.status, 401) << name_of(route);
  }
  // Each of these is open on purpose; a new one is to be thought about here.
  for (const std::string& name : open)
    EXPECT_TRUE(name.find("/v1/session") != std::string::npos || name.find("/healthz") != std::string::npos ||
                name.find("/v1/openapi.json") != std::string::npos || name.find("/v1/schemas/") != std::string::npos ||
                name.find(" /problems/") != std::string::npos)
        << name;
  EXPECT_EQ(nobody.get("/v1/session").status, 401);
}

TEST(Attack, APractitionerDoesNotManage) {
  Clinic clinic;
  Browser ben = ben_at(clinic);
  int managed = 0;
  for (const Route& route : all_routes()) {
    if (signs_in_or_out(route)) continue;
    const Response answer = ben.send(route.method, address_of(route), "{}");
    if (route.scope == Scope::manage) {
      ++managed;
      EXPECT_EQ(answer.status, 403) << name_of(route);
    } else {
      EXPECT_TRUE(answer.status != 401 && answer.status != 403) << name_of(route) << ": " << answer.body;
    }
  }
  EXPECT_GE(managed, 5);
}

TEST(Attack, ATokenDoesWhatItsScopesSayAndNoMore) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  for (const Scope scope : {Scope::screen, Scope::read, Scope::write, Scope::manage}) {
    const std::string name(contra::serve::scope_name(scope));
    Browser program = program_of(clinic, anna, {name});
    int allowed = 0;
    for (const Route& route : all_routes()) {
      if (signs_in_or_out(route) || route.scope == Scope::open) continue;
      const Response answer = program.send(route.method, address_of(route), "{}");
      // These are for people; see need_person().
      const bool for_people = route.pattern.rfind("/v1/tokens", 0) == 0 || route.pattern.rfind("/v1/session", 0) == 0 ||
                              (route.pattern == "/v1/users" && route.method == Method::post);
      if (route.scope != scope || for_people) {
        EXPECT_EQ(answer.status, 403) << name << " at " << name_of(route);
      } else {
        ++allowed;
        EXPECT_TRUE(answer.status != 401 && answer.status != 403) << name << " at " << name_of(route);
      }
    }
    EXPECT_GE(allowed, 3) << name;
  }
}

TEST(Attack, ATokenThatIsRemovedExpiredOrMadeUpOpensNothing) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  Browser until = program_of(clinic, anna, {"screen"}, "2026-03-17"), removed = program_of(clinic, anna, {"screen"});
  EXPECT_TRUE(until.is_in());
  EXPECT_TRUE(removed.is_in());
  for (const auto& token : clinic.store().tokens())
    if (token.until.empty()) {
      EXPECT_EQ(anna.send(Method::del, "/v1/tokens/" + token.id).status, 204);
    }
  EXPECT_FALSE(removed.is_in());
  clinic.clock().seconds += 86400;
  EXPECT_TRUE(until.is_in()) << "its last day";
  clinic.clock().seconds += 86400;
  EXPECT_FALSE(until.is_in());
  Browser made_up(clinic);
  for (const std::string& token :
       {std::string("x"), std::string("contra_"), "contra_" + std::string(43, 'A'), std::string(4000, 'a'),
        until.token + "x", until.token.substr(0, until.token.size() - 1), std::string("contra_' OR 1=1 --")}) {
    made_up.token = token;
    const Response answer = made_up.get("/v1/packs");
    EXPECT_EQ(answer.status, 401) << token;
    EXPECT_NE(header_of(answer, "WWW-Authenticate").find("invalid_token"), std::string::npos);
  }
  Request basic = Bench::request(Method::get, "/v1/packs");
  basic.headers.emplace_back("Authorization", "Basic QW5uYTptYXBsZQ==");
  EXPECT_EQ(clinic.workbench().answer(basic).status, 401);
}

TEST(Attack, APractitionerDoesNotRemoveTheTokenOfAnother) {
  Clinic clinic;
  Browser anna = anna_at(clinic), ben = ben_at(clinic);
  Browser program = program_of(clinic, anna, {"screen"});
  EXPECT_EQ(ben.send(Method::del, "/v1/tokens/" + clinic.store().tokens().at(0).id).status, 404);
  EXPECT_TRUE(program.is_in());
}

// --- sessions

TEST(Attack, AStolenCookieIsWorthNothingAfterSigningOut) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  Browser thief = anna;
  EXPECT_TRUE(thief.is_in());
  EXPECT_EQ(anna.send(Method::del, "/v1/session").status, 204);
  EXPECT_FALSE(thief.is_in());
  EXPECT_EQ(thief.send(Method::post, "/v1/clients", R"({"name":"Invented"})").status, 401);
}

TEST(Attack, ASessionThatWasSetBeforehandIsNotTakenOver) {
  Clinic clinic;
  const std::string chosen(43, 'A');
  Browser victim(clinic);
  victim.cookies["contra-session-8080"] = chosen;
  victim.sign_in("Anna", password_of_anna);
  EXPECT_NE(victim.cookies["contra-session-8080"], chosen);
  Browser attacker(clinic);
  attacker.cookies["contra-session-8080"] = chosen;
  EXPECT_FALSE(attacker.is_in());
  // A real session of the attacker, planted into the victim's browser: signing in replaces it.
  Browser ben = ben_at(clinic);
  Browser planted(clinic);
  planted.cookies = ben.cookies;
  planted.sign_in("Anna", password_of_anna);
  EXPECT_FALSE(ben.is_in());
}

TEST(Attack, TwoCookiesOfOneNameAreNoSession) {
  Clinic clinic;
  Browser anna = anna_at(clinic), ben = ben_at(clinic);
  Request both = Bench::request(Method::get, "/v1/session");
  both.headers.emplace_back("Cookie", "contra-session-8080=" + ben.cookies["contra-session-8080"] +
                                          "; contra-session-8080=" + anna.cookies["contra-session-8080"]);
  EXPECT_EQ(clinic.workbench().answer(both).status, 401);
}

TEST(Attack, AWritingRequestNeedsTheTokenOfItsSession) {
  Clinic clinic;
  Browser anna = anna_at(clinic), ben = ben_at(clinic);
  const std::string own = anna.csrf;
  for (const std::string& token : {std::string(), ben.csrf, own + "x", own.substr(1), std::string(43, 'A')}) {
    anna.csrf = token;
    for (const Route& route : all_routes()) {
      if (!changes(route) || (route.method == Method::post && route.pattern == "/v1/session")) continue;
      EXPECT_EQ(problem_of(anna.send(route.method, address_of(route), "{}")), "page-token")
          << name_of(route) << " with '" << token << "'";
    }
  }
  EXPECT_TRUE(anna.is_in());
  // In the query or the body it does not count.
  anna.csrf.clear();
  EXPECT_EQ(problem_of(anna.send(Method::post, "/v1/clients?X-Contra-Token=" + own, "{}")), "page-token");
}

// --- pages of others

TEST(Attack, AForgedOriginWritesNothing) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  const auto status = [&](Method method, const std::string& path, const std::string& header, const std::string& value) {
    Request request = anna.request(method, path, R"({"name":"Invented"})");
    request.headers.emplace_back(header, value);
    return anna.send(request).status;
  };
  for (const char* own : {"http://127.0.0.1:8080"})
    EXPECT_EQ(status(Method::post, "/v1/clients", "Origin", own), 201) << own;
  EXPECT_EQ(status(Method::post, "/v1/clients", "Sec-Fetch-Site", "same-origin"), 201);
  for (const char* origin :
       {"http://evil.example", "https://127.0.0.1:8080", "http://127.0.0.1", "http://127.0.0.1:8081",
        "http://localhost:8080", "http://127.0.0.1:8080.evil.example", "http://evil.example:8080", "null", "file://",
        "http://127.0.0.1:8080@evil.example", "HTTP://127.0.0.1:80800", "127.0.0.1:8080", "x"}) {
    EXPECT_EQ(status(Method::post, "/v1/clients", "Origin", origin), 403) << origin;
    EXPECT_EQ(status(Method::get, "/v1/packs", "Origin", origin), 403) << origin;
    EXPECT_EQ(status(Method::post, "/v1/session", "Origin", origin), 403) << "signing in for somebody: " << origin;
  }
  for (const char* site : {"cross-site", "same-site", "CROSS-SITE", "anything"}) {
    EXPECT_EQ(status(Method::post, "/v1/clients", "Sec-Fetch-Site", site), 403) << site;
    EXPECT_EQ(status(Method::get, "/v1/packs", "Sec-Fetch-Site", site), 403) << site;
    EXPECT_NE(status(Method::get, "/day/2026-03-16", "Sec-Fetch-Site", site), 403) << "a link to a page: " << site;
  }
  EXPECT_EQ(status(Method::get, "/v1/packs", "Sec-Fetch-Site", "none"), 200);
  // "null" is said by some browsers for a page's own request.
  Request own = anna.request(Method::post, "/v1/clients", R"({"name":"Invented"})");
  own.headers.emplace_back("Origin", "null");
  own.headers.emplace_back("Sec-Fetch-Site", "same-origin");
  EXPECT_EQ(anna.send(own).status, 201);
}

TEST(Attack, AForgedOriginWritesNothingForASingleUserEither) {
  Bench bench;
  Request forged = Bench::request(Method::post, "/v1/clients", R"({"name":"Invented"})");
  forged.headers.emplace_back("X-Contra-Token", bench.csrf());
  EXPECT_EQ(bench.workbench().answer(forged).status, 201);
  forged.headers.emplace_back("Origin", "http://evil.example");
  EXPECT_EQ(bench.workbench().answer(forged).status, 403);
}

TEST(Attack, ANameThatPointsHereFromElsewhereIsRefused) {
  auto options = Clinic::plain_options();
  options.hosts = {"clinic.example"};
  Clinic clinic(options);
  const auto status = [&](const std::string& host, const std::string& path = "/healthz") {
    Request request = Bench::request(Method::get, path);
    request.headers = {{"Host", host}};
    return clinic.workbench().answer(request).status;
  };
  for (const char* good : {"localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LocalHost:8080", "clinic.example:8080",
                           "Clinic.Example:8080"})
    EXPECT_EQ(status(good), 200) << good;
  for (const char* bad : {"evil.example",
                          "evil.example:8080",
                          "localhost",
                          "localhost:8081",
                          "localhost:80",
                          "127.0.0.2:8080",
                          "localhost.:8080",
                          "localhost.evil.example:8080",
                          "127.0.0.1.evil.example:8080",
                          "[::1]",
                          "[::2]:8080",
                          "::1:8080",
                          "localhost:08080x",
                          "localhost:",
                          ":8080",
                          "",
                          "0.0.0.0:8080",
                          "clinic.example",
                          "x.clinic.example:8080",
                          "localhost:8080:8080",
                          "localhost:8080/",
                          "localhost:8080@evil.example",
                          "[::1",
                          "[::1]8080"}) {
    EXPECT_EQ(status(bad), 421) << bad;
    EXPECT_EQ(status(bad, "/"), 421) << bad;
    EXPECT_EQ(status(bad, "/v1/session"), 421) << bad;
  }
  Request none = Bench::request(Method::get, "/healthz");
  none.headers.clear();
  EXPECT_EQ(clinic.workbench().answer(none).status, 421);
}

TEST(Attack, BehindAProxyTheNameCountsAndTheProxysWordOnOthersDoesNot) {
  auto options = Clinic::plain_options();
  options.hosts = {"clinic.example"};
  options.behind_proxy = options.secure = true;
  Clinic clinic(options);
  Browser anna(clinic);
  const auto status = [&](const std::string& host, const std::string& origin, const std::string& more = {}) {
    Request request = anna.request(Method::post, "/v1/session", R"({"name":"Anna","password":"not the password"})");
    request.headers[0] = {"Host", host};
    request.headers.emplace_back("Origin", origin);
    if (!more.empty()) request.headers.emplace_back("X-Forwarded-For", more);
    return anna.send(request).status;
  };
  EXPECT_EQ(status("clinic.example", "https://clinic.example"), 401);
  EXPECT_EQ(status("clinic.example:8443", "https://clinic.example:8443"), 401);
  EXPECT_EQ(status("clinic.example", "http://clinic.example"), 403);
  EXPECT_EQ(status("clinic.example", "https://clinic.example:8443"), 403);
  EXPECT_EQ(status("evil.example", "https://evil.example"), 421);
  int tried = 0;
  while (tried < 50 && status("clinic.example", "https://clinic.example", "192.0.2." + std::to_string(tried)) == 401)
    ++tried;
  EXPECT_LT(tried, 10) << "an address that anybody can write is no address";
}

// --- guessing

TEST(Attack, GuessingIsSlowedDownForWhoGuessesAlone) {
  Clinic clinic;
  Browser attacker(clinic, "198.51.100.1");
  int answered = 0;
  std::vector<int> waits;
  for (int second = 0; second < 600; ++second) {
    const Response answer = attacker.try_sign_in("Anna", "guess number " + std::to_string(second));
    if (answer.status == 401) {
      ++answered;
    } else {
      ASSERT_EQ(answer.status, 429);
      const int wait = std::stoi(header_of(answer, "Retry-After"));
      EXPECT_GE(wait, 1);
      if (waits.empty() || wait > waits.back()) waits.push_back(wait);
    }
    clinic.clock().seconds += 1;
  }
  EXPECT_LE(answered, 16) << "in ten minutes";
  EXPECT_GE(answered, 8) << "and yet who mistypes is not shut out";

  // The right password does not help the guesser before the delay is over, and helps Anna from elsewhere at once.
  EXPECT_EQ(attacker.try_sign_in("Anna", password_of_anna).status, 429);
  EXPECT_EQ(attacker.try_sign_in("aNNa", password_of_anna).status, 429) << "the same name, typed otherwise";
  EXPECT_EQ(Browser(clinic, "203.0.113.5").try_sign_in("Anna", password_of_anna).status, 200);
  // Others at the guesser's address still come in.
  EXPECT_EQ(Browser(clinic, "198.51.100.1").try_sign_in("Ben", password_of_ben).status, 200);
  // It is a delay, and not a lock: nobody has to unlock anything.
  clinic.clock().seconds += 15 * 60;
  EXPECT_EQ(attacker.try_sign_in("Anna", password_of_anna).status, 200);
  EXPECT_EQ(attacker.try_sign_in("Anna", "x y z").status, 401) << "and it begins anew";
}

TEST(Attack, AnAttackerAtTheSameAddressDoesNotLockOutADeviceOfTheUser) {
  Clinic clinic;
  Browser anna = anna_at(clinic, "198.51.100.1"), second = anna_at(clinic, "198.51.100.1");
  Browser attacker(clinic, "198.51.100.1");
  for (int i = 0; i < 30; ++i) attacker.try_sign_in("Anna", "guess");
  for (int i = 0; i < 60; ++i) attacker.try_sign_in("Nobody " + std::to_string(i), "guess");
  EXPECT_EQ(attacker.try_sign_in("Anna", password_of_anna).status, 429);
  EXPECT_TRUE(anna.is_in()) << "a session is not touched at all";
  EXPECT_EQ(anna.send(Method::del, "/v1/session").status, 204);
  const Browser known = anna;
  EXPECT_EQ(anna.try_sign_in("Anna", password_of_anna).status, 200) << "nor a device where Anna has signed in before";

  // What marks the device is good for this user alone, and cannot be made up.
  Browser ben(clinic, "198.51.100.1");
  ben.cookies = known.cookies;
  int free = 0;
  while (free < 50 && ben.try_sign_in("Ben", "guess").status == 401) ++free;
  EXPECT_LT(free, 10);
  Browser forged(clinic, "198.51.100.1");
  forged.cookies["contra-device-8080"] = std::string(22, 'A') + "." + std::string(43, 'A');
  EXPECT_EQ(forged.try_sign_in("Anna", password_of_anna).status, 429);
  std::string cut = known.cookies.at("contra-device-8080");
  forged.cookies["contra-device-8080"] = cut.substr(0, cut.find('.') + 1);
  EXPECT_EQ(forged.try_sign_in("Anna", password_of_anna).status, 429);

  // Guessing on the device is slowed down like any other.
  Browser child = known;
  free = 0;
  while (free < 50 && child.try_sign_in("Anna", "guess").status == 401) ++free;
  EXPECT_LT(free, 10);

  // Another password ends what devices knew.
  auto user = *clinic.store().user("Anna");
  user.password = hash_of_password("window cactus ladle forty");
  clinic.store().put_user(user);
  EXPECT_EQ(second.try_sign_in("Anna", "window cactus ladle forty").status, 429);
}

TEST(Attack, OnePasswordTriedWithManyNamesIsSlowedDownToo) {
  Clinic clinic;
  Browser attacker(clinic, "198.51.100.1");
  int answered = 0;
  for (int i = 0; i < 200; ++i) {
    if (attacker.try_sign_in("Name " + std::to_string(i), "guess").status == 401) ++answered;
    if (i % 4 == 3) clinic.clock().seconds += 1;
  }
  EXPECT_LE(answered, 30);
  EXPECT_EQ(Browser(clinic, "203.0.113.5").try_sign_in("Name 1", "guess").status, 401);
}

TEST(Attack, WhoIsSentAwayCostsNoHash) {
  Clinic clinic;
  contra::serve::Options options = Clinic::plain_options();
  Access access(clinic.store(), options);
  for (int i = 0; i < 100; ++i) {
    try {
      access.sign_in(Bench::request(Method::post, "/v1/session"), "Anna", "guess", clinic.clock().now());
    } catch (const contra::serve::Refusal&) {
    }
  }
  EXPECT_LE(access.hashings(), 6U);
}

// --- text that would be something else

const std::vector<std::string>& nasty_texts() {
  static const std::vector<std::string> texts = {
      "'; DROP TABLE users; --",
      "' OR '1'='1",
      "\" OR 1=1 --",
      "x'); DELETE FROM entries; --",
      "%",
      "_____",
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)>",
      "{{7*7}} ${7*7} %s %n",
      "Robert\\'); --",
      "</title><svg/onload=alert(1)>",
      "../../../etc/passwd",
  };
  return texts;
}

TEST(Attack, SqlAndHtmlAreKeptAsText) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  std::size_t made = 0;
  for (const std::string& text : nasty_texts()) {
    const Response answer =
        anna.send(Method::post, "/v1/clients", Json{{"name", text}, {"contact", text}, {"note", text}}.dump());
    ASSERT_EQ(answer.status, 201) << text << answer.body;
    ++made;
    EXPECT_EQ(answer.type, "application/json");
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
    const Json client = Json::parse(answer.body)["client"];
    EXPECT_EQ(client["name"], text);
    const Json again = Json::parse(anna.get("/v1/clients/" + client["id"].get<std::string>()).body)["client"];
    EXPECT_EQ(again["contact"], text);
    EXPECT_EQ(again["note"], text);
  }
  EXPECT_EQ(clinic.store().find_clients("").size(), made);
  for (const char* pattern : {"z%", "q_", "z*", "zz' OR '1'='1", "zz\" OR 1=1 --", "zz%' OR 1=1 --"}) {
    const Response found = anna.send(Method::post, "/v1/clients/search", Json{{"words", pattern}}.dump());
    EXPECT_EQ(found.status, 200) << pattern;
    EXPECT_TRUE(Json::parse(found.body)["clients"].empty()) << pattern << " finds somebody";
  }
}

TEST(Attack, NoFieldOfAnyRouteTakesTextForSomethingElse) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  const auto kept = anna.send(Method::post, "/v1/clients", R"({"name":"Invented Person"})");
  ASSERT_EQ(kept.status, 201);
  static const char* fields[] = {"name",  "password", "role",     "scopes",  "until",  "words",   "contact", "note",
                                 "check", "by",       "on",       "for",     "reason", "ended",   "day",     "time",
                                 "plan",  "client",   "disabled", "version", "draft",  "current", "record",  "forms"};
  for (const std::string& text : nasty_texts()) {
    Json body;
    for (const char* field : fields) body[field] = text;
    for (const Route& route : all_routes()) {
      if (signs_in_or_out(route)) continue;
      std::string path = address_of(route);
      if (const auto at = path.find("x1"); at != std::string::npos && text.find('/') == std::string::npos)
        path.replace(at, 2, text);
      Request request = anna.request(route.method, path, body.dump());
      request.query.emplace_back("client", text);
      request.query.emplace_back("treatment", text);
      request.query.emplace_back("on", text);
      request.query.emplace_back("only", text);
      request.headers.emplace_back("Idempotency-Key", text);
      const Response answer = anna.send(request);
      EXPECT_LT(answer.status, 500) << name_of(route) << " with " << text << ": " << answer.body;
      EXPECT_NE(answer.type, "text/html; charset=utf-8") << name_of(route);
      for (const auto& [name, value] : answer.headers)
        EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name_of(route);
    }
    const Response in = Browser(clinic, "203.0.113.77").try_sign_in(text, text);
    EXPECT_TRUE(in.status == 401 || in.status == 429) << text;
  }
  EXPECT_TRUE(anna.is_in());
  EXPECT_EQ(clinic.store().users().size(), 2U);
  EXPECT_EQ(clinic.store().find_clients("").size(), 1U);
  EXPECT_TRUE(clinic.store().verify().faults.empty());
}

TEST(Attack, WhatIsTooLargeIsRefusedBeforeItCosts) {
  Clinic clinic;
  Browser browser(clinic);
  EXPECT_EQ(browser.try_sign_in(std::string(65, 'a'), "x").status, 422);
  EXPECT_EQ(browser.try_sign_in("Anna", std::string(257, 'a')).status, 422);
  EXPECT_EQ(browser.try_sign_in("Anna", std::string(1 << 20, 'a')).status, 413);
  EXPECT_EQ(browser.send(Method::post, "/v1/session", std::string(3000, '[')).status, 400);
  EXPECT_EQ(browser.send(Method::post, "/v1/session", R"({"name":"Anna","name":"Ben","password":"x"})").status / 100,
            4);
  browser.cookies["contra-session-8080"] = std::string(10'000, 'a');
  EXPECT_EQ(browser.get("/v1/session").status, 401);
  browser.cookies["contra-session-8080"] = std::string(43, '\'');
  EXPECT_EQ(browser.get("/v1/session").status, 401);
  Browser anna = anna_at(clinic);
  for (const Json& body :
       {Json{{"name", std::string(65, 'a')}, {"role", "manager"}, {"password", password_of_ben}},
        Json{{"name", "Cleo"}, {"role", "owner"}, {"password", password_of_ben}},
        Json{{"name", "Cleo"}, {"role", "manager"}, {"password", "short"}},
        Json{{"name", "../Cleo"}, {"role", "manager"}, {"password", password_of_ben}}, Json{{"name", 7}}})
    EXPECT_EQ(anna.send(Method::post, "/v1/users", body.dump()).status, 422) << body;
}

TEST(Attack, APathLeadsNowhereElse) {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
  for (const char* bad : {"/../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd", "/%2E%2e/x", "/a/..%2fx",
                          "/..%2f..%2fetc/passwd", "/%00", "/index.html%00.js", "/a\\..\\b", "/a%5c..%5cb", "//../x",
                          "etc/passwd", "http://evil.example/", "/%", "/%zz", "/\xff", "/./x", "/a/./b"})
    EXPECT_FALSE(contra::http::decode_path(bad, path, query)) << bad << " -> " << path;
  Clinic clinic;
  Browser nobody(clinic);
  for (const char* odd : {"/../etc/passwd", "/etc/passwd.", "//etc/passwd.txt", "/assets/../contra.db", "/contra.db",
                          "/..\\contra.db", "/C:\\x.txt", "/file:///etc/passwd.x"}) {
    const Response answer = nobody.get(odd);
    EXPECT_EQ(answer.status, 404) << odd;
  }
}

}  // namespace
