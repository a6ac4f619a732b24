"""Tickets by the API: created, answered, listed, and never half written."""
import threading
import unittest

from rig.server import Server


class Tickets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def test_a_created_ticket_can_be_read_back(self):
        made = self.api.new_ticket("The pump is silent", "It stopped this morning",
                                   requester={"name": "Rina Akter", "email": "rina@meghna.example"})
        read = self.api.get(f"/api/v2/tickets/{made['id']}").json["ticket"]
        self.assertEqual(read["subject"], "The pump is silent")
        self.assertEqual(read["status"], "new")
        comments = self.api.comments(made["id"])
        self.assertEqual([comment["plain_body"].strip() for comment in comments], ["It stopped this morning"])

    def test_a_public_reply_and_a_note_are_kept_apart(self):
        made = self.api.new_ticket("Two voices")
        for public, body in ((True, "We are on it"), (False, "Ask Oleg first")):
            answer = self.api.put(f"/api/v2/tickets/{made['id']}",
                                  {"ticket": {"comment": {"body": body, "public": public}}})
            self.assertEqual(answer.status, 200, answer)
        kept = [(comment["public"], comment["plain_body"].strip()) for comment in self.api.comments(made["id"])]
        self.assertEqual(kept[1:], [(True, "We are on it"), (False, "Ask Oleg first")])

    def test_the_same_key_gives_the_first_answer_again(self):
        body = {"ticket": {"subject": "Once only", "comment": {"body": "x"}}}
        first = self.api.post("/api/v2/tickets", body, key="once-1")
        again = self.api.post("/api/v2/tickets", body, key="once-1")
        self.assertEqual((first.status, again.status), (201, 201))
        self.assertEqual(first.json["ticket"]["id"], again.json["ticket"]["id"])
        self.assertEqual(sum(ticket["subject"] == "Once only" for ticket in self.api.tickets()), 1)

    def test_the_same_key_at_the_same_moment_makes_one_ticket(self):
        body = {"ticket": {"subject": "A race", "comment": {"body": "x"}}}
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.api.post("/api/v2/tickets", body, key="race")))
                   for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # A repeat that comes while the first still runs may be told so (409); every other answer is the same ticket.
        ids = {answer.json["ticket"]["id"] for answer in answers if answer.status == 201}
        self.assertEqual(len(ids), 1, answers)
        self.assertTrue(all(answer.status in (201, 409) for answer in answers), answers)
        self.assertEqual(sum(ticket["subject"] == "A race" for ticket in self.api.tickets()), 1)

    def test_a_wrong_field_is_named_and_nothing_is_written(self):
        before = len(self.api.tickets())
        answer = self.api.post("/api/v2/tickets", {"ticket": {"subject": "No body", "priority": "tremendous",
                                                              "comment": {"body": "x"}}})
        self.assertEqual(answer.status, 422, answer)
        self.assertEqual(answer.json["error"], "RecordInvalid")
        self.assertIn("priority", answer.json["details"])
        self.assertEqual(len(self.api.tickets()), before)

    def test_a_list_by_cursor_shows_every_ticket_once(self):
        for number in range(7):
            self.api.new_ticket(f"Page {number}")
        seen = [ticket["id"] for ticket in self.api.each("/api/v2/tickets", "tickets", page=3)]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertGreaterEqual(len(seen), 7)

    def test_texts_of_three_scripts_come_back_byte_for_byte(self):
        subject = "পাম্প বন্ধ · Насос молчит · Pump ✓"
        made = self.api.new_ticket(subject, subject)
        self.assertEqual(self.api.get(f"/api/v2/tickets/{made['id']}").json["ticket"]["subject"], subject)


if __name__ == "__main__":
    unittest.main()
