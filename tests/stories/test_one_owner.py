"""One owner to the end (D6): a change has a reason, and the customer gets one letter, in their language, that says who."""
import unittest

from rig.manners import Manners


class OneOwner(Manners):
    def test_a_new_owner_without_a_reason_is_refused_by_every_route(self):
        oleg = self.agent()
        ticket = self.rina_asks()
        self.change(ticket, assignee_id=self.me())
        self.assertEqual(self.now(ticket)["owner_id"], self.me())
        self.refused("PUT", f"/tickets/{ticket['id']}", {"ticket": {"owner_id": oleg}})
        self.refused("PUT", f"/tickets/{ticket['id']}/owner", {"owner": {"owner_id": oleg}})
        self.assertEqual(self.now(ticket)["owner_id"], self.me())

    def test_another_assignee_is_no_other_owner(self):
        oleg = self.agent()
        ticket = self.rina_asks()
        self.change(ticket, assignee_id=self.me())
        self.change(ticket, assignee_id=oleg)
        self.assertEqual((self.now(ticket)["owner_id"], self.now(ticket)["assignee_id"]), (self.me(), oleg))
        self.assertEqual(self.letters_to(), [])

    def test_the_customer_gets_one_letter_in_their_language(self):
        oleg = self.agent()
        for locale, words in (("en-US", "is responsible for your request"), ("ru", "отвечает Oleg Sokolov"), ("bn", "দায়িত্বে আছেন Oleg Sokolov")):
            ticket = self.rina_asks()
            self.ask("PUT", f"/users/{ticket['requester_id']}", {"user": {"locale": locale}})
            self.change(ticket, assignee_id=self.me())
            before = len(self.letters_to())
            self.change(ticket, owner_id=oleg, owner_reason="Sara is away for a month")
            letters = self.letters_to()[before:]
            self.assertEqual(len(letters), 1)
            self.assertIn(words, letters[0].get_body(("plain",)).get_content())
            self.assertNotIn("away for a month", letters[0].get_body(("plain",)).get_content(), "the reason is ours")
            change = self.ask("GET", f"/tickets/{ticket['id']}/handovers")["owner_changes"][0]
            self.assertEqual((change["from_id"], change["to_id"], change["reason"]), (self.me(), oleg, "Sara is away for a month"))

    def test_the_letter_keeps_no_promise(self):
        oleg = self.agent()
        ticket = self.rina_asks()
        self.change(ticket, assignee_id=self.me())
        self.promise(ticket, "2030-01-07T15:00:00Z")
        self.ask("PUT", f"/tickets/{ticket['id']}/owner", {"owner": {"owner_id": oleg, "reason": "Shift ends"}})
        self.assertEqual([each["state"] for each in self.promises(ticket)], ["open"])


if __name__ == "__main__":
    unittest.main()
