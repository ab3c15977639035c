#include "cli/register_care.h"

#include <spdlog/spdlog.h>

#include "base/files.h"
#include "register/instruments/search.h"
#include "register/notices/queue.h"

namespace atalaya::cli {

namespace {

constexpr std::chrono::seconds between{20};
constexpr int passes_an_hour = 180;

}  // namespace

RegisterCare::RegisterCare(reg::Store& store, reg::Accounts& accounts, const Agenda& agenda, const reg::Mail* mail, const reg::PrivacyPolicy* policy)
    : store_(store), accounts_(accounts), agenda_(agenda), mail_(mail), policy_(policy) {
  if (mail_ != nullptr) mailer_ = reg::notices::make_mailer(*mail_);
}

RegisterCare::~RegisterCare() = default;

Result<std::unique_ptr<RegisterCare>> RegisterCare::make(reg::Store& store, reg::Accounts& accounts, const Agenda& agenda, const reg::Mail* mail,
                                                         const reg::PrivacyPolicy* policy) {
  std::unique_ptr<RegisterCare> out(new RegisterCare(store, accounts, agenda, mail, policy));
  const auto data = TRY(data_directory());
  for (const char* language : {"es", "en", "pt"}) out->locales_.emplace(language, TRY(Locale::make(language, data)));
  return out;
}

Result<reg::notices::Tally> RegisterCare::send_notices(const std::string& site, bool reminders) {
  TRY(reg::notices::spread(store_));
  if (reminders) TRY(reg::notices::remind(store_));
  if (!mailer_) return reg::notices::Tally{};
  const auto locale = [this](const std::string& language) -> const Locale& {
    const auto found = locales_.find(language);
    return found == locales_.end() ? locales_.at("en") : found->second;
  };
  return reg::notices::send_due(store_, *mailer_, {.agenda = agenda_, .locale = locale, .site = site, .from = mail_->from, .reply_to = mail_->reply_to});
}

void RegisterCare::complain(const char* what, const Status& done) {
  const std::string now = done ? std::string() : done.error().to_string();
  std::string& before = complaints_[what];
  if (!now.empty() && now != before) spdlog::error("{}: {}", what, now);
  before = now;
}

void RegisterCare::work(const std::stop_token& stop, const std::string& site) {
  for (int pass = 0; !stop.stop_requested(); ++pass) {
    complain("instruments", reg::instruments::prepare(store_));
    const bool hourly = pass % passes_an_hour == 0;
    const auto sent = send_notices(site, hourly);
    complain("notices", sent ? Status() : Status(std::unexpected(sent.error())));
    if (hourly && policy_ != nullptr) {
      const auto swept = reg::privacy::sweep(store_, accounts_, *policy_);
      complain("retention", swept ? Status() : Status(std::unexpected(swept.error())));
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, between, [] { return false; });
  }
}

void RegisterCare::begin(std::string site) {
  thread_ = std::jthread([this, site = std::move(site)](const std::stop_token& stop) { work(stop, site); });
}

}  // namespace atalaya::cli
