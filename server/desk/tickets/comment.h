// Comment: an entry of a ticket's thread, public or private. Attachment: a file of it, stored under its hash.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::tickets {

struct Comment {
  CommentId id;
  TicketId ticket_id;
  UserId author_id;
  std::string author_role;  // end-user, agent, admin, bot at the time of writing
  bool is_public = true;
  std::string channel;      // email, chat, web, api, phone, system
  std::string text;         // the whole plain text
  std::string html;         // sanitised
  // The visible reply as a byte range of `text`; what lies outside is folded, never deleted. end 0 = everything.
  std::int64_t visible_begin = 0, visible_end = 0;
  std::string quote_html;   // the folded part of an HTML mail
  std::string message_id;   // of the mail, without < >
  std::int64_t raw_mail_id = 0;
  std::string trust;        // verified, unverified, "" unknown
  bool automatic = false;   // written by a machine (vacation reply, bounce note)
  RawJson via{"{}"};        // {"channel","source":{"from":{},"to":{},"rel"}}
  std::int64_t event_id = 0;  // the event (= audit) it came with
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, ticket_id, author_id, author_role, is_public, channel, text, html, visible_begin, visible_end, quote_html, message_id, raw_mail_id, trust, automatic, via, event_id, created_at))

struct Attachment {
  AttachmentId id;
  TicketId ticket_id;      // none while it is only uploaded
  CommentId comment_id;
  std::string file_name, content_type;
  std::int64_t size = 0;
  std::string sha256;      // hex; names the stored file
  std::string access_token;  // in its content_url
  std::string upload_token;  // groups files of one upload until a comment takes them
  UserId uploaded_by;
  bool is_inline = false, deleted = false;
  std::string content_id;  // of an inline image in a mail
  std::int64_t width = 0, height = 0;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (id, ticket_id, comment_id, file_name, content_type, size, sha256, access_token, upload_token, uploaded_by, is_inline, deleted, content_id, width, height, created_at))

}  // namespace sahay::tickets
