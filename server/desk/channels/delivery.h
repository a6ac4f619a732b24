// Delivery: one comment (or acknowledgement, or letter of a sibling: own_letter.h) on its way to one address, and what became of it.
// States: queued, retrying, sending (past the point of no return), unknown (may have arrived: a person decides whether it
// goes again), sent, failed, withdrawn (its comment was taken back in time).
// Later reports may turn sent into failed.
// Threading: values; functions inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "platform/db/store.h"

namespace sahay::channels {

using DeliveryId = Id<struct DeliveryTag>;

struct Delivery {
  DeliveryId id;
  TicketId ticket_id;
  CommentId comment_id;
  std::string kind = "comment";  // comment, acknowledgement, NAME/NUMBER of own_letter.h
  std::string channel;
  UserId user_id;
  std::string address;
  std::string state = "queued";
  std::string external_id;
  std::string error;
  std::int64_t attempt = 0;
  Time created_at, updated_at;
  Time held_until;  // it leaves then; none: at once
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (id, ticket_id, comment_id, kind, channel, user_id, address, state, external_id, error, attempt,
                       created_at, updated_at, held_until))

// Stores it and sets its job, in the order of its ticket. Nothing when the same one exists already.
std::optional<Delivery> queue_delivery(db::Tx& tx, Delivery wanted);
// Begins to send a held one: false when it was withdrawn meanwhile.
bool begin_held(db::Tx& tx, DeliveryId id);
// Withdraws the held copies of a comment; false when one has begun to leave.
bool withdraw(db::Tx& tx, CommentId comment);
// The channel passes the point from which on the other side may have it; found there after a crash, it is unknown.
// False when the delivery has ended meanwhile.
bool begin_sending(db::Tx& tx, DeliveryId id);
// A person wants the copies of a comment that failed or may not have arrived to leave once more; how many do.
std::int64_t send_again(db::Tx& tx, CommentId comment);
std::optional<Delivery> find_delivery(db::Tx& tx, DeliveryId id);
std::vector<Delivery> deliveries_of_comment(db::Tx& tx, CommentId comment);
std::vector<Delivery> deliveries_of_ticket(db::Tx& tx, TicketId ticket);
// What the console shows beside each comment: comment id -> {"state":"queued|sent|failed|unknown","to":[],"error"}, the
// worst state of its copies. Acknowledgements are not shown.
std::map<std::int64_t, RawJson> delivery_states(db::Tx& tx, TicketId ticket);
// Writes the new state and emits delivery.sent, delivery.failed or delivery.unknown (subject: the ticket).
void record_delivery(db::Tx& tx, const Delivery& delivery, std::string_view state, std::string_view external_id,
                     std::string_view error);

}  // namespace sahay::channels
