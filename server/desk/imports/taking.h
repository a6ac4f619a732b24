// Taking: one object on its way in: who it was there, who it is here, and what had to be left out.
// Threading: inside one Tx.
#pragma once

#include "desk/imports/reader.h"

namespace sahay::imports {

enum class How { made, matched, known };
struct Taken {
  How how = How::made;
  std::int64_t id = 0;
  std::vector<std::string> left_out{};  // reasons
};

struct Taking {
  api::Context& context;
  db::Tx& tx;
  files::Directory& files;
  const std::string& source;
  const Siblings& siblings;
  Taken taken{};

  std::int64_t find(std::string_view kind, const std::string& key) const;  // 0 = not taken over
  void remember(std::string_view kind, const std::string& key, std::int64_t id);
  void leave_out(std::string reason) { taken.left_out.push_back(std::move(reason)); }
  Taken done(How how, std::int64_t id) { taken.how = how; taken.id = id; return taken; }
};

// The key of an object in its source: "id", else "external_id", else what names it.
std::string key_of(const Item& item);
// "id" as text, whether the file has a number or a text; "" when it is missing or null.
std::string text_of(const JsonObject& object, std::string_view key);

Result<Taken> take_group(Taking& taking, const Item& item);
Result<Taken> take_organization(Taking& taking, const Item& item);
Result<Taken> take_user(Taking& taking, const Item& item);
Result<Taken> take_field(Taking& taking, const Item& item);
Result<Taken> take_ticket(Taking& taking, const Item& item);
Result<Taken> take_article(Taking& taking, const Item& item);

// The organization of this name, made when there is none.
Result<std::int64_t> organization_named(Taking& taking, const std::string& name);
// {"email","name"}: by address, made when there is nobody. 0: no address.
Result<std::int64_t> person_of(Taking& taking, const JsonObject& person);

}  // namespace sahay::imports
