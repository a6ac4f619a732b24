#include "app/application.h"

#include "app/first_rows.h"
#include "app/health.h"
#include "app/mail_accounts.h"
#include "app/reader_errors.h"
#include "app/start_memory.h"
#include "app/test_hooks.h"
#include "app/wiring.h"
#include "base/log.h"
#include "desk/people/people.h"
#include "desk/people/people_api.h"
#include "platform/http/server.h"

namespace sahay::app {

// Members stand in the order of their start; they end in the opposite one.
struct Application::State {
  State(const Config& c, const Clock& k, const DataFolder& f, FolderLock l, std::unique_ptr<db::Store> s)
      : config(c),
        clock(k),
        lock(std::move(l)),
        store(std::move(s)),
        folder(f),
        files(f.files()),
        dispatcher(*store),
        worker(*store, clock, 5),  // webhooks wait for strangers and take two of them
        api(router, *store, clock, people::authenticator()) {}

  Parts parts() { return {config, clock, *store, files, dispatcher, worker, router, api}; }
  Result<void> start();
  void stop();

  const Config& config;
  const Clock& clock;
  const FolderLock lock;
  const std::unique_ptr<db::Store> store;
  const DataFolder folder;
  files::Directory files;
  events::Dispatcher dispatcher;
  jobs::Worker worker;
  http::Router router;
  api::Api api;
  Health health;
  std::unique_ptr<Wiring> wiring;
  std::unique_ptr<http::Server> server;
};

namespace {

http::ServerOptions server_options(const Config& config, const ListenAddress& listen) {
  http::ServerOptions options;
  options.address = listen.host;
  options.port = std::uint16_t(listen.port);
  options.trusted_proxies = config.server.trusted_proxies;
  options.public_url = config.server.public_url;
  options.certificate_file = config.server.certificate;
  options.key_file = config.server.key;
  return options;
}

}  // namespace

Result<void> Application::State::start() {
  const ListenAddress listen = TRY(parse_listen(config.server.listen));
  const Parts all = parts();
  add_health_routes(all, health);
#ifdef SAHAY_HOOKS
  if (const auto* moved = dynamic_cast<const MovedClock*>(&clock)) add_test_hooks(all, *moved);
#endif
  Secret key = store->read([](db::Tx& tx) { return installation_key(tx); });
  auto email = TRY(email_settings(config, std::move(key), site_url(config, listen.port)));
  email.spool_folder = folder.spool();
  email.key_file = folder.mail_key();
  wiring = std::make_unique<Wiring>(all, site_settings(config), std::move(email));
  worker.start();
  dispatcher.start();
  TRY(wiring->start());
  http::ServerOptions options = server_options(config, listen);
  options.decorate = [this](const http::Request& request, http::Response& response) { tell_reader(wiring->site_of_readers(), *store, clock, request, response); };
  server = std::make_unique<http::Server>(std::move(options), std::move(router));
  health.http_statistics = [this] { return server->statistics(); };
  health.ready = true;
  TRY(server->start());
  give_back_start_memory();
  return {};
}

void Application::State::stop() {
  health.ready = false;
  if (wiring) wiring->stop();
  if (server) server->stop();
  dispatcher.stop();
  worker.stop();
}

Application::Application(std::unique_ptr<State> state) : state_(std::move(state)) {}

Application::~Application() { stop(); }

Result<std::unique_ptr<Application>> Application::start(const Config& config, const DataFolder& folder,
                                                        const Clock& clock) {
  TRY(create_folder(folder));
  FolderLock lock = TRY(FolderLock::take(folder));
  auto store = TRY(open_desk(config, folder, clock));
  auto state = std::make_unique<State>(config, clock, folder, std::move(lock), std::move(store));
  std::unique_ptr<Application> application(new Application(std::move(state)));
  TRY(application->state_->start());
  return application;
}

int Application::port() const { return state_->server->port(); }

std::string Application::setup_link() {
  if (state_->store->read([](db::Tx& tx) { return people::has_admin(tx); })) return {};
  const auto token =
      state_->store->write([](db::Tx& tx) -> Result<std::string> { return people::create_setup_token(tx); });
  return site_url(state_->config, port()) + "/console/setup?token=" + token.value();
}

Result<void> Application::reload_certificate() { return state_->server->reload_certificate(); }

void Application::stop() {
  if (state_) state_->stop();
}

}  // namespace sahay::app
