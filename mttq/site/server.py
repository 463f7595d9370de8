"""The site of the working tree, served on this machine alone while somebody edits.

Only pages of the site can be asked for, and nothing can be changed. A request whose `Host` is another name is refused:
so a page elsewhere can't read this one by letting its own name point here.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from urllib.parse import unquote

from mttq.names import PLANS, REPORTS, TEMPLATES
from mttq.site.site import Site

ADDRESS = "127.0.0.1"
_VERSION = "~phien-ban"
_WATCHED = (PLANS, REPORTS, TEMPLATES)
_LEAST = 0.5  # seconds between two looks at the files
_PATIENCE = 20  # a look at the files takes at most this part of the time
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class LiveSite:
    """The site as the files are now.

    Args:
        root: the project's root.
        make: returns the site of a state of the files, or why there is none, one line of Vietnamese.
    """

    def __init__(self, root: Path, make: Callable[[str], Site | str]) -> None:
        self._root, self._make = root, make
        self._lock = Lock()
        self._next = 0.0
        self._state = ""
        self._site: Site | str = ""
        self._contents: dict[str, bytes] = {}

    def version(self) -> str:
        """Return the state of the files, and make the site anew if it is another one."""
        with self._lock:
            return self._refreshed()

    def content(self, path: str) -> tuple[HTTPStatus, bytes]:
        """Return a file of the site."""
        with self._lock:
            version = self._refreshed()
            if isinstance(self._site, str):
                return HTTPStatus.INTERNAL_SERVER_ERROR, _plain_page(
                    "Chưa đọc được dự án", self._site, version
                )
            if path not in self._site.pages:
                return HTTPStatus.NOT_FOUND, _plain_page("Không có trang này", "Trở về trang đầu.", version)
            if path not in self._contents:
                self._contents[path] = self._site.pages[path]()
            return HTTPStatus.OK, self._contents[path]

    def _refreshed(self) -> str:
        start = time.monotonic()
        if start >= self._next:
            state = _state_of(self._root)
            self._next = start + max(_LEAST, _PATIENCE * (time.monotonic() - start))
            if state != self._state:
                self._state, self._contents = state, {}
                self._site = self._make(state)
        return self._state


def _state_of(root: Path) -> str:
    """Return what tells two states of the project's files apart: their names, sizes and times."""
    found = blake2b(digest_size=8)
    for folder in _WATCHED:
        for one in _entries(root / folder):
            found.update(one.encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _entries(folder: Path) -> Iterator[str]:
    waiting = [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                listed = sorted(entries, key=lambda one: one.name)
        except OSError:  # not there, or gone a moment ago
            continue
        for one in listed:
            try:
                if one.is_dir(follow_symlinks=False):
                    waiting.append(one.path)
                else:
                    known = one.stat()
                    yield f"{one.path}\0{known.st_size}\0{known.st_mtime_ns}\0"
            except OSError:
                continue


def _plain_page(title: str, text: str, version: str) -> bytes:
    """Return a page that says one thing, and reloads itself like all others."""
    return (
        f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="/trang.css"><script src="/trang.js" defer></script>'
        f'<body data-goc="/" data-song="{version}"><main><h1>{escape(title)}</h1>'
        f'<p>{escape(text)}</p><p><a href="/">Trang đầu</a></p></main>'
    ).encode()


class SiteServer(ThreadingHTTPServer):
    """The server.

    Args:
        port: the port; 0 for any free one.
        live: the site.

    Raises:
        OSError: the port can't be used.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share the port

    def __init__(self, port: int, live: LiveSite) -> None:
        self.live = live
        super().__init__((ADDRESS, port), _Handler)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a browser that has gone away; anything else is shown as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; the base class refuses every other method."""

    server: SiteServer
    server_version, sys_version = "mttq", ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for whoever edits."""

    def _answer(self, *, with_body: bool) -> None:
        port = self.server.server_port
        if self.headers.get("Host", "") not in {f"{ADDRESS}:{port}", f"localhost:{port}"}:
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"", with_body=with_body)
            return
        path = unquote(self.path.partition("?")[0]).removeprefix("/")
        if path == _VERSION:
            found = self.server.live.version().encode()
            self._send(HTTPStatus.OK, "text/plain; charset=utf-8", found, with_body=with_body)
            return
        if not path or path.endswith("/"):
            path += "index.html"
        status, content = self.server.live.content(path)
        suffix = path[path.rfind(".") :] if status is HTTPStatus.OK else ".html"
        self._send(status, _TYPES.get(suffix, "application/octet-stream"), content, with_body=with_body)

    def _send(self, status: HTTPStatus, type: str, content: bytes, *, with_body: bool) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if with_body:
            self.wfile.write(content)
