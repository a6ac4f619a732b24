#include "platform/files/portrait.h"

namespace sahay::files {
namespace {

constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n";

unsigned number(std::string_view bytes, std::size_t at, int length) {
  unsigned out = 0;
  for (int i = 0; i < length; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + std::size_t(i)]);
  return out;
}

Error not_a_picture() { return invalid("photo", "InvalidValue", "face.photo.format"); }

Result<unsigned> side_of(unsigned width, unsigned height) {
  if (width != height) return invalid("photo", "InvalidValue", "face.photo.square");
  if (width < kSmallestSide || width > kLargestSide)
    return invalid("photo", "InvalidValue", "face.photo.side",
                   {{"min", std::to_string(kSmallestSide)}, {"max", std::to_string(kLargestSide)}});
  return width;
}

// PNG (W3C) 5.3: length, type, data, CRC. Only what draws the picture stays: text, time, Exif and private chunks go.
bool draws(std::string_view type) {
  return type == "IHDR" || type == "PLTE" || type == "IDAT" || type == "IEND" || type == "tRNS" || type == "gAMA" ||
         type == "sRGB" || type == "cHRM";
}

Result<Portrait> png(std::string_view in) {
  Portrait out{std::string(kPng), "image/png", 0};
  bool data = false;
  for (std::size_t at = kPng.size(); in.size() - at >= 12;) {
    const std::size_t length = number(in, at, 4);
    if (length > in.size() - at - 12) return not_a_picture();
    const std::string_view type = in.substr(at + 4, 4), chunk = in.substr(at, length + 12);
    if ((at == kPng.size()) != (type == "IHDR")) return not_a_picture();
    if (type == "IHDR") {
      if (length != 13) return not_a_picture();
      out.side = TRY(side_of(number(in, at + 8, 4), number(in, at + 12, 4)));
    }
    data = data || type == "IDAT";
    if (draws(type)) out.bytes += chunk;
    if (type == "IEND") return length == 0 && data ? Result<Portrait>(std::move(out)) : not_a_picture();
    at += chunk.size();
  }
  return not_a_picture();
}

// ITU-T T.81 B.1.1.3: frames whose samples every browser draws (baseline, extended, progressive).
bool begins_frame(unsigned marker) { return marker >= 0xC0 && marker <= 0xC2; }
bool draws(unsigned marker) {
  return begins_frame(marker) || marker == 0xC4 || marker == 0xDA || marker == 0xDB || marker == 0xDD ||
         marker == 0xE0 || marker == 0xEE;
}

// Behind the header of a scan: the samples end at the next marker that is neither a stuffed byte nor a restart.
std::size_t end_of_samples(std::string_view in, std::size_t at) {
  for (; at + 1 < in.size(); ++at) {
    if (in[at] != '\xFF') continue;
    const unsigned next = number(in, at + 1, 1);
    if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) return at;
  }
  return in.size();
}

Result<Portrait> jpeg(std::string_view in) {
  Portrait out{"\xFF\xD8", "image/jpeg", 0};
  bool scanned = false;
  for (std::size_t at = 2; in.size() - at >= 2;) {
    if (in[at] != '\xFF') return not_a_picture();
    const unsigned marker = number(in, at + 1, 1);
    if (marker == 0xFF) {
      ++at;
      continue;
    }  // fill bytes
    if (marker == 0xD9) {
      out.bytes += "\xFF\xD9";
      return scanned && out.side ? Result<Portrait>(std::move(out)) : not_a_picture();
    }
    if (in.size() - at < 4) break;
    const std::size_t length = number(in, at + 2, 2);
    if (length < 2 || length > in.size() - at - 2) break;
    if (begins_frame(marker)) {
      if (length < 8 || out.side) break;  // one frame: a second one could have another size
      out.side = TRY(side_of(number(in, at + 7, 2), number(in, at + 5, 2)));
    }
    std::size_t end = at + 2 + length;
    if (marker == 0xDA) {
      if (!out.side) break;
      end = end_of_samples(in, end);
      scanned = true;
    }
    if (draws(marker)) out.bytes += in.substr(at, end - at);
    at = end;
  }
  return not_a_picture();
}

}  // namespace

Result<Portrait> portrait_of(std::string_view bytes) {
  if (bytes.empty()) return invalid("photo", "BlankValue", "error.field.empty_file");
  if (bytes.size() > kLargestPortrait)
    return invalid("photo", "TooLong", "face.photo.size", {{"max", std::to_string(kLargestPortrait >> 10)}});
  if (bytes.starts_with(kPng)) return png(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF")) return jpeg(bytes);
  return not_a_picture();
}

}  // namespace sahay::files
