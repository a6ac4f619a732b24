#include "desk/email/letter.h"

#include "base/text.h"
#include "desk/channels/letter_addition.h"
#include "desk/channels/own_letter.h"
#include "desk/email/dkim_keys.h"
#include "desk/email/inline_pictures.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/threading.h"
#include "desk/email/signatures.h"
#include "desk/people/face.h"
#include "desk/people/people.h"
#include "desk/promises/promises.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/visible_text.h"
#include "platform/api/rule_switch.h"
#include "platform/mail/compose.h"
#include "platform/text/html.h"

namespace sahay::email {
namespace {

struct Known {
  std::string message_id, direction;
};
BOOST_DESCRIBE_STRUCT(Known, (), (message_id, direction))

std::string brackets(std::string_view id) { return "<" + std::string(id) + ">"; }

// The chain of the ticket so far, and the customer's newest mail as what is answered.
void set_thread(db::Tx& tx, TicketId ticket, std::string_view own_id, mail::Outgoing& out) {
  const auto last = tx.scalar<std::int64_t>(sql::raw_mail::last_id, ticket).value_or(0);
  for (const auto& known : tx.all<Known>(sql::raw_mail::ids_of_ticket, ticket, last)) {
    if (known.message_id == own_id || known.message_id.ends_with("@content.invalid")) continue;
    if (!out.references.empty() && out.references.back() == brackets(known.message_id)) continue;
    out.references.push_back(brackets(known.message_id));
    if (known.direction == "in" || out.in_reply_to.empty()) out.in_reply_to = brackets(known.message_id);
  }
  // The chain ends with the mail that is answered (RFC 5322 3.6.4): what came behind it, such as our receipt, is no parent of it.
  while (!out.references.empty() && out.references.back() != out.in_reply_to) out.references.pop_back();
}

std::string subject_of(const tickets::Ticket& ticket, bool answers) {
  if (!answers || text::starts_with_ignoring_case(ticket.subject, "Re:")) return ticket.subject;
  return "Re: " + ticket.subject;
}

// The words of the customer that are answered, to be quoted below.
std::optional<mail::QuotedHistory> history_of(db::Tx& tx, const tickets::Comment& comment, i18n::Language language) {
  const auto all = tickets::comments(tx, comment.ticket_id, true);
  const tickets::Comment* answered = nullptr;
  for (const auto& c : all)
    if (c.id < comment.id && c.author_id != comment.author_id && !c.automatic) answered = &c;
  if (!answered) return std::nullopt;
  const auto author = people::find_user(tx, answered->author_id);
  mail::QuotedHistory out;
  out.text = tickets::visible_text(*answered);
  out.html = answered->html;
  out.attribution =
      i18n::text(language, "email.wrote",
                 {{"name", author ? author->name : ""}, {"date", to_iso8601(answered->created_at).substr(0, 10)}});
  return out;
}

// The pictures that the words show go inside, the other files beside them.
void add_files(const MailDesk& desk, db::Tx& tx, CommentId comment, mail::Outgoing& out) {
  const auto inside = embed_pictures(desk, tx, out);
  std::int64_t total = 0;
  for (const auto& file : out.files) total += std::int64_t(file.bytes.size());
  for (const auto& file : tickets::attachments_of_comment(tx, comment)) {
    if (file.deleted || inside.contains(file.access_token) || total + file.size > kMostBytesOfFiles) continue;
    auto bytes = desk.files.get(file.sha256);
    if (!bytes.ok()) continue;
    total += file.size;
    out.files.push_back({file.file_name, file.content_type, "", std::move(*bytes)});
  }
}

void add_copies(db::Tx& tx, const tickets::Ticket& ticket, const people::User& reader, mail::Outgoing& out) {
  const auto requester = people::find_user(tx, ticket.requester_id);
  if (requester && !requester->email.empty()) out.to.push_back({requester->name, requester->email});
  for (const auto& user : people::find_users(tx, ticket.email_cc_ids))
    if (!user.email.empty() && user.id != ticket.requester_id) out.cc.push_back({user.name, user.email});
  if (out.to.empty()) out.to.push_back({reader.name, reader.email});
}

// In the reader's language: the agent's own, else the one on the agent's profile, else the one of the ticket's group.
std::string signature_for(db::Tx& tx, const tickets::Ticket& ticket, const std::optional<people::User>& author, i18n::Language language) {
  if (!author || !author->staff()) return {};
  if (auto own = find_signature(tx, "agent", author->id.value, language); !own.empty()) return filled_in(std::move(own), author->name);
  if (!author->signature.empty()) return author->signature;
  return ticket.group_id ? filled_in(find_signature(tx, "group", ticket.group_id.value, language), author->name) : std::string();
}

// Who answers, below the words: photo or initials, name, role. A program is called one.
void add_face(const people::Face& face, std::string_view signature, mail::Outgoing& out) {
  if (!api::rule_in_force("C5")) return;
  if (signature.find(face.name) == signature.npos) out.text += "\n\n— " + face.name + ", " + face.title;
  const std::string site = tickets::site_address ? tickets::site_address() : "";
  const std::string round = "width:40px;height:40px;border-radius:50%;";
  const std::string picture = face.photo.empty() || site.empty()
      ? "<div style=\"" + round + "line-height:40px;text-align:center;background:#e5e7eb;color:#1f2937;font-weight:bold\">" + text::escape_html(face.initials) + "</div>"
      : "<img src=\"" + text::escape_html(site + face.photo) + "\" alt=\"\" width=\"40\" height=\"40\" style=\"" + round + "\">";
  out.html += "<table role=\"presentation\" style=\"margin:16px 0 0;border-collapse:collapse\"><tr><td style=\"padding:0 10px 0 0\">" + picture + "</td><td><b>" +
              text::escape_html(face.name) + "</b><br>" + text::escape_html(face.title) + "</td></tr></table>";
}

void add_additions(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const people::User& reader, mail::Outgoing& out) {
  for (const channels::AddToLetter& add : channels::letter_additions) {
    const channels::LetterAddition more = add(tx, ticket, comment, reader);
    if (!more.text.empty()) out.text += "\n\n" + more.text;
    out.html += more.html;
    if (more.shared_address.empty()) continue;
    out.text = text::replace_all(out.text, more.shared_address, more.own_address);
    out.html = text::replace_all(out.html, text::escape_html(more.shared_address), text::escape_html(more.own_address));
  }
}

void add_footer(db::Tx& tx, const people::User& reader, mail::Outgoing& out) {
  if (!channels::letter_footer || reader.staff()) return;
  const channels::LetterAddition footer = channels::letter_footer(tx, reader);
  if (!footer.text.empty()) out.text += "\n\n" + footer.text;
  out.html += footer.html;
}

struct Frame {
  tickets::Ticket ticket;
  Inbox inbox;
  people::User reader;
};

Result<Frame> frame_of(db::Tx& tx, const channels::Delivery& delivery) {
  const auto ticket = tickets::find(tx, delivery.ticket_id);
  if (!ticket) return not_found("ticket of a delivery");
  const auto inbox = inbox_of(tx, *ticket);
  const auto reader = people::find_user(tx, delivery.user_id);
  if (!inbox || !reader) return not_found("inbox or reader of a delivery");
  return Frame{*ticket, *inbox, *reader};
}

Result<Letter> seal(const MailDesk& desk, db::Tx& tx, const Inbox& inbox, mail::Outgoing& out, std::string sender,
                    std::string recipient, std::string envelope_id) {
  Letter letter;
  embed_pictures(desk, tx, out);  // of a notice; those of a comment are inside already
  std::string composed = TRY(mail::compose(out));
  letter.bytes = TRY(with_signatures(desk, tx, people::domain_of(inbox.address), std::move(composed)));
  letter.envelope = {std::move(sender), {std::move(recipient)}, std::move(envelope_id), true};
  letter.message_id = out.message_id.substr(1, out.message_id.size() - 2);
  letter.inbox_id = inbox.id;
  return letter;
}

}  // namespace

std::optional<Inbox> inbox_of(db::Tx& tx, const tickets::Ticket& ticket) {
  if (!ticket.recipient.empty())
    if (auto inbox = find_inbox(tx, ticket.recipient)) return inbox;
  auto all = inboxes(tx);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

Result<Letter> write_comment_letter(const MailDesk& desk, db::Tx& tx, const channels::Delivery& delivery) {
  const Frame frame = TRY(frame_of(tx, delivery));
  const auto comment = tickets::find_comment(tx, delivery.comment_id);
  if (!comment) return not_found("comment of a delivery");
  const auto author = people::find_user(tx, comment->author_id);
  mail::Outgoing out;
  const auto language = frame.reader.language();
  const bool bot = comment->author_role == "bot";
  const auto face = bot ? std::optional(people::bot_face(language)) : author && author->staff() ? std::optional(people::face_of(tx, *author, language)) : std::nullopt;
  const std::string author_name = face ? face->name : author ? author->name : desk.settings.desk_name.text();
  out.from = {author_name + " (" + frame.inbox.name + ")", frame.inbox.address};
  add_copies(tx, frame.ticket, frame.reader, out);
  out.reply_to = {{frame.inbox.name, desk.tokens.reply_address(frame.inbox.address, frame.ticket.id, frame.reader.id)}};
  const std::string id = desk.tokens.message_id(frame.ticket.id, comment->id);
  out.message_id = brackets(id);
  set_thread(tx, frame.ticket.id, id, out);
  out.subject = with_tag(subject_of(frame.ticket, !out.in_reply_to.empty()), desk.settings.subject_tag, frame.ticket.id);
  out.date = comment->created_at;
  out.text = comment->text;
  out.html = comment->html;
  const std::string signature = bot ? std::string() : signature_for(tx, frame.ticket, author, language);
  if (face) add_face(*face, signature, out);
  add_additions(tx, frame.ticket, *comment, frame.reader, out);
  if (!signature.empty()) {
    out.text += "\n\n-- \n" + signature;
    out.html += text::text_to_html("\n-- \n" + signature);
  }
  add_footer(tx, frame.reader, out);
  out.language = i18n::code(language);
  if (desk.settings.quote_history) out.history = history_of(tx, *comment, language);
  out.reply_marker = out.history.has_value();
  add_files(desk, tx, comment->id, out);
  if (comment->author_role == "bot") out.origin = mail::Origin::auto_replied;
  out.loop_token = desk.tokens.loop_mark(frame.inbox.address);
  return seal(desk, tx, frame.inbox, out, desk.tokens.bounce_address(frame.inbox.address, delivery.id.value), delivery.address,
              desk.tokens.envelope_id(delivery.id.value));
}

Acknowledgement acknowledgement_of(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language, const std::string& desk) {
  const std::string number = std::to_string(ticket.id.value);
  // Neither the subject nor a word of the mail: its sender may be forged, and this must not carry a stranger's text.
  Acknowledgement out{i18n::text(language, "email.ack.subject", {{"number", number}}), i18n::text(language, "email.ack.text", {{"number", number}, {"desk", desk}})};
  // What happens next, who and when: our own words only.
  if (const auto next = promises::next_step(tx, ticket, language); !next.words.empty() && !(next.promise && !next.promise->text.empty()))
    out.text += "\n\n" + next.words;
  return out;
}

Result<Letter> write_acknowledgement(const MailDesk& desk, db::Tx& tx, const channels::Delivery& delivery) {
  const Frame frame = TRY(frame_of(tx, delivery));
  const auto language = frame.reader.language();
  mail::Outgoing out;
  out.from = {frame.inbox.name, frame.inbox.address};
  out.to = {{"", delivery.address}};
  out.reply_to = {{frame.inbox.name, desk.tokens.reply_address(frame.inbox.address, frame.ticket.id, frame.reader.id)}};
  const std::string id = desk.tokens.message_id(frame.ticket.id, delivery.comment_id, "a");
  out.message_id = brackets(id);
  set_thread(tx, frame.ticket.id, id, out);
  auto [subject, words] = acknowledgement_of(tx, frame.ticket, language, desk.settings.desk_name.text());
  out.subject = std::move(subject);
  out.text = std::move(words);
  out.html = text::text_to_html(out.text);
  add_footer(tx, frame.reader, out);
  out.date = tx.now();
  out.language = i18n::code(language);
  out.origin = mail::Origin::auto_replied;
  out.loop_token = desk.tokens.loop_mark(frame.inbox.address);
  // The null sender: nothing automatic can answer what is automatic (RFC 3834 4).
  return seal(desk, tx, frame.inbox, out, "", delivery.address, desk.tokens.envelope_id(delivery.id.value));
}

Result<Letter> write_own_letter(const MailDesk& desk, db::Tx& tx, const channels::Delivery& delivery) {
  const auto slash = delivery.kind.find('/');
  const auto kind = channels::own_letters.find(std::string_view(delivery.kind).substr(0, slash));
  if (kind == channels::own_letters.end() || slash == std::string::npos) return not_found("kind of a delivery");
  const std::int64_t number = text::to_integer(std::string_view(delivery.kind).substr(slash + 1)).value_or(0);
  const channels::OwnLetter words = TRY(kind->second(tx, delivery, number));
  Frame frame = TRY(frame_of(tx, delivery));
  mail::Outgoing out;
  out.from = {frame.inbox.name, frame.inbox.address};
  out.to = {{words.reader, delivery.address}};
  out.reply_to = {{frame.inbox.name, desk.tokens.reply_address(frame.inbox.address, frame.ticket.id, frame.reader.id)}};
  const std::string id = desk.tokens.message_id(frame.ticket.id, CommentId(delivery.id.value), "d");
  out.message_id = brackets(id);
  set_thread(tx, frame.ticket.id, id, out);
  out.subject = with_tag(words.subject, desk.settings.subject_tag, frame.ticket.id);
  out.text = words.text;
  out.html = words.html;
  frame.reader.locale = i18n::code(words.language);
  add_footer(tx, frame.reader, out);
  out.date = delivery.created_at;
  out.language = i18n::code(words.language);
  out.origin = mail::Origin::auto_replied;
  out.loop_token = desk.tokens.loop_mark(frame.inbox.address);
  return seal(desk, tx, frame.inbox, out, desk.tokens.bounce_address(frame.inbox.address, delivery.id.value), delivery.address,
              desk.tokens.envelope_id(delivery.id.value));
}

Result<Letter> write_notice(const MailDesk& desk, db::Tx& tx, const channels::Notice& notice) {
  const auto all = inboxes(tx);
  if (all.empty()) return not_found("inbox");
  mail::Outgoing out;
  out.from = {all.front().name, all.front().address};
  out.to = {{notice.name, notice.to}};
  out.message_id = "<n." + text::lower_ascii(text::to_hex(text::sha256(text::random_token())).substr(0, 32)) + "@" +
                   desk.settings.message_id_domain + ">";
  out.subject = notice.subject;
  out.text = notice.text;
  out.html = notice.html.empty() ? text::text_to_html(notice.text) : notice.html;
  out.date = tx.now();
  out.language = notice.language;
  out.origin = mail::Origin::auto_generated;
  out.list_unsubscribe = notice.list_unsubscribe;
  if (notice.list_unsubscribe.starts_with("https://")) out.extra_headers.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  return seal(desk, tx, all.front(), out, "", notice.to, "");
}

}  // namespace sahay::email
