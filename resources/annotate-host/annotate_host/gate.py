"""The boundary of the host: who may ask, on whose behalf, and how much a request may unpack to."""

import hmac
import re
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from annotate_host.engine.cancel import current_cancel
from annotate_host.engine.errors import CancelledError
from annotate_host.engine.hides import NOTHING, Hides, current_hides

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

COLLABORATOR = "annotate_share.collaborator"

_COLLABORATOR_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_KIB = 1024
_LEAST_UPLOAD = 4 * _KIB * _KIB
_MOST_UPLOAD = 512 * _KIB * _KIB
_UPLOAD_PER_CELL = 512


class Gate:
    """Lets in only requests with the secret, and tells for which collaborator each is and what is hidden from them.

    Parameters
    ----------
    app
        What is behind the gate. It finds the collaborator in the request's environment under `COLLABORATOR`.
    secret
        What ``X-Annotate-Share-Secret`` must be.
    """

    def __init__(self, app: WsgiApp, secret: str) -> None:
        self._app = app
        self._secret = secret.encode("ascii")
        self._last_request = time.monotonic()

    def last_request(self) -> float:
        """When somebody with the secret asked for something last, by `time.monotonic`."""
        return self._last_request

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        # Taken out so that nothing behind the gate can log or return it.
        given = environ.pop("HTTP_X_ANNOTATE_SHARE_SECRET", "")
        if not hmac.compare_digest(given.encode("latin-1"), self._secret):
            return _refuse(HTTPStatus.FORBIDDEN, start_response)
        self._last_request = time.monotonic()
        collaborator = environ.pop("HTTP_X_ANNOTATE_SHARE_COLLABORATOR", "")
        hides = _hides(environ.pop("HTTP_X_ANNOTATE_SHARE_HIDES", ""))
        if _COLLABORATOR_ID.fullmatch(collaborator) and hides is not None:
            environ[COLLABORATOR] = collaborator
        elif collaborator or not _is_about_nobody(environ["PATH_INFO"]):
            return _refuse(HTTPStatus.BAD_REQUEST, start_response)
        return self._answer(environ, start_response, NOTHING if hides is None else hides)

    def _answer(self, environ: Environ, start_response: StartResponse, hides: Hides) -> Iterable[bytes]:
        has_left = environ.get("waitress.client_disconnected")
        token = current_cancel.set(_Asker(has_left) if has_left is not None else None)
        hidden = current_hides.set(hides)
        try:
            return self._app(environ, start_response)
        except CancelledError:
            return _refuse(HTTPStatus.SERVICE_UNAVAILABLE, start_response)  # Nobody will read it.
        finally:
            current_hides.reset(hidden)
            current_cancel.reset(token)


@dataclass(frozen=True)
class _Asker:
    """Who asked, as a loop that takes long sees them: there is nothing to wait for once they have left."""

    has_left: Callable[[], bool]

    def is_set(self) -> bool:
        return self.has_left()


def largest_upload(cells: int) -> int:
    """How many bytes a request may be, packed or unpacked: room for dozens of label columns over all cells."""
    return min(max(_LEAST_UPLOAD, cells * _UPLOAD_PER_CELL), _MOST_UPLOAD)


def inflate_within(limit: int, data: bytes) -> bytes:
    """Unpack an upload; stands in for Annotate's own function, which unpacks to any size.

    Raises
    ------
    RequestEntityTooLarge
        It would be longer than `limit`.
    BadRequest
        It is not whole, or not what the page sends: Annotate would take a run of zeros for "no labels" and empty the
        file.
    """
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(data, limit + 1)
    except zlib.error:
        raise BadRequest("The labels are not packed as they should be.") from None
    if len(inflated) > limit:
        raise RequestEntityTooLarge
    root = int.from_bytes(inflated[:4], "little")
    if not inflater.eof or not 4 <= root < len(inflated):
        raise BadRequest("The labels are incomplete.")
    return inflated


def _hides(text: str) -> Hides | None:
    """Read what is hidden in this request; None when it does not say, and then nothing of a dataset may be shown."""
    try:
        return Hides.parse(text)
    except ValueError:
        return None


def _is_about_nobody(path: str) -> bool:
    return path == "/health" or path.startswith("/static/")


def _refuse(status: HTTPStatus, start_response: StartResponse) -> Iterable[bytes]:
    start_response(f"{status.value} {status.phrase}", [("Content-Length", "0")])
    return []
