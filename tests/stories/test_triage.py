"""Instant or analysis (D5): the first decision. Analysis promises a checkpoint in place of a solution nobody can date."""
import unittest

from rig.duties import Duties


class Triage(Duties):
    def decide(self, ticket, **what):
        return self.ask("POST", f"/tickets/{ticket['id']}/triage", {"triage": what})

    def test_analysis_names_the_checkpoint_tells_the_customer_and_starts_the_cadence(self):
        self.cadence()
        ticket = self.ticket()
        self.decide(ticket, decision="analysis", checkpoint_at="2030-01-09T10:00:00Z")
        told = self.public(ticket)[-1]["body"]
        self.assertIn("Sara Ahmed", told)
        self.assertIn("9 January", told)
        self.assertEqual([(each["source"], each["due_at"]) for each in self.owed(ticket)], [("analysis", "2030-01-09T10:00:00Z")])
        self.go_to("2030-01-09T09:00:00Z")
        self.reply(ticket, "We still measure.")
        self.assertEqual([(each["source"], each["due_at"][:16]) for each in self.owed(ticket)], [("cadence", "2030-01-09T17:00")])

    def test_the_checkpoint_takes_the_place_of_the_solutions_target(self):
        target = {"priority": "normal", "metric": "requester_wait_time", "target": 120, "business_hours": False}
        self.ask("POST", "/slas/policies", {"sla_policy": {"title": "Solve", "policy_metrics": [target], "filter": {"all": [], "any": []}}})
        ticket = self.ticket(priority="normal")
        due = lambda: [clock["due_at"] for clock in self.ask("GET", f"/tickets/{ticket['id']}/clocks")["clocks"] if clock["metric"] == "requester_wait_time"]
        self.assertEqual(due()[0][:16], "2030-01-07T11:00")
        self.decide(ticket, decision="analysis", checkpoint_at="2030-01-09T10:00:00Z")
        self.assertEqual(due(), [None])

    def test_instant_is_answered_in_minutes_and_a_wrong_decision_is_counted(self):
        self.cadence()
        quick, slow = self.ticket(), self.ticket()
        for ticket in (quick, slow):
            self.decide(ticket, decision="instant", target_minutes=15)
            self.assertEqual([each["due_at"][:16] for each in self.owed(ticket)][-1], "2030-01-07T09:15")
        self.pass_time(minutes=10)
        self.reply(quick, "Press the green button.")
        self.pass_time(minutes=10)
        self.reply(slow, "Press the green button.")
        self.pass_time(minutes=1)
        rows = self.ask("GET", "/promises/triage_report")["triage_report"]["rows"]
        self.assertEqual({(row["decision"], row["verdict"]): row["number"] for row in rows}, {("instant", "right"): 1, ("instant", "wrong"): 1})


if __name__ == "__main__":
    unittest.main()
