#include "base/text.h"
#include "platform/mailauth/signed_fields.h"

namespace sahay::mailauth {
namespace {

constexpr std::size_t kMostSignatures = 10;

struct Parsed {
  TagList tags;
  Form header = Form::simple, body = Form::simple;
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::string hash, signature;
};

// "" or what is wrong with the signature itself (RFC 6376 6.1.1).
std::string read_signature(std::string_view value, Time now, DkimSignature& out, Parsed& parsed) {
  auto tags = TagList::read(value);
  if (!tags) return "signature malformed";
  for (const char* needed : {"v", "a", "b", "bh", "d", "h", "s"})
    if (tags->at(needed).empty()) return std::string("tag ") + needed + " missing";
  out.domain = text::lower_ascii(tags->packed("d"));
  out.selector = tags->packed("s");
  out.algorithm = text::lower_ascii(tags->packed("a"));
  out.identity = tags->has("i") ? tags->packed("i") : "@" + out.domain;
  if (tags->at("v") != "1") return "another version";
  if (out.algorithm != "rsa-sha256" && out.algorithm != "ed25519-sha256") return "algorithm not allowed";
  const auto forms = forms_of(tags->packed("c"));
  if (!forms) return "canonical form unknown";
  std::tie(parsed.header, parsed.body) = *forms;
  bool from = false;
  for (const auto name : text::split(tags->at("h"), ':'))
    from = from || text::equal_ignoring_case(without_blanks(name), "from");
  if (!from) return "From is not signed";
  const std::string domain = text::lower_ascii(out.identity.substr(std::min(out.identity.rfind('@') + 1, out.identity.size())));
  if (domain != out.domain && !domain.ends_with("." + out.domain)) return "i= is outside of d=";
  if (tags->has("q") && without_blanks(tags->at("q")).find("dns/txt") == std::string::npos) return "no way to the key";
  if (tags->has("l")) {
    const auto length = text::to_integer(tags->at("l"));
    if (!length || *length < 0) return "l= malformed";
    parsed.most = std::uint64_t(*length);
  }
  const auto made = text::to_integer(tags->at("t")), ends = text::to_integer(tags->at("x"));
  if ((tags->has("t") && !made) || (tags->has("x") && !ends) || (made && ends && *ends < *made)) return "t= or x= malformed";
  if (ends && *ends < now.seconds()) return "expired";
  const auto hash = text::from_base64(tags->packed("bh")), signature = text::from_base64(tags->packed("b"));
  if (!hash || !signature) return "base64 malformed";
  parsed.hash = *hash;
  parsed.signature = *signature;
  parsed.tags = std::move(*tags);
  return {};
}

DkimSignature verify_one(const RawMessage& message, const RawField& field, BodyHashes& hashes,
                         net::RecordSource& records, Time now) {
  DkimSignature out;
  Parsed parsed;
  const auto end = [&](DkimResult result, std::string reason) {
    out.result = result;
    out.reason = std::move(reason);
    return out;
  };
  if (auto wrong = read_signature(field.value(), now, out, parsed); !wrong.empty())
    return end(DkimResult::permerror, std::move(wrong));
  const PublicKey found = public_key(out.selector, out.domain, out.algorithm, records);
  if (!found.key) return end(found.trouble, found.reason);
  out.key_bits = found.bits;
  out.testing = found.testing;
  const std::string_view identity = out.identity;
  if (found.same_domain && !text::equal_ignoring_case(identity.substr(identity.rfind('@') + 1), out.domain))
    return end(DkimResult::permerror, "i= is not d=");
  const auto& body = hashes.of(parsed.body, parsed.most);
  if (parsed.most != std::numeric_limits<std::uint64_t>::max()) {
    if (body.length < parsed.most) return end(DkimResult::permerror, "l= is longer than the body");
    out.whole_body = body.length == parsed.most;
  }
  if (body.hash != parsed.hash) return end(DkimResult::fail, "the body was changed");
  const std::string data =
      chosen_fields(message, parsed.tags.at("h"), parsed.header) + own_field(field.raw, parsed.header);
  if (!signature_fits(found.key.get(), out.algorithm, data, parsed.signature))
    return end(DkimResult::fail, "the signature does not fit");
  return end(DkimResult::pass, {});
}

}  // namespace

std::string_view word(DkimResult result) {
  switch (result) {
    case DkimResult::pass: return "pass";
    case DkimResult::fail: return "fail";
    case DkimResult::temperror: return "temperror";
    case DkimResult::permerror: return "permerror";
  }
  return "permerror";
}

std::vector<DkimSignature> verify_dkim(std::string_view bytes, net::RecordSource& records, Time now) {
  const RawMessage message = split_message(bytes);
  BodyHashes hashes(message.body);
  std::vector<DkimSignature> out;
  for (const auto& field : message.fields)
    if (text::equal_ignoring_case(field.name, "DKIM-Signature") && out.size() < kMostSignatures)
      out.push_back(verify_one(message, field, hashes, records, now));
  return out;
}

}  // namespace sahay::mailauth
