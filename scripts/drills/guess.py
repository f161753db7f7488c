"""`make guess`: try receipt codes and passwords on a site of our own, from very many addresses.

Shows that nothing is hit, that everything is slowed, that neither answer nor time tells a right beginning from a wrong one
or a known name from an unknown one, that a citizen with the right code gets in meanwhile, and that the log says what goes on
without an address. Examples: `make guess`, `make guess ARGS="--codes 5000 --sign-ins 500"`.
"""

import argparse
import re
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator

from scripts.bench.web import Site
from scripts.drills.attacker import Attacker, address_of, attack, chance_of_being_alike, solved
from scripts.drills.site import attacked, prepared
from scripts.machine import run_main

CLIENTS = 8
WRONG = "There is no complaint with this code"
INSIDE = "Progress of your complaint"
NO_LIMIT = 10_000_000
BUSY, TRIES = 503, 20
# Below this chance a difference of times is held for real.
DOUBTFUL = 0.001
KNOWN, UNKNOWN, LEFT = "bench-clerk-440100-commission", "no-such-user", "drill-left"


def main() -> int:
    """Attack, print what was found; returns 0 when all held, else 1."""
    options = read_options()
    with prepared():
        code, begun = make_targets()
        held = True
        for line, holds in findings(code, begun, options):
            print(f"{'ok  ' if holds else 'FAIL'}  {line}", flush=True)
            held = held and holds
    return 0 if held else 1


def findings(code: str, begun: list[str], options) -> Iterator[tuple[str, bool]]:
    """What is found, one after the other: a sentence, and whether it is as it must be."""
    with attacked(RECEIPT_GUESSES_PER_MINUTE=NO_LIMIT) as (site, _):
        yield from time_codes(site, begun, options.samples)
        yield from time_names(site, options.samples)
    with attacked() as (site, log):
        yield from guess_codes(site, code, options)
        yield from guess_passwords(site, options)
        yield from read_log(log.read_text(errors="replace"))


def read_options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="make guess", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--codes", type=int, default=100_000, help="how many receipt codes are tried")
    parser.add_argument("--sign-ins", type=int, default=10_000, help="how many passwords are tried")
    parser.add_argument("--samples", type=int, default=300, help="how many of each kind are timed")
    parser.add_argument(
        "--seconds", type=float, default=3600, help="each attack ends after so long at the latest"
    )
    return parser.parse_args()


def make_targets() -> tuple[str, list[str]]:
    """A receipt's code, codes that begin like it but are none, and three names with the same kind of password."""
    from django.utils import timezone

    from accounts.models import User
    from cases.models import Case
    from common.numbering import clean_receipt_code
    from complaints.services import issue_receipt

    code = issue_receipt(case=Case.objects.first(), at=timezone.now())
    alike = (f"{code[:6]}{number:09d}{last}" for number in range(100_000) for last in range(10))
    begun = [other for other in alike if clean_receipt_code(other) and other != code]
    for name in (KNOWN, LEFT):
        user, _ = User.objects.get_or_create(username=name, defaults={"full_name": name})
        user.is_active = name != LEFT
        user.set_password("a password of the drill")
        user.save()
    return code, begun


def time_codes(site: Site, begun: list[str], samples: int) -> list[tuple[str, bool]]:
    """Wrong codes with the beginning of a right one, against wrong ones with a beginning that nobody has."""
    from common.numbering import new_receipt_code

    attacker, took, pages = Attacker(site), ([], []), (set(), set())
    for number in range(2 * samples + 40):
        which = number % 2
        typed = begun[number] if which else new_receipt_code()
        answer = attacker.post("/track/", {"code": typed}, address=address_of(number))
        pages[which].add((answer.status, same(answer.page)))
        if number >= 40:  # warm by now
            took[which].append(answer.took)
    return [alike("wrong code, beginning known or not", took, pages)]


def time_names(site: Site, samples: int) -> list[tuple[str, bool]]:
    """Wrong passwords of somebody who works here, against those of nobody and of somebody who has left."""
    attacker, took, pages = Attacker(site), ([], [], []), (set(), set(), set())
    for number in range(3 * samples + 30):
        which = number % 3
        form = {"username": (KNOWN, UNKNOWN, LEFT)[which], "password": "wrong"}
        answer = attacker.post("/staff/sign-in/", form, address=address_of(1_000_000 + number))
        pages[which].add((answer.status, same(answer.page)))
        if number >= 30:
            took[which].append(answer.took)
    return [
        alike("wrong password, name known or not", took[:2], pages[:2]),
        alike("wrong password, at work or left", took[::2], pages[::2]),
    ]


def same(page: str) -> str:
    """A page without what was typed and what is drawn anew each time."""
    return re.sub(r'value="[^"]*"|data-effort="[^"]*"|nonce="[^"]*"', "", page)


def alike(what: str, took, pages) -> tuple[str, bool]:
    """Whether two kinds of answers can be told apart, with the times in words."""
    chance = chance_of_being_alike(*took)
    times = " | ".join(
        f"p50 {statistics.median(one):.1f} p95 {sorted(one)[int(0.95 * len(one))]:.1f} ms" for one in took
    )
    is_same = len(set.union(*pages)) == 1
    words = "same answer" if is_same else "DIFFERENT answers"
    return f"{what}: {words}; {times}; n {len(took[0])} each, p = {chance:.3f}", is_same and chance > DOUBTFUL


def guess_codes(site: Site, code: str, options) -> list[tuple[str, bool]]:
    """The flood of wrong codes, five from each address, while a citizen with the right one comes again and again."""
    from common.numbering import new_receipt_code

    def one(attacker: Attacker, number: int) -> str:
        answer = attacker.post("/track/", {"code": new_receipt_code()}, address=address_of(number // 20))
        if INSIDE in answer.page:
            return "hit"
        return "wrong" if WRONG in answer.page else f"refused ({answer.status})"

    over, visits = threading.Event(), []
    citizen = threading.Thread(target=visit, args=(site, code, over, visits))
    citizen.start()
    began = time.monotonic()
    counted = attack(site, range(options.codes), one, clients=CLIENTS, seconds=options.seconds)
    took = time.monotonic() - began
    over.set()
    citizen.join()
    return [
        (
            f"codes: {in_words(counted)} in {took:.0f} s, {counted['wrong'] / took:.1f} looked up a second",
            not counted["hit"],
        ),
        (f"right code meanwhile: {sum(visits)} of {len(visits)} visits got in", bool(visits) and all(visits)),
    ]


def visit(site: Site, code: str, over: threading.Event, visits: list[bool]) -> None:
    """A citizen's browser: opens the page, solves the task if there is one, sends the code; again and again till it is over."""
    with Attacker(site) as attacker:
        while not over.is_set() or not visits:
            visits.append(gets_in(attacker, code, len(visits)))
            over.wait(2)


def gets_in(attacker: Attacker, code: str, number: int) -> bool:
    """Whether a visit comes to its page within so many tries, a second apart.

    Who is told that all places are taken keeps the page and presses Send once more, as the notice says.
    """
    address = f"192.168.{number >> 8 & 255}.{number & 255}"
    page = ""
    for _ in range(TRIES):
        data = {"code": code, "proof": solved(page)}
        answer = (
            attacker.post("/track/", data, address=address)
            if page
            else attacker.get("/track/", address=address)
        )
        if INSIDE in answer.page:
            return True
        if answer.status == BUSY or page:
            time.sleep(1)
        if answer.status != BUSY:
            page = answer.page
    return False


def guess_passwords(site: Site, options) -> list[tuple[str, bool]]:
    """Common passwords for some names, again and again from the same thousand addresses."""

    def one(attacker: Attacker, number: int) -> str:
        name = (KNOWN, UNKNOWN, LEFT)[number % 3]
        form = {"username": name, "password": f"password{number}"}
        answer = attacker.post("/staff/sign-in/", form, address=f"172.16.0.{number // 3 % 100}")
        return {200: "wrong", 302: "hit", 429: "locked"}.get(answer.status, f"refused ({answer.status})")

    began = time.monotonic()
    counted = attack(site, range(options.sign_ins), one, clients=CLIENTS, seconds=options.seconds)
    took = time.monotonic() - began
    holds = not counted["hit"] and counted["wrong"] <= 3 * 100 * 5
    return [(f"passwords: {in_words(counted)} in {took:.0f} s", holds)]


def in_words(counted: Counter) -> str:
    """What came of it, the most frequent first."""
    return f"{sum(counted.values()):,} tries, 0 hits" * (not counted["hit"]) + "".join(
        f", {count:,} {what}" for what, count in counted.most_common()
    )


def read_log(text: str) -> list[tuple[str, bool]]:
    """What the log says, and that no address stands in it."""
    addresses = re.findall(r"\b(?:10|172|192)\.\d+\.\d+\.\d+\b", text)
    lines = [line for line in text.splitlines() if "wrong receipt codes" in line]
    return [
        (f"log: {len(text.splitlines())} lines, {len(lines)} tell of the guessing", bool(lines)),
        (f"log: {len(addresses)} addresses", not addresses),
    ]


if __name__ == "__main__":
    sys.exit(run_main(main))
