"""Rina writes from the office, from home and by telephone: three accounts of one person meet in one place (B9)."""
import unittest

from rig.api import Api
from rig.chat import Visitor
from rig.server import Server

OFFICE, HOME, TAGGED = "rina.akter@meghna.example", "rina.akter@home.example", "rina.akter+printer@meghna.example"


class OnePersonManyAddresses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.admin = cls.server.add_admin()
        made = cls.admin.post("/api/v2/users", {"user": {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent"}})
        assert made.status == 201, made
        cls.oleg = cls.server.api_of("oleg@sahay.example")

    def person(self, email: str = "", **more) -> dict:
        user = {"name": "Rina Akter"} | ({"email": email} if email else {}) | more
        made = self.oleg.post("/api/v2/users", {"user": user})
        self.assertEqual(made.status, 201, made)
        self.addCleanup(self.oleg.delete, f"/api/v2/users/{made.json['user']['id']}")
        return made.json["user"]

    def ticket(self, requester: dict, subject: str) -> int:
        return self.oleg.new_ticket(subject, requester_id=requester["id"])["id"]

    def requester(self, ticket: int) -> int:
        return self.oleg.get(f"/api/v2/tickets/{ticket}").json["ticket"]["requester_id"]

    def addresses(self, user: dict) -> dict[str, bool]:
        listed = self.oleg.get(f"/api/v2/users/{user['id']}/identities").json["identities"]
        return {identity["value"]: identity["primary"] for identity in listed}

    def merge(self, one: dict, into: dict) -> dict:
        answer = self.oleg.request("PUT", f"/api/v2/users/{one['id']}/merge", {"user": {"id": into["id"]}})
        self.assertEqual(answer.status, 200, answer)
        return answer.json["user"]

    def test_accounts_that_may_be_one_person_are_suggested_with_the_reason(self):
        office = self.person(OFFICE, phone="+880 1711-000001")
        home = self.person(HOME)
        phone = self.person(phone="8801711000001")
        tagged = self.person(TAGGED, name="R. Akter")
        stranger = self.person("info@other.example", name="Boris Petrov")
        answer = self.oleg.get(f"/api/v2/users/{office['id']}/duplicates").json
        found = {entry["user"]["id"]: set(entry["reasons"]) for entry in answer["duplicates"]}
        self.assertEqual(found[home["id"]], {"same_name", "same_local_part"})
        self.assertEqual(found[phone["id"]], {"same_name", "same_phone"})
        self.assertEqual(found[tagged["id"]], {"same_mailbox"})
        self.assertNotIn(stranger["id"], found)
        self.assertNotIn(office["id"], found)
        scores = [entry["score"] for entry in answer["duplicates"]]
        self.assertEqual(scores, sorted(scores, reverse=True))

    def test_offices_share_a_mailbox_name_without_being_one_person(self):
        one = self.person("info@meghna.example", name="Meghna Tools")
        self.person("info@other.example", name="Boris Petrov")
        self.assertEqual(self.oleg.get(f"/api/v2/users/{one['id']}/duplicates").json["duplicates"], [])

    def test_after_the_merge_everything_is_with_one_person(self):
        office, home = self.person(OFFICE, notes="Prefers calls"), self.person(HOME, phone="+880 1711 000002", tags=["vip"])
        hinge, drill = self.ticket(office, "The hinge"), self.ticket(home, "The drill")
        copied = self.oleg.new_ticket("Copied", requester_id=office["id"], collaborator_ids=[home["id"]])["id"]
        merged = self.merge(home, office)
        self.assertEqual(merged["id"], office["id"])
        self.assertEqual(merged["phone"], "+880 1711 000002")
        self.assertEqual(merged["notes"], "Prefers calls")
        self.assertIn("vip", merged["tags"])
        self.assertEqual([self.requester(hinge), self.requester(drill)], [office["id"]] * 2)
        self.assertEqual(self.addresses(office), {OFFICE: True, HOME: False})
        collaborators = self.oleg.get(f"/api/v2/tickets/{copied}/collaborators").json["users"]
        self.assertEqual([user["id"] for user in collaborators], [office["id"]])
        self.assertFalse(self.oleg.get(f"/api/v2/users/{home['id']}").json["user"]["active"])
        # A word from the address of the other account is a word of the same person.
        later = self.oleg.post("/api/v2/tickets", {"ticket": {"subject": "From home", "comment": {"body": "x"}, "requester": {"email": HOME}}})
        self.assertEqual(later.json["ticket"]["requester_id"], office["id"])

    def test_an_undone_merge_gives_back_exactly_what_moved(self):
        office, home = self.person(OFFICE), self.person(HOME, phone="+880 1711 000003", external_id="crm-7")
        hinge, drill = self.ticket(office, "The hinge"), self.ticket(home, "The drill")
        both = self.oleg.new_ticket("Both on it", requester_id=office["id"], collaborator_ids=[home["id"]])["id"]
        self.merge(home, office)
        since = self.ticket(office, "Since the merge")
        merges = self.oleg.get(f"/api/v2/users/{office['id']}/merges").json["user_merges"]
        undone = self.oleg.request("PUT", f"/api/v2/user_merges/{merges[0]['id']}/undo", {})
        self.assertEqual(undone.status, 200, undone)
        self.assertEqual([self.requester(ticket) for ticket in (hinge, drill, since)], [office["id"], home["id"], office["id"]])
        self.assertEqual((self.addresses(office), self.addresses(home)), ({OFFICE: True}, {HOME: True}))
        again = self.oleg.get(f"/api/v2/users/{home['id']}").json["user"]
        self.assertEqual((again["active"], again["email"], again["phone"], again["external_id"]), (True, HOME, "+880 1711 000003", "crm-7"))
        self.assertIsNone(self.oleg.get(f"/api/v2/users/{office['id']}").json["user"]["phone"])
        collaborators = self.oleg.get(f"/api/v2/tickets/{both}/collaborators").json["users"]
        self.assertEqual([user["id"] for user in collaborators], [home["id"]])
        twice = self.oleg.request("PUT", f"/api/v2/user_merges/{merges[0]['id']}/undo", {})
        self.assertEqual(twice.status, 422, twice)

    def test_votes_devices_and_visits_of_the_chat_go_along_with_a_merge_and_back_with_its_undo(self):
        office, home = self.person(OFFICE), self.person(HOME)
        category = self.admin.post("/api/v2/help_center/categories", {"category": {"name": "Tools", "locale": "en-us"}}).json["category"]["id"]
        section = self.admin.post(f"/api/v2/help_center/categories/{category}/sections", {"section": {"name": "Faults", "locale": "en-us"}}).json["section"]["id"]
        both, one = (self.admin.post(f"/api/v2/help_center/sections/{section}/articles", {"article": {"title": title, "markdown": "Words.", "locale": "en-us"}}).json["article"]["id"]
                     for title in ("The hinge", "The drill"))
        rina, at_home = (Api("127.0.0.1", self.server.port, address, self.admin.token) for address in (OFFICE, HOME))
        for client, article, word in ((rina, both, "up"), (at_home, both, "down"), (at_home, one, "up")):
            self.assertEqual(client.post(f"/api/v2/help_center/articles/{article}/{word}", {}).status, 200)

        def votes(article):
            told = self.admin.get(f"/api/v2/help_center/articles/{article}").json["article"]
            listed = self.admin.get(f"/api/v2/help_center/articles/{article}/votes").json["votes"]
            return told["vote_count"], told["vote_sum"], sorted((vote["user_id"], vote["value"]) for vote in listed)

        made = self.admin.post("/api/v2/assets", {"asset": {"name": "Drill of home", "user_id": home["id"]}})
        self.assertEqual(made.status, 201, made)
        owner = lambda: self.admin.get(f"/api/v2/assets/{made.json['asset']['id']}").json["asset"]["user_id"]
        before = [votes(both), votes(one)]
        self.assertEqual(before, [(2, 0, sorted([(office["id"], 1), (home["id"], -1)])), (1, 1, [(home["id"], 1)])])
        visitor = Visitor(self.server.port)
        self.addCleanup(visitor.close)
        conversation = visitor.send("The drill is loud")["conv"]
        drill = self.admin.ticket_with_subject("The drill is loud")
        guest = {"id": drill["requester_id"]}
        self.merge(guest, office)
        self.merge(home, office)
        self.assertEqual([votes(both), votes(one)], [(1, 1, [(office["id"], 1)]), (1, 1, [(office["id"], 1)])])
        self.assertEqual(owner(), office["id"])
        visitor.send("It is about the big one", conversation)
        self.assertEqual(self.admin.comments(drill["id"])[-1]["author_id"], office["id"], "the next word of the visitor is the person's")
        for merge in self.oleg.get(f"/api/v2/users/{office['id']}/merges").json["user_merges"]:
            self.assertEqual(self.oleg.request("PUT", f"/api/v2/user_merges/{merge['id']}/undo", {}).status, 200)
        self.assertEqual([votes(both), votes(one)], before)
        self.assertEqual(owner(), home["id"])
        visitor.send("And the small one", conversation)
        self.assertEqual(self.admin.comments(drill["id"])[-1]["author_id"], guest["id"])

    def test_who_speaks_for_a_company_and_what_is_followed_go_along_with_a_merge_and_back_with_its_undo(self):
        office, home, karim = self.person(OFFICE), self.person(HOME), self.person("karim@meghna.example", name="Karim Uddin")
        company = lambda name: self.admin.post("/api/v2/organizations", {"organization": {"name": name}}).json["organization"]["id"]
        one, both = company("Meghna Tools"), company("Padma Pumps")

        def speaks(organization, person, **rights):
            made = self.admin.post("/api/v2/contact_persons", {"contact_person": {"organization_id": organization, "user_id": person["id"]} | rights})
            self.assertEqual(made.status, 201, made)

        def contacts(organization):
            listed = self.admin.get(f"/api/v2/contact_persons?organization_id={organization}").json["contact_persons"]
            return sorted((each["user_id"], each["may_approve"]) for each in listed)

        speaks(one, home, may_approve=True)
        speaks(both, home, may_approve=True)
        speaks(both, office)
        topic = self.admin.post("/api/v2/community/topics", {"topic": {"name": "Drills"}}).json["topic"]["id"]
        rina, at_home = (Api("127.0.0.1", self.server.port, address, self.admin.token) for address in (OFFICE, HOME))
        posts = [self.admin.post("/api/v2/community/posts", {"post": {"title": title, "details": "Words.", "topic_id": topic}}).json["post"]["id"] for title in ("Hinges", "Bits")]
        for client, post in ((rina, posts[0]), (at_home, posts[0]), (at_home, posts[1])):
            self.assertEqual(client.post(f"/api/v2/community/posts/{post}/subscriptions", {}).status, 201)
        followers = lambda post: sorted(each["user_id"] for each in self.admin.get(f"/api/v2/community/posts/{post}/subscriptions").json["subscriptions"])
        sees = lambda: sorted(each["user_id"] for each in self.admin.get(f"/api/v2/organizations/{one}/organization_memberships").json["organization_memberships"] if each["view_tickets"])
        state = lambda: (contacts(one), contacts(both), followers(posts[0]), followers(posts[1]), sees())
        before = state()
        self.assertEqual(before[:2], ([(home["id"], True)], sorted([(home["id"], True), (office["id"], False)])))
        self.merge(home, office)
        self.assertEqual(state(), ([(office["id"], True)], [(office["id"], False)], [office["id"]], [office["id"]], [office["id"]]))
        merge = self.oleg.get(f"/api/v2/users/{office['id']}/merges").json["user_merges"][0]["id"]
        undo = lambda which: self.assertEqual(self.oleg.request("PUT", f"/api/v2/user_merges/{which}/undo", {}).status, 200)
        undo(merge)
        self.assertEqual(state(), before)
        # Whose place was given to somebody else meanwhile does not get it back: two people speak for a company at most.
        self.merge(home, office)
        speaks(both, karim)
        undo(self.oleg.get(f"/api/v2/users/{office['id']}/merges").json["user_merges"][0]["id"])
        self.assertEqual(contacts(both), sorted([(office["id"], False), (karim["id"], False)]))
        self.assertEqual(state()[2:], before[2:])

    def test_what_people_changed_after_the_merge_stays_when_it_is_undone(self):
        office, home = self.person(OFFICE), self.person(HOME, phone="+880 1711 000004")
        self.merge(home, office)
        self.oleg.put(f"/api/v2/users/{office['id']}", {"user": {"phone": "+880 2 5566"}})
        merge = self.oleg.get(f"/api/v2/users/{office['id']}/merges").json["user_merges"][0]["id"]
        self.assertEqual(self.oleg.request("PUT", f"/api/v2/user_merges/{merge}/undo", {}).status, 200)
        self.assertEqual(self.oleg.get(f"/api/v2/users/{office['id']}").json["user"]["phone"], "+880 2 5566")
        self.assertEqual(self.oleg.get(f"/api/v2/users/{home['id']}").json["user"]["phone"], "+880 1711 000004")

    def test_accounts_of_staff_and_of_oneself_are_not_merged(self):
        rina, agent = self.person(OFFICE), self.oleg.get("/api/v2/users/me").json["user"]
        for one, into in ((rina, rina), (rina, agent), (agent, rina)):
            answer = self.oleg.request("PUT", f"/api/v2/users/{one['id']}/merge", {"user": {"id": into["id"]}})
            self.assertEqual(answer.status, 422, answer)

    def test_another_address_becomes_the_first_one_and_a_changed_one_must_be_verified_anew(self):
        rina = self.person(OFFICE)
        path = f"/api/v2/users/{rina['id']}/identities"
        added = self.oleg.post(path, {"identity": {"type": "email", "value": "RINA@Home.example", "verified": True}})
        self.assertEqual(added.status, 201, added)
        identity = added.json["identity"]
        self.assertEqual((identity["value"], identity["primary"], identity["verified"]), ("rina@home.example", False, True))
        self.assertEqual(self.oleg.put(f"{path}/{identity['id']}/make_primary", {}).status, 200)
        self.assertEqual(self.oleg.get(f"/api/v2/users/{rina['id']}").json["user"]["email"], "rina@home.example")
        changed = self.oleg.put(f"{path}/{identity['id']}", {"identity": {"value": "rina@new.example"}}).json["identity"]
        self.assertEqual((changed["value"], changed["verified"]), ("rina@new.example", False))
        self.assertEqual(self.oleg.get(f"/api/v2/users/{rina['id']}").json["user"]["email"], "rina@new.example")
        taken = self.oleg.post(path, {"identity": {"type": "email", "value": "oleg@sahay.example"}})
        self.assertEqual(taken.status, 422, taken)

    def test_a_person_deleted_for_ever_is_named_nowhere(self):
        rina = self.person(OFFICE, phone="+880 1711 000009", notes="A note")
        ticket = self.ticket(rina, "Before leaving")
        self.assertEqual(self.oleg.delete(f"/api/v2/users/{rina['id']}").json["user"]["active"], False)
        self.assertIn(rina["id"], [user["id"] for user in self.oleg.get("/api/v2/deleted_users").json["deleted_users"]])
        self.assertEqual(self.oleg.delete(f"/api/v2/deleted_users/{rina['id']}").status, 403)
        self.assertEqual(self.admin.delete(f"/api/v2/deleted_users/{rina['id']}").status, 200)
        gone = self.admin.get(f"/api/v2/users/{rina['id']}").json["user"]
        self.assertEqual((gone["name"], gone["email"], gone["phone"], gone["notes"]), ("Permanently Deleted User", None, None, None))
        self.assertEqual(self.oleg.get(f"/api/v2/tickets/{ticket}").status, 200)
        self.assertEqual(self.admin.get(f"/api/v2/deleted_users/{rina['id']}").status, 404)


if __name__ == "__main__":
    unittest.main()
