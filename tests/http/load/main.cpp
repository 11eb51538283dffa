// Loads a running `contra serve --single-user` (or --demo) and prints how long screenings took:
//   contra_load PORT RECORD.json [--seconds N] [--rate N] [--clients N] [--tries N]
// First one after the other in good company and in bad company, by turns; then many clients at a steady load.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "load.hpp"

using namespace contra::http::load;

namespace {

struct Arguments {
  std::uint16_t port = 0;
  std::string record;
  double seconds = 10, rate = 1000;
  std::size_t clients = 1000, tries = 3;
};

bool read(int count, char** words, Arguments& out) {
  if (count < 3) return false;
  out.port = static_cast<std::uint16_t>(std::atoi(words[1]));
  std::ifstream in(words[2], std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  out.record = text.str();
  for (int i = 3; i + 1 < count; i += 2) {
    const std::string name = words[i];
    const double value = std::atof(words[i + 1]);
    if (name == "--seconds")
      out.seconds = value;
    else if (name == "--rate")
      out.rate = value;
    else if (name == "--clients")
      out.clients = static_cast<std::size_t>(value);
    else if (name == "--tries")
      out.tries = static_cast<std::size_t>(value);
    else
      return false;
  }
  return out.port != 0 && !out.record.empty();
}

/// The value of a member that is text, from JSON that is known to have it.
std::string member(const std::string& json, const std::string& name) {
  const auto at = json.find("\"" + name + "\"");
  if (at == json.npos) return "";
  const auto begin = json.find('"', json.find(':', at)) + 1;
  return json.substr(begin, json.find('"', begin) - begin);
}

bool print(const char* what, const Measured& measured) {
  std::printf("%-44s %7zu asked %6zu errors   p50 %8.2f   p95 %8.2f   p99 %8.2f   max %8.2f ms\n", what, measured.asked,
              measured.not_200 + measured.broken, measured.percentile(50), measured.percentile(95),
              measured.percentile(99), measured.percentile(100));
  std::fflush(stdout);
  return measured.clean();
}

}  // namespace

int main(int count, char** words) {
  Arguments arguments;
  if (!read(count, words, arguments)) {
    std::fputs("contra_load PORT RECORD.json [--seconds N] [--rate N] [--clients N] [--tries N]\n", stderr);
    return 2;
  }
  want_many_files();
  const std::string host = "127.0.0.1:" + std::to_string(arguments.port);
  const std::string session =
      ask_once(arguments.port, "GET /v1/session HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

  Steady one;
  one.port = arguments.port;
  one.clients = 4;
  one.rate = 100;
  one.time = std::chrono::milliseconds(static_cast<int>(arguments.seconds * 1000));
  const auto screening = [&](const std::string& type, const std::string& body) {
    return "POST /v1/screen HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + type +
           "\r\nX-Contra-Token: " + member(session, "csrf") + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  };
  one.request = screening("application/json", arguments.record);
  std::string line = arguments.record, lines;
  for (char& c : line)
    if (c == '\n' || c == '\r') c = ' ';
  while (lines.size() < 7'000'000) lines += line + "\n";
  bool clean = true;
  for (std::size_t i = 0; i < arguments.tries; ++i) {
    clean = print("screenings alone", ask_steadily(one)) && clean;
    Company::Wanted wanted;
    wanted.idle = 200;
    wanted.slow = 50;
    wanted.big = 3;
    wanted.path = "/v1/screen";
    wanted.host = host;
    Company company(arguments.port, wanted);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    clean = print("with 200 idle, 50 slow, 3 sending 100 MB", ask_steadily(one)) && clean;
    std::printf("  %zu bodies of 100 MB told 413, %zu not told; %zu of 200 still idle\n", company.refused(),
                company.untold(), company.still_idle());
    clean = clean && company.untold() == 0;
  }
  for (std::size_t i = 0; i < arguments.tries; ++i) {
    Company::Wanted wanted;
    wanted.batches = 3;
    wanted.batch = screening("application/x-ndjson", lines);
    Company company(arguments.port, wanted);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    clean = print("with 3 sending batches of 7 MB", ask_steadily(one)) && clean;
    std::printf("  %zu batches were answered\n", company.batches());
  }
  Steady many = one;
  many.clients = arguments.clients;
  many.rate = arguments.rate;
  for (std::size_t i = 0; i < arguments.tries; ++i) {
    const std::string what =
        std::to_string(many.clients) + " clients, " + std::to_string(static_cast<int>(many.rate)) + " a second";
    clean = print(what.c_str(), ask_steadily(many)) && clean;
  }
  return clean ? 0 : 1;
}
