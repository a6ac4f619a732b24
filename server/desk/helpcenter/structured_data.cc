#include "desk/helpcenter/structured_data.h"

#include "base/json.h"
#include "base/text.h"
#include "desk/helpcenter/shelf.h"
#include "platform/text/html.h"

namespace sahay::helpcenter {
namespace {

void write_trail(JsonWriter& w, const http::Request& request, const std::vector<Crumb>& trail) {
  w.begin_object().field("@type", "BreadcrumbList").key("itemListElement").begin_array();
  int place = 0;
  for (const Crumb& crumb : trail)
    w.begin_object().field("@type", "ListItem").field("position", ++place).field("name", crumb.title).field("item", request.base_url + crumb.path).end_object();
  w.end_array().end_object();
}

// The words of the call-out that an article begins with; "" when it has none.
std::string short_answer(const std::string& body) {
  constexpr std::string_view begin = "<blockquote>", end = "</blockquote>";
  if (!text::trim(body).starts_with(begin)) return {};
  const auto from = body.find(begin) + begin.size(), to = body.find(end, from);
  return to == body.npos ? std::string() : std::string(text::trim(text::html_to_text(body.substr(from, to - from))));
}

void write_question(JsonWriter& w, const Translation& words, const std::string& answer) {
  w.begin_object().field("@type", "FAQPage").field("inLanguage", i18n::code(i18n::language_of(words.locale))).key("mainEntity").begin_array();
  w.begin_object().field("@type", "Question").field("name", words.title).key("acceptedAnswer").begin_object();
  w.field("@type", "Answer").field("text", answer).end_object().end_object().end_array().end_object();
}

void write_article(JsonWriter& w, const site::Settings& settings, const http::Request& request, const PublishedArticle& found) {
  const auto& [article, words, translated] = found;
  w.begin_object().field("@type", "Article").field("headline", words.title).field("inLanguage", i18n::code(i18n::language_of(words.locale)));
  w.field("datePublished", article.created_at).field("dateModified", std::max(article.edited_at, article.checked_at));
  w.field("mainEntityOfPage", request.base_url + article_path(article, words));
  w.key("publisher").begin_object().field("@type", "Organization").field("name", settings.desk_name.text()).field("url", request.base_url).end_object();
  w.end_object();
}

template <class Write>
std::string graph(Write write) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("@context", "https://schema.org").key("@graph").begin_array();
  write(w);
  w.end_array().end_object();
  return site::data_block(std::move(out));
}

}  // namespace

std::string breadcrumb_data(const http::Request& request, const std::vector<Crumb>& trail) {
  return graph([&](JsonWriter& w) { write_trail(w, request, trail); });
}

std::string article_data(const site::Settings& settings, const http::Request& request, const PublishedArticle& found,
                         std::vector<Crumb> trail) {
  trail.push_back({found.translation.title, article_path(found.article, found.translation)});
  return graph([&](JsonWriter& w) {
    write_trail(w, request, trail);
    const std::string answer = found.translation.title.ends_with('?') ? short_answer(found.translation.body) : std::string();
    if (answer.empty()) write_article(w, settings, request, found);
    else write_question(w, found.translation, answer);
  });
}

}  // namespace sahay::helpcenter
