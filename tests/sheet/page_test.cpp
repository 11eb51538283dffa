// A sheet as a page and as data: sound, complete, escaped, and as it was read by eye.
#include <gtest/gtest.h>
#include <sodium.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "sheet/fixture.hpp"
#include "support/html_reader.hpp"

namespace {

using contra::sheet::Kind;
using contra_test::Decided;
using contra_test::HtmlPage;
using contra_test::read_html;
using contra_test::sample;

constexpr Kind all_kinds[] = {Kind::consultation, Kind::before, Kind::after, Kind::about};

std::string attribute(const contra_test::Element& element, const std::string& name) {
  const auto found = element.attributes.find(name);
  return found == element.attributes.end() ? std::string() : found->second;
}

void expect_sound(const std::string& html, const std::string& of) {
  SCOPED_TRACE(of);
  ASSERT_EQ(html.substr(0, 16), "<!DOCTYPE html>\n");
  const HtmlPage page = read_html(html);
  for (const std::string& fault : page.faults) ADD_FAILURE() << fault;
  std::set<std::string> ids;
  int level = 0;
  for (const auto& element : page.elements) {
    if (const std::string id = attribute(element, "id"); !id.empty()) {
      EXPECT_TRUE(ids.insert(id).second) << id << " twice";
    }
    EXPECT_TRUE(element.name != "script" && element.name != "link" && element.name != "img" && element.name != "a")
        << element.name;
    for (const auto& [key, value] : element.attributes) {
      EXPECT_NE(key.substr(0, 2), "on") << "a handler";
      EXPECT_NE(key, "style");
    }
    if (element.name == "th") {
      EXPECT_NE(attribute(element, "scope"), "");
    }
    if (element.name.size() == 2 && element.name[0] == 'h' && element.name[1] >= '1' && element.name[1] <= '6') {
      EXPECT_LE(element.name[1] - '0', level + 1) << "a level left out at " << element.text;
      EXPECT_NE(element.text, "");
      level = element.name[1] - '0';
    }
  }
  for (const auto& element : page.elements)
    if (const std::string of_id = attribute(element, "aria-labelledby"); !of_id.empty()) {
      EXPECT_EQ(ids.count(of_id), 1u) << of_id;
    }
  for (const char* once : {"h1", "main", "header", "title", "style"}) EXPECT_EQ(page.all(once).size(), 1u) << once;
  EXPECT_EQ(page.all("table").size(), page.all("caption").size());
  for (const auto* caption : page.all("caption")) EXPECT_NE(caption->text, "");
  EXPECT_EQ(attribute(*page.all("html").at(0), "lang"), "en");
  const std::string style = page.all("style").at(0)->text;
  for (const char* request : {"url(", "@import", "//"}) EXPECT_EQ(style.find(request), std::string::npos) << request;
}

TEST(Page, IsSoundForEverySample) {
  for (const std::string& number : contra_test::samples()) {
    Decided decided(sample(number));
    if (!decided.readable()) continue;
    for (const Kind kind : all_kinds) expect_sound(decided.html(kind), number + " " + std::string(kind_name(kind)));
    decided.context = {};
    for (const Kind kind : all_kinds) expect_sound(decided.html(kind), number + " without a clinic");
  }
}

TEST(Page, EscapesWhatOthersWrote) {
  std::string record = sample("c-0417");
  const std::string words = "the green cream from Anna";
  record.replace(record.find(words), words.size(), "<img src=x onerror=alert(1)> & </td><script>alert(2)</script>");
  Decided decided(record);
  ASSERT_TRUE(decided.readable());
  const std::string bad = "\"; } body { display: none } </style><script>alert('x')</script> \xE2\x80\xAE";
  decided.context.clinic = decided.context.client_name = decided.context.practitioner = decided.context.time = bad;
  decided.context.entry = decided.context.entry_hash = decided.context.recorded_at = decided.context.done = bad;
  decided.context.overrides.push_back({bad, bad, bad});
  for (const Kind kind : all_kinds) {
    const std::string html = decided.html(kind);
    expect_sound(html, std::string(kind_name(kind)));
    const std::string style = read_html(html).all("style").at(0)->text;
    EXPECT_EQ(style.find("display: none }"), std::string::npos);
    EXPECT_EQ(html.find("\xE2\x80\xAE"), std::string::npos) << "turns the direction of reading";
    EXPECT_TRUE(nlohmann::json::accept(decided.json(kind)));
  }
  EXPECT_NE(decided.html(Kind::consultation).find("&lt;img src=x onerror=alert(1)&gt;"), std::string::npos);
  // A plan may name what no pack knows.
  std::string plan = sample("c-0102");
  plan.replace(plan.find("\"microneedling\""), 15, "\"<b>x</b>\"");
  Decided unknown(plan);
  ASSERT_TRUE(unknown.readable());
  for (const Kind kind : all_kinds) expect_sound(unknown.html(kind), "unknown treatment");
}

TEST(Page, TellsTheHashOfItsStyle) {
  Decided decided(sample("c-0102"));
  std::set<std::string> hashes;
  for (const auto paper : {contra::sheet::Context::Paper::a4, contra::sheet::Context::Paper::letter}) {
    decided.context.paper = paper;
    const contra::sheet::Page page = contra::sheet::html(Kind::before, decided.made(), decided.context);
    const std::size_t begin = page.html.find("<style>") + 7, end = page.html.find("</style>");
    const std::string style = page.html.substr(begin, end - begin);
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(style.data()), style.size());
    char text[100];
    sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    EXPECT_EQ(page.style_hash, "sha256-" + std::string(text));
    EXPECT_NE(style.find(paper == contra::sheet::Context::Paper::a4 ? "size: A4" : "size: letter"), std::string::npos);
    hashes.insert(page.style_hash);
  }
  EXPECT_EQ(hashes.size(), 2u);
}

void text_of_sections(const nlohmann::json& of, std::vector<std::string>& ids, std::string& words) {
  for (const auto& section : of.at("sections")) {
    ids.push_back(section.at("id"));
    words += section.at("title").get<std::string>() + "\n";
    for (const auto& block : section.at("blocks")) {
      for (const auto& text : block.at("texts")) words += text.at("text").get<std::string>() + "\n";
      for (const auto& row : block.at("rows"))
        for (const auto& cell : row.at("cells"))
          for (const auto& line : cell.at("lines")) words += line.at("text").get<std::string>() + "\n";
    }
    text_of_sections(section, ids, words);
  }
}

TEST(Data, SaysWhatThePageSays) {
  for (const std::string& number : contra_test::samples()) {
    Decided decided(sample(number));
    if (!decided.readable()) continue;
    for (const Kind kind : all_kinds) {
      const HtmlPage page = read_html(decided.html(kind));
      const auto data = nlohmann::json::parse(decided.json(kind));
      EXPECT_EQ(data.at("sheet"), "contra.sheet/1");
      EXPECT_EQ(data.at("kind"), kind_name(kind));
      std::vector<std::string> ids, on_page;
      std::string words;
      text_of_sections(data, ids, words);
      for (const auto* section : page.all("section")) on_page.push_back(attribute(*section, "id"));
      EXPECT_EQ(ids, on_page) << number;
      const std::string text = page.all("main").at(0)->text;
      std::size_t begin = 0;
      for (std::size_t end; (end = words.find('\n', begin)) != std::string::npos; begin = end + 1)
        EXPECT_NE(text.find(words.substr(begin, end - begin)), std::string::npos)
            << number << ": " << words.substr(begin, end - begin);
    }
  }
}

TEST(Kinds, HaveNames) {
  for (const Kind kind : all_kinds) EXPECT_EQ(contra::sheet::kind_of(contra::sheet::kind_name(kind)), kind);
  EXPECT_FALSE(contra::sheet::kind_of("Before"));
  EXPECT_FALSE(contra::sheet::kind_of(""));
}

/// A page as a person would copy it: a line for each cell, item and paragraph.
std::string readable(const std::string& html) {
  std::string out = html.substr(html.find("<body"));
  for (const char* end : {"</p>", "</li>", "</h1>", "</h2>", "</h3>", "</h4>", "</dt>", "</dd>", "</caption>", "</tr>"})
    for (std::size_t at = 0; (at = out.find(end, at)) != std::string::npos; at += 2)
      out.replace(at, std::string(end).size(), "\n\n");
  for (std::size_t at; (at = out.find('<')) != std::string::npos;) out.erase(at, out.find('>', at) - at + 1);
  for (std::size_t at; (at = out.find("\n\n")) != std::string::npos;) out.erase(at, 1);
  std::vector<std::string> faults;
  return contra_test::unescaped(out, faults);
}

void golden(const std::string& name, std::string text) {
  // The hash changes with every word of a pack.
  for (const auto& program : contra_test::shipped_rules().programs)
    for (std::size_t at; (at = text.find(program->identity.hash)) != std::string::npos;)
      text.replace(at, program->identity.hash.size(), "HASH OF " + program->identity.name);
  const std::string path = std::string(CONTRA_SOURCE_DIR) + "/tests/sheet/golden/" + name;
  if (std::getenv("CONTRA_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(text, contra_test::sample_text(path)) << "CONTRA_UPDATE=1 rewrites " << path << "; read it";
}

TEST(Golden, AsReadByEye) {
  contra::eval::DecideOptions ahead;
  ahead.as_of = contra::parse_iso_day("2026-03-01");
  Decided go(sample("c-0101"), ahead);
  golden("before_go.txt", readable(go.html(Kind::before)));
  golden("before_go.ics", go.ics());
  Decided wait(sample("c-0102"));
  golden("before_wait.txt", readable(wait.html(Kind::before)));
  golden("consultation_wait.txt", readable(wait.html(Kind::consultation)));
  Decided two(sample("c-0133"));
  golden("about_two.txt", readable(two.html(Kind::about)));
  golden("after_two_end_unknown.txt", readable(two.html(Kind::after)));
  two.context.session_end = "2026-03-16T15:10";
  golden("after_two.txt", readable(two.html(Kind::after)));
  golden("after_two.ics", two.ics());
}

}  // namespace
