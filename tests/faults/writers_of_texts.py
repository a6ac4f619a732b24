"""Texts in several languages."""
from families import SHARED
from rig.api import Api
from writing import accepted, post, put, through


def translated(path: str, name: str, parent: str, make: dict):
    @through(f"POST /help_center/{path}/{{id}}/translations", f"PUT /help_center/{path}/{{id}}/translations/{{of}}",
             "DELETE /help_center/translations/{id}")
    def translate(s, item):
        at = {"sections": f"/help_center/categories/{SHARED['category']}/sections", "articles": f"/help_center/sections/{SHARED['section']}/articles"}
        one = post(s.api, at.get(path, "/help_center/categories"), {name: make | {parent: f"translated {item}", "locale": "en-us"}}, f"{item}.made").json[name]["id"]
        post(s.api, f"/help_center/{path}/{one}/translations", {"translation": {"locale": "ru", "title": "before", "body": "b"}}, f"{item}.ru")
        put(s.api, f"/help_center/{path}/{one}/translations/ru", {"translation": {"title": item}}, item)
        spare = post(s.api, f"/help_center/{path}/{one}/translations", {"translation": {"locale": "bn", "title": "spare", "body": "b"}}, f"{item}.bn").json["translation"]["id"]
        accepted(s.api.delete(f"/api/v2/help_center/translations/{spare}"), 404)
    translate.__name__ = f"translate {path}"
    return translate


@through("POST /dynamic_content/items/{id}/variants", "PUT /dynamic_content/items/{id}/variants/{variant}", "DELETE /dynamic_content/items/{id}/variants/{variant}")
def vary(s, item):
    made = {"name": item, "default_locale_id": 1, "variants": [{"locale_id": 1, "default": True, "content": "c"}]}
    number = post(s.api, "/dynamic_content/items", {"item": made}, f"{item}.made").json["item"]["id"]
    one = post(s.api, f"/dynamic_content/items/{number}/variants", {"variant": {"locale_id": 27, "content": "before"}}, f"{item}.ru").json["variant"]["id"]
    put(s.api, f"/dynamic_content/items/{number}/variants/{one}", {"variant": {"content": "after"}}, f"{item}.put")
    accepted(s.api.delete(f"/api/v2/dynamic_content/items/{number}/variants/{one}"), 404)


OF_TEXTS = [translated("categories", "category", "name", {}), translated("sections", "section", "name", {}),
            translated("articles", "article", "title", {"body": "b"}), vary]


def find_translations(api: Api, found) -> None:
    for path, key in (("categories", "name"), ("sections", "name"), ("articles", "title")):
        for record in api.each(f"/api/v2/help_center/{path}", path):
            if record[key].startswith("translated "):
                listed = api.get(f"/api/v2/help_center/{path}/{record['id']}/translations").json["translations"]
                found.update(one["title"] for one in listed if one["title"].startswith("item-"))
