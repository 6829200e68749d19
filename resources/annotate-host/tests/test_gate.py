"""Only requests with the secret and a sound collaborator id get through, and none unpacks to more than it may."""

import contextlib
import http.client
import tracemalloc
import zlib

import pytest
from host_process import SECRET, HostProcess, packed_labels, same_label
from made_datasets import CELLS
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from annotate_host.gate import inflate_within, largest_upload

ROUTES = ("/", "/health", "/static/nothing", "/api/v0.2/config", "/nowhere")


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("secret", [None, "", "00" * 24, SECRET[:-1], SECRET + "0", SECRET.upper(), "é"])
def test_without_the_secret_every_route_is_closed(host: HostProcess, path: str, secret: str | None) -> None:
    answer = host.ask(path, secret=secret)
    assert (answer.status, answer.body) == (403, b"")


def test_with_the_secret_the_page_opens(host: HostProcess) -> None:
    answer = host.ask("/")
    assert answer.status == 200
    assert b"<html" in answer.body


BAD_IDS = [None, "", "../ada", "..", "Ada", "ada/b", "ada\\b", "-ada", "ada.", "ada ada", "a" * 65, "ad\xe4", "ada,bob"]


@pytest.mark.parametrize("collaborator", BAD_IDS)
def test_a_bad_collaborator_id_reaches_nothing(host: HostProcess, collaborator: str | None) -> None:
    answer = host.api("config", collaborator)
    assert (answer.status, answer.body) == (400, b"")


@pytest.mark.parametrize("collaborator", ["a", "0", "ada-lovelace-1815", "a" * 64])
def test_a_good_collaborator_id_is_served(host: HostProcess, collaborator: str) -> None:
    assert host.api("config", collaborator).status == 200


@pytest.mark.parametrize(("path", "status"), [("/health", 200), ("/static/nothing", 404)])
def test_what_is_about_nobody_needs_no_collaborator(host: HostProcess, path: str, status: int) -> None:
    assert host.ask(path, collaborator=None).status == status


def test_a_static_path_cannot_climb_out(host: HostProcess) -> None:
    for path in ("/static/../../app/app.py", "/static/%2e%2e/%2e%2e/app/app.py", "/static/../api/v0.2/config"):
        assert host.ask(path, collaborator=None).status == 404


def test_answers_name_no_software_and_set_no_cookie(host: HostProcess) -> None:
    answers = [host.ask("/"), host.api("config"), host.save_labels("cookie", same_label("x", CELLS))]
    for answer in answers:
        assert answer.status == 200
        assert not {"server", "set-cookie"} & {name.lower() for name in answer.headers}


def test_labels_that_unpack_to_too_much_are_refused(host: HostProcess) -> None:
    bomb = zlib.compress(b"\0" * (largest_upload(CELLS) + 1), 9)
    answer = host.api("annotations/obs", method="PUT", body=bomb, Content_Type="application/octet-stream")
    assert answer.status == 413


def test_a_body_that_is_too_long_as_sent_is_refused_before_it_is_sent(host: HostProcess) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", host.port, timeout=10)) as connection:
        connection.putrequest("PUT", "/api/v0.2/genesets")
        connection.putheader("Content-Length", str(largest_upload(CELLS) + 1))
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_unpacking_stays_within_its_bound_in_memory() -> None:
    limit = 1 << 20
    bomb = zlib.compress(b"\0" * (200 * limit), 9)
    tracemalloc.start()
    try:
        with pytest.raises(RequestEntityTooLarge):
            inflate_within(limit, bomb)
        assert tracemalloc.get_traced_memory()[1] < 4 * limit
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [1, 3, 4, 1000])
def test_zeros_do_not_pass_for_no_labels(host: HostProcess, size: int) -> None:
    assert host.save_labels("zero", same_label("kept", CELLS)).status == 200
    zeros = zlib.compress(b"\0" * size)
    answer = host.api("annotations/obs", "zero", method="PUT", body=zeros, Content_Type="application/octet-stream")
    assert answer.status == 400
    assert host.labels("zero", "mine") == ["kept"] * CELLS


@pytest.mark.parametrize("body", [b"", b"not zlib", packed_labels(same_label("x", CELLS))[:-9]])
def test_labels_that_are_not_whole_are_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        inflate_within(1 << 20, body)


@pytest.mark.parametrize(("cells", "mebibytes"), [(1, 4), (700, 4), (200_000, 97), (10_000_000, 512)])
def test_room_for_labels_grows_with_the_dataset_up_to_a_bound(cells: int, mebibytes: int) -> None:
    assert largest_upload(cells) >> 20 == mebibytes
