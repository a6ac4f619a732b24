"""What stories of the help centre share: a section, articles in it, and readers without scripts."""
from rig.browse import Reader
from rig.manners import Manners


class Answers(Manners):
    def setUp(self):
        super().setUp()
        self.category = self.ask("POST", "/help_center/categories", {"category": {"name": "Tools", "locale": "en-us"}})["category"]["id"]
        self.section = self.ask("POST", f"/help_center/categories/{self.category}/sections", {"section": {"name": "Faults", "locale": "en-us"}})["section"]["id"]

    def article(self, title, markdown="Words.", locale="en-us", **more):
        return self.ask("POST", f"/help_center/sections/{self.section}/articles", {"article": {"title": title, "markdown": markdown, "locale": locale} | more})["article"]

    def translate(self, article, locale, title, markdown):
        return self.ask("POST", f"/help_center/articles/{article['id']}/translations", {"translation": {"locale": locale, "title": title, "markdown": markdown}})

    def reader(self, language="en"):
        return Reader(self.server.port, language)
