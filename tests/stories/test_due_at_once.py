"""Many things fall due in one minute (C1, C4): each promise is missed once and each clock rings once, also when the program is
killed in the middle. The long form is tests/clocks/promise_burst.py."""
import unittest
from collections import Counter

from rig.duties import Duties, RINA
from rig.server import Settings

MANY = 200
DUE = "2030-01-07T11:00:00Z"


class DueAtOnce(Duties):
    def setUp(self):
        super().setUp()
        target = {"priority": "normal", "metric": "first_reply_time", "target": 115, "business_hours": False}
        self.ask("POST", "/slas/policies", {"sla_policy": {"title": "Burst", "filter": {"all": [], "any": []}, "policy_metrics": [target]}})
        for first in range(0, MANY, 100):
            tickets = [{"subject": f"Pump {first + each}", "comment": {"body": "It is silent"}, "priority": "normal", "requester": RINA} for each in range(100)]
            self.ask("POST", "/tickets/create_many", {"tickets": tickets})
        self.tickets = [ticket["id"] for ticket in self.api.tickets()]
        self.assertEqual(len(self.tickets), MANY)
        for ticket in self.tickets:
            made = self.api.post(f"/api/v2/tickets/{ticket}/promises", {"promise": {"due_at": DUE}})
            self.assertEqual(made.status, 201, made)
        self.server.wait_idle()

    def missed(self):
        return self.api.get("/api/v2/promises?state=missed&per_page=1").json["count"]

    def rung(self):
        listed = self.api.get("/api/v2/incremental/ticket_metric_events?start_time=0").json["ticket_metric_events"]
        return Counter(event["ticket_id"] for event in listed if event["type"] == "breach")

    def told(self):
        """What was told of how many promises."""
        history = [change["what"] for ticket in self.tickets for change in self.api.get(f"/api/v2/tickets/{ticket}/promises").json["history"]]
        return Counter(history)

    def test_each_is_told_once_though_the_program_dies_in_the_middle(self):
        self.assertEqual((self.missed(), len(self.rung())), (0, 0))
        seen = 0
        for _ in range(2):
            self.assertLess(seen, 2 * MANY, "killed too late: nothing was left to do")
            self.server.set_clock("2030-01-07T11:00:30Z")
            now = seen
            while now == seen:  # until it has begun
                now = self.missed() + len(self.rung())
            self.server.kill()
            self.api.close()
            self.server.start()
            seen = now
        # One process serves a SQLite file and takes up at once what the dead one had begun. On PostgreSQL others may live: there
        # it waits for the end of the lease, five minutes.
        self.server.set_clock("2030-01-07T11:06:00Z" if Settings.engine == "postgres" else "2030-01-07T11:00:40Z")
        self.server.wait_idle()
        self.assertEqual(self.missed(), MANY)
        self.assertEqual(set(self.rung().values()), {1})
        self.assertEqual(len(self.rung()), MANY)
        told = self.told()
        self.assertEqual(told["missed"], MANY)
        self.assertTrue(all(count <= MANY for count in told.values()), told)


if __name__ == "__main__":
    unittest.main()
