#include "desk/helpcenter/machine_files.h"

#include <algorithm>

#include "base/text.h"
#include "desk/helpcenter/shelf.h"

namespace sahay::helpcenter {
namespace {

using site::Html;
using site::Markup;
using site::Visitor;

constexpr std::size_t kMostAddresses = 50'000;  // sitemaps.org: of one file
constexpr std::size_t kMostEntries = 50;

// Pages that are somebody's own, and what is no page.
constexpr std::string_view kNotForRobots[] = {"/api/", "/console", "/requests", "/account", "/signin", "/search", "/solved/", "/report", "/oauth/", "/attachments/", "/pictures/", "/follow"};

http::Response file(std::string body, const char* type) {
  http::Response out;
  out.body = std::move(body);
  return out.header("content-type", type).header("cache-control", "public, max-age=600").header("x-content-type-options", "nosniff");
}

Visitor nobody(const http::Request& request, Time now) {
  Visitor visitor;
  visitor.language = site::language_of(request, std::nullopt);
  visitor.now = now;
  return visitor;
}

http::Response robots(const http::Request& request) {
  std::string out = "User-agent: *\n";
  for (const std::string_view path : kNotForRobots) out += "Disallow: " + std::string(path) + "\n";
  return file(out + "\nSitemap: " + request.base_url + "/sitemap.xml\n", "text/plain; charset=utf-8");
}

// RFC 3986: letters of other scripts go as their bytes; browsers take either, programs only this.
std::string address(const std::string& base, const std::string& path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = base;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) out += c;
    else out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
  return out;
}

class Sitemap {
 public:
  explicit Sitemap(const std::string& base) : base_(base) {}

  // A page in each of its languages; each of them names the others.
  void add(const std::map<i18n::Language, std::string>& paths, Time changed = {}) {
    for (const auto& [language, path] : paths) {
      if (++count_ > kMostAddresses) return;
      out_.add("<url><loc>{}?lang={}</loc>", address(base_, path), i18n::code(language));
      if (changed) out_.add("<lastmod>{}</lastmod>", to_iso8601(changed));
      for (const auto& [other, there] : paths)
        out_.add("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}?lang={}\"/>", i18n::code(other), address(base_, there), i18n::code(other));
      out_.add("</url>");
    }
  }
  std::string take() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">" +
           out_.take().html + "</urlset>\n";
  }

 private:
  const std::string base_;
  Html out_;
  std::size_t count_ = 0;
};

std::map<i18n::Language, std::string> in_all(const std::string& path) {
  return {{i18n::Language::en, path}, {i18n::Language::bn, path}, {i18n::Language::ru, path}};
}

http::Response sitemap(const http::Request& request, db::Tx& tx) {
  const Shelf shelf = load_shelf(tx, nobody(request, tx.now()));
  const auto paths = [&](const char* kind, const char* plural, std::int64_t id) {
    const auto found = shelf.words.find({kind, id});
    return found == shelf.words.end() ? std::map<i18n::Language, std::string>{} : paths_of(plural, id, found->second);
  };
  Sitemap out(request.base_url);
  out.add(in_all("/"));
  out.add(in_all("/contact"));
  for (const Category& category : shelf.categories) {
    const auto inside = shelf.sections_of(category.id);
    if (std::none_of(inside.begin(), inside.end(), [&](const Section* one) { return !shelf.articles_of(one->id).empty(); })) continue;
    out.add(paths("category", "categories", category.id.value));
  }
  for (const Section& section : shelf.sections)
    if (!shelf.articles_of(section.id).empty()) out.add(paths("section", "sections", section.id.value));
  for (const auto& [article, words] : shelf.articles) out.add(paths("article", "articles", article.id.value), article.edited_at);
  return file(out.take(), "application/xml; charset=utf-8");
}

// What Atom allows in a text: no control characters but tab and line ends.
std::string plain(std::string_view words) {
  std::string out;
  for (const char c : words)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
  return out;
}

struct Feed {
  std::string path, page, title;  // its own address, the page it tells of
  std::vector<const std::pair<Article, Translation>*> articles;
};

http::Response atom(const site::Settings& settings, const http::Request& request, const Visitor& visitor, db::Tx& tx, Feed feed) {
  auto& list = feed.articles;
  std::sort(list.begin(), list.end(), [](const auto* a, const auto* b) { return std::pair(b->first.edited_at, b->first.id.value) < std::pair(a->first.edited_at, a->first.id.value); });
  if (list.size() > kMostEntries) list.resize(kMostEntries);
  const std::string base = request.base_url, language(i18n::code(visitor.language));
  Html out;
  out.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><id>{}{}?lang={}</id><title>{}</title>", language, base, feed.path,
          language, plain(feed.title));
  out.add("<updated>{}</updated><link rel=\"self\" href=\"{}{}?lang={}\"/><link href=\"{}?lang={}\"/><author><name>{}</name></author>",
          to_iso8601(list.empty() ? Time() : list.front()->first.edited_at), base, feed.path, language, address(base, feed.page), language, plain(settings.desk_name.text()));
  for (const auto* one : list) {
    const auto& [article, words] = *one;
    const auto whole = find_translation(tx, "article", article.id.value, words.locale);
    out.add("<entry><id>{}/articles/{}</id><title>{}</title><published>{}</published><updated>{}</updated>", base, article.id.value, plain(words.title), to_iso8601(article.created_at),
            to_iso8601(article.edited_at));
    out.add("<link href=\"{}?lang={}\"/><summary>{}</summary></entry>", address(base, article_path(article, words)), i18n::code(i18n::language_of(words.locale)),
            plain(text::first(whole ? whole->body_text : std::string(), 300)));
  }
  out.add("</feed>\n");
  return file(out.take().html, "application/atom+xml; charset=utf-8");
}

std::optional<Feed> feed_of_all(const site::Settings& settings, const Shelf& shelf) {
  Feed feed{"/feed.atom", "/", settings.desk_name.text(), {}};
  for (const auto& one : shelf.articles) feed.articles.push_back(&one);
  return feed;
}

std::optional<Feed> feed_of_section(const Shelf& shelf, SectionId id) {
  const auto found = std::find_if(shelf.sections.begin(), shelf.sections.end(), [&](const Section& one) { return one.id == id; });
  if (found == shelf.sections.end()) return std::nullopt;
  const std::string number = std::to_string(id.value), title = shelf.title(*found);
  return Feed{"/sections/" + number + "/feed.atom", place_path("sections", id.value, title), title, shelf.articles_of(id)};
}

std::optional<Feed> feed_of_category(const Shelf& shelf, CategoryId id) {
  const auto found = std::find_if(shelf.categories.begin(), shelf.categories.end(), [&](const Category& one) { return one.id == id; });
  if (found == shelf.categories.end()) return std::nullopt;
  const std::string number = std::to_string(id.value), title = shelf.title(*found);
  Feed feed{"/categories/" + number + "/feed.atom", place_path("categories", id.value, title), title, {}};
  for (const Section* section : shelf.sections_of(id))
    for (const auto* one : shelf.articles_of(section->id)) feed.articles.push_back(one);
  return feed;
}

}  // namespace

void add_machine_files(http::Router& router, db::Store& store, const site::Settings& settings) {
  router.add("GET", "/robots.txt", [](http::Request& request) { return robots(request); });
  router.add("GET", "/sitemap.xml", [&store](http::Request& request) { return store.read([&](db::Tx& tx) { return sitemap(request, tx); }); });
  const auto feed = [&](const char* path, auto find) {
    router.add("GET", path, [&store, &settings, find](http::Request& request) {
      return store.read([&](db::Tx& tx) {
        const Visitor visitor = nobody(request, tx.now());
        const Shelf shelf = load_shelf(tx, visitor);
        auto found = find(settings, shelf, text::to_integer(request.path_value("id")).value_or(0));
        return found ? atom(settings, request, visitor, tx, std::move(*found)) : site::error_page(settings, request, visitor, 404);
      });
    });
  };
  feed("/feed.atom", [](const site::Settings& s, const Shelf& shelf, std::int64_t) { return feed_of_all(s, shelf); });
  feed("/categories/{id}/feed.atom", [](const site::Settings&, const Shelf& shelf, std::int64_t id) { return feed_of_category(shelf, CategoryId(id)); });
  feed("/sections/{id}/feed.atom", [](const site::Settings&, const Shelf& shelf, std::int64_t id) { return feed_of_section(shelf, SectionId(id)); });
}

}  // namespace sahay::helpcenter
