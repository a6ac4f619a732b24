"""E3: another program hears of tickets, can prove who told it, and misses nothing when it was away for a moment."""
import base64
import hashlib
import hmac
import http.server
import json
import threading
import unittest

from rig.server import Server, wait_until


class Receiver(http.server.ThreadingHTTPServer):
    """Fails the first `failures` requests, keeps all of them."""
    daemon_threads = True

    def __init__(self, failures: int = 0, status: int = 503):
        self.seen = []
        self.failures = failures
        self.status = status

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(handler):
                body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
                handler.server.seen.append((dict(handler.headers.items()), body))
                failing = len(handler.server.seen) <= handler.server.failures
                handler.send_response(handler.server.status if failing else 200)
                if handler.server.status in (301, 302) and failing:
                    handler.send_header("Location", "http://127.0.0.1:1/elsewhere")
                handler.send_header("Content-Length", "2")
                handler.end_headers()
                handler.wfile.write(b"ok")

            def log_message(handler, *unused):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


def lower(headers: dict) -> dict:
    return {name.lower(): value for name, value in headers.items()}


def field_signature(secret: str, headers: dict, body: str) -> str:
    signed = headers["x-zendesk-webhook-signature-timestamp"] + body
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()).decode()


def standard_signature(secret: str, headers: dict, body: str) -> str:
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}"
    return "v1," + base64.b64encode(hmac.new(base64.b64decode(secret), signed.encode(), hashlib.sha256).digest()).decode()


class Webhooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(config='[outbound]\nallow = ["127.0.0.0/8"]\n').start()
        cls.addClassCleanup(cls.server.close)
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        cls.api = cls.server.add_admin()

    def receiver(self, **how) -> Receiver:
        receiver = Receiver(**how)
        self.addCleanup(receiver.server_close)
        self.addCleanup(receiver.shutdown)
        return receiver

    def hook(self, receiver: Receiver, subscriptions: list, **more) -> tuple:
        made = self.api.post("/api/v2/webhooks", {"webhook": {
            "name": self.id(), "endpoint": receiver.url, "http_method": "POST", "request_format": "json",
            "status": "active", "subscriptions": subscriptions, **more}})
        self.assertEqual(made.status, 201, made.json)
        hook = made.json["webhook"]["id"]
        self.addCleanup(self.api.request, "DELETE", f"/api/v2/webhooks/{hook}")
        return hook, self.api.get(f"/api/v2/webhooks/{hook}/signing_secret").json["signing_secret"]["secret"]

    def invocations(self, hook: str) -> list:
        return self.api.get(f"/api/v2/webhooks/{hook}/invocations").json["invocations"]

    def test_a_receiver_that_fails_twice_gets_the_same_message_again_and_can_prove_who_sent_it(self):
        receiver = self.receiver(failures=2)
        hook, secret = self.hook(receiver, ["zen:event-type:ticket.created"])
        ticket = self.api.new_ticket("The drill stops", "After a minute")
        self.assertEqual(ticket["status"], "new")
        self.server.wait_idle()
        self.assertTrue(wait_until(lambda: len(receiver.seen) == 1), receiver.seen)
        self.assertEqual(self.invocations(hook)[0]["status"], "retrying")
        self.server.advance_clock(seconds=6)
        self.server.run_jobs()
        self.assertTrue(wait_until(lambda: len(receiver.seen) == 2), receiver.seen)
        self.server.advance_clock(seconds=31)
        self.server.run_jobs()
        self.assertTrue(wait_until(lambda: len(receiver.seen) == 3), receiver.seen)
        ids = set()
        for headers, body in receiver.seen:
            headers = lower(headers)
            ids.add((headers["webhook-id"], headers["x-zendesk-webhook-invocation-id"]))
            self.assertEqual(headers["x-zendesk-webhook-id"], hook)
            self.assertEqual(headers["x-zendesk-webhook-signature"], field_signature(secret, headers, body))
            self.assertEqual(headers["webhook-signature"], standard_signature(secret, headers, body))
            told = json.loads(body)
            self.assertEqual(told["type"], "zen:event-type:ticket.created")
            self.assertEqual(told["subject"], f"zen:ticket:{ticket['id']}")
            self.assertEqual(told["detail"]["subject"], "The drill stops")
        self.assertEqual(len(ids), 1, "a repeat has the id of the first try")
        self.assertEqual(len(set(next(iter(ids)))), 1)
        log = wait_until(lambda: [one for one in self.invocations(hook) if one["status"] == "success"])
        self.assertEqual([one["attempt_count"] for one in log], [3])
        attempts = self.api.get(f"/api/v2/webhooks/{hook}/invocations/{log[0]['id']}/attempts").json["attempts"]
        self.assertEqual([one["status"] for one in attempts], ["server error", "server error", "success"])
        self.assertEqual(attempts[2]["response"]["payload"], "ok")

    def test_a_rule_sends_its_own_text_with_the_words_of_the_ticket_escaped(self):
        receiver = self.receiver()
        hook, secret = self.hook(receiver, ["conditional_ticket_events"])
        template = json.dumps({"id": "{{ticket.id}}", "title": "{{ticket.title}}"})
        made = self.api.post("/api/v2/triggers", {"trigger": {
            "title": "Tell the bridge",
            "conditions": {"all": [{"field": "update_type", "operator": "is", "value": "Create"},
                                   {"field": "subject_includes_word", "operator": "includes", "value": "bridge"}], "any": []},
            "actions": [{"field": "notification_webhook", "value": [hook, template]}]}})
        self.assertEqual(made.status, 201, made.json)
        self.addCleanup(self.api.request, "DELETE", f"/api/v2/triggers/{made.json['trigger']['id']}")
        subject = 'bridge "quoted" \\ শুভ'
        ticket = self.api.new_ticket(subject)
        self.api.new_ticket("Something else")
        self.server.wait_idle()
        self.assertTrue(wait_until(lambda: receiver.seen))
        self.assertEqual(len(receiver.seen), 1)
        headers, body = receiver.seen[0]
        self.assertEqual(json.loads(body), {"id": str(ticket["id"]), "title": subject})
        self.assertEqual(lower(headers)["x-zendesk-webhook-signature"], field_signature(secret, lower(headers), body))

    def test_a_ticket_is_written_although_nobody_listens_at_the_other_end(self):
        receiver = self.receiver()
        hook, _ = self.hook(receiver, ["zen:event-type:ticket.*"])
        receiver.shutdown()
        receiver.server_close()
        ticket = self.api.new_ticket("Nobody listens")
        self.server.wait_idle()
        answer = self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"status": "pending"}})
        self.assertEqual(answer.status, 200)
        self.server.wait_idle()
        waiting = wait_until(lambda: [one for one in self.invocations(hook) if one["status"] == "retrying"])
        self.assertTrue(waiting)
        attempts = self.api.get(f"/api/v2/webhooks/{hook}/invocations/{waiting[-1]['id']}/attempts").json["attempts"]
        self.assertEqual(attempts[0]["status"], "network failure")

    def test_an_address_inside_is_refused_and_a_redirect_is_not_followed(self):
        plain = Server().start()
        self.addCleanup(plain.close)
        admin = plain.add_admin()
        receiver = self.receiver()
        asked = admin.post("/api/v2/webhooks/test", {"request": {"endpoint": receiver.url, "http_method": "POST", "request_format": "json", "payload": "{}"}})
        self.assertEqual(asked.status, 200)
        self.assertIn("error", asked.json["response"])
        self.assertEqual(receiver.seen, [])
        redirecting = self.receiver(failures=1, status=302)
        asked = self.api.post("/api/v2/webhooks/test", {"request": {"endpoint": redirecting.url, "http_method": "POST", "request_format": "json", "payload": "{}"}})
        self.assertEqual(asked.json["response"]["status_code"], 302)

    def test_five_failures_open_the_circuit_and_a_success_closes_it(self):
        receiver = self.receiver(failures=1000, status=500)
        hook, _ = self.hook(receiver, ["zen:event-type:ticket.created"])

        def circuit() -> str:
            return self.api.get(f"/api/v2/webhooks/{hook}").json["webhook"]["circuit"]["state"]

        for n in range(8):
            self.api.new_ticket(f"Number {n}")
        self.server.wait_idle()
        self.assertTrue(wait_until(lambda: circuit() == "open"), circuit())
        told = len(receiver.seen)
        self.assertLess(told, 8, "the rest waits")
        self.server.advance_clock(seconds=6)
        self.server.run_jobs()
        self.assertEqual(len(receiver.seen), told, "while it is open nothing is sent")
        receiver.failures = 0
        for _ in range(12):
            self.server.advance_clock(minutes=2)
            self.server.run_jobs()
        self.assertTrue(wait_until(lambda: {one["status"] for one in self.invocations(hook)} == {"success"}), self.invocations(hook))
        self.assertEqual(circuit(), "closed")

    def test_a_message_can_be_sent_again_by_hand(self):
        receiver = self.receiver()
        hook, _ = self.hook(receiver, ["zen:event-type:ticket.created"])
        self.api.new_ticket("Once more")
        self.server.wait_idle()
        self.assertTrue(wait_until(lambda: receiver.seen))
        first = wait_until(lambda: [one for one in self.invocations(hook) if one["status"] == "success"])[0]
        again = self.api.post(f"/api/v2/webhooks/{hook}/invocations/{first['id']}/replay", {})
        self.assertEqual(again.status, 201, again.json)
        self.assertEqual(again.json["invocation"]["replay_of"], first["id"])
        self.server.wait_idle()
        self.assertTrue(wait_until(lambda: len(receiver.seen) == 2))
        self.assertEqual(receiver.seen[0][1], receiver.seen[1][1])


if __name__ == "__main__":
    unittest.main()
