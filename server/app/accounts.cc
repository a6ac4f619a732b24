// user add and token add. Both may run beside the server: the database orders the writers of several processes.
#include <iostream>

#include "app/data_folder.h"
#include "app/verbs.h"
#include "base/text.h"
#include "desk/people/people.h"

namespace sahay::app {
namespace {

Error refused(std::string detail) { return {ErrorCode::invalid, "error.invalid", std::move(detail)}; }

// Field errors in English, as the terminal speaks.
Error in_words(const Error& error) {
  if (error.fields.empty()) return error;
  return refused(i18n::text(i18n::Language::en, error.fields.front().key, error.fields.front().args));
}

Result<std::string> password_from_input() {
  std::string line;
  std::getline(std::cin, line);
  if (line.ends_with('\r')) line.pop_back();
  if (text::length(line) < 8) return refused("the password must have at least 8 characters");
  return line;
}

}  // namespace

Result<int> add_user(const Command& command, const Config& config) {
  const SystemClock clock;
  const auto store = TRY(open_desk(config, {command.data}, clock));
  const std::string password = command.password_from_input ? TRY(password_from_input()) : std::string();
  const std::string hash = password.empty() ? std::string() : people::hash_password(Secret(password));
  const auto made = store->write([&](db::Tx& tx) -> Result<people::User> {
    people::NewUser wanted;
    wanted.name = command.name;
    wanted.email = command.email;
    wanted.role = command.role;
    wanted.verified = true;
    const people::User user = TRY(people::create_user(tx, wanted));
    if (const auto group = people::default_group(tx); group && user.staff()) people::join_group(tx, user.id, group->id);
    if (!hash.empty()) people::set_password_hash(tx, user.id, hash);
    return user;
  });
  if (!made.ok()) return in_words(made.error());
  std::cout << "user " << made->id.value << " " << made->email << " (" << made->role << ")\n";
  return 0;
}

Result<int> add_token(const Command& command, const Config& config) {
  const SystemClock clock;
  const auto store = TRY(open_desk(config, {command.data}, clock));
  const std::string token = TRY(store->write([&](db::Tx& tx) -> Result<std::string> {
    const auto user = people::find_by_address(tx, command.email);
    if (!user) return refused("there is no user " + command.email + " (sahay user add)");
    return people::create_api_token(tx, user->id, "command line", command.act_for_others);
  }));
  std::cout << token << "\n";
  return 0;
}

}  // namespace sahay::app
