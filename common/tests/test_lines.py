"""No line of a printed page begins with a comma or ends with an opening bracket."""

import pytest

from common.lines import broken


def lines(text: str, room: int) -> list[str]:
    return broken(text, width_of=len, room=room)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("认定书却写我负主要责任，路口的监控", 11, ["认定书却写我负主要责", "任，路口的监控"]),
        ("他说监控坏了很久（没修），后来好了", 9, ["他说监控坏了很久", "（没修），后来好了"]),
        ("一二三四五六七2026-0000348号", 10, ["一二三四五六七", "2026-00003", "48号"]),
        ("一二\n\n三四", 10, ["一二", "", "三四"]),
        ("", 10, [""]),
        # A blank never begins a line, and is left out where it would; an indent stays.
        ("清单摘要 4f3a 核对无误", 4, ["清单摘要", "4f3a", "核对无误"]),
        ("清单摘要  核对", 4, ["清单摘要", "核对"]),
        ("一二三四 ，五", 5, ["一二三", "四 ，五"]),
        ("一二三四 ，五", 4, ["一二三", "四，五"]),
        ("　　清单摘要", 4, ["　　清单", "摘要"]),
    ],
)
def test_lines_end_where_they_may(text, room, expected):
    assert lines(text, room) == expected


def test_nothing_is_lost_however_narrow_the_page():
    text = "（（（）））。。。，，，abc-123 文字" * 5
    for room in range(1, 40):
        assert "".join(lines(text, room)).replace(" ", "") == text.replace(" ", "")


def test_no_line_after_the_first_begins_with_a_blank():
    text = "清单摘要 4f3a 9b1c 77d0（核对 无误） ，日期 2026-11-28 "
    for room in range(12, 40):
        assert [line for line in lines(text, room)[1:] if line[:1] == " "] == []
