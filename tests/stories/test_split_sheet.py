"""The split sheet and cases (A3): one message becomes several requests in one step, the customer hears it once, answers find
their request, and the case ends with the last of them."""
import unittest

from rig.duties import Duties
from rig.manners import Manners

THREE = "Good morning. The drill smokes when it runs. The pump in hall 2 is silent. Please send the invoice of May again."


class SplitSheet(Duties):
    def setUp(self):
        super().setUp()
        self.original = self.api.new_ticket("Three things", THREE, requester={"name": "Rina Akter", "email": "rina@meghna.example"})
        self.server.wait_idle()

    def split(self, **more):
        lines = [{"subject": "Drill", "priority": "high", "text": "The drill smokes when it runs."},
                 {"subject": "Pump", "text": "The pump in hall 2 is silent."},
                 {"subject": "Invoice", "text": "Please send the invoice of May again."}]
        return self.ask("POST", f"/tickets/{self.original['id']}/split", {"split": {"notify": True, "tickets": lines} | more})

    def status(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}")["ticket"]["status"]

    def rina(self, words):
        """Rina answers the desk's message in the ticket of the message."""
        answer = self.rina_api().put(f"/api/v2/requests/{self.original['id']}", {"request": {"comment": {"body": words}}})
        self.assertEqual(answer.status, 200, answer)
        self.server.wait_idle()

    def rina_api(self):
        if not hasattr(self, "customer"):
            self.customer = self.server.api_of("rina@meghna.example")
        return self.customer

    def words(self, ticket):
        return [comment["plain_body"] if "plain_body" in comment else comment["body"] for comment in self.api.comments(ticket["id"])]

    def test_one_submit_makes_linked_requests_that_count_from_the_first_message(self):
        self.pass_time(hours=2)
        made = self.split()
        drill, pump, invoice = made["tickets"]
        self.assertEqual([self.words(each) for each in made["tickets"]],
                         [["The drill smokes when it runs."], ["The pump in hall 2 is silent."], ["Please send the invoice of May again."]])
        for each in made["tickets"]:
            self.assertEqual(each["requester_id"], self.original["requester_id"])
            self.assertEqual(each["case_id"], made["case"]["id"])
            self.assertEqual(each["received_at"][:16], "2030-01-07T09:00")
        self.assertEqual(drill["priority"], "high")
        page = self.ask("GET", f"/console/cases/{made['case']['id']}")
        self.assertEqual([each["id"] for each in page["tickets"]], [self.original["id"], drill["id"], pump["id"], invoice["id"]])
        origin = self.ask("GET", f"/console/tickets/{pump['id']}")["timeline"][0]["via"]["split"]
        self.assertEqual(origin["ticket_id"], self.original["id"])
        self.assertEqual(self.status(self.original), "hold")

    def test_a_line_has_its_kind_product_class_type_and_group(self):
        group = self.ask("POST", "/groups", {"group": {"name": "Workshop"}})["group"]["id"]
        asset = self.ask("POST", "/assets", {"asset": {"name": "Drill", "serial": "DR-77", "user_id": self.original["requester_id"]}})["asset"]["id"]
        line = {"subject": "Drill", "text": "The drill smokes when it runs.", "type": "incident", "group_id": group, "request_kind": "problem", "asset_serial": "dr77",
                "priority_class": "critical", "class_reason": "They cannot drill"}
        made = self.split(tickets=[line])["tickets"][0]
        read = self.ask("GET", f"/tickets/{made['id']}/intake")["intake"]
        self.assertEqual((made["type"], made["group_id"], read["request_kind"], read["asset"]["id"], read["priority_class"]), ("incident", group, "problem", asset, "critical"))

    def test_the_customer_gets_one_message_with_numbers_people_and_times(self):
        made = self.split()
        told = self.public(self.original)[1:]
        self.assertEqual(len(told), 1)
        for each in made["tickets"]:
            self.assertEqual([comment["public"] for comment in self.api.comments(each["id"])], [True])
            self.assertIn(f"#{each['id']} {each['subject']}: Support. You hear from us by Tuesday, 8 January, 09:00.", told[0]["body"])

    def test_the_same_submit_again_is_the_same_split(self):
        body = {"split": {"tickets": [{"subject": "Drill", "text": "The drill smokes when it runs."}]}}
        path = f"/api/v2/tickets/{self.original['id']}/split"
        first, second = self.api.post(path, body, key="once"), self.api.post(path, body, key="once")
        self.assertEqual(first.json["split"]["ticket_ids"], second.json["split"]["ticket_ids"])
        self.assertEqual(len(self.api.tickets()), 2)

    def test_answers_find_their_request_by_number_and_by_the_quoted_line(self):
        drill, pump, invoice = self.split()["tickets"]
        self.rina(f"#{drill['id']}: it is the red one.")
        self.assertEqual(self.words(drill)[1:], [f"#{drill['id']}: it is the red one."])
        self.rina(f"Hello\n> #{pump['id']} Pump: Support.\nSince Monday.\n> #{invoice['id']} Invoice: Support.\nTo my address, please.")
        self.assertEqual(self.words(pump)[1:], ["Since Monday."])
        self.assertEqual(self.words(invoice)[1:], ["To my address, please."])
        self.assertEqual(len(self.words(drill)), 2)

    def test_an_answer_that_names_none_asks_an_agent_who_moves_it_by_one_click(self):
        made = self.split()
        drill = made["tickets"][0]
        self.rina("It works again, thank you.")
        self.assertEqual(self.status(self.original), "open")
        waiting = self.ask("GET", f"/console/tickets/{self.original['id']}")["case"]["waiting"]
        self.assertEqual([each["text"] for each in waiting], ["It works again, thank you."])
        self.ask("POST", f"/cases/{made['case']['id']}/words", {"word": {"comment_id": waiting[0]["comment_id"], "ticket_id": drill["id"]}})
        self.assertEqual(self.words(drill)[1:], ["It works again, thank you."])
        self.assertEqual(self.ask("GET", f"/console/tickets/{self.original['id']}")["case"]["waiting"], [])
        self.assertEqual(self.status(self.original), "hold")
        again = self.api.post(f"/api/v2/cases/{made['case']['id']}/words", {"word": {"comment_id": waiting[0]["comment_id"], "ticket_id": drill["id"]}})
        self.assertEqual(again.status, 409)

    def test_the_case_ends_with_the_last_request_and_opens_with_any(self):
        made = self.split()
        for each in made["tickets"][:2]:
            self.change(each, status="solved")
        self.assertEqual(self.status(self.original), "hold")
        self.change(made["tickets"][2], status="solved")
        self.assertEqual(self.status(self.original), "solved")
        self.change(made["tickets"][0], status="open")
        self.assertEqual(self.status(self.original), "hold")
        for each in made["tickets"]:
            self.change(each, status="closed")
        self.assertEqual(self.status(self.original), "closed")
        self.assertTrue(self.ask("GET", f"/cases/{made['case']['id']}")["case"]["closed_at"])

    def test_a_split_is_undone_within_the_hour_and_re_joined_afterwards(self):
        made = self.split()
        self.ask("PUT", f"/splits/{made['split']['id']}/undo", {})
        self.assertEqual(self.status(self.original), "open")
        self.assertEqual([ticket["id"] for ticket in self.api.tickets()], [self.original["id"]])
        made = self.split()
        self.pass_time(hours=2)
        late = self.api.put(f"/api/v2/splits/{made['split']['id']}/undo", {})
        self.assertEqual(late.status, 409, late)
        self.reply(made["tickets"][0], "Which drill is it?")
        self.ask("PUT", f"/cases/{made['case']['id']}/rejoin", {})
        self.assertIn("Which drill is it?", self.words(self.original))
        self.assertEqual([self.status(each) for each in made["tickets"]], ["closed"] * 3)
        self.assertEqual(self.status(self.original), "open")

    def test_passages_of_several_messages_and_of_a_call_become_one_request(self):
        self.customer_writes(self.original, "The pump also leaks.")
        self.ask("POST", f"/tickets/{self.original['id']}/calls", {"call": {"outcome": "reached", "text": "Rina says that the leak is small."}})
        thread = self.api.comments(self.original["id"])
        call = next(each for each in thread if "leak is small" in each["body"])
        passages = [{"comment_id": thread[0]["id"], "text": "The pump in hall 2 is silent."}, {"comment_id": thread[1]["id"], "text": "The pump also leaks."},
                    {"comment_id": call["id"], "text": "the leak is small"}]
        made = self.ask("POST", f"/tickets/{self.original['id']}/split", {"split": {"tickets": [{"subject": "Pump", "passages": passages}]}})
        self.assertEqual(self.words(made["tickets"][0]), ["The pump in hall 2 is silent.\n\nThe pump also leaks.\n\nthe leak is small"])

    def test_the_preview_is_the_message_in_the_language_of_the_customer(self):
        self.ask("PUT", f"/users/{self.original['requester_id']}", {"user": {"locale": "ru"}})
        read = self.ask("POST", f"/tickets/{self.original['id']}/split/preview", {"split": {"tickets": [{"subject": "Дрель"}, {"subject": "Насос"}]}})["preview"]
        self.assertIn("обращения", read["message"])
        self.assertIn("Дрель: Support", read["message"])
        self.assertEqual(len(self.api.tickets()), 1)


class SplitOnThePage(Manners):
    def test_the_page_of_the_message_shows_its_requests_and_each_of_them_leads_back(self):
        ticket = self.rina_asks("Two things", "The drill smokes. The pump is silent.")
        lines = [{"subject": "Drill", "text": "The drill smokes."}, {"subject": "Pump", "text": "The pump is silent."}]
        drill, pump = self.ask("POST", f"/tickets/{ticket['id']}/split", {"split": {"notify": True, "tickets": lines}})["tickets"]
        self.change(pump, assignee_id=self.me())
        reader = self.signed_in()
        page = reader.open(f"/requests/{ticket['id']}")
        self.assertIn("Your message became these requests", page)
        for part in (drill, pump):
            self.assertIn(f'<a href="/requests/{part["id"]}"><b dir="auto">{part["subject"]}</b></a>', page)
        self.assertIn("<td>Sara Ahmed</td>", page)
        page = reader.open(f"/requests/{pump['id']}")
        self.assertIn(f'Part of your message <a href="/requests/{ticket["id"]}" dir="auto">Two things</a>', page)
        self.assertNotIn("became these requests", page)


if __name__ == "__main__":
    unittest.main()
