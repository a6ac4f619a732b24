#include "app/demo_conduct.h"

#include "app/demo_conduct_sql.h"
#include "desk/escalation/escalation.h"
#include "desk/intake/intake.h"
#include "desk/people/face_sql.h"
#include "desk/promises/active_time.h"
#include "desk/promises/call.h"
#include "desk/promises/triage.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/tickets/ticket_case.h"

namespace sahay::app {
namespace {

std::string text_at(const JsonObject& object, std::string_view key) { return string_at(object, key).value_or(""); }

Result<void> classify(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& in) {
  intake::Wish wish;
  wish.request_kind = string_at(in, "kind");
  if (const auto asset = clients::asset_of_serial(tx, text_at(in, "serial"))) wish.asset = asset->id;
  if (const JsonObject* answers = object_at(in, "answers")) wish.answers = TRY(intake::read_answers(intake::criteria(tx), *answers));
  // Another class than the answers say, with its reason.
  if (const auto chosen = string_at(in, "class")) wish.priority_class = *chosen;
  wish.reason = text_at(in, "reason");
  TRY(intake::apply(tx, actor, ticket, wish));
  return {};
}

Result<void> split(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonArray& parts) {
  const tickets::Comment message = tickets::comments(tx, ticket).front();
  tickets::SplitOrder order{.ticket = ticket, .comment = message.id, .title = {}, .parts = {}};
  for (const Json& each : parts) {
    const JsonObject& in = each.as_object();
    const auto words = tickets::find_passage(message, text_at(in, "words"));
    if (!words) return invalid("words", "InvalidValue", "error.field.no_passage");
    tickets::SplitPart part{.ticket = {}, .passages = {*words}, .attachment_ids = {}};
    part.ticket.subject = text_at(in, "subject");
    part.ticket.priority = text_at(in, "priority");
    order.parts.push_back(std::move(part));
  }
  TRY(tickets::split(tx, actor, std::move(order)));
  return {};
}

Result<void> log_call(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& in) {
  promises::Call call;
  call.outcome = text_at(in, "outcome");
  call.phone = text_at(in, "phone");
  call.text = text_at(in, "text");
  call.seconds = integer_at(in, "seconds").value_or(0);
  TRY(promises::log_call(tx, actor, ticket, std::move(call)));
  return {};
}

Result<void> decide(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& in) {
  promises::Decision decision;
  decision.decision = text_at(in, "decision");
  decision.checkpoint_at = tx.now() + std::chrono::hours(integer_at(in, "hours").value_or(24));
  decision.tell = false;  // the answer of the entry has told it
  TRY(promises::decide(tx, actor, ticket, std::move(decision)));
  return {};
}

}  // namespace

Result<void> demo_conduct(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& entry, bool once) {
  // Between three and fourteen minutes for each word of an agent.
  if (const auto writer = once ? people::find_user(tx, actor.id) : std::nullopt; writer && writer->staff())
    promises::add_active_time(tx, ticket, actor.id, "focus", 180 + ticket.value * 97 % 660);
  if (const JsonObject* in = object_at(entry, "intake")) TRY(classify(tx, actor, ticket, *in));
  if (const JsonObject* in = object_at(entry, "triage")) TRY(decide(tx, actor, ticket, *in));
  if (const JsonObject* in = object_at(entry, "call")) TRY(log_call(tx, actor, ticket, *in));
  if (const JsonArray* parts = array_at(entry, "split"); parts && once) TRY(split(tx, actor, ticket, *parts));
  const auto now = tickets::find(tx, ticket);
  if (!now) return {};
  const tickets::Actor customer{.id = now->requester_id, .via = actor.via};
  if (const auto reason = string_at(entry, "ask_above")) TRY(escalation::ask(tx, customer, ticket, *reason));
  if (const JsonObject* in = object_at(entry, "rating")) {
    satisfaction::NewRating rating{.stars = integer_at(*in, "stars").value_or(0), .solved = text_at(*in, "solved")};
    rating.comment = text_at(*in, "comment");
    TRY(satisfaction::answer(tx, customer, ticket, std::move(rating)));
  }
  return {};
}

void seed_cadence(db::Tx& tx) {
  if (tx.scalar<std::int64_t>(sql::demo_conduct::cadences).value_or(0) > 0) return;
  tx.execute(sql::demo_conduct::insert_cadence, tx.new_id("update_cadences"), "Urgent requests", R"({"all":[{"field":"priority","operator":"is","value":"urgent"}],"any":[]})", std::int64_t{4 * 3600}, std::int64_t{8 * 3600}, tx.now());
}

void seed_trend(db::Tx& tx, GroupId group) {
  if (tx.scalar<std::int64_t>(sql::demo_conduct::trend_days).value_or(0) > 0) return;
  // Eight weeks in which a group learns to write shorter sentences: score in tenths, words of a hundred sentences, notes.
  constexpr struct {
    std::int64_t score, words, notes;
  } kWeeks[] = {{468, 2140, 31}, {481, 2080, 28}, {502, 1990, 27}, {510, 1940, 22}, {537, 1830, 19}, {551, 1760, 17}, {569, 1690, 12}, {584, 1640, 9}};
  const std::int64_t today = tx.now().seconds() / 86'400;
  std::int64_t week = std::size(kWeeks);
  for (const auto& each : kWeeks) {
    const std::int64_t day = today - 7 * --week;
    tx.execute(sql::demo_conduct::insert_trend_day, day, group, std::int64_t{20}, each.score * 20, std::int64_t{100}, each.words);
    tx.execute(sql::demo_conduct::insert_trend_finding, day, group, "officialese", each.notes);
  }
}

void seed_face(db::Tx& tx, UserId agent, const JsonObject& titles) {
  tx.execute(sql::face::save, agent, text_at(titles, "en"), text_at(titles, "bn"), text_at(titles, "ru"), tx.now());
}

}  // namespace sahay::app
