// Spool: where `sahay mail deliver` leaves a mail, whether the server runs or not, and from where the server takes it.
// A file holds the envelope as one line of JSON, then the bytes. It is on disk (file and folder) before deliver says so,
// appears under its name at once, and is removed after the commit; taken twice after a crash, it counts once.
// Threading: leave() from any process; take_spooled() from the mailroom's supervisor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/email/mail_desk.h"

namespace sahay::email {

struct SpoolEnvelope {
  std::string sender;
  std::vector<std::string> recipients;
};

// Errors: unavailable (no room, not writable) with the reason in detail.
Result<void> leave_in_spool(const std::string& folder, const SpoolEnvelope& envelope, std::string_view bytes);
// Takes everything that lies there, oldest first; how many. What cannot be stored now stays for the next time.
int take_spooled(const MailDesk& desk, db::Store& store);

}  // namespace sahay::email
