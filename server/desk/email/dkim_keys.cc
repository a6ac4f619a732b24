#include "desk/email/dkim_keys.h"

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

// "s20260105r": a new key gets a name of its own, so that the old one may stay published until all mail has arrived.
std::string new_selector(Time now, std::string_view kind) {
  std::string day = to_iso8601(now).substr(0, 10);
  std::erase(day, '-');
  return "s" + day + (kind == "ed25519" ? "e" : "r");
}

Result<void> fill(db::Tx& tx, SigningKey& key) {
  key.domain = mailauth::ascii_domain(key.domain);
  if (key.domain.find('.') == std::string::npos) return invalid("domain", "InvalidValue", "dkim.error.domain");
  if (key.kind != "rsa" && key.kind != "ed25519") return invalid("kind", "InvalidValue", "dkim.error.kind");
  key.selector = text::lower_ascii(key.selector.empty() ? new_selector(tx.now(), key.kind) : key.selector);
  if (key.selector.size() > 63 || key.selector.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
    return invalid("selector", "InvalidValue", "dkim.error.selector");
  if (tx.scalar<std::int64_t>("select id from dkim_keys where domain = $1 and selector = $2", key.domain, key.selector))
    return invalid("selector", "DuplicateValue", "dkim.error.selector_taken");
  key.private_key = TRY(mailauth::make_dkim_key(key.key().kind)).reveal();
  return {};
}

api::Resource<SigningKey> describe_keys() {
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
                  [](JsonWriter& w, const K& k, const Context&) {
                    const auto record = mailauth::dkim_record(Secret(k.private_key));
                    w.value(record.ok() ? *record : std::string());
                  }),
      text_field<K>("finding", &K::finding).read_only(),
      time_field<K>("checked_at", &K::checked_at).read_only(),
      time_field<K>("created_at", &K::created_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const K* before, K& now, const JsonObject&) -> Result<void> {
    if (!before) {
      now.state = "waiting";
      return fill(tx, now);
    }
    if (now.domain != before->domain || now.selector != before->selector || now.kind != before->kind)
      return invalid("domain", "InvalidValue", "dkim.error.fixed");
    // Active becomes only what the DNS was seen to publish.
    if (now.state != before->state && now.state != "off" && now.state != "waiting")
      return invalid("state", "InvalidValue", "dkim.error.state");
    return {};
  };
  return r;
}

Result<Reply> check_now(const MailDesk& desk, Context& c, db::Store& store) {
  const auto resource = describe_keys();
  const SigningKey key = TRY(store.read([&](db::Tx& tx) { return resource.find(c, tx, c.id()); }));
  std::string finding = "dkim.check.no_dns";
  if (desk.settings.records) {
    desk.settings.records->forget(record_name(key));  // it may have been published a moment ago
    net::TimedRecords records(*desk.settings.records, std::chrono::seconds(10));
    finding = mailauth::check_dkim_record(key.key(), records);
  }
  return store.write([&](db::Tx& tx) -> Result<Reply> {
    const std::string state = finding.empty() ? "active" : key.state == "active" ? "active" : "waiting";
    tx.execute(sql::dkim_key::set_finding, key.id, state, finding, tx.now());
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("dkim_key");
    resource.write(w, TRY(resource.find(c, tx, c.id())), c);
    w.end_object();
    return Reply::ok(std::move(out));
  });
}

}  // namespace

mailauth::DkimKey SigningKey::key() const {
  return {kind == "ed25519" ? mailauth::DkimKey::Kind::ed25519 : mailauth::DkimKey::Kind::rsa, domain, selector,
          Secret(private_key)};
}

Result<std::string> with_signatures(db::Tx& tx, std::string_view domain, std::string mail) {
  const auto keys = tx.all<SigningKey>(sql::dkim_key::active, mailauth::ascii_domain(domain));
  if (keys.empty()) return mail;
  std::vector<mailauth::DkimKey> wanted;
  for (const auto& key : keys) wanted.push_back(key.key());
  return TRY(mailauth::sign_dkim(mail, wanted, tx.now())) + mail;
}

void add_dkim_routes(api::Api& api, const MailDesk& desk) {
  api::add_resource(api, describe_keys());
  api.plain("PUT", "/dkim_keys/{id}/check", Access::admin,
            [d = &desk](Context& c, db::Store& store) { return check_now(*d, c, store); });
}

}  // namespace sahay::email
