#include "platform/http/assets.h"

#include <algorithm>

#include "base/text.h"
#include "platform/http/message.h"

namespace sahay::http {
namespace {

// If-None-Match compares weakly (RFC 9110 13.1.2).
bool has_etag(std::string_view header, std::string_view etag) {
  for (auto entry : text::split(header, ',')) {
    entry = text::trim(entry);
    if (entry.starts_with("W/")) entry.remove_prefix(2);
    if (entry == etag || entry == "*") return true;
  }
  return false;
}

bool is_html(const Asset& asset) { return asset.content_type.starts_with("text/html"); }

bool is_page_address(std::string_view path) {
  const auto slash = path.rfind('/');
  return path.substr(slash == std::string_view::npos ? 0 : slash + 1).find('.') == std::string_view::npos;
}

void add_headers(Response& response, const Headers& headers) {
  for (const auto& [name, value] : headers) response.header(name, value);
}

}  // namespace

const Asset* find_asset(std::span<const Asset> assets, std::string_view path) {
  const auto found = std::find_if(assets.begin(), assets.end(), [&](const Asset& asset) { return asset.path == path; });
  return found == assets.end() ? nullptr : &*found;
}

Response asset_response(const Request& request, const Asset& asset) {
  Response response;
  response.header("etag", std::string(asset.etag));
  response.header("cache-control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!asset.gzip.empty() || !asset.brotli.empty()) response.header("vary", "accept-encoding");
  if (has_etag(request.header("if-none-match"), asset.etag)) {
    response.status = 304;
    return response;
  }
  response.header("content-type", std::string(asset.content_type));
  const auto accepted = request.header("accept-encoding");
  if (!asset.brotli.empty() && accepts_encoding(accepted, "br")) {
    response.header("content-encoding", "br");
    response.constant_body = asset.brotli;
  } else if (!asset.gzip.empty() && accepts_encoding(accepted, "gzip")) {
    response.header("content-encoding", "gzip");
    response.constant_body = asset.gzip;
  } else {
    response.constant_body = asset.identity;
  }
  return response;
}

void add_assets(Router& router, std::string_view prefix, std::span<const Asset> assets, AssetOptions options) {
  std::map<std::string_view, const Asset*> by_path;
  for (const auto& asset : assets) by_path.emplace(asset.path, &asset);
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  const auto handler = [by_path = std::move(by_path), options = std::move(options)](Request& request) {
    const auto path = request.path_value("rest");
    auto found = by_path.find(path);
    if (found == by_path.end() && !options.fallback.empty() && is_page_address(path)) {
      found = by_path.find(options.fallback);
    }
    if (found == by_path.end()) return error_response(404, "RecordNotFound", "Not found");
    auto response = asset_response(request, *found->second);
    if (is_html(*found->second)) add_headers(response, options.html_headers);
    return response;
  };
  router.add("GET", std::string(prefix) + "/{rest...}", handler);
}

void add_asset(Router& router, std::string pattern, const Asset& asset, Headers headers) {
  router.add("GET", std::move(pattern), [&asset, headers = std::move(headers)](Request& request) {
    auto response = asset_response(request, asset);
    add_headers(response, headers);
    return response;
  });
}

}  // namespace sahay::http
