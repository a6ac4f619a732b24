#include <gtest/gtest.h>

#include "platform/http/http.h"
#include "platform/http/message.h"

namespace sahay::http {
namespace {

Response nothing(Request&) { return {}; }

std::string pattern_of(const Router& router, std::string_view method, std::string_view path) {
  const auto match = router.match(method, path);
  return match.route == nullptr ? "" : match.route->pattern;
}

Router tickets() {
  Router router;
  for (const char* pattern : {"/", "/api/v2/tickets", "/api/v2/tickets/{id}", "/api/v2/tickets/{id}/comments",
                              "/api/v2/tickets/recent", "/api/v2/tickets/show_many", "/api/v2/openapi.json",
                              "/api/v2/{kind}/recent/all", "/console/{rest...}"}) {
    router.add("GET", pattern, nothing);
  }
  router.add("PUT", "/api/v2/tickets/{number}", nothing);
  router.add("POST", "/api/v2/tickets", nothing);
  return router;
}

TEST(Router, static_segments_win_and_values_are_kept) {
  const auto router = tickets();
  EXPECT_EQ(pattern_of(router, "GET", "/"), "/");
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/tickets"), "/api/v2/tickets");
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/tickets/"), "/api/v2/tickets");
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/tickets/recent"), "/api/v2/tickets/recent");
  const auto match = router.match("PUT", "/api/v2/tickets/17");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.path_values, (std::vector<std::pair<std::string, std::string>>{{"number", "17"}}));
}

TEST(Router, a_static_segment_that_leads_nowhere_gives_way_to_a_value) {
  const auto router = tickets();
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/tickets/recent/comments"), "/api/v2/tickets/{id}/comments");
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/tickets/recent/all"), "/api/v2/{kind}/recent/all");
  EXPECT_EQ(pattern_of(router, "PUT", "/api/v2/tickets/recent"), "/api/v2/tickets/{number}");
}

TEST(Router, the_json_suffix_and_the_zendesk_alias_are_ignored) {
  const auto router = tickets();
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/tickets.json"), "/api/v2/tickets");
  EXPECT_EQ(pattern_of(router, "GET", "/.zendesk.com/api/v2/tickets/5/comments.json"), "/api/v2/tickets/{id}/comments");
  EXPECT_EQ(router.match("GET", "/api/v2/tickets/5.json").path_values[0].second, "5");
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/openapi.json"), "/api/v2/openapi.json");
  EXPECT_EQ(pattern_of(router, "GET", "/.zendesk.community/api/v2/tickets"), "");
}

TEST(Router, a_rest_takes_the_remainder_with_its_suffix_and_also_nothing) {
  const auto router = tickets();
  EXPECT_EQ(router.match("GET", "/console/a/b/manifest.json").path_values[0].second, "a/b/manifest.json");
  EXPECT_EQ(router.match("GET", "/console").path_values[0].second, "");
  EXPECT_EQ(router.match("GET", "/console/").path_values[0].second, "");
  EXPECT_EQ(pattern_of(router, "GET", "/consoles"), "");
}

TEST(Router, other_methods_of_a_path_are_named) {
  const auto router = tickets();
  const auto match = router.match("DELETE", "/api/v2/tickets");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allowed, (std::vector<std::string>{"GET", "POST"}));
  EXPECT_TRUE(router.match("GET", "/nowhere").allowed.empty());
  EXPECT_EQ(pattern_of(router, "HEAD", "/api/v2/tickets"), "/api/v2/tickets");
}

TEST(Router, an_empty_segment_is_no_value) {
  const auto router = tickets();
  EXPECT_EQ(pattern_of(router, "GET", "/api/v2/tickets//comments"), "");
}

TEST(Router, registering_twice_is_a_mistake_of_the_program) {
  auto router = tickets();
  EXPECT_THROW(router.add("GET", "/api/v2/tickets/{other}", nothing), std::logic_error);
  EXPECT_THROW(router.add("GET", "/a/{rest...}/b", nothing), std::logic_error);
}

TEST(Router, a_socket_and_a_route_share_a_path) {
  Router router;
  router.add("POST", "/stream/{id}", nothing);
  router.add_socket("/stream/{key}", [](Request&) -> std::variant<std::unique_ptr<SocketHandler>, Response> { return Response{}; });
  const auto match = router.match("GET", "/stream/9");
  EXPECT_NE(match.socket, nullptr);
  EXPECT_EQ(match.path_values[0].first, "key");
  EXPECT_EQ(router.match("PUT", "/stream/9").allowed, (std::vector<std::string>{"POST", "GET"}));
}

TEST(Router, a_path_of_a_thousand_segments_is_only_long) {
  const auto router = tickets();
  std::string path;
  for (int i = 0; i < 5000; ++i) path += "/api/v2";
  EXPECT_EQ(pattern_of(router, "GET", path), "");
}

TEST(Request, query_values_are_decoded_in_order) {
  Request request;
  request.method = "GET";
  ASSERT_TRUE(read_target(request, "/se%61rch?q=a+b%26c&tag=1&tag=%d0%9f&empty&=x&&bad=%ff#frag"));
  EXPECT_EQ(request.path, "/search");
  EXPECT_EQ(request.parameter("q"), "a b&c");
  EXPECT_EQ(request.parameters("tag"), (std::vector<std::string>{"1", "П"}));
  EXPECT_EQ(request.parameter("empty"), "");
  EXPECT_EQ(request.parameter("bad"), "\xEF\xBF\xBD");
  EXPECT_FALSE(request.parameter("none"));
}

TEST(Request, absolute_targets_are_read_as_their_path) {
  Request request;
  ASSERT_TRUE(read_target(request, "HTTP://example.org/a?b=1"));
  EXPECT_EQ(request.path, "/a");
  Request bare;
  EXPECT_FALSE(read_target(bare, "http://example.org?x"));
  EXPECT_FALSE(read_target(bare, "example.org:443"));
}

TEST(Request, cookies_are_found_by_their_exact_name) {
  Request request;
  request.headers.emplace("Cookie", "xid=1; id=a=b; quoted=\"q\"; flag; =none");
  request.headers.emplace("cookie", "second=2");
  EXPECT_EQ(request.cookie("id"), "a=b");
  EXPECT_EQ(request.cookie("quoted"), "q");
  EXPECT_EQ(request.cookie("second"), "2");
  EXPECT_FALSE(request.cookie("flag"));
  EXPECT_FALSE(request.cookie("i"));
}

TEST(Request, header_names_compare_without_case) {
  Request request;
  request.headers.emplace("Content-Type", "text/plain");
  EXPECT_EQ(request.header("content-type"), "text/plain");
  EXPECT_EQ(request.header("content-typ"), "");
}

TEST(Response, line_breaks_cannot_enter_a_header) {
  Response response;
  response.header("location", "/a\r\nset-cookie: x=1");
  EXPECT_EQ(response.headers.find("Location")->second, "/aset-cookie: x=1");
}

TEST(Host, only_names_addresses_and_ports_are_valid) {
  for (const char* good : {"a", "desk.example.org", "desk:8080", "127.0.0.1:80", "[::1]", "[2001:db8::1]:443", "my_host"}) {
    EXPECT_TRUE(is_valid_host(good)) << good;
  }
  for (const char* bad : {"", "a b", "a/b", "a@b", "a:", "a:0", "a:70000", "a:+80", "[::1", "[::1]x", "[x]", "a,b", ":80", "a\"b"}) {
    EXPECT_FALSE(is_valid_host(bad)) << bad;
  }
}

TEST(Encoding, weights_and_stars_are_honoured) {
  EXPECT_TRUE(accepts_encoding("gzip", "gzip"));
  EXPECT_TRUE(accepts_encoding("deflate, GZIP;q=0.5, br", "gzip"));
  EXPECT_TRUE(accepts_encoding("*", "gzip"));
  EXPECT_FALSE(accepts_encoding("gzip;q=0, *", "gzip"));
  EXPECT_FALSE(accepts_encoding("gzip;q=0.000", "gzip"));
  EXPECT_FALSE(accepts_encoding("", "gzip"));
  EXPECT_FALSE(accepts_encoding("xgzip", "gzip"));
}

using Bytes = std::pair<std::uint64_t, std::uint64_t>;

TEST(Range, one_range_of_bytes_is_read) {
  EXPECT_EQ(parse_range("bytes=0-9", 100), (Bytes{0, 9}));
  EXPECT_EQ(parse_range("bytes=90-", 100), (Bytes{90, 99}));
  EXPECT_EQ(parse_range("bytes=-10", 100), (Bytes{90, 99}));
  EXPECT_EQ(parse_range("bytes=-1000", 100), (Bytes{0, 99}));
  EXPECT_EQ(parse_range("bytes=50-9999", 100), (Bytes{50, 99}));
  for (const char* whole : {"", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "lines=1-2", "bytes=0-1,3-4", "bytes=1-x"}) {
    EXPECT_FALSE(parse_range(whole, 100)) << whole;
  }
  for (const char* outside : {"bytes=100-", "bytes=-0", "bytes=18446744073709551615-"}) {
    const auto range = parse_range(outside, 100);
    ASSERT_TRUE(range) << outside;
    EXPECT_GT(range->first, range->second) << outside;
  }
}

}  // namespace
}  // namespace sahay::http
