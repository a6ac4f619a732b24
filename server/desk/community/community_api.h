// Routes of /community: topics, posts, comments, votes, accepted answers, subscriptions, search.
// Threading: called once at start.
#pragma once

#include "desk/community/community.h"
#include "platform/api/controller.h"

namespace sahay::community {

void add_community_routes(api::Api& api);

// --- for the files of this folder ---

const api::Resource<Topic>& topic_rows();
const api::Resource<Post>& post_rows();
// Topics and posts that the caller may see; posts in a topic for others answer like missing ones.
api::Where visible_topics(const api::Context& context, db::Tx& tx);
api::Where visible_posts(const api::Context& context, db::Tx& tx);
Result<Topic> visible_topic(api::Context& context, db::Tx& tx, std::int64_t id);
Result<Post> visible_post(api::Context& context, db::Tx& tx, std::int64_t id);
void add_comment_routes(api::Api& api);
void add_subscription_routes(api::Api& api);
void add_subscription_merge();

}  // namespace sahay::community
