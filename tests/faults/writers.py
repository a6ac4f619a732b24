"""Every mutating route of tickets as a writer of the ledger: it leaves its item in exactly one place, or none.

A writer gets the sender (its api and its hub, a ticket that lives as long as the sender) and the item, and ends when the
last of its requests was acknowledged. Each request has a key of its own, so that a writer that is run again after a crash
repeats nothing. FINDERS say where items stand that are no words of a comment.
"""
import re

from families import FAMILIES, SHARED, Family, key_of
from rig.api import Answer, Api

ITEM = re.compile(r"item-[\w-]+")
NAMED: set[str] = set()  # the routes that writers go through, those of families aside


class Refused(Exception):
    """The server answered, and the answer was no."""


def accepted(answer: Answer, *also: int) -> Answer:
    if answer.status in (409, 429, 503) and answer.status not in also:
        raise Refused("again later")
    if answer.status not in (200, 201, 204, *also):
        raise Refused(repr(answer))
    return answer


def through(*routes: str):
    """Names the routes of the route table that a writer goes through."""
    def note(writer):
        NAMED.update(routes)
        return writer
    return note


@through("POST /tickets")
def ticket(api: Api, item: str, part: str, body: str = "x", **fields) -> int:
    """A ticket that belongs to the item; the same one whenever the writer runs again."""
    wanted = {"subject": f"{part} of {item}", "comment": {"body": body}} | fields
    return accepted(api.post("/api/v2/tickets", {"ticket": wanted}, key=f"{item}.{part}")).json["ticket"]["id"]


def put(api: Api, path: str, body: dict, key: str) -> Answer:
    return accepted(api.put(f"/api/v2{path}", body, key=key))


def post(api: Api, path: str, body: dict, key: str) -> Answer:
    return accepted(api.post(f"/api/v2{path}", body, key=key))


@through("PUT /tickets/{id}")
def reply(s, item):
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item}}}, item)


def note(s, item):
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item, "public": False}, "priority": "high"}}, item)


@through("POST /tickets/create_many")
def create_many(s, item):
    post(s.api, "/tickets/create_many", {"tickets": [{"subject": "one", "comment": {"body": item}},
                                                     {"subject": "two", "comment": {"body": "x"}}]}, item)


@through("PUT /tickets/update_many")
def update_many(s, item):
    put(s.api, "/tickets/update_many", {"tickets": [{"id": s.hub, "comment": {"body": item}}]}, item)


@through("PUT /tickets/{id}/tags")
def add_tag(s, item):
    put(s.api, f"/tickets/{ticket(s.api, item, 'tagged')}/tags", {"tags": [item]}, item)


@through("POST /imports/tickets")
def import_one(s, item):
    post(s.api, "/imports/tickets", {"ticket": {"subject": "old", "created_at": "2020-01-02T03:04:05Z",
                                                "comments": [{"value": item}, {"value": "x"}]}}, item)


@through("POST /imports/tickets/create_many")
def import_many(s, item):
    post(s.api, "/imports/tickets/create_many", {"tickets": [{"subject": "old", "comments": [{"value": item}]}]}, item)


@through("POST /tickets/{id}/merge")
def merge(s, item):
    post(s.api, f"/tickets/{s.hub}/merge", {"ids": [ticket(s.api, item, "source")], "target_comment": item}, item)


@through("PUT /tickets/{id}/unmerge")
def unmerge(s, item):
    source, target = ticket(s.api, item, "source"), ticket(s.api, item, "target")
    job = post(s.api, f"/tickets/{target}/merge", {"ids": [source], "target_comment": item}, f"{item}.merge")
    completed(s, job)
    put(s.api, f"/tickets/{target}/unmerge", {"ids": [source]}, item)


def completed(s, answer: Answer) -> str:
    shown = s.api.get(f"/api/v2/job_statuses/{answer.json['job_status']['id']}")
    if shown.status != 200:
        raise Refused("again later")
    job = shown.json["job_status"]
    if job["status"] != "completed":
        raise Refused("again later")
    return job["id"]


@through("PUT /job_statuses/{id}/undo")
def undo_bulk(s, item):
    job = put(s.api, "/tickets/update_many", {"tickets": [{"id": ticket(s.api, item, "bulk"), "priority": "low",
                                                           "comment": {"body": item}}]}, f"{item}.bulk")
    put(s.api, f"/job_statuses/{completed(s, job)}/undo", {}, item)


@through("POST /tickets/{id}/split")
def split(s, item):
    original = ticket(s.api, item, "whole", "one thing and another")
    post(s.api, f"/tickets/{original}/split",
         {"split": {"tickets": [{"subject": "part", "text": "another", "tags": [item]}]}}, item)


@through("PUT /splits/{id}/undo")
def undo_split(s, item):
    original = ticket(s.api, item, "whole", "one thing and another")
    made = post(s.api, f"/tickets/{original}/split",
                {"split": {"tickets": [{"subject": item, "text": "another"}]}}, f"{item}.split").json
    put(s.api, f"/splits/{made['split']['id']}/undo", {}, item)


@through("POST /tickets/{id}/links")
def link(s, item):
    other = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}},
                                key=f"{item}.other")).json["ticket"]["id"]
    post(s.api, f"/tickets/{s.hub}/links", {"link": {"type": "related", "ticket_id": other}}, item)


@through("POST /requests")
def request(s, item):
    post(s.api, "/requests", {"request": {"subject": "ask", "comment": {"body": item}}}, item)


@through("PUT /requests/{id}")
def request_reply(s, item):
    put(s.api, f"/requests/{s.hub}", {"request": {"comment": {"body": item}}}, item)


@through("POST /tickets/{id}/satisfaction_rating")
def rate(s, item):
    solved = ticket(s.api, item, "rated")
    put(s.api, f"/tickets/{solved}", {"ticket": {"status": "solved"}}, f"{item}.solve")
    post(s.api, f"/tickets/{solved}/satisfaction_rating", {"satisfaction_rating": {"score": "good", "comment": item}}, item)


@through("DELETE /tickets/{id}")
def delete(s, item):
    gone = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}},
                               key=f"{item}.gone")).json["ticket"]["id"]
    accepted(s.api.delete(f"/api/v2/tickets/{gone}"), 404)


@through("PUT /deleted_tickets/{id}/restore")
def restore(s, item):
    back = ticket(s.api, item, "back", item)
    accepted(s.api.delete(f"/api/v2/tickets/{back}"), 404)
    accepted(s.api.put(f"/api/v2/deleted_tickets/{back}/restore", {}, key=item), 404)


@through("PUT /tickets/{id}/mark_as_spam")
def spam(s, item):
    junk = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}},
                               key=f"{item}.junk")).json["ticket"]["id"]
    accepted(s.api.put(f"/api/v2/tickets/{junk}/mark_as_spam", {}, key=item), 404)


@through("PUT /tickets/{id}/comments/{comment}/redact")
def redact(s, item):
    number = ticket(s.api, item, "card", f"{item} 4111-1111")
    comment = s.api.comments(number)[0]["id"]
    put(s.api, f"/tickets/{number}/comments/{comment}/redact", {"text": "4111-1111"}, item)


@through("PUT /tickets/{id}/comments/{comment}/make_private")
def make_private(s, item):
    number = ticket(s.api, item, "hidden", item)
    comment = s.api.comments(number)[0]["id"]
    put(s.api, f"/tickets/{number}/comments/{comment}/make_private", {}, item)


@through("POST /tickets/{id}/tags", "DELETE /tickets/{id}/tags")
def set_tags(s, item):
    number = ticket(s.api, item, "tags")
    post(s.api, f"/tickets/{number}/tags", {"tags": [item, "for_a_while"]}, item)
    accepted(s.api.request("DELETE", f"/api/v2/tickets/{number}/tags", {"tags": ["for_a_while"]}))


@through("DELETE /tickets/{id}/links/{link}")
def unlink(s, item):
    one, other = ticket(s.api, item, "linked"), ticket(s.api, item, "other", item)
    made = post(s.api, f"/tickets/{one}/links", {"link": {"type": "related", "ticket_id": other}}, f"{item}.link").json["link"]
    accepted(s.api.delete(f"/api/v2/tickets/{one}/links/{made['id']}"), 404)


@through("DELETE /tickets/destroy_many", "PUT /deleted_tickets/restore_many")
def bin_and_back(s, item):
    number = ticket(s.api, item, "bin", item)
    completed(s, accepted(s.api.request("DELETE", f"/api/v2/tickets/destroy_many?ids={number}", headers={"Idempotency-Key": f"{item}.bin"})))
    accepted(s.api.put(f"/api/v2/deleted_tickets/restore_many?ids={number}", {}), 404)


@through("PUT /tickets/mark_many_as_spam")
def spam_many(s, item):
    junk = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}}, key=f"{item}.junk")).json["ticket"]["id"]
    put(s.api, f"/tickets/mark_many_as_spam?ids={junk}", {}, item)


@through("PUT /tickets/{id}/rejoin")
def rejoin(s, item):
    # The words of the part are copied into the original, so the item stands in a tag, which is not.
    original = ticket(s.api, item, "whole", "one thing and another", tags=[item])
    made = post(s.api, f"/tickets/{original}/split", {"split": {"tickets": [{"subject": "part", "text": "another"}]}}, f"{item}.split").json
    part = made["tickets"][0]["id"]
    put(s.api, f"/tickets/{part}", {"ticket": {"comment": {"body": "a word", "public": False}}}, f"{item}.word")
    accepted(s.api.put(f"/api/v2/tickets/{part}/rejoin", {}, key=item), 409, 422)


@through("PUT /tickets/{id}/skills")
def need_skill(s, item):
    skill = post(s.api, "/skills", {"skill": {"name": item}}, f"{item}.skill").json["skill"]["id"]
    put(s.api, f"/tickets/{s.hub}/skills", {"skill_ids": [skill]}, item)


@through("POST /cases", "PUT /cases/{id}", "DELETE /cases/{id}")
def case(s, item):
    # A ticket is in one case at most, and a case without one is nobody's: each has a ticket of its own.
    made = post(s.api, "/cases", {"case": {"title": "before", "ticket_ids": [ticket(s.api, item, "member")]}}, f"{item}.case").json["case"]["id"]
    put(s.api, f"/cases/{made}", {"case": {"title": item}}, item)
    spare = post(s.api, "/cases", {"case": {"title": "spare", "ticket_ids": [ticket(s.api, item, "spare")]}}, f"{item}.spare").json["case"]["id"]
    accepted(s.api.delete(f"/api/v2/cases/{spare}"), 404)


@through("POST /uploads", "DELETE /uploads/{token}")
def upload(s, item):
    def sent(name: str) -> str:
        return accepted(s.api.request("POST", f"/api/v2/uploads?filename={name}.txt", item)).json["upload"]["token"]
    # The token is another one each time, so the comment is no repetition that the server could know.
    if any(item in comment["body"] for comment in s.api.comments(s.hub)):
        return
    accepted(s.api.delete(f"/api/v2/uploads/{sent('spare')}"), 404)
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item, "uploads": [sent("kept")]}}}, item)


# --- people ---

def person(s, item, name: str, **fields) -> int:
    wanted = {"name": name, "email": f"{key_of(name).lower()}@people.example"} | fields
    return post(s.api, "/users", {"user": wanted}, f"{item}.{name}").json["user"]["id"]


@through("POST /users/create_or_update")
def meet(s, item):
    post(s.api, "/users/create_or_update", {"user": {"name": item, "external_id": item}}, item)


@through("POST /organizations/create_or_update")
def meet_company(s, item):
    post(s.api, "/organizations/create_or_update", {"organization": {"name": item, "external_id": item}}, item)


@through("POST /users/{id}/tags", "PUT /users/{id}/tags", "DELETE /users/{id}/tags")
def tag_person(s, item):
    number = person(s, item, f"tagged {item}"[:200])
    post(s.api, f"/users/{number}/tags", {"tags": ["first", "second"]}, f"{item}.first")
    put(s.api, f"/users/{number}/tags", {"tags": [item]}, item)
    accepted(s.api.request("DELETE", f"/api/v2/users/{number}/tags", {"tags": ["second"]}))


@through("POST /organizations/{id}/tags", "PUT /organizations/{id}/tags", "DELETE /organizations/{id}/tags")
def tag_company(s, item):
    number = post(s.api, "/organizations", {"organization": {"name": f"tagged {item}"}}, f"{item}.company").json["organization"]["id"]
    post(s.api, f"/organizations/{number}/tags", {"tags": ["first", "second"]}, f"{item}.first")
    put(s.api, f"/organizations/{number}/tags", {"tags": [item]}, item)
    accepted(s.api.request("DELETE", f"/api/v2/organizations/{number}/tags", {"tags": ["second"]}))


@through("POST /users/{id}/identities", "PUT /users/{id}/identities/{identity}", "PUT /users/{id}/identities/{identity}/make_primary",
         "DELETE /users/{id}/identities/{identity}")
def reach(s, item):
    number = person(s, item, f"reached {item}")
    def address(value: str) -> int:
        return post(s.api, f"/users/{number}/identities", {"identity": {"type": "email", "value": value}}, f"{item}.{value}").json["identity"]["id"]
    spare, kept = address(f"spare.{key_of(item)}@people.example"), address(f"{item}@people.example")
    put(s.api, f"/users/{number}/identities/{kept}", {"identity": {"verified": True}}, f"{item}.verified")
    put(s.api, f"/users/{number}/identities/{kept}/make_primary", {}, f"{item}.primary")
    accepted(s.api.delete(f"/api/v2/users/{number}/identities/{spare}"), 404)


@through("PUT /users/{id}/merge", "PUT /user_merges/{id}/undo")
def merge_people(s, item):
    one, other = person(s, item, f"merged {item}"), person(s, item, item)
    put(s.api, f"/users/{one}/merge", {"user": {"id": other}}, f"{item}.merge")
    merges = s.api.get(f"/api/v2/users/{other}/merges").json["user_merges"]
    accepted(s.api.put(f"/api/v2/user_merges/{merges[0]['id']}/undo", {}, key=item), 409)


def members(group: bool):
    kind, place = ("group", "group_id") if group else ("organization", "organization_id")

    @through(f"POST /{kind}_memberships", f"DELETE /{kind}_memberships/{{id}}", f"POST /users/{{id}}/{kind}_memberships",
             f"PUT /users/{{id}}/{kind}_memberships/{{membership}}/make_default", f"POST /{kind}_memberships/create_many",
             f"DELETE /{kind}_memberships/destroy_many")
    def join(s, item):
        role = {"role": "agent"} if group else {}
        target = SHARED[kind]
        ways = {"own": lambda user: post(s.api, f"/{kind}_memberships", {f"{kind}_membership": {"user_id": user, place: target}}, f"{item}.join"),
                "theirs": lambda user: post(s.api, f"/users/{user}/{kind}_memberships", {f"{kind}_membership": {place: target}}, f"{item}.join"),
                "many": lambda user: post(s.api, f"/{kind}_memberships/create_many", {f"{kind}_memberships": [{"user_id": user, place: target}]}, f"{item}.join")}
        way = list(ways)[s.count % 3]
        user = person(s, item, f"{kind} {item}", **role)
        made = ways[way](user).json
        if way == "many":
            return
        number = made[f"{kind}_membership"]["id"]
        put(s.api, f"/users/{user}/{kind}_memberships/{number}/make_default", {}, f"{item}.default")
        if s.count % 2:
            leaver = person(s, item, f"{kind} gone {item}", **role)
            left = post(s.api, f"/{kind}_memberships", {f"{kind}_membership": {"user_id": leaver, place: target}}, f"{item}.leave").json[f"{kind}_membership"]["id"]
            way_out = f"destroy_many?ids={left}" if s.count % 4 == 1 else str(left)
            accepted(s.api.request("DELETE", f"/api/v2/{kind}_memberships/{way_out}", headers={"Idempotency-Key": f"{item}.out"}), 404)
    return join


# --- texts in several languages ---

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
    return translate


@through("POST /dynamic_content/items/{id}/variants", "PUT /dynamic_content/items/{id}/variants/{variant}", "DELETE /dynamic_content/items/{id}/variants/{variant}")
def vary(s, item):
    made = {"name": item, "default_locale_id": 1, "variants": [{"locale_id": 1, "default": True, "content": "c"}]}
    number = post(s.api, "/dynamic_content/items", {"item": made}, f"{item}.made").json["item"]["id"]
    one = post(s.api, f"/dynamic_content/items/{number}/variants", {"variant": {"locale_id": 27, "content": "before"}}, f"{item}.ru").json["variant"]["id"]
    put(s.api, f"/dynamic_content/items/{number}/variants/{one}", {"variant": {"content": "after"}}, f"{item}.put")
    accepted(s.api.delete(f"/api/v2/dynamic_content/items/{number}/variants/{one}"), 404)


# --- families ---

def writers_of(family: Family) -> list:
    path = lambda: family.path.format(**SHARED)  # noqa: E731
    one = lambda made: f"{family.at.format(**SHARED) if family.at else path()}/{made['id']}"  # noqa: E731

    def make(s, item, text: str) -> dict:
        return post(s.api, path(), {family.name: family.make(text)}, f"{item}.{text}").json[family.name]

    def create(s, item):
        make(s, item, item)

    def change(s, item):
        made = make(s, item, item if family.changes else f"before {key_of(item)}")
        put(s.api, one(made), {family.name: family.changes(item) if family.changes else {family.key: item}}, item)

    def remove(s, item):
        accepted(s.api.delete("/api/v2" + one(make(s, item, f"gone {item}"))), 404)
        note(s, item)

    def create_all(s, item):
        completed(s, post(s.api, f"{path()}/create_many", {family.plural: [family.make(item)]}, item))

    def change_all(s, item):
        made = make(s, item, f"before {key_of(item)}")
        answer = put(s.api, f"{path()}/update_many", {family.plural: [{"id": made["id"], family.key: item}]}, item)
        if family.many:
            completed(s, answer)

    def remove_all(s, item):
        made = make(s, item, f"gone {item}")
        answer = accepted(s.api.request("DELETE", f"/api/v2{path()}/destroy_many?ids={made['id']}", headers={"Idempotency-Key": f"{item}.gone"}), 404)
        if family.many:
            completed(s, answer)
        note(s, item)

    out = [create] + ([change] if family.put else []) + ([remove] if family.delete else [])
    if family.many:
        out.append(create_all)
    if family.many or family.some:
        out += [change_all, remove_all]
    return out


OF_TICKETS = [reply, note, create_many, update_many, add_tag, set_tags, import_one, import_many, merge, unmerge, undo_bulk, split,
              undo_split, rejoin, link, unlink, request, request_reply, rate, delete, restore, bin_and_back, spam, spam_many, redact,
              make_private, need_skill, case, upload]
OF_PEOPLE = [meet, meet_company, tag_person, tag_company, reach, merge_people, members(True), members(False)]
OF_TEXTS = [translated("categories", "category", "name", {}), translated("sections", "section", "name", {}),
            translated("articles", "article", "title", {"body": "b"}), vary]
OF_FAMILIES = [writer for family in FAMILIES for writer in writers_of(family)]
WRITERS = OF_TICKETS + OF_PEOPLE + OF_TEXTS + OF_FAMILIES

# Lists and the text in each of their records that may be an item, beside those of families.
FINDERS = [("/api/v2/cases", "cases", "title"), ("/api/v2/deleted_tickets", "deleted_tickets", "subject"), ("/api/v2/satisfaction_ratings", "satisfaction_ratings", "comment")]


def find_in_families(api: Api, found) -> None:
    if not SHARED:  # no family was written to
        return
    for family in FAMILIES:
        path = "/api/v2" + (family.listed or family.path).format(**SHARED)
        if api.get(path).status == 404:
            continue  # what it hangs on is gone (a disk that lies); its items are missed, and so told
        for record in api.each(path, family.plural):
            text = re.sub(r"<[^>]*>", "", str(record.get(family.key) or ""))
            # Twice what is still there and should be gone: once here, once in the comment that tells of its end.
            if (at := ITEM.search(text)) and text.strip() in (at[0], f"gone {at[0]}"):
                found[at[0]] += 1


def find_about_people(api: Api, found) -> None:
    names = {}
    for user in api.each("/api/v2/users", "users"):
        names[user["id"]] = user["name"]
        found.update(tag for tag in user["tags"] if tag.startswith("item-"))
        if user["name"].startswith("reached "):
            listed = api.get(f"/api/v2/users/{user['id']}/identities").json["identities"]
            found.update(one["value"].split("@")[0] for one in listed if one["value"].startswith("item-"))
    for company in api.each("/api/v2/organizations", "organizations"):
        found.update(tag for tag in company["tags"] if tag.startswith("item-"))
    for kind in ("group", "organization"):
        for membership in api.each(f"/api/v2/{kind}_memberships", f"{kind}_memberships"):
            name = names.get(membership["user_id"], "")
            if name.startswith(f"{kind} "):
                found[ITEM.search(name)[0]] += 1


def find_translations(api: Api, found) -> None:
    for path, key in (("categories", "name"), ("sections", "name"), ("articles", "title")):
        for record in api.each(f"/api/v2/help_center/{path}", path):
            if record[key].startswith("translated "):
                listed = api.get(f"/api/v2/help_center/{path}/{record['id']}/translations").json["translations"]
                found.update(one["title"] for one in listed if one["title"].startswith("item-"))


def find_elsewhere(api: Api, tickets: list[dict], found) -> None:
    """Adds the items that stand in tags, in lists of other records and at the other end of links."""
    for one in tickets:
        found.update(tag for tag in one["tags"] if tag.startswith("item-"))
        if one["subject"].startswith("hub-"):
            links = api.get(f"/api/v2/tickets/{one['id']}/links").json["links"]
            found.update(link["ticket"]["subject"] for link in links if link["ticket"]["subject"].startswith("item-"))
    for path, name, key in FINDERS:
        found.update(record[key] for record in api.each(path, name) if (record[key] or "").startswith("item-"))
    find_in_families(api, found)
    find_about_people(api, found)
    find_translations(api, found)
