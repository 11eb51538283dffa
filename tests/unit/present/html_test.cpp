// Every text is escaped, every element closed.
#include "present/html.hpp"

#include <gtest/gtest.h>

namespace contra::present {
namespace {

TEST(Html, EscapesAndCloses) {
  Html html;
  html.open("p", {{"title", "a \"b\" <c> & 'd'"}}).text("<script>\x01&\xE2\x80\xAE\ttab").open("b");
  EXPECT_EQ(html.take(), "<p title=\"a &quot;b&quot; &lt;c&gt; &amp; &#39;d&#39;\">&lt;script&gt;&amp; tab<b></b></p>");
}

}  // namespace
}  // namespace contra::present
