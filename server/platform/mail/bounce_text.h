// Delivery failures told in prose: the texts of qmail, Exim, Exchange, Notes, Yahoo, Mail.ru and their kin.
// Threading: pure, linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::mail {

// The report without the returned message that follows it.
std::string_view before_original(std::string_view text);

bool bounce_subject(std::string_view subject);
bool bounce_sender(std::string_view name, std::string_view address);
// Text that only a failure report has ("could not be delivered", "user unknown", ...).
bool failure_phrase(std::string_view text);
// "will be retried", "delayed": still under way.
bool delay_phrase(std::string_view text);

// The addresses that the report names as failed, in order. `own` are addresses of the report itself, left out.
struct TextFailure {
  std::string recipient;
  std::string detail;  // what the server said about it
};
std::vector<TextFailure> failed_recipients(std::string_view report, const std::vector<std::string>& own);
// Names without a domain below "the following recipients": of the domain that reports.
std::vector<TextFailure> failed_local_parts(std::string_view report, std::string_view reporter);

}  // namespace sahay::mail
