"""What every writer of the ledger is made with: requests that are repeated under the same key, and tickets of their own.

A writer gets the sender (its api and its hub, a ticket that lives as long as the sender) and the item, and ends when the
last of its requests was acknowledged. Each request has a key of its own, so that a writer that is run again after a crash
repeats nothing.
"""
import re
import zlib

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
def note(s, item):
    put(s.api, f"/tickets/{s.hub}", {"ticket": {"comment": {"body": item, "public": False}, "priority": "high"}}, item)


def completed(s, answer: Answer) -> str:
    shown = s.api.get(f"/api/v2/job_statuses/{answer.json['job_status']['id']}")
    if shown.status != 200:
        raise Refused("again later")
    job = shown.json["job_status"]
    if job["status"] != "completed":
        raise Refused("again later")
    return job["id"]


def turn(item: str, ways: int) -> int:
    """One of `ways`, the same one whenever the writer runs again."""
    return zlib.crc32(item.encode()) % ways


def said(item: str) -> str:
    """The item in words that may be copied from ticket to ticket: not found by themselves (writers.py)."""
    return "said:" + item.removeprefix("item-")
