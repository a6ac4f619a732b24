"""A small WebSocket client (RFC 6455) on a plain socket: text frames of JSON, pings answered, nothing else."""
import base64
import json
import os
import socket
import struct
import time


class Closed(Exception):
    pass


class WebSocket:
    def __init__(self, host: str, port: int, path: str, headers: dict | None = None, timeout: float = 10.0):
        self.socket = socket.create_connection((host, port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13",
                 *(f"{name}: {value}" for name, value in (headers or {}).items())]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.buffer:
            self._fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        self.status = int(head.split(b" ", 2)[1])
        if self.status != 101:
            self.socket.close()
            raise Closed(f"the upgrade was answered {self.status}: {head[:200]!r} {self.buffer[:300]!r}")

    def _fill(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise Closed("the connection ended")
        self.buffer += data

    def _take(self, length: int) -> bytes:
        while len(self.buffer) < length:
            self._fill()
        taken, self.buffer = self.buffer[:length], self.buffer[length:]
        return taken

    def send_frame(self, opcode: int, payload: bytes, final: bool = True, masked: bool = True) -> None:
        head = bytes([(0x80 if final else 0) | opcode])
        mask_bit = 0x80 if masked else 0
        if len(payload) < 126:
            head += bytes([mask_bit | len(payload)])
        elif len(payload) < 65536:
            head += bytes([mask_bit | 126]) + struct.pack(">H", len(payload))
        else:
            head += bytes([mask_bit | 127]) + struct.pack(">Q", len(payload))
        if masked:
            mask = os.urandom(4)
            repeated = (mask * (len(payload) // 4 + 1))[:len(payload)]
            size = len(payload)
            payload = (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")
            head += mask
        self.socket.sendall(head + payload)

    def send(self, message) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        self.send_frame(1, text.encode())

    def receive_frame(self) -> tuple[int, bytes]:
        """One whole message: opcode and payload. Pings are answered on the way."""
        payload, first = b"", 0
        while True:
            head = self._take(2)
            opcode, length = head[0] & 0x0F, head[1] & 0x7F
            if length == 126:
                length = struct.unpack(">H", self._take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self._take(8))[0]
            data = self._take(length)
            if opcode == 9:
                self.send_frame(10, data)
                continue
            if opcode == 10:
                continue
            if opcode == 8:
                return opcode, data
            first = first or opcode
            payload += data
            if head[0] & 0x80:
                return first, payload

    def receive(self, seconds: float = 10.0) -> dict:
        """The next JSON message. Raises Closed at the end, TimeoutError after `seconds`."""
        self.socket.settimeout(max(0.001, seconds))
        opcode, payload = self.receive_frame()
        if opcode == 8:
            code = struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005
            raise Closed(f"the server closed with {code} {payload[2:]!r}")
        return json.loads(payload)

    def receive_until(self, wanted, seconds: float = 10.0) -> dict:
        """The next message for which wanted(message) holds; others are passed over."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError("the awaited message did not come")
            message = self.receive(left)
            if message.get("type") == "ping":
                self.send({"type": "pong"})
            if wanted(message):
                return message

    def close(self) -> None:
        try:
            self.send_frame(8, struct.pack(">H", 1000))
        except OSError:
            pass
        self.socket.close()
