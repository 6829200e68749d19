"""What is wrong with a dataset, or worth knowing before it is shared: from the facts alone."""

from dataclasses import dataclass, field
from typing import Literal

from annotate_host.look.facts import Facts

Severity = Literal["error", "warning", "hint"]

MANY_CATEGORIES = 500
"""More than people can tell apart in a legend; Annotate itself warns from here on."""
_NAMED_AT_MOST = 3

_WHY = {
    "name": "its name does not begin with X_",
    "shape": "it is not a table",
    "one-dimension": "it has one dimension",
    "not-numbers": "it does not hold plain numbers",
    "infinite": "it has infinite values",
    "all-missing": "all its values are missing",
    "too-many": "Annotate offers thirty at most",
}


@dataclass(frozen=True)
class Problem:
    """One of the contract's codes, with names and numbers for its sentences."""

    code: str
    severity: Severity
    values: dict[str, str | int] = field(default_factory=dict)


def problems_of(facts: Facts, name: str) -> list[Problem]:
    """List what there is to say, errors first: with the first of them, Annotate cannot show the dataset."""
    return [*_errors(facts, name), *_warnings(facts, name), *_hints(facts, name)]


def _errors(facts: Facts, name: str) -> list[Problem]:
    found = []

    def add(code: str, **values: str | int) -> None:
        found.append(Problem(code, "error", {"name": name, **values}))

    if facts.matrix.refused is not None:
        add("dataset-matrix-refused", reason=facts.matrix.refused)
    if not facts.obs.count or not facts.var.count:
        add("dataset-empty", cells=facts.obs.count, genes=facts.var.count)
    for code, table in (("dataset-duplicate-cells", facts.obs), ("dataset-duplicate-genes", facts.var)):
        if table.doubled is not None:
            add(code, example=table.doubled)
    for table in (facts.obs, facts.var):
        if table.doubled_column is not None:
            add("dataset-duplicate-columns", column=table.doubled_column)
        for column in table.columns:
            if column.refused is not None:
                add("dataset-column-refused", column=column.name, reason=column.refused)
                break
    if facts.obs.count and all(embedding.why is not None for embedding in facts.embeddings):
        left_out = _left_out(facts)
        if left_out:
            add("dataset-no-usable-embedding", embeddings=left_out)
        else:
            add("dataset-no-embedding")
    return found


def _warnings(facts: Facts, name: str) -> list[Problem]:
    found: list[Problem] = []
    for column in [*facts.obs.columns, *facts.var.columns]:
        if column.not_shown is not None:
            told: dict[str, str | int] = {"name": name, "column": column.name, "reason": column.not_shown}
            found.append(Problem("dataset-column-refused", "warning", told))
            break
    many = [column for column in facts.obs.columns if (column.categories or 0) > MANY_CATEGORIES]
    if many:
        listed = _listed([f"{column.name} ({column.categories:,})" for column in many])
        found.append(Problem("dataset-many-categories", "warning", {"name": name, "columns": listed}))
    lost = [embedding for embedding in facts.embeddings if embedding.why is None and embedding.missing]
    if lost:
        cells = max(embedding.missing or 0 for embedding in lost)
        names = _listed([embedding.name for embedding in lost])
        values: dict[str, str | int] = {"name": name, "cells": f"{cells:,}", "embeddings": names}
        found.append(Problem("dataset-cells-without-place", "warning", values))
    return found


def _hints(facts: Facts, name: str) -> list[Problem]:
    found = []
    if any(embedding.why is None for embedding in facts.embeddings) and (left_out := _left_out(facts)):
        found.append(Problem("dataset-embedding-left-out", "hint", {"name": name, "embeddings": left_out}))
    if facts.matrix.values == "counts":
        found.append(Problem("dataset-raw-counts", "hint", {"name": name}))
    return found


def _left_out(facts: Facts) -> str:
    # Tables, weights and the like are kept there too, and nobody means to look at them.
    return _listed([f"{one.name}: {_WHY[one.why]}" for one in facts.embeddings if one.why is not None and one.is_meant])


def _listed(names: list[str]) -> str:
    rest = len(names) - _NAMED_AT_MOST
    return "; ".join(names[:_NAMED_AT_MOST]) + (f"; and {rest} more" if rest > 0 else "")
