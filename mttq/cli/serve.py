"""`mttq serve`: show the pages of the working tree in a browser on this machine, while somebody edits."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.errors import UsageError, one_line
from mttq.cli.project import examine_project, open_project
from mttq.cli.session import Session
from mttq.cli.site import Years, make_site, wanted_cycles
from mttq.refusal import RequestError

if TYPE_CHECKING:
    from mttq.site import Site

_PORT = 8020
_LAST = 65535


def _port(text: str) -> int:
    """Read a port.

    Raises:
        UsageError: it is none.
    """
    if not (text.isascii() and text.isdecimal() and int(text) <= _LAST):
        raise UsageError(f"--port: “{text}” không phải số cổng", f"nêu số từ 1 đến {_LAST}; 0 để máy tự chọn")
    return int(text)


def serve(
    session: Session,
    years: Years = None,
    port: Annotated[
        int,
        typer.Option("--port", metavar="SỐ", parser=_port, help="Cổng trên máy này; 0 để máy tự chọn."),
    ] = _PORT,
    open: Annotated[bool, typer.Option("--open", help="Mở luôn trình duyệt.")] = False,
) -> int:
    """Serve the pages until Ctrl-C; what is wrong with files is shown on the pages."""
    from mttq.site.server import LiveSite, SiteServer

    root = session.project()
    wanted_cycles(open_project(session).project, years)

    def make(state: str) -> Site | str:
        try:
            opened = open_project(session)
            return make_site(
                examine_project(opened, session), wanted_cycles(opened.project, years), version=state
            )
        except RequestError as error:
            return one_line(error.message)

    try:
        server = SiteServer(port, LiveSite(root, make))
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        taken = (
            "đang có chương trình khác dùng" if error.errno == errno.EADDRINUSE else "không được phép dùng"
        )
        raise UsageError(
            f"--port: cổng {port} {taken}", "nêu cổng khác, hoặc --port 0 để máy tự chọn"
        ) from error
    with server:
        server.live.version()  # the first pages are made before anybody waits for them
        print(f"Đang phục vụ ở {server.address} cho riêng máy này; Ctrl-C để dừng.", flush=True)
        if open:
            typer.launch(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Đã dừng.")
    return 0
