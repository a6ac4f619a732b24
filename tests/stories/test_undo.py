"""Undo (C13): merge, split, bulk changes and deletes can be taken back; what others did meanwhile stays."""
import unittest

from rig.server import Server, wait_until

PUMP, INVOICE = "The pump in hall 2 is silent.", "Please send the March invoice again."


class Undo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.sara = cls.server.add_admin()

    def ticket(self, number: int) -> dict:
        return self.sara.get(f"/api/v2/tickets/{number}").json["ticket"]

    def change(self, number: int, **fields) -> dict:
        answer = self.sara.put(f"/api/v2/tickets/{number}", {"ticket": fields})
        self.assertEqual(answer.status, 200, answer)
        return answer.json["ticket"]

    def completed(self, answer) -> dict:
        """The job that this answer started, when it is done."""
        self.assertEqual(answer.status, 200, answer)
        path = f"/api/v2/job_statuses/{answer.json['job_status']['id']}"

        def done():
            job = self.sara.get(path).json["job_status"]
            return job if job["status"] == "completed" else None
        job = wait_until(done, 30)
        self.assertIsNotNone(job)
        return job

    def undo(self, job: dict):
        return self.sara.put(f"/api/v2/job_statuses/{job['id']}/undo", {})

    def rina_asks(self, subject: str, body: str = "A question", **fields) -> int:
        return self.sara.new_ticket(subject, body, requester={"name": "Rina Akter", "email": "rina@meghna.example"}, **fields)["id"]

    # --- bulk changes and deletes

    def test_a_bulk_change_goes_back_field_by_field(self):
        a, b = self.rina_asks("Gate", priority="low", tags=["north"]), self.rina_asks("Door", priority="high")
        job = self.completed(self.sara.put(f"/api/v2/tickets/update_many.json?ids={a},{b}",
                                           {"ticket": {"priority": "urgent", "status": "solved", "additional_tags": ["storm"]}}))
        self.change(b, priority="normal")
        undone = self.completed(self.undo(job))
        self.assertEqual([(t["priority"], t["status"], t["tags"]) for t in map(self.ticket, (a, b))],
                         [("low", "new", ["north"]), ("normal", "new", [])])
        self.assertIn("priority", [result["kept"] for result in undone["results"] if result["id"] == b][0])

    def test_a_job_is_taken_back_once(self):
        job = self.completed(self.sara.put(f"/api/v2/tickets/update_many.json?ids={self.rina_asks('Once')}", {"ticket": {"type": "task"}}))
        self.completed(self.undo(job))
        self.assertEqual(self.undo(job).status, 409)

    def test_a_bulk_delete_comes_back(self):
        numbers = [self.rina_asks("Bin 1"), self.rina_asks("Bin 2")]
        job = self.completed(self.sara.delete(f"/api/v2/tickets/destroy_many.json?ids={numbers[0]},{numbers[1]}"))
        self.assertEqual(self.sara.get(f"/api/v2/tickets/{numbers[0]}").status, 404)
        self.completed(self.undo(job))
        self.assertEqual([self.ticket(number)["status"] for number in numbers], ["new", "new"])

    def test_tickets_made_in_bulk_go_unless_somebody_went_on_with_them(self):
        job = self.completed(self.sara.post("/api/v2/tickets/create_many.json", {"tickets": [
            {"subject": "Made 1", "comment": {"body": "x"}}, {"subject": "Made 2", "comment": {"body": "x"}}]}))
        first, second = (result["id"] for result in job["results"])
        self.change(second, comment={"body": "I take this one", "public": False})
        self.completed(self.undo(job))
        self.assertEqual(self.sara.get(f"/api/v2/tickets/{first}").status, 404)
        self.assertEqual(self.ticket(second)["status"], "new")

    # --- merge

    def test_a_merged_ticket_lives_again_as_it_was(self):
        target, source = self.rina_asks("Leak"), self.rina_asks("Leak again", tags=["vip"])
        self.change(source, status="pending")
        self.completed(self.sara.post(f"/api/v2/tickets/{target}/merge.json", {"ids": [source], "target_comment": "Both are one."}))
        self.assertEqual((self.ticket(source)["status"], self.ticket(source)["merged_into_id"]), ("closed", target))
        answer = self.sara.put(f"/api/v2/tickets/{target}/unmerge", {"ids": [source]})
        self.assertEqual(answer.status, 200, answer)
        back = self.ticket(source)
        self.assertEqual((back["status"], back["tags"], back["merged_into_id"]), ("pending", ["vip"], None))
        marked = [comment["body"] for comment in self.sara.comments(target) if comment.get("undone_at")]
        self.assertEqual(marked, ["Both are one."])

    # --- split

    def split(self, number: int) -> dict:
        answer = self.sara.post(f"/api/v2/tickets/{number}/split", {"split": {"tickets": [
            {"subject": "Pump in hall 2", "priority": "urgent", "text": PUMP},
            {"subject": "March invoice", "text": INVOICE}]}})
        self.assertEqual(answer.status, 201, answer)
        return answer.json

    def test_one_message_becomes_tickets_with_people_and_receipt_of_the_original(self):
        number = self.rina_asks("Two things", f"Good day. {PUMP} {INVOICE}", collaborators=["nadia@meghna.example"])
        original = self.ticket(number)
        done = self.split(number)
        self.assertEqual([t["description"] for t in done["tickets"]], [PUMP, INVOICE])
        for made in done["tickets"]:
            self.assertEqual((made["requester_id"], made["collaborator_ids"]), (original["requester_id"], original["collaborator_ids"]))
            self.assertEqual(made["received_at"], original["created_at"])
        together = self.sara.get(f"/api/v2/cases/{done['case']['id']}/tickets").json["tickets"]
        self.assertEqual(sorted(t["id"] for t in together), sorted([number] + [t["id"] for t in done["tickets"]]))

    def test_a_split_that_nobody_worked_on_is_undone(self):
        number = self.rina_asks("Undo me", f"{PUMP} {INVOICE}")
        done = self.split(number)
        answer = self.sara.put(f"/api/v2/splits/{done['split']['id']}/undo", {})
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual([self.sara.get(f"/api/v2/tickets/{t['id']}").status for t in done["tickets"]], [404, 404])
        self.assertIsNone(self.ticket(number)["case_id"])

    def test_work_done_since_the_split_is_joined_again_with_every_word(self):
        number = self.rina_asks("Join me", f"{PUMP} {INVOICE}")
        done = self.split(number)
        pump = done["tickets"][0]["id"]
        self.change(pump, comment={"body": "The fuse was blown.", "public": False})
        self.assertEqual(self.sara.put(f"/api/v2/splits/{done['split']['id']}/undo", {}).status, 409)
        self.assertEqual(self.sara.put(f"/api/v2/tickets/{pump}/rejoin", {}).status, 200)
        words = [(comment["body"], comment["public"]) for comment in self.sara.comments(number)]
        self.assertEqual(words[1:], [("The fuse was blown.", False)])
        self.assertEqual(self.ticket(pump)["merged_into_id"], number)


if __name__ == "__main__":
    unittest.main()
