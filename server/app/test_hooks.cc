#include "app/test_hooks.h"

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
  if (const auto now = parse_iso8601(string_at(wish, "now").value_or(""))) clock.set(*now);
  return http::Response::json(200, "{\"now\":\"" + to_iso8601(clock.now()) + "\"}");
}

}  // namespace

void add_test_hooks(const Parts& parts, const MovedClock& clock) {
  parts.router.add("POST", "/test/clock",
                   hook([&clock](http::Request& request) { return move_clock(request, clock); }));
  parts.router.add("POST", "/test/run_jobs", hook([&worker = parts.worker](http::Request&) {
                     worker.run_due();
                     return http::Response::json(200, "{}");
                   }));
  parts.router.add("POST", "/test/wait_idle",
                   hook([&worker = parts.worker, &dispatcher = parts.dispatcher](http::Request&) {
                     // Events make jobs and jobs make events; two rounds see the end of every chain that the desk has.
                     for (int round = 0; round < 2; ++round) {
                       dispatcher.wait_until_idle();
                       worker.run_due();
                     }
                     dispatcher.wait_until_idle();
                     return http::Response::json(200, "{}");
                   }));
}

}  // namespace sahay::app
