"""What a browser gets before any script runs: pages in three languages, files that are cached for good, headers that guard."""
import re
import unittest

from rig.api import Api
from rig.server import Server


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.server.add_admin()
        cls.visitor = Api("127.0.0.1", cls.server.port)

    def test_the_help_centre_speaks_three_languages(self):
        for language in ("en", "bn", "ru"):
            answer = self.visitor.get(f"/?lang={language}", Accept="text/html")
            self.assertEqual(answer.status, 200, answer)
            self.assertIn("text/html", answer.headers["Content-Type"])
            self.assertRegex(answer.body.decode(), rf'<html[^>]* lang="{language}"')

    def test_the_reader_s_browser_chooses_the_language(self):
        answer = self.visitor.get("/", Accept="text/html", **{"Accept-Language": "ru,en;q=0.5"})
        self.assertRegex(answer.body.decode(), r'<html[^>]* lang="ru"')

    def test_no_page_shows_a_key_instead_of_a_text(self):
        for path in ("/", "/signin", "/contact", "/requests/new", "/search?q=pump"):
            for language in ("en", "bn", "ru"):
                separator = "&" if "?" in path else "?"
                answer = self.visitor.get(f"{path}{separator}lang={language}", Accept="text/html")
                self.assertIn(answer.status, (200, 302, 303), f"{path}: {answer!r}")
                text = re.sub(r"<style.*?</style>|<[^>]+>", " ", answer.body.decode(), flags=re.S)
                self.assertIsNone(re.search(r"\b(portal|site|helpcenter|error|email)\.[a-z_]+\b(?!@)", text), path)

    def test_my_requests_ask_who_is_there(self):
        answer = self.visitor.get("/requests", Accept="text/html")
        if answer.status in (302, 303):
            self.assertIn("/signin", answer.headers["Location"])
        else:
            self.assertNotIn(b"/requests/1", answer.body)

    def test_pages_carry_the_headers_that_guard(self):
        for path in ("/", "/console/", "/signin"):
            headers = self.visitor.get(path, Accept="text/html").headers
            self.assertEqual(headers.get("X-Content-Type-Options"), "nosniff", path)
            self.assertIn("Content-Security-Policy", headers, path)
            self.assertNotIn("unsafe-eval", headers["Content-Security-Policy"])
            self.assertIsNone(re.search(r"script-src[^;]*unsafe-inline", headers["Content-Security-Policy"]), path)
            self.assertIn("Referrer-Policy", headers, path)

    def test_the_console_s_files_are_cached_for_good_and_compressed(self):
        page = self.visitor.get("/console/", Accept="text/html").body.decode()
        scripts = re.findall(r'src="(/console/assets/[^"]+\.js)"', page)
        self.assertTrue(scripts, page[:500])
        plain = self.visitor.get(scripts[0])
        self.assertEqual(plain.status, 200)
        self.assertIn("immutable", plain.headers["Cache-Control"])
        small = self.visitor.get(scripts[0], **{"Accept-Encoding": "br"})
        self.assertEqual(small.headers["Content-Encoding"], "br")
        self.assertLess(len(small.body), len(plain.body) / 2)
        self.assertEqual(self.visitor.get("/console/assets/none-1234.js").status, 404)

    def test_the_page_itself_is_not_cached_for_good(self):
        self.assertNotIn("immutable", self.visitor.get("/console/").headers.get("Cache-Control", ""))

    def test_a_deep_link_of_the_console_opens_it(self):
        answer = self.visitor.get("/console/tickets/1", Accept="text/html")
        self.assertEqual(answer.status, 200)
        self.assertIn(b"<script", answer.body)

    def test_the_widget_s_loader_is_tiny(self):
        answer = self.visitor.get("/widget.js")
        self.assertEqual(answer.status, 200, answer)
        self.assertLess(len(answer.body), 4000)

    def test_the_widget_s_settings_need_no_sign_in(self):
        config = self.visitor.get("/widget/config").json
        self.assertEqual(set(config["locales"]), {"en", "bn", "ru"})


if __name__ == "__main__":
    unittest.main()
