#include "desk/tickets/testing/tickets_desk.h"

namespace sahay::tickets {
namespace {

class MergeTest : public TicketsDesk {
 protected:
  Result<Outcome> merge_into(TicketId target, std::vector<TicketId> sources, bool is_public = false) {
    Merge wanted;
    wanted.target = target;
    wanted.sources = std::move(sources);
    wanted.target_comment = "Taken over.";
    wanted.source_comment = "Goes on in the other ticket.";
    wanted.target_public = wanted.source_public = is_public;
    return write([&](db::Tx& tx) { return merge(tx, {cast.sara}, wanted); });
  }
  TicketId current(TicketId id) {
    return read([&](db::Tx& tx) { return find_current(tx, id).value_or(Ticket{}).id; });
  }
};

TEST_F(MergeTest, closes_the_sources_with_a_tag_and_a_private_comment_on_each_side) {
  const Ticket target = make(about("Drill")), first = make(about("Drill again")), second = make(about("Drill, third"));
  ASSERT_TRUE(merge_into(target.id, {first.id, second.id}).ok());
  for (const TicketId source : {first.id, second.id}) {
    const Ticket now = stored(source);
    EXPECT_EQ(now.status, "closed");
    EXPECT_EQ(now.tags, (std::vector<std::string>{"closed_by_merge"}));
    EXPECT_EQ(now.merged_into, target.id);
    EXPECT_TRUE(now.solved_at);
    const auto thread = comments_of(source);
    ASSERT_EQ(thread.size(), 2u);
    EXPECT_EQ(thread[1].text, "Goes on in the other ticket.");
    EXPECT_FALSE(thread[1].is_public);
  }
  EXPECT_EQ(stored(target.id).status, "new");
  ASSERT_EQ(comments_of(target.id).size(), 2u);
  EXPECT_EQ(comments_of(target.id)[1].text, "Taken over.");
  EXPECT_FALSE(comments_of(target.id)[1].is_public);
}

TEST_F(MergeTest, find_current_follows_a_chain_of_merges) {
  const Ticket a = make(), b = make(), c = make();
  ASSERT_TRUE(merge_into(b.id, {a.id}).ok());
  ASSERT_TRUE(merge_into(c.id, {b.id}).ok());
  EXPECT_EQ(current(a.id), c.id);
  EXPECT_EQ(current(b.id), c.id);
  EXPECT_EQ(current(c.id), c.id);
  EXPECT_EQ(current(TicketId(999)), TicketId{});
}

TEST_F(MergeTest, refuses_closed_missing_repeated_and_its_own_ticket_and_changes_nothing) {
  const Ticket target = make(), open = make(), closed = make();
  set_status_of(closed.id, "closed");
  EXPECT_FALSE(merge_into(target.id, {}).ok());
  EXPECT_FALSE(merge_into(target.id, {open.id, closed.id}).ok());
  EXPECT_FALSE(merge_into(target.id, {open.id, target.id}).ok());
  EXPECT_FALSE(merge_into(target.id, {open.id, TicketId(999)}).ok());
  EXPECT_FALSE(merge_into(target.id, {open.id, open.id}).ok());
  EXPECT_FALSE(merge_into(closed.id, {open.id}).ok());
  EXPECT_FALSE(merge_into(TicketId(999), {open.id}).ok());
  EXPECT_EQ(stored(open.id).status, "new");
  EXPECT_EQ(comments_of(open.id).size(), 1u);
  EXPECT_EQ(comments_of(target.id).size(), 1u);
}

}  // namespace
}  // namespace sahay::tickets
