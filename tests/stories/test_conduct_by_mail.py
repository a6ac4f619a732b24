"""The conduct of support by mail: what the stories of each rule do by the API holds for a letter that comes in and for the letters
that go out (docs/proofs/conduct.md names the rule of each test)."""
import unittest

from rig.companies import Companies
from rig.letters import deliver_lmtp, letter
from rig.manners import DESK, Manners

RINA_WRITES = "Rina Akter <rina@meghna.example>"
STANDS_STILL = {"people": "company", "business": "stopped", "harm": "none", "time": "hours"}


class ConductByMail(Manners, Companies):
    def by_mail(self, words="It stopped this morning.", subject="The pump is silent", sender=RINA_WRITES, **headers):
        """The ticket that a letter makes or joins: the one that changed last."""
        deliver_lmtp(self.server.lmtp_port, letter(sender, DESK, subject, words, **headers), sender.rpartition("<")[2].rstrip(">"), DESK)
        self.server.wait_idle()
        return max(self.api.tickets(), key=lambda each: each["id"])

    def words_of(self, mail):
        return mail.get_body(("plain",)).get_content()

    def last_letter(self, address="rina@meghna.example"):
        letters = self.letters_to(address)
        self.assertTrue(letters, self.server.log_tail())
        return letters[-1]

    def test_a_letter_of_a_company_with_a_contract_gets_the_deadline_of_its_tier(self):
        self.policy("Gold", 30, [{"field": "contract_tier", "operator": "is", "value": "gold"}])
        self.policy("Everybody", 480, [])
        self.assertEqual(self.due(self.by_mail()), [480])
        self.contract("gold")
        ticket = self.by_mail("It stopped again.", "The other pump")
        self.assertEqual(self.due(ticket), [30])
        self.assertEqual(self.intake(ticket)["entitlement"]["tier"], "gold")

    def test_a_letter_that_is_classed_as_a_failure_calls_its_people_by_letter(self):
        oleg = self.agent()
        self.ask("PUT", "/priority_classes/failure", {"priority_class": {"notify_user_ids": [oleg]}})
        ticket = self.by_mail()
        self.ask("PUT", f"/tickets/{ticket['id']}/intake", {"intake": {"answers": STANDS_STILL}})
        self.assertEqual(len([mail for mail in self.letters_to("oleg@sahay.example") if f"{ticket['id']}" in str(mail["Subject"])]), 1)

    def test_an_answer_by_letter_finds_its_part_of_the_split_by_number(self):
        whole = self.by_mail("The drill smokes. Please send the invoice of May.", "Two things")
        lines = [{"subject": "Drill", "text": "The drill smokes."}, {"subject": "Invoice", "text": "Please send the invoice of May."}]
        drill, invoice = self.ask("POST", f"/tickets/{whole['id']}/split", {"split": {"notify": True, "tickets": lines}})["tickets"]
        told = self.last_letter()
        for each in (drill, invoice):
            self.assertIn(f"#{each['id']} {each['subject']}", self.words_of(told))
        deliver_lmtp(self.server.lmtp_port, letter(RINA_WRITES, str(told["Reply-To"] or told["From"]), f"Re: {told['Subject']}", f"#{invoice['id']}: to my address, please.",
                                                   In_Reply_To=str(told["Message-ID"]), References=str(told["Message-ID"])), "rina@meghna.example", DESK)
        self.server.wait_idle()
        self.assertIn("to my address", self.api.comments(invoice["id"])[-1]["body"])
        self.assertEqual(len(self.api.comments(drill["id"])), 1)

    def test_words_of_a_letter_become_what_the_customer_tried_and_are_not_asked_again(self):
        ticket = self.by_mail("Since Monday there is no network. I restarted the router twice.", "No network")
        comment = self.api.comments(ticket["id"])[0]
        fact = self.ask("POST", f"/tickets/{ticket['id']}/facts", {"fact": {"kind": "tried", "comment_id": comment["id"], "words": "restarted the router"}})["fact"]
        self.assertEqual((fact["done_by"], fact["happened_at"]), ("customer", comment["created_at"]))
        found = self.ask("POST", f"/tickets/{ticket['id']}/draft_checks", {"draft_check": {"text": "Hello Rina, please restart the router."}})["draft_check"]["findings"]
        self.assertEqual([each["fact"]["id"] for each in found if each["rule"] == "known_data"], [fact["id"]])

    def test_a_question_of_a_letter_that_the_draft_leaves_open_is_named(self):
        ticket = self.by_mail("How much is a new case? When does it come?", "A case")
        found = self.ask("POST", f"/tickets/{ticket['id']}/draft_checks", {"draft_check": {"text": "Hello Rina, a new case costs 12 euros. Shall I order one?"}})["draft_check"]
        self.assertEqual([(each["text"], each["answered"]) for each in found["questions"]], [("How much is a new case?", True), ("When does it come?", False)])

    def test_the_procedure_comes_with_a_letter(self):
        steps = [{"key": "cable", "title": "Cable checked", "mandatory": True}]
        filter_ = {"all": [{"field": "subject_includes_word", "operator": "includes", "value": "network"}], "any": []}
        made = self.ask("POST", "/procedures", {"procedure": {"draft": {"title": {"en": "No network"}, "steps": steps}, "filter": filter_}})["procedure"]["id"]
        self.ask("POST", f"/procedures/{made}/publish", {})
        ticket = self.by_mail("Nothing works.", "No network")
        self.assertEqual([each["procedure_id"] for each in self.ask("GET", f"/tickets/{ticket['id']}/procedure_runs")["procedure_runs"]], [made])

    def test_the_address_on_the_contact_card_takes_a_letter(self):
        ways = self.api.get("/public/v1/reach?lang=en").json["ways"]
        mail = next(way for way in ways if way["kind"] == "email")
        # 50 MiB is what a mail may have, coded: that is room for so much of files.
        self.assertEqual((address := mail["address"]["display"]) and mail["accepts"]["max_mb"], 38)
        deliver_lmtp(self.server.lmtp_port, letter(RINA_WRITES, address, "Found you on the card", "Do you repair pumps?"), "rina@meghna.example", address)
        self.server.wait_idle()
        self.assertEqual([each["subject"] for each in self.api.tickets()], ["Found you on the card"])

    def test_an_update_and_a_delay_reach_the_customer_by_letter(self):
        self.cadence()
        ticket = self.by_mail()
        self.change(ticket, assignee_id=self.me())
        duty = self.owed(ticket)[0]
        self.ask("POST", f"/promises/{duty['id']}/send", {})
        self.assertIn("nothing new", self.words_of(self.last_letter()))
        late = self.promise(ticket, "2030-01-07T15:00:00Z", kind="answer")
        self.ask("POST", f"/promises/{late['id']}/delay_notice", {"reason": "The part is still on its way"})
        self.assertIn("The part is still on its way", self.words_of(self.last_letter()))

    def test_the_confirmation_of_a_letter_says_the_usual_time(self):
        for i in range(10):
            ticket = self.by_mail("It hums.", f"Pump {i}")
            self.server.advance_clock(minutes=30)
            self.change(ticket, comment={"body": "Turn it on."}, status="solved")
        self.pass_time(hours=1, minutes=1)
        self.by_mail("It hums.", "Pump 11")
        self.assertIn("usually solved", self.words_of(self.last_letter()))

    def test_the_specialist_gets_the_packet_by_letter_and_the_customer_no_word_of_it(self):
        oleg = self.agent()
        ticket = self.by_mail()
        self.change(ticket, assignee_id=self.me())
        tier = self.ask("POST", "/escalation_tiers", {"escalation_tier": {"group_id": self.now(ticket)["group_id"], "level": "2", "title": "Bench", "assignee_id": oleg}})["escalation_tier"]["id"]
        before = len(self.letters_to())
        packet = {"problem": "The pump stops after ten minutes.", "facts": "Fuse changed.", "question": "Is it the switch?", "promised": "nothing", "next_contact_at": "2030-01-08T09:00:00Z"}
        self.ask("POST", f"/tickets/{ticket['id']}/handovers", {"handover": {"tier_id": tier, "why": "skill", "packet": packet}})
        self.assertIn(f"{ticket['id']}", self.words_of(self.last_letter("oleg@sahay.example")))
        self.assertEqual(len(self.letters_to()), before)
        note = [comment["body"] for comment in self.api.comments(ticket["id"]) if not comment["public"]][-1]
        self.assertIn("8 January, 09:00", note)
        self.assertNotIn("2030-01-08T", note)

    def test_an_angry_letter_is_noticed_and_sold_nothing(self):
        ticket = self.by_mail("Nobody answers my mails. This is unacceptable!")
        self.assertEqual(self.mood(ticket)["mood"], "unhappy")
        self.solve(ticket)
        self.assertIsNone(self.solved_link(self.last_letter()), "who is angry is not asked for stars")

    def test_a_letter_shows_what_was_agreed_with_its_company_and_goes_in_copy_to_who_speaks_for_it(self):
        nadia = self.person("Nadia Islam", "purchasing@meghna.example")
        self.contact(nadia)
        self.terms(account_manager_id=self.me(), channels=["email"], hours="Sun-Thu 9-18, Dhaka")
        ticket = self.by_mail()
        company = self.ask("GET", f"/console/tickets/{ticket['id']}")["company"]
        self.assertEqual((company["terms"]["hours"], company["reporter"]), ("Sun-Thu 9-18, Dhaka", True))
        self.reply(ticket, "I look into it.")
        readers = ", ".join(str(mail[header]) for mail in self.sink.mails for header in ("To", "Cc") if mail[header] and "I look into it." in self.words_of(mail))
        self.assertIn("rina@meghna.example", readers)
        self.assertIn("purchasing@meghna.example", readers)

    def test_an_analysis_is_told_by_letter_with_the_person_and_the_day(self):
        ticket = self.by_mail()
        self.ask("POST", f"/tickets/{ticket['id']}/triage", {"triage": {"decision": "analysis", "checkpoint_at": "2030-01-09T10:00:00Z"}})
        told = self.words_of(self.last_letter())
        self.assertIn("Sara Ahmed", told)
        self.assertIn("9 January", told)


if __name__ == "__main__":
    unittest.main()
