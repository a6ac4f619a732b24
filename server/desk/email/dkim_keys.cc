#include "desk/email/dkim_keys.h"

#include "base/log.h"
#include "base/text.h"
#include "desk/email/dkim_key_sql.h"
#include "platform/api/resource.h"
#include "platform/mailauth/dmarc.h"

namespace sahay::email {
namespace {

using api::Access;
using api::Context;
using api::Reply;

std::string record_name(const SigningKey& key) { return key.selector + "._domainkey." + key.domain; }

constexpr char kInTheOpen[] = "-----BEGIN";

// What a sealed key belongs to: domain and selector never change.
std::string label(const SigningKey& key) { return "dkim_keys/" + record_name(key); }

mailauth::DkimKey::Kind kind_of(const SigningKey& key) {
  return key.kind == "ed25519" ? mailauth::DkimKey::Kind::ed25519 : mailauth::DkimKey::Kind::rsa;
}

bool is_taken(db::Tx& tx, const SigningKey& key) {
  return tx.scalar<std::int64_t>(sql::dkim_key::of_selector, key.domain, key.selector).has_value();
}

// "s20260105r", a second one of that day "s20260105r2": a new key gets a name of its own, so that the old one may stay
// published until all mail has arrived.
std::string new_selector(db::Tx& tx, SigningKey key) {
  std::string day = to_iso8601(tx.now()).substr(0, 10);
  std::erase(day, '-');
  const std::string first = "s" + day + (key.kind == "ed25519" ? "e" : "r");
  key.selector = first;
  for (int number = 2; is_taken(tx, key) && number < 100; ++number) key.selector = first + std::to_string(number);
  return key.selector;
}

// A key that follows another is for the same domain and of the same kind.
Result<void> follow(db::Tx& tx, SigningKey& key) {
  if (!key.replaces) return {};
  const auto before = tx.one<SigningKey>(sql::dkim_key::find, key.replaces);
  if (!before) return invalid("replaces", "InvalidValue", "dkim.error.replaces");
  if (mailauth::ascii_domain(key.domain) != before->domain) return invalid("domain", "InvalidValue", "dkim.error.fixed");
  key.kind = before->kind;
  return {};
}

Result<void> fill(const files::SealedBox& box, db::Tx& tx, SigningKey& key) {
  TRY(follow(tx, key));
  key.domain = mailauth::ascii_domain(key.domain);
  if (key.domain.find('.') == std::string::npos) return invalid("domain", "InvalidValue", "dkim.error.domain");
  if (key.kind != "rsa" && key.kind != "ed25519") return invalid("kind", "InvalidValue", "dkim.error.kind");
  key.selector = text::lower_ascii(key.selector.empty() ? new_selector(tx, key) : key.selector);
  if (key.selector.size() > 63 || key.selector.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
    return invalid("selector", "InvalidValue", "dkim.error.selector");
  if (is_taken(tx, key))
    return invalid("selector", "DuplicateValue", "dkim.error.selector_taken");
  key.private_key = box.seal(TRY(mailauth::make_dkim_key(kind_of(key))), label(key));
  return {};
}

// The record to publish; "" when the key does not open.
std::string record_value(const MailDesk& desk, const SigningKey& key) {
  const auto opened = key.open(desk.accounts->box());
  if (!opened.ok()) return {};
  const auto record = mailauth::dkim_record(opened->private_key);
  return record.ok() ? *record : std::string();
}

api::Resource<SigningKey> describe_keys(const MailDesk& desk) {
  using namespace api;
  using K = SigningKey;
  Resource<K> r;
  r.name = "dkim_key";
  r.plural = "dkim_keys";
  r.path = "/dkim_keys";
  r.table = "dkim_keys";
  r.see = r.change = Access::admin;
  r.many = false;
  r.sorts = {{"id", {"t.id"}}, {"domain", {"t.domain"}}, {"created_at", {"t.created_at"}}};
  r.fields = {
      computed<K>("id", "integer", [](JsonWriter& w, const K& k, const Context&) { w.value(k.id); }),
      text_field<K>("domain", &K::domain).required().max(253),
      text_field<K>("selector", &K::selector).max(63),
      text_field<K>("kind", &K::kind),
      text_field<K>("state", &K::state),
      computed<K>("record_name", "string", [](JsonWriter& w, const K& k, const Context&) { w.value(record_name(k)); }),
      computed<K>("record_value", "string",
                  [d = &desk](JsonWriter& w, const K& k, const Context&) { w.value(record_value(*d, k)); }),
      text_field<K>("finding", &K::finding).read_only(),
      computed<K>("words", "string",
                  [](JsonWriter& w, const K& k, const Context& c) { w.value(k.finding.empty() ? "" : i18n::text(c.caller.language, k.finding)); }),
      number<K>("replaces", &K::replaces),
      time_field<K>("checked_at", &K::checked_at).read_only(),
      time_field<K>("created_at", &K::created_at).read_only()};
  r.check = [d = &desk](Context&, db::Tx& tx, const K* before, K& now, const JsonObject&) -> Result<void> {
    if (!before) {
      now.state = "waiting";
      return fill(d->accounts->box(), tx, now);
    }
    if (now.domain != before->domain || now.selector != before->selector || now.kind != before->kind || now.replaces != before->replaces)
      return invalid("domain", "InvalidValue", "dkim.error.fixed");
    // Active becomes only what the DNS was seen to publish.
    if (now.state != before->state && now.state != "off" && now.state != "waiting")
      return invalid("state", "InvalidValue", "dkim.error.state");
    return {};
  };
  return r;
}

// What the DNS publishes for the key: "" when it fits, else the i18n key of what is wrong. Blocks for at most 10 s.
std::string look_at(const MailDesk& desk, const SigningKey& key) {
  const auto opened = key.open(desk.accounts->box());
  if (!opened.ok()) return "dkim.check.sealed";
  if (!desk.settings.records) return "dkim.check.no_dns";
  desk.settings.records->forget(record_name(key));  // it may have been published a moment ago
  net::TimedRecords records(*desk.settings.records, std::chrono::seconds(10));
  return mailauth::check_dkim_record(*opened, records);
}

Result<Reply> check_now(const MailDesk& desk, Context& c, db::Store& store) {
  const auto resource = describe_keys(desk);
  const SigningKey key = TRY(store.read([&](db::Tx& tx) { return resource.find(c, tx, c.id()); }));
  const std::string finding = look_at(desk, key);
  return store.write([&](db::Tx& tx) -> Result<Reply> {
    const std::string state = finding.empty() ? "active" : key.state == "active" ? "active" : "waiting";
    tx.execute(sql::dkim_key::set_finding, key.id, state, finding, tx.now());
    // Its record stays published: mail that it signed may still be on its way.
    if (state == "active" && key.state != "active" && key.replaces) tx.execute(sql::dkim_key::retire, key.replaces);
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("dkim_key");
    resource.write(w, TRY(resource.find(c, tx, c.id())), c);
    w.end_object();
    return Reply::ok(std::move(out));
  });
}

}  // namespace

Result<mailauth::DkimKey> SigningKey::open(const files::SealedBox& box) const {
  return mailauth::DkimKey{kind_of(*this), domain, selector, TRY(box.open(private_key, label(*this)))};
}

void seal_signing_keys(db::Tx& tx, const files::SealedBox& box) {
  for (const auto& key : tx.all<SigningKey>(sql::dkim_key::all))
    if (key.private_key.starts_with(kInTheOpen)) tx.execute(sql::dkim_key::set_sealed, key.id, box.seal(Secret(key.private_key), label(key)));
}

Result<std::string> with_signatures(const MailDesk& desk, db::Tx& tx, std::string_view domain, std::string mail) {
  const auto keys = tx.all<SigningKey>(sql::dkim_key::active, mailauth::ascii_domain(domain));
  if (keys.empty()) return mail;
  std::vector<mailauth::DkimKey> wanted;
  for (const auto& key : keys) {
    auto opened = key.open(desk.accounts->box());
    if (opened.ok()) wanted.push_back(std::move(*opened));
    else log::error("email", "a signing key does not open; mail leaves without its signature", {{"domain", key.domain}, {"selector", key.selector}});
  }
  if (wanted.empty()) return mail;
  return TRY(mailauth::sign_dkim(mail, wanted, tx.now())) + mail;
}

void add_dkim_routes(api::Api& api, const MailDesk& desk) {
  api::add_resource(api, describe_keys(desk));
  api.plain("PUT", "/dkim_keys/{id}/check", Access::admin,
            [d = &desk](Context& c, db::Store& store) { return check_now(*d, c, store); });
}

}  // namespace sahay::email
