// The word index of published articles: what search() looks into.
// Rule of use: called by the verbs whenever words or rights of an article change.
// Threading: inside one Tx.
#pragma once

#include "desk/helpcenter/article.h"
#include "platform/db/store.h"

namespace sahay::helpcenter {

// Replaces the words of the article in all languages; drafts have none. Who may find it is asked by search().
void index_article(db::Tx& tx, const Article& article);
void forget_article(db::Tx& tx, ArticleId id);

}  // namespace sahay::helpcenter
