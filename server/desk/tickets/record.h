// Inside tickets only: what create and update share: the list of changes that becomes the audit, the writing of a
// comment, the tables beside the row (tags, people).
// Threading: inside one Tx.
#pragma once

#include "desk/tickets/tickets.h"

namespace sahay::tickets {

// Collects {"field","from","to"} entries as JSON text; equal values are no change.
class ChangeList {
 public:
  ChangeList() = default;
  ChangeList(const ChangeList&) = delete;

  void add(std::string_view field, const Json& from, const Json& to) {
    if (from == to) return;
    begin(field);
    writer_.field("from", from).field("to", to).end_object();
  }
  void add_text(std::string_view field, const std::string& from, const std::string& to) {
    if (from == to) return;
    begin(field);
    text_or_null("from", from);
    text_or_null("to", to);
    writer_.end_object();
  }
  // Ids are text here: a browser's numbers end at 2^53.
  template <class Tag>
  void add_id(std::string_view field, Id<Tag> from, Id<Tag> to) {
    const auto text = [](Id<Tag> id) { return id ? std::to_string(id.value) : std::string(); };
    if (from != to) add_text(field, text(from), text(to));
  }
  bool empty() const { return count_ == 0; }
  RawJson json() const { return {text_.empty() ? "[]" : text_ + "]"}; }

 private:
  void begin(std::string_view field) {
    if (count_++ == 0) writer_.begin_array();
    writer_.begin_object().field("field", field);
  }
  void text_or_null(std::string_view key, const std::string& text) {
    if (text.empty()) writer_.key(key).null();
    else writer_.field(key, text);
  }

  std::string text_;
  JsonWriter writer_{text_};
  int count_ = 0;
};

// Sanitises, derives the other form and takes the files of a comment; updates what lists show on `ticket` (not yet saved).
// The row itself is stored by emit_change, which knows its event, or by store_comment. `known`: a user who is at hand
// already and may be the author. Errors: invalid (empty comment, spent or unknown upload token).
Result<Comment> write_comment(db::Tx& tx, const Actor& actor, Ticket& ticket, NewComment wanted, const people::User* known = nullptr);
void store_comment(db::Tx& tx, const Comment& comment);

// The event of one verb, with its id, which is stored on ticket and comment too; the comment's row is written here.
// `more`: further facts of the event ("at", "undoes").
events::Event emit_change(db::Tx& tx, std::string_view kind, const Actor& actor, Ticket& ticket, const ChangeList& changes,
                          Comment* comment, const JsonObject& more = {});

// update() of a ticket that was read in this transaction.
Result<Outcome> update_found(db::Tx& tx, const Actor& actor, const Ticket& before, Change change, JsonObject why = {});

// Every field of the row that differs, own fields and comments left out; and the tables beside the row.
void record_changes(const Ticket& before, const Ticket& now, ChangeList& changes);
void store_lists(db::Tx& tx, const Ticket& before, const Ticket& now);
// What a change must satisfy: the form exists, mandatory fields are filled when staff solve, no child is open (by
// setting). `before` is null for a new ticket.
Result<void> check_requirements(db::Tx& tx, const Actor& actor, const Ticket* before, const Ticket& now);

// What a change says of the ticket's own values (people, group and organization are checked by update()), and its tags.
// Errors name the field; what comes before it is done.
Result<void> apply_values(const Change& change, Ticket& ticket, Time now);
void apply_tags(const Change& change, Ticket& ticket);

std::vector<std::string> normal_tags(const std::vector<std::string>& tags);
// Brings the tag and people tables in line with the row.
void store_tags(db::Tx& tx, TicketId id, const std::vector<std::string>& before, const std::vector<std::string>& now);
void store_people(db::Tx& tx, TicketId id, std::string_view kind, const std::vector<std::int64_t>& before,
                  const std::vector<std::int64_t>& now);
// Checks and merges custom fields into ticket.custom_fields and ticket.tags; records the changes.
Result<void> apply_custom_fields(db::Tx& tx, Ticket& ticket, const JsonObject& values, ChangeList& changes);
void insert_ticket(db::Tx& tx, const Ticket& ticket);
void save_ticket(db::Tx& tx, const Ticket& ticket);
// As save_ticket(), cheaper where no more than a word was added, which is most often: SQLite writes every index anew whose
// columns a statement names.
void save_changed(db::Tx& tx, const Ticket& before, const Ticket& now);

// Status, priority and type words; errors name the field.
Result<void> set_status(Ticket& ticket, std::string_view status, Time now);
Result<void> set_priority(Ticket& ticket, std::string_view priority);
Result<void> set_type(Ticket& ticket, std::string_view type);
// The assignee must be active staff; gives them the ticket's group when there is none.
Result<void> check_assignee(db::Tx& tx, UserId assignee);

}  // namespace sahay::tickets
