// The bot's next word: what the customer said since, what the rule says, the comment under the speaker's version.
#include "base/log.h"
#include "base/text.h"
#include "desk/bot/bot.h"
#include "desk/bot/bot_sql.h"
#include "desk/bot/words.h"
#include "desk/tickets/visible_text.h"

namespace sahay::bot {
namespace {

struct Said {
  CommentId id;
  std::string text;
  std::int64_t visible_begin = 0, visible_end = 0;
};
BOOST_DESCRIBE_STRUCT(Said, (), (id, text, visible_begin, visible_end))

struct TalkRow {
  TicketId ticket_id;
  std::string stage;
  std::int64_t asked = 0, searched = 0;
  RawJson answers, articles;
  CommentId heard_comment_id;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(TalkRow, (), (ticket_id, stage, asked, searched, answers, articles, heard_comment_id, created_at, updated_at))

template <class T, class Read>
std::vector<T> list_of(const RawJson& raw, Read read) {
  std::vector<T> out;
  if (const auto json = parse_json(raw.text); json.ok() && json->is_array())
    for (const Json& each : json->get_array())
      if (each.is_object()) out.push_back(read(each.get_object()));
  return out;
}

void save(db::Tx& tx, const Talk& talk) {
  tx.execute(sql::bot::save_talk, talk.ticket_id, talk.stage, talk.asked, talk.searched, write_json(talk.answers), write_json(talk.articles), talk.heard_comment_id, tx.now());
}

// What the customer wrote since the bot last looked, quotations of mails left out.
std::string words_since(db::Tx& tx, Talk& talk) {
  std::string out;
  for (const Said& said : tx.all<Said>(sql::bot::words_after, talk.ticket_id, talk.heard_comment_id.value)) {
    (out += out.empty() ? "" : "\n") += tickets::visible_text(said);
    talk.heard_comment_id = said.id;
  }
  return out;
}

}  // namespace

// Made by reading; spoken in one transaction that asks whether the word is still the bot's.
struct Desk::Plan {
  tickets::Ticket ticket;
  Talk talk;
  Move move;
  i18n::Language language = i18n::Language::en;
  std::string greeting;
};

std::optional<Talk> talk_of(db::Tx& tx, TicketId ticket) {
  const auto row = tx.one<TalkRow>(sql::bot::talk, ticket);
  if (!row) return std::nullopt;
  Talk talk{row->ticket_id, row->stage, row->asked, row->searched, {}, {}, row->heard_comment_id, row->created_at, row->updated_at};
  const auto word = [](const JsonObject& o, const char* key) { return string_at(o, key).value_or(""); };
  talk.answers = list_of<Answer>(row->answers, [&](const JsonObject& o) { return Answer{word(o, "question"), word(o, "answer")}; });
  talk.articles = list_of<Article>(row->articles, [&](const JsonObject& o) { return Article{word(o, "title"), word(o, "url"), word(o, "snippet")}; });
  return talk;
}

Desk::Plan Desk::plan(db::Tx& tx, TicketId id) {
  Plan plan;
  const auto ticket = tickets::find(tx, id);
  if (!ticket || ticket->speaker != "bot" || ticket->status == "closed") return plan;
  const auto settings = settings_for(ticket->brand_id).value_or(Settings{});
  plan.ticket = *ticket;
  plan.talk = talk_of(tx, id).value_or(Talk{.ticket_id = id});
  const auto customer = people::find_user(tx, ticket->requester_id);
  plan.language = customer ? customer->language() : i18n::Language::en;
  Heard heard{.words = words_since(tx, plan.talk), .language = plan.language, .live = ticket->channel == "chat"};
  if (heard.words.empty()) return plan;
  if (doors_.find_articles && plan.talk.stage != "asking") heard.found = doors_.find_articles(tx, heard.words, plan.language, int(kMostShown) + int(plan.talk.articles.size()));
  plan.greeting = settings.greeting(plan.language);
  plan.move = next_move(plan.talk, heard, settings.question_list(), settings.most_answers);
  return plan;
}

Result<void> Desk::speak(db::Tx& tx, Plan& plan) {
  if (plan.move.silent()) {
    if (plan.talk.heard_comment_id) save(tx, plan.talk);
    return {};
  }
  Voice voice{plan.language, doors_.desk_name.text(), doors_.site_url, plan.greeting, {}};
  if (plan.move.hand_over) voice.expectation = expectation(tx, plan.ticket, plan.language);
  Words words = words_of(plan.move, voice);
  tickets::NewComment comment;
  comment.text = std::move(words.text);
  comment.html = std::move(words.html);
  comment.channel = plan.ticket.channel;
  const tickets::Actor actor{.id = {}, .via = "system", .bot = true};
  const auto said = tickets::reply_as_bot(tx, actor, plan.ticket.id, std::move(comment), plan.ticket.speaker_version);
  if (!said.ok()) return said.error();
  save(tx, plan.talk);
  if (!plan.move.hand_over) return {};
  const auto given = TRY(tickets::set_speaker(tx, {.id = {}, .via = "bot", .bot = true}, plan.ticket.id, "human"));
  open_handoff(tx, given.ticket, plan.move.reason, given.event_id, true);
  return {};
}

Result<void> Desk::turn(db::Store& store, const jobs::Job& job) {
  Plan plan = store.read([&](db::Tx& tx) { return this->plan(tx, TicketId(text::to_integer(job.key).value_or(0))); });
  const auto done = store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    return plan.ticket.id ? speak(tx, plan) : Result<void>();
  });
  // A person spoke first: the bot's word was not written, and never will be.
  if (!done.ok() && done.error().code == ErrorCode::conflict) return {};
  return done;
}

Result<tickets::Outcome> Desk::give_to_bot(db::Tx& tx, const tickets::Actor& actor, const tickets::Ticket& ticket) {
  const auto settings = settings_for(ticket.brand_id);
  if (!settings || !settings->active) return Error{ErrorCode::conflict, "bot.error.off"};
  if (ticket.channel == "email" && tx.scalar<std::int64_t>(sql::bot::person_wrote_mail, ticket.id)) return Error{ErrorCode::conflict, "bot.error.mail_answered"};
  if (ticket.speaker == "bot") return tickets::Outcome{ticket};
  settle(tx, ticket, "closed", {});
  // It takes up the talk at what comes next; what was said to a person is not answered by a machine.
  Talk talk = talk_of(tx, ticket.id).value_or(Talk{.ticket_id = ticket.id});
  words_since(tx, talk);
  if (talk.stage == "done" || talk.stage == "new") talk.stage = "answering";
  talk.searched = 0;
  save(tx, talk);
  return tickets::set_speaker(tx, actor, ticket.id, "bot");
}

}  // namespace sahay::bot
