"""Who may do what: light agents, agents of one group, roles of one's own, tokens of programs, and the record of it (E6)."""
import base64
import hashlib
import re
import subprocess
import unittest
import urllib.parse

from rig.api import Api
from rig.server import Server, Settings

PASSWORD = "a-long-password-of-the-test"


class Roles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.admin = cls.server.add_admin()
        cls.groups = {name: cls.admin.post("/api/v2/groups", {"group": {"name": name}}).json["group"]["id"] for name in ("Hardware", "Billing")}
        cls.ids = {"oleg": cls.agent("Oleg Sokolov", "oleg@sahay.example")}
        cls.oleg = cls.server.api_of("oleg@sahay.example")
        cls.rina = cls.admin.post("/api/v2/users", {"user": {"name": "Rina Akter", "email": "rina@meghna.example"}}).json["user"]["id"]

    @classmethod
    def agent(cls, name: str, email: str, **more) -> int:
        made = cls.admin.post("/api/v2/users", {"user": {"name": name, "email": email, "role": "agent"} | more})
        assert made.status == 201, made
        return made.json["user"]["id"]

    def ticket(self, subject: str, **more) -> int:
        return self.admin.new_ticket(subject, requester_id=self.rina, **more)["id"]

    # --- roles ---

    def test_a_light_agent_writes_to_colleagues_and_to_nobody_else(self):
        made = self.agent("Sara Ahmed", "light@sahay.example", custom_role_id=2)
        light = self.server.api_of("light@sahay.example")
        ticket = self.ticket("A hinge")
        noted = light.put(f"/api/v2/tickets/{ticket}", {"ticket": {"comment": {"body": "It is the spring"}}})
        self.assertEqual(noted.status, 200, noted)
        comments = self.admin.comments(ticket)
        self.assertEqual([comment["public"] for comment in comments], [True, False])
        asked = {"ticket": {"comment": {"body": "Dear Rina", "public": True}}}
        self.assertEqual(light.put(f"/api/v2/tickets/{ticket}", asked).status, 403)
        self.assertEqual(light.put(f"/api/v2/tickets/{ticket}", {"ticket": {"status": "solved"}}).status, 403)
        self.assertEqual(light.delete(f"/api/v2/tickets/{ticket}").status, 403)
        self.assertEqual(light.post("/api/v2/tickets", asked).status, 403)
        shown = self.admin.get(f"/api/v2/users/{made}").json["user"]
        self.assertEqual((shown["role"], shown["role_type"], shown["custom_role_id"], shown["restricted_agent"]), ("agent", 1, 2, True))
        self.assertEqual(len(self.admin.comments(ticket)), 2)

    def test_an_agent_of_one_group_sees_its_tickets_and_her_own(self):
        sara = self.agent("Sara Ahmed", "sara@sahay.example", ticket_restriction="groups")
        self.admin.post("/api/v2/group_memberships", {"group_membership": {"user_id": sara, "group_id": self.groups["Hardware"]}})
        client = self.server.api_of("sara@sahay.example")
        ours, theirs = self.ticket("Ours", group_id=self.groups["Hardware"]), self.ticket("Theirs", group_id=self.groups["Billing"])
        hers = self.ticket("Hers", group_id=self.groups["Billing"], assignee_id=sara)
        self.assertEqual([client.get(f"/api/v2/tickets/{id}").status for id in (ours, theirs, hers)], [200, 404, 200])
        listed = {ticket["id"] for ticket in client.tickets()}
        self.assertTrue({ours, hers} <= listed)
        self.assertNotIn(theirs, listed)
        self.assertEqual(client.put(f"/api/v2/tickets/{theirs}", {"ticket": {"status": "solved"}}).status, 404)
        moved = self.admin.put(f"/api/v2/tickets/{ours}", {"ticket": {"group_id": self.groups["Billing"]}})
        self.assertEqual(moved.status, 200, moved)
        self.assertEqual(client.get(f"/api/v2/tickets/{ours}").status, 404)

    def test_a_role_of_ones_own_gives_what_it_names_and_no_more(self):
        role = self.admin.post("/api/v2/custom_roles", {"custom_role": {
            "name": "Team lead", "configuration": {"manage_groups": True, "ticket_editing": True, "ticket_comment_access": "public", "ticket_deletion": False}}})
        self.assertEqual(role.status, 201, role)
        role = role.json["custom_role"]
        self.assertEqual((role["configuration"]["manage_groups"], role["configuration"]["manage_business_rules"]), (True, False))
        made = self.agent("Sara Ahmed", "lead@sahay.example", custom_role_id=role["id"])
        lead = self.server.api_of("lead@sahay.example")
        group = lead.post("/api/v2/groups", {"group": {"name": "Night shift"}})
        self.assertEqual(group.status, 201, group)
        self.assertEqual(self.oleg.post("/api/v2/groups", {"group": {"name": "Not mine to make"}}).status, 403)
        self.assertEqual(lead.post("/api/v2/user_fields", {"user_field": {"key": "k", "type": "text", "title": "K"}}).status, 403)
        self.assertEqual(lead.delete(f"/api/v2/tickets/{self.ticket('Not to be deleted')}").status, 403)
        # Nobody gives themselves, or others, more than they have.
        self.assertEqual(lead.put(f"/api/v2/custom_roles/{role['id']}", {"custom_role": {"permissions": ["rules.manage"]}}).status, 403)
        self.assertEqual(lead.put(f"/api/v2/users/{made}", {"user": {"role": "admin"}}).status, 403)
        in_use = self.admin.delete(f"/api/v2/custom_roles/{role['id']}")
        self.assertEqual(in_use.status, 422, in_use)
        self.assertEqual(self.admin.put(f"/api/v2/users/{made}", {"user": {"custom_role_id": 1}}).status, 200)
        self.assertEqual(lead.post("/api/v2/groups", {"group": {"name": "Not any more"}}).status, 403)
        self.assertEqual(self.admin.delete(f"/api/v2/custom_roles/{role['id']}").status, 204)

    def test_the_systems_roles_stay_as_they_are(self):
        for role in (1, 2, 3):
            self.assertEqual(self.admin.put(f"/api/v2/custom_roles/{role}", {"custom_role": {"name": "Other"}}).status, 422)
            self.assertEqual(self.admin.delete(f"/api/v2/custom_roles/{role}").status, 422)

    # --- the record ---

    def test_every_administrative_change_is_on_record_with_before_and_after(self):
        group = self.admin.post("/api/v2/groups", {"group": {"name": "Old name"}}).json["group"]["id"]
        self.admin.put(f"/api/v2/groups/{group}", {"group": {"name": "New name"}})
        self.admin.delete(f"/api/v2/groups/{group}")
        listed = self.admin.get(f"/api/v2/audit_logs?filter[source_type]=group&filter[source_id]={group}").json["audit_logs"]
        self.assertEqual([entry["action"] for entry in listed], ["destroy", "update", "create"])
        change = listed[1]
        self.assertEqual((change["before"], change["after"]), ({"name": "Old name"}, {"name": "New name"}))
        self.assertEqual((change["actor_name"], change["ip_address"], change["source_label"]), ("Sara Ahmed", "127.0.0.1", "New name"))
        self.assertEqual(self.oleg.get("/api/v2/audit_logs").status, 403)
        self.assertEqual(self.admin.delete(f"/api/v2/audit_logs/{change['id']}").status, 405)

    def test_a_given_role_and_a_suspension_are_on_record(self):
        made = self.agent("Sara Ahmed", "record@sahay.example")
        self.admin.put(f"/api/v2/users/{made}", {"user": {"custom_role_id": 2}})
        self.admin.put(f"/api/v2/users/{self.rina}", {"user": {"notes": "No administration"}})
        of_agent = self.admin.get(f"/api/v2/audit_logs?filter[source_type]=user&filter[source_id]={made}").json["audit_logs"]
        self.assertEqual(of_agent[0]["after"]["custom_role_id"], 2)
        self.assertEqual(of_agent[0]["before"]["custom_role_id"], 1)
        self.assertEqual(self.admin.get(f"/api/v2/audit_logs?filter[source_type]=user&filter[source_id]={self.rina}").json["audit_logs"], [])

    # --- tokens and programs ---

    def test_a_token_with_the_scope_read_does_not_write_and_ends_at_once(self):
        made = self.oleg.post("/api/v2/api_tokens", {"api_token": {"description": "Nightly report", "scopes": ["read"]}})
        self.assertEqual(made.status, 201, made)
        token = made.json["api_token"]
        bearer = self.bearer(token["full_token"])
        self.assertEqual(bearer("GET", "/api/v2/tickets").status, 200)
        refused = bearer("POST", "/api/v2/tickets", {"ticket": {"subject": "x", "comment": {"body": "x"}}})
        self.assertEqual(refused.status, 403, refused)
        self.assertIn("Missing the following required scopes: write", refused.json["description"])
        listed = {entry["id"]: entry for entry in self.oleg.get("/api/v2/api_tokens").json["api_tokens"]}
        self.assertNotIn("full_token", listed[token["id"]])
        self.assertIsNotNone(listed[token["id"]]["last_used_at"])
        self.assertEqual(self.oleg.delete(f"/api/v2/api_tokens/{token['id']}").status, 204)
        self.assertEqual(bearer("GET", "/api/v2/tickets").status, 401)
        self.assertNotIn(token["full_token"], self.server.log())

    def test_a_narrow_scope_opens_one_kind_only(self):
        token = self.oleg.post("/api/v2/api_tokens", {"api_token": {"scopes": ["tickets:read", "tickets:write"]}}).json["api_token"]["full_token"]
        bearer = self.bearer(token)
        self.assertEqual(bearer("GET", "/api/v2/tickets").status, 200)
        self.assertEqual(bearer("GET", "/api/v2/users").status, 403)
        self.assertEqual(bearer("POST", "/api/v2/tickets", {"ticket": {"subject": "x", "comment": {"body": "x"}}}).status, 201)
        self.assertEqual(bearer("POST", "/api/v2/api_tokens", {"api_token": {}}).status, 403)
        wrong = self.oleg.post("/api/v2/api_tokens", {"api_token": {"scopes": ["everything"]}})
        self.assertEqual(wrong.status, 422, wrong)

    def bearer(self, token: str):
        client = Api("127.0.0.1", self.server.port)
        return lambda method, path, body=None: client.request(method, path, body, {"Authorization": f"Bearer {token}"})

    def console_cookie(self) -> str:
        if not getattr(type(self), "cookie", ""):
            made = subprocess.run([Settings.binary, "user", "add", "--data", self.server.data, "--config", self.server.config_path, "--email", "consent@sahay.example",
                                   "--name", "Oleg Sokolov", "--role", "agent", "--password-stdin"], input=PASSWORD, text=True, capture_output=True)
            assert made.returncode == 0, made.stderr
            signed_in = Api("127.0.0.1", self.server.port).post("/api/v2/session", {"session": {"email": "consent@sahay.example", "password": PASSWORD}})
            assert signed_in.status == 201, signed_in
            type(self).cookie = signed_in.headers["Set-Cookie"].split(";")[0]
        return type(self).cookie

    def client_of(self, kind: str) -> dict:
        identifier = f"program_{kind}_{self.id().rsplit('.', 1)[-1][:20]}"
        made = self.admin.post("/api/v2/oauth/clients", {"client": {"name": "Report builder", "identifier": identifier, "kind": kind,
                                                                    "redirect_uri": ["https://reports.example/back"]}})
        self.assertEqual(made.status, 201, made)
        return made.json["client"]

    def ask(self, client: dict, challenge: str, **more):
        values = {"response_type": "code", "client_id": client["identifier"], "redirect_uri": "https://reports.example/back", "scope": "read",
                  "state": "s-1", "code_challenge": challenge, "code_challenge_method": "S256"} | more
        return values, Api("127.0.0.1", self.server.port).get("/oauth/authorizations/new?" + urllib.parse.urlencode(values), Cookie=self.console_cookie())

    def allow(self, client: dict, challenge: str, decision: str = "allow", csrf: str | None = None):
        values, page = self.ask(client, challenge)
        self.assertEqual(page.status, 200, page)
        found = re.search(r'name="csrf" value="([^"]+)"', page.body.decode())
        form = values | {"csrf": found.group(1) if csrf is None else csrf, "decision": decision}
        headers = {"Cookie": self.console_cookie(), "Content-Type": "application/x-www-form-urlencoded", "Origin": self.server.base}
        return Api("127.0.0.1", self.server.port).request("POST", "/oauth/authorizations", urllib.parse.urlencode(form), headers)

    def tokens(self, **values):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return Api("127.0.0.1", self.server.port).request("POST", "/oauth/tokens", urllib.parse.urlencode(values), headers)

    def code_in(self, answer) -> str:
        self.assertEqual(answer.status, 302, answer)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)
        self.assertEqual(query["state"], ["s-1"])
        return query["code"][0]

    def test_a_program_gets_a_token_by_consent_and_pkce_and_renews_it(self):
        client = self.client_of("public")
        self.assertNotIn("secret", client)
        verifier = "v" * 50
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        code = self.code_in(self.allow(client, challenge))
        common = {"grant_type": "authorization_code", "client_id": client["identifier"], "redirect_uri": "https://reports.example/back"}
        self.assertEqual(self.tokens(**common, code=code, code_verifier="w" * 50).json["error"], "invalid_grant")
        given = self.tokens(**common, code=code, code_verifier=verifier)
        self.assertEqual(given.status, 200, given)
        self.assertEqual((given.json["token_type"], given.json["scope"]), ("bearer", "read"))
        bearer = self.bearer(given.json["access_token"])
        self.assertEqual(bearer("GET", "/api/v2/users/me").json["user"]["email"], "consent@sahay.example")
        self.assertEqual(bearer("POST", "/api/v2/tickets", {"ticket": {"subject": "x", "comment": {"body": "x"}}}).status, 403)
        renewed = self.tokens(grant_type="refresh_token", client_id=client["identifier"], refresh_token=given.json["refresh_token"])
        self.assertEqual(renewed.status, 200, renewed)
        self.assertEqual(bearer("GET", "/api/v2/tickets").status, 401)
        again = self.bearer(renewed.json["access_token"])
        self.assertEqual(again("GET", "/api/v2/oauth/tokens/current").json["token"]["scopes"], ["read"])
        # The code once more: somebody stole it, and what came of it ends.
        self.assertEqual(self.tokens(**common, code=code, code_verifier=verifier).status, 400)
        self.assertEqual(again("GET", "/api/v2/tickets").status, 401)
        for secret in (code, given.json["access_token"], renewed.json["refresh_token"]):
            self.assertNotIn(secret, self.server.log())

    def test_consent_is_asked_on_our_page_and_a_refusal_is_told(self):
        client = self.client_of("public")
        self.assertIn("error=access_denied", self.allow(client, "c" * 43, "deny").headers["Location"])
        self.assertEqual(self.allow(client, "c" * 43, csrf="forged").status, 403)
        _, elsewhere = self.ask(client, "c" * 43, redirect_uri="https://thief.example/")
        self.assertEqual(elsewhere.status, 400)
        self.assertNotIn("Location", elsewhere.headers)
        _, without = self.ask(client, "", code_challenge_method="")
        self.assertIn("error=invalid_request", without.headers["Location"])

    def test_a_program_with_a_secret_acts_for_its_owner_and_a_wrong_secret_does_not(self):
        client = self.client_of("confidential")
        given = self.tokens(grant_type="client_credentials", client_id=client["identifier"], client_secret=client["secret"], scope="read")
        self.assertEqual(given.status, 200, given)
        self.assertEqual(self.bearer(given.json["access_token"])("GET", "/api/v2/users/me").json["user"]["role"], "admin")
        self.assertEqual(self.tokens(grant_type="client_credentials", client_id=client["identifier"], client_secret="wrong").status, 401)
        shown = self.admin.get(f"/api/v2/oauth/clients/{client['id']}").json["client"]
        self.assertNotIn("secret", shown)
        self.assertEqual(self.admin.delete(f"/api/v2/oauth/clients/{client['id']}").status, 204)
        self.assertEqual(self.bearer(given.json["access_token"])("GET", "/api/v2/tickets").status, 401)


if __name__ == "__main__":
    unittest.main()
