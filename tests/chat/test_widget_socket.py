"""The chat of the widget over its socket: acknowledged once, replayed after a cut, answered live."""
import unittest
import uuid

from rig.chat import Visitor
from rig.server import Server, wait_until


class WidgetSocket(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def visitor(self, *args) -> Visitor:
        visitor = Visitor(self.server.port, *args)
        self.addCleanup(visitor.close)
        return visitor

    def ticket_of(self, text: str) -> dict:
        """The ticket one of whose comments holds the text."""
        def found():
            for ticket in self.api.tickets():
                if any(text in comment["plain_body"] for comment in self.api.comments(ticket["id"])):
                    return ticket
            return None
        ticket = wait_until(found)
        self.assertIsNotNone(ticket, self.server.log_tail())
        return ticket

    def test_a_visitor_s_message_becomes_a_ticket_and_the_answer_comes_live(self):
        visitor = self.visitor()
        ack = visitor.send("Is the shop open today?")
        ticket = self.ticket_of("Is the shop open today?")
        answer = self.api.put(f"/api/v2/tickets/{ticket['id']}",
                              {"ticket": {"comment": {"body": "Until six.", "public": True}}})
        self.assertEqual(answer.status, 200, answer)
        event = visitor.event(lambda got: got["kind"] == "msg" and "Until six." in str(got["data"]))
        self.assertEqual(event["conv"], ack["conv"])
        self.assertGreater(event["seq"], ack["seq"])

    def test_a_private_comment_never_reaches_the_visitor(self):
        visitor = self.visitor()
        ack = visitor.send("A simple question")
        ticket = self.ticket_of("A simple question")
        for body, public in (("between us", False), ("for you", True)):
            self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": body, "public": public}}})
        seen = []
        visitor.event(lambda got: seen.append(str(got)) or "for you" in str(got))
        self.assertNotIn("between us", " ".join(seen))
        again = self.visitor(visitor.session, {ack["conv"]: 0})
        replayed = []
        again.event(lambda got: replayed.append(str(got)) or "for you" in str(got))
        self.assertNotIn("between us", " ".join(replayed))

    def test_a_repeated_client_id_is_acknowledged_alike_and_kept_once(self):
        visitor = self.visitor()
        client_id = str(uuid.uuid4())
        first = visitor.send("Only once please", client_id=client_id)
        second = visitor.send("Only once please", client_id=client_id)
        self.assertEqual((first["conv"], first["id"], first["seq"]), (second["conv"], second["id"], second["seq"]))
        ticket = self.ticket_of("Only once please")
        self.assertEqual(len(self.api.comments(ticket["id"])), 1)

    def test_after_a_cut_the_visitor_gets_exactly_what_was_missed(self):
        visitor = self.visitor()
        ack = visitor.send("I lose my line now")
        ticket = self.ticket_of("I lose my line now")
        visitor.close()
        for number in range(3):
            self.api.put(f"/api/v2/tickets/{ticket['id']}",
                         {"ticket": {"comment": {"body": f"answer {number}", "public": True}}})
        again = Visitor(self.server.port, visitor.session, {ack["conv"]: ack["seq"]})
        self.addCleanup(again.close)
        events = []
        again.event(lambda got: events.append(got) or "answer 2" in str(got["data"]))
        messages = [event for event in events if event["kind"] == "msg"]
        self.assertEqual(len(messages), 3, events)
        self.assertEqual(sorted(event["seq"] for event in messages), [event["seq"] for event in messages])

    def test_a_stranger_without_the_session_sees_nothing(self):
        visitor = self.visitor()
        ack = visitor.send("Between the shop and me")
        stranger = Visitor(self.server.port, "", {ack["conv"]: 0})
        self.addCleanup(stranger.close)
        self.assertEqual(stranger.welcome["conversations"], [])
        with self.assertRaises(RuntimeError):
            stranger.send("let me in", conversation=ack["conv"])

    def test_messages_keep_their_order(self):
        visitor = self.visitor()
        ack = visitor.send("first of many")
        for number in range(12):
            visitor.send(f"line {number}", conversation=ack["conv"])
        ticket = self.ticket_of("first of many")
        texts = [comment["plain_body"].strip() for comment in self.api.comments(ticket["id"])]
        self.assertEqual(texts, ["first of many", *(f"line {number}" for number in range(12))])


if __name__ == "__main__":
    unittest.main()
