"""The citizens, the municipal system and the clerk: all send over HTTP, and send again with the same key until they are answered.

They run in a process of their own, and what was acknowledged stands in their journal alone: the site's word is held against it.
"""

import hashlib
import json
import multiprocessing
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace

from scripts.drills.attacker import TOKEN, Answer, Attacker, address_of, solved
from scripts.drills.chaos.site import ChaosSite
from scripts.machine import LaunchError

WEB, API = "web", "api"
FORM_PATH, API_PATH, LIST_PATH = "/complain/", "/api/v1/complaints/", "/staff/cases/?tab=all"
PATIENCE = 120.0
MOST = 10_000_000
PAUSE = 0.2
# One in so many: comes by the form, of these one brings a file; names a danger; leaves a name; loses its first answer.
FORMS, FILES, DANGERS, NAMED, LOST = 5, 2, 40, 4, 50
CODE, NUMBER = re.compile(r'data-copy="(\d{16})"'), re.compile(r"<dd>(\d{4}-\d{7}) ")
ROW = re.compile(r'data-row="(\d+)"')


@dataclass
class Sent:
    """One complaint, and what came back; without a ``number`` it was never acknowledged."""

    source: str
    key: str
    story: str
    number: str = ""
    code: str = ""
    phone: str = ""
    danger: str = ""
    file: str = ""
    tries: int = 0
    refused: str = ""
    taken_at: float = 0.0

    @property
    def sha256(self) -> str:
        """The hash of its file."""
        return hashlib.sha256(self.file.encode()).hexdigest()


@dataclass
class Journal:
    """What the clients know when they come home: complaints, and moves that were answered as made."""

    sent: list[Sent] = field(default_factory=list)
    moves: list[tuple[int, str]] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Sent]:
        """Those that the site has taken."""
        return [one for one in self.sent if one.number]


@dataclass(frozen=True)
class Cast:
    """Who sends: the token of the municipal system, the cookies of the clerk, and the unit that gets the cases."""

    token: str
    clerk: str
    unit_id: int


class Storm:
    """The clients' process; ``done`` counts what was acknowledged so far."""

    def __init__(self, site: ChaosSite, cast: Cast, *, clients: int):
        context = multiprocessing.get_context("fork")
        self.site, self.cast, self.clients = site, cast, clients
        self.done = context.Value("i", 0)
        self.is_over = context.Event()
        self._ours, self._theirs = context.Pipe()
        self._process = context.Process(target=self._run, daemon=True)

    def start(self) -> None:
        """Let them begin; no connection to the database comes along."""
        from django.db import connection

        connection.close()
        self._process.start()

    def journal(self, keep_running) -> Journal:
        """Call the clients home, and keep the site running till the last one has its answer."""
        self.is_over.set()
        while not self._ours.poll():
            keep_running(0.2)
            self.check()
        journal = self._ours.recv()
        self._process.join()
        return journal

    def check(self) -> None:
        """Raise LaunchError when the clients have broken down, which is a mistake of the drill."""
        if not self._process.is_alive() and not self._ours.poll():
            raise LaunchError("The clients of the drill broke down: the reason stands above.")

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _run(self) -> None:
        journal, numbers = Journal(), iter(range(MOST))
        with ThreadPoolExecutor(self.clients + 1) as pool:
            jobs = [pool.submit(self._send_all, numbers, journal) for _ in range(self.clients)]
            jobs.append(pool.submit(self._move_all, journal))
            for job in as_completed(jobs):
                if problem := job.exception():
                    self.is_over.set()
                    raise problem
        self._theirs.send(journal)

    def _send_all(self, numbers, journal: Journal) -> None:
        with Attacker(self.site.web) as client:
            while not self.is_over.is_set() and (number := next(numbers, None)) is not None:
                sent = compose(number)
                until_taken(client, sent, number, self.cast)
                journal.sent.append(sent)
                if sent.number:
                    with self.done.get_lock():
                        self.done.value += 1

    def _move_all(self, journal: Journal) -> None:
        """The clerk opens the list again and again, accepts what is new and gives every other case to the unit."""
        seen: set[int] = set()
        with Attacker(self.site.web) as clerk:
            while not self.is_over.is_set():
                page = clerk.get(LIST_PATH, address="192.168.0.1", cookies=self.cast.clerk).page
                new = [pk for pk in map(int, ROW.findall(page)) if pk not in seen][:10]
                for pk in new:
                    seen.add(pk)
                    moves = ("accept", "assign") if pk % 2 else ("accept",)
                    journal.moves += [(pk, move) for move in moves if self._is_made(clerk, pk, move)]
                time.sleep(PAUSE)

    def _is_made(self, clerk: Attacker, pk: int, move: str) -> bool:
        """Whether the clerk was told that the move is made; what got no answer is left, as a clerk would look first."""
        form = {"csrfmiddlewaretoken": TOKEN, "sector": "", "note": ""}
        if move == "assign":
            form["unit"] = str(self.cast.unit_id)
        body = "&".join(f"{name}={value}" for name, value in form.items())
        cookies = f"{self.cast.clerk}; csrftoken={TOKEN}"
        path = f"/staff/cases/{pk}/moves/{move}/"
        answer = clerk.ask("POST", path, body, address="192.168.0.1", cookies=cookies)
        return answer.status == 302 and "sign-in" not in answer.location


def numbers_of_repetitions(site: ChaosSite, taken: list[Sent], cast: Cast) -> list[tuple[str, str]]:
    """Send acknowledged complaints once more; the number of each, and the one that came back now."""
    pairs = []
    with Attacker(site.web) as client:
        for sent in taken:
            again = replace(sent, number="", code="", tries=0)
            until_taken(client, again, int(re.search(r"\d+", sent.story)[0]), cast)
            pairs.append((sent.number, again.number))
    return pairs


def compose(number: int) -> Sent:
    """The complaint of that number; no two have the same words, number or file."""
    is_form = number % FORMS == 0
    story = f"第{number}号：村里的补偿款一直没有发放到户，多次询问没有结果。"
    return Sent(
        source=WEB if is_form else API,
        key=str(uuid.uuid4()),
        story=story,
        phone=f"138{number:08d}" if number % NAMED == 1 else "",
        danger="hazard" if number % DANGERS == 2 else "",
        file=f"证据：{story}" if is_form and number // FORMS % FILES == 0 else "",
    )


def until_taken(client: Attacker, sent: Sent, number: int, cast: Cast) -> None:
    """Send it, and again with the same key, until it is acknowledged or refused, or two minutes are over."""
    send = _post_form if sent.source == WEB else _post_api
    loses, proof = number % LOST == LOST - 1, ""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        sent.tries += 1
        # Sometimes the line breaks before the answer: nobody knows then whether it was taken.
        answer = send(client, sent, number, cast, proof=proof, waits=not (loses and sent.tries == 1))
        if answer.status == 429 and (proof := solved(answer.page)):
            continue
        if _is_final(answer, sent):
            sent.taken_at = time.time()
            return
        time.sleep(PAUSE)


def _is_final(answer: Answer, sent: Sent) -> bool:
    """Whether this answer ends the matter; broken lines, errors and "come back" don't."""
    if answer.status == 0 or answer.status == 429 or answer.status >= 500:
        return False
    if sent.source == API and answer.status in (200, 201):
        said = json.loads(answer.page)
        sent.number, sent.code = said["number"], said["receipt_code"]
    elif sent.source == WEB and (code := CODE.search(answer.page)):
        sent.number, sent.code = NUMBER.search(answer.page)[1], code[1]
    else:
        sent.refused = f"{answer.status}: {answer.page[:200]}"
    return True


def _post_api(client: Attacker, sent: Sent, number: int, cast: Cast, *, proof: str, waits: bool) -> Answer:
    body = {"story": sent.story, "area": "440106"}
    body |= {"name": f"某{number}", "phone": sent.phone} if sent.phone else {}
    body |= {"danger": sent.danger} if sent.danger else {}
    return client.ask(
        "POST",
        API_PATH,
        json.dumps(body),
        address=address_of(number),
        waits=waits,
        Content_Type="application/json",
        Authorization=f"Token {cast.token}",
        Idempotency_Key=sent.key,
    )


def _post_form(client: Attacker, sent: Sent, number: int, cast: Cast, *, proof: str, waits: bool) -> Answer:
    form = {"csrfmiddlewaretoken": TOKEN, "key": sent.key, "story": sent.story, "city": "440100"}
    form |= {"county": "440106", "identity": "named" if sent.phone else "anonymous", "proof": proof}
    form |= {"name": f"某{number}", "phone": sent.phone} if sent.phone else {}
    form |= {"danger": sent.danger} if sent.danger else {}
    kind, body = multipart(form, sent.file)
    return client.ask(
        "POST",
        FORM_PATH,
        body,
        address=address_of(number),
        cookies=f"csrftoken={TOKEN}",
        waits=waits,
        Content_Type=kind,
    )


def multipart(form: dict[str, str], file: str) -> tuple[str, bytes]:
    """A form as a browser sends it, with a text file if there is one; the media type and the body."""
    boundary = f"drill{uuid.uuid4().hex}"
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in form.items()]
    if file:
        head = 'Content-Disposition: form-data; name="files"; filename="evidence.txt"'
        parts.append(f"{head}\r\nContent-Type: text/plain\r\n\r\n{file}")
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"
    return f"multipart/form-data; boundary={boundary}", body.encode()
