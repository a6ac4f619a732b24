"""What published clients ask of rules, views and the desk's addresses, in their own way of asking. The expected answers are
those of the field's documentation and of what those clients read."""
import unittest

from rig.api import Api
from rig.server import Server, wait_until

HOLD = {"all": [{"field": "status", "operator": "is", "value": "hold"}], "any": []}
LOW = [{"field": "priority", "value": "low"}]


class ClientRules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(config='[mail]\naddress = "support@sahay.example"\n').start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def made(self, path: str, kind: str, **fields) -> dict:
        answer = self.api.post(f"/api/v2{path}", {kind: fields})
        self.assertEqual(answer.status, 201, answer)
        return answer.json[kind]

    def done(self, answer) -> list[dict]:
        self.assertEqual(answer.status, 200, answer)
        number = answer.json["job_status"]["id"]
        ended = wait_until(lambda: (job := self.api.get(f"/api/v2/job_statuses/{number}").json["job_status"])["status"] == "completed" and job)
        return ended["results"]

    def test_rules_are_made_many_at_once(self):
        solved = {"all": [{"field": "status", "operator": "is", "value": "solved"}, {"field": "SOLVED", "operator": "greater_than", "value": "100"}], "any": []}
        for plural, one in (("triggers", {"conditions": HOLD, "actions": LOW}), ("automations", {"conditions": solved, "actions": [{"field": "status", "value": "closed"}]}),
                            ("macros", {"actions": LOW}), ("views", {"all": HOLD["all"]})):
            rows = [{"title": f"Many {n}", "active": False} | one for n in (1, 2)] + [{"title": ""} | one]
            results = self.done(self.api.post(f"/api/v2/{plural}/create_many.json", {plural: rows}))
            self.assertEqual([result.get("success", False) for result in results], [True, True, False], (plural, results))
            for n, result in enumerate(results[:2], 1):
                self.assertEqual(self.api.get(f"/api/v2/{plural}/{result['id']}").json[plural[:-1]]["title"], f"Many {n}")
            self.api.delete(f"/api/v2/{plural}/destroy_many?ids=" + ",".join(str(result["id"]) for result in results[:2]))

    def test_a_trigger_tells_what_it_was_after_each_change(self):
        trigger = self.made("/triggers", "trigger", title="First", active=False, conditions=HOLD, actions=LOW)
        path = f"/api/v2/triggers/{trigger['id']}"
        self.api.put(path, {"trigger": {"title": "Second"}})
        self.api.put(path, {"trigger": {"actions": [{"field": "priority", "value": "high"}]}})
        me = self.api.get("/api/v2/users/me").json["user"]["id"]
        revisions = self.api.get(f"{path}/revisions.json").json["trigger_revisions"]
        self.assertEqual([(one["snapshot"]["title"], one["snapshot"]["actions"][0]["value"], one["author_id"]) for one in revisions],
                         [("Second", "high", me), ("Second", "low", me), ("First", "low", me)])
        self.assertEqual(self.api.get(f"{path}/revisions/{revisions[2]['id']}.json").json["trigger_revision"], revisions[2])
        self.assertEqual(self.api.get(f"{path}/revisions/999999").status, 404)
        self.assertEqual(self.api.get("/api/v2/triggers/999999/revisions").status, 404)

    def test_a_view_is_fed_and_read_whole(self):
        view = self.made("/views", "view", title="All of the fed", all=[{"field": "current_tags", "operator": "includes", "value": "fed"}, {"field": "status", "operator": "less_than", "value": "closed"}])
        number = self.api.new_ticket("Fed", tags=["fed"])["id"]
        for path in ("tickets", "feed"):
            self.assertEqual([ticket["id"] for ticket in self.api.get(f"/api/v2/views/{view['id']}/{path}.json").json["tickets"]], [number], path)
        export = self.api.get(f"/api/v2/views/{view['id']}/export.json").json["export"]
        self.assertEqual((export["view_id"], export["status"]), (view["id"], "completed"))
        page = self.api.get(export["url"][export["url"].index("/api/"):]).json
        self.assertEqual(([ticket["id"] for ticket in page["tickets"]], page["meta"]["has_more"]), ([number], False))
        mine = self.made("/views", "view", title="Mine", all=[{"field": "status", "operator": "is", "value": "open"}], restriction={"type": "User", "id": self.api.get("/api/v2/users/me").json["user"]["id"]})
        shared = [one["id"] for one in self.api.get("/api/v2/views/shared.json").json["views"]]
        self.assertIn(view["id"], shared)
        self.assertNotIn(mine["id"], shared)

    def test_a_search_comes_with_whom_its_tickets_name(self):
        rina = self.made("/users", "user", name="Rina Akter", email="rina.search@meghna.example")
        number = self.api.new_ticket("Quorxbeside", requester_id=rina["id"])["id"]
        path = "/api/v2/search.json?query=type:ticket%20quorxbeside&include=tickets(users,groups,organizations)"
        self.assertTrue(wait_until(lambda: self.api.get(path).json["count"] == 1))
        answer = self.api.get(path).json
        self.assertEqual([row["id"] for row in answer["results"]], [number])
        self.assertIn(rina["id"], [user["id"] for user in answer["users"]])
        self.assertEqual((len(answer["groups"]), answer["organizations"]), (1, []))
        self.assertNotIn("users", self.api.get(path.partition("&")[0]).json)

    def test_a_conversation_is_read_as_a_list_of_events(self):
        number = self.api.new_ticket("Talk", "First words")["id"]
        self.api.put(f"/api/v2/tickets/{number}", {"ticket": {"comment": {"body": "For colleagues", "public": False}}})
        log = self.api.get(f"/api/v2/tickets/{number}/conversation_log?page[size]=1").json
        self.assertEqual((log["events"][0]["type"], log["events"][0]["content"]["body"], log["meta"]["has_more"]), ("Comment", "First words", True))
        rest = self.api.get(log["links"]["next"][log["links"]["next"].index("/api/"):]).json
        self.assertEqual([(event["content"]["body"], event["public"]) for event in rest["events"]], [("For colleagues", False)])

    def test_addresses_of_the_desk_are_made_renamed_and_taken_away(self):
        first = self.api.get("/api/v2/recipient_addresses.json").json["recipient_addresses"][0]
        self.assertEqual((first["email"], first["default"]), ("support@sahay.example", True))
        answer = self.api.post("/api/v2/recipient_addresses.json", {"recipient_address": {"name": "Sales", "email": "Sales@sahay.example", "default": False}})
        self.assertEqual(answer.status, 201, answer)
        made = answer.json["recipient_address"]
        self.assertEqual((made["name"], made["email"], made["default"]), ("Sales", "sales@sahay.example", False))
        path = f"/api/v2/recipient_addresses/{made['id']}.json"
        self.assertTrue(answer.headers["Location"].endswith(path.removeprefix("/api/v2")))
        taken = self.api.post("/api/v2/recipient_addresses", {"recipient_address": {"name": "Again", "email": "sales@sahay.example"}})
        self.assertEqual((taken.status, list(taken.json["details"])), (422, ["email"]), taken)
        self.assertEqual(self.api.put(path, {"recipient_address": {"name": "Sales team"}}).json["recipient_address"]["name"], "Sales team")
        self.assertEqual(self.api.put(path.replace(".json", "/verify.json"), {"type": "forwarding"}).json["recipient_address"]["id"], made["id"])
        self.assertIn("sales@sahay.example", [one["address"] for one in self.api.get("/api/v2/mail_accounts").json["mail_accounts"]])
        self.assertEqual(self.api.delete(path).status, 204)
        self.assertEqual(self.api.get(path).status, 404)
        # What the configuration file names stays.
        self.assertEqual(self.api.delete(f"/api/v2/recipient_addresses/{first['id']}").status, 422)

    def test_topics_of_an_audience_are_listed(self):
        segment = self.api.get("/api/v2/help_center/user_segments").json["user_segments"][0]["id"]
        topic = self.made("/community/topics", "topic", name="Inside", user_segment_id=segment)["id"]
        self.assertEqual([one["id"] for one in self.api.get(f"/api/v2/help_center/user_segments/{segment}/topics.json").json["topics"]], [topic])
        self.assertEqual(self.api.get("/api/v2/help_center/user_segments/999999/topics").status, 404)
        self.assertEqual(Api("127.0.0.1", self.server.port).get(f"/api/v2/help_center/user_segments/{segment}/topics").status, 401)
