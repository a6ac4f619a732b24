// The door of tickets: every verb and query. A verb loads, applies the rule, stores, emits one event; that event is the
// ticket's audit. The edge opens the transaction.
//
// Events out (subject_id = ticket): ticket.created, ticket.updated, ticket.deleted, ticket.restored, ticket.erased,
// ticket.redacted (a text or file of comment_id is gone: forget what you copied of it).
// One with via "import" tells of the past: who notifies, runs rules or starts clocks passes it by (is_import).
// Their data: {"changes":[{"field","from","to"}], "comment_id":N, "public":bool, "author_role":"agent"} — comment_id
// and what follows only when a comment came with it.
// Rule of use: uploads are made before (attachments.h) and named by token; bytes never pass through a verb.
// Threading: inside one Tx.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/people/people.h"
#include "desk/tickets/comment.h"
#include "desk/tickets/ticket.h"
#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::tickets {

// The rule or saved answer that acts, for the ticket's history.
struct RuleName {
  std::string kind;  // trigger, automation, macro
  std::int64_t id = 0;
  std::string title;
};

// Who acts, and by which way. id 0 = the system itself.
struct Actor {
  UserId id;
  std::string via = "api";  // api, web, email, chat, rule, system, import
  bool bot = false;
  std::int64_t cause_id = 0;  // the event that led to this
  int depth = 0;
  std::optional<RuleName> rule{};
};

struct NewComment {
  UserId author{};            // none: the actor
  bool is_public = true;
  std::string text{};         // either or both; the other is derived
  std::string html{};         // untrusted; sanitised here
  std::string channel{};      // none: the actor's via
  std::vector<std::string> uploads{};           // tokens of uploads; a token works once
  std::vector<AttachmentId> attachments{};      // files stored by the caller (mail intake)
  std::int64_t visible_begin = 0, visible_end = 0;
  std::string quote_html{};
  std::string message_id{};
  std::int64_t raw_mail_id = 0;
  std::string trust{};
  bool automatic = false;
  RawJson via{"{}"};
  Time created_at{};          // none: now (imports and mail intake may be earlier)

  bool has_files() const { return !uploads.empty() || !attachments.empty(); }
};

struct NewTicket {
  std::string subject{};
  NewComment comment{};
  UserId requester{};         // none: the actor
  UserId submitter{};         // none: the actor
  std::string status{}, priority{}, type{};
  UserId assignee{};
  GroupId group{};            // none: the default group
  OrganizationId organization{};  // none: the requester's
  std::string channel{};      // none: the actor's via
  std::string recipient{};
  std::string external_id{};
  TicketId problem{};
  Time due_at{};
  std::int64_t ticket_form_id = 0, brand_id = 0, custom_status_id = 0;
  std::vector<std::string> tags{};
  JsonObject custom_fields{};  // {"<field id>": value}, checked against the fields
  std::vector<std::int64_t> collaborators{}, followers{}, email_ccs{};
  TicketId followup_of{};     // a closed ticket that this one continues
  Time created_at{};          // none: now
  bool part = false;          // of a request that came in before: it was announced and approved with it
};

// One update: what is set is changed; everything is one event.
struct Change {
  std::optional<NewComment> comment{};
  std::optional<std::string> subject{}, status{}, priority{}, type{}, external_id{};
  std::optional<UserId> requester{}, assignee{}, owner{};
  std::optional<GroupId> group{};
  std::optional<OrganizationId> organization{};
  std::optional<TicketId> problem{};
  std::optional<Time> due_at{};
  std::optional<std::int64_t> ticket_form_id{}, brand_id{}, custom_status_id{};
  std::optional<std::vector<std::string>> tags{};
  std::vector<std::string> add_tags{}, remove_tags{};
  JsonObject custom_fields{};
  std::optional<std::vector<std::int64_t>> collaborators{}, followers{}, email_ccs{};
  // Taken back, merged, imported: neither mandatory fields nor open children hold it up.
  bool forced = false;
  // The newest comment that the writer has seen; a newer one by somebody else refuses the change (conflict).
  std::optional<std::int64_t> last_seen_event{};
};

// What a verb leaves behind: the ticket as it is now and the event it made (0 when nothing changed).
struct Outcome {
  Ticket ticket;
  std::int64_t event_id = 0;
  CommentId comment_id;
  std::optional<Comment> comment{};   // as written, so that nobody reads it back
  std::optional<events::Event> event{};
  bool has_files = false;             // the comment came with files
};

// History that was brought in, or news of now?
inline constexpr char kImport[] = "import";
inline bool is_import(const events::Event& event) { return event.via == kImport; }

// Errors of all verbs: not_found (unknown or deleted ticket), invalid (field and reason), conflict.
Result<Outcome> create(db::Tx& tx, const Actor& actor, NewTicket wanted);
Result<Outcome> update(db::Tx& tx, const Actor& actor, TicketId id, Change change);
// A customer's word from any channel: adds it and reopens by the rule; automatic ones never reopen.
Result<Outcome> receive(db::Tx& tx, const Actor& actor, TicketId id, NewComment comment);
// A bot's word: refused (conflict) unless the speaker is still the bot at the version the bot started from.
Result<Outcome> reply_as_bot(db::Tx& tx, const Actor& actor, TicketId id, NewComment comment, std::int64_t speaker_version);
Result<Outcome> set_speaker(db::Tx& tx, const Actor& actor, TicketId id, std::string_view speaker);
Result<void> remove(db::Tx& tx, const Actor& actor, TicketId id);         // soft
Result<Ticket> restore(db::Tx& tx, const Actor& actor, TicketId id);
Result<void> erase(db::Tx& tx, const Actor& actor, TicketId id);          // a deleted ticket, for ever
// Copies nothing silently: a comment on each side, sources closed with tag closed_by_merge and pointing at the target.
struct Merge {
  TicketId target;
  std::vector<TicketId> sources;
  std::string target_comment, source_comment;
  bool target_public = false, source_public = false;
};
Result<Outcome> merge(db::Tx& tx, const Actor& actor, const Merge& merge);

// Queries.
std::optional<Ticket> find(db::Tx& tx, TicketId id);           // not deleted
std::optional<Ticket> find_even_deleted(db::Tx& tx, TicketId id);
// The ticket that speaks for `id` today: follows merges.
std::optional<Ticket> find_current(db::Tx& tx, TicketId id);
std::vector<Comment> comments(db::Tx& tx, TicketId id, bool public_only = false);
std::optional<Comment> find_comment(db::Tx& tx, CommentId id);
std::vector<Attachment> attachments_of_ticket(db::Tx& tx, TicketId id);
std::vector<Attachment> attachments_of_comment(db::Tx& tx, CommentId id);
std::vector<events::Event> history(db::Tx& tx, TicketId id);   // its events, oldest first
std::vector<Ticket> of_requester(db::Tx& tx, UserId requester, int limit = 50);  // newest first
// Requester, collaborator, colleague by right, or staff: may write into the ticket (email.md rule 40).
bool is_participant(db::Tx& tx, const Ticket& ticket, UserId user);

}  // namespace sahay::tickets
