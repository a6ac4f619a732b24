"""What published clients ask of the help centre and of rules: content tags, who reads a section, searches, and what comes beside
articles. The expected answers are those of the field's documentation and of what those clients read."""
import unittest
from urllib.parse import quote

from rig.api import Api
from rig.server import Server, wait_until


class ClientGuide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()
        cls.nobody = Api("127.0.0.1", cls.server.port)
        cls.category = cls.api.post("/api/v2/help_center/categories", {"category": {"name": "Pumps", "locale": "en-us"}}).json["category"]["id"]

    def made(self, path: str, kind: str, **fields) -> dict:
        answer = self.api.post(f"/api/v2{path}", {kind: fields})
        self.assertEqual(answer.status, 201, answer)
        return answer.json[kind]

    def section(self, name: str) -> int:
        return self.made(f"/help_center/categories/{self.category}/sections", "section", name=name, locale="en-us")["id"]

    def article(self, section: int, title: str, **more) -> dict:
        return self.made(f"/help_center/sections/{section}/articles", "article", title=title, body=f"<p>About {title}</p>", locale="en-us", draft=False, **more)

    # --- content tags ---

    def test_content_tags_are_made_listed_renamed_and_taken_away(self):
        answer = self.api.post("/api/v2/guide/content_tags", {"content_tag": {"name": "Maintenance"}})
        self.assertEqual(answer.status, 201, answer)
        tag = answer.json["content_tag"]
        self.assertIsInstance(tag["id"], str)  # texts, as the field's clients keep them
        self.assertEqual(set(tag), {"id", "url", "name", "created_at", "updated_at"})
        self.assertEqual(self.api.post("/api/v2/guide/content_tags", {"content_tag": {"name": " maintenance "}}).status, 422)
        for name in ("Main valve", "Safety"):
            self.made("/guide/content_tags", "content_tag", name=name)
        page = self.api.get("/api/v2/guide/content_tags?page[size]=2&sort=name").json
        self.assertEqual([one["name"] for one in page["records"]], ["Main valve", "Maintenance"])
        self.assertTrue(page["meta"]["has_more"])
        rest = self.api.get(f"/api/v2/guide/content_tags?page[size]=2&sort=name&page[after]={quote(page['meta']['after_cursor'])}").json
        self.assertEqual(([one["name"] for one in rest["records"]], rest["meta"]["has_more"]), (["Safety"], False))
        self.assertEqual([one["name"] for one in self.api.get("/api/v2/guide/content_tags?filter[name_prefix]=MAINT").json["records"]], ["Maintenance"])
        self.assertEqual(self.api.get("/api/v2/guide/content_tags?filter[name_prefix]=" + quote("%")).json["records"], [])
        pump = self.made("/guide/content_tags", "content_tag", name="Насос")["id"]
        self.assertEqual([one["id"] for one in self.api.get("/api/v2/guide/content_tags?filter[name_prefix]=" + quote("нА")).json["records"]], [pump])
        self.assertEqual(self.api.post("/api/v2/guide/content_tags", {"content_tag": {"name": "НАСОС"}}).status, 422)
        self.assertEqual(self.api.put(f"/api/v2/guide/content_tags/{tag['id']}", {"content_tag": {"name": "Upkeep"}}).json["content_tag"]["name"], "Upkeep")
        self.assertEqual(self.api.get(f"/api/v2/guide/content_tags/{tag['id']}").json["content_tag"]["name"], "Upkeep")
        self.assertEqual(self.api.delete(f"/api/v2/guide/content_tags/{tag['id']}").status, 204)
        self.assertEqual(self.api.get(f"/api/v2/guide/content_tags/{tag['id']}").status, 404)

    def test_articles_have_content_tags_until_a_tag_is_no_more(self):
        one, other = (self.made("/guide/content_tags", "content_tag", name=f"Of articles {n}")["id"] for n in (1, 2))
        self.addCleanup(self.api.delete, f"/api/v2/guide/content_tags/{one}")
        article = self.article(self.section("Tagged"), "Tagged", content_tag_ids=[one, other])
        self.assertEqual(article["content_tag_ids"], [one, other])
        path = f"/api/v2/help_center/articles/{article['id']}.json"
        self.assertEqual(self.api.put(path, {"article": {"promoted": True}}).json["article"]["content_tag_ids"], [one, other])
        self.assertEqual(self.api.put(path, {"article": {"content_tag_ids": [other]}}).json["article"]["content_tag_ids"], [other])
        self.assertEqual(self.api.put(path, {"article": {"content_tag_ids": ["999999"]}}).status, 422)
        self.api.delete(f"/api/v2/guide/content_tags/{other}")
        self.assertEqual(self.api.get(path).json["article"]["content_tag_ids"], [])

    # --- who reads a section ---

    def test_the_policy_of_a_section_is_that_of_its_articles(self):
        section = self.section("For staff")
        before = self.article(section, "Playbook")["id"]
        path = f"/api/v2/help_center/sections/{section}/access_policy.json"
        self.assertEqual(self.api.get(path).json["access_policy"]["viewable_by"], "everybody")
        self.assertEqual(self.nobody.get(f"/api/v2/help_center/articles/{before}").status, 200)
        answer = self.api.put(path, {"access_policy": {"viewable_by": "staff", "manageable_by": "managers"}})
        self.assertEqual(answer.status, 200, answer)
        policy = answer.json["access_policy"]
        self.assertEqual((policy["viewable_by"], policy["manageable_by"], policy["restricted_to_group_ids"], policy["restricted_to_organization_ids"], policy["required_tags"]),
                         ("staff", "managers", [], [], []))
        after = self.article(section, "Rota", user_segment_id=None)["id"]
        for article in (before, after):
            self.assertEqual(self.nobody.get(f"/api/v2/help_center/articles/{article}").status, 404)
            self.assertEqual(self.api.get(f"/api/v2/help_center/articles/{article}").json["article"]["user_segment_id"], policy["user_segment_id"])
        self.assertEqual(self.api.get(f"/api/v2/help_center/sections/{section}").json["section"]["user_segment_id"], policy["user_segment_id"])
        self.assertEqual(self.api.put(path, {"access_policy": {"viewable_by": "everybody"}}).json["access_policy"]["viewable_by"], "everybody")
        for article in (before, after):
            self.assertEqual(self.nobody.get(f"/api/v2/help_center/articles/{article}").status, 200)

    def test_a_section_is_for_the_people_of_a_company(self):
        company, other = (self.made("/organizations", "organization", name=f"{name} Tools")["id"] for name in ("Meghna", "Other"))
        self.made("/users", "user", name="Rina", email="rina@meghna.example", organization_id=company)
        self.made("/users", "user", name="Boris", email="boris@other.example", organization_id=other)
        section = self.section("For Meghna")
        path = f"/api/v2/help_center/sections/{section}/access_policy"
        answer = self.api.put(path, {"access_policy": {"viewable_by": "signed_in_users", "restricted_to_organization_ids": [company]}})
        self.assertEqual(answer.json["access_policy"]["restricted_to_organization_ids"], [company])
        article = self.article(section, "Prices")["id"]
        seen = {who.email: who.get(f"/api/v2/help_center/articles/{article}").status for who in (self.server.api_of("rina@meghna.example"), self.server.api_of("boris@other.example"), self.nobody)}
        self.assertEqual(seen, {"rina@meghna.example": 200, "boris@other.example": 404, "": 404})
        for wrong in ({"viewable_by": "friends"}, {"restricted_to_organization_ids": [999999]}, {"restricted_to_group_ids": "all"}):
            self.assertEqual(self.api.put(path, {"access_policy": wrong}).status, 422, wrong)
        # What a section still gives its articles is not taken away below it.
        self.assertEqual(self.api.delete(f"/api/v2/help_center/articles/{article}").status, 204)
        self.assertEqual(self.api.delete(f"/api/v2/help_center/user_segments/{answer.json['access_policy']['user_segment_id']}").status, 422)

    # --- searches and what comes beside ---

    def test_the_older_and_the_newer_search_find_what_a_reader_may_read(self):
        section = self.section("Found")
        shown = self.article(section, "Zumbro seal")["id"]
        staff = next(one["id"] for one in self.api.get("/api/v2/help_center/user_segments").json["user_segments"] if one["user_type"] == "staff")
        hidden = self.article(section, "Zumbro margin", user_segment_id=staff)["id"]
        old = lambda api: [row["id"] for row in api.get("/api/v2/portal/search.json?query=zumbro").json["results"]]  # noqa: E731
        self.assertTrue(wait_until(lambda: len(old(self.api)) == 2))
        self.assertEqual(old(self.nobody), [shown])
        answer = self.nobody.get("/api/v2/guide/search?query=zumbro&filter[locales]=en-us").json
        self.assertEqual([(row["type"], row["id"], row["title"], row["locale"]) for row in answer["results"]], [("ARTICLE", shown, "Zumbro seal", "en-us")])
        first = self.api.get("/api/v2/guide/search?query=zumbro&filter[locales]=en-us&page[size]=1").json
        self.assertTrue(first["meta"]["has_more"])
        second = self.api.get("/api/v2/guide/search?query=zumbro&filter[locales]=en-us&page[size]=1&page[after]=" + quote(first["meta"]["after_cursor"])).json
        self.assertEqual(({first["results"][0]["id"], second["results"][0]["id"]}, second["meta"]["has_more"], second["links"]["next"]), ({shown, hidden}, False, None))
        self.assertEqual(self.nobody.get("/api/v2/guide/search?query=zumbro&filter[content_types]=POST").json["results"], [])
        self.assertEqual(self.nobody.get("/api/v2/guide/search?query=zumbro&page[after]=bad%21").status, 422)

    def test_articles_come_with_their_section_category_and_author(self):
        section = self.section("Beside")
        article = self.article(section, "Beside")["id"]
        me = self.api.get("/api/v2/users/me").json["user"]
        for api in (self.api, self.nobody):
            answer = api.get(f"/api/v2/help_center/en-us/articles/{article}.json?include=users,sections,categories").json
            self.assertEqual(([one["id"] for one in answer["sections"]], [one["id"] for one in answer["categories"]]), ([section], [self.category]))
            self.assertEqual([user["id"] for user in answer["users"]], [me["id"]])
        # Readers learn a name, not an address.
        self.assertNotIn("email", self.nobody.get(f"/api/v2/help_center/articles/{article}.json?include=users").json["users"][0])
        page = self.api.get("/api/v2/help_center/sections.json?include=categories").json
        self.assertIn(self.category, [one["id"] for one in page["categories"]])
        many = self.nobody.get(f"/api/v2/help_center/articles/show_many.json?ids={article}&include=sections").json
        self.assertEqual([one["id"] for one in many["sections"]], [section])
