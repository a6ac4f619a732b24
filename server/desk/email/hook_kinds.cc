#include "base/text.h"
#include "desk/email/hook.h"
#include "platform/http/signed_request.h"

namespace sahay::email {
namespace {

constexpr std::int64_t kMailgunSeconds = 15 * 60;

Error unproven(std::string why) { return {ErrorCode::forbidden, "error.forbidden", std::move(why)}; }
Error in_pieces(std::string why) { return {ErrorCode::invalid, "mail.error.hook_pieces", std::move(why)}; }

bool same(std::string_view given, const Secret& wanted) {
  return !wanted.empty() && text::equal_constant_time(text::sha256(given), text::sha256(wanted.reveal()));
}

// The password of "Authorization: Basic", or the token of "Bearer".
std::string presented(const http::Request& request) {
  const std::string_view header = request.header("Authorization");
  if (text::starts_with_ignoring_case(header, "bearer ")) return std::string(text::trim(header.substr(7)));
  if (!text::starts_with_ignoring_case(header, "basic ")) return {};
  const std::string pair = text::from_base64(text::trim(header.substr(6))).value_or("");
  const auto colon = pair.find(':');
  return colon == pair.npos ? std::string() : pair.substr(colon + 1);
}

std::string at(const std::map<std::string, std::string>& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

Result<HookWish> read_raw(const OpenAccount& open, const http::Request& request, std::string_view body) {
  if (!same(presented(request), open.secrets.hook_key)) return unproven("token");
  HookWish out;
  out.mail.bytes = body;
  out.mail.sender = request.parameter("from").value_or("");
  out.mail.recipients = request.parameters("to");
  return out;
}

// https://documentation.mailgun.com: HMAC-SHA256 of timestamp and token, in hex, with the signing key.
Result<HookWish> read_mailgun(const OpenAccount& open, const http::Request& request, std::string_view body, Time now) {
  const auto fields = form_bytes(request.header("Content-Type"), body);
  const std::string timestamp = at(fields, "timestamp"), token = at(fields, "token");
  const Secret& key = open.secrets.hook_key;
  if (key.empty() || token.empty() || token.size() > 200) return unproven("no token");
  const std::string expected = text::to_hex(text::hmac_sha256(key.reveal(), timestamp + token));
  if (!text::equal_constant_time(expected, text::lower_ascii(at(fields, "signature")))) return unproven("signature");
  const auto seconds = text::to_integer(timestamp);
  if (!seconds || std::abs(now.seconds() - *seconds) > kMailgunSeconds) return unproven("too old");
  HookWish out;
  out.mail.bytes = at(fields, "body-mime");
  if (out.mail.bytes.empty()) return in_pieces("the route's address must end in /mime");
  out.mail.sender = at(fields, "sender");
  out.mail.recipients = {at(fields, "recipient")};
  out.mail.once = "mailgun:" + timestamp + ":" + token;
  return out;
}

Result<HookWish> read_postmark(const OpenAccount& open, const http::Request& request, std::string_view body) {
  if (!same(presented(request), open.secrets.hook_key)) return unproven("password");
  const Json json = TRY(parse_json(body));
  if (!json.is_object()) return in_pieces("no JSON object");
  const JsonObject& in = json.get_object();
  HookWish out;
  out.mail.bytes = string_at(in, "RawEmail").value_or("");
  if (out.mail.bytes.empty()) return in_pieces("turn on \"Include raw email content in JSON payload\"");
  out.mail.sender = string_at(in, "From").value_or("");
  out.mail.recipients = {string_at(in, "OriginalRecipient").value_or("")};
  return out;
}

// https://www.twilio.com/docs/sendgrid: ECDSA over timestamp and body, or a password in the address.
Result<HookWish> read_sendgrid(const OpenAccount& open, const http::Request& request, std::string_view body, Time now) {
  const std::string_view signature = request.header("X-Twilio-Email-Event-Webhook-Signature");
  if (!signature.empty()) {
    const std::string timestamp(request.header("X-Twilio-Email-Event-Webhook-Timestamp"));
    const auto seconds = text::to_integer(timestamp);
    // Tries go on for three days (SendGrid's promise): an older one is a replay.
    if (!seconds || std::abs(now.seconds() - *seconds) > 4 * 86'400) return unproven("too old");
    if (!http::ecdsa_signed(open.secrets.hook_key.reveal(), timestamp + std::string(body), signature)) return unproven("signature");
  } else if (!same(presented(request), open.secrets.hook_key)) {
    return unproven("neither signature nor password");
  }
  const auto fields = form_bytes(request.header("Content-Type"), body);
  HookWish out;
  out.mail.bytes = at(fields, "email");
  if (out.mail.bytes.empty()) return in_pieces("turn on \"POST the raw, full MIME message\"");
  const auto envelope = parse_json(at(fields, "envelope"));
  if (!envelope.ok() || !envelope->is_object()) return out;
  out.mail.sender = string_at(envelope->get_object(), "from").value_or("");
  if (const JsonArray* to = array_at(envelope->get_object(), "to"))
    for (const Json& one : *to)
      if (one.is_string()) out.mail.recipients.emplace_back(one.get_string());
  return out;
}

// https://docs.aws.amazon.com/sns: what is signed, name and value on lines of their own, in this order.
std::string sns_signed_text(const JsonObject& in, bool notification) {
  static const std::vector<const char*> kNotification{"Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"};
  static const std::vector<const char*> kOther{"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"};
  std::string out;
  for (const char* name : notification ? kNotification : kOther)
    if (const auto value = string_at(in, name)) out += std::string(name) + "\n" + *value + "\n";
  return out;
}

Result<HookWish> read_ses_notification(const JsonObject& in) {
  const Json message = TRY(parse_json(string_at(in, "Message").value_or("")));
  if (!message.is_object()) return in_pieces("no mail");
  const JsonObject& mail = message.get_object();
  HookWish out;
  out.mail.bytes = string_at(mail, "content").value_or("");
  if (out.mail.bytes.empty()) return in_pieces("choose the SNS action of SES, which sends the whole mail");
  const JsonObject* receipt = object_at(mail, "receipt");
  const JsonObject* action = receipt ? object_at(*receipt, "action") : nullptr;
  if (action && text::equal_ignoring_case(string_at(*action, "encoding").value_or(""), "base64"))
    out.mail.bytes = text::from_base64(out.mail.bytes).value_or("");
  if (const JsonObject* envelope = object_at(mail, "mail")) out.mail.sender = string_at(*envelope, "source").value_or("");
  if (const JsonArray* to = receipt ? array_at(*receipt, "recipients") : nullptr)
    for (const Json& one : *to)
      if (one.is_string()) out.mail.recipients.emplace_back(one.get_string());
  return out;
}

Result<HookWish> read_ses(const OpenAccount& open, std::string_view body, const net::GuardOptions& guard) {
  const auto json = parse_json(body);
  if (!json.ok() || !json->is_object()) return unproven("no JSON object");
  const JsonObject& in = json->get_object();
  const std::string type = string_at(in, "Type").value_or("");
  const bool notification = type == "Notification";
  if (!notification && type != "SubscriptionConfirmation") return unproven("type");
  const std::string topic = string_at(in, "TopicArn").value_or("");
  if (open.account.topic.empty() || topic != open.account.topic) return unproven("topic");
  const auto digest = string_at(in, "SignatureVersion").value_or("") == "2" ? http::Digest::sha256 : http::Digest::sha1;
  const std::string pem = TRY(sns_certificates().find(string_at(in, "SigningCertURL").value_or(""), guard));
  if (!http::rsa_signed(pem, digest, sns_signed_text(in, notification), string_at(in, "Signature").value_or("")))
    return unproven("signature");
  if (notification) return read_ses_notification(in);
  HookWish out;
  out.confirm_url = string_at(in, "SubscribeURL").value_or("");
  if (!is_sns_address(out.confirm_url)) return unproven("address to confirm");
  return out;
}

}  // namespace

bool is_sns_address(const std::string& url) {
  const auto parsed = http::parse_url(url);
  if (!parsed.ok() || !parsed->tls || parsed->port != 443) return false;
  const std::string host = text::lower_ascii(parsed->host);
  if (!host.starts_with("sns.")) return false;
  std::string_view rest = std::string_view(host).substr(4);
  for (const std::string_view end : {".amazonaws.com.cn", ".amazonaws.com"})
    if (rest.ends_with(end)) {
      rest.remove_suffix(end.size());
      return rest.size() >= 3 && rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == rest.npos;
    }
  return false;
}

SnsCertificates& sns_certificates() {
  static SnsCertificates all;
  return all;
}

void SnsCertificates::remember(const std::string& url, std::string pem) {
  const std::lock_guard lock(mutex_);
  known_[url] = std::move(pem);
}

Result<std::string> SnsCertificates::find(const std::string& url, const net::GuardOptions& guard) {
  if (!is_sns_address(url) || !url.ends_with(".pem")) return unproven("address of the certificate");
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(url); found != known_.end()) return found->second;
  }
  http::ClientRequest request;
  request.url = url;
  const auto answer = http::fetch(request, guard);
  if (!answer.ok() || answer->status != 200)
    return Error{ErrorCode::unavailable, "error.unavailable", answer.ok() ? "HTTP " + std::to_string(answer->status) : answer.error().detail};
  const std::lock_guard lock(mutex_);
  if (known_.size() > 20) known_.clear();
  return known_[url] = answer->body;
}

Result<HookWish> read_hook(const OpenAccount& open, const http::Request& request, std::string_view body, Time now,
                           const net::GuardOptions& guard) {
  const std::string& kind = open.account.receive;
  if (kind == "raw") return read_raw(open, request, body);
  if (kind == "mailgun") return read_mailgun(open, request, body, now);
  if (kind == "postmark") return read_postmark(open, request, body);
  if (kind == "sendgrid") return read_sendgrid(open, request, body, now);
  if (kind == "ses") return read_ses(open, body, guard);
  return unproven("kind");
}

}  // namespace sahay::email
