// SASL messages of the mail clients: PLAIN (RFC 4616), LOGIN, XOAUTH2 (Google, Microsoft), OAUTHBEARER (RFC 7628).
// Rule of use: choose() answers the best mechanism both sides know; the client sends the parts base64-coded.
// Threading: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/endpoint.h"

namespace sahay::mail::sasl {

enum class Mechanism { plain, login, oauthbearer, xoauth2 };

std::string_view name(Mechanism mechanism);
// `offered` are the names that the server lists, any case. Nothing when none fits the kind of login.
std::optional<Mechanism> choose(const std::vector<std::string>& offered, LoginKind kind);

// The first message, not yet base64. LOGIN has none: it answers two questions, user then password.
std::string initial_response(Mechanism mechanism, const Login& login, std::string_view host, std::uint16_t port);

}  // namespace sahay::mail::sasl
