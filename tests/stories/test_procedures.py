"""Procedures (A5): the steps of common work come with the ticket, are worked one by one, write themselves into history and facts, and
nobody solves the ticket around them without a reason."""
import unittest

from rig.server import Server

STEPS = [
    {"key": "cable", "type": "check", "title": {"en": "Cable checked", "ru": "Проверили кабель", "bn": "কেবল দেখা হয়েছে"}, "mandatory": True, "fact": {"kind": "tried"}},
    {"key": "scope", "type": "decision", "title": "One device or all?", "mandatory": True,
     "options": [{"key": "one", "title": "One", "goto": "speed"}, {"key": "all", "title": "All", "goto": "provider"}]},
    {"key": "speed", "type": "measurement", "title": "Speed", "unit": "Mbit/s", "next": "end", "fact": {"kind": "environment"}},
    {"key": "provider", "type": "check", "title": "Provider called", "mandatory": True},
]


class Procedures(unittest.TestCase):
    without: tuple[str, ...] = ()  # rules that are switched off (test_rules_off.py)

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.options = [word for code in cls.without for word in ("--without-rule", code)]
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        cls.admin = cls.server.add_admin()
        made = cls.admin.post("/api/v2/users", {"user": {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent", "verified": True}})
        assert made.status == 201, made
        cls.oleg = cls.server.api_of("oleg@sahay.example")
        rina = cls.admin.post("/api/v2/users", {"user": {"name": "Rina Akter", "email": "rina@meghna.example", "verified": True, "locale": "ru"}})
        cls.rina = rina.json["user"]["id"]
        filter_ = {"all": [], "any": [{"field": "current_tags", "operator": "includes", "value": "network"}]}
        procedure = cls.admin.post("/api/v2/procedures", {"procedure": {"draft": {"title": {"en": "No network"}, "steps": STEPS}, "filter": filter_}})
        assert procedure.status == 201, procedure
        cls.procedure = procedure.json["procedure"]["id"]
        published = cls.admin.post(f"/api/v2/procedures/{cls.procedure}/publish", {})
        assert published.status == 201, published

    def ticket(self, *tags: str) -> int:
        number = self.admin.new_ticket("No network", requester_id=self.rina, comment={"body": "Nothing works.", "author_id": self.rina}, tags=list(tags))["id"]
        self.server.wait_idle()
        return number

    def runs(self, number: int) -> list[dict]:
        answer = self.oleg.get(f"/api/v2/tickets/{number}/procedure_runs")
        self.assertEqual(answer.status, 200, answer)
        return answer.json["procedure_runs"]

    def states(self, number: int) -> dict[str, str]:
        return {step["key"]: step["state"] for run in self.runs(number) for step in run["steps"]}

    def work(self, run: dict, what: str, key: str, status: int = 200, **more):
        answer = self.oleg.post(f"/api/v2/procedure_runs/{run['id']}/{what}", {"step": {"key": key} | more})
        self.assertEqual(answer.status, status, answer)
        self.server.wait_idle()
        return answer

    def solve(self, number: int):
        answer = self.oleg.put(f"/api/v2/tickets/{number}", {"ticket": {"status": "solved"}})
        self.server.wait_idle()
        return answer

    def test_the_procedure_comes_with_the_ticket_and_an_answer_shows_the_way(self):
        self.assertEqual(self.runs(self.ticket()), [])
        number = self.ticket("network")
        self.assertEqual(self.states(number), {"cable": "open", "scope": "open", "speed": "later", "provider": "later"})
        run = self.runs(number)[0]
        self.work(run, "done", "scope", answer="all")
        self.assertEqual(self.states(number), {"cable": "open", "scope": "done", "speed": "not_needed", "provider": "open"})
        shown = self.oleg.get(f"/api/v2/console/tickets/{number}").json["procedure_runs"]
        self.assertEqual((shown[0]["title"], shown[0]["open_mandatory"]), ("No network", 2))

    def test_nobody_solves_around_a_mandatory_step_and_a_skip_needs_a_reason(self):
        number = self.ticket("network")
        run = self.runs(number)[0]
        refused = self.solve(number)
        self.assertEqual(refused.status, 422, refused)
        self.assertIn("Cable checked", str(refused.json), "it says what is still to be done")
        self.work(run, "done", "cable", text="both ends")
        self.work(run, "skip", "scope", status=422)
        self.work(run, "skip", "scope", reason="The customer has left")
        self.assertEqual(self.solve(number).status, 200)
        statistics = self.admin.get(f"/api/v2/procedures/{self.procedure}/statistics").json["statistics"]
        cable = next(step for step in statistics["steps"] if step["key"] == "cable")
        self.assertGreaterEqual(cable["solved_after"], 1)
        self.assertIn("The customer has left", [skip["reason"] for skip in statistics["skips"]])

    def test_a_hand_over_waits_for_the_steps_too_and_who_may_not_skip_skips_none(self):
        number = self.ticket("network")
        group = self.admin.get(f"/api/v2/tickets/{number}").json["ticket"]["group_id"]
        tier = self.admin.post("/api/v2/escalation_tiers", {"escalation_tier": {"group_id": group, "level": "2", "title": "Bench"}}).json["escalation_tier"]["id"]
        packet = {"problem": "There is no network.", "facts": "Both ends of the cable were looked at.", "question": "Is it the switch?", "promised": "nothing", "next_contact_at": "2031-01-08T09:00:00Z"}
        hand_over = lambda: self.admin.post(f"/api/v2/tickets/{number}/handovers", {"handover": {"tier_id": tier, "why": "skill", "packet": packet}})
        refused = hand_over()
        self.assertEqual(refused.status, 422, refused)
        self.assertIn("Cable checked", str(refused.json))
        role = self.admin.post("/api/v2/custom_roles", {"custom_role": {"name": "Trainee", "permissions": ["tickets.edit", "tickets.comment_public"]}})
        self.assertEqual(role.status, 201, role)
        made = self.admin.post("/api/v2/users", {"user": {"name": "Karim Uddin", "email": "karim@sahay.example", "role": "agent", "custom_role_id": role.json["custom_role"]["id"], "verified": True}})
        self.assertEqual(made.status, 201, made)
        trainee = self.server.api_of("karim@sahay.example")
        run = self.runs(number)[0]
        self.assertEqual(trainee.post(f"/api/v2/procedure_runs/{run['id']}/skip", {"step": {"key": "cable", "reason": "No time"}}).status, 403)
        self.work(run, "done", "cable")
        self.work(run, "skip", "scope", reason="The customer has left")
        self.assertEqual(hand_over().status, 201)

    def test_what_was_done_stands_in_the_history_and_in_the_facts(self):
        number = self.ticket("network")
        run = self.runs(number)[0]
        self.work(run, "done", "cable", text="both ends")
        self.work(run, "done", "scope", answer="one")
        self.work(run, "done", "speed", amount="23.5")
        facts = [(fact["kind"], fact["label"], fact["text"], fact["detail"], fact["source"]) for fact in self.oleg.get(f"/api/v2/tickets/{number}/facts").json["facts"]]
        self.assertEqual(facts, [("tried", None, "Cable checked", "both ends", "procedure"), ("environment", "Speed", "23.5 Mbit/s", None, "procedure")])
        timeline = self.oleg.get(f"/api/v2/console/tickets/{number}").json["timeline"]
        told = [entry["why"] for entry in timeline if entry["kind"] == "event" and "why" in entry]
        self.assertIn("Oleg Sokolov did “Cable checked”: both ends (No network)", told)
        self.assertEqual(self.runs(number)[0]["state"], "done")

    def test_a_running_ticket_keeps_its_version(self):
        made = self.admin.post("/api/v2/procedures", {"procedure": {"draft": {"title": "Printer", "steps": [{"key": "old", "title": "Old step"}]}}}).json["procedure"]
        publish = lambda: self.assertEqual(self.admin.post(f"/api/v2/procedures/{made['id']}/publish", {}).status, 201)
        publish()
        number, later = self.ticket(), self.ticket()
        begin = lambda ticket: self.oleg.post(f"/api/v2/tickets/{ticket}/procedure_runs", {"procedure_run": {"procedure_id": made["id"]}})
        self.assertEqual(begin(number).status, 201)
        self.assertEqual(self.admin.put(f"/api/v2/procedures/{made['id']}", {"procedure": {"draft": {"title": "Printer", "steps": [{"key": "new", "title": "New step"}]}}}).status, 200)
        publish()
        self.assertEqual(begin(later).status, 201)
        self.assertEqual(([step["key"] for step in self.runs(number)[0]["steps"]], [step["key"] for step in self.runs(later)[0]["steps"]]), (["old"], ["new"]))
        versions = self.oleg.get(f"/api/v2/procedures/{made['id']}/versions").json["versions"]
        self.assertEqual([version["number"] for version in versions], [2, 1])

    def test_twelve_real_procedures_come_along_as_a_choice(self):
        offered = self.oleg.get("/api/v2/procedures/shipped").json["shipped"]
        self.assertEqual(len(offered), 12)
        loaded = self.admin.post("/api/v2/procedures/shipped", {"keys": ["cannot_sign_in"]})
        self.assertEqual((loaded.status, loaded.json), (200, {"made": 1}))
        run = self.runs(self.ticket("sign_in"))[0]
        self.assertEqual(run["title"], "Cannot sign in")
        sent = next(step["send"] for step in run["steps"] if step["type"] == "text")
        self.assertIn("Забыли пароль", sent, "what is sent speaks the customer's language")


if __name__ == "__main__":
    unittest.main()
