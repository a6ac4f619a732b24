#include "base/text.h"
#include "desk/email/hook.h"

namespace sahay::email {
namespace {

constexpr std::size_t kMostFields = 500;
using Fields = std::map<std::string, std::string>;

Fields urlencoded(std::string_view body) {
  Fields out;
  for (std::size_t at = 0; at < body.size() && out.size() < kMostFields;) {
    const auto end = std::min(body.find('&', at), body.size());
    const auto pair = body.substr(at, end - at);
    const auto equals = std::min(pair.find('='), pair.size());
    out.emplace(text::percent_decode(pair.substr(0, equals), true),
                equals < pair.size() ? text::percent_decode(pair.substr(equals + 1), true) : "");
    at = end + 1;
  }
  return out;
}

std::string name_in(std::string_view header) {
  const auto at = header.find(" name=\"");
  if (at == header.npos) return {};
  const auto from = at + 7;
  return std::string(header.substr(from, header.find('"', from) - from));
}

// RFC 7578, RFC 2046 5.1: each part once, linear.
Fields multipart(std::string_view body, const std::string& mark) {
  Fields out;
  const std::string between = "\r\n" + mark;
  auto begin = body.find(mark);
  while (begin != body.npos && out.size() < kMostFields) {
    begin += mark.size();
    if (body.substr(begin, 2) == "--") break;
    const auto header_end = body.find("\r\n\r\n", begin);
    if (header_end == body.npos) break;
    const auto end = body.find(between, header_end + 2);
    if (end == body.npos) break;
    if (std::string name = name_in(body.substr(begin, header_end - begin)); !name.empty() && end >= header_end + 4)
      out.emplace(std::move(name), std::string(body.substr(header_end + 4, end - header_end - 4)));
    begin = end + 2;
  }
  return out;
}

}  // namespace

Fields form_bytes(std::string_view content_type, std::string_view body) {
  if (!text::starts_with_ignoring_case(content_type, "multipart/form-data")) return urlencoded(body);
  const auto at = content_type.find("boundary=");
  if (at == content_type.npos) return {};
  std::string_view boundary = content_type.substr(at + 9);
  boundary = text::trim(boundary.substr(0, boundary.find(';')));
  if (boundary.size() > 1 && boundary.front() == '"') boundary = boundary.substr(1, boundary.size() - 2);
  if (boundary.empty() || boundary.size() > 70) return {};
  return multipart(body, "--" + std::string(boundary));
}

}  // namespace sahay::email
