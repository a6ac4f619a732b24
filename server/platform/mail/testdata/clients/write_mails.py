#!/usr/bin/env python3
"""Writes bengali.txt and russian.txt: mails of our own in the shapes of the clients that people use, each with what a reader
must see. The expectations come from the templates below, which know which words are new, quoted or a signature; they are
never taken from a parser. Run again after a change: python3 write_mails.py
"""
import base64
import json
import os
import quopri
import random
import re

RINA_RU, RINA_BN, MAIL = "Рина Актер", "রিনা আক্তার", "rina@meghna.example"
DESK = "help@sahay.example"
cases: list[tuple[str, bytes, dict]] = []
dice = random.Random(6)


# --- MIME -------------------------------------------------------------------------------------------------------------------

def word(text: str, charset: str = "utf-8", how: str = "B") -> str:
    """Encoded words of at most 75 characters, cut between characters."""
    out, piece = [], ""
    for c in text + "\0":
        if c == "\0" or len((piece + c).encode(charset)) > (30 if how == "B" else 12):
            raw = piece.encode(charset)
            body = base64.b64encode(raw).decode() if how == "B" else "".join(f"={b:02X}" for b in raw)
            if piece:
                out.append(f"=?{charset}?{how}?{body}?=")
            piece = ""
        piece += c
    return "\n ".join(out)


def part(kind: str, text: str, charset: str, encoding: str, more: str = "") -> bytes:
    raw = text.encode(charset)
    if encoding == "base64":
        raw = base64.encodebytes(raw)
    elif encoding == "quoted-printable":
        raw = quopri.encodestring(raw)
    return f"Content-Type: {kind}; charset={charset}{more}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + raw + b"\n"


def multipart(kind: str, *parts: bytes) -> bytes:
    mark = f"=_part_{dice.randrange(10**8):08d}"
    inner = b"".join(b"--" + mark.encode() + b"\n" + each for each in parts)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n'.encode() + inner + b"--" + mark.encode() + b"--\n"


def file_part(name: str, kind: str, data: bytes, charset: str = "utf-8", form: str = "2231") -> bytes:
    if form == "2231":
        quoted = "".join(f"%{b:02X}" for b in name.encode(charset))
        head = f"Content-Type: {kind}\nContent-Disposition: attachment; filename*={charset}''{quoted}\n"
    else:  # an encoded word in a quoted parameter, as Outlook and Mail.ru write it
        written = word(name, charset).replace("\n", "")
        head = f'Content-Type: {kind}; name="{written}"\nContent-Disposition: attachment; filename="{written}"\n'
    return head.encode() + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(data)


class Mail:
    """A mail under construction; `expect` is what a reader must see."""

    def __init__(self, language: str, name: str, subject: str):
        self.language, self.name, self.subject = language, name, subject
        self.person = RINA_RU if language == "ru" else RINA_BN
        self.sender, self.to = (self.person, MAIL), DESK
        self.headers: list[str] = []
        self.raw_subject: bytes | None = None
        self.raw_from: bytes | None = None
        self.charset, self.encoding, self.words = "utf-8", "base64", "B"
        self.body = b""
        self.expect: dict = {"subject": subject, "from_name": self.person, "from": MAIL}

    def done(self, **expect) -> None:
        self.expect.update(expect)
        number = len(cases) + 1
        subject = self.raw_subject if self.raw_subject is not None else word(self.subject, self.charset, self.words).encode()
        sender = self.raw_from or f"{word(self.sender[0], self.charset, self.words)} <{self.sender[1]}>".encode()
        head = b"From: " + sender + f"\nTo: {self.to}\n".encode() + b"Subject: " + subject + b"\n"
        head += f"Date: Mon, 02 Jun 2025 13:05:{number % 60:02d} +0300\nMessage-ID: <c{number}.{self.language}@mail.example>\n".encode()
        head += "".join(line + "\n" for line in self.headers).encode() + b"MIME-Version: 1.0\n"
        cases.append((f"{self.language} {self.name}", head + self.body, self.expect))

    def alternative(self, text: str, html: str) -> None:
        self.body = multipart("alternative", part("text/plain", text, self.charset, self.encoding), part("text/html", html, self.charset, self.encoding))

    def plain(self, text: str, more: str = "") -> None:
        self.body = part("text/plain", text, self.charset, self.encoding, more)

    def html(self, html: str) -> None:
        self.body = part("text/html", html, self.charset, self.encoding)

    def with_file(self, name: str, kind: str, data: bytes, form: str = "2231") -> None:
        self.body = multipart("mixed", self.body, file_part(name, kind, data, self.charset, form))
        self.expect["attachments"] = [{"filename": name, "type": kind, "size": len(data)}]


def paragraphs(text: str, tag: str = "div") -> str:
    lines = text.split("\n")
    return "".join(f"<{tag}>{line}</{tag}>" if line else f"<{tag}><br></{tag}>" for line in lines)


def quoted(text: str, mark: str = "> ") -> str:
    return "\n".join((mark + line).rstrip() for line in text.split("\n"))


# --- words ------------------------------------------------------------------------------------------------------------------

SAID = {
    "ru": ["Здравствуйте!\n\nНасос снова не включается. Серийный номер 48213.",
           "Добрый день.\nПлату заменили, но ошибка E7 осталась.\nЧто делать дальше?",
           "Спасибо, всё заработало. Можно закрывать обращение.",
           "Прикладываю фото таблички. Год выпуска на ней не читается.",
           "Коллеги, когда приедет мастер? На складе вода.",
           "Мы уже пробовали так сделать, не помогло.\n\nДавление 3,5 бара, температура 40 градусов.",
           "От поставщика пришло письмо: детали будут в пятницу. Тему пока не закрывайте.",
           "Да, удобно в среду после 14:00.\nАдрес: склад 2, ворота 5."],
    "bn": ["আসসালামু আলাইকুম,\n\nপাম্পটি আবার চালু হচ্ছে না। সিরিয়াল নম্বর ৪৮২১৩।",
           "ধন্যবাদ, এখন ঠিকমতো কাজ করছে। অনুরোধটি বন্ধ করতে পারেন।",
           "ছবি পাঠালাম। তৈরির সাল পড়া যাচ্ছে না।",
           "আমরা আগেই এভাবে চেষ্টা করেছি, কাজ হয়নি।\n\nচাপ ৩.৫ বার, তাপমাত্রা ৪০ ডিগ্রি।",
           "মিস্ত্রি কখন আসবেন? গুদামে পানি জমেছে।",
           "হ্যাঁ, বুধবার দুপুর ২টার পরে সুবিধা হবে।\nঠিকানা: গুদাম নং ২, গেট ৫।",
           "সরবরাহকারী লিখেছেন: যন্ত্রাংশ শুক্রবার আসবে।"],
}
ANSWERED = {
    "ru": "Здравствуйте, Рина!\n\nОтключите питание на десять минут и проверьте предохранитель.\n\nОлег Соколов",
    "bn": "প্রিয় রিনা,\n\nদশ মিনিট বিদ্যুৎ বন্ধ রেখে ফিউজটি পরীক্ষা করুন।\n\nসারা আহমেদ",
}
SUBJECT = {"ru": "Re: Насос не включается", "bn": "Re: পাম্প চালু হচ্ছে না"}
DESK_NAME = {"ru": "Служба поддержки Sahay", "bn": "Sahay সহায়তা"}
TITLE = {"ru": "Рина Актер\nОтдел снабжения, Meghna Tools\nтел. +880 2 5550 1234", "bn": "রিনা আক্তার\nক্রয় বিভাগ, Meghna Tools\nফোন: +৮৮০ ২ ৫৫৫০ ১২৩৪"}
DISCLAIMER = {
    "ru": "Это сообщение содержит конфиденциальные сведения и предназначено только адресату. Если вы получили его по ошибке, удалите его.",
    "bn": "এই বার্তা গোপনীয় এবং কেবল প্রাপকের জন্য। ভুলক্রমে পেয়ে থাকলে মুছে ফেলুন।",
}
spoken = {"ru": 0, "bn": 0}


def say(language: str) -> str:
    spoken[language] += 1
    return SAID[language][(spoken[language] - 1) % len(SAID[language])]


# How each client names what it quotes: (in the text, in the HTML). Dates as the client's own language writes them.
def gmail_line(language: str) -> str:
    return {"ru": f"пн, 2 июн. 2025 г. в 12:40, {DESK_NAME['ru']} <{DESK}>:",
            "bn": f"সোম, ২ জুন, ২০২৫ তারিখে ১২:৪০ PM এ {DESK_NAME['bn']} <{DESK}> লিখেছেন:"}[language]


def block(language: str, style: str) -> list[tuple[str, str]]:
    person = f"{RINA_RU if language == 'ru' else RINA_BN} <{MAIL}>"
    labels = {"ru": ("От", "Отправлено", "Кому", "Тема"), "bn": ("থেকে", "পাঠানো হয়েছে", "প্রাপক", "বিষয়")}[language]
    if style == "english":
        labels = ("From", "Sent", "To", "Subject")
    if style == "samsung":
        labels = {"ru": ("От", "Дата", "Кому", "Тема"), "bn": ("From", "Date", "To", "Subject")}[language]
    when = {"ru": "2 июня 2025 г. 12:40", "bn": "২ জুন ২০২৫ ১২:৪০"}[language] if style != "samsung" else "02.06.2025 12:40 (GMT+06:00)"
    if style == "english":
        when = "Monday, June 2, 2025 12:40 PM"
    return list(zip(labels, (f"{DESK_NAME[language]} <{DESK}>", when, person, SUBJECT[language])))


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- shapes: each gives (text, html) of a reply; an empty one is not sent ------------------------------------------------------

def gmail(language, mine, theirs, signature):
    line = gmail_line(language)
    text = f"{mine}\n\n{line}\n\n{quoted(theirs)}\n"
    if signature:
        text += f"\n\n-- \n{signature}\n"
    address = escape(line).replace(DESK, f'<a href="mailto:{DESK}">{DESK}</a>')
    sign = f'<span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">{paragraphs(signature)}</div>' if signature else ""
    html = (f'<div dir="ltr">{paragraphs(mine)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{address}<br></div>'
            f'<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{paragraphs(theirs)}</blockquote></div>{sign}')
    return text, html


def gmail_english(language, mine, theirs, signature):
    """The client in English, as most people in Bangladesh have it, the words in their own language."""
    text, html = gmail(language, mine, theirs, signature)
    line = f"On Mon, 2 Jun 2025 at 12:40, {DESK_NAME[language]} <{DESK}> wrote:"
    mark = f'<a href="mailto:{DESK}">{DESK}</a>'
    return text.replace(gmail_line(language), line), html.replace(escape(gmail_line(language)).replace(DESK, mark), escape(line).replace(DESK, mark))


def outlook_phone(language, mine, theirs, signature):
    sent = {"ru": "Получите Outlook для Android", "bn": "Get Outlook for Android"}[language]
    text, html = outlook_web(language, mine, theirs, signature)
    text = text.replace(f"{mine}\n\n", f"{mine}\n\n{sent}<https://aka.ms/AAb9ysg>\n", 1)
    html = html.replace('<div id="appendonsend">', f'<div id="ms-outlook-mobile-signature"><div><br></div>{sent.rsplit(" ", 1)[0]} <a href="https://aka.ms/AAb9ysg">{sent.rsplit(" ", 1)[1]}</a></div><div id="appendonsend">', 1)
    return text, html


def gmail_wrapped(language, mine, theirs, signature):
    text, _ = gmail(language, mine, theirs, signature)
    return text.replace(f" <{DESK}>", f" <\n{DESK}>"), ""


def outlook(language, mine, theirs, signature, style="own"):
    rows = block(language, style)
    head = "\n".join(f"{label}: {value}" for label, value in rows)
    sign = f"\n\n-- \n{signature}" if signature else ""
    text = f"{mine}{sign}\n\n{head}\n\n{theirs}\n"
    spans = "<br>".join(f"<b>{label}:</b> {escape(value)}" for label, value in rows)
    html = ('<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang="RU"><div class="WordSection1">'
            + "".join(f'<p class="MsoNormal">{line or "&nbsp;"}<o:p></o:p></p>' for line in (mine + sign).split("\n"))
            + '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
            f'<p class="MsoNormal">{spans}<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
            + "".join(f'<p class="MsoNormal">{line or "&nbsp;"}<o:p></o:p></p>' for line in theirs.split("\n")) + "</div></body></html>")
    return text, html


def outlook_web(language, mine, theirs, signature):
    rows = block(language, "own")
    head = "\n".join(f"{label}: {value}" for label, value in rows)
    text = f"{mine}\n\n________________________________\n{head}\n\n{theirs}\n"
    spans = "<br>".join(f"<b>{label}:</b> {escape(value)}" for label, value in rows)
    html = (f'<html><body dir="ltr"><div style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt;" class="elementToProof">{paragraphs(mine)}</div>'
            '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{spans}</font><div>&nbsp;</div></div>'
            f"<div>{paragraphs(theirs)}</div></body></html>")
    return text, html


def mail_ru(language, mine, theirs, signature):
    line = f"Понедельник, 2 июня 2025, 12:40 +03:00 от {DESK_NAME['ru']} <{DESK}>:"
    sign = f"\n \n--\n{signature}" if signature else ""
    text = f"\n{mine}{sign}\n  \n>{line}\n> \n{quoted(theirs, '>')}\n"
    html = (f"\n<HTML><BODY><div>{paragraphs(mine)}</div>" + (f'<div>&nbsp;</div><div data-signature-widget="container"><div data-signature-widget="content">--<br>{paragraphs(signature)}</div></div>' if signature else "")
            + '<div>&nbsp;</div><div>&nbsp;</div><blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">'
            f'{escape(line)}<br>&nbsp;<div id=""><div class="js-helper js-readmsg-msg"><div><div id="style_1_BODY">{paragraphs(theirs)}</div></div></div></div></blockquote></BODY></HTML>\n')
    return text, html


def yandex(language, mine, theirs, signature):
    line = f'02.06.2025, 12:40, "{DESK_NAME[language]}" <{DESK}>:'
    sign = f"\n \n-- \n{signature}" if signature else ""
    text = f"{mine}\n \n{line}\n\n{quoted(theirs)}{sign}\n"
    tail = f"<div>&nbsp;</div><div>&nbsp;</div><div>-- </div>{paragraphs(signature)}" if signature else ""
    html = f"<div>{paragraphs(mine)}</div><div>&nbsp;</div><div>{escape(line)}</div><blockquote>{paragraphs(theirs, 'p')}</blockquote>{tail}"
    return text, html


def yandex_new(language, mine, theirs, signature):
    who = RINA_RU if language == "ru" else RINA_BN
    head = f"----------------\nКому: {who} ({MAIL});\nТема: {SUBJECT[language][4:]};\n02.06.2025, 12:40, \"{DESK_NAME[language]}\" <{DESK}>:"
    html = (f"<div><div>{paragraphs(mine)}</div></div><div>&nbsp;</div><div>" + "</div><div>".join(escape(line) for line in head.split("\n"))
            + f"</div><blockquote><div>{paragraphs(theirs)}</div></blockquote>")
    return f"{mine}\n \n{head}\n\n{quoted(theirs)}\n", html


def iphone(language, mine, theirs, signature):
    line, sent = {"ru": (f"2 июня 2025 г., в 12:40, {DESK_NAME['ru']} <{DESK}> написал(а):", "Отправлено с iPhone"),
                  "bn": (f"On 2 Jun 2025, at 12:40 PM, {DESK_NAME['bn']} <{DESK}> wrote:", "Sent from my iPhone")}[language]
    text = f"{mine}\n\n{sent}\n\n> {line}\n> \n{quoted(theirs)}\n"
    html = (f'<html><head></head><body dir="auto">{paragraphs(mine)}<div><br></div><br id="lineBreakAtBeginningOfSignature"><div dir="ltr">{sent}</div>'
            f'<div dir="ltr"><br><blockquote type="cite">{escape(line)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff{paragraphs(theirs)}</div></blockquote></body></html>')
    return text, html


def apple(language, mine, theirs, signature):
    line = {"ru": f"2 июня 2025 г., в 12:40, {DESK_NAME['ru']} <{DESK}> написал(а):", "bn": f"On 2 Jun 2025, at 12:40, {DESK_NAME['bn']} <{DESK}> wrote:"}[language]
    html = (f'<html><head></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">{paragraphs(mine)}'
            f'<div><br><blockquote type="cite"><div>{escape(line)}</div><br class="Apple-interchange-newline"><div>{paragraphs(theirs)}</div></blockquote></div><br></body></html>')
    return f"{mine}\n\n> {line}\n> \n{quoted(theirs)}\n\n", html


def samsung(language, mine, theirs, signature):
    title, sent = {"ru": ("-------- Исходное сообщение --------", "Отправлено с устройства Galaxy"), "bn": ("-------- Original message --------", "আমার Galaxy থেকে পাঠানো হয়েছে")}[language]
    rows = block(language, "samsung")
    head = "\n".join(f"{label}: {value} " for label, value in rows)
    html = (f'<html><body dir="auto"><div dir="auto">{paragraphs(mine)}</div><div><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">{sent}</div></div>'
            f'<div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>{title}</div>' + "".join(f"<div>{label}: {escape(value)} </div>" for label, value in rows)
            + f"<div><br></div></div>{paragraphs(theirs)}</body></html>")
    return f"{mine}\n\n\n{sent}\n\n\n{title}\n{head}\n\n{theirs}\n", html


def thunderbird(language, mine, theirs, signature):
    line = {"ru": f"02.06.2025 12:40, {DESK_NAME['ru']} пишет:", "bn": f"On 2/6/25 12:40 PM, {DESK_NAME['bn']} wrote:"}[language]
    text = f"{mine}\n\n{line}\n{quoted(theirs)}\n" + (f"\n-- \n{signature}\n" if signature else "")
    html = (f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>{paragraphs(mine, "p")}'
            f'<div class="moz-cite-prefix">{escape(line)}<br></div><blockquote type="cite" cite="mid:t1@sahay.example">{paragraphs(theirs, "p")}</blockquote>'
            + (f'<pre class="moz-signature" cols="72">-- \n{signature}</pre>' if signature else "") + "</body></html>")
    return text, html


def thunderbird_bottom(language, mine, theirs, signature):
    line = {"ru": f"02.06.2025 12:40, {DESK_NAME['ru']} пишет:", "bn": f"On 2/6/25 12:40 PM, {DESK_NAME['bn']} wrote:"}[language]
    return f"{line}\n{quoted(theirs)}\n\n{mine}\n" + (f"\n-- \n{signature}\n" if signature else ""), ""


def the_bat(language, mine, theirs, signature):
    return f"{mine}\n\nВы писали 2 июня 2025 г., 12:40:\n\n{quoted(theirs)}\n\n\n-- \n{signature or 'Рина'}                          mailto:{MAIL}\n", ""


def em_client(language, mine, theirs, signature):
    title = "------ Исходное сообщение ------" if language == "ru" else "------ Original Message ------"
    labels = ("От", "Кому", "Дата", "Тема") if language == "ru" else ("From", "To", "Date", "Subject")
    person = RINA_RU if language == "ru" else RINA_BN
    values = (f'"{DESK_NAME[language]}" <{DESK}>', f'"{person}" <{MAIL}>', "02.06.2025 12:40:10", SUBJECT[language])
    head = "\n".join(f"{label}: {value}" for label, value in zip(labels, values))
    return f"{mine}\n\n{title}\n{head}\n\n{quoted(theirs, '>')}\n", ""


def yahoo(language, mine, theirs, signature):
    line = f"On Monday, June 2, 2025 at 12:40:10 PM GMT+6, {DESK_NAME[language]} <{DESK}> wrote:"
    html = (f'<html><head></head><body><div class="ydp1yahoo-style-wrap" style="font-family:Helvetica Neue, sans-serif"><div dir="ltr" data-setdir="false">{paragraphs(mine)}</div></div>'
            f'<div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted"><div style="font-size:13px"><div>{escape(line)}</div><div><br></div><div><br></div><div>{paragraphs(theirs)}</div></div></div></body></html>')
    return f"{mine}\n\n    {line.replace(' wrote:', ' wrote:  ')}\n \n {theirs}\n", html


def reply(language: str, name: str, shape, form: str = "both", signature: str = "", charset: str = "utf-8", encoding: str = "base64", words: str = "B",
          **options) -> None:
    mail = Mail(language, name, SUBJECT[language])
    mail.charset, mail.encoding, mail.words = charset, encoding, words
    mail.headers = ["In-Reply-To: <t1@sahay.example>", "References: <t1@sahay.example>"]
    mine, theirs = say(language), ANSWERED[language]
    text, html = shape(language, mine, theirs, signature, **options)
    if form == "both" and html:
        mail.alternative(text, html)
    elif form == "html" and html:
        mail.html(html)
    else:
        mail.plain(text)
    folded = [theirs.split("\n")[2]] + ([signature.split("\n")[1]] if "\n" in signature else [])
    mail.done(reply=mine, folded=folded)


# --- the corpora ------------------------------------------------------------------------------------------------------------

def russian_replies() -> None:
    title, legal = TITLE["ru"], TITLE["ru"] + "\n\n" + DISCLAIMER["ru"]
    for number, (shape, charset, encoding, words) in enumerate([
            (gmail, "utf-8", "base64", "B"), (gmail, "utf-8", "quoted-printable", "Q"), (outlook, "koi8-r", "base64", "B"), (outlook, "windows-1251", "quoted-printable", "Q"),
            (outlook_web, "koi8-r", "quoted-printable", "B"), (outlook_web, "utf-8", "base64", "B"), (mail_ru, "utf-8", "base64", "B"), (mail_ru, "utf-8", "quoted-printable", "B"),
            (yandex, "utf-8", "8bit", "B"), (yandex, "windows-1251", "8bit", "B"), (yandex_new, "utf-8", "base64", "B"), (iphone, "utf-8", "base64", "B"),
            (iphone, "utf-8", "quoted-printable", "B"), (apple, "utf-8", "quoted-printable", "Q"), (samsung, "utf-8", "base64", "B"), (thunderbird, "utf-8", "8bit", "B"),
            (thunderbird, "koi8-r", "8bit", "B"), (thunderbird, "windows-1251", "8bit", "B"), (yahoo, "utf-8", "base64", "B"), (em_client, "utf-8", "8bit", "B")]):
        for form in ("both", "plain", "html"):
            if form == "html" and shape in (em_client,):
                continue
            reply("ru", f"{shape.__name__} {form} {charset} {encoding}", shape, form, charset=charset, encoding=encoding, words=words)
    for form in ("both", "plain"):
        reply("ru", f"outlook on a phone {form}", outlook_phone, form)
    for shape in (gmail, thunderbird, yandex, mail_ru, outlook):
        reply("ru", f"{shape.__name__} with a signature", shape, "plain", signature=title)
    for shape in (gmail, thunderbird):
        reply("ru", f"{shape.__name__} with a signature and a notice", shape, "both", signature=legal)
    reply("ru", "gmail wrapped line", gmail_wrapped, "plain")
    reply("ru", "the bat", the_bat, "plain", charset="windows-1251", encoding="8bit")
    reply("ru", "thunderbird below the quotation", thunderbird_bottom, "plain", charset="koi8-r", encoding="8bit")
    reply("ru", "thunderbird below the quotation, signed", thunderbird_bottom, "plain", signature=title)
    reply("ru", "outlook with English labels", outlook, "both", style="english")
    reply("ru", "outlook with English labels, text", outlook, "plain", style="english", charset="windows-1251", encoding="base64")


def bengali_replies() -> None:
    for shape, encoding, words in [(gmail, "base64", "B"), (gmail, "quoted-printable", "Q"), (gmail, "8bit", "B"), (outlook, "base64", "B"), (outlook_web, "base64", "B"),
                                   (iphone, "quoted-printable", "B"), (apple, "base64", "B"), (samsung, "base64", "B"), (thunderbird, "8bit", "B"), (yahoo, "base64", "Q")]:
        for form in ("both", "plain", "html"):
            reply("bn", f"{shape.__name__} {form} {encoding}", shape, form, encoding=encoding, words=words)
    for shape in (gmail, thunderbird):
        reply("bn", f"{shape.__name__} with a signature", shape, "plain", signature=TITLE["bn"])
    reply("bn", "gmail with a signature and a notice", gmail, "both", signature=TITLE["bn"] + "\n\n" + DISCLAIMER["bn"])
    reply("bn", "gmail wrapped line", gmail_wrapped, "plain", encoding="8bit")
    reply("bn", "thunderbird below the quotation", thunderbird_bottom, "plain", encoding="8bit")
    reply("bn", "outlook with English labels", outlook, "both", style="english")
    reply("bn", "outlook with English labels, text", outlook, "plain", style="english", encoding="8bit")
    reply("bn", "em client", em_client, "plain")
    for form in ("both", "plain"):
        reply("bn", f"gmail in English {form}", gmail_english, form)
        reply("bn", f"outlook on a phone {form}", outlook_phone, form)


def between_the_lines(language: str) -> None:
    """Answers between quoted lines: the questions stay in sight (rule 33)."""
    line = {"ru": f"02.06.2025 12:40, {DESK_NAME['ru']} пишет:", "bn": gmail_line("bn")}[language]
    ask, answer = {"ru": (["Какая модель насоса?", "Горит ли лампа?"], ["Модель P-40.", "Нет, не горит."]),
                   "bn": (["পাম্পের মডেল কী?", "বাতি জ্বলছে?"], ["মডেল P-40।", "না, জ্বলছে না।"])}[language]
    text = f"{line}\n> {ask[0]}\n\n{answer[0]}\n\n> {ask[1]}\n\n{answer[1]}\n"
    mail = Mail(language, "answers between the lines", SUBJECT[language])
    mail.encoding = "8bit"
    mail.plain(text)
    mail.done(contains=[*answer, ask[1]])


def two_deep(language: str) -> None:
    mine, theirs = say(language), ANSWERED[language]
    first = gmail_line(language).replace("12:40", "09:15").replace("১২:৪০", "০৯:১৫").replace(DESK_NAME[language], RINA_RU if language == "ru" else RINA_BN).replace(DESK, MAIL)
    older = SAID[language][4]
    text = f"{mine}\n\n{gmail_line(language)}\n\n{quoted(theirs)}\n>\n> {first}\n>\n{quoted(quoted(older))}\n"
    mail = Mail(language, "a quotation in a quotation", SUBJECT[language])
    mail.plain(text)
    mail.done(reply=mine, folded=[older.split("\n")[0]])


def new_mail(language: str) -> None:
    """First mails: everything is visible, the mark "-- " apart; words like "From:" in prose cut nothing."""
    prose = {"ru": "Добрый день!\n\nОт: склада до цеха 40 метров. Дата поставки известна. Иван пишет: деталь не подходит.\nТема важная, ответьте сегодня.",
             "bn": "শুভ সকাল।\n\nথেকে: গুদাম পর্যন্ত ৪০ মিটার। সরবরাহকারী লিখেছেন যে যন্ত্রাংশ মেলে না।\nআজই উত্তর দিন।"}[language]
    subject = {"ru": "Детали для насоса P-40", "bn": "পাম্প P-40 এর যন্ত্রাংশ"}[language]
    for name, charset, encoding in (("utf-8", "utf-8", "base64"),) + ((("koi8-r", "koi8-r", "8bit"), ("windows-1251", "windows-1251", "quoted-printable")) if language == "ru" else ()):
        mail = Mail(language, f"first mail {name}", subject)
        mail.charset, mail.encoding = charset, encoding
        mail.plain(prose + "\n")
        mail.done(reply=prose)
    mail = Mail(language, "first mail with a table and a picture", subject)
    cells = {"ru": ("Деталь", "Штук", "Прокладка", "4"), "bn": ("যন্ত্রাংশ", "সংখ্যা", "গ্যাসকেট", "৪")}[language]
    page = part("text/html", f'<p>{prose.split(chr(10))[0]}</p><table border="1"><tr><th>{cells[0]}<th>{cells[1]}<tr><td>{cells[2]}<td>{cells[3]}</table><img src="cid:label@mail.example">', "utf-8", "base64")
    picture = b"Content-Type: image/png; name=label.png\nContent-ID: <label@mail.example>\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    mail.body = multipart("related", page, picture)
    mail.done(contains=list(cells), attachments=[{"filename": "label.png", "type": "image/png", "size": 48, "inline": True}])
    mail = Mail(language, "first mail with an attachment", subject)
    mail.plain(prose + "\n")
    mail.with_file({"ru": "Акт приёмки № 7.pdf", "bn": "গ্রহণপত্র ৭.pdf"}[language], "application/pdf", b"%PDF-1.4 a deed\n", "2047" if language == "ru" else "2231")
    mail.done(reply=prose)


def forwards(language: str) -> None:
    person = {"ru": "Сара Ахмед", "bn": "সারা আহমেদ"}[language]
    other, address = person, "sara@meghna.example"
    inner = SAID[language][4]
    top = {"ru": "Пересылаю письмо с завода, разберитесь, пожалуйста.", "bn": "কারখানার চিঠিটি পাঠালাম, দেখুন।"}[language]
    subject = {"ru": "Вода на складе", "bn": "গুদামে পানি"}[language]
    bold = {"ru": ("От", "Date", "Subject", "To"), "bn": ("From", "Date", "Subject", "To")}[language]
    gmail_head = f"---------- Forwarded message ---------\n{bold[0]}: {other} <{address}>\n{bold[1]}: {'пн, 2 июн. 2025 г. в 12:40' if language == 'ru' else 'সোম, ২ জুন, ২০২৫, ১২:৪০ PM'}\n{bold[2]}: {subject}\n{bold[3]}: <{MAIL}>\n\n\n"
    expected = {"from": address, "from_name": other, "subject": subject, "contains": inner.split("\n")[0], "top": top}
    mail = Mail(language, "gmail forward", "Fwd: " + subject)
    mail.plain(f"{top}\n\n{gmail_head}{inner}\n")
    mail.done(forwarded=expected)
    rows = {"ru": ("От", "Отправлено", "Кому", "Тема"), "bn": ("থেকে", "পাঠানো হয়েছে", "প্রাপক", "বিষয়")}[language]
    values = (f"{other} <{address}>", "2 июня 2025 г. 12:40" if language == "ru" else "২ জুন ২০২৫ ১২:৪০", f"{RINA_RU if language == 'ru' else RINA_BN} <{MAIL}>", subject)
    mail = Mail(language, "outlook forward", "FW: " + subject)
    mail.plain(f"{top}\n\n" + "\n".join(f"{a}: {b}" for a, b in zip(rows, values)) + f"\n\n{inner}\n")
    mail.done(forwarded=expected)
    if language == "ru":
        mail = Mail(language, "thunderbird forward", "Fwd: " + subject)
        mail.charset, mail.encoding = "koi8-r", "8bit"
        mail.plain(f"{top}\n\n\n-------- Перенаправленное сообщение --------\nТема: \t{subject}\nДата: \tMon, 2 Jun 2025 12:40:00 +0300\nОт: \t{other} <{address}>\nКому: \t{MAIL}\n\n\n{inner}\n")
        mail.done(forwarded=expected)
        mail = Mail(language, "mail.ru forward", "Fwd: " + subject)
        mail.plain(f"\n{top}\n \n-------- Пересылаемое сообщение --------\nОт кого: {other} <{address}>\nКому: {MAIL}\nДата: Понедельник, 2 июня 2025, 12:40 +03:00\nТема: {subject}\n \n{inner}\n")
        mail.done(forwarded=expected)
        mail = Mail(language, "yandex forward", "Fwd: " + subject)
        mail.plain(f"{top}\n \n-------- Пересылаемое сообщение--------\n02.06.2025, 12:40, \"{other}\" <{address}>:\n \n{inner}\n-------- Конец пересылаемого сообщения --------\n")
        mail.done(forwarded={key: value for key, value in expected.items() if key != "subject"})
        mail = Mail(language, "iphone forward", "Fwd: " + subject)
        mail.plain(f"{top}\n\nОтправлено с iPhone\n\nНачало переадресованного сообщения:\n\n> От: {other} <{address}>\n> Дата: 2 июня 2025 г. в 12:40:00 GMT+3\n> Кому: {MAIL}\n> Тема: {subject}\n> \n{quoted(inner)}\n")
        mail.done(forwarded=expected)


def machines(language: str) -> None:
    """Out-of-office notes of several systems: automatic, no customer's words."""
    if language == "ru":
        notes = [("Автоматический ответ: Насос не включается", ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"], "Я в отпуске до 16 июня."),
                 ("Автоответ: Насос не включается", ["Auto-Submitted: auto-replied"], "Меня нет в офисе. Отвечу после возвращения."),
                 ("Вне офиса: Насос не включается", ["X-Autoreply: yes", "Precedence: bulk"], "Буду на работе в понедельник."),
                 ("Отсутствую Re: Насос не включается", ["X-Auto-Response-Suppress: All", "X-MS-Exchange-Inbox-Rules-Loop: rina@meghna.example"], "По срочным вопросам звоните.")]
    else:
        notes = [("স্বয়ংক্রিয় উত্তর: পাম্প চালু হচ্ছে না", ["Auto-Submitted: auto-replied"], "আমি ১৬ জুন পর্যন্ত ছুটিতে আছি।"),
                 ("Automatic reply: পাম্প চালু হচ্ছে না", ["X-Auto-Response-Suppress: All", "Auto-Submitted: auto-generated"], "অফিসের বাইরে আছি।"),
                 ("Out of Office Re: পাম্প", ["X-Autoreply: yes", "Precedence: auto_reply"], "সোমবার ফিরব।")]
    for number, (subject, headers, text) in enumerate(notes):
        mail = Mail(language, f"out of office {number + 1}", subject)
        mail.headers = headers
        mail.plain(text + "\n")
        mail.done(auto=True, not_customer=True, contains=[text])
    # A list is bulk, but what it brings is somebody's words (rule 46).
    mail = Mail(language, "a mailing list", SUBJECT[language][4:])
    mail.headers = ["List-Id: <pumps.list.example>", "Precedence: list", "List-Unsubscribe: <mailto:leave@list.example>"]
    text = say(language)
    mail.plain(text + "\n")
    mail.done(reply=text, not_customer=False)


def report(language: str, name: str, sender: str, subject: str, text: str, address: str, status: str, original: str, charset: str = "utf-8") -> None:
    mail = Mail(language, name, subject)
    mail.charset = charset
    mail.raw_from = sender.encode()
    mail.headers = ["Auto-Submitted: auto-replied", "Return-Path: <>"]
    status_part = f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: {status}\nDiagnostic-Code: smtp; 550 {status} no such user\n\n"
    headers_part = f"Content-Type: text/rfc822-headers\n\nFrom: {DESK}\nTo: {address}\nSubject: {word(SUBJECT[language])}\nMessage-ID: <{original}>\n\n"
    mail.body = multipart("report; report-type=delivery-status", part("text/plain", text, charset, "base64"), status_part.encode(), headers_part.encode())
    del mail.expect["from_name"], mail.expect["from"]
    mail.done(bounce=True, recipients=[address], status=status, original=f"<{original}>")


def bounces() -> None:
    report("ru", "bounce of yandex", "mailer-daemon@yandex.example", "Недоставленное сообщение",
           "Это письмо отправлено почтовым сервером yandex.example.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может быть отправлено одному или нескольким адресатам.\n\n"
           f"<nobody@meghna.example>: Пользователь не найден", "nobody@meghna.example", "5.1.1", "t7.1@sahay.example")
    report("ru", "bounce of exchange", "Microsoft Outlook <postmaster@meghna.example>", "Не удается доставить: Re: Насос не включается",
           "Не удалось выполнить доставку следующим получателям или группам:\n\nКонтакты (contacts@meghna.example)\nАдрес электронной почты не найден.", "contacts@meghna.example", "5.1.10", "t8.1@sahay.example", "koi8-r")
    report("ru", "bounce of a full box", "mailer-daemon@corp.mail.example", "Mail failure.", "Письмо не доставлено: почтовый ящик переполнен.\n\nfull@meghna.example", "full@meghna.example", "5.2.2", "t9.1@sahay.example")
    report("bn", "bounce of gmail", "Mail Delivery Subsystem <mailer-daemon@googlemail.example>", "Delivery Status Notification (Failure)",
           "ঠিকানা পাওয়া যায়নি\n\nআপনার বার্তা nobody@meghna.example এ পৌঁছায়নি।", "nobody@meghna.example", "5.1.1", "t10.1@sahay.example")
    report("bn", "bounce of postfix", "MAILER-DAEMON@mx.example (Mail Delivery System)", "Undelivered Mail Returned to Sender",
           "This is the mail system at host mx.example.\n\n<rina.old@meghna.example>: user unknown", "rina.old@meghna.example", "5.1.1", "t11.1@sahay.example")


def damage() -> None:
    """Headers as damaged as they come."""
    subject = "Насос не включается, срочно"
    def one(name: str, raw: bytes, expect: str = subject, body_charset: str = "utf-8", language: str = "ru"):
        mail = Mail(language, name, expect)
        mail.charset, mail.encoding = body_charset, "8bit" if body_charset != "utf-8" else "base64"
        mail.raw_subject = raw
        mail.raw_from = f"{word(mail.person)} <{MAIL}>".encode()
        text = SAID[language][2]
        mail.plain(text + "\n")
        mail.done(reply=text)
    one("raw windows-1251 subject", subject.encode("windows-1251"), body_charset="windows-1251")
    one("raw koi8-r subject", subject.encode("koi8-r"), body_charset="koi8-r")
    one("raw utf-8 subject", subject.encode())
    whole = subject.encode()
    cut = 11  # inside a letter
    one("a letter cut between two words", f"=?UTF-8?B?{base64.b64encode(whole[:cut]).decode()}?=\n =?UTF-8?B?{base64.b64encode(whole[cut:]).decode()}?=".encode())
    one("words without padding, in small letters", f"=?koi8-r?b?{base64.b64encode(subject.encode('koi8-r')).decode().rstrip('=')}?=".encode())
    one("a word in quotation marks", f'"{word(subject)}"'.encode(), f'"{subject}"')
    one("underscores and a long line", ("=?windows-1251?Q?" + "".join("_" if c == " " else f"={c.encode('windows-1251').hex().upper()}" for c in subject) + "?=").encode())
    subject_bn = "পাম্প চালু হচ্ছে না, জরুরি"
    whole = subject_bn.encode()
    one("a letter cut between two words", f"=?UTF-8?B?{base64.b64encode(whole[:10]).decode()}?=\n =?UTF-8?B?{base64.b64encode(whole[10:]).decode()}?=".encode(), subject_bn, language="bn")
    one("raw utf-8 subject", subject_bn.encode(), subject_bn, language="bn")
    one("words in q", "".join(f"=?utf-8?q?{''.join(f'={b:02x}' for b in piece.encode())}?=\n " for piece in re.findall(r".{1,6}", subject_bn)).rstrip().replace("= ", "=20").encode(), subject_bn, language="bn")
    # The label of the body is wrong: what is valid UTF-8 is UTF-8 (rule 15).
    mail = Mail("ru", "utf-8 labelled koi8-r", SUBJECT["ru"])
    mail.body = b"Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n" + (SAID["ru"][2] + "\n").encode()
    mail.done(reply=SAID["ru"][2])
    mail = Mail("ru", "windows-1251 without a label", SUBJECT["ru"])
    mail.body = b"Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\n" + (SAID["ru"][0] + "\n").encode("windows-1251")
    mail.done(reply=SAID["ru"][0])
    mail = Mail("ru", "koi8-r without a label", SUBJECT["ru"])
    mail.body = b"Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\n" + (SAID["ru"][5] + "\n").encode("koi8-r")
    mail.done(reply=SAID["ru"][5])
    mail = Mail("bn", "quoted-printable with soft breaks inside letters", SUBJECT["bn"])
    raw = "".join(f"={b:02X}" for b in SAID["bn"][3].encode())
    mail.body = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + "=\n".join(re.findall(r"(?:=..){1,25}", raw)).encode() + b"\n"
    mail.done(reply=SAID["bn"][3])


def invitations() -> None:
    for language, summary, place in (("ru", "Осмотр насоса", "Склад № 2"), ("bn", "পাম্প পরিদর্শন", "গুদাম নং ২")):
        calendar = ("BEGIN:VCALENDAR\nPRODID:-//Mail//EN\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@mail.example\n"
                    f"SUMMARY:{summary}\nDTSTART;TZID=Asia/Dhaka:20250604T140000\nDTEND;TZID=Asia/Dhaka:20250604T150000\nLOCATION:{place}\nORGANIZER;CN=Rina:mailto:{MAIL}\nEND:VEVENT\nEND:VCALENDAR\n")
        mail = Mail(language, "an invitation", summary)
        text = SAID[language][5]
        mail.body = multipart("alternative", part("text/plain", text + "\n", "utf-8", "base64"), part("text/calendar", calendar, "utf-8", "8bit", "; method=REQUEST"))
        mail.done(reply=text, attachments=[], invite={"method": "REQUEST", "summary": summary, "location": place, "organizer": MAIL})


def escaped(raw: bytes) -> str:
    """UTF-8 as it is; other bytes as \\xHH, the backslash doubled."""
    try:
        return raw.decode("utf-8").replace("\\", "\\\\")
    except UnicodeDecodeError:
        return "".join(chr(b) if b < 0x80 and b != 0x5C else "\\\\" if b == 0x5C else f"\\x{b:02x}" for b in raw)


def main() -> None:
    russian_replies()
    bengali_replies()
    for language in ("ru", "bn"):
        between_the_lines(language)
        two_deep(language)
        new_mail(language)
        forwards(language)
        machines(language)
    bounces()
    damage()
    invitations()
    here = os.path.dirname(os.path.abspath(__file__))
    for language, name in (("ru", "russian.txt"), ("bn", "bengali.txt")):
        mine = [case for case in cases if case[0].startswith(language + " ")]
        with open(os.path.join(here, name), "w", encoding="utf-8", newline="\n") as file:
            for title, raw, expect in mine:
                file.write(f"#### {title[3:]}\n{escaped(raw)}#### expect {json.dumps(expect, ensure_ascii=False)}\n")
        print(f"{name}: {len(mine)} mails")


if __name__ == "__main__":
    main()
