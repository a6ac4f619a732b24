"""The writers that follow from a row of families.py: create, change, delete, and the *_many forms."""
import re

from families import FAMILIES, SHARED, Family, key_of
from rig.api import Api
from writing import ITEM, accepted, completed, note, post, put


def writers_of(family: Family) -> list:
    path = lambda: family.path.format(**SHARED)  # noqa: E731
    one = lambda made: f"{family.at.format(**SHARED) if family.at else path()}/{made['id']}"  # noqa: E731

    def make(s, item, text: str) -> dict:
        body = family.make(text)
        if family.needs:
            under, name, other, reference = family.needs
            body[reference] = post(s.api, under, {name: other(text)}, f"{item}.{text}.needs").json[name]["id"]
        answer = s.api.post("/api/v2" + path(), {family.name: body}, key=f"{item}.{text}")
        if answer.status == 422 and family.only_one_of:
            known = [one for one in s.api.each("/api/v2" + path(), family.plural) if one[family.only_one_of] == body[family.only_one_of]]
            if known:
                return known[0]
        return accepted(answer).json[family.name]

    def create(s, item):
        make(s, item, item)

    def change(s, item):
        made = make(s, item, f"changed {item}" if family.changes else f"before {key_of(item)}")
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
    if family.many or family.some:
        out += [create_all, change_all, remove_all]
    for writer in out:
        writer.__name__ = f"{writer.__name__} of {family.path}"
    return out


OF_FAMILIES = [writer for family in FAMILIES for writer in writers_of(family)]


def find_in_families(api: Api, found) -> None:
    if not SHARED:  # no family was written to
        return
    for family in FAMILIES:
        path = "/api/v2" + (family.listed or family.path).format(**SHARED)
        if api.get(path).status == 404:
            continue  # what it hangs on is gone (a disk that lies); its items are missed, and so told
        for record in api.each(path, family.plural):
            text = re.sub(r"<[^>]*>", "", str(record.get(family.key) or "").split("@")[0])
            # Twice what is still there and should be gone: once here, once in the comment that tells of its end.
            at = ITEM.search(text)
            state = text.strip().removesuffix(at[0]).rstrip(" -") if at else "none"
            if state in ("", "gone") or (state == "changed" and family.changes and family.changes(at[0]).items() <= record.items()):
                found[at[0]] += 1
