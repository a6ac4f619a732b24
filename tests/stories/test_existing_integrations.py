"""Scripts and programs made for the field's best-known API go on working (E3): their habits, one by one."""
import base64
import json
import time
import unittest
from urllib.parse import quote

from rig.server import Server, wait_until


class ExistingIntegrations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()
        cls.numbers = [cls.api.new_ticket(f"Broken drill {n}", tags=["drill", f"n{n}"], external_id=f"shop-{n}")["id"] for n in range(5)]

    def job(self, answer) -> dict:
        self.assertEqual(answer.status, 200, answer)
        number = answer.json["job_status"]["id"]
        self.assertIsInstance(number, str)
        done = wait_until(lambda: (found := self.api.get(f"/api/v2/job_statuses/{number}.json").json["job_status"])["status"] in ("completed", "failed") and found, 30)
        self.assertEqual(done["status"], "completed", done)
        return done

    def test_the_ending_json_is_optional_everywhere(self):
        for path in ("/tickets", "/users", "/groups", "/ticket_fields", "/search", "/views/active", "/tags", "/custom_roles"):
            query = "?query=type:ticket" if path == "/search" else ""
            plain, ended = self.api.get(f"/api/v2{path}{query}"), self.api.get(f"/api/v2{path}.json{query}")
            self.assertEqual((plain.status, ended.status), (200, 200), path)
            self.assertEqual(list(plain.json), list(ended.json), path)
            self.assertIn("application/json", ended.headers["Content-Type"])

    def test_both_kinds_of_pages_lead_through_all_and_end(self):
        seen, following = [], "/api/v2/tickets.json?per_page=2"
        while following:
            page = self.api.get(following).json
            seen += [ticket["id"] for ticket in page["tickets"]]
            following = page["next_page"] and page["next_page"][page["next_page"].index("/api/"):]
        self.assertEqual(sorted(seen), self.numbers)
        seen, following = [], "/api/v2/tickets.json?page[size]=2"
        while following:
            page = self.api.get(following).json
            seen += [ticket["id"] for ticket in page["tickets"]]
            self.assertEqual(page["meta"]["has_more"], page["links"]["next"] is not None)
            following = page["links"]["next"] and page["links"]["next"][page["links"]["next"].index("/api/"):]
        self.assertEqual(sorted(seen), self.numbers)

    def test_parameters_that_nobody_knows_change_nothing(self):
        plain = self.api.get("/api/v2/tickets.json").json["tickets"]
        odd = self.api.get("/api/v2/tickets.json?include=None&cursor_pagination=false&limit=3&role[]=agent&sort_by=&x=1")
        self.assertEqual(odd.status, 200)
        self.assertEqual(odd.json["tickets"], plain)

    def test_every_answer_tells_its_limits_and_none_asks_to_wait(self):
        for answer in (self.api.get("/api/v2/users/me.json"), self.api.get("/api/v2/tickets/999999999.json"), self.api.post("/api/v2/tickets.json", {})):
            self.assertIsNone(answer.headers["Retry-After"])
            for name in ("X-Rate-Limit", "X-Rate-Limit-Remaining", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"):
                self.assertGreaterEqual(int(answer.headers[name]), 0, name)
            self.assertTrue(answer.headers["X-Request-Id"])

    def test_errors_have_the_words_that_clients_compare(self):
        missing = self.api.get("/api/v2/tickets/999999999.json")
        self.assertEqual((missing.status, missing.json), (404, {"error": "RecordNotFound", "description": "Not found"}))
        wrong = self.api.post("/api/v2/users.json", {"user": {"name": ""}})
        self.assertEqual((wrong.status, wrong.json["error"], wrong.json["description"]), (422, "RecordInvalid", "Record validation errors"))
        self.assertEqual(wrong.json["details"]["name"][0]["error"], "BlankValue")
        many = self.api.get("/api/v2/tickets/show_many.json?ids=" + ",".join(map(str, range(1, 150))))
        self.assertEqual((many.status, many.json["error"], many.json["max_count"]), (400, "TooManyValues", 100))
        broken = self.api.request("POST", "/api/v2/tickets.json", "{not json", {"Content-Type": "application/json"})
        self.assertIn(broken.status, (400, 422))
        self.assertEqual(broken.json["error"], "Unprocessable")

    def test_one_change_for_many_and_many_changes_at_once(self):
        ids = ",".join(map(str, self.numbers[:2]))
        done = self.job(self.api.put(f"/api/v2/tickets/update_many.json?ids={ids}", {"ticket": {"priority": "high", "additional_tags": ["bulk"]}}))
        self.assertEqual([result["success"] for result in done["results"]], [True, True])
        self.job(self.api.put("/api/v2/tickets/update_many.json", {"tickets": [{"id": self.numbers[0], "priority": "low"}, {"id": self.numbers[1], "priority": "urgent"}]}))
        shown = self.api.get(f"/api/v2/tickets/show_many.json?ids={ids},999999999").json["tickets"]
        self.assertEqual([(ticket["priority"], "bulk" in ticket["tags"]) for ticket in shown], [("low", True), ("urgent", True)])

    def test_people_are_made_or_found_by_what_they_bring(self):
        first = self.api.post("/api/v2/users/create_or_update.json", {"user": {"name": "Rina Akter", "email": "rina@meghna.example", "external_id": "crm-7"}})
        again = self.api.post("/api/v2/users/create_or_update.json", {"user": {"name": "Rina A.", "external_id": "crm-7"}})
        self.assertEqual((first.status, again.status, again.json["user"]["id"], again.json["user"]["name"]), (201, 200, first.json["user"]["id"], "Rina A."))
        self.assertEqual(self.api.get("/api/v2/users/show_many.json?external_ids=crm-7").json["users"][0]["email"], "rina@meghna.example")
        related = self.api.get(f"/api/v2/users/{first.json['user']['id']}/related.json").json["user_related"]
        self.assertEqual(related["requested_tickets"], 0)
        gone = self.api.delete(f"/api/v2/users/{first.json['user']['id']}.json")
        self.assertEqual((gone.status, gone.json["user"]["active"]), (200, False))

    def test_a_file_goes_up_under_its_name_whatever_it_is_labelled(self):
        for label in ("application/json", "application/binary", "text/plain"):
            up = self.api.request("POST", f"/api/v2/uploads.json?filename={quote('the list.txt')}", b"one, two", {"Content-Type": label})
            self.assertEqual(up.status, 201, up)
            self.assertEqual(up.json["upload"]["attachment"]["file_name"], "the list.txt")
        answer = self.api.put(f"/api/v2/tickets/{self.numbers[2]}.json", {"ticket": {"comment": {"body": "See the list", "uploads": [up.json["upload"]["token"]]}}})
        self.assertEqual(answer.status, 200, answer)
        comment = self.api.get(f"/api/v2/tickets/{self.numbers[2]}/comments.json?sort_order=desc").json["comments"][0]
        self.assertEqual([file["file_name"] for file in comment["attachments"]], ["the list.txt"])

    def test_exports_go_on_where_they_ended_and_hear_of_what_was_brought_in(self):
        start = int(time.time()) - 3600
        page = self.api.get(f"/api/v2/incremental/tickets/cursor.json?start_time={start}").json
        self.assertTrue(page["end_of_stream"])
        cursor = page["after_cursor"]
        self.assertEqual(self.api.get(f"/api/v2/incremental/tickets/cursor.json?cursor={quote(cursor)}").json["tickets"], [])
        old = {"subject": "From the old desk", "created_at": "2019-05-01T10:00:00Z", "updated_at": "2019-05-02T10:00:00Z", "comments": [{"value": "Then"}]}
        number = self.api.post("/api/v2/imports/tickets.json", {"ticket": old}).json["ticket"]["id"]
        self.assertEqual([ticket["id"] for ticket in self.api.get(f"/api/v2/incremental/tickets/cursor.json?cursor={quote(cursor)}").json["tickets"]], [number])
        by_time = self.api.get(f"/api/v2/incremental/tickets.json?start_time={start}").json
        self.assertIn(number, [ticket["id"] for ticket in by_time["tickets"]])
        self.assertEqual(self.api.get(f"/api/v2/tickets/{number}.json").json["ticket"]["updated_at"], "2019-05-02T10:00:00Z")
        self.assertEqual(self.api.get(f"/api/v2/incremental/tickets/sample.json?start_time={start}").status, 200)
        self.api.delete(f"/api/v2/tickets/{number}")

    def test_searches_of_programs_are_understood(self):
        found = lambda query: sorted(result["id"] for result in self.api.get(f"/api/v2/search.json?query={quote(query)}").json["results"])  # noqa: E731
        self.assertEqual(wait_until(lambda: len(found("type:ticket tags:drill")) == 5 and found("type:ticket tags:drill"), 20), self.numbers)
        self.assertEqual(found("type:ticket external_id:shop-3"), [self.numbers[3]])
        self.assertEqual(found("type:ticket tags:n1 tags:n2"), self.numbers[1:3])
        self.assertEqual(self.api.get("/api/v2/search/count.json?query=" + quote("type:ticket tags:drill")).json["count"], 5)

    def test_tags_are_counted_and_completed(self):
        counts = {tag["name"]: tag["count"] for tag in self.api.get("/api/v2/tags.json?per_page=100").json["tags"]}
        self.assertEqual(counts["drill"], 5)
        self.assertEqual(self.api.get("/api/v2/tags/count.json").json["count"]["value"], len(counts))
        self.assertEqual(self.api.get("/api/v2/autocomplete/tags.json?name=DRI").json["tags"], ["drill"])
        self.assertEqual(self.api.get("/api/v2/autocomplete/tags.json?name=d").status, 422)

    def test_what_was_deleted_is_shown_and_comes_back_in_one_call(self):
        pair = [self.api.new_ticket(f"Bin {n}")["id"] for n in range(2)]
        self.job(self.api.delete(f"/api/v2/tickets/destroy_many.json?ids={','.join(map(str, pair))}"))
        one = self.api.get(f"/api/v2/deleted_tickets/{pair[0]}.json").json["deleted_ticket"]
        self.assertEqual((one["id"], one["previous_state"]), (pair[0], "new"))
        self.assertEqual(self.api.put(f"/api/v2/deleted_tickets/restore_many.json?ids={','.join(map(str, pair))}", {}).status, 200)
        self.assertEqual(self.api.get(f"/api/v2/tickets/{pair[1]}.json").status, 200)
        for number in pair:
            self.api.delete(f"/api/v2/tickets/{number}")

    def test_options_of_fields_are_changed_one_by_one(self):
        for path, body in (("/ticket_fields", {"ticket_field": {"type": "tagger", "title": "Colour", "custom_field_options": [{"name": "Red", "value": "red"}]}}),
                           ("/user_fields", {"user_field": {"type": "dropdown", "key": "colour", "title": "Colour", "custom_field_options": [{"name": "Red", "value": "red"}]}})):
            field = self.api.post(f"/api/v2{path}.json", body).json[path[1:-1]]["id"]
            made = self.api.post(f"/api/v2{path}/{field}/options.json", {"custom_field_option": {"name": "Blue", "value": "blue"}})
            self.assertEqual(made.status, 201, made)
            number = made.json["custom_field_option"]["id"]
            changed = self.api.post(f"/api/v2{path}/{field}/options.json", {"custom_field_option": {"id": number, "name": "Dark blue", "value": "blue"}})
            self.assertEqual((changed.status, changed.json["custom_field_option"]["name"]), (200, "Dark blue"))
            self.assertEqual(self.api.get(f"/api/v2{path}/{field}/options/{number}.json").json["custom_field_option"]["value"], "blue")
            self.assertEqual(self.api.delete(f"/api/v2{path}/{field}/options/{number}.json").status, 204)
            self.assertEqual(len(self.api.get(f"/api/v2{path}/{field}/options.json").json["custom_field_options"]), 1)

    def test_a_view_of_a_field_with_several_values_holds_each(self):
        options = [{"name": name.title(), "value": name} for name in ("oil", "water", "air")]
        field = self.api.post("/api/v2/ticket_fields.json", {"ticket_field": {"type": "multiselect", "title": "Leaks", "custom_field_options": options}}).json["ticket_field"]["id"]
        number = self.api.new_ticket("It leaks", custom_fields=[{"id": field, "value": ["oil", "air"]}])["id"]
        for value, held in (("oil", True), ("air", True), ("water", False)):
            view = self.api.post("/api/v2/views.json", {"view": {"title": f"Leaks {value}", "all": [{"field": f"custom_fields_{field}", "operator": "is", "value": value}]}})
            self.assertEqual(view.status, 201, view)
            rows = [ticket["id"] for ticket in self.api.get(f"/api/v2/views/{view.json['view']['id']}/tickets.json").json["tickets"]]
            self.assertEqual(number in rows, held, value)
        self.api.delete(f"/api/v2/tickets/{number}")

    def test_older_triggers_call_a_webhook_a_target(self):
        hook = self.api.post("/api/v2/webhooks", {"webhook": {"name": "Old", "endpoint": "https://hook.example/x", "http_method": "POST", "request_format": "json",
                                                              "status": "inactive", "subscriptions": []}}).json["webhook"]["id"]
        made = self.api.post("/api/v2/triggers.json", {"trigger": {"title": "Old", "conditions": {"all": [{"field": "status", "operator": "is", "value": "hold"}]},
                                                                   "actions": [{"field": "notification_target", "value": [hook, json.dumps({"id": "{{ticket.id}}"})]}]}})
        self.assertEqual(made.status, 201, made)
        self.assertEqual(made.json["trigger"]["actions"][0]["field"], "notification_target")

    def test_what_filters_of_policies_can_be_made_of_is_told(self):
        told = self.api.get("/api/v2/slas/policies/definitions.json").json["definitions"]
        status = next(item for item in told["all"] if item["value"] == "status")
        self.assertIn("less_than", [operator["value"] for operator in status["operators"]])
        self.assertIn("open", [value["value"] for value in status["values"]["list"]])

    def test_a_role_has_the_keys_that_programs_read(self):
        roles = {role["name"]: role for role in self.api.get("/api/v2/custom_roles.json").json["custom_roles"]}
        self.assertEqual(roles["Administrator"]["team_member_count"], 1)
        for key in ("assign_tickets_to_any_group", "manage_triggers", "manage_skills", "ticket_redaction", "voice_dashboard_access"):
            self.assertIsInstance(roles["Agent"]["configuration"][key], bool, key)

    def test_a_host_that_is_built_into_a_program_is_no_obstacle(self):
        self.assertEqual(self.api.get(f"/.zendesk.com/api/v2/tickets/{self.numbers[0]}.json").json["ticket"]["id"], self.numbers[0])

    def test_a_token_in_a_header_of_basic_authentication_is_enough(self):
        pair = base64.b64encode(f"{self.api.email}/token:{self.api.token}".encode()).decode()
        import urllib.request
        request = urllib.request.Request(f"{self.server.base}/api/v2/users/me.json", headers={"Authorization": f"Basic {pair}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.assertEqual(json.load(answer)["user"]["email"], self.api.email)


if __name__ == "__main__":
    unittest.main()
