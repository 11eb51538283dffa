// contra book: the page is whole, stands alone, holds every check, and can be read by everybody.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "support/command.hpp"
#include "support/html_reader.hpp"

namespace {

using contra_test::Element;
using contra_test::HtmlPage;
using contra_test::Ran;
using contra_test::read_html;
using contra_test::slurp;

const std::string root = CONTRA_SOURCE_DIR;

Ran contra(const std::string& arguments) { return contra_test::run_command(root, arguments); }

std::string attribute(const Element& element, const std::string& name) {
  const auto found = element.attributes.find(name);
  return found == element.attributes.end() ? std::string() : found->second;
}

/// Everything that a reader, a browser or a screen reader stumbles over.
void expect_sound(const std::string& html) {
  ASSERT_EQ(html.substr(0, 16), "<!DOCTYPE html>\n");
  const HtmlPage page = read_html(html);
  for (const std::string& fault : page.faults) ADD_FAILURE() << fault;
  std::set<std::string> ids;
  for (const Element& element : page.elements)
    if (const std::string id = attribute(element, "id"); !id.empty()) {
      EXPECT_TRUE(ids.insert(id).second) << id << " twice";
    }
  std::size_t links = 0;
  for (const Element& element : page.elements) {
    if (element.name == "a") {
      const std::string to = attribute(element, "href");
      EXPECT_EQ(to.substr(0, 1), "#") << to;
      EXPECT_EQ(ids.count(to.substr(1)), 1u) << to << " leads nowhere";
      EXPECT_NE(element.text, "") << "a link without words to " << to;
      ++links;
    }
    for (const char* name : {"aria-labelledby", "aria-describedby"})
      if (const std::string of = attribute(element, name); !of.empty()) {
        EXPECT_EQ(ids.count(of), 1u) << of;
      }
    EXPECT_EQ(element.attributes.count("style"), 0u) << "a style beside the sheet";
    EXPECT_EQ(element.attributes.count("src"), 0u);
    EXPECT_TRUE(element.name != "script" && element.name != "link" && element.name != "img") << element.name;
    for (const auto& [key, value] : element.attributes) {
      EXPECT_NE(key.substr(0, 2), "on") << "a handler";
      EXPECT_EQ(value.find("://"), std::string::npos) << value;
    }
    if (element.name == "svg") {
      EXPECT_EQ(attribute(element, "role"), "img");
      EXPECT_NE(attribute(element, "aria-labelledby"), "");
    }
    if (element.name == "th") {
      EXPECT_NE(attribute(element, "scope"), "");
    }
  }
  EXPECT_GT(links, 10u);
  EXPECT_EQ(page.all("table").size(), page.all("caption").size());
  for (const char* landmark : {"header", "nav", "main", "footer", "h1", "head"})
    EXPECT_EQ(page.all(landmark).size(), 1u) << landmark;
  EXPECT_EQ(attribute(*page.all("html").at(0), "lang"), "en");
  int level = 0;
  for (const Element& element : page.elements) {
    if (element.name.size() != 2 || element.name[0] != 'h' || element.name[1] < '1' || element.name[1] > '6') continue;
    const int next = element.name[1] - '0';
    EXPECT_LE(next, level + 1) << "a level left out at " << element.text;
    EXPECT_NE(element.text, "");
    level = next;
  }
  const std::string style = page.all("style").at(0)->text;
  EXPECT_EQ(style.find("url("), std::string::npos);
  EXPECT_EQ(style.find("@import"), std::string::npos);
}

class ShippedBook : public testing::TestWithParam<const char*> {};

TEST_P(ShippedBook, IsSoundAndTheSameEachTime) {
  const std::string pack = GetParam();
  const Ran run = contra("book " + pack);
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  expect_sound(run.out);
  EXPECT_EQ(contra("book " + pack).out, run.out);
}

TEST_P(ShippedBook, HoldsEveryCheckWithItsSentenceItsTextsAndItsSources) {
  const std::string pack = GetParam();
  const HtmlPage page = read_html(contra("book " + pack).out);
  // The rule files name every check; the command's own page of each has its texts.
  std::size_t checks = 0;
  for (const auto& file : std::filesystem::directory_iterator(root + "/rules/" + pack)) {
    if (file.path().extension() != ".contra") continue;
    const std::string rules = "\n" + slurp(file.path().string());
    for (const std::string& item : {std::string("\ncheck "), std::string("\nguarantee ")}) {
      for (std::size_t at = rules.find(item); at != std::string::npos; at = rules.find(item, at + 1)) {
        const std::size_t begin = at + item.size();
        const std::string name = rules.substr(begin, rules.find_first_of(" \n", begin) - begin);
        // The clauses of an item are set in.
        std::size_t end = rules.find('\n', begin);
        while (end != std::string::npos && rules.compare(end, 2, "\n ") == 0) end = rules.find('\n', end + 1);
        const std::string clauses = rules.substr(begin, end - begin);
        const Element* article = page.by_id("check-" + name);
        ASSERT_NE(article, nullptr) << name;
        const auto says = [&](const char* words) { return article->text.find(words) != std::string::npos; };
        EXPECT_EQ(says("For the client"), clauses.find("\n  tell ") != std::string::npos) << name;
        EXPECT_EQ(says("Because"), clauses.find("\n  because ") != std::string::npos) << name;
        EXPECT_EQ(says("Source"), clauses.find("\n  cite ") != std::string::npos) << name;
        EXPECT_TRUE(says("Tests")) << name;
        ++checks;
      }
    }
  }
  std::size_t articles = 0;
  for (const Element* article : page.all("article")) articles += attribute(*article, "class") == "check" ? 1 : 0;
  EXPECT_EQ(articles, checks);
}

INSTANTIATE_TEST_SUITE_P(All, ShippedBook, testing::Values("microneedling", "peel", "led"),
                         [](const auto& of) { return std::string(of.param); });

TEST(Book, LeadsFromEveryHeadingOfTheArticleToTheRules) {
  const HtmlPage page = read_html(contra("book microneedling").out);
  const Element* advice = page.by_id("advice");
  ASSERT_NE(advice, nullptr);
  std::map<std::string, const Element*> rows;  // by heading
  std::map<const Element*, std::size_t> links;
  const Element* row = nullptr;
  for (const Element& element : page.elements) {
    const bool inside = std::any_of(element.inside.begin(), element.inside.end(),
                                    [&](std::size_t i) { return &page.elements[i] == advice; });
    if (!inside) continue;
    if (element.name == "tr") row = &element;
    if (element.name == "th" && attribute(element, "scope") == "row") rows[element.text] = row;
    if (element.name == "a" && row != nullptr) ++links[row];
  }
  // The headings of the article that the pack is made from.
  for (const char* heading : {"Micro-Injury Creation",
                              "Stimulation of Collagen and Elastin",
                              "Cellular Renewal and Regeneration",
                              "Increased Blood Flow",
                              "Improved Product Absorption",
                              "Collagen Remodeling",
                              "Treatment of Specific Skin Concerns",
                              "Downtime and Recovery",
                              "Multiple Sessions for Optimal Results",
                              "Consultation",
                              "Skincare Products",
                              "Sun Protection",
                              "Hydration",
                              "Avoid Certain Treatments",
                              "Follow Aftercare Instructions",
                              "Avoid Sun Exposure",
                              "Gentle Cleansing",
                              "Avoid Makeup",
                              "Stay Hydrated",
                              "Skip Strenuous Exercise",
                              "Be Patient",
                              "Avoid Certain Products",
                              "No Touching or Picking",
                              "Moisturize",
                              "Follow-Up Sessions"}) {
    ASSERT_EQ(rows.count(heading), 1u) << heading;
    EXPECT_GT(links[rows.at(heading)], 0u) << heading;
  }
  EXPECT_EQ(rows.size(), 25u) << "a heading that the article does not have";
  const std::string products = rows.at("Skincare Products")->text;
  for (const char* title : {"Prescription retinoid on the skin", "Over-the-counter retinoid", "Vitamin C on the skin"})
    EXPECT_NE(products.find(title), std::string::npos) << title;
}

TEST(Book, ShowsWhatAPolicyChanges) {
  const Ran run = contra("book microneedling --policy samples/policies/harbour_skin.contra");
  ASSERT_EQ(run.code, 0) << run.err;
  expect_sound(run.out);
  const HtmlPage page = read_html(run.out);
  const std::string retinoid = page.by_id("check-topical_retinoid")->text;
  EXPECT_NE(retinoid.find("Tightened by Harbour Skin."), std::string::npos) << retinoid;
  EXPECT_NE(retinoid.find("Wait 5 days"), std::string::npos);
  EXPECT_NE(retinoid.find("Wait 7 days"), std::string::npos);
  const std::string filler = page.by_id("check-filler")->text;
  EXPECT_NE(filler.find("Loosened by Harbour Skin until 2026-12-31"), std::string::npos) << filler;
  EXPECT_NE(page.by_id("group-policy")->text.find("The week before a wedding"), std::string::npos);
  EXPECT_NE(page.all("header").at(0)->text.find("Harbour Skin"), std::string::npos);
  EXPECT_NE(page.by_id("needs")->text.find("By the policy Harbour Skin: A form holds for 6 months."),
            std::string::npos);
}

TEST(Book, EscapesWhateverARuleSays) {
  const contra_test::Folder folder;
  std::string rules = slurp(root + "/rules/led/led.contra");
  for (const char* file : {"areas", "health", "medicines", "procedures", "products", "skin"}) {
    const std::string name = std::string("skin/") + file + ".contra";
    folder.write(name, slurp(root + "/rules/" + name));
  }
  const std::string evil = "<script>alert('x')</script> & \\\"quoted\\\" <b onclick=x>";
  rules += "\nsource evil \"" + evil + "\" house\n  at \"" + evil + "\"\ncheck evil \"" + evil + "\"\n  note \"" +
           evil + "\" while pregnant is yes\n  because \"" + evil + "\"\n  tell \"" + evil + "\"\n  cite evil \"" +
           evil + "\"\n  spread \"" + evil + "\"\nabout evil \"" + evil + "\"\n  say \"" + evil +
           "\"\n  cite evil\naftercare evil \"" + evil + "\"\n  avoid \"" + evil + "\" until \"" + evil +
           "\"\n  cite evil\n";
  folder.write("led.contra", rules);
  const Ran run = contra("book led --pack '" + folder.path() + "'");
  ASSERT_EQ(run.code, 0) << run.err;
  expect_sound(run.out);
  EXPECT_EQ(run.out.find("<script"), std::string::npos);
  EXPECT_EQ(run.out.find("<b "), std::string::npos);
  EXPECT_NE(run.out.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;"),
            std::string::npos);
}

TEST(Book, WritesAFileWholeOrNotAtAll) {
  const contra_test::Folder folder;
  const std::string file = folder.path() + "/book.html";
  Ran run = contra("book led --output '" + file + "'");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(slurp(file), contra("book led").out);
  folder.write("kept.html", "as before");
  run = contra("book nothing --output '" + folder.path() + "/kept.html'");
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("there is no pack `nothing`"), std::string::npos) << run.err;
  EXPECT_EQ(slurp(folder.path() + "/kept.html"), "as before");
  run = contra("book led --output '" + folder.path() + "/no/such/folder.html'");
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("cannot be written"), std::string::npos) << run.err;
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& one : std::filesystem::directory_iterator(folder.path())) ++files;
  EXPECT_EQ(files, 2u) << "something was left behind";
}

TEST(Book, SaysHowTheProofOfEachGuaranteeStands) {
  const Ran without = contra("book led"), with = contra("book led --proofs");
  EXPECT_EQ(with.code, 0) << with.err;
  expect_sound(with.out);
  EXPECT_NE(without.out.find("Not run for this copy of the book."), std::string::npos);
  EXPECT_EQ(with.out.find("Not run for this copy of the book."), std::string::npos);
  const HtmlPage page = read_html(with.out);
  const std::string guarantee = page.by_id("check-no_led_in_pregnancy")->text;
  EXPECT_NE(guarantee.find("Proved. Held by Pregnancy"), std::string::npos) << guarantee;
  EXPECT_NE(page.by_id("guarantees")->text.find("GO is possible, so no proof is empty."), std::string::npos);
  EXPECT_EQ(contra("book led --proofs").out, with.out);
}

TEST(Book, SaysThatAGuaranteeDoesNotHold) {
  const contra_test::Folder folder;
  std::string rules = slurp(root + "/rules/led/led.contra");
  rules +=
      "\nguarantee no_go_with_fever \"Never with a fever\"\n  never go while smoker is yes\n  because \"A planted "
      "fault\"\n  cite house\n";
  const Ran run = contra("book led --proofs --pack '" + folder.write("led.contra", rules) + "'");
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.err.find("a guarantee is not proved"), std::string::npos) << run.err;
  expect_sound(run.out);
  const HtmlPage page = read_html(run.out);
  const std::string guarantee = page.by_id("check-no_go_with_fever")->text;
  EXPECT_NE(guarantee.find("Does not hold by the checks."), std::string::npos) << guarantee;
  EXPECT_NE(guarantee.find("every other answer no"), std::string::npos) << guarantee;
}

// --- colours ---------------------------------------------------------------------------------------------------------

double luminance(const std::string& hex) {
  double out = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(hex.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    out += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return out;
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Book, HasContrastEnoughInLightInDarkAndOnPaper) {
  const HtmlPage page = read_html(contra("book led").out);
  const std::string style = page.all("style").at(0)->text;
  std::size_t palettes = 0;
  for (std::size_t at = style.find(":root"); at != std::string::npos; at = style.find(":root", at + 1)) {
    const std::string block = style.substr(at, style.find('}', at) - at);
    const auto colour = [&](const std::string& name) {
      const std::size_t found = block.find("--" + name + ": #");
      EXPECT_NE(found, std::string::npos) << name;
      return block.substr(found + name.size() + 4, 7);
    };
    for (const char* ground : {"ground", "raised"}) {
      for (const char* text : {"text", "quiet", "accent"})
        EXPECT_GE(contrast(colour(text), colour(ground)), 4.5) << text << " on " << ground << " of " << block;
      for (const char* drawn : {"accent", "spread"})
        EXPECT_GE(contrast(colour(drawn), colour(ground)), 3.0) << drawn << " on " << ground;
    }
    ++palettes;
  }
  EXPECT_EQ(palettes, 3u);
}

}  // namespace
