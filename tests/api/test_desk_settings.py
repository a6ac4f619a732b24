"""What the configuration and administrators say of the desk reaches every surface; the console's list is searched by
words."""
import re
import unittest
import urllib.parse

from rig.api import Api
from rig.letters import deliver_lmtp, letter
from rig.server import Server, wait_until
from rig.smtp_sink import SmtpSink

DESK = "support@sahay.example"
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


class WhatAdministratorsSay(unittest.TestCase):
    """The name and the hours that an administrator gives in the console hold everywhere, at once and after a restart."""

    @classmethod
    def setUpClass(cls):
        cls.sink = SmtpSink()
        cls.addClassCleanup(cls.sink.close)
        cls.server = Server(config=f'[desk]\nname = "Help of the file"\n[mail]\naddress = "{DESK}"\n'
                                   f'[smtp]\nurl = "smtp+plain://127.0.0.1:{cls.sink.port}"\n').start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def page(self, path: str) -> str:
        return Api("127.0.0.1", self.server.port).get(path, **{"Accept-Language": "en"}).body.decode()

    def names(self) -> dict[str, str]:
        """What every surface calls the desk."""
        return {
            "console": self.api.get("/api/v2/console/start").json["settings"]["desk_name"],
            "widget": self.api.get("/widget/config").json["desk_name"],
            "contact card": self.api.get("/public/v1/reach").json["desk"],
            "pages": re.search(r"<title>[^<]*?([^<·]+)</title>", self.page("/contact")).group(1).strip(),
        }

    def sender_of_answer(self, subject: str) -> str:
        """Rina writes, is answered, and reads who wrote to her."""
        deliver_lmtp(self.server.lmtp_port, letter("Rina Akter <rina@meghna.example>", DESK, subject, "Please help."), "rina@meghna.example", DESK)
        ticket = self.api.ticket_with_subject(subject)
        self.assertIsNotNone(ticket, self.server.log_tail())
        words = f"The answer to {subject}"
        self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": words}}})
        self.assertTrue(wait_until(lambda: self.sink.count(words) == 1), self.server.log_tail())
        return next(str(mail["From"]) for mail, text in zip(self.sink.mails, self.sink.texts()) if words in text)

    def restart(self) -> None:
        self.server.stop()
        self.server.start()
        type(self).api = self.server.api_of("admin@sahay.example", "--act-for-others")

    def test_a_new_name_is_everywhere_at_once_and_after_a_restart(self):
        self.assertEqual(set(self.names().values()), {"Help of the file"})
        self.assertIn("(Help of the file)", self.sender_of_answer("The first pump"))
        brand = self.api.get("/api/v2/brands").json["brands"][0]
        answer = self.api.put(f"/api/v2/brands/{brand['id']}", {"brand": {"name": "Meghna Tools"}})
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(set(self.names().values()), {"Meghna Tools"})
        self.assertIn("(Meghna Tools)", self.sender_of_answer("The second pump"))
        self.restart()
        self.assertEqual(set(self.names().values()), {"Meghna Tools"})

    def test_new_hours_are_on_the_contact_page_at_once_and_after_a_restart(self):
        chat = lambda: next(way["hours"] for way in self.api.get("/public/v1/reach").json["ways"] if way["kind"] == "chat")
        self.assertEqual(chat()["weekly"], [])
        schedule = self.api.get("/api/v2/business_hours/schedules").json["schedules"][0]
        monday = [{"start_time": 1440 + 510, "end_time": 1440 + 1080}]
        answer = self.api.put(f"/api/v2/business_hours/schedules/{schedule['id']}", {"schedule": {"intervals": monday, "time_zone": "Asia/Dhaka"}})
        self.assertEqual(answer.status, 200, answer)
        said = {"tz": "Asia/Dhaka", "weekly": [{"d": [1], "from": "08:30", "to": "18:00"}]}
        self.assertEqual({key: chat()[key] for key in said}, said)
        self.assertIn("08:30", self.page("/contact"))
        self.restart()
        self.assertEqual({key: chat()[key] for key in said}, said)
