#include "desk/email/intake.h"

#include <malloc.h>

#include <algorithm>

#include "base/log.h"
#include "base/text.h"
#include "desk/channels/intake.h"
#include "desk/channels/notice.h"
#include "desk/email/brakes.h"
#include "desk/email/filters.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/write_mail.h"

namespace sahay::email {
namespace {

constexpr int kAttempts = 2;
constexpr Duration kFresh = std::chrono::hours(24);
constexpr Duration kPause = std::chrono::hours(1);

// Reading a large mail takes several times its size, which the allocator would keep. Declared before what it outlives.
struct GiveMemoryBack {
  bool large = false;
  ~GiveMemoryBack() {
    if (large) malloc_trim(0);
  }
};

struct Place {
  TicketId ticket_id;
  CommentId comment_id;
};
BOOST_DESCRIBE_STRUCT(Place, (), (ticket_id, comment_id))

std::string sender_name(const Prepared& mail) {
  return (mail.trust == Trust::verified ? "verified:" : "") + people::address_key(mail.message.from.address);
}

Circumstances circumstances(const MailDesk& desk, db::Tx& tx, const Prepared& mail, const std::vector<Inbox>& inboxes) {
  Circumstances out;
  const bool has_mark = std::ranges::any_of(mail.message.headers, [](const auto& field) { return text::equal_ignoring_case(field.name, "X-Loop"); });
  for (const auto& inbox : inboxes) {
    out.own_addresses.push_back(inbox.address);
    if (has_mark) out.own_loop_marks.push_back(desk.tokens.loop_mark(inbox.address));
  }
  out.blocked_senders = desk.settings.blocked_senders;
  out.completeness = mail.raw.completeness;
  out.trust = mail.trust;
  out.sealed = mail.verdict.arc == "pass";
  const std::string from = people::address_key(mail.message.from.address);
  out.allowed_sender = is_allowed_sender(tx, from);
  out.same_text = tx.scalar<std::int64_t>(sql::raw_mail::count_same_text, from, mail.content_hash,
                                          tx.now() - std::chrono::minutes(10), mail.raw.id)
                      .value_or(0);
  out.paused = is_paused(tx, sender_name(mail));
  return out;
}

// The same text again and again: the sender is paused for an hour, and administrators hear of it once.
void pause_flood(const MailDesk& desk, db::Tx& tx, const Prepared& mail) {
  const std::string& address = mail.message.from.address;
  if (is_paused(tx, sender_name(mail))) return;
  pause_sender(tx, sender_name(mail), kPause);
  for (const auto& user : people::staff(tx)) {
    if (user.role != "admin" || user.email.empty()) continue;
    channels::Notice notice;
    notice.to = user.email;
    notice.name = user.name;
    notice.language = i18n::code(user.language());
    notice.subject = i18n::text(user.language(), "email.flood.subject", {{"desk", desk.settings.desk_name.text()}});
    notice.text = i18n::text(user.language(), "email.flood.text", {{"address", people::address_key(address)}});
    channels::queue_notice(tx, notice);
  }
}

// The same mail again: delivered twice, by several aliases, or after an answer that got lost on its way.
bool is_repeat(db::Tx& tx, const Prepared& mail) {
  const auto place = tx.one<Place>(sql::raw_mail::find_same, mail.raw.inbox_id, mail.message_id, mail.content_hash);
  if (!place) return false;
  tx.execute(sql::raw_mail::set_end, mail.raw.id, "duplicate", "repeat", place->ticket_id, place->comment_id);
  return true;
}

Result<void> join(db::Tx& tx, const Prepared& mail, const Inbox& inbox, const Match& match, const people::User& author,
                  Automatic automatic) {
  // One mail to two inboxes of ours is one message in the ticket (rule 42).
  if (const auto there =
          tx.scalar<std::int64_t>(sql::raw_mail::find_in_ticket, match.ticket.id, mail.message_id, mail.content_hash)) {
    tx.execute(sql::raw_mail::set_end, mail.raw.id, "duplicate", "other_inbox", match.ticket.id, *there);
    return {};
  }
  Trust trust = match.own_token ? Trust::verified : mail.trust;
  if (match.others_token && trust == Trust::unknown) trust = Trust::doubtful;
  auto comment = comment_of(tx, mail, inbox, author.id, trust, automatic);
  const auto made = TRY(tickets::receive(tx, {author.id, "email"}, match.ticket.id, std::move(comment)));
  end_as_comment(tx, mail, made.ticket.id, made.comment_id);  // a part of a case may have taken it
  return {};
}

// An agent who forwards a customer's mail to us opens a ticket for the customer (rule 36).
Result<people::User> customer_of(db::Tx& tx, const Prepared& mail, const people::User& sender) {
  const auto& forwarded = mail.message.forwarded;
  if (!sender.staff() || mail.trust != Trust::verified || !forwarded || forwarded->from.address.empty()) return sender;
  auto customer = people::find_or_create(tx, forwarded->from.address, forwarded->from.name);
  return customer.ok() ? customer : Result<people::User>(sender);
}

Result<void> open_ticket(const MailDesk& desk, db::Tx& tx, const Prepared& mail, const Inbox& inbox,
                         const people::User& sender, const tickets::Ticket* follows, bool may_answer) {
  const people::User author = TRY(customer_of(tx, mail, sender));
  auto comment = comment_of(tx, mail, inbox, author.id, mail.trust, Automatic::no);
  const auto made = TRY(write_ticket(tx, mail, author, std::move(comment), inbox, follows));
  end_as_comment(tx, mail, made.ticket.id, made.comment_id);
  const bool fresh = !mail.raw.internal_date || mail.raw.internal_date + kFresh > tx.now();
  if (may_answer && fresh) acknowledge(tx, desk, made, author);
  return {};
}

std::string_view cause_of(Match::Standing standing) {
  switch (standing) {
    case Match::Standing::stranger: return "stranger";
    case Match::Standing::agent_unproven: return "agent_unproven";
    case Match::Standing::unproven: return "unproven";
    case Match::Standing::joins: break;
  }
  return "";
}

Result<void> take_message(const MailDesk& desk, db::Tx& tx, const Prepared& mail, const Inbox& inbox,
                          const Judgement& judgement) {
  const auto& m = mail.message;
  const auto hold_it = [&](std::string_view cause, TicketId ticket) {
    hold(tx, mail.raw, m, cause, ticket, desk.settings.held_days);
    return Result<void>();
  };
  const std::string address = people::address_key(m.from.address);
  const auto known = people::find_by_address(tx, address);
  const auto match = find_match(tx, desk.tokens, clues_of(m, mail.raw.recipients, desk.tokens, desk.settings.subject_tag),
                                inbox, {known, address, mail.trust, backing_of(mail.verdict)});
  if (match && match->standing != Match::Standing::joins) return hold_it(cause_of(match->standing), match->ticket.id);
  const bool automatic = judgement.kind == Judgement::Kind::automatic;
  if (automatic && !match) return hold_it("automatic", {});
  auto sender = known ? channels::person_behind(*known) : channels::person_behind(tx, m.from.address, m.from.name, m.subject + " " + m.reply_text);
  if (!sender.ok()) return hold_it(sender.error().code == ErrorCode::forbidden ? "suspended_user" : "no_sender", {});
  record_life(tx, m.from.address);
  if (!match) return open_ticket(desk, tx, mail, inbox, *sender, nullptr, judgement.may_answer);
  if (match->ticket.status != "closed")
    return join(tx, mail, inbox, *match, *sender, automatic ? Automatic::yes : Automatic::no);
  if (automatic) return hold_it("automatic", match->ticket.id);
  return open_ticket(desk, tx, mail, inbox, *sender, &match->ticket, judgement.may_answer);
}

// A mail that nobody could read: what can be said of it comes from the envelope alone.
Result<void> hold_unread(const MailDesk& desk, db::Store& store, const jobs::Job& job, const RawMail& raw,
                         std::string_view why) {
  log::warning("email", "a mail could not be read and is held", {{"raw_mail", raw.id.value}, {"reason", why}});
  return store.write([&](db::Tx& tx) -> Result<void> {
    hold(tx, raw, {}, "unparsable", {}, desk.settings.held_days);
    jobs::finish(tx, job);
    return {};
  });
}

constexpr std::int64_t kSmall = 128 * 1024;

// A small mail of a batch: its bytes, or what became of it meanwhile.
struct Waiting {
  std::size_t job = 0;
  RawMail raw;
  std::string bytes;
};

// Leaves `alone` set for the large ones; those that wait no more are done.
std::vector<Waiting> small_ones(const MailDesk& desk, db::Store& store, const std::vector<jobs::Job>& jobs, std::vector<bool>& alone) {
  return store.read([&](db::Tx& tx) {
    std::vector<Waiting> out;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      auto raw = find_raw(tx, RawMailId(text::to_integer(jobs[i].payload).value_or(0)));
      if (raw && raw->state == "received" && raw->size > kSmall) continue;
      if (!raw || raw->state != "received") {
        alone[i] = false;
        continue;
      }
      if (auto bytes = raw_bytes(tx, desk.files, *raw); bytes.ok()) out.push_back({i, std::move(*raw), std::move(bytes).value()});
    }
    return out;
  });
}

// `all`: the inboxes in use.
Result<void> take(const MailDesk& desk, db::Tx& tx, const Prepared& mail, const std::vector<Inbox>& all) {
  const auto active = std::ranges::find(all, mail.raw.inbox_id, &Inbox::id);
  const auto inbox = active != all.end() ? std::optional(*active) : find_inbox(tx, mail.raw.inbox_id);
  if (!inbox) return not_found("inbox");
  tx.execute(sql::raw_mail::set_facts, mail.raw.id, mail.message.message_id.empty() ? "" : "<" + mail.message_id + ">",
             mail.content_hash, people::address_key(mail.message.from.address), word(mail.trust),
             verdict_json(mail.verdict));
  if (is_repeat(tx, mail)) return {};
  // A mail that a check-up sent round has done its work by being here.
  if (desk.tokens.is_check_id(mail.message_id)) {
    tx.execute(sql::raw_mail::set_end, mail.raw.id, "parsed", "check", nullptr, nullptr);
    return {};
  }
  const Judgement judgement = judge(mail.message, circumstances(desk, tx, mail, all));
  switch (judgement.kind) {
    case Judgement::Kind::hold:
      if (judgement.cause == "flood") pause_flood(desk, tx, mail);
      hold(tx, mail.raw, mail.message, judgement.cause, {}, desk.settings.held_days);
      return {};
    case Judgement::Kind::bounce:
      if (!TRY(file_report(desk, tx, mail))) hold(tx, mail.raw, mail.message, "bounce", {}, desk.settings.held_days);
      return {};
    case Judgement::Kind::automatic:
    case Judgement::Kind::customer: break;
  }
  return take_message(desk, tx, mail, *inbox, judgement);
}

// Whether all of them were taken; otherwise none was.
bool take_together(const MailDesk& desk, db::Store& store, const std::vector<jobs::Job>& jobs, const std::vector<std::pair<std::size_t, Prepared>>& mails) {
  try {
    return store.write([&](db::Tx& tx) -> Result<void> {
      const auto all = inboxes(tx);
      for (const auto& [job, mail] : mails) {
        TRY(take(desk, tx, mail, all));
        jobs::finish(tx, jobs[job]);
      }
      return {};
    }).ok();
  } catch (const std::exception& e) {
    log::info("email", "mails are taken one by one", {{"what", e.what()}});
    return false;
  }
}

}  // namespace

Result<void> take(const MailDesk& desk, db::Tx& tx, const Prepared& mail) { return take(desk, tx, mail, inboxes(tx)); }

Result<void> run_intake(const MailDesk& desk, db::Store& store, const jobs::Job& job) {
  const RawMailId id(text::to_integer(job.payload).value_or(0));
  const auto raw = store.read([&](db::Tx& tx) { return find_raw(tx, id); });
  if (!raw || raw->state != "received") return {};
  // A run that ended with an error left its words; one that took the process down left none.
  if (job.attempt > kAttempts && job.error.empty())
    return hold_unread(desk, store, job, *raw, "the reader broke on it twice");
  const GiveMemoryBack after{raw->size > (1 << 20)};
  const std::string bytes = TRY(store.read([&](db::Tx& tx) { return raw_bytes(tx, desk.files, *raw); }));
  if (before_reading) before_reading(bytes);
  const auto inbox = desk.inboxes_differ_in_trust()
                         ? store.read([&](db::Tx& tx) { return find_inbox(tx, raw->inbox_id); })
                         : std::nullopt;
  auto mail = prepare(desk, *raw, bytes, inbox ? inbox->address : "");
  if (!mail.ok() && mail.error().code == ErrorCode::unavailable) return std::move(mail).error();
  if (!mail.ok()) return hold_unread(desk, store, job, *raw, mail.error().detail);
  auto done = store.write([&](db::Tx& tx) -> Result<void> {
    TRY(take(desk, tx, *mail));
    jobs::finish(tx, job);
    return {};
  });
  // What is refused for good must not hide in a dead job: people see it among the held mails.
  if (!done.ok() && done.error().code != ErrorCode::unavailable && done.error().code != ErrorCode::conflict)
    return hold_unread(desk, store, job, *raw, done.error().key + " " + done.error().detail);
  return done;
}

std::vector<Result<void>> run_intakes(const MailDesk& desk, db::Store& store, const std::vector<jobs::Job>& jobs) {
  std::vector<bool> alone(jobs.size(), true);
  if (jobs.size() > 1) {
    std::vector<std::pair<std::size_t, Prepared>> mails;
    for (const Waiting& waiting : small_ones(desk, store, jobs, alone))
      if (auto mail = prepare(desk, waiting.raw, waiting.bytes); mail.ok()) mails.emplace_back(waiting.job, std::move(mail).value());
    if (!mails.empty() && take_together(desk, store, jobs, mails))
      for (const auto& [job, mail] : mails) alone[job] = false;
  }
  std::vector<Result<void>> out(jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (!alone[i]) continue;
    try {
      out[i] = run_intake(desk, store, jobs[i]);
    } catch (const std::exception& e) {
      out[i] = Error{ErrorCode::internal, "error.internal", e.what()};
    }
  }
  return out;
}

Result<TicketId> release(db::Tx& tx, const Held& held, const Prepared& mail, TicketId into) {
  const auto inbox = find_inbox(tx, held.inbox_id);
  if (!inbox) return not_found("inbox");
  std::string_view address = mail.message.from.address;
  if (!people::is_address(people::address_key(address))) address = held.author_email;
  const people::User author = TRY(channels::person_behind(tx, address, mail.message.from.name, mail.message.text));
  auto comment = comment_of(tx, mail, *inbox, author.id, mail.trust, Automatic::no);
  comment.is_public = !unproven_staff(author, mail.trust);
  std::optional<tickets::Outcome> made;
  if (into)
    made = TRY(tickets::receive(tx, {author.id, "email"}, into, std::move(comment)));
  else
    made = TRY(write_ticket(tx, mail, author, std::move(comment), *inbox, nullptr));
  end_as_comment(tx, mail, made->ticket.id, made->comment_id);
  forget(tx, held.id);
  log::info("email", "a held mail was released",
            {{"held", held.id.value}, {"ticket", made->ticket.id.value}, {"inbox", inbox->address}});
  return made->ticket.id;
}

}  // namespace sahay::email
