"""Every question the page can ask and every one it should not, in an order in which saves come between reads."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
from server.common import web
from server.common.fbs.matrix import encode_matrix_fbs

from .datasets import CELLS, CLUSTERS, GENES, LAYOUTS, OBS, VAR

API = "/api/v0.2"
FBS, JSON, FORM = "application/octet-stream", "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """One question; `name` is its own in the list."""

    name: str
    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


def get(path: str, name: str = "", **headers: str) -> Request:
    more = {key.replace("_", "-"): value for key, value in headers.items()}
    return Request(name or f"GET {path}", "GET", path, None, {"Accept": "*/*", "Accept-Encoding": "gzip", **more})


def send(name: str, method: str, path: str, body: object, kind: str | None = JSON) -> Request:
    packed = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Accept": "*/*", "Accept-Encoding": "gzip"} | ({"Content-Type": kind} if kind is not None else {})
    return Request(f"{method} {path.removeprefix(API)}: {name}", method, path, packed, headers)


def q(text: str) -> str:
    return quote(text, safe="")


def pages() -> Iterator[Request]:
    for path in ("/", "/health", f"{API}/schema", f"{API}/config", f"{API}/colors", "/static/nothing", "/obsolete.js"):
        yield get(path)
    static = Path(web.__file__).parent / "static"
    for kind in ("js", "css", "txt", "png", "svg", "ico"):
        for file in sorted(static.rglob(f"*.{kind}"))[:1]:
            yield get(f"/static/{file.relative_to(static).as_posix()}")


def columns() -> Iterator[Request]:
    for axis, names in (("obs", OBS), ("var", VAR)):
        path = f"{API}/annotations/{axis}"
        yield get(path)
        for name in names:
            yield get(f"{path}?annotation-name={q(name)}")
        for some in (names[:3], names[::-1], [names[1], names[1]], ["nowhere"], [names[0], "nowhere"], [""]):
            yield get(f"{path}?" + "&".join(f"annotation-name={q(name)}" for name in some))
        yield get(f"{path}?" + "&".join(["annotation-name=" + q(names[1])] * 33), f"{axis}: 33 columns")
        for accept in ("application/octet-stream", "application/json", "text/csv", ""):
            yield get(f"{path}?annotation-name={q(names[1])}", f"{axis} as {accept!r}", Accept=accept)
    yield get(f"{API}/layout/obs")
    for name in [*LAYOUTS, "infinite", "line", "spatial", "nowhere", ""]:
        yield get(f"{API}/layout/obs?layout-name={name}")
    yield get(f"{API}/layout/obs?layout-name=umap&layout-name=tsne&layout-name=umap")
    yield get(f"{API}/layout/obs?" + "&".join(["layout-name=umap"] * 33), "33 layouts")
    yield get(f"{API}/layout/obs", "layout as JSON", Accept=JSON)


FILTERS = [
    *(f"var:name_0={q(q(gene))}" for gene in ("gene0", "gene1", "gene7", "gene25", "gene31", "HLA-A,B", "ß 細%")),
    "var:name_0=gene7&var:name_0=gene8&var:name_0=gene9",
    "var:name_0=gene7&var:name_0=nowhere",
    "var:name_0=nowhere",
    "var:n=3,8",
    "var:n=*,4",
    f"var:n={GENES - 3},*",
    "var:average=0.4,0.5",
    "var:average=*,*",
    "var:n=5",
    "var:variable=true",
    "var:biotype=protein&var:n=0,9",
    "var:n=20,31",
    "var:n=0,40",
    "var:n=1,2,3",
    "var:n=a,b",
    "var:n=1,2&var:n=3,4",
    "var:n=1,2&var:n=7",
    "var:n=7&var:n=1,2",
    "var:nowhere=7",
    "var:nowhere=1,2",
    "obs:name_0=gene7",
    "obs:score=0,1",
    "else:name_0=gene7",
    "name_0=gene7",
    "a:b:c=gene7",
    "var:name_0=",
    "=",
    "",
]


def genes() -> Iterator[Request]:
    for query in FILTERS:
        yield get(f"{API}/data/var?{query}")
        yield get(f"{API}/summarize/var?{query}")
    yield get(f"{API}/data/var?var:name_0=gene7", "a gene as JSON", Accept=JSON)
    yield get(f"{API}/summarize/var?var:name_0=gene7", "a summary as JSON", Accept=JSON)
    path = f"{API}/data/var"
    for name, wanted in {
        "one": {"var": {"index": [3]}},
        "ranges": {"var": {"index": [3, [5, 9], 12]}},
        "by name": {"var": {"annotation_value": [{"name": "name_0", "values": ["gene3", "gene9", "HLA-A,B"]}]}},
        "by value": {"var": {"annotation_value": [{"name": "n", "min": 3, "max": 8}]}},
        "by truth": {"var": {"annotation_value": [{"name": "variable", "values": [True]}], "index": [[0, 20]]}},
        "none": {"var": {"index": []}},
        "at the end": {"var": {"index": [GENES - 1, -1]}},
        "too many": {"var": {"index": [[0, 33]]}},
        "as many as may be": {"var": {"index": [[0, 32]]}},
        "beyond the end": {"var": {"index": [GENES]}},
        "half a range": {"var": {"index": [[3]]}},
        "text": {"var": {"index": ["three"]}},
        "not a list": {"var": {"index": 3}},
        "of cells": {"obs": {"index": [1]}},
        "of both": {"obs": {"index": [1]}, "var": {"index": [1]}},
        "of an unknown column": {"var": {"annotation_value": [{"name": "nowhere", "values": [1]}]}},
        "without a column": {"var": {"annotation_value": [{"values": [1]}]}},
        "of nothing": {},
        "null": None,
        "not an object": [1],
    }.items():
        yield send(name, "PUT", path, {"filter": wanted})
    for name, body in {**BAD_JSON, "no filter": {}, "empty object in a list": [{}]}.items():
        yield send(name, "PUT", path, body)
    yield send("not said to be JSON", "PUT", path, {"filter": {"var": {"index": [3]}}}, None)
    path = f"{API}/summarize/var"
    for query in FILTERS[:14]:
        yield send(query, "POST", path, f"method=mean&{query}".encode(), FORM)
    for name, query in {
        "median": "method=median&var:name_0=gene7",
        "method twice": "method=mean&method=mean&var:name_0=gene7",
        "many": "method=mean&" + "&".join(f"var:name_0=gene{gene}" for gene in range(0, 150, 2)),
        "all": "method=mean&var:n=0,*",
        "of cells": "method=mean&obs:score=0,1",
        "too long": "method=mean&" + "var:name_0=gene7&" * 60_000,
        "nothing": "",
    }.items():
        yield send(name, "POST", path, query.encode(), FORM)
        if len(query) < 5000:
            yield get(f"{path}?{query}", f"GET /summarize/var: {name}")
    yield send("wrong key", "POST", f"{path}?key=abc", b"method=mean&var:name_0=gene7", FORM)
    yield send("JSON", "POST", path, {"method": "mean"})
    yield send("no kind", "POST", path, b"method=mean&var:name_0=gene7", None)


BAD_JSON: dict[str, object] = {
    "cut JSON": b'{"a":',
    "empty": b"",
    "number": 7,
    "JSON null": None,
    "bytes": b"\xff\xfe\x00",
}
HALF = CELLS // 2
SETS: dict[str, tuple[object, object]] = {
    "halves": ({"index": [[0, HALF]]}, {"index": [[HALF, CELLS]]}),
    "by cluster": (
        {"annotation_value": [{"name": "cluster", "values": CLUSTERS[:2]}]},
        {"annotation_value": [{"name": "cluster", "values": CLUSTERS[2:]}]},
    ),
    "by value": (
        {"annotation_value": [{"name": "score", "min": 0.2, "max": 0.6}]},
        {"annotation_value": [{"name": "score", "min": 0.6}], "index": [[0, 200]]},
    ),
    "by truth": ({"annotation_value": [{"name": "good", "values": [True]}]}, {"index": [[0, CELLS]]}),
    "overlapping": ({"index": [[0, 150]]}, {"index": [[100, CELLS]]}),
    "all and some": ({"index": [[0, CELLS]]}, {"index": [1, 5, [20, 60]]}),
    "one and the rest": ({"index": [3]}, {"index": [[4, CELLS]]}),
    "one and one": ({"index": [3]}, {"index": [4]}),
    "the same": ({"index": [[0, 50]]}, {"index": [[0, 50]]}),
    "without a filter": ({}, {"index": [[0, 50]]}),
    "an empty one": ({"index": []}, {"index": [[0, 50]]}),
    "empty ones": ({"index": []}, {"index": []}),
}


def question(first: object, second: object, **changes: object) -> dict[str, object]:
    return {
        "mode": "topN",
        "count": 15,
        "set1": {"filter": {"obs": first}},
        "set2": {"filter": {"obs": second}},
        **changes,
    }


def differential_expression() -> Iterator[Request]:
    path = f"{API}/diffexp/obs"
    for name, sets in SETS.items():
        yield send(name, "POST", path, question(*sets))
    first, second = SETS["halves"]
    changes: dict[str, dict[str, Any]] = {
        "a few": {"count": 1},
        "all": {"count": GENES},
        "more than there are": {"count": 10 * GENES},
        "none": {"count": 0},
        "less than none": {"count": -3},
        "text": {"count": "ten"},
        "half": {"count": 2.5},
        "no count": {"count": None},
        "another mode": {"mode": "varFilter"},
        "an unknown mode": {"mode": "best"},
        "with a filter of genes": {"varFilter": {}},
        "of genes": {"set1": {"filter": {"obs": {}, "var": {"index": [1]}}}},
        "no filter": {"set1": {}},
        "null": {"set1": {"filter": None}},
        "without cells": {"set1": {"filter": {}}},
        "unknown column": {"set1": {"filter": {"obs": {"annotation_value": [{"name": "nowhere", "values": [1]}]}}}},
        "beyond the end": {"set1": {"filter": {"obs": {"index": [CELLS]}}}},
        "a range beyond the end": {"set1": {"filter": {"obs": {"index": [[100, 10 * CELLS]]}}}},
        "cells by text": {"set1": {"filter": {"obs": {"index": ["three"]}}}},
        "texts between": {"set1": {"filter": {"obs": {"annotation_value": [{"name": "score", "min": "a"}]}}}},
    }
    for name, change in changes.items():
        yield send(name, "POST", path, question(first, second, **change))
    for name, body in {**BAD_JSON, "nothing in it": {}, "list": []}.items():
        yield send(name, "POST", path, body)
    yield send("not said to be JSON", "POST", path, question(first, second), "text/plain")


def labels(**columns: object) -> bytes:
    frame = pd.DataFrame(columns)
    return zlib.compress(bytes(encode_matrix_fbs(frame, col_idx=frame.columns)))


def saves() -> Iterator[Request]:
    path, named = f"{API}/annotations/obs", f"{API}/annotations/obs?annotation-collection-name=cell-labels"
    yield get(f"{API}/genesets", "gene sets before")
    mine = pd.Categorical([["T ♥", "B", "unassigned", "#1, 細"][i % 4] for i in range(CELLS)])
    numbers = pd.Series(np.arange(CELLS) % 5)
    yield send("labels", "PUT", named, labels(mine=mine, numbers=numbers), FBS)
    yield from after("labels", ["mine", "numbers"])
    yield send("floats that are whole", "PUT", named, labels(mine=mine, copied=numbers.astype(np.float32)), FBS)
    yield from after("whole floats", ["mine", "copied", "numbers"])
    for name, body in {
        "floats": labels(mine=numbers + 0.5),
        "too few": labels(mine=mine[:-1]),
        "too many": labels(mine=np.concatenate([mine, mine])),
        "a column of the dataset's": labels(cluster=mine),
        "not packed": b"not packed",
        "nothing": b"",
        "half": labels(mine=mine)[:-9],
        "zeros": zlib.compress(b"\0" * 64),
    }.items():
        yield send(name, "PUT", path, body, FBS)
    for name in ("../x", "a b", "", "ü", "a.b"):
        yield send(f"collection {name}", "PUT", f"{path}?annotation-collection-name={q(name)}", labels(mine=mine), FBS)
        sets = {"tid": 1, "genesets": []}
        yield send(f"in {name}", "PUT", f"{API}/genesets?annotation-collection-name={q(name)}", sets)
    yield from after("what was refused", ["mine", "copied"])
    yield send("no labels", "PUT", named, zlib.compress(bytes(encode_matrix_fbs(pd.DataFrame()))), FBS)
    yield from after("no labels", ["mine"])
    yield from gene_set_saves()


def after(what: str, names: list[str]) -> Iterator[Request]:
    yield get(f"{API}/schema", f"schema after {what}")
    yield get(f"{API}/annotations/obs", f"all columns after {what}")
    for name in names:
        yield get(f"{API}/annotations/obs?annotation-name={name}", f"{name} after {what}")


def gene_set(name: object, *members: object) -> dict[str, object]:
    return {"geneset_name": name, "genes": [{"gene_symbol": gene} for gene in members]}


def gene_set_saves() -> Iterator[Request]:
    path = f"{API}/genesets"
    described = {
        "geneset_name": "b, c",
        "geneset_description": "deß",
        "genes": [{"gene_symbol": "HLA-A,B", "gene_description": 'with "quotes"'}],
    }
    sets = [gene_set("a", "gene1", "nowhere", "gene2", "gene1"), described, gene_set("empty")]
    for name, body in {
        "sets": {"tid": 10, "genesets": sets},
        "the same number": {"tid": 10, "genesets": []},
        "a smaller number": {"tid": 2, "genesets": []},
        "a text for a number": {"tid": "11", "genesets": []},
        "a negative number": {"tid": -1, "genesets": []},
        "half a number": {"tid": 11.5, "genesets": []},
        "no number": {"genesets": []},
        "no sets": {"tid": 11},
        "sets that are none": {"tid": 12, "genesets": 7},
        "an object for a list": {"tid": 13, "genesets": {"x": gene_set("x", "gene3")}},
        "a name twice": {"tid": 14, "genesets": [gene_set("a"), gene_set("a")]},
        "a bad name": {"tid": 15, "genesets": [gene_set("a  b")]},
        "another bad name": {"tid": 16, "genesets": [gene_set("ä")]},
        "no name": {"tid": 17, "genesets": [gene_set(None)]},
        "a number for a gene": {"tid": 18, "genesets": [gene_set("x", 7)]},
        "genes that are none": {"tid": 19, "genesets": [{"geneset_name": "x", "genes": 7}]},
        "texts for sets": {"tid": 20, "genesets": ["x"]},
        **BAD_JSON,
        "a list": [],
    }.items():
        yield send(name, "PUT", path, body)
        yield get(path, f"gene sets after {name}")
    yield get(path, "gene sets as CSV", Accept="text/csv")
    yield get(path, "gene sets as JSON", Accept=JSON)
    yield get(path, "gene sets as bytes", Accept=FBS)


def what_there_is_not() -> Iterator[Request]:
    for path in ("/nowhere", API, "/api/v0.1/schema"):
        yield get(path)
    for path in ("", "nowhere", "annotations", "data/obs"):
        yield get(f"{API}/{path}")
    routes = ["/", "/health", "/static/nothing"]
    routes += [f"{API}/{name}" for name in ("schema", "config", "colors", "annotations/obs", "annotations/var")]
    routes += [f"{API}/{name}" for name in ("data/var", "genesets", "summarize/var", "layout/obs", "diffexp/obs")]
    for path in routes:
        for method in ("DELETE", "PATCH", "OPTIONS", "HEAD"):
            yield Request(f"{method} {path}", method, path, None, {"Accept": "*/*", "Accept-Encoding": "gzip"})
        yield get(f"{path}/", f"{path} with a slash more")
    for method, path in (("POST", "schema"), ("PUT", "schema"), ("POST", "data/var"), ("PUT", "diffexp/obs")):
        yield send("no such method", method, f"{API}/{path}", {})
    yield get(f"{API}/diffexp/obs")


UNPACKED = ("layout/obs", "annotations/obs", "data/var?var:name_0=gene7", "summarize/var?var:name_0=gene7")


def unpacked() -> Iterator[Request]:
    """What breaks Annotate's server: its answers are no bytes until they are packed."""
    for path in UNPACKED:
        yield Request(f"unpacked {path}", "GET", f"{API}/{path}", None, {"Accept": "*/*"})


REQUESTS = [
    *pages(),
    *columns(),
    *genes(),
    *differential_expression(),
    *saves(),
    *what_there_is_not(),
    *unpacked(),
]
