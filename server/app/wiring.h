// The only list of routes, channels, actions, consumers, jobs and timers. wiring.cc reads as a table of contents.
// Rule of use: made after the store is migrated and before jobs, events and HTTP start; start() before HTTP, stop()
// before anything else ends.
// Threading: the main thread.
#pragma once

#include "app/contact.h"
#include "app/casework.h"
#include "app/duties.h"
#include "app/intake.h"
#include "app/manners.h"
#include "app/notifying.h"
#include "app/outward.h"
#include "app/parts.h"
#include "app/plain_language.h"
#include "app/rules.h"
#include "app/speakers.h"
#include "desk/channels/channel.h"
#include "desk/chat/service.h"
#include "desk/email/mailroom.h"
#include "desk/live/stream.h"
#include "desk/people/sign_in_limit.h"
#include "desk/portal/news.h"
#include "desk/routing/routing.h"
#include "desk/site/settings.h"
#include "desk/tickets/console_row.h"
#include "desk/tickets/field_list.h"
#include "desk/tickets/kept_rows.h"
#include "platform/api/long_counts.h"
#include "desk/tickets/pictures.h"
#include "platform/db/nodes.h"
#include "platform/events/elsewhere.h"
#include "desk/search/index_view.h"
#include "desk/sla/clocks.h"

namespace sahay::app {

class Wiring {
 public:
  Wiring(const Parts& parts, site::Settings site, email::EmailSettings email);

  Result<void> start();  // listeners and watchers; errors: unavailable with the reason in detail
  void stop();
  const site::Settings& site_of_readers() const { return site_; }

 private:
  void add_channels();
  void add_clocks();
  void add_routing();
  void add_routes();
  void add_pages();
  void add_consumers();
  void add_jobs();
  Duration undo_window() const;
  void hear_other_nodes();

  const Parts parts_;
  const site::Settings site_;
  const std::shared_ptr<search::IndexMemory> search_memory_;
  channels::Channels channels_;
  tickets::Pictures pictures_;
  const std::shared_ptr<people::SignInLimit> sign_in_limit_ = std::make_shared<people::SignInLimit>();  // of console and portal
  email::Mailroom mailroom_;
  chat::Chat chat_;
  live::Stream stream_;
  const std::shared_ptr<portal::News> news_;
  tickets::FieldList own_fields_;
  const std::shared_ptr<tickets::CountCache> counts_ = tickets::keep_counts(parts_.store);
  const std::shared_ptr<api::LongCounts> long_counts_ = api::keep_long_counts(parts_.store);
  const std::shared_ptr<tickets::KeptRows> rows_ = tickets::keep_rows(parts_.store);
  std::unique_ptr<events::Elsewhere> elsewhere_;  // with PostgreSQL
  std::unique_ptr<db::NodeListener> nodes_;
  sla::Clocks clocks_;
  Duties duties_;
  Intake intake_;
  routing::Desk routing_;
  Rules rules_;
  Outward outward_;
  PlainLanguage plain_language_;
  Speakers speakers_;
  Contact contact_;
  Casework casework_;
  Manners manners_;
  Notifying notifying_;
};

// What customers see of the configuration.
site::Settings site_settings(const Config& config);

}  // namespace sahay::app
