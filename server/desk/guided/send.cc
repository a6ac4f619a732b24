// A report is sent: the text of a ticket or of a comment on the one that its link names, and facts of both.
#include <algorithm>

#include "base/text.h"
#include "desk/facts/facts.h"
#include "desk/guided/guided.h"
#include "desk/guided/guided_sql.h"

namespace sahay::guided {
namespace q = sql::guided;
namespace {

constexpr std::int64_t kSentPerHour = 20;  // of one network address
constexpr std::size_t kLongestSubject = 80, kMostTried = 20, kLongestFact = 1'000;

std::string label(i18n::Language language, const char* name) { return i18n::text(language, std::string("guided.label.") + name); }

std::string chosen(i18n::Language language, const char* list, const std::string& word) {
  return word.empty() ? "" : i18n::text(language, std::string("guided.") + list + "." + word);
}

// What the answers say beside the story: label and value, in the writer's words.
std::vector<std::pair<std::string, std::string>> details_of(const Answers& a, i18n::Language language) {
  std::vector<std::pair<std::string, std::string>> out{{label(language, "where"), a.where}, {label(language, "since"), a.since},
                                                       {label(language, "how_often"), chosen(language, "how_often", a.how_often)},
                                                       {label(language, "how_many"), chosen(language, "how_many", a.how_many)},
                                                       {label(language, "page"), a.page}, {label(language, "browser"), a.browser}, {label(language, "screen"), a.screen}};
  std::erase_if(out, [](const auto& each) { return each.second.empty(); });
  return out;
}

std::vector<std::string> lines_of(std::string_view whole) {
  std::vector<std::string> out;
  for (const std::string_view line : text::split(whole, '\n'))
    if (const auto words = text::trim(line); !words.empty() && out.size() < kMostTried) out.emplace_back(words);
  return out;
}

void paragraph(std::string& html, const std::string& title, std::string_view words) {
  html += "<p>" + (title.empty() ? "" : "<b>" + text::escape_html(title) + "</b><br>") + text::replace_all(text::replace_all(text::escape_html(words), "\r", ""), "\n", "<br>") + "</p>";
}

std::string html_of(const Answers& a, i18n::Language language) {
  std::string out;
  paragraph(out, "", a.happened);
  if (!a.expected.empty()) paragraph(out, label(language, "expected"), a.expected);
  if (!a.tried.empty()) paragraph(out, label(language, "tried"), a.tried);
  std::string details;
  for (const auto& [title, value] : details_of(a, language)) details += (details.empty() ? "" : "<br>") + text::escape_html(title + ": " + value);
  if (!details.empty()) out += "<p>" + details + "</p>";
  if (!a.errors.empty()) out += "<p><b>" + text::escape_html(label(language, "errors")) + "</b></p><pre>" + text::escape_html(a.errors) + "</pre>";
  return out;
}

// The first sentence of what happened.
std::string subject_of(const std::string& happened) {
  const std::string_view line = text::trim(std::string_view(happened).substr(0, happened.find('\n')));
  const std::string_view head = text::first(line, kLongestSubject);
  return head.size() == line.size() ? std::string(head) : std::string(text::trim(head.substr(0, std::max(head.rfind(' '), head.size() / 2)))) + "…";
}

Result<void> add_facts(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, CommentId comment, const Answers& a, i18n::Language language) {
  if (!facts::in_force()) return {};
  const auto add = [&](std::string kind, std::string_view words, std::string title = "", std::string done_by = "") -> Result<void> {
    facts::NewFact fact{.kind = std::move(kind), .text = std::string(text::first(text::trim(words), kLongestFact)), .label = std::string(text::first(title, 100)), .done_by = std::move(done_by)};
    fact.source = "report";
    fact.comment = comment;
    TRY(facts::add(tx, actor, ticket, std::move(fact)));
    return {};
  };
  TRY(add("symptom", a.happened));
  for (const auto& [title, value] : details_of(a, language)) TRY(add("environment", value, title));
  for (const std::string& line : lines_of(a.tried)) TRY(add("tried", line, "", "customer"));
  if (a.expected.empty()) return {};
  const auto block = facts::reproduction_of(tx, ticket);
  if (!block || block->expected.empty()) TRY(facts::set_reproduction(tx, actor, ticket, {.expected = a.expected}));
  return {};
}

tickets::NewComment comment_of(const Report& report, const Answers& a, i18n::Language language, UserId author, bool proved) {
  tickets::NewComment out;
  out.author = author;
  out.html = html_of(a, language);
  out.channel = "web";
  out.trust = proved ? "verified" : "unverified";
  for (const DraftFile& file : parse_files(report.files.text)) out.uploads.push_back(file.token);
  return out;
}

struct Landed {
  TicketId ticket;
  UserId person;
  CommentId comment;
};

Result<Landed> join(db::Tx& tx, const Holder& holder, const Report& report, const Answers& a) {
  const UserId reader = holder.link->reader.id;
  const tickets::Outcome done = TRY(tickets::receive(tx, {reader, holder.via}, holder.link->ticket.id, comment_of(report, a, report.language(), reader, true)));
  return Landed{done.ticket.id, reader, done.comment_id};
}

Result<Landed> begin(db::Tx& tx, const Holder& holder, const Report& report, const Answers& a) {
  if (!holder.user && !people::is_address(a.email)) return invalid("email", "InvalidValue", "portal.error_email");
  const std::string& source = report.source;
  if (!source.starts_with("127.") && source != "::1" &&
      tx.scalar<std::int64_t>(q::sent_from, source, tx.now() - std::chrono::hours(1), tx.now() - kDraftLife).value_or(0) >= kSentPerHour)
    return Error{ErrorCode::too_many, "portal.error_429", "reports from " + source};
  const auto known = holder.user ? people::find_user(tx, holder.user) : std::nullopt;
  const people::User person = known ? *known : TRY(people::find_or_create(tx, a.email, a.name, report.locale));
  if (!person.active || person.suspended) return forbidden("suspended user");
  tickets::NewTicket wanted;
  wanted.subject = subject_of(a.happened);
  wanted.requester = person.id;
  wanted.channel = "web";
  wanted.comment = comment_of(report, a, report.language(), person.id, known.has_value());
  const tickets::Outcome made = TRY(tickets::create(tx, {person.id, holder.via}, std::move(wanted)));
  if (report_made) TRY(report_made(tx, person.id, made.ticket.id));
  return Landed{made.ticket.id, person.id, made.comment_id};
}

}  // namespace

Result<Report> send(db::Tx& tx, const Holder& holder) {
  if (!in_force()) return not_found("report");
  if (auto before = find_report(tx, holder.key); before && before->sent_at) return std::move(*before);
  if (!may_hold(holder)) return not_found("report");
  Report report = report_for(tx, holder);
  if (!report.id || report.expires_at <= tx.now()) return not_found("report");
  const Answers a = parse_answers(report.answers.text);
  if (a.happened.empty()) return invalid("happened", "BlankValue", "portal.error_blank");
  const Landed landed = TRY(holder.link ? join(tx, holder, report, a) : begin(tx, holder, report, a));
  TRY(add_facts(tx, {landed.person, holder.via}, landed.ticket, landed.comment, a, report.language()));
  tx.execute(q::mark_sent, report.id, landed.ticket, landed.person, landed.comment, tx.now());
  return *tx.one<Report>(q::find, report.key_hash);
}

std::optional<Told> told(db::Tx& tx, const Report& report, i18n::Language language) {
  auto ticket = report.ticket_id ? tickets::find_current(tx, report.ticket_id) : std::nullopt;
  if (!ticket || !report.sent_at) return std::nullopt;
  Told out{std::move(*ticket), "", "", {}};
  out.next = promises::next_step(tx, out.ticket, language);
  const UserId person = out.ticket.owner_id ? out.ticket.owner_id : out.ticket.assignee_id;
  if (const auto found = person ? people::find_user(tx, person) : std::nullopt) out.person = found->name;
  if (const auto group = out.ticket.group_id ? people::find_group(tx, out.ticket.group_id) : std::nullopt) out.group = group->name;
  return out;
}

}  // namespace sahay::guided
