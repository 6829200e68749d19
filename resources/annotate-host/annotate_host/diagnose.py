"""Says why a dataset cannot be served, in the contract's codes: by a look before loading, else by what was thrown."""

import traceback
from pathlib import Path

from annotate_host.dataset_error import DatasetError
from annotate_host.look.budget import Budget
from annotate_host.look.facts import read_facts
from annotate_host.look.file import opened
from annotate_host.look.problems import problems_of


def look(path: str) -> None:
    """Read what is needed to know that loading is worth the wait, as a look before sharing does, but all of it.

    Raises
    ------
    DatasetError
        It is not.
    """
    name = Path(path).name
    with opened(path) as file:
        facts = read_facts(file, name, Budget(None))
    for problem in problems_of(facts, name):
        if problem.severity == "error":
            raise DatasetError(problem.code, **problem.values)


def explain(path: str, problem: BaseException) -> DatasetError:
    """Turn what Annotate threw while loading into a code."""
    name = Path(path).name
    kind = type(problem).__name__
    if kind == "PrepareError":
        return DatasetError("dataset-no-embedding", _trace(problem), name=name)
    out_of_memory = isinstance(problem, MemoryError) or isinstance(problem.__context__, MemoryError)
    if kind == "DatasetAccessError" and not out_of_memory:
        return DatasetError("dataset-damaged", _trace(problem), name=name)
    return DatasetError("host-start-failed", _trace(problem), name=name)


def _trace(problem: BaseException) -> str:
    return "".join(traceback.format_exception(problem))
