#include "platform/mail/smtp_client.h"

#include <list>
#include <mutex>

#include "platform/mail/smtp_connection.h"

namespace sahay::mail {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kMaxKept = 8;
constexpr int kMaxMessages = 100;
constexpr auto kMaxIdle = std::chrono::seconds(30);

struct Kept {
  std::string key;
  SmtpConnection connection;
  int messages = 0;
  SteadyClock::time_point since{};
};

// Connections are shared only between accounts that are alike in everything.
std::string key_of(const SmtpAccount& a) {
  const auto& e = a.endpoint;
  std::string key = e.host;
  for (const std::string& part :
       {std::to_string(e.port), std::to_string(int(e.security)), std::to_string(int(e.certificate_check)), e.ca_file,
        std::to_string(int(a.login.kind)), a.login.user, a.login.secret.reveal(), a.helo_name}) {
    key += '\0';
    key += part;
  }
  return key;
}

}  // namespace

struct SmtpClient::State {
  const Cancel* cancel = nullptr;
  std::mutex mutex;
  std::list<Kept> kept;

  std::list<Kept> take(const std::string& key) {
    const std::lock_guard lock(mutex);
    const auto now = SteadyClock::now();
    std::list<Kept> out;
    for (auto it = kept.begin(); it != kept.end();) {
      if (now - it->since > kMaxIdle) {
        it = kept.erase(it);
      } else if (out.empty() && it->key == key) {
        const auto found = it++;
        out.splice(out.end(), kept, found);
      } else {
        ++it;
      }
    }
    return out;
  }

  void keep(std::list<Kept> one) {
    if (!one.front().connection.reusable()) return;
    if (++one.front().messages >= kMaxMessages) return one.front().connection.quit();
    one.front().since = SteadyClock::now();
    const std::lock_guard lock(mutex);
    kept.splice(kept.end(), one);
    if (kept.size() > kMaxKept) kept.pop_front();
  }
};

SmtpClient::SmtpClient(const Cancel* cancel) : state_(std::make_unique<State>()) { state_->cancel = cancel; }
SmtpClient::~SmtpClient() = default;

Result<SendOutcome> SmtpClient::send(const SmtpAccount& account, const SmtpEnvelope& envelope,
                                     std::string_view message) {
  const std::string data = to_smtp_data(message);
  const std::string key = key_of(account);
  std::list<Kept> one = state_->take(key);
  if (!one.empty() && !one.front().connection.alive()) one.clear();
  if (one.empty()) {
    SmtpConnection opened = TRY(SmtpConnection::open(account, state_->cancel));
    one.push_back({key, std::move(opened)});
  }
  auto outcome = one.front().connection.transact(envelope, data);
  state_->keep(std::move(one));
  return outcome;
}

Result<void> SmtpClient::probe(const SmtpAccount& account) {
  SmtpConnection connection = TRY(SmtpConnection::open(account, state_->cancel));
  connection.quit();
  return {};
}

std::string to_smtp_data(std::string_view message) {
  std::string out;
  out.reserve(message.size() + message.size() / 32 + 2);
  bool line_start = true;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char c = message[i];
    if (c == '\r' || c == '\n') {
      if (c == '\r' && i + 1 < message.size() && message[i + 1] == '\n') ++i;
      out += "\r\n";
      line_start = true;
      continue;
    }
    if (line_start && c == '.') out += '.';
    out += c;
    line_start = false;
  }
  if (!line_start) out += "\r\n";
  return out;
}

}  // namespace sahay::mail
