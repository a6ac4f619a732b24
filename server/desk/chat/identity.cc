#include "desk/chat/identity.h"

#include "base/text.h"
#include "desk/chat/chat_sql.h"
#include "desk/chat/identity_sql.h"
#include "desk/people/merge.h"
#include "platform/http/client.h"

namespace sahay::chat {
namespace q = sql::identity;
namespace {

std::string hash_of(std::string_view token) { return text::to_hex(text::sha256(token)); }
std::string about(WidgetKeyId id) { return "widget_keys/" + std::to_string(id.value); }

bool may_be_named(const people::User& user) { return !user.staff() && user.active && !user.suspended; }

// Addresses are compared with what the site vouches for only; an account that it knows by another name is another's.
Result<std::optional<people::User>> by_address(db::Tx& tx, const Named& named) {
  if (!named.email_verified) return std::optional<people::User>();
  auto owner = people::find_by_address(tx, named.email);
  if (!owner) return std::optional<people::User>();
  if (!may_be_named(*owner)) return refused_identity("nobody_here");
  const bool others = !named.external_id.empty() && !owner->external_id.empty() && owner->external_id != named.external_id;
  if (others) return std::optional<people::User>();
  return owner;
}

void verify(db::Tx& tx, UserId user, const std::string& email) {
  for (const people::Identity& identity : people::identities_of(tx, user))
    if (identity.type == "email" && identity.value == email && !identity.verified) tx.execute(q::verify_identity, identity.id, tx.now());
}

// An address that nobody has confirmed is not written down: mail from it would be this person's to read.
Result<people::User> make_person(db::Tx& tx, const Named& named, const Side& side) {
  people::NewUser wanted;
  if (named.email_verified && !people::find_by_address(tx, named.email)) wanted.email = named.email;
  wanted.verified = !wanted.email.empty();
  wanted.name = named.name;
  if (wanted.name.empty() && wanted.email.empty()) wanted.name = named.external_id;
  wanted.locale = side.locale;
  wanted.time_zone = side.time_zone;
  return people::create_user(tx, wanted);
}

Result<people::User> find_person(db::Tx& tx, const Named& named, const Side& side) {
  std::optional<people::User> user;
  if (!named.external_id.empty()) user = people::find_by_external_id(tx, named.external_id);
  if (user && !may_be_named(*user)) return refused_identity("nobody_here");
  if (!user) user = TRY(by_address(tx, named));
  if (!user) user = TRY(make_person(tx, named, side));
  if (!named.external_id.empty() && user->external_id.empty()) tx.execute(q::name_user, user->id, named.external_id, tx.now());
  if (named.email_verified) {
    if (user->email.empty() && !people::find_by_address(tx, named.email)) {
      TRY(people::add_identity(tx, user->id, "email", named.email, true));
      user->email = named.email;
    }
    verify(tx, user->id, named.email);
  }
  return *std::move(user);
}

VisitorId visitor_of(db::Tx& tx, const people::User& user, const Side& side) {
  if (const auto known = tx.scalar<VisitorId>(q::visitor_of_person, user.id)) return *known;
  const VisitorId id(tx.new_id("chat_visitors"));
  tx.execute(q::insert_person, id, "person " + std::to_string(id.value), user.id, user.name, user.email, text::first(side.locale, 20),
             text::first(side.time_zone, 60), text::first(side.page_url, 1000), text::first(side.page_title, 200), text::first(side.referrer, 1000), tx.now());
  return id;
}

// Made by the chat for whoever began to write, and nothing else is known of them.
bool is_bare(db::Tx& tx, const people::User& user) {
  return user.email.empty() && user.external_id.empty() && !user.staff() && user.active && people::identities_of(tx, user.id).empty();
}

// The talk of a session becomes the person's. An account with an address is not joined with theirs: a typed address proves
// nothing, and whatever comes from it would be theirs to read.
Result<void> adopt(db::Tx& tx, const Visitor& before, VisitorId now, UserId person) {
  const auto talks = conversations(tx, before.id);
  const auto old = people::find_user(tx, before.user_id);
  if (old && old->id != person) {
    if (is_bare(tx, *old)) {
      TRY(people::merge_users(tx, person, old->id, person));
    } else {
      for (const Conversation& talk : talks) {
        const auto ticket = tickets::find(tx, talk.ticket_id);
        if (!ticket || ticket->requester_id != old->id) continue;
        tickets::Change change;
        change.requester = person;
        change.forced = true;
        (void)tickets::update(tx, {person, "chat"}, ticket->id, std::move(change));  // a closed one stays as it is
      }
    }
  }
  tx.execute(q::move_conversations, before.id, now);
  tx.execute(q::move_sends, before.id, now);
  tx.execute(q::end_visitor, before.id, "gone " + std::to_string(before.id.value));
  return {};
}

struct Proof {
  std::string holder_hash;
};
BOOST_DESCRIBE_STRUCT(Proof, (), (holder_hash))

}  // namespace

std::vector<WidgetKey> widget_keys(db::Tx& tx) { return tx.all<WidgetKey>(q::keys); }
// Whoever takes a key away no longer believes what was signed with it.
void remove_key(db::Tx& tx, WidgetKeyId id) {
  tx.execute(q::remove_key, id);
  tx.execute(q::end_sessions_of_key, id);
}

Result<NewKey> create_key(db::Tx& tx, const files::SealedBox& box, std::int64_t brand, std::string_view prefix) {
  if (brand && !tx.scalar<std::int64_t>(q::find_brand, brand)) return invalid("brand_id", "InvalidValue", "error.field.invalid");
  const bool plain = std::all_of(prefix.begin(), prefix.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
  if (!plain || prefix.size() > 40) return invalid("prefix", "InvalidValue", "error.field.invalid");
  std::size_t siblings = 0;
  for (const WidgetKey& key : widget_keys(tx)) {
    if (key.brand_id == brand) ++siblings;
    // Customer 42 of one site is not customer 42 of another.
    else if (key.prefix == prefix) return invalid("prefix", "DuplicateValue", "chat.key.prefix_taken");
  }
  if (siblings >= kMostKeys) return invalid("brand_id", "TooMany", "chat.key.two_are_there");
  NewKey made{{}, text::random_token(32)};
  made.key.id = WidgetKeyId(tx.new_id("widget_keys"));
  made.key.brand_id = brand;
  made.key.prefix = prefix;
  made.key.secret = box.seal(Secret(made.clear), about(made.key.id));
  made.key.hint = made.clear.substr(made.clear.size() - 4);
  made.key.created_at = tx.now();
  tx.execute(q::insert_key, made.key.id, brand, made.key.prefix, made.key.secret, made.key.hint, made.key.created_at);
  return made;
}

std::vector<SigningKey> keys_at(db::Tx& tx, const files::SealedBox& box, std::string_view base_url) {
  const auto address = http::parse_url(base_url);
  auto brand = address.ok() ? tx.scalar<std::int64_t>(q::brand_of_host, address->host) : std::nullopt;
  if (!brand) brand = tx.scalar<std::int64_t>(q::default_brand);
  std::vector<SigningKey> out;
  for (const WidgetKey& key : widget_keys(tx)) {
    if (key.brand_id && key.brand_id != brand) continue;
    auto opened = box.open(key.secret, about(key.id));
    if (opened.ok()) out.push_back({key.id.value, key.prefix, *std::move(opened)});
  }
  return out;
}

Result<Identified> identify(db::Tx& tx, const files::SealedBox& box, const Introduction& given, const Wake& wake) {
  const Named named = TRY(read_identity(given.token, keys_at(tx, box, given.base_url), tx.now()));
  const std::string given_hash = hash_of(given.session);
  const auto proof = tx.one<Proof>(q::find_proof, named.proof_hash);
  if (proof && (proof->holder_hash.empty() || proof->holder_hash != given_hash)) return refused_identity("replayed");
  const people::User person = TRY(find_person(tx, named, given.side));
  Identified out{{}, visitor_of(tx, person, given.side)};
  tx.execute(q::touch_person, out.visitor, person.name, person.email, tx.now());
  const auto before = find_visitor(tx, given.session);
  if (before && !before->identified) TRY(adopt(tx, *before, out.visitor, person.id));
  const bool same = before && before->id == out.visitor && is_identified_session(given.session);
  out.session = same ? std::string(given.session) : new_identified_session(given.session_secret);
  tx.execute(q::keep_session, hash_of(out.session), out.visitor, named.proof_hash, named.key_id, named.expires_at);
  if (named.once) tx.execute(q::keep_proof, named.proof_hash, hash_of(out.session), named.expires_at);
  tx.execute(q::used_key, named.key_id, tx.now(), tx.now() - std::chrono::hours(1));
  if (before && before->id != out.visitor) wake(before->id, News::standing);
  return out;
}

Time identified_until(db::Tx& tx, std::string_view session) { return tx.scalar<Time>(q::session_end, hash_of(session)).value_or(Time{}); }

void forget(db::Tx& tx, std::string_view session) {
  if (is_identified_session(session)) {
    tx.execute(q::spend_proof, hash_of(session));
    tx.execute(q::end_session, hash_of(session));
  } else if (const auto visitor = find_visitor(tx, session)) {
    tx.execute(q::end_visitor, visitor->id, "gone " + std::to_string(visitor->id.value));
  }
}

void forget_ended_identities(db::Tx& tx) {
  tx.execute(q::forget_sessions, tx.now());
  tx.execute(q::forget_proofs, tx.now());
}

}  // namespace sahay::chat
