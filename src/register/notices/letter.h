// What a notice says, in its reader's language.
#pragma once

#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "base/locale.h"
#include "register/notices/kinds.h"

namespace atalaya::reg::notices {

struct Item {
  Kind kind = Kind::Remark;
  std::string subject = {};     ///< Public id of what it is about.
  std::string country = {};     ///< Of the submission; empty where it is a cycle.
  int year = 0;                 ///< Of the cycle; 0: of none.
  LocalText title = {};         ///< Of the cycle.
  std::string due = {};         ///< An instant; may be empty.
  std::string invitation = {};  ///< The token of the link.
  std::string role = {};        ///< Of the invitation.
  std::string name = {};        ///< Of who is invited.
};

struct Letter {
  std::string subject;
  std::string text;
};

/// One item, or several as a digest. `site` is the address that people type, without a slash at its end.
[[nodiscard]] Letter write_letter(const Locale& locale, const Agenda& agenda, const std::string& site, const std::vector<Item>& items);

}  // namespace atalaya::reg::notices
