"""The acknowledgement (C3): within seconds with number, what happens next and who; and a person's word within 24 hours."""
import unittest

from rig.duties import Duties
from rig.letters import deliver_lmtp, letter
from rig.server import wait_until
from rig.smtp_sink import SmtpSink

DESK = "support@sahay.example"


class WordWithinADay(Duties):
    def setUp(self):
        self.sink = SmtpSink()
        self.addCleanup(self.sink.close)
        self.config = f'[mail]\naddress = "{DESK}"\n[smtp]\nurl = "smtp+plain://127.0.0.1:{self.sink.port}"\n'
        super().setUp()

    def test_the_mail_that_confirms_a_request_says_what_happens_next_and_when(self):
        deliver_lmtp(self.server.lmtp_port, letter("Rina Akter <rina@meghna.example>", DESK, "The pump hums", "Please help."), "rina@meghna.example", DESK)
        self.server.wait_idle()
        self.assertTrue(wait_until(lambda: self.sink.count("reads your request"), 20), self.server.log_tail())
        self.assertEqual(self.sink.count("8 January"), 1)

    def test_a_message_that_nobody_answered_becomes_a_duty_before_the_day_is_over(self):
        ticket, answered = self.ticket(), self.ticket()
        self.reply(answered, "Turn it on.")
        self.pass_time(hours=10)
        self.assertEqual(self.owed(ticket), [])
        for _ in range(3):
            self.pass_time(hours=4)
        self.assertEqual([(each["source"], each["due_at"][:16]) for each in self.owed(ticket)], [("desk", "2030-01-08T09:00")])
        self.assertEqual(self.owed(answered), [])
        self.assertIn(self.owed(ticket)[0]["id"], self.today())

    def test_a_new_request_says_when_a_person_answers(self):
        shown = self.next_step(self.ticket())
        self.assertEqual(shown["when"][:16], "2030-01-08T09:00")
        self.assertIn("answers", shown["words"])

    def test_hours_out_of_the_office_do_not_count_against_us_at_night(self):
        self.office_hours()
        self.go_to("2030-01-11T17:00:00Z")  # Friday: a day later is Saturday
        self.assertEqual(self.next_step(self.ticket())["when"][:16], "2030-01-14T11:00")


if __name__ == "__main__":
    unittest.main()
