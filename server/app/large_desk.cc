#include "app/large_desk.h"

#include <algorithm>
#include <cmath>
#include <future>

#include "app/first_rows.h"
#include "app/health_sql.h"
#include "app/large_desk_sql.h"
#include "app/made_texts.h"
#include "desk/people/people.h"
#include "desk/search/bulk_index.h"
#include "desk/tickets/import.h"

namespace sahay::app {
namespace {

constexpr std::size_t kTicketsAtOnce = 1000;    // of one commit
constexpr int kGroups = 12, kAgents = 120;
constexpr std::int64_t kTicketsAPerson = 10, kPeopleAnOrganization = 20;
constexpr std::int64_t kPeopleAtOnce = 2000;
constexpr std::size_t kLargeSegments = 5;       // below the number that housekeeping would join
constexpr Duration kHistory = std::chrono::days(730);
constexpr Duration kOpenFor = std::chrono::days(12);    // younger tickets may be open, older ones are solved
constexpr Duration kClosedAfter = std::chrono::days(40);
constexpr std::array<const char*, MadeTexts::kLanguages> kLocales = {"en-US", "ru", "bn"};

// Everybody who hears events: what was made here is past for them.
constexpr const char* kConsumers[] = {"clocks", "search.words", "satisfaction", "notifications", "webhooks",
                                      "ticket_times", "triggers", "channels.deliver", "chat", "followers", "promises",
                                      "routing", "signin", "care", "escalation", "facts"};

struct Made {
  tickets::ImportedTicket ticket;
  std::string requester;  // as the index knows them: name and address
};

Duration hours(double n) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(n * 3600)); }

class Builder {
 public:
  Builder(db::Store& store, Time now, const LargeDesk& wanted)
      : store_(store), now_(now), wanted_(wanted),
        index_(store, search::Collection::tickets, std::size_t(wanted.comments + wanted.tickets) / kLargeSegments + 1) {}

  Result<LargeDeskReport> run(const LargeDeskProgress& progress);

 private:
  Result<void> write_staff();
  Result<void> write_customers();
  std::vector<Made> make(std::int64_t first, std::int64_t count) const;
  Made make_one(std::int64_t number) const;
  void add_comments(tickets::ImportedTicket& ticket, std::size_t language, Chance& chance) const;
  Result<std::vector<std::int64_t>> write(const std::vector<Made>& made);
  Result<void> index(const std::vector<Made>& made, const std::vector<std::int64_t>& ids);

  db::Store& store_;
  const Time now_;
  const LargeDesk wanted_;
  const MadeTexts texts_;
  search::BulkIndex index_;
  std::vector<GroupId> groups_;
  std::vector<UserId> agents_;
  std::vector<std::pair<UserId, std::string>> customers_;  // with name and address
  LargeDeskReport report_;
};

std::string numbered(std::string_view name, std::int64_t number) { return std::string(name) + std::to_string(number); }

Result<void> Builder::write_staff() {
  return store_.write([&](db::Tx& tx) -> Result<void> {
    groups_.clear();
    agents_.clear();
    for (int i = 1; i <= kGroups; ++i) groups_.push_back(create_group(tx, numbered("Team ", i), "", false));
    for (int i = 1; i <= kAgents; ++i) {
      people::NewUser agent;
      agent.name = numbered("Agent ", i);
      agent.email = numbered("agent", i) + "@large.example";
      agent.role = "agent";
      agent.verified = true;
      agents_.push_back(TRY(people::create_user(tx, agent)).id);
      people::join_group(tx, agents_.back(), groups_[std::size_t(i) % groups_.size()]);
    }
    return {};
  });
}

Result<void> Builder::write_customers() {
  const std::int64_t people = wanted_.tickets / kTicketsAPerson + 1;
  OrganizationId organization;
  for (std::int64_t first = 0; first < people; first += kPeopleAtOnce) {
    const std::size_t before = customers_.size();
    TRY(store_.write([&](db::Tx& tx) -> Result<void> {
      customers_.resize(before);
      for (std::int64_t i = first; i < std::min(people, first + kPeopleAtOnce); ++i) {
        if (i % kPeopleAnOrganization == 0) organization = create_organization(tx, numbered("Organization ", i / kPeopleAnOrganization + 1), "");
        people::NewUser customer;
        customer.name = numbered("Customer ", i + 1);
        customer.email = numbered("customer", i + 1) + "@large.example";
        customer.locale = kLocales[std::size_t(i) % MadeTexts::kLanguages];
        customer.verified = true;
        customer.organization_id = organization;
        customers_.emplace_back(TRY(people::create_user(tx, customer)).id, customer.name + " " + customer.email);
      }
      return {};
    }));
  }
  return {};
}

void Builder::add_comments(tickets::ImportedTicket& out, std::size_t language, Chance& chance) const {
  const double more = double(wanted_.comments) / double(std::max<std::int64_t>(1, wanted_.tickets)) - 1;
  // Few tickets have very many: a geometric number with this mean, never above 60.
  const auto count = more <= 0 ? 0 : std::min<std::size_t>(60, std::size_t(std::log(1 - chance.share()) / std::log(more / (more + 1))));
  Time at = out.ticket.created_at;
  for (std::size_t i = 0; i < count; ++i) {
    at = std::min(now_, at + hours(0.1 - 9 * std::log(1 - chance.share())));
    tickets::NewComment comment;
    comment.author = i % 2 == 0 ? out.ticket.assignee : out.ticket.requester;
    comment.is_public = i % 2 == 1 || !chance.one_in(4);
    comment.text = texts_.comment(language, chance);
    comment.created_at = at;
    out.comments.push_back(std::move(comment));
  }
  out.updated_at = at;
}

Made Builder::make_one(std::int64_t number) const {
  Chance chance(std::uint64_t(number) + 1000);
  Made made;
  tickets::NewTicket& ticket = made.ticket.ticket;
  const std::size_t who = chance.below(customers_.size()), language = who % MadeTexts::kLanguages;
  const auto& customer = customers_[who];
  made.requester = customer.second;
  const Duration age = Duration(std::int64_t(double(kHistory.count()) * (1 - double(number) / double(wanted_.tickets))));
  ticket.created_at = now_ - age;
  ticket.requester = customer.first;
  ticket.subject = texts_.subject(language, chance);
  ticket.comment.text = texts_.comment(language, chance);
  ticket.channel = chance.one_in(3) ? "web" : "email";
  ticket.group = groups_[chance.below(groups_.size())];
  ticket.assignee = agents_[chance.below(agents_.size())];
  ticket.priority = std::array{"low", "normal", "normal", "high", "urgent"}[chance.below(5)];
  ticket.type = std::array{"question", "incident", "problem", "task"}[chance.below(4)];
  ticket.tags.push_back(numbered("topic_", std::int64_t(chance.below(200))));
  if (age > kClosedAfter) ticket.status = "closed";
  else if (age > kOpenFor || chance.one_in(2)) ticket.status = "solved";
  else ticket.status = std::array{"open", "open", "pending", "hold"}[chance.below(4)];
  if (ticket.status == "open" && chance.one_in(3)) ticket.status = "new", ticket.assignee = {};
  add_comments(made.ticket, language, chance);
  return made;
}

std::vector<Made> Builder::make(std::int64_t first, std::int64_t count) const {
  std::vector<Made> out;
  out.reserve(std::size_t(std::max<std::int64_t>(0, count)));
  for (std::int64_t i = 0; i < count; ++i) out.push_back(make_one(first + i));
  return out;
}

Result<std::vector<std::int64_t>> Builder::write(const std::vector<Made>& made) {
  return store_.write([&](db::Tx& tx) -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> ids;
    for (const Made& one : made)
      ids.push_back(TRY(tickets::import_ticket(tx, {.id = one.ticket.ticket.requester, .via = tickets::kImport}, one.ticket)).ticket.id.value);
    return ids;
  });
}

Result<void> Builder::index(const std::vector<Made>& made, const std::vector<std::int64_t>& ids) {
  std::vector<search::BulkPassage> passages;
  for (std::size_t i = 0; i < made.size(); ++i) {
    const auto& [ticket, comments, updated, solved] = made[i].ticket;
    passages.push_back({ids[i], search::Part::opening, ticket.subject, ticket.comment.text});
    passages.push_back({ids[i], search::Part::people, "", made[i].requester});
    for (const auto& comment : comments)
      passages.push_back({ids[i], comment.is_public ? search::Part::comment : search::Part::note, "", comment.text});
  }
  for (const auto& passage : passages) report_.text_bytes += std::int64_t(passage.title.size() + passage.body.size());
  report_.comments += std::int64_t(passages.size() - made.size());
  report_.tickets += std::int64_t(made.size());
  return index_.add(passages);
}

// One batch is written while the next is made and the one before is indexed.
Result<LargeDeskReport> Builder::run(const LargeDeskProgress& progress) {
  TRY(write_staff());
  TRY(write_customers());
  const auto next = [this](std::int64_t first) {
    return std::async(std::launch::async, [this, first] { return make(first, std::min<std::int64_t>(kTicketsAtOnce, wanted_.tickets - first)); });
  };
  std::vector<Made> indexed;
  std::future<Result<void>> indexing;
  auto coming = next(0);
  for (std::int64_t first = 0; first < wanted_.tickets; first += kTicketsAtOnce) {
    std::vector<Made> made = coming.get();
    coming = next(first + kTicketsAtOnce);
    auto ids = TRY(write(made));
    if (indexing.valid()) TRY(indexing.get());
    indexed = std::move(made);
    indexing = std::async(std::launch::async, [this, &indexed, ids = std::move(ids)] { return index(indexed, ids); });
    if (progress) progress(first + std::int64_t(indexed.size()));
  }
  if (indexing.valid()) TRY(indexing.get());
  TRY(index_.finish());
  TRY(store_.write([](db::Tx& tx) -> Result<void> {
    for (const char* name : kConsumers) tx.execute(sql::large_desk::begin_after, name);
    return {};
  }));
  for (std::size_t language = 0; language < MadeTexts::kLanguages; ++language) {
    auto words = texts_.common_words(language, 2);
    words.push_back(texts_.words(language)[texts_.words(language).size() * 9 / 10]);
    report_.words.push_back(std::move(words));
  }
  return report_;
}

}  // namespace

Result<LargeDeskReport> write_large_desk(db::Store& store, Time now, const LargeDesk& wanted, const LargeDeskProgress& progress) {
  if (store.read([](db::Tx& tx) { return tx.scalar<std::int64_t>(sql::health::count_tickets).value_or(0); }) > 0)
    return Error{ErrorCode::conflict, "error.conflict", "there are tickets already: a large desk is made in an empty one"};
  return Builder(store, now, wanted).run(progress);
}

}  // namespace sahay::app
