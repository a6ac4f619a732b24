// Who may have a letter with the talk, and how many: the row, its budgets, its delivery.
#include "desk/chat/transcript.h"

#include "base/text.h"
#include "desk/chat/chat_sql.h"
#include "desk/chat/transcript_row.h"
#include "desk/tickets/action.h"
#include "platform/jobs/jobs.h"

namespace sahay::chat {
namespace q = sql::chat;
namespace {

constexpr Duration kDay = std::chrono::hours(24), kPause = std::chrono::minutes(1), kKept = std::chrono::hours(24 * 30);

Error too_many(std::string_view key) { return {ErrorCode::too_many, std::string(key)}; }

// One answer for every limit: it tells nobody whether others have used an address.
Result<void> check_budgets(db::Tx& tx, const Transcript& wanted) {
  if (tx.scalar<std::int64_t>(q::letters_of_talk, wanted.conversation_id, tx.now() - kPause).value_or(0) > 0) return too_many("chat.transcript_just_sent");
  const Time since = tx.now() - kDay;
  const bool spent = tx.scalar<std::int64_t>(q::letters_of_talk, wanted.conversation_id, since).value_or(0) >= kLettersOfTalk ||
                     tx.scalar<std::int64_t>(q::letters_to, wanted.mailbox, since).value_or(0) >= kLettersToAddress ||
                     (!wanted.source.empty() && tx.scalar<std::int64_t>(q::letters_from, wanted.source, since).value_or(0) >= kLettersOfSource);
  if (spent) return too_many("chat.transcript_too_many");
  return {};
}

// The newest words that the letter will hold; the talk's own ticket is the one of its visitor's first words.
struct Reach {
  std::int64_t upto = 0;
  CommentId last;
  TicketId ticket;
};
Reach reach_of(db::Tx& tx, const Conversation& conversation) {
  Reach out;
  out.upto = conversation.last_seq;
  out.last = CommentId(tx.scalar<std::int64_t>(q::last_comment, conversation.id).value_or(0));
  const auto first = tickets::find_comment(tx, CommentId(tx.scalar<std::int64_t>(q::first_comment, conversation.id).value_or(0)));
  out.ticket = first ? first->ticket_id : conversation.ticket_id;
  return out;
}

Result<TranscriptOnItsWay> queue(db::Tx& tx, const Conversation& conversation, const Visitor& visitor, Transcript wanted) {
  const Reach reach = reach_of(tx, conversation);
  if (!reach.last || !visitor.user_id) return not_found("conversation");
  wanted.id = tx.new_id("chat_transcripts");
  wanted.visitor_id = visitor.id;
  wanted.upto_seq = reach.upto;
  wanted.created_at = tx.now();
  tx.execute(q::insert_transcript, wanted.id, wanted.visitor_id, wanted.cid, wanted.conversation_id, wanted.address, wanted.mailbox, wanted.source,
             wanted.locale, wanted.time_zone, wanted.upto_seq, wanted.created_at);
  channels::Delivery delivery;
  delivery.ticket_id = reach.ticket;
  delivery.comment_id = reach.last;
  delivery.kind = std::string(kTranscript) + "/" + std::to_string(wanted.id);
  delivery.channel = "email";
  delivery.user_id = visitor.user_id;
  delivery.address = wanted.address;
  channels::queue_delivery(tx, std::move(delivery));
  return TranscriptOnItsWay{conversation.conv, wanted.address, wanted.created_at};
}

// Typed where none was known: from now on it is where the visitor is answered, as with the chat's own question.
Result<void> keep_address(db::Tx& tx, const Visitor& visitor, const std::string& email) {
  if (!visitor.email.empty()) return {};
  if (!people::find_by_address(tx, email)) TRY(people::add_identity(tx, visitor.user_id, "email", email, false));
  tx.execute(q::set_visitor_user, visitor.id, visitor.user_id, visitor.name, email, tx.now());
  return {};
}

// "rina+shop@x" and "rina+home@x" are one mailbox.
std::string mailbox_of(const std::string& address) {
  const auto at = address.rfind('@'), plus = address.find('+');
  return plus != std::string::npos && plus > 0 && plus < at ? address.substr(0, plus) + address.substr(at) : address;
}

Result<std::string> address_for(const Visitor& visitor, std::string_view typed) {
  const std::string email(text::trim(typed));
  if (!email.empty() && !people::is_address(email)) return invalid("email", "InvalidValue", "chat.bad_email");
  std::string out = email.empty() ? visitor.email : people::address_key(email);
  if (out.empty()) return invalid("email", "BlankValue", "chat.transcript_no_address");
  if (is_own_address && is_own_address(out)) return invalid("email", "InvalidValue", "chat.transcript_own_address");
  return out;
}

tickets::ActionKind send_action() {
  tickets::ActionKind kind{"send_transcript", "notification", tickets::kAllActions, "list"};
  kind.choices = [](db::Tx&) { return std::vector<tickets::Choice>{{"requester_id", "rules.value.requester"}}; };
  kind.apply = [](tickets::Applying& a, const tickets::Action&) -> Result<void> {
    const auto talks = a.ticket().id ? conversations_of_ticket(a.tx(), a.ticket().id) : std::vector<Conversation>{};
    if (talks.empty()) return {};
    a.effects.push_back({"send_transcript", {}, [by_person = bool(a.actor.id)](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t event) -> Result<void> {
                           const auto done = send_transcript(tx, ticket.id, "rule:" + (event ? std::to_string(event) : text::random_token(8)));
                           // A rule goes on without it; a person hears why not.
                           if (!done.ok() && by_person) return done.error();
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

Result<TranscriptOnItsWay> ask_transcript(db::Tx& tx, VisitorId id, const Side& side, const TranscriptWish& wish) {
  if (!is_client_id(wish.cid)) return invalid("cid", "InvalidValue", "chat.bad_cid");
  const auto conversation = find_conversation(tx, id, wish.conv);
  const auto visitor = tx.one<Visitor>(q::find_visitor_by_id, id);
  if (!conversation || !visitor || !visitor->user_id) return invalid("conv", "InvalidValue", "chat.no_conversation");
  if (const auto before = tx.one<Transcript>(q::find_transcript_of, id, wish.cid)) return TranscriptOnItsWay{conversation->conv, before->address, before->created_at};
  if (can_mail && !can_mail(tx)) return Error{ErrorCode::conflict, "chat.transcript_no_mail"};
  Transcript wanted{.cid = wish.cid, .conversation_id = conversation->id, .source = wish.source};
  wanted.address = TRY(address_for(*visitor, wish.email));
  wanted.mailbox = mailbox_of(wanted.address);
  wanted.locale = text::first(side.locale, 20);
  wanted.time_zone = text::first(side.time_zone, 60);
  TRY(check_budgets(tx, wanted));
  TRY(keep_address(tx, *visitor, wanted.address));
  return queue(tx, *conversation, *visitor, std::move(wanted));
}

Result<TranscriptOnItsWay> send_transcript(db::Tx& tx, TicketId ticket, const std::string& key) {
  const auto talks = conversations_of_ticket(tx, ticket);
  if (talks.empty()) return not_found("conversation");
  const Conversation& talk = talks.back();
  const auto visitor = tx.one<Visitor>(q::find_visitor_by_id, talk.visitor_id);
  if (!visitor) return not_found("visitor");
  if (const auto before = tx.one<Transcript>(q::find_transcript_of, visitor->id, key)) return TranscriptOnItsWay{talk.conv, before->address, before->created_at};
  if (can_mail && !can_mail(tx)) return Error{ErrorCode::conflict, "chat.transcript_no_mail"};
  Transcript wanted{.cid = key, .conversation_id = talk.id, .locale = visitor->locale, .time_zone = visitor->time_zone};
  wanted.address = TRY(address_for(*visitor, ""));
  wanted.mailbox = mailbox_of(wanted.address);
  TRY(check_budgets(tx, wanted));
  return queue(tx, talk, *visitor, std::move(wanted));
}

void add_transcripts(const site::Settings& settings) {
  channels::own_letters[kTranscript] = [&settings](db::Tx& tx, const channels::Delivery&, std::int64_t number) { return write_transcript(tx, number, settings.desk_name.text()); };
  tickets::add_action_kind(send_action());
}

void forget_old_transcripts(db::Tx& tx) { tx.execute(q::forget_transcripts, tx.now() - kKept); }

}  // namespace sahay::chat
