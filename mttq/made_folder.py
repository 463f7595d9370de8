"""A folder that a command fills: files of earlier runs that are gone go, and nothing else is touched.

A list in the folder names every file that was written there. Only those are ever replaced or removed; a folder with
other contents and no such list is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from mttq.files import remove_all_leftovers, write_atomic
from mttq.refusal import RequestError

_VERSION = 1


class ForeignFolderError(RequestError):
    """The folder holds something that no earlier run has written."""


class MadeFolder:
    """A folder for what a command writes.

    Args:
        folder: where it is; made when the first file is written.
        command: the name of the command, as in `mttq site`.
        named_by: how another folder is named, after “nêu thư mục khác”.

    Attributes:
        list_name: the name of the list of the files that were written.

    Raises:
        ForeignFolderError: the folder has other contents.
        OSError: it can't be read.
    """

    def __init__(self, folder: Path, command: str, named_by: str = "") -> None:
        self._folder = folder
        self._command = f"mttq {command}"
        self._named_by = named_by
        self.list_name = f".mttq-{command}.json"
        self._old = self._listed()
        self._made: set[Path] = set()

    def _listed(self) -> frozenset[str]:
        """Return the files that earlier runs wrote."""
        if not self._folder.exists():
            return frozenset()
        if not self._folder.is_dir():
            raise ForeignFolderError(
                f"“{self._folder}” là tệp, không phải thư mục", f"nêu thư mục khác{self._named_by}"
            )
        try:
            held = json.loads((self._folder / self.list_name).read_bytes())
            names = held["tep"] if held["phien_ban"] == _VERSION else []
        except FileNotFoundError:
            if any(self._folder.iterdir()):
                raise ForeignFolderError(
                    f"thư mục “{self._folder}” đã có nội dung không do {self._command} ghi",
                    f"nêu một thư mục trống hay chưa có{self._named_by}",
                ) from None
            return frozenset()
        except (ValueError, KeyError, TypeError):
            names = None
        if not isinstance(names, list):
            raise ForeignFolderError(
                f"“{self._folder / self.list_name}” không đọc được nên không biết tệp nào do {self._command} ghi",
                f"xóa thư mục ấy rồi chạy lại, hoặc nêu thư mục khác{self._named_by}",
            )
        return frozenset(one for one in names if isinstance(one, str) and _is_inside(one))

    def begin(self, paths: Iterable[str]) -> None:
        """Note what is about to be written, so that a run that is stopped leaves nothing that the next can't remove.

        Raises:
            ForeignFolderError: one of the files is there and was not written by an earlier run.
        """
        paths = set(paths)
        for path in sorted(paths - self._old):
            if (self._folder / path).exists():
                raise ForeignFolderError(
                    f"“{self._folder / path}” không do {self._command} ghi nên không ghi đè",
                    f"dời tệp ấy đi, hoặc nêu thư mục khác{self._named_by}",
                )
        self._note(self._old | paths)

    def write(self, path: str, content: bytes) -> None:
        """Write one file, unless it is there already.

        Raises:
            OSError: it can't be written.
        """
        file = self._folder / path
        if file.parent not in self._made:
            self._made.add(file.parent)
            remove_all_leftovers(file.parent)
        write_atomic(file, content, durable=False, tidy=False)

    def end(self, paths: Iterable[str]) -> int:
        """Remove the files of earlier runs that are no longer part of it; return how many.

        Args:
            paths: all files that are still part of it.
        """
        paths = set(paths)
        gone = sorted(self._old - paths)
        real = self._folder.resolve()
        for path in gone:
            file = self._folder / path
            if not file.parent.resolve().is_relative_to(real):
                continue  # a folder that has become a link to somewhere else
            with suppress(FileNotFoundError, NotADirectoryError):
                file.unlink()
            for above in PurePosixPath(path).parents:
                with suppress(OSError):  # not empty, or gone
                    if above.name:
                        (self._folder / above).rmdir()
        self._note(paths)
        return len(gone)

    def _note(self, paths: Iterable[str]) -> None:
        text = json.dumps({"phien_ban": _VERSION, "tep": sorted(paths)}, ensure_ascii=False, indent=0)
        write_atomic(self._folder / self.list_name, text.encode() + b"\n")


def _is_inside(path: str) -> bool:
    """Whether a path stays in the folder, whoever has written the list."""
    parts = PurePosixPath(path).parts
    return bool(parts) and "\\" not in path and ":" not in path and not {"..", "/"} & set(parts)
