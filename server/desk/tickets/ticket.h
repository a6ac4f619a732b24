// Ticket: one discrete problem with one number and one owner to the end. The row and its pure rules.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::tickets {

// Wire words of the closed sets. "" stands for null in priority and type.
inline constexpr std::string_view kStatuses[] = {"new", "open", "pending", "hold", "solved", "closed"};
inline constexpr std::string_view kPriorities[] = {"low", "normal", "high", "urgent"};
inline constexpr std::string_view kTypes[] = {"problem", "incident", "question", "task"};

// Place in the order new < open < ... < closed; -1 when it is no status. Also the column that searches compare.
int status_rank(std::string_view status);
int priority_rank(std::string_view priority);  // 0 = none, 1 low ... 4 urgent, -1 unknown
bool is_type(std::string_view type);

struct Ticket {
  TicketId id;
  std::string subject;
  std::string description;  // plain text of the first comment
  std::string status = "new";
  int status_rank = 0;
  std::string priority, type;
  int priority_rank = 0;
  std::string channel;      // email, chat, web, api, phone, ...
  std::string recipient;    // the address it was sent to
  UserId requester_id, submitter_id, assignee_id, owner_id;
  OrganizationId organization_id;
  GroupId group_id;
  std::string external_id;
  TicketId problem_id;
  bool has_incidents = false, is_public = true;
  Time due_at;
  std::int64_t ticket_form_id = 0, brand_id = 0, custom_status_id = 0;
  std::vector<std::string> tags;
  RawJson custom_fields{"{}"};  // {"<field id>": value}
  std::vector<std::int64_t> collaborator_ids, follower_ids, email_cc_ids;
  std::string locale;           // of the requester when it was made
  TicketId merged_into;
  // What lists show, kept by the verbs so that a list reads one table.
  std::string snippet;
  bool last_public = true;
  std::string last_author_role;
  std::int64_t comment_count = 0, last_comment_id = 0, last_event_id = 0;
  std::string speaker = "none";  // who may answer the customer now: bot, human, none
  std::int64_t speaker_version = 0;
  Time created_at, updated_at, solved_at, deleted_at;
  UserId deleted_by;
  std::int64_t case_id = 0;     // tickets born from one contact share a case
  Time received_at;             // of the message that it was split from, where that is earlier than created_at
  RawJson satisfaction;         // {"score","id","comment"} as shown; empty: unoffered

  // When the customer's word reached us: clocks count from here.
  Time received() const { return received_at ? received_at : created_at; }
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (id, subject, description, status, status_rank, priority, type, priority_rank, channel, recipient, requester_id, submitter_id, assignee_id, owner_id, organization_id, group_id, external_id, problem_id, has_incidents, is_public, due_at, ticket_form_id, brand_id, custom_status_id, tags, custom_fields, collaborator_ids, follower_ids, email_cc_ids, locale, merged_into, snippet, last_public, last_author_role, comment_count, last_comment_id, last_event_id, speaker, speaker_version, created_at, updated_at, solved_at, deleted_at, deleted_by, case_id, received_at, satisfaction))

// What an agent has written and not sent, one per ticket, person and mode ("reply", "note").
struct Draft {
  std::string mode, html;
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(Draft, (), (mode, html, updated_at))

// A customer's word reopens what is pending, hold or solved; new and open stay; closed is final.
std::optional<std::string> status_after_customer(std::string_view status);
// A staff member's first touch: new becomes open.
std::optional<std::string> status_after_staff(std::string_view status);
// What lists show of a text: one line, at most 160 code points.
std::string snippet_of(std::string_view text);

}  // namespace sahay::tickets
