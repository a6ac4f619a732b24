"""Notifications: who is concerned hears of it, in the console, on a device and in a mail of the morning; nobody else does."""
import re
import unittest

from rig.manners import Manners
from rig.server import wait_until

try:
    from rig.push_service import PushService
except ImportError:
    PushService = None


class Told(Manners):
    """Rina asks; Oleg is the colleague whom it may concern."""

    def setUp(self):
        super().setUp()
        self.oleg = self.agent()
        self.ticket_ = self.rina_asks()

    def lines(self, client=None):
        self.server.wait_idle()
        return (client or self.clients["oleg@sahay.example"]).get("/api/v2/notifications").json["notifications"]

    def told(self, client=None):
        return [(each["kind"], each["times"], each["read_at"] is not None) for each in self.lines(client)]

    def die_and_rise(self, now):
        self.server.kill()
        for client in (self.api, *self.clients.values()):
            client.close()
        self.server.start()
        self.go_to(now)

    def unread(self):
        return self.as_oleg("GET", "/notifications/unread")["unread"]["value"]

    def prefer(self, **settings):
        return self.as_oleg("PUT", "/notification_settings", {"notification_settings": settings})["notification_settings"]


class Notifications(Told):
    def test_a_request_given_to_a_colleague_and_the_customers_answer_are_one_line_until_it_is_read(self):
        self.change(self.ticket_, assignee_id=self.oleg)
        self.customer_writes(self.ticket_, "It smokes now")
        self.assertEqual(self.told(), [("reply", 2, False)])
        line = self.lines()[0]
        self.assertEqual((line["ticket_id"], line["subject"]), (self.ticket_["id"], "The pump is silent"))
        self.as_oleg("PUT", f"/notifications/{line['id']}/read")
        self.assertEqual(self.unread(), 0)
        self.customer_writes(self.ticket_, "Hello?")
        self.assertEqual(self.told(), [("reply", 1, False), ("reply", 2, True)])
        self.as_oleg("PUT", "/notifications/read", {"ticket_id": self.ticket_["id"]})
        self.assertEqual(self.unread(), 0)
        self.assertEqual(self.told(self.api), [])

    def test_a_colleague_called_in_a_note_and_a_promise_that_is_due_are_told(self):
        self.change(self.ticket_, comment={"body": "Can @Oleg Sokolov look?", "public": False})
        self.assertEqual(self.told(), [("mention", 1, False)])
        self.as_oleg("PUT", "/notifications/read")
        self.change(self.ticket_, assignee_id=self.oleg)
        self.as_oleg("PUT", "/notifications/read")
        self.as_oleg("POST", f"/tickets/{self.ticket_['id']}/promises", {"promise": {"due_at": "2030-01-07T11:00:00Z"}})
        self.pass_time(hours=1, minutes=35)
        self.assertEqual(self.told()[0][0], "promise_due")
        self.pass_time(hours=1)
        self.assertEqual(self.told()[0][0], "promise_missed")

    def test_the_line_survives_a_kill_and_is_there_once(self):
        self.change(self.ticket_, assignee_id=self.oleg)
        before = self.told()
        self.die_and_rise("2030-01-07T09:05:00Z")
        self.assertEqual(self.told(), before)

    def test_lines_are_read_page_by_page_and_go_after_thirty_days(self):
        for number in range(3):
            self.change(self.rina_asks(f"Pump {number}"), assignee_id=self.oleg)
        first = self.as_oleg("GET", "/notifications?page[size]=2")
        self.assertEqual([each["subject"] for each in first["notifications"]], ["Pump 2", "Pump 1"])
        rest = self.as_oleg("GET", f"/notifications?page[size]=2&page[after]={first['meta']['after_cursor']}")
        self.assertEqual([each["subject"] for each in rest["notifications"]], ["Pump 0"])
        self.pass_time(days=31)
        self.pass_time(hours=2)
        self.assertEqual(self.lines(), [])


class Digest(Told):
    def setUp(self):
        super().setUp()
        self.ask("PUT", f"/users/{self.oleg}", {"user": {"locale": "ru", "time_zone": "Dhaka"}})
        self.prefer(ways={"assigned": {"digest": True}}, digest={"at": "08:00", "days": [1, 2, 3, 4, 5]})

    def mornings(self):
        return [mail for mail in self.letters_to("oleg@sahay.example") if "/digest/off/" in mail.get_body(("plain",)).get_content()]

    def test_one_mail_a_morning_in_the_persons_zone_and_language_and_only_with_something_new(self):
        # Monday 09:00 in Greenwich is 15:00 in Dhaka: the next morning begins at 02:00.
        self.change(self.ticket_, assignee_id=self.oleg)
        self.go_to("2030-01-08T01:59:00Z")
        self.assertEqual(self.mornings(), [])
        self.go_to("2030-01-08T02:00:01Z")
        self.assertEqual(wait_until(lambda: len(self.mornings())), 1)
        mail = self.mornings()[0]
        words = mail.get_body(("plain",)).get_content()
        self.assertIn("The pump is silent", words)
        self.assertIn("Новое для вас", words)
        self.assertIn("/digest/off/", str(mail["List-Unsubscribe"]))
        self.go_to("2030-01-09T02:00:01Z")
        self.die_and_rise("2030-01-09T02:00:02Z")
        self.assertEqual(len(self.mornings()), 1)

    def test_a_link_turns_it_off_by_one_press_and_looking_at_it_does_not(self):
        self.change(self.ticket_, assignee_id=self.oleg)
        self.go_to("2030-01-08T02:00:01Z")
        wait_until(lambda: self.mornings())
        link = re.search(r"/digest/off/[\w.\-]+", self.mornings()[0].get_body(("plain",)).get_content()).group(0)
        self.assertEqual(self.page("GET", link)[0], 200)
        self.assertTrue(self.prefer()["ways"]["assigned"]["digest"])
        self.assertEqual(self.page("POST", link + "x", {"List-Unsubscribe": "One-Click"})[0], 404)
        self.assertEqual(self.page("POST", link, {"List-Unsubscribe": "One-Click"})[0], 200)
        self.assertFalse(self.prefer()["ways"]["assigned"]["digest"])
        self.change(self.rina_asks("Another pump"), assignee_id=self.oleg)
        self.go_to("2030-01-09T02:00:01Z")
        self.assertEqual(len(self.mornings()), 1)

    def test_nobody_who_is_suspended_gets_one(self):
        self.change(self.ticket_, assignee_id=self.oleg)
        self.ask("PUT", f"/users/{self.oleg}", {"user": {"suspended": True}})
        self.go_to("2030-01-08T02:00:01Z")
        self.assertEqual(self.mornings(), [])


@unittest.skipUnless(PushService, "needs the Python package cryptography")
class Push(Told):
    desk = '[outbound]\nallow = ["127.0.0.0/8"]\n'

    def setUp(self):
        self.push = PushService()
        self.addCleanup(self.push.server_close)
        self.addCleanup(self.push.shutdown)
        super().setUp()

    def turn_on(self, **more):
        return self.as_oleg("POST", "/push_devices", {"push_device": self.push.device() | more})["push_device"]

    def devices(self):
        return self.as_oleg("GET", "/push_devices")

    def seen(self, count):
        self.server.wait_idle()
        wait_until(lambda: len(self.push.seen) >= count)
        return list(self.push.seen)

    def test_a_device_gets_the_words_and_nobody_on_the_way_can_read_them(self):
        self.turn_on()
        self.change(self.ticket_, assignee_id=self.oleg)
        [(path, headers, body)] = self.seen(1)
        self.assertEqual(path, "/device/1")
        self.assertNotIn(b"pump", body)
        message = self.push.opened(body)
        self.assertEqual((message["body"], message["path"]), ("The pump is silent", f"/tickets/{self.ticket_['id']}"))
        self.assertIn(str(self.ticket_["id"]), message["title"])
        self.assertEqual((headers["content-encoding"], headers["ttl"], headers["topic"]), ("aes128gcm", "43200", f"ticket-{self.ticket_['id']}"))
        self.assertEqual(self.push.claims(headers, self.devices()["public_key"])["aud"], self.push.origin)

    def test_a_device_that_is_gone_is_forgotten_and_one_that_is_busy_is_tried_again(self):
        self.turn_on()
        self.push.answers = [503]
        self.change(self.ticket_, assignee_id=self.oleg)
        self.assertEqual(len(self.seen(1)), 1)
        self.pass_time(minutes=2)
        self.assertEqual(len(self.seen(2)), 2)
        self.push.answers = [410]
        self.change(self.rina_asks("Another pump"), assignee_id=self.oleg)
        self.assertEqual(len(self.seen(3)), 3)
        self.assertEqual(self.devices()["push_devices"], [])

    def test_what_was_read_meanwhile_is_not_sent_and_a_removed_device_gets_nothing(self):
        device = self.turn_on()
        self.push.answers = [503]
        self.change(self.ticket_, assignee_id=self.oleg)
        self.seen(1)
        self.as_oleg("PUT", "/notifications/read")
        self.pass_time(minutes=2)
        self.assertEqual(len(self.seen(1)), 1)
        self.assertEqual(self.api.delete(f"/api/v2/push_devices/{device['id']}").status, 404)
        self.as_oleg("DELETE", f"/push_devices/{device['id']}", status=(204,))
        self.change(self.rina_asks("Another pump"), assignee_id=self.oleg)
        self.assertEqual(len(self.seen(1)), 1)

    def test_quiet_hours_keep_devices_silent_and_the_key_survives_a_kill(self):
        self.turn_on()
        key = self.devices()["public_key"]
        self.die_and_rise("2030-01-07T09:00:00Z")
        self.assertEqual(self.devices()["public_key"], key)
        self.prefer(quiet_hours={"from": "08:00", "to": "10:00"})
        self.change(self.ticket_, assignee_id=self.oleg)
        self.assertEqual(self.seen(0), [])
        self.assertEqual(self.told(), [("assigned", 1, False)])

    def test_what_is_no_device_is_refused(self):
        for wrong in ({"p256dh": "AAAA"}, {"auth": "AAAA"}, {"endpoint": "ftp://push.example/1"}, {"name": " "}):
            self.as_oleg("POST", "/push_devices", {"push_device": self.push.device() | wrong}, status=(422,))


if __name__ == "__main__":
    unittest.main()
