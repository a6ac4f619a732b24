#include "platform/net/cidr.h"

#include <gtest/gtest.h>

namespace sahay::net {
namespace {

bool reachable(const char* text) { return is_public(*parse_address(text)); }

TEST(Cidr, an_address_is_read_and_written_in_both_families) {
  EXPECT_EQ(parse_address("192.0.2.1")->to_string(), "192.0.2.1");
  EXPECT_EQ(parse_address("2001:db8::1")->to_string(), "2001:db8::1");
  EXPECT_EQ(parse_address("[2001:db8::1]")->to_string(), "2001:db8::1");
  EXPECT_EQ(*parse_address("::ffff:10.0.0.1"), *parse_address("10.0.0.1"));
  for (const char* bad : {"", "1.2.3", "1.2.3.4.5", "fe80::1%eth0", "example.org", "0x7f.1", "010.0.0.1.", "[::1"}) {
    EXPECT_FALSE(parse_address(bad)) << bad;
  }
  EXPECT_FALSE(parse_address(std::string_view("1.2.3.4\0", 8)));
}

TEST(Cidr, a_range_contains_its_addresses_and_no_others) {
  const auto range = *parse_cidr("10.20.0.0/14");
  EXPECT_TRUE(range.contains(*parse_address("10.23.255.255")));
  EXPECT_FALSE(range.contains(*parse_address("10.24.0.0")));
  EXPECT_TRUE(parse_cidr("::/0")->contains(*parse_address("1.2.3.4")));
  EXPECT_TRUE(parse_cidr("0.0.0.0/0")->contains(*parse_address("1.2.3.4")));
  EXPECT_FALSE(parse_cidr("0.0.0.0/0")->contains(*parse_address("2001:db8::1")));
  EXPECT_TRUE(parse_cidr("fd00::/8")->contains(*parse_address("fd12::1")));
  for (const char* bad : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "/8", "10.0.0.0/8x"}) {
    EXPECT_FALSE(parse_cidr(bad)) << bad;
  }
}

TEST(Cidr, unreadable_entries_of_a_list_are_named) {
  const std::vector<std::string> entries{"127.0.0.1", "nonsense", "10.0.0.0/8"};
  std::vector<std::string> bad;
  const CidrList list(entries, &bad);
  EXPECT_EQ(bad, std::vector<std::string>{"nonsense"});
  EXPECT_TRUE(list.contains(*parse_address("10.1.2.3")));
  EXPECT_FALSE(list.contains(*parse_address("127.0.0.2")));
}

TEST(Cidr, addresses_of_inner_networks_are_not_public_in_any_spelling) {
  for (const char* inner :
       {"127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "::127.0.0.1", "fc00::1", "fd00::1", "fe80::1", "ff02::1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001::1"}) {
    EXPECT_FALSE(reachable(inner)) << inner;
  }
  for (const char* outer : {"1.1.1.1", "172.15.0.1", "172.32.0.1", "8.8.8.8", "2606:4700::1111", "2a00::1"}) {
    EXPECT_TRUE(reachable(outer)) << outer;
  }
}

}  // namespace
}  // namespace sahay::net
