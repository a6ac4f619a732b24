// Id<Tag>: a strong integer key. Ids of different nouns do not mix; 0 means "none".
// All ids fit 2^53 so that every client can hold them as a number.
// Threading: values.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace sahay {

template <class Tag>
struct Id {
  std::int64_t value = 0;

  constexpr Id() = default;
  constexpr explicit Id(std::int64_t v) : value(v) {}
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

using UserId = Id<struct UserTag>;
using IdentityId = Id<struct IdentityTag>;
using OrganizationId = Id<struct OrganizationTag>;
using GroupId = Id<struct GroupTag>;
using TicketId = Id<struct TicketTag>;
using CommentId = Id<struct CommentTag>;
using EventId = Id<struct EventTag>;
using AttachmentId = Id<struct AttachmentTag>;

}  // namespace sahay

template <class Tag>
struct std::hash<sahay::Id<Tag>> {
  std::size_t operator()(sahay::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
