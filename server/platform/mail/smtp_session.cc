#include "platform/mail/smtp_session.h"

#include <algorithm>

#include "base/text.h"
#include "platform/mail/smtp_path.h"

namespace sahay::mail {

SmtpSession::SmtpSession(SessionOptions options, std::string peer)
    : options_(std::move(options)), peer_(std::move(peer)) {
  output_ = "220 " + options_.host_name + (options_.dialect == Dialect::lmtp ? " LMTP" : " ESMTP") + " Sahay\r\n";
}

SmtpSession::~SmtpSession() { release(); }

std::string SmtpSession::take_output() { return std::exchange(output_, {}); }

void SmtpSession::reply(int code, std::string_view enhanced, std::string_view text) {
  output_ += std::to_string(code);
  output_ += ' ';
  if (!enhanced.empty()) {
    output_ += enhanced;
    output_ += ' ';
  }
  for (const char c : text.substr(0, 400)) output_ += (c == '\r' || c == '\n' || c == '\0') ? ' ' : c;
  output_ += "\r\n";
}

void SmtpSession::error(int code, std::string_view enhanced, std::string_view text) {
  if (++errors_ > options_.max_errors) return refuse("too many errors");
  reply(code, enhanced, text);
}

void SmtpSession::refuse(std::string_view text) {
  if (phase_ == Phase::closed) return;
  reply(421, "4.3.0", text);
  phase_ = Phase::closed;
}

void SmtpSession::release() {
  if (reserved_ != 0 && options_.reserve) options_.reserve(-reserved_);
  reserved_ = 0;
}

void SmtpSession::reset() {
  release();
  has_sender_ = false;
  mail_ = {};
  fault_ = Fault::none;
  line_start_ = true;
  in_chunks_ = false;
  last_byte_ = 0;
}

SmtpSession::Want SmtpSession::step() {
  while (true) {
    switch (phase_) {
      case Phase::closed: return Want::close;
      case Phase::delivering: return Want::deliver;
      case Phase::starting_tls: return Want::starttls;
      case Phase::command:
        if (!take_command()) return phase_ == Phase::closed ? Want::close : Want::read;
        break;
      case Phase::data:
        if (!take_data()) return Want::read;
        break;
      case Phase::chunk:
        if (!take_chunk()) return Want::read;
        break;
    }
  }
}

// Takes one command line from the input; false when no whole line is there.
bool SmtpSession::take_command() {
  const auto end = input_.find('\n');
  if (end == input_.npos) {
    if (input_.size() + discarded_line_ > options_.max_command_line) {
      discarded_line_ += input_.size();
      input_.clear();
      if (discarded_line_ > 1u << 20) refuse("line too long");
    }
    return false;
  }
  std::string line = input_.substr(0, end);
  input_.erase(0, end + 1);
  const std::size_t length = line.size() + std::exchange(discarded_line_, 0);
  if (length > options_.max_command_line) {
    error(500, "5.5.6", "line too long");
  } else if (!line.ends_with('\r')) {
    // A lone LF as a line end is how smuggled commands get in: no guessing.
    reply(500, "5.5.2", "line must end with CRLF");
    refuse("bare LF");
  } else {
    line.pop_back();
    run(line);
  }
  return true;
}

void SmtpSession::run(std::string_view line) {
  if (line.find('\0') != line.npos || line.find('\r') != line.npos) return error(500, "5.5.2", "bad characters");
  const auto space = line.find(' ');
  const std::string verb = text::lower_ascii(line.substr(0, space));
  const std::string_view argument = space == line.npos ? std::string_view() : text::trim(line.substr(space));
  if (verb == "lhlo" || verb == "ehlo" || verb == "helo") return hello(verb, argument);
  if (verb == "mail") return mail_from(argument);
  if (verb == "rcpt") return rcpt_to(argument);
  if (verb == "data") return argument.empty() ? data() : error(501, "5.5.4", "DATA takes no argument");
  if (verb == "bdat") return bdat(argument);
  if (verb == "rset") return reset(), reply(250, "2.0.0", "OK");
  if (verb == "noop") return reply(250, "2.0.0", "OK");
  if (verb == "vrfy") return reply(252, "2.1.5", "send the mail and see");
  if (verb == "quit") {
    reply(221, "2.0.0", "goodbye");
    phase_ = Phase::closed;
    return;
  }
  if (verb == "starttls" && options_.offer_starttls && !secure_) {
    if (!argument.empty()) return error(501, "5.5.4", "STARTTLS takes no argument");
    reply(220, "2.0.0", "go ahead");
    phase_ = Phase::starting_tls;
    return;
  }
  error(500, "5.5.1", "command not known here");
}

void SmtpSession::hello(std::string_view verb, std::string_view argument) {
  const bool lmtp = options_.dialect == Dialect::lmtp;
  if (lmtp != (verb == "lhlo")) return error(500, "5.5.1", lmtp ? "this is LMTP: say LHLO" : "this is SMTP: say EHLO");
  if (argument.empty()) return error(501, "5.5.4", "a host name is needed");
  reset();
  helo_ = argument.substr(0, 255);
  if (verb == "helo") return reply(250, "", options_.host_name);
  std::vector<std::string> lines{options_.host_name, "PIPELINING", "SIZE " + std::to_string(options_.max_message),
                                 "8BITMIME",         "SMTPUTF8",   "CHUNKING", "ENHANCEDSTATUSCODES"};
  if (options_.offer_starttls && !secure_) lines.push_back("STARTTLS");
  for (std::size_t i = 0; i < lines.size(); ++i)
    output_ += (i + 1 < lines.size() ? "250-" : "250 ") + lines[i] + "\r\n";
}

bool SmtpSession::mail_parameter(std::string_view parameter) {
  const auto equals = parameter.find('=');
  const std::string key = text::lower_ascii(parameter.substr(0, equals));
  const std::string_view value = equals == parameter.npos ? std::string_view() : parameter.substr(equals + 1);
  if (key == "size") {
    const auto size = text::to_integer(value);
    if (!size || *size < 0) return error(501, "5.5.4", "bad SIZE"), false;
    if (std::size_t(*size) > options_.max_message) return error(552, "5.3.4", "message too large"), false;
    return true;
  }
  if (key == "body" && (text::equal_ignoring_case(value, "7bit") || text::equal_ignoring_case(value, "8bitmime")))
    return true;
  // Not offered: what is stored here is lines, and no line of ours can be of bytes without an end.
  if (key == "body" && text::equal_ignoring_case(value, "binarymime"))
    return error(555, "5.6.1", "BINARYMIME is not taken here"), false;
  if (key == "smtputf8" && equals == parameter.npos) return true;
  return error(555, "5.5.4", "parameter not known"), false;
}

void SmtpSession::mail_from(std::string_view argument) {
  if (helo_.empty()) return error(503, "5.5.1", "say hello first");
  if (has_sender_) return error(503, "5.5.1", "sender already given");
  if (!text::starts_with_ignoring_case(argument, "FROM:")) return error(501, "5.5.4", "MAIL FROM:<address>");
  const auto path = parse_path(text::trim(argument.substr(5)), EmptyPath::allow);
  if (!path) return error(501, "5.1.7", "bad sender address");
  for (const auto parameter : text::split(path->parameters, ' '))
    if (!parameter.empty() && !mail_parameter(parameter)) return;
  if (options_.has_room && !options_.has_room()) return reply(452, "4.3.1", "no room now, try again later");
  mail_.sender = path->address;
  has_sender_ = true;
  reply(250, "2.1.0", "OK");
}

void SmtpSession::rcpt_to(std::string_view argument) {
  if (!has_sender_) return error(503, "5.5.1", "MAIL first");
  if (in_chunks_) return error(503, "5.5.1", "the message has begun");
  if (!text::starts_with_ignoring_case(argument, "TO:")) return error(501, "5.5.4", "RCPT TO:<address>");
  const auto path = parse_path(text::trim(argument.substr(3)), EmptyPath::refuse);
  if (!path) return error(501, "5.1.3", "bad recipient address");
  if (!path->parameters.empty()) return error(555, "5.5.4", "parameter not known");
  if (mail_.recipients.size() >= options_.max_recipients) return reply(452, "4.5.3", "too many recipients");
  if (options_.accept_recipient) {
    const Verdict verdict = options_.accept_recipient(path->address);
    if (verdict.code >= 300) return error(verdict.code, verdict.enhanced, verdict.text);
  }
  mail_.recipients.push_back(path->address);
  reply(250, "2.1.5", "OK");
}

void SmtpSession::data() {
  if (!has_sender_) return error(503, "5.5.1", "MAIL first");
  if (mail_.recipients.empty()) return error(503, "5.5.1", "no valid recipients");
  if (in_chunks_) return error(503, "5.5.1", "DATA after BDAT");
  reply(354, "", "end with a dot alone on a line");
  phase_ = Phase::data;
  fault_ = Fault::none;
  line_start_ = true;
}

void SmtpSession::append_data(std::string_view bytes) {
  if (fault_ == Fault::too_large || fault_ == Fault::no_room) return;
  if (mail_.data.size() + bytes.size() > options_.max_message) {
    fault_ = Fault::too_large;
  } else if (options_.reserve && !options_.reserve(std::int64_t(bytes.size()))) {
    fault_ = Fault::no_room;
  } else {
    reserved_ += options_.reserve ? std::int64_t(bytes.size()) : 0;
    mail_.data += bytes;
    return;
  }
  mail_.data = {};
  release();
}

// Takes message lines from the input; false when it needs more. A message ends at CRLF "." CRLF and nowhere else.
bool SmtpSession::take_data() {
  std::size_t position = 0;
  bool ended = false;
  while (!ended) {
    const auto end = input_.find('\n', position);
    // Without a line end everything but a possible CR or dot at its edge can already go.
    if (end == input_.npos) {
      std::string_view rest = std::string_view(input_).substr(position);
      if (rest.size() < 8192) break;
      rest.remove_suffix(1);
      std::string_view text = rest;
      if (line_start_ && text.starts_with('.')) text.remove_prefix(1);
      append_data(text);
      position += rest.size();
      line_start_ = false;
      break;
    }
    std::string_view line = std::string_view(input_).substr(position, end - position + 1);
    position = end + 1;
    if (line_start_ && line == ".\r\n") {
      ended = true;
      break;
    }
    const bool bare = line.size() < 2 || line[line.size() - 2] != '\r';
    if (bare && fault_ == Fault::none) fault_ = Fault::bare_lf;
    if (line_start_ && line.starts_with('.')) line.remove_prefix(1);
    append_data(line);
    line_start_ = !bare;
  }
  input_.erase(0, position);
  if (ended) end_of_data();
  return ended;
}

void SmtpSession::end_of_data() {
  mail_.helo = helo_;
  mail_.peer = peer_;
  mail_.secure = secure_;
  phase_ = Phase::delivering;
  if (fault_ != Fault::none) delivered({verdict_of_fault()});
}

Verdict SmtpSession::verdict_of_fault() const {
  switch (fault_) {
    case Fault::none: break;
    case Fault::too_large: return {552, "5.3.4", "message too large"};
    case Fault::no_room: return {452, "4.3.1", "no room now, try again later"};
    case Fault::bare_lf: return {550, "5.6.11", "bare LF in the message"};
  }
  return {};
}

// RFC 3030 2: the chunk follows the command at once, whatever the answer will be; so its length must be known in any case.
void SmtpSession::bdat(std::string_view argument) {
  const auto space = argument.find(' ');
  const std::string_view digits = argument.substr(0, space);
  const std::string_view rest = space == argument.npos ? std::string_view() : text::trim(argument.substr(space));
  const auto size = digits.find_first_not_of("0123456789") == digits.npos ? text::to_integer(digits) : std::nullopt;
  if (!size || (!rest.empty() && !text::equal_ignoring_case(rest, "LAST"))) {
    // Where the chunk ends is not known: what follows might be taken for commands.
    reply(501, "5.5.4", "BDAT size [LAST]");
    return refuse("lost track of the message");
  }
  chunk_left_ = std::uint64_t(*size);
  last_chunk_ = !rest.empty();
  chunk_refused_ = !has_sender_ || mail_.recipients.empty();
  in_chunks_ = in_chunks_ || !chunk_refused_;
  phase_ = Phase::chunk;
}

// Takes what is there of the chunk; false when more has to come.
bool SmtpSession::take_chunk() {
  const std::size_t count = std::size_t(std::min<std::uint64_t>(chunk_left_, input_.size()));
  const std::string_view bytes = std::string_view(input_).substr(0, count);
  if (!chunk_refused_) {
    // No dot ends this message and nothing is unstuffed, but its lines end as lines do.
    for (const char c : bytes) {
      if (c == '\n' && last_byte_ != '\r' && fault_ == Fault::none) fault_ = Fault::bare_lf;
      last_byte_ = c;
    }
    append_data(bytes);
  }
  input_.erase(0, count);
  chunk_left_ -= count;
  if (chunk_left_ > 0) return false;
  end_of_chunk();
  return true;
}

void SmtpSession::end_of_chunk() {
  phase_ = Phase::command;
  if (chunk_refused_) return error(503, "5.5.1", has_sender_ ? "no valid recipients" : "MAIL first");
  if (last_chunk_) return end_of_data();
  if (fault_ == Fault::none) return reply(250, "2.0.0", "chunk taken");
  // The rest of the chunks is read and refused: the transaction is over (RFC 3030 2).
  const Verdict why = verdict_of_fault();
  reset();
  error(why.code, why.enhanced, why.text);
}

void SmtpSession::delivered(const std::vector<Verdict>& verdicts) {
  const std::size_t replies = options_.dialect == Dialect::lmtp ? mail_.recipients.size() : 1;
  for (std::size_t i = 0; i < replies; ++i) {
    // Without a verdict nobody promised to keep the mail.
    const Verdict v = verdicts.empty() ? Verdict{451, "4.3.0", "not stored, try again later"}
                                       : verdicts[std::min(i, verdicts.size() - 1)];
    reply(v.code, v.enhanced, v.text);
  }
  reset();
  phase_ = Phase::command;
}

void SmtpSession::secured() {
  reset();
  helo_.clear();
  input_.clear();
  secure_ = true;
  phase_ = Phase::command;
}

}  // namespace sahay::mail
