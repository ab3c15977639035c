// The relying party on standard input and output, for oidc_provider.test.mjs: a line a command, a line of JSON an answer. What the server does with cookies and
// redirects is here what the test does.
//   begin PROVIDER REDIRECT_URI LEAST AGAIN RETURN_TO   gives "url", and "login": the number of the login that has begun
//   finish LOGIN QUERY                                  gives who has logged in
//   logout PROVIDER RETURN_URI STATE                    gives "url", for the last who has logged in
//   notice PROVIDER TOKEN                               gives whose sessions end
//   pass SECONDS                                        moves the clock
#include <cstdio>
#include <iostream>

#include "agenda/agenda.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "base/yaml.h"
#include "http/uri.h"
#include "register/oidc/relying_party.h"

using namespace atalaya;
using namespace atalaya::reg;

namespace {

class MovedClock : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return system_clock().now() + moved; }
  std::chrono::seconds moved{0};
};

class Walk {
 public:
  explicit Walk(const LoginConfiguration& configuration)
      : fetcher_(make_fetcher({.certificate_authorities = configuration.authorities})), party_(configuration.providers, *fetcher_, clock_) {}

  Status run(const std::vector<std::string_view>& words, JsonWriter& out) {
    const auto word = [&](std::size_t i) { return i < words.size() ? std::string(words[i] == "-" ? "" : words[i]) : std::string(); };
    if (word(0) == "begin") return begin(word(1), word(2), {parse_assurance(word(3)).value(), word(5), "es", word(4) == "again"}, out);
    if (word(0) == "finish") return finish(static_cast<std::size_t>(parse_integer(word(1)).value()), word(2), out);
    if (word(0) == "logout") {
      out.field("url", TRY(party_.logout_url(word(1), id_token_, word(2), word(3))));
      return {};
    }
    if (word(0) == "notice") {
      const LogoutNotice notice = TRY(party_.read_logout_token(word(1), word(2)));
      out.field("subject", notice.subject).field("session", notice.session).field("id", notice.id);
      return {};
    }
    if (word(0) != "pass") return fail(ErrorKind::Usage, "no such command");
    clock_.moved += std::chrono::seconds(parse_integer(word(1)).value());
    return {};
  }

 private:
  Status begin(const std::string& provider, const std::string& redirect_uri, const LoginWish& wish, JsonWriter& out) {
    const LoginStart start = TRY(party_.begin(provider, redirect_uri, wish));
    out.field("url", start.url).field("login", pending_.size());
    pending_.push_back(start.pending.to_text());
    return {};
  }

  Status finish(std::size_t number, const std::string& raw_query, JsonWriter& out) {
    const Pending pending = TRY(Pending::from_text(pending_.at(number)));
    const http::Query query = TRY(http::Query::parse(raw_query));
    const Login login = TRY(party_.finish(pending, {query.begin(), query.end()}));
    out.field("issuer", login.issuer).field("subject", login.subject).field("name", login.name).field("email", login.email).field("acr", login.acr);
    out.field("assurance", to_string(login.assurance)).field("session", login.session).field("return_to", login.return_to);
    id_token_ = login.id_token;
    return {};
  }

  MovedClock clock_;
  std::unique_ptr<Fetcher> fetcher_;
  RelyingParty party_;
  std::vector<std::string> pending_;
  std::string id_token_;
};

}  // namespace

int main(int count, char** arguments) {
  const Agenda agenda = load_agenda(std::filesystem::path(ATALAYA_SOURCE) / "tests/packs/tiny").value();
  Faults faults;
  const auto configuration = read_login_configuration(count > 1 ? arguments[1] : "", agenda, faults);
  for (const Error& error : faults.errors()) std::fprintf(stderr, "%s\n", error.to_string().c_str());
  if (!configuration) return 1;
  Walk walk(*configuration);
  for (std::string line; std::getline(std::cin, line);) {
    JsonWriter out;
    out.begin_object();
    if (const Status status = walk.run(split(line, ' '), out); !status)
      out.field("error", status.error().to_string()).field("kind", to_string(status.error().kind));
    std::cout << out.end_object().text() << std::endl;
  }
  return 0;
}
