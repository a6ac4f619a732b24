#include "platform/http/assets.h"

#include <gtest/gtest.h>

#include "assets/http_test.h"

namespace sahay::http {
namespace {

Response get(const Router& router, std::string_view path, Headers headers = {}) {
  const auto match = router.match("GET", path);
  if (match.route == nullptr) return error_response(404, "NoRoute", "");
  Request request;
  request.path = path;
  request.headers = std::move(headers);
  request.path_values = match.path_values;
  return match.route->handler(request);
}

std::string value_of(const Response& response, std::string_view name) {
  const auto found = response.headers.find(name);
  return found == response.headers.end() ? "" : found->second;
}

Router console() {
  Router router;
  AssetOptions options;
  options.html_headers.emplace("content-security-policy", "default-src 'self'");
  add_assets(router, "/console", assets::http_test(), options);
  return router;
}

TEST(Assets, a_file_is_served_from_memory_with_its_type) {
  const auto answer = get(console(), "/console/assets/noto-extended.txt");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.constant_body, "plain\n");
  EXPECT_EQ(value_of(answer, "content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(value_of(answer, "cache-control"), "no-cache");
}

TEST(Assets, the_best_accepted_coding_is_chosen) {
  const auto router = console();
  const char* path = "/console/assets/index-Bq3x91Zk.js";
  const auto plain = get(router, path);
  EXPECT_EQ(value_of(plain, "vary"), "accept-encoding");
  EXPECT_TRUE(plain.constant_body.starts_with("export const name_0"));
  const auto gzip = get(router, path, {{"accept-encoding", "gzip, deflate"}});
  EXPECT_EQ(value_of(gzip, "content-encoding"), "gzip");
  EXPECT_TRUE(gzip.constant_body.starts_with("\x1f\x8b"));
  const auto brotli = get(router, path, {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(value_of(brotli, "content-encoding"), "br");
  EXPECT_LT(brotli.constant_body.size(), gzip.constant_body.size());
}

TEST(Assets, names_with_a_hash_are_kept_for_a_year) {
  const auto answer = get(console(), "/console/assets/index-Bq3x91Zk.js");
  EXPECT_EQ(value_of(answer, "cache-control"), "public, max-age=31536000, immutable");
}

TEST(Assets, a_known_etag_is_answered_with_304) {
  const auto router = console();
  const auto etag = value_of(get(router, "/console/"), "etag");
  ASSERT_FALSE(etag.empty());
  const auto again = get(router, "/console", {{"if-none-match", "\"other\", W/" + etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(value_of(again, "etag"), etag);
  EXPECT_EQ(get(router, "/console", {{"if-none-match", "\"other\""}}).status, 200);
}

TEST(Assets, addresses_of_the_application_get_its_page_and_unknown_files_404) {
  const auto router = console();
  const auto page = get(router, "/console/tickets/17");
  EXPECT_EQ(value_of(page, "content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(value_of(page, "content-security-policy"), "default-src 'self'");
  EXPECT_EQ(get(router, "/console/assets/gone-12345678.js").status, 404);
  EXPECT_EQ(get(router, "/console/../etc/passwd.txt").status, 404);
}

TEST(Assets, one_asset_has_an_address_of_its_own) {
  Router router;
  const auto* asset = find_asset(assets::http_test(), "assets/noto-extended.txt");
  ASSERT_NE(asset, nullptr);
  add_asset(router, "/widget.js", *asset, {{"access-control-allow-origin", "*"}});
  EXPECT_EQ(value_of(get(router, "/widget.js"), "access-control-allow-origin"), "*");
}

}  // namespace
}  // namespace sahay::http
