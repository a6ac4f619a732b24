// The path of a request before any handler: target, query, cookies, host, proxies, ranges, codings, routing.
#include "platform/http/http.h"
#include "platform/http/message.h"

using namespace sahay;

namespace {

http::Router make_router() {
  http::Router router;
  const auto nothing = [](http::Request&) { return http::Response{}; };
  for (const char* pattern : {"/", "/api/v2/tickets", "/api/v2/tickets/{id}", "/api/v2/tickets/{id}/comments",
                              "/api/v2/{kind}/recent/all", "/api/v2/openapi.json", "/console/{rest...}", "/{any}/{rest...}"}) {
    router.add("GET", pattern, nothing);
  }
  router.add("PUT", "/api/v2/tickets/{id}", nothing);
  return router;
}

void require(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const http::Router router = make_router();
  static const std::vector<std::string> proxies{"127.0.0.0/8", "fd00::/8"};
  static const net::CidrList trusted(proxies);
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  // The first line is the target, each further line one header value in turn.
  constexpr std::string_view kNames[] = {"cookie", "host", "x-forwarded-for", "x-forwarded-host", "accept-encoding", "range"};
  http::Request request;
  request.method = "GET";
  const auto line_end = input.find('\n');
  const bool readable = http::read_target(request, input.substr(0, line_end));
  std::size_t at = line_end;
  for (std::size_t i = 0; at != std::string_view::npos && i < 24; ++i) {
    const auto next = input.find('\n', at + 1);
    request.headers.emplace(kNames[i % std::size(kNames)], input.substr(at + 1, next == at ? 0 : next - at - 1));
    at = next;
  }
  http::read_origin(request, {*net::parse_address("127.0.0.1"), "127.0.0.1"}, false, trusted, "");
  require(request.base_url.starts_with("http"));
  request.cookie("sahay_session");
  request.parameter("q");
  if (readable) {
    const auto match = router.match("PUT", request.path);
    require(match.route == nullptr || match.allowed.empty());
    for (const auto& [name, value] : match.path_values) require(value.size() <= request.path.size());
  }
  if (const auto range = http::parse_range(request.header("range"), 1000); range && range->first <= range->second) {
    require(range->second < 1000);
  }
  http::accepts_encoding(request.header("accept-encoding"), "gzip");
  if (http::is_valid_host(request.header("host"))) {
    require(request.header("host").find_first_of("<>\"' \r\n/@\\") == std::string_view::npos);
  }
  return 0;
}
