#include <pthread.h>

#include <csignal>
#include <iostream>

#include "app/application.h"
#include "app/test_hooks.h"
#include "app/verbs.h"
#include "base/log.h"
#include "platform/api/rule_switch.h"

namespace sahay::app {
namespace {

// Signals are waited for by the main thread; every other thread is born with them blocked.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

log::Level level_of(std::string_view word) {
  if (word == "debug") return log::Level::debug;
  if (word == "warning") return log::Level::warning;
  return word == "error" ? log::Level::error : log::Level::info;
}

}  // namespace

Result<int> serve(const Command& command, Config config) {
  for (const std::string& code : command.without_rules) api::switch_off_rule(code);
  if (!command.listen.empty()) config.server.listen = command.listen;
  config.server.api_calls_a_minute = command.api_calls_a_minute;
  log::set_level(level_of(config.log.level));
  const sigset_t signals = block_signals();
#ifdef SAHAY_HOOKS
  const MovedClock clock;
#else
  const SystemClock clock;
#endif
  const auto application = TRY(Application::start(config, DataFolder{command.data}, clock));
  std::cout << "Sahay " SAHAY_VERSION " listens on " << site_url(config, application->port()) << std::endl;
  if (const std::string link = application->setup_link(); !link.empty())
    std::cout << "There is no administrator yet. Make the first one here, the link works once:\n" << link << std::endl;
  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) {
    if (config.server.certificate.empty())
      log::info("app", "SIGHUP reads the certificate anew, and there is none; the configuration is read at the start");
    else if (const auto reloaded = application->reload_certificate(); reloaded.ok())
      log::info("app", "the certificate was read anew", {{"file", config.server.certificate}});
    else
      log::error("app", "the certificate stays as it was", {{"reason", reloaded.error().detail}});
  }
  log::info("app", "ending", {{"signal", signal}});
  application->stop();
  return 0;
}

}  // namespace sahay::app
