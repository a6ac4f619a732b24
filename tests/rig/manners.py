"""What stories of conduct towards customers share: a desk that mails, people with their own tokens, the customer's pages."""
import re
import urllib.parse
from http.client import HTTPConnection

from rig.api import Api
from rig.browse import Reader
from rig.duties import Duties, RINA
from rig.smtp_sink import SmtpSink

DESK = "support@sahay.example"


class Manners(Duties):
    """`config` is made per test: each has its own place for mails."""
    desk = ""  # more tables of the configuration

    def setUp(self):
        self.sink = SmtpSink()
        self.addCleanup(self.sink.close)
        self.config = f'{self.desk}[mail]\naddress = "{DESK}"\nundo_send_seconds = 0\n[smtp]\nurl = "smtp+plain://127.0.0.1:{self.sink.port}"\n'
        super().setUp()
        self.clients = {}

    def agent(self, name="Oleg Sokolov", email="oleg@sahay.example"):
        self.ask("POST", "/users", {"user": {"name": name, "email": email, "role": "agent", "verified": True}})
        self.clients[email] = self.server.api_of(email)
        return self.clients[email].get("/api/v2/users/me").json["user"]["id"]

    def as_oleg(self, method, path, body=None, status=(200, 201)):
        answer = self.clients["oleg@sahay.example"].request(method, f"/api/v2{path}", body)
        self.assertIn(answer.status, status, answer)
        self.server.wait_idle()
        return answer.json if answer.body else {}

    def as_rina(self, method, path, body=None, status=(200, 201)):
        answer = Api("127.0.0.1", self.server.port, "rina@meghna.example", self.api.token).request(method, f"/api/v2{path}", body)
        self.assertIn(answer.status, status, answer)
        self.server.wait_idle()
        return answer.json if answer.body else {}

    def refused(self, method, path, body, status=422):
        answer = self.api.request(method, f"/api/v2{path}", body)
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def rina_asks(self, subject="The pump is silent", words="It stopped this morning.", **more):
        made = self.api.new_ticket(subject, words, requester=RINA, channel="email", **more)
        self.server.wait_idle()
        return made

    def mood(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}/mood")["mood"]

    def now(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}")["ticket"]

    def letters_to(self, address="rina@meghna.example"):
        self.server.wait_idle()
        return [mail for mail in self.sink.mails if address in str(mail["To"])]

    def page(self, method, path, form=None):
        """A page of the customer, as a browser without cookies asks for it."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.server.base, "Sec-Fetch-Site": "same-origin"} if form is not None else {}
        connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        self.server.wait_idle()
        return answer.status, body

    def solved_link(self, mail):
        found = re.search(r"/solved/[\w.\-]+", mail.get_body(("plain",)).get_content())
        return found and found.group(0)

    def solve(self, ticket, words="Press the green button."):
        self.change(ticket, status="solved", comment={"body": words})

    def portal_link(self, email="rina@meghna.example"):
        return re.search(r"/signin/[\w-]+", self.letters_to(email)[-1].get_body(("plain",)).get_content()).group(0)

    def signed_in(self, email="rina@meghna.example", language="en"):
        reader = Reader(self.server.port, language)
        reader.open("/signin")
        reader.submit("/signin", email=email)
        link = self.portal_link(email)
        reader.open(link)
        reader.submit(link)
        self.assertEqual(reader.status, 200, reader.text[:500])
        return reader

    def request_page(self, ticket, email="rina@meghna.example"):
        return self.signed_in(email).open(f"/requests/{ticket['id']}")
