"""Collective property of villages: counted, displayed, and dealt in on the town's platform (M26)."""

from datetime import timedelta

from registers.rules.base import Asked, Hit, Row, plain


def not_counted(row: Row, asked: Asked) -> Hit | None:
    """The last count is too long ago."""
    if not asked.is_past(row["counted_on"], "asset_count_days"):
        return None
    since = row["counted_on"] + timedelta(days=asked.limits["asset_count_days"] + 1)
    return Hit(since, {"counted": plain(row["counted_on"])})


def undisclosed_asset(row: Row, asked: Asked) -> Hit | None:
    """Not displayed for longer than a quarter, counted from the first count where it never was."""
    last = row["disclosed_on"] or row["counted_on"]
    if not asked.is_past(last, "asset_disclosure_days"):
        return None
    return Hit(last + timedelta(days=asked.limits["asset_disclosure_days"] + 1), {"last": plain(last)})


def let_off_books(row: Row, asked: Asked) -> Hit | None:
    """Let to somebody, and the register of deals knows of nothing; asked only where both registers are kept by duty."""
    has_deal = any(mate.register == "collective-deals" for mate in asked.mates)
    return Hit(row["counted_on"]) if asked.is_required and row["use"] == "let" and not has_deal else None


def off_platform(row: Row, asked: Asked) -> Hit | None:
    """Closed elsewhere than on the town's platform, where there has to be one: in the cities of the delta."""
    if not asked.is_required or row["on_platform"]:
        return None
    return Hit(row["closed_on"], {"closed": plain(row["closed_on"]), "price": plain(row["price"])})


def below_reserve(row: Row, asked: Asked) -> Hit | None:
    """Let or sold for less than was set beforehand."""
    if row["price"] >= row["reserve"]:
        return None
    return Hit(row["closed_on"], {"price": plain(row["price"]), "reserve": plain(row["reserve"])})


def undisclosed_deal(row: Row, asked: Asked) -> Hit | None:
    """Closed, and not displayed in time."""
    if row["disclosed_on"] or not asked.is_past(row["closed_on"], "deal_disclosure_days"):
        return None
    since = row["closed_on"] + timedelta(days=asked.limits["deal_disclosure_days"] + 1)
    return Hit(since, {"closed": plain(row["closed_on"])})


def unknown_asset(row: Row, asked: Asked) -> Hit | None:
    """What was dealt in isn't in the books; asked only where those have to be kept."""
    is_known = any(mate.register == "collective-assets" for mate in asked.mates)
    return None if is_known or not asked.is_required else Hit(row["closed_on"])
