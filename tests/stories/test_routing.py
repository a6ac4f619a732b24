"""Queues (A8): who gets a ticket and why, who does not, what goes back, and what calls for attention by itself."""
import concurrent.futures
import time
import unittest

from rig.server import Server
from rig.websocket import WebSocket

MONDAY = "2030-01-07T09:00:00Z"


class Routing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        cls.admin = cls.server.add_admin()
        cls.people = {}
        for name, email in (("Oleg Sokolov", "oleg@sahay.example"), ("Sara Ahmed", "sara@sahay.example")):
            made = cls.admin.post("/api/v2/users", {"user": {"name": name, "email": email, "role": "agent"}})
            cls.people[name.split()[0].lower()] = made.json["user"]["id"]
        cls.oleg, cls.sara = cls.people["oleg"], cls.people["sara"]
        cls.apis = {cls.oleg: cls.server.api_of("oleg@sahay.example"), cls.sara: cls.server.api_of("sara@sahay.example")}
        always = cls.admin.post("/api/v2/business_hours/schedules", {"schedule": {"name": "Always", "time_zone": "UTC", "intervals": [{"start_time": 0, "end_time": 10080}]}})
        cls.always = always.json["schedule"]["id"]

    def setUp(self):
        self.server.set_clock(MONDAY)
        self.set(self.oleg, status="online", languages=[], skill_ids=[], capacity=0, leaves=[], keep_tickets=False)
        self.set(self.sara, status="online", languages=[], skill_ids=[], capacity=0, leaves=[], keep_tickets=False)

    # --- one line each ---

    def set(self, agent: int, **values) -> dict:
        answer = self.admin.put(f"/api/v2/agent_availability/{agent}", {"agent_availability": values})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()
        return answer.json["agent_availability"]

    def group(self, name: str, method: str = "load", **values) -> int:
        made = self.admin.post("/api/v2/groups", {"group": {"name": name}}).json["group"]["id"]
        for agent in (self.oleg, self.sara):
            self.assertEqual(self.admin.post("/api/v2/group_memberships", {"group_membership": {"user_id": agent, "group_id": made}}).status, 201)
        values = {"method": method, "language": "ignore", "within_hours": False} | values
        self.assertEqual(self.admin.put(f"/api/v2/groups/{made}/routing", {"routing": values}).status, 200)
        # What a test has given to somebody is not open in the next one.
        self.addCleanup(self.solve_all, made)
        return made

    def solve_all(self, group: int) -> None:
        self.admin.put(f"/api/v2/groups/{group}/routing", {"routing": {"method": "manual"}})
        for ticket in self.admin.get(f"/api/v2/groups/{group}/tickets").json["tickets"]:
            self.admin.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"status": "solved"}})
        self.server.wait_idle()

    def arrives(self, group: int, **values) -> int:
        number = self.admin.new_ticket("Broken drill", group_id=group, **values)["id"]
        self.server.wait_idle()
        return number

    def holder(self, number: int):
        return self.admin.get(f"/api/v2/tickets/{number}").json["ticket"]["assignee_id"]

    def why(self, api, number: int) -> list[str]:
        timeline = api.get(f"/api/v2/console/tickets/{number}").json["timeline"]
        return [entry["why"] for entry in timeline if "why" in entry]

    # --- the story ---

    def test_a_group_by_hand_leaves_tickets_where_they_are(self):
        group = self.group("By hand", "manual")
        self.assertIsNone(self.holder(self.arrives(group)))
        box = self.admin.get(f"/api/v2/routing/test?group_id={group}").json["routing_test"]
        self.assertIsNone(box["agent_id"])
        self.assertEqual(box["why"], "This group hands requests out by hand")

    def test_tickets_go_to_whom_has_the_fewest_and_the_history_says_why_to_each_reader(self):
        group = self.group("Fewest")
        first, second = self.arrives(group), self.arrives(group)
        self.assertEqual({self.holder(first), self.holder(second)}, {self.oleg, self.sara})
        owner = self.holder(first)
        name = {self.oleg: "Oleg Sokolov", self.sara: "Sara Ahmed"}
        self.assertEqual(self.why(self.apis[owner], first), ["Assigned to you because: fewest open requests in Fewest: 0"])
        self.assertEqual(self.why(self.admin, first), [f"Assigned to {name[owner]} because: fewest open requests in Fewest: 0"])
        audit = self.admin.get(f"/api/v2/tickets/{first}/audits").json["audits"][-1]
        self.assertEqual((audit["via"]["channel"], audit["via"]["source"]["rel"], audit["via"]["source"]["from"]["title"]), ("rule", "routing", "Fewest"))
        self.assertIn("because", audit["why"])

    def test_turns_go_round_however_busy_somebody_is(self):
        group = self.group("Turns", "round_robin")
        given = [self.holder(self.arrives(group)) for _ in range(4)]
        self.assertEqual(given[0], given[2])
        self.assertEqual(given[1], given[3])
        self.assertEqual(set(given), {self.oleg, self.sara})

    def test_forty_tickets_at_once_never_pass_the_limit(self):
        group = self.group("Limit", capacity=3)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            numbers = list(pool.map(lambda n: self.admin.new_ticket(f"At once {n}", group_id=group)["id"], range(40)))
        self.server.wait_idle()
        held = [self.holder(number) for number in numbers]
        self.assertEqual((held.count(self.oleg), held.count(self.sara), held.count(None)), (3, 3, 34))
        done = next(number for number, agent in zip(numbers, held) if agent == self.oleg)
        self.admin.put(f"/api/v2/tickets/{done}", {"ticket": {"status": "solved"}})
        self.server.wait_idle()
        self.assertEqual([self.holder(number) for number in numbers if number != done].count(self.oleg), 3)

    def test_the_test_box_says_who_would_get_a_ticket_and_why_nobody_else(self):
        group = self.group("Box", capacity=1)
        self.set(self.oleg, status="away")
        box = self.admin.get(f"/api/v2/routing/test?group_id={group}").json["routing_test"]
        self.assertEqual((box["agent_id"], box["why"]), (self.sara, "Assigned to Sara Ahmed because: the only one in Box who can take it now"))
        self.assertEqual({agent["agent_id"]: agent["reason"] for agent in box["agents"]}, {self.oleg: "away", self.sara: None})
        self.arrives(group)
        box = self.admin.get(f"/api/v2/routing/test?group_id={group}").json["routing_test"]
        self.assertIsNone(box["agent_id"])
        self.assertEqual([agent["words"] for agent in box["agents"] if agent["agent_id"] == self.sara], ["Has 1 of at most 1"])
        self.assertEqual(len(self.admin.get(f"/api/v2/groups/{group}/tickets").json["tickets"]), 1)  # it changed nothing

    def test_a_rule_asks_for_a_skill_and_only_who_has_it_gets_the_ticket(self):
        group = self.group("Skills")
        skill = self.admin.post("/api/v2/skills", {"skill": {"name": "Pumps"}}).json["skill"]["id"]
        trigger = self.admin.post("/api/v2/triggers", {"trigger": {
            "title": "Pumps", "conditions": {"all": [{"field": "update_type", "operator": "is", "value": "Create"},
                                                     {"field": "subject_includes_word", "operator": "includes", "value": "pump"}]},
            "actions": [{"field": "set_skills", "value": [str(skill)]}]}})
        self.assertEqual(trigger.status, 201, trigger)
        self.addCleanup(self.admin.delete, f"/api/v2/triggers/{trigger.json['trigger']['id']}")
        waiting = self.admin.new_ticket("The pump leaks", group_id=group)["id"]
        self.server.wait_idle()
        self.assertIsNone(self.holder(waiting))
        self.assertEqual(self.admin.get(f"/api/v2/tickets/{waiting}/skills").json["skill_ids"], [skill])
        self.set(self.sara, skill_ids=[skill])
        self.assertEqual(self.holder(waiting), self.sara)
        self.assertIn("knows Pumps", self.why(self.admin, waiting)[0])

    def test_a_form_field_asks_for_a_skill_by_its_tag(self):
        group = self.group("Forms")
        field = self.admin.post("/api/v2/ticket_fields", {"ticket_field": {"type": "tagger", "title": "Machine", "custom_field_options": [{"name": "Lathe", "value": "lathe"}]}})
        skill = self.admin.post("/api/v2/skills", {"skill": {"name": "Lathes", "tags": ["lathe"]}}).json["skill"]["id"]
        self.set(self.oleg, skill_ids=[skill])
        numbers = [self.arrives(group, custom_fields=[{"id": field.json["ticket_field"]["id"], "value": "lathe"}]) for _ in range(2)]
        self.assertEqual([self.holder(number) for number in numbers], [self.oleg, self.oleg])

    def test_the_customers_language_decides_where_it_is_required(self):
        group = self.group("Languages", language="require")
        self.set(self.oleg, languages=["ru"])
        self.set(self.sara, languages=["bn", "en"])
        rina = {"name": "Rina Akter", "email": "rina@meghna.example", "locale": "bn"}
        self.admin.post("/api/v2/users", {"user": rina})
        for _ in range(2):
            number = self.admin.new_ticket("ড্রিল চলে না", group_id=group, requester={"email": rina["email"], "name": rina["name"]})["id"]
            self.server.wait_idle()
            self.assertEqual(self.holder(number), self.sara)
        self.assertIn("speaks Bangla", self.why(self.admin, number)[0])

    def test_nobody_is_given_work_at_night_and_the_morning_gives_it_out(self):
        group = self.group("Hours", within_hours=True)
        day = self.admin.post("/api/v2/business_hours/schedules", {"schedule": {"name": "Mornings", "time_zone": "UTC", "group_ids": [group],
                              "intervals": [{"start_time": 1440 * d + 540, "end_time": 1440 * d + 1020} for d in range(1, 6)]}})
        self.assertEqual(day.status, 201, day)
        self.server.set_clock("2030-01-07T20:00:00Z")
        self.set(self.oleg, status="online")
        number = self.arrives(group)
        self.assertIsNone(self.holder(number))
        self.assertFalse(self.admin.get(f"/api/v2/routing/test?group_id={group}").json["routing_test"]["open_now"])
        self.server.set_clock("2030-01-08T09:01:00Z")
        self.server.wait_idle()
        self.assertIsNotNone(self.holder(number))

    def test_what_an_absent_agent_holds_goes_back_and_to_somebody_else_and_the_owner_stays(self):
        group = self.group("Absent", release_minutes=30)
        number = self.arrives(group)
        first = self.holder(number)
        other = self.sara if first == self.oleg else self.oleg
        self.assertEqual(self.apis[first].put("/api/v2/agent_availability/me", {"agent_availability": {"status": "away"}}).status, 200)
        self.server.advance_clock(minutes=29)
        self.server.wait_idle()
        self.assertEqual(self.holder(number), first)
        self.server.advance_clock(minutes=2)
        self.server.wait_idle()
        self.assertEqual(self.holder(number), other)
        words = self.why(self.apis[first], number)
        self.assertEqual(words[1], "Went from you back to Absent: away for 30 min")
        self.assertEqual(self.admin.get(f"/api/v2/tickets/{number}").json["ticket"]["owner_id"], first)
        kinds = [decision["kind"] for decision in self.admin.get(f"/api/v2/tickets/{number}/routing_decisions").json["routing_decisions"]]
        self.assertEqual(kinds, ["assigned", "released", "assigned"])

    def test_an_owner_changes_with_the_assignee_where_the_group_says_so(self):
        group = self.group("Owners", release_minutes=30, keep_owner=False)
        number = self.arrives(group)
        first = self.holder(number)
        self.set(first, status="away")
        self.server.advance_clock(minutes=31)
        self.server.wait_idle()
        self.assertNotEqual(self.admin.get(f"/api/v2/tickets/{number}").json["ticket"]["owner_id"], first)

    def test_leave_takes_tickets_back_on_its_first_day(self):
        group = self.group("Leave")
        number = self.arrives(group)
        first = self.holder(number)
        self.set(first, leaves=[{"from": "2030-01-08", "to": "2030-01-10"}])
        self.assertEqual(self.holder(number), first)
        self.server.set_clock("2030-01-08T00:01:00Z")
        self.server.wait_idle()
        self.assertNotEqual(self.holder(number), first)
        state = self.admin.get(f"/api/v2/agent_availability/{first}").json["agent_availability"]
        self.assertEqual(state["presence"], "leave")

    def test_an_open_console_brings_its_agent_online_and_a_silent_one_does_not_keep_them(self):
        made = self.admin.post("/api/v2/users", {"user": {"name": "Oleg Sokolov", "email": "oleg.second@sahay.example", "role": "agent"}}).json["user"]["id"]
        api = self.server.api_of("oleg.second@sahay.example")
        self.group("Consoles")  # somebody routes, so presence is kept
        state = lambda: self.admin.get(f"/api/v2/agent_availability/{made}").json["agent_availability"]  # noqa: E731
        self.assertEqual((state()["presence"], state()["set_by"]), ("offline", "nobody"))
        import base64
        token = base64.b64encode(f"{api.email}/token:{api.token}".encode()).decode()
        socket = WebSocket("127.0.0.1", self.server.port, "/api/v2/stream", {"Authorization": f"Basic {token}"})
        socket.send({"type": "hello", "since": 0})
        end = time.monotonic() + 20
        while state()["presence"] != "online" and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual((state()["presence"], state()["set_by"]), ("online", "console"))
        socket.close()
        self.server.advance_clock(minutes=4)
        self.assertEqual(state()["presence"], "offline")

    def test_a_ticket_that_stands_still_appears_by_itself_and_an_answer_takes_it_away(self):
        group = self.group("Still", "manual")
        number = self.arrives(group)
        view = next(view for view in self.admin.get("/api/v2/views").json["views"] if view["title"] == "Requests that stand still")
        rows = lambda: [ticket["id"] for ticket in self.admin.get(f"/api/v2/views/{view['id']}/tickets").json["tickets"]]  # noqa: E731
        self.assertNotIn(number, rows())
        for _ in range(5):
            self.server.advance_clock(days=1)
            self.server.wait_idle()
        self.assertIn(number, rows())
        self.assertEqual(self.admin.get(f"/api/v2/console/tickets/{number}").json["attention"], ["stuck"])
        self.admin.put(f"/api/v2/tickets/{number}", {"ticket": {"comment": {"body": "We are on it."}}})
        self.server.wait_idle()
        self.assertNotIn(number, rows())

    def test_a_ticket_that_is_passed_around_appears_by_itself(self):
        group = self.group("Around", "manual")
        number = self.arrives(group)
        view = next(view for view in self.admin.get("/api/v2/views").json["views"] if view["title"] == "Requests that are passed around")
        for agent in (self.oleg, self.sara, self.oleg, self.sara, self.oleg):
            self.admin.put(f"/api/v2/tickets/{number}", {"ticket": {"assignee_id": agent}})
            self.server.wait_idle()
        self.assertIn(number, [ticket["id"] for ticket in self.admin.get(f"/api/v2/views/{view['id']}/tickets").json["tickets"]])
        self.assertIn("bouncing", self.admin.get(f"/api/v2/console/tickets/{number}").json["attention"])

    def test_nobody_says_of_others_what_only_they_or_an_administrator_may(self):
        mine = self.apis[self.oleg]
        self.assertEqual(mine.put(f"/api/v2/agent_availability/{self.sara}", {"agent_availability": {"status": "offline"}}).status, 403)
        self.assertEqual(mine.put("/api/v2/agent_availability/me", {"agent_availability": {"capacity": 1}}).status, 403)
        self.assertEqual(mine.put("/api/v2/agent_availability/me", {"agent_availability": {"status": "asleep"}}).status, 422)
        self.assertEqual(mine.put(f"/api/v2/groups/1/routing", {"routing": {"method": "load"}}).status, 403)


if __name__ == "__main__":
    unittest.main()
