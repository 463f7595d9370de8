"""The web address of a line in the project's repository, at the commit that is checked out."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from mttq.history import commit_of, folder_in_repository, run
from mttq.names import PLANS
from mttq.unsaved import unsaved_below

_REMOTE = re.compile(
    r"(?:[a-z+]+://)?(?:[^@/]*@)?(?P<host>[^:/]+)(?::\d+(?=/))?[:/](?P<path>.+?)(?:\.git)?/?"
)
"""A remote as git writes it: https://host/owner/name.git, git@host:owner/name, ssh://git@host:22/owner/name."""
_STYLES = (("github", "blob"), ("gitlab", "-/blob"))
_SHORT = 12
"""Enough digits of a hash to name a commit: addresses with all 40 would make up a third of the pages of a country."""


class RepositoryLinks(Struct, frozen=True, kw_only=True):
    """How lines of files are linked.

    Attributes:
        commit: the shortened hash of the commit that is checked out, or "".
        base: the address of the project's folder at that commit, or "" if lines have no address.
        changed: the files below `plans/` that are not in that commit as they are now.
    """

    commit: str = ""
    base: str = ""
    changed: frozenset[str] = frozenset()

    def line(self, path: str, line: int) -> str:
        """Return the address of a line; "" if it has none."""
        return f"{self.base}{quote(path)}#L{line}" if self.base and path not in self.changed else ""


def repository_links(root: Path) -> RepositoryLinks:
    """Ask git for the commit, its remote, and the files that are not as in the commit."""
    unsaved = unsaved_below(root / PLANS)
    commit = commit_of(root, "HEAD") if unsaved.is_repository else None
    if commit is None:
        return RepositoryLinks()
    real = root.resolve()
    changed = {
        one.relative_to(real).as_posix()
        for one in (*unsaved.changed, *unsaved.unknown)
        if one.is_relative_to(real)
    }
    base = _base(root, commit) if _is_published(root, commit) else ""
    return RepositoryLinks(commit=commit[:_SHORT], base=base, changed=frozenset(changed))


def _is_published(root: Path, commit: str) -> bool:
    """Whether a branch of a remote has the commit; the address of any other would lead nowhere."""
    done = run(root, "for-each-ref", "--count=1", "--contains", commit, "refs/remotes")
    return done is not None and done.returncode == 0 and bool(done.stdout.strip())


def _base(root: Path, commit: str) -> str:
    done = run(root, "remote", "get-url", "origin")
    found = _REMOTE.fullmatch(done.stdout.decode("utf-8", "replace").strip()) if done is not None else None
    if found is None:
        return ""
    style = next((path for name, path in _STYLES if name in found["host"].lower()), "")
    if not style:
        return ""
    folder = folder_in_repository(root)
    place = f"{found['path']}/{style}/{commit[:_SHORT]}/" + (f"{folder}/" if folder else "")
    return f"https://{found['host']}/{quote(place)}"
