"""Following by mail (B4): who is signed in follows an article or a section, hears of it in their language, and ends it by one press."""
import re
import unittest

from rig.answers import Answers
from rig.companies import Companies


class Following(Answers, Companies):
    def follow(self, reader, path):
        reader.open(path)
        return reader.submit(f"{path}/follow", follow="yes")

    def about(self, title, email="rina@meghna.example"):
        return [mail for mail in self.letters_to(email) if title in str(mail["Subject"])]

    def test_a_follower_of_a_section_hears_of_a_new_answer_and_stops_by_one_press(self):
        rina = self.signed_in()
        self.assertIn("No longer follow", self.follow(rina, f"/sections/{self.section}"))
        self.article("The pump hums")
        mail, = self.about("The pump hums")
        stop = re.search(r"<(.*)>", str(mail["List-Unsubscribe"])).group(1)
        self.assertIn(f"{self.server.base}/articles/", mail.get_body(("plain",)).get_content())
        path = stop.removeprefix(self.server.base)
        self.reader().open(path)
        self.article("The valve sticks")
        self.assertEqual(len(self.about("The valve sticks")), 1, "opening the link ends nothing")
        answer = self.api.request("POST", path, b"List-Unsubscribe=One-Click", {"Content-Type": "application/x-www-form-urlencoded", "Authorization": ""})
        self.assertEqual(answer.status, 200)
        self.article("The hose leaks")
        self.assertEqual(self.about("The hose leaks"), [])

    def test_a_follower_of_an_article_hears_of_new_words_in_their_language_at_most_twice_a_day(self):
        article = self.article("The pump hums")
        self.ask("PUT", f"/users/{self.rina}", {"user": {"locale": "ru"}})
        self.follow(self.signed_in(), f"/articles/{article['id']}")
        self.pass_time(minutes=10)
        self.ask("PUT", f"/help_center/articles/{article['id']}", {"article": {"promoted": True}})
        self.assertEqual(self.about("The pump hums"), [], "a setting is no news")
        for words in ("Open the red valve.", "Open the green valve."):
            self.pass_time(minutes=10)
            self.ask("PUT", f"/help_center/articles/{article['id']}/translations/en-us", {"translation": {"markdown": words}})
        mail, = self.about("The pump hums")
        self.assertIn("Изменилось", str(mail["Subject"]))

    def test_an_article_is_new_once_and_has_changed_when_its_reader_finds_other_words(self):
        rina = self.signed_in()
        self.follow(rina, f"/sections/{self.section}")
        article = self.article("The pump hums")
        self.translate(article, "bn", "পাম্প গুনগুন করে", "শব্দ।")
        for draft in (True, False):
            self.ask("PUT", f"/help_center/articles/{article['id']}/translations/en-us", {"translation": {"draft": draft}})
        self.assertEqual(len(self.about("The pump hums")), 1)
        self.follow(rina, f"/articles/{article['id']}")
        self.pass_time(minutes=10)
        self.ask("POST", f"/help_center/articles/{article['id']}/translations", {"translation": {"locale": "ru", "title": "Насос гудит", "markdown": "Слова.", "draft": True}})
        self.ask("PUT", f"/help_center/articles/{article['id']}/translations/ru", {"translation": {"markdown": "Другие слова."}})
        self.ask("PUT", f"/help_center/articles/{article['id']}/translations/bn", {"translation": {"markdown": "অন্য শব্দ।"}})
        self.ask("PUT", f"/help_center/articles/{article['id']}/translations/en-us", {"translation": {"markdown": "Words."}})
        self.assertEqual(len(self.about("The pump hums")), 1)
        self.ask("PUT", f"/help_center/articles/{article['id']}/translations/en-us", {"translation": {"markdown": "Other words."}})
        mail = self.about("The pump hums")[-1]
        self.assertIn("Changed", str(mail["Subject"]))
        stop = re.search(r"<(.*)>", str(mail["List-Unsubscribe"])).group(1).removeprefix(self.server.base)
        self.assertIn("The pump hums", self.reader().open(stop))
        staff = next(one["id"] for one in self.ask("GET", "/help_center/user_segments")["user_segments"] if one["user_type"] == "staff")
        self.ask("PUT", f"/help_center/articles/{article['id']}", {"article": {"user_segment_id": staff}})
        self.assertNotIn("The pump hums", self.reader().open(stop), "the link shows no more than the article does")

    def test_a_kill_between_the_article_and_the_letter_loses_and_doubles_nothing(self):
        self.follow(self.signed_in(), f"/sections/{self.section}")
        titles = [f"The pump number {each} hums" for each in range(6)]
        for title in titles:
            self.article(title)
            now = self.server.clock()
            self.server.kill()
            self.api.close()
            self.server.start()
            self.server.set_clock(now)
        self.server.wait_idle()
        self.assertEqual([len(self.about(title)) for title in titles], [1] * len(titles))

    def test_the_api_and_the_page_speak_of_the_same_subscription(self):
        rina = self.signed_in()
        self.follow(rina, f"/sections/{self.section}")
        (row,) = self.ask("GET", f"/help_center/sections/{self.section}/subscriptions")["subscriptions"]
        self.assertEqual((row["user_id"], row["content_id"]), (self.rina, self.section))
        self.ask("DELETE", f"/help_center/sections/{self.section}/subscriptions/{row['id']}", status=(204,))
        self.assertIn("Hear of new answers", rina.open(f"/sections/{self.section}"))
        self.as_rina("POST", f"/help_center/sections/{self.section}/subscriptions", {"subscription": {"locale": "en-us"}})
        self.assertIn("No longer follow", rina.open(f"/sections/{self.section}"))
        self.article("The pump hums")
        (mail,) = self.about("The pump hums")
        stop = re.search(r"<(.*)>", str(mail["List-Unsubscribe"])).group(1).removeprefix(self.server.base)
        self.reader().open(stop, {})
        self.assertEqual(self.ask("GET", f"/help_center/sections/{self.section}/subscriptions")["subscriptions"], [])

    def followed(self, user):
        return self.ask("GET", f"/help_center/users/{user}/subscriptions")["subscriptions"]

    def test_what_two_accounts_of_one_person_follow_is_together_after_their_merge_and_apart_again_after_its_undo(self):
        office, address = self.rina, "rina.home@meghna.example"
        home = self.person("Rina Akter", address)
        first = self.section
        second = self.ask("POST", f"/help_center/categories/{self.category}/sections", {"section": {"name": "Hoses", "locale": "en-us"}})["section"]["id"]
        self.follow(self.signed_in(), f"/sections/{first}")
        at_home = self.signed_in(address)
        for section in (first, second):
            self.follow(at_home, f"/sections/{section}")
        before = {user: self.followed(user) for user in (office, home)}
        self.assertEqual([[row["content_id"] for row in rows] for rows in before.values()], [[first], [first, second]])

        def letters(title):
            self.article(title)
            return [len(self.about(title, each)) for each in ("rina@meghna.example", address)]

        self.ask("PUT", f"/users/{home}/merge", {"user": {"id": office}})
        self.assertEqual((sorted(row["content_id"] for row in self.followed(office)), self.followed(home)), ([first, second], []))
        self.assertEqual(letters("The pump hums"), [1, 0])
        self.section = second
        self.assertEqual(letters("The hose leaks"), [1, 0])
        merge = self.ask("GET", f"/users/{office}/merges")["user_merges"][0]["id"]
        self.ask("PUT", f"/user_merges/{merge}/undo", {})
        plain = lambda rows: [{key: row[key] for key in ("id", "content_id", "locale", "created_at")} for row in rows]
        self.assertEqual([plain(self.followed(user)) for user in (office, home)], [plain(rows) for rows in before.values()])
        self.assertEqual(letters("The hose is dry"), [0, 1])
        self.section = first
        self.assertEqual(letters("The pump is loud"), [1, 1])

    def test_what_a_person_stopped_following_after_the_merge_stays_so_when_it_is_undone(self):
        home = self.person("Rina Akter", "rina.home@meghna.example")
        rina = self.signed_in()
        for reader in (rina, self.signed_in("rina.home@meghna.example")):
            self.follow(reader, f"/sections/{self.section}")
        self.ask("PUT", f"/users/{home}/merge", {"user": {"id": self.rina}})
        rina.open(f"/sections/{self.section}")
        rina.submit(f"/sections/{self.section}/follow", follow="no")
        merge = self.ask("GET", f"/users/{self.rina}/merges")["user_merges"][0]["id"]
        self.ask("PUT", f"/user_merges/{merge}/undo", {})
        self.assertEqual([self.followed(user) for user in (self.rina, home)], [[], []])

    def test_the_link_of_a_letter_to_an_account_that_was_merged_since_ends_what_its_person_follows(self):
        home = self.person("Rina Akter", "rina.home@meghna.example")
        rina, at_home = self.signed_in(), self.signed_in("rina.home@meghna.example")
        for reader in (rina, at_home):
            self.follow(reader, f"/sections/{self.section}")
        self.article("The pump hums")
        mail, = self.about("The pump hums", "rina.home@meghna.example")
        path = re.search(r"<(.*)>", str(mail["List-Unsubscribe"])).group(1).removeprefix(self.server.base)
        self.ask("PUT", f"/users/{home}/merge", {"user": {"id": self.rina}})
        self.article("The valve sticks")
        self.assertEqual([len(self.about("The valve sticks", each)) for each in ("rina@meghna.example", "rina.home@meghna.example")], [1, 0])
        self.assertIn("No longer follow", self.reader().open(path), "it is still followed, so the link asks")
        self.reader().open(path, {})
        self.article("The hose leaks")
        self.assertEqual(self.about("The hose leaks") + self.about("The hose leaks", "rina.home@meghna.example"), [])
        self.assertNotIn("No longer follow", self.reader().open(path))
        merge = self.ask("GET", f"/users/{self.rina}/merges")["user_merges"][0]["id"]
        self.ask("PUT", f"/user_merges/{merge}/undo", {})
        self.assertEqual([self.followed(user) for user in (self.rina, home)], [[], []])

    def test_who_may_not_read_it_hears_nothing_and_who_is_not_signed_in_is_asked_to_be(self):
        self.follow(self.signed_in(), f"/sections/{self.section}")
        staff = next(one["id"] for one in self.ask("GET", "/help_center/user_segments")["user_segments"] if one["user_type"] == "staff")
        self.article("Prices of our suppliers", user_segment_id=staff)
        self.assertEqual(self.about("Prices"), [])
        self.assertIn("/signin?return_to=", self.reader().open(f"/sections/{self.section}"))


if __name__ == "__main__":
    unittest.main()
