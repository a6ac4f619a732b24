#include <iostream>

#include "app/data_folder.h"
#include "app/demo.h"
#include "app/verbs.h"
#include "base/text.h"
#include "desk/people/people.h"

namespace sahay::app {

// Every run gives the demonstration's agents a new password and prints it: nobody has to remember one, and none is
// known beforehand.
Result<int> demonstrate(const Command& command, const Config& config) {
  const Time now = SystemClock{}.now();
  ManualClock clock(now);
  const auto store = TRY(open_desk(config, {command.data}, clock));
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
