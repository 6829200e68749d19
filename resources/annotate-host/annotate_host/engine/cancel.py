"""Whether somebody still waits for an answer, asked by the loops that take long."""

from contextvars import ContextVar
from typing import Protocol


class Cancel(Protocol):
    """As much of a `threading.Event` as such a loop asks for."""

    def is_set(self) -> bool:
        """Tell whether the loop should end, as soon as it can, with `CancelledError`."""


current_cancel: ContextVar[Cancel | None] = ContextVar("current_cancel", default=None)
"""Set within a request to what ends its differential expression."""
