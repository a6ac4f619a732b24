"""Time passes on demand: what a day, an hour or a pause changes. Needs the test hooks of a debug build."""
import unittest

from rig.server import Server


class Clock(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        cls.api = cls.server.add_admin()

    def test_a_ticket_is_stamped_with_the_moved_time(self):
        self.server.set_clock("2030-01-07T09:00:00Z")
        made = self.api.new_ticket("Made on a Monday")
        self.assertEqual(made["created_at"][:16], "2030-01-07T09:00")
        self.assertEqual(self.server.advance_clock(days=1, hours=2)[:16], "2030-01-08T11:00")
        answer = self.api.put(f"/api/v2/tickets/{made['id']}", {"ticket": {"priority": "high"}})
        self.assertEqual(answer.json["ticket"]["updated_at"][:16], "2030-01-08T11:00")
        self.assertEqual(answer.json["ticket"]["created_at"][:16], "2030-01-07T09:00")

    def test_a_key_is_remembered_for_a_day(self):
        body = {"ticket": {"subject": "Once a day", "comment": {"body": "x"}}}
        first = self.api.post("/api/v2/tickets", body, key="daily").json["ticket"]["id"]
        self.server.advance_clock(hours=23)
        self.server.run_jobs()
        self.assertEqual(self.api.post("/api/v2/tickets", body, key="daily").json["ticket"]["id"], first)
        self.server.advance_clock(hours=2)
        self.server.run_jobs()
        self.assertNotEqual(self.api.post("/api/v2/tickets", body, key="daily").json["ticket"]["id"], first)

    def test_what_was_just_written_is_found_when_the_desk_is_at_rest(self):
        made = self.api.new_ticket("Quixotic hinge", "It squeaks")
        self.server.wait_idle()
        found = self.api.get("/api/v2/search.json?query=type:ticket%20quixotic").json
        self.assertEqual([ticket["id"] for ticket in found["results"]], [made["id"]])

    def test_a_time_that_is_none_is_refused(self):
        before = self.server.clock()
        with self.assertRaisesRegex(RuntimeError, "422"):
            self.server.set_clock("tomorrow")
        self.assertEqual(self.server.clock()[:13], before[:13])


if __name__ == "__main__":
    unittest.main()
