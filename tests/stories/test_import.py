"""E7: a desk moves in with its people, tickets, numbers and mails; a second run of the import makes nothing twice."""
import hashlib
import json
import mailbox
import os
import shutil
import tempfile
import unittest
from email.message import EmailMessage

from rig.server import Server

PHOTO = b"\x89PNG\r\n\x1a\n not really"


def lines(*objects: dict) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


class Import(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(config='[mail]\naddress = "help@sahay.example"\n').start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="sahay-import-")
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name: str, text: str) -> str:
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run_import(self, *words: str):
        return self.server.command("import", *words)

    def counts(self, output: str) -> dict:
        """kind -> read, made, matched, known, skipped, here"""
        rows = [line.split() for line in output.splitlines()]
        return {row[0]: [int(n) for n in row[1:7]] for row in rows if len(row) == 7 and row[1].isdigit()}

    def ticket_of(self, number: str) -> dict:
        found = self.api.get(f"/api/v2/tickets.json?external_id={number}").json["tickets"]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def test_a_folder_comes_in_with_times_authors_numbers_and_files_and_only_once(self):
        os.makedirs(os.path.join(self.folder, "files"))
        with open(os.path.join(self.folder, "files", "drill.png"), "wb") as file:
            file.write(PHOTO)
        self.write("groups.ndjson", lines({"id": 501, "name": "Repairs"}))
        self.write("organizations.ndjson", lines({"id": 601, "name": "Meghna Tools", "domain_names": ["meghna.example"]}))
        self.write("users.ndjson", lines(
            {"id": 701, "name": "Rina Akter", "email": "rina@meghna.example", "role": "end-user", "organization_id": 601,
             "created_at": "2019-03-04T05:06:07Z"},
            {"id": 702, "name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent"}))
        self.write("tickets.ndjson", lines(
            {"id": 90001, "subject": "Дрель остановилась", "status": "closed", "priority": "high", "requester_id": 701,
             "assignee_id": 702, "group_id": 501, "organization_id": 601, "tags": ["drill"],
             "created_at": "2020-01-02T03:04:05Z", "updated_at": "2020-01-04T03:04:05Z",
             "comments": [
                 {"author_id": 701, "body": "It stops after a minute", "public": True, "created_at": "2020-01-02T03:04:05Z",
                  "message_id": "<first@meghna.example>",
                  "attachments": [{"file_name": "drill.png", "content_type": "image/png", "path": "files/drill.png",
                                   "sha256": hashlib.sha256(PHOTO).hexdigest()}]},
                 {"author_id": 702, "body": "Send it in", "public": True, "created_at": "2020-01-03T03:04:05Z"},
                 {"author_id": 799, "body": "A note of somebody who left", "public": False, "created_at": "2020-01-04T03:04:05Z"}]},
            {"id": 90002, "subject": "Nobody asked", "status": "open", "comments": [{"body": "x"}]}))
        self.write("articles.ndjson", lines({"id": 801, "title": "Reset the drill", "body": "<p>Hold the button.</p>", "locale": "en-us",
                                             "section": "Faults", "category": "Tools"}))
        before = self.api.get("/api/v2/tickets/count.json").json["count"]["value"]
        report = self.folder + "-report.ndjson"
        self.addCleanup(lambda: os.path.exists(report) and os.remove(report))
        done = self.run_import("--source", "old-desk", "--report", report, self.folder)
        self.assertEqual(done.returncode, 1, "one ticket cannot be taken over, and the exit code says so: " + done.stderr)
        counts = self.counts(done.stdout)
        self.assertEqual(counts["ticket"], [2, 1, 0, 0, 1, 1], done.stdout)
        self.assertEqual(counts["user"], [2, 2, 0, 0, 0, 2], done.stdout)
        self.assertEqual(counts["article"][:2], [1, 1], done.stdout)
        self.assertIn("tickets.ndjson:2", done.stdout)
        with open(report, encoding="utf-8") as file:
            remarks = [json.loads(line) for line in file]
        self.assertEqual([one["key"] for one in remarks if one["skipped"]], ["90002"])
        self.assertTrue(any("799" in one["reason"] for one in remarks if not one["skipped"]))

        ticket = self.ticket_of("90001")
        self.assertEqual([ticket["subject"], ticket["status"], ticket["priority"], ticket["created_at"], ticket["updated_at"], ticket["tags"]],
                         ["Дрель остановилась", "closed", "high", "2020-01-02T03:04:05Z", "2020-01-04T03:04:05Z", ["drill"]])
        people = {one["id"]: one for one in self.api.get("/api/v2/users.json?per_page=100").json["users"]}
        self.assertEqual(people[ticket["requester_id"]]["email"], "rina@meghna.example")
        self.assertEqual(people[ticket["requester_id"]]["created_at"], "2019-03-04T05:06:07Z")
        self.assertEqual(people[ticket["assignee_id"]]["email"], "oleg@sahay.example")
        comments = self.api.get(f"/api/v2/tickets/{ticket['id']}/comments.json").json["comments"]
        self.assertEqual([one["created_at"] for one in comments], ["2020-01-02T03:04:05Z", "2020-01-03T03:04:05Z", "2020-01-04T03:04:05Z"])
        self.assertEqual([one["public"] for one in comments], [True, True, False])
        self.assertEqual([one["file_name"] for one in comments[0]["attachments"]], ["drill.png"])
        self.assertEqual(comments[0]["attachments"][0]["size"], len(PHOTO))
        former = people[comments[2]["author_id"]]
        self.assertTrue(former["suspended"])

        again = self.run_import("--source", "old-desk", self.folder)
        self.assertEqual(self.counts(again.stdout)["ticket"], [2, 0, 0, 1, 1, 1], again.stdout)
        self.assertEqual(self.counts(again.stdout)["user"], [2, 0, 0, 2, 0, 2], again.stdout)
        self.assertEqual(self.api.get("/api/v2/tickets/count.json").json["count"]["value"], before + 1)

    def test_a_mailbox_becomes_tickets_by_its_message_ids_and_never_by_subject(self):
        path = os.path.join(self.folder, "old.mbox")
        box = mailbox.mbox(path)

        def add(sender: str, subject: str, body: str, date: str, message_id: str, reply_to: str = ""):
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"], mail["Date"] = sender, "help@sahay.example", subject, date
            mail["Message-ID"] = message_id
            if reply_to:
                mail["In-Reply-To"] = mail["References"] = reply_to
            mail.set_content(body)
            box.add(mail)

        add("Rina Akter <rina@meghna.example>", "Saw", "The saw is loud", "Mon, 06 Jan 2020 10:00:00 +0600", "<saw1@meghna.example>")
        add("help@sahay.example", "Re: Saw", "Oil it", "Mon, 06 Jan 2020 12:00:00 +0600", "<saw2@sahay.example>", "<saw1@meghna.example>")
        add("Rina Akter <rina@meghna.example>", "Saw", "Another saw", "Tue, 07 Jan 2020 10:00:00 +0600", "<other@meghna.example>")
        box.flush()
        box.close()
        done = self.run_import("--source", "mailbox", path)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.counts(done.stdout)["ticket"], [2, 2, 0, 0, 0, 2], done.stdout)
        thread = self.ticket_of("saw1@meghna.example")
        comments = self.api.get(f"/api/v2/tickets/{thread['id']}/comments.json").json["comments"]
        self.assertEqual([one["plain_body"].strip() for one in comments], ["The saw is loud", "Oil it"])
        self.assertEqual(comments[0]["created_at"], "2020-01-06T04:00:00Z")
        again = self.run_import("--source", "mailbox", path)
        self.assertEqual(self.counts(again.stdout)["ticket"], [2, 0, 0, 2, 0, 2], again.stdout)

    def test_a_table_of_contacts_comes_in_by_its_headings(self):
        path = self.write("contacts.csv", 'Full name;E-mail address;Company;Kundennummer;Notes\n'
                          '"Akter; Rina";csv.rina@meghna.example;Meghna Tools;C-17;"two\nlines"\n'
                          'Broken;not an address;;;\n')
        done = self.run_import("--source", "table", "--column", "Kundennummer=external_id", path)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.counts(done.stdout)["user"], [2, 1, 0, 0, 1, 1], done.stdout)
        self.assertIn("contacts.csv:4", done.stdout)
        found = self.api.get("/api/v2/users/search.json?external_id=C-17").json["users"]
        self.assertEqual([one["name"] for one in found], ["Akter; Rina"])
        self.assertEqual(found[0]["notes"], "two\nlines")
        self.assertIsNotNone(found[0]["organization_id"])

    def test_a_file_outside_the_folder_is_not_taken(self):
        self.write("tickets.ndjson", lines({"id": 1, "subject": "Curious", "requester": {"email": "nadia@meghna.example", "name": "Nadia Islam"},
                                            "comments": [{"body": "x", "attachments": [{"file_name": "passwd", "path": "../../../../etc/passwd"}]}]}))
        done = self.run_import("--source", "curious", self.folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("leaves the folder", done.stdout)
        comments = self.api.get(f"/api/v2/tickets/{self.ticket_of('1')['id']}/comments.json").json["comments"]
        self.assertEqual(comments[0]["attachments"], [])


if __name__ == "__main__":
    unittest.main()
