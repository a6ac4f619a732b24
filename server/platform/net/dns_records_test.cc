// The reader of DNS answers, and the client against a scripted server on loopback.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "platform/net/records.h"

namespace sahay::net {
namespace {

using State = Records::State;

std::string u16(int value) { return {char(value >> 8), char(value & 255)}; }
std::string u32(int value) { return u16(value >> 16) + u16(value & 0xFFFF); }

std::string name(const std::string& dotted) {
  std::string out;
  std::size_t at = 0;
  while (at < dotted.size()) {
    const auto end = std::min(dotted.find('.', at), dotted.size());
    out += char(end - at);
    out += dotted.substr(at, end - at);
    at = end + 1;
  }
  return out + '\0';
}

std::string record(const std::string& owner, int type, const std::string& data, int lives = 60) {
  return owner + u16(type) + u16(1) + u32(lives) + u16(int(data.size())) + data;
}

std::string answer(const std::string& asked, int type, const std::vector<std::string>& records, int code = 0,
                   const std::string& id = std::string(2, '\0')) {
  std::string out = id + u16(0x8180 | code) + u16(1) + u16(int(records.size())) + u16(0) + u16(0) + name(asked) +
                    u16(type) + u16(1);
  for (const auto& one : records) out += one;
  return out;
}

const std::string kPointer = {char(0xC0), 12};  // to the name that was asked

TEST(DnsAnswer, gives_texts_joined_and_addresses_and_hosts_by_preference) {
  const auto texts = read_records(answer("a.test", 16, {record(kPointer, 16, "\x03" "v=s\x03" "pf1")}), "A.test", RecordType::txt);
  ASSERT_EQ(texts.state, State::found);
  EXPECT_EQ(texts.list[0].text, "v=spf1");
  EXPECT_EQ(texts.lives.count(), 60);
  const auto hosts = read_records(
      answer("a.test", 15, {record(kPointer, 15, u16(20) + name("b.Test")), record(kPointer, 15, u16(5) + name("c.test"))}), "a.test", RecordType::mx);
  ASSERT_EQ(hosts.list.size(), 2u);
  EXPECT_EQ(hosts.list[0].text, "c.test");
  EXPECT_EQ(hosts.list[1].text, "b.test");
  const auto addresses = read_records(answer("a.test", 1, {record(kPointer, 1, "\xC0" + std::string("\0\x02\x01", 3))}), "a.test", RecordType::a);
  EXPECT_EQ(addresses.list.at(0).address.to_string(), "192.0.2.1");
  const auto services = read_records(answer("a.test", 33, {record(kPointer, 33, u16(1) + u16(2) + u16(993) + name("imap.test"))}), "a.test", RecordType::srv);
  EXPECT_EQ(services.list.at(0).port, 993);
}

TEST(DnsAnswer, follows_aliases_and_takes_no_record_of_another_name) {
  const auto followed = read_records(
      answer("a.test", 16, {record(kPointer, 5, name("b.test")), record(name("b.test"), 16, "\x01x")}), "a.test", RecordType::txt);
  EXPECT_EQ(followed.list.at(0).text, "x");
  const auto foreign = read_records(answer("a.test", 16, {record(name("evil.test"), 16, "\x01x")}), "a.test", RecordType::txt);
  EXPECT_EQ(foreign.state, State::none);
  std::vector<std::string> loop = {record(kPointer, 5, name("b.test")), record(name("b.test"), 5, name("a.test"))};
  EXPECT_EQ(read_records(answer("a.test", 16, loop), "a.test", RecordType::txt).state, State::none);
}

TEST(DnsAnswer, tells_no_name_from_no_record_from_no_answer) {
  EXPECT_EQ(read_records(answer("a.test", 16, {}, 3), "a.test", RecordType::txt).state, State::no_name);
  EXPECT_EQ(read_records(answer("a.test", 16, {}), "a.test", RecordType::txt).state, State::none);
  EXPECT_EQ(read_records(answer("a.test", 16, {}, 2), "a.test", RecordType::txt).state, State::failed);
}

TEST(DnsAnswer, survives_every_cut_and_pointers_that_lead_nowhere) {
  const std::string whole = answer("a.test", 16, {record(kPointer, 16, "\x03" "abc"), record(kPointer, 5, name("b.test"))});
  for (std::size_t i = 0; i < whole.size(); ++i)
    EXPECT_EQ(read_records(std::string_view(whole).substr(0, i), "a.test", RecordType::txt).state, State::failed) << i;
  const std::string self = {char(0xC0), char(24)};  // points at itself
  EXPECT_EQ(read_records(answer("a.test", 16, {record(self, 16, "\x01x")}), "a.test", RecordType::txt).state, State::failed);
}

// Answers by UDP as it was told; silent for names that begin with "mute".
class Server {
 public:
  Server() {
    socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~Server() {
    ::shutdown(socket_, SHUT_RDWR);
    stopping_ = true;
    const int poke = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port_);
    ::sendto(poke, "x", 1, 0, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::close(poke);
    thread_.join();
    ::close(socket_);
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  std::atomic<int> questions{0};

 private:
  void run() {
    char buffer[2048];
    while (!stopping_) {
      sockaddr_in peer{};
      socklen_t size = sizeof peer;
      const auto got = ::recvfrom(socket_, buffer, sizeof buffer, 0, reinterpret_cast<sockaddr*>(&peer), &size);
      if (stopping_ || got < 17) continue;
      ++questions;
      if (buffer[13] == 'm') continue;
      const std::string id(buffer, 2);
      const bool gone = buffer[13] == 'g';
      const std::string reply = gone ? answer("gone.test", 16, {}, 3, id)
                                     : answer("text.test", 16, {record(kPointer, 16, "\x05hello")}, 0, id);
      ::sendto(socket_, reply.data(), reply.size(), 0, reinterpret_cast<sockaddr*>(&peer), size);
    }
  }
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

TEST(DnsClient, asks_its_server_keeps_the_answer_and_stops_asking_a_silent_one) {
  Server server;
  DnsRecords::Options options;
  options.server = server.address();
  options.timeout = std::chrono::seconds(1);
  options.tries = 1;
  DnsRecords records(options);
  EXPECT_EQ(records.look_up("text.test", RecordType::txt).list.at(0).text, "hello");
  EXPECT_EQ(records.look_up("TEXT.test.", RecordType::txt).state, State::found);
  EXPECT_EQ(records.look_up("gone.test", RecordType::txt).state, State::no_name);
  EXPECT_EQ(server.questions, 2);
  EXPECT_EQ(records.look_up("not..a.name", RecordType::txt).state, State::no_name);
  for (const char* mute : {"mute1.test", "mute2.test", "mute3.test"})
    EXPECT_EQ(records.look_up(mute, RecordType::txt).state, State::failed);
  const int asked = server.questions;
  EXPECT_EQ(records.look_up("mute4.test", RecordType::txt).state, State::failed);
  EXPECT_EQ(server.questions, asked);
  // What is known is told meanwhile.
  EXPECT_EQ(records.look_up("text.test", RecordType::txt).state, State::found);
}

}  // namespace
}  // namespace sahay::net
