#include "platform/mail/attachments.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "platform/mail/charset.h"
#include "platform/mail/invite.h"
#include "platform/mail/tnef.h"

namespace sahay::mail {
namespace {

struct Extension {
  std::string_view type;
  std::string_view suffix;
};
constexpr std::array kExtensions = {
    Extension{"image/jpeg", "jpg"},      Extension{"image/png", "png"},          Extension{"image/gif", "gif"},
    Extension{"image/webp", "webp"},     Extension{"image/svg+xml", "svg"},      Extension{"image/bmp", "bmp"},
    Extension{"image/tiff", "tif"},      Extension{"image/heic", "heic"},        Extension{"application/pdf", "pdf"},
    Extension{"application/zip", "zip"}, Extension{"message/rfc822", "eml"},     Extension{"text/plain", "txt"},
    Extension{"text/html", "html"},      Extension{"text/calendar", "ics"},      Extension{"text/csv", "csv"},
    Extension{"audio/mpeg", "mp3"},      Extension{"audio/wav", "wav"},          Extension{"video/mp4", "mp4"},
    Extension{"text/x-vcard", "vcf"},    Extension{"text/vcard", "vcf"},         Extension{"application/rtf", "rtf"},
    Extension{"application/xml", "xml"}, Extension{"application/json", "json"},  Extension{"application/msword", "doc"},
    Extension{"application/pgp-encrypted", "pgp"},
};

std::string made_up_name(const Part& part) {
  // Outlook names inline images only in their id: "image001.jpg@01CDB132.D8A510F0".
  const std::string from_id = safe_filename(std::string_view(part.content_id).substr(0, part.content_id.find('@')));
  if (const std::size_t dot = from_id.rfind('.'); dot != from_id.npos && dot > 0 && part.content_id.find('@') != std::string::npos) {
    const std::string suffix = text::lower_ascii(std::string_view(from_id).substr(dot + 1));
    const bool known = std::any_of(kExtensions.begin(), kExtensions.end(), [&](const Extension& e) { return e.suffix == suffix; }) || suffix == "jpeg";
    if (known) return from_id;
  }
  const std::string& type = part.type.value;
  std::string stem = type.starts_with("image/") ? "image" : type == "message/rfc822" ? "message" : "attachment";
  for (const Extension& e : kExtensions) {
    if (e.type == type) return stem + "." + std::string(e.suffix);
  }
  return stem;
}

// Subject of a message/rfc822 part, as its file name.
std::string nested_name(const Part& part, const DecodeHints& hints) {
  const std::string bytes = part.encoding == TransferEncoding::identity ? std::string(part.body.substr(0, 65536)) : part_bytes(part);
  const HeaderBlock block = read_header(bytes, 0, bytes.size(), 65536);
  const auto subject = field(block.fields, "Subject");
  std::string name = subject ? safe_filename(text::replace_all(text::replace_all(decode_text(*subject, hints), "/", "_"), "\\", "_")) : "";
  return name.empty() ? "" : std::string(text::first(name, 120)) + ".eml";
}

std::string declared_name(const Part& part, const DecodeHints& hints) {
  // Read again: now the charset of the body is known for raw 8-bit names.
  std::string name;
  if (const auto d = field(part.fields, "Content-Disposition")) {
    const Parameters p = parse_parameters(*d, hints);
    name = safe_filename(p.at("filename"));
    if (name.empty()) name = safe_filename(p.at("name"));
  }
  if (name.empty()) {
    if (const auto t = field(part.fields, "Content-Type")) {
      const Parameters p = parse_parameters(*t, hints);
      name = safe_filename(p.at("name"));
      if (name.empty()) name = safe_filename(p.at("filename"));
    }
  }
  if (name.empty()) {
    if (const auto location = field(part.fields, "Content-Location")) {
      const std::string value = unfold(*location);
      if (value.find(':') == value.npos) name = safe_filename(value);
    }
  }
  return name;
}

// Parts that only machines read (rule 23).
bool hidden(const MimeTree& tree, const Part& part) {
  const std::string& type = part.type.value;
  if (type == "message/delivery-status" || type == "text/rfc822-headers" || type == "message/disposition-notification" ||
      type == "message/feedback-report" || type == "message/global-delivery-status") return true;
  if (type == "application/pgp-signature" || type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature") return true;
  if (type == "text/x-amp-html") return true;
  const bool in_alternative = part.parent >= 0 && tree.parts[static_cast<std::size_t>(part.parent)].type.value == "multipart/alternative";
  if (type == "text/calendar" && in_alternative) return true;
  if (type == "application/pgp-encrypted") return true;
  // Version and signature blobs of Apple double files.
  return type == "application/applefile" && part.parent >= 0 &&
         tree.parts[static_cast<std::size_t>(part.parent)].type.value == "multipart/appledouble";
}

bool refers_to(std::string_view html, const Part& part) {
  if (html.empty()) return false;
  if (!part.content_id.empty()) {
    if (html.find("cid:" + part.content_id) != html.npos) return true;
    if (html.find("cid:" + text::percent_encode(part.content_id)) != html.npos) return true;
  }
  if (const auto location = field(part.fields, "Content-Location")) {
    const std::string value = unfold(*location);
    return value.size() > 3 && html.find("\"" + value + "\"") != html.npos;
  }
  return false;
}

void number_duplicates(std::vector<Attachment>& list) {
  std::set<std::string> seen;
  for (Attachment& a : list) {
    std::string name = a.filename;
    const std::size_t dot = name.rfind('.');
    for (int n = 2; !seen.insert(name).second && n < 2000; ++n) {
      const std::string number = "-" + std::to_string(n);
      name = dot == std::string::npos || dot == 0 ? a.filename + number : a.filename.substr(0, dot) + number + a.filename.substr(dot);
    }
    a.filename = name;
  }
}

void add(Message& message, const ParseOptions& options, Attachment attachment) {
  attachment.size = attachment.bytes.size();
  attachment.sniffed_type = std::string(sniff_type(attachment.bytes));
  if (!options.keep_bytes) attachment.bytes = {};
  message.attachments.push_back(std::move(attachment));
}

bool looks_like_tnef(const Part& part, std::string_view name) {
  const std::string& type = part.type.value;
  return type == "application/ms-tnef" || type == "application/vnd.ms-tnef" || text::equal_ignoring_case(name, "winmail.dat");
}

// winmail.dat: its files become attachments and its body the text when there is none.
bool unpack_tnef(std::string_view bytes, const ParseOptions& options, Message& message) {
  auto contents = read_tnef(bytes, options.charset_guesses);
  if (!contents) return false;
  if (message.html.empty() && !contents->html.empty()) message.html = contents->html;
  if (text::trim(message.text).empty() && !contents->text.empty()) message.text = contents->text;
  for (TnefFile& file : contents->files) {
    Attachment a;
    a.filename = safe_filename(file.name);
    a.content_type = file.content_type;
    a.content_id = file.content_id;
    a.is_inline = !file.content_id.empty() && message.html.find("cid:" + file.content_id) != std::string::npos;
    a.bytes = std::move(file.bytes);
    if (a.content_type.empty()) a.content_type = std::string(sniff_type(a.bytes));
    if (a.content_type.empty()) a.content_type = "application/octet-stream";
    if (a.filename.empty()) a.filename = "attachment";
    add(message, options, std::move(a));
  }
  return true;
}

void take_uuencoded(const ParseOptions& options, Message& message) {
  if (message.text.find("begin ") == std::string::npos) return;
  std::vector<UuFile> files = find_uuencoded(message.text);
  std::string rest;
  std::size_t at = 0;
  for (const UuFile& file : files) {
    rest.append(message.text, at, file.begin - at);
    at = file.end;
  }
  message.text = rest.append(message.text, at);
  for (UuFile& file : files) {
    Attachment a;
    a.filename = safe_filename(file.name);
    a.bytes = std::move(file.bytes);
    a.content_type = std::string(sniff_type(a.bytes));
    if (a.content_type.empty()) a.content_type = "application/octet-stream";
    if (a.filename.empty()) a.filename = "attachment";
    add(message, options, std::move(a));
  }
}

}  // namespace

std::string safe_filename(std::string_view raw) {
  std::string name = normalise(text::is_valid_utf8(raw) ? std::string(raw) : text::repair_utf8(raw));
  // The last component that is not empty.
  while (name.ends_with('/') || name.ends_with('\\')) name.pop_back();
  if (const std::size_t slash = name.find_last_of("/\\"); slash != name.npos) name.erase(0, slash + 1);
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (c < 32 || c == 127) continue;
    const std::string_view rest = std::string_view(name).substr(i);
    // U+200E, U+200F, U+202A..U+202E, U+2066..U+2069 change the reading direction; U+0080..U+009F are controls.
    if (rest.starts_with("\xE2\x80\x8E") || rest.starts_with("\xE2\x80\x8F") ||
        (rest.starts_with("\xE2\x80") && rest.size() > 2 && static_cast<unsigned char>(rest[2]) >= 0xAA && static_cast<unsigned char>(rest[2]) <= 0xAE) ||
        (rest.starts_with("\xE2\x81") && rest.size() > 2 && static_cast<unsigned char>(rest[2]) >= 0xA6 && static_cast<unsigned char>(rest[2]) <= 0xA9)) {
      i += 2;
      continue;
    }
    if (c == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) { ++i; continue; }
    out += name[i];
  }
  out = std::string(text::trim(out));
  if (out == "." || out == "..") return {};
  return std::string(text::first(out, 250));
}

std::string_view sniff_type(std::string_view b) {
  auto at = [&](std::size_t i, std::string_view s) { return b.size() >= i + s.size() && b.substr(i, s.size()) == s; };
  if (at(0, "\x89PNG\r\n\x1A\n")) return "image/png";
  if (at(0, "\xFF\xD8\xFF")) return "image/jpeg";
  if (at(0, "GIF87a") || at(0, "GIF89a")) return "image/gif";
  if (at(0, "RIFF") && at(8, "WEBP")) return "image/webp";
  if (at(0, "BM") && b.size() > 26 && b[6] == 0 && b[7] == 0) return "image/bmp";
  if (at(0, "%PDF-")) return "application/pdf";
  if (at(0, "PK\x03\x04")) return "application/zip";
  if (at(0, "\x1F\x8B")) return "application/gzip";
  if (at(0, "Rar!\x1A\x07")) return "application/vnd.rar";
  if (at(0, "7z\xBC\xAF\x27\x1C")) return "application/x-7z-compressed";
  if (at(0, "MZ")) return "application/x-msdownload";
  if (at(0, "\x7F" "ELF")) return "application/x-elf";
  if (at(0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return "application/x-ole-storage";
  if (at(0, "{\\rtf")) return "application/rtf";
  if (at(0, "ID3") || at(0, "\xFF\xFB")) return "audio/mpeg";
  if (at(0, "RIFF") && at(8, "WAVE")) return "audio/wav";
  if (at(0, "OggS")) return "audio/ogg";
  if (at(4, "ftyp")) return at(8, "heic") || at(8, "heix") || at(8, "mif1") ? "image/heic" : "video/mp4";
  const std::string head = text::lower_ascii(text::trim(b.substr(0, 512)));
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) return "text/html";
  if (head.starts_with("<svg") || (head.starts_with("<?xml") && head.find("<svg") != head.npos)) return "image/svg+xml";
  return {};
}

void fill_attachments(const MimeTree& tree, const BodyParts& body, const DecodeHints& hints, const ParseOptions& options,
                      Message& message) {
  take_uuencoded(options, message);
  // Every part looks for itself in the HTML: together no more than this many bytes.
  static constexpr std::size_t kMostLooking = 512 << 20;
  const std::size_t share = kMostLooking / std::max<std::size_t>(1, body.attachments.size());
  for (int index : body.attachments) {
    const Part& part = tree.parts[static_cast<std::size_t>(index)];
    if (part.type.value == "text/calendar" && !message.invite) message.invite = read_invite(part_text(part, hints));
    if (hidden(tree, part)) continue;
    Attachment a;
    a.bytes = part_bytes(part);
    if (a.bytes.empty()) continue;
    const std::string_view looked_at = std::string_view(message.html).substr(0, share);
    a.filename = declared_name(part, hints);
    if (looks_like_tnef(part, a.filename) && unpack_tnef(a.bytes, options, message)) continue;
    if (a.filename.empty() && part.type.value == "message/rfc822") a.filename = nested_name(part, hints);
    if (a.filename.empty()) a.filename = made_up_name(part);
    a.content_type = part.type.value;
    a.content_id = part.content_id;
    a.is_inline = refers_to(looked_at, part);
    add(message, options, std::move(a));
  }
  number_duplicates(message.attachments);
}

}  // namespace sahay::mail
