"""Call-backs and progress (A6): customers hear from us though nothing has changed, by mail or by phone; who cannot be reached
is asked politely and then left in peace."""
import unittest

from rig.duties import Duties


class Updates(Duties):
    def test_an_open_request_owes_an_update_every_four_working_hours(self):
        self.office_hours()
        self.cadence()
        ticket = self.ticket()
        self.assertEqual([each["due_at"][:16] for each in self.owed(ticket)], ["2030-01-07T13:00"])
        self.go_to("2030-01-07T12:00:00Z")
        duty = self.owed(ticket)[0]
        self.assertIn(duty["id"], self.today())
        draft = self.ask("GET", f"/promises/{duty['id']}/draft")["draft"]
        self.assertIn("Rina", draft["update"])
        self.ask("POST", f"/promises/{duty['id']}/send", {})
        self.assertIn("nothing new", self.public(ticket)[-1]["body"])
        # 12:00 and four working hours.
        self.assertEqual([each["due_at"][:16] for each in self.owed(ticket)], ["2030-01-07T16:00"])
        self.go_to("2030-01-07T15:30:00Z")
        self.reply(ticket, "We have found the cause.")
        # The rest of Monday's hours, then Tuesday's.
        self.assertEqual([each["due_at"][:16] for each in self.owed(ticket)], ["2030-01-08T10:30"])

    def test_what_waits_for_its_parts_owes_no_update_and_what_waits_for_others_does(self):
        self.cadence()
        whole, supplier = self.ticket("Two things"), self.ticket("The switch is on order")
        self.change(supplier, status="hold")
        self.assertEqual(len(self.owed(supplier)), 1)
        made = self.ask("POST", f"/tickets/{whole['id']}/split", {"split": {"tickets": [{"subject": "Drill", "text": "It stopped"}, {"subject": "Pump", "text": "this morning"}]}})
        self.assertEqual(self.ask("GET", f"/tickets/{whole['id']}")["ticket"]["status"], "hold")
        self.assertEqual([len(self.owed(each)) for each in [whole, *made["tickets"]]], [0, 1, 1])
        self.ask("PUT", f"/splits/{made['split']['id']}/undo", {})
        self.assertEqual(len(self.owed(whole)), 1)

    def test_updates_are_drafted_in_the_customers_language(self):
        self.cadence()
        ticket = self.ticket()
        for locale, word in (("ru-RU", "Здравствуйте"), ("bn-BD", "অনুরোধ")):
            self.ask("PUT", f"/users/{ticket['requester_id']}", {"user": {"locale": locale}})
            draft = self.ask("GET", f"/promises/{self.owed(ticket)[0]['id']}/draft")["draft"]
            self.assertIn(word, draft["update"])

    def test_a_call_that_reaches_the_customer_counts_as_the_update(self):
        self.cadence()
        ticket = self.ticket()
        first = self.owed(ticket)[0]
        self.call(ticket, "reached", seconds=300, text="Rina will send the serial number.")
        self.assertEqual(self.ask("GET", f"/promises/{first['id']}")["promise"]["state"], "kept")
        notes = [comment["body"] for comment in self.api.comments(ticket["id"]) if not comment["public"]]
        self.assertTrue(any("serial number" in note for note in notes), notes)
        spent = self.ask("GET", f"/tickets/{ticket['id']}/active_time")["active_time"]
        self.assertEqual(spent["seconds"], 300)

    def test_three_calls_in_vain_start_a_polite_closing_that_one_word_ends(self):
        self.cadence()
        ticket = self.ticket()
        for outcome in ("no_answer", "voicemail", "no_answer"):
            self.call(ticket, outcome)
        self.assertIn("tried to reach you", self.public(ticket)[-1]["body"])
        self.pass_time(days=5)
        self.assertIn("have not heard from you", self.public(ticket)[-1]["body"])
        self.customer_writes(ticket, "Sorry, I was travelling.")
        self.pass_time(days=10)
        self.assertNotEqual(self.api.get(f"/api/v2/tickets/{ticket['id']}").json["ticket"]["status"], "solved")

    def test_who_says_nothing_for_a_week_is_left_in_peace(self):
        ticket = self.ticket()
        for _ in range(3):
            self.call(ticket, "no_answer")
        self.pass_time(days=5)
        self.pass_time(days=3)
        self.assertEqual(self.api.get(f"/api/v2/tickets/{ticket['id']}").json["ticket"]["status"], "solved")
        self.assertIn("close request", self.public(ticket)[-1]["body"])


if __name__ == "__main__":
    unittest.main()
