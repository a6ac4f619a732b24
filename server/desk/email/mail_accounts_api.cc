#include "desk/email/mail_accounts_api.h"

#include "base/text.h"
#include "desk/email/account_sql.h"
#include "desk/email/checkup.h"
#include "desk/email/discover.h"
#include "desk/email/inbox_sql.h"
#include "desk/email/oauth_tokens.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/recipient_addresses.h"
#include "desk/people/people.h"

namespace sahay::email {
namespace {

using api::Access;
using api::Context;
using api::Reply;

const api::Right kRight(Access::admin, "channels.manage");

Error wrong(const char* field) { return invalid(field, "InvalidValue", "error.field.invalid"); }
Error blank(const char* field) { return invalid(field, "BlankValue", "error.field.blank"); }

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

bool is_host(const std::string& s) {
  return s.size() <= 253 && std::none_of(s.begin(), s.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7f || c == '/' || c == '@'; });
}

// What clients may write of the secrets, and where it goes.
constexpr std::pair<const char*, Secret AccountSecrets::*> kWritable[] = {
    {"password", &AccountSecrets::password},
    {"smtp_password", &AccountSecrets::smtp_password},
    {"hook_key", &AccountSecrets::hook_key},
    {"client_secret", &AccountSecrets::client_secret}};

struct Desk {
  Desk(const MailDesk& m, db::Store& s) : mail(m), store(s), checkups(m, s) {}

  const MailDesk& mail;
  db::Store& store;
  Checkups checkups;
};
using DeskPtr = std::shared_ptr<Desk>;

std::string hook_path(const MailAccount& a) {
  if (!is_one_of(a.receive, {"raw", "mailgun", "postmark", "ses", "sendgrid"})) return {};
  // Mailgun posts whole mails only to addresses that end in "mime".
  return "/mail/in/" + std::to_string(a.inbox_id.value) + "/" + a.receive + (a.receive == "mailgun" ? "/mime" : "");
}

void write_side(JsonWriter& w, const Context& c, std::string_view state, const std::string& error, const std::string& detail) {
  const std::string advice = advice_for(error);
  w.begin_object().field("state", state).field("error", error);
  w.field("words", error.empty() ? "" : i18n::text(c.caller.language, error));
  w.field("advice", advice.empty() ? "" : i18n::text(c.caller.language, advice)).field("detail", text::repair_utf8(detail));
}

void write_health(JsonWriter& w, const Context& c, const MailHealth& health) {
  w.key("health").begin_object().key("receiving");
  write_side(w, c, health.receiving, health.receive_error, health.receive_detail);
  w.field("since", health.changed_at).field("last_success_at", health.received_at).field("last_mail_at", health.last_mail_at).end_object();
  w.key("sending");
  write_side(w, c, health.sending, health.send_error, health.send_detail);
  w.field("last_success_at", health.sent_at).field("failed_at", health.failed_at).end_object().end_object();
}

api::Resource<MailAccount> describe() {
  using namespace api;
  using A = MailAccount;
  Resource<A> r;
  r.name = "mail_account";
  r.plural = r.table = "mail_accounts";
  r.path = "/mail_accounts";
  r.see = r.change = kRight;
  r.fields = {computed<A>("id", "integer", [](JsonWriter& w, const A& a, const Context&) { w.value(a.id); }),
              computed<A>("inbox_id", "integer", [](JsonWriter& w, const A& a, const Context&) { w.value(a.inbox_id); }),
              text_field<A>("address", &A::address).required().max(254),
              text_field<A>("name", &A::name).max(200),
              text_field<A>("group", &A::group_name).max(255),
              flag<A>("active", &A::active),
              choice<A>("receive", &A::receive, {"none", "imap", "pop3", "listener", "raw", "mailgun", "postmark", "ses", "sendgrid"}),
              text_field<A>("host", &A::host).max(253),
              number<A>("port", &A::port),
              choice<A>("security", &A::security, {"tls", "starttls", "plain"}),
              text_field<A>("user_name", &A::user_name).max(254),
              text_field<A>("folder", &A::folder).max(200),
              flag<A>("keep_on_server", &A::keep_on_server),
              flag<A>("only_new", &A::only_new),
              choice<A>("send", &A::send, {"shared", "smtp", "none"}),
              text_field<A>("smtp_host", &A::smtp_host).max(253),
              number<A>("smtp_port", &A::smtp_port),
              choice<A>("smtp_security", &A::smtp_security, {"tls", "starttls", "plain"}),
              text_field<A>("smtp_user", &A::smtp_user).max(254),
              choice<A>("login", &A::login, {"password", "oauth"}),
              choice<A>("provider", &A::provider, {"", "google", "microsoft", "other"}),
              text_field<A>("client_id", &A::client_id).max(500),
              text_field<A>("authorize_url", &A::authorize_url).max(1000),
              text_field<A>("token_url", &A::token_url).max(1000),
              text_field<A>("scope", &A::scope).max(1000),
              text_field<A>("topic", &A::topic).max(300),
              computed<A>("hook_url", "string", [](JsonWriter& w, const A& a, const Context& c) {
                const std::string path = hook_path(a);
                if (path.empty()) w.null();
                else w.value(c.site_url + path);
              }),
              time_field<A>("created_at", &A::created_at).read_only(),
              time_field<A>("updated_at", &A::updated_at).read_only()};
  return r;
}

// What a client set to null.
void fill_in(MailAccount& a) {
  for (const auto& [member, usual] : {std::pair(&MailAccount::receive, "none"), {&MailAccount::security, "tls"}, {&MailAccount::send, "shared"},
                                      {&MailAccount::smtp_security, "starttls"}, {&MailAccount::login, "password"}})
    if ((a.*member).empty()) a.*member = usual;
}

Result<void> check_ways(MailAccount& a) {
  fill_in(a);
  if (a.folder.empty()) a.folder = "INBOX";
  if (is_one_of(a.receive, {"imap", "pop3"}) && a.host.empty()) return blank("host");
  if (!is_host(a.host)) return wrong("host");
  if (a.send == "smtp" && a.smtp_host.empty()) return blank("smtp_host");
  if (!is_host(a.smtp_host)) return wrong("smtp_host");
  if (a.port < 0 || a.port > 65535) return wrong("port");
  if (a.smtp_port < 0 || a.smtp_port > 65535) return wrong("smtp_port");
  if (a.receive == "ses" && !a.topic.starts_with("arn:aws")) return wrong("topic");
  if (a.login != "oauth") return {};
  if (a.provider.empty()) return blank("provider");
  if (a.client_id.empty()) return blank("client_id");
  const OAuthProvider provider = TRY(provider_of(a));
  if (!http::parse_url(provider.authorize_url).ok()) return wrong("authorize_url");
  if (!http::parse_url(provider.token_url).ok()) return wrong("token_url");
  return {};
}

Result<void> check(const Desk& desk, Context&, db::Tx& tx, const MailAccount* before, MailAccount& a) {
  a.address = text::lower_ascii(text::trim(a.address));
  if (!people::is_address(a.address)) return invalid("address", "InvalidValue", "mail.field.bad_address");
  if (before && before->address != a.address) return wrong("address");
  if (!a.group_name.empty()) {
    const auto groups = people::groups(tx);
    if (std::none_of(groups.begin(), groups.end(), [&](const auto& g) { return text::equal_ignoring_case(g.name, a.group_name); }))
      return invalid("group", "InvalidValue", "error.field.no_group");
  }
  TRY(check_ways(a));
  const std::string name = a.name.empty() ? desk.mail.settings.desk_name.text() : a.name;
  if (!before) {
    // Those that are switched off too: their inboxes are found by no address.
    const auto all = mail_accounts(tx);
    if (std::any_of(all.begin(), all.end(), [&](const MailAccount& other) { return other.address == a.address; })) return invalid("address", "DuplicateValue", "mail.field.address_taken");
  }
  a.inbox_id = ensure_inbox(tx, a.address, name, a.group_name);
  if (!a.active) tx.execute(sql::account::retire_inbox, a.inbox_id);
  return {};
}

// The numbers of another mailbox say nothing about this one.
void start_over(db::Tx& tx, const MailAccount& a) {
  tx.execute(sql::inbox::set_cursor, a.inbox_id, 0, 0, 0);
  tx.execute(sql::inbox::set_health, a.inbox_id, "new", "", "", tx.now());
  tx.execute(sql::raw_mail::forget_uids, a.inbox_id);
  tx.execute(sql::account::forget_seen, a.inbox_id);
}

Result<void> store_secrets(const Desk& desk, db::Tx& tx, const MailAccount* before, const MailAccount& a, const JsonObject& in) {
  StoredSecrets stored = find_secrets(tx, a.id).value_or(StoredSecrets());
  stored.account_id = a.id;
  AccountSecrets secrets;
  if (!stored.sealed.empty())
    if (auto open = unseal(desk.mail.accounts->box(), stored); open.ok()) secrets = std::move(*open);
  // Whoever may name another server must not get the password of the old one there.
  if (before && (before->host != a.host || before->user_name != a.user_name)) secrets.password = {};
  if (before && (before->smtp_host != a.smtp_host || before->smtp_user != a.smtp_user)) {
    if (secrets.smtp_password.empty()) secrets.password = {};  // one password for both ways
    secrets.smtp_password = {};
  }
  if (before && before->receive != a.receive) secrets.hook_key = {};
  const bool other_client = before && (before->provider != a.provider || before->client_id != a.client_id || before->token_url != a.token_url ||
                                       before->user_name != a.user_name || before->login != a.login);
  if (other_client) {
    secrets.client_secret = secrets.access_token = secrets.refresh_token = {};
    stored.oauth_state = "none";
    stored.oauth_error.clear();
    stored.expires_at = {};
  }
  for (const auto& [name, member] : kWritable)
    if (const auto value = string_at(in, name)) {
      if (value->size() > 4000) return wrong(name);
      secrets.*member = Secret(*value);
    }
  stored.sealed = seal(desk.mail.accounts->box(), a.id, secrets);
  save_secrets(tx, stored);
  const bool other_box = before && (before->host != a.host || before->receive != a.receive || before->folder != a.folder ||
                                    before->user_name != a.user_name);
  if (other_box) start_over(tx, a);
  desk.mail.accounts->changed(tx);
  return {};
}

// Keys beside the stored ones: which secrets are there, the consent, the health.
void write_more(const Desk& desk, db::Tx& tx, const Context& c, JsonWriter& w, const MailAccount& a) {
  const auto stored = find_secrets(tx, a.id);
  const auto secrets = stored ? unseal(desk.mail.accounts->box(), *stored) : Result<AccountSecrets>(AccountSecrets{});
  for (const auto& [name, member] : kWritable)
    w.field("has_" + std::string(name), secrets.ok() && !((*secrets).*member).empty());
  w.field("oauth_state", stored ? stored->oauth_state : "none").field("oauth_error", stored ? stored->oauth_error : "");
  if (const auto inbox = find_inbox(tx, a.inbox_id)) write_health(w, c, health_of(desk.mail, tx, *inbox));
}

std::string body_of(const Desk& desk, const api::Resource<MailAccount>& r, db::Tx& tx, const Context& c, const MailAccount& a) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("mail_account");
  r.write(w, a, c, {[&](JsonWriter& more, const MailAccount& one) { write_more(desk, tx, c, more, one); }});
  w.end_object();
  return out;
}

// Addresses that only the configuration file names, to be seen beside the others.
void write_from_file(const Desk& desk, db::Tx& tx, const Context& c, JsonWriter& w) {
  w.key("from_file").begin_array();
  for (const auto& wanted : desk.mail.settings.inboxes) {
    const auto inbox = find_inbox(tx, wanted.address);
    if (!inbox || account_of_inbox(tx, inbox->id)) continue;
    w.begin_object().field("address", inbox->address).field("name", inbox->name).field("group", inbox->group_name);
    w.field("receive", wanted.imap ? "imap" : "listener").field("host", wanted.imap ? wanted.imap->account.endpoint.host : "");
    w.field("send", desk.mail.settings.relay ? "shared" : "none");
    write_health(w, c, health_of(desk.mail, tx, *inbox));
    w.end_object();
  }
  w.end_array();
}

Result<Reply> list(const Desk& desk, const api::Resource<MailAccount>& r, Context& c, db::Tx& tx) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("mail_accounts").begin_array();
  const auto all = mail_accounts(tx);
  for (const auto& a : all) r.write(w, a, c, {[&](JsonWriter& more, const MailAccount& one) { write_more(desk, tx, c, more, one); }});
  w.end_array();
  write_from_file(desk, tx, c, w);
  w.field("shared_relay", desk.mail.settings.relay ? desk.mail.settings.relay->endpoint.host : "");
  w.field("lmtp_listen", desk.mail.settings.lmtp_listen).field("smtp_listen", desk.mail.settings.smtp_listen);
  w.field("count", all.size()).end_object();
  return Reply::ok(std::move(out));
}

Reply progress_reply(const Context& c, const CheckProgress& progress) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("check").begin_object().field("done", progress.done).key("steps").begin_array();
  for (const auto& s : progress.steps) {
    const std::string advice = advice_for(s.error);
    w.begin_object().field("part", s.part).field("step", s.step).field("state", s.state).field("error", s.error);
    w.field("words", s.error.empty() ? "" : i18n::text(c.caller.language, s.error));
    w.field("advice", advice.empty() ? "" : i18n::text(c.caller.language, advice));
    w.field("detail", s.detail).field("milliseconds", s.milliseconds).end_object();
  }
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

Reply kept_out_of_replays(Reply reply) {
  reply.headers.emplace_back("Pragma", "no-cache");  // with this mark no answer is kept for Idempotency-Key
  return reply;
}

// The token of raw POST, shown this once.
Result<Reply> new_token(const Desk& desk, Context& c, db::Tx& tx, const MailAccount& a) {
  if (a.receive != "raw") return wrong("receive");
  const std::string token = text::random_token(32);
  TRY(store_secrets(desk, tx, nullptr, a, JsonObject{{"hook_key", token}}));
  std::string out;
  JsonWriter(out).begin_object().field("token", token).field("url", c.site_url + hook_path(a)).end_object();
  return kept_out_of_replays({201, std::move(out)});
}

http::Response go_to(const std::string& where) { return http::Response::redirect(303, where); }

void add_consent_routes(api::Api& api, http::Router& router, const DeskPtr& desk, const std::shared_ptr<api::Resource<MailAccount>>& r) {
  api.write("POST", "/mail_accounts/{id}/authorize", kRight, [r](Context& c, db::Tx& tx) -> Result<Reply> {
    const MailAccount a = TRY(r->find(c, tx, c.id()));
    std::string out;
    JsonWriter(out).begin_object().field("authorization_url", TRY(begin_consent(tx, a, c.site_url))).end_object();
    return kept_out_of_replays(Reply::ok(std::move(out)));
  });
  // The provider sends the browser here. The state is unguessable, counts once and was made by who may manage channels.
  router.add("GET", kConsentPath, [desk](http::Request& request) {
    const auto code = request.parameter("code"), state = request.parameter("state");
    if (!code || !state) return go_to("/console/admin/mail?refused=" + text::percent_encode(request.parameter("error").value_or("no_code")));
    const auto done = finish_consent(*desk->mail.accounts, desk->store, *state, *code);
    if (done.ok()) return go_to("/console/admin/mail/" + std::to_string(done->value) + "?connected=1");
    return go_to("/console/admin/mail?refused=" + text::percent_encode(done.error().detail.empty() ? done.error().key : done.error().detail));
  });
}

void add_check_routes(api::Api& api, const DeskPtr& desk, const std::shared_ptr<api::Resource<MailAccount>>& r) {
  api.plain("POST", "/mail_accounts/{id}/check", kRight, [desk, r](Context& c, db::Store& store) -> Result<Reply> {
    const MailAccount a = TRY(store.read([&](db::Tx& tx) {
      desk->mail.accounts->reload(tx);
      return r->find(c, tx, c.id());
    }));
    std::string out;
    JsonWriter(out).begin_object().field("check_id", TRY(desk->checkups.start(a))).end_object();
    return Reply{202, std::move(out)};
  });
  api.plain("GET", "/mail_accounts/checks/{check}", kRight, [desk](Context& c, db::Store&) -> Result<Reply> {
    const auto progress = desk->checkups.progress(std::string(c.request->path_value("check")));
    if (!progress) return not_found();
    return progress_reply(c, *progress);
  });
  api.plain("POST", "/mail_accounts/discover", kRight, [desk](Context& c, db::Store&) -> Result<Reply> {
    const std::string address = text::lower_ascii(text::trim(string_at(c.body, "address").value_or("")));
    if (!people::is_address(address)) return invalid("address", "InvalidValue", "mail.field.bad_address");
    MailProposal found = discover(address, desk->mail.accounts->guard());
    if (!found.hint.empty()) found.hint = i18n::text(c.caller.language, found.hint);
    std::string out;
    JsonWriter(out).begin_object().field("proposal", found).end_object();
    return Reply::ok(std::move(out));
  });
}

}  // namespace

void add_mail_account_routes(api::Api& api, http::Router& router, const MailDesk& mail, db::Store& store) {
  const auto desk = std::make_shared<Desk>(mail, store);
  const auto r = std::make_shared<api::Resource<MailAccount>>(describe());
  const Desk* const d = desk.get();
  r->check = [d](Context& c, db::Tx& tx, const MailAccount* before, MailAccount& now, const JsonObject&) { return check(*d, c, tx, before, now); };
  r->stored = [d](Context&, db::Tx& tx, const MailAccount* before, const MailAccount& now, const JsonObject& in) { return store_secrets(*d, tx, before, now, in); };
  r->remove = [d](Context&, db::Tx& tx, const MailAccount& a) -> Result<void> {
    forget_account(tx, a);
    d->mail.accounts->changed(tx);
    return {};
  };
  std::vector<api::KeyInfo> keys;
  for (const auto& field : r->fields) keys.push_back({field.name, field.type, field.is_required, !field.read});
  for (const auto& [name, member] : kWritable) keys.push_back({name, "string", false, false});
  api.describe("mail_account", std::move(keys));
  api.read("GET", "/mail_accounts", kRight, [desk, r](Context& c, db::Tx& tx) { return list(*desk, *r, c, tx); });
  api.read("GET", "/mail_accounts/{id}", kRight, [desk, r](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(body_of(*desk, *r, tx, c, TRY(r->find(c, tx, c.id()))));
  });
  api.write("POST", "/mail_accounts", kRight, [desk, r](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("mail_account"));
    const MailAccount a = TRY(r->create(c, tx, *in));
    return kept_out_of_replays(Reply::created(body_of(*desk, *r, tx, c, a), r->url(c, a)));
  });
  for (const char* method : {"PUT", "PATCH"})
    api.write(method, "/mail_accounts/{id}", kRight, [desk, r](Context& c, db::Tx& tx) -> Result<Reply> {
      const JsonObject* in = TRY(c.wrapped("mail_account"));
      return Reply::ok(body_of(*desk, *r, tx, c, TRY(r->update(c, tx, c.id(), *in))));
    });
  api.write("DELETE", "/mail_accounts/{id}", kRight, [r](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(r->erase(c, tx, c.id()));
    return Reply::no_content();
  });
  api.write("POST", "/mail_accounts/{id}/token", kRight, [desk, r](Context& c, db::Tx& tx) -> Result<Reply> {
    return new_token(*desk, c, tx, TRY(r->find(c, tx, c.id())));
  });
  add_consent_routes(api, router, desk, r);
  add_check_routes(api, desk, r);
  add_recipient_address_routes(api, r);
}

}  // namespace sahay::email
