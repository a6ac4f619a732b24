// A visitor's message: who they are, where it belongs, the comment, its place in the sequence, the acknowledgement.
#include "base/text.h"
#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"
#include "desk/chat/record.h"

namespace sahay::chat {
namespace q = sql::chat;
namespace {

struct Sent {
  std::string conv;
  CommentId comment_id;
  std::int64_t seq = 0;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (conv, comment_id, seq, created_at))

std::optional<Visitor> ensure_visitor(db::Tx& tx, std::string_view token, const Side& side) {
  if (auto known = find_visitor(tx, token)) return known;
  if (is_identified_session(token)) return std::nullopt;  // it ended meanwhile: what is written is not sent by nobody
  const VisitorId id(tx.new_id("chat_visitors"));
  tx.execute(q::insert_visitor, id, text::to_hex(text::sha256(token)), text::first(side.locale, 20), text::first(side.time_zone, 60),
             text::first(side.page_url, 1000), text::first(side.page_title, 200), text::first(side.referrer, 1000), tx.now());
  return find_visitor(tx, token);
}

// An address that nobody has becomes the visitor's own (unconfirmed); one that belongs to somebody is only remembered:
// typing an address proves nothing, so it opens no history.
Result<void> learn(db::Tx& tx, Visitor& visitor, const Message& message) {
  std::string email(text::trim(message.email));
  if (!email.empty() && !people::is_address(email)) return invalid("email", "InvalidValue", "chat.bad_email");
  email = people::address_key(email);
  if (!visitor.user_id) {
    const bool free = !email.empty() && !people::find_by_address(tx, email);
    people::NewUser wanted;
    wanted.name = text::first(text::trim(message.name), 100);
    if (wanted.name.empty() && !free)
      wanted.name = i18n::text(i18n::language_of(visitor.locale), "chat.visitor_name", {{"n", std::to_string(visitor.id.value)}});
    if (free) wanted.email = email;
    wanted.locale = visitor.locale;
    wanted.time_zone = visitor.time_zone;
    const people::User user = TRY(people::create_user(tx, wanted));
    visitor.user_id = user.id;
    visitor.name = user.name;
  } else if (!visitor.identified && !email.empty() && email != visitor.email && !people::find_by_address(tx, email)) {
    TRY(people::add_identity(tx, visitor.user_id, "email", email, false));
  }
  if (!email.empty()) visitor.email = email;
  tx.execute(q::set_visitor_user, visitor.id, visitor.user_id, visitor.name, visitor.email, tx.now());
  return {};
}

// Somebody else's address gets the answers as a copy.
std::optional<UserId> owner_of_address(db::Tx& tx, const Visitor& visitor) {
  if (visitor.email.empty()) return std::nullopt;
  const auto owner = people::find_by_address(tx, visitor.email);
  return owner && owner->id != visitor.user_id && !owner->staff() ? std::optional(owner->id) : std::nullopt;
}

Result<void> copy_to_address(db::Tx& tx, const tickets::Actor& actor, const Visitor& visitor, TicketId id) {
  const auto owner = owner_of_address(tx, visitor);
  const auto ticket = tickets::find(tx, id);
  if (!owner || !ticket) return {};
  auto copies = ticket->email_cc_ids;
  if (std::find(copies.begin(), copies.end(), owner->value) != copies.end()) return {};
  copies.push_back(owner->value);
  tickets::Change change;
  change.email_ccs = std::move(copies);
  TRY(tickets::update(tx, actor, id, std::move(change)));
  return {};
}

Result<std::pair<Conversation, tickets::Outcome>> begin(db::Tx& tx, const tickets::Actor& actor, const Visitor& visitor,
                                                        tickets::NewComment comment, bool wants_human) {
  tickets::NewTicket wanted;
  wanted.subject = subject_of(comment.text);
  if (wanted.subject.empty()) wanted.subject = i18n::text(i18n::language_of(visitor.locale), "chat.subject_of_file");
  wanted.requester = visitor.user_id;
  wanted.channel = "chat";
  wanted.comment = std::move(comment);
  if (const auto copy = owner_of_address(tx, visitor)) wanted.email_ccs = {copy->value};
  tickets::Outcome outcome = TRY(tickets::create(tx, actor, std::move(wanted)));
  const ConversationId id(tx.new_id("chat_conversations"));
  const std::string conv = text::random_token(12);
  tx.execute(q::insert_conversation, id, conv, visitor.id, outcome.ticket.id, tx.now());
  if (wants_human) TRY(tickets::set_speaker(tx, actor, outcome.ticket.id, "human"));
  return std::pair(*tx.one<Conversation>(q::find_conversation, id), std::move(outcome));
}

Result<void> check(const Message& message, std::string_view session) {
  if (!is_client_id(message.cid)) return invalid("cid", "InvalidValue", "chat.bad_cid");
  if (message.text.size() > kLongestText) return invalid("text", "TooLong", "chat.too_long");
  if (!text::is_valid_utf8(message.text)) return invalid("text", "InvalidValue", "chat.bad_text");
  if (message.uploads.size() > kMostFiles) return invalid("files", "TooMany", "chat.too_many_files");
  if (text::trim(message.text).empty() && message.uploads.empty() && text::trim(message.email).empty())
    return invalid("text", "BlankValue", "chat.empty");
  for (const std::string& upload : message.uploads)
    if (!is_upload_of(upload, session)) return invalid("files", "InvalidValue", "error.field.upload_spent");
  return {};
}

}  // namespace

Result<Acknowledgement> send(db::Tx& tx, std::string_view token, const Side& side, const Message& message, const Wake& wake) {
  TRY(check(message, token));
  const auto known = ensure_visitor(tx, token, side);
  if (!known) return invalid("conv", "InvalidValue", "chat.no_conversation");
  Visitor visitor = *known;
  if (const auto before = tx.one<Sent>(q::find_send, visitor.id, message.cid))
    return Acknowledgement{message.cid, before->conv, before->comment_id, before->seq, before->created_at, visitor.id};
  std::optional<Conversation> conversation;
  if (!message.conv.empty()) {
    conversation = find_conversation(tx, visitor.id, message.conv);
    if (!conversation) return invalid("conv", "InvalidValue", "chat.no_conversation");
  }
  TRY(learn(tx, visitor, message));
  const tickets::Actor actor{visitor.user_id, "chat"};
  Acknowledgement ack{message.cid, conversation ? conversation->conv : "", {}, 0, tx.now(), visitor.id};
  if (!text::trim(message.text).empty() || !message.uploads.empty()) {
    tickets::NewComment comment;
    comment.author = visitor.user_id;
    comment.text = message.text;
    comment.channel = "chat";
    comment.uploads = message.uploads;
    const auto ticket = conversation ? tickets::find_current(tx, conversation->ticket_id) : std::nullopt;
    tickets::Outcome outcome;
    if (ticket && ticket->status != "closed") {
      outcome = TRY(tickets::receive(tx, actor, ticket->id, std::move(comment)));
    } else {  // new, or the old one is closed for good: a conversation of its own
      auto [made, first] = TRY(begin(tx, actor, visitor, std::move(comment), message.wants_human));
      conversation = std::move(made);
      outcome = std::move(first);
    }
    const Entry entry = append(tx, *conversation, {.kind = "msg", .comment_id = outcome.comment_id, .event_id = outcome.event_id,
                                                   .author_id = visitor.user_id, .author_role = "visitor", .cid = message.cid});
    if (conversation->status != "open") tx.execute(q::set_status, conversation->id, "open");
    ack.conv = conversation->conv;
    ack.id = outcome.comment_id;
    ack.seq = entry.seq;
  } else if (conversation) {
    TRY(copy_to_address(tx, actor, visitor, conversation->ticket_id));
  }
  tx.execute(q::insert_send, visitor.id, message.cid, ack.conv, ack.id.value, ack.seq, ack.at);
  wake(visitor.id, News::entry);
  return ack;
}

Result<void> ask_for_person(db::Tx& tx, VisitorId visitor, std::string_view conv, const Wake& wake) {
  const auto conversation = find_conversation(tx, visitor, conv);
  if (!conversation) return not_found("conversation");
  const auto ticket = tickets::find_current(tx, conversation->ticket_id);
  if (!ticket) return not_found("ticket");
  if (ticket->speaker != "bot" && tx.scalar<std::int64_t>(q::has_handover, conversation->id)) return {};
  const auto outcome = TRY(tickets::set_speaker(tx, {ticket->requester_id, "chat"}, ticket->id, "human"));
  append(tx, *conversation, {.kind = "handover", .event_id = outcome.event_id, .author_role = "visitor"});
  wake(visitor, News::entry);
  return {};
}

Result<void> mark_seen(db::Tx& tx, VisitorId visitor, std::string_view conv, std::int64_t seq) {
  const auto conversation = find_conversation(tx, visitor, conv);
  if (!conversation) return not_found("conversation");
  tx.execute(q::set_seen, conversation->id, seq);
  return {};
}

}  // namespace sahay::chat
