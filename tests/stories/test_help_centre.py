"""The help centre for its readers (B4): search forgives slips and other alphabets, in three languages; each reader finds what is
theirs, also while they type; a search that found nothing is on record; a question with an answer there makes no request."""
import unittest
import urllib.parse

from rig.answers import Answers


class HelpCentre(Answers):
    def suggested(self, reader, query):
        import json
        return [each["title"] for each in json.loads(reader.open("/search/suggest?q=" + urllib.parse.quote(query)))["results"]]

    def found(self, reader, query):
        return reader.open("/search?q=" + urllib.parse.quote(query))

    def test_a_slip_and_another_alphabet_find_the_article(self):
        self.article("Replacing the battery of the drill")
        self.article("Замена аккумулятора дрели", locale="ru")
        self.assertIn("Replacing the", self.found(self.reader(), "batery"))
        self.assertIn("Замена", self.found(self.reader("ru"), "аккумулятр"))
        self.assertIn("Замена", self.found(self.reader("ru"), "akkumulyator"))

    def test_what_is_for_one_company_is_suggested_to_it_and_to_nobody_else(self):
        company = self.ask("POST", "/organizations", {"organization": {"name": "Meghna Tools", "domain_names": ["meghna.example"]}})["organization"]["id"]
        self.article("Contract of Meghna Tools", organization_id=company)
        self.article("Contract of everybody")
        ticket = self.rina_asks()
        self.ask("PUT", f"/users/{ticket['requester_id']}", {"user": {"organization_id": company, "verified": True}})
        self.assertEqual(self.suggested(self.reader(), "contract"), ["Contract of everybody"])
        rina = self.signed_in()
        self.assertEqual(set(self.suggested(rina, "contract")), {"Contract of everybody", "Contract of Meghna Tools"})
        self.assertIn("Contract of Meghna Tools", self.found(rina, "contract"))
        self.assertNotIn("Contract of Meghna", self.found(self.reader(), "contract"))

    def test_what_is_for_the_team_is_suggested_to_no_customer(self):
        staff = next(each["id"] for each in self.ask("GET", "/help_center/user_segments")["user_segments"] if each["user_type"] == "staff")
        self.article("Playbook of refunds", user_segment_id=staff)
        self.rina_asks()
        for reader in (self.reader(), self.signed_in()):
            self.assertEqual(self.suggested(reader, "playbook"), [])
            self.assertNotIn("Playbook", self.found(reader, "playbook"))

    def test_a_search_in_vain_offers_a_person_and_is_on_record(self):
        page = self.found(self.reader(), "flux capacitor")
        self.assertIn("/requests/new?subject=flux%20capacitor", page)
        self.assertIn("flux capacitor", str(self.ask("GET", "/help_center/missed_searches")))

    def test_who_says_that_it_did_not_help_goes_on_to_a_person_who_knows_it(self):
        article = self.article("Drill stops", "Clean the vents.")
        rina = self.reader()
        rina.open(f"/articles/{article['id']}")
        self.assertIn("Clean the vents.", rina.text)
        rina.submit(f"/articles/{article['id']}/feedback", solved="no")
        self.assertIn("/requests/new", rina.path)
        self.assertIn("Drill stops", rina.text)

    def written(self, reader, subject):
        reader.open("/requests/new")
        return reader.submit("/requests/new", subject=subject, details="Since noon it does.", kind="problem", urgency="slow", name="Rina Akter", email="rina@meghna.example")

    def test_who_writes_without_scripts_is_asked_once_whether_an_answer_helps(self):
        self.article("The pump hums", "Open the red valve.")
        reader = self.reader()
        page = self.written(reader, "Our pump hums loudly")
        self.assertIn("Does one of these answer it?", page)
        self.assertIn("-the-pump-hums", page)
        self.assertEqual(self.api.tickets(), [])
        page = reader.submit("/requests/new", again="1")
        self.assertIn("Since noon it does.", page)
        self.assertIn('value="Our pump hums loudly"', page)
        page = reader.submit("/requests/new", subject="Our pump hums loudly", details="Since noon it does.", kind="problem", urgency="slow", name="Rina Akter", email="rina@meghna.example")
        self.assertRegex(page, r"Request \d+ is here")
        self.assertEqual([(each["subject"], each["description"]) for each in self.api.tickets()], [("Our pump hums loudly", "Since noon it does.")])

    def test_what_has_no_answer_or_is_sent_anyway_is_a_request_at_once(self):
        self.article("The pump hums", "Open the red valve.")
        self.assertRegex(self.written(self.reader(), "Invoice for November"), r"Request \d+ is here")
        reader = self.reader("ru")
        self.article("Насос гудит", "Откройте красный вентиль.", locale="ru")
        self.assertIn("Может быть, ответ уже есть?", self.written(reader, "Насос гудит"))
        self.assertIn("Since noon it does.", reader.text)
        reader.submit("/requests/new")
        self.assertEqual(sorted(each["subject"] for each in self.api.tickets()), ["Invoice for November", "Насос гудит"])


if __name__ == "__main__":
    unittest.main()
