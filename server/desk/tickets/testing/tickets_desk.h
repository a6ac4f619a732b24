// For tests: the cast with the verbs of tickets in one line each, every verb in its own transaction.
// Threading: as Store.
#pragma once

#include <algorithm>

#include "desk/people/testing/cast.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/tickets.h"

namespace sahay::tickets {

class TicketsDesk : public people::CastTest {
 protected:
  static NewComment words(std::string text, bool is_public = true) {
    NewComment comment;
    comment.text = std::move(text);
    comment.is_public = is_public;
    return comment;
  }
  static NewTicket about(std::string subject, std::string text = "The drill does not start.") {
    NewTicket ticket;
    ticket.subject = std::move(subject);
    ticket.comment = words(std::move(text));
    return ticket;
  }
  static Change reply(std::string text, bool is_public = true) {
    Change change;
    change.comment = words(std::move(text), is_public);
    return change;
  }

  Result<Outcome> try_create(UserId actor, NewTicket wanted) {
    return write([&](db::Tx& tx) { return create(tx, {actor}, wanted); });
  }
  // Rina's ticket about a broken drill, unless told otherwise.
  Ticket make(NewTicket wanted = about("Broken drill")) {
    auto made = try_create(cast.rina, std::move(wanted));
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().key);
    return made->ticket;
  }
  Result<Outcome> change(UserId actor, TicketId id, Change wanted) {
    return write([&](db::Tx& tx) { return update(tx, {actor}, id, wanted); });
  }
  Result<Outcome> hear(TicketId id, NewComment comment) {
    return write([&](db::Tx& tx) { return receive(tx, {cast.rina, "email"}, id, comment); });
  }
  Ticket set_status_of(TicketId id, std::string status) {
    Change wanted;
    wanted.status = std::move(status);
    return change(cast.sara, id, std::move(wanted))->ticket;
  }
  Ticket stored(TicketId id) {
    return read([&](db::Tx& tx) { return find_even_deleted(tx, id).value_or(Ticket{}); });
  }
  std::vector<events::Event> events_of(TicketId id) {
    return read([&](db::Tx& tx) { return history(tx, id); });
  }
  std::vector<Comment> comments_of(TicketId id, bool public_only = false) {
    return read([&](db::Tx& tx) { return comments(tx, id, public_only); });
  }
  // "field: from -> to" of an event, sorted.
  static std::vector<std::string> changes_in(const events::Event& event) {
    std::vector<std::string> out;
    const Json data = parse_json(event.data.text).value();
    for (const Json& change : data.at("changes").get_array())
      out.push_back(std::string(change.at("field").get_string()) + ": " + sahay::to_string(change.at("from")) + " -> " + sahay::to_string(change.at("to")));
    std::sort(out.begin(), out.end());
    return out;
  }
  static std::string wrong_field(const Result<Outcome>& result) {
    return result.ok() ? "none" : result.error().fields.empty() ? result.error().key : result.error().fields.front().field;
  }

  std::int64_t add_field(std::string type, std::string title, std::string options = "[]", std::string tag = "") {
    return *write([&](db::Tx& tx) -> Result<std::int64_t> {
      const std::int64_t id = tx.new_id("ticket_fields");
      tx.execute(std::string("insert into ticket_fields(id, type, title, title_in_portal, description, agent_description, position, active, required, "
                             "required_in_portal, visible_in_portal, editable_in_portal, collapsed_for_agents, regexp_for_validation, tag, removable, options, "
                             "created_at, updated_at) values ($1, $2, $3, $3, '', '', $1, 1, 0, 0, 0, 0, 0, '', $4, 1, $5, $6, $6)"),
                 id, type, title, tag, options, tx.now());
      return id;
    });
  }
  // An uploaded file that waits for its comment; gives the token.
  std::string upload(std::string name, std::string token = "upload-token") {
    return *write([&](db::Tx& tx) -> Result<std::string> {
      add_attachment(tx, {std::move(name), "text/plain"}, std::string(64, 'a'), 5, token, cast.sara);
      return token;
    });
  }
};

}  // namespace sahay::tickets
