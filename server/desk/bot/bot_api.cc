// /bot_settings, /handoffs, /tickets/{id}/bot, /tickets/{id}/speaker; what the console reads with a ticket.
#include <algorithm>

#include "base/text.h"
#include "desk/bot/bot.h"
#include "desk/bot/bot_sql.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/visible.h"
#include "platform/db/nodes.h"

namespace sahay::bot {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kLongestGreeting = 1'000, kLongestQuestion = 300;

template <class List>
bool one_of(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

Result<void> check_questions(const Settings& now) {
  const Json read = TRY(parse_json(now.questions.text));
  if (!read.is_array() || read.get_array().size() > kMostQuestions) return invalid("questions", "InvalidValue", "bot.error.questions", {{"n", std::to_string(kMostQuestions)}});
  for (const Json& each : read.get_array()) {
    if (!each.is_object()) return invalid("questions", "InvalidValue", "bot.error.questions", {{"n", std::to_string(kMostQuestions)}});
    bool said = false;
    for (const char* language : {"en", "bn", "ru"}) {
      const std::string words = string_at(each.get_object(), language).value_or("");
      said |= !text::trim(words).empty();
      if (words.size() > kLongestQuestion * 4) return invalid("questions", "TooLong", "error.field.too_long", {{"max", std::to_string(kLongestQuestion)}});
    }
    if (!said) return invalid("questions", "BlankValue", "error.field.blank");
  }
  return {};
}

Result<void> check(Context&, db::Tx& tx, const Settings* before, Settings& now, const JsonObject&) {
  if (const auto other = tx.scalar<std::int64_t>(sql::bot::settings_of_brand, now.brand_id.value); other && (!before || before->id.value != *other))
    return invalid("brand_id", "DuplicateValue", "bot.error.brand_exists");
  for (const std::string& channel : now.channels)
    if (!one_of(kChannels, channel)) return invalid("channels", "InvalidValue", "error.field.not_allowed", {{"allowed", "chat, web, email"}});
  if (now.answer_minutes < 1 || now.answer_minutes > 1440) return invalid("answer_minutes", "InvalidValue", "error.field.not_allowed", {{"allowed", "1-1440"}});
  if (now.most_answers < 0 || now.most_answers > 5) return invalid("most_answers", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-5"}});
  if (now.escalation_group_id && !people::find_group(tx, now.escalation_group_id)) return invalid("escalation_group_id", "InvalidValue", "error.field.no_group");
  return check_questions(now);
}

api::Resource<Settings> settings_resource(const std::function<void(db::Tx&)>& changed) {
  using namespace api;
  using S = Settings;
  Resource<S> r;
  r.name = "bot_setting";
  r.plural = r.table = "bot_settings";
  r.path = "/bot_settings";
  r.change = Right(Access::admin, "rules.manage");
  r.audited = true;
  r.many = false;
  r.default_sort = {"t.id"};
  Field<S> questions = document<S>("questions", &S::questions, "array");
  questions.read = [](S& s, const Json& in) -> Problem {
    if (!in.is_array()) return wrong_type("questions", "array");
    s.questions.text = to_string(in);
    return {};
  };
  r.fields = {computed<S>("id", "integer", [](JsonWriter& w, const S& s, const Context&) { w.value(s.id); }),
              reference<S>("brand_id", &S::brand_id),
              flag<S>("active", &S::active),
              strings<S>("channels", &S::channels),
              choice<S>("hours", &S::hours, {"always", "open", "closed"}),
              text_field<S>("greeting_en", &S::greeting_en).max(kLongestGreeting),
              text_field<S>("greeting_bn", &S::greeting_bn).max(kLongestGreeting),
              text_field<S>("greeting_ru", &S::greeting_ru).max(kLongestGreeting),
              std::move(questions),
              number<S>("most_answers", &S::most_answers),
              number<S>("answer_minutes", &S::answer_minutes),
              reference<S>("escalation_group_id", &S::escalation_group_id),
              time_field<S>("created_at", &S::created_at).read_only(),
              time_field<S>("updated_at", &S::updated_at).read_only()};
  r.check = check;
  r.stored = [changed](Context&, db::Tx& tx, const S*, const S&, const JsonObject&) -> Result<void> {
    changed(tx);
    return {};
  };
  r.remove = [changed](Context&, db::Tx& tx, const S& s) -> Result<void> {
    tx.execute("delete from bot_settings where id = $1", s.id);
    changed(tx);
    return {};
  };
  return r;
}

// Who sees a ticket sees its hand-offs.
const api::Resource<Handoff>& handoff_resource() {
  using namespace api;
  using H = Handoff;
  static const Resource<H> resource = [] {
    Resource<H> r;
    r.name = "handoff";
    r.plural = r.table = "handoffs";
    r.path = "/handoffs";
    r.creates = r.updates = r.deletes = r.many = false;
    r.filters = {{"ticket_id", "t.ticket_id", false}, {"state", "t.state"}, {"group_id", "t.group_id", false}};
    r.default_sort = {"t.id"};
    r.scope = [](const Caller& caller, Where& where) {
      if (!caller.sees_all()) tickets::add_of_visible_tickets(caller, where, "t.ticket_id");
    };
    r.fields = {computed<H>("id", "integer", [](JsonWriter& w, const H& h, const Context&) { w.value(h.id); }),
                reference<H>("ticket_id", &H::ticket_id), reference<H>("group_id", &H::group_id), text_field<H>("reason", &H::reason),
                text_field<H>("state", &H::state), number<H>("level", &H::level), document<H>("packet", &H::packet),
                time_field<H>("started_at", &H::started_at), time_field<H>("due_at", &H::due_at), time_field<H>("escalated_at", &H::escalated_at),
                time_field<H>("ended_at", &H::ended_at), reference<H>("answered_by", &H::answered_by)};
    return r;
  }();
  return resource;
}

void write_bot(JsonWriter& w, const Desk& desk, const Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
  const auto handoff = handoff_of(tx, ticket.id);
  const auto talk = talk_of(tx, ticket.id);
  const auto settings = desk.settings_for(ticket.brand_id);
  w.begin_object().field("speaker", ticket.speaker).field("speaker_version", ticket.speaker_version).field("available", settings && settings->active).key("talk");
  if (talk) w.begin_object().field("stage", talk->stage).field("answers", talk->answers).field("articles", talk->articles).end_object();
  else w.null();
  w.key("handoff");
  if (handoff) handoff_resource().write(w, *handoff, c);
  else w.null();
  w.end_object();
}

Reply bot_reply(const Desk& desk, const Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("bot");
  write_bot(w, desk, c, tx, ticket);
  w.end_object();
  return Reply::ok(std::move(out));
}

// {"speaker":{"speaker":"human","version":3}}: `version` refuses when the word has changed hands since.
Result<Reply> change_speaker(Desk& desk, Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("speaker"));
  const std::string wanted = string_at(*in, "speaker").value_or("");
  if (wanted != "bot" && wanted != "human") return invalid("speaker", "InvalidValue", "error.field.not_allowed", {{"allowed", "bot, human"}});
  if (const auto version = integer_at(*in, "version"); version && *version != ticket.speaker_version) return Error{ErrorCode::conflict, "bot.error.changed"};
  const tickets::Actor actor = tickets::actor_of(c);
  const auto done = TRY(wanted == "bot" ? desk.give_to_bot(tx, actor, ticket) : tickets::set_speaker(tx, actor, ticket.id, "human"));
  return bot_reply(desk, c, tx, done.ticket);
}

}  // namespace

void Desk::add_routes(api::Api& api) {
  add_resource(api, settings_resource([this](db::Tx& tx) {
    load(tx, true);
    db::tell_nodes(tx, kNodeTopic);
  }));
  add_resource(api, handoff_resource());
  api.read("GET", "/tickets/{id}/bot", Access::staff, [this](Context& c, db::Tx& tx) -> Result<Reply> {
    return bot_reply(*this, c, tx, TRY(tickets::ticket_resource().find(c, tx, c.id())));
  });
  api.write("PUT", "/tickets/{id}/speaker", api::Right(Access::staff, "tickets.comment_public"), [this](Context& c, db::Tx& tx) { return change_speaker(*this, c, tx); });
}

void Desk::add_console_parts() {
  tickets::console_parts["bot"] = [this](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    RawJson out;
    out.text.clear();
    JsonWriter w(out.text);
    // Nobody but people has spoken here: the console needs no more than that.
    if (ticket.speaker_version < 2 && ticket.speaker != "bot" && ticket.channel != "chat") w.begin_object().field("speaker", ticket.speaker).field("available", on_.load()).end_object();
    else write_bot(w, *this, c, tx, ticket);
    return out;
  };
}

}  // namespace sahay::bot
