#include "platform/mail/inspect.h"

#include "base/json.h"
#include "platform/mail/message.h"

namespace sahay::mail {
namespace {

void write_address(JsonWriter& w, const Address& a) { w.begin_object().field("name", a.name).field("address", a.address).end_object(); }

void write_addresses(JsonWriter& w, std::string_view key, const std::vector<Address>& list) {
  w.key(key).begin_array();
  for (const Address& a : list) write_address(w, a);
  w.end_array();
}

void write_body(JsonWriter& w, const Message& m) {
  w.field("text", m.text).field("reply_text", m.reply_text).field("elided_text", m.elided_text).key("html");
  if (m.html.empty()) w.null();
  else w.value(m.html);
  w.key("attachments").begin_array();
  for (const Attachment& a : m.attachments) {
    w.begin_object().field("filename", a.filename).field("content_type", a.content_type).field("size", a.size);
    w.field("inline", a.is_inline).field("content_id", a.content_id).end_object();
  }
  w.end_array();
}

void write_verdicts(JsonWriter& w, const Message& m) {
  w.field("auto_reply", m.auto_mail.auto_reply).field("not_customer", m.auto_mail.not_customer);
  w.field("do_not_answer", m.auto_mail.do_not_answer()).field("bounce", m.bounce.bounce || m.bounce.delayed);
  w.field("bounce_recipients", m.bounce.recipients).field("bounce_status", m.bounce.status);
  w.field("bounce_original_message_id", m.bounce.original_message_id).field("bounce_delayed", m.bounce.delayed);
  w.field("complaint", m.bounce.complaint).key("forwarded");
  if (m.forwarded) {
    const Forwarded& f = *m.forwarded;
    const std::string from = f.from.name.empty() ? f.from.address : f.from.name + " <" + f.from.address + ">";
    w.begin_object().field("from", from).field("subject", f.subject).field("text", f.text).field("text_top", f.text_top).end_object();
  } else {
    w.null();
  }
  w.field("sender_identity", m.sender_identity).field("encrypted", m.encrypted).field("signed", m.is_signed).field("limited", m.limited);
}

}  // namespace

std::string inspect_json(std::string_view path, std::string_view raw) {
  std::string out;
  JsonWriter w(out);
  ParseOptions options;
  options.keep_bytes = false;
  const Result<Message> parsed = parse(raw, options);
  w.begin_object().field("file", path);
  if (!parsed.ok()) {
    w.field("error", parsed.error().key).end_object();
    return out;
  }
  const Message& m = parsed.value();
  w.field("subject", m.subject).key("from");
  write_address(w, m.from);
  write_addresses(w, "to", m.to);
  write_addresses(w, "cc", m.cc);
  write_addresses(w, "reply_to", m.reply_to);
  w.key("date");
  if (m.date) w.value(to_iso8601(*m.date));
  else w.null();
  w.field("message_id", m.message_id).field("in_reply_to", m.in_reply_to.empty() ? std::string() : m.in_reply_to.front());
  w.field("references", m.references).field("delivered_to", m.delivered_to);
  write_body(w, m);
  write_verdicts(w, m);
  w.end_object();
  return out;
}

}  // namespace sahay::mail
