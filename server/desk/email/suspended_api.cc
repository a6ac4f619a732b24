#include "base/text.h"
#include "desk/email/dkim_keys.h"
#include "desk/email/read_again.h"
#include "desk/email/email_api.h"
#include "desk/email/held.h"
#include "desk/email/intake.h"
#include "desk/email/receive.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/remembered.h"

namespace sahay::email {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// The numbers and words by which clients of the field know the causes.
struct Cause {
  std::string_view ours;
  int id;
  std::string_view words;
};
constexpr Cause kCauses[] = {{"unparsable", 0, "Email could not be processed"},
                             {"too_large", 16, "Email is too large"},
                             {"unreadable", 0, "Email could not be fetched"},
                             {"loop", 15, "Detected email loop"},
                             {"no_sender", 12, "From address could not be read"},
                             {"own_address", 8, "Received from support address"},
                             {"blocked", 2, "Sender blocked"},
                             {"flood", 21, "End-user submitted too many identical emails"},
                             {"forged", 4, "Email authentication failed"},
                             {"stranger", 7, "Permission denied due to unauthorized email update"},
                             {"agent_unproven", 7, "Agent could not be authenticated"},
                             {"unproven", 7, "Sender could not be authenticated"},
                             {"automatic", 1, "Detected as email from a system user"},
                             {"bounce", 3, "Automated response mail"},
                             {"suspended_user", 20, "User is suspended"}};

const Cause& cause_of(const Held& held) {
  for (const Cause& cause : kCauses)
    if (cause.ours == held.cause) return cause;
  return kCauses[0];
}

api::Resource<Held> describe_held() {
  using namespace api;
  Resource<Held> r;
  r.name = "suspended_ticket";
  r.plural = "suspended_tickets";
  r.path = "/suspended_tickets";
  r.table = "suspended_mails";
  r.see = r.change = Access::staff;
  r.creates = r.updates = false;
  r.many = false;  // destroy_many answers at once, below
  r.sorts = {{"id", {"t.id"}},
             {"created_at", {"t.created_at"}},
             {"subject", {"t.subject", false, true}},
             {"author_email", {"t.author_email", false, true}}};
  r.remove = [](Context&, db::Tx& tx, const Held& held) -> Result<void> {
    forget(tx, held.id);
    return {};
  };
  r.fields = {
      computed<Held>("id", "integer", [](JsonWriter& w, const Held& h, const Context&) { w.value(h.id); }),
      computed<Held>(
          "author", "object",
          [](JsonWriter& w, const Held& h, const Context&) {
            w.begin_object().key("id").null().field("name", h.author_name).field("email", h.author_email).end_object();
          }),
      text_field<Held>("subject", &Held::subject).read_only(),
      text_field<Held>("content", &Held::content).read_only(),
      computed<Held>("cause", "string",
                     [](JsonWriter& w, const Held& h, const Context&) { w.value(cause_of(h).words); }),
      computed<Held>("cause_id", "integer",
                     [](JsonWriter& w, const Held& h, const Context&) { w.value(cause_of(h).id); }),
      computed<Held>("cause_key", "string",
                     [](JsonWriter& w, const Held& h, const Context&) { w.value("email.cause." + h.cause); }),
      computed<Held>("verdict", "object",
                     [](JsonWriter& w, const Held& h, const Context&) {
                       if (h.verdict.empty()) w.null(); else w.value(RawJson{h.verdict});
                     }),
      text_field<Held>("message_id", &Held::message_id).read_only(),
      reference<Held>("ticket_id", &Held::ticket_id).read_only(),
      always_null<Held>("brand_id", "integer"),
      text_field<Held>("recipient", &Held::recipient).read_only(),
      computed<Held>("raw_url", "string",
                     [](JsonWriter& w, const Held& h, const Context& c) {
                       w.value(c.url("/suspended_tickets/" + std::to_string(h.id.value) + "/raw"));
                     }),
      computed<Held>(
          "via", "object",
          [](JsonWriter& w, const Held& h, const Context&) {
            w.value(RawJson{to_string(Json(JsonObject{
                {"channel", "email"}, {"source", JsonObject{{"to", JsonObject{{"address", h.recipient}}}}}}))});
          }),
      computed<Held>("attachments", "array",
                     [](JsonWriter& w, const Held&, const Context&) { w.begin_array().end_array(); }),
      time_field<Held>("created_at", &Held::created_at).read_only(),
      time_field<Held>("updated_at", &Held::updated_at).read_only()};
  return r;
}

// {"suspended_ticket":{"ticket_id":N,"always_allow":true}}: both may be missing.
struct Wish {
  TicketId join;
  bool always_allow = false;
};
Wish wish_of(const Context& context) {
  Wish out;
  const JsonObject* in = object_at(context.body, "suspended_ticket");
  if (!in) return out;
  out.join = TicketId(integer_at(*in, "ticket_id").value_or(0));
  out.always_allow = bool_at(*in, "always_allow").value_or(false);
  return out;
}

struct Ready {
  Held held;
  Prepared mail;
};

Result<Ready> read_held(const MailDesk& desk, db::Store& store, HeldId id) {
  struct Loaded {
    Held held;
    RawMail raw;
    std::string bytes;
  };
  const Loaded loaded = TRY(store.read([&](db::Tx& tx) -> Result<Loaded> {
    const auto held = find_held(tx, id);
    const auto raw = held ? find_raw(tx, held->raw_mail_id) : std::nullopt;
    if (!raw) return not_found();
    Loaded out{*held, *raw, {}};
    out.bytes = TRY(raw_bytes(tx, desk.files, *raw));
    return out;
  }));
  Ready out;
  out.mail = TRY(prepare(desk, loaded.raw, loaded.bytes));
  out.held = loaded.held;
  return out;
}

Result<std::vector<Ready>> read_all(const MailDesk& desk, db::Store& store, const std::vector<std::int64_t>& ids) {
  std::vector<Ready> out;
  for (const std::int64_t id : ids) {
    Ready one = TRY(read_held(desk, store, HeldId(id)));
    out.push_back(std::move(one));
  }
  return out;
}

Reply ticket_reply(const Context& c, std::string_view key, const std::vector<std::int64_t>& ids) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key(key).begin_array();
  for (const auto id : ids)
    w.begin_object().field("id", id).field("url", c.url("/tickets/" + std::to_string(id) + ".json")).end_object();
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

// All of them or none. Whoever asks again with the same key finds its answer first, though the mails are gone by then.
Result<Reply> recover(const MailDesk& desk, Context& c, db::Store& store, std::string_view key, const std::vector<std::int64_t>& ids, const Wish& wish) {
  const auto ready = read_all(desk, store, ids);
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    if (!ready.ok()) return ready.error();
    std::vector<std::int64_t> made;
    for (const Ready& one : *ready) {
      if (!find_held(tx, one.held.id)) return not_found();  // somebody else was quicker
      if (wish.always_allow) allow_sender(tx, one.held.author_email);
      const TicketId ticket = TRY(release(tx, one.held, one.mail, wish.join));
      made.push_back(ticket.value);
    }
    return ticket_reply(c, key, made);
  });
}

// The files of a held mail as an upload: a comment of any ticket can take them.
Result<Reply> take_files(const MailDesk& desk, Context& c, db::Store& store) {
  const auto [raw, bytes] = TRY(store.read([&](db::Tx& tx) -> Result<std::pair<RawMail, std::string>> {
    const auto held = find_held(tx, HeldId(c.id()));
    const auto found = held ? find_raw(tx, held->raw_mail_id) : std::nullopt;
    if (!found) return not_found();
    return std::pair(*found, TRY(raw_bytes(tx, desk.files, *found)));
  }));
  const Prepared mail = TRY(prepare(desk, raw, bytes));
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    const std::string token = text::random_token(24);
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("upload").begin_object().field("token", token);
    w.field("expires_at", tx.now() + std::chrono::hours(24 * 3)).key("attachments").begin_array();
    for (const StoredFile& file : mail.files)
      tickets::write_attachment_json(
          w, c, tickets::add_attachment(tx, file.about, file.sha256, file.size, token, UserId(c.caller.id)));
    w.end_array().end_object().end_object();
    return Reply{201, std::move(out)};
  });
}

std::string json_with_text(std::string_view key, const std::string& text) {
  std::string out;
  JsonWriter(out).begin_object().field(key, text::repair_utf8(text)).end_object();
  return out;
}

Reply original_file(std::string bytes, const std::string& name) {
  return Reply{200, std::move(bytes), {{"Content-Type", "message/rfc822"}, {"Content-Disposition", "attachment; filename=\"" + name + "\""},
                                       {"Content-Security-Policy", "sandbox; default-src 'none'"}}};
}

void add_inbox_routes(api::Api& api) {
  api.read("GET", "/inboxes", Access::staff, [](Context&, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("inboxes").begin_array();
    for (const auto& inbox : inboxes(tx)) {
      const InboxCursor cursor = cursor_of(tx, inbox.id);
      w.begin_object()
          .field("id", inbox.id)
          .field("address", inbox.address)
          .field("name", inbox.name)
          .field("group", inbox.group_name)
          .field("state", cursor.state)
          .field("error", cursor.error)
          .field("detail", cursor.detail)
          .field("changed_at", cursor.changed_at)
          .field("succeeded_at", cursor.succeeded_at)
          .end_object();
    }
    w.end_array().end_object();
    return Reply::ok(std::move(out));
  });
}

}  // namespace

void add_email_routes(api::Api& api, const MailDesk& desk) {
  const MailDesk* const d = &desk;
  api::add_resource(api, describe_held());
  api.plain("PUT", "/suspended_tickets/{id}/recover", Access::staff,
            [d](Context& c, db::Store& store) { return recover(*d, c, store, "ticket", {c.id()}, wish_of(c)); });
  api.plain("PUT", "/suspended_tickets/recover_many", Access::staff,
            [d](Context& c, db::Store& store) -> Result<Reply> {
              const std::vector<std::int64_t> ids = TRY(api::ids_parameter(c));
              return recover(*d, c, store, "tickets", ids, {});
            });
  api.write("DELETE", "/suspended_tickets/destroy_many", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    for (const auto id : TRY(api::ids_parameter(c))) forget(tx, HeldId(id));
    return Reply::no_content();
  });
  api.plain("POST", "/suspended_tickets/{id}/attachments", Access::staff,
            [d](Context& c, db::Store& store) { return take_files(*d, c, store); });
  api.read("GET", "/suspended_tickets/{id}/raw", Access::staff, [d](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto held = find_held(tx, HeldId(c.id()));
    const auto raw = held ? find_raw(tx, held->raw_mail_id) : std::nullopt;
    if (!raw) return not_found();
    return Reply::ok(json_with_text("raw", TRY(raw_bytes(tx, d->files, *raw))));
  });
  api.read("GET", "/comments/{id}/raw", Access::staff, [d](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto comment = tickets::find_comment(tx, CommentId(c.id()));
    const bool seen = comment && tickets::may_see(tx, c.caller, comment->ticket_id);
    const auto raw = seen && comment->raw_mail_id ? find_raw(tx, RawMailId(comment->raw_mail_id)) : std::nullopt;
    if (!raw) return not_found();
    return Reply::ok(json_with_text("raw", TRY(raw_bytes(tx, d->files, *raw))));
  });
  // The very bytes, to be kept or read elsewhere; never shown by a browser (add_security_headers, attachment, sandbox).
  api.read("GET", "/comments/{id}/original", Access::staff, [d](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto comment = tickets::find_comment(tx, CommentId(c.id()));
    const bool seen = comment && tickets::may_see(tx, c.caller, comment->ticket_id);
    const auto raw = seen && comment->raw_mail_id ? find_raw(tx, RawMailId(comment->raw_mail_id)) : std::nullopt;
    if (!raw) return not_found();
    return original_file(TRY(raw_bytes(tx, d->files, *raw)), "mail-" + std::to_string(comment->id.value) + ".eml");
  });
  api.read("GET", "/suspended_tickets/{id}/original", Access::staff, [d](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto held = find_held(tx, HeldId(c.id()));
    const auto raw = held ? find_raw(tx, held->raw_mail_id) : std::nullopt;
    if (!raw) return not_found();
    return original_file(TRY(raw_bytes(tx, d->files, *raw)), "held-" + std::to_string(held->id.value) + ".eml");
  });
  // The mail behind a comment, or a held one, read anew by this program.
  api.write("POST", "/comments/{id}/read_again", api::Right(Access::admin, "channels.manage"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto comment = tickets::find_comment(tx, CommentId(c.id()));
    const bool seen = comment && tickets::may_see(tx, c.caller, comment->ticket_id);
    if (!seen || !comment->raw_mail_id || queue_reading(tx, RawMailId(comment->raw_mail_id)) == 0) return not_found();
    return Reply{202, "{}"};
  });
  api.write("POST", "/suspended_tickets/{id}/read_again", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto held = find_held(tx, HeldId(c.id()));
    if (!held || queue_reading(tx, held->raw_mail_id) == 0) return not_found();
    return Reply{202, "{}"};
  });
  add_inbox_routes(api);
  add_dkim_routes(api, desk);
  add_address_routes(api);
}

}  // namespace sahay::email
