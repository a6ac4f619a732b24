"""Our answers in the mailbox of a customer, in the order in which their mail client shows them: the threads of a real mutt, and
those of Thunderbird's rule (nsMsgDatabase::ThreadNewHdr: references from the newest to the oldest, no subjects). In-Reply-To
alone, as Outlook and phones follow it, must lead from each mail to one before it."""
import email.policy
import mailbox
import os
import pty
import select
import shutil
import tempfile
import time
import unittest

from rig.letters import deliver_lmtp, letter
from rig.server import Server, wait_until
from rig.smtp_sink import SmtpSink

DESK = "support@sahay.example"
RINA = "Rina Akter <rina@customer.example>"


def ids(mail, name: str) -> list[str]:
    return (mail[name] or "").split()


def threads_of_thunderbird(mails) -> list[set[str]]:
    thread_of: dict[str, int] = {}
    for mail in mails:
        parents = [thread_of[one] for one in reversed(ids(mail, "References") or ids(mail, "In-Reply-To")) if one in thread_of]
        thread_of[mail["Message-ID"]] = parents[0] if parents else len(thread_of) + 1
    return [{one for one, thread in thread_of.items() if thread == each} for each in set(thread_of.values())]


def thread_in_mutt(folder: str, box: str, message_id: str) -> set[str]:
    """What a real mutt takes to be in one thread with a mail: it tags the thread and copies it into another mailbox."""
    copy = os.path.join(folder, "copied")
    os.makedirs(os.path.join(folder, "Mail"), exist_ok=True)  # or mutt asks whether to make it
    if os.path.exists(copy):
        os.unlink(copy)
    pattern = message_id.strip("<>")  # as a regular expression its dots also match themselves
    keys = f"<tag-pattern>~(~i {pattern})<enter><tag-prefix><copy-message>{copy}<enter><exit>"
    command = ["mutt", "-n", "-F", "/dev/null", "-R", "-f", box, "-e", "set sort=threads strict_threads=yes confirmappend=no confirmcreate=no mbox_type=mbox",
               "-e", f'push "{keys}"']
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm", LINES="40", COLUMNS="120", HOME=folder)
        os.execvp(command[0], command)
    end = time.monotonic() + 30
    while time.monotonic() < end:  # a program of the terminal stops when nobody reads what it draws
        ready, _, _ = select.select([terminal], [], [], 0.2)
        try:
            if ready and not os.read(terminal, 65536):
                break
        except OSError:
            break
        if os.waitpid(process, os.WNOHANG)[0]:
            process = 0
            break
    if process:
        try:
            os.kill(process, 15)
            os.waitpid(process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
    os.close(terminal)
    return {mail["Message-ID"] for mail in mailbox.mbox(copy)} if os.path.exists(copy) else set()


class MailClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sink = SmtpSink()
        cls.addClassCleanup(cls.sink.close)
        cls.server = Server(config=f'[mail]\naddress = "{DESK}"\n[smtp]\nurl = "smtp+plain://127.0.0.1:{cls.sink.port}"\n')
        cls.server.start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()
        cls.box: list = []  # of the customer: what they sent and what they got, in order
        cls.first = cls.talk("The pump leaks")
        cls.second = cls.talk("The pump leaks")  # the same words, another matter

    @classmethod
    def write(cls, subject: str, text: str, **headers):
        mail = letter(RINA, DESK, subject, text, **headers)
        deliver_lmtp(cls.server.lmtp_port, mail, "rina@customer.example", DESK)
        cls.box.append(mail)
        return mail

    @classmethod
    def got(cls, words: str):
        def found():
            return next((mail for mail in cls.sink.mails if words in mail.get_body(("plain",)).get_content().split("\n>")[0] and mail not in cls.box), None)
        mail = wait_until(found, 30)
        assert mail is not None, f"no letter with {words!r}: {cls.server.log_tail(5)}"
        cls.box.append(mail)
        return mail

    @classmethod
    def talk(cls, subject: str) -> set[str]:
        """Three mails of the customer, the receipt and three answers; the ids of all seven."""
        before = len(cls.box)
        known = {ticket["id"] for ticket in cls.api.tickets()}
        cls.write(subject, f"Water everywhere, talk {before}.")
        fresh = wait_until(lambda: [ticket for ticket in cls.api.tickets() if ticket["id"] not in known], 30)
        cls.got(f"{fresh[0]['id']}")  # the receipt
        for turn in range(3):
            said = f"Answer {before}-{turn}."
            done = cls.api.put(f"/api/v2/tickets/{fresh[0]['id']}", {"ticket": {"comment": {"body": said, "public": True}}})
            assert done.status == 200, done
            answer = cls.got(said)
            if turn < 2:
                count = len(cls.api.comments(fresh[0]["id"]))
                cls.write(f"Re: {subject}", f"More, {before}-{turn}.", In_Reply_To=answer["Message-ID"],
                          References=f"{answer['References']} {answer['Message-ID']}")
                assert wait_until(lambda count=count: len(cls.api.comments(fresh[0]["id"])) > count, 30), cls.server.log_tail(5)
        return {mail["Message-ID"] for mail in cls.box[before:]}

    def test_thunderbird_shows_each_talk_as_one_thread(self):
        threads = threads_of_thunderbird(self.box)
        self.assertCountEqual(threads, [self.first, self.second])

    def test_in_reply_to_alone_leads_from_each_mail_to_an_earlier_one(self):
        seen: set[str] = set()
        for mail in self.box:
            if "In-Reply-To" in mail:
                self.assertIn(mail["In-Reply-To"], seen)
            seen.add(mail["Message-ID"])
        self.assertEqual(sum("In-Reply-To" not in mail for mail in self.box), 2, "one beginning for each talk")

    @unittest.skipUnless(shutil.which("mutt"), "needs mutt")
    def test_mutt_shows_each_talk_as_one_thread(self):
        folder = tempfile.mkdtemp(prefix="sahay-mutt-")
        self.addCleanup(shutil.rmtree, folder)
        path = os.path.join(folder, "box")
        box = mailbox.mbox(path)
        for mail in self.box:
            box.add(mail.as_bytes(policy=email.policy.default))
        box.close()
        for talk in (self.first, self.second):
            for one in talk:
                self.assertEqual(thread_in_mutt(folder, path, one), talk, f"the thread of {one}")

    @unittest.skipUnless(shutil.which("mutt"), "needs mutt")
    def test_mutt_would_notice_an_answer_without_references(self):
        folder = tempfile.mkdtemp(prefix="sahay-mutt-")
        self.addCleanup(shutil.rmtree, folder)
        path = os.path.join(folder, "box")
        box = mailbox.mbox(path)
        for mail in self.box:
            text = mail.as_bytes(policy=email.policy.default)
            parsed = email.message_from_bytes(text)
            for name in ("References", "In-Reply-To"):
                del parsed[name]
            box.add(parsed)
        box.close()
        self.assertEqual(len(thread_in_mutt(folder, path, sorted(self.first)[0])), 1)


if __name__ == "__main__":
    unittest.main()
