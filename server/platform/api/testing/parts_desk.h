// For tests of the API floor: a desk with one kind of object ("part": id, name, weight, owner) and five callers, named
// by the header X-Test: admin, agent, customer, cookie (an agent signed in by cookie), wrong (bad credentials).
// Threading: as Api.
#pragma once

#include <gtest/gtest.h>

#include "platform/api/controller.h"
#include "platform/api/testing/call.h"
#include "platform/db/testing/temp_store.h"
#include "platform/jobs/jobs.h"

namespace sahay::api::test {

struct Part {
  Id<struct PartTag> id;
  std::string name;
  std::int64_t weight = 0;
  GroupId owner_id;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Part, (), (id, name, weight, owner_id, created_at, updated_at))

inline Resource<Part> describe_parts() {
  Resource<Part> r;
  r.name = "part";
  r.plural = "parts";
  r.path = "/parts";
  r.table = "parts";
  r.see = Access::customer;
  r.change = Access::staff;
  r.scope = [](const Caller& caller, Where& where) {
    if (!caller.staff()) where.add("t.owner_id = ?", db::Value(caller.id));
  };
  r.filters = {{"name", "t.name", true}};
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name", false, true}}, {"weight", {"t.weight"}}, {"owner", {"coalesce(t.owner_id, 0)"}}};
  r.check = [](Context&, db::Tx& tx, const Part* before, Part& now, const JsonObject&) -> Result<void> {
    const auto twin = tx.scalar<std::int64_t>(std::string("select id from parts where name = $1"), now.name);
    if (twin && (!before || *twin != before->id.value)) return invalid("name", "DuplicateValue", "error.field.name_taken", {{"name", now.name}});
    return {};
  };
  r.fields = {computed<Part>("id", "integer", [](JsonWriter& w, const Part& p, const Context&) { w.value(p.id); }),
              text_field<Part>("name", &Part::name).required().max(20), reference<Part>("owner_id", &Part::owner_id)};
  r.sideloads["owners"] = [](Context&, db::Tx&, const std::vector<Part>& parts, JsonWriter& w) {
    w.key("owners").begin_array();
    for (const Part& part : parts) w.begin_object().field("id", part.owner_id).end_object();
    w.end_array();
  };
  r.embeds["lengths"] = [](Context&, db::Tx&, const std::vector<Part>&) -> Resource<Part>::RowKeys {
    return [](JsonWriter& w, const Part& part) { w.field("length", part.name.size()); };
  };
  return r;
}

inline Result<Caller> caller_named(std::string_view name) {
  Caller caller;
  if (name.empty()) return caller;
  if (name == "wrong") return Error{ErrorCode::unauthenticated, "error.unauthenticated"};
  caller.name = name;
  caller.id = name == "admin" ? 1 : name == "customer" ? 3 : 2;
  caller.access = name == "admin" ? Access::admin : name == "customer" ? Access::customer : Access::staff;
  caller.by_cookie = name == "cookie";
  return caller;
}

class PartsDesk : public testing::Test {
 protected:
  PartsDesk()
      : api_(router_, *temp_, temp_.clock, [](const http::Request& r, db::Store&) { return caller_named(r.header("X-Test")); }) {
    write([](db::Tx& tx) {
      tx.execute(std::string("create table parts(id bigint primary key, name text not null, weight bigint not null, owner_id bigint, created_at bigint not null, updated_at bigint not null)"));
    });
    add_resource(api_, describe_parts());
    add_bulk_routes(api_);
    api_.caller_by_id = [](db::Tx&, std::int64_t id) { return caller_named(id == 1 ? "admin" : "agent"); };
  }

  template <class F>
  void write(F&& fn) {
    ASSERT_TRUE(temp_->write([&](db::Tx& tx) -> Result<void> {
      fn(tx);
      return {};
    }).ok());
  }
  std::int64_t add_part(const std::string& name, std::int64_t weight = 0, std::int64_t owner = 0) {
    const auto id = temp_->write([&](db::Tx& tx) -> Result<std::int64_t> {
      const std::int64_t made = tx.new_id("parts");
      tx.execute(std::string("insert into parts(id, name, weight, owner_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)"), made, name, weight,
                 GroupId(owner), tx.now());
      return made;
    });
    return *id;
  }
  std::int64_t count_parts() {
    return temp_->read([](db::Tx& tx) { return *tx.scalar<std::int64_t>(std::string("select count(*) from parts")); });
  }
  Answer ask(const std::string& as, const std::string& method, const std::string& target, const std::string& body = {}, HeaderList headers = {}) {
    if (!as.empty()) headers.emplace_back("X-Test", as);
    return call(router_, method, target, body, headers);
  }

  db::TempStore temp_;
  http::Router router_;
  Api api_;
};

}  // namespace sahay::api::test
