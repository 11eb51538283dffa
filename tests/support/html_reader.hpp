// Reads the HTML that contra writes, strictly: every element closed in its order, every attribute quoted, nothing left
// unescaped. For tests of pages.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace contra_test {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;  // as written, escapes read
  std::string text;                               // with that of the elements inside
  std::vector<std::size_t> inside;                // indexes of the elements that it stands in, the outermost first
};

struct HtmlPage {
  std::vector<Element> elements;  // in the order of their beginnings
  std::vector<std::string> faults;

  std::vector<const Element*> all(std::string_view name) const {
    std::vector<const Element*> out;
    for (const Element& element : elements)
      if (element.name == name) out.push_back(&element);
    return out;
  }
  const Element* by_id(const std::string& id) const {
    for (const Element& element : elements)
      if (const auto found = element.attributes.find("id"); found != element.attributes.end() && found->second == id)
        return &element;
    return nullptr;
  }
};

inline std::string unescaped(std::string_view text, std::vector<std::string>& faults) {
  static const std::map<std::string, std::string, std::less<>> names = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '&') {
      out += text[i];
      continue;
    }
    const std::size_t end = text.find(';', i);
    const auto name = names.find(text.substr(i, end == std::string_view::npos ? 1 : end - i + 1));
    if (name == names.end()) {
      faults.push_back("an & that is not escaped: " + std::string(text.substr(i, 20)));
      out += '&';
    } else {
      out += name->second;
      i = end;
    }
  }
  return out;
}

inline HtmlPage read_html(const std::string& html) {
  static const std::set<std::string> without_end = {"meta", "br", "hr", "link", "img", "input"};
  HtmlPage page;
  std::vector<std::size_t> open;
  const auto text = [&](std::string_view words) {
    if (words.find('>') != std::string_view::npos && (open.empty() || page.elements[open.back()].name != "style"))
      page.faults.push_back("a > that is not escaped: " + std::string(words.substr(0, 40)));
    const bool style = !open.empty() && page.elements[open.back()].name == "style";
    const std::string read = style ? std::string(words) : unescaped(words, page.faults);
    for (const std::size_t i : open) page.elements[i].text += read;
  };
  for (std::size_t i = 0; i < html.size();) {
    if (html[i] != '<') {
      const std::size_t end = std::min(html.find('<', i), html.size());
      text(std::string_view(html).substr(i, end - i));
      i = end;
      continue;
    }
    const std::size_t end = html.find('>', i);
    if (end == std::string::npos) {
      page.faults.push_back("a tag without its end");
      break;
    }
    std::string_view tag = std::string_view(html).substr(i + 1, end - i - 1);
    i = end + 1;
    if (tag.substr(0, 8) == "!DOCTYPE") continue;
    if (tag.front() == '/') {
      const std::string name(tag.substr(1));
      if (open.empty() || page.elements[open.back()].name != name)
        page.faults.push_back("</" + name + "> closes " + (open.empty() ? "nothing" : page.elements[open.back()].name));
      else
        open.pop_back();
      continue;
    }
    const bool closed = tag.back() == '/';
    if (closed) tag.remove_suffix(1);
    Element element;
    std::size_t at = std::min(tag.find(' '), tag.size());
    element.name = std::string(tag.substr(0, at));
    while (at < tag.size()) {
      const std::size_t equal = tag.find("=\"", at),
                        quote = equal == std::string_view::npos ? equal : tag.find('"', equal + 2);
      if (quote == std::string_view::npos) {
        page.faults.push_back("an attribute without quotes: " + std::string(tag));
        break;
      }
      const std::string key(tag.substr(at + 1, equal - at - 1));
      if (!element.attributes.emplace(key, unescaped(tag.substr(equal + 2, quote - equal - 2), page.faults)).second)
        page.faults.push_back("an attribute twice: " + std::string(tag));
      at = quote + 1;
    }
    element.inside = open;
    page.elements.push_back(std::move(element));
    if (!closed && without_end.count(page.elements.back().name) == 0) open.push_back(page.elements.size() - 1);
  }
  for (const std::size_t i : open) page.faults.push_back("never closed: " + page.elements[i].name);
  return page;
}

}  // namespace contra_test
