"""Live chat (B2): chat and request are one thing; it survives a reload and a lost line without losing or doubling a word; closed
hours say when somebody is there; nobody reads another's talk."""
import unittest

from rig.browse import run_in_browser
from rig.chat import Visitor
from rig.letters import deliver_lmtp, letter
from rig.manners import DESK, Manners
from rig.server import wait_until


class LiveChat(Manners):
    def visitor(self, *args):
        visitor = Visitor(self.server.port, *args)
        self.addCleanup(visitor.close)
        return visitor

    def ticket_of(self, words):
        self.server.wait_idle()
        found = wait_until(lambda: next((each for each in self.api.tickets() if any(words in comment["plain_body"] for comment in self.api.comments(each["id"]))), None))
        self.assertIsNotNone(found, self.server.log_tail())
        return found

    def test_a_talk_is_a_request_with_a_number_and_goes_on_as_one(self):
        rina = self.visitor()
        ack = rina.send("The drill smokes")
        ticket = self.ticket_of("The drill smokes")
        self.assertEqual(ticket["via"]["channel"], "chat")
        self.reply(ticket, "Please switch it off.")
        rina.event(lambda got: "switch it off" in str(got["data"]))
        rina.send("It is off.", conversation=ack["conv"])
        self.server.wait_idle()
        self.assertEqual([comment["plain_body"].strip() for comment in self.api.comments(ticket["id"])], ["The drill smokes", "Please switch it off.", "It is off."])
        self.assertEqual(len([each for each in self.api.tickets() if each["via"]["channel"] == "chat"]), 1)

    def test_a_lost_line_neither_loses_nor_doubles_a_word(self):
        rina = self.visitor()
        ack = rina.send("First", client_id="one")
        ticket = self.ticket_of("First")
        rina.close()
        self.reply(ticket, "Said while the line was cut.")
        again = self.visitor(rina.session, {ack["conv"]: ack["seq"]})
        again.event(lambda got: "while the line was cut" in str(got["data"]))
        self.assertEqual(again.send("First", client_id="one")["id"], ack["id"], "the same word is the same word")
        self.assertEqual([comment["plain_body"].strip() for comment in self.api.comments(ticket["id"])], ["First", "Said while the line was cut."])

    def test_closed_hours_say_when_somebody_is_there_and_take_the_word(self):
        self.office_hours()
        self.go_to("2030-01-07T10:00:00Z")
        self.assertTrue(self.visitor().welcome["hours"]["open"])
        self.go_to("2030-01-05T10:00:00Z")  # Saturday
        late = self.visitor()
        self.assertEqual((late.welcome["hours"]["open"], late.welcome["hours"]["opens_at"]), (False, "2030-01-07T09:00:00Z"))
        late.send("Written on Saturday")
        self.ticket_of("Written on Saturday")

    def test_a_holiday_is_closed_in_the_chat_and_on_the_contact_page(self):
        self.office_hours()
        schedule = self.ask("GET", "/business_hours/schedules")["schedules"][0]["id"]
        self.go_to("2030-01-07T10:00:00Z")
        self.ask("POST", f"/business_hours/schedules/{schedule}/holidays", {"holiday": {"name": "New Year", "start_date": "2030-01-07", "end_date": "2030-01-07"}})
        self.assertEqual(self.visitor().welcome["hours"], self.visitor().welcome["hours"] | {"open": False, "opens_at": "2030-01-08T09:00:00Z"})
        chat = next(way for way in self.ask_card()["ways"] if way["kind"] == "chat")
        self.assertFalse(chat["hours"]["open_now"])
        self.go_to("2030-01-08T10:00:00Z")
        self.assertTrue(self.visitor().welcome["hours"]["open"])

    def ask_card(self):
        return self.api.request("GET", "/public/v1/reach?lang=en").json

    def test_another_visitor_reads_nothing_of_it(self):
        ack = self.visitor().send("Between us")
        stranger = self.visitor()
        self.assertEqual(stranger.welcome["conversations"], [])
        with self.assertRaises(RuntimeError):
            stranger.send("Let me in", conversation=ack["conv"])

    def test_the_talk_comes_by_mail_and_its_answer_goes_on_by_mail_in_the_same_request(self):
        rina = self.visitor()
        ack = rina.send("The drill smokes")
        ticket = self.ticket_of("The drill smokes")
        self.reply(ticket, "Please switch it off.")
        rina.event(lambda got: "switch it off" in str(got["data"]))
        self.change(ticket, comment={"body": "SECRET: pays late", "public": False})
        asked = rina.ask_letter(ack["conv"], "rina@meghna.example", "press-1")
        self.assertEqual((asked["type"], asked.get("to")), ("ack", "rina@meghna.example"), asked)
        self.assertEqual(rina.ask_letter(ack["conv"], "rina@meghna.example", "press-1")["type"], "ack", "a repeat is the same press")
        letters = self.letters_to()
        self.assertEqual(len(letters), 1)
        words = letters[0].get_body(("plain",)).get_content()
        for expected in ("The drill smokes", "Please switch it off.", str(ticket["id"]), "Asia/Dhaka"):
            self.assertIn(expected, words)
        self.assertNotIn("SECRET", letters[0].as_string())
        self.assertRegex(words, "[\u0985-\u09b9]", "the visitor's language is Bengali")
        told = letters[0]
        deliver_lmtp(self.server.lmtp_port, letter("Rina Akter <rina@meghna.example>", str(told["Reply-To"]), f"Re: {told['Subject']}", "It is off."), "rina@meghna.example", DESK)
        self.server.wait_idle()
        self.assertEqual([comment["plain_body"].strip() for comment in self.api.comments(ticket["id"]) if comment["public"]], ["The drill smokes", "Please switch it off.", "It is off."])
        rina.event(lambda got: "It is off." in str(got["data"]))
        self.reply(ticket, "Then it is safe.")
        self.assertIn("Then it is safe.", self.letters_to()[-1].get_body(("plain",)).get_content())

    def test_nobody_is_flooded_with_letters_by_a_visitor_who_types_their_address(self):
        answers = []
        for _ in range(7):
            stranger = self.visitor()
            answers.append(stranger.ask_letter(stranger.send("Buy pills")["conv"], "victim@shop.example"))
        self.assertEqual([answer["type"] for answer in answers], ["ack"] * 5 + ["nack"] * 2, answers)
        self.assertEqual(answers[-1]["code"], "TooManyRequests")
        self.assertEqual(len(self.letters_to("victim@shop.example")), 5)

    def test_an_agent_sends_the_talk_with_a_saved_answer(self):
        rina = self.visitor()
        rina.send("The drill smokes", email="rina@meghna.example")
        ticket = self.ticket_of("The drill smokes")
        macro = self.ask("POST", "/macros", {"macro": {"title": "Send the chat", "actions": [{"field": "send_transcript", "value": "requester_id"}]}})["macro"]
        self.ask("POST", f"/tickets/{ticket['id']}/macros/{macro['id']}/apply", {})
        self.assertIn("The drill smokes", self.letters_to()[-1].get_body(("plain",)).get_content())

    def test_on_a_page_of_another_site_it_talks_live_and_survives_a_reload(self):
        run_in_browser(self, "chat_live", "a visitor of another site and an agent talk live")


if __name__ == "__main__":
    unittest.main()
