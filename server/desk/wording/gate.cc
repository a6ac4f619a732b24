// The gate of public answers, and what is kept when somebody goes through it all the same.
#include "base/text.h"
#include "desk/tickets/tell_once.h"
#include "desk/wording/wording.h"
#include "desk/wording/wording_sql.h"
#include "platform/text/html.h"

namespace sahay::wording {
namespace {

constexpr char kOverride[] = "drafts.override";
constexpr std::size_t kLongestReason = 500;

Result<std::string> reason_of(const api::Context& context, const JsonObject& in) {
  const JsonObject* comment = object_at(in, "comment");
  const std::string reason = comment ? text::repair_utf8(text::trim(string_at(*comment, "override_reason").value_or(""))) : "";
  if (reason.empty()) return reason;
  if (!context.caller.may(kOverride)) return forbidden("override_reason");
  if (text::length(reason) > kLongestReason) return invalid("override_reason", "TooLong", "error.field.too_long", {{"max", std::to_string(kLongestReason)}});
  return reason;
}

// Each finding that stops the answer, in the reader's language.
Error refusal(const std::vector<Finding>& blocking) {
  Error error{ErrorCode::invalid, "error.invalid"};
  for (const Finding& finding : blocking) {
    const std::string rule(name_of(finding.rule));
    error.fields.push_back({"comment", "BlockedByRule", finding.text.empty() ? "wording.blocked." + rule + ".whole" : "wording.blocked." + rule,
                            {{"text", std::string(text::first(finding.text, 120))}}});
  }
  return error;
}

RawJson rules_of(const std::vector<Finding>& blocking) {
  std::vector<std::string> names;
  for (const Finding& finding : blocking)
    if (const std::string name(name_of(finding.rule)); std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  return RawJson{write_json(names)};
}

}  // namespace

Result<tickets::AfterReply> Wording::gate(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, const JsonObject& in) const {
  if ((!policies_.any_blocks() && !tickets::has_tag(ticket, kStrict)) || !in_force()) return tickets::AfterReply{};
  const GroupId group = change.group.value_or(ticket.group_id);
  const auto policy = policy_of(policies_, ticket, group);
  if (!policy.blocks) return tickets::AfterReply{};
  const auto& comment = *change.comment;
  std::string words = comment.text.empty() ? text::html_to_text(comment.html) : comment.text;
  const int files = int(comment.uploads.size() + comment.attachments.size());
  std::vector<Finding> blocking;
  for (Finding& finding : check(gather(tx, ticket, std::move(words), files, {}, policies_.phrases())).findings)
    if (policy.levels[std::size_t(finding.rule)] == Level::block) blocking.push_back(std::move(finding));
  if (blocking.empty()) return tickets::AfterReply{};
  const std::string reason = TRY(reason_of(context, in));
  if (reason.empty()) return refusal(blocking);
  return tickets::AfterReply{[author = context.caller.id, group, reason, rules = rules_of(blocking)](db::Tx& after, const tickets::Outcome& done) {
    after.execute(sql::wording::insert_override, after.new_id("draft_overrides"), done.ticket.id, done.comment_id, author, group.value, rules, reason, after.now());
  }};
}

}  // namespace sahay::wording
