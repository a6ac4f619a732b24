"""Mails through LMTP as fast as the server takes them."""
import multiprocessing
import time
from dataclasses import dataclass

DESK = "support@sahay.example"
BODY = "The pump on the second floor stopped this morning and the water stands.\r\n" * 26  # 2 kB


@dataclass
class Result:
    mails: int
    accepted_rate: float
    ticket_rate: float


def deliver(port: int, number: int, mails: int) -> None:
    import smtplib
    with smtplib.LMTP("127.0.0.1", port, local_hostname="mta.example") as connection:
        for count in range(mails):
            sender = f"person{number}-{count % 50}@customer.example"
            data = (f"From: <{sender}>\r\nTo: <{DESK}>\r\nSubject: Mail {number}-{count}\r\n"
                    f"Message-ID: <{number}.{count}.{time.time_ns()}@customer.example>\r\n"
                    f"Date: Mon, 05 Jan 2026 10:00:00 +0000\r\n\r\n{BODY}")
            connection.sendmail(sender, [DESK], data)


def lmtp_rate(server, api, connections: int, mails: int) -> Result:
    before = ticket_count(api)
    share = mails // connections
    processes = [multiprocessing.Process(target=deliver, args=(server.lmtp_port, number, share))
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
