"""Did this solve it? (D9): one question in the letter of the solution, answered by one press, with stars and words if wanted."""
import unittest

from rig.chat import Visitor
from rig.manners import Manners


class DidThisSolveIt(Manners):
    def asked(self):
        ticket = self.rina_asks()
        self.solve(ticket)
        mail = self.letters_to()[-1]
        self.assertIn("Did this solve it?", mail.get_body(("plain",)).get_content())
        return ticket, self.solved_link(mail)

    def test_opening_the_link_changes_nothing_however_often(self):
        ticket, link = self.asked()
        for _ in range(3):
            status, page = self.page("GET", link)
            self.assertEqual(status, 200)
            self.assertIn("Yes, it is solved", page)
        self.assertEqual(self.now(ticket)["status"], "solved")
        self.assertEqual(self.now(ticket)["satisfaction_rating"]["score"], "offered")

    def test_yes_closes_the_request_with_the_stars_and_is_counted(self):
        ticket, link = self.asked()
        status, page = self.page("POST", link, {"solved": "yes", "stars": "5", "comment": "Quick and kind"})
        self.assertEqual(status, 200, page)
        now = self.now(ticket)
        self.assertEqual((now["status"], now["satisfaction_rating"]["score"], now["satisfaction_rating"]["stars"]), ("closed", "good", 5))
        rows = self.ask("GET", "/satisfaction_ratings/report")["satisfaction_report"]["rows"]
        self.assertEqual([(row["asked"], row["answered"], row["solved"], row["not_solved"], row["average_stars"]) for row in rows], [(1, 1, 1, 0, 5)])
        status, page = self.page("POST", link, {"solved": "no"})
        self.assertIn("answered already", page)
        self.assertEqual(self.now(ticket)["status"], "closed")

    def test_views_know_the_rating(self):
        good, link = self.asked()
        self.page("POST", link, {"solved": "yes", "stars": "5", "comment": ""})
        never = self.rina_asks("Never asked")
        for score, wanted in (("good", good), ("unoffered", never)):
            view = self.ask("POST", "/views", {"view": {"title": score, "all": [{"field": "satisfaction_score", "operator": "is", "value": score}]}})["view"]
            self.assertEqual([row["id"] for row in self.ask("GET", f"/views/{view['id']}/tickets")["tickets"]], [wanted["id"]], score)

    def test_no_opens_it_again_with_the_words_and_the_rating_makes_unhappy(self):
        ticket, link = self.asked()
        self.page("POST", link, {"solved": "no", "stars": "2", "comment": "It stopped again at night"})
        self.assertEqual(self.now(ticket)["status"], "open")
        self.assertEqual(self.public(ticket)[-1]["plain_body"].strip(), "It stopped again at night")
        self.assertEqual(self.mood(ticket)["mood"], "unhappy")

    def chat_solved(self, words="The pump hums"):
        """A visitor's conversation that is solved, its ticket, and what the visitor is told of it."""
        visitor = Visitor(self.server.port)
        self.addCleanup(visitor.close)
        conv = visitor.send(words)["conv"]
        self.server.wait_idle()
        ticket = self.ask("GET", "/tickets?sort_by=id&sort_order=desc")["tickets"][0]
        self.solve(ticket)
        return visitor, conv, ticket, self.head(visitor, conv, lambda head: head["asks"])

    def head(self, visitor, conv, wanted):
        return visitor.socket.receive_until(lambda got: got["type"] == "head" and got["conv"] == conv and wanted(got), 10)

    def test_a_visitor_of_the_chat_is_asked_there_and_yes_closes_the_request(self):
        visitor, conv, ticket, head = self.chat_solved()
        self.assertTrue(head["stars"])
        visitor.socket.send({"type": "solved", "conv": conv, "solved": "yes", "stars": 5, "comment": "Quick and kind"})
        self.assertFalse(self.head(visitor, conv, lambda head: not head["asks"])["stars"])
        now = self.now(ticket)
        self.assertEqual((now["status"], now["satisfaction_rating"]["stars"], now["satisfaction_rating"]["comment"]), ("closed", 5, "Quick and kind"))
        again = Visitor(self.server.port, visitor.session)
        self.addCleanup(again.close)
        self.assertEqual([(each["conv"], each["asks"]) for each in again.welcome["conversations"]], [(conv, False)])

    def test_no_in_the_chat_opens_it_again_with_the_words_and_the_next_step_is_told_there(self):
        visitor, conv, ticket, _ = self.chat_solved()
        visitor.socket.send({"type": "solved", "conv": conv, "solved": "no", "stars": 1, "comment": "It hums again"})
        self.head(visitor, conv, lambda head: not head["asks"])
        self.server.wait_idle()
        now = self.now(ticket)
        self.assertEqual((now["status"], now["satisfaction_rating"]["score"]), ("open", "bad"))
        self.assertEqual(self.public(ticket)[-1]["plain_body"].strip(), "It hums again")
        self.assertEqual(self.mood(ticket)["mood"], "unhappy")
        self.promise(ticket, "2030-01-07T15:00:00Z")
        self.assertIn("২১:০০", self.head(visitor, conv, lambda head: "২১" in head["next_step"])["next_step"], "in the visitor's zone and language")

    def test_nobody_answers_for_somebody_else_and_who_is_angry_is_asked_for_no_stars_in_the_chat(self):
        _, conv, ticket, head = self.chat_solved("কেউ উত্তর দেয় না, আমরা চুক্তি বাতিল করব।")
        self.assertEqual((head["asks"], head["stars"]), (True, False))
        other = Visitor(self.server.port)
        self.addCleanup(other.close)
        other.send("Another question")
        other.socket.send({"type": "solved", "conv": conv, "solved": "yes"})
        other.send("One more")  # answered after what came before it
        self.assertEqual(self.now(ticket)["status"], "solved")

    def test_a_link_of_somebody_else_or_a_form_from_elsewhere_does_nothing(self):
        ticket, link = self.asked()
        self.assertEqual(self.page("GET", link[:-1] + ("A" if link[-1] != "A" else "B"))[0], 404)
        head, reader, at, mac = link.split(".")
        self.assertEqual(self.page("GET", ".".join((head, str(int(reader) + 1), at, mac)))[0], 404)
        self.assertEqual(self.now(ticket)["status"], "solved")


if __name__ == "__main__":
    unittest.main()
