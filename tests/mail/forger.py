"""Generates mails of people who want what is not theirs: to write into somebody's ticket, to speak as an agent, to get copies,
to make us write to others, to silence an address. Deterministic: a seed gives the same mails.

The forger knows every address, every ticket number and subject, the Message-IDs of mails that customers sent, and has a ticket
of his own with a token of his own. He knows no token and no Message-ID that went to others.
"""
import base64
import random
from email.utils import formataddr

DESK = "support@sahay.example"
EVIL_HOST, GOOD_HOST = "198.51.100.66", "192.0.2.10"
KINDS = ("from", "reply_to", "in_reply_to", "references", "subject_tag", "plus_tag", "double_from", "comment_address",
         "agent", "cc", "own_token", "report", "results", "automatic", "two_addresses", "encoded")


class Forger:
    """world: {"victims": [{"ticket", "address", "name", "subject", "message_id", "user"}], "agents": [addresses],
    "own": {"ticket", "address", "token_address"}}"""

    def __init__(self, world: dict, seed: int = 1):
        self.world = world
        self.random = random.Random(seed)
        self.number = 0

    def mails(self, count: int):
        """(kind, envelope sender, envelope recipient, bytes), `count` times, all kinds in turn."""
        for number in range(count):
            self.number = number
            kind = KINDS[number % len(KINDS)]
            yield (kind, *getattr(self, kind)(self.random.choice(self.world["victims"])))

    # --- parts ---

    def any_case(self, text: str) -> str:
        return "".join(c.upper() if self.random.random() < 0.5 else c for c in text)

    def mark(self) -> str:
        return f"forgery-{self.number}"

    def evil(self) -> str:
        return f"eve{self.random.randrange(50)}@evil.example"

    def token(self) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz234567"
        return "".join(self.random.choice(letters) for _ in range(self.random.choice((26, 26, 25, 27, 10))))

    def our_id(self, victim: dict) -> str:
        """A Message-ID as we make them, with a guessed secret."""
        return self.random.choice((
            f"<t.{victim['ticket']}.{self.random.randrange(1, 40)}.{self.token()}@sahay.example>",
            f"<a.{victim['ticket']}.1.{self.token()}@sahay.example>",
            f"<t.{victim['ticket']}.{self.random.randrange(1, 40)}.@sahay.example>",
            f"<{victim['ticket']}@sahay.example>"))

    def chain(self, victim: dict) -> str:
        ids = [self.our_id(victim), victim["message_id"], "<yes>", f"<{self.random.random()}@evil.example>"]
        self.random.shuffle(ids)
        return " ".join(ids[:self.random.randrange(1, 5)] + [self.random.choice((victim["message_id"], self.our_id(victim)))])

    def write(self, headers: list[tuple[str, str]], sender: str, to: str = DESK, body: str = "") -> tuple[str, str, bytes]:
        """As our own Postfix hands it over: it says which host outside it came from."""
        lines = [f"Received: from out.evil.example (out.evil.example [{EVIL_HOST}])\r\n\tby mta.sahay.example (Postfix); Mon, 5 Jan 2026"]
        if not any(name.lower() == "to" for name, _ in headers):
            headers = [*headers, ("To", to)]
        if self.random.random() < 0.7:
            headers = [*headers, ("Message-ID", f"<{self.mark()}.{self.random.random()}@evil.example>")]
        headers = list(headers)
        self.random.shuffle(headers)
        lines += [f"{name}: {value}" for name, value in headers]
        text = body or f"{self.mark()}: close this ticket and send me all of it."
        if not any(name.lower() == "content-type" for name, _ in headers):
            lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
        return sender, to, ("\r\n".join(lines) + "\r\n\r\n" + text + "\r\n").encode("utf-8", "replace")

    def answering(self, victim: dict) -> list[tuple[str, str]]:
        return [("Subject", f"Re: {victim['subject']}"), ("In-Reply-To", victim["message_id"]), ("References", self.chain(victim))]

    # --- kinds ---

    def from_(self, victim):
        shown = self.random.choice((victim["address"], f"{victim['name']} <{victim['address']}>", f"<{self.any_case(victim['address'])}>",
                                    f'"{victim["name"]}" <{victim["address"]}> ', f"{victim['address']} ({victim['name']})"))
        return self.write([("From", shown), *self.answering(victim)], self.random.choice((victim["address"], self.evil(), "")))

    def reply_to(self, victim):
        return self.write([("From", self.random.choice((f"Eve <{self.evil()}>", "", "<>", f"Help <{DESK}>", '"LTD" <>'))),
                           ("Reply-To", f"{victim['name']} <{victim['address']}>"), *self.answering(victim)], self.evil())

    def in_reply_to(self, victim):
        return self.write([("From", f"Eve <{self.evil()}>"), ("Subject", f"Re: {victim['subject']}"),
                           ("In-Reply-To", self.random.choice((victim["message_id"], self.our_id(victim))))], self.evil())

    def references(self, victim):
        return self.write([("From", f"{victim['name']} <{self.evil()}>"), ("Subject", victim["subject"]),
                           ("References", self.chain(victim))], self.evil())

    def subject_tag(self, victim):
        number = victim["ticket"]
        tag = self.random.choice((f"[DESK-{number}]", f"[desk-{number}]", f"[#{number}]", f"[Ticket#{number}]", f"#{number}",
                                  f"[DESK-{number}] [DESK-{number}]", f"=?utf-8?b?{base64.b64encode(f'[DESK-{number}]'.encode()).decode()}?="))
        who = self.random.choice((self.evil(), victim["address"], self.random.choice(self.world["agents"])))
        return self.write([("From", who), ("Subject", f"Re: {victim['subject']} {tag}")], who)

    def plus_tag(self, victim):
        token = self.random.choice((self.token(), self.world["own"]["token_address"].partition("+")[2].partition(".")[2].partition("@")[0], "a" * 26, ""))
        kind = self.random.choice("tttb")
        to = f"support+{kind}{victim['ticket']}.{token}@sahay.example"
        who = self.random.choice((self.evil(), victim["address"]))
        return self.write([("From", who), ("Subject", f"Re: {victim['subject']}"),
                           (self.random.choice(("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")), to)], who,
                          self.random.choice((DESK, to)))

    def double_from(self, victim):
        other = self.random.choice((self.evil(), self.world["own"]["address"]))
        named = self.random.choice((victim["address"], self.random.choice(self.world["agents"])))
        headers = self.random.choice((
            [("From", named), ("From", other)], [("From", f"{other}, {named}")], [("From", f"{named}, {other}"), ("Sender", other)],
            [("From", named), ("FROM", other)], [("From ", named), ("From", other)], [("From", f"{other}\r\n ,{named}")]))
        return self.write([*headers, *self.answering(victim)], other)

    def comment_address(self, victim):
        evil, address = self.evil(), victim["address"]
        shown = self.random.choice((
            f'"{address}" <{evil}>', f"{address} <{evil}>", f"({address}) {evil}", f"{evil} ({address})", f"<{address}> <{evil}>",
            f"<<{address}>>", f'"<{address}>" <{evil}>', f"{address}\\@evil.example", f"{evil}(<{address}>)", f"{address}\t<{evil}>",
            f"=?utf-8?q?=3C{address.replace('@', '=40')}=3E?= <{evil}>", f"{victim['name']}:{address};", f"@evil.example:{address}"))
        return self.write([("From", shown), *self.answering(victim)], evil)

    def agent(self, victim):
        agent = self.random.choice(self.world["agents"])
        return self.write([("From", formataddr((self.random.choice(("Oleg Sokolov", "Sara Ahmed", "Support")), agent))), *self.answering(victim),
                           ("Cc", victim["address"])],
                          self.random.choice((agent, self.evil())), body=f"{self.mark()}: I am the agent. Pay to account 17.\r\n#solved\r\n#assign eve")

    def cc(self, victim):
        evil = self.evil()
        who = self.random.choice((victim["address"], self.random.choice(self.world["agents"]), evil))
        return self.write([("From", who), ("Cc", ", ".join([f"Eve <{evil}>", f"third{self.number}@other.example"])), *self.answering(victim)], who)

    def own_token(self, victim):
        """His own token, with the name of another."""
        who = self.random.choice((victim["address"], self.random.choice(self.world["agents"])))
        to = self.world["own"]["token_address"].replace(f"+t{self.world['own']['ticket']}.", f"+t{victim['ticket']}.")
        return self.write([("From", who), *self.answering(victim)], self.world["own"]["address"], to)

    def report(self, victim):
        status = self.random.choice(("5.1.1", "5.0.0", "5.7.1"))
        feedback = self.random.random() < 0.3
        part = ("message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nUser-Agent: x\r\nOriginal-Rcpt-To: " + victim["address"]
                if feedback else "message/delivery-status\r\n\r\nReporting-MTA: dns; mx.customer.example\r\n\r\nFinal-Recipient: rfc822; "
                + victim["address"] + f"\r\nAction: failed\r\nStatus: {status}")
        body = (f"--b\r\nContent-Type: text/plain\r\n\r\n{self.mark()}\r\n--b\r\nContent-Type: {part}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                f"From: {DESK}\r\nTo: {victim['address']}\r\nMessage-ID: {self.our_id(victim)}\r\nReply-To: support+t{victim['ticket']}.{self.token()}@sahay.example\r\n"
                f"Subject: Re: {victim['subject']}\r\n\r\nx\r\n--b--\r\n")
        kind = "feedback-report" if feedback else "delivery-status"
        return self.write([("From", "Mail Delivery System <mailer-daemon@mx.customer.example>"), ("Subject", "Undelivered Mail"),
                           ("In-Reply-To", victim["message_id"]),
                           ("Content-Type", f"multipart/report; report-type={kind}; boundary=b")], "", body=body)

    def results(self, victim):
        server = self.random.choice(("mx.sahay.example", "mta.sahay.example", "mx.evil.example", "MX.Sahay.Example."))
        domain = victim["address"].partition("@")[2]
        return self.write([("From", victim["address"]), ("Authentication-Results", f"{server}; dmarc=pass header.from={domain}; spf=pass"),
                           ("DKIM-Signature", f"v=1; a=rsa-sha256; d={domain}; s=s1; h=from; bh=AAAA; b=AAAA"),
                           ("ARC-Seal", "i=1; a=rsa-sha256; cv=none; d=evil.example; s=s; b=AAAA"), *self.answering(victim)], self.evil())

    def automatic(self, victim):
        return self.write([("From", victim["address"]), self.random.choice((("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"), ("List-Id", "<x.evil.example>"))),
                           *self.answering(victim)], self.random.choice(("", victim["address"])))

    def two_addresses(self, victim):
        own = self.world["own"]["address"]
        return self.write([("From", own), ("Sender", victim["address"]), ("Resent-From", victim["address"]), ("X-Original-From", victim["address"]),
                           ("X-Original-Sender", victim["address"]), ("Reply-To", victim["address"]), *self.answering(victim)], own)

    def encoded(self, victim):
        address = victim["address"]
        word = base64.b64encode(f"{victim['name']} <{address}>".encode()).decode()
        shown = self.random.choice((f"=?utf-8?b?{word}?=", f"=?utf-8?b?{word}?= <{self.evil()}>", f"{address}\x00.evil.example",
                                    f"{address}\r\n\t.evil.example <{self.evil()}>", f"\u202e{address} <{self.evil()}>",
                                    address.replace("@", "\uff20"), address.replace("a", "\u0430") if "a" in address else address))
        return self.write([("From", shown), *self.answering(victim)], self.evil())


# A name that is a word of Python.
setattr(Forger, "from", Forger.from_)
