#include "platform/mailauth/tag_list.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::mailauth {
namespace {

constexpr std::size_t kMostTags = 100;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  return s;
}

}  // namespace

std::string without_blanks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text)
    if (!blank(c)) out += c;
  return out;
}

std::optional<TagList> TagList::read(std::string_view text) {
  TagList out;
  for (const std::string_view piece : text::split(text, ';')) {
    const std::string_view tag = trimmed(piece);
    if (tag.empty()) continue;  // the list may end with ";"
    const auto equals = tag.find('=');
    const std::string_view name = trimmed(tag.substr(0, equals));
    if (equals == tag.npos || name.empty() || out.has(name) || out.tags_.size() >= kMostTags) return std::nullopt;
    out.tags_.emplace_back(name, trimmed(tag.substr(equals + 1)));
  }
  return out;
}

bool TagList::has(std::string_view name) const {
  return std::any_of(tags_.begin(), tags_.end(), [&](const auto& tag) { return tag.first == name; });
}

std::string_view TagList::at(std::string_view name) const {
  for (const auto& tag : tags_)
    if (tag.first == name) return tag.second;
  return {};
}

std::string TagList::packed(std::string_view name) const { return without_blanks(at(name)); }

}  // namespace sahay::mailauth
