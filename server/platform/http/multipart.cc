#include "platform/http/multipart.h"

#include "base/text.h"

namespace sahay::http {
namespace {

constexpr std::size_t kMostValues = 100, kLongestValue = 65'536;

// The mark between parts; empty when the label names none. RFC 2046: at most 70 characters, and a long one would make
// every search slow.
std::string mark_of(std::string_view content_type) {
  const auto at = content_type.find("boundary=");
  if (at == content_type.npos) return {};
  std::string boundary(content_type.substr(at + 9));
  boundary = boundary.substr(0, boundary.find(';'));
  if (boundary.size() > 1 && boundary.front() == '"') boundary = boundary.substr(1, boundary.size() - 2);
  return boundary.empty() || boundary.size() > 70 ? std::string() : "--" + boundary;
}

std::optional<std::string> quoted(std::string_view header, std::string_view key) {
  const auto start = header.find(key);
  if (start == header.npos) return std::nullopt;
  const auto from = start + key.size();
  return std::string(header.substr(from, header.find('"', from) - from));
}

void read_part(std::string_view header, std::string_view content, UploadedFile& out) {
  if (const auto name = quoted(header, "; filename=\"")) {
    if (!out.bytes.empty()) return;
    out.name = *name;
    out.type = "application/octet-stream";
    out.bytes = content;
    for (const auto line : text::split(header, '\n'))
      if (text::starts_with_ignoring_case(line, "content-type:")) out.type = std::string(text::trim(line.substr(13)));
  } else if (const auto field = quoted(header, "; name=\""); field && out.values.size() < kMostValues && content.size() <= kLongestValue) {
    out.values.emplace_back(*field, std::string(content));
  }
}

UploadedFile read_multipart(std::string_view body, const std::string& mark) {
  UploadedFile out;
  for (auto begin = body.find(mark); begin != body.npos;) {
    begin += mark.size();
    const auto header_end = body.find("\r\n\r\n", begin);
    if (header_end == body.npos) break;
    const auto end = body.find("\r\n" + mark, header_end + 2);
    if (end == body.npos) break;
    const auto content = header_end + 4 <= end ? body.substr(header_end + 4, end - header_end - 4) : std::string_view{};
    read_part(body.substr(begin, header_end - begin), content, out);
    begin = end + 2;
  }
  if (const std::string name = out.value("filename"); !name.empty()) out.name = name;
  return out;
}

}  // namespace

std::string UploadedFile::value(std::string_view name) const {
  for (const auto& [key, content] : values)
    if (key == name) return content;
  return {};
}

UploadedFile uploaded_file(const Request& request, std::string wanted_name) {
  const std::string_view label = request.header("Content-Type");
  UploadedFile out;
  if (text::starts_with_ignoring_case(label, "multipart/form-data"))
    if (const std::string mark = mark_of(label); !mark.empty()) out = read_multipart(request.body, mark);
  if (out.bytes.empty() && out.values.empty()) {
    const std::string plain(text::trim(label.substr(0, label.find(';'))));
    out.type = plain.empty() ? "application/octet-stream" : plain;
    out.bytes = request.body;
  }
  if (!wanted_name.empty()) out.name = std::move(wanted_name);
  if (out.name.empty()) out.name = "file";
  return out;
}

std::string digest_of(const Request& request) {
  const std::string_view label = request.header("Content-Type"), body = request.body;
  const std::string mark = text::starts_with_ignoring_case(label, "multipart/") ? mark_of(label) : std::string();
  if (mark.empty()) return text::sha256(body);
  std::string pieces;
  for (std::size_t begin = 0;;) {
    const auto end = body.find(mark, begin);
    pieces += text::sha256(body.substr(begin, end - begin));
    if (end == body.npos) return text::sha256(pieces);
    begin = end + mark.size();
  }
}

}  // namespace sahay::http
