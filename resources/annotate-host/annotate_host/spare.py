"""What a host without an order does: all that can be done before the dataset is known, and never in an order's way."""

import sys
import threading
import traceback
from types import FrameType

from annotate_host.annotate import import_the_rest
from annotate_host.parent import Parent

LONGEST_PAUSE_SECONDS = 10.0
USED_HERE_ONLY = ("scipy.", "numba.", "llvmlite.")


class WarmUp:
    """Imports what only differential expression needs, and has its loops compiled or loaded, on a thread of its own.

    The interpreter runs one thread at a time, and imports and compiles on this one would take half the time of the one
    that opens a dataset. So it pauses from the order until that is served, as soon as it comes to a place where it
    holds no lock but those of what it is importing or compiling: at the beginning of a module, or anywhere in the
    libraries that only it uses by then. Nothing that is imported here may be needed on the way to ``listening``.

    Parameters
    ----------
    parent
        Is told ``spare`` at the end, if there is no order by then.
    """

    def __init__(self, parent: Parent) -> None:
        self._parent = parent
        self._served = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warm-up", daemon=True)

    def begin(self) -> None:
        """Begin, unless it has begun. Returns at once."""
        if self._thread.ident is None:
            self._thread.start()

    def order_is_served(self) -> None:
        """Let it go on, or begin: the host listens."""
        self._served.set()
        self.begin()

    def _run(self) -> None:
        try:
            self._prepare()
        except Exception:
            traceback.print_exc()  # Who needs it will find the same, and says so then.
        else:
            self._parent.say_while_waiting("spare")

    def _prepare(self) -> None:
        sys.setprofile(self._make_way)  # Of this thread only: called at every call of a function.
        try:
            import_the_rest()
            from annotate_host.engine.warm import warm

            warm(("f4",))
        finally:
            sys.setprofile(None)

    def _make_way(self, frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and self._parent.has_order() and _may_pause_in(frame):
            sys.setprofile(None)
            # Not for ever: should the order need what is being imported here after all, it is late, and not lost.
            self._served.wait(LONGEST_PAUSE_SECONDS)


def _may_pause_in(frame: FrameType) -> bool:
    # In the middle of others' functions it may hold a lock that everybody needs, of logging for instance.
    return frame.f_code.co_name == "<module>" or str(frame.f_globals.get("__name__")).startswith(USED_HERE_ONLY)
