// One socket of a visitor: hello, then messages, seen, typing, a person asked for. Frames as docs/api.md tells them.
#include "base/log.h"
#include "base/text.h"
#include "desk/chat/identity.h"
#include "desk/chat/state.h"
#include "desk/chat/transcript.h"
#include "desk/site/contact_card.h"

namespace sahay::chat {
namespace {

constexpr int kProtocolError = 4400, kIdentityEnded = 4401, kWrongVersion = 4406;
constexpr std::size_t kLongestFrame = 64 * 1024;
constexpr int kAddressPause = 30;  // seconds until an address that did too much may try again

class Socket final : public http::SocketHandler {
 public:
  Socket(Chat::State& state, std::string address, std::string base_url)
      : state_(state), address_(std::move(address)), messages_(20, std::chrono::seconds(1)), base_url_(std::move(base_url)) {}

  void on_open(std::shared_ptr<http::WebSocket> socket) override {
    line_ = std::make_shared<Line>();
    line_->socket = std::move(socket);
  }

  void on_close() override {
    if (visitor_) state_.hub.remove(visitor_, line_);
  }

  void on_text(std::string text) override {
    if (text.size() > kLongestFrame) return line_->socket->close(kProtocolError, "frame too long");
    if (identified_until_ && state_.clock.now() >= identified_until_) return line_->socket->close(kIdentityEnded, "identity ended");
    const auto parsed = parse_json(text);
    if (!parsed.ok() || !parsed->is_object()) return line_->socket->close(kProtocolError, "not a JSON object");
    const JsonObject& frame = parsed->get_object();
    const std::string type = string_at(frame, "type").value_or("");
    try {
      if (type == "ping") line_->socket->send(std::string("{\"type\":\"pong\"}"));
      else if (type == "pong") return;
      else if (type == "hello") hello(frame);
      else if (session_.empty()) line_->socket->close(kProtocolError, "hello comes first");
      else if (type == "send") send(frame);
      else if (type == "human") ask_for_person(frame);
      else if (type == "solved") solved(frame);
      else if (type == "letter") letter(frame);
      else if (type == "seen") seen(frame);
      else if (type == "typing") typing(frame);
      else if (type == "forget") forget();
    } catch (const db::Failure& failure) {
      // Nothing was acknowledged, so the visitor's outbox sends again after the reconnect.
      log::error("chat", "frame failed", {{"type", type}, {"error", failure.what()}});
      line_->socket->close(1013, "try again later");
    }
  }

 private:
  void hello(const JsonObject& frame) {
    if (!session_.empty()) return line_->socket->close(kProtocolError, "hello twice");
    if (integer_at(frame, "v").value_or(0) != 1) return line_->socket->close(kWrongVersion, "version");
    const std::string given = string_at(frame, "session").value_or("");
    const bool ours = is_session(given, state_.secret);
    side_.locale = string_at(frame, "locale").value_or("en");
    line_->language = i18n::language_of(side_.locale);
    side_.time_zone = string_at(frame, "tz").value_or("UTC");
    if (const auto* page = object_at(frame, "page")) {
      side_.page_url = string_at(*page, "url").value_or("");
      side_.page_title = string_at(*page, "title").value_or("");
      side_.referrer = string_at(*page, "ref").value_or("");
    }
    session_ = ours ? given : new_session(state_.secret);
    identify(string_at(frame, "jwt").value_or(""));
    const auto* since = object_at(frame, "since");
    state_.store.read([&](db::Tx& tx) {
      const auto visitor = find_visitor(tx, session_);
      // Ended, or taken away: from here on nobody in particular writes.
      if (!visitor && is_identified_session(session_)) session_ = new_session(state_.secret);
      if (visitor && visitor->identified) identified_until_ = identified_until(tx, session_);
      const auto known = visitor ? conversations(tx, visitor->id) : std::vector<Conversation>{};
      for (const Conversation& one : known) {
        const auto seq = since ? integer_at(*since, one.conv) : std::nullopt;
        line_->sent[one.id.value] = seq && *seq >= 0 && *seq <= one.last_seq ? *seq : one.last_seq;
      }
      line_->socket->send(welcome(tx, visitor, known, given == session_));
    });
    // Registered before what was missed is read, so that nothing falls between.
    state_.store.read([&](db::Tx& tx) {
      if (const auto visitor = find_visitor(tx, session_)) join(visitor->id);
    });
    if (visitor_) state_.store.read([&](db::Tx& tx) { state_.hub.catch_up(tx, visitor_, *line_, false); });
  }

  // Who they are, when the hosting site says so; a word that does not hold leaves them whoever they were without it.
  void identify(const std::string& token) {
    if (token.empty() || !state_.options.box) return;
    // Who they were before must be proven again.
    const auto named = state_.store.write([&](db::Tx& tx) {
      return chat::identify(tx, *state_.options.box, {token, session_, base_url_, state_.secret, side_}, state_.wake_after(tx));
    });
    if (named.ok()) {
      session_ = named->session;
      return;
    }
    if (is_identified_session(session_)) session_ = new_session(state_.secret);
    refusal_ = named.error();
  }

  void forget() {
    (void)state_.store.write([&](db::Tx& tx) -> Result<void> {
      chat::forget(tx, session_);
      return {};
    });
    line_->socket->send(std::string("{\"type\":\"forgotten\"}"));
    line_->socket->close(1000, "forgotten");
  }

  void write_identity(JsonWriter& w, const std::optional<Visitor>& visitor) const {
    w.key("identity");
    if (refusal_) {
      w.begin_object().field("state", "refused").field("code", word_of_refusal(*refusal_));
      w.field("description", i18n::text(line_->language, refusal_->key, refusal_->args)).end_object();
    } else if (visitor && visitor->identified) {
      w.begin_object().field("state", "verified").field("until", identified_until_).end_object();
    } else {
      w.null();
    }
  }

  void join(VisitorId visitor) {
    if (visitor_ == visitor) return;
    visitor_ = visitor;
    state_.hub.add(visitor, line_);
  }

  std::string welcome(db::Tx& tx, const std::optional<Visitor>& visitor, const std::vector<Conversation>& known, bool resumed) {
    const auto open = site::availability(site::schedule_of(state_.settings), tx.now());
    std::string out;
    JsonWriter w(out);
    w.begin_object().field("type", "welcome").field("session", session_).key("visitor").begin_object().key("name");
    if (visitor && visitor->user_id) w.value(visitor->name); else w.null();
    w.key("email");
    if (visitor && !visitor->email.empty()) w.value(visitor->email); else w.null();
    w.end_object();
    write_identity(w, visitor);
    w.field("server_time", tx.now()).field("resumed", resumed && visitor.has_value());
    w.key("desk").begin_object().field("name", state_.settings.desk_name.text()).end_object().key("agents").begin_array();
    int listed = 0;
    for (const people::User& agent : people::staff(tx)) {
      if (agent.role != "agent" || listed++ == 4) continue;
      w.begin_object().field("name", agent.alias.empty() ? agent.name : agent.alias).key("photo");
      if (agent.photo_url.empty()) w.null(); else w.value(agent.photo_url);
      w.field("online", open.open && (!state_.options.is_online || state_.options.is_online(agent.id))).end_object();
    }
    w.end_array().key("hours").begin_object().field("open", open.open).field("opens_at", open.opens_at);
    w.field("closes_at", open.closes_at).key("eta_s");
    if (state_.settings.chat_reply_seconds) w.value(state_.settings.chat_reply_seconds); else w.null();
    w.end_object().key("conversations").begin_array();
    for (const Conversation& one : known) {
      const Head head = head_of(tx, one, visitor ? visitor->user_id : UserId{}, line_->language);
      line_->heads[one.id.value] = head_frame(one, head);
      write_head(w, one, head);
    }
    w.end_array().end_object();
    return out;
  }

  void send(const JsonObject& frame) {
    Message message;
    message.cid = string_at(frame, "cid").value_or("");
    message.conv = string_at(frame, "conv").value_or("");
    message.text = string_at(frame, "text").value_or("");
    message.name = string_at(frame, "name").value_or("");
    message.email = string_at(frame, "email").value_or("");
    message.wants_human = wants_human_;
    if (const auto* files = array_at(frame, "files"))
      for (const Json& token : *files)
        if (token.is_string()) message.uploads.emplace_back(token.get_string());
    if (const Duration wait = messages_.take(state_.clock.now()); wait > Duration::zero())
      return refuse(message.cid, Error{ErrorCode::too_many, "chat.too_fast"}, int(wait / std::chrono::seconds(1)) + 1);
    const Time now = state_.clock.now();
    if (!state_.addresses.allows_message(address_, now) || (message.conv.empty() && !state_.addresses.allows_start(address_, now)))
      return refuse(message.cid, Error{ErrorCode::too_many, "chat.too_fast"}, kAddressPause);
    const auto done = state_.store.write([&](db::Tx& tx) { return chat::send(tx, session_, side_, message, state_.wake_after(tx)); });
    if (!done.ok()) return refuse(message.cid, done.error(), 0);
    std::string out;
    JsonWriter(out).begin_object().field("type", "ack").field("cid", done->cid).field("conv", done->conv).field("id", done->id)
        .field("seq", done->seq).field("at", done->at).end_object();
    line_->socket->send(std::move(out));
    if (!visitor_) {  // the first message made the visitor's row; what the wake missed is read now
      join(done->visitor);
      state_.store.read([&](db::Tx& tx) { state_.hub.catch_up(tx, visitor_, *line_, false); });
    }
  }

  void refuse(const std::string& cid, const Error& error, int retry_after) {
    const auto language = i18n::language_of(side_.locale);
    const bool about_field = !error.fields.empty();
    std::string out;
    JsonWriter w(out);
    w.begin_object().field("type", "nack").field("cid", cid).field("code", about_field ? error.fields[0].code : code_of(error.code));
    if (about_field) w.field("field", error.fields[0].field);
    w.field("description", about_field ? i18n::text(language, error.fields[0].key, error.fields[0].args)
                                       : i18n::text(language, error.key, error.args));
    if (retry_after) w.field("retry_after", retry_after);
    w.end_object();
    line_->socket->send(std::move(out));
  }

  static std::string code_of(ErrorCode code) {
    switch (code) {
      case ErrorCode::too_many: return "TooManyRequests";
      case ErrorCode::conflict: return "UpdateConflict";
      case ErrorCode::forbidden: return "Forbidden";
      case ErrorCode::not_found: return "RecordNotFound";
      default: return "RecordInvalid";
    }
  }

  void ask_for_person(const JsonObject& frame) {
    const auto conv = string_at(frame, "conv");
    if (!conv || conv->empty() || !visitor_) {
      wants_human_ = true;  // nothing is written yet: the first message carries it
      return;
    }
    (void)state_.store.write([&](db::Tx& tx) { return chat::ask_for_person(tx, visitor_, *conv, state_.wake_after(tx)); });
  }

  // Whatever comes of it, the visitor is told how the conversation stands.
  void solved(const JsonObject& frame) {
    const auto conv = string_at(frame, "conv");
    if (!visitor_ || !conv || messages_.take(state_.clock.now()) > Duration::zero()) return;
    satisfaction::NewRating given{.comment = string_at(frame, "comment").value_or(""), .stars = integer_at(frame, "stars").value_or(0)};
    given.solved = string_at(frame, "solved").value_or("");
    if (given.comment.size() > kLongestText) given.comment = text::first(given.comment, kLongestText / 4);
    (void)state_.store.write([&](db::Tx& tx) { return answer_solved(tx, visitor_, *conv, std::move(given)); });
    state_.store.read([&](db::Tx& tx) { state_.hub.tell_heads(tx, visitor_, *line_); });
  }

  // The talk by mail: acknowledged when the letter is in the queue.
  void letter(const JsonObject& frame) {
    TranscriptWish wish{.cid = string_at(frame, "cid").value_or(""), .conv = string_at(frame, "conv").value_or(""), .email = string_at(frame, "email").value_or("")};
    if (!visitor_) return refuse(wish.cid, invalid("conv", "InvalidValue", "chat.no_conversation"), 0);
    if (const Duration wait = messages_.take(state_.clock.now()); wait > Duration::zero())
      return refuse(wish.cid, Error{ErrorCode::too_many, "chat.too_fast"}, int(wait / std::chrono::seconds(1)) + 1);
    // Kept as a mark that nobody can turn back into an address.
    if (const std::string source = source_of(address_); !source.empty()) wish.source = text::to_base64url(text::hmac_sha256(state_.secret, "source:" + source)).substr(0, 22);
    const auto done = state_.store.write([&](db::Tx& tx) { return ask_transcript(tx, visitor_, side_, wish); });
    if (!done.ok()) return refuse(wish.cid, done.error(), 0);
    std::string out;
    JsonWriter(out).begin_object().field("type", "ack").field("cid", wish.cid).field("conv", done->conv).field("id", 0).field("seq", 0)
        .field("at", done->at).field("to", done->to).end_object();
    line_->socket->send(std::move(out));
  }

  void seen(const JsonObject& frame) {
    const auto conv = string_at(frame, "conv");
    const auto seq = integer_at(frame, "seq");
    if (!visitor_ || !conv || !seq) return;
    (void)state_.store.write([&](db::Tx& tx) { return mark_seen(tx, visitor_, *conv, *seq); });
  }

  void typing(const JsonObject& frame) {
    const auto conv = string_at(frame, "conv");
    if (!visitor_ || !conv || !state_.options.visitor_typing) return;
    const Time now = state_.clock.now();
    const bool on = bool_at(frame, "on").value_or(true);
    if (on && now - typed_at_ < std::chrono::seconds(2)) return;
    typed_at_ = now;
    state_.store.read([&](db::Tx& tx) {
      const auto conversation = find_conversation(tx, visitor_, *conv);
      const auto visitor = find_visitor(tx, session_);
      if (conversation && visitor) state_.options.visitor_typing(conversation->ticket_id, visitor->name, on);
    });
  }

  Chat::State& state_;
  const std::string address_;
  std::shared_ptr<Line> line_;
  std::string session_;
  VisitorId visitor_;  // none until there is a row
  Side side_;
  Bucket messages_;
  Time typed_at_;
  bool wants_human_ = false;
  const std::string base_url_;
  Time identified_until_;  // unset: nobody said who it is
  std::optional<Error> refusal_;
};

}  // namespace

std::unique_ptr<http::SocketHandler> make_socket(Chat::State& state, std::string remote_address, std::string base_url) {
  return std::make_unique<Socket>(state, std::move(remote_address), std::move(base_url));
}

}  // namespace sahay::chat
