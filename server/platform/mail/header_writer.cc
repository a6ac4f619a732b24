#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/mail/compose.h"
#include "platform/mail/header_writer.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kColumn = 76;

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t character_length(std::string_view s) {
  const auto c = static_cast<unsigned char>(s[0]);
  const std::size_t want = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  return std::min(want, s.size());
}

// Puts "text" behind `out`, breaking the line before it when it would be too long.
void put_folded(std::string& out, std::size_t& column, std::string_view text) {
  if (column + 1 + text.size() > kColumn && column > 1) {
    out += "\r\n ";
    column = 1;
  } else {
    out += ' ';
    ++column;
  }
  out += text;
  column += text.size();
}

}  // namespace

std::string clean_header_value(std::string_view value) {
  std::string out;
  for (char c : value) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '\r' || c == '\n' || c == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (u >= 32 && u != 127) {
      out += c;
    }
  }
  return text::repair_utf8(text::trim(out));
}

// RFC 2047: words of at most 75 characters, never cutting a character.
std::vector<std::string> encode_words(std::string_view value) {
  static constexpr std::size_t kBytes = 45;  // 60 characters of base64
  std::vector<std::string> words;
  while (!value.empty()) {
    std::size_t take = 0;
    while (take < value.size()) {
      const std::size_t next = character_length(value.substr(take));
      if (take + next > kBytes) break;
      take += next;
    }
    words.push_back("=?utf-8?B?" + text::to_base64(value.substr(0, take)) + "?=");
    value.remove_prefix(take);
  }
  return words;
}

bool is_header_name(std::string_view name) {
  return !name.empty() && name.size() <= 76 && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
  });
}

std::string folded_tokens(std::string_view name, const std::vector<std::string>& tokens, std::string_view separator) {
  std::string out = std::string(name) + ":";
  std::size_t column = out.size();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // A token with encoded words inside is folded between the words.
    const std::string token = i + 1 < tokens.size() ? tokens[i] + std::string(separator) : tokens[i];
    for (std::string_view piece : text::split(token, ' ')) {
      if (!piece.empty()) put_folded(out, column, piece);
    }
  }
  return out + "\r\n";
}

std::string header_line(std::string_view name, std::string_view raw) {
  if (!is_header_name(name)) return {};
  const std::string value = clean_header_value(raw);
  // A run without a space that no fold can break, or text that looks like an encoded word, is encoded too.
  bool long_run = false;
  for (std::string_view word : text::split(value, ' ')) long_run |= word.size() > 900;
  if (is_ascii(value) && value.find("=?") == std::string::npos && !long_run) {
    std::string out = std::string(name) + ":";
    std::size_t column = out.size();
    std::size_t at = 0;
    while (at < value.size()) {
      // Runs of spaces stay with the word before them.
      std::size_t end = value.find(' ', at);
      if (end == value.npos) end = value.size();
      std::size_t next = end;
      while (next + 1 < value.size() && value[next + 1] == ' ') ++next;
      put_folded(out, column, std::string_view(value).substr(at, next - at));
      at = next + 1;
    }
    if (value.empty()) out += ' ';
    return out + "\r\n";
  }
  return folded_tokens(name, encode_words(value), "");
}

std::string format_address(const Address& address) {
  const std::string name = clean_header_value(address.name);
  std::string mailbox;
  for (char c : address.address) {
    const auto u = static_cast<unsigned char>(c);
    if (u > 32 && u != 127 && c != '<' && c != '>' && c != ',' && c != ';') mailbox += c;
  }
  if (name.empty()) return mailbox;
  std::string out;
  if (!is_ascii(name) || name.find("=?") != std::string::npos) {
    for (const std::string& word : encode_words(name)) out += word + " ";
  } else {
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || std::string_view(" !#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
    if (plain) {
      out = name + " ";
    } else {
      out = "\"";
      for (char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
      }
      out += "\" ";
    }
  }
  return out + "<" + mailbox + ">";
}

std::string parameter(std::string_view name, std::string_view raw) {
  const std::string value = clean_header_value(raw);
  const bool simple = is_ascii(value) && value.size() <= 60;
  if (simple) {
    std::string quoted;
    for (char c : value) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    return ";\r\n " + std::string(name) + "=\"" + quoted + "\"";
  }
  // RFC 2231 with continuations.
  std::string encoded = "UTF-8''";
  for (char c : value) {
    const auto u = static_cast<unsigned char>(c);
    static constexpr char kHex[] = "0123456789ABCDEF";
    if (std::isalnum(u) || c == '.' || c == '-' || c == '_') encoded += c;
    else encoded.append("%").append(1, kHex[u >> 4]).append(1, kHex[u & 15]);
  }
  std::string out;
  for (std::size_t at = 0, section = 0; at < encoded.size(); ++section) {
    std::size_t take = std::min<std::size_t>(55, encoded.size() - at);
    // A percent triple stays whole.
    for (std::size_t back = 1; back <= 2 && at + take < encoded.size(); ++back) {
      if (take > back && encoded[at + take - back] == '%') take -= back;
    }
    out += ";\r\n " + std::string(name) + "*" + std::to_string(section) + "*=" + encoded.substr(at, take);
    at += take;
  }
  return out;
}

std::string format_date(Time t) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string iso = to_iso8601(t);  // 2024-01-02T03:04:05Z
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::seconds>(std::chrono::seconds(t.seconds())));
  const unsigned weekday = std::chrono::weekday(day).c_encoding();
  const std::chrono::year_month_day ymd(day);
  const unsigned month = static_cast<unsigned>(ymd.month());
  return std::string(kDays[weekday % 7]) + ", " + iso.substr(8, 2) + " " + kMonths[(month - 1) % 12] + " " + iso.substr(0, 4) + " " +
         iso.substr(11, 8) + " +0000";
}

}  // namespace sahay::mail
