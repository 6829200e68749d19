"""How far a mending is, told no more often than anybody looks."""

import time
from collections.abc import Callable

_SECONDS_BETWEEN = 0.25


class Progress:
    """Counts work, and tells how much of it is done.

    Parameters
    ----------
    say
        Called with the step and how much of it is done, 0 to 1, or None where nobody can tell.
    """

    def __init__(self, say: Callable[[str, float | None], None]) -> None:
        self._say = say
        self._step, self._total, self._done, self._told = "", 0.0, 0.0, 0.0

    def begin(self, step: str, total: float | None) -> None:
        """Begin a step of so much work, in whatever unit it is counted; None where that is not known."""
        self._step, self._total, self._done = step, total or 0.0, 0.0
        self._told = time.monotonic()
        self._say(step, None if total is None else 0.0)

    def advance(self, amount: float) -> None:
        """Count what has been done."""
        self._done += amount
        now = time.monotonic()
        if self._total and now - self._told >= _SECONDS_BETWEEN:
            self._told = now
            self._say(self._step, min(1.0, self._done / self._total))
