"""Phone numbers as people write them, and the last day for a review."""

import pytest

from complaints.rules import clean_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("＋86 １３８００１３８０００", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("0086-13800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("020-8312 3456", "02083123456"),
        ("(0755) 8312345", "07558312345"),
        ("+86 20 8312 3456", "02083123456"),
        ("020-83123456转801", "02083123456转801"),
        ("020-83123456 ext. 801", "02083123456ext801"),
        ("83123456", "83123456"),
        ("+852 2123 4567", "+85221234567"),
    ],
)
def test_a_number_that_can_be_dialled_is_taken(typed, number):
    assert clean_phone(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "1380013800",
        "138001380001",
        "12345678901",
        "八三一二三四五六",
        "12",
        "+8613800",
        "电话",
        "138o0138000",
        "0" * 11,
    ],
)
def test_a_number_that_nobody_can_dial_is_not(typed):
    assert clean_phone(typed) is None
