"""Where templates are found, and what is said when one is faulty.

A project's own `templates/` folder wins over the templates that come with the
package, file by file, so a secretariat can keep its own letterhead and still
get the rest. Nothing here reads inside a template.
"""

from __future__ import annotations

import stat
from pathlib import Path

from msgspec import Struct

from mttq.files import reason
from mttq.names import TEMPLATES
from mttq.profile import Layout, packaged

_PARTIAL_SUFFIX = ".md.j2"
LARGEST = 20 * 1024 * 1024
"""A template is at most this many bytes long."""


class UnusableTemplateError(Exception):
    """A template that is missing or cannot be used.

    Attributes:
        path: the template's file (for a missing one, where it was looked for first).
        place: where in it, in Vietnamese: `dòng 12`, or the words of the paragraph; empty if unknown.
        message: what is wrong, in Vietnamese, one line.
    """

    def __init__(self, path: Path, place: str, message: str) -> None:
        super().__init__(f"{path}: {place}: {message}" if place else f"{path}: {message}")
        self.path = path
        self.place = place
        self.message = message


class Template(Struct, frozen=True):
    """A template as found: its file and its bytes."""

    path: Path
    content: bytes

    @property
    def is_packaged(self) -> bool:
        """Whether it is one of those that come with the package, which are set by the layout profile."""
        return self.path.parent in packaged()

    @property
    def text(self) -> str:
        r"""The bytes as UTF-8, without a byte-order mark and with `\n` for every line end.

        Raises:
            UnusableTemplateError: they are not UTF-8.
        """
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise UnusableTemplateError(self.path, f"dòng {line}", "mẫu không phải văn bản UTF-8") from None
        return text.replace("\r\n", "\n").replace("\r", "\n")


def find(root: Path | None, name: str, given: Path | None = None) -> Template:
    """The template of that file name, such as `bao-cao.docx`.

    Args:
        root: the project, whose `templates/` is looked in first; None for the packaged ones alone.
        name: the file's name.
        given: the file the user named; it is used instead of looking for one.

    Raises:
        UnusableTemplateError: there is none of that name, or it cannot be read.
    """
    if given is not None:
        return load(given)
    folders = [] if root is None else [root / TEMPLATES]
    folders += packaged()
    found = _first(root, folders, name)
    if found is not None:
        return found
    raise UnusableTemplateError(
        folders[0] / name, "", f"không có mẫu {name}, cả trong bộ mẫu kèm theo chương trình"
    )


def find_partial(root: Path | None, name: str) -> Template | None:
    """A template that others take in, from the same folders and no other place; None where there is none."""
    if Path(name).name != name or not name.endswith(_PARTIAL_SUFFIX):
        return None
    folders = [] if root is None else [root / TEMPLATES]
    return _first(root, [*folders, *packaged()], name)


def _first(root: Path | None, folders: list[Path], name: str) -> Template | None:
    """The template of that name in the first folder that has it.

    Raises:
        UnusableTemplateError: it cannot be read, or the project's is a link to a file that lies outside the project.
    """
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        return None
    if (
        root is not None
        and path.parent == root / TEMPLATES
        and not path.resolve().is_relative_to(root.resolve())
    ):
        raise UnusableTemplateError(path, "", "mẫu là liên kết trỏ ra ngoài thư mục dự án nên không được mở")
    return load(path)


def load(path: Path) -> Template:
    """The template in that file.

    Raises:
        UnusableTemplateError: the file cannot be read.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # reading a pipe or a device might never end
            what = (
                "đây là thư mục, không phải tệp"
                if stat.S_ISDIR(state.st_mode)
                else "đây không phải tệp thường"
            )
            raise UnusableTemplateError(path, "", f"không đọc được tệp mẫu: {what}")
        if state.st_size > LARGEST:
            raise UnusableTemplateError(path, "", f"mẫu lớn hơn {LARGEST // 1024**2} MiB")
        return Template(path, path.read_bytes())
    except FileNotFoundError:
        raise UnusableTemplateError(path, "", "không có tệp mẫu này") from None
    except OSError as error:
        raise UnusableTemplateError(
            path, "", f"không đọc được tệp mẫu: {reason(error, reading=True)}"
        ) from None
    except ValueError:  # a name with a NUL
        raise UnusableTemplateError(path, "", "không đọc được tệp mẫu: tên không hợp lệ") from None


def refuse_faulty(layout: Layout) -> None:
    """Nothing is printed by a profile with a fault in it.

    Raises:
        UnusableTemplateError: the first fault of the profile, in its file.
    """
    if layout.faults:
        first = layout.faults[0]
        message = f"{first.message}; {first.help}" if first.help else first.message
        raise UnusableTemplateError(Path(first.path), f"dòng {first.span.line}", message)
