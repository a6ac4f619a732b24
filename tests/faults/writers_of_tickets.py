"""The routes of tickets themselves."""
from collections.abc import Callable

from writing import accepted, completed, note, post, put, said, through, ticket, turn


@through("PUT /tickets/{id}")
def reply(s, item):
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item}}}, item)


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
    # A merged ticket is closed.
    source, target = ticket(s.api, item, "unmerged"), ticket(s.api, item, "target")
    completed(s, post(s.api, f"/tickets/{target}/merge", {"ids": [source], "target_comment": "x"}, f"{item}.merge"))
    put(s.api, f"/tickets/{target}/unmerge", {"ids": [source]}, item)


@through("PUT /job_statuses/{id}/undo")
def undo_bulk(s, item):
    changed = {"id": ticket(s.api, item, "undone"), "priority": "low", "comment": {"body": "x"}}
    job = put(s.api, "/tickets/update_many", {"tickets": [changed]}, f"{item}.bulk")
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
    # With a key: begun anew it must not take away what was brought back.
    accepted(s.api.request("DELETE", f"/api/v2/tickets/{back}", headers={"Idempotency-Key": f"{item}.bin"}), 404)
    accepted(s.api.put(f"/api/v2/deleted_tickets/{back}/restore", {}, key=item), 404)


@through("PUT /tickets/{id}/mark_as_spam")
def spam(s, item):
    junk = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": "x"}}},
                               key=f"{item}.junk")).json["ticket"]["id"]
    accepted(s.api.put(f"/api/v2/tickets/{junk}/mark_as_spam", {}, key=item), 404)


@through("PUT /tickets/{id}/comments/{comment}/redact")
def redact(s, item):
    number = ticket(s.api, item, "redacted", f"{said(item)} 4111-1111")
    comment = s.api.comments(number)[0]["id"]
    put(s.api, f"/tickets/{number}/comments/{comment}/redact", {"text": "4111-1111"}, item)


@through("PUT /tickets/{id}/comments/{comment}/make_private")
def make_private(s, item):
    number = ticket(s.api, item, "hidden", said(item))
    comment = s.api.comments(number)[0]["id"]
    put(s.api, f"/tickets/{number}/comments/{comment}/make_private", {}, item)


@through("PUT /tickets/{id}/audits/{audit}/trust")
def trust(s, item):
    number = ticket(s.api, item, "trusted", said(item))
    audit = s.api.get(f"/api/v2/tickets/{number}/audits").json["audits"][0]["id"]
    accepted(s.api.put(f"/api/v2/tickets/{number}/audits/{audit}/trust", {}))


@through("POST /tickets/{id}/tags", "DELETE /tickets/{id}/tags")
def set_tags(s, item):
    number = ticket(s.api, item, "tags")
    post(s.api, f"/tickets/{number}/tags", {"tags": [item, "for_a_while"]}, item)
    accepted(s.api.request("DELETE", f"/api/v2/tickets/{number}/tags", {"tags": ["for_a_while"]}))


@through("DELETE /tickets/{id}/links/{link}")
def unlink(s, item):
    one, other = ticket(s.api, item, "unlinked"), ticket(s.api, item, "other")
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
    # The words of the part are copied into the original.
    original = ticket(s.api, item, "whole", "one thing and another", tags=[f"heard-{item}"])
    made = post(s.api, f"/tickets/{original}/split", {"split": {"tickets": [{"subject": "part", "text": "another"}]}}, f"{item}.split").json
    part = made["tickets"][0]["id"]
    put(s.api, f"/tickets/{part}", {"ticket": {"comment": {"body": said(item), "public": False}}}, f"{item}.word")
    accepted(s.api.put(f"/api/v2/tickets/{part}/rejoin", {}, key=item), 409, 422)


@through("PUT /tickets/{id}/skills")
def need_skill(s, item):
    skill = post(s.api, "/skills", {"skill": {"name": f"needed {item}"}}, f"{item}.skill").json["skill"]["id"]
    put(s.api, f"/tickets/{ticket(s.api, item, 'skilled')}/skills", {"skill_ids": [skill]}, item)


@through("POST /cases", "PUT /cases/{id}", "DELETE /cases/{id}")
def case(s, item):
    # A ticket is in one case at most, and a case without one is nobody's: each has a ticket of its own.
    made = post(s.api, "/cases", {"case": {"title": "before", "ticket_ids": [ticket(s.api, item, "member")]}}, f"{item}.case").json["case"]["id"]
    put(s.api, f"/cases/{made}", {"case": {"title": item}}, item)
    spare = post(s.api, "/cases", {"case": {"title": f"gone {item}", "ticket_ids": [ticket(s.api, item, "spare")]}}, f"{item}.spare").json["case"]["id"]
    accepted(s.api.delete(f"/api/v2/cases/{spare}"), 404)


@through("POST /uploads", "DELETE /uploads/{token}")
def upload(s, item):
    def sent(name: str) -> str:
        sent_again = {"Idempotency-Key": f"{item}.{name}"}
        return accepted(s.api.request("POST", f"/api/v2/uploads?filename={name}.txt", item, sent_again)).json["upload"]["token"]
    accepted(s.api.delete(f"/api/v2/uploads/{sent('spare')}"), 404)
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item, "uploads": [sent("kept")]}}}, item)


@through("POST /macros/{id}/apply_many")
def apply_many(s, item):
    macro = {"title": f"applied {item}", "actions": [{"field": "comment_value", "value": item}]}
    made = post(s.api, "/macros", {"macro": macro}, f"{item}.macro").json["macro"]["id"]
    completed(s, post(s.api, f"/macros/{made}/apply_many", {"ids": [ticket(s.api, item, "worded")]}, item))


@through("DELETE /deleted_tickets/{id}", "DELETE /deleted_tickets/destroy_many")
def erase(s, item):
    # Until it is gone for ever it counts beside the note.
    made = accepted(s.api.post("/api/v2/tickets", {"ticket": {"subject": f"gone {item}", "comment": {"body": "x"}}}, key=f"{item}.gone"), 404)
    if made.status == 404:  # the first answer can be told no more: it was erased before the crash
        note(s, item)
        return
    gone = made.json["ticket"]["id"]
    accepted(s.api.delete(f"/api/v2/tickets/{gone}"), 404)
    way = f"destroy_many?ids={gone}" if turn(item, 2) else str(gone)
    job = accepted(s.api.request("DELETE", f"/api/v2/deleted_tickets/{way}", headers={"Idempotency-Key": f"{item}.erased"}), 404)
    if job.status != 404:
        completed(s, job)
    note(s, item)


OF_TICKETS = [reply, note, create_many, update_many, add_tag, set_tags, import_one, import_many, merge, unmerge, undo_bulk, split,
              undo_split, rejoin, link, unlink, request, request_reply, rate, delete, restore, bin_and_back, spam, spam_many, redact,
              make_private, trust, need_skill, case, upload, apply_many, erase]

AT_TICKET: dict[str, tuple[str, Callable[[dict, str], int]]] = {
    "unmerged": ("", lambda a, item: int(a["ticket"]["status"] != "closed")),
    "undone": ("", lambda a, item: int(a["ticket"]["priority"] is None)),
    "unlinked": ("/links", lambda a, item: int(not a["links"])),
    "redacted": ("/comments", lambda a, item: sum(said(item) in one["body"] and "4111" not in one["body"] for one in a["comments"])),
    "hidden": ("/comments", lambda a, item: sum(said(item) in one["body"] and not one["public"] for one in a["comments"])),
    "trusted": ("/audits", lambda a, item: sum(event["type"] == "CommentTrustChange" for one in a["audits"] for event in one["events"])),
    "skilled": ("/skills", lambda a, item: len(a["skill_ids"])),
}
