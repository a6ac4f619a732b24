"""The console (E1): whole flows by keys alone on the real screens, and what is put to rest comes back by itself."""
import unittest

from rig.browse import run_in_browser
from rig.manners import Manners


class Console(Manners):
    def rest(self, ticket, until, status=(200,)):
        return self.ask("PUT", f"/tickets/{ticket['id']}/snooze", {"snooze": {"until_at": until}}, status)

    def views(self, ticket):
        """The lists of the console in which the request stands."""
        return [view for view in ("open", "pending") if any(row["id"] == ticket["id"] for row in self.ask("GET", f"/console/tickets?view={view}")["rows"])]

    def test_what_rests_until_tomorrow_is_open_again_tomorrow(self):
        ticket = self.rina_asks()
        self.rest(ticket, "2030-01-08T09:00:00Z")
        self.assertEqual((self.now(ticket)["status"], self.views(ticket)), ("hold", ["pending"]))
        self.assertEqual(self.ask("GET", f"/console/tickets/{ticket['id']}")["snooze"]["until_at"], "2030-01-08T09:00:00Z")
        self.go_to("2030-01-08T08:59:00Z")
        self.server.run_jobs()
        self.assertEqual(self.now(ticket)["status"], "hold")
        self.go_to("2030-01-08T09:00:30Z")
        self.server.run_jobs()
        self.server.wait_idle()
        self.assertEqual((self.now(ticket)["status"], self.views(ticket)), ("open", ["open"]))

    def test_the_customers_word_wakes_it_sooner_and_a_restart_forgets_nothing(self):
        woken, kept = self.rina_asks("Woken"), self.rina_asks("Kept")
        for ticket in (woken, kept):
            self.rest(ticket, "2030-01-08T09:00:00Z")
        self.as_rina("PUT", f"/requests/{woken['id']}", {"request": {"comment": {"body": "Any news?"}}})
        self.assertEqual(self.now(woken)["status"], "open")
        self.assertIsNone(self.ask("GET", f"/tickets/{woken['id']}/snooze")["snooze"])
        self.server.stop()
        self.server.start()
        self.api.close()
        self.go_to("2030-01-08T09:00:30Z")
        self.server.run_jobs()
        self.server.wait_idle()
        self.assertEqual(self.now(kept)["status"], "open")

    def test_the_letter_of_the_customer_says_nothing_of_it(self):
        ticket = self.rina_asks()
        before = len(self.letters_to())
        self.rest(ticket, "2030-01-08T09:00:00Z")
        self.go_to("2030-01-08T09:00:30Z")
        self.server.run_jobs()
        self.assertEqual(len(self.letters_to()), before)

    def test_agents_keep_views_and_orders_of_their_own(self):
        run_in_browser(self, "own_views")

    def test_agents_arrange_widths_keys_and_what_writing_does(self):
        run_in_browser(self, "own_ways")

    def test_whole_flows_need_no_mouse(self):
        run_in_browser(self, "keyboard_only")


if __name__ == "__main__":
    unittest.main()
