"""Expected times (C2): a new request shows when an answer and a solution usually come, from what such requests took lately."""
import unittest

from rig.duties import Duties


class ExpectedTime(Duties):
    def requests_of_last_week(self, count, minutes):
        for i in range(count):
            ticket = self.ticket(f"Pump {i}", priority="normal")
            self.server.advance_clock(minutes=minutes)
            self.change(ticket, comment={"body": "Turn it on."}, status="solved")

    def count(self):
        self.pass_time(hours=1, minutes=1)

    def test_nothing_is_said_from_too_few_requests(self):
        self.requests_of_last_week(9, 30)
        self.count()
        eta = self.ask("GET", f"/tickets/{self.ticket(priority='normal')['id']}/eta")["eta"]
        self.assertIsNone(eta["first_answer"])

    def test_a_new_request_shows_the_usual_time_and_analysis_says_that_it_is_unknown(self):
        self.requests_of_last_week(10, 30)
        self.count()
        ticket = self.ticket(priority="normal")
        eta = self.ask("GET", f"/tickets/{ticket['id']}/eta")["eta"]
        self.assertEqual(eta["first_answer"]["sample"], 10)
        self.assertAlmostEqual(eta["first_answer"]["median_seconds"], 1800, delta=60)
        self.assertAlmostEqual(eta["solution"]["p80_seconds"], 1800, delta=60)
        shown = self.next_step(ticket)
        self.assertIsNotNone(shown["solution_by"])
        self.assertIn("usually solved", shown["words"])
        self.ask("POST", f"/tickets/{ticket['id']}/triage", {"triage": {"decision": "analysis", "checkpoint_at": "2030-01-20T09:00:00Z"}})
        eta = self.ask("GET", f"/tickets/{ticket['id']}/eta")["eta"]
        self.assertTrue(eta["analysis"])
        self.assertIsNone(eta["solution"])
        self.assertIn("not known yet", self.next_step(ticket)["words"])


if __name__ == "__main__":
    unittest.main()
