"""Plain language (C6): an answer in office language is marked while it is written, stopped where the group wants it, sent
with a reason that is kept, and counted; in three languages, without any model."""
import unittest

from rig.server import Server

OFFICE = {
    "en": ("When will the repair be done? Is it covered by the warranty?",
           "Please be advised that your request has been forwarded to the relevant department.",
           "Hello Rina,\nyes, the warranty covers it. The repair takes three days, I will call you on Friday.\nOleg"),
    "ru": ("Когда будет готов ремонт? Он по гарантии?",
           "Доводим до вашего сведения, что ваша заявка передана в соответствующий отдел.",
           "Здравствуйте, Рина!\nДа, ремонт по гарантии. Он займёт три дня, в пятницу я вам позвоню.\nОлег"),
    "bn": ("মেরামত কবে শেষ হবে? এটা কি ওয়ারেন্টির মধ্যে?",
           "আপনার অবগতির জন্য জানানো যাচ্ছে যে, আবেদনটি সংশ্লিষ্ট বিভাগে পাঠানো হয়েছে।",
           "প্রিয় রিনা,\nহ্যাঁ, মেরামত ওয়ারেন্টির মধ্যে। তিন দিন লাগবে, শুক্রবার আমি ফোন করব।\nওলেগ"),
}


class PlainLanguage(unittest.TestCase):
    without: tuple[str, ...] = ()  # rules that are switched off (test_rules_off.py)

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.options = [word for code in cls.without for word in ("--without-rule", code)]
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.admin = cls.server.add_admin()
        company = cls.admin.post("/api/v2/organizations", {"organization": {"name": "Meghna Tools", "domain_names": ["meghna.example"]}})
        made = cls.admin.post("/api/v2/users", {"user": {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent", "verified": True}})
        assert made.status == 201, made
        cls.oleg = cls.server.api_of("oleg@sahay.example")
        rina = cls.admin.post("/api/v2/users", {"user": {"name": "Rina Akter", "email": "rina@meghna.example", "verified": True,
                                                         "organization_id": company.json["organization"]["id"]}})
        cls.rina = rina.json["user"]["id"]

    def setUp(self):
        self.group = self.admin.post("/api/v2/groups", {"group": {"name": self.id().rsplit(".", 1)[-1][:60]}}).json["group"]["id"]

    def asked(self, words: str, **more) -> int:
        return self.admin.new_ticket("A question", requester_id=self.rina, group_id=self.group, comment={"body": words, "author_id": self.rina}, **more)["id"]

    def policy(self, **levels) -> None:
        made = self.admin.post("/api/v2/draft_policies", {"draft_policy": {"group_id": self.group, "levels": levels}})
        self.assertEqual(made.status, 201, made)

    def check(self, number: int, text: str, **more) -> dict:
        answer = self.oleg.post(f"/api/v2/tickets/{number}/draft_checks", {"draft_check": {"text": text} | more})
        self.assertEqual(answer.status, 200, answer)
        return answer.json["draft_check"]

    def send(self, number: int, text: str, **more):
        return self.oleg.put(f"/api/v2/tickets/{number}", {"ticket": {"comment": {"body": text} | more}})

    @staticmethod
    def rules(check: dict) -> set[str]:
        return {finding["rule"] for finding in check["findings"]}

    def test_office_language_is_marked_with_plain_words_in_three_languages(self):
        for language, (question, office, plain) in OFFICE.items():
            with self.subTest(language):
                number = self.asked(question)
                found = self.check(number, office)
                self.assertLessEqual({"officialese", "passive", "unanswered", "no_next_step", "no_greeting"}, self.rules(found), found)
                for finding in found["findings"]:
                    if finding["start"] is not None:
                        units = office.encode("utf-16-le")[2 * finding["start"]:2 * finding["end"]].decode("utf-16-le")
                        self.assertEqual(units, finding["text"])
                self.assertEqual([each["answered"] for each in found["questions"]], [False, False])
                good = self.check(number, plain)
                self.assertEqual((good["findings"], [each["answered"] for each in good["questions"]]), ([], [True, True]))

    def test_a_group_that_blocks_stops_the_answer_and_a_reason_sends_it(self):
        question, office, plain = OFFICE["en"]
        number = self.asked(question)
        self.policy(officialese="block", unanswered="block")
        self.assertTrue(self.check(number, office)["blocked"])
        refused = self.send(number, office)
        self.assertEqual(refused.status, 422, refused)
        said = " ".join(each["description"] for each in refused.json["details"]["comment"])
        self.assertIn("Please be advised that", said)
        self.assertIn("When will the repair be done?", said)
        self.assertEqual(self.send(number, office, public=False).status, 200, "a note to colleagues is theirs")
        kept = self.send(number, office, override_reason="The lawyers wrote this")
        self.assertEqual(kept.status, 200, kept)
        overrides = self.admin.get(f"/api/v2/draft_overrides?ticket_id={number}").json["draft_overrides"]
        self.assertEqual([(each["reason"], sorted(each["rules"])) for each in overrides], [("The lawyers wrote this", ["officialese", "unanswered"])])
        other = self.asked(question)
        self.assertEqual(self.send(other, plain).status, 200)

    def test_a_missing_file_a_foreign_reader_and_a_known_datum_are_named(self):
        number = self.asked("Please send the contract again. The serial number is MT-20.")
        found = self.check(number, "Hello Rina,\nthe contract is attached. I will call you on Friday.", recipients=["rina@meghna.example", "spy@other.example"])
        self.assertEqual(self.rules(found), {"missing_attachment", "wrong_recipient"}, found)
        self.assertEqual(self.rules(self.check(number, "Hello Rina,\nthe contract is attached. I will call you on Friday.", attachments=1)), set())
        field = self.admin.post("/api/v2/ticket_fields", {"ticket_field": {"type": "text", "title": "Serial number"}}).json["ticket_field"]["id"]
        self.assertEqual(self.admin.put(f"/api/v2/tickets/{number}", {"ticket": {"custom_fields": [{"id": field, "value": "MT-20"}]}}).status, 200)
        self.assertIn("known_data", self.rules(self.check(number, "Hello Rina,\nplease tell us the serial number.")))

    def test_an_answer_to_a_complaint_says_sorry(self):
        number = self.asked("The third wrong invoice!", tags=["complaint"])
        self.assertIn("no_apology", self.rules(self.check(number, "Hello Rina,\nI will correct it today.")))
        self.assertNotIn("no_apology", self.rules(self.check(number, "Hello Rina,\nI am sorry. I will correct it today.")))

    def test_the_organizations_own_words_count_too(self):
        number = self.asked("The drill stops.")
        for phrase in ({"kind": "jargon", "words": "spindle lock", "plain": "button on the side"}, {"kind": "allowed", "words": "firmware update"}):
            self.assertEqual(self.admin.post("/api/v2/draft_phrases", {"draft_phrase": phrase | {"language": "en"}}).status, 201)
        found = self.check(number, "Hello Rina,\nplease press the spindle lock. I will call you on Friday.")
        self.assertEqual([(each["text"], each["substitutes"]) for each in found["findings"]], [("spindle lock", ["button on the side"])])

    def test_the_trend_counts_what_was_sent(self):
        question, office, plain = OFFICE["en"]
        number = self.asked(question)
        self.policy(officialese="warn")
        self.assertEqual(self.send(number, plain).status, 200)
        self.assertEqual(self.send(self.asked(question), office).status, 200)
        if not self.server.has_hooks():
            self.skipTest("needs a program with test hooks (a debug or asan build)")
        self.server.wait_idle()
        trend = self.admin.get(f"/api/v2/reports/plain_language?group_id={self.group}").json["plain_language"]
        self.assertEqual(sum(day["answers"] for day in trend), 2)
        self.assertEqual(sum(day["findings"].get("officialese", 0) for day in trend), 2)
        self.assertTrue(all(0 < day["readability"] <= 100 for day in trend), trend)

    def test_without_the_rule_nothing_is_marked_and_nothing_is_stopped(self):
        if not self.server.has_hooks():
            self.skipTest("needs a program with test hooks (a debug or asan build)")
        server = Server()
        self.addCleanup(server.close)
        server.options = ["--without-rule", "C6"]
        admin = server.start().add_admin()
        made = admin.post("/api/v2/draft_policies", {"draft_policy": {"levels": {"officialese": "block"}}})
        self.assertEqual(made.status, 201, made)
        number = admin.new_ticket("A question", comment={"body": OFFICE["en"][0]})["id"]
        checked = admin.post(f"/api/v2/tickets/{number}/draft_checks", {"draft_check": {"text": OFFICE["en"][1]}}).json["draft_check"]
        self.assertEqual((checked["findings"], checked["blocked"]), ([], False))
        self.assertEqual(admin.put(f"/api/v2/tickets/{number}", {"ticket": {"comment": {"body": OFFICE["en"][1]}}}).status, 200)


if __name__ == "__main__":
    unittest.main()
