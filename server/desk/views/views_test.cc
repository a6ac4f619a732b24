// Views: who sees which, what they hold, how they count.
#include "desk/views/views.h"

#include "desk/tickets/testing/tickets_desk.h"
#include "desk/tickets/tickets_api.h"
#include "desk/views/view_sql.h"

namespace sahay::views {
namespace {

class ViewsTest : public tickets::TicketsDesk {
 protected:
  api::Context as(UserId user, api::Access access = api::Access::staff) {
    api::Context context = people::context_as(access, user);
    context.caller.has_role = access != api::Access::admin;
    context.caller.permissions = {"tickets.edit"};
    context.caller.group_ids = {cast.support.value};
    return context;
  }
  Result<View> add(api::Context context, const char* in) {
    return write([&](db::Tx& tx) { return view_resource().create(context, tx, parse_json(in)->get_object()); });
  }
  std::vector<std::string> titles_for(api::Context context) {
    return read([&](db::Tx& tx) {
      std::vector<std::string> out;
      for (const View& view : view_resource().select(tx, view_resource().visible(context.caller), " order by t.position, t.id")) out.push_back(view.title);
      return out;
    });
  }
  std::vector<std::string> subjects(const View& view, const api::Context& context, const api::Sort& sort) {
    return read([&](db::Tx& tx) {
      std::vector<std::string> out;
      const auto where = rows_of(tickets::parse_conditions(view.conditions.text), context.caller, tx.now());
      for (const auto& ticket : tickets::ticket_resource().select(tx, where, " order by " + sort.expression + (sort.descending ? " desc" : ""))) out.push_back(ticket.subject);
      return out;
    });
  }
};

constexpr char kUnsolved[] = R"({"title":"Unsolved","all":[{"field":"status","operator":"less_than","value":"solved"}]})";
using Names = std::vector<std::string>;

TEST_F(ViewsTest, shared_views_need_the_permission_and_others_make_their_own) {
  ASSERT_TRUE(add(as(cast.admin, api::Access::admin), kUnsolved).ok());
  const auto own = add(as(cast.sara), R"({"title":"Mine","all":[{"field":"assignee_id","operator":"is","value":"current_user"}]})");
  ASSERT_TRUE(own.ok());
  EXPECT_TRUE(own->audience == ",u" + std::to_string(cast.sara.value) + ",");
  const std::string groups = R"({"title":"Support only","all":[{"field":"status","operator":"is","value":"open"}],"restriction":{"type":"Group","id":)" + std::to_string(cast.support.value) + "}}";
  ASSERT_TRUE(add(as(cast.admin, api::Access::admin), groups.c_str()).ok());
  EXPECT_EQ(titles_for(as(cast.sara)), (Names{"Unsolved", "Mine", "Support only"}));
  EXPECT_EQ(titles_for(as(cast.oleg)), (Names{"Unsolved", "Support only"}));
  EXPECT_EQ(titles_for(as(cast.admin, api::Access::admin)), (Names{"Unsolved", "Support only"}));
  api::Context outside = as(cast.oleg);
  outside.caller.group_ids = {};
  EXPECT_EQ(titles_for(outside), Names{"Unsolved"});
  EXPECT_TRUE(titles_for(people::context_as(api::Access::customer, cast.rina)).empty());
}

TEST_F(ViewsTest, nobody_changes_the_views_of_others) {
  const auto shared = add(as(cast.admin, api::Access::admin), kUnsolved);
  auto context = as(cast.sara);
  const auto changed = write([&](db::Tx& tx) { return view_resource().update(context, tx, shared->id.value, {{"title", "Hijacked"}}); });
  ASSERT_FALSE(changed.ok());
  EXPECT_EQ(changed.error().code, ErrorCode::forbidden);
}

TEST_F(ViewsTest, rows_follow_conditions_scope_and_order) {
  auto urgent = about("Urgent one");
  urgent.priority = "urgent";
  make(about("Plain one"));
  make(urgent);
  const auto solved = make(about("Solved one"));
  set_status_of(solved.id, "solved");
  const auto view = add(as(cast.admin, api::Access::admin), kUnsolved);
  EXPECT_EQ(subjects(*view, as(cast.sara), order_of("", "", "priority", "desc")), (Names{"Urgent one", "Plain one"}));
  EXPECT_EQ(subjects(*view, as(cast.sara), order_of("", "", "subject", "asc")), (Names{"Plain one", "Urgent one"}));
  api::Context own_only = as(cast.oleg);
  own_only.caller.reach = api::Reach::own;
  EXPECT_TRUE(subjects(*view, own_only, order_of("", "", "created", "asc")).empty());
}

TEST_F(ViewsTest, groups_come_first_and_rows_keep_their_order_within) {
  for (const char* name : {"B", "A", "C"}) {
    auto wanted = about(name);
    wanted.priority = name[0] == 'C' ? "high" : "low";
    make(wanted);
    temp_.clock.advance(std::chrono::seconds(1));
  }
  const auto view = add(as(cast.admin, api::Access::admin), kUnsolved);
  EXPECT_EQ(subjects(*view, as(cast.sara), order_of("priority", "asc", "created", "desc")), (Names{"A", "B", "C"}));
  EXPECT_EQ(subjects(*view, as(cast.sara), order_of("priority", "desc", "created", "asc")), (Names{"C", "B", "A"}));
  EXPECT_EQ(subjects(*view, as(cast.sara), order_of("priority", "desc", "subject", "asc")), (Names{"C", "A", "B"}));
}

TEST_F(ViewsTest, counts_are_exact) {
  for (int i = 0; i < 7; ++i) make();
  const auto view = add(as(cast.admin, api::Access::admin), kUnsolved);
  read([&](db::Tx& tx) {
    const Count found = count(tx, rows_of(tickets::parse_conditions(view->conditions.text), as(cast.sara).caller, tx.now()));
    EXPECT_EQ(found.value, 7);
    EXPECT_EQ(found.pretty(), "7");
  });
  EXPECT_EQ((Count{kExact + 1}.pretty()), "10000+");
}

TEST_F(ViewsTest, an_open_view_is_found_by_its_readers_only) {
  const auto own = add(as(cast.sara), R"({"title":"Mine","all":[{"field":"assignee_id","operator":"is","value":"current_user"}]})");
  const auto asked = [&](UserId user) { return read([&](db::Tx& tx) { return watched_rows(tx, as(user).caller, own->id.value).ok(); }); };
  EXPECT_TRUE(asked(cast.sara));
  EXPECT_FALSE(asked(cast.oleg));
}

TEST_F(ViewsTest, what_a_view_cannot_be_made_of_is_refused) {
  const auto problem = [&](const char* in) {
    const auto result = add(as(cast.admin, api::Access::admin), in);
    return result.ok() ? std::string("none") : result.error().fields.empty() ? result.error().key : result.error().fields.front().key;
  };
  EXPECT_EQ(problem(R"({"title":"Empty"})"), "rules.error.no_conditions");
  EXPECT_EQ(problem(R"({"all":[{"field":"status","operator":"is","value":"new"}]})"), "error.field.blank");
  EXPECT_EQ(problem(R"({"title":"x","all":[{"field":"status","operator":"is","value":"new"}],"output":{"columns":["smell"]}})"), "views.error.no_column");
  EXPECT_EQ(problem(R"({"title":"x","all":[{"field":"status","operator":"is","value":"new"}],"output":{"columns":["subject"],"sort_by":"created","sort_order":"sideways"}})"), "error.field.not_allowed");
  EXPECT_EQ(problem(R"({"title":"x","all":[{"field":"status","operator":"is","value":"new"}],"restriction":{"type":"Group","id":999}})"), "rules.error.restriction");
  EXPECT_EQ(problem(R"({"title":"x","all":[{"field":"status","operator":"is","value":"new"}],"output":{"columns":["created_at","requester_id"],"sort_by":"updated_at"}})"), "none");
}

TEST_F(ViewsTest, the_first_views_are_written_once_and_all_can_be_asked) {
  for (int i = 0; i < 2; ++i) write([](db::Tx& tx) -> Result<void> { create_first_views(tx); return {}; }).ok();
  make();
  read([&](db::Tx& tx) {
    const auto all = tx.all<View>(std::string("select * from views order by position"));
    EXPECT_EQ(all.size(), 8u);
    for (const View& view : all) {
      EXPECT_TRUE(tickets::read_conditions(tx, parse_json(view.conditions.text)->get_object(), tickets::kViews).ok()) << view.title;
      EXPECT_GE(count(tx, rows_of(tickets::parse_conditions(view.conditions.text), as(cast.sara).caller, tx.now())).value, 0) << view.title;
    }
  });
}

}  // namespace
}  // namespace sahay::views
