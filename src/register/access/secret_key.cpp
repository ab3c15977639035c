#include "register/access/secret_key.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "base/files.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "register/access/hmac.h"
#include "register/store/log.h"
#include "register/store/private_file.h"
#include "register/store/random.h"
#include "register/store/sql.h"
#include "register/store/store.h"

namespace atalaya::reg {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "sealed1.";  // What is in clear is base32 in capitals, and never begins so.
constexpr std::size_t nonce_bytes = 12, tag_bytes = 16, most_file_bytes = 64'000;
constexpr std::string_view hex_digits = "0123456789abcdef";

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void must(int done) {
  if (done != 1) throw std::runtime_error("OpenSSL has no AES-256-GCM");
}

/// 256 bits out of the file's text; one use, one label.
std::string cipher_key(const std::string& text) { return hmac(HashKind::Sha256, text, "seal"); }
std::string name_of(const std::string& text) { return base32(hmac(HashKind::Sha256, text, "name").substr(0, 16)); }

std::string to_hex(std::string_view raw) {
  std::string out;
  for (const char c : raw) (out += hex_digits[static_cast<unsigned char>(c) >> 4U]) += hex_digits[static_cast<unsigned char>(c) & 15U];
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = hex_digits.find(text[i]), low = hex_digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    out += static_cast<char>(high << 4U | low);
  }
  return out;
}

std::string encrypt(const std::string& key, const std::string& nonce, std::string_view plain, std::string_view about) {
  const Cipher context(EVP_CIPHER_CTX_new());
  std::string out(plain.size(), '\0'), tag(tag_bytes, '\0');
  int length = 0;
  must(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key)), bytes(std::string_view(nonce))));
  must(EVP_EncryptUpdate(context.get(), nullptr, &length, bytes(about), static_cast<int>(about.size())));
  must(EVP_EncryptUpdate(context.get(), bytes(out), &length, bytes(plain), static_cast<int>(plain.size())));
  must(EVP_EncryptFinal_ex(context.get(), bytes(out) + length, &length));
  must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, tag.data()));
  return out + tag;
}

std::optional<std::string> decrypt(const std::string& key, std::string_view nonce, std::string_view sealed, std::string_view about) {
  const Cipher context(EVP_CIPHER_CTX_new());
  std::string out(sealed.size() - tag_bytes, '\0'), tag(sealed.substr(out.size()));
  int length = 0;
  must(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key)), bytes(nonce)));
  must(EVP_DecryptUpdate(context.get(), nullptr, &length, bytes(about), static_cast<int>(about.size())));
  must(EVP_DecryptUpdate(context.get(), bytes(out), &length, bytes(sealed), static_cast<int>(out.size())));
  must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()));
  if (EVP_DecryptFinal_ex(context.get(), bytes(out) + length, &length) != 1) return std::nullopt;
  return out;
}

/// The name of the key that the store's secrets are sealed with; empty where there was none yet.
std::string name_in(soci::session& session) { return sql::value<std::string>(session, "select name from secret_key order by id desc limit 1").value_or(""); }

struct Kept {
  std::string person, secret;
};
std::vector<Kept> kept_secrets(soci::session& session) {
  std::vector<Kept> out;
  for (auto& [person, secret] : sql::rows<std::string, std::string>(
           session, "select p.public_id, a.totp_secret from local_account a join person p on p.id = a.person where a.totp_secret <> '' order by p.id")) {
    out.push_back({std::move(person), std::move(secret)});
  }
  return out;
}

void put(soci::session& session, const std::string& person, const std::string& secret) {
  sql::run(session, "update local_account set totp_secret = :secret where person = (select id from person where public_id = :person)", {secret, person});
}

void note_key(soci::session& session, const std::string& now, const std::string& name) {
  sql::run(session, "insert into secret_key (name, since) values (:name, :now)", {name, now});
}

std::unexpected<Error> lost(const fs::path& path, const std::string& what) {
  return fail(
      ErrorKind::Conflict, what, {.file = path.string()},
      "put the file back from where it is kept; where it is lost, 'atalaya register secret-key --renew' makes a new one, and 'atalaya register recover' lets "
      "those in again who have a code");
}

}  // namespace

bool is_sealed(std::string_view text) { return text.starts_with(mark); }

SecretKey SecretKey::random() { return SecretKey({new_token()}); }

Result<SecretKey> SecretKey::open(const fs::path& path) {
  TRY_STATUS(check_private_file(path));
  const std::string text = TRY(read_file(path, most_file_bytes));
  std::vector<std::string> out;
  for (const std::string_view line : split(trim(text), '\n')) out.emplace_back(trim(line));
  if (!std::ranges::all_of(out, [](const std::string& one) { return is_token(one); })) {
    return fail(ErrorKind::Input, "this is no key of secrets", {.file = path.string()}, "put the file back from where it is kept");
  }
  return SecretKey(std::move(out));
}

Status SecretKey::save(const fs::path& path) const { return write_private_file(path, join(texts_, "\n") + "\n"); }

SecretKey SecretKey::renewed() const {
  SecretKey out = random();
  out.texts_.insert(out.texts_.end(), texts_.begin(), texts_.end());
  return out;
}

std::string SecretKey::name() const { return name_of(texts_.front()); }
bool SecretKey::has(const std::string& name) const {
  return std::ranges::any_of(texts_, [&](const std::string& one) { return name_of(one) == name; });
}

std::string SecretKey::seal(std::string_view secret, std::string_view about) const {
  const std::string nonce = random_bytes(nonce_bytes);
  return std::string(mark) + to_hex(nonce + encrypt(cipher_key(texts_.front()), nonce, secret, about));
}

std::optional<std::string> SecretKey::unseal(std::string_view sealed, std::string_view about) const {
  if (!is_sealed(sealed)) return std::nullopt;
  const auto raw = from_hex(sealed.substr(mark.size()));
  if (!raw || raw->size() < nonce_bytes + tag_bytes) return std::nullopt;
  const std::string_view all = *raw;
  for (const std::string& text : texts_) {
    if (auto plain = decrypt(cipher_key(text), all.substr(0, nonce_bytes), all.substr(nonce_bytes), about)) return plain;
  }
  return std::nullopt;
}

Result<SecretKey> open_secret_key(Store& store, const fs::path& path) {
  struct Found {
    std::string name;
    bool clear = false;
  };
  const auto found = TRY(store.read([](soci::session& session) -> Result<Found> {
    const auto all = kept_secrets(session);
    return Found{name_in(session), std::ranges::any_of(all, [](const Kept& one) { return !is_sealed(one.secret); })};
  }));
  auto key = SecretKey::open(path);
  if (!key) {
    if (key.error().kind != ErrorKind::NotFound) return key;
    if (!found.name.empty()) return lost(path, "the key that the secrets of one-time codes are sealed with is not there");
    std::error_code code;
    fs::create_directories(path.parent_path(), code);
    if (code) return fail(ErrorKind::System, "the folder cannot be made: " + code.message(), {.file = path.parent_path().string()});
    // Where another program makes it at the same time, its key is the one.
    if (Status made = create_private_file(path, new_token() + "\n"); !made && made.error().kind != ErrorKind::Conflict) return std::unexpected(made.error());
    key = TRY(SecretKey::open(path));
  } else if (!found.name.empty() && !key->has(found.name)) {
    return lost(path, "the secrets of one-time codes are sealed with another key than this");
  }
  if (!found.name.empty() && !found.clear) return key;
  TRY_STATUS(store.write([&](soci::session& session) -> Status {
    if (const std::string name = name_in(session); name.empty()) {
      note_key(session, store.now(), key->name());
    } else if (!key->has(name)) {
      return lost(path, "another key was made at the same time");
    }
    for (const Kept& one : kept_secrets(session)) {
      if (!is_sealed(one.secret)) put(session, one.person, key->seal(one.secret, one.person));
    }
    return {};
  }));
  return key;
}

Result<SecretKey> renew_secret_key(Store& store, const std::string& actor, const fs::path& path) {
  auto old = SecretKey::open(path);
  if (!old && old.error().kind == ErrorKind::Conflict) return old;
  // What is no key of ours is not thrown away.
  std::error_code code;
  if (!old && old.error().kind != ErrorKind::NotFound) fs::rename(path, path.string() + ".unknown", code);
  if (code) return fail(ErrorKind::System, "the file cannot be put aside: " + code.message(), {.file = path.string()});
  // The file has both keys before the store has anything of the new one, so that an end in between loses nothing.
  const SecretKey key = old ? old->renewed() : SecretKey::random();
  TRY_STATUS(key.save(path));
  TRY_STATUS(store.write([&](soci::session& session) -> Status {
    for (const Kept& one : kept_secrets(session)) {
      const auto secret = is_sealed(one.secret) ? key.unseal(one.secret, one.person) : std::optional(one.secret);
      if (secret) put(session, one.person, key.seal(*secret, one.person));
    }
    note_key(session, store.now(), key.name());
    JsonWriter json;
    json.begin_object().field("key", key.name()).end_object();
    log::append(session, {store.now(), actor, "secret_key.renew", "", log::details_hash(json.text())});
    return {};
  }));
  return key;
}

Result<SecretState> secret_state(Store& store, const SecretKey& key) {
  return store.read([&](soci::session& session) -> Result<SecretState> {
    SecretState out;
    for (Kept& one : kept_secrets(session)) {
      ++out.sealed;
      if (is_sealed(one.secret) && !key.unseal(one.secret, one.person)) out.lost.push_back(std::move(one.person));
    }
    return out;
  });
}

}  // namespace atalaya::reg
