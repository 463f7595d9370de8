"""Git bundles: a branch as one file for places without a network, and such a file taken into a repository.

A file that comes in is judged before anything of it is used: its head is read here, git checks every object, and what
no project needs (links, several branches, partial contents) is refused. Its commits get a branch of their own. Neither
the working tree nor any commit of this repository is touched, and no program of either repository is run.

A branch that was packed is remembered under `refs/mttq/goi/`, so that the next bundle begins there.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from subprocess import CompletedProcess

from msgspec import Struct

from mttq.commits import Commit, described
from mttq.history import DEEPEN, SHORT, commit_of, is_shallow, last_message, named_commit, run
from mttq.names import PLANS
from mttq.refusal import RequestError

_PACKED = "refs/mttq/goi/"
BRANCHES = "goi/"
"""With this the name of a branch begins that holds a bundle's commits."""

_SIGNATURE = re.compile(rb"# v[23] git bundle\n")
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_LARGEST = 1 << 30  # bytes of a bundle
_LONGEST = 4096  # bytes of a line of its head
_MOST = 100  # lines of its head
_LINK = b"120000"
# No hook of this repository runs, and nothing is cleaned up behind its back.
_SETTINGS = (
    ("core.hooksPath", os.devnull),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
)
_REFUSED = "không nhận gói này; hỏi lại nơi gửi"


class BundleError(RequestError):
    """A bundle can't be made or taken in."""


class Bundle(Struct, frozen=True, kw_only=True):
    """A bundle that was made.

    Attributes:
        path: the file.
        branch: the branch that it holds.
        tip: the last commit of it.
        base: the commit that the receiver must have, or None for a whole branch.
        commits: how many commits it holds.
        size: its size in bytes.
        checksum: the SHA-256 of the file.
    """

    path: Path
    branch: str
    tip: Commit
    base: Commit | None
    commits: int
    size: int
    checksum: str


class BundleHead(Struct, frozen=True):
    """The head of a bundle.

    Attributes:
        needed: the commits that the receiver must have, each with its subject.
        tips: the hash and the name of each branch that it holds.
        length: its length in bytes.
    """

    needed: tuple[tuple[str, str], ...]
    tips: tuple[tuple[str, str], ...]
    length: int


class Arrival(Struct, frozen=True, kw_only=True):
    """A bundle whose commits are in this repository.

    Attributes:
        branch: the branch that now holds them.
        before: the commit that the branch held before, or None if it is new.
        tip: the last commit.
        base: the commit that it has in common with HEAD, or None.
    """

    branch: str
    before: str | None
    tip: Commit
    base: str | None


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Out


def make(root: Path, path: Path, *, since: str | None = None, whole: bool = False) -> Bundle:
    """Write the current branch, or what is new in it since the last bundle, to a file.

    Args:
        root: the project's root.
        path: the file.
        since: a commit that the receiver has, instead of the last bundle's.
        whole: whether to write the whole branch.

    Raises:
        BundleError: there is no branch, nothing new, or not enough history.
    """
    named = _git(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    branch = named.stdout.decode("utf-8", "replace").strip()
    tip = commit_of(root, "HEAD")
    if tip is None:
        raise BundleError("kho git chưa có commit nào nên chưa có gì để gói", "lưu lần đầu bằng git commit")
    if not branch:
        raise BundleError("đang không đứng trên nhánh nào", "chuyển về nhánh cần gửi, ví dụ git switch main")
    base = None if whole else _base(root, branch, since)
    if base is None and is_shallow(root):
        raise BundleError("bản sao git này thiếu lịch sử nên không làm được gói đủ", DEEPEN)
    if base == tip:
        raise BundleError(
            f"nhánh {branch} không có commit nào mới từ gói trước (commit {tip[:SHORT]})",
            "gửi lại cả nhánh bằng --whole, hoặc nêu mốc bên nhận đã có bằng --since",
        )
    wanted = (f"refs/heads/{branch}", *((f"^{base}",) if base is not None else ()))
    unfinished = path.with_name(f".{path.name}.mttq")
    try:
        done = _git(root, "bundle", "create", "--quiet", str(unfinished.absolute()), *wanted)
        if done.returncode != 0:
            raise BundleError(f"git không ghi được gói “{path}”", last_message(done))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    counted = _git(root, "rev-list", "--count", *wanted).stdout.decode("ascii", "replace").strip()
    _git(root, "update-ref", f"{_PACKED}{branch}", tip)
    return Bundle(
        path=path,
        branch=branch,
        tip=described(root, tip),
        base=described(root, base) if base is not None else None,
        commits=int(counted) if counted.isdecimal() else 0,
        size=path.stat().st_size,
        checksum=checksum(path),
    )


def _base(root: Path, branch: str, since: str | None) -> str | None:
    """Return the commit from which a bundle goes on; None for a whole branch."""
    if since is None:
        known = commit_of(root, f"{_PACKED}{branch}")
        return known if known is not None and _is_ancestor(root, known, "HEAD") else None
    known = named_commit(root, since)
    if known is None:
        raise BundleError(
            f"--since: kho git không có mốc “{since}”", "nêu một commit, nhãn hoặc nhánh có trong kho"
        )
    if not _is_ancestor(root, known, "HEAD"):
        raise BundleError(
            f"--since: “{since}” không nằm trong lịch sử của nhánh {branch}", "gửi cả nhánh bằng --whole"
        )
    return known


# In


def read_head(path: Path) -> BundleHead:
    """Read the head of a bundle.

    Raises:
        BundleError: it is no bundle, or one that no project makes.
        OSError: it can't be read.
    """
    if path.stat().st_size > _LARGEST:
        raise BundleError(f"“{path}” lớn hơn {_LARGEST >> 30} GiB", _REFUSED)
    needed: list[tuple[str, str]] = []
    tips: list[tuple[str, str]] = []
    with path.open("rb") as file:
        if not _SIGNATURE.fullmatch(file.readline(_LONGEST)):
            raise BundleError(
                f"“{path}” không phải gói do mttq pack làm", "chọn đúng tệp gói, không phải phiếu gửi"
            )
        for _ in range(_MOST):
            line = file.readline(_LONGEST)
            if line == b"\n":
                break
            text = line.decode("utf-8", "replace").rstrip("\n")
            hash_, _, words = text.removeprefix("-").partition(" ")
            if text.startswith("@"):
                if not text.startswith("@object-format="):
                    raise BundleError(f"“{path}” là gói thiếu nội dung (“{text}”)", _REFUSED)
            elif not line.endswith(b"\n") or not _HASH.fullmatch(hash_):
                raise BundleError(f"phần đầu của gói “{path}” bị hỏng", "xin gửi lại gói")
            else:
                (needed if text.startswith("-") else tips).append((hash_, words))
        else:
            raise BundleError(f"phần đầu của gói “{path}” dài quá {_MOST} dòng", _REFUSED)
        return BundleHead(tuple(needed), tuple(tips), file.tell())


def arrived(root: Path, path: Path) -> str:
    """Bring the commits of a bundle into this repository and return the last of them.

    Until `keep` gives them a branch nothing refers to them, and git removes them some day.

    Raises:
        BundleError: the bundle is refused, or an earlier one is missing.
    """
    head = read_head(path)
    names = [name for _, name in head.tips]
    if len(names) != 1 or not names[0].startswith("refs/heads/"):
        raise BundleError(
            f"gói “{path}” phải có đúng một nhánh, mà có: {', '.join(names) or 'không gì'}", _REFUSED
        )
    if _git(root, "check-ref-format", names[0]).returncode != 0:
        raise BundleError(f"gói “{path}” có tên nhánh không dùng được", _REFUSED)
    for hash_, subject in head.needed:
        if commit_of(root, hash_) is None:
            raise BundleError(
                f"thiếu gói trước: gói này nối tiếp commit {hash_[:SHORT]} (“{subject}”) mà kho này chưa có",
                f"nhận trước gói mà phiếu gửi ghi “Đến commit: {hash_[:SHORT]}”, hoặc xin gói đủ (mttq pack --whole)",
            )
    real = str(path.absolute())
    if (done := _git(root, "bundle", "verify", "--quiet", real)).returncode != 0:
        raise BundleError(f"gói “{path}” không dùng được", last_message(done))
    # Older versions of git fetch from a bundle without checking its objects.
    pack = path.read_bytes()[head.length :]
    done = _git(root, "index-pack", "--stdin", "--fix-thin", "--strict", input=pack)
    if done.returncode != 0:
        raise BundleError(
            f"git không nhận gói “{path}”: nội dung bị hỏng hoặc không an toàn", last_message(done)
        )
    tip = commit_of(root, head.tips[0][0])
    if tip is None:
        raise BundleError(f"gói “{path}” không dẫn đến commit nào", _REFUSED)
    _refuse_odd_trees(root, path, tip)
    return tip


def _refuse_odd_trees(root: Path, path: Path, tip: str) -> None:
    """Refuse a bundle whose last commit is no project, or holds links.

    Raises:
        BundleError: it does.
    """
    entries = _git(root, "ls-tree", "-r", "-z", "--full-tree", tip).stdout.split(b"\0")
    files = {os.fsdecode(path): head for head, _, path in (one.partition(b"\t") for one in entries)}
    link = next((path for path, head in files.items() if head.startswith(_LINK)), None)
    if link is not None:
        raise BundleError(f"gói “{path}” có liên kết (symlink) “{link}”", _REFUSED)
    if not any(f"/{PLANS}/" in f"/{one}" for one in files):
        raise BundleError(f"gói “{path}” không có thư mục {PLANS}/ nên không phải dự án của mttq", _REFUSED)


def keep(root: Path, tip: str, branch: str) -> Arrival:
    """Give the commits of a bundle a branch; one that is there may only grow.

    Args:
        root: the project's root.
        tip: the last commit.
        branch: the name of the branch.

    Raises:
        BundleError: the branch has commits of its own, is checked out, or its name can't be used.
    """
    ref = f"refs/heads/{branch}"
    if _git(root, "check-ref-format", "--branch", branch).returncode != 0:
        raise BundleError(f"“{branch}” không dùng làm tên nhánh được", "nêu tên khác bằng --branch")
    before = commit_of(root, ref)
    elsewhere = "nêu nhánh khác bằng --branch"
    if before is not None:
        used = _git(root, "for-each-ref", "--format=%(worktreepath)", ref).stdout.strip()
        if used and not _is_ancestor(root, tip, before):
            raise BundleError(f"nhánh {branch} đang được mở để sửa ở {os.fsdecode(used)}", elsewhere)
        if not _is_ancestor(root, before, tip) and not _is_ancestor(root, tip, before):
            raise BundleError(
                f"nhánh {branch} có commit {before[:SHORT]} mà gói không có, nên không ghi đè", elsewhere
            )
    if before is None or not _is_ancestor(root, tip, before):
        done = _git(root, "update-ref", ref, tip, before or "")
        if done.returncode != 0:
            raise BundleError(f"git không ghi được nhánh {branch}", last_message(done))
    base = _git(root, "merge-base", "HEAD", tip).stdout.decode("ascii", "replace").strip()
    return Arrival(branch=branch, before=before, tip=described(root, tip), base=base or None)


def _is_ancestor(root: Path, first: str, second: str) -> bool:
    return _git(root, "merge-base", "--is-ancestor", first, second).returncode == 0


def _git(root: Path, *arguments: str, input: bytes = b"") -> CompletedProcess[bytes]:
    done = run(root, *arguments, input=input, settings=_SETTINGS)
    if done is None:
        raise BundleError("không chạy được git", "cài git rồi chạy lại")
    return done
