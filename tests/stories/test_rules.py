"""Rules (E2): triggers on events, automations on time, macros by hand; dry runs, traces, and views that follow."""
import base64
import time
import unittest

from rig.server import Server, Settings
from rig.websocket import WebSocket


def when(field: str, operator: str, value=None) -> dict:
    return {"field": field, "operator": operator, "value": value}


def does(field: str, value) -> dict:
    return {"field": field, "value": value}


class Rules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        cls.admin = cls.server.add_admin()
        made = cls.admin.post("/api/v2/users", {"user": {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent"}})
        cls.oleg_id = made.json["user"]["id"]
        cls.oleg = cls.server.api_of("oleg@sahay.example")

    def rule(self, kind: str, title: str, all_: list, actions: list, any_: list | None = None) -> int:
        plural = kind + "s"
        made = self.admin.post(f"/api/v2/{plural}", {kind: {"title": title, "conditions": {"all": all_, "any": any_ or []}, "actions": actions}})
        self.assertEqual(made.status, 201, made)
        self.addCleanup(self.admin.delete, f"/api/v2/{plural}/{made.json[kind]['id']}")
        return made.json[kind]["id"]

    def ticket(self, number: int) -> dict:
        return self.admin.get(f"/api/v2/tickets/{number}").json["ticket"]

    def change(self, number: int, **values) -> None:
        self.assertEqual(self.admin.put(f"/api/v2/tickets/{number}", {"ticket": values}).status, 200)
        self.server.wait_idle()

    def made(self, subject: str, **values) -> int:
        number = self.admin.new_ticket(subject, **values)["id"]
        self.server.wait_idle()
        return number

    def runs(self, number: int) -> list[dict]:
        return self.admin.get(f"/api/v2/tickets/{number}/rule_runs").json["rule_runs"]

    def test_everything_that_rules_are_made_of_has_a_title_in_the_readers_language(self):
        me = self.admin.get("/api/v2/users/me").json["user"]["id"]
        self.addCleanup(self.admin.put, f"/api/v2/users/{me}", {"user": {"locale": "en"}})
        for locale in ("ru", "bn"):
            self.admin.put(f"/api/v2/users/{me}", {"user": {"locale": locale}})
            said = self.admin.get("/api/v2/triggers/definitions").json["definitions"]
            for each in said["conditions_all"] + said["actions"]:
                self.assertFalse(each["title"].isascii() and each["title"] == each["subject"], each["subject"])
                if each["subject"] in ("promise", "triage", "request_kind", "priority_class", "case_part", "add_fact", "procedure", "reproduced"):
                    self.assertEqual([value["title"] for value in each["values"] if value["title"].isascii()], [], each["subject"])

    def test_a_saved_answer_decides_promises_and_notes_a_fact(self):
        actions = [does("triage", ["instant", "20m"]), does("promise", ["call", "2d"]), does("add_fact", ["tried", "restarted the pump"])]
        macro = self.admin.post("/api/v2/macros", {"macro": {"title": "Restarted", "actions": actions}}).json["macro"]
        number = self.made("The pump is silent")
        self.assertEqual(self.admin.post(f"/api/v2/tickets/{number}/macros/{macro['id']}/apply", {}).status, 200)
        self.server.wait_idle()
        promised = self.admin.get(f"/api/v2/tickets/{number}/promises").json["promises"]
        self.assertIn("call", [each["kind"] for each in promised])
        known = self.admin.get(f"/api/v2/tickets/{number}/facts").json["facts"]
        self.assertIn("restarted the pump", [each["text"] for each in known])
        for wrong in (does("triage", ["later", "20m"]), does("triage", "instant"), does("add_fact", ["tried", " "]), does("add_fact", ["guess", "x"])):
            self.assertEqual(self.admin.post("/api/v2/macros", {"macro": {"title": "Wrong", "actions": [wrong]}}).status, 422, wrong)

    def test_a_rule_knows_the_parts_of_a_split_message(self):
        self.rule("trigger", "Parts", [when("update_type", "is", "Create"), when("case_part", "is", "part")], [does("current_tags", "a_part")])
        number = self.made("Two things", body="The drill smokes. Please send the invoice.")
        made = self.admin.post(f"/api/v2/tickets/{number}/split", {"split": {"tickets": [{"subject": "Drill", "text": "The drill smokes."}, {"subject": "Invoice", "text": "Please send the invoice."}]}})
        self.assertEqual(made.status, 201, made)
        self.server.wait_idle()
        self.assertEqual([self.ticket(each["id"])["tags"] for each in made.json["tickets"]], [["a_part"], ["a_part"]])
        self.assertEqual(self.ticket(number)["tags"], [])

    def test_a_trigger_fires_on_creation_and_the_history_names_it(self):
        trigger = self.rule("trigger", "Fire first", [when("update_type", "is", "Create"), when("subject_includes_word", "includes", "fire")],
                            [does("priority", "urgent"), does("current_tags", "fire_case")])
        number, quiet = self.made("Fire in the hall"), self.made("A squeaking door")
        self.assertEqual((self.ticket(number)["priority"], self.ticket(number)["tags"]), ("urgent", ["fire_case"]))
        self.assertIsNone(self.ticket(quiet)["priority"])
        via = self.admin.get(f"/api/v2/tickets/{number}/audits").json["audits"][-1]["via"]
        self.assertEqual((via["channel"], via["source"]["rel"], via["source"]["from"]["id"], via["source"]["from"]["title"]), ("rule", "trigger", trigger, "Fire first"))
        run = self.runs(number)[0]
        self.assertEqual((run["rule_id"], run["outcome"], {change["field"] for change in run["changes"]}), (trigger, "applied", {"priority", "tags"}))
        self.assertEqual(self.runs(quiet), [])

    def test_changed_from_and_to_are_told_apart(self):
        self.rule("trigger", "Pending to open", [when("status", "value_previous", "pending"), when("status", "value", "open")], [does("current_tags", "reopened")])
        number = self.made("Waiting for a part", status="open")
        self.change(number, status="pending")
        self.assertNotIn("reopened", self.ticket(number)["tags"])
        self.change(number, status="open")
        self.assertIn("reopened", self.ticket(number)["tags"])
        other = self.made("Solved at once", status="solved")
        self.change(other, status="open")
        self.assertNotIn("reopened", self.ticket(other)["tags"])

    def test_rules_that_answer_each_other_end(self):
        self.rule("trigger", "Up", [when("priority", "is_not", "high"), when("current_tags", "includes", "swing")], [does("priority", "high")])
        self.rule("trigger", "Down", [when("priority", "is", "high"), when("current_tags", "includes", "swing")], [does("priority", "low")])
        number = self.made("Swinging", tags=["swing"])
        self.assertEqual(self.ticket(number)["priority"], "low")
        self.assertEqual([run["title"] for run in self.runs(number)], ["Up", "Down"])

    def test_a_failing_rule_blocks_neither_the_ticket_nor_the_next_rule(self):
        field = self.admin.post("/api/v2/ticket_fields", {"ticket_field": {"type": "tagger", "title": "Product", "custom_field_options": [{"name": "Drill", "value": "drill"}]}}).json["ticket_field"]["id"]
        self.rule("trigger", "Breaks", [when("subject_includes_word", "includes", "breakage")], [does(f"custom_fields_{field}", "lathe")])
        self.rule("trigger", "Goes on", [when("subject_includes_word", "includes", "breakage")], [does("priority", "high")])
        number = self.made("Breakage of a saw")
        self.assertEqual(self.ticket(number)["priority"], "high")
        outcomes = {run["title"]: (run["outcome"], bool(run["reason"])) for run in self.runs(number)}
        self.assertEqual(outcomes, {"Breaks": ("failed", True), "Goes on": ("applied", False)})
        self.assertTrue(self.admin.get("/api/v2/rule_runs?outcome=failed").json["rule_runs"])

    def test_a_dry_run_shows_which_tickets_would_change_and_changes_none(self):
        number, other = self.made("Leaking pump"), self.made("Silent pump")
        answer = self.admin.post("/api/v2/triggers/preview", {"ticket_ids": [number, other], "trigger": {
            "conditions": {"all": [when("subject_includes_word", "includes", "leaking")]}, "actions": [does("priority", "urgent"), does("comment_value", "Close the valve")]}})
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual([one["ticket_id"] for one in answer.json["preview"]], [number])
        self.assertEqual({change["field"] for change in answer.json["preview"][0]["changes"]}, {"priority", "comment"})
        self.assertEqual(answer.json["looked_at"], 2)
        self.assertIsNone(self.ticket(number)["priority"])
        self.assertEqual(len(self.admin.comments(number)), 1)
        self.assertEqual(self.runs(number), [])

    def test_a_macro_shows_first_and_acts_only_on_apply(self):
        macro = self.admin.post("/api/v2/macros", {"macro": {"title": "Close politely", "actions": [
            does("status", "solved"), does("comment_value", "Solved for {{ticket.requester.name}} by {{current_user.name}}"), does("current_tags", "polite")]}}).json["macro"]["id"]
        number, second = self.made("Loose screw", requester={"name": "Rina Akter", "email": "rina@meghna.example"}), self.made("Lost screw")
        shown = self.admin.get(f"/api/v2/tickets/{number}/macros/{macro}/apply").json["result"]["ticket"]
        self.assertEqual((shown["status"], shown["comment"]["body"]), ("solved", "Solved for Rina Akter by Sara Ahmed"))
        self.assertEqual((self.ticket(number)["status"], len(self.admin.comments(number))), ("new", 1))
        self.assertEqual(self.admin.post(f"/api/v2/tickets/{number}/macros/{macro}/apply", {}).status, 200)
        self.assertEqual((self.ticket(number)["status"], self.ticket(number)["tags"]), ("solved", ["polite"]))
        self.assertEqual(self.admin.comments(number)[-1]["body"], "Solved for Rina Akter by Sara Ahmed")
        job = self.admin.post(f"/api/v2/macros/{macro}/apply_many", {"ids": [second]}).json["job_status"]["id"]
        self.server.wait_idle()
        self.assertEqual(self.admin.get(f"/api/v2/job_statuses/{job}").json["job_status"]["results"][0]["success"], True)
        self.assertEqual(self.ticket(second)["status"], "solved")
        self.assertEqual([run["kind"] for run in self.runs(second)], ["macro"])

    def test_a_macro_of_one_person_is_hidden_from_the_others(self):
        own = self.oleg.post("/api/v2/macros", {"macro": {"title": "Oleg's own", "actions": [does("priority", "low")]}})
        self.assertEqual(own.status, 201, own)
        self.assertEqual(own.json["macro"]["restriction"], {"type": "User", "id": self.oleg_id})
        self.assertEqual(self.admin.get(f"/api/v2/macros/{own.json['macro']['id']}").status, 404)
        self.assertEqual(self.oleg.get(f"/api/v2/macros/{own.json['macro']['id']}").status, 200)

    def test_an_automation_runs_when_the_clock_moves(self):
        self.rule("automation", "Close what is solved", [when("status", "is", "solved"), when("SOLVED", "greater_than", "96")], [does("status", "closed")])
        number, waiting = self.made("Fixed hinge"), self.made("Open hinge")
        self.change(number, status="solved")
        self.server.advance_clock(hours=95)
        self.server.wait_idle()
        self.assertEqual(self.ticket(number)["status"], "solved")
        self.server.advance_clock(hours=3)
        self.server.wait_idle()
        self.assertEqual((self.ticket(number)["status"], self.ticket(waiting)["status"]), ("closed", "new"))
        self.assertEqual([(run["kind"], run["outcome"]) for run in self.runs(number)], [("automation", "applied")])

    def test_an_automation_runs_at_once_when_it_is_told_to(self):
        number = self.made("Old and quiet", tags=["sleepy"])
        automation = self.rule("automation", "Wake it", [when("current_tags", "includes", "sleepy"), when("status", "is", "new")], [does("status", "open")])
        self.assertEqual(self.admin.post(f"/api/v2/automations/{automation}/run", {}).status, 202)
        self.server.wait_idle()
        self.assertEqual(self.ticket(number)["status"], "open")

    def test_an_automation_that_would_never_end_is_refused(self):
        answer = self.admin.post("/api/v2/automations", {"automation": {"title": "For ever", "all": [when("status", "is", "open")], "actions": [does("priority", "high")]}})
        self.assertEqual(answer.status, 422, answer)
        self.assertEqual(list(answer.json["details"]), ["actions"])

    def test_what_a_rule_cannot_be_made_of_is_named(self):
        for values, named in (({"all": [when("moon", "is", "full")]}, "conditions"), ({"all": [when("status", "is", "sleepy")]}, "conditions"),
                              ({"all": [when("status", "is", "new")], "actions": [does("explode", "now")]}, "actions"), ({"actions": [does("status", "open")]}, "conditions")):
            answer = self.admin.post("/api/v2/triggers", {"trigger": {"title": "Wrong", "actions": [does("status", "open")]} | values})
            self.assertEqual((answer.status, answer.json["error"], list(answer.json["details"])), (422, "RecordInvalid", [named]), answer)

    def test_rules_are_for_those_who_may_manage_them(self):
        wanted = {"trigger": {"title": "Not mine", "all": [when("status", "is", "new")], "actions": [does("priority", "low")]}}
        self.assertEqual(self.oleg.post("/api/v2/triggers", wanted).status, 403)
        self.assertEqual(self.oleg.get("/api/v2/triggers").status, 200)

    def test_a_view_holds_what_its_conditions_say_and_counts_it(self):
        for tag in ("north", "north", "south"):
            self.made("Region", tags=[tag])
        view = self.admin.post("/api/v2/views", {"view": {"title": "North", "all": [when("current_tags", "includes", "north"), when("status", "less_than", "solved")],
                                                          "output": {"columns": ["subject", "requester", "created"], "sort_by": "created", "sort_order": "asc"}}}).json["view"]
        rows = self.admin.get(f"/api/v2/views/{view['id']}/tickets").json["tickets"]
        self.assertEqual([row["tags"] for row in rows], [["north"], ["north"]])
        self.assertEqual(self.admin.get(f"/api/v2/views/{view['id']}/count").json["view_count"]["value"], 2)
        self.assertEqual(len(self.admin.get(f"/api/v2/views/{view['id']}/execute").json["rows"]), 2)
        self.change(rows[0]["id"], status="solved")
        self.assertEqual(self.admin.get(f"/api/v2/views/{view['id']}/count").json["view_count"]["value"], 1)

    def test_an_open_view_follows_within_a_second(self):
        view = self.admin.post("/api/v2/views", {"view": {"title": "East", "all": [when("current_tags", "includes", "east"), when("status", "less_than", "solved")]}}).json["view"]["id"]
        stream = WebSocket("127.0.0.1", self.server.port, "/api/v2/stream", {"Authorization": "Basic " + base64.b64encode(f"{self.admin.email}/token:{self.admin.token}".encode()).decode()})
        self.addCleanup(stream.close)
        stream.send({"type": "hello"})
        stream.receive_until(lambda frame: frame["type"] == "welcome")
        stream.send({"type": "watch", "views": [view, 999999]})
        first = stream.receive_until(lambda frame: frame["type"] == "view")
        self.assertEqual((first["view_id"], first["count"], first["exact"]), (view, 0, True))
        self.assertEqual(stream.receive_until(lambda frame: frame["type"] == "view")["error"], "RecordNotFound")
        begun = time.monotonic()
        number = self.admin.new_ticket("Sunrise", tags=["east"])["id"]
        entered = stream.receive_until(lambda frame: frame["type"] == "view_rows")
        self.assertLess(time.monotonic() - begun, Settings.slow)
        self.assertEqual(([row["id"] for row in entered["entered"]], entered["left"], entered["count"]), ([number], [], 1))
        self.admin.put(f"/api/v2/tickets/{number}", {"ticket": {"priority": "high"}})
        self.assertEqual([row["priority"] for row in stream.receive_until(lambda frame: frame["type"] == "view_rows")["changed"]], ["high"])
        self.admin.put(f"/api/v2/tickets/{number}", {"ticket": {"status": "solved"}})
        gone = stream.receive_until(lambda frame: frame["type"] == "view_rows")
        self.assertEqual((gone["left"], gone["entered"], gone["count"]), ([number], [], 0))

    def test_a_new_desk_has_views(self):
        titles = [view["title"] for view in self.admin.get("/api/v2/views/active").json["views"]]
        self.assertIn("Your unsolved requests", titles)
        self.assertIn("Unassigned requests", titles)


if __name__ == "__main__":
    unittest.main()
