// Cookies and the bodies of forms, as browsers and as attackers send them.
#include <gtest/gtest.h>

#include <string>

#include "http/cookies.h"
#include "http/form.h"

namespace atalaya::http {
namespace {

Request with_body(std::string type, std::string body) {
  Request request{.method = "POST"};
  request.headers.add("Content-Type", std::move(type));
  request.body = std::move(body);
  return request;
}

Result<Form> multipart(const std::string& body) {
  Request request = with_body("multipart/form-data; boundary=XX", body);
  auto form = read_form(request);
  if (form) form->files.clear();  // Their contents are views into the request, which ends here.
  return form;
}

TEST(Cookies, ReadsTheFirstOfTheName) {
  Request request;
  request.headers.add("Cookie", "a=1; session=\"abc\"; session=later; b");
  EXPECT_EQ(cookie(request, "session"), "abc");
  EXPECT_EQ(cookie(request, "a"), "1");
  EXPECT_FALSE(cookie(request, "b"));
  EXPECT_FALSE(cookie(request, "ession"));
  EXPECT_FALSE(cookie(Request{}, "a"));
}

TEST(Cookies, NoValueEndsItsField) {
  Response response;
  set_cookie(response, {.name = "s", .value = "x; Path=/evil\r\nSet-Cookie: t=1", .path = "/", .max_age = std::chrono::seconds(60), .secure = true});
  set_cookie(response, {.name = "t", .value = "2"});
  ASSERT_EQ(response.headers.size(), 2U);
  EXPECT_EQ(response.headers.begin()->value, "s=x__Path=/evil__Set-Cookie:_t=1; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
}

TEST(Forms, UrlEncoded) {
  const auto form = read_form(with_body("application/x-www-form-urlencoded; charset=UTF-8", "name=Jos%C3%A9+P&text=a%0D%0Ab&text=2&empty="));
  ASSERT_TRUE(form) << form.error().to_string();
  EXPECT_EQ(form->get("name"), "José P");
  EXPECT_EQ(form->get("text"), "a\nb");
  EXPECT_EQ(form->fields.all("text").size(), 2U);
  EXPECT_TRUE(form->has("empty"));
  EXPECT_FALSE(form->has("none"));
}

TEST(Forms, OtherTypesAreRefusedByName) {
  EXPECT_EQ(read_form(with_body("application/json", "{}")).error().kind, ErrorKind::Usage);
  EXPECT_EQ(read_form(Request{}).error().kind, ErrorKind::Usage);
}

TEST(Forms, MultipartWithFields) {
  const Request request = with_body("multipart/form-data; boundary=\"XX\"",
                                    "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--XX\r\n"
                                    "Content-Disposition: form-data; name=\"f\"; filename=\"C:\\dir\\..\\plan.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                                    "%PDF-1.7\r\n--X\r\n--XX--\r\n");
  const auto form = read_form(request);
  ASSERT_TRUE(form) << form.error().to_string();
  EXPECT_EQ(form->get("a"), "one\ntwo");
  ASSERT_EQ(form->files.size(), 1U);
  EXPECT_EQ(form->files[0].field, "f");
  EXPECT_EQ(form->files[0].name, "plan.pdf");
  EXPECT_EQ(form->files[0].content_type, "application/pdf");
  EXPECT_EQ(form->files[0].content, "%PDF-1.7\r\n--X");
}

TEST(Forms, MultipartWithAnEmptyFieldAndAnEmptyFile) {
  const auto form = multipart("--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--XX--");
  ASSERT_TRUE(form) << form.error().to_string();
  EXPECT_EQ(form->get("a"), "");
  EXPECT_TRUE(form->has("a"));
  EXPECT_TRUE(multipart("--XX--"));
}

TEST(Forms, BrokenMultipartIsRefused) {
  for (const std::string body :
       {"", "XX", "--XX\r\n", "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end", "--XX\r\n\r\nno name\r\n--XX--",
        "--XXContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--XX--", "--XX\r\nno colon\r\n\r\nx\r\n--XX--",
        "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XX--", "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--XX--"}) {
    EXPECT_FALSE(multipart(body)) << body;
  }
  EXPECT_FALSE(read_form(with_body("multipart/form-data", "--\r\n")));
  std::string many;
  for (int i = 0; i < 2001; ++i) many += "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
  EXPECT_FALSE(multipart(many + "--XX--"));
  EXPECT_FALSE(multipart("--XX\r\nX: " + std::string(9000, 'x') + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XX--"));
  std::string fields;
  for (int i = 0; i < 2001; ++i) fields += "a=1&";
  EXPECT_FALSE(read_form(with_body("application/x-www-form-urlencoded", fields)));
  EXPECT_FALSE(read_form(with_body("application/x-www-form-urlencoded", "a=%zz")));
}

}  // namespace
}  // namespace atalaya::http
