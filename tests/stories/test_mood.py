"""Care (C9): who is unhappy is noticed, told to the manager, and heard again after the solution; who, why and when are kept."""
import unittest

from rig.manners import Manners


class Mood(Manners):
    def test_words_of_anger_in_three_languages_are_noticed_with_the_words(self):
        for words, mood, found in (("Nobody answers my mails. This is unacceptable!", "unhappy", "Nobody answers"),
                                   ("Это безобразие, сколько можно ждать?", "unhappy", "безобразие"),
                                   ("কেউ উত্তর দেয় না, আমরা চুক্তি বাতিল করব।", "at_risk", "চুক্তি বাতিল")):
            ticket = self.rina_asks(words=words)
            now = self.mood(ticket)
            self.assertEqual(now["mood"], mood, words)
            self.assertIn(found, now["person"]["reason"])
            self.ask("PUT", f"/users/{ticket['requester_id']}/mood", {"mood": {"mood": "calm", "reason": "We talked"}})
        history = self.mood(ticket)["person"]["history"]
        self.assertEqual([(each["was"], each["mood"]) for each in history][:2], [("at_risk", "calm"), ("calm", "at_risk")])
        self.assertEqual(history[0]["actor_id"], self.me())

    def test_a_complaint_tells_the_manager_and_owes_a_follow_up_after_the_solution(self):
        manager = self.agent()
        self.ask("PUT", "/moods/settings", {"care_settings": {"manager_ids": [manager], "follow_up_hours": 48}})
        ticket = self.rina_asks(tags=["complaint"])
        self.assertEqual(self.mood(ticket)["mood"], "complaint_open")
        told = self.letters_to("oleg@sahay.example")
        self.assertEqual(len(told), 1)
        self.assertIn("Rina Akter", told[0]["Subject"])
        self.solve(ticket)
        self.assertEqual(self.mood(ticket)["mood"], "unhappy")
        owed = self.owed(ticket)
        self.assertEqual([(each["source"], each["due_at"][:16], each["visible"]) for each in owed], [("care", "2030-01-09T09:00", False)])
        self.assertEqual(len(self.letters_to("oleg@sahay.example")), 1, "growing calmer is no news")

    def test_the_kind_complaint_opens_a_complaint_too(self):
        ticket = self.rina_asks(request_kind="complaint")
        self.assertEqual(self.mood(ticket)["mood"], "complaint_open")
        draft = "Hello Rina,\nwe look into it and write to you by Friday."
        found = self.ask("POST", f"/tickets/{ticket['id']}/draft_checks", {"draft_check": {"text": draft}})["draft_check"]["findings"]
        self.assertIn("no_apology", [each["rule"] for each in found])
        other = self.rina_asks("Still silent", request_kind="complaint")
        self.solve(ticket)
        self.assertEqual(self.mood(other)["mood"], "complaint_open", "the other complaint is still open")
        self.solve(other)
        self.assertEqual(self.mood(other)["mood"], "unhappy")

    def test_a_missed_target_and_a_bad_rating_make_it_worse(self):
        target = {"priority": "normal", "metric": "first_reply_time", "target": 60, "business_hours": False}
        self.ask("POST", "/slas/policies", {"sla_policy": {"title": "Reply", "policy_metrics": [target], "filter": {"all": [], "any": []}}})
        ticket = self.rina_asks(priority="normal")
        self.pass_time(hours=2)
        self.assertEqual(self.mood(ticket)["mood"], "unhappy")
        self.solve(ticket)
        self.as_rina("POST", f"/tickets/{ticket['id']}/satisfaction_rating", {"satisfaction_rating": {"stars": 1, "comment": "Too late"}})
        self.assertEqual(self.mood(ticket)["mood"], "at_risk")

    def test_a_change_without_a_reason_or_over_a_newer_one_is_refused(self):
        ticket = self.rina_asks()
        path = f"/users/{ticket['requester_id']}/mood"
        self.refused("PUT", path, {"mood": {"mood": "unhappy"}})
        self.ask("PUT", path, {"mood": {"mood": "unhappy", "reason": "Sounded tired of us", "version": 0}})
        self.refused("PUT", path, {"mood": {"mood": "calm", "reason": "Fine again", "version": 0}}, 409)

    def test_rules_ask_for_the_mood_and_set_it(self):
        self.ask("POST", "/triggers", {"trigger": {"title": "VIP", "conditions": {"all": [{"field": "current_tags", "operator": "includes", "value": "vip"}], "any": []},
                                                   "actions": [{"field": "set_mood", "value": "at_risk"}]}})
        self.ask("POST", "/triggers", {"trigger": {"title": "Careful", "conditions": {"all": [{"field": "mood", "operator": "greater_than", "value": "calm"}], "any": []},
                                                   "actions": [{"field": "priority", "value": "high"}]}})
        calm, vip = self.rina_asks(subject="Calm"), None
        self.assertNotEqual(self.now(calm)["priority"], "high")
        vip = self.rina_asks(subject="Important", tags=["vip"])
        self.assertEqual(self.mood(vip)["mood"], "at_risk")
        self.change(vip, comment={"body": "We look into it."})
        self.assertEqual(self.now(vip)["priority"], "high")


if __name__ == "__main__":
    unittest.main()
