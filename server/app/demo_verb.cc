#include <iostream>

#include "app/data_folder.h"
#include "app/demo.h"
#include "app/large_desk.h"
#include "app/verbs.h"
#include "base/text.h"
#include "desk/people/people.h"

namespace sahay::app {

namespace {

// For bench/scale.py: a desk too large for stories.
Result<int> make_large_desk(db::Store& store, Time now, const Command& command) {
  const auto progress = [](std::int64_t tickets) { std::cerr << '\r' << tickets << " tickets" << std::flush; };
  const LargeDeskReport report = TRY(write_large_desk(store, now, {command.tickets, command.comments}, progress));
  std::cerr << '\n';
  std::cout << report.tickets << " tickets with " << report.comments << " comments were made; " << report.text_bytes << " bytes of text are searched\n";
  for (const auto& words : report.words) {
    std::cout << "words:";
    for (const std::string& word : words) std::cout << ' ' << word;
    std::cout << '\n';
  }
  return 0;
}

}  // namespace

// Every run gives the demonstration's agents a new password and prints it: nobody has to remember one, and none is
// known beforehand.
Result<int> demonstrate(const Command& command, const Config& config) {
  const Time now = SystemClock{}.now();
  ManualClock clock(now);
  const auto store = TRY(open_desk(config, {command.data}, clock));
  if (command.comments > 0) return make_large_desk(*store, now, command);
  const DemoReport report = TRY(write_demo(*store, clock, now, command.tickets));
  const std::string password = text::random_token(9);
  const std::string hash = people::hash_password(Secret(password));
  TRY(store->write([&](db::Tx& tx) -> Result<void> {
    for (const DemoAccount& account : report.accounts)
      if (const auto user = people::find_by_address(tx, account.email)) people::set_password_hash(tx, user->id, hash);
    return {};
  }));
  if (report.tickets > 0)
    std::cout << report.tickets << " tickets in English, Russian and Bangla were added. Sign in as\n";
  else
    std::cout << "The demonstration is there already; its accounts have a new password. Sign in as\n";
  for (const DemoAccount& account : report.accounts)
    std::cout << "  " << account.email << "  (" << account.name << " - " << account.role << ")\n";
  std::cout << "with the password  " << password << "\n";
  return 0;
}

}  // namespace sahay::app
