#include "desk/email/verdict.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "desk/email/hops.h"
#include "desk/people/user.h"
#include "platform/mailauth/arc.h"
#include "platform/mailauth/auth_results.h"
#include "platform/mailauth/dmarc.h"

namespace sahay::email {
namespace {

constexpr std::chrono::milliseconds kMostTime{10'000};
constexpr std::size_t kMostSigned = 20u << 20;  // larger mails: their signatures are not worth the time

bool has_field(const mail::Message& message, std::string_view name) {
  return std::any_of(message.headers.begin(), message.headers.end(),
                     [&](const auto& field) { return text::equal_ignoring_case(field.name, name); });
}

// "p=reject" of a comment, or the policy as a property; receivers write both.
std::string policy_in(const mailauth::ReportedResult& result) {
  for (const char* property : {"policy.published-domain-policy", "policy.p", "policy.dmarc"})
    if (const auto value = result.at(property); !value.empty()) return text::lower_ascii(value);
  const std::string comment = " " + text::lower_ascii(result.comment);
  for (const char* word : {"reject", "quarantine", "none"})
    if (comment.find(std::string(" p=") + word) != std::string::npos) return word;
  return {};
}

void add_dkim(Verdict& out, const std::vector<mailauth::DkimSignature>& signatures) {
  const mailauth::DkimSignature* best = nullptr;
  for (const auto& one : signatures) {
    const bool aligned = mailauth::organizational_domain(one.domain) == mailauth::organizational_domain(out.from);
    if (!best || (one.result == mailauth::DkimResult::pass && (best->result != mailauth::DkimResult::pass || aligned)))
      best = &one;
  }
  out.dkim = best ? mailauth::word(best->result) : "none";
  if (best) out.dkim_domain = best->domain;
}

Verdict our_own(const MailDesk& desk, const RawMail& raw, const mail::Message& message, std::string_view bytes,
                const std::optional<SendingHost>& host) {
  net::TimedRecords records(*desk.settings.records, kMostTime);
  Verdict out;
  out.by = "us";
  out.from = mailauth::ascii_domain(people::domain_of(message.from.address));
  mailauth::SpfAnswer spf;
  if (host) {
    spf = mailauth::check_spf(records, {host->address, host->helo, raw.sender});
    out.spf = mailauth::word(spf.result);
    out.spf_domain = spf.domain;
  }
  std::vector<mailauth::DkimSignature> signatures;
  if (bytes.size() <= kMostSigned && has_field(message, "DKIM-Signature"))
    signatures = mailauth::verify_dkim(bytes, records, raw.received_at);
  add_dkim(out, signatures);
  const auto dmarc = mailauth::check_dmarc(records, out.from, host ? &spf : nullptr, signatures);
  out.dmarc = mailauth::word(dmarc.result);
  out.policy = mailauth::word(dmarc.policy);
  if (bytes.size() <= kMostSigned && has_field(message, "ARC-Seal")) {
    const auto arc = mailauth::check_arc(bytes, records);
    out.arc = mailauth::word(arc.result);
    if (!arc.sealers.empty()) out.arc_sealer = arc.sealers.back();
  }
  return out;
}

// A reader that takes CR for a line end and one that does not see different senders in one mail.
bool one_sender(const mail::Message& message) {
  const auto count = std::count_if(message.headers.begin(), message.headers.end(),
                                   [](const auto& field) { return text::equal_ignoring_case(field.name, "From"); });
  return count == 1 && message.all_from.size() == 1 &&
         people::address_key(message.all_from[0].address) == people::address_key(message.from.address);
}

bool lone_carriage_return(std::string_view bytes) {
  const auto end = std::min({bytes.find("\r\n\r\n"), bytes.find("\n\n"), bytes.size()});
  for (std::size_t i = 0; i < end; ++i)
    if (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) return true;
  return false;
}

}  // namespace

std::optional<Verdict> reported_verdict(const mail::Message& message, const std::vector<std::string>& trusted) {
  if (trusted.empty()) return std::nullopt;
  for (const auto& field : message.headers) {
    if (!text::equal_ignoring_case(field.name, "Authentication-Results")) continue;
    const auto read = mailauth::read_auth_results(field.value);
    if (!read || std::none_of(trusted.begin(), trusted.end(),
                              [&](const auto& id) { return text::equal_ignoring_case(id, read->server); }))
      continue;
    // The topmost one is what our receiver wrote; those below may have come with the mail.
    Verdict out;
    out.by = "receiver";
    out.receiver = read->server;
    out.from = mailauth::ascii_domain(people::domain_of(message.from.address));
    if (const auto* spf = read->find("spf")) {
      out.spf = spf->result;
      const std::string_view sender = spf->at("smtp.mailfrom");
      out.spf_domain = text::lower_ascii(sender.substr(std::min(sender.rfind('@') + 1, sender.size())));
    }
    if (const auto* dkim = read->find("dkim")) {
      out.dkim = dkim->result;
      out.dkim_domain = text::lower_ascii(dkim->at("header.d"));
    }
    if (const auto* arc = read->find("arc")) out.arc = arc->result;
    if (const auto* dmarc = read->find("dmarc")) {
      out.dmarc = dmarc->result;
      out.policy = policy_in(*dmarc);
      // A pass is of the domain that the receiver saw; it must be the one that we see.
      const std::string seen = mailauth::ascii_domain(dmarc->at("header.from"));
      if (out.dmarc == "pass" && !seen.empty() && seen != out.from) out.dmarc = "permerror";
    }
    return out;
  }
  return std::nullopt;
}

Verdict find_out(const MailDesk& desk, const RawMail& raw, const mail::Message& message, std::string_view bytes,
                 std::string_view inbox) {
  const bool handed_over = raw.source == "lmtp" || raw.source == "smtp";
  // Strangers speak SMTP to us, maybe through a proxy with an inner address: there only this machine is ours unasked.
  static const std::vector<std::string> kThisMachine = {"127.0.0.0/8", "::1/128"};
  const bool open_door = raw.source == "smtp" && desk.settings.trusted_relays.empty();
  const TrustedRelays relays(open_door ? kThisMachine : desk.settings.trusted_relays);
  Verdict out;
  if (!handed_over || relays.has_peer(raw.peer))
    if (auto reported = reported_verdict(message, desk.trusted_authserv_ids(inbox))) out = std::move(*reported);
  if (out.by.empty() && desk.settings.records) {
    const auto host = handed_over ? sending_host(message, raw.peer, raw.helo, relays) : std::nullopt;
    if (host || has_field(message, "DKIM-Signature")) out = our_own(desk, raw, message, bytes, host);
  }
  if (!out.by.empty() && (!one_sender(message) || lone_carriage_return(bytes))) out.dmarc = "permerror";
  return out;
}

Trust trust_of(const Verdict& verdict) {
  if (verdict.dmarc == "pass") return Trust::verified;
  if (verdict.dmarc == "permerror") return Trust::doubtful;
  if (verdict.dmarc != "fail") return Trust::unknown;
  return verdict.policy == "reject" || verdict.policy == "quarantine" ? Trust::forged : Trust::doubtful;
}

Backing backing_of(const Verdict& verdict) {
  if (verdict.by.empty() || verdict.dmarc == "temperror") return Backing::not_looked;
  if (verdict.dmarc == "pass") return Backing::some;
  const auto ours = [&](const std::string& domain) {
    return !domain.empty() && mailauth::organizational_domain(domain) == mailauth::organizational_domain(verdict.from);
  };
  const bool backed = (verdict.spf == "pass" && ours(verdict.spf_domain)) || (verdict.dkim == "pass" && ours(verdict.dkim_domain));
  return backed && verdict.dmarc != "permerror" ? Backing::some : Backing::none;
}

std::string verdict_json(const Verdict& verdict) { return verdict.by.empty() ? std::string() : write_json(verdict); }

Verdict read_verdict(std::string_view json) {
  if (json.empty()) return {};
  const auto parsed = parse_json(json);
  Verdict out;
  if (!parsed.ok() || !parsed->is_object()) return out;
  const JsonObject& o = parsed->get_object();
  using Members = boost::describe::describe_members<Verdict, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) { out.*member.pointer = string_at(o, member.name).value_or(""); });
  return out;
}

}  // namespace sahay::email
