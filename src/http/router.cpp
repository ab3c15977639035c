#include "http/router.h"

#include <map>
#include <unordered_map>

#include "base/text.h"

namespace atalaya::http {

// The routes of one path pattern. Names of places belong to the route and not to the node: "/{lang}/a" and "/{page}/b" share a node.
struct Router::Node {
  struct Route {
    Handler handler;
    std::vector<std::string> names;
  };
  std::unordered_map<std::string, std::unique_ptr<Node>, StringHash, std::equal_to<>> plain;
  std::unique_ptr<Node> place;
  std::unique_ptr<Node> rest;
  std::map<std::string, Route, std::less<>> routes;  // By method, in the order in which Allow lists them.
};

struct Router::Match {
  std::vector<std::string_view> values;
  const Node* node = nullptr;
};

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  return split(path, '/');
}

template <typename Routes>
std::string allowed_methods(const Routes& routes) {
  std::string allow;
  for (const auto& [method, route] : routes) {
    if (method == "OPTIONS") continue;
    allow += method;
    allow += method == "GET" ? ", HEAD, " : ", ";
  }
  return allow += "OPTIONS";
}

}  // namespace

std::string_view PathParameters::operator[](std::string_view name) const {
  for (const auto& [own, value] : values_)
    if (own == name) return value;
  return {};
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Status Router::add(std::string_view method, std::string_view pattern, Handler handler) {
  const auto refuse = [&](std::string_view why) { return fail(ErrorKind::Usage, "route " + std::string(pattern) + ": " + std::string(why)); };
  if (!is_token(method)) return refuse("the method is no token");
  if (pattern.empty() || pattern.front() != '/') return refuse("a pattern begins with a slash");
  Node* node = root_.get();
  std::vector<std::string> names;
  const auto segments = segments_of(pattern);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto segment = segments[i];
    if (segment.find_first_of("{}*") == std::string_view::npos) {
      auto& next = node->plain[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
      continue;
    }
    if (segment.size() < 3 || segment.front() != '{' || segment.back() != '}') return refuse("a place is a whole segment: {name}");
    segment = segment.substr(1, segment.size() - 2);
    const bool is_rest = segment.ends_with('*');
    if (is_rest) segment.remove_suffix(1);
    if (is_rest && i + 1 < segments.size()) return refuse("{name*} stands only at the end");
    if (!is_identifier(segment)) return refuse("the name of a place is an identifier");
    for (const auto& name : names)
      if (name == segment) return refuse("two places of one name");
    names.emplace_back(segment);
    auto& next = is_rest ? node->rest : node->place;
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  if (!node->routes.try_emplace(std::string(method), Node::Route{std::move(handler), std::move(names)}).second)
    return refuse("there is a handler for these paths already");
  return {};
}

bool Router::find(const Node& node, const std::vector<std::string_view>& segments, std::size_t at, Match& match) {
  if (at == segments.size()) {
    if (node.routes.empty()) return false;
    match.node = &node;
    return true;
  }
  if (const auto next = node.plain.find(segments[at]); next != node.plain.end() && find(*next->second, segments, at + 1, match)) return true;
  if (segments[at].empty()) return false;
  if (node.place) {
    match.values.push_back(segments[at]);
    if (find(*node.place, segments, at + 1, match)) return true;
    match.values.pop_back();
  }
  if (node.rest) {
    // The segments are views into one path: the rest runs from this one to the end of the last.
    const auto& last = segments.back();
    match.values.emplace_back(segments[at].data(), static_cast<std::size_t>(last.data() + last.size() - segments[at].data()));
    match.node = node.rest.get();
    return true;
  }
  return false;
}

Response Router::handle(const Request& request) const {
  Match match;
  if (!find(*root_, segments_of(request.path), 0, match)) return status_response(404);
  const auto& routes = match.node->routes;
  auto route = routes.find(request.method);
  if (route == routes.end() && request.is_head()) route = routes.find("GET");
  if (route == routes.end()) {
    Response response = status_response(request.method == "OPTIONS" ? 204 : 405);
    response.headers.add("Allow", allowed_methods(routes));
    return response;
  }
  PathParameters parameters;
  for (std::size_t i = 0; i < match.values.size(); ++i) parameters.values_.emplace_back(route->second.names[i], std::string(match.values[i]));
  return route->second.handler(request, parameters);
}

}  // namespace atalaya::http
