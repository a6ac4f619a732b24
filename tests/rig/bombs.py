"""Mails that are built to cost: depth, parts, headers, boundaries, encodings, links, quotations. Each is (name, bytes)."""
import base64
import io
import zipfile

SENDER = "Rina Akter <rina@customer.example>"


def head(name: str, to: str, more: str = "") -> bytes:
    return (f"From: {SENDER}\r\nTo: {to}\r\nSubject: bomb {name}\r\nMessage-ID: <{name.replace(' ', '-')}@customer.example>\r\n"
            f"Date: Mon, 02 Jun 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\n{more}").encode()


def html(name: str, to: str, body: str) -> bytes:
    return head(name, to, "Content-Type: text/html; charset=utf-8\r\n\r\n") + wrapped(body)


def plain(name: str, to: str, body: str) -> bytes:
    return head(name, to, "Content-Type: text/plain; charset=utf-8\r\n\r\n") + wrapped(body)


def wrapped(body: str) -> bytes:
    """Lines of at most 900 characters, as SMTP carries them (RFC 5321 4.5.3.1.6)."""
    out = []
    for line in body.split("\n"):
        out += [line[at:at + 900] for at in range(0, len(line), 900)] or [""]
    return "\r\n".join(out).encode() + b"\r\n"


def nested_parts(depth: int) -> bytes:
    inner = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth))
    return (inner + "Content-Type: text/plain\r\n\r\nhello\r\n" + "".join(f"--b{n}--\r\n" for n in reversed(range(depth)))).encode()


def nested_mails(depth: int) -> bytes:
    return ("".join("Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nSubject: x\r\n" for _ in range(depth)) + "\r\nhello\r\n").encode()


def zip_of_zeros(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", bytes(megabytes << 20))
    return out.getvalue()


def attached(name: str, to: str, data: bytes, more: str = 'filename="x.zip"') -> bytes:
    return (head(name, to, 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee\r\n--b\r\n')
            + f"Content-Type: application/zip\r\nContent-Disposition: attachment; {more}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
            + base64.encodebytes(data).replace(b"\n", b"\r\n") + b"--b--\r\n")


def bombs(to: str) -> list[tuple[str, bytes]]:
    mixed = 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    many = "".join(f'--b\r\nContent-Type: image/png; name="a.png"\r\nContent-ID: <c{n}@x>\r\n\r\nx\r\n' for n in range(1000))
    return [
        ("thousand nested parts", head("thousand nested parts", to) + nested_parts(1000)),
        ("ten thousand parts", head("ten thousand parts", to, mixed) + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 10_000 + b"--b--\r\n"),
        ("nested mails", head("nested mails", to) + nested_mails(300)),
        ("megabytes of header", head("megabytes of header", to, "X-Fill: " + "x" * 800 + "\r\n") + b"X-More: yyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n" * 120_000 + b"\r\nx\r\n"),
        ("hundred thousand references", head("hundred thousand references", to, "References:" + "\r\n <a@b.example>" * 100_000 + "\r\n\r\n") + b"x\r\n"),
        ("forty thousand recipients", head("forty thousand recipients", to, "Cc:" + ",\r\n a@b.example" * 40_000 + "\r\n\r\n") + b"x\r\n"),
        ("brackets in addresses", head("brackets in addresses", to, "Cc: " + "\r\n ".join(["<(\"," * 200] * 250) + "\r\n\r\n") + b"x\r\n"),
        ("encoded words", head("encoded words", to, "X-Subject: x\r\nComments:" + "\r\n =?utf-8?Q?=" * 20_000 + "\r\n\r\n") + b"x\r\n"),
        ("name of slashes", attached("name of slashes", to, b"x", "filename=\"a" + "\r\n ".join(["/" * 900] * 260) + '"')),
        ("continued parameters", head("continued parameters", to, "Content-Type: text/plain;" + "\r\n".join(f" a*{n}*=x;" for n in range(20_000)) + "\r\n\r\n") + b"x\r\n"),
        ("similar boundaries", head("similar boundaries", to, mixed) + b"--bb\r\n--B-\r\n--\r\n-- b\r\n" * 150_000),
        ("no boundary", head("no boundary", to, "Content-Type: multipart/mixed\r\n\r\n") + b"--x\r\nContent-Type: multipart/mixed\r\n\r\n" * 20_000),
        ("twenty megabytes of base64", attached("twenty megabytes of base64", to, bytes(15 << 20))),
        ("zip bomb", attached("zip bomb", to, zip_of_zeros(100))),
        ("five thousand links", html("five thousand links", to, '<a href="https://x.example/">l</a>\n' * 5000)),
        ("hundred thousand links", html("hundred thousand links", to, '<a href="https://x.example/">l</a>\n' * 100_000)),
        ("thousand nested quotations", plain("thousand nested quotations", to, "\n".join(">" * n + " a" for n in range(0, 1000, 15)) + "\nx")),
        ("thousand nested blocks", html("thousand nested blocks", to, "<blockquote><div>\n" * 1000 + "x" + "</div></blockquote>\n" * 1000)),
        ("deep formatting", html("deep formatting", to, "<b><i><font size=1>\n" * 20_000 + "<p>x\n" * 5000)),
        ("tables in tables", html("tables in tables", to, "<table><tr><td>\n" * 20_000 + "x")),
        ("entities", html("entities", to, "&amp;&#x41;&lt\n" * 200_000)),
        ("comments without an end", html("comments without an end", to, "<!--\n" * 200_000)),
        ("attributes", html("attributes", to, "<p " + "a=1\n" * 200_000 + ">x</p>")),
        ("styles", html("styles", to, '<p style="' + "color:red;\n" * 100_000 + '">x</p>')),
        ("attributions", plain("attributions", to, "On Mon, Jun 2, 2025 at 10:00 Rina <r@m.example>\n" * 40_000)),
        ("header blocks", plain("header blocks", to, "From: x\n" * 100_000)),
        ("files in text", plain("files in text", to, "begin 644 x\n#0V%T\n`\nend\n" * 100_000)),
        ("pictures in a row", head("pictures in a row", to, 'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n')
         + wrapped("<p>word word word</p>\n" * 100_000) + many.encode() + b"--b--\r\n"),
        ("calendar", head("calendar", to, "Content-Type: text/calendar; method=REQUEST\r\n\r\n") + b"BEGIN:VEVENT\r\nSUMMARY:x\r\n" * 60_000),
        ("report without an end", head("report without an end", to, 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n')
         + "".join(f"Final-Recipient: rfc822; u{n}@x.example\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n" for n in range(20_000)).encode() + b"--b--\r\n"),
        ("marks above letters", plain("marks above letters", to, ("e" + "\u0301" * 200 + "\n") * 2500)),
        ("stateful charset", head("stateful charset", to, "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n") + b"\x1b$B\x1b(B" * 100 + (b"\x1b$B$\"\x1b(B" * 100 + b"\r\n") * 1000),
    ]
