#include "app/wiring.h"

#include "app/desk_facts.h"
#include "app/seen_now.h"
#include "app/surfaces.h"
#include "desk/channels/deliver.h"
#include "desk/channels/delivery.h"
#include "desk/channels/notice.h"
#include "desk/channels/undo_api.h"
#include "desk/chat/transcript.h"
#include "desk/chat/identity.h"
#include "desk/email/email_api.h"
#include "desk/email/held.h"
#include "desk/email/hook.h"
#include "desk/email/mail_accounts_api.h"
#include "desk/email/signatures.h"
#include "desk/guided/guided.h"
#include "desk/helpcenter/follow.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/helpcenter/pages.h"
#include "desk/helpcenter/shelf.h"
#include "desk/intake/planned_event.h"
#include "desk/notifications/notifications.h"
#include "desk/oauth/oauth_api.h"
#include "desk/people/people_api.h"
#include "desk/people/setting.h"
#include "desk/portal/copies.h"
#include "desk/portal/portal.h"
#include "desk/reports/reports.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/signin/oidc_api.h"
#include "desk/signin/passkeys.h"
#include "desk/signin/signin_api.h"
#include "desk/search/conditions.h"
#include "desk/search/search_api.h"
#include "desk/search/search_index.h"
#include "desk/search/tidy.h"
#include "desk/tickets/change_made.h"
#include "desk/tickets/custom_status.h"
#include "desk/tickets/merge_people.h"
#include "desk/tickets/photos.h"
#include "desk/tickets/ticket_form.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/unsent.h"
#include "platform/api/docs_page.h"
#include "platform/api/rate_limit.h"
#include "platform/api/rule_switch.h"
#include "platform/events/batches.h"

namespace sahay::app {
namespace {

// Siblings that must not know each other meet here.
void send_portal_mail(db::Tx& tx, const portal::Mail& mail) {
  channels::Notice notice;
  notice.to = mail.to;
  notice.language = i18n::code(mail.language);
  notice.subject = mail.subject;
  notice.text = mail.text;
  channels::queue_notice(tx, notice);
}

std::string title_of_article(db::Tx& tx, std::int64_t article, i18n::Language language) {
  const auto found = helpcenter::published_article(tx, helpcenter::ArticleId(article), language);
  return found ? found->translation.title : "";
}

std::vector<portal::Answer> answers_to(db::Tx& tx, const site::Visitor& visitor, std::string_view question) {
  std::vector<portal::Answer> out;
  if (!api::rule_in_force("B4")) return out;
  for (const helpcenter::Found& one : helpcenter::search(tx, question, visitor.language, 3, helpcenter::reader_of(tx, visitor)))
    out.push_back({one.translation.title, helpcenter::article_path(one.article, one.translation), one.snippet_html});
  return out;
}

http::GuardOptions provider_guard(const Config& config) {
  http::GuardOptions out;
  out.allowed_networks = config.outbound.allow;
  out.connect_timeout = std::chrono::milliseconds(4'000);
  out.total_timeout = std::chrono::milliseconds(10'000);
  return out;
}

http::GuardOptions picture_guard(const Config& config) {
  http::GuardOptions out;
  out.allowed_networks = config.outbound.allow;
  return out;
}

constexpr char kHousekeeping[] = "app.housekeeping";
constexpr char kFieldsTopic[] = "ticket_fields";

// One timer: setting it again replaces it, so a restart does not add another.
void set_housekeeping(db::Tx& tx) { jobs::set(tx, kHousekeeping, "hourly", tx.now() + std::chrono::hours(1), "{}"); }

}  // namespace

Wiring::Wiring(const Parts& parts, site::Settings site, email::EmailSettings email)
    : parts_(parts),
      site_(std::move(site)),
      search_memory_(search::keep_in_memory(parts.store)),
      pictures_(email.secret, picture_guard(parts.config)),
      mailroom_(std::move(email), parts.store, parts.files),
      chat_(parts.store, parts.files, parts.clock, site_, {.box = &mailroom_.desk().accounts->box()}),
      stream_(parts.store, parts.clock, people::authenticator()),
      news_(std::make_shared<portal::News>(mailroom_.desk().settings.secret, parts.clock)),
      duties_(parts, clocks_),
      intake_(parts, undo_window()),
      routing_([this](db::Tx& tx, std::int64_t schedule, GroupId group) {
        tickets::Ticket ticket;
        ticket.group_id = group;
        const auto state = clocks_.hours(tx, schedule, ticket);
        return routing::OpenState{state.open, state.changes_at};
      }),
      rules_(parts),
      outward_(parts),
      plain_language_(parts),
      speakers_(parts, clocks_),
      contact_(parts, site_, [this] { return speakers_.answers_in_chat(); }, mailroom_.desk().settings.max_message),
      casework_(parts),
      manners_(parts, mailroom_.desk().settings.secret),
      notifying_(parts, mailroom_.desk().accounts->box(), mailroom_.desk().settings.secret, site_.desk_name) {
  add_channels();
  add_clocks();
  add_routing();
  add_routes();
  add_pages();
  add_consumers();
  add_jobs();
}

void Wiring::add_channels() {
  mailroom_.register_with(parts_.worker, channels_);
  channels::register_delivery(parts_.dispatcher, parts_.worker, channels_, undo_window());
  tickets::delivery_states = channels::delivery_states;
  tickets::suggestions = email::suggestions_json;
  parts_.store.read([&](db::Tx& tx) { own_fields_.load(tx, false); });
  tickets::own_field_ids = [this] { return own_fields_.ids(); };
  tickets::own_fields_changed = [this](db::Tx& tx) {
    own_fields_.load(tx, true);
    db::tell_nodes(tx, kFieldsTopic);
  };
  tickets::find_words = [](api::Context& c, db::Tx& tx, std::string_view text, api::Where& where) {
    return search::add_ticket_conditions(tx, c.caller, search::parse_query(text), where);
  };
}

// Clocks are seen in tickets, by conditions and in the console; all of them ask through lists of the floor below.
void Wiring::add_clocks() {
  tickets::clocks = [this](api::Context& c, db::Tx& tx, const tickets::Ticket& ticket) { return clocks_.clocks_json(c, tx, ticket); };
  tickets::leaves_at = [undo = undo_window()](const tickets::Ticket& ticket, const tickets::Comment& comment) { return comment.created_at + channels::undo_window(ticket, comment, undo); };
  tickets::business_time = [this](db::Tx& tx, const tickets::Ticket& ticket, Time from, Time to) { return clocks_.business_time(tx, ticket, from, to); };
  tickets::ticket_embeds["slas"] = [this](api::Context& c, db::Tx& tx, const std::vector<tickets::Ticket>& rows) { return clocks_.embed_slas(c, tx, rows); };
  tickets::ticket_embeds["metric_sets"] = [this](api::Context& c, db::Tx& tx, const std::vector<tickets::Ticket>& rows) { return clocks_.embed_metrics(c, tx, rows); };
  sla::add_policy_routes(parts_.api);
  sla::add_schedule_routes(parts_.api);
  sla::add_clock_routes(parts_.api, clocks_);
  parts_.dispatcher.add_durable("clocks", sla::heard_events(), events::InBatches{[this](db::Tx& tx, std::span<const events::Event* const> batch) { clocks_.hear(tx, batch); }});
  // A short lease: with PostgreSQL the alarms of a killed process are taken up when theirs has ended.
  parts_.worker.handle_many(sla::kClock, [this](db::Store& store, const std::vector<jobs::Job>& jobs) { return clocks_.ring(store, jobs); }, {.lease = std::chrono::seconds(20)}, 16);
  parts_.worker.handle(sla::kReassess, [this](db::Store& store, const jobs::Job& job) { return clocks_.reassess(store, job); });
}

void Wiring::add_routing() {
  routing::add_rule_parts(routing_);
  tickets::console_parts["attention"] = [](api::Context&, db::Tx& tx, const tickets::Ticket& ticket) { return RawJson{write_json(routing::flags_of(tx, ticket.id))}; };
  tickets::change_made = [this](db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) {
    routing_.watch_change(tx, event);
    speakers_.watch_change(tx, event, ticket);
  };
  stream_.tell_of_consoles([this](std::int64_t agent) { routing_.console_heard(parts_.store, UserId(agent)); });
  routing::add_routes(parts_.api, routing_);
  routing::add_agent_routes(parts_.api, routing_);
  routing::add_skill_routes(parts_.api);
  promises::said_away = routing::said_away;
  parts_.worker.handle(routing::kSweep, [this](db::Store& store, const jobs::Job& job) { return routing_.sweep(store, job); }, {.concurrency = 1, .lease = std::chrono::minutes(1)});
  parts_.worker.handle(routing::kWatch, [this](db::Store& store, const jobs::Job& job) { return routing_.watch(store, job); }, {.concurrency = 1, .lease = std::chrono::minutes(15)});
}

void Wiring::add_routes() {
  api::Api& api = parts_.api;
  api::rate_limit.set(parts_.config.server.api_calls_a_minute);
  api.caller_by_id = [](db::Tx& tx, std::int64_t id) { return people::caller_of(tx, UserId(id)); };
  people::add_audit_routes(api);
  people::add_session_routes(api, sign_in_limit_);
  people::add_user_routes(api);
  people::add_organization_routes(api);
  people::add_group_routes(api);
  people::add_role_routes(api);
  people::add_person_field_routes(api);
  people::add_merge_routes(api);
  people::add_deleted_user_routes(api);
  people::ask_to_verify = [desk_name = site_.desk_name](db::Tx& tx, const std::string& site_url, const people::User& user, const people::Identity& identity) {
    const portal::LinkWish wish{.email = identity.value, .source = {}, .return_to = "/requests", .base_url = site_url, .language = user.language(), .desk_name = desk_name.text()};
    const auto asked = portal::request_link(tx, wish, send_portal_mail);
    (void)asked;  // three links in a quarter of an hour are enough; the next one is not sent
  };
  signin::add_second_step_routes(api, {mailroom_.desk().accounts->box(), site_.desk_name});
  signin::add_passkey_routes(api, site_.desk_name);
  const signin::OidcParts providers{parts_.store, parts_.clock, mailroom_.desk().accounts->box(), site_, std::make_shared<signin::ProviderSite>(provider_guard(parts_.config))};
  signin::add_oidc_routes(api, providers);
  signin::add_oidc_pages(parts_.router, providers);
  chat_.add_key_routes(api);
  tickets::add_merge_parts();
  helpcenter::add_follow_merge();
  tickets::add_activity_routes(api);
  oauth::add_oauth_routes(api);
  tickets::add_ticket_routes(api);
  tickets::add_comment_routes(api);
  tickets::add_bulk_ticket_routes(api);
  tickets::add_field_routes(api);
  tickets::add_upload_routes(api, parts_.router, parts_.store, parts_.files);
  tickets::add_photo_routes(api, parts_.files);
  tickets::add_picture_routes(api, parts_.router, pictures_, parts_.clock);
  tickets::add_export_routes(api);
  tickets::add_console_routes(api, {desk_facts().name, parts_.config.mail.undo_send_seconds});
  channels::add_undo_route(api, undo_window());
  tickets::add_status_routes(api);
  tickets::add_form_routes(api);
  tickets::add_import_routes(api);
  tickets::add_redaction_routes(api);
  tickets::add_audit_routes(api);
  tickets::add_request_routes(api);
  tickets::add_split_routes(api);
  tickets::add_link_routes(api);
  search::add_search_routes(api);
  email::add_email_routes(api, mailroom_.desk());
  duties_.add_routes();
  intake_.add_routes();
  email::add_trust_condition();
  email::add_mail_account_routes(api, parts_.router, mailroom_.desk(), parts_.store);
  email::add_signature_routes(api);
  email::add_hook_routes(parts_.router, mailroom_.desk(), parts_.store);
  rules_.add_routes();
  outward_.add_routes();
  plain_language_.add_routes();
  speakers_.add_routes();
  contact_.add_routes();
  add_seen_now_routes(api, site_);
  casework_.add_routes();
  manners_.add_routes(site_);
  notifying_.add_routes(site_);
  reports::agents_online = [](db::Tx& tx) {
    return std::int64_t(std::ranges::count_if(people::staff(tx), [&](const people::User& user) { return routing::presence_of(tx, user.id).there(); }));
  };
  reports::add_report_routes(api);
  reports::add_wallboard_routes(api);
  api::add_bulk_routes(api);
  api::add_openapi_route(api, SAHAY_VERSION);
  api::add_docs_page(api, parts_.router);
}

void Wiring::add_pages() {
  portal::is_ours = [this](std::string_view address) { return mailroom_.desk().accounts->is_ours(address); };
  chat::is_own_address = portal::is_ours;
  chat::can_mail = [this](db::Tx& tx) {
    const auto all = email::inboxes(tx);
    return !all.empty() && mailroom_.desk().can_send(all.front().id);
  };
  chat_.add_routes(parts_.router);
  helpcenter::add_pages(parts_.router, parts_.store, site_);
  oauth::add_pages(parts_.router, parts_.store, site_);
  portal::add_pages(parts_.router, {parts_.store, parts_.files, site_, send_portal_mail, title_of_article,
                                    [this](std::string_view html, Time now) { return pictures_.with_pictures(html, now); }, answers_to, sign_in_limit_, news_});
  add_surfaces(parts_.router, site_, [this] { return parts_.store.read([](db::Tx& tx) { return people::setting_flag(tx, "sahay", "widget_keeps_nothing"); }); });
}

void Wiring::add_consumers() {
  // The tickets of a quarter of a second share their words: on a busy desk the index costs half.
  parts_.dispatcher.add_durable("search.words", search::kIndexedEvents, events::InBatches{search::index_events},
                                {std::chrono::milliseconds(250), 512});
  // Listeners to the same events share a cursor, which is a row to save with every batch: a desk that does not count
  // its wording pays nothing for it.
  parts_.dispatcher.add_durable("satisfaction", {"ticket.created", "ticket.updated", "mood.changed"}, [this](db::Tx& tx, const events::Event& event) {
    satisfaction::offer_when_solved(tx, event);
    if (event.kind == "mood.changed") return;
    plain_language_.hear(tx, event);
    casework_.hear(tx, event);
  });
  // Their own: a fault in what tells agents parks nothing else.
  parts_.dispatcher.add_durable("notifications", notifications::kHeard, [this](db::Tx& tx, const events::Event& event) { notifying_.hear(tx, event); });
  duties_.add_consumers();
  rules_.add_consumers();
  // After the rules, which may choose the group and the skills first.
  parts_.dispatcher.add_durable("routing", {routing::kWanted}, [this](db::Tx& tx, const events::Event& event) { routing_.hear(tx, event); });
  parts_.dispatcher.add_durable("followers", {"article.published", "article.updated", "user.erased"}, [](db::Tx& tx, const events::Event& event) {
    helpcenter::tell_followers(tx, event, tickets::site_address ? tickets::site_address() : "");
  });
  parts_.dispatcher.add_durable("signin", {"user.erased"}, signin::forget_erased);
  manners_.add_consumers();
  outward_.add_consumers();
  casework_.add_consumers();
  chat_.add_consumers(parts_.dispatcher);
  stream_.add(parts_.dispatcher, parts_.router);
  parts_.dispatcher.add_live([news = news_](const events::Event& event) { news->hear(event); });
}

void Wiring::add_jobs() {
  parts_.worker.handle(search::kTidyJob, [](db::Store& store, const jobs::Job&) { return search::tidy(store); }, {.concurrency = 1, .lease = std::chrono::minutes(30)});
  rules_.add_jobs();
  outward_.add_jobs();
  speakers_.add_jobs();
  notifying_.add_jobs();
  contact_.add_jobs();
  chat_.add_jobs(parts_.worker);
  parts_.worker.handle("api.bulk", [&api = parts_.api](db::Store& store, const jobs::Job& job) -> Result<void> {
    const Json id = TRY(parse_json(job.payload));
    return api.run_bulk(store, id.is_string() ? std::string_view(id.get_string()) : std::string_view());
    // Each item is one transaction that looks where the job stands: taken up early after a crash, none is done twice.
  }, {.lease = std::chrono::minutes(1)});
  parts_.worker.handle(kHousekeeping, [](db::Store& store, const jobs::Job& job) {
    return store.write([&](db::Tx& tx) -> Result<void> {
      api::forget_replies(tx);
      people::forget_ended_sessions(tx);
      oauth::forget_codes(tx);
      Outward::forget_old(tx);
      guided::forget_old(tx);
      chat::forget_old_transcripts(tx);
      signin::forget_challenges(tx);
      signin::forget_flows(tx);
      chat::forget_ended_identities(tx);
      notifications::forget_old(tx);
      jobs::finish(tx, job);
      set_housekeeping(tx);
      return {};
    });
  });
}

Duration Wiring::undo_window() const { return std::chrono::seconds(parts_.config.mail.undo_send_seconds); }

// Other processes on the same PostgreSQL database: what they commit reaches the sockets of this one.
void Wiring::hear_other_nodes() {
  if (parts_.store.engine() != db::Engine::postgres) return;
  elsewhere_ = std::make_unique<events::Elsewhere>(parts_.store);
  nodes_ = std::make_unique<db::NodeListener>(parts_.store, parts_.config.database.url, [this](std::string_view topic, std::int64_t id) {
    if (topic == kFieldsTopic) parts_.store.read([&](db::Tx& tx) { own_fields_.load(tx, false); });
    else if (topic == wording::kTopic) plain_language_.heard();
    else if (topic == reach::kNodeTopic) contact_.heard();
    else if (topic == bot::kNodeTopic) speakers_.heard();
    else if (topic == intake::kNoticeTopic) intake_.read_events_anew();
    else if (topic == routing::kNodeTopic) parts_.store.read([&](db::Tx& tx) { routing_.reload(tx); });
    else if (topic == kDeskTopic) parts_.store.read([&](db::Tx& tx) { refresh_desk_facts(tx, false); });
    else if (topic == chat::kNodeTopic) chat_.look_again(id);
    else elsewhere_->look();
  });
  nodes_->start();
}

Result<void> Wiring::start() {
  TRY(parts_.store.write([this](db::Tx& tx) -> Result<void> {
    set_housekeeping(tx);
    const DeskConfig& desk = parts_.config.desk;
    sla::seed_schedule(tx, i18n::text(i18n::Language::en, "clock.schedule.default"), desk.time_zone, desk.hours);
    tickets::create_default_statuses(tx);
    tickets::create_default_form(tx);
    return {};
  }));
  TRY(mailroom_.store_addresses());
  TRY(duties_.start());
  TRY(intake_.start());
  TRY(rules_.start());
  TRY(routing_.start(parts_.store));
  TRY(outward_.start());
  TRY(contact_.start());
  parts_.store.read([this](db::Tx& tx) {
    news_->remember(tx);
    return true;
  });
  stream_.start();
  chat_.start();
  hear_other_nodes();
  return mailroom_.start();
}

void Wiring::stop() {
  if (nodes_) nodes_->stop();
  mailroom_.stop();
  chat_.stop();
  stream_.stop();
}

site::Settings site_settings(const Config& config) {
  site::Settings out;
  begin_desk_facts(config.desk);
  out.desk_name = desk_facts().name;
  out.time_zone = desk_facts().time_zone;
  out.hours = desk_facts().hours;
  out.closed = desk_facts().closed;
  out.accent = config.desk.accent;
  out.frame_origins = config.desk.frame_origins;
  out.asset_url = portal_asset;
  return out;
}

}  // namespace sahay::app
