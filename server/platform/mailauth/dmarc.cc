#include "platform/mailauth/dmarc.h"

#include <libpsl.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "platform/mailauth/tag_list.h"

namespace sahay::mailauth {
namespace {

using net::Records;

struct Published {
  enum class State { none, found, temperror } state = State::none;
  DmarcPolicy policy = DmarcPolicy::none;
  bool strict_spf = false, strict_dkim = false;
};

std::optional<DmarcPolicy> policy_of(std::string_view word) {
  if (text::equal_ignoring_case(word, "none")) return DmarcPolicy::none;
  if (text::equal_ignoring_case(word, "quarantine")) return DmarcPolicy::quarantine;
  if (text::equal_ignoring_case(word, "reject")) return DmarcPolicy::reject;
  return std::nullopt;
}

// "v=DMARC1" comes first, or it is no record of DMARC (RFC 7489 6.3).
std::optional<TagList> dmarc_record(std::string_view text) {
  if (!text.starts_with("v")) return std::nullopt;
  auto tags = TagList::read(text);
  if (!tags || tags->first() != "v" || tags->at("v") != "DMARC1") return std::nullopt;
  return tags;
}

Published read_published(const TagList& tags, bool of_organization) {
  Published out;
  auto policy = policy_of(tags.at("p"));
  // Without a policy that can be read, one that asks for reports is "none", and any other counts for nothing (6.6.3).
  if (!policy && !tags.has("rua")) return out;
  out.state = Published::State::found;
  if (of_organization && tags.has("sp")) {
    if (const auto below = policy_of(tags.at("sp"))) policy = below;
  }
  out.policy = policy.value_or(DmarcPolicy::none);
  // pct=0 is how owners try a policy before they mean it; other shares of mails are treated alike.
  if (tags.at("pct") == "0" && out.policy != DmarcPolicy::none)
    out.policy = out.policy == DmarcPolicy::reject ? DmarcPolicy::quarantine : DmarcPolicy::none;
  out.strict_spf = text::equal_ignoring_case(tags.at("aspf"), "s");
  out.strict_dkim = text::equal_ignoring_case(tags.at("adkim"), "s");
  return out;
}

Published ask(net::RecordSource& records, const std::string& domain, bool of_organization) {
  const Records answer = records.look_up("_dmarc." + domain, net::RecordType::txt);
  Published out;
  if (answer.state == Records::State::failed) {
    out.state = Published::State::temperror;
    return out;
  }
  std::optional<TagList> found;
  for (const auto& record : answer.list) {
    auto tags = dmarc_record(record.text);
    if (!tags) continue;
    if (found) return out;  // two records are none
    found = std::move(tags);
  }
  return found ? read_published(*found, of_organization) : out;
}

const psl_ctx_t* suffixes() {
  static const std::unique_ptr<psl_ctx_t, decltype(&psl_free)> list(psl_latest(nullptr), &psl_free);
  return list ? list.get() : psl_builtin();
}

bool aligned(std::string_view theirs, const std::string& from, bool strict) {
  const std::string domain = ascii_domain(theirs);
  if (domain.empty()) return false;
  return strict ? domain == from : organizational_domain(domain) == organizational_domain(from);
}

}  // namespace

std::string_view word(DmarcResult result) {
  static constexpr std::string_view kWords[] = {"none", "pass", "fail", "temperror", "permerror"};
  return kWords[std::size_t(result)];
}

std::string_view word(DmarcPolicy policy) {
  static constexpr std::string_view kWords[] = {"none", "quarantine", "reject"};
  return kWords[std::size_t(policy)];
}

std::string ascii_domain(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  if (std::all_of(domain.begin(), domain.end(), [](char c) { return c > 0x20 && c < 0x7F; }))
    return net::is_dns_name(domain) ? text::lower_ascii(domain) : std::string();
  UErrorCode error = U_ZERO_ERROR;
  static const UIDNA* const rules = [] {
    UErrorCode e = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES, &e);
  }();
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  char out[512];
  const int size = uidna_nameToASCII_UTF8(rules, domain.data(), int(domain.size()), out, sizeof out, &info, &error);
  if (U_FAILURE(error) || info.errors != 0 || size <= 0 || size > 253) return {};
  return text::lower_ascii(std::string_view(out, std::size_t(size)));
}

std::string organizational_domain(std::string_view domain) {
  const std::string name = ascii_domain(domain);
  const char* const found = name.empty() ? nullptr : psl_registrable_domain(suffixes(), name.c_str());
  return found ? found : name;
}

DmarcAnswer check_dmarc(net::RecordSource& records, std::string_view from_domain, const SpfAnswer* spf,
                        const std::vector<DkimSignature>& dkim) {
  DmarcAnswer out;
  out.domain = ascii_domain(from_domain);
  if (out.domain.empty() || out.domain.find('.') == std::string::npos) {
    out.result = DmarcResult::permerror;
    return out;
  }
  Published published = ask(records, out.domain, false);
  const std::string organization = organizational_domain(out.domain);
  if (published.state == Published::State::none && organization != out.domain)
    published = ask(records, organization, true);
  if (published.state == Published::State::temperror) {
    out.result = DmarcResult::temperror;
    return out;
  }
  if (published.state == Published::State::none) return out;
  out.policy = published.policy;
  out.by_spf = spf && spf->result == SpfResult::pass && aligned(spf->domain, out.domain, published.strict_spf);
  bool unsure = spf && spf->result == SpfResult::temperror && aligned(spf->domain, out.domain, published.strict_spf);
  for (const auto& signature : dkim) {
    if (!aligned(signature.domain, out.domain, published.strict_dkim)) continue;
    // A key on trial vouches for nothing, and l= lets anybody write below what was signed.
    if (signature.result == DkimResult::pass && !signature.testing && signature.whole_body) out.by_dkim = true;
    unsure = unsure || signature.result == DkimResult::temperror;
  }
  if (out.by_spf || out.by_dkim)
    out.result = DmarcResult::pass;
  else if (unsure)
    out.result = DmarcResult::temperror;
  else
    out.result = spf ? DmarcResult::fail : DmarcResult::none;
  return out;
}

}  // namespace sahay::mailauth
