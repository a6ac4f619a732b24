"""Visitors of the widget by the thousand from one thread: messages at a fixed rate, and silent connections."""
import base64
import json
import resource
import selectors
import socket
import sys
import time
import uuid
from dataclasses import dataclass

from rig.chat import Visitor
from rig.websocket import Closed, WebSocket


@dataclass
class Latency:
    sent: int
    delivered: int
    rate: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float


def frames_of(buffer: bytearray):
    """Takes whole unfragmented server frames off the front of the buffer."""
    while len(buffer) >= 2:
        length, head = buffer[1] & 0x7F, 2
        if length == 126:
            if len(buffer) < 4:
                return
            length, head = int.from_bytes(buffer[2:4], "big"), 4
        elif length == 127:
            if len(buffer) < 10:
                return
            length, head = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < head + length:
            return
        opcode, payload = buffer[0] & 0x0F, bytes(buffer[head:head + length])
        del buffer[:head + length]
        yield opcode, payload


def agent_stream(server, api) -> WebSocket:
    pair = base64.b64encode(f"{api.email}/token:{api.token}".encode()).decode()
    stream = WebSocket("127.0.0.1", server.port, "/api/v2/stream", {"Authorization": "Basic " + pair})
    stream.send({"type": "hello", "since": 0})
    stream.receive_until(lambda message: message["type"] in ("welcome", "reset"))
    return stream


def chat_latency(server, api, visitors: int, rate: int, seconds: int) -> Latency:
    """Each message carries its number in its text; the agent's stream shows it in the snippet of the row."""
    agent = agent_stream(server, api)
    people = []
    for number in range(visitors):
        visitor = Visitor(server.port)
        conversation = visitor.send(f"Hello from {number}")["conv"]
        people.append((visitor, conversation))
    selector = selectors.DefaultSelector()
    for visitor, _ in people:
        visitor.socket.socket.setblocking(True)
        selector.register(visitor.socket.socket, selectors.EVENT_READ, bytearray(visitor.socket.buffer))
    agent_buffer = bytearray(agent.buffer)
    selector.register(agent.socket, selectors.EVENT_READ, agent_buffer)
    due: dict[str, float] = {}
    delays: list[float] = []
    total, sent = rate * seconds, 0
    cpu = server.cpu_seconds()
    start = time.monotonic()
    last = start
    while time.monotonic() - start < seconds + 10 and (sent < total or due):
        now = time.monotonic()
        while sent < total and start + sent / rate <= now:
            visitor, conversation = people[sent % visitors]
            mark = f"mark{sent}."
            due[mark] = start + sent / rate
            visitor.socket.send({"type": "send", "cid": str(uuid.uuid4()), "conv": conversation, "text": mark})
            sent += 1
            last = time.monotonic()
        for key, _ in selector.select(0.0005):
            data = key.fileobj.recv(262144)
            if not data:
                raise Closed("a connection ended under load")
            key.data.extend(data)
            for opcode, payload in frames_of(key.data):
                if key.fileobj is agent.socket and opcode == 1:
                    arrived = time.monotonic()
                    for mark in marks_in(payload, due):
                        delays.append(arrived - due.pop(mark))
    cpu = server.cpu_seconds() - cpu
    delays.sort()
    if not delays:
        raise RuntimeError("no message reached the agent")
    return Latency(sent, len(delays), sent / (last - start), delays[len(delays) // 2] * 1000,
                   delays[int(len(delays) * 0.99)] * 1000, cpu / sent * 1000)


def marks_in(payload: bytes, due: dict[str, float]) -> list[str]:
    found = []
    position = payload.find(b"mark")
    while position >= 0:
        end = payload.find(b".", position)
        mark = payload[position:end + 1].decode("ascii", "replace")
        if mark in due and mark not in found:
            found.append(mark)
        position = payload.find(b"mark", position + 4)
    return found


def idle_visitors(server, count: int) -> int:
    """Opens `count` visitors that said hello and are silent; they stay open until the process ends or the server goes."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, count + 500), hard))
    hello = json.dumps({"type": "hello", "v": 1, "locale": "en", "tz": "UTC",
                        "page": {"url": "http://shop.example/", "title": "Shop", "ref": ""}})
    for number in range(count):
        # Further source addresses of loopback, for one has only 28,000 ports.
        opened = WebSocket("127.0.0.1", server.port, "/widget/socket", timeout=20)
        opened.send(hello)
        KEPT.append(opened)
        if number % 500 == 499:
            drain(KEPT[-500:])
    drain(KEPT)
    time.sleep(2)
    return count


KEPT: list[WebSocket] = []


def drain(connections: list[WebSocket]) -> None:
    for connection in connections:
        connection.socket.setblocking(False)
        try:
            connection.socket.recv(65536)
        except (BlockingIOError, socket.error):
            pass
        connection.socket.setblocking(True)


if __name__ == "__main__":
    sys.exit("run bench/run.py chat idle")
