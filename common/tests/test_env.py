"""A typing mistake in a setting stops the start."""

import pytest

from common.env import BadSetting, MissingSetting, env_bool, env_int, env_list, env_text


@pytest.mark.parametrize("text", ["False", "True", "0", "1", "yes", "FALSE "])
def test_only_true_and_false_are_truth_values(monkeypatch, text):
    monkeypatch.setenv("DEBUG", text)
    with pytest.raises(BadSetting):
        env_bool("DEBUG", False)


def test_true_false_and_absent(monkeypatch):
    monkeypatch.setenv("DEBUG", "true")
    assert env_bool("DEBUG", False) is True
    monkeypatch.setenv("DEBUG", "false")
    assert env_bool("DEBUG", True) is False
    monkeypatch.delenv("DEBUG")
    assert env_bool("DEBUG", True) is True


def test_a_secret_without_a_value_stops_the_start(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "")
    with pytest.raises(MissingSetting, match="SECRET_KEY"):
        env_text("SECRET_KEY")


def test_numbers_and_lists(monkeypatch):
    monkeypatch.setenv("LIMIT", "12")
    monkeypatch.setenv("HOSTS", " a, b ,,")
    assert env_int("LIMIT", 1) == 12
    assert env_list("HOSTS") == ["a", "b"]
    monkeypatch.setenv("LIMIT", "twelve")
    with pytest.raises(BadSetting):
        env_int("LIMIT", 1)
