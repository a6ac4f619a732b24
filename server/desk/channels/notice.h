// Notice: a mail of the system to one person that belongs to no ticket: a sign-in link, an invitation.
// Rule of use: any folder above queues it inside its transaction; desk/email sends it. The texts are made by the edge
// in the reader's language. Never carries what a stranger wrote.
// Threading: inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>

#include "platform/db/store.h"

namespace sahay::channels {

inline constexpr char kNoticeJob[] = "channels.notice";

struct Notice {
  std::string to, name;
  std::string language = "en";
  std::string subject;
  std::string text;
  std::string html;  // "" = text only
  std::int64_t said_in = 0;        // the event whose answer it tells of: not sent when that was taken back
  std::string list_unsubscribe{};  // of a mail that comes again and again: the address that ends it by one POST (RFC 8058)
};
BOOST_DESCRIBE_STRUCT(Notice, (), (to, name, language, subject, text, html, said_in, list_unsubscribe))

// Leaves now, or at `not_before`.
void queue_notice(db::Tx& tx, const Notice& notice, Time not_before = {});

}  // namespace sahay::channels
