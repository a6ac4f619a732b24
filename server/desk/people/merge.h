// Merging two accounts of one person, with undo, and suggestions of which accounts may be one person.
// Rule of use: folders above register what of theirs belongs to a user (MergePart); people moves identities,
// memberships and what the person told about themselves. What moved is kept, so that the undo moves exactly that back.
// Threading: parts are added at start; verbs inside one Tx.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "desk/people/people.h"

namespace sahay::people {

struct MergePart {
  std::string name;  // "tickets.requester_id"
  // Moves what belongs to `from` over to `into`; gives back what moved, for move_back.
  std::function<Json(db::Tx&, UserId from, UserId into)> move;
  std::function<void(db::Tx&, const Json& moved, UserId from, UserId into)> move_back;
};
void add_merge_part(MergePart part);
// Rows of `table` (keyed by id) whose `column` is the user.
MergePart column_part(const std::string& table, const std::string& column, bool touch = false, const std::string& more = {});
// Votes in `table`, one of a person on an item; `counted` names the table of each item_type, which counts up_votes and down_votes.
MergePart votes_part(const std::string& table, std::map<std::string, std::string> counted);

using MergeId = Id<struct MergeTag>;
struct Merge {
  MergeId id;
  UserId from_id, into_id;
  RawJson moved;
  UserId merged_by, undone_by;
  Time merged_at, undone_at;
};
BOOST_DESCRIBE_STRUCT(Merge, (), (id, from_id, into_id, moved, merged_by, undone_by, merged_at, undone_at))

// `from` becomes part of `into` and is deactivated. Errors: invalid (the same, staff, deleted).
Result<Merge> merge_users(db::Tx& tx, UserId by, UserId from, UserId into);
// Takes back the last merge into or of these two that was not undone. Errors: invalid (undone already, not the last).
Result<Merge> undo_merge(db::Tx& tx, UserId by, MergeId id);
std::vector<Merge> merges_of(db::Tx& tx, UserId user);
// The account that this one is part of now; itself when it was not merged.
UserId merged_into(db::Tx& tx, UserId user);

struct Suggestion {
  User user;
  std::vector<std::string> reasons;  // same_phone, same_name, same_local_part, same_mailbox, same_organization
  int score = 0;                     // 0..100
};
// Other accounts that may be this person, most likely first, at most 20.
std::vector<Suggestion> duplicates_of(db::Tx& tx, const User& user);

}  // namespace sahay::people
