"""What the configuration says of the desk reaches the console and the widget; the console's list is searched by words."""
import unittest
import urllib.parse

from rig.api import Api
from rig.server import Server, wait_until

CONFIG = """
[desk]
name = "Meghna Tools"
frame_origins = ["https://shop.meghna.example"]
[mail]
undo_send_seconds = 5
"""


class DeskSettings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(config=CONFIG).start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def test_the_console_is_told_the_name_of_the_desk_and_the_time_for_an_undo(self):
        settings = self.api.get("/api/v2/console/start").json["settings"]
        self.assertEqual((settings["desk_name"], settings["undo_send_seconds"]), ("Meghna Tools", 5))

    def test_only_named_sites_may_show_the_widget(self):
        policy = Api("127.0.0.1", self.server.port).get("/widget/frame").headers["Content-Security-Policy"]
        self.assertIn("frame-ancestors 'self' https://shop.meghna.example", policy)

    def found(self, words: str) -> list[int]:
        rows = self.api.get(f"/api/v2/console/tickets?view=all&q={urllib.parse.quote(words)}").json["rows"]
        return sorted(row["id"] for row in rows)

    def test_the_list_is_narrowed_by_words_anywhere_in_the_thread_and_by_number(self):
        hinge = self.api.new_ticket("Crooked hinge", "It squeaks at night")["id"]
        pump = self.api.new_ticket("Silent pump", "The gasket is worn")["id"]
        self.assertTrue(wait_until(lambda: self.found("gasket") == [pump]), self.found("gasket"))
        self.assertTrue(wait_until(lambda: self.found("squeaks") == [hinge]))
        self.assertEqual(self.found(f"#{hinge}"), [hinge])
        self.assertEqual(self.found("crooked gasket"), [])


if __name__ == "__main__":
    unittest.main()
