// Writes sheets into a folder, for the tests that look at them with other programs: NAME.KIND.PAPER.html,
// NAME.KIND.json and NAME.ics.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "sheet/fixture.hpp"

using contra::sheet::Context;
using contra::sheet::Kind;
using contra_test::Decided;

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path folder = arguments[1];
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& name, const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
  };
  const auto all = [&](const std::string& name, Decided& decided) {
    for (const Kind kind : {Kind::consultation, Kind::before, Kind::after, Kind::about}) {
      const std::string base = name + "." + std::string(contra::sheet::kind_name(kind));
      decided.context.paper = Context::Paper::a4;
      write(base + ".a4.html", decided.html(kind));
      decided.context.paper = Context::Paper::letter;
      write(base + ".letter.html", decided.html(kind));
      write(base + ".json", decided.json(kind));
    }
    if (const std::string ics = decided.ics(); !ics.empty()) write(name + ".ics", ics);
  };

  contra::eval::DecideOptions ahead;
  ahead.as_of = contra::parse_iso_day("2026-03-01");
  Decided go(contra_test::sample("c-0101"), ahead);
  all("go", go);
  Decided held(contra_test::sample("c-0101"));
  held.context.session_end = "2026-03-16T15:10";
  all("held", held);
  Decided night(contra_test::sample("c-0101"));  // the clocks change in the night after
  night.context.session_end = "2026-03-28T15:10";
  all("night", night);
  Decided two(contra_test::sample("c-0133"));
  all("two", two);
  Decided wait(contra_test::sample("c-0102"));
  all("wait", wait);
  Decided against(contra_test::sample("c-0102"));
  against.context.overrides.push_back({"Monday 16 March 2026, 14:20", "K. Example", "Invented: no retinoid was used"});
  against.context.session_end = "2026-03-16T15:10";
  all("against", against);
  Decided open(contra_test::sample("c-0417"));
  all("open", open);
  Decided odd(contra_test::sample("c-0101"));
  odd.context.client_name =
      "Zoë “Ö” Ünal 日本語 <b>&amp; \"Example\"</b> \xE2\x80\xAE; } body { display: none } </style>";
  odd.context.clinic = "Salon \\ 日本語の診療所、とても長い名前; with, commas <script>alert(1)</script>";
  odd.context.session_end = "2026-03-16T15:10";
  all("odd", odd);
  return 0;
}
