// Parts: what app/wiring.cc connects, in one hand.
// Rule of use: references to objects that Application owns and that outlive every handler.
// Threading: as the parts themselves.
#pragma once

#include "app/config.h"
#include "base/clock.h"
#include "platform/api/api.h"
#include "platform/db/store.h"
#include "platform/events/events.h"
#include "platform/files/directory.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"

namespace sahay::app {

struct Parts {
  const Config& config;
  const Clock& clock;
  db::Store& store;
  files::Directory& files;
  events::Dispatcher& dispatcher;
  jobs::Worker& worker;
  http::Router& router;
  api::Api& api;
};

}  // namespace sahay::app
