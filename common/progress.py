"""Showing how far a long command has come."""

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from tqdm import tqdm

Item = TypeVar("Item")
STEPS = 10


def show_progress(items: Iterable[Item], *, total: int, unit: str, out: TextIO) -> Iterator[Item]:
    """Pass the items on one by one; meanwhile a terminal shows a bar, any other ``out`` a line every tenth part.

    total: how many items there will be · unit: what they are called, for example "rows".
    """
    if out.isatty():
        # Not to ``out`` itself: a command's stream ends everything that is written with a new line.
        yield from tqdm(items, total=total, unit=f" {unit}", file=sys.stderr, dynamic_ncols=True)
        return
    step = max(1, total // STEPS)
    for count, item in enumerate(items, start=1):
        yield item
        if count % step == 0 or count == total:
            out.write(f"{count} of {total} {unit}\n")
