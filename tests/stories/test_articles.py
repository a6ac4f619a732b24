"""The help centre's writers (B4): what is asked and not found is written about, an article comes out of a solved ticket without
the customer in it, translations know when they fall behind, nobody saves over a colleague, and each audience reads its own."""
import unittest
import urllib.parse
from http.client import HTTPConnection

from rig.duties import Duties

RU = {"title": "Дрель останавливается", "markdown": "Почистите решётку."}


class Articles(Duties):
    def setUp(self):
        super().setUp()
        category = self.ask("POST", "/help_center/categories", {"category": {"name": "Tools", "locale": "en-us"}})["category"]["id"]
        self.section = self.ask("POST", f"/help_center/categories/{category}/sections", {"section": {"name": "Faults", "locale": "en-us"}})["section"]["id"]

    def article(self, title="Drill stops", markdown="Clean the **vents**.", **more):
        made = self.ask("POST", f"/help_center/sections/{self.section}/articles", {"article": {"title": title, "markdown": markdown, "locale": "en-us"} | more})
        return made["article"]

    def words(self, article, locale="en-us"):
        return self.ask("GET", f"/help_center/articles/{article['id']}/translations/{locale}")["translation"]

    def save(self, article, locale="en-us", status=(200,), **words):
        return self.ask("PUT", f"/help_center/articles/{article['id']}/translations/{locale}", {"translation": words}, status)

    def page(self, path):
        """As somebody who is not signed in reads it: status and text."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", urllib.parse.quote(path, safe="/?=&%"))
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def test_a_search_that_found_nothing_becomes_an_article_that_is_found(self):
        self.page("/search?q=spare+blade")
        self.page("/search?q=Spare++blade")
        missed = self.ask("GET", "/help_center/missed_searches")["missed_searches"]
        self.assertEqual([(each["query"], each["count"], each["language"]) for each in missed], [("spare blade", 2, "en")])
        self.article("Where to get a spare blade", "Ask for number 12.")
        self.assertIn("Where to get a spare blade", self.page("/search?q=spare+blade")[1])
        self.ask("DELETE", "/help_center/missed_searches?language=en&query=spare%20blade", status=(204,))
        self.assertEqual(self.ask("GET", "/help_center/missed_searches")["missed_searches"], [])

    def test_an_article_out_of_a_solved_ticket_names_nobody(self):
        self.ask("POST", "/organizations", {"organization": {"name": "Meghna Tools", "domain_names": ["meghna.example"]}})
        made = self.ticket(subject="Re: Pump at Meghna Tools")
        self.customer_writes(made, "I am Rina Akter, +880 1711 000000.")
        self.change(made, comment={"body": "She shouts.", "public": False})
        self.change(made, comment={"body": "Hello Rina,\n\nturn the valve <left>.\n\nKind regards\nSara"}, status="solved")
        draft = self.ask("GET", f"/tickets/{made['id']}/article_draft")["article_draft"]
        for word in ("Rina", "Akter", "Meghna", "1711", "shouts", "Sara", "Hello"):
            self.assertNotIn(word, draft["title"] + draft["markdown"])
        self.assertEqual(draft["title"], "Pump at the company")
        article = self.article(draft["title"], draft["markdown"], draft=True)
        self.assertEqual(self.page(f"/articles/{article['id']}")[0], 404)
        self.save(article, draft=False)
        status, text = self.page(f"/articles/{article['id']}")
        self.assertEqual(status, 200)
        self.assertIn("turn the valve &lt;left&gt;.", text)

    def test_a_translation_knows_since_when_it_is_behind(self):
        article = self.article()
        self.save(article, "ru", version=0, **RU)
        self.assertFalse(self.words(article, "ru")["outdated"])
        self.server.set_clock("2030-01-08T10:00:00Z")
        self.save(article, markdown="Clean the vents. Wait a minute.")
        behind = self.words(article, "ru")
        self.assertEqual((behind["outdated"], behind["outdated_at"][:10]), (True, "2030-01-08"))
        self.server.set_clock("2030-01-09T10:00:00Z")
        self.save(article, markdown="Clean the vents. Wait two minutes.")
        self.assertEqual(self.words(article, "ru")["outdated_at"][:10], "2030-01-08", "since the first change that it lacks")
        self.save(article, "ru", markdown="Почистите решётку, подождите две минуты.")
        self.assertFalse(self.words(article, "ru")["outdated"])
        self.save(article, markdown="Clean the vents. Wait two minutes!", minor=True)
        self.assertFalse(self.words(article, "ru")["outdated"])

    def test_nobody_saves_over_a_colleague_and_earlier_words_come_back(self):
        article = self.article()
        seen = self.words(article)["version"]
        self.save(article, markdown="Hers", version=seen)
        self.save(article, markdown="Mine", version=seen, status=(409,))
        self.assertEqual(self.words(article)["markdown"], "Hers")
        path = f"/help_center/articles/{article['id']}/translations/en-us/versions"
        self.assertEqual([each["number"] for each in self.ask("GET", path)["versions"]], [2, 1])
        first = self.ask("GET", f"{path}/1")["version"]
        self.save(article, title=first["title"], markdown=first["markdown"], version=seen + 1)
        self.assertIn("<strong>vents</strong>", self.words(article)["body"])
        self.assertEqual(len(self.ask("GET", path)["versions"]), 3)

    def test_each_audience_reads_its_own(self):
        company = self.ask("POST", "/organizations", {"organization": {"name": "Meghna Tools", "domain_names": ["meghna.example"]}})["organization"]["id"]
        segments = {each["user_type"]: each["id"] for each in self.ask("GET", "/help_center/user_segments")["user_segments"]}
        for_staff = self.article("Playbook", user_segment_id=segments["staff"])
        for_company = self.article("Your contract", organization_id=company)
        rina = self.ticket()["requester_id"]
        self.ask("PUT", f"/users/{rina}", {"user": {"organization_id": company, "verified": True}})
        for article, readable in ((for_staff, False), (for_company, True)):
            self.assertEqual(self.page(f"/articles/{article['id']}")[0], 404)
            self.assertEqual(self.page(f"/articles/{article['id']}?preview=1")[0], 404, "the preview is for the team's session")
            answer = self.server.api_of("rina@meghna.example").get(f"/api/v2/help_center/articles/{article['id']}")
            self.assertEqual(answer.status, 200 if readable else 404, answer)
        shown = self.ask("GET", "/help_center/overview")
        self.assertEqual({each["texts"][0]["title"] for each in shown["articles"]}, {"Playbook", "Your contract"})


if __name__ == "__main__":
    unittest.main()
