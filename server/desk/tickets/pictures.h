// Pictures of other sites in comments. They are never loaded by themselves: the sanitiser moves their address aside
// (data-remote-src), and only when a reader asks does with_pictures() put in addresses of this server, signed and good for
// a day, behind which the guarded client fetches: no inner network, raster pictures only, 10 MB, no redirect to elsewhere.
// So the sender learns neither the reader's address nor anything of their browser.
// Threading: immutable but for the count of fetches under way; any thread. A fetch blocks its worker for 6 s at most.
#pragma once

#include <semaphore>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"
#include "platform/api/api.h"
#include "platform/http/client.h"

namespace sahay::tickets {

class Pictures {
 public:
  // `key` signs the addresses; it belongs to the installation.
  Pictures(Secret key, const http::GuardOptions& guard);

  // Sanitised HTML with every picture of another site behind an address of this server.
  std::string with_pictures(std::string_view html, Time now) const;
  // "/pictures/EXPIRY.MAC?of=ADDRESS"; relative to the site.
  std::string signed_path(std::string_view address, Time now) const;
  // 404: not signed here, or not any more. 415: no raster picture. 502: it cannot be fetched. 503: too many at once.
  http::Response fetch(const http::Request& request, Time now);

 private:
  std::string mac(std::string_view expiry, std::string_view address) const;

  const Secret key_;
  http::GuardOptions guard_;
  std::counting_semaphore<3> slots_{3};  // strangers' servers may be slow; most workers stay with the desk
};

// Whether sanitised HTML has pictures that wait for the reader.
bool has_remote_pictures(std::string_view html);

// GET /comments/{id}/pictures for staff: the comment's HTML with its pictures; and the pictures themselves. `pictures` and
// `clock` outlive the router.
void add_picture_routes(api::Api& api, http::Router& router, Pictures& pictures, const Clock& clock);

}  // namespace sahay::tickets
