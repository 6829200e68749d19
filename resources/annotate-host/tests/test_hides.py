"""What the owner hides is not there, by no route and in no spelling; what is shown stays as it was."""

import itertools
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
import pytest
from host_process import Answer, HostProcess, packed_labels, same_label
from made_datasets import CELLS, make_dataset

from annotate_host.engine.hides import Hides
from annotate_host.engine.view import Names, View

PEOPLE = ["Okafor-7731", "Weber-7732", "Müller-7733"]
SECRET_NUMBER = 77_345_123
CLINIC = "clinic-7799"
GENE_SECRET = "gene-secret-7755"
HIDDEN = ["patient", "mrn", "clinic", "note"]


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset that tells of people in every place that Annotate serves from."""
    made = make_dataset()
    made.obs_names = [f"Okafor-cell-{number}" for number in range(CELLS)]
    made.obs["patient"] = pd.Categorical([PEOPLE[number % 3] for number in range(CELLS)])
    made.obs["mrn"] = np.arange(CELLS) + SECRET_NUMBER
    made.obs["clinic"] = [CLINIC] * CELLS
    made.var["note"] = [GENE_SECRET] * made.n_vars
    made.uns["patient_colors"] = ["#112233", "#445566", "#778899"]
    made.uns["cluster_colors"] = ["#aa0000", "#00aa00", "#0000aa"]
    path = tmp_path_factory.mktemp("data") / "telling.h5ad"
    made.write_h5ad(path)
    return path


@pytest.fixture(scope="module")
def host(telling: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    with HostProcess() as process:
        yield process.listen(telling, tmp_path_factory.mktemp("home") / "annotations" / "telling")


def hiding(columns: list[str] = HIDDEN, expression: bool = False) -> dict[str, str]:
    return {"X_Annotate_Share_Hides": json.dumps({"columns": columns, "expression": expression})}


def what(answer: Answer) -> tuple[int, bytes]:
    return answer.status, answer.body


def test_the_owner_is_told_of_all_columns(telling: Path, tmp_path: Path) -> None:
    with HostProcess() as process:
        process.order(telling, tmp_path)
        columns = {(one["axis"], one["name"]): one for one in process.until("listening")["columns"]}
    assert set(columns) == {
        ("cells", ""),
        *(("cells", name) for name in ("cluster", "depth", "patient", "mrn", "clinic")),
        *(("genes", name) for name in ("seen", "note")),
    }
    patient = columns["cells", "patient"]
    assert patient == {"axis": "cells", "name": "patient", "kind": "categories", "values": sorted(PEOPLE)}
    assert [columns["cells", name]["kind"] for name in ("", "mrn", "depth")] == ["text", "whole numbers", "numbers"]
    assert len(columns["cells", "mrn"]["values"]) == 40


@pytest.mark.parametrize(
    "header", ["", "{}", "[]", "nothing", '{"columns": []}', '{"columns": "a", "expression": false}']
)
def test_without_a_word_on_what_is_hidden_nothing_is_shown(host: HostProcess, header: str) -> None:
    for path in ("/", "/api/v0.2/schema", "/api/v0.2/annotations/obs"):
        assert what(host.ask(path, X_Annotate_Share_Hides=header)) == (400, b"")


def test_hidden_columns_are_gone_from_the_schema(host: HostProcess) -> None:
    def names(axis: str, **more: str) -> list[str]:
        return [one["name"] for one in host.api("schema", **more).json["schema"]["annotations"][axis]["columns"]]

    assert names("obs", **hiding()) == ["name_0", "cluster", "depth"]
    assert names("var", **hiding()) == ["name_0", "seen"]
    assert names("obs") == ["name_0", "cluster", "depth", "patient", "mrn", "clinic"]


BOTH = "annotation-name=cluster&annotation-name="
BY_NAME = ["annotations/obs?annotation-name={}", "annotations/obs?" + BOTH + "{}", "annotations/var?annotation-name={}"]


@pytest.mark.parametrize("spelling", [quote, lambda name: "".join(f"%{byte:02x}" for byte in name.encode())])
@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("path", BY_NAME)
def test_a_hidden_column_answers_as_one_that_does_not_exist(
    host: HostProcess, path: str, name: str, spelling: Any
) -> None:
    hidden = host.api(path.format(spelling(name)), **hiding())
    assert what(hidden) == what(host.api(path.format("nowhere"), **hiding()))
    assert hidden.status == 400


def filters(name: str, value: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Ways to have a route choose cells or genes by a column: (method, path, more)."""
    once, twice = quote(name, safe=""), quote(quote(name, safe=""), safe="")
    index = {"index": [[0, 200]]}
    as_json = {"Content_Type": "application/json"}
    for axis, spelled in itertools.product(("obs", "var"), (once, twice)):
        for filter_ in (
            f"{axis}:{spelled}={quote(value)}",
            f"{axis}%3A{spelled}=0,*",
            f"var:name_0=gene1&{axis}:{spelled}=*,1",
        ):
            yield "GET", f"data/var?{filter_}", {}
            yield "GET", f"summarize/var?method=mean&{filter_}", {}
            form = {"body": f"method=mean&{filter_}".encode(), "Content_Type": "application/x-www-form-urlencoded"}
            yield "POST", "summarize/var", form
    for by in ({"name": name, "values": [value]}, {"name": name, "min": 0}, {"name": name, "max": 1e12}):
        for axis in ("obs", "var"):
            body = {"filter": {axis: {"annotation_value": [by]}}}
            yield "PUT", "data/var", {"body": json.dumps(body).encode(), **as_json}
        for first in ({"annotation_value": [by]}, {**index, "annotation_value": [by]}):
            body = {"mode": "topN", "count": 5, "set1": {"filter": {"obs": first}}, "set2": {"filter": {"obs": index}}}
            yield "POST", "diffexp/obs", {"body": json.dumps(body).encode(), **as_json}
            body = {**body, "set1": body["set2"], "set2": body["set1"]}
            yield "POST", "diffexp/obs", {"body": json.dumps(body).encode(), **as_json}


@pytest.mark.parametrize(
    ("name", "value"), [("patient", PEOPLE[0]), ("mrn", "0"), ("clinic", CLINIC), ("note", GENE_SECRET)]
)
def test_no_filter_is_an_oracle(host: HostProcess, name: str, value: str) -> None:
    """What a filter by a hidden column says does not depend on the column: it says what one by no column does."""
    nowhere = filters("nowhere", value)
    told = set()
    for (method, path, more), (_, other, others) in zip(filters(name, value), nowhere, strict=True):
        hidden = host.api(path, method=method, **more, **hiding())
        unknown = host.api(other, method=method, **others, **hiding())
        assert what(hidden) == what(unknown), (method, path)
        assert hidden.status >= 400, (method, path)
        told.add(what(host.api(path, method=method, **more)))
    assert any(status == 200 for status, _ in told), "the filters find something as long as nothing is hidden"


@pytest.mark.parametrize(
    "attribute", ["values", "T", "index", "columns", "iloc", "_mgr", "__dict__", "to_dict", "name_0.str"]
)
def test_no_attribute_leads_around(host: HostProcess, attribute: str) -> None:
    for method, path, more in filters(attribute, PEOPLE[0]):
        answer = host.api(path, method=method, **more, **hiding())
        assert_tells_nothing(answer)


def test_colours_name_no_hidden_categories(host: HostProcess) -> None:
    assert set(host.api("colors").json) == {"patient", "cluster"}
    assert set(host.api("colors", **hiding()).json) == {"cluster"}


def test_a_hidden_column_is_not_named_as_the_one_to_begin_with() -> None:
    whole = make_dataset()
    whole.uns = {"default_field": "cluster", "title": "cluster"}
    names = Names("depth", "seen")
    assert View(whole, Hides(frozenset({"cluster"}), False), names).uns == {"title": "cluster"}
    assert View(whole, Hides(frozenset({"title"}), False), names).uns == whole.uns


def test_what_is_shown_is_byte_for_byte_what_it_was(host: HostProcess) -> None:
    paths = [
        "annotations/obs?annotation-name=cluster",
        "annotations/obs?annotation-name=depth&annotation-name=name_0",
        "annotations/var?annotation-name=name_0",
        "annotations/var?annotation-name=seen",
        "layout/obs",
        "layout/obs?layout-name=umap",
        "data/var?var:name_0=gene1",
        "summarize/var?method=mean&var:name_0=gene1&var:name_0=gene2",
        "genesets",
        "config",
    ]
    for path in paths:
        shown = host.api(path)
        assert shown.status == 200, path
        assert what(host.api(path, **hiding())) == what(shown), path


def test_a_hidden_name_cannot_be_taken_by_a_label(host: HostProcess) -> None:
    labels = packed_labels(same_label("x", CELLS).set_axis(["patient"], axis=1))
    path = "annotations/obs?annotation-collection-name=cell-labels"
    answer = host.api(path, method="PUT", body=labels, Content_Type="application/octet-stream", **hiding())
    assert answer.status == 400
    assert host.api("annotations/obs?annotation-name=patient", **hiding()).status == 400


def test_it_holds_for_the_next_request_each_way(host: HostProcess) -> None:
    path = "annotations/obs?annotation-name=patient"
    for _ in range(3):
        assert host.api(path).status == 200
        assert host.api(path, **hiding()).status == 400
        assert host.api(path, **hiding(["clinic"])).status == 200


def test_hidden_expression_leaves_cells_embeddings_and_names_of_genes(host: HostProcess) -> None:
    secret = hiding([], expression=True)
    for method, path, more in filters("name_0", "gene1"):
        assert host.api(path, method=method, **more, **secret).status == 400, (method, path)
    index = {"filter": {"obs": {"index": [[0, 100]]}}}
    body = json.dumps({"mode": "topN", "count": 5, "set1": index, "set2": index}).encode()
    assert host.api("diffexp/obs", method="POST", body=body, Content_Type="application/json").status == 200
    assert host.api("diffexp/obs", method="POST", body=body, Content_Type="application/json", **secret).status == 400
    assert host.api("summarize/var?method=mean", **secret).status == 400
    for path in ("annotations/obs?annotation-name=patient", "layout/obs", "annotations/var?annotation-name=name_0"):
        assert what(host.api(path, **secret)) == what(host.api(path))
    assert host.api("annotations/var?annotation-name=seen", **secret).status == 400
    schema = host.api("schema", **secret).json["schema"]["annotations"]
    assert [column["name"] for column in schema["var"]["columns"]] == ["name_0"]


def test_cells_without_their_names_keep_people_s_labels(host: HostProcess) -> None:
    labels = pd.DataFrame({"mine": pd.Categorical(["a" if number % 7 else "b" for number in range(CELLS)])})
    assert host.save_labels("carla", labels).status == 200
    nameless = hiding(["cell names"])
    frame = host.api("annotations/obs?annotation-name=name_0&annotation-name=mine", "carla", **nameless).frame
    assert frame["name_0"].tolist() == [f"cell {number}" for number in range(1, CELLS + 1)]
    assert frame["mine"].tolist() == labels["mine"].tolist()
    assert host.api("annotations/obs?annotation-name=mine", "carla").frame["mine"].tolist() == labels["mine"].tolist()


def assert_tells_nothing(answer: Answer, numbers: bool = True) -> None:
    for text in (*PEOPLE, CLINIC, GENE_SECRET):
        for encoded in (text.encode(), json.dumps(text)[1:-1].encode(), text.encode("utf-16-le")):
            assert encoded not in answer.body, text
    if numbers:
        for number in (SECRET_NUMBER, SECRET_NUMBER + 17):
            for form in ("<i", "<f", "<d", "<q"):
                assert struct.pack(form, number) not in answer.body, number


def test_no_answer_of_any_route_holds_what_is_hidden(host: HostProcess) -> None:
    everything = [
        ("GET", "schema", {}),
        ("GET", "config", {}),
        ("GET", "colors", {}),
        ("GET", "genesets", {}),
        ("GET", "layout/obs", {}),
        ("GET", "annotations/obs", {}),
        ("GET", "annotations/var", {}),
        *(("GET", path.format(name), {}) for path in BY_NAME for name in HIDDEN),
        *filters("patient", PEOPLE[1]),
        *filters("cluster", "1"),
        *filters("name_0", "gene1"),
    ]
    statuses = set()
    for method, path, more in everything:
        for hidden in (hiding(), hiding([*HIDDEN, "cell names"]), hiding(expression=True)):
            answer = host.api(path, method=method, **more, **hidden)
            assert_tells_nothing(answer)
            statuses.add(answer.status)
    assert {200, 400} <= statuses
    # As a check of the check: it sees all of it where nothing is hidden.
    for path in ("annotations/obs?annotation-name=patient", "annotations/obs?annotation-name=mrn", "annotations/var"):
        with pytest.raises(AssertionError):
            assert_tells_nothing(host.api(path))


def test_with_a_matrix_store_it_is_the_same(telling: Path, tmp_path: Path) -> None:
    store = {"store_root": str(tmp_path / "stores"), "store_limit_bytes": 1 << 40}
    with HostProcess() as process:
        process.order(telling, tmp_path / "annotations", **store)
        process.port = process.until("listening")["port"]
        while process.until("store")["state"] != "ready":
            pass
        assert process.api("annotations/obs?annotation-name=patient", **hiding()).status == 400
        for name in ("patient", "name_0"):
            for method, path, more in filters(name, PEOPLE[0]):
                assert_tells_nothing(process.api(path, method=method, **more, **hiding()))
                secret = process.api(path, method=method, **more, **hiding(expression=True))
                assert secret.status >= 400, (method, path)
        assert process.api("summarize/var?method=mean&var:name_0=gene1", **hiding()).status == 200
