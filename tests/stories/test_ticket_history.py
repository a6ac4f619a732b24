"""The whole history of a ticket (E2): every change by every way, and nothing written there ever changes."""
import json
import unittest

from rig.server import Server, wait_until


class TicketHistory(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.sara = cls.server.add_admin()

    def audits(self, number: int) -> list[dict]:
        return self.sara.get(f"/api/v2/tickets/{number}/audits").json["audits"]

    def changed(self, audit: dict) -> set[str]:
        return {event["field_name"] for event in audit["events"] if event["type"] == "Change"}

    def do(self, method: str, path: str, body=None) -> None:
        answer = self.sara.request(method, f"/api/v2{path}", body)
        self.assertIn(answer.status, (200, 201, 204), (path, answer))

    def test_every_step_adds_a_line_and_leaves_the_older_ones_byte_for_byte(self):
        number = self.sara.new_ticket("Pump", "It is silent", requester={"name": "Rina Akter", "email": "rina@meghna.example"})["id"]
        other = self.sara.new_ticket("Hall 2")["id"]
        me = self.sara.get("/api/v2/users/me").json["user"]["id"]
        ticket = f"/tickets/{number}"
        steps = [
            ("PUT", ticket, {"ticket": {"priority": "high"}}, {"priority"}),
            ("PUT", ticket, {"ticket": {"assignee_id": me}}, {"assignee_id", "owner_id", "status"}),
            ("PUT", ticket, {"ticket": {"comment": {"body": "We look into it"}, "status": "pending"}}, {"status"}),
            ("PUT", ticket, {"ticket": {"comment": {"body": "Ask Oleg", "public": False}}}, set()),
            ("PUT", f"{ticket}/tags", {"tags": ["pump"]}, {"tags"}),
            ("DELETE", f"{ticket}/tags", {"tags": ["pump"]}, {"tags"}),
            ("POST", f"{ticket}/links", {"link": {"type": "related", "ticket_id": other}}, {"links"}),
            ("POST", f"{ticket}/split", {"split": {"tickets": [{"subject": "Part", "text": "silent"}]}}, None),
            ("PUT", ticket, {"ticket": {"subject": "The pump in hall 2", "type": "incident"}}, {"subject", "type"}),
            ("PUT", ticket, {"ticket": {"status": "solved"}}, {"status"}),
            ("DELETE", ticket, None, set()),
            ("PUT", f"/deleted_tickets/{number}/restore", {}, set()),
            ("PUT", ticket, {"ticket": {"status": "open", "comment": {"body": "Once more"}}}, {"status"}),
        ]
        seen = self.audits(number)
        self.assertEqual([event["type"] for event in seen[0]["events"]][0], "Comment")
        for method, path, body, fields in steps:
            self.do(method, path, body)
            wait_until(lambda: self.sara.get(f"/api/v2{ticket}").status in (200, 404))
            if method == "DELETE" and path == ticket:
                continue  # nobody reads a deleted ticket; its line is there when it is back
            now = self.audits(number)
            self.assertGreater(len(now), len(seen), path)
            self.assertEqual([json.dumps(audit) for audit in now[:len(seen)]], [json.dumps(audit) for audit in seen], path)
            if fields is not None:
                self.assertEqual(self.changed(now[-1]), fields, path)
            seen = now
        self.assertEqual(len({audit["id"] for audit in seen}), len(seen))

    def test_a_change_tells_who_when_from_what_to_what(self):
        made = self.sara.new_ticket("Door", priority="low")
        me = self.sara.get("/api/v2/users/me").json["user"]["id"]
        self.do("PUT", f"/tickets/{made['id']}", {"ticket": {"priority": "urgent"}})
        audit = self.audits(made["id"])[-1]
        self.assertEqual((audit["author_id"], audit["ticket_id"], audit["via"]["channel"]), (me, made["id"], "api"))
        event, = audit["events"]
        self.assertEqual((event["type"], event["field_name"], event["previous_value"], event["value"]), ("Change", "priority", "low", "urgent"))

    def test_a_comment_made_private_is_told_in_a_new_line(self):
        number = self.sara.new_ticket("Gate")["id"]
        self.do("PUT", f"/tickets/{number}", {"ticket": {"comment": {"body": "Meant for Oleg"}}})
        before = self.audits(number)
        comment = self.sara.comments(number)[1]["id"]
        self.do("PUT", f"/tickets/{number}/comments/{comment}/make_private", {})
        after = self.audits(number)
        self.assertEqual(after[:2], before)
        self.assertEqual(after[2]["events"][0]["type"], "CommentPrivacyChange")

    def test_undo_adds_to_the_history_and_names_what_it_took_back(self):
        number = self.sara.new_ticket("Roof")["id"]
        job = self.sara.put(f"/api/v2/tickets/update_many.json?ids={number}", {"ticket": {"priority": "high"}}).json["job_status"]["id"]
        path = f"/api/v2/job_statuses/{job}"
        wait_until(lambda: self.sara.get(path).json["job_status"]["status"] == "completed", 30)
        before = self.audits(number)
        undo = self.sara.put(f"{path}/undo", {}).json["job_status"]["id"]
        wait_until(lambda: self.sara.get(f"/api/v2/job_statuses/{undo}").json["job_status"]["status"] == "completed", 30)
        after = self.audits(number)
        self.assertEqual(after[:len(before)], before)
        self.assertEqual(after[-1]["undoes"], before[-1]["id"])

    def test_all_histories_together_say_the_same_as_each(self):
        numbers = [self.sara.new_ticket(f"Sum {i}")["id"] for i in range(3)]
        own = {audit["id"] for number in numbers for audit in self.audits(number)}
        path, all_ids = "/api/v2/ticket_audits.json?limit=4", []
        while path:
            page = self.sara.get(path).json
            all_ids += [audit["id"] for audit in page["audits"]]
            path = page["after_url"][page["after_url"].index("/api/"):] if page["after_url"] else None
        self.assertEqual(all_ids, sorted(set(all_ids), reverse=True))
        self.assertLessEqual(own, set(all_ids))


if __name__ == "__main__":
    unittest.main()
