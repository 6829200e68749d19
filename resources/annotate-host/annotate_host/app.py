"""Builds Annotate's own web app for one dataset, and the server that answers for it on loopback."""

import functools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import server.common.rest as annotate_rest
from server.app.app import Server
from server.common.config.app_config import AppConfig
from server.data_common.matrix_loader import MatrixDataLoader, MatrixDataType
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from annotate_host import gate
from annotate_host.described import described
from annotate_host.people import People

LOOPBACK = "127.0.0.1"
LARGEST_RESPONSE_IN_MEMORY = 64 * 1024 * 1024
REQUESTS_AHEAD = 1
"""How many requests are read from a connection beyond the one being answered.

With none, waitress does not look at the connection until the answer is out, and so does not see that it is closed. One
is the least with which it does. What comes with it does not concern our proxy, which sends one request at a time: a
second one is read, at most as long as any (from half a MiB on to the disk), and answered after the first; and whoever
closes their half of the connection is taken to have left.
"""


@dataclass(frozen=True)
class OpenDataset:
    """A loaded dataset with Annotate's web app for it, and what the app gets its data from."""

    app: gate.WsgiApp
    adaptor: Any
    cells: int
    genes: int
    columns: list[dict[str, Any]]
    """As `described` describes them."""


def open_dataset(path: str, title: str, annotations_root: str) -> OpenDataset:
    """Load a dataset as ``cellxgene launch`` does.

    Raises
    ------
    Exception
        Whatever Annotate and AnnData throw; `diagnose.explain` knows what it means.
    """
    # Annotate goes by the end of the name and does not know ".H5AD"; ours has looked inside already.
    MatrixDataLoader._MatrixDataLoader__matrix_data_type = lambda _: MatrixDataType.H5AD
    config = AppConfig()
    config.update_server_config(
        app__host=LOOPBACK,
        app__verbose=True,  # Else it switches tracebacks off for the whole process.
        app__flask_secret_key=os.urandom(32).hex(),  # Annotate's own is a published constant.
        single_dataset__datapath=path,
        single_dataset__title=title,
    )
    config.complete_config()
    name = Path(path).name
    config.dataset_config.user_annotations = People(Path(annotations_root), f"Made with CELLxGENE Annotate from {name}")
    adaptor = config.server_config.data_adaptor
    cells, genes = adaptor.get_shape()
    annotate_rest.inflate = functools.partial(gate.inflate_within, gate.largest_upload(cells))
    # Not Annotate's CliLaunchServer: it only adds compression, and that is done once, by the proxy.
    names = adaptor.parameters
    columns = described(adaptor.data, names["obs_names"], names["var_names"])
    return OpenDataset(Server(config).app, adaptor, cells, genes, columns)


def serve(dataset: OpenDataset, guard: gate.Gate, threads: int) -> BaseWSGIServer | MultiSocketServer:
    """Open the port; requests wait until the server's ``run`` is called."""
    return create_server(
        guard,
        host=LOOPBACK,
        port=0,
        threads=threads,
        ident=None,
        connection_limit=1000,
        asyncore_use_poll=True,
        max_request_body_size=gate.largest_upload(dataset.cells),
        channel_request_lookahead=REQUESTS_AHEAD,
        outbuf_overflow=LARGEST_RESPONSE_IN_MEMORY,
    )
