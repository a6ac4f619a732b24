"""Every mutating route as a writer of the ledger: it leaves its item in exactly one place, or none. The writers stand by
what they write to; here is their list, and where items stand that are no words of a comment.
"""
from rig.api import Api
from writers_of_conduct import OF_CONDUCT, find_conduct
from writers_of_families import OF_FAMILIES, find_in_families
from writers_of_people import OF_PEOPLE, find_about_people
from writers_of_texts import OF_TEXTS, find_translations
from writers_of_tickets import OF_TICKETS
from writing import NAMED, Refused, accepted  # noqa: F401: the ledger's

WRITERS = OF_TICKETS + OF_CONDUCT + OF_PEOPLE + OF_TEXTS + OF_FAMILIES

# Lists and the text in each of their records that may be an item, beside those of families.
FINDERS = [("/api/v2/cases", "cases", "title"), ("/api/v2/deleted_tickets", "deleted_tickets", "subject"), ("/api/v2/satisfaction_ratings", "satisfaction_ratings", "comment")]


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
    find_conduct(api, tickets, found)
    find_about_people(api, found)
    find_translations(api, found)
