#include "desk/helpcenter/follow.h"

#include "base/json.h"
#include "base/text.h"
#include "desk/channels/notice.h"
#include "desk/helpcenter/follow_sql.h"
#include "desk/helpcenter/shelf.h"
#include "desk/people/merge.h"
#include "desk/people/people.h"
#include "desk/site/form.h"
#include "desk/site/page.h"

namespace sahay::helpcenter {
namespace {

namespace q = sql::follow;
using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

constexpr auto kBetweenLetters = std::chrono::hours(12);

struct Follower {
  std::int64_t id = 0;
  std::string content_type;
  std::int64_t content_id = 0;
  UserId user_id;
  std::string token;
  Time told_at;
};
BOOST_DESCRIBE_STRUCT(Follower, (), (id, content_type, content_id, user_id, token, told_at))

struct Followed {
  std::int64_t id = 0;
  std::string content_type;
  std::int64_t content_id = 0;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(Followed, (), (id, content_type, content_id, user_id))

std::string_view kind_of(std::string_view plural) { return plural == "sections" ? "Section" : "Article"; }

std::optional<PublishedArticle> for_reader(db::Tx& tx, ArticleId id, const people::User& reader, i18n::Language language) {
  Visitor visitor;
  visitor.user = reader;
  return published_article(tx, id, language, reader_of(tx, visitor));
}

// The name of what is followed, as far as its follower may read it: whoever has the link is nobody more.
std::string title_of(db::Tx& tx, const Followed& followed, i18n::Language language) {
  if (followed.content_type == "Section") {
    auto words = translations(tx, "section", followed.content_id);
    std::erase_if(words, [](const Translation& one) { return one.draft; });
    const Translation* best = best_translation(words, language, "en-us");
    return best ? best->title : std::string();
  }
  const auto reader = people::find_user(tx, followed.user_id);
  const auto found = reader ? for_reader(tx, ArticleId(followed.content_id), *reader, language) : std::nullopt;
  return found ? found->translation.title : std::string();
}

struct News {
  ArticleId article;
  std::string what;    // "new", "changed"
  std::string locale;  // of the words that changed: news to whoever reads them; "" = news to all
  UserId actor;
  std::string site_url;
};

// One letter; what it is about is read anew for its reader, who may see less than others.
void write(db::Tx& tx, const Follower& follower, const News& news) {
  const auto reader = people::find_user(tx, follower.user_id);
  if (!reader || !reader->active || reader->suspended || reader->email.empty()) return;
  const auto found = for_reader(tx, news.article, *reader, reader->language());
  if (!found || (!news.locale.empty() && found->translation.locale != news.locale)) return;
  const std::string token = follower.token.empty() ? text::random_token(24) : follower.token;
  tx.execute(q::told, follower.id, token, tx.now());
  const auto language = reader->language();
  const std::string address = news.site_url + article_path(found->article, found->translation), stop = news.site_url + "/follow/" + token;
  channels::Notice notice{.to = reader->email, .name = reader->name, .language = std::string(i18n::code(language))};
  notice.subject = i18n::text(language, "follow.subject_" + news.what, {{"title", found->translation.title}});
  notice.text = i18n::text(language, "follow.text_" + news.what, {{"title", found->translation.title}}) + "\n" + address + "\n\n" + i18n::text(language, "follow.why") + " " + stop;
  notice.list_unsubscribe = stop;
  channels::queue_notice(tx, notice);
}

void tell(db::Tx& tx, std::string_view kind, std::int64_t id, const News& news) {
  for (const Follower& follower : tx.all<Follower>(q::followers, kind, id)) {
    if (follower.user_id == news.actor) continue;
    if (follower.content_type == "Article" && follower.told_at && tx.now() - follower.told_at < kBetweenLetters) continue;
    write(tx, follower, news);
  }
}

http::Response draw(const site::Settings& settings, const http::Request& request, const Visitor& visitor, Markup main, int status = 200) {
  return site::own_page(settings, request, visitor, {.title = say(visitor, "follow.title"), .main = std::move(main), .status = status});
}

struct Press {
  bool allowed = false, signed_in = false, there = false;
};

http::Response press(http::Request& request, db::Store& store, const site::Settings& settings, std::string_view plural) {
  const std::int64_t id = text::to_integer(request.path_value("id")).value_or(0);
  const std::string back = "/" + std::string(plural) + "/" + std::to_string(id);
  const auto form = site::read_form(request);
  const auto done = store.write([&](db::Tx& tx) -> Result<Press> {
    const Visitor visitor = site::visitor_of(request, tx);
    if (!visitor.user) return Press{};
    if (!form.ok() || !site::from_own_page(request) || !site::csrf_matches(visitor, (*form)["csrf"])) return Press{.signed_in = true};
    const bool there = plural == "sections" ? find_section(tx, SectionId(id)).has_value() : for_reader(tx, ArticleId(id), *visitor.user, visitor.language).has_value();
    if (!there) return Press{.allowed = true, .signed_in = true};
    if ((*form)["follow"] == "no") unfollow(tx, kind_of(plural), id, visitor.user->id);
    else TRY(follow(tx, kind_of(plural), id, visitor.user->id, i18n::code(visitor.language)));
    return Press{true, true, true};
  });
  if (done.ok() && !done->signed_in) return http::Response::redirect(303, "/signin?return_to=" + back);
  if (done.ok() && done->there) return http::Response::redirect(303, back);
  const int status = !done.ok() ? 429 : done->allowed ? 404 : 403;
  return store.read([&](db::Tx& tx) { return site::error_page(settings, request, site::visitor_of(request, tx), status); });
}

// What the link of a letter ends. A letter to an account that was merged since then speaks of what its person follows now.
std::optional<Followed> followed_by(db::Tx& tx, const http::Request& request) {
  auto found = tx.one<Followed>(q::by_token, request.path_value("token"));
  if (!found) return std::nullopt;
  found->user_id = people::merged_into(tx, found->user_id);
  return follows(tx, found->content_type, found->content_id, found->user_id) ? found : std::nullopt;
}

http::Response ask_to_stop(const http::Request& request, db::Tx& tx, const site::Settings& settings) {
  const Visitor visitor = site::visitor_of(request, tx);
  const auto found = followed_by(tx, request);
  Html out;
  out.add("<div class=\"w pg\"><div class=\"n\">");
  if (!found) {
    out.add("<h1>{}</h1><p role=\"status\">{}</p></div></div>", say(visitor, "follow.title"), say(visitor, "follow.stopped"));
    return draw(settings, request, visitor, out.take());
  }
  out.add("<h1>{}</h1><p>{}</p><form class=\"f\" method=\"post\" action=\"{}\"><button class=\"btn\">{}</button></form></div></div>", say(visitor, "follow.stop_title"),
          title_of(tx, *found, visitor.language), request.path, say(visitor, "follow.stop"));
  return draw(settings, request, visitor, out.take());
}

}  // namespace

bool follows(db::Tx& tx, std::string_view kind, std::int64_t id, UserId user) { return tx.scalar<std::int64_t>(q::of_person, kind, id, user).has_value(); }

Result<void> follow(db::Tx& tx, std::string_view kind, std::int64_t id, UserId user, std::string_view locale) {
  if (follows(tx, kind, id, user)) return {};
  if (tx.scalar<std::int64_t>(q::count_of_person, user).value_or(0) >= kMostFollowed) return Error{ErrorCode::too_many, "portal.error_429", "follows too much"};
  tx.execute(q::insert, tx.new_id("help_subscriptions"), kind, id, user, locale_key(locale), tx.now(), text::random_token(24));
  return {};
}

void unfollow(db::Tx& tx, std::string_view kind, std::int64_t id, UserId user) { tx.execute(q::remove, kind, id, user); }

Markup follow_button(db::Tx& tx, const Visitor& visitor, std::string_view plural, std::int64_t id) {
  const std::string path = "/" + std::string(plural) + "/" + std::to_string(id);
  const bool section = plural == "sections";
  if (!visitor.user)
    return Html().add("<p class=\"follow\"><a class=\"plain\" href=\"/signin?return_to={}\">{}</a></p>", path, say(visitor, section ? "follow.section" : "follow.article")).take();
  const bool on = follows(tx, kind_of(plural), id, visitor.user->id);
  return Html()
      .add("<form class=\"follow\" method=\"post\" action=\"{}/follow\"><input type=\"hidden\" name=\"csrf\" value=\"{}\"><button class=\"plain\" name=\"follow\" value=\"{}\">{}</button></form>", path,
           visitor.csrf, on ? "no" : "yes", say(visitor, on ? "follow.stop" : section ? "follow.section" : "follow.article"))
      .take();
}

void tell_followers(db::Tx& tx, const events::Event& event, const std::string& site_url) {
  if (event.kind == "user.erased") {
    tx.execute(q::forget_person, event.subject_id);
    return;
  }
  const auto article = find_article(tx, ArticleId(event.subject_id));
  if (!article || article->archived_at) return;
  const UserId actor(event.actor_id);
  // Each language is published by itself, and again after it was a draft: the first of them is the news.
  if (event.kind == "article.published" && tx.execute(q::announce, article->id, tx.now()) == 1)
    tell(tx, "Section", article->section_id.value, {article->id, "new", "", actor, site_url});
  if (event.kind != "article.updated") return;
  // Settings and drafts change an article too; only words that readers find are news.
  const auto data = parse_json(event.data.text);
  const std::string locale = data.ok() && data->is_object() ? string_at(data->get_object(), "words").value_or("") : std::string();
  if (!locale.empty()) tell(tx, "Article", article->id.value, {article->id, "changed", locale, actor, site_url});
}

void add_follow_pages(http::Router& router, db::Store& store, const site::Settings& settings) {
  for (const char* plural : {"articles", "sections"})
    router.add("POST", "/" + std::string(plural) + "/{id}/follow", [&store, &settings, plural](http::Request& request) { return press(request, store, settings, plural); });
  router.add("GET", "/follow/{token}", [&store, &settings](http::Request& request) { return store.read([&](db::Tx& tx) { return ask_to_stop(request, tx, settings); }); });
  // The token is the right: mail programs press it for their reader without cookies or a page of ours (RFC 8058).
  router.add("POST", "/follow/{token}", [&store, &settings](http::Request& request) {
    (void)store.write([&](db::Tx& tx) -> Result<void> {
      if (const auto found = followed_by(tx, request)) unfollow(tx, found->content_type, found->content_id, found->user_id);
      return {};
    });
    return store.read([&](db::Tx& tx) { return ask_to_stop(request, tx, settings); });
  });
}

}  // namespace sahay::helpcenter
