// Query strings and routes.
#include <gtest/gtest.h>

#include "http/router.h"
#include "http/uri.h"

namespace atalaya::http {
namespace {

TEST(HttpUri, QueriesReadBackAsTheyWereWritten) {
  Query query;
  query.add("a b", "x&y=z+w%");
  query.add("ñ", "");
  query.add("a b", "2");
  EXPECT_EQ(query.to_string(), "a%20b=x%26y%3Dz%2Bw%25&%C3%B1=&a%20b=2");
  for (const auto plus : {Plus::Literal, Plus::Space}) {
    const auto read = Query::parse(query.to_string(), plus);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->to_string(), query.to_string());
    EXPECT_EQ(read->all("a b"), (std::vector<std::string_view>{"x&y=z+w%", "2"}));
  }
  query.set("a b", "1");
  EXPECT_EQ(query.to_string(), "a%20b=1&%C3%B1=");
  EXPECT_EQ(Query::parse("c=ge:2010+le:2015", Plus::Literal)->get("c"), "ge:2010+le:2015");
  EXPECT_EQ(percent_encode_path("/a b/ñ"), "/a%20b/%C3%B1");
}

TEST(HttpRouter, FindsRoutesAndAnswersTheRest) {
  Router router;
  const auto say = [](std::string name) {
    return [name = std::move(name)](const Request&, const PathParameters& parameters) {
      std::string text = name;
      for (const auto& [key, value] : parameters) text.append(" ").append(key).append("=").append(value);
      return text_response(200, "text/plain", text);
    };
  };
  ASSERT_TRUE(router.get("/", say("home")));
  ASSERT_TRUE(router.get("/{lang}/goals/{number}", say("goal")));
  ASSERT_TRUE(router.get("/{language}/goals/", say("goals")));
  ASSERT_TRUE(router.get("/es/goals/{n}", say("meta")));
  ASSERT_TRUE(router.get("/static/{file*}", say("file")));
  ASSERT_TRUE(router.post("/form", say("post")));
  const auto ask = [&](const std::string& path, const std::string& method = "GET") {
    const auto response = router.handle({.method = method, .path = path});
    return response.body ? *response.body : std::to_string(response.status) + " " + response.headers.list("Allow");
  };
  EXPECT_EQ(ask("/"), "home");
  EXPECT_EQ(ask("/", "HEAD"), "home");
  EXPECT_EQ(ask("/en/goals/7"), "goal lang=en number=7");
  EXPECT_EQ(ask("/en/goals/"), "goals language=en");
  EXPECT_EQ(ask("/es/goals/7"), "meta n=7");
  EXPECT_EQ(ask("/es/goals/"), "goals language=es");
  EXPECT_EQ(ask("/static/a/b.css"), "file file=a/b.css");
  EXPECT_EQ(ask("/static/"), "404 ");
  EXPECT_EQ(ask("/en/goals"), "404 ");
  EXPECT_EQ(ask("/en/goals/7/more"), "404 ");
  EXPECT_EQ(ask("/", "POST"), "405 GET, HEAD, OPTIONS");
  EXPECT_EQ(ask("/form"), "405 POST, OPTIONS");
  EXPECT_EQ(ask("/form", "OPTIONS"), "204 POST, OPTIONS");
  EXPECT_EQ(ask("/form", "POST"), "post");
  for (const auto* pattern : {"", "a", "/{", "/{}", "/a{b}", "/{a}/{a}", "/{rest*}/x", "/*", "/{a b}", "/{other}/goals/{name}"})
    EXPECT_FALSE(router.get(pattern, say("x"))) << pattern;
}

}  // namespace
}  // namespace atalaya::http
