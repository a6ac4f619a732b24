"""E6: staff and customers sign in by the account of another provider (OpenID Connect), and no answer that is not meant for this
desk, this browser and this moment opens anything."""
import os
import re
import subprocess
import unittest
import urllib.parse
from http.client import HTTPConnection

from rig.api import Api
from rig.browse import Reader, run_in_browser
from rig.identity_provider import IdentityProvider, Key
from rig.server import ROOT, Server

RINA, OLEG, PASSWORD = "rina@meghna.example", "oleg@sahay.example", "a-long-password-of-the-test"


class Browser(Reader):
    """Stops at the first redirect, and says where it leads."""

    def go(self, path: str) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Accept-Language": self.language, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())})
        answer = connection.getresponse()
        self.status, self.text = answer.status, answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer.headers.get("Location") or ""

    def here(self, address: str) -> str:
        parts = urllib.parse.urlsplit(address)
        return parts.path + ("?" + parts.query if parts.query else "")


class SignInByOthers(unittest.TestCase):
    def setUp(self):
        self.server = Server(config='[outbound]\nallow = ["127.0.0.0/8"]\n').start()
        self.addCleanup(self.server.close)
        self.api = self.server.add_admin()
        self.provider = IdentityProvider()
        self.addCleanup(self.provider.shutdown)

    def ask(self, method, path, body=None, status=(200, 201, 204)):
        answer = self.api.request(method, f"/api/v2{path}", body)
        self.assertIn(answer.status, status, answer)
        return answer.json if answer.body else {}

    def desk(self, **settings):
        wanted = {"name": "Meghna ID", "issuer": self.provider.issuer, "client_id": self.provider.client_id, "client_secret": self.provider.secret, "for_customers": True, "match_email": True, "make_customers": True}
        self.row = self.ask("POST", "/oidc_providers", {"oidc_provider": wanted | settings})["oidc_provider"]
        return self.row["id"]

    def agent(self):
        made = self.ask("POST", "/users", {"user": {"name": "Oleg Sokolov", "email": OLEG, "role": "agent", "verified": True}})["user"]["id"]
        self.ask("POST", f"/users/{made}/password", {"password": PASSWORD})
        self.provider.person = {"sub": "meghna|oleg", "email": OLEG, "email_verified": True, "name": "Oleg"}
        return made

    def start(self, browser, door="portal", more=""):
        location = browser.go(f"/oidc/start/{self.row['id']}?for={door}{more}")
        self.assertEqual(browser.status, 303, browser.text)
        return location

    def come(self, door="portal", more="", language="en", browser=None, **answer):
        """To the provider and back; where the desk then sends the browser."""
        browser = browser or Browser(self.server.port, language)
        back = self.provider.login(self.start(browser, door, more), **answer)
        return browser, browser.go(browser.here(back))

    def refused(self, words, door="portal", **answer):
        browser, location = self.come(door, **answer)
        self.assertEqual((browser.status, location), (403, ""), browser.text)
        self.assertIn(words, browser.text)
        self.assertNotIn("sahay_portal", browser.cookies)
        self.assertNotIn("sahay_arrival", browser.cookies)

    def enter(self, browser, code=None):
        cookie = f"sahay_arrival={browser.cookies.get('sahay_arrival', '')}"
        return Api("127.0.0.1", self.server.port).request("POST", "/api/v2/session/oidc", {"session": {} if code is None else {"code": code}}, {"Cookie": cookie})

    def test_a_customer_who_is_new_comes_in_by_a_verified_address_and_is_known_by_the_provider_from_then_on(self):
        self.desk()
        door = Browser(self.server.port).open("/signin?return_to=/requests")
        self.assertIn("Sign in with Meghna ID", door)
        browser, location = self.come(more="&return_to=/account")
        self.assertEqual((browser.status, location), (303, "/account"), browser.text)
        page = browser.open("/account")
        self.assertIn(RINA, page)
        self.assertIn("Meghna ID", page)
        self.provider.person["email"] = "new.name@meghna.example"  # the same person there
        again, _ = self.come()
        self.assertIn(RINA, again.open("/account"))
        (rina,) = [each for each in self.ask("GET", "/users?role=end-user")["users"] if "meghna" in each["email"]]
        self.assertEqual((rina["email"], rina["name"]), (RINA, "Rina Akter"))
        self.assertEqual([(one["value"], one["verified"]) for one in self.ask("GET", f"/users/{rina['id']}/identities")["identities"]], [(RINA, True)])

    def test_an_address_that_was_given_to_somebody_else_opens_nothing_and_a_deleted_account_keeps_nobody_out(self):
        self.desk()
        self.come()
        self.provider.person["sub"] = "meghna|99"
        self.refused("is not connected")
        self.provider.person["sub"] = "meghna|7"
        (rina,) = [each for each in self.ask("GET", "/users?role=end-user")["users"] if each["email"] == RINA]
        self.ask("DELETE", f"/users/{rina['id']}")
        browser, _ = self.come()
        self.assertIn(RINA, browser.open("/account"))

    def test_signed_by_the_other_kind_of_key_and_with_the_address_asked_apart(self):
        self.provider.keys, self.provider.by_userinfo = [Key("ES256")], True
        self.desk()
        browser, _ = self.come()
        self.assertIn(RINA, browser.open("/account"))

    def test_known_keys_of_the_provider_are_not_asked_for_again(self):
        self.desk()
        self.come()
        before = self.provider.asked.count("/keys")
        self.come()
        self.assertEqual(self.provider.asked.count("/keys"), before)

    def test_what_was_said_wrongly_opens_nothing(self):
        self.desk()
        strange = "cannot be trusted"
        for claims in ({"nonce": "another"}, {"aud": "another desk"}, {"aud": [self.provider.client_id, "another"]}, {"iss": "https://elsewhere.example"}, {"exp": 1_000_000}, {"iat": 4_000_000_000}, {"sub": ""}):
            with self.subTest(claims):
                self.provider.claims = claims
                self.refused(strange)
        self.provider.claims = {}
        thief = Key()
        thief.id = self.provider.keys[0].id
        for spoil in (lambda token: token[:-8] + "AAAAAAAA", lambda token: "eyJhbGciOiJub25lIn0." + token.split(".")[1] + ".", lambda token: thief.sign({}), lambda token: ""):
            self.provider.spoil = spoil
            self.refused(strange)
        self.provider.spoil = None
        self.refused("This attempt is over", iss="https://elsewhere.example")
        self.refused("This attempt is over", state="another")
        self.refused("did not sign you in", code="another")
        self.refused("You cancelled at Meghna ID", error="access_denied")
        self.come()

    def test_what_came_back_counts_once_and_in_the_browser_that_left(self):
        self.desk()
        browser = Browser(self.server.port)
        back = browser.here(self.provider.login(self.start(browser)))
        thief = Browser(self.server.port)
        thief.go(back)
        self.assertEqual(thief.status, 403)
        browser.go(back)
        self.assertEqual(browser.status, 303)
        browser.go(back)
        self.assertEqual(browser.status, 403)

    def test_nobody_is_led_elsewhere(self):
        self.desk()
        for place in ("https://thief.example", "//thief.example", "/\\thief.example", "javascript:alert(1)"):
            _, location = self.come(more="&return_to=" + urllib.parse.quote(place, safe=""))
            self.assertEqual(location, "/requests", place)

    def test_an_address_that_the_provider_has_not_verified_or_may_not_speak_for_opens_nothing(self):
        self.desk(domains=["sahay.example"])
        self.refused("may not sign in")
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"domains": []}})
        self.provider.person["email_verified"] = False
        self.refused("has not confirmed your mail address")
        self.provider.person["email_verified"] = True
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"make_customers": False}})
        self.refused("Nobody here has the account")
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"match_email": False}})
        self.refused("is not connected")
        self.assertEqual([each for each in self.ask("GET", "/users?role=end-user")["users"] if each["email"] == RINA], [])

    def test_staff_come_in_by_a_domain_that_the_administrator_named_and_by_no_other_address(self):
        self.agent()
        self.desk(for_customers=True)
        self.refused("is not connected", door="console")
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"domains": ["@Sahay.example "]}})
        browser, location = self.come("console", "&return_to=/tickets/1")
        self.assertEqual(location, "/console/signin?with=Meghna%20ID&next=%2Ftickets%2F1")
        done = self.enter(browser)
        self.assertEqual((done.status, done.json["user"]["email"]), (201, OLEG), done)
        cookie = done.headers["Set-Cookie"].split(";")[0]
        self.assertEqual(Api("127.0.0.1", self.server.port).get("/api/v2/users/me", Cookie=cookie).json["user"]["email"], OLEG)
        self.assertEqual(self.enter(browser).status, 401, "the same once more")
        portal, _ = self.come()
        self.assertEqual(portal.go(f"/oidc/start/{self.row['id']}?for=portal&connect=1"), "/console/settings", "staff are asked who they are once more")
        self.provider.person = {"sub": "meghna|9", "email": RINA, "email_verified": True}
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"domains": []}})
        self.come()  # makes the customer
        self.refused("Nobody here has the account", door="console")

    def test_what_was_connected_as_a_customer_opens_no_console_once_that_person_is_of_the_team(self):
        self.desk(for_customers=True)
        self.come()
        (rina,) = [each for each in self.ask("GET", "/users?role=end-user")["users"] if each["email"] == RINA]
        self.ask("PUT", f"/users/{rina['id']}", {"user": {"role": "agent"}})
        self.refused("is not connected", door="console")
        portal, _ = self.come()
        self.assertIn(RINA, portal.open("/account"), "the pages for customers open as before")
        # The setting for staff: by addresses of a domain that the administrator named.
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"domains": ["meghna.example"]}})
        browser, _ = self.come("console")
        self.assertEqual(self.enter(browser).status, 201)
        # From then on it is a connection of one of the team, by whatever address.
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"domains": [], "match_email": False}})
        browser, _ = self.come("console")
        self.assertEqual(self.enter(browser).status, 201)

    def connect_in_the_console(self, person, **answer):
        """As the settings do it; the page after the press."""
        client = self.server.api_of(OLEG)
        made = client.post(f"/api/v2/users/{person}/oidc_identities", {"oidc_identity": {"provider_id": self.row["id"], "password": PASSWORD}})
        self.assertEqual(made.status, 201, made)
        browser = Browser(self.server.port)
        session = Api("127.0.0.1", self.server.port).post("/api/v2/session", {"session": {"email": OLEG, "password": PASSWORD}})
        for header in (made, session):
            name, value = header.headers["Set-Cookie"].split(";")[0].split("=", 1)
            browser.cookies[name] = value
        browser.go(browser.here(self.provider.login(made.json["location"], **answer)))
        self.assertIn("Connect Meghna ID", browser.text)
        browser.open("/oidc/connect", {})
        return client

    def test_connecting_and_disconnecting_an_account_of_one_of_the_team_stands_in_the_audit_log(self):
        oleg = self.agent()
        self.desk(domains=["sahay.example"])
        client = self.connect_in_the_console(oleg)
        (linked,) = client.get(f"/api/v2/users/{oleg}/oidc_identities").json["oidc_identities"]
        own = f"/api/v2/users/{oleg}/oidc_identities/{linked['id']}"
        for word in (None, {"oidc_identity": {"password": "not it"}}):
            refused = client.request("DELETE", own, word)
            self.assertEqual((refused.status, list(refused.json["details"])), (422, ["password"]), "whoever found the screen open disconnects nothing")
        self.assertEqual(client.request("DELETE", own, {"oidc_identity": {"password": PASSWORD}}).status, 204)
        browser, _ = self.come("console")  # connects it again, by the address
        self.assertEqual(self.enter(browser).status, 201)
        (linked,) = client.get(f"/api/v2/users/{oleg}/oidc_identities").json["oidc_identities"]
        self.ask("DELETE", f"/users/{oleg}/oidc_identities/{linked['id']}")
        log = self.ask("GET", f"/audit_logs?filter[source_type]=user&filter[source_id]={oleg}")["audit_logs"]
        seen = [(one["action"], one["actor_name"], one["after"]["way"], bool(one["ip_address"])) for one in reversed(log) if "sign-in account" in one["action"]]
        self.assertEqual(seen, [("connect sign-in account", "Oleg Sokolov", "Meghna ID", True), ("disconnect sign-in account", "Oleg Sokolov", "Meghna ID", True),
                                ("connect sign-in account", "Oleg Sokolov", "Meghna ID", True), ("disconnect sign-in account", "Sara Ahmed", "Meghna ID", True)])
        self.provider.person = {"sub": "meghna|7", "email": RINA, "email_verified": True, "name": "Rina Akter"}
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"domains": []}})
        self.come()
        (rina,) = [each for each in self.ask("GET", "/users?role=end-user")["users"] if each["email"] == RINA]
        self.assertEqual(self.ask("GET", f"/audit_logs?filter[source_type]=user&filter[source_id]={rina['id']}")["audit_logs"], [], "a customer's is no administration")

    def test_one_of_the_team_disconnects_none_behind_a_mail_link(self):
        self.agent()
        self.desk(domains=["sahay.example"])
        portal, _ = self.come()
        page = portal.open("/account")
        self.assertIn("Meghna ID", page)
        self.assertNotIn("/account/connected/", page)
        csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        oleg = self.ask("GET", f"/users/search?query={OLEG}")["users"][0]["id"]
        (linked,) = self.ask("GET", f"/users/{oleg}/oidc_identities")["oidc_identities"]
        portal.open(f"/account/connected/{linked['id']}", {"csrf": csrf})
        self.assertEqual(portal.status, 403)
        self.assertEqual(len(self.ask("GET", f"/users/{oleg}/oidc_identities")["oidc_identities"]), 1)

    def test_the_second_step_of_a_role_is_asked_unless_the_provider_asks_it(self):
        self.agent()
        self.desk(domains=["sahay.example"])
        self.ask("PUT", "/custom_roles/1/second_step", {"second_step": {"required": True}})
        browser, _ = self.come("console")
        asked = self.enter(browser)
        self.assertNotEqual(asked.status, 201, asked)
        self.assertIn("SecondStep", str(asked.json))
        self.assertNotEqual(self.enter(browser, "000000").status, 201)
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"asks_second_step": True}})
        self.assertEqual(self.enter(browser).status, 201)

    def test_a_provider_that_is_off_or_for_others_opens_no_door(self):
        self.desk(for_customers=False)
        self.assertNotIn("Meghna ID", Browser(self.server.port).open("/signin"))
        browser = Browser(self.server.port)
        browser.go(f"/oidc/start/{self.row['id']}?for=portal")
        self.assertEqual(browser.status, 404)
        self.assertEqual([one["name"] for one in Api("127.0.0.1", self.server.port).get("/api/v2/session/oidc").json["oidc_providers"]], ["Meghna ID"])
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"for_customers": True}})
        left = browser.here(self.provider.login(self.start(browser)))
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"active": False}})
        browser.go(left)
        self.assertEqual(browser.status, 403, "switched off while somebody was there")
        self.assertEqual(Api("127.0.0.1", self.server.port).get("/api/v2/session/oidc").json["oidc_providers"], [])

    def test_a_customer_connects_an_account_by_their_own_press_and_disconnects_it(self):
        self.desk()
        browser, _ = self.come()
        page = browser.open("/account")
        number = re.search(r"/account/connected/(\d+)", page).group(1)
        page = browser.submit(f"/account/connected/{number}")
        self.assertIn("Connect Meghna ID", page)
        self.provider.person = {"sub": "meghna|8", "email": "other@elsewhere.example", "email_verified": False}
        self.come(more="&connect=1", browser=browser)
        self.assertIn("other@elsewhere.example", browser.text)
        stranger = Browser(self.server.port)
        stranger.cookies["sahay_arrival"] = browser.cookies["sahay_arrival"]
        stranger.open("/oidc/connect", {})
        self.assertEqual(stranger.status, 403)
        self.assertIn("Meghna ID", browser.open("/oidc/connect", {}))
        again, _ = self.come()
        self.assertIn(RINA, again.open("/account"), "by the name there, whatever the address")

    def test_the_words_are_those_of_the_reader(self):
        self.desk()
        for language, words in (("ru", "Вы отменили вход"), ("bn", "বাতিল করেছেন")):
            browser, _ = self.come(language=language, error="access_denied")
            self.assertIn(words, browser.text)

    def test_the_test_of_a_provider_says_what_is_wrong_and_the_secret_is_never_shown(self):
        self.desk()
        self.assertNotIn("client_secret", self.row)
        check = lambda: self.ask("POST", f"/oidc_providers/{self.row['id']}/check", {})["check"]
        self.assertEqual((check()["good"], [each["step"] for each in check()["steps"]]), (True, ["description", "keys", "pkce", "client"]), check())
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"client_secret": "wrong"}})
        self.assertIn("does not know our client ID", check()["steps"][-1]["words"])
        moved = self.api.request("PUT", f"/api/v2/oidc_providers/{self.row['id']}", {"oidc_provider": {"issuer": self.provider.issuer + "/"}})
        self.assertEqual(moved.status, 422, "a secret is not sent to another address")
        self.ask("PUT", f"/oidc_providers/{self.row['id']}", {"oidc_provider": {"issuer": self.provider.issuer + "/", "client_secret": "x"}})
        self.assertIn("names itself", check()["steps"][0]["words"])
        for address in ("http://provider.example", "https://user@provider.example", "https://provider.example?x=1", "ftp://provider.example", "words"):
            self.assertEqual(self.api.request("PUT", f"/api/v2/oidc_providers/{self.row['id']}", {"oidc_provider": {"issuer": address, "client_secret": "x"}}).status, 422, address)

    def test_in_a_real_browser_with_a_provider_of_others(self):
        folder = os.path.join(ROOT, "tests/browser/provider")
        if not os.path.exists(os.path.join(folder, "node_modules/oidc-provider")):
            try:
                subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True, capture_output=True, timeout=120)
            except (OSError, subprocess.SubprocessError):
                self.skipTest("oidc-provider could not be installed")
        run_in_browser(self, "sign_in_by_others")


class Guarded(unittest.TestCase):
    def test_a_provider_in_the_inner_network_is_not_asked_unless_the_configuration_allows_it(self):
        server, provider = Server().start(), IdentityProvider()
        self.addCleanup(server.close)
        self.addCleanup(provider.shutdown)
        api = server.add_admin()
        made = api.post("/api/v2/oidc_providers", {"oidc_provider": {"name": "Inside", "issuer": provider.issuer, "client_id": "x"}}).json["oidc_provider"]
        steps = api.post(f"/api/v2/oidc_providers/{made['id']}/check", {}).json["check"]["steps"]
        self.assertIn("inner network", steps[0]["words"])
        self.assertEqual(provider.asked, [])


if __name__ == "__main__":
    unittest.main()
