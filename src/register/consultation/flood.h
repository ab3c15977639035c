// What keeps floods off, without third parties and without a riddle that some people cannot solve: a form must have been open for some seconds, works once, and
// people and addresses have a pace. The store never has an address: it has a hash, for an hour, with a salt that is gone after a day.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "base/error.h"
#include "register/store/store.h"

namespace atalaya::reg::consultation {

struct Limits {
  std::chrono::seconds least_open = std::chrono::seconds(3);  ///< From opening the form to sending it.
  std::chrono::hours most_open = std::chrono::hours(24);
  int person_in_an_hour = 30;
  int address_in_an_hour = 60;  ///< Of those who have not logged in: many may share one.
};

/// Forms that were given out, by a signature: the store knows of a form only when it comes back.
class Forms {
 public:
  /// `key` is a secret of at least 32 bytes, the same in all processes and after a restart.
  Forms(std::string key, Limits limits);

  /// A token for a form that is opened now.
  [[nodiscard]] std::string open(const std::string& consultation, Instant now) const;
  /// The form's own id, which is kept with the comment so that sending a form again does nothing again. Input where the token is none of ours or of another
  /// consultation; Conflict, with what to do, where it comes too early or too late.
  [[nodiscard]] Result<std::string> take(const std::string& token, const std::string& consultation, Instant now) const;
  /// With what an anonymous author may appeal: it follows from the form, so that a repeated sending gets the same.
  [[nodiscard]] std::string appeal_key(const std::string& form) const;

  [[nodiscard]] const Limits& limits() const { return limits_; }

 private:
  [[nodiscard]] std::string sign(const std::string& text) const;
  std::string key_;
  Limits limits_;
};

/// The salt of a day, remembered while the day lasts.
class Salts {
 public:
  /// Inside of a transaction that writes: the first of a day makes it.
  [[nodiscard]] std::string of(soci::session& session, const std::string& day);

 private:
  std::mutex mutex_;
  std::string day_, salt_;
};

/// Notes one more of somebody, or refuses, for all processes and also after a restart: Conflict, with when to come back. By the person where there is one, else
/// by the address. Inside of a transaction. privacy/retention.h takes away what is older than it has to be.
[[nodiscard]] Status keep_pace(soci::session& session, Salts& salts, Instant now, const std::string& person, const std::string& address, const Limits& limits);

}  // namespace atalaya::reg::consultation
