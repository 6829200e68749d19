"""How long a look may take: what there is no time for is left unknown."""

import time


class Budget:
    """Time for work that nobody needs to wait for.

    Parameters
    ----------
    seconds
        From now on; None for as long as it takes.
    """

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds
        self.ran_out = False

    def is_spent(self) -> bool:
        """Tell whether it is over; whoever asks, gives up."""
        if self._end is not None and time.monotonic() >= self._end:
            self.ran_out = True
        return self.ran_out
