// Who asks, where proxies are in front: only those that are trusted are believed, and only in the part that they wrote.
#include "http/forwarded.h"

#include "client.h"

namespace atalaya::http {
namespace {

using Header = TrustedProxies::Header;

TrustedProxies trusted(const std::vector<std::string>& prefixes, Header header = Header::XForwardedFor) {
  return TrustedProxies::parse(prefixes, header).value();
}

std::string client(const TrustedProxies& proxies, const std::string& peer, const std::vector<std::pair<std::string, std::string>>& fields) {
  Headers headers;
  for (const auto& [name, value] : fields) headers.add(name, value);
  return proxies.client(peer, headers);
}

TEST(TrustedProxies, AreAddressesAndPrefixes) {
  const auto proxies = trusted({"127.0.0.1", "10.0.0.0/8", "192.0.2.64/26", "2001:db8::/33", "::1"});
  for (const char* good : {"127.0.0.1", "10.255.0.1", "192.0.2.127", "2001:db8:7fff::1", "::1", "::ffff:10.1.2.3"}) EXPECT_TRUE(proxies.trusts(good)) << good;
  for (const char* other : {"127.0.0.2", "11.0.0.1", "192.0.2.128", "2001:db8:8000::1", "::2", "", "x", "10.0.0", "a0a:101::"})
    EXPECT_FALSE(proxies.trusts(other)) << other;
  for (const char* bad : {"", "proxy", "10.0.0.0/", "10.0.0.0/0", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/8/9", "::/0", "2001:db8::/129", "2001:db8::1/64",
                          "10.0.0.0/x", "fe80::1%lo"}) {
    const auto parsed = TrustedProxies::parse({bad}, Header::Forwarded);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().kind, ErrorKind::Usage);
  }
  EXPECT_TRUE(TrustedProxies().empty());
}

TEST(TrustedProxies, AnybodyElseIsNotBelieved) {
  const auto proxies = trusted({"127.0.0.1"});
  EXPECT_EQ(client(proxies, "203.0.113.9", {{"X-Forwarded-For", "198.51.100.1"}}), "203.0.113.9");
  EXPECT_EQ(client(TrustedProxies(), "127.0.0.1", {{"X-Forwarded-For", "198.51.100.1"}}), "127.0.0.1");
  // The header that the proxy does not write comes from the client.
  EXPECT_EQ(client(proxies, "127.0.0.1", {{"Forwarded", "for=198.51.100.1"}}), "127.0.0.1");
  EXPECT_EQ(client(trusted({"127.0.0.1"}, Header::Forwarded), "127.0.0.1", {{"X-Forwarded-For", "198.51.100.1"}}), "127.0.0.1");
}

TEST(TrustedProxies, TheRightmostThatIsNotTrustedAsks) {
  const auto proxies = trusted({"127.0.0.1", "10.0.0.0/8"});
  const auto of = [&](const std::string& field) { return client(proxies, "127.0.0.1", {{"x-forwarded-for", field}}); };
  EXPECT_EQ(of("198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(of("192.0.2.7, 198.51.100.1"), "198.51.100.1") << "what stands to the left of it may be forged";
  EXPECT_EQ(of("192.0.2.7,198.51.100.1, 10.0.0.1,10.2.3.4"), "198.51.100.1");
  EXPECT_EQ(of("10.0.0.1, 10.0.0.2"), "10.0.0.1") << "all are ours";
  EXPECT_EQ(of("[2001:db8::1]:443"), "2001:db8::1");
  EXPECT_EQ(of("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(of("198.51.100.1:8080"), "198.51.100.1");
  EXPECT_EQ(of("::ffff:198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(of("198.51.100.1, unknown, 10.0.0.1"), "10.0.0.1") << "whoever is behind a hop that is not said";
  for (const char* nonsense : {"", ",", "unknown", "localhost", "1.2.3", "[::1", "\"198.51.100.1\"", "198.51.100.1;", "999.1.1.1"})
    EXPECT_EQ(of(nonsense), "127.0.0.1") << nonsense;
  EXPECT_EQ(client(proxies, "127.0.0.1", {{"X-Forwarded-For", "192.0.2.7"}, {"X-Forwarded-For", "198.51.100.1"}}), "198.51.100.1");
}

TEST(TrustedProxies, ForwardedIsReadAsTheStandardHasIt) {
  const auto proxies = trusted({"127.0.0.1", "10.0.0.0/8"}, Header::Forwarded);
  const auto of = [&](const std::string& field) { return client(proxies, "127.0.0.1", {{"Forwarded", field}}); };
  EXPECT_EQ(of("for=198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(of("For=\"[2001:db8::1]:4711\""), "2001:db8::1");
  EXPECT_EQ(of("for=192.0.2.7;proto=http;by=203.0.113.43, proto=https ; for=198.51.100.1 , for=10.0.0.1"), "198.51.100.1");
  EXPECT_EQ(of("by=10.0.0.1"), "127.0.0.1") << "an element without 'for'";
  EXPECT_EQ(of("for=198.51.100.1, for=_hidden"), "127.0.0.1");
  EXPECT_EQ(of("for=\"_x, for=192.0.2.7\", for=198.51.100.1"), "198.51.100.1") << "a comma in quotes parts nothing";
  EXPECT_EQ(of("for=\"192.0.2.7\\\", for=192.0.2.8\", for=198.51.100.1"), "198.51.100.1");
  for (const char* broken :
       {"for=\"198.51.100.1", "for=1;for=198.51.100.1", "for 198.51.100.1", "for=198.51.100.1 x", "for=\"a\\", "for=2001:db8::1x\"y, for=198.51.100.1"}) {
    EXPECT_EQ(of(broken), "127.0.0.1") << broken;
  }
}

TEST(TrustedProxies, ARequestHasTheAddressOfWhoAsks) {
  const auto who = [](const Request& request) { return text_response(200, "text/plain", request.remote_address); };
  ServerOptions options;
  options.proxies = trusted({"127.0.0.0/8"});
  const auto behind = start(who, options);
  Client one(behind->port());
  one.send("GET / HTTP/1.1\r\nHost: test\r\nX-Forwarded-For: 192.0.2.7, 198.51.100.1\r\n\r\n");
  EXPECT_EQ(one.read().body, "198.51.100.1");
  EXPECT_EQ(one.get("/").body, "127.0.0.1") << "the next request over the same connection is another's";
  options.proxies = trusted({"10.0.0.0/8"});
  const auto open = start(who, options);
  Client forger(open->port());
  forger.send("GET / HTTP/1.1\r\nHost: test\r\nX-Forwarded-For: 198.51.100.1\r\nForwarded: for=198.51.100.1\r\n\r\n");
  EXPECT_EQ(forger.read().body, "127.0.0.1");
}

}  // namespace
}  // namespace atalaya::http
