"""Names of the project's folders and files, and of what the command line offers.

Imports nothing, so that help and completion can use it without loading what the names stand for. The tables
behind the names (`report.kinds.KINDS`, `render.formats.FORMATS`) are compared with them by a test.
"""

from __future__ import annotations

PLANS = "plans"
REPORTS = "reports"
TEMPLATES = "templates"
MEMBERS = "kho"
"""The folder of member repositories, each with its own `plans/`: `kho/quang-tri/plans/`."""
CACHE = ".mttq_cache"
SITE = "site"

CATALOGUE = f"{PLANS}/danh-muc"
PROGRAMMES = f"{CATALOGUE}/chuong-trinh.yaml"
UNITS = f"{CATALOGUE}/don-vi"
INDICATORS = f"{CATALOGUE}/chi-tieu"
CAMPAIGNS = f"{CATALOGUE}/dot.yaml"
SETTINGS = f"{CATALOGUE}/mttq.yaml"
DEFAULTS = f"{CATALOGUE}/mac-dinh"
PROFILES = f"{TEMPLATES}/the-thuc"
TABLE_MAPS = f"{TEMPLATES}/bang"

TAG_FIELDS = ("nam", "don_vi", "ky")
"""What the name of an approving tag may have between braces: year or term, unit, the file's name without ending."""

CHUONG_TRINH = "chuong-trinh"
BAO_CAO = "bao-cao"
NHIEM_KY = "nhiem-ky"
GIAO_BAN = "giao-ban"
PHU_LUC = "phu-luc"
TONG_HOP = "tong-hop"
DOCUMENT_KINDS = (CHUONG_TRINH, BAO_CAO, NHIEM_KY, GIAO_BAN, PHU_LUC, TONG_HOP)
"""Kinds of document that `mttq report` makes."""

_IN_MEMBERS = f"{MEMBERS}/"


def member_of(path: str) -> str:
    """Return the folder of the member repository that a path is in, `kho/quang-tri`; "" for any other path."""
    if not path.startswith(_IN_MEMBERS):
        return ""
    end = path.find("/", len(_IN_MEMBERS))
    return path[:end] if end > 0 else ""


def own_path(path: str) -> str:
    """Return a path as the member repository that it is in has it; any other path as it is."""
    member = member_of(path) if path.startswith(_IN_MEMBERS) else ""
    return path[len(member) + 1 :] if member else path


def is_in_plans(path: str) -> bool:
    """Whether a file is under `plans/`, here or in a member repository."""
    return own_path(path).startswith(f"{PLANS}/")


def is_of_catalogue(path: str) -> bool:
    """Whether a file is in the catalogue, here or in a member repository."""
    return own_path(path).startswith(f"{CATALOGUE}/")


DOCUMENT_FORMATS = ("docx", "md", "xlsx")
"""Formats in which `mttq report` writes them."""
