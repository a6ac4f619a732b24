// Records: what the DNS says of a name beside its address: TXT, MX, PTR, SRV, and A/AAAA as records.
// Rule of use: ask through RecordSource, so that tests give answers of their own (memory_records.h). An answer is bounded
// in time and size; `failed` means "ask again later", never "there is none".
// Threading: a RecordSource may be asked from any thread; look_up blocks.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/net/cidr.h"

namespace sahay::net {

enum class RecordType : std::uint16_t { a = 1, cname = 5, ptr = 12, mx = 15, txt = 16, aaaa = 28, srv = 33 };

struct Record {
  std::string text{};   // TXT: its strings joined, bytes as they came; PTR, MX, SRV: a name in lower case, no final dot
  Address address{};    // A, AAAA
  int preference = 0;   // MX, SRV
  int weight = 0, port = 0;  // SRV
};

struct Records {
  // none: the name exists without such a record; no_name: NXDOMAIN, or nothing that could be a name.
  enum class State { found, none, no_name, failed } state = State::failed;
  std::vector<Record> list{};  // MX and SRV by preference; at most 200
  std::chrono::seconds lives{0};
  bool void_answer() const { return state == State::none || state == State::no_name; }
};

class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual Records look_up(std::string_view name, RecordType type) = 0;
  // The next question about the name goes to the servers again.
  virtual void forget(std::string_view) {}
};

// Labels of 1 to 63 printable bytes, 253 in all (RFC 1035 2.3.4); one final dot is allowed.
bool is_dns_name(std::string_view name);

// The records of `name` in a DNS message (RFC 1035 4.1), aliases in it followed. Any bytes are allowed in; linear.
Records read_records(std::string_view message, std::string_view name, RecordType type);

// Asks the system's name servers, or `server`. Answers are kept for as long as they may be (an hour at most). When the
// servers stay silent several times in a row, questions fail at once for half a minute: mail goes on meanwhile.
class DnsRecords final : public RecordSource {
 public:
  struct Options {
    std::string server{};  // "192.0.2.1:53" (IPv4); "" = those of /etc/resolv.conf
    std::chrono::seconds timeout{2};
    int tries = 2;
    std::size_t most_kept = 10'000;
  };
  explicit DnsRecords(Options options);
  ~DnsRecords() override;
  Records look_up(std::string_view name, RecordType type) override;
  void forget(std::string_view name) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A source with an end: after `total` every question fails. For one mail.
class TimedRecords final : public RecordSource {
 public:
  TimedRecords(RecordSource& source, std::chrono::milliseconds total, int most_questions = 100)
      : source_(source), end_(std::chrono::steady_clock::now() + total), left_(most_questions) {}
  Records look_up(std::string_view name, RecordType type) override {
    if (left_-- <= 0 || std::chrono::steady_clock::now() >= end_) return {};
    return source_.look_up(name, type);
  }

 private:
  RecordSource& source_;
  std::chrono::steady_clock::time_point end_;
  int left_;
};

}  // namespace sahay::net
