#include "platform/text/reply.h"

#include "base/text.h"

namespace sahay::text {

TrimmedReply trim_reply(std::string_view text, const ReplyHints&) {
  TrimmedReply result;
  if (!text.empty()) result.visible.push_back({0, text.size()});
  return result;
}

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
