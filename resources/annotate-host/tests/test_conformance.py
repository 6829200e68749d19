"""What ``cellxgene launch`` answers, the host answers: with a matrix store and without, whatever is asked."""

import contextlib
import gzip
import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest
from conformance.datasets import KINDS, write
from conformance.launched import Launched
from conformance.requests import API, REQUESTS, UNPACKED, Request
from host_process import NOTHING_HIDDEN, SECRET, HostProcess

from annotate_host.engine.store.builder import build_store

TITLE = "A title"
OURS = {
    "X-Annotate-Share-Secret": SECRET,
    "X-Annotate-Share-Collaborator": "ada",
    "X-Annotate-Share-Hides": NOTHING_HIDDEN,
}
ROOMY = 1 << 40


class Answer(NamedTuple):
    """`body` is parsed if it is JSON, and unpacked. `is_whole` as the length says that was announced."""

    status: int
    headers: Mapping[str, str | None]
    body: Any
    is_whole: bool

    @property
    def what_counts(self) -> tuple[int, Mapping[str, str | None], Any]:
        return self.status, self.headers, self.body


COMPARED_HEADERS = ("Content-Type", "Cache-Control", "Content-Disposition", "Location", "Allow")


def ask(port: int, request: Request, more: Mapping[str, str]) -> Answer:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(request.method, request.path, request.body, {**request.headers, **more})
        response = connection.getresponse()
        is_whole = True
        try:
            body: Any = response.read()
        except http.client.IncompleteRead as problem:
            body, is_whole = problem.partial, False
        if is_whole and response.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        headers = {name: response.headers[name] for name in COMPARED_HEADERS}
        if headers["Allow"] is not None:
            headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        if body and is_whole and headers["Content-Type"] == "application/json":
            body = json.loads(body)
        assert more == {} or not {"set-cookie", "server"} & {name.lower() for name in response.headers}
        return Answer(response.status, headers, body, is_whole)


@dataclass(frozen=True)
class Answers:
    """To all requests, by name, of the three."""

    kind: str
    upstream: dict[str, Answer]
    memory: dict[str, Answer]
    store: dict[str, Answer]


def all_answers(port: int, more: Mapping[str, str]) -> dict[str, Answer]:
    return {request.name: ask(port, request, more) for request in REQUESTS}


@pytest.fixture(scope="module", params=KINDS)
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    home = tmp_path_factory.mktemp("conformance")
    dataset = write(request.param, home / "dataset.h5ad")
    build_store(home / "stores", dataset, lambda *_: None, threading.Event(), ROOMY).close()
    with (
        Launched(dataset, TITLE, home / "upstream") as upstream,
        HostProcess() as memory,
        HostProcess() as store,
        ThreadPoolExecutor(3) as pool,
    ):
        memory.order(dataset, home / "memory", title=TITLE)
        store.order(dataset, home / "store", title=TITLE, store_root=str(home / "stores"), store_limit_bytes=ROOMY)
        theirs = pool.submit(lambda: all_answers(upstream.until_it_answers().port, {}))
        ours = [
            pool.submit(lambda host=host: all_answers(host.until("listening")["port"], OURS))
            for host in (memory, store)
        ]
        return Answers(request.param, theirs.result(), *(it.result() for it in ours))


def same_but_for_the_person(theirs: Answer, ours: Answer) -> bool:
    bodies = [json.loads(json.dumps(answer.body)) for answer in (theirs, ours)]
    names = [body["config"]["parameters"].pop("annotations-user-data-idhash") for body in bodies]
    return bodies[0] == bodies[1] and names[0] != names[1]


def broke_off(theirs: Answer, ours: Answer) -> bool:
    return (theirs.status, theirs.is_whole, theirs.body) == (200, False, b"") and ours.status == 200 and ours.is_whole


def status_is(theirs_is: int, ours_is: int) -> Callable[[Answer, Answer], bool]:
    return lambda theirs, ours: (theirs.status, ours.status) == (theirs_is, ours_is)


def same_genes(theirs: Answer, ours: Answer) -> bool:
    return theirs.status == ours.status == 200 and all(
        close(np.array(theirs.body[side]), np.array(ours.body[side])) for side in ("positive", "negative")
    )


def close(theirs: np.ndarray, ours: np.ndarray) -> bool:
    """Tell whether it is the same but for rounding: the fold changes, and the scores behind the p-values."""
    if theirs.shape != ours.shape:
        return False
    logs = [np.log(np.maximum(table[:, 2:], 1e-300)) for table in (theirs, ours)]
    # p falls as exp(-t²/2): what t is off by, relatively, its logarithm is off by twice that.
    as_probable = (np.abs(logs[0] - logs[1]) <= 1e-5 * (1 + 2 * np.abs(logs[0]))).all()
    same = theirs[:, 0] == ours[:, 0]
    as_far = np.isclose(ours[same, 1], theirs[same, 1], rtol=1e-5, atol=1e-6, equal_nan=True).all()
    # Where the order differs it is among scores as good as equal, which the p-values in that place have shown.
    return bool(as_probable and as_far)


@dataclass(frozen=True)
class Difference:
    """One we mean to have.

    Attributes
    ----------
    concerns
        The beginning of the names of the requests that differ in this way.
    is_it
        Whether upstream's answer and ours differ in this way, and in no other.
    of
        The datasets with which there are such.
    """

    concerns: str
    is_it: Callable[[Answer, Answer], bool]
    of: Sequence[str] = tuple(KINDS)


SPARSE = tuple(kind for kind in KINDS if "dense" not in kind)
DIFFERENCES = {
    "Annotate makes this from a cookie and the dataset's place, which are nobody's business": Difference(
        "GET /api/v0.2/config", same_but_for_the_person
    ),
    "Annotate's server breaks off before the first byte of what has not been packed, for it is a bytearray": Difference(
        "unpacked ", broke_off
    ),
    "It does not pack what is below 500 bytes, and so breaks off here too": Difference(
        "", lambda theirs, ours: broke_off(theirs, ours) and len(ours.body) < 500
    ),
    "Annotate fails dividing by no cells; the person should read that the selection is what is wrong": Difference(
        "POST /diffexp/obs: an empty one", status_is(500, 400), SPARSE
    ),
    "The same, both being empty": Difference("POST /diffexp/obs: empty ones", status_is(500, 400), SPARSE),
    "Sums are in float64 here, and in the type of X there": Difference("POST /diffexp/obs", same_genes),
    "Annotate fails unpacking it; the request is what is wrong": Difference(
        "PUT /annotations/obs: not packed", status_is(500, 400)
    ),
    "The same, with nothing to unpack": Difference("PUT /annotations/obs: nothing", status_is(500, 400)),
    "The same, with half of it": Difference("PUT /annotations/obs: half", status_is(500, 400)),
    "Annotate takes it for no labels, and removes all there are": Difference(
        "PUT /annotations/obs: zeros", status_is(200, 400)
    ),
}
"""Each with its reason."""


def reason(name: str, theirs: Answer, ours: Answer) -> str | None:
    for why, difference in DIFFERENCES.items():
        if name.startswith(difference.concerns) and difference.is_it(theirs, ours):
            return why
    return None


def differing(theirs: dict[str, Answer], ours: dict[str, Answer]) -> dict[str, tuple[Answer, Answer]]:
    return {name: (theirs[name], ours[name]) for name in theirs if theirs[name].what_counts != ours[name].what_counts}


def shortened(pair: tuple[Answer, Answer]) -> list[str]:
    return [f"{answer.status} {answer.headers['Content-Type']} {str(answer.body)[:300]}" for answer in pair]


def test_each_request_has_a_name_of_its_own() -> None:
    assert len({request.name for request in REQUESTS}) == len(REQUESTS)


@pytest.mark.parametrize("way", ["memory", "store"])
def test_every_answer_is_upstream_s(answers: Answers, way: str) -> None:
    found = differing(answers.upstream, getattr(answers, way))
    assert {name: shortened(pair) for name, pair in found.items() if reason(name, *pair) is None} == {}


def test_each_difference_is_there(answers: Answers) -> None:
    found = differing(answers.upstream, answers.store)
    expected = {why for why, difference in DIFFERENCES.items() if answers.kind in difference.of}
    assert {reason(name, *pair) for name, pair in found.items()} == expected


@pytest.mark.parametrize("way", ["memory", "store"])
def test_what_is_not_packed_is_the_same(answers: Answers, way: str) -> None:
    ours = getattr(answers, way)
    for path in UNPACKED:
        assert ours[f"unpacked {path}"].body == answers.upstream[f"GET {API}/{path}"].body


def test_most_requests_are_answered(answers: Answers) -> None:
    """That all fail in the same way would prove little."""
    statuses = Counter(answer.status for answer in answers.upstream.values())
    assert statuses[200] > len(REQUESTS) / 3
    assert {400, 404, 405, 406, 415} <= {*statuses}
