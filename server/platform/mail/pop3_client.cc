#include "platform/mail/pop3_client.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "platform/mail/sasl.h"
#include "platform/mail/wire.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kReplyLine = 4096;
constexpr std::size_t kMostListed = 100'000;

struct Reply {
  bool ok = false;
  bool more = false;  // "+ ": the server asks on (AUTH)
  std::string text;
};

Error refused(ErrorCode code, std::string_view step, const Reply& reply) {
  return {code, "mail.error." + std::string(step), std::string(text::first(text::repair_utf8(reply.text), 300))};
}

bool is_clean(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

struct Pop3Client::State {
  State(const Pop3Account& a, Wire w) : account(a), wire(std::move(w)) {}

  Result<Reply> reply();
  Result<Reply> run(std::string_view command);
  // Gives every line of a multi-line answer, dots unstuffed.
  Result<void> lines(std::size_t limit, const std::function<void(std::string_view)>& sink);
  Result<void> ask_capabilities();
  bool has(std::string_view capability) const;
  Result<void> log_in();
  Result<void> authenticate(sasl::Mechanism mechanism);

  Pop3Account account;
  Wire wire;
  std::vector<std::string> capabilities;  // lines of CAPA
};

Result<Reply> Pop3Client::State::reply() {
  const std::string line = TRY(wire.read_line(kReplyLine, account.reply_timeout));
  Reply out;
  out.ok = line.starts_with("+OK");
  out.more = !out.ok && (line == "+" || line.starts_with("+ "));
  if (!out.ok && !out.more && !line.starts_with("-ERR"))
    return Error{ErrorCode::unavailable, "mail.error.protocol", std::string(text::first(text::repair_utf8(line), 200))};
  out.text = line.size() > 4 ? line.substr(4) : "";
  return out;
}

Result<Reply> Pop3Client::State::run(std::string_view command) {
  TRY(wire.write(std::string(command) + "\r\n", account.reply_timeout));
  return reply();
}

Result<void> Pop3Client::State::lines(std::size_t limit, const std::function<void(std::string_view)>& sink) {
  while (true) {
    const std::string line = TRY(wire.read_line(limit, account.reply_timeout));
    if (line == ".") return {};
    sink(line.starts_with('.') ? std::string_view(line).substr(1) : std::string_view(line));
  }
}

Result<void> Pop3Client::State::ask_capabilities() {
  capabilities.clear();
  if (!TRY(run("CAPA")).ok) return {};  // RFC 1939 servers know none
  return lines(kReplyLine, [&](std::string_view line) {
    if (capabilities.size() < 100) capabilities.emplace_back(line);
  });
}

bool Pop3Client::State::has(std::string_view capability) const {
  return std::any_of(capabilities.begin(), capabilities.end(), [&](const std::string& line) {
    return text::equal_ignoring_case(std::string_view(line).substr(0, line.find(' ')), capability);
  });
}

Result<void> Pop3Client::State::log_in() {
  const Login& login = account.login;
  if (!wire.secure() && !wire.loopback())
    return Error{ErrorCode::forbidden, "mail.error.login_unencrypted", account.endpoint.host};
  if (login.kind == LoginKind::oauth) {
    std::vector<std::string> offered;
    for (const auto& line : capabilities)
      if (text::starts_with_ignoring_case(line, "SASL "))
        for (const auto word : text::split(std::string_view(line).substr(5), ' ')) offered.emplace_back(word);
    const auto mechanism = sasl::choose(offered, login.kind);
    if (!mechanism) return Error{ErrorCode::forbidden, "mail.error.no_login_method", account.endpoint.host};
    return authenticate(*mechanism);
  }
  if (!is_clean(login.user) || !is_clean(login.secret.reveal()))
    return Error{ErrorCode::forbidden, "mail.error.login", "bad characters in the password"};
  auto answer = TRY(run("USER " + login.user));
  if (answer.ok) answer = TRY(run("PASS " + login.secret.reveal()));
  if (answer.ok) return {};
  // RFC 3206: [SYS/TEMP] and [IN-USE] (RFC 2449) come back by themselves.
  const bool later = answer.text.starts_with("[SYS/TEMP]") || answer.text.starts_with("[IN-USE]");
  return refused(later ? ErrorCode::unavailable : ErrorCode::forbidden, "login", answer);
}

Result<void> Pop3Client::State::authenticate(sasl::Mechanism mechanism) {
  const std::string first =
      text::to_base64(sasl::initial_response(mechanism, account.login, account.endpoint.host, account.endpoint.port));
  // A token is longer than a command line may be (RFC 5034 4): it goes on a line of its own.
  auto answer = TRY(run("AUTH " + std::string(sasl::name(mechanism))));
  if (answer.more) answer = TRY(run(first));
  if (answer.more) answer = TRY(run(mechanism == sasl::Mechanism::oauthbearer ? "AQ==" : ""));
  if (answer.ok) return {};
  return refused(ErrorCode::forbidden, "login", answer);
}

Pop3Client::Pop3Client(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pop3Client::Pop3Client(Pop3Client&&) noexcept = default;
Pop3Client& Pop3Client::operator=(Pop3Client&&) noexcept = default;
Pop3Client::~Pop3Client() = default;

Result<Pop3Client> Pop3Client::connect(const Pop3Account& account, const Cancel* cancel) {
  auto state = std::make_unique<State>(account, TRY(Wire::connect(account.endpoint, account.connect_timeout, cancel)));
  const auto greeting = TRY(state->reply());
  if (!greeting.ok) return refused(ErrorCode::unavailable, "protocol", greeting);
  TRY(state->ask_capabilities());
  if (account.endpoint.security == Security::starttls) {
    if (!state->has("STLS")) return Error{ErrorCode::unavailable, "mail.error.no_starttls", account.endpoint.host};
    const auto ready = TRY(state->run("STLS"));
    if (!ready.ok) return refused(ErrorCode::unavailable, "no_starttls", ready);
    TRY(state->wire.start_tls(account.connect_timeout));
    TRY(state->ask_capabilities());
  }
  if (account.login.kind != LoginKind::none) TRY(state->log_in());
  return Pop3Client(std::move(state));
}

Result<std::vector<Pop3Listed>> Pop3Client::list() {
  std::vector<Pop3Listed> out;
  const auto uidl = TRY(state_->run("UIDL"));
  if (!uidl.ok) return refused(ErrorCode::forbidden, "no_uidl", uidl);
  TRY(state_->lines(kReplyLine, [&](std::string_view line) {
    const auto space = line.find(' ');
    const auto number = text::to_integer(line.substr(0, space));
    if (!number || *number <= 0 || *number > 0x7fffffff || space == line.npos || out.size() >= kMostListed) return;
    const std::string id(text::trim(line.substr(space)));
    if (!id.empty() && id.size() <= 200 && text::is_valid_utf8(id)) out.push_back({int(*number), id, 0});
  }));
  const auto sizes = TRY(state_->run("LIST"));
  if (!sizes.ok) return refused(ErrorCode::unavailable, "protocol", sizes);
  std::map<int, std::uint64_t> size_of;
  TRY(state_->lines(kReplyLine, [&](std::string_view line) {
    const auto space = line.find(' ');
    const auto number = text::to_integer(line.substr(0, space));
    const auto size = space == line.npos ? std::nullopt : text::to_integer(text::trim(line.substr(space)));
    if (number && size && *number > 0 && *number <= 0x7fffffff && *size >= 0 && size_of.size() < kMostListed)
      size_of[int(*number)] = std::uint64_t(*size);
  }));
  for (auto& one : out) one.size = size_of[one.number];
  return out;
}

Result<std::unique_ptr<ImapLiteral>> Pop3Client::fetch(const Pop3Listed& one, Part part, std::uint64_t most) {
  const std::string number = std::to_string(one.number);
  const auto given = TRY(state_->run(part == Part::whole ? "RETR " + number : "TOP " + number + " 0"));
  if (!given.ok) return std::unique_ptr<ImapLiteral>();
  auto out = std::make_unique<ImapLiteral>(std::size_t(std::min(one.size, most)));
  std::uint64_t size = 0;
  TRY(state_->lines(std::size_t(most) + 1024, [&](std::string_view line) {
    // A server that sends more than it said is cut off: what is stored stays within bounds.
    if ((size += line.size() + 2) > most + 1024) return;
    out->append(line);
    out->append("\r\n");
  }));
  out->finish();
  return out;
}

Result<void> Pop3Client::remove(int number) {
  const auto done = TRY(state_->run("DELE " + std::to_string(number)));
  if (!done.ok) return refused(ErrorCode::unavailable, "protocol", done);
  return {};
}

Result<void> Pop3Client::quit() {
  const auto done = TRY(state_->run("QUIT"));
  if (!done.ok) return refused(ErrorCode::unavailable, "protocol", done);
  return {};
}

}  // namespace sahay::mail
