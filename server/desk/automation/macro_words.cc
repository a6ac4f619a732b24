// POST /macros/preview: what a saved answer says, as it stands on the screen, to a customer of each language. Nothing is changed.
#include "base/text.h"
#include "desk/automation/rule_sql.h"
#include "desk/automation/rules_api.h"
#include "desk/tickets/action.h"
#include "desk/tickets/tickets_api.h"
#include "platform/text/html.h"

namespace sahay::automation {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr i18n::Language kLanguages[] = {i18n::Language::en, i18n::Language::bn, i18n::Language::ru};
// Keeps a name without a value as it was written, past the filling in.
constexpr std::string_view kOpen = "{{", kKept = "{\xE2\x81\xA0{";

// Half a rule is what somebody types; what is no text of the answer does not matter here.
JsonObject texts_of(const JsonObject& macro) {
  JsonArray texts;
  if (const JsonArray* actions = array_at(macro, "actions"))
    for (const Json& action : *actions)
      if (action.is_object() && string_at(action.get_object(), "field").value_or("").starts_with("comment_")) texts.push_back(action);
  return JsonObject{{"actions", std::move(texts)}};
}

std::optional<tickets::Ticket> newest(db::Tx& tx, const Context& c, std::string_view condition) {
  const auto& resource = tickets::ticket_resource();
  api::Where where = resource.visible(c.caller);
  where.add("t.deleted_at is null");
  if (!condition.empty()) where.add(std::string(condition));
  auto found = resource.select(tx, where, " order by t.updated_at desc, t.id desc limit 1");
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

struct Sample {
  i18n::Language language = i18n::Language::en;
  std::optional<tickets::Ticket> ticket{};
  std::string locale{};      // in which its customer is told
  bool own_language = true;  // false: somebody else's request, told in this language
};

Sample sample_of(db::Tx& tx, const Context& c, i18n::Language language) {
  static constexpr char kReads[] = "exists (select 1 from users u where u.id = t.requester_id and u.role = 'end-user' and ";
  const std::string own = language == i18n::Language::en ? "u.locale not like 'bn%' and u.locale not like 'ru%')" : "u.locale like '" + std::string(i18n::code(language)) + "%')";
  if (auto found = newest(tx, c, kReads + own)) {
    const auto customer = people::find_user(tx, found->requester_id);
    return {language, std::move(found), customer ? customer->locale : std::string(i18n::code(language)), true};
  }
  return {language, newest(tx, c, {}), std::string(i18n::code(language)), false};
}

// The texts with every name that has no value left as it stands; those names.
std::vector<std::string> keep_missing(tickets::Placeholders& texts, Json& value) {
  std::vector<std::string> out;
  if (value.is_array())
    for (Json& each : value.get_array())
      for (std::string& name : keep_missing(texts, each)) out.push_back(std::move(name));
  if (!value.is_string()) return out;
  std::string_view rest(value.get_string());
  std::string kept;
  for (;;) {
    const std::size_t open = rest.find(kOpen), close = open == rest.npos ? rest.npos : rest.find("}}", open);
    if (close == rest.npos) break;
    const std::string_view whole = rest.substr(open, close + 2 - open);
    const bool missing = text::trim(texts.fill(whole)).empty();
    if (missing) out.emplace_back(text::trim(whole.substr(2, whole.size() - 4)));
    kept += std::string(rest.substr(0, open)) + (missing ? std::string(kKept) + std::string(whole.substr(2)) : std::string(whole));
    rest.remove_prefix(close + 2);
  }
  value = kept + std::string(rest);
  return out;
}

Result<void> write_one(JsonWriter& w, db::Tx& tx, const Context& c, const Sample& sample, const JsonObject& macro) {
  // One customer may lend a request to several languages.
  if (sample.ticket) tx.execute(sql::rule::reads_in, sample.ticket->requester_id, sample.locale);
  tickets::Facts facts(tx, sample.ticket.value_or(tickets::Ticket{}), UserId(c.caller.id));
  tickets::Placeholders texts(facts);
  std::vector<tickets::Action> actions = TRY(tickets::read_actions(tx, macro, tickets::kMacros));
  std::vector<std::string> missing;
  for (tickets::Action& action : actions)
    for (std::string& name : keep_missing(texts, action.value)) missing.push_back(std::move(name));
  tickets::Applying applying{facts, texts, tickets::actor_of(c)};
  TRY(tickets::collect(applying, actions));
  std::string words;
  if (const auto& comment = applying.change.comment) words = comment->text.empty() ? text::html_to_text(text::sanitise_html(comment->html, {}).html) : comment->text;
  const auto& customer = facts.requester();
  w.begin_object().field("language", i18n::code(sample.language)).field("text", text::replace_all(words, kKept, kOpen)).field("missing", missing).key("sample");
  if (sample.ticket) w.begin_object().field("ticket_id", sample.ticket->id).field("name", customer ? customer->name : "").field("own_language", sample.own_language).end_object();
  else w.null();
  w.end_object();
  return {};
}

Result<std::string> words_of(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("macro"));
  const JsonObject macro = texts_of(*in);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("preview").begin_array();
  if (!array_at(macro, "actions")->empty()) {
    std::vector<Sample> samples;
    for (const i18n::Language language : kLanguages) samples.push_back(sample_of(tx, c, language));
    for (const Sample& sample : samples) TRY(write_one(w, tx, c, sample, macro));
  }
  w.end_array().end_object();
  return out;
}

}  // namespace

void add_macro_words_route(api::Api& api) {
  api.plain("POST", "/macros/preview", api::Right(Access::staff, api::kAnyStaff), [](Context& c, db::Store& store) -> Result<Reply> {
    std::string out;
    const Result<void> done = store.write([&](db::Tx& tx) -> Result<void> {
      out = TRY(words_of(c, tx));
      return Error{ErrorCode::conflict, "rules.preview"};  // takes back whose language was another
    });
    if (out.empty()) return done.error();
    return Reply::ok(std::move(out));
  });
}

}  // namespace sahay::automation
