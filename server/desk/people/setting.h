// Settings of the desk that administrators change while it runs: one JSON value under "section.key". What nobody has
// changed has the value of its default; the list of settings lies in setting_defaults.cc.
// Rule of use: read with flag()/text() where the setting takes effect; write with change_setting() (type checked).
// Threading: inside one Tx.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::people {

struct SettingDefault {
  std::string_view section, key;
  std::string_view value;   // JSON
  bool changeable = false;  // false: a fact about this product, shown and never changed
};
const std::vector<SettingDefault>& setting_defaults();

Json setting(db::Tx& tx, std::string_view section, std::string_view key);  // null when there is no such setting
bool setting_flag(db::Tx& tx, std::string_view section, std::string_view key);
std::string setting_text(db::Tx& tx, std::string_view section, std::string_view key);
std::int64_t setting_number(db::Tx& tx, std::string_view section, std::string_view key);
// Unknown names and facts are ignored; errors: invalid when the type differs from the default's.
Result<void> change_setting(db::Tx& tx, std::string_view section, std::string_view key, const Json& value);
// {"section":{"key":value}}.
JsonObject all_settings(db::Tx& tx);

}  // namespace sahay::people
