// See words.hpp; and fold_name of model.hpp.
#include "check/words.hpp"

#include <cstdlib>

#include "check/model.hpp"

namespace contra::check {

std::string spelled(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c == '_') c = ' ';
  return out;
}

std::string ticked(std::string_view name) { return "`" + std::string(name) + "`"; }

std::string joined(const std::vector<std::string>& parts, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? std::string(last) : std::string(", ");
    out += parts[i];
  }
  return out;
}

std::string decimal(std::int64_t thousandths) {
  const std::int64_t whole = thousandths / 1000;
  std::int64_t rest = std::abs(thousandths % 1000);
  std::string out = (thousandths < 0 && whole == 0 ? "-" : "") + std::to_string(whole);
  if (rest != 0) {
    std::string digits = std::to_string(1000 + rest).substr(1);
    while (digits.back() == '0') digits.pop_back();
    out += "." + digits;
  }
  return out;
}

std::string written(const syntax::Quantity& quantity) {
  return decimal(quantity.thousandths) + " " + quantity.unit.text;
}

std::string written(const syntax::Length& length) {
  static constexpr const char* names[] = {"hour", "day", "week", "month", "year"};
  std::string out = std::to_string(length.amount) + " " + names[static_cast<int>(length.unit)];
  if (length.amount != 1) out += "s";
  return out;
}

std::string written(const syntax::Value& value) {
  if (const auto* name = std::get_if<syntax::Name>(&value)) return name->text;
  return written(std::get<syntax::Quantity>(value));
}

std::string_view written(syntax::Comparison comparison) {
  switch (comparison) {
    case syntax::Comparison::is:
      return "is";
    case syntax::Comparison::is_not:
      return "is not";
    case syntax::Comparison::at_least:
      return "at least";
    case syntax::Comparison::at_most:
      return "at most";
    case syntax::Comparison::above:
      return "above";
    case syntax::Comparison::under:
      return "under";
    case syntax::Comparison::up_to:
      return "up to";
  }
  return "is";
}

std::string_view plural_of(syntax::ListRole role) {
  switch (role) {
    case syntax::ListRole::exposures:
      return "exposures";
    case syntax::ListRole::states:
      return "states";
    case syntax::ListRole::allergies:
      return "allergies";
    case syntax::ListRole::to_come:
      return "events to come";
  }
  return "exposures";
}

std::string fold_name(std::string_view words) {
  std::string out;
  fold_name(words, out);
  return out;
}

void fold_name(std::string_view words, std::string& out) {
  out.clear();
  bool gap = false;
  const auto put = [&](std::string_view bytes) {
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += bytes;
  };
  for (std::size_t i = 0; i < words.size();) {
    const auto c = static_cast<unsigned char>(words[i]);
    const auto next = [&](std::size_t n) {
      return i + n < words.size() ? static_cast<unsigned char>(words[i + n]) : 0u;
    };
    if (c == ' ' || c == '-' || c == '_' || c == '\t' || c == '\n' || c == '\r') {
      gap = true;
      i += 1;
    } else if (c == 0xC2 && next(1) == 0xA0) {  // no-break space
      gap = true;
      i += 2;
    } else if (c == 0xC2 && next(1) == 0xAE) {  // ®
      i += 2;
    } else if (c == 0xE2 && next(1) == 0x84 && next(2) == 0xA2) {  // ™
      i += 3;
    } else if (c == 0xE2 && next(1) == 0x80 && next(2) >= 0x90 && next(2) <= 0x94) {  // hyphens and dashes
      gap = true;
      i += 3;
    } else if (c >= 'A' && c <= 'Z') {
      const char lower = static_cast<char>(c - 'A' + 'a');
      put(std::string_view(&lower, 1));
      i += 1;
    } else if (c == 0xC3 && next(1) >= 0x80 && next(1) <= 0x9E && next(1) != 0x97) {  // À … Þ without ×
      const char lower[] = {static_cast<char>(0xC3), static_cast<char>(next(1) + 0x20u)};
      put(std::string_view(lower, 2));
      i += 2;
    } else {
      put(words.substr(i, 1));
      i += 1;
    }
  }
}

}  // namespace contra::check
