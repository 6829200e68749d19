"""What Annotate answers, the host answers: the same bytes from the same file."""

import json
import zlib
from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient
from host_process import HostProcess, packed_labels
from made_datasets import CELLS
from server.cli.launch import CliLaunchServer
from server.common.config.app_config import AppConfig

from annotate_host import app

QUESTION = {
    "mode": "topN",
    "count": 12,
    "set1": {"filter": {"obs": {"annotation_value": [{"name": "cluster", "values": [0]}]}}},
    "set2": {"filter": {"obs": {"index": [[0, 40], 70, 99]}}},
}
DATA_QUERY = {"filter": {"var": {"annotation_value": [{"name": "name_0", "values": ["gene3", "gene9"]}]}}}
LABELS = pd.DataFrame(
    {"mine": pd.Categorical(["T", "B", "?"] * (CELLS // 3)), "numbers": pd.Series([1, 2, 3] * (CELLS // 3))}
)

READS = [
    "/",
    "/health",
    "/api/v0.2/schema",
    "/api/v0.2/colors",
    "/api/v0.2/layout/obs",
    "/api/v0.2/layout/obs?layout-name=tsne",
    "/api/v0.2/layout/obs?layout-name=nowhere",
    "/api/v0.2/annotations/obs",
    "/api/v0.2/annotations/obs?annotation-name=cluster&annotation-name=mine",
    "/api/v0.2/annotations/obs?annotation-name=nowhere",
    "/api/v0.2/annotations/var",
    "/api/v0.2/annotations/var?annotation-name=name_0",
    "/api/v0.2/data/var",
    "/api/v0.2/data/var?var:name_0=gene7",
    "/api/v0.2/data/var?var:name_0=gene7&var:name_0=gene8",
    "/api/v0.2/summarize/var?method=mean&var:name_0=gene7&var:name_0=gene8",
    "/api/v0.2/summarize/var?method=median&var:name_0=gene7",
    "/api/v0.2/genesets",
    "/api/v0.2/nowhere",
    "/obsolete.js",
]
WRITES = [
    ("POST", "/api/v0.2/diffexp/obs", json.dumps(QUESTION).encode(), "application/json"),
    ("POST", "/api/v0.2/diffexp/obs", b'{"mode":"varFilter"}', "application/json"),
    ("PUT", "/api/v0.2/data/var", json.dumps(DATA_QUERY).encode(), "application/json"),
    ("POST", "/api/v0.2/summarize/var", b"method=mean&var:name_0=gene7", "application/x-www-form-urlencoded"),
    ("PUT", "/api/v0.2/genesets", b'{"genesets":7,"tid":9}', "application/json"),
    ("DELETE", "/api/v0.2/genesets", b"", "application/json"),
]


@pytest.fixture(scope="module")
def annotate(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Annotate itself, as ``cellxgene launch`` sets it up with fixed file names."""
    folder = tmp_path_factory.mktemp("annotate")
    config = AppConfig()
    config.update_server_config(single_dataset__datapath=str(dataset), app__flask_secret_key="test", app__verbose=True)
    config.update_dataset_config(
        user_annotations__local_file_csv__file=str(folder / "cell-labels.csv"),
        user_annotations__local_file_csv__gene_sets_file=str(folder / "gene-sets.csv"),
    )
    config.complete_config()
    return CliLaunchServer(config).app.test_client()


@pytest.fixture(scope="module", autouse=True)
def saved_by_both(host: HostProcess, annotate: FlaskClient) -> None:
    assert host.save_labels("ada", LABELS).status == 200
    unbounded = app.annotate_rest.inflate
    app.annotate_rest.inflate = zlib.decompress  # Annotate's own, should another test have changed it here.
    assert annotate.put("/api/v0.2/annotations/obs", data=packed_labels(LABELS)).status_code == 200
    app.annotate_rest.inflate = unbounded
    sets = {"tid": 1, "genesets": [{"geneset_name": "s", "genes": [{"gene_symbol": "gene1"}, {"gene_symbol": "no"}]}]}
    body = json.dumps(sets).encode()
    assert host.api("genesets", method="PUT", body=body, Content_Type="application/json").status == 200
    assert annotate.put("/api/v0.2/genesets", json=sets).status_code == 200


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("accept", ["*/*", "application/octet-stream", "application/json", "text/csv"])
def test_reading(host: HostProcess, annotate: FlaskClient, path: str, accept: str) -> None:
    expected = annotate.get(path, headers={"Accept": accept})
    answer = host.ask(path, Accept=accept)
    assert (answer.status, answer.headers["Content-Type"]) == (expected.status_code, expected.content_type)
    assert answer.body == expected.data
    assert answer.headers["Content-Length"] == str(len(answer.body))


@pytest.mark.parametrize(("method", "path", "body", "kind"), WRITES)
def test_asking_with_a_body(
    host: HostProcess, annotate: FlaskClient, method: str, path: str, body: bytes, kind: str
) -> None:
    expected = annotate.open(path, method=method, data=body, content_type=kind, headers={"Accept": "*/*"})
    answer = host.ask(path, method=method, body=body, Content_Type=kind)
    assert (answer.status, answer.body) == (expected.status_code, expected.data)


def test_the_page_is_told_the_same_but_for_names(host: HostProcess, annotate: FlaskClient) -> None:
    expected = annotate.get("/api/v0.2/config").json
    answer = host.api("config").json
    expected["config"]["displayNames"]["dataset"] = "A title"
    expected["config"]["parameters"].pop("annotations-user-data-idhash")
    answer["config"]["parameters"].pop("annotations-user-data-idhash")
    assert answer == expected
