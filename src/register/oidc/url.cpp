#include "register/oidc/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "base/text.h"
#include "register/oidc/json.h"

namespace atalaya::reg {

namespace {

constexpr std::size_t most_letters = 2000;

/// One part of the address; empty where it has none.
std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owned(text, curl_free);
  return text;
}

bool is_plain(char c) {
  return c > ' ' && c < '\x7f' && c != '\\' && c != '"' && c != '<' && c != '>' && c != '`' && c != '{' && c != '}' && c != '|' && c != '^';
}

}  // namespace

bool Url::is_loopback() const {
  return host == "localhost" || host == "[::1]" || (host.starts_with("127.") && std::ranges::count(host, '.') == 3 && std::ranges::all_of(host, [](char c) {
                                                      return c == '.' || (c >= '0' && c <= '9');
                                                    }));
}

Result<Url> parse_url(std::string_view text) {
  const auto refuse = [&](const char* why) {
    return fail(ErrorKind::Input, shown(text) + " " + why, {}, "an address such as https://accounts.example.org/path");
  };
  if (text.size() > most_letters) return refuse("is too long for an address");
  if (!std::ranges::all_of(text, is_plain)) return refuse("has a character that no address has");
  if (text.find('#') != std::string_view::npos) return refuse("has a fragment");
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), curl_url_cleanup);
  if (!url) throw std::runtime_error("no memory for an address");
  if (curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) return refuse("is no address");
  Url out;
  out.scheme = to_lower_ascii(part_of(url.get(), CURLUPART_SCHEME));
  out.host = to_lower_ascii(part_of(url.get(), CURLUPART_HOST));
  out.port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  out.path = part_of(url.get(), CURLUPART_PATH);
  out.has_query = text.find('?') != std::string_view::npos;
  if ((out.scheme != "https" && out.scheme != "http") || out.host.empty()) return refuse("is no http or https address");
  return out;
}

Result<Url> parse_secure_url(std::string_view text, Loopback loopback) {
  Url url = TRY(parse_url(text));
  if (url.scheme != "https" && !(loopback == Loopback::Allow && url.is_loopback())) {
    return fail(ErrorKind::Input, shown(text) + " is not secret on its way", {}, "https is needed");
  }
  return url;
}

std::string escape(std::string_view text) {
  if (text.empty()) return {};  // libcurl would take a length of zero for "measure it".
  const std::unique_ptr<char, decltype(&curl_free)> out(curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), curl_free);
  if (!out) throw std::runtime_error("no memory for an address");
  return out.get();
}

std::string form(const Parameters& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    if (!out.empty()) out += '&';
    out += escape(name) + '=' + escape(value);
  }
  return out;
}

std::string with_query(std::string url, const Parameters& parameters) {
  const std::string query = form(parameters);
  if (query.empty()) return url;
  if (const auto mark = url.find('?'); mark == std::string::npos) {
    url += '?';
  } else if (mark + 1 != url.size() && !url.ends_with('&')) {
    url += '&';
  }
  return url + query;
}

bool is_local_path(std::string_view path) {
  return path.size() <= most_letters && path.starts_with('/') && !path.starts_with("//") && std::ranges::all_of(path, is_plain);
}

}  // namespace atalaya::reg
