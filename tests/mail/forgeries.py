#!/usr/bin/env python3
"""Brings forged mails into a running server by LMTP and shows that none has an effect on a ticket that its forger has no right
to: no comment, no reopening, no copies, no silenced address, no mail to third people. Prints what each became.

usage: forgeries.py [--mails 2000] [--seed 1] [--binary PATH] [--engine sqlite]
"""
import argparse
import collections
import os
import smtplib
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
sys.path.insert(0, HERE)

from forger import DESK, GOOD_HOST, KINDS, Forger  # noqa: E402
from rig.dns import FakeDns  # noqa: E402
from rig.letters import as_sent, letter  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402
from rig.smtp_sink import SmtpSink  # noqa: E402

# Domains that refuse forgeries, that only ask to be told, and that say nothing.
VICTIMS = [("Rina Akter", "rina@meghna.example"), ("Karim", "karim@meghna.example"), ("Nadia", "nadia@soft.example"),
           ("Rina", "rina@soft.example"), ("Karim", "karim@plain.example"), ("Nadia", "nadia@plain.example")]
AGENTS = ("oleg@sahay.example", "sara@agents.example")
EVE = "eve@evil.example"
TICKET_KEYS = ("status", "subject", "assignee_id", "group_id", "tags", "priority", "requester_id", "email_cc_ids", "follower_ids",
               "collaborator_ids", "updated_at", "satisfaction_rating")


def text_of(mail) -> str:
    part = mail.get_body(("plain",))
    return part.get_content() if part else ""


class World:
    def __init__(self):
        self.dns = FakeDns()
        self.dns.sender("meghna.example", GOOD_HOST, "reject")
        self.dns.sender("sahay.example", GOOD_HOST, "reject")
        self.dns.sender("soft.example", GOOD_HOST, "none")
        self.sink = SmtpSink()
        self.server = Server(config=f"""
[mail]
address = "{DESK}"
subject_tag = "DESK"
dns_server = "{self.dns.address}"
trusted_relays = ["127.0.0.0/8"]
trusted_authserv_ids = ["auth.sahay.example"]
[smtp]
url = "smtp+plain://127.0.0.1:{self.sink.port}"
""").start()
        self.api = self.server.add_admin()
        for name, address in (("Oleg Sokolov", AGENTS[0]), ("Sara Ahmed", AGENTS[1])):
            self.server.command("user", "add", "--email", address, "--name", name, "--role", "agent")
        self.connection: smtplib.LMTP | None = None
        self.known = self.make_tickets()

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.server.close()
        self.sink.close()
        self.dns.close()

    def deliver(self, sender: str, to: str, data: bytes) -> bool:
        if self.connection is None:
            self.connection = smtplib.LMTP("127.0.0.1", self.server.lmtp_port, local_hostname="mta.sahay.example")
        try:
            self.connection.sendmail(sender, [to], data)
            return True
        except smtplib.SMTPRecipientsRefused:
            self.connection.rset()
            return False

    def honest(self, message, sender: str, host: str = GOOD_HOST, to: str = DESK) -> None:
        hop = f"Received: from out.example (out.example [{host}])\r\n\tby mta.sahay.example (Postfix); Mon, 5 Jan 2026\r\n"
        self.deliver(sender, to, hop.encode() + as_sent(message))

    def make_tickets(self) -> dict:
        victims = []
        for number, (name, address) in enumerate(VICTIMS):
            question = letter(f"{name} <{address}>", DESK, f"Case {number}", "My contract is secret.", Message_ID=f"<q{number}@{address.partition('@')[2]}>")
            self.honest(question, address)
            ticket = self.api.ticket_with_subject(f"Case {number}", 20)
            self.reply(ticket["id"], f"Private answer {number}", "solved" if number % 2 else "pending")
            victims.append({"ticket": ticket["id"], "address": address, "name": name, "subject": ticket["subject"],
                            "message_id": question["Message-ID"], "question": question})
        self.honest(letter(f"Eve <{EVE}>", DESK, "Case of Eve", "mine"), EVE, "198.51.100.66")
        own = self.api.ticket_with_subject("Case of Eve", 20)["id"]
        self.reply(own, "An answer for Eve", "open")
        mail = wait_until(lambda: self.mail_to(EVE, "An answer for Eve"), 20)
        token = str(mail["Reply-To"]).rpartition("<")[2].rstrip(">")
        return {"victims": victims, "agents": list(AGENTS), "own": {"ticket": own, "address": EVE, "token_address": token}}

    def mail_to(self, address: str, words: str):
        with self.sink.lock:
            for mail in self.sink.mails:
                if address in str(mail["To"]) and words in text_of(mail):
                    return mail
        return None

    def reply(self, ticket: int, body: str, status: str) -> None:
        answer = self.api.put(f"/api/v2/tickets/{ticket}", {"ticket": {"comment": {"body": body}, "status": status}})
        assert answer.status == 200, answer

    def state(self) -> dict:
        """Everything of the victims that a forgery might change."""
        out = {}
        for victim in self.known["victims"]:
            ticket = self.api.get(f"/api/v2/tickets/{victim['ticket']}").json["ticket"]
            comments = self.api.comments(victim["ticket"])
            out[victim["ticket"]] = {key: ticket.get(key) for key in TICKET_KEYS} | {"comments": [c["id"] for c in comments]}
        out["silenced"] = [one["address"] for one in self.api.get("/api/v2/mail_addresses").json["mail_addresses"]]
        return out

    def settle(self, seconds: float) -> None:
        """Until every mail before the mark is worked off."""
        mark = f"mark {time.monotonic()}"
        for _, address in VICTIMS[:1]:
            self.honest(letter(f"Mark <{address}>", DESK, mark, mark), address)
        assert self.api.ticket_with_subject(mark, seconds), self.server.log_tail()

        def quiet():
            before = self.server.cpu_seconds()
            time.sleep(0.5)
            return self.server.cpu_seconds() - before < 0.1
        wait_until(quiet, seconds)

    def became(self) -> dict[str, str]:
        """mark of a forgery -> what it is now."""
        out = {}
        for held in self.api.each("/api/v2/suspended_tickets", "suspended_tickets"):
            place = "suggested for its ticket" if held["ticket_id"] else "held"
            out[held["content"].partition(":")[0].strip() if held["content"].startswith("forgery") else f"held {held['id']}"] = \
                f"{place}: {held['cause_key'].removeprefix('email.cause.')}"
        victims = {victim["ticket"] for victim in self.known["victims"]}
        for ticket in self.api.tickets():
            words = (ticket.get("description") or "").strip()
            if words.startswith("forgery") and ticket["id"] not in victims:
                requester = self.api.get(f"/api/v2/users/{ticket['requester_id']}").json["user"]
                out[words.partition(":")[0]] = "a ticket of its own: " + ("an agent's name, unproven" if requester["role"] != "end-user" else "as a new request")
        for comment in self.api.comments(self.known["own"]["ticket"]):
            if comment["plain_body"].strip().startswith("forgery"):
                out[comment["plain_body"].strip().partition(":")[0]] = "the forger's own ticket"
        return out


def run(count: int, seed: int) -> list[str]:
    """The effects that forgeries had; prints what they became."""
    world = World()
    try:
        world.settle(60 * Settings.slow)
        before, refused, sent = world.state(), 0, []
        with world.sink.lock:
            mails_before = len(world.sink.mails)
        for kind, sender, to, data in Forger(world.known, seed).mails(count):
            sent.append(kind)
            refused += 0 if world.deliver(sender, to, data) else 1
        world.settle((60 + count / 10) * Settings.slow)
        after = world.state()
        effects = [f"{key}: {before[key]} -> {after[key]}" for key in before if before[key] != after[key]]
        with world.sink.lock:
            later = world.sink.mails[mails_before:]
        for mail in later:
            to = f"{mail['To']} {mail['Cc']}"
            if "third" in to or any(agent in to for agent in AGENTS):
                effects.append(f"a mail to {to}: {mail['Subject']}")
            if "forgery" in text_of(mail) or "Private answer" in text_of(mail):
                effects.append(f"a mail with a stranger's words to {to}")
        show(world, sent, refused)
        effects += controls(world)
        return effects
    finally:
        world.close()


def show(world: World, sent: list[str], refused: int) -> None:
    became = world.became()
    table: dict[str, collections.Counter] = {kind: collections.Counter() for kind in KINDS}
    for number, kind in enumerate(sent):
        table[kind][became.get(f"forgery-{number}", "held without its words, or the same again")] += 1
    for kind in KINDS:
        print(f"{kind:<16}" + "; ".join(f"{count} {word}" for word, count in table[kind].most_common()), flush=True)
    print(f"{len(sent)} forgeries, {refused} refused at the door", flush=True)


def controls(world: World) -> list[str]:
    """What is no forgery has its effect, so that an effect would have been seen: the real token, and the real host."""
    out = []
    victim = world.known["victims"][0]
    mail = world.mail_to(victim["address"], "Private answer 0")
    token = str(mail["Reply-To"]).rpartition("<")[2].rstrip(">")
    world.honest(letter(victim["address"], token, "Re: Case 0", "control by token"), victim["address"], GOOD_HOST, token)
    other = world.known["victims"][1]
    world.honest(letter(other["address"], DESK, "Re: Case 1", "control by host", In_Reply_To=other["message_id"]), other["address"])
    for owner, words in ((victim, "control by token"), (other, "control by host")):
        if not wait_until(lambda: any(words in c["plain_body"] for c in world.api.comments(owner["ticket"])), 20 * Settings.slow):
            out.append(f"the {words} did not join")
    print("control: " + ("both joined" if not out else "; ".join(out)), flush=True)
    return out


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", default=Settings.binary)
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    options = parser.parse_args()
    Settings.binary, Settings.engine = os.path.abspath(options.binary), options.engine
    Settings.slow = 4 if "asan" in options.binary else 1
    if options.engine == "postgres":
        from rig.postgres import Cluster
        Settings.postgres = Cluster()
    try:
        effects = run(options.mails, options.seed)
    finally:
        if Settings.postgres:
            Settings.postgres.close()
    for effect in effects:
        print("EFFECT", effect)
    print(f"{len(effects)} effects of {options.mails} forgeries: {'passed' if not effects else 'FAIL'}")
    return 1 if effects else 0


if __name__ == "__main__":
    sys.exit(main())
