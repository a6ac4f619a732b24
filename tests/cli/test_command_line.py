"""The command line that operators and scripts rely on."""
import json
import os
import re
import signal
import subprocess
import time
import unittest

from rig.api import Api
from rig.server import Server, Settings, wait_until


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.server = Server(fresh=True)
        self.addCleanup(self.server.close)

    def test_init_makes_no_administrator_and_serve_prints_a_one_time_link(self):
        made = self.server.command("init")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.server.start()
        link = re.compile(r"http://127\.0\.0\.1:\d+\S*(token|setup)\S*")
        self.assertTrue(wait_until(lambda: link.search(self.server.log()), 3), self.server.log())

    def test_users_and_tokens_are_added_while_the_server_runs(self):
        self.server.start()
        api = self.server.add_admin()
        me = api.get("/api/v2/users/me").json["user"]
        self.assertEqual((me["email"], me["role"]), (api.email, "admin"))

    def test_token_add_prints_the_token_alone(self):
        self.server.start()
        self.server.add_admin()
        made = self.server.command("token", "add", "--email", "admin@sahay.example")
        self.assertEqual(len(made.stdout.split()), 1, made.stdout)

    def test_a_token_for_nobody_is_refused_in_words(self):
        self.server.command("init")
        made = self.server.command("token", "add", "--email", "nobody@sahay.example")
        self.assertNotEqual(made.returncode, 0)
        self.assertIn("nobody@sahay.example", made.stderr)

    def test_a_wrong_configuration_is_named_by_line_or_key(self):
        with open(self.server.config_path, "a", encoding="utf-8") as file:
            file.write("\n[nonsense]\nkey = 1\n")
        with self.assertRaisesRegex(RuntimeError, "nonsense"):
            self.server.start()

    def test_sigterm_drains_and_ends_with_0(self):
        self.server.start()
        api = self.server.add_admin()
        made = api.new_ticket("Before the end")
        self.assertEqual(self.server.stop(), 0)
        api.close()
        self.server.start()
        self.assertEqual(api.get(f"/api/v2/tickets/{made['id']}").status, 200)

    def test_a_second_server_on_one_data_folder_is_refused(self):
        if Settings.engine != "sqlite":
            self.skipTest("several servers may share PostgreSQL")
        self.server.start()
        second = subprocess.run([Settings.binary, "serve", "--data", self.server.data, "--listen", "127.0.0.1:0"],
                                capture_output=True, text=True, timeout=30)
        self.assertNotEqual(second.returncode, 0)
        self.assertEqual(Api("127.0.0.1", self.server.port).get("/readyz").status, 200)

    def test_backup_and_restore_give_the_same_tickets_and_files(self):
        self.server.start()
        api = self.server.add_admin()
        made = api.new_ticket("Keep me", "বাংলা")
        archive = os.path.join(self.server.folder, "backup")
        done = self.server.command("backup", "--to", archive)
        self.assertEqual(done.returncode, 0, done.stderr)
        api.new_ticket("After the backup")
        self.server.stop()
        other = Server(fresh=True)
        self.addCleanup(other.close)
        done = other.command("restore", "--from", archive)
        self.assertEqual(done.returncode, 0, done.stderr)
        other.start()
        restored = Api("127.0.0.1", other.port, api.email, api.token)
        self.assertEqual([ticket["subject"] for ticket in restored.tickets()], ["Keep me"])
        self.assertEqual(restored.comments(made["id"])[0]["plain_body"].strip(), "বাংলা")

    def test_mail_inspect_prints_one_object_a_line_with_its_file(self):
        paths = []
        for number in range(3):
            path = os.path.join(self.server.folder, f"{number}.eml")
            with open(path, "wb") as file:
                file.write(b"From: Rina <rina@meghna.example>\r\nSubject: no %d\r\n\r\nhello\r\n" % number)
            paths.append(path)
        done = subprocess.run([Settings.binary, "mail", "inspect", *paths], capture_output=True, text=True, timeout=30)
        objects = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([item["file"] for item in objects], paths)
        self.assertEqual([item["subject"] for item in objects], ["no 0", "no 1", "no 2"])

    def test_doctor_says_what_it_looked_at(self):
        self.server.command("init")
        done = self.server.command("doctor")
        self.assertIn("database", done.stdout.lower())
        self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_demo_makes_tickets_in_three_languages(self):
        made = self.server.command("demo")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.server.start()
        api = self.server.api_of(first_admin(self.server, made.stdout))
        subjects = " ".join(ticket["subject"] for ticket in api.tickets())
        self.assertRegex(subjects, "[а-я]{3}")
        self.assertRegex(subjects, "[\u0985-\u09b9]{2}")

    def test_the_server_starts_in_half_a_second(self):
        self.server.start()
        self.server.stop()
        start = time.monotonic()
        self.server.start()
        self.assertLess(time.monotonic() - start, 0.5 * Settings.slow * 2)
        self.server.process.send_signal(signal.SIGTERM)


def first_admin(server: Server, printed: str) -> str:
    """An administrator that the demo named, or one of our own."""
    for word in printed.replace(",", " ").split():
        if "@" in word and server.command("token", "add", "--email", word).returncode == 0:
            return word
    server.add_admin()
    return "admin@sahay.example"


if __name__ == "__main__":
    unittest.main()
