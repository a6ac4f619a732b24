#include "desk/helpcenter/pages.h"

#include "base/json.h"
#include "base/text.h"
#include "desk/helpcenter/article_view.h"
#include "desk/helpcenter/follow.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/helpcenter/machine_files.h"
#include "desk/helpcenter/shelf.h"
#include "desk/helpcenter/structured_data.h"
#include "desk/people/people_api.h"
#include "desk/site/contact_card.h"
#include "desk/site/form.h"
#include "desk/site/page.h"
#include "desk/site/words.h"

namespace sahay::helpcenter {
namespace {

using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

// A link to a listed article; a language other than the page's is named.
Markup article_item(const Article& article, const Translation& words, const Visitor& visitor) {
  const bool foreign = !words.locale.starts_with(i18n::code(visitor.language));
  return Html()
      .add("<li><a href=\"{}\"{}>{}</a></li>", article_path(article, words),
           foreign ? Html().add(" lang=\"{}\"", words.locale).take() : Markup{}, words.title)
      .take();
}

http::Response home(const site::Settings& settings, const http::Request& request, const Visitor& visitor, const Shelf& shelf) {
  Html out;
  out.add("<div class=\"hero\"><div class=\"w\"><h1>{}</h1>{}", say(visitor, "portal.hero"), site::search_form(visitor, ""));
  Html often;
  int promoted = 0;
  for (const auto& [article, words] : shelf.articles) {
    if (!article.promoted || promoted == 3) continue;
    often.add("{}<a href=\"{}\">{}</a>", promoted++ ? ", " : "", article_path(article, words), words.title);
  }
  if (promoted) out.add("<p class=\"hint\">{} {}</p>", say(visitor, "portal.often_asked"), often.take());
  out.add("</div></div><div class=\"w\">");
  if (!shelf.categories.empty()) {
    out.add("<h2>{}</h2><ul class=\"topics\">", say(visitor, "portal.topics"));
    for (const Category& category : shelf.categories) {
      int count = 0;
      for (const Section* section : shelf.sections_of(category.id)) count += int(shelf.articles_of(section->id).size());
      const Translation* words = shelf.of("category", category.id.value, category.source_locale);
      if (!words || count == 0) continue;
      out.add("<li><a href=\"/categories/{}-{}\">{}</a><p>{}{}<span class=\"one\">{}</span></p></li>", category.id.value, slug_of(words->title), words->title,
              words->body_text, words->body_text.empty() ? "" : " · ",
              say(visitor, "portal.answers_count", {{"n", std::to_string(count)}}));
    }
    out.add("</ul>");
  }
  out.add("<h2 id=\"ways\">{}</h2>{}</div>", say(visitor, "portal.all_ways"),
          site::card_table(settings, visitor.language, visitor.now, visitor.time_zone));
  return site::page(settings, request, visitor,
                    {.title = settings.desk_name.text(),
                     .description = say(visitor, "portal.home_description", {{"desk", settings.desk_name.text()}}),
                     .current = "answers",
                     .main = out.take(),
                     .feed = "/feed.atom"});
}

http::Response category_page(const site::Settings& settings, const http::Request& request, const Visitor& visitor,
                             const Shelf& shelf, CategoryId id) {
  const auto category = std::find_if(shelf.categories.begin(), shelf.categories.end(), [&](const Category& c) { return c.id == id; });
  if (category == shelf.categories.end()) return site::error_page(settings, request, visitor, 404);
  if (!shelf.of("category", id.value, category->source_locale)) return site::error_page(settings, request, visitor, 404);
  const std::string title = shelf.title(*category);
  Html out;
  out.add("<div class=\"w pg\"><p class=\"crumbs\"><a href=\"/\">{}</a></p><h1>{}</h1>{}", say(visitor, "portal.answers"), title,
          shelf.description("category", id.value, category->source_locale));
  for (const Section* section : shelf.sections_of(id)) {
    const auto list = shelf.articles_of(section->id);
    if (list.empty()) continue;
    out.add("<h2><a href=\"/sections/{}-{}\">{}</a></h2>{}<ul class=\"list\">", section->id.value, slug_of(shelf.title(*section)),
            shelf.title(*section), shelf.description("section", section->id.value, section->source_locale));
    for (const auto* one : list) out.add("{}", article_item(one->first, one->second, visitor));
    out.add("</ul>");
  }
  out.add("</div>");
  return site::page(settings, request, visitor,
                    {.title = title, .description = shelf.of("category", id.value, category->source_locale)->body_text,
                     .current = "answers", .main = out.take(), .canonical = place_path("categories", id.value, title),
                     .paths = paths_of("categories", id.value, shelf.words.at({"category", id.value})),
                     .words = i18n::language_of(shelf.of("category", id.value, category->source_locale)->locale),
                     .feed = "/categories/" + std::to_string(id.value) + "/feed.atom",
                     .data = breadcrumb_data(request, {{say(visitor, "portal.answers"), "/"}, {title, place_path("categories", id.value, title)}})});
}

http::Response section_page(const site::Settings& settings, const http::Request& request, const Visitor& visitor,
                            const Shelf& shelf, SectionId id, db::Tx& tx) {
  const auto section = std::find_if(shelf.sections.begin(), shelf.sections.end(), [&](const Section& s) { return s.id == id; });
  if (section == shelf.sections.end()) return site::error_page(settings, request, visitor, 404);
  const auto category = std::find_if(shelf.categories.begin(), shelf.categories.end(),
                                     [&](const Category& c) { return c.id == section->category_id; });
  const std::string title = shelf.title(*section);
  Html out;
  out.add("<div class=\"w pg\"><p class=\"crumbs\"><a href=\"/\">{}</a>", say(visitor, "portal.answers"));
  if (category != shelf.categories.end())
    out.add(" › <a href=\"/categories/{}\">{}</a>", category->id.value, shelf.title(*category));
  out.add("</p><h1>{}</h1>{}<ul class=\"list\">", title, shelf.description("section", id.value, section->source_locale));
  for (const auto* one : shelf.articles_of(id)) out.add("{}", article_item(one->first, one->second, visitor));
  out.add("</ul>{}</div>", follow_button(tx, visitor, "sections", id.value));
  std::vector<Crumb> trail{{say(visitor, "portal.answers"), "/"}};
  if (category != shelf.categories.end()) trail.push_back({shelf.title(*category), place_path("categories", category->id.value, shelf.title(*category))});
  trail.push_back({title, place_path("sections", id.value, title)});
  const Translation* words = shelf.of("section", id.value, section->source_locale);
  if (!words) return site::error_page(settings, request, visitor, 404);
  return site::page(settings, request, visitor,
                    {.title = title, .current = "answers", .main = out.take(), .canonical = trail.back().path,
                     .paths = paths_of("sections", id.value, shelf.words.at({"section", id.value})), .words = i18n::language_of(words->locale),
                     .feed = "/sections/" + std::to_string(id.value) + "/feed.atom", .data = breadcrumb_data(request, trail)});
}

// Who vouches for the text and when: a human face and its freshness.
std::string freshness(const PublishedArticle& found, const site::Settings& settings, const Visitor& visitor, db::Tx& tx) {
  const Article& article = found.article;
  const auto person = people::find_user(tx, article.checked_by ? article.checked_by : article.author_id);
  const Time at = article.checked_at ? article.checked_at : article.edited_at;
  const i18n::Arguments arguments = {
      {"date", site::date_words(visitor.language, at, settings.time_zone.text())},
      {"name", person ? person->name : settings.desk_name.text()},
      {"minutes", say(visitor, "time.minutes", {{"count", std::to_string(reading_minutes(found.translation.body_text))}})}};
  return say(visitor, article.checked_at ? "portal.checked_by" : "portal.written_by", arguments);
}

Markup feedback(const Article& article, const Visitor& visitor, const http::Request& request) {
  if (request.parameter("thanks"))
    return Html().add("<p class=\"fb\" role=\"status\"><b>{}</b></p>", say(visitor, "portal.feedback_thanks")).take();
  return Html()
      .add("<form class=\"fb\" method=\"post\" action=\"/articles/{}/feedback\"><b>{}</b>"
           "<button class=\"btn s\" name=\"solved\" value=\"yes\">{}</button>"
           "<button class=\"btn s\" name=\"solved\" value=\"no\">{}</button></form>",
           article.id.value, say(visitor, "portal.feedback_question"), say(visitor, "portal.feedback_yes"),
           say(visitor, "portal.feedback_no"))
      .take();
}

// What the writer will have published: drafts too, and whatever the audience.
std::optional<PublishedArticle> article_before_publishing(db::Tx& tx, ArticleId id, i18n::Language language) {
  auto article = find_article(tx, id);
  if (!article) return std::nullopt;
  const auto all = translations(tx, "article", id.value);
  const Translation* best = best_translation(all, language, article->source_locale);
  if (!best) return std::nullopt;
  return PublishedArticle{std::move(*article), *best, best->locale.starts_with(i18n::code(language))};
}

http::Response article_page(const site::Settings& settings, const http::Request& request, const Visitor& visitor, db::Tx& tx,
                            ArticleId id, const std::optional<Audience>& writer) {
  const auto found = writer ? article_before_publishing(tx, id, visitor.language) : published_article(tx, id, visitor.language, reader_of(tx, visitor));
  if (!found || (writer && !writer->sees(found->article.user_segment_id))) return site::error_page(settings, request, visitor, 404);
  const auto& [article, words, translated] = *found;
  const auto section = find_section(tx, article.section_id);
  const auto section_words = section ? translations(tx, "section", section->id.value) : std::vector<Translation>{};
  const Translation* section_title = section ? best_translation(section_words, visitor.language, section->source_locale) : nullptr;
  const Anchored text = with_anchors(words.body);
  Html out;
  out.add("<article><p class=\"crumbs\"><a href=\"/\">{}</a>", say(visitor, "portal.answers"));
  std::vector<Crumb> trail{{say(visitor, "portal.answers"), "/"}};
  if (section_title) trail.push_back({section_title->title, place_path("sections", section->id.value, section_title->title)});
  if (section_title)
    out.add(" › <a href=\"/sections/{}-{}\">{}</a>", section->id.value, slug_of(section_title->title), section_title->title);
  out.add("</p><h1>{}</h1><p class=\"m\">{}</p>", words.title, freshness(*found, settings, visitor, tx));
  if (writer) out.add("<p class=\"note\" role=\"note\">{}</p>", say(visitor, words.draft ? "portal.preview_draft" : "portal.preview"));
  if (!translated) out.add("<p class=\"note\" role=\"note\">{}</p>", say(visitor, "portal.not_translated"));
  out.add("<div class=\"text\"{}>{}</div>{}</article>",
          translated ? Markup{} : Html().add(" lang=\"{}\"", words.locale).take(), Markup{text.html},
          Html().add("{}{}", feedback(article, visitor, request), writer ? Markup{} : follow_button(tx, visitor, "articles", id.value)).take());
  Html aside;
  if (text.headings.size() > 1) {
    aside.add("<aside class=\"toc\" aria-label=\"{}\"><b>{}</b><ul>", say(visitor, "portal.on_this_page"),
              say(visitor, "portal.on_this_page"));
    for (const Heading& heading : text.headings) aside.add("<li><a href=\"#{}\">{}</a></li>", heading.anchor, heading.title);
    aside.add("</ul></aside>");
  } else {
    aside.add("<div></div>");
  }
  std::string description(text::first(words.body_text, 160));
  std::replace(description.begin(), description.end(), '\n', ' ');
  return site::page(settings, request, visitor,
                    {.title = words.title, .description = std::move(description), .current = "answers", .main = out.take(),
                     .aside = aside.take(), .indexed = !writer && article.user_segment_id == 0, .canonical = article_path(article, words),
                     .paths = paths_of("articles", id.value, translations(tx, "article", id.value)), .words = i18n::language_of(words.locale),
                     .data = article_data(settings, request, *found, trail)});
}

http::Response search_page(const site::Settings& settings, const http::Request& request, const Visitor& visitor,
                           const std::string& query, const std::vector<Found>& results) {
  Html out;
  out.add("<div class=\"hero\"><div class=\"w\"><h1>{}</h1>{}</div></div><div class=\"w\"><div class=\"n\">",
          say(visitor, "portal.search_title"), site::search_form(visitor, query));
  if (query.empty()) {
  } else if (results.empty()) {
    out.add("<div role=\"status\"><h2>{}</h2></div><p>{}</p><p><a class=\"btn\" href=\"/requests/new?subject={}\">{}</a></p>",
            say(visitor, "portal.nothing_found", {{"query", query}}), say(visitor, "portal.nothing_found_hint"),
            text::percent_encode(query), say(visitor, "portal.ask_a_person"));
  } else {
    out.add("<p class=\"m\" role=\"status\">{}</p><ul class=\"results\">",
            say(visitor, "portal.found_count", {{"n", std::to_string(results.size())}}));
    for (const Found& one : results)
      out.add("<li><a href=\"{}\">{}</a><p>{}</p></li>", article_path(one.article, one.translation), one.translation.title, site::Markup{one.snippet_html});
    out.add("</ul><p>{} <a href=\"/requests/new?subject={}\">{}</a></p>", say(visitor, "portal.not_what_you_need"),
            text::percent_encode(query), say(visitor, "portal.ask_a_person"));
  }
  out.add("</div></div>");
  return site::page(settings, request, visitor,
                    {.title = say(visitor, "portal.search_title"), .current = "answers", .main = out.take(), .indexed = false});
}

// "12-drill-stops" -> 12; 0 when it does not start with a number.
std::int64_t leading_id(std::string_view segment) { return text::to_integer(segment.substr(0, segment.find('-'))).value_or(0); }

std::string suggestions(const std::vector<Found>& results, const http::Request& request) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key("results").begin_array();
  for (const Found& one : results)
    writer.begin_object()
        .field("title", one.translation.title)
        .field("url", request.base_url + article_path(one.article, one.translation))
        .field("snippet", one.snippet)
        .end_object();
  writer.end_array().end_object();
  return out;
}

}  // namespace

void add_pages(http::Router& router, db::Store& store, const site::Settings& settings) {
  add_machine_files(router, store, settings);
  add_follow_pages(router, store, settings);
  const auto page_of = [&store, &settings](auto build) {
    return [&store, &settings, build](http::Request& request) {
      return store.read([&](db::Tx& tx) { return build(settings, request, site::visitor_of(request, tx), tx); });
    };
  };
  router.add("GET", "/", page_of([](auto& s, auto& request, const Visitor& visitor, db::Tx& tx) {
    return home(s, request, visitor, load_shelf(tx, visitor));
  }));
  router.add("GET", "/categories/{id}", page_of([](auto& s, auto& request, const Visitor& visitor, db::Tx& tx) {
    return category_page(s, request, visitor, load_shelf(tx, visitor), CategoryId(leading_id(request.path_value("id"))));
  }));
  router.add("GET", "/sections/{id}", page_of([](auto& s, auto& request, const Visitor& visitor, db::Tx& tx) {
    return section_page(s, request, visitor, load_shelf(tx, visitor), SectionId(leading_id(request.path_value("id"))), tx);
  }));
  // ?preview=1 with the session of the console: as its writers see it.
  router.add("GET", "/articles/{id}", [&store, &settings, authenticate = people::authenticator()](http::Request& request) {
    const auto caller = request.parameter("preview") ? authenticate(request, store) : Result<api::Caller>(api::Caller{});
    return store.read([&](db::Tx& tx) {
      std::optional<Audience> writer;
      if (caller.ok() && caller->staff()) writer = audience_of(tx, *caller);
      return article_page(settings, request, site::visitor_of(request, tx), tx, ArticleId(leading_id(request.path_value("id"))), writer);
    });
  });
  router.add("GET", "/search", [&store, &settings](http::Request& request) {
    const std::string query(text::first(text::trim(request.parameter("q").value_or("")), 200));
    bool missed = false;
    auto response = store.read([&](db::Tx& tx) {
      const Visitor visitor = site::visitor_of(request, tx);
      const auto results = search(tx, query, visitor.language, 20, reader_of(tx, visitor));
      missed = results.empty() && !query.empty();
      return search_page(settings, request, visitor, query, results);
    });
    if (missed)
      (void)store.write([&](db::Tx& tx) -> Result<void> {
        record_missed_search(tx, query, site::language_of(request, std::nullopt));
        return {};
      });
    return response;
  });
  router.add("GET", "/search/suggest", [&store](http::Request& request) {
    return store.read([&](db::Tx& tx) {
      const std::string query(text::first(text::trim(request.parameter("q").value_or("")), 200));
      const Visitor visitor = site::visitor_of(request, tx);
      auto response = http::Response::json(200, suggestions(search(tx, query, visitor.language, 5, reader_of(tx, visitor)), request));
      response.header("cache-control", visitor.user ? "private, no-store" : "no-cache");
      return response;
    });
  });
  router.add("POST", "/articles/{id}/feedback", [&store, &settings](http::Request& request) {
    const ArticleId id(leading_id(request.path_value("id")));
    const auto form = site::read_form(request);
    if (!form.ok() || !site::from_own_page(request))
      return store.read([&](db::Tx& tx) { return site::error_page(settings, request, site::visitor_of(request, tx), 403); });
    const bool solved = (*form)["solved"] == "yes";
    const auto voted = store.write([&](db::Tx& tx) -> Result<Article> {
      const auto visitor = site::visitor_of(request, tx);
      return vote(tx, id, visitor.user ? visitor.user->id : UserId(), solved ? 1 : -1);
    });
    if (!voted.ok())
      return store.read([&](db::Tx& tx) { return site::error_page(settings, request, site::visitor_of(request, tx), 404); });
    const std::string number = std::to_string(id.value);
    return http::Response::redirect(303, solved ? "/articles/" + number + "?thanks=1" : "/requests/new?article=" + number);
  });
}

}  // namespace sahay::helpcenter
