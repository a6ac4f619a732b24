"""The customer's pages (B7): signing in by a link that works once, own requests and by right the company's, state in plain words
with the next step and a named person, answering, confirming, opening again; all of it without a script."""
import re
import unittest

from rig.browse import Reader
from rig.companies import Companies
from rig.manners import DESK, Manners


class Portal(Manners, Companies):
    def test_the_link_of_a_mail_signs_in_once(self):
        self.signed_in()
        late = Reader(self.server.port)
        late.open(self.portal_link())
        self.assertNotIn(f'action="{self.portal_link()}"', late.text)
        late.open("/requests")
        self.assertIn("/signin", late.path)

    def test_an_address_that_nobody_knows_gets_the_same_answer(self):
        pages = []
        for email in ("rina@meghna.example", "nobody@meghna.example"):
            reader = Reader(self.server.port)
            reader.open("/signin")
            pages.append(reader.submit("/signin", email=email).replace(email, ""))
        self.assertEqual(re.sub(r'value="[^"]*"', "", pages[0]), re.sub(r'value="[^"]*"', "", pages[1]))

    def test_a_request_says_its_state_in_plain_words_who_has_it_and_what_comes_next(self):
        ticket = self.from_rina()
        rina = self.signed_in()
        self.assertIn("The pump is silent", rina.open("/requests"))
        page = rina.open(f"/requests/{ticket['id']}")
        self.assertIn("A person of our team reads your request", page)
        self.assertIn("Received", page)
        self.change(ticket, status="open", assignee_id=self.me(), owner_id=self.me())
        page = rina.open(f"/requests/{ticket['id']}")
        self.assertIn("Sara Ahmed", page)
        self.assertIn("We are working on it", page)
        self.promise(ticket, "2030-01-07T15:00:00Z", kind="answer")
        self.assertIn("15:00", rina.open(f"/requests/{ticket['id']}"))

    def test_the_words_stand_in_the_readers_language(self):
        ticket = self.from_rina()
        self.change(ticket, status="pending", comment={"body": "Which number?"})
        rina = self.signed_in(language="ru")
        page = rina.open(f"/requests/{ticket['id']}")
        self.assertRegex(page, r'<html[^>]* lang="ru"')
        self.assertNotIn("We need your answer", page)

    def test_an_answer_a_confirmation_and_opening_again(self):
        ticket = self.from_rina()
        self.change(ticket, status="pending", comment={"body": "Which number?"})
        rina = self.signed_in()
        rina.open(f"/requests/{ticket['id']}")
        rina.submit(f"/requests/{ticket['id']}", text="It is 1207.")
        self.server.wait_idle()
        self.assertEqual(self.now(ticket)["status"], "open")
        self.assertIn("It is 1207.", self.api.comments(ticket["id"])[-1]["plain_body"])
        self.solve(ticket)
        rina.open(f"/requests/{ticket['id']}")
        rina.submit(f"/requests/{ticket['id']}/solved", solved="no")
        self.server.wait_idle()
        self.assertEqual(self.now(ticket)["status"], "open")
        self.solve(ticket, "Press it twice.")
        rina.open(f"/requests/{ticket['id']}")
        rina.submit(f"/requests/{ticket['id']}/solved", solved="yes", stars="5")
        self.server.wait_idle()
        self.assertIn(self.now(ticket)["status"], ("solved", "closed"))
        self.assertEqual(self.ask("GET", f"/tickets/{ticket['id']}/satisfaction_rating")["satisfaction_rating"]["score"], "good")

    def test_notes_of_the_team_and_requests_of_others_are_never_shown(self):
        ticket = self.from_rina()
        self.change(ticket, comment={"body": "He is difficult", "public": False})
        other = self.api.new_ticket("Somebody else's", "Words", requester={"name": "Nadia Islam", "email": "nadia@meghna.example"})
        rina = self.signed_in()
        self.assertNotIn("difficult", rina.open(f"/requests/{ticket['id']}"))
        rina.open(f"/requests/{other['id']}")
        self.assertEqual(rina.status, 404)
        self.assertNotIn("Somebody else", rina.open("/requests"))

    def test_a_contact_person_sees_the_requests_of_the_company(self):
        nadia = self.person("Nadia Islam", "purchasing@meghna.example")
        ticket = self.from_rina()
        reader = self.signed_in("purchasing@meghna.example")
        reader.open(f"/requests/{ticket['id']}")
        self.assertEqual(reader.status, 404)
        self.contact(nadia)
        self.assertIn("The pump is silent", reader.open(f"/requests/{ticket['id']}"))

    def test_the_requester_sends_copies_to_a_colleague_who_reads_writes_and_leaves(self):
        ticket = self.from_rina()
        rina = self.signed_in()
        rina.open(f"/requests/{ticket['id']}")
        page = rina.submit(f"/requests/{ticket['id']}/copies", email="Nadia@Partner.example")
        self.assertIn("1 person gets copies", page)
        self.reply(ticket, "Press the green button.")
        self.assertTrue(any("nadia@partner.example" in str(mail["Cc"]) for mail in self.sink.mails))
        nadia = self.signed_in("nadia@partner.example")
        page = nadia.open(f"/requests/{ticket['id']}")
        self.assertIn("Press the green button.", page)
        nadia.submit(f"/requests/{ticket['id']}", text="I pressed it.")
        self.assertIn("I pressed it.", rina.open(f"/requests/{ticket['id']}"))
        nadia.open(f"/requests/{ticket['id']}")
        self.assertNotIn("Add this person", nadia.text)
        nadia.submit(f"/requests/{ticket['id']}/copies")
        self.assertEqual(nadia.path, "/requests")
        nadia.open(f"/requests/{ticket['id']}")
        self.assertEqual(nadia.status, 404)
        self.assertEqual(self.now(ticket)["email_cc_ids"], [])

    def test_copies_have_limits_and_belong_to_the_requester(self):
        ticket = self.from_rina()
        self.agent("Oleg Sokolov", "oleg@sahay.example")
        rina = self.signed_in()
        for address, words in (("nonsense", "full address"), ("oleg@sahay.example", "cannot get copies"), (DESK, "cannot get copies")):
            rina.open(f"/requests/{ticket['id']}")
            self.assertIn(words, rina.submit(f"/requests/{ticket['id']}/copies", email=address))
            self.assertEqual(rina.status, 422)
        csrf = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', rina.text))["csrf"]
        for number in range(10):
            rina.open(f"/requests/{ticket['id']}/copies", {"csrf": csrf, "email": f"colleague{number}@partner.example"})
        self.assertNotIn("Add this person", rina.open(f"/requests/{ticket['id']}"))
        rina.open(f"/requests/{ticket['id']}/copies", {"csrf": csrf, "email": "eleventh@partner.example"})
        self.assertIn("Remove one first", rina.text)
        self.assertEqual(len(self.now(ticket)["email_cc_ids"]), 10)
        copied = self.signed_in("colleague3@partner.example")
        copied.open(f"/requests/{ticket['id']}")
        csrf = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', copied.text))["csrf"]
        copied.open(f"/requests/{ticket['id']}/copies", {"csrf": csrf, "remove": str(self.now(ticket)["email_cc_ids"][0])})
        self.assertEqual(copied.status, 404)
        copied.open(f"/requests/{ticket['id']}/copies", {"csrf": "forged", "email": "x@partner.example"})
        self.assertEqual(copied.status, 403)
        self.assertEqual(len(self.now(ticket)["email_cc_ids"]), 10)


if __name__ == "__main__":
    unittest.main()
