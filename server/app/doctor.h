// doctor: looks at everything a help desk stands on and says what to do about what is wrong.
// Rule of use: each check adds findings; a check that cannot look says why instead of being silent.
// Threading: the main thread.
#pragma once

#include <string>
#include <vector>

#include "app/config.h"
#include "app/data_folder.h"

namespace sahay::app {

struct Finding {
  enum class Level { good, warning, bad } level = Level::good;
  std::string subject;   // "database"
  std::string sentence;  // what was seen
  std::string advice{};  // what to do; "" when good
};
using Findings = std::vector<Finding>;

void check_folder(const DataFolder& folder, Findings& findings);  // place, rights, disk
void check_database(const Config& config, const DataFolder& folder, Findings& findings);
void check_certificate(const Config& config, Time now, Findings& findings);
void check_mail(const Config& config, Findings& findings);
// What the console shows of each address: whether mail comes and goes, and what to do.
void check_mail_accounts(db::Store& store, const Config& config, const DataFolder& folder, Findings& findings);
void check_clock(Findings& findings);

}  // namespace sahay::app
