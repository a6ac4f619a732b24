// Topic, Post, Comment: what customers ask each other. A post has at most one accepted answer, a comment of its own.
// Events out (subject = post): community_post.created, .updated, .comment_added, .removed.
// Rule of use: bodies are HTML of people and are sanitised here; what a reader may see is decided by the topic's segment.
// Threading: values; verbs inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/api/caller.h"
#include "platform/db/store.h"

namespace sahay::community {

using TopicId = Id<struct CommunityTopicTag>;
using PostId = Id<struct CommunityPostTag>;
using CommentId = Id<struct CommunityCommentTag>;
using VoteId = Id<struct CommunityVoteTag>;

struct Topic {
  TopicId id;
  std::string name, description;
  std::int64_t position = 0;
  std::string manageable_by = "managers";  // managers, staff
  std::int64_t user_segment_id = 0;        // 0 = everybody
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Topic, (), (id, name, description, position, manageable_by, user_segment_id, created_at, updated_at))

struct Post {
  PostId id;
  TopicId topic_id;
  UserId author_id;
  std::string title, details, details_text;
  std::string status = "none";  // none, planned, not_planned, answered, completed
  bool pinned = false, featured = false, closed = false;
  CommentId answer_id;
  std::int64_t comment_count = 0, up_votes = 0, down_votes = 0;
  UserId editor_id;
  Time edited_at, created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Post, (), (id, topic_id, author_id, title, details, details_text, status, pinned, featured, closed, answer_id, comment_count, up_votes, down_votes, editor_id, edited_at, created_at, updated_at))

struct Comment {
  CommentId id;
  PostId post_id;
  UserId author_id;
  std::string body;
  bool official = false;  // an agent answers for the organisation
  std::int64_t up_votes = 0, down_votes = 0;
  UserId editor_id;
  Time edited_at, created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, post_id, author_id, body, official, up_votes, down_votes, editor_id, edited_at, created_at, updated_at))

struct Vote {
  VoteId id;
  std::string item_type;  // Post, Comment
  std::int64_t item_id = 0;
  UserId user_id;
  int value = 0;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Vote, (), (id, item_type, item_id, user_id, value, created_at, updated_at))

std::optional<Post> find_post(db::Tx& tx, PostId id);
std::optional<Comment> find_comment(db::Tx& tx, CommentId id);
Post add_post(db::Tx& tx, UserId author, const Post& wanted);
Post save_post(db::Tx& tx, UserId actor, const Post& changed);
void remove_post(db::Tx& tx, UserId actor, const Post& post);
Comment add_comment(db::Tx& tx, UserId author, const Post& post, const Comment& wanted);
Comment save_comment(db::Tx& tx, UserId actor, const Comment& changed);
void remove_comment(db::Tx& tx, const Comment& comment);
// Marks the comment as the answer; none takes the mark back. Errors: invalid (a comment of another post).
Result<Post> accept_answer(db::Tx& tx, UserId actor, Post post, CommentId comment);
// +1 or -1, one a person, replaced by the next.
Vote vote(db::Tx& tx, std::string_view item_type, std::int64_t item, UserId user, int value);

// The segments that a caller belongs to. Set by app/wiring.cc from the help centre; empty: none.
extern std::function<std::vector<std::int64_t>(db::Tx&, const api::Caller&)> segments_of;

}  // namespace sahay::community
