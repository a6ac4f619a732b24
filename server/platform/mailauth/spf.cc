#include "platform/mailauth/spf.h"

#include <algorithm>

#include "base/text.h"
#include "platform/mailauth/spf_record.h"

namespace sahay::mailauth {
namespace {

using net::Records;
using net::RecordType;

constexpr int kMostTerms = 10, kMostVoid = 2;  // RFC 7208 4.6.4
constexpr std::size_t kMostNames = 10;

enum class Match { yes, no, temperror, permerror };

std::string reverse_name(const net::Address& address) {
  std::string out;
  if (address.is_v4()) {
    for (int i = 15; i >= 12; --i) out += std::to_string(address.bytes[std::size_t(i)]) + ".";
    return out + "in-addr.arpa";
  }
  static constexpr char kHex[] = "0123456789abcdef";
  for (int i = 15; i >= 0; --i) {
    const auto byte = address.bytes[std::size_t(i)];
    out += kHex[byte & 15];
    out += '.';
    out += kHex[byte >> 4];
    out += '.';
  }
  return out + "ip6.arpa";
}

bool within(std::string_view name, std::string_view domain) {
  return text::equal_ignoring_case(name, domain) ||
         (name.size() > domain.size() && name[name.size() - domain.size() - 1] == '.' &&
          text::equal_ignoring_case(name.substr(name.size() - domain.size()), domain));
}

// One check_host() with the terms and answers it may still use; include and redirect go through it again, ten times at
// most.
class Check {
 public:
  Check(net::RecordSource& records, const SpfQuestion& question) : records_(records), question_(question) {
    const auto at = question.sender.rfind('@');
    local_part_ = at == std::string::npos || at == 0 ? "postmaster" : question.sender.substr(0, at);
    sender_domain_ = question.sender.empty() ? question.helo
                     : at == std::string::npos ? question.sender : question.sender.substr(at + 1);
    if (sender_domain_.ends_with('.')) sender_domain_.pop_back();
  }

  SpfAnswer run() {
    SpfAnswer out;
    out.domain = text::lower_ascii(sender_domain_);
    const bool usable = net::is_dns_name(sender_domain_) && sender_domain_.find('.') != std::string::npos &&
                        sender_domain_.front() != '[';
    out.result = usable ? of_domain(out.domain) : SpfResult::none;
    out.mechanism = mechanism_;
    out.reason = reason_;
    return out;
  }

 private:
  SpfResult error(SpfResult result, std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
    return result;
  }

  SpfResult of_domain(const std::string& domain) {
    const Records texts = records_.look_up(domain, RecordType::txt);
    if (texts.state == Records::State::failed) return error(SpfResult::temperror, "no answer of the DNS");
    const net::Record* found = nullptr;
    for (const auto& record : texts.list) {
      if (!is_spf_record(record.text)) continue;
      if (found) return error(SpfResult::permerror, "two records");
      found = &record;
    }
    if (!found) return SpfResult::none;
    const auto record = read_spf_record(found->text);
    if (!record) return error(SpfResult::permerror, "the record is malformed");
    for (const SpfTerm& term : record->terms) {
      switch (match(term, domain)) {
        case Match::yes: mechanism_ = term.text; return term.result;
        case Match::no: break;
        case Match::temperror: return error(SpfResult::temperror, "no answer of the DNS");
        case Match::permerror: return error(SpfResult::permerror, "a limit or a broken include");
      }
    }
    if (record->redirect.empty()) return SpfResult::neutral;
    if (++terms_ > kMostTerms) return error(SpfResult::permerror, "too many terms that ask the DNS");
    const SpfResult there = of_domain(target(record->redirect, domain));
    return there == SpfResult::none ? error(SpfResult::permerror, "redirected to nothing") : there;
  }

  std::string target(std::string_view domain_spec, const std::string& domain) {
    if (domain_spec.empty()) return domain;
    return expand(domain_spec, {question_, local_part_, sender_domain_, domain, [&] { return validated_name(domain); }});
  }

  Match match(const SpfTerm& term, const std::string& domain) {
    using Kind = SpfTerm::Kind;
    if (term.kind == Kind::all) return Match::yes;
    if (term.kind == Kind::ip4 || term.kind == Kind::ip6) {
      const bool same = question_.client.is_v4() == (term.kind == Kind::ip4);
      return same && term.network.contains(question_.client) ? Match::yes : Match::no;
    }
    if (++terms_ > kMostTerms) return Match::permerror;
    const std::string name = target(term.domain, domain);
    switch (term.kind) {
      case Kind::include: return included(name);
      case Kind::a: return has_address(name, term);
      case Kind::mx: return has_mail_host(name, term);
      case Kind::ptr: return named_within(name);
      case Kind::exists: return exists(name);
      default: return Match::no;
    }
  }

  Match included(const std::string& name) {
    const std::string outer = mechanism_;
    const SpfResult result = of_domain(name);
    mechanism_ = outer;
    switch (result) {
      case SpfResult::pass: return Match::yes;
      case SpfResult::fail:
      case SpfResult::softfail:
      case SpfResult::neutral: return Match::no;
      case SpfResult::temperror: return Match::temperror;
      default: return Match::permerror;
    }
  }

  // Counts answers without content; `bad` when there were too many of them or none came.
  Records ask(const std::string& name, RecordType type, std::optional<Match>& bad) {
    Records out = records_.look_up(name, type);
    if (out.state == Records::State::failed) bad = Match::temperror;
    if (out.void_answer() && ++void_ > kMostVoid) bad = Match::permerror;
    return out;
  }

  RecordType own_type() const { return question_.client.is_v4() ? RecordType::a : RecordType::aaaa; }

  bool covers(const Records& addresses, const SpfTerm& term) const {
    const bool v4 = question_.client.is_v4();
    const int prefix = v4 ? term.prefix4 + 96 : term.prefix6;
    return std::any_of(addresses.list.begin(), addresses.list.end(), [&](const net::Record& record) {
      return record.address.is_v4() == v4 && net::Cidr{record.address, prefix}.contains(question_.client);
    });
  }

  Match has_address(const std::string& name, const SpfTerm& term) {
    std::optional<Match> bad;
    const Records found = ask(name, own_type(), bad);
    if (bad) return *bad;
    return covers(found, term) ? Match::yes : Match::no;
  }

  Match has_mail_host(const std::string& name, const SpfTerm& term) {
    std::optional<Match> bad;
    const Records hosts = ask(name, RecordType::mx, bad);
    if (bad) return *bad;
    if (hosts.list.size() > kMostNames) return Match::permerror;
    for (const auto& host : hosts.list) {
      const Records found = ask(host.text, own_type(), bad);
      if (bad) return *bad;
      if (covers(found, term)) return Match::yes;
    }
    return Match::no;
  }

  Match exists(const std::string& name) {
    std::optional<Match> bad;
    const Records found = ask(name, RecordType::a, bad);
    if (bad) return *bad;
    return found.list.empty() ? Match::no : Match::yes;
  }

  // The names of the client that lead back to it (RFC 7208 5.5); asked once for a whole check.
  const std::vector<std::string>& validated() {
    if (validated_) return *validated_;
    validated_.emplace();
    const Records names = records_.look_up(reverse_name(question_.client), RecordType::ptr);
    for (std::size_t i = 0; i < std::min(names.list.size(), kMostNames); ++i) {
      const Records back = records_.look_up(names.list[i].text, own_type());
      for (const auto& record : back.list)
        if (record.address == question_.client) {
          validated_->push_back(names.list[i].text);
          break;
        }
    }
    return *validated_;
  }

  Match named_within(const std::string& domain) {
    const auto& names = validated();
    return std::any_of(names.begin(), names.end(), [&](const auto& n) { return within(n, domain); }) ? Match::yes
                                                                                                       : Match::no;
  }

  std::string validated_name(const std::string& domain) {
    const auto& names = validated();
    for (const auto& name : names)
      if (text::equal_ignoring_case(name, domain)) return name;
    for (const auto& name : names)
      if (within(name, domain)) return name;
    return names.empty() ? "unknown" : names.front();
  }

  net::RecordSource& records_;
  const SpfQuestion& question_;
  std::string local_part_, sender_domain_, mechanism_, reason_;
  int terms_ = 0, void_ = 0;
  std::optional<std::vector<std::string>> validated_;
};

}  // namespace

std::string_view word(SpfResult result) {
  static constexpr std::string_view kWords[] = {"none",     "neutral",   "pass",     "fail",
                                                "softfail", "temperror", "permerror"};
  return kWords[std::size_t(result)];
}

SpfAnswer check_spf(net::RecordSource& records, const SpfQuestion& question) {
  return Check(records, question).run();
}

}  // namespace sahay::mailauth
