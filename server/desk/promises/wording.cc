#include "desk/promises/wording.h"

#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"

namespace sahay::promises {
namespace {

std::string first_name(const std::string& name) { return name.substr(0, name.find(' ')); }

struct Reader {
  std::optional<people::User> user;
  i18n::Language language = i18n::Language::en;
  std::string zone;
};
Reader reader_of(db::Tx& tx, const tickets::Ticket& ticket) {
  Reader out;
  out.user = people::find_user(tx, ticket.requester_id);
  if (out.user) out.language = out.user->language();
  else if (!ticket.locale.empty()) out.language = i18n::language_of(ticket.locale);
  out.zone = zone_of(out.user ? &*out.user : nullptr);
  return out;
}

std::string name_of(db::Tx& tx, UserId id, i18n::Language language) {
  const auto user = id ? people::find_user(tx, id) : std::nullopt;
  return user ? user->name : i18n::text(language, "promises.somebody");
}

i18n::Arguments arguments(const Reader& reader, const tickets::Ticket& ticket) {
  return {{"name", reader.user ? first_name(reader.user->name) : ""}, {"number", std::to_string(ticket.id.value)}, {"subject", ticket.subject}};
}

}  // namespace

i18n::Language language_of_customer(db::Tx& tx, const tickets::Ticket& ticket) { return reader_of(tx, ticket).language; }

std::string promise_words(const Promise& promise, i18n::Language language) {
  return promise.text.empty() ? i18n::text(language, "promises.kind." + promise.kind) : promise.text;
}

std::string update_words(db::Tx& tx, const tickets::Ticket& ticket, const Promise& promise, Time next) {
  const Reader reader = reader_of(tx, ticket);
  auto args = arguments(reader, ticket);
  args.emplace_back("person", name_of(tx, keeper_of(promise, ticket), reader.language));
  std::string out = i18n::text(reader.language, "promises.draft.update", args);
  std::string facts;
  for (const LatestFacts& source : latest_facts)
    for (const std::string& line : source(tx, ticket, promise.created_at, reader.language)) facts += "\n- " + line;
  out += "\n\n" + (facts.empty() ? i18n::text(reader.language, "promises.draft.nothing_new") : i18n::text(reader.language, "promises.draft.facts") + facts);
  if (next) out += "\n\n" + i18n::text(reader.language, "promises.draft.next", {{"when", when_words(reader.language, next, tx.now(), reader.zone)}});
  return out;
}

std::string delay_words(db::Tx& tx, const tickets::Ticket& ticket, const Promise& promise, Time new_due, std::string_view reason) {
  const Reader reader = reader_of(tx, ticket);
  auto args = arguments(reader, ticket);
  args.emplace_back("what", promise_words(promise, reader.language));
  args.emplace_back("old", when_words(reader.language, promise.due_at, tx.now(), reader.zone));
  args.emplace_back("new", when_words(reader.language, new_due, tx.now(), reader.zone));
  args.emplace_back("reason", reason.empty() ? i18n::text(reader.language, "promises.delay.no_reason") : std::string(reason));
  return i18n::text(reader.language, "promises.draft.delay", args);
}

std::string absent_words(db::Tx& tx, const tickets::Ticket& ticket, const Promise& promise, Time new_due) {
  const auto language = language_of_customer(tx, ticket);
  return delay_words(tx, ticket, promise, new_due, i18n::text(language, "promises.delay.absent"));
}

std::string analysis_words(db::Tx& tx, const tickets::Ticket& ticket, UserId owner, Time checkpoint) {
  const Reader reader = reader_of(tx, ticket);
  auto args = arguments(reader, ticket);
  args.emplace_back("person", name_of(tx, owner, reader.language));
  args.emplace_back("when", when_words(reader.language, checkpoint, tx.now(), reader.zone));
  return i18n::text(reader.language, "promises.draft.analysis", args);
}

std::string closing_words(db::Tx& tx, const tickets::Ticket& ticket, int stage, Time closes_at) {
  const Reader reader = reader_of(tx, ticket);
  auto args = arguments(reader, ticket);
  args.emplace_back("when", closes_at ? when_words(reader.language, closes_at, tx.now(), reader.zone) : "");
  return i18n::text(reader.language, "promises.closing." + std::to_string(stage), args);
}

}  // namespace sahay::promises
