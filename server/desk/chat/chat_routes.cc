// The widget's requests beside its socket: settings, missed events, uploads; and the page of the demo.
#include "base/text.h"
#include "desk/chat/state.h"
#include "desk/chat/transcript.h"
#include "desk/people/merge.h"
#include "desk/site/closed_days.h"
#include "desk/site/contact_card.h"
#include "desk/site/html.h"
#include "desk/site/visitor.h"
#include "desk/tickets/attachments.h"
#include "platform/events/batches.h"

namespace sahay::chat {
namespace {

constexpr int kPage = 200;

http::Response problem(int status, std::string_view error, std::string_view description) {
  std::string out;
  JsonWriter(out).begin_object().field("error", error).field("description", description).end_object();
  return http::Response::json(status, std::move(out));
}

http::Response not_kept(http::Response response) {
  response.header("cache-control", "no-store");
  return response;
}

// Why it is closed today stands where a trouble of the way would.
std::string note_of(Chat::State& state, const site::CardRow& row, i18n::Language language) {
  if (!row.status_note.empty() || row.now.open || row.schedule.closed.empty()) return row.status_note;
  return site::closed_today(state.settings, language, state.clock.now());
}

http::Response config(Chat::State& state, const http::Request& request) {
  const auto language = request.parameter("lang") ? i18n::language_of(*request.parameter("lang"))
                                                  : i18n::negotiate(request.header("accept-language"));
  const auto accent = site::accent_of(state.settings.accent);
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("desk_name", state.settings.desk_name.text()).key("locales").begin_array().value("en").value("bn").value("ru").end_array();
  w.field("accent", accent.background).field("on_accent", accent.on);
  w.field("letters", can_mail && state.store.read([](db::Tx& tx) { return can_mail(tx); })).key("contacts").begin_array();
  for (const site::CardRow& row : site::contact_card(state.settings, language, state.clock.now())) {
    w.begin_object().field("best_for", row.best_for.empty() ? "" : i18n::text(language, "reach.best_for", {{"what", row.best_for}})).field("cost", row.cost.empty() ? i18n::text(language, "reach.free") : row.cost);
    w.field("languages", site::language_words(row)).field("note", note_of(state, row, language)).field("reply", site::reply_words(row, language));
    w.field("kind", row.kind).field("label", row.label).field("value", row.value).field("url", row.url).key("hours");
    if (row.has_hours || row.reply_seconds) {
      w.begin_object().field("open", row.now.open).field("opens_at", row.now.opens_at).field("closes_at", row.now.closes_at).key("eta_s");
      if (row.reply_seconds) w.value(row.reply_seconds); else w.null();
      w.end_object();
    } else {
      w.null();
    }
    w.end_object();
  }
  const std::string closed = site::closed_words(state.settings, language, state.clock.now());
  w.end_array().field("closed_days", closed.empty() ? closed : i18n::text(language, "reach.closed_days", {{"days", closed}})).key("notices").begin_array();
  const std::string zone = site::zone_of(request, std::nullopt);
  if (site::announced_now)
    for (const site::Announced& event : site::announced_now(language, zone.empty() ? state.settings.time_zone.text() : zone, state.clock.now()))
      w.begin_object().field("title", event.title).field("when", event.when).field("body", event.body).end_object();
  w.end_array().end_object();
  auto response = http::Response::json(200, std::move(out));
  response.header("cache-control", "no-cache");
  return response;
}

http::Response missed_events(Chat::State& state, const http::Request& request) {
  const std::string session(request.header("x-widget-session"));
  if (!is_session(session, state.secret)) return problem(401, "InvalidSession", "X-Widget-Session is missing or not ours.");
  const auto after = text::to_integer(request.parameter("after").value_or("0"));
  if (!after || *after < 0) return problem(400, "InvalidValue", "after is not a sequence number.");
  return state.store.read([&](db::Tx& tx) {
    const auto visitor = find_visitor(tx, session);
    const auto conversation = visitor ? find_conversation(tx, visitor->id, request.path_value("conv")) : std::nullopt;
    if (!conversation) return problem(404, "RecordNotFound", "Not found");
    std::string out = "{\"events\":[";
    bool first = true;
    for (const Entry& entry : entries_after(tx, conversation->id, *after, kPage)) {
      if (!first) out += ',';
      first = false;
      out += event_frame(tx, *conversation, entry);
    }
    out += "],\"last_seq\":" + std::to_string(conversation->last_seq) + "}";
    auto response = http::Response::json(200, std::move(out));
    response.header("cache-control", "no-store");
    return response;
  });
}

// The session's own requests: number, state, next update.
http::Response requests(Chat::State& state, const http::Request& request) {
  const std::string session(request.header("x-widget-session"));
  if (!is_session(session, state.secret)) return problem(401, "InvalidSession", "X-Widget-Session is missing or not ours.");
  const auto language = i18n::language_of(request.parameter("lang").value_or("en"));
  return state.store.read([&](db::Tx& tx) {
    const auto visitor = find_visitor(tx, session);
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("requests").begin_array();
    for (const tickets::Ticket& ticket : visitor ? requests_of(tx, visitor->id) : std::vector<tickets::Ticket>{}) write_request(w, tx, ticket, language);
    w.end_array().end_object();
    return not_kept(http::Response::json(200, std::move(out)));
  });
}

// One of them as a conversation, which goes on over the socket.
http::Response open_one(Chat::State& state, const http::Request& request) {
  const std::string session(request.header("x-widget-session"));
  if (!is_session(session, state.secret)) return problem(401, "InvalidSession", "X-Widget-Session is missing or not ours.");
  if (!state.uploads.allows(session, state.clock.now())) return problem(429, "TooManyRequests", "Too many at once; wait a little.");
  const TicketId id(text::to_integer(request.path_value("id")).value_or(0));
  const auto language = i18n::language_of(request.parameter("lang").value_or("en"));
  const auto opened = state.store.write([&](db::Tx& tx) -> Result<std::string> {
    const auto visitor = find_visitor(tx, session);
    if (!visitor) return not_found();
    const Conversation conversation = TRY(open_request(tx, visitor->id, id));
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("conversation");
    write_head(w, conversation, head_of(tx, conversation, visitor->user_id, language));
    w.end_object();
    return out;
  });
  return opened.ok() ? not_kept(http::Response::json(200, *opened)) : problem(404, "RecordNotFound", "Not found");
}

http::Response upload(Chat::State& state, const http::Request& request) {
  const std::string session(request.header("x-widget-session"));
  if (!is_session(session, state.secret)) return problem(401, "InvalidSession", "X-Widget-Session is missing or not ours.");
  if (!state.uploads.allows(session, state.clock.now()) || !state.addresses.allows_upload(request.remote_address, state.clock.now()))
    return problem(429, "TooManyRequests", "Too many files; wait a little.");
  if (request.body.empty()) return problem(422, "BlankValue", "The file is empty.");
  std::string name = text::repair_utf8(request.parameter("filename").value_or("file"));
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  name = text::first(text::trim(name), 200);
  if (name.empty()) name = "file";
  std::string type(request.header("content-type"));
  if (type.empty() || type.size() > 100) type = "application/octet-stream";
  const auto hash = state.files.put(request.body);
  if (!hash.ok()) return problem(503, "Unavailable", "The file could not be stored. Try again later.");
  const auto made = state.store.write([&](db::Tx& tx) -> Result<tickets::Attachment> {
    return tickets::add_attachment(tx, {.file_name = name, .content_type = type}, *hash, std::int64_t(request.body.size()),
                                   new_upload_token(session), {});
  });
  if (!made.ok()) return problem(503, "Unavailable", "The file could not be stored. Try again later.");
  std::string out;
  JsonWriter(out).begin_object().key("upload").begin_object().field("token", made->upload_token).field("file_name", made->file_name)
      .field("content_type", made->content_type).field("size", made->size).field("url", tickets::attachment_path(*made)).end_object().end_object();
  return http::Response::json(201, std::move(out));
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdef", 1) == text.npos;
}

// How the widget is to look, as the page of the administration writes it into the snippet. What is not of that form is left out.
site::Markup chosen_look(const http::Request& request) {
  site::Html out;
  const auto add = [&](const char* name, auto fits) {
    if (const auto value = request.parameter(name); value && fits(std::string_view(*value))) out.add(" data-{}=\"{}\"", name, *value);
  };
  add("color", is_colour);
  add("on-color", is_colour);
  add("position", [](std::string_view text) { return text == "left" || text == "right"; });
  add("theme", [](std::string_view text) { return text == "light" || text == "dark" || text == "auto"; });
  add("offset", [](std::string_view text) { return !text.empty() && text.size() < 4 && text.find_first_not_of("0123456789") == text.npos; });
  return out.take();
}

// A page of "somebody else" with the snippet, to try the widget as a visitor does.
http::Response demo_site(const site::Settings& settings, const http::Request& request) {
  const auto language = request.parameter("lang") ? i18n::language_of(*request.parameter("lang"))
                                                  : i18n::negotiate(request.header("accept-language"));
  const auto say = [&](std::string_view key) { return i18n::text(language, key, {{"desk", settings.desk_name.text()}}); };
  const auto named = request.parameter("label");
  const std::string label = named && !named->empty() && named->size() <= 160 ? *named : say("portal.help");
  const std::string snippet = "<script async src=\"" + request.base_url + "/widget.js\"" + chosen_look(request).html + "></script>";
  site::Html out;
  out.add("<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
          "content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>{}</title>"
          "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{}\"></head><body><main id=\"main\"><div class=\"hero\">"
          "<div class=\"w\"><h1>{}</h1><p>{}</p></div></div><div class=\"w\"><h2>{}</h2><p>{}</p>"
          "<p class=\"done\"><code>{}</code></p><p><a class=\"btn\" href=\"/contact\" data-help=\"chat\">{}</a></p></div></main>"
          "<script async src=\"/widget.js\" data-label=\"{}\"{}></script></body></html>",
          i18n::code(language), say("chat.demo_title"), settings.asset_url("portal.css"), say("chat.demo_title"), say("chat.demo_intro"),
          say("chat.demo_snippet_title"), say("chat.demo_snippet"), snippet, say("chat.demo_open"), label, chosen_look(request));
  auto response = http::Response::html(200, out.take().html);
  response.header("content-security-policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'");
  return response;
}

}  // namespace

void add_http_routes(Chat::State& state, http::Router& router) {
  router.add("GET", "/widget/config", [&state](http::Request& request) { return config(state, request); });
  router.add("GET", "/widget/conversations/{conv}/events", [&state](http::Request& request) { return missed_events(state, request); });
  router.add("GET", "/widget/requests", [&state](http::Request& request) { return requests(state, request); });
  router.add("POST", "/widget/requests/{id}/conversation", [&state](http::Request& request) { return open_one(state, request); }, {.body_limit = 1024});
  router.add("POST", "/widget/uploads", [&state](http::Request& request) { return upload(state, request); },
             {.body_limit = kLargestFile});
  router.add_socket("/widget/socket", [&state](http::Request& request) -> std::variant<std::unique_ptr<http::SocketHandler>, http::Response> {
    const auto origin = request.header("origin");
    if (!origin.empty() && origin != request.base_url)
      return problem(403, "Forbidden", "The chat is opened from the frame of the desk only.");
    return make_socket(state, request.remote_address, request.base_url);
  });
  router.add("GET", "/widget/try", [&state](http::Request& request) {
    auto page = demo_site(state.settings, request);
    page.header("x-robots-tag", "noindex");
    return page;
  });
  if (state.options.demo_site)
    router.add("GET", "/demo-site", [&state](http::Request& request) { return demo_site(state.settings, request); });
}

Chat::Chat(db::Store& store, files::Directory& files, const Clock& clock, const site::Settings& settings, Options options)
    : state_(std::make_shared<State>(store, files, clock, settings, std::move(options))) {
  state_->secret = session_secret(store);
}
Chat::~Chat() { stop(); }

void Chat::add_routes(http::Router& router) {
  people::add_merge_part(people::column_part("chat_visitors", "user_id"));
  add_http_routes(*state_, router);
  add_transcripts(state_->settings);
}

void Chat::add_consumers(events::Dispatcher& dispatcher) {
  dispatcher.add_durable("chat", {"ticket.created", "ticket.updated", "promise.made", "promise.renegotiated", "promise.moved", "promise.cancelled", "promise.kept", "promise.reopened", "promise.missed"},
                         events::InBatches{[state = state_](db::Tx& tx, std::span<const events::Event* const> batch) { record(tx, batch, state->wake_after(tx)); }});
}

void Chat::add_jobs(jobs::Worker& worker) {
  worker.handle(kLateWord, [state = state_](db::Store& store, const jobs::Job& job) {
    return store.write([&](db::Tx& tx) -> Result<void> {
      record_late_word(tx, text::to_integer(job.payload).value_or(0), state->wake_after(tx));
      jobs::finish(tx, job);
      return {};
    });
  });
}

void Chat::start() { state_->hub.start(); }
void Chat::stop() { state_->hub.stop(); }
void Chat::look_again(std::int64_t visitor) { state_->hub.wake(VisitorId(visitor < 0 ? -visitor : visitor), visitor < 0); }
std::size_t Chat::sockets() const { return state_->hub.size(); }

void Chat::agent_typing(TicketId ticket, const std::string& name, bool on) {
  state_->store.read([&](db::Tx& tx) {
    for (const Conversation& conversation : conversations_of_ticket(tx, ticket)) {
      std::string out;
      JsonWriter(out).begin_object().field("type", "typing").field("conv", conversation.conv).field("on", on).field("name", name).end_object();
      state_->hub.tell(conversation.visitor_id, out);
    }
  });
}

}  // namespace sahay::chat
