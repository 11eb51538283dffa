// See mutate.hpp.
#include "mutate.hpp"

#include <algorithm>
#include <vector>

#include "respell.hpp"

namespace contra::bulk_tests {
namespace {

std::size_t place(const std::string& line, Random& random) { return random.below(line.size() + 1); }

void flip_bytes(std::string& line, Random& random) {
  for (std::size_t n = 1 + random.below(random.chance(80) ? 3 : 40); n > 0 && !line.empty(); --n) {
    char& c = line[random.below(line.size())];
    if (random.chance(50))
      c = static_cast<char>(static_cast<unsigned char>(c) ^ (1u << random.below(8)));
    else
      c = static_cast<char>(random.below(256));
  }
}

void bad_utf8(std::string& line, Random& random) {
  static const std::vector<std::string> some = {"\x80",              // a continuation alone
                                                "\xC3",              // cut
                                                "\xC0\xAF",          // overlong
                                                "\xE0\x80\xAF",      // overlong
                                                "\xED\xA0\x80",      // a surrogate
                                                "\xF4\x90\x80\x80",  // beyond Unicode
                                                "\xF8\x88\x80\x80\x80",
                                                "\xFF",
                                                "\xFE\xFF",
                                                "\xF0\x9F\x98",  // cut
                                                "\\ud800",       // half a pair, as an escape
                                                "\\udc00\\ud800",
                                                "\\u12",
                                                "\\uZZZZ",
                                                "\xEF\xBB\xBF",
                                                "\xE2\x80\xA8",
                                                "\xF0\x9F\x98\x80"};
  for (std::size_t n = 1 + random.below(3); n > 0; --n) line.insert(place(line, random), random.pick(some));
}

void control(std::string& line, Random& random) {
  for (std::size_t n = 1 + random.below(3); n > 0; --n) {
    const char c = random.chance(30) ? '\0' : static_cast<char>(random.below(33));
    if (random.chance(50) || line.empty())
      line.insert(place(line, random), 1 + random.below(3), c);
    else
      line[random.below(line.size())] = c;
  }
}

void deep(std::string& line, Random& random) {
  static const std::vector<std::string> openings = {"[", "{\"a\":", "{\"one of\":[", "[{\"unsure\":", "{", "[["};
  const std::string& opening = random.pick(openings);
  const std::size_t depth = random.chance(50) ? 10000 : random.chance(50) ? 20 + random.below(24) : 1500;
  std::string nest;
  for (std::size_t i = 0; i < depth; ++i) nest += opening;
  if (random.chance(60)) {
    nest += "null";
    for (std::size_t i = 0; i < depth; ++i) {
      for (std::size_t k = opening.size(); k > 0; --k) {
        if (opening[k - 1] == '[') nest += ']';
        if (opening[k - 1] == '{') nest += '}';
      }
    }
  }
  const auto members = members_of(line);
  if (!members.empty() && random.chance(70)) {
    const Member& m = random.pick(members);
    line.replace(m.value, m.value_end - m.value, nest);
  } else {
    line.insert(random.chance(50) ? 0 : place(line, random), nest);
  }
}

void huge_number(std::string& line, Random& random) {
  static const std::vector<std::string> some = {"1e999",
                                                "-1e999",
                                                "1e308",
                                                "1e-999",
                                                "999999999999",
                                                "1000000000",
                                                "999999999.999",
                                                "999999999.9999",
                                                "18446744073709551616",
                                                "-9223372036854775809",
                                                "1e9",
                                                "1E+9",
                                                "0.0000000000000000001",
                                                "1e1000000000000",
                                                "00",
                                                "01",
                                                "-",
                                                "1.",
                                                ".5",
                                                "1e",
                                                "+1",
                                                "0x10",
                                                "Infinity",
                                                "NaN",
                                                "1e+",
                                                "-0.0"};
  std::string number = random.pick(some);
  if (random.chance(15)) number = std::string(1 + random.below(400), '9');
  if (random.chance(10)) number = "0." + std::string(random.below(400), '0') + "1";
  const auto members = members_of(line);
  std::vector<Member> numbers;
  for (const Member& m : members)
    if (m.value < line.size() && ((line[m.value] >= '0' && line[m.value] <= '9') || line[m.value] == '-'))
      numbers.push_back(m);
  const auto& of = !numbers.empty() && random.chance(70) ? numbers : members;
  if (of.empty()) {
    line += number;
    return;
  }
  const Member& m = random.pick(of);
  line.replace(m.value, m.value_end - m.value, number);
}

void huge_text(std::string& line, Random& random) {
  const std::size_t size = random.chance(60)   ? 4090 + random.below(12)
                           : random.chance(80) ? 100 + random.below(9000)
                                               : 70000 + random.below(200000);
  std::string text(size, random.chance(50) ? 'a' : ' ');
  if (random.chance(20))
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) text.replace(i, 2, "\xC3\xA9");
  const auto members = members_of(line);
  if (members.empty()) {
    line += text;
    return;
  }
  const Member& m = random.pick(members);
  if (random.chance(20))
    line.insert(m.key + 1, text);
  else
    line.replace(m.value, m.value_end - m.value, "\"" + text + "\"");
}

void brackets(std::string& line, Random& random) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (std::string_view("{}[],:\"").find(line[i]) != std::string_view::npos) at.push_back(i);
  if (at.size() < 2) return;
  const std::size_t one = random.pick(at), two = random.pick(at);
  switch (random.below(4)) {
    case 0:
      std::swap(line[one], line[two]);
      break;
    case 1:
      line.erase(one, 1);
      break;
    case 2:
      line.insert(one, 1, line[two]);
      break;
    default:
      line[one] = line[two];
      break;
  }
}

Harm once(std::string& line, const std::string& other, Random& random) {
  switch (random.below(13)) {
    case 0:
      line.resize(random.below(line.size() + 1));
      return Harm::cut;
    case 1:
      flip_bytes(line, random);
      return Harm::bytes;
    case 2:
      bad_utf8(line, random);
      return Harm::bad_utf8;
    case 3:
      control(line, random);
      return Harm::control;
    case 4:
      if (random.chance(75)) {
        break_member(line, random);
        return Harm::members;
      }
      deep(line, random);
      return Harm::deep;
    case 5:
      huge_number(line, random);
      return Harm::huge_number;
    case 6:
      huge_text(line, random);
      return Harm::huge_text;
    case 7:
      brackets(line, random);
      return Harm::brackets;
    case 8:
      for (std::size_t n = 1 + random.below(3); n > 0; --n) break_member(line, random);
      return Harm::members;
    case 9:
      double_member(line, random);
      return Harm::doubled;
    case 10:
      respell(line, random);
      return Harm::respelled;
    case 11: {  // glued: another record behind it, or in front, whole or cut
      const std::string more = random.chance(50) ? other : other.substr(0, place(other, random));
      line = random.chance(50) ? line + (random.chance(30) ? " " : "") + more : more + line;
      return Harm::glued;
    }
    default: {  // a piece of the other one
      const std::size_t from = place(other, random);
      const std::string piece = other.substr(from, 1 + random.below(80));
      const std::size_t at = place(line, random);
      if (random.chance(50))
        line.insert(at, piece);
      else
        line.replace(at, std::min(piece.size(), line.size() - at), piece);
      return Harm::piece;
    }
  }
}

}  // namespace

const char* name_of(Harm harm) {
  static constexpr const char* names[] = {"unchanged",    "cut",         "bytes",     "bad UTF-8", "control bytes",
                                          "deep nesting", "huge number", "huge text", "brackets",  "members",
                                          "doubled keys", "respelled",   "glued",     "pieces",    "several"};
  return names[static_cast<int>(harm)];
}

Harm harm(std::string& line, const std::string& other, Random& random) {
  Harm done = Harm::none;
  const std::size_t times = random.chance(5) ? 0 : random.chance(75) ? 1 : 2 + random.below(3);
  for (std::size_t n = 0; n < times; ++n) {
    const Harm one = once(line, other, random);
    done = n == 0 ? one : Harm::several;
  }
  std::replace(line.begin(), line.end(), '\n', ' ');
  return done;
}

}  // namespace contra::bulk_tests
