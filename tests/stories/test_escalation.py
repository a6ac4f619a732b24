"""Escalation (A7): nothing moves without a complete packet, the owner stays, what comes back has a form, and a customer may ask."""
import unittest

from rig.manners import Manners


class Escalation(Manners):
    def setUp(self):
        super().setUp()
        self.oleg = self.agent()
        self.ticket_ = self.rina_asks()
        self.change(self.ticket_, assignee_id=self.me())
        self.group = self.now(self.ticket_)["group_id"]

    def tier(self, **more):
        return self.ask("POST", "/escalation_tiers", {"escalation_tier": {"group_id": self.group, "level": "2", "title": "Bench", "assignee_id": self.oleg} | more})["escalation_tier"]["id"]

    def packet(self, **more):
        return {"problem": "The pump stops after ten minutes.", "facts": "Fuse changed: no effect.", "question": "Is it the thermal switch?",
                "promised": "nothing", "next_contact_at": "2030-01-08T09:00:00Z"} | more

    def hand_over(self, tier, **more):
        return self.ask("POST", f"/tickets/{self.ticket_['id']}/handovers", {"handover": {"tier_id": tier, "why": "skill", "packet": self.packet(**more)}})["handover"]

    def test_an_incomplete_packet_is_refused_with_every_field_named(self):
        tier = self.tier()
        answer = self.refused("POST", f"/tickets/{self.ticket_['id']}/handovers", {"handover": {"tier_id": tier, "packet": {"problem": "Stops. Loud."}}})
        self.assertEqual(set(answer["details"]), {"problem", "facts", "question", "promised", "next_contact_at"})
        self.assertEqual(self.now(self.ticket_)["assignee_id"], self.me())

    def test_the_specialist_works_the_owner_stays_and_the_customer_is_promised_the_next_word(self):
        h = self.hand_over(self.tier())
        now = self.now(self.ticket_)
        self.assertEqual((now["assignee_id"], now["owner_id"]), (self.oleg, self.me()))
        self.assertEqual([(each["due_at"], each["owner_id"]) for each in self.owed(self.ticket_) if each["kind"] == "update"], [("2030-01-08T09:00:00Z", self.me())])
        self.assertEqual(len(self.letters_to("oleg@sahay.example")), 1)
        self.as_oleg("PUT", f"/tickets/{self.ticket_['id']}", {"ticket": {"comment": {"body": "Send me a photo"}}}, status=(409,))
        back = {"outcome": "cause_found", "result": "The switch is worn", "tell_customer": "We send a new switch"}
        self.as_oleg("POST", f"/handovers/{h['id']}/return", {"return": {"outcome": "cause_found"}}, status=(422,))
        self.as_oleg("POST", f"/handovers/{h['id']}/return", {"return": back})
        self.assertEqual(self.now(self.ticket_)["assignee_id"], self.me())
        note = [comment for comment in self.api.comments(self.ticket_["id"]) if not comment["public"]][-1]
        self.assertIn("We send a new switch", note["body"])

    def test_a_rejected_packet_goes_back_and_is_counted_and_durations_are_told(self):
        tier = self.tier()
        first = self.hand_over(tier)
        self.as_oleg("POST", f"/handovers/{first['id']}/reject", {"rejection": {"missing": ["facts"], "reason": "Which fuse?"}})
        self.assertEqual(self.now(self.ticket_)["assignee_id"], self.me())
        second = self.hand_over(tier, facts="Fuse F2 changed: no effect.")
        self.pass_time(hours=1)
        self.as_oleg("POST", f"/handovers/{second['id']}/return", {"return": {"outcome": "solved", "result": "Done", "tell_customer": "It works"}})
        row = self.ask("GET", "/handovers/report?by=level")["handover_report"]["rows"][0]
        self.assertEqual({key: row[key] for key in ("name", "made", "returned", "rejected", "late", "median_seconds")},
                         {"name": "2", "made": 2, "returned": 1, "rejected": 1, "late": 0, "median_seconds": 3600})

    def test_the_internal_target_is_told_when_it_passes(self):
        self.hand_over(self.tier(target_minutes=60, business_hours=False))
        self.pass_time(minutes=61)
        shown = self.ask("GET", f"/tickets/{self.ticket_['id']}/handovers")["handovers"][0]
        self.assertEqual(shown["breached_at"][:16], "2030-01-07T10:01")
        self.assertTrue(any("late" in mail["Subject"] for mail in self.letters_to("oleg@sahay.example")))

    def test_a_tier_has_conditions(self):
        tier = self.tier(filter={"all": [{"field": "priority", "operator": "is", "value": "urgent"}], "any": []})
        self.refused("POST", f"/tickets/{self.ticket_['id']}/handovers", {"handover": {"tier_id": tier, "packet": self.packet()}})
        self.change(self.ticket_, priority="urgent")
        self.assertTrue(self.ask("GET", f"/tickets/{self.ticket_['id']}/handovers/draft")["tiers"][0]["open"])
        self.hand_over(tier)

    def test_a_customer_asks_for_somebody_above_and_is_promised_an_answer(self):
        for _ in range(2):
            self.as_rina("POST", f"/requests/{self.ticket_['id']}/escalation", {"escalation": {"reason": "Three weeks already"}})
        self.assertIn("Three weeks already", self.public(self.ticket_)[-1]["body"])
        self.assertEqual([each["due_at"][:16] for each in self.owed(self.ticket_)], ["2030-01-07T13:00"])
        self.assertEqual(self.ask("GET", "/handovers/report")["handover_report"]["asked"], 1)
        self.hand_over(self.tier(filter={"all": [{"field": "escalation_asked", "operator": "is", "value": "true"}], "any": []}))
        self.assertIsNone(self.ask("GET", f"/tickets/{self.ticket_['id']}/handovers")["asked"])


if __name__ == "__main__":
    unittest.main()
