#include <algorithm>
#include <deque>
#include <stdexcept>

#include "base/text.h"
#include "platform/http/http.h"

namespace sahay::http {
namespace {

// One segment of the patterns. Routes keep their own names of the values, so /a/{id} and /a/{key}/b share a node.
struct Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> children;
  std::unique_ptr<Node> any;                  // {name}
  std::map<std::string, std::size_t> routes;  // by method; index into the route list
  std::optional<std::size_t> socket;
  std::map<std::string, std::size_t> rest_routes;  // {rest...}
  std::optional<std::size_t> rest_socket;
};

bool is_value(std::string_view segment) { return segment.size() >= 2 && segment.front() == '{' && segment.back() == '}'; }
bool is_rest(std::string_view segment) { return is_value(segment) && segment.ends_with("...}"); }

std::string_view name_of(std::string_view segment) {
  return segment.substr(1, segment.size() - (is_rest(segment) ? 5 : 2));
}

constexpr std::string_view kAlias = "/.zendesk.com";

std::string_view without_alias(std::string_view path) {
  if (path.starts_with(kAlias) && (path.size() == kAlias.size() || path[kAlias.size()] == '/')) {
    path.remove_prefix(kAlias.size());
  }
  return path;
}

std::string_view without_suffix(std::string_view path) {
  if (path.ends_with(".json") && !path.ends_with("/.json")) path.remove_suffix(5);
  return path;
}

// Segments without the empty ones at both ends: "/a/b/" is a, b.
std::vector<std::string_view> segments_of(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty()) return {};
  return text::split(path, '/');
}

// One found end of a pattern; a rest route starts at segment `depth`.
struct Ending {
  const Node* node = nullptr;
  bool rest = false;
  std::size_t depth = 0;
};

// All nodes that a path may end at, best first: static before {name} before {rest...}.
// Depth is bounded by the longest registered pattern, not by the path.
void collect(const Node& node, const std::vector<std::string_view>& path, std::size_t depth, std::vector<Ending>& out) {
  if (depth == path.size()) {
    if (!node.routes.empty() || node.socket) out.push_back({&node, false, depth});
  } else {
    if (const auto child = node.children.find(path[depth]); child != node.children.end()) {
      collect(*child->second, path, depth + 1, out);
    }
    if (node.any && !path[depth].empty()) collect(*node.any, path, depth + 1, out);
  }
  if (!node.rest_routes.empty() || node.rest_socket) out.push_back({&node, true, depth});
}

std::optional<std::size_t> find_method(const std::map<std::string, std::size_t>& routes, std::string_view method) {
  const auto find = [&](std::string_view name) -> std::optional<std::size_t> {
    const auto found = routes.find(std::string(name));
    if (found == routes.end()) return {};
    return found->second;
  };
  auto found = find(method);
  if (!found && method == "HEAD") found = find("GET");
  if (!found) found = find("*");
  return found;
}

}  // namespace

struct Router::Tree {
  struct Socket {
    std::string pattern;
    SocketFactory factory;
  };

  Node root;
  std::vector<Route> routes;
  std::deque<Socket> sockets;  // addresses stay
  Handler fallback;

  Node& node_of(std::string_view pattern, bool& rest);
};

Node& Router::Tree::node_of(std::string_view pattern, bool& rest) {
  Node* node = &root;
  rest = false;
  for (const auto segment : segments_of(without_suffix(pattern))) {
    if (rest) throw std::logic_error("the rest of a path must come last: " + std::string(pattern));
    if (is_rest(segment)) {
      rest = true;
    } else if (is_value(segment)) {
      if (!node->any) node->any = std::make_unique<Node>();
      node = node->any.get();
    } else {
      auto& child = node->children[std::string(segment)];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
    }
  }
  return *node;
}

Router::Router() : tree_(std::make_unique<Tree>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(std::string method, std::string pattern, Handler handler, RouteOptions options) {
  bool rest = false;
  Node& node = tree_->node_of(pattern, rest);
  auto& routes = rest ? node.rest_routes : node.routes;
  if (!routes.emplace(method, tree_->routes.size()).second) {
    throw std::logic_error("route registered twice: " + method + " " + pattern);
  }
  tree_->routes.push_back({std::move(method), std::move(pattern), std::move(handler), options});
}

void Router::add_socket(std::string pattern, SocketFactory factory) {
  bool rest = false;
  Node& node = tree_->node_of(pattern, rest);
  auto& socket = rest ? node.rest_socket : node.socket;
  if (socket) throw std::logic_error("socket registered twice: " + pattern);
  socket = tree_->sockets.size();
  tree_->sockets.push_back({std::move(pattern), std::move(factory)});
}

void Router::set_fallback(Handler handler) { tree_->fallback = std::move(handler); }
const Handler& Router::fallback() const { return tree_->fallback; }
const std::vector<Route>& Router::routes() const { return tree_->routes; }

Router::Match Router::match(std::string_view method, std::string_view path) const {
  const auto whole = without_alias(path);
  const auto segments = segments_of(without_suffix(whole));
  std::vector<Ending> endings;
  collect(tree_->root, segments, 0, endings);

  Match match;
  const auto take_values = [&](std::string_view pattern) {
    std::size_t index = 0;
    for (const auto segment : segments_of(without_suffix(pattern))) {
      if (is_rest(segment)) {
        // The remainder keeps its ".json": it may be a file's name.
        std::string_view rest = index < segments.size() ? whole.substr(std::size_t(segments[index].data() - whole.data()))
                                                        : std::string_view{};
        match.path_values.emplace_back(name_of(segment), rest);
      } else if (is_value(segment)) {
        match.path_values.emplace_back(name_of(segment), segments[index]);
      }
      ++index;
    }
  };
  for (const auto& ending : endings) {
    const auto& routes = ending.rest ? ending.node->rest_routes : ending.node->routes;
    const auto& socket = ending.rest ? ending.node->rest_socket : ending.node->socket;
    const auto route = find_method(routes, method);
    if (socket && method == "GET") match.socket = &tree_->sockets[*socket].factory;
    if (route) match.route = &tree_->routes[*route];
    if (match.route != nullptr || match.socket != nullptr) {
      take_values(match.route != nullptr ? match.route->pattern : tree_->sockets[*socket].pattern);
      match.allowed.clear();
      return match;
    }
    for (const auto& [name, unused] : routes) {
      if (std::find(match.allowed.begin(), match.allowed.end(), name) == match.allowed.end()) match.allowed.push_back(name);
    }
    if (socket) match.allowed.push_back("GET");
  }
  return match;
}

}  // namespace sahay::http
