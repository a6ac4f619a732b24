// How a message becomes a request: method, format, credentials, signatures; and what of it the log may show.
// Threading: pure.
#pragma once

#include "desk/webhooks/webhook.h"
#include "platform/http/client.h"

namespace sahay::webhooks {

http::ClientRequest request_of(const Webhook& webhook, std::string_view invocation, const std::string& payload, Time now);
// [{"key","value"}]: the values of credentials and of own headers read "[hidden]".
RawJson shown_request_headers(const Webhook& webhook, const http::Headers& headers);
// Without cookies.
RawJson shown_response_headers(const http::Headers& headers);
// The first 4 kB of a body, as valid text.
std::string excerpt(std::string_view body);
// What is wrong with {"type","data","add_position"}, "" when nothing is.
std::string problem_of_authentication(const JsonObject& authentication);
// Names are tokens that are not ours; values have no line breaks.
std::string problem_of_headers(const JsonObject& headers);
// The authentication as anybody may see it: user name or header name, no secret.
void write_authentication(JsonWriter& w, const RawJson& authentication);

}  // namespace sahay::webhooks
