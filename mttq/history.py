"""Ask git about a project: which files have changed, and since when each is there.

Git is never run through a shell, and nothing is ever written to a repository. Nothing here knows of documents or of
faults in them.

Paths are exchanged as NUL-separated bytes, so that no name is quoted or split. Changed files are relative to the
project's root, with `/`, whether that is the root of the repository or a folder in it. A folder that is a repository
of its own, such as a submodule, is one path with a `/` at its end: git does not look inside. No name of a revision
can be taken for an option.

The day on which a file first came in is that of the author's date in Vietnam: `git log` shows that date, and it stays
when a commit is rebased or merged later. One call does for a whole folder, however many files it has. A file that was
renamed without a change keeps its day; one that was changed as well came in with that commit. A file that is not
committed has no day.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import Enum, auto
from pathlib import Path
from subprocess import CompletedProcess

from msgspec import Struct, field

from mttq.clock import VIETNAM
from mttq.refusal import RequestError

# Git sets these for a hook, some relative to another folder. Only the project's root says which repository is meant.
_OF_A_HOOK = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
)
# Settings that would run a program, write the log in another encoding, or fail for a file that is not there.
_SETTINGS = ("core.fsmonitor=false", "i18n.logOutputEncoding=UTF-8", "diff.orderFile=/dev/null")
DEEPEN = (
    "lấy đủ lịch sử bằng “git fetch --unshallow”; trong GitHub Actions đặt fetch-depth: 0 cho actions/checkout, "
    "trong GitLab đặt GIT_DEPTH: 0"
)

Settings = Collection[tuple[str, str]]
Done = CompletedProcess[bytes]


def run(
    root: Path, *arguments: str, input: bytes = b"", settings: Settings = (), index: str = ""
) -> Done | None:
    """Run git in the project's root; the settings of a repository can't make it run another program.

    A command that compares files with the index needs `settings=unfiltered(root)` for that.

    Args:
        root: the project's root.
        arguments: the command and its arguments.
        input: what git reads from its standard input.
        settings: names and values of further settings.
        index: the file of git's index, if not the usual one.

    Returns:
        Its output and exit code; None if git is not installed or can't be started.
    """
    program = _program(root)
    if program is None:
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    environment |= {"GIT_INDEX_FILE": index} if index else {}
    if settings:
        # Not as arguments, in which a name could hold no `=`.
        given = environment.get("GIT_CONFIG_COUNT", "")
        first = int(given) if given.isdecimal() else 0
        for number, (name, value) in enumerate(settings, first):
            environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        environment["GIT_CONFIG_COUNT"] = str(first + len(settings))
    fixed = (word for setting in _SETTINGS for word in ("-c", setting))
    try:
        return subprocess.run(
            [program, *fixed, "--no-pager", *arguments],
            cwd=root,
            env=environment,
            input=input,
            capture_output=True,
            check=False,
        )
    except OSError:  # a file that is no program of this system, or may not be run
        return None


def unfiltered(root: Path) -> list[tuple[str, str]]:
    """Return settings that switch off the programs through which a repository's own settings filter files.

    Those of the user, such as git-lfs, stay.
    """
    listed = run(root, "config", "--list", "--show-scope", "--name-only", "-z")
    words = listed.stdout.split(b"\0") if listed is not None and listed.returncode == 0 else []
    names = {
        os.fsdecode(name)
        for scope, name in zip(words[::2], words[1::2], strict=False)
        if scope in {b"local", b"worktree"} and name.startswith(b"filter.")
    }
    off = {"clean": "", "smudge": "", "process": "", "required": "false"}
    return [(name, off[last]) for name in sorted(names) if (last := name.rpartition(".")[2]) in off]


class RepositoryState(Enum):
    """Whether a project's root is in a repository that git can read."""

    NO_GIT = auto()  # git is not installed
    INSIDE = auto()  # in the working tree of a repository
    OUTSIDE = auto()
    FOREIGN = auto()  # a repository of another user, which git refuses to read
    BROKEN = auto()


TRUST = "nếu tin kho này thì chạy: git config --global --add safe.directory <thư mục gốc của kho>"


def repository_state(root: Path) -> tuple[RepositoryState, str | None]:
    """Return whether the root is in a repository that git can read, and git's message if that is unknown."""
    done = run(root, "rev-parse", "--is-inside-work-tree")
    if done is None:
        return RepositoryState.NO_GIT, None
    if done.returncode == 0:
        return (RepositoryState.INSIDE if done.stdout.strip() == b"true" else RepositoryState.OUTSIDE), None
    if b"dubious ownership" in done.stderr:
        return RepositoryState.FOREIGN, None
    if b"not a git repository" in done.stderr:
        return RepositoryState.OUTSIDE, None
    return RepositoryState.BROKEN, last_message(done)


def is_shallow(root: Path) -> bool:
    """Return whether the repository has only the latest part of its history."""
    done = run(root, "rev-parse", "--is-shallow-repository")
    return done is not None and done.stdout.strip() == b"true"


def last_message(done: Done) -> str | None:
    """Return the last line that git printed on stderr, for a failure that is not known here."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"git báo: {lines[-1]}" if lines else None


def _program(root: Path) -> str | None:
    """Return the full path of git, searched for in the folders of PATH that are outside the project's repository.

    A repository could have put a program of that name into a folder of its own; Windows would even search the working
    directory first.
    """
    name = "git.exe" if os.name == "nt" else "git"
    mark = _mark(root)
    inside = mark.parent if mark is not None else root
    for folder in map(Path, os.get_exec_path()):
        program = folder / name
        with suppress(OSError):  # a folder that this user may not look into
            usable = folder.is_absolute() and program.is_file() and os.access(program, os.X_OK)
            if usable and not folder.resolve().is_relative_to(inside.resolve()):
                return str(program)
    return None


def _mark(root: Path) -> Path | None:
    """Return the nearest `.git` above a folder, whether or not there is a repository behind it."""
    for folder in (root, *root.parents):
        try:
            if (folder / ".git").exists():
                return folder / ".git"
        except OSError:  # a folder that this user may not look into
            return None
    return None


# Changed files


# Names of the main branch, the surest first: as the origin says, then by custom. A checkout made for a pull request
# often has only the origin's branches.
_MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/heads/main",
    "refs/heads/master",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
)

_NO_COMMIT = "kho git chưa có commit nào"
_INCOMPLETE = "kho git bị mất dữ liệu của commit hiện tại (HEAD)"
_CLONE = "lấy lại kho bằng git clone, rồi chép các tệp đang sửa sang bản mới"
_NO_GIT = (
    "không chạy được git, mà --changed và --since cần git để biết tệp nào đã đổi",
    "cài git, hoặc bỏ --changed, --since để kiểm tra tất cả",
)


class HistoryError(RequestError):
    """Git can't say what has changed."""


_CHECK_ALL = "bỏ --changed, --since để kiểm tra tất cả"


class Changes(Struct, frozen=True):
    """The files that differ from a commit.

    Attributes:
        paths: the files, and with `/` at the end the folders that are repositories of their own, relative to the
            project's root with `/`.
        base: the commit for people, `main (a1b2c3d)`.
    """

    paths: frozenset[str]
    base: str


SHORT = 7  # digits of a hash, as git shows it


def changed(root: Path) -> Changes:
    """Return the files changed since this branch left the main branch, including untracked files.

    Args:
        root: the project's root.

    Raises:
        HistoryError: there is no git, no repository, no main branch, or not enough history.
    """
    check_repository(root)
    if commit_of(root, "HEAD") is None:
        raise _without_head(root, "không so được với nhánh chính", "--changed")
    main = next((name for name in _MAIN if commit_of(root, name) is not None), None)
    if main is None:
        raise HistoryError(
            "không thấy nhánh chính: kho git không có origin/HEAD, main hay master",
            "nêu mốc so sánh bằng --since, ví dụ --since origin/ten-nhanh; hoặc lấy nhánh chính về bằng git fetch",
        )
    done = _git(root, "merge-base", "HEAD", main)
    base = done.stdout.decode("ascii", "replace").strip()
    name = _git(root, "rev-parse", "--abbrev-ref", main).stdout.decode("utf-8", "replace").strip()
    if done.returncode != 0 or not base:
        if is_shallow(root):
            raise HistoryError(f"bản sao git thiếu lịch sử nên không thấy chỗ rẽ khỏi nhánh “{name}”", DEEPEN)
        raise HistoryError(
            f"nhánh hiện tại và “{name}” không có commit chung nào", "nêu mốc so sánh bằng --since"
        )
    place = name if base == commit_of(root, main) else f"chỗ rẽ khỏi {name}"
    return Changes(_since(root, base), f"{place} ({base[:SHORT]})")


def changed_since(root: Path, revision: str) -> Changes:
    """Return the files that differ between a revision and the working tree, including untracked files.

    Args:
        root: the project's root.
        revision: a commit as git names it: a branch, a tag, `HEAD~2`, a hash.

    Raises:
        HistoryError: there is no git, no repository, or no such commit.
    """
    check_repository(root)
    base = named_commit(root, revision)
    if base is None and commit_of(root, "HEAD") is None:
        raise _without_head(root, "không có mốc nào để so", "--since")
    if base is None:
        raise missing_revision(root, revision, "--since: ")
    return Changes(_since(root, base), f"{revision} ({base[:SHORT]})")


def named_commit(root: Path, revision: str) -> str | None:
    """Return the hash of the commit that a user names, or None if the repository has no such commit."""
    return commit_of(root, revision) if _is_plausible(revision) else None


def _is_plausible(revision: str) -> bool:
    # git would take a leading dash for an option, such as one that writes a file. `commit_of` refuses those as well,
    # by the suffix it adds; both guards stay.
    return bool(revision.strip()) and not revision.startswith("-") and revision.isprintable()


def missing_revision(root: Path, revision: str, option: str = "") -> HistoryError:
    """Make the error for a revision that the repository does not have.

    Args:
        root: the project's root.
        revision: what was given.
        option: the option in front of the message, `--since: `.
    """
    shallow = _is_plausible(revision) and is_shallow(root)
    return HistoryError(
        f"{option}kho git không có mốc “{revision}”",
        f"bản sao git này thiếu lịch sử: {DEEPEN}"
        if shallow
        else "nêu một nhánh, nhãn (tag) hoặc commit có trong kho, ví dụ main, HEAD~1",
    )


def folder_in_repository(root: Path) -> str:
    """Return the path of the project's root in its git repository, "" if it is that or there is none; needs no git."""
    mark = _mark(root)
    relative = root.relative_to(mark.parent).as_posix() if mark is not None else "."
    return "" if relative == "." else relative


def _since(root: Path, base: str) -> frozenset[str]:
    """Return the files that differ from a commit, untracked ones included."""
    return differing(root, base) | frozenset(listed(root, "ls-files", "-z", "--others", "--exclude-standard"))


def differing(root: Path, base: str, *against: str, index: str = "") -> frozenset[str]:
    """Return the tracked files that differ from a commit; a renamed file counts under both names.

    While a merge is being made, a file that is as in the branch merged has not been changed here.

    Args:
        root: the project's root.
        base: the commit.
        against: `--cached` to compare it with the index instead of the working tree.
        index: the file of git's index, if not the usual one.
    """
    names = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "--relative")
    settings = unfiltered(root)
    sides = (
        listed(root, "diff", *against, *names, one, "--", settings=settings, index=index)
        for one in (base, *_merged(root))
    )
    files = frozenset.intersection(*map(frozenset, sides))
    folders = {name for name in files if (root / name).is_dir() and not (root / name).is_symlink()}
    return (files - folders) | {f"{name}/" for name in folders}


def _merged(root: Path) -> list[str]:
    """Return the commits of the merge that is being made; none if there is no such merge."""
    done = _git(root, "rev-parse", "--git-path", "MERGE_HEAD")
    try:
        text = (root / os.fsdecode(done.stdout.rstrip(b"\n"))).read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return [name for name in text.split() if name.isalnum()]


def listed(root: Path, *arguments: str, settings: Settings = (), index: str = "") -> list[str]:
    """Return the words that a command of git separates by NUL, in its order.

    Raises:
        HistoryError: the command fails.
    """
    done = _git(root, *arguments, settings=settings, index=index)
    if done.returncode != 0:
        raise HistoryError("git không liệt kê được các tệp đã đổi", last_message(done))
    return [os.fsdecode(word) for word in done.stdout.split(b"\0") if word]


def check_repository(root: Path, otherwise: str = _CHECK_ALL) -> None:
    """Make sure that the root is in the working tree of a repository.

    Args:
        root: the project's root.
        otherwise: what to do where there is none.

    Raises:
        HistoryError: it is not, or git does not say.
    """
    where, message = repository_state(root)
    match where:
        case RepositoryState.INSIDE:
            return
        case RepositoryState.NO_GIT:
            raise HistoryError(*_NO_GIT)
        case RepositoryState.FOREIGN:
            raise HistoryError(f"git không đọc kho ở “{root}” vì kho thuộc về người dùng khác", TRUST)
        case RepositoryState.OUTSIDE:
            mark = _mark(root)
            if mark is not None:
                raise HistoryError(
                    f"“{mark}” không dẫn đến kho git nào nên không biết tệp nào đã đổi",
                    "nếu thư mục đã được dời chỗ thì chạy git worktree repair hoặc git submodule update --init; "
                    f"nếu không thì {otherwise}",
                )
            raise HistoryError(
                f"dự án ở “{root}” không nằm trong kho git nào nên không biết tệp nào đã đổi",
                otherwise,
            )
    raise HistoryError(f"git không đọc được kho ở “{root}”", message)


def commit_of(root: Path, revision: str) -> str | None:
    """Return the hash of a commit, or None if the repository has no such commit."""
    done = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    name = done.stdout.decode("ascii", "replace").strip()
    return name if done.returncode == 0 and name.isalnum() else None


def _without_head(root: Path, consequence: str, option: str) -> HistoryError:
    """Make the error for a repository whose HEAD is no commit."""
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0:
        return HistoryError(f"{_INCOMPLETE} nên {consequence}", _CLONE)
    return HistoryError(f"{_NO_COMMIT} nên {consequence}", f"bỏ {option} để kiểm tra tất cả")


def _git(root: Path, *arguments: str, settings: Settings = (), index: str = "") -> Done:
    """Run git in the project's root."""
    done = run(root, *arguments, settings=settings, index=index)
    assert done is not None, "`check_repository` has run git before"
    return done


# First days


_COMMIT = "@"  # begins a line about a commit; the paths begin with the folder's name
# On all merged branches and in the merges themselves (-c), parents after their children.
_EVERYWHERE = ("--topo-order", "--full-history", "-c", "--relative", "-z")
# Every commit that adds a path, or renames a file without a change.
_ADDED = ("--diff-filter=AR", "-M100%", "--name-status")
# Every content that a path has had.
_CONTENTS = ("--diff-filter=AM", "--no-renames", "--raw", "--abbrev=64")
# Settings of a repository that would hide the first commit, follow renames, or run a program that checks signatures.
_PLAIN = ("--no-follow", "--no-show-signature", "--no-ext-diff")

_NO_DAYS: Mapping[RepositoryState, tuple[str, str | None]] = {
    RepositoryState.NO_GIT: ("không chạy được git", "cài git"),
    RepositoryState.FOREIGN: ("git không đọc kho này vì kho thuộc về người dùng khác", TRUST),
    RepositoryState.OUTSIDE: ("dự án không nằm trong kho git nào", None),
}


class FirstSeen(Struct, frozen=True):
    """When files came in.

    Attributes:
        days: for each path, relative to the project's root with `/`, its day in Vietnam.
        doubt: why expected days are missing, a sentence without its full stop, or "".
        help: what to do about that, or None.
    """

    days: Mapping[str, date] = field(default_factory=dict[str, date])
    doubt: str = ""
    help: str | None = None


def first_seen(root: Path, folder: str) -> FirstSeen:
    """Return the day on which each file of a folder first came into git.

    Without git or a repository that git reads there are no days, and `doubt` says why. In a shallow clone the
    oldest commits seem to add every file that existed then: these files get no day.

    Args:
        root: the project's root.
        folder: a folder below it, relative, with `/`.
    """
    where, message = repository_state(root)
    if where is not RepositoryState.INSIDE:
        return FirstSeen({}, *_NO_DAYS.get(where, ("git không đọc được kho này", message)))
    head = run(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None or head.returncode != 0:
        known = run(root, "rev-parse", "--verify", "--quiet", "HEAD")
        if known is not None and known.returncode == 0:
            return FirstSeen({}, _INCOMPLETE, _CLONE)
        return FirstSeen({}, _NO_COMMIT)
    log = _log(root, folder, _ADDED)
    if log is None or log.returncode != 0:
        return FirstSeen(
            {}, "git không đọc được lịch sử của kho", last_message(log) if log is not None else None
        )
    oldest = oldest_kept(root)
    days = _days(log.stdout, oldest)
    if oldest:
        doubt = "bản sao git này thiếu lịch sử nên không biết ngày của các tệp đã có từ trước phần còn giữ"
        return FirstSeen(days, doubt, DEEPEN)
    return FirstSeen(days)


def _log(root: Path, folder: str, wanted: tuple[str, ...]) -> Done | None:
    """Run git log for a folder; each commit begins with `_COMMIT`, its hash and its time."""
    settings = ("--literal-pathspecs", "-c", "log.showRoot=true")
    format = f"--format={_COMMIT}%H %at"
    return run(root, *settings, "log", *_PLAIN, *_EVERYWHERE, *wanted, format, "HEAD", "--", folder)


class _Change(Struct, frozen=True):
    """A path in a commit.

    Attributes:
        commit: the hash of the commit.
        day: its day, or None if the calendar has no such day.
        status: what happened to the path, as git says it.
        path: the path.
        before: the path that it was renamed from, or "".
    """

    commit: str
    day: date | None
    status: str
    path: str
    before: str = ""


def _changes(listed: bytes) -> list[_Change]:
    """Return the changes that a log lists, oldest first."""
    commits: list[list[_Change]] = []
    commit, day = "", None
    pieces = iter(listed.split(b"\0"))
    for piece in pieces:
        text = os.fsdecode(piece.removeprefix(b"\n"))
        if text.startswith(_COMMIT):
            commit, _, seconds = text.removeprefix(_COMMIT).partition(" ")
            day = day_of(seconds)
            commits.append([])
        elif text:
            path = os.fsdecode(next(pieces, b""))
            before = ""
            if re.fullmatch("R[0-9]+", text):
                before, path = path, os.fsdecode(next(pieces, b""))
            commits[-1].append(_Change(commit, day, text, path, before))
    return [change for one in reversed(commits) for change in one]


def _days(listed: bytes, oldest: frozenset[str]) -> dict[str, date]:
    """Return the earliest day of each path, without paths that one of the oldest commits of a clone adds."""
    days: dict[str, date | None] = {}  # None: before the clone begins
    left: set[str] = set()  # names that a file gave up: whatever comes in under one of them is another file
    for change in _changes(listed):
        day = None if change.commit in oldest else change.day
        if change.before:
            day = days.get(change.before, day)
            left.add(change.before)
        known = days.get(change.path, day) if change.path not in left else day
        days[change.path] = None if known is None or day is None else min(day, known)
        left.discard(change.path)
    return {path: day for path, day in days.items() if day is not None}


def versions(root: Path, folder: str, paths: Collection[str]) -> dict[str, list[tuple[date, bytes]]]:
    """Return every content that some files of a folder have had in git under their present names, oldest first.

    Each has the day of its commit in Vietnam. Two calls do for all. What git can't say is left out.

    Args:
        root: the project's root.
        folder: a folder below it, relative, with `/`.
        paths: the files, relative to the root, with `/`.
    """
    log = _log(root, folder, _CONTENTS)
    if log is None or log.returncode != 0:
        return {}
    # The last hash before the letters is that of the content afterwards: `:100644 100644 … 8f3a… M`.
    found = [
        (change.path, change.day, change.status.split(" ")[-2])
        for change in _changes(log.stdout)
        if change.path in paths and change.day is not None
    ]
    known = contents(root, {name for _, _, name in found})
    listed: dict[str, list[tuple[date, bytes]]] = {}
    for path, day, name in found:
        if name in known:
            listed.setdefault(path, []).append((day, known[name]))
    return listed


def contents(root: Path, names: Collection[str]) -> dict[str, bytes]:
    """Return the contents with these hashes, in one call."""
    done = run(root, "cat-file", "--batch", input="".join(f"{name}\n" for name in names).encode("ascii"))
    found: dict[str, bytes] = {}
    output = done.stdout if done is not None and done.returncode == 0 else b""
    start = 0
    while (end := output.find(b"\n", start)) >= 0:
        name, *more = output[start:end].decode("ascii", "replace").split(" ")
        start = end + 1
        if len(more) == 2:  # its kind and size; of a missing one only the word
            size = int(more[1])
            found[name] = output[start : start + size]
            start += size + 1
    return found


def day_of(seconds: str) -> date | None:
    """Return the day in Vietnam of a time in seconds since 1970, or None if the calendar has no such time."""
    try:
        return datetime.fromtimestamp(int(seconds), VIETNAM).date()
    except (ValueError, OverflowError, OSError):
        return None


def oldest_kept(root: Path) -> frozenset[str]:
    """Return the commits of a shallow clone whose parents were left out; none if the history is complete."""
    if not is_shallow(root):
        return frozenset()
    named = run(root, "rev-parse", "--git-path", "shallow")
    if named is None or named.returncode != 0:
        return frozenset()
    try:
        text = (root / os.fsdecode(named.stdout.rstrip(b"\n"))).read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(text.split())
