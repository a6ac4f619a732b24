// Checkup: tries a mail account step by step (name, connection, encryption, login, folder, sending, and a mail that comes
// back) and tells each finding as soon as it is there.
// Rule of use: start() answers at once, progress() is asked until it is done; a finished one is kept for ten minutes.
// Threading: any thread; each check-up has a thread of its own, four at once.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "desk/email/mail_desk.h"

namespace sahay::email {

struct CheckStep {
  std::string part;   // receive, send, loop
  std::string step;   // name, connection, encryption, login, folder, send, back
  std::string state;  // running, good, bad, skipped
  std::string error;  // i18n key
  std::string detail;
  std::int64_t milliseconds = 0;
};

struct CheckProgress {
  std::vector<CheckStep> steps;
  bool done = false;
};

class Checkups {
 public:
  Checkups(const MailDesk& desk, db::Store& store);
  ~Checkups();  // ends what runs
  Checkups(const Checkups&) = delete;

  // Errors: too_many when four run already.
  Result<std::string> start(const MailAccount& account);
  std::optional<CheckProgress> progress(const std::string& id) const;

 private:
  struct Running;
  const MailDesk& desk_;
  db::Store& store_;
  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Running>> running_;
};

// The checks without the threads: what doctor runs. `tell` hears of every step twice, running and ended.
using TellStep = std::function<void(const CheckStep&)>;
bool check_receiving(const MailDesk& desk, db::Store& store, const MailAccount& account, const mail::Cancel* cancel, const TellStep& tell);
bool check_sending(const MailDesk& desk, db::Store& store, const MailAccount& account, const mail::Cancel* cancel, const TellStep& tell);

}  // namespace sahay::email
