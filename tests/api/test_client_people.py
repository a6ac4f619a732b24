"""What published clients ask about people: side-loads, memberships, end users, sessions and photos, in their own way of
asking. The expected answers are those of the field's documentation and of what those clients read."""
import unittest

from rig.api import Api
from rig.pictures import square_png
from rig.server import Server

BOUNDARY = "----client7MA4YWxkTrZu0gW"


def form(name: str, file_name: str, kind: str, content: bytes, **values: str) -> tuple[bytes, dict]:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in values.items()]
    parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {kind}\r\n\r\n'.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


class ClientPeople(unittest.TestCase):
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

    # --- side-loads ---

    def test_several_by_their_ids_come_with_what_is_asked_for_beside_them(self):
        company = self.made("/organizations", "organization", name="Beside Tools")
        rina = self.made("/users", "user", name="Rina Akter", email="rina.beside@meghna.example", organization_id=company["id"])
        numbers = [self.api.new_ticket(f"Beside {n}", requester_id=rina["id"], assignee_id=self.me)["id"] for n in (1, 2)]
        answer = self.api.get(f"/api/v2/tickets/show_many.json?ids={numbers[0]},{numbers[1]}&include=users,groups,organizations,metric_sets,comment_count")
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual([ticket["id"] for ticket in answer.json["tickets"]], numbers)
        self.assertEqual({user["id"] for user in answer.json["users"]}, {rina["id"], self.me})
        self.assertEqual([one["name"] for one in answer.json["organizations"]], ["Beside Tools"])
        self.assertTrue(answer.json["groups"])
        for ticket in answer.json["tickets"]:
            self.assertEqual((ticket["metric_set"]["ticket_id"], ticket["comment_count"]), (ticket["id"], 1))
        plain = self.api.get(f"/api/v2/tickets/show_many.json?ids={numbers[0]}").json
        self.assertEqual(set(plain), {"tickets", "next_page", "previous_page", "count"})
        people = self.api.get(f"/api/v2/users/show_many.json?ids={rina['id']},{self.me}&include=organizations,identities,roles,groups").json
        self.assertEqual([user["id"] for user in people["users"]], sorted([rina["id"], self.me]))
        self.assertEqual({row["user_id"] for row in people["identities"]}, {rina["id"], self.me})
        self.assertEqual([one["id"] for one in people["organizations"]], [company["id"]])
        roles = {user["id"]: user["custom_role_id"] for user in people["users"]}
        self.assertEqual([role["id"] for role in people["roles"]], [roles[self.me]])
        self.assertIn("configuration", people["roles"][0])

    def test_a_page_of_several_by_their_ids_can_be_read_by_cursor(self):
        number = self.api.new_ticket("By cursor")["id"]
        page = self.api.get(f"/api/v2/tickets/show_many.json?ids={number}&page[size]=100").json
        self.assertEqual((page["meta"]["has_more"], page["links"]["next"], [ticket["id"] for ticket in page["tickets"]]), (False, None, [number]))

    def test_tickets_come_with_incidents_forms_and_their_last_audit(self):
        problem = self.api.new_ticket("The pump fails", type="problem")["id"]
        self.api.new_ticket("Mine too", type="incident", problem_id=problem)
        written = self.api.put(f"/api/v2/tickets/{problem}", {"ticket": {"comment": {"body": "We look"}}}).json["audit"]
        answer = self.api.get(f"/api/v2/tickets/{problem}.json?include=incident_counts,last_audits,ticket_forms,sharing_agreements").json
        self.assertEqual(answer["ticket"]["incident_count"], 1)
        self.assertEqual([(audit["id"], audit["ticket_id"]) for audit in answer["last_audits"]], [(written["id"], problem)])
        self.assertEqual([event["body"] for event in answer["last_audits"][0]["events"] if event["type"] == "Comment"], ["We look"])
        self.assertEqual(answer["sharing_agreements"], [])
        self.assertIn("ticket_forms", answer)

    def test_memberships_name_their_organization_and_come_with_whom_they_join(self):
        company = self.made("/organizations", "organization", name="Named Tools")
        rina = self.made("/users", "user", name="Rina", email="rina.named@meghna.example")
        made = self.made("/organization_memberships", "organization_membership", user_id=rina["id"], organization_id=company["id"])
        self.assertEqual(made["organization_name"], "Named Tools")
        paths = {f"/organization_memberships/{made['id']}": "organization_membership", f"/users/{rina['id']}/organization_memberships": "organization_memberships",
                 f"/organization_memberships/show_many?ids={made['id']}": "organization_memberships", f"/organization_memberships?user_id={rina['id']}": "organization_memberships",
                 f"/users/{rina['id']}/organization_memberships/{made['id']}": "organization_membership"}
        for path, key in paths.items():
            row = self.api.get(f"/api/v2{path}").json[key]
            self.assertEqual(row if key.endswith("ship") else row[0], made, path)
        page = self.api.get(f"/api/v2/organization_memberships.json?user_id={rina['id']}&include=users,organizations").json
        self.assertEqual(([user["id"] for user in page["users"]], [one["id"] for one in page["organizations"]]), ([rina["id"]], [company["id"]]))
        self.api.put(f"/api/v2/organizations/{company['id']}", {"organization": {"name": "Renamed Tools"}})
        self.assertEqual(self.api.get(f"/api/v2/organization_memberships/{made['id']}").json["organization_membership"]["organization_name"], "Renamed Tools")
        group = self.made("/groups", "group", name="Pumps")
        self.made("/group_memberships", "group_membership", user_id=self.me, group_id=group["id"])
        page = self.api.get(f"/api/v2/groups/{group['id']}/memberships.json?include=users,groups").json
        self.assertEqual(([user["id"] for user in page["users"]], [one["id"] for one in page["groups"]]), ([self.me], [group["id"]]))
        self.assertEqual([user["id"] for user in self.api.get(f"/api/v2/groups/{group['id']}.json?include=users").json["users"]], [self.me])

    def test_a_membership_is_changed_by_put_and_stays_where_it_is(self):
        first, second = (self.made("/organizations", "organization", name=f"Put {n}") for n in (1, 2))
        rina = self.made("/users", "user", name="Rina", email="rina.put@meghna.example", organization_id=first["id"])
        made = self.made("/organization_memberships", "organization_membership", user_id=rina["id"], organization_id=second["id"])
        answer = self.api.put(f"/api/v2/organization_memberships/{made['id']}", {"organization_membership": {"default": True, "organization_id": first["id"], "user_id": self.me}})
        self.assertEqual(answer.status, 200, answer)
        row = answer.json["organization_membership"]
        self.assertEqual((row["user_id"], row["organization_id"], row["organization_name"], row["default"]), (rina["id"], second["id"], "Put 2", True))
        self.assertEqual(self.api.get(f"/api/v2/users/{rina['id']}").json["user"]["organization_id"], second["id"])
        defaults = {row["organization_id"]: row["default"] for row in self.api.get(f"/api/v2/users/{rina['id']}/organization_memberships").json["organization_memberships"]}
        self.assertEqual(defaults, {first["id"]: False, second["id"]: True})
        one, other = (self.made("/groups", "group", name=f"Put {n}") for n in (1, 2))
        helper = self.made("/users", "user", name="Oleg", email="oleg.put@sahay.example", role="agent")
        self.made("/group_memberships", "group_membership", user_id=helper["id"], group_id=one["id"])
        made = self.made("/group_memberships", "group_membership", user_id=helper["id"], group_id=other["id"])
        row = self.api.put(f"/api/v2/group_memberships/{made['id']}", {"group_membership": {"default": True, "group_id": one["id"]}}).json["group_membership"]
        self.assertEqual((row["group_id"], row["default"]), (other["id"], True))
        self.assertEqual(self.api.get(f"/api/v2/users/{helper['id']}").json["user"]["default_group_id"], other["id"])

    def test_who_sees_the_tickets_of_a_company_changes_with_the_membership(self):
        company = self.made("/organizations", "organization", name="Seeing Tools")
        rina, nadia = (self.made("/users", "user", name=name, email=f"{name.lower()}.seeing@meghna.example", organization_id=company["id"], verified=True) for name in ("Rina", "Nadia"))
        number = self.api.new_ticket("Of Nadia", requester_id=nadia["id"])["id"]
        customer = self.server.api_of("rina.seeing@meghna.example")
        self.assertEqual(customer.get(f"/api/v2/requests/{number}").status, 404)
        row = self.api.get(f"/api/v2/users/{rina['id']}/organization_memberships").json["organization_memberships"][0]
        self.api.put(f"/api/v2/organization_memberships/{row['id']}", {"organization_membership": {"view_tickets": True}})
        self.assertEqual(customer.get(f"/api/v2/requests/{number}").status, 200)

    def test_requests_and_audits_come_with_people_and_tickets(self):
        company = self.made("/organizations", "organization", name="Asking Tools")
        rina = self.made("/users", "user", name="Rina Akter", email="rina.asks@meghna.example", organization_id=company["id"], notes="Careful")
        number = self.api.new_ticket("Asked", requester_id=rina["id"], assignee_id=self.me)["id"]
        customer = self.server.api_of("rina.asks@meghna.example")
        for path in ("/requests.json", f"/requests/{number}.json"):
            answer = customer.get(f"/api/v2{path}?include=users,organizations").json
            self.assertEqual({user["id"] for user in answer["users"]}, {rina["id"], self.me}, path)
            self.assertEqual([one["name"] for one in answer["organizations"]], ["Asking Tools"], path)
            for user in answer["users"]:
                self.assertEqual({"email", "notes"} & set(user), set())
        audits = self.api.get(f"/api/v2/tickets/{number}/audits.json?include=users,tickets").json
        self.assertEqual([ticket["id"] for ticket in audits["tickets"]], [number])
        everything = self.api.get("/api/v2/ticket_audits.json?include=tickets&limit=5").json
        self.assertEqual({ticket["id"] for ticket in everything["tickets"]}, {audit["ticket_id"] for audit in everything["audits"]})

    # --- end users ---

    def test_an_end_user_is_read_and_changed_by_their_own_path(self):
        rina = self.made("/users", "user", name="Rina", email="rina.end@meghna.example", verified=True)
        path = f"/api/v2/end_users/{rina['id']}.json"
        self.assertEqual(self.api.get(path).json["user"]["email"], "rina.end@meghna.example")
        answer = self.api.put(path, {"user": {"name": "Rina Akter", "tags": ["vip"]}})
        self.assertEqual((answer.status, answer.json["user"]["name"], answer.json["user"]["tags"]), (200, "Rina Akter", ["vip"]))
        customer = self.server.api_of("rina.end@meghna.example")
        said = {"name": "Rina A.", "phone": "+880 1711 000000", "role": "admin", "tags": ["owner"], "email": "else@meghna.example", "external_id": "7", "suspended": True}
        answer = customer.put(path, {"user": said})
        self.assertEqual(answer.status, 200, answer)
        user = self.api.get(path).json["user"]
        self.assertEqual((user["name"], user["phone"]), ("Rina A.", "+880 1711 000000"))
        self.assertEqual((user["role"], user["tags"], user["email"], user["external_id"], user["suspended"]), ("end-user", ["vip"], "rina.end@meghna.example", None, False))
        self.assertEqual(customer.put(path, {"user": {"name": ""}}).status, 422)
        # Others and staff are nobody here.
        self.assertEqual(customer.get(f"/api/v2/end_users/{self.me}").status, 404)
        self.assertEqual(self.api.put(f"/api/v2/end_users/{self.me}", {"user": {"name": "x"}}).status, 404)
        nobody = Api("127.0.0.1", self.server.port)
        self.assertEqual(nobody.put(path, {"user": {"name": "x"}}).status, 401)

    # --- sessions ---

    def test_ones_own_sessions_are_listed_and_ended_below_me(self):
        helper = self.made("/users", "user", name="Oleg Sokolov", email="oleg.session@sahay.example", role="agent")
        self.assertEqual(self.api.post(f"/api/v2/users/{helper['id']}/password", {"password": "long enough"}).status, 200)
        nobody = Api("127.0.0.1", self.server.port)

        def sign_in() -> dict:
            answer = nobody.post("/api/v2/session", {"session": {"email": "oleg.session@sahay.example", "password": "long enough"}})
            self.assertEqual(answer.status, 201, answer)
            return {"Cookie": answer.headers["Set-Cookie"].split(";")[0], "X-Sahay": "1"}

        first, second = sign_in(), sign_in()
        listed = nobody.request("GET", "/api/v2/users/me/sessions.json", headers=first).json
        self.assertEqual((listed["count"], {row["user_id"] for row in listed["sessions"]}), (2, {helper["id"]}))
        own = nobody.request("GET", "/api/v2/users/me/session.json", headers=second).json["session"]["id"]
        self.assertEqual(nobody.request("DELETE", "/api/v2/users/me/logout.json", headers=second).status, 204)
        self.assertIsNone(nobody.request("GET", "/api/v2/users/me", headers=second).json["user"]["id"])
        left = nobody.request("GET", "/api/v2/users/me/sessions", headers=first).json["sessions"]
        self.assertNotIn(own, [row["id"] for row in left])
        self.assertEqual(len(left), 1)
        self.assertEqual(nobody.request("DELETE", "/api/v2/users/me/sessions.json", headers=first).status, 204)
        self.assertIsNone(nobody.request("GET", "/api/v2/users/me", headers=first).json["user"]["id"])
        # With a token there is no session to end.
        self.assertEqual(self.api.delete("/api/v2/users/me/logout").status, 204)
        self.assertEqual(self.api.get("/api/v2/users/me/session").status, 404)
        self.assertEqual(self.api.get("/api/v2/users/me").json["user"]["id"], self.me)

    # --- photos ---

    def test_a_photo_comes_as_a_form_is_shown_and_is_taken_away(self):
        rina = self.made("/users", "user", name="Rina", email="rina.photo@meghna.example")
        path = f"/api/v2/users/{rina['id']}.json"
        self.assertIsNone(rina["photo"])
        body, headers = form("user[photo][uploaded_data]", "me.png", "image/png", square_png(64))
        answer = self.api.request("PUT", path, body, headers)
        self.assertEqual(answer.status, 200, answer)
        photo = answer.json["user"]["photo"]
        self.assertEqual((photo["content_type"], photo["inline"]), ("image/png", True))
        at = photo["content_url"][photo["content_url"].index("/attachments/"):]
        shown = self.api.get(at)
        self.assertEqual((shown.status, shown.body[:4]), (200, b"\x89PNG"))
        self.assertEqual(self.api.get(path).json["user"]["photo"], photo)
        # A change without a word about the photo keeps it.
        self.assertEqual(self.api.put(path, {"user": {"name": "Rina Akter"}}).json["user"]["photo"], photo)
        self.assertIsNone(self.api.put(path, {"user": {"photo": None}}).json["user"]["photo"])
        self.assertEqual(self.api.get(at).status, 404)
        body, headers = form("user[photo][uploaded_data]", "me.png", "image/png", b"no picture at all")
        self.assertEqual(self.api.request("PUT", path, body, headers).status, 422)

    def test_agents_give_photos_to_customers_and_to_themselves_only(self):
        helper = self.made("/users", "user", name="Oleg Sokolov", email="oleg.photo@sahay.example", role="agent")
        rina = self.made("/users", "user", name="Rina", email="rina.pictured@meghna.example")
        oleg = self.server.api_of("oleg.photo@sahay.example")
        body, headers = form("user[photo][uploaded_data]", "me.png", "image/png", square_png(64))
        self.assertEqual(oleg.request("PUT", f"/api/v2/users/{rina['id']}", body, headers).status, 200)
        self.assertEqual(oleg.request("PUT", f"/api/v2/users/{helper['id']}", body, headers).status, 200)
        self.assertEqual(oleg.request("PUT", f"/api/v2/users/{self.me}", body, headers).status, 403)
        self.assertEqual(self.server.api_of("rina.pictured@meghna.example").request("PUT", f"/api/v2/users/{rina['id']}", body, headers).status, 403)

    # --- what was said ---

    def test_a_comment_is_trusted_by_its_audit(self):
        number = self.api.new_ticket("Is it them?")["id"]
        audit = self.api.put(f"/api/v2/tickets/{number}", {"ticket": {"comment": {"body": "It is"}}}).json["audit"]["id"]
        self.assertEqual(self.api.put(f"/api/v2/tickets/{number}/audits/{audit}/trust.json", {}).status, 204)
        events = [event for one in self.api.get(f"/api/v2/tickets/{number}/audits").json["audits"] for event in one["events"]]
        trusted = [event for event in events if event["type"] == "CommentTrustChange"]
        comment = self.api.comments(number)[1]["id"]
        self.assertEqual([(event["comment_id"], event["trusted"]) for event in trusted], [(comment, True)])
        # A second time changes nothing.
        self.assertEqual(self.api.put(f"/api/v2/tickets/{number}/audits/{audit}/trust", {}).status, 204)
        again = [event for one in self.api.get(f"/api/v2/tickets/{number}/audits").json["audits"] for event in one["events"]]
        self.assertEqual(len(again), len(events))
        self.assertEqual(self.api.put(f"/api/v2/tickets/{number}/audits/999999/trust", {}).status, 404)

    def test_a_file_is_taken_away_by_its_id(self):
        token = self.api.request("POST", "/api/v2/uploads.json?filename=card.txt", b"4111", {"Content-Type": "application/binary"}).json["upload"]["token"]
        number = self.api.new_ticket("With a file", comment={"body": "See", "uploads": [token]})["id"]
        file = self.api.comments(number)[0]["attachments"][0]
        self.assertEqual(self.api.delete(f"/api/v2/attachments/{file['id']}.json").status, 204)
        shown = self.api.comments(number)[0]["attachments"]
        self.assertEqual([one["file_name"] for one in shown if not one["deleted"]], [])
        self.assertEqual(self.api.delete(f"/api/v2/attachments/{file['id']}").status, 404)
        waiting = self.api.request("POST", "/api/v2/uploads.json?filename=a.txt", b"a", {"Content-Type": "text/plain"}).json["upload"]
        self.assertEqual(self.api.delete(f"/api/v2/attachments/{waiting['attachment']['id']}").status, 204)
        self.assertEqual(self.api.delete(f"/api/v2/uploads/{waiting['token']}").status, 404)

    def test_a_sample_of_ticket_events_is_short(self):
        for n in range(3):
            self.api.new_ticket(f"Sampled {n}")
        answer = self.api.get("/api/v2/incremental/ticket_events/sample.json?start_time=0")
        self.assertEqual(answer.status, 200, answer)
        self.assertTrue(3 <= len(answer.json["ticket_events"]) <= 60)
