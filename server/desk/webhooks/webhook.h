// Webhook: an address that hears of tickets, and how to speak to it. Invocation: one message for it; its code stays the
// same over all attempts, so that a receiver can tell a repeat. Attempt: one try, with excerpts and without secrets.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::webhooks {

using WebhookId = Id<struct WebhookTag>;
using InvocationId = Id<struct InvocationTag>;
using AttemptId = Id<struct AttemptTag>;

struct Webhook {
  WebhookId id;
  std::string code;  // the id on the wire: a ULID
  std::string name, description, endpoint;
  std::string http_method = "POST";
  std::string request_format = "json";  // json, xml, form_encoded
  std::string status = "active";        // active, inactive
  std::vector<std::string> subscriptions;
  RawJson authentication{"null"};       // {"type","data","add_position"}; data holds the secrets
  RawJson custom_headers{"{}"};
  std::string secret, old_secret;       // a rotated secret signs beside the new one for a day
  Time old_secret_until;
  // The circuit breaker: closed, open (nothing is sent until circuit_until), half_open (one message tries).
  std::int64_t failures = 0;
  std::string circuit = "closed";
  std::int64_t circuit_pause = 0;       // seconds
  Time circuit_until;
  std::string last_error;
  UserId created_by, updated_by;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, code, name, description, endpoint, http_method, request_format, status, subscriptions, authentication, custom_headers, secret, old_secret, old_secret_until, failures, circuit, circuit_pause, circuit_until, last_error, created_by, updated_by, created_at, updated_at))

struct Invocation {
  InvocationId id;
  std::string code;
  WebhookId webhook_id;
  std::string event_type;  // "zen:event-type:ticket.created"; "conditional_ticket_events" when a rule sent it
  std::int64_t event_id = 0;
  std::string payload;
  std::string status = "pending";  // pending, retrying, success, failed, cancelled
  std::int64_t status_code = 0;    // of the last answer
  std::int64_t attempts = 0;
  std::string replay_of;
  Time created_at, next_at, completed_at;
};
BOOST_DESCRIBE_STRUCT(Invocation, (), (id, code, webhook_id, event_type, event_id, payload, status, status_code, attempts, replay_of, created_at, next_at, completed_at))

struct Attempt {
  AttemptId id;
  std::string code;
  InvocationId invocation_id;
  std::string status;  // success, client error, server error, throttled, timeout, network failure, blocked
  std::int64_t status_code = 0;
  std::string error;
  RawJson request_headers{"[]"};
  std::string request_payload;
  RawJson response_headers{"[]"};
  std::string response_payload;
  std::int64_t duration_ms = 0;
  Time completed_at;
};
BOOST_DESCRIBE_STRUCT(Attempt, (), (id, code, invocation_id, status, status_code, error, request_headers, request_payload, response_headers, response_payload, duration_ms, completed_at))

inline constexpr std::string_view kByRules = "conditional_ticket_events";

// 26 characters of Crockford's base 32: 48 bits of time, 80 random ones. Sorts by time.
std::string make_ulid(Time now);
// base64 of 32 random bytes: the key of the field's signature as it stands; behind "whsec_" that of Standard Webhooks.
std::string make_secret();
// "zen:event-type:ticket.created" is heard by itself and by "zen:event-type:ticket.*".
bool subscribes(const Webhook& webhook, std::string_view event_type);

}  // namespace sahay::webhooks
