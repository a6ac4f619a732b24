"""Guided reports (D4): four questions instead of "it does not work", in the portal, in the widget, and by a personal link in reply to a
vague mail; one missing detail is asked for once, and what was answered is known to everybody from then on."""
import re
import unittest
from http.client import HTTPConnection

from rig.api import Api
from rig.letters import deliver_lmtp, letter
from rig.manners import DESK, Manners

RINA = "rina@meghna.example"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")
STORY = "I press Start on the pump MT-20, it runs ten minutes, then a red light blinks and it stops."


class GuidedReport(Manners):
    def rule(self):
        """Off by default: an administrator writes it."""
        self.ask("POST", "/triggers", {"trigger": {
            "title": "Ask for a guided report",
            "conditions": {"all": [{"field": "update_type", "operator": "is", "value": "Create"}, {"field": "is_vague", "operator": "is", "value": "true"}], "any": []},
            "actions": [{"field": "ask_for_report", "value": ""}]}})

    def mail(self, subject, words):
        deliver_lmtp(self.server.lmtp_port, letter(RINA, DESK, subject, words), RINA, DESK)
        self.server.wait_idle()
        return self.api.ticket_with_subject(subject)

    def link_in(self, mail):
        found = re.search(r"/report/[\w.\-]+", mail.get_body(("plain",)).get_content())
        return found and found.group(0)

    def asked(self):
        self.rule()
        ticket = self.mail("Help", "It does not work")
        letters = [mail for mail in self.letters_to(RINA) if self.link_in(mail)]
        self.assertEqual(len(letters), 1)
        return ticket, self.link_in(letters[0])

    def facts(self, ticket):
        return {(fact["kind"], fact["label"], fact["text"], fact["done_by"]) for fact in self.ask("GET", f"/tickets/{ticket['id']}/facts")["facts"]}

    def form(self, path, fields, files=()):
        """A form with files, as a browser without scripts sends it. The answer: status, where it leads, the page."""
        mark = "----story"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
        for name, kind, data in files:
            parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'.encode() + data + b"\r\n")
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("POST", path, b"".join(parts) + f"--{mark}--\r\n".encode(), {
            "Content-Type": f"multipart/form-data; boundary={mark}", "Origin": self.server.base, "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        self.server.wait_idle()
        return answer.status, answer.getheader("Location") or "", page

    def anybody(self, method, path, body=None, status=200):
        answer = Api("127.0.0.1", self.server.port).request(method, f"/api/v2{path}", body)
        self.assertEqual(answer.status, status, answer)
        self.server.wait_idle()
        return answer.json if answer.body else {}

    # --- the link in reply to a vague mail ---

    def test_a_vague_mail_is_answered_with_a_link_and_the_report_joins_the_same_request(self):
        ticket, link = self.asked()
        for _ in range(2):
            status, page = self.page("GET", link)
            self.assertEqual(status, 200)
            self.assertIn("It does not work", page, "what is known already stands there")
        self.assertEqual(len(self.public(ticket)), 2, "opening the link changes nothing")
        status, where, page = self.form(link, {"step": "happened", "go": "next", "happened": STORY, "where": "MT-20, serial 1187", "since": "Monday", "how_often": "always", "how_many": "me", "expected": ""})
        self.assertEqual((status, where), (303, f"{link}?step=tried"), page)
        status, where, _ = self.form(link, {"step": "tried", "go": "next", "tried": "restarted the pump\ncleaned the filter"})
        self.assertEqual((status, where), (303, f"{link}?step=show"))
        status, where, _ = self.form(link, {"step": "show", "go": "next"}, [("panel.png", "image/png", PNG)])
        self.assertEqual((status, where), (303, f"{link}?step=reply"))
        status, where, _ = self.form(link, {"step": "reply", "go": "send"})
        self.assertEqual((status, where), (303, link))
        status, page = self.page("GET", link)
        self.assertIn(f"request {ticket['id']}", page)
        self.assertEqual(self.api.get("/api/v2/tickets/count").json["count"]["value"], 1, "the same request")
        said = self.public(ticket)[-1]
        self.assertIn(STORY, said["plain_body"])
        self.assertIn("cleaned the filter", said["plain_body"])
        self.assertEqual([file["file_name"] for file in said["attachments"]], ["panel.png"])
        self.assertEqual(said["author_id"], self.now(ticket)["requester_id"])
        self.assertLessEqual({("symptom", None, STORY, None), ("environment", "Machine, program or page", "MT-20, serial 1187", None), ("environment", "Since when", "Monday", None),
                              ("environment", "How often", "Every time", None), ("tried", None, "restarted the pump", "customer"), ("tried", None, "cleaned the filter", "customer")}, self.facts(ticket))
        self.form(link, {"step": "reply", "go": "send"})
        self.assertEqual(len(self.public(ticket)), 3, "sent once")

    def test_what_the_report_says_is_not_asked_for_again(self):
        ticket, link = self.asked()
        self.form(link, {"step": "happened", "go": "next", "happened": STORY})
        self.form(link, {"step": "tried", "go": "next", "tried": "restarted the pump"})
        self.form(link, {"step": "reply", "go": "send"})
        draft = {"draft_check": {"text": "Hello Rina,\nplease restart the pump and tell me what happens."}}
        found = self.ask("POST", f"/tickets/{ticket['id']}/draft_checks", draft)["draft_check"]["findings"]
        self.assertEqual([(each["rule"], each["known"], each["fact"]["done_by"]) for each in found if each["rule"] == "known_data"], [("known_data", "restarted the pump", "customer")])

    def test_a_clear_mail_gets_no_link_and_without_the_rule_nobody_does(self):
        self.mail("No water", "It does not work")
        self.rule()
        self.mail("The pump stops", STORY)
        self.assertEqual([mail for mail in self.letters_to(RINA) if self.link_in(mail)], [])

    def test_a_forged_link_is_nothing_and_an_old_one_is_over(self):
        ticket, link = self.asked()
        number, reader, ends, mac = link.removeprefix("/report/").split(".")
        for forged in (f"{number}.{int(reader) + 1}.{ends}.{mac}", f"{int(number) + 1}.{reader}.{ends}.{mac}", f"{number}.{reader}.{int(ends) + 1}.{mac}"):
            self.assertEqual(self.page("GET", f"/report/{forged}")[0], 404)
            self.assertEqual(self.form(f"/report/{forged}", {"step": "happened", "go": "next", "happened": STORY})[0], 404)
        self.pass_time(hours=15 * 24)
        status, page = self.page("GET", link)
        self.assertEqual(status, 200)
        self.assertIn("This link is over", page)
        self.assertEqual(self.form(link, {"step": "reply", "go": "send"})[0], 404)
        self.assertEqual(len(self.public(ticket)), 2)

    def test_a_form_from_elsewhere_does_nothing(self):
        ticket, link = self.asked()
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("POST", link, "step=happened&go=next&happened=x", {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://elsewhere.example"})
        self.assertEqual(connection.getresponse().status, 403)
        connection.close()

    def test_an_agent_puts_the_words_into_an_answer_and_each_reader_gets_a_link_of_their_own(self):
        ticket = self.rina_asks()
        ask = self.ask("GET", f"/tickets/{ticket['id']}/report_ask")["report_ask"]
        self.assertIn(f"/requests/{ticket['id']}/report", ask["text"])
        self.change(ticket, comment={"html_body": ask["html"]})
        mail = self.letters_to(RINA)[-1]
        text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
        for body in (text, html):
            self.assertRegex(body, r"/report/\d+\.\d+\.\d+\.[\w-]{22}")
            self.assertNotIn(f"/requests/{ticket['id']}/report", body)
        self.assertNotIn("/report/" + str(ticket["id"]) + ".", self.public(ticket)[-1]["plain_body"], "the request itself holds no personal link")

    # --- portal ---

    def test_the_portal_asks_for_the_missing_detail_once_and_then_goes_on(self):
        status, page = self.page("GET", "/report")
        self.assertEqual(status, 200)
        path = re.search(r'action="(/report/[\w-]{32})"', page).group(1)
        status, where, page = self.form(path, {"step": "happened", "go": "next", "happened": "The pump does not work"})
        self.assertEqual(status, 200, page)
        self.assertIn("What do you see or hear?", page)
        self.assertIn("The pump does not work", page, "the text is kept")
        status, where, _ = self.form(path, {"step": "happened", "go": "next", "happened": "The pump does not work"})
        self.assertEqual((status, where), (303, f"{path}?step=tried"), "a second press goes on")
        status, where, _ = self.form(path, {"step": "tried", "go": "back", "tried": "nothing yet"})
        self.assertEqual(where, f"{path}?step=happened")
        self.assertIn("nothing yet", self.page("GET", f"{path}?step=tried")[1], "going back loses nothing")
        status, _, page = self.form(path, {"step": "reply", "go": "send", "email": "rina"})
        self.assertEqual(status, 422)
        self.assertIn("Write a full address", page)
        status, where, _ = self.form(path, {"step": "reply", "go": "send", "email": RINA, "name": "Rina Akter"})
        self.assertEqual((status, where), (303, path))
        page = self.page("GET", path)[1]
        number = int(re.search(r"request (\d+)", page).group(1))
        self.assertIn(f"/requests/{number}", page)
        self.assertIn("What happens next", page)
        made = self.ask("GET", f"/tickets/{number}")["ticket"]
        self.assertEqual((made["subject"], made["via"]["channel"]), ("The pump does not work", "web"))

    def test_a_draft_is_over_after_a_week_and_its_key_cannot_be_guessed_or_short(self):
        path = re.search(r'action="(/report/[\w-]{32})"', self.page("GET", "/report")[1]).group(1)
        self.form(path, {"step": "happened", "go": "next", "happened": STORY})
        self.assertIn("pump MT-20", self.page("GET", path)[1])
        self.pass_time(hours=6 * 24)
        self.assertIn("pump MT-20", self.page("GET", path)[1])
        self.pass_time(hours=2 * 24)
        self.assertNotIn("pump MT-20", self.page("GET", path)[1])
        self.assertEqual(self.page("GET", "/report/short")[0], 404)

    def test_pages_speak_the_language_of_their_reader(self):
        self.assertIn("Что случилось?", self.page("GET", "/report?lang=ru")[1])
        self.assertIn("কী হয়েছে?", self.page("GET", "/report?lang=bn")[1])

    # --- what the widget says to the server ---

    def test_the_widget_keeps_a_draft_with_a_picture_and_sends_it_without_anybody_signed_in(self):
        at = "/report_drafts/" + "Kq7wZ0pT" * 4
        kept = self.anybody("PUT", f"{at}?locale=en", {"report_draft": {"answers": {"happened": "It does not work"}, "leaving": "happened"}})["report_draft"]
        self.assertEqual(kept["advice"]["code"], "bare")
        again = self.anybody("PUT", f"{at}?locale=en", {"report_draft": {"answers": {"happened": "It does not work"}, "leaving": "happened"}})["report_draft"]
        self.assertIsNone(again["advice"], "asked once")
        answer = Api("127.0.0.1", self.server.port).request("POST", f"/api/v2{at}/files?filename=screen.png", PNG, {"Content-Type": "image/png"})
        self.assertEqual(answer.status, 201, answer)
        self.anybody("PUT", at, {"report_draft": {"answers": {"happened": STORY, "email": RINA, "name": "Rina Akter", "browser": "Firefox", "errors": "TypeError: x is null"}}})
        done = self.anybody("POST", f"{at}/send", {})["report_draft"]
        number = done["result"]["ticket_id"]
        self.assertTrue(done["result"]["request_url"].endswith(f"/requests/{number}"))
        self.assertEqual(self.anybody("POST", f"{at}/send", {})["report_draft"]["result"]["ticket_id"], number, "a repeat is the same report")
        self.assertEqual(done["answers"]["happened"], "", "the words stand in the request alone")
        ticket = self.ask("GET", f"/tickets/{number}")["ticket"]
        said = self.public(ticket)[0]
        self.assertEqual([file["file_name"] for file in said["attachments"]], ["screen.png"])
        self.assertIn("TypeError: x is null", said["plain_body"])
        self.assertIn(("environment", "Browser", "Firefox", None), self.facts(ticket))
        report = self.ask("GET", f"/guided_reports?ticket_id={number}")["guided_reports"]
        self.assertEqual([(each["channel"], each["advised"]) for each in report], [("widget", True)])

    def test_a_draft_is_its_writers_alone(self):
        at = "/report_drafts/" + "a" * 32
        self.anybody("PUT", at, {"report_draft": {"answers": {"happened": STORY}}})
        self.assertEqual(self.ask("GET", "/guided_reports")["guided_reports"], [])
        self.anybody("GET", "/report_drafts/" + "b" * 32, status=404)
        self.anybody("DELETE", at, status=204)
        self.anybody("GET", at, status=404)


if __name__ == "__main__":
    unittest.main()
