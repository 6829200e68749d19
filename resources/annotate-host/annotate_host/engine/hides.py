"""What the owner hides of a dataset, as each request carries it: the host keeps no opinion of its own."""

import functools
import json
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Self

CELL_NAMES = "cell names"
"""Stands among the hidden columns for the names of the cells, which are numbered then."""


@dataclass(frozen=True)
class Hides:
    """What must not be seen.

    Parameters
    ----------
    columns
        Names of columns, of cells and genes alike, and `CELL_NAMES`.
    expression
        Whether all values of X are hidden, and what is known of genes besides their names.
    """

    columns: frozenset[str]
    expression: bool

    @classmethod
    @functools.lru_cache(maxsize=64)
    def parse(cls, text: str) -> Self:
        """Read what the proxy sends with each request.

        Raises
        ------
        ValueError
            It is not what the proxy sends. Nothing may be shown then.
        """
        fields = json.loads(text)
        if not isinstance(fields, dict) or fields.keys() != {"columns", "expression"}:
            raise ValueError("not an object of columns and expression")
        columns, expression = fields["columns"], fields["expression"]
        if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
            raise ValueError("columns is not a list of texts")
        if not isinstance(expression, bool):
            raise ValueError("expression is not true or false")
        return cls(frozenset(columns), expression)


NOTHING = Hides(frozenset(), False)

current_hides: ContextVar[Hides] = ContextVar("hides", default=NOTHING)
"""Set by the gate for each request. The default is for what is no request: loading, and building the store."""
