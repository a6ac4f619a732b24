"""One contact card (B8): the same ways, hours, answer times and costs on the page, in the footer, in the widget and as data."""
import http.server
import json
import re
import threading
import unittest

from rig.api import Api
from rig.duties import Duties
from rig.letters import deliver_lmtp, letter
from rig.manners import DESK, Manners
from rig.server import Server, wait_until

PAGES = {
    "/": '<html><body><a href="/shop">Shop</a> <a href="/about">About</a><script async src="{desk}/widget.js"></script></body></html>',
    "/shop": '<html><body><a href="{desk}/contact">Contact</a><a href="http://elsewhere.example/">Elsewhere</a></body></html>',
    "/about": "<html><body><p>Nobody can be reached from here.</p></body></html>",
}


class OwnSite:
    """A site of the organisation with three pages, one of them without the card."""

    def __init__(self, desk: str):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                page = PAGES.get(self.path)
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write((page or "").replace("{desk}", desk).encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


OFFICE = '[desk]\nname = "Meghna Tools"\ntime_zone = "Asia/Dhaka"\nhours = "sun-thu 09:00-18:00"\n[outbound]\nallow = ["127.0.0.0/8"]\n'


class Card:
    """What the page and the letters are asked about alike."""

    def phone(self, **more):
        way = {"kind": "phone", "value": "+880 2 5566 7788", "hours": "sun-thu 10:00-16:00", "cost_en": "local rate", "best_for_en": "when work stands still",
               "best_for_ru": "если работа стоит", "languages": ["bn", "en"]}
        return self.ask("POST", "/contact_ways", {"contact_way": way | more})["contact_way"]

    def chats(self, count):
        from rig.chat import Visitor
        visitors = [Visitor(self.server.port) for _ in range(count)]
        self.addCleanup(lambda: [visitor.close() for visitor in visitors])
        for number, visitor in enumerate(visitors):
            visitor.send(f"question {number}")
            self.server.wait_idle()
            yield number

    def answer_all(self):
        self.pass_time(minutes=2)
        for ticket in self.api.tickets():
            if ticket["status"] == "new":
                self.reply(ticket, "Sara here.")


class ContactCard(Card, Duties):
    config = OFFICE

    def card(self, query="lang=en"):
        answer = self.api.request("GET", f"/public/v1/reach?{query}")
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.headers["access-control-allow-origin"], "*")
        return answer.json

    def way(self, kind, query="lang=en"):
        return next(way for way in self.card(query)["ways"] if way["kind"] == kind)

    def page(self, path):
        answer = self.api.request("GET", path, headers={"Accept-Language": "en"})
        self.assertEqual(answer.status, 200, answer)
        return answer.body.decode()

    def test_what_is_configured_is_there_without_a_word_of_an_administrator(self):
        self.assertEqual({way["kind"] for way in self.card()["ways"]} & {"chat", "form", "help"}, {"chat", "form", "help"})

    def test_page_footer_widget_and_data_tell_the_same(self):
        self.phone()
        page, footer = self.page("/contact"), self.page("/").split("<footer>")[1]
        widget = self.api.request("GET", "/widget/config?lang=en").json["contacts"]
        phone = next(each for each in widget if each["kind"] == "phone")
        self.assertEqual((phone["value"], phone["cost"], phone["best_for"]), ("+880 2 5566 7788", "local rate", "Best for: when work stands still"))
        for words in ("+880 2 5566 7788", "local rate", "Best for: when work stands still", "Sun–Thu 10:00–16:00"):
            self.assertIn(words, page)
        self.assertIn("+880 2 5566 7788", footer)
        data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1)
        self.assertIn('"telephone":"+880 2 5566 7788"', data)
        self.assertIn('"availableLanguage":["bn","en"]', data)
        self.assertEqual(self.way("phone", "lang=ru")["best_for"], "если работа стоит")

    def test_hours_are_told_in_the_zone_of_the_visitor(self):
        self.go_to("2030-01-07T05:00:00Z")  # Monday 11:00 in Dhaka
        self.assertEqual(self.way("chat")["hours"]["words"], "Open until 18:00")
        self.assertEqual(self.way("chat", "lang=en&tz=Europe/Moscow")["hours"]["words"], "Open until 15:00")
        self.assertIn("Europe/Moscow", self.page("/contact?tz=Europe/Moscow"))
        self.assertEqual(self.way("chat", "lang=en&tz=Nowhere/Land")["hours"]["words"], "Open until 18:00")

    def test_a_closed_chat_offers_the_form_and_says_when_it_opens(self):
        self.go_to("2030-01-11T05:00:00Z")  # Friday: free in Dhaka
        chat = self.way("chat")
        self.assertEqual((chat["hours"]["open_now"], chat["fallback"], chat["hours"]["words"]), (False, "form", "Closed, opens Sunday 09:00"))
        self.assertIn("Write now", self.page("/contact"))

    def test_answer_times_are_measured_with_their_sample_or_not_said(self):
        self.go_to("2030-01-07T04:00:00Z")  # Monday 10:00 in Dhaka
        self.assertEqual(self.way("chat")["reply"]["basis"], "unknown")
        for number in self.chats(20):
            if number == 18:
                self.answer_all()
                self.pass_time(hours=1, minutes=1)
                self.assertEqual(self.way("chat")["reply"]["words"], "not enough answers yet")
                self.assertEqual(self.way("chat")["reply"]["sample"], 19)
        self.answer_all()
        self.pass_time(hours=1, minutes=1)
        reply = self.way("chat")["reply"]
        self.assertEqual((reply["basis"], reply["sample"]), ("measured", 20))
        # Each waited two minutes by the clock that the test moves, and what the machine took meanwhile.
        self.assertGreaterEqual(reply["typical_s"], 120)
        self.assertLess(reply["typical_s"], 600)
        self.assertIn("20 answers in four weeks", self.page("/contact"))

    def test_what_is_down_is_left_out_and_its_note_is_told_where_it_is_slow(self):
        phone = self.phone(status="degraded", note_en="The line is noisy today")
        self.assertIn("The line is noisy today", self.page("/contact"))
        self.ask("PUT", f"/contact_ways/{phone['id']}", {"contact_way": {"status": "down"}})
        self.assertNotIn("+880 2 5566 7788", self.page("/contact"))

    def test_the_checker_names_own_pages_without_the_card(self):
        site = OwnSite(self.server.base)
        self.addCleanup(site.close)
        made = self.ask("POST", "/contact_sites", {"contact_site": {"url": site.url}})["contact_site"]
        found = {page["url"]: page["state"] for page in self.ask("GET", f"/contact_pages?site_id={made['id']}")["contact_pages"]}
        self.assertEqual(found, {site.url: "ok", site.url + "shop": "ok", site.url + "about": "missing"})
        self.assertEqual(self.ask("GET", f"/contact_sites/{made['id']}")["contact_site"]["state"], "missing")
        self.ask("POST", f"/contact_sites/{made['id']}/check", {}, status=(202,))
        self.assertEqual(sorted(set(site.asked)), ["/", "/about", "/shop"])

    def test_programs_are_told_what_a_way_is_for_what_it_costs_and_where_it_is_kept(self):
        facts = {"purposes": ["technical"], "products": ["printer-427"], "cost_per_minute": "0.14", "cost_currency": "EUR", "internal_cost": "1.85", "recorded": True, "stored_in": "EU"}
        self.phone(**facts)
        self.go_to("2030-01-07T05:00:00Z")  # Monday 11:00 in Dhaka
        phone = self.way("phone")
        self.assertEqual((phone["purpose"], phone["products"], phone["audience"]), (["technical"], ["printer-427"], "all"))
        self.assertEqual(phone["cost"], {"customer": {"free": False, "text": "local rate", "per_minute": "0.14", "currency": "EUR"}})
        self.assertEqual(phone["privacy"], {"recorded": True, "third_party": None, "stored_in": "EU"})
        self.assertEqual(phone["accepts"], {"files": False, "max_mb": None, "screenshots": False, "anonymous": True})
        self.assertEqual(self.way("chat")["accepts"]["max_mb"], 25)
        self.assertEqual([(each["code"], each["now"], each["next"]) for each in phone["languages"]], [("bn", True, None), ("en", True, None)])
        of_staff = next(way for way in self.ask("GET", "/contact_card?lang=en")["ways"] if way["kind"] == "phone")
        self.assertEqual(of_staff["cost"]["internal"], {"per_contact": "1.85", "currency": "EUR", "visible_to": "staff"})
        self.assertNotIn("phone", [way["kind"] for way in self.card("lang=en&product=scanner-2")["ways"]])
        self.assertEqual(self.card("lang=en&product=printer-427&last=phone")["ways"][0]["kind"], "phone")
        self.assertGreater([way["kind"] for way in self.card("lang=en&purpose=billing")["ways"]].index("phone"), 0)
        self.go_to("2030-01-11T05:00:00Z")  # Friday
        closed = self.way("phone")
        self.assertEqual([each["next"][:16] for each in closed["languages"]], ["2030-01-13T04:00"] * 2)
        self.assertEqual(closed["reply"]["outside_hours"], "Closed, opens Sunday 10:00")
        for wrong in ({"cost_per_minute": "cheap"}, {"cost_currency": "Taka"}, {"audience": "friends"}, {"purposes": [""]}):
            self.ask("POST", "/contact_ways", {"contact_way": {"kind": "phone", "value": "1"} | wrong}, status=(422,))

    def test_closed_days_to_come_are_told(self):
        schedule = self.ask("GET", "/business_hours/schedules")["schedules"][0]["id"]
        self.ask("POST", f"/business_hours/schedules/{schedule}/holidays", {"holiday": {"name": "Language Day", "start_date": "2030-02-21", "end_date": "2030-02-21"}})
        self.assertEqual([(each["date"], each["closed"], each["why"]) for each in self.way("chat")["hours"]["exceptions"]], [("2030-02-21", True, "Language Day")])
        self.assertEqual(self.way("form")["hours"]["exceptions"], [])

    def test_a_closed_day_has_its_name_in_the_readers_language_everywhere(self):
        schedule = self.ask("GET", "/business_hours/schedules")["schedules"][0]["id"]
        names = {"bn": "শহীদ দিবস", "ru": "День родного языка"}
        days = f"/business_hours/schedules/{schedule}/holidays"
        day = self.ask("POST", days, {"holiday": {"name": "Language Day", "names": names, "start_date": "2030-02-21", "end_date": "2030-02-21"}})["holiday"]
        self.assertEqual(day["names"], names)
        for wrong in ({"fr": "Fête"}, {"ru": 7}, "День", {"ru": "д" * 256}):
            self.ask("PUT", f"{days}/{day['id']}", {"holiday": {"names": wrong}}, status=(422,))
        self.go_to("2030-02-21T05:00:00Z")  # Thursday 11:00 in Dhaka: a day of work in other weeks
        told = lambda language: self.way("chat", f"lang={language}")["hours"]
        self.assertEqual([told(each)["exceptions"][0]["why"] for each in ("en", "bn", "ru")], ["Language Day", "শহীদ দিবস", "День родного языка"])
        self.assertEqual(told("en")["words"], "Closed (Language Day), opens Sunday 09:00")
        self.assertIn("День родного языка", told("ru")["words"])
        page = self.page("/contact")
        self.assertIn("Closed on: 21 February (Language Day)", page)
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1))
        chat = next(each for each in data["contactPoint"] if each["name"] == "Chat")
        special = next(each for each in chat["hoursAvailable"] if each.get("validFrom"))
        self.assertEqual((special["name"], special["validFrom"], special["opens"], special["closes"]), ("Language Day", "2030-02-21", "00:00", "00:00"))
        widget = self.api.request("GET", "/widget/config?lang=bn").json
        self.assertIn("শহীদ দিবস", widget["closed_days"])
        self.assertEqual(next(each for each in widget["contacts"] if each["kind"] == "chat")["note"], "শহীদ দিবস")
        self.ask("PUT", f"{days}/{day['id']}", {"holiday": {"names": {"ru": ""}}})
        self.assertEqual(self.ask("GET", f"{days}/{day['id']}")["holiday"]["names"], {"bn": "শহীদ দিবস"})

    def test_a_calendar_file_brings_the_names_of_its_days(self):
        schedule = self.ask("GET", "/business_hours/schedules")["schedules"][0]["id"]
        file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Victory Day\r\nSUMMARY;LANGUAGE=ru:День победы\r\nDTSTART;VALUE=DATE:20301216\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        read = self.ask("POST", f"/business_hours/schedules/{schedule}/holidays/import", {"calendar": file})
        self.assertEqual((read["added"], read["holidays"][0]["names"]), (1, {"ru": "День победы"}))
        self.go_to("2030-12-01T05:00:00Z")
        self.assertEqual([self.way("chat", f"lang={each}")["hours"]["exceptions"][0]["why"] for each in ("en", "ru")], ["Victory Day", "День победы"])

    def test_each_way_says_how_large_a_file_it_takes(self):
        limits = {way["kind"]: (way["accepts"]["files"], way["accepts"]["max_mb"]) for way in self.card()["ways"]}
        self.assertEqual((limits["chat"], limits["form"], limits["help"]), ((True, 25), (True, 25), (False, None)))

    def test_who_is_there_is_who_is_on_shift_with_room_for_one_more(self):
        self.go_to("2030-01-07T05:00:00Z")
        def there():
            self.pass_time(seconds=40)
            self.card()
            wait_until(lambda: False, 0.3)
            return self.way("chat")
        self.assertEqual(there()["human"]["available_now"], False)
        state = {"agent_availability": {"status": "online", "capacity": 1, "languages": ["bn"]}}
        self.ask("PUT", "/agent_availability/me", state)
        shown = there()
        self.assertEqual((shown["human"]["available_now"], [person["name"] for person in shown["human"]["people"]]), (True, ["Sara Ahmed"]))
        self.assertEqual({each["code"]: each["now"] for each in shown["languages"]}, {"en": False, "bn": True, "ru": False})
        busy = self.ticket()
        self.change(busy, assignee_id=self.me(), status="open")
        self.assertEqual(there()["human"]["available_now"], False)

    def test_a_way_for_some_is_shown_to_them_only(self):
        self.phone(value="+880 2 1111 0000", audience="contract:gold")
        self.assertNotIn("1111 0000", self.page("/contact") + str(self.card()))
        self.assertNotIn("1111 0000", str(self.api.request("GET", "/widget/config?lang=en").json))

    def test_only_addresses_of_sites_are_taken(self):
        for url in ("ftp://shop.example", "shop.example", "javascript:alert(1)", "http://user@shop.example/"):
            self.ask("POST", "/contact_sites", {"contact_site": {"url": url}}, status=(422,))
        self.ask("POST", "/contact_ways", {"contact_way": {"kind": "phone", "value": "1", "url": "javascript:alert(1)"}}, status=(422,))

    def test_the_snippet_is_one_script_that_every_site_may_load(self):
        answer = self.api.request("GET", "/contact-card.js")
        self.assertEqual(answer.status, 200)
        self.assertIn("javascript", answer.headers["content-type"])
        self.assertIn("/public/v1/reach", answer.body.decode())


class CardAtTheFirstStart(unittest.TestCase):
    def test_the_first_page_names_the_address_of_the_configuration(self):
        server = Server(config=f'[mail]\naddress = "{DESK}"\n')
        server.start()
        self.addCleanup(server.close)
        self.assertIn(f"mailto:{DESK}", Api("127.0.0.1", server.port).request("GET", "/contact").body.decode())


class CardByMail(Card, Manners):
    desk = OFFICE

    def asks_by_mail(self, words):
        deliver_lmtp(self.server.lmtp_port, letter("Rina Akter <rina@meghna.example>", DESK, words, "Please help."), "rina@meghna.example", DESK)
        self.server.wait_idle()
        return self.letters_to()[-1].get_body(("plain",)).get_content()

    def test_receipt_and_answer_tell_the_other_ways_with_hours_zone_and_measured_time(self):
        self.go_to("2030-01-07T04:00:00Z")
        self.phone()
        for _ in self.chats(20):
            pass
        self.answer_all()
        self.pass_time(hours=1, minutes=1)
        receipt = self.asks_by_mail("The pump hums")
        ticket = self.api.ticket_with_subject("The pump hums")
        self.reply(ticket, "I look into it.")
        answer = self.letters_to()[-1]
        self.assertIn("I look into it.", answer.get_body(("plain",)).get_content())
        for words in (receipt, answer.get_body(("plain",)).get_content()):
            self.assertIn("Phone +880 2 5566 7788 · Sun–Thu 10:00–16:00", words)
            self.assertIn("local rate", words)
            self.assertRegex(words, r"Chat · Sun–Thu 09:00–18:00 · usually in \d+ minutes? \(20 answers in four weeks\)")
            self.assertIn("Times in Asia/Dhaka.", words)
            self.assertIn(f"{self.server.base}/contact", words)
        self.assertIn(f'href="{self.server.base}/contact"', answer.get_body(("html",)).get_content())

    def test_a_way_of_a_contract_is_shown_to_who_has_it(self):
        company = self.ask("POST", "/organizations", {"organization": {"name": "Meghna Tools", "domain_names": ["meghna.example"]}})["organization"]["id"]
        self.phone(value="+880 2 1111 0000", audience="contract:gold")
        self.rina_asks()
        reader = self.signed_in()
        self.assertNotIn("1111 0000", reader.open("/contact"))
        self.ask("POST", "/contracts", {"contract": {"organization_id": company, "number": "M-1", "tier": "gold", "starts_on": "2029-01-01", "ends_on": "2031-01-01"}})
        self.assertIn("1111 0000", reader.open("/contact"))

    def test_a_way_that_is_down_stands_in_no_letter_and_the_words_are_the_readers(self):
        phone = self.phone()
        self.asks_by_mail("The pump hums")
        ticket = self.api.ticket_with_subject("The pump hums")
        self.ask("PUT", f"/users/{ticket['requester_id']}", {"user": {"locale": "ru"}})
        self.reply(ticket, "Посмотрим.")
        words = self.letters_to()[-1].get_body(("plain",)).get_content()
        self.assertIn("Телефон +880 2 5566 7788 · вс–чт 10:00–16:00", words)
        self.assertIn("Время: Asia/Dhaka.", words)
        self.ask("PUT", f"/contact_ways/{phone['id']}", {"contact_way": {"status": "down"}})
        self.reply(ticket, "Готово.")
        self.assertNotIn("+880 2 5566 7788", self.letters_to()[-1].get_body(("plain",)).get_content())


if __name__ == "__main__":
    unittest.main()
