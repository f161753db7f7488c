"""The attacks of `make guess` and `make flood`, in small, against the site of the suite."""

from argparse import Namespace

import pytest

from cases.models import Case
from cases.tests.factories import make_case
from complaints.services import issue_receipt
from scripts.bench.web import Site
from scripts.drills import flood, guess
from scripts.drills.attacker import attack, chance_of_being_alike
from scripts.drills.site import HEADER


@pytest.fixture
def site(live_server, settings) -> Site:
    """A site that takes an address from each request's header, and is soon under pressure."""
    settings.CLIENT_ADDRESS_HEADER, settings.PROOF_ROUNDS = HEADER, 1
    settings.RECEIPT_GUESSES_PER_MINUTE = settings.CALM_COMPLAINTS_PER_MINUTE = 10
    return Site(port=live_server.thread.port, process=None)


@pytest.mark.django_db(transaction=True)
def test_guessing_hits_nothing_and_shuts_nobody_out(site, now):
    code = issue_receipt(case=make_case(at=now), at=now)
    options = Namespace(codes=40, sign_ins=24, seconds=30)
    found = guess.guess_codes(site, code, options) + guess.guess_passwords(site, options)
    assert all(holds for _, holds in found), found
    assert "refused (429)" in found[0][0]


@pytest.mark.django_db(transaction=True)
def test_of_a_flood_all_that_was_acknowledged_is_stored(site):
    counted = attack(site, range(24), flood.send, clients=3, seconds=30)
    assert counted["acknowledged"] == Case.objects.count() >= 10
    assert counted["asked for effort"] > 0


def test_the_comparison_of_times_finds_a_difference_where_there_is_one():
    times = [float(number) for number in range(200)]
    assert chance_of_being_alike(times, [took + 0.5 for took in times]) > 0.9
    assert chance_of_being_alike(times, [took + 50 for took in times]) < 0.001
