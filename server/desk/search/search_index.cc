#include "desk/search/search_index.h"

#include <unordered_map>

#include "desk/search/passage_writer.h"
#include "desk/tickets/tickets.h"
#include "desk/tickets/written_text.h"
#include "platform/events/facts.h"

namespace sahay::search {
namespace {

Part part_of(bool is_public) { return is_public ? Part::comment : Part::note; }

// Subject and first text are one passage; a first text that customers must not see is one of its own.
void add_opening(PassageWriter& out, std::int64_t ticket, std::string_view subject, const std::string* text, bool is_public) {
  const bool open = text && is_public;
  out.add(ticket, Part::opening, subject, open ? std::string_view(*text) : std::string_view());
  if (text && !open) out.add(ticket, Part::note, "", *text);
}

void add_opening(PassageWriter& out, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment* first) {
  add_opening(out, ticket.id.value, ticket.subject, first ? &first->text : nullptr, first && first->is_public);
  if (const auto requester = people::find_user(tx, ticket.requester_id))
    out.add(ticket.id.value, Part::people, "", requester->name + " " + requester->email);
}

void add_opening(PassageWriter& out, const tickets::WrittenText& first) {
  add_opening(out, first.ticket_id.value, first.subject, &first.text, first.is_public);
  if (first.requester_id) out.add(first.ticket_id.value, Part::people, "", first.requester_name + " " + first.requester_email);
}

void write_anew(PassageWriter& out, db::Tx& tx, const tickets::Ticket& ticket) {
  out.remove(ticket.id.value);
  bool first = true;
  for (const tickets::Comment& comment : tickets::comments(tx, ticket.id)) {
    if (first) add_opening(out, tx, ticket, &comment);
    else out.add(ticket.id.value, part_of(comment.is_public), "", comment.text);
    first = false;
  }
  if (first) add_opening(out, tx, ticket, nullptr);
}

bool changes_known_text(const JsonObject& data) {
  if (const JsonArray* changes = array_at(data, "changes"))
    for (const Json& change : *changes) {
      if (!change.is_object()) continue;
      const auto field = string_at(change.get_object(), "field");
      if (field == "subject" || field == "requester_id" || field == "requester") return true;
    }
  return false;
}

// What an event says to the index.
struct News {
  enum class Kind { nothing, opening, comment, anew, gone };
  Kind kind = Kind::nothing;
  std::int64_t ticket = 0, comment = 0;  // comment 0: none
};

News news_of(const events::Event& event) {
  News out{.ticket = event.subject_id};
  if (event.kind == "ticket.erased") return {News::Kind::gone, event.subject_id, 0};
  const auto facts = events::facts_of(event);
  if (!facts) return out;
  out.comment = integer_at(*facts, "comment_id").value_or(0);
  if (event.kind == "ticket.created") out.kind = News::Kind::opening;
  else if (event.kind == "ticket.redacted" || changes_known_text(*facts)) out.kind = News::Kind::anew;
  else if (out.comment) out.kind = News::Kind::comment;
  return out;
}

using Texts = std::unordered_map<std::int64_t, tickets::WrittenText>;  // by comment

Texts texts_of(db::Tx& tx, const std::vector<News>& all) {
  std::vector<std::int64_t> comments;
  for (const News& one : all)
    if (one.comment && one.kind != News::Kind::anew) comments.push_back(one.comment);
  Texts out;
  for (tickets::WrittenText& text : tickets::written_texts(tx, comments)) out.emplace(text.comment_id.value, std::move(text));
  return out;
}

void write(PassageWriter& out, db::Tx& tx, const News& news, const Texts& texts) {
  if (news.kind == News::Kind::nothing) return;
  if (news.kind == News::Kind::gone) return out.remove(news.ticket);
  const auto text = texts.find(news.comment);
  if (news.kind == News::Kind::comment) {
    if (text != texts.end()) out.add(text->second.ticket_id.value, part_of(text->second.is_public), "", text->second.text);
    return;
  }
  if (news.kind == News::Kind::opening && text != texts.end() && text->second.ticket_id.value == news.ticket) return add_opening(out, text->second);
  const auto ticket = tickets::find_even_deleted(tx, TicketId(news.ticket));
  if (!ticket) return;
  if (news.kind == News::Kind::anew) return write_anew(out, tx, *ticket);
  const auto comment = news.comment ? tickets::find_comment(tx, CommentId(news.comment)) : std::nullopt;
  add_opening(out, tx, *ticket, comment ? &*comment : nullptr);
}

}  // namespace

void index_events(db::Tx& tx, std::span<const events::Event* const> batch) {
  std::vector<News> all;
  all.reserve(batch.size());
  for (const events::Event* event : batch) all.push_back(news_of(*event));
  const Texts texts = texts_of(tx, all);
  PassageWriter out(tx, Collection::tickets);
  for (const News& one : all) write(out, tx, one, texts);
  out.finish();
}

}  // namespace sahay::search
