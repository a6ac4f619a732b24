"""The whole history beside the composer (C8): whoever opens a request sees what the person and the company have asked before, by
whatever channel, and what was promised and found; nobody asks again because the colleague is new."""
import unittest

from rig.browse import run_in_browser
from rig.chat import Visitor
from rig.companies import Companies
from rig.letters import deliver_lmtp, letter
from rig.manners import DESK, Manners
from rig.server import wait_until


class WholeHistory(Manners, Companies):
    def by_chat(self, words):
        visitor = Visitor(self.server.port)
        self.addCleanup(visitor.close)
        visitor.send(words, name="Rina Akter", email="rina@meghna.example")
        return words

    def by_mail(self, subject):
        deliver_lmtp(self.server.lmtp_port, letter("Rina Akter <rina@meghna.example>", DESK, subject, "It hums."), "rina@meghna.example", DESK)
        return subject

    def beside(self, ticket):
        self.server.wait_idle()
        return self.as_oleg("GET", f"/console/tickets/{ticket['id']}")

    def test_a_new_colleague_sees_all_channels_of_the_person_at_once(self):
        self.agent()
        self.by_mail("The pump hums")
        self.assertIsNotNone(self.api.ticket_with_subject("The pump hums"))
        called = self.from_rina("The valve drips")
        self.call(called, "reached", text="She closes it by hand.")
        now = self.from_rina("The pump is silent")
        read = self.beside(now)
        self.assertEqual({row["subject"] for row in read["requester_tickets"]}, {"The pump hums", "The valve drips"})
        self.assertEqual({row["channel"] for row in read["requester_tickets"]}, {"email", "api"})
        self.assertEqual(read["organization"]["name"], "Meghna Tools")

    def test_a_talk_in_the_chat_is_part_of_it_once_the_address_is_proved(self):
        self.agent()
        mailed = self.by_mail("The pump hums")
        self.assertIsNotNone(self.api.ticket_with_subject(mailed))
        self.by_chat("Do you open on Sunday?")
        talk = wait_until(lambda: next((each for each in self.api.tickets() if each["via"]["channel"] == "chat"), None))
        self.assertIsNotNone(talk)
        # Anybody can type an address: a talk joins the person only by a colleague's word.
        self.ask("PUT", f"/tickets/{talk['id']}", {"ticket": {"requester_id": self.rina}})
        now = self.from_rina("The pump is silent")
        self.assertIn("chat", {row["channel"] for row in self.beside(now)["requester_tickets"]})

    def test_what_the_company_asked_is_found_with_the_company(self):
        self.person("Nadia Islam", "purchasing@meghna.example")
        self.from_rina("Ours by Rina")
        listed = self.ask("GET", f"/organizations/{self.company}/tickets")["tickets"]
        self.assertIn("Ours by Rina", {each["subject"] for each in listed})

    def test_facts_and_promises_of_the_request_are_there_for_the_next_one(self):
        self.agent()
        ticket = self.from_rina()
        self.ask("POST", f"/tickets/{ticket['id']}/facts", {"fact": {"kind": "tried", "text": "Router restarted twice"}})
        self.promise(ticket, "2030-01-07T15:00:00Z", kind="answer")
        read = self.beside(ticket)
        self.assertIn("Router restarted twice", str(read["facts"]))
        self.assertTrue(read["promises"])

    def test_on_the_screen_it_stands_beside_the_composer_and_opens_by_a_press(self):
        run_in_browser(self, "history")

    def test_all_of_it_is_one_key_away_with_who_reads_along(self):
        run_in_browser(self, "around")


if __name__ == "__main__":
    unittest.main()
