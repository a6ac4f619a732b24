#include <array>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "platform/mail/charset.h"
#include "platform/mail/tnef.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMaxRtf = 20 * 1024 * 1024;
// The dictionary that every compressed RTF starts from (MS-OXRTFCP 2.1.2.1).
constexpr std::string_view kDictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New "
    "RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

std::uint32_t number(std::string_view b, std::size_t at) {
  std::uint32_t v = 0;
  for (std::size_t i = 0; i < 4; ++i) v |= static_cast<std::uint32_t>(static_cast<unsigned char>(b[at + i])) << (8 * i);
  return v;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads RTF once; groups are a stack of states, not recursion.
class RtfReader {
 public:
  explicit RtfReader(std::string_view rtf) : rtf_(rtf) { states_.push_back({}); }

  RtfText read() {
    while (at_ < rtf_.size()) {
      const char c = rtf_[at_++];
      if (c == '{') {
        flush();
        if (states_.size() < 500) states_.push_back(states_.back());
        else ++overflow_;
      } else if (c == '}') {
        flush();
        if (overflow_ > 0) --overflow_;
        else if (states_.size() > 1) states_.pop_back();
      } else if (c == '\\') {
        control();
      } else if (c != '\r' && c != '\n') {
        put_byte(c);
      }
    }
    flush();
    return {html_, std::move(out_)};
  }

 private:
  struct State {
    bool skip = false;       // a destination that holds no text
    bool html_tag = false;   // {\*\htmltag ...}
    bool html_rtf = false;   // \htmlrtf ... \htmlrtf0
    int unicode_skip = 1;
  };

  void put_byte(char c) {
    if (pending_skip_ > 0) { --pending_skip_; return; }
    const State& s = states_.back();
    if ((s.skip && !s.html_tag) || (html_ && s.html_rtf)) return;
    bytes_ += c;
  }
  void put_text(std::string_view s) {
    const State& state = states_.back();
    if ((state.skip && !state.html_tag) || (html_ && state.html_rtf)) return;
    flush();
    out_ += s;
  }
  void flush() {
    if (bytes_.empty()) return;
    out_ += to_utf8(bytes_, codepage_);
    bytes_.clear();
  }

  void control() {
    if (at_ >= rtf_.size()) return;
    const char c = rtf_[at_];
    if (!std::isalpha(static_cast<unsigned char>(c))) {
      ++at_;
      if (c == '\'' && at_ + 1 < rtf_.size()) {
        const int high = hex(rtf_[at_]), low = hex(rtf_[at_ + 1]);
        at_ += 2;
        if (high >= 0 && low >= 0) put_byte(static_cast<char>(high * 16 + low));
      } else if (c == '\\' || c == '{' || c == '}') {
        put_byte(c);
      } else if (c == '~') {
        put_text("\xC2\xA0");
      } else if (c == '*') {
        states_.back().skip = true;
      }
      return;
    }
    std::string word;
    while (at_ < rtf_.size() && std::isalpha(static_cast<unsigned char>(rtf_[at_])) && word.size() < 40) word += rtf_[at_++];
    bool negative = false, has_value = false;
    long value = 0;
    if (at_ < rtf_.size() && rtf_[at_] == '-') { negative = true; ++at_; }
    while (at_ < rtf_.size() && std::isdigit(static_cast<unsigned char>(rtf_[at_]))) {
      has_value = true;
      if (value < 100'000'000) value = value * 10 + (rtf_[at_] - '0');
      ++at_;
    }
    if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
    apply(word, has_value, negative ? -value : value);
  }

  void apply(std::string_view word, bool has_value, long value) {
    State& s = states_.back();
    if (word == "par" || word == "line") put_text(html_ ? "\r\n" : "\n");
    else if (word == "tab") put_text("\t");
    else if (word == "fromhtml") html_ = true;
    else if (word == "htmlrtf") { flush(); s.html_rtf = !has_value || value != 0; }
    else if (word == "htmltag") { s.html_tag = true; s.skip = false; }
    else if (word == "mhtmltag") { s.skip = true; s.html_tag = false; }
    else if (word == "ansicpg" && value > 0) codepage_ = value == 65001 ? "utf-8" : value == 932 ? "shift_jis" : value == 936 ? "gbk" : value == 949 ? "euc-kr" : value == 950 ? "big5" : "windows-" + std::to_string(value);
    else if (word == "uc") s.unicode_skip = value >= 0 && value < 10 ? static_cast<int>(value) : 1;
    else if (word == "u") put_unicode(value);
    else if (word == "fonttbl" || word == "colortbl" || word == "stylesheet" || word == "info" || word == "pict" || word == "object" || word == "generator") s.skip = true;
    else if (word == "lquote") put_text("\xE2\x80\x98");
    else if (word == "rquote") put_text("\xE2\x80\x99");
    else if (word == "ldblquote") put_text("\xE2\x80\x9C");
    else if (word == "rdblquote") put_text("\xE2\x80\x9D");
    else if (word == "endash") put_text("\xE2\x80\x93");
    else if (word == "emdash") put_text("\xE2\x80\x94");
    else if (word == "bullet") put_text("\xE2\x80\xA2");
  }

  void put_unicode(long value) {
    const unsigned unit = static_cast<unsigned>(value < 0 ? value + 65536 : value) & 0xFFFF;
    pending_skip_ = states_.back().unicode_skip;
    if (unit >= 0xD800 && unit < 0xDC00) { high_surrogate_ = unit; return; }
    unsigned code = unit;
    if (unit >= 0xDC00 && unit < 0xE000) {
      if (!high_surrogate_) return;
      code = 0x10000 + ((high_surrogate_ - 0xD800) << 10) + (unit - 0xDC00);
    }
    high_surrogate_ = 0;
    std::string utf8;
    if (code < 0x80) utf8 += static_cast<char>(code);
    else if (code < 0x800) { utf8 += static_cast<char>(0xC0 | code >> 6); utf8 += static_cast<char>(0x80 | (code & 63)); }
    else if (code < 0x10000) { utf8 += static_cast<char>(0xE0 | code >> 12); utf8 += static_cast<char>(0x80 | (code >> 6 & 63)); utf8 += static_cast<char>(0x80 | (code & 63)); }
    else { utf8 += static_cast<char>(0xF0 | code >> 18); utf8 += static_cast<char>(0x80 | (code >> 12 & 63)); utf8 += static_cast<char>(0x80 | (code >> 6 & 63)); utf8 += static_cast<char>(0x80 | (code & 63)); }
    put_text(utf8);
  }

  std::string_view rtf_;
  std::size_t at_ = 0;
  std::vector<State> states_;
  std::size_t overflow_ = 0;
  std::string out_, bytes_, codepage_ = "windows-1252";
  bool html_ = false;
  int pending_skip_ = 0;
  unsigned high_surrogate_ = 0;
};

}  // namespace

std::string decompress_rtf(std::string_view b) {
  if (b.size() < 16) return {};
  const std::uint32_t raw_size = number(b, 4);
  const std::uint32_t kind = number(b, 8);
  if (kind == 0x414C454D) return std::string(b.substr(16, std::min<std::size_t>(raw_size, kMaxRtf)));  // "MELA": stored
  if (kind != 0x75465A4C || raw_size > kMaxRtf) return {};                                              // "LZFu"
  std::array<char, 4096> window{};
  kDictionary.copy(window.data(), kDictionary.size());
  std::size_t write = kDictionary.size(), at = 16;
  std::string out;
  while (at < b.size() && out.size() < raw_size) {
    const auto control = static_cast<unsigned char>(b[at++]);
    for (int bit = 0; bit < 8 && at < b.size() && out.size() < raw_size; ++bit) {
      if (!(control >> bit & 1)) {
        out += window[write] = b[at++];
        write = (write + 1) % 4096;
        continue;
      }
      if (at + 1 >= b.size()) return out;
      const unsigned token = static_cast<unsigned char>(b[at]) << 8 | static_cast<unsigned char>(b[at + 1]);
      at += 2;
      std::size_t offset = token >> 4;
      if (offset == write) return out;  // the end mark
      for (unsigned n = (token & 15) + 2; n > 0; --n) {
        const char c = window[offset];
        offset = (offset + 1) % 4096;
        out += window[write] = c;
        write = (write + 1) % 4096;
      }
    }
  }
  return out;
}

RtfText read_rtf(std::string_view rtf) { return RtfReader(rtf.substr(0, kMaxRtf)).read(); }

}  // namespace sahay::mail
