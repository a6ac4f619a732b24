// Pictures of ours travel inside of the mail: who reads it offline, or with remote pictures blocked, sees them, and no
// address of this server stands in it.
// Rule of use: call after the HTML is whole and before the files of the comment are added; what it embedded is no file
// beside the words any more. Linear in the HTML.
// Threading: inside one Tx; files are read from disk.
#pragma once

#include <set>
#include <string>

#include "desk/email/mail_desk.h"
#include "platform/mail/compose.h"

namespace sahay::email {

inline constexpr std::int64_t kMostBytesOfFiles = 20 << 20;  // of one mail; larger ones are left to the portal

// Every <img src="…/attachments/TOKEN/NAME"> of the words and of the quoted history becomes cid:, as far as the file is
// there, a picture, and within `kMostBytesOfFiles`. The access tokens of what is inside now.
std::set<std::string> embed_pictures(const MailDesk& desk, db::Tx& tx, mail::Outgoing& out);

}  // namespace sahay::email
