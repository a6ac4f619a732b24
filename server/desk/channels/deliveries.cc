#include "base/json.h"
#include "desk/channels/channel.h"
#include "desk/channels/deliver.h"
#include "desk/channels/delivery_sql.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::channels {
namespace {

// One word for all copies of a comment: the one that a person has to know of first.
int gravity(std::string_view state) { return state == "failed" ? 3 : state == "unknown" ? 2 : state == "sent" ? 0 : 1; }

struct Shown {
  std::string state = "sent";
  std::vector<std::string> to;
  std::string error;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (state, to, error))

// One lane for each ticket and address: what is written first arrives first, and a dead address holds up nobody else.
void add_job(db::Tx& tx, const Delivery& d, Time due) {
  jobs::add(tx, kDeliverJob, due, std::to_string(d.id.value),
            "deliver/" + std::to_string(d.ticket_id.value) + "/" + d.address);
}

}  // namespace

Channel* Channels::find(std::string_view name) const {
  for (Channel* channel : list_)
    if (channel->name() == name) return channel;
  return nullptr;
}

std::optional<Delivery> queue_delivery(db::Tx& tx, Delivery wanted) {
  if (tx.scalar<std::int64_t>(sql::delivery::find_same, wanted.comment_id, wanted.kind, wanted.channel, wanted.address))
    return std::nullopt;
  wanted.id = DeliveryId(tx.new_id("deliveries"));
  wanted.created_at = wanted.updated_at = tx.now();
  tx.execute(sql::delivery::insert, wanted.id, wanted.ticket_id, wanted.comment_id, wanted.kind, wanted.channel,
             wanted.user_id, wanted.address, tx.now(), wanted.held_until);
  add_job(tx, wanted, wanted.held_until ? wanted.held_until : tx.now());
  return wanted;
}

bool begin_held(db::Tx& tx, DeliveryId id) { return tx.execute(sql::delivery::begin_held, id, tx.now()) == 1; }

bool begin_sending(db::Tx& tx, DeliveryId id) { return tx.execute(sql::delivery::begin_sending, id, tx.now()) == 1; }

std::int64_t send_again(db::Tx& tx, CommentId comment) {
  std::int64_t count = 0;
  for (const Delivery& d : deliveries_of_comment(tx, comment)) {
    if (d.kind != "comment" || tx.execute(sql::delivery::queue_again, d.id, tx.now()) != 1) continue;
    add_job(tx, d, tx.now());
    ++count;
  }
  return count;
}

bool withdraw(db::Tx& tx, CommentId comment) {
  tx.execute(sql::delivery::withdraw, comment, tx.now());
  return tx.scalar<std::int64_t>(sql::delivery::begun, comment).value_or(0) == 0;
}

std::optional<Delivery> find_delivery(db::Tx& tx, DeliveryId id) { return tx.one<Delivery>(sql::delivery::find, id); }

std::vector<Delivery> deliveries_of_comment(db::Tx& tx, CommentId comment) {
  return tx.all<Delivery>(sql::delivery::of_comment, comment);
}

std::vector<Delivery> deliveries_of_ticket(db::Tx& tx, TicketId ticket) {
  return tx.all<Delivery>(sql::delivery::of_ticket, ticket);
}

std::map<std::int64_t, RawJson> delivery_states(db::Tx& tx, TicketId ticket) {
  std::map<std::int64_t, Shown> shown;
  for (const Delivery& d : deliveries_of_ticket(tx, ticket)) {
    if (d.kind != "comment") continue;
    Shown& one = shown[d.comment_id.value];
    one.to.push_back(d.address);
    if (gravity(d.state) <= gravity(one.state)) continue;
    one.state = d.state == "retrying" || d.state == "sending" ? "queued" : d.state;
    one.error = d.error;
  }
  std::map<std::int64_t, RawJson> out;
  for (const auto& [comment, one] : shown) out[comment].text = write_json(one);
  return out;
}

void record_delivery(db::Tx& tx, const Delivery& delivery, std::string_view state, std::string_view external_id,
                     std::string_view error) {
  tx.execute(sql::delivery::set_state, delivery.id, state, external_id, error, delivery.attempt, tx.now());
  if (state != "sent" && state != "failed" && state != "unknown") return;
  events::Event event;
  event.kind = "delivery." + std::string(state);
  event.subject_id = delivery.ticket_id.value;
  event.via = "system";
  event.data.text = to_string(Json(JsonObject{{"delivery_id", delivery.id.value},
                                              {"comment_id", delivery.comment_id.value},
                                              {"channel", delivery.channel},
                                              {"to", delivery.address},
                                              {"error", boost::json::string(error)}}));
  events::emit(tx, std::move(event));
}

}  // namespace sahay::channels
