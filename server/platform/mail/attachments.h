// Attachments of a message: names (rule 20), sizes, inline or not (rule 22), what is not shown (rule 23), TNEF and
// uuencoded files unpacked (rules 17, 24).
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/body.h"
#include "platform/mail/message.h"
#include "platform/mail/mime_tree.h"

namespace sahay::mail {

void fill_attachments(const MimeTree& tree, const BodyParts& body, const DecodeHints& hints, const ParseOptions& options,
                      Message& message);

// Last path component, without control, direction and reserved characters; NFC.
std::string safe_filename(std::string_view name);
// Media type by the first bytes; empty when unknown.
std::string_view sniff_type(std::string_view bytes);

}  // namespace sahay::mail
