// The portal: signing in by mail link, my requests, one request with its public comments, replies, new requests, the
// contact page. Works without scripts.
// Rule of use: add_pages() once before the server starts; everything passed outlives the router. Whatever a page shows
// of tickets comes through requests.h, which knows the reader's rights.
// Threading: handlers run on several workers at once.
#pragma once

#include <memory>

#include "desk/people/sign_in_limit.h"
#include "desk/portal/answers_step.h"
#include "desk/portal/news.h"
#include "desk/portal/request_view.h"
#include "desk/portal/signin.h"
#include "desk/site/settings.h"
#include "platform/db/store.h"
#include "platform/files/directory.h"
#include "platform/http/http.h"

namespace sahay::portal {

struct Parts {
  db::Store& store;
  files::Directory& files;
  const site::Settings& settings;
  MailSender send_mail;
  // The title of an article of the help centre that a reader came from ("" = unknown); a sibling knows.
  std::function<std::string(db::Tx&, std::int64_t article, i18n::Language)> article_title{};
  // Puts the pictures of other sites into a comment's HTML, fetched by this server; empty: they stay out.
  PictureSource with_pictures{};
  FindAnswers find_answers{};
  // Tries of passwords are counted together with those at the console.
  std::shared_ptr<people::SignInLimit> sign_in_limit = std::make_shared<people::SignInLimit>();
  std::shared_ptr<const News> news{};  // empty: pages do not renew themselves
};

void add_pages(http::Router& router, const Parts& parts);

}  // namespace sahay::portal
