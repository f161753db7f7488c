"""E-mails as citizens' programs write them, for the tests."""

from email.message import EmailMessage

TO = "complaints@example.org"
STORY = "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。"


def letter(
    *, text: str = STORY, sender="canary-sender@mail.example", number: int = 1, charset="utf-8", **headers
):
    """One e-mail; a header is named with underscores, e.g. ``Auto_Submitted``."""
    message = EmailMessage()
    given = {
        "From": f"张三 <{sender}>",
        "To": TO,
        "Subject": "征地补偿款没有发",
        "Date": "Mon, 23 Nov 2026 10:00:00 +0800",
        "Message-ID": f"<canary-id-{number}@mail.example>",
        "Received": "from canary-host ([2001:db8::77]) by mx.example",
        "X-Originating-IP": "203.0.113.77",
        "User-Agent": "CanaryMail/7.7",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        if value is not None:
            message[name] = value
    message.set_content(text, charset=charset)
    return message
