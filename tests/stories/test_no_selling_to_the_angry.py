"""No selling to the angry (C12): the engine withholds what sells, whoever asks for it and by whichever route."""
import unittest

from rig.manners import Manners

SALES = {"macro": {"title": "Offer the bigger pump", "actions": [{"field": "marked_as", "value": "sales"}, {"field": "comment_value", "value": "Try our bigger pump!"}]}}
PLAIN = {"macro": {"title": "Ask for the model", "actions": [{"field": "comment_value", "value": "Which model is it?"}]}}


class NoSellingToTheAngry(Manners):
    def macros(self, ticket):
        return {macro["title"] for macro in self.ask("GET", f"/macros?ticket_id={ticket['id']}")["macros"]}

    def test_a_sales_macro_is_hidden_and_refused_until_the_customer_is_calm(self):
        sales = self.ask("POST", "/macros", SALES)["macro"]
        self.assertTrue(sales["withheld_unless_calm"])
        self.ask("POST", "/macros", PLAIN)
        ticket = self.rina_asks()
        self.assertLessEqual({"Offer the bigger pump", "Ask for the model"}, self.macros(ticket))
        self.customer_writes(ticket, "This is unacceptable.")
        self.assertNotIn("Offer the bigger pump", self.macros(ticket))
        self.assertIn("Ask for the model", self.macros(ticket))
        for method in ("GET", "POST"):
            answer = self.refused(method, f"/tickets/{ticket['id']}/macros/{sales['id']}/apply", None if method == "GET" else {}, 409)
            self.assertIn("Rina Akter", str(answer))
        self.assertEqual(len(self.public(ticket)), 2)
        self.ask("PUT", f"/users/{ticket['requester_id']}/mood", {"mood": {"mood": "calm", "reason": "We called her"}})
        self.ask("POST", f"/tickets/{ticket['id']}/macros/{sales['id']}/apply", {})
        self.assertEqual(len(self.public(ticket)), 3)

    def test_a_campaign_by_rule_or_by_hand_reaches_only_who_is_calm(self):
        self.ask("POST", "/triggers", {"trigger": {"title": "News of the year", "conditions": {"all": [{"field": "current_tags", "operator": "includes", "value": "news"}], "any": []},
                                                   "actions": [{"field": "marked_as", "value": "campaign"}, {"field": "notification_user", "value": ["requester_id", "News", "Our new catalogue"]}]}})
        angry = self.rina_asks(words="Nobody answers, I am furious")
        calm = self.api.new_ticket("A question", "Which oil?", requester={"name": "Karim Uddin", "email": "karim@meghna.example"})
        self.server.wait_idle()
        for ticket in (angry, calm):
            self.change(ticket, tags=["news"])
        self.assertEqual([mail["To"] for mail in self.sink.mails if mail["Subject"] == "News"], [mail["To"] for mail in self.letters_to("karim@meghna.example") if mail["Subject"] == "News"])
        self.assertEqual(len([mail for mail in self.sink.mails if mail["Subject"] == "News"]), 1)
        self.refused("PUT", f"/tickets/{angry['id']}", {"ticket": {"comment": {"body": "New catalogue!", "marked_as": "campaign"}}}, 409)
        report = self.ask("GET", "/moods/report")["mood_report"]
        self.assertIn({"kind": "campaign", "number": 1}, report["withheld"])

    def test_who_is_angry_is_not_asked_for_a_rating_until_calm_again(self):
        ticket = self.rina_asks(words="This is ridiculous.")
        self.solve(ticket)
        self.assertEqual(self.now(ticket)["satisfaction_rating"]["score"], "unoffered")
        self.assertIsNone(self.solved_link(self.letters_to()[-1]))
        self.ask("PUT", f"/users/{ticket['requester_id']}/mood", {"mood": {"mood": "calm", "reason": "She laughed about it"}})
        self.assertEqual(self.now(ticket)["satisfaction_rating"]["score"], "offered")


if __name__ == "__main__":
    unittest.main()
