"""How far a mending is, told no more often than anybody looks."""

import time
from collections.abc import Callable

_SECONDS_BETWEEN = 0.25
_SECONDS_BEFORE_GUESSING = 3.0
_LEAST_BEFORE_GUESSING = 0.02

Say = Callable[[str, float | None, float | None], None]
"""Takes the step, how much of it is done, 0 to 1, and the seconds until its end; None for what nobody can tell."""


class Progress:
    """Counts work, and tells how much of it is done.

    Parameters
    ----------
    say
        Called with what there is to tell.
    clock
        Seconds, from whenever.
    """

    def __init__(self, say: Say, clock: Callable[[], float] = time.monotonic) -> None:
        self._say, self._clock = say, clock
        self._step, self._total, self._done = "", 0.0, 0.0
        self._begun, self._told = 0.0, 0.0

    def begin(self, step: str, total: float | None) -> None:
        """Begin a step of so much work, in whatever unit it is counted; None where that is not known."""
        self._step, self._total, self._done = step, total or 0.0, 0.0
        self._begun = self._told = self._clock()
        self._say(step, None if total is None else 0.0, None)

    def advance(self, amount: float) -> None:
        """Count what has been done."""
        self._done += amount
        now = self._clock()
        if self._total and now - self._told >= _SECONDS_BETWEEN:
            self._told = now
            done = min(1.0, self._done / self._total)
            self._say(self._step, done, seconds_left(done, now - self._begun))


def seconds_left(done: float, passed: float) -> float | None:
    """Guess how long it still takes: as long as it took, for what is left; None while that would be a wild guess."""
    if passed < _SECONDS_BEFORE_GUESSING or done < _LEAST_BEFORE_GUESSING:
        return None
    return passed * (1 - done) / done
