"""The line to the parent: one order on stdin, events as JSON lines on stdout, and to go when stdin ends."""

import contextlib
import json
import os
import queue
import string
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Self

LONGEST_ORDER = 64 * 1024
SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Order:
    """What the parent wants served.

    Attributes
    ----------
    dataset
        Absolute path of the ``.h5ad`` file.
    title
        What the page shows as the dataset's name.
    secret
        Hex digits each request must carry.
    annotations_root
        Folder with one folder a collaborator.
    threads
        Requests answered at the same time.
    store_root
        Folder of the matrix stores; None to answer from memory.
    store_limit_bytes
        What all stores together may take.
    """

    dataset: str
    title: str
    secret: str
    annotations_root: str
    threads: int
    store_root: str | None
    store_limit_bytes: int

    @classmethod
    def parse(cls, line: bytes) -> Self:
        """Read the first line of stdin.

        Raises
        ------
        ValueError
            The line is not a valid order. The message never repeats the line: it holds the secret.
        """
        try:
            fields = json.loads(line)
        except ValueError:
            raise ValueError("it is not JSON") from None
        if not isinstance(fields, dict):
            raise ValueError("it is not a JSON object")
        texts = {}
        for name in ("dataset", "title", "secret", "annotations_root"):
            value = fields.get(name)
            if not isinstance(value, str) or not value or "\0" in value:
                raise ValueError(f"{name} must be a text")
            texts[name] = value
        for name in ("dataset", "annotations_root"):
            if not Path(texts[name]).is_absolute():
                raise ValueError(f"{name} must be an absolute path")
        if len(texts["secret"]) < SHORTEST_SECRET or not set(texts["secret"]) <= set(string.hexdigits):
            raise ValueError(f"secret must be at least {SHORTEST_SECRET} hex digits")
        threads = fields.get("threads", 8)
        if type(threads) is not int or not 1 <= threads <= 64:
            raise ValueError("threads must be a whole number from 1 to 64")
        store_root = fields.get("store_root")
        if store_root is not None and (not isinstance(store_root, str) or not Path(store_root).is_absolute()):
            raise ValueError("store_root must be an absolute path")
        store_limit = fields.get("store_limit_bytes", 0)
        if type(store_limit) is not int or store_limit < 0:
            raise ValueError("store_limit_bytes must be a number of bytes")
        return cls(**texts, threads=threads, store_root=store_root, store_limit_bytes=store_limit)


class Parent:
    """Watches stdin from the first moment, so that nothing this process does can outlive its parent.

    Parameters
    ----------
    before_leaving
        Called when stdin ends; must be quick, the process ends right after it.
    """

    def __init__(self, before_leaving: Callable[[], object]) -> None:
        self._before_leaving = before_leaving
        self._orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._ordered = threading.Event()
        self._speaking = threading.Lock()
        # Whatever a library prints must not end up between the events: it goes to stderr.
        self._events = os.dup(1)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        threading.Thread(target=self._watch, name="stdin", daemon=True).start()

    def order(self) -> bytes:
        """Wait for the first line of stdin."""
        return self._orders.get()

    def has_order(self) -> bool:
        """Tell whether the first line is there, read already or not."""
        return self._ordered.is_set()

    def say(self, event: str, **fields: object) -> None:
        """Send one event."""
        with self._speaking:
            self._send({"event": event, **fields})

    def say_while_waiting(self, event: str) -> None:
        """Send one event if there is no order yet: what is said after an order is about that."""
        with self._speaking:
            if not self.has_order():
                self._send({"event": event})

    def leave(self, code: int) -> NoReturn:
        """End now, whatever other threads do: they may be deep in a computation that cannot be interrupted."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)

    def _watch(self) -> None:
        first = b""
        waiting = True
        while chunk := self._read():
            if not waiting:
                continue
            first += chunk
            if b"\n" in first or len(first) > LONGEST_ORDER:
                self._ordered.set()
                self._orders.put(first.split(b"\n", 1)[0])
                waiting = False
                first = b""
        self._before_leaving()
        self.leave(0)

    def _send(self, fields: dict[str, object]) -> None:
        line = json.dumps(fields).encode("ascii") + b"\n"
        try:
            while line:
                line = line[os.write(self._events, line) :]
        except OSError:
            self.leave(0)

    @staticmethod
    def _read() -> bytes:
        try:
            return os.read(0, LONGEST_ORDER)
        except OSError:
            return b""
