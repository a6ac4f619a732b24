// The desk's own promise: a person's word within so many hours of every message of a customer. Nothing is written when
// the message comes: the sweep goes over messages some hours before their time and makes a promise only where nobody has
// answered yet.
#include "base/text.h"
#include "desk/promises/conduct.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

constexpr auto kEvery = std::chrono::minutes(5);
constexpr int kAtOnce = 500;
// How long before its time a message becomes a promise that somebody is reminded of.
Duration lead_of(const Settings& settings) { return std::min<Duration>(std::chrono::hours(4), std::chrono::minutes(settings.word_within_hours * 15)); }
// Older ones are history, not duties (a desk that was switched off, a rule that is new).
constexpr auto kTooLate = std::chrono::hours(72);

struct Message {
  std::int64_t id = 0;
  TicketId ticket_id;
  Time created_at;
  std::string author_role;
  bool is_public = false, automatic = false;
};
BOOST_DESCRIBE_STRUCT(Message, (), (id, ticket_id, created_at, author_role, is_public, automatic))

void promise_word(db::Tx& tx, const tickets::Ticket& ticket, Time due) {
  NewPromise wanted{.due_at = std::max(due, tx.now() + std::chrono::minutes(15))};
  wanted.source = "desk";
  const auto made = make(tx, {UserId{}, "system"}, ticket.id, std::move(wanted));
  (void)made;  // switched off, or the ticket is gone: then nothing is owed
}

// Makes the promise when its hour has come, else sets a timer for it.
void look_at(db::Tx& tx, const Settings& settings, const Message& message) {
  if (message.author_role != "end-user" || !message.is_public || message.automatic) return;
  const auto ticket = tickets::find(tx, message.ticket_id);
  if (!ticket || (ticket->status != "new" && ticket->status != "open")) return;
  if (tx.scalar<std::int64_t>(q::answered_since, ticket->id, message.id) || tx.scalar<std::int64_t>(q::owed_by_desk, ticket->id)) return;
  const auto due = word_due(settings, calendar_for(tx, *ticket), message.created_at);
  if (!due || *due + kTooLate < tx.now()) return;
  if (*due - lead_of(settings) > tx.now()) jobs::set(tx, kWord, std::to_string(ticket->id.value), *due - lead_of(settings), std::to_string(message.id));
  else promise_word(tx, *ticket, *due);
}

}  // namespace

Result<void> Conduct::sweep(db::Store& store, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    const Settings settings = settings_of(tx);
    const Time young = tx.now() - (std::chrono::hours(settings.word_within_hours) - lead_of(settings));
    std::int64_t swept = settings.swept_comment_id;
    const auto messages = tx.all<Message>(q::unanswered, swept, kAtOnce);
    bool more = messages.size() == std::size_t(kAtOnce);
    for (const Message& message : messages) {
      if (settings.word_within_hours > 0 && message.created_at > young) {
        more = false;
        break;
      }
      if (settings.word_within_hours > 0) look_at(tx, settings, message);
      swept = message.id;
    }
    if (swept != settings.swept_comment_id) tx.execute(q::set_swept, swept);
    jobs::set(tx, kSweep, "all", more ? tx.now() : tx.now() + kEvery, "{}");
    return {};
  });
}

Result<void> Conduct::look_at_word(db::Store& store, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    const auto comment = tickets::find_comment(tx, CommentId(text::to_integer(job.payload).value_or(0)));
    if (!comment) return {};
    look_at(tx, settings_of(tx), {comment->id.value, comment->ticket_id, comment->created_at, comment->author_role, comment->is_public, comment->automatic});
    return {};
  });
}

void Conduct::start(db::Tx& tx) {
  jobs::set(tx, kSweep, "all", tx.now() + kEvery, "{}");
  jobs::set(tx, kEta, "hourly", tx.now() + std::chrono::minutes(1), "{}");
}

void register_conduct(Conduct& conduct, events::Dispatcher& dispatcher, jobs::Worker& worker) {
  dispatcher.add_durable("promises", heard_events(), [&conduct](db::Tx& tx, const events::Event& event) { conduct.hear(tx, event); });
  using Step = Result<void> (Conduct::*)(db::Store&, const jobs::Job&);
  const auto add = [&](const char* kind, Step step, jobs::Policy policy) {
    worker.handle(kind, [&conduct, step](db::Store& store, const jobs::Job& job) { return (conduct.*step)(store, job); }, policy);
  };
  // A short lease: the alarms of a killed process are taken up when theirs has ended.
  worker.handle_many(kAlarm, [&conduct](db::Store& store, const std::vector<jobs::Job>& jobs) { return conduct.ring(store, jobs); },
                     {.concurrency = 2, .lease = std::chrono::seconds(20)}, 16);
  add("promise.closing", &Conduct::close, {.lease = std::chrono::seconds(20)});
  add(kSweep, &Conduct::sweep, {.concurrency = 1, .lease = std::chrono::minutes(1)});
  add(kWord, &Conduct::look_at_word, {.lease = std::chrono::seconds(20)});
  add(kEta, &Conduct::count_eta, {.concurrency = 1, .lease = std::chrono::minutes(5)});
}

}  // namespace sahay::promises
