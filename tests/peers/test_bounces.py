"""Mail of ours that a real Postfix cannot deliver: its reports land on the right ticket and mark the address, as hard or soft as
they are, and the agent is told."""
import unittest

from rig.letters import letter, submit_smtp
from rig.peers import Postfix, lacking
from rig.server import Server, free_port, wait_until

DESK = "support@sahay.example"


@unittest.skipIf(lacking(), lacking())
class Bounces(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lmtp_port = free_port()
        cls.postfix = Postfix(lmtp_port)
        cls.addClassCleanup(cls.postfix.close)
        cls.server = Server()
        cls.server.lmtp_port = lmtp_port
        cls.server.write_config(f"""
[mail]
address = "{DESK}"
verify_senders = "no"
[smtp]
url = "smtp+plain://127.0.0.1:{cls.postfix.port}"
""")
        cls.server.start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def asked_by(self, address: str, subject: str) -> dict:
        submit_smtp(self.postfix.port, letter(f"Rina Akter <{address}>", DESK, subject, "Please help."))
        ticket = self.api.ticket_with_subject(subject, 20)
        self.assertIsNotNone(ticket, self.postfix.log_tail() + self.server.log_tail())
        return ticket

    def answer(self, ticket: dict, words: str) -> None:
        changed = self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": words}}})
        self.assertEqual(changed.status, 200, changed)

    def notes(self, ticket: dict) -> list[str]:
        return [c["plain_body"] for c in self.api.comments(ticket["id"]) if not c["public"]]

    def state_of(self, address: str) -> dict:
        found = self.api.get("/api/v2/mail_addresses").json["mail_addresses"]
        return next((one for one in found if one["address"] == address), {})

    def wait_for(self, condition):
        result = wait_until(condition, 40)
        self.assertTrue(result, self.postfix.log_tail() + self.server.log_tail())
        return result

    def test_no_such_user_stops_mail_at_once_and_the_agent_is_told(self):
        other = self.asked_by("rina@customer.example", "Another's ticket")
        ticket = self.asked_by("rina@gone.example", "She left the company")
        self.answer(ticket, "Does it work now?")
        self.wait_for(lambda: any("rina@gone.example" in note and "5.1.1" in note for note in self.notes(ticket)))
        self.assertEqual(self.notes(other), [])
        self.assertEqual(self.state_of("rina@gone.example")["state"], "dead")
        self.assertEqual(sum(t["subject"].startswith("Undelivered") for t in self.api.tickets()), 0)
        before = self.postfix.log_tail()
        self.answer(ticket, "And now?")

        def told():
            timeline = self.api.get(f"/api/v2/console/tickets/{ticket['id']}").json.get("timeline", [])
            last = next((c for c in reversed(timeline) if c.get("text", "").startswith("And now?")), {})
            return (last.get("delivery") or {}).get("state") == "failed"
        self.wait_for(told)
        self.assertNotIn("And now", before)
        # The administrator knows better: the address works again.
        self.assertEqual(self.api.delete("/api/v2/mail_addresses?address=rina%40gone.example").status, 204)
        self.assertEqual(self.state_of("rina@gone.example"), {})

    def test_a_full_mailbox_is_only_doubtful_until_the_third_time(self):
        ticket = self.asked_by("rina@full.example", "Full to the brim")
        for number in (1, 2, 3):
            self.answer(ticket, f"Try {number}")
            self.wait_for(lambda n=number: self.state_of("rina@full.example").get("soft_failures", 0) >= n)
        self.assertEqual(self.state_of("rina@full.example")["state"], "dead")
        self.assertGreaterEqual(len(self.notes(ticket)), 3)


if __name__ == "__main__":
    unittest.main()
