// Addresses in pages: found where a browser finds them, and changed there and nowhere else.
#include "site/offline/addresses.h"

#include <gtest/gtest.h>

namespace atalaya::site::offline {
namespace {

using Kind = Target::Kind;

/// "/in…" is in the copy, "/away…" is not, "/lost…" leads nowhere.
Target target_of(const std::string& address) {
  if (address.starts_with("/in")) return {Kind::Moved, "../x" + address.substr(3)};
  if (address.starts_with("/away")) return {Kind::Away, "https://live.example" + address};
  if (address.starts_with("/lost")) return {Kind::Lost};
  return {};
}
std::string changed(std::string_view html) { return with_addresses(html, target_of, {.away = "needs a network", .lost = "not here"}); }

TEST(OfflineAddresses, AreFoundInEveryAttributeThatHasOne) {
  EXPECT_EQ(
      addresses(
          R"(<a href="/1"><img src='/2' srcset="/3 1x, /4 2x,/5"><form action=/6><button formaction="/7"></button></form>)"
          R"(<video poster="/8"></video><object data="/9" type="x"></object><svg><use xlink:href="/10"/><a HREF = "/11">x</a></svg><p data="/no" title="href=/no">)"),
      (std::vector<std::string>{"/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9", "/10", "/11"}));
}

TEST(OfflineAddresses, AreDecoded) {
  EXPECT_EQ(addresses(R"(<a href="/a?b=1&amp;c=2&#38;d=&quot;&#x27;&lt;&gt;&unknown;&amp"></a>)"),
            (std::vector<std::string>{"/a?b=1&c=2&d=\"'<>&unknown;&amp"}));
  EXPECT_EQ(changed(R"(<a href="/in?b=1&amp;c=&quot;">x</a>)"), R"(<a href="../x?b=1&amp;c=&quot;">x</a>)");
  EXPECT_EQ(addresses("<a href='&#xD800;&#0;&#99999999999;'>"), (std::vector<std::string>{"\xEF\xBF\xBD\xEF\xBF\xBD&#99999999999;"}));
}

TEST(OfflineAddresses, WhatIsNoMarkupStaysAsItIs) {
  for (const char* html : {"<!-- <a href=\"/in\"> -->x", "<!doctype html>", "<script>if (a<b) x = '<a href=\"/in\">';</script>",
                           "<style>a[href=\"/in\"]{}</style>", "<textarea><a href=\"/in\"></textarea>", "<title><a href=/in></title>", "a < b <3 <a",
                           "<a href=\"#x\">x</a>", "<p title='<a href=\"/in\">'>", "", "<", "</", "<a href='unclosed", "<!-- unclosed <a href=\"/in\">"}) {
    EXPECT_EQ(changed(html), html);
  }
  for (const char* html : {"<a href=\"/in", "<a href=/in", "<a href=", "<a ="}) (void)changed(html);  // Whatever they are, they end.
}

TEST(OfflineAddresses, AScriptEndsAtItsOwnTagAndWhatFollowsIsMarkup) {
  EXPECT_EQ(changed("<script>'</scrip><a href=/in>'</SCRIPT ><a href=/in>x</a>"), "<script>'</scrip><a href=/in>'</SCRIPT ><a href=\"../x\">x</a>");
}

TEST(OfflineAddresses, OddSpellingsAreChangedInPlace) {
  EXPECT_EQ(changed("<A\n  CLASS='b'\tHREF=/in/y  title=\"a>b\" >x</A>"), "<A\n  CLASS='b'\thref=\"../x/y\"  title=\"a>b\" >x</A>");
  EXPECT_EQ(changed("<link rel=stylesheet href=/in.css><p>"), "<link rel=stylesheet href=\"../x.css\"><p>");
  EXPECT_EQ(changed("<img srcset='/in1 1x, /lost 2x, https://e.example/z 3x'>"), "<img srcset=\"../x1 1x, https://e.example/z 3x\">");
}

TEST(OfflineAddresses, ALinkThatNeedsANetworkIsMarked) {
  EXPECT_EQ(changed("<p><a class=\"btn\" href=\"/away?a=1&amp;b=2\">x <b>y</b></a> <a href=\"/in\">z</a></p>"),
            "<p><a class=\"btn net\" href=\"https://live.example/away?a=1&amp;b=2\">x <b>y</b><span class=\"vh\"> (needs a network)</span></a> <a "
            "href=\"../x\">z</a></p>");
  EXPECT_EQ(changed("<svg><a href=\"/away\"><text>x</text></a></svg>"), "<svg><a href=\"https://live.example/away\" class=\"net\"><text>x</text></a></svg>")
      << "no markup of pages in drawings";
}

TEST(OfflineAddresses, ALinkThatLeadsNowhereIsMarkedText) {
  EXPECT_EQ(changed("<a rel=\"prev\" href=\"/lost\" download aria-label=\"w\">x</a>"),
            "<a aria-label=\"w\" class=\"net\">x<span class=\"vh\"> (not here)</span></a>");
  EXPECT_EQ(changed("<link rel=\"alternate\" href=\"/lost\"><p>"), "<p>");
  EXPECT_EQ(changed("<form action=\"/lost\" method=get><input></form>"), "<form method=get inert><p class=\"note\">not here</p><input></form>");
}

TEST(OfflineAddresses, HostileTextsStayInTheirAttribute) {
  const auto hostile = [](const std::string&) { return Target{Kind::Moved, "x\" onload=\"evil()<>&"}; };
  EXPECT_EQ(with_addresses("<a href=/in>", hostile, {"n", "n"}), "<a href=\"x&quot; onload=&quot;evil()&lt;>&amp;\">");
  const std::string out = with_addresses("<a href=/away>x</a>", target_of, {.away = "</span><script>", .lost = ""});
  EXPECT_EQ(out.find("<script>"), std::string::npos) << out;
}

TEST(OfflineAddresses, LongNestedAndBrokenPagesTakeLinearTime) {
  std::string html;
  for (int i = 0; i < 200'000; ++i) html += "<a href=\"/in\"><!--<";
  EXPECT_FALSE(changed(html).empty());
  std::string attributes = "<a";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=b";
  EXPECT_EQ(changed(attributes + " href=\"/in\">").substr(0, 100), attributes.substr(0, 100));
  EXPECT_EQ(changed(std::string(1'000'000, '<')).size(), 1'000'000U);
  EXPECT_FALSE(changed("<script>" + std::string(300'000, '<')).empty());
}

}  // namespace
}  // namespace atalaya::site::offline
