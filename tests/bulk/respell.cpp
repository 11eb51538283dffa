// See respell.hpp.
#include "respell.hpp"

#include <cstdio>

namespace contra::bulk_tests {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::size_t text_end(std::string_view text, std::size_t at) {  // behind the closing quote of the text at `at`
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      return at + 1;
  }
  return text.size();
}

std::string space(Random& random) {
  static const std::vector<std::string> some = {" ", "  ", "\t", " \r", "\r", "    "};
  return random.pick(some);
}

/// One character of a text as an escape: a letter, `/`, or a character of two or three bytes.
std::size_t escape(std::string_view text, std::size_t at, std::string& out, Random& random) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned c = byte(at);
  unsigned code = c;
  std::size_t length = 1;
  if (c == '/' && random.chance(50)) {
    out += "\\/";
    return 1;
  }
  if ((c & 0xE0u) == 0xC0u) {
    code = (c & 0x1Fu) << 6 | (byte(at + 1) & 0x3Fu);
    length = 2;
  } else if ((c & 0xF0u) == 0xE0u) {
    code = (c & 0x0Fu) << 12 | (byte(at + 1) & 0x3Fu) << 6 | (byte(at + 2) & 0x3Fu);
    length = 3;
  } else if (c >= 0x80) {
    out += text[at];
    return 1;
  }
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, random.chance(50) ? "\\u%04x" : "\\u%04X", code & 0xFFFFu);
  out += buffer;
  return length;
}

/// A number in another spelling of the same value, or nearly the same.
void number(std::string_view written, std::string& out, Random& random) {
  out += written;
  const bool plain = written.find_first_of(".eE") == std::string_view::npos;
  switch (random.below(6)) {
    case 0:
      out += plain ? ".0" : "0";
      break;
    case 1:
      out += plain ? ".000" : "00";
      break;
    case 2:
      out += random.chance(50) ? "e0" : "E+0";
      break;
    case 3:
      out += plain ? "000e-3" : "e-0";
      break;
    default:
      break;
  }
}

std::string other_value(std::string_view before, Random& random) {
  static const std::vector<std::string> some = {"null",
                                                "true",
                                                "false",
                                                "0",
                                                "-1",
                                                "1.5",
                                                "1e3",
                                                "\"\"",
                                                "\"yes\"",
                                                "[]",
                                                "{}",
                                                "[[]]",
                                                "\"no\"",
                                                "[1]",
                                                "[null]",
                                                "{\"\":0}",
                                                "\"unsure\"",
                                                "12345678901234567890",
                                                "1e999",
                                                "\"2026-02-31\"",
                                                "\"2026-03-16\"",
                                                "\"2026\"",
                                                "0.0001",
                                                "-0",
                                                "{\"unsure\":null}",
                                                "[\"face\",\"face\"]"};
  if (random.chance(15) && !before.empty()) return "[" + std::string(before) + "]";
  if (random.chance(10) && !before.empty()) return "{\"one of\":[" + std::string(before) + "]}";
  return random.pick(some);
}

void drop(std::string& text, const Member& m) {
  std::size_t from = m.key, to = m.value_end;
  if (m.first) {
    while (to < text.size() && is_space(text[to])) ++to;
    if (to < text.size() && text[to] == ',') ++to;
  } else {
    while (from > 0 && is_space(text[from - 1])) --from;
    if (from > 0 && text[from - 1] == ',') --from;
  }
  text.erase(from, to - from);
}

}  // namespace

std::vector<Member> members_of(std::string_view text) {
  std::vector<Member> out;
  struct Open {
    bool object;
    bool any = false;
    std::size_t member = 0;
    bool has_member = false;
  };
  std::vector<Open> open;
  const auto ends = [&](std::size_t end) {
    if (!open.empty() && open.back().has_member) {
      while (end > 0 && is_space(text[end - 1])) --end;
      out[open.back().member].value_end = end;
      open.back().has_member = false;
    }
  };
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      const std::size_t end = text_end(text, i);
      std::size_t after = end;
      while (after < text.size() && is_space(text[after])) ++after;
      if (!open.empty() && open.back().object && after < text.size() && text[after] == ':' && !open.back().has_member) {
        Member m;
        m.key = i;
        m.key_end = end;
        m.value = after + 1;
        while (m.value < text.size() && is_space(text[m.value])) ++m.value;
        m.value_end = m.value;
        m.first = !open.back().any;
        open.back().any = true;
        open.back().has_member = true;
        open.back().member = out.size();
        out.push_back(m);
        i = m.value;
      } else {
        i = end;
      }
      continue;
    }
    if (c == '{' || c == '[') open.push_back({c == '{'});
    if (c == ',') ends(i);
    if ((c == '}' || c == ']') && !open.empty()) {
      ends(i);
      open.pop_back();
    }
    ++i;
  }
  while (!open.empty()) {
    ends(text.size());
    open.pop_back();
  }
  return out;
}

void respell(std::string& text, Random& random) {
  const int spaces = random.chance(60) ? random.between(2, 60) : 0;
  const int escapes = random.chance(60) ? random.between(1, 12) : 0;
  const bool numbers = random.chance(50);
  std::string out;
  out.reserve(text.size() * 2);
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      const std::size_t end = text_end(text, i);
      const bool whole = escapes != 0 && random.chance(2);
      out += '"';
      for (++i; i + 1 < end;) {
        if (text[i] == '\\') {
          out += text[i++];
          out += text[i++];
        } else if (static_cast<unsigned char>(text[i]) < 0x80
                       ? whole || random.chance(escapes)
                       : escapes != 0 && random.chance(50) && (static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u) {
          i += escape(text, i, out, random);
        } else {
          out += text[i++];
        }
      }
      out += '"';
      i = end;
    } else if (numbers && ((c >= '0' && c <= '9') || c == '-')) {
      std::size_t end = i;
      while (end < text.size() && std::string_view("0123456789+-.eE").find(text[end]) != std::string_view::npos) ++end;
      number(std::string_view(text).substr(i, end - i), out, random);
      i = end;
    } else {
      out += c;
      ++i;
    }
    if (spaces != 0 && random.chance(spaces)) {
      const char before = out.back();
      const bool between = before == '"' || before == ',' || before == ':' || before == '{' || before == '}' ||
                           before == '[' || before == ']';
      if (between) out += space(random);
    }
  }
  if (random.chance(spaces)) out.insert(0, space(random));
  if (random.chance(spaces)) out += space(random);
  text = std::move(out);
}

void double_member(std::string& text, Random& random) {
  const auto members = members_of(text);
  if (members.empty()) return;
  const Member& m = random.pick(members);
  std::string key = text.substr(m.key, m.key_end - m.key);
  std::string value = text.substr(m.value, m.value_end - m.value);
  if (random.chance(30) && key.size() > 3) {  // the same key, otherwise written
    std::string other;
    escape(key, 1, other, random);
    key = "\"" + other + key.substr(2);
  }
  if (random.chance(50)) value = other_value(value, random);
  if (random.chance(50))
    text.insert(m.value_end, "," + key + ":" + value);
  else
    text.insert(m.key, key + ":" + value + ",");
}

void break_member(std::string& text, Random& random) {
  const auto members = members_of(text);
  if (members.empty()) return;
  const Member m = random.pick(members);
  const std::string value = text.substr(m.value, m.value_end - m.value);
  switch (random.below(6)) {
    case 0:
      drop(text, m);
      break;
    case 1:
    case 2:
      text.replace(m.value, m.value_end - m.value, other_value(value, random));
      break;
    case 3: {  // another key
      const Member& other = random.pick(members);
      const std::string key =
          random.chance(60) ? text.substr(other.key, other.key_end - other.key) : std::string("\"unheard_of\"");
      text.replace(m.key, m.key_end - m.key, key);
      break;
    }
    case 4: {  // the value of another member
      const Member& other = random.pick(members);
      const std::string one = text.substr(other.value, other.value_end - other.value);
      text.replace(m.value, m.value_end - m.value, one);
      break;
    }
    default: {  // a key that is none of the schema beside it
      text.insert(m.key, "\"note\":" + other_value(value, random) + ",");
      break;
    }
  }
}

}  // namespace contra::bulk_tests
