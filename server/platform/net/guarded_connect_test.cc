#include "platform/net/guarded_connect.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>

#include "platform/net/dns.h"
#include "platform/net/event_loop.h"

namespace sahay::net {
namespace {

// A listening socket on a free loopback port.
struct Listener {
  Listener() {
    descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(descriptor, 4);
    socklen_t size = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
  }
  ~Listener() { ::close(descriptor); }
  int descriptor;
  std::uint16_t port;
};

TEST(GuardedConnect, inner_addresses_are_refused_in_every_spelling) {
  Listener listener;
  for (const char* host : {"127.0.0.1", "localhost", "::1", "[::1]", "::ffff:127.0.0.1", "0.0.0.0", "169.254.169.254",
                           "10.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"}) {
    const auto connection = guarded_connect(host, listener.port, {});
    ASSERT_FALSE(connection.ok()) << host;
    EXPECT_EQ(connection.error().code, ErrorCode::forbidden) << host << ": " << connection.error().detail;
  }
}

TEST(GuardedConnect, an_allowed_network_is_reached) {
  Listener listener;
  GuardOptions options;
  options.allowed_networks = {"127.0.0.1/32"};
  const auto connection = guarded_connect("127.0.0.1", listener.port, options);
  ASSERT_TRUE(connection.ok());
  EXPECT_EQ(connection->address.to_string(), "127.0.0.1");
  ::close(connection->descriptor);
}

TEST(GuardedConnect, ports_of_line_protocols_are_refused) {
  GuardOptions options;
  options.allowed_networks = {"127.0.0.0/8"};
  for (const std::uint16_t port : {0, 22, 25, 143, 587, 6379, 11211}) {
    const auto connection = guarded_connect("127.0.0.1", port, options);
    ASSERT_FALSE(connection.ok());
    EXPECT_EQ(connection.error().code, ErrorCode::forbidden) << port;
  }
}

TEST(GuardedConnect, a_closed_port_is_unavailable) {
  std::uint16_t port;
  { port = Listener().port; }
  GuardOptions options;
  options.allowed_networks = {"127.0.0.0/8"};
  const auto connection = guarded_connect("127.0.0.1", port, options);
  ASSERT_FALSE(connection.ok());
  EXPECT_EQ(connection.error().code, ErrorCode::unavailable);
}

TEST(Resolver, answers_come_from_its_own_thread) {
  Resolver resolver;
  std::promise<std::string> answer;
  resolver.resolve_later("127.0.0.1", [&](Result<std::vector<Address>> addresses) {
    answer.set_value(addresses.ok() ? addresses->at(0).to_string() : addresses.error().detail);
  });
  EXPECT_EQ(answer.get_future().get(), "127.0.0.1");
  EXPECT_FALSE(resolve("").ok());
  EXPECT_FALSE(resolve(std::string("a\0b", 3)).ok());
}

TEST(EventLoop, tasks_run_in_order_on_its_thread_and_delays_are_kept) {
  EventLoop loop;
  loop.start();
  std::promise<std::vector<int>> done;
  std::vector<int> order;
  const auto begin = std::chrono::steady_clock::now();
  loop.post_after(std::chrono::milliseconds(20), [&] {
    order.push_back(3);
    done.set_value(order);
  });
  loop.post([&] { order.push_back(loop.on_this_thread() ? 1 : 0); });
  loop.post([&] { order.push_back(2); });
  EXPECT_EQ(done.get_future().get(), (std::vector<int>{1, 2, 3}));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(20));
  EXPECT_FALSE(loop.on_this_thread());
}

}  // namespace
}  // namespace sahay::net
