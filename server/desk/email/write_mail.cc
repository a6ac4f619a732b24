#include "desk/email/write_mail.h"

#include <algorithm>

#include "base/text.h"
#include "desk/channels/delivery.h"
#include "desk/email/brakes.h"
#include "desk/email/filters.h"
#include "desk/email/letter.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/tokens.h"
#include "platform/text/html.h"

namespace sahay::email {
namespace {

constexpr std::size_t kMaxText = 1'000'000;
constexpr std::size_t kMaxHtml = 4'000'000;
constexpr std::size_t kMaxCopies = 40;
constexpr std::int64_t kPerAddress = 5, kPerDomain = 50, kPerInbox = 1000;  // in an hour

// A cut never goes through a character.
std::string capped(const std::string& s, std::size_t most) {
  return s.size() <= most ? s : text::repair_utf8(std::string_view(s).substr(0, most));
}

boost::json::string json_text(std::string_view s) { return boost::json::string(text::repair_utf8(s)); }

void write_text(JsonWriter& w, std::string_view key, std::string_view s) {
  w.key(key);
  if (text::is_valid_utf8(s)) w.value(s);
  else w.value(text::repair_utf8(s));
}

void write_addresses(JsonWriter& w, std::string_view key, const std::vector<mail::Address>& list) {
  w.key(key).begin_array();
  for (std::size_t i = 0; i < std::min(list.size(), kMaxCopies); ++i) w.value(text::repair_utf8(list[i].address));
  w.end_array();
}

void write_verdict(JsonWriter& w, const Verdict& verdict) {
  w.key("verdict").begin_object();
  using Members = boost::describe::describe_members<Verdict, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    const std::string& value = verdict.*member.pointer;
    if (!value.empty()) write_text(w, member.name, value);
  });
  w.end_object();
}

// "20250602T100000Z", "TZID=Asia/Dhaka:20250602T100000", "VALUE=DATE:20250602" -> time and zone (RFC 5545 3.3.5).
void add_time(JsonObject& out, const std::string& key, std::string_view written) {
  const std::size_t colon = written.rfind(':');
  std::string_view time = colon == written.npos ? written : written.substr(colon + 1);
  std::string zone;
  if (const std::size_t at = written.find("TZID="); at != written.npos && colon != written.npos && at < colon) {
    zone = std::string(written.substr(at + 5, colon - at - 5));
    zone = std::string(text::trim(text::replace_all(zone.substr(0, zone.find(';')), "\"", "")));
  }
  if (time.ends_with('Z')) {
    zone = "UTC";
    time.remove_suffix(1);
  }
  const bool digits = std::all_of(time.begin(), time.end(), [](char c) { return (c >= '0' && c <= '9') || c == 'T'; });
  if (!digits || (time.size() != 8 && time.size() != 15)) return;
  std::string iso = std::string(time.substr(0, 4)) + "-" + std::string(time.substr(4, 2)) + "-" + std::string(time.substr(6, 2));
  if (time.size() == 15) iso.append("T").append(time.substr(9, 2)).append(":").append(time.substr(11, 2)).append(":").append(time.substr(13, 2));
  out[key] = iso;
  if (!zone.empty()) out[key + "_zone"] = json_text(text::first(zone, 100));
}

// What the mail carries besides its words (desk/tickets/mail_card.h).
void write_card(JsonWriter& w, const mail::Message& m) {
  if (m.encrypted || m.is_signed) w.field("protection", m.encrypted ? "encrypted" : "signed");
  if (!m.invite) return;
  JsonObject invite{{"method", json_text(text::first(m.invite->method, 40))}, {"summary", json_text(text::first(m.invite->summary, 500))},
                    {"location", json_text(text::first(m.invite->location, 500))}, {"organizer", json_text(text::first(m.invite->organizer, 254))}};
  add_time(invite, "start", m.invite->start);
  add_time(invite, "end", m.invite->end);
  w.field("invite", Json(std::move(invite)));
}

RawJson via_of(const mail::Message& m, const Verdict& verdict, std::string_view recipient, std::int64_t follows) {
  RawJson out{""};
  out.text.reserve(384);
  JsonWriter w(out.text);
  w.begin_object().field("channel", "email").key("source").begin_object().key("from").begin_object();
  write_text(w, "address", m.from.address);
  write_text(w, "name", m.from.name);
  if (follows) w.field("ticket_id", follows);
  w.end_object().key("to").begin_object();
  write_text(w, "address", recipient);
  w.key("name").null().end_object().key("rel");
  if (follows) w.value("follow_up");
  else w.null();
  w.end_object().key("mail").begin_object();
  write_text(w, "from", m.from.address);
  write_addresses(w, "to", m.to);
  write_addresses(w, "cc", m.cc);
  if (!verdict.by.empty()) write_verdict(w, verdict);
  // Rules of the desk ask this before they write to the sender (rule 46).
  if (asks_for_no_automatic_answer(m)) w.field("no_automatic_answer", true);
  write_card(w, m);
  w.end_object().end_object();
  return out;
}

// Who forwards a mail wants it read: nothing of it is folded. An answer in a thread that began so is an answer.
bool shows_whole(const mail::Message& m) {
  return m.forwarded && m.forwarded->certain && !text::starts_with_ignoring_case(text::trim(m.subject), "re:") && m.in_reply_to.empty();
}

// The reply stands in the open, the rest of the mail is folded below it; nothing is thrown away.
void set_body(const mail::Message& m, tickets::NewComment& comment) {
  comment.text = capped(m.text, kMaxText);
  if (!m.visible.empty() && !m.elided_text.empty() && !shows_whole(m)) {
    comment.visible_begin = std::int64_t(m.visible.front().begin);
    comment.visible_end = std::int64_t(std::min(m.visible.back().end, comment.text.size()));
  }
  const bool folded = !m.elided_text.empty() && !shows_whole(m);
  if (m.html.empty() || m.html.size() > kMaxHtml) {
    if (folded) comment.html = text::text_to_html(m.reply_text);
    if (folded) comment.quote_html = text::text_to_html(m.elided_text);
  } else if (!folded) {
    comment.html = m.html;
  } else {
    comment.html = m.visible_html.empty() ? text::text_to_html(m.reply_text) : m.visible_html;
    const auto at = m.visible_html.empty() ? std::string::npos : m.html.find(m.visible_html);
    comment.quote_html = at == std::string::npos ? m.html : m.html.substr(at + m.visible_html.size());
  }
  // A mail may say everything in its subject, or nothing at all.
  if (text::trim(comment.text).empty() && text::trim(text::html_to_text(comment.html)).empty()) {
    comment.html.clear();
    comment.text = m.subject.empty() ? "-" : m.subject;
    comment.visible_begin = comment.visible_end = 0;
  }
}

std::vector<std::int64_t> copies(db::Tx& tx, const mail::Message& m, UserId author) {
  std::vector<std::int64_t> out;
  for (const auto& address : m.cc) {
    if (out.size() >= kMaxCopies) break;
    if (address.address.empty() || find_inbox(tx, address.address)) continue;  // ours would make a loop
    const auto user = people::find_or_create(tx, address.address, address.name);
    if (!user.ok() || user->id == author || user->staff()) continue;
    if (std::find(out.begin(), out.end(), user->id.value) == out.end()) out.push_back(user->id.value);
  }
  return out;
}

GroupId group_of(db::Tx& tx, const Inbox& inbox) {
  if (inbox.group_name.empty()) return {};
  for (const auto& group : people::groups(tx))
    if (text::equal_ignoring_case(group.name, inbox.group_name)) return group.id;
  return {};
}

}  // namespace

bool unproven_staff(const people::User& author, Trust trust) { return author.staff() && trust != Trust::verified; }

tickets::CommentTexts texts_of(const mail::Message& message) {
  tickets::NewComment comment;
  set_body(message, comment);
  return {comment.text, comment.html, comment.quote_html, comment.visible_begin, comment.visible_end};
}

tickets::NewComment comment_of(db::Tx& tx, const Prepared& mail, const Inbox& inbox, UserId author, Trust trust, Automatic automatic) {
  tickets::NewComment out;
  out.author = author;
  out.channel = "email";
  set_body(mail.message, out);
  for (const auto& file : mail.files)
    out.attachments.push_back(tickets::add_attachment(tx, file.about, file.sha256, file.size, "", author).id);
  out.message_id = mail.message_id;
  out.raw_mail_id = mail.raw.id.value;
  out.trust = comment_trust(trust);
  out.automatic = automatic == Automatic::yes;
  out.via = via_of(mail.message, mail.verdict, inbox.address, 0);
  return out;
}

Result<tickets::Outcome> write_ticket(db::Tx& tx, const Prepared& mail, const people::User& author,
                                      tickets::NewComment comment, const Inbox& inbox, const tickets::Ticket* follows) {
  tickets::NewTicket wanted;
  wanted.subject = mail.message.subject;
  wanted.requester = author.id;
  wanted.submitter = author.id;
  wanted.group = group_of(tx, inbox);
  wanted.channel = "email";
  wanted.recipient = inbox.address;
  if (follows) {
    wanted.assignee = follows->assignee_id;
    comment.via = via_of(mail.message, mail.verdict, inbox.address, follows->id.value);
  }
  if (!unproven_staff(author, mail.trust)) wanted.email_ccs = copies(tx, mail.message, author.id);
  wanted.comment = std::move(comment);
  auto made = tickets::create(tx, {author.id, "email"}, wanted);
  if (made.ok() || !wanted.assignee) return made;
  wanted.assignee = {};  // who left the desk since then cannot be asked again
  return tickets::create(tx, {author.id, "email"}, std::move(wanted));
}

void end_as_comment(db::Tx& tx, const Prepared& mail, TicketId ticket, CommentId comment) {
  tx.execute(sql::raw_mail::insert_id, tx.new_id("mail_ids"), mail.message_id, mail.raw.inbox_id, mail.content_hash,
             ticket, comment, "in", tx.now());
  tx.execute(sql::raw_mail::set_end, mail.raw.id, "parsed", "", ticket, comment);
}

void acknowledge(db::Tx& tx, const MailDesk& desk, const tickets::Outcome& made, const people::User& customer) {
  if (!desk.settings.acknowledge || customer.staff() || customer.email.empty()) return;
  if (const auto inbox = inbox_of(tx, made.ticket); !inbox || !desk.can_send(inbox->id)) return;
  // Old mail that a mailbox brings at its first reading wants no receipt today.
  if (is_dead(tx, customer.email)) return;
  if (!take_budget(tx, "ack:" + customer.email, kPerAddress, std::chrono::hours(1))) return;
  if (!take_budget(tx, "ack:@" + std::string(people::domain_of(customer.email)), kPerDomain, std::chrono::hours(1)))
    return;
  if (!take_budget(tx, "ack:#" + made.ticket.recipient, kPerInbox, std::chrono::hours(1))) return;
  channels::Delivery wanted;
  wanted.ticket_id = made.ticket.id;
  wanted.comment_id = made.comment_id;
  wanted.kind = "acknowledgement";
  wanted.channel = "email";
  wanted.user_id = customer.id;
  wanted.address = customer.email;
  channels::queue_delivery(tx, std::move(wanted));
}

}  // namespace sahay::email
