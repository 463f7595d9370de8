"""Git made to know the project's files: how to merge them, how to show Word and Excel files, and a hook.

Lines and settings that are there stay; everything done here can be undone. Settings and hooks are not part of what git
shares, so each clone needs them once; without them git merges by lines and shows no text of Office files.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from mttq.files import write_atomic
from mttq.history import HistoryError, check_repository, folder_in_repository, last_message, run

ATTRIBUTES_FILE = ".gitattributes"
# A line of the attributes file, with a name and the attribute that it is for.
_ATTRIBUTES = (
    ("plans/**/*.yaml merge=mttq", "plans/2020/tinh/nam.yaml", "merge"),
    ("*.docx diff=mttq", "reports/2020/tinh/bao-cao-nam.docx", "diff"),
    ("*.xlsx diff=mttq", "reports/2020/tinh/phu-luc-nam.xlsx", "diff"),
)
_NAME = "mttq"
_FREE = ("unspecified", "unset", _NAME)
_NOTE = (
    "# Gộp kế hoạch, báo cáo theo khóa; xem tệp Word, Excel bằng chữ: mỗi máy chạy mttq setup-git một lần."
)
_SECTIONS = (f"merge.{_NAME}", f"diff.{_NAME}")
_HOOK = "pre-commit"
_MARK = "# Của mttq"
_LOOP, _DO = "for folder in ", "; do"
_OTHERWISE = "chạy lệnh trong thư mục của kho git, hoặc lập kho bằng git init"


def set_up(root: Path, *, hook: bool) -> Iterator[str]:
    """Set everything up and yield what was done, a sentence each.

    Args:
        root: the project's root.
        hook: whether a commit is to be checked before it is made.

    Raises:
        HistoryError: there is no git or no repository, or it refuses.
    """
    check_repository(root, _OTHERWISE)
    yield _add_attributes(root)
    yield configure(root)
    if hook:
        yield _add_hook(root)


def undo(root: Path) -> Iterator[str]:
    """Take everything away again and yield what was done.

    Raises:
        HistoryError: there is no git or no repository, or it refuses.
    """
    check_repository(root, _OTHERWISE)
    file = root / ATTRIBUTES_FILE
    lines = _read(file).splitlines(keepends=True)
    ours = {_NOTE, *(line for line, _, _ in _ATTRIBUTES)}
    kept = [line for line in lines if line.strip() not in ours]
    if len(kept) < len(lines):
        write_atomic(file, _encoded("".join(kept)))
        yield f"Đã bỏ {len(lines) - len(kept)} dòng của mttq trong {ATTRIBUTES_FILE}."
    for section in _SECTIONS:
        done = run(root, "config", "--local", "--remove-section", section)
        if done is not None and done.returncode == 0:
            yield f"Đã bỏ thiết lập {section} của kho này."
    hook = _hooks_folder(root) / _HOOK
    text = _read(hook)
    if _MARK in text:
        others = [one for one in _checked_folders(text) if one != _place(root)]
        if others:
            write_atomic(hook, _encoded(_hook_text(others)))
            hook.chmod(0o755)
        else:
            hook.unlink()
        yield f"Đã bỏ {_shown(hook, root)}{' cho dự án này' if others else ''}."


def _add_attributes(root: Path) -> str:
    """Add the lines that the attributes of git lack."""
    missing, others = [], []
    for line, path, attribute in _ATTRIBUTES:
        value = _attribute(root, path, attribute)
        if value not in _FREE:
            others.append(f"{line.split()[0]} ({attribute}={value})")
        elif value != _NAME:
            missing.append(line)
    kept = f" Để nguyên {', '.join(others)} vì đã có cách khác." if others else ""
    if not missing:
        return f"{ATTRIBUTES_FILE}: đã có đủ.{kept}"
    file = root / ATTRIBUTES_FILE
    text = _read(file)
    ending = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += ending
    note = [] if _NOTE in text else [_NOTE]
    text += "".join(f"{line}{ending}" for line in (*note, *missing))
    write_atomic(file, _encoded(text))
    return f"{ATTRIBUTES_FILE}: đã thêm {len(missing)} dòng; hãy git add và commit tệp này.{kept}"


def _attribute(root: Path, path: str, attribute: str) -> str:
    done = run(root, "check-attr", "-z", attribute, "--", path)
    words = done.stdout.split(b"\0") if done is not None and done.returncode == 0 else []
    return words[2].decode("utf-8", "replace") if len(words) > 2 else "unspecified"


def configure(root: Path) -> str:
    """Tell this clone which programs merge and show the files; say what was done.

    Raises:
        HistoryError: git refuses.
    """
    wanted = {
        f"merge.{_NAME}.name": "gộp kế hoạch, báo cáo theo khóa",
        f"merge.{_NAME}.driver": _driver(),
        f"diff.{_NAME}.textconv": _textconv(),
    }
    changed = [name for name, value in wanted.items() if _setting(root, name) != value]
    for name in changed:
        done = run(root, "config", "--local", "--replace-all", name, wanted[name])
        if done is None or done.returncode != 0:
            raise HistoryError(
                f"git không ghi được thiết lập {name} của kho này",
                last_message(done) if done is not None else None,
            )
    return (
        "Thiết lập của kho này: đã đặt cách gộp và cách xem tệp Word, Excel."
        if changed
        else "Thiết lập của kho này: đã có đủ."
    )


def _setting(root: Path, name: str) -> str:
    done = run(root, "config", "--local", "-z", "--get", name)
    found = done.stdout if done is not None and done.returncode == 0 else b""
    return found.removesuffix(b"\0").decode("utf-8", "replace")


def program() -> str:
    """Return the path of the `mttq` that is running, or its name if that is not known."""
    beside = Path(sys.executable).with_name("mttq.exe" if os.name == "nt" else "mttq")
    found = str(beside) if beside.is_file() else shutil.which("mttq")
    return Path(found).as_posix() if found else "mttq"


def _found() -> str:
    """Return the shell's way to `$m`: the program that was set up, or else any `mttq`."""
    return f'm={shlex.quote(program())}; command -v "$m" >/dev/null 2>&1 || m=mttq'


def _driver() -> str:
    first = _found().replace("%", "%%")
    return (
        f'{first}; if command -v "$m" >/dev/null 2>&1; then "$m" merge-driver %O %A %B %L %P;'
        " else git merge-file --marker-size=%L %A %O %B; fi"
    )


def _textconv() -> str:
    return (
        f'f() {{ {_found()}; if command -v "$m" >/dev/null 2>&1; then "$m" textconv "$1";'
        ' else echo "(cài mttq để xem nội dung)"; cksum < "$1"; fi; }; f'
    )


def _add_hook(root: Path) -> str:
    """Write the hook, unless there is another."""
    shared = run(root, "config", "--show-scope", "--get", "core.hooksPath")
    if shared is not None and shared.stdout.split(b"\t")[0] in {b"global", b"system"}:
        raise HistoryError(
            "máy này dùng chung một thư mục hook cho mọi kho (core.hooksPath)",
            f"thêm vào hook {_HOOK} ở đó dòng: mttq check --staged",
        )
    hook = _hooks_folder(root) / _HOOK
    before = _read(hook)
    text = _hook_text(list(dict.fromkeys([*_checked_folders(before), _place(root)])))
    if before == text:
        return f"{_shown(hook, root)}: đã có."
    if before and _MARK not in before:
        return f"{_shown(hook, root)}: để nguyên vì đã có hook khác; thêm vào đó dòng: mttq check --staged"
    write_atomic(hook, _encoded(text))
    hook.chmod(0o755)
    return f"{_shown(hook, root)}: đã ghi; từ nay git commit chỉ thành khi phần đã git add không có lỗi."


def _hooks_folder(root: Path) -> Path:
    done = run(root, "rev-parse", "--git-path", "hooks")
    named = os.fsdecode(done.stdout.rstrip(b"\r\n")) if done is not None and done.returncode == 0 else ""
    return root / (named or ".git/hooks")


def _place(root: Path) -> str:
    """Return the folder of a project in its repository, which may have several."""
    return folder_in_repository(root) or "."


def _checked_folders(hook: str) -> list[str]:
    """Return the folders of the projects that a hook checks."""
    lines = [one for one in hook.splitlines() if one.startswith(_LOOP) and one.endswith(_DO)]
    return [folder for one in lines for folder in shlex.split(one[len(_LOOP) : -len(_DO)])]


def _hook_text(folders: Iterable[str]) -> str:
    return f"""#!/bin/sh
{_MARK}: kiểm tra phần sắp lưu. Gỡ bằng: mttq setup-git --undo
{_found()}
result=0
{_LOOP}{shlex.join(folders)}{_DO}
  [ -d "$folder/plans" ] || continue
  if ! command -v "$m" >/dev/null 2>&1; then
    echo 'Chưa lưu: không thấy chương trình mttq để kiểm tra số liệu.' >&2
    echo 'Cài lại mttq rồi chạy mttq setup-git --hook; gấp thì bỏ qua một lần bằng git commit --no-verify.' >&2
    exit 1
  fi
  (cd "$folder" && "$m" check --staged) || result=$?
done
exit $result
"""


def _read(file: Path) -> str:
    """Return a text with its line ends; bytes that are no UTF-8 come back when it is written."""
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return ""


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _shown(file: Path, root: Path) -> str:
    """Return a path as people know it."""
    path = file.resolve()
    top = root.resolve()
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else str(path)
