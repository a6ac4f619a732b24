#include <algorithm>

#include "base/text.h"
#include "desk/facts/fact_sql.h"
#include "desk/facts/fact_store.h"
#include "desk/facts/passage.h"
#include "platform/text/analyse.h"

namespace sahay::facts {
namespace {

constexpr std::size_t kMostFacts = 500;  // of one ticket

template <std::size_t N>
std::string list_of(const std::array<std::string_view, N>& words) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

Result<std::string> checked(std::string_view field, const std::string& given, std::size_t limit) {
  std::string out = text::repair_utf8(text::trim(given));
  if (text::length(out) > limit) return invalid(std::string(field), "TooLong", "error.field.too_long", {{"max", std::to_string(limit)}});
  return out;
}

Result<void> check(db::Tx& tx, Fact& f) {
  if (!is_kind(f.kind)) return invalid("kind", "InvalidValue", "error.field.not_allowed", {{"allowed", list_of(kKinds)}});
  if (!f.done_by.empty() && !is_doer(f.done_by)) return invalid("done_by", "InvalidValue", "error.field.not_allowed", {{"allowed", list_of(kDoers)}});
  if (!f.result.empty() && !is_result(f.result)) return invalid("result", "InvalidValue", "error.field.not_allowed", {{"allowed", list_of(kResults)}});
  f.text = TRY(checked("text", f.text, 1000));
  f.label = TRY(checked("label", f.label, 100));
  f.detail = TRY(checked("detail", f.detail, 500));
  if (f.text.empty()) return invalid("text", "BlankValue", "error.field.blank");
  if (f.happened_at > tx.now() + std::chrono::minutes(5)) return invalid("happened_at", "InvalidValue", "facts.error.future");
  if (f.kind != "tried") f.done_by.clear(), f.result.clear();
  return {};
}

// The words that were marked: by their place, or by themselves; neither: the whole comment is the source.
Result<void> take_comment(db::Tx& tx, TicketId ticket, const NewFact& wanted, Fact& fact) {
  const auto comment = tickets::find_comment(tx, wanted.comment);
  const auto members = family(tx, ticket);
  if (!comment || std::find(members.begin(), members.end(), comment->ticket_id) == members.end()) return invalid("comment_id", "InvalidValue", "error.field.no_comment");
  fact.comment_id = comment->id;
  if (wanted.source == "hand") fact.source = "comment";
  tickets::Passage passage{wanted.begin, wanted.end};
  if (!wanted.words.empty()) {
    const auto found = find_words(comment->text, wanted.words);
    if (!found) return invalid("words", "InvalidValue", "error.field.no_passage");
    passage = *found;
  }
  if (passage.end || passage.begin) {
    if (passage.begin < 0 || passage.end <= passage.begin || passage.end > std::int64_t(text::length(comment->text))) return invalid("end", "InvalidValue", "error.field.no_passage");
    fact.begin_at = passage.begin;
    fact.end_at = passage.end;
    const std::size_t begin = text::first(comment->text, std::size_t(passage.begin)).size(), end = text::first(comment->text, std::size_t(passage.end)).size();
    if (fact.text.empty()) fact.text = text::trim(std::string_view(comment->text).substr(begin, end - begin));
  }
  if (fact.kind != "tried") return {};
  if (fact.done_by.empty()) fact.done_by = comment->author_role == "end-user" ? "customer" : "us";
  if (!fact.happened_at) fact.happened_at = comment->created_at;
  return {};
}

std::string folded(const Fact& fact) { return fact.kind + "\n" + text::fold_text(words_of(fact)); }

}  // namespace

Result<Fact> add(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, NewFact wanted) {
  if (!tickets::find(tx, ticket) || !in_force()) return not_found();
  Fact fact;
  fact.ticket_id = ticket;
  fact.kind = wanted.kind;
  fact.text = wanted.text;
  fact.label = wanted.label;
  fact.done_by = wanted.done_by;
  fact.result = wanted.result;
  fact.detail = wanted.detail;
  fact.happened_at = wanted.happened_at;
  fact.source = wanted.source;
  fact.field_id = wanted.field_id;
  fact.step_id = wanted.step_id;
  if (wanted.comment) TRY(take_comment(tx, ticket, wanted, fact));
  if (fact.kind == "tried" && fact.done_by.empty()) fact.done_by = "us";
  TRY(check(tx, fact));
  const auto known = of_ticket(tx, ticket);
  if (known.size() >= kMostFacts) return invalid("text", "TooLong", "facts.error.too_many", {{"max", std::to_string(kMostFacts)}});
  for (const Fact& each : known) {
    if (!each.holds() || folded(each) != folded(fact)) continue;
    Correction more;
    if (each.result.empty() && !fact.result.empty()) more.result = fact.result;
    if (each.detail.empty() && !fact.detail.empty()) more.detail = fact.detail;
    return more.result || more.detail ? correct(tx, actor, each.id, more) : Result<Fact>(each);
  }
  fact.id = FactId(tx.new_id("facts"));
  fact.made_by = actor.id;
  fact.created_at = fact.updated_at = tx.now();
  insert(tx, fact);
  tell(tx, actor, ticket, &fact, "added", "", "");
  return fact;
}

Result<Fact> correct(db::Tx& tx, const tickets::Actor& actor, FactId id, const Correction& wanted) {
  auto fact = find_fact(tx, id);
  if (!fact || !in_force()) return not_found();
  if (!fact->holds()) return Error{ErrorCode::conflict, "facts.error.withdrawn"};
  const std::string before = words_of(*fact);
  if (wanted.kind) fact->kind = *wanted.kind;
  if (wanted.text) fact->text = *wanted.text;
  if (wanted.label) fact->label = *wanted.label;
  if (wanted.done_by) fact->done_by = *wanted.done_by;
  if (wanted.result) fact->result = *wanted.result;
  if (wanted.detail) fact->detail = *wanted.detail;
  if (wanted.happened_at) fact->happened_at = *wanted.happened_at;
  TRY(check(tx, *fact));
  save(tx, *fact);
  tell(tx, actor, fact->ticket_id, &*fact, "corrected", before, "");
  return *fact;
}

Result<Fact> withdraw(db::Tx& tx, const tickets::Actor& actor, FactId id, std::string reason) {
  auto fact = find_fact(tx, id);
  if (!fact || !in_force()) return not_found();
  if (!fact->holds()) return *fact;
  fact->reason = TRY(checked("reason", reason, 500));
  fact->withdrawn_at = tx.now();
  fact->withdrawn_by = actor.id;
  save(tx, *fact);
  tell(tx, actor, fact->ticket_id, &*fact, "withdrawn", words_of(*fact), fact->reason);
  return *fact;
}

Result<Fact> restore(db::Tx& tx, const tickets::Actor& actor, FactId id) {
  auto fact = find_fact(tx, id);
  if (!fact || !in_force()) return not_found();
  if (fact->holds()) return *fact;
  fact->withdrawn_at = {};
  fact->withdrawn_by = {};
  fact->reason.clear();
  save(tx, *fact);
  tell(tx, actor, fact->ticket_id, &*fact, "restored", words_of(*fact), "");
  return *fact;
}

Result<Reproduction> set_reproduction(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const Reproduced& wanted) {
  if (!tickets::find(tx, ticket) || !in_force()) return not_found();
  Reproduction now = reproduction_of(tx, ticket).value_or(Reproduction{});
  const std::string before = write_json(now);
  now.id = ticket;
  using Text = std::pair<const std::optional<std::string>*, std::string*>;
  const std::pair<const char*, Text> texts[] = {{"steps", {&wanted.steps, &now.steps}}, {"environment", {&wanted.environment, &now.environment}},
                                                {"expected", {&wanted.expected, &now.expected}}, {"actual", {&wanted.actual, &now.actual}}};
  for (const auto& [name, pair] : texts)
    if (*pair.first) *pair.second = TRY(checked(name, **pair.first, 4000));
  if (wanted.build) now.build = TRY(checked("build", *wanted.build, 100));
  if (wanted.reproduced) now.reproduced = *wanted.reproduced;
  if (!is_reproduced(now.reproduced)) return invalid("reproduced", "InvalidValue", "error.field.not_allowed", {{"allowed", list_of(kReproduced)}});
  now.updated_by = actor.id;
  now.updated_at = tx.now();
  if (!now.created_at) now.created_at = tx.now();
  tx.execute(sql::fact::save_reproduction, ticket, now.steps, now.environment, now.expected, now.actual, now.reproduced, now.build, now.updated_by, now.updated_at);
  tell(tx, actor, ticket, nullptr, "reproduction", before, "");
  return now;
}

}  // namespace sahay::facts
