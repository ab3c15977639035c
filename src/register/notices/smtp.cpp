#include "register/notices/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <stdexcept>

namespace atalaya::reg::notices {

namespace {

struct Closing {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Upload {
  std::string_view rest;
};
std::size_t give(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& upload = *static_cast<Upload*>(user);
  const std::size_t some = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), some);
  upload.rest.remove_prefix(some);
  return some;
}

/// The last command that was sent and the last code that came, which together say what was refused; libcurl's own codes do not.
struct Talk {
  std::string command;
  int code = 0;
  bool leaving = false;  ///< After a refusal libcurl takes its leave (QUIT), which is no part of it.
};
int listen(CURL*, curl_infotype kind, char* data, std::size_t size, void* user) {
  auto& talk = *static_cast<Talk*>(user);
  const std::string_view text(data, size);
  if (kind == CURLINFO_HEADER_OUT && text.starts_with("QUIT")) talk.leaving = true;
  if (talk.leaving) return 0;
  // After 334 comes what AUTH asked for (RFC 4954, section 4): user and password, of which nothing is kept.
  const bool is_answer = talk.command == "AUTH" && talk.code == 334;
  if (kind == CURLINFO_HEADER_OUT && !is_answer) talk.command = std::string(text.substr(0, std::min<std::size_t>(4, text.find_first_of(" \r\n"))));
  if (kind == CURLINFO_HEADER_IN && size >= 3 && std::all_of(data, data + 3, [](char c) { return c >= '0' && c <= '9'; })) {
    talk.code = (data[0] - '0') * 100 + (data[1] - '0') * 10 + (data[2] - '0');
  }
  return 0;
}

class SmtpMailer : public Mailer {
 public:
  SmtpMailer(Mail mail, std::chrono::milliseconds most) : mail_(std::move(mail)), most_(most) {
    static std::once_flag once;
    std::call_once(once, [] {
      if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl does not start");
    });
  }

  Delivery send(const std::string& from, const std::string& to, const std::string& bytes) override {
    const std::unique_ptr<CURL, Closing> handle(curl_easy_init());
    const std::unique_ptr<curl_slist, Closing> recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    if (!handle || !recipients) throw std::runtime_error("libcurl has no memory");
    CURL* curl = handle.get();
    Upload upload{bytes};
    Talk talk;
    curl_easy_setopt(curl, CURLOPT_URL, mail_.server.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(most_.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min<std::chrono::milliseconds>(most_, std::chrono::seconds(10)).count()));
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(mail_.security == Mail::Security::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!mail_.authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, mail_.authorities.c_str());
    if (!mail_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, mail_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, mail_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + from + ">").c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &talk);
    const CURLcode done = curl_easy_perform(curl);
    if (done == CURLE_OK) return {Delivery::Outcome::Sent, {}};
    return judge(talk);
  }

 private:
  static Delivery judge(const Talk& talk) {
    using Outcome = Delivery::Outcome;
    const bool of_message = talk.command == "MAIL" || talk.command == "RCPT" || talk.command == "DATA";
    if (!of_message || talk.code < 400)
      return {Outcome::NoServer, talk.code >= 400 ? std::to_string(talk.code) + " " + talk.command : std::string("no connection")};
    const std::string code = std::to_string(talk.code) + " " + talk.command;
    if (talk.code < 500) return {Outcome::Later, code};
    // MAIL is about our own address and rights: the next message fares no better.
    if (talk.command == "MAIL") return {Outcome::NoServer, code};
    return {talk.command == "RCPT" ? Outcome::BadAddress : Outcome::Refused, code};
  }

  Mail mail_;
  std::chrono::milliseconds most_;
};

}  // namespace

std::unique_ptr<Mailer> make_mailer(const Mail& mail, std::chrono::milliseconds most) { return std::make_unique<SmtpMailer>(mail, most); }

}  // namespace atalaya::reg::notices
