// Static files that the build embedded (tools/embed_assets.py): served from memory with gzip or brotli as the client
// accepts, ETag and 304, a year of caching for files with a hash in their name and revalidation for all others.
// Threading: assets are constants; the handlers run on workers.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "platform/http/http.h"

namespace sahay::http {

struct Asset {
  std::string_view path;          // "assets/index-Bq3x91Zk.js", without a leading slash
  std::string_view content_type;  // with charset
  std::string_view etag;          // with quotes
  std::string_view identity;
  std::string_view gzip;          // empty: not there
  std::string_view brotli;        // empty: not there
  bool immutable = false;         // the name carries a hash of the content
};

struct AssetOptions {
  // Answered for the prefix itself and, when not empty, for every path below it whose last segment has no dot: the
  // addresses of a single-page application. Unknown files stay 404.
  std::string fallback = "index.html";
  // Added to every HTML answer: content-security-policy and the like.
  Headers html_headers;
};

// GET <prefix>/{rest...} for all assets. The assets must outlive the router.
void add_assets(Router& router, std::string_view prefix, std::span<const Asset> assets, AssetOptions options = {});
// One asset at an address of its own ("/widget.js").
void add_asset(Router& router, std::string pattern, const Asset& asset, Headers headers = {});
// nullptr when there is none of that path.
const Asset* find_asset(std::span<const Asset> assets, std::string_view path);
// The answer to one request for one asset.
Response asset_response(const Request& request, const Asset& asset);

}  // namespace sahay::http
