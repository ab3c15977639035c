// From a path to the function that answers it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "http/request.h"
#include "http/response.h"

namespace atalaya::http {

/// What the places of a pattern stood for, in the order of the pattern; decoded.
class PathParameters {
 public:
  /// The value of the place, or an empty text for a name that the pattern does not have.
  [[nodiscard]] std::string_view operator[](std::string_view name) const;
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  friend class Router;
  std::vector<std::pair<std::string, std::string>> values_;
};

/// Patterns are paths whose segments are plain text, "{name}" (one segment that is not empty) or, as the last one, "{name*}" (all the
/// rest, slashes included, not empty): "/{lang}/goals/{number}", "/static/{file*}". In a path, plain text goes before a place, and a
/// place before a rest. A slash at the end counts: "/about" and "/about/" are two paths.
/// Routes are added before the server starts; from then on all const members may be called from many threads.
class Router {
 public:
  using Handler = std::function<Response(const Request&, const PathParameters&)>;

  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Fails with Usage on a pattern that is not of the form, and on a second handler for the same paths and method.
  [[nodiscard]] Status add(std::string_view method, std::string_view pattern, Handler handler);
  [[nodiscard]] Status get(std::string_view pattern, Handler handler) { return add("GET", pattern, std::move(handler)); }
  [[nodiscard]] Status post(std::string_view pattern, Handler handler) { return add("POST", pattern, std::move(handler)); }

  /// HEAD is answered by the handler of GET. 404 where no pattern fits; 405 with Allow where one does but not for the method;
  /// OPTIONS: 204 with Allow. Both errors without a body, so that the server puts its error page in.
  [[nodiscard]] Response handle(const Request& request) const;

 private:
  struct Node;
  struct Match;
  static bool find(const Node& node, const std::vector<std::string_view>& segments, std::size_t at, Match& match);

  std::unique_ptr<Node> root_;
};

}  // namespace atalaya::http
