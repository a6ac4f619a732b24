#include "desk/portal/requests.h"

#include "base/text.h"
#include "desk/portal/signin_sql.h"

namespace sahay::portal {
namespace q = sql::signin;
namespace {

constexpr int kListed = 200;
constexpr std::int64_t kFormsPerHour = 20;
constexpr std::size_t kLongestSubject = 200, kLongestText = 50'000;

bool listed(const std::vector<std::int64_t>& ids, UserId user) {
  return std::find(ids.begin(), ids.end(), user.value) != ids.end();
}

std::string priority_of(std::string_view urgency) {
  if (urgency == "stopped") return "high";
  return urgency == "question" ? "low" : "normal";
}

void require(Error& error, std::string_view value, const char* field, std::size_t limit) {
  if (value.empty()) error.fields.push_back({field, "BlankValue", "portal.error_blank", {}});
  else if (text::length(value) > limit) error.fields.push_back({field, "TooLong", "portal.error_too_long", {}});
}

}  // namespace

std::vector<OrganizationId> shared_organizations(db::Tx& tx, UserId user) {
  std::vector<OrganizationId> out;
  const auto caller = people::caller_of(tx, user);
  if (!caller.ok()) return out;
  for (const std::int64_t id : caller->shared_organization_ids) out.emplace_back(id);
  return out;
}

bool may_see(db::Tx& tx, const tickets::Ticket& ticket, UserId user) {
  if (!user || !ticket.is_public) return false;
  if (ticket.requester_id == user || listed(ticket.collaborator_ids, user) || listed(ticket.email_cc_ids, user)) return true;
  if (!ticket.organization_id) return false;
  const auto shared = shared_organizations(tx, user);
  return std::find(shared.begin(), shared.end(), ticket.organization_id) != shared.end();
}

std::optional<tickets::Ticket> find_request(db::Tx& tx, TicketId id, UserId user) {
  auto ticket = tickets::find(tx, id);
  if (!ticket || !may_see(tx, *ticket, user)) return std::nullopt;
  return ticket;
}

std::vector<tickets::Ticket> requests_of(db::Tx& tx, UserId user) {
  return tx.all<tickets::Ticket>(q::requests_of_person, user, kListed);
}

std::vector<tickets::Ticket> requests_of_company(db::Tx& tx, UserId user) {
  std::vector<tickets::Ticket> out;
  for (const OrganizationId organization : shared_organizations(tx, user))
    for (tickets::Ticket& ticket : tx.all<tickets::Ticket>(q::requests_of_organization, organization, kListed))
      out.push_back(std::move(ticket));
  return out;
}

std::optional<people::User> person_of(db::Tx& tx, const tickets::Ticket& ticket) {
  const UserId id = ticket.owner_id ? ticket.owner_id : ticket.assignee_id;
  return id ? people::find_user(tx, id) : std::nullopt;
}

Time read_at(db::Tx& tx, const tickets::Ticket& ticket) {
  for (const events::Event& event : tickets::history(tx, ticket.id)) {
    if (!event.actor_id || event.kind == "ticket.created") continue;
    const auto actor = people::find_user(tx, UserId(event.actor_id));
    if (actor && actor->staff()) return event.created_at;
  }
  return {};
}

Result<void> reply(db::Tx& tx, UserId user, TicketId id, std::string_view text, const std::vector<StoredFile>& files) {
  const auto ticket = find_request(tx, id, user);
  if (!ticket) return not_found("request");
  if (ticket->status == "closed") return forbidden("closed request");
  if (text.empty() && files.empty()) return invalid("text", "BlankValue", "portal.error_blank");
  if (text.size() > kLongestText) return invalid("text", "TooLong", "portal.error_too_long");
  tickets::NewComment comment;
  comment.author = user;
  comment.text = text;
  comment.channel = "web";
  comment.trust = "verified";
  comment.uploads = site::upload_of(tx, files, user);
  TRY(tickets::receive(tx, {user, "web"}, id, std::move(comment)));
  return {};
}

Result<void> confirm_solved(db::Tx& tx, UserId user, TicketId id) {
  const auto ticket = find_request(tx, id, user);
  if (!ticket) return not_found("request");
  if (ticket->status != "solved") return {};
  tickets::Change change;
  change.status = "closed";
  change.add_tags = {"confirmed_by_customer"};
  TRY(tickets::update(tx, {user, "web"}, id, std::move(change)));
  return {};
}

Result<void> ask_for_person(db::Tx& tx, UserId user, TicketId id) {
  const auto ticket = find_request(tx, id, user);
  if (!ticket) return not_found("request");
  if (ticket->speaker == "bot") TRY(tickets::set_speaker(tx, {user, "web"}, id, "human"));
  return {};
}

Result<void> check_request(const std::optional<people::User>& user, const NewRequest& wanted) {
  Error error{ErrorCode::invalid, "portal.form_errors"};
  require(error, wanted.subject, "subject", kLongestSubject);
  require(error, wanted.details, "details", kLongestText);
  if (wanted.tried.size() > kLongestText) error.fields.push_back({"tried", "TooLong", "portal.error_too_long", {}});
  if (!user && !people::is_address(wanted.email)) error.fields.push_back({"email", "InvalidValue", "portal.error_email", {}});
  if (!error.fields.empty()) return error;
  return {};
}

Result<TicketId> create_request(db::Tx& tx, const std::optional<people::User>& user, const NewRequest& wanted) {
  if (!wanted.form_key.empty())
    if (const auto before = tx.scalar<std::int64_t>(q::find_form, wanted.form_key)) return TicketId(*before);
  TRY(check_request(user, wanted));
  const std::int64_t recent = tx.scalar<std::int64_t>(q::forms_from, wanted.source, tx.now() - std::chrono::hours(1)).value_or(0);
  if (recent >= kFormsPerHour) return Error{ErrorCode::too_many, "portal.error_429", "requests from " + wanted.source};
  const people::User requester = user ? *user : TRY(people::find_or_create(tx, wanted.email, wanted.name, wanted.locale));
  if (!requester.active || requester.suspended) return forbidden("suspended user");
  tickets::NewTicket ticket;
  ticket.subject = wanted.subject;
  ticket.requester = requester.id;
  ticket.channel = "web";
  ticket.priority = priority_of(wanted.urgency);
  ticket.comment.author = requester.id;
  ticket.comment.channel = "web";
  ticket.comment.trust = user ? "verified" : "unverified";
  ticket.comment.text = wanted.details;
  if (!wanted.tried.empty()) ticket.comment.text += "\n\n" + wanted.tried_label + "\n" + wanted.tried;
  ticket.comment.uploads = site::upload_of(tx, wanted.files, requester.id);
  const auto made = TRY(tickets::create(tx, {requester.id, "web"}, std::move(ticket)));
  if (kind_chosen && !wanted.kind.empty()) TRY(kind_chosen(tx, requester.id, made.ticket.id, wanted.kind));
  tx.execute(q::insert_form, wanted.form_key.empty() ? text::random_token(12) : wanted.form_key, made.ticket.id, wanted.source, tx.now());
  return made.ticket.id;
}

}  // namespace sahay::portal
