"""Customers sign in to the portal by a password that they set themselves: without scripts, telling nothing to whoever guesses, never a
way round what staff need."""
import re
import unittest

from rig.browse import Reader
from rig.manners import Manners

GOOD, OTHER = "seven green pumps", "eight blue drills"
RINA, OLEG = "rina@meghna.example", "oleg@sahay.example"


class PortalPassword(Manners):
    def setUp(self):
        super().setUp()
        self.rina = self.rina_asks()["requester_id"]

    def visitor(self, language="en"):
        reader = Reader(self.server.port, language)
        reader.open("/signin")
        return reader

    def enter(self, email=RINA, password=GOOD, reader=None):
        reader = reader or self.visitor()
        reader.open("/signin/password")
        reader.submit("/signin/password", login=email, password=password)
        return reader

    def with_password(self, password=GOOD):
        """Rina, come in by a link, after she set one."""
        rina = self.signed_in()
        rina.open("/account")
        rina.submit("/account/password", password=password)
        self.assertIn("Your password is set", rina.text)
        return rina

    def is_in(self, reader):
        reader.open("/requests")
        return "The pump is silent" in reader.text

    def last_letter(self):
        return self.letters_to()[-1].get_body(("plain",)).get_content()

    def switch(self, on):
        self.ask("PUT", "/account/settings", {"settings": {"sahay": {"customer_passwords": on}}})

    def test_a_customer_sets_a_password_and_signs_in_by_it_without_scripts(self):
        self.with_password()
        self.assertIn("A password was set", self.last_letter())
        page = self.visitor()
        for words in ("Send me the link", "I have a password", 'autocomplete="username"', 'autocomplete="current-password"', "Forgotten your password?"):
            self.assertIn(words, page.text)
        reader = Reader(self.server.port)
        reader.open("/requests")  # whoever is sent to the door comes back to where they wanted
        self.assertIn("/signin?return_to=", reader.path)
        reader.submit("/signin/password", login="Rina@Meghna.example ", password=GOOD)
        self.assertEqual((reader.status, reader.path), (200, "/requests"))
        self.assertIn("The pump is silent", reader.text)

    def test_a_wrong_password_tells_nothing(self):
        self.with_password()
        self.ask("POST", f"/users/{self.agent()}/password", {"password": GOOD})
        pages = set()
        for email, password in ((RINA, "not the password"), ("nobody@meghna.example", GOOD), (OLEG, GOOD), ("no address", GOOD)):
            reader = self.enter(email, password)
            self.assertEqual(reader.status, 422)
            self.assertIn("E-mail or password is wrong", reader.text)
            self.assertNotIn("sahay_portal", reader.cookies)
            self.assertNotIn(GOOD, reader.text)
            pages.add(reader.text.replace(email, "ADDRESS"))
        self.assertEqual(len(pages), 1)

    def test_what_is_typed_is_shown_as_text_and_leads_nowhere_else(self):
        status, page = self.page("POST", "/signin/password", {"login": '"><script>alert(1)</script>@x.example', "password": GOOD})
        self.assertEqual(status, 422)
        self.assertIn("&lt;script&gt;alert(1)", page)
        self.assertNotIn("<script>alert", page)
        self.with_password()
        reader = self.visitor()
        reader.open("/signin/password", {"login": RINA, "password": GOOD, "return_to": "//elsewhere.example"})
        self.assertEqual(reader.path, "/requests")
        reader = Reader(self.server.port)
        for body in ({}, {"login": RINA}, {"password": GOOD}, {"login": "\0" * 40, "password": "\0"}, {"login": RINA * 3000, "password": GOOD}):
            reader.open("/signin/password", body)
            self.assertIn(reader.status, (413, 422))

    def test_a_form_of_another_site_signs_nobody_in_and_changes_nothing(self):
        rina = self.with_password()
        status, _ = self.foreign("/signin/password", {"login": RINA, "password": GOOD})
        self.assertEqual(status, 403)
        rina.open("/account/password", {"csrf": "forged", "password": OTHER})
        self.assertEqual(rina.status, 403)
        self.assertTrue(self.is_in(self.enter()))

    def foreign(self, path, form):
        import urllib.parse
        from http.client import HTTPConnection
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        self.addCleanup(connection.close)
        connection.request("POST", path, urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def test_guesses_are_counted_with_those_at_the_console_and_the_link_goes_on(self):
        self.with_password()
        for _ in range(10):
            self.enter(password="a guess")
        reader = self.enter()
        self.assertEqual(reader.status, 429)
        self.assertRegex(reader.text, "Too many attempts. Try again in [1-5] minute")
        self.assertTrue(self.ask("GET", f"/users/{self.rina}/lockout")["lockout"]["locked"])
        self.assertTrue(self.is_in(self.signed_in()), "the link by mail")
        self.ask("DELETE", f"/users/{self.rina}/lockout", status=(204,))
        self.assertTrue(self.is_in(self.enter()), "an administrator's pardon")

    def test_a_change_asks_for_the_old_one_ends_other_sessions_and_is_told_by_letter(self):
        rina = self.with_password()
        phone = self.enter()
        self.server.advance_clock(minutes=16)
        page = rina.open("/account")
        self.assertIn("Current password", page)
        rina.submit("/account/password", previous="a guess", password=OTHER)
        self.assertEqual(rina.status, 422)
        self.assertIn("This is not your current password", rina.text)
        rina.submit("/account/password", previous=GOOD, password="short")
        self.assertIn("The password needs at least 8 characters", rina.text)
        self.assertTrue(self.is_in(phone))
        rina.open("/account")
        rina.submit("/account/password", previous=GOOD, password=OTHER)
        self.assertIn("Your password is changed", rina.text)
        self.assertIn("Your password was changed", self.last_letter())
        self.assertTrue(self.is_in(rina))
        self.assertFalse(self.is_in(phone))
        self.assertFalse(self.is_in(self.enter()))
        self.assertTrue(self.is_in(self.enter(password=OTHER)))

    def test_whoever_forgot_it_comes_by_a_link_and_sets_a_new_one(self):
        self.with_password()
        reader = self.visitor()
        self.assertIn('href="/signin?return_to=/account"', reader.text)
        reader.open("/signin?return_to=/account")
        reader.submit("/signin", email=RINA)
        link = self.portal_link()
        reader.open(link)
        page = reader.submit(link)
        self.assertEqual(reader.path, "/account")
        self.assertNotIn("Current password", page)
        reader.submit("/account/password", password=OTHER)
        self.assertIn("Your password is changed", reader.text)
        self.assertTrue(self.is_in(self.enter(password=OTHER)))

    def test_it_can_be_removed_and_the_link_remains(self):
        rina = self.with_password()
        rina.submit("/account/password", do="remove")
        self.assertIn("Your password is removed", rina.text)
        self.assertIn("Your password was removed", self.last_letter())
        self.assertFalse(self.is_in(self.enter()))
        self.assertTrue(self.is_in(self.signed_in()))

    def test_a_first_one_in_an_old_session_asks_to_sign_in_again(self):
        rina = self.signed_in()
        self.server.advance_clock(minutes=16)
        page = rina.open("/account")
        self.assertIn("sign in once more", page)
        csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        rina.open("/account/password", {"csrf": csrf, "password": GOOD})
        self.assertEqual(rina.status, 422)
        self.assertFalse(self.is_in(self.enter()))

    def test_an_administrator_switches_it_off_and_on(self):
        rina = self.with_password()
        self.switch(False)
        self.assertNotIn("I have a password", self.visitor().text)
        reader = Reader(self.server.port)
        reader.open("/signin/password", {"login": RINA, "password": GOOD})
        self.assertEqual(reader.path, "/signin")
        self.assertFalse(self.is_in(reader))
        page = rina.open("/account")
        self.assertIn("switched off", page)
        self.assertNotIn("New password", page)
        self.switch(True)
        self.assertTrue(self.is_in(self.enter()), "what was kept opens again")

    def test_it_opens_no_console_even_when_the_customer_joins_the_team(self):
        self.with_password()
        self.ask("PUT", f"/users/{self.rina}", {"user": {"role": "agent"}})
        from rig.api import Api
        answer = Api("127.0.0.1", self.server.port).post("/api/v2/session", {"session": {"email": RINA, "password": GOOD}})
        self.assertEqual(answer.status, 401, answer)
        self.assertFalse(self.is_in(self.enter()), "and the portal no more: the console asks for the second step")
        staff = self.signed_in()
        page = staff.open("/account")
        self.assertNotIn('action="/account/password"', page)


if __name__ == "__main__":
    unittest.main()
