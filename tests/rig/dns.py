"""A name server of the test on loopback (UDP): TXT, MX, A, AAAA and PTR as told, NXDOMAIN for the rest, silence on demand."""
import ipaddress
import socket
import struct
import threading

TYPES = {"A": 1, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28}


def _name(dotted: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in dotted.rstrip(".").split(".") if label) + b"\0"


def _data(kind: str, value) -> bytes:
    if kind == "TXT":
        raw = value.encode()
        return b"".join(bytes([len(raw[i:i + 255])]) + raw[i:i + 255] for i in range(0, len(raw), 255))
    if kind == "MX":
        return struct.pack("!H", value[0]) + _name(value[1])
    if kind == "PTR":
        return _name(value)
    return ipaddress.ip_address(value).packed


class FakeDns:
    """`with FakeDns() as dns:`, [mail] dns_server = dns.address. records: {("meghna.example", "TXT"): ["v=spf1 -all"]}"""

    def __init__(self):
        self.records: dict[tuple[str, str], list] = {}
        self.silent: set[str] = set()
        self.questions = 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> "FakeDns":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self.socket.close()

    def add(self, name: str, kind: str, value) -> None:
        self.records.setdefault((name.lower(), kind), []).append(value)

    def sender(self, domain: str, host: str, policy: str = "reject") -> None:
        """A domain whose mail comes from one host and that asks to refuse all other."""
        self.add(domain, "TXT", f"v=spf1 ip4:{host} -all")
        self.add(f"_dmarc.{domain}", "TXT", f"v=DMARC1; p={policy}")

    def _serve(self) -> None:
        while True:
            try:
                query, peer = self.socket.recvfrom(4096)
                reply = self._answer(query)
                if reply:
                    self.socket.sendto(reply, peer)
            except OSError:
                return

    def _answer(self, query: bytes) -> bytes | None:
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("latin-1"))
            at += 1 + query[at]
        name, kind_number = ".".join(labels).lower(), struct.unpack("!H", query[at + 1:at + 3])[0]
        self.questions += 1
        if name in self.silent:
            return None
        kind = next((word for word, number in TYPES.items() if number == kind_number), "")
        found = self.records.get((name, kind), [])
        exists = any(owner == name or owner.endswith("." + name) for owner, _ in self.records)
        head = query[:2] + struct.pack("!HHHHH", 0x8180 | (0 if exists else 3), 1, len(found), 0, 0)
        body = b"".join(b"\xc0\x0c" + struct.pack("!HHIH", kind_number, 1, 60, len(data)) + data
                        for data in (_data(kind, value) for value in found))
        return head + query[12:at + 5] + body
