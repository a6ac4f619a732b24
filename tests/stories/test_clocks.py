"""Clocks that can be believed (C4): they pause while the customer is awaited, sleep at night, ring once, and explain
themselves."""
import unittest

from rig.server import Server

OFFICE = [{"start_time": day * 1440 + 540, "end_time": day * 1440 + 1020} for day in range(1, 6)]  # mon-fri 09:00-17:00


class Clocks(unittest.TestCase):
    def setUp(self):
        self.server = Server().start()
        self.addCleanup(self.server.close)
        if not self.server.has_hooks():
            self.skipTest("needs a program with test hooks (a debug or asan build)")
        self.api = self.server.add_admin()
        self.server.set_clock("2030-01-07T09:00:00Z")  # a Monday

    def policy(self, *targets, **more):
        metrics = [{"priority": priority, "metric": metric, "target": minutes, "business_hours": business}
                   for metric, priority, minutes, business in targets]
        answer = self.api.post("/api/v2/slas/policies", {"sla_policy": {"title": "Promise", "policy_metrics": metrics,
                                                                       "filter": {"all": [], "any": []}} | more})
        self.assertEqual(answer.status, 201, answer)
        self.server.wait_idle()
        return answer.json["sla_policy"]

    def office_hours(self, **more):
        schedule = self.api.get("/api/v2/business_hours/schedules").json["schedules"][0]
        answer = self.api.put(f"/api/v2/business_hours/schedules/{schedule['id']}",
                              {"schedule": {"intervals": OFFICE, "time_zone": "UTC"} | more})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()
        return schedule["id"]

    def ticket(self, **fields):
        made = self.api.new_ticket("The pump is silent", "It stopped this morning",
                                   requester={"name": "Rina Akter", "email": "rina@meghna.example"}, **fields)
        self.server.wait_idle()
        return made

    def change(self, ticket, **fields):
        answer = self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": fields})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()

    def pass_time(self, **duration):
        self.server.advance_clock(**duration)
        self.server.wait_idle()

    def clock(self, ticket, metric, instance=1):
        answer = self.api.get(f"/api/v2/tickets/{ticket['id']}/clocks")
        self.assertEqual(answer.status, 200, answer)
        found = [clock for clock in answer.json["clocks"] if (clock["metric"], clock["instance"]) == (metric, instance)]
        self.assertEqual(len(found), 1, answer.json)
        return found[0]

    def crash(self):
        self.server.kill()
        self.api.close()
        self.server.start()

    def due(self, ticket):
        """To the minute: the desk's clock runs on while the test does."""
        return self.clock(ticket, "first_reply_time")["due_at"][:16]

    def metric_events(self, ticket, kind):
        listed = self.api.get("/api/v2/incremental/ticket_metric_events?start_time=0").json["ticket_metric_events"]
        return [event for event in listed if event["ticket_id"] == ticket["id"] and event["type"] == kind]

    def test_a_clock_says_how_long_it_ran_and_why_it_stood(self):
        self.policy(("requester_wait_time", "normal", 600, False))
        ticket = self.ticket(priority="normal")
        self.pass_time(hours=2, minutes=10)
        self.change(ticket, comment={"body": "Have you tried the other socket?"}, status="pending")
        self.pass_time(days=3)
        self.change(ticket, comment={"body": "Yes, the same.", "author_id": ticket["requester_id"]}, status="open")
        self.pass_time(minutes=50)
        clock = self.clock(ticket, "requester_wait_time")
        self.assertEqual(clock["words"], "ran 2 h 10 min, paused 3 d waiting for the customer, ran 50 min")
        self.assertAlmostEqual(clock["elapsed_seconds"], 3 * 3600, delta=60)
        for entry, seconds in zip(clock["ledger"], (7800, 3 * 86400, 3000), strict=True):
            self.assertAlmostEqual(entry["seconds"], seconds, delta=60)

    def test_nobody_is_alarmed_at_night(self):
        self.office_hours()
        self.policy(("first_reply_time", "normal", 120, True))
        self.server.set_clock("2030-01-07T16:00:00Z")
        ticket = self.ticket(priority="normal")
        self.assertEqual(self.due(ticket), "2030-01-08T10:00")
        self.server.set_clock("2030-01-08T03:00:00Z")
        self.server.wait_idle()
        self.assertEqual(self.metric_events(ticket, "breach"), [])
        self.server.set_clock("2030-01-08T10:01:00Z")
        self.server.wait_idle()
        self.assertEqual([event["time"][:16] for event in self.metric_events(ticket, "breach")], ["2030-01-08T10:00"])

    def test_a_missed_target_is_told_once_even_after_a_crash(self):
        self.policy(("first_reply_time", "normal", 30, False))
        ticket = self.ticket(priority="normal")
        self.pass_time(minutes=31)
        self.crash()
        self.server.set_clock("2030-01-07T12:00:30Z")
        self.server.wait_idle()
        self.change(ticket, comment={"body": "Sorry for the wait."})
        self.assertEqual(len(self.metric_events(ticket, "breach")), 1)
        self.assertEqual(self.clock(ticket, "first_reply_time")["words"],
                         "ran 30 min, the target of 30 min passed, ran 2 h 30 min, then answered")

    def test_a_target_that_passed_while_the_program_was_down_is_told_when_it_is_back(self):
        self.policy(("first_reply_time", "normal", 30, False))
        ticket = self.ticket(priority="normal")
        self.crash()
        self.server.set_clock("2030-01-07T12:00:00Z")
        self.server.wait_idle()
        self.assertEqual([event["time"][:16] for event in self.metric_events(ticket, "breach")], ["2030-01-07T09:30"])

    def test_more_urgent_half_way_keeps_the_time_that_has_passed(self):
        self.policy(("first_reply_time", "normal", 240, False), ("first_reply_time", "urgent", 60, False))
        ticket = self.ticket(priority="normal")
        self.pass_time(minutes=40)
        self.change(ticket, priority="urgent")
        self.assertEqual(self.due(ticket), "2030-01-07T10:00")

    def test_another_target_in_the_policy_holds_at_once_for_running_clocks(self):
        policy = self.policy(("first_reply_time", "normal", 240, False))
        ticket = self.ticket(priority="normal")
        self.pass_time(minutes=40)
        answer = self.api.put(f"/api/v2/slas/policies/{policy['id']}", {"sla_policy": {"policy_metrics": [
            {"priority": "normal", "metric": "first_reply_time", "target": 60, "business_hours": False}]}})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()
        clock = self.clock(ticket, "first_reply_time")
        self.assertEqual(clock["due_at"][:16], "2030-01-07T10:00")
        self.assertAlmostEqual(clock["elapsed_seconds"], 2400, delta=60)

    def test_a_holiday_moves_what_is_due(self):
        schedule = self.office_hours()
        self.policy(("first_reply_time", "normal", 600, True))
        ticket = self.ticket(priority="normal")
        self.assertEqual(self.due(ticket), "2030-01-08T11:00")
        calendar = ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Founding day\r\nDTSTART;VALUE=DATE:20200108\r\n"
                    "RRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        answer = self.api.post(f"/api/v2/business_hours/schedules/{schedule}/holidays/import", {"calendar": calendar})
        self.assertEqual(answer.status, 200, answer)
        self.assertIn({"name": "Founding day", "start_date": "2030-01-08", "end_date": "2030-01-08"},
                      [{key: day[key] for key in ("name", "start_date", "end_date")} for day in answer.json["holidays"]])
        self.server.wait_idle()
        self.assertEqual(self.due(ticket), "2030-01-09T11:00")
        again = self.api.post(f"/api/v2/business_hours/schedules/{schedule}/holidays/import", {"calendar": calendar})
        self.assertEqual(again.json["added"], 0)

    def test_measures_of_a_ticket_stand_beside_it(self):
        self.server.set_clock("2030-01-07T07:00:00Z")
        self.office_hours()
        self.server.set_clock("2030-01-07T08:00:00Z")
        ticket = self.ticket()
        self.pass_time(hours=10)  # 18:00; the office was open for eight hours
        self.change(ticket, comment={"body": "Try the other socket."}, status="solved")
        self.pass_time(hours=1)
        self.change(ticket, comment={"body": "No.", "author_id": ticket["requester_id"]}, status="open")
        metric = self.api.get(f"/api/v2/tickets/{ticket['id']}/metrics").json["ticket_metric"]
        self.assertEqual(metric["reply_time_in_minutes"], {"calendar": 600, "business": 480})
        self.assertEqual(metric["first_resolution_time_in_minutes"], {"calendar": 600, "business": 480})
        self.assertEqual((metric["replies"], metric["reopens"], metric["solved_at"][:16]), (1, 1, "2030-01-07T18:00"))
        beside = self.api.get(f"/api/v2/tickets/{ticket['id']}?include=metric_sets").json["ticket"]["metric_set"]
        self.assertEqual(beside, metric)
        listed = self.api.get("/api/v2/ticket_metrics").json["ticket_metrics"]
        self.assertIn(metric, listed)

    def test_lists_of_tickets_carry_their_targets(self):
        self.policy(("first_reply_time", "normal", 240, False))
        ticket = self.ticket(priority="normal")
        listed = self.api.get("/api/v2/tickets?include=slas").json["tickets"]
        slas = next(each for each in listed if each["id"] == ticket["id"])["slas"]["policy_metrics"]
        self.assertEqual([(sla["metric"], sla["stage"], sla["breach_at"][:16], sla["hours"]) for sla in slas],
                         [("first_reply_time", "active", "2030-01-07T13:00", 3)])

    def test_the_default_schedule_is_the_opening_hours_of_the_configuration(self):
        server = Server(config='[desk]\ntime_zone = "Asia/Dhaka"\nhours = "sun-thu 09:00-18:00"\n').start()
        self.addCleanup(server.close)
        schedule = server.add_admin().get("/api/v2/business_hours/schedules").json["schedules"][0]
        self.assertEqual(schedule["time_zone"], "Asia/Dhaka")
        self.assertEqual(schedule["intervals"][0], {"start_time": 540, "end_time": 1080})
        self.assertTrue(schedule["default"])

    def test_wrong_targets_zones_and_hours_are_refused_with_their_field(self):
        good = {"priority": "normal", "metric": "first_reply_time", "target": 30, "business_hours": False}
        for wrong in ({"metric": "lunch_time"}, {"priority": "huge"}, {"target": 0}, {"target": -5}, {"target": "soon"}):
            answer = self.api.post("/api/v2/slas/policies", {"sla_policy": {"title": "x", "policy_metrics": [good | wrong]}})
            self.assertEqual(answer.status, 422, wrong)
            self.assertIn("policy_metrics", answer.json["details"])
        for wrong, field in (({"time_zone": "Mars/Base"}, "time_zone"), ({"name": ""}, "name"),
                             ({"intervals": [{"start_time": 600, "end_time": 500}]}, "intervals"),
                             ({"intervals": [{"start_time": 0, "end_time": 10081}]}, "intervals")):
            answer = self.api.post("/api/v2/business_hours/schedules", {"schedule": {"name": "Night"} | wrong})
            self.assertEqual(answer.status, 422, wrong)
            self.assertIn(field, answer.json["details"])


if __name__ == "__main__":
    unittest.main()
