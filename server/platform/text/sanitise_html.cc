#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/text.h"
#include "platform/text/css_filter.h"
#include "platform/text/html.h"
#include "platform/text/html_tokens.h"
#include "platform/text/text_runs.h"

namespace sahay::text {
namespace {

constexpr std::array<std::string_view, 66> kElements = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite",
    "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav",
    "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr"};
// Allowed besides, kept apart because their names are long-lived oddities of mail.
constexpr std::array<std::string_view, 5> kMoreElements = {"tt", "u", "ul", "var", "wbr"};
// Removed with everything inside.
constexpr std::array<std::string_view, 22> kDropped = {
    "script", "style", "head", "title", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "noscript",
    "noembed", "noframes", "xmp", "plaintext", "svg", "math", "audio", "video", "select", "textarea"};
constexpr std::array<std::string_view, 20> kFormatting = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small",
                                                          "strike", "strong", "tt", "u", "span", "sub", "sup", "del", "ins", "mark"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Drops tags beyond a depth, so that the tree builder (whose destructor recurses, and whose formatting elements are
// reopened in every block) sees a shallow document; and long pieces of text, when `runs` takes them.
std::string limit_depth(std::string_view html, const SanitiseOptions& options, TextRuns* runs, bool& limited) {
  static constexpr std::size_t kMaxFormatting = 24;
  static constexpr std::size_t kMaxAttributes = 100;
  std::string out;
  out.reserve(html.size());
  HtmlTokens tokens(html);
  HtmlToken token;
  std::vector<std::string> open;
  std::size_t formatting = 0;
  while (tokens.next(token)) {
    if (token.kind == HtmlToken::Kind::start_tag && !is_void_element(token.name)) {
      const bool is_formatting = contains(kFormatting, token.name);
      if (open.size() >= options.max_depth || (is_formatting && formatting >= kMaxFormatting)) {
        limited = true;
        out += ' ';
        continue;
      }
      formatting += is_formatting;
      open.push_back(token.name);
    } else if (token.kind == HtmlToken::Kind::end_tag) {
      for (std::size_t i = open.size(); i-- > 0;) {
        if (open[i] != token.name) continue;
        for (std::size_t k = i; k < open.size(); ++k) formatting -= contains(kFormatting, open[k]);
        open.resize(i);
        break;
      }
    }
    // The tree builder compares every attribute with every other.
    if (token.kind == HtmlToken::Kind::start_tag && token.attributes.size() >= kMaxAttributes) out += "<" + token.name + ">";
    else if (token.kind == HtmlToken::Kind::text && runs) runs->shorten(token.source, out);
    else out += token.source;
  }
  return out;
}

struct OutputCloser {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

// The scheme of an address as a browser would see it: white space and controls ignored.
std::string compact_url(std::string_view url) {
  std::string out;
  for (char c : url) {
    const auto u = static_cast<unsigned char>(c);
    if (u > 32 && u != 127) out += c;
  }
  return out;
}

class Writer {
 public:
  Writer(const SanitiseOptions& options, const TextRuns& runs, SanitisedHtml& result) : options_(options), runs_(runs), result_(result) {}

  // Walks the tree with an explicit stack: every node is entered once and left once.
  void write(const GumboNode* root) {
    struct Step {
      const GumboNode* node;
      std::size_t child;
      bool emitted;
    };
    std::vector<Step> stack{{root, 0, false}};
    while (!stack.empty()) {
      Step& top = stack.back();
      const GumboVector& children = top.node->type == GUMBO_NODE_DOCUMENT ? top.node->v.document.children : top.node->v.element.children;
      if (top.child >= children.length) {
        if (top.emitted) result_.html.append("</").append(tag_name(top.node)).append(">");
        stack.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[top.child++]);
      if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_CDATA) {
        result_.html += escape_html(runs_.empty() ? std::string(child->v.text.text) : runs_.restored(child->v.text.text));
      } else if (child->type == GUMBO_NODE_ELEMENT) {
        if (dropped(child)) continue;
        const bool emitted = open_tag(child);
        stack.push_back({child, 0, emitted});
      }
    }
  }

 private:
  static std::string tag_name(const GumboNode* node) {
    const GumboElement& e = node->v.element;
    if (e.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(e.tag);
    GumboStringPiece piece = e.original_tag;
    gumbo_tag_from_original_text(&piece);
    return lower_ascii(std::string_view(piece.data ? piece.data : "", piece.length));
  }

  static bool dropped(const GumboNode* node) {
    if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return true;
    return contains(kDropped, tag_name(node));
  }

  // Writes the start tag when the element may stay; says whether an end tag is due.
  bool open_tag(const GumboNode* node) {
    const std::string name = tag_name(node);
    if (!contains(kElements, name) && !contains(kMoreElements, name)) return false;
    const GumboVector& attributes = node->v.element.attributes;
    std::string tag = "<" + name;
    if (name == "img") {
      if (!image_source(attributes, tag)) return false;
    } else if (name == "a") {
      link_target(attributes, tag);
    }
    for (unsigned i = 0; i < attributes.length; ++i) {
      const auto* a = static_cast<const GumboAttribute*>(attributes.data[i]);
      plain_attribute(name, lower_ascii(a->name), value_of(*a), tag);
    }
    result_.html += tag + ">";
    return !is_void_element(name);
  }

  static void add(std::string& tag, std::string_view name, std::string_view value) {
    tag.append(" ").append(name).append("=\"").append(escape_html(value)).append("\"");
  }

  void plain_attribute(std::string_view element, std::string_view name, std::string_view value, std::string& tag) {
    if (value.size() > 8192) return;
    if (name == "style") {
      if (const std::string style = filter_style(value); !style.empty()) add(tag, "style", style);
      return;
    }
    if (name == "dir" || name == "lang" || name == "title" || name == "align" || name == "valign") {
      add(tag, name, value);
    } else if (name == "bgcolor" || name == "color" || name == "face" || name == "size") {
      if (std::all_of(value.begin(), value.end(), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) || c == '#' || c == ' ' || c == ',' || c == '-' || c == '+';
          })) add(tag, name, value);
    } else if (name == "width" || name == "height" || name == "border" || name == "cellpadding" || name == "cellspacing" ||
               name == "colspan" || name == "rowspan" || name == "start" || name == "span") {
      if (value.size() <= 6 && std::all_of(value.begin(), value.end(), [](char c) { return std::isdigit(static_cast<unsigned char>(c)) || c == '%'; })) {
        add(tag, name, value);
      }
    } else if (name == "alt" && element == "img") {
      add(tag, name, first(value, 1000));
    } else if (name == "type" && (element == "blockquote" || element == "ol" || element == "ul") && value.size() < 10) {
      add(tag, name, value);
    } else if (name == "data-sahay-history" && value.size() < 100) {
      add(tag, name, value);
    }
  }

  // False when no image remains.
  bool image_source(const GumboVector& attributes, std::string& tag) {
    const GumboAttribute* src = gumbo_get_attribute(&attributes, "src");
    if (!src) return false;
    const std::string url = compact_url(value_of(*src));
    if (starts_with_ignoring_case(url, "cid:")) {
      const std::string inline_url = options_.inline_url ? options_.inline_url(percent_decode(std::string_view(url).substr(4), false)) : std::string();
      if (inline_url.empty()) return false;
      add(tag, "src", inline_url);
      return true;
    }
    if (raster_data(url)) {
      add(tag, "src", url);
      return true;
    }
    const bool remote = starts_with_ignoring_case(url, "http://") || starts_with_ignoring_case(url, "https://");
    if (!remote || url.size() > 8192) return false;
    if (options_.allow_remote_images) {
      add(tag, "src", url);
      add(tag, "referrerpolicy", "no-referrer");
    } else {
      add(tag, "data-remote-src", url);
      result_.has_remote_content = true;
    }
    return true;
  }

  static bool raster_data(std::string_view url) {
    for (std::string_view type : {"png", "jpeg", "gif", "webp"}) {
      const std::string prefix = "data:image/" + std::string(type) + ";base64,";
      if (!starts_with_ignoring_case(url, prefix)) continue;
      return std::all_of(url.begin() + static_cast<std::ptrdiff_t>(prefix.size()), url.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '/' || c == '=';
      });
    }
    return false;
  }

  void link_target(const GumboVector& attributes, std::string& tag) {
    const GumboAttribute* href = gumbo_get_attribute(&attributes, "href");
    if (!href) return;
    const std::string url = compact_url(value_of(*href));
    const bool allowed = starts_with_ignoring_case(url, "http://") || starts_with_ignoring_case(url, "https://") ||
                         starts_with_ignoring_case(url, "mailto:") || starts_with_ignoring_case(url, "tel:");
    if (!allowed || url.size() > 8192) return;
    if (++result_.links > options_.max_links) {
      result_.limited = true;
      return;
    }
    add(tag, "href", url);
    tag += " rel=\"noopener noreferrer nofollow\" target=\"_blank\"";
  }

  // A stand-in gets into an attribute only where the tree builder and the tokenizer disagree on what is text.
  std::string value_of(const GumboAttribute& a) const { return runs_.empty() ? std::string(a.value) : runs_.restored(a.value); }

  const SanitiseOptions& options_;
  const TextRuns& runs_;
  SanitisedHtml& result_;
};

// What text_to_html makes of lines without links and quotations comes out as it went in, so it needs no tree: words, "<br>"
// and the references that escape_html writes. Whatever a tree builder may read in its own way is not of that kind.
bool is_plain(std::string_view html) {
  static constexpr auto plain = [] {
    std::array<bool, 256> out{};
    for (int c = 0x20; c < 0xF0; ++c) out[std::size_t(c)] = c != 0x7F && c != 0xC2 && c != 0xEF;
    for (const char c : std::string_view("<>&\"'")) out[static_cast<unsigned char>(c)] = false;
    out['\n'] = true;
    return out;
  }();
  if (html.empty() || html.front() == ' ' || html.front() == '\n') return false;  // blanks before the body are lost
  for (std::size_t at = 0; at < html.size();) {
    if (plain[static_cast<unsigned char>(html[at])]) {
      ++at;
      continue;
    }
    const std::string_view rest = html.substr(at, 6);
    std::size_t length = 0;
    for (const std::string_view known : {"<br>", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;"})
      if (rest.starts_with(known)) length = known.size();
    if (length == 0) return false;
    at += length;
  }
  return true;
}

// Opening and closing ones; a table of 60,000 cells.
constexpr std::ptrdiff_t kMostTags = 120'000;

}  // namespace

SanitisedHtml sanitise_html(std::string_view html, const SanitiseOptions& options) {
  SanitisedHtml result;
  if (html.size() > options.max_bytes) {
    html = html.substr(0, options.max_bytes);
    result.limited = true;
  }
  const std::string repaired = is_valid_utf8(html) ? std::string() : repair_utf8(html);
  // The tree takes about 200 bytes a tag: such a body is shown by its words.
  if (std::count(html.begin(), html.end(), '<') > kMostTags) {
    result.html = text_to_html(html_to_text(repaired.empty() ? html : std::string_view(repaired)));
    result.limited = true;
    return result;
  }
  const std::string_view source = repaired.empty() ? html : std::string_view(repaired);
  if (!options.whole_text && is_plain(source)) {
    result.html = source;
    return result;
  }
  TextRuns runs;
  const std::string shallow = limit_depth(source, options, options.whole_text || !TextRuns::usable(source) ? nullptr : &runs, result.limited);
  std::unique_ptr<GumboOutput, OutputCloser> output(gumbo_parse_with_options(&kGumboDefaultOptions, shallow.data(), shallow.size()));
  if (!output) return result;
  result.html.reserve(source.size() + source.size() / 8);
  Writer(options, runs, result).write(output->document);
  return result;
}

}  // namespace sahay::text
