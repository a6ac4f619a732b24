"""A push service of a browser on loopback, and the device behind it: it keeps what it is sent, answers as it is told, and opens
the messages by itself (RFC 8291, RFC 8188, RFC 8292), without anything of the program under test."""
import base64
import http.server
import json
import os
import threading

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


class PushService(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        self.seen = []      # (path, headers with small letters, body)
        self.answers = []   # statuses of the next requests; 201 when there are none

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(handler):
                body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
                service = handler.server
                status = service.answers.pop(0) if service.answers else 201
                service.seen.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}, body))
                handler.send_response(status)
                handler.send_header("Content-Length", "0")
                handler.end_headers()

            def log_message(handler, *unused):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def device(self, name="Firefox, Linux", path="/device/1") -> dict:
        return {"endpoint": self.origin + path, "p256dh": letters(point(self.key.public_key())), "auth": letters(self.auth), "name": name}

    def opened(self, body: bytes) -> dict:
        """The words of a message, as the browser of this device gets them."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21:21 + length], body[21 + length:]
        if length != 65 or len(sealed) > size:
            raise AssertionError("no message of one record")
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        material = derived(self.auth, shared, b"WebPush: info\0" + point(self.key.public_key()) + sender, 32)
        plain = AESGCM(derived(salt, material, b"Content-Encoding: aes128gcm\0", 16)).decrypt(derived(salt, material, b"Content-Encoding: nonce\0", 12), sealed, None)
        text, end, padding = plain.rpartition(b"\x02")
        if not end or padding.strip(b"\0"):
            raise AssertionError("no end of the last record")
        return json.loads(text)

    def claims(self, headers: dict, public_key: str) -> dict:
        """What the sender says of itself, after its signature was checked with the desk's public key."""
        scheme, _, rest = headers["authorization"].partition(" ")
        fields = dict(part.strip().split("=", 1) for part in rest.split(","))
        if scheme != "vapid" or fields["k"] != public_key:
            raise AssertionError(headers["authorization"])
        words, _, signature = fields["t"].rpartition(".")
        pair = raw(signature)
        der = encode_dss_signature(int.from_bytes(pair[:32], "big"), int.from_bytes(pair[32:], "big"))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(public_key)).verify(der, words.encode(), ec.ECDSA(hashes.SHA256()))
        return json.loads(raw(words.split(".")[1]))
