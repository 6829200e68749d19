"""Starts the host, its ``--self-test``, a ``--look`` or a ``--mend``: ``python -I -B -X utf8 annotate_host``."""

import contextlib
import os
import sys
from pathlib import Path

if hasattr(os, "setpgid"):
    # A group of our own: it is ended with all that is in it, and Ctrl+C in the terminal is for the service to act on.
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)

if not __package__:  # Run as a folder or file, not with -m: our modules are to be found as a package only.
    folder = Path(__file__).resolve().parent
    sys.path = [*(place for place in sys.path if Path(place).resolve() != folder), str(folder.parent)]

# This folder lies in an installed, often signed, application: no compiled files beside it (-B keeps this one away).
sys.dont_write_bytecode = True

if sys.argv[1:] == ["--look"]:
    from annotate_host.look import run as look

    sys.exit(look.run())

if sys.argv[1:] == ["--mend"]:
    from annotate_host.mend import run as mend

    mend.run()

if sys.argv[1:] == ["--mend-self-test"]:
    from annotate_host.mend import self_test as mend_self_test

    sys.exit(mend_self_test.run())

from annotate_host import host, self_test  # noqa: E402

if sys.argv[1:] == ["--self-test"]:
    sys.exit(self_test.run())
elif sys.argv[1:]:
    sys.exit(
        "annotate_host takes --self-test, --look, --mend, --mend-self-test or nothing; what to serve is said on stdin."
    )
else:
    host.run()
