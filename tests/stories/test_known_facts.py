"""No wrong assumptions (C7): while an answer is written, the composer says when it asks for a step or a datum that the facts hold,
in three languages."""
import unittest

from rig.server import Server

# What the facts hold, a draft that asks for it all the same, what it asks for, and a draft that knows.
STEPS = {
    "en": ("restarted the router", "Hello Rina,\nplease restart the router and tell me what happens.", "restart the router",
           "Hello Rina,\nsince you restarted the router, a technician comes on Friday."),
    "ru": ("перезагрузили роутер", "Здравствуйте, Рина!\nПерезагрузите роутер и напишите, что получилось.", "Перезагрузите роутер",
           "Здравствуйте, Рина!\nРаз вы перезагрузили роутер, в пятницу приедет мастер."),
    "bn": ("রাউটার রিস্টার্ট করেছি", "প্রিয় রিনা,\nঅনুগ্রহ করে রাউটার রিস্টার্ট করুন।", "রাউটার রিস্টার্ট",
           "প্রিয় রিনা,\nআপনি রাউটার রিস্টার্ট করেছেন বলে শুক্রবার আমাদের লোক আসবে।"),
}
DATA = {
    "en": ("serial number", "Hello Rina,\nwhat is the serial number of the device?", "serial number"),
    "ru": ("серийный номер", "Здравствуйте, Рина!\nПришлите, пожалуйста, серийный номер.", "серийный номер"),
    "bn": ("সিরিয়াল নম্বর", "প্রিয় রিনা,\nঅনুগ্রহ করে সিরিয়াল নম্বর জানান।", "সিরিয়াল নম্বর"),
}


class KnownFacts(unittest.TestCase):
    without: tuple[str, ...] = ()  # rules that are switched off (test_rules_off.py)

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.options = [word for code in cls.without for word in ("--without-rule", code)]
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.admin = cls.server.add_admin()
        made = cls.admin.post("/api/v2/users", {"user": {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent", "verified": True}})
        assert made.status == 201, made
        cls.oleg = cls.server.api_of("oleg@sahay.example")

    def ticket(self) -> int:
        return self.admin.new_ticket("No network", comment={"body": "There is no network."}, requester={"name": "Rina Akter", "email": "rina@meghna.example"})["id"]

    def note(self, number: int, **fact) -> dict:
        made = self.oleg.post(f"/api/v2/tickets/{number}/facts", {"fact": fact})
        self.assertEqual(made.status, 201, made)
        return made.json["fact"]

    def warnings(self, number: int, text: str) -> list[dict]:
        answer = self.oleg.post(f"/api/v2/tickets/{number}/draft_checks", {"draft_check": {"text": text}})
        self.assertEqual(answer.status, 200, answer)
        return [each for each in answer.json["draft_check"]["findings"] if each["rule"] == "known_data"]

    def test_a_draft_that_asks_for_a_step_that_was_done_is_told_who_did_it_and_when(self):
        for language, (step, asks, words, knows) in STEPS.items():
            with self.subTest(language):
                number = self.ticket()
                self.assertEqual(self.warnings(number, asks), [], "nothing is known yet")
                fact = self.note(number, kind="tried", text=step, done_by="customer", happened_at="2026-05-12T09:00:00Z")
                found = self.warnings(number, asks)
                self.assertEqual([(each["text"], each["known"], each["fact"]) for each in found],
                                 [(words, step, {"id": fact["id"], "kind": "tried", "done_by": "customer", "at": "2026-05-12T09:00:00Z"})])
                units = asks.encode("utf-16-le")[2 * found[0]["start"]:2 * found[0]["end"]].decode("utf-16-le")
                self.assertEqual(units, words, "the words are underlined where they stand")
                self.assertEqual(self.warnings(number, knows), [])

    def test_a_draft_that_asks_for_a_datum_of_the_facts_is_told_its_value(self):
        for language, (label, asks, words) in DATA.items():
            with self.subTest(language):
                number = self.ticket()
                self.note(number, kind="environment", label=label, text="MT-20-1187")
                self.assertEqual([(each["text"], each["known"]) for each in self.warnings(number, asks)], [(words, f"{label}: MT-20-1187")])

    def test_what_was_withdrawn_may_be_asked_again(self):
        number = self.ticket()
        step, asks, _, _ = STEPS["en"]
        fact = self.note(number, kind="tried", text=step)
        self.assertEqual(len(self.warnings(number, asks)), 1)
        self.assertEqual(self.oleg.post(f"/api/v2/facts/{fact['id']}/withdraw", {}).status, 200)
        self.assertEqual(self.warnings(number, asks), [])

    def test_a_step_noted_in_one_language_is_known_in_an_answer_in_another(self):
        number = self.ticket()
        self.note(number, kind="tried", text=STEPS["ru"][0])
        for language in ("en", "bn"):
            with self.subTest(language):
                self.assertEqual(len(self.warnings(number, STEPS[language][1])), 1)


if __name__ == "__main__":
    unittest.main()
