"""Floods and guessing are slowed, and nobody's address is kept."""

import logging
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from cases.models import Case
from cases.tests.factories import make_case
from common.brakes import Brake, client_of
from common.numbering import new_receipt_code
from complaints.services import issue_receipt

pytestmark = pytest.mark.django_db
FORM = {
    "story": "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。",
    "city": "440100",
    "identity": "anonymous",
}
GUESSER, CITIZEN = "203.0.113.77", "198.51.100.24"


def from_address(address):
    """A browser at that address."""
    return Client(REMOTE_ADDR=address, headers={"accept-language": "en"})


def test_whoever_guesses_waits_and_nobody_else(now, settings):
    settings.RECEIPT_GUESSES_PER_CLIENT = 1
    code = issue_receipt(case=make_case(at=now), at=now)
    guesser = from_address(GUESSER)
    assert guesser.post("/track/", {"code": new_receipt_code()}).status_code == 200
    right, wrong = (guesser.post("/track/", {"code": typed}) for typed in (code, new_receipt_code()))
    assert (right.status_code, right.headers["Retry-After"]) == (429, "60")
    assert "Too many tries in a short time" in right.content.decode()
    assert (wrong.status_code, wrong.content) == (right.status_code, right.content)
    assert (
        "Progress of your complaint" in from_address(CITIZEN).post("/track/", {"code": code}).content.decode()
    )


def test_guessing_from_everywhere_is_told_in_the_log_without_any_address(caplog):
    with caplog.at_level(logging.WARNING):
        for last in range(12):
            from_address(f"203.0.113.{last}").post("/track/", {"code": new_receipt_code()})
    told = [record.getMessage() for record in caplog.records if record.name.startswith("complaints")]
    assert told == ["10 wrong receipt codes within a minute: somebody may be guessing"]


def test_a_flood_from_one_connection_is_stopped_and_the_words_stay(settings):
    settings.COMPLAINTS_PER_CLIENT = 1
    flooder = from_address(GUESSER)
    flooder.post("/complain/", FORM)
    stopped = flooder.post("/complain/", FORM)
    assert stopped.status_code == 429
    assert FORM["story"] in stopped.content.decode()
    from_address(CITIZEN).post("/complain/", FORM)
    assert Case.objects.count() == 2


def test_behind_a_proxy_the_header_tells_clients_apart(settings):
    settings.COMPLAINTS_PER_CLIENT, settings.CLIENT_ADDRESS_HEADER = 1, "X-Real-IP"
    for address in (GUESSER, CITIZEN):
        sent = Client(headers={"x-real-ip": address}).post("/complain/", FORM)
        assert sent.status_code == 200
    assert Client(headers={"x-real-ip": GUESSER}).post("/complain/", FORM).status_code == 429


def test_without_the_header_a_proxy_is_not_taken_for_one_client(settings):
    settings.COMPLAINTS_PER_CLIENT = 1
    for _ in range(3):
        assert from_address("127.0.0.1").post("/complain/", FORM).status_code == 200


@pytest.mark.parametrize(
    "spoofed", ["1.2.3.4", "1.2.3.4, 5.6.7.8", "nonsense", ""], ids=["one", "list", "word", "empty"]
)
def test_without_a_proxy_no_header_makes_a_client_another_one(settings, spoofed):
    settings.COMPLAINTS_PER_CLIENT = 1
    flooder = Client(REMOTE_ADDR=GUESSER, headers={"x-real-ip": spoofed, "x-forwarded-for": spoofed})
    from_address(GUESSER).post("/complain/", FORM)
    assert flooder.post("/complain/", FORM).status_code == 429


def client_at(address: str) -> str | None:
    """The word for whoever comes from there."""
    return client_of(RequestFactory(REMOTE_ADDR=address).get("/"))


def test_a_line_with_many_addresses_is_one_client():
    assert client_at("2001:db8:1:2::1") == client_at("2001:db8:1:2:ffff::9")
    assert client_at("2001:db8:1:2::1") != client_at("2001:db8:1:3::1")
    assert client_at("::ffff:203.0.113.77") == client_at(GUESSER) != client_at(CITIZEN)
    assert client_at("fe80::1%eth0") == client_at("fe80::2")


def test_a_new_day_or_an_emptied_redis_makes_other_words(monkeypatch):
    word = client_at(GUESSER)
    assert word == client_at(GUESSER)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2100, 1, 1))
    tomorrow = client_at(GUESSER)
    cache.clear()
    assert len({word, tomorrow, client_at(GUESSER)}) == 3


def test_without_a_key_nobody_is_known(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args, **options: False)
    assert client_at(GUESSER) is None


def test_a_count_whose_time_ends_meanwhile_does_not_stay_for_ever(monkeypatch):
    brake = Brake("race", 1, 60)
    monkeypatch.setattr(cache, "add", lambda *args, **options: False)
    monkeypatch.setattr(cache, "incr", lambda key: cache.set(key, 1, timeout=None) or 1)
    assert brake.press("somebody") == 1
    redis = cache._cache.get_client()
    (key,) = redis.scan_iter("*race*")
    assert 0 < redis.ttl(key) <= 60


def test_the_address_stands_nowhere_in_redis(settings):
    from_address(GUESSER).post("/complain/", FORM)
    from_address(GUESSER).post("/track/", {"code": new_receipt_code()})
    client = cache._cache.get_client()
    kept = [(key, client.type(key)) for key in client.scan_iter("*")]
    words = b" ".join(key for key, _ in kept) + b" ".join(
        client.get(key) or b"" for key, kind in kept if kind == b"string"
    )
    assert kept
    assert GUESSER.encode() not in words


def test_somebody_who_types_very_fast_gets_no_more_suggestions(settings):
    settings.QUESTIONS_PER_CLIENT = 1
    asker = from_address(GUESSER)
    assert asker.post("/units/", {"q": "天河区国土"}).json()["units"]
    assert asker.post("/units/", {"q": "天河区国土"}).json()["units"] == []
