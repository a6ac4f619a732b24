"""Every mutating route as a writer of the ledger: it leaves its item in exactly one place, or none. The writers stand by
what they write to; here is their list, and where items stand that are no words of a comment.
"""
from rig.api import Api
from writers_of_conduct import AT_TICKET as AT_TICKET_OF_CONDUCT, OF_CONDUCT, find_conduct
from writers_of_families import OF_FAMILIES, find_in_families
from writers_of_people import OF_PEOPLE, find_about_people
from writers_of_texts import OF_TEXTS, find_translations
from writers_of_tickets import AT_TICKET, OF_TICKETS
from writing import ITEM, NAMED, Refused, accepted, said  # noqa: F401: the ledger's

WRITERS = OF_TICKETS + OF_CONDUCT + OF_PEOPLE + OF_TEXTS + OF_FAMILIES

# The first word of the subject of a ticket -> what to ask about it, and how often the item stands in the answer.
AT_TICKETS = AT_TICKET | AT_TICKET_OF_CONDUCT

# Lists and the text in each of their records that may be an item, or what should be gone with it, beside those of families.
FINDERS = [("/api/v2/cases", "cases", "title"), ("/api/v2/deleted_tickets", "deleted_tickets", "subject"), ("/api/v2/satisfaction_ratings", "satisfaction_ratings", "comment")]


def find_elsewhere(api: Api, tickets: list[dict], found) -> None:
    """Adds the items that stand in tags, in lists of other records and at the other end of links."""
    for one in tickets:
        found.update(tag for tag in one["tags"] if tag.startswith("item-") for _ in range(1 + ("for_a_while" in one["tags"])))
        if ITEM.fullmatch(one["subject"].removeprefix("gone ")) and one["subject"].startswith("gone "):
            found[one["subject"].removeprefix("gone ")] += 1
        if one["subject"].startswith("hub-"):
            links = api.get(f"/api/v2/tickets/{one['id']}/links").json["links"]
            found.update(link["ticket"]["subject"] for link in links if link["ticket"]["subject"].startswith("item-"))
    for path, name, key in FINDERS:
        found.update(text.removeprefix("gone ") for record in api.each(path, name) if ITEM.fullmatch((text := record[key] or "").removeprefix("gone ")))
    find_at_tickets(api, tickets, found)
    find_in_families(api, found)
    find_conduct(api, tickets, found)
    find_about_people(api, found)
    find_translations(api, found)


def find_at_tickets(api: Api, tickets: list[dict], found) -> None:
    for one in tickets:
        part, _, item = one["subject"].partition(" of ")
        if part in AT_TICKETS and ITEM.fullmatch(item):
            place, times = AT_TICKETS[part]
            answer = api.get(f"/api/v2/tickets/{one['id']}{place}")
            if answer.status == 200:  # else a job took it to the bin since the list was read
                found[item] += times(answer.json, item)
        for item in (tag.removeprefix("heard-") for tag in one["tags"] if tag.startswith("heard-")):
            found[item] += sum(said(item) in comment["body"] for comment in api.comments(one["id"]))
