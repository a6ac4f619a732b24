#include "desk/notifications/mentions.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "platform/text/analyse.h"

namespace sahay::notifications {
namespace {

constexpr std::size_t kMost = 20;

bool word_goes_on(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  std::int32_t index = std::int32_t(at);
  UChar32 c = 0;
  U8_NEXT(text.data(), index, std::int32_t(text.size()), c);
  // A vowel sign belongs to the letter before it.
  return c > 0 && (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK));
}

}  // namespace

std::vector<UserId> mentioned_in(std::string_view note, std::vector<people::User> staff) {
  std::vector<UserId> out;
  std::string rest = text::fold_text(note);
  std::stable_sort(staff.begin(), staff.end(),
                   [](const auto& a, const auto& b) { return a.name.size() > b.name.size(); });
  for (const people::User& person : staff) {
    if (person.name.empty() || out.size() >= kMost) continue;
    const std::string call = "@" + text::fold_text(person.name);
    bool called = false;
    for (std::size_t at = rest.find(call); at != rest.npos; at = rest.find(call, at + 1)) {
      if (word_goes_on(rest, at + call.size())) continue;
      called = true;
      rest[at] = ' ';
    }
    if (called) out.push_back(person.id);
  }
  return out;
}

}  // namespace sahay::notifications
