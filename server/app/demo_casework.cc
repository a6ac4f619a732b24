#include "app/demo_casework.h"

#include "base/text.h"
#include "desk/facts/facts.h"
#include "desk/facts/passage.h"
#include "desk/guided/guided.h"
#include "desk/procedures/procedures_api.h"

namespace sahay::app {
namespace {

std::string text_at(const JsonObject& object, std::string_view key) { return string_at(object, key).value_or(""); }

Result<void> note_facts(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonArray& list) {
  for (const Json& each : list) {
    const JsonObject& in = each.as_object();
    facts::NewFact wanted{.kind = text_at(in, "kind")};
    wanted.text = text_at(in, "text");
    wanted.label = text_at(in, "label");
    wanted.done_by = text_at(in, "by");
    wanted.result = text_at(in, "result");
    wanted.words = text_at(in, "words");
    if (!wanted.words.empty())
      for (const tickets::Comment& comment : tickets::comments(tx, ticket))
        if (!wanted.comment && facts::find_words(comment.text, wanted.words)) wanted.comment = comment.id;
    TRY(facts::add(tx, actor, ticket, std::move(wanted)));
  }
  return {};
}

Result<void> work_steps(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& entry, i18n::Language language) {
  const std::string key = text_at(entry, "procedure");
  if (key.empty()) return {};
  for (const procedures::Procedure& each : procedures::procedure_resource().select(tx, api::Where{})) {
    if (each.key != key) continue;
    const procedures::Run run = TRY(procedures::attach(tx, actor, ticket, each.id));
    const JsonArray* steps = array_at(entry, "steps");
    if (!steps) return {};
    for (const Json& step : *steps) {
      procedures::Doing doing{.step = text_at(step.as_object(), "key")};
      doing.answer = text_at(step.as_object(), "answer");
      doing.text = text_at(step.as_object(), "text");
      doing.amount = text_at(step.as_object(), "amount");
      doing.language = language;
      TRY(procedures::do_step(tx, actor, run.id, doing));
    }
  }
  return {};
}

}  // namespace

Result<void> demo_casework(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& entry, i18n::Language language) {
  if (const JsonArray* list = array_at(entry, "facts")) TRY(note_facts(tx, actor, ticket, *list));
  if (const JsonObject* block = object_at(entry, "reproduction")) {
    facts::Reproduced wanted;
    wanted.steps = string_at(*block, "steps");
    wanted.expected = string_at(*block, "expected");
    wanted.actual = string_at(*block, "actual");
    wanted.reproduced = string_at(*block, "reproduced");
    wanted.build = string_at(*block, "build");
    TRY(facts::set_reproduction(tx, actor, ticket, wanted));
  }
  return work_steps(tx, actor, ticket, entry, language);
}

Result<void> demo_report(db::Tx& tx, const tickets::Actor& customer, TicketId ticket, const JsonObject& answers) {
  const auto about = tickets::find(tx, ticket);
  const auto reader = people::find_user(tx, customer.id);
  if (!about || !reader) return not_found("report of the demonstration");
  guided::Holder holder{.key = text::random_token(24), .link = guided::Links::Named{*about, *reader, tx.now() + guided::kLinkLife, true}};
  holder.locale = i18n::code(reader->language());
  holder.via = customer.via;
  TRY(guided::keep(tx, holder, answers, ""));
  TRY(guided::send(tx, holder));
  return {};
}

}  // namespace sahay::app
