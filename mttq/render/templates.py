"""Finding templates, and reporting that one can't be used.

A project's own `templates/` folder wins over the packaged templates, file by
file, so a secretariat can keep its own letterhead and still get the rest.
Nothing here looks inside a template.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from msgspec import Struct

from mttq.files import reason
from mttq.names import TEMPLATES
from mttq.profile import Layout, packaged

_LINE = re.compile(r"dòng (\d+)")
_PARTIAL_SUFFIX = ".md.j2"
SUFFIXES = (".docx", _PARTIAL_SUFFIX)
"""What the names of templates end in."""
_NO_TEMPLATES = ("~$", ".")  # what Word leaves while it has a file open, and hidden files
_LARGEST_TEXT = 1024 * 1024
LARGEST = 20 * 1024 * 1024
"""A template is at most this many bytes long."""


class UnusableTemplateError(Exception):
    """A template is missing or can't be used.

    Attributes:
        path: the template's file; for a missing one, the first place where it was looked for.
        place: the place in it, in Vietnamese: `dòng 12`, or the words of the paragraph; "" if unknown.
        message: the fault, in Vietnamese, one line.
    """

    def __init__(self, path: Path, place: str, message: str) -> None:
        super().__init__(f"{path}: {place}: {message}" if place else f"{path}: {message}")
        self.path = path
        self.place = place
        self.message = message

    @property
    def line(self) -> int:
        """The line of the place; 0 if it is a paragraph or unknown."""
        found = _LINE.fullmatch(self.place)
        return int(found[1]) if found else 0


class Template(Struct, frozen=True):
    """A template: its file and its bytes."""

    path: Path
    content: bytes

    @property
    def is_packaged(self) -> bool:
        """Whether it comes with the package, so that the layout profile applies to it."""
        return self.path.parent in packaged()

    @property
    def text(self) -> str:
        r"""The text of the template, without a byte-order mark and with `\n` for every line end.

        Raises:
            UnusableTemplateError: it is not UTF-8, or too long.
        """
        if len(self.content) > _LARGEST_TEXT:
            raise UnusableTemplateError(self.path, "", f"mẫu lớn hơn {_LARGEST_TEXT // 1024**2} MiB")
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise UnusableTemplateError(self.path, f"dòng {line}", "mẫu không phải văn bản UTF-8") from None
        return text.replace("\r\n", "\n").replace("\r", "\n")


def own_templates(root: Path) -> list[Path]:
    """Return a project's own templates, sorted; none in the checkout of the packaged ones."""
    folder = root / TEMPLATES
    if not folder.is_dir() or any(one.is_dir() and folder.samefile(one) for one in packaged()):
        return []
    names = (one for one in folder.iterdir() if one.name.endswith(SUFFIXES) and one.is_file())
    return sorted(one for one in names if not one.name.startswith(_NO_TEMPLATES))


def find(root: Path | None, name: str, given: Path | None = None) -> Template:
    """Return the template of a file name.

    Args:
        root: the project, whose `templates/` comes first; None for the packaged templates only.
        name: the file's name, such as `bao-cao.docx`.
        given: the file that the user named, to be used instead.

    Raises:
        UnusableTemplateError: there is no such template, or it can't be read.
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
    """Return a template that others include, from the same folders only; None if there is none."""
    if Path(name).name != name or not name.endswith(_PARTIAL_SUFFIX):
        return None
    folders = [] if root is None else [root / TEMPLATES]
    return _first(root, [*folders, *packaged()], name)


def _first(root: Path | None, folders: list[Path], name: str) -> Template | None:
    """Return the template of a name in the first folder that has it; None if no folder has.

    Raises:
        UnusableTemplateError: it can't be read, or it is a link that leads out of the project.
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
    """Return the template in a file.

    Raises:
        UnusableTemplateError: the file can't be read.
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
    except ValueError:  # the name holds a NUL
        raise UnusableTemplateError(path, "", "không đọc được tệp mẫu: tên không hợp lệ") from None


def refuse_faulty(layout: Layout) -> None:
    """Refuse to print anything by a faulty layout profile.

    Raises:
        UnusableTemplateError: the profile is faulty; names its first fault.
    """
    if layout.faults:
        first = layout.faults[0]
        message = f"{first.message}; {first.help}" if first.help else first.message
        raise UnusableTemplateError(Path(first.path), f"dòng {first.span.line}", message)
