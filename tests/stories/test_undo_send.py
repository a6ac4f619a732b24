"""Undo of send: an answer from the console waits, can be taken back whole, and leaves once when it was not."""
import json
import subprocess
import unittest

from rig.api import Answer, Api
from rig.letters import deliver_lmtp, letter
from rig.server import Server, Settings
from rig.smtp_sink import SmtpSink
from test_webhooks import Receiver

DESK = "support@sahay.example"
RINA = "Rina Akter <rina@meghna.example>"
PASSWORD = "a-long-password-of-the-test"


class UndoSend(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sink = SmtpSink()
        cls.addClassCleanup(cls.sink.close)
        cls.server = Server(config=f'[mail]\naddress = "{DESK}"\n[outbound]\nallow = ["127.0.0.0/8"]\n[smtp]\n'
                                   f'url = "smtp+plain://127.0.0.1:{cls.sink.port}"\n').start()
        cls.addClassCleanup(cls.server.close)
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        cls.api = cls.server.add_admin()
        subprocess.run([Settings.binary, "user", "add", "--data", cls.server.data, "--config", cls.server.config_path,
                        "--email", "oleg@sahay.example", "--name", "Oleg Sokolov", "--role", "agent",
                        "--password-stdin"], input=PASSWORD, text=True, capture_output=True, check=True)

    def console(self, method: str, path: str, body: dict) -> Answer:
        """As Oleg in the console: signed in by cookie."""
        client = Api("127.0.0.1", self.server.port)
        session = client.post("/api/v2/session", {"session": {"email": "oleg@sahay.example", "password": PASSWORD}})
        sent = {"Cookie": session.headers["Set-Cookie"].split(";")[0], "X-Sahay": "1",
                "Content-Type": "application/json"}
        return client.request(method, "/api/v2" + path, json.dumps(body), sent)

    def rina_writes(self, subject: str) -> int:
        deliver_lmtp(self.server.lmtp_port, letter(RINA, DESK, subject, "Please help."), "rina@meghna.example", DESK)
        ticket = self.api.ticket_with_subject(subject)
        self.assertIsNotNone(ticket, self.server.log_tail())
        return ticket["id"]

    def oleg_answers(self, ticket: int, words: str, **comment) -> int:
        answer = self.console("PUT", f"/tickets/{ticket}", {"ticket": {"comment": {"body": words} | comment, "status": "solved"}})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()
        return next(event["id"] for event in answer.json["audit"]["events"] if event["type"] == "Comment")

    def test_an_answer_taken_back_never_leaves(self):
        ticket = self.rina_writes("The pump hums")
        comment = self.oleg_answers(ticket, "Too early an answer")
        self.assertEqual(self.sink.count("Too early an answer"), 0)
        undone = self.console("POST", f"/tickets/{ticket}/comments/{comment}/undo", {})
        self.assertEqual(undone.status, 200, undone)
        self.assertEqual(undone.json["comment"]["body"], "Too early an answer")
        self.assertEqual(undone.json["ticket"]["status"], "new")
        self.assertEqual([c["plain_body"].strip() for c in self.api.comments(ticket)], ["Please help."])
        self.server.advance_clock(hours=1)
        self.server.wait_idle()
        self.assertEqual(self.sink.count("Too early an answer"), 0)

    def read_by_rina(self, ticket: int) -> list[str]:
        rina = self.server.api_of("rina@meghna.example")
        return [comment["plain_body"].strip() for comment in rina.get(f"/api/v2/requests/{ticket}/comments").json["comments"]]

    def test_the_customer_reads_an_answer_when_its_time_is_over_and_not_before(self):
        ticket = self.rina_writes("The pump leaks")
        comment = self.oleg_answers(ticket, "Close the tap")
        rina = self.server.api_of("rina@meghna.example")
        self.assertEqual(self.read_by_rina(ticket), ["Please help."])
        self.assertEqual(rina.get(f"/api/v2/requests/{ticket}/comments/{comment}").status, 404)
        self.assertEqual(len(self.api.comments(ticket)), 2)
        self.server.advance_clock(seconds=11)
        self.assertEqual(self.read_by_rina(ticket), ["Please help.", "Close the tap"])
        self.assertEqual(rina.get(f"/api/v2/requests/{ticket}/comments/{comment}").status, 200)

    def hook(self) -> Receiver:
        """Hears of every ticket and, by a rule, of every answer."""
        receiver = Receiver()
        self.addCleanup(receiver.server_close)
        self.addCleanup(receiver.shutdown)
        one = {"name": "Ledger", "endpoint": receiver.url, "http_method": "POST", "request_format": "json", "status": "active"}
        events = self.api.post("/api/v2/webhooks", {"webhook": one | {"subscriptions": ["zen:event-type:ticket.*"]}})
        ruled = self.api.post("/api/v2/webhooks", {"webhook": one | {"subscriptions": ["conditional_ticket_events"]}})
        self.assertEqual((events.status, ruled.status), (201, 201), (events, ruled))
        trigger = {"title": "Tell the ledger", "conditions": {"all": [{"field": "comment_is_public", "operator": "is", "value": "true"}]},
                   "actions": [{"field": "notification_webhook", "value": [ruled.json["webhook"]["id"], "{\"said\":\"{{ticket.latest_comment}}\"}"]}]}
        made = self.api.post("/api/v2/triggers", {"trigger": trigger})
        self.assertEqual(made.status, 201, made)
        self.addCleanup(self.api.delete, f"/api/v2/triggers/{made.json['trigger']['id']}")
        for webhook in (events, ruled):
            self.addCleanup(self.api.delete, f"/api/v2/webhooks/{webhook.json['webhook']['id']}")
        return receiver

    def test_programs_hear_of_an_answer_when_its_time_is_over_and_not_before(self):
        ticket = self.rina_writes("The pump rattles")
        receiver = self.hook()
        self.oleg_answers(ticket, "Tighten the screw")
        heard = lambda: [body for _, body in receiver.seen if "Tighten the screw" in body]  # noqa: E731
        self.assertEqual(receiver.seen, [])
        self.server.advance_clock(seconds=11)
        self.server.wait_idle()
        self.assertEqual(len(heard()), 2, receiver.seen)
        self.assertTrue(any("ticket.status_changed" in body for _, body in receiver.seen))

    def test_programs_never_hear_of_an_answer_that_was_taken_back(self):
        ticket = self.rina_writes("The pump whistles")
        receiver = self.hook()
        comment = self.oleg_answers(ticket, "A hasty word")
        self.assertEqual(self.console("POST", f"/tickets/{ticket}/comments/{comment}/undo", {}).status, 200)
        self.server.wait_idle()
        self.server.advance_clock(hours=1)
        self.server.wait_idle()
        self.assertEqual([body for _, body in receiver.seen if "A hasty word" in body or "status_changed" in body], [])

    def rule_that_mails_rina(self, ticket: int, condition: dict, body: str) -> None:
        rina = self.api.get(f"/api/v2/tickets/{ticket}").json["ticket"]["requester_id"]
        self.assertEqual(self.api.put(f"/api/v2/users/{rina}", {"user": {"verified": True}}).status, 200)
        trigger = {"title": "Tell Rina", "conditions": {"all": [condition]},
                   "actions": [{"field": "notification_user", "value": ["requester_id", "News of #{{ticket.id}}", body]}]}
        made = self.api.post("/api/v2/triggers", {"trigger": trigger})
        self.assertEqual(made.status, 201, made)
        self.addCleanup(self.api.delete, f"/api/v2/triggers/{made.json['trigger']['id']}")

    def test_a_mail_of_a_rule_tells_an_answer_when_its_time_is_over_and_not_before(self):
        ticket = self.rina_writes("The pump stutters")
        self.rule_that_mails_rina(ticket, {"field": "comment_is_public", "operator": "is", "value": "true"}, "The rule heard: {{ticket.latest_comment}}")
        self.oleg_answers(ticket, "Oil the bearing")
        self.assertEqual(self.sink.count("The rule heard"), 0)
        self.server.advance_clock(seconds=11)
        self.server.wait_idle()
        self.assertEqual(self.sink.count("The rule heard: Oil the bearing"), 1)

    def test_a_mail_of_a_rule_about_an_answer_that_was_taken_back_never_leaves(self):
        ticket = self.rina_writes("The pump clicks")
        self.rule_that_mails_rina(ticket, {"field": "comment_is_public", "operator": "is", "value": "true"}, "The rule was told: {{ticket.latest_comment}}")
        comment = self.oleg_answers(ticket, "An answer in haste")
        self.assertEqual(self.console("POST", f"/tickets/{ticket}/comments/{comment}/undo", {}).status, 200)
        self.server.advance_clock(hours=1)
        self.server.wait_idle()
        self.assertEqual((self.sink.count("The rule was told"), self.sink.count("An answer in haste")), (0, 0))

    def test_a_mail_of_a_rule_about_something_else_leaves_at_once_without_an_answer_that_may_be_taken_back(self):
        ticket = self.rina_writes("The pump groans")
        words = "Urgent now. Last: {{ticket.latest_public_comment}} All: {{ticket.public_comments_formatted}}"
        self.rule_that_mails_rina(ticket, {"field": "priority", "operator": "value", "value": "urgent"}, words)
        self.oleg_answers(ticket, "Unplug the motor")
        self.assertEqual(self.console("PUT", f"/tickets/{ticket}", {"ticket": {"priority": "urgent"}}).status, 200)
        self.server.wait_idle()
        self.assertEqual((self.sink.count("Urgent now. Last: Please help."), self.sink.count("Unplug the motor")), (1, 0))

    def test_an_answer_leaves_once_when_its_time_is_over(self):
        ticket = self.rina_writes("The pump is silent")
        comment = self.oleg_answers(ticket, "Here is the answer")
        self.server.advance_clock(seconds=11)
        self.server.wait_idle()
        self.assertEqual(self.sink.count("Here is the answer"), 1)
        late = self.console("POST", f"/tickets/{ticket}/comments/{comment}/undo", {})
        self.assertEqual(late.status, 409, late)
        self.assertEqual(len(self.api.comments(ticket)), 2)

    def test_who_wants_no_undo_sends_at_once(self):
        ticket = self.rina_writes("The pump drips")
        self.oleg_answers(ticket, "At once please", undo_send_seconds=0)
        self.assertEqual(self.sink.count("At once please"), 1)

    def test_a_colleague_cannot_take_it_back(self):
        ticket = self.rina_writes("The pump is loud")
        comment = self.oleg_answers(ticket, "Oleg's own words")
        self.assertEqual(self.api.post(f"/api/v2/tickets/{ticket}/comments/{comment}/undo", {}).status, 404)


if __name__ == "__main__":
    unittest.main()
