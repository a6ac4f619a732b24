// The facts of one message as a JSON object: what `sahay mail inspect` prints, from the code that the server runs.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>

namespace sahay::mail {

// Keys: file, subject, from{name,address}, to, cc, date, message_id, in_reply_to, references, text, reply_text, html,
// attachments[{filename,content_type,size}], auto_reply, bounce, bounce_recipients, bounce_status, forwarded, ...
std::string inspect_json(std::string_view path, std::string_view raw);

}  // namespace sahay::mail
