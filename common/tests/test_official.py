"""The red head of an official document takes one line, whoever issues it."""

import pytest

from common.official import HEAD_SIZE, MM, SMALLEST_HEAD, WIDTH, head_size


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ("广东省纪委文件", HEAD_SIZE),
        ("中共广州市纪律检查委员会文件", 31.0),
        ("中共湛江市遂溪县纪律检查委员会办公室文件", SMALLEST_HEAD),
        ("", HEAD_SIZE),
    ],
)
def test_the_head_is_as_large_as_one_line_takes(head, size):
    assert head_size(head) == size
    assert size == SMALLEST_HEAD or len(head) * size * MM <= WIDTH
