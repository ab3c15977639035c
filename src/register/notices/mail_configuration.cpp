#include "register/notices/mail_configuration.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "base/files.h"
#include "base/text.h"
#include "register/people/fields.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_secret_bytes = 4096;

struct Server {
  bool tls = false;
  std::string host;
};

/// "smtp://host:587": nothing but a host and a port, as everything else has a key of its own.
std::optional<Server> parse_server(std::string_view text) {
  Server out;
  if (text.starts_with("smtps://")) {
    out.tls = true;
    text.remove_prefix(8);
  } else if (text.starts_with("smtp://")) {
    text.remove_prefix(7);
  } else {
    return std::nullopt;
  }
  const bool bracket = text.starts_with("[");
  const std::size_t end = bracket ? text.find(']') : text.find(':');
  out.host = std::string(text.substr(bracket ? 1 : 0, end == std::string_view::npos ? end : end - (bracket ? 1 : 0)));
  std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(end + (bracket ? 1 : 0));
  if (bracket && end == std::string_view::npos) return std::nullopt;
  const auto good = [bracket](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || (bracket && c == ':');
  };
  if (out.host.empty() || out.host.size() > 253 || !std::ranges::all_of(out.host, good)) return std::nullopt;
  if (rest.empty()) return out;
  const auto port = rest.starts_with(":") ? parse_integer(rest.substr(1)) : std::nullopt;
  if (!port || *port < 1 || *port > 65535) return std::nullopt;
  return out;
}

bool is_loopback(const std::string& host) { return host == "localhost" || host == "127.0.0.1" || host == "::1"; }

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void read_password(const YamlNode& file, const std::filesystem::path& folder, Mail& out, Faults& faults) {
  if (file.has("password")) faults.add(file["password"].place(), "a password does not stand in this file", "password_file or password_environment");
  if (file.has("password_file") && file.has("password_environment")) {
    faults.add(file["password_environment"].place(), "'password_file' and 'password_environment' exclude each other");
  }
  if (file.has("password_environment")) {
    const char* const value = std::getenv(file.text("password_environment", faults).c_str());
    if (value == nullptr) {
      faults.add(file["password_environment"].place(), "the environment has no such variable");
    } else {
      out.password = value;
    }
  } else if (file.has("password_file")) {
    const auto path = folder / file.text("password_file", faults);
    struct stat state = {};
    if (::stat(path.c_str(), &state) == 0 && (state.st_mode & 077U) != 0) {
      faults.add(file["password_file"].place(), "others can read the file with the password", "chmod 600");
      return;
    }
    const auto text = read_file(path, most_secret_bytes);
    if (text) {
      out.password = trim(*text);
    } else {
      faults.add(file["password_file"].place(), text.error().to_string());
    }
  } else if (file.has("user")) {
    faults.add(file["user"].place(), "the user has no password", "password_file or password_environment");
  }
}

}  // namespace

std::optional<Mail> read_mail_configuration(const YamlNode& file, const std::filesystem::path& folder, Faults& faults) {
  const std::size_t before = faults.errors().size();
  Mail out;
  if (!file.is_map()) {
    faults.add(file.place(), "a map (key: value) is expected here");
    return std::nullopt;
  }
  file.only({"server", "security", "user", "password", "password_file", "password_environment", "from", "reply_to", "authorities"}, faults);
  out.server = file.text("server", faults);
  const auto server = parse_server(out.server);
  if (!server && file.has("server")) faults.add(file["server"].place(), "this is no address of a server for mail", "smtp://HOST:587 or smtps://HOST:465");
  out.security = server && server->tls ? Mail::Security::Tls : Mail::Security::StartTls;
  if (file.has("security")) {
    const std::string name = file.choice("security", {"starttls", "tls", "none"}, faults);
    out.security = name == "tls" ? Mail::Security::Tls : name == "none" ? Mail::Security::None : Mail::Security::StartTls;
    if (server && server->tls != (out.security == Mail::Security::Tls)) faults.add(file["security"].place(), "'tls' is for smtps://, the others for smtp://");
    if (server && out.security == Mail::Security::None && !is_loopback(server->host)) {
      faults.add(file["security"].place(), "without TLS only a server on this machine is written to");
    }
  }
  out.user = file.text_or("user", "", faults);
  read_password(file, folder, out, faults);
  if (has_control(out.user) || has_control(out.password)) faults.add(file.place(), "user or password have control characters");
  for (const auto& [key, to] : {std::pair("from", &out.from), std::pair("reply_to", &out.reply_to)}) {
    if (std::string_view(key) == "reply_to" && !file.has(key)) continue;
    *to = file.text(key, faults);
    if (const Status good = check_email(*to); file.has(key) && !good) faults.add(file[key].place(), good.error().what);
  }
  if (file.has("authorities")) out.authorities = folder / file.text("authorities", faults);
  if (faults.errors().size() != before) return std::nullopt;
  return out;
}

Result<std::optional<Mail>> load_mail_configuration(const std::filesystem::path& folder) {
  const auto path = folder / "mail.yaml";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  Faults faults;
  const auto file = YamlNode::load(path, faults);
  auto mail = file ? read_mail_configuration(*file, folder, faults) : std::nullopt;
  if (mail) return mail;
  std::string all;
  for (const Error& fault : faults.errors()) all += (all.empty() ? "" : "\n") + fault.to_string();
  return fail(ErrorKind::Input, all, {}, "mend mail.yaml, or take it away: notices wait then");
}

}  // namespace atalaya::reg
