"""What published clients of the field's best-known API ask, in their own way of asking (Python, Ruby, Go, PHP, Java). The
expected answers are those of the field's documentation and of what those clients read."""
import base64
import re
import time
import unittest
from urllib.parse import parse_qsl, quote, urlsplit

from rig.api import Api
from rig.server import Server, wait_until


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()
        cls.me = cls.api.get("/api/v2/users/me").json["user"]["id"]

    def made(self, path: str, kind: str, **fields) -> dict:
        answer = self.api.post(f"/api/v2{path}", {kind: fields})
        self.assertEqual(answer.status, 201, answer)
        return answer.json[kind]

    def member(self, name: str) -> tuple[dict, dict, dict]:
        """A person of two companies, the first of which is theirs."""
        first, second = (self.made("/organizations", "organization", name=f"{name} {n}") for n in (1, 2))
        user = self.made("/users", "user", name=name, email=f"{name.lower()}@meghna.example", organization_id=first["id"])
        self.made("/organization_memberships", "organization_membership", user_id=user["id"], organization_id=second["id"])
        return user, first, second

    # --- exports ---

    def test_exports_take_the_start_as_seconds_as_a_fraction_and_as_a_date(self):
        self.api.new_ticket("Exported")
        moment = 1577836800  # 2020-01-01T00:00:00Z
        for path, name in (("tickets", "tickets"), ("tickets/cursor", "tickets"), ("users", "users"), ("users/cursor", "users"), ("organizations", "organizations"),
                           ("ticket_events", "ticket_events"), ("ticket_metric_events", "ticket_metric_events")):
            plain = self.api.get(f"/api/v2/incremental/{path}.json?start_time={moment}")
            self.assertEqual(plain.status, 200, plain)
            for start in (f"{moment}.0", "2020-01-01T00:00:00Z"):
                again = self.api.get(f"/api/v2/incremental/{path}.json?start_time={quote(start)}")
                self.assertEqual(again.status, 200, (path, start, again))
                self.assertEqual([row["id"] for row in again.json[name]], [row["id"] for row in plain.json[name]], (path, start))
            for start in ("", "soon", "-1", "1.x"):
                self.assertEqual(self.api.get(f"/api/v2/incremental/{path}.json?start_time={quote(start)}").status, 422, (path, start))

    def test_readers_that_go_on_from_the_greatest_timestamp_meet_what_was_brought_in(self):
        before = int(time.time())
        old = self.made("/imports/tickets", "ticket", subject="From the old desk", created_at="2019-05-01T10:00:00Z", updated_at="2019-05-02T10:00:00Z", comments=[{"value": "Then"}])
        for path in (f"cursor.json?start_time={before}", f"cursor.json?start_time={before}&include=metric_sets"):
            found = [ticket for ticket in self.api.get(f"/api/v2/incremental/tickets/{path}").json["tickets"] if ticket["id"] == old["id"]]
            self.assertEqual(len(found), 1, path)
            # "updated for all ticket updates": never before the moment that the reader asked for.
            self.assertGreaterEqual(found[0]["generated_timestamp"], before)
            self.assertEqual(found[0]["updated_at"], "2019-05-02T10:00:00Z")

    # --- pages ---

    def test_the_number_of_the_page_stands_before_its_size(self):
        for n in range(3):
            self.api.new_ticket(f"Paged {n}")
        for path in ("/tickets", "/users", "/search"):
            query = "?query=type:ticket&per_page=1" if path == "/search" else "?per_page=1&sort_by=id"
            page = self.api.get(f"/api/v2{path}{query}").json
            if path == "/users" and not page["next_page"]:
                continue
            # As Ruby's client looks for it.
            self.assertEqual(re.search(r"page=(\d+)", page["next_page"]).group(1), "2", page["next_page"])
            names = [name for name, _ in parse_qsl(urlsplit(page["next_page"]).query)]
            self.assertEqual(names, sorted(names))

    def test_search_goes_by_numbered_pages_whatever_it_is_asked(self):
        for n in range(3):
            self.api.new_ticket(f"Sought {n}", tags=["sought"])
        query = quote("type:ticket tags:sought")
        self.assertTrue(wait_until(lambda: self.api.get(f"/api/v2/search/count?query={query}").json["count"] == 3))
        page = self.api.get(f"/api/v2/search.json?page[size]=2&query={query}").json
        self.assertEqual((len(page["results"]), page["count"], page["previous_page"]), (2, 3, None))
        self.assertIn("page=2", page["next_page"])

    def test_a_star_alone_finds_everything(self):
        number = self.api.new_ticket("Among everything")["id"]
        for path in ("/search/export?query=*&filter[type]=ticket", "/search?query=" + quote("type:ticket *")):
            found = wait_until(lambda path=path: number in (ids := [row["id"] for row in self.api.get(f"/api/v2{path}").json["results"]]) and ids)
            self.assertTrue(found, path)

    def test_activities_are_read_by_cursor(self):
        other = self.made("/users", "user", name="Oleg Sokolov", email="oleg@sahay.example", role="agent")
        helper = self.server.api_of("oleg@sahay.example")
        for n in range(3):
            self.assertEqual(helper.post("/api/v2/tickets", {"ticket": {"subject": f"Yours {n}", "comment": {"body": "x"}, "assignee_id": self.me}}).status, 201)
        whole = self.api.get("/api/v2/activities.json").json
        self.assertGreaterEqual(whole["count"], 3)
        self.assertEqual({one["actor_id"] for one in whole["activities"]}, {other["id"]})
        seen, cursor = [], ""
        while True:
            page = self.api.get("/api/v2/activities.json?page[size]=2" + (f"&page[after]={quote(cursor)}" if cursor else "")).json
            seen += [one["id"] for one in page["activities"]]
            self.assertEqual(page["meta"]["has_more"], page["links"]["next"] is not None)
            if not page["meta"]["has_more"]:
                break
            cursor = page["meta"]["after_cursor"]
        self.assertEqual(seen, [one["id"] for one in whole["activities"]])
        back = self.api.get(f"/api/v2/activities.json?page[size]=1&page[before]={seen[1]}").json
        self.assertEqual([one["id"] for one in back["activities"]], seen[:1])

    def test_what_a_reader_has_is_not_sent_again(self):
        number = self.api.new_ticket("Read twice")["id"]
        first = self.api.get(f"/api/v2/tickets/{number}")
        tag = first.headers["ETag"]
        self.assertTrue(re.fullmatch(r'(W/)?"[^"]+"', tag), tag)
        for known in (tag, f'"other", {tag}', tag.removeprefix("W/")):
            again = self.api.request("GET", f"/api/v2/tickets/{number}", headers={"If-None-Match": known})
            self.assertEqual((again.status, again.body), (304, b""), known)
        self.api.put(f"/api/v2/tickets/{number}", {"ticket": {"subject": "Changed meanwhile"}})
        changed = self.api.request("GET", f"/api/v2/tickets/{number}", headers={"If-None-Match": tag})
        self.assertEqual((changed.status, changed.json["ticket"]["subject"]), (200, "Changed meanwhile"))

    def test_short_lists_end_in_both_kinds_of_pages(self):
        number = self.api.new_ticket("Its history")["id"]
        for path, name in ((f"/tickets/{number}/audits", "audits"), (f"/tickets/{number}/side_conversations", "side_conversations"), (f"/users/{self.me}/identities", "identities"),
                           ("/sessions", "sessions"), ("/oauth/tokens", "tokens"), ("/locales", "locales"), ("/dynamic_content/items", "items")):
            plain = self.api.get(f"/api/v2{path}").json
            self.assertEqual((plain["next_page"], plain["count"]), (None, len(plain[name])), path)
            cursor = self.api.get(f"/api/v2{path}?page[size]=100").json
            self.assertEqual((cursor["meta"]["has_more"], cursor["links"]["next"], len(cursor[name])), (False, None, len(plain[name])), path)

    # --- bodies ---

    def test_null_as_a_body_says_nothing(self):
        number = self.api.new_ticket("To be hidden")["id"]
        self.api.put(f"/api/v2/tickets/{number}", {"ticket": {"comment": {"body": "More"}}})
        comment = self.api.comments(number)[1]["id"]
        answer = self.api.request("PUT", f"/api/v2/tickets/{number}/comments/{comment}/make_private", "null", {"Content-Type": "application/json"})
        self.assertEqual(answer.status, 200, answer)
        self.assertFalse(self.api.comments(number)[1]["public"])
        self.assertEqual(self.api.request("POST", "/api/v2/tickets", "[]", {"Content-Type": "application/json"}).status, 400)

    def test_a_comment_is_made_private_by_its_audit(self):
        number = self.api.new_ticket("Told by its audit")["id"]
        audit = self.api.put(f"/api/v2/tickets/{number}", {"ticket": {"comment": {"body": "Not for all"}}}).json["audit"]["id"]
        self.assertEqual(self.api.request("PUT", f"/api/v2/tickets/{number}/audits/{audit}/make_private.json", "", {}).status, 200)
        self.assertEqual([comment["public"] for comment in self.api.comments(number)], [True, False])
        self.assertEqual(self.api.put(f"/api/v2/tickets/{number}/audits/999999/make_private", {}).status, 404)

    def test_words_that_are_marked_in_the_html_of_a_comment_are_blackened(self):
        number = self.api.new_ticket("My number", "My ID number is 847564 & my card 4111, again 847564")["id"]
        comment = self.api.comments(number)[0]
        marked = comment["html_body"].replace("847564", "<redact>847564</redact>").replace("4111", "<redact>4111</redact>")
        answer = self.api.put(f"/api/v2/comment_redactions/{comment['id']}.json", {"ticket_id": number, "html_body": marked})
        self.assertEqual(answer.status, 200, answer)
        for text in (answer.json["comment"]["plain_body"], self.api.comments(number)[0]["html_body"], self.api.get(f"/api/v2/tickets/{number}").json["ticket"]["description"]):
            self.assertIn("My ID number is ", text)
            self.assertNotIn("847564", text)
            self.assertNotIn("4111", text)
        self.assertEqual(self.api.put(f"/api/v2/comment_redactions/{comment['id']}", {"ticket_id": number, "html_body": "<p>none</p>"}).status, 422)
        self.assertEqual(self.api.put(f"/api/v2/comment_redactions/{comment['id']}", {"ticket_id": 999999, "html_body": marked}).status, 404)

    # --- memberships ---

    def test_memberships_are_read_and_ended_below_their_user(self):
        user, first, second = self.member("Rina")
        path = f"/api/v2/users/{user['id']}/organization_memberships"
        one = next(row for row in self.api.get(path).json["organization_memberships"] if row["organization_id"] == second["id"])
        self.assertEqual(self.api.get(f"{path}/{one['id']}.json").json["organization_membership"], one)
        self.assertEqual(self.api.get(f"/api/v2/users/{self.me}/organization_memberships/{one['id']}").status, 404)
        self.assertEqual(self.api.delete(f"{path}/{one['id']}.json").status, 204)
        self.assertEqual([row["organization_id"] for row in self.api.get(path).json["organization_memberships"]], [first["id"]])
        group = self.made("/groups", "group", name="Below a user")
        made = self.made("/group_memberships", "group_membership", user_id=self.me, group_id=group["id"])
        path = f"/api/v2/users/{self.me}/group_memberships/{made['id']}"
        self.assertEqual(self.api.get(path).json["group_membership"]["group_id"], group["id"])
        self.assertEqual([row["id"] for row in self.api.get(f"/api/v2/groups/{group['id']}/memberships/assignable").json["group_memberships"]], [made["id"]])
        self.assertEqual(self.api.delete(path).status, 204)
        self.assertEqual(self.api.get(path).status, 404)

    def test_an_organization_is_made_the_default_and_taken_away_by_its_own_number(self):
        user, first, second = self.member("Nadia")
        at = f"/api/v2/users/{user['id']}/organizations/{second['id']}"
        answer = self.api.put(f"{at}/make_default.json", {})
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual({row["organization_id"]: row["default"] for row in answer.json["organization_memberships"]}, {first["id"]: False, second["id"]: True})
        self.assertEqual(self.api.get(f"/api/v2/users/{user['id']}").json["user"]["organization_id"], second["id"])
        self.assertEqual(self.api.delete(f"{at}.json").status, 204)
        self.assertEqual(self.api.get(f"/api/v2/users/{user['id']}").json["user"]["organization_id"], first["id"])
        self.assertEqual(self.api.delete(f"{at}.json").status, 404)

    def test_lists_of_memberships_are_narrowed_by_query(self):
        user, first, second = self.member("Karim")
        of = lambda query: {row["user_id"] for row in self.api.get(f"/api/v2/organization_memberships.json?{query}").json["organization_memberships"]}  # noqa: E731
        self.assertEqual(of(f"organization_id={second['id']}"), {user["id"]})
        self.assertEqual(of(f"user_id={user['id']}"), {user["id"]})
        self.assertEqual(of(f"user_id={self.me}&organization_id={first['id']}"), set())

    def test_people_come_with_their_identities(self):
        user = self.made("/users", "user", name="Two Addresses", email="one@meghna.example")
        self.made(f"/users/{user['id']}/identities", "identity", type="email", value="two@meghna.example")
        for path in ("/users.json?include=identities", "/incremental/users/cursor.json?start_time=0&include=identities"):
            rows = [row for row in self.api.get(f"/api/v2{path}").json["identities"] if row["user_id"] == user["id"]]
            self.assertEqual([(row["type"], row["value"]) for row in rows], [("email", "one@meghna.example"), ("email", "two@meghna.example")], path)

    def test_lists_of_tickets_tell_how_many_they_have(self):
        user, first, _ = self.member("Tahmina")
        self.api.new_ticket("Counted", requester_id=user["id"], assignee_id=self.me)
        for path in (f"/users/{user['id']}/tickets/requested", f"/organizations/{first['id']}/tickets"):
            self.assertEqual(self.api.get(f"/api/v2{path}/count.json").json["count"]["value"], 1, path)
        for path in (f"/users/{user['id']}/tickets/ccd", f"/users/{user['id']}/tickets/assigned"):
            self.assertEqual(self.api.get(f"/api/v2{path}/count.json").json["count"]["value"], 0, path)

    # --- views ---

    def test_a_view_asks_a_field_of_several_values_for_one_of_them(self):
        options = [{"name": name, "value": f"part_{name.lower()}"} for name in ("Rotor", "Valve", "Seal")]
        field = self.made("/ticket_fields", "ticket_field", type="multiselect", title="Parts", custom_field_options=options)["id"]
        words = self.made("/ticket_fields", "ticket_field", type="text", title="Serial")["id"]
        chosen = {"rotor": ["part_rotor"], "both": ["part_rotor", "part_valve"], "seal": ["part_seal"]}
        numbers = {name: self.api.new_ticket(f"Parts {name}", custom_fields=[{"id": field, "value": value}])["id"] for name, value in chosen.items()}

        def found(operator: str, value) -> set[str]:
            conditions = [{"field": f"custom_fields_{field}", "operator": operator, "value": value}, {"field": "status", "operator": "less_than", "value": "closed"}]
            view = self.made("/views", "view", title=f"{operator} {value}", all=conditions)
            rows = {row["id"] for row in self.api.get(f"/api/v2/views/{view['id']}/tickets").json["tickets"]}
            self.api.delete(f"/api/v2/views/{view['id']}")
            return {name for name, number in numbers.items() if number in rows}

        self.assertEqual(found("is", "part_rotor"), {"rotor", "both"})
        self.assertEqual(found("is_not", "part_rotor"), {"seal"})
        self.assertEqual(found("includes", "part_valve"), {"both"})
        self.assertEqual(found("includes", ["part_valve", "part_seal"]), {"both", "seal"})
        self.assertEqual(found("not_includes", ["part_valve"]), {"rotor", "seal"})
        refused = self.api.post("/api/v2/views", {"view": {"title": "Words", "all": [{"field": f"custom_fields_{words}", "operator": "includes", "value": "x"}]}})
        self.assertEqual(refused.status, 422, refused)

    # --- webhooks ---

    def hook(self, **fields) -> dict:
        return self.made("/webhooks", "webhook", name="To the shop", endpoint="https://shop.example/hook", http_method="POST", request_format="json", status="active",
                         subscriptions=["conditional_ticket_events"], **fields)

    def test_a_webhook_that_was_read_can_be_written_back(self):
        hook = self.hook(authentication={"type": "bearer_token", "data": {"token": "abc"}, "add_position": "header"})
        for shown in (self.api.get(f"/api/v2/webhooks/{hook['id']}").json["webhook"], hook | {"authentication": {"type": "bearer_token", "add_position": "header"}}):
            self.assertNotIn("abc", str(shown))
            self.assertEqual(self.api.put(f"/api/v2/webhooks/{hook['id']}", {"webhook": shown | {"name": "Renamed"}}).status, 204)
        self.assertEqual(self.api.get(f"/api/v2/webhooks/{hook['id']}").json["webhook"]["authentication"]["type"], "bearer_token")
        for wrong in ({"type": "basic_auth", "data": {}}, {"type": "bearer_token", "data": {"token": ""}}):
            self.assertEqual(self.api.put(f"/api/v2/webhooks/{hook['id']}", {"webhook": {"authentication": wrong}}).status, 422, wrong)

    def test_a_webhook_is_cloned_without_a_body(self):
        hook = self.hook()
        answer = self.api.request("POST", f"/api/v2/webhooks?clone_webhook_id={hook['id']}", "", {})
        self.assertEqual(answer.status, 201, answer)
        clone = answer.json["webhook"]
        self.assertNotEqual(clone["id"], hook["id"])
        self.assertEqual([clone[key] for key in ("name", "endpoint", "subscriptions")], [hook[key] for key in ("name", "endpoint", "subscriptions")])
        secrets = {self.api.get(f"/api/v2/webhooks/{one}/signing_secret").json["signing_secret"]["secret"] for one in (hook["id"], clone["id"])}
        self.assertEqual(len(secrets), 2)
        self.assertEqual(self.api.request("POST", "/api/v2/webhooks?clone_webhook_id=01NOBODY", "", {}).status, 404)

    # --- customers ---

    def test_customers_search_their_own_requests(self):
        rina = self.made("/users", "user", name="Rina Akter", email="rina.search@meghna.example")
        mine = self.api.new_ticket("The blue pump hums", "Since Monday", requester_id=rina["id"])["id"]
        self.api.new_ticket("The red pump hums", "Since Monday", requester_id=rina["id"])
        self.api.new_ticket("The blue pump of another", "Since Monday")
        customer = self.server.api_of("rina.search@meghna.example")
        for words in ("blue pump", "BLUE", "blue monday"):
            found = customer.get(f"/api/v2/requests/search.json?query={quote(words)}")
            self.assertEqual(([request["id"] for request in found.json["requests"]], found.json["count"]), ([mine], 1), words)
        self.assertEqual(customer.get("/api/v2/requests/search.json?query=" + quote("%")).json["requests"], [])
        self.assertEqual(customer.get("/api/v2/requests/search.json?query=").status, 422)

    def test_older_clients_ask_without_signing_in_below_portal(self):
        body = {"request": {"subject": "From the form", "comment": {"value": "Please"}, "requester": {"name": "An", "email": "an@meghna.example"}}}
        answer = Api("127.0.0.1", self.server.port).post("/api/v2/portal/requests.json", body)
        self.assertEqual((answer.status, answer.json["request"]["subject"]), (201, "From the form"), answer)

    def test_an_empty_name_and_password_are_nobody(self):
        nobody = Api("127.0.0.1", self.server.port)
        asked = lambda path, pair: nobody.request("GET", f"/api/v2{path}", headers={"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()})  # noqa: E731
        self.assertIsNone(asked("/users/me", ":").json["user"]["id"])
        self.assertEqual(asked("/tickets", ":").status, 401)
        for pair in ("a:", ":b", "admin@sahay.example/token:"):
            self.assertEqual(asked("/users/me", pair).status, 401, pair)

    # --- what the desk has not ---

    def test_what_the_desk_never_has_is_an_empty_list_in_both_kinds_of_pages(self):
        for path, name in (("/targets", "targets"), ("/sharing_agreements", "sharing_agreements"), ("/channels/voice/phone_numbers", "phone_numbers"), ("/apps/installations", "installations"),
                           ("/skips", "skips"), ("/bookmarks", "bookmarks"), ("/organization_subscriptions", "organization_subscriptions"), ("/routing/attributes", "attributes"),
                           (f"/users/{self.me}/skips", "skips")):
            plain = self.api.get(f"/api/v2{path}.json").json
            self.assertEqual(plain, {name: [], "next_page": None, "previous_page": None, "count": 0}, path)
            cursor = self.api.get(f"/api/v2{path}.json?page[size]=100").json
            self.assertEqual((cursor[name], cursor["meta"]["has_more"], cursor["links"]["next"]), ([], False, None), path)

    def test_people_are_completed_by_post_too(self):
        self.made("/users", "user", name="Completed Person", email="completed@meghna.example")
        answer = self.api.post("/api/v2/users/autocomplete.json?name=Completed", {})
        self.assertEqual([user["name"] for user in answer.json["users"]], ["Completed Person"])


class Addresses(unittest.TestCase):
    def test_the_addresses_of_the_desk_are_its_support_addresses(self):
        server = Server(config='[mail]\naddress = "support@sahay.example"\n').start()
        self.addCleanup(server.close)
        api = server.add_admin()
        rows = api.get("/api/v2/recipient_addresses.json").json["recipient_addresses"]
        self.assertEqual([(row["email"], row["default"]) for row in rows], [("support@sahay.example", True)])
        self.assertEqual(api.get(f"/api/v2/recipient_addresses/{rows[0]['id']}.json").json["recipient_address"], rows[0])
        self.assertEqual(api.get("/api/v2/recipient_addresses/999.json").status, 404)


if __name__ == "__main__":
    unittest.main()
