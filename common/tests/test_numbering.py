"""Numbers that people read out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.numbering import (
    case_number,
    clean_receipt_code,
    group_digits,
    new_receipt_code,
    parse_case_number,
)


def test_the_year_in_a_case_number_is_the_year_in_china():
    assert case_number(datetime(2026, 12, 31, 17, 0, tzinfo=UTC), 5) == "2027-0000005"


@given(st.integers(1, 10**11))
def test_a_case_number_leads_back_to_its_case(pk):
    assert parse_case_number(f" {case_number(datetime(2026, 1, 1, tzinfo=UTC), pk)} ") == pk


@pytest.mark.parametrize("text", ["", "2026", "2026-12", "2026-0000001x", "a2026-0000001"])
def test_other_texts_are_no_case_numbers(text):
    assert parse_case_number(text) is None


def test_codes_have_sixteen_digits_and_differ():
    codes = {new_receipt_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 16 and code.isdigit() for code in codes)


def test_a_code_is_read_with_blanks_hyphens_and_full_width_digits():
    code = new_receipt_code()
    wide = code.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    for typed in (code, group_digits(code), group_digits(code).replace(" ", "-"), wide, f"  {code}\n"):
        assert clean_receipt_code(typed) == code


@given(st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place, step):
    code = new_receipt_code()
    wrong = str((int(code[place]) + step) % 10)
    assert clean_receipt_code(code[:place] + wrong + code[place + 1 :]) is None


@pytest.mark.parametrize("typed", ["", "1234", "a" * 16, "1234 5678 9012 345x", "١" * 3])
def test_what_can_not_be_a_code_is_refused(typed):
    assert clean_receipt_code(typed) is None


@pytest.mark.parametrize("sign", ["²", "①", "½", "Ⅷ"])
def test_a_sign_that_only_looks_like_a_digit_makes_no_code(sign):
    assert clean_receipt_code(new_receipt_code()[:-1] + sign) is None
