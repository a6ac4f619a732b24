#include "platform/mail/tnef.h"

#include <algorithm>

#include "base/text.h"
#include "platform/mail/charset.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMaxFiles = 1000;

// Little-endian reader that never leaves its bytes; past the end everything is zero and ok() is false.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }
  std::size_t left() const { return bytes_.size() - at_; }
  std::uint32_t number(std::size_t width) {
    if (left() < width) { ok_ = false; at_ = bytes_.size(); return 0; }
    std::uint32_t v = 0;
    for (std::size_t i = 0; i < width; ++i) v |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes_[at_ + i])) << (8 * i);
    at_ += width;
    return v;
  }
  // What is there when less is left than asked for (a truncated file).
  std::string_view take(std::size_t n) {
    if (left() < n) { ok_ = false; n = left(); }
    const std::string_view v = bytes_.substr(at_, n);
    at_ += n;
    return v;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

struct Property {
  std::uint32_t type = 0;
  std::uint32_t id = 0;
  std::string_view value;  // of the first value
};

std::size_t fixed_width(std::uint32_t type) {
  switch (type) {
    case 0x02: case 0x03: case 0x04: case 0x0A: case 0x0B: return 4;
    case 0x05: case 0x06: case 0x07: case 0x14: case 0x40: return 8;
    case 0x48: return 16;
    default: return 0;
  }
}

bool is_variable(std::uint32_t type) { return type == 0x1E || type == 0x1F || type == 0x102 || type == 0x0D; }

// MAPI properties of a message or an attachment (MS-OXTNEF 2.1.3.4).
std::vector<Property> read_properties(std::string_view data) {
  std::vector<Property> list;
  Bytes in(data);
  const std::uint32_t count = in.number(4);
  for (std::uint32_t i = 0; i < count && in.ok() && list.size() < 5000; ++i) {
    Property p;
    const std::uint32_t type = in.number(2);
    p.id = in.number(2);
    p.type = type & 0xFFF;
    if (p.id >= 0x8000) {  // named
      in.take(16);
      if (in.number(4) == 0) in.number(4);
      else {
        const std::uint32_t length = in.number(4);
        in.take((std::size_t{length} + 3) / 4 * 4);
      }
    }
    const bool many = (type & 0x1000) != 0;
    std::uint32_t values = many || is_variable(p.type) ? in.number(4) : 1;
    for (std::uint32_t v = 0; v < values && in.ok(); ++v) {
      std::string_view value;
      if (is_variable(p.type)) {
        const std::uint32_t length = in.number(4);
        value = in.take(length);
        in.take((4 - length % 4) % 4);
      } else if (const std::size_t width = fixed_width(p.type)) {
        value = in.take(width);
      } else {
        return list;  // an unknown type: the rest cannot be found
      }
      if (v == 0) p.value = value;
    }
    list.push_back(p);
  }
  return list;
}

std::string text_value(const Property& p, const std::vector<std::string>& guesses) {
  std::string s;
  if (p.type == 0x1F) {
    std::string_view wide = p.value.substr(0, p.value.size() & ~std::size_t{1});
    while (wide.size() >= 2 && wide.substr(wide.size() - 2) == std::string_view("\0\0", 2)) wide.remove_suffix(2);
    // A byte order mark makes the decoder certain.
    s = to_utf8("\xFF\xFE" + std::string(wide), "utf-16le");
    if (s.starts_with("\xEF\xBB\xBF")) s.erase(0, 3);
  } else {
    s = to_utf8(p.value.substr(0, p.value.find('\0')), "", guesses);
  }
  return s;
}

std::string c_string(std::string_view v, const std::vector<std::string>& guesses) { return to_utf8(v.substr(0, v.find('\0')), "", guesses); }

// Object data is preceded by the id of its interface.
std::string_view object_bytes(const Property& p) { return p.type == 0x0D && p.value.size() > 16 ? p.value.substr(16) : p.value; }

void apply_to_file(TnefFile& file, const std::vector<Property>& properties, const std::vector<std::string>& guesses) {
  std::string long_name, display;
  for (const Property& p : properties) {
    if (p.id == 0x3707) long_name = text_value(p, guesses);
    else if (p.id == 0x3001) display = text_value(p, guesses);
    else if (p.id == 0x3704 && file.name.empty()) file.name = text_value(p, guesses);
    else if (p.id == 0x370E) file.content_type = text::lower_ascii(text_value(p, guesses));
    else if (p.id == 0x3712) file.content_id = text_value(p, guesses);
    else if (p.id == 0x3701 && file.bytes.empty()) file.bytes = std::string(object_bytes(p));
  }
  if (!long_name.empty()) file.name = long_name;
  if (file.name.empty()) file.name = display;
  std::erase_if(file.content_id, [](char c) { return c == '<' || c == '>'; });
}

void apply_to_message(TnefContents& contents, const std::vector<Property>& properties, const std::vector<std::string>& guesses) {
  std::string rtf;
  for (const Property& p : properties) {
    if (p.id == 0x1000 && contents.text.empty()) contents.text = text_value(p, guesses);
    else if (p.id == 0x1013 && contents.html.empty()) contents.html = p.type == 0x102 ? to_utf8(p.value, "", guesses) : text_value(p, guesses);
    else if (p.id == 0x0037 && contents.subject.empty()) contents.subject = text_value(p, guesses);
    else if (p.id == 0x1009) rtf = decompress_rtf(p.value);
  }
  if (rtf.empty()) return;
  RtfText read = read_rtf(rtf);
  if (read.html && contents.html.empty()) contents.html = std::move(read.text);
  else if (!read.html && contents.text.empty()) contents.text = std::move(read.text);
}

}  // namespace

std::optional<TnefContents> read_tnef(std::string_view bytes, const std::vector<std::string>& guesses) {
  Bytes in(bytes);
  if (in.number(4) != 0x223E9F78) return std::nullopt;
  in.number(2);
  TnefContents contents;
  while (in.left() >= 9 && contents.files.size() < kMaxFiles) {
    const std::uint32_t level = in.number(1);
    if (level != 1 && level != 2) break;  // garbage behind the last attribute
    const std::uint32_t attribute = in.number(4);
    const std::uint32_t length = in.number(4);
    const std::string_view data = in.take(length);
    in.number(2);
    if (level == 1) {
      if (attribute == 0x00069003) apply_to_message(contents, read_properties(data), guesses);
      else if (attribute == 0x00018004) contents.subject = c_string(data, guesses);
      else if (attribute == 0x0002800C && contents.text.empty()) contents.text = c_string(data, guesses);
      continue;
    }
    if (attribute == 0x00069002 || contents.files.empty()) contents.files.emplace_back();
    TnefFile& file = contents.files.back();
    if (attribute == 0x00018010 && file.name.empty()) file.name = c_string(data, guesses);
    else if (attribute == 0x0006800F) file.bytes = std::string(data);
    else if (attribute == 0x00069005) apply_to_file(file, read_properties(data), guesses);
  }
  std::erase_if(contents.files, [](const TnefFile& f) { return f.bytes.empty(); });
  return contents;
}

}  // namespace sahay::mail
