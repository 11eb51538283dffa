// Who may come in: signing in and out, sessions, tokens, users, the audit.
#include <atomic>
#include <set>
#include <thread>

#include <sodium.h>

#include "serve/clinic.hpp"
#include "serve/names.hpp"

namespace {

using namespace contra_test;
using contra::serve::Access;
using contra::serve::Passwords;
using contra::serve::Scope;
using contra::serve::Throttle;

// --- sessions

TEST(Access, SigningInGivesASessionThatSaysWhoItIs) {
  Clinic clinic;
  Browser browser(clinic);
  EXPECT_EQ(browser.get("/v1/session").status, 401);
  const Response in = browser.sign_in("Anna", password_of_anna);
  const Response session = browser.get("/v1/session");
  EXPECT_EQ(session.status, 200);
  EXPECT_EQ(session.body, in.body);
  const Json said = Json::parse(session.body);
  EXPECT_EQ(said["user"], "Anna");
  EXPECT_EQ(said["role"], "manager");
  EXPECT_EQ(said["scopes"], Json({"screen", "read", "write", "manage"}));
  EXPECT_EQ(said["single_user"], false);
  EXPECT_EQ(said["clinic"], "Example Clinic");
  EXPECT_EQ(said["today"], "2026-03-16");
  EXPECT_GE(said["csrf"].get<std::string>().size(), 43U);

  const Json ben = Json::parse(ben_at(clinic).get("/v1/session").body);
  EXPECT_EQ(ben["role"], "practitioner");
  EXPECT_EQ(ben["scopes"], Json({"screen", "read", "write"}));
}

TEST(Access, TheCookieIsKeptFromScriptsAndFromOtherSites) {
  Clinic clinic;
  Browser browser(clinic);
  const std::string plain = header_of(browser.sign_in("Anna", password_of_anna), "Set-Cookie");
  EXPECT_EQ(plain.rfind("contra-session-8080=", 0), 0U) << plain;
  for (const char* wanted : {"; HttpOnly", "; SameSite=Strict", "; Path=/"})
    EXPECT_NE(plain.find(wanted), std::string::npos) << plain;
  EXPECT_EQ(plain.find("Secure"), std::string::npos);
  EXPECT_EQ(plain.find("Domain"), std::string::npos);

  auto options = Clinic::plain_options();
  options.secure = true;
  Clinic with_tls(options);
  Browser other(with_tls);
  const std::string secure = header_of(other.sign_in("Anna", password_of_anna), "Set-Cookie");
  EXPECT_EQ(secure.rfind("__Host-contra-session-8080=", 0), 0U) << secure;
  EXPECT_NE(secure.find("; Secure"), std::string::npos);
  EXPECT_TRUE(other.is_in());
}

TEST(Access, TheRecordsHoldHashesAlone) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  Browser program = program_of(clinic, anna, {"screen"});
  Folder folder;
  clinic.store().backup(folder.path() + "/copy.db");
  const std::string bytes = slurp(folder.path() + "/copy.db");
  ASSERT_NE(bytes.find("$argon2id$"), std::string::npos);
  EXPECT_EQ(bytes.find(anna.cookies.at("contra-session-8080")), std::string::npos);
  EXPECT_EQ(bytes.find(program.token), std::string::npos);
  EXPECT_EQ(bytes.find(program.token.substr(10)), std::string::npos);
  EXPECT_EQ(bytes.find(password_of_anna), std::string::npos);
}

TEST(Access, ASessionEndsWhenNobodyUsesIt) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  clinic.clock().seconds += 29 * 60;
  EXPECT_TRUE(anna.is_in());
  clinic.clock().seconds += 29 * 60;
  EXPECT_TRUE(anna.is_in()) << "it was used half an hour ago";
  clinic.clock().seconds += 31 * 60;
  EXPECT_FALSE(anna.is_in());
  clinic.clock().seconds -= 5 * 60;
  EXPECT_FALSE(anna.is_in()) << "it is gone, not asleep";
}

TEST(Access, ASessionEndsAfterAWorkingDayHoweverMuchItIsUsed) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  int minutes = 0;
  for (; anna.is_in() && minutes < 24 * 60; minutes += 10) clinic.clock().seconds += 600;
  EXPECT_EQ(minutes, 12 * 60 + 10);
}

TEST(Access, ASessionOfAClockThatWasWrongEnds) {
  Clinic clinic;
  clinic.clock().seconds = 40 * 86400;
  Browser anna = anna_at(clinic);
  EXPECT_TRUE(anna.is_in());
  clinic.clock().seconds -= 60;
  EXPECT_TRUE(anna.is_in()) << "set back by a minute";
  clinic.clock().seconds = 0;
  EXPECT_FALSE(anna.is_in());
}

TEST(Access, SigningInAgainEndsTheSessionThatTheBrowserHad) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  Browser old = anna;
  anna.sign_in("Anna", password_of_anna);
  EXPECT_TRUE(anna.is_in());
  EXPECT_FALSE(old.is_in());
  EXPECT_NE(anna.csrf, old.csrf);
}

TEST(Access, SigningOutRemovesTheSessionAndTheCookie) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  const Response out = anna.send(Method::del, "/v1/session");
  EXPECT_EQ(out.status, 204);
  EXPECT_EQ(anna.cookies.count("contra-session-8080"), 0U);
  EXPECT_NE(header_of(out, "Set-Cookie").find("Max-Age=0"), std::string::npos);
}

TEST(Access, AnotherPasswordEndsAllOtherSessions) {
  Clinic clinic;
  Browser ben = ben_at(clinic), elsewhere = ben_at(clinic, "192.0.2.12");
  const auto change = [&](const std::string& current, const std::string& password) {
    return ben.send(Method::put, "/v1/session/password", Json{{"current", current}, {"password", password}}.dump());
  };
  EXPECT_EQ(change("not my password at all", "window cactus ladle forty").status, 422);
  EXPECT_EQ(change(password_of_ben, "short").status, 422);
  EXPECT_TRUE(elsewhere.is_in());
  const Browser before = ben;
  const Response changed = change(password_of_ben, "window cactus ladle forty");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_TRUE(ben.is_in()) << "who changes it stays";
  EXPECT_FALSE(elsewhere.is_in());
  EXPECT_FALSE(Browser(before).is_in()) << "with a new cookie";
  EXPECT_EQ(Browser(clinic, "192.0.2.13").try_sign_in("Ben", password_of_ben).status, 401);
  EXPECT_EQ(Browser(clinic, "192.0.2.13").try_sign_in("Ben", "window cactus ladle forty").status, 200);
}

TEST(Access, AManagerSetsThePasswordOfOthersButNotTheirOwn) {
  Clinic clinic;
  Browser anna = anna_at(clinic), ben = ben_at(clinic);
  EXPECT_EQ(anna.send(Method::patch, "/v1/users/Ben", R"({"password":"window cactus ladle forty"})").status, 200);
  EXPECT_FALSE(ben.is_in());
  const Response own = anna.send(Method::patch, "/v1/users/Anna", R"({"password":"window cactus ladle forty"})");
  EXPECT_EQ(problem_of(own), "own-password");
  EXPECT_TRUE(anna.is_in());
}

TEST(Access, ADisabledUserIsOutAtOnce) {
  Clinic clinic;
  Browser anna = anna_at(clinic), ben = ben_at(clinic);
  Browser program = program_of(clinic, ben, {"screen"});
  EXPECT_TRUE(program.is_in());
  EXPECT_EQ(anna.send(Method::patch, "/v1/users/Ben", R"({"disabled":true})").status, 200);
  EXPECT_FALSE(ben.is_in());
  EXPECT_FALSE(program.is_in());
  const Response tried = Browser(clinic).try_sign_in("Ben", password_of_ben);
  const Response unknown = Browser(clinic).try_sign_in("Nobody", password_of_ben);
  EXPECT_EQ(tried.status, 401);
  EXPECT_EQ(tried.body, unknown.body) << "it does not say which names there are";
  const auto lines = clinic.store().audit("", 2);
  EXPECT_EQ(lines.at(1).action + " of " + lines.at(1).user, "sign in failed of Ben");
  EXPECT_EQ(anna.send(Method::patch, "/v1/users/Ben", R"({"disabled":false})").status, 200);
  EXPECT_FALSE(ben.is_in()) << "the old session stays dead";
  EXPECT_TRUE(program.is_in());
}

TEST(Access, AUserDisabledInTheFileIsOutToo) {
  Clinic clinic;
  Browser ben = ben_at(clinic);
  auto user = *clinic.store().user("Ben");
  user.disabled = true;
  clinic.store().put_user(user);  // as another program would: no session was removed
  EXPECT_FALSE(ben.is_in());
}

TEST(Access, WhoIsDemotedLosesTheRightAtOnceAlsoForTokens) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  ASSERT_EQ(anna.send(Method::patch, "/v1/users/Ben", R"({"role":"manager"})").status, 200);
  Browser ben = ben_at(clinic);
  Browser program = program_of(clinic, ben, {"screen", "manage"});
  EXPECT_EQ(ben.get("/v1/users").status, 200);
  EXPECT_EQ(program.get("/v1/users").status, 200);
  ASSERT_EQ(anna.send(Method::patch, "/v1/users/Ben", R"({"role":"practitioner"})").status, 200);
  EXPECT_EQ(ben.get("/v1/users").status, 403);
  EXPECT_EQ(program.get("/v1/users").status, 403);
  EXPECT_TRUE(program.is_in());
}

TEST(Access, ThereIsAlwaysAManager) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  for (const char* change : {R"({"role":"practitioner"})", R"({"disabled":true})"})
    EXPECT_EQ(problem_of(anna.send(Method::patch, "/v1/users/Anna", change)), "last-manager") << change;
  EXPECT_TRUE(anna.is_in());
  ASSERT_EQ(anna.send(Method::patch, "/v1/users/Ben", R"({"role":"manager"})").status, 200);
  EXPECT_EQ(anna.send(Method::patch, "/v1/users/Anna", R"({"role":"practitioner"})").status, 200);

  Folder folder;
  contra::store::Store empty(folder.path());
  EXPECT_THROW(contra::serve::add_user(empty, "Ben", "practitioner", "x", ""), contra::serve::UserFault);
}

TEST(Access, TwoManagersCannotDemoteOneAnotherAtOnce) {
  for (int round = 0; round < 20; ++round) {
    Folder folder;
    contra::store::Store store(folder.path());
    for (const char* name : {"Anna", "Ben"}) contra::serve::add_user(store, name, "manager", "x", "");
    std::vector<std::thread> both;
    std::atomic<int> refused = 0;
    for (const char* name : {"Anna", "Ben"})
      both.emplace_back([&, name] {
        try {
          contra::serve::UserChange change;
          change.role = "practitioner";
          contra::serve::change_user(store, name, change);
        } catch (const contra::serve::UserFault&) {
          ++refused;
        }
      });
    for (auto& one : both) one.join();
    ASSERT_EQ(refused, 1);
  }
}

TEST(Access, ASessionThatIsSeenDoesNotComeBackAfterItWasRemoved) {
  Clinic clinic;
  for (int round = 0; round < 20; ++round) {
    Browser anna = anna_at(clinic);
    Browser thief = anna;
    clinic.clock().seconds += 120;  // so that being seen is written down
    std::thread uses([&] {
      for (int i = 0; i < 20; ++i) thief.is_in();
    });
    EXPECT_EQ(anna.send(Method::del, "/v1/session").status, 204);
    uses.join();
    ASSERT_FALSE(thief.is_in());
  }
}

// --- names

TEST(Access, ANameIsTheSameHoweverItIsTyped) {
  Clinic clinic;
  Browser browser(clinic);
  const Response in = browser.sign_in("aNNA", password_of_anna);
  EXPECT_EQ(Json::parse(in.body)["user"], "Anna");
  Browser full_width(clinic);
  full_width.sign_in("\uFF21nna", password_of_anna);

  Browser anna = anna_at(clinic);
  // Capitals, Cyrillic letters, full-width letters, a dotless look-alike.
  for (const char* twin : {"anna", "ANNA", "\u0410nna", "\u0410\u0430nn\u0430"}) {
    const Response made = anna.send(Method::post, "/v1/users",
                                    Json{{"name", twin}, {"role", "manager"}, {"password", password_of_ben}}.dump());
    if (std::string(twin) == "\u0410\u0430nn\u0430") continue;  // "Aanna" is another name
    EXPECT_EQ(problem_of(made), "name-taken") << twin << made.body;
  }
}

TEST(Access, NamesThatMisleadAreRefused) {
  using contra::serve::name_fault;
  for (const char* good : {"Anna", "A. Example", "Ana-María Ñandú", "Łukasz", "李小龍", "Олена", "O'Neil", "b2"})
    EXPECT_EQ(name_fault(good), "") << good;
  for (const std::string& bad :
       {std::string(), std::string(" "), std::string(" Anna"), std::string("Anna "), std::string("An  na"),
        std::string("Anna\n"), std::string("An\tna"), std::string("An\0na", 5), std::string("../Anna"),
        std::string("An/na"), std::string("An\\na"), std::string("<b>Anna"), std::string("An%2fna"),
        std::string("\u202EannA"), std::string("An\u200Bna"), std::string("\xFF\xFE"), std::string("\uFF21nna"),
        std::string("12 34").substr(0, 0) + "...", std::string(65, 'a')})
    EXPECT_NE(name_fault(bad), "") << bad;
  EXPECT_EQ(name_fault(std::string(64, 'a')), "");
}

// --- passwords

TEST(Passwords, LengthIsWhatCounts) {
  using contra::serve::password_fault;
  for (const char* good : {"maple tractor violin seven", "gravel lantern or", "xkqv wpzt mrld b",
                           "Größe über Maß hinaus", "я люблю старые книги", "7392847102938475610"})
    EXPECT_EQ(password_fault(good, "Anna"), "") << good;
  for (const std::string& bad :
       {std::string(), std::string("short"), std::string("fourteen chars"), std::string("passwordpassword"),
        std::string("Password12345678"), std::string("123456789012345"), std::string("aaaaaaaaaaaaaaaaaaa"),
        std::string("abababababababab"), std::string("qwertyuiopasdfghjkl"),
        std::string("correct horse battery staple"), std::string("letmein letmein1"), std::string("Welcome2026!!!!!!"),
        std::string("iloveyouiloveyou"), std::string(257, 'x') + "maple tractor"})
    EXPECT_NE(password_fault(bad, "Anna"), "") << bad;
  EXPECT_NE(password_fault("annabelle annabelle 1", "Annabelle"), "");
  EXPECT_EQ(password_fault("annabelle tractor violin", "Annabelle"), "");
  // Characters, not bytes.
  EXPECT_NE(password_fault("яблокодеревня", "Anna"), "") << "13 characters, 26 bytes";
}

TEST(Passwords, OneHashIsRunWhateverTheName) {
  Clinic clinic;
  contra::serve::Options options = Clinic::plain_options();
  Access access(clinic.store(), options);
  auto no_password = *clinic.store().user("Ben");
  no_password.name = "Cleo";
  no_password.password.clear();
  clinic.store().put_user(no_password);
  std::uint64_t before = access.hashings();
  std::set<std::string> said;
  for (const char* name : {"Anna", "Nobody", "Cleo"}) {
    try {
      access.sign_in(Bench::request(Method::post, "/v1/session"), name, "not the password at all",
                     clinic.clock().now());
      ADD_FAILURE() << name << " came in";
    } catch (const contra::serve::Refusal& refusal) {
      said.insert(contra::serve::problem_response(refusal).body);
    }
    EXPECT_EQ(access.hashings(), ++before) << name;
  }
  EXPECT_EQ(said.size(), 1U);
  // The empty password opens nothing either.
  EXPECT_THROW(access.sign_in(Bench::request(Method::post, "/v1/session"), "Cleo", "", clinic.clock().now()),
               contra::serve::Refusal);
}

TEST(Passwords, FewAreHashedAtOnce) {
  Passwords passwords;
  std::atomic<int> busy = 0, done = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < 24; ++i)
    all.emplace_back([&] { (passwords.verify("", "x") == Passwords::Answer::busy ? busy : done)++; });
  for (auto& one : all) one.join();
  EXPECT_EQ(busy + done, 24);
  EXPECT_GE(done, static_cast<int>(Passwords::at_once + Passwords::may_wait));
  EXPECT_GE(busy, 1) << "nobody was sent away";
  EXPECT_EQ(static_cast<int>(passwords.hashings()), done);
  EXPECT_EQ(passwords.verify("", "x"), Passwords::Answer::wrong) << "the gate opens again";
}

TEST(Passwords, AHashOfOldLimitsIsMadeAnew) {
  Clinic clinic;
  char weak[crypto_pwhash_STRBYTES];
  const std::string password = password_of_ben;
  ASSERT_EQ(crypto_pwhash_str(weak, password.data(), password.size(), 1, 8 * 1024 * 1024), 0);
  auto ben = *clinic.store().user("Ben");
  ben.password = weak;
  clinic.store().put_user(ben);
  Browser browser = ben_at(clinic);
  EXPECT_TRUE(browser.is_in());
  const std::string fresh = clinic.store().user("Ben")->password;
  EXPECT_NE(fresh, weak);
  EXPECT_FALSE(Passwords::outdated(fresh));
  EXPECT_TRUE(Passwords::outdated(weak));
  ben_at(clinic, "192.0.2.12");
  EXPECT_EQ(clinic.store().user("Ben")->password, fresh);
}

TEST(Passwords, TheFormOfLettersDoesNotMatter) {
  // "é" as one character, and as "e" with an accent: two keyboards, one password.
  Passwords passwords;
  const std::string hash = contra::serve::hash_password("caf\u00E9 tractor violin");
  EXPECT_EQ(passwords.verify(hash, "cafe\u0301 tractor violin"), Passwords::Answer::right);
  EXPECT_EQ(passwords.verify(hash, "cafe tractor violin"), Passwords::Answer::wrong);
}

// --- slowing down

TEST(Throttle, DelaysGrowAndAreForgiven) {
  Throttle throttle({2, 1000, 8000, 60'000});
  std::int64_t now = 0;
  EXPECT_EQ(throttle.attempt("a", now), 0);
  EXPECT_EQ(throttle.attempt("a", now), 0);
  EXPECT_EQ(throttle.attempt("a", now), 0);
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 6; ++i) {
    const std::int64_t wait = throttle.attempt("a", now);
    waits.push_back(wait);
    EXPECT_EQ(throttle.attempt("a", now + wait - 1), 1) << "what is refused does not count";
    now += wait;
    EXPECT_EQ(throttle.attempt("a", now), 0);
  }
  EXPECT_EQ(waits, (std::vector<std::int64_t>{1000, 2000, 4000, 8000, 8000, 8000}));
  EXPECT_EQ(throttle.attempt("b", now), 0) << "others are not slowed down";
  now += 9 * 60'000;
  EXPECT_EQ(throttle.attempt("a", now), 0);
  EXPECT_EQ(throttle.attempt("a", now), 0);
  throttle.passed("a");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(throttle.attempt("a", now), 0);
  EXPECT_EQ(throttle.attempt("a", now), 1000);
}

TEST(Throttle, TheTableIsBoundedAndKeepsWhoGuessesMost) {
  Throttle throttle({2, 1000, 8000, 60'000}, 100);
  for (int i = 0; i < 5; ++i) throttle.attempt("guesser", 0);
  for (int i = 0; i < 10'000; ++i) throttle.attempt(std::to_string(i), i);
  EXPECT_EQ(throttle.size(), 100U);
  EXPECT_GT(throttle.attempt("guesser", 500), 0);
}

TEST(Throttle, APartyHasOneAddressOrOneNetwork) {
  using contra::serve::party_of;
  EXPECT_EQ(party_of("192.0.2.1"), "192.0.2.1");
  EXPECT_NE(party_of("192.0.2.1"), party_of("192.0.2.2"));
  EXPECT_EQ(party_of("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(party_of("2001:db8:1:2::1"), party_of("2001:db8:1:2:ffff:1:2:3"));
  EXPECT_EQ(party_of("2001:db8::1"), party_of("2001:db8:0:0:9::"));
  EXPECT_NE(party_of("2001:db8:1:2::1"), party_of("2001:db8:1:3::1"));
  EXPECT_EQ(party_of("fe80::1%eth0"), party_of("fe80::2"));
  EXPECT_EQ(party_of("::1"), party_of("::2"));
  EXPECT_EQ(party_of("::2:3:4:5:6:7"), "0:0:2:3:");
}

// --- tokens

TEST(Tokens, AreShownOnceAndListedWithoutTheirSecret) {
  Clinic clinic;
  Browser ben = ben_at(clinic), anna = anna_at(clinic);
  const Response made = ben.send(Method::post, "/v1/tokens", R"({"name":"booking","scopes":["screen","read"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Json token = Json::parse(made.body);
  EXPECT_EQ(token["token"].get<std::string>().rfind("contra_", 0), 0U);
  EXPECT_EQ(token["token"].get<std::string>().size(), 7U + 43U);
  for (Browser* who : {&ben, &anna}) {
    const Response list = who->get("/v1/tokens");
    EXPECT_EQ(list.body.find(token["token"].get<std::string>()), std::string::npos);
    const Json one = Json::parse(list.body)["tokens"].at(0);
    EXPECT_EQ(one["id"], token["id"]);
    EXPECT_EQ(one["user"], "Ben");
    EXPECT_EQ(one["scopes"], Json({"screen", "read"}));
    EXPECT_EQ(one["until"], nullptr);
  }
  Browser other = anna_at(clinic, "192.0.2.44");
  program_of(clinic, other, {"screen"});
  EXPECT_EQ(Json::parse(ben.get("/v1/tokens").body)["tokens"].size(), 1U) << "one's own";
  EXPECT_EQ(Json::parse(anna.get("/v1/tokens").body)["tokens"].size(), 2U) << "a manager sees all";
}

TEST(Tokens, NeverDoMoreThanTheirOwner) {
  Clinic clinic;
  Browser ben = ben_at(clinic);
  const Response made = ben.send(Method::post, "/v1/tokens", R"({"name":"x","scopes":["manage"]})");
  EXPECT_EQ(made.status, 422);
  EXPECT_EQ(Json::parse(made.body)["errors"][0]["pointer"], "/scopes/0");
  // Nor when the file says so.
  Browser program = program_of(clinic, ben, {"screen"});
  auto token = clinic.store().tokens().at(0);
  token.scopes = "screen read write manage";
  clinic.store().put_token(token);
  EXPECT_EQ(program.get("/v1/users").status, 403);
  EXPECT_EQ(Json::parse(program.get("/v1/session").body)["scopes"], Json({"screen", "read", "write"}));
}

TEST(Tokens, GiveNobodyAPassword) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  Browser program = program_of(clinic, anna, {"manage"});
  // It would outlive the token, and could make further ones.
  EXPECT_EQ(
      program
          .send(Method::post, "/v1/users", R"({"name":"Eve","role":"manager","password":"window cactus ladle forty"})")
          .status,
      403);
  EXPECT_EQ(program.send(Method::patch, "/v1/users/Ben", R"({"password":"window cactus ladle forty"})").status, 403);
  EXPECT_EQ(program.send(Method::patch, "/v1/users/Ben", R"({"disabled":true})").status, 200);
}

TEST(Tokens, AreJudgedStrictly) {
  Clinic clinic;
  Browser anna = anna_at(clinic);
  for (const char* bad :
       {R"({"name":"x","scopes":[]})", R"({"name":"x","scopes":["open"]})", R"({"name":"x","scopes":["all"]})",
        R"({"name":"","scopes":["screen"]})", R"({"scopes":["screen"]})", R"({"name":"x","scopes":"screen"})",
        R"({"name":"x","scopes":["screen"],"until":"2026-03-15"})",
        R"({"name":"x","scopes":["screen"],"until":"soon"})", R"({"name":"x","scopes":["screen"],"user":"Anna"})"})
    EXPECT_EQ(anna.send(Method::post, "/v1/tokens", bad).status, 422) << bad;
  EXPECT_EQ(anna.send(Method::post, "/v1/tokens", "[]").status, 400);
}

// --- audit

TEST(Audit, SaysWhoCameInAndWhatWasChanged) {
  Clinic clinic;
  Browser anna = anna_at(clinic), ben = ben_at(clinic);
  Browser(clinic).try_sign_in("Anna", "not the password at all");
  Browser(clinic).try_sign_in("my secret password in the wrong field", "Anna");
  ben.get("/v1/users");
  Browser program = program_of(clinic, anna, {"screen"});
  program.get("/v1/audit");
  anna.send(Method::patch, "/v1/users/Ben", R"({"disabled":true})");
  anna.send(Method::post, "/v1/users",
            Json{{"name", "Cleo"}, {"role", "practitioner"}, {"password", "window cactus ladle forty"}}.dump());
  const std::string id = clinic.store().tokens().at(0).id;
  anna.send(Method::del, "/v1/tokens/" + id);
  const Response answer = anna.get("/v1/audit");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body.find("wrong field"), std::string::npos);
  std::vector<std::string> lines;
  const Json told = Json::parse(answer.body);
  for (const auto& line : told["lines"])
    lines.push_back(line["user"].get<std::string>() + ": " + line["action"].get<std::string>() + " " +
                    line["subject"].get<std::string>());
  EXPECT_EQ(lines, (std::vector<std::string>{"Anna: remove token " + id, "Anna: add user Cleo",
                                             "Anna: disable user Ben", "Anna (token " + id + "): refused GET /v1/audit",
                                             "Anna: make token " + id, "Ben: refused GET /v1/users",
                                             ": sign in failed 192.0.2.10", "Anna: sign in failed 192.0.2.10",
                                             "Ben: sign in 192.0.2.11", "Anna: sign in 192.0.2.10"}));
  const Json page = Json::parse(anna.get("/v1/audit?limit=2").body)["lines"];
  ASSERT_EQ(page.size(), 2U);
  const Json rest =
      Json::parse(anna.get("/v1/audit?limit=2&before=" + std::to_string(page[1]["number"].get<int>())).body)["lines"];
  EXPECT_EQ(rest[0]["action"], "disable user");
  EXPECT_EQ(anna.get("/v1/audit?limit=x").status, 400);
}

// --- every answer

TEST(Headers, StandOnEveryAnswer) {
  auto options = Clinic::plain_options();
  Clinic clinic(options);
  Browser anna = anna_at(clinic), nobody(clinic);
  Request rebinding = Bench::request(Method::get, "/");
  rebinding.headers = {{"Host", "evil.example"}};
  for (const Response& answer :
       {anna.get("/v1/users"), nobody.get("/v1/users"), nobody.get("/healthz"), nobody.get("/v1/nothing"),
        nobody.get("/nothing.js"), nobody.send(Method::put, "/v1/users"), nobody.send(rebinding), nobody.get("/")}) {
    const std::string policy = header_of(answer, "Content-Security-Policy");
    EXPECT_EQ(policy.rfind("default-src 'none'; script-src 'self'; style-src 'self'; ", 0), 0U);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(answer, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header_of(answer, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(header_of(answer, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_NE(header_of(answer, "Permissions-Policy"), "");
    EXPECT_NE(header_of(answer, "Cache-Control"), "");
    EXPECT_EQ(header_of(answer, "Strict-Transport-Security"), "");
    EXPECT_EQ(header_of(answer, "Access-Control-Allow-Origin"), "");
  }
  EXPECT_EQ(header_of(anna.get("/v1/users"), "Cache-Control"), "no-store");
  EXPECT_EQ(header_of(nobody.get("/v1/users"), "WWW-Authenticate"), "Bearer realm=\"contra\"");
  EXPECT_EQ(header_of(nobody.send(Method::put, "/v1/users"), "Allow"), "GET, POST");
}

TEST(Headers, TlsIsAskedForButNotOfLoopback) {
  auto options = Clinic::plain_options();
  options.secure = true;
  options.hosts = {"clinic.example"};
  Clinic clinic(options);
  Request there = Bench::request(Method::get, "/healthz"), here = there;
  there.headers = {{"Host", "clinic.example:8080"}};
  EXPECT_EQ(header_of(clinic.workbench().answer(there), "Strict-Transport-Security"), "max-age=31536000");
  EXPECT_EQ(header_of(clinic.workbench().answer(here), "Strict-Transport-Security"), "");
}

TEST(SingleUser, HasEveryRightAndNoSignIn) {
  Bench bench;
  const Json said = Json::parse(bench.get("/v1/session").body);
  EXPECT_EQ(said["single_user"], true);
  EXPECT_EQ(said["user"], "practitioner");
  EXPECT_EQ(said["scopes"], Json({"screen", "read", "write", "manage"}));
  EXPECT_EQ(problem_of(bench.post("/v1/session", R"({"name":"a","password":"b"})")), "single-user");
  Request without = Bench::request(Method::post, "/v1/tokens", R"({"name":"x","scopes":["screen"]})");
  EXPECT_EQ(problem_of(bench.workbench().answer(without)), "page-token");
  const Response made = bench.post("/v1/tokens", R"({"name":"x","scopes":["screen"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  Request with = Bench::request(Method::get, "/v1/users");
  with.headers.emplace_back("Authorization", "Bearer " + Json::parse(made.body)["token"].get<std::string>());
  EXPECT_EQ(bench.workbench().answer(with).status, 403) << "a token is not the person";
}

}  // namespace
