// Readers: from files to objects in our wire shape.
// Rule of use: `take` gets each object in file order; one that cannot be read has a problem instead of an object.
// Threading: one thread.
#pragma once

#include <functional>
#include <string>

#include "desk/imports/imports.h"

namespace sahay::imports {

struct Item {
  std::string kind;    // of kKinds
  std::string place;   // "tickets.ndjson:12"
  std::string folder;  // where files that it names lie
  std::string problem; // why it cannot be read; then `object` is empty
  JsonObject object{};
};
using Take = std::function<void(Item)>;

// One JSON object a line, with or without its wrapper ({"ticket":{...}}).
Result<void> read_ndjson(const std::string& path, const std::string& kind, const Take& take);
// RFC 4180 with a heading line; "," ";" or tab, whichever the heading has most.
Result<void> read_csv(const std::string& path, const std::string& kind, const std::map<std::string, std::string>& columns, const Take& take);
// A mailbox: mails that name each other become one ticket; mails from own addresses are answers.
Result<void> read_mbox(const std::string& path, const std::vector<std::string>& own_addresses, const Take& take);

// The kind that a file's name says ("tickets.ndjson"), "" when it says none.
std::string kind_of(const std::string& path);
Result<std::string> bytes_of(const std::string& path);

}  // namespace sahay::imports
