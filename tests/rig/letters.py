"""Mails as people and attackers write them, and their way in by LMTP or SMTP."""
import email.policy
import smtplib
import uuid
from email.message import EmailMessage
from email.utils import formatdate


def letter(sender: str, to: str, subject: str, body: str, **headers: str) -> EmailMessage:
    """A plain mail; headers as In_Reply_To="<...>"."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = headers.pop("Message_ID", f"<{uuid.uuid4()}@customer.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


def address_of(text: str) -> str:
    return text.rpartition("<")[2].rstrip(">") if "<" in text else text


def as_sent(message: EmailMessage) -> bytes:
    """The bytes on the wire: lines end with CRLF."""
    return message.as_bytes(policy=email.policy.SMTP)


def deliver_lmtp(port: int, message: EmailMessage | bytes, sender: str, to: str) -> None:
    """One delivery by LMTP; raises smtplib's error when it is not accepted."""
    with smtplib.LMTP("127.0.0.1", port, local_hostname="mta.example") as connection:
        data = message if isinstance(message, bytes) else as_sent(message)
        refused = connection.sendmail(sender, [to], data)
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)


def submit_smtp(port: int, message: EmailMessage, sender: str = "", to: str = "") -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="mua.example") as connection:
        connection.sendmail(sender or address_of(message["From"]), [to or address_of(message["To"])],
                            as_sent(message))
