#include "platform/mail/transfer.h"

#include <array>

#include "base/text.h"

namespace sahay::mail {
namespace {

constexpr std::array<signed char, 256> make_base64_table() {
  std::array<signed char, 256> table{};
  for (auto& entry : table) entry = -1;
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < alphabet.size(); ++i) table[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
  table[static_cast<unsigned char>('-')] = 62;
  table[static_cast<unsigned char>('_')] = 63;
  return table;
}
constexpr auto kBase64 = make_base64_table();

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// The next line of `s` from `at`, without its end; moves `at` past it.
std::string_view take_line(std::string_view s, std::size_t& at) {
  const std::size_t end = s.find('\n', at);
  std::string_view line = s.substr(at, end == s.npos ? s.npos : end - at);
  at = end == s.npos ? s.size() : end + 1;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_uu_begin(std::string_view line) {
  if (!line.starts_with("begin ") || line.size() < 11) return false;
  for (std::size_t i = 6; i < 9; ++i) {
    if (line[i] < '0' || line[i] > '7') return false;
  }
  std::size_t at = 9;
  if (line[at] >= '0' && line[at] <= '7') ++at;
  return at < line.size() && line[at] == ' ' && !text::trim(line.substr(at)).empty();
}

// One uuencoded data line; false when its length cannot be right.
bool decode_uu_line(std::string_view line, std::string& out) {
  if (line.empty()) return false;
  const int count = (line[0] - 32) & 63;
  const std::size_t needed = (static_cast<std::size_t>(count) * 4 + 2) / 3;
  if (line[0] < 32 || line[0] > 96 || line.size() > needed + 8 || line.size() < needed / 2) return false;
  int produced = 0;
  for (std::size_t i = 1; produced < count; i += 4) {
    auto sextet = [&](std::size_t k) { return k < line.size() ? (line[k] - 32) & 63 : 0; };
    const int a = sextet(i), b = sextet(i + 1), c = sextet(i + 2), d = sextet(i + 3);
    const char bytes[3] = {static_cast<char>(a << 2 | b >> 4), static_cast<char>(b << 4 | c >> 2), static_cast<char>(c << 6 | d)};
    for (int k = 0; k < 3 && produced < count; ++k, ++produced) out += bytes[k];
  }
  return true;
}

// Reads the block whose "begin" line starts at `begin`; nothing when it is only prose.
std::optional<UuFile> read_uu_block(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  const std::string_view head = take_line(text, at);
  UuFile file;
  file.begin = begin;
  file.name = std::string(text::trim(head.substr(head.find(' ', 6))));
  bool some = false;
  while (at < text.size()) {
    const std::size_t line_start = at;
    const std::string_view line = take_line(text, at);
    if (line == "end") { file.end = at; return file; }
    if (line.empty() || line == "`" || line == " ") continue;
    if (!decode_uu_line(line, file.bytes)) {
      if (!some) return std::nullopt;
      file.end = line_start;
      return file;
    }
    some = true;
  }
  if (!some) return std::nullopt;
  file.end = text.size();
  return file;
}

}  // namespace

TransferEncoding transfer_encoding(std::string_view value) {
  std::string name;
  for (char c : text::lower_ascii(value)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
  }
  if (name.starts_with("base64") || name == "b" || name == "base") return TransferEncoding::base64;
  if (name.starts_with("quotedp") || name == "q" || name == "qp") return TransferEncoding::quoted_printable;
  if (name.starts_with("xuu") || name.starts_with("uuenc") || name == "xuue" || name == "uue") return TransferEncoding::uuencode;
  return TransferEncoding::identity;
}

std::string decode_base64(std::string_view body) {
  std::string out;
  out.resize(body.size() / 4 * 3 + 3);
  char* write = out.data();
  unsigned bits = 0;
  int have = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    const signed char v = kBase64[static_cast<unsigned char>(c)];
    if (v < 0) {
      // Padding ends a group; concatenated encodings start anew behind it.
      if (c == '=') { bits = 0; have = 0; }
      continue;
    }
    bits = (bits << 6 | static_cast<unsigned>(v)) & 0xFFFFFF;
    have += 6;
    if (have >= 8) {
      have -= 8;
      *write++ = static_cast<char>(bits >> have & 0xFF);
    }
  }
  out.resize(static_cast<std::size_t>(write - out.data()));
  return out;
}

std::string decode_quoted_printable(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  std::size_t at = 0;
  while (at < body.size()) {
    const std::size_t end = body.find('\n', at);
    const bool last = end == body.npos;
    std::string_view line = body.substr(at, last ? body.npos : end - at);
    const bool crlf = line.ends_with('\r');
    if (crlf) line.remove_suffix(1);
    at = last ? body.size() : end + 1;
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    const bool soft = line.ends_with('=');
    if (soft) line.remove_suffix(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '=' && i + 2 < line.size() && hex_digit(line[i + 1]) >= 0 && hex_digit(line[i + 2]) >= 0) {
        out += static_cast<char>(hex_digit(line[i + 1]) << 4 | hex_digit(line[i + 2]));
        i += 2;
      } else {
        out += line[i];
      }
    }
    if (!soft && !last) out += crlf ? "\r\n" : "\n";
  }
  return out;
}

std::string decode_q(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '_') {
      out += ' ';
    } else if (word[i] == '=' && i + 2 < word.size() && hex_digit(word[i + 1]) >= 0 && hex_digit(word[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(word[i + 1]) << 4 | hex_digit(word[i + 2]));
      i += 2;
    } else {
      out += word[i];
    }
  }
  return out;
}

std::string decode_transfer(std::string_view body, TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::base64: return decode_base64(body);
    case TransferEncoding::quoted_printable: return decode_quoted_printable(body);
    case TransferEncoding::uuencode: {
      auto files = find_uuencoded(body);
      if (!files.empty()) return std::move(files.front().bytes);
      return std::string(body);
    }
    case TransferEncoding::identity: break;
  }
  return std::string(body);
}

std::vector<UuFile> find_uuencoded(std::string_view text) {
  std::vector<UuFile> files;
  std::size_t at = 0;
  static constexpr std::size_t kMostFiles = 1000;
  while (at < text.size() && files.size() < kMostFiles) {
    if (!(at == 0 || text[at - 1] == '\n') || !text.substr(at).starts_with("begin ")) {
      at = text.find("\nbegin ", at);
      if (at == text.npos) break;
      ++at;
    }
    std::size_t after = at;
    const std::string_view line = take_line(text, after);
    if (is_uu_begin(line)) {
      if (auto file = read_uu_block(text, at)) {
        at = file->end;
        files.push_back(std::move(*file));
        continue;
      }
    }
    at = after;
  }
  return files;
}

std::string encode_base64_lines(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 57) {
    out += text::to_base64(bytes.substr(at, 57));
    out += "\r\n";
  }
  return out;
}

std::string encode_quoted_printable(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view line = take_line(text, at);
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto c = static_cast<unsigned char>(line[i]);
      const bool last = i + 1 == line.size();
      // A dot or "From " at the start of a line survives every relay only when encoded.
      const bool risky = column == 0 && (c == '.' || (c == 'F' && line.substr(i).starts_with("From ")));
      const bool plain = c >= 33 && c <= 126 && c != '=' && !risky;
      const bool blank = (c == ' ' || c == '\t') && !last;
      const std::size_t width = plain || blank ? 1 : 3;
      if (column + width > 75) {
        out += "=\r\n";
        column = 0;
      }
      if (width == 1) {
        out += static_cast<char>(c);
      } else {
        out += '=';
        out += kHex[c >> 4];
        out += kHex[c & 15];
      }
      column += width;
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace sahay::mail
