#include "register/submissions/receipt.h"

#include <cjose/cjose.h>
#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include "base/files.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "formats/tree/node.h"
#include "register/store/private_file.h"

namespace atalaya::reg {

namespace {

namespace fs = std::filesystem;

struct Free {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
  void operator()(char* text) const { cjose_get_dealloc()(text); }
};
using Key = std::unique_ptr<cjose_jwk_t, Free>;
using Jws = std::unique_ptr<cjose_jws_t, Free>;
using Header = std::unique_ptr<cjose_header_t, Free>;
using Text = std::unique_ptr<char, Free>;

constexpr std::size_t most_bytes = 64'000;

std::unexpected<Error> refused(const char* what, const cjose_err& error) {
  return fail(ErrorKind::Internal, std::string(what) + ": " + (error.message != nullptr ? error.message : "unknown"));
}

Result<std::string> to_text(const cjose_jwk_t* key, bool with_private) {
  cjose_err error{};
  const Text json(cjose_jwk_to_json(key, with_private, &error));
  if (json == nullptr) return refused("cannot write a key", error);
  return std::string(json.get());
}

/// RFC 7638: the SHA-256 of the members that make the key, which are the public ones.
Result<std::string> thumbprint(const cjose_jwk_t* key) {
  cjose_err error{};
  const Node node = TRY(parse_json_tree(TRY(to_text(key, false)), "key"));
  const auto member = [&](std::string_view name) { return node.child(name) == nullptr ? std::string() : node.child(name)->text; };
  JsonWriter json;
  json.begin_object().field("crv", member("crv")).field("kty", member("kty")).field("x", member("x")).field("y", member("y")).end_object();
  // SHA-256 comes as hexadecimal here; the raw bytes are what the standard encodes.
  const std::string hex = sha256(json.text());
  std::string raw;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) raw += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  char* encoded = nullptr;
  std::size_t size = 0;
  if (!cjose_base64url_encode(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size(), &encoded, &size, &error))
    return refused("cannot name a key", error);
  const Text owned(encoded);
  return std::string(encoded, size);
}

Result<Key> new_key() {
  cjose_err error{};
  Key key(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error));
  if (key == nullptr) return refused("cannot make a key", error);
  const std::string id = TRY(thumbprint(key.get()));
  if (!cjose_jwk_set_kid(key.get(), id.data(), id.size(), &error)) return refused("cannot name a key", error);
  return key;
}

std::string kid_of(const cjose_jwk_t* key) {
  cjose_err error{};
  const char* const id = cjose_jwk_get_kid(key, &error);
  return id == nullptr ? "" : id;
}

/// The keys of a JWK set that are of our kind. What a set may hold beside them is nothing to us.
Result<std::vector<Key>> read_keys(std::string_view json) {
  const Node set = TRY(parse_json_tree(json, "keys", {.bytes = most_bytes, .depth = 8, .nodes = 5'000, .text_bytes = 5'000}));
  const Node* const list = set.child("keys");
  if (list == nullptr || list->type != Node::Type::Array) return fail(ErrorKind::Input, "this is no set of keys (RFC 7517)");
  std::vector<Key> out;
  for (const Node& node : list->children) {
    const Node* const curve = node.child("crv");
    if (curve == nullptr || curve->text != "P-256") continue;
    JsonWriter one;
    one.begin_object();
    for (const Node& member : node.children) {
      for (const std::string_view name : {"kty", "crv", "x", "y", "d", "kid"}) {
        if (member.name == name && member.type == Node::Type::Text) one.field(name, member.text);
      }
    }
    one.end_object();
    cjose_err error{};
    Key key(cjose_jwk_import(one.text().data(), one.text().size(), &error));
    if (key == nullptr) return fail(ErrorKind::Input, "a key of the set cannot be read");
    out.push_back(std::move(key));
  }
  if (out.empty()) return fail(ErrorKind::Input, "the set has no key of the curve P-256");
  return out;
}

std::string set_text(const std::vector<std::string>& keys) { return "{\"keys\":[" + join(keys, ",") + "]}"; }

std::string payload_of(const Receipt& receipt) {
  JsonWriter json;
  json.begin_object().field("iss", receipt.issuer).field("jti", receipt.id).field("sub", receipt.submission).field("country", receipt.country);
  json.field("year", receipt.year).field("questionnaire", receipt.questionnaire).field("questionnaire_version", receipt.questionnaire_version);
  json.field("version", receipt.version).field("sha256", receipt.sha256).field("instant", receipt.instant).end_object();
  return json.take();
}

Result<Receipt> read_payload(std::string_view json) {
  const Node node = TRY(parse_json_tree(json, "receipt", {.bytes = most_bytes, .depth = 4, .nodes = 200, .text_bytes = 5'000}));
  bool whole = node.type == Node::Type::Object;
  const auto text = [&](std::string_view name) -> std::string {
    const Node* const member = node.child(name);
    whole = whole && member != nullptr && member->type == Node::Type::Text;
    return member == nullptr ? "" : member->text;
  };
  const auto number = [&](std::string_view name) {
    const Node* const member = node.child(name);
    const auto value = member == nullptr || member->type != Node::Type::Number ? std::nullopt : parse_integer(member->text);
    whole = whole && value && *value >= 0 && *value < 1'000'000;
    return value ? static_cast<int>(*value) : 0;
  };
  Receipt out{text("jti"),       text("iss"),    text("sub"),    text("country"), number("year"), text("questionnaire"), text("questionnaire_version"),
              number("version"), text("sha256"), text("instant")};
  if (!whole) return fail(ErrorKind::Input, "the receipt does not say what a receipt says");
  return out;
}

}  // namespace

struct ReceiptKeys::Parts {
  std::vector<Key> keys;  ///< The newest first.
};

Result<ReceiptKeys> ReceiptKeys::create(const fs::path& path) {
  const Key key = TRY(new_key());
  TRY_STATUS(create_private_file(path, set_text({TRY(to_text(key.get(), true))})));
  return open(path);
}

Result<ReceiptKeys> ReceiptKeys::open(const fs::path& path) {
  struct stat state {};
  if (::stat(path.c_str(), &state) != 0)
    return fail(ErrorKind::NotFound, "there are no keys for receipts", {.file = path.string()}, "'atalaya register init' makes them");
  if ((state.st_mode & 077) != 0) return fail(ErrorKind::Conflict, "others than its owner may read the file of the keys", {.file = path.string()}, "chmod 600");
  auto keys = read_keys(TRY(read_file(path, most_bytes)));
  if (!keys) {
    Error error = std::move(keys).error();
    error.place = {.file = path.string()};
    return std::unexpected(std::move(error));
  }
  return ReceiptKeys(std::make_shared<const Parts>(Parts{std::move(*keys)}));
}

Status ReceiptKeys::renew(const fs::path& path) {
  const Key key = TRY(new_key());
  std::vector<std::string> texts = {TRY(to_text(key.get(), true))};
  for (const Key& old : parts_->keys) texts.push_back(TRY(to_text(old.get(), true)));
  TRY_STATUS(write_private_file(path, set_text(texts)));
  *this = TRY(open(path));
  return {};
}

Result<std::string> ReceiptKeys::sign(const Receipt& receipt) const {
  const cjose_jwk_t* const key = parts_->keys.front().get();
  cjose_err error{};
  const Header header(cjose_header_new(&error));
  const std::string type(receipt_type), kid = kid_of(key), payload = payload_of(receipt);
  if (header == nullptr || !cjose_header_set(header.get(), CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &error) ||
      !cjose_header_set(header.get(), "typ", type.c_str(), &error) || !cjose_header_set(header.get(), CJOSE_HDR_KID, kid.c_str(), &error)) {
    return refused("cannot sign a receipt", error);
  }
  const Jws jws(cjose_jws_sign(key, header.get(), reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size(), &error));
  const char* compact = nullptr;
  if (jws == nullptr || !cjose_jws_export(jws.get(), &compact, &error)) return refused("cannot sign a receipt", error);
  return std::string(compact);
}

std::string ReceiptKeys::public_keys() const {
  std::vector<std::string> out;
  for (const Key& key : parts_->keys) {
    const auto text = to_text(key.get(), false);
    // What it is for stands with it (RFC 7517, 4.2 and 4.4).
    if (text && text->ends_with('}')) out.push_back(text->substr(0, text->size() - 1) + R"(,"alg":"ES256","use":"sig"})");
  }
  return set_text(out);
}

Result<Receipt> verify_receipt(std::string_view jws, std::string_view public_keys) {
  const std::vector<Key> keys = TRY(read_keys(public_keys));
  if (jws.size() > most_bytes) return fail(ErrorKind::Input, "the receipt is too long");
  jws = trim(jws);
  cjose_err error{};
  const Jws signature(cjose_jws_import(jws.data(), jws.size(), &error));
  if (signature == nullptr) return fail(ErrorKind::Input, "this is no receipt", {}, "three parts with points between them (JWS, compact)");
  cjose_header_t* const header = cjose_jws_get_protected(signature.get());
  const auto says = [&](const char* name) -> std::string {
    const char* const value = cjose_header_get(header, name, &error);
    return value == nullptr ? "" : value;
  };
  // How it is signed is ours to say, not the receipt's.
  if (says(CJOSE_HDR_ALG) != CJOSE_HDR_ALG_ES256) return fail(ErrorKind::Input, "the receipt is not signed in the way of receipts (ES256)");
  if (says("typ") != receipt_type) return fail(ErrorKind::Input, "what is signed is no receipt");
  const std::string kid = says(CJOSE_HDR_KID);
  const auto key = std::ranges::find_if(keys, [&](const Key& one) { return kid_of(one.get()) == kid; });
  if (kid.empty() || key == keys.end()) return fail(ErrorKind::Input, "the receipt is signed with a key that is none of these");
  if (!cjose_jws_verify(signature.get(), key->get(), &error)) return fail(ErrorKind::Input, "the receipt is not what was signed");
  std::uint8_t* plain = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(signature.get(), &plain, &size, &error)) return fail(ErrorKind::Input, "the receipt cannot be read");
  return read_payload({reinterpret_cast<const char*>(plain), size});
}

}  // namespace atalaya::reg
