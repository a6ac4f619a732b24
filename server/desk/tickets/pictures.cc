#include "desk/tickets/pictures.h"

#include <algorithm>

#include "base/text.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

// Written by the sanitiser only: in text and in other attributes the quotation mark is escaped.
constexpr std::string_view kWaiting = " data-remote-src=\"";
constexpr std::size_t kMostRedirects = 3;
constexpr auto kGoodFor = std::chrono::hours(24);

std::string_view raster_type(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "image/webp";
  return {};
}

// The sanitiser writes &amp; &lt; &gt; &quot; &#39; and nothing else.
std::string unescaped(std::string_view attribute) {
  std::string out = text::replace_all(attribute, "&quot;", "\"");
  out = text::replace_all(out, "&#39;", "'");
  out = text::replace_all(out, "&lt;", "<");
  out = text::replace_all(out, "&gt;", ">");
  return text::replace_all(out, "&amp;", "&");
}

// Where a redirect leads, if it stays with the same host; "" otherwise.
std::string same_host(const std::string& from, std::string_view location) {
  const auto here = http::parse_url(from);
  if (!here.ok() || location.empty()) return {};
  if (location.starts_with('/') && !location.starts_with("//"))
    return std::string(here->tls ? "https://" : "http://") + here->host_header + std::string(location);
  const auto there = http::parse_url(location);
  if (!there.ok() || there->host != here->host || (here->tls && !there->tls)) return {};
  return std::string(location);
}

Result<http::ClientResponse> get(std::string url, const http::GuardOptions& guard) {
  for (std::size_t hops = 0;; ++hops) {
    http::ClientRequest wanted;
    wanted.url = url;
    wanted.headers.emplace("accept", "image/webp,image/png,image/jpeg,image/gif");
    auto answer = TRY(http::fetch(wanted, guard));
    const bool moved = answer.status == 301 || answer.status == 302 || answer.status == 303 || answer.status == 307 || answer.status == 308;
    if (!moved || hops >= kMostRedirects) return answer;
    url = same_host(url, answer.header("location"));
    if (url.empty()) return answer;
  }
}

http::Response refused(int status, std::string_view why) { return http::Response::text(status, std::string(why) + "\n"); }

// Gives the slot back however the fetch ends.
template <class Semaphore>
struct Slot {
  Semaphore& slots;
  ~Slot() { slots.release(); }
};

Result<api::Reply> comment_with_pictures(api::Context& c, db::Tx& tx, const Pictures& pictures) {
  const auto comment = find_comment(tx, CommentId(c.id()));
  if (!comment || !may_see(tx, c.caller, comment->ticket_id)) return not_found();
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("comment").begin_object().field("id", comment->id);
  w.field("html", pictures.with_pictures(comment->html, c.now)).key("quote_html");
  if (comment->quote_html.empty()) w.null();
  else w.value(pictures.with_pictures(comment->quote_html, c.now));
  w.end_object().end_object();
  return api::Reply::ok(std::move(out));
}

}  // namespace

Pictures::Pictures(Secret key, const http::GuardOptions& guard) : key_(std::move(key)), guard_(guard) {
  guard_.connect_timeout = std::chrono::milliseconds(3'000);
  guard_.total_timeout = std::chrono::milliseconds(6'000);
  guard_.most_bytes = 10 << 20;
}

std::string Pictures::mac(std::string_view expiry, std::string_view address) const {
  return text::lower_ascii(text::to_hex(text::hmac_sha256(key_.reveal(), "picture:" + std::string(expiry) + ":" + std::string(address)).substr(0, 16)));
}

std::string Pictures::signed_path(std::string_view address, Time now) const {
  // Whole hours: the same mail opened twice asks for the same address, and the browser may keep what it has.
  const std::string expiry = std::to_string(((now + kGoodFor).seconds() / 3600 + 1) * 3600);
  return "/pictures/" + expiry + "." + mac(expiry, address) + "?of=" + text::percent_encode(address);
}

std::string Pictures::with_pictures(std::string_view html, Time now) const {
  std::string out;
  out.reserve(html.size());
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t found = html.find(kWaiting, at);
    out += html.substr(at, found == html.npos ? html.npos : found - at);
    if (found == html.npos) break;
    const std::size_t begin = found + kWaiting.size(), end = html.find('"', begin);
    if (end == html.npos) break;
    out += " src=\"" + text::escape_html(signed_path(unescaped(html.substr(begin, end - begin)), now)) + "\"";
    at = end + 1;
  }
  return out;
}

bool has_remote_pictures(std::string_view html) { return html.find(kWaiting) != html.npos; }

http::Response Pictures::fetch(const http::Request& request, Time now) {
  const std::string_view signature = request.path_value("signature");
  const std::size_t dot = signature.find('.');
  const std::string address = request.parameter("of").value_or("");
  const auto expiry = dot == signature.npos ? std::nullopt : text::to_integer(signature.substr(0, dot));
  if (!expiry || !text::equal_constant_time(mac(signature.substr(0, dot), address), signature.substr(dot + 1)) ||
      now.seconds() > *expiry)
    return refused(404, "Not found");
  if (!slots_.try_acquire_for(std::chrono::seconds(3))) {
    http::Response busy = refused(503, "Too many pictures at once");
    busy.header("Retry-After", "2");
    return busy;
  }
  const Slot<decltype(slots_)> slot{slots_};
  auto answer = get(address, guard_);
  if (!answer.ok() || answer->status != 200) return refused(502, "The picture cannot be fetched");
  const std::string_view type = raster_type(answer->body);
  if (type.empty()) return refused(415, "Not a picture");
  http::Response response;
  response.body = std::move(answer->body);
  response.header("Content-Type", std::string(type)).header("Content-Disposition", "inline");
  response.header("X-Content-Type-Options", "nosniff").header("Content-Security-Policy", "sandbox; default-src 'none'");
  response.header("Cross-Origin-Resource-Policy", "same-origin").header("Cache-Control", "private, max-age=86400, immutable");
  return response;
}

void add_picture_routes(api::Api& api, http::Router& router, Pictures& pictures, const Clock& clock) {
  api.read("GET", "/comments/{id}/pictures", api::Access::staff,
           [&pictures](api::Context& c, db::Tx& tx) { return comment_with_pictures(c, tx, pictures); });
  router.add("GET", "/pictures/{signature}", [&pictures, &clock](http::Request& request) { return pictures.fetch(request, clock.now()); });
}

}  // namespace sahay::tickets
