"""A human face (C5): whoever answers is shown with name, role and photo or initials."""
import unittest

from rig.manners import Manners


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


if __name__ == "__main__":
    unittest.main()
