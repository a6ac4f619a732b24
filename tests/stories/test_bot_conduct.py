"""Who speaks (C11): a bot that is always a program, quotes its source, asks once, hands over, and is silent after a person."""
import unittest
from email.message import EmailMessage

from rig.chat import Visitor
from rig.duties import Duties
from rig.letters import deliver_lmtp


class BotConduct(Duties):
    config = '[desk]\nname = "Meghna Tools"\n[mail]\naddress = "help@desk.example"\n'

    def setUp(self):
        super().setUp()
        self.visitors = []
        self.addCleanup(lambda: [visitor.close() for visitor in self.visitors])

    def turn_on(self, **more):
        settings = {"active": True, "channels": ["chat", "web", "email"], "questions": [{"en": "Which serial number?", "bn": "সিরিয়াল নম্বর কত?"}]}
        return self.ask("POST", "/bot_settings", {"bot_setting": settings | more})["bot_setting"]

    def article(self, locale="en-us", title="The pump stops after a minute", body="<p>Clean the filter of the pump first.</p>"):
        category = self.ask("POST", f"/help_center/{locale}/categories", {"category": {"name": "Pumps"}})["category"]["id"]
        section = self.ask("POST", f"/help_center/{locale}/categories/{category}/sections", {"section": {"name": "Faults"}})["section"]["id"]
        return self.ask("POST", f"/help_center/{locale}/sections/{section}/articles", {"article": {"title": title, "body": body, "draft": False}})["article"]

    def visitor(self):
        visitor = Visitor(self.server.port)
        self.visitors.append(visitor)
        return visitor

    def chat(self, words="পাম্প চলছে না"):
        """A conversation and its ticket; the bot has had its turn."""
        visitor = self.visitor()
        conv = visitor.send(words)["conv"]
        self.server.wait_idle()
        return visitor, conv, self.ask("GET", "/tickets?sort_by=id&sort_order=desc")["tickets"][0]

    def roles(self, ticket):
        frames = self.thread(ticket)
        return [frame["author_role"] for frame in frames]

    def thread(self, ticket):
        timeline = self.ask("GET", f"/console/tickets/{ticket['id']}")["timeline"]
        return [entry for entry in timeline if entry["kind"] == "comment" and entry["public"]]

    def bot(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}/bot")["bot"]

    def test_without_a_setting_no_bot_speaks(self):
        _, _, ticket = self.chat()
        self.assertEqual(self.roles(ticket), ["end-user"])
        self.assertEqual(self.bot(ticket)["speaker"], "none")

    def test_it_says_that_it_is_a_program_and_quotes_the_help_centre_with_its_source_in_the_customers_language(self):
        self.article()  # in English, which this customer does not read
        article = self.article("bn", "পাম্প এক মিনিট পরে থেমে যায়", "<p>আগে পাম্পের ফিল্টার পরিষ্কার করুন।</p>")
        self.turn_on(channels=["chat"])
        visitor = self.visitor()
        visitor.send("পাম্প এক মিনিট পরে থেমে যায়")
        self.server.wait_idle()
        frame = visitor.event(lambda got: got["data"].get("author", {}).get("role") == "bot")
        self.assertIn("একটি প্রোগ্রাম", frame["data"]["text"])
        self.assertIn("ফিল্টার পরিষ্কার", frame["data"]["text"])
        self.assertIn(f'href="{self.server.base}/articles/{article["id"]}-', frame["data"]["html"])
        ticket = self.ask("GET", "/tickets?sort_by=id&sort_order=desc")["tickets"][0]
        self.assertEqual(self.roles(ticket), ["end-user", "bot"])

    def test_a_mail_gets_one_letter_with_everything_and_then_a_person(self):
        self.turn_on(channels=["email"])
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "Rina Akter <rina@meghna.example>", "help@desk.example", "Pump"
        letter.set_content("The pump stops after a minute.")
        deliver_lmtp(self.server.lmtp_port, letter, "rina@meghna.example", "help@desk.example")
        self.server.wait_idle()
        ticket = self.ask("GET", "/tickets?sort_by=id&sort_order=desc")["tickets"][0]
        self.assertEqual(self.roles(ticket), ["end-user", "bot"])
        self.assertIn("Which serial number?", self.thread(ticket)[1]["text"])
        self.assertEqual(self.bot(ticket)["speaker"], "human")
        self.reply(ticket, "Sara here.")
        self.ask("PUT", f"/tickets/{ticket['id']}/speaker", {"speaker": {"speaker": "bot"}}, status=(409,))

    def test_it_asks_once_and_hands_over_with_a_packet_a_notice_and_a_clock(self):
        self.turn_on()
        visitor, conv, ticket = self.chat()
        visitor.send("MT-4711", conv)
        self.server.wait_idle()
        state = self.bot(ticket)
        self.assertEqual((state["speaker"], state["handoff"]["state"], state["handoff"]["reason"]), ("human", "open", "intake"))
        self.assertEqual([each["answer"] for each in state["talk"]["answers"]], ["MT-4711"])
        notes = [comment for comment in self.api.comments(ticket["id"]) if not comment["public"]]
        self.assertIn("MT-4711", notes[-1]["body"])
        visitor.send("হ্যালো?", conv)
        self.server.wait_idle()
        self.assertEqual(self.roles(ticket)[-1], "end-user")

    def test_a_persons_word_by_any_route_silences_it(self):
        self.turn_on()
        for route in ("reply", "bulk"):
            with self.subTest(route=route):
                visitor, conv, ticket = self.chat()
                self.assertEqual(self.bot(ticket)["speaker"], "bot")
                body = {"ticket": {"comment": {"body": "Sara here."}}}
                if route == "bulk":
                    self.ask("PUT", f"/tickets/update_many?ids={ticket['id']}", body)
                else:
                    self.ask("PUT", f"/tickets/{ticket['id']}", body)
                visitor.send("MT-4711", conv)
                self.server.wait_idle()
                roles = self.roles(ticket)
                self.assertEqual(roles[-1], "end-user")
                self.assertEqual(roles.count("bot"), 1)
                self.assertEqual(self.bot(ticket)["speaker"], "human")

    def test_talk_to_a_person_works_in_the_first_second_and_is_answered_in_time_or_escalates(self):
        self.turn_on(answer_minutes=5)
        visitor = self.visitor()
        visitor.socket.send({"type": "human"})  # before a word was written
        visitor.send("I need help")
        self.server.wait_idle()
        ticket = self.ask("GET", "/tickets?sort_by=id&sort_order=desc")["tickets"][0]
        self.assertEqual(self.roles(ticket), ["end-user", "system"])
        state = self.bot(ticket)
        self.assertEqual((state["speaker"], state["handoff"]["reason"]), ("human", "customer"))
        self.pass_time(minutes=6)
        self.assertEqual(self.bot(ticket)["handoff"]["level"], 1)
        self.reply(ticket, "Sara here.")
        self.assertEqual(self.bot(ticket)["handoff"]["state"], "answered")
        self.pass_time(hours=2)
        self.assertEqual(self.bot(ticket)["handoff"]["level"], 1)

    def test_talk_to_a_person_needs_no_bot_and_works_off_hours_with_a_time(self):
        self.office_hours()
        self.go_to("2030-01-12T10:00:00Z")  # a Saturday
        visitor, conv, ticket = self.chat()
        visitor.socket.send({"type": "human", "conv": conv})
        line = visitor.event(lambda got: got["data"].get("author", {}).get("role") == "system" or got["kind"] == "handover")
        self.server.wait_idle()
        if line["kind"] == "handover":
            line = visitor.event(lambda got: got["data"].get("author", {}).get("role") == "system")
        self.assertIn("একজনকে উত্তর দিতে বলা হয়েছে", line["data"]["text"])
        self.assertEqual(self.bot(ticket)["handoff"]["due_at"][:16], "2030-01-14T09:05")

    def test_an_unanswered_hand_off_goes_to_the_next_tier_and_managers_hear_of_it(self):
        tier = self.ask("POST", "/groups", {"group": {"name": "Second line"}})["group"]["id"]
        self.turn_on(escalation_group_id=tier)
        _, _, ticket = self.chat("মানুষের সাথে কথা বলতে চাই")
        self.assertEqual(self.bot(ticket)["handoff"]["reason"], "asked")
        self.pass_time(minutes=6)
        self.assertEqual(self.ask("GET", f"/tickets/{ticket['id']}")["ticket"]["group_id"], tier)

    def test_the_word_returns_to_the_bot_by_an_act_only_and_with_the_version_that_was_seen(self):
        self.turn_on()
        visitor, conv, ticket = self.chat()
        seen = self.bot(ticket)["speaker_version"]
        self.reply(ticket, "Sara here.")
        path = f"/tickets/{ticket['id']}/speaker"
        self.ask("PUT", path, {"speaker": {"speaker": "bot", "version": seen}}, status=(409,))
        self.ask("PUT", path, {"speaker": {"speaker": "bot"}})
        visitor.send("আরেকটি প্রশ্ন আছে", conv)
        self.server.wait_idle()
        self.assertEqual(self.roles(ticket)[-1], "bot")

    def test_views_and_rules_know_who_speaks(self):
        self.turn_on()
        _, _, ticket = self.chat()
        view = self.ask("POST", "/views", {"view": {"title": "With the assistant", "all": [{"field": "speaker", "operator": "is", "value": "bot"}]}})["view"]
        self.assertEqual([row["id"] for row in self.ask("GET", f"/views/{view['id']}/tickets")["tickets"]], [ticket["id"]])
        macro = self.ask("POST", "/macros", {"macro": {"title": "Take over", "actions": [{"field": "speaker", "value": "human"}]}})["macro"]
        self.assertTrue(macro["id"])


if __name__ == "__main__":
    unittest.main()
