#include "desk/reach/page_check.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::reach {
namespace {

constexpr std::size_t kLongestTag = 8'192;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// The value of an attribute inside "<a href=... >"; names in lower case.
std::string attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = 0; at < tag.size();) {
    while (at < tag.size() && (is_space(tag[at]) || tag[at] == '/')) ++at;
    const std::size_t begin = at;
    while (at < tag.size() && !is_space(tag[at]) && tag[at] != '=') ++at;
    const std::string found = text::lower_ascii(tag.substr(begin, at - begin));
    while (at < tag.size() && is_space(tag[at])) ++at;
    std::string_view value;
    if (at < tag.size() && tag[at] == '=') {
      ++at;
      while (at < tag.size() && is_space(tag[at])) ++at;
      if (at < tag.size() && (tag[at] == '"' || tag[at] == '\'')) {
        const char quote = tag[at++];
        const std::size_t end = std::min(tag.find(quote, at), tag.size());
        value = tag.substr(at, end - at);
        at = end + 1;
      } else {
        const std::size_t from = at;
        while (at < tag.size() && !is_space(tag[at])) ++at;
        value = tag.substr(from, at - from);
      }
    } else if (at == begin) {
      ++at;
    }
    if (found == name) return std::string(value);
  }
  return {};
}

std::string unescaped(std::string value) {
  for (std::size_t at = value.find("&amp;"); at != std::string::npos; at = value.find("&amp;", at + 1)) value.erase(at + 1, 4);
  return value;
}

std::string absolute(std::string_view link, std::string_view page_url) {
  const std::string origin = origin_of(page_url);
  link = link.substr(0, link.find('#'));
  if (link.empty() || origin.empty()) return {};
  if (link.starts_with("//")) return std::string(page_url.substr(0, page_url.find(':') + 1)) + std::string(link);
  if (link.starts_with("/")) return origin + std::string(link);
  if (!origin_of(link).empty()) return std::string(link);
  if (link.find(':') < link.find('/')) return {};  // mailto:, javascript:
  std::string_view path = page_url.substr(origin.size());
  path = path.substr(0, path.find_first_of("?#"));
  return origin + std::string(path.substr(0, path.rfind('/') == path.npos ? 0 : path.rfind('/'))) + "/" + std::string(link);
}

std::string path_of(std::string_view url) {
  const std::string origin = origin_of(url);
  std::string_view path = url.substr(origin.size());
  return std::string(path.substr(0, path.find_first_of("?#")));
}

}  // namespace

std::string origin_of(std::string_view url) {
  const std::string head = text::lower_ascii(url.substr(0, 8));
  const std::size_t begin = head.starts_with("https://") ? 8 : head.starts_with("http://") ? 7 : 0;
  if (!begin || url.size() == begin) return {};
  return text::lower_ascii(url.substr(0, std::min(url.find_first_of("/?#", begin), url.size())));
}

PageFound read_page(std::string_view html, std::string_view page_url, std::string_view desk_url) {
  PageFound out;
  const std::string here = origin_of(page_url), desk = origin_of(desk_url);
  const auto ours = [&](const std::string& url, std::string_view path) { return path_of(url) == path && (desk.empty() || origin_of(url) == desk); };
  std::size_t end = 0;  // of the tag at hand: looked for once, so that a page of open tags stays linear
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    if (html.substr(at, 4) == "<!--") {
      at = std::min(html.find("-->", at + 4), html.size() - 1);
      continue;
    }
    const std::string name = text::lower_ascii(html.substr(at + 1, 7));
    const bool script = name.starts_with("script") , anchor = name.size() > 1 && name[0] == 'a' && is_space(name[1]);
    if (!script && !anchor) continue;
    if (end <= at) end = html.find('>', at);
    if (end == html.npos) break;
    if (end - at > kLongestTag) continue;
    const std::string_view tag = html.substr(at + (script ? 7 : 2), end - at - (script ? 7 : 2));
    const std::string url = absolute(unescaped(attribute(tag, script ? "src" : "href")), page_url);
    if (url.empty()) continue;
    if (script) {
      out.widget |= ours(url, "/widget.js");
      out.card |= ours(url, "/contact-card.js");
    } else {
      out.link |= ours(url, "/contact");
      if (origin_of(url) == here && out.links.size() < kMostLinks && std::find(out.links.begin(), out.links.end(), url) == out.links.end()) out.links.push_back(url);
    }
  }
  return out;
}

}  // namespace sahay::reach
