"""Promises (C1): what a customer was told is stored, shown, reminded, told to be late before it is, and measured."""
import unittest

from rig.duties import Duties


class Promises(Duties):
    def test_a_promised_answer_is_shown_to_the_customer_and_kept_by_it(self):
        ticket = self.ticket()
        self.reply(ticket, "I look into it and write by Monday 15:00.")
        promise = self.promise(ticket, "2030-01-07T15:00:00Z")
        shown = self.next_step(ticket)
        self.assertIn("Sara Ahmed", shown["words"])
        self.assertIn("15:00", shown["words"])
        self.assertEqual(shown["when"], "2030-01-07T15:00:00Z")
        self.pass_time(hours=2)
        self.reply(ticket, "The fuse is the cause.")
        self.assertEqual([each["state"] for each in self.promises(ticket)], ["kept"])
        self.assertNotIn(promise["id"], self.today())

    def test_a_customer_hears_of_a_delay_before_the_time_and_not_after(self):
        ticket = self.ticket()
        self.reply(ticket, "I write by 15:00.")
        promise = self.promise(ticket, "2030-01-07T15:00:00Z")
        self.ask("PUT", f"/users/{self.me()}/absence", {"absence": {"until_at": "2030-01-09T09:00:00Z"}})
        self.go_to("2030-01-07T14:30:00Z")
        told = self.public(ticket)[-1]
        self.assertIn("15:00", told["body"])
        self.assertIn("away", told["body"])
        after = self.promises(ticket)
        self.assertEqual([each["state"] for each in after], ["renegotiated", "open"])
        self.assertEqual(after[1]["replaces_id"], promise["id"])

    def test_who_is_there_gets_the_notice_drafted_and_sends_it_by_one_click(self):
        ticket = self.ticket()
        self.reply(ticket, "I write by 15:00.")
        promise = self.promise(ticket, "2030-01-07T15:00:00Z")
        self.go_to("2030-01-07T14:30:00Z")
        self.assertEqual(len(self.public(ticket)), 2)
        draft = self.ask("GET", f"/promises/{promise['id']}/draft")["draft"]
        self.assertIn("15:00", draft["delay"])
        self.ask("POST", f"/promises/{promise['id']}/delay_notice", {"reason": "The part is still on its way"})
        self.assertIn("The part is still on its way", self.public(ticket)[-1]["body"])
        self.assertEqual(self.owed(ticket)[0]["due_at"], draft["new_due_at"])

    def test_a_missed_promise_stays_owed_until_the_customer_hears_from_us(self):
        ticket = self.ticket()
        promise = self.promise(ticket, "2030-01-07T15:00:00Z")
        self.go_to("2030-01-07T16:00:00Z")
        self.assertEqual([(each["state"], each["owed"]) for each in self.promises(ticket)], [("missed", True)])
        self.assertTrue(self.next_step(ticket)["late"])
        self.assertIn(promise["id"], self.today())
        self.reply(ticket, "Here is the answer.")
        self.assertEqual([(each["state"], each["owed"]) for each in self.promises(ticket)], [("missed", False)])
        rows = self.ask("GET", "/promises/report?by=owner")["promise_report"]["rows"]
        self.assertEqual([(row["id"], row["kept"], row["late"]) for row in rows], [(self.me(), 0, 1)])

    def test_a_promise_goes_along_when_requests_are_merged_and_comes_back_with_the_undo(self):
        one, other = self.ticket("The pump is silent"), self.ticket("And again: the pump")
        promise = self.promise(one, "2030-01-07T15:00:00Z")
        self.ask("POST", f"/tickets/{other['id']}/merge", {"ids": [one["id"]]})
        self.server.wait_idle()
        self.assertEqual([each["id"] for each in self.owed(other)], [promise["id"]])
        self.assertIn("15:00", self.next_step(other)["words"])
        self.ask("PUT", f"/tickets/{other['id']}/unmerge", {})
        self.server.wait_idle()
        self.assertEqual([[each["id"] for each in self.owed(ticket)] for ticket in (one, other)], [[promise["id"]], []])

    def test_who_chose_away_is_away_for_the_notice_of_a_delay(self):
        ticket = self.ticket()
        self.reply(ticket, "I write by 15:00.")
        self.promise(ticket, "2030-01-07T15:00:00Z")
        self.ask("PUT", "/agent_availability/me", {"agent_availability": {"status": "away"}})
        self.go_to("2030-01-07T14:30:00Z")
        self.assertIn("15:00", self.public(ticket)[-1]["body"])
        self.assertEqual([each["state"] for each in self.promises(ticket)], ["renegotiated", "open"])

    def test_dates_of_a_draft_are_offered_in_three_languages_in_the_customers_zone(self):
        ticket = self.ticket()
        self.ask("PUT", f"/users/{ticket['requester_id']}", {"user": {"time_zone": "Asia/Dhaka"}})
        for words, due in (("You hear from me by Friday 15:00.", "2030-01-11T09:00:00Z"), ("Позвоню завтра до обеда.", "2030-01-08T06:00:00Z"),
                           ("আগামীকাল বিকেল ৫টায় জানাব।", "2030-01-08T11:00:00Z")):
            dates = self.ask("POST", "/promises/detect", {"text": words, "ticket_id": ticket["id"]})["dates"]
            self.assertEqual([date["due_at"] for date in dates], [due], words)
        self.assertEqual(self.ask("POST", "/promises/detect", {"text": "Please install version 3.5 of 2 January.", "ticket_id": ticket["id"]})["dates"], [])


if __name__ == "__main__":
    unittest.main()
