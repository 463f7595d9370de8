"""A server that answers like the comments of GitHub and of GitLab, for the jobs that keep one up to date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

TOKEN = "mã-bí-mật".encode().hex()
ME = 7


class ForgeAPI(BaseHTTPRequestHandler):
    """Keeps comments in a list; refuses whoever does not know the token."""

    comments: ClassVar[list[dict[str, Any]]] = []
    calls: ClassVar[list[str]] = []

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path.endswith("/user"):
            self._answer({"id": ME})
            return
        page = int(parse_qs(address.query)["page"][0])
        self._answer(self.comments[(page - 1) * 100 : page * 100])

    def do_POST(self) -> None:
        self.comments.append(comment(self._content()["body"], len(self.comments) + 1))
        self._answer(self.comments[-1], 201)

    def do_PATCH(self) -> None:
        number = int(self.path.rpartition("/")[2])
        next(one for one in self.comments if one["id"] == number)["body"] = self._content()["body"]
        self._answer({})

    do_PUT = do_PATCH  # noqa: N815

    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return content

    def _answer(self, content: object, status: int = 200) -> None:
        self.calls.append(f"{self.command} {self.path}")
        given = {self.headers["Authorization"], self.headers["PRIVATE-TOKEN"]}
        data = json.dumps(content).encode()
        self.send_response(status if given & {f"Bearer {TOKEN}", TOKEN} else 401)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def comment(body: str, number: int, *, ours: bool = True) -> dict[str, Any]:
    """Return a comment with the keys that both forges give it."""
    return {
        "id": number,
        "body": body,
        "user": {"type": "Bot" if ours else "User"},
        "author": {"id": ME if ours else ME + 1},
    }


@contextmanager
def forge() -> Iterator[str]:
    """Run a server without comments; give its address."""
    ForgeAPI.comments.clear()
    ForgeAPI.calls.clear()
    server = HTTPServer(("127.0.0.1", 0), ForgeAPI)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
