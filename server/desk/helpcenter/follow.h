// Following by mail: whoever is signed in (and so has shown that the address is theirs) presses Follow on an article or a section,
// and gets a letter when the article changes, or when the section has a new one. Every letter ends it by one press.
// Rule of use: letters go to whoever may still read what they are about; an article's followers hear of it at most twice a day.
// Threading: verbs inside one Tx; routes on several workers at once.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "desk/helpcenter/article.h"
#include "desk/site/html.h"
#include "desk/site/settings.h"
#include "desk/site/visitor.h"
#include "platform/db/store.h"
#include "platform/events/events.h"
#include "platform/http/http.h"

namespace sahay::helpcenter {

inline constexpr int kMostFollowed = 200;  // by one person

// `kind` is "Article" or "Section".
bool follows(db::Tx& tx, std::string_view kind, std::int64_t id, UserId user);
// Errors: too_many.
Result<void> follow(db::Tx& tx, std::string_view kind, std::int64_t id, UserId user, std::string_view locale);
void unfollow(db::Tx& tx, std::string_view kind, std::int64_t id, UserId user);

// Makes a merge of two accounts, and its undo, move what they follow; once, at start.
void add_follow_merge();

// The button below an article or a list; without a session it leads to signing in and back.
site::Markup follow_button(db::Tx& tx, const site::Visitor& visitor, std::string_view plural, std::int64_t id);

// article.published, article.updated: letters to the followers. user.erased: theirs are forgotten.
void tell_followers(db::Tx& tx, const events::Event& event, const std::string& site_url);
// POST /articles/{id}/follow, POST /sections/{id}/follow, GET and POST /follow/{token} (RFC 8058).
void add_follow_pages(http::Router& router, db::Store& store, const site::Settings& settings);

}  // namespace sahay::helpcenter
