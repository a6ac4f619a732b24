"""Texts in several languages."""
from families import SHARED
from rig.api import Api
from writing import ITEM, accepted, post, put, through


def translated(path: str, name: str, parent: str, make: dict):
    @through(f"POST /help_center/{path}/{{id}}/translations", f"PUT /help_center/{path}/{{id}}/translations/{{of}}",
             "DELETE /help_center/translations/{id}")
    def translate(s, item):
        at = {"sections": f"/help_center/categories/{SHARED['category']}/sections", "articles": f"/help_center/sections/{SHARED['section']}/articles"}
        one = post(s.api, at.get(path, "/help_center/categories"), {name: make | {parent: f"translated {item}", "locale": "en-us"}}, f"{item}.made").json[name]["id"]
        post(s.api, f"/help_center/{path}/{one}/translations", {"translation": {"locale": "ru", "title": "before", "body": "b"}}, f"{item}.ru")
        put(s.api, f"/help_center/{path}/{one}/translations/ru", {"translation": {"title": item}}, item)
        spare = post(s.api, f"/help_center/{path}/{one}/translations", {"translation": {"locale": "bn", "title": f"gone {item}", "body": "b"}}, f"{item}.bn").json["translation"]["id"]
        accepted(s.api.delete(f"/api/v2/help_center/translations/{spare}"), 404)
    translate.__name__ = f"translate {path}"
    return translate


@through("POST /dynamic_content/items/{id}/variants", "PUT /dynamic_content/items/{id}/variants/{variant}", "DELETE /dynamic_content/items/{id}/variants/{variant}")
def vary(s, item):
    made = {"name": f"varied {item}", "default_locale_id": 1, "variants": [{"locale_id": 1, "default": True, "content": "c"}]}
    number = post(s.api, "/dynamic_content/items", {"item": made}, f"{item}.made").json["item"]["id"]
    def variant(locale: int, content: str) -> int:
        return post(s.api, f"/dynamic_content/items/{number}/variants", {"variant": {"locale_id": locale, "content": content}}, f"{item}.{locale}").json["variant"]["id"]
    gone = variant(1384, f"gone {item}")
    put(s.api, f"/dynamic_content/items/{number}/variants/{variant(27, 'before')}", {"variant": {"content": item}}, f"{item}.put")
    accepted(s.api.delete(f"/api/v2/dynamic_content/items/{number}/variants/{gone}"), 404)


@through("POST /dynamic_content/items/{id}/variants/create_many", "PUT /dynamic_content/items/{id}/variants/update_many")
def vary_many(s, item):
    made = {"name": f"varied {item}", "default_locale_id": 1, "variants": [{"locale_id": 1, "default": True, "content": "c"}]}
    path = f"/dynamic_content/items/{post(s.api, '/dynamic_content/items', {'item': made}, f'{item}.made').json['item']['id']}/variants"
    one = post(s.api, f"{path}/create_many", {"variants": [{"locale_id": 27, "content": "before"}]}, f"{item}.ru").json["variants"][0]["id"]
    put(s.api, f"{path}/update_many", {"variants": [{"id": one, "content": item}]}, item)


@through("POST /help_center/articles/{id}/attachments", "DELETE /help_center/articles/attachments/{id}")
def attach(s, item):
    article = {"title": f"with files {item}", "body": "b", "locale": "en-us"}
    number = post(s.api, f"/help_center/sections/{SHARED['section']}/articles", {"article": article}, f"{item}.made").json["article"]["id"]
    def file(name: str) -> int:
        at = f"/api/v2/help_center/articles/{number}/attachments?filename={name}"
        return accepted(s.api.request("POST", at, name, {"Idempotency-Key": name})).json["article_attachment"]["id"]
    file(item)
    accepted(s.api.delete(f"/api/v2/help_center/articles/attachments/{file(f'gone {item}'.replace(' ', '%20'))}"), 404)


OF_TEXTS = [translated("categories", "category", "name", {}), translated("sections", "section", "name", {}),
            translated("articles", "article", "title", {"body": "b"}), vary, vary_many, attach]


def find_translations(api: Api, found) -> None:
    for path, key in (("categories", "name"), ("sections", "name"), ("articles", "title")):
        for record in api.each(f"/api/v2/help_center/{path}", path):
            if record[key].startswith("translated "):
                listed = api.get(f"/api/v2/help_center/{path}/{record['id']}/translations").json["translations"]
                texts(found, (one["title"] for one in listed))
            if record[key].startswith("with files "):
                listed = api.get(f"/api/v2/help_center/articles/{record['id']}/attachments").json["article_attachments"]
                texts(found, (one["file_name"] for one in listed))
    for record in api.each("/api/v2/dynamic_content/items", "items"):
        if record["name"].startswith("varied "):
            texts(found, (one["content"] for one in record["variants"]))


def texts(found, all_of_them) -> None:
    """The items among texts, and those whose end was lost."""
    found.update(text.removeprefix("gone ") for text in all_of_them if ITEM.fullmatch(text.removeprefix("gone ")))
