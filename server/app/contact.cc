#include "app/contact.h"

#include "desk/chat/chat.h"
#include "desk/email/inbox.h"
#include "desk/people/face.h"
#include "desk/routing/routing.h"
#include "desk/site/form_files.h"

namespace sahay::app {
namespace {

constexpr std::size_t kMostAddresses = 5;

http::GuardOptions guard(const Config& config) {
  http::GuardOptions out;
  out.allowed_networks = config.outbound.allow;
  out.connect_timeout = std::chrono::milliseconds(5'000);
  out.total_timeout = std::chrono::milliseconds(12'000);
  return out;
}

std::vector<std::string> mail_addresses(db::Tx& tx) {
  std::vector<std::string> out;
  for (const email::Inbox& inbox : email::inboxes(tx))
    if (out.size() < kMostAddresses) out.push_back(inbox.address);
  return out;
}

reach::Present present(db::Tx& tx, bool bot_answers) {
  reach::Present out{.people = {}, .counted = true, .bot_answers = bot_answers};
  for (const routing::OnShift& each : routing::on_shift(tx)) {
    const auto face = [&](i18n::Language language) { return people::face_of(tx, each.user, language); };
    const people::Face english = face(i18n::Language::en);
    out.people.push_back({english.name, english.photo, {english.title, face(i18n::Language::bn).title, face(i18n::Language::ru).title}, each.languages});
  }
  return out;
}

}  // namespace

Contact::Contact(const Parts& parts, const site::Settings& site, std::function<bool()> bot_answers, std::size_t largest_mail) : parts_(parts), card_(parts.store, parts.clock, site, guard(parts.config), parts.config.server.public_url) {
  card_.take_addresses(mail_addresses);
  card_.take_present([bot_answers = std::move(bot_answers)](db::Tx& tx) { return present(tx, bot_answers()); });
  card_.take_limits({.chat = chat::kLargestFile, .email = reach::files_in_mail(largest_mail), .form = site::kFilesLimit});
  // What the configuration names goes before what is derived.
  if (site.ways.empty()) site::ways_now = [this] { return card_.ways(); };
}

Contact::~Contact() { site::ways_now = nullptr; }

void Contact::add_routes() {
  card_.add_rule_parts();
  heard();
  card_.add_routes(parts_.api, parts_.router);
}

void Contact::add_jobs() {
  parts_.worker.handle(reach::kFigures, [this](db::Store& store, const jobs::Job& job) { return card_.count_figures(store, job); }, {.concurrency = 1, .lease = std::chrono::minutes(5)});
  // Twenty pages of a site that answers slowly take minutes.
  parts_.worker.handle(reach::kCheck, [this](db::Store& store, const jobs::Job& job) { return card_.check_site(store, job); }, {.attempts = 3, .concurrency = 1, .lease = std::chrono::minutes(25)});
}

Result<void> Contact::start() {
  return parts_.store.write([this](db::Tx& tx) -> Result<void> {
    card_.start(tx);
    return {};
  });
}

}  // namespace sahay::app
