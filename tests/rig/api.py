"""A client of the API over one kept connection, as one person."""
import base64
import http.client
import json
import threading
import time


class Answer:
    def __init__(self, status: int, headers, body: bytes):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"{self.status} {self.body[:500]!r}"


class Api:
    """One connection per thread; a broken one is opened anew for the next request, never a request repeated."""

    def __init__(self, host: str, port: int, email: str = "", token: str = "", timeout: float = 30.0):
        self.host, self.port, self.timeout = host, port, timeout
        self.email, self.token = email, token
        self.local = threading.local()

    def close(self) -> None:
        if getattr(self.local, "connection", None):
            self.local.connection.close()
        self.local.connection = None

    def request(self, method: str, path: str, body=None, headers: dict | None = None) -> Answer:
        sent = {"Accept": "application/json"}
        if self.token:
            pair = f"{self.email}/token:{self.token}".encode()
            sent["Authorization"] = "Basic " + base64.b64encode(pair).decode()
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            sent["Content-Type"] = "application/json"
        if isinstance(body, str):
            body = body.encode()
        sent |= headers or {}
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
            self.local.connection = connection
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def get(self, path: str, **headers) -> Answer:
        return self.request("GET", path, headers=headers)

    def post(self, path: str, body, key: str = "") -> Answer:
        return self.request("POST", path, body, {"Idempotency-Key": key} if key else {})

    def put(self, path: str, body, key: str = "") -> Answer:
        return self.request("PUT", path, body, {"Idempotency-Key": key} if key else {})

    def delete(self, path: str) -> Answer:
        return self.request("DELETE", path)

    def each(self, path: str, name: str, page: int = 100):
        """Every record of a list, by cursor pages."""
        separator = "&" if "?" in path else "?"
        following = f"{path}{separator}page[size]={page}"
        while following:
            answer = self.get(following)
            if answer.status != 200:
                raise RuntimeError(f"{following}: {answer!r}")
            listed = answer.json
            yield from listed[name]
            link = (listed.get("links") or {}).get("next") if (listed.get("meta") or {}).get("has_more") else None
            following = link[link.index("/api/"):] if link else None

    def new_ticket(self, subject: str, body: str = "A question", **fields) -> dict:
        answer = self.post("/api/v2/tickets", {"ticket": {"subject": subject, "comment": {"body": body}} | fields})
        if answer.status != 201:
            raise RuntimeError(f"ticket: {answer!r}")
        return answer.json["ticket"]

    def comments(self, ticket_id: int) -> list[dict]:
        return list(self.each(f"/api/v2/tickets/{ticket_id}/comments", "comments"))

    def tickets(self) -> list[dict]:
        return list(self.each("/api/v2/tickets", "tickets"))

    def ticket_with_subject(self, subject: str, seconds: float = 10.0) -> dict | None:
        """Waits until a ticket with exactly this subject exists."""
        end = time.monotonic() + seconds
        while True:
            for ticket in self.tickets():
                if ticket["subject"] == subject:
                    return ticket
            if time.monotonic() > end:
                return None
            time.sleep(0.02)
