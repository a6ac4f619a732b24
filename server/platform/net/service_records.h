// Where a domain says that its services are: SRV records (RFC 2782) and mail exchangers (RFC 5321 5.1), through the
// system's resolver.
// Rule of use: blocks for as long as the resolver takes; call it from a worker. No records and no answer look alike.
// Threading: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::net {

struct ServiceRecord {
  std::uint16_t priority = 0, weight = 0, port = 0;
  std::string host;  // lower case, without the last dot; "" = the service is not offered (RFC 2782: ".")
};

// "_imaps._tcp.example.org": best first.
std::vector<ServiceRecord> service_records(const std::string& name);
// Names of the hosts that take the domain's mail, best first.
std::vector<std::string> mail_exchangers(const std::string& domain);

// The records in one DNS answer (RFC 1035 4); hostile bytes give what could be read.
std::vector<ServiceRecord> read_service_records(std::string_view answer);

}  // namespace sahay::net
