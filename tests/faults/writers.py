"""Every mutating route of tickets as a writer of the ledger: it leaves its item in exactly one place, or none.

A writer gets the sender (its api and its hub, a ticket that lives as long as the sender) and the item, and ends when the
last of its requests was acknowledged. Each request has a key of its own, so that a writer that is run again after a crash
repeats nothing. FINDERS say where items stand that are no words of a comment.
"""
from rig.api import Answer, Api


class Refused(Exception):
    """The server answered, and the answer was no."""


def accepted(answer: Answer, *also: int) -> Answer:
    if answer.status in (409, 429, 503) and answer.status not in also:
        raise Refused("again later")
    if answer.status not in (200, 201, 204, *also):
        raise Refused(repr(answer))
    return answer


def ticket(api: Api, item: str, part: str, body: str = "x", **fields) -> int:
    """A ticket that belongs to the item; the same one whenever the writer runs again."""
    wanted = {"subject": f"{part} of {item}", "comment": {"body": body}} | fields
    return accepted(api.post("/api/v2/tickets", {"ticket": wanted}, key=f"{item}.{part}")).json["ticket"]["id"]


def put(api: Api, path: str, body: dict, key: str) -> Answer:
    return accepted(api.put(f"/api/v2{path}", body, key=key))


def post(api: Api, path: str, body: dict, key: str) -> Answer:
    return accepted(api.post(f"/api/v2{path}", body, key=key))


def reply(s, item):
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item}}}, item)


def note(s, item):
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item, "public": False}, "priority": "high"}}, item)


def create_many(s, item):
    post(s.api, "/tickets/create_many", {"tickets": [{"subject": "one", "comment": {"body": item}},
                                                     {"subject": "two", "comment": {"body": "x"}}]}, item)


def update_many(s, item):
    put(s.api, "/tickets/update_many", {"tickets": [{"id": s.hub, "comment": {"body": item}}]}, item)


def add_tag(s, item):
    put(s.api, f"/tickets/{ticket(s.api, item, 'tagged')}/tags", {"tags": [item]}, item)


def import_one(s, item):
    post(s.api, "/imports/tickets", {"ticket": {"subject": "old", "created_at": "2020-01-02T03:04:05Z",
                                                "comments": [{"value": item}, {"value": "x"}]}}, item)


def import_many(s, item):
    post(s.api, "/imports/tickets/create_many", {"tickets": [{"subject": "old", "comments": [{"value": item}]}]}, item)


def merge(s, item):
    post(s.api, f"/tickets/{s.hub}/merge", {"ids": [ticket(s.api, item, "source")], "target_comment": item}, item)


def unmerge(s, item):
    source, target = ticket(s.api, item, "source"), ticket(s.api, item, "target")
    job = post(s.api, f"/tickets/{target}/merge", {"ids": [source], "target_comment": item}, f"{item}.merge")
    completed(s, job)
    put(s.api, f"/tickets/{target}/unmerge", {"ids": [source]}, item)


def completed(s, answer: Answer) -> str:
    job = s.api.get(f"/api/v2/job_statuses/{answer.json['job_status']['id']}").json["job_status"]
    if job["status"] != "completed":
        raise Refused("again later")
    return job["id"]


def undo_bulk(s, item):
    job = put(s.api, "/tickets/update_many", {"tickets": [{"id": ticket(s.api, item, "bulk"), "priority": "low",
                                                           "comment": {"body": item}}]}, f"{item}.bulk")
    put(s.api, f"/job_statuses/{completed(s, job)}/undo", {}, item)


def split(s, item):
    original = ticket(s.api, item, "whole", "one thing and another")
    post(s.api, f"/tickets/{original}/split",
         {"split": {"tickets": [{"subject": "part", "text": "another", "tags": [item]}]}}, item)


def undo_split(s, item):
    original = ticket(s.api, item, "whole", "one thing and another")
    made = post(s.api, f"/tickets/{original}/split",
                {"split": {"tickets": [{"subject": item, "text": "another"}]}}, f"{item}.split").json
    put(s.api, f"/splits/{made['split']['id']}/undo", {}, item)


def link(s, item):
    other = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}},
                                key=f"{item}.other")).json["ticket"]["id"]
    post(s.api, f"/tickets/{s.hub}/links", {"link": {"type": "related", "ticket_id": other}}, item)


def request(s, item):
    post(s.api, "/requests", {"request": {"subject": "ask", "comment": {"body": item}}}, item)


def request_reply(s, item):
    put(s.api, f"/requests/{s.hub}", {"request": {"comment": {"body": item}}}, item)


def rate(s, item):
    solved = ticket(s.api, item, "rated")
    put(s.api, f"/tickets/{solved}", {"ticket": {"status": "solved"}}, f"{item}.solve")
    post(s.api, f"/tickets/{solved}/satisfaction_rating", {"satisfaction_rating": {"score": "good", "comment": item}}, item)


def delete(s, item):
    gone = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}},
                               key=f"{item}.gone")).json["ticket"]["id"]
    accepted(s.api.delete(f"/api/v2/tickets/{gone}"), 404)


def restore(s, item):
    back = ticket(s.api, item, "back", item)
    accepted(s.api.delete(f"/api/v2/tickets/{back}"), 404)
    accepted(s.api.put(f"/api/v2/deleted_tickets/{back}/restore", {}, key=item), 404)


def spam(s, item):
    junk = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}},
                               key=f"{item}.junk")).json["ticket"]["id"]
    accepted(s.api.put(f"/api/v2/tickets/{junk}/mark_as_spam", {}, key=item), 404)


def redact(s, item):
    number = ticket(s.api, item, "card", f"{item} 4111-1111")
    comment = s.api.comments(number)[0]["id"]
    put(s.api, f"/tickets/{number}/comments/{comment}/redact", {"text": "4111-1111"}, item)


def make_private(s, item):
    number = ticket(s.api, item, "hidden", item)
    comment = s.api.comments(number)[0]["id"]
    put(s.api, f"/tickets/{number}/comments/{comment}/make_private", {}, item)


def case(s, item):
    post(s.api, "/cases", {"case": {"title": item, "ticket_ids": [ticket(s.api, item, "member")]}}, item)


def form(s, item):
    post(s.api, "/ticket_forms", {"ticket_form": {"name": item}}, item)


def field(s, item):
    post(s.api, "/ticket_fields", {"ticket_field": {"type": "text", "title": item}}, item)


def status(s, item):
    post(s.api, "/custom_statuses", {"custom_status": {"status_category": "open", "agent_label": item}}, item)


WRITERS = [reply, note, create_many, update_many, add_tag, import_one, import_many, merge, unmerge, undo_bulk, split,
           undo_split, link, request, request_reply, rate, delete, restore, spam, redact, make_private, case, form, field,
           status]

# Lists and the text in each of their records that may be an item.
FINDERS = [("/api/v2/deleted_tickets", "deleted_tickets", "subject"), ("/api/v2/satisfaction_ratings", "satisfaction_ratings", "comment"),
           ("/api/v2/cases", "cases", "title"), ("/api/v2/ticket_forms", "ticket_forms", "name"),
           ("/api/v2/ticket_fields", "ticket_fields", "title"), ("/api/v2/custom_statuses", "custom_statuses", "agent_label")]


def find_elsewhere(api: Api, tickets: list[dict], found) -> None:
    """Adds the items that stand in tags, in lists of other records and at the other end of links."""
    for one in tickets:
        found.update(tag for tag in one["tags"] if tag.startswith("item-"))
        if one["subject"].startswith("hub-"):
            links = api.get(f"/api/v2/tickets/{one['id']}/links").json["links"]
            found.update(link["ticket"]["subject"] for link in links if link["ticket"]["subject"].startswith("item-"))
    for path, name, key in FINDERS:
        found.update(record[key] for record in api.each(path, name) if (record[key] or "").startswith("item-"))
