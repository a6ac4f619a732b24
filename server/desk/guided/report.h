// Report: what a customer says of a problem in four steps (what happened, what was tried, what it looks like, where we reply).
// A draft until it is sent; then only that it was: the words stand in the comment and its facts.
// Rule of use: Answers come from strangers; read_answers() bounds and repairs them. Threading: values.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::guided {

using ReportId = Id<struct GuidedReportTag>;

inline constexpr std::array<std::string_view, 4> kSteps = {"happened", "tried", "show", "reply"};
inline constexpr std::array<std::string_view, 3> kHowOften = {"once", "sometimes", "always"};
inline constexpr std::array<std::string_view, 3> kHowMany = {"me", "some", "all"};
// 0 to 3; -1 for anything else.
int step_of(std::string_view name);

struct Answers {
  std::string happened;             // at most 20,000 code points
  std::string expected, since, where;
  std::string how_often, how_many;  // of the lists above; "" = not said
  std::string tried;                // one line for each thing
  std::string name, email;          // of somebody whom we do not know yet
  std::string page, browser, screen, errors;  // of the visitor's browser, sent with their consent alone
};
BOOST_DESCRIBE_STRUCT(Answers, (), (happened, expected, since, where, how_often, how_many, tried, name, email, page, browser, screen, errors))
Answers parse_answers(std::string_view stored);
// Takes the answers that `in` names over `answers`; too long ones are cut, unknown choices are "not said".
void read_answers(const JsonObject& in, Answers& answers);

// A file that waits for the report to be sent.
struct DraftFile {
  std::string token;  // of its upload
  std::string name, content_type, url;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(DraftFile, (), (token, name, content_type, url, size))
std::vector<DraftFile> parse_files(std::string_view stored);

struct Report {
  ReportId id;
  std::string key_hash;
  std::string channel;  // portal, widget, link
  std::string locale;
  TicketId ticket_id;   // that it joins, or that was made of it
  UserId person_id;     // who sent it, or to whom the link was given
  RawJson answers{"{}"}, files{"[]"};
  bool advised = false;  // the one missing detail was asked for; it is not asked for again
  std::string source;    // network address
  Time created_at, updated_at, expires_at, sent_at;
  CommentId comment_id;

  i18n::Language language() const { return i18n::language_of(locale); }
};
BOOST_DESCRIBE_STRUCT(Report, (), (id, key_hash, channel, locale, ticket_id, person_id, answers, files, advised, source, created_at, updated_at, expires_at, sent_at, comment_id))

}  // namespace sahay::guided
