"""Every route of the API against strangers, customers and bodies made to break it: a precise refusal, never a 500.

HOSTILE_ROUNDS=N sends N times as many generated bodies (1 is what ./check sends).
"""
import base64
import json
import os
import random
import re
import sys
import time
import unittest
import urllib.parse

from rig.api import Answer, Api
from rig.server import ROOT, Server, Settings

sys.path.insert(0, os.path.join(ROOT, "tests", "rights"))
import table as rights  # noqa: E402

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "1"))
OPEN_TO_ALL = {"/session", "/setup", "/users/me", "/openapi.json"}
# What a customer may ask; of the rest they see nothing. The ids that the tests put in are other people's.
OPEN_TO_CUSTOMERS = OPEN_TO_ALL | {"/uploads", "/users/{id}/password/requirements"}
# Bodies of these are files: any bytes are right.
FILES = {"/uploads", "/help_center/articles/attachments", "/help_center/articles/{id}/attachments", "/help_center/{locale}/articles/{id}/attachments"}
DEEP = "[" * 40 + "]" * 40
WRONG = ["null", "true", "-1", "0", "1e400", "1.5", "9223372036854775807", "18446744073709551616", '""', '"x"', "[]", "{}",
         "[null]", "[[]]", '[{"id":-1}]', '{"a":{"b":[1]}}', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', DEEP,
         '"' + "x" * 70_000 + '"', '"%_\'\\";--"', '"9999-99-99T99:99:99Z"', '"<script>alert(1)</script>"', '[1,"a",null,{}]',
         '"\u202e\u0000"'.replace("\u0000", "\\u0000"), '["' + '","'.join(["t"] * 300) + '"]', "-9007199254740993"]
FIELDS = ["subject", "comment", "status", "priority", "type", "requester", "requester_id", "submitter_id", "assignee_id",
          "assignee_email", "group_id", "organization_id", "owner_id", "tags", "additional_tags", "remove_tags", "custom_fields",
          "fields", "external_id", "collaborators", "collaborator_ids", "additional_collaborators", "email_ccs", "followers",
          "due_at", "problem_id", "brand_id", "ticket_form_id", "via", "via_followup_source_id", "created_at", "updated_stamp",
          "safe_update", "last_seen_event", "locale", "locale_id", "channel", "metadata", "macro_ids", "name", "email", "role",
          "phone", "notes", "details", "alias", "photo", "user_fields", "organization", "organization_fields", "domain_names",
          "identities", "verified", "suspended", "active", "password", "time_zone", "default_group_id", "user_id", "default",
          "title", "title_in_portal", "description", "position", "required", "custom_field_options", "system_field_options",
          "value", "primary", "mode", "html", "token", "ticket_id", "always_allow", "ids", "source_comment", "target_comment",
          "shared_tickets", "shared_comments", "view_tickets", "signature", "ticket_restriction", "custom_role_id", "id", "url"]
COMMENT_FIELDS = ["body", "html_body", "public", "uploads", "author_id", "created_at", "plain_body", "attachments"]
WRAPPERS = ["ticket", "tickets", "user", "users", "organization", "organizations", "group", "groups", "group_membership",
            "group_memberships", "organization_membership", "ticket_field", "custom_field_option", "identity", "draft", "session",
            "setup", "suspended_ticket", "tags", "deleted_ticket", "upload"]
PARAMETERS = ["page", "per_page", "page[size]", "page[after]", "page[before]", "sort", "sort_by", "sort_order", "ids", "external_ids",
              "include", "query", "cursor", "limit", "view", "q", "filter[type]", "start_time", "role", "role[]", "name", "external_id",
              "filename", "token", "mode", "since", "status", "sort[]", "include_inline_images", "page[offset]"]
WRONG_PARAMETERS = ["", "-1", "0", "99999999999999999999", "1.5", "abc", "%00", "%ff%fe", "a%00b", "x" * 4000, "'%22;--", "[]", "1,2,x",
                    ",".join(["1"] * 150), "-id", "%25_", "type:ticket status<<>>", "(((((((((", "created>9999-99-99", "\\",
                    "%F0%9F%92%A3" * 50, "eyJvIjoxfQ==", "%E0%A6"]


def routes_of_sources() -> list[tuple[str, str]]:
    """Where the program has no list of its routes, its sources name them."""
    found = set()
    for folder, _, names in os.walk(os.path.join(ROOT, "server")):
        for name in names:
            if not name.endswith(".cc") or name.endswith("_test.cc"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                source = file.read()
            found |= set(re.findall(r'\b(?:read|write|plain)\("([A-Z]+)", "(/[^"]+)"', source))
            for path in re.findall(r'\br\.path = "(/[^"]+)"', source):
                found |= {("GET", path), ("POST", path), ("GET", path + "/count"), ("GET", path + "/show_many")}
                found |= {(method, path + "/{id}") for method in ("GET", "PUT", "PATCH", "DELETE")}
                found |= {("POST", path + "/create_many"), ("PUT", path + "/update_many"), ("DELETE", path + "/destroy_many")}
    return sorted(found)


class HostileApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.admin = cls.server.add_admin()
        cls.owned = cls.admin.new_ticket("Between Rina and the desk", "secret words of rina",
                                         requester={"name": "Rina Akter", "email": "rina@meghna.example"})
        made = cls.server.command("user", "add", "--email", "boris@other.example", "--name", "Boris Petrov", "--role", "end-user")
        assert made.returncode == 0, made.stderr
        cls.customer = cls.server.api_of("boris@other.example")
        answer = cls.admin.get("/api/v2/openapi.json")
        if answer.status == 200:
            cls.routes = sorted((method.upper(), path.removeprefix("/api/v2")) for path, methods in answer.json["paths"].items()
                                for method in methods if method in ("get", "post", "put", "patch", "delete"))
        else:
            cls.routes = [(method, route) for method, route in routes_of_sources()
                          if method in cls.allowed(route)]
        cls.table = rights.read()  # written by people: which routes are for strangers and customers
        cls.random = random.Random(int(os.environ.get("HOSTILE_SEED", "7")))

    @classmethod
    def allowed(cls, route: str) -> str:
        """The methods that a path of the sources really has."""
        path = "/api/v2" + re.sub(r"\{[^}]+\}", "987654321", route)
        return cls.admin.request("BREW", path).headers.get("Allow", "")

    def open_to(self, role: str, method: str, route: str) -> bool:
        row = self.table.row_of(method, route)
        return row is not None and role in row.roles

    def setUp(self):
        self.admin.close()  # an idle connection may have been closed meanwhile
        self.customer.close()
        self.log_before = len(self.server.log())

    def tearDown(self):
        self.assertIsNone(self.server.process.poll(), "the server ended: " + self.server.log_tail())
        broken = [line[:500] for line in self.server.log()[self.log_before:].splitlines() if " error " in line]
        self.assertEqual(broken, [])

    def path(self, route: str, wanted: str | None = None) -> str:
        filled = str(self.owned["id"]) if wanted is None else wanted
        return "/api/v2" + re.sub(r"\{[^}]+\}", filled, route)

    def ask(self, api: Api, method: str, path: str, body=None, headers: dict | None = None) -> Answer:
        begun = time.monotonic()
        answer = api.request(method, path, body, headers)
        what = f"{method} {path[:200]} {str(body)[:200]} {headers or ''}: {answer!r}"
        with self.subTest("no failure of ours"):
            self.assertLess(answer.status, 500, what)
        self.assertLess(time.monotonic() - begun, 30 * Settings.slow, what)
        if answer.body and "json" in answer.headers.get("Content-Type", ""):
            answer.body.decode("utf-8")
            told = answer.json
            if answer.status >= 400:
                self.assertIsInstance(told.get("error"), str, what)
                self.assertIsInstance(told.get("description"), str, what)
        elif answer.status >= 400 and method != "HEAD":
            self.fail("no JSON: " + what)
        return answer

    def test_nobody_gets_in_without_credentials_or_with_wrong_ones(self):
        stranger = Api("127.0.0.1", self.server.port)
        wrong = [{"Authorization": value} for value in (
            "Basic", "Basic ", "Basic !!!", "Bearer ", "Bearer x", "Basic " + base64.b64encode(b"admin@sahay.example:password").decode(),
            "Basic " + base64.b64encode(b"admin@sahay.example/token:").decode(), "Basic " + base64.b64encode(b"\xff\x00/token:\x00").decode(),
            "Digest x", "Bearer " + "x" * 8000)]
        for method, route in self.routes:
            answer = self.ask(stranger, method, self.path(route), None if method == "GET" else "{}", {"Content-Type": "application/json"})
            if route not in OPEN_TO_ALL and not self.open_to("anonymous", method, route):
                self.assertEqual(answer.status, 401, f"{method} {route}: {answer!r}")
            for header in self.random.sample(wrong, 2) if route != "/tickets" else wrong:
                answer = self.ask(stranger, method, self.path(route), None if method == "GET" else "{}", header)
                self.assertEqual(answer.status, 401, f"{method} {route} {header}: {answer!r}")

    def test_a_customer_reaches_nothing_of_the_staff_or_of_others(self):
        before = self.admin.get(f"/api/v2/tickets/{self.owned['id']}").json["ticket"]
        for method, route in self.routes:
            for wanted in (str(self.owned["id"]), str(self.owned["requester_id"]), "1"):
                for body in ([None] if method == "GET" else ["{}", json.dumps({"ticket": {"status": "solved"}, "user": {"name": "X"}})]):
                    answer = self.ask(self.customer, method, self.path(route, wanted), body, {"Content-Type": "application/json"})
                    self.assertNotIn(b"secret words of rina", answer.body, f"{method} {route}")
                    self.assertNotIn(b"rina@meghna.example", answer.body, f"{method} {route}")
                    if route in OPEN_TO_CUSTOMERS or self.open_to("anonymous", method, route):
                        continue
                    if answer.status == 200 and method == "GET":
                        shown = {name: value for name, value in answer.json.items() if isinstance(value, (list, dict)) and value}
                        counted = shown.pop("count", {"value": 0})
                        self.assertEqual(counted["value"], 0, f"{method} {route}: {answer!r}")
                        self.assertEqual([name for name in shown if name not in ("meta", "links")], [], f"{method} {route}: {answer!r}")
                    elif not self.open_to("end-user", method, route):
                        self.assertIn(answer.status, (401, 403, 404), f"{method} {route}: {answer!r}")
                if "{" not in route:
                    break
        self.assertEqual(self.admin.get(f"/api/v2/tickets/{self.owned['id']}").json["ticket"], before)

    def test_hidden_and_missing_objects_answer_alike(self):
        for method, route in self.routes:
            if "{" not in route:
                continue
            hidden = self.ask(self.customer, method, self.path(route))
            if route == "/attachments/{id}" and hidden.status == 200:
                continue  # the customer's own upload of another test
            if hidden.status == 200 and self.open_to("anonymous", method, route):
                continue  # nothing hidden: anybody may have it
            missing = self.ask(self.customer, method, self.path(route, "987654321"))
            self.assertEqual((hidden.status, hidden.body), (missing.status, missing.body), f"{method} {route}")

    def test_absurd_ids_are_not_found(self):
        for method, route in self.routes:
            if "{" not in route:
                continue
            for wanted in ("0", "-1", "1.5", "99999999999999999999", "9223372036854775807", "%00", "%ff", "a%20b", "x" * 3000, "1e3", "+1", "%2e%2e"):
                answer = self.ask(self.admin, method, self.path(route, wanted), None if method == "GET" else "{}",
                                  {"Content-Type": "application/json"})
                self.assertTrue(400 <= answer.status < 500 or method == "GET" and answer.status == 200 and not any(
                    isinstance(value, dict) and value.get("id") for value in answer.json.values()), f"{method} {route} {wanted[:30]}: {answer!r}")

    def test_bodies_that_are_no_json_objects_are_refused(self):
        bodies = ["{", "[]", "1", '"x"', "nul", DEEP * 200, "{" * 100_000, b"\xff\xfe{}", b"{\"ticket\":{\"subject\":\"\xff\"}}", b"\x00", "{}{}",
                  '{"ticket":' + '{"a":' * 50_000, b"\x1f\x8b\x08\x00garbage", '{"a":1,"a":', "{'a':1}", "x=1&y=2"]
        for method, route in self.routes:
            if method == "GET" or route in FILES:
                continue
            for body in bodies:
                kind = self.random.choice(["application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "\u00e4"])
                answer = self.ask(self.admin, method, self.path(route, "987654321"), body, {"Content-Type": kind})
                self.assertGreaterEqual(answer.status, 400, f"{method} {route} {body[:60]}: {answer!r}")

    def random_body(self) -> str:
        """Objects whose fields hold values of every wrong kind, in wrappers that a route may read."""
        def fields(names: list[str]) -> str:
            chosen = self.random.sample(names, self.random.choice([1, 1, 1, 2, 3]))
            return ",".join(f'"{name}":{self.random.choice(WRONG)}' for name in chosen)
        right = '"subject":"s","name":"n","comment":{"body":"b"},'
        comment = f'"comment":{{{fields(COMMENT_FIELDS)}}}'
        inner = self.random.choice([right, ""]) + self.random.choice([fields(FIELDS), fields(FIELDS), comment])
        return self.random.choice(["{%s}", "[{%s}]", "{%s}"]) % inner

    def test_fields_of_wrong_kinds_never_break_a_route(self):
        before = self.server.resident_kib()
        changing = [(method, route) for method, route in self.routes if method != "GET" and route not in ("/uploads", "/session", "/setup")]
        for method, route in changing:
            last = next((part for part in reversed(route.split("/")) if part.isalpha()), "")
            likely = [word for word in WRAPPERS if word.rstrip("s") in last or last.rstrip("s") in word] or WRAPPERS
            for _ in range(12 * ROUNDS):
                wrapper = self.random.choice(likely if self.random.random() < 0.8 else WRAPPERS)
                body = '{"%s":%s}' % (wrapper, self.random_body() if self.random.random() < 0.9 else self.random.choice(WRONG))
                path = self.path(route, self.random.choice(["1", "2", str(self.owned["id"]), "987654321"]))
                if method == "DELETE" and "{" in route:
                    path = self.path(route, "987654321")
                headers = {"Content-Type": "application/json"}
                if self.random.random() < 0.2:
                    headers["Idempotency-Key"] = self.random.choice(["k", "k" * 300, "\u00e4\u00ff", "'--", str(self.random.random())])
                answer = self.ask(self.admin, method, path, body, headers)
                if answer.status == 422 and "details" in answer.json:
                    self.assertTrue(answer.json["details"], f"{method} {route} {body[:300]}: {answer!r}")
        self.assertLess(self.server.resident_kib() - before, 200_000 * Settings.slow)

    def test_the_wrong_field_is_named(self):
        for field, value in (("priority", "tremendous"), ("status", "odd"), ("type", "odd"), ("requester_id", 987654321),
                             ("assignee_id", 987654321), ("group_id", 987654321), ("priority", 5), ("subject", {"a": 1}), ("tags", {"a": 1}),
                             ("comment", "x" * 10), ("requester_id", "x"), ("subject", "x" * 300_000)):
            ticket = {"subject": "s", "comment": {"body": "b"}} | {field: value}
            answer = self.ask(self.admin, "POST", "/api/v2/tickets", json.dumps({"ticket": ticket}), {"Content-Type": "application/json"})
            if answer.status == 201:
                continue  # a value that is read leniently, as the wire rules ask
            self.assertIn(field.removesuffix("_id"), json.dumps(answer.json.get("details", {})), f"{field}={str(value)[:50]}: {answer!r}")

    def test_absurd_parameters_never_break_a_list(self):
        for method, route in self.routes:
            if method != "GET":
                continue
            for _ in range(15 * ROUNDS):
                chosen = self.random.sample(PARAMETERS, self.random.choice([1, 1, 2, 3]))
                query = "&".join(f"{urllib.parse.quote(name)}={self.random.choice(WRONG_PARAMETERS)}".replace(" ", "%20") for name in chosen)
                self.ask(self.admin, method, self.path(route, self.random.choice(["1", str(self.owned["id"])])) + "?" + query)

    def test_files_with_hostile_names_and_labels_are_kept_as_files(self):
        for name, kind in (("%00", "image/png"), ("..%2f..%2fetc%2fpasswd", "text/html"), ("%ff%fe", "image/svg+xml"), ("a%0d%0aX-Evil:1", "text/html"),
                           ("x" * 3000, "x" * 3000), ("%22%3e%3cscript%3e", "text/html; charset=x\u00ff"), ("a", "multipart/form-data; boundary=" + "-" * 5000),
                           ("a", 'multipart/form-data; boundary="'), ("a", "multipart/form-data")):
            answer = self.ask(self.admin, "POST", f"/api/v2/uploads?filename={name}", b"-" * 300_000, {"Content-Type": kind})
            self.assertEqual(answer.status, 201, answer)
            url = answer.json["upload"]["attachment"]["content_url"]
            got = Api("127.0.0.1", self.server.port).get(url[url.index("/attachments/"):])
            self.assertEqual(got.status, 200, f"{name[:30]} {url[:200]} {got!r}")
            self.assertNotIn("X-Evil", got.headers)
            self.assertNotIn("html", got.headers["Content-Type"])
            self.assertNotIn("svg", got.headers["Content-Type"])
            self.assertEqual(got.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("sandbox", got.headers["Content-Security-Policy"])

    def test_a_body_above_the_limit_is_413_on_every_route(self):
        for method, route in self.routes:
            if method in ("GET", "DELETE") or route in FILES:
                continue
            try:
                answer = self.admin.request(method, self.path(route), b" " * (2 << 20), {"Content-Type": "application/json"})
            except OSError:
                self.admin.close()  # the server may close while the rest is still on its way
                continue
            self.assertIn(answer.status, (413, 400, 404, 405, 422), f"{method} {route}: {answer!r}")


if __name__ == "__main__":
    unittest.main()
