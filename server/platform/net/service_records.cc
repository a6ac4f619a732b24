#include "platform/net/service_records.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace sahay::net {
namespace {

constexpr int kMostRecords = 50;

std::string ask(const std::string& name, int type) {
  if (name.empty() || name.size() > 250 || name.find('\0') != name.npos) return {};
  struct __res_state state {};
  if (res_ninit(&state) != 0) return {};
  state.retrans = 2;
  state.retry = 2;
  std::string out(16'384, '\0');
  const int size = res_nquery(&state, name.c_str(), ns_c_in, type, reinterpret_cast<unsigned char*>(out.data()), int(out.size()));
  res_nclose(&state);
  out.resize(size > 0 ? std::min(std::size_t(size), out.size()) : 0);
  return out;
}

std::string expanded(const ns_msg& message, const unsigned char* at) {
  char name[NS_MAXDNAME];
  if (ns_name_uncompress(ns_msg_base(message), ns_msg_end(message), at, name, sizeof name) < 0) return {};
  std::string out = text::lower_ascii(name);
  while (out.ends_with('.')) out.pop_back();
  return out;
}

// Gives each answer record of a type.
template <class F>
void each(std::string_view answer, int type, F&& f) {
  ns_msg message;
  if (answer.empty() || ns_initparse(reinterpret_cast<const unsigned char*>(answer.data()), int(answer.size()), &message) != 0) return;
  const int count = std::min<int>(ns_msg_count(message, ns_s_an), kMostRecords);
  for (int i = 0; i < count; ++i) {
    ns_rr record;
    if (ns_parserr(&message, ns_s_an, i, &record) != 0) return;
    if (int(ns_rr_type(record)) == type) f(message, record);
  }
}

}  // namespace

std::vector<ServiceRecord> read_service_records(std::string_view answer) {
  std::vector<ServiceRecord> out;
  each(answer, ns_t_srv, [&](const ns_msg& message, const ns_rr& record) {
    if (ns_rr_rdlen(record) < 7) return;
    const unsigned char* data = ns_rr_rdata(record);
    out.push_back({std::uint16_t(ns_get16(data)), std::uint16_t(ns_get16(data + 2)), std::uint16_t(ns_get16(data + 4)), expanded(message, data + 6)});
  });
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.priority, -int(a.weight)) < std::tuple(b.priority, -int(b.weight));
  });
  return out;
}

std::vector<ServiceRecord> service_records(const std::string& name) { return read_service_records(ask(name, ns_t_srv)); }

std::vector<std::string> mail_exchangers(const std::string& domain) {
  std::vector<std::pair<int, std::string>> found;
  each(ask(domain, ns_t_mx), ns_t_mx, [&](const ns_msg& message, const ns_rr& record) {
    if (ns_rr_rdlen(record) < 3) return;
    const unsigned char* data = ns_rr_rdata(record);
    found.emplace_back(int(ns_get16(data)), expanded(message, data + 2));
  });
  std::stable_sort(found.begin(), found.end());
  std::vector<std::string> out;
  for (auto& [preference, host] : found) out.push_back(std::move(host));
  return out;
}

}  // namespace sahay::net
