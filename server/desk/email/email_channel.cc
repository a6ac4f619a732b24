#include "desk/email/email_channel.h"

#include <algorithm>

#include "base/log.h"
#include "base/text.h"
#include "desk/email/brakes.h"
#include "desk/email/letter.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/tickets/unsent.h"

namespace sahay::email {
namespace {

using channels::SendResult;
using Kind = SendResult::Kind;

constexpr std::int64_t kNoticesInAnHour = 20, kBotLettersInADay = 50;

// Once a mail has gone, answers to it must find the ticket; a repeat changes nothing.
void remember_id(db::Tx& tx, const Letter& letter, const channels::Delivery& delivery) {
  tx.execute(sql::raw_mail::insert_id, tx.new_id("mail_ids"), letter.message_id, letter.inbox_id, "",
             delivery.ticket_id, delivery.comment_id, "out", tx.now());
}

bool goes_on_by_mail(db::Tx& tx, TicketId ticket, CommentId before) {
  const auto said = tickets::comments(tx, ticket, true);
  const auto last = std::find_if(said.rbegin(), said.rend(), [&](const tickets::Comment& c) { return c.id < before && c.author_role == "end-user"; });
  return last != said.rend() && last->channel == "email";
}

}  // namespace

std::vector<channels::Target> EmailChannel::targets(db::Tx& tx, const tickets::Ticket& ticket,
                                                    const tickets::Comment& comment) {
  // A chat is answered in the chat, and by mail too once its customer goes on by mail.
  if (comment.channel == "chat" || (ticket.channel == "chat" && !goes_on_by_mail(tx, ticket.id, comment.id))) return {};
  const auto speaks = inbox_of(tx, ticket);
  if (!speaks || !desk_.can_send(speaks->id)) return {};
  // What a bot writes is within a budget of its ticket: two machines may have found each other (RFC 3834 2).
  if (comment.author_role == "bot" && !take_budget(tx, "bot:" + std::to_string(ticket.id.value), kBotLettersInADay, std::chrono::hours(24))) {
    log::warning("email", "a bot's comment was not sent: too many of them in this ticket", {{"ticket", ticket.id.value}});
    return {};
  }
  std::vector<UserId> users{ticket.requester_id};
  for (const auto id : ticket.email_cc_ids) users.push_back(UserId(id));
  std::vector<channels::Target> out;
  for (const UserId id : users) {
    const auto user = people::find_user(tx, id);
    if (!user || !user->active || user->email.empty() || id == comment.author_id) continue;
    if (find_inbox(tx, user->email)) continue;
    const bool twice = std::any_of(out.begin(), out.end(), [&](const auto& t) { return t.user == id; });
    if (!twice) out.push_back({id, user->email});
  }
  return out;
}

// The account that speaks for the inbox: its own, or the one of the configuration.
Result<mail::SmtpAccount> EmailChannel::relay_for(db::Store& store, InboxId inbox, bool refused) const {
  const auto open = desk_.accounts->of_inbox(inbox);
  if (open && open->account.send == "smtp") {
    // A token that the server refuses before its time is renewed once.
    if (refused && open->account.login == "oauth") TRY(desk_.accounts->login_of(store, inbox, true, true));
    auto account = TRY(desk_.accounts->smtp_of(store, inbox));
    account.helo_name = desk_.settings.message_id_domain;
    return account;
  }
  if ((open && open->account.send == "none") || !desk_.settings.relay) return Error{ErrorCode::forbidden, "email.error.no_relay"};
  return *desk_.settings.relay;
}

// Written when it changes, and once an hour: a busy desk does not write it with every mail.
void EmailChannel::tell_health(db::Store& store, InboxId inbox, const Error* error) {
  const std::string key = error ? error->key : "";
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(told_mutex_);
    auto& last = told_[inbox];
    if (last.second != std::chrono::steady_clock::time_point() && last.first == key && now - last.second < std::chrono::hours(1)) return;
    last = {key, now};
  }
  (void)store.write([&](db::Tx& tx) -> Result<void> {
    record_sending(tx, inbox, key, error ? error->detail : "");
    return {};
  });
}

SendResult EmailChannel::transmit(db::Store& store, InboxId inbox, const mail::SmtpEnvelope& envelope, std::string_view bytes) {
  const auto attempt = [&](bool refused) -> Result<mail::SendOutcome> {
    return client_.send(TRY(relay_for(store, inbox, refused)), envelope, bytes);
  };
  auto sent = attempt(false);
  if (!sent.ok() && sent.error().key == "mail.error.login" && desk_.accounts->sends_itself(inbox)) sent = attempt(true);
  tell_health(store, inbox, sent.ok() ? nullptr : &sent.error());
  if (!sent.ok() && sent.error().key == "email.error.no_relay") return {Kind::rejected, {}, sent.error().key};
  if (!sent.ok()) {
    log::warning("email", "the relay cannot be used", {{"error", sent.error().key}, {"detail", sent.error().detail}});
    return {Kind::retry, {}, sent.error().key};
  }
  const auto& r = sent->recipients.at(0);
  const std::string reply = r.code ? std::to_string(r.code) + " " + r.enhanced + " " + r.text : r.text;
  switch (r.fate) {
    case mail::Fate::sent: return {Kind::sent, {}, {}};
    case mail::Fate::transient: return {Kind::retry, {}, reply};
    case mail::Fate::permanent: return {Kind::rejected, {}, reply};
    // Never again by itself: an agent sees it and decides (decision 0146).
    case mail::Fate::unknown: return {Kind::unknown, {}, reply};
  }
  return {};
}

SendResult EmailChannel::send(db::Store& store, const channels::Delivery& delivery) {
  // The agent sees at the comment that it did not go out, and why.
  if (store.read([&](db::Tx& tx) { return is_dead(tx, delivery.address); }))
    return {Kind::rejected, {}, "email.error.suppressed"};
  auto letter = store.read([&](db::Tx& tx) {
    if (delivery.kind == "acknowledgement") return write_acknowledgement(desk_, tx, delivery);
    return delivery.kind == "comment" ? write_comment_letter(desk_, tx, delivery) : write_own_letter(desk_, tx, delivery);
  });
  if (!letter.ok()) return {Kind::rejected, {}, letter.error().key + " " + letter.error().detail};
  // Known before it leaves: its answer may be here before the relay's.
  const auto remembered = store.write([&](db::Tx& tx) -> Result<void> {
    remember_id(tx, *letter, delivery);
    return {};
  });
  if (!remembered.ok()) return {Kind::retry, {}, remembered.error().key};
  bool began = false;
  letter->envelope.before_end = [&store, &delivery, &began] {
    const auto begun = store.write([&](db::Tx& tx) -> Result<bool> { return channels::begin_sending(tx, delivery.id); });
    return began = begun.ok() && *begun;
  };
  SendResult result = transmit(store, letter->inbox_id, letter->envelope, letter->bytes);
  result.external_id = letter->message_id;
  result.began = began;
  if (result.kind == Kind::rejected) {
    (void)store.write([&](db::Tx& tx) -> Result<void> {
      record_failure(tx, delivery.address,
                     result.error.find(" 5.1.") != std::string::npos ? Failure::hard : Failure::soft, result.error);
      return {};
    });
  }
  return result;
}

// Whatever rules write: no more than so many mails of the system to one customer in an hour (RFC 3834 2).
bool EmailChannel::within_budget(db::Store& store, const channels::Notice& notice) {
  const auto taken = store.write([&](db::Tx& tx) -> Result<bool> {
    const auto user = people::find_by_address(tx, people::address_key(notice.to));
    if (user && user->staff()) return true;
    return take_budget(tx, "notice:" + people::address_key(notice.to), kNoticesInAnHour, std::chrono::hours(1));
  });
  return !taken.ok() || *taken;
}

Result<void> EmailChannel::send_notice(db::Store& store, const jobs::Job& job, const channels::Notice& notice) {
  const auto end = [&](bool done) {
    return store.write([&](db::Tx& tx) -> Result<void> {
      end_leaving(tx, job.id);
      if (done) jobs::finish(tx, job);
      return {};
    });
  };
  if (store.read([&](db::Tx& tx) { return is_leaving(tx, job.id); })) {
    log::warning("email", "a notice may have left when the program ended: it is not sent again", {{"subject", notice.subject}});
    return end(true);
  }
  // Nobody hears of an answer whose writer took it back.
  if (store.read([&](db::Tx& tx) { return tickets::was_taken_back(tx, notice.said_in); })) return end(true);
  if (!within_budget(store, notice)) {
    log::warning("email", "a notice was not sent: too many to one address within the hour", {{"subject", notice.subject}});
    return {};
  }
  const auto written = store.read([&](db::Tx& tx) { return write_notice(desk_, tx, notice); });
  // A desk without an address has nothing to send from, and trying again does not change that.
  if (!written.ok() && written.error().code == ErrorCode::not_found) {
    log::warning("email", "a notice was not sent: the desk has no mail address", {{"subject", notice.subject}});
    return {};
  }
  Letter letter = TRY(written);
  bool began = false;
  letter.envelope.before_end = [&store, &job, &began] {
    const auto begun = store.write([&](db::Tx& tx) -> Result<bool> { return begin_leaving(tx, job.id); });
    return began = begun.ok() && *begun;
  };
  const SendResult result = transmit(store, letter.inbox_id, letter.envelope, letter.bytes);
  // Whoever did not pass the point of no return says nothing of one that another run has sent.
  if (began) TRY(end(result.kind != Kind::retry));
  // A notice that may have arrived is asked for anew by whoever misses it.
  if (result.kind == Kind::sent || result.kind == Kind::unknown) return {};
  // A sign-in link that the relay refuses for good is not worth a second try; everything else comes again.
  if (result.kind == Kind::rejected) {
    log::warning("email", "a notice was refused", {{"reason", result.error}});
    return {};
  }
  return Error{ErrorCode::unavailable, "delivery.error.retry", result.error};
}

}  // namespace sahay::email
