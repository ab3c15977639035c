#include "register/oidc/pending.h"

#include "base/json_writer.h"
#include "base/text.h"
#include "register/oidc/json.h"
#include "register/oidc/url.h"
#include "register/store/random.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 10U;

}  // namespace

std::string Pending::to_text() const {
  JsonWriter json;
  json.begin_object().field("provider", provider).field("state", state).field("nonce", nonce).field("verifier", verifier).field("redirect_uri", redirect_uri);
  json.field("return_to", return_to).field("least", to_string(least)).field("started", instant_text(started));
  if (max_age) json.field("max_age", std::to_string(max_age->count()));
  return json.end_object().take();
}

Result<Pending> Pending::from_text(std::string_view text) {
  const JsonObject json = TRY(JsonObject::parse(text, "the login that has begun", most_bytes));
  Pending out;
  out.provider = TRY(json.text("provider"));
  out.state = TRY(json.text("state"));
  out.nonce = TRY(json.text("nonce"));
  out.verifier = TRY(json.text("verifier"));
  out.redirect_uri = TRY(json.text("redirect_uri"));
  out.return_to = TRY(json.text_or_empty("return_to"));
  const auto least = parse_assurance(TRY(json.text("least")));
  const auto started = parse_instant(TRY(json.text("started")));
  if (!is_token(out.state) || !is_token(out.nonce) || !is_token(out.verifier) || !least || !started) return json.fault("it is not as it was written");
  if (!out.return_to.empty() && !is_local_path(out.return_to)) return json.fault("'return_to' is no path of this site");
  out.least = *least;
  out.started = *started;
  if (json.has("max_age")) {
    const auto seconds = parse_integer(TRY(json.text("max_age")));
    if (!seconds || *seconds < 0) return json.fault("'max_age' is no number of seconds");
    out.max_age = std::chrono::seconds(*seconds);
  }
  return out;
}

}  // namespace atalaya::reg
