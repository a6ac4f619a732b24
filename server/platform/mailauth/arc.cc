#include "platform/mailauth/arc.h"

#include "base/text.h"
#include "platform/mailauth/signed_fields.h"

namespace sahay::mailauth {
namespace {

constexpr int kMostCarriers = 50;

// The three fields of one carrier.
struct Carrier {
  const RawField* results = nullptr;    // ARC-Authentication-Results
  const RawField* signature = nullptr;  // ARC-Message-Signature
  const RawField* seal = nullptr;       // ARC-Seal
};

// i= of a field; 0 when there is none.
int instance_of(const RawField& field) {
  const std::string_view value = field.value();
  const auto tags = text::equal_ignoring_case(field.name, "ARC-Authentication-Results")
                        ? TagList::read(value.substr(0, value.find(';')))
                        : TagList::read(value);
  const auto number = tags ? text::to_integer(tags->packed("i")) : std::nullopt;
  return number && *number >= 1 && *number <= kMostCarriers ? int(*number) : 0;
}

// The carriers by number, or why the chain is broken.
std::string collect(const RawMessage& message, std::vector<Carrier>& out) {
  for (const auto& field : message.fields) {
    const RawField* Carrier::*slot = nullptr;
    if (text::equal_ignoring_case(field.name, "ARC-Authentication-Results")) slot = &Carrier::results;
    if (text::equal_ignoring_case(field.name, "ARC-Message-Signature")) slot = &Carrier::signature;
    if (text::equal_ignoring_case(field.name, "ARC-Seal")) slot = &Carrier::seal;
    if (!slot) continue;
    const int instance = instance_of(field);
    if (instance == 0) return "a field without a number";
    if (out.size() < std::size_t(instance)) out.resize(std::size_t(instance));
    if (out[std::size_t(instance) - 1].*slot) return "a field twice";
    out[std::size_t(instance) - 1].*slot = &field;
  }
  for (const auto& carrier : out)
    if (!carrier.results || !carrier.signature || !carrier.seal) return "a gap";
  return {};
}

struct Checked {
  DkimResult result = DkimResult::pass;
  std::string reason{};
};

Checked check_signature(const TagList& tags, const std::string& data, net::RecordSource& records) {
  const std::string algorithm = text::lower_ascii(tags.packed("a"));
  if (algorithm != "rsa-sha256" && algorithm != "ed25519-sha256") return {DkimResult::permerror, "algorithm"};
  const PublicKey found = public_key(tags.packed("s"), tags.packed("d"), algorithm, records);
  if (!found.key) return {found.trouble, found.reason};
  const auto signature = text::from_base64(tags.packed("b"));
  if (!signature || !signature_fits(found.key.get(), algorithm, data, *signature))
    return {DkimResult::fail, "a signature does not fit"};
  return {};
}

// The newest carrier's signature must still fit the message (RFC 8617 5.2).
Checked check_message(const RawMessage& message, const RawField& field, net::RecordSource& records) {
  const auto tags = TagList::read(field.value());
  const auto forms = tags ? forms_of(tags->packed("c")) : std::nullopt;
  if (!forms) return {DkimResult::permerror, "signature malformed"};
  BodyHashes hashes(message.body);
  const auto hash = text::from_base64(tags->packed("bh"));
  if (!hash || hashes.of(forms->second, std::numeric_limits<std::uint64_t>::max()).hash != *hash)
    return {DkimResult::fail, "the body was changed"};
  const std::string data = chosen_fields(message, tags->at("h"), forms->first) + own_field(field.raw, forms->first);
  return check_signature(*tags, data, records);
}

// A seal covers all carriers up to its own, in order (RFC 8617 5.1.1).
Checked check_seal(const std::vector<Carrier>& carriers, std::size_t last, net::RecordSource& records) {
  const auto tags = TagList::read(carriers[last].seal->value());
  if (!tags) return {DkimResult::permerror, "seal malformed"};
  if (tags->at("cv") != (last == 0 ? "none" : "pass")) return {DkimResult::fail, "a carrier saw a broken chain"};
  std::string data;
  for (std::size_t i = 0; i <= last; ++i) {
    data += canonical_field(carriers[i].results->raw, Form::relaxed);
    data += canonical_field(carriers[i].signature->raw, Form::relaxed);
    data += i == last ? own_field(carriers[i].seal->raw, Form::relaxed)
                      : canonical_field(carriers[i].seal->raw, Form::relaxed);
  }
  return check_signature(*tags, data, records);
}

std::string reported_by(const Carrier& carrier) {
  for (const auto part : text::split(carrier.results->value(), ';')) {
    const std::string_view result = text::trim(part);
    if (result.starts_with("dmarc=")) return std::string(result.substr(0, result.find_first_of(" \t\r\n(")));
  }
  return {};
}

}  // namespace

std::string_view word(ArcResult result) {
  static constexpr std::string_view kWords[] = {"none", "pass", "fail", "temperror"};
  return kWords[std::size_t(result)];
}

ArcAnswer check_arc(std::string_view bytes, net::RecordSource& records) {
  const RawMessage message = split_message(bytes);
  std::vector<Carrier> carriers;
  ArcAnswer out;
  if (auto broken = collect(message, carriers); !broken.empty()) {
    out.result = ArcResult::fail;
    out.reason = std::move(broken);
    return out;
  }
  if (carriers.empty()) return out;
  for (const auto& carrier : carriers) {
    const auto tags = TagList::read(carrier.seal->value());
    out.sealers.push_back(tags ? text::lower_ascii(tags->packed("d")) : "");
  }
  out.reported = reported_by(carriers.front());
  Checked checked = check_message(message, *carriers.back().signature, records);
  for (std::size_t i = carriers.size(); i-- > 0 && checked.result == DkimResult::pass;)
    checked = check_seal(carriers, i, records);
  out.reason = checked.reason;
  out.result = checked.result == DkimResult::pass        ? ArcResult::pass
               : checked.result == DkimResult::temperror ? ArcResult::temperror
                                                         : ArcResult::fail;
  return out;
}

}  // namespace sahay::mailauth
