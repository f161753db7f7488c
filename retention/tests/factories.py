"""Old cases of every kind that hang full of what a case can have, made by the services that make real ones."""

import itertools
import json
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from accounts.models import User
from audit.services import seal_new_rows
from cases.choices import NoteCircle, Party, RecusalAgainst
from cases.models import Case
from cases.services import (
    add_evidence,
    ask_for_identity,
    decide_on_identity,
    decide_on_recusal,
    demand_recusal,
    move_case,
    write_as_citizen,
    write_note,
    write_to_citizen,
)
from cases.tests.factories import make_case, unit, walk
from common.numbering import CHINA
from complaints.services import issue_receipt
from files.tests.factories import kept, picture
from notices.choices import State
from notices.models import Notice

# A case of these days is due today: neither term can be shorter than ten years.
LONG_AGO = datetime(2014, 3, 3, 10, 0, tzinfo=CHINA)
DAY = timedelta(days=1)
_SERIAL = itertools.count(1)


def canary() -> str:
    """A word that stands nowhere else."""
    return f"金丝雀{next(_SERIAL):04d}号"


def declined(clerk: User, word: str, *, at: datetime = LONG_AGO, **fields) -> Case:
    """A complaint that was not accepted."""
    fields = {
        "story": f"{word}：反映的事项不属于本级受理范围，请予转办。",
        "name": f"{word}甲",
        "phone": "13800138000",
    } | fields
    case = make_case(at=at, **fields)
    issue_receipt(case=case, at=at)
    return walk(case, [("decline", clerk)], at=at + DAY)


def withdrawn(word: str, *, at: datetime = LONG_AGO, **fields) -> Case:
    """A complaint that its citizen took back, with a file."""
    case = make_case(
        at=at, story=f"{word}：我反映的问题已经当面解决，不再需要处理。", place_text=f"{word}巷", **fields
    )
    add_evidence(case_id=case.pk, files=[kept(f"{word}.jpg", picture())], actor=Party.CITIZEN, at=at)
    return move_case(case_id=case.pk, move="withdraw", actor=Party.CITIZEN, at=at + DAY, note=word)


def rich(
    word: str, *, clerk: User, handler: User, inspector: User, leader: User, at: datetime = LONG_AGO
) -> Case:
    """A case with nearly everything: named, two files, messages, notes, a demand for recusal, an identity request, withdrawn in the end."""
    case = make_case(
        at=at, story=f"{word}：村里征地补偿款一直没有发到农户手里。", name=f"{word}乙", phone="13900139000",
        accused=[unit("440106-housing")],
    )  # fmt: skip
    issue_receipt(case=case, at=at)
    case = walk(case, [("assign", clerk), ("sign_for", handler)], at=at, unit=unit("440106-land"))
    files = [kept(f"{word}一.jpg", picture()), kept(f"{word}二.txt", f"{word}的笔录".encode())]
    add_evidence(case_id=case.pk, files=files, actor=Party.CITIZEN, at=at)
    write_note(
        case_id=case.pk, text=f"{word}内部意见", circle=NoteCircle.UNIT, actor=handler, at=at, mentions=[]
    )
    write_to_citizen(case_id=case.pk, text=f"{word}请补充材料", actor=handler, at=at)
    write_as_citizen(case_id=case.pk, text=f"{word}已补充", at=at)
    recusal = demand_recusal(
        case_id=case.pk, against=RecusalAgainst.HANDLER, whom=f"{word}丙", reason=f"{word}有亲属关系", at=at
    )
    decide_on_recusal(recusal_id=recusal.pk, decision="refused", note=f"{word}不成立", actor=leader, at=at)
    request = ask_for_identity(case_id=case.pk, reason=f"{word}核实", actor=inspector, at=at)
    decide_on_identity(request_id=request.pk, decision="granted", note=f"{word}同意", actor=leader, at=at)
    return move_case(case_id=case.pk, move="withdraw", actor=Party.CITIZEN, at=at + DAY, note=f"{word}撤回")


def answered(word: str, *, clerk: User, handler: User, inspector: User, at: datetime = LONG_AGO) -> Case:
    """A case that was closed with an answer."""
    steps = [("assign", clerk), ("sign_for", handler), ("answer", handler), ("close", inspector)]
    case = make_case(at=at, story=f"{word}：路灯坏了很久没有人修。")
    return walk(case, steps, at=at, unit=unit("440106-land"))


def settle() -> None:
    """What happens within a day: every notice has left, and the trail is sealed."""
    Notice.objects.exclude(state=State.SENT).update(state=State.SENT, sent_at=timezone.now(), sealed_box="")
    seal_new_rows(at=timezone.now())


def dump() -> dict[str, dict[str, str]]:
    """Every row of every table as text, by table and key."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT to_jsonb(whole_row)::text FROM "{table}" whole_row')
            key = _key_of(table)
            rows = [text for (text,) in cursor.fetchall()]
            found[table] = {_part(text, key): text for text in rows}
    return found


def files_there() -> set[str]:
    """The paths of everything in the private storage."""

    def below(folder: str):
        folders, names = default_storage.listdir(folder)
        yield from (f"{folder}/{name}".strip("/") for name in names)
        for name in folders:
            yield from below(f"{folder}/{name}".strip("/"))

    return set(below(""))


def _key_of(table: str) -> str:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table and not model._meta.proxy:
            return model._meta.pk.column
    return ""


def _part(text: str, key: str) -> str:
    return str(json.loads(text)[key]) if key else text
