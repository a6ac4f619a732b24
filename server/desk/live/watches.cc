#include "desk/live/watches.h"

#include <set>

#include "desk/tickets/console_row.h"
#include "desk/tickets/watch.h"

namespace sahay::live {
namespace {

constexpr std::size_t kMostViews = 20, kMostTold = 5000, kMostSeeded = 1000;

struct Key {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Key, (), (id))

void write_count(JsonWriter& w, db::Tx& tx, const api::Where& where) {
  const auto count = tickets::watched_count(tx, where);
  w.field("count", count.value).field("exact", count.exact);
}

// Those of the tickets that are in the view now.
std::set<std::int64_t> inside(db::Tx& tx, api::Where where, const std::vector<const events::Event*>& events) {
  std::vector<std::int64_t> ids;
  for (const events::Event* event : events) ids.push_back(event->subject_id);
  where.add_in("t.id", ids);
  const auto params = db::views_of(where.values());
  std::set<std::int64_t> out;
  for (const Key& key : db::read_all<Key>(*tx.run("select t.id from tickets t" + where.sql(), params))) out.insert(key.id);
  return out;
}

// What the console will read first counts as told.
void seed(db::Tx& tx, const api::Where& where, std::map<std::int64_t, bool>& told) {
  const auto params = db::views_of(where.values());
  for (const Key& key : db::read_all<Key>(*tx.run("select t.id from tickets t" + where.sql() + " limit " + std::to_string(kMostSeeded), params))) told[key.id] = true;
}

}  // namespace

std::vector<std::string> Watches::open(db::Tx& tx, const api::Caller& viewer, const std::vector<std::int64_t>& views) {
  std::vector<std::string> out;
  open_.clear();
  for (const auto view : views) {
    if (open_.size() >= kMostViews || !tickets::watched_rows) break;
    if (open_.contains(view)) continue;
    const auto where = tickets::watched_rows(tx, viewer, view);
    std::string text;
    JsonWriter w(text);
    w.begin_object().field("type", "view").field("view_id", view);
    if (where.ok()) {
      seed(tx, *where, open_[view].told);
      write_count(w, tx, *where);
    } else {
      w.field("error", "RecordNotFound");
    }
    w.end_object();
    out.push_back(std::move(text));
  }
  return out;
}

std::vector<std::string> Watches::frames(db::Tx& tx, const api::Caller& viewer, const std::vector<const events::Event*>& events) {
  std::vector<std::string> out;
  std::vector<const events::Event*> of_tickets;
  for (const events::Event* event : events)
    if (event->kind.starts_with("ticket.")) of_tickets.push_back(event);
  if (of_tickets.empty()) return out;
  for (auto& [view, open] : open_)
    if (std::string text = frame(tx, viewer, view, open, of_tickets); !text.empty()) out.push_back(std::move(text));
  return out;
}

std::string Watches::frame(db::Tx& tx, const api::Caller& viewer, std::int64_t view, Open& open, const std::vector<const events::Event*>& events) {
  const auto where = tickets::watched_rows(tx, viewer, view);
  std::string text;
  JsonWriter w(text);
  w.begin_object().field("type", "view_rows").field("view_id", view).field("seq", events.back()->id);
  if (!where.ok()) {  // taken away or hidden meanwhile
    w.field("error", "RecordNotFound").end_object();
    return text;
  }
  const auto now_in = inside(tx, *where, events);
  if (open.told.size() > kMostTold) open.told.clear();
  std::vector<std::int64_t> entered, changed, left;
  for (const events::Event* event : events) {
    const auto told = open.told.find(event->subject_id);
    const bool in = now_in.contains(event->subject_id);
    if (in) (told != open.told.end() && told->second ? changed : entered).push_back(event->subject_id);
    // Numbers of tickets that they may never have seen are not told.
    else if (told == open.told.end() ? viewer.sees_all() : told->second) left.push_back(event->subject_id);
    open.told[event->subject_id] = in;
  }
  if (entered.empty() && changed.empty() && left.empty()) return "";
  for (const auto& [key, ids] : {std::pair{"entered", &entered}, std::pair{"changed", &changed}}) {
    w.key(key).begin_array();
    for (const auto id : *ids)
      if (const auto row = tickets::console_row(tx, TicketId(id), viewer)) tickets::write_console_row(w, *row);
    w.end_array();
  }
  w.field("left", left);
  write_count(w, tx, *where);
  w.end_object();
  return text;
}

}  // namespace sahay::live
