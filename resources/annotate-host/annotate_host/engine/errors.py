"""What can go wrong with a matrix store, as closed codes."""

from typing import Literal

StoreProblem = Literal[
    "store-no-space",
    "store-over-limit",
    "store-unsupported-matrix",
    "store-broken-matrix",
    "store-dataset-changed",
    "store-unwritable",
    "store-build-failed",
]


class StoreError(Exception):
    """The matrix store cannot be built; Annotate's own loading still answers.

    Attributes
    ----------
    code
        What kind of problem.
    values
        What a person needs to know about it: ``needed`` and ``free`` or ``limit`` in bytes, or a ``reason``.
    """

    def __init__(self, code: StoreProblem, **values: int | str) -> None:
        self.code: StoreProblem = code
        self.values = values
        super().__init__(f"{code}: {', '.join(f'{name} {value}' for name, value in values.items())}")


class CancelledError(BaseException):
    """Whoever asked is no longer interested.

    Not an `Exception`, as asyncio's own is none: to Annotate's web app every `Exception` is a failure, to be logged and
    answered.
    """


class EmptySelectionError(ValueError):
    """A set of cells to compare has no cells."""

    def __init__(self) -> None:
        super().__init__("Each of the two sets must have at least one cell.")
