// The door of reach (B8): one contact card for every place that shows ways to reach the desk. Ways come from what is
// configured (chat, mail addresses, form, help centre) and from rows that describe, replace or add to them; answer times are
// measured; a checker names own pages that lack the card.
// Rule of use: app/wiring.cc makes one Card, sets site::ways_now from it, loads and starts it, and runs its jobs. The card is
// held in memory, so that a page with it costs no query.
// Threading: Card from any thread.
#pragma once

#include <boost/describe.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "desk/reach/page_check.h"
#include "desk/site/settings.h"
#include "platform/api/api.h"
#include "platform/http/client.h"
#include "platform/jobs/jobs.h"

namespace sahay::reach {

inline constexpr char kFigures[] = "reach.figures";  // hourly: how long first answers took
inline constexpr char kCheck[] = "reach.check";      // key: the site
inline constexpr std::string_view kNodeTopic = "reach";
inline constexpr std::string_view kKinds[] = {"chat", "phone", "callback", "email", "form", "messenger", "forum", "help", "visit"};
inline constexpr int kWindowDays = 28;
inline constexpr int kMostAnswers = 20'000;  // that a figure stands on

struct Way {
  Id<struct ContactWayTag> id;
  std::string kind;
  std::string title_en, title_bn, title_ru;  // "": the usual word
  std::string value, url, hours;
  std::vector<std::string> languages{"en", "bn", "ru"};
  std::string best_for_en, best_for_bn, best_for_ru, cost_en, cost_bn, cost_ru, note_en, note_bn, note_ru;
  std::int64_t promise_seconds = 0;
  std::string status = "ok";
  std::int64_t position = 0;
  bool active = true;                        // false: hides the built-in channel too
  Time created_at, updated_at;
  std::vector<std::string> purposes, products;  // empty: for everything
  std::string audience = "all";                 // all, customers, contract:TIER
  std::string cost_per_minute, cost_currency;   // to the caller: "0.14", "EUR"
  std::string internal_cost;                    // of one contact, for staff
  bool recorded = false;
  std::string third_party, stored_in;
};
BOOST_DESCRIBE_STRUCT(Way, (), (id, kind, title_en, title_bn, title_ru, value, url, hours, languages, best_for_en, best_for_bn, best_for_ru, cost_en, cost_bn, cost_ru, note_en, note_bn, note_ru, promise_seconds, status, position, active, created_at, updated_at, purposes, products, audience, cost_per_minute, cost_currency, internal_cost, recorded, third_party, stored_in))

struct Figure {
  std::string channel, language;  // language "": all
  std::int64_t typical_seconds = 0, p90_seconds = 0, sample = 0;
  std::int64_t week_hour = -1;    // -1: all; 0 = Sunday 0:00 by the clock of the desk
};
BOOST_DESCRIBE_STRUCT(Figure, (), (channel, language, typical_seconds, p90_seconds, sample, week_hour))

struct Site {
  Id<struct ContactSiteTag> id;
  std::string url;               // where the crawl begins; only pages of this host are read
  std::int64_t most_pages = 20;
  std::string state = "new";     // new, ok, missing, unreachable
  std::string detail;
  Time checked_at, created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Site, (), (id, url, most_pages, state, detail, checked_at, created_at, updated_at))

struct Answered {
  std::string channel, locale;
  Time created_at, answered_at;
};
BOOST_DESCRIBE_STRUCT(Answered, (), (channel, locale, created_at, answered_at))

// Pure. The rows, then every built-in channel that no row describes or hides.
std::vector<site::Way> ways_of(const std::vector<Way>& rows, const std::vector<std::string>& addresses, const std::vector<Figure>& figures);
// Pure. Of answers to what came while the desk was open: median and 90th percentile by channel, and by channel and language; of
// each hour of the week, too, where enough answers stand behind it.
std::vector<Figure> figures_of(const std::vector<Answered>& answers, const site::Settings& settings);

// Pure. How it was when something came: "open", "closed", "closed_day" (a day or a part of one that the schedule names).
std::string came_while(const site::Schedule& schedule, Time at);
// Every way with its hours as they are now, a line each. `zone`: the reader's, "" = not known; `base_url` "": no link.
std::string ways_in_words(const site::Settings& settings, i18n::Language language, Time now, const std::string& zone, std::string_view base_url);

// Who is there now: on shift, with room for one more.
struct OnShift {
  std::string name, photo;
  site::Texts role;
  std::vector<std::string> languages;  // that they answer in; empty: not said
};
// Bytes of files that a message may bring, as each channel itself takes them. 0: none.
struct FileLimits {
  std::size_t chat = 0, email = 0, form = 0;
};
// Pure. The files that have room in a mail of so many bytes: coded for the way they are a third larger and stand in lines.
inline std::size_t files_in_mail(std::size_t bytes) { return bytes / 78 * 57; }

struct Present {
  std::vector<OnShift> people;
  bool counted = false;      // false: nobody says who is there, so the hours say whether somebody is
  bool bot_answers = false;  // a program answers first in the chat
};

class Card {
 public:
  Card(db::Store& store, const Clock& clock, const site::Settings& settings, http::GuardOptions guard, std::string desk_url)
      : store_(store), clock_(clock), settings_(settings), guard_(std::move(guard)), desk_url_(std::move(desk_url)) {}

  ~Card();
  Card(const Card&) = delete;

  // Addresses of the desk that take mail; set before anything runs.
  void take_addresses(std::function<std::vector<std::string>(db::Tx&)> addresses) { addresses_ = std::move(addresses); }
  void take_present(std::function<Present(db::Tx&)> present) { present_ = std::move(present); }
  void take_limits(FileLimits limits) { limits_ = limits; }
  // From memory; null before the first load.
  std::shared_ptr<const std::vector<site::Way>> ways();
  // What the database holds; inside write() it takes effect with the commit.
  void load(db::Tx& tx, bool after_commit);
  void add_rule_parts();  // condition "came_while", action "tell_ways"
  void add_routes(api::Api& api, http::Router& router);
  Result<void> count_figures(db::Store& store, const jobs::Job& job);
  Result<void> check_site(db::Store& store, const jobs::Job& job);
  void start(db::Tx& tx);  // the card as it stands, the timer and the thread

 private:
  void run();
  void add_public_routes(http::Router& router);
  // What programs are told: the whole card, for everybody; with what a contact costs us for staff.
  std::string written(const http::Request& request, bool for_staff);
  http::Response public_card(const http::Request& request);
  Present present();

  db::Store& store_;
  const Clock& clock_;
  const site::Settings& settings_;
  const http::GuardOptions guard_;
  const std::string desk_url_;  // "" = not set: any address with our file names counts
  std::function<std::vector<std::string>(db::Tx&)> addresses_;
  std::function<Present(db::Tx&)> present_;
  FileLimits limits_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::shared_ptr<const std::vector<site::Way>> ways_, without_queue_;
  Present seen_present_;
  Time seen_at_;
  bool wanted_ = false, stopping_ = false;
  std::thread thread_;  // looks at the queue when somebody has seen an old one
};

}  // namespace sahay::reach
