#include "platform/mail/imap_client.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "platform/mail/sasl.h"
#include "platform/mail/wire.h"

namespace sahay::mail {
namespace {

constexpr Duration kGoodbyeTimeout = std::chrono::seconds(2);

Error imap_error(ErrorCode code, std::string_view step, const ImapResponse& response) {
  return {code, "mail.error." + std::string(step),
          response.status + " " + (response.code.empty() ? "" : "[" + response.code + "] ") +
              std::string(text::first(text::repair_utf8(response.text), 300))};
}

}  // namespace

struct ImapClient::State final : ByteSource {
  State(const ImapAccount& a, Wire w) : account(a), wire(std::move(w)) {}

  using OnData = std::function<void(ImapResponse&)>;

  Result<std::string> line(std::size_t limit) override { return wire.read_line(limit, timeout()); }
  Result<void> bytes(std::size_t count, const std::function<void(std::string_view)>& sink) override {
    return wire.read_bytes(count, sink, timeout());
  }
  Duration timeout() const { return account.reply_timeout; }

  Result<ImapResponse> next();
  Result<std::string> begin(std::string_view command);
  // Reads to the tagged response (or, for wait_plus, to "+"); data goes to on_data.
  Result<ImapResponse> finish(const std::string& tag, const OnData& on_data = {}, bool wait_plus = false);
  Result<ImapResponse> run(std::string_view command, const OnData& on_data = {});
  Result<void> ask_capabilities();
  bool has(std::string_view capability) const;
  Result<void> log_in();
  Result<void> authenticate(sasl::Mechanism mechanism);
  Result<void> log_in_plainly();
  Result<void> idle(Duration longest);
  Result<std::string> examine_parameter(const ImapResume& resume);

  ImapAccount account;
  Wire wire;
  std::vector<std::string> capabilities;
  int last_tag = 0;
  bool news = false;
};

Result<ImapResponse> ImapClient::State::next() {
  ImapResponse r = TRY(read_response(*this));
  if (r.tag != "*") return r;
  if (r.status == "BYE") return imap_error(ErrorCode::unavailable, "closed", r);
  if (number_of(r, "EXISTS")) news = true;
  return r;
}

Result<std::string> ImapClient::State::begin(std::string_view command) {
  std::string tag = "s" + std::to_string(++last_tag);
  TRY(wire.write(tag + " " + std::string(command) + "\r\n", timeout()));
  return tag;
}

Result<ImapResponse> ImapClient::State::finish(const std::string& tag, const OnData& on_data, bool wait_plus) {
  while (true) {
    ImapResponse r = TRY(next());
    if (r.tag == tag || (wait_plus && r.tag == "+")) return r;
    if (r.tag == "*" && on_data) on_data(r);
  }
}

Result<ImapResponse> ImapClient::State::run(std::string_view command, const OnData& on_data) {
  const std::string tag = TRY(begin(command));
  return finish(tag, on_data);
}

Result<void> ImapClient::State::ask_capabilities() {
  capabilities.clear();
  const auto done = TRY(run("CAPABILITY", [&](ImapResponse& r) {
    if (r.tokens.empty() || !r.tokens[0].is("CAPABILITY")) return;
    for (std::size_t i = 1; i < r.tokens.size(); ++i) capabilities.push_back(r.tokens[i].text);
  }));
  if (!done.ok()) return imap_error(ErrorCode::unavailable, "protocol", done);
  return {};
}

bool ImapClient::State::has(std::string_view capability) const {
  return std::any_of(capabilities.begin(), capabilities.end(),
                     [&](const std::string& c) { return text::equal_ignoring_case(c, capability); });
}

Result<void> ImapClient::State::log_in() {
  if (account.login.kind == LoginKind::none) return {};
  if (!wire.secure() && !wire.loopback())
    return Error{ErrorCode::forbidden, "mail.error.login_unencrypted", account.endpoint.host};
  std::vector<std::string> offered;
  for (const auto& c : capabilities)
    if (text::starts_with_ignoring_case(c, "AUTH=")) offered.push_back(c.substr(5));
  const auto mechanism = sasl::choose(offered, account.login.kind);
  if (mechanism && *mechanism != sasl::Mechanism::login) return authenticate(*mechanism);
  if (account.login.kind == LoginKind::oauth || has("LOGINDISABLED"))
    return Error{ErrorCode::forbidden, "mail.error.no_login_method", account.endpoint.host};
  return log_in_plainly();
}

Result<void> ImapClient::State::authenticate(sasl::Mechanism mechanism) {
  const std::string first =
      text::to_base64(sasl::initial_response(mechanism, account.login, account.endpoint.host, account.endpoint.port));
  std::string command = "AUTHENTICATE " + std::string(sasl::name(mechanism));
  const bool at_once = has("SASL-IR");
  if (at_once) command += " " + first;
  const std::string tag = TRY(begin(command));
  ImapResponse r = TRY(finish(tag, {}, true));
  if (r.tag == "+" && !at_once) {
    TRY(wire.write(first + "\r\n", timeout()));
    r = TRY(finish(tag, {}, true));
  }
  if (r.tag == "+") {
    // XOAUTH2 and OAUTHBEARER explain a refusal here and wait for an answer before the tagged NO.
    TRY(wire.write(mechanism == sasl::Mechanism::oauthbearer ? "AQ==\r\n" : "\r\n", timeout()));
    r = TRY(finish(tag));
  }
  if (r.ok()) return {};
  const bool later = text::starts_with_ignoring_case(r.code, "UNAVAILABLE");
  return imap_error(later ? ErrorCode::unavailable : ErrorCode::forbidden, "login", r);
}

Result<void> ImapClient::State::log_in_plainly() {
  const auto user = imap_quoted(account.login.user);
  const auto password = imap_quoted(account.login.secret.reveal());
  if (!user || !password) return Error{ErrorCode::forbidden, "mail.error.login", "bad characters in the password"};
  const auto r = TRY(run("LOGIN " + *user + " " + *password));
  if (!r.ok()) return imap_error(ErrorCode::forbidden, "login", r);
  return {};
}

ImapClient::ImapClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
ImapClient::ImapClient(ImapClient&&) noexcept = default;
ImapClient& ImapClient::operator=(ImapClient&&) noexcept = default;
ImapClient::~ImapClient() = default;

Result<ImapClient> ImapClient::connect(const ImapAccount& account, const Cancel* cancel) {
  auto state = std::make_unique<State>(account, TRY(Wire::connect(account.endpoint, account.connect_timeout, cancel)));
  const auto greeting = TRY(read_response(*state));
  if (greeting.status != "OK" && greeting.status != "PREAUTH")
    return imap_error(ErrorCode::unavailable, "protocol", greeting);
  TRY(state->ask_capabilities());
  if (account.endpoint.security == Security::starttls) {
    // A PREAUTH greeting would forbid STARTTLS: take it as an attempt to stay in plain text (RFC 9051 11.1).
    if (greeting.status == "PREAUTH" || !state->has("STARTTLS"))
      return Error{ErrorCode::unavailable, "mail.error.no_starttls", account.endpoint.host};
    const auto ready = TRY(state->run("STARTTLS"));
    if (!ready.ok()) return imap_error(ErrorCode::unavailable, "no_starttls", ready);
    TRY(state->wire.start_tls(account.connect_timeout));
    TRY(state->ask_capabilities());
  }
  if (greeting.status != "PREAUTH") TRY(state->log_in());
  TRY(state->ask_capabilities());  // servers offer more after the login
  return ImapClient(std::move(state));
}

// What EXAMINE asks for beside the folder: "" where the server counts no changes.
Result<std::string> ImapClient::State::examine_parameter(const ImapResume& resume) {
  if (!has("CONDSTORE") && !has("QRESYNC")) return std::string();
  if (resume.uid_validity == 0 || resume.mod_seq == 0 || !has("QRESYNC") || !has("ENABLE")) return std::string(" (CONDSTORE)");
  const auto enabled = TRY(run("ENABLE QRESYNC"));  // RFC 7162 3.2.3: before it the parameter is an error
  if (!enabled.ok()) return std::string(" (CONDSTORE)");
  return " (QRESYNC (" + std::to_string(resume.uid_validity) + " " + std::to_string(resume.mod_seq) + "))";
}

Result<ImapMailbox> ImapClient::examine(const std::string& folder, const ImapResume& resume) {
  const auto name = imap_quoted(imap_folder_name(folder));
  if (!name) return Error{ErrorCode::forbidden, "mail.error.folder", folder};
  ImapMailbox out;
  std::uint32_t changed = 0;
  const auto on_data = [&](ImapResponse& r) {
    if (const auto count = number_of(r, "EXISTS")) out.exists = *count;
    const auto number = [&](std::string_view key, std::int64_t most) -> std::int64_t {
      if (!text::starts_with_ignoring_case(r.code, key)) return 0;
      const auto value = text::to_integer(text::trim(std::string_view(r.code).substr(key.size())));
      return value && *value > 0 && *value <= most ? *value : 0;
    };
    if (const auto value = number("UIDVALIDITY ", 0xffffffffLL)) out.uid_validity = std::uint32_t(value);
    if (const auto value = number("UIDNEXT ", 0xffffffffLL)) out.uid_next = std::uint32_t(value);
    if (const auto value = number("HIGHESTMODSEQ ", std::numeric_limits<std::int64_t>::max())) out.mod_seq = std::uint64_t(value);
    if (const auto fetched = fetched_of(r); fetched && fetched->uid) changed = std::max(changed, *fetched->uid);
  };
  const std::string parameter = TRY(state_->examine_parameter(resume));
  auto done = TRY(state_->run("EXAMINE " + *name + parameter, on_data));
  if (!done.ok() && !parameter.empty()) {
    out = {};
    done = TRY(state_->run("EXAMINE " + *name, on_data));
  } else if (parameter.find("QRESYNC") != parameter.npos && out.uid_validity == resume.uid_validity && out.mod_seq > 0) {
    out.highest_changed = changed;
  }
  if (!done.ok()) return imap_error(ErrorCode::forbidden, "folder", done);
  state_->news = false;  // the count of an opening is no news
  // Without UIDVALIDITY no UID means anything (RFC 9051 2.3.1.1).
  if (out.uid_validity == 0) return imap_error(ErrorCode::unavailable, "protocol", done);
  return out;
}

Result<std::vector<ImapListed>> ImapClient::list_after(std::uint32_t after) {
  state_->news = false;
  std::vector<ImapListed> out;
  if (after == 0xffffffffu) return out;
  const auto done =
      TRY(state_->run("UID FETCH " + std::to_string(after + 1) + ":* (UID RFC822.SIZE)", [&](ImapResponse& r) {
        const auto fetched = fetched_of(r);
        // "n:*" answers the last message even when its UID is below n.
        if (fetched && fetched->uid && *fetched->uid > after) out.push_back({*fetched->uid, fetched->size});
      }));
  if (!done.ok()) return imap_error(ErrorCode::unavailable, "protocol", done);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.uid < b.uid; });
  out.erase(std::unique(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.uid == b.uid; }),
            out.end());
  return out;
}

Result<bool> ImapClient::fetch(const std::vector<std::uint32_t>& uids, Part part,
                               const std::function<bool(ImapFetched&)>& sink) {
  if (uids.empty()) return true;
  const std::string_view what = part == Part::whole    ? "BODY.PEEK[]"
                                : part == Part::header ? "BODY.PEEK[HEADER]"
                                                       : "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]";
  bool wanted = true;
  const auto done =
      TRY(state_->run("UID FETCH " + imap_set(uids) + " (UID RFC822.SIZE INTERNALDATE " + std::string(what) + ")",
                      [&](ImapResponse& r) {
                        auto fetched = fetched_of(r);
                        // Changes of flags come as FETCH too, without a body.
                        if (wanted && fetched && fetched->uid && fetched->body) wanted = sink(*fetched);
                      }));
  return done.ok();
}

bool ImapClient::has_news() const { return state_->news; }
bool ImapClient::can_idle() const { return state_->has("IDLE"); }

Result<void> ImapClient::State::idle(Duration longest) {
  const auto end = std::chrono::steady_clock::now() + longest;
  const std::string tag = TRY(begin("IDLE"));
  ImapResponse r = TRY(finish(tag, {}, true));
  if (r.tag == tag) return imap_error(ErrorCode::unavailable, "protocol", r);
  while (!news) {
    const auto left = std::chrono::ceil<Duration>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0 || TRY(wire.wait_readable(left)) == Wire::Wait::timed_out) break;
    r = TRY(next());
    if (r.tag == tag) return imap_error(ErrorCode::unavailable, "protocol", r);
  }
  TRY(wire.write("DONE\r\n", timeout()));
  r = TRY(finish(tag));
  if (!r.ok()) return imap_error(ErrorCode::unavailable, "protocol", r);
  return {};
}

Result<void> ImapClient::wait_for_news(Duration longest) {
  if (state_->news) return {};
  if (can_idle()) return state_->idle(longest);
  TRY(state_->wire.wait_readable(longest));
  const auto r = TRY(state_->run("NOOP"));
  if (!r.ok()) return imap_error(ErrorCode::unavailable, "protocol", r);
  return {};
}

void ImapClient::logout() {
  state_->account.reply_timeout = kGoodbyeTimeout;
  if (const auto tag = state_->begin("LOGOUT"); tag.ok()) (void)state_->finish(*tag);
}

std::string imap_set(const std::vector<std::uint32_t>& ascending) {
  std::string out;
  for (std::size_t i = 0; i < ascending.size();) {
    std::size_t last = i;
    while (last + 1 < ascending.size() && ascending[last + 1] == ascending[last] + 1) ++last;
    if (!out.empty()) out += ',';
    out += std::to_string(ascending[i]);
    if (last > i) out += ":" + std::to_string(ascending[last]);
    i = last + 1;
  }
  return out;
}

}  // namespace sahay::mail
