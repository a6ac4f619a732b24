"""Send later: an answer waits for its time, goes out once, and not at all when something happened that its writer must know."""
import unittest

from rig.manners import Manners

NINE = "2030-01-08T09:00:00Z"


class SendLater(Manners):
    def later(self, ticket, words="It is plugged in.", at=NINE, **fields):
        wanted = {"send_at": at, "ticket": {"comment": {"html_body": f"<p>{words}</p>"}} | fields}
        return self.ask("POST", f"/tickets/{ticket['id']}/scheduled_replies", {"scheduled_reply": wanted})["scheduled_reply"]

    def shown(self, ticket, reply):
        return self.ask("GET", f"/tickets/{ticket['id']}/scheduled_replies/{reply['id']}")["scheduled_reply"]

    def pass_to(self, moment):
        self.go_to(moment)
        self.server.run_jobs()
        self.server.wait_idle()
        self.server.run_jobs()

    def letters_with(self, words):
        return sum(words in mail.get_body(("plain",)).get_content() for mail in self.letters_to())

    def restart(self, killed):
        if killed:
            self.server.kill()
        else:
            self.server.stop()
        self.server.start()
        self.api.close()

    def test_it_leaves_at_its_time_once_though_the_program_was_killed_before_and_after(self):
        ticket = self.rina_asks()
        reply = self.later(ticket, "A fuse for the pump", status="pending")
        self.restart(killed=True)
        self.pass_to("2030-01-08T08:59:00Z")
        self.assertEqual((self.letters_with("A fuse for the pump"), self.shown(ticket, reply)["state"]), (0, "waiting"))
        self.pass_to("2030-01-08T09:00:30Z")
        self.assertEqual((self.letters_with("A fuse for the pump"), self.shown(ticket, reply)["state"]), (1, "sent"))
        self.assertEqual(self.now(ticket)["status"], "pending")
        self.restart(killed=True)
        self.pass_to("2030-01-08T12:00:00Z")
        self.assertEqual(self.letters_with("A fuse for the pump"), 1)
        self.assertEqual(sum("A fuse for the pump" in comment["body"] for comment in self.api.comments(ticket["id"])), 1)

    def test_a_time_that_passed_while_the_program_was_down_is_made_up_for(self):
        ticket = self.rina_asks()
        self.later(ticket, "Late but there")
        self.server.stop()
        self.server.start()
        self.api.close()
        self.pass_to("2030-01-09T09:00:00Z")
        self.assertEqual(self.letters_with("Late but there"), 1)

    def test_the_customers_word_holds_it_and_the_agent_reads_why(self):
        ticket = self.rina_asks()
        self.agent()
        made = self.as_oleg("POST", f"/tickets/{ticket['id']}/scheduled_replies", {"scheduled_reply": {"send_at": NINE, "ticket": {"comment": {"body": "Wait for the fuse"}}}})
        self.as_rina("PUT", f"/requests/{ticket['id']}", {"request": {"comment": {"body": "It works again."}}})
        self.pass_to("2030-01-08T10:00:00Z")
        held = self.shown(ticket, made["scheduled_reply"])
        self.assertEqual((held["state"], held["reason"], self.letters_with("Wait for the fuse")), ("held", "customer_wrote", 0))
        news = self.as_oleg("GET", "/notifications")["notifications"]
        self.assertIn(("reply_held", ticket["id"]), [(one["kind"], one["ticket_id"]) for one in news])
        stale = self.clients["oleg@sahay.example"].post(f"/api/v2/tickets/{ticket['id']}/scheduled_replies/{held['id']}/send", {})
        self.assertEqual((stale.status, [one["plain_body"].strip() for one in stale.json["newer"]]), (409, ["It works again."]))
        self.as_oleg("POST", f"/tickets/{ticket['id']}/scheduled_replies/{held['id']}/send", {"last_seen_event": self.ask("GET", f"/console/tickets/{ticket['id']}")["event_seq"]})
        self.server.run_jobs()
        self.assertEqual(self.letters_with("Wait for the fuse"), 1)

    def test_whose_right_was_taken_sends_nothing(self):
        ticket = self.rina_asks()
        oleg = self.agent()
        made = self.as_oleg("POST", f"/tickets/{ticket['id']}/scheduled_replies", {"scheduled_reply": {"send_at": NINE, "ticket": {"comment": {"body": "From Oleg"}}}})
        self.ask("PUT", f"/users/{oleg}", {"user": {"suspended": True}})
        self.pass_to("2030-01-08T10:00:00Z")
        self.assertEqual((self.shown(ticket, made["scheduled_reply"])["reason"], self.letters_with("From Oleg")), ("rights", 0))

    def test_the_customer_sees_nothing_of_it_before(self):
        ticket = self.rina_asks()
        self.later(ticket, "Nobody reads this yet")
        self.assertNotIn("Nobody reads this yet", str(self.as_rina("GET", f"/requests/{ticket['id']}/comments")))
        self.assertEqual(self.letters_with("Nobody reads this yet"), 0)
        self.assertEqual(self.ask("GET", f"/console/tickets/{ticket['id']}")["scheduled_replies"][0]["state"], "waiting")

    def test_a_time_that_is_over_is_refused_by_its_field(self):
        ticket = self.rina_asks()
        answer = self.refused("POST", f"/tickets/{ticket['id']}/scheduled_replies", {"scheduled_reply": {"send_at": "2029-01-01T00:00:00Z", "ticket": {"comment": {"body": "x"}}}})
        self.assertIn("send_at", answer["details"])


if __name__ == "__main__":
    unittest.main()
