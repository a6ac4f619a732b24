#include "platform/mail/imap_watcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "platform/mail/scripted_peer.h"

namespace sahay::mail {
namespace {

using test::ScriptedPeer;
using testing::ElementsAre;

// Keeps what a watcher hands over, and lets the test wait for it.
struct Shelf {
  ImapWatcherOptions options(std::uint16_t port, ImapCursor from) {
    ImapWatcherOptions out;
    out.account = [port] {
      ImapAccount account;
      account.endpoint = {"127.0.0.1", port, Security::plain};
      account.login = {LoginKind::password, "help", Secret("pw")};
      account.reply_timeout = std::chrono::seconds(3);
      return account;
    };
    out.cursor = from;
    out.shortest_pause = out.longest_pause = std::chrono::milliseconds(20);
    out.on_message = [this](const ImapMessage& m) {
      const std::lock_guard lock(mutex);
      if (refusals > 0 && refusals--) return false;
      uids.push_back(m.uid);
      texts.emplace_back(m.raw);
      kinds.push_back(m.completeness);
      cursor = m.cursor_after;
      changed.notify_all();
      return true;
    };
    out.on_cursor = [this](const ImapCursor& c) {
      const std::lock_guard lock(mutex);
      cursor = c;
      changed.notify_all();
      return true;
    };
    out.on_health = [this](const ImapHealth& h) {
      const std::lock_guard lock(mutex);
      if (h.state == ImapHealth::State::broken) errors.push_back(h.error.key);
      if (h.state == ImapHealth::State::watching) ++watching;
      changed.notify_all();
    };
    return out;
  }
  // Watches until it holds.
  template <class F>
  void watch(ImapWatcherOptions how, F&& until) {
    ImapWatcher watcher(std::move(how));
    watcher.start();
    {
      std::unique_lock lock(mutex);
      EXPECT_TRUE(changed.wait_for(lock, std::chrono::seconds(10), until));
    }
    watcher.stop();
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::uint32_t> uids;
  std::vector<std::string> texts;
  std::vector<ImapMessage::Completeness> kinds;
  std::vector<std::string> errors;
  ImapCursor cursor;
  int refusals = 0;
  int watching = 0;
};

// The peer heard and said all of its lines.
void expect_played(ScriptedPeer& peer) {
  peer.join();
  EXPECT_EQ(peer.complaint(), "");
}

// A login at a server that can `more` than IDLE.
std::vector<std::string> logged_in(const std::string& more, const std::vector<std::string>& rest) {
  const std::string offer = "S: * CAPABILITY IMAP4rev1 IDLE";
  std::vector<std::string> out{"S: * OK hi", "C: s1 CAPABILITY", offer, "S: s1 OK", "C: s2 LOGIN \"help\" \"pw\"", "S: s2 OK", "C: s3 CAPABILITY", offer + more, "S: s3 OK"};
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

// Up to the opened folder, which holds mail up to number 11.
std::vector<std::string> script(std::vector<std::string> rest, const std::string& validity = "5") {
  const std::vector<std::string> open{"C: s4 EXAMINE \"INBOX\"", "S: * 2 EXISTS", "S: * OK [UIDVALIDITY " + validity + "] ok", "S: * OK [UIDNEXT 12] ok",
                                      "S: s4 OK [READ-ONLY] done"};
  rest.insert(rest.begin(), open.begin(), open.end());
  return logged_in("", rest);
}
const std::vector<std::string> kTakeTwo{"C: s5 UID FETCH 1:* (UID RFC822.SIZE)",
                                        "S: * 1 FETCH (UID 10 RFC822.SIZE 1)",
                                        "S: * 2 FETCH (UID 11 RFC822.SIZE 1)",
                                        "S: s5 OK",
                                        "C: s6 UID FETCH 10:11 (UID RFC822.SIZE INTERNALDATE BODY.PEEK[])",
                                        "S: * 1 FETCH (UID 10 RFC822.SIZE 1 BODY[] {1}",
                                        "S: a)",
                                        "S: * 2 FETCH (UID 11 RFC822.SIZE 1 BODY[] {1}",
                                        "S: b)",
                                        "S: s6 OK",
                                        "C: s7 IDLE",
                                        "S: + idling"};

TEST(ImapWatcher, takes_what_waits_and_then_what_idle_announces) {
  auto steps = script(kTakeTwo);
  for (const char* s : {"S: * 3 EXISTS", "C: DONE", "S: s7 OK", "C: s8 UID FETCH 12:* (UID RFC822.SIZE)",
                        "S: * 3 FETCH (UID 12 RFC822.SIZE 1)", "S: s8 OK", "C: s9 UID FETCH 12 (",
                        "S: * 3 FETCH (UID 12 BODY[] \"c\")", "S: s9 OK", "WAIT"})
    steps.emplace_back(s);
  ScriptedPeer peer({steps});
  Shelf shelf;
  shelf.watch(shelf.options(peer.port(), {5, 0}), [&] { return shelf.watching == 2; });
  EXPECT_THAT(shelf.texts, ElementsAre("a", "b", "c"));
  EXPECT_EQ(shelf.cursor, (ImapCursor{5, 12}));
  expect_played(peer);
}

TEST(ImapWatcher, asks_again_for_what_was_not_stored) {
  ScriptedPeer peer({script(kTakeTwo), script(kTakeTwo)});
  Shelf shelf;
  shelf.refusals = 1;
  shelf.watch(shelf.options(peer.port(), {5, 0}), [&] { return shelf.uids.size() == 2; });
  EXPECT_THAT(shelf.errors, testing::Contains("mail.error.not_stored"));
  EXPECT_THAT(shelf.uids, ElementsAre(10, 11));
}

TEST(ImapWatcher, comes_back_after_a_break_and_ignores_the_last_message_again) {
  ScriptedPeer peer({script({"CLOSE"}), script({"C: s5 UID FETCH 12:*", "S: * 2 FETCH (UID 11 RFC822.SIZE 1)",
                                                "S: s5 OK", "C: s6 IDLE", "S: + idling", "WAIT"})});
  Shelf shelf;
  shelf.watch(shelf.options(peer.port(), {5, 11}), [&] { return shelf.watching > 0; });
  EXPECT_TRUE(shelf.uids.empty());
  EXPECT_THAT(shelf.errors, ElementsAre("mail.error.closed"));
}

TEST(ImapWatcher, steps_over_known_messages_when_the_folder_is_numbered_anew) {
  ScriptedPeer peer(
      {script({"C: s5 UID FETCH 1:*", "S: * 1 FETCH (UID 1 RFC822.SIZE 9)", "S: * 2 FETCH (UID 2 RFC822.SIZE 9)",
               "S: s5 OK", "C: s6 UID FETCH 1:2 (UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])",
               "S: * 1 FETCH (UID 1 RFC822.SIZE 9 BODY[HEADER.FIELDS (MESSAGE-ID)] {23}", "S: Message-ID: <old@x>\r\n",
               "S: )", "S: * 2 FETCH (UID 2 RFC822.SIZE 9 BODY[HEADER.FIELDS (MESSAGE-ID)] {2}", "S: ", "S: )",
               "S: s6 OK", "C: s7 UID FETCH 2 (", "S: * 2 FETCH (UID 2 BODY[] \"new\")", "S: s7 OK", "WAIT"},
              "6")});
  Shelf shelf;
  auto options = shelf.options(peer.port(), {5, 11});
  options.is_known = [](const ImapSummary& s) { return s.message_id == "<old@x>" && s.size == 9; };
  shelf.watch(std::move(options), [&] { return shelf.watching == 1; });
  EXPECT_THAT(shelf.texts, ElementsAre("new"));
  EXPECT_EQ(shelf.cursor, (ImapCursor{6, 2}));
  expect_played(peer);
}

TEST(ImapWatcher, holds_what_is_too_large_or_cannot_be_read) {
  ScriptedPeer peer(
      {script({"C: s5 UID FETCH 1:*", "S: * 1 FETCH (UID 1 RFC822.SIZE 9000)", "S: * 2 FETCH (UID 2 RFC822.SIZE 9)",
               "S: s5 OK", "C: s6 UID FETCH 1 (UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER])",
               "S: * 1 FETCH (UID 1 RFC822.SIZE 9000 BODY[HEADER] \"head\")", "S: s6 OK", "C: s7 UID FETCH 2 (",
               "S: s7 NO cannot", "C: s8 UID FETCH 2 (", "S: s8 NO cannot", "C: s9 IDLE", "S: + idling", "WAIT"})});
  Shelf shelf;
  auto options = shelf.options(peer.port(), {5, 0});
  options.max_message = 1000;
  shelf.watch(std::move(options), [&] { return shelf.uids.size() == 2; });
  EXPECT_THAT(shelf.kinds, ElementsAre(ImapMessage::Completeness::header_only, ImapMessage::Completeness::unreadable));
  EXPECT_EQ(shelf.cursor, (ImapCursor{5, 2}));
}

TEST(ImapWatcher, starts_at_the_end_when_only_new_mail_is_wanted) {
  ScriptedPeer peer({script({"C: s5 UID FETCH 12:*", "S: s5 OK", "C: s6 IDLE", "S: + idling", "WAIT"})});
  Shelf shelf;
  auto options = shelf.options(peer.port(), {});
  options.first_start = FirstStart::only_new;
  shelf.watch(std::move(options), [&] { return shelf.watching > 0; });
  EXPECT_EQ(shelf.cursor, (ImapCursor{5, 11}));
}

TEST(ImapWatcher, comes_back_to_an_unchanged_folder_without_listing_it) {
  ScriptedPeer peer({logged_in(" CONDSTORE", {"C: s4 EXAMINE \"INBOX\" (CONDSTORE)", "S: * 2 EXISTS", "S: * OK [UIDVALIDITY 5] ok", "S: * OK [UIDNEXT 12] ok",
                                            "S: * OK [HIGHESTMODSEQ 90060115205545359] ok", "S: s4 OK done", "C: s5 IDLE", "S: + idling",
                                            // What others do to flags is no news; a new mail is.
                                            "S: * 1 FETCH (UID 10 MODSEQ (90060115205545360) FLAGS (\\Seen))", "S: * 3 EXISTS", "C: DONE", "S: s5 OK",
                                            "C: s6 UID FETCH 12:* (", "S: * 3 FETCH (UID 12 RFC822.SIZE 1)", "S: s6 OK", "C: s7 UID FETCH 12 (",
                                            "S: * 3 FETCH (UID 12 BODY[] \"c\")", "S: s7 OK", "WAIT"})});
  Shelf shelf;
  shelf.watch(shelf.options(peer.port(), {5, 11, 90060115205545359}), [&] { return shelf.watching == 2; });
  expect_played(peer);
  EXPECT_THAT(shelf.texts, ElementsAre("c"));
  EXPECT_EQ(shelf.cursor, (ImapCursor{5, 12, 90060115205545359}));
}

TEST(ImapWatcher, hears_in_one_answer_what_others_read_and_removed) {
  ScriptedPeer peer({logged_in(" CONDSTORE QRESYNC ENABLE",
                              {"C: s4 ENABLE QRESYNC", "S: * ENABLED QRESYNC", "S: s4 OK", "C: s5 EXAMINE \"INBOX\" (QRESYNC (5 700))", "S: * 1 EXISTS",
                               "S: * OK [UIDVALIDITY 5] ok", "S: * OK [UIDNEXT 12] ok", "S: * OK [HIGHESTMODSEQ 715] ok",
                               "S: * VANISHED (EARLIER) 1:9,11", "S: * 1 FETCH (UID 10 FLAGS (\\Seen \\Answered) MODSEQ (712))", "S: s5 OK done",
                               "WAIT"})});
  Shelf shelf;
  shelf.watch(shelf.options(peer.port(), {5, 11, 700}), [&] { return shelf.watching == 1; });
  expect_played(peer);
  EXPECT_TRUE(shelf.uids.empty());
  EXPECT_EQ(shelf.cursor, (ImapCursor{5, 11, 715}));
}

TEST(ImapWatcher, takes_the_mail_that_came_meanwhile_and_keeps_the_number_only_when_it_is_stored) {
  const std::vector<std::string> open{"C: s4 ENABLE QRESYNC", "S: s4 OK", "C: s5 EXAMINE \"INBOX\" (QRESYNC (5 700))", "S: * 3 EXISTS",
                                      "S: * OK [UIDVALIDITY 5] ok", "S: * OK [UIDNEXT 13] ok", "S: * OK [HIGHESTMODSEQ 716] ok",
                                      "S: * 3 FETCH (UID 12 FLAGS () MODSEQ (716))", "S: s5 OK done", "C: s6 UID FETCH 12:* (",
                                      "S: * 3 FETCH (UID 12 RFC822.SIZE 1)", "S: s6 OK", "C: s7 UID FETCH 12 (", "S: * 3 FETCH (UID 12 BODY[] \"c\")", "S: s7 OK"};
  auto second = open;
  second.emplace_back("WAIT");
  ScriptedPeer peer({logged_in(" QRESYNC ENABLE", open), logged_in(" QRESYNC ENABLE", second)});
  Shelf shelf;
  shelf.refusals = 1;
  shelf.watch(shelf.options(peer.port(), {5, 11, 700}), [&] { return shelf.watching == 1; });
  expect_played(peer);
  EXPECT_THAT(shelf.texts, ElementsAre("c"));
  EXPECT_EQ(shelf.cursor, (ImapCursor{5, 12, 716}));
}

TEST(ImapWatcher, forgets_the_number_of_changes_with_a_folder_that_is_numbered_anew) {
  ScriptedPeer peer({logged_in(" CONDSTORE QRESYNC ENABLE",
                              {"C: s4 ENABLE QRESYNC", "S: s4 OK", "C: s5 EXAMINE \"INBOX\" (QRESYNC (5 700))", "S: * 1 EXISTS", "S: * OK [UIDVALIDITY 6] ok",
                               "S: * OK [UIDNEXT 2] ok", "S: * OK [HIGHESTMODSEQ 700] ok", "S: s5 OK done", "C: s6 UID FETCH 1:* (",
                               "S: * 1 FETCH (UID 1 RFC822.SIZE 1)", "S: s6 OK", "C: s7 UID FETCH 1 (", "S: * 1 FETCH (UID 1 BODY[] \"x\")", "S: s7 OK",
                               "WAIT"})});
  Shelf shelf;
  shelf.watch(shelf.options(peer.port(), {5, 11, 700}), [&] { return shelf.watching == 1; });
  expect_played(peer);
  EXPECT_THAT(shelf.texts, ElementsAre("x"));
  EXPECT_EQ(shelf.cursor, (ImapCursor{6, 1, 700}));
}

TEST(ImapWatcher, reads_plainly_where_counting_is_offered_and_refused) {
  ScriptedPeer peer({logged_in(" CONDSTORE", {"C: s4 EXAMINE \"INBOX\" (CONDSTORE)", "S: s4 BAD what", "C: s5 EXAMINE \"INBOX\"", "S: * 2 EXISTS",
                                            "S: * OK [UIDVALIDITY 5] ok", "S: * OK [UIDNEXT 12] ok", "S: * OK [NOMODSEQ] no", "S: s5 OK done",
                                            "C: s6 UID FETCH 12:* (", "S: s6 OK", "WAIT"})});
  Shelf shelf;
  shelf.watch(shelf.options(peer.port(), {5, 11, 700}), [&] { return shelf.watching == 1; });
  expect_played(peer);
}

}  // namespace
}  // namespace sahay::mail
