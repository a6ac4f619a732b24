"""Rules of conduct: what a person who writes rules may ask of a request (when it came, how long others take, who answered, what the
check found, whether it is solved) and have done: at most once, in the customer's language, and nothing to who is not calm."""
import unittest

from rig.companies import Companies
from rig.manners import Manners
from test_contact_card import OFFICE

ALWAYS = {"field": "status", "operator": "less_than", "value": "solved"}


class RulesOfConduct(Manners, Companies):
    desk = OFFICE  # Dhaka, Sunday to Thursday 09:00 to 18:00

    def rule(self, action, value="once", *conditions):
        body = {"title": f"Do {action}", "conditions": {"all": list(conditions) or [ALWAYS], "any": []}, "actions": [{"field": action, "value": value}]}
        return self.ask("POST", "/triggers", {"trigger": body})["trigger"]

    def mark(self, field, value, operator="is", tag=None):
        """Puts a tag on what the condition holds for."""
        self.rule("current_tags", tag or f"{field}_{value}", {"field": field, "operator": operator, "value": value})

    def tags(self, ticket):
        return self.now(ticket)["tags"]

    def view(self, field, value):
        made = self.ask("POST", "/views", {"view": {"title": value, "all": [{"field": field, "operator": "is", "value": value}]}})["view"]
        return [row["id"] for row in self.ask("GET", f"/views/{made['id']}/tickets")["tickets"]]

    def speaks(self, language):
        self.ask("PUT", f"/users/{self.rina}", {"user": {"locale": language}})

    def words_of_ours(self, ticket):
        return [comment["plain_body"] for comment in self.public(ticket)[1:]]

    def told(self, action):
        """What each run of the rule did, as "which rule did what" shows it."""
        runs = self.ask("GET", "/rule_runs?sort_order=desc")["rule_runs"]
        return [effect for run in runs for effect in run["effects"] if effect.get("action") == action]

    def test_definitions_name_them_in_three_languages(self):
        wanted = {"conditions_all": {"came_while", "usual_time", "answered_by", "answer_check", "did_this_solve_it"},
                  "actions": {"tell_ways", "tell_usual_time", "suggest_split", "strict_drafts", "add_contact_persons", "ask_if_solved"}}
        seen = {}
        for language in ("en", "bn", "ru"):
            answer = self.api.request("GET", "/api/v2/triggers/definitions", headers={"Accept-Language": language}).json["definitions"]
            for key, names in wanted.items():
                found = {each["subject"]: each for each in answer[key] if each["subject"] in names}
                self.assertEqual(set(found), names)
                for name, each in found.items():
                    words = (each["title"], *(value["title"] for value in each["values"]))
                    self.assertFalse([word for word in words if "." in word and " " not in word], words)
                    seen.setdefault(name, set()).add(words)
        self.assertEqual({name for name, words in seen.items() if len(words) < 2}, set())

    def test_a_rule_knows_whether_we_were_open_when_it_came(self):
        for value in ("open", "closed", "closed_day"):
            self.mark("came_while", value)
        schedule = self.ask("GET", "/business_hours/schedules")["schedules"][0]["id"]
        self.ask("POST", f"/business_hours/schedules/{schedule}/holidays", {"holiday": {"name": "Day", "start_date": "2030-01-14", "end_date": "2030-01-14"}})
        for moment, wanted in (("2030-01-08T05:00:00Z", "open"), ("2030-01-11T05:00:00Z", "closed"), ("2030-01-14T05:00:00Z", "closed_day")):
            self.go_to(moment)
            tags = self.tags(self.rina_asks(f"Came while {wanted}"))
            self.assertEqual([tag for tag in tags if tag.startswith("came_while")], [f"came_while_{wanted}"])

    def test_the_customer_is_told_once_in_their_language_how_and_when_to_reach_us(self):
        self.rule("tell_ways", "once", {"field": "came_while", "operator": "is", "value": "closed"})
        self.speaks("ru")
        self.go_to("2030-01-11T05:00:00Z")  # Friday
        ticket = self.rina_asks()
        [words] = self.words_of_ours(ticket)
        self.assertIn("Как и когда с нами связаться", words)
        self.assertIn("Закрыто, откроется", words)
        self.assertEqual(self.public(ticket)[-1]["via"]["channel"] and self.tags(ticket).count("told_ways"), 1)
        self.assertTrue(any("Как и когда" in str(mail.get_body(("plain",)).get_content()) for mail in self.letters_to()))
        self.customer_writes(ticket, "И ещё вопрос")
        self.change(ticket, priority="high")
        self.assertEqual(len([word for word in self.words_of_ours(ticket) if "Как и когда" in word]), 1)
        self.assertEqual(len(self.told("tell_ways")), 1)

    def test_nothing_is_told_by_itself_to_who_is_angry_or_after_a_person_has_answered(self):
        self.rule("tell_ways", "once", {"field": "current_tags", "operator": "includes", "value": "now"})
        angry = self.rina_asks(words="Nobody answers, this is ridiculous.")
        self.assertNotEqual(self.mood(angry)["mood"], "calm")
        self.change(angry, tags=["now"])
        self.assertEqual(self.words_of_ours(angry), [])
        self.assertEqual([effect.get("withheld") for effect in self.told("tell_ways")], [True])
        self.ask("PUT", f"/users/{angry['requester_id']}/mood", {"mood": {"mood": "calm", "reason": "We talked"}})
        answered = self.rina_asks("Answered")
        self.reply(answered, "Press the green button.")
        self.change(answered, tags=["now"])
        self.assertEqual(self.words_of_ours(answered), ["Press the green button."])

    def test_a_dry_run_shows_the_words_and_sends_none(self):
        ticket = self.rina_asks()
        trigger = {"title": "Try", "conditions": {"all": [ALWAYS]}, "actions": [{"field": "tell_ways", "value": "once"}]}
        tried = self.ask("POST", "/triggers/preview", {"trigger": trigger, "ticket_ids": [ticket["id"]]})
        self.assertIn("This is how and when you reach us", str(tried))
        self.assertEqual((self.words_of_ours(ticket), self.tags(ticket)), ([], []))

    def usual(self, count=10):
        """What requests took lately: half an hour each."""
        for number in range(count):
            ticket = self.ticket(f"Pump {number}", priority="normal")
            self.server.advance_clock(minutes=30)
            self.change(ticket, comment={"body": "Turn it on."}, status="solved")
        self.pass_time(hours=1, minutes=1)

    def test_a_rule_knows_what_is_open_longer_than_others_of_its_class_and_tells_the_usual_time(self):
        self.go_to("2030-01-08T03:00:00Z")  # Tuesday 09:00 in Dhaka
        for value in ("unknown", "within", "longer"):
            self.mark("usual_time", value)
        first = self.rina_asks("Too early to say", priority="normal")
        self.assertIn("usual_time_unknown", self.tags(first))
        self.usual()
        self.rule("tell_usual_time", "once", {"field": "current_tags", "operator": "includes", "value": "tell"})
        ticket = self.rina_asks("Like the others", priority="normal")
        self.assertEqual([tag for tag in self.tags(ticket) if tag.startswith("usual")], ["usual_time_within"])
        self.change(ticket, tags=["tell"])
        [words] = self.words_of_ours(ticket)
        self.assertIn("Four of five", words)
        self.assertIn("told_usual_time", self.tags(ticket))
        other = self.rina_asks("Like the others, later", priority="normal")
        self.pass_time(hours=1)
        self.change(other, tags=["look"])
        self.assertIn("usual_time_longer", self.tags(other))
        self.change(other, tags=["tell"])
        self.assertEqual(self.words_of_ours(other), [], "what is usual has passed: nothing is told")

    def test_rules_and_views_know_who_wrote_our_last_word(self):
        self.mark("answered_by", "person")
        nobody, person = self.rina_asks("Waits"), self.rina_asks("Answered")
        self.reply(person, "Press the green button.")
        self.assertEqual((self.tags(nobody), self.tags(person)), ([], ["answered_by_person"]))
        self.rule("tell_ways", "once", {"field": "current_tags", "operator": "includes", "value": "now"})
        assistant = self.rina_asks("Told by itself", tags=["now"])
        self.assertEqual([self.view("answered_by", who) for who in ("nobody", "person", "assistant")], [[nobody["id"]], [person["id"]], [assistant["id"]]])

    def test_a_rule_hears_what_the_check_finds_in_an_answer_that_was_sent(self):
        for value in ("none", "any", "officialese", "unanswered"):
            self.mark("answer_check", value)
        ticket = self.rina_asks(words="When will the repair be done?")
        self.assertEqual(self.tags(ticket), [], "nothing is true of an answer that does not exist")
        self.reply(ticket, "Please be advised that your request has been forwarded to the relevant department.")
        self.assertLessEqual({"answer_check_any", "answer_check_officialese", "answer_check_unanswered"}, set(self.tags(ticket)))
        self.assertNotIn("answer_check_none", self.tags(ticket))

    def test_answers_of_one_request_are_checked_strictly_until_the_rule_says_otherwise(self):
        self.rule("strict_drafts", "on", {"field": "current_tags", "operator": "includes", "value": "careful"})
        self.rule("strict_drafts", "off", {"field": "current_tags", "operator": "includes", "value": "as_usual"})
        ticket, plain = self.rina_asks(words="When will the repair be done?", tags=["careful"]), self.rina_asks("Another")
        office = {"ticket": {"comment": {"body": "Please be advised that your request has been forwarded to the relevant department."}}}
        self.refused("PUT", f"/tickets/{ticket['id']}", office)
        check = self.ask("POST", f"/tickets/{ticket['id']}/draft_checks", {"draft_check": {"text": office["ticket"]["comment"]["body"]}})["draft_check"]
        self.assertTrue(check["blocked"])
        self.ask("PUT", f"/tickets/{plain['id']}", office)
        self.change(ticket, tags=["as_usual"])
        self.ask("PUT", f"/tickets/{ticket['id']}", office)

    def test_a_note_suggests_to_split_what_looks_like_several_problems_once(self):
        self.rule("suggest_split", "once", {"field": "description_includes_word", "operator": "includes", "value": "also"})
        ticket = self.rina_asks(words="The pump is silent. Also the door does not close. Also the bill is wrong.")
        notes = lambda: [comment for comment in self.api.comments(ticket["id"]) if not comment["public"]]
        self.assertEqual(len(notes()), 1)
        self.assertIn("several problems", notes()[0]["plain_body"])
        self.assertIn("several_problems", self.tags(ticket))
        self.change(ticket, priority="high")
        self.assertEqual(len(notes()), 1)

    def test_contact_persons_come_in_copy_and_the_account_manager_hears_by_rule(self):
        nadia, oleg = self.person("Nadia Islam", "purchasing@meghna.example"), self.agent()
        self.contact(nadia)
        self.terms(reporter_rule="none", account_manager_id=oleg)
        self.rule("add_contact_persons", "once", {"field": "priority", "operator": "is", "value": "urgent"})
        self.rule("notification_user", ["account_manager", "Urgent: #{{ticket.id}}", "{{ticket.title}}"], {"field": "priority", "operator": "is", "value": "urgent"})
        calm, urgent = self.from_rina("Calm"), self.from_rina("Urgent", priority="urgent")
        self.assertEqual((self.now(calm)["email_cc_ids"], self.now(urgent)["email_cc_ids"]), ([], [nadia]))
        self.assertEqual([str(mail["Subject"]) for mail in self.letters_to("oleg@sahay.example") if "Urgent" in str(mail["Subject"])], [f"Urgent: #{urgent['id']}"])

    def test_who_has_not_answered_is_asked_once_more_and_rules_and_views_know_the_answer(self):
        self.rule("ask_if_solved", "once", {"field": "current_tags", "operator": "includes", "value": "ask"})
        self.speaks("bn")
        ticket = self.rina_asks()
        self.assertEqual(self.view("did_this_solve_it", "not_asked"), [ticket["id"]])
        self.solve(ticket)
        self.assertEqual(self.view("did_this_solve_it", "waiting"), [ticket["id"]])
        before = len(self.letters_to())
        self.change(ticket, tags=["ask"])
        [mail] = self.letters_to()[before:]
        self.assertIn("এতে কি সমাধান হয়েছে?", str(mail["Subject"]))
        self.assertEqual(self.view("did_this_solve_it", "asked_again"), [ticket["id"]])
        self.change(ticket, priority="low")
        self.assertEqual(len(self.letters_to()), before + 1)
        self.assertNotIn("/solved/", str(self.told("ask_if_solved")), "the customer's own link is nobody else's")
        self.mark("did_this_solve_it", "no")
        self.page("POST", self.solved_link(mail), {"solved": "no", "comment": "Still silent"})
        self.assertEqual(self.view("did_this_solve_it", "no"), [ticket["id"]])
        self.assertIn("did_this_solve_it_no", self.tags(ticket))

    def test_who_is_angry_is_not_asked_once_more(self):
        self.rule("ask_if_solved", "once", {"field": "current_tags", "operator": "includes", "value": "ask"})
        ticket = self.rina_asks(words="Nobody answers, this is ridiculous.")
        self.solve(ticket)
        before = len(self.letters_to())
        self.change(ticket, tags=["ask"])
        self.assertEqual((len(self.letters_to()), [effect.get("withheld") for effect in self.told("ask_if_solved")]), (before, [True]))


if __name__ == "__main__":
    unittest.main()
