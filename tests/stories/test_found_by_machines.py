"""Found by search engines and feed readers (B4): a map of the site, feeds and structured data tell what everybody may read and
nothing else; who is lost gets a page in their language with a search and the ways to a person."""
import json
import re
import unittest
import urllib.parse
import xml.etree.ElementTree as xml

from rig.answers import Answers

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


class FoundByMachines(Answers):
    def get(self, path, accept="*/*", language="en"):
        return self.api.request("GET", path, headers={"Accept": accept, "Accept-Language": language, "Authorization": ""})

    def addresses(self):
        return [urllib.parse.unquote(each.findtext(f"{MAP}loc")).removeprefix(self.server.base) for each in xml.fromstring(self.get("/sitemap.xml").body).findall(f"{MAP}url")]

    def hidden(self):
        """One article for staff, one that is a draft."""
        segments = self.ask("GET", "/help_center/user_segments")["user_segments"]
        staff = next(one["id"] for one in segments if one["user_type"] == "staff")
        self.article("Prices of our suppliers", user_segment_id=staff)
        self.article("Half a thought", draft=True)

    def test_the_map_names_what_everybody_may_read_in_each_language_that_has_it(self):
        self.assertNotIn("/categories/", " ".join(self.addresses()))
        self.hidden()
        article = self.article("The pump hums")
        self.translate(article, "ru", "Насос гудит", "Слова.")
        found = self.addresses()
        self.assertIn("/?lang=bn", found)
        ours = [path for path in found if path.startswith("/articles/")]
        self.assertEqual(sorted(re.sub(r"/articles/\d+-", "", path) for path in ours), ["the-pump-hums?lang=en", "насос-гудит?lang=ru"])
        self.assertIn(f"/sections/{self.section}-faults?lang=en", found)
        entry = next(each for each in xml.fromstring(self.get("/sitemap.xml").body) if "the-pump-hums" in each.findtext(f"{MAP}loc"))
        self.assertEqual(sorted(link.get("hreflang") for link in entry.findall("{http://www.w3.org/1999/xhtml}link")), ["en", "ru"])
        for path in found:
            reader = self.reader()
            reader.open(urllib.parse.quote(path, safe="/?="))
            self.assertEqual(reader.status, 200, path)

    def test_robots_are_sent_to_the_map_and_away_from_own_pages(self):
        words = self.get("/robots.txt").body.decode()
        self.assertIn(f"Sitemap: {self.server.base}/sitemap.xml", words)
        for path in ("/requests", "/account", "/api/", "/console"):
            self.assertIn(f"Disallow: {path}\n", words)
        self.assertNotIn("Disallow: /\n", words)

    def test_a_feed_tells_of_the_newest_and_of_nothing_hidden_even_to_staff(self):
        self.hidden()
        self.article("The pump hums", "It hums because of <air> & water.")
        self.pass_time(minutes=5)
        self.article("The valve sticks")
        for path in ("/feed.atom", f"/categories/{self.category}/feed.atom", f"/sections/{self.section}/feed.atom"):
            feed = xml.fromstring(self.api.request("GET", path).body)
            self.assertEqual([entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")], ["The valve sticks", "The pump hums"], path)
            self.assertIn("because of", feed.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}summary"))
            self.assertEqual(feed.findtext(f"{ATOM}updated"), feed.find(f"{ATOM}entry").findtext(f"{ATOM}updated"))
        self.assertEqual(self.get("/sections/999/feed.atom").status, 404)
        self.assertIn(f'href="{self.server.base}/sections/{self.section}/feed.atom?lang=en"', self.reader().open(f"/sections/{self.section}"))

    def head_of(self, path, language="en"):
        page = self.reader(language).open(path)
        data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
        return page, {part["@type"]: part for part in json.loads(data.group(1))["@graph"]} if data else {}

    def test_an_article_says_where_it_stands_and_which_address_is_its_own(self):
        article = self.article("The pump hums")
        page, data = self.head_of(f"/articles/{article['id']}-an-old-title?thanks=1&lang=en")
        own = f"{self.server.base}/articles/{article['id']}-the-pump-hums"
        self.assertIn(f'<link rel="canonical" href="{own}?lang=en">', page)
        self.assertEqual(re.findall(r'hreflang="([\w-]+)" href="[^"]*/articles/', page.split("</head>")[0]), ["en", "x-default"])
        self.assertEqual([crumb["name"] for crumb in data["BreadcrumbList"]["itemListElement"]], ["Answers", "Faults", "The pump hums"])
        self.assertEqual((data["Article"]["headline"], data["Article"]["mainEntityOfPage"]), ("The pump hums", own))

    def test_a_question_with_a_short_answer_is_told_as_one(self):
        article = self.article("Why does the pump hum?", "> Air is in it: open the <red> valve.\n\nLonger words.")
        _, data = self.head_of(f"/articles/{article['id']}")
        question = data["FAQPage"]["mainEntity"][0]
        self.assertEqual(question["name"], "Why does the pump hum?")
        self.assertIn("open the", question["acceptedAnswer"]["text"])
        self.assertNotIn("Longer", question["acceptedAnswer"]["text"])

    def test_who_is_lost_gets_a_page_in_their_language_with_a_search_and_a_person(self):
        for language, words in (("en", "There is nothing here"), ("ru", "Здесь ничего нет"), ("bn", "এখানে কিছু নেই")):
            for path in ("/no/such/page", "/articles/999999", "/attachments/none/none.png"):
                reader = self.reader(language)
                page = reader.open(path)
                self.assertEqual(reader.status, 404, path)
                self.assertRegex(page, f'<html[^>]* lang="{language}"')
                self.assertIn(words, page)
                self.assertIn('action="/search"', page)
                self.assertIn('<footer>', page)
                self.assertIn('name="robots" content="noindex"', page)

    def test_programs_keep_their_answer(self):
        for path in ("/no/such/page", "/api/v2/nothing"):
            answer = self.get(path, accept="application/json")
            self.assertEqual((answer.status, "error" in answer.json), (404, True), path)
        self.assertNotIn("<html", self.get("/api/v2/nothing", accept="text/html").body.decode())


if __name__ == "__main__":
    unittest.main()
