"""A group has a ticket only so long (group SLAs): its own target beside the promise to the customer, who hears nothing of it."""
import unittest

from rig.server import Server

RULE = "group_deadlines"


class GroupDeadlines(unittest.TestCase):
    without: tuple[str, ...] = ()

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        self.server.options = [word for code in self.without for word in ("--without-rule", code)]
        self.server.start()
        if not self.server.has_hooks():
            self.skipTest("needs a program with test hooks (a debug or asan build)")
        self.api = self.server.add_admin()
        self.server.set_clock("2030-01-07T09:00:00Z")  # a Monday
        self.bench, self.office = (self.made("groups", "group", name=name)["id"] for name in ("Bench", "Office"))

    def made(self, plural, one, **fields):
        answer = self.api.post(f"/api/v2/{plural}", {one: fields})
        self.assertEqual(answer.status, 201, answer)
        self.server.wait_idle()
        return answer.json[one]

    def deadline(self, title, minutes, *groups, **more):
        everything = [{"field": "group_id", "operator": "includes", "value": list(groups)}] if groups else []
        return self.made("group_slas/policies", "group_sla_policy", title=title, filter={"all": everything},
                         policy_metrics=[{"priority": "normal", "metric": "group_ownership_time", "target": minutes, "business_hours": False}], **more)

    def ticket(self, **fields):
        ticket = self.api.new_ticket("The pump is silent", "It stopped this morning", priority="normal",
                                     requester={"name": "Rina Akter", "email": "rina@meghna.example"}, **fields)
        self.server.wait_idle()
        return ticket

    def change(self, ticket, **fields):
        answer = self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": fields})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()

    def in_group(self, ticket):
        """The clocks of the groups that have had it, the first one first."""
        answer = self.api.get(f"/api/v2/tickets/{ticket['id']}/clocks")
        self.assertEqual(answer.status, 200, answer)
        found = [clock for clock in answer.json["clocks"] if clock["metric"] == "group_ownership_time"]
        return sorted(found, key=lambda clock: clock["instance"])

    def test_each_group_has_its_own_time_and_one_that_is_late_is_seen(self):
        bench = self.deadline("Bench", 120, self.bench)
        office = self.deadline("Everybody else", 60)
        ticket = self.ticket(group_id=self.bench)
        clock, = self.in_group(ticket)
        self.assertEqual((clock["target_seconds"], clock["policy_id"], clock["group_id"]), (7200, bench["id"], self.bench))
        self.assertEqual(clock["due_at"][:16], "2030-01-07T11:00")
        self.server.advance_clock(minutes=90)
        self.change(ticket, group_id=self.office)
        kept, running = self.in_group(ticket)
        self.assertFalse(kept["breached"])
        self.assertEqual((running["target_seconds"], running["policy_id"], running["group_id"]), (3600, office["id"], self.office))
        self.server.advance_clock(minutes=61)
        self.server.wait_idle()
        self.assertTrue(self.in_group(ticket)[1]["breached"])
        told = self.api.get("/api/v2/incremental/ticket_metric_events?start_time=0").json["ticket_metric_events"]
        applied = [event["sla"]["policy"]["title"] for event in told if event["type"] == "apply_group_sla"]
        self.assertEqual(applied, ["Bench", "Everybody else"])

    def test_it_waits_with_the_customer(self):
        self.deadline("Bench", 120, self.bench)
        ticket = self.ticket(group_id=self.bench)
        self.server.advance_clock(minutes=30)
        self.change(ticket, status="pending", comment={"body": "Does the lamp light?"})
        self.server.advance_clock(days=2)
        self.change(ticket, status="open", comment={"body": "It does.", "author_id": ticket["requester_id"]})
        clock, = self.in_group(ticket)
        self.assertEqual((clock["target_seconds"], clock["due_at"][:16]), (7200, "2030-01-09T11:00"))

    def test_it_comes_beside_the_promise_to_the_customer(self):
        self.made("slas/policies", "sla_policy", title="Promise", filter={"all": [], "any": []},
                  policy_metrics=[{"priority": "normal", "metric": "total_resolution_time", "target": 600, "business_hours": False}])
        self.deadline("Bench", 120, self.bench)
        ticket = self.ticket(group_id=self.bench)
        self.assertEqual(self.in_group(ticket)[0]["target_seconds"], 7200)
        clocks = self.api.get(f"/api/v2/tickets/{ticket['id']}/clocks").json["clocks"]
        self.assertEqual([clock["due_at"][:16] for clock in clocks if clock["metric"] == "total_resolution_time"], ["2030-01-07T19:00"])

    def test_what_is_wrong_is_named_and_each_list_keeps_its_own(self):
        bench = self.deadline("Bench", 120, self.bench)
        every = self.deadline("Everybody", 60)
        self.assertEqual([each["title"] for each in self.api.get("/api/v2/group_slas/policies").json["group_sla_policies"]], ["Bench", "Everybody"])
        self.assertEqual(self.api.get("/api/v2/slas/policies").json["sla_policies"], [])
        self.assertEqual(self.api.get(f"/api/v2/slas/policies/{bench['id']}").status, 404)
        for wrong in ({"policy_metrics": [{"priority": "low", "metric": "first_reply_time", "target": 5}]},
                      {"filter": {"all": [{"field": "group_id", "operator": "includes", "value": [987654]}]}},
                      {"filter": {"all": [{"field": "status", "operator": "is", "value": "open"}]}},
                      {"filter": {"any": [{"field": "group_id", "operator": "includes", "value": [self.bench]}]}}):
            answer = self.api.put(f"/api/v2/group_slas/policies/{bench['id']}", {"group_sla_policy": wrong})
            self.assertEqual((answer.status, list(answer.json["details"])), (422, list(wrong)), wrong)
        answer = self.api.put("/api/v2/group_slas/policies/reorder", {"group_sla_policy_ids": [every["id"]]})
        self.assertEqual([each["title"] for each in answer.json["group_sla_policies"]], ["Everybody", "Bench"])
        ticket = self.ticket(group_id=self.bench)
        self.assertEqual(self.in_group(ticket)[0]["target_seconds"], 3600)
        groups = self.api.get("/api/v2/group_slas/policies/definitions").json["definitions"]["all"][0]
        self.assertIn("Bench", [each["title"] for each in groups["values"]["list"]])

    def test_a_changed_target_holds_at_once_and_a_deleted_one_is_gone(self):
        bench = self.deadline("Bench", 120, self.bench)
        ticket = self.ticket(group_id=self.bench)
        answer = self.api.put(f"/api/v2/group_slas/policies/{bench['id']}", {"group_sla_policy": {"policy_metrics": [
            {"priority": "normal", "metric": "group_ownership_time", "target": 30, "business_hours": False}]}})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()
        self.assertEqual(self.in_group(ticket)[0]["target_seconds"], 1800)
        self.assertEqual(self.api.delete(f"/api/v2/group_slas/policies/{bench['id']}").status, 204)
        self.server.wait_idle()
        self.assertIsNone(self.in_group(ticket)[0]["target_seconds"])


if __name__ == "__main__":
    unittest.main()
