#include "platform/mail/body.h"

#include <algorithm>

#include "base/text.h"
#include "platform/mail/charset.h"
#include "platform/text/html.h"

namespace sahay::mail {
namespace {

bool is_media(std::string_view type) {
  return type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
}

std::string_view part_name(const Part& part) {
  const std::string_view filename = part.disposition.at("filename");
  return filename.empty() ? part.type.at("name") : filename;
}

// The walk of RFC 8621 4.1.4. Depth is bounded by the limit of the tree.
class BodyWalk {
 public:
  explicit BodyWalk(const MimeTree& tree) : tree_(tree) {}

  BodyParts run() {
    std::vector<int> roots{0};
    walk(roots, "mixed", false);
    return std::move(result_);
  }

 private:
  bool inline_part(const Part& part, std::size_t index, std::string_view multipart) const {
    if (part.disposition.value == "attachment") return false;
    const std::string_view type = part.type.value;
    const bool text = type == "text/plain" || type == "text/html";
    if (!text && !is_media(type)) return false;
    if (index == 0) return true;
    if (text && !part_name(part).empty()) return false;
    return multipart != "related" || text_alternative(part);
  }
  // Some clients put the HTML behind its images in multipart/related.
  bool text_alternative(const Part& part) const { return part.type.value == "text/html" && result_.html.empty(); }

  void walk(const std::vector<int>& parts, std::string_view multipart, bool in_alternative) {
    const std::size_t text_before = result_.text.size(), html_before = result_.html.size();
    bool text_open = true, html_open = true;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Part& part = tree_.parts[static_cast<std::size_t>(parts[i])];
      if (part.is_multipart()) {
        const std::string_view sub = std::string_view(part.type.value).substr(10);
        walk(part.children, sub, in_alternative || sub == "alternative");
        continue;
      }
      if (!inline_part(part, i, multipart)) {
        result_.attachments.push_back(parts[i]);
        continue;
      }
      const bool html = part.type.value == "text/html";
      const bool plain = part.type.value == "text/plain";
      if (multipart == "alternative") {
        if (plain) result_.text.push_back(parts[i]);
        else if (html) result_.html.push_back(parts[i]);
        else result_.attachments.push_back(parts[i]);
        continue;
      }
      if (in_alternative) {
        if (plain) html_open = false;
        if (html) text_open = false;
      }
      if (is_media(part.type.value)) {
        result_.attachments.push_back(parts[i]);
        continue;
      }
      if (text_open) result_.text.push_back(parts[i]);
      if (html_open) result_.html.push_back(parts[i]);
    }
    if (multipart != "alternative") return;
    // Only one form was offered: it serves for both.
    const std::vector<int> new_text(result_.text.begin() + static_cast<std::ptrdiff_t>(text_before), result_.text.end());
    const std::vector<int> new_html(result_.html.begin() + static_cast<std::ptrdiff_t>(html_before), result_.html.end());
    if (new_text.empty()) result_.text.insert(result_.text.end(), new_html.begin(), new_html.end());
    if (new_html.empty()) result_.html.insert(result_.html.end(), new_text.begin(), new_text.end());
  }

  const MimeTree& tree_;
  BodyParts result_;
};

std::string with_lf(std::string s) {
  std::size_t at = s.find('\r');
  if (at == std::string::npos) return s;
  std::string out;
  out.reserve(s.size());
  std::size_t from = 0;
  for (; at != std::string::npos; at = s.find('\r', from)) {
    out.append(s, from, at - from) += '\n';
    while (at + 1 < s.size() && s[at + 1] == '\r') ++at;
    from = at + 1 + (at + 1 < s.size() && s[at + 1] == '\n');
  }
  out.append(s, from);
  return out;
}

// <meta charset=...> of an HTML part without a declared charset.
std::string meta_charset(std::string_view html) {
  const std::string head = text::lower_ascii(html.substr(0, 4096));
  const std::size_t at = head.find("charset=");
  if (at == head.npos || head.rfind("<meta", at) == head.npos) return {};
  std::size_t begin = at + 8;
  while (begin < head.size() && (head[begin] == '"' || head[begin] == '\'' || head[begin] == ' ')) ++begin;
  const std::size_t end = head.find_first_of("\"'>; /", begin);
  return head.substr(begin, end == head.npos ? 0 : end - begin);
}

bool blank(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
}

void append_block(std::string& out, std::string_view block) {
  if (block.empty()) return;
  if (!out.empty() && !out.ends_with('\n')) out += '\n';
  out += block;
}

}  // namespace

BodyParts choose_body(const MimeTree& tree) { return BodyWalk(tree).run(); }

std::string part_bytes(const Part& part) { return decode_transfer(part.body, part.encoding); }

std::string part_text(const Part& part, const DecodeHints& hints) {
  const std::string bytes = part_bytes(part);
  std::string charset(part.type.at("charset"));
  if (part.type.value == "text/html" && (charset.empty() || text::equal_ignoring_case(charset, "us-ascii"))) {
    if (std::string meta = meta_charset(bytes); !meta.empty() && known_charset(meta)) charset = meta;
  }
  std::string out = with_lf(to_utf8(bytes, charset, hints.guesses));
  if (part.type.value == "text/plain" && text::equal_ignoring_case(part.type.at("format"), "flowed")) {
    out = unflow(out, text::equal_ignoring_case(part.type.at("delsp"), "yes"));
  }
  return out;
}

std::string unflow(std::string_view s, bool delete_space) {
  std::string out;
  out.reserve(s.size());
  std::size_t at = 0;
  bool joining = false;
  std::size_t joined_depth = 0;
  while (at < s.size()) {
    const std::size_t end = s.find('\n', at);
    std::string_view line = s.substr(at, end == s.npos ? s.npos : end - at);
    at = end == s.npos ? s.size() : end + 1;
    std::size_t depth = 0;
    while (depth < line.size() && line[depth] == '>') ++depth;
    std::string_view content = line.substr(depth);
    const bool stuffed = content.starts_with(' ');
    if (stuffed) content.remove_prefix(1);
    const bool signature = content == "-- ";
    if (joining && depth == joined_depth && !signature) {
      out += content;
    } else {
      if (joining) out += '\n';
      out.append(depth, '>');
      if (depth > 0 && !content.empty()) out += ' ';
      out += content;
    }
    joining = !signature && content.ends_with(' ') && end != s.npos;
    joined_depth = depth;
    if (joining && delete_space) out.pop_back();
    if (!joining && end != s.npos) out += '\n';
  }
  return out;
}

void fill_body(const MimeTree& tree, const BodyParts& body, const DecodeHints& hints, Message& message) {
  auto is_html = [&](int i) { return tree.parts[static_cast<std::size_t>(i)].type.value == "text/html"; };
  std::vector<std::pair<int, std::string>> decoded;
  auto text_of = [&](int i) -> const std::string& {
    for (const auto& [key, value] : decoded) {
      if (key == i) return value;
    }
    if (decoded.capacity() == 0) decoded.reserve(2 * tree.parts.size() + 2);
    return decoded.emplace_back(i, part_text(tree.parts[static_cast<std::size_t>(i)], hints)).second;
  };
  if (std::any_of(body.html.begin(), body.html.end(), is_html)) {
    for (int i : body.html) {
      if (is_html(i)) append_block(message.html, text_of(i));
      else if (!blank(text_of(i))) append_block(message.html, text::text_to_html(text_of(i)));
    }
  }
  std::string plain;
  bool from_html = false;
  for (int i : body.text) {
    if (is_html(i)) {
      from_html = true;
      append_block(plain, text::html_to_text(text_of(i)));
    } else {
      append_block(plain, text_of(i));
    }
  }
  if (blank(plain) && !message.html.empty()) {
    plain = text::html_to_text(message.html);
    from_html = true;
  }
  message.text = std::move(plain);
  message.text_from_html = from_html;
}

}  // namespace sahay::mail
