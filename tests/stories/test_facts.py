"""Facts (A4): what is known of a problem stands on the ticket at once, with who said it and when, goes along wherever the ticket
goes, and is never asked for again."""
import unittest

from rig.server import Server


class Facts(unittest.TestCase):
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
        cls.oleg_id = made.json["user"]["id"]
        cls.oleg = cls.server.api_of("oleg@sahay.example")
        rina = cls.admin.post("/api/v2/users", {"user": {"name": "Rina Akter", "email": "rina@meghna.example", "verified": True}})
        cls.rina = rina.json["user"]["id"]

    def asked(self, words: str, **more) -> int:
        return self.admin.new_ticket("No network", requester_id=self.rina, comment={"body": words, "author_id": self.rina}, **more)["id"]

    def note(self, number: int, **fact):
        made = self.oleg.post(f"/api/v2/tickets/{number}/facts", {"fact": fact})
        self.assertEqual(made.status, 201, made)
        return made.json["fact"]

    def known(self, number: int) -> list[tuple[str, str]]:
        answer = self.oleg.get(f"/api/v2/tickets/{number}/facts")
        self.assertEqual(answer.status, 200, answer)
        return [(fact["kind"], fact["text"]) for fact in answer.json["facts"] if fact["holds"]]

    def first_comment(self, number: int) -> dict:
        return self.oleg.get(f"/api/v2/tickets/{number}/comments").json["comments"][0]

    def test_words_marked_in_a_message_become_what_the_customer_tried(self):
        number = self.asked("Since Monday there is no network. I restarted the router twice.")
        comment = self.first_comment(number)
        fact = self.note(number, kind="tried", comment_id=comment["id"], words="restarted the router twice", result="failed")
        self.assertEqual((fact["text"], fact["done_by"], fact["result"], fact["source"], fact["made_by"]),
                         ("restarted the router twice", "customer", "failed", "comment", self.oleg_id))
        self.assertEqual(comment["body"][fact["begin"]:fact["end"]], "restarted the router twice")
        self.assertEqual(fact["happened_at"], comment["created_at"])
        shown = self.oleg.get(f"/api/v2/console/tickets/{number}").json["facts"]["facts"]
        self.assertEqual([each["id"] for each in shown], [fact["id"]], "the next technician sees it with the ticket")

    def test_a_wrong_fact_is_withdrawn_and_the_history_says_by_whom(self):
        number = self.asked("My system is slow.")
        fact = self.note(number, kind="environment", label="operating system", text="Windows 10")
        self.assertEqual(self.admin.post(f"/api/v2/facts/{fact['id']}/withdraw", {"reason": "It is Windows 11"}).status, 200)
        self.assertEqual(self.known(number), [])
        history = self.oleg.get(f"/api/v2/tickets/{number}/facts").json["history"]
        self.assertEqual([(each["what"], each["reason"]) for each in history], [("added", ""), ("withdrawn", "It is Windows 11")])
        self.assertEqual(history[0]["actor_id"], self.oleg_id)
        self.assertEqual(self.oleg.post(f"/api/v2/facts/{fact['id']}/restore", {}).status, 200)
        self.assertEqual(self.known(number), [("environment", "Windows 10")])

    def test_facts_go_along_through_merge_and_split(self):
        target, source = self.asked("No network."), self.asked("Still no network. And the invoice is wrong.")
        self.note(source, kind="tried", text="changed the cable", done_by="customer")
        part = {"subject": "Invoice", "passages": [{"text": "And the invoice is wrong."}]}
        split = self.oleg.post(f"/api/v2/tickets/{source}/split", {"split": {"comment_id": self.first_comment(source)["id"], "tickets": [part]}})
        self.assertIn(split.status, (200, 201), split)
        made = split.json["split"]["ticket_ids"][0]
        self.assertEqual(self.known(made), [("tried", "changed the cable")])
        merged = self.oleg.post(f"/api/v2/tickets/{target}/merge", {"ids": [source]})
        self.assertEqual(merged.status, 200, merged)
        self.server.wait_idle()
        facts = self.oleg.get(f"/api/v2/tickets/{target}/facts").json["facts"]
        self.assertEqual([(each["text"], each["from_ticket_id"]) for each in facts], [("changed the cable", source)])

    def test_what_the_form_asked_is_known(self):
        if not self.server.has_hooks():
            self.skipTest("needs a program with test hooks (a debug or asan build)")
        field = self.admin.post("/api/v2/ticket_fields", {"ticket_field": {"type": "text", "title": "Serial number"}}).json["ticket_field"]["id"]
        mapped = self.admin.post("/api/v2/fact_fields", {"fact_field": {"ticket_field_id": field, "kind": "environment"}})
        self.assertEqual(mapped.status, 201, mapped)
        number = self.asked("It hums.", custom_fields=[{"id": field, "value": "MT-20-1187"}])
        self.server.wait_idle()
        fact = self.oleg.get(f"/api/v2/tickets/{number}/facts").json["facts"][0]
        self.assertEqual((fact["label"], fact["text"], fact["source"]), ("Serial number", "MT-20-1187", "field"))

    def test_whether_it_was_reproduced_stands_in_one_block(self):
        number = self.asked("The pump stops after an hour.")
        block = {"steps": "1. Start the pump\n2. Wait an hour", "expected": "It runs", "actual": "It stops", "reproduced": "yes", "build": "4.2.1"}
        saved = self.oleg.put(f"/api/v2/tickets/{number}/reproduction", {"reproduction": block})
        self.assertEqual(saved.status, 200, saved)
        shown = self.oleg.get(f"/api/v2/console/tickets/{number}").json["facts"]["reproduction"]
        self.assertEqual({key: shown[key] for key in block}, block)
        self.assertEqual(shown["updated_by"], self.oleg_id)
        view = self.admin.post("/api/v2/views", {"view": {"title": "Reproduced", "all": [{"field": "reproduced", "operator": "is", "value": "yes"}]}}).json["view"]
        self.assertEqual([row["id"] for row in self.admin.get(f"/api/v2/views/{view['id']}/tickets").json["tickets"]], [number])


if __name__ == "__main__":
    unittest.main()
