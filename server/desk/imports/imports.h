// Imports: groups, ticket fields, organizations, users, tickets and articles from elsewhere, in our wire shape (NDJSON), from
// a mailbox (mbox) or a table (CSV). Original times, authors, numbers and Message-IDs stay; nothing is notified, no rule
// fires, no clock starts. What was taken over is remembered by source and key: a second run makes nothing twice.
// Rule of use: run() opens its own transactions, a few dozen objects each; one that cannot be taken over is skipped with
// its reason, the others go on.
// Threading: one thread; may run beside the server.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/tickets/comment.h"
#include "platform/api/api.h"
#include "platform/db/store.h"
#include "platform/files/directory.h"

namespace sahay::imports {

struct Options {
  std::string source = "import";              // names the system it comes from; keys are unique within it
  std::vector<std::string> paths;             // files, or folders with one file a kind
  std::string kind;                           // of files whose name does not say it
  std::map<std::string, std::string> columns; // CSV: heading -> our key
  std::vector<std::string> own_addresses;     // mbox: the desk's; their mails are answers
};

// In the order in which they are taken over: each may name those before it.
inline constexpr std::string_view kKinds[] = {"group", "ticket_field", "organization", "user", "ticket", "article"};

struct Count {
  std::int64_t read = 0;     // objects in the files
  std::int64_t made = 0;
  std::int64_t matched = 0;  // was here already by address, name or external id
  std::int64_t known = 0;    // taken over by an earlier run
  std::int64_t skipped = 0;
  std::int64_t here = 0;     // of this source in the desk now
};
struct Remark {
  std::string place, kind, key, reason;
  bool skipped = true;  // false: taken over without a part of it
};
struct Report {
  std::map<std::string, Count> kinds;
  std::vector<Remark> remarks;
};

// What siblings do, set by app.
struct Siblings {
  // Makes an article with its section, category and translations; gives its id.
  std::function<Result<std::int64_t>(api::Context&, db::Tx&, const JsonObject&)> article;
  // A later answer to this mail belongs to the ticket.
  std::function<void(db::Tx&, TicketId, CommentId, std::string_view message_id)> mail_id;
};
using Progress = std::function<void(std::string_view kind, std::int64_t done, std::int64_t total)>;

// Errors: what makes the whole run pointless (a path that cannot be read, an unknown kind), in the detail.
Result<Report> run(db::Store& store, files::Directory& files, const Options& options, const Siblings& siblings, const Progress& progress);

}  // namespace sahay::imports
