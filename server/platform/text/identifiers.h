// Identifiers in running text: order and serial numbers, e-mail addresses, hosts, IP and MAC addresses, phone numbers,
// error codes, versions, ticket numbers. Found on the raw text, before any word breaking.
// Threading: pure, linear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

struct Identifier {
  std::size_t begin = 0;  // bytes of the source
  std::size_t end = 0;
  std::string joined;     // lower case, without separators
  bool strong = false;    // surely a number or an address, not two words with a hyphen
};
// In order, not overlapping. `text` is as received; digits of all scripts count as digits.
std::vector<Identifier> find_identifiers(std::string_view text);

// 0 and O, 1 and I and L, 5 and S, 8 and B as one: how people misread a serial number.
std::string look_alike(std::string_view joined);
// How many characters callers read from the end: 4 of short ones, 6 of long ones; 0 when it is too short to have a tail.
std::size_t tail_length(std::string_view joined);

}  // namespace sahay::text
