"""Mails through LMTP as fast as the server takes them."""
import multiprocessing
import time
from dataclasses import dataclass

DESK = "support@sahay.example"
PLAIN = "The pump on the second floor stopped this morning and the water stands.\r\n" * 26  # 2 kB
# What a mail of 5 kB as mail programs write it is put together from: text and HTML of the same words, with a signature.
SENTENCES = (
    "The pump on the second floor stopped this morning and the water stands in the hall.",
    "We have switched it off and on again twice, and the red lamp went out only for a minute.",
    "Our electrician looked at the fuse and at the cable; both are in order.",
    "The label says 230 volts, and the serial number is MT-2210-44-{n}.",
    "It is the same noise as in March, when your technician changed the seal.",
    "Could you please tell us when somebody can come, and whether we should order the part ourselves?",
    "The night shift begins at ten, and without water we have to send people home.",
    "I attach nothing yet, but I can send pictures of the display if they help.",
    "The contract is the one from last year, with four hours for failures.",
    "Please call the gate first, since the yard is closed after six.",
)


def multipart(number: int, count: int) -> str:
    words = [SENTENCES[(count * 3 + number + i * 7) % len(SENTENCES)].format(n=count) for i in range(26)]
    plain = "\r\n\r\n".join(" ".join(words[i:i + 4]).replace(". ", ".\r\n") for i in range(0, 26, 4))
    html = "".join(f'<p style="margin:0 0 12px;font-family:Arial,sans-serif">{" ".join(words[i:i + 4])}</p>\r\n' for i in range(0, 26, 4))
    sign = ("Rina Akter\r\nMeghna Tools\r\n+880 2 5550 1234", "<p>--<br>Rina Akter<br><b>Meghna Tools</b><br>"
            '<a href="https://meghna.example/">meghna.example</a></p>')
    return (f'Content-Type: multipart/alternative; boundary="b{number}-{count}"\r\nMIME-Version: 1.0\r\n\r\n--b{number}-{count}\r\n'
            f'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{plain}\r\n-- \r\n{sign[0]}\r\n'
            f'--b{number}-{count}\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
            f'<html><head><style>p{{color:#222}}</style></head><body>{html}{sign[1]}</body></html>\r\n--b{number}-{count}--\r\n')


@dataclass
class Result:
    mails: int
    accepted_rate: float
    ticket_rate: float


def deliver(port: int, number: int, mails: int, shape: str) -> None:
    import smtplib
    with smtplib.LMTP("127.0.0.1", port, local_hostname="mta.example") as connection:
        for count in range(mails):
            sender = f"person{number}-{count % 50}@customer.example"
            data = (f"From: <{sender}>\r\nTo: <{DESK}>\r\nSubject: Mail {number}-{count}\r\n"
                    f"Message-ID: <{number}.{count}.{time.time_ns()}@customer.example>\r\n"
                    "Date: Mon, 05 Jan 2026 10:00:00 +0000\r\n") + (multipart(number, count) if shape == "multipart" else f"\r\n{PLAIN}")
            connection.sendmail(sender, [DESK], data)


def lmtp_rate(server, api, connections: int, mails: int, shape: str = "multipart") -> Result:
    before = ticket_count(api)
    share = mails // connections
    processes = [multiprocessing.Process(target=deliver, args=(server.lmtp_port, number, share, shape))
                 for number in range(connections)]
    start = time.monotonic()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise RuntimeError("a delivery was refused")
    accepted = time.monotonic() - start
    total = share * connections
    while ticket_count(api) - before < total and time.monotonic() - start < 120:
        time.sleep(0.1)
    worked = time.monotonic() - start
    arrived = ticket_count(api) - before
    return Result(total, total / accepted, arrived / worked)


def ticket_count(api) -> int:
    answer = api.get("/api/v2/tickets/count").json
    return answer["count"]["value"]
