// The lines that clients put above a quotation: "On ..., Rina wrote:", "... пишет:", header blocks, "Original Message".
// More than twenty languages; wrapped over up to four lines. Linear: every line is looked at a bounded number of times.
// Threading: pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

enum class Certainty { none, weak, strong };  // weak: only when quoted text follows

struct Attribution {
  Certainty certainty = Certainty::none;
  std::size_t lines = 0;  // how many it spans
};
// Is there an attribution that begins in lines[at]?
Attribution find_attribution(const std::vector<std::string_view>& lines, std::size_t at);

// Offset of an attribution that shares its line with own words before it ("reply On Wed, ... wrote:"); 0: none.
std::size_t attribution_in_line(std::string_view line);

enum class MailHeader { none, from, date, to, cc, subject, reply_to, other };
struct MailHeaderLine {
  MailHeader kind = MailHeader::none;
  std::string_view value;
};
// "From: x", "*Von:* x", "> Тема: x" in any known language.
MailHeaderLine read_mail_header(std::string_view line);

struct MailHeaderBlock {
  std::size_t lines = 0;  // 0: none
  std::string from, date, to, subject;
};
// A block of header lines as clients put it above a quoted or forwarded mail.
MailHeaderBlock find_header_block(const std::vector<std::string_view>& lines, std::size_t at);

enum class Separator { none, original, forwarded };
// "-----Original Message-----", "---------- Forwarded message ----------", "Begin forwarded message:" and their kin.
Separator separator_of(std::string_view line);

// A line of punctuation only, at least two characters: a rule or a signature mark.
bool is_rule(std::string_view line);
// "Sent from my iPhone", "Отправлено из Почты Mail.ru", ...
bool is_mobile_signature(std::string_view line);

// Small letters of ASCII, Latin-1, Cyrillic and Greek; the rest as it is.
std::string fold(std::string_view s);
// Without quotation marks ">" and white space in front.
std::string_view without_quote_marks(std::string_view line);

}  // namespace sahay::text
