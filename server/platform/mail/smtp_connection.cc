#include "platform/mail/smtp_connection.h"

#include <algorithm>

#include "base/text.h"
#include "platform/mail/sasl.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMaxReplyLine = 4096;
constexpr Duration kGoodbyeTimeout = std::chrono::seconds(2);

Error protocol_error(const SmtpReply& reply, std::string_view step) {
  return {ErrorCode::unavailable, "mail.error.protocol",
          std::string(step) + ": " + std::to_string(reply.code) + " " + reply.text()};
}

bool has_high_bytes(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
}

Fate fate_of(const SmtpReply& reply) {
  if (reply.positive()) return Fate::sent;
  return reply.permanent() ? Fate::permanent : Fate::transient;
}

void record(RecipientOutcome& out, Fate fate, const SmtpReply& reply) {
  out.fate = fate;
  out.code = reply.code;
  out.enhanced = reply.enhanced;
  out.text = reply.text();
}

// Gives every recipient that is still open (code 0, transient) the same end.
void record_open(SendOutcome& outcome, Fate fate, const SmtpReply& reply) {
  for (auto& r : outcome.recipients)
    if (r.code == 0) record(r, fate, reply);
}

void record_lost(SendOutcome& outcome, Fate fate, const Error& error) {
  for (auto& r : outcome.recipients)
    if (r.code == 0) {
      r.fate = fate;
      r.text = error.key + " " + error.detail;
    }
}

// RFC 3461 4: xtext of ENVID and ORCPT.
std::string xtext(std::string_view s) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : s) {
    if (c > 0x20 && c < 0x7f && c != '+' && c != '=') {
      out += char(c);
    } else {
      out += '+';
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  return out;
}

// An address goes into a command line between brackets: nothing in it may end the line or the brackets.
bool is_sendable(std::string_view address) {
  return !address.empty() && address.size() <= 254 && address.find('@') != address.npos &&
         std::none_of(address.begin(), address.end(),
                      [](unsigned char c) { return c <= 0x20 || c == 0x7f || c == '<' || c == '>'; });
}

}  // namespace

Result<SmtpConnection> SmtpConnection::open(const SmtpAccount& account, const Cancel* cancel) {
  SmtpConnection connection(account, TRY(Wire::connect(account.endpoint, account.connect_timeout, cancel)));
  const SmtpReply greeting = TRY(connection.read_reply(account.reply_timeout));
  if (!greeting.positive()) return protocol_error(greeting, "greeting");
  TRY(connection.hello());
  if (account.endpoint.security == Security::starttls) {
    if (!connection.offers("STARTTLS"))
      return Error{ErrorCode::unavailable, "mail.error.no_starttls", account.endpoint.host};
    const SmtpReply ready = TRY(connection.command("STARTTLS"));
    if (!ready.positive()) return protocol_error(ready, "STARTTLS");
    TRY(connection.wire_.start_tls(account.connect_timeout));
    TRY(connection.hello());  // what was offered before TLS does not count (RFC 3207 4.2)
  }
  if (account.login.kind != LoginKind::none) TRY(connection.login());
  return connection;
}

Result<void> SmtpConnection::hello() {
  extensions_.clear();
  SmtpReply reply = TRY(command("EHLO " + account_.helo_name));
  if (reply.positive()) {
    extensions_ = std::move(reply.lines);
    return {};
  }
  reply = TRY(command("HELO " + account_.helo_name));
  if (!reply.positive()) return protocol_error(reply, "HELO");
  return {};
}

bool SmtpConnection::offers(std::string_view keyword) const {
  return std::any_of(extensions_.begin(), extensions_.end(), [&](const std::string& line) {
    return text::equal_ignoring_case(std::string_view(line).substr(0, line.find(' ')), keyword);
  });
}

Result<void> SmtpConnection::login() {
  if (!wire_.secure() && !wire_.loopback())
    return Error{ErrorCode::forbidden, "mail.error.login_unencrypted", account_.endpoint.host};
  std::vector<std::string> offered;
  for (const auto& line : extensions_)
    if (text::starts_with_ignoring_case(line, "AUTH ") || text::starts_with_ignoring_case(line, "AUTH="))
      for (const auto word : text::split(std::string_view(line).substr(5), ' ')) offered.emplace_back(word);
  const auto mechanism = sasl::choose(offered, account_.login.kind);
  if (!mechanism) return Error{ErrorCode::forbidden, "mail.error.no_login_method", account_.endpoint.host};
  const std::string first =
      sasl::initial_response(*mechanism, account_.login, account_.endpoint.host, account_.endpoint.port);
  std::string line = "AUTH " + std::string(sasl::name(*mechanism));
  if (*mechanism != sasl::Mechanism::login) line += " " + text::to_base64(first);
  SmtpReply reply = TRY(command(line));
  if (*mechanism == sasl::Mechanism::login) {
    if (reply.code == 334) reply = TRY(command(text::to_base64(account_.login.user)));
    if (reply.code == 334) reply = TRY(command(text::to_base64(account_.login.secret.reveal())));
  } else if (reply.code == 334) {
    // XOAUTH2 and OAUTHBEARER explain a refusal here and wait for an empty answer before the final reply.
    reply = TRY(command(*mechanism == sasl::Mechanism::oauthbearer ? "AQ==" : ""));
  }
  if (reply.positive()) return {};
  const auto code = reply.transient() ? ErrorCode::unavailable : ErrorCode::forbidden;
  return Error{code, "mail.error.login", std::to_string(reply.code) + " " + reply.text()};
}

Result<SmtpReply> SmtpConnection::command(std::string_view line) {
  reusable_ = false;
  TRY(wire_.write(std::string(line) + "\r\n", account_.reply_timeout));
  SmtpReply reply = TRY(read_reply(account_.reply_timeout));
  reusable_ = reply.code != 421;
  return reply;
}

Result<SmtpReply> SmtpConnection::read_reply(Duration timeout) {
  SmtpReplyParser parser;
  while (true) {
    const std::string line = TRY(wire_.read_line(kMaxReplyLine, timeout));
    if (TRY(parser.add_line(line))) return parser.take();
  }
}

bool SmtpConnection::alive() {
  const auto reply = command("RSET");
  return reply.ok() && reply->positive();
}

void SmtpConnection::quit() {
  if (!wire_.write("QUIT\r\n", kGoodbyeTimeout).ok()) return;
  (void)read_reply(kGoodbyeTimeout);
}

std::string SmtpConnection::mail_command(const SmtpEnvelope& envelope, std::string_view data, bool utf8) const {
  std::string out = "MAIL FROM:<" + envelope.sender + ">";
  if (offers("SIZE")) out += " SIZE=" + std::to_string(data.size());
  if (offers("8BITMIME")) out += has_high_bytes(data) ? " BODY=8BITMIME" : " BODY=7BIT";
  if (utf8) out += " SMTPUTF8";
  if (offers("DSN") && envelope.want_reports) {
    out += " RET=HDRS";
    if (!envelope.envelope_id.empty()) out += " ENVID=" + xtext(envelope.envelope_id);
  }
  return out;
}

std::string SmtpConnection::recipient_command(const SmtpEnvelope& envelope, const std::string& address) const {
  std::string out = "RCPT TO:<" + address + ">";
  if (offers("DSN") && envelope.want_reports && !has_high_bytes(address))
    out += " NOTIFY=FAILURE,DELAY ORCPT=rfc822;" + xtext(address);
  return out;
}

// MAIL, all RCPT and DATA; one write where the server pipelines (RFC 2920). go_on: it waits for the message.
Result<void> SmtpConnection::send_envelope(const SmtpEnvelope& envelope, std::string_view data, SendOutcome& outcome,
                                           bool& go_on) {
  const auto is_open = [](const RecipientOutcome& r) { return r.code == 0; };
  const bool utf8 = has_high_bytes(envelope.sender) ||
                    std::any_of(outcome.recipients.begin(), outcome.recipients.end(),
                                [&](const auto& r) { return is_open(r) && has_high_bytes(r.address); });
  std::vector<std::string> commands{mail_command(envelope, data, utf8)};
  std::vector<RecipientOutcome*> asked;
  for (auto& r : outcome.recipients) {
    if (!is_open(r)) continue;
    commands.push_back(recipient_command(envelope, r.address));
    asked.push_back(&r);
  }
  commands.push_back("DATA");
  const bool pipelining = offers("PIPELINING");
  reusable_ = false;
  if (pipelining) {
    std::string all;
    for (const auto& line : commands) all += line + "\r\n";
    TRY(wire_.write(all, account_.reply_timeout));
  }
  const auto answer = [&](std::size_t i) -> Result<SmtpReply> {
    if (!pipelining) TRY(wire_.write(commands[i] + "\r\n", account_.reply_timeout));
    return read_reply(account_.reply_timeout);
  };
  const SmtpReply mail = TRY(answer(0));
  if (!mail.positive()) record_open(outcome, fate_of(mail), mail);
  if (mail.code == 421 || (!mail.positive() && !pipelining)) {
    reusable_ = mail.code != 421;
    return {};
  }
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const SmtpReply reply = TRY(answer(i + 1));
    if (asked[i]->code != 0) continue;
    if (reply.positive())
      ++accepted;
    else
      record(*asked[i], fate_of(reply), reply);
    if (reply.code == 421) return record_open(outcome, Fate::transient, reply), Result<void>();
  }
  if (accepted == 0 && !pipelining) {
    reusable_ = alive();
    return {};
  }
  const SmtpReply ready = TRY(answer(commands.size() - 1));
  go_on = ready.code == 354 && accepted > 0;
  if (go_on) return {};
  if (ready.code == 354) {
    // Refused recipients and yet a go-ahead: an empty message must end it (RFC 2920 3.1).
    TRY(wire_.write(".\r\n", account_.reply_timeout));
    TRY(read_reply(account_.final_timeout));
  } else {
    record_open(outcome, ready.permanent() ? Fate::permanent : Fate::transient, ready);
  }
  reusable_ = ready.code != 421;
  return {};
}

void SmtpConnection::send_data(const SmtpEnvelope& envelope, std::string_view data, SendOutcome& outcome) {
  if (const auto sent = wire_.write(data, account_.reply_timeout); !sent.ok())
    return record_lost(outcome, Fate::transient, sent.error());
  if (envelope.before_end && !envelope.before_end())
    return record_lost(outcome, Fate::transient, {ErrorCode::unavailable, "mail.error.cancelled"});
  // From here on the server may have taken the message even when its answer never arrives.
  if (const auto sent = wire_.write(".\r\n", account_.reply_timeout); !sent.ok())
    return record_lost(outcome, Fate::unknown, sent.error());
  const auto reply = read_reply(account_.final_timeout);
  if (!reply.ok()) return record_lost(outcome, Fate::unknown, reply.error());
  record_open(outcome, fate_of(*reply), *reply);
  reusable_ = reply->code != 421;
}

Result<SendOutcome> SmtpConnection::transact(const SmtpEnvelope& envelope, std::string_view data) {
  SendOutcome outcome;
  outcome.secure = wire_.secure();
  outcome.dsn = envelope.want_reports && offers("DSN");
  std::size_t open = 0;
  for (const auto& address : envelope.recipients) {
    RecipientOutcome r{address};
    if (!is_sendable(address))
      record(r, Fate::permanent, {553, "5.1.3", {"bad address syntax"}});
    else if (has_high_bytes(address) && !offers("SMTPUTF8"))
      record(r, Fate::permanent, {553, "5.6.7", {"the server takes no addresses beyond ASCII"}});
    else
      ++open;
    outcome.recipients.push_back(std::move(r));
  }
  if (open == 0) return outcome;
  for (const auto& line : extensions_) {
    if (!text::starts_with_ignoring_case(line, "SIZE ")) continue;
    const auto limit = text::to_integer(text::trim(std::string_view(line).substr(5)));
    if (limit && *limit > 0 && std::int64_t(data.size()) > *limit) {
      record_open(outcome, Fate::permanent, {552, "5.3.4", {"larger than the server's limit"}});
      return outcome;
    }
  }
  if (!offers("8BITMIME") && has_high_bytes(data)) {
    record_open(outcome, Fate::permanent, {554, "5.6.3", {"the server takes no 8-bit message"}});
    return outcome;
  }
  bool go_on = false;
  if (const auto sent = send_envelope(envelope, data, outcome, go_on); !sent.ok()) {
    reusable_ = false;
    record_lost(outcome, Fate::transient, sent.error());
    return outcome;
  }
  if (go_on) {
    reusable_ = false;
    send_data(envelope, data, outcome);
  }
  return outcome;
}

}  // namespace sahay::mail
