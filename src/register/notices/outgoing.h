// Sending what waits. Each notice is claimed for some minutes before it is sent, so that two programs do not send it both; a program that dies between sending
// and writing that down sends it once more afterwards, with the same Message-ID.
#pragma once

#include <functional>
#include <string>

#include "base/locale.h"
#include "register/notices/letter.h"
#include "register/notices/smtp.h"
#include "register/store/store.h"

namespace atalaya::reg::notices {

struct Sending {
  const Agenda& agenda;
  std::function<const Locale&(const std::string& language)> locale;
  std::string site;  ///< "https://observatory.example"
  std::string from;
  std::string reply_to = {};
};

struct Tally {
  int sent = 0;              ///< Messages.
  int later = 0;             ///< Will be tried again.
  int failed = 0;            ///< Given up.
  std::string trouble = {};  ///< Where no message would be taken now: "no connection", "535 AUTH"; the rest waits.
};

/// Everything that is due, at most `most` messages. Tries again after 5 minutes, then twice as long each time up to 12 hours, and gives up after 5 days.
[[nodiscard]] Result<Tally> send_due(Store& store, Mailer& mailer, const Sending& sending, int most = 500);

}  // namespace atalaya::reg::notices
