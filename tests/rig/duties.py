"""What stories of promises share: a desk with working hours, a customer who writes, time that passes."""
import unittest

from rig.server import Server

OFFICE = [{"start_time": day * 1440 + 540, "end_time": day * 1440 + 1080} for day in range(1, 6)]  # mon-fri 09:00-18:00
RINA = {"name": "Rina Akter", "email": "rina@meghna.example"}


class Duties(unittest.TestCase):
    """Each test has a desk of its own on Monday 7 January 2030, 09:00 UTC. `without` switches rules off (--without-rule)."""
    without: tuple[str, ...] = ()
    config = ""

    def setUp(self):
        self.server = Server(config=self.config)
        self.server.options = [word for code in self.without for word in ("--without-rule", code)]
        self.server.start()
        self.addCleanup(self.server.close)
        if not self.server.has_hooks():
            self.skipTest("needs a program with test hooks (a debug or asan build)")
        self.api = self.server.add_admin()
        self.server.set_clock("2030-01-07T09:00:00Z")

    def office_hours(self):
        schedule = self.api.get("/api/v2/business_hours/schedules").json["schedules"][0]
        answer = self.api.put(f"/api/v2/business_hours/schedules/{schedule['id']}", {"schedule": {"intervals": OFFICE, "time_zone": "UTC"}})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()

    def ticket(self, subject="The pump is silent", **fields):
        made = self.api.new_ticket(subject, "It stopped this morning", requester=RINA, **fields)
        self.server.wait_idle()
        return made

    def me(self):
        return self.api.get("/api/v2/users/me").json["user"]["id"]

    def change(self, ticket, **fields):
        answer = self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": fields})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()

    def reply(self, ticket, words):
        self.change(ticket, comment={"body": words})

    def customer_writes(self, ticket, words):
        self.change(ticket, comment={"body": words, "author_id": ticket["requester_id"]})

    def pass_time(self, **duration):
        self.server.advance_clock(**duration)
        self.server.wait_idle()

    def go_to(self, now):
        self.server.set_clock(now)
        self.server.wait_idle()

    def ask(self, method, path, body=None, status=(200, 201)):
        answer = self.api.request(method, f"/api/v2{path}", body)
        self.assertIn(answer.status, status, answer)
        self.server.wait_idle()
        return answer.json if answer.body else {}

    def promise(self, ticket, due, **more):
        return self.ask("POST", f"/tickets/{ticket['id']}/promises", {"promise": {"due_at": due} | more})["promise"]

    def promises(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}/promises")["promises"]

    def owed(self, ticket):
        return [promise for promise in self.promises(ticket) if promise["owed"]]

    def next_step(self, ticket):
        return self.ask("GET", f"/requests/{ticket['id']}/promises")["next_step"]

    def public(self, ticket):
        return [comment for comment in self.api.comments(ticket["id"]) if comment["public"]]

    def today(self):
        return [duty["promise"]["id"] for duty in self.ask("GET", "/promises/today")["duties"]]

    def cadence(self, **more):
        self.ask("POST", "/update_cadences", {"update_cadence": {"title": "Every 4 hours", "every_seconds": 4 * 3600, "analysis_every_seconds": 8 * 3600} | more})

    def call(self, ticket, outcome, **more):
        return self.ask("POST", f"/tickets/{ticket['id']}/calls", {"call": {"outcome": outcome, "phone": "+880 2 5566 7788"} | more})
