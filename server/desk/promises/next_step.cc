// What a customer is told to expect: one sentence, computed when somebody looks.
#include <algorithm>

#include "desk/promises/eta.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/triage.h"
#include "desk/promises/when_words.h"
#include "desk/promises/wording.h"
#include "platform/api/rule_switch.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

// When a person's word can be expected though nobody has promised one: what is usual, else the desk's rule.
Time usual_word(db::Tx& tx, const tickets::Ticket& ticket, const Eta& eta) {
  if (ticket.status != "new" && ticket.status != "open") return {};
  if (ticket.last_author_role != "end-user") return {};
  const bool first = ticket.comment_count <= 1;
  if (first && eta.first_answer && eta.first_answer->p80_at > tx.now()) return eta.first_answer->p80_at;
  const auto last = tickets::find_comment(tx, CommentId(ticket.last_comment_id));
  return word_due(settings_of(tx), calendar_for(tx, ticket), last ? last->created_at : ticket.received()).value_or(Time{});
}

}  // namespace

NextStep next_step(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language) {
  NextStep out;
  if (ticket.deleted_at || ticket.status == "solved" || ticket.status == "closed") return out;
  const auto customer = people::find_user(tx, ticket.requester_id);
  const std::string zone = zone_of(customer ? &*customer : nullptr);
  const Eta eta = eta_of(tx, ticket);
  out.analysis = eta.analysis;
  if (eta.solution && eta.solution->p80_at > tx.now()) out.solution_by = eta.solution->p80_at;
  if (api::rule_in_force("C1")) out.promise = tx.one<Promise>(q::visible_owed, ticket.id);
  const UserId keeper = out.promise ? keeper_of(*out.promise, ticket) : ticket.assignee_id ? ticket.assignee_id : ticket.owner_id;
  if (const auto person = keeper ? people::find_user(tx, keeper) : std::nullopt) out.person = person->name;
  const std::string who = out.person.empty() ? i18n::text(language, "promises.somebody") : out.person;
  out.when = out.promise ? out.promise->due_at : usual_word(tx, ticket, eta);
  out.late = out.when && out.when < tx.now();
  if (!out.when) return out;
  const i18n::Arguments args{{"person", who}, {"what", out.promise ? promise_words(*out.promise, language) : ""}, {"when", when_words(language, out.when, tx.now(), zone)}};
  if (!out.promise) out.words = i18n::text(language, out.late ? "promises.next.word_late" : "promises.next.word", args);
  else out.words = i18n::text(language, out.late ? "promises.next.late" : "promises.next.promise", args);
  if (out.analysis) out.words += " " + i18n::text(language, "promises.next.analysis");
  else if (out.solution_by) out.words += " " + i18n::text(language, "promises.next.solution", {{"when", when_words(language, out.solution_by, tx.now(), zone)}});
  return out;
}

}  // namespace sahay::promises
