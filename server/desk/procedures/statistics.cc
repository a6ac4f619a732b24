// GET /procedures/{id}/statistics: how often each step was done, skipped (with the reasons) and answered how; after which step
// tickets were solved; dead steps, which nobody did in enough runs that have ended.
#include <algorithm>

#include "base/text.h"
#include "desk/procedures/procedure_sql.h"
#include "desk/procedures/procedures_api.h"

namespace sahay::procedures {
namespace q = sql::procedure;
namespace {

using api::Context;
using api::Reply;

constexpr std::int64_t kSample = 10;  // runs that have ended before a step is called dead

struct Count {
  std::string step, word;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (step, word, number))

struct Skip {
  std::string step_key, reason;
  UserId done_by;
  Time done_at;
  TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(Skip, (), (step_key, reason, done_by, done_at, ticket_id))

std::int64_t number_of(const std::vector<Count>& counts, std::string_view step, std::string_view word) {
  for (const Count& count : counts)
    if (count.step == step && count.word == word) return count.number;
  return 0;
}

void write_step(JsonWriter& w, const Context& c, const Step& step, const std::vector<Count>& steps, const std::vector<Count>& answers, const std::vector<Count>& solved, bool enough) {
  const auto done = number_of(steps, step.key, "done"), skipped = number_of(steps, step.key, "skipped");
  w.begin_object().field("key", step.key).field("title", step.title.in(c.caller.language)).field("mandatory", step.mandatory).field("done", done).field("skipped", skipped);
  w.field("solved_after", number_of(solved, step.key, "")).field("dead", enough && done == 0).key("answers").begin_array();
  for (const Option& option : step.options)
    w.begin_object().field("key", option.key).field("title", option.title.in(c.caller.language)).field("number", number_of(answers, step.key, option.key)).end_object();
  w.end_array().end_object();
}

Result<Reply> show(Context& c, db::Tx& tx) {
  // Counts and reasons of all tickets: for those who may see all of them.
  if (!c.caller.sees_all()) return forbidden();
  const Procedure procedure = TRY(procedure_resource().find(c, tx, c.id()));
  const Definition definition = procedure.version_id ? *definition_of(tx, procedure.version_id) : parse_definition(procedure.draft.text);
  const auto states = tx.all<Count>(q::run_counts, procedure.id), steps = tx.all<Count>(q::step_counts, procedure.id);
  const auto answers = tx.all<Count>(q::answer_counts, procedure.id), solved = tx.all<Count>(q::solved_counts, procedure.id);
  const auto runs = [&](std::string_view state) { return number_of(states, "", state); };
  const std::int64_t ended = runs("done") + runs("cancelled");
  const std::int64_t sample = std::max<std::int64_t>(1, text::to_integer(c.parameter("sample").value_or("")).value_or(kSample));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("statistics").begin_object().field("procedure_id", procedure.id).field("version", procedure.version).key("runs").begin_object();
  w.field("open", runs("open")).field("done", runs("done")).field("cancelled", runs("cancelled")).end_object().field("sample", sample).key("steps").begin_array();
  for (const Step& step : definition.steps) write_step(w, c, step, steps, answers, solved, ended >= sample);
  w.end_array().key("skips").begin_array();
  for (const Skip& skip : tx.all<Skip>(q::skip_reasons, procedure.id)) w.value(skip);
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_statistics_routes(api::Api& api) { api.read("GET", "/procedures/{id}/statistics", api::Right(api::Access::staff, "reports.view"), show); }

}  // namespace sahay::procedures
