#include "base/text.h"
#include "desk/care/care.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/satisfaction/satisfaction_sql.h"
#include "desk/tickets/rating.h"
#include "platform/events/facts.h"

namespace sahay::satisfaction {
namespace q = sql::satisfaction;
namespace {

constexpr std::size_t kLongestComment = 10'000;

RawJson shown(const Rating& rating) {
  JsonObject out{{"id", rating.id.value}, {"score", rating.score}};
  if (!rating.comment.empty()) out["comment"] = rating.comment;
  if (!rating.reason.empty()) out["reason"] = rating.reason;
  if (rating.stars) out["stars"] = rating.stars;
  if (!rating.solved.empty()) out["solved"] = rating.solved;
  return RawJson{to_string(Json(std::move(out)))};
}

Rating new_rating(db::Tx& tx, const tickets::Ticket& ticket, std::string score) {
  Rating rating;
  rating.id = Id<RatingTag>(tx.new_id("satisfaction_ratings"));
  rating.ticket_id = ticket.id;
  rating.requester_id = ticket.requester_id;
  rating.assignee_id = ticket.assignee_id;
  rating.group_id = ticket.group_id;
  rating.score = std::move(score);
  rating.created_at = rating.updated_at = tx.now();
  return rating;
}

void insert(db::Tx& tx, const Rating& r) {
  tx.execute(q::insert, r.id, r.ticket_id, r.requester_id, r.assignee_id, r.group_id, r.score, r.comment, r.reason, r.reason_code, r.created_at,
             r.updated_at, r.stars, r.solved);
}

bool becomes_solved(const events::Event& event) {
  const auto facts = events::facts_of(event);
  const JsonArray* changes = facts ? array_at(*facts, "changes") : nullptr;
  if (!changes) return false;
  for (const Json& change : *changes)
    if (change.is_object() && string_at(change.get_object(), "field") == "status" && string_at(change.get_object(), "to") == "solved") return true;
  return false;
}

}  // namespace

std::string score_of(const NewRating& wanted) {
  if (!wanted.score.empty()) return wanted.score;
  if (wanted.stars > 0) return wanted.stars <= 2 ? "bad" : "good";
  if (wanted.solved == "yes") return "good";
  return wanted.solved == "no" ? "bad" : "";
}

std::optional<Rating> find_rating(db::Tx& tx, TicketId ticket) { return tx.one<Rating>(q::of_ticket, ticket); }

Result<Rating> rate(db::Tx& tx, const tickets::Actor& actor, TicketId id, const NewRating& wanted) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket) return not_found();
  if (!actor.id || ticket->requester_id != actor.id) return not_found("not the requester");
  const std::string score = score_of(wanted);
  if (wanted.stars < 0 || wanted.stars > 5) return invalid("stars", "InvalidValue", "error.field.not_allowed", {{"allowed", "1-5"}});
  if (score != "good" && score != "bad") return invalid("score", "InvalidValue", "error.field.not_allowed", {{"allowed", "good, bad"}});
  if (text::length(wanted.comment) > kLongestComment) return invalid("comment", "TooLong", "error.field.too_long", {{"max", std::to_string(kLongestComment)}});
  if (ticket->status != "solved") return invalid("score", "InvalidValue", "error.field.not_solved");
  auto rating = find_rating(tx, id);
  const bool is_new = !rating;
  if (is_new) rating = new_rating(tx, *ticket, score);
  rating->assignee_id = ticket->assignee_id;
  rating->group_id = ticket->group_id;
  rating->score = score;
  rating->stars = wanted.stars;
  rating->solved = wanted.solved;
  rating->comment = text::repair_utf8(text::trim(wanted.comment));
  rating->reason = text::repair_utf8(text::first(text::trim(wanted.reason), 255));
  rating->reason_code = wanted.reason_code;
  rating->updated_at = tx.now();
  if (is_new) insert(tx, *rating);
  else tx.execute(q::save, rating->id, rating->assignee_id, rating->group_id, rating->score, rating->comment, rating->reason, rating->reason_code, rating->updated_at, rating->stars, rating->solved);
  JsonObject facts{{"score", rating->score}, {"assignee_id", rating->assignee_id ? Json(rating->assignee_id.value) : Json(nullptr)}, {"body", rating->comment}};
  TRY(tickets::show_rating(tx, actor, id, shown(*rating), facts));
  const std::string_view signal = score == "bad" ? "bad_rating" : wanted.solved == "yes" ? "confirmed" : "good_rating";
  care::notice(tx, {ticket->requester_id, ticket->organization_id}, signal, id, rating->comment);
  return *rating;
}

Result<Rating> answer(db::Tx& tx, const tickets::Actor& actor, TicketId id, NewRating wanted) {
  if (wanted.solved != "yes" && wanted.solved != "no") return invalid("solved", "InvalidValue", "error.field.not_allowed", {{"allowed", "yes, no"}});
  const auto ticket = tickets::find(tx, id);
  if (!ticket || !actor.id || ticket->requester_id != actor.id) return not_found("not the requester");
  if (ticket->status != "solved") return Error{ErrorCode::conflict, "satisfaction.error.not_solved"};
  const std::string words = wanted.comment;
  const bool yes = wanted.solved == "yes";
  const Rating rating = TRY(rate(tx, actor, id, std::move(wanted)));
  if (yes) {
    tickets::Change change;
    change.status = "closed";
    change.add_tags = {"confirmed_by_customer"};
    TRY(tickets::update(tx, actor, id, std::move(change)));
    return rating;
  }
  const auto customer = people::find_user(tx, actor.id);
  const auto language = customer ? customer->language() : i18n::Language::en;
  tickets::NewComment comment;
  comment.author = actor.id;
  comment.text = text::trim(words).empty() ? i18n::text(language, "satisfaction.not_solved_text") : words;
  comment.channel = actor.via == "chat" ? "chat" : "web";
  TRY(tickets::receive(tx, actor, id, std::move(comment)));
  return rating;
}

namespace {

void offer(db::Tx& tx, TicketId id) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket || !ticket->is_public || ticket->status != "solved" || find_rating(tx, ticket->id)) return;
  const auto requester = people::find_user(tx, ticket->requester_id);
  if (!requester || requester->staff() || care::withhold(tx, *ticket, "survey")) return;
  const Rating offered = new_rating(tx, *ticket, "offered");
  insert(tx, offered);
  tickets::show_offer(tx, ticket->id, shown(offered));
}

}  // namespace

void offer_when_solved(db::Tx& tx, const events::Event& event) {
  if (event.kind == "mood.changed") {
    const auto facts = events::facts_of(event);
    if (!facts || string_at(*facts, "mood") != "calm") return;
    const std::int64_t user = integer_at(*facts, "user_id").value_or(0);
    std::vector<std::int64_t> waiting;
    const auto rows = tx.run(q::solved_unrated, std::vector<db::Param>{user});
    while (rows->next()) waiting.push_back(rows->integer(0));
    for (const auto id : waiting) offer(tx, TicketId(id));
    return;
  }
  if (!tickets::is_import(event) && becomes_solved(event)) offer(tx, TicketId(event.subject_id));
}

}  // namespace sahay::satisfaction
