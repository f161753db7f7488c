"""The receipt as a picture."""

import re

import pytest

from cases.models import Case
from complaints.selectors import qr_of

pytestmark = pytest.mark.django_db
FORM = {
    "story": "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。",
    "city": "440100",
    "identity": "anonymous",
}


def test_the_receipt_shows_a_picture_that_leads_to_the_progress(client):
    body = client.post("/complain/", FORM).content.decode()
    code = re.sub(r"\D", "", re.search(r'class="receipt-digits".*?</p>', body, re.S).group(0))
    assert str(qr_of("http://testserver/track/", code)) in body
    assert Case.objects.count() == 1


def test_the_code_stands_behind_the_mark_that_browsers_keep_to_themselves(monkeypatch):
    written = []
    monkeypatch.setattr("segno.make", lambda parts, **options: written.append("".join(parts)) or _Picture())
    qr_of("https://example.org/track/", "1234567890123456")
    assert written == ["https://example.org/track/#1234567890123456"]


class _Picture:
    def svg_inline(self, **options):
        return "<svg></svg>"
