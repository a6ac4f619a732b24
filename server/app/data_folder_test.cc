#include "app/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "app/demo.h"
#include "desk/views/views.h"
#include "app/first_rows.h"
#include "app/verbs.h"
#include "desk/people/people.h"
#include "desk/tickets/tickets.h"
#include "platform/files/directory.h"

namespace sahay::app {
namespace {

namespace fs = std::filesystem;

class Folders : public testing::Test {
 protected:
  Folders() {
    std::string pattern = (fs::temp_directory_path() / "sahay_app_XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
  }
  ~Folders() override { fs::remove_all(root_); }
  DataFolder folder(const char* name) const { return {(root_ / name).string()}; }
  Command command(const char* data, const char* archive = "") const {
    Command out;
    out.data = folder(data).path;
    out.archive = folder(archive).path;
    return out;
  }

  fs::path root_;
  const Config config_;
  const SystemClock clock_;
};

TEST_F(Folders, a_new_desk_has_a_group_and_its_fields_and_no_administrator) {
  const auto store = open_desk(config_, folder("a"), clock_);
  ASSERT_TRUE(store.ok()) << store.error().detail;
  (*store)->read([](db::Tx& tx) {
    EXPECT_TRUE(people::default_group(tx));
    EXPECT_FALSE(people::has_admin(tx));
    EXPECT_FALSE(installation_key(tx).empty());
  });
  struct stat seen {};
  ASSERT_EQ(::stat(folder("a").path.c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 0777, 0700u);
}

TEST_F(Folders, opening_again_changes_nothing) {
  const auto rows = [&] {
    const auto store = open_desk(config_, folder("a"), clock_);
    return (*store)->read(
        [](db::Tx& tx) { return std::pair(people::groups(tx).size(), installation_key(tx).reveal()); });
  };
  EXPECT_EQ(rows(), rows());
}

TEST_F(Folders, one_server_at_a_time_holds_the_lock) {
  ASSERT_TRUE(create_folder(folder("a")).ok());
  {
    const auto first = FolderLock::take(folder("a"));
    ASSERT_TRUE(first.ok());
    const auto second = FolderLock::take(folder("a"));
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::conflict);
    EXPECT_THAT(second.error().detail, testing::HasSubstr("another sahay runs"));
  }
  EXPECT_TRUE(FolderLock::take(folder("a")).ok());
}

TEST_F(Folders, a_backup_brings_back_rows_and_files) {
  std::string hash;
  {
    const auto store = open_desk(config_, folder("a"), clock_);
    people::NewUser admin;
    admin.email = "admin@sahay.example";
    admin.role = "admin";
    ASSERT_TRUE((*store)->write([&](db::Tx& tx) { return people::create_user(tx, admin); }).ok());
    hash = *files::Directory(folder("a").files()).put("a drawing");
    // The store stays open: a backup runs beside the server.
    const auto done = back_up(command("a", "copy"), config_);
    ASSERT_TRUE(done.ok()) << done.error().detail;
  }
  const auto back = restore(command("b", "copy"), config_);
  ASSERT_TRUE(back.ok()) << back.error().detail;
  const auto store = open_desk(config_, folder("b"), clock_);
  EXPECT_TRUE((*store)->read([](db::Tx& tx) { return people::has_admin(tx); }));
  EXPECT_EQ(*files::Directory(folder("b").files()).get(hash), "a drawing");
}

TEST_F(Folders, nothing_is_overwritten_by_backup_or_restore) {
  ASSERT_TRUE(open_desk(config_, folder("a"), clock_).ok());
  ASSERT_TRUE(back_up(command("a", "copy"), config_).ok());
  EXPECT_FALSE(back_up(command("a", "copy"), config_).ok());
  const auto onto = restore(command("a", "copy"), config_);
  ASSERT_FALSE(onto.ok());
  EXPECT_THAT(onto.error().detail, testing::HasSubstr("not empty"));
  EXPECT_FALSE(restore(command("c", "nowhere"), config_).ok());
}

TEST_F(Folders, the_demonstration_is_written_once_in_three_languages) {
  const Time now = Time::from_seconds(1'790'000'000);
  ManualClock clock(now);
  const auto store = open_desk(config_, folder("a"), clock);
  const auto first = write_demo(**store, clock, now, 0);
  ASSERT_TRUE(first.ok()) << first.error().key << " " << first.error().detail;
  EXPECT_EQ(first->tickets, 27);
  const auto there = (*store)->read([](db::Tx& tx) { return tx.scalar<std::int64_t>(std::string("select max(id) from tickets")).value_or(0); });
  EXPECT_GE(there, 27);  // a split makes further ones
  EXPECT_EQ(clock.now(), now);
  const std::string unread = "select count(*) from notifications where user_id = (select id from users where email = 'sara@sahay.example') and read_at is null";
  (*store)->read([&](db::Tx& tx) {
    EXPECT_GE(tx.scalar<std::int64_t>(unread).value_or(0), 2);
    EXPECT_GE(tx.scalar<std::int64_t>(std::string("select count(distinct user_id) from notifications")).value_or(0), 3);
    EXPECT_GE(tx.scalar<std::int64_t>(std::string("select count(*) from notifications where kind = 'mention'")).value_or(0), 2);
    EXPECT_GE(tx.scalar<std::int64_t>(std::string("select count(*) from notifications where read_at is not null")).value_or(0), 3);
    EXPECT_EQ(tx.scalar<std::int64_t>(std::string("select max(day) from draft_days")), now.seconds() / 86'400);
  });
  const auto told = (*store)->read([](db::Tx& tx) { return tx.scalar<std::int64_t>(std::string("select sum(times) from notifications")); });
  const auto second = write_demo(**store, clock, now, 0);
  EXPECT_EQ((*store)->read([](db::Tx& tx) { return tx.scalar<std::int64_t>(std::string("select sum(times) from notifications")); }), told);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->tickets, 0);
  const auto more = write_demo(**store, clock, now, int(there) + 5);
  EXPECT_EQ(more->tickets, 5);
  (*store)->read([&](db::Tx& tx) {
    std::set<std::string> statuses, locales;
    for (std::int64_t id = 1; id <= 25; ++id) {
      const auto ticket = tickets::find(tx, TicketId(id));
      ASSERT_TRUE(ticket) << id;
      EXPECT_LE(ticket->updated_at, now) << ticket->subject;
      statuses.insert(ticket->status);
      locales.insert(ticket->locale);
      for (const auto& event : tickets::history(tx, ticket->id)) EXPECT_EQ(event.via, "import");
    }
    EXPECT_GE(statuses.size(), 5u);
    EXPECT_GE(locales.size(), 3u);
    // Each scene can be opened and shows requests; the eleven of twelve whose feature there is.
    const auto scenes = views::view_resource().select(tx, api::Where{});
    EXPECT_EQ(std::count_if(scenes.begin(), scenes.end(), [](const views::View& view) { return view.title.starts_with("Scene "); }), 11);
    for (const int scene : {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12})
      EXPECT_GE(tx.scalar<std::int64_t>(std::string("select count(*) from ticket_tags where tag = $1"), "scene-" + std::to_string(scene)).value_or(0), 1) << scene;
    EXPECT_FALSE(tx.scalar<std::int64_t>(std::string("select 1 from ticket_tags where ticket_id > $1 and tag like 'scene-%'"), there)) << "told twice";
  });
}

}  // namespace
}  // namespace sahay::app
