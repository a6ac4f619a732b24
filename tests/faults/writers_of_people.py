"""The routes of people, of what they are in, and of what is known of them."""
from datetime import datetime, timedelta, timezone

from families import SHARED, key_of
from rig.api import Api
from rig.pictures import square_png
from writing import ITEM, accepted, completed, note, post, put, through, turn

AWAY = (datetime.now(timezone.utc) + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")


def person(s, item, name: str, **fields) -> int:
    wanted = {"name": name, "email": f"{key_of(name).lower()}@people.example"} | fields
    return post(s.api, "/users", {"user": wanted}, f"{item}.{name}").json["user"]["id"]


@through("POST /users/create_or_update")
def meet(s, item):
    post(s.api, "/users/create_or_update", {"user": {"name": item, "external_id": item}}, item)


@through("POST /users/create_or_update_many")
def meet_many(s, item):
    completed(s, post(s.api, "/users/create_or_update_many", {"users": [{"name": item, "external_id": item}]}, item))


@through("DELETE /deleted_users/{id}")
def forget(s, item):
    # Until nothing names the person any more they count beside the note.
    number = person(s, item, f"forgotten {item}")
    accepted(s.api.delete(f"/api/v2/users/{number}"), 404)
    accepted(s.api.delete(f"/api/v2/deleted_users/{number}"), 404)
    note(s, item)


@through("POST /organizations/create_or_update")
def meet_company(s, item):
    post(s.api, "/organizations/create_or_update", {"organization": {"name": item, "external_id": item}}, item)


@through("POST /users/{id}/tags", "PUT /users/{id}/tags", "DELETE /users/{id}/tags")
def tag_person(s, item):
    number = person(s, item, f"tagged {item}"[:200])
    post(s.api, f"/users/{number}/tags", {"tags": ["first", "for_a_while"]}, f"{item}.first")
    put(s.api, f"/users/{number}/tags", {"tags": [item]}, item)
    accepted(s.api.request("DELETE", f"/api/v2/users/{number}/tags", {"tags": ["for_a_while"]}))


@through("POST /organizations/{id}/tags", "PUT /organizations/{id}/tags", "DELETE /organizations/{id}/tags")
def tag_company(s, item):
    number = post(s.api, "/organizations", {"organization": {"name": f"tagged {item}"}}, f"{item}.company").json["organization"]["id"]
    post(s.api, f"/organizations/{number}/tags", {"tags": ["first", "for_a_while"]}, f"{item}.first")
    put(s.api, f"/organizations/{number}/tags", {"tags": [item]}, item)
    accepted(s.api.request("DELETE", f"/api/v2/organizations/{number}/tags", {"tags": ["for_a_while"]}))


@through("POST /users/{id}/identities", "PUT /users/{id}/identities/{identity}", "PUT /users/{id}/identities/{identity}/make_primary",
         "DELETE /users/{id}/identities/{identity}")
def reach(s, item):
    number = person(s, item, f"reached {item}")
    def address(value: str) -> int:
        return post(s.api, f"/users/{number}/identities", {"identity": {"type": "email", "value": value}}, f"{item}.{value}").json["identity"]["id"]
    spare, kept = address(f"spare.{item}@people.example"), address(f"{item}@people.example")
    put(s.api, f"/users/{number}/identities/{kept}", {"identity": {"verified": True}}, f"{item}.verified")
    put(s.api, f"/users/{number}/identities/{kept}/make_primary", {}, f"{item}.primary")
    accepted(s.api.delete(f"/api/v2/users/{number}/identities/{spare}"), 404)


@through("PUT /users/{id}/merge", "PUT /user_merges/{id}/undo")
def merge_people(s, item):
    # Who was merged into another is in no list.
    one, other = person(s, item, f"unmerged {item}"), person(s, item, f"kept {item}")
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
        way = list(ways)[turn(item, 3)]
        user = person(s, item, f"{kind} {way} {item}", **role)
        if way != "many":  # the first one is the default by itself
            _ = post(s.api, f"/{kind}_memberships", {f"{kind}_membership": {"user_id": user, place: SHARED[f"other_{kind}"]}}, f"{item}.first").json[f"{kind}_membership"]
        made = ways[way](user).json
        if way == "many":
            return
        number = made[f"{kind}_membership"]["id"]
        put(s.api, f"/users/{user}/{kind}_memberships/{number}/make_default", {}, f"{item}.default")
        if leaves := turn(item, 4):
            leaver = person(s, item, f"{kind} gone {item}", **role)
            left = post(s.api, f"/{kind}_memberships", {f"{kind}_membership": {"user_id": leaver, place: target}}, f"{item}.leave").json[f"{kind}_membership"]["id"]
            way_out = f"destroy_many?ids={left}" if leaves == 1 else str(left)
            accepted(s.api.request("DELETE", f"/api/v2/{kind}_memberships/{way_out}", headers={"Idempotency-Key": f"{item}.out"}), 404)
    join.__name__ = f"join {kind}"
    return join


@through("PUT /users/{id}/absence", "DELETE /users/{id}/absence")
def away(s, item):
    # Who is away stands in one list; who came back does not, or counts twice with the note.
    def leaves(name: str) -> int:
        number = person(s, item, name, role="agent")
        put(s.api, f"/users/{number}/absence", {"absence": {"until_at": AWAY}}, f"{item}.{number}")
        return number
    if turn(item, 2):
        leaves(f"away {item}")
    else:
        accepted(s.api.delete(f"/api/v2/users/{leaves(f'away gone {item}')}/absence"), 404)
        note(s, item)


@through("PUT /agents/{id}/signatures", "PUT /agents/{id}/face", "PUT /groups/{id}/signatures")
def sign(s, item):
    kind = ("agents", "faces", "groups")[turn(item, 3)]
    if kind == "groups":
        number = post(s.api, "/groups", {"group": {"name": f"signs {item}"}}, f"{item}.group").json["group"]["id"]
        put(s.api, f"/groups/{number}/signatures", {"signatures": {"en": item}}, item)
        return
    number = person(s, item, f"{kind} {item}", role="agent")
    if kind == "agents":
        put(s.api, f"/agents/{number}/signatures", {"signatures": {"en": item}}, item)
    else:
        put(s.api, f"/agents/{number}/face", {"face": {"titles": {"en": item}}}, item)


@through("PUT /agents/{id}/photo", "DELETE /agents/{id}/photo")
def picture(s, item):
    # Who has a photo shows one; who lost it shows none, or counts twice with the note.
    def taken(name: str) -> int:
        number = person(s, item, name, role="agent")
        accepted(s.api.request("PUT", f"/api/v2/agents/{number}/photo", square_png(64), {"Content-Type": "image/png"}))
        return number
    if turn(item, 2):
        taken(f"pictured {item}")
    else:
        number = taken(f"pictured gone {item}")
        s.api.get(f"/api/v2/users/{number}").json["user"]["photo"]["content_url"]  # None has none
        accepted(s.api.delete(f"/api/v2/agents/{number}/photo"), 404)
        note(s, item)


@through("PUT /users/{id}/mood", "PUT /organizations/{id}/mood")
def mood(s, item):
    wanted = {"mood": {"mood": "unhappy", "reason": item}}
    if turn(item, 2):
        put(s.api, f"/users/{person(s, item, f'unhappy {item}')}/mood", wanted, item)
    else:
        number = post(s.api, "/organizations", {"organization": {"name": f"unhappy {item}"}}, f"{item}.company").json["organization"]["id"]
        put(s.api, f"/organizations/{number}/mood", wanted, item)


@through("POST /contact_persons", "PUT /contact_persons/{id}", "DELETE /contact_persons/{id}")
def speak_for(s, item):
    number = post(s.api, "/organizations", {"organization": {"name": f"spoken for {item}"}}, f"{item}.company").json["organization"]["id"]
    def named(name: str) -> int:
        wanted = {"organization_id": number, "user_id": person(s, item, name)}
        return post(s.api, "/contact_persons", {"contact_person": wanted}, f"{item}.{name}").json["contact_person"]["id"]
    if turn(item, 2):
        put(s.api, f"/contact_persons/{named(f'speaks {item}')}", {"contact_person": {"may_open": True, "position": 7}}, item)
    else:
        accepted(s.api.delete(f"/api/v2/contact_persons/{named(f'speaks gone {item}')}"), 404)
        note(s, item)


OF_PEOPLE = [meet, meet_many, forget, meet_company, tag_person, tag_company, reach, merge_people, members(True), members(False), away, sign, picture, mood, speak_for]


def find_about_people(api: Api, found) -> None:
    names = {}
    for user in api.each("/api/v2/users", "users"):
        names[user["id"]] = user["name"]
        find_tags(user, found)
        if user["name"].startswith("reached "):
            listed = api.get(f"/api/v2/users/{user['id']}/identities").json["identities"]
            found.update(one["value"].split("@")[0] for one in listed if one["value"].startswith("item-") and one["verified"] and one["primary"])
            found.update("item-" + one["value"].split("@")[0].removeprefix("spare.item-") for one in listed if one["value"].startswith("spare."))
        if user["name"].startswith(("unmerged ", "forgotten ")):
            found[ITEM.search(user["name"])[0]] += 1
        if user["name"].startswith("agents "):
            found[api.get(f"/api/v2/agents/{user['id']}/signatures").json["signatures"]["en"]] += 1
        if user["name"].startswith("pictured ") and user["photo"]:
            found[ITEM.search(user["name"])[0]] += 1
        if user["name"].startswith("faces "):
            found[api.get(f"/api/v2/agents/{user['id']}/face").json["face"]["titles"]["en"]] += 1
    found.update(ITEM.search(one["name"])[0] for one in api.each("/api/v2/deleted_users", "deleted_users") if one["name"].startswith("forgotten "))
    for company in api.each("/api/v2/organizations", "organizations"):
        find_tags(company, found)
    for kind in ("group", "organization"):
        for membership in api.each(f"/api/v2/{kind}_memberships", f"{kind}_memberships"):
            name = names.get(membership["user_id"], "")
            if not name.startswith(f"{kind} ") or membership[f"{kind}_id"] != SHARED[kind]:
                continue
            if membership["default"] or not name.startswith((f"{kind} own", f"{kind} theirs")):
                found[ITEM.search(name)[0]] += 1
    find_conduct_of_people(api, names, found)
    del found[""]  # of one whose value is not set


def find_conduct_of_people(api: Api, names: dict[int, str], found) -> None:
    found.update(one["reason"] for one in api.each("/api/v2/moods", "moods") for _ in range(one["version"]) if (one["reason"] or "").startswith("item-"))
    away = [names.get(one["user_id"], "") for one in api.get("/api/v2/absences").json["absences"]]
    speaking = [names.get(one["user_id"], "") for one in api.each("/api/v2/contact_persons", "contact_persons") if one["position"] == 7 or "gone" in names.get(one["user_id"], "")]
    found.update(ITEM.search(name)[0] for name in away + speaking if ITEM.search(name))
    for group in api.each("/api/v2/groups", "groups"):
        if group["name"].startswith("signs "):
            found[api.get(f"/api/v2/groups/{group['id']}/signatures").json["signatures"]["en"]] += 1


def find_tags(record: dict, found) -> None:
    # Twice when one that should be gone stands beside it.
    if not record["name"].startswith("tagged ") or "first" in record["tags"]:
        found.update(tag for tag in record["tags"] if tag.startswith("item-") for _ in range(1 + ("for_a_while" in record["tags"])))
