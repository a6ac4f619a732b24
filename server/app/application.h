// Application: the running help desk. start() opens everything in order (store, migrations, files, mail, jobs, events,
// HTTP), stop() drains in the opposite order: nobody new, running requests end, jobs end, the store closes.
// Rule of use: one per process; the clock and the configuration outlive it.
// Threading: start and stop from one thread.
#pragma once

#include <memory>

#include "app/config.h"
#include "app/data_folder.h"
#include "base/clock.h"
#include "base/result.h"

namespace sahay::app {

class Application {
 public:
  // Errors: conflict (another server on the folder), unavailable (database, address in use), invalid; the sentence for
  // the operator is in detail.
  static Result<std::unique_ptr<Application>> start(const Config& config, const DataFolder& folder, const Clock& clock);
  ~Application();  // stops
  Application(const Application&) = delete;

  int port() const;
  // The one-time link that makes the first administrator; "" when there is one already.
  std::string setup_link();
  // Reads the certificate anew (SIGHUP). Errors: unavailable; the old one stays in use.
  Result<void> reload_certificate();
  void stop();

 private:
  struct State;
  explicit Application(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sahay::app
