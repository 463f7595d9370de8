"""Types into forms in LibreOffice and saves them; run by the Python that has LibreOffice's module `uno`.

    python3 office_typist.py PIPE JOBS.json

A job is `{"form": …, "cells": [[sheet, cell, value], …], "saved": [[path, filter], …]}`; each saved file but the
first is opened from the one before it.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found] # only in LibreOffice's Python
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found] # the same
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found] # the same

_PATIENCE = 60  # seconds until LibreOffice must have started


def main(pipe: str, jobs: Path) -> None:
    """Do all jobs, then end LibreOffice."""
    desktop = _desktop(pipe)
    for job in json.loads(jobs.read_text("utf-8")):
        path = Path(job["form"])
        for number, (saved, kind) in enumerate(job["saved"]):
            book = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (_property("Hidden", True),))
            if number == 0:
                for sheet, cell, value in job["cells"]:
                    _type(book.Sheets.getByName(sheet), cell, value)
            book.storeToURL(Path(saved).as_uri(), (_property("FilterName", kind),))
            book.close(True)
            path = Path(saved)
    desktop.terminate()


def _type(sheet: Any, name: str, value: str | int) -> None:  # noqa: ANN401 - UNO's
    if sheet.isProtected():
        sheet.unprotect("")
    cell = sheet.getCellRangeByName(name)
    if isinstance(value, int):
        cell.setValue(value)
    else:
        cell.setString(value)


def _desktop(pipe: str) -> Any:  # noqa: ANN401 - UNO's
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _property(name: str, value: object) -> Any:  # noqa: ANN401 - UNO's
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


main(sys.argv[1], Path(sys.argv[2]))
