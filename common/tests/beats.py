"""Doing several things at the same moment, as several workers do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any]) -> list:
    """What they give back; they begin together, each on a database connection of its own. Raises what one of them raises."""
    together = Barrier(len(acts))

    def run(act: Callable[[], Any]):
        try:
            together.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
