"""`mttq serve`: pages for this machine alone, made anew when a file changes, and nothing can be changed through it."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest
import small_project
from site_project import DOCUMENTS, site_of

from mttq.site.server import LiveSite, SiteServer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_project.write(tmp_path, DOCUMENTS)


@pytest.fixture
def live(root: Path, monkeypatch: pytest.MonkeyPatch) -> LiveSite:
    monkeypatch.setattr("mttq.site.server._LEAST", 0)
    monkeypatch.setattr("mttq.site.server._PATIENCE", 0)
    return LiveSite(root, lambda _: site_of(root, "2020"))


@pytest.fixture
def server(live: LiveSite) -> Iterator[SiteServer]:
    with SiteServer(0, live) as made:
        Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield made
        made.shutdown()


def _ask(
    server: SiteServer, path: str, method: str = "GET", host: str | None = None
) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host if host is not None else f"localhost:{server.server_port}")
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer, text


def test_pages_are_served_and_nothing_else(server: SiteServer) -> None:
    answer, text = _ask(server, "/")
    assert answer.status == 200
    assert "<h1>Công tác Mặt trận năm 2020</h1>" in text
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert _ask(server, "/2020/don-vi/quang-tri.html?x=1")[0].status == 200
    assert _ask(server, "/trang.js")[0].getheader("Content-Type") == "text/javascript; charset=utf-8"
    for path in (
        "/../plans/danh-muc/mttq.yaml",
        "/%2e%2e/plans/danh-muc/mttq.yaml",
        "//etc/passwd",
        "/plans",
        "/%00",
        "http://[/",
    ):
        answer, text = _ask(server, path)
        assert answer.status == 404
        assert "Không có trang này" in text


def test_a_head_has_no_body_and_other_methods_are_refused(server: SiteServer) -> None:
    answer, text = _ask(server, "/", "HEAD")
    assert (answer.status, text) == (200, "")
    assert int(answer.getheader("Content-Length") or 0) > 1000
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert _ask(server, "/", method)[0].status == 501


@pytest.mark.parametrize("host", ["", "xau.example", "xau.example:80", "127.0.0.1", "localhost:1"])
def test_another_host_is_refused(server: SiteServer, host: str) -> None:
    answer, text = _ask(server, "/", host=host)
    assert (answer.status, text) == (403, "")


def test_it_listens_on_this_machine_alone(server: SiteServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/"


def test_a_change_shows_at_once(live: LiveSite, root: Path) -> None:
    page = "2020/don-vi/quang-tri.html"
    before = live.version()
    assert "≈ 20" not in live.content(page)[1].decode()
    assert live.version() == before
    dakrong = "2020/quang-tri/dakrong/quy-1.yaml"
    small_project.put(
        root,
        dakrong,
        small_project.report(unit="quang-tri/dakrong", period="quy-1", programmes="2: {so_lieu: {nha: x}}"),
    )
    assert live.version() != before
    assert "≈ 20" in live.content(page)[1].decode()
    assert "quy-1.yaml:5" in live.content("loi.html")[1].decode()


def test_a_project_that_cannot_be_read_says_why_until_it_can(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq.site.server._LEAST", 0)
    live = LiveSite(root, lambda _: "plans/ chưa có kế hoạch hay báo cáo nào")
    status, content = live.content("index.html")
    assert status == 500
    assert "<h1>Chưa đọc được dự án</h1><p>plans/ chưa có kế hoạch hay báo cáo nào</p>" in content.decode()
