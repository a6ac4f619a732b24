#include <arpa/inet.h>
#include <netdb.h>
#include <resolv.h>

#include <map>
#include <mutex>

#include "base/text.h"
#include "platform/net/records.h"

namespace sahay::net {
namespace {

using std::chrono::steady_clock;

constexpr int kSilences = 3;                          // in a row, before nothing is asked for a while
constexpr std::chrono::seconds kPause{30};
constexpr std::size_t kMostBytes = 65'535;

// Points the resolver at one server; false when that cannot be read.
bool use_server(struct __res_state& state, const std::string& server) {
  const auto colon = server.rfind(':');
  const std::string host = server.substr(0, colon);
  const auto port = colon == server.npos ? std::optional<std::int64_t>(53) : text::to_integer(server.substr(colon + 1));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (!port || *port < 1 || *port > 65'535 || inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) return false;
  address.sin_port = htons(std::uint16_t(*port));
  state.nscount = 1;
  state.nsaddr_list[0] = address;
  return true;
}

}  // namespace

struct DnsRecords::State {
  struct Kept {
    Records records;
    steady_clock::time_point until;
  };
  Options options;
  std::mutex mutex;
  std::map<std::pair<std::string, RecordType>, Kept> kept;
  int silences = 0;
  steady_clock::time_point quiet_until{};

  std::optional<Records> known(const std::pair<std::string, RecordType>& key, steady_clock::time_point now) {
    const std::lock_guard lock(mutex);
    if (const auto there = kept.find(key); there != kept.end() && there->second.until > now)
      return there->second.records;
    if (now < quiet_until) return Records{};
    return std::nullopt;
  }

  void remember(const std::pair<std::string, RecordType>& key, const Records& records, bool silent,
                steady_clock::time_point now) {
    const std::lock_guard lock(mutex);
    if (!silent) silences = 0;
    if (silent && ++silences >= kSilences) {
      silences = 0;
      quiet_until = now + kPause;
    }
    if (records.state == Records::State::failed || records.lives.count() <= 0) return;
    if (kept.size() >= options.most_kept) kept.clear();
    kept[key] = {records, now + records.lives};
  }

  // `silent`: no server answered at all.
  Records ask(const std::string& name, RecordType type, bool& silent) const {
    struct __res_state resolver {};
    if (res_ninit(&resolver) != 0) return {};
    resolver.retrans = int(options.timeout.count());
    resolver.retry = options.tries;
    resolver.options |= RES_USE_EDNS0;
    if (resolver.nscount > 2) resolver.nscount = 2;
    Records out;
    if (options.server.empty() || use_server(resolver, options.server)) {
      std::string answer(kMostBytes, '\0');
      const auto before = steady_clock::now();
      const int size = res_nquery(&resolver, name.c_str(), ns_c_in, int(type),
                                  reinterpret_cast<unsigned char*>(answer.data()), int(answer.size()));
      if (size > 0) {
        out = read_records(std::string_view(answer).substr(0, std::min(std::size_t(size), answer.size())), name, type);
      } else if (resolver.res_h_errno == HOST_NOT_FOUND || resolver.res_h_errno == NO_DATA) {
        out.state = resolver.res_h_errno == NO_DATA ? Records::State::none : Records::State::no_name;
        out.lives = std::chrono::seconds(300);
      } else {
        silent = steady_clock::now() - before >= options.timeout;
      }
    }
    res_nclose(&resolver);
    return out;
  }
};

DnsRecords::DnsRecords(Options options) : state_(std::make_unique<State>()) { state_->options = std::move(options); }
DnsRecords::~DnsRecords() = default;

Records DnsRecords::look_up(std::string_view name, RecordType type) {
  Records out;
  out.state = Records::State::no_name;
  if (!is_dns_name(name)) return out;
  if (name.ends_with('.')) name.remove_suffix(1);
  const std::pair<std::string, RecordType> key(text::lower_ascii(name), type);
  if (auto known = state_->known(key, steady_clock::now())) return std::move(*known);
  bool silent = false;
  out = state_->ask(key.first, type, silent);
  state_->remember(key, out, silent, steady_clock::now());
  return out;
}

void DnsRecords::forget(std::string_view name) {
  const std::lock_guard lock(state_->mutex);
  const std::string key = text::lower_ascii(name);
  std::erase_if(state_->kept, [&](const auto& kept) { return kept.first.first == key; });
}

}  // namespace sahay::net
