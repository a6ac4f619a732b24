#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "platform/text/html.h"
#include "platform/text/html_tokens.h"

namespace sahay::text {
namespace {

enum class Block { none, line, paragraph };

Block block_of(std::string_view n) {
  static constexpr std::array kLines = {"div", "tr", "li", "table", "ul", "ol", "dl", "dt", "dd", "section", "article", "header",
                                        "footer", "address", "center", "form", "tbody", "thead", "caption", "fieldset", "main", "nav"};
  static constexpr std::array kParagraphs = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure"};
  for (std::string_view b : kLines) if (b == n) return Block::line;
  for (std::string_view b : kParagraphs) if (b == n) return Block::paragraph;
  return Block::none;
}

enum class Mark { none, element, to_end, signature };

bool has_class(std::string_view list, std::string_view name) {
  if (list.empty()) return false;
  for (std::string_view c : split(list, ' ')) {
    // Outlook and webmails rewrite "name" as "x_name" on every hop.
    c = trim(c);
    while (starts_with_ignoring_case(c, "x_")) c.remove_prefix(2);
    if (equal_ignoring_case(c, name)) return true;
  }
  return false;
}

bool is_id(std::string_view id, std::string_view name) {
  while (starts_with_ignoring_case(id, "x_")) id.remove_prefix(2);
  return starts_with_ignoring_case(id, name);
}

// Quotation and signature elements of known mail clients (rule 30).
Mark mark_of(const HtmlToken& tag) {
  if (tag.attributes.empty()) return tag.name == "blockquote" ? Mark::element : Mark::none;
  const std::string_view cls = tag.attribute("class"), id = tag.attribute("id");
  for (std::string_view c : {"gmail_quote", "yahoo_quoted", "protonmail_quote", "moz-forward-container", "zmail_extra", "gmail_quote_container",
                             "mailru-blockquote", "reply-quote", "tutanota_quote", "ms-outlook-mobile-reference-message", "sahay-history",
                             "quoted-message", "front-blockquote", "freshdesk_quote", "zd_quote", "hs_reply_quote"}) {
    if (!cls.empty() && has_class(cls, c)) return Mark::element;
  }
  for (std::string_view i : {"mail-editor-reference-message-container", "isReplyContent", "isForwardContent", "OLK_SRC_BODY_SECTION", "yahoo_quoted",
                             "reply139content", "sahay-history", "qt", "ymail_android_quote"}) {
    if (!id.empty() && is_id(id, i) && (i != "qt" || (tag.name == "blockquote" && id.size() == 2))) return Mark::element;
  }
  for (std::string_view i : {"divRplyFwdMsg", "appendonsend", "stopSpelling", "replySplit", "reply-intro", "divtagdefaultwrapper_reply"}) {
    if (!id.empty() && is_id(id, i)) return Mark::to_end;
  }
  if (has_class(cls, "OutlookMessageHeader") || has_class(cls, "moz-cite-prefix") || has_class(cls, "AppleOriginalContents")) {
    return tag.name == "div" && has_class(cls, "moz-cite-prefix") ? Mark::element : Mark::to_end;
  }
  const std::string_view marker = tag.attribute("data-marker");
  if (marker == "__QUOTED_TEXT__") return Mark::element;
  if (marker == "__DIVIDER__" || is_id(id, "zwchr")) return Mark::to_end;
  if (!tag.attribute("data-sahay-history").empty()) return Mark::element;
  if (tag.name == "blockquote") return Mark::element;
  if (marker == "__SIG_POST__" || marker == "__SIG_PRE__" || has_class(cls, "gmail_signature") || has_class(cls, "moz-signature") ||
      has_class(cls, "protonmail_signature_block") || is_id(id, "ms-outlook-mobile-signature") || is_id(id, "Signature") || has_class(cls, "js-signature") ||
      is_id(id, "AppleMailSignature") || is_id(id, "lineBreakAtBeginningOfSignature") || has_class(cls, "gmail_signature_prefix") ||
      is_id(id, "AttachmentMailSignature")) {
    return is_id(id, "lineBreakAtBeginningOfSignature") ? Mark::none : Mark::signature;
  }
  return Mark::none;
}

bool hidden(const HtmlToken& tag) {
  const std::string_view style = tag.attribute("style");
  if (style.empty()) return false;
  std::string s = lower_ascii(style);
  std::erase_if(s, [](char c) { return c == ' '; });
  return s.find("display:none") != s.npos || s.find("mso-hide:all") != s.npos;
}

class TextMaker {
 public:
  explicit TextMaker(std::string_view html) : tokens_(html), size_(html.size()) { result_.text.reserve(html.size() / 4); }

  HtmlText run() {
    HtmlToken token;
    while (tokens_.next(token)) {
      if (token.kind == HtmlToken::Kind::text) text(token.source);
      else if (token.kind == HtmlToken::Kind::start_tag) start(token);
      else if (token.kind == HtmlToken::Kind::end_tag) end(token.name);
    }
    if (open_mark_) close_mark();
    std::string& out = result_.text;
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
    if (!out.empty()) out += '\n';
    for (HtmlMark& m : result_.marks) {
      m.text_begin = std::min(m.text_begin, out.size());
      m.text_end = std::min(m.text_end, out.size());
    }
    return std::move(result_);
  }

 private:
  struct Element {
    std::string name;
    bool hidden = false;
    bool marks = false;
    bool quote_holder = false;  // gmail_quote: own text may follow its inner blockquote
  };

  void start(const HtmlToken& tag) {
    if (tag.name == "body" || tag.name == "html") return;
    const bool empty = is_void_element(tag.name);
    if (tag.name == "p" || tag.name == "li" || tag.name == "td" || tag.name == "th" || tag.name == "tr") close_implied(tag.name);
    Element element{tag.name};
    element.hidden = hidden_ == 0 && !empty && (tag.name == "head" || hidden(tag));
    if (hidden_ == 0 && !element.hidden) {
      open_block(block_of(tag.name));
      const Mark mark = mark_of(tag);
      if (mark != Mark::none && !open_mark_) begin_mark(tag, mark, element);
      if (tag.name == "br") line_break();
      else if (tag.name == "hr") want_ = std::max(want_, 1);
      else if (tag.name == "li") bullet_ = true;
      else if (tag.name == "td" || tag.name == "th") cell();
      else if (tag.name == "pre") ++pre_;
    }
    if (empty || (tag.self_closing && tag.name != "div" && tag.name != "p" && tag.name != "a" && tag.name != "span")) return;
    if (stack_.size() >= 400) return;
    hidden_ += element.hidden;
    stack_.push_back(std::move(element));
    ++open_count(tag.name);
  }

  std::size_t& open_count(std::string_view name) {
    return counts_[std::string(name)];
  }

  void begin_mark(const HtmlToken& tag, Mark mark, Element& element) {
    flush_breaks();
    result_.marks.push_back({result_.text.size(), result_.text.size(), tag.begin, mark == Mark::signature});
    open_mark_ = true;
    mark_to_end_ = mark == Mark::to_end || is_void_element(tag.name);
    element.marks = !mark_to_end_;
    element.quote_holder = tag.name == "div" && mark == Mark::element;
  }
  void close_mark() {
    result_.marks.back().text_end = result_.text.size();
    open_mark_ = false;
    if (result_.marks.back().text_begin == result_.marks.back().text_end) result_.marks.pop_back();
  }

  // <p>, <li>, <td> end an open one of their kind; only the innermost elements are looked at.
  void close_implied(std::string_view name) {
    for (std::size_t i = stack_.size(), steps = 0; i-- > 0 && steps < 8; ++steps) {
      const std::string& open = stack_[i].name;
      if (open == name || ((name == "td" || name == "th") && (open == "td" || open == "th"))) {
        pop_to(i);
        return;
      }
      if (block_of(open) != Block::none) return;
    }
  }

  void end(std::string_view name) {
    if (name == "br") { line_break(); return; }
    if (name == "p" && open_count(name) == 0) { open_block(Block::paragraph); return; }
    if (is_void_element(name) || open_count(name) == 0) return;
    for (std::size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].name == name) {
        pop_to(i);
        return;
      }
    }
  }

  void pop_to(std::size_t i) {
    while (stack_.size() > i) {
      const Element& top = stack_.back();
      if (top.hidden) --hidden_;
      if (hidden_ == 0) {
        open_block(block_of(top.name));
        if (top.name == "pre" && pre_ > 0) --pre_;
        if (top.marks && open_mark_) close_mark();
        else if (top.name == "blockquote" && open_mark_ && inside_holder()) close_mark();
      }
      --open_count(top.name);
      stack_.pop_back();
    }
  }
  // The blockquote that ends is the outermost one within a gmail_quote block: what follows may be an inline answer.
  bool inside_holder() const {
    for (std::size_t i = stack_.size() - 1; i-- > 0;) {
      if (stack_[i].name == "blockquote") return false;
      if (stack_[i].marks) return stack_[i].quote_holder;
    }
    return false;
  }

  void open_block(Block b) {
    if (b == Block::none) return;
    want_ = std::max(want_, b == Block::paragraph ? 2 : 1);
  }
  void line_break() {
    if (hidden_) return;
    flush_breaks();
    result_.text += '\n';
    fresh_ = true;
  }
  void cell() {
    if (!fresh_ && want_ == 0 && !result_.text.ends_with(' ')) result_.text += ' ';
  }
  void flush_breaks() {
    if (want_ == 0) return;
    std::string& out = result_.text;
    while (out.ends_with(' ')) out.pop_back();
    if (!out.empty()) {
      int have = 0;
      for (std::size_t i = out.size(); i > 0 && out[i - 1] == '\n' && have < 2; --i) ++have;
      for (; have < want_; ++have) out += '\n';
    }
    want_ = 0;
    fresh_ = true;
  }

  void text(std::string_view source) {
    if (hidden_) return;
    std::string decoded;
    if (source.find('&') != source.npos) source = decoded = decode_entities(source);
    for (std::size_t i = 0; i < source.size(); ++i) {
      const char c = source[i];
      if (is_blank(c) && pre_ == 0) {
        if (!fresh_ && want_ == 0 && !result_.text.ends_with(' ')) result_.text += ' ';
        continue;
      }
      if (c == '\r' || c == '\0') continue;
      put(c);
      // The rest of the word as one piece.
      std::size_t end = i + 1;
      while (end < source.size() && !is_blank(source[end]) && source[end] != '\0') ++end;
      if (end > i + 1) {
        result_.text.append(source, i + 1, end - i - 1);
        fresh_ = false;
        i = end - 1;
      }
    }
  }
  static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
  void put(char c) {
    flush_breaks();
    if (bullet_) {
      result_.text += "- ";
      bullet_ = false;
    }
    result_.text += c;
    fresh_ = c == '\n';
  }

  HtmlTokens tokens_;
  std::size_t size_;
  HtmlText result_;
  std::vector<Element> stack_;
  std::unordered_map<std::string, std::size_t> counts_;
  int want_ = 0;       // line ends due before the next character
  int hidden_ = 0;
  int pre_ = 0;
  bool fresh_ = true;  // at the start of a line
  bool bullet_ = false;
  bool open_mark_ = false;
  bool mark_to_end_ = false;
};

}  // namespace

HtmlText html_to_marked_text(std::string_view html) { return TextMaker(html).run(); }
std::string html_to_text(std::string_view html) { return TextMaker(html).run().text; }

}  // namespace sahay::text
