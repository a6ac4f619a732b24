"""How a ticket is worked on: what is known of it, promised on it and done to it, who has it and who speaks.

What belongs to one ticket and to no list is looked for at that ticket: AT_TICKET (writers.py).
"""
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from families import SHARED
from rig.api import Api
from writing import ITEM, accepted, note, post, put, said, through, ticket

# The same in each repetition: a key stands for one body.
LATER = (datetime.now(timezone.utc) + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
STILL_LATER = (datetime.now(timezone.utc) + timedelta(days=31)).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- facts: the label says which change of it must have been made once ---

def fact(s, item: str, label: str, text: str) -> int:
    wanted = {"kind": "environment", "label": label, "text": text}
    return post(s.api, f"/tickets/{s.hub}/facts", {"fact": wanted}, f"{item}.fact").json["fact"]["id"]


@through("POST /tickets/{id}/facts")
def know(s, item):
    fact(s, item, "added", item)


@through("PUT /facts/{id}")
def correct_fact(s, item):
    put(s.api, f"/facts/{fact(s, item, 'corrected', 'before')}", {"fact": {"text": item}}, item)


@through("POST /facts/{id}/withdraw")
def withdraw_fact(s, item):
    post(s.api, f"/facts/{fact(s, item, 'withdrawn', item)}/withdraw", {"reason": "not so"}, item)


@through("POST /facts/{id}/restore")
def restore_fact(s, item):
    number = fact(s, item, "restored", item)
    post(s.api, f"/facts/{number}/withdraw", {"reason": "not so"}, f"{item}.withdraw")
    post(s.api, f"/facts/{number}/restore", {}, item)


@through("PUT /tickets/{id}/reproduction")
def reproduce(s, item):
    put(s.api, f"/tickets/{ticket(s.api, item, 'reproduced')}/reproduction", {"reproduction": {"steps": item}}, item)


# --- promises: a visit is settled by hand alone, whatever else is written on the ticket ---

def promise(s, item: str, text: str) -> int:
    wanted = {"kind": "visit", "text": text, "due_at": LATER}
    return post(s.api, f"/tickets/{s.hub}/promises", {"promise": wanted}, f"{item}.promise").json["promise"]["id"]


@through("POST /tickets/{id}/promises")
def give_promise(s, item):
    promise(s, item, f"open {item}")


@through("PUT /promises/{id}")
def move_promise(s, item):
    put(s.api, f"/promises/{promise(s, item, f'renegotiated {item}')}", {"promise": {"due_at": STILL_LATER, "reason": "r", "tell": False}}, item)


@through("POST /promises/{id}/keep")
def keep_promise(s, item):
    post(s.api, f"/promises/{promise(s, item, f'kept {item}')}/keep", {}, item)


@through("POST /promises/{id}/cancel")
def cancel_promise(s, item):
    post(s.api, f"/promises/{promise(s, item, f'cancelled {item}')}/cancel", {"reason": "r"}, item)


@through("POST /promises/{id}/send")
def send_update(s, item):
    post(s.api, f"/promises/{promise(s, item, 'an update')}/send", {"words": item}, item)


@through("POST /promises/{id}/delay_notice")
def send_delay(s, item):
    post(s.api, f"/promises/{promise(s, item, 'a delay')}/delay_notice", {"words": item, "reason": "r", "due_at": STILL_LATER}, item)


# --- calls, the triage, time, the speaker, the class ---

@through("POST /tickets/{id}/calls")
def call(s, item):
    # The note that tells of it has its words.
    post(s.api, f"/tickets/{s.hub}/calls", {"call": {"outcome": "reached", "text": item, "seconds": 30}}, item)


@through("POST /tickets/{id}/triage")
def triage(s, item):
    decided = {"decision": "analysis", "checkpoint_at": LATER, "words": item}
    post(s.api, f"/tickets/{ticket(s.api, item, 'analysed')}/triage", {"triage": decided}, item)


@through("POST /tickets/{id}/active_time")
def work(s, item):
    # A sum: the second time of the same request would stand in it.
    post(s.api, f"/tickets/{ticket(s.api, item, 'worked')}/active_time", {"active_time": {"seconds": 7}}, item)


@through("PUT /tickets/{id}/active_time")
def correct_work(s, item):
    number = ticket(s.api, item, "timed")
    post(s.api, f"/tickets/{number}/active_time", {"active_time": {"seconds": 7}}, f"{item}.work")
    put(s.api, f"/tickets/{number}/active_time", {"active_time": {"seconds": 18, "note": "on the way"}}, item)


@through("PUT /tickets/{id}/speaker")
def speak(s, item):
    # Nobody has spoken on a ticket that begins with a note.
    number = ticket(s.api, item, "voiced", comment={"body": "x", "public": False})
    put(s.api, f"/tickets/{number}/speaker", {"speaker": {"speaker": "human"}}, item)


@through("PUT /tickets/{id}/intake")
def classify(s, item):
    wanted = {"request_kind": "problem", "priority_class": "failure", "reason": item}
    put(s.api, f"/tickets/{ticket(s.api, item, 'classed')}/intake", {"intake": wanted}, item)


# --- owners, hand-overs, who asks for somebody above ---

@through("PUT /tickets/{id}/owner")
def own(s, item):
    put(s.api, f"/tickets/{ticket(s.api, item, 'owned')}/owner", {"owner": {"owner_id": SHARED["agent"], "reason": item, "tell": False}}, item)


def handover(s, item: str, part: str, question: str) -> int:
    packet = {"problem": "The pump stops after ten minutes", "facts": "It is hot", "question": question, "promised": "nothing", "next_contact_at": LATER}
    number = ticket(s.api, item, part, group_id=SHARED["group"])
    wanted = {"tier_id": SHARED["tier"], "why": "skill", "packet": packet}
    return post(s.api, f"/tickets/{number}/handovers", {"handover": wanted}, f"{item}.handover").json["handover"]["id"]


@through("POST /tickets/{id}/handovers")
def hand_over(s, item):
    # The note with the packet has its words; so have those of a rejection and a return.
    handover(s, item, "handed", item)


@through("POST /handovers/{id}/accept")
def accept(s, item):
    post(s.api, f"/handovers/{handover(s, item, 'accepted', 'q')}/accept", {}, item)


@through("POST /handovers/{id}/allow_answer")
def allow_answer(s, item):
    post(s.api, f"/handovers/{handover(s, item, 'allowed', 'q')}/allow_answer", {"allowed": True}, item)


@through("POST /handovers/{id}/reject")
def reject(s, item):
    post(s.api, f"/handovers/{handover(s, item, 'rejected', 'q')}/reject", {"rejection": {"missing": ["facts"], "reason": item}}, item)


@through("POST /handovers/{id}/return")
def give_back(s, item):
    post(s.api, f"/handovers/{handover(s, item, 'returned', 'q')}/return", {"return": {"outcome": "solved", "result": item, "tell_customer": "t"}}, item)


@through("POST /requests/{id}/escalation")
def ask_above(s, item):
    post(s.api, f"/requests/{ticket(s.api, item, 'asked')}/escalation", {"escalation": {"reason": item}}, item)


@through("PUT /tickets/{id}/escalation")
def answer_ask(s, item):
    number = ticket(s.api, item, "settled")
    post(s.api, f"/requests/{number}/escalation", {"escalation": {"reason": "r"}}, f"{item}.ask")
    put(s.api, f"/tickets/{number}/escalation", {"escalation": {"answer": item}}, item)


# --- procedures ---

def run(s, item: str, part: str) -> int:
    number = ticket(s.api, item, part)
    return post(s.api, f"/tickets/{number}/procedure_runs", {"procedure_run": {"procedure_id": SHARED["procedure"]}}, f"{item}.run").json["procedure_run"]["id"]


@through("POST /tickets/{id}/procedure_runs")
def begin_run(s, item):
    run(s, item, "begun")


@through("POST /procedure_runs/{id}/done")
def do_step(s, item):
    post(s.api, f"/procedure_runs/{run(s, item, 'stepped')}/done", {"step": {"key": "look", "text": item}}, item)


@through("POST /procedure_runs/{id}/skip")
def skip_step(s, item):
    post(s.api, f"/procedure_runs/{run(s, item, 'skipped')}/skip", {"step": {"key": "look", "reason": item}}, item)


@through("POST /procedure_runs/{id}/reopen")
def reopen_step(s, item):
    number = run(s, item, "reopened")
    post(s.api, f"/procedure_runs/{number}/done", {"step": {"key": "look", "text": "seen"}}, f"{item}.done")
    post(s.api, f"/procedure_runs/{number}/reopen", {"step": {"key": "look"}}, item)


@through("POST /procedure_runs/{id}/cancel")
def cancel_run(s, item):
    post(s.api, f"/procedure_runs/{run(s, item, 'dropped')}/cancel", {"reason": item}, item)


@through("POST /procedures/{id}/publish")
def publish(s, item):
    made = {"draft": {"title": f"published {item}", "steps": [{"key": "look", "type": "check", "title": "Look"}]}}
    number = post(s.api, "/procedures", {"procedure": made}, f"{item}.made").json["procedure"]["id"]
    post(s.api, f"/procedures/{number}/publish", {}, item)


@through("POST /procedures/shipped")
def take_shipped(s, item):
    # What is there is not made again, whoever asks: a second one would be one from nowhere (find_conduct).
    post(s.api, "/procedures/shipped", {}, f"{item}.shipped")
    note(s, item)


# --- what the desk says of itself ---

@through("POST /draft_policies", "PUT /draft_policies/{id}", "DELETE /draft_policies/{id}")
def draft_policy(s, item):
    # A policy has no words: the group that it is for has.
    def policy(name: str) -> int:
        group = post(s.api, "/groups", {"group": {"name": name}}, f"{item}.{name}").json["group"]["id"]
        return post(s.api, "/draft_policies", {"draft_policy": {"group_id": group, "levels": {}}}, f"{item}.{name}").json["draft_policy"]["id"]
    gone = policy(f"worded gone {item}")
    put(s.api, f"/draft_policies/{policy(f'worded {item}')}", {"draft_policy": {"levels": {"jargon": "hint"}}}, item)
    accepted(s.api.delete(f"/api/v2/draft_policies/{gone}"), 404)


@through("POST /contact_sites", "PUT /contact_sites/{id}", "POST /contact_sites/{id}/check", "DELETE /contact_sites/{id}")
def contact_site(s, item):
    # There are twenty at most, so none stays; one that is still there counts beside the note.
    number = post(s.api, "/contact_sites", {"contact_site": {"url": f"http://127.0.0.1:9/{item}"}}, f"{item}.site").json["contact_site"]["id"]
    changed = s.api.put(f"/api/v2/contact_sites/{number}", {"contact_site": {"most_pages": 2}}, key=item)
    if changed.status != 404:  # it was deleted before the crash
        accepted(changed)
        accepted(s.api.post(f"/api/v2/contact_sites/{number}/check", {}, key=item), 202, 404)
    accepted(s.api.delete(f"/api/v2/contact_sites/{number}"), 404)
    note(s, item)


@through("POST /ticket_forms/{id}/clone")
def clone_form(s, item):
    form = post(s.api, "/ticket_forms", {"ticket_form": {"name": f"cloned {item}"}}, f"{item}.form").json["ticket_form"]["id"]
    post(s.api, f"/ticket_forms/{form}/clone", {}, item)


@through("POST /business_hours/schedules/{id}/holidays/import")
def import_holidays(s, item):
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", f"SUMMARY:{item}", "DTSTART;VALUE=DATE:20261226", "DTEND;VALUE=DATE:20261227", "END:VEVENT", "END:VCALENDAR", ""]
    post(s.api, f"/business_hours/schedules/{SHARED['schedule']}/holidays/import", {"calendar": "\r\n".join(lines)}, item)


# --- customers of a company ---

@through("POST /requests/{id}/approval")
def approve(s, item):
    company = post(s.api, "/organizations", {"organization": {"name": f"approving {item}"}}, f"{item}.company").json["organization"]["id"]
    put(s.api, f"/organizations/{company}/terms", {"terms": {"reporter_rule": "approve"}}, f"{item}.terms")
    def employee(name: str) -> int:
        wanted = {"name": f"{name} {item}", "email": f"{name}.{item}@people.example", "organization_id": company, "verified": True}
        return post(s.api, "/users", {"user": wanted}, f"{item}.{name}").json["user"]["id"]
    contact = {"organization_id": company, "user_id": employee("chief"), "may_open": True, "may_approve": True, "sees_all": True}
    post(s.api, "/contact_persons", {"contact_person": contact}, f"{item}.contact")
    number = ticket(s.api, item, "approved", requester_id=employee("worker"))
    with as_person(s.api, f"chief.{item}@people.example") as chief:
        post(chief, f"/requests/{number}/approval", {"approval": {"approved": True}}, item)


class as_person:
    """The API as another person, in whose name the administrator's token may act."""

    def __init__(self, api: Api, email: str):
        self.api = Api(api.host, api.port, email, api.token, timeout=15)

    def __enter__(self) -> Api:
        return self.api

    def __exit__(self, *_) -> None:
        self.api.close()


@through("POST /cases/{id}/words")
def say_where(s, item):
    # The words are copied into the part: they count where the tag says (heard-).
    customer = post(s.api, "/users", {"user": {"name": f"writes {item}", "email": f"writes.{item}@people.example", "verified": True}}, f"{item}.writes").json["user"]["id"]
    lead = ticket(s.api, item, "parted", "one thing and another", requester_id=customer)
    split = {"tickets": [{"subject": "part", "text": "another", "tags": [f"heard-{item}"]}]}
    made = post(s.api, f"/tickets/{lead}/split", {"split": split}, f"{item}.split").json
    with as_person(s.api, f"writes.{item}@people.example") as writing:
        put(writing, f"/requests/{lead}", {"request": {"comment": {"body": said(item)}}}, f"{item}.said")
    word = [one["id"] for one in s.api.comments(lead) if said(item) in one["body"]][0]
    post(s.api, f"/cases/{made['case']['id']}/words", {"word": {"comment_id": word, "ticket_id": made["tickets"][0]["id"]}}, item)


@through("PUT /cases/{id}/rejoin")
def rejoin_case(s, item):
    lead = ticket(s.api, item, "joined", "one thing and another", tags=[f"heard-{item}"])
    made = post(s.api, f"/tickets/{lead}/split", {"split": {"tickets": [{"subject": "part", "text": "another"}]}}, f"{item}.split").json
    put(s.api, f"/tickets/{made['tickets'][0]['id']}", {"ticket": {"comment": {"body": said(item), "public": False}}}, f"{item}.said")
    put(s.api, f"/cases/{made['case']['id']}/rejoin", {}, item)


@through("PUT /report_drafts/{key}", "POST /report_drafts/{key}/send")
def report(s, item):
    at = f"/report_drafts/{hashlib.sha256(item.encode()).hexdigest()}"
    answers = {"happened": f"reported\n{item}", "email": "rina@meghna.example", "name": "Rina Akter"}
    put(s.api, at, {"report_draft": {"answers": answers}}, item)
    post(s.api, f"{at}/send", {}, f"{item}.send")


# --- answers that go out later ---

def answer_later(s, item: str, part: str, body: str) -> str:
    at = f"/tickets/{ticket(s.api, item, part)}/scheduled_replies"
    wanted = {"send_at": LATER, "ticket": {"comment": {"body": body}}}
    return f"{at}/{post(s.api, at, {'scheduled_reply': wanted}, f'{item}.later').json['scheduled_reply']['id']}"


@through("POST /tickets/{id}/scheduled_replies")
def schedule_answer(s, item):
    answer_later(s, item, "waiting", "x")


@through("PUT /tickets/{id}/scheduled_replies/{reply}")
def postpone_answer(s, item):
    put(s.api, answer_later(s, item, "postponed", "x"), {"scheduled_reply": {"send_at": STILL_LATER}}, item)


@through("DELETE /tickets/{id}/scheduled_replies/{reply}")
def cancel_answer(s, item):
    accepted(s.api.delete("/api/v2" + answer_later(s, item, "unsent", "x")), 409)


@through("POST /tickets/{id}/scheduled_replies/{reply}/send")
def send_answer_now(s, item):
    post(s.api, answer_later(s, item, "dispatched", item) + "/send", {}, item)


OF_CONDUCT = [know, correct_fact, withdraw_fact, restore_fact, reproduce, give_promise, move_promise, keep_promise, cancel_promise, send_update,
              send_delay, call, triage, work, correct_work, speak, classify, own, hand_over, accept, allow_answer, reject, give_back, ask_above,
              answer_ask, begin_run, do_step, skip_step, reopen_step, cancel_run, publish, take_shipped, draft_policy, contact_site, clone_form, import_holidays, approve, say_where,
              rejoin_case, report, schedule_answer, postpone_answer, cancel_answer, send_answer_now]


# --- where it stands ---

def given(run: dict, key: str, item: str) -> int:
    return sum((step["given"] or {}).get(key) == item for step in run["steps"])


def seconds(answer: dict) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for person in answer["active_time"]["people"]:
        kinds |= person["kinds"]
    return kinds


AT_TICKET: dict[str, tuple[str, Callable[[dict, str], int]]] = {
    "reproduced": ("/facts", lambda a, item: sum(one["what"] == "reproduction" for one in a["history"]) * ((a["reproduction"] or {}).get("steps") == item)),
    "worked": ("/active_time", lambda a, item: seconds(a).get("focus", 0) // 7),
    "timed": ("/active_time", lambda a, item: int(seconds(a) == {"focus": 7, "correction": 11})),
    "voiced": ("/bot", lambda a, item: a["bot"]["speaker_version"] * (a["bot"]["speaker"] == "human")),
    "classed": ("/intake", lambda a, item: int((a["intake"]["override"] or {}).get("reason") == item)),
    "owned": ("/handovers", lambda a, item: sum(one["reason"] == item for one in a["owner_changes"])),
    "accepted": ("/handovers", lambda a, item: sum(one["state"] == "accepted" for one in a["handovers"])),
    "allowed": ("/handovers", lambda a, item: sum(one["may_answer"] for one in a["handovers"])),
    "asked": ("/handovers", lambda a, item: int((a["asked"] or {}).get("reason") == item)),
    "settled": ("/handovers", lambda a, item: int(a["asked"] is None)),
    "begun": ("/procedure_runs", lambda a, item: len(a["procedure_runs"])),
    "stepped": ("/procedure_runs", lambda a, item: sum(given(one, "text", item) for one in a["procedure_runs"])),
    "skipped": ("/procedure_runs", lambda a, item: sum(given(one, "reason", item) for one in a["procedure_runs"])),
    "reopened": ("/procedure_runs", lambda a, item: sum(one["steps"][0]["given"] is None for one in a["procedure_runs"])),
    "dropped": ("/procedure_runs", lambda a, item: sum(one["reason"] == item for one in a["procedure_runs"])),
    "waiting": ("/scheduled_replies?state=all", lambda a, item: len(a["scheduled_replies"])),
    "postponed": ("/scheduled_replies?state=all", lambda a, item: sum(one["send_at"] == STILL_LATER for one in a["scheduled_replies"])),
    "unsent": ("/scheduled_replies?state=all", lambda a, item: sum(one["state"] == "cancelled" for one in a["scheduled_replies"])),
    "approved": ("/tags", lambda a, item: int("approved_by_contact" in a["tags"])),
}


def find_conduct(api: Api, tickets: list[dict], found) -> None:
    for one in tickets:
        if one["subject"].startswith("hub-") and (answer := api.get(f"/api/v2/tickets/{one['id']}/facts")).status == 200:
            find_facts(answer.json, found)
    for one in api.each("/api/v2/promises", "promises"):
        state, _, item = one["text"].partition(" ")
        # What was given a new time stands there once more, open.
        if ITEM.fullmatch(item) and one["state"] == state:
            found[item] += 1
    find_of_the_desk(api, found)


def find_facts(shown: dict, found) -> None:
    for one in shown.get("facts", []):
        if ITEM.fullmatch(one["text"]) and one["holds"] == (one["label"] != "withdrawn"):
            found[one["text"]] += sum(change["what"] == one["label"] for change in shown["history"] if change["fact_id"] == one["id"])


def find_of_the_desk(api: Api, found) -> None:
    policies = {one["group_id"]: one["levels"] for one in api.each("/api/v2/draft_policies", "draft_policies")}
    for group in api.each("/api/v2/groups", "groups"):
        if group["id"] in policies and group["name"].startswith("worded "):
            item = ITEM.search(group["name"])[0]
            found[item] += "gone" in group["name"] or policies[group["id"]] == {"jargon": "hint"}
    forms = [ITEM.search(one["name"])[0] for one in api.each("/api/v2/ticket_forms", "ticket_forms") if one["name"].startswith("cloned ")]
    found.update(forms)
    found.subtract(set(forms))  # the one that each was cloned from
    found.update(at[0] for one in api.each("/api/v2/contact_sites", "contact_sites") if (at := ITEM.search(one["url"])))
    shipped: dict[str, int] = {}
    for one in api.each("/api/v2/procedures", "procedures"):
        if one["title"].startswith("published "):
            versions = api.get(f"/api/v2/procedures/{one['id']}/versions").json["count"]
            found[ITEM.search(one["title"])[0]] += versions
        if one["key"]:
            shipped[one["key"]] = shipped.get(one["key"], 0) + 1
    found.update(f"the procedure {key}, twice" for key, times in shipped.items() if times > 1)
