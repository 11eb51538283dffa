// contra_records: random intake records over the shipped packs, one line each, to standard output.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>

#include "random_records.hpp"

namespace {

constexpr const char* usage =
    "usage: contra_records [--seed S] [--n N] [--first K] [--exact|--nightly|--mixed|--unclear]\n"
    "Writes records K to K+N-1 of seed S (1, 1000 and 0 by default) as NDJSON. A record depends on S, K and the style "
    "only.\n";

bool read(const char* text, std::uint64_t& number) {
  const char* end = text + std::strlen(text);
  const auto [at, error] = std::from_chars(text, end, number);
  return error == std::errc{} && at == end;
}

}  // namespace

int main(int argc, char** argv) {
  using contra::bulk_tests::Style;
  std::uint64_t seed = 1, n = 1000, first = 0;
  Style style = Style::exact();
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    std::uint64_t* number = arg == "--seed" ? &seed : arg == "--n" ? &n : arg == "--first" ? &first : nullptr;
    bool good = true;
    if (number != nullptr)
      good = i + 1 < argc && read(argv[++i], *number);
    else if (arg == "--exact")
      style = Style::exact();
    else if (arg == "--nightly")
      style = Style::nightly();
    else if (arg == "--mixed")
      style = Style::mixed();
    else if (arg == "--unclear")
      style = Style::unclear_();
    else
      good = false;
    if (!good) {
      std::fputs(usage, stderr);
      return 2;
    }
  }
  const auto rules = contra::bulk_tests::load_shipped();
  contra::bulk_tests::RecordMaker maker(rules->programs, style, seed);
  std::string out;
  for (std::uint64_t k = first; k < first + n; ++k) {
    maker.append(k, out);
    out += '\n';
    if (out.size() < (1u << 18) && k + 1 < first + n) continue;
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) return 1;
    out.clear();
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
