// Inside mailauth: an SPF record as its terms, and the macros in them (RFC 7208 4.6, 7).
// Threading: pure but for the look-ups of %{p}.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "platform/mailauth/spf.h"

namespace sahay::mailauth {

struct SpfTerm {
  enum class Kind { all, include, a, mx, ptr, ip4, ip6, exists } kind = Kind::all;
  SpfResult result = SpfResult::pass;  // of its qualifier
  std::string domain{};                // with its macros; "" = the present domain
  net::Cidr network{};                 // ip4, ip6
  int prefix4 = 32, prefix6 = 128;     // a, mx
  std::string text{};                  // as written
};

struct SpfRecord {
  std::vector<SpfTerm> terms;
  std::string redirect;
};

bool is_spf_record(std::string_view text);
// Nothing when anything in it is malformed, wherever it stands.
std::optional<SpfRecord> read_spf_record(std::string_view text);

// Ends in a label that could be a top-level domain, or in a macro; its macros are well-formed.
bool is_domain_spec(std::string_view text);
bool is_macro_string(std::string_view text);

struct SpfScene {
  const SpfQuestion& question;
  std::string local_part, sender_domain;
  std::string domain;                            // the present one: %{d}
  std::function<std::string()> validated_name;   // %{p}
};
// What a domain-spec that is_domain_spec() says here, 253 bytes at most: the left is cut at a dot.
std::string expand(std::string_view domain_spec, const SpfScene& scene);

}  // namespace sahay::mailauth
