#include "base/text.h"
#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"

namespace sahay::chat {
namespace {

constexpr std::string_view kPrefix = "v1.", kIdentified = "i1.";
constexpr std::size_t kMarkLength = 22;

std::string mark_of(std::string_view body, std::string_view secret) {
  return text::to_base64url(text::hmac_sha256(secret, body)).substr(0, kMarkLength);
}

}  // namespace

std::string session_secret(db::Store& store) {
  const auto kept = store.read([](db::Tx& tx) { return tx.scalar<std::string>(sql::chat::find_secret); });
  if (kept) return *kept;
  auto made = store.write([](db::Tx& tx) -> Result<std::string> {
    tx.execute(sql::chat::keep_secret, text::random_token(32));
    return tx.scalar<std::string>(sql::chat::find_secret).value_or("");
  });
  return made.ok() ? std::move(made).value() : text::random_token(32);
}

std::string new_session(std::string_view secret) {
  const std::string body = std::string(kPrefix) + text::random_token(24);
  return body + "." + mark_of(body, secret);
}

std::string new_identified_session(std::string_view secret) {
  const std::string body = std::string(kIdentified) + text::random_token(24);
  return body + "." + mark_of(body, secret);
}

bool is_identified_session(std::string_view token) { return token.starts_with(kIdentified); }

bool is_session(std::string_view token, std::string_view secret) {
  const auto dot = token.rfind('.');
  if ((!token.starts_with(kPrefix) && !is_identified_session(token)) || dot == std::string_view::npos || dot < kPrefix.size() || token.size() > 200) return false;
  return text::equal_constant_time(token.substr(dot + 1), mark_of(token.substr(0, dot), secret));
}

std::string new_upload_token(std::string_view session) {
  const std::string body = text::random_token(24);
  return body + "." + mark_of(body, session);
}

bool is_upload_of(std::string_view upload_token, std::string_view session) {
  const auto dot = upload_token.rfind('.');
  if (dot == std::string_view::npos || upload_token.size() > 200) return false;
  return text::equal_constant_time(upload_token.substr(dot + 1), mark_of(upload_token.substr(0, dot), session));
}

std::optional<Visitor> find_visitor(db::Tx& tx, std::string_view token) {
  const std::string hash = text::to_hex(text::sha256(token));
  return is_identified_session(token) ? tx.one<Visitor>(sql::chat::find_person, hash, tx.now()) : tx.one<Visitor>(sql::chat::find_visitor, hash);
}

}  // namespace sahay::chat
