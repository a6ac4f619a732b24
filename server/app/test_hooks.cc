#include "app/test_hooks.h"

#include <cstdlib>

#include "desk/email/hook.h"
#include "desk/email/intake.h"
#include "desk/tickets/console_row.h"
#include "platform/api/right.h"
#include "platform/net/cidr.h"

namespace sahay::app {
namespace {

bool from_loopback(const http::Request& request) {
  static const net::CidrList loopback(std::vector<std::string>{"127.0.0.0/8", "::1"});
  const auto address = net::parse_address(request.remote_address);
  return address && loopback.contains(*address);
}

http::Handler hook(std::function<http::Response(http::Request&)> run) {
  return [run = std::move(run)](http::Request& request) {
    return from_loopback(request) ? run(request) : http::error_response(404, "RecordNotFound", "Not found");
  };
}

http::Response move_clock(const http::Request& request, const MovedClock& clock) {
  const auto body = parse_json(request.body);
  if (!body.ok() || !body->is_object()) return http::error_response(400, "BadRequest", "a JSON object is needed");
  const JsonObject& wish = body->get_object();
  if (const auto seconds = integer_at(wish, "advance_seconds")) clock.advance(std::chrono::seconds(*seconds));
  if (wish.contains("now")) {
    const auto now = parse_iso8601(string_at(wish, "now").value_or(""));
    if (!now) return http::error_response(422, "RecordInvalid", "now is a time such as 2026-01-02T03:04:05Z");
    clock.set(*now);
  }
  return http::Response::json(200, "{\"now\":\"" + to_iso8601(clock.now()) + "\"}");
}

// Events make jobs and jobs make events: rest is a round whose jobs have caused nothing more.
bool wait_idle(const Parts& parts) {
  constexpr int kRoundsAtMost = 100;
  const auto newest = [&] { return parts.store.read([](db::Tx& tx) { return tickets::last_event_id(tx); }); };
  for (int round = 0; round < kRoundsAtMost; ++round) {
    parts.dispatcher.wait_until_idle();
    const auto before = newest();
    parts.worker.run_due();
    if (newest() == before) return true;
  }
  return false;
}

}  // namespace

void add_test_hooks(const Parts& parts, const MovedClock& clock) {
  // A mail that holds this word takes the process down, as one would that breaks the reader.
  if (const char* word = std::getenv("SAHAY_BREAK_ON_MAIL"))
    email::before_reading = [word = std::string(word)](std::string_view bytes) {
      if (bytes.find(word) != bytes.npos) std::abort();
    };
  parts.router.add("POST", "/test/clock",
                   hook([&clock](http::Request& request) { return move_clock(request, clock); }));
  parts.router.add("POST", "/test/hole", hook([](http::Request& request) {
                     const auto body = parse_json(request.body);
                     if (!body.ok() || !body->is_object()) return http::error_response(400, "BadRequest", "a JSON object is needed");
                     api::plant_hole(string_at(body->get_object(), "resource").value_or(""));
                     return http::Response::json(200, "{}");
                   }));
  parts.router.add("POST", "/test/sns_certificate", hook([](http::Request& request) {
                     const auto body = parse_json(request.body);
                     if (!body.ok() || !body->is_object()) return http::error_response(400, "BadRequest", "a JSON object is needed");
                     email::sns_certificates().remember(string_at(body->get_object(), "url").value_or(""), string_at(body->get_object(), "pem").value_or(""));
                     return http::Response::json(200, "{}");
                   }));
  parts.router.add("POST", "/test/run_jobs", hook([&worker = parts.worker](http::Request&) {
                     worker.run_due();
                     return http::Response::json(200, "{}");
                   }));
  parts.router.add("POST", "/test/wait_idle", hook([parts](http::Request&) {
                     return wait_idle(parts) ? http::Response::json(200, "{}")
                                             : http::error_response(503, "Busy", "the desk does not come to rest");
                   }));
}

}  // namespace sahay::app
