#include "desk/live/stream.h"

#include <condition_variable>
#include <deque>
#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include "base/log.h"
#include "desk/live/stream_sql.h"
#include "desk/live/watches.h"
#include "desk/tickets/console_row.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::live {
namespace {

constexpr std::size_t kReplayLimit = 500;
// A session that ended or a right that was taken away stops an open stream within this time.
constexpr auto kCheckedFor = std::chrono::milliseconds(300);
constexpr char kMailHeld[] = "mail.held";
// Of one person (the subject), not of a ticket; its data is the frame's.
constexpr char kNotification[] = "notification.changed";
constexpr auto kPresenceLife = std::chrono::seconds(45);

struct Presence {
  std::int64_t user_id = 0;
  std::string name, mode;
  std::int64_t ticket_id = 0;
  Time seen_at;
};

// One connected console.
struct Console {
  std::shared_ptr<http::WebSocket> socket;
  api::Caller caller;
  http::Request credentials;  // what it came with, to ask again whether it still holds
  std::chrono::steady_clock::time_point checked_at = std::chrono::steady_clock::now();  // of the sender thread
  // Held while events are read and sent: a row read later is never followed by an older one.
  std::mutex order;
  std::int64_t sent_event = 0;  // the newest event of the replay; under `order`
  bool ready = false;           // after hello
  Watches watches;              // its open views; under `order`
  Presence presence;
};

// A mail was set aside: consoles read the list of held mails again, and the ticket that it may belong to.
std::string held_frame(const events::Event& event, const Json& data) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("type", "event").field("seq", event.id).field("kind", event.kind).key("ticket_id");
  if (event.subject_id) w.value(event.subject_id); else w.null();
  w.field("suspended_ticket_id", integer_at(data.get_object(), "suspended_ticket_id").value_or(0)).end_object();
  return out;
}

std::string notification_frame(const events::Event& event) {
  std::string out;
  JsonWriter(out).begin_object().field("type", "notification").field("seq", event.id).field("data", event.data).end_object();
  return out;
}

// Whether the ticket was theirs until this event took it out of their groups, companies or hands.
bool was_theirs(const api::Caller& viewer, const Json& data) {
  const JsonArray* changes = data.is_object() ? array_at(data.get_object(), "changes") : nullptr;
  if (!changes) return false;
  const auto in = [](const std::vector<std::int64_t>& ids, std::int64_t id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); };
  for (const Json& change : *changes) {
    if (!change.is_object()) continue;
    const std::string field = string_at(change.get_object(), "field").value_or("");
    const std::int64_t from = integer_at(change.get_object(), "from").value_or(0);
    if (field == "assignee_id" && from == viewer.id) return true;
    if (field == "group_id" && viewer.reach == api::Reach::group && in(viewer.group_ids, from)) return true;
    if (field == "organization_id" && viewer.reach == api::Reach::organization && in(viewer.organization_ids, from)) return true;
  }
  return false;
}

// What became of a ticket, for one console; "" when its person may not see the ticket.
std::string event_frame(db::Tx& tx, const events::Event& event, const api::Caller& viewer) {
  std::string out;
  JsonWriter w(out);
  const Json data = parse_json(event.data.text).value();
  if (event.kind == kMailHeld) return held_frame(event, data);
  if (!tickets::may_see(tx, viewer, TicketId(event.subject_id)) && !was_theirs(viewer, data)) return {};
  w.begin_object().field("type", "event").field("seq", event.id).field("kind", event.kind).field("ticket_id", event.subject_id);
  w.field("actor_id", event.actor_id).field("comment", data.is_object() && data.get_object().contains("comment_id")).key("row");
  if (const auto row = tickets::console_row(tx, TicketId(event.subject_id), viewer)) tickets::write_console_row(w, *row);
  else w.null();
  w.key("counts");
  tickets::write_counts(w, tx, viewer);
  w.end_object();
  return out;
}

}  // namespace

struct Stream::State : std::enable_shared_from_this<State> {
  State(db::Store& s, const Clock& c, api::Authenticator a) : store(s), clock(c), authenticate(std::move(a)) {}

  db::Store& store;
  const Clock& clock;
  api::Authenticator authenticate;
  std::function<void(std::int64_t)> console_heard;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<events::Event> queue;
  std::map<std::uint64_t, std::shared_ptr<Console>> consoles;
  bool stopping = false;
  std::thread sender;

  void on_event(const events::Event& event) {
    const bool of_ticket = event.kind.starts_with("ticket.") || event.kind.starts_with("delivery.") || event.kind.starts_with("handoff.") || ((event.kind.starts_with("promise.") || event.kind.starts_with("fact.") || event.kind.starts_with("procedure.") || event.kind.starts_with("mood.changed") || event.kind.starts_with("handover.")) && event.subject_id);
    if (!of_ticket && event.kind != kMailHeld && event.kind != kNotification) return;
    const std::lock_guard lock(mutex);
    if (consoles.empty()) return;
    queue.push_back(event);
    wake.notify_one();
  }

  // Frames are built off the store's thread; several events of one ticket in a burst become one frame.
  void run() {
    for (;;) {
      std::deque<events::Event> batch;
      std::vector<std::shared_ptr<Console>> listeners;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return stopping || !queue.empty(); });
        if (stopping) return;
        batch.swap(queue);
        for (const auto& [id, console] : consoles) if (console->ready) listeners.push_back(console);
      }
      try {
        drop_ended(listeners);
        send_batch(batch, listeners);
      } catch (const std::exception& failure) {
        log::warning("live", "events not sent", {{"what", failure.what()}});
        for (const auto& console : listeners) console->socket->send(std::string(R"({"type":"reset"})"));
      }
    }
  }

  bool still_allowed(Console& console) {
    const auto caller = authenticate(console.credentials, store);
    if (caller.ok() && caller->staff() && caller->id == console.caller.id) {
      // A role that changed counts from here on. Written under both locks, read under either.
      const std::lock_guard order(console.order);
      const std::lock_guard lock(mutex);
      console.caller.access = caller->access;
      console.caller.has_role = caller->has_role;
      console.caller.reach = caller->reach;
      console.caller.group_ids = caller->group_ids;
      console.caller.organization_ids = caller->organization_ids;
      return true;
    }
    {
      const std::lock_guard lock(mutex);
      console.ready = false;
    }
    console.socket->close(4001, "signed out");
    return false;
  }

  void drop_ended(std::vector<std::shared_ptr<Console>>& listeners) {
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(listeners, [&](const auto& console) {
      if (now - console->checked_at < kCheckedFor) return false;
      console->checked_at = now;
      return !still_allowed(*console);
    });
  }

  void send_batch(const std::deque<events::Event>& batch, const std::vector<std::shared_ptr<Console>>& listeners) {
    // A mail held beside a ticket is no news of the ticket itself.
    std::map<std::pair<bool, std::int64_t>, const events::Event*> newest;
    for (const auto& event : batch) {
      if (event.kind == kNotification) send_notification(event, listeners);
      else newest[{event.kind == kMailHeld, event.subject_id}] = &event;
    }
    if (newest.empty()) return;
    std::vector<const events::Event*> ordered;
    for (const auto& [subject, event] : newest) ordered.push_back(event);
    std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    for (const auto& console : listeners) {
      const std::lock_guard lock(console->order);
      store.read([&](db::Tx& tx) {
        for (const events::Event* event : ordered)
          if (event->id > console->sent_event) send_event(tx, *event, *console);
        for (std::string& frame : console->watches.frames(tx, console->caller, ordered)) console->socket->send(std::move(frame));
      });
    }
  }

  // Only to the consoles of the person whose it is; no database is asked.
  static void send_notification(const events::Event& event, const std::vector<std::shared_ptr<Console>>& listeners) {
    for (const auto& console : listeners)
      if (console->caller.id == event.subject_id) console->socket->send(notification_frame(event));
  }

  void watch(Console& console, const JsonObject& in) {
    std::vector<std::int64_t> views;
    if (const JsonArray* list = array_at(in, "views"))
      for (const Json& view : *list)
        if (view.is_int64()) views.push_back(view.get_int64());
    const std::lock_guard order(console.order);
    store.read([&](db::Tx& tx) {
      for (std::string& frame : console.watches.open(tx, console.caller, views)) console.socket->send(std::move(frame));
    });
  }

  static void send_event(db::Tx& tx, const events::Event& event, Console& console) {
    if (std::string frame = event_frame(tx, event, console.caller); !frame.empty()) console.socket->send(std::move(frame));
  }

  // Replays from the table, so that a restart of the server loses nothing. The console listens before the snapshot is
  // taken, and live events wait until the replay is out: what was committed later comes behind it, and nothing twice.
  void hello(const std::shared_ptr<Console>& console, std::int64_t since) {
    if (!still_allowed(*console)) return;
    {
      const std::lock_guard order(console->order);
      {
        const std::lock_guard lock(mutex);
        console->ready = true;
      }
      store.read([&](db::Tx& tx) {
        const std::int64_t last = tickets::last_event_id(tx);
        std::string welcome;
        JsonWriter(welcome).begin_object().field("type", "welcome").field("seq", last).end_object();
        const auto missed = since > 0 ? tx.all<events::Event>(sql::stream::events_after, since) : std::vector<events::Event>{};
        console->socket->send(std::move(welcome));
        if (missed.size() > kReplayLimit || since > last) console->socket->send(std::string(R"({"type":"reset"})"));
        else
          for (const auto& event : missed) send_event(tx, event, *console);
        console->sent_event = last;
      });
    }
    send_presence_to(*console);
  }

  std::string presence_frame(std::int64_t ticket_id) {  // under mutex
    std::string out;
    JsonWriter w(out);
    w.begin_object().field("type", "presence").field("ticket_id", ticket_id).key("users").begin_array();
    std::map<std::int64_t, const Presence*> seen;
    for (const auto& [id, console] : consoles) {
      const Presence& p = console->presence;
      if (p.ticket_id != ticket_id || clock.now() - p.seen_at > kPresenceLife) continue;
      const Presence*& best = seen[p.user_id];
      if (!best || p.mode == "writing") best = &p;
    }
    for (const auto& [user, p] : seen) w.begin_object().field("id", user).field("name", p->name).field("mode", p->mode).end_object();
    w.end_array().end_object();
    return out;
  }

  bool may_see(const Console& console, std::int64_t ticket) {  // under mutex
    return console.caller.sees_all() || store.read([&](db::Tx& tx) { return tickets::may_see(tx, console.caller, TicketId(ticket)); });
  }

  void send_presence_to(const Console& console) {
    const std::lock_guard lock(mutex);
    std::set<std::int64_t> viewed;
    for (const auto& [id, other] : consoles)
      if (other->presence.ticket_id) viewed.insert(other->presence.ticket_id);
    for (const auto ticket : viewed)
      if (may_see(console, ticket)) console.socket->send(presence_frame(ticket));
  }

  void set_presence(Console& console, std::int64_t ticket_id, std::string mode) {
    const std::lock_guard lock(mutex);
    const std::int64_t before = console.presence.ticket_id;
    const bool changed = before != ticket_id || console.presence.mode != mode;
    console.presence = {console.caller.id, console.caller.name, std::move(mode), ticket_id, clock.now()};
    if (!changed) return;
    for (const auto ticket : std::set<std::int64_t>{before, ticket_id}) {
      if (!ticket) continue;
      const auto frame = std::make_shared<const std::string>(presence_frame(ticket));
      for (const auto& [id, other] : consoles)
        if (other->ready && may_see(*other, ticket)) other->socket->send(frame);
    }
  }

  void leave(Console& console) {
    set_presence(console, 0, "");
    const std::lock_guard lock(mutex);
    consoles.erase(console.socket->id());
  }
};

namespace {

class ConsoleSocket final : public http::SocketHandler {
 public:
  ConsoleSocket(std::shared_ptr<Stream::State> state, api::Caller caller, const http::Request& request) : state_(std::move(state)), console_(std::make_shared<Console>()) {
    console_->caller = std::move(caller);
    console_->credentials.base_url = request.base_url;
    for (const char* name : {"Authorization", "Cookie", "X-On-Behalf-Of"})
      if (const auto value = request.header(name); !value.empty()) console_->credentials.headers.emplace(name, value);
  }

  void on_open(std::shared_ptr<http::WebSocket> socket) override {
    console_->socket = std::move(socket);
    const std::lock_guard lock(state_->mutex);
    state_->consoles[console_->socket->id()] = console_;
  }

  void on_text(std::string text) override {
    const auto frame = parse_json(text);
    if (!frame.ok() || !frame->is_object()) return console_->socket->close(1007, "frames are JSON objects");
    const JsonObject& in = frame->get_object();
    const std::string type = string_at(in, "type").value_or("");
    if (state_->console_heard && (type == "hello" || type == "ping" || type == "presence")) state_->console_heard(console_->caller.id);
    if (type == "hello") state_->hello(console_, integer_at(in, "since").value_or(0));
    else if (type == "watch") state_->watch(*console_, in);
    else if (type == "ping") console_->socket->send(std::string(R"({"type":"pong"})"));
    else if (type == "presence") state_->set_presence(*console_, integer_at(in, "ticket_id").value_or(0), string_at(in, "mode").value_or("viewing") == "writing" ? "writing" : "viewing");
  }

  void on_close() override { state_->leave(*console_); }

 private:
  std::shared_ptr<Stream::State> state_;
  std::shared_ptr<Console> console_;
};

// A page of another site must not open our socket with the agent's cookie.
bool same_origin(const http::Request& request) {
  const std::string_view origin = request.header("Origin");
  return origin.empty() || origin == request.base_url;
}

}  // namespace

Stream::Stream(db::Store& store, const Clock& clock, api::Authenticator authenticate)
    : state_(std::make_shared<State>(store, clock, std::move(authenticate))) {}

Stream::~Stream() { stop(); }

void Stream::add(events::Dispatcher& dispatcher, http::Router& router) {
  dispatcher.add_live([state = state_](const events::Event& event) { state->on_event(event); });
  router.add_socket("/api/v2/stream", [state = state_](http::Request& request) -> std::variant<std::unique_ptr<http::SocketHandler>, http::Response> {
    auto caller = state->authenticate(request, state->store);
    if (!caller.ok() || !caller->staff()) return api::Api::error_response({ErrorCode::unauthenticated, "error.unauthenticated"}, i18n::Language::en);
    if (caller->by_cookie && !same_origin(request)) return api::Api::error_response(forbidden("origin"), i18n::Language::en);
    return std::make_unique<ConsoleSocket>(state, std::move(*caller), request);
  });
}

void Stream::tell_of_consoles(std::function<void(std::int64_t)> heard) { state_->console_heard = std::move(heard); }

void Stream::start() { state_->sender = std::thread([state = state_.get()] { state->run(); }); }

void Stream::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    state_->wake.notify_all();
  }
  if (state_->sender.joinable()) state_->sender.join();
}

}  // namespace sahay::live
