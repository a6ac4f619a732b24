#include "platform/mail/mime_tree.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace sahay::mail {
namespace {

struct LineView {
  std::string_view text;  // without its end
  std::size_t begin;
  std::size_t next;
};

LineView next_line(std::string_view raw, std::size_t at, std::size_t end) {
  const void* found = at < end ? std::memchr(raw.data() + at, '\n', end - at) : nullptr;
  const std::size_t stop = found ? static_cast<std::size_t>(static_cast<const char*>(found) - raw.data()) : end;
  std::string_view text = raw.substr(at, stop - at);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return {text, at, found ? stop + 1 : end};
}

std::string_view right_trimmed(std::string_view s) {
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

class TreeBuilder {
 public:
  TreeBuilder(std::string_view raw, const TreeLimits& limits, const std::vector<std::string>& guesses, MimeTree& tree)
      : raw_(raw), limits_(limits), hints_{{}, guesses}, tree_(tree) {}

  void build() {
    const std::size_t body = start_part(-1, 0, raw_.size());
    scan(0, body, raw_.size());
    // Multiparts whose boundary never came: look for the one that was really used, else they are plain text.
    for (std::size_t i = 0; i < tree_.parts.size(); ++i) {
      if (tree_.parts[i].is_multipart() && tree_.parts[i].children.empty()) repair_multipart(static_cast<int>(i));
    }
  }

 private:
  struct Open {
    int part;
    std::string boundary;
  };

  // Reads the header of a part that begins at `at`; returns the offset of its body.
  std::size_t start_part(int parent, std::size_t at, std::size_t end) {
    HeaderBlock block = read_header(raw_, at, end, limits_.header);
    tree_.limited |= block.limited;
    Part part;
    part.parent = parent;
    part.depth = parent < 0 ? 0 : tree_.parts[static_cast<std::size_t>(parent)].depth + 1;
    part.header_bytes = raw_.substr(at, block.body - at);
    part.fields = std::move(block.fields);
    describe(part, parent >= 0 && tree_.parts[static_cast<std::size_t>(parent)].type.value == "multipart/digest");
    const int index = static_cast<int>(tree_.parts.size());
    if (parent >= 0) tree_.parts[static_cast<std::size_t>(parent)].children.push_back(index);
    tree_.parts.push_back(std::move(part));
    return block.body;
  }

  void describe(Part& part, bool digest) {
    if (const auto type = field(part.fields, "Content-Type")) part.type = parse_parameters(*type, hints_);
    std::string& value = part.type.value;
    const std::size_t slash = value.find('/');
    if (value.empty()) {
      value = digest ? "message/rfc822" : "text/plain";
    } else if (slash == value.npos || slash == 0 || slash + 1 == value.size()) {
      const bool named = !part.type.at("name").empty();
      value = value.starts_with("multipart") ? "multipart/mixed" : value.starts_with("text") || !named ? "text/plain" : "application/octet-stream";
    }
    if (const auto d = field(part.fields, "Content-Disposition")) part.disposition = parse_parameters(*d, hints_);
    if (const auto e = field(part.fields, "Content-Transfer-Encoding")) part.encoding = transfer_encoding(*e);
    if (const auto id = field(part.fields, "Content-ID")) {
      part.content_id = unfold(*id);
      std::erase_if(part.content_id, [](char c) { return c == '<' || c == '>' || c == ' '; });
    }
    if (tree_.charset_hint.empty() && value.starts_with("text/")) {
      const std::string_view charset = part.type.at("charset");
      if (!text::equal_ignoring_case(charset, "us-ascii")) tree_.charset_hint = std::string(charset);
    }
  }

  bool may_open(int index) {
    const Part& part = tree_.parts[static_cast<std::size_t>(index)];
    if (!part.is_multipart()) return false;
    if (static_cast<std::size_t>(part.depth) < limits_.depth) return true;
    tree_.limited = true;
    tree_.parts[static_cast<std::size_t>(index)].type.value = "application/octet-stream";
    return false;
  }

  void open(int index) {
    const Part& part = tree_.parts[static_cast<std::size_t>(index)];
    const std::string boundary(right_trimmed(part.type.at("boundary")));
    if (!boundary.empty()) open_.push_back({index, boundary});
  }

  // Which open multipart does this delimiter line belong to? Innermost first; exact spelling before any case.
  int match(std::string_view line, bool& closing) const {
    std::string_view tail = right_trimmed(line.substr(2));
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t k = open_.size(); k-- > 0;) {
        const std::string& b = open_[k].boundary;
        auto same = [&](std::string_view x) { return pass == 0 ? x == b : text::equal_ignoring_case(x, b); };
        if (same(tail)) {
          closing = false;
          return static_cast<int>(k);
        }
        if (tail.size() >= b.size() + 2 && tail.substr(b.size(), 2) == "--" && same(tail.substr(0, b.size()))) {
          closing = true;
          return static_cast<int>(k);
        }
      }
    }
    return -1;
  }

  void close_body(int index, std::size_t begin, std::size_t end) {
    if (index < 0) return;
    tree_.parts[static_cast<std::size_t>(index)].body = raw_.substr(begin, end > begin ? end - begin : 0);
  }

  std::size_t before_line_end(std::size_t at, std::size_t floor) const {
    if (at > floor && raw_[at - 1] == '\n') --at;
    if (at > floor && raw_[at - 1] == '\r') --at;
    return at;
  }

  void scan(int root, std::size_t at, std::size_t end) {
    open_.clear();
    int current = root;  // the part whose body is being read; -1 in an epilogue
    std::size_t body = at;
    close_body(root, at, end);
    if (may_open(root)) open(root);
    while (at < end && !open_.empty()) {
      const LineView line = next_line(raw_, at, end);
      at = line.next;
      bool closing = false;
      const int k = line.text.starts_with("--") && line.text.size() > 2 ? match(line.text, closing) : -1;
      if (k < 0) continue;
      if (current != root) close_body(current, body, before_line_end(line.begin, body));
      open_.resize(static_cast<std::size_t>(k) + 1);
      if (closing) {
        open_.pop_back();
        current = -1;
        continue;
      }
      if (tree_.parts.size() >= limits_.parts) {
        tree_.limited = true;
        current = -1;
        break;
      }
      current = static_cast<int>(tree_.parts.size());
      body = at = start_part(open_.back().part, at, end);
      if (may_open(current)) {
        // Its own body is only read when its boundary never comes.
        open(current);
      }
      close_body(current, body, end);
    }
    if (current >= 0 && current != root) close_body(current, body, end);
  }

  void repair_multipart(int index) {
    const Part& part = tree_.parts[static_cast<std::size_t>(index)];
    const std::size_t begin = static_cast<std::size_t>(part.body.data() - raw_.data());
    const std::size_t end = begin + part.body.size();
    std::string guess;
    for (std::size_t at = begin; at < end;) {
      const LineView line = next_line(raw_, at, end);
      at = line.next;
      if (!line.text.starts_with("--") || line.text.size() < 4 || line.text.size() > 200) continue;
      const LineView after = next_line(raw_, at, end);
      if (text::starts_with_ignoring_case(after.text, "content-")) {
        guess = std::string(right_trimmed(line.text.substr(2)));
        break;
      }
    }
    const bool can = !guess.empty() && may_open(index);
    Part& target = tree_.parts[static_cast<std::size_t>(index)];
    if (!can) {
      if (target.is_multipart()) target.type.value = "text/plain";
      return;
    }
    std::erase_if(target.type.list, [](const auto& p) { return p.first == "boundary"; });
    target.type.list.emplace_back("boundary", guess);
    scan(index, begin, end);
    Part& again = tree_.parts[static_cast<std::size_t>(index)];
    if (again.children.empty()) again.type.value = "text/plain";
  }

  std::string_view raw_;
  const TreeLimits& limits_;
  DecodeHints hints_;
  MimeTree& tree_;
  std::vector<Open> open_;
};

// A file whose first line ends in a lone CR: every lone CR is a line end.
bool has_cr_line_ends(std::string_view raw) {
  const std::size_t first = raw.find_first_of("\r\n");
  return first != raw.npos && raw[first] == '\r' && (first + 1 >= raw.size() || raw[first + 1] != '\n');
}

}  // namespace

void parse_tree(std::string_view raw, const TreeLimits& limits, const std::vector<std::string>& guesses, MimeTree& tree) {
  if (raw.starts_with("\xEF\xBB\xBF")) raw.remove_prefix(3);
  if (has_cr_line_ends(raw) && !raw.starts_with("\r\r\n")) {
    tree.owned.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const bool lone = raw[i] == '\r' && (i + 1 >= raw.size() || raw[i + 1] != '\n');
      tree.owned += lone ? '\n' : raw[i];
    }
    raw = tree.owned;
  }
  // Blank lines before the header, also of spaces.
  if (const std::size_t first = raw.find_first_not_of(" \t\r\n"); first != raw.npos) {
    const std::size_t line = raw.rfind('\n', first);
    if (line != raw.npos) raw.remove_prefix(line + 1);
  }
  TreeBuilder(raw, limits, guesses, tree).build();
}

}  // namespace sahay::mail
