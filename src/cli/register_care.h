// What the register does on its own, for the verbs and, in serve, by a timer: notices are made and sent, and what is over its time is deleted.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "agenda/agenda.h"
#include "base/locale.h"
#include "register/access/accounts.h"
#include "register/notices/mail_configuration.h"
#include "register/notices/outgoing.h"
#include "register/privacy/retention.h"

namespace atalaya::cli {

class RegisterCare {
 public:
  /// All of them must outlive it. Without mail, notices are made and wait; without a policy, nothing is deleted.
  [[nodiscard]] static Result<std::unique_ptr<RegisterCare>> make(reg::Store& store, reg::Accounts& accounts, const Agenda& agenda, const reg::Mail* mail,
                                                                  const reg::PrivacyPolicy* policy);
  ~RegisterCare();

  /// Makes the notices that are due (with reminders), and sends them where there is mail.
  [[nodiscard]] Result<reg::notices::Tally> send_notices(const std::string& site, bool reminders = true);
  /// Every 20 seconds, at first at once (instruments are read then, so that they can be found), and what is deleted every hour, on a thread of its own until
  /// this object ends. Troubles go to standard error, each once.
  void begin(std::string site);

 private:
  RegisterCare(reg::Store& store, reg::Accounts& accounts, const Agenda& agenda, const reg::Mail* mail, const reg::PrivacyPolicy* policy);
  void work(const std::stop_token& stop, const std::string& site);
  void complain(const char* what, const Status& done);

  reg::Store& store_;
  reg::Accounts& accounts_;
  const Agenda& agenda_;
  const reg::Mail* mail_;
  const reg::PrivacyPolicy* policy_;
  std::unique_ptr<reg::notices::Mailer> mailer_;
  std::map<std::string, Locale> locales_;
  std::map<std::string, std::string> complaints_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< The last member: it ends before what it uses.
};

}  // namespace atalaya::cli
