// A connection, with what is known of its transaction.
#pragma once

#include <soci/soci.h>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "register/store/log.h"

namespace atalaya::reg {

namespace sql {
class Running;
}

/// What connect() makes; so a `soci::session&` of this folder is one of these.
class Session : public soci::session {
 public:
  using soci::session::session;
  /// The last entry of the log, as the transaction that now writes has left it; nothing where it has to be asked for.
  std::optional<log::Head> log_head = {};
  /// Those of sql::kept(), by their text and the kinds of their values.
  std::unordered_map<std::string, std::shared_ptr<sql::Running>> kept = {};
};

}  // namespace atalaya::reg
