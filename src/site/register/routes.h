// Every page and form of the register with the right that it needs (register/access/rights.h). Nothing of the register is reached in another way, and a test
// walks the whole table.
#pragma once

#include <span>

#include "http/router.h"
#include "register/access/rights.h"
#include "site/register/visit.h"

namespace atalaya::site::desk {

struct Route {
  const char* method;   ///< "GET" or "POST".
  const char* pattern;  ///< What follows "/{lang}/register".
  reg::Action action;
  /// The country that the action is about, from the address; NotFound for a thing that does not exist. Null: the region.
  Result<std::string> (*country)(Visit&);
  Result<http::Response> (*handle)(Visit&);
};

[[nodiscard]] std::span<const Route> routes();

/// Adds them to a router. The desk must outlive it.
[[nodiscard]] Status add_routes(http::Router& router, Desk& desk);

}  // namespace atalaya::site::desk
