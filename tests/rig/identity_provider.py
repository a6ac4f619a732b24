"""A provider of OpenID Connect on loopback that answers as it is told, right or wrong: description, keys, codes with PKCE,
signed answers. Written from the standards, with nothing of the program under test."""
import base64
import hashlib
import http.server
import json
import secrets
import threading
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature


def letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def number(value: int) -> str:
    return letters(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Key:
    def __init__(self, kind="RS256"):
        self.kind, self.id = kind, secrets.token_hex(4)
        self.key = rsa.generate_private_key(65537, 2048) if kind == "RS256" else ec.generate_private_key(ec.SECP256R1())

    def public(self) -> dict:
        numbers = self.key.public_key().public_numbers()
        if self.kind == "RS256":
            return {"kty": "RSA", "kid": self.id, "alg": "RS256", "use": "sig", "n": number(numbers.n), "e": number(numbers.e)}
        return {"kty": "EC", "crv": "P-256", "kid": self.id, "alg": "ES256", "use": "sig", "x": letters(numbers.x.to_bytes(32, "big")), "y": letters(numbers.y.to_bytes(32, "big"))}

    def sign(self, claims: dict, head: dict | None = None) -> str:
        words = ".".join(letters(json.dumps(part).encode()) for part in ({"alg": self.kind, "kid": self.id} | (head or {}), claims))
        if self.kind == "RS256":
            signature = self.key.sign(words.encode(), padding.PKCS1v15(), hashes.SHA256())
        else:
            r, s = decode_dss_signature(self.key.sign(words.encode(), ec.ECDSA(hashes.SHA256())))
            signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return f"{words}.{letters(signature)}"


class IdentityProvider(http.server.ThreadingHTTPServer):
    daemon_threads = True
    client_id, secret = "desk of Meghna", "s:cret/+ %"

    def __init__(self, kind="RS256"):
        self.keys = [Key(kind)]
        self.person = {"sub": "meghna|7", "email": "rina@meghna.example", "email_verified": True, "name": "Rina Akter"}
        self.claims = {}        # over what the answer says
        self.head = {}          # of the answer's header
        self.spoil = None       # gets the signed answer, gives another
        self.by_userinfo = False
        self.codes, self.asked = {}, []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(handler):
                handler.server.get(handler)

            def do_POST(handler):
                handler.server.post(handler)

            def log_message(handler, *unused):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, handler, value, status=200):
        body = json.dumps(value).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def get(self, handler):
        path = handler.path.split("?")[0]
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return self.answer(handler, {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/login?tenant=7", "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
                                         "userinfo_endpoint": self.issuer + "/me", "code_challenge_methods_supported": ["S256"], "response_types_supported": ["code"]})
        if path == "/keys":
            return self.answer(handler, {"keys": [key.public() for key in self.keys]})
        if path == "/me" and handler.headers.get("Authorization") == "Bearer access":
            return self.answer(handler, self.person)
        return self.answer(handler, {"error": "not_found"}, 404)

    def login(self, location: str, **more) -> str:
        """What the browser does at the provider: the address of the desk to which it goes back."""
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))
        assert location.startswith(self.issuer + "/login?tenant=7&") and asked["response_type"] == "code" and asked["client_id"] == self.client_id, location
        assert "openid" in asked["scope"].split() and asked["code_challenge_method"] == "S256" and len(asked["state"]) >= 32, location
        code = secrets.token_hex(16)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urllib.parse.urlencode({"code": code, "state": asked["state"], "iss": self.issuer} | more)

    def post(self, handler):
        form = dict(urllib.parse.parse_qsl(handler.rfile.read(int(handler.headers["Content-Length"])).decode()))
        scheme, _, given = handler.headers.get("Authorization", "").partition(" ")
        # RFC 6749 2.3.1: each half is form-encoded.
        pair = [urllib.parse.unquote_plus(half) for half in base64.b64decode(given).decode().split(":", 1)] if scheme == "Basic" else [form.get("client_id"), form.get("client_secret", "")]
        if pair != [self.client_id, self.secret]:
            return self.answer(handler, {"error": "invalid_client"}, 401)
        asked = self.codes.pop(form.get("code"), None)
        if not asked or form["redirect_uri"] != asked["redirect_uri"] or letters(hashlib.sha256(form["code_verifier"].encode()).digest()) != asked["code_challenge"]:
            return self.answer(handler, {"error": "invalid_grant"}, 400)
        person = {"sub": self.person["sub"]} if self.by_userinfo else self.person
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": self.client_id, "iat": now, "exp": now + 300, "nonce": asked["nonce"]} | person | self.claims
        token = self.keys[0].sign(claims, self.head)
        return self.answer(handler, {"access_token": "access", "token_type": "Bearer", "id_token": self.spoil(token) if self.spoil else token})
