"""The versions of files that were approved: by an annotated tag, or by the branch that they are on.

Like `mttq.history`, this never writes to a repository and knows nothing of documents. Git is asked a few times, however
many files there are. Signatures of tags are not checked: that is what `git verify-tag` is for.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from msgspec import Struct, field

from mttq.history import (
    DEEPEN,
    HistoryError,
    check_repository,
    folder_in_repository,
    is_shallow,
    last_message,
    run,
)

_SHALLOW = "bản sao git này thiếu lịch sử nên có thể thiếu"
_BLOBS = ("100644", "100755")


class ApprovedFile(Struct, frozen=True):
    """The approved version of a file.

    Attributes:
        hash: the hash of its content.
        by: what approved it, in words.
        revision: the tag or branch that has it, as git knows it here.
        is_past: whether the current branch comes after the approval; otherwise it may have an earlier version.
    """

    hash: str
    by: str
    revision: str
    is_past: bool = True


class ApprovedFiles(Struct, frozen=True):
    """The approved versions of files.

    Attributes:
        of: the approved version of each file, by its path from the root.
        doubt: why some may be missing, a sentence without its full stop, or "".
        help: what to do about that, or None.
    """

    of: Mapping[str, ApprovedFile] = field(default_factory=dict[str, ApprovedFile])
    doubt: str = ""
    help: str | None = None


def approved_by_tags(
    root: Path, names: Mapping[str, str], path_of: Callable[[str], str | None]
) -> ApprovedFiles:
    """Return the files that annotated tags approve.

    Args:
        root: the project's root.
        names: the tag that would approve each file, by the file's path from the root.
        path_of: the file that any other tag approves, which is not there, or None.
    """
    try:
        check_repository(root, "bỏ phe_duyet nếu dự án không dùng git")
    except HistoryError as error:
        return ApprovedFiles(doubt=error.message, help=error.help)
    done = run(root, "for-each-ref", "--format=%(objecttype) %(refname:strip=2)", "refs/tags")
    if done is None or done.returncode != 0:
        return ApprovedFiles(
            doubt="git không liệt kê được các nhãn", help=last_message(done) if done else None
        )
    kinds: dict[str, str] = {}
    for line in os.fsdecode(done.stdout).splitlines():
        kind, _, name = line.partition(" ")
        kinds[name] = kind
    wanted = {path: name for path, name in names.items() if kinds.get(name) == "tag" and "\n" not in path}
    known = set(names.values())
    for name, kind in kinds.items():
        path = path_of(name) if kind == "tag" and name not in known else None
        if path is not None:
            wanted.setdefault(path, name)
    merged = run(root, "for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", "refs/tags")
    past = frozenset(os.fsdecode(merged.stdout).splitlines() if merged is not None else ())
    found = _hashes(root, wanted, past)
    light = [name for name in names.values() if kinds.get(name) == "commit"]
    if light:
        return ApprovedFiles(
            found,
            f"nhãn “{light[0]}” không có chú giải (lightweight) nên chưa tính là duyệt",
            f"gắn lại: git tag -a -f {light[0]} {light[0]}",
        )
    if is_shallow(root):
        return ApprovedFiles(found, f"{_SHALLOW} nhãn duyệt", f"{DEEPEN}; rồi git fetch --tags")
    shared = Counter(names.values())
    empty = [
        (path, name) for path, name in names.items() if path in wanted.keys() - found and shared[name] == 1
    ]
    if empty:
        path, name = empty[0]
        return ApprovedFiles(
            found,
            f"nhãn “{name}” gắn vào một commit không có tệp “{path}”",
            f"gắn lại vào commit có tệp ấy: git tag -a -f {name}",
        )
    return ApprovedFiles(found)


def _hashes(root: Path, tags: Mapping[str, str], past: Collection[str]) -> dict[str, ApprovedFile]:
    """Return the files that are there at their tags; `past` are those that the current branch comes after."""
    folder = folder_in_repository(root)
    asked = "".join(f"refs/tags/{tag}:{f'{folder}/' if folder else ''}{path}\n" for path, tag in tags.items())
    if not tags:
        return {}
    done = run(root, "cat-file", "--batch-check=%(objectname) %(objecttype)", input=os.fsencode(asked))
    lines = os.fsdecode(done.stdout).splitlines() if done is not None and done.returncode == 0 else []
    return {
        path: ApprovedFile(line.split(" ")[0], f"nhãn {tag}", tag, tag in past)
        for (path, tag), line in zip(tags.items(), lines, strict=False)
        if line.endswith(" blob")
    }


def removed_here(root: Path, folders: Collection[str]) -> frozenset[str]:
    """Return the files that the current branch once had, or has but for the working tree.

    A file that only another branch has was never removed here.

    Args:
        root: the project's root.
        folders: folders below the root.
    """
    plain = ("--no-show-signature", "--no-ext-diff", "--no-renames", "--relative", "--format=")
    sides = (
        run(root, "log", "--diff-filter=D", "--name-only", "-z", *plain, "HEAD", "--", *folders),
        run(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *folders),
    )
    names = b"\0".join(one.stdout for one in sides if one is not None and one.returncode == 0)
    return frozenset(os.fsdecode(one.lstrip(b"\n")) for one in names.split(b"\0"))


def approved_by_branch(root: Path, branch: str, folders: Collection[str]) -> ApprovedFiles:
    """Return the files of some folders as each first came to a branch, here or at the origin.

    A later version on the branch is a change of what was approved.

    Args:
        root: the project's root.
        branch: the branch.
        folders: folders below the root.
    """
    try:
        check_repository(root, "bỏ phe_duyet nếu dự án không dùng git")
    except HistoryError as error:
        return ApprovedFiles(doubt=error.message, help=error.help)
    names = [f"refs/heads/{branch}", f"refs/remotes/origin/{branch}"]
    listed = run(root, "for-each-ref", "--format=%(refname)", *names)
    there = (
        [one for one in os.fsdecode(listed.stdout).splitlines() if one in names] if listed is not None else []
    )
    if not there:
        return ApprovedFiles(
            doubt=f"kho git không có nhánh “{branch}” mà phe_duyet nêu",
            help=f"lấy nhánh ấy về: git fetch origin {branch}; hoặc sửa tên nhánh",
        )
    log = ("--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative")
    plain = ("--no-follow", "--no-show-signature", "--no-ext-diff", "--format=")
    done = run(root, "-c", "log.showRoot=true", "log", *log, *plain, *there, "--", *folders)
    if done is None or done.returncode != 0:
        return ApprovedFiles(
            doubt="git không đọc được lịch sử của nhánh", help=last_message(done) if done else None
        )
    revision = branch if names[0] in there else f"origin/{branch}"
    found: dict[str, ApprovedFile] = {}
    pieces = iter(os.fsdecode(done.stdout).split("\0"))
    for piece in pieces:
        described = piece.lstrip("\n")
        if not described.startswith(":"):
            continue
        path = next(pieces, "")
        _, mode, _, hash_, *_ = described[1:].split(" ")
        if mode in _BLOBS:
            found.setdefault(path, ApprovedFile(hash_, f"nhánh {branch}", revision))
        else:
            found.pop(path, None)
    if is_shallow(root):
        return ApprovedFiles(found, f"{_SHALLOW} bản đã duyệt đầu tiên", DEEPEN)
    return ApprovedFiles(found)
