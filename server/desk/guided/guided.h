// The door of guided reports: drafts under a key that only their writer knows, sending them, and links to them in letters.
//
// A report that is sent becomes the text of a ticket, or a public comment of the customer on the ticket that its link names, and
// facts of it (symptom, environment, tried by the customer), so nobody asks again (C7). Events out: those of tickets and facts.
// For rules: condition is_vague, action ask_for_report.
// Rule of use: verbs inside one Tx; files are kept on disk before (site/form_files.h). Threading: any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/log.h"
#include "desk/channels/letter_addition.h"
#include "desk/guided/report.h"
#include "desk/guided/vagueness.h"
#include "desk/promises/promises.h"
#include "desk/site/form_files.h"
#include "desk/tickets/tickets.h"

namespace sahay::guided {

inline constexpr Duration kDraftLife = std::chrono::hours(24 * 7), kLinkLife = std::chrono::hours(24 * 14);

// Personal links: a ticket, its reader, the moment of its end (desk/tickets/signed_link.h).
class Links {
 public:
  explicit Links(Secret secret) : secret_(std::move(secret)) {}
  std::string token(TicketId ticket, UserId reader, Time ends) const;
  struct Named {
    tickets::Ticket ticket;  // as it is today: merges are followed
    people::User reader;
    Time ends;
    bool holds = false;      // neither over nor closed
  };
  // Nothing for a token that we did not make, or whose reader may not write into the ticket any more.
  std::optional<Named> find(db::Tx& tx, std::string_view token) const;

 private:
  const Secret secret_;
};

// Who holds a draft: the key and, where it is a link, what it names.
struct Holder {
  std::string key;
  std::optional<Links::Named> link{};
  UserId user{};         // signed in
  std::string channel;   // portal, widget; a link is "link"
  std::string locale, source;
  std::string via = "web";  // of what is written; "import" for what is told of the past
};
// A key made by us or by a browser: 32 to 64 letters, digits, "-" and "_"; or a link that still holds.
bool may_hold(const Holder& holder);

std::optional<Report> find_report(db::Tx& tx, std::string_view key);
// The draft, else a fresh one that is not stored yet; of a link with what is known already.
Report report_for(db::Tx& tx, const Holder& holder);

struct Kept {
  Report report;
  Vague advice = Vague::clear;  // the one detail to add, told once
};
// Keeps what `in` answers. `leaving`: the step that the writer wants to leave. Errors: not_found, too_many, conflict (sent already).
Result<Kept> keep(db::Tx& tx, const Holder& holder, const JsonObject& in, std::string_view leaving);
// Errors: as keep(); invalid (files: more than ten, or 25 MB together).
Result<Report> add_files(db::Tx& tx, const Holder& holder, const std::vector<site::StoredFile>& files);
Result<Report> remove_file(db::Tx& tx, const Holder& holder, std::string_view token);
Result<void> discard(db::Tx& tx, const Holder& holder);
// Once: a second send gives the first back. Errors: not_found, invalid (happened, email), too_many, conflict (ticket closed).
Result<Report> send(db::Tx& tx, const Holder& holder);

// What the customer is told in the end.
struct Told {
  tickets::Ticket ticket;
  std::string person, group;  // "" = nobody yet
  promises::NextStep next;
};
std::optional<Told> told(db::Tx& tx, const Report& report, i18n::Language language);

// Hourly: drafts that are over, with their files.
void forget_old(db::Tx& tx);
void forget(db::Tx& tx, const events::Event& event);  // ticket.erased

// Keeps that the new ticket is a problem. Set by app/wiring.cc from intake; empty: nobody is asked.
inline std::function<Result<void>(db::Tx&, UserId, TicketId)> report_made;

// --- asking for one ---

// "https://desk.example.org/requests/5/report": open to everybody, of use to the people of the ticket who are signed in. In a letter
// it becomes its reader's own link.
// `site`: how the writer reached us, where the configuration does not say our address.
std::string address_of(TicketId ticket, const std::string& site = "");
// Words that ask for a guided report, with the address, in the requester's language.
std::string words_of_ask(db::Tx& tx, const tickets::Ticket& ticket, const std::string& site = "");
channels::LetterAddition own_link(const Links& links, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const people::User& reader);
void add_guided_rules();

// Rule D4 (platform/api/rule_switch.h).
bool in_force();

}  // namespace sahay::guided
