#include "platform/text/reply.h"

#include <algorithm>

#include "base/text.h"
#include "platform/text/attribution.h"
#include "platform/text/reply_markers.h"

namespace sahay::text {
namespace {

enum class Kind { text, empty, quote, attribution, header, separator, rule, dashes, mobile, marker };

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;  // behind its line end
  Kind kind = Kind::text;
  bool weak = false;       // attribution that needs quoted text behind it
  bool signature = false;  // from a signature element of the HTML
  bool visible = true;
};

bool blank(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    const std::string_view rest = s.substr(i);
    if (rest.starts_with("\xC2\xA0")) { ++i; continue; }
    if (rest.starts_with("\xE2\x80\x8B") || rest.starts_with("\xEF\xBB\xBF") || rest.starts_with("\xE2\x80\x8E") || rest.starts_with("\xE2\x80\x8F")) { i += 2; continue; }
    return false;
  }
  return true;
}

bool starts_with_quote_mark(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && i < 3 && (line[i] == ' ' || line[i] == '\t')) ++i;
  if (i >= line.size() || line[i] != '>') return false;
  // ">>> >>>  http://x <<<" is decoration.
  return !trim(line).ends_with("<<<") || line.find('<') == line.npos;
}

// Marks are looked for in so many lines; what follows is read as text or quotation only.
constexpr std::size_t kMarkedLines = 5000;

class Trimmer {
 public:
  Trimmer(std::string_view text, const ReplyHints& hints) : text_(text), hints_(hints) {}

  TrimmedReply run() {
    split_lines();
    if (lines_.empty()) return {};
    apply_marks();
    classify();
    cut();
    fold_signature();
    strip_ends();
    if (std::none_of(lines_.begin(), lines_.end(), [](const Line& l) { return l.visible && l.kind != Kind::empty; })) show_all();
    return ranges();
  }

 private:
  void split_lines() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t end = text_.find('\n', at);
      const std::size_t next = end == text_.npos ? text_.size() : end + 1;
      lines_.push_back({at, next});
      std::string_view view = text_.substr(at, (end == text_.npos ? next : end) - at);
      if (view.ends_with('\r')) view.remove_suffix(1);
      if (const std::size_t offset = attribution_in_line(view); offset > 0) {
        lines_.back().end = at + offset;
        views_.push_back(view.substr(0, offset));
        lines_.push_back({at + offset, next});
        view.remove_prefix(offset);
      }
      views_.push_back(view);
      at = next;
    }
  }

  void apply_marks() {
    std::size_t m = 0;
    for (Line& line : lines_) {
      while (m < hints_.marks.size() && hints_.marks[m].text_end <= line.begin) ++m;
      if (m == hints_.marks.size()) return;
      const HtmlMark& mark = hints_.marks[m];
      if (mark.text_begin > line.begin + 1 && mark.text_begin + 2 > line.end) continue;
      if (mark.text_begin >= line.end || mark.text_begin > line.begin + 2) continue;
      if (mark.signature) line.signature = true;
      else line.kind = Kind::quote;
    }
  }

  void classify() {
    bool code = false;
    ReplyMarkers markers(hints_.markers);
    for (std::size_t i = 0; i < lines_.size();) {
      Line& line = lines_[i];
      const std::string_view view = views_[i];
      const std::string_view t = trim(view);
      if (line.kind == Kind::quote) { ++i; continue; }
      if (blank(view)) { line.kind = Kind::empty; ++i; continue; }
      if (t.starts_with("```")) { code = !code && has_fence_after(i); ++i; continue; }
      if (code) { ++i; continue; }
      if (i < kMarkedLines && markers.is_marker(view, i + 1 < views_.size() ? views_[i + 1] : std::string_view())) {
        line.kind = Kind::marker;
        ++i;
        continue;
      }
      if (starts_with_quote_mark(view)) { line.kind = Kind::quote; ++i; continue; }
      i += i < kMarkedLines ? classify_text(i) : 1;
    }
    heal_quotes();
  }

  // A piece without spaces between two quoted lines is the rest of a link that a client wrapped.
  void heal_quotes() {
    for (std::size_t i = 1; i + 1 < lines_.size(); ++i) {
      if (kind(i) == Kind::text && kind(i - 1) == Kind::quote && kind(i + 1) == Kind::quote && views_[i].size() > 8 &&
          views_[i].find(' ') == std::string_view::npos && views_[i].find_first_of("=/_&%)") != std::string_view::npos) {
        lines_[i].kind = Kind::quote;
      }
    }
  }

  bool has_fence_after(std::size_t i) const {
    if (last_fence_ == 0) {
      for (std::size_t k = views_.size(); k-- > 0;) {
        if (trim(views_[k]).starts_with("```")) { last_fence_ = k; break; }
      }
    }
    return last_fence_ > i;
  }

  // Marks the lines of one construct; returns how many.
  std::size_t classify_text(std::size_t i) {
    const std::string_view view = views_[i];
    if (separator_of(view) != Separator::none) return mark(i, 1, Kind::separator);
    if (const MailHeaderBlock block = find_header_block(views_, i); block.lines > 0) return mark(i, block.lines, Kind::header);
    if (is_rule(view)) {
      const std::string_view t = trim(view);
      const bool dashes = t == "--" || t == "\xE2\x80\x94" || t == "\xE2\x80\x93" || t == "\xE2\x80\x94\xE2\x80\x94";
      return mark(i, 1, dashes ? Kind::dashes : Kind::rule);
    }
    if (is_mobile_signature(view)) return mark(i, 1, Kind::mobile);
    const Attribution a = find_attribution(views_, i);
    if (a.certainty != Certainty::none) {
      for (std::size_t k = i; k < i + a.lines; ++k) lines_[k].weak = a.certainty == Certainty::weak;
      return mark(i, a.lines, Kind::attribution);
    }
    return 1;
  }

  std::size_t mark(std::size_t at, std::size_t count, Kind kind) {
    for (std::size_t k = at; k < at + count && k < lines_.size(); ++k) lines_[k].kind = kind;
    return count;
  }

  Kind kind(std::size_t i) const { return lines_[i].kind; }
  bool is_own(std::size_t i) const { return kind(i) == Kind::text || kind(i) == Kind::mobile; }

  // First line at or after i that is neither empty nor a rule; size() at the end.
  std::size_t skip_blank(std::size_t i) const {
    while (i < lines_.size() && (kind(i) == Kind::empty || kind(i) == Kind::rule || kind(i) == Kind::dashes)) ++i;
    return i;
  }
  bool own_before(std::size_t i) const {
    for (std::size_t k = 0; k < i; ++k) {
      if (lines_[k].visible && is_own(k)) return true;
    }
    return false;
  }
  std::size_t end_of(std::size_t i) const {
    const Kind k = kind(i);
    while (i < lines_.size() && kind(i) == k) ++i;
    return i;
  }

  void hide(std::size_t from, std::size_t to) {
    for (std::size_t k = from; k < to && k < lines_.size(); ++k) lines_[k].visible = false;
  }

  // Walks over the constructs in order and hides quotations; stops at the first that ends the reply.
  void cut() {
    bool own = false;
    for (std::size_t i = 0; i < lines_.size();) {
      switch (kind(i)) {
        case Kind::marker:
          hide_before(i);
          if (own_before(i)) { hide(i, lines_.size()); return; }
          i = after_marker(i);
          continue;
        case Kind::header:
        case Kind::separator:
          if (own) { hide(i, lines_.size()); return; }
          // Nothing stands above: a forward; all of it is the message.
          return;
        case Kind::attribution: {
          const std::size_t next = skip_blank(end_of(i));
          const bool quoted = next < lines_.size() && (kind(next) == Kind::quote || kind(next) == Kind::marker);
          if (lines_[i].weak && !quoted) { make_text(i); own = true; i = end_of(i); continue; }
          if (!quoted && own) { hide(i, lines_.size()); return; }
          hide(i, end_of(i));
          i = end_of(i);
          if (quoted && kind(next) == Kind::quote) i = hide_quotation(next);
          continue;
        }
        case Kind::quote:
          if (is_trailing(i) && own) { hide(i, lines_.size()); return; }
          i = end_of(i);
          continue;
        default:
          own |= is_own(i);
          ++i;
      }
    }
  }

  void make_text(std::size_t i) {
    for (std::size_t k = i, end = end_of(i); k < end; ++k) lines_[k].kind = Kind::text;
  }

  // The attribution, quoted lines and rules directly above a marker belong to it.
  void hide_before(std::size_t i) {
    while (i > 0 && (kind(i - 1) == Kind::empty || kind(i - 1) == Kind::rule || kind(i - 1) == Kind::quote || kind(i - 1) == Kind::attribution ||
                     kind(i - 1) == Kind::header || kind(i - 1) == Kind::separator)) {
      lines_[--i].visible = false;
    }
  }
  // No own words above the marker: perhaps they stand below the whole quotation.
  std::size_t after_marker(std::size_t i) {
    hide(i, i + 1);
    if (!views_[i].starts_with('>') && !trim(views_[i]).starts_with('>')) return i + 1;
    std::size_t k = i;
    while (k < lines_.size() && (kind(k) == Kind::quote || kind(k) == Kind::empty || kind(k) == Kind::marker)) ++k;
    hide(i, k);
    return k;
  }

  // From a quoted line: nothing but quotation follows.
  bool is_trailing(std::size_t i) const {
    for (; i < lines_.size(); ++i) {
      if (is_own(i) || kind(i) == Kind::attribution) return false;
      if (kind(i) == Kind::header || kind(i) == Kind::separator || kind(i) == Kind::marker || kind(i) == Kind::dashes) return true;
    }
    return true;
  }

  // Hides the quotation at `i` unless own lines stand between several quoted blocks (inline answers); returns where to go on.
  std::size_t hide_quotation(std::size_t i) {
    std::size_t blocks = 0, last_quote = i;
    bool inside = false, answered = false;
    for (std::size_t k = i; k < lines_.size(); ++k) {
      if (kind(k) == Kind::quote) {
        if (!inside) ++blocks;
        if (blocks >= 2) answered = true;
        inside = true;
        last_quote = k;
      } else if (is_own(k)) {
        inside = false;
      } else if (kind(k) == Kind::header || kind(k) == Kind::separator) {
        break;
      }
    }
    if (answered) {
      const bool closing = is_trailing(last_quote);
      std::size_t from = last_quote;
      while (closing && from > i && (kind(from - 1) == Kind::quote || kind(from - 1) == Kind::empty)) --from;
      if (closing) hide(from, last_quote + 1);
      return last_quote + 1;
    }
    std::size_t end = i;
    while (end < lines_.size() && (kind(end) == Kind::quote || kind(end) == Kind::empty || kind(end) == Kind::attribution)) ++end;
    hide(i, end);
    return end;
  }

  void fold_signature() {
    bool after_own = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      if (i > 0) after_own |= lines_[i - 1].visible && is_own(i - 1);
      if (!line.visible) continue;
      if (line.signature) { line.visible = false; continue; }
      if (kind(i) == Kind::dashes && after_own) {
        for (std::size_t k = i; k < lines_.size(); ++k) {
          if (lines_[k].visible) { lines_[k].visible = false; lines_[k].signature = true; }
        }
        return;
      }
      if (kind(i) == Kind::rule && after_own && is_footer(i)) {
        hide(i, lines_.size());
        return;
      }
      if (kind(i) == Kind::mobile) {
        line.visible = false;
        line.signature = true;
        // Clients put it between the reply and what is answered: text behind it, set off, is an unmarked quotation.
        const bool apart = i > 0 && kind(i - 1) == Kind::empty && i + 1 < lines_.size() && kind(i + 1) == Kind::empty;
        if (apart && after_own) hide(i + 1, lines_.size());
      }
    }
  }

  // The rest is the footer of a mailing list or a card of contact data: few short lines with an address or link.
  bool is_footer(std::size_t rule) const {
    std::size_t count = 0;
    bool contact = false;
    for (std::size_t k = rule + 1; k < lines_.size(); ++k) {
      if (!lines_[k].visible || kind(k) == Kind::empty || kind(k) == Kind::rule) continue;
      if (kind(k) != Kind::text || ++count > 12 || views_[k].size() > 90) return false;
      const std::string folded = fold(views_[k]);
      contact |= folded.find("http") != folded.npos || folded.find("www.") != folded.npos || folded.find('@') != folded.npos || folded.find("mailing list") != folded.npos;
    }
    return contact && count > 0;
  }

  void strip_ends() {
    auto strip = [&](std::size_t i) {
      Line& l = lines_[i];
      if (!l.visible) return true;
      if (l.kind != Kind::empty && l.kind != Kind::rule && l.kind != Kind::dashes) return false;
      l.visible = false;
      return true;
    };
    for (std::size_t i = lines_.size(); i-- > 0 && strip(i);) {}
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].visible && kind(i) != Kind::empty) break;
      if (kind(i) == Kind::empty) lines_[i].visible = false;
    }
  }

  void show_all() {
    for (Line& l : lines_) {
      l.visible = true;
      l.signature = false;
    }
  }

  TrimmedReply ranges() const {
    TrimmedReply result;
    auto add = [](std::vector<TextRange>& list, const Line& l) {
      if (!list.empty() && list.back().end == l.begin) list.back().end = l.end;
      else list.push_back({l.begin, l.end});
    };
    for (const Line& l : lines_) add(l.visible ? result.visible : l.signature ? result.signature : result.quote, l);
    return result;
  }

  std::string_view text_;
  const ReplyHints& hints_;
  std::vector<Line> lines_;
  std::vector<std::string_view> views_;
  mutable std::size_t last_fence_ = 0;
};

}  // namespace

TrimmedReply trim_reply(std::string_view text, const ReplyHints& hints) { return Trimmer(text, hints).run(); }

std::string join_ranges(std::string_view text, const std::vector<TextRange>& ranges) {
  std::string out;
  for (const TextRange& r : ranges) out += text.substr(r.begin, r.end - r.begin);
  return std::string(trim(out));
}

std::string elided_part(std::string_view text, const std::vector<TextRange>& visible) {
  std::string out;
  std::size_t at = 0;
  for (const TextRange& r : visible) {
    out += text.substr(at, r.begin - at);
    at = r.end;
  }
  out += text.substr(at);
  return std::string(trim(out));
}

}  // namespace sahay::text
