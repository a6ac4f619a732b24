"""Every route x every role x every relation, against the table of rights that people wrote (table.txt)."""
import base64
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import table as rights  # noqa: E402
import world as worlds  # noqa: E402
from rig.server import Server, wait_until  # noqa: E402
from rig.websocket import Closed, WebSocket  # noqa: E402

ROLES = ("anonymous", "end-user", "contact", "light-agent", "restricted", "agent", "admin")
MISSING = 987_654_321
# Words for every parameter that a list may take: whatever it looks for, it must not find what is hidden.
PROBE = "query={word}&name={word}&q={word}&email={word}&ids={ids}&start_time=0&per_page=100&sort_by=created_at&view=all"


def fill(path: str, identity: int) -> str:
    """{id} is the object, what else is in braces is missing."""
    return re.sub(r"\{\w+\}", str(MISSING), path.replace("{id}", str(identity)))


class Matrix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.world = worlds.build(cls.server)
        cls.table = rights.read()
        # The index follows the tickets; nothing is proven by asking before it has them.
        found = lambda: cls.world.clients["admin"].get("/api/v2/search/count?query=type:ticket%20About").json["count"]  # noqa: E731
        assert wait_until(lambda: found() == 5, 60), found()
        described = cls.world.clients["anonymous"].get("/api/v2/openapi.json").json
        cls.routes = [(method.upper(), path) for path, methods in described["paths"].items() for method in methods]

    def setUp(self):
        for client in self.world.clients.values():  # the server closes what was idle during a long test
            client.close()

    # --- what the table says ---

    def ask(self, role: str, method: str, path: str):
        body = {} if method in ("POST", "PUT", "PATCH", "DELETE") else None
        return self.world.clients[role].request(method, "/api/v2" + path, body)

    def holes_of_route(self, method: str, path: str) -> list[str]:
        row = self.table.row_of(method, path)
        holes = []
        for role in ROLES:
            if role not in row.roles:
                holes += self.refused(role, method, path, row)
            else:
                holes += self.allowed(role, method, path, row)
        return holes

    def refused(self, role: str, method: str, path: str, row) -> list[str]:
        wanted = 401 if role == "anonymous" else 403
        names = self.world.objects.get(row.kind or "ticket")
        holes = []
        for identity in [MISSING, *names.values()] if "{id}" in path else [MISSING]:
            status = self.ask(role, method, fill(path, identity)).status
            if status != wanted:
                holes.append(f"{method} {path} as {role} (id {identity}): {status}, not {wanted}: line {row.line}")
        return holes

    def allowed(self, role: str, method: str, path: str, row) -> list[str]:
        holes = []
        answer = self.ask(role, method, fill(path, MISSING))
        if answer.status in (401, 403) or answer.status >= 500:
            holes.append(f"{method} {path} as {role}: {answer.status}, though line {row.line} allows it")
        for name, identity in self.world.objects.get(row.kind, {}).items() if "{id}" in path else ():
            visible = self.table.sees(role, row.kind, name)
            if method != "GET" and visible:
                continue  # it would change the world; that it is seen is asked by GET
            given = self.ask(role, method, fill(path, identity))
            if visible:
                fine = given.status == 200 or (row.may_lack and given.status == 404)
            else:  # hidden and missing answer alike, whatever else is wrong with the question
                fine = self.alike(given, identity, answer)
            if not fine:
                seen = "visible" if visible else "hidden"
                holes.append(f"{method} {path} as {role}, {row.kind} {name} is {seen}: {given.status}: line {row.line}")
        return holes

    @staticmethod
    def alike(given, identity: int, missing) -> bool:
        if given.status != missing.status:
            return False
        return given.status >= 400 or given.body.decode().replace(str(identity), "") == missing.body.decode().replace(str(MISSING), "")

    # --- what no answer may say, whatever the route ---

    def hidden_words(self, role: str) -> dict[str, str]:
        words = {word: f"ticket {name}" for name, word in worlds.SECRETS.items()
                 if not self.table.sees(role, "ticket", name)}
        if role in ("anonymous", "end-user", "contact"):
            words |= {worlds.PRIVATE_WORD: "a comment for colleagues", worlds.FOREIGN_PERSON: "a customer of another company",
                      worlds.FOREIGN_COMPANY: "another company", worlds.INTERNAL_NOTE: "a note of staff"}
        return words

    def leaks_of_route(self, path: str) -> list[str]:
        leaks = []
        for role in ROLES:
            hidden = self.hidden_words(role)
            if not hidden:
                continue
            for word in list(hidden)[:4]:
                probe = PROBE.format(word=word, ids=",".join(str(i) for i in self.world.objects["ticket"].values()))
                answer = self.world.clients[role].get(f"/api/v2{fill(path, MISSING)}?{probe}")
                leaks += self.leaks_in(answer, role, path, hidden, probe)
                if "{" not in path and answer.status >= 400:
                    leaks += self.leaks_in(self.world.clients[role].get("/api/v2" + path), role, path, hidden, "")
            if "{id}" in path:
                for kind in self.world.objects.values():
                    for identity in (*kind.values(), *self.world.groups.values(), *self.world.agents.values()):
                        answer = self.world.clients[role].get(f"/api/v2{fill(path, identity)}?include=users,organizations,groups,tickets")
                        leaks += self.leaks_in(answer, role, path, hidden, str(identity))
        return leaks

    @staticmethod
    def leaks_in(answer, role: str, path: str, hidden: dict[str, str], asked: str) -> list[str]:
        if answer.status >= 400:  # an error may repeat what was asked
            return []
        text = answer.body.decode("utf-8", "replace")
        # Links to further pages repeat the question.
        text = re.sub(r'"(?:next_page|previous_page|next|prev|after_url|before_url|first|last|url)":"[^"]*"', "", text)
        return [f"GET {path} as {role} shows {what} (asked {asked})" for word, what in hidden.items() if word in text]

    # --- the tests ---

    def test_every_route_stands_in_the_table(self):
        missing = [f"{method} {path}" for method, path in self.routes if not self.table.row_of(method, path)]
        self.assertEqual(missing, [], "routes that no line of tests/rights/table.txt names")
        self.assertGreater(len(self.routes), 100)

    def test_every_role_gets_exactly_what_the_table_gives_it(self):
        holes = []
        # What refuses everybody first: nothing is changed while the rights hold.
        for method, path in sorted(self.routes, key=lambda route: route[0] != "GET"):
            if self.table.row_of(method, path):
                holes += self.holes_of_route(method, path)
        self.assertEqual(holes, [], f"{len(holes)} holes:\n" + "\n".join(holes))

    def test_no_list_search_export_or_completion_shows_what_is_hidden(self):
        leaks = []
        for method, path in self.routes:
            if method == "GET":
                leaks += sorted(set(self.leaks_of_route(path)))
        self.assertEqual(leaks, [], "\n".join(leaks))

    def test_counts_count_only_what_is_seen(self):
        restricted, agent = self.world.clients["restricted"], self.world.clients["agent"]
        self.assertEqual(restricted.get("/api/v2/tickets/count").json["count"]["value"], 3)
        self.assertEqual(agent.get("/api/v2/tickets/count").json["count"]["value"], 5)
        for client, wanted in ((restricted, 3), (agent, 5)):
            found = client.get("/api/v2/search/count?query=type:ticket%20About").json["count"]
            self.assertEqual(found, wanted)
            self.assertEqual(client.get("/api/v2/console/tickets?view=all").json["count"], wanted)
            self.assertEqual(client.get("/api/v2/console/start").json["counts"]["all"], wanted)

    def test_the_live_stream_tells_each_role_of_its_tickets_only(self):
        tickets, admin = self.world.objects["ticket"], self.world.clients["admin"]
        for role in ("anonymous", "end-user", "contact"):
            with self.assertRaisesRegex(Closed, "401"):
                self.stream(role)
        streams = {role: self.stream(role) for role in ("restricted", "agent", "light-agent")}
        for stream in streams.values():
            stream.send({"type": "hello", "since": 0})
            stream.receive_until(lambda message: message["type"] == "welcome", 30)
        for name in ("foreign", "nadia", "rina"):
            changed = admin.put(f"/api/v2/tickets/{tickets[name]}", {"ticket": {"additional_tags": ["live"]}})
            self.assertEqual(changed.status, 200, changed)
        for role, stream in streams.items():
            told = set()

            def last(message, told=told):
                if message["type"] == "event":
                    told.add(message["ticket_id"])
                return message["type"] == "event" and message["ticket_id"] == tickets["rina"]

            stream.receive_until(last, 30)
            wanted = {tickets[name] for name in ("foreign", "nadia", "rina") if self.table.sees(role, "ticket", name)}
            self.assertEqual(told & set(tickets.values()), wanted | (told & wanted), role)
            self.assertFalse(told & {tickets[n] for n in tickets if not self.table.sees(role, "ticket", n)}, role)

    def stream(self, role: str) -> WebSocket:
        client = self.world.clients[role]
        headers = {}
        if client.token:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{client.email}/token:{client.token}".encode()).decode()
        socket = WebSocket("127.0.0.1", self.server.port, "/api/v2/stream", headers)
        self.addCleanup(socket.close)
        return socket

    def test_a_planted_hole_is_found(self):
        planted = self.plant("ticket")
        if planted.status == 404:
            self.skipTest("this build has no hooks")
        try:
            holes = self.holes_of_route("GET", "/tickets/{id}")
            leaks = self.leaks_of_route("/tickets") + self.leaks_of_route("/search")
        finally:
            self.plant("")
        self.assertTrue(any("restricted, ticket foreign is hidden" in hole for hole in holes), holes)
        self.assertTrue(any("as restricted shows ticket foreign" in leak for leak in leaks), leaks)
        self.assertEqual(self.holes_of_route("GET", "/tickets/{id}"), [])

    def plant(self, resource: str):
        return self.world.clients["anonymous"].post("/test/hole", {"resource": resource})


if __name__ == "__main__":
    unittest.main()
