"""A human face (C5): whoever answers is shown with name, role and photo or initials."""
import re
import unittest

from rig.manners import Manners
from rig.pictures import square_png


class HumanFace(Manners):
    def answered(self):
        ticket = self.rina_asks()
        self.reply(ticket, "I look into it.")
        return ticket, self.letters_to()[-1]

    def test_a_letter_says_who_writes_and_in_which_role(self):
        _, mail = self.answered()
        self.assertIn("Sara Ahmed, Support", mail.get_body(("plain",)).get_content())
        html = mail.get_body(("html",)).get_content()
        self.assertIn("SA", html)
        self.assertIn("Sara Ahmed", str(mail["From"]))

    def test_the_role_is_told_in_the_language_of_the_reader(self):
        self.ask("PUT", f"/agents/{self.me()}/face", {"face": {"titles": {"en": "Pump engineer", "ru": "Инженер по насосам", "bn": "পাম্প প্রকৌশলী"}}})
        ticket, mail = self.answered()
        self.assertIn("Sara Ahmed, Pump engineer", mail.get_body(("plain",)).get_content())
        self.ask("PUT", f"/users/{ticket['requester_id']}", {"user": {"locale": "ru"}})
        self.reply(ticket, "Посмотрим.")
        self.assertIn("Sara Ahmed, Инженер по насосам", self.letters_to()[-1].get_body(("plain",)).get_content())

    def test_a_picture_comes_from_here_only(self):
        self.refused("PUT", f"/agents/{self.me()}/face", {"face": {"photo_url": "https://elsewhere.example/me.png"}})
        self.ask("PUT", f"/agents/{self.me()}/face", {"face": {"photo_url": "/attachments/token/me.png"}})
        _, mail = self.answered()
        self.assertIn(f"{self.server.base}/attachments/token/me.png", mail.get_body(("html",)).get_content())

    def photo(self, bytes_, status=200, of=None):
        answer = self.api.request("PUT", f"/api/v2/agents/{of or self.me()}/photo", bytes_, {"Content-Type": "image/png"})
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def test_a_photo_is_shown_wherever_its_owner_answers_and_the_initials_where_it_is_gone(self):
        path = self.photo(square_png(96))["face"]["photo_url"]
        ticket, mail = self.answered()
        html = mail.get_body(("html",)).get_content()
        inside = re.search(r'<img[^>]*src="cid:([^"]+)"', html).group(1)
        self.assertIn(f"<{inside}>", [part["Content-ID"] for part in mail.walk()])
        self.assertNotIn("/attachments/", html)
        page = self.request_page(ticket)
        self.assertIn(f'<img class="face" src="{path}"', page)
        seen = self.as_rina("GET", f"/requests/{ticket['id']}/comments")["users"]
        self.assertEqual([user["photo"]["content_url"] for user in seen if user["agent"]], [self.server.base + path])
        shown = self.ask("GET", f"/users/{self.me()}")["user"]["photo"]
        self.assertEqual((shown["content_url"], shown["content_type"]), (self.server.base + path, "image/png"))
        self.ask("DELETE", f"/agents/{self.me()}/photo")
        self.reply(ticket, "A second look.")
        self.assertNotIn("cid:", self.letters_to()[-1].get_body(("html",)).get_content())
        self.assertIn('<span class="face" aria-hidden="true">SA</span>', self.request_page(ticket))
        self.assertEqual(self.api.request("GET", path).status, 404)

    def test_what_is_no_square_picture_is_refused_with_the_way_out(self):
        for bytes_, words in ((b"GIF89a....", "PNG or JPEG"), (square_png(16), "32 to 1024 pixels"), (square_png(64, 80), "square"),
                              (square_png(64) + b"x" * (513 << 10), "512 KB"), (b"", "empty")):
            self.assertIn(words, self.photo(bytes_, 422)["details"]["photo"][0]["description"])

    def test_an_agent_changes_the_own_photo_only_and_an_administrator_everybodys(self):
        oleg = self.agent()
        self.as_oleg("DELETE", f"/agents/{self.me()}/photo", status=(404,))
        self.assertTrue(self.photo(square_png(64), of=oleg)["face"]["photo_url"].startswith("/attachments/"))


if __name__ == "__main__":
    unittest.main()
